"""A tree of elements → paragraphs and tables in reading order, by one walk without recursion."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborNode

from tongbi.language import sentences
from tongbi.model import Block, Grid, Printed
from tongbi.readers import layout_tables, paragraphs, type_sizes, wrapping
from tongbi.readers.html import lists as html_lists
from tongbi.readers.html import tables as html_tables
from tongbi.readers.html.looks import LETTER, PLAIN, Looks, entered, of_whole, set_off_of, squeezed
from tongbi.readers.html.styles import Facts, facts
from tongbi.readers.html.tables import CellContent, Spanned

_UNTAGGED: Mapping[int, Printed] = {}
_MOST = 0.5
_SHORT, _MOST_TRIED = 400, 200
# What programs call a note: Word _ftn1, LibreOffice sdfootnote1sym, Markdown's fn1 and fn:1, wikis cite_note-1.
_NOTE = re.compile(r"#?(?:[\w-]*[-_])?(?:[ef][td]?n|sd[a-z]+note|cite_note)[-:]?\d+[a-z]*$")
_MAY_BE_NOTES = frozenset(("div", "li", "aside"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with what only a web page tells: whether its face is one for headings, and whether all of it is a link."""

    block: Block
    face: bool = False
    link: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a part was left out of the walk."""


@dataclass(frozen=True, slots=True)
class Break:
    """Where a printed page ends and the next one begins."""


Item = Paragraph | Grid | Gap | Break


@dataclass(slots=True)
class Walked:
    """What a walk found: items in reading order, and footnotes."""

    items: list[Item] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """An element the walk is in: the looks around it, and what has to be done at its end."""

    looks: Looks
    end: Callable[[], None] | None
    ends_page: bool


class _Walk:
    """The state of one walk."""

    def __init__(self) -> None:
        self.found = Walked()
        self.targets: list[list[Item]] = [self.found.items]
        self.runs: list[tuple[str, Looks]] = []
        self.looks = PLAIN
        self.tables: list[html_tables.Table] = []
        self.lists: list[html_lists.List] = []
        self.number = ""
        self.tried = 0
        self.facts: list[int | None] = []

    def open(self, tag: str, attributes: Mapping[str, str | None], told: Facts) -> _Open:
        """Enters an element; what is given back goes to `close`."""
        around = self.looks
        if told.block:
            self.flush()
        if told.begins_page:
            self.page()
        if not told.neutral or tag in _SPECIAL_LOOKS:
            self.looks = entered(around, told, tag == "a" and bool(attributes.get("href")), tag == "pre")
        begin = _BEGINNINGS.get(tag)
        noted = tag in _MAY_BE_NOTES and _NOTE.match(attributes.get("id") or "") is not None
        end = begin(self, attributes) if begin and not noted else None
        if told.block:
            end = end or self.flush
            end = self.note() if noted else end
        return _Open(around, end, told.ends_page)

    def close(self, opened: _Open) -> None:
        """Leaves an element."""
        if opened.end is not None:
            opened.end()
        self.looks = opened.looks
        if opened.ends_page:
            self.page()

    def page(self) -> None:
        """Notes that a page ends here, save in a note or a table."""
        self.flush()
        if len(self.targets) == 1:
            self.found.items.append(Break())

    def flush(self) -> None:
        """Ends the paragraph, if there is one."""
        runs, facts = self.runs, tuple(self.facts)
        self.facts = []
        if not runs:
            return
        self.runs = []
        if len(runs) > 1 and layout_tables.is_label(runs[0][0]) and not runs[1][0][:1].isspace():
            runs[0] = (f"{runs[0][0]} ", runs[0][1])  # <b>Item 1A</b><b>Risk Factors</b>: what parts them is no text
        text = "".join([text for text, _ in runs])
        if not text or text.isspace():
            return
        lines = paragraphs.paragraphs(text).texts if self.looks.typed else [squeezed(text)]
        looks = of_whole(runs)
        kind, lead = set_off_of(runs)
        centred = self.looks.centred
        for line in lines:
            if line:
                set_off = min(len(self.number) + lead, len(self.number + line)) if lead else 0
                block = Block(
                    self.number + line, looks.bold, centred, looks.outline, facts=facts, set_off=set_off, type=kind, size=looks.size
                )
                self.targets[-1].append(Paragraph(block, looks.face, looks.link))
                self.number = ""

    def note(self) -> Callable[[], None]:
        """Begins a footnote."""
        items: list[Item] = []
        self.targets.append(items)

        def end() -> None:
            self.flush()
            self.targets.pop()
            self.found.notes.append("".join(item.block.text for item in items if isinstance(item, Paragraph)))

        return end

    def table(self, attributes: Mapping[str, str | None]) -> Callable[[], None]:
        """Begins a table."""
        table = html_tables.Table(layout=attributes.get("role") in {"presentation", "none"})
        self.tables.append(table)

        def end() -> None:
            self.flush()
            self.tables.pop()
            self.targets[-1] += _settled(table)

        return end

    def row(self, _: Mapping[str, str | None]) -> None:
        """Begins a row; outside a table there is nothing to begin."""
        if self.tables:
            self.tables[-1].rows.append([])

    def cell(self, attributes: Mapping[str, str | None]) -> Callable[[], None] | None:
        """Begins a cell."""
        if not self.tables or not self.tables[-1].rows:
            return None
        items: list[Item] = []
        self.targets.append(items)
        row = self.tables[-1].rows[-1]
        numbers, self.number = self.number, ""

        def end() -> None:
            self.flush()
            self.number = numbers
            self.targets.pop()
            row.append(CellContent(items, attributes.get("rowspan"), attributes.get("colspan")))

        return end

    def listing(self, tag: str, attributes: Mapping[str, str | None]) -> Callable[[], None]:
        """Begins a list."""
        self.lists.append(html_lists.List.of(tag, attributes))

        def end() -> None:
            self.flush()
            self.lists.pop()

        return end

    def item(self, attributes: Mapping[str, str | None]) -> Callable[[], None]:
        """Begins an item of a list, with the number that would be printed before it."""
        self.number = self.lists[-1].next(attributes) if self.lists else ""

        def end() -> None:
            self.flush()
            self.number = ""

        return end

    def is_beside(self, node: LexborNode) -> bool:
        """Whether an element named like a part of the site is one: short, or mostly links. Few are tried, as each costs its text."""
        self.tried += 1
        if self.tried > _MOST_TRIED:
            return False
        size = len(node.text())
        return size <= _SHORT or sum(len(link.text()) for link in node.css("a[href]")) > _MOST * size

    def mark(self, node: LexborNode) -> bool:
        """Sets the number of a note that stands raised behind a word apart from it, in brackets; powers (m2, km2) stay as they are."""
        number, word = node.text().strip(), self.runs[-1][0].rpartition(" ")[2] if self.runs else ""
        if not (number.isdecimal() and word.isascii() and word.isalpha() and len(word) > len(number) + 1):
            return False
        self.runs.append((f" ({number})", self.looks))
        return True

    def gap(self) -> bool:
        """Notes that a part is left out."""
        self.flush()
        self.targets[-1].append(Gap())
        return True

    def line_break(self, _: Mapping[str, str | None]) -> None:
        """Ends the paragraph, save in typed text, where it ends the line."""
        if self.looks.typed:
            self.runs.append(("\n", self.looks))
        else:
            self.flush()


_Beginning = Callable[[_Walk, Mapping[str, str | None]], Callable[[], None] | None]
_BEGINNINGS: dict[str, _Beginning] = {
    "table": _Walk.table,
    "tr": _Walk.row,
    "td": _Walk.cell,
    "th": _Walk.cell,
    "ol": lambda walk, attributes: walk.listing("ol", attributes),
    "ul": lambda walk, attributes: walk.listing("ul", attributes),
    "li": _Walk.item,
    "br": _Walk.line_break,
}
_SPECIAL_LOOKS = frozenset(("a", "pre"))


def walk(root: LexborNode, left_out: frozenset[int] = frozenset(), tagged: Mapping[int, Printed] = _UNTAGGED) -> Walked:
    """The paragraphs and tables below a node; a `Gap` for each node of `left_out` and the fact of each of `tagged`, by memory id."""
    state = _Walk()
    inside = [(state.open(root.tag or "", root.attributes, facts(root.tag or "", root.attributes)), root)]
    node = root.first_child
    while inside:
        if node is None:
            opened, element = inside.pop()
            state.close(opened)
            node = element.next if inside else None
            continue
        tag = node.tag or "-"
        if tag == "-text":
            state.runs.append((node.text_content or "", state.looks))
        elif tag[0] not in "-!" and not (left_out and node.mem_id in left_out and state.gap()):
            attributes = node.attributes
            told = facts(tag, attributes)
            beside = (told.furniture and state.is_beside(node)) or (told.raised and state.mark(node))
            if not (told.skipped or beside or _marks_note(tag, attributes)):
                inside.append((state.open(tag, attributes, told), node))
                state.facts += tagged.get(node.mem_id, ()) if tagged and ":" in tag else ()
                node = node.first_child
                continue
        node = node.next
    state.flush()
    return state.found


def _marks_note(tag: str, attributes: Mapping[str, str | None]) -> bool:
    return tag == "a" and _NOTE.match(attributes.get("href") or "") is not None


def measured(items: Sequence[Item]) -> list[Item]:
    """Items, the size of their type against that of most of the text, and those set in a heading's face made bold."""
    usual = type_sizes.usual((item.block.size, item.block.text) for item in items if isinstance(item, Paragraph)) or 1.0
    sized = [
        replace(item, block=replace(item.block, size=item.block.size / usual)) if isinstance(item, Paragraph) else item for item in items
    ]
    return _without_uniform_faces(sized)


