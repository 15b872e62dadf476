"""How numbers are written for readers: thousands parted, no more decimals than there are, 万 and 亿 in Chinese, a real minus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongbi.model import Language

_MYRIADS = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))


def plain(value: float | None) -> str:
    """A value with thousands separators; "" for none."""
    return "" if value is None else f"{value:,.6f}".rstrip("0").rstrip(".").replace("-", "−")


def spoken(value: float, language: Language) -> str:
    """A value as a sentence tells it: in Chinese 1.52亿 for 152,000,000."""
    scale, word = next(((scale, word) for scale, word in _MYRIADS if abs(value) >= scale), (1.0, "")) if language == "zh" else (1.0, "")
    return plain(value / scale) + word


def signed(value: float | None, digits: int = 1) -> str:
    """A difference with its sign; "" for none."""
    if value is None:
        return ""
    text = f"{abs(value):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ("+" if value > 0 else "−" if value < 0 else "±") + text
