"""Markdown by a CommonMark parser: the text alone, headings by their depth, items with their numbers; no targets of links, no comments.

What Markdown leaves as it stands is read as plain text is: several sections in one line are parted, and in Chinese text, which wants no
blank where a line ends, a line end parts paragraphs unless the line was torn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from tongbi.language.folding import han_share
from tongbi.model import Block, Grid
from tongbi.readers import paragraphs, wrapping
from tongbi.readers.html import blocks as html_blocks

# Emphasis that CommonMark does not see: a full stop within and a Chinese character without.
_BOLD = re.compile(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*")
_BOXES = {"[ ] ": "□", "[x] ": "☑", "[X] ": "☑"}


@dataclass(slots=True)
class _Text:
    """The text of one element, and whether some of it is plain and some bold."""

    text: str = ""
    plain: bool = False
    bold: bool = False


@dataclass(slots=True)
class _Walk:
    """What the walk over a text's tokens is in: lists with the numbers of their next items, the mark of an item just begun, a heading."""

    grids: Mapping[str, Grid]
    chinese: bool
    lists: list[int | None] = field(default_factory=list)
    mark: str = ""
    outline: int | None = None


def tokens(text: str, signs: int = 0) -> list[Token]:
    """The tokens of a text that is Markdown by two signs or more, `signs` among them: headings, links, emphasis, fences, notes.

    None for any other: one of them may stand in plain text. A heading over a rule is a sign where the rule is as long.
    """
    noted = text.replace("\n[^", "\n\n[^").replace("[^", "\\[^")  # a note is no target of a link
    found = MarkdownIt("commonmark").enable("strikethrough").parse(noted)
    signs += sum(set(rule) == {"-"} and len(title) == len(rule) for title, rule in pairwise(noted.splitlines()) if title.strip("- "))
    signs += sum(map(_signs, found)) + len(_BOLD.findall(text)) + noted.count("\n\\[^")
    return found if signs > 1 else []


def _signs(token: Token) -> int:
    own = token.type == "fence" or (token.type == "heading_open" and token.markup != "-")
    return own + sum(child.type in {"link_open", "image"} for child in token.children or ())


def blocks(found: Sequence[Token], grids: Mapping[str, Grid], text: str) -> Iterator[Block | Grid]:
    """The paragraphs and tables of the tokens of a text; `grids` are tables by the lines that stand for them."""
    walk = _Walk(grids, chinese=han_share(text) > 0.3)
    layout = wrapping.layout([line.rstrip() for line in text.split("\n")]) if walk.chinese else None
    last: dict[str, int] = {}
    for token in found:
        for block in _read(walk, token):
            if isinstance(block, Grid) or block.outline is not None:
                yield block
            else:
                yield from (replace(block, text=line) for line in paragraphs.paragraphs(block.text, last, layout).texts)


def _read(walk: _Walk, token: Token) -> Sequence[Block | Grid]:
    """What a token adds to the text, after it has changed what the walk is in."""
    if token.type == "inline":
        return _inline(walk, token)
    if token.type in {"fence", "code_block"}:
        return [Block(token.content)]
    if token.type == "html_block":
        body = LexborHTMLParser(token.content).body
        items = html_blocks.walk(body).items if body is not None else []
        return [
            item.block if isinstance(item, html_blocks.Paragraph) else item
            for item in items
            if isinstance(item, html_blocks.Paragraph | Grid)
        ]
    change = _CHANGES.get(token.type)
    if change is not None:
        change(walk, token)
    return []


def _heading(walk: _Walk, token: Token) -> None:
    walk.outline = int(token.tag[1:]) if token.nesting > 0 else None


def _list(walk: _Walk, token: Token) -> None:
    if token.nesting < 0:
        walk.lists.pop()
    else:
        walk.lists.append(int(token.attrGet("start") or 1) if token.tag == "ol" else None)


def _item(walk: _Walk, token: Token) -> None:
    number = walk.lists[-1]
    walk.mark = ""
    if number is not None and token.nesting > 0:
        walk.mark, walk.lists[-1] = f"{number}{token.markup} ", number + 1


_CHANGES: dict[str, Callable[[_Walk, Token], None]] = {
    **dict.fromkeys(("heading_open", "heading_close"), _heading),
    **dict.fromkeys(("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"), _list),
    **dict.fromkeys(("list_item_open", "list_item_close"), _item),
}


def _inline(walk: _Walk, token: Token) -> Sequence[Block | Grid]:
    if token.content in walk.grids:
        return [_plain_cells(walk.grids[token.content])]
    text = _text(token.children or (), "\n" if walk.chinese else " ")
    lines = [line for line in map(_cleaned, text.text.split("\n")) if line]
    mark, walk.mark = walk.mark, ""
    if not lines:
        return []
    outline = None if lines[-1].endswith("。") else walk.outline  # a rule drawn under a paragraph makes it a heading to CommonMark
    whole = ("" if walk.chinese else " ") if outline else "\n"
    return [Block(mark + whole.join(lines), bold=text.bold and not text.plain, outline=outline)]


def _text(children: Sequence[Token], soft: str) -> _Text:
    """The text of inline tokens: pictures, comments and tags are none; `soft` is what a line end is that may be a blank."""
    found, strong = _Text(), 0
    for child in children:
        strong += child.nesting if child.type.startswith("strong") else 0
        if child.type == "hardbreak" or (child.type == "html_inline" and child.content.lower().startswith("<br")):
            found.text += "\n"
        elif child.type == "softbreak":
            found.text += soft
        elif child.type in {"text", "code_inline"}:
            plain = _BOLD.sub("", child.content)
            found.text += _BOLD.sub(r"\1", child.content)
            found.plain |= not strong and bool(plain.strip())
            found.bold |= strong > 0 or plain != child.content
    return found


def _cleaned(line: str) -> str:
    """A line without the attributes of a heading ({#id .class}) and the marks of a fenced division (:::), boxes to tick as characters."""
    line = line.strip()
    if line.startswith(":::"):
        return ""
    if line.endswith("}") and (at := max(line.rfind("{#"), line.rfind("{."))) > 0:
        line = line[:at].rstrip()
    box = _BOXES.get(line[:4])
    return f"{box} {line[4:]}" if box else line


def _plain_cells(grid: Grid) -> Grid:
    """A table whose cells hold their text alone."""
    parser = MarkdownIt("commonmark")
    cells = (replace(cell, text=_text(parser.parseInline(cell.text)[0].children or (), " ").text.replace("\n", " ")) for cell in grid.cells)
    return replace(grid, cells=tuple(cells))
