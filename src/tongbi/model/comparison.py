"""Several years of one organisation, aligned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tongbi.model.disclosures import Disclosure
from tongbi.model.document import Finding
from tongbi.model.indicators import Indicator, Target
from tongbi.model.report import Direction, Language, Presence, Report, Unit, Value
from tongbi.model.statements import Statement
from tongbi.model.tagged import CellPlace

ChangeKind = Literal["unchanged", "figures", "reworded", "split", "merged", "added", "dropped"]
EditOp = Literal["equal", "delete", "insert", "replace"]
Noise = Literal["punctuation", "dates", "name", "stock"]
LinkReason = Literal["exact", "masked", "fuzzy", "context", "split", "merge"]
ConflictKind = Literal["sum", "ratio", "restated", "stated-change", "carry-over", "text-table"]
Severity = Literal["conflict", "info"]
PlanOutcome = Literal["met", "missed", "part", "unclear"]
Verdict = Literal["agrees", "differs"]
Cause = Literal["", "split", "reclassification", "sign", "scale"]
FollowKind = Literal["plan-delivered", "plan-repeated", "plan-untraced", "problem-repeated"]
YearCell = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Node:
    """A schema node as the outputs need it: its path, its titles, and whether every report must have it."""

    canonical: str
    zh: str
    en: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One row of the section matrix: the same section through the years; every section has a place in one row.

    `by_year` gives the index into that year's sections, or None; where the text of one without a section of its own stands in another's
    (merged into it, or not yet split off), that one's index, which stands in two rows then. `similarity` compares a year with the last
    year before it that has the section, both with all below them: {"ratio": 0–1 Indel ratio of the masked texts, "reused": 0–1 share of
    units linked unchanged or with new figures only}.
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
class TableLine:
    """A row or a column of a table through the years: its newest label, and its index in each year's table or None."""

    label: str
    by_year: Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class TableThread:
    """The same table through the years, aligned by its labels. Every table of every year stands in exactly one of these.

    `by_year` gives the index into that year's tables, or None; `values[row][column]` the cell's value by year, without the years that do
    not have it. `canonical` is the node of its section.
    """

    name: str
    canonical: str | None
    by_year: Mapping[int, int | None]
    rows: tuple[TableLine, ...]
    columns: tuple[TableLine, ...]
    values: tuple[tuple[Mapping[int, Value], ...], ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of an edit script: the `before` texts joined give the old text, the `after` texts the new one."""

    op: EditOp
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The units of the other year that an added or a dropped statement is likeliest one with, and how likely that is, 0–1 (fitted on judged
    pairs, see `comparison/alignment/statement_likelihood.py`).
    """

    units: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a thread from one year to another.

    `to_year` is always a year of the comparison after the first; `from_year` is the last year before it in which the thread stands (for
    `added`: the year just before). `similarity` is the Indel ratio of the masked texts, a Latin word counted as one character, 0–1 (0 for
    added and dropped). `reason` says how the link was found, None for added and dropped. In a split or merge the units' texts are joined
    before the diff. A thread whose parts go separate ways has one change for each way. `noise` marks what says nothing new: only
    punctuation or width, only dates, only the body's name for itself differ, or a stock phrase of the series came or went.
    `nearest`: for added and dropped, the nearest statement of the other year in the same role, None where none has anything in common.
    `untold`: for added and dropped, whether the other year tells it nowhere, so that it is really new or gone; False where it does, and
    where the words say too little to know. `again`: of what is untold, whether another such statement of its report tells it too.
    `possible`: for added and dropped, whether `nearest` is so near that it may be the same statement, a possible counterpart; never of
    what is `untold` or noise. `beside`: the dropped or added statement between the same years that one stands beside as its possible
    counterpart, and how alike the two are; each of the two names the other.
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
    noise: Noise | None = None
    nearest: Nearest | None = None
    untold: bool = False
    again: bool = False
    weight: int = 0
    possible: bool = False
    beside: Nearest | None = None


@dataclass(frozen=True, slots=True)
class StatedChange:
    """A change that the text itself states: from `previous` to `current`, or by `change` in `change_unit` (%, 个百分点, a count's unit).

    `name` and `unit` are those of what changed; `start` is the place in the unit's text where the change is said; `change` is without a
    sign, `direction` has it. A text that gives both ends has no `change`, one that gives the step may have no `previous`; `previous_year`
    is the report year whose value `previous` is, None where the text does not say (五年来从…提高到). `agrees` is None where no report
    tells the value to hold it against. `real`: at constant prices, or on another like basis (实际增长, 同口径增长).
    """

    year: int
    unit_id: str
    name: str
    unit: str
    previous: float | None
    previous_year: int | None
    current: float | None
    change: float | None
    change_unit: str
    direction: Direction | None
    start: int
    agrees: bool | None = None
    real: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two numbers that do not fit together: `expected` by what the other figures say, `found` as printed, both in `unit`.

    `units` are the ids of the sentences, `cells` the table cells as (year, table, row, column), the place of `found` first. `code` names a
    message of the catalogue whose blanks `values` fill. `severity` is "info" where both may be right (a restated basis, another scope),
    and where another conflict is the cause. `why` is the usual cause of it, "" where none is known.
    """

    kind: ConflictKind
    code: str
    year: int
    units: tuple[str, ...]
    cells: tuple[YearCell, ...]
    expected: float
    found: float
    unit: str
    severity: Severity
    values: Mapping[str, str]
    why: Cause = ""


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """Where a figure is printed: the year of its report, and its unit with its start there, or its cell."""

    year: int
    unit_id: str = ""
    start: int = 0
    cell: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A check that was made: `figures` (what was checked, as printed) held `against` others, which make `expected`; `found` is printed."""

    kind: ConflictKind
    year: int
    figures: tuple[FigurePlace, ...]
    against: tuple[FigurePlace, ...]
    verdict: Verdict
    expected: float
    found: float
    unit: str


@dataclass(frozen=True, slots=True)
class FollowThrough:
    """What the next report says of a plan or a problem. `to_units` is empty for `plan-untraced`, and where only a table tells; `score`
    runs 0–1, that of the best.

    `also` are the sentences of the other sort: those that plan a delivered plan again, those of the review that may tell of one planned
    again. `targets` are the figures that a plan sets; `outcome` is missed where one of them was, part where only some of its clauses are
    told of, met where those that the review answers were reached, unclear where it answers none for sure, None where the plan sets none.
    `weight` as that of a change, of the plan or the problem.
    """

    from_unit: str
    to_units: tuple[str, ...]
    kind: FollowKind
    from_year: int
    to_year: int
    score: float
    also: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    outcome: PlanOutcome | None = None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """A required node by year: "present", "empty" (a heading with nothing below it), "missing" or "not-required" (before the rule)."""

    canonical: str
    by_year: Mapping[int, Presence]


@dataclass(frozen=True, slots=True)
class Measure:
    """How like two neighbouring years are, as published (see `tongbi.measures`): similarities and shares, each 0–1.

    `canonical` names the node that is measured with all below it; where it is None, `section` is the row of the section matrix that has
    no node; where both are None, the whole reports. `reused`, `near` and `new` are shares of the later year's units.
    """

    from_year: int
    to_year: int
    canonical: str | None
    section: int | None
    cosine: float
    jaccard: float
    min_edit: float
    simple: float
    modification: float
    reused: float
    near: float
    new: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """N years of one organisation, aligned. Reports run oldest first; renderers read this and nothing else.

    `lag` is how many years before its name a report's figures lie: 1 for a work report of 2025 that reviews 2024, else 0.
    `headlines` are indices into `indicators`, weightiest first: what brief, page and overview lead with. `across`: the changes between
    years that are no neighbours, where asked for, without what is `untold` or a possible counterpart. `versions`: as in `Report`.
    """

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
    tables: tuple[TableThread, ...] = ()
    findings: tuple[Finding, ...] = ()
    stated_changes: tuple[StatedChange, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    follow_through: tuple[FollowThrough, ...] = ()
    measures: tuple[Measure, ...] = ()
    lag: int = 0
    headlines: tuple[int, ...] = ()
    checks: tuple[Check, ...] = ()
    statements: tuple[Statement, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    across: tuple[Change, ...] = ()

    def report(self, year: int) -> Report:
        """The report of a year; KeyError if there is none."""
        for report in self.reports:
            if report.year == year:
                return report
        raise KeyError(year)

    def unit_texts(self) -> dict[str, Unit]:
        """Every unit by its id."""
        return {unit.id: unit for report in self.reports for unit in report.units}

    def reused_share(self, year: int, changes: Iterable[Change] | None = None) -> float:
        """Share of a year's units that an earlier report had, unchanged or with other figures only, 0–1; by `changes` of other years."""
        told = self.changes if changes is None else changes
        kept = sum(len(change.to_units) for change in told if change.to_year == year and change.kind in {"unchanged", "figures"})
        total = len(self.report(year).units)
        return kept / total if total else 0.0

    def title_of(self, canonical: str | None, language: Language) -> str:
        """A node's title in a language; "" for no node."""
        for node in self.nodes:
            if node.canonical == canonical:
                return node.en if language == "en" else node.zh
        return canonical or ""
