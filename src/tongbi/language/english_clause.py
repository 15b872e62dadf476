"""English clauses: the words of a sentence with what each does in it (verb, preposition, noun …), as far as a name of a figure needs it.

There is no tagger: closed classes are data (`en/clause.toml`), and a form that may be noun or verb (increase, plans, fund) is told by the
word before it. What names nothing (a time, a bound, "in real terms") is marked whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Literal, NamedTuple

from tongbi.language import units
from tongbi.language.english_verbs import changes, finite, verbs
from tongbi.language.lexicon import any_of, one_of, table, without_s, words
from tongbi.language.quantity import Quantity, bounds_before
from tongbi.language.units import currency

Tag = Literal[
    "quantity", "verb", "auxiliary", "to", "preposition", "determiner", "joining", "relative", "pronoun", "adverb", "break", "aside", "noun"
]
"""What a word does: `aside` for a time, a bound or another phrase that names nothing; `break` for a comma or a mark like it."""
_TOPIC = "en/clause"
_of = partial(words, _TOPIC)
_CLOSED: dict[str, Tag] = {
    **dict.fromkeys(_of("adverbs"), "adverb"),
    **dict.fromkeys(_of("relatives"), "relative"),
    **dict.fromkeys(_of("pronouns"), "pronoun"),
    **dict.fromkeys(_of("determiners"), "determiner"),
    **dict.fromkeys(_of("prepositions"), "preposition"),
    **dict.fromkeys(_of("joining"), "joining"),
    **dict.fromkeys(_of("auxiliaries"), "auxiliary"),
    "to": "to",
}
_WORD = re.compile(rf"{one_of(_TOPIC, 'compounds')}\b|(?:[A-Z]\.){{2,}}|[A-Za-z][\w&'’./-]*(?<![.])|\d[\d,.]*[\w-]*|--|[,;:()•]|\S")
_MARKS = frozenset(",;:.()•!?-–—=*|[]") | {"--"}
# As many words stand at most in brackets that tell aside, and in a member of a list.
_ASIDE, _MEMBER = 8, 4
_STOPS = (".", "!", "?", ";")
_CLOSES, _VERBAL = frozenset({"break", "relative", "quantity", "joining"}), frozenset({"verb", "auxiliary"})
RATES = frozenset({"share", "points", "times"})
"""Sorts of units that tell a share, a difference of shares or how many times."""
_LEADS_A_VERB = frozenset({"auxiliary", "to", "pronoun", "relative"})
FLOATING = frozenset({"both", "all", "each"})
"""Determiners that may stand between a subject and its verb."""
_YEAR = r"(?:fiscal(?: year)? )?(?:19|20)\d\d"
_DATE = rf"{one_of('en/time', 'months')} \d{{1,2}},? (?:19|20)\d\d"


class Word(NamedTuple):
    """A word, mark or quantity at `text[start:end]`; `at` is the number of the quantity, -1 for any other word."""

    text: str
    start: int
    end: int
    tag: Tag
    at: int = -1


@cache
def _asides() -> re.Pattern[str]:
    """Phrases that name nothing: times, bounds and adverbials, as whole words."""
    last, counts, also = one_of("en/change", "against.last"), one_of("en/time", "counts"), "(?:, and|,| and) "
    time = "|".join(
        (
            rf"(?:(?:by|at|as of|since|before) )?(?:the )?end of (?:fiscal )?(?:{_YEAR}|(?:this|last) year)",
            rf"(?:in|of|for|during|over|than|from|to|by|at) {_YEAR}(?:{also}{_YEAR})*",
            rf"(?:in|for|over|during|than|from|compared (?:to|with)) (?:the )?(?:{last}|same|current) (?:fiscal )?(?:year|quarter)(?!'s)",
            rf"(?:this|{last}) year(?:'s)?",
            rf"(?:over|in|during|for|throughout) the (?:{one_of('en/time', 'past')}|next|{counts}|year)\b(?: {counts})?(?: years?)?",
            rf"(?:as of|on|at|ended|through) {_DATE}(?:{also}(?:{_DATE}|{_YEAR}))*",
            rf"each of the|for the year|throughout the year|at present|at year-end|{_YEAR}",
        )
    )
    bounds = "|".join(bounds_before(verbs=False).values())
    bound = f"(?:{bounds}|{one_of(_TOPIC, 'averaged', 'bounds')}|(?:an? )?(?:record )?(?:total|further) of)"
    phrases = (
        f"{time}|{one_of(_TOPIC, 'adverbials')}|{bound}(?=\\s*(?:{bound}\\s*)?(?:an? )?(?:further |another )?(?:{currency()}\\s?)?\\(?\\d)"
    )
    return re.compile(rf"(?<![\w-])(?:{phrases})(?![\w-])", re.IGNORECASE)


@cache
def _of_two_words() -> re.Pattern[str]:
    """Verbs of more than one word: dropped back, made up."""
    return re.compile(rf"\b{any_of(form for form in _known() if ' ' in form)}\b", re.IGNORECASE)


def parse(text: str, found: Sequence[Quantity]) -> list[Word]:
    """The words of a sentence in order, each quantity as one word."""
    asides = [(one.start(), one.end()) for one in _asides().finditer(text)]
    spans = [(one.start, one.end, at) for at, one in enumerate(found)]
    parsed: list[Word] = []
    for one in _words(text, spans, asides):
        parsed.append(one if one.tag != "noun" else one._replace(tag=_tag(one, parsed, text)))
    return _listed(_bracketed(_told_of_counts(parsed, found) if text.rstrip().endswith(_STOPS) else parsed))


def _told_of_counts(parsed: Sequence[Word], found: Sequence[Quantity]) -> list[Word]:
    """The words of a sentence with what stands between a subject and what it counts as a verb: the library lends 3,400 books.

    No name of a thing stands right before a number of other things without a verb. It agrees with its subject: libraries lend.
    """
    told = list(parsed)
    for number in (place for place, word in enumerate(parsed) if word.tag == "quantity" and counts(found[word.at])):
        at = next((back for back in range(number - 1, 0, -1) if not (parsed[back].tag == "adverb" or _is_bound(parsed[back].text))), 0)
        begin = next((back + 1 for back in range(at - 1, -1, -1) if parsed[back].tag in _CLOSES), 0)
        clause = [one for one in parsed[begin:at] if one.tag != "adverb"]
        word, subject = parsed[at], bool(clause) and clause[-1].tag == "noun" and _has_subject(clause)
        twice = any(one.tag == "quantity" and found[one.at].unit == found[parsed[number].at].unit for one in parsed[:at])  # cars 12 km
        agrees = subject and not twice and (without_s(clause[-1].text) == clause[-1].text) == (without_s(word.text) != word.text)
        if agrees and word.tag == "noun" and word.text.islower() and all(one.tag not in _VERBAL for one in clause):
            told[at] = word._replace(tag="verb")
    return told


def _is_bound(text: str) -> bool:
    """Whether a phrase bounds the number behind it: about, more than."""
    return any(text.lower() in bounds for bounds in table("en/numbers")["before"].values())


def counts(quantity: Quantity) -> bool:
    """Whether a quantity counts things, and is none of a measure."""
    unit = quantity.unit
    return bool(unit) and not (units.is_currency(unit) or units.dimension(unit) or units.sort(unit) in RATES)


def _bracketed(found: Sequence[Word]) -> list[Word]:
    """The words with those in short brackets without a number told aside: broad money supply (M2)."""
    parsed = list(found)
    for at, word in enumerate(parsed):
        end = next((to for to in range(at + 1, min(at + _ASIDE, len(parsed))) if parsed[to].text == ")"), 0) if word.text == "(" else 0
        if end and all(other.tag != "quantity" for other in parsed[at:end]):
            parsed[at : end + 1] = [other._replace(tag="aside") for other in parsed[at : end + 1]]
    return parsed


def _listed(found: Sequence[Word]) -> list[Word]:
    """The words with the commas of a list of nouns as joining (agriculture, rural areas and farmers); what leads in a clause is no list."""
    parsed = list(found)
    for at in [at for at, word in enumerate(found) if word.text == ","]:
        begin = next((back + 1 for back in range(at - 1, -1, -1) if parsed[back].tag in {"break", "quantity"}), 0)
        behind = parsed[at + 1].text.lower() if at + 1 < len(parsed) else ""
        ends = at + 2 < len(parsed) and parsed[at + 2].tag in {"verb", "auxiliary", "break"}
        if behind in _of("postpositive") and ends:  # Interest and other, net
            parsed[at] = parsed[at]._replace(tag="joining")
        if at == begin or parsed[at - 1].tag != "noun" or parsed[begin].tag in {"preposition", "relative", "to"}:
            continue
        for comma in _members(parsed, at):
            parsed[comma] = parsed[comma]._replace(tag="joining")
    return parsed


def _members(found: Sequence[Word], comma: int) -> list[int]:
    """The commas from one on that part members of a list of nouns, up to its and; [] where none is a list."""
    commas, nouns = [comma], 0
    for at in range(comma + 1, len(found)):
        word = found[at]
        if word.tag == "noun" or (word.tag == "determiner" and not nouns):
            nouns += word.tag == "noun"
        elif word.text == "," and nouns:
            commas, nouns = [*commas, at], 0
        elif word.tag == "joining" and (nouns or (found[at - 1].text == "," and len(commas) > 1)):
            behind = found[at + 1] if at + 1 < len(found) else None
            return commas if behind is not None and behind.tag in {"noun", "determiner"} else []
        else:
            return []
        if nouns > _MEMBER:
            return []
    return []


def _words(text: str, spans: list[tuple[int, int, int]], asides: list[tuple[int, int]]) -> Iterator[Word]:
    """The words with the quantities and the phrases that name nothing; all others are nouns as yet."""
    at = 0
    known: list[tuple[int, int, Tag, int]] = [(start, end, "quantity", number) for start, end, number in spans]
    known += [(one.start(), one.end(), "verb", -1) for one in _of_two_words().finditer(text)]
    known += [(start, end, "aside", -1) for start, end in asides if all(end <= low or start >= high for low, high, _ in spans)]
    for start, end, tag, number in (*sorted(known), (len(text), len(text), "aside", -1)):
        if start < at:
            continue
        for word in _WORD.finditer(text, at, start):
            if word[0] != "." or not text[word.end() :].strip()[:1].islower():  # Inc. is one word
                yield Word(word[0], word.start(), word.end(), "break" if word[0] in _MARKS else "noun")
        if end > start:
            yield Word(text[start:end], start, end, tag, number)
        at = end


def _tag(one: Word, before: Sequence[Word], text: str) -> Tag:
    word = one.text.lower().replace("’", "'")
    closed = _CLOSED.get(word)
    if closed and not (one.text.isupper() and len(one.text) > 1):
        named = word in _of("auxiliaries") and one.text[0].isupper() and before and before[-1].tag != "break"  # in May
        if not named:
            return closed
    if word.endswith("ly") and word not in _of("no-adverbs") and word not in _known():
        return "adverb"
    last = next((other for other in reversed(before) if other.tag not in {"adverb", "aside"}), None)
    if word.endswith("ed") and _is_adjective(word, before, text[one.end : one.end + 24]):
        return "noun"
    opens = (
        word.endswith("s") and last is not None and last.tag == "break" and not _has_subject(before)
    )  # as of June 30, accounts payable …
    return "verb" if not opens and _is_verb(word, last, text[one.end : one.end + 24]) else "noun"


def _has_subject(before: Sequence[Word]) -> bool:
    """Whether a noun stands in words, other than behind the preposition that a clause leads in with."""
    leads = False
    for at, word in enumerate(before):
        begins = at == 0 or before[at - 1].tag in {"break", "aside"}
        leads = word.tag in {"preposition", "to", "relative"} if begins else leads
        if word.tag in {"noun", "pronoun"} and not leads:
            return True
    return False


def _is_adjective(word: str, before: Sequence[Word], behind: str) -> bool:
    """Whether a form in -ed limits a noun: at the beginning, behind what limits (the total planned investment), behind the verb of its
    clause (keep the urban registered unemployment rate), or with by behind a noun (land covered by forest).
    """
    told = [other for other in before if other.tag not in {"adverb", "aside"}]
    if not told or (told[-1].text.lower() in _of("limiting") and not _PREDICATE.match(behind)):
        return True
    if told[-1].tag == "noun" and behind.split()[:1] == ["by"]:
        return word not in changes()
    if told[-1].tag != "noun" or _PREDICATE.match(behind):
        return False
    for other in reversed(told):
        if other.tag in {"break", "relative", "joining", "quantity"}:
            return False
        if other.tag == "verb":
            return True
    return False


def _is_verb(word: str, last: Word | None, behind: str) -> bool:
    known = word in _known()
    leads = last is None or last.tag in _LEADS_A_VERB or last.tag in {"joining", "break"}
    if word in _of("participial") and not _PREDICATE.match(behind):
        return False
    if word.endswith("ing") and word in _standing() and _PREDICATE.match(behind) and last is not None and last.tag == "noun":
        return True
    if word.endswith("ing"):
        if last is None and not _PREDICATE.match(behind):  # selling expenses fell
            return False
        return (known or bool(_OBJECT.match(behind))) and (leads or last is None or last.tag == "preposition")
    if word in finite() or word.endswith("ed"):
        adjective = last is not None and last.tag in {"determiner", "preposition"} and last.text.lower() not in FLOATING
        adjective = adjective or (last is not None and last.tag == "to" and not word.endswith("eed"))  # access to piped water
        return not adjective and (
            known or _PREDICATE.match(behind) is not None or (leads and last is not None and last.tag in _LEADS_A_VERB)
        )
    subject = last is not None and (last.tag == "noun" or last.text.lower() in _of("demonstratives"))
    third = word.endswith("s") and word in verbs("reach", "share", "keep") and subject
    return (known and leads) or (third and _PREDICATE.match(behind) is not None)


_OBJECT = re.compile(rf"\s+{one_of(_TOPIC, 'determiners')}\s", re.IGNORECASE)
_PREDICATE = re.compile(rf"\s+(?:{any_of((*_of('determiners'), *_of('prepositions'), 'to'))}\s|\$?\d|[.,;]|$)", re.IGNORECASE)


@cache
def _standing() -> frozenset[str]:
    """Verbs that tell where something stands or how it moved."""
    return changes() | verbs("reach", "share")


@cache
def _known() -> frozenset[str]:
    return changes() | verbs("reach", "share", "keep", "foreseen", "doing")
