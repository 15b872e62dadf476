"""Who reports on which year: organisation and year from the title, the text and, last, the file name.

The text goes before the file name, since files are renamed by hand; where the two disagree on the year, that is a finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tongbi.model import Finding
from tongbi.outline.front import DATELINE, DOCUMENT_NUMBER
from tongbi.text import nfkc

YearRule = Literal["reported", "named"]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR_OF = re.compile(r"(?<![\d—\-–~至])((?:19|20)\d\d)\s*年(?!\d|[—\-–~至])")
_HAN_YEAR = re.compile(r"二[〇零○ＯO]([〇零○ＯO一二三四五六七八九])([〇零○ＯO一二三四五六七八九])\s*年?")
_HAN_DIGITS = {**{char: str(value) for value, char in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0", "Ｏ": "0", "O": "0"}
_TITLE_YEAR = re.compile(r"(?:关于|關於)?\s*(?:(?:19|20)\d\d\s*[-—–~至]\s*)?(?:19|20)\d\d\s*(?:学年度?|年度|年|$)?")
# What a report is about: the organisation is what stands before it in the title, the year taken out.
_TOPIC = re.compile(
    r"(?:推进|推動|加强|开展)?(?:法治政府|法治建设|法治社会|依法行政|依法治|全面依法|法治工作|党政主要负责人|政府信息公[开開]|政务公开|政務公開"
    r"|信息公[开開]|政府工作|工作[报報]告|工作总结|工作情况|国民经济|年度[报報]告|年[报報]|预算执行|述职|述法|决算)"
)
_FILLER = re.compile(r"^(?:【[^】]*】|《|关于|關於|推进)|(?:关于|關於|推进|上报|报送|呈报|印发|公布|的|年度|\s|、|，|:|：)+$")
_REPRESENTS = re.compile(r"我[们]?(?:谨)?代表\s*(国务院|[\u4e00-\u9fff]{2,20}?(?:人民政府|政府|委员会|[局厅部]))")
_SIGNATURE = re.compile(
    r"^[\u4e00-\u9fff（）()]{2,30}(?:人民政府|办公室|委员会|办事处|领导小组|党组|法院|检察院|中心|支队|总队|大学|学院|公司|[局厅部委办])$"
)
_CONGRESS = re.compile(r"在([\u4e00-\u9fff]{2,12}?)第[\u4e00-\u9fff\d]{1,4}届人民代表大会")
_PLACE = "省|自治区|市|州|盟|地区|县|区|旗|镇|乡|街道"
_LONGEST_UPPER = 7
_UPPER = re.compile(rf"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{1,{_LONGEST_UPPER - 1}}}[省市县州盟旗]\Z")
_FIRST_SENTENCE = re.compile(
    rf"(?:年度?以?来?|年)[，,]\s*([\u4e00-\u9fff]{{2,12}}?(?:{_PLACE}|局|厅|部|委))(?:[\u4e00-\u9fff]{{0,8}}?)(?:坚持|深入|认真|全面|以|在|紧紧|紧扣|严格|始终|按照|积极|扎实|高度)"
)
_RELATIVE = re.compile(r"^(?:我|全|本|各|(?:我|全|本|各)?(?:省|市|区|县|自治区|州|镇|乡|街道|局|厅|系统))(?:人民政府|政府)?$")
# Reports on disclosure say over which time they count, and who drew them up.
_COUNTED = re.compile(r"自\s*((?:19|20)\d\d)\s*年\s*1\s*月\s*1\s*日(?:起)?(?:至|到)")
_DRAWN_UP = re.compile(r"(?:报告|年报)(?:系|是)?由([\u4e00-\u9fff]{3,25}?)(?:负责)?(?:编制|编写|编撰|汇总)")
_PLANNED = re.compile(r"安排|计划|打算|思路|下一步|展望|规划|重点工作|工作重点|目标任务")
_ENGLISH_BEHALF = re.compile(r"[Oo]n behalf of (?:the )?([A-Z][\w'.&-]*(?: (?:of|and|the|for|[A-Z][\w'.&-]*))*)")
_ENGLISH_TOPIC = re.compile(
    r"\b(?:(?:19|20)\d\d|fiscal year|annual|work|progress|reports?|on|in|for|the|building|law-based|government(?= work| report)"
    r"|of(?= \d)|review|and)\b",
    re.IGNORECASE,
)

_ENGLISH_BODY = re.compile(
    r"^(?:The )?(?:[A-Z][\w'&.-]* (?:of |and |the |for )*)*"
    r"(?:Council|Authority|Ministry|Department|Office|Agency|Board|Commission|Corporation|Company|Government|Administration|University|Bank|Inc\.?|Ltd\.?)"
    r"(?: (?:of|for) [A-Z].*)?$"
)
_ENGLISH_SMALL = frozenset({"of", "the", "for", "in", "a", "an", "to", "final", "draft"})


@dataclass(frozen=True, slots=True)
class Identity:
    """Organisation ("" when unknown), year (None when unknown) and what is doubtful about them.

    `period_end` is the day on which the year ends where the report says so (ISO date), else "".
    """

    organisation: str
    year: int | None
    findings: tuple[Finding, ...]
    period_end: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The parts of a report that say whose it is: title, front lines, headings, opening sentences, last lines, file name without suffix,
    whom a web page names as publisher, and whom and which year a filing to the SEC is for.
    """

    title: str
    front: Sequence[str]
    headings: Sequence[str]
    opening: Sequence[str]
    closing: Sequence[str]
    file_name: str
    publisher: str = ""
    registrant: str = ""
    fiscal_year: int | None = None


