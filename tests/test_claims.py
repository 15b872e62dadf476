"""Stated changes: what a sentence says of its own figures, and what it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import figures
from tongbi.figures import Claim
from tongbi.model import Role, Unit


def stated(text: str, role: Role = "measure", chinese: bool = True) -> list[Claim]:
    return list(figures.claims(text, figures.extract([Unit("u", text, None, role=role)]), chinese))


@pytest.mark.parametrize(
    ("text", "name", "current", "change", "unit", "direction"),
    [
        ("全年新设经营主体1.31万户，同比增长4.0%。", "新设经营主体", 13100, 4.0, "%", "up"),
        ("公职律师达到38名、较上年增加7名。", "公职律师", 38, 7, "名", "up"),
        ("化解信访积案39件，较上年减少13件。", "化解信访积案", 39, 13, "件", "down"),
        ("研究法治议题16项，比上年多3项。", "研究法治议题", 16, 3, "项", "up"),
        ("行政处罚案件办理量稳中有降，全年共3,957件，同比下降1.4%。", "行政处罚案件办理量", 3957, 1.4, "%", "down"),
        ("高新技术企业净增75家、总数达487家。", "高新技术企业·总数", 487, 75, "家", "up"),
        ("货邮吞吐量增长33%，突破100万吨。", "货邮吞吐量", 1e6, 33, "%", "up"),
        ("进出口总额增长8.2%，达到1.3万亿元。", "进出口总额", 1.3e12, 8.2, "%", "up"),
        ("办结率98.6%，同比提高1.2个百分点。", "办结率", 98.6, 1.2, "个百分点", "up"),
        ("立案120件，同比增长1.5倍。", "立案", 120, 1.5, "倍", "up"),
        ("新登记经营主体320万户、增长13%，总量达2037.7万户。", "新登记经营主体", 3.2e6, 13, "%", "up"),
        ("日均新设企业1904户、增长28.1%。", "日均新设企业", 1904, 28.1, "%", "up"),
        ("接诊9120人次（本院7300人次、东院区1820人次），同比增长6%。", "接诊", 9120, 6, "%", "up"),
        ("借阅图书412册(外文7册)，比上年少25册。", "借阅图书", 412, 25, "册", "down"),
    ],
)
def test_a_step_belongs_to_what_changed(text: str, name: str, current: float, change: float, unit: str, direction: str) -> None:
    [claim] = stated(text)
    assert claim.current is not None
    assert (claim.name, claim.current.value, claim.change, claim.unit, claim.direction) == (name, current, change, unit, direction)


@pytest.mark.parametrize(("first", "second"), [("用气量", "换乘量"), ("供热面积", "检票量"), ("次品率", "优等日数")])
def test_a_step_is_no_base_of_the_next(first: str, second: str) -> None:
    assert [claim.current for claim in stated(f"{first}下降7.5%，{second}增长9.9%。")] == [None, None]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("覆盖率从上年度的58.3%提升至70.8%。", [(58.3, 70.8)]),
        ("赋权事项由92项调整为76项。", [(92, 76)]),
        ("高新技术企业、专精特新企业分别从2017年的7642家、1665家增加到2.2万家、4942家。", [(7642, 22000), (1665, 4942)]),
    ],
)
def test_both_ends_of_a_change(text: str, pairs: list[tuple[float, float]]) -> None:
    found = stated(text)
    assert [(claim.previous.value, claim.current.value) for claim in found if claim.previous and claim.current] == pairs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("城镇、农村居民人均可支配收入达到49990元和26410元，增长5.4%、7.9%。", [(49990, 5.4), (26410, 7.9)]),
        ("城镇居民人均可支配收入15781元，农村居民人均纯收入4761元，实际增长8.4%和8%。", [(15781, 8.4), (4761, 8)]),
        ("接待国内游客416人次、入境游客93人次，分别增长6.7%、39.6%。", [(416, 6.7), (93, 39.6)]),
        ("事故起数、死亡人数分别下降10.3%、14.2%。", [(None, 10.3), (None, 14.2)]),
        ("企业、合作社分别新增685户、71户，同比分别增长11.9%和下降24.5%。", [(685, 11.9), (71, 24.5)]),
        ("按期办结率99.4%、群众满意率95.8%，同比分别提高0.2个和1.5个百分点。", [(99.4, 0.2), (95.8, 1.5)]),
        ("机电产品出口占比78.7%、高新技术产品占比62.6%，分别提高11.1、11.2个百分点。", [(78.7, 11.1), (62.6, 11.2)]),
        ("新设企业685户、注销71户，同比分别增长11.9%、由升转降24.5%。", [(None, 11.9), (None, 24.5)]),
    ],
)
def test_every_change_of_a_list_is_stated(text: str, expected: list[tuple[float | None, float]]) -> None:
    assert [(claim.current.value if claim.current else None, claim.change) for claim in stated(text)] == expected


def test_the_year_a_change_starts_from_is_kept() -> None:
    assert [claim.base for claim in stated("里程从2017年的666公里增加到831公里。")] == [2017]


@pytest.mark.parametrize(
    "text",
    [
        "增加投资3.5亿元。", "新增养老床位7646张。", "年均增长7.1%。", "比2017年增长35%。", "五年累计增长20%。", "环比增长3%。",
        "日均净增企业1万户。", "企业日均净增1万户。", "五年累计净增企业3万户。",
        "提出修改意见305条。", "在2022年设立26个企业法治体检点的基础上新设8个。", "办理时限压缩至3个工作日。",
    ],
)  # fmt: skip
def test_what_is_no_change_from_last_year(text: str) -> None:
    assert list(figures.claims(text, figures.extract([Unit("u", text, None)], 2023), True)) == []


def test_a_plan_states_no_change() -> None:
    assert stated("力争网办率同比提高3个百分点。", role="plan") == []


def test_twice_as_much_is_a_hundred_per_cent() -> None:
    assert [(claim.change, claim.unit, claim.direction) for claim in stated("受理量同比翻了一番，共12件。")] == [(100, "%", "up")]


def test_english_steps() -> None:
    [claim] = stated("Net sales were $152.7 billion, an increase of 4.5 percent over the previous year.", chinese=False)
    assert (claim.change, claim.direction) == (4.5, "up")


def test_an_english_amount_held_against_last_years() -> None:
    [claim] = stated("Diluted earnings per share were $14.91 in fiscal 2024 compared to $15.11 in fiscal 2023.", chinese=False)
    assert claim.previous is not None
    assert claim.current is not None
    assert (claim.previous.value, claim.current.value, claim.direction) == (15.11, 14.91, "down")


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_a_step_has_the_number_as_printed_and_no_sign(value: int, step: int) -> None:
    [claim] = stated(f"化解积案{value}件，较上年减少{step}件。")
    assert claim.change == step
    assert claim.direction == "down"
