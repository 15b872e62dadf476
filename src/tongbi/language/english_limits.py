"""What limits an English number: words that tell it of a part, or on a basis of its own (excluding sales, in camps, than planned).

Only a plain clause may be held against another report: what the words of time and comparison here do not account for limits it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from tongbi.language.annotation import BREAK
from tongbi.language.english_clause import Word, parse
from tongbi.language.english_verbs import changes
from tongbi.language.folding import since
from tongbi.language.lexicon import without_s, words

_WAYS = frozenset(words("en/change", "particles.above", "particles.below", "particles.up", "particles.down"))
_ENDS, _PHRASE = frozenset({"break", "joining"}), frozenset({"aside", "determiner", "preposition", "to"})


@cache
def _of_a_year() -> frozenset[str]:
    """Words that only say which year, and that it is a base: compared, previous, fiscal, year, ago."""
    return frozenset(word for said in words("en/time", "held", "last_year", "own_year") for word in said.split())


@cache
def _moving() -> frozenset[str]:
    """Words that only say that something changed: up, an increase of."""
    return changes() | _WAYS | frozenset(words("en/change", "manner.between"))


def is_plain(text: str, told: int, start: int, end: int) -> bool:
    """Whether a step, or a value told again, at `text[start:end]` is of the whole of what stands before it, which ends at `told`, and from
    the year before: neither what stands between the two nor what follows the number says more.
    """
    behind = parse(text[end:].replace("(", ",").replace(")", ","), ())
    base = [*takewhile(lambda word: word.tag == "aside" or (word.tag not in _ENDS and word.text[0].isalpha()), behind)]
    counted, *others = map(_said, BREAK.split(text[told:start]))
    return (
        _is_base(base)
        and not _goes_on(behind[len(base) :])
        and not any(_leads(counted[at:]) for at in range(len(counted)))
        and not any(word.tag == "noun" and word.text.lower() not in _moving() for other in others for word in other)
    )


def _goes_on(rest: Sequence[Word]) -> bool:
    """Whether a comma behind a step leads in what limits it: up 8%, net of grants; up 8%, if sales are left out."""
    told = [word for word in _worded(rest[1:]) if word.text.lower() not in words("en/clause", "postpositive")]
    conditional = any(word.text.lower() in words("en/clause", "conditions") for word in rest[1:2])
    return any(word.text == "," for word in rest[:1]) and (conditional or _leads(told))


def _is_base(behind: Sequence[Word]) -> bool:
    """Whether words behind a step say no more than which way it went and that it is from last year: more visits than last year."""
    way = len(behind) > 1 and behind[0].text in _WAYS
    told = behind[2:] if way and any(word.text.startswith("than") for word in behind[2:3]) else behind[way:]
    return all(word.tag in _PHRASE or word.text.lower() in _of_a_year() for word in told)


def opens_apart(before: str, head: str) -> bool:
    """Whether a phrase that says more than a time opens the part of a sentence `before` a number, ahead of the `head` that names what is
    told: Excluding sales, turnover grew; in camps it was.
    """
    lead = before.partition(head)[0] if head and head in before else before
    opening = _said(lead.partition(",")[0])
    return any(_leads(opening[at:]) for at in range(2))


def says_more(text: str, head: str, start: int, end: int, than: str) -> bool:
    """Whether what stands from the name `head` to the number at `text[start:end]`, or else in its clause, names what the text `than` does
    not: 68% before appeals; it was 91% and, were leases counted, 68%.
    """
    known = {without_s(word.text.lower()) for word in _said(than)}
    begin, behind = since(BREAK, text, start), BREAK.search(text, end)
    named = text.rfind(head, 0, start) if head else -1
    clause = f"{text[min(begin, named) if named >= 0 else begin : start]} {text[end : behind.start() if behind else None]}"
    return any(word.tag == "noun" and word.text[0].isalpha() and without_s(word.text.lower()) not in known for word in _said(clause))


def _leads(told: Sequence[Word]) -> bool:
    """Whether words open with what leads in a phrase, and name something in it."""
    return any(map(_leads_in, told[:1])) and any(word.tag == "noun" for word in told[1:])


def _leads_in(word: Word) -> bool:
    return word.tag == "preposition" or (word.tag == "noun" and word.text.endswith(("ing", "ed")))


def _said(text: str) -> list[Word]:
    return _worded(parse(text, ()))


def _worded(told: Sequence[Word]) -> list[Word]:
    """Words without times, bounds and adverbs."""
    return [word for word in told if word.tag not in {"aside", "adverb"}]
