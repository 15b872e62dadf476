"""Namesakes: members of two lists go on under the name that they have for themselves, whatever their values, and under no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi.figures.name_terms import contrary, terms
from tongbi.pipeline import compare


def rows(folder: Path, old: str, new: str) -> set[tuple[float, float]]:
    """The values of the rows of two years."""
    for year, text in ((2023, old), (2024, new)):
        (folder / f"{year}.txt").write_text(f"云浦区{year}年政府工作报告\n\n一、{year}年工作回顾\n\n{text}\n", encoding="utf-8")
    told = compare([folder / "2023.txt", folder / "2024.txt"]).indicators
    return {(one.values[2023], one.values[2024]) for one in told if len(one.values) == 2 and one.grade != "related"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "全年共开展义诊98场，其中，门诊部40场、东河分院26场、西河分院15场、康复中心5场、体检中心12场。",
            "全年开展义诊101场，其中，门诊部41场、体检中心31场、西河分院9场、康复中心18场、东河分院2场。",
            {(98, 101), (40, 41), (26, 2), (15, 9), (5, 18), (12, 31)},
        ),
        (
            "共受理案件3200件，其中，民事案件1800件、刑事案件240件、行政案件406件、执行案件754件。",
            "共受理案件3150件，其中，民事案件1850件、刑事案件251件、行政案件87件、执行案件962件。",
            {(3200, 3150), (1800, 1850), (240, 251), (406, 87), (754, 962)},
        ),
        (
            "实现集装箱吞吐量4215标箱。完成疏浚航道12公里、加固护岸8公里、更新航标240座。",
            "实现集装箱吞吐量4480标箱。完成疏浚航道13公里、加固护岸9公里、更新航标31座。",
            {(4215, 4480), (12, 13), (8, 9), (240, 31)},
        ),
    ],
)  # fmt: skip
def test_the_members_of_a_list_go_on_whatever_their_values(tmp_path: Path, old: str, new: str, expected: set[tuple[float, float]]) -> None:
    assert rows(tmp_path, old, new) == expected


def test_a_place_that_only_one_list_has_goes_on_in_none(tmp_path: Path) -> None:
    old = "全年播出政策问答60期，其中，本级40期、临水县2期、昌平县18期。"
    new = "全年播出政策问答63期，其中，本级42期、顺义县2期、昌平县19期。"
    assert rows(tmp_path, old, new) == {(60, 63), (40, 42), (18, 19)}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("北京市民政局", "北京市财政局", True),
        ("收取·北京市民政局", "收取·北京市民政局", False),
        ("北京市人民政府", "北京市朝阳区人民政府", True),
        ("申请·顺义县", "申请·昌平县", True),
        ("市民政局", "县民政局", False),
        ("新建三级医院", "新建二级医院", False),
        ("示范县", "试点县", False),
    ],
)
def test_a_body_of_a_named_place_is_no_other(one: str, other: str, apart: bool) -> None:
    assert contrary(terms(one), terms(other)) is apart


@pytest.mark.parametrize("standing", ["居全市首位", "保持零投诉"])
def test_a_streak_goes_on_though_a_report_reviews_five_years(tmp_path: Path, standing: str) -> None:
    assert rows(tmp_path, f"过去五年，患者满意度连续10年{standing}。", f"患者满意度连续11年{standing}。") == {(10, 11)}


@pytest.mark.parametrize("part", ["1至10月", "前三季度"])
def test_a_part_of_a_year_is_no_year(tmp_path: Path, part: str) -> None:
    assert rows(tmp_path, "全年征收教育附加费8600万元。", f"{part}征收教育附加费8200万元。") == set()
    assert rows(tmp_path, f"{part}征收教育附加费8600万元。", f"{part}征收教育附加费8200万元。") == {(86_000_000, 82_000_000)}


@pytest.mark.parametrize("unit", ["人", "人次"])
def test_a_size_without_a_unit_is_of_what_has_one(tmp_path: Path, unit: str) -> None:
    assert rows(tmp_path, "图书馆到馆读者达42万。", f"图书馆到馆读者达45.5万{unit}。") == {(420_000, 455_000)}
    assert rows(tmp_path, f"图书馆到馆读者达42万{unit}。", "图书馆到馆读者达45.5万。") == {(420_000, 455_000)}


def test_what_there_is_goes_on_whatever_the_verb(tmp_path: Path) -> None:
    assert rows(tmp_path, "民宿经营户达680户。", "民宿发展向好，实有民宿经营户912户。") == {(680, 912)}
