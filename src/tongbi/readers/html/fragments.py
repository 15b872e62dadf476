"""Pieces of web pages without the beginning of a page, known by what their tags hold."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tongbi.readers.html import page
from tongbi.readers.html.styles import BLOCKS
from tongbi.readers.source_file import File

_HEADINGS = ("# ", "## ", "### ", "#### ")  # of Markdown
_PARTING = "p,div,br,td,li,h1,h2,h3,h4,h5,h6,section,article"


def is_page(file: File, text: str) -> bool:
    """Whether a text is marked up as a web page is.

    Such a text begins with an element of a page or has tags in most lines, and most of it stands within elements or in single lines that
    these part.

    Text of several lines beside the elements is another format's, be it plain or Markdown, which may hold some.
    """
    lines = [line for line in text.lower().splitlines() if line.strip()]
    tagged = sum("</" in line or "<br" in line for line in lines)
    if not tagged or any(line.startswith(_HEADINGS) for line in lines):
        return False
    page.bound(file, text)
    tree = LexborHTMLParser(text)
    body = tree.body
    if body is None or not (2 * tagged > len(lines) or _begins(tree, text)):
        return False
    parted = len(body.css(_PARTING)) >= len("<>") or "<html" in text.lower()
    return parted and 2 * sum(map(len, _beside(body))) <= len(body.text())


def _begins(tree: LexborHTMLParser, text: str) -> bool:
    """Whether an element that pages know stands first."""
    head, first = tree.head, tree.body.first_child if tree.body is not None else None
    in_head = head is not None and head.first_child is not None
    return text.lstrip().startswith("<") and (in_head or (first is not None and first.tag in BLOCKS))


def _beside(body: LexborNode) -> list[str]:
    """The pieces of several lines that stand in no element known to pages, be they in others (<PAGE>)."""
    found = []
    open_: list[LexborNode] = [body]
    while open_:
        node = open_.pop().first_child
        while node is not None:
            if node.tag == "-text" and "\n" in (text := node.text_content or "").strip():
                found.append(text)
            elif node.tag and node.tag[0] not in "-!" and node.tag not in BLOCKS:
                open_.append(node)
            node = node.next
    return found
