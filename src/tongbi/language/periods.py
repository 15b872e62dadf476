"""Periods: a label that names a period → how far that is from the report's own year, and what else the label says.

2024 · FY2024 · Year Ended December 31, 2024 · February 2, 2025 · 2024年末 · 本期金额 · 期初余额 · 第一季度 are read by classes of words
(`zh/periods.toml`, `en/periods.toml`); a label that says more is one only where a label beside it says the same of another period
(2018年收入, 2017年收入).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from tongbi.language import lexicon, period_words, table_scales
from tongbi.language.enumerators import ENUMERATOR
from tongbi.language.folding import nfkc
from tongbi.model import Period

Sort = Literal["", "span", "instant", "change"]
_HAN_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}(?=年)")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_TO_HAN = str.maketrans("1234", "一二三四")
_FOOTNOTE = re.compile(r"\s*(?:[(\[](?:\d{1,2}|[a-z]|注\d{0,2}|note \d+)[)\]]|[*†‡§]+)+\s*$", re.IGNORECASE)
_UNIT = re.compile(
    r"\s*\((?:(?:计量)?单位:[^()]*|[^()]{0,12}[元件个次人股%]|in (?:thousands|millions|billions)[^()]*|%|\$)\)\s*$", re.IGNORECASE
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CHINESE = re.compile(
    r"(?:截[至止])?(?P<year>(?:19|20)\d\d)(?:\s*年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?|(?=[末底]))"
    r"(?P<end>年?[末底])?(?:年?度)?(?P<same>同期)?"
)
_STAGE = re.compile(r"第?[一二三四1-4]季度|[上下]半年|半年度|中期|前三季度|(?P<first>\d{1,2})(?:月份?)?[-—–~至到](?P<last>\d{1,2})月份?")
_BESIDE_CHANGE = re.compile(r"\([^()]*\)|[%±+\-/ ]")
_YEARS = re.compile(r"(?:19|20)\d\d年度?")
_DAY = re.compile(r"[至到\-—–~](\d{1,2})月(\d{1,2})日")
_RELATIVE: Mapping[str, tuple[int, Sort]] = {
    "opening": (-1, "instant"),
    "closing": (0, "instant"),
    "before": (-1, "span"),
    "own": (0, "span"),
}
_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)"
)
_ENGLISH = re.compile(
    rf"(?:(?P<month>{_MONTH})\.?\s+(?:(?P<day>\d{{1,2}})\s*[,:]*\s+)?|(?P<day2>\d{{1,2}})\s+(?P<month2>{_MONTH})\.?\s+)"
    r"(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?:fye?\s?['’]?(?P<fiscal>(?:(?:19|20)\d\d)|\d\d)|(?P<bare>(?:19|20)\d\d))(?:[ae])?\b",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})|(?P<month2>\d{1,2})/(?P<day2>\d{1,2})/(?P<year2>(?:19|20)\d\d)"
)
_TO = re.compile(r"\s*(?:[-–—~]|to|through)\s*", re.IGNORECASE)
_ENDED = re.compile(r"\bend(?:ed|ing)\b|\bweeks\b|\byears?\b(?!-)")
_FULL_YEAR = re.compile(r"5[23](?:-week)?|12|[a-e0-9]")
_WORDS_OF_PARTS = re.compile(
    r"\b(?:three|six|nine|thirteen|fourteen|twenty-six|thirty-nine|four|five|half|half-year|quarters?|first|second|third|fourth|1st|2nd|3rd|4th|q[1-4]|3|6|9|1[34]|26|39)\b"
)
_TOKEN = re.compile(r"[a-z0-9][a-z0-9'’-]*|%|\$", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_EDGES = " ,;:.–—-·/()"
# A year of 52 weeks ends up to a week from the day, and a cover may name a day that the tables round.
_NEAR, _YEAR, _MONTH_DAYS = 11.0, 365.25, 30.4375


@dataclass(frozen=True, slots=True)
class Own:
    """The year that a report's figures are of, None where it is not known, and the day that this ends on (ISO date, "" for December 31)."""

    year: int | None = None
    end: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """What a label says of a period before anyone knows the report's: a year or a day, or a distance.

    `rest` is what it says besides, `full` the same with words that only fill (余额).
    """

    sort: Sort
    year: int | None = None
    month: int = 0
    day: int = 0
    years: int = 0
    length: int = 0
    part: str = ""
    rest: str = ""
    full: str = ""

    @property
    def dated_han(self) -> bool:
        """Whether a year stands before Chinese words."""
        return self.year is not None and _HAN.search(self.rest) is not None


