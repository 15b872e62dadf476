"""What web pages print around an article, line by line: its metadata (索引号, 发布机构 …) and what is no text of it (打印, 上一篇)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tongbi.language import dates, lexicon
from tongbi.language.folding import fold

_WORDS = partial(lexicon.one_of, "zh/pages")
ALONE, IN_TABLE, SURE = (
    frozenset(lexicon.words("zh/pages", *names)) for names in (("name.strong",), ("name.strong", "name.mild"), ("name.sure",))
)
DATED = lexicon.table("zh/pages")["meta"]["pubdate"]
"""The name under which a day of publication is kept."""


def _spaced(*classes: str) -> str:
    """An alternation of names, the longest first, whose characters may stand apart (文　　号)."""
    return "|".join(r"[ \u3000]*".join(name) for name in lexicon.words("zh/pages", *classes))


_NAME = f"(?P<name>{_spaced('name.strong', 'name.mild', 'name.weak')})|(?P<tool>{_spaced('name.tools')})"
NAMED = re.compile(rf"(?<![\u4e00-\u9fff])(?:{_NAME})[ \u3000]*[\]】]?[：:]")
_DATE = re.compile(rf"{dates.DAY}(?:\s*{dates.CLOCK})?.{{0,6}}")
_TRIM = " \u3000\t|｜,，;；[【（("
LONGEST_LINE, LONGEST_VALUE, PROSE = 300, 200, 60
# Lines that are no text of an article wherever they stand in its container; a notice of copyright that is a sentence is text.
_FURNITURE = re.compile(
    rf"(?:{_WORDS('line.tools')}|[\s\[\]【】（）():：|×])+|(?P<way>.{{0,8}}{_WORDS('line.place')}[：:]).*|[【]?{_WORDS('name.tools')}[：:].{{0,40}}"
    rf"|{_WORDS('line.scan')}.{{0,30}}|[\[【]?{_WORDS('line.neighbours')}(?:[\]】]|[：:].*)?|(?:【\d{{1,3}}】)+.{{0,6}}|{_WORDS('line.shared')}.{{0,4}}[：:]?|[》>]{{2}}.{{1,20}}[《<]{{2}}"
    rf"|[（(【]?{_WORDS('line.editors')}[：:].{{1,30}}|.{{0,50}}{_WORDS('line.reporter')}.{{1,14}}{_WORDS('line.taken')}[。）)]?"
    rf"|{_WORDS('line.site')}[：:]?.{{0,80}}(?<!。)|.{{0,20}}{_WORDS('line.filed')}.{{0,60}}|Copyright\s*©.{{0,80}}"
)
_RELATED = re.compile(rf"[【\[]?{_WORDS('line.related')}{_WORDS('line.links')}[】\]]?\s*[>》：:]*")


def is_furniture(text: str) -> bool:
    """Whether a line is no text of an article wherever it stands: tools, the way to the page, neighbours, the site's own details."""
    return bool(_FURNITURE.fullmatch(text))


def is_related(text: str) -> bool:
    """Whether a line stands over links to other pages (相关链接)."""
    return bool(_RELATED.fullmatch(text))


def of_edge(text: str) -> dict[str, str] | None:
    """A line of metadata above or below an article (发布时间：… 来源：…); a date before it is the date of publication."""
    first = NAMED.search(text)
    if first is None:
        return None
    before = text[: first.start()].strip(_TRIM)
    if before and not _DATE.fullmatch(before):
        return None
    found = dict(of_line(text))
    return {**({DATED: before} if before else {}), **found}


def alone(text: str, names: frozenset[str]) -> str:
    """The name that a text is, "" for any other text."""
    name = fold(text).strip(":[]【】") if len(text) <= 20 else ""
    return name if name in names else ""


def of_line(text: str) -> Iterator[tuple[str, str]]:
    """Names and values of a line: 发布时间：2024-01-30 来源：县政府办 字体：[大 中 小]."""
    if len(text) > LONGEST_LINE:
        return
    named = list(NAMED.finditer(text))
    for index, found in enumerate(named):
        end = named[index + 1].start() if index + 1 < len(named) else len(text)
        value = text[found.end() : end].strip(_TRIM + "]】）)") if found["name"] else ""
        if value:
            yield fold(found["name"]), value[:LONGEST_VALUE]
