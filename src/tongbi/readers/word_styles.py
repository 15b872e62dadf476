"""What Word says of a paragraph's looks: its own properties first, then its style's, then the style that one is based on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d$", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off"})
_BODY_TEXT = 9


@dataclass(frozen=True, slots=True)
class Looks:
    """`outline`: heading level 1–9 or None. `numbered`: Word sets a number before it. `contents`: a line of the table of contents."""

    bold: bool = False
    centred: bool = False
    outline: int | None = None
    numbered: bool = False
    contents: bool = False


def styles(root: Any) -> dict[str | None, Looks]:
    """The looks of every style of a `w:styles` element by its id; None stands for the default paragraph style."""
    known = {style.get(qn("w:styleId")): style for style in root.iterchildren(qn("w:style"))}
    resolved: dict[str | None, Looks] = {}
    for name in known:
        chain: list[str] = []
        step: str | None = name
        while step is not None and step in known and step not in chain and step not in resolved:
            chain.append(step)
            step = _value(known[step], "w:basedOn")
        base = resolved.get(step, Looks())
        for below in reversed(chain):
            base = resolved[below] = _style(known[below], base)
    default = next(
        (name for name, style in known.items() if style.get(qn("w:default")) == "1" and style.get(qn("w:type")) == "paragraph"), None
    )
    resolved[None] = resolved.get(default, Looks())
    return resolved


def paragraph(element: Any, known: Mapping[str | None, Looks]) -> Looks:
    """The looks of a `w:p` element; `bold` is its style's alone."""
    properties = element.find(qn("w:pPr"))
    if properties is None:
        return known[None]
    return _with(properties, known.get(_value(properties, "w:pStyle"), known[None]))


def is_bold(run: Any, base: bool, known: Mapping[str | None, Looks]) -> bool:
    """Whether a `w:r` element is bold in a paragraph whose style is bold or not."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return base
    style = _value(properties, "w:rStyle")
    return _switch(properties, "w:b", known[style].bold or base if style in known else base)


def _style(style: Any, base: Looks) -> Looks:
    name = _value(style, "w:name") or ""
    heading = _HEADING.match(name)
    runs, properties = style.find(qn("w:rPr")), style.find(qn("w:pPr"))
    looks = base if properties is None else _with(properties, base)
    return Looks(
        bold=looks.bold if runs is None else _switch(runs, "w:b", looks.bold),
        centred=looks.centred,
        outline=int(heading[1]) if heading else looks.outline,
        numbered=looks.numbered,
        contents=looks.contents or bool(_CONTENTS.match(name)),
    )


def _with(properties: Any, base: Looks) -> Looks:
    """Looks with what a `w:pPr` element changes in them."""
    level, alignment, number = (_value(properties, tag) for tag in ("w:outlineLvl", "w:jc", "w:numPr/w:numId"))
    outline = base.outline if level is None else int(level) + 1 if int(level) < _BODY_TEXT else None
    return Looks(
        bold=base.bold,
        centred=base.centred if alignment is None else alignment == "center",
        outline=outline,
        numbered=base.numbered if number is None else number != "0",
        contents=base.contents,
    )


def _value(element: Any, path: str) -> str | None:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return None if found is None else found.get(qn("w:val"))


def _switch(properties: Any, tag: str, base: bool) -> bool:
    """An on/off property: there without a value means on."""
    found = properties.find(qn(tag))
    return base if found is None else found.get(qn("w:val")) not in _OFF