_ZH, _EN = lexicon.table("zh/periods"), lexicon.table("en/periods")


# ── the labels of one side of a table ─────────────────────────────────────────────────────────────────────────────────────────────


def of_labels(paths: Sequence[Sequence[str]], own: Own, shared: int | None = None) -> tuple[Period | None, ...]:
    """The period of each label path, None for a label that names none.

    `shared` is how many steps at the begin all columns have and are no part of what tells them apart (Three Months Ended); None for rows: a
    change is one of these only among periods.
    """
    rows = shared is None
    read = [_of_path(tuple(path), shared or 0) for path in paths]
    split = [None if one else _split_path(tuple(path[shared or 0 :])) for path, one in zip(paths, read, strict=True)]
    said = [one for one in (*read, *split) if one]
    chosen = [one or (other if other and _is_proved(other, said, rows) else None) for one, other in zip(read, split, strict=True)]
    if rows and not any(one and one.sort != "change" and not one.rest for one in chosen):
        chosen = [one if one and one.sort != "change" else None for one in chosen]
    # 期末账面余额 and 期末账面价值 are told apart by words that else only fill.
    told = Counter(replace(one, full="") for one in chosen if one)
    full = [replace(one, rest=one.full) if one and told[replace(one, full="")] > 1 else one for one in chosen]
    return tuple(_resolved(one, own) if one else None for one in full)


def _is_proved(one: _Read, others: Sequence[_Read], rows: bool) -> bool:
    """Whether a label that says more names a period: 2018年收入 over a column does; 2015年重组 beside a row, and 2026 Notes, are names
    unless another label says the same of another period.
    """
    return (one.dated_han and not rows) or any(
        other.rest == one.rest and (other.year, other.month, other.years, other.part) != (one.year, one.month, one.years, one.part)
        for other in others
    )


def of_caption(lines: Sequence[str], own: Own) -> Period | None:
    """The period that the lines above a table name for all of it (上期金额 · Year Ended December 31, 2023): the earliest; None for none."""
    read = [one for line in lines for text in re.split(r"\t|\s{2,}", line) if (one := _read(_plain(text))) and one.sort != "change"]
    found = [one for one in (_resolved(one, own) for one in read) if one]
    return min(found, key=lambda one: one.years, default=None)


def is_period(text: str) -> bool:
    """Whether a text is nothing but a period or a change."""
    return _read(_plain(text)) is not None


@lru_cache(maxsize=8192)
def _of_path(path: tuple[str, ...], shared: int) -> _Read | None:
    """The longest run of steps that is a period, with the other steps but the shared ones as the rest; a change wherever a step is one."""
    plain = [_plain(step) for step in path]
    if any(_is_change(step) for step in plain):
        return _Read("change", rest="/".join(path[shared:]))
    for length in range(len(path), 0, -1):
        for at in range(len(path) - length + 1):
            found = _read(" ".join(plain[at : at + length]))
            if found:
                others = [*path[shared:at], *filter(None, [found.rest]), *path[max(at + length, shared) :]]
                telling = [step for step in others if not _is_filler(step.strip("$€£¥ "))]
                return replace(found, rest="/".join(telling), full="/".join(others))
    return None


@lru_cache(maxsize=8192)
def _split_path(path: tuple[str, ...]) -> _Read | None:
    """A period in a step that says more: the first such step."""
    for at, step in enumerate(path):
        found = _split(_plain(step))
        if found:
            rest = "/".join([*path[:at], found.rest, *path[at + 1 :]])
            return replace(found, rest=rest, full=rest)
    return None


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """A label without what numbers it, footnotes and its unit, years in digits."""
    plain = _SPACE.sub(" ", nfkc(text)).strip()
    plain = ENUMERATOR.sub("", table_scales.without(plain))
    plain = _HAN_YEAR.sub(lambda found: found[0].translate(_HAN_DIGITS), plain)
    return _UNIT.sub("", _FOOTNOTE.sub("", _UNIT.sub("", plain))).strip()


def _is_change(text: str) -> bool:
    found = _read(text)
    return found is not None and found.sort == "change"


