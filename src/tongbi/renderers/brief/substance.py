"""What a statement of the brief must be: something told, not something announced, vowed or praised."""

from __future__ import annotations

import re

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


def weight(text: str) -> tuple[bool, bool, int]:
    """Sorts statements: those that tell of something done first, then those with figures, then the longer ones."""
    return not _DONE.search(text), not re.search(r"\d", text), -len(text)
