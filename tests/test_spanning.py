"""Which sentences tell of several years: by the chapter, by the words that lead a paragraph, or by their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi import figures
from tongbi.figures import basis
from tongbi.model import Unit
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
        # Headings say of what time what stands below them is; one that names both leaves it to the text.
        (["一、对今年工作的建议", "建成甲。五年来，产业提质。", "（一）稳住增长", "建成乙。", "（二）促进就业", "建成丙。"], "五"),
        (
            ["一、过去五年工作回顾", "建成甲。去年，各项工作稳步推进。", "（一）稳住增长", "建成乙。", "（二）促进就业", "建成丙。"],
            "甲乙丙",
        ),
        (["一、过去一年和五年工作回顾", "建成甲。", "过去五年，产业提质。", "（一）稳住增长", "建成乙。"], "过乙"),
        (["一、五年和去年工作回顾", "过去五年，产业提质。", "去年，各项工作稳步推进。", "（一）稳住增长", "建成乙。"], "过"),
        (["一、今后五年的主要目标", "建成甲。", "二、2022年工作", "实施三年行动计划。今年是“十四五”开局之年。"], "甲"),
    ],
)
def test_several_years_are_told_until_one_is_named(tmp_path: Path, lines: list[str], several: str) -> None:
    path = tmp_path / "2022年政府工作报告.txt"
    path.write_text("\n".join(["2022年政府工作报告", *lines]), encoding="utf-8")
    report = inspect(path)
    texts = [unit.text for unit in report.units if unit.spanning]
    assert "".join(text[2] if text.startswith("建成") else text[0] for text in texts) == several


def test_a_long_english_heading_says_several_years_for_all_below_it(tmp_path: Path) -> None:
    path = tmp_path / "Report on the Work of the Government 2021.txt"
    lines = [
        "Report on the Work of the Government (2021)",
        "I. Review of the Economic and Social Development of Our County and Its Towns During the Thirteenth Five-Year Plan Period",
        "We built A. In 2020, all work went on steadily.",
        "1. Roads and bridges",
        "We built B.",
        "II. Work for 2021",
        "We will build C.",
    ]
    path.write_text("\n\n".join(lines), encoding="utf-8")
    assert [unit.text for unit in inspect(path).units if unit.spanning] == ["We built A.", "We built B."]


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("Harvests rose by an annual average of 4% and catches by 2%.", ["several", "several"]),
        ("Harvests rose at an average annual rate of 4%, catches by 2%, and prices rose by 1%.", ["several", "several", ""]),
        ("Harvests rose by an annual average of 4% and catches were up 2%.", ["several", ""]),
        ("Harvests rose by an annual average of 4%; catches by 2%.", ["several", ""]),
        ("Harvests rose by an annual average of 4% and the low-income people's catches by 2%.", ["several", "several"]),
        ("Harvests rose by 4% and catches by 2%.", ["", ""]),
    ],
)
def test_what_has_no_verb_of_its_own_is_an_average_as_the_one_before(text: str, bases: list[str]) -> None:
    found = [*figures.extract([Unit("u", text, None, role="measure")], 2020)]
    assert basis.bases(text, found, spanning=False) == bases
