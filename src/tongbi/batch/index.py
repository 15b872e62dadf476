"""The index over a batch: a page, a workbook and a record of what became of every series and file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tongbi import outputs
from tongbi.batch import rollup_workbook
from tongbi.batch.rollup import Rollup, kind_title, node_title, roll_up
from tongbi.outputs.invalid_characters import visible_value
from tongbi.outputs.templates import template

if TYPE_CHECKING:
    from tongbi.batch.outcome import Outcome
    from tongbi.config import LanguageChoice
    from tongbi.model import Language

PAGE_LINES = 60
"""Figures of a matrix that the page shows; the workbook shows all."""
PAGE_BODIES = 12


NAMES = ("index.html", "index.xlsx", "index.json")


def write(outcomes: Sequence[Outcome], folder: Path, choice: LanguageChoice) -> tuple[Path, ...]:
    """Writes index.html, index.xlsx and index.json into the batch's folder, row by row, and returns their paths; where the disk refuses one
    (a workbook that is open elsewhere), the others are written before OutputError is raised.
    """
    found = roll_up(outcomes)
    language = found.language if choice == "auto" else choice

    def workbook(stream: BinaryIO) -> None:
        rollup_workbook.write(found, language, stream)

    fillings: tuple[Callable[[BinaryIO], None], ...] = (partial(_put, page(found, language)), workbook, partial(_put, _record(outcomes)))
    return tuple(outputs.each(partial(_written, folder / name, fill) for name, fill in zip(NAMES, fillings, strict=True)))


def _written(path: Path, fill: Callable[[BinaryIO], None]) -> Path:
    with outputs.replacing(path) as stream:
        fill(stream)
    return path


def _put(parts: Iterable[str], stream: BinaryIO) -> None:
    stream.writelines(part.encode("utf-8") for part in parts)


def page(found: Rollup, language: Language) -> Iterator[str]:
    """The page, in parts: series, main figures that changed most, the same figures of several bodies, shared wording, what is left."""
    filled = template("tongbi.batch", "index.html.j2", language, visible_value)
    states = ("failed", "alone", "skipped")
    told = {"language": language, "rollup": found, "bodies": PAGE_BODIES, "lines": PAGE_LINES, "states": states, "spark": spark}
    titles = cache(lambda kind: kind_title(kind, language))
    return iter(filled.stream(told, node=lambda kind, canonical: node_title(kind, canonical, language), kind_title=titles))


def spark(values: Mapping[str, float]) -> str:
    """The points of a line through the values of years, for a box of 100 by 24: time to the right, larger values higher."""
    years = [*map(int, values)]
    low, high = min(values.values()), max(values.values())
    wide, tall = max(years[-1] - years[0], 1), (high - low) or 1.0
    placed = zip(years, values.values(), strict=True)
    return " ".join(f"{3 + 94 * (year - years[0]) / wide:.1f},{21 - 18 * (value - low) / tall:.1f}" for year, value in placed)


def _record(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The outcomes as a JSON list, in parts, a line each."""
    before = "[\n "
    for one in outcomes:
        # The summaries are for what is counted over all series; in a table of them they would be the most of it.
        yield before + json.dumps(asdict(replace(one, summary=None)), ensure_ascii=False)
        before = ",\n "
    yield "\n]\n"
