"""Series: the same figure through the years, first through the threads its sentences stand in, then by name and unit; as indicators.

A link needs units of one kin (名 and 人), the same sort (achieved or target) and both or neither a step (同比增长). Within a thread a fair
likeness of names is enough, within a node the names must nearly agree, across nodes they must be equal: a wrong link is worse than a
missing one.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise

from rapidfuzz.fuzz import ratio

from tongbi.figures.alike import ALL, BARE, alike, apart, of_others
from tongbi.figures.basis import RATES, Basis, bases
from tongbi.figures.claims import claims
from tongbi.figures.scope import scope
from tongbi.figures.spanning import spanning
from tongbi.model import CellPlace, Figure, Indicator, IndicatorChange, Report, StatedChange, TableThread, Thread
from tongbi.text import han_share

_SAME_THREAD, _SAME_NODE, _BESIDE, _SAME_TEXT, _BARE_TEXT = 40.0, 92.0, 40.0, 30.0, 60.0
_ACROSS_LENGTH, _ALONE_LENGTH = 5, 3
# What a text tells again of last year, and what last year's report says of it, are no further apart (a slip is small), as a share.
_SLIP, _TOLD = 0.15, 60.0
# Names less alike than this do not make one figure of two values so far apart.
_DURATIONS = frozenset({"个工作日", "工作日", "天", "小时", "个小时", "分钟"})
_MADE = re.compile(r"^(?:新?[增建设]|新?改建|新?建成|建设|开[办设]|完成|打造|培育|创建|新?认定|新?引进)")
_SURE, _LEAP, _CLOSE = 75.0, 30.0, 1.5
_VAGUE = frozenset({"more-than", "at-least", "less-than", "at-most", "approx"})
_STEP = re.compile(
    r"(?:·[^·]*(?:增长|增加|上升|提高|提升|上涨|下降|减少|降低|回落|下滑|多|少|increas\w*|decreas\w*|grew|rose|fell|declin\w*)|[·]?(?:增幅|降幅|涨幅|增速|增长率))$"
)
_VERBS = re.compile(
    r"·|增长|增加|上升|提高|提升|上涨|下降|减少|降低|回落|下滑|多|少|增幅|降幅|涨幅|增速|增长率|同比|分别|increas\w*|decreas\w*|grew|rose|fell|declin\w*"
)
_DOWN = re.compile(r"(?:下降|减少|降低|回落|下滑|少|降幅|decreas\w*|fell|declin\w*)$")


@dataclass(frozen=True, slots=True)
class Series:
    """One figure through the years: at most one a year. `canonical` is the node of the newest, `target` marks plans' figures."""

    by_year: Mapping[int, Figure]
    canonical: str | None
    target: bool

    @property
    def last(self) -> Figure:
        """The newest year's figure."""
        return self.by_year[max(self.by_year)]


@cache
def _units() -> Mapping[str, list[list[str]]]:
    return tomllib.loads(files("tongbi").joinpath("figures", "units.toml").read_text(encoding="utf-8"))


def _loosely(one: str, other: str) -> bool:
    """Whether two units may count one thing under one name (次 and 人次, 个 and 家)."""
    return any({kin(one), kin(other)} <= set(group) for group in _units()["loose_kin"])


@cache
def _kin() -> Mapping[str, str]:
    return {unit: group[0] for group in _units()["kin"] for unit in group}


def kin(unit: str) -> str:
    """The unit that stands for all that count the same (名, 人, 位 → 人)."""
    return _kin().get(unit, unit)


def step(name: str) -> tuple[str, int]:
    """What a figure is a step of, and which way: 1 up, -1 down, 0 for a state (地区生产总值·增长 → 地区生产总值, 1)."""
    found = _STEP.search(name)
    return (name[: found.start()], -1 if _DOWN.search(name) else 1) if found else (name, 0)


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure with where it stands: thread, node, and its rank among the figures of its thread, year and unit, whose names are
    `beside`.

    `sort` is what two figures must share: kin of unit, target or not, what a step is held against ("-" for a state), one year or several,
    and its scope. `subject` is the name without the words of growth, so that a rise follows a fall; `told` is last year's value where the
    sentence tells it again (由上年的48个压减至41个).
    """

    figure: Figure
    year: int
    thread: str
    node: str | None
    rank: int
    beside: tuple[str, ...]
    sort: tuple[str, bool, str, bool, str]
    basis: Basis
    subject: str
    text: str
    told: float | None

    @property
    def called(self) -> str:
        """The name by which it is found again anywhere: a stock may be called so in one year only (高新技术企业, 高新技术企业·总数)."""
        return ALL.sub("", self.subject) if self.basis == "total" else self.subject

    @property
    def home(self) -> str | int:
        """The unit, or the table by its index."""
        return self.figure.cell[0] if self.figure.cell else self.figure.unit_id


@dataclass(slots=True)
class _Row:
    """One figure's places by year, oldest first."""

    places: dict[int, _Place]

    @property
    def last(self) -> _Place:
        return next(reversed(self.places.values()))

    def goes_on(self, place: _Place) -> bool:
        """Whether the place may be of this row by what it is of: what a year added is not what there is in all, and what there is in all
        does not fall to less than half.
        """
        known = {one.basis for one in self.places.values()}
        old, new = abs(self.last.figure.value), abs(place.figure.value)
        if "total" in known and not place.basis and 2 * new < old:
            return False
        if "unclear" in {place.basis, self.last.basis} and max(old, new) > 2 * min(old, new):
            return False
        # 创建示范村5个 is no 累计达9个.
        if place.basis == "total" and known == {""} and _MADE.search(self.last.figure.name) and new > _CLOSE * old:
            return False
        return not {"added", "total"} <= {place.basis, *known}


