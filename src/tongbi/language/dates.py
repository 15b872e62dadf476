"""Years and days as reports print them, as patterns and as numbers: 2023年, 二〇二三年, 2023—2024学年, 2023-01-15 9:30, “十四五”."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from tongbi.language import lexicon
from tongbi.language.folding import nfkc

YEAR = r"(?:19|20)\d\d"
_HAN = "〇一二三四五六七八九"
HAN_YEAR = rf"[二一][{_HAN}零○ＯO0０]{{3}}"
_TO = r"[-—–~至]+"
SPAN = rf"(?:{YEAR}(?:\s*年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)?\s*(?:{_TO}|/)\s*)?{YEAR}(?:(?:[-–/]\d\d)(?![-–/.\d]))?"
"""A year, or the first and the last of several, the last also in two digits (2023-24, 2009/10)."""
NAMED = rf"{SPAN}\s*(?:学年度?|年度|年|届)"
"""The year that a report is called by, with its noun."""
MONTH = rf"(?:{YEAR}|{HAN_YEAR})\s*[年\-./]\s*[\d一二三四五六七八九十]{{1,3}}\s*[月\-./]"
"""A year and a month, however they are parted."""
DAY = r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?"
SIGNS = rf"[年月日十{_HAN}零]"
"""What a day in characters is written with, and the noun of a year behind its number."""
OF_YEAR, IN_YEAR = "年", "年[度以来]*"
FULL_YEAR = rf"{YEAR}年?度?"
LABEL = rf"{YEAR}(?:\s*年.{{0,8}}|[-—–~至]\d{{2,4}}年?)?"
"""What a cell of a table says that is a year or a span and nothing else."""
_MONTHS = lexicon.one_of("en/time", "months")
# Texts are asked with their blanks and without.
_ENGLISH = rf"{_MONTHS}\.?\s?(?:\d{{1,2}},?\s?)?{YEAR}|(?<!\d)\d{{1,2}}\s?{_MONTHS}\s?{YEAR}|{_MONTHS}\.?\s?\d{{1,2}}(?!\d)"
PRINTED = rf"\d(?:\d{{3}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:[—–~-]\d{{4}}年)?|\d?月(?:\d{{1,2}}日)?)|{_ENGLISH}"
"""A year, a month or a day in running text, folded."""
CLOCK = r"\d{1,2}\s*[:：时]\s*\d{1,2}(?:[:：分]\s*\d{2})?"
PLAN = '["“]?十[一二三四五六]五["”]?(?:时期|期间)?'
"""One of the five-year plans that have been."""
ANY = (
    rf"(?:{YEAR}|二[〇零○][〇零一二三四五六七八九]{{2}})(?:{_TO}(?:19|20)?\d\d)?年?(?:度|以来)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?"
    rf"|\d{{1,2}}月(?:\d{{1,2}}日)?|{PLAN}|{_ENGLISH}|\b{YEAR}(?:[-–]\d\d)?\b"
)
"""Whatever rolls with the year: years and spans of them, months, days, plans."""
_ROLLING = re.compile(f"{ANY}|{lexicon.one_of('zh/tokens', 'years')}")
_WRITTEN = re.compile(rf"二[{_HAN}零○ＯO]{{3}}\s*年?")
_READ = str.maketrans(f"{_HAN}零○ＯO", "0123456789" + "0" * 4)
_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_SPAN = re.compile(rf"(?<!\d){SPAN}(?!\d)")
_FIGURE = re.compile(rf"\d+(?!\d*{OF_YEAR})")
_ALONE = re.compile(rf"(?<![\d—\-–~至])({YEAR})\s*年(?!\d|[—\-–~至])")
_ORDER = {month: number for number, month in enumerate(lexicon.table("en/naming")["months"], 1)}
_TIMED = frozenset(lexicon.words("en/time", "opens", "inside")).difference(lexicon.words("en/clause", "belonging", "determiners"))
_MONTH_NAMES = frozenset(_ORDER)
_COUNTED = re.compile(rf"自\s*({YEAR})\s*年\s*1\s*月\s*1\s*日起?[至到]")


def arabic(text: str) -> str:
    """NFKC, with 二〇二三年 as 2023年."""
    return _WRITTEN.sub(lambda found: found[0].rstrip("年 ").translate(_READ) + "年", nfkc(text))


def years(text: str) -> list[int]:
    """The years of a text in order, in digits or in characters."""
    return [int(year) for year in _YEAR.findall(arabic(text))]


def called(text: str) -> int | None:
    """The year that the first year or span of a text is called by; None without one.

    A year of accounts, of a school or of several years goes by the one in which it ends: 2022-23, 2022/2023 and 2022年9月—2023年8月 are
    2023. Two digits behind a year that are not the next year's (2023-08) are no end of a span.
    """
    found = _SPAN.search(arabic(text))
    if not found:
        return None
    last = years(found[0])[-1]
    return last + found[0].endswith(f"{(last + 1) % 100:02}")


def months_in_order(text: str) -> list[tuple[int, int]]:
    """The months with their years that an English text names, as year and number: (2024, 6) for June 18, 2024."""
    return [(int(year), _ORDER[month]) for month, year in months_of_years(text) if month in _ORDER]


def years_of_time(text: str) -> list[int]:
    """The years in which an English text says that something is, or in a month of which: fiscal 2022, in June 2021; not the Act of 1934."""
    words = [word.strip(",;.()") for word in text.split()]
    told = [int(word) for before, word in pairwise(words) if before.lower() in _TIMED and word.isdigit() and years(word)]
    return [*told, *(year for year, _ in months_in_order(text))]


def opens_with(text: str) -> tuple[int, int] | None:
    """The month with its year that an English text opens with, None for none: (2024, 6) for On June 18, 2024, …"""
    return next(iter(months_in_order(" ".join(text.split()[:5]))), None)


def without(text: str) -> str:
    """A text without what rolls with the year: 2023年, 1月15日, “十四五”, January 28, 2024, and words that say it without a number."""
    return _ROLLING.sub("", text)


def without_days(text: str) -> str:
    """A text without the days that it names."""
    return re.sub(DAY, " ", text)


def is_aside(text: str) -> bool:
    """Whether a line is a year or several and nothing else (（2023年度）), or the first and the last day of one."""
    bare = arabic(text).strip("（()） 学度")
    found = _SPAN.match(bare)
    rest = bare[found.end() :] if found else "-"
    return not rest.strip(OF_YEAR) or (len(years(bare)) > 1 and not rest.strip("0123456789年月日"))


def has_figure(text: str) -> bool:
    """Whether a text holds a number that is no year."""
    return _FIGURE.search(text) is not None


def alone(text: str) -> int | None:
    """The first year of a text that is none of a span's ends; None without one."""
    found = _ALONE.search(arabic(text))
    return int(found[1]) if found else None


