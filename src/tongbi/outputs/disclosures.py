"""Disclosures in words: risk factors and notes by what became of them, what analysts read first before what stayed as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tongbi.language.text_diff import tokens
from tongbi.outputs.labels import label

if TYPE_CHECKING:
    from tongbi.model import Comparison, Disclosure, DisclosureKind, DisclosureSort, Language, Section

_ORDER: tuple[DisclosureKind, ...] = ("added", "dropped", "split", "merged", "expanded", "cut", "reworded", "renamed", "unchanged")
_AROUND = " .:：—–-"
_CHANGED = frozenset({"expanded", "cut", "reworded"})


def plain(heading: str) -> str:
    """A heading whole, in one line and without a full stop: two of them may differ where a quote would end."""
    return " ".join(heading.split()).rstrip(".。")


@dataclass(frozen=True, slots=True)
class Told:
    """A disclosure with its headings as printed in the older and the newer report, "" for none, and the heading that it stands under;
    whether its heading, its number apart, is another one than the year before, although more of it changed; and what number it had before,
    "" for the same.
    """

    disclosure: Disclosure
    before: str
    after: str
    above: str
    called_anew: bool = False
    number_before: str = ""

    @property
    def heading(self) -> str:
        """What it is called: newly, or where it is gone as it was."""
        return self.before if self.disclosure.kind in {"dropped", "merged"} else self.after

    @property
    def year(self) -> int:
        """The year of the report that prints this heading."""
        return self.disclosure.from_year if self.disclosure.kind in {"dropped", "merged"} else self.disclosure.to_year

    def measure(self, language: Language, quote: Callable[[str], str] = plain) -> str:
        """By how much it changed, or what it was called or told in, that heading as `quote` has it."""
        one = self.disclosure
        if not one.words_before + one.words_after:
            return label("disclosure-by.table", language)
        other = self.after if one.kind == "merged" else self.before
        values = {"before": f"{one.words_before:,}", "after": f"{one.words_after:,}", "new": f"{one.new:.0%}", "gone": f"{one.gone:.0%}"}
        told = label(f"disclosure-by.{one.kind}", language, **values, other=quote(other))
        if self.called_anew:
            return told + label("disclosure-by.called-anew", language, other=quote(self.before))
        return told + label("disclosure-by.numbered-anew", language, other=self.number_before) if self.number_before else told

    def line(self, language: Language, quote: Callable[[str], str] = plain) -> str:
        """What became of it in a line, headings as `quote` has them."""
        kind = said(self.disclosure.kind, language).capitalize()
        return label("disclosure.line", language, kind=kind, heading=quote(self.heading), measure=self.measure(language, quote))


def of(comparison: Comparison) -> list[Told]:
    """Every disclosure, in the record's order."""
    return [_told(comparison, one) for one in comparison.disclosures]


def newest(told: Sequence[Told], comparison: Comparison, sort: DisclosureSort) -> list[Told]:
    """Those of a sort that changed between the two newest years: added and dropped first, then the most changed."""
    found = [
        one
        for one in told
        if one.disclosure.to_year == comparison.years[-1] and one.disclosure.sort == sort and one.disclosure.kind != "unchanged"
    ]
    return sorted(found, key=lambda one: (_ORDER.index(one.disclosure.kind), -_size(one.disclosure)))


def tallies(told: Sequence[Told], comparison: Comparison, sort: DisclosureSort, language: Language) -> list[tuple[int, str]]:
    """For each pair of neighbouring years, the newest first, the newer year and how many there are of each kind, in words."""
    found = []
    for old, new in reversed([*pairwise(comparison.years)]):
        of_year = [one for one in told if one.disclosure.to_year == new and one.disclosure.sort == sort]
        kinds, anew = Counter(one.disclosure.kind for one in of_year), sum(one.called_anew for one in of_year)
        if kinds:
            counts = [label("disclosure.count", language, kind=said(kind, language), count=kinds[kind]) for kind in _ORDER if kinds[kind]]
            before = kinds.total() - kinds["added"] - kinds["split"]
            after = kinds.total() - kinds["dropped"] - kinds["merged"]
            listed = label("brief.comma", language).join(counts)
            listed += label("disclosure.called-anew", language, count=anew) if anew else ""
            found.append((new, label("disclosure.tally", language, old=old, new=new, before=before, after=after, told=listed)))
    return found


def said(kind: str, language: Language) -> str:
    """A kind in a word."""
    return label(f"disclosure.{kind}", language)


def _size(one: Disclosure) -> float:
    """How much is new or gone, in words."""
    return one.new * one.words_after + one.gone * one.words_before


def _words(section: Section) -> list[str]:
    """The words of a heading in small letters, its number and all marks apart."""
    return [token for token in tokens(section.heading.lower()) if token.isalnum()]


def _heading(section: Section) -> str:
    """A heading as printed; with a blank between number and name where they stand in two cells (5. | DEBT)."""
    label, rest = section.label, section.printed.removeprefix(section.label)
    return f"{label}{' ' * (bool(label) and rest[:1].isascii() and rest[:1].isalpha())}{rest}".rstrip(":： ")


def _told(comparison: Comparison, one: Disclosure) -> Told:
    before = None if one.before is None else comparison.report(one.from_year).sections[one.before]
    after = None if one.after is None else comparison.report(one.to_year).sections[one.after]
    anew = one.kind in _CHANGED and before is not None and after is not None and _words(before) != _words(after)
    moved = one.kind in _CHANGED and before is not None and after is not None and before.label != after.label
    number = before.label.strip(_AROUND) if moved and before else ""
    told = Told(one, _heading(before) if before else "", _heading(after) if after else "", "", anew, number)
    own, sections = before if told.year == one.from_year else after, comparison.report(told.year).sections
    return replace(told, above="" if own is None or own.parent is None else sections[own.parent].heading)
