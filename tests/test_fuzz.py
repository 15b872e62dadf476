"""Damage of every kind to every format: a document or one clear line, soon, and not a word from any library.

Cases are drawn from seeds, so that one that fails is the same one tomorrow.
"""

from __future__ import annotations

import random
import re
import shutil
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from click.testing import CliRunner

from clock import HANG, spent
from tongbi import batch, readers
from tongbi.cli import main
from tongbi.config import Limits, Options, Output
from tongbi.errors import InputError
from tongbi.model import Document
from tongbi.readers import libreoffice

SECONDS = 15.0  # of a processor, most take some hundredths: only work without end takes so long
REPORT = """静川区人民政府2023年法治政府建设年度报告

一、主要举措和成效

（一）依法决策。全年办理行政复议案件123件，比上年增长5.6%；其中，维持 98 件。

项目\t2022年\t2023年
收件\t100\t123
办结\t98\t120

二、存在的问题

1. 执法力量不足。2. 培训不够。
"""
OCR = all(find_spec(name) for name in ("rapidocr", "onnxruntime", "PIL"))
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
Made = Callable[[], bytes]


# ── whole files ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def markdown() -> bytes:
    return re.sub(r"(?m)^([一二]、)", r"# \1", REPORT).replace("依法决策", "**依法决策**").encode()


def page(charset: str) -> bytes:
    rows = "".join(
        f"<tr><td rowspan=1>{'</td><td colspan=1>'.join(line.split(chr(9)))}</td></tr>" for line in REPORT.splitlines() if "\t" in line
    )
    prose = "".join(
        f'<p align=left style="text-indent:2em"><font face="仿宋">{line}</font></p>'
        for line in REPORT.splitlines()
        if line and "\t" not in line
    )
    text = (
        f"<!DOCTYPE html><html><head><meta charset={charset}><title>年度报告_某区</title><script>var a='<p>';</script></head><body>"
        f"<div class=nav><a href=/>首页</a></div><div id=zoom>{prose}<table border=1>{rows}</table><ol start=3><li>甲<li>乙</ol></div>"
        "<div class=footer>主办单位：某区 ICP备1号</div></body></html>"
    )
    return text.encode(charset)


def word() -> bytes:
    made = docx.Document()
    for line in REPORT.splitlines():
        if "\t" not in line:
            made.add_paragraph(line, style="Heading 1" if line[1:2] == "、" else "List Number" if line[:2] == "1." else None)
    table = made.add_table(3, 3)
    for cells, line in zip(table.rows, (line for line in REPORT.splitlines() if "\t" in line), strict=True):
        for cell, text in zip(cells.cells, line.split("\t"), strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def printed() -> bytes:
    from test_pdf import BODY, box, lines, made

    table = (
        box(90, 300, 190, 330, "指标") + box(190, 300, 390, 330, "数量") + box(90, 330, 190, 360, "许可") + box(190, 330, 390, 360, "12")
    )
    return made([lines(BODY) + table, lines(BODY)])


def ofd() -> bytes:
    from test_ofd import report

    return report()


def open_document() -> bytes:
    from test_office import ODT, package

    return package(ODT)


def ole() -> bytes:
    from test_office import compound

    return compound({"WordDocument": bytes(6000), "1Table": bytes(5000)})


def rtf() -> bytes:
    return rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Song;}}\f0 Report 2023\par 1. Text.\par}"


def picture() -> bytes:
    from test_ocr import PARAGRAPHS, drawn, saved

    assert PARAGRAPHS
    return saved(drawn(1)[:1], "PNG")


def packed() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        package.writestr("2022.txt", REPORT.replace("2023", "2022"))
        package.writestr("报告/2023.html", page("gbk"))
    return stream.getvalue()


# Kind → a whole file of it, and how many damaged ones are read.
KINDS: dict[str, tuple[Made, int]] = {
    "txt": (REPORT.encode, 30),
    "gb18030": (lambda: REPORT.encode("gb18030"), 30),
    "big5": (lambda: REPORT.encode("big5", "replace"), 20),
    "utf-16": (lambda: REPORT.encode("utf-16"), 30),
    "md": (markdown, 20),
    "html": (lambda: page("utf-8"), 80),
    "html-gbk": (lambda: page("gbk"), 40),
    "docx": (word, 80),
    "pdf": (printed, 80),
    "ofd": (ofd, 80),
    "odt": (open_document, 40),
    "doc": (ole, 40),
    "rtf": (rtf, 20),
    "png": (picture, 3),
}


# ── damage ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_ODD = ("", "-1", "0", "99999999999999", "1e309", "NaN", "\ufffd" * 9, "a" * 3000, "../../x", "<", "&#0;", "%s{0}")


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """A file with bytes flipped, cut short, parts of it taken out, doubled, exchanged, blanked, or put in."""
    found = bytearray(raw)
    start = chance.randrange(len(found) + 1)
    end = min(len(found), start + chance.choice((1, 8, 100, 2000)))
    match chance.randrange(7):
        case 0 | 1:
            for _ in range(chance.choice((1, 10, 100))):
                if found:
                    found[chance.randrange(len(found))] = chance.randrange(256)
        case 2:
            del found[start:]
        case 3:
            del found[start:end]
        case 4:
            found[start:start] = found[start:end] * chance.choice((1, 2, 50))
        case 5:
            found[start:end] = bytes(end - start)
        case 6:
            found[start:start] = chance.randbytes(chance.choice((1, 20, 500)))
    return bytes(found)


