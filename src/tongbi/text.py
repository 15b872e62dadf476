"""Folding: the forms in which texts are compared; what is shown stays as printed."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "『": '"', "』": '"'})
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def fold(text: str) -> str:
    """NFKC without white space: two texts that differ only in width or spacing fold to the same string."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def fold_quotes(text: str) -> str:
    """As `fold`, with every style of quotation mark made one."""
    return fold(text).translate(_QUOTES)


def han_share(text: str) -> float:
    """Share of Chinese characters among the letters and digits of a text, 0–1; 0 for a text without any."""
    letters = sum(char.isalnum() for char in text)
    return len(_HAN.findall(text)) / letters if letters else 0.0
