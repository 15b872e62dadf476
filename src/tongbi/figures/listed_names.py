"""Names of what stands in lists: things whose values follow in their order, and lists that are counted as a whole."""

from __future__ import annotations

import re

import rjieba

from tongbi.figures.clause_core import LONGEST, TAIL, balanced, stripped, unled
from tongbi.figures.list_measures import measured, sectors
from tongbi.figures.measure_phrase import Phrase, counts_things, ends_no_list, verb_of
from tongbi.language import change_words, lexicon, units
from tongbi.language.annotation import BREAK, EACH, Annotation, step_of, without_asides
from tongbi.language.change_words import Step
from tongbi.language.folding import since
from tongbi.language.lexicon import holds, one_of
from tongbi.language.parts_of_speech import is_verb

_TOPIC = "zh/figure_names"
END_OF_CLAUSE, _JOINS = re.compile(r"[，,；;。：:!?！？]"), frozenset(lexicon.words("zh/particles", "joins"))
_LIST_END = str(lexicon.table(_TOPIC)["list-end"])
_MEANS, _SIDES = re.compile(rf"^{one_of(_TOPIC, 'means')}"), re.compile(rf"^{one_of(_TOPIC, 'sides')}")
_KINDS = lexicon.words(_TOPIC, "kinds-of")
_ALL_OF = lexicon.words(_TOPIC, "all-of")
_CLAUSE = re.compile(rf"{one_of(_TOPIC, 'newly')}|{one_of(_TOPIC, 'prepositions')}")
_HEADS = lexicon.words("zh/terms", "heads")
# A noun has at least so many characters; a member of a counted list is no longer, and as far back it is looked for.
_VERB, _MEMBER, _REACH = 2, 14, 200


def clause_of_list(marks: Annotation, first: int) -> tuple[str, Step | None]:
    """The words before the first value of a list, back over the things that they part, and the step at their end."""
    floor = marks.quantities[first - 1].end if first else 0
    start = marks.quantities[first].start
    words = marks.plain[max(since(END_OF_CLAUSE, marks.plain, start), floor) : start].strip(" 、")
    return words, step_of(words, marks.quantities[first].unit, marks.chinese)


def things(words: str, step: Step | None) -> list[str]:
    """What the words before a list of values part: 二氧化硫、氮氧化物排放量分别下降 → both, each with the measure of all."""
    before = sectors(words.partition(EACH)[0] if EACH in words else words[: step.start] if step else words)
    parts = [stripped(change_words.COMPARED.sub("", part)) for part in _parted(before)]
    return measured(parts) if all(parts) else []


def _parted(words: str) -> list[str]:
    """The members of a list; 及 in 普及率 joins nothing."""
    parts = [""]
    for word in rjieba.cut(words):
        if word in _JOINS:
            parts.append("")
        else:
            parts[-1] += word
    return parts


def list_as_a_whole(marks: Annotation, text: str, at: int, phrase: Phrase) -> str:
    """What a counted list comes to: all of it where it fits (检查药品、化妆品经营单位5,236家次); of examples that end with 等, their
    verb and the noun behind 等 or behind the number; "" for no list.

    Where that noun says little, it stands behind the first member (应对自然灾害等方面专项). 审核规范性文件、重大合同等各类事项478件 counts
    审核各类事项, not the last member alone.
    """
    plain, quantity = marks.plain, marks.quantities[at]
    floor = marks.quantities[at - 1].end if at else 0
    listed, _, kind = plain[marks.clauses[at] : quantity.start].rpartition(_LIST_END)
    parted = BREAK.finditer(without_asides(plain), floor, marks.clauses[at])
    begin = max((found.end() for found in parted if found[0] != "、"), default=floor)
    alone = begin == marks.clauses[at] or marks.clauses[at] <= floor
    if ends_no_list(f"{listed}{_LIST_END}") or (alone and (not listed or stripped(kind))):
        return ""
    if not listed:
        if TAIL.search(plain[begin : quantity.start]) and holds(marks.clause(at), _ALL_OF):
            return stripped(text[begin : quantity.start])
        # A list that began with another number (公园120座、绿地) is counted member by member.
        return "" if begin == floor > 0 else _of_nouns(stripped(text[begin : quantity.start]), quantity.unit)
    whole = unled(text[max(begin, quantity.start - _REACH) : quantity.start].strip())
    noun = _MEANS.sub("", stripped(text[quantity.start - len(kind) : quantity.start]))
    if len(TAIL.sub("", whole)) <= LONGEST and (noun or not phrase.noun) and not noun.startswith(_KINDS):
        return "" if alone else stripped(text[begin : quantity.start])
    return _named_by(whole.partition("、")[0].partition(_LIST_END)[0], noun, phrase)


def _of_nouns(listed: str, unit: str) -> str:
    """A list of nouns as it stands, "" for one of clauses, or of what is measured."""
    first, *others = listed.split("、")
    nouns = len(first) > 1 and all(1 < len(one) <= _MEMBER and not _CLAUSE.match(one) and not is_verb(one) for one in others)
    return listed if others and nouns and counts_things(unit) and units.dimension(unit) != "money" else ""


def _named_by(first: str, kind: str, phrase: Phrase) -> str:
    """The name of examples by the verb and the noun of all, or by the first of them where the noun says little."""
    noun, verb = kind or phrase.noun, verb_of(first)
    if len(noun) < _VERB or not first:
        return ""
    if (noun in _HEADS or _SIDES.match(noun)) and len(first) + len(noun) < LONGEST:
        return balanced(f"{first}{_LIST_END}{noun}")
    return verb + (kind or phrase.object) if verb else kind or phrase.told
