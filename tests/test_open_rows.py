"""Rows and columns of tables without any rules: cells of several lines, columns that only the head fills, pairs of words, verse."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdfium2")

from test_open_tables import cells, printed, right, row, rule, table
from test_pdf import LEFT, made, read, text, texts
from tongbi.model import Grid

STEP = 12


def stacked(top: float, parts: tuple[str, ...], x: float, tallest: int, size: float = 10) -> str:
    """The lines of a cell, in the middle of its row's height."""
    begin = top + STEP * (tallest - len(parts)) / 2
    return "".join(text(x, begin + STEP * at, part, size) for at, part in enumerate(parts))


def rows_of(top: float, rows: list[tuple[tuple[str, ...], ...]], at: tuple[float, ...], room: float) -> str:
    """Rows of cells with several lines, with some room between rows."""
    page = ""
    for cells_of_row in rows:
        tallest = max(map(len, cells_of_row))
        page += "".join(stacked(top, parts, x, tallest) for parts, x in zip(cells_of_row, at, strict=True))
        top += STEP * tallest + room
    return page


DEEDS = [
    (("序号",), ("任务",), ("进展情况",), ("单位",)),
    (("1",), ("修订本区重大事", "项的目录"), ("已经印发目录，共列入事项十", "二件，其中新增三件，不再列", "入两件"), ("司法局",)),
    (("2",), ("开展案卷评查",), ("抽查案卷一百二十卷，均已通", "报"), ("各执法部门和", "镇街")),
    (("3",), ("办理行政复议案", "件并公开文书"), ("全部按期办结",), ("司法局",)),
    (("4",), ("组织宪法宣传周",), ("举办讲座八场，覆盖全部中小", "学"), ("教育局",)),
]


@pytest.mark.parametrize("room", [3, 8])
def test_rows_of_words_on_several_lines_are_rows_though_their_lines_stand_on_unlike_heights(room: float) -> None:
    document = read(made([rows_of(100, DEEDS, (60, 95, 190, 340), room)]))
    wanted = cells(*(tuple("".join(parts) for parts in one) for one in DEEDS))
    assert [[(cell.text, cell.row, cell.column, 1, 1) for cell in block.cells] for block in document.blocks if isinstance(block, Grid)] == [
        wanted
    ]


def test_a_column_that_only_the_head_fills_is_one() -> None:
    rows = (
        ("科目", "股本", "优先股", "永续债", "公积"),
        ("年初", "120", "", "", "35"),
        ("增加", "15", "", "", "7"),
        ("年末", "135", "", "", "42"),
    )
    found = printed(table(200, (), 0) + "".join(row(200 + 20 * at, *one, at=(LEFT, 150, 220, 290, 360)) for at, one in enumerate(rows)))
    assert found == [cells(*rows)]


def test_a_head_of_two_levels_without_rules_whose_first_label_stands_at_half_height() -> None:
    head = row(200, "", "本年", "上年", at=(LEFT, 240, 400)) + row(206, "项目")
    head += row(212, "", "金额", "占比", "金额", "占比", at=(LEFT, 200, 280, 360, 440))
    body = "".join(
        row(230 + 18 * at, one, "12", "30", "14", "28", at=(LEFT, 200, 280, 360, 440)) for at, one in enumerate(("检查", "许可", "处罚"))
    )
    assert printed(head + body)[0][:7] == [
        ("项目", 0, 0, 2, 1),
        ("本年", 0, 1, 1, 2),
        ("上年", 0, 3, 1, 2),
        *(("金额", 1, 1, 1, 1), ("占比", 1, 2, 1, 1), ("金额", 1, 3, 1, 1), ("占比", 1, 4, 1, 1)),
    ]


def test_labels_of_several_lines_are_no_names_between_tables_and_a_name_further_off_is_one() -> None:
    names = (("办理人大代表", "建议"), ("受理投诉和", "举报的件数"), ("移送司法机关", "的案件"))
    labels = [(name, (str(12 + at),), (str(30 - at),)) for at, name in enumerate(names)]
    places = (LEFT, 220, 300)
    page = rows_of(100, labels, places, 5) + text(LEFT, 210, "二、按领域分", 10) + rows_of(236, labels, places, 5)
    document = read(made([page]))
    assert texts(document) == ["二、按领域分"]
    assert [len(block.cells) for block in document.blocks if isinstance(block, Grid)] == [9, 9]


