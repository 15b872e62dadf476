"""The redline: the newer of two years' reports as a Word document with tracked changes, and beside it what they come to, in Markdown.

Accepting all gives the newer report, rejecting all the older one, paragraph for paragraph.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document

from tongbi.outputs import dates, word_document
from tongbi.outputs.labels import label
from tongbi.outputs.redline import body, counts, merging, streams, summary, tables
from tongbi.outputs.redline.marks import Marker
from tongbi.outputs.reproducible_zip import pinned

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from tongbi.model import Comparison, Language

STYLES = ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", word_document.BODY, "Caption", "Note", tables.STYLE)


def render(comparison: Comparison, language: Language, old: int, new: int) -> tuple[bytes, bytes]:
    """The redline of two neighbouring years as .docx, and its counts as .md. The same comparison gives the same bytes.

    Its changes bear the last day of the newer report's year.
    """
    steps = merging.merged(streams.of(comparison, old, new))
    found = counts.of(comparison, old, new, steps)
    ends = dates.year_end(comparison, new)
    document = Document(BytesIO(_empty(comparison.report(new).language)))
    for place, one in enumerate(body.drawn(steps, Marker(ends.date().isoformat()))):
        document.element.body.insert(place, one)
    document.core_properties.title = label("redline.title", language, organisation=comparison.organisation, old=old, new=new)
    document.core_properties.comments = summary.line(found, language)
    document.core_properties.created = document.core_properties.modified = ends
    summary.put(document, found)
    return packed(document), summary.text(comparison, found, language, old, new).encode("utf-8")


@cache
def _empty(language: Language) -> bytes:
    """The document before anything is in it, made once in a process."""
    stream = BytesIO()
    word_document.blank(language, STYLES).save(stream)
    return stream.getvalue()


def packed(document: WordDocument) -> bytes:
    """A document's bytes, without the hour of writing."""
    stream = BytesIO()
    document.save(stream)
    return pinned(stream.getvalue())
