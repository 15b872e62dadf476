"""Rows of figures as workbook and page both show them: which stand apart, how sure it is that they are one, what is said beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from tongbi.language.quantity import with_bound
from tongbi.outputs.labels import label
from tongbi.outputs.numbers import RATES, is_telling, plain, share, signed, spoken

if TYPE_CHECKING:
    from tongbi.model import Comparison, Indicator, Language, Report, StatedChange, StatementLine, Target

# A statement of a change by the id of its unit and the value that it leads to.
Growths = Mapping[tuple[object, float | None], "StatedChange"]


@dataclass(frozen=True, slots=True)
class Step:
    """From one year of a row to the next: `old` and `new` as shown, None where the year has no value; `comparable` unless the two were
    counted otherwise.
    """

    from_year: int
    to_year: int
    old: float | None
    new: float | None
    comparable: bool

    @property
    def size(self) -> float | None:
        """The difference, None where there is none to tell."""
        return None if self.old is None or self.new is None or not self.comparable else round(self.new - self.old, 10)


def growths(comparison: Comparison) -> Growths:
    """The growth that a report states beside a value, by the unit it stands in and the value."""
    return {
        (one.unit_id, one.current): one for one in comparison.stated_changes if one.change_unit in RATES and one.change and one.direction
    }


def parted(found: Sequence[Indicator]) -> tuple[list[Indicator], list[Indicator]]:
    """The rows whose years can be compared, and the related ones, which stand apart."""
    return [one for one in found if one.grade != "related"], [one for one in found if one.grade == "related"]


def steps(one: Indicator, years: Sequence[int]) -> list[Step]:
    """A step to each year but the first, from the last year before it that has a value, from the year before where either has none."""
    known = {(change.from_year, change.to_year) for change in one.change}
    values = {year: one.shown(value) for year, value in one.values.items()}
    pairs = {*pairwise(years)}
    if len(values) < len(years):
        earlier = {new: old for old, new in (*sorted(pairs), *pairwise(sorted(values)))}
        pairs = {(old, new) for new, old in earlier.items()}
    return [
        Step(old, new, values.get(old), values.get(new), (old, new) in known or old not in values or new not in values)
        for old, new in sorted(pairs, key=itemgetter(1))
    ]


_SIGNS = {"approx": "≈", "at-least": "≥", "at-most": "≤", "more-than": ">", "less-than": "<"}


def around(one: Indicator, year: int) -> tuple[str, str]:
    """What stands before and behind a year's value that is bounded, or the lower end of a range: ≥ before 6, –5 behind 4.5."""
    upper = f"–{plain(one.shown(one.upto[year]))}" if year in one.upto else ""
    return _SIGNS.get(one.bounds.get(year, ""), ""), upper


def printed(report: Report) -> dict[tuple[object, int], str]:
    """What a report prints of each figure, by its cell or unit and its start; of a range both ends, of a target what bounds it."""
    texts = {unit.id: unit.text for unit in report.units}
    found: dict[tuple[object, int], str] = {(one.cell or one.unit_id, one.start): one.text for one in report.figures}
    for one in report.figures:
        if one.bound:
            start, end = with_bound(texts[one.unit_id], one.start, one.start + len(one.text), one.bound)
            found[one.unit_id, one.start] = texts[one.unit_id][start:end]
    for low, high in pairwise(report.figures):
        if low.upto is not None:
            found[low.unit_id, low.start] = texts[low.unit_id][low.start : high.start + len(high.text)]
    return found


def grade(one: Indicator, language: Language) -> str:
    """How sure it is that the years of a row are of one figure, in words; "" for a row of one year."""
    return label(f"grade.{one.grade}", language) if len(one.values) > 1 else ""


def mark(one: Indicator, step: Step, language: Language) -> str:
    """What stands in place of a change between two years that were counted otherwise, or bounded otherwise."""
    if one.target and one.grade != "related":
        return label("related.bound", language)
    last = step.to_year == max(one.values) and one.note not in {"", "anew"}
    return label(f"related.{one.note if last else 'anew' if step.to_year in one.anew else 'other'}", language)


def growth(one: Indicator, year: int, stated: Growths, language: Language) -> str:
    """The growth that the report of a year states beside the value, "" for none."""
    said = stated.get((one.where.get(year), one.values.get(year)))
    if said is None or said.change is None or said.unit != one.unit:
        return ""
    return label(f"row.stated-{said.direction}", language, change=plain(said.change) + said.change_unit)


