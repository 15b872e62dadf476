"""Native charts: columns by year over cells that stand on a sheet, plain, in the workbook's colours.

openpyxl makes a chart of one kind once in a process, with names for its words and places; each chart of that kind is its XML with these
filled in. Built part by part, fourteen charts took a sixth of a workbook's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from string import Template
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from openpyxl.chart import BarChart
from openpyxl.chart._chart import ChartBase
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.reference import Reference
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.xml.functions import fromstring, tostring

from tongbi.outputs.workbook.cells import clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

OUTLINE, GRID = "9AA5B1", "E4E7EB"
STACKED_GAP, SINGLE_GAP = 60, 80
_SMALL, _TITLE = CharacterProperties(sz=800), CharacterProperties(sz=1000, b=True)
# Name, colour, row of the sheet that holds the values.
Layer = tuple[str, str, int]


class Columns(ChartBase):
    """A column a year over the columns `first` to `last` of a sheet; several layers are stacked and named, one shows its values.

    `width` and `height` are centimetres. The scale starts at 0 unless there are values `below` it; `shares` go up to 100 %.
    """

    def __init__(
        self,
        title: str,
        sheet: Worksheet,
        layers: Sequence[Layer],
        years_row: int,
        first: int,
        last: int,
        *,
        width: float,
        height: float,
        below: bool = False,
        shares: bool = False,
    ) -> None:
        # ChartBase would make the parts of a chart that this one has as XML.
        self.width, self.height = width, height  # type: ignore[assignment]  # the stubs know whole centimetres only
        words = {"title": clean(title), "years": str(Reference(sheet, min_col=first, max_col=last, min_row=years_row))}
        for place, (name, _, row) in enumerate(layers):
            words[f"name{place}"] = clean(name)
            words[f"values{place}"] = str(Reference(sheet, min_col=first, max_col=last, min_row=row))
        template = _template(tuple(colour for _, colour, _ in layers), below, shares)
        self._xml = template.substitute({name: escape(text) for name, text in words.items()})

    def _write(self) -> Any:
        return fromstring(self._xml)


@lru_cache
def _template(colours: tuple[str, ...], below: bool, shares: bool) -> Template:
    """The XML of a chart with layers of these colours: `$title`, `$years`, and for each layer `$name0` and `$values0`."""
    chart: Any = BarChart()
    chart.type = "col"
    chart.x_axis.delete = chart.y_axis.delete = False  # newer versions of Excel hide an axis that does not say so
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=GRID)))
    chart.x_axis.number_format = "0"
    for place, colour in enumerate(colours):
        series = Series(val=NumDataSource(NumRef(f=f"$values{place}")), tx=SeriesLabel(v=f"$name{place}"))
        series.cat = AxDataSource(NumRef(f="$years"))
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = OUTLINE
        chart.append(series)
    if len(colours) > 1:
        chart.grouping, chart.overlap, chart.gapWidth = "stacked", 100, STACKED_GAP
        chart.legend.position = "b"
    else:
        chart.legend, chart.gapWidth = None, SINGLE_GAP
        chart.y_axis.scaling.min = None if below else 0
        chart.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False)
        chart.dataLabels.txPr = _text(_SMALL)
    chart.x_axis.txPr = chart.y_axis.txPr = _text(_SMALL)
    if shares:
        chart.y_axis.scaling.max = 1
        chart.y_axis.number_format = "0%"
    # Small: Excel's own 14 points take the place of the columns.
    run = RegularTextRun(rPr=_TITLE, t="$title")
    chart.title = Title(tx=Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_TITLE), r=[run])])), overlay=False)
    content: Any = tostring(chart._write())
    return Template(content.decode())


def _text(properties: CharacterProperties) -> RichText:
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)])
