"""The engine of printed pages: what belongs to one line, and what rules make a table, whatever format delivers them."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import pytest

from clock import check_growth
from tongbi.model import Block, Cell, Grid
from tongbi.readers import pages
from tongbi.readers.pages import floats, geometry
from tongbi.readers.pages.geometry import Box, after, between, point
from tongbi.readers.pages.lines import lines, pieces
from tongbi.readers.pages.ruled import find, of_path
from tongbi.readers.pages.runs import Run, Sheet


def characters(text: str, x: float, y: float, size: float = 12.0, width: float = 0.0) -> list[Run]:
    """The characters of a text from a place on, all of one width."""
    width = width or size
    return [Run(0, char, x + at * width, y - size, x + (at + 1) * width, y, y, size) for at, char in enumerate(text) if char != " "]


def test_tightly_set_lines_stay_apart() -> None:
    runs = characters("purchased from", 10, 100, width=6) + characters("our suppliers", 10, 110, width=6)
    assert [run.text for run in pieces(sorted(runs, key=lambda run: run.left))] == ["purchased from", "our suppliers"]


@pytest.mark.parametrize("text", ["carefully", "法治政府", "1100", "lll"])
def test_what_is_printed_twice_is_taken_once_and_double_letters_stay(text: str) -> None:
    once = characters(text, 10, 100, width=3 if text.isascii() else 12)
    assert [run.text for run in pieces(once)] == [text]
    twice = [*once, *(Run(0, run.text, run.left + 0.2, run.top, run.right + 0.2, run.bottom, run.baseline, run.size) for run in once)]
    assert [run.text for run in pieces(twice)] == [text]


def test_wide_gaps_become_tabs_between_texts_and_nothing_between_letters() -> None:
    far = [*pieces(characters("办公室", 10, 100)), *pieces(characters("印发", 90, 100))]
    assert [run.text for run in lines(far)] == ["办公室\t印发"]
    assert [run.text for run in lines(pieces(characters("年 度 报 告", 10, 100, width=16)))] == ["年度报告"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("up", [True, False])
def test_a_turned_page_keeps_its_size_and_its_corner(turn: int, up: bool) -> None:
    matrix, width, height = geometry.upright((10, 20, 110, 220), turn, up=up, scale=2.0)
    assert (width, height) == ((200, 400) if turn % 180 == 0 else (400, 200))
    assert between(matrix, 10, 20, 110, 220) == Box(0, 0, width, height)
    whole = after(matrix, (1.0, 0.0, 0.0, 1.0, 5.0, 7.0))
    assert point(whole, 30, 40) == pytest.approx([a + b for a, b in zip(point(matrix, 30, 40), (5, 7), strict=True)])


def test_the_strokes_of_an_outline_are_rules_and_its_ground_is_none() -> None:
    box = [("M", (0.0, 0.0)), ("L", (50.0, 0.0)), ("L", (50.0, 30.0)), ("L", (0.0, 30.0)), ("C", (0.0, 30.0))]
    assert list(of_path(box, stroked=True)) == [Box(0, 0, 50, 0), Box(50, 0, 50, 30), Box(0, 30, 50, 30), Box(0, 0, 0, 30)]
    assert list(of_path(box, stroked=False)) == []
    thin = [("M", (0.0, 0.0)), ("L", (50.0, 0.0)), ("L", (50.0, 1.0)), ("L", (0.0, 1.0)), ("C", (0.0, 1.0))]
    assert list(of_path(thin, stroked=False)) == [Box(0, 0, 50, 1)]
    assert list(of_path([("M", (0.0, 0.0)), ("B", (50.0, 0.0))], stroked=True)) == []


def test_rules_torn_into_pieces_make_the_same_table() -> None:
    whole = [Box(0, y, 90, y) for y in (0, 30, 60)] + [Box(x, 0, x, 60) for x in (0, 45, 90)]
    level = [Box(x, y, x + 45, y) for x, y in product((0, 45), (0, 30, 60))]
    upright = [Box(x, y, x, y + 30) for x, y in product((0, 45, 90), (0, 30))]
    assert find(level + upright) == find(whole)
    assert len(find(whole)[0].cells) == 4


def test_a_drawing_of_rules_takes_time_as_it_has_crossings() -> None:
    def drawn(crossings: int) -> None:
        side = math.isqrt(crossings)
        find([Box(0, 4 * at, 4 * side, 4 * at) for at in range(side)] + [Box(4 * at, 0, 4 * at, 4 * side) for at in range(side)])

    check_growth(drawn, 1_000_000)


def test_every_character_of_a_page_comes_out_once() -> None:
    table = find([Box(0, y, 240, y) for y in (100, 130, 160)] + [Box(x, 100, x, 160) for x in (0, 120, 240)])
    runs = [run for y in (60, 121, 151, 200) for run in characters("依法行政推进法治政府建设取得新", 2, y)]
    text = pages.read([Sheet(0, 595, 842, tuple(runs), table)]).text
    assert sorted("".join(text.split())) == sorted(run.text for run in runs)


MEASURE = 40  # letters


@pytest.mark.parametrize(
    ("last", "goes_on"),
    [("both houses that sit in town", True), ("one house that sits in town", False), ("all of it was told in town. ", False)],
)
def test_a_line_goes_on_where_the_next_word_had_no_room_with_its_blank(last: str, goes_on: bool) -> None:
    full = [
        "the members met in every month of a year",
        "and heard what all committees had to say",
        "in papers that had been sent to them all",
    ] * 3
    words = [*full, last, "Parliament decided on all of it in March"]
    assert {len(one) for one in (*full, words[-1])} == {MEASURE}
    runs = [run for at, one in enumerate(words) for run in pieces(characters(one, 60, 100 + 14 * at, width=6))]
    texts = [block.text for block in pages.read([Sheet(0, 595, 842, tuple(runs))]).blocks if isinstance(block, Block)]
    assert texts[-1] == words[-1] if not goes_on else texts[-1].endswith(f"{last} {words[-1]}")


def paragraph(text: str, page: int = 1, **looks: Any) -> Block:
    return Block(text, page=page, **looks)


FLOAT = Grid((Cell("Year", 0, 0), Cell("Lamps", 0, 1), Cell("2021", 1, 0), Cell("120", 1, 1)))


@pytest.mark.parametrize(
    ("blocks", "texts"),
    [
        # A table, a caption with its table, and a picture's caption over the page in the midst of a sentence.
        (["We lit four hundred halls,", FLOAT, "most of them by night."], ["We lit four hundred halls, most of them by night."]),
        (
            ["The lamps that we sold", "Figure 3: Lamps sold.", "Table 2: By year.", FLOAT, "went to towns."],
            ["The lamps that we sold went to towns.", "Figure 3: Lamps sold.", "Table 2: By year."],
        ),
        # A sentence that ends, another type, a point of a list, a line in capitals, cells of one line, nothing between.
        (["We lit four halls.", FLOAT, "most by night."], ["We lit four halls.", "most by night."]),
        (["We lit four halls and", FLOAT, "ii. sold lamps"], ["We lit four halls and", "ii. sold lamps"]),
        (["Lamps by year", FLOAT, "Most went to towns."], ["Lamps by year", "Most went to towns."]),
        (["Lamps\\tBulbs", FLOAT, "more went to towns."], ["Lamps\\tBulbs", "more went to towns."]),
        (["Figure 1: Lamps sold", FLOAT, "most of them by night."], ["Figure 1: Lamps sold", "most of them by night."]),
        (["We lit four halls and", "most of them by night."], ["We lit four halls and", "most of them by night."]),
    ],
)
def test_a_paragraph_goes_on_behind_what_floats(blocks: list[str | Grid], texts: list[str]) -> None:
    found = floats.around([one if isinstance(one, Grid) else paragraph(one) for one in blocks])
    assert [one.text for one in found if isinstance(one, Block)] == texts
    assert sum(isinstance(one, Grid) for one in found) == sum(isinstance(one, Grid) for one in blocks)


def test_what_goes_on_behind_a_float_knows_its_pages_and_its_type() -> None:
    (whole, _) = floats.around([paragraph("We lit halls in"), FLOAT, paragraph("all towns.", 3, turns=((4, 4),))])
    assert isinstance(whole, Block)
    assert [whole.page_at(at) for at in (0, 16, 20)] == [1, 3, 4]
    bold = [paragraph("Lamps and", bold=True), FLOAT, paragraph("bulbs sold well.")]
    assert floats.around(bold) == bold
