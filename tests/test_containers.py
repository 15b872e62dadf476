"""What holds a report without being one: messages of saved pages, submissions of filings, Word's XML; and texts that are no report."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from lxml import etree

from tongbi import readers
from tongbi.errors import InputError
from tongbi.model import Block, Document, Grid

TEXT = "全年办理行政复议案件六十八件，依法保障群众权益。"
HEAD = "<html><head><title>海川市2023年报告</title></head><body>"
PAGE = f"{HEAD}<div class=nav><a href=/>首页</a></div><div id=zoom><p>{TEXT}</p></div></body></html>"
FILLED = "<table><tr><td>项目</td><td>件数</td></tr><tr><td>复议</td><td>35</td></tr></table>"


def read(folder: Path, raw: bytes, name: str = "report.txt") -> Document:
    (folder / name).write_bytes(raw)
    return readers.read(folder / name)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Block)]


# ── messages ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def message(*pages: str, charset: str = "utf-8", kind: str = "related") -> bytes:
    made = MIMEMultipart(kind)
    made["Subject"] = "报告"
    made["From"] = "<Saved by Blink>"
    for page in pages:
        made.attach(MIMEText(page, "html", charset))
    made.attach(MIMEText("p{}", "css", "utf-8"))
    return made.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "utf-16"])
def test_a_saved_page(tmp_path: Path, charset: str) -> None:
    document = read(tmp_path, message(PAGE, charset=charset), "报告.mhtml")
    assert texts(document) == ["海川市2023年报告", TEXT]
    assert (document.source.format, document.source.encoding) == ("mhtml", charset)


def test_the_article_in_a_frame(tmp_path: Path) -> None:
    frame = f"<html><body><p>第一。{TEXT}</p><p>{TEXT}</p></body></html>"
    document = read(tmp_path, message("<html><body><h1>网站</h1><iframe src=cid:a></iframe></body></html>", frame, "<html></html>"))
    assert texts(document) == [f"第一。{TEXT}", TEXT]


def test_a_page_sent_by_mail(tmp_path: Path) -> None:
    made = EmailMessage()
    made["Subject"] = "Report"
    made.set_content(TEXT)
    made.add_alternative(PAGE, subtype="html", cte="base64")
    assert texts(read(tmp_path, made.as_bytes(), "report.eml"))[-1] == TEXT


def test_a_message_without_a_page(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="without a web page"):
        read(tmp_path, message())


# ── filings ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

HEADER = (
    "<SEC-DOCUMENT>0000000000-24-000012.txt : 20240202\n<SEC-HEADER>0000000000-24-000012.hdr.sgml : 20240202\n"
    "CONFORMED SUBMISSION TYPE:\t10-K\nCONFORMED PERIOD OF REPORT:\t20231231\n\nFILER:\n\n\tCOMPANY DATA:\n"
    "\t\tCOMPANY CONFORMED NAME:\t\t\tLAMPWORKS INC\n\tBUSINESS ADDRESS:\n\t\tCITY:\t\t\tTROY\n</SEC-HEADER>\n"
)


def submission(*documents: tuple[str, str]) -> bytes:
    made = [f"<DOCUMENT>\n<TYPE>{form}\n<SEQUENCE>1\n<FILENAME>a.htm\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n" for form, body in documents]
    return f"{HEADER}{''.join(made)}</SEC-DOCUMENT>\n".encode()


@pytest.mark.parametrize(
    "body", ["<XBRL>\n<?xml version='1.0'?>\n<html><body><p>We sell lamps.</p></body></html>\n</XBRL>", "We sell lamps."]
)
def test_a_full_submission(tmp_path: Path, body: str) -> None:
    document = read(tmp_path, submission(("EX-21", "<html><body><p>Subsidiaries.</p></body></html>"), ("10-K", body)))
    assert texts(document) == ["We sell lamps."]
    assert {name: document.metadata[name] for name in ("registrant", "CONFORMED PERIOD OF REPORT")} == {
        "registrant": "LAMPWORKS INC", "CONFORMED PERIOD OF REPORT": "20231231",
    }  # fmt: skip
    assert document.source.format == "edgar"


def test_a_submission_without_documents(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="without documents"):
        read(tmp_path, HEADER.encode())


def test_marks_of_pages_and_tables_in_a_filing_of_old(tmp_path: Path) -> None:
    lines = [
        "<TABLE>", "<CAPTION>", "                        Year ended", "                     1999      1998",
        "                     ----      ----",
        "<S>                  <C>       <C>", "Net sales.......  $  120,500   $98,400", "Other                              (12)", "Costs:",
        "  Wages               1,300      1,100", "</TABLE>",
    ]  # fmt: skip
    table = "\n".join(lines)
    document = read(tmp_path, f"We sell lamps.\n\n  - 12 -\n<PAGE>\n\n{table}\nWe sold more.\n<PAGE>\n".encode())
    assert texts(document) == ["We sell lamps.", "Year ended", "We sold more."]
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [[cell.text for cell in grid.cells if cell.row == row] for row in range(5)] == [
        ["", "1999", "1998"], ["Net sales", "$  120,500", "$98,400"], ["Other", "", "(12)"], ["Costs:", "", ""],
        ["Wages", "1,300", "1,100"],
    ]  # fmt: skip


# ── Word's XML ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_word_document_as_one_xml_file(tmp_path: Path) -> None:
    made, stream = docx.Document(), BytesIO()
    made.add_heading("一、主要举措", 1)
    made.add_paragraph(TEXT)
    made.save(stream)
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    parts = ""
    with ZipFile(stream) as package:
        types = etree.fromstring(package.read("[Content_Types].xml"))
        named = {one.get("PartName", "").lstrip("/"): one.get("ContentType") for one in types}
        for name in package.namelist():
            kind = named.get(name, "application/vnd.openxmlformats-package.relationships+xml" if name.endswith(".rels") else "image/jpeg")
            content = (
                f"<pkg:xmlData>{package.read(name).decode().rpartition('?>')[2]}</pkg:xmlData>" if name.endswith(("xml", "rels")) else ""
            )
            if name != "[Content_Types].xml":
                parts += (
                    f"<pkg:part pkg:name='/{name}' pkg:contentType='{kind}'>{content or '<pkg:binaryData>AAAA</pkg:binaryData>'}</pkg:part>"
                )
    raw = f"<?xml version='1.0'?><?mso-application progid='Word.Document'?><pkg:package xmlns:pkg='{space}'>{parts}</pkg:package>".encode()
    assert texts(read(tmp_path, raw, "report.doc")) == ["一、主要举措", TEXT]


# ── pieces of pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "piece",
    [
        f"<p>{TEXT}</p>\n<p>{TEXT}</p>",
        f"{TEXT}<br>\n{TEXT}<br/>",
        f"<style>p{{}}</style><div><p>{TEXT}</p><p>{TEXT}</p></div>",
        f"<meta charset=utf-8><title>报告</title><p>{TEXT}<p>{TEXT}</p>",
        f"---\nlayout: post\n---\n<div><p>{TEXT}</p><p>{TEXT}</p></div>",
        f"---\r\nlayout: post\r\n---\r\n\r\n<!DOCTYPE html>\r\n<html><body><p>{TEXT}</p><p>{TEXT}</p></body></html>",
        f"<?xml version='1.0'?><?xml-stylesheet href='a.css'?><!-- a --><HTML><body><p>{TEXT}</p><p>{TEXT}</p></body></HTML>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_a_page_without_its_beginning(tmp_path: Path, piece: str, encoding: str) -> None:
    document = read(tmp_path, piece.encode(encoding))
    assert texts(document)[-2:] == [TEXT, TEXT]
    assert document.source.format == "html"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_wide_page_without_a_mark(tmp_path: Path, encoding: str) -> None:
    assert texts(read(tmp_path, f"<html><body><p>{TEXT * 3}</p></body></html>".encode(encoding))) == [TEXT * 3]


def test_text_that_tells_of_tags_is_text(tmp_path: Path) -> None:
    lines = [f"<PAGE> {TEXT}", "网页以<br>换行，以<p>分段。", "a < b，b > c</>", TEXT]
    document = read(tmp_path, "\n".join(lines).encode())
    assert (document.source.format, texts(document)) == ("txt", lines)


def test_a_table_within_a_text_file_stays_beside_its_text(tmp_path: Path) -> None:
    document = read(tmp_path, f"# 报告\n\n## 一、概况\n\n{FILLED}\n\n{TEXT}\n".encode(), "report.md")
    assert [type(block) for block in document.blocks] == [Block, Block, Grid, Block]


# ── what is no report ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ('{"title": "报告", "text": "全文"}\n{"title": "报告", "text": "全文"}\n', "JSON lines"),
        ('{\n  "title": "报告"\n}', "JSON"),
        ('[{"title": "报告"}]', "JSON"),
        ("\ufeff{\"a\": 1}", "JSON"),
    ],
)  # fmt: skip
def test_json_is_called_so(tmp_path: Path, raw: str, name: str) -> None:
    with pytest.raises(InputError, match=f"{name} files are not read; give the text of one report"):
        read(tmp_path, raw.encode())


@pytest.mark.parametrize(
    "place",
    [f"<textarea>&lt;p&gt;{TEXT}{TEXT}&lt;/p&gt;</textarea>", f"<script>var a='{TEXT}{TEXT}'</script>", f"<template>{TEXT}</template>"],
)
def test_a_page_whose_text_is_put_in_place_later(tmp_path: Path, place: str) -> None:
    page = f"{HEAD}<h1>海川市2023年报告</h1><div id=content></div>{place}</body></html>"
    with pytest.raises(InputError, match="in a script or a form field"):
        read(tmp_path, page.encode())


def test_a_page_that_keeps_its_text_in_a_script_as_well(tmp_path: Path) -> None:
    page = f"<html><body><div id=zoom><p>{TEXT}</p></div><script>var a='{TEXT}'</script></body></html>"
    assert texts(read(tmp_path, page.encode())) == [TEXT]
