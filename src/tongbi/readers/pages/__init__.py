"""One engine for printed pages (PDF, OFD, scans): runs and rules → tables, columns, lines, paragraphs, without headers and footers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tongbi.model import Block, Finding, Grid
from tongbi.readers import paragraphs, type_sizes
from tongbi.readers.pages import columns, floats, furniture, margins, marked_tables, open_tables, tables, typesetting
from tongbi.readers.pages.columns import Band
from tongbi.readers.pages.margins import Set
from tongbi.readers.pages.ruled import Table
from tongbi.readers.pages.runs import Run, Sheet
from tongbi.readers.pages.tables import Part
from tongbi.readers.symbols import LOST
from tongbi.readers.typed_contents import heads_contents, leads_to_page

_TABLE = "\0table"  # begins the text of a run that stands for a table
_MOST_NAMED = 20  # pages in a finding: as many as a line of a report holds


@dataclass(frozen=True, slots=True)
class Printed:
    """What pages hold: paragraphs and tables in reading order, footnotes, what was doubtful, and the running heads."""

    blocks: tuple[Block | Grid, ...]
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]
    heads: tuple[str, ...] = ()

    @property
    def properties(self) -> dict[str, str]:
        """The running heads as a property of the document, a line each."""
        return {"running head": "\n".join(self.heads)} if self.heads else {}

    @property
    def text(self) -> str:
        """All text in reading order, as lines of paragraphs and cells."""
        return "\n".join(_texts(self.blocks))


def read(sheets: Sequence[Sheet]) -> Printed:
    """Paragraphs over line, column and page breaks, ruled tables over page breaks.

    Lines of a table of contents, and outside tables what does not run level, are only counted.
    """
    sheets, declared = marked_tables.settled(sheets)
    found = [tables.filled(sheet) for sheet in sheets]
    stripped = furniture.strip([outside for _, outside in found], sheets)
    parted = columns.gutters(stripped.pages)
    pages = _with_open_tables(sheets, [[*own, *ruled] for own, (ruled, _) in zip(declared, found, strict=True)], stripped.pages, parted)
    gutters = [columns.gutter_of(runs) or known for (_, runs), known in zip(pages, parted, strict=True)]
    usual = columns.usual_gutter(gutters)
    in_order = [_in_order(*page, sheet.width, own, usual) for sheet, page, own in zip(sheets, pages, gutters, strict=True)]
    blocks = floats.around([*_blocks([part for parts in in_order for part in parts])])
    listed = {at for at, block in enumerate(blocks) if isinstance(block, Block) and leads_to_page(block.text)}
    listed |= {at - 1 for at in listed if at and isinstance(head := blocks[at - 1], Block) and heads_contents(head.text)}
    kept = [block for at, block in enumerate(blocks) if at not in listed]
    lost = [sheet.number for sheet in sheets if any(LOST in run.text for run in sheet.runs)]
    unplaced = [part.page for parts in declared for part in parts if part.whole and part.whole.cells and not part.whole.placed]
    doubts = [*paragraphs.clean("".join(_texts(kept)))[1], *on_pages("characters-lost-on", lost), *on_pages("columns-unknown", unplaced)]
    if stripped.turned:
        doubts.insert(0, Finding("text-turned", "", {"count": str(stripped.turned)}))
    if len(kept) < len(blocks):
        doubts.insert(0, Finding("contents-left-out", "", {"count": str(len(blocks) - len(kept))}))
    return Printed(tuple(_clean(kept)), stripped.notes, tuple(doubts), stripped.heads)


def _with_open_tables(
    sheets: Sequence[Sheet], ruled: Sequence[list[Part]], outside: Sequence[Sequence[Run]], gutters: Sequence[float | None]
) -> list[tuple[list[Part], list[Run]]]:
    """Each page's tables, those without upright rules among them, and the runs outside; columns of text have tables of their own."""
    made: list[tuple[list[Part], list[Run]]] = []
    above: Table | None = None
    for sheet, parts, runs, gutter in zip(sheets, ruled, outside, gutters, strict=True):
        found = [table for part in columns.parts(runs, gutter) for table in open_tables.find(part, sheet.level, above)]
        more, rest = tables.filled(replace(sheet, runs=tuple(runs), tables=tuple(found)))
        made.append((sorted([*parts, *more], key=lambda part: part.place.top), rest))
        above = found[-1] if found and all(run.middle < found[-1].box.bottom for run in runs) else None
    return made