def identify(evidence: Evidence, rule: YearRule, chinese: bool) -> Identity:
    """Organisation and year of a report; `rule` says whether the kind is called by the year it reports on or by the year it is given in."""
    findings: list[Finding] = []
    in_name = [int(found) for found in _YEAR.findall(_arabic(evidence.file_name))]
    stated = evidence.fiscal_year or next(_stated_years(evidence, rule), None)
    # A work report speaks of many years before it says its own: what it merely mentions counts less than the file name.
    mentioned = list(_mentioned_years(evidence, rule))
    order = [*in_name[:1], *mentioned] if rule == "named" else [*mentioned, *in_name[:1]]
    year = stated if stated is not None else next(iter(order), None)
    if year is None:
        findings.append(Finding("year-missing"))
    # Files of filings are named by the year of filing as often as by the fiscal year.
    elif in_name and not {year, year + 1 if evidence.fiscal_year else year}.intersection(in_name):
        findings.append(Finding("year-disagrees", "", {"text": str(year), "name": str(in_name[0])}))
    organisation = next((name for name in _organisations(evidence, chinese) if name), "")
    if not organisation:
        findings.append(Finding("organisation-missing"))
    return Identity(organisation, year, tuple(findings))


# ── year ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _arabic(text: str) -> str:
    """NFKC, with 二〇二三年 as 2023年."""
    return _HAN_YEAR.sub(lambda m: f"20{_HAN_DIGITS[m[1]]}{_HAN_DIGITS[m[2]]}年", nfkc(text))


def _first_year(text: str) -> int | None:
    found = _YEAR.search(_arabic(text))
    return int(found[1]) if found else None


def _stated_years(evidence: Evidence, rule: YearRule) -> Iterator[int]:
    """What a report says of its own year, most trusted first: title, date of delivery (for kinds named by it), level-1 headings.

    A document number's year is the year of issue, never the year reported on.
    """
    titled = _first_year(DOCUMENT_NUMBER.sub("", evidence.title))
    if titled is not None:
        yield titled
    if rule == "named":
        yield from _dates(evidence)
    elif counted := _COUNTED.search(_arabic(" ".join(evidence.opening))):
        yield int(counted[1])
    for heading in evidence.headings:
        if (found := _YEAR_OF.search(_arabic(heading))) is not None:
            reviewed = re.search(r"回顾|总结|成效|完成|报告.*工作|review", heading, re.IGNORECASE)
            planned = _PLANNED.search(heading) and not reviewed
            yield int(found[1]) + (1 if rule == "named" and reviewed else -1 if rule == "reported" and planned else 0)


def _mentioned_years(evidence: Evidence, rule: YearRule) -> Iterator[int]:
    """Years of the opening sentences (the year reviewed, for kinds named by the next one), then the year before the date of delivery."""
    for text in evidence.opening:
        if (found := _YEAR_OF.search(_arabic(text))) is not None:
            yield int(found[1]) + (1 if rule == "named" else 0)
    yield from (year - 1 for year in _dates(evidence))


def _dates(evidence: Evidence) -> list[int]:
    return [year for line in evidence.front if DATELINE.match(_arabic(line)) and (year := _first_year(line)) is not None]


