"""Reckonings: a check that was made, whatever came out; where the two numbers differ, the conflict that it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tongbi.language import units
from tongbi.language.folding import han_share
from tongbi.language.lexicon import table, words
from tongbi.model import Cause, Check, Conflict, ConflictKind, Figure, FigurePlace, Severity, YearCell

# The words by which a message tells large numbers, the largest first: 亿 and 万; with an English unit trillion, billion and million.
_SCALES = (
    tuple(zip((1e8, 1e4), table("zh/table_labels")["scales"][:1:-1], strict=True)),
    tuple((size, f" {word}") for word, size in table("en/amounts")["scales"].items()),
)
_SIGNS = frozenset(words("en/units", "money.signs"))


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A check with what its conflict says where it differs: `code` names the message that `values` fill, `cells` are the cells it names.
    `why` is a usual cause of the difference.
    """

    check: Check
    code: str
    severity: Severity
    cells: tuple[YearCell, ...]
    values: Mapping[str, str]
    why: Cause = ""

    @property
    def differs(self) -> bool:
        """Whether the two numbers cannot be one."""
        return self.check.verdict == "differs"

    @property
    def conflict(self) -> Conflict:
        """The conflict of a check that differs."""
        one = self.check
        units = tuple(dict.fromkeys(place.unit_id for place in (*one.figures, *one.against) if place.unit_id))
        shown = {"expected": printed(one.expected, one.unit), "found": printed(one.found, one.unit), **self.values}
        shown |= {"name": _spoken(self.values["name"])} if "name" in self.values else {}
        return Conflict(one.kind, self.code, one.year, units, self.cells, one.expected, one.found, one.unit, self.severity, shown, self.why)

    def doubted(self) -> Reckoning:
        """The same check where both numbers may be right."""
        return replace(self, severity="info")

    def beside(self, others: Iterable[Reckoning]) -> Reckoning:
        """The same check with the places of others that hold the same two numbers against each other."""
        told = [one.check for one in others]
        figures = (*self.check.figures, *(place for one in told for place in one.figures))
        against = (*self.check.against, *(place for one in told for place in one.against))
        return replace(self, check=replace(self.check, figures=figures, against=against))


def reckoned(
    kind: ConflictKind,
    year: int,
    figures: Sequence[FigurePlace],
    against: Sequence[FigurePlace],
    numbers: tuple[float, float],
    unit: str,
    /,
    *,
    differs: bool,
    values: Mapping[str, str],
    code: str = "",
    severity: Severity = "conflict",
    alone: bool = False,
) -> Reckoning:
    """The reckoning of `numbers`, expected and found. `code` is that of the kind where none is given; `alone`: a conflict names only the
    cells of `figures`.
    """
    expected, found = numbers
    check = Check(kind, year, tuple(figures), tuple(against), "differs" if differs else "agrees", round(expected, 6), round(found, 6), unit)
    named = figures if alone else (*figures, *against)
    cells = tuple((place.year, *place.cell) for place in named if place.cell is not None)
    return Reckoning(check, code or kind, severity, cells, values)


def _spoken(name: str) -> str:
    """A name as a message shows it, the steps of an English one in brackets: Fare revenue (up)."""
    first, *below = [name] if han_share(name) else name.split("·")
    return f"{first} ({', '.join(below)})" if below else first


def places(year: int, figures: Iterable[Figure]) -> list[FigurePlace]:
    """Where some figures of a year's report are printed."""
    return [FigurePlace(year, cell=one.cell) if one.cell else FigurePlace(year, one.unit_id, one.start) for one in figures]


def cell_places(cells: Iterable[YearCell]) -> list[FigurePlace]:
    """Some cells of tables as places."""
    return [FigurePlace(year, cell=(at, row, column)) for year, at, row, column in cells]


def printed(value: float, unit: str) -> str:
    """A number as a message shows it: 1.52万户, 4.8%, $441.8 billion, 818.3 billion yuan; without a unit with all its digits."""
    if unit == "%":
        return f"{round(value, 2):g}%"
    english = not han_share(unit) and unit not in units.words()
    size, word = next((one for one in _SCALES[english] if unit and abs(value) >= one[0]), (1.0, ""))
    number = f"{abs(value) / size:.6g}{word}" if word else f"{abs(value):.6f}".rstrip("0").rstrip(".")
    told = unit + number if unit in _SIGNS else f"{number} {unit}".rstrip() if english else number + unit
    return f"-{told}" if value < 0 else told
