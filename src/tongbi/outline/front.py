"""What stands before the text: title lines, document number, dateline, author; and which of those lines are the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tongbi.model import Block
from tongbi.outline import numbering, sentences

# A front longer than this is no front but a text without full stops.
_MOST_LINES = 20
_LONGEST = 60
_TITLE_LINES = 3
DOCUMENT_NUMBER = re.compile(r"^\s*[\u4e00-\u9fff]{1,10}[〔\[［(（【]\s*(?:19|20)\d\d\s*[〕\]］)）】]\s*\d{1,4}\s*号\s*")
DATELINE = re.compile(
    r"^\s*[—–\-(（\[【]*\s*(?:(?:19|20)\d\d|[二一][〇零○Ｏ０O一二三四五六七八九]{3})\s*[年\-./]\s*[\d一二三四五六七八九十]{1,3}\s*[月\-./]"
)
_TITLE_END = re.compile(
    r"(?:报告|報告|情况|情況|汇报|匯報|总结|總結|年报|年報|公报|公報|要点)(?:》.{0,4}解[读讀])?(?:\s*[（(][^（）()]{1,12}[)）])?$"
)
_NO_TITLE = re.compile(r"^[—–\-(（]|[电電]$|[：:]|^各位|打印|字体|来源|索引|您的位置|当前位置|首页|浏览")
# Characters set apart to fill their line (年　度　报　告).
_SPREAD = re.compile(r"(?:[\u4e00-\u9fff]|\d+)(?:[ \u3000]+(?:[\u4e00-\u9fff]|\d+)){3,}")
_GOES_UP = re.compile(r"^(?:关于|關於|(?:19|20)\d\d\s*年|[法依行政]{2})")
_BODY = re.compile(r"(?:人民政府|政府|委员会|委|办公室|[局厅部院署]|街道办事处|街道|[镇乡县区市省])$")
_ENGLISH_TITLE = re.compile(r"\b(?:report|review|form 10-k|statement)\b", re.IGNORECASE)


def split(blocks: Sequence[Block], chinese: bool) -> int:
    """How many paragraphs at the start are front matter: up to the first heading with a label or the first sentence."""
    for index, block in enumerate(blocks[: _MOST_LINES + 1]):
        text = block.text
        if "\t" in text or len(text) > _LONGEST * (1 if chinese else 2.5) or numbering.parse(text, chinese):
            return index
        if sentences.terminal(text) and not DATELINE.match(text) and not _is_title(text, chinese):
            return index
    return 0 if len(blocks) > _MOST_LINES else max(len(blocks) - 1, 0)


def _is_title(text: str, chinese: bool) -> bool:
    return chinese and bool(_TITLE_END.search(text))


def title(front: Sequence[str], chinese: bool) -> str:
    """The title, its lines joined, without a document number; "" when no line reads like one."""
    lines = [_closed_up(DOCUMENT_NUMBER.sub("", line).strip()) for line in front]
    return _chinese_title(lines) if chinese else _english_title(lines)


def _closed_up(line: str) -> str:
    return re.sub(r"[ \u3000]+", "", line) if _SPREAD.fullmatch(line) else line


def _chinese_title(lines: Sequence[str]) -> str:
    for end, line in enumerate(lines):
        if DATELINE.match(line) or _NO_TITLE.search(line) or not line:
            continue
        if not _TITLE_END.search(line) and not _TITLE_END.search("".join(lines[end : end + 2])):
            continue
        last = end if _TITLE_END.search(line) else end + 1
        first = end
        while first > 0 and last - first + 1 < _TITLE_LINES and _joins(lines[first - 1], lines[first]):
            first -= 1
        return "".join(lines[first : last + 1])
    return ""


def _joins(above: str, below: str) -> bool:
    """Whether a title that begins with `below` began a line higher."""
    if not above or DATELINE.match(above) or _NO_TITLE.search(above) or _TITLE_END.search(above):
        return False
    return bool(_BODY.search(above) or ("关于" in above) or re.search(r"(?:19|20)\d\d\s*年度?$", above) or _GOES_UP.match(below))


def _english_title(lines: Sequence[str]) -> str:
    for index, line in enumerate(lines):
        if _ENGLISH_TITLE.search(line):
            return line if index == 0 or not line[0].islower() else f"{lines[index - 1]} {line}"
    return lines[0] if lines else ""
