"""Tables of printed pages: tables with known cells are set in unlike styles, printed by a browser or an office program, and read again.

`python tests/benchmarks/page_tables.py [FILE …]` prints by style the share of cells that stand in their row and column again. The tables
are those of FILEs that any reader takes, among their text; without a file they are made: statements, forms and lists in Chinese and
English. `BUILT` names the styles looked at while the reader was built; the others only measure. A known table is held against the found one
that has most of its texts, their rows in order.
"""

from __future__ import annotations

import argparse
import html
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from table_kinds import KINDS, MIXED, is_upright, made

from tongbi import readers
from tongbi.model import Block, Grid

Table = dict[tuple[int, int], str]

_KINDS = "td.upright{writing-mode:vertical-rl} td.over{text-align:center}"
_RIGHT = "td.n{text-align:right}"
_PLAIN = f"body{{font:10.5pt serif}} td{{padding:2px 6px}}{_RIGHT}"
_LINES = "table{border-collapse:collapse;border-top:1.5px solid;border-bottom:1.5px solid;width:100%} thead td{border-bottom:1px solid}"
_LEVEL = "table{border-collapse:collapse} td{padding:3px 5px;border-bottom:1px solid #999;text-align:center}"
_STRIPED = "table{width:100%;border-collapse:collapse} td{padding:4px} tr:nth-child(even){background:#e4ecf4}"
_COLLAPSED = "table{border-collapse:collapse}"
_BOX = f"body{{font:9pt serif}} {_COLLAPSED} td{{border:1px solid;padding:2px 4px}}"
# CSS by name.
STYLES = {
    "plain": _PLAIN,
    "three lines": _PLAIN + _LINES,
    "small": f"body{{font:7.5pt sans-serif}} td{{padding:1px 3px}}{_RIGHT}",
    "level rules": f"body{{font:9pt sans-serif}} {_LEVEL}",
    "left": "body{font:11pt serif} td{padding:2px 8px;text-align:left}",
    "striped": f"body{{font:9.5pt sans-serif}} {_STRIPED}{_RIGHT}",
    "narrow": f"body{{font:8pt serif;width:11cm}} td{{padding:0 4px}}{_RIGHT}",
    "two columns": f"body{{font:8pt serif;column-count:2;column-gap:8mm}} td{{padding:1px 3px}}{_RIGHT}",
    "box": _BOX,
    "white rules": f"body{{font:9pt sans-serif}} td{{background:#e4ecf4;border:1.5px solid #fff;padding:3px 5px}} {_COLLAPSED}{_RIGHT}",
    "alike": _BOX + "table{table-layout:fixed;width:100%} td{word-break:break-all}",
    "alike open": f"body{{font:8.5pt serif}} table{{table-layout:fixed;width:100%}} td{{word-break:break-all;padding:2px 5px}}{_RIGHT}",
    "large": f"body{{font:12.5pt 'Noto Serif CJK SC'}} td{{padding:1px 9px}}{_RIGHT}",
    "lying": "@page{size:A4 landscape} body{font:7pt 'Noto Sans CJK SC'} td{padding:2px 7px;text-align:center}",
    "magazine": f"body{{font:7.5pt 'Noto Sans CJK SC';column-count:2;column-gap:6mm}} td{{padding:1.5px 2px}}{_RIGHT}",
    "white on stripes": f"{_STRIPED} body{{font:8pt 'Noto Serif CJK SC'}} td{{border:1px solid #fff}}{_RIGHT}",
    "three lines small": f"body{{font:8pt 'Liberation Serif'}} {_LINES} td{{padding:1px 4px;text-align:center}}",
}
BUILT = {"plain", "three lines", "small", "level rules", "two columns", "box", "white rules", "alike", "alike open"}


def cells_of(grid: Grid) -> Table:
    """Texts by row and column, of merged cells in their first; columns without any text are not counted.

    A sign in a cell of its own ($, %) is of the number beside it: filings set it in a column of its own.
    """
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in grid.cells:
        if text := "".join(cell.text.split()):
            rows.setdefault(cell.row, []).append((cell.column, text))
    found = {(row, column): text for row, texts in rows.items() for column, text in _with_signs(sorted(texts))}
    columns = sorted({column for _, column in found})
    return {(row, columns.index(column)): text for (row, column), text in found.items()}