def series(reports: Sequence[Report], threads: Sequence[Thread], tables: Sequence[TableThread], lag: int = 0) -> tuple[Series, ...]:
    """Every figure of every year in exactly one series, except those that tell of a year before (`previous`); in the newest report's
    order.
    """
    rows: list[_Row] = []
    for year, places in _places(reports, threads, tables, lag):
        taken_rows: set[int] = set()
        taken: set[int] = set()
        for _, number, at in sorted(_offers(rows, places)):
            if number not in taken_rows and at not in taken:
                rows[number].places[year] = places[at]
                taken_rows.add(number)
                taken.add(at)
        rows += [_Row({year: place}) for at, place in enumerate(places) if at not in taken]
    order = _order(reports)
    rows.sort(key=lambda row: (-row.last.year, order[row.last.year, row.last.home], row.last.figure.cell or (), row.last.figure.start))
    return tuple(
        Series({year: place.figure for year, place in sorted(row.places.items())}, row.last.node, row.last.figure.qualifier == "target")
        for row in rows
    )


def _order(reports: Sequence[Report]) -> dict[tuple[int | None, object], tuple[int, int]]:
    """The place in its report of each unit and of each table: its paragraph, and within it its number."""
    places: dict[tuple[int | None, object], tuple[int, int]] = {}
    for report in reports:
        places |= {(report.year, unit.id): (unit.paragraph, at) for at, unit in enumerate(report.units)}
        places |= {(report.year, at): (table.paragraph, at) for at, table in enumerate(report.tables)}
    return places


def _places(
    reports: Sequence[Report], threads: Sequence[Thread], tables: Sequence[TableThread], lag: int
) -> Iterator[tuple[int, list[_Place]]]:
    thread_of: dict[object, str] = {unit: thread.id for thread in threads for ids in thread.by_year.values() for unit in ids}
    cell_of = dict(_cells(tables))
    for report in reports:
        assert report.year is not None
        year = report.year
        text_of = {unit.id: unit.text for unit in report.units}
        spans = spanning(report, year - lag)
        told = dict(_told(report, text_of, spans, year - lag))
        node_of: dict[object, str | None] = {unit.id: unit.canonical for unit in report.units}
        figures = [figure for figure in report.figures if figure.qualifier != "previous"]
        basis_of = dict(_bases(report, text_of, spans))
        homes = [cell_of[year, figure.cell] if figure.cell else thread_of[figure.unit_id] for figure in figures]
        beside: dict[tuple[str, str], list[str]] = defaultdict(list)
        for home, figure in zip(homes, figures, strict=True):
            beside[home, figure.unit].append(figure.name)
        seen: Counter[tuple[str, str]] = Counter()
        places = []
        for home, figure in zip(homes, figures, strict=True):
            key = home, figure.unit
            node = _node(report, figure.cell[0]) if figure.cell else node_of[figure.unit_id]
            step = _STEP.search(figure.name)
            basis = basis_of.get((figure.unit_id, figure.start), "")
            text = text_of.get(figure.unit_id, "")
            of_whom = scope(text, figure.start, figure.start + len(figure.text))
            verb = _VERBS.sub("", step[0]) if step else "-"
            sort = kin(figure.unit), figure.qualifier == "target", verb, basis == "several", of_whom
            subject = _STEP.sub("", figure.name)
            last = told.get((figure.unit_id, figure.start))
            places.append(_Place(figure, year, home, node, seen[key], tuple(beside[key]), sort, basis, subject, text, last))
            seen[key] += 1
        yield year, places


