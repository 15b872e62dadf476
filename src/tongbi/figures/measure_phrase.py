"""Phrase of a measure: the words behind a number, parsed once: the noun that it counts, and what is told of that noun.

完成112公里架空线入地和杆箱整治 counts 架空线, of which 入地和杆箱整治 is the rest of the verb's object; 1.6万户相对集中居住农户入住新居
counts 相对集中居住农户, of whom 入住新居 is told. Words are parsed by the dictionary's tags; quoted words are one noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tongbi.figures.clause_core import LONGEST, balanced
from tongbi.figures.quantity_roles import CRITERION
from tongbi.language import lexicon, units
from tongbi.language.annotation import BREAK, Annotation, without_asides
from tongbi.language.lexicon import one_of
from tongbi.language.parts_of_speech import Tagged, tagged

_TOPIC = "zh/figure_names"
# Tags of the dictionary: nouns; what may stand before a noun; what else may stand before the first; verbs and what makes them pure.
_NOUNS, _WITHIN, _BEFORE = (
    ("n", "j", "i", "l", "k", "s", "eng"),
    ("v", "a", "b", "n", "j", "i", "l", "k", "s", "eng", "t", "f", "zg"),
    ("d", "m", "q"),
)
_OBJECT, DOING = (
    (*_WITHIN, "c", "d", "uv", "x"),
    frozenset((*lexicon.words("zh/terms", "doing"), *lexicon.words("zh/counting", "increment"))),
)
BEFORE_NOUN = re.compile(rf"(?:{one_of(_TOPIC, 'before-noun')}|\s|（[^（）]{{1,2}}）)*")
"""What may stand between a unit and its noun, or nothing: 81万套以上的住房."""
_ENDING, _JOINS = frozenset(lexicon.words(_TOPIC, "ending")), frozenset(lexicon.words("zh/particles", "joins"))
_RATES = lexicon.words("zh/terms", "rates")
_HEADS = frozenset(lexicon.words("zh/terms", "heads"))
_NEWLY = frozenset(lexicon.words("zh/counting", "newly"))
_SCAFFOLD = frozenset(lexicon.words(_TOPIC, "scaffold"))
_OF, _LIST_END = (str(lexicon.table(_TOPIC)[name]) for name in ("of", "list-end"))
_NO_LIST = frozenset(lexicon.words(_TOPIC, "no-list"))
_QUOTE = '"'
_PAIRS = {_QUOTE: _QUOTE, "“": "”", "（": "）", "(": ")", "《": "》"}
# As far behind a number its clause is looked at, and as long as its noun is, in characters.
_REACH, _LONGEST = 40, 16


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words behind a number: the noun it counts, and the rest of the clause, "" where the clause goes on with another number."""

    noun: str = ""
    rest: str = ""

    @property
    def told(self) -> str:
        """The noun with what is told of it, without verbs that only carry; the noun alone where that is more than a name holds."""
        found = list(_tokens(self.rest))
        while found and found[0][0] in _SCAFFOLD:
            found.pop(0)
        said = self.noun + "".join(word for word, _ in found)
        return said if len(said) <= LONGEST and said == balanced(said) else self.noun

    @property
    def says_little(self) -> bool:
        """Whether the noun is a head that many things share (项目, 企业, 高校), so that what is told of it tells which are meant."""
        return bool(self.noun) and tagged(self.noun)[-1][0] in _HEADS

    @property
    def object(self) -> str:
        """The noun with the rest of a verb's object, where that ends in a verb that is a noun here (架空线入地和杆箱整治) or in a noun that
        no other verb governs; else the noun alone.
        """
        found = tuple(_tokens(self.rest))
        whole = self.noun + self.rest
        if not found or len(whole) > _LONGEST or any(word in _ENDING or not tag.startswith(_OBJECT) for word, tag in found):
            return self.noun
        acts = [word in DOING or tag.startswith("v") for word, tag in found]
        joined = any(word in _JOINS for word, _ in found)
        return balanced(whole if acts[-1] or not (joined or any(acts)) else self.noun)


def counts_things(unit: str) -> bool:
    """Whether a noun may stand behind a unit: behind none of a rate, of time or of age."""
    return bool(unit) and units.sort(unit) not in {"share", "points", "times"} and units.dimension(unit) not in {"time", "age"}


