"""Roll-up: totals over all series, counted once as their outcomes are read; page and workbook only show them.

Outcomes of finished series are read one at a time; a row of each is kept on disk. Bodies are set beside each other within one kind
and one year: their figures by what they measure (`peer_figures`), and their wording by fingerprints (`shared_wording`).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log, log10

from tongbi.batch.outcome import Course, Outcome, Step, Summary, Told
from tongbi.batch.peer_figures import Line, Peers
from tongbi.batch.shared_wording import Wording, most_alike
from tongbi.batch.spool import Spool
from tongbi.errors import SchemaError
from tongbi.language.folding import han_share
from tongbi.model import Language
from tongbi.report import schema

MOST_MOVES = 30
# So many percentage points weigh as much as a doubling of a number of one digit.
_POINTS = 7.0
_CHINESE = 0.3  # of a name's characters


@dataclass(frozen=True, slots=True)
class Row:
    """A series: `present` of `required` contents by year, `missing` of the newest year as node paths, `reused` shares 0–1 by year, and
    the `course` of its first headline.
    """

    organisation: str
    kind: str
    years: tuple[int, ...]
    files: tuple[str, ...]
    folder: str
    outputs: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    present: Mapping[int, int]
    required: Mapping[int, int]
    missing: tuple[str, ...]
    reused: Mapping[int, float]
    conflicts: int
    findings: int
    course: Course | None = None

    @property
    def newest(self) -> int:
        """The newest year."""
        return self.years[-1]


@dataclass(frozen=True, slots=True)
class Moved:
    """A headline that changed and the series it is of."""

    row: Row
    step: Step

    @property
    def weight(self) -> float:
        """Its rank, 0 or more: points for rates, else the logarithm of the ratio times the digits of the larger number.

        2 → 4 is no news, 467,000 → 923,000 is; halving and doubling are alike.
        """
        if self.step.is_rate:
            return abs(self.step.change) / _POINTS
        before, after = abs(self.step.before) + 1, abs(self.step.after) + 1
        return abs(log(after / before)) * log10(1 + max(before, after))


@dataclass(frozen=True, slots=True)
class Matrix:
    """The same figures at several bodies in one year; `left` counts the bodies, `left_lines` the figures for which there is no room."""

    kind: str
    year: int
    bodies: tuple[Row, ...]
    lines: tuple[Line, ...]
    left: int
    left_lines: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Two bodies' reports on one year, and how much of their wording is the same: 0–1, figures, dates and names masked."""

    kind: str
    year: int
    first: Row
    second: Row
    likeness: float


@dataclass(frozen=True, slots=True)
class Rollup:
    """Everything over all series: `rows` lie on disk and are read one at a time.

    `language`: that of most organisations' names. `years`: all there are. `others`: the outcomes that are not done, by state.
    """

    language: Language
    years: tuple[int, ...]
    rows: Sequence[Row]
    moves: tuple[Moved, ...]
    matrices: tuple[Matrix, ...]
    alike: tuple[Alike, ...]
    others: Mapping[str, tuple[Outcome, ...]]


def roll_up(outcomes: Sequence[Outcome]) -> Rollup:
    """The roll-up over the outcomes, in their order; each of a finished series is read twice."""
    rows: Spool[Row] = Spool()
    places = array("L")
    others: dict[str, list[Outcome]] = {"failed": [], "alone": [], "skipped": []}
    moved: list[Moved] = []
    told: dict[tuple[str, int], tuple[Peers, array[int]]] = defaultdict(lambda: (Peers(), array("L")))
    worded: dict[tuple[str, int], Wording] = defaultdict(Wording)
    organisations: list[str] = []
    years: set[int] = set()
    named = chinese = 0
    for place, one in enumerate(outcomes):
        named += bool(one.organisation)
        chinese += han_share(one.organisation) > _CHINESE
        if one.state != "done" or one.summary is None:
            others.setdefault(one.state, []).append(one)
            continue
        row = _row(one, one.summary)
        number = rows.append(row)
        places.append(place)
        organisations.append(row.organisation)
        years.update(row.years)
        moved = _largest([*moved, *(Moved(row, step) for step in one.summary.steps)])
        names, tellers = told[row.kind, row.newest]
        names.add(one.summary.indicators)
        tellers.append(number)
        for year, sketch in one.summary.sketches.items():
            worded[row.kind, int(year)].add(number, sketch)
    figures = _figures_of(outcomes, places)
    tables = {key: names.table(tellers, figures, organisations) for key, (names, tellers) in sorted(told.items())}
    return Rollup(
        language="zh" if chinese * 2 >= named else "en",
        years=tuple(sorted(years)),
        rows=rows,
        moves=tuple(moved),
        matrices=tuple(
            Matrix(*key, tuple(rows[body] for body in table.bodies), table.lines, table.left, table.left_lines)
            for key, table in tables.items()
            if table.lines
        ),
        alike=tuple(
            Alike(one.kind, one.year, rows[one.first], rows[one.second], one.likeness) for one in most_alike(worded, organisations)
        ),
        others={state: tuple(found) for state, found in others.items()},
    )


def node_title(kind: str, canonical: str, language: Language) -> str:
    """A node's title in its schema, its path where the schema is not there any more."""
    try:
        nodes = schema.load(kind).nodes
    except SchemaError:
        return canonical
    return next((node.en if language == "en" else node.zh for node in nodes if node.id == canonical), canonical)


def kind_title(kind: str, language: Language) -> str:
    """What a kind of report is called, its name where its schema is not there any more."""
    try:
        found = schema.load(kind)
    except SchemaError:
        return kind
    return (found.en if language == "en" else found.zh) or kind


def _row(one: Outcome, summary: Summary) -> Row:
    newest = one.years[-1]
    states = {year: [found.get(str(year)) for found in summary.coverage.values()] for year in one.years}
    return Row(
        organisation=one.organisation,
        kind=one.kind,
        years=one.years,
        files=one.files,
        folder=one.folder,
        outputs=one.outputs,
        counts=one.counts,
        present={year: found.count("present") for year, found in states.items()},
        required={year: sum(found.count(state) for state in ("present", "empty", "missing")) for year, found in states.items()},
        missing=tuple(node for node, found in summary.coverage.items() if found.get(str(newest)) in {"empty", "missing"}),
        reused={int(year): share for year, share in summary.reused.items()},
        conflicts=summary.conflicts,
        findings=summary.findings,
        course=summary.course,
    )


def _largest(found: Sequence[Moved]) -> list[Moved]:
    return sorted(found, key=lambda one: (-one.weight, one.row.organisation, one.step.name))[:MOST_MOVES]


def _figures_of(outcomes: Sequence[Outcome], places: Sequence[int]) -> Callable[[int], tuple[Told, ...]]:
    """What reads the newest figures of a row again, by its number."""

    def read(number: int) -> tuple[Told, ...]:
        summary = outcomes[places[number]].summary
        return summary.indicators if summary else ()

    return read
