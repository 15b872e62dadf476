"""Targets and outcomes: which outcome answers a target, what is never said to be missed, and the targets on the rows of outcomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi import pipeline
from tongbi.language import lexicon
from tongbi.model import Comparison, Target
from tongbi.outputs import record

_REPORT = """甲市{year}年政府工作报告
一、{last}年工作回顾
{work}
二、{year}年主要目标和工作安排
{plan}
"""
_FILLER = "扎实推进各项工作，社会大局保持稳定。"


def compared(folder: Path, plan: str, work: str) -> Comparison:
    """A made-up pair of work reports: what the first plans, and what the second tells of it."""
    paths = []
    for year, told, planned in ((2024, _FILLER, plan), (2025, work, _FILLER)):
        path = folder / f"甲市{year}年政府工作报告.txt"
        path.write_text(_REPORT.format(year=year, last=year - 1, work=told, plan=planned), encoding="utf-8")
        paths.append(path)
    return pipeline.compare(paths)


def answered(folder: Path, plan: str, work: str) -> list[Target]:
    return [target for one in compared(folder, plan, work).follow_through for target in one.targets]


@pytest.mark.parametrize(
    ("plan", "work", "reached", "met"),
    [
        # what one name lacks stands beside it
        ("规模以上工业增加值增长6%左右。", "规模以上工业企业达7.6万家、增加值增长3%。", 3, False),
        ("推进重大工程，完成投资2400亿元。", "重大工程完成投资2510亿元。", 251_000_000_000, True),
        # one measure in two words
        ("全市经济增长5.5%以上。", "地区生产总值增长5.6%。", 5.6, True),
        ("广义货币预期增长目标为13%左右。", "广义货币增长11%。", 11, False),
        ("规上工业增加值增长5.5%。", "规模以上工业增加值增长6.1%。", 6.1, True),
        ("全市生产总值增长6%左右。", "面对一季度生产总值下降6.7%的局面，全年实现生产总值增长1.7%。", 1.7, False),
        # a thing that the outcome tells more or less of
        ("建设停车位2.5万个。", "中心城区新增机动车停车位5万余个。", 50_000, True),
        ("清单化改造燃气管网650公里。", "有序改造供热管网1287公里、燃气管网810公里。", 810, True),
        ("争取再获批10家以上国家重点实验室。", "新增国家重点实验室12家。", 12, True),
        # one thing under two units, and the number told again
        ("老楼加装电梯完工600部。", "老楼加装电梯869台。", 869, True),
        ("新增联山联水的绿道1000公里。", "新增绿道1000公里。", 1000, True),
        # the noun behind the number
        ("设置座椅300处，建成100个“美丽街区”。", "建成116个“美丽街区”。", 116, True),
        # bounds and signs
        ("城镇调查失业率控制在5.5%以内。", "城镇调查失业率平均为5.2%。", 5.2, True),
        ("单位生产总值能耗下降3%。", "单位生产总值能耗下降3.2%。", 3.2, True),
        ("单位生产总值能耗下降3%。", "单位生产总值能耗上升1%。", -1, False),
        ("研发经费支出占比达到4.1%左右。", "研发经费支出占比保持在4.1%左右。", 4.1, True),
        ("一般公共预算收入增长2%。", "一般公共预算收入增长1.5%。", 1.5, False),
        ("固定资产投资增长10%。", "固定资产投资下降6.3%。", -6.3, False),
        ("居民消费价格涨幅3%左右。", "居民消费价格下降0.2%。", -0.2, None),
        ("细颗粒物平均浓度控制在30微克/立方米以下。", "细颗粒物平均浓度26微克/立方米。", 26, True),
        # what a year adds
        ("城镇新增就业2.2万人。", "城镇新增就业1.98万人。", 19_800, False),
        ("新建托位80个。", "新建托位60个。", 60, False),
        ("举办渔民培训15期。", "组织渔民培训11期。", 11, False),
    ],
)
def test_an_outcome_answers_a_target_by_what_both_measure(tmp_path: Path, plan: str, work: str, reached: float, met: bool | None) -> None:
    target = answered(tmp_path, plan, work)[-1]
    assert (target.reached, target.met) == (reached, met)


@pytest.mark.parametrize(
    ("plan", "work"),
    [
        ("新增公办学位2万个。", "新增民办学位3万个。"),
        ("农村居民人均可支配收入增长6%。", "城镇居民人均可支配收入增长5%。"),
        ("工业技改投资增长10%。", "工业投资增长7%。"),
        ("居民消费价格涨幅2%左右。", "居民人均可支配收入增长4.3%。"),
        ("新建林地5万亩。", "五年来累计新建林地20万亩。"),
        ("新开工住房600套。", "竣工住房500套。"),
    ],
)
def test_what_measures_another_thing_answers_no_target(tmp_path: Path, plan: str, work: str) -> None:
    assert {target.reached for target in answered(tmp_path, plan, work)} <= {None}


@pytest.mark.parametrize("said", ["比去年增加", "与上年基本持平", "较上年提高", "比上年有所提升"])
def test_what_is_held_against_the_year_before_is_to_come(tmp_path: Path, said: str) -> None:
    [target] = answered(tmp_path, f"预期目标是：财政收入{said}，城镇新增就业30万人。", "城镇新增就业32万人。")
    assert (target.planned, target.reached) == (300_000, 320_000)


def test_one_outcome_answers_one_target(tmp_path: Path) -> None:
    targets = answered(tmp_path, "推动物业服务覆盖300个老旧小区，综合整治老旧小区500个。", "为380个老旧小区引入物业服务。")
    assert sorted(target.reached or 0 for target in targets) == [0, 380]


def test_names_that_a_report_tells_apart_are_two_measures(tmp_path: Path) -> None:
    both = "建设产业园20个，建设特色产业园10个。"
    assert [target.reached for target in answered(tmp_path, both, "建成特色产业园8个。")] == [None, 8]


@pytest.mark.parametrize("verb", [word for word in lexicon.words("zh/terms", "doing") if len(word) == 2][::6])
def test_the_verb_of_doing_is_no_matter(tmp_path: Path, verb: str) -> None:
    [target] = answered(tmp_path, f"{verb}社区康养驿站120个。", "建成社区康养驿站150个。")
    assert (target.reached, target.met) == (150, True)


@pytest.mark.parametrize("fallen", [95, 70, 40])
def test_what_is_less_sure_is_never_missed(tmp_path: Path, fallen: int) -> None:
    for plan, work in (
        ("新建停车位100个。", f"新增机动车停车位{fallen}个。"),
        ("力争新建社区康养驿站100个。", f"新建社区康养驿站{fallen}个。"),
        ("新建社区康养驿站100个。", f"启动新建社区康养驿站{fallen}个。"),
        ("财政拟投入资金100亿元支持就业。", f"财政投入资金{fallen}亿元补贴家电下乡。"),
    ):
        assert {target.met for target in answered(tmp_path, plan, work)} <= {None}


def test_a_row_has_the_target_of_its_value(tmp_path: Path) -> None:
    comparison = compared(tmp_path, "地区生产总值增长5%以上。\n城镇新增就业30万人。", "地区生产总值增长5.4%。\n城镇新增就业32万人。")
    rows = {row.name: row.targets for row in comparison.indicators if not row.target}
    assert {name: [(year, one.planned, one.met) for year, one in targets.items()] for name, targets in rows.items()} == {
        "地区生产总值·增长": [(2025, 5, True)],
        "城镇新增就业": [(2025, 300_000, True)],
    }
    text = {unit.id: unit.text for unit in comparison.reports[-1].units}
    for [target] in (targets.values() for targets in rows.values()):
        assert target.unit_id is not None
        assert target.start is not None
        assert text[target.unit_id][target.start].isdigit()
    assert record.load(record.dump(comparison)) == comparison


@pytest.mark.parametrize(
    ("name", "unit", "planned", "told", "met"),
    [
        ("城镇新增就业", "万人", "30", "32.7", True),
        ("新建社区康养驿站", "座", "120", "96", False),
        ("森林覆盖率", "%", "62", "62.4", True),
    ],
)
def test_a_table_tells_an_outcome(tmp_path: Path, name: str, unit: str, planned: str, told: str, met: bool) -> None:
    table = f"主要指标如下：\n指标\t单位\t2024年\t2023年\n{name}\t{unit}\t{told}\t1.0\n全社会用电量\t亿千瓦时\t88\t80"
    comparison = compared(tmp_path, f"各部门持续加力，{name}{planned}{unit}。", table)
    [target] = [target for one in comparison.follow_through for target in one.targets]
    assert (target.unit_id, target.cell, target.met) == (None, (0, 0, 0), met)
    assert [row.name for row in comparison.indicators if row.targets] == [name]
    assert record.load(record.dump(comparison)) == comparison


@pytest.mark.parametrize("whose", ["财政", "中央财政", "各级政府", "地方财政专项"])
def test_money_that_is_not_said_what_for_is_neither_met_nor_missed(tmp_path: Path, whose: str) -> None:
    [target] = answered(tmp_path, f"{whose}拟投入资金100亿元支持就业。", f"{whose}投入资金120亿元补贴家电下乡。")
    assert target.met is None


@pytest.mark.parametrize("part", ["民营", "外贸", "农产品", "跨境电商"])
@pytest.mark.parametrize("whole", ["企业进出口", "社会用电量", "生产性投资"])
def test_a_rate_of_the_whole_answers_none_of_a_part(tmp_path: Path, part: str, whole: str) -> None:
    [target] = answered(tmp_path, f"{part}{whole}增长6%。", f"{whole}增长2.2%。")
    assert target.reached is None
    [other] = answered(tmp_path, f"{whole}增长6%。", f"{part}{whole}增长2.2%。")
    assert other.met is None


def test_a_year_between_leaves_no_outcome(tmp_path: Path) -> None:
    paths = []
    for year, work, plan in ((2022, _FILLER, "城镇新增就业30万人。"), (2025, "城镇新增就业32万人。", _FILLER)):
        path = tmp_path / f"甲市{year}年政府工作报告.txt"
        path.write_text(_REPORT.format(year=year, last=year - 1, work=work, plan=plan), encoding="utf-8")
        paths.append(path)
    assert [target.reached for one in pipeline.compare(paths).follow_through for target in one.targets] == [None]


@pytest.mark.parametrize(
    ("plan", "work", "met"),
    [
        # What bounds a target from above, and what one would have as low as can be, is reached by less.
        ("We will keep the rise in consumer prices at around 3%.", "Consumer prices rose by 1.8%.", True),
        ("The deficit will be held below 3% of GDP.", "The deficit was 2.1% of GDP.", True),
        ("The unemployment rate will not exceed 6.5%.", "The unemployment rate was 6.1%.", True),
        ("We will cap the growth of operating spending at 4%.", "The growth of operating spending was 3.1%.", True),
        ("We will limit the vacancy rate to 5%.", "The vacancy rate was 7.4%.", False),
        ("We will keep the rise in fees to 4% or less.", "Fees rose by 3.2%.", True),
        ("The cost ratio will be no greater than 30%.", "The cost ratio was 24%.", True),
        ("The cost ratio will be brought down to 30%.", "The cost ratio was 24%.", True),
        ("The cost ratio will fall to 30%.", "The cost ratio was 38%.", False),
        ("The share of late trains will be 9% at most.", "The share of late trains was 4%.", True),
        ("Attendance will be 90% or higher.", "Attendance was 94%.", True),
        ("Attendance will be raised to 90%.", "Attendance was 71%.", False),
        ("The cost ratio will not rise above 30%.", "The cost ratio was 24%.", True),
        ("The cost ratio will not be more than 30%.", "The cost ratio was 24%.", True),
        ("Attendance will not drop below 90%.", "Attendance was 94%.", True),
        # What a part reached is not what all reached.
        ("Attendance will be at least 90%.", "Attendance was 93%; in evening schools it was 74%.", True),
        ("Attendance will be at least 90%.", "Among first-year pupils attendance was 74%.", None),
        # Nor is what was reached on terms that the target does not name.
        ("Attendance will be at least 90%.", "Attendance was 84% among boarders.", None),
        ("Attendance will be at least 90%.", "Attendance was 84% before appeals.", None),
        ("Attendance will be at least 90%.", "Attendance was 93% and in evening schools 74%.", True),
        ("Attendance will be at least 90%.", "Attendance was 84% and, had lessons on line been counted, 88%.", None),
        ("The loan approval rate will rise to 80%.", "The loan approval rate was 71%.", False),
        # What holds or bounds another word of the clause is no bound of the number.
        ("Letters answered within ten days will reach 80%.", "Letters answered within ten days reached 84%.", True),
        ("The share of seats held by women will be 40%.", "The share of seats held by women was 43%.", True),
        ("The cost ratio will be kept within 30%.", "The cost ratio was 24%.", True),
        # What is done with what one would have less of is not better by less.
        ("Complaints settled will reach 80%.", "Complaints settled reached 84%.", None),
        ("The error rate will be 3%.", "The error rate was 4.4%.", False),
        # About so much is nearly reached.
        ("We aim to increase GDP by about 7.5%.", "GDP increased by 7.4%.", None),
        ("We aim to increase GDP by about 7.5%.", "GDP increased by 3.1%.", False),
        # What is hoped for, and what is due in a later year, is not missed.
        ("We will strive to increase exports by 8%.", "Exports increased by 5%.", None),
        ("By 2030, the share of renewable energy will reach 60%.", "The share of renewable energy reached 41%.", None),
        ("Over the next five years, exports will grow by 30%.", "Exports grew by 6%.", None),
        ("By 2024, the share of renewable energy will reach 60%.", "The share of renewable energy reached 41%.", False),
        ("Industrial output will grow by more than 6%.", "Industrial output grew by 7%.", True),
        ("We will cut emissions of sulfur dioxide by 2%.", "Emissions of sulfur dioxide fell by 1.5%.", False),
    ],
)
def test_english_targets_are_bounded_hoped_for_and_due_as_their_words_say(tmp_path: Path, plan: str, work: str, met: bool | None) -> None:
    name = "Report on the Work of the Government"
    for year, told, planned in ((2024, "All went well.", plan), (2025, work, "We will go on.")):
        parts = (
            f"{name} {year}\nOak County Government",
            f"I. Review of the Work in {year - 1}",
            told,
            f"II. Plan for Work in {year}",
            planned,
        )
        text = "\n\n".join(parts)
        (tmp_path / f"{name} {year}.txt").write_text(text, encoding="utf-8")
    followed = pipeline.compare([*tmp_path.iterdir()]).follow_through
    assert [target.met for one in followed for target in one.targets] == [met]
