"""Terms of a figure's name: the words that tell what is measured, apart from those of doing, of time and of the form of counting.

The words are data (`zh/terms.toml`). 新增绿道 and 建成绿道长度 have one core, 绿道; 改造完工 and 改造开工 differ in their stage.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

import rjieba

from tongbi.figures import english_terms
from tongbi.figures.change_names import step
from tongbi.language import lexicon
from tongbi.language.folding import has_han, nfkc, one_quote
from tongbi.language.parts_of_speech import tagged

Side = tuple[int, int | str]
"""Which of things of one sort a name is of: the number of the contrast, and its side."""
Kinship = Literal["equal", "within", "overlapping"]
"""How two cores stand: the same words, one with more than the other, or each with words of its own."""
_LETTERS = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
_RUN, _ASIDE = re.compile(r"[^\W_]+"), re.compile(r"\(([\u3400-\u9fff]{1,2})\)")  # 新(改)建 is one word
_TOPIC = "zh/terms"
_JOINING = frozenset((*lexicon.words("zh/particles", "joins"), *lexicon.words("zh/particles", "of")))
_SHORTEST = 2
# A word of the lexicon is at most so many words of the dictionary.
_LONGEST = 4
# A name that begins so has lost what it is of: 比去年预算高0.2个百分点.
_COMPARING = frozenset((*lexicon.words("zh/change", "against.than", "against.with"), *lexicon.words(_TOPIC, "equal")))
_STAGES = {word: stage for stage, words in lexicon.table(_TOPIC)["stages"].items() for word in words}
_FORM, _BASIS, _HEADS = lexicon.words(_TOPIC, "form"), frozenset(lexicon.words(_TOPIC, "basis")), frozenset(lexicon.words(_TOPIC, "heads"))
_RATED = (*_FORM, *lexicon.words(_TOPIC, "rates"))
# Words that do not tell what is measured: of doing, of counting, of time and place, of change; and 新 before any of them.
_CLASSES = {
    _TOPIC: ("doing", "beside"),
    "zh/counting": ("sum", "increment", "there-is", "reach", "to", "kept", "among"),
    "zh/time": ("own", "now", "running"),
    "zh/owners": ("regions",),
    "zh/numbers": ("before.over", "before.under"),
    "zh/change": ("against.year-ago",),
}
_CHANGES = (word for group in lexicon.table("zh/change")["verbs"] for word in group["words"] if len(word) > 1)
_PLAIN = {*_CHANGES, *(word for topic, names in _CLASSES.items() for word in lexicon.words(topic, *names))}
_DOING = frozenset(new + word for new in ("", *lexicon.words("zh/counting", "newly")) for word in _PLAIN) - _HEADS
# Of these the words that say what is done to a thing.
_ACTS = frozenset(
    new + word
    for new in ("", *lexicon.words("zh/counting", "newly"))
    for word in (*lexicon.words(_TOPIC, "doing"), *lexicon.words("zh/counting", "increment"))
).difference(lexicon.words("zh/figure_names", "carries", "attains"))
# Words that tell things of one sort apart, with their group and which of it they are.
_CONTRASTS = {
    word: (number, side)
    for number, group in enumerate(lexicon.table(_TOPIC)["contrasts"])
    for side, words in enumerate(group)
    for word in words
}
# The group of bodies and places, of which each is a side of its own; and the tags of the dictionary for words that name one.
_BODY, _PROPER = len(lexicon.table(_TOPIC)["contrasts"]), frozenset({"ns", "nr", "nt"})
_BODIES, _PLACES = lexicon.words("zh/naming", "bodies.sure"), lexicon.words("zh/naming", "places.short")
_ENDS_OF_BODIES = (*_BODIES, *_PLACES)
_EQUIVALENTS: dict[str, str] = {word: group[0] for group in lexicon.table(_TOPIC)["equivalents"] for word in group}
_GROWN: dict[str, str] = dict(lexicon.table("en/terms")["grown"]) | {
    word: group[0] for group in lexicon.table(_TOPIC)["equivalents-of-growth"] for word in group
}
_SAME = lexicon.finder(_EQUIVALENTS)
_KNOWN = _DOING | _BASIS | _STAGES.keys() | _CONTRASTS.keys()


@dataclass(frozen=True, slots=True)
class Terms:
    """What a name says. `core` are its telling words joined, in order; `letters` its Chinese characters and Latin words with their number;
    `key` the same sorted, without those of the form of counting: two names of one key tell of one measure.

    `stages` are the stages of work it names (begun, ended, came, handled …), `basis` the words from which a change is reckoned (实际),
    `sides` which of two or more things of one sort it is of (公办, not 民办), each as the group's number and the side's.
    """

    core: str
    letters: Counter[str]
    key: tuple[str, ...]
    stages: frozenset[str]
    basis: frozenset[str]
    sides: frozenset[Side]


_NONE: tuple[frozenset[str], frozenset[str], frozenset[Side]] = (frozenset(), frozenset(), frozenset())


@lru_cache(maxsize=16384)
def terms(name: str, clause: str = "") -> Terms:
    """The terms of a figure's name; `clause` are the words before the number, which may say from what a change is reckoned."""
    if not has_han(name):
        return _english(name)
    called = in_one_word(_ASIDE.sub(r"\1", one_quote(nfkc(name))))
    tokens = [token for run in _RUN.findall(called.lower()) for token in _words_of(run)]
    telling = [token for token in tokens if token not in _DOING and token not in _BASIS and token not in _JOINING]
    core = "" if telling and telling[0] in _COMPARING else _bare(_joined(telling), _FORM)
    letters = _LETTERS.findall(core)
    return Terms(
        core,
        Counter(letters),
        tuple(sorted(letter for letter in letters if letter not in _FORM)),
        frozenset(_STAGES[word] for token in tokens for word in {token, _bare(token, _RATED)} if word in _STAGES),
        frozenset(word for word in _BASIS if word in clause or word in tokens),
        frozenset(side for token in tokens if (side := _side(_bare(token, _FORM))) is not None) | _bodies(name),
    )


