"""How the workbook looks: one table of named styles, and the looks derived from them by number format or indent.

Named styles show in Excel's style gallery, so an analyst can restyle the whole workbook by changing one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.xml.functions import tostring

from tongbi.outputs.labels import label
from tongbi.outputs.verdicts import GRADES
from tongbi.outputs.workbook.cell_writer import Look, Mark, Pen

if TYPE_CHECKING:
    from tongbi.model import Indicator, Language

SIZE = 10
LEVELS = 6
DECIMALS = 4

INK, GREY, LINE, NAVY = "1F2933", "7B8794", "D3D9E0", "1F3A5F"
DELETED, INSERTED = "C0392B", "1A56DB"

# The kinds of change, light enough for black print on them and told apart by lightness as well as by hue.
KIND_FILLS = {
    "unchanged": "F4F6F8",
    "figures": "DCEBFA",
    "reworded": "FFF1C9",
    "split": "EADFF5",
    "merged": "EADFF5",
    "added": "D5F0DC",
    "dropped": "F9D9D4",
    "possible": "E4E7EB",
}
PRESENCE_FILLS = {"present": "D5F0DC", "empty": "FFF1C9", "missing": "F9D9D4", "not-required": "EDEDED"}


@dataclass(frozen=True, slots=True)
class Style:
    """One style of the table, with openpyxl's words for places; colours are RGB, sizes points."""

    colour: str = INK
    size: int = SIZE
    bold: bool = False
    fill: str | None = None
    horizontal: str = "left"
    vertical: str = "top"
    wrap: bool = True
    boxed: bool = True
    underline: bool = False
    format: str = "General"


# Where openpyxl keeps the styles of a workbook.
_STYLES = ("_fonts", "_fills", "_borders", "_alignments", "_number_formats", "_cell_styles", "_named_styles")
_NUMBER = Style(horizontal="right", wrap=False)
_TAG = Style(horizontal="center")
_TABLE: dict[str, Style] = {
    "title": Style(colour=NAVY, size=16, bold=True, wrap=False, boxed=False, vertical="center"),
    "note": Style(colour=GREY, size=9, wrap=False, boxed=False, vertical="center"),
    "lead": Style(colour=GREY, size=9, boxed=False),
    "block": Style(colour=NAVY, size=12, bold=True, wrap=False, boxed=False, vertical="center"),
    "head": Style(colour="FFFFFF", bold=True, fill=NAVY, horizontal="center", vertical="center"),
    "text": Style(),
    "line": Style(wrap=False),
    "place": Style(colour=INSERTED, underline=True, wrap=False),
    "strong": Style(bold=True),
    "absent": Style(colour="B0B8C1", horizontal="center"),
    "quiet": Style(colour=GREY),
    "added-text": Style(colour=INSERTED),
    "link": Style(colour=INSERTED, underline=True),
    "tag": _TAG,
    "jump": Style(colour=INSERTED, underline=True, horizontal="center", wrap=False, format="#,##0"),
    "jump-right": Style(colour=INSERTED, underline=True, horizontal="right", wrap=False, format="#,##0"),
    "number": replace(_NUMBER, format="#,##0"),
    "share": replace(_NUMBER, horizontal="center", format="0%"),
    "share-fine": replace(_NUMBER, horizontal="center", format="0.0%"),
    "share-right": replace(_NUMBER, format="0%"),
    "changed": replace(_NUMBER, fill=KIND_FILLS["figures"]),
    "changed-text": Style(fill=KIND_FILLS["reworded"]),
    "target": replace(_TAG, fill="FFF1C9"),
    **{f"kind-{kind}": replace(_TAG, fill=fill, colour=GREY if kind == "unchanged" else INK) for kind, fill in KIND_FILLS.items()},
    **{f"is-{presence}": replace(_TAG, fill=fill) for presence, fill in PRESENCE_FILLS.items()},
}


def make_pen(book: Workbook, language: Language, font: str) -> Pen:
    """Give a workbook that has no styles of its own yet the named styles, and return the pen that writes with them."""
    held: Any = book
    model, pen = _model(language, font)
    for name in _STYLES:
        setattr(held, name, _again(getattr(model, name)))
    return pen


def _again(styles: Any) -> Any:
    """A list of styles once more, which may grow by itself; openpyxl's lists know the place of each value, and copy all but that."""
    found = type(styles)()
    list.extend(found, styles)
    vars(found).update({name: dict(held) if isinstance(held, dict) else held for name, held in vars(styles).items()})
    return found


