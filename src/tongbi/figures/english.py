"""Names of English quantities: the noun phrase before the number, or the thing it counts."""

from __future__ import annotations

import re

_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a about all an and another approximately are around as at be been by compared cost costs decline declined decrease decreased down "
        "during each ended fell for from further grew grown had has have in including increase increased is it its least less more most "
        "nearly now of on or our over per reached remained respectively rose some than that the their them these they this those to total "
        "totaled totaling totalled up us was we were which will with would",
    )
) | {""}
_MONEY = frozenset({"%", "$", "€", "£", "percentage points", "basis points", ""})
_WORDS = 6


def english_name(text: str, start: int, end: int, unit: str) -> str:
    """The words before a quantity back to the last break or number, at most six, without the small words at the ends.

    A counted noun follows them; where there are none, the words behind the quantity.
    """
    before = _trimmed(re.split(r"[,;:.!?()]\s|\d\S*", text[:start])[-1].split()[-_WORDS:])
    if unit not in _MONEY and unit.rstrip("s") not in before:
        return f"{before} {unit}".strip()
    after = re.split(r"[,;:.!?()]|\d", text[end:])[0].split()[:_WORDS]
    return before or _trimmed(after)


def _trimmed(words: list[str]) -> str:
    while words and words[-1].lower().strip("$") in _SMALL:
        words = words[:-1]
    while words and words[0].lower() in _SMALL:
        words = words[1:]
    return " ".join(words)
