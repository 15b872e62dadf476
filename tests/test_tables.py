"""Tables: which cells are labels, what a cell's value is, and the same table through the years."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tongbi import compare, figures, load, render
from tongbi.comparison import alignment
from tongbi.language import lexicon
from tongbi.model import Block, Cell, Document, Grid, PlacedGrid, Report, Section, Source, Table, Value
from tongbi.readers import typed_tables
from tongbi.report import tables
from tongbi.report.tables import cell_units, cell_values


def placed(text: str, caption: tuple[str, ...] = ()) -> PlacedGrid:
    """A table typed with tabs; ^ stands for a cell that goes on from above."""
    cells: dict[tuple[int, int], Cell] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(text.strip("\n").split("\n")):
        for column, word in enumerate(line.split("|")):
            above = owner.get((row - 1, column))
            before = owner.get((row, column - 1))
            if word == "^" and above:
                owner[row, column] = above
            elif word == "<" and before:
                owner[row, column] = before
            else:
                owner[row, column] = (row, column)
                cells[row, column] = Cell(word, row, column)
    for first, cell in cells.items():
        rows = {row for (row, _), place in owner.items() if place == first}
        columns = {column for (_, column), place in owner.items() if place == first}
        cells[first] = Cell(cell.text, cell.row, cell.column, len(rows), len(columns))
    return PlacedGrid(Grid(tuple(cells.values())), None, 0, "标题", caption)


def labelled(text: str, caption: tuple[str, ...] = ()) -> list[Table]:
    return list(tables.label(tables.parted([placed(text, caption)]), ()))


def test_a_plain_table() -> None:
    (table,) = labelled("指标|2022年|2023年\n办件量|1,204|1,377\n满意率|98.5%|", ("表1 办件情况", "单位：件"))
    assert table.name == "表1 办件情况"
    assert table.rows == ("办件量", "满意率")
    assert table.columns == ("2022年", "2023年")
    assert table.values == ((1204.0, 1377.0), (98.5, None))
    assert table.units == (("件", "件"), ("%", "件"))


def test_a_blank_is_no_zero() -> None:
    (table,) = labelled("项目|数量\n规章|0\n文件|\n其他|-")
    assert table.values == ((0.0,), (None,), ("-",))


@pytest.mark.parametrize("note", ["(Amounts in millions)", "in thousands"])
def test_a_scale_alone_in_the_first_row_is_no_row(note: str) -> None:
    """The head is the row below it; a label alone names rows to be filled in."""
    (table,) = labelled(f"{note}||\nFiscal Year|Barges let|Moorings let\n2031|12|3\n2032|11|2")
    assert (table.rows, table.columns) == (("2031", "2032"), ("Barges let", "Moorings let"))
    (table,) = labelled("Quays||\nOpen|12|3\nClosed|11|2")
    assert table.rows == ("Quays", "Open", "Closed")


def test_heads_of_several_rows() -> None:
    (table,) = labelled("项目|法人|<|总计\n^|企业|其他|^\n新收|3|4|7\n办结|2|4|6")
    assert table.columns == ("法人/企业", "法人/其他", "总计")
    assert table.rows == ("新收", "办结")


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        ("姓名|职务|任期\n甲某|馆长|长期\n乙某|副馆长|3年", ("职务", "任期"), ("甲某", "乙某")),
        ("税目|依据|比率\n房产税|余值|1%、12%\n车船税|按辆|定额\n印花税|合同|0.3%", ("比率",), ("房产税", "车船税", "印花税")),
        ("|Rate|Term\nLamps|fixed|2030\nBulbs|floating|open\nTubes|3.5%|2031", ("Rate", "Term"), ("Lamps", "Bulbs", "Tubes")),
        # Labels of a head in two rows: one above two, blanks below, the same twice.
        ("产品|上年|<|本年\n^|单价|质地|^\n灯|好|优|12", ("本年",), ("灯",)),
        ("产品|上年|本年\n|甲类|乙类\n灯|优|好\n泡|8|9", ("上年/甲类", "本年/乙类"), ("灯", "泡")),
        ("产品|数量|数量\n类|上年|本年\n灯|优|好\n泡|8|9", ("上年", "本年"), ("灯", "泡")),
    ],
)
def test_rows_of_words_below_a_whole_head_are_none_of_it(text: str, columns: tuple[str, ...], rows: tuple[str, ...]) -> None:
    (table,) = labelled(text)
    assert (table.columns, tuple(row.partition("/")[0] for row in table.rows)) == (columns, rows)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("办公地址|青港市灯塔路5号\n网址|lamp.example\n负责人|甲某", ("办公地址", "网址", "负责人")),
        ("审核意见|无异议\n审核人数|3\n审核机构|海灯审核所", ("审核意见", "审核人数", "审核机构")),
        ("Auditor|Lamp & Bulb\nOpinion|unqualified", ("Auditor", "Opinion")),
        ("名称|来源\n甲馆|捐赠\n乙馆|购买", ("甲馆", "乙馆")),
        ("展馆|参观人次\n甲馆|120\n乙馆|停展\n丙馆|95", ("甲馆", "乙馆", "丙馆")),
    ],
)
def test_words_beside_their_labels_have_no_head(text: str, rows: tuple[str, ...]) -> None:
    (table,) = labelled(text)
    assert table.rows == rows


def test_a_row_of_numbers_without_a_label() -> None:
    (table,) = labelled("行政复议|<|行政诉讼|<\n维持|纠正|维持|纠正\n16|3|6|0")
    assert table.columns == ("行政复议/维持", "行政复议/纠正", "行政诉讼/维持", "行政诉讼/纠正")
    assert table.values == ((16.0, 3.0, 6.0, 0.0),)


def test_side_heads_of_several_columns() -> None:
    (table,) = labelled("类别|<|数量\n不予公开|1.国家秘密|2\n^|2.内部事务|5\n总计|<|7")
    assert table.rows == ("不予公开/1.国家秘密", "不予公开/2.内部事务", "总计")


def test_a_label_alone_names_the_rows_of_a_narrower_rank_below_it() -> None:
    (table,) = labelled("项目|数量\n三、办理结果|\n（一）予以公开|5\n（二）部分公开|2\n四、结转|1")
    assert table.rows == ("三、办理结果/（一）予以公开", "三、办理结果/（二）部分公开", "四、结转")


def test_banners_part_a_table_and_a_value_over_several_columns_is_one() -> None:
    first, second = labelled("第一项|<|<\n内容|制发|废止\n规章|2|1\n第五项|<|<\n内容|决定数量|<\n许可|4,512|<")
    assert (first.name, first.columns, first.values) == ("第一项", ("制发", "废止"), ((2.0, 1.0),))
    assert (second.name, second.columns, second.values) == ("第五项", ("决定数量",), ((4512.0,),))


def test_torn_heads_are_put_together() -> None:
    (table,) = labelled("项目|商业 企业|科研 机构\n新收|3|4")
    assert table.columns == ("商业企业", "科研机构")


def test_fractions_are_of_one_share_below_a_heading_that_says_so() -> None:
    rows = [
        "Fares|70.5|60",
        "Earnings per share:||",
        "Basic|1.50|1.20",
        "Diluted|1.40|1.10",
        "Stock, par value $.01 per share|4|4",
        "Seats|9|8",
    ]
    (table,) = labelled("\n".join(["($ in millions)|2024|2023", *rows]))
    assert [units[0] for units in table.units] == ["million $", "$", "$", "$", "million $", "million $"]
    (table,) = labelled("(in millions)|2024|2023\nPercentage of sales||\nMargin|2.5%|2.4%\nSquare feet|10.5|10.4")
    assert [units[0] for units in table.units][-1] == "million"


@pytest.mark.parametrize("sign", [*lexicon.table("en/units")["money"]["signs"]])
def test_a_sign_of_money_in_a_column_of_its_own_is_its_numbers(sign: str) -> None:
    unit = lexicon.table("en/units")["money"]["signs"][sign]
    (table,) = labelled(f"|2024|<|2023|<\nFares|{sign}|1,204|{sign}|1,377\nFreight||98||95\nMail|{sign}|—|{sign}|4")
    assert (table.rows, table.columns) == (("Fares", "Freight", "Mail"), ("2024", "2023"))
    assert [row[1] for row in table.values] == [1377.0, 95.0, 4.0]
    assert table.units[0] == (unit, unit)


def test_signs_of_money_that_head_rows_stay_there() -> None:
    (table,) = labelled("|2024|2023\nEUR|1.08|1.10\nRMB|7.1|7.0")
    assert (table.rows, table.values) == (("EUR", "RMB"), ((1.08, 1.1), (7.1, 7.0)))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,234", 1234.0, ""),
        ("１２３", 123.0, ""),
        ("96.1%", 96.1, "%"),
        ("(1,234)", -1234.0, ""),
        ("$ 12.5", 12.5, "$"),
        ("12.5 $", 12.5, "$"),
        ("RMB(1,234)", -1234.0, "RMB"),
        ("(HK$ 12)", -12.0, "HK$"),
        ("US$7", 7.0, "$"),
        ("12.5 CHF", 12.5, "CHF"),
        ("EUR", "EUR", ""),
        ("", None, ""),
        ("0", 0.0, ""),
        ("1 234 567", 1234567.0, ""),
        ("90,000,00 0.00", 90_000_000.0, ""),
        ("120 60 300", "120 60 300", ""),
        ("是", "是", ""),
    ],
)
def test_values(text: str, value: Value, unit: str) -> None:
    assert cell_values.value(text) == (value, unit)


def test_typed_tables_leave_the_text_in_order() -> None:
    text, grids = typed_tables.taken_out("前言。\n项目\t数量\n规章\t2\n后记。")
    lines = [line for line in text.split("\n") if line]
    assert [lines[0], lines[-1]] == ["前言。", "后记。"]
    assert [cell.text for cell in grids[lines[1]].cells] == ["项目", "数量", "规章", "2"]


BARRED = {
    "behind": ["类别 ∣ 立案 ∣", "占道 ∣ 310 ∣", "违建 ∣ 42 ∣"],
    "around": ["｜类别｜立案｜", "｜占道｜310｜", "", "｜违建｜42｜"],
    "between": ["类别 | 立案", ":--- | ---:", "占道 | 310", "违建 | 42"],
    "frame": ["┌──┬──┐", "│类别│立案│", "├──┼──┤", "│占道│310│", "│违建│42│", "└──┴──┘"],
    "a cell a line": ["|", "类别 |", "立案 |", "|", "占道 |", "310 |", "|", "违建 |", "42 |"],
}


@pytest.mark.parametrize("lines", BARRED.values(), ids=BARRED)
def test_tables_typed_with_bars_in_text_and_in_paragraphs(lines: list[str]) -> None:
    want = ["类别", "立案", "占道", "310", "违建", "42"]
    (grid,) = typed_tables.taken_out("\n".join(["前言。", *lines, "后记。"]))[1].values()
    assert [cell.text for cell in grid.cells] == want
    document = Document(Source("a.html", "html", None, ""), tuple(Block(line) for line in ["前言。", *filter(None, lines), "后记。"]))
    (first, found, last) = typed_tables.in_blocks(document).blocks
    assert isinstance(found, Grid)
    assert [cell.text for cell in found.cells] == want
    assert (first, last) == (Block("前言。"), Block("后记。"))


def test_bars_that_make_no_table_are_a_finding_and_a_line_of_links_is_none() -> None:
    document = Document(Source("a.html", "html", None, ""), (Block("首页 | 新闻 | 公开"), Grid(()), Block("甲｜乙｜丙｜丁")))
    found = typed_tables.in_blocks(document)
    assert found.blocks == document.blocks
    assert [(doubt.code, doubt.values) for doubt in found.findings] == [("bars-left", {"count": "1"})]


def test_names_of_tables_typed_as_one_are_as_wide_as_the_widest() -> None:
    text = "第一项 | |||\n内容 | 制发 | 废止 | 有效 |\n规章 | 1 | 2 | 3 |\n第二项 | |||\n内容 | 数量 | ||\n许可 | 120 | ||"
    (grid,) = typed_tables.taken_out(text)[1].values()
    assert [(cell.text, cell.columns) for cell in grid.cells if cell.columns > 1] == [("第一项", 4), ("第二项", 4), ("数量", 3), ("120", 3)]


def test_a_column_headed_as_units_may_list_bodies_and_a_serial_number_is_no_figure() -> None:
    (bodies,) = labelled("序号|单位|处罚（件）\n1|城管局|120\n2|住建局|35")
    assert (bodies.rows, bodies.columns, bodies.units) == (("城管局", "住建局"), ("处罚（件）",), (("件",), ("件",)))
    (measured,) = labelled("指标|单位|2023年\n粮食产量|万吨|66.1\n人均收入|元/人|3.2\n在用|台套|7")
    assert (measured.rows, measured.units) == (("粮食产量", "人均收入", "在用"), (("万吨",), ("元/人",), ("台套",)))


def test_words_repeated_side_by_side_were_one_cell_but_numbers_were_not() -> None:
    _, grids = typed_tables.taken_out("复议\t复议\t诉讼\n7\t7\t5")
    (grid,) = grids.values()
    assert [(cell.text, cell.columns) for cell in grid.cells] == [("复议", 2), ("诉讼", 1), ("7", 1), ("7", 1), ("5", 1)]


def test_a_step_that_both_labels_have_is_said_once_only_where_it_stands_twice_in_a_row() -> None:
    made = table("申请", ("三、办理结果/3.其他", "（七）总计"), ("法人/其他", "总计"), (1.0, 2.0), (3.0, 4.0))
    names = [figure.name for figure in figures.of_tables([replace(made, units=(("", ""), ("", "")))])]
    assert names == ["办理结果·其他·法人·其他", "办理结果·其他·总计", "总计·法人·其他", "总计"]


def year(number: int, *made: Table) -> Report:
    return Report("甲区", number, "generic", "", "zh", Source("", "", None, ""), (), (), (), made)


def table(name: str, rows: tuple[str, ...], columns: tuple[str, ...], *given: tuple[Value, ...]) -> Table:
    return Table(None, name, rows, columns, given)


def test_rows_and_columns_are_aligned_by_label() -> None:
    old = table("申请办理", ("新收", "其他法律、行政法规禁止公开", "结转"), ("企业", "总计"), (1.0, 2.0), (3.0, 4.0), (5.0, 6.0))
    new = table("申请办理", ("新收", "无法提供", "其他法律行政法规禁止公开"), ("总计",), (20.0,), (0.0,), (40.0,))
    (thread,) = alignment.tables([year(2022, old), year(2023, new)])
    assert thread.by_year == {2022: 0, 2023: 0}
    assert [(line.label, line.by_year) for line in thread.rows] == [
        ("新收", {2022: 0, 2023: 0}),
        ("无法提供", {2022: None, 2023: 1}),
        ("其他法律行政法规禁止公开", {2022: 1, 2023: 2}),
        ("结转", {2022: 2, 2023: None}),
    ]
    total = next(at for at, line in enumerate(thread.columns) if line.label == "总计")
    assert [dict(row[total]) for row in thread.values] == [{2022: 2.0, 2023: 20.0}, {2023: 0.0}, {2022: 4.0, 2023: 40.0}, {2022: 6.0}]


def test_another_table_is_another_thread() -> None:
    old = table("申请办理", ("新收", "结转"), ("总计",), (1.0,), (2.0,))
    new = table("收费情况", ("行政许可", "行政处罚"), ("金额",), (1.0,), (2.0,))
    assert [thread.by_year for thread in alignment.tables([year(2022, old), year(2023, new)])] == [
        {2022: None, 2023: 0},
        {2022: 0, 2023: None},
    ]


AGES = ("一年以内", "一至二年", "合计")


def below(number: int, *placed: tuple[str, Table]) -> Report:
    """A report of tables, each below a path of headings (合并报表附注/预付款项)."""
    sections: list[Section] = []
    at: dict[str, int] = {}
    for path, _ in placed:
        steps = path.split("/")
        for level in range(1, len(steps) + 1):
            own = "/".join(steps[:level])
            if own not in at:
                at[own] = len(sections)
                sections.append(Section(level, "", steps[level - 1], steps[level - 1], at.get("/".join(steps[: level - 1]))))
    tables = tuple(replace(table, section=at[path]) for path, table in placed)
    return replace(year(number, *tables), sections=tuple(sections))


def ages(name: str, first: float) -> Table:
    if name == "存货":
        return table(name, ("原料", "成品"), ("吨数",), (first,), (2.0,))
    return table(name, AGES, ("金额", "比例"), (first, 80.0), (2.0, 20.0), (first + 2, 100.0))


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        # The company's own note, when that of the group is gone; a note that both reports have, when its neighbour is gone.
        (("合并报表附注/预付款项", "本公司报表附注/预付款项"), ("合并报表附注/存货", "本公司报表附注/预付款项"), {(1, 1)}),
        (("附注/预付款项", "附注/预收款项"), ("附注/预收款项", "附注/存货"), {(1, 0)}),
        (("Group/Leases", "Parent/Leases"), ("Parent/Leases", "Group/Leases"), {(0, 1), (1, 0)}),
        (("第一章 2021年决算/收入", "第二章 2022年预算/收入"), ("第一章 2022年决算/收入", "第二章 2023年预算/收入"), {(0, 0), (1, 1)}),
        # A heading that was merged with its neighbour, and that the old report does not have.
        (("附注/预付款项", "附注/合同资产"), ("附注/预付款项及合同资产", "附注/存货"), {(0, 0)}),
    ],
)
def test_tables_alike_go_on_below_their_own_headings(old: tuple[str, ...], new: tuple[str, ...], pairs: set[tuple[int, int]]) -> None:
    names = {path: path.rpartition("/")[2] for path in (*old, *new)}
    reports = [
        below(at, *((path, ages(names[path], first)) for first, path in enumerate(paths))) for at, paths in ((2022, old), (2023, new))
    ]
    found = {(one.by_year[2022], one.by_year[2023]) for one in alignment.tables(reports)}
    assert {(first, last) for first, last in found if first is not None and last is not None} == pairs


def test_a_table_that_no_other_is_like_goes_on_below_any_heading() -> None:
    """A page without a heading of its own stands below that of the page before."""
    reports = [below(2022, ("培训/经费", ages("经费", 1.0)), ("宣传", table("宣传", ("次数",), ("线上",), (3.0,))))]
    reports += [below(2023, ("宣传", ages("宣传", 2.0)), ("培训/经费", table("经费", ("人数",), ("男",), (3.0,))))]
    assert {2022: 0, 2023: 0} in [one.by_year for one in alignment.tables(reports)]


@pytest.mark.parametrize(
    ("old", "new"),
    [("一年内到期的长期应收款", "一年内到期的长期应付款"), ("Non-current receivables due", "Non-current payables due")],
)
def test_a_name_and_rows_that_are_but_alike_make_no_table(old: str, new: str) -> None:
    made = [table(f"{name}情况", (name, "合计"), ("期末余额", "期初余额"), (1.0, 2.0), (1.0, 2.0)) for name in (old, new)]
    assert len(alignment.tables([year(2022, made[0]), year(2023, made[1])])) == 2


def test_nought_a_blank_and_not_applicable_stay_apart_to_the_last_output(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td>{one}</td><td>{first}</td><td>{second}</td></tr>" for one, first, second in (("收件", 0, "不适用"), ("办结", "", 0))
    )
    for year in (2022, 2023):
        table = f"<table><tr><td>项目</td><td>数量</td><td>上年数量</td></tr>{rows}</table>"
        text = f"<html><body><h1>甲县{year}年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><p>办理0件。</p>{table}</body></html>"
        (tmp_path / f"{year}.html").write_text(text, encoding="utf-8")
    comparison = compare(sorted(tmp_path.iterdir()))
    values = ((0.0, "不适用"), (None, 0.0))
    assert [report.tables[0].values for report in comparison.reports] == [values, values]
    render(comparison, tmp_path, formats=("json", "xlsx"))
    assert load(tmp_path / "comparison.json").tables == comparison.tables
    sheet = openpyxl.load_workbook(tmp_path / "comparison.xlsx")["表格"]
    told = {row[1]: row[3:] for row in sheet.iter_rows(values_only=True)}
    assert told["收件"][:4] == (0, 0, "不适用", "不适用")
    assert told["办结"][:4] == (None, None, 0, 0)


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("(₹ in lakhs)", "lakh ₹"), ("(Rs. in crore)", "crore ₹"), ("All figures in ₹ crore", "crore ₹"),
        ("Amounts in € thousand", "thousand €"),
        ("£000", "thousand £"), ("(€'000)", "thousand €"), ("US$ million", "million $"), ("2024 $m", "million $"), ("£bn", "billion £"),
        ("(in millions)", "million"), ("in thousands of dollars", "thousand"),
        ("dollars in millions", "million"), ("Hours in thousands", "thousand"), ("Rs in lakhs", "lakh ₹"),
        ("Loans of £5m", ""), ("Room $b2", ""), ("in the second half", ""),
    ],
)  # fmt: skip
def test_scales_of_english_tables(line: str, unit: str) -> None:
    assert cell_units.said(line) == unit


def test_a_column_in_thousands_of_pounds_leaves_heads_and_rates_alone() -> None:
    (table,) = labelled("|2024 £000|2023 £000\nTurnover|1,200|1,350\nHeadcount|35|36\nMargin ratio|1.2|1.3")
    assert [row[0] for row in table.units] == ["thousand £", "", ""]
