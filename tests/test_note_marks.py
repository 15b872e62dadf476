"""Marks of notes are no text and no part of names; the notes stand apart; what only looks like them stays."""

from __future__ import annotations

import pytest

from tongbi.model import Block, Cell, Document, Grid, Source
from tongbi.readers import note_marks


def apart(*lines: str) -> Document:
    grid = Grid((Cell("总产值[2]", 0, 0), Cell("12", 0, 1)))
    blocks = tuple(grid if line == "表" else Block(line) for line in lines)
    return note_marks.set_apart(Document(Source("", "txt", None, ""), blocks, metadata={"title": lines[0]}))


def texts(document: Document) -> list[str]:
    return [block.text if isinstance(block, Block) else block.cells[0].text for block in document.blocks]


@pytest.mark.parametrize(
    ("marks", "signs"),
    [
        (("[1]", "[2]"), ("[1] ", "[2] ")),
        (("［1］", "［2］"), ("［1］", "［2］")),
        (("①", "②"), ("①", "②")),
        (("[^甲]", "[^b-2]"), ("[^甲]: ", "[^b-2]: ")),
        (("[1]", "[2]"), ("〔1〕", "【2】")),
        (("¹", "²"), ("¹ ", "²")),
        (("*", "**"), ("*", "** ")),
        (("†", "‡"), ("†", "‡ ")),
    ],
)
@pytest.mark.parametrize("head", ["注：", "Notes:", ""])
def test_marks_with_notes(marks: tuple[str, str], signs: tuple[str, str], head: str) -> None:
    notes = [f"{sign}{note}" for sign, note in zip(signs, ("初步统计数。", "按现价计算。"), strict=True)]
    document = apart(f"统计公报{marks[0]}", f"全年产值{marks[1]}120亿元，（现价）{marks[0]}。", *filter(None, [head]), *notes)
    assert texts(document) == ["统计公报", "全年产值120亿元，（现价）。"]
    assert document.notes == ("初步统计数。", "按现价计算。")
    assert document.metadata == {"title": "统计公报"}


def test_marks_that_count_up_without_notes_and_in_cells() -> None:
    assert texts(apart("统计公报[1]", "表", "增加值[3]85亿元。")) == ["统计公报", "总产值", "增加值85亿元。"]


def test_raised_figures_that_count_up_without_notes() -> None:
    assert texts(apart("户籍人口¹214.6万人，常住人口²230万人，面积12km²。")) == ["户籍人口214.6万人，常住人口230万人，面积12km²。"]


def test_a_mark_whose_note_is_missing() -> None:
    assert texts(apart("公报[1]", "产值[2]，增加值[3]。", "[1]甲。", "[2]乙。")) == ["公报", "产值，增加值。"]


@pytest.mark.parametrize(
    "lines",
    [
        ("见附件[3]和附件[7]。",),  # no count from 1
        ("依法行政[2023]12号文件[1]。",),  # one mark alone
        ("包括：①健全制度；②规范执法。", "①健全制度，全年制定12项。", "②规范执法，全年办理35件。"),  # points
        ("[1] 第一项。", "[2] 第二项。"),  # items without marks
        ("重点工作*", "* 建章立制。", "* 规范执法。"),  # points
        ("建成区面积¹2km²，绿地5m²。", "另有3km²。"),
        ("规格为5*8，等级A*。",),
        ("见[说明](1)。", "表[1](a.md)、表[2](b.md)"),
    ],
)
def test_what_is_no_mark_stays(lines: tuple[str, ...]) -> None:
    document = apart(*lines)
    assert texts(document) == list(lines)
    assert not document.notes
