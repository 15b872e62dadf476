"""Linking of figures: what their names tell decides, whatever verb goes with it, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi.figures.name_terms import contrary, is_head_alone, kinship, terms
from tongbi.figures.quantity_roles import limits_a_noun
from tongbi.language import lexicon
from tongbi.model import Comparison, Figure
from tongbi.pipeline import compare

WORDS = lexicon.table("zh/terms")
DOING = [
    *lexicon.words("zh/terms", "doing", "beside"), *lexicon.words("zh/counting", "sum", "increment", "there-is", "reach", "kept"),
    *lexicon.words("zh/owners", "regions"), *lexicon.words("zh/time", "own", "now"),
]  # fmt: skip


def test_no_word_of_doing_is_a_head() -> None:
    assert set(DOING).isdisjoint(WORDS["heads"])


@pytest.mark.parametrize("verb", DOING)
def test_a_word_of_doing_tells_nothing_of_what_is_measured(verb: str) -> None:
    plain = terms("滨河步道")
    assert kinship(terms(f"{verb}滨河步道"), plain) == "equal"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一线窗口坐席", "坐席一线窗口"), ("乡镇卫生院床位数", "乡镇卫生院床位总数"), ("货运枢纽吞吐总量", "货运枢纽吞吐量"),
        ("蔬菜总产量", "蔬菜产量"), ("新（改）建厕所", "新改建厕所"),
    ],
)  # fmt: skip
def test_order_and_the_form_of_counting_tell_nothing(one: str, other: str) -> None:
    assert kinship(terms(one), terms(other)) == "equal"


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("夜间公交线路", "公交线路", "within"), ("城市书房", "农家书屋", "overlapping"), ("残疾人就业", "退役军人就业", "overlapping"),
        ("公办幼儿园学位", "民办幼儿园学位", "overlapping"),
    ],
)  # fmt: skip
def test_a_word_more_and_other_words_are_told_apart(one: str, other: str, how: str) -> None:
    assert kinship(terms(one), terms(other)) == how


@pytest.mark.parametrize("begun", WORDS["stages"]["begun"])
@pytest.mark.parametrize("ended", WORDS["stages"]["ended"])
def test_what_is_begun_is_not_what_is_finished(begun: str, ended: str) -> None:
    assert contrary(terms(f"安置房{begun}"), terms(f"安置房{ended}"))


def test_a_change_in_real_terms_is_another_than_one_without() -> None:
    assert contrary(terms("工资性收入", "职工工资性收入实际增长"), terms("工资性收入", "职工工资性收入增长"))


@pytest.mark.parametrize("head", WORDS["heads"])
def test_a_head_alone_measures_nothing(head: str) -> None:
    assert is_head_alone(terms(head))


@pytest.mark.parametrize(
    ("text", "printed", "unit"),
    [
        ("3公里以内停车换乘比例达80%。", "3公里", "公里"), ("5亿元以上工业项目开工26个。", "5亿元", "元"),
        ("推进引水工程二期建设。", "二期", "期"),
        ("自助服务区48小时对外开放。", "48小时", "小时"), ("林地承包到期后再延长70年。", "70年", "年"),
    ],
)  # fmt: skip
def test_a_number_that_limits_a_noun_is_no_measure(text: str, printed: str, unit: str) -> None:
    assert limits_a_noun(text, Figure("u", "", 1.0, unit, printed, text.index(printed), None))


@pytest.mark.parametrize(
    ("text", "printed", "unit", "name"),
    [
        ("平均办理时限压缩至3个工作日。", "3个工作日", "个工作日", "平均办理时限"),
        ("企业开办时间缩短为4小时。", "4小时", "小时", "企业开办时间"),
        ("城镇新增就业5万人以上，", "5万人", "人", "城镇新增就业"), ("新增绿道30公里。", "30公里", "公里", "新增绿道"),
    ],
)  # fmt: skip
def test_a_measured_time_and_a_bound_at_the_end_are_measures(text: str, printed: str, unit: str, name: str) -> None:
    assert not limits_a_noun(text, Figure("u", name, 1.0, unit, printed, text.index(printed), None))


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def two_years(folder: Path, old: str, new: str) -> Comparison:
    for year, text in ((2024, old), (2025, new)):
        (folder / f"{year}.txt").write_text(f"{year}年云浦区人民政府工作报告\n一、工作回顾\n{text}\n", encoding="utf-8")
    return compare([folder / "2024.txt", folder / "2025.txt"])


def rows(comparison: Comparison) -> list[tuple[float, float]]:
    return [(one.values[2024], one.values[2025]) for one in comparison.indicators if len(one.values) == 2 and one.grade != "related"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("兴建街头口袋公园12个，全区面貌一新。", "我们把方便留给市民。打造街头口袋公园15个。", [(12.0, 15.0)]),
        ("受理噪声投诉320件。", "我们倾听民声。办结噪声投诉298件。", []),
        ("学前教育毛入园率达到93.1%。", "教育更有质量。学前教育毛入园率96.0%。", [(93.1, 96.0)]),
        ("花卉苗木产量48.3万株。", "农业稳步向前。花卉苗木产量稳定在40万株以上。", []),
        ("跨境电商园累计入驻商户130家。", "跨境电商园新增入驻商户32家。", []),
        ("职工工资性收入增长5.5%。", "职工工资性收入实际增长5.1%。", []),
    ],
)  # fmt: skip
def test_which_figures_of_two_years_are_one(tmp_path: Path, old: str, new: str, expected: list[tuple[float, float]]) -> None:
    assert rows(two_years(tmp_path, old, new)) == expected


def test_a_value_told_again_is_of_the_year_that_the_text_says_or_of_none(tmp_path: Path) -> None:
    unsaid = two_years(tmp_path, "修复滩涂湿地。", "滩涂湿地修复率由31%提高到44%。")
    assert [dict(one.values) for one in unsaid.indicators] == [{2025: 44.0}]
    said = two_years(tmp_path, "修复滩涂湿地。", "滩涂湿地修复率由上年的31%提高到44%。")
    assert [dict(one.values) for one in said.indicators] == [{2024: 31.0, 2025: 44.0}]


@pytest.mark.parametrize("base", ["由31%", "由2021年的31%"])
def test_a_base_that_is_not_said_to_be_last_years_is_no_contradiction(tmp_path: Path, base: str) -> None:
    assert two_years(tmp_path, "滩涂湿地修复率40%。", f"滩涂湿地修复率{base}提高到44%。").conflicts == ()
