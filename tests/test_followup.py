"""Follow-through: plans delivered, repeated, untraced; problems named again."""

from __future__ import annotations

from pathlib import Path

from tongbi import pipeline
from tongbi.model import FollowThrough

_REPORT = "甲县{year}年法治政府建设年度报告\n一、主要工作\n{work}\n二、存在问题\n{problem}\n三、{next}年工作计划\n{plan}\n"


def follow(tmp_path: Path, *years: dict[str, str]) -> list[tuple[str, str, tuple[str, ...]]]:
    """What a made-up series of 2021, 2022 … says: kind, the plan or problem, and what was found of it."""
    paths = []
    for at, parts in enumerate(years):
        path = tmp_path / f"甲县{2021 + at}年法治政府建设年度报告.txt"
        path.write_text(_REPORT.format(year=2021 + at, next=2022 + at, **parts), encoding="utf-8")
        paths.append(path)
    comparison = pipeline.compare(paths)
    text = {key: unit.text for key, unit in comparison.unit_texts().items()}

    def said(one: FollowThrough) -> tuple[str, str, tuple[str, ...]]:
        return one.kind, text[one.from_unit], tuple(text[unit] for unit in one.to_units)

    return [said(one) for one in comparison.follow_through]


FIRST = {
    "work": "开展执法检查12次。\n办理复议案件30件。",
    "problem": "镇街执法力量与承担的任务不相匹配。",
    "plan": "组建行政复议咨询委员会，提高办案质量。\n选址建设法治文化公园，丰富群众文化生活。\n开展赋权事项评估，动态调整赋权清单。",
}
SECOND = {
    "work": "组建由13名专家组成的行政复议咨询委员会，召开咨询会5次。\n开展执法检查15次。\n办理复议案件41件。",
    "problem": "镇街执法力量与承担任务不相匹配的问题仍未解决。",
    "plan": "开展赋权事项评估，动态调整赋权清单。",
}


def test_each_plan_has_one_fate_and_a_problem_returns(tmp_path: Path) -> None:
    assert sorted(follow(tmp_path, FIRST, SECOND)) == [
        ("plan-delivered", "组建行政复议咨询委员会，提高办案质量。", ("组建由13名专家组成的行政复议咨询委员会，召开咨询会5次。",)),
        ("plan-repeated", "开展赋权事项评估，动态调整赋权清单。", ("开展赋权事项评估，动态调整赋权清单。",)),
        ("plan-untraced", "选址建设法治文化公园，丰富群众文化生活。", ()),
        ("problem-repeated", "镇街执法力量与承担的任务不相匹配。", ("镇街执法力量与承担任务不相匹配的问题仍未解决。",)),
    ]


def test_a_problem_told_in_parts_is_followed_part_by_part(tmp_path: Path) -> None:
    first = FIRST | {"problem": "仍有短板：一是少数干部运用法治思维的能力不足；二是镇街执法力量与承担的任务不相匹配。"}
    second = SECOND | {"problem": "少数干部运用法治思维的能力仍然不足。\n镇街执法力量与任务不相匹配。"}
    [(_, _, again)] = [one for one in follow(tmp_path, first, second) if one[0] == "problem-repeated"]
    assert again == ("少数干部运用法治思维的能力仍然不足。", "镇街执法力量与任务不相匹配。")


def test_words_that_stand_everywhere_do_not_make_a_trace(tmp_path: Path) -> None:
    plan = FIRST | {"plan": "加强法治宣传，推进基层治理现代化建设。"}
    work = SECOND | {"work": "加强法治队伍，推进执法规范化建设，组织培训6期。\n开展执法检查15次，办理复议案件41件。"}
    assert [one[0] for one in follow(tmp_path, plan, work) if one[0].startswith("plan")] == ["plan-untraced"]