def _with_signs(texts: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The texts of a row with their columns, signs joined to the numbers behind ($) or before them (%)."""
    made: list[tuple[int, str]] = []
    for column, text in texts:
        if made and (made[-1][1] == "$" or text in {"%", ")%", ")"}):
            made[-1] = (made[-1][0], made[-1][1] + text)
        else:
            made.append((column, text))
    return made


def marked_up(blocks: Sequence[Block | Grid], css: str) -> str:
    """Text and tables as a page."""
    return f'<!DOCTYPE html><meta charset="utf-8"><title>print</title><style>{css} {_KINDS}</style>' + "".join(map(_element, blocks))


def _element(block: Block | Grid) -> str:
    if isinstance(block, Block):
        return f"<p>{html.escape(block.text)}</p>\n"
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        number = sum(char.isdigit() for char in cell.text) * 2 >= max(1, len(cell.text))
        kind = "upright" if is_upright(cell) else "over" if cell.columns > 1 else "n" if number else ""
        size = f'class="{kind}" rowspan="{cell.rows}" colspan="{cell.columns}"'
        rows.setdefault(cell.row, []).append(f"<td {size}>{html.escape(cell.text)}</td>")
    height = max(cell.row + cell.rows for cell in block.cells)
    lines = [f"<tr>{''.join(rows.get(at, []))}</tr>" for at in range(height)]
    head = block.cells[0].rows
    return f"<table><thead>{''.join(lines[:head])}</thead><tbody>{''.join(lines[head:])}</tbody></table>\n"


def printed(page: Path, *, office: bool, tagged: bool = False) -> Path:
    """A page as a PDF beside it; `tagged`: with its structure declared in it."""
    made = page.with_suffix(".pdf")
    if office:
        options = f'{{"UseTaggedPDF":{{"type":"boolean","value":"{str(tagged).lower()}"}}}}'
        command = [
            "soffice",
            f"-env:UserInstallation={(page.parent / 'profile').as_uri()}",
            "--headless",
            "--infilter=HTML (StarWriter)",
            "--convert-to",
            f"pdf:writer_pdf_Export:{options}",
            "--outdir",
            str(page.parent),
            str(page),
        ]
    else:
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            *([] if tagged else ["--disable-pdf-tagging"]),
            f"--print-to-pdf={made}",
            page.as_uri(),
        ]
    subprocess.run(command, check=True, capture_output=True)
    return made


def right(known: Sequence[Table], found: Sequence[Table]) -> Iterator[tuple[int, Table, Table]]:
    """For each known table the cells that stand right in the found one with most of its texts, that one, and the table."""
    for table in known:
        texts = Counter(table.values())
        near = sorted(found, key=lambda one: -(texts & Counter(one.values())).total())[:4]
        yield max(((_agreeing(table, one), one, table) for one in near), key=lambda entry: entry[0], default=(0, {}, table))


def _agreeing(known: Table, found: Table) -> int:
    """Cells with the same text in the same column, rows taken in order."""
    best = [0] * (1 + max((row for row, _ in found), default=-1) + 1)
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in found.items():
        rows.setdefault(row, {})[column] = text
    own: dict[int, dict[int, str]] = {}
    for (row, column), text in known.items():
        own.setdefault(row, {})[column] = text
    for _, wanted in sorted(own.items()):
        before, best = best, [0] * len(best)
        for at in range(len(best) - 1):
            same = sum(rows.get(at, {}).get(column) == text for column, text in wanted.items())
            best[at + 1] = max(best[at], before[at + 1], before[at] + same)
    return best[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--kinds", nargs="*", default=["mixed"], choices=["mixed", *KINDS], help="of tables that are made")
    parser.add_argument("--styles", nargs="*", default=[*STYLES], help="names of styles")
    parser.add_argument("--programs", nargs="*", default=["chromium", "soffice"])
    parser.add_argument("--tagged", action="store_true", help="prints that declare their tables, as browsers and Word make them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder that keeps the prints; those in it are not made again")
    asked = parser.parse_args()
    sources = [(path.stem, list(readers.read(path).blocks)) for path in asked.files]
    sources = sources or [(f"{kind} {asked.seed}", made(MIXED if kind == "mixed" else [kind], asked.seed)) for kind in asked.kinds]
    with TemporaryDirectory() as temporary:
        for name, blocks in sources:
            known = [cells for block in blocks if isinstance(block, Grid) and (cells := cells_of(block))]
            for program in [one for one in asked.programs if shutil.which(one)]:
                for style in asked.styles:
                    page = (asked.keep or Path(temporary)) / f"{name}-{program}-{style}{'-tagged' * asked.tagged}.html".replace(" ", "_")
                    page.write_text(marked_up(blocks, STYLES[style]), encoding="utf-8")
                    pdf = page.with_suffix(".pdf")
                    pdf = pdf if pdf.exists() else printed(page, office=program == "soffice", tagged=asked.tagged)
                    found = [cells_of(block) for block in readers.read(pdf).blocks if isinstance(block, Grid)]
                    good, every = sum(score for score, _, _ in right(known, found)), sum(map(len, known))
                    told = "built on" if style in BUILT else "unseen"
                    print(f"{name:16.16} {program:9} {style:17} {told:9} {good:5} of {every:5}  {good / every:.3f}", flush=True)


if __name__ == "__main__":
    main()
