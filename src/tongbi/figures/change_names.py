"""Names of changes (地区生产总值·增长): what changed, and which way."""

from __future__ import annotations

from tongbi.language import change_words


def step(name: str) -> tuple[str, int]:
    """What a figure is a step of, and which way: 1 up, -1 down, 0 for a state (地区生产总值·增长 → 地区生产总值, 1)."""
    found = change_words.NAMED.search(name)
    return (name[: found.start()], -1 if change_words.falls(name) else 1) if found else (name, 0)


def measured_from(name: str) -> str:
    """What a step is held against, without its verb and direction (·高于全国); "-" for a state."""
    found = change_words.NAMED.search(name)
    return change_words.SAID.sub("", found[0]) if found else "-"
