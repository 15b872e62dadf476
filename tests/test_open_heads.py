"""Heads of tables without upright rules: labels of unlike numbers of lines, labels over several columns, marks, units."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdfium2")

from test_open_tables import PLACES, printed, right, row, rule
from test_pdf import LEFT, text
from tongbi.readers.pages.printed_rows import is_value

STEP = 11
ENDS = (260.0, 360.0, 460.0)
ROWS = (("Harbour dues", "1,204", "980", "224"), ("Ferry fares", "310", "295", "15"), ("Moorings", "88", "91", "(3)"))


def width(word: str) -> float:
    """How wide a word is in Helvetica of 10 points, nearly."""
    return sum(2.5 if char in "ijlft " else 8.3 if char == "m" else 7 if char.isupper() else 5.4 for char in word)


def label(words: tuple[str, ...], foot: float, end: float) -> str:
    """The lines of a label that ends at some height, set to the right."""
    return "".join(text(end - width(word), foot - STEP * (len(words) - 1 - at), word, 10) for at, word in enumerate(words))


def body(top: float) -> str:
    return "".join(right(top + 18 * at, name, *values, ends=ENDS) for at, (name, *values) in enumerate(ROWS))


@pytest.mark.parametrize(
    "labels",
    [
        (("Budget",), ("Outturn", "so far"), ("Difference", "in", "thousands")),
        (("Dues", "and", "charges"), ("Last", "year"), ("Change",)),
        (("Net",), ("Gross",), ("Net of", "rebates")),
    ],
)
def test_labels_of_unlike_numbers_of_lines_that_end_at_one_height_are_one_row(labels: tuple[tuple[str, ...], ...]) -> None:
    page = "".join(label(words, 250, end) for words, end in zip(labels, ENDS, strict=True)) + body(270)
    (found,) = printed(page)
    assert [cell[0] for cell in found if cell[1] == 0] == ["", *(" ".join(words) for words in labels)]
    assert [cell[0] for cell in found if cell[1] > 0] == [word for words in ROWS for word in words]


def test_a_label_over_two_columns_stands_over_labels_of_unlike_numbers_of_lines() -> None:
    labels = (("Landed",), ("Sold at", "auction"), ("Stored", "or", "frozen"))
    over = text(370, 214, "Of which", 10) + rule(217, 310, ENDS[2])
    page = over + "".join(label(words, 250, end) for words, end in zip(labels, ENDS, strict=True)) + body(270)
    (found,) = printed(page)
    assert [cell for cell in found if cell[0] and cell[1] < 2] == [
        ("Landed", 0, 1, 2, 1),
        ("Of which", 0, 2, 1, 2),
        ("Sold at auction", 1, 2, 1, 1),
        ("Stored or frozen", 1, 3, 1, 1),
    ]


@pytest.mark.parametrize("mark", ["(1)", "2", "*"])
def test_a_small_mark_raised_beside_its_word_stands_on_its_line(mark: str) -> None:
    page = row(240, "Item", "Last year", "This year") + row(258, "Buoys", "12", "14") + row(276, "Lights", "7", "9")
    page += text(LEFT + 27, 271, mark, 5.5) + row(294, "Bells", "3", "4")
    (found,) = printed(page)
    assert [cell[0].replace(" ", "") for cell in found if cell[2] == 0] == ["Item", "Buoys", f"Lights{mark}", "Bells"]


def test_a_unit_in_brackets_below_its_label_is_no_row_of_values() -> None:
    page = row(230, "类别", "件数", "占比", "增幅") + row(242, "", "", "（%）", "（%）", at=PLACES)
    page += "".join(
        row(262 + 18 * at, *words) for at, words in enumerate((("检查", "120", "48.0", "3.1"), ("许可", "130", "52.0", "-2.5")))
    )
    (found,) = printed(page)
    assert [cell[0] for cell in found] == [
        "类别",
        "件数",
        "占比（%）",
        "增幅（%）",
        "检查",
        "120",
        "48.0",
        "3.1",
        "许可",
        "130",
        "52.0",
        "-2.5",
    ]


def test_a_label_between_two_is_over_both_though_the_numbers_of_one_reach_below_it() -> None:
    page = text(300, 226, "本年", 10) + text(LEFT, 233, "项目", 10) + row(240, "", "金额", "占比（%）", at=(LEFT, 240, 330))
    page += "".join(
        row(258 + 18 * at, *words, at=(LEFT, 215, 340))
        for at, words in enumerate((("存货", "1,651,592.97", "78.9"), ("借款", "1,529,040.79", "22.2")))
    )
    (found,) = printed(page)
    assert [cell[:3] for cell in found if cell[1] > 1] == [
        ("存货", 2, 0), ("1,651,592.97", 2, 1), ("78.9", 2, 2), ("借款", 3, 0), ("1,529,040.79", 3, 1), ("22.2", 3, 2)
    ]  # fmt: skip
    assert ("本年", 0, 1, 1, 2) in found


def test_a_label_alone_over_rules_in_pieces_is_over_all_columns_of_numbers() -> None:
    """The rules below it are drawn a column each, and it is wider than the one below its middle."""
    over = text(345 - width("At the end of June") / 2, 234, "At the end of June", 10) + "".join(rule(238, end - 46, end) for end in ENDS)
    page = over + "".join(label((word,), 250, end) for word, end in zip(("Berths", "Piers", "Docks"), ENDS, strict=True)) + body(270)
    (found,) = printed(page)
    assert ("At the end of June", 0, 1, 1, 3) in found


def test_a_sentence_above_a_head_that_it_is_as_wide_as_is_no_label() -> None:
    page = text(LEFT, 228, "The table below sets out what each of the piers of the harbour took in this year", 10)
    page += row(240, "Pier", "Dues", "Fares", "Fines") + "".join(right(258 + 18 * at, *words, ends=ENDS) for at, words in enumerate(ROWS))
    assert "sets out" not in str(printed(page))


@pytest.mark.parametrize("share", ["(1.8)%", "3.1 %", "(12.0) %"])
def test_a_share_in_brackets_or_before_a_blank_is_a_value(share: str) -> None:
    assert is_value(share)
    assert not is_value("(%)")
    assert not is_value("（%）")
    assert not is_value("(1)")


def test_points_within_the_labels_of_columns_make_no_sentences_of_rows_of_numbers() -> None:
    rows = (("Cranes", "2.8 %", "(1.2)%", "N/A"), ("Tugs", "3.1 %", "(0.4)%", "N/A"), ("Quays", "1.9 %", "0.8 %", "N/A"))
    page = row(240, "Use of", "2024", "2024 vs. 2023", "2023 vs. 2022") + "".join(
        row(258 + 13 * at, *words) for at, words in enumerate(rows)
    )
    (found,) = printed(page)
    assert [cell[0] for cell in found[4:]] == [word for words in rows for word in words]
