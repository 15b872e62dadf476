"""Numbers that are no quantities: dates, numbers of documents and telephones, ordinals, ages, clock times, slogans, numbered aspects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from tongbi.language import lexicon

_YEAR = r"(?:19|20)\d\d"
_TO = "[—–~至-]"
_HAN = "一二三四五六七八九十"
# A pattern below begins with one of these: texts without them are passed over.
BEGINS = '\\d〇一二两三四五六七八九十百千万几数第〔\\[【(（"' + "".join(
    sorted({word[0] for word in lexicon.words("zh/numbers", "apart.telephones")})
)


@cache
def patterns() -> tuple[str, ...]:
    """The patterns, each of one kind of number, over text in half-width characters."""
    words = {name: lexicon.one_of("zh/numbers", f"apart.{name}") for name in lexicon.table("zh/numbers")["apart"]}
    return (*_dates(words["editions"]), *_references(words), *_ordinals(words), *_sayings(words["sayings"]), *_AGES)


def _dates(editions: str) -> tuple[str, ...]:
    """2023年5月6日, 2023/5/6, 2021—2023年, 5月6日, 二〇二三年, and a year by itself or in the name of an edition."""
    return (
        rf"{_YEAR}年\d{{1,2}}月\d{{1,2}}日?",
        rf"{_YEAR}[/.-]\d{{1,2}}[/.-]\d{{1,2}}日?",
        rf"{_YEAR}年度?(?:{_TO}+{_YEAR}年度?)?",
        rf"{_YEAR}{_TO}+{_YEAR}年?度?(?![\d,.%])",
        rf"{_YEAR}(?={editions})",
        rf"{_YEAR}(?![\d,.%‰]|\s*[\u4e00-\u9fff])",
        rf"{_YEAR}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?",
        rf"\b{_YEAR}\b",
        rf"\d{{1,2}}月(?:\d{{1,2}}日)?(?:{_TO}\d{{1,2}}月(?:\d{{1,2}}日)?)?",
        rf"[二一][〇零○Oo0{_HAN[:-1]}]{{3}}年",
    )


def _references(words: Mapping[str, str]) -> tuple[str, ...]:
    """Numbers of documents, hotlines and telephones, service hours, clock times."""
    return (
        rf"[〔\[【(（]{_YEAR}[〕\]】)）]\d{{1,4}}号",
        rf"\d{{1,4}}号{words['numbered']}?",
        r"12\d{3}(?=[^\d,.件个人家项次条万]|$)",
        r"0\d{2,3}-\d{7,8}(?!\d)",
        rf"{words['telephones']}[：:]?\s*\d{{7,11}}",
        r"1[3-9]\d{9}",
        rf"24小时(?={words['services']})",
        "7×24小时",
        r"(?<!\d)\d{1,4}[:：]\d\d",
    )


def _ordinals(words: Mapping[str, str]) -> tuple[str, ...]:
    """Ordinals, meetings, phases, enumerations and what is enumerated."""
    return (
        rf"第[\d{_HAN}百]{{1,12}}(?:{_TO}{{1,4}}第?[\d{_HAN}百]{{1,12}})?[\u4e00-\u9fff]?",
        rf"[{_HAN}]{{1,4}}大(?={words['titles']})",
        rf"[{_HAN}]{{1,4}}[是要](?=[^\d])",
        rf"[{_HAN}]届[{_HAN}]中全会",
        rf"(?:[{_HAN}]{{1,4}}次[、和]?){{1,6}}(?={words['meetings']})",
        rf"(?<=[\u4e00-\u9fff])[{_HAN[:-1]}]期(?=[等、，工项建]|$)",
        rf"[{_HAN}两]{{1,4}}(?:个|种|大|项|条)(?={words['aspects']})",
        rf"[{_HAN}两]{{1,4}}部[门委]",
        rf"[\d{_HAN}两]{{1,8}}(?:[个大]部分|部分(?=组成|构成|内容|[，。；、：）]|$))",
    )


def _sayings(words: str) -> tuple[str, ...]:
    """Slogans and what is said loosely: "三个年", 12+N, 几百万, 千家万户, 每万人, 每10股, 15分钟…圈, 六位数, 一体化."""
    return (
        r'"(?![\d.,]+(?:个|%|件|天|万|亿|项(?!目)))[^"]{1,16}"',
        r"(?<!\d)\d{1,9}\+[\dN]{1,9}",
        "[几数][十百千万亿]{1,8}",
        f"[{_HAN[:-1]}两]位数",
        f"[{_HAN[:-1]}]体化",
        words,
        r"(?<=每)(?:\d+|\d*[十百千万]+)(?=[名人户个位亩家口股])",
        r"(?<!\d)\d{1,6}分钟(?=[^，。；\d]{0,8}圈)",
    )


# 60周岁以上, 16—59周岁.
_AGES = (rf"\d{{1,3}}(?:{_TO}\d{{1,3}})?周?岁(?:及)?以[上下]", rf"\d{{1,3}}{_TO}\d{{1,3}}周?岁")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"(?=[{BEGINS}])(?:{'|'.join(patterns())})")


def hidden(text: str) -> str:
    """The text with every character of such a number replaced by NUL, so that offsets stay."""
    return _pattern().sub(lambda found: "\0" * len(found[0]), text)


@cache
def _english() -> re.Pattern[str]:
    return re.compile("|".join((*_links(), *_numbered(), *_english_dates(), *_identifiers())))


def hidden_english(text: str) -> str:
    """The text with every character of what only an English text has replaced by NUL, so that offsets stay."""
    return _english().sub(lambda found: "\0" * len(found[0]), text)


def _links() -> tuple[str, ...]:
    """Addresses of pages and people, and code: https://…, (../keps/12), `--flag=1`."""
    return (r"(?:https?://|www\.)\S+", r"\S+@\S+\.\w+", r"(?<=\]\()[^()\s]+", r"`[^`\s](?:[^`]*[^`\s])?`")


