"""上市公司年度报告: the forms of 2017, 2021 and 2025 and that of the Beijing exchange, in made-up reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi import pipeline
from tongbi.model import Report

NUMBERS = "一二三四五六七八九十"
FORMS = {
    "2017": [
        "重要提示、目录和释义", "公司简介和主要财务指标", "公司业务概要", "经营情况讨论与分析", "重要事项", "股份变动及股东情况",
        "优先股相关情况", "董事、监事、高级管理人员和员工情况", "公司治理", "公司债券相关情况", "财务报告", "备查文件目录",
    ],
    "2021": [
        "重要提示、目录和释义", "公司简介和主要财务指标", "管理层讨论与分析", "公司治理", "环境和社会责任", "重要事项",
        "股份变动及股东情况",
        "优先股相关情况", "债券相关情况", "财务报告",
    ],
    "2025": [
        "重要提示、目录和释义", "公司简介和主要财务指标", "管理层讨论与分析", "公司治理、环境和社会", "重要事项", "股份变动及股东情况",
        "债券相关情况", "财务报告",
    ],
    "bse": [
        "重要提示、目录和释义", "公司概况", "会计数据和财务指标", "管理层讨论与分析", "重大事件", "股份变动及股东情况",
        "融资与利润分配情况",
        "董事、监事、高级管理人员及员工情况", "行业信息", "公司治理、内部控制和投资者保护", "财务会计报告", "备查文件目录",
    ],
}  # fmt: skip
NODES = {
    "2017": [
        "notice", "profile", "discussion/business", "discussion", "matters", "shares", "preferred", "governance/management", "governance",
        "bonds", "statements", "documents",
    ],
    "2021": ["notice", "profile", "discussion", "governance", "responsibility", "matters", "shares", "preferred", "bonds", "statements"],
    "2025": ["notice", "profile", "discussion", "governance", "matters", "shares", "bonds", "statements"],
    "bse": [
        "notice", "profile", "profile/indicators", "discussion", "matters", "shares", "matters/funding", "governance/management",
        "discussion/industry", "governance", "statements", "documents",
    ],
}  # fmt: skip


def numeral(number: int) -> str:
    return NUMBERS[number - 1] if number <= 10 else f"十{NUMBERS[number - 11]}"


def text_of(form: str, year: int) -> str:
    """A made-up report with a table of contents, a section below each section, and a cross reference at the start of a paragraph."""
    headings = [f"第{numeral(at)}节 {heading}" for at, heading in enumerate(FORMS[form], 1)]
    lines = ["灯塔照明股份有限公司", f"{year}年年度报告", "目录", *(f"{one}............{at * 7}" for at, one in enumerate(headings, 1))]
    for heading in headings:
        said = f"在{heading.partition(' ')[2]}方面，公司本年销售灯具{year}万只，各项工作按计划进行，没有需要另行说明的情况。"
        lines += [heading, "一、有关说明", said]
    lines.append("第十节中的财务数据均以人民币列示，详见“财务报告”。")
    return "\n\n".join(lines)


def report(tmp_path: Path, form: str, year: int) -> Report:
    path = tmp_path / f"{form}-{year}.txt"
    path.write_text(text_of(form, year), encoding="utf-8")
    return pipeline.inspect(path)


@pytest.mark.parametrize(("form", "year"), [("2017", 2019), ("2021", 2023), ("2025", 2025), ("bse", 2023)])
def test_the_sections_of_each_form(tmp_path: Path, form: str, year: int) -> None:
    found = report(tmp_path, form, year)
    assert (found.kind, found.organisation, found.year) == ("a-share", "灯塔照明股份有限公司", year)
    top = [section for section in found.sections if section.level == 1]
    assert [section.heading for section in top] == FORMS[form]
    assert [section.canonical for section in top] == NODES[form]
    assert [section.label for section in top] == [f"第{numeral(at)}节" for at in range(1, len(top) + 1)]
    assert not [finding for finding in found.findings if finding.code == "node-missing"]


def test_a_section_that_is_missing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "2023.txt"
    path.write_text(text_of("2021", 2023).replace("环境和社会责任", "投资者关系"), encoding="utf-8")
    found = pipeline.inspect(path)
    assert [finding.values["zh"] for finding in found.findings if finding.code == "node-missing"] == ["环境和社会责任"]


def test_forms_are_compared_with_each_other(tmp_path: Path) -> None:
    paths = []
    for form, year in (("2017", 2019), ("2021", 2024), ("2025", 2025)):
        path = tmp_path / f"{year}.txt"
        path.write_text(text_of(form, year), encoding="utf-8")
        paths.append(path)
    found = pipeline.compare(paths)
    by_node = {one.canonical: dict(one.by_year) for one in found.coverage}
    assert by_node["responsibility"] == {2019: "not-required", 2024: "present", 2025: "present"}
    assert by_node["preferred"] == {2019: "present", 2024: "present", 2025: "not-required"}
    row = next(row for row in found.sections if row.canonical == "discussion")
    assert set(row.by_year.values()) == {
        next(at for at, one in enumerate(r.sections) if one.canonical == "discussion") for r in found.reports
    }


def test_declarations_before_the_first_section_are_no_headings(tmp_path: Path) -> None:
    """The Shanghai form prints 重要提示 and its declarations before the table of contents; 第一节 is 释义."""
    text = text_of("2021", 2023).replace("重要提示、目录和释义", "释义")
    declared = ["重要提示", "一、本公司董事会保证年度报告内容的真实性、准确性、完整性。", "二、全体董事出席董事会会议。"]
    declared += ["三、某某会计师事务所出具了审计报告。", "目录"]
    path = tmp_path / "2023.txt"
    path.write_text(text.replace("目录", "\n\n".join(declared), 1), encoding="utf-8")
    found = pipeline.inspect(path)
    assert next((one.heading, one.canonical) for one in found.sections if one.level == 1) == ("释义", "notice")
    assert [one.code for one in found.findings] == ["contents-left-out"]
