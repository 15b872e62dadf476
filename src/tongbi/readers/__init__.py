"""Readers: one file a format, chosen by content and never by name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from tongbi.errors import InputError
from tongbi.model import Block, Document, Finding, Source

# A reader's `read(path, raw)`: the format as `Source` names it, the encoding or None, the blocks, the findings.
Read = Callable[[Path, bytes], tuple[str, str | None, tuple[Block, ...], tuple[Finding, ...]]]

# A report has some 10 KB; the largest filings some MB. Beyond this a file is something else, and would fill the memory; so would
# a package that unpacks to more.
LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table of formats.

    `begins` matches the beginning of a file (a regular expression over bytes); `member` is a file that a zip package must hold.
    `reader` is the module that reads it; "" for a format that is known by sight alone, so that the error can say what it is.
    """

    name: str
    begins: bytes
    member: str = ""
    reader: str = ""


_ZIP = rb"PK(?:\x03\x04|\x05\x06)"
# The first row that fits decides; text has no sign of its own and comes last.
FORMATS = (
    Format("Word", _ZIP, "word/document.xml", "tongbi.readers.docx"),
    Format("OFD", _ZIP, "OFD.xml"),
    Format("Excel", _ZIP, "xl/workbook.xml"),
    Format("PowerPoint", _ZIP, "ppt/presentation.xml"),
    Format("OpenDocument", _ZIP, "content.xml"),
    Format("zip", _ZIP),
    Format("PDF", rb"[\s\S]{0,1000}%PDF-\d"),
    Format("DOC, WPS, XLS or password-protected", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    Format("RTF", rb"\s*\{\\rtf"),
    Format("HTML", rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(?i:!doctype\s+html|html|head|body)\b"),
    Format("MHTML", rb"(?i:MIME-Version:)[\s\S]{0,1000}(?i:multipart/related)"),
    Format("XML", rb"(?:\xef\xbb\xbf)?\s*<\?xml"),
    Format("image", rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|RIFF....WEBP|BM.{4}\x00{4}"),
    Format("RAR, 7z or gzip", rb"Rar!\x1a|7z\xbc\xaf\x27\x1c|\x1f\x8b"),
    Format("text", b"", "", "tongbi.readers.text"),
)


def read(path: Path) -> Document:
    """A file's paragraphs; InputError (one line: file, reason, what to try) for anything that cannot be read."""
    raw = contents(path)
    form = _format(path, raw)
    if not form.reader:
        raise InputError(path, f"{form.name} files are not read", "save it as .docx or as text")
    reader: Read = import_module(form.reader).read
    kind, encoding, blocks, findings = reader(path, raw)
    if not blocks:
        raise InputError(path, "there is no text in it", "check that it is the right file")
    return Document(Source(str(path), kind, encoding, hashlib.sha256(raw).hexdigest()), blocks, findings)


def contents(path: Path) -> bytes:
    """A file's bytes; InputError when it is missing, a folder, too large, unreadable or empty."""
    try:
        if path.is_dir():
            raise InputError(path, "is a folder", "give its files, or run `tongbi batch` on it")
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = error.strerror if isinstance(error, OSError) else None
        raise InputError(path, (reason or "cannot be opened").lower(), "check the path and your permission") from error
    if len(raw) > LARGEST:
        raise InputError(path, f"larger than {LARGEST >> 20} MB", "check that it is a report")
    if not raw.strip():
        raise InputError(path, "is empty", "check that it was saved")
    return raw


def _format(path: Path, raw: bytes) -> Format:
    members = _members(path, raw) if re.match(_ZIP, raw) else frozenset()
    return next(form for form in FORMATS if re.match(form.begins, raw, re.DOTALL) and (not form.member or form.member in members))


def _members(path: Path, raw: bytes) -> frozenset[str]:
    """The names in a zip package."""
    try:
        with ZipFile(BytesIO(raw)) as package:
            entries = package.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(path, "damaged zip or Word document", "open it in Word or WPS and save it again") from error
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise InputError(path, f"unpacks to more than {LARGEST >> 20} MB", "check that it is a report")
    return frozenset(entry.filename for entry in entries)
