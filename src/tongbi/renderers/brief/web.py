"""The brief as one HTML page that needs nothing beside itself, and prints on A4."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from tongbi.model import Comparison, Language
from tongbi.renderers.brief import compose
from tongbi.renderers.foreign import visible


def render(comparison: Comparison, language: Language, pages: int = 2) -> bytes:
    """The brief in UTF-8 HTML."""
    environment = Environment(
        loader=PackageLoader("tongbi.renderers.brief", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    brief = compose(comparison, language, pages)
    return environment.get_template("brief.html.j2").render(brief=brief, language=language).encode("utf-8")
