"""The body of a Word document: its paragraphs with their numbers and looks, its tables, text boxes and notes, in document order.

It is walked here, since python-docx passes over tracked insertions, content controls and fields, and text in them would be lost
without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tongbi.model import Cell, Grid
from tongbi.readers import layout_tables, symbols, wrapping
from tongbi.readers.docx import styles
from tongbi.readers.docx.numbering import Counters
from tongbi.readers.docx.styles import Looks
from tongbi.readers.docx.xml_names import qn
from tongbi.readers.layout_tables import Printed

_P, _TABLE, _ROW, _CELL, _RUN, _BOX = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc", "r", "txbxContent"))
# Around paragraphs, rows or cells: content controls, tracked insertions, custom XML.
_WRAPPERS = frozenset(qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))
# Nothing below these belongs to the line: deletions, pinyin over characters, boxes (they follow), the same drawing again.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OUTSIDE = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:rt"), qn("w:pPr"), qn("w:rPr"), _BOX, _P, _FALLBACK})
_PRINTED = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_LAID_OUT = qn("w:lastRenderedPageBreak")
_TRACKED_ROW = f"{qn('w:trPr')}/{qn('w:del')}"
# A mark of a paragraph that was deleted or moved away: the paragraph goes on in the next.
_NO_END = tuple(qn(f"w:pPr/w:rPr/w:{tag}") for tag in ("del", "moveFrom"))
_FONTS = qn("w:rPr/w:rFonts")
_WIDEST, _MOST_ROWS = 1_000, 20_000
# Marks that no text needs a blank after: 一、加强 · （一）加强 · 1.加强, but 1. General and 1.1. 加强.
_CLOSED, _OPEN = "、．）〕】：，。", ".)]"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed, its number before it; `page`: where it begins as the file was last laid out, None where that is unknown."""

    text: str
    looks: Looks
    page: int | None = None