def begun(text: str) -> int | None:
    """The year that a sentence begins with (2023年，临水县…; 在2023年度，…); None without one."""
    begins = text.removeprefix("在").partition("，")[0]
    return alone(begins) if len(begins) <= len("0000年度") and len(begins) + 1 < len(text) else None


def counted(text: str) -> int | None:
    """The year of the time over which a text says that it counts (自2023年1月1日起至…); None where it does not say."""
    found = _COUNTED.search(arabic(text))
    return int(found[1]) if found else None


def months(text: str) -> frozenset[str]:
    """The months that a text names with their day or year (June 2024, 6月30日): as numbers in Chinese, as words in English."""
    words = text.lower().replace(",", " ").split()
    english = {word for word, behind in pairwise([*words, ""]) if word in _MONTH_NAMES and behind[:1].isdigit()}
    before = [part[len(part.rstrip("0123456789")) :] for part in text.split("月")[:-1]]
    return frozenset(english.union(filter(None, before)))


def days_of_years(text: str) -> tuple[tuple[str, str, str], ...]:
    """The days that an English text names with their month and year: June 18, 2024."""
    return tuple(day for _, day in days_behind(text))


@lru_cache(maxsize=8192)
def days_behind(text: str) -> tuple[tuple[str, tuple[str, str, str]], ...]:
    """The days that an English text names with their month and year, each with the word before it: on June 18, 2024."""
    if not _YEAR.search(text):
        return ()
    words = ["", *(word.strip(".;:()") for word in text.lower().replace(",", " ").split())]
    four = zip(words, zip(words[1:], words[2:], words[3:], strict=False), strict=False)
    return tuple((one, day) for one, day in four if day[0] in _MONTH_NAMES and day[1].isdecimal() and _YEAR.fullmatch(day[2]))


@lru_cache(maxsize=8192)
def months_of_years(text: str) -> tuple[tuple[str, str], ...]:
    """The months that a text names with their years, each as often as it does: June 18, 2024 and 2024年6月18日."""
    words = [word.strip(".;:()") for word in text.lower().replace(",", " ").split()] if _YEAR.search(text) else []
    behind = zip(words, [*words[1:], ""], [*words[2:], "", ""], strict=False)
    named = [(word, year) for word, *rest in behind if word in _MONTH_NAMES for year in rest if _YEAR.fullmatch(year)]
    parts = [part.rpartition(OF_YEAR) for part in text.split("月")[:-1]]
    return (*named, *((month, str(years(front)[-1])) for front, _, month in parts if month.isdecimal() and years(front)))
