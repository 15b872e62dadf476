"""How numbers are written for readers: thousands parted, no more decimals than there are, 万 and 亿 or million, a real minus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongbi.model import Language

POINTS = frozenset({"%", *lexicon.words("zh/amounts", "points"), *lexicon.words("en/amounts", "points")})
"""Units of what is a share already: it is compared by its difference, said in percentage points."""
RATES = POINTS | {"‰"}
_SCALES: dict[Language, tuple[tuple[float, str], ...]] = {
    "zh": tuple((scale, word) for word, scale in lexicon.table("zh/amounts")["scales"].items()),
    "en": tuple((scale, f" {word}") for word, scale in lexicon.table("en/amounts")["scales"].items()),
}
# A number of so many digits is hard to read.
_LARGE = 1e8


def plain(value: float | None) -> str:
    """A value with thousands separators; "" for none."""
    return "" if value is None else f"{value:,.6f}".rstrip("0").rstrip(".").replace("-", "−")


def spoken(value: float, language: Language) -> str:
    """A value as a sentence tells it, whole: 1.52亿 or 152 million for 152,000,000."""
    scale, word = next(((scale, word) for scale, word in _SCALES[language] if abs(value) >= scale), (1.0, ""))
    return plain(value / scale) + word


def in_scale(values: Sequence[float | None], unit: str, language: Language) -> tuple[tuple[float | None, ...], str]:
    """Large values in the magnitude that one of them reaches, and their unit with it: 6360000000000元 → 63600, 亿元; others as they are."""
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    scale, word = next(((scale, word) for scale, word in _SCALES[language] if largest >= scale >= _LARGE), (1.0, ""))
    gap = " " if word.startswith(" ") else ""
    return tuple(None if value is None else round(value / scale, 6) for value in values), f"{word.strip()}{gap}{unit}".strip()


def short(value: float, language: Language) -> str:
    """A value as a drawing has room for it: as spoken, in no more than four figures."""
    return spoken(float(f"{value:.4g}"), language)


def share(old: float, new: float) -> float | None:
    """A change as a share of the older value; None from 0, and between a gain and a loss, where a share says nothing."""
    return (new - old) / abs(old) if old and old * new >= 0 else None


def is_telling(moved: float | None) -> bool:
    """Whether a change as a share is one that readers are shown: of more than three digits in per cent it says only that the base is tiny,
    and is called not meaningful.
    """
    return moved is not None and abs(moved) < 10


def signed(value: float | None, digits: int = 1, *, even: bool = False) -> str:
    """A difference with its sign; "" for none. `even`: with all its decimals, as a column of them is set."""
    if value is None:
        return ""
    text = f"{abs(value):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text and not even else text
    return ("+" if value > 0 else "−" if value < 0 else "±") + text
