"""Years of English amounts: which year of its sentence a figure is of, listed with it, behind it, in brackets or where the sentence begins.

$20.2 billion, $16.3 billion and $11.3 billion for fiscal 2025, 2024 and 2023 · $6.0 billion in 2022 · visits: 310 (2022: 287) · In 2022, we
opened 12 stores. A year that only names or dates something else (the 2021 Plan, notes due 2028, stores opened in 2019) is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbi.language import english_clause
from tongbi.language.annotation import FULL_STOP
from tongbi.language.folding import since
from tongbi.language.lexicon import holds, one_of, table, words
from tongbi.language.periods import Own
from tongbi.language.quantity import Quantity

_YEAR = r"(?:19|20)\d\d"
_BETWEEN = re.compile(r"\s*(?:,\s*and|,|and|or)?\s*(?:of\s+)?")
# A year, with its month and day where it has them, that is no part of a larger number or name.
_MENTION = re.compile(
    rf"(?<![\w.,/-])(?:(?P<month>{one_of('en/time', 'months')})\.?\s+(?:(?P<day>\d{{1,2}}),?\s+)?)?(?P<year>{_YEAR})(?![\w/-]|[.,]\d)"
    r"(?P<name>\s+[A-Z])?"
)
# What may stand between the last amount and the years, or the beginning of a sentence and its year: respectively, or a few words.
_GAP = 40
# A year of 52 weeks ends up to a week from the day.
_LATE = 8


@dataclass(frozen=True, slots=True)
class _Mention:
    """A year told at `text[start:end]`, as the year that the report calls it; `named` is whether it is part of a name (the 2021 Notes)."""

    start: int
    end: int
    year: int
    named: bool


def years_of(text: str, found: Sequence[Quantity], own: Own) -> dict[int, int]:
    """The year of each quantity, by its index, that the sentence names one for; the report's own year and the day it ends on are `own`."""
    runs = [] if own.year is None else _runs(text, [*_mentions(text, own)])
    told = _listed(text, found, [run for run in runs if len(run) > 1], own.year or 0)
    mentions = [run[0] for run in runs if len(run) == 1]
    for at in reversed(range(len(found))) if mentions else ():
        following = found[at + 1].start if at + 1 < len(found) else len(text)
        year = _labelled(text, found[at], mentions) or _behind(text, found[at], following, mentions)
        if year is None and at + 1 in told and _goes_on(text, found[at], found[at + 1]):
            year = told[at + 1]
        year = year or _ahead_of_all(text, found[at], mentions)
        if year is not None and at not in told:
            told[at] = year
    return told


def _mentions(text: str, own: Own) -> Iterator[_Mention]:
    for found in _MENTION.finditer(text):
        before, behind = text[: found.start()].lower().split()[-1:], text[found.end("year") :].lower().split()[:1]
        apart = words("en/periods", "of_name")
        named = found["name"] or not set(apart).isdisjoint((*before, *(word.strip(".,;:") for word in behind)))
        if not text[: found.start()].rstrip().lower().endswith(words("en/time", "against")):
            yield _Mention(found.start(), found.end("year"), _fiscal_year(found, own), bool(named))


def _fiscal_year(found: re.Match[str], own: Own) -> int:
    """What a report calls the year that a day or month lies in: January 28, 2024 is in fiscal 2023 of one that ends on February 2, 2025."""
    year, names = int(found["year"]), table("en/time")["months"][:12]
    if not found["month"] or own.year is None or not own.end:
        return year
    ended, month, day = map(int, own.end.split("-"))
    told = next(at for at, name in enumerate(names, 1) if name.startswith(found["month"][:3]))
    late = 31 * told + int(found["day"] or "28") > 31 * month + day + _LATE  # a month by itself: its last days
    return year - (ended - own.year) + late


def _labelled(text: str, quantity: Quantity, mentions: Sequence[_Mention]) -> int | None:
    """The year that is the label of a value: 2022: 287."""
    return next((one.year for one in mentions if text[one.end : quantity.start].strip() in {":", "=", "–", "—"}), None)