def _numbered() -> tuple[str, ...]:
    """What a number says which one of: Section 4.2, Exhibits 4.2 and 4.3, pages 44 through 121, 401(k), § 240.10D-1, 2.875% Notes due 2025,
    per 1,000 people.
    """
    labels, per, large = (lexicon.one_of("en/units", name) for name in ("apart.labels", "apart.per", "money.large"))
    number = rf"\d+(?:[.-]\d+)*[A-Za-z]?(?:\(\w{{1,4}}\))*(?![\w,]*\d|\.\d|\s*(?:%|{large}\b))"
    joins = r"(?:,\s(?:and\s|or\s)?|\s(?:and|or|to|through|thru|&)\s|\s?[–—-]\s?)"
    return (
        rf"(?i:\b{labels}[\s~]*\(?{number}(?:{joins}{number})*)",
        rf"(?i:\b{per}\s+\d[\d,.]*(?!\d|\s*{large}\b))",
        r"§+\s*[\w.()-]+",
        r"\d+(?:\([A-Za-z]{1,3}\))+(?:\(\w+\))*",
        rf"\d+(?:\.\d+)?%\s+(?:\d{{4}}\s+)?(?:[A-Z][a-z]+\s+)*(?i:{lexicon.one_of('en/units', 'apart.debts')})\b",
    )


def _english_dates() -> tuple[str, ...]:
    """November 1-4, 2021 · 30 June 2031 · 10/15/2023 · 10:30 a.m. · the 70th."""
    months, day, to = lexicon.one_of("en/time", "months"), r"\d{1,2}(?:st|nd|rd|th)?", r"\s?[–—-]\s?"
    return (
        rf"\b{months}\.?\s+{day}(?:{to}(?:{months}\s+)?{day})?(?![\d.,]*\d)(?:,?\s+\d{{4}}\b)?",
        rf"\b(?:{day}{to})?{day}(?:\s+of)?\s+{months}\b(?:\s+\d{{4}}\b)?",
        r"\b\d+(?:/\d+)+\b",
        r"\b\d{1,2}:\d\d(?:\s*[ap]\.?m\b)?",
        r"\b\d{1,2}\s*[ap]\.?m\b",
        r"\b\d+(?:st|nd|rd|th)\b",
    )


def _identifiers() -> tuple[str, ...]:
    """Names with numbers in them, versions and telephones: KEP-2579, v1.23, 2.4.1, 10b5-1, 500-bed, 914-499-1900."""
    codes = lexicon.any_of(sign for sign in lexicon.words("en/units", "money.signs") if sign[-1].isalpha())
    return (
        r"\b\d{3}[-.]\d{3}[-.]\d{4}\b",
        rf"(?<![\w$€£₹.,])(?<!\d )(?!{codes}\d)[A-Za-z][A-Za-z_]*[-_/]?\d(?:[\w./-]*\w)?",
        r"(?<![$€£₹`\w.,])\d[\d,.]*[-‑](?=[A-Za-z])[\w./-]*\w",
        r"(?<![\w.])\d+(?:\.\d+){2,}\w*",
        r"(?<![\w.])\d+(?:\.\d+)?\.x\b",
    )
