"""Files made to do harm, or that are not what they say: one clear line or a document, within the bounds, and nothing leaves the machine."""

from __future__ import annotations

import http.server
import shutil
import socket
import sys
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

from clock import spent
from test_ofd import packed as packed_ofd
from test_ofd import page as ofd_page
from test_ofd import report as ofd_report
from test_office import ODT, compound
from test_pdf import BODY, lines
from test_pdf import made as made_pdf
from tongbi import outputs, pipeline, readers
from tongbi.config import Limits
from tongbi.errors import InputError, OutputError
from tongbi.model import Block, Document
from tongbi.readers.html import blocks

TEXT = "某区2023年法治政府建设年度报告\n一、主要举措\n全年办理行政复议案件123件，比上年多。\n"
HTML = f"<html><body><div id=zoom><p>{TEXT.replace(chr(10), '</p><p>')}</p>%s</div></body></html>"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
BOMB = (
    '<!DOCTYPE a [<!ENTITY x0 "ha">' + "".join(f'<!ENTITY x{n + 1} "{f"&x{n};" * 10}">' for n in range(12)) + "]>",
    "&x12;",
)
SECRET = "root:x:0:0"
SECONDS = 60.0


def word(text: str = TEXT) -> bytes:
    made = docx.Document()
    for line in text.splitlines():
        made.add_paragraph(line)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def changed(raw: bytes, part: str, *pairs: tuple[str, str]) -> bytes:
    """A package with one of its parts rewritten."""
    stream = BytesIO()
    with ZipFile(BytesIO(raw)) as package, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in package.namelist():
            text = package.read(name)
            if name == part:
                for before, after in pairs:
                    assert before.encode() in text
                    text = text.replace(before.encode(), after.encode(), 1)
            new.writestr(name, text)
    return stream.getvalue()


def odt(head: str = "", more: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
        for name, uri in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
    )
    body = "".join(f"<text:p>{line}</text:p>" for line in TEXT.splitlines())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'office:version="1.2"><office:body><office:text>{body}<text:p>{more}</text:p></office:text></office:body></office:document-content>'
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODT)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def read(folder: Path, raw: bytes, name: str = "report", **limits: int) -> Document | str:
    """A document, or what the one line says after the file's name. Most take some hundredths of a processor's second: only work
    without end takes a thousand times as long.
    """
    path = folder / name
    path.write_bytes(raw)
    begin = spent()
    try:
        return readers.read(path, Limits(**limits))
    except InputError as error:
        said = str(error).removeprefix(f"{path}: ")
    finally:
        assert spent() - begin < SECONDS
    assert len(said.splitlines()) == 1
    assert "; " in said
    return said


def text(document: Document | str) -> str:
    assert isinstance(document, Document)
    return "\n".join(block.text for block in document.blocks if isinstance(block, Block))


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("reading opened a socket")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)


# ── bombs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["docx", "ofd", "odt"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(kind: str, tmp_path: Path) -> None:
    raw = {"docx": word, "ofd": ofd_report, "odt": odt}[kind]()
    with ZipFile(stream := BytesIO(raw), "a", ZIP_DEFLATED) as package:
        package.writestr("media/bomb.bin", bytes(30 << 20))
    assert len(stream.getvalue()) < 200_000
    assert str(read(tmp_path, stream.getvalue(), max_size=20)).startswith("unpacks to more than 20 MB; ")


