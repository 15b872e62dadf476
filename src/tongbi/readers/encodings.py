"""Bytes → text: which encoding a plain text is in.

A byte-order mark decides; then strict decoders in a fixed order are compared by how common the characters are that they give, since
UTF-8 that decodes is UTF-8 but GB18030 decodes almost anything; charset-normalizer has the last word.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The characters that make up about half of all running Chinese text, simplified and traditional, and the marks and digits of reports.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程"
    "展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必"
    "战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打"
    "白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫"
    "且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精"
    "值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
    "這為個國時來們會發動過說產種後對學經進著電裡現實體機當點從業應開還間樣與關線數質氣變條沒結問無軍長區強報務環議設處據實總統計論運農"
    "村镇街司依诉讼执督落推普宣案履职审监优营责任制权诉益访纠纷履届依靠健协纪委镇街道社区村庄局厅院所站室"
    "，。、；：（）《》“”！？0123456789 \n\r\t　"
)
_SAMPLE = 20_000
_GOOD = 0.35


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and whether that was a guess rather than a certainty."""

    text: str
    encoding: str
    doubtful: bool


def decode(raw: bytes) -> Decoded | None:
    """The text of a plain text file; None when the bytes are no text in any known encoding."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            text = _strict(raw, name)
            return Decoded(text, name, doubtful=False) if text is not None else None
    if b"\0" not in raw:
        utf8 = _strict(raw, "utf-8")
        if utf8 is not None:
            return Decoded(utf8, "utf-8", doubtful=False)
    wide = ("utf-16-le", "utf-16-be") if len(raw) % 2 == 0 else ()
    narrow = () if b"\0" in raw else ("gb18030", "big5")
    tried = [(_score(text), -order, name, text) for order, name in enumerate((*narrow, *wide)) if (text := _strict(raw, name)) is not None]
    if tried:
        score, _, name, text = max(tried)
        if score >= _GOOD:
            return Decoded(text, name, doubtful=False)
    return None if b"\0" in raw else _last_word(raw, [text for _, _, _, text in tried])


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _score(text: str) -> float:
    """Share of common characters, less what no report contains, over the beginning of a text."""
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    common = sum(char in _COMMON or (char.isascii() and char.isprintable()) for char in sample)
    odd = sum(not char.isprintable() and char not in "\n\r\t\f\u3000" for char in sample)
    return (common - 2 * odd) / len(sample)


def _last_word(raw: bytes, tried: list[str]) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    if best is not None and _printable(str(best)):
        return Decoded(str(best), best.encoding, doubtful=True)
    text = next((text for text in tried if _printable(text)), None)
    return Decoded(text, "gb18030", doubtful=True) if text is not None else None


def _printable(text: str) -> bool:
    return sum(char.isprintable() or char.isspace() for char in text[:_SAMPLE]) >= 0.95 * len(text[:_SAMPLE])
