"""What a quantity counts or measures, by the phrase around it: the object of its verb, the subject of its clause, the noun
that an attribute leads to, or the nouns that open the clause before it.
"""

from __future__ import annotations

import re

from tongbi.figures.clause_core import LONGEST, TAIL, stripped
from tongbi.figures.measure_phrase import BEFORE_NOUN, Phrase, counts_things, governs, noun_length, phrase_behind
from tongbi.figures.name_terms import is_head_alone, terms
from tongbi.language import change_words, lexicon, units
from tongbi.language.annotation import BREAK, Annotation
from tongbi.language.change_words import Step
from tongbi.language.folding import since
from tongbi.language.non_quantities import hidden
from tongbi.language.parts_of_speech import Tagged, is_verb, tagged
from tongbi.language.quantity import Quantity

_TOPIC = "zh/figure_names"
RUNNING = lexicon.words("zh/time", "running")
"""What says that something lasts: 连续."""
_PREPOSITIONS, _HEADS = lexicon.words(_TOPIC, "prepositions"), lexicon.words("zh/terms", "heads")
_SIDES, _IN = lexicon.words(_TOPIC, "sides"), lexicon.words("zh/particles", "in")[0]
_CARRIES, _ATTAINS = lexicon.words(_TOPIC, "carries"), lexicon.words(_TOPIC, "attains")
_LISTING = re.compile(rf"\s*{lexicon.one_of('zh/particles', 'joins')}\s*$")
BARE = 2
"""A name of so many characters is a bare verb or measure."""
_FULL_STOP, _OF, _COPULA = "。；;：:", *(str(lexicon.table(_TOPIC)[name]) for name in ("of", "copula"))


def counted(marks: Annotation, text: str, at: int, bare: str, phrase: Phrase) -> str:
    """What a quantity counts, by the words behind it: the object of its verb, or the subject of its clause, with what is told of it where
    it says little by itself (58个重大产业项目开工建设).

    In a list that begins with a verb, each member has its own object (打造甲5个、乙3个).
    """
    if not counts_things(marks.quantities[at].unit):
        return phrase.told if not bare and _opens(marks, at) and units.sort(marks.quantities[at].unit) == "share" else ""
    listed = in_a_list(marks, at)
    if not phrase.noun and bare and all(tag == "v" for _, tag in tagged(bare)) and marks.gap(at).strip() == "、":
        phrase = phrase_behind(marks, text, at + 1)  # 完成55万平方米、2.9万户房屋改造
    governed = governs(bare or (tagged(marks.clause(at - 1).strip() or _OF)[-1][0] if listed else ""))
    led = marks.clause(at).strip().endswith(_PREPOSITIONS)
    head = _head_of_attribute(marks, text, at, phrase) if governed or led else ""
    if head or governed:
        return head or phrase.object
    acts = led or any(tag == "v" for _, tag in tagged(bare))
    subject = not listed and not acts and len(bare + phrase.told) <= LONGEST and phrase.says_little
    return phrase.told if subject else phrase.noun


def told_of(marks: Annotation, text: str, at: int) -> str:
    """What is told of the things whose number opens its clause (51批次未达到设计要求), as far as the clause goes; "" where that is no verb
    phrase, where another number stands in it, or where it is longer than a name.
    """
    one = marks.quantities[at]
    cut = BREAK.search(marks.plain, one.end)
    end = cut.start() if cut else len(marks.plain)
    said = text[one.end : end].strip()
    if not said or len(said) > LONGEST or not counts_things(one.unit) or any(one.end <= other.start < end for other in marks.quantities):
        return ""
    return said if _is_predicate(tagged(said)) else ""


def _is_predicate(found: Tagged) -> bool:
    """Whether words are a verb with what stands before it and its object."""
    return found[0][1].startswith(("d", "v")) and any(tag.startswith(("v", "p")) for _, tag in found)


def in_a_list(marks: Annotation, at: int) -> bool:
    """Whether a quantity goes on a list of them: the second of 甲5个、乙3个."""
    return at > 0 and bool(_LISTING.search(marks.plain[: marks.clauses[at]]))


def joined(bare: str, noun: str, printed: str) -> str:
    """The words before, as they were `printed`, and the noun after; what was reached (试点扩大到1000个县) needs no noun unless it is a bare
    verb.
    """
    if not noun or bare in _PREPOSITIONS:
        return noun or bare
    if not bare or noun in bare:
        return bare or noun
    if len(bare) <= 2 * BARE or tagged(bare)[-1][1].startswith("v"):
        return bare + noun
    return bare if len(bare) + len(noun) > LONGEST or TAIL.search(" ".join(printed.split())) else bare + noun


def without_carrier(bare: str, unit: str) -> str:
    """Words without a verb that only carries a measure (实现社会消费品零售总额), save before a head that measures nothing (完成投资)."""
    measured = units.dimension(unit) or not counts_things(unit)
    carrier = next((verb for verb in (*_CARRIES, *(_ATTAINS if measured else ())) if bare.startswith(verb)), bare)
    rest = bare.removeprefix(carrier)
    return rest if len(rest) >= BARE and rest not in _HEADS else bare


def said_to_be(bare: str) -> str:
    """What is said of a thing, by a verb, without the thing and the copula: 办理结果为予以公开 → 予以公开."""
    words = tagged(bare) if _COPULA in bare else ()
    for at, (word, _) in enumerate(words[1:-1], 1):
        if word == _COPULA and words[at - 1][1].startswith("n") and words[at + 1][1].startswith("v"):
            return "".join(word for word, _ in words[at + 1 :])
    return bare


