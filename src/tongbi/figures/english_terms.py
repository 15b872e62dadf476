"""Terms of English names: the words that tell what is measured, one word for each measure that has several, things in the singular."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from tongbi.language import english_verbs, lexicon
from tongbi.language.lexicon import any_of, words

_TOPIC = "en/terms"
_WORD = re.compile(r"[A-Za-z0-9][\w&.-]*(?:'s)?|[^\x00-\x7f]+")
# The contrast of a ratio and an amount; those of the lexicon are numbered from -1 down.
_RATIO = -1000


@cache
def _equivalents() -> tuple[re.Pattern[str], dict[str, str]]:
    first = {word.lower(): group[0] for group in lexicon.table(_TOPIC)["equivalents"] for word in group}
    return re.compile(rf"(?<![\w-]){any_of(first)}(?![\w-])", re.IGNORECASE), first


@cache
def _neutral() -> frozenset[str]:
    """Words that tell nothing of what is measured: those of the closed classes, and the form of counting."""
    closed = words("en/clause", "determiners", "prepositions", "joining", "auxiliaries", "relatives", "pronouns")
    return frozenset((*closed, "to", *words(_TOPIC, "form"))) - frozenset(words(_TOPIC, "heads", "limits"))


def undone(found: Sequence[str]) -> list[str]:
    """The words without the participle that a count is named with at its end (urban jobs created → urban jobs), unless it tells a stage of
    work (requests closed).
    """
    return list(found[:-1] if len(found) > 1 and found[-1] in _participles() else found)


@cache
def _participles() -> frozenset[str]:
    past = (*words("en/clause", "verbs.past"), *words("en/change", "irregular.past"))
    known = english_verbs.verbs("doing", "keep", "reach", "foreseen") | english_verbs.changes()
    stages = {word for found in lexicon.table(_TOPIC)["stages"].values() for word in found}
    return frozenset((*past, *(form for form in known if form.endswith("ed")))) - stages


def tokens(name: str) -> list[str]:
    """The words of a name in lower case, abbreviations as printed, each measure by one word."""
    known, first = _equivalents()
    text = known.sub(lambda word: first[word[0].lower()], name.replace("’", "'"))
    return [word if word.isupper() else word.lower() for word in _WORD.findall(text)]


def head_last(found: Sequence[str]) -> list[str]:
    """The words with what limits a head before it, as a name in Chinese has them: consumption per unit of GDP → GDP, unit, consumption."""
    parts: list[list[str]] = [[]]
    for word in found:
        if word in _prepositions():
            parts.append([])
        else:
            parts[-1].append(word)
    return [word for part in reversed(parts) for word in part]


@cache
def _prepositions() -> frozenset[str]:
    return frozenset((*words("en/clause", "prepositions"), "to")) - frozenset(words(_TOPIC, "limits"))


def telling(found: Sequence[str]) -> list[str]:
    """Those words that tell what is measured, in the singular."""
    return [lexicon.without_s(word) for word in found if word not in _neutral()]


def stages(found: Sequence[str]) -> frozenset[str]:
    """The stages of work that words name."""
    return frozenset(stage for stage, known in lexicon.table(_TOPIC)["stages"].items() if not set(known).isdisjoint(found))


def sides(found: Sequence[str]) -> frozenset[tuple[int, int]]:
    """The sides of contrasts that words name, each by the group's number and the side's; what is per something is none of the whole."""
    ratio = "per" in found or any(pair == ("share", "of") for pair in pairwise(found))
    return frozenset((*_sides(found), (_RATIO, int(ratio))))


def _sides(found: Sequence[str]) -> Iterator[tuple[int, int]]:
    for number, group in enumerate(lexicon.table(_TOPIC)["contrasts"]):
        yield from ((-1 - number, side) for side, known in enumerate(group) if not set(known).isdisjoint(found))


def is_head_alone(core: str) -> bool:
    """Whether a core has only heads that say little (production capacity)."""
    return bool(core) and _heads().issuperset(core.split())


@cache
def _heads() -> frozenset[str]:
    return frozenset(lexicon.without_s(word) for word in words(_TOPIC, "heads"))
