"""The roll-up: what stands over all series, counted in one pass over their outcomes. Page and workbook show it and count nothing.

Outcomes of finished series are read one at a time; what is kept of each is a row. Bodies are set beside each other within one kind
and one year: their figures by name, and their wording by sketches.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tongbi import schema
from tongbi.batch import sketches
from tongbi.batch.outcome import Outcome, Summary, Told
from tongbi.errors import SchemaError
from tongbi.model import Indicator, Language
from tongbi.renderers.moves import Move

MOST_MOVES = 30
MOST_BODIES = 60
"""Bodies in a matrix of figures, those with the most figures that others have too."""
MOST_LINES = 400
MOST_PAIRS = 100
LEAST_ALIKE = 0.1
"""Below this, what two reports share is what all reports of the kind say."""
# Sketches that agree in one of 64 bands of two are set beside each other: at 0.1 alike half of the pairs, at 0.2 nine in ten.
_BAND = 2
_MOST_IN_BAND = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A series: `present` of `required` contents by year, `missing` of the newest year as node paths, `reused` shares 0–1 by year."""

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

    @property
    def newest(self) -> int:
        """The newest year."""
        return self.years[-1]


@dataclass(frozen=True, slots=True)
class Moved:
    """A large move of a figure and the series it is of."""

    row: Row
    move: Move


@dataclass(frozen=True, slots=True)
class Line:
    """A figure by name and unit, and its value at each of a matrix's bodies, None where it is not told."""

    name: str
    unit: str
    values: tuple[float | None, ...]


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
    """Everything over all series; `years` are all years there are, `others` the outcomes that are not done, by state."""

    years: tuple[int, ...]
    rows: tuple[Row, ...]
    moves: tuple[Moved, ...]
    matrices: tuple[Matrix, ...]
    alike: tuple[Alike, ...]
    others: Mapping[str, tuple[Outcome, ...]]


def roll_up(outcomes: Iterable[Outcome]) -> Rollup:
    """The roll-up over the outcomes, in their order."""
    rows: list[Row] = []
    others: dict[str, list[Outcome]] = {"failed": [], "alone": [], "skipped": []}
    moved: list[Moved] = []
    told: dict[tuple[str, int], list[tuple[Row, tuple[Told, ...]]]] = defaultdict(list)
    worded: dict[tuple[str, int], list[tuple[Row, str]]] = defaultdict(list)
    for one in outcomes:
        if one.state != "done" or one.summary is None:
            others.setdefault(one.state, []).append(one)
            continue
        row = _row(one, one.summary)
        rows.append(row)
        moved = _largest([*moved, *_moves(row, one.summary)])
        told[row.kind, row.newest].append((row, one.summary.indicators))
        for year, sketch in one.summary.sketches.items():
            worded[row.kind, int(year)].append((row, sketch))
    return Rollup(
        years=tuple(sorted({year for row in rows for year in row.years})),
        rows=tuple(rows),
        moves=tuple(moved),
        matrices=tuple(found for key in sorted(told) if (found := _matrix(*key, told[key])).lines),
        alike=_alike(worded),
        others={state: tuple(found) for state, found in others.items()},
    )


def node_title(kind: str, canonical: str, language: Language) -> str:
    """A node's title in its schema, its path where the schema is not there any more."""
    try:
        nodes = schema.load(kind).nodes
    except SchemaError:
        return canonical
    return next((node.en if language == "en" else node.zh for node in nodes if node.id == canonical), canonical)


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
    )


def _moves(row: Row, summary: Summary) -> Iterator[Moved]:
    old, new = row.years[-2:]
    for one in summary.moves:
        if one.before is not None:
            yield Moved(row, Move(Indicator(one.name, one.unit, one.canonical, {old: one.before, new: one.value}, {}, ()), old, new))


def _largest(found: Sequence[Moved]) -> list[Moved]:
    return sorted(found, key=lambda one: (-one.move.weight, one.row.organisation, one.move.indicator.name))[:MOST_MOVES]


# ── figures of several bodies ─────────────────────────────────────────────────────────────────────────────────────────────────


def _matrix(kind: str, year: int, told: Sequence[tuple[Row, tuple[Told, ...]]]) -> Matrix:
    """The figures that two bodies or more tell by the same name and unit, those that most of them tell first."""
    values = [(row, {(one.name, one.unit): one.value for one in figures if len(one.name) > 1}) for row, figures in told]
    common = Counter(name for _, figures in values for name in figures)
    shared = {name for name, count in common.items() if count > 1}
    ranked = sorted(values, key=lambda one: -len(shared & set(one[1])))
    chosen = [one for one in ranked if shared & set(one[1])]
    taken = sorted(chosen[:MOST_BODIES], key=lambda one: one[0].organisation)
    names = sorted(shared, key=lambda name: (-common[name], name))
    lines = [Line(*name, tuple(figures.get(name) for _, figures in taken)) for name in names[:MOST_LINES]]
    return Matrix(
        kind, year, tuple(row for row, _ in taken), tuple(lines), len(chosen) - len(taken), len(names) - min(len(names), MOST_LINES)
    )


# ── wording of several bodies ─────────────────────────────────────────────────────────────────────────────────────────────────


def _alike(worded: Mapping[tuple[str, int], Sequence[tuple[Row, str]]]) -> tuple[Alike, ...]:
    """The pairs that are most alike, over all kinds and years."""
    found = [
        Alike(kind, year, bodies[one][0], bodies[other][0], likeness)
        for (kind, year), bodies in sorted(worded.items())
        for one, other in _candidates([sketch for _, sketch in bodies])
        if bodies[one][0] is not bodies[other][0] and (likeness := sketches.likeness(bodies[one][1], bodies[other][1])) >= LEAST_ALIKE
    ]
    ranked = sorted(found, key=lambda one: (-one.likeness, -one.year, one.first.organisation, one.second.organisation))
    return tuple(ranked[:MOST_PAIRS])


def _candidates(found: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of sketches that agree in a band at least, in order (Leskovec et al., Mining of Massive Datasets, 3.4)."""
    bands: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for at, sketch in enumerate(found):
        for band, words in enumerate(sketches.unpacked(sketch).reshape(-1, _BAND) if sketch else np.empty((0, _BAND))):
            bands[band, words.tobytes()].append(at)
    return sorted({pair for same in bands.values() for pair in combinations(same[:_MOST_IN_BAND], 2)})