def lasting(printed: str, phrase: Phrase) -> str:
    """How long something has lasted, by its subject in the same clause and what is told of it; "" where the clause has none."""
    said, running, _ = next(printed.rpartition(word) for word in RUNNING if word in printed)
    subject = stripped(said)
    whole = f"{subject}{running}{phrase.told}" if subject else ""
    return whole if len(whole) <= LONGEST else subject


def names_things_known(marks: Annotation, at: int) -> bool:
    """Whether a digit is spelt out in a sentence that prints its numbers: 五个新城 are known, and measure nothing."""
    return _is_spelt(marks, at) and any(not _is_spelt(marks, other) for other in range(len(marks.quantities)))


def _is_spelt(marks: Annotation, at: int) -> bool:
    """Whether a quantity is one digit in words, before a unit that may only say how many things are meant: 五个, 两项."""
    one = marks.quantities[at]
    return one.value < 10 and one.unit in lexicon.words("zh/units", "words.lists") and not marks.plain[one.start].isdecimal()


def has_an_object(step: Step, unit: str) -> bool:
    """Whether a verb of change that opens its clause says what is done to the things counted behind it: 提升39个县域帮扶质效."""
    return counts_things(unit) and not step.start and not step.against and step.verb != change_words.UNSAID


def _opens(marks: Annotation, at: int) -> bool:
    """Whether a number stands at the beginning of a clause, behind no other number."""
    return not at or marks.clauses[at] > marks.quantities[at - 1].end


def _head_of_attribute(marks: Annotation, text: str, at: int, phrase: Phrase) -> str:
    """The noun that an attribute leads to: 对73起逾期时间短的情形免予追究 → 情形, 将12处未经批准、妨碍行洪的建筑拆除 → 建筑; "" where a
    noun of which a verb tells stands behind the number (将34名举报人纳入重点关注的名录).
    """
    start = BEFORE_NOUN.match(marks.plain, marks.quantities[at].end).end()  # type: ignore[union-attr]
    ends = [end for mark in (*_FULL_STOP, "，") if (end := marks.plain.find(mark, start)) >= 0]
    floor = min([*ends, *(one.start for one in marks.quantities[at + 1 : at + 2])], default=len(marks.plain))
    words = marks.plain[start:floor]
    if phrase.noun and text.startswith(phrase.noun, start):
        opens, goes_on = (tagged(one)[0][1][:1] if one else "" for one in (phrase.noun, words[len(phrase.noun) :].lstrip()))
        if goes_on == "v" or (goes_on != "a" and opens not in {"v", "d"}):
            return ""
    for of in (place for place, char in enumerate(words) if char == _OF):
        length = noun_length(tagged(words[of + 1 :])) if words[of + 1 :] else 0
        if length:
            return text[start + of + 1 : start + of + 1 + length]
    return ""


def says_not_of_what(bare: str, unit: str, whole: Quantity | None) -> bool:
    """Whether a measure, of another kind than the sum before it, is called by a head alone and what is done to it: 完成投资, 涉及资金. What
    is brought about (实现收入) is a result, and no measure of the things before it.
    """
    other = whole is None or units.kin(whole.unit) != units.kin(unit)
    done = other and bare.endswith(_HEADS) and bare not in _HEADS and not bare.startswith(_CARRIES)
    return done and units.dimension(unit) != "" and is_head_alone(terms(bare))


def follows(marks: Annotation, at: int) -> bool:
    """Whether the clause right before that of a quantity, in its part of the sentence, is that of the quantity before it."""
    end = marks.clauses[at] - 1
    return at > 0 and marks.plain[end] not in _FULL_STOP and since(BREAK, marks.plain, end) <= marks.quantities[at - 1].end


def follows_an_unread_number(marks: Annotation, at: int) -> bool:
    """Whether the clause before that of a quantity holds a number of its own, in a unit that is not known: 客运量31万换算人，增长3.6%."""
    end = marks.clauses[at] - 1
    begin = since(BREAK, marks.plain, end)
    alone = begin > (marks.quantities[at - 1].end if at else 0)
    return alone and any(map(str.isdecimal, hidden(marks.plain)[begin:end]))


def opening_nouns(marks: Annotation, text: str, at: int) -> str:
    """The nouns that open the clause before, where it holds no quantity: 行政处罚案件办理量稳中有降，全年共3,957件 → 行政处罚案件办理量."""
    return _opening(marks, text, at)[0]


def topic(marks: Annotation, text: str, at: int, *, set_apart: bool) -> str:
    """What the clause before is of, where it holds no quantity and its first word is no verb: 养老设施提质，安排资金6400万元 → 养老设施.

    Where it must be `set_apart`, a pronoun or a word like 方面 stands behind: 住院这一块，收治880人次.
    """
    listed = marks.plain[since(BREAK, marks.plain, marks.clauses[at] - 1) - 1 :].startswith("、")
    nouns, behind = ("", "") if listed or follows(marks, at) else _opening(marks, text, at)
    side = next((word for word in _SIDES if nouns.endswith(word)), "")
    apart = behind.startswith("r") or side
    return "" if not nouns or (not apart and (set_apart or is_verb(nouns))) else nouns.removesuffix(side).removeprefix(_IN)


def _opening(marks: Annotation, text: str, at: int) -> tuple[str, str]:
    """The nouns that open the clause before, and the tag of the word behind them; "" for none."""
    floor, end = marks.quantities[at - 1].end if at else 0, marks.clauses[at] - 1
    if end <= floor or marks.plain[end] in _FULL_STOP:
        return "", ""
    begin = since(BREAK, marks.plain, end)
    length = kept = 0
    behind = ""
    for word, behind in tagged(marks.plain[begin:end]):
        if not behind.startswith(("n", "v", "b", "j")) and length:
            break
        length += len(word)
        if behind.startswith(("n", "j")):
            kept = length
    if behind.startswith("r"):
        kept = length
    return stripped(text[begin : begin + kept]), behind
