"""The report as text with tabs, as a page of a government site, as a Word document and, through LibreOffice, as a PDF.

`PYTHONPATH=tests python -m forms.make` writes the sample series in `reports/` anew: 2023 as Word document, 2024 as web page.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import datetime
from html import escape
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from forms.content import YEARS, Heading, Part, PrintedTable, Prose, Year, report

FOLDER = Path(__file__).parents[2] / "reports" / "澄岚市政府信息公开"
_FIXED = (2024, 1, 1, 0, 0, 0)


def matrix(table: PrintedTable, *, repeated: bool = True) -> list[list[str]]:
    """The table by rows and columns, a merged cell in each of its places, or in the first alone."""
    places: dict[tuple[int, int], str] = {}
    for at, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (at, column) in places:
                column += 1
            for down in range(cell.rows):
                for across in range(cell.columns):
                    places[at + down, column + across] = cell.text if repeated or not (down or across) else ""
            column += cell.columns
    width = 1 + max(column for _, column in places)
    return [[places.get((at, column), "") for column in range(width)] for at in range(len(table.rows))]


def as_text(year: Year) -> str:
    """Paragraphs as lines, tables as lines parted by tabs, a merged cell in each of its places."""
    lines = []
    for part in report(year):
        lines += ["\t".join(row) for row in matrix(part)] if isinstance(part, PrintedTable) else [part.text]
    return "\n".join(lines) + "\n"


def as_page(year: Year) -> str:
    """A page as government sites print it: navigation, metadata, the article, tools and a footer around it."""
    body = "\n".join(_html(part) for part in report(year))
    title = escape(report(year)[0].text)  # type: ignore[union-attr]  # the first part is the title
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}_澄岚市人民政府门户网站</title>
<meta name="PubDate" content="{year.year + 1}-01-28"><script>var a = "公开";</script></head>
<body><div class="nav"><a href="/">首页</a> <a href="/zwgk">政务公开</a> <a href="/hd">互动交流</a></div>
<div class="position">您的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a></div>
<table class="xxgk"><tr><td>索引号：</td><td>CL-{year.year + 1}-0017</td><td>发布机构：</td><td>澄岚市人民政府办公室</td></tr>
<tr><td>发布日期：</td><td>{year.year + 1}-01-28</td><td>文号：</td><td></td></tr></table>
<div class="article-tools">字号：大 中 小 【打印】 【关闭】</div>
<div class="TRS_Editor">
{body}
</div>
<div class="related">相关链接 <a href="/1">上一篇</a> <a href="/2">下一篇</a></div>
<div class="footer">主办单位：澄岚市人民政府办公室 ICP备00000000号</div></body></html>
"""


def _html(part: Part) -> str:
    if isinstance(part, PrintedTable):
        rows = (
            "<tr>"
            + "".join(
                f'<td{_span("rowspan", cell.rows)}{_span("colspan", cell.columns)}><p align="center">{escape(cell.text)}</p></td>'
                for cell in row
            )
            + "</tr>"
            for row in part.rows
        )
        return '<table border="1">' + "\n".join(rows) + "</table>"
    if isinstance(part, Prose):
        return f'<p style="text-indent:2em;font-family:仿宋">{escape(part.text)}</p>'
    if part.level == 0:
        return f'<p align="center"><font face="方正小标宋简体" size="6">{escape(part.text)}</font></p>'
    face = "方正黑体" if part.level == 1 else "方正楷体"
    return f'<p><font face="{face}">{escape(part.text[:3])}</font><font face="{face}">{escape(part.text[3:])}</font></p>'


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""


def as_document(year: Year) -> bytes:
    """A Word document whose styles are all Normal and whose headings are bold; the same bytes every time."""
    document = docx.Document()
    for part in report(year):
        if isinstance(part, PrintedTable):
            _table(document, part)
            continue
        paragraph = document.add_paragraph()
        run = paragraph.add_run(part.text)
        run.font.size = Pt(14)
        if isinstance(part, Heading):
            run.bold = True
            if part.level == 0:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph.paragraph_format.first_line_indent = Pt(28)
    document.core_properties.created = document.core_properties.modified = datetime(*_FIXED)
    stream = io.BytesIO()
    document.save(stream)
    return _fixed(stream.getvalue())


def _table(document: docx.document.Document, table: PrintedTable) -> None:
    shown = matrix(table)
    made = document.add_table(len(shown), len(shown[0]), "Table Grid")
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            taken |= {(at + down, column + across) for down in range(cell.rows) for across in range(cell.columns)}
            place = made.cell(at, column)
            if cell.rows * cell.columns > 1:
                place = place.merge(made.cell(at + cell.rows - 1, column + cell.columns - 1))
            place.paragraphs[0].add_run(cell.text).font.size = Pt(9)
            column += cell.columns


def _fixed(package: bytes) -> bytes:
    """The package with a fixed time for all its members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _FIXED), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def as_pdf(year: Year, folder: Path) -> bytes:
    """The Word document printed by LibreOffice, which must be there (`shutil.which("soffice")`)."""
    source = folder / f"{year.year}.docx"
    source.write_bytes(as_document(year))
    program = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return (folder / f"{year.year}.pdf").read_bytes()


def main() -> None:
    """Write the sample series."""
    FOLDER.mkdir(exist_ok=True)
    old, new = YEARS
    (FOLDER / "澄岚市2023年政府信息公开工作年度报告.docx").write_bytes(as_document(old))
    (FOLDER / "澄岚市2024年政府信息公开年报（网站保存）.html").write_text(as_page(new), encoding="utf-8")


if __name__ == "__main__":
    main()
