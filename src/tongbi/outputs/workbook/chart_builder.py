"""Native charts over cells that stand on a sheet: plain, in the workbook's colours, the finding as title, all of it in words beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun

from tongbi.outputs.workbook.cell_writer import clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.outputs.figure_charts import Plot

Size = tuple[float, float]
"""Width and height in centimetres."""

MUTED, _STRONG, _PLAN = "A9BFDA", "1F3A5F", "C05621"
_OUTLINE, _GRID = "9AA5B1", "E4E7EB"
_SMALL, _TITLE = CharacterProperties(sz=800), CharacterProperties(sz=1000, b=True)
_BELOW = CharacterProperties(sz=900, b=False, solidFill="4A5561")


@dataclass(frozen=True, slots=True)
class Layer:
    """A row or column of cells that is drawn: its name, its colour, and the first and the last cell (row, column)."""

    name: str
    colour: str
    first: tuple[int, int]
    last: tuple[int, int]

    def later(self, rows: int) -> Layer:
        """The same without its first rows."""
        return replace(self, first=(self.first[0] + rows, self.first[1]))

    def cells(self, sheet: Worksheet) -> str:
        """The cells as a chart names them."""
        return str(Reference(sheet, min_row=self.first[0], min_col=self.first[1], max_row=self.last[0], max_col=self.last[1]))


def stacked(title: str, words: str, sheet: Worksheet, years: Layer, layers: Sequence[Layer], size: Size) -> BarChart:
    """Layers on one another, named below; shares up to 100 % where there is one alone, with its values."""
    chart = _plain(BarChart(), (title, ""), words, size)
    chart.type, chart.gapWidth = "col", 60
    for layer in layers:
        chart.append(_series(sheet, layer, years))
    if len(layers) > 1:
        chart.grouping, chart.overlap, chart.legend.position = "stacked", 100, "b"
    else:
        chart.legend, chart.dataLabels, chart.y_axis.delete, chart.y_axis.majorGridlines = None, _labels(), True, None
        chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
    return chart  # type: ignore[no-any-return]


def figure(plot: Plot, sheet: Worksheet, years: Layer, values: Layer, plans: Layer | None, size: Size) -> BarChart | LineChart:
    """A figure through the years: columns with their values, the newest dark, or a line, broken where a year has none, with its ends and
    extremes said; plans are marks. Negative values stand below 0, the years below all.
    """
    chart = _plain(LineChart() if plot.is_line else BarChart(), (plot.name, plot.told), f"{plot.name}: {plot.told}. {plot.words}", size)
    series, ticks = _series(sheet, values, years), plot.ticks
    at = [place for place, year in enumerate(plot.years) if year in plot.labelled]
    if plot.is_line:
        _draw_line(series, _STRONG, at)
        chart.y_axis.majorUnit, chart.x_axis.tickLblSkip = ticks[1] - ticks[0], max(1, len(plot.years) // 5)
    else:
        chart.type, chart.gapWidth, series.invertIfNegative, series.dLbls = "col", 60, False, _labels()
        series.dPt = [DataPoint(idx=max(at), invertIfNegative=False, spPr=GraphicalProperties(solidFill=_STRONG))]
        chart.y_axis.delete, chart.y_axis.majorGridlines = True, None
    chart.append(series)
    chart.legend, chart.display_blanks, chart.x_axis.tickLblPos = None, "gap", "low"
    if plot.is_line:
        chart.y_axis.scaling.min, chart.y_axis.scaling.max = ticks[0], ticks[-1]
    elif ticks[0] == 0:
        chart.y_axis.scaling.min = 0
    if plans:
        marks = LineChart()
        marks.append(_marks(_series(sheet, plans, years)))
        chart += marks
    return chart  # type: ignore[no-any-return]


def _draw_line(series: Any, colour: str, labelled: Collection[int]) -> None:
    series.graphicalProperties.solidFill, series.graphicalProperties.line.solidFill = None, colour
    series.graphicalProperties.line.width, series.smooth = 19050, False
    series.marker = _marker("circle", 4, colour)
    series.dLbls = _labels(labelled)


def _marks(series: Any) -> Any:
    series.graphicalProperties.solidFill, series.graphicalProperties.line = None, LineProperties(noFill=True)
    series.marker, series.smooth = _marker("dash", 11, _PLAN), False
    return series


def _marker(symbol: Literal["circle", "dash"], size: int, colour: str) -> Marker:
    return Marker(symbol, size=size, spPr=GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour)))


def _plain(chart: Any, title: tuple[str, str], words: str, size: Size) -> Any:
    """A chart with its title, its words, its size and light axes; it shows what stands in folded columns as well."""
    chart.title, chart.words, chart.visible_cells_only = _title(*title), clean(words), False
    chart.width, chart.height = size
    chart.x_axis.delete = chart.y_axis.delete = False  # newer versions of Excel hide an axis that does not say so
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_GRID)))
    chart.y_axis.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.x_axis.spPr = GraphicalProperties(ln=LineProperties(solidFill=_OUTLINE))
    chart.x_axis.number_format, chart.x_axis.majorTickMark, chart.y_axis.majorTickMark = "0", "none", "none"
    chart.x_axis.txPr, chart.y_axis.txPr, chart.y_axis.number_format = _text(_SMALL), _text(_SMALL), "General"
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    return chart


def _labels(places: Collection[int] | None = None) -> DataLabelList:
    """The values, nothing else; at some of the places only."""
    shown = {"showVal": True, "showSerName": False, "showCatName": False, "showLegendKey": False, "showPercent": False}
    if places is None:
        return DataLabelList(txPr=_text(_SMALL), **shown)
    none = dict.fromkeys(shown, False)
    return DataLabelList(dLbl=[DataLabel(idx=at, txPr=_text(_SMALL), dLblPos="t", **shown) for at in sorted(places)], **none)


def _series(sheet: Worksheet, layer: Layer, years: Layer) -> Any:
    series: Any = Series(val=NumDataSource(NumRef(f=layer.cells(sheet))), tx=SeriesLabel(v=clean(layer.name)))
    series.cat = AxDataSource(NumRef(f=years.cells(sheet)))
    series.graphicalProperties.solidFill, series.graphicalProperties.line.solidFill = layer.colour, layer.colour
    return series


def _title(words: str, below: str) -> Title:
    """Small: Excel's own 14 points take the place of the columns."""
    lines = [(words, _TITLE), *([(below, _BELOW)] if below else [])]
    said = [Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=clean(line))]) for line, look in lines]
    return Title(tx=Text(rich=RichText(p=said)), overlay=False)


def _text(properties: CharacterProperties) -> RichText:
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)])
