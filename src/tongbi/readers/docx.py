"""Word documents (.docx) through python-docx: paragraphs with their looks, tables as lines of text, in document order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from tongbi.errors import InputError
from tongbi.model import Block, Finding
from tongbi.readers import paragraphs

_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)


def read(path: Path, raw: bytes) -> tuple[str, str | None, tuple[Block, ...], tuple[Finding, ...]]:
    """Format, encoding (None), blocks and findings of a Word document; InputError for a damaged one."""
    try:
        document = docx.Document(BytesIO(raw))
        blocks = [block for part in document.iter_inner_content() for block in _blocks(part)]
        findings = _findings(document.element.body)
    except Exception as error:  # python-docx lets zip, XML and key errors of damaged files through
        raise InputError(path, f"damaged Word document ({type(error).__name__})", "open it in Word or WPS and save it again") from error
    cleaned = []
    removed = 0
    for block in blocks:
        text, count = paragraphs.clean(block.text)
        removed += count
        cleaned += [Block(line.strip(), block.bold, block.centred, block.outline) for line in text.splitlines() if line.strip()]
    if removed:
        findings.append(Finding("control-characters", "", {"count": str(removed)}))
    return "docx", None, tuple(cleaned), tuple(findings)


def _blocks(part: Paragraph | Table) -> Iterator[Block]:
    if isinstance(part, Paragraph):
        yield Block(part.text, _bold(part), part.alignment == WD_ALIGN_PARAGRAPH.CENTER, _outline(part))
        return
    for row in part.rows:
        cells = []
        seen: set[Any] = set()
        for cell in row.cells:
            if cell._tc not in seen:  # a merged cell comes once for each column it spans
                seen.add(cell._tc)
                cells.append(" ".join(cell.text.split()))
        yield Block("\t".join(cells))


def _bold(paragraph: Paragraph) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _outline(paragraph: Paragraph) -> int | None:
    """Heading level by style name or outline level, None for body text."""
    style = paragraph.style
    named = _STYLE.match(style.name or "") if style is not None else None
    if named:
        return int(named[1])
    properties = paragraph._p.pPr
    level = properties.find(qn("w:outlineLvl")) if properties is not None else None
    value = int(level.get(qn("w:val")) or 9) if level is not None else 9
    return value + 1 if value < 9 else None


def _findings(body: Any) -> list[Finding]:
    """What this reader cannot show: numbers that Word sets by itself, and insertions and deletions that nobody accepted."""
    found = []
    numbered = sum(1 for _ in body.iter(qn("w:numPr")))
    if numbered:
        found.append(Finding("automatic-numbering", "", {"count": str(numbered)}))
    tracked = sum(1 for tag in ("w:ins", "w:del") for _ in body.iter(qn(tag)))
    if tracked:
        found.append(Finding("tracked-changes", "", {"count": str(tracked)}))
    return found