# ── organisation ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _organisations(evidence: Evidence, chinese: bool) -> Iterator[str]:
    """Candidates, most trusted first; "" where a source says nothing."""
    if not chinese:
        yield from _english(evidence)
        return
    opening = " ".join(evidence.opening)
    represented = _REPRESENTS.search(opening)
    named = titled_organisation(evidence.title) or _congress(evidence.front)
    if represented and not _RELATIVE.match(represented[1]) and (not named or named.removesuffix("人民政府") in represented[1]):
        yield represented[1]
    yield _with_government(named, represented) if named and not _RELATIVE.match(named) else ""
    yield next((line for line in evidence.front if _SIGNATURE.match(line)), "")
    yield next((name for found in _DRAWN_UP.finditer(opening) if not _RELATIVE.match(name := found[1])), "")
    yield titled_organisation(re.sub(r"[（(].*?[)）]", "", evidence.file_name))
    yield next((line for line in reversed(evidence.closing) if _SIGNATURE.match(line)), "")
    yield next((found[1] for text in evidence.opening if (found := _FIRST_SENTENCE.search(text)) and not _RELATIVE.match(found[1])), "")
    yield evidence.publisher


def _congress(front: Sequence[str]) -> str:
    """The place whose people's congress hears the report: 在云南省第十四届人民代表大会第四次会议上."""
    found = _CONGRESS.search("".join(front))
    return found[1] if found else ""


def _with_government(named: str, represented: re.Match[str] | None) -> str:
    """四川省 with 我代表省人民政府 is 四川省人民政府; 西藏 with 我代表自治区人民政府 is 西藏自治区人民政府."""
    if not represented or not _RELATIVE.match(represented[1]) or named.endswith("政府"):
        return named
    if re.search(f"(?:{_PLACE})$", named):
        return named + "人民政府"
    return named + represented[1] if re.match(_PLACE, represented[1]) else named


def titled_organisation(title: str) -> str:
    """The organisation a title names: what is left before its topic, the year taken out; "" for none."""
    bare = _TITLE_YEAR.sub(" ", DOCUMENT_NUMBER.sub("", _arabic(title)), count=1).strip()
    topic = _TOPIC.search(bare)
    if not topic:
        return ""
    name = bare[: topic.start()]
    if topic[0].startswith("政府工作") and name.endswith("人民"):
        name += "政府"
    previous = None
    while previous != name:
        previous, name = name, _FILLER.sub("", name).strip()
    return name


def _english(evidence: Evidence) -> Iterator[str]:
    """A filing's registrant, the title without year and topic, a body's name above it, whom the speaker stands for, the file name."""
    behalf = _ENGLISH_BEHALF.search(" ".join(evidence.opening))
    yield evidence.registrant
    yield _english_name(evidence.title)
    yield next(
        (line for line in evidence.front if line != evidence.title and _ENGLISH_BODY.search(line) and not re.search(r"\d", line)), ""
    )
    yield behalf[1] if behalf else ""
    yield _english_name(evidence.file_name.replace("_", " ").replace("-", " "))


def _english_name(line: str) -> str:
    bare = re.split(r"\b(?:delivered|presented|submitted)\b", line, flags=re.IGNORECASE)[0]
    words = re.sub(r"[^\w\s'&.]", " ", _ENGLISH_TOPIC.sub(" ", bare)).split()
    while words and words[0].lower() in _ENGLISH_SMALL:
        words.pop(0)
    while words and words[-1].lower() in _ENGLISH_SMALL:
        words.pop()
    return " ".join(words) if any(word.lower() not in _ENGLISH_SMALL | {"government", "city"} for word in words) else ""


def upper_place(organisation: str, text: str) -> str:
    """The organisation with the place above it, where the text itself prints the longer name set apart (`。柳州市柳南区…`).

    Only a bare place is lengthened (柳南区, not 柳南区司法局), and only by a name that begins at a punctuation mark or a line.
    """
    if not re.search(f"(?:{_PLACE})$", organisation) or re.search("[省市县州].+", organisation[:-1]):
        return organisation
    ends = (found.start() for found in re.finditer(re.escape(organisation), text))
    above = {found.start(): found[0] for end in ends if (found := _UPPER.search(text, max(0, end - _LONGEST_UPPER), end))}
    count = Counter(above.values())
    return min(count, key=lambda place: (-count[place], place)) + organisation if count else organisation