def _behind(text: str, quantity: Quantity, limit: int, mentions: Sequence[_Mention]) -> int | None:
    """The year right behind a value, with no verb and no mark between: $6.0 billion of our stock in 2022."""
    one = next((one for one in mentions if quantity.end <= one.start < limit), None)
    if one is None or one.start - quantity.end > _GAP:
        return None
    between = english_clause.parse(text[quantity.end : one.start], ())
    stops = any(word.tag in {"verb", "auxiliary", "relative", "break"} or word.text.endswith("ed") for word in between)
    return one.year if between and not stops else None


def _goes_on(text: str, one: Quantity, following: Quantity) -> bool:
    """Whether two values are told in one breath: 46.2 million shares for $6.0 billion."""
    between = english_clause.parse(text[one.end : following.start], ())
    against = holds(text[one.end : following.start].lower() + " ", [f" {word} " for word in words("en/time", "against")])
    return not against and not any(word.tag in {"break", "relative"} for word in between)


def _ahead_of_all(text: str, quantity: Quantity, mentions: Sequence[_Mention]) -> int | None:
    """The year that the nearest clause with one begins with: In 2022, …; As of June 30, 2022, …; …, and in 2023, …."""
    begin = since(FULL_STOP, text, quantity.start)
    opens = [one for one in mentions if begin <= one.start < quantity.start and _opens(text[begin : one.start])]
    return opens[-1].year if opens else None


def _opens(before: str) -> bool:
    """Whether the words before a year are all that its clause begins with: in fiscal, as of."""
    comma, times = before.rpartition(",")[2].lower().split(), words("en/time", "opens", "inside")
    led = comma[1:] if comma[:1] == ["and"] else comma
    return bool(led) and led[0] in words("en/time", "opens") and all(word in times for word in led)


def _runs(text: str, mentions: Sequence[_Mention]) -> list[list[_Mention]]:
    """The years that stand in one list (fiscal 2025, 2024 and 2023; February 2, 2025 and January 28, 2024), a list for each."""
    runs: list[list[_Mention]] = []
    for one in mentions:
        between = text[runs[-1][-1].end : one.start] if runs else "."
        if between.strip() in words("en/clause", "lists") and between.strip() != "to":
            runs[-1].append(one)
        else:
            runs.append([one])
    return [run for run in runs if not any(one.named for one in run)]


def _listed(text: str, found: Sequence[Quantity], runs: Sequence[Sequence[_Mention]], latest: int) -> dict[int, int]:
    """The years of lists of amounts with as many years; those ahead of their amounts are no later than `latest`."""
    told: dict[int, int] = {}
    for listed in runs:
        years, begin = [one.year for one in listed], listed[0].start
        before = [at for at, one in enumerate(found) if one.start < begin and at not in told]
        run = _last_list(text, found, before)
        if len(run) == len(years) + 1 and text[listed[-1].end :].strip(" ,") == "and":
            years.append(2 * years[-1] - years[-2])  # a sentence torn by a page: … for fiscal 2025, 2024 and
        if len(run) == len(years) and begin - found[run[-1]].end <= _GAP:
            told |= dict(zip(run, years, strict=True))
        elif not before and max(years) <= latest:
            told |= _ahead(text, found, years, listed[-1].end)
    return told


def _last_list(text: str, found: Sequence[Quantity], before: Sequence[int]) -> list[int]:
    """Those of the quantities `before` that make a list up to the last one, from its begin."""
    run = list(before[-1:])
    for at in before[-2::-1]:
        if not is_list(text, [found[at], found[run[0]]]):
            break
        run.insert(0, at)
    return run


def _ahead(text: str, found: Sequence[Quantity], years: Sequence[int], begin: int) -> dict[int, int]:
    """The years of lists of as many amounts behind years that open a sentence: During 2022 and 2023, … was $12.8m and $17.6m."""
    told: dict[int, int] = {}
    at = next((at for at, one in enumerate(found) if one.start >= begin), len(found))
    while at + len(years) <= len(found):
        run = range(at, at + len(years))
        fits = is_list(text, [found[one] for one in run])
        told |= dict(zip(run, years, strict=True)) if fits else {}
        at += len(years) if fits else 1
    return told


def is_list(text: str, run: Sequence[Quantity]) -> bool:
    """Whether nothing but what parts a list stands between some amounts of one unit."""
    return all(one.unit == other.unit and _BETWEEN.fullmatch(text, one.end, other.start) for one, other in pairwise(run))
