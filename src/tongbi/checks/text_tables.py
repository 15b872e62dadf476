"""Text against tables: what a sentence says of a line of the form's tables and the number that stands there.

Only prescribed tables are read so, for their lines have one meaning. A sentence about a part (市本级, 网上申请) is left alone, and so is a
number that is another sum of the same table (新收 with or without 上年结转).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongbi.checks.rounding import apart, span
from tongbi.checks.sentences import Reading, conflict
from tongbi.checks.table_labels import is_total, number, steps
from tongbi.figures import cases
from tongbi.model import CellPlace, Conflict, Figure, Table, YearCell

_PART = re.compile(r"本级|网上|网络|在线|信函|当面|现场|传真|自然人|法人|县|乡镇|街道|部门|单位|同比|答复|按时")
_OUTCOMES = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
# What a sentence calls a column of the table of documents in force.
_COLUMNS = {"制发": r"制发|制定|印发|出台|新增", "废止": r"废止|失效", "现行有效": r"现行有效|继续有效"}
_ISSUES = re.compile(r"^(?:制发|制定|印发|出台|新增)")
# How reviews and suits end, and which suits there are, as the columns of their table are called.
_ENDINGS = {"维持": r"(?:结果)?维持$", "纠正": r"(?:结果)?纠正$", "其他结果": r"其他结果$", "尚未审结": r"[尚还]?未审结$"}
_SUITS = {"未经复议": r"未经(?:行政)?复议|直接(?:提)?起诉|直接提起", "复议后": r"(?:行政)?复议后"}
_DISCLOSURE = re.compile(r"信息公开|依申请公开|政府信息")
_COUNTS = frozenset({"件", "宗", "起", "部"})
# A number further off is about something else (the reviews of all matters, not of disclosure).
_FAR = 3.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a table: how a sentence names it, the numbers that it may mean by that, the likeliest first, and where they stand.

    `path` must be in the whole name, `cases` be what is counted, and where `disclosed` is true the sentence say that it is of disclosure;
    `part` is true for a line that is itself of a part, `unit` 元 for amounts.
    """

    pattern: re.Pattern[str]
    values: Sequence[float]
    cells: Sequence[YearCell]
    path: str = ""
    cases: str = ""
    disclosed: bool = False
    part: bool = False
    unit: str = "件"


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure with the last step of its name, that of a bare verb with its object (废止 → 废止规范性文件), and the text before it."""

    figure: Figure
    name: str
    before: str

    def means(self, line: _Line) -> bool:
        """Whether the sentence speaks of the line."""
        return (
            line.pattern.search(self.name) is not None
            and line.path in self.figure.name
            and (not line.cases or line.cases == cases(self.before, len(self.before)))
            and (not line.disclosed or _DISCLOSURE.search(self.before) is not None)
            and line.unit == ("件" if self.figure.unit in _COUNTS else self.figure.unit)
            and (line.part or not _PART.search(self.figure.name))
        )


def check(reading: Reading) -> Iterator[Conflict]:
    """Sentences' numbers that the prescribed tables give otherwise."""
    amounts = {figure.cell: figure.value for figure in reading.report.figures if figure.cell}
    for at, table in enumerate(reading.report.tables):
        lines = list(_lines(table, (reading.year, at), amounts)) if table.standard else []
        for said in _counts(reading) if lines else ():
            line = next((one for one in lines if said.means(one)), None)
            if line is None or _agrees(said.figure, line):
                continue
            figure = said.figure
            yield conflict(
                "text-table", "text-table", reading.year, line.values[0], figure.value, figure.unit,
                units=[figure.unit_id], cells=line.cells,
                values={"name": said.name if said.name not in figure.name else figure.name, "table": table.name},
            )  # fmt: skip


def _agrees(figure: Figure, line: _Line) -> bool:
    """Whether the number is one of the line's, or too far from it to be meant."""
    near = 1 / _FAR <= figure.value / max(line.values[0], 1.0) <= _FAR
    return not near or any(not apart(span(figure), (value, value)) for value in line.values)


def _counts(reading: Reading) -> Iterator[_Said]:
    """The counts and amounts that are of all the area, as the tables are."""
    units = reading.units()
    for unit_id, figures in reading.figures.items():
        text, steps_said = units[unit_id].text, reading.steps(unit_id)
        for figure in figures:
            if (
                figure.unit in _COUNTS | {"元"}
                and figure.start not in steps_said
                and figure.qualifier not in {"previous", "target"}
                and figure.owner != "own"
            ):
                yield _Said(figure, _completed(figure.name), text[: figure.start])


def _completed(name: str) -> str:
    """The last step of a name; a bare verb with what the step before it issued: 制发规范性文件·废止 → 废止规范性文件."""
    head, _, last = name.rpartition("·")
    return last + _ISSUES.sub("", head) if last in {"废止", "失效", "现行有效"} and _ISSUES.match(head) else last


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

    def line(pattern: str, under: Sequence[int], path: str = "", disclosed: bool = True) -> Iterator[_Line]:
        made = [value for at in under if (value := number(table.values[0][at])) is not None]
        if made:
            yield _Line(re.compile(pattern), [sum(made), *made], [(*place, 0, at) for at in under], path, disclosed=disclosed)

    of = [steps(label) for label in table.columns]
    totals = [at for at, label in enumerate(table.columns) if is_total(label)]
    for name in ("行政复议", "行政诉讼"):
        for ending, said in _ENDINGS.items():
            yield from line(said, [at for at, path in enumerate(of) if name in path[0] and ending in path[-1]], name)
    for suit, said in _SUITS.items():
        yield from line(said, [at for at in totals if any(suit in step for step in of[at])])
    for name in ("行政复议", "行政诉讼"):
        yield from line(name, [at for at in totals if name in of[at][0]], disclosed=False)


