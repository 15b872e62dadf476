"""Names of Chinese organisations: what is one by its shape, and which one the title of a report names.

A name begins with a place or ends like a body's. Endings that other words have as well (小区, 下载中心) are no proof by themselves: such a
name counts inside a title, where the topic or the year closes it, and elsewhere only behind a known place.
"""

from __future__ import annotations

import re
from functools import partial

from tongbi.language import dates, enumerators, lexicon, regions
from tongbi.language.folding import simplified

_WORDS = partial(lexicon.one_of, "zh/naming")
_HAN = r"[\u4e00-\u9fff]"
DOCUMENT_NUMBER = re.compile(rf"^\s*{_HAN}{{1,10}}[〔\[［(（【]\s*{dates.YEAR}\s*[〕\]］)）】]\s*\d{{1,4}}\s*{_HAN}\s*")
"""The number that an office gives a paper: 临政发〔2024〕3号."""
_TITLE_YEAR = re.compile(rf"{dates.NAMED}|{dates.SPAN}\s*")
_TOPIC = re.compile(rf"{_WORDS('documents.verbs')}?{_WORDS('documents.topics')}")
# Where a report was given is no part of whose it is (在全市经济工作会议上的报告).
_HEARD = re.compile(rf"{_WORDS('said.at')}.{{2,40}}?{_WORDS('said.meeting')}")
_FIELD = re.compile(rf"{_HAN}{{0,8}}{_WORDS('said.field')}(?:\s*[：:]\s*|\s+)(?P<name>\S.{{2,40}})")
_MARKS = r"《|、|，|:|：|（$|\($|\s"
_FILLER = re.compile(rf"^(?:【[^】]*】|{_WORDS('documents.before')}|{_MARKS})+|(?:{_WORDS('documents.after')}|{_MARKS})+$")
_QUOTED = re.compile(r"《([^《》]{6,})》")
_RELATIVE = re.compile(
    rf"^(?:{_WORDS('relative.which')}?{_WORDS('relative.what')}|{_WORDS('relative.which')}){_WORDS('relative.government')}?$"
)
_WORD = re.compile(rf"(?=.*{_HAN})[\u4e00-\u9fffA-Za-z（）()·、&. -]+")
_PLACE = re.compile(rf"(?:{_HAN}{{2,6}}?{_WORDS('places.sure', 'places.short')})+")
_LONGEST, _LONGEST_STEM = 40, 12
_PERSON = rf"[\s\u3000]+[\u4e00-\u9fff·]{{1,12}}(?:[\s\u3000]+{_HAN}{{1,2}}){{0,3}}[\s\u3000]*"
_OFFICE = f"{_WORDS('offices.party', 'offices.linking')}*(?:{_WORDS('offices.ends')}[、]?)+"
# The blank before a name is gone where a page sets it narrow (省长孟凡利).
_HOLDER = re.compile(rf"(?P<body>[\u4e00-\u9fff（）()]{{2,30}}?)(?P<office>{_OFFICE})(?:{_PERSON}|{_HAN}{{2,3}})")
# A closed aside, an interpretation's mark or a footnote's number may stand behind the end of a title.
_TITLE_END = re.compile(
    rf"{_WORDS('documents.ends')}(?:》.{{0,4}}{_WORDS('documents.behind')}?)?(?:\s*[（(][^（）()]{{1,12}}[)）])?(?:\s*[\[［〔]\d{{1,2}}[\]］〕])?$"
)
_BARE = re.compile(rf"(?:{_WORDS('documents.filling')})*{_WORDS('documents.nouns')}")


def _ending(*kinds: str) -> re.Pattern[str]:
    """What ends a name. Before a body's ending stands more than one character (财政局, not 市局 or 自行)."""
    places, bodies = (_WORDS(*(f"{table}.{kind}" for kind in kinds)) for table in ("places", "bodies"))
    return re.compile(f"(?:.{places}|..{bodies})(?:[（(][^（）()]{{1,12}}[)）])?$")


GOVERNMENT = lexicon.words("zh/naming", "relative.government")[0]
_SURE, _ANY = _ending("sure"), _ending("sure", "open")


def topic(text: str) -> re.Match[str] | None:
    """What a title says that its report is about; None where it does not say."""
    return _TOPIC.search(simplified(text))


def ends_title(text: str) -> bool:
    """Whether a text ends as the title of a report does."""
    return bool(_TITLE_END.search(simplified(text)))


def is_bare(text: str) -> bool:
    """Whether a text is a title only with a line above it that says of what (年度工作报告)."""
    return bool(_BARE.fullmatch(simplified(text)))


def _is_group(name: str) -> bool:
    """Whether a name is of a class of bodies, or of the writer's own (全区, 本局; not 全国人大)."""
    return name.startswith(lexicon.words("zh/naming", "relative.which")) and not name.startswith(lexicon.words("zh/naming", "nation.words"))


def is_relative(name: str) -> bool:
    """Whether a name only says which one from where the writer stands (我省, 全县, 市人民政府)."""
    return bool(_RELATIVE.match(name))


