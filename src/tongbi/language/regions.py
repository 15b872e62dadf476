"""China's provinces, prefectures and counties: full names, and what they are called for short (西藏, 恩施州, 三都县)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# The longest name of a region, 积石山保安族东乡族撒拉族自治县, has fifteen characters.
_LONGEST, _SHORTEST = 15, 2
_GENERIC = "省市州盟县旗区"


def full(name: str) -> str:
    """The full name of a region told in full or for short: 西藏 → 西藏自治区, 恩施州 → 恩施土家族苗族自治州; "" for what is none.

    Where several go by one short name, the highest is meant (海南 is the province).
    """
    return _forms().get(name, "")


def leading(text: str) -> str:
    """The regions that a text begins with, as printed: 昆明市五华区 of 昆明市五华区教育局, 内蒙古 of 内蒙古2025年; "" for none."""
    at = _first(text, 0)
    while at and (more := _first(text, at)) and text[more - 1] in _GENERIC:
        at = more
    return text[:at]


def is_set_out(text: str) -> bool:
    """Whether a name says by its last character that it is a region's (恩施州, and not 恩施)."""
    return text[-1:] in tuple(_GENERIC)


@cache
def short_provinces() -> dict[str, str]:
    """Each province's short name and its full one: 天津 → 天津市."""
    return {short: name for code, name, short in _rows() if code.endswith("0000")}


def _first(text: str, start: int) -> int:
    """Where the longest region that begins at `start` ends; 0 for none."""
    forms = _forms()
    return next((end for end in range(start + _LONGEST, start + _SHORTEST - 1, -1) if end <= len(text) and text[start:end] in forms), 0)


@cache
def _forms() -> dict[str, str]:
    """Every way to tell a region → its full name. A county's bare name is none: many are common words (通道, 和平, 互助)."""
    rows = sorted(_rows(), key=lambda row: len(row[0].rstrip("0")) // 2)
    found = {name: name for _, name, _ in rows}
    for _, name, short in rows:
        if "自治" in name and name[-1] in "州县旗":
            found.setdefault(short + name[-1], name)
    for code, name, short in rows:
        if code.endswith("00"):
            found.setdefault(short, name)
    return found


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    """Code, full name and short name of each region."""
    lines = files(__package__).joinpath("regions.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((row[0], row[1], row[2] if len(row) > 2 else _shortened(row[1])) for row in rows)


def _shortened(name: str) -> str:
    bare = name.removesuffix("地区") if name.endswith("地区") else name[:-1]
    return bare if len(bare) >= _SHORTEST else name
