"""Names of organisations held against each other: the form in which they are compared, and the one that a series is called by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from tongbi.language import regions
from tongbi.language.folding import fold, nfkc

_GOVERNMENT = re.compile(r"(?:人民政府|政府|(?<=街道)办事处)$")
# Longer and shorter forms of one ending: 管理委员会 and 管委会, 卫生健康委员会 and 卫生健康委, 政府办公室 and 政府办.
_SAID_SHORT = ((re.compile(r"管理委员会$"), "管委会"), (re.compile(r"(?<=[^务])委员会$"), "委"), (re.compile(r"办公室$"), "办"))
_COMPANY = re.compile(r"(?:[（(]?集团[)）]?)?(?:股份有限公司|有限责任公司|有限公司)$")
_LEGAL = frozenset(["incorporated", "inc", "corporation", "corp", "company", "co", "limited", "ltd", "llc", "plc"])
_UPPER = re.compile(r"[省市县区州盟旗]$")
_OFFICE = re.compile(r"(?:人民)?政府办(?:公厅)?$")
_PLACES = re.compile(r"^(?:[\u4e00-\u9fff]+?(?:自治[区州县旗]|[省市州盟县区旗镇乡]|街道))+")
_SHORTEST_NAME = 4
# A bureau's name for short, its place aside: 住建局, 发改委. 青禾大学 is not short for 青禾理工大学.
_ABBREVIATED = re.compile("[\u4e00-\u9fff]{2,3}[局委厅办部署]")


def compared(name: str) -> str:
    """A name as it is compared: folded, in lower case, without 人民政府 or an English company's legal form, a leading region in full."""
    folded = fold(name).lower()
    if not re.search("[\u4e00-\u9fff]", folded):
        return _plain(name) or folded
    bare = _GOVERNMENT.sub("", folded) or folded
    for ending, short in _SAID_SHORT:
        bare = ending.sub(short, bare)
    found = _short_province().match(bare)
    if found:
        return regions.short_provinces()[found[1]] + bare[found.end() :]
    leading = regions.leading(bare)
    return regions.full(leading) + bare[len(leading) :] if regions.is_set_out(leading) and regions.full(leading) else bare


def _plain(name: str) -> str:
    """An English name without marks, a leading “the” and the legal form of a company."""
    words = re.sub(r"[^\w\s]", "", nfkc(name).lower()).split()
    words = words[1:] if words[:1] == ["the"] else words
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    return "".join(words)


@cache
def _short_province() -> re.Pattern[str]:
    """A province's short name at the start. 天津静海区 is 天津市静海区; but 吉林市 is not in full 吉林省市, 海南区 is a district, 海南州 is
    no part of the province, and 北京路街道 stands on a street.
    """
    names = "|".join(regions.short_provinces())
    return re.compile(rf"({names})(?:$|(?!省|市|州|新区|街|大道|.*路|.{{0,8}}自治|特别行政区)(?=...))")


def is_same(name: str, other: str) -> bool:
    """Whether two names are one body's, as far as names tell: alike as compared, or one with the place above it."""
    short, long = sorted((compared(name), compared(other)), key=len)
    return short == long or (bool(short) and long.endswith(short) and _UPPER.search(long[: -len(short)]) is not None)


def may_be_same(name: str, other: str) -> bool:
    """Whether two names may well be one body's: one short for the other (住建局, 住房和城乡建设局), or its office.

    A company goes by its name without its legal form as well. A place and one of its bureaus are two bodies.
    """
    if is_same(name, other):
        return True
    short, long = sorted((compared(name), compared(other)), key=len)
    if _OFFICE.search(long) and short == _OFFICE.sub("", long):
        return True
    if len(short) < _SHORTEST_NAME or not re.search("[\u4e00-\u9fff]", long):
        return False
    if _COMPANY.search(long):
        bare = _COMPANY.sub("", long)
        return _COMPANY.sub("", short) in {bare, bare[len(regions.leading(bare)) :]}
    place = max((found.end() for found in _PLACES.finditer(short) if long.startswith(found[0])), default=0)
    own, others = short[place:], long[place:]
    return _ABBREVIATED.fullmatch(own) is not None and own[0] == others[0] and own[-1] == others[-1] and _within(own, others)


def _within(short: str, long: str) -> bool:
    """Whether the characters of one text stand in another in their order."""
    rest = iter(long)
    return all(char in rest for char in short)


def shared(names: Iterable[str]) -> str:
    """What a series is called: the name that most of its reports print, of equals the most complete; "" where none has one."""
    count = Counter(name for name in names if name)
    return max(count, key=lambda name: (count[name], len(name), name), default="")
