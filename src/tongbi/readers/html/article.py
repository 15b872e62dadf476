"""Where a page's article stands: in a container that content systems are known for, in the whole page, or where its sentences are.

Size is counted in characters without blanks. Sentences are counted by their ends: menus and lists of links have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from tongbi.language import lexicon
from tongbi.readers.html.page import Page

# What content systems name the element that holds an article's text. The first row in which one holds text decides.
CONTAINERS = (
    (
        "#zoom,#Zoom,#zoomcon,#fontzoom,#FontZoom,#UCAP-CONTENT,ucapcontent,#rwb_zw,#vsb_content,[id^=vsb_content_],#js_content,"
        "#ContentRegion,#contentRegion,.TRS_Editor,.trs_editor_view,.Custom_UnionStyle,.pages_content,.article-content,.article_content,"
        ".articleContent,.zwgk_content,.bt_content,.bt-content,.conTxt,.v_news_content,.wp_articlecontent,.xxgk_content,.zfxxgk_content,"
        "#artibody,#article_content,#articleContent,#ArticleContent,#article-content,#Content_Text,#zhengwen,.zhengwen,#NewsContent,"
        "#newsContent,.news_content,.news-content,.detail-content,.detail_content,.content_detail,.content-detail,.contentDetail,"
        ".ewb-article-info,.article-con,.articleCon,.xl-content,.wz_content,.wzcon,.wzy_content,.gk_content,.pages-content,.mainText,"
        "#mainText,#div_content,#contentText,.text_content,.main-txt,.rich_media_content,.article_content_mix,#div_article_content,.info-content,.infoContent,.arc_content"
    ),
    "[itemprop=articleBody],article,.article,.view,.content,#content,.main-content,#main-content,main,#main,.con,.text",
)
_STOPS = re.compile(r"[.;](?=\s)(?<=[a-z)”\"].)")  # by its own character first: five times as quick
_SENTENCE = frozenset("。；.;")
_WHOLE = ("<ix:", "urn:schemas-microsoft-com:office:word", 'content="Word.Document"', "content=Word.Document")
_ROWS = frozenset(("tbody", "thead", "tfoot", "tr"))
_FEWEST, _MOST_TRIED = 20, 64
_NEARLY_ALL, _MOST, _FEW = 0.99, 0.9, 0.2
_LINKED = 0.15
_HIGHEST = 200
_CLIMB, _DOUBLE, _MANY = 3, 2, 5
# The library that finds articles takes seconds for a page this long; sentences alone tell as well there.
_LONGEST_SEARCHED = 2_000_000
_SHORTEST_LINE = 8


@dataclass(frozen=True, slots=True)
class Article:
    """The nodes that hold an article, in order. `found`: container, page, text (located by its text) or cut (more than the container).

    `share` says how much of the page's sentences they hold, 0–1; 1 for a page without any.
    """

    nodes: tuple[LexborNode, ...]
    found: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class _Measured:
    node: LexborNode
    size: int
    stops: int


def locate(page: Page) -> Article | None:
    """The article of a page; None where nothing reads like one."""
    if any(sign in page.text for sign in _WHOLE) and not _has_site(page.body.text()):
        return Article((page.body,), "page")
    contained = _contained(page.body, CONTAINERS[0])
    if contained:
        return contained
    if _is_whole(page.body):
        return Article((page.body,), "page")
    return _contained(page.body, CONTAINERS[1]) or _by_text(page)


def _has_site(text: str) -> bool:
    """Whether a page's text shows a site around the article: who runs it, where one is, menus."""
    return lexicon.has(text, "zh/pages", "line.site", "line.filed", "line.menus")


def _measured(node: LexborNode) -> _Measured:
    text = node.text()
    return _Measured(node, len(_bare(text)), _stops(text))


def _bare(text: str) -> str:
    """A text without its blanks."""
    return "".join(text.split())


def _stops(text: str) -> int:
    """How many sentences end in a text."""
    return text.count("。") + text.count("；") + len(_STOPS.findall(text))


