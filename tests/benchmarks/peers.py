"""The same pairs given to other tools that compare texts: time, what they mark, numbers kept whole, moves found.

`python tests/benchmarks/peers.py [PAIRS]` prints a table. A peer that is not installed is named and left out: fast-diff-match-patch,
redlines and python-redlines come from the package index, wikidiff2 is Debian's php-wikidiff2 with php-cli; difflib is Python's own.
"""

from __future__ import annotations

import difflib
import html
import io
import json
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import docx

from benchmarks import mutations
from benchmarks.mutations import Mutated
from tongbi import pipeline
from tongbi.model import Report, Unit

Step = tuple[str, str]
"""A mark ("=", "-", "+") and the text that bears it."""
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass
class Marked:
    """What a tool made of a pair: its steps, and the texts that it says moved (None: it knows no moves)."""

    steps: list[Step]
    moved: set[str] | None = None


@dataclass
class Row:
    """A tool's figures over all pairs."""

    seconds: float = 0.0
    deleted: int = 0
    inserted: int = 0
    single: int = 0
    torn: int = 0
    numbers: int = 0
    found: int = 0
    false: int = 0
    moves: int | None = field(default=None)


def lines(report: Report) -> str:
    """A report as its peers get it: a line a heading, a line a sentence, which is what they do best with."""
    return "\n".join(part.lead + part.text if isinstance(part, Unit) else part for part in _parts(report)) + "\n"


def _parts(report: Report) -> Iterable[Unit | str]:
    for index in (None, *range(len(report.sections))):
        if index is not None:
            yield report.sections[index].printed
        yield from (unit for unit in report.units if unit.section == index)


# ── the tools ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def ours(pair: Mutated, _: str, __: str) -> Marked:
    """All features on: sections, threads, moves, edits, figures."""
    found = pipeline.compare_reports([pair.old, pair.new])
    texts = {unit.id: unit.text for unit in pair.new.units}
    steps = [
        step
        for change in found.changes
        for edit in change.edits
        for step in ([("=", edit.before)] if edit.op == "equal" else [("-", edit.before), ("+", edit.after)])
    ]
    return Marked(steps, {texts[unit] for change in found.changes if change.moved for unit in change.to_units})


def _difflib(_: Mutated, before: str, after: str) -> Marked:
    steps: list[Step] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        steps += [("=", before[a:b])] if tag == "equal" else [("-", before[a:b]), ("+", after[c:d])]
    return Marked(steps)


def _dmp(_: Mutated, before: str, after: str) -> Marked:
    found = import_module("fast_diff_match_patch").diff(before, after, cleanup="Semantic", counts_only=False)
    return Marked([(op, text) for op, text in found])


def _redlines(_: Mutated, before: str, after: str) -> Marked:
    marked = import_module("redlines").Redlines(before, after, markdown_style="none").output_markdown
    return Marked(_of_markup(marked))


def _python_redlines(_: Mutated, before: str, after: str) -> Marked:
    engine = import_module("python_redlines.engines").DocxodusEngine()
    made, *_rest = engine.run_redline("peer", _document(before), _document(after))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        body = package.read("word/document.xml").decode("utf-8")
    moved = {re.sub(r"<[^>]*>", "", inside) for inside in re.findall(r"<w:moveTo [^>]*[^/]>(.*?)</w:moveTo>", body, re.DOTALL)}
    body = re.sub(r"<w:(?:ins|moveTo) [^>]*[^/]>", "<ins>", re.sub(r"<w:(?:del|moveFrom) [^>]*[^/]>", "<del>", body))
    body = re.sub(r"</w:(?:ins|moveTo)>", "</ins>", re.sub(r"</w:(?:del|moveFrom)>", "</del>", body))
    return Marked(_of_markup(re.sub(r"<(?!/?(?:ins|del)>)[^>]*>", "", body)), moved)


