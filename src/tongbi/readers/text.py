"""Plain text and Markdown, in any encoding that such files come in; pieces of web pages go to the reader of pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from tongbi.errors import InputError
from tongbi.model import Block, Document, Finding, Grid
from tongbi.readers import encodings, front_matter, page_numbers, paragraphs, pasted_web_text, sgml_marks, typed_tables
from tongbi.readers.source_file import File

# One of these stands in any Markdown worth the name.
_HINTS = ("#", "**", "](", "```", "~~~", "\n===", "\n---", "[^")


def read(file: File) -> Document:
    """The paragraphs of a text file; InputError for bytes that are no text."""
    decoded = encodings.decode(file.raw)
    if decoded is None:
        raise InputError(file.path, "binary or in no known text encoding", "save it as .docx or as UTF-8 text")
    told, below = front_matter.parted(decoded.text)
    if page := _page(file, below):
        return page
    findings = [Finding("encoding-guessed", "", {"encoding": decoded.encoding})] if decoded.doubtful else []
    text, doubts = paragraphs.clean(sgml_marks.without(below))
    article = pasted_web_text.parted(typed_tables.LINE_END.split(text))
    doubts += article.findings()
    lines = page_numbers.left_out(article.lines)
    running, grids = typed_tables.taken_out("\n".join(lines))
    marked = _markdown(running, grids, told=bool(told))
    if marked is None:
        found = paragraphs.paragraphs(running)
        doubts += [Finding("lines-joined", "", {"count": str(found.joined)})] if found.joined else []
        alone = _alone(lines)
    blocks: Iterable[Block | Grid] = (
        marked if marked is not None else (grids.get(line) or Block(line, alone=line in alone) for line in found.texts)
    )
    source = file.source("txt" if marked is None else "md", decoded.encoding)
    return Document(source, tuple(blocks), (*findings, *doubts), metadata={**told, **article.metadata})


def _alone(lines: Sequence[str]) -> frozenset[str]:
    """The texts of a line or two with blank ones above and below; none where most of the text stands in lines alone."""
    runs = [list(run) for filled, run in groupby(map(str.strip, lines), bool) if filled]
    single = sum(len(run[0]) for run in runs if len(run) == 1)
    few = 2 * single < sum(len(line) for run in runs for line in run)
    return frozenset(" ".join(run) for run in runs if few and len(run) < 3)


def _page(file: File, text: str) -> Document | None:
    """The document of a text that is a piece of a web page; None for any other."""
    if "<" not in text:
        return None
    from tongbi.readers import html
    from tongbi.readers.html import fragments

    return html.read(file) if fragments.is_page(file, text) else None


def _markdown(text: str, grids: dict[str, Grid], *, told: bool) -> Sequence[Block | Grid] | None:
    """The paragraphs and tables of a text in Markdown; None for one that is none. Front matter (`told`) is a sign of Markdown, too."""
    if not any(hint in text for hint in _HINTS):
        return None
    from tongbi.readers import markdown

    tokens = markdown.tokens(text, signs=int(told))
    return list(markdown.blocks(tokens, grids, text)) if tokens else None