@lru_cache(maxsize=8192)
def _read(text: str) -> _Read | None:
    """What a text that is a period says, None for one that is none or says more."""
    if not text or len(text) > 80:
        return None
    if _HAN.search(text):
        return _chinese_change(text) or _chinese(text)
    return _english_change(text) or _english(text)


@lru_cache(maxsize=8192)
def _split(text: str) -> _Read | None:
    """What a text says of a period at its begin or end, with the rest of its words."""
    return _split_chinese(text) if _HAN.search(text) else _split_english(text)


# ── Chinese ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _chinese_change(text: str) -> _Read | None:
    bare = _YEARS.sub("上年", _BESIDE_CHANGE.sub("", text))
    against, changes, differences = period_words.of_change()
    said = against.search(bare) is not None
    ends = any(bare.removesuffix(suffix).endswith(changes) for suffix in ("", *_ZH["amount"]))
    alone = period_words.only_change().fullmatch(bare) and (said or any(word in bare for word in differences))
    return _Read("change") if alone or (said and ends) or bare.endswith(tuple(_ZH["either"])) else None


def _chinese(text: str) -> _Read | None:
    """What a text that is a period says, with nothing beside it but a filler (本期金额)."""
    found = _split_chinese(text)
    if found is None or not (found.part or _is_filler(found.rest)):
        return None
    return None if found.part and found.rest and not _STAGE.fullmatch(found.rest) else found


def _is_filler(text: str) -> bool:
    return text in {"", *_ZH["filler"]}


def _split_chinese(text: str) -> _Read | None:
    """A year, a day or a word for one at the begin of a label, and its other words."""
    tight = text.replace(" ", "")
    found = _CHINESE.match(tight)
    if not found:
        return _relative(_Read(""), tight) or (_staged(_Read(""), tight) if _STAGE.match(tight) else None)
    last = _CHINESE.fullmatch(tight[found.end() + 1 :]) if tight[found.end() :].startswith(("至", "到", "-", "—", "–", "~")) else None
    read = _on(last or found)
    if last:
        return replace(read, sort="span", length=_length(_on(found), read))
    rest = tight[found.end() :].removeprefix("的")
    day = _DAY.fullmatch(rest)
    if day:
        end = replace(read, month=int(day[1]), day=int(day[2]))
        return replace(end, sort="span", length=_length(read, end))
    return _relative(read, rest) or _staged(read, rest)


def _on(found: re.Match[str]) -> _Read:
    month, day = int(found["month"] or 0), int(found["day"] or 0)
    shift = -1 if found["same"] else 0
    return _Read("instant" if day or found["end"] else "", int(found["year"]) + shift, month, day)


def _relative(read: _Read, text: str) -> _Read | None:
    """A read with what a word for a period at the begin of a text adds (期初: the year's begin is the end of the one before)."""
    for name, (years, sort) in _RELATIVE.items():
        said = max((word for word in period_words.relative()[name] if text.startswith(word)), key=len, default="")
        if said:
            year = None if read.year is None else read.year + years
            return replace(read, sort=sort, year=year, years=read.years + (years if year is None else 0), rest=text[len(said) :])
    return None


def _staged(read: _Read, text: str) -> _Read:
    """A read with the part of the year that a text begins with, which stays in the rest."""
    stage = _STAGE.match(text)
    if not stage:
        return replace(read, rest=text)
    if stage["first"]:
        whole = (stage["first"], stage["last"]) == ("1", "12")
        part = "" if whole else f"M{stage['first']}-{stage['last']}"
        return replace(read, sort="span", part=part, rest=text[stage.end() :] if whole else text)
    return replace(read, sort="span", part=_ZH["parts"][stage[0].removeprefix("第").translate(_TO_HAN)], rest=text)


# ── English ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _english_change(text: str) -> _Read | None:
    tokens = [token.lower() for token in _TOKEN.findall(re.sub(r"\b(?:19|20)\d\d\b|[()]", " ", text))]
    words = _EN
    told = [token for token in tokens if token in words["change"]]
    rest = [token for token in tokens if token not in words["change"] and token not in words["beside_change"] and token not in {"%", "$"}]
    return _Read("change") if told and not rest else None


def _english(text: str) -> _Read | None:
    """What a text that is a period says, with nothing beside it."""
    plain, words = text.lower().strip(_EDGES), _EN
    for name, (years, sort) in _RELATIVE.items():
        if plain in words[name]:
            return _Read(sort, years=years)
    if plain in words["parts"]:
        return _Read("span", part=words["parts"][plain], rest=text)
    return _split_english(text, whole=True)