@dataclass(slots=True)
class _Cell:
    """A cell being placed: what it holds and how far it goes."""

    parts: list[Paragraph | Grid]
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Walk:
    """What walking needs to know, and what it meets: `notes` in the order of their marks, by kind and id; the `page` it has come to.

    Pages are known only of a file that says where they broke when it was `laid_out` last; a break set by hand alone says that one
    ends, not how many there were before it. `begun`: the page of the paragraph's first letters, None before them; `broken`: no letter
    since a break set by hand.
    """

    styles: Mapping[str | None, Looks]
    counters: Counters
    laid_out: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)
    page: int = 1
    begun: int | None = None
    broken: bool = False

    def parts(self, element: Any) -> Iterator[Paragraph | Grid]:
        """The paragraphs and tables below an element, what stands in text boxes after the paragraph they hang on."""
        begun: list[Any] = []
        for child in element.iterchildren():
            if child.tag == _P:
                begun.append(child)
                if any(child.find(mark) is not None for mark in _NO_END):
                    continue
            if child.tag == _P or (begun and child.tag in {_TABLE, *_WRAPPERS}):
                yield from self._whole(begun)
                begun = []
            if child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self.parts(child)
        if begun:
            yield from self._whole(begun)

    # ── paragraphs ────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _whole(self, elements: Sequence[Any]) -> Iterator[Paragraph | Grid]:
        """A paragraph of several elements, all but the last without its end, and what stands in its boxes."""
        yield self._paragraph(elements)
        for element in elements:
            for box in _boxes(element):
                yield from self.parts(box)

    def _paragraph(self, elements: Sequence[Any]) -> Paragraph:
        """A paragraph looks as its last element says, whose mark ends it."""
        looks = styles.paragraph(elements[-1], self.styles)
        self.begun = None
        met = (run for element in elements for run in _runs(element))
        runs = [(run, own) for run in met if not (own := styles.run(run, looks, self.styles)).hidden]
        text = "".join(self._run_text(run) for run, _ in runs)
        lettered = [own for run, own in runs if _letters(run)]
        whole = replace(
            looks,
            bold=bool(lettered) and all(own.bold for own in lettered),
            face=bool(lettered) and all(own.face for own in lettered),
            size=min((own.size for own in lettered), default=0),
            contents=looks.contents or any(map(_is_contents, elements)),
        )
        number = self.counters.label(looks.number, styles.level_of(looks, self.counters)) if looks.number is not None else ""
        return Paragraph(_numbered(number, text) if text.strip() else "", whole, self.begun if self.laid_out else None)

    def _run_text(self, element: Any) -> str:
        """The text of a run; breaks of line are line ends, breaks of page nothing, characters of symbol fonts what they show."""
        found = []
        fonts = element.find(_FONTS)
        font = "" if fonts is None else fonts.get(qn("w:ascii")) or ""
        own_mark = False
        for child in element.iterchildren():
            if child.tag in _NOTES:
                self.notes.append((_NOTES[child.tag], child.get(qn("w:id")) or ""))
                own_mark = child.get(qn("w:customMarkFollows")) in {"1", "true", "on"}
            elif child.tag == qn("w:t"):
                found.append("" if own_mark else symbols.text(child.text or "", font))
                self._letters_stand_here(found[-1])
            elif child.tag == _LAID_OUT or child.get(qn("w:type")) == "page":
                self._break_page(by_hand=child.tag != _LAID_OUT)
            elif child.tag == qn("w:br"):
                found.append("" if child.get(qn("w:type")) == "column" else "\n")
            elif child.tag == qn("w:sym"):
                found.append(symbols.shown(int(child.get(qn("w:char")), 16), child.get(qn("w:font")) or ""))
            elif child.tag in _PRINTED:
                found.append(_PRINTED[child.tag])
            elif child.tag == qn("w:ruby"):
                found += [self._run_text(run) for run in _runs(child)]
        return "".join(found)

    def _letters_stand_here(self, text: str) -> None:
        if text.strip():
            self.begun, self.broken = self.begun or self.page, False

    def _break_page(self, *, by_hand: bool) -> None:
        """Begins a page; a break set by hand and the one that laying out put right behind it are one."""
        self.page += by_hand or not self.broken
        self.broken = by_hand

    # ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _table(self, element: Any) -> Iterator[Paragraph | Grid]:
        """A table as a grid; what only sets text in frames or columns, as the paragraphs it holds."""
        rows = self._rows(element)
        printed = [[_printed(cell.parts) for cell in row] for row in rows]
        if layout_tables.lays_out(printed):
            for row in rows:
                for cell in row:
                    yield from cell.parts
        elif layout_tables.is_list(printed):
            yield from (_listed([part for cell in row for part in cell.parts]) for row in rows)
        else:
            placed = [(cell, one) for row, texts in zip(rows, printed, strict=True) for cell, one in zip(row, texts, strict=True)]
            yield Grid(tuple(Cell(one.text, cell.row, cell.column, cell.rows, cell.columns) for cell, one in placed))

    def _rows(self, element: Any) -> list[list[_Cell]]:
        """The cells by row; one that is merged downwards or to the right stands where it begins."""
        rows: list[list[_Cell]] = []
        above: dict[int, _Cell] = {}
        shown = (row for row in _inside(element, _ROW) if row.find(_TRACKED_ROW) is None)
        for number, row in zip(range(_MOST_ROWS), shown, strict=False):
            begun: list[_Cell] = []
            here: dict[int, _Cell] = {}
            column = _whole(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
            for cell in _inside(row, _CELL):
                properties = cell.find(qn("w:tcPr"))
                width = max(1, _whole(_below(properties, "w:gridSpan"), 1))
                goes_down, goes_on = _goes_on(properties, "w:vMerge"), _goes_on(properties, "w:hMerge")
                upper = above.get(column)
                if goes_on and here:
                    before = here[max(here)]
                    before.columns = max(before.columns, column + width - before.column)
                elif goes_down and upper is not None and upper.columns == width:
                    upper.rows = number - upper.row + 1
                    here[column] = upper
                else:
                    made = _Cell(list(self.parts(cell)), number, column, 1, width)
                    begun.append(made)
                    here[column] = made
                column = min(column + width, _WIDEST)
            above = here
            rows.append(begun)
        return rows


def numbered_notes(walk: Walk, roots: Mapping[str, Any | None]) -> list[str]:
    """The texts of the notes met, in the order of their marks; `roots` gives the footnotes' and the endnotes' part."""
    texts: dict[tuple[str, str], str] = {}
    for kind, root in roots.items():
        for note in root.iterchildren(qn(f"w:{kind}")) if root is not None else ():
            lines = [part.text for part in Walk(walk.styles, Counters({}, {})).parts(note) if isinstance(part, Paragraph)]
            texts[kind, note.get(qn("w:id")) or ""] = " ".join(" ".join(lines).split())
    return [text for key in dict.fromkeys(walk.notes) if (text := texts.get(key, ""))]


def _numbered(label: str, text: str) -> str:
    if not label or label[-1].isspace():
        return label + text
    first = text.lstrip()[:1]
    bare = label[-1] in _CLOSED or (label[-1] in _OPEN and not first.isascii() and "." not in label[:-1]) or label[-1] in "①②③④⑤⑥⑦⑧⑨⑩"
    return label + ("" if bare else " ") + text.lstrip()


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes that hang on a paragraph, each once: drawings are there twice, for old programs too."""
    for box in paragraph.iter(_BOX):
        around = [one.tag for one in box.iterancestors() if one is paragraph or one.tag in {_BOX, _FALLBACK}]
        inner = next((one for one in box.iterancestors(_P)), None)
        if _FALLBACK not in around and _BOX not in around and inner is paragraph:
            yield box


def _is_contents(paragraph: Any) -> bool:
    """Whether a paragraph is a line of a table of contents by what it links to."""
    return any((link.get(qn("w:anchor")) or "").startswith("_Toc") for link in paragraph.iterchildren(qn("w:hyperlink")))


def _runs(element: Any) -> Iterator[Any]:
    """The runs of a paragraph in order, whatever links, fields, controls and insertions stand around them."""
    for child in element.iterchildren():
        if child.tag == _RUN:
            yield child
        elif child.tag not in _OUTSIDE:
            yield from _runs(child)


def _letters(run: Any) -> bool:
    return any((one.text or "").strip() for one in run.iterchildren(qn("w:t")))


def _printed(parts: Sequence[Paragraph | Grid]) -> Printed:
    own = [part for part in parts if isinstance(part, Paragraph) and part.text.strip()]
    text = ""
    for part in own:
        text = wrapping.joined(text, " ".join(part.text.split()), chinese=False)
    return Printed(text, len(own), any(isinstance(part, Grid) for part in parts))


def _listed(parts: Sequence[Paragraph | Grid]) -> Paragraph:
    """A mark and the text beside it as one paragraph."""
    own = [part for part in parts if isinstance(part, Paragraph) and part.text.strip()]
    looks = replace(own[-1].looks, bold=all(part.looks.bold for part in own)) if own else Looks()
    return Paragraph(" ".join(part.text.strip() for part in own), looks)


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """Children of one kind, content controls and insertions around them looked through."""
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _below(properties: Any | None, tag: str) -> Any | None:
    return None if properties is None else properties.find(qn(tag))


def _goes_on(properties: Any | None, tag: str) -> bool:
    """Whether a cell is the further part of a merged one: Word keeps it empty."""
    merged = _below(properties, tag)
    return merged is not None and merged.get(qn("w:val")) != "restart"


def _whole(element: Any | None, default: int) -> int:
    said = element.get(qn("w:val")) if element is not None else None
    return min(int(said), _WIDEST) if said is not None and said.isascii() and said.isdecimal() else default


def is_laid_out(root: Any) -> bool:
    """Whether a document says where its pages broke when it was last laid out."""
    return next(root.iter(_LAID_OUT), None) is not None