def _document(text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


_PHP = "$p = json_decode(stream_get_contents(STDIN)); echo wikidiff2_do_diff($p[0], $p[1], 2);"


def _wikidiff2(_: Mutated, before: str, after: str) -> Marked:
    done = subprocess.run(["php", "-r", _PHP], input=json.dumps([before, after]), capture_output=True, text=True, check=True)
    rows = re.findall(r"<tr>(.*?)</tr>", done.stdout, re.DOTALL)
    steps: list[Step] = []
    moved: set[str] = set()
    for row in rows:
        for side, mark in (("deleted", "-"), ("added", "+")):
            for cell in re.findall(rf'<td class="diff-{side}line[^"]*">(.*?)</td>', row, re.DOTALL):
                whole = "diffchange" not in cell
                text = html.unescape(re.sub(r"<[^>]*>", "", cell))
                tag = "del" if mark == "-" else "ins"
                changed = [html.unescape(one) for one in re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", cell, re.DOTALL)]
                steps += [(mark, text)] if whole and "movedpara" not in row else [(mark, one) for one in changed]
                if "movedpara-right" in row and mark == "+":
                    moved.add(text)
    return Marked(steps, moved)


def _of_markup(text: str) -> list[Step]:
    marks = {"del": "-", "ins": "+"}
    found = []
    for tag, inside, plain in re.findall(r"<(del|ins)[^>]*>(.*?)</\1>|([^<]+)", text, re.DOTALL):
        found.append((marks[tag], html.unescape(inside)) if tag else ("=", html.unescape(plain)))
    return found


PEERS: dict[str, tuple[Callable[[Mutated, str, str], Marked], Callable[[], bool]]] = {
    "tongbi": (ours, lambda: True),
    "difflib": (_difflib, lambda: True),
    "fast-diff-match-patch": (_dmp, lambda: find_spec("fast_diff_match_patch") is not None),
    "redlines": (_redlines, lambda: find_spec("redlines") is not None),
    "python-redlines": (_python_redlines, lambda: find_spec("python_redlines_docxodus") is not None),
    "wikidiff2": (_wikidiff2, lambda: shutil.which("php") is not None),
}


# ── the figures ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _add(row: Row, marked: Marked, pair: Mutated, spent: float) -> None:
    row.seconds += spent
    row.deleted += sum(len(text.strip("\n")) for mark, text in marked.steps if mark == "-")
    row.inserted += sum(len(text.strip("\n")) for mark, text in marked.steps if mark == "+")
    row.single += sum(len(text) == 1 for mark, text in marked.steps if mark != "=")
    for before, after in zip(marked.steps, marked.steps[1:], strict=False):
        if before[1] and after[1] and _NUMBER.search(before[1] + after[1]):
            inside = before[1][-1].isdigit() and after[1][0].isdigit() and {before[0], after[0]} != {"-", "+"}
            row.torn += inside
            row.numbers += 1
    if marked.moved is not None:
        true = {unit.text for unit in pair.new.units if unit.id in pair.moved}
        row.found += len(true & marked.moved)
        row.false += len(marked.moved - true)
        row.moves = (row.moves or 0) + len(true)


def main(count: int) -> None:
    """Print the table."""
    reports = [report for report in mutations.reports() if 5_000 < sum(len(unit.text) for unit in report.units) < 25_000][:count]
    others = [unit for report in mutations.reports() for unit in report.units if len(unit.text) > 20]
    pairs = [mutations.mutate(report, others, seed) for seed, report in enumerate(reports, 1)]
    print(f"{len(pairs)} pairs, {sum(len(lines(pair.old)) for pair in pairs) // max(len(pairs), 1)} characters each on average")
    print(f"{'':24}{'time':>9}{'ratio':>8}{'deleted':>9}{'inserted':>9}{'1-char':>8}{'torn no.':>9}{'moves':>12}{'false':>7}")
    first = 0.0
    for name, (run, there) in PEERS.items():
        if not there():
            print(f"{name:24} not installed")
            continue
        row = Row()
        for pair in pairs:
            before, after = lines(pair.old), lines(pair.new)
            begun = time.perf_counter()
            marked = run(pair, before, after)
            _add(row, marked, pair, time.perf_counter() - begun)
        first = first or row.seconds
        moves = f"{row.found} of {row.moves}" if row.moves is not None else "–"
        false = str(row.false) if row.moves is not None else "–"
        marks = f"{row.deleted:9}{row.inserted:9}{row.single:8}{row.torn:9}"
        print(f"{name:24}{row.seconds:8.2f}s{row.seconds / first:8.1f}{marks}{moves:>12}{false:>7}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
