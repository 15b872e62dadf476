"""Scans: nearly every character of a drawn report comes out, in its paragraphs, with its score; without the extra, one clear line."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zlib
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Indel

from tongbi.config import Limits
from tongbi.errors import InputError
from tongbi.model import Block, Document, Grid
from tongbi.readers import ocr
from tongbi.readers.source_file import File

EXTRA = all(find_spec(name) for name in ("rapidocr", "onnxruntime", "PIL", "pypdfium2"))
needs_extra = pytest.mark.skipif(not EXTRA, reason="the extra ocr is not installed")
TITLE = "某市2024年法治政府建设年度报告"
PARAGRAPHS = (
    "全市行政机关办理行政复议案件1234件，同比增长12.5%，其中调解和解结案456件，占36.9%，行政争议实质性化解水平持续提升。",
    "（一）健全依法行政制度体系",
    "制定规章3部，修改规章5部，废止规章2部，清理行政规范性文件128件，对不符合上位法规定的及时修改或者废止，维护国家法治统一。",
    "（二）严格规范公正文明执法",
    "开展行政执法专项监督行动，抽查案卷2000余卷，发现问题312个，全部督促整改到位；组织执法人员培训46场次，参训人员8500人次。",
)
WIDTH, HEIGHT, SIZE, MARGIN = 1654, 2339, 44, 240  # A4 at 200 dots per inch, type of 16 points


def file(name: str, raw: bytes, limits: Limits | None = None) -> File:
    return File(Path(name), raw, limits or Limits())


def font(size: int) -> Any:
    """A Chinese font of this system."""
    found = shutil.which("fc-match")
    path = subprocess.run([found, "-f", "%{file}", ":lang=zh-cn"], capture_output=True, text=True, check=True).stdout if found else ""
    if "CJK" not in path and "Hei" not in path and "Song" not in path:
        pytest.skip("no Chinese font")
    return import_module("PIL.ImageFont").truetype(path, size, index=2 if path.endswith("CJK-Regular.ttc") else 0)


def set_lines(paragraph: str, face: Any) -> list[str]:
    rest, found = "　　" + paragraph, []
    while rest:
        end = 0
        while end < len(rest) and face.getlength(rest[: end + 1]) <= WIDTH - 2 * MARGIN:
            end += 1
        if end < len(rest) and rest[end] in "，。、；：）":
            end -= 1
        found.append(rest[:end])
        rest = rest[end:]
    return found


def drawn(repeats: int = 3) -> list[Any]:
    """The pages of a scanned report, with page numbers."""
    body, large, small = font(SIZE), font(62), font(32)
    lines = [line for paragraph in PARAGRAPHS * repeats for line in set_lines(paragraph, body)]
    pages: list[Any] = []
    while lines:
        page = import_module("PIL.Image").new("L", (WIDTH, HEIGHT), 255)
        pen, y = import_module("PIL.ImageDraw").Draw(page), 260
        if not pages:
            pen.text(((WIDTH - large.getlength(TITLE)) / 2, y), TITLE, font=large, fill=0)
            y += 160
        while lines and y < HEIGHT - 300:
            pen.text((MARGIN, y), lines.pop(0), font=body, fill=0)
            y += 77
        pages.append(page)
        pen.text((WIDTH // 2 - 50, HEIGHT - 180), f"— {len(pages)} —", font=small, fill=0)
    return pages


def saved(pages: list[Any], form: str) -> bytes:
    stream = BytesIO()
    pages[0].save(stream, form, save_all=True, append_images=pages[1:], resolution=200)
    return stream.getvalue()


def check(document: Document, repeats: int = 3) -> None:
    blocks = [block for block in document.blocks if isinstance(block, Block)]
    texts, wanted = [block.text for block in blocks], [TITLE, *PARAGRAPHS * repeats]
    assert Indel.normalized_similarity("".join(texts), "".join(wanted)) >= 0.95
    assert len(texts) == len(wanted)
    assert blocks[0].centred
    assert all(block.score is not None and 0 < block.score <= 1 for block in blocks)
    assert not any("1—" in text or "—2" in text for text in texts)


@needs_extra
def test_a_scanned_pdf_askew(capfd: pytest.CaptureFixture[str]) -> None:
    pages = [page.rotate(1.0, fillcolor=255, resample=3) for page in drawn()]
    document = ocr.read_pdf(file("scan.pdf", saved(pages, "PDF")))
    check(document)
    assert document.source.format == "pdf-ocr"
    assert document.findings[0].code == "ocr-read"
    assert document.findings[0].values == {"pages": str(len(pages))}
    assert capfd.readouterr() == ("", "")


@needs_extra
def test_an_image_and_its_doubtful_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_DOUBTFUL", 1.1)
    document = ocr.read(file("scan.tiff", saved(drawn(1), "TIFF")))
    check(document, 1)
    assert document.source.format == "image-ocr"
    doubts = [one.values for one in document.findings if one.code == "ocr-doubtful"]
    assert any("行政复议案件1234件" in values["text"] for values in doubts)
    assert all(0 < float(values["score"]) <= 1 for values in doubts)


@needs_extra
def test_an_empty_page_has_no_text() -> None:
    document = ocr.read(file("white.png", saved([import_module("PIL.Image").new("L", (800, 1000), 255)], "PNG")))
    assert document.blocks == ()
    assert [one.code for one in document.findings] == ["ocr-read", "pages-without-text"]


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(ocr, "import_module", missing)
    for read in (ocr.read, ocr.read_pdf):
        with pytest.raises(InputError, match=r"is a scan .*; install the extra: pip install 'tongbi\[ocr\]'"):
            read(file("scan.pdf", b"%PDF-1.4"))


def png(width: int, height: int) -> bytes:
    """The beginning of an image of a size that it does not hold."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + header
        + struct.pack(">I", zlib.crc32(header))
        + struct.pack(">I", 0)
        + b"IDAT\x35\xaf\x06\x1e"
    )


