"""Text against tables: what a sentence says of a line of the form's tables and the number that stands there.

Only prescribed tables are read so, for their lines have one meaning. A sentence about a part (市本级, 网上申请) is left alone, and so is a
number that is another sum of the same table (新收 with or without 上年结转).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbi.audit.labels import is_total, number, steps
from tongbi.audit.reading import Reading, conflict
from tongbi.audit.rounding import apart, span
from tongbi.figures import scope
from tongbi.model import Conflict, Figure, Table, YearCell

_PART = re.compile(r"本级|网上|网络|在线|信函|当面|现场|传真|自然人|法人|县|乡镇|街道|部门|单位|同比|答复|按时")
_OUTCOMES = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
# What a sentence calls a column of the table of documents in force.
_COLUMNS = {"制发": r"制发|制定|印发|出台|新增", "废止": r"废止|失效", "现行有效": r"现行有效|继续有效"}
# A number further off is about something else (the reviews of all matters, not of disclosure).
_FAR = 3.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a table: how a sentence names it, the numbers that it may mean by that, the likeliest first, and where they stand."""

    pattern: re.Pattern[str]
    values: Sequence[float]
    cells: Sequence[YearCell]


def check(reading: Reading) -> Iterator[Conflict]:
    """Sentences' numbers that the prescribed tables give otherwise."""
    for at, table in enumerate(reading.report.tables):
        lines = list(_lines(table, (reading.year, at))) if table.standard else []
        for figure in _counts(reading) if lines else ():
            line = next((one for one in lines if one.pattern.search(figure.name.split("·")[-1])), None)
            if line is None or _PART.search(figure.name) or _agrees(figure, line):
                continue
            yield conflict(
                "text-table", "text-table", reading.year, line.values[0], figure.value, figure.unit,
                units=[figure.unit_id], cells=line.cells,
                values={"name": figure.name, "table": table.name},
            )  # fmt: skip


def _agrees(figure: Figure, line: _Line) -> bool:
    """Whether the number is one of the line's, or too far from it to be meant."""
    near = 1 / _FAR <= figure.value / max(line.values[0], 1.0) <= _FAR
    return not near or any(not apart(span(figure), (value, value)) for value in line.values)


def _counts(reading: Reading) -> Iterator[Figure]:
    """The counts that are of all the area, as the tables are."""
    units = reading.units()
    for unit_id, figures in reading.figures.items():
        text, steps_said = units[unit_id].text, reading.steps(unit_id)
        for figure in figures:
            if (
                figure.unit in {"件", "宗", "起", "部"}
                and figure.start not in steps_said
                and figure.qualifier not in {"previous", "target"}
                and not scope(text, figure.start, figure.start + len(figure.text)).startswith("own")
            ):
                yield figure


def _lines(table: Table, place: tuple[int, int]) -> Iterator[_Line]:
    total = next((at for at, label in enumerate(table.columns) if is_total(label) and "/" not in label), None)
    if total is not None:
        yield from _requests(table, place, total)
    elif len(table.values) == 1 and any(is_total(label) for label in table.columns):
        yield from _proceedings(table, place)
    else:
        yield from _documents(table, place)


def _proceedings(table: Table, place: tuple[int, int]) -> Iterator[_Line]:
    """Reviews and suits: the sum of all their totals, or one of them."""
    for name in ("行政复议", "行政诉讼"):
        under = [at for at, label in enumerate(table.columns) if name in steps(label)[0] and is_total(label)]
        made = [value for at in under if (value := number(table.values[0][at])) is not None]
        if made:
            yield _Line(re.compile(name), [sum(made), *made], [(*place, 0, at) for at in under])


def _documents(table: Table, place: tuple[int, int]) -> Iterator[_Line]:
    """Documents issued, abolished and in force."""
    for row, label in enumerate(table.rows):
        name = steps(label)[-1].removeprefix("行政")
        for column, heading in enumerate(table.columns):
            verb = next((words for word, words in _COLUMNS.items() if word in heading), None)
            value = number(table.values[row][column])
            if verb and value is not None and name in {"规章", "规范性文件"}:
                yield _Line(re.compile(f"(?:{verb}).*{name}|{name}.*(?:{verb})"), [value], [(*place, row, column)])


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
    for new in line(r"(?:收到|收办|新收|受理|接收|办理|处理).{0,10}申请", "新收"):
        more = [
            one
            for at, path in enumerate(paths)
            if path.endswith("总计") or ("结转" in path and "上年" in path)
            if (one := value[at]) is not None
        ]
        yield _Line(new.pattern, [*new.values, *more, *(new.values[0] + one for one in more)], new.cells)