def is_name(text: str) -> bool:
    """Whether a line is a body's name as a whole, and by itself sure to be one."""
    bare = text.strip()
    if not _WORD.fullmatch(bare) or len(bare) > _LONGEST or is_relative(bare) or _is_group(bare):
        return False
    placed = regions.leading(bare) or next((word for word in lexicon.words("zh/naming", "nation.words") if bare.startswith(word)), "")
    if placed:
        return bare == regions.leading(bare) or bool(_ANY.search(bare, len(placed)))
    return bool(_SURE.search(bare)) and (len(bare) <= _LONGEST_STEM or not bare.endswith(lexicon.words("zh/naming", "places.sure")))


def is_government(name: str) -> bool:
    """Whether a name is a place's or its government's, and no other body's."""
    return name.endswith(lexicon.words("zh/naming", "relative.government", "places.sure", "places.open"))


def may_be_name(text: str) -> bool:
    """Whether a line could be a body's name where something else shows that it is one."""
    bare = text.strip()
    if not _WORD.fullmatch(bare) or is_relative(bare) or _is_group(bare):
        return False
    return is_name(bare) or _ANY.search(bare) is not None


def leading(text: str) -> str:
    """The longest name that a text begins with: 岳山市水务中心 of 岳山市水务中心行政执法白皮书; "" for none."""
    first = text.partition("、")[0][:_LONGEST]
    return next((first[:end] for end in range(len(first), 1, -1) if is_name(first[:end])), "")


def of_title(title: str, sure: bool = True) -> str:
    """The organisation that a title names: what stands before the year or else before the topic; "" for none.

    What stands before the year and neither begins nor ends like a name is one where nothing else tells it: not `sure`.
    """
    text = DOCUMENT_NUMBER.sub("", dates.arabic(title)).strip()
    quoted = _QUOTED.search(text)
    text = _HEARD.sub("", text)
    text = _trimmed(quoted[1] if quoted and (topic(quoted[1]) or ends_title(quoted[1])) else text)
    year = _TITLE_YEAR.search(text)
    parts = [(text[: year.start()], True), (text[year.end() :], False)] if year else [(text, False)]
    found = next((name for part, closed in parts if (name := _of_part(_trimmed(part), closed, sure))), "")
    return found if found in title else found.replace("(", "（").replace(")", "）")


def _of_part(part: str, closed: bool, sure: bool) -> str:
    """The organisation in a part of a title; `closed` by the year behind it."""
    about = max(simplified(part).find(word, 1) for word in lexicon.words("zh/naming", "documents.about"))
    closed = closed and about < 0
    part = _trimmed(part[:about] if about > 0 else part) or part
    found = None if closed and is_name(part) else topic(part)
    if found:
        name = part[: found.start()]
        whole, government = lexicon.words("zh/naming", "relative.government")  # 临水县人民 | 政府工作报告
        name += government if found[0].startswith(government) and name.endswith(whole.removesuffix(government)) else ""
    else:
        name = part if closed and not ends_title(part) else leading(part) or _place(part)
    name = _trimmed(name)
    if enumerators.is_division(name):
        return ""
    if may_be_name(name) or not _WORD.fullmatch(name) or _is_group(name):
        return expanded(name if may_be_name(name) else leading(name))
    # 青禾县公安局交通警察大队 goes up to the year, whatever it ends in.
    return expanded(name if (closed or not sure) and (leading(name) or not sure) else leading(name))


def of_field(line: str) -> str:
    """The name in a line that gives one as a field (单位名称：青禾县中医院); "" for none."""
    found = _FIELD.fullmatch(line.strip())
    return found["name"].strip() if found and may_be_name(found["name"]) else ""


def _place(text: str) -> str:
    """The place that a title begins with, whichever it is (静川市 of 静川市知识产权保护状况)."""
    found = _PLACE.match(text)
    return found[0] if found and not is_relative(found[0]) and not _is_group(found[0]) else ""


def _trimmed(name: str) -> str:
    previous = None
    while previous != name:
        previous = name
        found = _FILLER.search(simplified(name))
        name = (name[: found.start()] + name[found.end() :] if found else name).strip()
    return name


def expanded(name: str) -> str:
    """A region's name in full, with what it is the government of: 西藏 → 西藏自治区; any other name as it is."""
    for body in (*lexicon.words("zh/naming", "relative.government"), ""):
        place = regions.full(name.removesuffix(body)) if name.endswith(body) else ""
        if place:
            return place + body
    return name


def of_office(line: str) -> str:
    """The body whose head stands in a line by name: 临水县财政局 of 临水县财政局党组书记、局长 张三; "" for none."""
    found = _HOLDER.fullmatch(line)
    if not found:
        return ""
    office = found["office"][0]
    # 云岭省省长 and 云岭省长 are both of 云岭省.
    body = found["body"] + (office if office in lexicon.words("zh/naming", "places.headed") and not found["body"].endswith(office) else "")
    return expanded(body) if is_name(body) else ""