def _without_uniform_faces(items: Sequence[Item]) -> list[Item]:
    """Where most text is in a heading's face it tells nothing."""
    paragraphs_ = [item for item in items if isinstance(item, Paragraph)]
    total = sum(len(item.block.text) for item in paragraphs_)
    faced = sum(len(item.block.text) for item in paragraphs_ if item.face)
    if not faced or faced > _MOST * total:
        return list(items)
    return [replace(item, block=replace(item.block, bold=True)) if isinstance(item, Paragraph) and item.face else item for item in items]


def _settled(table: html_tables.Table) -> list[Item]:
    """What a table comes to: one table, or the items that it lays out."""
    rows = [[_printed(cell) for cell in row] for row in table.rows]
    if not any(cell.text for row in rows for cell in row):
        return [item for row in table.rows for cell in row for item in cell.items]
    if table.layout or layout_tables.lays_out(rows) or _sets_headings(table):
        return [item for row in table.rows for cell in _without_menus(row) for item in cell.items]
    if layout_tables.is_list(rows):
        return [_listed([item for cell in row for item in cell.items]) for row in table.rows if any(cell.items for cell in row)]
    return [html_tables.grid(rows)]


def _sets_headings(table: html_tables.Table) -> bool:
    """Whether a table only sets headings in a type of their own beside their text, in each row one."""
    filled = [[cell.items for cell in row if cell.items] for row in table.rows]
    return all(len(row) == 2 and _is_heading(row[0]) and _is_prose(row[1]) for row in filled if row)


