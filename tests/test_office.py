"""DOC, WPS, RTF and ODT through LibreOffice: the same blocks as the .docx they come from; anything else gets one clear line."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from clock import HANG
from tongbi import readers
from tongbi.config import Limits
from tongbi.errors import InputError
from tongbi.model import Block, Document, Grid
from tongbi.readers import docx as word
from tongbi.readers import libreoffice
from tongbi.readers.source_file import File

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf", "odt": "odt"}


def file(name: str, raw: bytes, limits: Limits | None = None) -> File:
    return File(Path(name), raw, limits or Limits())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report as .docx and in every format that is converted."""
    folder = tmp_path_factory.mktemp("office")
    document = docx.Document()
    document.add_heading("某市2024年法治政府建设年度报告", 1)
    for number in "一二三四五六":
        document.add_paragraph().add_run(f"（{number}）推进依法行政").bold = True
        document.add_paragraph("全年办理行政复议案件1234件，同比增长12.5%，调解和解结案456件。" * 4)
    table = document.add_table(2, 3, "Table Grid")
    for at, cell in enumerate(table._cells):
        cell.text = f"格{at}"
    document.add_paragraph("特此报告。")
    document.save(str(folder / "report.docx"))
    for form in FILTERS.values() if SOFFICE else ():
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(folder / "report.docx")]
        subprocess.run(command, check=True, capture_output=True)
    return folder


def plain(block: Block | Grid) -> Block | Grid:
    """What no format but Word's keeps is the outline level."""
    return replace(block, outline=None) if isinstance(block, Block) else block


def original(folder: Path) -> Document:
    return word.read(file("report.docx", (folder / "report.docx").read_bytes()))


@needs_office
@pytest.mark.parametrize("form", FILTERS)
def test_texts_and_tables_are_those_of_the_original(made: Path, form: str) -> None:
    raw = (made / f"report.{form}").read_bytes()
    document = libreoffice.read(file(f"report.{form}", raw))
    assert list(map(plain, document.blocks)) == list(map(plain, original(made).blocks))
    assert document.source == file(f"report.{form}", raw).source(form)


@needs_office
def test_content_decides_and_names_do_no_harm(made: Path) -> None:
    raw = (made / "report.doc").read_bytes()
    document = libreoffice.read(file("-o 年报;$(touch x).wps", raw))
    assert document.source.format == "wps"
    assert document.blocks


@needs_office
def test_two_at_once(made: Path) -> None:
    files = [file(f"report.{form}", (made / f"report.{form}").read_bytes()) for form in ("doc", "rtf")]
    with ThreadPoolExecutor(2) as pool:
        documents = list(pool.map(libreoffice.read, files))
    assert [len(document.blocks) for document in documents] == [len(original(made).blocks)] * 2


@needs_office
def test_garbage_is_not_converted_into_a_report() -> None:
    with pytest.raises(InputError):
        libreoffice.read(file("report.doc", compound({"WordDocument": bytes(5000)})))


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice.shutil, "which", lambda name: None)
    with pytest.raises(InputError, match="RTF files need LibreOffice; install LibreOffice"):
        libreoffice.read(file("report.rtf", rb"{\rtf1 a}"))


def program(folder: Path, text: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = tmp_path / "begun"
    hanging = program(tmp_path, f"sleep 1000000 & echo $! >{begun}.part; mv {begun}.part {begun}; wait")
    find = shutil.which
    monkeypatch.setattr(libreoffice.shutil, "which", lambda name: hanging if name == "soffice" else find(name))
    (tmp_path / "report.rtf").write_bytes(rb"{\rtf1 a}")
    for seconds in (1, 10, HANG):  # a busy machine needs more before it begins
        with pytest.raises(InputError, match=f"reading it took longer than {seconds} seconds"):
            readers.read(tmp_path / "report.rtf", Limits(max_seconds=seconds))
        if begun.exists():
            break
    process = int(begun.read_text(encoding="ascii"))
    with suppress(ProcessLookupError):
        while True:  # for ever, where it does not end
            os.kill(process, 0)
            time.sleep(0.05)


@pytest.mark.parametrize(
    "place", ["/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.com"]
)
def test_a_program_that_is_not_on_the_path_is_found_in_its_usual_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    called = program(tmp_path, f"touch {tmp_path / 'called'}")
    monkeypatch.setattr(libreoffice.shutil, "which", lambda name: called if name == place else None)
    with pytest.raises(InputError, match="could not convert it"):
        libreoffice.read(file("report.rtf", rb"{\rtf1 a}"))
    assert (tmp_path / "called").exists()


def test_a_program_that_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = program(tmp_path, "exit 0")
    monkeypatch.setattr(libreoffice.shutil, "which", lambda name: quiet)
    with pytest.raises(InputError, match="could not convert it"):
        libreoffice.read(file("report.rtf", rb"{\rtf1 a}"))


def compound(streams: dict[str, bytes]) -> bytes:
    """A small OLE2 file: the allocation table, a directory sector for every three streams, the streams."""
    names = ["Root Entry", *streams]
    directory = -(-len(names) // 4)
    table, body, entries, nowhere = [0xFFFFFFFD], b"", b"", 0xFFFFFFFF
    table += [at + 2 if at < directory - 1 else 0xFFFFFFFE for at in range(directory)]
    for at, name in enumerate(names):
        held = streams.get(name, b"")
        count = -(-len(held) // 512)
        start = len(table) if count else 0xFFFFFFFE
        table += [*(start + 1 + step for step in range(count - 1)), 0xFFFFFFFE] if count else []
        body += held.ljust(512 * count, b"\0")
        encoded = name.encode("utf-16-le")
        entries += (
            encoded.ljust(64, b"\0")
            + struct.pack("<HBB", len(encoded) + 2, 2 if at else 5, 1)
            + struct.pack("<III", nowhere, at + 1 if 0 < at < len(streams) else nowhere, nowhere if at else 1)
            + bytes(36)
            + struct.pack("<IIxxxx", start, len(held))
        )
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header = header.ljust(0x2C, b"\0") + struct.pack("<II", 1, 1)
    header = header.ljust(0x38, b"\0") + struct.pack("<IIIII", 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    return header + struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff") + entries.ljust(512 * directory, b"\0") + body


def package(mimetype: str, manifest: str = "<m/>") -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as found:
        found.writestr("mimetype", mimetype)
        found.writestr("META-INF/manifest.xml", manifest)
        found.writestr("content.xml", "<c/>")
    return stream.getvalue()


ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (compound({"Workbook": bytes(5000)}), "an Excel file"),
        (compound({"PowerPoint Document": bytes(5000)}), "a PowerPoint file"),
        (compound({"EncryptionInfo": bytes(300), "EncryptedPackage": bytes(5000)}), "locked with a password"),
        (compound({"WordDocument": bytes(10) + struct.pack("<H", 0x0100) + bytes(5000)}), "locked with a password"),
        (compound({"\u4840\u3f3f": bytes(5000)}), "without a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(300), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 3000, "damaged"),
        (package(ODT, "<m><encryption-data/></m>"), "locked with a password"),
        (package("application/vnd.oasis.opendocument.spreadsheet"), "no text"),
        (package(ODT)[:60], "damaged"),
    ],
    ids=["xls", "ppt", "locked docx", "locked doc", "msi", "short", "wild", "locked odt", "ods", "torn odt"],
)
def test_what_is_no_text_document_is_told_before_anything_runs(raw: bytes, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice.subprocess, "Popen", None)
    with pytest.raises(InputError, match=message):
        libreoffice.read(file("report.doc", raw))
