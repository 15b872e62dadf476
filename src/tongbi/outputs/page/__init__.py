"""The page: one self-contained HTML file, old and new side by side for each pair of years, readable with scripts off."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from tongbi.model import Comparison, Language
from tongbi.outputs import disclosures, figure_rows, headlines, thread_rows, verdicts
from tongbi.outputs.brief.excerpts import behind, shortened
from tongbi.outputs.page import page_content, row_marks, small_charts
from tongbi.outputs.templates import template


def render(comparison: Comparison, language: Language, folder: Path | None = None) -> bytes:
    """The page in UTF-8, with labels in `language`, and links to the reports' files from the `folder` that it is put into."""
    shown = page_content.of(comparison, language, folder)
    page = template("tongbi.outputs.page", "page.html.j2", language).render(
        comparison=comparison,
        units=comparison.unit_texts(),
        view=shown,
        rows=len(thread_rows.joined(comparison)),
        language=language,
        said=partial(headlines.said, language=language, lag=comparison.lag),
        table_cells=page_content.cells,
        line_shown=partial(figure_rows.line_shown, years=comparison.years, language=language),
        line_note=figure_rows.line_notes(comparison, language),
        quoted=partial(shortened, language=comparison.language),
        behind=partial(behind, language=comparison.language),
        graph=small_charts,
        verdicts=verdicts,
        disclosures=disclosures,
        told=disclosures.of(comparison),
        followed=verdicts.followed(comparison),
        marks=row_marks,
        css=_own("page.css", "charts.css"),
        js=_own("page.js", "charts.js"),
        digest=_digest("page.js", "charts.js"),
    )
    return page.encode("utf-8")


@cache
def _own(*names: str) -> Markup:
    """Some of the package's own files: only these go in unescaped."""
    return Markup("").join(Markup(files("tongbi.outputs.page").joinpath(name).read_text(encoding="utf-8")) for name in names)


@cache
def _digest(*names: str) -> Markup:
    """The hash by which the page's content policy knows its script: no other script runs."""
    return Markup(f"sha256-{b64encode(sha256(_own(*names).encode()).digest()).decode()}")
