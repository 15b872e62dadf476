"""What stands on an OFD page: its characters by place, its rules, whether it shows pictures. All in mm, y running down."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tongbi.readers.ofd.package import PageParts, Resources, numbers
from tongbi.readers.pages.lines import Line
from tongbi.readers.pages.ruled import Rule
from tongbi.readers.wrapping import WIDE

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 8
_BOLD_WEIGHT = 600
_NARROW = 0.5  # of the type size: Latin letters and digits, where no distance to the next one says it
_ASCENT, _DESCENT = 0.86, 0.14
# In mm: rules are drawn up to 1 thick, tables have none shorter than 2, lines this little aslant are straight.
_THIN, _SHORTEST, _ASLANT = 1.0, 2.0, 0.3
_ARGUMENTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


@dataclass(frozen=True, slots=True)
class Content:
    """A page's characters and rules, characters that do not run level, whether it has a picture; the size of the paper."""

    pieces: tuple[Line, ...]
    rules: tuple[Rule, ...]
    turned: int
    picture: bool
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Item:
    """An object of a page and how it is set there."""

    element: Any
    matrix: Matrix

    @property
    def kind(self) -> str:
        return _name(self.element)

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
    turn, width, height = _turned(angle, page.box)
    items = [(_Item(item.element, _after(item.matrix, turn)), text) for item, text in items]
    texts = [item for item, text in items if text and item.kind == "TextObject"]
    pieces = [piece for item in texts if item.angle == 0 for piece in _characters(item, number, page.resources)]
    turned = sum(_length(item) for item in texts if item.angle != 0)
    rules = [rule for item, _ in items if item.kind == "PathObject" for rule in _rules(item)]
    return Content(tuple(pieces), tuple(rules), turned, any(item.kind == "ImageObject" for item, _ in items), width, height)


def _on(tree: Any, resources: Resources) -> Iterator[_Item]:
    for layer in tree.iterfind("{*}Content/{*}Layer"):
        yield from _objects(layer, _SAME, resources, 0)


def _objects(holder: Any, matrix: Matrix, resources: Resources, depth: int) -> Iterator[_Item]:
    """The objects of a layer, those in blocks and in drawings used as a whole among them; hidden ones left out."""
    for element in holder.iterchildren("*"):
        kind = _name(element)
        if element.get("Visible") == "false" or depth > _DEEPEST:
            continue
        if kind == "PageBlock":
            yield from _objects(element, matrix, resources, depth + 1)
        elif kind == "CompositeObject":
            drawing = resources.drawings.get(element.get("ResourceID", ""))
            for inside in drawing.iterfind("{*}Content") if drawing is not None else ():
                yield from _objects(inside, _after(_own(element), matrix), resources, depth + 1)
        elif kind in {"TextObject", "PathObject", "ImageObject"}:
            yield _Item(element, _after(_own(element), matrix))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _own(element: Any) -> Matrix:
    """How an object is set in its layer: its own transformation, then its place."""
    given = numbers(element.get("CTM"))
    ctm: Matrix = (given[0], given[1], given[2], given[3], given[4], given[5]) if len(given) == 6 else _SAME
    place = [*numbers(element.get("Boundary")), 0.0, 0.0][:2]
    return _after(ctm, (1.0, 0.0, 0.0, 1.0, place[0], place[1]))


def _after(first: Matrix, second: Matrix) -> Matrix:
    """Both, one after the other."""
    a, b, c, d, e, f = first
    e, f = _point(second, e, f)
    return (
        a * second[0] + b * second[2],
        a * second[1] + b * second[3],
        c * second[0] + d * second[2],
        c * second[1] + d * second[3],
        e,
        f,
    )


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


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


def _turned(angle: int, box: tuple[float, float, float, float]) -> tuple[Matrix, float, float]:
    """The turn back by an angle, and the size of the paper then."""
    left, top, width, height = box
    if angle == 90:
        return (0.0, -1.0, 1.0, 0.0, -top, width + left), height, width
    if angle == 180:
        return (-1.0, 0.0, 0.0, -1.0, width + left, height + top), width, height
    if angle == 270:
        return (0.0, 1.0, -1.0, 0.0, height + top, -left), height, width
    return (1.0, 0.0, 0.0, 1.0, -left, -top), width, height


def _characters(item: _Item, number: int, resources: Resources) -> Iterator[Line]:
    """The characters of a text object, blanks left out: gaps stand for them."""
    element = item.element
    size, stretch = (numbers(element.get("Size")) or [0.0])[0], (numbers(element.get("HScale")) or [1.0])[0]
    tall = size * math.hypot(item.matrix[2], item.matrix[3])
    along = math.hypot(item.matrix[0], item.matrix[1])
    if tall <= 0 or along <= 0:
        return
    weight = numbers(element.get("Weight"))
    bold = element.get("Font") in resources.bold or bool(weight and weight[0] >= _BOLD_WEIGHT)
    for char, x, y, natural, given in _codes(element, size * stretch):
        if char.isspace():
            continue
        left, baseline = _point(item.matrix, x, y)
        wide = natural if given <= 0 or WIDE.match(char) or given > size * stretch else given
        yield Line(number, left, left + wide * along, baseline - _ASCENT * tall, baseline + _DESCENT * tall, char, tall, bold)


def _codes(element: Any, em: float) -> Iterator[tuple[str, float, float, float, float]]:
    """A text object's characters, each with its place, the width it takes by itself, and how far the next one is (0: unknown)."""
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        text = (code.text or "").strip("\r\n")
        x, y = (numbers(code.get("X")) or [x])[0], (numbers(code.get("Y")) or [y])[0]
        along, down = (_distances(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
        for at, char in enumerate(text):
            natural = em if WIDE.match(char) else _NARROW * em
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


def _rules(item: _Item) -> Iterator[Rule]:
    """The straight level and upright strokes of a path, and thin filled boxes, which are strokes as well."""
    segments, straight = _segments(item)
    if not segments or item.element.get("Visible") == "false":
        return
    xs, ys = [x for line in segments for x in line[::2]], [y for line in segments for y in line[1::2]]
    whole = Rule(min(xs), min(ys), max(xs), max(ys))
    if min(whole.right - whole.left, whole.bottom - whole.top) <= _THIN:
        if straight and max(whole.right - whole.left, whole.bottom - whole.top) >= _SHORTEST:
            yield whole
    elif item.element.get("Stroke") != "false":
        for x0, y0, x1, y1 in segments:
            rule = Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            wide, high = rule.right - rule.left, rule.bottom - rule.top
            if min(wide, high) <= _ASLANT and max(wide, high) >= _SHORTEST:
                yield rule


def _segments(item: _Item) -> tuple[list[tuple[float, float, float, float]], bool]:
    """A path's straight pieces on the page, and whether it has no others."""
    data = (item.element.findtext("{*}AbbreviatedData") or "").split()
    found: list[tuple[float, float, float, float]] = []
    straight = True
    start = now = _point(item.matrix, 0.0, 0.0)
    at = 0
    while at < len(data):
        command, given = data[at], numbers(" ".join(data[at + 1 : at + 1 + _ARGUMENTS.get(data[at], 0)]))
        at += 1 + _ARGUMENTS.get(command, 0)
        target = _point(item.matrix, given[-2], given[-1]) if len(given) >= 2 else start
        if command in {"L", "C"}:
            found.append((*now, *target))
        elif command in {"M", "S"}:
            start = target
        else:
            straight = False
        now = target
    return found, straight
