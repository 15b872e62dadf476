"""Kept and missed: what a report says of a target in words, in other names, as a part of a whole, and of one half of a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi import pipeline
from tongbi.language.target_verdicts import verdict
from tongbi.model import Comparison, FollowThrough
from tongbi.outputs.brief import brief_content
from tongbi.readers import paragraphs

_ENGLISH = """Harbour Board of Kells
Annual Report {year}
I. Review of the Year
{work}
II. Shortcomings
{short}
III. Plans for {next}
{plan}
"""
_CHINESE = """甲市{year}年政府工作报告
一、{last}年工作回顾
{work}
二、{year}年主要目标和工作安排
{plan}
"""
_FILLER = "扎实推进各项工作，社会大局保持稳定。"


def english(folder: Path, plan: str, work: str, short: str = "Staff were few.") -> Comparison:
    paths = []
    for year, did, lacked, planned in (
        (2023, "The board met every month.", "The yard was crowded.", plan),
        (2024, work, short, "Meet the pilots every month."),
    ):
        path = folder / f"Harbour Board report {year}.txt"
        path.write_text(_ENGLISH.format(year=year, next=year + 1, work=did, short=lacked, plan=planned), encoding="utf-8")
        paths.append(path)
    return pipeline.compare(paths)


def chinese(folder: Path, plan: str, work: str, then: str = _FILLER) -> Comparison:
    paths = []
    for year, told, planned in ((2024, _FILLER, plan), (2025, work, then)):
        path = folder / f"甲市{year}年政府工作报告.txt"
        path.write_text(_CHINESE.format(year=year, last=year - 1, work=told, plan=planned), encoding="utf-8")
        paths.append(path)
    return pipeline.compare(paths)


def of_plan(comparison: Comparison, plan: str) -> FollowThrough:
    texts = {unit.id: unit.text for unit in comparison.reports[0].units}
    return next(one for one in comparison.follow_through if texts[one.from_unit] == plan)


@pytest.mark.parametrize(
    ("plan", "told", "outcome"),
    [
        ("Dredge at least 14 miles of channel.", "Some 11 miles of channel were dredged at a cost of $3.1 million.", "missed"),
        ("Dredge at least 14 miles of channel.", "Some 16 miles of channel were dredged.", "met"),
        ("Repair the 48 moorings of the inner basin.", "The board repaired 31 of the 48 moorings of the inner basin.", "missed"),
        ("Repair the 48 moorings of the inner basin.", "The board repaired all 48 moorings of the inner basin.", "met"),
        ("Raise the share of electric cranes to 35%.", "The electric cranes target of 35% was missed.", "missed"),
        ("Offer 25 cadet places.", "Nineteen cadets joined us, fewer than the 25 we had promised.", "missed"),
    ],
)
def test_an_english_target_is_missed_or_met(tmp_path: Path, plan: str, told: str, outcome: str) -> None:
    for work, short in ((told, "Staff were few."), ("The pilots met.", told)):
        found = of_plan(english(tmp_path, plan, work, short), plan)
        if short != told or "target" in told:  # among shortcomings only a verdict is an answer
            assert (found.kind, found.outcome) == ("plan-delivered", outcome)


@pytest.mark.parametrize(
    ("plan", "work", "outcome"),
    [
        ("力争研学人数达80万。", "全年研学人数超95万。", "met"),
        ("涉渔行政检查艘次下降15%以上。", "全年开展涉渔检查206艘次，同比下降18.2%。", "met"),
        ("完成剩余23处护岸隐患整改。", "上年结转的23处护岸隐患全部整改到位。", "met"),
        ("新增普惠性托位1200个。", "新增普惠性托位未达到年度目标。", "missed"),
        ("中欧班列开行260列。", "中欧班列开行数低于年初计划。", "missed"),
    ],
)
def test_a_chinese_target_is_missed_or_met(tmp_path: Path, plan: str, work: str, outcome: str) -> None:
    assert of_plan(chinese(tmp_path, plan, work), plan).outcome == outcome


@pytest.mark.parametrize(
    ("plan", "work"),
    [
        # one figure of the sentence counts another thing, or the clause of it is another
        ("打造8个和美渔村片区，有序推进渔民上岸。", "建成渔业示范村15个，和美渔村片区试点取得成效，渔民上岸有序推进。"),
        ("民营企业进出口增长6%。", "企业进出口增长2.2%。"),
        ("培育专精特新企业40家。", "科技型企业达到300家，专精特新企业60家，支持培育专精特新企业。"),
    ],
)
def test_no_other_figure_of_a_sentence_misses_a_target(tmp_path: Path, plan: str, work: str) -> None:
    assert {target.met for target in of_plan(chinese(tmp_path, plan, work), plan).targets} <= {None, True}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("货物吞吐量未达到年初预期。", False),
        ("好于预期目标。", True),
        ("如期完成年度任务。", True),
        ("完成年度任务的七成。", None),
        ("不低于上年计划。", None),
        ("围绕全年目标开展工作。", None),
        ("Throughput fell short of our goal.", False),
        ("We did not reach the planned 40 berths.", False),
        ("Berths were dredged under the plan for safe navigation.", None),
        ("The board met its target.", True),
    ],
)
def test_what_a_sentence_says_of_a_target(text: str, told: bool | None) -> None:
    assert verdict(text) is told


@pytest.mark.parametrize(
    ("plan", "work", "then", "outcome"),
    [
        # one half is told, the other set again or left with an open target
        ("建成滨河湿地公园，开工建设古渡口游客中心。", "滨河湿地公园建成开放。", "开工建设古渡口游客中心。", "part"),
        ("启用数字档案馆120座，新建乡村气象观测站12座。", "启用数字档案馆126座。", _FILLER, "part"),
        ("建成滨河湿地公园，开工建设古渡口游客中心。", "滨河湿地公园建成开放，古渡口游客中心开工建设。", _FILLER, None),
        ("建成滨河湿地公园，让群众有更多获得感。", "滨河湿地公园建成开放。", "让群众有更多获得感。", None),
    ],
)
def test_half_a_plan_is_delivered_in_part(tmp_path: Path, plan: str, work: str, then: str, outcome: str | None) -> None:
    found = of_plan(chinese(tmp_path, plan, work, then), plan)
    assert (found.kind, found.outcome) == ("plan-delivered", outcome)


@pytest.mark.parametrize("turn", ["（下转第三版）（紧接第一版）", "(上接A2版)", "（接第十二版）", " 下转7版 （上接第4版）"])
def test_the_page_turn_of_a_newspaper_is_no_part_of_a_statement(turn: str) -> None:
    text, findings = paragraphs.clean(f"渔港改造全面完成。{turn}渔民全部上岸。\n\n下转5版\n\n著作转版权登记（转第三方）办理。")
    printed = [line.replace(" ", "") for line in text.splitlines() if line]
    assert printed == ["渔港改造全面完成。渔民全部上岸。", "著作转版权登记（转第三方）办理。"]
    [found] = findings
    assert (found.code, found.values["count"]) == ("page-furniture", str(turn.count("版") + 1))


def test_an_annex_of_one_year_is_a_finding_and_nothing_gone(tmp_path: Path) -> None:
    notes = "\n".join(f"{number}.“灯塔渔港”：指第{number}批示范渔港。" for number in range(1, 9))
    comparison = chinese(tmp_path, f"新建渔港12座。\n附件\n名词解释\n{notes}", "新建渔港13座。")
    assert ("annex-differs", "2025") in [(found.code, found.values.get("without")) for found in comparison.findings]
    asides = {unit.id for unit in comparison.reports[0].units if unit.role == "aside"}
    assert not any(change.untold for change in comparison.changes if not asides.isdisjoint(change.from_units))


def test_the_plan_with_most_answered_targets_leads_what_came_of_plans(tmp_path: Path) -> None:
    plan = "建成示范性渔村供销服务综合平台。\n主要预期目标是：渔业产值增长6%左右，水产品产量82万吨，渔民人均可支配收入增长5%以上。"
    work = "示范性渔村供销服务综合平台建成。\n渔业产值增长6.4%，水产品产量83万吨，渔民人均可支配收入增长5.2%。"
    comparison = chinese(tmp_path, plan, work)
    [part] = [part for part in brief_content.parts(comparison, "zh") if part.name == "follow"]
    assert "渔业产值增长6%左右" in part.points[0].text
