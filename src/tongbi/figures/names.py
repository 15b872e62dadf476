"""Names: what a reader would call a quantity, from the words around it.

The words of its clause before the number, without verbs of reaching and counting (达到, 累计, 共); after 其中 the head of the sum goes
before; a change (同比增长4.0%) takes the name of what changed; a bare verb is completed by what follows the unit.
"""

from __future__ import annotations

import re

_BREAK = re.compile(r"[，,；;。：:、（(）)!?！？\0]")
_LEAD = re.compile(
    r"^(?:\s|[一二三四五六七八九十]+是|全年|全区|全市|全县|全省|全镇|年内|今年|当年|本年度?|目前|截至[^，]{0,6}|共计?|累计|已经?|其中|并|将|还|均|各|"
    r"(?:19|20)\d\d年度?)+"
)
_TAIL = re.compile(
    r"(?:\s|共计?|累计|达到?|达成|超过?|约|近|逾|突破|为|至|到|已|了|有|是|仅|均|各|占|就|不低于|不少于|不超过|高于|低于|不足|率?保持在|稳定在|控制在|维持在"
    r"|(?:增|升|降|减|提升|提高|增加|上升|下降|减少|压减|压缩|缩短|扩大|增长|发展)(?:至|到|为)"
    r")+$"
)
_FROM = re.compile(r"[从由](?:上年度?|上一年度?|去年|年初|\d{4}年)?(?:同期)?的?(?:\d[\d,.]*[^\d，。]{0,5})?$")
_CHANGE = re.compile(
    r"(?:同比|较上年|比上年|较去年|比去年|环比|上年)?(?:实际|名义)?"
    r"(?:增长|增加|上升|提高|提升|下降|减少|降低|回落|增幅|多|少)$|^(?:同比|占比?|占全部)$"
)
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a about all an and around as at by cost costs fell for from had has have in is it more most nearly now of on or over reached rose "
        "some than that the their them they to up was we were which with down another further",
    )
) | {""}
_WORDS = 6
_VERB = 2
_LONGEST = 24
_AFTER = 10


def name(text: str, start: int, end: int, previous: str, head: str) -> str:
    """The name of the quantity at `text[start:end]`; `previous` is the name of the one before it, `head` that of the sum after 其中."""
    if not re.search(r"[\u3400-\u9fff]", text):
        return _english(text, start, end) or previous
    clause = _clause_before(text, start)
    among = "其中" in clause or bool(re.search(r"其中[^。；]{0,40}$", text[:start]))
    bare = _stripped(clause)
    if _CHANGE.search(bare):
        return _change(bare, previous)
    if len(bare) < _VERB + 1:
        after = _noun_after(text, end)
        bare = (bare + after) if after else bare or previous
    # A bare verb (受理, 合格) says nothing by itself: the sentence's head goes before it, as after 其中.
    if (among or len(bare) <= _VERB) and head and bare and head not in bare:
        return f"{head}·{bare}"
    return bare


def _clause_before(text: str, start: int) -> str:
    cut = max((found.end() for found in _BREAK.finditer(text, 0, start)), default=0)
    return text[cut:start]


def _stripped(clause: str) -> str:
    bare = _FROM.sub("", clause.strip())
    previous = None
    while previous != bare:
        previous = bare
        bare = _TAIL.sub("", _FROM.sub("", bare)).strip()
    return _LEAD.sub("", bare).strip(" \"'“”")[-_LONGEST:]


def _change(bare: str, previous: str) -> str:
    """A change is named after what changed: in its own clause (生产总值增长) or in the clause before (…12件，同比增长)."""
    word = _CHANGE.search(bare)
    own = bare[: word.start()].strip() if word else ""
    said = bare[len(own) :].strip() or bare
    subject = own if len(own) > _VERB else previous.split("·同比")[0].split("·增")[0]
    return f"{subject}·{said}" if subject else said


def _noun_after(text: str, end: int) -> str:
    rest = text[end:]
    cut = _BREAK.search(rest)
    noun = rest[: cut.start()] if cut else rest
    return re.split(r"[的和与并及]|\d", noun.strip())[0][:_AFTER].strip("余多以上左右 ")


def _english(text: str, start: int, end: int) -> str:
    """The words before an English quantity back to the last break or number, at most six, without the small words at the ends.

    Where there are none, the words that follow it.
    """
    before = re.split(r"[,;:.!?()]\s|\d\S*", text[:start])[-1].split()[-_WORDS:]
    after = re.split(r"[,;:.!?()]|\d", text[end:])[0].split()[:_WORDS]
    return _trimmed(before) or _trimmed(after)


def _trimmed(words: list[str]) -> str:
    while words and words[-1].lower().strip("$") in _SMALL:
        words = words[:-1]
    while words and words[0].lower() in _SMALL:
        words = words[1:]
    return " ".join(words)
