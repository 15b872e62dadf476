"""`tongbi schema suggest`: headings of many years and bodies become nodes of a schema file that is right."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tongbi import pipeline
from tongbi.cli import main
from tongbi.errors import UsageError
from tongbi.report import schema
from tongbi.report.schema_proposal import suggest

BODIES = ("江口区", "河湾县", "岭下市")
SECTIONS = {
    2022: ("安全生产基本情况", "监督检查情况", "存在问题", "下一步打算"),
    2023: ("安全生产工作基本情况", "监督检查情况", "存在的问题", "下一步工作打算"),
    2024: ("安全生产基本情况", "监督检查工作情况", "存在的问题", "下一步打算"),
}


def write(folder: Path) -> None:
    for body in BODIES:
        for year, sections in SECTIONS.items():
            lines = [f"{body}{year}年安全生产年度报告"]
            for numeral, heading in zip("一二三四", sections, strict=True):
                lines += [f"{numeral}、{heading}", f"全年组织有关部门开展工作{year % 100}次，取得较好成效，没有发生重大事故。"]
                if heading.startswith("监督检查"):
                    lines += [
                        "（一）隐患排查治理",
                        "排查企业300家。",
                        "（二）执法检查" if body != "河湾县" else "（二）举报奖励",
                        "检查5次。",
                    ]
            if body == "岭下市" and year == 2024:
                lines += ["五、对外交流", "接待来访两批。"]
            (folder / f"{body}{year}.txt").write_text("\n\n".join(lines), encoding="utf-8")


@pytest.fixture
def proposed(tmp_path: Path) -> dict[str, Any]:
    write(tmp_path)
    text = suggest([pipeline.inspect(path) for path in sorted(tmp_path.iterdir())], "safety")
    return tomllib.loads(text)


def test_headings_alike_are_one_node(proposed: dict[str, Any]) -> None:
    tops = [node for node in proposed["node"] if "/" not in node["id"]]
    assert [node["zh"] for node in tops] == ["安全生产基本情况", "监督检查情况", "存在的问题", "下一步打算"]
    assert tops[0]["aliases"] == ["安全生产工作基本情况"]
    assert all(node["required"] for node in tops)


def test_parts_stand_below_their_section(proposed: dict[str, Any]) -> None:
    parts = {node["zh"]: node for node in proposed["node"] if "/" in node["id"]}
    assert set(parts) == {"隐患排查治理", "执法检查", "举报奖励"}
    assert parts["隐患排查治理"]["required"]
    assert "required" not in parts["执法检查"]
    assert {node["id"].split("/")[0] for node in parts.values()} == {"section-2"}


def test_what_stands_once_is_no_node(proposed: dict[str, Any]) -> None:
    assert "对外交流" not in {node["zh"] for node in proposed["node"]}


def test_the_kind_is_told_by_what_titles_have_in_common(proposed: dict[str, Any]) -> None:
    assert (proposed["zh"], proposed["detect"]["title"]) == ("安全生产年度报告", ["安全生产年度报告"])
    assert proposed["roles"] == {"problem": ["问题"], "plan": ["打算", "下一步"]}


def test_the_command_writes_a_schema_that_works(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder)
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    out = tmp_path / "safety.toml"
    done = CliRunner().invoke(main, ["schema", "suggest", str(folder), "-o", str(out)])
    assert done.exit_code == 3
    assert "broken.docx" in done.stderr
    assert schema.check(out) == ()
    known = schema.load(str(out))
    assert known.name == "safety"
    report = pipeline.inspect(folder / "江口区2022.txt", pipeline.Options(schema=str(out)))
    assert [section.canonical for section in report.sections if section.level == 1] == ["section-1", "section-2", "section-3", "section-4"]
    assert not [finding for finding in report.findings if finding.code == "node-missing"]


def test_without_a_file_it_goes_to_standard_output(tmp_path: Path) -> None:
    write(tmp_path)
    done = CliRunner().invoke(main, ["schema", "suggest", str(tmp_path)])
    assert done.exit_code == 0
    assert tomllib.loads(done.stdout)["name"] == tmp_path.name


def test_english_headings_name_the_nodes(tmp_path: Path) -> None:
    for year in (2022, 2023):
        text = f"Annual Report {year}\n\nI. Review of Our Work\n\nWe mended many roads here.\n\nII. Plans\n\nWe will mend more of them.\n"
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    found = tomllib.loads(suggest([pipeline.inspect(path) for path in sorted(tmp_path.iterdir())], "roads"))
    assert [(node["id"], node["en"]) for node in found["node"]] == [("review-of-our-work", "Review of Our Work"), ("plans", "Plans")]


def told(folder: Path, *years: str) -> list[dict[str, Any]]:
    """The core figures proposed from reports with these sentences, a report each."""
    for number, text in enumerate(years):
        lines = (f"江口区{2020 + number}年安全生产年度报告", "一、基本情况", text, "二、下一步打算", "继续努力。")
        (folder / f"{2020 + number}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    reports = [pipeline.inspect(path) for path in sorted(folder.iterdir())]
    return tomllib.loads(pipeline.propose_schema(reports, "safety")).get("figure", [])


def test_what_most_reports_tell_is_a_core_figure(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        "排查隐患企业300家。安全生产专项经费71万元。发放头盔40顶。",
        "全年排查隐患企业310家。安全生产专项经费82万元。",
        "排查隐患企业330家。安全生产专项经费90万元。",
        "排查隐患企业390家。新购消防车3辆。",
    )
    assert [one["zh"] for one in found] == ["排查隐患企业", "安全生产专项经费"]


def test_ways_of_saying_a_core_figure_are_its_names(tmp_path: Path) -> None:
    found = told(tmp_path, "改造老旧电梯30部。", "完成老旧电梯改造41部。", "改造老旧电梯52部。")
    assert len(found) == 1
    assert found[0]["names"]


@pytest.mark.parametrize(
    "text",
    ["举办应急演练活动{}场。", "共有项目{}个。", "整改率为{}%，属地企业{}%。", "五年来，累计新建消防站{}座。"],
)
def test_what_says_little_is_no_core_figure(tmp_path: Path, text: str) -> None:
    assert not [one for one in told(tmp_path, *(text.replace("{}", str(number)) for number in (31, 42, 53))) if one["zh"] in text[:4]]


def test_growth_proposes_what_grows(tmp_path: Path) -> None:
    found = told(tmp_path, "区域工业产值增长5.1%。", "区域工业产值增长6.2%。", "区域工业产值增长4.4%。")
    assert [one["zh"] for one in found] == ["区域工业产值"]


def test_too_little_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "2022.txt"
    path.write_text("江口区2022年安全生产年度报告\n\n一、基本情况\n\n情况很好。\n", encoding="utf-8")
    with pytest.raises(UsageError, match="fewer than two"):
        suggest([pipeline.inspect(path)], "safety")
    other = tmp_path / "2023.txt"
    other.write_text("江口区2023年安全生产年度报告\n\n一、完全不同\n\n情况不好。\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no heading comes back"):
        suggest([pipeline.inspect(path), pipeline.inspect(other)], "safety")