@needs_extra
@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (png(12_000, 12_000), "million pixels"),
        (png(60_000, 60_000), "million pixels"),
        (png(800, 1000), "damaged image"),
        (b"\xff\xd8\xff", "damaged image"),
    ],
)
def test_bombs_and_damaged_images(raw: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        ocr.read(file("scan.png", raw))


@needs_extra
def test_too_many_pages_and_damaged_pdf() -> None:
    pages = [import_module("PIL.Image").new("L", (100, 100), 255)] * 3
    with pytest.raises(InputError, match="3 pages, more than 2"):
        ocr.read_pdf(file("scan.pdf", saved(pages, "PDF"), Limits(max_pages=2)))
    with pytest.raises(InputError, match="3 pages, more than 2"):
        ocr.read(file("scan.tiff", saved(pages, "TIFF"), Limits(max_pages=2)))
    with pytest.raises(InputError, match="damaged PDF"):
        ocr.read_pdf(file("scan.pdf", b"%PDF-1.4\nnothing"))


TABLE = tuple((f"第{row}类事项", *(str(137 * row + 61 * column) for column in range(1, 9))) for row in range(1, 13))


def ruled_page() -> Any:
    """A page with a table of small type whose rules are a dot thick."""
    page = import_module("PIL.Image").new("L", (WIDTH, HEIGHT), 255)
    pen, face = import_module("PIL.ImageDraw").Draw(page), font(28)
    across, down = [120, *(330 + 130 * column for column in range(len(TABLE[0])))], [300 + 52 * row for row in range(len(TABLE) + 1)]
    for x in across:
        pen.line((x, down[0], x, down[-1]), fill=0)
    for y in down:
        pen.line((across[0], y, across[-1], y), fill=0)
    for y, row in zip(down, TABLE, strict=False):
        for x, word in zip(across, row, strict=False):
            pen.text((x + 30, y + 8), word, font=face, fill=0)
    pen.text((200, 1100), set_lines(PARAGRAPHS[0], font(SIZE))[0], font=font(SIZE), fill=0)
    return page


@needs_extra
@pytest.mark.parametrize("degrees", [-0.7, 0.2, 0.4, 1.3])
def test_a_ruled_table_that_lies_askew(degrees: float) -> None:
    document = ocr.read(file("scan.png", saved([ruled_page().rotate(degrees, fillcolor=255, resample=3)], "PNG")))
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells] == [word for row in TABLE for word in row]
