"""Periods in tables: labels that name one, paired by their distance from the report's year; restated values; sums that prove their rule."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.test_tables import labelled, placed

from tongbi import figures, pipeline
from tongbi.checks.total_rules import totals
from tongbi.language.periods import Own, of_caption, of_labels
from tongbi.model import Comparison, Table
from tongbi.report import schema, tables
from tongbi.report.tables import cell_units

SHARED = Path(__file__).parents[2] / "shared" / "corpus"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not beside this checkout")


def distance(label: str, own: Own, beside: Sequence[str] = ()) -> tuple[int, str] | None:
    """Years and part of a column's label; None where it names no period."""
    found = of_labels([one.split("/") for one in (label, *beside)], own, 0)[0]
    return None if found is None or found.sort == "change" else (found.years, found.part)


# ── labels ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "form", ["{y}", "FY{y}", "Fiscal {y}", "Fiscal/{y}", "{y}年", "{y}年度", "{y}年度/金额", "{y}年1—12月", "{y} (restated)"]
)
@given(st.integers(2005, 2040), st.integers(-3, 1))
def test_a_year_is_so_far_from_the_reports(form: str, own: int, years: int) -> None:
    assert distance(form.format(y=own + years), Own(own)) == (years, "")


@pytest.mark.parametrize(
    "form",
    ["{m} {d}, {y}", "As of {m} {d}, {y}", "Year Ended {m} {d}, {y}", "Fiscal Years Ended/{m} {d},/{y}", "52 Weeks Ended {m} {d}, {y}"],
)
@given(
    st.sampled_from([("March", 3, 31), ("June", 6, 28), ("September", 9, 27), ("December", 12, 31), ("Jan.", 1, 30)]),
    st.integers(-6, 6),
    st.integers(0, 3),
)
def test_a_day_near_the_years_end_is_that_years(form: str, end: tuple[str, int, int], off: int, before: int) -> None:
    """A year of 52 weeks ends a few days off."""
    name, month, day = end
    own = Own(2030, f"2030-{month:02}-{day:02}")
    assert distance(form.format(m=name, d=max(1, min(day + off, 28)), y=2030 - before), own) == (-before, "")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("期末数", (0, "")), ("年末余额", (0, "")), ("本报告期末", (0, "")), ("期初数", (-1, "")), ("上年末/账面余额", (-1, "")),
        ("2029年期初余额", (-2, "")),
        ("本年累计数", (0, "")), ("上年同期数", (-1, "")), ("去年同期", (-1, "")), ("二〇二九年", (-1, "")), ("2030年12月31日", (0, "")),
        ("二季度", (0, "Q2")), ("2030年上半年", (0, "H1")), ("2029年1-9月", (-1, "M1-9")), ("Q3 2030", (0, "Q3")),
        ("Three Months Ended/March 31,/2030", (-1, "3m+3m")), ("Nine months ended September 30, 2030", (0, "9m-3m")),
        ("June 30, 2030", (-1, "+6m")),
        ("Current fiscal year", (0, "")), ("Previous year", (-1, "")), ("Beginning balance", (-1, "")),
        ("2028–2030", (0, "36m")), ("October 1, 2030 – October 31, 2030", (0, "1m-2m")),
        ("Senior notes due 2031", None), ("Level 3", None), ("合计", None), ("本年增加", None), ("Thereafter", None),
    ],
)  # fmt: skip
def test_labels_of_other_periods(label: str, expected: tuple[int, str] | None) -> None:
    assert distance(label, Own(2030)) == expected


@pytest.mark.parametrize(
    "label",
    [
        *("% Change", "$ Change", "Increase/(Decrease)", "Percent change from prior year", "2030 vs. 2029", "YoY", "Year-over-year growth"),
        *("同比增减", "本期比上年增减（%）", "增减变动幅度", "变动比例", "较上年同期±%", "比上年末升降", "毛利率增减"),
        *("2030年较2029年增长", "同比增幅"),
    ],
)
def test_a_change_is_no_period_of_the_year(label: str) -> None:
    [found] = of_labels([label.split("\n")], Own(2030), 0)
    assert found is not None
    assert found.sort == "change"


