"""Headlines: core figures first, and no row of which it is not sure that both years tell the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi.pipeline import compare
from tongbi.report import schema

LED = "今年我们扎实工作。"


def headlines(folder: Path, **texts: str) -> list[str]:
    """The names of the rows that lead, in order; `y2024="…"` is a work report of that year."""
    paths = []
    for year, text in texts.items():
        path = folder / f"{year[1:]}.txt"
        path.write_text(f"{year[1:]}年云浦县人民政府工作报告\n一、工作回顾\n{text}\n", encoding="utf-8")
        paths.append(path)
    comparison = compare(paths)
    return [comparison.indicators[at].name for at in comparison.headlines]


def test_core_figures_lead_in_the_order_of_the_schema(tmp_path: Path) -> None:
    told = headlines(
        tmp_path,
        y2024="淡水鱼苗投放9000万尾。社会消费品零售总额81亿元。地区生产总值210亿元。",
        y2025="淡水鱼苗投放9800万尾。全县地区生产总值222亿元。社会消费品零售总额86亿元。",
    )
    assert told[0].endswith("地区生产总值")
    assert told[1] == "社会消费品零售总额"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("清淤主干河渠120公里。", "清淤主干河渠260公里，增长4%。"),  # the growth does not fit
        ("面积120万平方米。", "面积130万平方米。"),  # a head alone
        ("装备制造集群占58.1%。", "装备制造集群占61.0%。"),  # of what?
        ("五年来，我们砥砺前行。累计硬化通村公路900公里。", "去年，我们砥砺前行。硬化通村公路260公里。"),
        ("村卫生室标准化率9%。", "村卫生室标准化率97%。"),  # a digit was lost
    ],
)
def test_what_is_not_sure_does_not_lead(tmp_path: Path, old: str, new: str) -> None:
    assert headlines(tmp_path, y2024=old, y2025=new) == []


def test_a_core_figure_that_skips_a_year_leads_with_its_last_values(tmp_path: Path) -> None:
    told = headlines(tmp_path, y2023="地区生产总值201亿元。", y2024="地区生产总值210亿元。", y2025="改革迈出新步伐。新建泵站13座。")
    assert told == ["地区生产总值"]


def test_a_thing_leads_once(tmp_path: Path) -> None:
    text = "社会消费品零售总额{}亿元。我们促进消费。社会消费品零售总额达{}亿元，消费向好。"
    told = headlines(tmp_path, y2024=text.format(81, 81), y2025=text.format(86, 86))
    assert told == ["社会消费品零售总额"]


@pytest.mark.parametrize("name", [name for name in schema.names() if name != schema.GENERIC])
def test_every_kind_names_its_core_figures(name: str) -> None:
    figures = schema.load(name).figures
    assert len(figures) >= 5
    names = [word for one in figures for word in one.names]
    assert len(names) == len(set(names)), sorted(word for word in names if names.count(word) > 1)
