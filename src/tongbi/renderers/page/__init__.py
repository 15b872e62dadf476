"""The page: one self-contained HTML file, old and new side by side for each pair of years, readable with scripts off."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tongbi.labels import label, message
from tongbi.model import Comparison, Language
from tongbi.renderers import numbers, verdicts
from tongbi.renderers.page import graphs, view


def render(comparison: Comparison, language: Language) -> bytes:
    """The page in UTF-8, with labels in `language`."""
    here = files("tongbi.renderers.page")
    environment = Environment(
        loader=PackageLoader("tongbi.renderers.page", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        label=lambda key, **values: label(key, language, **values),
        message=lambda said: message(said, language),
        number=numbers.plain,
        spoken=lambda value: numbers.spoken(value, language),
        signed=numbers.signed,
        table_cells=view.cells,
        graph=graphs,
        verdicts=verdicts,
        # Only the package's own files go in unescaped.
        css=Markup(here.joinpath("page.css").read_text(encoding="utf-8")),
        js=Markup(here.joinpath("page.js").read_text(encoding="utf-8")),
    )
    shown = view.of(comparison, language)
    page = environment.get_template("page.html.j2")
    return page.render(comparison=comparison, units=comparison.unit_texts(), view=shown, language=language).encode("utf-8")
