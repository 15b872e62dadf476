"""Invalid characters: what a report may hold and no file format can, shown instead of dropped; and those a spreadsheet mistakes."""

from __future__ import annotations

import re

FORMULA_START = frozenset("=+-@\t\r")
"""With one of these a spreadsheet takes a text for a formula."""

# C0 controls have pictures in Unicode (␀ …); what XML or UTF-8 cannot hold at all becomes �.
_PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
_UNHOLDABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """The text with control characters as their pictures and what cannot be written at all as �; nothing vanishes."""
    if text.isprintable() or not _CONTROL.search(text):  # most texts are, which is seen in a quarter of the time
        return text
    return _UNHOLDABLE.sub("\ufffd", text.translate(_PICTURES))


def visible_value(value: object) -> object:
    """The same for a template's values: plain text made visible, all else as it is."""
    return visible(value) if type(value) is str else value
