"""What stands around an article: its metadata (索引号, 发布机构 …), its title, and what is no text of it (打印, 上一篇, 扫一扫)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from tongbi.language import dates, lexicon
from tongbi.language.folding import fold, simplified
from tongbi.model import Grid
from tongbi.readers.html.blocks import Break, Gap, Item, Paragraph
from tongbi.readers.web_boilerplate import (
    ALONE,
    IN_TABLE,
    LONGEST_LINE,
    LONGEST_VALUE,
    NAMED,
    PROSE,
    SURE,
    alone,
    is_furniture,
    is_related,
    of_edge,
    of_line,
)

# Meta elements by the standard for government sites → the name that pages print.
_META: Mapping[str, str] = lexicon.table("zh/pages")["meta"]
# What a filing in inline XBRL declares of itself, by the name of its element → the name in our metadata.
_DECLARED = {"EntityRegistrantName": "registrant", "DocumentFiscalYearFocus": "fiscal year"}
_FACT = re.compile(rf"<ix:(\w+)\b[^>]*\bname=[\"']dei:({'|'.join(_DECLARED)})[\"'][^>]*>(.{{1,2000}}?)</ix:\1>", re.DOTALL)
_FEWEST_NAMES, _MOST_CELLS = 3, 60
_HEAD, _TAIL = 8, 6
_PROMOTED = re.compile(rf"{lexicon.one_of('zh/pages', 'line.more')}.{{0,40}}|.{{0,40}}[>》＞]{{2}}")
_TITLES = (
    "ucaptitle,h1,#title,.title,.article-title,.article_title,.con-title,.content-title,.content_title,.detail-title,.detail_title,"
    ".news_title,.news-title,.pages-title,.xl_title,.xl-title,.bt,.biaoti,.tit,.arti_title,.main-title,#activity-name,.info-title,h2,h3"
)
_MOST_TITLES = 40
_SITE_NAME = re.compile(r"\s*(?:_+|--+|\||\s[-–—]\s).*$|(?<=.{8})[-–—][\u4e00-\u9fff]{2,20}$")
_LONGEST_TITLE = 120
# A line that calls itself a year's report.
_REPORT = re.compile(
    rf"(?=.*(?:{dates.YEAR}|{dates.HAN_YEAR}))[^>＞»|]{{4,}}(?:{lexicon.one_of('zh/naming', 'documents.nouns')}|report)[）)]?",
    re.IGNORECASE,
)


def from_meta(tree: LexborHTMLParser) -> dict[str, str]:
    """What the page's own meta elements say; "title" as they or <title> give it, the name of the site taken off."""
    found: dict[str, str] = {}
    for node in tree.css("meta[name]"):
        name = _META.get((node.attributes.get("name") or "").lower())
        value = (node.attributes.get("content") or "").strip().removeprefix(f"{name}：")
        if name and value:
            found.setdefault(name, value[:LONGEST_VALUE])
    title = tree.css_first("title")
    printed = " ".join(title.text().split()) if title is not None else ""
    if printed and "title" not in found:
        found["title"] = _SITE_NAME.sub("", printed)[:LONGEST_VALUE] or printed
    return found


def properties(tree: LexborHTMLParser) -> dict[str, str]:
    """Whom a page names as its site and as its author, perhaps nobody: see `Document.properties`."""
    found: dict[str, str] = {}
    for name, where in (("site", "meta[property='og:site_name'],meta[name='SiteName' i]"), ("author", "meta[name='author' i]")):
        values = ((node.attributes.get("content") or "").strip() for node in tree.css(where))
        if value := next(filter(None, values), ""):
            found[name] = value[:LONGEST_VALUE]
    return found


def of_filing(text: str) -> dict[str, str]:
    """Whose and for which fiscal year a filing in inline XBRL says it is (`registrant`, `fiscal year`), from the source of its page."""
    found: dict[str, str] = {}
    for fact in _FACT.finditer(text):
        value = " ".join(unescape(re.sub(r"<[^>]*>", "", fact[3])).split())
        if value and (fact[2] != "DocumentFiscalYearFocus" or [value] == [*map(str, dates.years(value))]):
            found.setdefault(_DECLARED[fact[2]], value)
    return found


