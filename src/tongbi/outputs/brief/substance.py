"""What a statement of the brief must be: something told, not something announced, vowed or praised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set

# Lines that lead to a list, say whom to call, why there are problems, or are a row of numbers are no statements.
_NO_STATEMENT = re.compile(
    r"[：:]$|联系人|联系电话|联系[（(].*电话|^附件|^contact|(?:\s[-\d.,%]+){3,}\s*$"
    r"|(?:以下|如下)(?:几个|几点|几方面)?(?:方面|问题|不足|短板)?。?$|^(?:究其原因|[产造][生成]?.{0,4}(?:上述|以上|这些).{0,8}原因|(?:上述|以上|这些).{0,8}原因)",
    re.IGNORECASE,
)
# What one stands by is no measure and no plan, unless it sets a number.
_PRINCIPLE = re.compile(r"^(?:要|必须|始终)?坚持(?!.*\d)")
# Praise and slogans tell of nothing that was done: they have no number and none of these.
_DONE = re.compile(
    r"出台|印发|制定|修订|建成|建立|设立|成立(?!\d)|启动|启用|投用|推出|上线|开展|实施|组建|试点|新建|取消|开通|落地|推行|举办|编制|开工"
    r"|举行|召开|入选|获批|获评|荣获|发布|签署|签订|承办|揭牌|挂牌|投产|通车|竣工|完工|完成|落户|引进|扩大到|提标|上调|下调|合并|撤销|关停|划定"
    r"|\b(?:launched|issued|established|built|introduced|opened|set up|adopted|carried out)\b"
)
_HAN = re.compile("[\u3400-\u9fff]")
_RUN = re.compile("[\u3400-\u9fff]+")
_CLAUSE_OPENS = re.compile("(?:^|(?<=[，；。：、]))[“‘《]?([\u3400-\u9fff]{2})")
# A verb that plans open with opens clauses so often, and for so large a part of the times that it stands anywhere: 加强 for 0.7–0.9,
# 困难 and 人民 seldom. Who speaks and what must be open clauses too.
_OFTEN, _OPENING = 3, 0.2
_NO_VERBS = frozenset({"我们", "我国", "必须", "一定", "中国"})


def has_substance(text: str) -> bool:
    """Whether a statement tells a number or something done; of a text in another script than Chinese this cannot be said."""
    told = bool(re.search(r"\d", text) or _DONE.search(text)) or not _HAN.search(text)
    return told and is_statement(text) and not is_principle(text)


def is_statement(text: str) -> bool:
    """Whether a text tells something itself: it leads to no list, is no contact, no cause and no row of numbers."""
    return not _NO_STATEMENT.search(text)


def is_principle(text: str) -> bool:
    """Whether a text says what one stands by: 坚持扩大内需这个战略基点."""
    return bool(_PRINCIPLE.search(text))


def directives(texts: Iterable[str]) -> frozenset[str]:
    """The pairs of characters that a series of reports opens what it does and plans with: 推进, 完善, 开展."""
    opened: Counter[str] = Counter()
    anywhere: Counter[str] = Counter()
    for text in texts:
        opened.update(_CLAUSE_OPENS.findall(text))
        for run in _RUN.findall(text):
            anywhere.update(map(str.__add__, run, run[1:]))
    return frozenset(pair for pair, often in opened.items() if often >= _OFTEN and often >= _OPENING * anywhere[pair]) - _NO_VERBS


def plans(text: str, known: Set[str]) -> bool:
    """Whether a text of a plan says what will be done: it sets a number, or a clause opens with one of the `known` directives.

    困难不容低估，信心不可动摇 does not; of a text in another script than Chinese this cannot be said.
    """
    return bool(re.search(r"\d", text)) or not known.isdisjoint(_CLAUSE_OPENS.findall(text)) or not _HAN.search(text)


def weight(text: str) -> tuple[bool, bool, int]:
    """Sorts statements: those that tell of something done first, then those with figures, then the longer ones."""
    return not _DONE.search(text), not re.search(r"\d", text), -len(text)
