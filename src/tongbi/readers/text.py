"""Plain text and Markdown, in any encoding that such files come in."""

from __future__ import annotations

import re
from pathlib import Path

from tongbi.errors import InputError
from tongbi.model import Block, Finding
from tongbi.readers import encodings, paragraphs

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BOLD = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")


def read(path: Path, raw: bytes) -> tuple[str, str | None, tuple[Block, ...], tuple[Finding, ...]]:
    """Format, encoding, blocks and findings of a text file; InputError for bytes that are no text."""
    decoded = encodings.decode(raw)
    if decoded is None:
        raise InputError(path, "binary or in no known text encoding", "save it as .docx or as UTF-8 text")
    text, removed = paragraphs.clean(decoded.text)
    findings = [Finding("encoding-guessed", "", {"encoding": decoded.encoding})] if decoded.doubtful else []
    if removed:
        findings.append(Finding("control-characters", "", {"count": str(removed)}))
    lines = paragraphs.paragraphs(text)
    markdown = sum(bool(_HEADING.match(line)) for line in lines) >= 2
    blocks = tuple(_markdown(line) if markdown else Block(line) for line in lines)
    return "md" if markdown else "txt", decoded.encoding, tuple(block for block in blocks if block.text), tuple(findings)


def _markdown(line: str) -> Block:
    """A Markdown line: heading depth as outline level, marks of emphasis taken off."""
    heading = _HEADING.match(line)
    text = heading[2] if heading else line
    plain = _BOLD.sub(lambda found: found[1] or found[2], text)
    whole = _BOLD.fullmatch(text)
    return Block(plain.strip(), bold=bool(whole), outline=len(heading[1]) if heading else None)
