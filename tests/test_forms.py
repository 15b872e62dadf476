"""One report in every form that reports come in: the same sections, units and tables from each."""

from __future__ import annotations

import io
import shutil
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pytest
from pypdfium2 import PdfDocument

from forms import make
from forms.content import YEARS, Year
from tongbi import pipeline, readers
from tongbi.language.folding import fold
from tongbi.model import Block, Report, Table
from tongbi.outputs.page import render as render_page
from tongbi.outputs.workbook import render as render_workbook

FORMS = ["txt", "html", "docx", "pdf"]


@pytest.fixture(scope="module", params=YEARS, ids=lambda year: str(year.year))
def readings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    year: Year = request.param
    folder = tmp_path_factory.mktemp("forms")
    (folder / "report.txt").write_text(make.as_text(year), encoding="utf-8")
    (folder / "report.html").write_text(make.as_page(year), encoding="utf-8")
    (folder / "report.docx").write_bytes(make.as_document(year))
    if shutil.which("soffice"):
        (folder / "report.pdf").write_bytes(make.as_pdf(year, folder))
    return {path.suffix[1:]: pipeline.inspect(path) for path in folder.glob("report.*") if path.suffix[1:] in FORMS}


def told(table: Table) -> tuple[object, ...]:
    return table.section, table.name, table.standard, table.rows, table.columns, table.values, table.units


@pytest.mark.parametrize("form", FORMS[1:])
def test_every_form_gives_the_same_report(readings: dict[str, Report], form: str) -> None:
    if form not in readings:
        pytest.skip("LibreOffice is not installed: no PDF to read")
    text, other = readings["txt"], readings[form]
    assert (other.organisation, other.year, other.kind, other.title) == (text.organisation, text.year, text.kind, text.title)
    assert [(one.level, one.printed, one.canonical) for one in other.sections] == [
        (one.level, one.printed, one.canonical) for one in text.sections
    ]
    assert [(one.lead, one.text, one.section) for one in other.units] == [(one.lead, one.text, one.section) for one in text.units]
    assert [told(table) for table in other.tables] == [told(table) for table in text.tables]


def test_the_prescribed_tables_are_known_with_their_labels(readings: dict[str, Report]) -> None:
    report = readings["html"]
    assert [table.standard for table in report.tables] == ["regulations", "licences", "penalties", "fees", "requests", "litigation"]
    requests, suits = report.tables[4:]
    assert requests.columns == (
        "自然人",
        *(f"法人或其他组织/{kind}" for kind in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")),
        "总计",
    )
    assert requests.rows[:6] == (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "三、本年度办理结果/（一）予以公开",
        "三、本年度办理结果/（二）部分公开",
        "三、本年度办理结果/（三）不予公开/1.属于国家秘密",
        "三、本年度办理结果/（三）不予公开/2.其他法律行政法规禁止公开",
    )
    new, carried, total, left = (requests.values[at] for at in (0, 1, -2, -1))
    assert all(a + b == c + d for a, b, c, d in zip(new, carried, total, left, strict=True))  # type: ignore[operator]  # all are numbers
    assert suits.columns[4:6] == ("行政复议/总计", "行政诉讼/未经复议直接起诉/结果维持")


def test_metadata_of_the_page_is_no_text(readings: dict[str, Report]) -> None:
    page = readings["html"]
    assert page.metadata["发布机构"] == "澄岚市人民政府办公室"
    assert not any("索引号" in line or "打印" in line or "主办单位" in line for line in page.lines())


def test_the_sample_series_is_what_the_maker_makes() -> None:
    old, new = YEARS
    assert (make.FOLDER / "澄岚市2023年政府信息公开工作年度报告.docx").read_bytes() == make.as_document(old)
    assert (make.FOLDER / "澄岚市2024年政府信息公开年报（网站保存）.html").read_text(encoding="utf-8") == make.as_page(new)


def test_the_command_writes_the_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "FOLDER", tmp_path / "made")
    make.main()
    assert sorted(path.suffix for path in make.FOLDER.iterdir()) == [".docx", ".html"]


@pytest.mark.skipif(not shutil.which("soffice") or not find_spec("rapidocr"), reason="LibreOffice or the extra ocr is not installed")
def test_a_scan_gives_text_and_ruled_tables(readings: dict[str, Report], tmp_path: Path) -> None:
    if readings["txt"].year != 2024:
        pytest.skip("one scan is enough")
    pages = [page.render(scale=200 / 72).to_pil().convert("L") for page in PdfDocument(make.as_pdf(YEARS[1], tmp_path))]
    pages[0].save(tmp_path / "scan.pdf", save_all=True, append_images=pages[1:], resolution=200)
    scan = pipeline.inspect(tmp_path / "scan.pdf")
    assert scan.source.format == "pdf-ocr"
    assert "ocr-read" in {finding.code for finding in scan.findings}
    assert all(unit.score is not None and unit.score > 0.8 for unit in scan.units)
    text = readings["txt"]
    assert [(one.level, fold(one.heading)) for one in scan.sections] == [(one.level, fold(one.heading)) for one in text.sections]
    assert [table.standard for table in scan.tables] == [table.standard for table in text.tables]
    assert [table.values for table in scan.tables] == [table.values for table in text.tables]


@pytest.mark.parametrize("name", ["2023年政府信息公开工作年度报告.docx", "2024年政府信息公开年报（网站保存）.html"])
def test_every_character_stands_in_the_report_once(name: str) -> None:
    path = next(make.FOLDER.glob(f"*{name}"))
    document = readers.read(path)
    read = [block.text if isinstance(block, Block) else "".join(cell.text for cell in block.cells) for block in document.blocks]
    assert Counter(fold("".join(pipeline.inspect(path).lines()))) == Counter(fold("".join([*read, *document.notes])))


def test_tables_through_the_years_in_workbook_and_page() -> None:
    comparison = pipeline.compare(sorted(make.FOLDER.iterdir()))
    old, new = YEARS
    page = render_page(comparison, "zh").decode()
    assert f'<td class="n changed"><bdi>{new.licences:,}</bdi></td>' in page
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(comparison, "zh")))
    rows = [[cell for cell in row if cell is not None] for row in book["表格"].iter_rows(values_only=True)]
    assert ["行政许可", "件", old.licences, new.licences] in rows
