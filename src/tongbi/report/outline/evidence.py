"""Evidence for the organisation of a report, and the choice among it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tongbi.model import Finding

# The longest name of a body in characters, and how many lines a title may take up, or stand below the name of whom it is.
LONGEST, LINES = 80, 3


@dataclass(frozen=True, slots=True)
class Identity:
    """Organisation ("" when unknown), year (None when unknown) and what is doubtful about them.

    `period_end` is the day on which the year ends where the report says so (ISO date), else "". `behind`: whether the report says that it
    was given in the year after the one it is called by, which it then reviews.
    """

    organisation: str
    year: int | None
    findings: tuple[Finding, ...]
    period_end: str = ""
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The parts of a report that say whose it is: title, front lines, headings, opening sentences, last lines, file name without suffix,
    whom a web page names as publisher, whom and which year a filing to the SEC is for, and the rows of the first tables, fields
    perhaps of a form (公司的中文名称：…). `beside`: what stands beside the text, by its name. `large`: lines of the front in large
    type that the text says again, as most of it says them, the most frequent first.
    """

    title: str
    front: Sequence[str]
    headings: Sequence[str]
    opening: Sequence[str]
    closing: Sequence[str]
    file_name: str
    publisher: str = ""
    registrant: str = ""
    fiscal_year: int | None = None
    fields: Sequence[str] = ()
    large: Sequence[str] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
