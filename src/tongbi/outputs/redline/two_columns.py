"""The table old | new | note (新旧对照表) of two neighbouring years as a Word document, A4 lying: what changed, by sections.

What is gone is struck through on the left, what has come is bold and underlined on the right, as Chinese offices set such tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tongbi.outputs import dates, word_document
from tongbi.outputs.labels import label
from tongbi.outputs.paper import Page
from tongbi.outputs.redline import lines, merging, packed, streams
from tongbi.outputs.redline.lines import Line, Words
from tongbi.outputs.redline.marks import element, run

if TYPE_CHECKING:
    from tongbi.model import Comparison, Language

PAGE = Page(margins=(24, 22, 20, 20), lying=True)
STYLES = ("Title", "Caption", "Note", "Cell", word_document.BODY)
_RULES = ("top", "left", "bottom", "right", "insideH", "insideV")


def render(comparison: Comparison, language: Language, old: int, new: int) -> tuple[bytes]:
    """The table of two neighbouring years; the same comparison gives the same bytes."""
    document = word_document.blank(language, STYLES, PAGE)
    steps = merging.merged(streams.of(comparison, old, new))
    title = label("redline.table-title", language, organisation=comparison.organisation, old=old, new=new)
    document.add_paragraph(title, "Title")
    document.add_paragraph(label("redline.legend", language), "Note")
    heads = [label(f"redline.{name}", language, year=year) for name, year in (("old", old), ("new", new), ("note", ""))]
    document.element.body.insert(2, _table(heads, lines.of(comparison, steps, old, new, language)))
    document.core_properties.title = title
    document.core_properties.created = document.core_properties.modified = dates.year_end(comparison, new)
    return (packed(document),)


def _table(heads: Iterable[str], told: Iterable[Line]) -> Any:
    """The table; its head stands on every page."""
    widths = [round(PAGE.room * share) for share in (0.41, 0.41, 0.18)]
    head = [
        element("tc", _cell(width, "D9D9D9"), _paragraph(((text, "head"),), "center")) for text, width in zip(heads, widths, strict=True)
    ]
    made = element(
        "tbl",
        element(
            "tblPr",
            element("tblW", w=sum(widths), type="dxa"),
            element("tblBorders", *(element(side, val="single", sz=4, space=0, color="404040") for side in _RULES)),
            element("tblLayout", type="fixed"),
        ),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
        element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *head),
    )
    for line in told:
        note: Words = ((line.note, ""),) if line.note else ()
        cells = zip(widths, (line.old, line.new, note), strict=True)
        shade = "F2F2F2" if line.level else ""
        told_of = (element("tc", _cell(width, shade), _paragraph(words, heads=line.level > 0)) for width, words in cells)
        made.append(element("tr", element("trPr", element("cantSplit")), *told_of))
    return made


def _cell(width: int, shade: str) -> Any:
    made = element("tcPr", element("tcW", w=width, type="dxa"))
    made.extend([element("shd", val="clear", color="auto", fill=shade)] if shade else [])
    return made


def _paragraph(words: Words, side: str = "left", *, heads: bool = False) -> Any:
    """A cell's text; one that `heads` the rows below stays with them and is bold."""
    kept = [element("keepNext")] if heads else []
    made = element("p", element("pPr", element("pStyle", val="Cell"), *kept, element("jc", val=side)))
    for text, look in words:
        looks = {"b"} if heads or look == "head" else set()
        looks |= {"gone": {"strike"}, "come": {"b", "u"}}.get(look, set())
        parts = [element(name, val="single") if name == "u" else element(name) for name in ("b", "strike", "u") if name in looks]
        made.append(run(text, look=element("rPr", *parts) if parts else None))
    return made
