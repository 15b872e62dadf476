"""Places in the original: the page and the paragraph that a sentence is printed in, in words and as a link into the file.

Paragraphs are counted as a reader counts them, lines that head others aside: those that begin on the page, before which a page tells the
rest of one at its top; where the format has no pages, those below the heading.
"""

from __future__ import annotations

import os
import string
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from tongbi import locations
from tongbi.outputs.labels import label

if TYPE_CHECKING:
    from tongbi.model import Comparison, Language, Report, Unit

# What stands in a URL as it is; a dash has a meaning in a text fragment.
_PLAIN = frozenset((string.ascii_letters + string.digits + "._~").encode())
# What parts clauses; a comma within a number does not.
_BETWEEN = ("，", "；", "。", "：", ", ", "; ", ". ", ": ")
_PAGED, _FRAGMENTED = frozenset({"pdf"}), frozenset({"html"})


class Places:
    """The places of a comparison's sentences, said in `language`; links run from `folder` to files that are there, else there are none."""

    def __init__(self, comparison: Comparison, language: Language, folder: Path | None = None) -> None:
        self._language = language
        self._said = cache(partial(_said, language))
        self._reports = {unit.id: report for report in comparison.reports for unit in report.units}
        self._units = comparison.unit_texts()
        self._counted = {unit: count for report in comparison.reports for unit, count in _counted(report)}
        self._files = {report.source.path: _relative(report.source.path, folder) for report in comparison.reports}

    def said(self, unit: str) -> str:
        """第3页第2段, or 第2段 below its heading where the format has no pages."""
        return self._said(self._units[unit].place.page, self._counted[unit])

    def headed(self, unit: str) -> str:
        """As `said`, with the label of the heading before a paragraph without a page: （二）第2段."""
        report, section = self._reports[unit], self._units[unit].section
        if self._units[unit].place.page or section is None:
            return self.said(unit)
        head = report.sections[section].label or report.sections[section].heading
        return label("place.headed", self._language, heading=head.strip(), place=self.said(unit))

    def file(self, path: str) -> str:
        """The URL of a report's file, "" where it is not known to be there."""
        return self._files[path]

    def link(self, unit: str) -> str:
        """The file's URL with the page or, in a saved web page, the words to show; "" where the file is not known to be there, or
        opens at its beginning alone.
        """
        source = self._reports[unit].source
        file, page = self._files[source.path], self._units[unit].place.page
        if file and page and source.format in _PAGED:
            return f"{file}#page={page}"
        return f"{file}#:~:text={_fragment(self._units[unit])}" if file and source.format in _FRAGMENTED else ""


def _said(language: Language, page: int | None, paragraph: int) -> str:
    return label("place.paragraph" if not page else "place.page" if paragraph else "place.top", language, page=page, paragraph=paragraph)


def _counted(report: Report) -> Iterator[tuple[str, int]]:
    """Each unit with the number of its paragraph on its page, or in its section, from 1; 0 where it began on the page before."""
    seen: Counter[tuple[int | None, int | None]] = Counter()
    for _, units in groupby(report.units, key=lambda unit: (unit.paragraph, unit.section)):
        told = [*units]
        page = told[0].place.page
        where = (page, None) if page else (None, told[0].section)
        number = seen[where] + 1
        seen[where] += any(unit.idle != "heads" for unit in told)
        yield from ((unit.id, number if unit.place.page == page else 0) for unit in told)


def _relative(path: str, folder: Path | None) -> str:
    """The way from a folder to a file as a URL; "" where either is unknown, or not on this machine."""
    if folder is None or not locations.is_local(folder) or not Path(path).is_file():
        return ""
    try:
        way = os.path.relpath(Path(path).resolve(), folder.resolve())
    except ValueError:  # another drive
        return ""
    return "/".join(part if part == os.pardir else _encoded(part) for part in Path(way).parts)


def _fragment(unit: Unit) -> str:
    """The first clause of a sentence and its last, between which the browser marks all."""
    text = unit.text
    for mark in _BETWEEN:
        text = text.replace(mark, "\n")
    clauses = [clause.strip() for clause in text.split("\n") if clause.strip()]
    return ",".join(map(_encoded, dict.fromkeys((clauses[0], clauses[-1])))) if clauses else ""


def _encoded(text: str) -> str:
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in text.encode())
