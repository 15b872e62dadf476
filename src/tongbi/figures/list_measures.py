"""Measures of a list: what the things of a list share, given with the last of them (城镇、农村居民人均可支配收入) or the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import rjieba

from tongbi.figures.name_terms import opens_with_doing
from tongbi.language.lexicon import one_of, words
from tongbi.language.parts_of_speech import tagged

_TOPIC = "zh/terms"
_of = partial(one_of, _TOPIC)
# A measure that several things share when only the last is given it: of any kind (城镇、农村…收入), or of any thing (粮食、油料产量).
_INCOME = f"{_of('bodies')}?{_of('per-head')}?{_of('disposable')}?{_of('incomes')}"
_MEASURE = re.compile(f"(?:{_INCOME}|{_of('counted')}?{_of('counts-of')}|{_of('measures', 'measures-of-any')})$")
_OF_ANY = re.compile(f"{_of('measures-of-any')}$")
_MEASURED = words(_TOPIC, "form", "rates", "incomes", "measures", "measures-of-any", "counts-of", "heads")
_KIND, _WHOLE = re.compile(_of("kinds")), words(_TOPIC, "whole")
# The last member of a list before what it comes to: 绿色石化、海洋装备三大主导产业.
_SUMMED = re.compile(rf"^[^，、]{{1,10}}?(?={one_of('zh/counting', 'numerals', 'pair')}{_of('classed')}[\u4e00-\u9fff]{{2}})")
# 第一、二、三产业: the sectors of an economy by their numbers; the last alone has the word.
_JOINS, _NUMBER = one_of("zh/particles", "joins"), one_of("zh/counting", "numerals")
_ORDINAL, _SECTORS = (words(_TOPIC, name)[0] for name in ("ordinal", "sector"))
_SECTOR = re.compile(rf"{_ORDINAL}?({_NUMBER})(?:{_SECTORS}|(?=(?:{_JOINS}{_ORDINAL}?{_NUMBER})+{_SECTORS}))")
_RUN = re.compile(rf"{_ORDINAL}?({_NUMBER}{{2,}}){_SECTORS[:1]}(?:{_SECTORS[1:]})?")


def measured(parts: list[str]) -> list[str]:
    """城镇 and 农村居民人均可支配收入 → 城镇居民人均可支配收入; 预算收入 and 支出 → 预算支出."""
    own, kind, shared = _MEASURE.search(parts[0]), _KIND.match(parts[-1]), _OF_ANY.search(parts[-1])
    if own:
        return [parts[0], *(parts[0][: own.start()] + part if _MEASURE.fullmatch(part) else part for part in parts[1:])]
    if len({len(part) for part in parts[:-1]}) == 1 and len(parts[0]) == 1 < len(parts[-1]):
        return [*(part + parts[-1][1:] for part in parts[:-1]), parts[-1]]  # 县、乡、村服务平台
    measure = parts[-1][kind.end() :] if kind else shared[0] if shared else ""
    behind = "" if kind or len(parts) == 1 else _behind_the_first(parts)
    return [*(part + behind if behind else _whole(part, measure, bool(shared)) for part in parts[:-1]), _of_the_first(parts)]


def _of_the_first(parts: list[str]) -> str:
    """The last member with what the first one is of, where it is all of something: 旅游接待人次 and 总花费 → 旅游总花费."""
    (of, _), *behind = tagged(parts[0])
    whole = behind and parts[-1].startswith(_WHOLE) and not of.startswith(_WHOLE) and not opens_with_doing(parts[0])
    return of + parts[-1] if whole else parts[-1]


def _behind_the_first(parts: list[str]) -> str:
    """What the last member has behind as many words as each before it has (盗窃 and 诈骗案件发案数 → 案件发案数), where that ends as a
    measure does and no member before it is a measure itself; "" else.
    """
    *before, last = ([*_finest(part)] for part in parts)
    count = len(before[0])
    behind = "".join(last[count:])
    alike = all(len(part) == count for part in before) and not any(part.endswith(_MEASURED) for part in parts[:-1])
    return behind if alike and len(behind) > 1 and behind.endswith(_MEASURED) else ""


def _finest(text: str) -> Iterator[str]:
    """The words of a text, those of two pairs of characters parted where each is a word: 火灾事故 → 火灾, 事故."""
    for word in rjieba.cut(text):
        halves = word[:2], word[2:]
        parted = len(word) == 4 and all(len(rjieba.cut(half)) == 1 for half in halves)
        yield from halves if parted else (word,)


def _whole(part: str, measure: str, of_any: bool) -> str:
    """A part with the measure of all, save what it says of it itself: 城镇居民 → 城镇居民人均可支配收入."""
    kind = _KIND.match(part)
    own = part[kind.end() :] if kind else part
    return part + measure.removeprefix(own) if of_any or (kind and measure.startswith(own)) else part


def sectors(text: str) -> str:
    """第一、二、三产业 and 一二三产 → 第一产业、第二产业、第三产业."""
    spread = _RUN.sub(lambda run: "、".join(f"{_ORDINAL}{number}{_SECTORS}" for number in run[1]), text)
    return _SECTOR.sub(rf"{_ORDINAL}\1{_SECTORS}", spread)


def summed(last: str) -> str:
    """海洋装备三大主导产业, the last of a list, → 三大主导产业."""
    return _SUMMED.sub("", last)
