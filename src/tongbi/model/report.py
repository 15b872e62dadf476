"""One year's report: sections, units, tables and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tongbi.model.document import Cell, Finding, Grid, Source
from tongbi.model.tagged import CellPlace, TaggedFact

Language = Literal["zh", "en"]
Value = float | str | None
Method = Literal["alias", "fuzzy", "cues", "inherited", "none"]
Presence = Literal["present", "empty", "missing", "not-required"]
Direction = Literal["up", "down"]
FigureKind = Literal["added", "stock", "rate", "growth", "points", "change", "streak", "criterion"]
Status = Literal["outcome", "target", "base"]
Role = Literal["measure", "problem", "plan", "aside"]
Idle = Literal["announces", "rhetoric", "heads"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text below it. `printed` is the heading line as it stands, label and closing mark included.

    `parent` is an index into the report's sections, or None at the top. `canonical` is a schema node's path (`measures/enforcement`)
    or None; `confidence` runs 0–1. `also` lists further nodes that the heading names (完善制度体系，规范行政决策程序).
    `score`: how sure optical character recognition is of the line, 0–1; None for text that was read as such. `role`: what the section tells
    of: what was done (`measure`), problems, plans, or what stands aside (a glossary).
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
    score: float | None = None
    role: Role = "measure"


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """Where a unit is printed: its page, None where the format has none, and its paragraph in the document, front lines and tables counted;
    both from 1.
    """

    page: int | None
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence. `lead` is what is printed before `text` (the point's marker and its separator); `point` the marker alone.

    `section` is an index into the report's sections, None in the preamble; `paragraph` counts the report's paragraphs from 0.
    `score`: how sure optical character recognition is of its paragraph, 0–1; None for text that was read as such. `role`: what it tells
    of, its section's role or, where the section turns to something else, its own; None in the preamble. `idle`: what it does where it
    tells nothing itself of what its role says: it `announces` those that follow (还存在以下不足：), `heads` them within a section
    (Ongoing Litigation, in italics) or is `rhetoric` (guides, vows, sets the scene, addresses, closes); None for all that tell
    something. `spanning`: whether it tells of several years at once
    (过去五年, “十三五”时期).
    """

    id: str
    text: str
    section: int | None
    point: str | None = None
    lead: str = ""
    paragraph: int = 0
    canonical: str | None = None
    score: float | None = None
    role: Role | None = None
    idle: Idle | None = None
    place: UnitPlace = UnitPlace(None, None)
    spanning: bool = False


