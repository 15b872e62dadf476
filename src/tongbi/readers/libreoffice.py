"""Word's old format and its XML, WPS, RTF and OpenDocument: LibreOffice makes a .docx of them, and that is read.

Each call has a folder and a profile of its own, since two runs on one profile disturb each other; macros and links stay off.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tempfile
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from olefile import OleFileIO

from tongbi.errors import InputError
from tongbi.model import Document
from tongbi.readers import docx
from tongbi.readers.source_file import File

_RTF = re.compile(rb"\s*\{\\rtf")
_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# By name where it is on the path, else where it puts itself on macOS and Windows.
_PROGRAMS = (
    *("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    *(rf"C:\{folder}\LibreOffice\program\soffice.com" for folder in ("Program Files", "Program Files (x86)")),
)
_ENCRYPTED_FLAG = 0x0100  # of a Word document's File Information Block, [MS-DOC] 2.5.2
_MIMETYPE = "application/vnd.oasis.opendocument.text"
_MOST_MANIFEST = 1 << 20
_WORD = "WordDocument"
_NO_WORD = ("an OLE2 file without a Word document", "check that it is a report; if so, save it as .docx")
# What an OLE2 file without a Word document is, by a stream that it has.
_OTHERS = (
    ("EncryptedPackage", "locked with a password", "save it without the password"),
    ("Workbook", "an Excel file", "give the report as .docx, PDF or text"),
    ("Book", "an Excel file", "give the report as .docx, PDF or text"),
    ("PowerPoint Document", "a PowerPoint file", "give the report as .docx, PDF or text"),
    ("__properties_version1.0", "an Outlook message", "save the report that is in it as a file"),
    ("FileHeader", "a Hangul file", "save it as .docx"),
)
_LOCKED = ("locked with a password", "save it without the password")
_DAMAGED = ("damaged", "open it in Word or WPS and save it as .docx")
_OFF = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
    # A proxy that is not there: nothing is fetched, whatever a document names.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a file is: the source's format, the suffix LibreOffice knows it by, its name in messages."""

    form: str
    suffix: str
    name: str


def read(file: File) -> Document:
    """The paragraphs and tables of a DOC, WPS, RTF, ODT or Word XML file, as LibreOffice understands it.

    InputError without LibreOffice, for files of other kinds, locked and damaged ones, and when converting takes longer than the limit.
    """
    kind = _kind(file)
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        reason = f"{kind.name} files need LibreOffice"
        raise InputError(file.path, reason, "install LibreOffice (Debian: libreoffice-writer), or save it as .docx")
    with tempfile.TemporaryDirectory(prefix="tongbi-", ignore_cleanup_errors=True) as folder:
        converted = _converted(file, kind, program, Path(folder))
    document = docx.read(File(file.path, converted, file.limits))
    return replace(document, source=file.source(kind.form))


def _kind(file: File) -> _Kind:
    if file.raw.startswith(_OLE):
        _check_word(file)
        return _Kind("wps", "doc", "WPS") if file.path.suffix.lower() == ".wps" else _Kind("doc", "doc", "DOC")
    if _RTF.match(file.raw):
        return _Kind("rtf", "rtf", "RTF")
    if not file.raw.startswith(_ZIP):
        return _Kind("xml", "xml", "Word XML")
    _check_open_document(file)
    return _Kind("odt", "odt", "ODT")


def _check_word(file: File) -> None:
    """InputError for an OLE2 file that is no Word document, or a locked one."""
    try:
        with OleFileIO(BytesIO(file.raw)) as compound:
            found = next((known for known in _OTHERS if compound.exists(known[0])), None)
            begin = compound.openstream(_WORD).read(12) if compound.exists(_WORD) else None
    except Exception as error:  # whatever the library meets in a damaged directory
        raise InputError(file.path, *_DAMAGED) from error
    if begin is None:
        raise InputError(file.path, *(found[1:] if found else _NO_WORD))
    if len(begin) == 12 and struct.unpack_from("<H", begin, 10)[0] & _ENCRYPTED_FLAG:
        raise InputError(file.path, *_LOCKED)


def _check_open_document(file: File) -> None:
    """InputError for an OpenDocument file that is no text, or a locked one."""
    try:
        with ZipFile(BytesIO(file.raw)) as package:
            mimetype = _member(package, "mimetype").decode("ascii", "replace").strip()
            manifest = _member(package, "META-INF/manifest.xml")
    except (BadZipFile, KeyError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise InputError(file.path, *_DAMAGED) from error
    if not mimetype.startswith(_MIMETYPE):
        raise InputError(file.path, "an OpenDocument file that is no text", "give the report as .odt, .docx, PDF or text")
    if b"encryption-data" in manifest:
        raise InputError(file.path, *_LOCKED)


def _member(package: ZipFile, name: str) -> bytes:
    with package.open(name) as stream:
        return stream.read(_MOST_MANIFEST)


def _converted(file: File, kind: _Kind, program: str, folder: Path) -> bytes:
    """The file as .docx. LibreOffice may fail with status 0, so the result alone tells."""
    source, profile, out = folder / f"report.{kind.suffix}", folder / "profile", folder / "out"
    source.write_bytes(file.raw)
    _lay_profile(profile)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault"]
    _run([*command, "--convert-to", "docx", "--outdir", str(out), str(source)], file)
    result = out / "report.docx"
    most = file.limits.max_size << 20
    if not result.is_file() or result.stat().st_size == 0:
        raise InputError(file.path, "LibreOffice could not convert it", "open it in Word or WPS and save it as .docx")
    if result.stat().st_size > most:
        raise InputError(file.path, f"converts to more than {file.limits.max_size} MB", "save it as .docx without its pictures")
    return result.read_bytes()


def _lay_profile(profile: Path) -> None:
    """A profile in which macros, links and the network are off."""
    (profile / "user").mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _OFF
    )
    schema = 'xmlns:oor="http://openoffice.org/2001/registry"'
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {schema}>{items}</oor:items>\n'
    (profile / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")


def _run(command: list[str], file: File) -> None:
    """Runs the program, which ends with this process when it takes too long (see `bounds`); InputError when it cannot be run."""
    quiet = subprocess.DEVNULL
    try:
        subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, check=False)
    except OSError as error:
        raise InputError(file.path, "LibreOffice cannot be run", "check its installation, or save the file as .docx") from error
