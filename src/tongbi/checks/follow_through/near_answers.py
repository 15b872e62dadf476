"""Near answers: the outcome of a sentence that tells of a plan, where it names what the plan's target measures in other words.

In a sentence that tells of a plan the one figure that may answer its one target of that sort needs no like name: 涉企检查下降20% is
answered by 开展涉企检查312户次，同比下降24.6%. What the clauses of the two say of each other decides what may be said of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

from tongbi.checks.follow_through.promises import CONTENT
from tongbi.checks.follow_through.target_pairs import Said, bar
from tongbi.checks.follow_through.word_pairs import ACTS, NOUNS
from tongbi.comparison.figure_places import Place
from tongbi.figures import RATES
from tongbi.figures.comparable import answered, answers, in_words
from tongbi.language.annotation import BREAK
from tongbi.language.english_clause import parse
from tongbi.language.folding import has_han, since
from tongbi.language.lexicon import root, words
from tongbi.language.parts_of_speech import tagged
from tongbi.language.quantity import with_bound

# Words that stand everywhere, or only say against which year a step is.
_COMMON = ACTS | NOUNS | {*words("zh/change", "against.year-ago"), *words("zh/time", "own")}


def near_answers(
    aims: Sequence[Place], outcomes: Sequence[Place], known: Mapping[int, Place], told: Mapping[str, Sequence[tuple[float, str]]]
) -> Iterator[tuple[int, tuple[Place, float, Said]]]:
    """Targets that have no answer in `known` yet, by their number among the `aims`, and their answers, with how likely the sentence is to
    tell of the plan, and what the two say of each other: for each plan of `told`, by its unit, where one target and one outcome of its
    sentences may be a pair and no other.
    """
    planned, done, taken = _by_unit(aims), _by_unit(outcomes), {id(one) for one in known.values()}
    for plan, rows in planned.items():
        likely = {unit: likelihood for likelihood, unit in reversed(told.get(plan, ()))}
        every = [at for unit in likely for at in done.get(unit, ()) if id(outcomes[at]) not in taken]
        pairs: dict[tuple[int, int], Said] = {}
        for row, at in product((row for row in rows if row not in known), every):
            beside = [aims[each] for each in rows], [outcomes[each] for each in done[outcomes[at].figure.unit_id]]
            if _sort(aims[row]) == _sort(outcomes[at]) and (said := clauses_say(aims[row], outcomes[at], *beside)) != "part":
                pairs[row, at] = said
        for (row, at), said in pairs.items():
            if sum(row == each for each, _ in pairs) == sum(at == each for _, each in pairs) == 1:
                yield row, (outcomes[at], likely[outcomes[at].figure.unit_id], said)


def _by_unit(places: Sequence[Place]) -> Mapping[str, Sequence[int]]:
    found: Mapping[str, list[int]] = defaultdict(list)
    for at, one in enumerate(places):
        found[one.figure.unit_id].append(at)
    return found


def _sort(one: Place) -> tuple[str | None, bool]:
    """Dimension, and a step or a state."""
    return one.figure.dimension, one.figure.sign is not None


def clauses_say(aim: Place, one: Place, planned: Sequence[Place], told: Sequence[Place]) -> Said:
    """What the clauses of a target and of an outcome tell of each other, beside the other targets and outcomes of their sentences; `part`
    for no answer.
    """
    others = about(" ".join(f"{other.figure.name} {other.figure.text}" for other in told if other is not one))
    said = share(about(_clause(aim, planned)), one.text)
    back = share(about(_clause(one, told)) - others, aim.text)
    if aim.figure.value == one.figure.value and said >= bar("half"):
        return "one"
    least = 1.0 if _sort(aim)[1] or aim.figure.unit in RATES else bar("nearly")  # a rate of the whole is none of a part
    if said < least or back < bar("half") or not answers(answered(aim.key), in_words(one.key)):
        return "part"
    return "clause" if back >= bar("nearly") else "one"


def share(asked: frozenset[str], told: str) -> float:
    """The share of some words that a text has, 0–1; 0 for none."""
    known = about(told)
    return sum(word in known or (has_han(word) and word in told) for word in asked) / len(asked) if asked else 0.0


def _clause(one: Place, beside: Sequence[Place]) -> str:
    """The clause of a figure without it and the words that bound it, and without what belongs to the figures before and behind."""
    start, end = one.figure.start, one.figure.start + len(one.figure.text)
    if one.figure.bound:
        start, end = with_bound(one.text, start, end, one.figure.bound)
    begin, stop = since(BREAK, one.text, start), BREAK.search(one.text, end)
    others = [other.figure.start for other in beside if other is not one]
    behind = min(at for at in (*others, stop.start() if stop else len(one.text), len(one.text)) if at >= end)
    return f"{'' if any(begin <= at < start for at in others) else one.text[begin:start]} {one.text[end:behind]}"


@lru_cache
def about(text: str) -> frozenset[str]:
    """What a text is about: its nouns and verbs save those that stand everywhere, of English words their roots."""
    if not has_han(text):
        return frozenset(root(word.text.lower()) for word in parse(text, ()) if word.tag in {"noun", "verb"} and word.text[0].isalpha())
    return frozenset(word for word, tag in tagged(text) if len(word) > 1 and tag.startswith(CONTENT) and word not in _COMMON)
