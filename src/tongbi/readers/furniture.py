"""What web pages print around an article, line by line: its metadata (索引号, 发布机构 …) and what is no text of it (打印, 上一篇)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tongbi.language.folding import fold


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Names that are metadata wherever they stand; the rest only count with a colon or in a table of metadata.
_STRONG = _words(
    """
    索引号 信息索引号 公开目录 发布机构 发文机关 发文机构 制发机关 成文日期 生成日期 生成时间 发文日期
    发文字号 发布文号 文件编号 主题分类 信息分类 体裁分类 组配分类 服务对象分类 服务对象 公开方式 公开形式
    公开时限 公开范围 公开程序 公开日期 公开时间 发布日期 发布时间 发文时间 信息来源 文章来源 信息有效性
    有效性 有效期 废止日期 失效日期 生效日期 统一登记号 责任部门 公开责任部门 信息名称 文件名称 主题词 关键词
    内容概述 内容描述 语种 信息生成日期 信息公开类别 公文种类 公文时效 名称 文号 来源 标题 分类 载体类型
    发布单位 公开主体 所属机构 发布者 时效性 公开类别 有效状态
    """
)
_WEAK = _words("作者 时间 日期 编辑 责任编辑 责编 审核 校对 供稿 摄影")
# Names whose values are tools of the page.
_TOOLS = _words(
    """
    字体 字号 字体大小 浏览次数 浏览量 浏览 点击数 点击量 点击次数 点击 阅读次数 阅读量 阅读 访问量
    访问次数 人气 分享到 分享 打印 收藏 视力保护色
    """
)
_ONLY_WITH_COLON = frozenset(["名称", "来源", "标题", "分类", "语种", "关键词", "有效期"])
ALONE = frozenset(_STRONG) - _ONLY_WITH_COLON
IN_TABLE = frozenset(_STRONG)
SURE = frozenset(("索引号", "信息索引号", "统一登记号"))


def _spaced(names: Iterable[str]) -> str:
    """An alternation of names, the longest first, whose characters may stand apart (文　　号)."""
    return "|".join(r"[ \u3000]*".join(name) for name in sorted(names, key=len, reverse=True))


NAMED = re.compile(rf"(?<![\u4e00-\u9fff])(?:(?P<name>{_spaced((*_STRONG, *_WEAK))})|(?P<tool>{_spaced(_TOOLS)}))[ \u3000]*[\]】]?[：:]")
_TOOL = re.compile(
    r"[\[【〖（(]\s*(?:大|打印|字体|关闭|收藏|我要|视力)|(?<![\u4e00-\u9fff])(?:打印(?:本页)?|关闭(?:窗口)?|收藏|分享)(?![\u4e00-\u9fff])"
)
DATE = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?")
_TRIM = " \u3000\t|｜,，;；[【（("
LONGEST_LINE, LONGEST_VALUE = 300, 200
# Lines that are no text of an article wherever they stand in its container.
_FURNITURE = re.compile(
    r"[\[【（(]?(?:打印(?:本页|本文|此页)?|关闭(?:本页|窗口)?|返回(?:顶部|首页|列表)?|收藏(?:本页)?|分享(?:到)?|复制链接|字号|字体|大|中|小|超大|默认|\||[\s\[\]【】（）():：])+"
    r"|(?:您的位置|当前位置|您所在的位置|您现在的位置|当前所在位置)[：:].*"
    r"|(?:分享到|分享至|【?字体|【?字号|浏览次数|点击数|阅读次数|访问次数)[：:].{0,40}"
    r"|扫一扫.{0,30}|扫码.{0,20}|微信扫.{0,20}|(?:上|下)一(?:篇|条|页)(?:[：:].*|$).*"
    r"|(?:【\d{1,3}】)+(?:【?下一页】?)?|(?:[\[【])?(?:下一页|上一页|首页|尾页|末页)(?:[\]】])?"
    r"|[（(【]?(?:责编|责任编辑|编辑|网络编辑|值班编辑)[：:].{1,30}"
    r"|.{0,40}(?:本报|新华社|全媒体)(?:全媒体)?(?:见习)?记者.{1,14}摄(?:影)?[。）)]?"
    r"|(?:主办单位|承办单位|网站标识码|技术支持)[：:]?.{0,80}|.{0,20}ICP备.{0,60}|.{0,20}公网安备.{0,60}|版权所有.{0,60}|Copyright\s*©.{0,80}"
)
_RELATED = re.compile(
    r"[【\[]?(?:相关(?:链接|报道|稿件|阅读|新闻|文章|信息|推荐|内容|专题|文件)|推荐阅读|延伸阅读|热点推荐|友情链接)[】\]]?[：:]?"
)


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
    if before and not DATE.fullmatch(before):
        return None
    found = dict(of_line(text))
    return {**({"发布日期": before} if before else {}), **found}


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
        value = _TOOL.split(text[found.end() : end])[0].strip(_TRIM + "]】）)") if found["name"] else ""
        if value:
            yield fold(found["name"]), value[:LONGEST_VALUE]