def test_more_words_beside_a_year_need_a_sister() -> None:
    own = Own(2030)
    assert [one and one.years for one in of_labels([["2031 Notes"], ["Term loan"]], own, 0)] == [None, None]
    rows = of_labels([["Reserve at December 31, 2029"], ["Released"], ["Reserve at December 31, 2030"]], own)
    assert [one and (one.years, one.rest) for one in rows] == [(-1, "Reserve"), None, (0, "Reserve")]
    above = of_caption(["上期金额", "单位：元"], own)
    assert above is not None
    assert above.years == -1


# ── what the figures of a table are ───────────────────────────────────────────────────────────────────────────────────────────────


def named(text: str, own: Own, caption: tuple[str, ...] = ()) -> list[tuple[str, float, str | None]]:
    found = tables.label(tables.parted([placed(text, caption)]), (), own)
    return [(figure.name, figure.value, figure.qualifier) for figure in figures.of_tables(found)]


def test_only_the_own_year_and_the_one_before_are_figures() -> None:
    text = "项目|2030年|2029年|同比增减(%)|2028年\n办件量|120|110|9.1|100"
    assert named(text, Own(2030)) == [("办件量", 120.0, None), ("办件量", 110.0, "previous")]


def test_heads_in_the_middle_of_a_table_begin_another() -> None:
    text = "指标|2030年|2029年\n收入（元）|500|400\n|2030年末|2029年末\n资产（元）|900|800"
    assert named(text, Own(2030)) == [("收入", 500, None), ("收入", 400, "previous"), ("资产", 900, None), ("资产", 800, "previous")]


def test_what_no_label_tells_apart_is_no_figure() -> None:
    assert named("项目|数量|数量\n甲|1|2", Own(2030)) == []
    assert [name for name, *_ in named("序号|供应商|金额\n1|甲厂|7\n2|乙厂|5\n合计|--|12", Own(2030))] == [
        "甲厂·金额",
        "乙厂·金额",
        "合计·金额",
    ]


def test_halves_side_by_side_are_one_table() -> None:
    (table,) = labelled("Region|Shops|Region|Shops\nNorth|4|South|9\nEast|5|West|2")
    assert (table.rows, table.values) == (("North", "East", "South", "West"), ((4.0,), (5.0,), (9.0,), (2.0,)))
    (table,) = labelled("资产|期末|负债|期末\n现金|4|借款|9\n存货|5|应付款|2")
    assert table.rows == ("资产/现金", "资产/存货", "负债/借款", "负债/应付款")


@pytest.mark.parametrize(
    ("statement", "label", "unit"),
    [
        ("(amounts in thousands, except per share data)", "Net sales", "thousand"),
        ("(amounts in thousands, except per share data)", "Earnings per share", ""),
        ("in millions, except clinic counts", "Clinic count at year end", ""),
        ("shares in thousands", "Weighted average price", ""),
        ("shares in thousands", "Shares granted", "thousand"),
        ("shares in thousands, dollars in millions", "Shares granted", ""),
        ("编制单位：甲县财政局 单位：万元", "收入", "万元"),
        ("金额单位：人民币千元", "每股收益", "元"),
        ("单位：万元", "毛利率", ""),
    ],
)  # fmt: skip
def test_a_scale_reaches_what_it_is_stated_of(statement: str, label: str, unit: str) -> None:
    assert cell_units.stated(statement).holds([label]) == unit


# ── two reports ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

PROSE = "The company makes kettles in two plants, and repairs those that it has sold before in its own shops."
DAYS = {2022: "June 25, 2022", 2023: "June 24, 2023", 2024: "June 29, 2024", 2025: "June 28, 2025"}
SALES = {2022: 810442, 2023: 866120, 2024: 901377, 2025: 944018}
COSTS = {2022: 500100, 2023: 531020, 2024: 548300, 2025: 570111}
STAFF = {2022: 60010, 2023: 66220, 2024: 71010, 2025: 72118}


def row(label: str, values: Sequence[str], sign: str) -> str:
    """A row as filings print it: a spacer, the sign, the number and its bracket each in a cell of its own."""
    return f"<tr><td>{label}</td>" + "".join(f"<td></td><td>{sign}</td><td>{value}</td><td></td>" for value in values) + "</tr>"


