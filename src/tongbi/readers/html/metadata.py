"""What stands around an article: its metadata (索引号, 发布机构 …), its title, and what is no text of it (打印, 上一篇, 扫一扫)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser

from tongbi.model import Grid
from tongbi.readers.html.blocks import Gap, Item, Paragraph
from tongbi.text import fold

# Names that are metadata wherever they stand; the rest only count with a colon or in a table of metadata.
_STRONG_WORDS = """
索引号 信息索引号 公开目录 发布机构 发文机关 发文机构 制发机关 成文日期 生成日期 生成时间 发文日期 发文字号 发布文号
文件编号 主题分类 信息分类 体裁分类 组配分类 服务对象分类 服务对象 公开方式 公开形式 公开时限 公开范围 公开程序 公开日期
公开时间 发布日期 发布时间 发文时间 信息来源 文章来源 信息有效性 有效性 有效期 废止日期 失效日期 生效日期 统一登记号
责任部门 公开责任部门 信息名称 文件名称 主题词 关键词 内容概述 内容描述 语种 信息生成日期 信息公开类别 公文种类 公文时效
名称 文号 来源 标题 分类 载体类型 发布单位 公开主体 所属机构 发布者 时效性 公开类别 有效状态
"""
_STRONG = tuple(_STRONG_WORDS.split())
_WEAK_WORDS = """
作者 时间 日期 编辑 责任编辑 责编 审核 校对 供稿 摄影
"""
_WEAK = tuple(_WEAK_WORDS.split())
# Names whose values are tools of the page.
_TOOLS_WORDS = """
字体 字号 字体大小 浏览次数 浏览量 浏览 点击数 点击量 点击次数 点击 阅读次数 阅读量 阅读 访问量 访问次数 人气 分享到
分享 打印 收藏 视力保护色
"""
_TOOLS = tuple(_TOOLS_WORDS.split())
_ONLY_WITH_COLON_WORDS = """
名称 来源 标题 分类 语种 关键词 有效期
"""
_ONLY_WITH_COLON = frozenset(_ONLY_WITH_COLON_WORDS.split())
_ALONE = frozenset(_STRONG) - _ONLY_WITH_COLON
_IN_TABLE = frozenset(_STRONG)
_SURE = frozenset(("索引号", "信息索引号", "统一登记号"))


def _spaced(names: Iterable[str]) -> str:
    """An alternation of names, the longest first, whose characters may stand apart (文　　号)."""
    return "|".join(r"[ \u3000]*".join(name) for name in sorted(names, key=len, reverse=True))


_NAMED = re.compile(rf"(?<![\u4e00-\u9fff])(?:(?P<name>{_spaced((*_STRONG, *_WEAK))})|(?P<tool>{_spaced(_TOOLS)}))[ \u3000]*[\]】]?[：:]")
_TOOL = re.compile(
    r"[\[【〖（(]\s*(?:大|打印|字体|关闭|收藏|我要|视力)|(?<![\u4e00-\u9fff])(?:打印(?:本页)?|关闭(?:窗口)?|收藏|分享)(?![\u4e00-\u9fff])"
)
_DATE = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?")
_TRIM = " \u3000\t|｜,，;；[【（("
# Meta elements by the standard for government sites → the name that pages print.
_META = {
    "articletitle": "title",
    "pubdate": "发布日期",
    "publishdate": "发布日期",
    "firstpublishedtime": "发布日期",
    "contentsource": "来源",
    "source": "来源",
    "sitename": "网站名称",
}
_LONGEST_LINE, _LONGEST_VALUE = 300, 200
_FEWEST_NAMES, _MOST_CELLS = 3, 60
_PROSE = 60
_HEAD, _TAIL = 8, 6
# Lines that are no text of an article wherever they stand in its container.
_FURNITURE = re.compile(
    r"[\[【（(]?(?:打印(?:本页|本文|此页)?|关闭(?:本页|窗口)?|返回(?:顶部|首页|列表)?|收藏(?:本页)?|分享(?:到)?|复制链接|字号|字体|大|中|小|超大|默认|\||[\s\[\]【】（）():：])+"
    r"|(?:您的位置|当前位置|您所在的位置|您现在的位置|当前所在位置)[：:].*"
    r"|(?:分享到|分享至|【?字体|【?字号|浏览次数|点击数|阅读次数|访问次数)[：:].{0,40}"
    r"|扫一扫.{0,30}|扫码.{0,20}|微信扫.{0,20}|(?:上|下)一(?:篇|条|页)(?:[：:].*|$).*"
    r"|(?:【\d{1,3}】)+(?:【?下一页】?)?|(?:[\[【])?(?:下一页|上一页|首页|尾页|末页)(?:[\]】])?"
    r"|[（(【]?(?:责编|责任编辑|编辑|网络编辑|值班编辑)[：:].{1,30}"
    r"|(?:主办单位|承办单位|网站标识码|技术支持)[：:]?.{0,80}|.{0,20}ICP备.{0,60}|.{0,20}公网安备.{0,60}|版权所有.{0,60}|Copyright\s*©.{0,80}"
)
_RELATED = re.compile(
    r"[【\[]?(?:相关(?:链接|报道|稿件|阅读|新闻|文章|信息|推荐|内容|专题|文件)|推荐阅读|延伸阅读|热点推荐|友情链接)[】\]]?[：:]?"
)
_PROMOTED = re.compile(r"(?:点击(?:进入|查看|阅读)|更多).{0,40}|.{0,40}(?:>>|》》|＞＞)")
_TITLES = (
    "ucaptitle,h1,#title,.title,.article-title,.article_title,.con-title,.content-title,.content_title,.detail-title,.detail_title,"
    ".news_title,.news-title,.pages-title,.xl_title,.xl-title,.bt,.biaoti,.tit,.arti_title,.main-title,#activity-name,.info-title,h2,h3"
)
_MOST_TITLES = 40
_SITE_NAME = re.compile(r"\s*(?:_+|--+|\||\s[-–—]\s).*$|(?<=.{8})[-–—][\u4e00-\u9fff]{2,20}$")
_LONGEST_TITLE = 120


def from_meta(tree: LexborHTMLParser) -> dict[str, str]:
    """What the page's own meta elements say; "title" as they or <title> give it, the name of the site taken off."""
    found: dict[str, str] = {}
    for node in tree.css("meta[name]"):
        name = _META.get((node.attributes.get("name") or "").lower())
        value = (node.attributes.get("content") or "").strip().removeprefix("来源：")
        if name and value:
            found.setdefault(name, value[:_LONGEST_VALUE])
    title = tree.css_first("title")
    printed = " ".join(title.text().split()) if title is not None else ""
    if printed and "title" not in found:
        found["title"] = _SITE_NAME.sub("", printed)[:_LONGEST_VALUE] or printed
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
        named = _alone(text, _ALONE)
        for name, value in [(pending, text)] if pending and not named and not _NAMED.match(text) else _of_line(text):
            found.setdefault(name, value[:_LONGEST_VALUE])
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
        if isinstance(item, Paragraph) and len(item.block.text) >= _PROSE and "。" in item.block.text:
            return index
    return min(_HEAD, len(items))


