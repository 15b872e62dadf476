"""Readers: one file a format, chosen by content and never by name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from tongbi.errors import InputError
from tongbi.model import Block, Document, Finding, Source

Read = Callable[[Path, bytes], tuple[str, str | None, tuple[Block, ...], tuple[Finding, ...]]]

# A report has some 10 KB; the largest filings some MB. Beyond this a file is something else, and would fill the memory.
LARGEST = 200 * 1024 * 1024

# Beginning of the file → what it is. Formats without a reader are named, so that the error can say what to do.
_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC, WPS or XLS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
)
_MEMBERS = {"word/document.xml": "docx", "OFD.xml": "OFD", "xl/workbook.xml": "XLSX", "ppt/presentation.xml": "PPTX", "content.xml": "ODT"}
_READERS = {"docx": "tongbi.readers.docx", "text": "tongbi.readers.text"}


def read(path: Path) -> Document:
    """A file's paragraphs; InputError (one line: file, reason, what to try) for anything that cannot be read."""
    raw = contents(path)
    name = _format(path, raw)
    if name not in _READERS:
        raise InputError(path, f"{name} files are not read", "save it as .docx or as text")
    reader: Read = import_module(_READERS[name]).read
    kind, encoding, blocks, findings = reader(path, raw)
    if not blocks:
        raise InputError(path, "there is no text in it", "check that it is the right file")
    return Document(Source(str(path), kind, encoding, hashlib.sha256(raw).hexdigest()), blocks, findings)


def contents(path: Path) -> bytes:
    """A file's bytes; InputError when it is missing, a folder, too large, unreadable or empty."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError(path, "is a folder", "give its files, or run `tongbi batch` on it")
        if size > LARGEST:
            raise InputError(path, f"larger than {LARGEST >> 20} MB", "check that it is a report")
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(path, (error.strerror or "cannot be opened").lower(), "check the path and your permission") from error
    if not raw.strip():
        raise InputError(path, "is empty", "check that it was saved")
    return raw


def _format(path: Path, raw: bytes) -> str:
    name = next((name for signature, name in _SIGNATURES if raw.startswith(signature)), "text")
    if name != "zip":
        return name
    try:
        with ZipFile(BytesIO(raw)) as package:
            members = set(package.namelist())
    except (BadZipFile, ValueError, OSError) as error:
        raise InputError(path, "damaged zip or Word document", "open it in Word or WPS and save it again") from error
    return next((form for member, form in _MEMBERS.items() if member in members), "ZIP")