def _english(name: str) -> Terms:
    """The terms of a name without a Chinese character; a measure that has a Chinese word has that."""
    tokens = english_terms.tokens(nfkc(name))
    core = in_one_word(" ".join(english_terms.telling(english_terms.head_last(english_terms.undone(tokens)))))
    letters = core.split()
    found = terms(core) if has_han(core) else Terms(core, Counter(letters), tuple(sorted(letters)), *_NONE)
    return replace(found, stages=english_terms.stages(tokens), sides=english_terms.sides(tokens))


def grown(name: str) -> str:
    """What grows, in the word for it that names it by itself (经济 → 生产总值)."""
    return _GROWN.get(name, name)


def _bodies(name: str) -> frozenset[Side]:
    """The place, or the body of a named place, that a part of a name is (临水县, 临水县民政局); none for a kind of them (示范县)."""
    return frozenset((_BODY, part) for part in name.split("·") if part.endswith(_ENDS_OF_BODIES) and _is_named(part))


def _is_named(body: str) -> bool:
    """Whether what ends as a body or a place begins with a proper name, a place with nothing else."""
    first, tag = tagged(body)[0]
    return tag in _PROPER and (body.endswith(_BODIES) or body.removeprefix(first) in ("", *_PLACES))


def _side(word: str) -> Side | None:
    """The side of a contrast that a word names by itself or beside another word (农村 in 农村居民, 逆差 in 贸易逆差); None for none."""
    begins = (word[:end] for end in range(len(word) - _SHORTEST, 1, -1))
    parts = (word, *begins, *(word[begin:] for begin in range(1, len(word) - 1)))
    return next((_CONTRASTS[part] for part in parts if part in _CONTRASTS), None)


def measure(name: str) -> str:
    """What a figure of a name measures, one text for all names of one measure (实现地区生产总值, GDP), with a mark for a change."""
    head, way = step(name)
    return ("".join(terms(grown(head) if way else head).key) or head) + ("·" if way else "")


def in_one_word(text: str) -> str:
    """A text with one word for each measure that has several (规上 for 规模以上)."""
    return _SAME.sub(lambda word: _EQUIVALENTS[word[0]], text)


def _words_of(run: str) -> Iterator[str]:
    """The words of a run of letters; those of the lexicon whole where the dictionary parts them (新/认定)."""
    tokens = rjieba.cut(run)
    at = 0
    while at < len(tokens):
        ends = (end for end in range(min(at + _LONGEST, len(tokens)), at + 1, -1) if "".join(tokens[at:end]) in _KNOWN)
        end = next(ends, at + 1)
        yield "".join(tokens[at:end])
        at = end


