"""Tables without upright rules in PDFs: three lines, none at all, heads of two levels, over pages; and what is none."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("pypdfium2")

from test_pdf import BODY, HEIGHT, LEFT, RIGHT, SHARED, box, grids, lines, made, read, text, texts
from tongbi.model import Grid
from tongbi.readers.pages.printed_rows import is_value

PLACES = (LEFT, 220, 320, 420)


def rule(top: float, left: float = LEFT - 4, right: float = RIGHT) -> str:
    return f"{left} {HEIGHT - top} m {right} {HEIGHT - top} l S\n"


def row(top: float, *words: str, at: tuple[float, ...] = PLACES) -> str:
    return "".join(text(x, top, one, 10) for x, one in zip(at, words, strict=False) if one)


def printed(*pages: str) -> list[list[tuple[str, int, int, int, int]]]:
    return grids(read(made(list(pages))))


def cells(*rows: tuple[str, ...]) -> list[tuple[str, int, int, int, int]]:
    return [(word, at, column, 1, 1) for at, words in enumerate(rows) for column, word in enumerate(words)]


THREE = (("类别", "上年", "本年"), ("行政处罚", "120", "135"), ("行政许可", "60", "72"))


def table(top: float, rows: tuple[tuple[str, ...], ...], step: float = 20) -> str:
    return "".join(row(top + step * at, *words) for at, words in enumerate(rows))


def test_three_lines_make_a_table_and_nothing_of_it_is_prose() -> None:
    page = lines(BODY) + rule(228) + table(240, THREE) + rule(247) + rule(290) + lines(BODY, 330)
    document = read(made([page]))
    assert grids(document) == [cells(*THREE)]
    assert len(texts(document)) == 2


def test_words_between_rules_are_a_table_and_without_rules_are_none() -> None:
    words = (("事项", "责任单位"), ("制定条例", "市司法局"), ("开展检查", "各部门"))
    assert printed(rule(228) + table(240, words) + rule(247) + rule(290)) == [cells(*words)]
    assert printed(table(240, words)) == []


def test_columns_of_numbers_need_no_rules() -> None:
    assert printed(lines(BODY) + table(240, THREE)) == [cells(*THREE)]


def test_a_head_of_two_levels_by_the_middles_of_its_labels() -> None:
    page = (
        rule(200)
        + row(212, "", "甲类", "乙类", at=(LEFT, 262, 402))
        + row(222, "领域")
        + row(232, "", "立案", "结案", "立案", "结案", at=UNDER)
    )
    page += rule(238) + "".join(row(252 + 20 * at, *words, at=UNDER) for at, words in enumerate(FILLED)) + rule(280)
    head = [
        ("领域", 0, 0, 2, 1),
        ("甲类", 0, 1, 1, 2),
        ("乙类", 0, 3, 1, 2),
        *((word, 1, at + 1, 1, 1) for at, word in enumerate(["立案", "结案"] * 2)),
    ]
    assert [cell for cell in printed(page)[0] if cell[1] < 2] == head


UNDER = (LEFT, 230, 300, 370, 440)
FILLED = (("交通", "1", "2", "3", "4"), ("文化", "5", "6", "7", "8"))


def test_a_table_over_three_pages_is_one_and_its_numbers_are_no_page_furniture() -> None:
    parts = [tuple((f"{name}{at}村", f"{at + 1},{page}00", "无") for at in range(26)) for page, name in enumerate("东西南")]
    pages = [table(60, part, 28) for part in parts]
    (found,) = printed(*pages)
    assert [cell[0] for cell in found] == [word for part in parts for words in part for word in words]


def test_rows_and_columns_that_no_rule_parts_within_a_ruled_table() -> None:
    frame = rule(200, LEFT - 4, 400) + rule(218, LEFT - 4, 400) + rule(300, LEFT - 4, 400)
    uprights = "".join(f"{x} {HEIGHT - 200} m {x} {HEIGHT - 300} l S\n" for x in (LEFT - 4, 200, 400))
    page = row(212, "项目", "本年", "上年") + "".join(row(232 + 20 * at, *words) for at, words in enumerate(THREE[1:]))
    assert printed(frame + uprights + page) == [cells(("项目", "本年", "上年"), *THREE[1:])]


def test_a_wrapped_number_and_a_wrapped_label_stay_in_their_rows() -> None:
    page = (
        rule(200)
        + row(212, *THREE[0])
        + rule(218)
        + row(230, "归属于上市公司", "12,000,", "9,000,000")
        + row(242, "股东的净利润", "000.00")
    )
    page += rule(250) + row(262, "营业收入", "1", "2") + rule(270)
    assert [cell[0] for cell in printed(page)[0][3:6]] == ["归属于上市公司股东的净利润", "12,000, 000.00", "9,000,000"]


def test_a_name_and_a_unit_beside_each_other_stand_above_the_table() -> None:
    page = row(220, "执法情况表", "", "单位：件") + rule(228) + table(240, THREE) + rule(247) + rule(290)
    document = read(made([page]))
    assert grids(document) == [cells(*THREE)]
    assert texts(document) == ["执法情况表\t单位：件"]


def test_two_columns_of_text_and_lines_of_contents_are_no_table() -> None:
    column = ["全区上下坚持依法行政各项", "工作取得新的成效案件二百", "件办结一百九十件其余正在", "办理之中将按期办结并公布"] * 3
    prose = "".join(text(x, 120 + 20 * at, one, 16) for at, one in enumerate(column) for x in (LEFT, 310))
    contents = "".join(text(LEFT, 420 + 20 * at, f"{number} Work of the year ........ {at + 3}", 10) for at, number in enumerate("123"))
    assert printed(prose) == printed(contents) == []


def test_two_cells_of_a_line_each_are_a_table_and_boxes_of_prose_are_none() -> None:
    pair = box(LEFT, 300, 250, 325, "拟分配的利润") + box(250, 300, 400, 325, "70,299,445.50")
    assert printed(pair) == [cells(("拟分配的利润", "70,299,445.50"))]
    assert printed(box(LEFT, 300, 250, 400, "今年工作|取得成效") + box(250, 300, 400, 400, "明年工作|再创佳绩")) == []


def test_coloured_rows_frame_a_table_of_words_and_a_name_stands_above_its_head() -> None:
    words = (("科室", "职责"), ("甲科", "立法"), ("乙科", "普法"))
    grounds = "0.8 g " + "".join(f"{LEFT} {HEIGHT - top - 20} 300 20 re f " for top in (226, 246, 266)) + "0 g\n"
    assert printed(grounds + table(240, words)) == [cells(*words)]
    head = f"0.8 g {LEFT} {HEIGHT - 246} 300 20 re f 0 g\n"
    assert printed(head + row(220, "执法情况", "", "单位：件") + table(240, THREE)) == [cells(*THREE)]


def test_a_label_in_the_middle_over_a_head_is_its_first_row_and_a_unit_at_the_right_is_none() -> None:
    rows = (("", "上年", "本年"), ("行政处罚", "120", "135"), ("行政许可", "60", "72"))
    over = text(265, 225, "合计数", 10)  # in the middle over both
    assert printed(over + table(240, rows)) == [
        [("", 0, 0, 2, 1), ("合计数", 0, 1, 1, 2), ("上年", 1, 1, 1, 1), ("本年", 1, 2, 1, 1)]
        + [(word, at, column, 1, 1) for at, words in enumerate(rows[1:], 2) for column, word in enumerate(words)]
    ]
    unit = read(made([text(400, 220, "单位：件", 10) + table(240, rows)]))
    assert texts(unit) == ["单位：件"]


def test_what_stands_above_the_first_coloured_row_is_the_head_and_groups_are_rows() -> None:
    grounds = "0.9 g " + "".join(f"{LEFT} {HEIGHT - top - 20} 400 20 re f " for top in (246, 286)) + "0 g\n"
    rows = (("", "上年", "本年"), ("案件：",), ("行政处罚", "120", "135"), ("行政许可", "60", "72"))
    document = read(made([grounds + table(240, rows)]))
    assert not texts(document)
    assert [cell[0] for cell in grids(document)[0]][:4] == ["", "上年", "本年", "案件："]


def test_a_label_set_apart_from_its_heading_is_no_row_of_the_table_above() -> None:
    page = table(200, (("Name", "Age"), ("Ms. Ng", "61"), ("Mr. Orr", "57"), ("Ms. Roe", "48"))) + row(292, "Item 1A.", "Risk Factors")
    document = read(made([page + lines(["Please consider the following discussion of factors."], 320, size=10)]))
    assert texts(document)[0] == "Item 1A. Risk Factors"


REAL = [*sorted(SHARED.glob("corpus/other/*/*.pdf")), *sorted(SHARED.glob("corpus/xxgk_huaian_pdf/*.pdf"))]


@pytest.mark.parametrize("path", REAL, ids=lambda path: Path(str(path)).stem)
def test_no_rows_of_numbers_of_a_real_report_are_read_as_prose(path: Path) -> None:
    document = read(path.read_bytes())
    numbers = [sum(map(is_value, line.split("\t"))) for line in texts(document)]
    assert not any(one > 1 and other > 1 for one, other in pairwise(numbers))
    held = {cell.text for one in document.blocks if isinstance(one, Grid) for cell in one.cells}
    assert not held & {line for line in texts(document) if is_value(line)}


SMALL_ROWS = (("事项", "件数"), ("行政检查", "41"), ("行政强制", "27"))


@pytest.mark.parametrize("ruled", [False, True])
def test_a_name_alone_parts_tables_that_follow_each_other(ruled: bool) -> None:
    """Tables with a name of their own between them, further off than their rows are, with rules around each or without."""
    page = table(100, THREE) + text(LEFT, 186, "按类型分", 10) + table(206, SMALL_ROWS)
    if ruled:
        page += "".join(rule(top) for top in (96, 116, 160, 202, 222, 266))
    assert printed(page) == [cells(*THREE), cells(*SMALL_ROWS)]


def test_a_head_with_narrow_gaps_stands_above_the_columns_that_its_texts_begin_with() -> None:
    """Each word of the head ends less than a type size before the next column."""
    at = (LEFT, 140, 178, 216)
    rows = (("事项", "上年数", "本年数", "增减数"), ("检查", "120", "135", "15"), ("许可", "60", "72", "12"))
    page = "".join(row(100 + 20 * step, *words, at=at) for step, words in enumerate(rows))
    assert printed(page) == [cells(*rows)]


@pytest.mark.parametrize("place", ["top", "middle"])
def test_a_label_over_several_lines_is_one_row_with_its_values(place: str) -> None:
    """The values stand beside the first line of their label, or beside its middle; the last row of the table is such a one."""
    labels = (("涉及民生领域", "的行政检查", "总数"), ("办理人大代表", "和政协委员", "建议"), ("受理投诉", "和举报的", "件数"))
    page = row(100, "", "上年", "本年")
    for number, parts in enumerate(labels):
        top = 120 + 50 * number
        page += "".join(text(LEFT, top + 12 * step, part, 10) for step, part in enumerate(parts))
        page += row(top + (12 if place == "middle" else 0), "", str(120 + number), str(135 + number))
    rows = [("".join(parts), str(120 + number), str(135 + number)) for number, parts in enumerate(labels)]
    assert printed(page) == [cells(("", "上年", "本年"), *rows)]


def test_a_date_over_two_lines_of_a_ruled_cell_is_no_two_rows() -> None:
    words = (("对象", "日期", "金额"), ("青禾水务", "2021年03\n月12日", "6,000"), ("临江燃气", "2021年11\n月30日", "2,000"))
    page = ""
    for number, (name, date, amount) in enumerate(words):
        top = 100 + 40 * number
        page += "".join(box(left, top, left + 90, top + 40) for left in (60, 150, 240))
        page += text(64, top + 12, name, 10) + text(244, top + 12, amount, 10)
        page += "".join(text(154, top + 12 + 13 * step, part, 10) for step, part in enumerate(date.split("\n")))
    assert printed(page) == [cells(*((name, date.replace("\n", ""), amount) for name, date, amount in words))]


def right(top: float, label: str, *values: str, ends: tuple[float, ...]) -> str:
    """A row whose numbers end at some places; figures of Helvetica are 0.556 wide, commas and points half of that."""
    widths = (5.56 * sum(0.5 if char in ",." else 1 for char in value) for value in values)
    placed = zip(values, widths, ends, strict=True)
    return text(LEFT, top, label, 10) + "".join(text(end - width, top, value, 10) for value, width, end in placed if value)


def test_columns_of_numbers_that_end_at_one_place_are_parted_by_the_white_they_share() -> None:
    rows = (("货币资金", "1,250,000.00", "980,000.00"), ("存货", "6.10", "1,400,000.00"), ("合计", "2,450,000.00", "2,380,000.10"))
    ends = (260, 326)  # the widest numbers stand 6 points apart: less than a character
    page = "".join(right(240 + 18 * at, *words, ends=ends) for at, words in enumerate(rows))
    assert printed(page) == [cells(*rows)]


def test_labels_of_three_lines_have_their_numbers_in_the_middle_and_a_row_below_is_its_own() -> None:
    page = right(240, "营业收入", "12", "30", ends=(320, 400))
    page += text(LEFT, 260, "除同公司正常经营业务相关的", 10) + text(LEFT, 284, "投资收益", 10)
    page += right(272, "有效套期保值业务外取得的各", "4", "5", ends=(320, 400))
    page += right(304, "其他", "6", "7", ends=(320, 400)) + right(324, "合计", "22", "42", ends=(320, 400))
    assert [cell[0] for cell in printed(page)[0]][3:9] == [
        "除同公司正常经营业务相关的有效套期保值业务外取得的各投资收益",
        "4",
        "5",
        "其他",
        "6",
        "7",
    ]


def test_labels_of_a_head_over_two_lines_are_one_row() -> None:
    page = row(230, "", "社会公益", "法律服务", "合计") + row(242, "", "组织", "机构") + table(262, THREE[1:])
    assert [cell[:3] for cell in printed(page)[0][1:4]] == [("社会公益组织", 0, 1), ("法律服务机构", 0, 2), ("合计", 0, 3)]


def test_a_table_goes_on_over_a_page_in_the_columns_it_has_though_its_texts_are_wider_there() -> None:
    first = "".join(right(700 + 20 * at, f"甲{at}", "1", "2", ends=(300, 420)) for at in range(6))
    second = right(60, "归属于母公司所有者的净利润", "3,250,000.00", "", ends=(300, 420)) + right(80, "合计", "", "7", ends=(300, 420))
    found = printed(first, second)
    assert [cell for cell in found[0] if cell[1] > 5 and cell[0]] == [
        ("归属于母公司所有者的净利润", 6, 0, 1, 1),
        ("3,250,000.00", 6, 1, 1, 1),
        ("合计", 7, 0, 1, 1),
        ("7", 7, 2, 1, 1),
    ]


def test_lines_of_text_between_two_tables_are_rows_of_neither() -> None:
    page = table(200, THREE) + text(LEFT, 270, "二、其他", 10) + text(LEFT, 296, "单位：件", 10) + table(322, THREE)
    document = read(made([page]))
    assert grids(document) == [cells(*THREE), cells(*THREE)]
    assert texts(document) == ["二、其他", "单位：件"]


def test_rows_of_three_words_are_a_table_from_four_on() -> None:
    rows = tuple((f"{name}公司", "指", f"{name}股份有限公司") for name in "甲乙丙丁")
    assert printed(table(240, rows)) == [cells(*rows)]
    assert printed(table(240, rows[:3])) == []


def test_a_table_within_a_column_of_text_stands_in_that_column() -> None:
    """The columns' lines stand on heights of their own; the table fills none of its column."""
    words = [
        "全区上下坚持依法行政推进各项工作",
        "今年以来取得新的成效并将逐项落实",
        "到位案件办结一百九十件其余仍在办",
        "理之中将按期办结并向社会公布结果",
    ]
    left = lines(words, 120, size=14, step=21) + table(230, (("类别", "本年"), ("处罚", "120"), ("许可", "60"), ("检查", "41")), 17)
    page = left + lines(words, 320, size=14, step=21) + lines(words * 3, 127, x=335, size=14, step=23)
    document = read(made([page]))
    assert [cell[0] for cell in grids(document)[0]] == ["类别", "本年", "处罚", "120", "许可", "60", "检查", "41"]
    assert [isinstance(block, Grid) for block in document.blocks] == [False, True, False]
    assert texts(document)[1].count(words[0]) == 4, "the right column comes after the table"


