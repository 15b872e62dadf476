"""What a list of things shares: the last of them has the measure of all (城镇、农村居民人均可支配收入), or the first the body."""

from __future__ import annotations

import re

# A measure that several things share when only the last is given it: of any kind (城镇、农村…收入), or of any thing (粮食、油料产量).
_MEASURE = re.compile(
    r"(?:(?:常住)?居民)?(?:人均)?(?:可支配|纯|消费)?(?:收入|支出)$|(?:总产|增加|产|均)值$|(?:总|余|销售|零售|成交)额$|投资$|[量率]$|案件数?$"
    r"|(?:死亡|受伤|就业|在校)?人数$|起数$|(?:平均)?浓度$"
)
_OF_ANY = re.compile(r"(?:排放|发电|用电|产|销|吞吐)量$|(?:总产|增加|产)值$|(?:平均)?浓度$|案件数?$|支出$")
_KIND = re.compile(r"城镇|农村|城市|乡村|国内|国际|境内|境外|公路|铁路|水路|航空|进口|出口|第[一二三]产业")
# The last member of a list before what it comes to: 绿色石化、海洋装备三大主导产业.
_SUMMED = re.compile(r"^[^，、]{1,10}?(?=[两三四五六七八九十][大类][\u4e00-\u9fff]{2})")
_SECTOR = re.compile(r"第?([一二三])(?:产业|(?=[、和及与]第?[二三]产业|[、和及与]二))")


def measured(parts: list[str]) -> list[str]:
    """城镇 and 农村居民人均可支配收入 → 城镇居民人均可支配收入; 预算收入 and 支出 → 预算支出."""
    own, kind, shared = _MEASURE.search(parts[0]), _KIND.match(parts[-1]), _OF_ANY.search(parts[-1])
    if own:
        return [parts[0], *(parts[0][: own.start()] + part if _MEASURE.fullmatch(part) else part for part in parts[1:])]
    measure = parts[-1][kind.end() :] if kind else shared[0] if shared else ""
    return [*(_whole(part, measure, bool(shared)) for part in parts[:-1]), parts[-1]]


def _whole(part: str, measure: str, of_any: bool) -> str:
    """A part with the measure of all, save what it says of it itself: 城镇居民 → 城镇居民人均可支配收入."""
    kind = _KIND.match(part)
    own = part[kind.end() :] if kind else part
    return part + measure.removeprefix(own) if of_any or (kind and measure.startswith(own)) else part


def sectors(text: str) -> str:
    """第一、二、三产业 → 第一产业、第二产业、第三产业."""
    return _SECTOR.sub(r"第\1产业", text)


def summed(last: str) -> str:
    """海洋装备三大主导产业, the last of a list, → 三大主导产业."""
    return _SUMMED.sub("", last)
