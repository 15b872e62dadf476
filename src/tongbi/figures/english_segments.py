"""Segments of an English clause: the words between two breaks, and whether the subject of what follows stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tongbi.figures.english_phrases import phrase
from tongbi.language.english_clause import Tag, Word


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one clause: `begin` is the place of the first, `verb` and `joined` those in them of the last verb and of the last and
    behind it (-1 for none), `closed` what the word before them does.
    """

    words: Sequence[Word]
    begin: int
    verb: int
    joined: int
    closed: Tag

    @property
    def aside(self) -> bool:
        """Whether they follow which, who or that."""
        return self.closed == "relative"

    @property
    def leads_in(self) -> bool:
        """Whether they only lead in (in the east, under the plan); with opens a clause of its own."""
        return bool(self.words) and self.words[0].tag in {"preposition", "to"} and self.words[0].text.lower() != "with"

    @property
    def coordinate(self) -> bool:
        """Whether a new clause follows and behind a number: 5 million people in towns and income rose."""
        return self.leads_in and self.joined > 0 and self.closed == "quantity"

    @property
    def noun(self) -> str:
        """The noun phrase at their end; "" where the verb has it."""
        if self.verb >= 0 and self.joined < 0:
            return ""
        return phrase(self.words[self.joined + 1 if self.verb >= 0 else 0 :])

    def may_be_subject(self, crossed: bool, behind: bool) -> bool:
        """Whether that noun phrase is a subject, where what follows stands across a comma or behind a relative word."""
        told = self.verb >= 0
        return not (self.aside and (crossed or told)) and not self.leads_in and not (behind and told)

    def opens_back(self) -> bool:
        """Whether the subject may stand before them."""
        counted = self.closed == "quantity" and not self.leads_in
        return bool(self.begin) and not counted and (self.verb < 0 or self.aside) and all(word.tag != "pronoun" for word in self.words)