def _documents(table: Table, place: tuple[int, int]) -> Iterator[_Line]:
    """Documents issued, abolished and in force."""
    for row, label in enumerate(table.rows):
        name = steps(label)[-1].removeprefix("行政")
        for column, heading in enumerate(table.columns):
            verb = next((words for word, words in _COLUMNS.items() if word in heading), None)
            value = number(table.values[row][column])
            if verb and value is not None and name in {"规章", "规范性文件"}:
                yield _Line(re.compile(f"(?:{verb}).*{name}|{name}.*(?:{verb})"), [value], [(*place, row, column)])


def _decisions(table: Table, place: tuple[int, int], amounts: Mapping[CellPlace, float]) -> Iterator[_Line]:
    """Decisions by their kind and charges, each only where the name says nothing else (重大行政处罚决定 are fewer)."""
    for row, label in enumerate(table.rows):
        name, value = steps(label)[-1], amounts.get((place[1], row, 0))
        if value is not None and name in {"行政许可", "行政处罚", "行政强制"}:
            pattern = rf"^(?:依法)?(?:作出|处理|办理|实施)?(?:各类)?{name}(?:处理)?(?:决定|措施)(?:数量?)?$"
            yield _Line(re.compile(pattern), [value], [(*place, row, 0)])
        elif value is not None and name == "行政事业性收费":
            yield _Line(re.compile(rf"^(?:收取|征收)?(?:各类)?{name}(?:金额|总额)?$"), [value], [(*place, row, 0)], unit="元")


def _requests(table: Table, place: tuple[int, int], total: int) -> Iterator[_Line]:
    paths = ["/".join(steps(label)) for label in table.rows]
    value = [number(row[total]) for row in table.values]

    def line(pattern: str, *words: str) -> Iterator[_Line]:
        at = next((at for at, path in enumerate(paths) if all(word in path for word in words)), None)
        if at is not None and (one := value[at]) is not None:
            yield _Line(re.compile(pattern), [one], [(*place, at, total)])

    for name in _OUTCOMES:
        under = [at for at, path in enumerate(paths) if name in path.split("/")]
        known = [one for at in under if (one := value[at]) is not None]
        if known:
            yield _Line(re.compile(name), [sum(known)], [(*place, at, total) for at in under])
    yield from line(r"上年度?结转", "结转", "上年")
    yield from line(r"结?转(?:至|到|入)?下一?年", "结转下")
    yield from _applicants(table, place, paths)
    for new in line(r"(?:收到|收办|新收|受理|接收|办理|处理).{0,10}申请", "新收"):
        more = [
            one
            for at, path in enumerate(paths)
            if path.endswith("总计") or ("结转" in path and "上年" in path)
            if (one := value[at]) is not None
        ]
        yield _Line(new.pattern, [*new.values, *more, *(new.values[0] + one for one in more)], new.cells)
    yield from _settled(paths, value, place, total)


def _applicants(table: Table, place: tuple[int, int], paths: Sequence[str]) -> Iterator[_Line]:
    """Requests by who made them: the new ones, with those that came in, or all that were settled."""
    rows = [
        next((at for at, path in enumerate(paths) if all(word in path for word in words)), None)
        for words in (("新收",), ("结转", "上年"), ("办理结果", "总计"))
    ]
    if None in rows:
        return
    for name in ("自然人", "法人"):
        columns = [at for at, label in enumerate(table.columns) if name in steps(label)[0]]
        made = [sum(number(table.values[row][at]) or 0.0 for at in columns) for row in rows if row is not None]
        if columns:
            pattern = re.compile(rf"^(?:来自)?{name}(?:(?:或|和|及|、)?(?:者)?其他组织)?(?:提出|提交)?的?(?:政府信息公开)?(?:申请)?$")
            yield _Line(
                pattern, [made[0], made[0] + made[1], made[2]], [(*place, rows[0] or 0, at) for at in columns], "申请", "申请", part=True
            )


def _settled(paths: Sequence[str], value: Sequence[float | None], place: tuple[int, int], total: int) -> Iterator[_Line]:
    """All requests that were settled, or those of them that were new."""
    row = next((at for at, path in enumerate(paths) if "办理结果" in path and path.endswith("总计")), None)
    came_in = next((value[at] for at, path in enumerate(paths) if "结转" in path and "上年" in path), None)
    made = value[row] if row is not None else None
    if row is not None and made is not None:
        pattern = re.compile(r"^(?:已|全部|实际)?(?:办结|办理完毕)(?:(?:政府)?信息公开|依申请公开)?(?:申请)?(?:案件|事项)?$")
        yield _Line(pattern, [made, made - (came_in or 0.0)], [(*place, row, total)], cases="申请")
