"""The one grammar of labels: 第一部分 · 甲、 · 壹、 · 一、 · （一） ㈠ · 1. ⒈ · 1.1 · （1） ⑴ · ① · Ⅰ、; Part I · Item 1A. · 3.D · I. · A.

A label is told by its numeral and the marks around it, with a blank or a tab behind it or none. A number without any mark labels only a
line that is no sentence (`1 总体情况`), and decimals what a blank parts from them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tongbi.language import dates, lexicon, numerals, units

HAN = "一二三四五六七八九十"
NUMERAL = rf"[{HAN}]{{1,3}}"
"""A Chinese numeral of a label, as a regular expression; `PARENS` is one in brackets."""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LEGAL, _PLAIN = f"{_STEMS}壹贰貳叁叄参參肆伍陆陸柒捌玖拾", f"{HAN}一二二三三三三四五六六七八九十"
_OPEN, _CLOSE = r"[（(〔［\[]", r"[）)〕］\]]"
PARENS = rf"[（(]{NUMERAL}[)）]"
ORDINAL = "第"
PART, SECTION, POINT = (lexicon.one_of("zh/labels", name) for name in ("part", "section", "point"))
# Signs that are a whole label: each is read as what it stands for.
_SIGN = re.compile(r"\s*([㈠-㈩⑴-⒛Ⅰ-Ⅻ])")
_GAP = r"[ \t\u3000]+"
JOINED = rf"(?!{NUMERAL}{lexicon.one_of('zh/labels', 'joint')})"
"""Behind a numeral and 、: no other numeral that makes a list of both (一、二级; 一、二、三产业)."""
# A line that may be a heading: no sentence.
_HEAD = r"(?=[^\x00-\x7f]"
# The same line right behind a number, which no unit of a measure or a rate may follow (3.5公里, 2.1个百分点).
_MEASURES = lexicon.any_of(unit for unit in units.words() if units.sort(unit) != "count")
_GLUED = rf"(?!{_MEASURES})(?=[\u3400-\u9fff][^，。；：！？\t]{{1,40}}$)"
_DECIMAL = rf"(?:[.．、]?(?={_GAP}{_HEAD}))|{_GLUED})"
# A number before a month and a year is a day's: 31 December 2014.
_MONTHS = lexicon.one_of("en/time", "months")
_MOST = 1000
_BARE = frozenset({"decimal-4", "decimal-3", "decimal-2", "number"})  # labels that a number alone may be
_COUNTED, _LONGEST_WORD = lexicon.words("zh/labels", "counted"), 6
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True, slots=True)
class Label:
    """A section label. `rank` orders the kinds from the widest (0) to the narrowest; `number` is its place in the sequence, from 1."""

    printed: str
    kind: str
    rank: int
    number: int
    rest: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of numbering: the pattern holds the whole label in group 1 and the number in group 2."""

    name: str
    rank: int
    pattern: re.Pattern[str]


def _kind(name: str, rank: int, pattern: str) -> Kind:
    return Kind(name, rank, re.compile(rf"\s*({pattern})\s*"))


