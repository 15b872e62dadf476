"""The index over a batch: a page, a workbook and a record of what became of every series and file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from tongbi import renderers
from tongbi.batch import book
from tongbi.batch.rollup import Rollup, node_title, roll_up
from tongbi.labels import label
from tongbi.renderers import numbers
from tongbi.renderers.foreign import visible
from tongbi.text import han_share

if TYPE_CHECKING:
    from tongbi.batch.outcome import Outcome
    from tongbi.config import LanguageChoice
    from tongbi.model import Language

PAGE_LINES = 60
"""Figures of a matrix that the page shows; the workbook shows all."""
PAGE_BODIES = 12


def write(outcomes: Sequence[Outcome], folder: Path, choice: LanguageChoice) -> tuple[Path, ...]:
    """Writes index.html, index.xlsx and index.json into the batch's folder and returns their paths."""
    language = _language(outcomes, choice)
    found = roll_up(outcomes)
    # The summaries are for what is counted over all series; in a table of them they would be the most of it.
    rows = json.dumps([asdict(replace(one, summary=None)) for one in outcomes], ensure_ascii=False, indent=1) + "\n"
    return (
        renderers.replace(folder / "index.html", page(found, language).encode("utf-8")),
        renderers.replace(folder / "index.xlsx", book.render(found, language)),
        renderers.replace(folder / "index.json", rows.encode("utf-8")),
    )


def page(found: Rollup, language: Language) -> str:
    """The page: series by year, the largest moves, the same figures of several bodies, who shares wording, and what is not done."""
    environment = Environment(
        loader=PackageLoader("tongbi.batch", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.globals.update(
        label=lambda key, **values: label(key, language, **values),
        node=lambda kind, canonical: node_title(kind, canonical, language),
        number=numbers.plain,
        spoken=lambda value: numbers.spoken(value, language),
        signed=numbers.signed,
    )
    return environment.get_template("index.html.j2").render(
        language=language, rollup=found, bodies=PAGE_BODIES, lines=PAGE_LINES, states=("failed", "alone", "skipped")
    )


def _language(outcomes: Sequence[Outcome], choice: LanguageChoice) -> Language:
    """The language asked for, else that of most organisations' names."""
    if choice != "auto":
        return choice
    named = chinese = 0
    for one in outcomes:
        named += bool(one.organisation)
        chinese += han_share(one.organisation) > 0.3
    return "zh" if chinese * 2 >= named else "en"