def damaged_markup(raw: bytes, chance: random.Random) -> bytes:
    """Markup that is whole as such: a tag lost or doubled, an element moved, a value or a number that cannot be."""
    places = [found.span() for found in re.finditer(rb"<[^<>]*>", raw)]
    values = [found.span(1) for found in re.finditer(rb"=[\"']?([^\"'<> ]*)", raw)] + [found.span() for found in re.finditer(rb"\d+", raw)]
    if not places or not values:
        return damaged(raw, chance)
    for _ in range(chance.choice((1, 1, 3, 10))):
        (start, end), (other, _) = chance.choice(places), chance.choice(places)
        match chance.randrange(5):
            case 0:
                raw = raw[:start] + raw[end:]
            case 1:
                raw = raw[:start] + raw[start:end] * chance.choice((2, 30)) + raw[end:]
            case 2:
                raw = raw[:other] + raw[start:end] + raw[other:]
            case _:
                start, end = chance.choice(values)
                raw = raw[:start] + chance.choice(_ODD).encode() + raw[end:]
    return raw


def damaged_package(raw: bytes, chance: random.Random) -> bytes:
    """A zip that is whole as such: a part lost, renamed, doubled under another name, or damaged within, its checksum right."""
    with ZipFile(BytesIO(raw)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(sorted(parts, key=lambda one: -len(parts[one]))[: chance.choice((2, len(parts)))])
    match chance.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[chance.choice(("x.xml", name.upper(), f"../{name}"))] = parts.pop(name)
        case 2:
            parts[chance.choice(sorted(parts))] = parts[name]
        case 3:
            parts[name] = damaged(parts[name], chance)
        case _:
            parts[name] = damaged_markup(parts[name], chance)
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for one, content in parts.items():
            package.writestr(one, content)
    return stream.getvalue()


def case(raw: bytes, seed: int) -> bytes:
    """A damaged file, the same for the same seed."""
    chance = random.Random(seed)
    ways = [damaged]
    if raw.startswith(b"PK"):
        ways += [damaged_package] * 4
    elif b"<p" in raw or raw.startswith((b"%PDF", b"{\\rtf")):
        ways += [damaged_markup] * 2
    return chance.choice(ways)(raw, chance)


def check(path: Path, raw: bytes) -> Document | InputError:
    """Reads a file; anything but a document or one line about it, soon, fails."""
    path.write_bytes(raw)
    begin = spent()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            found: Document | InputError = readers.read(path, Limits(max_seconds=HANG))
        except InputError as error:
            found = error
    if isinstance(found, InputError):
        assert str(found).startswith(f"{path}: ")
        assert len(str(found).splitlines()) == 1
        assert "took longer" not in str(found)
    assert spent() - begin < SECONDS
    assert not said, str(said[0])
    return found


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice takes a second a file: what stands before it is read alone."""
    whole = word()
    monkeypatch.setattr(libreoffice, "_converted", lambda *_: whole)


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("kind", KINDS)
def test_any_damage_gives_a_document_or_one_line(kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    if kind == "png" and not OCR:
        pytest.skip("the extra ocr is not there")
    if kind in {"odt", "doc", "rtf"} and SOFFICE is None:
        pytest.skip("LibreOffice is not there")
    make, count = KINDS[kind]
    whole = make()
    assert isinstance(check(tmp_path / "whole", whole), Document)
    for seed in range(count):
        check(tmp_path / f"{seed}", case(whole, seed))
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_damage_that_libreoffice_meets(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for seed in range(4):
        check(tmp_path / f"{seed}.rtf", case(rtf(), seed))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", ["txt", "html", "docx", "pdf", "ofd"])
def test_the_command_line_says_one_line_and_writes_nothing(kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The first three damaged files that cannot be read, beside one that can."""
    make, _ = KINDS[kind]
    whole = make()
    (tmp_path / "2022.txt").write_text(REPORT.replace("2023", "2022"), encoding="utf-8")
    bad = tmp_path / "2023.txt"
    left = 3
    for seed in range(500):
        raw = (
            whole[: 100 * seed + 50]
            if whole.startswith(b"PK")
            else random.Random(seed).randbytes(2000)
            if kind == "txt"
            else case(whole, seed)
        )
        if not left or isinstance(check(bad, raw), Document):
            continue
        left -= 1
        result = CliRunner().invoke(main, ["compare", str(tmp_path / "2022.txt"), str(bad), "-o", str(tmp_path / "out")])
        assert result.exit_code == 2
        assert (result.stdout, len(result.stderr.splitlines())) == ("", 1)
        assert result.stderr.startswith(f"tongbi: {bad}: ")
        assert not (tmp_path / "out").exists()
    assert not left
    assert capfd.readouterr() == ("", "")


def test_a_damaged_zip_costs_rows_of_a_batch(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "2021.txt").write_text(REPORT.replace("2023", "2021"), encoding="utf-8")
    for seed in range(60):
        (tmp_path / "in" / "a.zip").write_bytes(case(packed(), seed))
        outcomes = batch.run(tmp_path / "in", Options(), Output(formats=("json",), folder=tmp_path / "out")).outcomes
        assert any(str(tmp_path / "in" / "2021.txt") in one.files for one in outcomes)
        assert not any("internal" in one.reason or "\n" in one.reason for one in outcomes)
        assert not list((tmp_path / "out").rglob("*.part"))
    assert capfd.readouterr() == ("", "")
