"""The record as an output: comparison.json."""

from __future__ import annotations

from tongbi.model import Comparison, Language
from tongbi.outputs import record


def render(comparison: Comparison, language: Language) -> bytes:
    """The record in UTF-8, messages in `language`."""
    return record.dump(comparison, language).encode("utf-8")
