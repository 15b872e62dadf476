"""The nouns that a quantity counts: behind its unit, at the end of an attribute, or at the opening of the clause before it."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from tongbi.figures.clause_core import balanced, stripped
from tongbi.language import lexicon, units
from tongbi.language.annotation import ASIDE, BREAK, Annotation
from tongbi.language.folding import since
from tongbi.language.lexicon import one_of

_TOPIC = "zh/figure_names"
# Tags of the dictionary: nouns, and what may stand within a noun phrase.
_NOUNS, _WITHIN = ("n", "j", "i", "l", "k", "s", "eng"), ("v", "a", "b", "n", "j", "i", "l", "k", "s", "eng")
_BEFORE_NOUN = re.compile(rf"^(?:{one_of(_TOPIC, 'before-noun')}|\\s|（[^（）]{{1,2}}）)+")
_ENDING = re.compile(one_of(_TOPIC, "ending"))
_FULL_STOP, _OF = "。；;：:", str(lexicon.table(_TOPIC)["of"])
# As far behind a number its noun is looked for, and as long as a noun phrase is, in characters.
_REACH, _LONGEST = 24, 16


@lru_cache(maxsize=8192)
def tagged(words: str) -> tuple[tuple[str, str], ...]:
    """Words with their tags by the dictionary, its mistakes put right."""
    own = {word: tag for tag, name in (("n", "nouns"), ("a", "adjectives"), ("k", "suffixes")) for word in lexicon.words(_TOPIC, name)}
    return tuple((word, own.get(word, tag)) for word, tag in rjieba.tag(words))


def is_verb(words: str) -> bool:
    """Whether words begin with a verb."""
    return tagged(words)[0][1].startswith("v")


def counts_things(unit: str) -> bool:
    """Whether a noun may stand behind a unit: behind none of a rate, of time or of age."""
    return bool(unit) and units.sort(unit) not in {"share", "points", "times"} and units.dimension(unit) not in {"time", "age"}


def noun_behind(marks: Annotation, text: str, at: int, *, of_rates: bool = False) -> str:
    """The noun that a quantity counts, right behind its unit: 124个县域医共体 → 县域医共体; "" where none follows."""
    quantity = marks.quantities[at]
    if not of_rates and not counts_things(quantity.unit):
        return ""
    rest = marks.plain[quantity.end : quantity.end + _REACH]
    lead = len(rest) - len(_BEFORE_NOUN.sub("", rest))
    cut = BREAK.search(ASIDE.sub(lambda aside: "x" * len(aside[0]), rest), lead)
    kept = _noun_phrase(rest[lead : cut.start() if cut else len(rest)])
    start = quantity.end + lead
    return balanced(text[start : start + kept].strip("“”\"'"))


def object_of(marks: Annotation, text: str, at: int, verb: str) -> str:
    """All that a verb before the number has for its object (完成112公里架空线入地和杆箱整治); "" where another verb follows in the clause,
    and where nothing follows, or more than a name holds.
    """
    words = tagged(verb)
    acts = words and (words[-1][1] == "v" or (len(words) == 1 and words[0][1] == "vn"))
    if not acts or not counts_things(marks.quantities[at].unit):
        return ""
    start, last = marks.quantities[at].end, at + 1 == len(marks.quantities)
    start += len(marks.plain[start:]) - len(_BEFORE_NOUN.sub("", marks.plain[start:]))
    cut = BREAK.search(ASIDE.sub(lambda aside: "x" * len(aside[0]), marks.plain), start)
    end = cut.start() if cut else len(marks.plain)
    if not start < end <= start + _LONGEST or not (last or marks.quantities[at + 1].start >= end):
        return ""
    found = tagged(marks.plain[start:end])
    acting = any(tag in {"v", "p"} or _ENDING.fullmatch(word) for word, tag in found[:-1])
    named = any(tag.startswith(_NOUNS) for _, tag in found) and found[-1][1].startswith((*_NOUNS, "v"))
    joined = any(word in lexicon.words("zh/particles", "joins") for word, _ in found) and found[-1][1].startswith(_NOUNS)
    return balanced(text[start:end].strip("“”\"'").removesuffix(_OF)) if named and not acting and not joined else ""


def _noun_phrase(words: str) -> int:
    """How many characters of some words are a noun phrase."""
    length, kept, before, aside = 0, 0, "", False
    for word, tag in tagged(words):
        if aside or word in "（(":  # 8个县（区）分局
            aside, length = word not in "）)", length + len(word)
            continue
        if _ENDING.fullmatch(word) or not tag.startswith(_WITHIN) or length + len(word) > _LONGEST:
            break
        length += len(word)
        # 政策简明问答 ends its clause with a verb that is a noun here.
        if tag.startswith(_NOUNS) or tag == "vn" or (tag == "v" and before in {"a", "b"} and length == len(words)):
            kept = length
        before = tag
    return kept


def head_of_attribute(marks: Annotation, text: str, at: int, bare: str) -> str:
    """The noun that an attribute leads to where only a preposition stands before the number: 对73起逾期时间短的情形免予追究 → 情形."""
    if bare not in lexicon.words(_TOPIC, "prepositions"):
        return ""
    start = marks.quantities[at].end
    cut = BREAK.search(marks.plain, start)
    rest = marks.plain[start : cut.start() if cut else len(marks.plain)]
    last = rest.rfind(_OF)
    begin = start + last + 1
    return text[begin : begin + _noun_phrase(rest[last + 1 :])] if last >= 0 else ""


def opening_nouns(marks: Annotation, text: str, at: int) -> str:
    """The nouns that open the clause before, where it holds no quantity: 行政处罚案件办理量稳中有降，全年共3,957件 → 行政处罚案件办理量."""
    floor, end = marks.quantities[at - 1].end if at else 0, marks.clauses[at] - 1
    if end <= floor or marks.plain[end] in _FULL_STOP:
        return ""
    begin = since(BREAK, marks.plain, end)
    length = kept = 0
    for word, tag in tagged(marks.plain[begin:end]):
        if not tag.startswith(("n", "v", "b", "j")) and length:
            break
        length += len(word)
        if tag.startswith(("n", "j")):
            kept = length
    return stripped(text[begin : begin + kept])
