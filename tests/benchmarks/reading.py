"""Reading speed: each reader beside the bare library on the same file in the same run.

Run with `python tests/benchmarks/reading.py`. Files are made from `reports/`, and real ones are added where they lie beside the
checkout. The bare library gives plain text alone: selectolax parses and gives the body's text (trafilatura,
which finds the article as well, is measured beside it), python-docx the paragraphs' texts,
PDFium the text of all pages, Python decodes. A time is the best of several; a page is one of a PDF, else 1,000 characters. PDFs are
printed by LibreOffice where it is installed (fonts embedded, as in real ones), else made by hand.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median

import docx
import pypdfium2
import trafilatura
from selectolax.lexbor import LexborHTMLParser

from tongbi import readers
from tongbi.model import Block

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
sys.path.insert(0, str(ROOT / "tests"))

ROUNDS, LEAST = 7, 0.5
LINE, LINES = 26, 22
NEWEST = {"2024", "2025"}  # of the texts, which are many and alike


def reports() -> Iterator[tuple[str, list[str]]]:
    for path in sorted((ROOT / "reports").rglob("*.txt")):
        yield path.stem, [block.text for block in readers.read(path).blocks if isinstance(block, Block)]


def page(lines: list[str]) -> bytes:
    """As content systems print what was pasted from Word: a face and a size on every run, within a page of links."""
    style = 'style="font-family: 仿宋_GB2312; font-size: 16pt; line-height: 28pt"'
    prose = "".join(f'<p style="text-indent: 2em; margin: 0"><span {style}>{html.escape(line)}</span></p>\n' for line in lines)
    links = "".join(f'<li><a href="/c/{number}.html" target="_blank">栏目{number}</a></li>' for number in range(60))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{lines[0]}</title></head><body><ul class="nav">{links}</ul>'
        f'<div class="main"><div id="zoom">{prose}</div></div><div class="footer">主办单位：某区</div></body></html>'
    ).encode()


def document(lines: list[str]) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    made.save(stream := BytesIO())
    return stream.getvalue()


def pdf(lines: list[str]) -> bytes:
    from test_pdf import lines as set_lines
    from test_pdf import made

    width = LINE if not lines[0].isascii() else 2 * LINE
    printed = [f"　　{line}"[at : at + width] for line in map(plain, lines) for at in range(0, len(line) + 2, width)]
    return made([set_lines(printed[at : at + LINES]) for at in range(0, len(printed), LINES)])


def plain(line: str) -> str:
    """Without what ends a string in a PDF."""
    return line.replace("(", "[").replace(")", "]").replace("\\", "/")


def bare_html(raw: bytes) -> object:
    body = LexborHTMLParser(raw).body
    return body.text() if body is not None else ""


def bare_docx(raw: bytes) -> object:
    return [paragraph.text for paragraph in docx.Document(BytesIO(raw)).paragraphs]


def bare_pdf(raw: bytes) -> object:
    opened = pypdfium2.PdfDocument(raw)
    texts = [opened[number].get_textpage().get_text_range() for number in range(len(opened))]
    opened.close()
    return texts


def bare_text(raw: bytes) -> object:
    return raw.decode("utf-8")


def extracted_html(raw: bytes) -> object:
    return trafilatura.extract(raw.decode("utf-8", errors="replace"), include_tables=True)


# The bare HTML library finds no article; this one does, which is nearer to what a reader has to do.
ALIKE: dict[str, Callable[[bytes], object]] = {"html": extracted_html}
BARE: dict[str, Callable[[bytes], object]] = {"html": bare_html, "docx": bare_docx, "pdf": bare_pdf, "txt": bare_text}
MAKE: dict[str, Callable[[list[str]], bytes]] = {
    "html": page,
    "docx": document,
    "pdf": pdf,
    "txt": lambda lines: "\n".join(lines).encode(),
}


def files(folder: Path) -> Iterator[Path]:
    """The samples in each format, then real files."""
    for name, lines in reports():
        for form, make in MAKE.items():
            (folder / f"{name}.{form}").write_bytes(make(lines))
    print_documents(folder)
    yield from (path for form in BARE for path in sorted(folder.glob(f"*.{form}")))
    real = [path for form in BARE for path in sorted(CORPUS.rglob(f"*.{form}"))]
    yield from (path for path in real if form_of(path) != "txt" or path.stem in NEWEST)


def print_documents(folder: Path) -> None:
    """The Word documents of a folder as PDFs, instead of those made by hand."""
    program = shutil.which("soffice")
    if program is None:
        return
    documents = sorted(map(str, folder.glob("*.docx")))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run([program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *documents], check=True, capture_output=True)


def form_of(path: Path) -> str:
    return path.suffix[1:]


def best(*works: Callable[[], object]) -> list[float]:
    """The least time of some rounds of each, in ms; they take turns, so that a busy machine is busy for all."""
    rounds: list[list[float]] = []
    while len(rounds) < ROUNDS or (sum(map(sum, rounds)) < LEAST and len(rounds) < 10 * ROUNDS):
        times = []
        for work in works:
            begin = time.perf_counter()
            work()
            times.append(time.perf_counter() - begin)
        rounds.append(times)
    return [1000 * min(times) for times in zip(*rounds, strict=True)]


def pages(path: Path, form: str) -> float:
    raw = path.read_bytes()
    if form == "pdf":
        return len(pypdfium2.PdfDocument(raw))
    texts = BARE[form](raw)
    return max(1.0, len("".join(texts) if isinstance(texts, list) else str(texts)) / 1000)


def main(folder: Path) -> None:
    ratios: dict[str, list[float]] = defaultdict(list)
    alike: dict[str, list[float]] = defaultdict(list)
    print(f"{'format':6}  {'pages':>6}  {'ms':>8}  {'bare':>8}  {'ms/page':>8}  {'ratio':>6}  file")
    for path in files(folder):
        form = form_of(path)
        own, bare = best(partial(readers.read, path), lambda path=path, form=form: BARE[form](path.read_bytes()))
        ratios[form].append(own / bare)
        if form in ALIKE:
            own, other = best(partial(readers.read, path), lambda path=path, form=form: ALIKE[form](path.read_bytes()))
            alike[form].append(own / other)
        count = pages(path, form)
        print(f"{form:6}  {count:6.1f}  {own:8.2f}  {bare:8.2f}  {own / count:8.3f}  {own / bare:6.1f}  {path.name[:50]}")
    for form, found in ratios.items():
        print(f"{form}: {min(found):.1f} to {max(found):.1f}, median {median(found):.1f} times the bare library")
    for form, found in alike.items():
        print(f"{form}: {min(found):.2f} to {max(found):.2f}, median {median(found):.2f} times the library that finds articles as well")


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as temporary:
        main(Path(temporary))
