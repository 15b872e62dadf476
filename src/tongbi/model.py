"""The nouns every stage shares: frozen values, from a reader's blocks to the finished comparison.

Everything here is plain data that compares by value. Years are integers. Texts are kept as printed, except for white space at
the ends of paragraphs. `None` means "not found" or "not there", never "not yet looked for".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Language = Literal["zh", "en"]
ChangeKind = Literal["unchanged", "figures", "reworded", "split", "merged", "added", "dropped"]
EditOp = Literal["equal", "delete", "insert", "replace"]
LinkReason = Literal["exact", "masked", "fuzzy", "split", "merge"]
Method = Literal["alias", "fuzzy", "cues", "inherited", "none"]


# ── what a reader delivers ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report came from. `format` is what the content is (txt, docx …), whatever the name says.

    `encoding` is None for binary formats.
    """

    path: str
    format: str
    encoding: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful. `code` names a message of the catalogue and `values` fill its blanks.

    `where` is a unit id, `section N`, `line N` or "".
    """

    code: str
    where: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as a reader saw it, with what its looks say about being a heading.

    `bold`: the whole paragraph is bold. `centred`: set in the middle. `outline`: heading level 1–9 by style or outline level, else None.
    """

    text: str
    bold: bool = False
    centred: bool = False
    outline: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file's paragraphs in reading order."""

    source: Source
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()


# ── one report ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text below it. `printed` is the heading line as it stands, label and closing mark included.

    `parent` is an index into the report's sections, or None at the top. `canonical` is a schema node's path (`measures/enforcement`)
    or None; `confidence` runs 0–1. `also` lists further nodes that the heading names (完善制度体系，规范行政决策程序).
    """

    level: int
    label: str
    heading: str
    printed: str
    parent: int | None = None
    canonical: str | None = None
    confidence: float = 0.0
    method: Method = "none"
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence. `lead` is what is printed before `text` (the point's marker and its separator); `point` the marker alone.

    `section` is an index into the report's sections, None in the preamble; `paragraph` counts the report's paragraphs from 0.
    """

    id: str
    text: str
    section: int | None
    point: str | None = None
    lead: str = ""
    paragraph: int = 0
    canonical: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with labelled cells; label steps are joined by `/`. A value is a number, a string, or None for an empty cell."""

    section: int | None
    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity. `value` is expanded (万, 亿, Chinese numerals; 96.1 with unit "%").

    `text` is as printed, `start` its offset in the unit's text.
    `qualifier`: approx, at-least, at-most, more-than, less-than, target, or None.
    """

    unit_id: str
    name: str
    value: float
    unit: str
    text: str
    start: int
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One year's report, read, outlined and normalised.

    `front` holds the lines before the preamble as printed (title lines, document number, dateline). Front, preamble units, and
    each section's `printed` followed by its units (`lead` + `text`) give the whole text back, white space aside.
    """

    organisation: str
    year: int | None
    kind: str
    title: str
    language: Language
    source: Source
    front: tuple[str, ...]
    sections: tuple[Section, ...]
    units: tuple[Unit, ...]
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()

    def text(self) -> str:
        """The whole text, a line for each front line, heading and unit, in document order."""
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """Front lines, headings as printed and units with their leads, in document order."""
        below: dict[int | None, list[str]] = {}
        for unit in self.units:
            below.setdefault(unit.section, []).append(unit.lead + unit.text)
        lines = [*self.front, *below.get(None, [])]
        for index, section in enumerate(self.sections):
            lines += [section.printed, *below.get(index, [])]
        return lines


# ── several years of one organisation ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Node:
    """A schema node as the outputs need it: its path, its titles and whether every report must have it."""

    canonical: str
    zh: str
    en: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One row of the section matrix: the same section through the years. Every section of every year stands in exactly one row.

    `by_year` gives the index into that year's sections, or None. `similarity` compares a year with the last year before it that has
    the section, both with all below them: {"ratio": 0–1 Indel ratio of the masked texts, "reused": 0–1 share of units linked
    unchanged or with new figures only}.
    """

    canonical: str | None
    title: str
    level: int
    by_year: Mapping[int, int | None]
    similarity: Mapping[int, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Thread:
    """The same statement through the years: unit ids by year, an empty tuple where it is absent."""

    id: str
    canonical: str | None
    by_year: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of an edit script: the `before` texts joined give the old text, the `after` texts the new one."""

    op: EditOp
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a thread from one year to another.

    `to_year` is always a year of the comparison after the first; `from_year` is the last year before it in which the thread stands
    (for `added`: the year just before). `similarity` is the Indel ratio of the masked texts, a Latin word
    counted as one character, 0–1 (0 for added and dropped).
    `reason` says how the link was found, None for added and dropped. In a split or merge the units' texts are joined before the
    diff. A thread whose parts go separate ways has one change for each way.
    """

    thread: str
    from_year: int
    to_year: int
    from_units: tuple[str, ...]
    to_units: tuple[str, ...]
    kind: ChangeKind
    moved: bool
    similarity: float
    reason: LinkReason | None
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """From one year's value to another's. `percent` is None for rates (unit %, where `absolute` is in percentage points) and from 0."""

    from_year: int
    to_year: int
    absolute: float
    percent: float | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure through the years. `where` gives the unit id the value stands in; `target` marks a plan's figure."""

    name: str
    unit: str
    canonical: str | None
    values: Mapping[int, float]
    where: Mapping[int, str]
    change: tuple[IndicatorChange, ...]
    target: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """A required node by year: "present", "empty" (a heading with nothing below it) or "missing"."""

    canonical: str
    by_year: Mapping[int, Literal["present", "empty", "missing"]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """N years of one organisation, aligned. Reports run oldest first; renderers read this and nothing else."""

    organisation: str
    kind: str
    language: Language
    years: tuple[int, ...]
    reports: tuple[Report, ...]
    nodes: tuple[Node, ...]
    sections: tuple[SectionRow, ...]
    threads: tuple[Thread, ...]
    changes: tuple[Change, ...]
    indicators: tuple[Indicator, ...]
    coverage: tuple[Coverage, ...]
    findings: tuple[Finding, ...] = ()

    def report(self, year: int) -> Report:
        """The report of a year; KeyError if there is none."""
        for report in self.reports:
            if report.year == year:
                return report
        raise KeyError(year)

    def unit_texts(self) -> dict[str, Unit]:
        """Every unit by its id."""
        return {unit.id: unit for report in self.reports for unit in report.units}

    def reused_share(self, year: int) -> float:
        """Share of a year's units that an earlier report had, unchanged or with other figures only, 0–1."""
        kept = sum(len(change.to_units) for change in self.changes if change.to_year == year and change.kind in {"unchanged", "figures"})
        total = len(self.report(year).units)
        return kept / total if total else 0.0

    def title_of(self, canonical: str | None, language: Language) -> str:
        """A node's title in a language; "" for no node."""
        for node in self.nodes:
            if node.canonical == canonical:
                return node.en if language == "en" else node.zh
        return canonical or ""

    def threads_frame(self) -> pd.DataFrame:
        """The threads as a frame: a row a thread, a column a year (see frames.threads_frame)."""
        from tongbi.frames import threads_frame

        return threads_frame(self)

    def indicators_frame(self) -> pd.DataFrame:
        """The indicators as a frame: a row an indicator, a column a year (see frames.indicators_frame)."""
        from tongbi.frames import indicators_frame

        return indicators_frame(self)