def _told(report: Report, text_of: Mapping[str, str], spans: Collection[str], period: int) -> Iterator[tuple[tuple[str, int], float]]:
    """The figures beside which the report tells last year's value again, by unit and place."""
    by_unit: dict[str, list[Figure]] = defaultdict(list)
    for figure in report.figures:
        by_unit[figure.unit_id].append(figure)
    for unit_id, figures in by_unit.items():
        if unit_id in spans or all(figure.qualifier != "previous" for figure in figures):
            continue
        for claim in claims(text_of[unit_id], figures, han_share(text_of[unit_id]) > 0.1):
            if claim.previous and claim.current and claim.base in {None, period - 1}:
                yield (unit_id, claim.current.start), claim.previous.value


def _bases(report: Report, text_of: Mapping[str, str], spans: Collection[str]) -> Iterator[tuple[tuple[str, int], Basis]]:
    """What each figure of the sentences is of, by its place."""
    for unit, group in groupby((figure for figure in report.figures if figure.unit_id), lambda figure: figure.unit_id):
        found = list(group)
        for figure, basis in zip(found, bases(text_of[unit], found, unit in spans), strict=True):
            yield (unit, figure.start), basis


def _cells(tables: Sequence[TableThread]) -> Iterator[tuple[tuple[int, CellPlace], str]]:
    """Every year's table cells with the name of the aligned cell they are."""
    for number, thread in enumerate(tables):
        for year, table in thread.by_year.items():
            for row, across in enumerate(thread.rows):
                for column, down in enumerate(thread.columns):
                    at, other = across.by_year[year], down.by_year[year]
                    if table is not None and at is not None and other is not None:
                        yield (year, (table, at, other)), f"table {number} row {row} column {column}"


def _node(report: Report, table: int) -> str | None:
    section = report.tables[table].section
    return None if section is None else report.sections[section].canonical


def _offers(rows: Sequence[_Row], places: Sequence[_Place]) -> Iterator[tuple[float, int, int]]:
    """Possible continuations as (minus score, row, place)."""
    last = [row.last for row in rows]
    by_thread: Mapping[object, list[int]] = _index(last, lambda place: (place.sort[1:], place.thread))
    by_node: Mapping[object, list[int]] = _index(last, lambda place: (place.sort, place.node, place.figure.cell is None))
    by_name: Mapping[object, list[int]] = _index(last, lambda place: (place.sort, place.called))
    told = Counter((place.sort, place.subject) for place in places)
    for at, place in enumerate(places):
        scores: dict[int, float] = {}
        # Names of cells differ by one step of many: only the aligned table links them.
        for number in () if place.figure.cell or len(place.subject) <= 2 else by_node.get((place.sort, place.node, True), ()):
            if apart(last[number].subject, place.subject) or BARE.fullmatch(place.subject):
                continue
            if likeness := ratio(last[number].subject, place.subject, score_cutoff=_SAME_NODE):
                scores[number] = likeness
            elif _tells(place, last[number]):
                scores[number] = _TOLD
        for number in by_name.get((place.sort, place.called), ()):
            # A short name (赤字率) links across nodes where no other figure of the year has it.
            if not BARE.fullmatch(place.subject) and len(place.subject) >= (
                _ACROSS_LENGTH if told[place.sort, place.subject] > 1 else _ALONE_LENGTH
            ):
                scores[number] = max(scores.get(number, 0.0), 50.0)
        for number in by_thread.get((place.sort[1:], place.thread), ()):
            scores[number] = max(scores.get(number, 0.0), _within_thread(last[number], place))
        yield from ((-score, number, at) for number, score in scores.items() if score and rows[number].goes_on(place))


def _tells(new: _Place, old: _Place) -> bool:
    """Whether a sentence tells the value of last year's figure again: one name within the other, and nearly the same number."""
    within = old.subject in new.subject or new.subject in old.subject
    near = new.told is not None and abs(new.told - old.figure.value) <= _SLIP * abs(old.figure.value)
    return within and near and old.year == new.year - 1


