"""What a reader delivers: a file's paragraphs and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tongbi.model.tagged import Printed, TaggedFact

SAME_SIZE = 1.12
"""Sizes of type up to so many times apart are one: 四号 (14) and 小四 (12) are two sizes, mixed faces move a size by a tenth."""


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
    `score`: how sure optical character recognition is of its least sure line, 0–1; None for text that was read as such. `page`: the page it
    begins on, from 1; None where the format has no pages. `facts`: indices of the facts that it prints, in order.
    `set_off`: how many characters of its beginning are set in a type of their own, all where the whole paragraph is, 0 for none or where
    the reader does not tell; `type`: letters of that type, `b` bold, `i` italic, `u` underlined. `size`: its type against that of most of
    the text, 1.0 where the reader does not tell. `turns`: the offsets in the text at which it goes on on another page, each with that page.
    `alone`: a line of typed text with a blank one above and below, which most of its lines have not.
    """

    text: str
    bold: bool = False
    centred: bool = False
    outline: int | None = None
    score: float | None = None
    page: int | None = None
    facts: Printed = ()
    set_off: int = 0
    type: str = ""
    size: float = 1.0
    turns: tuple[tuple[int, int], ...] = ()
    alone: bool = False

    def behind(self, text: str) -> Block:
        """What is left of it when all before `text`, its end, is taken off."""
        off = len(self.text) - len(text)
        turns = tuple((max(at - off, 0), page) for at, page in self.turns)
        return replace(self, text=text, set_off=max(self.set_off - off, 0), turns=turns)

    def page_at(self, offset: int) -> int | None:
        """The page that a character of the text stands on."""
        return next((page for at, page in reversed(self.turns) if at <= offset), self.page)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table as printed ("" when it is empty); `row` and `column` of its upper left corner count from 0.

    `rows` and `columns`, from 1, say over how many of them it spans.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a reader saw it, before anyone knows which cells are labels: cells by row, then column, none over another.

    `placed` is False where cells are missing, so that none is known to stand in its column: such a table is kept as printed and gives no
    values. `facts`: by the number of a cell the indices of the facts that it prints.
    """

    cells: tuple[Cell, ...]
    placed: bool = True
    facts: Mapping[int, Printed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A file's paragraphs and tables in reading order.

    `notes` are footnotes and endnotes, kept apart from the text. `metadata` is what stands around a published text (索引号, 发布机构,
    发布日期 … of a web page), by the name printed there. `facts` are what it declares of its numbers, in document order.
    `properties` are what stands beside the text and may be of another paper or of nobody: `running head` (a line each), `company`, `site`,
    `author`, `title`.
    """

    source: Source
    blocks: tuple[Block | Grid, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[TaggedFact, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
