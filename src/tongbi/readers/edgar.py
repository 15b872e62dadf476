"""Full submissions to the SEC's EDGAR: a header, and the documents of a filing one after the other, of which the report is read.

Source: EDGAR Filer Manual, volume II; the tags <SEC-DOCUMENT>, <SEC-HEADER>, <DOCUMENT>, <TYPE>, <TEXT>.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tongbi.errors import InputError
from tongbi.model import Document
from tongbi.readers import text
from tongbi.readers.source_file import File

# What the header calls the form, and what of it is kept under a name of our own.
_FORM, _NAMES = "CONFORMED SUBMISSION TYPE", {"COMPANY CONFORMED NAME": "registrant"}
_WRAPPED = (b"<XBRL>", b"<XML>")


def read(file: File) -> Document:
    """The document of the form that was filed (the 10-K itself, without its exhibits), the header as metadata; InputError without one."""
    head, *documents = file.raw.split(b"<DOCUMENT>")
    told = dict(_header(head.decode("utf-8", "replace").splitlines()))
    if not documents:
        raise InputError(file.path, "a submission without documents in it", "give the report itself as a file")
    form = told.get(_FORM, "")
    main = next((one for one in documents if form and _type(one) == form), documents[0])
    found = text.read(File(file.path, _body(main), file.limits))
    metadata = {_NAMES.get(name, name): value for name, value in told.items()}
    return replace(found, source=file.source("edgar", found.source.encoding), metadata={**metadata, **found.metadata})


def _header(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names and values of a header, the first of each name: that of the filer."""
    seen = set()
    for line in lines:
        name, colon, value = (part.strip() for part in line.partition(":"))
        if colon and value and name.isupper() and name not in seen:
            seen.add(name)
            yield name, value


def _type(document: bytes) -> str:
    """The form that a document is said to be."""
    return document.partition(b"<TYPE>")[2].partition(b"\n")[0].decode("ascii", "replace").strip()


def _body(document: bytes) -> bytes:
    """What a document holds between its tags, those of a wrapper taken off."""
    body = document.partition(b"<TEXT>")[2].rpartition(b"</TEXT>")[0].strip()
    for tag in _WRAPPED:
        if body.startswith(tag):
            body = body.removeprefix(tag).rpartition(tag.replace(b"<", b"</"))[0].strip()
    return body
