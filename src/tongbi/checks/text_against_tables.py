"""Text against tables: what a sentence says of a line of the form's tables and the number that stands there.

Only prescribed tables are read so, for their lines have one meaning. A sentence about a part (市本级, 网上申请) is left alone, and so is a
number that is another sum of the same table (新收 with or without 上年结转).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, cell_places, places, reckoned
from tongbi.checks.rounding import apart, around, span
from tongbi.checks.table_roles import CASE, column, is_total, number, request_lines, steps
from tongbi.figures import cases
from tongbi.language.annotation import BREAK
from tongbi.language.folding import since
from tongbi.language.lexicon import any_of, holds, one_of, words
from tongbi.model import CellPlace, Figure, Table, YearCell


def _words(*names: str) -> tuple[str, ...]:
    return words("zh/disclosure", *names)


_COUNTS, _MONEY = frozenset(_words("units")), _words("money")[0]
_PART = _words("areas", "channels", "requests.people", "requests.bodies")
_BESIDE, _DISCLOSED = re.compile(one_of("zh/disclosure", "beside")), _words("disclosed")
_ISSUES, _STATES = _words("documents.issued"), _words("documents.abolished", "documents.in_force")
_REQUESTS = _words("requests.requests")
_PROCEEDINGS = _words("proceedings.reviews", "proceedings.suits")
# A name that tells of something else in more characters is of a part (全文公开现行有效行政规范性文件), in fewer it may be.
_LETTERS, _MOST = re.compile(r"[^\W_]"), 2
# A number further off is about something else (the reviews of all matters, not of disclosure).
_FAR = 3.0
# A sentence may tell of so many outcomes in one number: 予以公开和部分公开1902件.
_JOINED = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a table: the words by which a sentence names it, one of each group, the numbers that it may mean by that, the likeliest
    first, and where they stand.

    With `alone` the name says nothing else; `path` is in the whole name, `requests` says that requests are counted, `disclosed` that the
    sentence says it is of disclosure, `carried` that the count came in or goes on; `part` is true for a line that is itself of a part,
    `of_proceedings` for one of reviews or suits.
    """

    groups: Sequence[Sequence[str]]
    values: Sequence[float]
    cells: Sequence[YearCell]
    alone: bool = False
    path: str = ""
    requests: bool = False
    disclosed: bool = False
    carried: str | None = None
    part: bool = False
    unit: str = CASE
    of_proceedings: bool = False

    def unsaid(self, name: str) -> int | None:
        """How many characters of a name tell of something else than the line; None where it does not name the line, or where it says more
        than it may.
        """
        rest = name
        for group in self.groups:
            if not holds(rest, group):
                return None
            rest = re.sub(any_of(group), "", rest)
        if not self.groups:
            return 0
        beside = len(_LETTERS.findall(_BESIDE.sub("", rest)))
        return None if beside > (0 if self.alone else _MOST) else beside


@dataclass(frozen=True, slots=True)
class _Count:
    """A figure with the last step of its name, that of a bare verb with its object (废止 → 废止规范性文件), and the text around it."""

    figure: Figure
    name: str
    text: str

    @property
    def has_own_name(self) -> bool:
        """Whether the name is the number's own, not what stands before 36件尚未审结."""
        begin, end = self.figure.start, self.figure.start + len(self.figure.text)
        stop = BREAK.search(self.text, end)
        opens = not self.text[since(BREAK, self.text, begin) : begin].strip()
        return not (opens and self.text[end : stop.start() if stop else len(self.text)].strip())

    def means(self, line: _Line) -> bool:
        """Whether the sentence speaks of the line."""
        start = self.figure.start
        return (
            line.unsaid(self.name) is not None
            and self.has_own_name
            and (line.of_proceedings or not holds(self.figure.name, _PROCEEDINGS))
            and line.path in self.figure.name
            and (not line.requests or cases(self.text, start) in _REQUESTS)
            and (not line.carried or line.carried == self.figure.of)
            and (not line.disclosed or holds(self.text[:start], _DISCLOSED))
            and line.unit == (CASE if self.figure.unit in _COUNTS else self.figure.unit)
            and (line.part or not holds(self.figure.name, _PART))
        )


