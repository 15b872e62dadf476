"""Names of organisations held against each other: the form in which they are compared, and the one that a series is called by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, partial

from tongbi.language import lexicon, regions
from tongbi.language.folding import fold, has_han, nfkc

_WORDS, _OF = partial(lexicon.one_of, "zh/naming"), partial(lexicon.words, "zh/naming")
_HAN = r"[\u4e00-\u9fff]"
_SAID_SHORT: Mapping[str, str] = lexicon.table("zh/naming")["shortened"]
_COMPANY = re.compile(rf"(?:[（(]?{_WORDS('forms.group')}[)）]?)?{_WORDS('forms.company')}$")
_LEGAL = frozenset(lexicon.words("en/naming", "legal"))
PLACES = re.compile(rf"^(?:{_HAN}+?{_WORDS('places.sure', 'places.short')})+")
_SHORTEST_NAME = 4
# A bureau's name for short, its place aside: 住建局, 发改委. 青禾大学 is not short for 青禾理工大学.


def compared(name: str) -> str:
    """A name as it is compared: folded, in lower case, without 人民政府 or an English company's legal form, a leading region in full."""
    folded = fold(name).lower()
    if not has_han(folded):
        return _plain(name) or folded
    government = next((ending for ending in _OF("relative.government") if folded.endswith(ending)), "")
    bare = folded.removesuffix(government) or folded
    bare = next((bare.removesuffix(office) + office[:2] for office in _OF("forms.streets") if bare.endswith(office)), bare)
    for ending, short in _SAID_SHORT.items():
        bare = bare.removesuffix(ending) + short if bare.endswith(ending) and not bare.endswith(_OF("forms.unshortened")) else bare
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
    names = lexicon.any_of(tuple(regions.short_provinces()))
    return re.compile(rf"({names})(?:$|(?!{_WORDS('forms.not_province')}|.*路|.{{0,8}}自治)(?=...))")


def is_same(name: str, other: str) -> bool:
    """Whether two names are one body's, as far as names tell: alike as compared, or one with the place above it."""
    short, long = sorted((compared(name), compared(other)), key=len)
    return short == long or (bool(short) and long.endswith(short) and is_place(long[: -len(short)]))


def is_place(name: str) -> bool:
    """Whether a name ends as a place's does that others stand in (省, 市, 县 …)."""
    return name.endswith(_OF("places.short"))


def may_be_same(name: str, other: str) -> bool:
    """Whether two names may well be one body's: one short for the other (住建局, 住房和城乡建设局), or its office.

    A company goes by its name without its legal form as well. A place and one of its bureaus are two bodies.
    """
    if is_same(name, other):
        return True
    short, long = sorted((compared(name), compared(other)), key=len)
    if any(long == short + office for office in _OF("forms.office")):
        return True
    if not has_han(long):
        fewer, more = sorted((name.lower().split(), other.lower().split()), key=len)
        return len(fewer) > 1 and more[-len(fewer) :] == fewer  # Kubernetes SIG Auth, SIG Auth
    if len(short) < _SHORTEST_NAME:
        return False
    if _COMPANY.search(long):
        bare = _COMPANY.sub("", long)
        return _COMPANY.sub("", short) in {bare, bare[len(regions.leading(bare)) :]}
    place = max((found.end() for found in PLACES.finditer(short) if long.startswith(found[0])), default=0)
    own, others = short[place:], long[place:]
    return (
        len(own) in {3, 4} and own.endswith(_OF("forms.bureaus")) and own[0] == others[0] and own[-1] == others[-1] and _within(own, others)
    )


def _within(short: str, long: str) -> bool:
    """Whether the characters of one text stand in another in their order."""
    rest = iter(long)
    return all(char in rest for char in short)


def shared(names: Iterable[str]) -> str:
    """What a series is called: the name that most of its reports print, of equals the most complete; "" where none has one."""
    count = Counter(name for name in names if name)
    return max(count, key=lambda name: (count[name], len(name), name), default="")
