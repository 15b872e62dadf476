"""Plain text and Markdown, in any encoding that such files come in."""

from __future__ import annotations

import re

from tongbi.errors import InputError
from tongbi.model import Block, Document, Finding, Grid
from tongbi.readers import encodings, paragraphs, pasted_web_text, typed_tables
from tongbi.readers.source_file import File

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?$")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__")
# One line that begins with # may be anything; two are Markdown, and so is one beside lines that are bold as a whole.
_FEWEST_SIGNS = 2


def read(file: File) -> Document:
    """The paragraphs of a text file; InputError for bytes that are no text."""
    decoded = encodings.decode(file.raw)
    if decoded is None:
        raise InputError(file.path, "binary or in no known text encoding", "save it as .docx or as UTF-8 text")
    findings = [Finding("encoding-guessed", "", {"encoding": decoded.encoding})] if decoded.doubtful else []
    text, doubts = paragraphs.clean(decoded.text)
    article = pasted_web_text.parted(typed_tables.LINE_END.split(text))
    doubts += article.findings()
    running, grids = typed_tables.taken_out("\n".join(article.lines))
    found = paragraphs.paragraphs(running)
    if found.joined:
        doubts.append(Finding("lines-joined", "", {"count": str(found.joined)}))
    headings = sum(bool(_HEADING.match(line)) for line in found.texts)
    bold = sum(map(_is_bold, found.texts))
    markdown = headings > 0 and headings + bold >= _FEWEST_SIGNS
    blocks = [grids.get(line) or (_markdown(line) if markdown else Block(line)) for line in found.texts]
    source = file.source("md" if markdown else "txt", decoded.encoding)
    kept = tuple(block for block in blocks if isinstance(block, Grid) or block.text)
    return Document(source, kept, (*findings, *doubts), metadata=article.metadata)


def _markdown(line: str) -> Block:
    """A Markdown line: heading depth as outline level, marks of emphasis taken off."""
    heading = _HEADING.match(line)
    text = heading[2] if heading else line
    plain = _BOLD.sub(lambda found: found[1] or found[2], text)
    return Block(plain.strip(), bold=_is_bold(text), outline=len(heading[1]) if heading else None)


def _is_bold(text: str) -> bool:
    """Whether one pair of marks holds the whole text: `**a** and **b**` does not."""
    whole = _BOLD.match(text)
    return whole is not None and whole.end() == len(text)