def check(reading: Reading) -> Iterator[Reckoning]:
    """Sentences' numbers that the prescribed tables give too."""
    amounts = {figure.cell: figure.value for figure in reading.report.figures if figure.cell}
    for at, table in enumerate(reading.report.tables):
        lines = list(_lines(table, (reading.year, at), amounts)) if table.standard else []
        for count in _counts(reading) if lines else ():
            line = next((one for one in lines if count.means(one)), None)
            figure = count.figure
            if line is not None and _is_near(figure, line):
                differs = not any(not apart(span(figure), around(value, 0.0)) for value in line.values)
                doubted = bool(line.unsaid(count.name))
                yield reckoned(
                    "text-table", reading.year, places(reading.year, [figure]), cell_places(line.cells),
                    (line.values[0] if differs else figure.value, figure.value), figure.unit, differs=differs,
                    severity="info" if doubted else "conflict",
                    values={"name": count.name if count.name not in figure.name else figure.name, "table": table.name},
                )  # fmt: skip


def _is_near(figure: Figure, line: _Line) -> bool:
    """Whether the number is near enough to the line's to be meant."""
    return 1 / _FAR <= figure.value / max(line.values[0], 1.0) <= _FAR


def _counts(reading: Reading) -> Iterator[_Count]:
    """The counts and amounts that are of all the area, as the tables are."""
    for unit_id, figures in reading.figures.items():
        text, changes = reading.units[unit_id].text, reading.steps(unit_id)
        for figure in figures:
            if (
                figure.unit in {*_COUNTS, _MONEY}
                and figure.start not in changes
                and figure.qualifier not in {"previous", "target"}
                and figure.owner != "own"
            ):
                yield _Count(figure, _completed(figure.name), text)


def _completed(name: str) -> str:
    """The last step of a name; a bare verb with what the step before it issued: 制发规范性文件·废止 → 废止规范性文件."""
    head, _, last = name.rpartition("·")
    issue = next((word for word in _ISSUES if last in _STATES and head.startswith(word)), None)
    return last + head.removeprefix(issue) if issue else last


# ── the lines of each table ───────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(table: Table, place: tuple[int, int], amounts: Mapping[CellPlace, float]) -> Iterator[_Line]:
    total = next((at for at, label in enumerate(table.columns) if is_total(label) and "/" not in label), None)
    if total is not None:
        yield from _requests(table, place, total)
    elif len(table.values) == 1 and any(is_total(label) for label in table.columns):
        yield from _proceedings(table, place)
    else:
        yield from _documents(table, place)
        yield from _decisions(table, place, amounts)


def _proceedings(table: Table, place: tuple[int, int]) -> Iterator[_Line]:
    """Reviews and suits: how they ended and which suits there were, where the sentence says that they are of disclosure, then the sum of
    all their totals, or one of them.
    """
    of = [steps(label) for label in table.columns]
    totals = [at for at, label in enumerate(table.columns) if is_total(label)]

    def line(said: Sequence[str], under: Sequence[int], path: str = "", disclosed: bool = True) -> Iterator[_Line]:
        made = [value for at in under if (value := number(table.values[0][at])) is not None]
        if made:
            yield _Line([said], [sum(made), *made], [(*place, 0, at) for at in under], path=path, disclosed=disclosed, of_proceedings=True)

    for name, ending in product(_PROCEEDINGS, ("upheld", "corrected", "other", "pending")):
        said = _words(f"proceedings.{ending}")
        yield from line(said, [at for at, path in enumerate(of) if name in path[0] and holds(path[-1], said)], name)
    for said in (_words("proceedings.direct"), _words("proceedings.reviewed")):
        yield from line(said, [at for at in totals if holds(table.columns[at], said)])
    for name in _PROCEEDINGS:
        yield from line((name,), [at for at in totals if name in of[at][0]], disclosed=False)


