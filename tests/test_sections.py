"""Sections through the years: rows by heading and text, and what is called moved between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from tongbi import pipeline
from tongbi.comparison import alignment
from tongbi.comparison.alignment.section_likeness import Likenesses
from tongbi.model import Report, Section, Source, Unit
from tongbi.report import node_matching, schema

Part = tuple[str, Sequence[str]]
STAFF = ("新招录执法队员4名，全部持证上岗。", "选派骨干到上级跟班学习，轮训两遍。")
WATER = ("查处违法取水案件37件，罚款52万元。", "巡查河道520公里，制止非法采砂11起。")
SCHOOL = ("开展世界水日普法活动11场，发放资料520份。", "培育水利法律明白人37名。", "建成节水法治长廊9处。", "水法宣传进校园覆盖全部小学。")
PERMITS = ("取水许可全程网办率达88%，办理时限压缩至5个工作日。", "为37家企业代办涉水事项520件。")
PARTS: tuple[Part, ...] = (("加强队伍建设", STAFF), ("严格执法", WATER), ("深化普法宣传", SCHOOL), ("优化营商环境", PERMITS))


def report(year: int, *parts: Part) -> Report:
    sections = tuple(Section(1, "", heading, heading) for heading, _ in parts)
    told = [(text, at) for at, (_, texts) in enumerate(parts) for text in texts]
    units = tuple(Unit(f"{year}-{number:03d}", text, at) for number, (text, at) in enumerate(told, 1))
    return Report("澜平市水利局", year, "generic", "", "zh", Source("", "txt", None, ""), (), sections, units)


def rows(*reports: Report) -> list[list[int | None]]:
    return [[*row.by_year.values()] for row in alignment.matrix(reports, ())]


def likeness(older: Report, newer: Report) -> np.ndarray:
    return Likenesses([older, newer]).between(0, 1)


def moved(*reports: Report) -> list[str]:
    texts = {unit.id: unit.text for one in reports for unit in one.units}
    return [texts[change.to_units[0]] for change in pipeline.compare_reports(reports).changes if change.moved]


def test_sections_are_matched_before_anything_is_linked() -> None:
    older, newer = report(2022, *PARTS), report(2023, *(PARTS[at] for at in (3, 0, 2)))
    assert rows(older, newer) == [[3, 0], [0, 1], [1, None], [2, 2]]
    assert min(likeness(older, newer)[pair] for pair in ((3, 0), (0, 1), (2, 2))) > 0.9


@pytest.mark.parametrize("heading", ["建强一支铁军", "强筋壮骨，向新而行"])
def test_a_renamed_section_stays_in_its_row(heading: str) -> None:
    reports = report(2022, *PARTS), report(2023, (heading, STAFF), *PARTS[1:])
    assert rows(*reports) == [[0, 0], [1, 1], [2, 2], [3, 3]]
    assert moved(*reports) == []


def test_a_section_that_comes_back_takes_its_row_again() -> None:
    assert rows(report(2021, *PARTS), report(2022, *PARTS[:3]), report(2023, *PARTS))[3] == [3, None, 3]


def test_sections_of_other_roles_are_not_one() -> None:
    older, newer = report(2022, ("基层力量", STAFF)), report(2023, ("基层力量", STAFF[::-1]))
    plans = replace(newer, sections=tuple(replace(one, role="plan") for one in newer.sections))
    assert likeness(older, newer)[0, 0] > likeness(older, plans)[0, 0]


def test_merging_splitting_and_another_order_of_sections_move_nothing() -> None:
    apart, whole = report(2022, *PARTS), report(2023, PARTS[0], ("执法普法并重", WATER + SCHOOL), PARTS[3])
    assert moved(apart, whole) == []
    assert moved(replace_year(whole, 2022), replace_year(apart, 2023)) == []
    assert moved(apart, report(2023, *PARTS[::-1])) == []


def replace_year(one: Report, year: int) -> Report:
    """The report as of another year."""
    return replace(one, year=year, units=tuple(replace(unit, id=f"{year}{unit.id[4:]}") for unit in one.units))


def test_what_went_from_one_standing_section_to_another_has_moved() -> None:
    newer = report(2023, PARTS[0], ("严格执法", WATER[:1]), PARTS[2], ("优化营商环境", (*PERMITS, WATER[1])))
    assert moved(report(2022, *PARTS), newer) == [WATER[1]]


def test_within_a_section_what_passed_two_linked_neighbours_has_moved() -> None:
    older = report(2022, PARTS[0], ("深化普法宣传", SCHOOL))
    assert moved(older, report(2023, PARTS[0], ("深化普法宣传", (SCHOOL[1], *SCHOOL[2:], SCHOOL[0])))) == [SCHOOL[0]]
    assert moved(older, report(2023, PARTS[0], ("深化普法宣传", (*SCHOOL[:2], *SCHOOL[:1:-1])))) == []


def test_where_little_of_a_section_is_linked_its_order_says_nothing() -> None:
    fresh = [
        f"{place}灌区改造竣工，渠道衬砌{length}公里。"
        for place, length in (("石岭", 12), ("青溪", 31), ("白沙", 7), ("柳湾", 25), ("云台", 44))
    ]
    newer = report(2023, PARTS[0], ("深化普法宣传", (SCHOOL[1], *fresh, SCHOOL[2], SCHOOL[0])))
    assert moved(report(2022, PARTS[0], ("深化普法宣传", SCHOOL)), newer) == []


def test_an_address_moves_nowhere() -> None:
    address = "各位代表！"
    older = report(2022, ("工业", (address, *STAFF)), ("农业", (*SCHOOL, *WATER)), ("民生", PERMITS))
    newer = report(2023, ("工业", STAFF), ("农业", (*SCHOOL, *WATER)), ("民生", (*PERMITS, address)))
    assert moved(older, newer) == []


@pytest.mark.parametrize(
    ("headings", "nodes"),
    [
        (["关于2024年的工作", "关于2025年的工作"], ["review", "plan"]),
        (["2024年工作", "2025年工作情况"], ["review", "plan"]),
        (["2024年政府工作", "2025年的政府工作"], ["review", "plan"]),
        (["首先报告２０２４年的政府工作", "关于２０２５年工作"], ["review", "plan"]),
        (["2024年外贸工作", "2023年工作"], [None, None]),
    ],
)
def test_a_chapter_called_by_a_year_alone_is_the_review_or_the_plan(headings: list[str], nodes: list[str | None]) -> None:
    sections = [Section(1, "", heading, heading) for heading in headings]
    found = node_matching.normalise(sections, [], schema.load("government-work-report"), "2025-12-31").sections
    assert [section.canonical if section.confidence == 1.0 else None for section in found] == nodes


@pytest.mark.parametrize("past", ["走过2024年", "难忘2024年：稳中有进", "回首2024年，我们步履坚实", "不平凡的2024年", "告别2024年"])
@pytest.mark.parametrize("to_come", ["奋进2025年", "逐梦2025年：实干争先", "迈向2025年，我们信心满怀", "2025年，再出发", "拥抱2025年"])
def test_a_chapter_that_tells_no_more_than_a_year_is_the_review_or_the_plan(past: str, to_come: str) -> None:
    sections = [Section(1, "", heading, heading) for heading in (past, to_come)]
    found = node_matching.normalise(sections, [], schema.load("government-work-report"), "2025-12-31").sections
    assert [(section.canonical, section.method, section.role) for section in found] == [
        ("review", "cues", "measure"), ("plan", "cues", "plan")
    ]  # fmt: skip
