"""Annual reports of one listed company over three years, held against their PDFs as another program reads them.

The truth is taken from `pdftotext -layout` line by line and number by number; neither it nor the reports are in the repository.
`python tests/test_ashare.py` prints the table: what was asked, what is found in its row under its year.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from tongbi import outputs, pipeline
from tongbi.model import Comparison, StatementLine

FOLDER = Path(__file__).parents[2] / "shared" / "corpus" / "ashare" / "000915"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not FOLDER.is_dir() or shutil.which("pdftotext") is None, reason="reports and pdftotext are not beside this checkout"
    ),
]
YEARS = (2017, 2018, 2019)
STATEMENTS = {
    "合并资产负债表": "balance-sheet",
    "母公司资产负债表": "balance-sheet-company",
    "合并利润表": "income",
    "母公司利润表": "income-company",
    "合并现金流量表": "cash-flow",
    "母公司现金流量表": "cash-flow-company",
}
CORE = "六、主要会计数据和财务指标"
CHAPTERS = (
    "notice", "profile", "discussion", "matters", "shares", "preferred", "governance/management", "governance", "bonds", "statements",
)  # fmt: skip
_AMOUNT = re.compile(r"(?<=\s)-?\d[\d,]*\.\d\d%?(?=\s|$)")
_LABEL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]）|\d\.)|^(?:其中|加|减)：|（[^）]*(?:填列|元|元/股)）|\s")
# A line of a table as printed: its label and its numbers, each with the column in which it ends.
Printed = tuple[str, list[tuple[int, float]]]
# What a report prints of its own year and of the one before.
Told = tuple[float | None, float | None]


def bare(label: str) -> str:
    """A label without what numbers it and what says how it is added up."""
    before = None
    while before != label:
        before, label = label, _LABEL.sub("", label)
    return label


@cache
def pages(year: int) -> list[list[str]]:
    (path,) = FOLDER.glob(f"*{year}.pdf")
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    return [page.split("\n") for page in text.split("\f")]


def printed(lines: list[str]) -> Iterator[Printed]:
    """The lines of a table; one without a number waits for the next, whose label it may begin, where that is none by itself."""
    pending = ""
    for line in filter(str.strip, lines):
        numbers = [(found.end(), float(found[0].rstrip("%").replace(",", ""))) for found in _AMOUNT.finditer(line)]
        label = "".join(re.split(r"\s{2,}", _AMOUNT.sub("  ", line).strip())[0].split())
        if numbers:
            yield label or pending, numbers
        pending = label


def in_columns(rows: list[Printed]) -> Iterator[tuple[str, Told]]:
    """Rows of one page with the numbers of two columns: by the order where both are there, else by where these stand."""
    both = [numbers for _, numbers in rows if len(numbers) > 1]
    middle = (max(one[0][0] for one in both) + min(one[1][0] for one in both)) / 2
    for label, numbers in rows:
        ends = {end < middle: value for end, value in numbers[:2]}
        yield label, ((numbers[0][1], numbers[1][1]) if len(numbers) > 1 else (ends.get(True), ends.get(False)))


@cache
def statements(year: int) -> Mapping[str, Mapping[tuple[str, int], Told]]:
    """By title the lines of each statement, by label and how often it stood before."""
    found: dict[str, dict[tuple[str, int], Told]] = {}
    title = ""
    for page in pages(year):
        parts: dict[str, list[str]] = defaultdict(list)
        for line in page:
            text = line.strip()
            headed = re.fullmatch(r"\d、(\S+)", text)
            if headed and headed[1] in STATEMENTS and headed[1] not in found:
                title = headed[1]
                found[title] = {}
            elif text.startswith("法定代表人") or (headed and len(found) == len(STATEMENTS)):
                title = ""
            elif title and "年年度报告" not in text and not text.startswith(("编制单位", "项目")):
                parts[title].append(line)
        for name, lines in parts.items():
            rows = [*printed(lines)]
            for label, told in in_columns(rows) if any(len(numbers) > 1 for _, numbers in rows) else ():
                found[name][bare(label), sum(one == bare(label) for one, _ in found[name])] = told
    return found


@cache
def core(year: int) -> Mapping[str, Told]:
    """The figures of the table of core figures in its order, by the first line of their labels."""
    page = next(page for page in pages(year) if any(line.strip() == CORE for line in page))
    start = next(at for at, line in enumerate(page) if line.strip() == CORE)
    rows = [*printed([f" {line}" for line in page[start + 1 :] if not re.match(r"\s*[七注]", line)])]
    return {bare(label): (numbers[0][1], numbers[1][1]) for label, numbers in rows if len(numbers) >= 3}


@pytest.fixture(scope="module")
def found() -> Comparison:
    return pipeline.compare(sorted(FOLDER.glob("*.pdf")))


def own(line: StatementLine, year: int) -> float | None:
    return line.restated.get(year, line.values.get(year)) if year in line.where else None


def through_years() -> Iterator[tuple[str, str, dict[int, float]]]:
    """Title, label and own values of each line that stands in the reports."""
    lines: dict[tuple[str, str, int], dict[int, float]] = defaultdict(dict)
    for year in YEARS:
        for title, rows in statements(year).items():
            for (label, often), (value, _) in rows.items():
                if value is not None:
                    lines[title, label, often][year] = value
    yield from ((title, label, values) for (title, label, _), values in lines.items())


def measured(found: Comparison) -> dict[str, Counter[str]]:
    """By table how many figures there are, and how many stand in their row under their year."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    lines = {title: one.lines for title, key in STATEMENTS.items() for one in found.statements if one.id == key}
    for title, label, values in through_years():
        named = any(
            (bare(line.label).endswith(label) or bare(line.label).startswith(label))
            and all(own(line, year) == value for year, value in values.items())
            for line in lines[title]
        )
        row = any(values.items() <= one.values.items() for one in found.indicators)
        counts[title].update({"figures": len(values), "in one line": len(values) * named, "in one row": len(values) * row})
    for year, then in pairwise(YEARS):
        for title, key in STATEMENTS.items():
            rows = [one for line in found.statements if line.id == key for one in line.lines]
            told = {one.values.get(year) for one in rows}
            # What the newest report prints with the other sign is turned in older years, and what they print stands beside.
            told |= {one.restated[year] for one in rows if year in one.restated and one.restated[year] == -one.values.get(year, 0.0)}
            again = [value for _, value in statements(then)[title].values() if value is not None]
            counts[title].update({"of the year before": len(again), "retold right": sum(value in told for value in again)})
    for label, *told in zip(core(YEARS[-1]), *(core(year).values() for year in YEARS), strict=True):
        values = {year: value for year, (value, _) in zip(YEARS, told, strict=True)}
        row = any(one.values == values and one.name.startswith(label) for one in found.indicators)
        counts[CORE].update({"figures": len(values), "in one row": len(values) * row})
    return counts


