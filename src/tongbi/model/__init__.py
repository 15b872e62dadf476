"""The nouns every stage shares: frozen values, from a reader's blocks to the finished comparison.

Everything here is plain data that compares by value. Years are integers. Texts are kept as printed, except for white space at
the ends of paragraphs. `None` means "not found" or "not there", never "not yet looked for".
"""

from tongbi.model.comparison import (
    Change,
    ChangeKind,
    Comparison,
    Coverage,
    Edit,
    EditOp,
    Indicator,
    IndicatorChange,
    LinkReason,
    Node,
    Noise,
    SectionRow,
    TableLine,
    TableThread,
    Thread,
)
from tongbi.model.reading import Block, Cell, Document, Finding, Grid, Source
from tongbi.model.report import CellPlace, Figure, Language, Method, PlacedGrid, Report, Section, Table, Unit, Value

__all__ = [
    "Block",
    "Cell",
    "CellPlace",
    "Change",
    "ChangeKind",
    "Comparison",
    "Coverage",
    "Document",
    "Edit",
    "EditOp",
    "Figure",
    "Finding",
    "Grid",
    "Indicator",
    "IndicatorChange",
    "Language",
    "LinkReason",
    "Method",
    "Node",
    "Noise",
    "PlacedGrid",
    "Report",
    "Section",
    "SectionRow",
    "Source",
    "Table",
    "TableLine",
    "TableThread",
    "Thread",
    "Unit",
    "Value",
]
