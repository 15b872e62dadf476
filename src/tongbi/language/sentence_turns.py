"""Turns: what one sentence of a passage says of where the passage goes: to the time that comes, to what was put right, to what lacks.

A clause that only leads to what a sentence says (针对上述问题, 为此, 2023年, 我们将正视差距) is told from its core, and the core judged.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import dropwhile

from tongbi.language import dates, lexicon, section_phrases

_ZH, _EN = partial(lexicon.one_of, "zh/rhetoric"), partial(lexicon.one_of, "en/rhetoric")
_CLAUSE = re.compile("[，,；;：:]")
_END = "。：:！!.；; "
_TROUBLE = _ZH("trouble.words")
_NEXT = rf"在?{_ZH('future.next')}|\b{_EN('next')}\b"
_YEAR = rf"在?(?:{dates.YEAR}|{dates.HAN_YEAR})年|in {dates.YEAR}\b"
# Against what, in view of what, when: what only leads to the core; and what points at the troubles named.
_LEADS = re.compile(
    rf"^ *(?:{_ZH('trouble.toward')}.+|[^，]{{0,8}}{_ZH('trouble.facing')}.*|(?:{_NEXT}|{_YEAR}).{{0,8}}|{_EN('toward')} .+)$", re.IGNORECASE
)
_AT_TROUBLE = re.compile(
    rf"^{_ZH('trouble.toward')}(?:此|.{{0,30}}?(?:{_ZH('trouble.back')}|{_TROUBLE}))|^[^，]{{0,8}}{_ZH('trouble.facing')}|\b{_EN('back')} (?:\w+ ){{0,3}}{_EN('trouble')}\b",
    re.IGNORECASE,
)
_SOON, _DATED = re.compile(rf"^ *(?:{_NEXT})", re.IGNORECASE), re.compile(rf"^ *{_YEAR}", re.IGNORECASE)
_WILL, _NO_WILL = re.compile(rf"{_ZH('future.will')}|\b{_EN('will')}\b"), re.compile(_ZH("future.will_not"))
_WE_WILL = re.compile(rf"^[^，,]{{0,6}}?{_ZH('future.firmly')}|^we {_EN('will')}\b", re.IGNORECASE)
# Something is wrong with what a clause speaks of, by how it ends or by what wants doing.
_LACKS = re.compile(
    rf"{_ZH('trouble.wanting')}|(?:{_ZH('trouble.denied')}{_ZH('trouble.good')}|{_ZH('trouble.wrong')}|(?<!{_ZH('trouble.moved')}){_ZH('trouble.bad')})[等了的]?$"
)
_DONE = lexicon.words("zh/particles", "done") + lexicon.words("zh/parts", "already")
_PAST = re.compile(rf"^在?{_ZH('scene.past')}[^，,。]{{0,4}}[，,]|^[^，,。]{{1,16}}{_ZH('scene.since')}[，,]|^{_EN('past')}\b", re.IGNORECASE)


def lacks(text: str) -> bool:
    """Whether a sentence tells that something is wrong: 泵站运行效率不高, 经费紧张, 机制有待完善; not 着力解决经费紧张等问题."""
    clauses = [clause for clause in _CLAUSE.split(text.rstrip(_END)) if clause]
    return any(_LACKS.search(clause) and not _acts(clause) for clause in clauses)


def turns(text: str, then: str = "") -> bool:
    """Whether a sentence turns from problems to what will be done: 下一步，…; 为此，我局将…; 改进措施：. `then` is the sentence behind it."""
    lead, core = _parted(text)
    announced = section_phrases.announces(text)
    if section_phrases.admits(text) or _tells_trouble(text) or lacks("，".join(core)) or (not announced and section_phrases.names_nothing(text)):
        return False
    opening = _NO_WILL.sub("", "，".join(core[:3]))
    at_trouble, announced = any(map(_AT_TROUBLE.search, lead)), announced and not lacks(then)
    if any(map(_SOON.search, (*lead, *core[:1]))) or _WE_WILL.search(opening):
        return True
    if _WILL.search(opening) and (announced or at_trouble or any(map(_DATED.search, (*lead, *core[:1])))):
        return True
    return announced and (at_trouble or lexicon.has(core[-1] if core else text, "zh/rhetoric", "future.work"))


def announces_plans(text: str) -> bool:
    """Whether a sentence announces what will be done, whatever stands before it: 2023年，我局将抓好以下几项工作。"""
    last = _NO_WILL.sub("", "，".join(_parted(text)[1]))
    return section_phrases.announces(text) and turns(text) and bool(_WILL.match(last) or _WE_WILL.match(last)) and not reviews(text, on=True)


def to_trouble(text: str, then: str = "") -> bool:
    """Whether a sentence turns to problems: it admits or announces some (同时还存在以下不足：), or says that there are some, with one told behind."""
    return section_phrases.admits(text) or _tells_trouble(text) or (section_phrases.opens(text) and lacks(text) and lacks(then))


def remedied(text: str) -> bool:
    """Whether a sentence tells that troubles named before were put right: 针对上述问题，我市及时进行了改进."""
    first, *rest = _CLAUSE.split(text)
    named = lexicon.has(first, "zh/rhetoric", "trouble.words", "trouble.back")
    return named and any(lexicon.holds(clause, _DONE) and not _LACKS.search(clause.rstrip(_END)) for clause in rest) and not turns(text)


def reviews(text: str, on: bool = False) -> bool:
    """Whether a sentence of a plan looks back: 过去五年，…; where the one before did (`on`), also one that tells what came about."""
    back = bool(_PAST.search(text)) or (on and lexicon.holds(text, _DONE))
    return back and not _WILL.search(_NO_WILL.sub("", text))


def _tells_trouble(text: str) -> bool:
    """Whether what a sentence announces is trouble."""
    last = _CLAUSE.split(text.rstrip(_END))[-1]
    return section_phrases.announces(text) and bool(re.search(rf"{_TROUBLE}|\b{_EN('trouble')}\b", last)) and not _AT_TROUBLE.search(last)


def _parted(text: str) -> tuple[list[str], list[str]]:
    """The clauses that only lead, and the core."""
    clauses = [clause for clause in _CLAUSE.split(text.rstrip(_END)) if clause]
    core = [*dropwhile(_LEADS.match, clauses)]
    return clauses[: len(clauses) - len(core)], core


def _acts(clause: str) -> bool:
    """Whether a clause says what is done about a trouble: 着力解决突出问题."""
    return lexicon.has(clause, "zh/rhetoric", "doing.mends")
