"""What sentences of problems and plans do beside naming any: admit, vow, guide, announce, turn to the time that comes, close a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial

from tongbi.language import dates, enumerators, lexicon, quantities
from tongbi.language.folding import has_han

_ZH, _EN = partial(lexicon.one_of, "zh/rhetoric"), partial(lexicon.one_of, "en/rhetoric")
_CLAUSE, _END = re.compile("[，,；;：:]"), "。：:！!.；; ”’"
_TROUBLE = _ZH("trouble.words")
_ADMITTED = re.compile(
    rf"{_ZH('trouble.soberly')}{_ZH('trouble.seeing')}.*{_TROUBLE}|{_ZH('trouble.also')}[^，。]{{0,6}}{_ZH('trouble.seeing')}[^。；]{{0,40}}{_TROUBLE}"
    rf"|^(?:{_ZH('trouble.but')}|在.{{2,16}}同时)[，,][^，,。；]{{0,20}}{_ZH('trouble.also')}{_ZH('trouble.having')}[^。；]{{0,20}}{_TROUBLE}"
    rf"|\b{_EN('seeing')}\b.{{0,160}}\b{_EN('trouble')}\b",
    re.IGNORECASE,
)
# The sentence ends with trouble and so names none: 也清醒地看到，前进中还有不少困难和问题。
_NOTHING_NAMED = re.compile(
    rf"^(?!.*{_ZH('trouble.naming')}.).*{_TROUBLE}[仍还然不少]*[。：:！]?$|^[^:]*\b{_EN('some')} (?:\w+ ){{0,2}}{_EN('trouble')}\b[^:]*$",
    re.IGNORECASE,
)
# Clauses that guide, set the scene, face what was admitted, vow, call or close.
_IDLE = re.compile(
    rf"^(?:今年|{dates.YEAR}年)是|^对.{{0,12}}{_ZH('trouble.back', 'trouble.words')}$|^我们.{{0,16}}{_ZH('trouble.facing')}"
    rf"|{_ZH('closing.calls', 'closing.confident')}"
    rf"|{_ZH('guiding.heads')}(?:和.{{2,8}})?(?:[是为：:]|$)|{_ZH('guiding.guides')}.*{_ZH('guiding.as_guide')}|{_ZH('guiding.raised')}.*{_ZH('guiding.banner')}"
    rf"|^{_ZH('closing.address')}|{_ZH('closing.around')}.*周围|{_ZH('closing.images')}.{{0,12}}{_ZH('closing.stirring')}"
)
# A sentence that begins with all troubles named before, or with what one vows to do about them.
_BACK = re.compile(
    rf"^(?:{_ZH('trouble.toward')})?{_ZH('trouble.back')}[^，,。；]{{0,6}}{_TROUBLE}|^{_ZH('trouble.we')}.{{0,2}}{_ZH('trouble.vows')}"
    rf"|\b{_EN('back')} (?:\w+ ){{0,3}}{_EN('trouble')}\b|^{_EN('vows')}\b",
    re.IGNORECASE,
)
_BELOW = lexicon.words("zh/numbers", "behind.at-most")
_DOING = re.compile(rf"^[^\w]*{_ZH('future.will')}?.{{0,4}}?{_ZH('doing.makes')}.{{3}}")
_ANNOUNCES = re.compile(
    rf"(?:[：:]|{_ZH('future.these')}[^，。]{{0,12}}[。：:]"
    rf"|[{enumerators.HAN}几两]{_ZH('future.counted')}{{1,2}}{_ZH('future.work', 'trouble.words')}?[。：:])$"
    rf"|\b{_EN('following')}\b[^.]*[.:]$",
    re.IGNORECASE,
)
_SCENE = re.compile(
    rf"^(?![^：:]*{_ZH('scene.aims')}{_ZH('scene.is')})[^，,。]{{0,24}}"
    rf"{_ZH('scene.times')}[，,]?[^，,。]{{0,8}}?{_ZH('scene.is')}"
    rf"|^{dates.YEAR}年[^，,。]{{0,8}}?{_ZH('scene.is')}.*{_ZH('scene.named')}[。！]?$"
    rf"|^(?:[^,.]*, )?(?:{_EN('scene')}|{dates.YEAR}) {_EN('is')} an? (?:\w+[ -]){{0,4}}year\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(rf"^(?:{_ZH('closing.address')}|{_EN('address')}\b)[^\w]", re.IGNORECASE)
# All words for all troubles together.
_TOGETHER = tuple(f"trouble.{name}" for name in ("dealing", "words", "back", "toward", "we", "vows", "facing"))
# So far from its end a report's last address opens the peroration.
_PERORATION = 10
_SEVERAL = rf"{_ZH('far.coming')}[三五十]年|用[三五十\d]年"
_FAR = re.compile(rf"{_SEVERAL}|{dates.PLAN}|{_ZH('far.words')}")
_BY = re.compile(r"到(20\d\d)年")
_OF_ONE_YEAR = re.compile(rf"(?<![到至]){dates.YEAR}年(?!前)|{_ZH('far.one_year')}")


@lru_cache(maxsize=8192)
def admits(text: str) -> bool:
    """Whether a sentence turns from achievements to problems: 同时，我们也清醒地看到，发展还面临不少困难和问题：."""
    return bool(_ADMITTED.search(text))


def looks_back(text: str) -> bool:
    """Whether a sentence of a passage on problems has done with naming them: it speaks of all of them (针对上述问题，…) or vows to act."""
    return bool(_BACK.search(text)) and not admits(text)


@lru_cache(maxsize=8192)
def announces(text: str) -> bool:
    """Whether a sentence only announces those that follow: it ends in a colon, in 以下几个方面 or in how many there are (三个方面), or is
    nothing but an address (Fellow Deputies,).
    """
    found, address = _ANNOUNCES.search(text.rstrip()), _ADDRESS.search(text)
    alone = address is not None and not text[address.end() :].strip(" ,，!！")
    return alone or (found is not None and not _is_bound(text, found))


def _is_bound(text: str, words: re.Match[str]) -> bool:
    """Whether what may announce bounds the number before it: 控制在30微克/立方米以下."""
    told = quantities.find(text[: words.end()], has_han(text)) if words[0].startswith(_BELOW) else ()
    return any(one.qualifier == "at-most" and text[one.end : words.start()][:1] in {"", "/"} for one in told)


def opens(text: str) -> bool:
    """Whether a sentence at the head of a passage on problems says that there are some, or by how much one falls short, and names none."""
    if announces(text):
        return True
    last = clauses(text)[-1]
    if not has_han(text):
        return last.lower().endswith(lexicon.words("en/rhetoric", "trouble")) or bool(_NOTHING_NAMED.search(text))
    some = lexicon.has(last, "zh/rhetoric", "trouble.some", "trouble.against", "trouble.left") or admits(text)
    return some and last.endswith(lexicon.words("zh/rhetoric", "trouble.words", "trouble.gap"))


def names_nothing(text: str) -> bool:
    """Whether a sentence hardly says more than that one vows to deal with all troubles together: 我们将直面问题，努力加以解决。"""
    if not has_han(text):
        told = all(lexicon.has(text, "en/rhetoric", name) for name in ("back", "trouble"))
        return told and text.lower().startswith(lexicon.words("en/rhetoric", "vows"))
    if not lexicon.has(text, "zh/rhetoric", "trouble.words", "future.next") and not _BACK.search(text):
        return False
    rest = sum(map(has_han, lexicon.without(text, "zh/rhetoric", *_TOGETHER, "future.next")))
    return 4 * rest <= len(text) and not any(map(_DOING.search, clauses(text)))


def clauses(text: str) -> list[str]:
    """The clauses of a sentence, without its closing marks; at least one."""
    return [clause for clause in _CLAUSE.split(text.rstrip(_END)) if clause] or [""]


def is_address(text: str) -> bool:
    """Whether a sentence begins by addressing the hearers (各位代表！)."""
    return bool(_ADDRESS.search(text))


def _is_cause(opening: str) -> bool:
    """Whether a sentence begins with why all that was named before is so; a cause behind its problem is told with that one."""
    return opening.startswith(lexicon.words("zh/rhetoric", "trouble.cause", "trouble.back")) and "原因" in opening


def is_rhetoric(text: str) -> bool:
    """Whether a sentence of a plan or of problems guides, sets the scene, admits, announces, vows or closes, and neither plans nor names
    anything: no other clause begins with what will be made.
    """
    if announces(text) or (admits(text) and _NOTHING_NAMED.search(text)) or _SCENE.search(text) or names_nothing(text):
        return True
    if text.rstrip("”’").endswith("！") and not dates.has_figure(text):
        return True
    parts = _CLAUSE.split(text) if has_han(text) else [""]
    if _is_cause(parts[0]):
        return True
    rest = [clause for clause in parts if not _IDLE.search(clause)]
    return len(rest) < len(parts) and not any(map(_DOING.search, rest))


def oratory(texts: Sequence[str]) -> frozenset[int]:
    """The places of a report's sentences that are spoken to the audience: the one that follows an address, and all from the last address on
    that stands at the end (各位代表！ 实干托举梦想，拼搏铸就辉煌。).
    """
    addresses = [at for at, text in enumerate(texts) if is_address(text)]
    last = addresses[-1] if addresses and addresses[-1] >= len(texts) - _PERORATION else len(texts)
    after = [at + 1 for at in addresses if texts[at].endswith(("！", "!", "：", ":")) and "，" not in texts[at]]
    return frozenset(at for at in (*addresses, *after, *range(last, len(texts))) if at < len(texts))


def is_far_heading(heading: str) -> bool:
    """Whether a section plans for several years and for no single one: 今后五年的总体要求和主要目标."""
    return bool(_FAR.search(heading)) and not _OF_ONE_YEAR.search(heading)


def is_far(text: str, year: int) -> bool:
    """Whether a plan is for a time after `year`: 到2026年，地区生产总值突破3000亿元."""
    by = [int(found) for found in _BY.findall(text)]
    return bool(re.match(_SEVERAL, text)) or (any(one > year for one in by) and not _OF_ONE_YEAR.search(text))
