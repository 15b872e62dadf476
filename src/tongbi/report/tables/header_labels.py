"""Which rows and columns of a table are labels: heads of several rows, side heads, groups, and tables printed as one under banners."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tongbi.language import enumerators, lexicon, periods, table_scales, units
from tongbi.language.folding import fold
from tongbi.report.tables import cell_values
from tongbi.report.tables.grid_layout import Matrix

_INNER = re.compile(
    rf"(?<=[\u4e00-\u9fff）)])(?=\d{{1,2}}[.．、](?!\d)[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?={enumerators.PARENS}[\u4e00-\u9fff])"
)
_NUMBERING = frozenset(lexicon.words("zh/tables", "label.numbering") + lexicon.words("en/tables", "numbering"))
_CORNER = _NUMBERING.union(lexicon.words("zh/tables", "label.corner"), lexicon.words("en/tables", "corner"))
_REFERENCE = frozenset(lexicon.words("zh/tables", "label.reference") + lexicon.words("en/tables", "reference"))
_UNIT_COLUMN = frozenset(lexicon.words("zh/tables", "label.unit") + lexicon.words("en/tables", "unit"))
# A row of words names periods where it names two at the least.
_FEWEST_PERIODS = 2
_REMARK = re.compile(rf"[（(].{{9,}}[)）]|{lexicon.one_of('zh/tables', 'label.note')}[：:].*", re.DOTALL)

# The number or letter of a note behind an English word; behind a sum it is a negative one.
_MARKS = re.compile(r"(?<=[A-Za-z.,)%’'])\s*\(\d{1,2}\)(?=\s|$)|(?<=[A-Za-z])\s\([a-z]\)$")


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a printed one: its matrix, the banners above it, how many rows and columns are labels, and rows by group."""

    matrix: Matrix
    banners: tuple[str, ...]
    head: int
    side: int
    groups: tuple[str, ...]


def parts(matrix: Matrix) -> list[Part]:
    """The tables that are printed as one: a row of one merged cell is the banner of a new head, or names the group of the rows below."""
    banners = {row for row in range(matrix.height) if _is_banner(matrix, row)}
    found: list[Part] = []
    rows: list[int] = []
    groups: list[str] = []
    above, group = [""][:0], ""
    for row in range(matrix.height):
        if _heads_again(matrix, row, rows):
            found += _part(matrix, rows, above, groups)
            rows, groups = [], []
        if row not in banners:
            rows.append(row)
            groups.append(group)
            continue
        if not rows or _has_head(matrix, row + 1, banners):
            found += _part(matrix, rows, above, groups)
            above = [*([] if rows else above), matrix.texts[row][0]]
            rows, groups, group = [], [], ""
        else:
            group = matrix.texts[row][0]
    return [*found, *_part(matrix, rows, above, groups)]


def _is_banner(matrix: Matrix, row: int) -> bool:
    owners = set(matrix.owners[row])
    return matrix.width > 1 and len(owners) == 1 and -1 not in owners and not cell_values.is_value(matrix.texts[row][0])


def _has_head(matrix: Matrix, row: int, banners: set[int]) -> bool:
    """Whether a row is a head: words only, with values or blanks to be filled in below it and before the next banner."""
    if row >= matrix.height or row in banners or _is_filled(matrix, row) or not all(matrix.texts[row][1:]):
        return False
    below = (other for other in range(row + 1, matrix.height))
    for other in below:
        if other in banners:
            return False
        if _is_filled(matrix, other):
            return True
    return False


def _heads_again(matrix: Matrix, row: int, above: Sequence[int]) -> bool:
    """Whether a row below others with values names periods as their head does: 2024年末 | 2023年末 for the stocks below the flows."""
    cells = [text for text in matrix.texts[row][1:] if text]
    if len(cells) < _FEWEST_PERIODS or not all(map(periods.is_period, cells)) or not any(_is_filled(matrix, other) for other in above):
        return False
    return row + 1 < matrix.height and any(map(cell_values.is_value, matrix.texts[row + 1][1:]))


def _is_filled(matrix: Matrix, row: int) -> bool:
    """Whether a row holds values, or a label with nothing but places for values: none that states the scale of all."""
    texts, owners = matrix.texts[row], matrix.owners[row]
    cells = [text for column, text in enumerate(texts) if not column or owners[column] != owners[column - 1] or owners[column] == -1]
    if any(cell_values.is_value(text) for text in cells):
        return True
    rest = cells[1:]
    return bool(cells[0]) and bool(rest) and not any(rest) and not table_scales.is_statement(cells[0])


