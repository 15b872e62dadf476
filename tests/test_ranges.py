"""Ranges and bounds: both ends of a range are one value, and a target is told with what bounds it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tongbi import pipeline
from tongbi.language.annotation import annotate
from tongbi.language.folding import has_han
from tongbi.model import Comparison
from tongbi.outputs import headlines, printed_values
from tongbi.outputs.workbook import render

AIMS = "二、2026年主要工作\n今年的预期目标是：{}。"
TOLD = "一、2025年工作回顾\n去年，全市地区生产总值达到920亿元、增长4.6%。"


def series(folder: Path, old: str, new: str) -> Comparison:
    """Two reports of a city that set the targets `old` and `new`."""
    files = []
    for year, aims in ((2025, old), (2026, new)):
        said = f"临河市{year}年政府工作报告\n{TOLD}\n{AIMS.format(aims)}"
        said = said.replace("2026年主要", f"{year}年主要").replace("2025年工作", f"{year - 1}年工作")
        files.append(folder / f"{year}.txt")
        files[-1].write_text(said, encoding="utf-8")
    return pipeline.compare(files)


def of_target(found: Comparison) -> headlines.Headline:
    """The only target that both reports set."""
    (at,) = (at for at, one in enumerate(found.indicators) if one.target and len(one.values) == 2)
    return headlines._Headlines(found).headline(found.indicators[at])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("旅游收入增长7%—9%", 7, 9),
        ("旅游收入增长7－9％左右", 7, 9),
        ("全年降水300～420毫米", 300, 420),
        ("培训社工20—30万人次", 200_000, 300_000),
        ("培训社工8000—1万人次", 8_000, 10_000),
        ("引进资金6亿至8亿元", 600_000_000, 800_000_000),
        ("每户补助两三百元", 200, 300),
        ("Capital spending of $2–3 billion", 2e9, 3e9),
        ("Leases ranging from 4 to 9 years", 4, 9),
    ],
)
def test_a_range_has_both_ends_in_one_scale(text: str, low: float, high: float) -> None:
    marks = annotate(text, not text.isascii() and "Leases" not in text and "Capital" not in text)
    assert marks.ranged(0)
    assert [one.value for one in marks.quantities] == [low, high]


@pytest.mark.parametrize("text", ["供水量由30万吨到45万吨", "新增床位5张、护士7名", "安置老人9名至3名", "完成投资3亿元，新建学校5所"])
def test_what_is_no_range(text: str) -> None:
    marks = annotate(text, chinese=True)
    assert not any(map(marks.ranged, range(len(marks.quantities))))


@pytest.mark.parametrize(
    ("old", "new", "before", "after", "way"),
    [
        ("地区生产总值增长6%左右", "地区生产总值增长5.5%—6%", "6%左右", "5.5%—6%", ""),
        ("外贸出口增长3%—5%", "外贸出口增长4%—6%", "3%—5%", "4%—6%", ""),
        ("新建公园20—25个", "新建公园30个", "20—25个", "30个", ""),
        ("城镇新增就业4万人以上", "城镇新增就业3.6万人以上", "4万人以上", "3.6万人以上", "下调10.0%"),
        ("粮食产量不低于50万吨", "粮食产量50万吨左右", "不低于50万吨", "50万吨左右", ""),
        ("城镇登记失业率控制在4%以内", "城镇登记失业率控制在5%以内", "4%以内", "5%以内", "上调1个百分点"),
        ("居民收入增长7%左右", "居民收入增长6%左右", "7%左右", "6%左右", "下调1个百分点"),
    ],
)
def test_a_target_is_told_with_its_bounds(tmp_path: Path, old: str, new: str, before: str, after: str, way: str) -> None:
    told = of_target(series(tmp_path, old, new))
    assert told.before
    assert (headlines.amount(told.before, "zh"), headlines.amount(told.after, "zh")) == (before, after)
    assert headlines.way_gone(told, "zh") == way
    assert bool(told.indicator.change) is bool(way)


def test_a_range_stands_in_one_row_and_one_cell(tmp_path: Path) -> None:
    found = series(tmp_path, "地区生产总值增长5%左右", "地区生产总值增长4.5%—5%")
    (row,) = (one for one in found.indicators if one.target)
    assert (row.values, row.upto, row.bounds) == ({2025: 5.0, 2026: 4.5}, {2026: 5.0}, {2025: "approx"})
    book = load_workbook(BytesIO(render(found, "zh")))
    formats = {cell.number_format for sheet in book for line in sheet.iter_rows() for cell in line if cell.value == 4.5}
    assert any(one.endswith('"%""–5%"') for one in formats)


def test_of_a_range_the_end_that_is_aimed_at_is_to_be_reached(tmp_path: Path) -> None:
    reached: dict[str, bool | None] = {}
    for aim in ("一般公共预算收入增长3%—4%", "城镇调查失业率控制在4%—5%以内"):
        old = tmp_path / "2025.txt"
        old.write_text(f"临河市2025年政府工作报告\n一、2024年工作回顾\n去年，新建学校5所。\n{AIMS.format(aim)}", encoding="utf-8")
        new = tmp_path / "2026.txt"
        told = "去年，一般公共预算收入增长3.4%，城镇调查失业率4.6%。"
        new.write_text(f"临河市2026年政府工作报告\n一、2025年工作回顾\n{told}\n{AIMS.format('新建学校6所')}", encoding="utf-8")
        found = pipeline.compare([old, new])
        reached |= {target.name: target.met for row in found.indicators for target in row.targets.values()}
    assert set(reached.values()) == {True}


def test_a_print_says_its_bound_once() -> None:
    told = printed_values.PrintedValue(2026, 5.0, "%", "5%左右", "approx", says_bound=True)
    assert headlines.amount(told, "zh") == "5%左右"


ENGLISH = [
    ("The ministry expects that debt {} 60% of GDP.", [("does not climb above", "at-most"), ("will not go over", "at-most")]),
    (
        "Water use {} 40 litres a day.",
        [("may never drop below", "at-least"), ("cannot fall under", "at-least"), ("is to be no less than", "at-least")],
    ),
    (
        "The share of repeat visits {} 12%.",
        [("did not exceed", "at-most"), ("was never higher than", "at-most"), ("grew to more than", "more-than")],
    ),
]
CHINESE = [
    ("库区水质超标率{}3%。", [("不允许高于", "at-most"), ("严禁超过", "at-most"), ("不应当突破", "at-most"), ("不断突破", "more-than")]),
    (
        "全镇耕地保有量{}8万亩。",
        [("不会少于", "at-least"), ("绝不能低于", "at-least"), ("不仅超过", "more-than"), ("未来超过", "more-than")],
    ),
]


@pytest.mark.parametrize(("text", "bound"), [(text.format(words), bound) for text, cases in (*ENGLISH, *CHINESE) for words, bound in cases])
def test_a_negation_turns_a_bound(text: str, bound: str) -> None:
    assert [one.qualifier for one in annotate(text, has_han(text)).quantities] == [bound]


def test_a_bound_that_a_verb_tells_is_said_in_words_of_ours(tmp_path: Path) -> None:
    plan = "Plans for the next year\n\nWe will ensure that the vacancy rate {} {}%, and will open 3 depots.\n"
    for year, words, value in ((2023, "does not climb above", 6.5), (2024, "is no higher than", 6.0)):
        text = f"Hartwick Port Authority\n\nAnnual Report {year}\n\nReview\n\nWe opened 4 depots in {year}.\n\n{plan.format(words, value)}"
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    found = pipeline.compare(sorted(tmp_path.iterdir()))
    (row,) = (one for one in found.indicators if one.name == "vacancy rate")
    told = printed_values.Printed(found).by_year(row)
    assert [headlines.amount(told[year], "en") for year in (2023, 2024)] == ["at most 6.5%", "no higher than 6.0%"]