def filing(path: Path, year: int, told: dict[str, dict[int, int]]) -> Path:
    """A made-up filing: the newest year last, dollars in thousands, years of 52 or 53 weeks that end in June."""
    years = [year - 2, year - 1, year]
    heads = "".join(f"<td></td><td colspan='3'>{DAYS[one]}</td>" for one in years)
    rows = "".join(row(label, [f"{values[one]:,}" for one in years], "" if at else "$") for at, (label, values) in enumerate(told.items()))
    table = (
        f"<table><tr><td></td><td colspan='12'>Fiscal Years Ended</td></tr><tr><td>(dollars in thousands)</td>{heads}</tr>{rows}</table>"
    )
    lines = [
        "FORM 10-K",
        f"For the fiscal year ended {DAYS[year]}",
        "KETTLEWORKS CORP.",
        "(Exact name of registrant as specified in its charter)",
    ]
    items = [
        "Item 1. Business",
        "Item 1A. Risk Factors",
        "Item 7. Management’s Discussion",
        "Item 8. Financial Statements",
        "Item 9A. Controls",
    ]
    body = "".join(f"<p>{line}</p>" for line in lines)
    body += "".join(f"<p><b>{item}</b></p><p>{PROSE}</p>" + (table + f"<p>{PROSE}</p>" if "8" in item else "") for item in items)
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return path


def compared(tmp_path: Path, **changed: int) -> Comparison:
    """Two filings; `changed` sets the value of a row that the newer one tells of the year before."""
    told = {"Net revenues": SALES, "Cost of goods sold": COSTS, "Salaries": STAFF}
    again = {label: {**values, 2024: changed.get(label.split()[0], values[2024])} for label, values in told.items()}
    return pipeline.compare([filing(tmp_path / "old.html", 2024, told), filing(tmp_path / "new.html", 2025, again)])


def test_each_row_is_the_own_years_of_both(tmp_path: Path) -> None:
    found = compared(tmp_path)
    assert {one.name: dict(one.values) for one in found.indicators} == {
        label: {year: 1000.0 * values[year] for year in (2024, 2025)}
        for label, values in (("Net revenues", SALES), ("Cost of goods sold", COSTS), ("Salaries", STAFF))
    }
    assert found.conflicts == ()
    [thread] = found.tables
    assert [line.label for line in thread.columns] == [f"{DAYS[2025 - at - 1]} → {DAYS[2025 - at]}" for at in (2, 1, 0)]


def test_another_value_for_the_year_before_is_restated(tmp_path: Path) -> None:
    [one] = compared(tmp_path, Cost=549100).conflicts
    assert (one.kind, one.severity, one.expected, one.found) == ("restated", "info", 548300000, 549100000)
    assert {cell[0] for cell in one.cells} == {2024, 2025}


def test_where_most_differs_the_table_is_another(tmp_path: Path) -> None:
    assert compared(tmp_path, Cost=500, Net=700).conflicts == ()


# ── sums ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def doubted(labels: Sequence[str], *columns: Sequence[float | None]) -> list[tuple[int, int]]:
    sums = [label in {"合计", "小计", "总计"} for label in labels]
    return [(one.line, one.column) for one in totals(labels, sums, columns, [0.005] * len(columns)) if one.differs]


# One column proves a rule alone where its numbers are large.
SUBTOTALS = [(1200.0, 300.0, 1500.0, 4500.0, 6100.0, 10600.0, 12100.0), (2100.0, 70.0, 2170.0, 800.0, 2300.0, 3100.0, 5270.0)]
PROVED = [
    (("甲", "乙", "丙", "合计"), (1200.0, 300.0, 45.0, 1545.0), (2100.0, 70.0, 8.0, 2178.0)),
    (("甲", "减：乙", "丙", "合计"), (1200.0, 300.0, 45.0, 945.0), (2100.0, 70.0, 8.0, 2038.0)),
    (("甲", "乙", "其中：丙", "丁", "合计"), (1200.0, 300.0, 45.0, 17.0, 1517.0), (2100.0, 70.0, 8.0, 29.0, 2199.0)),
    (("甲", "乙", "小计", "丙", "丁", "小计", "合计"), SUBTOTALS[0], SUBTOTALS[1]),
    (("合计", "甲", "乙", "丙"), (1545.0, 1200.0, 300.0, 45.0), (2178.0, 2100.0, 70.0, 8.0)),
]  # fmt: skip


