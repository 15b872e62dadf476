"""Matters: whom or what statements are about, as far as names tell it: a suit by who brought it, a result by its segment.

What says nothing of it itself (We dispute the allegations, The complaint seeks …) is about what its paragraph named last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tongbi.comparison.alignment.units_and_links import Item
from tongbi.language import lexicon, particulars, sentence_subjects

# What stands behind the name of any company and tells none.
_LEGAL = frozenset(lexicon.words("en/naming", "legal"))


@dataclass(frozen=True, slots=True)
class Matter:
    """The names of what a statement is about, and all that its paragraph tells; in small letters."""

    names: frozenset[str]
    around: frozenset[str]

    def is_other(self, than: Matter) -> bool:
        """Whether two statements are about two things: each about names that the other's paragraph never tells."""
        named = bool(self.names and than.names)
        return named and self.names.isdisjoint(than.around) and than.names.isdisjoint(self.around)


class Matters:
    """The matters of a report's statements; each paragraph is looked at when it is first asked for."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        capital = Counter(name for item in items for name in particulars.names(item.printed))
        small = Counter(word for item in items for word in particulars.words(item.printed))
        # The first word of a sentence is a name where the report mostly writes it so elsewhere.
        self._known = {name for name, often in capital.items() if often > small[name.lower()]}
        self._begins: list[int] = []
        for _, told in groupby(range(len(items)), key=lambda at: (items[at].paragraph, items[at].section)):
            paragraph = [*told]
            self._begins += paragraph[:1] * len(paragraph)
        self._found: dict[int, list[Matter]] = {}

    def of(self, place: int) -> Matter:
        """The matter of the statement at a place."""
        begin = self._begins[place]
        if begin not in self._found:
            self._found[begin] = [*self._of_paragraph(self._items[begin : bisect_right(self._begins, begin)])]
        return self._found[begin][place - begin]

    def _of_paragraph(self, paragraph: Sequence[Item]) -> Iterator[Matter]:
        words = [particulars.words(item.printed) for item in paragraph]
        around = frozenset(word.lower() for printed in words for word in printed)
        about: frozenset[str] = frozenset()
        for item, printed in zip(paragraph, words, strict=True):
            no_names = {*printed[:1]} - self._known
            if any(word[0].isupper() and word not in no_names for word in printed):
                subject = frozenset(particulars.words(" ".join(sentence_subjects.names(item.printed))))
                about = frozenset(name.lower() for name in subject - no_names) - _LEGAL or about
            yield Matter(about, around)