# The order is the order of trial. A Chinese level-1 label may lack its comma only before a blank: 一 总体情况. A label with 、 or .
# must not be followed by a digit (1.26万户 is a figure), nor 一、 by another list item closing at once (一、二级 is no label).
CHINESE = (
    _kind("part", 0, rf"{ORDINAL}([{HAN}百]+){PART}[、，：:]?"),
    _kind("section", 1, rf"{ORDINAL}([{HAN}百]+){SECTION}[、，：:]?"),
    _kind("stem", 1, rf"([{_STEMS}])[、．.](?![{_STEMS}]|$)"),
    _kind("legal", 1, rf"(?![{_STEMS}])([{_LEGAL}]{{1,3}})(?:\s*[、．.]|{_GAP}(?=\S))"),
    _kind("han", 2, rf"({NUMERAL})(?:\s*[、．.]{JOINED}|{_GAP}(?=\S))"),
    _kind("roman", 2, rf"([IVX]{{1,5}})(?:\s*[、．.](?!\w*[.．])|{_GAP}(?=[^\x00-\x7f]))"),
    _kind("han-paren", 3, rf"{_OPEN}?\s*([{HAN}{_LEGAL}]{{1,3}}|[IVX]{{1,5}}|[Ⅰ-Ⅻ])\s*{_CLOSE}\s*、?"),
    _kind("decimal-4", 8, rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{3}}){_DECIMAL}"),
    _kind("decimal-3", 7, rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{2}}){_DECIMAL}"),
    _kind("decimal-2", 6, rf"(\d{{1,2}}[.．]\d{{1,2}}){_DECIMAL}"),
    _kind("arab", 5, r"(\d{1,2})\s*(?:[、．]|[.](?![\d]))"),
    _kind("arab-paren", 9, rf"{_OPEN}?\s*(\d{{1,2}})\s*{_CLOSE}\s*、?"),
    _kind("circled", 10, r"([①-⑳㉑-㉟])"),
    _kind("number", 4, rf"(\d{{1,2}})(?:(?={_GAP}{_HEAD}[^，。；：！？\t]{{1,40}}$))|{_GLUED})"),
)
ENGLISH = (
    _kind("part", 0, r"(?i:part)\s+([IVX]{1,5})[.:,]?(?=\s|$)"),
    _kind("sub-item", 3, r"(?:(?i:item)\s+)?\d{1,2}\.([A-K])(?:\s*[.:)|—–-]+|(?=\s+[A-Z\[(]|$))"),
    _kind(
        "item",
        1,
        # Item 1A. · Item No. 1A · Items 1 and 2. · Items 10, 11, 12, 13 and 14. · glued to its title: Item 1ARisk Factors.
        r"(?i:items?(?:\s+(?:number|no\.?))?)\s*(\d{1,2}(?:\(?[A-Ka-k]\)?(?![A-Za-z])|[A-K](?=[A-Z][a-z]))?)(?:\(T\))?"
        r"(?:\s*(?:[,&]|and)+\s*\d{1,2}[A-K]?\b)*(?:\s*[.:)|—–-]+|(?=\s|$|[A-Z][a-z]|[D-Z]))",
    ),
    _kind("roman", 2, r"([IVXL]{1,6})[.、](?=\s)"),
    _kind("letter", 3, r"([A-H])\.(?=\s)"),
    _kind("decimal-3", 7, r"(\d{1,2}(?:\.\d{1,2}){2})\.?(?=\s+[A-Z])"),
    _kind("decimal-2", 6, r"((?:\d{1,2}|[A-H])\.\d{1,2})\.?(?=\s+[A-Z])"),
    _kind("note", 5, r"(?i:note)\s+(\d{1,2}|[A-Z])\b[\s.:—–-]+(?=[A-Z])"),
    _kind("arab", 5, r"(\d{1,3})\.(?=\s|[A-Z])"),
    _kind("arab-paren", 9, r"\(?(\d{1,2}|[a-h])\)"),
    _kind("number", 4, rf"(\d{{1,2}})(?!\s+{_MONTHS}\s+{dates.YEAR})(?=\s+[A-Z](?:[^.;:!?\t\d]|\b{dates.YEAR}\b){{2,80}}$)"),
)
# A line that begins with no such character has no label.
_MAY_BEGIN = {
    True: re.compile(rf"\s*(?:{ORDINAL}|{_OPEN}|[{HAN}{_LEGAL}百IVX\d㈠-㈩⑴-⒛Ⅰ-Ⅻ①-⑳㉑-㉟])"),
    False: re.compile(r"\s*[IVXLA-HPNa-hipn\d(]"),
}
ENUMERATOR = re.compile(rf"^(?:{NUMERAL}、|[（(](?:{NUMERAL}|\d{{1,2}})[)）]|\d{{1,2}}[.．、](?!\d))\s*")
"""What numbers a label of a table: 一、 （七） (3) 1. 2、"""
_POINT = re.compile(rf"\s*(({lexicon.one_of('zh/labels', 'nth')})?({NUMERAL})({POINT})?)([，,：:])?\s*(?=\S)")
_DIVISIONS = frozenset(lexicon.words("en/parts", "divisions"))
_POINTS = frozenset({"arab", "arab-paren", "circled"})
POINTED, POINT_RANK = "point", 11
"""A line that begins as points of a sentence do (一是 · 第一，), narrower than all other labels."""


def han_number(numeral: str) -> int:
    """The place that a Chinese numeral gives in a sequence, 1 to 999; 0 for what is no such number (一一, 十一二, a bare 百)."""
    value = numerals.parse(numeral.translate(str.maketrans(_LEGAL, _PLAIN))) if numeral[:1] not in {"", "百"} else None
    return int(value) if value is not None and value < _MOST else 0


