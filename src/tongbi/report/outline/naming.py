"""Chinese bodies' names: what is one by its shape, and which one the title of a report names.

A name begins with a place or ends like a body's. Endings that other words have as well (小区, 下载中心) are no proof by themselves: such a
name counts inside a title, where the topic or the year closes it, and elsewhere only behind a known place.
"""

from __future__ import annotations

import re
from functools import cache

from tongbi.language import lexicon, regions
from tongbi.language.folding import nfkc

DOCUMENT_NUMBER = re.compile(r"^\s*[\u4e00-\u9fff]{1,10}[〔\[［(（【]\s*(?:19|20)\d\d\s*[〕\]］)）】]\s*\d{1,4}\s*号\s*")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_HAN_YEAR = re.compile(r"二[〇零○ＯO]([〇零○ＯO一二三四五六七八九])([〇零○ＯO一二三四五六七八九])\s*年?")
_HAN_DIGITS = {**{char: str(value) for value, char in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0", "Ｏ": "0", "O": "0"}
_TITLE_YEAR = re.compile(r"(?:(?:19|20)\d\d\s*[-—–~至]\s*)?(?:19|20)\d\d\s*(?:学年度?|年度|年|$)?")
# What a report is about: the organisation is what stands before it in the title.
TOPIC = re.compile(
    r"(?:推进|推動|加强|开展)?(?:法治政府|法治建设|法治社会|依法行政|依法治|全面依法|法治工作|党政主要负责人|政府信息公[开開]|政务公开|政務公開"
    r"|信息公[开開]|政府工作|工作[报報]告|工作总结|工作情况|国民经济|年度[报報]告|年[报報]|预算执行|述职|述法|决算)"
)
_FILLER = re.compile(
    r"^(?:【[^】]*】|《|关于|關於|推进|印发|、|，|\s)+"
    r"|(?:关于|關於|推进|上报|报送|呈报|印发|公布|发布|的|年度|半|\s|、|，|:|：|《)+$"
)
# Where a report was given is no part of whose it is (在全市经济工作会议上的报告).
_HEARD = re.compile(r"^在.{2,40}?会议?上的?")
YEAR_ASIDE = re.compile(r"[（(]?\s*(?:(?:19|20)\d\d\s*[-—–~至]\s*)?(?:19|20)\d\d\s*学?年?度?\s*[)）]?")
_ABOUT = re.compile(r"(?<=.)(?:关于|關於)")
_QUOTED = re.compile(r"《([^《》]{6,})》")
_RELATIVE = re.compile(r"^(?:我|全|本|各|该|(?:我|全|本|各)?(?:省|市|区|县|自治区|州|镇|乡|街道|局|厅|系统))(?:人民政府|政府)?$")
_GROUP = re.compile(r"[我本各该]|全(?!国)")
_WORD = re.compile(r"(?=.*[\u4e00-\u9fff])[\u4e00-\u9fffA-Za-z（）()·、&. -]+")
_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{2,6}?(?:自治[区州县旗]|[省市州盟县区旗镇乡]|街道))+")
_LONGEST, _LONGEST_STEM = 40, 12
_PERSON = r"[\s\u3000]+[\u4e00-\u9fff·]{1,12}(?:[\s\u3000]+[\u4e00-\u9fff]{1,2}){0,3}[\s\u3000]*"


@cache
def _words(table: str, key: str) -> tuple[str, ...]:
    """A class of words, the longest first."""
    data = lexicon.table("zh/naming")
    return tuple(sorted(data[table][key], key=len, reverse=True))


@cache
def _ending(kind: str) -> re.Pattern[str]:
    """What ends a name: `sure`, or `any`. Before a body's ending stands more than one character (财政局, not 市局 or 自行)."""
    keys = ("sure",) if kind == "sure" else ("sure", "open")
    places, bodies = ("|".join(word for key in keys for word in _words(table, key)) for table in ("places", "bodies"))
    return re.compile(f"(?:.(?:{places})|..(?:{bodies}))(?:[（(][^（）()]{{1,12}}[)）])?$")


@cache
def title_end() -> re.Pattern[str]:
    """How the title of a report ends, a closed aside, an interpretation's mark or a footnote's number behind it."""
    ends = "|".join((*_words("documents", "ends"), "報告", "情況", "匯報", "總結", "年報", "公報"))
    return re.compile(
        rf"(?:{ends})(?:》.{{0,4}}(?:解[读讀]|的通知|的公告)?)?(?:\s*[（(][^（）()]{{1,12}}[)）])?(?:\s*[\[［〔]\d{{1,2}}[\]］〕])?$"
    )


def arabic(text: str) -> str:
    """NFKC, with 二〇二三年 as 2023年."""
    return _HAN_YEAR.sub(lambda m: f"20{_HAN_DIGITS[m[1]]}{_HAN_DIGITS[m[2]]}年", nfkc(text))


def is_relative(name: str) -> bool:
    """Whether a name only says which one from where the writer stands (我省, 全县, 市人民政府)."""
    return bool(_RELATIVE.match(name))


def is_name(text: str) -> bool:
    """Whether a line is a body's name as a whole, and by itself sure to be one."""
    bare = text.strip()
    if not _WORD.fullmatch(bare) or len(bare) > _LONGEST or is_relative(bare) or _GROUP.match(bare):
        return False
    placed = regions.leading(bare) or next((word for word in _words("nation", "words") if bare.startswith(word)), "")
    if placed:
        return bare == regions.leading(bare) or bool(_ending("any").search(bare, len(placed)))
    found = _ending("sure").search(bare)
    return found is not None and (len(bare) <= _LONGEST_STEM or not bare.endswith(_words("places", "sure")))


def is_government(name: str) -> bool:
    """Whether a name is a place's or its government's, and no other body's."""
    return name.endswith("政府") or re.search(f"(?:{'|'.join(_words('places', 'sure') + _words('places', 'open'))})$", name) is not None


def may_be_name(text: str) -> bool:
    """Whether a line could be a body's name where something else shows that it is one."""
    bare = text.strip()
    if not _WORD.fullmatch(bare) or is_relative(bare) or _GROUP.match(bare):
        return False
    return is_name(bare) or _ending("any").search(bare) is not None


def leading(text: str) -> str:
    """The longest name that a text begins with: 岳山市水务中心 of 岳山市水务中心行政执法白皮书; "" for none."""
    first = text.partition("、")[0][:_LONGEST]
    return next((first[:end] for end in range(len(first), 1, -1) if is_name(first[:end])), "")


def of_title(title: str) -> str:
    """The organisation that a title names: what stands before the year or else before the topic; "" for none."""
    text = DOCUMENT_NUMBER.sub("", arabic(title)).strip()
    quoted = _QUOTED.search(text)
    text = _HEARD.sub("", text)
    text = _trimmed(quoted[1] if quoted and (TOPIC.search(quoted[1]) or title_end().search(quoted[1])) else text)
    year = _TITLE_YEAR.search(text)
    parts = [(text[: year.start()], True), (text[year.end() :], False)] if year else [(text, False)]
    return next((name for part, closed in parts if (name := _of_part(_trimmed(part), closed))), "")


def _of_part(part: str, closed: bool) -> str:
    """The organisation in a part of a title; `closed` by the year behind it."""
    part = _trimmed(_ABOUT.split(part, maxsplit=1)[0]) or part
    topic = None if closed and is_name(part) else TOPIC.search(part)
    if topic:
        name = part[: topic.start()]
        name += "政府" if topic[0].startswith("政府工作") and name.endswith("人民") else ""
    else:
        name = part if closed and not title_end().search(part) else leading(part) or _place(part)
    name = _trimmed(name)
    return expanded(name if may_be_name(name) else leading(name) or (name if _WORD.fullmatch(name) and not _GROUP.match(name) else ""))


def _place(text: str) -> str:
    """The place that a title begins with, whichever it is (静川市 of 静川市知识产权保护状况)."""
    found = _PLACE.match(text)
    return found[0] if found and not is_relative(found[0]) and not _GROUP.match(found[0]) else ""


def _trimmed(name: str) -> str:
    previous = None
    while previous != name:
        previous, name = name, _FILLER.sub("", name).strip()
    return name


def expanded(name: str) -> str:
    """A region's name in full, with what it is the government of: 西藏 → 西藏自治区; any other name as it is."""
    for body in ("人民政府", "政府", ""):
        place = regions.full(name.removesuffix(body)) if name.endswith(body) else ""
        if place:
            return place + body
    return name


def of_office(line: str) -> str:
    """The body whose head stands in a line by name: 临水县财政局 of 临水县财政局党组书记、局长 张三; "" for none."""
    holders = "|".join(_words("offices", "ends"))
    found = re.fullmatch(
        rf"(?P<body>[\u4e00-\u9fff（）()]{{2,30}}?)(?P<office>(?:党组|党委|党工委|[、代理副])*(?:(?:{holders})[、]?)+){_PERSON}", line
    )
    if not found:
        return ""
    office = found["office"][0]
    # 云岭省省长 and 云岭省长 are both of 云岭省.
    body = found["body"] + (office if office in "省市州县区镇乡" and not found["body"].endswith(office) else "")
    return expanded(body) if is_name(body) else ""
