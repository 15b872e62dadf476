"""Which sentences tell of several years: by the chapter, by the words that lead a paragraph, or by their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi.pipeline import inspect


@pytest.mark.parametrize(
    ("lines", "several"),
    [
        (["一、过去五年工作回顾", "建成甲。", "（一）发展产业", "建成乙。", "二、2022年工作安排", "建成丙。"], "甲乙"),
        (["一、2021年和“十三五”时期工作回顾", "建成甲。", "五年来，我们攻坚克难。建成乙。", "建成丙。"], "五乙丙"),
        (["一、“十三五”时期和2021年工作回顾", "建成甲。", "刚刚过去的2021年，我们奋力拼搏。建成乙。", "建成丙。"], "甲"),
        (
            ["一、工作回顾", "各位代表！过去五年，我们接续奋斗。建成甲。", "建成乙。", "一年来，我们主要做了以下工作。", "建成丙。"],
            "过甲乙",
        ),
        (["一、工作回顾", "（一）产业", "五年来，我们攻坚克难。建成甲。", "（二）生态", "建成乙。"], "五甲"),
        (
            ["一、工作回顾", "五年来，主要做了以下工作。", "（一）产业", "建成甲。", "（二）生态", "建成乙。", "二、今年工作", "建成丙。"],
            "五甲乙",
        ),
        (["一、工作回顾", "建成甲。过去五年，产业提质。建成乙。", "建成丙。"], "过乙"),
        (["一、工作回顾", "建成甲。近三年淘汰产能9万吨。建成乙。", "五年累计培训3万人。", "建成丙。"], "近五"),
        (["一、过去五年工作回顾", "建成甲。去年新增就业3万人。建成乙。"], "甲乙"),
        (["一、今后五年的主要目标", "建成甲。", "二、2022年工作", "实施三年行动计划。今年是“十四五”开局之年。"], "甲"),
    ],
)
def test_several_years_are_told_until_one_is_named(tmp_path: Path, lines: list[str], several: str) -> None:
    path = tmp_path / "2022年政府工作报告.txt"
    path.write_text("\n".join(["2022年政府工作报告", *lines]), encoding="utf-8")
    report = inspect(path)
    texts = [unit.text for unit in report.units if unit.spanning]
    assert "".join(text[2] if text.startswith("建成") else text[0] for text in texts) == several