def _texts(blocks: Iterable[Block | Grid]) -> Iterator[str]:
    """The texts of paragraphs and cells."""
    for block in blocks:
        yield from (block.text,) if isinstance(block, Block) else (cell.text for cell in block.cells)


def on_pages(code: str, numbers: Sequence[int]) -> list[Finding]:
    """A finding about some pages, counted from 0; none about none."""
    if not numbers:
        return []
    named = ", ".join(str(number + 1) for number in numbers[:_MOST_NAMED])
    return [Finding(code, "", {"count": str(len(numbers)), "pages": named + (", …" if len(numbers) > _MOST_NAMED else "")})]


def _in_order(ruled: Sequence[Part], runs: Sequence[Run], width: float, own: float | None, usual: float | None) -> Iterator[Band | Part]:
    """A page's bands of text and its tables, from the top; `own` is the gutter of all its text. A table in a column stands in its text."""
    within = {at for at, table in enumerate(ruled) if own is not None and not columns.crosses(table.place, own)}
    rest = [*runs, *(_stand_in(ruled[at], at) for at in within)]
    for at, table in enumerate(ruled):
        if at not in within:
            top = table.place.top
            above = [run for run in rest if run.middle < top]
            rest = [run for run in rest if run.middle >= top]
            yield from _with_tables(columns.bands(above, width, own if within else columns.gutter_of(above), usual), ruled)
            yield table
    yield from _with_tables(columns.bands(rest, width, columns.gutter_of(rest) if ruled and not within else own, usual), ruled)


def _stand_in(table: Part, at: int) -> Run:
    """A run in the place of a table."""
    return Run(table.page, f"{_TABLE}{at}", *table.place, table.place.bottom, 1.0)


def _with_tables(bands: Sequence[Band], ruled: Sequence[Part]) -> Iterator[Band | Part]:
    """Bands parted by the tables that stand in them."""
    for band in bands:
        for is_table, lines in groupby(band.lines, lambda line: line.text.startswith(_TABLE)):
            if is_table:
                yield from (ruled[int(line.text.removeprefix(_TABLE))] for line in lines)
            else:
                yield replace(band, lines=tuple(lines))


def _blocks(parts: Sequence[Band | Part]) -> Iterator[Block | Grid]:
    """Paragraphs over columns and pages, and tables over pages."""
    bands = [part for part in parts if isinstance(part, Band)]
    size = type_sizes.usual((line.size, line.text) for band in bands for line in band.lines)
    placed = margins.placed(bands, size)
    style = typesetting.style(placed)
    by_band = {id(band): one for band, one in zip(bands, placed, strict=True)}
    found: list[list[Set] | Grid] = []
    for is_text, run in groupby(parts, key=lambda part: isinstance(part, Band)):
        if is_text:
            found += typesetting.paragraphs([line for band in run for line in by_band[id(band)]], style)
        else:
            found += tables.grids([part for part in run if isinstance(part, Part)])
    for one in found:
        yield one if isinstance(one, Grid) else typesetting.block(one, style, size)


def _clean(blocks: Sequence[Block | Grid]) -> Iterator[Block | Grid]:
    """Blocks without invisible characters, several sections in one parted."""
    last: dict[str, int] = {}
    for block in blocks:
        if isinstance(block, Grid):
            yield replace(block, cells=tuple(replace(cell, text=paragraphs.clean(cell.text)[0]) for cell in block.cells))
        else:
            texts = paragraphs.paragraphs(paragraphs.clean(block.text)[0], last).texts
            yield from (replace(block, text=text) for text in texts)
