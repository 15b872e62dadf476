"""The audit: numbers that do not fit are found with both of them, and what may be right is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import pipeline
from tongbi.checks.rounding import apart, differ, of_rate, span
from tongbi.checks.table_roles import siblings
from tongbi.model import Comparison, Conflict, Figure
from tongbi.outputs.labels import message

_REPORT = (
    "甲县{year}年法治政府建设年度报告\n一、主要工作\n（一）规范行政执法\n{text}\n二、存在问题\n执法力量不足，人手紧张。\n"
    "三、下一年计划\n加强培训。\n"
)


def compare(tmp_path: Path, *texts: str) -> Comparison:
    """A series of made-up reports of 2021, 2022 …, each with one paragraph of its own."""
    paths = []
    for at, text in enumerate(texts):
        path = tmp_path / f"甲县{2021 + at}年法治政府建设年度报告.txt"
        path.write_text(_REPORT.format(year=2021 + at, text=text), encoding="utf-8")
        paths.append(path)
    return pipeline.compare(paths)


def conflicts(tmp_path: Path, *texts: str) -> list[tuple[str, int, float, float]]:
    return [(one.kind, one.year, one.expected, one.found) for one in compare(tmp_path, *texts).conflicts]


def figure(text: str, value: float, qualifier: str | None = None) -> Figure:
    return Figure("u", "", value, "件", text, 0, qualifier)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("审结案件68件，其中维持31件、撤销6件、确认违法3件、驳回9件、终止18件。", [("sum", 2022, 67, 68)]),
        ("审核文件163件，其中规范性文件7件、决策11件、协议139件、其他8件，提出意见341条。", [("sum", 2022, 165, 163)]),
        ("办理案件20件（甲镇8件、乙镇7件、丙镇6件）。", [("sum", 2022, 21, 20)]),
        ("审结案件67件，其中维持31件、撤销6件、确认违法3件、驳回9件、终止18件。", []),
        ("新设企业1.45万户，其中个体4,180户、公司300户。", []),
        ("审结案件近70件，其中维持31件、撤销6件、确认违法3件、驳回9件、终止18件。", []),
        ("共办结213件，其中公开90件、部分公开27件、不予公开98件，结转下年度继续办理11件。", [("sum", 2022, 215, 213)]),
        ("共办结213件，其中公开90件、部分公开27件、不予公开96件，结转下年度继续办理11件。", []),
        ("收到复议申请76件，其中上年结转6件，审结68件，结转下年度8件。", []),
        ("新收申请216件，其中申请人撤回3件，上年结转8件，共办结213件，其余11件结转下年度继续办理。", []),
        ("收到申请216件，其中自然人198件、企业18件，另有15件为上年遗留。", []),
        ("立案处罚案件52件，其中食品31件、药品12件、器械9件，共移送3件，其余为一般案件。", []),
        ("受理复议46件，其中维持25件，纠正5件，其他结果9件，尚未审结7件。", []),
        ("受理复议46件，其中维持25件，纠正5件，其他结果9件，尚未审结9件。", [("sum", 2022, 48, 46)]),
        ("组织考试2次，参考184人、合格171人，合格率94.9%。", [("ratio", 2022, 92.93, 94.9)]),
        ("组织考试2次，参考184人、合格171人，合格率92.9%。", []),
        ("收集诉求77件，办结74件，办结率96.1%。", []),
        ("办理人大代表建议、政协提案共191件，其中人大代表建议88件、政协提案113件。", [("sum", 2022, 201, 191)]),
        ("办理人大代表建议、政协提案共201件，其中人大代表建议88件、政协提案113件。", []),
        ("发展党员95名，其中女性50名、大学以上学历60名。", []),
        ("入企检查由上年的2,860次减少至1,914次，下降31.3%。", [("stated-change", 2022, -33.08, -31.3)]),
        ("入企检查由上年的2,860次减少至1,914次，下降33.1%。", []),
        ("入企检查由2018年的2,860次减少至1,914次，同比下降5.1%。", []),
        ("入企检查由2,860次减少至1,914次，降幅近34%。", []),
        ("出庭应诉率由94.7%提升至97.8%，提高4.1个百分点。", [("stated-change", 2022, 3.1, 4.1)]),
        ("办理时限由20个工作日压缩至5个工作日，平均压缩60%。", []),
        ("财政收入由100亿元增加到106亿元，增长8%。", []),
        ("受理117件，审结113件（含上年结转5件），审结率92.6%。", []),
        ("受理117件，审结113件（其中5件为上年度结转），审结率92.6%。", []),
        ("受理117件，审结113件（含2021年结转5件），审结率92.6%。", []),
        ("受理117件，审结113件，结转下年度5件，审结率92.6%。", [("ratio", 2022, 96.58, 92.6)]),
        ("受理117件，审结113件（含上年结转5件），审结率90.6%。", [("ratio", 2022, 96.58, 90.6)]),
        ("改造小区102个，其中甲区46个、乙区31个、其他县（市、区）27个，惠及居民1.4万户。", [("sum", 2022, 104, 102)]),
        ("改造小区104个，其中甲区46个、乙区31个、其他县（市、区）27个。", []),
        ("重点项目365个，其中建成投产118个、占36.3%，完成投资561.2亿元。", [("ratio", 2022, 32.33, 36.3)]),
        ("重点项目365个，其中建成投产118个，占比32.3%。", []),
        ("重点项目365个，其中建成投产118个，占比达到36.3%。", [("ratio", 2022, 32.33, 36.3)]),
        ("评查案卷180件，评出优秀案卷81件、占40.5%。", [("ratio", 2022, 45, 40.5)]),
        ("受理投诉200件，其中消费类120件、占60%，服务类50件、占35%。", [("ratio", 2022, 25, 35)]),
        ("实施重点项目365个，建成投产118个、占全省的36.3%。", []),
        ("培训干部200人，新录用人员50人、占30%。", []),
        ("重点项目365个，其中建成投产118个、约占36%。", []),
        ("办理案件365件。其中简易案件118件、占36.3%。", []),
        ("受理申请81件，比上年增加16件，均已答复。其中予以公开40件，部分公开13件，不予公开11件，无法提供17件。", []),
        ("受理申请84件，均已答复。其中予以公开40件，部分公开13件，不予公开11件，无法提供17件。", [("sum", 2022, 81, 84)]),
        ("审理终结的复议案件，维持40件，驳回13件，撤销11件，终止17件。", []),
        ("投诉集中在消费类40件、质量类13件、价格类11件、服务类17件。", []),
        ("投诉共42件，消费类13件、质量类11件、服务类17件。", [("sum", 2022, 41, 42)]),
    ],
)  # fmt: skip
def test_sums_and_ratios_within_a_sentence(tmp_path: Path, text: str, expected: list[tuple[str, int, float, float]]) -> None:
    assert conflicts(tmp_path, "开展行政执法检查。", text) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("审核各类文件134件。", "审核各类文件151件，较上年增加19件。", [("stated-change", 2022, 17, 19)]),
        ("审核各类文件134件。", "审核各类文件151件，较上年增加17件。", []),
        ("高新技术企业总数达412家。", "高新技术企业净增75家、总数达490家。", [("stated-change", 2022, 78, 75)]),
        ("新设经营主体1.45万户。", "新设经营主体1.52万户，同比增长6.3%。", [("stated-change", 2022, 4.83, 6.3)]),
        ("新设经营主体1.45万户。", "新设经营主体1.52万户，同比增长5.1%。", []),
        ("处罚案件4,012件。", "处罚案件3,957件，同比下降1.4%。", []),
        ("公职律师覆盖率83.3%。", "公职律师覆盖率从去年的81.3%提升至91.7%。", [("restated", 2022, 83.3, 81.3)]),
        ("公职律师覆盖率83.3%。", "公职律师覆盖率从81.3%提升至91.7%。", []),
        ("公职律师覆盖率81.3%。", "公职律师覆盖率从81.3%提升至91.7%。", []),
        ("补助标准由每人每年320元提高到380元。", "补助标准由每人每年380元提高到420元。", []),
        ("设立企业法治体检点24个。", "在2021年设立26个企业法治体检点的基础上新设8个。", [("restated", 2022, 24, 26)]),
        ("地区生产总值300亿元。", "地区生产总值330亿元，增长5.0%。", []),
        ("受理投诉480件。", "2019年受理投诉500件，2022年受理投诉300件。", []),
        ("受理投诉480件。", "受理投诉300件，较2019年的500件下降40%。", []),
        ("受理投诉480件。", "受理投诉300件，比上年的500件下降40%。", [("restated", 2022, 480, 500)]),
        ("新收申请216件。", "新收申请277件，较上年增长28.2%。", []),
        ("新收申请216件。", "新收申请277件，较上年增长38.2%。", [("stated-change", 2022, 28.24, 38.2)]),
        ("区政府本级收到申请96件。", "新收申请277件，较上年增长28.2%。", []),
        ("区政府办公室受理申请96件，上年结转3件，结转下年办理2件。", "新收申请277件，较上年增长28.2%，上年结转9件。", []),
        ("全区共收办申请224件。", "新收申请277件，较上年增长28.2%。", []),
        ("全区收到申请224件（含上年结转8件）。", "新收申请277件，较上年增长28.2%。", []),
        ("收到复议申请30件，结转下年度2件。", "收到公开申请30件，答复信访12件，上年遗留信访件4件。", []),
        ("收到申请30件，办结28件，结转11件。", "收到申请30件，上年结转9件。", [("carry-over", 2022, 11, 9)]),
        ("上年结转3件，结转下年度办理12件。", "上年结转15件，结转下年度办理4件。", [("carry-over", 2022, 12, 15)]),
    ],
)  # fmt: skip
def test_what_last_years_report_says(tmp_path: Path, old: str, new: str, expected: list[tuple[str, int, float, float]]) -> None:
    assert conflicts(tmp_path, old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("社会消费品零售总额812.5亿元。", "社会消费品零售总额846.6亿元，增长5.4%。", ["info"]),
        ("进出口总额421.8亿元。", "完成进出口总额409.2亿元，同比增长3.0%。", ["info"]),
        ("实现旅游收入118.5亿元。", "旅游收入238.6亿元、增长50.3%。", ["info"]),
        ("实际使用外资3.2亿美元。", "实际使用外资3.36亿美元，下降5.0%。", ["info"]),
        ("社会消费品零售总额812.5亿元。", "社会消费品零售总额846.6亿元，增长4.7%。", []),
        ("出口总额3256亿元。", "进出口总额8512亿元，增长37.1%。", []),
        ("一般公共预算收入168.7亿元。", "一般公共预算收入174.3亿元，扣除留抵退税因素后增长7.6%。", []),
        ("居民人均可支配收入3.1万元。", "居民人均可支配收入3.2万元，实际增长6.1%。", []),
        ("规模以上工业增加值120亿元。", "规模以上工业增加值118亿元，增长4.1%。", []),
        ("三大产业产值1800亿元。", "三大产业产值1790亿元，增长6.5%。", []),
    ],
)  # fmt: skip
def test_money_counted_on_another_basis_is_worth_a_look_and_constant_prices_are_not(
    tmp_path: Path, old: str, new: str, expected: list[str]
) -> None:
    comparison = compare(tmp_path, old, new)
    assert [one.severity for one in comparison.conflicts] == expected
    assert all(one.kind == "stated-change" for one in comparison.conflicts)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("新增养老服务中心26个、累计达138个。", "新增养老服务中心31个、累计达173个。", [("carry-over", 2022, 169, 173)]),
        ("累计建成养老服务中心138个。", "新增养老服务中心31个，累计建成173个。", [("carry-over", 2022, 169, 173)]),
        ("省级美丽乡村累计达79个。", "新增省级美丽乡村10个，累计达95个。", [("carry-over", 2022, 89, 95)]),
        ("示范企业发展到203家。", "新增示范企业35家，累计达到243家。", [("carry-over", 2022, 238, 243)]),
        ("在线调解（ODR）企业发展到203家。", "新增在线调解（ODR）企业35家，累计达到243家。", [("carry-over", 2022, 238, 243)]),
        ("高新技术企业总数达412家。", "高新技术企业净增75家、总数达487家。", []),
        ("新增养老服务中心26个、累计达138个。", "新增养老服务中心31个、累计达169个。", []),
        ("高新技术企业总数达412家。", "新增高新技术企业90家、总数达487家。", []),
        ("建成养老服务中心138个。", "新增养老服务中心31个，累计建成173个。", []),
        ("新建绿道230公里、累计近2000公里。", "新建绿道137公里、累计达到2136公里。", []),
        ("示范社区累计达138个。", "新增社区食堂31个，累计建成示范社区173个。", []),
    ],
)  # fmt: skip
def test_a_total_and_what_was_added_to_it(tmp_path: Path, old: str, new: str, expected: list[tuple[str, int, float, float]]) -> None:
    comparison = compare(tmp_path, old, new)
    assert [(one.kind, one.year, one.expected, one.found) for one in comparison.conflicts] == expected
    assert all(one.severity == "info" for one in comparison.conflicts)


@pytest.mark.parametrize(
    ("old", "new", "agrees"),
    [
        ("实际使用外资3.2亿美元。", "实际使用外资3.36亿美元，增长5.0%。", True),
        ("旅游收入172亿元。", "旅游收入118.5亿元，下降31.1%。", True),
        ("高新技术企业净增75家、总数达487家。", "高新技术企业由上年的487家增加到556家。", True),
        ("高新技术企业净增75家、总数达487家。", "高新技术企业由上年的478家增加到556家。", False),
        ("高新技术企业净增75家。", "高新技术企业由上年的478家增加到556家。", None),
        ("省级示范企业136家。", "国家级示范企业由上年的80家增加到100家。", None),
        ("在运维政务新媒体46个。", "政务新媒体由上年的48个优化为41个。", False),
        ("外贸进出口总额突破4万亿元。", "外贸进出口总额达到4.2万亿元、增长0.7%。", None),
        ("地区生产总值300亿元。", "地区生产总值315亿元，增长5.0%。", None),
        ("审核各类文件8件。", "审核各类文件151件，较上年增加19件。", None),
    ],
)  # fmt: skip
def test_a_change_agrees_where_something_was_held_against_it(tmp_path: Path, old: str, new: str, agrees: bool | None) -> None:
    assert [one.agrees for one in compare(tmp_path, old, new).stated_changes if one.year == 2022 and one.direction] == [agrees]


def test_five_years_are_not_one(tmp_path: Path) -> None:
    comparison = compare(tmp_path, "道路里程达到700公里。", "过去五年，我们攻坚克难。道路里程从500公里增加到831公里。")
    assert comparison.conflicts == ()
    [claim] = comparison.stated_changes
    assert (claim.previous, claim.previous_year, claim.agrees) == (500, None, None)


def test_a_value_that_only_the_next_report_tells_fills_the_gap(tmp_path: Path) -> None:
    comparison = compare(tmp_path, "开展执法检查。", "公职律师覆盖率从上年的36%提升至52%。")
    [row] = [one for one in comparison.indicators if one.name == "公职律师覆盖率"]
    assert dict(row.values) == {2021: 36, 2022: 52}
    assert row.retold == (2021,)
    assert row.where[2021].startswith("2022-")  # type: ignore[union-attr]  # a sentence, no cell


@pytest.mark.parametrize(
    ("told", "rows"),
    [
        (48, {2021: 46, 2022: 41}),
        (46, {2021: 46, 2022: 41}),
        (88, {2021: 88, 2022: 41}),
    ],
)
def test_a_value_told_again_does_not_overrule_the_years_own(tmp_path: Path, told: int, rows: dict[int, float]) -> None:
    same = "办理依申请公开58件，均在法定期限内答复。"
    old = f"整治“指尖上的形式主义”，注销功能相近、使用频率低的账号6个，全区在运维政务新媒体46个。{same}"
    comparison = compare(tmp_path, old, f"{same}全区政务新媒体由上年的{told}个压减至41个，“一区一端多号”格局基本形成。")
    [row] = [one for one in comparison.indicators if 2022 in one.values and one.unit == "个"]
    assert dict(row.values) == rows
    assert [(one.kind, one.expected, one.found) for one in comparison.conflicts] == ([("restated", 46, 48)] if told == 48 else [])


def test_a_fall_after_a_rise_has_a_sign(tmp_path: Path) -> None:
    comparison = compare(tmp_path, "处罚案件4,012件，同比增长4.3%。", "处罚案件3,957件，同比下降1.4%。")
    [row] = [one for one in comparison.indicators if one.growth]
    assert (row.name, dict(row.values)) == ("处罚案件·同比变化", {2021: 4.3, 2022: -1.4})


def test_every_conflict_says_both_numbers(tmp_path: Path) -> None:
    comparison = compare(tmp_path, "审核各类文件134件。", "审核各类文件151件，较上年增加19件。")
    [one] = comparison.conflicts
    assert message(one, "zh") == "审核各类文件：由2021年报告的134件到2022年的151件，变化为17件，文中称19件"
    assert "134" in message(one, "en")
    assert set(one.units) <= set(comparison.unit_texts())


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_ROWS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
    "1.申请人无正当理由逾期不补正",
    "2.申请人逾期未按收费通知要求缴纳费用",
    "3.其他",
    "（七）总计",
    "四、结转下年度继续办理",
)


def disclosure(tmp_path: Path, year: int, changed: dict[int, int], text: str) -> Path:
    """A disclosure report of 12 new and 3 carried requests, of which 13 are settled; `changed` sets rows of the total column."""
    value = {0: 12, 1: 3, 2: 9, 3: 4, 23: 13, 24: 2} | changed
    rows = [f"{label}\t{value.get(at, 0)}\t0\t0\t0\t0\t0\t{value.get(at, 0)}" for at, label in enumerate(_ROWS)]
    head = "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
    path = tmp_path / f"甲县{year}年政府信息公开工作年度报告.txt"
    parts = [
        f"甲县{year}年政府信息公开工作年度报告",
        *("一、总体情况", text, "二、主动公开政府信息情况", "主动公开信息。"),
        *("三、收到和处理政府信息公开申请情况", head, *rows),
        *("四、政府信息公开行政复议、行政诉讼情况", "未发生。"),
        *("五、存在的主要问题及改进情况", "力量不足，将加强培训。", "六、其他需要报告的事项", "无。"),
    ]
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def found(tmp_path: Path, changed: dict[int, int], text: str = "全县收到政府信息公开申请12件。") -> tuple[Conflict, ...]:
    return pipeline.compare([disclosure(tmp_path, 2022, {1: 1, 0: 14}, "无。"), disclosure(tmp_path, 2023, changed, text)]).conflicts


def test_a_subtotal_sums_up_what_stands_above_it() -> None:
    rows = ("甲", "乙", "小计", "丙", "丁", "小计", "合计")
    assert [siblings(rows, at) for at in (2, 5, 6)] == [[0, 1], [3, 4], [0, 1, 3, 4]]


def test_tables_that_fit_have_no_conflict(tmp_path: Path) -> None:
    assert found(tmp_path, {1: 2, 24: 1}) == ()


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({1: 2, 24: 1, 23: 14}, {"table-total", "balance"}),
        ({1: 2, 24: 5}, {"balance"}),
        ({1: 3}, {"carry-over"}),
    ],
)
def test_tables_that_do_not_fit(tmp_path: Path, changed: dict[int, int], codes: set[str]) -> None:
    some = found(tmp_path, changed)
    assert {one.code for one in some} == codes
    assert all(one.cells and one.severity == "conflict" for one in some)


def test_text_against_table(tmp_path: Path) -> None:
    some = found(tmp_path, {1: 2, 24: 1}, "全县收到政府信息公开申请17件，其中予以公开8件。")
    assert [(one.kind, one.expected, one.found) for one in some] == [("text-table", 12, 17), ("text-table", 9, 8)]


def test_what_is_carried_in_a_sentence_against_the_table(tmp_path: Path) -> None:
    some = found(tmp_path, {1: 2, 24: 1}, "全县收到政府信息公开申请12件，上年结转3件，结转下年度办理1件。")
    assert [(one.kind, one.expected, one.found) for one in some] == [("text-table", 2, 3)]


_SETTLED = "全县收到政府信息公开申请12件，上年结转2件，"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_SETTLED + "共办结13件。", []),
        (_SETTLED + "办结14件。", [(13, 14)]),
        (_SETTLED + "答复14件。", []),
        (_SETTLED + "办结13件，办理人大代表建议14件，办结14件。", []),
        ("县教育局收到申请4件。全县办结建议14件。", []),
        ("全县收到政府信息公开申请12件，其中自然人申请12件。", []),
        ("全县收到政府信息公开申请14件，其中自然人申请14件。", []),
        ("全县收到政府信息公开申请12件，其中自然人申请11件。", [(12, 11)]),
        ("全县办结政府信息公开申请13件，其中来自自然人的13件。", []),
        ("县信访局接待群众，自然人来访11件。", []),
    ],
)
def test_what_was_settled_and_who_asked_against_the_table(tmp_path: Path, text: str, expected: list[tuple[float, float]]) -> None:
    assert [(one.expected, one.found) for one in found(tmp_path, {1: 2, 24: 1}, text)] == expected


_PRESCRIBED = {
    "二、主动公开政府信息情况": (
        "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t6\t3\t87\n"
        "第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t214563\n第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚\t38214\n"
        "行政强制\t1276\n第二十条第（八）项\n信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t10432.6"
    ),
    "四、政府信息公开行政复议、行政诉讼情况": (
        "\t".join(["行政复议"] * 5 + ["行政诉讼"] * 10)
        + "\n"
        + "\t".join(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] + ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5)
        + "\n"
        + "\t".join(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3)
        + "\n5\t1\t2\t1\t9\t1\t0\t1\t1\t3\t2\t0\t0\t1\t3"
    ),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("制发行政规范性文件6件、废止3件。", []),
        ("制发行政规范性文件6件、废止4件。", [(3, 4)]),
        ("制定行政规范性文件6件，废止3件；清理地方性法规12件，其中修改2件、废止4件。", []),
        ("作出行政许可决定21.5万件、行政处罚决定3.82万件。", []),
        ("作出行政许可决定22.5万件、重大行政处罚决定20000件。", [(214563, 225000)]),
        ("县市场监管局作出行政处罚决定20000件。", []),
        ("收取行政事业性收费1.04亿元，减免行政事业性收费6000万元。", []),
        ("收取行政事业性收费1.14亿元。", [(104326000, 114000000)]),
        ("因政府信息公开被申请行政复议9件，其中结果维持5件、结果纠正1件；被提起行政诉讼6件，其中未经复议直接起诉3件、复议后起诉3件。", []),
        ("因政府信息公开被申请行政复议9件，其中结果维持5件、结果纠正2件；被提起行政诉讼6件，其中未经复议直接起诉4件。", [(1, 2), (3, 4)]),
        ("全县办理行政复议案件52件，其中维持9件、纠正3件。", []),
    ],
)  # fmt: skip
def test_decisions_charges_and_suits_against_their_tables(tmp_path: Path, text: str, expected: list[tuple[float, float]]) -> None:
    paths = [disclosure(tmp_path, 2022, {1: 1, 0: 14}, "无。"), disclosure(tmp_path, 2023, {1: 2, 24: 1}, text)]
    for heading, tables in _PRESCRIBED.items():
        own = paths[1].read_text(encoding="utf-8").split("\n")
        own[own.index(heading) + 1] = tables
        paths[1].write_text("\n".join(own), encoding="utf-8")
    comparison = pipeline.compare(paths)
    assert sum(bool(table.standard) for table in comparison.reports[1].tables) == 6
    assert [(one.expected, one.found) for one in comparison.conflicts] == expected


def test_what_follows_from_a_wrong_total_says_so(tmp_path: Path) -> None:
    path = disclosure(tmp_path, 2023, {1: 2, 24: 1}, "全县办结的申请中，予以公开9件。")
    path.write_text(
        path.read_text(encoding="utf-8").replace("予以公开\t9\t0\t0\t0\t0\t0\t9", "予以公开\t9\t0\t0\t0\t0\t0\t8"), encoding="utf-8"
    )
    some = pipeline.compare([disclosure(tmp_path, 2022, {1: 1, 0: 14}, "无。"), path]).conflicts
    assert {(one.code, one.severity) for one in some} == {
        ("table-total", "conflict"),
        ("table-total-follows", "info"),
        ("text-table-follows", "info"),
    }
    [follows] = [one for one in some if one.kind == "text-table"]
    assert message(follows, "zh").endswith("为8件；“本年度办理结果·予以公开·总计”更正后即相符")


def test_what_is_carried_is_told_once(tmp_path: Path) -> None:
    old = disclosure(tmp_path, 2022, {1: 1, 0: 14}, "全县收到政府信息公开申请14件，结转下年度办理2件。")
    new = disclosure(tmp_path, 2023, {}, "全县收到政府信息公开申请12件，上年结转3件，结转下年度办理2件。")
    [one] = pipeline.compare([old, new]).conflicts
    assert message(one, "zh") == "上年结转政府信息公开申请数量：2022年报告结转2件，2023年报告称上年结转3件"
    assert len(one.units) == 2
    assert len(one.cells) == 4


def test_a_count_of_a_part_is_not_held_against_the_table(tmp_path: Path) -> None:
    assert found(tmp_path, {1: 2, 24: 1}, "县政府办公室受理政府信息公开申请8件，上年结转1件，结转下年度办理3件。") == ()


# ── rounding ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_a_rate_that_was_computed_and_rounded_always_fits(part: int, whole: int) -> None:
    share = round(100 * part / whole, 1)
    exact = 100 * part / whole
    assert not apart(of_rate(share, f"{share}%"), (exact, exact))


@given(st.integers(1, 9999), st.integers(-3, 3), st.integers(0, 3), st.sampled_from(["", "万", "亿"]))
def test_of_one_precision_only_what_is_printed_alike_is_one(digits: int, step: int, places: int, scale: str) -> None:
    size = {"": 1, "万": 1e4, "亿": 1e8}[scale] / 10**places
    one, other = (figure(f"{n / 10**places:.{places}f}{scale}件", n * size) for n in (digits, digits + step))
    assert differ(one, other) == (step != 0)


@given(st.integers(100, 99999))
def test_a_value_and_what_it_is_rounded_to_are_one(value: int) -> None:
    exact, near = figure(f"{value}件", value), round(value / 10000, 1)
    assert not differ(exact, figure(f"{near}万件", near * 10000))


@pytest.mark.parametrize(
    ("one", "low", "high"),
    [
        (figure("151件", 151), 151, 151),
        (figure("1.52万户", 15200), 15150, 15250),
        (figure("3万余册", 30000, "approx"), 25000, 35000),
        (figure("近300件", 300, "approx"), 270, 330),
        (figure("７件", 7), 7, 7),
    ],
)
def test_what_a_printed_number_stands_for(one: Figure, low: float, high: float) -> None:
    assert span(one) == pytest.approx((low, high))