@pytest.mark.parametrize("kind", ["docx", "ofd"])
def test_a_zip_that_lies_about_its_sizes(kind: str, tmp_path: Path) -> None:
    """The directory says ten bytes, the part holds 30 MB."""
    part = {"docx": "word/document.xml", "ofd": "Doc_0/Document.xml"}[kind]
    raw = {"docx": word, "ofd": ofd_report}[kind]()
    tag = {"docx": "<w:body>", "ofd": "<ofd:CommonData>"}[kind]
    big = changed(raw, part, (tag, tag + "<!--" + " " * (30 << 20) + "-->"))
    with ZipFile(BytesIO(big)) as package:
        size = package.getinfo(part).file_size
    assert isinstance(read(tmp_path, big.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")), max_size=20), str)


@pytest.mark.parametrize("attack", ["bomb", "file", "network"])
@pytest.mark.parametrize("kind", ["docx", "ofd", pytest.param("odt", marks=needs_office)])
def test_xml_entities_are_not_followed(kind: str, attack: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if kind != "odt":
        request.getfixturevalue("offline")
    outside = {"file": "file:///etc/passwd", "network": "http://127.0.0.1:9/x"}.get(attack)
    head, entity = BOMB if outside is None else (f'<!DOCTYPE a [<!ENTITY e SYSTEM "{outside}">]>', "&e;")
    if kind == "odt":
        raw = odt(head, entity)
    elif kind == "ofd":
        raw = packed_ofd([""], {"Doc_0/Pages/Page_0/Content.xml": head + ofd_page("").replace("</ofd:Layer>", f"{entity}</ofd:Layer>")})
    else:
        raw = changed(word(), "word/document.xml", ("<w:document", f"{head}<w:document"), ("<w:t>", f"<w:t>{entity}"))
    found = read(tmp_path, raw, max_memory=500)
    if isinstance(found, Document):
        assert len(text(found)) < 1000
        assert SECRET not in text(found)


# ── web pages ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("<div>" * 100_000, "its parts are nested without end; "),
        ("<b><i>" * 50_000, "its parts are nested without end; "),
        ("<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">", "a part of it has attributes without end; "),
        (f'<p title="{"x" * (10 << 20)}" style="{"a:b;" * 100_000}">', ""),
        ("<table><tr>" * 3000, ""),
        ("<!--" * 500_000, ""),
    ],
    ids=["deep", "formatting", "attributes", "long attributes", "tables", "comments"],
)
def test_a_page_without_end(more: str, said: str, tmp_path: Path) -> None:
    found = read(tmp_path, (HTML % more).encode())
    assert str(found).startswith(said) if said else "123件" in text(found)


@pytest.mark.parametrize(
    "row",
    [
        "<td rowspan=30000 colspan=30000>甲</td><td>乙</td>",
        "<td rowspan=0>甲</td><td rowspan=0>乙</td>",
        "<td rowspan=1000 colspan=2>甲</td>" * 10,
    ],
    ids=["both", "to the end", "square"],
)
def test_spans_without_end_keep_every_cell(row: str, tmp_path: Path) -> None:
    found = read(tmp_path, (HTML % f"<table>{f'<tr>{row}</tr>' * 6000}</table>").encode())
    assert isinstance(found, Document)
    (grid,) = (block for block in found.blocks if not isinstance(block, Block))
    assert len(grid.cells) == 6000 * row.count("</td>")


# ── PDF ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_more_pages_than_allowed(tmp_path: Path) -> None:
    raw = made_pdf([lines(BODY)] * 1001)
    assert str(read(tmp_path, raw)).startswith("1001 pages, more than 1000; ")
    assert isinstance(read(tmp_path, raw, max_pages=1001), Document)


def test_a_huge_picture_beside_text_is_not_unpacked(tmp_path: Path) -> None:
    side = 30_000
    picture = f"q 400 0 0 300 90 100 cm BI /W {side} /H {side} /CS /RGB /BPC 8 /F /AHx ID 00> EI Q"
    assert "各项工作" in text(read(tmp_path, made_pdf([lines(BODY) + picture]), max_memory=300))


# ── what files say they are ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("raw", "name", "form"),
    [
        ((HTML % "").encode(), "a.docx", "html"),
        (word(), "a.txt", "docx"),
        (made_pdf([lines(BODY)]), "a.html", "pdf"),
        (ofd_report(), "a.pdf", "ofd"),
        (TEXT.encode(), "a.pdf", "txt"),
    ],
)
def test_a_file_is_what_it_holds(raw: bytes, name: str, form: str, tmp_path: Path) -> None:
    found = read(tmp_path, raw, name)
    assert isinstance(found, Document)
    assert found.source.format == form


KEY = "00" * 32


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty; "),
        (b" \n", "is empty; "),
        (b"MZ\x90\x00\x03" + bytes(range(256)) * 20, "binary or in no known text encoding; "),
        (b"\x7fELF" + bytes(range(256)) * 20, "binary or in no known text encoding; "),
        (TEXT.encode() * 20_000, "larger than 1 MB; "),
        (compound({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(5000)}), "locked with a password; "),
        (made_pdf([lines(BODY)], f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{KEY}>/U<{KEY}>>>/ID[<00><00>]"), "locked with a password; "),
    ],
    ids=["0 bytes", "blanks", "exe", "elf", "large", "docx with a password", "pdf with a password"],
)
def test_what_is_no_report_is_one_line(raw: bytes, said: str, tmp_path: Path) -> None:
    assert str(read(tmp_path, raw, "report.docx", max_size=1)).startswith(said)


def test_nothing_but_a_file_is_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        readers.read(tmp_path)
    with pytest.raises(InputError, match="is no regular file"):
        readers.read(pipe(tmp_path))
    with pytest.raises(InputError, match="is no regular file"):
        pipeline.recorded(tmp_path / "pipe")
    with pytest.raises(OutputError, match="is no regular file"):
        outputs.replace(tmp_path / "pipe", b"")


def pipe(folder: Path) -> Path:
    """A pipe that nobody writes into."""
    import os

    if sys.platform == "win32":
        pytest.skip("there are no such pipes")
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def test_time_runs_out_in_the_middle_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = blocks.walk

    def again_and_again(*of: Any, **more: Any) -> None:
        while True:
            walk(*of, **more)

    monkeypatch.setattr(blocks, "walk", again_and_again)
    said = read(tmp_path, (HTML % ("<p>第一条 甲乙丙丁。</p>" * 100)).encode(), max_seconds=1)
    assert str(said).startswith("reading it took longer than 1 seconds; ")


# ── the network ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

URL = "http://127.0.0.1:9/x"
REMOTE = (
    f'<link rel=stylesheet href="{URL}.css"><script src="{URL}.js"></script><img src="{URL}.png"><iframe src="{URL}"></iframe>'
    f'<object data="{URL}"></object><base href="{URL}/"><meta http-equiv=refresh content="0;url={URL}">'
)


@pytest.mark.usefixtures("offline")
def test_reading_a_page_or_a_document_opens_no_socket(tmp_path: Path) -> None:
    assert "123件" in text(read(tmp_path, (HTML % REMOTE).encode()))
    without_container = (HTML % REMOTE).replace("<div id=zoom>", "<div class=menu><a href=/>首页</a></div><div>当前位置：")
    assert "123件" in text(read(tmp_path, without_container.encode()))
    rels = "word/_rels/document.xml.rels"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    image = f'<Relationship Id="rId99" Type="{kinds}/image" Target="{URL}" TargetMode="External"/>'
    template = image.replace("rId99", "rId98").replace("/image", "/attachedTemplate")
    assert "123件" in text(read(tmp_path, changed(word(), rels, ("</Relationships>", f"{image}{template}</Relationships>"))))


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine: its address, and what it was asked for."""
    found: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(self.path)
            self.send_error(404)

        do_OPTIONS = do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/picture.png", found
    server.shutdown()
    server.server_close()


@needs_office
def test_libreoffice_fetches_nothing(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    url, found = asked
    link = f'xlink:href="{url}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    frame = f'<draw:frame svg:width="2cm" svg:height="2cm"><draw:image {link}/></draw:frame>'
    assert "123件" in text(read(tmp_path, odt("", frame)))
    linked = rb"{\rtf1\ansi Report 2023. Text.\par{\field{\*\fldinst{INCLUDEPICTURE %s \\d}}{\fldrslt }}\par}" % url.encode()
    assert "Report 2023" in text(read(tmp_path, linked))
    assert found == []
