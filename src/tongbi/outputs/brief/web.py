"""The brief as one HTML page that needs nothing beside itself, and prints on A4."""

from __future__ import annotations

from tongbi.model import Comparison, Language
from tongbi.outputs.brief import compose
from tongbi.outputs.invalid_characters import visible_value
from tongbi.outputs.templates import template


def render(comparison: Comparison, language: Language, pages: int = 2) -> bytes:
    """The brief in UTF-8 HTML."""
    brief = compose(comparison, language, pages)
    page = template("tongbi.outputs.brief", "brief.html.j2", language, visible_value)
    return page.render(brief=brief, language=language).encode("utf-8")