def _roman_number(numeral: str) -> int:
    values = [_ROMAN[char] for char in numeral]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _number(kind: str, numeral: str) -> int:
    latin = unicodedata.normalize("NFKC", numeral)
    if kind in {"part", "roman", "han-paren"} and latin[0] in _ROMAN:
        return _roman_number(latin)
    if numeral[0] in f"{HAN}{_LEGAL}百":
        return han_number(numeral)
    if kind in {"letter", "sub-item", "arab-paren", "note"} and numeral.isalpha():
        return ord(numeral.lower()) - ord("a") + 1
    digits = "".join(filter(str.isdigit, latin.rpartition(".")[2]))
    if kind == "item" and digits:  # 1, 1A … 1K, 2 …
        letter = next(filter(str.isalpha, numeral.upper()), "@")
        return (int(digits) - 1) * (ord("L") - ord("@")) + 1 + ord(letter) - ord("@")
    return int(digits) if digits else 0


def parse(text: str, chinese: bool) -> Label | None:
    """The label a paragraph begins with, or None: what has no place in a sequence (（一一）) is none. Full-width digits and letters
    count as their ASCII forms, and ㈠ ⑴ ⒈ Ⅰ as （一） （1） 1. I.
    """
    if _MAY_BEGIN[chinese].match(text) is None:
        return None
    sign = _SIGN.match(text) if chinese else None
    meant = unicodedata.normalize("NFKC", sign[1]).replace(".", "、") if sign else ""
    read = meant + text[sign.end() :] if sign else text
    for kind in CHINESE if chinese else ENGLISH:
        found = kind.pattern.match(read)
        number = _number(kind.name, found[2]) if found else 0
        if found and (number or not found[2][0].isalpha()) and not (chinese and kind.name in _BARE and _counts(read[found.end() :])):
            printed = sign[1] + found[1][len(meant) :] if sign else found[1]
            return Label(printed.strip(), kind.name, kind.rank, number, read[found.end() :].strip())
    return None


def _counts(behind: str) -> bool:
    """Whether what stands behind a bare number begins with a word that counts (3 万户, 5 家企业), not with one of its signs (家庭教育)."""
    if not behind.startswith(_COUNTED):
        return False
    import rjieba  # whose dictionary a run that has nothing to do need not load

    word, tag = rjieba.tag(behind[:_LONGEST_WORD])[0]
    return word in _COUNTED or tag in {"m", "q"} or word in units.words()


def heading(text: str, chinese: bool) -> Label | None:
    """The label of a line that is no row of a table: it holds no tab but the one behind the label. 一是 may label a line as well."""
    label = parse(text, chinese) or (_pointed(text) if chinese else None)
    return None if label is None or "\t" in label.rest else label


def items(label: str) -> tuple[str, ...]:
    """The items of a form that a label names, each as Item 1A or Item 3.D (Items 10, 11 and 14. · 3.D); any other label alone."""
    found = parse(label, chinese=False)
    if found is None or found.kind not in {"item", "sub-item"} or found.rest:
        return (label,)
    words = "".join(sign if sign.isalnum() else " " for sign in label.upper()).split()
    if found.kind == "sub-item":
        return (f"Item {'.'.join(words[-2:])}",)
    return tuple(f"Item {word}" for word in words if word[0].isdigit())


def is_division(text: str) -> bool:
    """Whether a text is the label of a part and says nothing of it: 第一部分, PART B, Volume Two."""
    label = parse(text, chinese=True)
    if label is not None:
        return label.kind in {"part", "section"} and not label.rest
    name, _, number = "".join(sign if sign.isalnum() else " " for sign in text.lower()).strip().partition(" ")
    numbered = len(number) == 1 or number.isdecimal() or not set(number.upper()).difference(_ROMAN)
    return bool(number) and name in _DIVISIONS and (numbered or number in lexicon.words("en/parts", "counted"))


def _pointed(text: str) -> Label | None:
    found = _marker(text)
    number = han_number(found[3]) if found else 0
    return Label(found[1], POINTED, POINT_RANK, number, text[found.end() :].strip()) if found and number else None


def _marker(text: str) -> re.Match[str] | None:
    """The numeral of a point with its verb (一是), or with its ordinal and a mark (第一，)."""
    found = _POINT.match(text)
    return found if found and (found[4] if found[2] is None else found[5] and not found[4]) else None


def point(text: str) -> tuple[str, str]:
    """A point's marker at the start of a sentence: (what is printed before the text, the marker alone); ("", "") for none."""
    found = _marker(text)
    if found:
        return found[0], found[1]
    label = parse(text, chinese=True)
    if label is None or label.kind not in _POINTS or not label.rest:
        return "", ""
    return text[: len(text.rstrip()) - len(label.rest)], label.printed