def _is_heading(items: Sequence[Item]) -> bool:
    told = [item.block for item in items if isinstance(item, Paragraph)]
    return len(told) == len(items) == 1 and bool(told[0].type) and told[0].set_off == len(told[0].text)


def _is_prose(items: Sequence[Item]) -> bool:
    told = [item.block for item in items if isinstance(item, Paragraph)]
    return len(told) == len(items) and all(sentences.terminal(block.text) and block.set_off < len(block.text) for block in told)


def _without_menus(row: Sequence[CellContent]) -> Sequence[CellContent]:
    """The cells of a row without the lists of links that stand beside sentences."""
    told = [any(isinstance(item, Paragraph) and sentences.terminal(item.block.text) for item in cell.items) for cell in row]
    return [cell for cell, tells in zip(row, told, strict=True) if tells or not any(told) or not _is_menu(cell)]


def _is_menu(cell: CellContent) -> bool:
    """Whether several links are most of a cell."""
    texts = [(len(item.block.text), item.link) for item in cell.items if isinstance(item, Paragraph)]
    linked = [size for size, link in texts if link]
    return len(texts) == len(cell.items) and len(linked) > 1 and sum(linked) > _MOST * sum(size for size, _ in texts)


def _printed(cell: CellContent) -> Spanned:
    own = [item for item in cell.items if isinstance(item, Paragraph)]
    text = own[0].block.text if own else ""
    for item in own[1:]:
        text = wrapping.joined(text, item.block.text, chinese=False)
    return Spanned(text, len(own), len(own) < len(cell.items), cell.rowspan, cell.colspan, _facts(own))


def _facts(items: Sequence[Paragraph]) -> Printed:
    return tuple(fact for item in items for fact in item.block.facts)


def _listed(items: Sequence[Item]) -> Item:
    """A mark and the text beside it as one paragraph."""
    own = [item for item in items if isinstance(item, Paragraph)]
    last = own[-1].block
    text = " ".join(item.block.text for item in own)
    lettered = [item.block for item in own if LETTER.search(item.block.text)]
    bold = all(block.bold for block in lettered)
    set_off = len(text) - len(last.text) + last.set_off if last.set_off and {block.type for block in lettered} == {last.type} else 0
    return replace(own[-1], block=replace(last, text=text, bold=bold, facts=_facts(own), set_off=set_off))