@pytest.mark.parametrize("places", [(200.0, 360.0), (252.0, 412.0)], ids=["set to the left", "in the middle"])
def test_a_label_over_two_columns_is_theirs_wherever_it_is_set(places: tuple[float, float]) -> None:
    at = (LEFT, 200.0, 280.0, 360.0, 440.0)
    head = "".join(text(x, 240, word, 10) for x, word in zip(places, ("合并", "公司"), strict=True))
    years = text(LEFT, 248, "项目", 10) + row(256, "", "2023年度", "2022年度", "2023年度", "2022年度", at=at)
    rows = "".join(
        row(280 + 20 * number, label, *("1,234.50", "1,100.25", "834.50", "800.25"), at=at)
        for number, label in enumerate(("收入", "成本", "利润"))
    )
    ((*_, found),) = [printed(lines(BODY) + rule(228) + head + years + rule(264) + rows + rule(330))]
    assert [(word, column, wide) for word, _, column, _, wide in found if word in {"合并", "公司"}] == [("合并", 1, 2), ("公司", 3, 2)]


def test_numbers_with_a_blank_between_them_stand_in_two_columns() -> None:
    head = row(220, "项目", "金额", "占比", "金额", "占比", at=(LEFT, 220, 275, 310, 365))
    rows = (("造林", "803,900.31", "47.6", "613,958.83", "18.6"), ("森林防火", "446,593.15", "14.2", "538,693.51", "89.0"),
            ("病虫害防治", "634,452.78", "59.5", "396,159.98", "45.3"))  # fmt: skip
    page = "".join(
        row(240 + 20 * at, one[0]) + row(239.3 + 20 * at, "", *one[1:], at=(0, 220, 274.5, 310, 364.5)) for at, one in enumerate(rows)
    )
    assert printed(lines(BODY) + head + page) == [cells(("项目", "金额", "占比", "金额", "占比"), *rows)]


