"""Marks of notes in a text ([2], ②, [^a], ¹, *) and the notes they lead to below it: the marks taken out, the notes set apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from tongbi.language import lexicon
from tongbi.model import Block, Document, Grid

_SIGN = r"[\[［【〔](\^[\w-]{1,30}|\d{1,3})[\]］】〕]|([①-⑳㉑-㉟])"
_FIRST = "[［【〔①¹*†"
# Raised figures behind a Chinese word or what closes one, as no unit of measure has them (km²), and stars.
_RAISED, _STARS = "[¹²³⁰-⁹]{1,2}", r"(?<![\d*])[*†‡]{1,3}(?!\*)"
# A mark stands right behind a word or what closes one: what opens a clause counts points.
_MARK = re.compile(rf"(?<=[\w）》”\"％%])(?:{_SIGN}|(?<=[\u3400-\u9fff）》”])({_RAISED})|({_STARS}))(?!\()")
_NOTE = re.compile(rf"\s*(?:{_SIGN}|({_RAISED})|({_STARS}))[:：.、]?\s*(?=\S)")
_HEADS = frozenset(lexicon.words("zh/labels", "notes"))


def set_apart(document: Document) -> Document:
    """A document without the marks of notes in its text and titles; the notes themselves are put behind its own.

    Signs are marks where notes that begin with them stand below the text, those beside them where all count up from 1 without a gap, and so
    do numbers in brackets without any notes.
    """
    texts = [text for block in document.blocks for text in _texts(block)]
    whole = "\n".join(texts)
    if not any(sign in whole for sign in _FIRST):
        return document
    met = [_key(found) for text in texts for found in _MARK.finditer(text)]
    if not met:
        return document
    notes = _notes(document.blocks, frozenset(met))
    own = frozenset(map(_key_of_line, notes.values()))
    figures, signs = ([key for key in met if key.isdecimal() or (_number(key) and circled)] for circled in (False, True))
    marks = own | _counted(figures) | (_counted(signs) if any(not key.isascii() for key in own) else own)
    if not marks:
        return document
    blocks = tuple(
        _without(block, marks) for at, block in enumerate(document.blocks) if at not in notes and not _heads(document.blocks, at, notes)
    )
    told = {name: _unmarked(value, marks) for name, value in document.metadata.items()}
    apart = tuple(_NOTE.sub("", text, count=1) for text in notes.values())
    return replace(document, blocks=blocks, notes=(*document.notes, *apart), metadata=told)


def _texts(block: Block | Grid) -> Sequence[str]:
    return [block.text] if isinstance(block, Block) else [cell.text for cell in block.cells]


def _key(found: re.Match[str]) -> str:
    """A mark as the note's own sign, in whichever brackets or raised: ^a, 12, ②, *."""
    return found[1] or found[2] or (unicodedata.normalize("NFKC", found[3]) if found[3] else found[4])


def _key_of_line(line: str) -> str:
    found = _NOTE.match(line)
    return _key(found) if found else ""


def _notes(blocks: Sequence[Block | Grid], met: Set[str]) -> Mapping[int, str]:
    """The last run of lines that begin with the signs of notes, by place: most of these are marks in the text. A star that begins
    several lines leads the points of a list.
    """
    keys = [_key_of_line(block.text) if isinstance(block, Block) else "" for block in blocks]
    runs: list[dict[int, str]] = [{}]
    for at, (block, key) in enumerate(zip(blocks, keys, strict=True)):
        if isinstance(block, Block) and key and (keys.count(key) == 1 or _number(key) or key[0] == "^"):
            if runs[-1] and (at - 1 not in runs[-1] or _number(key) == 1):
                runs.append({})
            runs[-1][at] = block.text
    told = [run for run in runs if run and 2 * len({_key_of_line(line) for line in run.values()} & met) > len(run)]
    return told[-1] if told else {}


def _number(key: str) -> int:
    digits = unicodedata.normalize("NFKC", key)
    return int(digits) if digits.isdecimal() else 0


def _counted(met: Sequence[str]) -> Set[str]:
    """Marks that count up from 1, two or more, each new one by one; empty for any others."""
    new = [*dict.fromkeys(met)]
    return frozenset(new) if len(new) > 1 and [*map(_number, new)] == [*range(1, len(new) + 1)] else frozenset()


def _heads(blocks: Sequence[Block | Grid], at: int, notes: Mapping[int, str]) -> bool:
    """Whether a line is the heading of the notes below it."""
    block = blocks[at]
    return at + 1 in notes and isinstance(block, Block) and block.text.strip().rstrip("：:").lower() in _HEADS


def _unmarked(text: str, marks: Set[str]) -> str:
    return _MARK.sub(lambda found: "" if _key(found) in marks else found[0], text)


def _without(block: Block | Grid, marks: Set[str]) -> Block | Grid:
    if isinstance(block, Block):
        return replace(block, text=_unmarked(block.text, marks))
    return replace(block, cells=tuple(replace(cell, text=_unmarked(cell.text, marks)) for cell in block.cells))