def _contained(body: LexborNode, selectors: str) -> Article | None:
    """The deepest container with nearly all that the largest holds, and those beside it that hold a good part as well."""
    matching = {node.mem_id: node for node in body.css(selectors)}  # a node comes once for each selector that it fits
    tried = [one for one in map(_measured, islice(matching.values(), _MOST_TRIED)) if one.size >= _FEWEST]
    if not tried:
        return None
    largest = max(tried, key=lambda one: (one.stops, one.size))
    whole = [one for one in tried if one.stops >= _NEARLY_ALL * largest.stops and one.size >= _MOST * largest.size]
    best = min(whole, key=lambda one: one.size)
    nodes = _beside(best, tried)
    all_stops = _stops(body.text())
    if len(nodes) == 1:
        wider = _wider(best, body)
        if wider:
            return Article((wider.node,), "cut", _share(wider.stops, all_stops))
    stops = sum(_measured(node).stops for node in nodes) if len(nodes) > 1 else best.stops
    return Article(nodes, "container", _share(stops, all_stops))


def _share(part: int, whole: int) -> float:
    return part / whole if whole >= _MANY else 1.0


def _beside(best: _Measured, tried: Sequence[_Measured]) -> tuple[LexborNode, ...]:
    """The containers to read, in page order: the best, and others neither around nor within it nor the same again."""
    texts = {best.node.mem_id: _bare(best.node.text())}
    around = {node.mem_id for node in _ancestors(best.node)}
    for one in tried:
        if one.node.mem_id in around or one.stops < max(1, _FEW * best.stops) or texts.keys() & {one.node.mem_id}:
            continue
        if texts.keys() & {node.mem_id for node in _ancestors(one.node)}:
            continue
        text = _bare(one.node.text())
        if text not in texts.values():
            texts[one.node.mem_id] = text
    return tuple(one.node for one in tried if one.node.mem_id in texts)


def _ancestors(node: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    parent = node.parent
    while parent is not None and len(found) < _HIGHEST:
        found.append(parent)
        parent = parent.parent
    return found


def _wider(best: _Measured, body: LexborNode) -> _Measured | None:
    """An element a little around a container that a stray end tag closed early: it holds the rest of the article."""
    for node in _ancestors(best.node)[:_CLIMB]:
        if node.mem_id == body.mem_id or node.tag in {"html", "body"}:
            return None
        around = _measured(node)
        if around.stops >= _DOUBLE * best.stops + _MANY and _linked(node, around.size) < _LINKED:
            return around
    return None


def _linked(node: LexborNode, size: int) -> float:
    """Share of a node's text that links elsewhere."""
    links = sum(len(link.text()) for link in node.css("a[href]") if not (link.attributes.get("href") or "").startswith("#"))
    return links / max(1, size)


def _is_whole(body: LexborNode) -> bool:
    """Whether a page is an article and nothing else: hardly any links, none of a site's marks."""
    text = body.text()
    size = len(_bare(text))
    return size > 0 and not _has_site(text) and _linked(body, size) < _LINKED


def _by_text(page: Page) -> Article | None:
    """The smallest node with nearly all text that a search finds; without a search, with nearly all sentences."""
    lines = _searched(page.text) if len(page.text) <= _LONGEST_SEARCHED else []
    total = sum(map(len, lines)) or _stops(page.body.text())
    if not total:
        return None
    found = page.body
    for _ in range(_HIGHEST):
        node = next((child for child in _children(found) if _held(child, lines) >= _MOST * total), None)
        if node is None:
            break
        found = node
    while found.tag in _ROWS and found.parent is not None:  # rows without their table are none
        found = found.parent
    return Article((found,), "text", _share(_measured(found).stops, _stops(page.body.text())))


def _children(node: LexborNode) -> list[LexborNode]:
    found = []
    child = node.first_child
    while child is not None:
        if child.first_child is not None and child.tag not in {"p", "span", "font", "b", "strong"}:
            found.append(child)
        child = child.next
    return found


def _held(node: LexborNode, lines: Sequence[str]) -> int:
    """How many characters of the lines stand in a node, or how many sentences where there are no lines."""
    text = node.text()
    if not lines:
        return _stops(text)
    folded = _bare(text)
    return sum(len(line) for line in lines if line in folded)


def _searched(text: str) -> list[str]:
    """The article's sentences, a line each without blanks, by the library of the extra `web`; none where it is missing or finds none."""
    try:
        from trafilatura import extract

        found = extract(text, include_comments=False, include_tables=False, favor_recall=True)
    except Exception:  # the extra is missing, or errors of its parsers come through
        return []
    lines = (_bare(line) for line in (found or "").splitlines())
    return [line for line in lines if len(line) >= _SHORTEST_LINE and not _SENTENCE.isdisjoint(line)]