SIGNED = (LEFT, 220, 250, 280, 330, 360, 390)


def test_a_sign_set_apart_from_its_number_stands_in_its_cell() -> None:
    rows = (
        ("Grants paid", "$", "4,120", "", "$", "3,980"),
        ("Rate of return", "", "6.5", "%", "", "-5.9", "%"),
        ("Fees", "", "310", "", "", "-295"),
    )
    page = row(220, "", "", "2024", "", "", "2023", at=SIGNED) + "".join(row(240 + 20 * at, *one, at=SIGNED) for at, one in enumerate(rows))
    assert printed(lines(BODY) + page) == [
        cells(
            ("", "2024", "2023"),
            ("Grants paid", "$ 4,120", "$ 3,980"),
            ("Rate of return", "6.5 %", "-5.9 %"),
            ("Fees", "310", "-295"),
        )
    ]


def test_days_in_words_are_no_numbers_that_break_off() -> None:
    rows = (
        ("Due", "Amount", "Paid"),
        *((f"{month} 15, 2026", f"{at}50", f"{at}20") for at, month in enumerate(("May", "July", "June"), 1)),
    )
    assert not any(is_value(one[0]) for one in rows)
    assert printed(lines(BODY) + table(240, rows, step=14)) == [cells(*rows)]


def test_a_label_over_several_columns_at_the_top_of_a_page_leaves_the_columns_of_the_table_above() -> None:
    rows = (("Item", "2025", "2024"), *((f"Line {at}", f"{at},118", f"{at},204") for at in range(1, 7)))
    long = "Line 7 with all the rest"
    begun = lines(BODY) + table(640, rows, step=14)
    above = printed(begun)
    whole = printed(
        begun, text(225, 60, "As of the last day of June", 10) + table(76, (rows[1], (long, "7,118", "7,204"))) + lines(BODY, 330)
    )
    assert len(above) == 1
    assert [one for one in whole[0] if one[1] < 7] == above[0]
    assert whole[0][-3:] == [(long, 9, 0, 1, 1), ("7,118", 9, 1, 1, 1), ("7,204", 9, 2, 1, 1)]


def test_a_label_alone_at_the_top_of_a_page_is_a_row_of_the_table_that_goes_on() -> None:
    rows = (("Item", "2025", "2024"), *((f"Line {at}", f"{at},118", f"{at},204") for at in range(1, 10)))
    begun = lines(BODY) + table(600, rows[:6], step=26)
    found = printed(begun, text(LEFT, 60, "Costs of these:", 10) + table(86, rows[6:], step=26))
    assert found == [cells(*rows[:6], ("Costs of these:", "", ""), *rows[6:])]
    told = printed(begun, text(LEFT, 60, "Costs are told below:", 10) + table(126, rows[6:], step=26))
    assert all(cell[0] != "Costs are told below:" for one in told for cell in one)