def _split_english(text: str, *, whole: bool = False) -> _Read | None:
    """The date of a label, or the last of two that it goes from and to, and its other words; None where there is none, where there are
    others, or where it is part of a name. `whole`: None too where there are words that belong to no period.
    """
    dates = [*_ISO.finditer(text)] or [*_ENGLISH.finditer(text)]
    span = len(dates) == 2 and _TO.fullmatch(text, dates[0].end(), dates[1].start())
    if not dates or len(dates) > 1 + bool(span):
        return None
    before, behind = text[: dates[0].start()], text[dates[-1].end() :]
    said = f"{before} {behind}".lower()
    other = [token for token in _TOKEN.findall(said) if token not in _EN["words"] and not _FULL_YEAR.fullmatch(token)]
    read = _dated(dates[-1])
    if span:
        return None if other else replace(read, sort="span", length=_length(_dated(dates[0]), read))
    months = next((months for word, months in _EN["lengths"].items() if word in said), 0)
    part = next((part for word, part in _EN["parts"].items() if re.search(rf"\b{word}\b", said)), "")
    left = _WORDS_OF_PARTS.sub(" ", " ".join(other)).strip() if months or part else " ".join(other)
    if (whole and left) or (not whole and not _stands_apart(before, behind)):
        return None
    if months or part:
        return replace(read, sort="span", length=months, part=part, rest=_rest(before, behind))
    return replace(read, sort="span" if _ENDED.search(said) else read.sort, rest=_rest(before, behind) if left else "")


def _stands_apart(before: str, behind: str) -> bool:
    """Whether a date is not part of a name: at one end of the label, and not behind due, since …."""
    last = _TOKEN.findall(before.lower())[-1:]
    return not (before.strip(_EDGES) and behind.strip(_EDGES)) and not (last and last[0] in _EN["of_name"])


def _rest(before: str, behind: str) -> str:
    """The other words of a label, without those that only lead to its date."""
    words = before.strip(_EDGES).split()
    while words and words[-1].lower().strip(_EDGES) in _EN["words"]:
        words.pop()
    return " ".join([*words, *behind.strip(_EDGES).split()]).strip(_EDGES)


def _dated(found: re.Match[str]) -> _Read:
    group = {name.rstrip("2"): value for name, value in found.groupdict().items() if value}
    if "month" not in group:
        year = int(group.get("fiscal") or group["bare"])
        return _Read("", year if year > 99 else 2000 + year)
    month = group["month"]
    number = int(month) if month.isdigit() else _NAMES.index(month[:3].lower()) + 1
    return _Read("instant", int(group["year"]), number, int(group.get("day", 0)))


def _length(first: _Read, last: _Read) -> int:
    """How many months go from the first day or year to the last; 0 for a year."""
    if first.year is None or last.year is None:
        return 0
    months = 12 * (last.year - first.year + (not last.month)) + last.month - first.month + (last.day - first.day) / 30
    return 0 if 11.4 <= months <= 12.6 else max(round(months), 1)


# ── against the report's own year ─────────────────────────────────────────────────────────────────────────────────────────────────


def _resolved(read: _Read, own: Own) -> Period | None:
    """The period as its distance; None for a year where the report's is not known."""
    if read.sort == "change":
        return Period(0, "", "change", read.rest)
    if read.year is None:
        return Period(read.years, read.part, read.sort, read.rest)
    if own.year is None:
        return None
    part = read.part
    if read.month and not part:
        years, part = _apart(read, own)
    else:
        years = read.year - own.year
    length = f"{read.length}m" if read.length else ""
    return Period(years, length + part, read.sort, read.rest)


def _apart(read: _Read, own: Own) -> tuple[int, str]:
    """How many years a day or month lies from the report's last day, and how many months besides ("" for none)."""
    year, month, day = own.end.split("-") if own.end else (str(own.year), "12", "31")
    last = _days(int(year), int(month), int(day))
    assert read.year is not None
    days = _days(read.year, read.month, read.day or 31) - last
    years = round(days / _YEAR)
    over = days - years * _YEAR
    near = _NEAR if read.day else _MONTH_DAYS
    return years, "" if abs(over) <= near else f"{round(over / _MONTH_DAYS):+d}m"


def _days(year: int, month: int, day: int) -> float:
    return year * _YEAR + (month - 1) * _MONTH_DAYS + min(day, 31)