def _index(places: Sequence[_Place], key: Callable[[_Place], object]) -> dict[object, list[int]]:
    found: dict[object, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        found[key(place)].append(number)
    return found


def _within_thread(old: _Place, new: _Place) -> float:
    """From 100 up: the likeness of the names, and the same rank where both sentences have as many figures of the unit."""
    if apart(old.subject, new.subject):
        return 0.0
    likeness = alike(old.subject, new.subject)
    if old.sort[0] != new.sort[0]:
        # 总访问次数785万人次, then 954万次: the same name counts, nothing else; 建成社区食堂39个 and 新建社区食堂57家 are the same.
        likeness = max(likeness, ratio(_MADE.sub("", old.subject), _MADE.sub("", new.subject)))
        same = likeness >= _SAME_NODE and _near(old.figure.value, new.figure.value)
        return 100.0 + likeness if same and _loosely(old.figure.unit, new.figure.unit) else 0.0
    in_step = len(old.beside) == len(new.beside) and old.rank == new.rank
    # Names that share nothing are two things, save how long a thing takes (开办时间 and 企业登记等环节全部压缩至0.5个工作日).
    related = likeness > 0 or new.figure.unit in _DURATIONS
    if likeness < _SAME_THREAD and not (in_step and related and _anchored(old, new) and ratio(old.text, new.text) >= _SAME_TEXT):
        return 0.0
    if likeness < _SURE and (new.basis == "several" or not _near(old.figure.value, new.figure.value)):
        return 0.0
    if of_others(old.subject, new.subject):
        return 0.0
    if not new.figure.cell and BARE.fullmatch(new.subject) and not (_fits(old, new) and ratio(old.text, new.text) >= _BARE_TEXT):
        return 0.0
    vague = (old.figure.qualifier in _VAGUE) != (new.figure.qualifier in _VAGUE)
    return 100.0 + likeness + (30.0 if in_step else 0.0) - (10.0 if vague else 0.0)


def _fits(old: _Place, new: _Place) -> bool:
    """Whether the figures beside the two are as many and named alike."""
    others = [alike(*pair) for rank, pair in enumerate(zip(old.beside, new.beside, strict=False)) if rank != old.rank]
    return len(old.beside) == len(new.beside) and old.rank == new.rank and all(likeness >= _BESIDE for likeness in others)


def _near(one: float, other: float) -> bool:
    """Whether one figure may have moved from the one to the other in a year: 3,650万亿 and 4.51万亿 are two figures of one sentence."""
    return min(abs(one), abs(other)) * _LEAP >= max(abs(one), abs(other))


def _anchored(old: _Place, new: _Place) -> bool:
    """Whether the figures beside two differently named ones are the same in both years: 收集诉求412件，办结398件 and
    收集问题385件，已办结374件.
    """
    if "·占" in old.subject and "·占" in new.subject:
        return False  # shares of two wholes
    if _STEP.search(old.figure.name) or _STEP.search(new.figure.name):
        return False  # what grew or fell is named
    return _fits(old, new)


def indicators(found: Sequence[Series], stated: Sequence[StatedChange], years: Collection[int]) -> tuple[Indicator, ...]:
    """The table of figures of these years. A value that only the next report tells (从上年的36%提升至52%) fills the year before and is
    marked `retold`.

    Where a figure rose in some years and fell in others, steps have a sign and the name says 同比变化.
    """
    retold = {(claim.unit_id, claim.current, claim.unit): claim for claim in stated if claim.previous is not None}
    return tuple(_indicator(one, retold, years) for one in found)


def _indicator(found: Series, retold: Mapping[tuple[str, float | None, str], StatedChange], years: Collection[int]) -> Indicator:
    name, values = _signed(found)
    last = found.last
    growth = bool(_STEP.search(last.name))
    where: dict[int, str | CellPlace] = {year: figure.cell or figure.unit_id for year, figure in found.by_year.items()}
    filled = []
    for figure in found.by_year.values():
        claim = retold.get((figure.unit_id, figure.value, figure.unit))
        if claim is None or claim.previous is None or claim.previous_year is None:
            continue
        year = claim.previous_year
        if year in years and year not in values:
            values[year], where[year] = claim.previous, figure.unit_id
            filled.append(year)
    told = sorted(values)
    return Indicator(
        name=name,
        unit=last.unit,
        canonical=found.canonical,
        values={year: values[year] for year in told},
        where={year: where[year] for year in told},
        change=tuple(_change(old, new, values, growth or last.unit in RATES) for old, new in pairwise(told)),
        target=found.target,
        growth=growth,
        retold=tuple(sorted(filled)),
    )


def _signed(found: Series) -> tuple[str, dict[int, float]]:
    """The name, and the values by year; with a sign and a common name where some years fell and others rose."""
    values = {year: figure.value for year, figure in found.by_year.items()}
    falls = {year: bool(_DOWN.search(figure.name)) for year, figure in found.by_year.items()}
    name = found.last.name
    step = _STEP.search(name)
    if step is None or len(set(falls.values())) == 1:
        return name, values
    return f"{name[: step.start()]}·同比变化", {year: -value if falls[year] else value for year, value in values.items()}


def _change(old: int, new: int, values: Mapping[int, float], rate: bool) -> IndicatorChange:
    absolute = round(values[new] - values[old], 6)
    percent = None if rate or not values[old] else round(100 * absolute / abs(values[old]), 4)
    return IndicatorChange(old, new, absolute, percent)
