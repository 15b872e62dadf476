"""Statements and core figures of reports that declare nothing of their numbers: invented listed companies in three layouts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tongbi import outputs, pipeline
from tongbi.figures.table_figures import bare
from tongbi.model import Comparison, Statement, StatementLine, Table, table_lines
from tongbi.outputs import headlines
from tongbi.outputs.figure_rows import line_notes
from tongbi.outputs.record import dump, load

SECTIONS = ["重要提示、目录和释义", "公司简介和主要财务指标", "管理层讨论与分析", "公司治理", "环境和社会责任", "重要事项", "财务报告"]
YEARS = (2022, 2023, 2024)
# What the report of each year says of that year and of the one before, in yuan; a blank is None.
Line = tuple[str, float | None, float | None]
BALANCE: dict[int, list[Line]] = {
    2022: [
        ("流动资产：", None, None), ("货币资金", 700_000.5, 600_000.25), ("应收票据及应收账款", 300_000.0, 280_000.0),
        ("流动资产合计", 1_000_000.5, 880_000.25), ("资产总计", 1_500_000.5, 1_300_000.25), ("流动负债：", None, None),
        ("其他应付款", 90_000.0, 80_000.0), ("其中：应付利息", None, None), ("应付股利", 5_000.0, 4_000.0),
        ("流动负债合计", 400_000.0, 350_000.0), ("负债合计", 500_000.0, 450_000.0), ("减：库存股", 1_000.0, None),
        ("所有者权益合计", 1_000_000.5, 850_000.25), ("负债和所有者权益总计", 1_500_000.5, 1_300_000.25),
    ],
    2023: [
        ("流动资产：", None, None), ("货币资金", 800_000.75, 700_000.5), ("应收账款", 350_000.0, 290_000.0),
        ("流动资产合计", 1_150_000.75, 1_000_000.5), ("资产总计", 1_700_000.75, 1_500_000.5), ("流动负债：", None, None),
        ("其他应付款", 95_000.0, 91_000.0), ("其中：应付利息", None, None), ("应付股利", 6_000.0, 5_000.0),
        ("流动负债合计", 450_000.0, 400_000.0), ("负债合计", 550_000.0, 500_000.0), ("减：库存股", 2_000.0, 1_000.0),
        ("所有者权益合计", 1_150_000.75, 1_000_000.5), ("负债和所有者权益总计", 1_700_000.75, 1_500_000.5),
    ],
    2024: [
        ("流动资产：", None, None), ("货币资金", 780_000.25, 800_000.75), ("应收账款", 400_000.0, 350_000.0),
        ("流动资产合计", 1_180_000.25, 1_150_000.75), ("资产总计", 1_750_000.25, 1_700_000.75), ("流动负债：", None, None),
        ("其他应付款", 99_000.0, 95_000.0), ("其中：应付利息", None, None), ("应付股利", 7_000.0, 6_000.0),
        ("流动负债合计", 470_000.0, 450_000.0), ("负债合计", 570_000.0, 550_000.0), ("减：库存股", 2_000.0, 2_000.0),
        ("所有者权益合计", 1_180_000.25, 1_150_000.75), ("负债和所有者权益总计", 1_750_000.25, 1_700_000.75),
    ],
}  # fmt: skip
REVENUE = {2021: 900_000.0, 2022: 1_000_000.0, 2023: 1_200_000.0, 2024: 1_100_000.0}


def printed(value: float | None, unit: float) -> str:
    return "" if value is None else f"{value / unit:,.2f}"


def table(rows: Sequence[Sequence[str]]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"


def income(year: int, part: float = 1.0) -> list[Line]:
    """An income statement in which 利息收入 stands twice."""
    now, before = (REVENUE[one] * part for one in (year, year - 1))
    return [
        ("一、营业总收入", now, before), ("其中：营业收入", now, before), ("利息收入", None, None),
        ("二、营业总成本", now * 0.8, before * 0.8), ("其中：营业成本", now * 0.5, before * 0.5), ("财务费用", now * 0.02, before * 0.02),
        ("其中：利息费用", now * 0.03, before * 0.03), ("利息收入", now * 0.01, before * 0.01), ("加：其他收益", now * 0.05, None),
        ("三、营业利润（亏损以“－”号填列）", now * 0.2, before * 0.2), ("四、利润总额（亏损总额以“－”号填列）", now * 0.19, before * 0.19),
        ("减：所得税费用", now * 0.04, before * 0.04), ("五、净利润（净亏损以“－”号填列）", now * 0.15, before * 0.15),
    ]  # fmt: skip


def statement(title: str, heads: Sequence[str], lines: Sequence[Line], unit: float, noted: bool) -> str:
    """A statement below its title, the day, the body and the unit, with a column of notes where it is `noted`."""
    counted = "万元" if unit > 1 else "元"
    rows = [[name, *(["七、3" if at % 3 else ""] if noted else []), printed(now, unit), printed(before, unit)]
            for at, (name, now, before) in enumerate(lines)]  # fmt: skip
    above = f"<p>{title}</p><p>{heads[0]}</p><p>编制单位：海灯照明股份有限公司</p><p>单位：{counted}　币种：人民币</p>"
    return above + table([["项目", *(["附注"] if noted else []), *heads], *rows])


def report(year: int, *, unit: float = 1.0, noted: bool = False) -> str:
    """A made-up annual report as a web page: core figures in two tables, statements of the group and of the parent."""
    heads = [f"<h2>第{numeral}节 {name}</h2>" for numeral, name in zip("一二三四五六七", SECTIONS, strict=True)]
    said = "<p>报告期内，公司各项工作按计划进行，没有需要另行说明的情况。</p>"
    said += f"<p>子公司海星电器本年实现营业额{year - 1900}.5亿元，产品销售率{year - 1930}.2%。</p>"
    counted = "万元" if unit > 1 else "元"
    years = [f"{one}年" for one in (year, year - 1)]
    core = "<p>√是 □否</p><p>追溯调整或重述原因</p><p>会计政策变更</p>"
    core += table([["主要会计数据", *years, "本年比上年增减(%)"],
                  [f"营业收入（{counted}）", *(printed(REVENUE[one], unit) for one in (year, year - 1)), "3.00"]])  # fmt: skip
    core += "<h3>（二）主要财务指标</h3>" + table([["主要财务指标", *years, "本年比上年增减(%)"],
                   ["基本每股收益（元/股）", f"0.{year - 1990}", f"0.{year - 1991}", "3.00"],
                   ["加权平均净资产收益率（%）", f"{year - 2010}.25", f"{year - 2011}.25", "增加1.00个百分点"]])  # fmt: skip
    ends, spans = ([f"{one}{word}" for one in (year, year - 1)] for word in ("年12月31日", "年度"))
    half = [(name, now and now / 2, before and before / 2) for name, now, before in BALANCE[year]]
    told = [
        statement("合并资产负债表", ends, BALANCE[year], unit, noted), statement("母公司资产负债表", ends, half, unit, noted),
        statement("合并利润表", spans, income(year), unit, noted), statement("母公司利润表", spans, income(year, 0.5), unit, noted),
    ]  # fmt: skip
    bodies = [said, f"<h3>（一）主要会计数据</h3>{core}", *[said] * 4, "<h3>二、财务报表</h3>" + "".join(told)]
    body = "".join(head + text for head, text in zip(heads, bodies, strict=True))
    return f"<html><body><h1>海灯照明股份有限公司{year}年年度报告</h1>{body}</body></html>"


def compared(folder: Path, **layout: bool | float) -> Comparison:
    paths = [folder / f"{year}.html" for year in YEARS]
    for year, path in zip(YEARS, paths, strict=True):
        path.write_text(report(year, **layout), encoding="utf-8")  # type: ignore[arg-type]
    return pipeline.compare(paths)


@pytest.fixture(scope="module", params=[{}, {"noted": True}, {"unit": 10_000.0}], ids=["plain", "noted", "in 万元"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return compared(tmp_path_factory.mktemp("reports"), **request.param)


def lines(statement: Statement) -> dict[str, StatementLine]:
    return {line.label: line for line in statement.lines}


def test_the_statements_of_group_and_company_stand_apart_year_by_year(found: Comparison) -> None:
    assert [one.id for one in found.statements] == ["balance-sheet", "balance-sheet-company", "income", "income-company"]
    group, company = (lines(one) for one in found.statements[:2])
    assert group["资产总计"].values == pytest.approx({2022: 1_500_000, 2023: 1_700_000, 2024: 1_750_000}, abs=1)
    assert {year: round(value) for year, value in company["负债合计"].values.items()} == {2022: 250_000, 2023: 275_000, 2024: 285_000}
    assert group["资产总计"].unit == "元"


def test_the_lines_stand_in_the_newest_order_below_their_headings(found: Comparison) -> None:
    labels = [line.label for line in found.statements[0].lines]
    assert labels[:3] == ["流动资产：", "货币资金", "应收票据及应收账款"]
    assert labels.index("流动负债：") + 1 == labels.index("其他应付款")
    assert "其中：应付利息" not in labels, "without a value in any year"
    assert found.statements[0].lines[0].values == {}


def test_a_year_is_as_the_next_report_tells_it_and_what_was_told_first_is_said_beside(found: Comparison) -> None:
    line = lines(found.statements[0])["其他应付款"]
    assert line.restated == {2022: 90_000.0}
    assert line.values == {2022: 91_000.0, 2023: 95_000.0, 2024: 99_000.0}


def test_a_new_line_has_what_its_first_report_tells_of_the_year_before(found: Comparison) -> None:
    line = lines(found.statements[0])["应收账款"]
    assert (line.values, line.retold) == ({2022: 290_000.0, 2023: 350_000.0, 2024: 400_000.0}, (2022,))


def test_of_two_lines_with_one_label_each_goes_on_in_its_place(found: Comparison) -> None:
    told = [line for line in found.statements[2].lines if line.label == "利息收入"]
    assert [round(value) for one in told for value in one.values.values()] == [10_000, 12_000, 11_000]


def test_core_figures_lead_in_the_order_of_the_form(found: Comparison) -> None:
    leading = [found.indicators[at] for at in found.headlines]
    assert [one.name for one in leading][:4] == ["营业收入", "基本每股收益", "加权平均净资产收益率", "资产总计"]
    assert leading[0].values == {2022: 1_000_000.0, 2023: 1_200_000.0, 2024: 1_100_000.0}
    assert (leading[1].unit, leading[2].unit) == ("元/股", "%")


def test_what_is_of_a_subsidiary_or_of_the_company_alone_does_not_lead(found: Comparison) -> None:
    leading = [found.indicators[at] for at in found.headlines]
    assert any("营业额" in one.name for one in found.indicators)
    assert all(isinstance(one.where[2024], tuple) and "母公司" not in one.name for one in leading)


def test_an_answer_above_a_table_is_not_its_name(found: Comparison) -> None:
    assert found.reports[-1].tables[0].name == "主要会计数据"


def test_earnings_per_share_change_in_per_cent_as_money_does(found: Comparison) -> None:
    told = [one for one in headlines.of(found) if one.indicator.unit == "元/股"]
    assert [headlines.said(one, "zh")[1] for one in told] == ["0.34元/股，2023年为0.33元/股，增加3.0%"]


def test_no_two_rows_have_one_name(found: Comparison) -> None:
    names = [one.name for one in found.indicators]
    assert len({*names}) == len(names)
    assert "财务费用·利息收入" in names
    assert "货币资金（母公司资产负债表）" in names


def test_the_record_holds_them(found: Comparison) -> None:
    assert load(dump(found)) == found


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("其中：营业收入", "营业收入"), ("减：库存股", "库存股"), ("加：其他收益", "其他收益"), ("减：所得税费用", "所得税费用"),
        ("2.终止经营净利润（净亏损以“－”号填列）", "终止经营净利润"), ("（一）基本每股收益(元/股)", "基本每股收益"),
        ("其中 ：女性", "女性"), ("加工费", "加工费"), ("减值准备", "减值准备"), ("Less: treasury stock", "Less: treasury stock"),
    ],
)  # fmt: skip
def test_a_label_without_the_words_that_say_how_it_is_added_up(label: str, name: str) -> None:
    assert bare(label) == name


def test_a_part_knows_its_whole() -> None:
    rows = ("人员", "其中：女性", "党员", "合计", "设备", "其中：车辆", "党员")
    found = table_lines.rows(Table(None, "", rows, ("数量",), tuple((1.0,) for _ in rows)))
    assert [line.whole for line in found] == ["", "人员", "人员", "", "", "设备", "设备"]


# ── a filing without tags ─────────────────────────────────────────────────────────────────────────────────────────────────────

ITEMS = {"1": "Business", "1A": "Risk Factors", "2": "Properties", "3": "Legal Proceedings", "8": "Financial Statements"}
SALES = {2006: 1_000.0, 2007: 1_100.5, 2008: 1_050.25, 2009: 1_200.75}


def filing(year: int) -> str:
    """A made-up filing of before the tags, for a year that ends in January: $ beside the first number alone, in thousands."""
    ends = [f"January 31, {one + 1}" for one in (year, year - 1)]
    now, before = SALES[year], SALES[year - 1]
    earnings = [["", *ends], ["Net sales", f"${now:,.2f}", f"${before:,.2f}"], ["Cost of sales", f"{now / 2:,.2f}", f"{before / 2:,.2f}"],
                ["Net earnings", f"{now / 8:,.2f}", f"{before / 8:,.2f}"]]  # fmt: skip
    balance = [["", *ends], ["Total assets", f"${now * 2:,.2f}", f"${before * 2:,.2f}"],
               ["Total shareholders’ equity", f"{now:,.2f}", f"{before:,.2f}"]]  # fmt: skip
    told = "".join(f"<p><b>{title}</b></p><p>(in thousands)</p>{table(rows)}<p>See notes to these statements.</p>" for title, rows in (
        ("CONSOLIDATED STATEMENTS OF EARNINGS", earnings), ("CONSOLIDATED BALANCE SHEETS", balance)))  # fmt: skip
    prose = "<p>The company sells lamps and shades in forty stores, and repairs those that it has sold before.</p>"
    items = "".join(f"<p><b>Item {number}. {title}</b></p>{told if number == '8' else prose}" for number, title in ITEMS.items())
    cover = f"<p>FORM 10-K</p><p>For the fiscal year ended January 31, {year + 1}</p><p>LAMPWORKS, INC.</p>"
    return f"<html><body>{cover}<p>(Exact name of registrant as specified in its charter)</p>{items}<p>SIGNATURES</p></body></html>"


def test_a_filing_without_tags_has_its_statements_by_period_distance(tmp_path: Path) -> None:
    paths = [tmp_path / f"{year}.html" for year in (2007, 2008, 2009)]
    for path in paths:
        path.write_text(filing(int(path.stem)), encoding="utf-8")
    found = pipeline.compare(paths)
    assert [one.id for one in found.statements] == ["income", "balance-sheet"]
    earnings, balance = map(lines, found.statements)
    assert earnings["Net sales"].values == {2007: 1_100_500.0, 2008: 1_050_250.0, 2009: 1_200_750.0}
    assert (earnings["Cost of sales"].printed_unit, earnings["Cost of sales"].unit) == ("$ thousand", "$")
    assert balance["Total shareholders’ equity"].values[2008] == 1_050_250.0


def matrix(title: str, when: str, rows: Sequence[tuple[str, tuple[int, ...]]]) -> str:
    heads = ("项目", "股本", "资本公积", "未分配利润", "所有者权益合计")
    cells = [[name, *(f"{value:,}.00" if value else "" for value in values)] for name, values in rows]
    return f"<h4>{title}</h4><p>单位：元</p>{table([['项目', *[when] * 4], heads, *cells])}"


def changes_in_equity(year: int) -> str:
    """Both years' changes in equity, each in a table of its own; the year before's profit was counted anew."""

    def told(of: int, profit: int) -> list[tuple[str, tuple[int, ...]]]:
        opens = 1000 + 100 * (of - 2020)
        return [
            ("一、上年期末余额", (500, 200, opens - 700, opens)),
            ("加：会计政策变更", (0, 0, 0, 0)),
            ("二、本年期初余额", (500, 200, opens - 700, opens)),
            ("（一）综合收益总额", (0, 0, profit, profit)),
            ("四、本期期末余额", (500, 200, opens - 600, opens + 100)),
        ]

    title = "7、合并所有者权益变动表"
    return matrix(title, "本期", told(year, 100)) + matrix(title, "上期", told(year - 1, 90))


def test_changes_in_equity_are_a_statement_of_rows_by_columns(tmp_path: Path) -> None:
    paths = [tmp_path / f"{year}.html" for year in (2021, 2022)]
    for path in paths:
        year = int(path.stem)
        body = f"<h1>海灯照明股份有限公司{year}年年度报告</h1><h2>第十一节 财务报告</h2><h3>二、财务报表</h3>{changes_in_equity(year)}"
        path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    found = pipeline.compare(paths)
    (equity,) = (one for one in found.statements if one.id == "equity")
    told = lines(equity)
    assert told["四、本期期末余额 · 未分配利润"].values == {2021: 500.0, 2022: 600.0}
    assert told["二、本年期初余额 · 股本"].values == {2021: 500.0, 2022: 500.0}
    assert (told["（一）综合收益总额 · 所有者权益合计"].values, told["（一）综合收益总额 · 所有者权益合计"].restated) == (
        {2021: 90.0, 2022: 100.0},
        {2021: 100.0},
    )
    assert not any(label.startswith("加：") for label in told)


# ── rows of figures ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def moving(year: int) -> str:
    """An income statement whose lines are told anew, under other names and in other whole, and leap."""
    now, before = {
        2021: ([1_000.0, 6_223.0, 2_000.0, 300.0, 0.0], [900.0, 20.0, 1_800.0, 250.0, 0.0]),
        2022: ([1_100.0, -39_879_003.0, 1_300.0, 320.0, 900.0], [1_000.0, 6_223.0, 1_400.0, 300.0, 600.0]),
        2023: ([1_200.0, 1_820.0, 1_350.0, 340.0, 950.0], [1_100.0, -39_879_003.0, 1_300.0, 320.0, 900.0]),
    }[year]
    tax = "营业税金及附加" if year == 2021 else "税金及附加"
    labels = ["一、营业收入", "资产处置收益", "管理费用", tax, "研发费用", "二、营业利润", "三、利润总额", "四、净利润"]
    lines = [*zip(labels, [*now, 9.0, 8.0, 7.0], [*before, 9.0, 8.0, 7.0], strict=True)]
    return statement("合并利润表", ["本期发生额", "上期发生额"], lines, 1.0, noted=False)


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    folder = tmp_path_factory.mktemp("moving")
    for year in (2021, 2022, 2023):
        body = f"<h1>海灯照明股份有限公司{year}年年度报告</h1><h2>第十节 财务报告</h2><h3>二、财务报表</h3>{moving(year)}"
        again = "50.00" if year == 2023 else f"{year - 1901}.00"
        rows = [["差旅费", f"{year - 1900}.00", again], ["办公费", f"{year - 1800}.00", f"{year - 1801}.00"]]
        costs = table([["项目", f"{year}年", f"{year - 1}年"], *rows])
        text = f"<html><body>{body}<h3>三、费用</h3><p>单位：元</p>{costs}</body></html>"
        (folder / f"{year}.html").write_text(text, encoding="utf-8")
    return pipeline.compare([folder / f"{year}.html" for year in (2021, 2022, 2023)])


def row(found: Comparison, name: str) -> dict[int, float]:
    (one,) = (one for one in found.indicators if one.name == name)
    return dict(one.values)


def test_a_row_goes_on_over_a_leap_that_the_newer_report_tells_itself(moved: Comparison) -> None:
    assert row(moved, "资产处置收益") == {2021: 6_223.0, 2022: -39_879_003.0, 2023: 1_820.0}


def test_a_row_follows_the_line_of_its_statement_under_another_name(moved: Comparison) -> None:
    assert row(moved, "税金及附加") == {2021: 300.0, 2022: 320.0, 2023: 340.0}


@pytest.mark.parametrize(("name", "kept"), [("管理费用", [2023]), ("差旅费", [2022]), ("办公费", [2022, 2023])])
def test_no_step_leads_from_a_value_that_the_next_report_tells_far_otherwise(moved: Comparison, name: str, kept: list[int]) -> None:
    (one,) = (one for one in moved.indicators if one.name == name)
    assert [step.to_year for step in one.change] == kept
    assert len(one.values) == 3


def turning(year: int) -> str:
    """Impairments of stocks are a cost up to 2022 and negative income from 2023 on; the interest of one year had a wrong sign."""
    old = year < 2023
    stocks, name = ([700.0, 500.0], "存货跌价损失") if year == 2021 else ([300.0, 700.0], "存货跌价损失")
    if not old:
        stocks, name = [-200.0, -300.0], "存货跌价损失（损失以“－”号填列）"
    interest = {2021: [-40.0, -30.0], 2022: [60.0, -40.0], 2023: [-70.0, -60.0]}[year]
    labels = ["一、营业收入", "营业成本", name, "利息净收入", "二、营业利润", "三、利润总额", "四、净利润"]
    now, before = ([1_000.0 * year, 900.0 * year, *pair, 80.0, 70.0, 60.0] for pair in zip(stocks, interest, strict=True))
    before[0], before[1] = 1_000.0 * (year - 1), 900.0 * (year - 1)
    return statement("合并利润表", ["本期发生额", "上期发生额"], [*zip(labels, now, before, strict=True)], 1.0, noted=False)


def test_a_line_that_the_newest_report_prints_with_the_other_sign_is_turned_and_says_so(tmp_path: Path) -> None:
    for year in (2021, 2022, 2023):
        body = f"<h1>海灯照明股份有限公司{year}年年度报告</h1><h2>第十节 财务报告</h2><h3>二、财务报表</h3>{turning(year)}"
        (tmp_path / f"{year}.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    found = pipeline.compare([tmp_path / f"{year}.html" for year in (2021, 2022, 2023)])
    told = {label.partition("（")[0]: line for label, line in lines(found.statements[0]).items()}
    stocks, interest = told["存货跌价损失"], told["利息净收入"]
    assert (stocks.values, stocks.restated) == ({2021: -700.0, 2022: -300.0, 2023: -200.0}, {2021: 700.0, 2022: 300.0})
    assert line_notes(found, "zh")(stocks) == "2021年报告原为700（符号相反）；2022年报告原为300（符号相反）"
    assert (interest.values, interest.restated) == ({2021: -40.0, 2022: -60.0, 2023: -70.0}, {2022: 60.0}), "a slip of one year"
    restated = [one for one in found.conflicts if one.kind == "restated"]
    assert {(one.expected, one.found, one.why) for one in restated} == {(300.0, -300.0, "sign"), (60.0, -60.0, "sign")}


def test_what_is_new_in_a_company_report_is_no_measure(tmp_path: Path) -> None:
    for year in (2023, 2024):
        more = "<p>公司以三千万元收购了海星电器位于青港的仓库和码头。</p>" if year == 2024 else ""
        path = tmp_path / f"{year}.html"
        path.write_text(report(year).replace("<h2>第六节", f"{more}<h2>第六节"), encoding="utf-8")
    found = pipeline.compare([tmp_path / "2023.html", tmp_path / "2024.html"])
    for form in ("md", "html"):
        text = outputs.render(found, form, "zh").decode()
        assert "新增内容" in text
        assert "新增举措" not in text


@pytest.mark.parametrize(
    ("said", "unit", "scale"),
    [
        ("（除特别注明外，金额单位均为人民币百万元）", "百万元", 1e6),
        ("(除另有标明外，货币单位均以人民币千元列示)", "千元", 1e3),
        ("单位：千万元", "千万元", 1e7),
        ("金额单位：人民币亿元", "亿元", 1e8),
        ("单位:元 币种:人民币", "", 1.0),
        ("单位：元币种：人民币", "", 1.0),
        ("币种：人民币单位：万元", "万元", 1e4),
        ("币种：人民币 单位：百万元", "百万元", 1e6),
    ],
)
def test_a_statement_counts_in_the_unit_that_is_said_above_it(tmp_path: Path, said: str, unit: str, scale: float) -> None:
    for year, (now, before) in {2023: ("1,200.00", "1,000.00"), 2024: ("1,300.00", "1,200.00")}.items():
        rows = [["项目", f"{year}年度", f"{year - 1}年度"], ["利息净收入", now, before], ["营业利润", now, before], ["净利润", now, before]]
        text = f"<h1>海灯银行股份有限公司{year}年年度报告</h1><h2>第十章 财务报告</h2><p>审计师没有保留意见。</p>"
        text += f"<p>合并利润表</p><p>{year}年度</p><p>{said}</p>{table(rows)}"
        (tmp_path / f"{year}.html").write_text(f"<html><body>{text}</body></html>", encoding="utf-8")
    found = pipeline.compare([tmp_path / "2023.html", tmp_path / "2024.html"])
    (income,) = found.statements
    assert (income.id, income.name) == ("income", "")
    line = lines(income)["净利润"]
    assert (line.values, line.unit, line.scale, line.printed_unit) == ({2023: 1200 * scale, 2024: 1300 * scale}, "元", scale, unit)
    (one,) = (one for one in found.indicators if one.name == "净利润")
    assert one.values == line.values


def test_restated_namesakes_are_called_with_their_tables(tmp_path: Path) -> None:
    for year in (2023, 2024):
        parts = []
        for title, size in (("合并利润表", 1.0), ("母公司利润表", 0.5)):
            now, before = (1_234_567.1, 9.0) if year == 2023 else (1_300_000.0, 1_200_000.25)
            costs = [
                ("管理费用", now * size, before * size),
                *[(label, 8.0 + year, 7.0 + year) for label in ("营业收入", "营业利润", "净利润")],
            ]
            parts.append(statement(title, ["本期发生额", "上期发生额"], costs, 1.0, noted=False))
        body = f"<h1>海灯照明股份有限公司{year}年年度报告</h1><h2>第十节 财务报告</h2><h3>二、财务报表</h3>{''.join(parts)}"
        (tmp_path / f"{year}.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    found = pipeline.compare([tmp_path / "2023.html", tmp_path / "2024.html"])
    assert [(one.values["name"], one.values["expected"]) for one in found.conflicts] == [
        ("管理费用（合并利润表）", "1,234,567.10元"),
        ("管理费用（母公司利润表）", "617,283.55元"),
    ]


@pytest.mark.parametrize(("between", "found"), [("", True), ("<p>The rows below are of other companies, as told in Note 4.</p>", False)])
def test_a_head_alone_at_the_foot_of_a_page_is_that_of_the_rows_behind_it(tmp_path: Path, between: str, found: bool) -> None:
    """Page number and running head stand between the two; behind a sentence the rows are a table of their own."""
    furniture = "<p>{}</p><hr style='page-break-after:always'/><p>LAMPWORKS, INC.</p>"
    for year in (2008, 2009):
        page = filing(year)
        begin = page.index("</tr>", page.index("STATEMENTS OF EARNINGS")) + len("</tr>")
        page = f"{page[:begin]}</table>{furniture.format(9)}{between}<table>{page[begin:]}"
        first, *items = page.split("<p><b>Item ")
        pages = "".join(f"{furniture.format(number)}<p><b>Item {item}" for number, item in enumerate(items, 2))
        (tmp_path / f"{year}.html").write_text(first + pages, encoding="utf-8")
    comparison = pipeline.compare(sorted(tmp_path.iterdir()))
    told = {one.id: lines(one) for one in comparison.statements}
    assert ("income" in told) is found
    if found:
        assert told["income"]["Net sales"].values == {2008: SALES[2008] * 1000, 2009: SALES[2009] * 1000}
    tables = comparison.reports[-1].tables
    assert [len(table.rows) for table in tables] == ([3, 2] if found else [0, 3, 2])
