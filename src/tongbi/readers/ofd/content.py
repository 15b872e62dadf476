"""What stands on an OFD page: its pieces of text by place, its tables, whether it shows pictures; mm become points."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tongbi.readers import symbols
from tongbi.readers.ofd.package import PageParts, Resources, numbers
from tongbi.readers.pages import lines, ruled
from tongbi.readers.pages.geometry import SAME, Box, Matrix, after, point, upright
from tongbi.readers.pages.lines import width_of
from tongbi.readers.pages.runs import BOLD_WEIGHT, Run, Sheet
from tongbi.readers.wrapping import WIDE

_POINTS = 72 / 25.4  # per mm
_DEEPEST = 8  # blocks within blocks: real files have three at the most
_ASCENT = 0.86  # of the type size, in Chinese fonts; the rest is below the baseline
_PRIVATE = "\ue000", "\uf8ff"  # codes for private use
_ARGUMENTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


@dataclass(frozen=True, slots=True)
class Content:
    """A page as read, the count of characters that do not run level, whether it has a picture."""

    sheet: Sheet
    turned: int
    picture: bool


@dataclass(frozen=True, slots=True)
class _Item:
    """An object of a page and how it is set there."""

    element: Any
    matrix: Matrix

    @property
    def kind(self) -> str:
        return str(etree.QName(self.element).localname)

    @property
    def angle(self) -> int:
        """In degrees, level text being 0."""
        return round(math.degrees(math.atan2(self.matrix[1], self.matrix[0]))) % 360


def content(page: PageParts, number: int, running: frozenset[str]) -> Content:
    """A page as set, turned so that most of its text runs level; the text of the templates named in `running` is left out."""
    shown = [(page.content, True)]
    for one in page.content.iterfind("{*}Template"):
        template = page.templates.get(one.get("TemplateID", ""))
        if template is not None:
            shown.insert(0, (template, one.get("TemplateID") not in running))
    items = [(item, text) for tree, text in shown for item in _on(tree, page.resources)]
    angle = _usual_angle([item for item, text in items if text])
    left, top, width, height = page.box
    turn, width, height = upright((left, top, left + width, top + height), -angle % 360, scale=_POINTS)
    items = [(_Item(item.element, after(item.matrix, turn)), text) for item, text in items]
    texts = [item for item, text in items if text and item.kind == "TextObject"]
    characters = [one for item in texts if item.angle == 0 for one in _characters(item, number, page.resources)]
    rules = [rule for item, _ in items if item.kind == "PathObject" for rule in _rules(item)]
    tables = ruled.find(rules)
    inside = [one for one in characters if any(table.cell_at(*one.centre) for table in tables)]
    outside = lines.pieces([one for one in characters if not any(table.cell_at(*one.centre) for table in tables)])
    turned = sum(_length(item) for item in texts if item.angle != 0)
    sheet = Sheet(number, width, height, (*inside, *outside), tables, tuple(ruled.level_strokes(rules, tables)))
    return Content(sheet, turned, any(item.kind == "ImageObject" for item, _ in items))


def _on(tree: Any, resources: Resources) -> Iterator[_Item]:
    for layer in tree.iterfind("{*}Content/{*}Layer"):
        yield from _objects(layer, SAME, resources, 0)


def _objects(holder: Any, matrix: Matrix, resources: Resources, depth: int) -> Iterator[_Item]:
    """The objects of a layer, those in blocks and in drawings used as a whole among them; hidden ones left out."""
    for element in holder.iterchildren("*"):
        kind = etree.QName(element).localname
        if element.get("Visible") == "false" or depth > _DEEPEST:
            continue
        if kind == "PageBlock":
            yield from _objects(element, matrix, resources, depth + 1)
        elif kind == "CompositeObject":
            drawing = resources.drawings.get(element.get("ResourceID", ""))
            for inside in drawing.iterfind("{*}Content") if drawing is not None else ():
                yield from _objects(inside, after(_own(element), matrix), resources, depth + 1)
        elif kind in {"TextObject", "PathObject", "ImageObject"}:
            yield _Item(element, after(_own(element), matrix))


def _own(element: Any) -> Matrix:
    """How an object is set in its layer: its own transformation, then its place."""
    given = numbers(element.get("CTM"))
    ctm: Matrix = (given[0], given[1], given[2], given[3], given[4], given[5]) if len(given) == 6 else SAME
    place = [*numbers(element.get("Boundary")), 0.0, 0.0][:2]
    return after(ctm, (1.0, 0.0, 0.0, 1.0, place[0], place[1]))


def _usual_angle(items: list[_Item]) -> int:
    """The angle of most of the text, if it is a quarter turn; 0 for any other."""
    angles: Counter[int] = Counter()
    for item in items:
        if item.kind == "TextObject":
            angles[item.angle] += _length(item)
    usual = angles.most_common(1)[0][0] if angles else 0
    return usual if usual % 90 == 0 else 0


def _length(item: _Item) -> int:
    return sum(len("".join((code.text or "").split())) for code in item.element.iterfind("{*}TextCode"))


def _characters(item: _Item, number: int, resources: Resources) -> Iterator[Run]:
    """The characters of a text object, blanks left out: gaps stand for them."""
    element = item.element
    size, stretch = (numbers(element.get("Size")) or [0.0])[0], (numbers(element.get("HScale")) or [1.0])[0]
    tall = size * math.hypot(item.matrix[2], item.matrix[3])
    along = math.hypot(item.matrix[0], item.matrix[1])
    if tall <= 0 or along <= 0:
        return
    weight = numbers(element.get("Weight"))
    bold = element.get("Font") in resources.bold or bool(weight and weight[0] >= BOLD_WEIGHT)
    for char, x, y, natural, given in _codes(element, size * stretch):
        if char.isspace():
            continue
        left, baseline = point(item.matrix, x, y)
        wide = natural if given <= 0 or WIDE.match(char) or given > size * stretch else given
        top = baseline - _ASCENT * tall
        shown = symbols.named(char, resources.fonts.get(element.get("Font", ""), "")) if _PRIVATE[0] <= char <= _PRIVATE[1] else char
        yield Run(number, shown, left, top, left + wide * along, top + tall, baseline, tall, bold)


def _codes(element: Any, em: float) -> Iterator[tuple[str, float, float, float, float]]:
    """A text object's characters, each with its place, the width it takes by itself, and how far the next one is (0: unknown)."""
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        text = (code.text or "").strip("\r\n")
        x, y = (numbers(code.get("X")) or [x])[0], (numbers(code.get("Y")) or [y])[0]
        along, down = (_distances(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
        for at, char in enumerate(text):
            natural = em * width_of(char)
            step = along[at] if at < len(along) else 0.0
            yield char, x, y, natural, step
            x += step if along else (0.0 if down else natural)
            y += down[at] if at < len(down) else 0.0
            if along and at >= len(along):
                x += natural


def _distances(text: str | None, most: int) -> list[float]:
    """The distances of a text's characters; `g n v` stands for v, n times over."""
    found: list[float] = []
    parts = iter((text or "").split())
    try:
        for part in parts:
            times = int(next(parts)) if part == "g" else 1
            found += [float(next(parts) if part == "g" else part)] * max(0, min(times, most - len(found)))
    except (StopIteration, ValueError):
        pass
    return [number if abs(number) < 1e6 else 0.0 for number in found[:most]]


def _rules(item: _Item) -> Iterator[Box]:
    return ruled.of_path(_steps(item), stroked=item.element.get("Stroke") != "false")


def _steps(item: _Item) -> Iterator[tuple[str, tuple[float, float]]]:
    """How a path is drawn, as `of_path` takes it; S begins a part as M does."""
    data = (item.element.findtext("{*}AbbreviatedData") or "").split()
    at = 0
    while at < len(data):
        command, count = data[at], _ARGUMENTS.get(data[at], 0)
        given = numbers(" ".join(data[at + 1 : at + 1 + count]))
        at += 1 + count
        yield "M" if command == "S" else command, point(item.matrix, *([0.0, 0.0, *given][-2:]))
