"""How long a workbook of 2,000 statements over five years takes, against XlsxWriter writing the same cells in the same run.

    python tests/benchmarks/workbook.py [THREADS] [YEARS]

The bounds: 6 seconds, and 2.5 times XlsxWriter (a library of its own, needed for this alone: pip install xlsxwriter).
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock

from tongbi.language import text_diff
from tongbi.model import Change, ChangeKind, Comparison, Indicator, IndicatorChange, Node, Report, Section, SectionRow, Source, Thread, Unit
from tongbi.outputs import workbook

SECONDS, TIMES = 6.0, 2.5
PER_SECTION = 25
KEPT = "全年共办理行政复议案件{cases}件，同比增长{share}%，其中第{number}类事项经调解、和解结案{closed}件，调解和解率达到{rate}%。"
OTHER = "第{number}项工作围绕{year}年重点任务扎实推进，各镇（街道）和有关部门分工负责，累计开展专项检查{cases}次。"


def series(threads: int, years: int) -> Comparison:
    """A made-up series: most statements with new figures, every seventh reworded, every eleventh unchanged."""
    told = tuple(range(2020, 2020 + years))
    reports = tuple(_report(year, threads) for year in told)
    pairs = [(number, old, new) for number in range(threads) for old, new in pairwise(told)]
    rows = tuple(
        SectionRow("measures", section.heading, 1, dict.fromkeys(told, at), {year: {"ratio": 0.9, "reused": 0.5} for year in told[1:]})
        for at, section in enumerate(reports[0].sections)
    )
    return Comparison(
        "某区",
        "generic",
        "zh",
        told,
        reports,
        (Node("measures", "主要举措", "Measures"),),
        rows,
        tuple(Thread(f"t{number}", "measures", {year: (f"{year}-{number}",) for year in told}) for number in range(threads)),
        tuple(_change(*pair) for pair in pairs),
        tuple(_indicator(number, told) for number in range(threads)),
        (),
    )


def _report(year: int, threads: int) -> Report:
    numbers = range(1, threads // PER_SECTION + 1)
    sections = tuple(Section(1, f"{number}.", f"第{number}部分", f"{number}.第{number}部分", canonical="measures") for number in numbers)
    units = tuple(
        Unit(f"{year}-{number}", _sentence(year, number), min(number // PER_SECTION, len(sections) - 1), paragraph=number)
        for number in range(threads)
    )
    title = f"某区{year}年度报告"
    return Report("某区", year, "generic", title, "zh", Source(f"{year}.txt", "txt", "utf-8", "0" * 64), (title,), sections, units)


def _change(number: int, old: int, new: int) -> Change:
    before, after = _sentence(old, number), _sentence(new, number)
    kind: ChangeKind = "unchanged" if before == after else "reworded" if number % 7 == 0 else "figures"
    edits = text_diff.edits(before, after)
    return Change(f"t{number}", old, new, (f"{old}-{number}",), (f"{new}-{number}",), kind, False, 0.9, "masked", edits)


def _indicator(number: int, years: Sequence[int]) -> Indicator:
    values = {year: float(_cases(year, number)) for year in years}
    steps = tuple(
        IndicatorChange(old, new, values[new] - values[old], 100 * (values[new] / values[old] - 1)) for old, new in pairwise(years)
    )
    return Indicator(f"案件{number}", "件", "measures", values, {year: f"{year}-{number}" for year in years}, steps)


def _cases(year: int, number: int) -> int:
    return 100 + (number * 37 + (2020 if number % 11 == 0 else year) * 11) % 900


def _sentence(year: int, number: int) -> str:
    pattern = OTHER if number % 7 == 0 and year % 2 else KEPT
    cases = _cases(year, number)
    return pattern.format(number=number, year=year, cases=cases, share=cases % 50, closed=cases // 3, rate=60 + cases % 40)


def same_cells(content: bytes) -> Callable[[], bytes]:
    """What writes the cells of a workbook again with XlsxWriter; reading them is not part of it."""
    book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    sheets = [
        (sheet.title, [(cell.row - 1, cell.column - 1, cell.value) for row in sheet.iter_rows() for cell in row if cell.has_style])
        for sheet in book.worksheets
    ]
    heights = {sheet.title: [(row - 1, one.height) for row, one in sheet.row_dimensions.items()] for sheet in book.worksheets}

    def write() -> bytes:
        stream = io.BytesIO()
        target = xlsxwriter.Workbook(stream)
        look = target.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        marks = {True: target.add_format({"color": "red", "font_strikeout": True}), False: target.add_format({"color": "blue"})}
        for title, cells in sheets:
            sheet = target.add_worksheet(title)
            for row, height in heights[title]:
                sheet.set_row(row, height)
            for row, column, value in cells:
                if isinstance(value, CellRichText):
                    parts: list[object] = []
                    for one in value:
                        parts += [marks[bool(one.font.strike)], one.text] if isinstance(one, TextBlock) else [one]
                    sheet.write_rich_string(row, column, *parts, look)
                elif isinstance(value, str) and value.startswith("=IF("):
                    sheet.write_formula(row, column, value, look)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value, look)
                elif value is None:
                    sheet.write_blank(row, column, None, look)
                else:
                    sheet.write_number(row, column, value, look)
        target.close()
        return stream.getvalue()

    return write


def seconds(work: Callable[[], bytes], runs: int = 3) -> float:
    """The median time of a piece of work."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main(threads: int = 2000, years: int = 5) -> int:
    comparison = series(threads, years)
    content = workbook.render(comparison, "zh")
    own = seconds(lambda: workbook.render(comparison, "zh"))
    other = seconds(same_cells(content))
    print(f"{threads} threads, {len(comparison.changes)} changes, {len(comparison.indicators)} indicators, {years} years")
    print(f"tongbi {own:.2f} s, {len(content) / 1e6:.1f} MB; XlsxWriter, the same cells {other:.2f} s: {own / other:.2f} times")
    return 0 if own <= SECONDS and own <= TIMES * other else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
