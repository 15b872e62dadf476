"""Native charts: columns by year over cells that stand on a sheet, plain, in the workbook's colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun

from tongbi.renderers.workbook.cells import clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

OUTLINE, GRID = "9AA5B1", "E4E7EB"
STACKED_GAP, SINGLE_GAP = 60, 80
_SMALL, _TITLE = CharacterProperties(sz=800), CharacterProperties(sz=1000, b=True)
# Name, colour, row of the sheet that holds the values.
Layer = tuple[str, str, int]


def columns(sheet: Worksheet, layers: Sequence[Layer], years_row: int, first: int, last: int) -> BarChart:
    """A column a year over the columns `first` to `last` of a sheet; several layers are stacked and named, one shows its values."""
    chart = BarChart()
    chart.type = "col"
    chart.x_axis.delete = chart.y_axis.delete = False  # newer versions of Excel hide an axis that does not say so
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=GRID)))
    chart.x_axis.number_format = "0"
    for name, colour, row in layers:
        series = Series(Reference(sheet, min_col=first, max_col=last, min_row=row), title=clean(name))
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = OUTLINE
        chart.append(series)
    chart.set_categories(Reference(sheet, min_col=first, max_col=last, min_row=years_row))
    if len(layers) > 1:
        chart.grouping, chart.overlap, chart.gapWidth = "stacked", 100, STACKED_GAP
        chart.legend.position = "b"
    else:
        chart.legend, chart.gapWidth = None, SINGLE_GAP
        chart.y_axis.scaling.min = 0
        chart.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False)
        chart.dataLabels.txPr = _text(_SMALL)
    chart.x_axis.txPr = chart.y_axis.txPr = _text(_SMALL)
    return chart


def name(chart: BarChart, title: str, width: float, height: float) -> BarChart:
    """The chart with its size in centimetres and a small title: Excel's own 14 points take the place of the columns."""
    run = RegularTextRun(rPr=_TITLE, t=clean(title))
    words = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_TITLE), r=[run])])
    chart.title = Title(tx=Text(rich=words), overlay=False)
    chart.width, chart.height = width, height  # type: ignore[assignment]  # the stubs know whole centimetres only
    return chart


def _text(properties: CharacterProperties) -> RichText:
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)])