def note(one: Indicator, years: Sequence[int], stated: Growths, language: Language, since: int = 0) -> str:
    """What is to be said beside a row: why it stands apart, in which years it was counted anew, which steps to a year not before `since`
    lead over years without a value.
    """
    found = []
    if one.grade == "related" and one.note not in {"", "anew"}:
        found.append(label(f"apart.{one.note}", language))
    for year in one.anew:
        said = growth(one, year, stated, language)
        found.append(label("row.anew", language, year=year) + (label("row.in-brackets", language, words=said) if said else ""))
    beside = set(pairwise(years))
    over = [change for change in one.change if change.to_year >= since and (change.from_year, change.to_year) not in beside]
    found += [label("row.over", language, before=change.from_year, year=change.to_year) for change in over]
    return label("row.stop", language).join(found)


def planned(one: Indicator, target: Target, language: Language) -> str:
    """What a plan set for a row, in the row's unit without it, in another unit with that."""
    ends = [target.planned] if target.upto is None else [target.planned, target.upto]
    if target.unit == one.unit:
        return "–".join(plain(one.shown(value)) for value in ends)
    return "–".join(spoken(value, language) for value in ends) + ("" if language == "zh" or target.unit == "%" else " ") + target.unit


def met(target: Target, language: Language) -> str:
    """Whether a plan's value was reached: ✓, ✗, or that it cannot be said."""
    return reached(target.met, language)


def reached(answer: bool | None, language: Language) -> str:
    """✓, ✗, or that it cannot be said."""
    return label("row.unclear", language) if answer is None else "✓" if answer else "✗"


def line_shown(line: StatementLine, years: Sequence[int], language: Language) -> tuple[Mapping[int, str], str, str]:
    """A statement's line in words: its values by year, with the decimals of the most exact (2.90 beside 5.53), the change to the newest
    year from the one before, and that in per cent, "" where it is not told, as of rates, n.m. where it is not meaningful.
    """
    shown = {year: line.shown(value) for year, value in line.values.items()}
    decimals = max((len(plain(value).partition(".")[2]) for value in shown.values()), default=0)
    texts = {year: f"{value:,.{decimals}f}".replace("-", "−") for year, value in shown.items()}
    old, new = (shown.get(year) for year in years[-2:])
    if old is None or new is None:
        return texts, "", ""
    step, moved = line_step(line, old, new)
    percent = signed(None if moved is None else 100 * moved, even=True)
    said = label("row.not-meaningful", language) if is_blurred(line, step, moved) else percent
    return texts, signed(step, decimals, even=True), said


def line_step(line: StatementLine, old: float, new: float) -> tuple[float, float | None]:
    """The change of a line between two values as shown, and that as a share of the older, None for rates and where a share says nothing;
    of what is deducted those of the amount: a larger outflow is up.
    """
    if line.deducted:
        old, new = -old, -new
    return round(new - old, 10), None if line.unit in RATES else share(old, new)


def is_blurred(line: StatementLine, step: float, moved: float | None) -> bool:
    """Whether a line changed by what no percentage tells: from nothing, between a gain and a loss, or a tiny base many times over."""
    return bool(step) and line.unit not in RATES and not is_telling(moved)


def line_notes(comparison: Comparison, language: Language) -> Callable[[StatementLine], str]:
    """What is said beside a statement's line: values that one report alone tells, and what a year's own report told otherwise, with the
    usual cause where it shows one.
    """
    causes = {(year, tuple(cell)): one.why for one in comparison.conflicts if one.why for year, *cell in one.cells}

    def restated(line: StatementLine, year: int) -> str:
        told = label("row.line-restated", language, year=year, value=plain(line.shown(line.restated[year])))
        turned = line.values.get(year) == -line.restated[year]
        why = "sign" if turned else causes.get((year, tuple(line.where.get(year, ()))))
        return label(f"why.{why}", language, conflict=told) if why else told

    def note(line: StatementLine) -> str:
        again = [label("row.line-retold", language, year=year) for year in line.retold]
        other = [restated(line, year) for year in line.restated]
        gone = [label("row.line-dropped", language, year=year) for year in line.dropped]
        return label("row.stop", language).join((*again, *other, *gone))

    return note
