"""English noun phrases beside a number: what of their words names something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial
from string import ascii_lowercase

from tongbi.language import english_verbs, units
from tongbi.language.english_clause import Word
from tongbi.language.lexicon import any_of, one_of, table, words
from tongbi.language.quantity import Quantity

_TOPIC = "en/clause"
_of = partial(words, _TOPIC)
_CHANGE_NOUNS = english_verbs.changes(noun=True)
CLASSIFIERS = frozenset(words("en/units", "classifiers"))
"""Nouns behind which stands what is counted: units of low-income housing."""
LIMITING = frozenset(_of("limiting"))
"""Words that limit a noun and name nothing alone: average annual."""
FUNDS = frozenset(words("en/units", "funds"))
"""Nouns of money that say less than what it is for."""
_WORDS = 20
_DROPPED = frozenset({"determiner", "aside", "adverb", "pronoun"})
_EDGE = frozenset({"preposition", "joining", "to", "relative", "auxiliary", "break"})
_OWN = frozenset((*_of("own"), "'s"))
_AIMS = re.compile(rf"^(?:{one_of(_TOPIC, 'aims')})\s+(?:{one_of(_TOPIC, 'aim-joins')})\s+|\s+(?:{one_of(_TOPIC, 'aims')})$", re.IGNORECASE)
_GROWN_BEFORE = re.compile(rf"^(?P<noun>{any_of(_CHANGE_NOUNS)}) (?:in|of)\s+(?:the )?(?P<what>.+)$", re.IGNORECASE)
_GROWN_BEHIND = re.compile(rf"^(?P<what>.+) (?P<noun>{any_of(_CHANGE_NOUNS)})(?: (?:rate|rates))?$", re.IGNORECASE)
_GROWING = re.compile(
    rf"^(?P<noun>{any_of(form for form in english_verbs.changes() if form.endswith('ing'))}) (?:the )?(?P<what>.+)$", re.IGNORECASE
)
_NUMBER = re.compile(
    rf"^(?:{units.currency()}\s?)?[(\d][\d,.)]*(?:[ \u00a0\u202f]\d{{3}}\b[\d,.)]*)*\s*(?:{one_of('en/units', 'money.large')}\b)?\s*",
    re.IGNORECASE,
)
_ABOVE = frozenset(words("en/change", "particles.above"))
_MORE = _ABOVE | frozenset(words("en/change", "particles.below"))
_FOR = frozenset({"for", "on", "in", "to", "toward"})
_BARE = frozenset({"amount", "total", "figure", "number", "level", "rate", "result", "proportion", "share", "purpose", "red line"})


def named(text: str) -> str:
    """A phrase as a name: without articles at its ends, and a blank at most between words."""
    return " ".join(text.split()).strip(" ,'")


def phrase(found: Sequence[Word]) -> str:
    """The noun phrase that some words make: without articles, times and bounds, and nothing loose at its ends."""
    kept = [word for at, word in enumerate(found) if _names(word, found[at - 1] if at else None)]
    kept = _unbracketed(kept)
    while kept and (kept[0].tag in _EDGE | _DROPPED or kept[0].tag == "verb"):
        kept = kept[1:]
    while kept and kept[-1].tag in _EDGE | _DROPPED:
        kept = kept[:-1]
    text = " ".join(word.text for word in kept[:_WORDS]).replace(" ,", ",").replace(" ’", "’").replace(" '", "'")
    if text.lower() in _BARE:
        return ""
    return named(_AIMS.sub("", text))


def _names(word: Word, before: Word | None) -> bool:
    """Whether a word stays in a name; an article does behind a preposition (value added of the service sector)."""
    if word.tag == "determiner" and before is not None and before.tag == "preposition":
        return word.text.lower() in _of("articles")
    return word.tag not in _DROPPED and word.text.lower().replace("’", "'") not in _OWN


def _unbracketed(found: Sequence[Word]) -> list[Word]:
    """Words without those in brackets: broad money supply (M2)."""
    kept: list[Word] = []
    deep = 0
    for word in found:
        deep += (word.text == "(") - (word.text == ")" and deep > 0)
        if not deep and word.text not in "()":
            kept.append(word)
    return kept


def ungrown(name: str) -> tuple[str, str]:
    """What changes and the noun of change, of a phrase that names a change (rise in the CPI → CPI, rise); twice "" for any other."""
    found = _GROWN_BEFORE.match(name) or _GROWING.match(name) or _GROWN_BEHIND.match(name)
    return (found["what"], found["noun"].lower()) if found else ("", "")


def counted(printed: str) -> str:
    """The noun of a count as printed, without its number, its size and those of its whole: 12.21 million new urban jobs → new urban jobs,
    236 of the 260 flats → flats.
    """
    whole = printed.rpartition(" of ")[2].lstrip(ascii_lowercase + " ")
    return named(re.sub(r"^(?:plus|odd|additional|new|such|other|more)\s+(?=\w)", "", _NUMBER.sub("", whole)))


def behind(found: Sequence[Word], place: int) -> tuple[str, str]:
    """The noun phrase right behind a quantity, and the one behind it with of or in; "" for none."""
    rest = found[place + 1 :]
    end = _end(rest, 0)
    direct = phrase(rest[:end]) if rest and rest[0].tag == "noun" else ""
    joins = {"of", "in"}
    of = phrase(rest[1 : _end(rest, 1)]) if rest and rest[0].text.lower() in joins else ""
    whole = next((at for at, word in enumerate(rest[:4]) if word.tag == "quantity"), 0) if rest and rest[0].text.lower() == "of" else 0
    if not of and whole and all(word.tag in _DROPPED for word in rest[1:whole]):  # $3 billion of the $9 billion authorization
        of = phrase(rest[whole + 1 : _end(rest, whole + 1)])
    return direct, of


def led_to(found: Sequence[Word], begin: int) -> int:
    """Where a phrase begins behind the participle that leads to it: resulting in a deficit."""
    leads = found[begin].text.endswith("ing") and found[begin + 1].tag in {"preposition", "to"}
    return begin + 2 if leads else begin


def _end(found: Sequence[Word], begin: int) -> int:
    """Where a noun phrase ends that begins at a place: at a verb, a break, another quantity, or a preposition that leads on."""
    for at in range(begin, len(found)):
        word = found[at]
        if word.tag in {"verb", "auxiliary", "break", "quantity", "relative", "to", "pronoun"} or word.text in ".;":
            return at
        if word.tag == "preposition" and word.text.lower() not in {"of", "for"}:
            return at
        if word.tag == "joining" and at > begin and not _goes_on(found, at):
            return at
    return len(found)


def _goes_on(found: Sequence[Word], at: int) -> bool:
    """Whether behind and a phrase goes on: no verb follows before its end."""
    for word in found[at + 1 : at + 7]:
        if word.tag in {"verb", "auxiliary", "quantity", "pronoun"}:
            return False
        if word.tag in {"break", "preposition", "relative"}:
            return True
    return True


def purpose(found: Sequence[Word], place: int) -> str:
    """What an amount is for: the phrase behind for, on, in or to (to support agriculture)."""
    rest = found[place + 1 :]
    leads = [at for at, word in enumerate(rest[:9]) if word.tag in {"preposition", "to"} and word.text.lower() in _FOR]
    told = [at for at in leads if rest[at].tag != "to" or (at + 1 < len(rest) and rest[at + 1].tag == "verb")]  # not: to shareholders
    at = (told or leads or [-1])[0]
    if at < 0 or any(word.tag in {"break", "quantity"} for word in rest[:at]):
        return ""
    begin = at + 1
    if rest[at].tag == "to":
        while begin < len(rest) and rest[begin].tag in {"verb", "adverb", "joining"}:
            begin += 1
    end = _end(rest, begin)
    while end + 1 < len(rest) and rest[end].text == "," and rest[end + 1].tag in {"noun", "joining"} and _end(rest, end + 2) - end <= 4:
        end = _end(rest, end + 2)
    return phrase(rest[begin + 2 if begin + 1 < len(rest) and _is_form(rest[begin : begin + 3]) else begin : end])


def _is_form(found: Sequence[Word]) -> bool:
    """Whether a phrase begins with the form of: in the form of dividends."""
    return any(word.text.lower() in _of("forms") for word in found[:2]) and any(word.text.lower() == "of" for word in found)


def participle(found: Sequence[Word], place: int) -> str:
    """What was done with the counted thing behind a number: were created → created; "" for none."""
    rest = found[place + 1 :]
    for at, word in enumerate(rest):
        if word.tag == "auxiliary":
            chain = [other for other in rest[at + 1 : at + 5] if other.tag not in {"adverb", "aside", "auxiliary"}]
            return (
                chain[0].text.lower()
                if chain and chain[0].tag in {"verb", "noun"} and chain[0].text.lower().endswith(("ed", "t", "n", "d"))
                else ""
            )
        if word.tag == "verb":
            return word.text.lower() if at and word.text.lower().endswith("ed") else ""
        if word.tag in {"break", "quantity", "relative", "joining"}:
            return ""
    return ""


@cache
def done(verb: str) -> str:
    """The participle of a verb of doing, so that create and created name alike."""
    return english_verbs.participle_of(verb)


def step_behind(found: Sequence[Word], place: int, *, rate: bool) -> tuple[str, str] | None:
    """What changed and the word of change, where they stand behind the number; None for none."""
    rest = [word for word in found[place + 1 : place + 16] if word.tag != "aside" or word.text.lower().startswith(("than", "over"))]
    if not rest:
        return None
    first = rest[0].text.lower()
    if first in _MORE and len(rest) > 1 and (rate or rest[1].text.lower().startswith("than")):
        return "", "up" if first in _ABOVE else "down"
    at = next((at for at, word in enumerate(rest[:4]) if word.text.lower() in _CHANGE_NOUNS and word.tag == "noun"), -1)
    if not rate or at < 0 or any(word.tag != "noun" for word in rest[:at]):
        return None
    of = at + 1 < len(rest) and rest[at + 1].text.lower() in {"in", "of"}
    return (phrase(rest[at + 2 : _end(rest, at + 2)]) if of else "", rest[at].text.lower())


def runs(parsed: Sequence[Word], found: Sequence[Quantity]) -> list[list[int]]:
    """The lists of values of one unit, each as the numbers of its quantities: up 9.8% and 8.5%."""
    return [[parsed[place].at for place in run] for run in _runs(parsed, found)]


def respective(parsed: Sequence[Word], found: Sequence[Quantity]) -> dict[int, str]:
    """Names, by quantity, of lists of values that stand in the order of the things before them."""
    names: dict[int, str] = {}
    for run in _runs(parsed, found):
        before = _subject_of_list(parsed, run[0])
        things = _in_full(before, len(run))
        if len(things) == len(run):
            names |= {parsed[place].at: thing for place, thing in zip(run, things, strict=True)}
    return names


def _runs(parsed: Sequence[Word], found: Sequence[Quantity]) -> list[list[int]]:
    """Places of quantities of one unit that only and or a comma parts."""
    places = [place for place, word in enumerate(parsed) if word.tag == "quantity"]
    runs: list[list[int]] = []
    for place in places:
        last = runs[-1][-1] if runs else -1
        between = [word for word in parsed[last + 1 : place] if word.tag != "aside"] if runs else []
        alike = bool(runs) and found[parsed[last].at].unit == found[parsed[place].at].unit
        if (
            alike
            and between
            and all(word.tag == "joining" or word.text == "," for word in between)
            and all(word.text.lower() != "or" for word in between)
        ):
            runs[-1].append(place)
        else:
            runs.append([place])
    joined = [run for run in runs if len(run) > 1 and any(word.text.lower() == "and" for word in parsed[run[-2] : run[-1]])]
    return [run for run in joined if not _of_years(parsed, run)]


def _of_years(parsed: Sequence[Word], run: Sequence[int]) -> bool:
    """Whether the values of a list are of several years: for fiscal 2024, 2023 and 2022, respectively."""
    behind_run = " ".join(word.text for word in parsed[run[-1] + 1 : run[-1] + 10])
    return len(re.findall(r"\b(?:19|20)\d\d\b", behind_run.partition(";")[0])) >= len(run)


def _subject_of_list(parsed: Sequence[Word], place: int) -> list[Word]:
    """The words that name the things of a list: before its verb, or between the verb and the preposition before the list."""
    low = next((at for at in range(place - 1, -1, -1) if parsed[at].tag in {"quantity", "relative"} or parsed[at].text in ";:"), -1)
    verb = next((at for at in range(place - 1, low, -1) if parsed[at].tag in {"verb", "auxiliary"}), -1)
    if verb < 0:
        return []
    between = list(parsed[verb + 1 : place])
    if any(word.tag == "noun" for word in between):
        return between
    while verb > low + 1 and parsed[verb - 1].tag in {"verb", "auxiliary", "to", "adverb", "aside"}:
        verb -= 1
    return list(parsed[low + 1 : verb])


def _in_full(found: Sequence[Word], count: int) -> list[str]:
    """As many things as values: those joined, each with what they share (allowances for urban and rural residents)."""
    groups: list[list[Word]] = [[]]
    for word in found:
        if word.tag == "joining" or word.text == ",":
            groups.append([])
        else:
            groups[-1].append(word)
    groups = [group for group in groups if phrase(group)]
    if len(groups) != count:
        return []
    return [phrase(group) for group in _shared(groups)]


def _shared(groups: Sequence[list[Word]]) -> list[list[Word]]:
    """The members of a list with what stands once: the head before (emissions of A and B), the noun behind (urban and rural residents)."""
    first, last = groups[0], groups[-1]
    bare = [[word for word in group if word.tag not in _DROPPED] for group in groups]
    if _are_contrary(bare):  # male and female literacy rates
        return [*([*group, *bare[-1][1:]] for group in bare[:-1]), bare[-1]]
    cuts = [at for at, word in enumerate(first) if word.tag == "preposition"]
    if not cuts or any(word.tag == "preposition" for group in groups[1:] for word in group):
        return list(groups)
    one_word = len(first) - cuts[-1] - 1 == 1 and len(last) > 1 and all(len(group) == 1 for group in groups[1:-1])
    lead = first[: cuts[-1 if one_word else 0] + 1]
    members = [first[len(lead) :], *groups[1:]]
    if one_word:
        members = [*([*member, *last[1:]] for member in members[:-1]), last]
    return [[*lead, *member] for member in members]


def _are_contrary(groups: Sequence[Sequence[Word]]) -> bool:
    """Whether the members of a list are sides of one contrast, told with what they limit at the end alone: basic and diluted earnings."""
    sides = [group[0].text.lower() for group in groups]
    told = [{side for side, known in enumerate(one) for word in known if word in sides} for one in table("en/terms")["contrasts"]]
    alone = all(len(group) == 1 for group in groups[:-1]) and len(groups[-1]) > 1
    return alone and any(len(found) == len(groups) for found in told)