def false_conflicts(found: Comparison) -> list[str]:
    """What is said to be told otherwise by the next report though not both numbers are printed so; narrow cells break a number, of which
    seven characters are on one line.
    """
    text = {year: "".join(line for page in pages(year) for line in page) for year in YEARS}
    told = [one for one in found.conflicts if one.kind == "restated"]
    printed = [[f"{abs(value):,.2f}"[:7].rstrip("0").rstrip(".") for value in (one.expected, one.found)] for one in told]
    right = [old in text[one.year - 1] + text[one.year] and new in text[one.year] for one, (old, new) in zip(told, printed, strict=True)]
    return [f"{one.year}: {one.values}" for one, good in zip(told, right, strict=True) if not good]


def test_truth_is_whole() -> None:
    """The truth adds up by itself: assets are liabilities and equity, and last year's end is told again."""
    for year in YEARS:
        told = statements(year)
        assert [*told] == [*STATEMENTS]
        for title in ("合并资产负债表", "母公司资产负债表"):
            rows = {label: value for (label, _), value in told[title].items()}
            assert rows["资产总计"] == rows["负债和所有者权益总计"]
            assert rows["流动资产合计"][0] + rows["非流动资产合计"][0] == pytest.approx(rows["资产总计"][0])
        assert len(core(year)) == 9
    for year, then in pairwise(YEARS):
        assert core(year)["总资产"][0] == core(then)["总资产"][1]


def test_organisation_title_and_chapters(found: Comparison) -> None:
    assert len(found.organisation) == 14
    assert found.organisation.endswith("股份有限公司")
    for report in found.reports:
        assert report.organisation == found.organisation
        assert report.kind == "a-share"
        assert str(report.year)[-2:] in "".join(str("〇一二三四五六七八九".find(char)) for char in report.title[:4])
        chapters = [section.canonical for section in report.sections if section.level == 1]
        assert [one for one in CHAPTERS if one not in chapters] == []
        statements = [section for section in report.sections if section.heading in STATEMENTS]
        assert len(statements) >= len(STATEMENTS)
        assert {section.canonical for section in statements[: len(STATEMENTS)]} == {"statements"}


def test_every_core_figure_stands_in_one_row_under_its_years(found: Comparison) -> None:
    counts = measured(found)
    for title, one in counts.items():
        assert one["in one row"] == one["figures"] > 0, (title, one)
        if title in STATEMENTS:
            assert one["in one line"] == one["figures"], (title, one)
            assert one["retold right"] == one["of the year before"], (title, one)
    assert sum(one["figures"] for one in counts.values()) > 550


def test_no_conflict_is_false(found: Comparison) -> None:
    assert false_conflicts(found) == []
    restated = {one for line in found.statements for row in line.lines for one in row.restated}
    assert restated <= {*YEARS[:-1]}


def test_the_workbook_has_the_statements_as_they_are_told(found: Comparison, tmp_path: Path) -> None:
    outputs.write(found, tmp_path, ("xlsx",), "zh")
    (path,) = tmp_path.glob("*.xlsx")
    sheet = openpyxl.load_workbook(path, read_only=True)["报表"].iter_rows(values_only=True)
    told = Counter((bare(str(row[0])), *row[2:5]) for row in sheet)
    wanted = Counter(
        (bare(line.label), *(line.values.get(year) for year in YEARS)) for one in found.statements for line in one.lines if line.values
    )
    assert wanted - told == Counter()


if __name__ == "__main__":
    made = pipeline.compare(sorted(FOLDER.glob("*.pdf")))
    for title, count in measured(made).items():
        print(title, dict(count))
    print("false conflicts", false_conflicts(made), "of", len(made.conflicts))