def _part(matrix: Matrix, rows: Sequence[int], banners: Sequence[str], groups: Sequence[str]) -> list[Part]:
    if not rows:
        return []
    own = matrix.part(rows).narrowed()
    head = _head(own)
    own = own.part(
        range(own.height),
        [at for at in range(own.width) if not (_repeats(own, head, at) or _spaces(own, head, at) or _refers(own, head, at))],
    )
    own, groups = _stacked(own, head, groups)
    side = _side(own, head)
    return [Part(own, tuple(banners), head, side, tuple(groups))] if head < own.height or side else []


def _spaces(matrix: Matrix, head: int, column: int) -> bool:
    """Whether a column only keeps others apart, as in pages laid out by columns: blank below a head that is blank or the next one's, save
    where the cell before reaches into it.
    """
    if not head or column == 0:
        return False
    lowest = matrix.owners[head - 1]
    shared = lowest[column] in lowest[column - 1 : column] + lowest[column + 1 : column + 2]
    if matrix.texts[head - 1][column] and not shared:
        return False
    below = zip(matrix.texts[head:], matrix.owners[head:], strict=True)
    return all(not texts[column] or owners[column] == owners[column - 1] for texts, owners in below)


def _refers(matrix: Matrix, head: int, column: int) -> bool:
    """Whether a column leads to the notes (附注 | 七、1) and holds neither labels nor values."""
    return column > 0 and fold(_title(matrix, head, column)).lower().rstrip(f"({enumerators.HAN})") in _REFERENCE


