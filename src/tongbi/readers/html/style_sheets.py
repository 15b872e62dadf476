"""Style sheets within a page: what they say of type is put where they say it of, as if it stood in the elements' own attributes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from operator import itemgetter

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_TYPE = frozenset(("font", "font-size", "font-weight", "font-style", "text-align", "text-decoration"))


def apply(tree: LexborHTMLParser, most: int = 200) -> None:
    """Gives the elements of a page what its sheets say of their type; of sheets with more than `most` rules on type the first of them.

    What an element says itself goes before its sheet, an id before a class, that before a tag, and else the later rule before the earlier.
    """
    sheets = (node.text() for node in tree.css("style"))
    rules = islice((rule for sheet in sheets for rule in _rules(sheet)), most)
    told: dict[int, tuple[LexborNode, list[str]]] = {}
    for _, selector, declarations in sorted(rules, key=itemgetter(0)):
        try:
            nodes = tree.css(selector)
        except SelectolaxError:
            continue
        for node in nodes:
            told.setdefault(node.mem_id, (node, []))[1].append(declarations)
    for node, said in told.values():
        node.attrs["style"] = ";".join([*said, node.attributes.get("style") or ""])


def _rules(sheet: str) -> Iterator[tuple[tuple[int, int, int], str, str]]:
    """Each selector that something is said of type for: its weight, itself, the declarations. What holds on some media is left out."""
    first, *rest = sheet.split("/*")
    sheet = first + "".join(one.partition("*/")[2] for one in rest)
    depth, names, begin = 0, "", 0
    for at, char in enumerate(sheet):
        if char == "{":
            depth += 1
            if depth == 1:
                names, begin = sheet[begin:at].rpartition(";")[2], at + 1
        elif char == "}":
            depth = max(0, depth - 1)
            if depth == 0:
                yield from _of(names, sheet[begin:at])
                begin = at + 1


def _of(names: str, body: str) -> Iterator[tuple[tuple[int, int, int], str, str]]:
    """The rules for the selectors named, of what their body says of type; none of a rule that holds others, or for a moment (a:hover)."""
    said = ";".join(one for one in body.split(";") if one.partition(":")[0].strip().lower() in _TYPE)
    if said and "{" not in body and "@" not in names:
        for name in filter(None, map(str.strip, names.split(","))):
            if ":" not in name:
                tags = sum(part[0].isalpha() for part in name.split())
                yield (name.count("#"), name.count(".") + name.count("["), tags), name, said
