"""Native charts: columns or a line by year over cells that stand on a sheet, plain, in the workbook's colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun

from tongbi.outputs.workbook.cell_writer import clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_OUTLINE, _GRID = "9AA5B1", "E4E7EB"
_SMALL, _TITLE = CharacterProperties(sz=800), CharacterProperties(sz=1000, b=True)
# Name, colour, row of the sheet that holds the values.
Layer = tuple[str, str, int]
# The row of the years, the columns of the first and of the last one.
Area = tuple[int, int, int]


def columns(
    title: str,
    sheet: Worksheet,
    layers: Sequence[Layer],
    area: Area,
    size: tuple[float, float],
    *,
    below: bool = False,
    shares: bool = False,
) -> BarChart:
    """A column a year over an area of the sheet; several layers are stacked and named, one shows its values.

    `size` is width and height in centimetres. The scale starts at 0 unless there are values `below` it; `shares` go up to 100 %.
    """
    chart = _plain(BarChart(), title, size)
    chart.type = "col"
    for layer in layers:
        chart.append(_series(sheet, layer, area))
    if len(layers) > 1:
        chart.grouping, chart.overlap, chart.gapWidth, chart.legend.position = "stacked", 100, 60, "b"
    else:
        chart.legend, chart.gapWidth, chart.dataLabels, chart.y_axis.scaling.min = None, 80, _labels(), None if below else 0
    if shares:
        chart.y_axis.scaling.max, chart.y_axis.number_format = 1, "0%"
    return chart  # type: ignore[no-any-return]


def line(title: str, sheet: Worksheet, layer: Layer, area: Area, size: tuple[float, float], *, below: bool = False) -> LineChart:
    """A line with a mark for each year that has a value, broken where a year has none; for more years than columns have room for."""
    chart = _plain(LineChart(), title, size)
    series = _series(sheet, layer, area)
    series.graphicalProperties.solidFill, series.graphicalProperties.line.solidFill = None, layer[1]
    series.smooth = False
    series.marker = Marker("circle", size=5, spPr=GraphicalProperties(solidFill=layer[1], ln=LineProperties(solidFill=layer[1])))
    chart.append(series)
    chart.legend, chart.display_blanks, chart.y_axis.scaling.min = None, "gap", None if below else 0
    return chart  # type: ignore[no-any-return]


def _plain(chart: Any, title: str, size: tuple[float, float]) -> Any:
    """A chart with its title, its size and light axes."""
    chart.title = _title(title)
    chart.width, chart.height = size
    chart.x_axis.delete = chart.y_axis.delete = False  # newer versions of Excel hide an axis that does not say so
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_GRID)))
    chart.x_axis.number_format = "0"
    chart.x_axis.txPr = chart.y_axis.txPr = _text(_SMALL)
    return chart


def _labels() -> DataLabelList:
    """The values above their columns, nothing else."""
    return DataLabelList(txPr=_text(_SMALL), showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False)


def _series(sheet: Worksheet, layer: Layer, area: Area) -> Any:
    name, colour, row = layer
    series: Any = Series(val=NumDataSource(NumRef(f=_cells(sheet, row, area))), tx=SeriesLabel(v=clean(name)))
    series.cat = AxDataSource(NumRef(f=_cells(sheet, area[0], area)))
    series.graphicalProperties.solidFill, series.graphicalProperties.line.solidFill = colour, _OUTLINE
    return series


def _cells(sheet: Worksheet, row: int, area: Area) -> str:
    return str(Reference(sheet, min_col=area[1], max_col=area[2], min_row=row))


def _title(words: str) -> Title:
    """Small: Excel's own 14 points take the place of the columns."""
    run = RegularTextRun(rPr=_TITLE, t=clean(words))
    return Title(tx=Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_TITLE), r=[run])])), overlay=False)


def _text(properties: CharacterProperties) -> RichText:
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)])