def _stacked(matrix: Matrix, head: int, groups: Sequence[str]) -> tuple[Matrix, Sequence[str]]:
    """A table that is printed in halves side by side (省份 | 门店数 | 省份 | 门店数) as one below the other; where the halves'
    labels are of different things (资产, 负债) these are the rows' groups.
    """
    width = _half(matrix, head)
    if not width:
        return matrix, groups
    below = range(head, matrix.height)
    halves = [(row, first) for first in range(0, matrix.width, width) for row in below if any(matrix.texts[row][first : first + width])]
    corners = [matrix.texts[head - 1][first] for first in range(0, matrix.width, width)]
    places = [(row, 0) for row in range(head)] + halves
    texts = tuple(matrix.texts[row][first : first + width] for row, first in places)
    owners = tuple(matrix.owners[row][first : first + width] for row, first in places)
    own = ["" if len(set(corners)) == 1 else corners[first // width] for _, first in halves]
    return Matrix(texts, owners), [*groups[:head], *(corner or groups[row] for corner, (row, _) in zip(own, halves, strict=True))]


def _half(matrix: Matrix, head: int) -> int:
    """How many columns a half has where halves stand side by side, with the same heads over their values; 0 for other tables."""
    if not head or head == matrix.height:
        return 0
    titles = [tuple(row[column] for row in matrix.texts[:head]) for column in range(matrix.width)]
    below = [[row[column] for row in matrix.texts[head:]] for column in range(matrix.width)]
    for width in range(2, matrix.width // 2 + 1):
        firsts = range(0, matrix.width, width)
        repeated = matrix.width % width == 0 and all(titles[at] == titles[at % width] for at in range(matrix.width) if at % width)
        if repeated and all(
            not any(map(cell_values.is_value, below[at])) and 2 * sum(map(bool, below[at])) >= len(below[at]) for at in firsts
        ):
            return width if all(any(map(cell_values.is_value, below[at + width - 1])) for at in firsts) else 0
    return 0


def _repeats(matrix: Matrix, head: int, column: int) -> bool:
    """Whether a column says what the one before it says, below one and the same head: a merged cell that came as several."""
    shared = column > 0 and head > 0 and all(row[column] == row[column - 1] != -1 for row in matrix.owners[:head])
    return shared and all(row[column] == row[column - 1] for row in matrix.texts[head:])


def _head(matrix: Matrix) -> int:
    """How many rows at the top are labels: those before the first row with values, no more than it takes to name the columns; in a table of
    words the first, with what it spans; none where words stand beside their labels.
    """
    if matrix.width == 2 and matrix.height > 1 and _is_told_in_words(matrix):
        return 0
    for row in range(matrix.height):
        if _is_filled(matrix, row) and not _is_year_row(matrix, row):
            return min(row, _naming(matrix, row))
    first = matrix.owners[0]
    return max(1, max(sum(matrix.owners[row][column] == owner for row in range(matrix.height)) for column, owner in enumerate(first)))


def _is_told_in_words(matrix: Matrix) -> bool:
    """Whether the second of two columns holds words, but for fewer numbers (法定代表人 | 某某, 注册资本 | 5,000万元), and the first
    begins with a label, not with what its labels are (项目).
    """
    said = [row[1] for row in matrix.texts if row[1]]
    return fold(matrix.texts[0][0]).lower() not in {"", *_CORNER} and 2 * sum(map(cell_values.is_value, said)) < len(said)


def _naming(matrix: Matrix, most: int) -> int:
    """How many rows at the top, at most so many, give each column behind the first a label of its own: a cell that reaches into the next
    row, or a blank one at its beginning, makes that one of them.
    """
    for row in range(most - 1):
        names = [tuple(matrix.texts[at][column] for at in range(row + 1)) for column in range(1, matrix.width)]
        reach = any(owner == below != -1 for owner, below in zip(matrix.owners[row], matrix.owners[row + 1], strict=True))
        if all(map(any, names)) and len(set(names)) == len(names) and matrix.texts[row + 1][0] and not reach:
            return row + 1
    return most


def _is_year_row(matrix: Matrix, row: int) -> bool:
    """Whether the values of the first row are years: 2022 | 2023 is a head."""
    return row == 0 and any(map(cell_values.is_year, matrix.texts[row])) and not any(map(cell_values.is_value, matrix.texts[row]))


def _side(matrix: Matrix, head: int) -> int:
    """How many columns at the left are labels: as many as the corner cell spans, or those without values."""
    corner = matrix.owners[0][0]
    spanned = sum(owner == corner for owner in matrix.owners[0])
    if head < matrix.height and cell_values.is_value(matrix.texts[head][0]):
        return 2 if _numbers(_title(matrix, head, 0)) and _names(matrix, head, 1) else 0
    if head and corner != -1 and spanned < matrix.width and (spanned > 1 or sum(row[0] == corner for row in matrix.owners) == head > 1):
        return spanned if spanned > 1 else max(1, _wordy(matrix, head))
    return min(_wordy(matrix, head), max(matrix.width - 1, 1))


def _names(matrix: Matrix, head: int, column: int) -> bool:
    """Whether a column that is not the last names the rows: words, with a dash beside a total at most."""
    below = [row[column] for row in matrix.texts[head:] if row[column]] if column < matrix.width - 1 else []
    words = [text for text in below if not cell_values.is_value(text)]
    return bool(words) and all(text in words or isinstance(cell_values.value(text)[0], str) for text in below)


def _wordy(matrix: Matrix, head: int) -> int:
    for column in range(matrix.width):
        below = [matrix.texts[row][column] for row in range(head, matrix.height)]
        if _numbers(_title(matrix, head, column)):
            continue
        if not any(below) or any(map(cell_values.is_value, below)):
            return column
    return 1


def _numbers(title: str) -> bool:
    """Whether a column by its title only numbers the rows (序号, No.)."""
    return fold(title).lower() in _NUMBERING


def _title(matrix: Matrix, head: int, column: int) -> str:
    return next((matrix.texts[row][column] for row in reversed(range(head)) if matrix.texts[row][column]), "")


# ── label paths ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Labels:
    """Label paths of the rows and columns that hold values, the places of those, each row's unit, what stands in the corner, and the steps
    over all columns, which their paths leave out.
    """

    rows: tuple[str, ...]
    row_places: tuple[int, ...]
    row_units: tuple[str, ...]
    columns: tuple[str, ...]
    corner: tuple[str, ...]
    over: tuple[str, ...]


def labels(part: Part) -> Labels:
    """The label paths of a table."""
    matrix, head, side = part.matrix, part.head, part.side
    titles = [_title(matrix, head, column) for column in range(side)]
    measured = next(
        (column for column, title in enumerate(titles) if fold(title).lower() in _UNIT_COLUMN and _measures(part, column)), None
    )
    speaking = [column for column in range(side) if column != measured and not (_numbers(titles[column]) and side > 1)]
    places, paths = _rows(part, speaking)
    over, columns = _columns(matrix, head, side)
    return Labels(
        rows=tuple(paths),
        row_places=tuple(places),
        row_units=tuple(matrix.texts[row][measured] if measured is not None else "" for row in places),
        columns=tuple(columns),
        corner=tuple(dict.fromkeys(text for row in range(head) for text in matrix.texts[row][:side] if text)),
        over=tuple(over),
    )


def _measures(part: Part, column: int) -> bool:
    """Whether a column lists units of measure, as most of its cells say, and no bodies (单位)."""
    said = [row[column] for row in part.matrix.texts[part.head :] if row[column]]
    return 2 * sum(map(units.is_unit, said)) >= len(said)


def _rows(part: Part, speaking: Sequence[int]) -> tuple[list[int], list[str]]:
    """Rows with values and their paths; a row that is only a label of a wider rank (三、本年度办理结果) names those below it, and the
    beginning of a label goes with its end.
    """
    matrix, above, begun = part.matrix, [(-1, "")][:0], [""][:0]
    filled = any(cell_values.is_value(text) for row in range(part.head, matrix.height) for text in matrix.texts[row][part.side :])
    places, paths = [], []
    for row in range(part.head, matrix.height):
        path = _path(part, row, speaking)
        if filled and _goes_on(part, row):
            begun += path
            continue
        path, begun = [" ".join([*begun, *path])] if begun else path, []
        own = rank(path[0]) if path else None
        if own is not None:
            above = [(other, label) for other, label in above if other < own]
        if filled and own is not None and not any(matrix.texts[row][part.side :]) and _goes_below(part, row, own, speaking):
            above.append((own, path[-1]))
            continue
        group = [part.groups[row]] if part.groups[row] else []
        places.append(row)
        paths.append(join([*group, *(label for _, label in above), *path]))
    return places, paths


def _goes_on(part: Part, row: int) -> bool:
    """Whether a row is but the beginning of a label, which ends in the next one: that begins with a small letter, and is none of several
    below a heading (Earnings per share | basic | diluted).
    """
    following = range(row + 1, min(row + 3, part.matrix.height))
    label, *ends = (part.matrix.texts[at][0] for at in (row, *following))
    small, filled = [end[:1].islower() for end in ends], [any(part.matrix.texts[at][part.side :]) for at in (row, *following)]
    is_part = part.side == 1 and small[:1] == [True] and not (filled[1] and small[1:] == [True])
    return is_part and bool(label) and not filled[0] and not label.endswith(":")


def _path(part: Part, row: int, speaking: Sequence[int]) -> list[str]:
    """The steps of a row's label; a total may stand where the others are numbered, with a dash for its name."""
    matrix = part.matrix
    path = [step for text in matrix.path([(row, column) for column in speaking]) for step in steps(text)]
    first = matrix.texts[row][0] if part.side else ""
    if 0 not in speaking and first and not cell_values.is_value(first) and all(map(cell_values.is_value, path)):
        return [first]
    return path


def _goes_below(part: Part, row: int, own: int, speaking: Sequence[int]) -> bool:
    """Whether the row after one is of a narrower rank."""
    if row + 1 >= part.matrix.height:
        return False
    following = part.matrix.path([(row + 1, column) for column in speaking])
    other = rank(following[0]) if following else None
    return other is not None and other > own


def is_remark(text: str) -> bool:
    """Whether a text is a remark and no label: （本列数据的勾稽关系为：…） · 注：…"""
    return bool(_REMARK.fullmatch(text))


def rank(label: str) -> int | None:
    """How wide the enumerator of a label is, the smaller the wider; None for a label without one."""
    found = enumerators.parse(label, chinese=True)
    return found.rank if found else None


def _columns(matrix: Matrix, head: int, side: int) -> tuple[list[str], list[str]]:
    """The steps that all columns share (申请人情况), which tell none from another, and the columns' paths without them."""
    paths = [matrix.path([(row, column) for row in range(head)]) for column in range(side, matrix.width)]
    over: list[str] = []
    while len(paths) > 1 and all(len(path) > 1 for path in paths) and len({path[0] for path in paths}) == 1:
        over.append(paths[0][0])
        paths = [path[1:] for path in paths]
    return over, [join(path) for path in paths]


def steps(text: str) -> list[str]:
    """The labels in a cell's text: （三）不予公开1.属于国家秘密 is two."""
    return _INNER.split(text)


def join(steps: Sequence[str]) -> str:
    """A label path, its steps without the marks of notes (Online stores (1)) and dashes before them; a stroke inside a step is set in its
    full-width form.
    """
    return "/".join(_MARKS.sub("", _without_dash(step)).replace("/", "／") for step in steps)


def _without_dash(step: str) -> str:
    """An English label without the dash that sets it in (–Current)."""
    bare = step.lstrip("–— ")
    return bare if bare[:1].isascii() and bare[:1].isalpha() else step
