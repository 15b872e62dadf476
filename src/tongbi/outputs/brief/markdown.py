"""The brief in Markdown: quoted text with Markdown's marks escaped."""

from __future__ import annotations

import re

from tongbi.model import Comparison, Language
from tongbi.outputs.brief import Shown, compose
from tongbi.outputs.brief.appendix import CoreTable
from tongbi.outputs.invalid_characters import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~!$&])")
# At the start of a line these would open a list; a backslash before a digit is shown, so the mark behind the number is escaped.
_LIST = re.compile(r"^(\d+)([.)])|^([-+=])")


def render(comparison: Comparison, language: Language, pages: int = 2) -> bytes:
    """The brief in UTF-8 Markdown."""
    brief = compose(comparison, language, pages)
    blocks = [f"# {escaped(brief.title)}", *map(escaped, brief.lead)]
    blocks += [_block(part, [brief.sentence(point) for point in part.points]) for part in brief.parts]
    blocks += [escaped(brief.close)] if brief.close else []
    blocks += [f"## {escaped(brief.appendix.title)}", _table(brief.appendix)] if brief.appendix else []
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def escaped(text: str) -> str:
    """A text that Markdown shows as it is, in one line."""
    line = _inline(text)
    return _LIST.sub(lambda mark: f"{mark[1]}\\{mark[2]}" if mark[1] else f"\\{mark[3]}", line)


def _inline(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", visible(" ".join(text.split())))


def _block(part: Shown, sentences: list[str]) -> str:
    lines = "\n".join(f"- {escaped(sentence)}" for sentence in sentences)
    return f"## {escaped(part.title + part.more)}\n\n{lines}"


def _table(found: CoreTable) -> str:
    rows = [found.head, ("---",) * len(found.head), *found.rows]
    return "\n".join("| " + " | ".join(row if row[0] == "---" else map(_inline, row)) + " |" for row in rows)
