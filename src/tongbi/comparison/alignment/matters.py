"""Matters: whom or what statements are about, as far as names tell it: a suit by who brought it, a result by its segment.

What says nothing of it itself (We dispute the allegations, The complaint seeks …) is about what its paragraph named last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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


def of(items: Sequence[Item]) -> list[Matter]:
    """The matter of each statement of a report. The first word of a sentence is a name where the report mostly writes it so elsewhere."""
    capital = Counter(name for item in items for name in particulars.names(item.printed))
    small = Counter(word for item in items for word in particulars.words(item.printed))
    known = {name for name, often in capital.items() if often > small[name.lower()]}
    found: list[Matter] = []
    for _, told in groupby(items, key=lambda item: (item.paragraph, item.section)):
        paragraph = [*told]
        words = [particulars.words(item.printed) for item in paragraph]
        around = frozenset(word.lower() for printed in words for word in printed)
        about: frozenset[str] = frozenset()
        for item, printed in zip(paragraph, words, strict=True):
            subject = frozenset(particulars.words(" ".join(sentence_subjects.names(item.printed))))
            named = subject - ({*printed[:1]} - known)
            about = frozenset(name.lower() for name in named) - _LEGAL or about
            found.append(Matter(about, around))
    return found
