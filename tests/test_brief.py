"""The brief: each statement with its source, no number that the comparison does not hold, as long as was asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tongbi import pipeline
from tongbi.model import Comparison
from tongbi.renderers import brief, numbers
from tongbi.renderers.brief import points

SERIES = sorted((Path(__file__).parents[1] / "reports" / "苍屿区").iterdir())


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return pipeline.compare(SERIES)


def test_every_statement_has_its_source(comparison: Comparison) -> None:
    headings = {section.printed.rstrip("。：") for report in comparison.reports for section in report.sections}
    for part in points.parts(comparison, "zh")[:-1]:
        for point in part.points:
            found = re.search(r"（(\d{4})年，(?:“(.+?)”|前言)）$", point)
            assert found, point
            assert int(found[1]) in comparison.years
            heading = (found[2] or "").replace("\\", "").rstrip("…")
            assert any(one.startswith(heading) for one in headings), heading


def test_figures_are_those_of_the_comparison(comparison: Comparison) -> None:
    part = points.parts(comparison, "zh")[0]
    known = {
        (numbers.spoken(one.values[2024], "zh"), numbers.spoken(one.values[2023], "zh"))
        for one in comparison.indicators
        if {2023, 2024} <= set(one.values)
    }
    assert len(part.points) > 10
    for point in part.points:
        found = re.search(r"([\d.,]+[万亿]?)[^\d，]*，2023年为([\d.,]+[万亿]?)", point)
        assert found, point
        assert found.groups() in known


def test_its_length_is_asked_for(comparison: Comparison) -> None:
    lengths = [len(brief.text(comparison, "zh", pages).splitlines()) for pages in (1, 2, 4)]
    assert lengths == sorted(set(lengths))


def test_new_before_reworded(comparison: Comparison) -> None:
    titles = re.findall(r"^## (.+)$", brief.text(comparison, "zh"), re.MULTILINE)
    assert titles == ["变动较大的数据", "新增举措", "不再提及", "改写较多的表述", "存在的问题", "下一步安排", "疑点"]


def test_in_english(comparison: Comparison) -> None:
    text = brief.text(comparison, "en")
    assert text.startswith("# 苍屿区: 2024 against 2023\n")
    assert "## No longer mentioned" in text


def test_what_markdown_would_take_for_marks_is_escaped() -> None:
    assert points.plain("# [a](b) *c* `d` <e>") == r"\# \[a\](b) \*c\* \`d\` \<e\>"
    assert points.plain("长" * 100, 10) == "长" * 9 + "…"


@pytest.mark.parametrize(("value", "zh", "en"), [(1.52e8, "1.52亿", "152,000,000"), (46700.0, "4.67万", "46,700"), (96.1, "96.1", "96.1")])
def test_numbers(value: float, zh: str, en: str) -> None:
    assert (numbers.spoken(value, "zh"), numbers.spoken(value, "en")) == (zh, en)
