"""Openpyxl's links and run fonts, writing themselves directly: its general serialiser took a third of the time of a workbook."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.xml.functions import Element


class Jump(Hyperlink):
    """A link to a place in the same workbook (`location`), with a hint shown meanwhile."""

    def to_tree(self, tagname: str | None = None, idx: object = None, namespace: str | None = None) -> Any:
        """The link's element, only with what a jump has."""
        attributes = {"ref": self.ref, "location": self.location, "tooltip": self.tooltip}
        return Element("hyperlink", {name: value for name, value in attributes.items() if value})


class RunFont(InlineFont):
    """The font of many runs of rich text, written once; a change after that would not be seen."""

    def __init__(self, font: InlineFont) -> None:
        super().__init__()
        self._element = font.to_tree("rPr")  # asked of the font itself: a subclass loses its parent's list of elements

    def to_tree(self, tagname: str | None = None, idx: object = None, namespace: str | None = None) -> Any:
        """A copy of the element: one element has one parent only."""
        return deepcopy(self._element)