def _joined(tokens: Sequence[str]) -> str:
    """Words as one text: Chinese ones without a blank, Latin ones with."""
    return re.sub(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", " ".join(tokens))


def _bare(core: str, form: tuple[str, ...], shortest: int = _SHORTEST) -> str:
    """A core without the form of counting at its end, as long as so many characters are left."""
    for word in form if core.endswith(form) else ():
        if core.endswith(word) and len(core) - len(word) >= shortest:
            return _bare(core[: -len(word)], form, shortest)
    return core


@lru_cache(maxsize=4096)
def opens_with_doing(name: str) -> bool:
    """Whether a name begins with a word of doing (改造管网, 新增绿道)."""
    return next(_words_of(name), "") in _ACTS


@lru_cache(maxsize=4096)
def spelled(core: str) -> tuple[str, ...]:
    """The telling letters of a core, in order, without those of the form of counting."""
    return tuple(letter for letter in _LETTERS.findall(core) if letter not in _FORM)


def kinship(one: Terms, other: Terms) -> Kinship:
    """How the cores of two names stand to each other, the order of their words aside."""
    return "equal" if one.key == other.key else _kinship(one.key, other.key)


@lru_cache(maxsize=65536)
def _kinship(one: tuple[str, ...], other: tuple[str, ...]) -> Kinship:
    mine, others = Counter(one), Counter(other)
    return "within" if mine <= others or others <= mine else "overlapping"


def contrary(one: Terms, other: Terms) -> bool:
    """Whether two names name different stages of work or sides of a contrast, or reckon a change from different bases."""
    if one.basis != other.basis or (one.stages and other.stages and one.stages.isdisjoint(other.stages)):
        return True
    if not one.sides or not other.sides:
        return False
    common = {group for group, _ in one.sides} & {group for group, _ in other.sides}
    return any(
        {side for at, side in one.sides if at == group}.isdisjoint(side for at, side in other.sides if at == group) for group in common
    )


def is_head_alone(one: Terms) -> bool:
    """Whether a core is empty, of one letter but for the form of counting (产量), or a head without what it is of (总投资, 面积, 项目)."""
    return _is_head_alone(one.core)


@lru_cache(maxsize=4096)
def _is_head_alone(core: str) -> bool:
    return len(_bare(core, _FORM, 0)) < _SHORTEST or core in _HEADS or english_terms.is_head_alone(core)


def is_known_measure(one: Terms) -> bool:
    """Whether a core is one that the lexicon has several words for (生产总值), so that it says by itself what is measured."""
    return one.key in _measures()


@lru_cache(maxsize=1)
def _measures() -> frozenset[tuple[str, ...]]:
    return frozenset(terms(word).key for word in _EQUIVALENTS.values())


class Weights:
    """How telling letters are: the rarer in the names of these reports, the more."""

    def __init__(self, names: Iterable[Terms]) -> None:
        cores = {name.core: name for name in names}
        self._seen = Counter(letter for one in cores.values() for letter in one.letters)
        self._all = len(cores)
        self._of = cache(self._weight)
        self._wholes: dict[str, float] = {}

    def _weight(self, letter: str) -> float:
        return math.log(1 + self._all / (1 + self._seen[letter]))

    def rarest(self, one: Terms) -> str:
        """The most telling letter of a core; "" for an empty one."""
        return max(zip(map(self._of, one.letters), one.letters, strict=True), default=(0.0, ""))[1]

    def likeness(self, one: Terms, other: Terms) -> float:
        """0–1: the share of weighed letters that two cores have in common (Dice)."""
        weight = self._of
        shared = sum([weight(letter) * min(number, other.letters[letter]) for letter, number in one.letters.items()])
        both = sum([weight(letter) * number for letter, number in other.letters.items()], self._whole(one))
        return 2 * shared / both if both else 0.0

    def _whole(self, one: Terms) -> float:
        """The weight of all letters of a core."""
        if one.core not in self._wholes:
            self._wholes[one.core] = sum([self._of(letter) * number for letter, number in one.letters.items()])
        return self._wholes[one.core]

    def own(self, one: Terms, other: Terms) -> float:
        """The weight of the letters that the one of two cores with less of its own has for itself: 0 where one holds the other."""
        return min(self._beyond(one.letters, other.letters), self._beyond(other.letters, one.letters))

    def _beyond(self, some: Counter[str], others: Counter[str]) -> float:
        """The weight of the letters that some are more of than of others."""
        return sum([self._of(letter) * (number - others[letter]) for letter, number in some.items() if number > others[letter]])

    def kept(self, one: Terms, lost: Iterable[str]) -> float:
        """0–1: the share of a core's weighed letters that is left without `lost`; 1 for an empty core."""
        whole = self._whole(one)
        return 1 - sum(map(self._of, lost)) / whole if whole else 1.0
