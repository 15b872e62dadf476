"""Back references: whether a statement says what it is about only together with the sentence before it (The increase is …, 上述项目 …)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import dropwhile, pairwise, takewhile

from tongbi.language import english_clause, lexicon

_BACK = lexicon.words("zh/particles", "pointing")
_POINTING, _OPENING = (frozenset(lexicon.words("en/clause", name)) for name in ("pointing", "opening"))
_PREPOSITIONS = frozenset(lexicon.words("en/clause", "prepositions"))
_MONTHS = frozenset(lexicon.words("en/naming", "months"))
_MARKS = ",;:.()"
# What a point of a list stands behind.
_POINTS = "•●▪◦·–—- "


def antecedents(text: str, before: Sequence[str]) -> tuple[str, ...] | None:
    """What a statement hangs on of the statements `before` it in its paragraph: None for nothing, () for what stands before the paragraph.

    The last one, where a word near its beginning points back, or "these" a noun that it does not tell itself. The one that defines what it
    opens with by name. The last that tells of it, where its subject has "the" and no more (In May, the stay was lifted): that has the noun
    or one of the statement's names; all that tell of one each, where the subject is several and none tells of them as such (The notes are
    due in 2031).
    """
    words = [word.strip(_MARKS) for word in text.lower().split()]
    first = words[:6]
    behind = any(word == "that" and one in _PREPOSITIONS for one, word in pairwise(first))  # that is a conjunction elsewhere
    pointing = behind or not _POINTING.isdisjoint(first) or not _OPENING.isdisjoint(first[:1]) or text.startswith(_BACK)
    if pointing or any(not _told(noun, words[:at]) for at, noun in _these(words)):
        return tuple(before[-1:])
    defined = definition(text, before)
    nouns = [] if defined else _known_subject(text)
    if not nouns:
        return defined or None
    # The suit seeks, the loan bears interest: where a verb is not known, the subject is what comes before it.
    subject, telling = next(((some, found) for some in (nouns[-2:], nouns[:1]) if (found := _telling(before, some, text))), ([], []))
    if not telling:
        return None if before else ()
    several = [noun for noun in subject if lexicon.without_s(noun) != noun]
    of_one = [one for one in telling if any(_tells(one, lexicon.without_s(noun)) for noun in several)]
    return tuple(of_one) if of_one and not any(_has(one, several) for one in telling) else tuple(telling[-1:])


def definition(text: str, before: Sequence[str]) -> tuple[str, ...]:
    """The last of the statements `before` one that defines what it opens with, () for none."""
    return tuple([one for one in before if _defines(one, text)][-1:])


def _defines(before: str, text: str) -> bool:
    """Whether a text opens with "the" and what a statement before it puts in quotation marks: (the “floating rate notes”)."""
    opening, terms = text.lower().lstrip(_POINTS), before.lower().replace("”", "“").replace('"', "“").split("“")[1::2]
    return any(opening.startswith(f"the {term.strip(_MARKS)} ") for term in terms)


def _telling(before: Sequence[str], nouns: Sequence[str], text: str) -> list[str]:
    """The statements that tell of one of some nouns, or of one of a text's names."""
    told = (*map(lexicon.without_s, nouns), *_names(text))
    return [one for one in before if any(map(partial(_tells, one), told))]


def _known_subject(text: str) -> list[str]:
    """The nouns in small letters, of nothing and no name, that a sentence opens with behind "the", or goes on with behind a first
    circumstance; [] where it does not.
    """
    bare = text.lstrip(_POINTS)
    if ", the " not in f", {bare.lower()}":
        return []
    parsed = english_clause.parse(bare, ())
    if parsed and parsed[0].tag in {"preposition", "aside"}:
        parsed = [*dropwhile(lambda word: word.text != ",", parsed)][1:]
    nouns = [*parsed[1:2], *takewhile(lambda word: not word.text.endswith("ed"), parsed[2:])]
    nouns = [*takewhile(lambda word: word.tag == "noun", nouns)]
    behind = parsed[len(nouns) + 1 : len(nouns) + 2]
    complete = bool(behind) and behind[0].tag in {"preposition", "relative"}
    known = nouns and parsed[0].text.lower() == "the" and not complete and all(word.text.islower() for word in nouns)
    return [word.text for word in nouns] if known else []


def _has(text: str, words: Sequence[str]) -> bool:
    """Whether a text has one of some words as it is."""
    return not {word.strip(_MARKS) for word in text.lower().split()}.isdisjoint(words)


def _names(text: str) -> list[str]:
    """The words of a sentence that have a capital letter and do not open it; no dates."""
    return [word for word in (one.strip(_MARKS) for one in text.split()[1:]) if word[:1].isupper() and word.lower() not in _MONTHS]


def _tells(text: str, word: str) -> bool:
    """Whether a word of a text begins as another does, for five letters of a longer one: increase, increased; acquisition, acquired."""
    return any(one.strip(_MARKS).startswith(lexicon.stem(word).lower()) for one in text.lower().split())


def _these(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The words behind each "these", with their places."""
    yield from ((at + 1, noun) for at, (one, noun) in enumerate(pairwise(words)) if one == "these")


def _told(noun: str, words: Sequence[str]) -> bool:
    """Whether some words have a noun, as one or as several."""
    return lexicon.without_s(noun) in map(lexicon.without_s, words)