def title(tree: LexborHTMLParser, told: str) -> str:
    """The article's title as printed on the page: the longest heading that the page's own title holds; else that title."""
    said = tree.css_first("title")
    known = fold(f"{told} {said.text() if said is not None else ''}")
    printed = [" ".join(node.text().split()) for node in tree.css(_TITLES)[:_MOST_TITLES]]
    within = [text for text in printed if 4 <= len(text) <= _LONGEST_TITLE and fold(text) in known]
    if within:
        return max(within, key=len)
    first = tree.css_first("ucaptitle,h1")
    text = " ".join(first.text().split()) if first is not None else ""
    return told or (text if len(text) <= _LONGEST_TITLE else "")


def called(items: Sequence[Item]) -> str:
    """The first line beside an article that calls itself a year's report, "" without one: for pages that name no title."""
    lines = (item.block.text for item in items if isinstance(item, Paragraph) and not item.link)
    return next(
        (text for text in lines if len(text) <= _LONGEST_TITLE and _REPORT.fullmatch(simplified(text)) and not is_furniture(text)), ""
    )


def around(items: Sequence[Item]) -> dict[str, str]:
    """The metadata that is printed beside an article."""
    found: dict[str, str] = {}
    for item in items:
        if isinstance(item, Grid):
            for name, value in _of_table([cell.text for cell in item.cells]):
                found.setdefault(name, value)
    pending = ""
    for item in items:
        text = item.block.text if isinstance(item, Paragraph) else ""
        named = alone(text, ALONE)
        for name, value in [(pending, text)] if pending and not named and not NAMED.match(text) else of_line(text):
            found.setdefault(name, value[:LONGEST_VALUE])
        pending = named
    return {name: value for name, value in found.items() if value}


def parted(items: Sequence[Item]) -> tuple[list[Item], dict[str, str]]:
    """An article's items without metadata and what is no text of it, and that metadata."""
    found: dict[str, str] = {}
    kept: list[Item] = []
    head = _head(items)
    for index, item in enumerate(items):
        named = _metadata(item, edge=index < head or index >= len(items) - _TAIL)
        if named is None:
            kept.append(item)
        else:
            for name, value in named.items():
                found.setdefault(name, value)
    return _without_links(kept), {name: value for name, value in found.items() if value}


def _head(items: Sequence[Item]) -> int:
    """How many items stand before the first paragraph of prose."""
    for index, item in enumerate(items[:_HEAD]):
        if isinstance(item, Paragraph) and len(item.block.text) >= PROSE and "。" in item.block.text:
            return index
    return min(_HEAD, len(items))


def _metadata(item: Item, *, edge: bool) -> dict[str, str] | None:
    """The metadata of an item that is nothing else, {} for one to be dropped; None for text of the article."""
    if isinstance(item, Gap):
        return {}
    if isinstance(item, Break):
        return None
    if isinstance(item, Grid):
        texts = [cell.text for cell in item.cells]
        return dict(_of_table(texts)) if len(texts) <= _MOST_CELLS and _is_metadata(texts) else None
    text = item.block.text
    if len(text) > LONGEST_LINE:
        return None
    if is_furniture(text) or (item.link and _PROMOTED.fullmatch(text)):
        return {}
    if edge and "。" not in text and len(text) <= LONGEST_VALUE:
        return of_edge(text)
    return None


def _is_metadata(texts: Sequence[str]) -> bool:
    names = {name for text in texts for name in (alone(text, IN_TABLE), *(name for name, _ in of_line(text))) if name}
    return len(names) >= _FEWEST_NAMES or not names.isdisjoint(SURE)


def _of_table(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names and values of a table of metadata: side by side, or in one cell."""
    if not _is_metadata(texts):
        return
    pending = ""
    for text in texts:
        named = alone(text, IN_TABLE)
        if pending and not named:
            yield pending, text[:LONGEST_VALUE]
        elif not named:
            yield from of_line(text)
        pending = named


def _without_links(items: Sequence[Item]) -> list[Item]:
    """Items without what stands under 相关链接 and the like: links alone."""
    kept: list[Item] = []
    dropping = False
    for item in items:
        text = item.block.text if isinstance(item, Paragraph) else ""
        dropping = is_related(text) or (dropping and isinstance(item, Paragraph) and item.link)
        if not dropping:
            kept.append(item)
    return kept


def titled(items: Sequence[Item], text: str) -> bool:
    """Whether a title stands at the beginning of an article already, be it on several lines."""
    begins = "".join(fold(item.block.text) for item in items[:_HEAD] if isinstance(item, Paragraph))
    return fold(text) in begins
