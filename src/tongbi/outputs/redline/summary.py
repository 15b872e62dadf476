"""Summary of a redline: its counts as properties of the document, in a line, and as a page of Markdown beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from lxml.builder import ElementMaker

from tongbi.outputs.labels import label

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from tongbi.model import Comparison, Language

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = f"{_OFFICE}/docPropsVTypes"
# What every property of a user's own bears in every document.
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def put(document: WordDocument, counts: Mapping[str, int]) -> None:
    """Writes the counts into the document's own properties: `tongbi.reworded` …"""
    own = ElementMaker(namespace=f"{_OFFICE}/custom-properties", nsmap={None: f"{_OFFICE}/custom-properties", "vt": _TYPES})
    typed = ElementMaker(namespace=_TYPES)
    made = own.Properties(
        *(
            own.property(typed.i4(str(count)), fmtid=_FORMAT, pid=str(place), name=f"tongbi.{name}")
            for place, (name, count) in enumerate(counts.items(), start=2)  # 0 and 1 are Office's own
        )
    )
    package = document.part.package
    content = etree.tostring(made, xml_declaration=True, encoding="UTF-8", standalone=True)
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    package.relate_to(Part(PackURI("/docProps/custom.xml"), kind, content, package), f"{_OFFICE}/relationships/custom-properties")


def line(counts: Mapping[str, int], language: Language) -> str:
    """The counts that are not 0, in a line."""
    told = [f"{_name(name, language)} {count}" for name, count in counts.items() if count]
    return label("redline.comma", language).join(told)


def text(comparison: Comparison, counts: Mapping[str, int], language: Language, old: int, new: int) -> str:
    """The page beside the redline: what it is of, how it is read, and the counts."""
    files = {year: PurePath(comparison.report(year).source.path).name for year in (old, new)}
    lines = [
        f"# {label('redline.title', language, organisation=comparison.organisation, old=old, new=new)}",
        label("redline.how", language, old=old, new=new),
        label("redline.files", language, old=old, new=new, before=files[old], after=files[new]),
        "\n".join([f"| {label('redline.what', language)} | {label('redline.count', language)} |", "| --- | ---: |"])
        + "".join(f"\n| {_name(name, language)} | {count} |" for name, count in counts.items()),
    ]
    return "\n\n".join(lines) + "\n"


def _name(name: str, language: Language) -> str:
    kinds = name in {"carried", "returned", "cells", "tables-added", "tables-dropped"}
    return label(f"{'redline' if kinds else 'kind'}.{name}", language)