@pytest.mark.parametrize("case", PROVED, ids=lambda case: " ".join(case[0]))
@given(st.floats(1.5, 40000.0).map(lambda value: round(value, 2)), st.data())
def test_one_changed_number_is_found_where_another_column_proves_the_rule(
    case: tuple[Sequence[str], ...], off: float, data: st.DataObject
) -> None:
    labels, one, other = case
    assert doubted(labels, one, other) == []
    if any(abs(off * times - abs(value)) < 1 for value, times in itertools.product(map(float, one), (0.5, 1, 2))):
        return
    at = data.draw(st.integers(0, len(labels) - 1))
    wrong = [float(value) + (off if place == at else 0.0) for place, value in enumerate(one)]
    found = doubted(labels, wrong, other)
    assert all(column == 0 for _, column in found)
    # A part of a part is no part of the sum.
    assert found or any(label.startswith("其中") for label in labels[max(at - 1, 0) : at + 1])


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        (("甲", "乙", "合计"), [(1200.0, 300.0, 1600.0)]),
        (("甲", "乙", "合计"), [(1200.0, 300.0, 1600.0), (5.0, 7.0, 90.0)]),
        (("甲", "乙", "合计"), [(1200.0, 300.0, 1500.0), (2100.0, -70.0, 2170.0)]),
        (("甲", "乙", "丙", "合计"), [(1200.0, 300.0, None, 1500.0), (2100.0, 70.0, 8.0, 2170.0)]),
        (("甲", "乙", "合计"), [(1200.0, 300.0, 1500.0), (None, None, 2178.0)]),
        (("甲", "乙", "合计"), [(1200.0, 300.0, 1500.0), (700.0, 20.0, 720.0), (None, None, 90.0), (1900.0, 320.0, 2310.0)]),
        (("甲", "乙", "合计"), [(1200.0, 300.0, 1500.0), (700.0, 20.0, 1500.0)]),
    ],
    ids=["one column", "no proof", "a sign", "a part that is none", "no parts", "a total without parts", "a merged cell"],
)  # fmt: skip
def test_what_is_not_sure_is_silent(labels: Sequence[str], columns: Sequence[Sequence[float | None]]) -> None:
    assert doubted(labels, *columns) == []


def test_a_form_whose_labels_fell_apart_is_known_by_place() -> None:
    """A label set upright is torn over the cells of its column."""
    form = next(one for one in schema.load("gov-info-disclosure").tables if one.id == "requests")
    text = "|".join(["", *(path.rpartition("/")[2] for path in form.columns)])
    torn = {4: "1.属", 5: "不予2", 9: "公6.过", 20: "申请人1"}
    for at, path in enumerate(form.rows):
        label = torn.get(at, path.rpartition("/")[2])
        text += "\n" + "|".join([label, *(["1"] * (len(form.columns) - 1)), "6"])
    (table,) = tables.label(tables.parted([placed(text)]), [form])
    assert table.standard == "requests"
    assert [table.rows[at] for at in torn] == [form.rows[at] for at in torn]


# ── real reports ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@needs_shared
@pytest.mark.parametrize("company", ["HD", "AMZN", "WMT"])
def test_no_cell_of_a_filing_stands_beside_another_year(company: str) -> None:
    found = pipeline.compare(sorted((SHARED / "sec_10k" / company).glob("*.html")))
    for one in found.indicators:
        for year, place in one.where.items():
            if not isinstance(place, tuple):
                continue
            said = [fact.years or 0 for fact in found.report(year).facts if fact.cell == place]
            # What is due next year (row: Fiscal 2025) may be declared of this year's end.
            assert set(said or [years_of(found.report(year).tables[place[0]], place)]) == {0}
    assert not [one for one in found.conflicts if one.code == "table-total"]


def years_of(table: Table, place: tuple[int, int, int]) -> int:
    _, row_at, column_at = place
    both = [axis[at] for axis, at in ((table.row_periods, row_at), (table.column_periods, column_at)) if axis]
    return sum(one.years for one in both if one)
