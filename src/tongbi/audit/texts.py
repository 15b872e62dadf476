"""Text against tables: what a sentence says of a line of the form's tables and the number that stands there.

Only prescribed tables are read so, for their lines have one meaning. A sentence about a part (市本级, 网上申请) is left alone, and so is a
number that is another sum of the same table (新收 with or without 上年结转).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tongbi.audit.labels import is_total, number, steps
from tongbi.audit.reading import Reading, conflict
from tongbi.audit.rounding import apart, span
from tongbi.model import Conflict, Figure, Table, YearCell

_PART = re.compile(r"本级|网上|网络|在线|信函|当面|现场|传真|自然人|法人|县|乡镇|街道|部门|单位|同比|答复|按时")
_RECEIVED = re.compile(r"(?:收到|收办|新收|受理|接收|办理|处理).{0,10}申请")
_OUTCOMES = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
_LINES = ("行政复议", "行政诉讼")
# A number further off is about something else (the reviews of all matters, not of disclosure).
_FAR = 3.0


def check(reading: Reading) -> Iterator[Conflict]:
    """Sentences' numbers that the prescribed tables give otherwise."""
    for at, table in enumerate(reading.report.tables):
        if not table.standard:
            continue
        lines = dict(_lines(table, (reading.year, at)))
        for figure in _counts(reading):
            name = _line(figure, lines)
            if name is None:
                continue
            values, cells = lines[name]
            if (
                any(not apart(span(figure), (value, value)) for value in values)
                or not 1 / _FAR <= figure.value / max(values[0], 1.0) <= _FAR
            ):
                continue
            yield conflict(
                "text-table", "text-table", reading.year, values[0], figure.value, figure.unit, units=[figure.unit_id], cells=cells,
                values={"name": figure.name, "table": table.name},
            )  # fmt: skip


def _counts(reading: Reading) -> Iterator[Figure]:
    for unit_id, figures in reading.figures.items():
        steps_said = reading.steps(unit_id)
        yield from (
            figure
            for figure in figures
            if figure.unit in {"件", "宗", "起"} and figure.start not in steps_said and figure.qualifier not in {"previous", "target"}
        )


def _line(figure: Figure, lines: dict[str, tuple[list[float], list[YearCell]]]) -> str | None:
    last = figure.name.split("·")[-1]
    if _PART.search(figure.name):
        return None
    for name in (*_OUTCOMES, *_LINES):
        if name in last and name in lines:
            return name
    return "新收" if "新收" in lines and "·" not in figure.name and _RECEIVED.search(figure.name) else None


def _lines(table: Table, place: tuple[int, int]) -> Iterator[tuple[str, tuple[list[float], list[YearCell]]]]:
    """Lines of the table by name: the numbers that a sentence may mean by it, the likeliest first, and where they stand."""
    total = next((at for at, label in enumerate(table.columns) if is_total(label) and "/" not in label), None)
    if total is not None:
        yield from _rows(table, place, total)
    elif len(table.values) == 1:
        for name in _LINES:
            under = [at for at, label in enumerate(table.columns) if name in steps(label)[0] and is_total(label)]
            made = [value for at in under if (value := number(table.values[0][at])) is not None]
            if made:
                yield name, ([sum(made), *made], [(*place, 0, at) for at in under])


def _rows(table: Table, place: tuple[int, int], total: int) -> Iterator[tuple[str, tuple[list[float], list[YearCell]]]]:
    value = {"/".join(steps(label)): number(table.values[at][total]) for at, label in enumerate(table.rows)}
    row = {"/".join(steps(label)): at for at, label in enumerate(table.rows)}
    for name in _OUTCOMES:
        under = [path for path in value if name in path.split("/")]
        known = [one for path in under if (one := value[path]) is not None]
        if known:
            yield name, ([sum(known)], [(*place, row[path], total) for path in under])
    received = [path for path in value if "新收" in path]
    others = [path for path in value if "结转" in path and "上年" in path] + [path for path in value if path.endswith("总计")]
    if received and (new := value[received[0]]) is not None:
        more = [one for path in others if (one := value[path]) is not None]
        yield "新收", ([new, *more, *(new + one for one in more)], [(*place, row[received[0]], total)])