@dataclass(frozen=True, slots=True)
class PlacedGrid:
    """A printed table where it stands: its section (an index or None) and that one's heading, its place counted as a unit's paragraph,
    the lines printed above it and the notes below.
    """

    grid: Grid
    section: int | None
    paragraph: int
    heading: str = ""
    caption: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """The period that a label of a table names, by its distance from the report's own.

    `years`: 0 for the report's year or its last day, -1 for the year before or its last day (期初余额), 1 for the next. `part`: "" for a
    whole year or its last day, else what is another period: `Q1`–`Q4`, `H1`, `M1-9` of the year, `3m` for three months, `+1m` for a day a
    month behind the year's last. `sort` `change` is no period but what changed between two; "" leaves open whether a span or an instant
    is meant. `rest` is the label path without the period, "" where it says nothing else.
    """

    years: int
    part: str = ""
    sort: Literal["", "span", "instant", "change"] = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with labelled cells.

    `rows` and `columns` are label paths, their steps joined by `/`; `values[row][column]` is a number, a string, or None for an empty
    cell (a printed 0 is 0). `unit` is what its numbers are counted in where that is said for all of them, else "". `standard` is the
    schema's name for a prescribed table, else "". `caption` holds the lines printed above it, `notes` what is noted at it, `cells` the
    table as printed; `paragraph` is its place, counted as a unit's. A printed table with several heads gives several of these, the
    first of which holds the printed cells. `row_periods` and `column_periods` say which labels name a period, None for those that do
    not; both are empty where no label of that side does, and a period said above the table is that of its columns.
    """

    section: int | None
    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    units: tuple[tuple[str, ...], ...] = ()
    standard: str = ""
    paragraph: int = 0
    caption: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    row_periods: tuple[Period | None, ...] = ()
    column_periods: tuple[Period | None, ...] = ()

    def printed(self) -> list[str]:
        """The lines of the table as printed, its caption first: cells parted by tabs, a merged cell once, notes below it last."""
        by_row: dict[int, list[Cell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        return [*self.caption, *("\t".join(cell.text for cell in by_row[row]) for row in sorted(by_row)), *self.notes]


@dataclass(frozen=True, slots=True)
class Years:
    """The years that a figure is of, the first and the last; None for one that is not known (五年来: several years up to the last)."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity. `value` is expanded (万, 亿, Chinese numerals; 96.1 with unit "%").

    `text` is as printed, `start` its offset in the unit's text.
    `qualifier`: approx, at-least, at-most, more-than, less-than, target, or None.
    A figure of a table has unit id "" and in `cell` the table's index in the report, the row and the column, all from 0.

    The rest is its key, None where nothing is known. `owner`: whose it is: `own` for the government's own bodies (本级), else the report's
    body. `head`: what is measured: the name without the words of a step. `of`: of counts of cases, those that came in from the year before
    (`carried-in`) or go on to the next (`carried-on`), or these with the new ones (`all`). `kind`: what the year added, the stock at its
    end, a rate; a growth in per cent, in points or by a number; a streak of years (连续15年第一); a criterion
    that only limits a noun (10亿元以上项目). `sign`: the direction
    of a step. `status`: an outcome, a target, or the base told again. `dimension`: the unit that stands for all that count the same.
    `basis`: what a step is held against other than the year before (高于全国). `doubt`: slots that are guessed. `concept`: what a filing
    declares it to be (us-gaap:Revenues), and `members` of which parts, `axis=member`; None where it declares nothing.
    `upto`: of the lower end of a range (4.5%—5%) the value of the upper one, which is the next figure. `bound`: what bounds a
    target (6%以上), by the names of qualifiers.
    """

    unit_id: str
    name: str
    value: float
    unit: str
    text: str
    start: int
    qualifier: str | None = None
    cell: CellPlace | None = None
    owner: str | None = None
    head: str | None = None
    of: str | None = None
    kind: FigureKind | None = None
    sign: Direction | None = None
    status: Status = "outcome"
    dimension: str | None = None
    basis: str | None = None
    period: Years | None = None
    doubt: tuple[str, ...] = ()
    concept: str | None = None
    members: tuple[str, ...] = ()
    upto: float | None = None
    bound: str | None = None

    @property
    def several(self) -> bool:
        """Whether it is of several years together."""
        return self.period is not None and (self.period.first is None or self.period.first != self.period.last)


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A change that a sentence states. `previous`, `current` and `step` are the offsets of its figures in the unit's text, None for none:
    from what, to what and by how much.

    `change` is the step's value without a sign, in `unit`; `start` is where the change is said; `real` is true for a change at constant
    prices; `base` is the year that the text names as the one before (从2017年的…), None where it names none.
    """

    unit_id: str
    name: str
    previous: int | None
    current: int | None
    step: int | None
    change: float | None
    unit: str
    direction: Direction | None
    start: int
    real: bool
    base: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """One year's report, read, outlined and normalised.

    `front` holds the lines before the preamble as printed (title lines, document number, dateline). Front, preamble units, and
    each section's `printed` followed by its units (`lead` + `text`) and tables give the whole text back, white space aside. `notes` are
    its footnotes; `metadata` is what a web page says of it (索引号, 发布机构 …), by the name printed there. `coverage`: which of its
    kind's required nodes are there ("empty": a heading with nothing below it; "not-required": before the rule, or in another form).
    `claims`: the changes that its sentences state. `facts`: the numbers that a filing declares, in document order.
    `versions`: of what made it, by name: `tongbi` and `schema` (that of its kind).
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
    notes: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    coverage: Mapping[str, Presence] = field(default_factory=dict)
    claims: tuple[PlacedClaim, ...] = ()
    facts: tuple[TaggedFact, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The whole text, a line for each front line, heading, unit, table row and note, in document order."""
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """Front lines, headings as printed, units with their leads and tables in document order; notes last."""
        lines = list(self.front)
        for index in (None, *range(len(self.sections))):
            if index is not None:
                lines.append(self.sections[index].printed)
            for part in self.below(index):
                lines += part.printed() if isinstance(part, Table) else [part.lead + part.text]
        return [*lines, *self.notes]

    def below(self, section: int | None) -> list[Unit | Table]:
        """What stands below a section's heading (None: before the first one), units and tables in document order."""
        parts: list[Unit | Table] = [unit for unit in self.units if unit.section == section]
        tables = [table for table in self.tables if table.section == section]
        return sorted([*parts, *tables], key=lambda part: part.paragraph) if tables else parts
