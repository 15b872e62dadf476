"""Steps: names that say a change itself (地区生产总值·增长), what changed, and which way."""

from __future__ import annotations

import re

_STEP = re.compile(
    r"(?:·[^·]*(?:增长|增加|上升|提高|提升|上涨|下降|减少|降低|回落|下滑|多|少|increas\w*|decreas\w*|grew|rose|fell|declin\w*)|[·]?(?:增幅|降幅|涨幅|增速|增长率))$"
)
_VERBS = re.compile(
    r"·|增长|增加|上升|提高|提升|上涨|下降|减少|降低|回落|下滑|多|少|增幅|降幅|涨幅|增速|增长率|同比|分别|increas\w*|decreas\w*|grew|rose|fell|declin\w*"
)
_DOWN = re.compile(r"(?:下降|减少|降低|回落|下滑|少|降幅|decreas\w*|fell|declin\w*)$")


def step(name: str) -> tuple[str, int]:
    """What a figure is a step of, and which way: 1 up, -1 down, 0 for a state (地区生产总值·增长 → 地区生产总值, 1)."""
    found = _STEP.search(name)
    return (name[: found.start()], -1 if _DOWN.search(name) else 1) if found else (name, 0)


def measured_from(name: str) -> str:
    """What a step is held against, without its verb and direction (·高于全国); "-" for a state."""
    found = _STEP.search(name)
    return _VERBS.sub("", found[0]) if found else "-"
