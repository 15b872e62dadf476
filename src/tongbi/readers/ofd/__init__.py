"""OFD files (GB/T 33190): characters by their place → lines, paragraphs and ruled tables.

Annotations, seals, signatures and attachments are no text of the report. Running headers and page numbers are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from tongbi.errors import InputError
from tongbi.model import Block, Cell, Document, Finding, Grid
from tongbi.readers import printed
from tongbi.readers.file import File
from tongbi.readers.ofd import content as ofd_content
from tongbi.readers.ofd import package as ofd_package
from tongbi.readers.ofd.content import Content
from tongbi.readers.ofd.package import PageParts
from tongbi.readers.printed import furniture as printed_furniture
from tongbi.readers.printed import lines as printed_lines
from tongbi.readers.printed import ruled
from tongbi.readers.printed.lines import Line, Page
from tongbi.readers.printed.ruled import Box

_SAME_EDGE = 1.0  # mm
_MOST_NAMED = 20


def read(file: File) -> Document:
    """The paragraphs and tables of an OFD file; InputError for a damaged or locked one, and for one that is nothing but pictures."""
    parts = ofd_package.Package(file).pages()
    running = _running(parts)
    contents = [ofd_content.content(page, number, running) for number, page in enumerate(parts)]
    if not any(content.pieces for content in contents) and any(content.picture for content in contents):
        raise InputError(file.path, "its pages are pictures without text", "print it to PDF, which can be read by character recognition")
    pages, columns = [], {}
    for number, content in enumerate(contents):
        page, edges = _page(number, content)
        pages.append(page)
        columns.update(edges)
    blocks, doubts = printed.blocks(printed_furniture.stripped(pages))
    return Document(file.source("ofd"), tuple(_whole(blocks, columns)), (*_findings(contents), *doubts))


def _running(pages: Sequence[PageParts]) -> frozenset[str]:
    """Templates that several pages show: what stands on them runs through the document."""
    used = Counter(one.get("TemplateID", "") for page in pages for one in page.content.iterfind("{*}Template"))
    return frozenset(key for key, count in used.items() if count > 1)


def _page(number: int, content: Content) -> tuple[Page, dict[int, tuple[float, ...]]]:
    """A page's lines and tables from the top, and the edges of the tables' columns by the tables' ids."""
    tables = ruled.find(content.rules, _SAME_EDGE)
    inside: list[dict[Box, list[Line]]] = [{} for _ in tables]
    outside: list[Line] = []
    for piece in content.pieces:
        place = ((piece.left + piece.right) / 2, piece.middle)
        at, box = next(((at, box) for at, table in enumerate(tables) if (box := table.box_at(*place))), (0, None))
        if box is None:
            outside.append(piece)
        else:
            inside[at].setdefault(box, []).append(piece)
    placed: list[tuple[float, Line | Grid]] = [(line.middle, line) for line in printed_lines.lines(outside)]
    edges = {}
    for table, cells in zip(tables, inside, strict=True):
        if cells:
            grid = Grid(tuple(_cell(box, cells.get(box, [])) for box in table.boxes))
            placed.append((table.rows[0], grid))
            edges[id(grid)] = table.columns
    placed.sort(key=lambda one: one[0])
    return Page(number, content.width, content.height, tuple(part for _, part in placed)), edges


def _cell(box: Box, pieces: Sequence[Line]) -> Cell:
    text = ""
    for line in printed_lines.lines(pieces):
        text = printed.joined(text, line.text)
    return Cell(text, box.row, box.column, box.rows, box.columns)


def _whole(blocks: Sequence[Block | Grid], columns: dict[int, tuple[float, ...]]) -> list[Block | Grid]:
    """The blocks, tables with the same columns and nothing between them being one that goes on over a page break."""
    found: list[Block | Grid] = []
    for is_table, run in groupby(blocks, key=lambda block: isinstance(block, Grid)):
        if not is_table:
            found += run
            continue
        edges: tuple[float, ...] = ()
        for grid in run:
            own = columns[id(grid)]
            alike = len(own) == len(edges) and all(abs(one - other) <= 2 * _SAME_EDGE for one, other in zip(own, edges, strict=True))
            if alike and isinstance(grid, Grid) and isinstance(found[-1], Grid):
                found[-1] = ruled.joined(found[-1], grid)
            else:
                found.append(grid)
            edges = own
    return found


def _findings(contents: Sequence[Content]) -> list[Finding]:
    """Pages whose text is a picture, and text that does not run level (stamps, watermarks)."""
    found = []
    pictures = [number + 1 for number, content in enumerate(contents) if content.picture and not content.pieces]
    if pictures:
        named = ", ".join(map(str, pictures[:_MOST_NAMED])) + (", …" if len(pictures) > _MOST_NAMED else "")
        found.append(Finding("pages-without-text", "", {"count": str(len(pictures)), "pages": named}))
    turned = sum(content.turned for content in contents)
    if turned:
        found.append(Finding("text-turned", "", {"count": str(turned)}))
    return found
