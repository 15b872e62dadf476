"""Text in columns on printed pages: in order, its headings whole, stretched lines no tables, and tables across the columns."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdfium2")

from test_pdf import HEIGHT, LEFT, grids, made, read, text, texts

STEP = 14
RULES = "".join(f"{LEFT} {HEIGHT - top} m 500 {HEIGHT - top} l S\n" for top in (330, 350, 390))
TABLE = "".join(
    text(x, 345 + 20 * at, word, 10)
    for at, words in enumerate((("Town", "Wells", "Pumps"), ("Alder", "12", "7"), ("Birch", "30", "9")))
    for x, word in zip((LEFT, 230, 400), words, strict=True)
)


def column(x: float, top: float, name: str, count: int = 12, size: float = 10) -> tuple[str, str]:
    """A column of lines of one length: as it is printed, and its text."""
    words = [f"the {name} column has line {at} running" for at in range(10, 10 + count)]
    return "".join(text(x, top + STEP * at, one, size) for at, one in enumerate(words)), " ".join(words)


def test_a_stretched_line_of_a_narrow_column_is_no_row_of_cells() -> None:
    words = "(vehicles were damaged on Tuesday and) Tj".replace(" ", ") Tj [-1500] TJ (", 5)
    stretched = f"BT /L 10 Tf 1 0 0 1 {LEFT} {HEIGHT - 100} Tm {words} ET\n"
    (found,) = texts(read(made([stretched + text(LEFT, 114, "repaired within the same week by our staff.", 10)])))
    assert found == "vehicles were damaged on Tuesday and repaired within the same week by our staff."


@pytest.mark.parametrize("places", [(LEFT, 310), (30, 215, 400)])
def test_a_table_across_columns_of_text_is_a_table_and_they_are_none(places: tuple[float, ...]) -> None:
    above, below = ([column(x, top, f"{word}{at}") for at, x in enumerate(places)] for top, word in ((100, "upper"), (420, "lower")))
    document = read(made(["".join(shown for shown, _ in (*above, *below)) + RULES + TABLE]))
    assert [[cell[0] for cell in grid] for grid in grids(document)] == [["Town", "Wells", "Pumps", "Alder", "12", "7", "Birch", "30", "9"]]
    assert " ".join(texts(document)) == " ".join(words for _, words in (*above, *below))


def test_a_short_heading_over_both_columns_parts_what_stands_above_from_what_stands_below() -> None:
    parts = [column(x, top, name) for top, name in ((100, "upper"), (330, "lower")) for x in (LEFT, 310)]
    document = read(made(["".join(shown for shown, _ in parts) + text(LEFT, 295, "Our Work", 15)]))
    whole = [words for _, words in parts]
    assert " ".join(texts(document)) == " ".join([*whole[:2], "Our Work", *whole[2:]])


def test_a_heading_beside_text_stays_in_its_column() -> None:
    (upper, one), (lower, two), (right, other) = column(LEFT, 100, "upper"), column(LEFT, 330, "lower"), column(310, 100, "right", 28)
    document = read(made([upper + lower + right + text(LEFT, 295, "Our Work", 15)]))
    assert " ".join(texts(document)) == " ".join([one, "Our Work", two, other])


@pytest.mark.parametrize("heading", ["Water and Sanitation|Works in Rural Districts", "农村饮水安全工程建设与|运行管理情况"])
@pytest.mark.parametrize("centred", [False, True])
def test_a_heading_of_large_type_over_two_lines_of_a_column_is_one(heading: str, centred: bool) -> None:
    size, width, joint = 13.6, 152, " " if heading.isascii() else ""
    middles = [(width - size * len(one) * (0.47 if joint else 1)) / 2 if centred else 0 for one in heading.split("|")]
    printed = "".join(text(LEFT + x, 100 + 20 * at, one, size) for at, (x, one) in enumerate(zip(middles, heading.split("|"), strict=True)))
    (left, _), (right, _) = column(LEFT, 180, "left", 20), column(310, 80, "right", 26)
    assert texts(read(made([printed + left + right])))[0] == heading.replace("|", joint)


def test_boxes_of_sentences_side_by_side_are_columns_though_they_stand_level() -> None:
    told = [
        [
            ("The town opened a second lending", "library for sailors in the autumn", "and moved its books there."),
            ("It lent more than last year.",),
        ],
        [
            ("Next year the town will buy a van", "for its outlying farms, and hire a", "reader for the schools."),
            ("It will lend by post as well.",),
        ],
    ]
    printed = "".join(
        text(x, 100 + STEP * line + 70 * box, words, 10)
        for x, side in zip((LEFT, 310), told, strict=True)
        for box, sentence in enumerate(side * 4)
        for line, words in enumerate(sentence)
    )
    whole = " ".join(" ".join(sentence) for side in told for sentence in side * 4)
    assert " ".join(texts(read(made([printed])))) == whole


@pytest.mark.parametrize("shift", [3, 5, 9])
def test_tables_in_both_columns_of_a_page_are_tables_of_those_columns(shift: int) -> None:
    """Some of their lines stand level by chance: their rows are set closer on one side than on the other."""
    sides = [(LEFT, 15, ["Lamps", "Ropes", "Masts", "Sails", "Oars", "Pumps", "Rails"]), (320, 19, ["Doors", "Bells", "Hooks", "Nails"])]
    page, wanted = "", []
    for x, step, names in sides:
        prose, _ = column(x, 100 + shift * (x > LEFT), "quiet" if x > LEFT else "early", 6)
        rows = [(name, str(100 + 7 * at), str(90 + 5 * at)) for at, name in enumerate(names)]
        page += prose + "".join(
            text(place, 210 + step * at, word, 10)
            for at, words in enumerate([("Item", "2024", "2023"), *rows])
            for place, word in zip((x, x + 90, x + 150), words, strict=True)
        )
        wanted.append(["Item", "2024", "2023", *(word for words in rows for word in words)])
    document = read(made([page]))
    assert [[cell[0] for cell in grid] for grid in grids(document)] == wanted
