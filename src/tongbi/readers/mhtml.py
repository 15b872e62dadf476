"""Web pages saved whole as one file (.mhtml, .mht) and pages sent by e-mail: messages of parts, one of which is the page."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from tongbi.errors import InputError
from tongbi.model import Block, Document
from tongbi.readers import html
from tongbi.readers.source_file import File

_PAGES = frozenset(("text/html", "application/xhtml+xml"))


def read(file: File) -> Document:
    """The article of the page, or of the frame of it that holds most text; InputError for a message without a page."""
    pages = [part for part in message_from_bytes(file.raw.lstrip()).walk() if part.get_content_type() in _PAGES]
    if not pages:
        raise InputError(file.path, "a message without a web page in it", "save the report that is in it as a file")
    errors: list[InputError] = []
    found = list(_readable(file, pages, errors))
    if not found:
        raise errors[0]
    return max(found, key=_size)


def _readable(file: File, pages: list[Message], errors: list[InputError]) -> Iterator[Document]:
    """The pages that have an article; the others' errors are put into `errors`."""
    for part in pages:
        raw, charset = _decoded(part)
        try:
            document = html.read(File(file.path, raw, file.limits))
        except InputError as error:
            errors.append(error)
        else:
            yield replace(document, source=file.source("mhtml", charset or document.source.encoding))


def _decoded(part: Message) -> tuple[bytes, str]:
    """A part's bytes, as UTF-8 where they are what its header says they are in, and that encoding."""
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset("")
    try:
        return codecs.BOM_UTF8 + raw.decode(charset).encode(), codecs.lookup(charset).name
    except (LookupError, UnicodeError):
        return raw, ""


def _size(document: Document) -> int:
    return sum(len(block.text) for block in document.blocks if isinstance(block, Block))