def phrase_behind(marks: Annotation, text: str, at: int, *, of_time: bool = False) -> Phrase:
    """The phrase behind a number, as far as its clause goes: over the commas of a list, not over another number, save one that limits its
    noun (58个10亿元以上项目). `of_time` is for a length of time, of which all behind it is told.
    """
    end = marks.quantities[at].end
    start = lead = end + len(BEFORE_NOUN.match(marks.plain[end:])[0])  # type: ignore[index]
    following = marks.quantities[at + 1 : at + 2]
    if following and following[0].start == start:
        limit = CRITERION.match(marks.plain, following[0].end)
        if limit is None:
            return Phrase()
        start, following = limit.end(), marks.quantities[at + 2 : at + 3]
    while following and units.dimension(following[0].unit) == "time":
        following = marks.quantities[marks.quantities.index(following[0]) + 1 :][:1]
    floor = following[0].start if following else len(marks.plain)
    words = _clause(marks.plain[:floor], start, bool(following))
    examples = 0 if of_time else _examples(words)
    start, words = start + examples, words[examples:]
    goes_on = start + len(words) == floor < len(marks.plain)
    length = 0 if of_time else noun_length(tuple(_tokens(words)), rated=goes_on)
    noun = text[start if examples else lead : start + length] if length else ""
    rest = "" if goes_on or not (noun or of_time) else text[start + length : start + len(words)]
    return Phrase(balanced(noun), rest.removesuffix(_OF))


def governs(words: str) -> bool:
    """Whether words end with a verb that has what follows for its object."""
    found = tagged(words) if words else ()
    return bool(found) and (found[-1][1] == "v" or (len(found) == 1 and found[0][1] == "vn"))


def ends_no_list(words: str) -> bool:
    """Whether words end in one that only looks like the end of a list (高等, 平等; not 合同等)."""
    return tagged(words)[-1][0] in _NO_LIST


def verb_of(words: str) -> str:
    """The verbs that govern the noun at the end of words (整治提升国贸桥), with what leads them in; "" where none does (产业协同)."""
    found = tagged(words)
    acts = [len(word) > 1 and (word in DOING or tag == "v") for word, tag in found]
    if not any(acts):
        return ""
    first = acts.index(True)
    end = next((at for at in range(first, len(found)) if not acts[at]), len(found))
    newly = first and found[first - 1][0] in _NEWLY
    return "".join(word for word, _ in found[first - bool(newly) : end]) if end < len(found) else ""


def _clause(plain: str, start: int, counted: bool) -> str:
    """The words from `start` on to the clause's end, brackets and members of a list of nouns included, save those `counted` themselves."""
    words = plain[start : start + _REACH]
    masked = without_asides(words)
    for cut in BREAK.finditer(masked):
        if words[: cut.start()].count(_QUOTE) % 2 and _QUOTE in words[cut.end() :]:
            continue
        member = BREAK.split(masked[cut.end() :], maxsplit=1)
        if cut[0] != "、" or not cut.start() or (counted and len(member) == 1) or not _begins_with_a_noun(member[0]):
            return words[: cut.start()]
    return words


def _examples(words: str) -> int:
    """How many characters of some words are examples of the noun behind them (小梁薄板房屋等不成套旧住房), 等 included."""
    listed, end, noun = words.partition(_LIST_END)
    if not end or ends_no_list(listed + end) or not noun_length(tuple(_tokens(noun))):
        return 0
    return len(listed + end) if all(word not in _ENDING and not tag.startswith(("p", "u")) for word, tag in _tokens(listed)) else 0


def _begins_with_a_noun(words: str) -> bool:
    return bool(words) and tagged(words)[0][1].startswith((*_NOUNS, "b", "a"))


def _tokens(words: str) -> Iterator[tuple[str, str]]:
    """The words with their tags; what stands in quotation marks or brackets is one noun."""
    held, closing = "", ""
    for word, tag in tagged(words) if words else ():
        if closing:
            held += word
            if word == closing:
                yield held, "k" if closing in "）)" else "n"
                held, closing = "", ""
        elif word in _PAIRS:
            held, closing = word, _PAIRS[word]
        else:
            yield word, tag
    if held:
        yield held, "x"


def noun_length(found: Tagged, *, rated: bool = False) -> int:
    """How many characters of some words are a noun phrase; where another number is their rate (`rated`), without it."""
    length = kept = 0
    before = ""
    for at, (word, tag) in enumerate(found):
        last = at + 1 == len(found)
        follows = "" if last else found[at + 1][1]
        joins = word == "、" and kept == length > 0 and follows.startswith(_NOUNS)
        fits = tag.startswith(_WITHIN) or (tag.startswith(_BEFORE) and (not kept or (tag == "m" and follows.startswith(_WITHIN)))) or joins
        if word in _ENDING or not fits or length + len(word) > _LONGEST:
            break
        length += len(word)
        # 政策简明问答 ends its clause with a verb that is a noun here.
        if rated and word.endswith(_RATES):
            break
        if tag.startswith(_NOUNS) or tag == "vn" or (tag == "v" and before in {"a", "b"} and last):
            kept = length
        before = tag
    return kept
