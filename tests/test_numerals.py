"""Numerals: one parser for labels, cells and figures; exact, bounded, with their sign."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import figures
from tongbi.language import enumerators, numerals, quantities
from tongbi.model import Unit
from tongbi.report.tables import cell_values

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
NUMERAL = st.text(alphabet="零一二三四五六七八九十百千万亿两廿卅〇壹佰", max_size=12)


def spelt(number: int) -> str:
    """An integer from 1 to 10**16 in Chinese numerals, as schools teach them."""
    for word, size in (("亿", 10**8), ("万", 10**4)):
        if number >= size:
            whole, rest = divmod(number, size)
            zero = "零" if rest and rest < size // 10 else ""
            return spelt(whole) + word + zero + (spelt(rest) if rest else "")
    text, zero = "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        text += ("零" if zero and text else "") + DIGITS[digit] + word if digit else ""
        zero = not digit
    return text


def found(text: str, chinese: bool = True) -> list[tuple[float, str, str | None]]:
    return [(one.value, one.unit, one.qualifier) for one in quantities.find(text, chinese)]


@given(st.integers(1, 10**15))
def test_every_chinese_numeral_is_read_as_it_is_written(number: int) -> None:
    text = spelt(number)
    assert numerals.parse(text) == number
    assert numerals.parse(text.translate(FORMAL)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("六亿七千万", 670_000_000), ("廿八", 28), ("卅", 30), ("一百卅二", 132), ("三千六", 3600), ("四万二", 42000),
        ("捌拾伍万", 850_000),
        ("五分之三", 0.6), ("六成半", 65), ("2.4万亿", 2.4e12), ("7亿3千万", 730_000_000),
        ("九点二五亿", 925_000_000), ("百千", None), ("一一", None),
    ],
)  # fmt: skip
def test_shapes_of_numerals(text: str, value: float | None) -> None:
    assert numerals.parse(text) == value


@given(st.decimals(0, 10**6, places=3), st.sampled_from(["万", "亿", "万亿", "million", "billion", "trillion"]))
def test_magnitudes_are_exact(number: Decimal, magnitude: str) -> None:
    assert numerals.parse(f"{number} {magnitude}") == float(number * numerals.MAGNITUDES[magnitude])


@given(st.one_of(NUMERAL, st.text(alphabet="0123456789,.万亿", max_size=80), st.integers(1, 400).map(lambda count: "7" * count)))
def test_a_number_read_is_finite_and_has_at_most_thirty_digits(text: str) -> None:
    for value in (numerals.parse(text), cell_values.value(text)[0], *(one.value for one in quantities.find(f"受理{text}件。", True))):
        assert not isinstance(value, float) or (math.isfinite(value) and abs(value) < 10**30)


@given(NUMERAL.filter(bool), st.sampled_from(["{}、要点", "（{}）要点", "第{}部分 要点", "第{}章", "第{}节 要点", "{}是"]))
def test_a_label_has_a_number_or_is_none(numeral: str, form: str) -> None:
    label = enumerators.parse(form.format(numeral), True)
    assert label is None or label.number > 0


@given(st.integers(1, 99))
def test_labels_count_as_figures_do(number: int) -> None:
    label = enumerators.parse(f"（{spelt(number)}）要点", True)
    assert label is not None
    assert label.number == number == numerals.parse(spelt(number))


@given(st.integers(2, 8), st.sampled_from(["", "十", "百", "千"]))
def test_two_digits_side_by_side_are_both_ends_of_a_range(low: int, magnitude: str) -> None:
    size = numerals.MAGNITUDES[magnitude]
    told = found(f"每站配备{DIGITS[low]}{DIGITS[low + 1]}{magnitude}名协管员。")
    assert told == [(low * size, "名", "range"), ((low + 1) * size, "名", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("走访企业上百家。", [(100, "家", "at-least")]),
        ("吸引近万人次参观。", [(10000, "人次", "approx")]),
        ("解答疑问千余件。", [(1000, "件", "approx")]),
        ("十几家企业、数百个项目。", []),
        ("推动千家万户用上清洁能源。", []),
        ("三分之一的窗口实行轮班，五分之四以上事项网上办。", [(33.333333, "%", None), (80, "%", "at-least")]),
        ("约半数机构、近一半村组完成。", [(50, "%", "approx"), (50, "%", "approx")]),
        ("千分之六的样品不合格。", [(6, "‰", None)]),
        ("捐款捌仟元，拨付壹佰贰拾万元。", [(8000, "元", None), (1_200_000, "元", None)]),
        ("投诉量增长一倍。", [(1, "倍", None)]),
    ],
)
def test_quantities_in_words(text: str, expected: list[tuple[float, str, str | None]]) -> None:
    assert found(text) == expected


MINUS = st.sampled_from(["-", "－", "−"])


@given(
    MINUS,
    st.integers(1, 999),
    st.sampled_from(["亿元", "万元", "%", "℃", "个百分点"]),
    st.sampled_from(["投资收益", "投资收益为", "投资收益（", ""]),
)
def test_a_minus_belongs_to_the_number(minus: str, number: int, unit: str, before: str) -> None:
    text = f"{before}{minus}{number}{unit}"
    [quantity] = quantities.find(text, True)
    size = numerals.MAGNITUDES.get(unit[0], 1)
    assert quantity.value == -number * size
    assert text[quantity.start : quantity.end] == f"{minus}{number}{unit}"


@given(
    st.sampled_from(["-", "－", "—", "~", "–"]),
    st.integers(1, 50),
    st.integers(51, 99),
    st.sampled_from(["%", "万元", "人", "家", "亩", "℃"]),
)
def test_the_ends_of_a_range_are_no_negatives(dash: str, low: int, high: int, unit: str) -> None:
    for text in (f"每批{low}{dash}{high}{unit}。", f"每批{low}{unit}{dash}{high}{unit}。"):
        assert all(value > 0 for value, *_ in found(text))


@pytest.mark.parametrize("text", ["2019-2022年完成整治。", "依照第7-9条处理。", "京沪-3标段开工。", "H7N-9 型病例。"])
def test_a_dash_in_a_name_is_no_minus(text: str) -> None:
    assert all(value >= 0 for value, *_ in found(text))


@pytest.mark.parametrize(
    ("text", "values_of"),
    [
        ("Operating result was $(41) million in the year.", [-41e6]),
        ("The margin came to (2.7)% of revenue.", [-2.7]),
        ("Cash flow was −$6.4 billion.", [-6.4e9]),
        ("Revenue was 33.3 billion dollars, see note (4).", [33_300_000_000]),
        ("Sales rose in 10-12 markets.", [10, 12]),
    ],
)
def test_english_amounts_keep_their_sign(text: str, values_of: list[float]) -> None:
    assert [value for value, *_ in found(text, chinese=False)] == values_of


def test_a_loss_is_what_the_text_says() -> None:
    [figure] = figures.extract([Unit("u", "子公司亏损3.4亿元。", None)])
    assert (figure.name, figure.value) == ("子公司亏损", 340_000_000)


def test_brackets_around_an_amount_make_it_negative() -> None:
    assert found("投资活动现金流净额（2.8）亿元，（一）万元产值能耗下降2%。") == [(-280_000_000, "元", None), (2, "%", None)]


@pytest.mark.parametrize(("behind", "qualifier"), [("以内", "at-most"), ("以上", "at-least"), ("左右", "approx")])
@pytest.mark.parametrize("joined", ["和", "、"])
def test_a_bound_behind_a_list_is_true_of_each_number(behind: str, qualifier: str, joined: str) -> None:
    text = f"码头收费投诉率、渔船空驶率分别控制在7%{joined}9%{behind}，泊位利用率83%{joined}86%{behind}。"
    assert [one.qualifier for one in quantities.find(text, chinese=True)] == [qualifier, qualifier, None, qualifier]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("经营现金流为负0.3亿元。", [-3e7]),
        ("商品房销售额增速由4.1%降至负1.5%。", [4.1, -1.5]),
        ("结余从负3万元转到2万元。", [-3e4, 2e4]),
        ("年末现金净流量为负三千万元。", [-3e7]),
        ("渔业公司利润由正五百万元转为负两亿四千万元。", [5e6, -2.4e8]),
        ("增速降至负百分之一点五。", [-1.5]),
        ("医疗费用由本人自负三千元。", [3000]),
        ("住院费用个人自负30%。", [30]),  # what one bears oneself
        ("本季5胜负2场。", [2]),
        ("全市企业负债3亿元。", [3e8]),
    ],
)
def test_a_minus_in_words(text: str, values: list[float]) -> None:
    assert [one.value for one in figures.extract([Unit("u", text, None)])] == values


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("803,900.31 47.6", True), ("10,955.01 8.5", True), ("120 60 300", True), ("446.15 123", True), ("-3.5 1,204", True),
        ("1 234 567", False), ("1 234 567.89", False), ("12 345", False), ("90,000,00 0.00", False),
        ("2024/3/6 10:15", False), ("47.6", False),
    ],
)  # fmt: skip
def test_numbers_beside_each_other_are_told_from_the_thousands_of_one(text: str, several: bool) -> None:
    assert numerals.are_several(text) is several
