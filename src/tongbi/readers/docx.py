"""Word documents (.docx): paragraphs with their looks and tables row by row, in document order.

python-docx opens the package and its styles. The body is walked here, since python-docx passes over tracked insertions, content
controls and fields, and text in them would be lost without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from tongbi.errors import InputError
from tongbi.model import Block, Document, Finding
from tongbi.readers import paragraphs, word_styles
from tongbi.readers.file import File
from tongbi.readers.word_styles import Looks

_P, _TABLE, _ROW, _CELL, _RUN, _BOX = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc", "r", "txbxContent"))
# Around paragraphs, rows or cells: content controls, tracked insertions, custom XML.
_WRAPPERS = frozenset(qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))
# Nothing below these belongs to the running text: deletions, pinyin over characters, boxes (counted), the same drawing again.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OUTSIDE = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:rt"), qn("w:pPr"), qn("w:rPr"), _BOX, _P, _FALLBACK})
_PRINTED = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_NOTES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
_TRACKED = tuple(qn(f"w:{tag}") for tag in ("ins", "del", "moveTo", "moveFrom"))


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph or a table row."""

    text: str
    looks: Looks


def read(file: File) -> Document:
    """The paragraphs of a Word document; InputError for a damaged one.

    Tracked insertions are read as text and deletions left out. Lines of a table of contents are left out, and counted in a finding.
    """
    try:
        document = docx.Document(BytesIO(file.raw))
        body = document.element.body
        parts = [part for part in _parts(body, word_styles.styles(document.styles.element)) if part.text.strip()]
    except Exception as error:  # python-docx lets zip, XML and key errors of damaged files through
        raise InputError(
            file.path, f"damaged Word document ({type(error).__name__})", "open it in Word or WPS and save it again"
        ) from error
    printed = [part for part in parts if not part.looks.contents]
    findings = [*_findings(body), *paragraphs.clean("".join(part.text for part in printed))[1]]
    numbered = sum(part.looks.numbered for part in printed)
    if numbered:
        findings.append(Finding("automatic-numbering", "", {"count": str(numbered)}))
    if len(printed) < len(parts):
        findings.append(Finding("contents-left-out", "", {"count": str(len(parts) - len(printed))}))
    return Document(file.source("docx"), tuple(_blocks(printed)), tuple(findings))


def _blocks(parts: list[_Part]) -> Iterator[Block]:
    last: dict[str, int] = {}
    for part in parts:
        text, _ = paragraphs.clean(part.text)
        for one in paragraphs.paragraphs(text, last).texts:
            yield Block(one, part.looks.bold, part.looks.centred, part.looks.outline)


def _parts(element: Any, styles: Mapping[str | None, Looks]) -> Iterator[_Part]:
    for child in element.iterchildren():
        if child.tag == _P:
            looks = word_styles.paragraph(child, styles)
            yield _Part(_text(child), Looks(_bold(child, looks, styles), looks.centred, looks.outline, looks.numbered, looks.contents))
        elif child.tag == _TABLE:
            for row in _inside(child, _ROW):
                yield from _row(row, styles)
        elif child.tag in _WRAPPERS:
            yield from _parts(child, styles)


def _row(row: Any, styles: Mapping[str | None, Looks]) -> Iterator[_Part]:
    """A table row as one line, its cells parted by tabs; the one cell of a frame around text as the paragraphs it holds."""
    cells = list(_inside(row, _CELL))
    if len(cells) == 1:
        yield from _parts(cells[0], styles)
        return
    texts = ["" if _goes_on_from_above(cell) else " ".join(" ".join(_text(p) for p in cell.iter(_P)).split()) for cell in cells]
    yield _Part("\t".join(texts), Looks())


def _goes_on_from_above(cell: Any) -> bool:
    """Whether a cell is the lower part of a merged one: Word keeps it empty."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val")) != "restart"


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """Children of one kind, content controls and insertions around them looked through."""
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _runs(element: Any) -> Iterator[Any]:
    """The runs of a paragraph in order, whatever links, fields, controls and insertions stand around them."""
    for child in element.iterchildren():
        if child.tag == _RUN:
            yield child
        elif child.tag not in _OUTSIDE:
            yield from _runs(child)


def _text(paragraph: Any) -> str:
    return "".join(_run_text(run) for run in _runs(paragraph))


def _run_text(element: Any) -> str:
    """The text of a run; breaks of line are line ends, breaks of page nothing, characters of symbol fonts stay by their number."""
    found = []
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            found.append(child.text or "")
        elif child.tag == qn("w:br"):
            found.append("" if child.get(qn("w:type")) in {"page", "column"} else "\n")
        elif child.tag == qn("w:sym"):
            found.append(chr(int(child.get(qn("w:char")), 16)))
        elif child.tag in _PRINTED:
            found.append(_PRINTED[child.tag])
        elif child.tag == qn("w:ruby"):
            found += [_run_text(run) for run in _runs(child)]
    return "".join(found)


def _bold(paragraph: Any, looks: Looks, styles: Mapping[str | None, Looks]) -> bool:
    runs = [run for run in _runs(paragraph) if _run_text(run).strip()]
    return bool(runs) and all(word_styles.is_bold(run, looks.bold, styles) for run in runs)


def _findings(body: Any) -> list[Finding]:
    """What stands beside the running text, and insertions and deletions that nobody accepted."""
    found = []
    tracked = sum(1 for _ in body.iter(*_TRACKED))
    if tracked:
        found.append(Finding("tracked-changes", "", {"count": str(tracked)}))
    boxes = [box for box in body.iter(_BOX) if "".join(box.itertext()).strip() and not any(True for _ in box.iterancestors(_FALLBACK))]
    beside = len(boxes) + sum(1 for _ in body.iter(*_NOTES))
    if beside:
        found.append(Finding("text-beside", "", {"count": str(beside)}))
    return found
