"""Prescribed tables pasted as text: the same tables as from the page that they were copied from, or none and a finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from forms import make
from forms.content import YEARS, PrintedTable, report, requests
from tongbi import pipeline, readers
from tongbi.language.folding import fold
from tongbi.model import Grid, Report, Table
from tongbi.report import tables
from tongbi.report.schema import load

YEAR = YEARS[0]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
Lines = Callable[[PrintedTable], list[str]]


def once(table: PrintedTable, between: str = "\t") -> list[str]:
    """The rows as a browser copies them: each merged cell once."""
    return [between.join(cell.text for cell in row) for row in table.rows]


def spread(table: PrintedTable) -> list[str]:
    """The rows as a spreadsheet copies them: a merged cell in its first place, blanks in the others."""
    return ["\t".join(row) for row in make.matrix(table, repeated=False)]


PASTED: dict[str, Lines] = {
    "tabs": once,
    "blanks": lambda table: once(table, "    "),
    "one blank": lambda table: once(table, " "),
    "wide blanks": lambda table: once(table, "\u3000\u3000"),
    "a cell a line": lambda table: "\n".join(once(table)).replace("\t", "\n").split("\n"),
    "a cell a line, blank lines and tabs between": lambda table: "\n\n\t\n".join(once(table)).replace("\t", "\n\n\t\n").split("\n"),
    "a spreadsheet's blanks": spread,
    "full-width digits": lambda table: [re.sub(r"(?<=\t)\d+(?=\t|$)", lambda one: one[0].translate(WIDE), line) for line in once(table)],
    "labels in one cell": lambda table: [
        re.sub(r"(?<=）)?(?<=[\u4e00-\u9fff])\t(?=[\d（][.、\u4e00-\u9fff])", "", line) for line in once(table)
    ],
    "torn labels": lambda table: [line.replace("社会公益组织", "社会\n公益\n组织").replace("总计", "总 计") for line in once(table)],
    "without the rows above the columns": lambda table: [line for line in once(table) if "申请人情况" not in line],
    "without 法人或其他组织": lambda table: [line.replace("法人或其他组织\t", "") for line in once(table)],
    "columns one after another": lambda table: [
        "自然人\t法人或其他组织\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计" if line.startswith("自然人") else line
        for line in once(table)
        if not line.startswith("商业企业")
    ],
}


def pasted(form: Lines, parts: Sequence[object]) -> str:
    lines = []
    for part in parts:
        lines += form(part) if isinstance(part, PrintedTable) else [part.text]  # type: ignore[attr-defined]  # headings and prose
    return "\n".join(lines) + "\n"


def read(folder: Path, text: str, name: str = "report.txt") -> Report:
    (folder / name).write_text(text, encoding="utf-8")
    return pipeline.inspect(folder / name)


def told(table: Table) -> tuple[object, ...]:
    return table.section, table.name, table.standard, table.rows, table.columns, table.values, table.units


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return read(tmp_path_factory.mktemp("page"), make.as_page(YEAR), "report.html")


@pytest.mark.parametrize("form", PASTED)
def test_pasted_tables_are_those_of_the_page(page: Report, tmp_path: Path, form: str) -> None:
    text = read(tmp_path, pasted(PASTED[form], report(YEAR)))
    assert [told(table) for table in text.tables] == [told(table) for table in page.tables]
    assert [one.printed for one in text.sections] == [one.printed for one in page.sections]
    assert [unit.text for unit in text.units] == [unit.text for unit in page.units]
    assert [finding.code for finding in text.findings] == []


def blank(line: str) -> str:
    """A row with its zeros left blank."""
    return re.sub(r"(?<=\t)0(?=\t|$)", "", line)


def with_a_column(line: str) -> str:
    return re.sub(r"^((?:\D|\d[.]|^)*?)(?=\d+\t)", r"\g<1>0\t", line.replace("自然人", "外国人\t自然人"))


# How the lines of the table of applications are changed, the code of the finding, and the place that it names.
MISFIT: dict[str, tuple[Callable[[str], str], str, str]] = {
    "a value too many": (lambda line: line + "\t1" if line.startswith("2.重复") else line, "table-count", "2.重复申请"),
    "a value left out": (lambda line: line[:-2] if line.startswith("2.重复") else line, "table-count", "2.重复申请"),
    "blank cells between blanks": (
        lambda line: re.sub("\t0(?=\t|$)", "", line).replace("\t", "  "),
        "table-count",
        "二、上年结转政府信息公开申请数量",
    ),
    "a row of another name": (lambda line: line.replace("2.重复申请", "另行答复"), "table-label", "另行答复"),
    "columns in another order": (
        lambda line: line.replace("自然人\t法人或其他组织\t总计", "总计\t自然人\t法人或其他组织"),
        "table-label",
        "总计",
    ),
    "a column of another name": (lambda line: line.replace("科研机构", "个体户"), "table-label", "个体户"),
    "a column more": (with_a_column, "table-count", "一、本年新收政府信息公开申请数量"),
}


def changed(change: Callable[[str], str]) -> Lines:
    return lambda table: [change(line) for line in once(table)] if table == requests(YEAR) else once(table)


@pytest.mark.parametrize(("form", "lines"), [(form, lines) for form in MISFIT for lines in ("tabs", "a cell a line")][:-1])
def test_what_does_not_fit_the_form_is_told_and_no_table(tmp_path: Path, page: Report, form: str, lines: str) -> None:
    change, code, place = MISFIT[form]
    text = pasted(changed(change), report(YEAR))
    read_as = read(tmp_path, text if lines == "tabs" else text.replace("\t", "\n"))
    (finding,) = read_as.findings
    assert finding.code == code
    assert place in finding.values.values()
    assert finding.values["table"] == "收到和处理政府信息公开申请情况"
    (table,) = [table for table in read_as.tables if not table.standard]
    assert (table.rows, table.columns, table.values) == ((), (), ())
    assert [one.printed for one in read_as.sections] == [one.printed for one in page.sections]
    assert [unit.text for unit in read_as.units] == [unit.text for unit in page.units]
    assert Counter(fold("".join(read_as.lines()))) == Counter(fold(text))


@pytest.mark.parametrize("kept", [str, str.rstrip])
def test_blank_cells_between_tabs_are_blank(tmp_path: Path, kept: Callable[[str], str]) -> None:
    text = read(tmp_path, pasted(lambda table: [kept(blank(line)) for line in once(table)], report(YEAR)))
    page = read(tmp_path, re.sub(r'(<p align="center">)0(</p>)', r"\1\2", make.as_page(YEAR)), "report.html")
    assert [told(table)[2:] for table in text.tables if table.standard == "requests"] == [
        told(table)[2:] for table in page.tables if table.standard == "requests"
    ]


@pytest.mark.parametrize("missing", ["四、结转下年度继续办理", "3.危及“三安全一稳定”", "一、本年新收政府信息公开申请数量"])
@pytest.mark.parametrize("lines", ["tabs", "a cell a line"])
def test_a_row_may_be_missing(tmp_path: Path, page: Report, missing: str, lines: str) -> None:
    parts = [
        replace(part, rows=tuple(row for row in part.rows if row[0].text != missing)) if part == requests(YEAR) else part
        for part in report(YEAR)
    ]
    table = next(table for table in read(tmp_path, pasted(PASTED[lines], parts)).tables if table.standard == "requests")
    whole = next(table for table in page.tables if table.standard == "requests")
    kept = [at for at, row in enumerate(whole.rows) if not row.endswith(missing)]
    assert table.rows == tuple(whole.rows[at] for at in kept)
    assert table.columns == whole.columns
    assert table.values == tuple(whole.values[at] for at in kept)


def test_paragraphs_of_word_and_of_a_page(tmp_path: Path, page: Report) -> None:
    lines = pasted(once, report(YEAR)).split("\n")
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(tmp_path / "report.docx"))
    body = "\n".join(f"<p>{line}</p>" for line in lines)
    (tmp_path / "report.html").write_text(f"<html><head><title>{lines[0]}</title></head><body>{body}</body></html>", encoding="utf-8")
    for name in ("report.docx", "report.html"):
        assert [told(table) for table in pipeline.inspect(tmp_path / name).tables] == [told(table) for table in page.tables], name


def test_restored_cells_lie_as_on_the_page(tmp_path: Path) -> None:
    known = load("gov-info-disclosure").tables
    (tmp_path / "report.txt").write_text(pasted(once, report(YEAR)), encoding="utf-8")
    (tmp_path / "report.html").write_text(make.as_page(YEAR), encoding="utf-8")
    text, shown = (
        [block for block in tables.restored(readers.read(tmp_path / f"report.{form}").blocks, known)[0] if isinstance(block, Grid)][-2:]
        for form in ("txt", "html")
    )
    assert text == shown


OLDER = """某县2020年政府信息公开工作年度报告
二、主动公开政府信息情况
第二十条第（五）项
信息内容\t上一年项目数量\t本年增/减\t处理决定数量
行政许可\t210\t-3\t14563
其他对外管理服务事项\t88\t2\t9034
第二十条第（六）项
信息内容\t上一年项目数量\t本年增/减\t处理决定数量
行政处罚\t310\t5\t8214
行政强制\t41\t0\t276
第二十条第（八）项
信息内容\t上一年项目数量\t本年增/减
行政事业性收费\t21\t0
第二十条第（九）项
信息内容\t采购项目数量\t采购总金额
政府集中采购\t64\t1432.6
五、存在的主要问题及改进情况
无。
"""


@pytest.mark.parametrize("between", ["\t", "\n", "  "])
def test_the_form_of_2019(tmp_path: Path, between: str) -> None:
    found = read(tmp_path, OLDER.replace("\t", between))
    assert [(table.standard, table.values) for table in found.tables] == [
        ("licences-2019", ((210.0, -3.0, 14563.0), (88.0, 2.0, 9034.0))),
        ("penalties-2019", ((310.0, 5.0, 8214.0), (41.0, 0.0, 276.0))),
        ("fees-2019", ((21.0, 0.0),)),
        ("procurement-2019", ((64.0, 1432.6),)),
    ]
    assert {finding.code for finding in found.findings} <= {"node-missing", "number-gap"}


def test_a_label_doubled_is_no_part_of_its_neighbour(tmp_path: Path) -> None:
    text = pasted(lambda table: once(table, "   "), report(YEAR)).replace("行政许可 ", "行政许可   行政许可 ")
    assert not {column for table in read(tmp_path, text).tables for column in table.columns if "行政许可" in column}
