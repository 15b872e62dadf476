"""What Word says of a paragraph's looks: its own properties first, then its style's, then the style that one is based on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tongbi.readers.docx.numbering import Counters
from tongbi.readers.docx.xml_names import qn

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d$", re.IGNORECASE)
# Faces in which documents set their headings, whether or not they call them bold.
_HEADING_FACE = re.compile(r"黑体|小标宋|heiti|simhei|[\u4e00-\u9fff]黑|_?XBS", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})
_BODY_TEXT = 9


@dataclass(frozen=True, slots=True)
class Looks:
    """`outline`: heading level 1–9 or None. `number` and `level`: the numbering that Word counts it by (None: none). `face`: heading type.

    `contents`: a line of the table of contents. `hidden`: not shown. `size` of its type in half points, 0 where nothing says it.
    """

    bold: bool = False
    centred: bool = False
    outline: int | None = None
    number: str | None = None
    level: int | None = None
    contents: bool = False
    face: bool = False
    hidden: bool = False
    style: str = ""
    size: int = 0


def styles(root: Any) -> dict[str | None, Looks]:
    """The looks of every style of a `w:styles` element by its id; None stands for the default paragraph style."""
    known = {style.get(qn("w:styleId")): style for style in root.iterchildren(qn("w:style"))}
    resolved: dict[str | None, Looks] = {}
    common = root.find(qn("w:docDefaults/w:rPrDefault/w:rPr"))
    plain = Looks() if common is None else Looks(size=_lettered(common, Looks()).size)
    for name in known:
        chain: list[str] = []
        step: str | None = name
        while step is not None and step in known and step not in chain and step not in resolved:
            chain.append(step)
            step = _value(known[step], "w:basedOn")
        base = resolved.get(step, plain)
        for below in reversed(chain):
            base = resolved[below] = _style(below, known[below], base)
    default = next(
        (name for name, style in known.items() if style.get(qn("w:default")) == "1" and style.get(qn("w:type")) == "paragraph"), None
    )
    resolved[None] = resolved.get(default, plain)
    return resolved


def paragraph(element: Any, known: Mapping[str | None, Looks]) -> Looks:
    """The looks of a `w:p` element; what concerns its letters is its style's alone."""
    properties = element.find(qn("w:pPr"))
    if properties is None:
        return known[None]
    return _with(properties, known.get(_value(properties, "w:pStyle"), known[None]))


def run(element: Any, base: Looks, known: Mapping[str | None, Looks]) -> Looks:
    """The looks of a `w:r` element in a paragraph with these looks: bold, face, size and hidden."""
    properties = element.find(qn("w:rPr"))
    if properties is None:
        return base
    style = _value(properties, "w:rStyle")
    named = known.get(style) if style is not None else None
    around = base if named is None else replace(base, bold=named.bold or base.bold, face=named.face or base.face, hidden=named.hidden)
    return _lettered(properties, around)


def level_of(looks: Looks, counters: Counters) -> int:
    """The level (from 0) that a numbered paragraph counts on: its own, or the one that its style is tied to."""
    if looks.level is not None:
        return looks.level
    return counters.of_styles.get((looks.number or "", looks.style), 0)


def _style(name: str, style: Any, base: Looks) -> Looks:
    printed = _value(style, "w:name") or ""
    heading = _HEADING.match(printed)
    runs, properties = style.find(qn("w:rPr")), style.find(qn("w:pPr"))
    looks = replace(base if properties is None else _with(properties, base), style=name)
    if runs is not None:
        looks = _lettered(runs, looks)
    return replace(
        looks, outline=int(heading[1]) if heading else looks.outline, contents=looks.contents or bool(_CONTENTS.match(printed)), style=name
    )


def _with(properties: Any, base: Looks) -> Looks:
    """Looks with what a `w:pPr` element changes in them."""
    outline, alignment = _value(properties, "w:outlineLvl"), _value(properties, "w:jc")
    number, level = _value(properties, "w:numPr/w:numId"), _value(properties, "w:numPr/w:ilvl")
    own = base.outline if outline is None or not outline.isdecimal() else int(outline) + 1 if int(outline) < _BODY_TEXT else None
    return replace(
        base,
        centred=base.centred if alignment is None else alignment == "center",
        outline=own,
        number=base.number if number is None else number if number != "0" else None,
        level=int(level) if level is not None and level.isdecimal() else base.level,
    )


def _lettered(properties: Any, base: Looks) -> Looks:
    """Looks with what a `w:rPr` element changes in them."""
    fonts = properties.find(qn("w:rFonts"))
    said = fonts.get(qn("w:eastAsia")) if fonts is not None else None
    face = base.face if said is None else bool(_HEADING_FACE.search(said))
    bold, hidden = _switch(properties, "w:b", base.bold), _switch(properties, "w:vanish", base.hidden)
    told = _value(properties, "w:sz")
    size = int(told) if told is not None and told.isdecimal() else base.size
    same = (bold, face, hidden, size) == (base.bold, base.face, base.hidden, base.size)
    return base if same else replace(base, bold=bold, face=face, hidden=hidden, size=size)


def _value(element: Any, path: str) -> str | None:
    found = element.find(qn(path))
    return None if found is None else found.get(qn("w:val"))


def _switch(properties: Any, tag: str, base: bool) -> bool:
    """An on/off property: there without a value means on."""
    found = properties.find(qn(tag))
    return base if found is None else found.get(qn("w:val")) not in _OFF