@cache
def _model(language: Language, font: str) -> tuple[Workbook, Pen]:
    """A workbook with the named styles, which are made once, and the pen."""
    book = Workbook()
    _set_normal_font(book, font)
    looks = {}
    for name, look in _TABLE.items():
        book.add_named_style(_named_style(name, look, font))
        looks[name] = _derive(book, f"tongbi {name}")
    looks |= _number_looks(book, language) | _level_looks(book)
    marks: dict[Mark, str] = {
        "deleted": _run_font(InlineFont(rFont=font, sz=SIZE, color=Color(DELETED), strike=True)),
        "inserted": _run_font(InlineFont(rFont=font, sz=SIZE, color=Color(INSERTED), u="single")),
    }
    return book, Pen(looks, marks, label("workbook.cut", language, count="{count}"))


def _run_font(font: InlineFont) -> str:
    markup: Any = tostring(font.to_tree("rPr"))  # bytes, whatever the stubs say
    return str(markup, "utf-8")


def _set_normal_font(book: Workbook, font: str) -> None:
    # Column widths are counted in digits of the Normal style's font.
    normal = Font(name=font, size=SIZE, color=INK)
    book._named_styles["Normal"].font = normal  # type: ignore[attr-defined]  # openpyxl has no public way to it
    book._fonts[0] = normal  # type: ignore[attr-defined]


def _named_style(name: str, look: Style, font: str) -> NamedStyle:
    side = Side(style="thin", color=LINE)
    return NamedStyle(
        name=f"tongbi {name}",
        font=Font(name=font, size=look.size, bold=look.bold, color=look.colour, underline="single" if look.underline else None),
        fill=PatternFill("solid", fgColor=look.fill) if look.fill else PatternFill(),
        border=Border(left=side, right=side, top=side, bottom=side) if look.boxed else Border(),
        alignment=Alignment(horizontal=look.horizontal, vertical=look.vertical, wrap_text=look.wrap),
        number_format=look.format,
    )


def graded(name: str) -> str:
    """The look of a verdict, a severity or an outcome by its grade."""
    grade = GRADES.get(name)
    return f"is-{grade}" if grade else "tag"


def decimals_of(values: Iterable[float]) -> int:
    """Decimals the values need, 0–4."""
    printed = (f"{value:.{DECIMALS}f}".rstrip("0").partition(".")[2] for value in values)
    return max(map(len, printed), default=0)


def digits(one: Indicator, value: float | None) -> int:
    """Decimals of a number in an indicator's row, 0–4: those of its values; where they are shown in the unit of the newest, those of the
    number, since older years may be printed in another (9.6万亿元 among 亿元).
    """
    if one.scale == 1:
        return decimals_of(one.values.values())
    return 0 if value is None else decimals_of((value,))


def _derive(book: Workbook, style: str, number_format: str | None = None, alignment: Alignment | None = None) -> Look:
    """The look of a cell with a named style and what departs from it; the cell itself is thrown away."""
    sheet = book.worksheets[0]
    prototype = Cell(sheet, row=1, column=1)
    prototype.style = style
    if number_format:
        prototype.number_format = number_format
    if alignment:
        prototype.alignment = alignment
    held: Any = prototype  # no public way to its style
    quoted = StyleArray(held._style)
    quoted.quotePrefix = 1
    plain, other = (book._cell_styles.add(one) for one in (held._style, quoted))  # type: ignore[attr-defined]
    return Look(f' s="{plain}"', f' s="{other}"')


def _number_looks(book: Workbook, language: Language) -> dict[str, Look]:
    """Values, changed values, differences, points and percent changes, each with 0–4 decimals: `value-0`, `changed-2`, `delta-1` …"""
    points = label("workbook.points", language)
    looks = {"percent": _derive(book, "tongbi number", '▲ 0.0%;▼ 0.0%;"–"')}
    for decimals in range(DECIMALS + 1):
        digits = "#,##0" + ("." + "0" * decimals if decimals else "")
        looks[f"value-{decimals}"] = _derive(book, "tongbi number", digits)
        looks[f"changed-{decimals}"] = _derive(book, "tongbi changed", digits)
        looks[f"rate-{decimals}"] = _derive(book, "tongbi number", f'{digits}"%"')
        looks[f"delta-{decimals}"] = _derive(book, "tongbi number", f'▲ {digits};▼ {digits};"–"')
        looks[f"points-{decimals}"] = _derive(book, "tongbi number", f'▲ {digits}" {points}";▼ {digits}" {points}";"–"')
    return looks


def _level_looks(book: Workbook) -> dict[str, Look]:
    """Titles indented by level: `level-1` (bold) to `level-6`."""
    return {
        f"level-{level}": _derive(
            book,
            "tongbi strong" if level == 1 else "tongbi text",
            alignment=Alignment(horizontal="left", indent=2 * (level - 1), wrap_text=True, vertical="top"),
        )
        for level in range(1, LEVELS + 1)
    }
