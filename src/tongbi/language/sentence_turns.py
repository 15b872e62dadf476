"""Turns: what one sentence of a passage says of where the passage goes: to the time that comes, to what was put right, to what lacks.

A clause that only leads to what a sentence says (针对上述问题, 为此, 2023年, 我们将正视差距) is told from its core, and the core judged.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import dropwhile, product

from tongbi.language import dates, lexicon
from tongbi.language.folding import has_han
from tongbi.language.section_phrases import admits, announces, clauses, names_nothing, opens

_ZH = partial(lexicon.one_of, "zh/rhetoric")
_IN = (*lexicon.words("zh/rhetoric", "future.in"), *lexicon.words("en/rhetoric", "in"))
_DATED = re.compile(rf"(?:{lexicon.any_of(_IN)} ?)?(?:{dates.YEAR}|{dates.HAN_YEAR})年?", re.IGNORECASE)
# Something is wrong with what a clause speaks of, by how it ends or by what wants doing.
_WRONG = map("".join, product(lexicon.words("zh/rhetoric", "trouble.denied"), lexicon.words("zh/rhetoric", "trouble.good")))
_LACKS = re.compile(
    rf"{_ZH('trouble.wanting', 'trouble.left')}|(?:{lexicon.any_of((*_WRONG, *lexicon.words('zh/rhetoric', 'trouble.wrong')))}"
    rf"|(?<!{_ZH('trouble.moved')}){_ZH('trouble.bad')})[等了的]?$"
)
_DONE = lexicon.words("zh/particles", "done") + lexicon.words("zh/parts", "already")


def lacks(text: str) -> bool:
    """Whether a sentence tells that something is wrong: 泵站运行效率不高, 经费紧张, 机制有待完善; not 着力解决经费紧张等问题."""
    told = clauses(text) if has_han(text) else ()
    return any(_LACKS.search(clause) and not lexicon.has(clause, "zh/rhetoric", "doing.mends") for clause in told)


def turns(text: str, then: str = "") -> bool:
    """Whether a sentence turns from problems to what will be done: 下一步，…; 为此，我局将…; 改进措施：…. `then` stands behind it."""
    lead, core = _parted(text)
    announced = announces(text)
    if admits(text) or _tells_trouble(text) or lacks("，".join(core)) or (not announced and names_nothing(text)):
        return False
    announced = announced and not lacks(then)
    at_trouble = any(map(_is_at_trouble, lead))
    opening = "，".join(core[:3])
    first = (*lead, *core[:1])
    if any(map(_is_soon, first)) or _we_will(opening):
        return True
    if _wills(opening) and (announced or at_trouble or any(map(_DATED.match, first))):
        return True
    return (announced and (at_trouble or lexicon.has(clauses(text)[-1], "zh/rhetoric", "future.work"))) or _is_labelled(text)


def _is_labelled(text: str) -> bool:
    """Whether a sentence has a label that alone would announce what will be done, and tells it: 改进措施：每季度开展培训."""
    label, colon, told = text.partition("：")
    return bool(colon and told) and turns(label + colon, told)


def announces_plans(text: str) -> bool:
    """Whether a sentence announces what will be done, whatever stands before it: 2023年，我局将抓好以下几项工作。"""
    if not announces(text):
        return False
    core = "，".join(_parted(text)[1])
    will = _we_will(core) or core.startswith(lexicon.words("zh/rhetoric", "future.will", "future.next")) or bool(_DATED.match(text))
    return turns(text) and will and _wills(text) and not reviews(text, on=True)


def to_trouble(text: str, then: str = "") -> bool:
    """Whether a sentence turns to problems: it admits or announces some (同时还存在以下不足：), or says so and one is told behind."""
    return admits(text) or _tells_trouble(text) or (opens(text) and lacks(text) and lacks(then))


def remedied(text: str) -> bool:
    """Whether a sentence tells that troubles named before were put right: 针对上述问题，我市及时进行了改进."""
    first, *rest = clauses(text)
    named = lexicon.has(first, "zh/rhetoric", "trouble.words", "trouble.back")
    return named and any(lexicon.holds(clause, _DONE) and not _LACKS.search(clause) for clause in rest) and not turns(text)


def reviews(text: str, on: bool = False) -> bool:
    """Whether a sentence of a plan looks back: 过去五年，…; where the one before did (`on`), also one that tells what came about."""
    first = clauses(text)[0]
    since = first.startswith(lexicon.words("zh/rhetoric", "scene.past")) or first.endswith(lexicon.words("zh/rhetoric", "scene.since"))
    back = (since and len(first) < len(text) - 1) or text.lower().startswith(lexicon.words("en/rhetoric", "past"))
    return (back or (on and lexicon.holds(text, _DONE))) and not _wills(text)


def _tells_trouble(text: str) -> bool:
    """Whether what a sentence announces is trouble."""
    last = clauses(text)[-1]
    trouble = lexicon.has(last, "zh/rhetoric", "trouble.words") or lexicon.has(last, "en/rhetoric", "trouble")
    return announces(text) and trouble and not _is_at_trouble(last)


def _parted(text: str) -> tuple[list[str], list[str]]:
    """The clauses that only lead, and the core."""
    parts = [part.strip() for part in clauses(text)]
    core = [*dropwhile(_leads, parts)]
    return parts[: len(parts) - len(core)], core


def _leads(clause: str) -> bool:
    """Whether a clause only leads: against what, in view of what, when, or with the troubles faced."""
    when = (_is_soon(clause) and not lacks(clause)) or bool(_DATED.fullmatch(clause))
    return when or _is_toward(clause) or lexicon.has(clause, "zh/rhetoric", "trouble.facing")


def _is_toward(clause: str) -> bool:
    return clause.lower().startswith(lexicon.words("zh/rhetoric", "trouble.toward") + lexicon.words("en/rhetoric", "toward"))


def _is_at_trouble(clause: str) -> bool:
    """Whether a leading clause points at the troubles named, or faces them."""
    named = lexicon.has(clause, "zh/rhetoric", "trouble.words", "trouble.back") or lexicon.has(clause, "en/rhetoric", "trouble")
    return (named and _is_toward(clause)) or lexicon.has(clause, "zh/rhetoric", "trouble.facing")


def _is_soon(clause: str) -> bool:
    """Whether a clause begins with the time that comes: 下一步, 在今后工作中, next year."""
    coming = lexicon.words("zh/rhetoric", "future.next") + lexicon.words("en/rhetoric", "next")
    return clause.lower().startswith((*coming, *map("".join, product(_IN, coming))))


def _wills(text: str) -> bool:
    willed = lexicon.has(lexicon.without(text, "zh/rhetoric", "future.will_not"), "zh/rhetoric", "future.will")
    return willed or lexicon.has(text.lower(), "en/rhetoric", "will")


def _we_will(text: str) -> bool:
    """Whether whoever speaks says at once what will be done: 我局将…, We will …."""
    head = lexicon.without(text, "zh/rhetoric", "future.will_not")[:8]
    return lexicon.has(head, "zh/rhetoric", "future.firmly") or text.lower().startswith(
        tuple(f"we {word}" for word in lexicon.words("en/rhetoric", "will"))
    )
