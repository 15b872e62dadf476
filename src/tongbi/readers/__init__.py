"""Readers: one module for each file format; the format is told by the content, never by the name."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from tongbi import bounds, locations
from tongbi.bounds import child
from tongbi.config import Limits
from tongbi.errors import InputError
from tongbi.model import Document
from tongbi.readers import note_marks, typed_contents, typed_tables, zip_archive
from tongbi.readers.source_file import File


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table of formats.

    `begins` matches the beginning of a file (a regular expression over bytes); `member` is a file that a zip package must hold.
    `reader` is the module that reads it; "" for a format that is known by sight alone, so that the error can say what it is and,
    by `advice`, what to try.
    """

    name: str
    begins: bytes
    member: str = ""
    reader: str = ""
    advice: str = "save it as .docx or as text"


_BOM = rb"(?:\xef\xbb\xbf)?"
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_XML = _BOM + rb"\s*(?:<\?[^>]*>\s*|<!--[\s\S]*?-->\s*)*"
_AT_ONCE = 16 << 20  # bytes asked for: the system lays out as much room as is asked for, however small the file is
_ZIP = rb"PK(?:\x03\x04|\x05\x06)"
_PARTS = rb"(?=[\s\S]{0,4000}?(?i:Content-Type:\s*(?:multipart/|text/html)))"
_ONE_TEXT = "give the text of one report as a file of its own"
# The first row that fits decides; text has no sign of its own and comes last.
FORMATS = (
    Format("Word", _ZIP, "word/document.xml", "tongbi.readers.docx"),
    Format("OFD", _ZIP, "OFD.xml", "tongbi.readers.ofd"),
    Format("Excel", _ZIP, "xl/workbook.xml"),
    Format("PowerPoint", _ZIP, "ppt/presentation.xml"),
    Format("OpenDocument", _ZIP, "content.xml", "tongbi.readers.libreoffice"),
    Format("zip", _ZIP, advice="run `tongbi batch` on its folder, or give one file of it as in reports.zip/2023.docx"),
    Format("PDF", rb"[\s\S]{0,1000}%PDF-\d", "", "tongbi.readers.pdf"),
    Format("OLE2", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "tongbi.readers.libreoffice"),
    Format("RTF", rb"\s*\{\\rtf", "", "tongbi.readers.libreoffice"),
    Format(
        "HTML",
        # Comments and declarations may stand above a page, and front matter between two lines of ---.
        _BOM + rb"\s*(?:---\r?\n[^<]{0,4000}?\n---\s)?" + _XML + rb"<(?i:!doctype\s+html|html|head|body)\b",
        "",
        "tongbi.readers.html",
    ),
    Format("MHTML", rb"\s*(?=[A-Za-z][\w-]*:)(?=[\s\S]{0,4000}?(?i:MIME-Version:))" + _PARTS, "", "tongbi.readers.mhtml"),
    Format("Word XML", _XML + rb"<pkg:package\b", "", "tongbi.readers.docx"),
    Format("Word XML", _XML + rb"<(?:w:wordDocument|office:document)\b", "", "tongbi.readers.libreoffice"),
    Format("XML", _BOM + rb"\s*<\?xml"),
    Format("EDGAR", rb"\s*(?:-----BEGIN [\s\S]{0,4000}?)?<(?:SEC-DOCUMENT|IMS-DOCUMENT|SUBMISSION|DOCUMENT)>", "", "tongbi.readers.edgar"),
    Format("JSON lines", _BOM + rb"\s*\{\s*\"[^\n]*\}\s*\n\s*\{\s*\"", "", "", _ONE_TEXT),
    Format("JSON", _BOM + rb"\s*(?:\[\s*)?\{\s*\"[^\"\n]{1,200}\"\s*:", "", "", _ONE_TEXT),
    Format("image", rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|RIFF....WEBP|BM.{4}\x00{4}", "", "tongbi.readers.ocr"),
    Format("RAR, 7z or gzip", rb"Rar!\x1a|7z\xbc\xaf\x27\x1c|\x1f\x8b"),
    Format("text", b"", "", "tongbi.readers.text"),
)


def read(path: Path, limits: Limits | None = None) -> Document:
    """A file's paragraphs and tables; InputError (one line: file, reason, what to try) for anything that cannot be read.

    `limits` hold as far as `bounds` says. `path` may be that of a file in a zip: `reports.zip/2023.docx`.
    """
    return child.apart(_bounded, path, limits or Limits())


def _bounded(path: Path, limits: Limits) -> Document:
    with bounds.held(path, limits):
        document = _read(File(path, contents(path, limits.max_size), limits))
        document = note_marks.set_apart(typed_tables.in_blocks(typed_contents.left_out(document)))
    if not document.blocks:
        raise InputError(path, "there is no text in it", "check that it is the right file")
    return document


def _read(file: File) -> Document:
    form = _format(file)
    if not form.reader:
        raise InputError(file.path, f"{form.name} files are not read", form.advice)
    document: Document = import_module(form.reader).read(file)
    return document


def contents(path: Path, max_size: int) -> bytes:
    """The bytes of a file, be it in a zip; InputError when it is missing, no regular file, over `max_size` MB, unreadable or empty."""
    try:
        if path.is_dir():
            raise InputError(path, "is a folder", "give its files, or run `tongbi batch` on it")
        locations.check_regular(path)
        package = zip_archive.holder(path)
        raw = zip_archive.contents(path, package, max_size) if package else _bytes(path, max_size)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = error.strerror if isinstance(error, OSError) else None
        raise InputError(path, (reason or "cannot be opened").lower(), "check the path and your permission") from error
    if len(raw) > max_size << 20:
        raise too_large(path, max_size)
    if not raw.strip():
        raise InputError(path, "is empty", "check that it was saved")
    return raw


def too_large(path: Path, max_size: int) -> InputError:
    """The error about a file of more than `max_size` MB."""
    return InputError(path, f"larger than {max_size} MB", "check that it is a report, or allow more with --max-size")


def _bytes(path: Path, max_size: int) -> bytes:
    """The bytes of a file; of one that is too large, as many as show it."""
    with path.open("rb") as stream:
        found = bytearray()
        while len(found) <= max_size << 20 and (more := stream.read(_AT_ONCE)):
            found += more
    return bytes(found)


def _format(file: File) -> Format:
    beginning = _as_bytes(file.raw)
    members = _members(file) if re.match(_ZIP, file.raw) else frozenset()
    return next(form for form in FORMATS if re.match(form.begins, beginning, re.DOTALL) and (not form.member or form.member in members))


def _as_bytes(raw: bytes) -> bytes:
    """The bytes that tell a format: those of a text in UTF-16 as UTF-8."""
    wide = next((codec for mark, codec in _WIDE.items() if raw.startswith(mark)), None)
    return raw if wide is None else raw.decode(wide, "ignore").encode("utf-8", "ignore")


def _members(file: File) -> frozenset[str]:
    """The names in a zip package."""
    try:
        with ZipFile(BytesIO(file.raw)) as package:
            entries = package.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(file.path, "damaged zip or Word document", "open it in Word or WPS and save it again") from error
    if sum(entry.file_size for entry in entries) > file.limits.max_size << 20:
        raise InputError(file.path, f"unpacks to more than {file.limits.max_size} MB", "check that it is a report")
    return frozenset(entry.filename for entry in entries)
