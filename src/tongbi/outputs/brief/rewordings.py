"""Rewordings: which of them a brief tells, and the clauses of both years that it quotes of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from tongbi.language import dates, english_verbs, lexicon
from tongbi.language.dates import months
from tongbi.language.parts_of_speech import names_alone
from tongbi.language.text_diff import tokens
from tongbi.model import Change, Edit
from tongbi.outputs.brief import excerpts
from tongbi.outputs.brief.excerpts import QUOTE, changed_clauses, share_told, shared, show_change
from tongbi.outputs.brief.sources import INNER, SURE, Sources, say
from tongbi.outputs.brief.statements import Statement

_REWORDED = frozenset({"reworded", "split", "merged"})
# The share of a quote that the other tells at least, for a reader to see that both are one.
_SHARED = 0.2
_SMALL, _WEIGHING = (frozenset(lexicon.words("en/terms", name)) for name in ("small", "weighing"))
_MONTHS = frozenset(lexicon.words("en/naming", "months"))


def reworded(changes: Sequence[Change], sources: Sources) -> list[Statement]:
    """Rewordings of which it is sure and whose quotes show the change, as old and new: facts and figures first, then the furthest; of those
    in English only what changes the substance.
    """
    found = [change for change in changes if change.kind in _REWORDED and change.similarity >= SURE and _is_rewording(change, sources)]
    found = [change for change in found if sources.told == "zh" or is_of_substance(change)]
    ranked = sorted(found, key=lambda change: (-change.weight, change.similarity, change.thread))
    return [
        Statement(say("from-to", sources.language, old=pair[0], new=pair[1]), sources.of(change.to_units[0]))
        for change in ranked
        if (pair := _quoted_pair(change, sources)) is not None
    ]


def is_of_substance(change: Change) -> bool:
    """Whether a change in English brings or takes a number, dates apart, a name, a word that weighs (not, may, immaterial) or says which
    way it goes (rose), or puts in or takes out some words without others in their place: other words for the same are none.
    """
    texts = ("".join(edit.before for edit in change.edits), "".join(edit.after for edit in change.edits))
    old, new = (_Words.of(text) for text in texts)
    if old.weighing != new.weighing or old.numbers != new.numbers or not (old.names - new.known | new.names - old.known) <= _MONTHS:
        return True
    known = old.stems & new.stems
    alone = ({*_Words.of(edit.before + edit.after).stems} - known for edit in change.edits if edit.op in {"insert", "delete"})
    return any(len(stems) > 1 for stems in alone)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of an English text: numbers without dates, names and all words in small letters, those that weigh, what others begin with."""

    numbers: frozenset[str]
    names: frozenset[str]
    known: frozenset[str]
    weighing: frozenset[str]
    stems: frozenset[str]

    @classmethod
    def of(cls, text: str) -> _Words:
        """The words of a text."""
        printed = [token for token in tokens(text) if token[0].isalnum()]
        known = frozenset(token.lower() for token in printed)
        told = known - _SMALL
        return cls(
            numbers=frozenset(token for token in tokens(dates.without(text)) if token[0].isdigit()),
            names=frozenset(token.lower() for token in printed[1:] if token[0].isupper() and token[1:].isalpha()),
            known=known,
            weighing=frozenset([*(token.lower() for token in printed[:1]), *printed[1:]]).intersection(_WEIGHING | english_verbs.changes()),
            stems=frozenset(lexicon.stem(word) for word in told if word.isalpha()),
        )


def _is_rewording(change: Change, sources: Sources) -> bool:
    """Whether both texts tell of one thing, more than a slogan, and do not count one year against several."""
    counts = all(any(map(str.isdigit, sources.text(ids))) for ids in (change.from_units, change.to_units))
    apart = counts and sources.spans(change.from_units) != sources.spans(change.to_units)
    # Notes issued in November and notes issued in June are two events, however alike they are told.
    old, new = (months(sources.text(ids)) for ids in (change.from_units, change.to_units))
    apart = apart or bool(old and new and old.isdisjoint(new))
    told = any(excerpts.is_told(sources.text(ids)) for ids in (change.from_units, change.to_units))
    return told and not apart and not _is_of_another(change) and not sources.is_slogan(change)


def _is_of_another(change: Change) -> bool:
    """Whether the statements begin with different nouns before the same words, and tell so of two things (食品安全考核, 质量考核)."""
    first = change.edits[0] if change.edits else None
    return first is not None and first.op == "replace" and names_alone(first.before) and names_alone(first.after)


def _quoted_pair(change: Change, sources: Sources) -> tuple[str, str] | None:
    """The first clauses that a change reworded, whole, of the old and the new text, where none of them shows it the texts themselves, of
    English sentences that were split or merged these alone; None where none are short and alike enough for a reader to see what both are
    about and what differs.
    """
    whole = (Edit("replace", sources.text(change.from_units), sources.text(change.to_units)),)
    edits = () if change.kind != "reworded" and sources.told == "en" else change.edits
    for pair in chain(changed_clauses(edits, sources.told, QUOTE), changed_clauses(whole, sources.told, QUOTE)):
        old, new = (clause.translate(INNER[sources.language]) for clause in pair)
        rolled = sources.told == "en" and excerpts.rolls(old, new, change.to_year - change.from_year)
        seen = not rolled and shared(old, new, sources.told) and share_told(old, new) >= _SHARED
        if seen and show_change(old, new, sources.told):
            return old, new
    return None
