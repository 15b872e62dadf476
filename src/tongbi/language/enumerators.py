"""Section labels (第一部分 · 一、 · （一） · 1. · （1） · ①; Part I · Item 1A. · I. · A. · 1.2): which kind, which number, what follows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tongbi.language import numerals

_HAN = "一二三四五六七八九十"
_MOST = 1000
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


# The order is the order of trial. A Chinese level-1 label may lack its comma only before a space: 一 总体情况. A label with 、 or .
# must not be followed by a digit (1.26万户 is a figure), nor 一、 by another list item closing at once (一、二级 is no label).
CHINESE = (
    _kind("part", 0, rf"第([{_HAN}百]+)(?:部分|章|编|篇)[、，：:]?"),
    _kind("section", 1, rf"第([{_HAN}百]+)节[、，：:]?"),
    _kind("han", 2, rf"([{_HAN}]{{1,3}})(?:\s*[、．.](?![{_HAN}]{{1,3}}(?:级|类|季|线|审|产))|[ \u3000]+(?=\S))"),
    _kind("han-paren", 3, rf"[（(〔［\[]?\s*([{_HAN}]{{1,3}})\s*[）)〕］\]]\s*、?"),
    _kind("arab", 4, r"(\d{1,2})\s*(?:[、．]|[.](?![\d]))"),
    _kind("arab-paren", 5, r"[（(]?\s*(\d{1,2})\s*[）)]\s*、?"),
    _kind("circled", 6, r"([①-⑳])"),
)
ENGLISH = (
    _kind("part", 0, r"(?i:part)\s+([IVX]{1,5})[.:,]?(?=\s|$)"),
    _kind(
        "item",
        1,
        r"(?i:items?)\s+(\d{1,2}(?:\(?[A-Ca-c]\)?(?![A-Za-z]))?)(?:\(T\))?(?:\s*(?:and|&)\s*\d{1,2}[A-C]?)?(?:\s*[.:)—–-]+|(?=\s|$))",
    ),
    _kind("roman", 2, r"([IVXL]{1,6})[.、](?=\s)"),
    _kind("letter", 3, r"([A-H])\.(?=\s)"),
    _kind("decimal-2", 5, r"(\d{1,2}\.\d{1,2})\.?(?=\s+[A-Z])"),
    _kind("note", 4, r"(?i:note)\s+(\d{1,2})\s*[.:—–-]+(?=\s*[A-Z])"),
    _kind("arab", 4, r"(\d{1,2})\.(?=\s|[A-Z])"),
    _kind("arab-paren", 6, r"\((\d{1,2}|[a-h])\)"),
)
POINT = re.compile(
    rf"\s*((?:[{_HAN}]{{1,3}}是)[，,：:]?\s*|[（(]\s*\d{{1,2}}\s*[）)]\s*|[①-⑳]\s*|\d{{1,2}}\s*(?:[、．]|[.](?!\d))\s*)(?=\S)"
)


def han_number(numeral: str) -> int:
    """The place that a Chinese numeral gives in a sequence, 1 to 999; 0 for what is no such number (一一, 十一二, a bare 百)."""
    value = numerals.parse(numeral) if numeral[:1] not in {"", "百"} else None
    return int(value) if value is not None and value < _MOST else 0


def _roman_number(numeral: str) -> int:
    values = [_ROMAN[char] for char in numeral]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _number(kind: str, numeral: str) -> int:
    if kind in {"part", "roman"} and numeral[0] in _ROMAN:
        return _roman_number(numeral)
    if numeral[0] in f"{_HAN}百":
        return han_number(numeral)
    if kind in {"letter", "arab-paren"} and numeral.isalpha():
        return ord(numeral.lower()) - ord("a") + 1
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", numeral).rpartition(".")[2])
    if kind == "item" and digits:  # 1, 1A, 1B, 1C, 2 …
        letter = re.search(r"[A-C]", numeral.upper())
        return (int(digits) - 1) * 4 + 1 + (ord(letter[0]) - ord("A") + 1 if letter else 0)
    return int(digits) if digits else 0


def parse(text: str, chinese: bool) -> Label | None:
    """The label a paragraph begins with, or None: what has no place in a sequence (（一一）) is none. Full-width digits and letters
    count as their ASCII forms.
    """
    for kind in CHINESE if chinese else ENGLISH:
        found = kind.pattern.match(text)
        number = _number(kind.name, found[2]) if found else 0
        if found and (number or found[2][0] not in f"{_HAN}百"):
            return Label(found[1].strip(), kind.name, kind.rank, number, text[found.end() :].strip())
    return None


def point(text: str) -> tuple[str, str]:
    """A point's marker at the start of a sentence: (what is printed before the text, the marker alone); ("", "") for none."""
    found = POINT.match(text)
    if not found:
        return "", ""
    return found[0], re.sub(r"[，,：:、．\s]+$", "", found[1]) if found[1][0] in _HAN else found[1].strip()
