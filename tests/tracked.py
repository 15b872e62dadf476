"""Tracked changes resolved as Word does, over plain XML: what a document says with all changes accepted, or with all rejected.

Nothing here is shared with the writer. A paragraph whose end goes away runs on into the next one; the last end gives the style.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any
from zipfile import ZipFile

from lxml import etree

from tongbi.model import Cell, Report, Table, Unit

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SMALL = Table(None, "表", ("甲",), ("乙",), ((1.0,),), cells=(Cell("", 0, 0), Cell("乙", 0, 1), Cell("甲", 1, 0), Cell("1", 1, 1)))
GONE = {True: {"del", "moveFrom"}, False: {"ins", "moveTo"}}


@dataclass(frozen=True)
class Paragraph:
    style: str
    text: str


Rows = tuple[tuple[str, ...], ...]


def body(content: bytes) -> Any:
    with ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")


def local(element: Any) -> str:
    return str(etree.QName(element).localname)


def resolved(content: bytes, *, accept: bool) -> list[Paragraph | Rows]:
    """Paragraphs and tables that are left; empty paragraphs are no text."""
    gone = GONE[accept]
    found: list[Paragraph | Rows] = []
    carried = ""
    for block in body(content):
        if local(block) == "p":
            carried += words(block, gone)
            if not ended(block, gone):
                found.append(Paragraph(style(block, accept=accept), carried))
                carried = ""
        elif local(block) == "tbl":
            rows = tuple(row(one, gone) for one in block.findall(f"{W}tr") if not marks(one.find(f"{W}trPr")) & gone)
            assert not rows or not carried, "a table stands inside a paragraph"
            found += [rows] if rows else []
        else:
            assert local(block) in {"sectPr", "moveFromRangeEnd", "moveToRangeEnd"}, local(block)
    assert not carried
    return [one for one in found if not isinstance(one, Paragraph) or one.text]


def marks(properties: Any) -> set[str]:
    return set() if properties is None else {local(one) for one in properties}


def ended(paragraph: Any, gone: set[str]) -> bool:
    """Whether the end of a paragraph goes away."""
    return bool(marks(paragraph.find(f"{W}pPr/{W}rPr")) & gone)


def words(paragraph: Any, gone: set[str]) -> str:
    parts = paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br")
    left = [one for one in parts if not {local(above) for above in one.iterancestors()} & gone]
    return "".join({"tab": "\t", "br": "\n"}.get(local(one), one.text or "") for one in left)


def style(paragraph: Any, *, accept: bool) -> str:
    change = None if accept else paragraph.find(f"{W}pPr/{W}pPrChange")
    return str((paragraph if change is None else change).find(f"{W}pPr/{W}pStyle").get(f"{W}val"))


def row(one: Any, gone: set[str]) -> tuple[str, ...]:
    return tuple(
        text for cell in one.findall(f"{W}tc") if (text := "\n".join(words(paragraph, gone) for paragraph in cell.findall(f"{W}p")))
    )


def told(report: Report) -> list[Paragraph | Rows]:
    """What a report says, paragraph by paragraph; its headings by their levels, all else without a style."""
    found: list[Paragraph | Rows] = [Paragraph("", line) for line in report.front]
    for section in (None, *range(len(report.sections))):
        if section is not None:
            head = report.sections[section]
            found.append(Paragraph(f"Heading{min(3, head.level)}", head.printed))
        for _, parts in groupby(report.below(section), key=lambda part: part.paragraph if isinstance(part, Unit) else id(part)):
            below = [*parts]
            if isinstance(below[0], Table):
                found += table(below[0])
            else:
                found.append(Paragraph("", (" " if report.language == "en" else "").join(one.lead + one.text for one in below)))
    return [*found, *(Paragraph("", line) for line in report.notes)]


def table(one: Table) -> list[Paragraph | Rows]:
    rows = tuple(tuple(cell.text for cell in cells if cell.text) for _, cells in groupby(one.cells, key=lambda cell: cell.row))
    return [*(Paragraph("", line) for line in one.caption), *([rows] if rows else []), *(Paragraph("", line) for line in one.notes)]


def plain(found: list[Paragraph | Rows]) -> list[Paragraph | Rows]:
    """Without styles but those of headings, and without rows in which nothing is printed."""
    return [
        Paragraph(one.style if one.style.startswith("Heading") else "", one.text)
        if isinstance(one, Paragraph)
        else tuple(filter(None, one))
        for one in found
    ]


def check(content: bytes, old: Report, new: Report) -> None:
    """Accept all is the newer report, reject all the older one, and every mark is whole."""
    assert plain(resolved(content, accept=True)) == plain(told(new))
    assert plain(resolved(content, accept=False)) == plain(told(old))
    whole(content)


def whole(content: bytes) -> None:
    """Numbers are given once, each range is opened and closed once, and what moved bears one name in both places."""
    document = body(content)
    opened = {side: {} for side in ("From", "To")}
    ids: Counter[str] = Counter()
    ends = {side: [] for side in ("From", "To")}
    for one in document.iter(etree.Element):
        kind = local(one)
        number = one.get(f"{W}id")
        for side in ("From", "To"):
            if kind == f"move{side}RangeStart":
                opened[side][number] = one.get(f"{W}name")
            elif kind == f"move{side}RangeEnd":
                assert number in opened[side], "a range ends before it begins"
                ends[side].append(number)
        if number is not None and not kind.endswith("RangeEnd"):
            ids[number] += 1
            assert one.get(f"{W}author") == "tongbi"
            assert one.get(f"{W}date")
    assert set(ids.values()) <= {1}
    names = [sorted(opened[side].values()) for side in ("From", "To")]
    assert names[0] == names[1]
    assert len(set(names[0])) == len(names[0])
    for side in ("From", "To"):
        assert sorted(ends[side]) == sorted(opened[side])
