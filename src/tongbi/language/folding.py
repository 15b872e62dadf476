"""Folding: the forms in which texts are compared; what is shown stays as printed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from operator import itemgetter

from tongbi.language import lexicon

# Full-width marks of nearly every Chinese sentence. With these made narrow most texts are in normal form, and to see that costs a
# hundredth of normalising them.
_NARROW = tuple(zip("，：；（）！？％", ",:;()!?%", strict=True))
_QUOTES = (*((mark, '"') for mark in "“”„「」『』"), *((mark, "'") for mark in "‘’"), *((mark, "-") for mark in "—–−"), ("。", "."))
_REACH = 600
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_LETTERS = re.compile(r"[^\W_]+")


def nfkc(text: str) -> str:
    """The text in Unicode's normal form NFKC."""
    for wide, narrow in _NARROW:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)


def one_quote(text: str) -> str:
    """The text with every style of quotation mark made one, and every dash and full stop."""
    for mark, plain in _QUOTES:
        text = text.replace(mark, plain)
    return text


def fold(text: str) -> str:
    """NFKC without white space: two texts that differ only in width or spacing fold to the same string."""
    return "".join(nfkc(text).split())


def fold_quotes(text: str) -> str:
    """As `fold`, with every style of quotation mark made one, and every dash and full stop."""
    return one_quote(fold(text))


def since(mark: re.Pattern[str], text: str, start: int, floor: int = 0) -> int:
    """Where the words before `start` begin: behind the last match of `mark` from `floor` on, but no more than 600 characters back."""
    begin = max(floor, start - _REACH)
    marks = _marks(mark, text)
    last = bisect_right(marks, start, key=itemgetter(1)) - 1
    return marks[last][1] if last >= 0 and marks[last][0] >= begin else begin


@lru_cache(maxsize=512)  # asked for each figure of a sentence
def _marks(mark: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the matches of a mark begin and end."""
    return [found.span() for found in mark.finditer(text)]


def has_han(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return _HAN.search(text) is not None


def with_stroke(label: str) -> str:
    """A step of a label as it is printed: among Latin letters a stroke that was set full-width, to part no steps, in its own width."""
    return label if has_han(label) else label.replace("／", "/")


@lru_cache(maxsize=4096)
def han_share(text: str) -> float:
    """Share of Chinese characters among the letters and digits of a text, 0–1; 0 for a text without any."""
    letters = sum(map(len, _LETTERS.findall(text))) if has_han(text) else 0
    return sum(map(len, _HAN.findall(text))) / letters if letters else 0.0


# Traditional characters that occur in the titles, headings and aliases of reports, and their simplified forms; one for one.
_TRADITIONAL = (
    "發環議設處據實總統計論運農這為個國時來們會動過說產種後對學經進電裡現體機當點從業應開還間樣與關線數質氣變條沒結問"
    "無軍長區強報務導組織領貫徹習黨權責監督決優標準範審調紛複復訴訟諮詢規劃積極續執憲護營廣傳籌衛財縣鎮鄉廳員見訂製轉"
    "銜儲備難題謀勢創驅級層幹隊測評僅雙貿險銀價單擴億萬達項並頻協認證華義記書師團圓滿獎勵歷屆選舉辦術階陽陰類顯響頁順"
    "須預願顧況臺請網參專齊僑維歸聯話終試訊陳職"
)
_SIMPLIFIED = (
    "发环议设处据实总统计论运农这为个国时来们会动过说产种后对学经进电里现体机当点从业应开还间样与关线数质气变条没结问"
    "无军长区强报务导组织领贯彻习党权责监督决优标准范审调纷复复诉讼咨询规划积极续执宪护营广传筹卫财县镇乡厅员见订制转"
    "衔储备难题谋势创驱级层干队测评仅双贸险银价单扩亿万达项并频协认证华义记书师团圆满奖励历届选举办术阶阳阴类显响页顺"
    "须预愿顾况台请网参专齐侨维归联话终试讯陈职"
)
_KANGXI = range(0x2F00, 0x2FD6)
_SUPPLEMENT = lexicon.table("zh/radicals")
RADICALS = {
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI},
    **dict(zip(_SUPPLEMENT["radicals"], _SUPPLEMENT["ideographs"], strict=True)),
}
"""Radicals of both blocks of Unicode (⾏ ⻓) and the characters that they stand for in text copied out of a PDF (行 长)."""
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def simplified(text: str) -> str:
    """The text with common traditional characters in their simplified form, so that headings of both kinds match one alias."""
    return text.translate(_TO_SIMPLIFIED)