def _documents(table: Table, place: tuple[int, int]) -> Iterator[_Line]:
    """Documents issued, abolished and in force."""
    verbs = [_words(f"documents.{name}") for name in ("issued", "abolished", "in_force")]
    for (row, label), name in product(enumerate(table.rows), _words("documents.rules", "documents.documents")):
        for at, heading in enumerate(table.columns):
            said = next((some for some in verbs if holds(heading, some)), None)
            value = number(table.values[row][at])
            if said and value is not None and steps(label)[-1].endswith(name):
                yield _Line([said, (name,)], [value], [(*place, row, at)])


def _decisions(table: Table, place: tuple[int, int], amounts: Mapping[CellPlace, float]) -> Iterator[_Line]:
    """Decisions by their kind and charges, each only where the name says nothing else (重大行政处罚决定 are fewer)."""
    decisions = _words("decisions.licences", "decisions.penalties", "decisions.compulsion")
    for row, label in enumerate(table.rows):
        name, value = steps(label)[-1], amounts.get((place[1], row, 0))
        if value is not None and name in decisions:
            yield _Line([(name,), _words("decisions.decided")], [value], [(*place, row, 0)], alone=True)
        elif value is not None and name in _words("decisions.charges"):
            yield _Line([(name,)], [value], [(*place, row, 0)], alone=True, unit=_MONEY)


def _requests(table: Table, place: tuple[int, int], total: int) -> Iterator[_Line]:
    """Requests: how they were answered, what came in and goes on, who made them, what was received and settled."""
    paths, values = [steps(label) for label in table.rows], column(table, total)
    under = {name: [at for at, path in enumerate(paths) if name in path and values[at] is not None] for name in _words("requests.outcomes")}
    told = [name for name, rows in under.items() if rows]
    for names in (some for size in range(_JOINED, 0, -1) for some in combinations(told, size)):
        rows = [at for name in names for at in under[name]]
        yield _Line([(name,) for name in names], [sum(values[at] or 0.0 for at in rows)], [(*place, at, total) for at in rows])
    lines = request_lines(table.rows)
    received, came_in, settled, onward = (None if at is None else values[at] for at in lines)
    for which, value, at in (("carried-in", came_in, lines[1]), ("carried-on", onward, lines[3])):
        if value is not None:
            yield _Line([], [value], [(*place, at or 0, total)], carried=which)
    yield from _applicants(table, place, lines[:3])
    more = [value for value in (settled, came_in) if value is not None]
    if received is not None:
        yield _Line(
            [words("zh/handling", "received", "handled"), _REQUESTS],
            [received, *more, *(received + value for value in more)],
            [(*place, lines[0] or 0, total)],
        )
    if settled is not None:
        said, made = words("zh/handling", "settled"), [settled, settled - (came_in or 0.0)]
        yield _Line([said], made, [(*place, lines[2] or 0, total)], alone=True, requests=True)


def _applicants(table: Table, place: tuple[int, int], rows: Sequence[int | None]) -> Iterator[_Line]:
    """Requests by who made them: the new ones, with those that came in, or all that were settled."""
    known = [row for row in rows if row is not None]
    for said in (_words("requests.people"), _words("requests.bodies")):
        columns = [at for at, label in enumerate(table.columns) if holds(steps(label)[0], said)]
        if columns and len(known) == len(rows):
            new, came_in, settled = (sum(number(table.values[row][at]) or 0.0 for at in columns) for row in known)
            cells = [(*place, known[0], at) for at in columns]
            yield _Line([said], [new, new + came_in, settled], cells, alone=True, requests=True, part=True)
