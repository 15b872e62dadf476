"""The index over a batch: one page and one record of what became of every series and file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from tongbi import renderers
from tongbi.labels import label
from tongbi.text import han_share

if TYPE_CHECKING:
    from tongbi.batch.outcome import Outcome
    from tongbi.config import LanguageChoice
    from tongbi.model import Language


def write(outcomes: Sequence[Outcome], folder: Path, choice: LanguageChoice) -> tuple[Path, ...]:
    """Writes index.html and index.json into the batch's folder and returns their paths."""
    language = _language(outcomes, choice)
    # The summaries are for what is counted over all series; in a table of them they would be the most of it.
    rows = json.dumps([asdict(replace(one, summary=None)) for one in outcomes], ensure_ascii=False, indent=1) + "\n"
    return (
        renderers.replace(folder / "index.html", page(outcomes, language).encode("utf-8")),
        renderers.replace(folder / "index.json", rows.encode("utf-8")),
    )


def page(outcomes: Sequence[Outcome], language: Language) -> str:
    """The page: series done, reports alone, failures with reasons, files left out."""
    environment = Environment(
        loader=PackageLoader("tongbi.batch", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(label=lambda key, **values: label(key, language, **values))
    groups = {
        state: [replace(one, summary=None) for one in outcomes if one.state == state] for state in ("done", "alone", "failed", "skipped")
    }
    return environment.get_template("index.html.j2").render(language=language, groups=groups)


def _language(outcomes: Sequence[Outcome], choice: LanguageChoice) -> Language:
    """The language asked for, else that of most organisations' names."""
    if choice != "auto":
        return choice
    named = [one for one in outcomes if one.organisation]
    chinese = sum(han_share(one.organisation) > 0.3 for one in named)
    return "zh" if chinese * 2 >= len(named) else "en"