def test_pairs_of_words_are_a_table_and_pairs_of_half_lines_are_verse() -> None:
    pairs = (("名称", "关系"), ("甲公司", "同一母公司"), ("乙公司", "联营"), ("丙公司", "同一母公司"), ("丁公司", "联营"))
    assert printed(table(200, pairs)) == [cells(*pairs)]
    verse = (("晓雾沿堤慢慢开，", "渔舟一点过桥来。"), ("岸边老柳无人问，", "自把长条拂水苔。"))
    assert printed(table(200, verse * 3)) == []


def test_lines_of_neighbouring_cells_at_half_height_are_not_woven_letter_by_letter() -> None:
    page = text(41, 104.5, "10", 7.5) + text(55, 100, "Examine new officials on their", 7.5) + text(55, 108.25, "knowledge of the law", 7.5)
    page += text(200, 104.5, "All townships", 7.5)
    held = "".join("".join(line.split()) for line in texts(read(made([page]))))
    assert "Examinenewofficialsontheir" in held
    assert "knowledgeofthelaw" in held


def test_two_amounts_that_end_where_those_above_them_do_are_two_cells() -> None:
    rows = (("期末", "2,005,863.76", "165,329,926.39"), ("期初", "2,062,957.37", "6,353,403.78"))
    page = right(200, *rows[0], ends=(260, 346)) + right(216, *rows[1], ends=(260, 346))
    assert printed(page) == [cells(*rows)]


def test_rows_of_names_and_values_stay_rows_though_one_value_reaches_over_several_columns() -> None:
    rows = (
        ("证券简称", "青禾水务", "证券代码", "600000"),
        ("上市的证券交易所", "某地证券交易所"),
        ("公司的中文名称", "某地青禾水务发展集团股份有限公司"),
        ("公司的中文简称", "青禾水务"),
        ("公司的外文名称（如有）", "QINGHE WATER DEVELOPMENT GROUP CO., LTD. OF THE RIVER"),
    )
    page = rule(186) + "".join(row(200 + 18 * at, *words, at=(LEFT, 215, 310, 400)) for at, words in enumerate(rows)) + rule(280)
    assert [cell[0] for cell in printed(page)[0] if cell[2] == 0] == [words[0] for words in rows]


def test_dashes_beside_the_numbers_of_their_column_are_no_column() -> None:
    rows = (("检查", "12", "1,300", "4"), ("许可", "7", "", "9"), ("处罚", "3", "2,410", "15"), ("强制", "", "980", ""))
    page = row(200, "事项", "一月", "二月", "三月", at=(LEFT, 190, 260, 330))
    page += "".join(right(218 + 18 * at, *words, ends=(230, 300, 370)) for at, words in enumerate(rows))
    page += text(260, 236, "—", 10) + text(190, 272, "—", 10) + text(330, 272, "—", 10)
    found = printed(page)[0]
    assert {(cell[0], cell[1], cell[2]) for cell in found if cell[0] in {"—", "980", "二月"}} == {
        ("二月", 0, 2),
        ("—", 2, 2),
        ("—", 4, 1),
        ("980", 4, 2),
        ("—", 4, 3),
    }


def test_sentences_in_three_columns_are_no_rows_of_words_however_even_their_gaps_are() -> None:
    """Each column has paragraphs of three lines; white goes through all of them now and then."""
    parts = ("今年全区各级行政机关依法履", "职，办结各类案件一百二十件。", "其余正在办理之中。")
    shown = "".join(
        text(x, 100 + 14 * (3 * at + step) + 6 * at, part, 10) for at in range(9) for step, part in enumerate(parts) for x in (40, 210, 380)
    )
    document = read(made([shown]))
    assert not any(isinstance(block, Grid) for block in document.blocks)
    assert "".join("".join(texts(document)).split()).count("".join(parts)) == 27


def test_the_names_of_a_chart_in_even_rows_are_no_table_without_a_head_for_each_column() -> None:
    names = (
        ("", "", "Fees and gifts"),
        ("Members", "Grants", "Travel", "Rent"),
        ("Training", "Meetings", "Software"),
        ("Gifts", "Courses", "Supplies"),
    )
    page = "".join(row(200 + 18 * at, *words, at=(LEFT, 190, 280, 370)) for at, words in enumerate(names))
    assert printed(page) == []
