"""Markdown: the text alone, headings by depth, items with their numbers, tables; and what is no Markdown stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tongbi import readers
from tongbi.model import Block, Document, Grid

PROSE = "全年办理行政复议案件六十八件，依法保障群众权益。"


def read(folder: Path, text: str) -> Document:
    (folder / "report.md").write_text(text, encoding="utf-8")
    return readers.read(folder / "report.md")


def seen(document: Document) -> list[Any]:
    return [(block.text, block.outline) if isinstance(block, Block) else [cell.text for cell in block.cells] for block in document.blocks]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Block)]


def test_headings_of_both_kinds(tmp_path: Path) -> None:
    document = read(
        tmp_path, f"海川市2023年年度报告\n===\n\n一、主要举措\n---\n\n{PROSE}\n\n### （一）机制 ###\n\n## 二、问题 {{#wenti .x}}\n{PROSE}\n"
    )
    assert seen(document) == [
        ("海川市2023年年度报告", 1), ("一、主要举措", 2), (PROSE, None), ("（一）机制", 3), ("二、问题", 2), (PROSE, None),
    ]  # fmt: skip
    assert document.source.format == "md"


def test_a_rule_under_a_sentence_makes_no_heading(tmp_path: Path) -> None:
    assert seen(read(tmp_path, f"# 报告\n\n## 一、概况\n\n{PROSE}\n---\n\n{PROSE}\n"))[2:] == [(PROSE, None), (PROSE, None)]


def test_inline_text_alone(tmp_path: Path) -> None:
    line = '**加强**[领导](https://example.gov.cn/a?b=1 "题")，*办理*`案件`![图](a.png)68件<!-- 旧 -->，~~约~~完成\\*。<br>另起 &amp; 一行 <http://a.cn>'
    assert texts(read(tmp_path, f"# 报告\n\n{line}\n\n<!-- 说明\n\n多行 -->\n\n[1]: http://a.cn\n\n[见](b.md)\n")) == [
        "报告", "加强领导，办理案件68件，约完成*。", "另起 & 一行 http://a.cn", "见",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["**一、总体情况。**", "__一、总体情况。__", "**一、**__总体情况。__"])
def test_bold_as_a_whole(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, f"# 报告\n\n## 甲\n\n{text}\n\n**一、总体情况。**全年办理案件。\n")
    assert [(block.text, block.bold) for block in document.blocks[2:] if isinstance(block, Block)] == [
        ("一、总体情况。", True), ("一、总体情况。全年办理案件。", False),
    ]  # fmt: skip


def test_items_and_their_numbers(tmp_path: Path) -> None:
    text = "# 报告\n\n## 甲\n\n- 第一\n- 第二\n  1. 甲\n  1. 乙\n\n     续\n- 第三\n\n7) 丙\n8) 丁\n\n- [ ] 未做\n- [x] 已做\n\n> 引文\n"
    assert texts(read(tmp_path, text))[2:] == ["第一", "第二", "1. 甲", "2. 乙", "续", "第三", "7) 丙", "8) 丁", "□ 未做", "☑ 已做", "引文"]


def test_line_ends_part_chinese_paragraphs_and_no_english_ones(tmp_path: Path) -> None:
    assert texts(read(tmp_path, f"# 报告\n## 一、概况\n{PROSE}\n{PROSE}\n## 二、问题\n{PROSE}\n")) == [
        "报告",
        "一、概况",
        PROSE,
        PROSE,
        "二、问题",
        PROSE,
    ]
    english = "# Report\n\n## Overview\n\nThe council opened\ntwelve centres.\n\nMain Street 1  \nTown\n"
    assert texts(read(tmp_path, english)) == ["Report", "Overview", "The council opened twelve centres.", "Main Street 1", "Town"]


def test_code_is_text_without_its_fences(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "# Report\n\n```sh\nmake  all\n```\n\n    tab\n\nEnd.\n")) == ["Report", "make  all", "tab", "End."]


def test_pieces_of_pages_within(tmp_path: Path) -> None:
    table = "<table>\n<tr><td>项目</td><td>件数</td></tr>\n<tr><td>复议</td><td>35</td></tr>\n</table>"
    details = f"<details>\n<summary>附</summary>\n\n## 一、概况\n\n{PROSE}\n\n</details>"
    text = f'# 报告\n\n<p align="center"><b>海川市</b></p>\n\n{details}\n\n{table}\n'
    assert seen(read(tmp_path, text)) == [
        ("报告", 1), ("海川市", None), ("附", None), ("一、概况", 2), (PROSE, None), ["项目", "件数", "复议", "35"],
    ]  # fmt: skip


def test_tables_hold_their_text_alone(tmp_path: Path) -> None:
    document = read(tmp_path, "# 报告\n\n## 一、概况\n\n| **项目** | [件数](a.md) |\n|---|---:|\n| 复议<br>案件 | `35` |\n")
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells] == ["项目", "件数", "复议 案件", "35"]


YAML = '---\ntitle: "海川市2023年报告"\ndate: 2024-01-05\ntags:\n  - 甲\n---\n'
TOML = "+++\ntitle = '海川市2023年报告'\ndate = 2024-01-05\ntags = ['甲']\n+++\n"


@pytest.mark.parametrize("front", [YAML, TOML])
def test_front_matter_is_metadata(tmp_path: Path, front: str) -> None:
    document = read(tmp_path, f"{front}\n## 一、概况\n\n{PROSE}\n")
    assert seen(document) == [("一、概况", 2), (PROSE, None)]
    assert document.metadata == {"title": "海川市2023年报告", "date": "2024-01-05"}


def test_a_rule_above_a_text_is_no_front_matter(tmp_path: Path) -> None:
    assert texts(read(tmp_path, f"---\n{PROSE}\n---\n{PROSE}\n"))[1] == PROSE


@pytest.mark.parametrize(
    "text",
    [
        "2023年报告\n\n- 第一项\n- 第二项\n\n1. 甲\n5. 乙",
        "编号 #12 与 #13\n\n    缩进的一段\n\n注：* 表示估计数，** 表示初步数。",
        "Total\n-----\n120\n\n__init__ and __main__ are names",
    ],
)
def test_plain_text_is_no_markdown(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, text)
    assert document.source.format == "txt"
    assert texts(document) == [line.strip() for line in text.split("\n") if line]


def test_rules_as_long_as_the_titles_above_them_are_markdown(tmp_path: Path) -> None:
    document = read(tmp_path, "Our year\n--------\n* We opened a hall.\n\nMoney\n-----\nWe spent little.")
    assert seen(document) == [("Our year", 2), ("We opened a hall.", None), ("Money", 2), ("We spent little.", None)]
    assert read(tmp_path, "We met\n---\nin May.\n\nWe parted\n---\nin June.").source.format == "txt"