def _metadata(item: Item, *, edge: bool) -> dict[str, str] | None:
    """The metadata of an item that is nothing else, {} for one to be dropped; None for text of the article."""
    if isinstance(item, Gap):
        return {}
    if isinstance(item, Grid):
        texts = [cell.text for cell in item.cells]
        return dict(_of_table(texts)) if len(texts) <= _MOST_CELLS and _is_metadata(texts) else None
    text = item.block.text
    if len(text) > _LONGEST_LINE:
        return None
    if _FURNITURE.fullmatch(text) or (item.link and _PROMOTED.fullmatch(text)):
        return {}
    if edge and "。" not in text and len(text) <= _LONGEST_VALUE:
        return _of_edge(text)
    return None


def _of_edge(text: str) -> dict[str, str] | None:
    """A line of metadata above or below an article (发布时间：… 来源：…); a date before it is the date of publication."""
    first = _NAMED.search(text)
    if first is None:
        return None
    before = text[: first.start()].strip(_TRIM)
    if before and not _DATE.fullmatch(before):
        return None
    found = dict(_of_line(text))
    return {**({"发布日期": before} if before else {}), **found}


def _is_metadata(texts: Sequence[str]) -> bool:
    names = {name for text in texts for name in (_alone(text, _IN_TABLE), *(name for name, _ in _of_line(text))) if name}
    return len(names) >= _FEWEST_NAMES or not names.isdisjoint(_SURE)


def _of_table(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names and values of a table of metadata: side by side, or in one cell."""
    if not _is_metadata(texts):
        return
    pending = ""
    for text in texts:
        named = _alone(text, _IN_TABLE)
        if pending and not named:
            yield pending, text[:_LONGEST_VALUE]
        elif not named:
            yield from _of_line(text)
        pending = named


def _alone(text: str, names: frozenset[str]) -> str:
    """The name that a text is, "" for any other text."""
    name = fold(text).strip(":[]【】") if len(text) <= 20 else ""
    return name if name in names else ""


def _of_line(text: str) -> Iterator[tuple[str, str]]:
    """Names and values of a line: 发布时间：2024-01-30 来源：县政府办 字体：[大 中 小]."""
    if len(text) > _LONGEST_LINE:
        return
    named = list(_NAMED.finditer(text))
    for index, found in enumerate(named):
        end = named[index + 1].start() if index + 1 < len(named) else len(text)
        value = _TOOL.split(text[found.end() : end])[0].strip(_TRIM + "]】）)") if found["name"] else ""
        if value:
            yield fold(found["name"]), value[:_LONGEST_VALUE]


def _without_links(items: Sequence[Item]) -> list[Item]:
    """Items without what stands under 相关链接 and the like: links alone."""
    kept: list[Item] = []
    dropping = False
    for item in items:
        text = item.block.text if isinstance(item, Paragraph) else ""
        dropping = bool(_RELATED.fullmatch(text)) or (dropping and isinstance(item, Paragraph) and item.link)
        if not dropping:
            kept.append(item)
    return kept


def titled(items: Sequence[Item], text: str) -> bool:
    """Whether a title stands at the beginning of an article already, be it on several lines."""
    begins = "".join(fold(item.block.text) for item in items[:_HEAD] if isinstance(item, Paragraph))
    return fold(text) in begins
