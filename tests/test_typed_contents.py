"""Typed tables of contents are left out and counted; what only looks like one stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi.model import Block, Cell, Document, Finding, Grid, Source
from tongbi.readers import typed_contents

SECTIONS = ("一、主要做法", "二、存在问题", "三、下一步安排")
BODY = [line for section in SECTIONS for line in (section, "全年审查合同120份，组织培训6场。")]


def left(*lines: str | Grid, findings: tuple[Finding, ...] = ()) -> Document:
    blocks = tuple(line if isinstance(line, Grid) else Block(line) for line in lines)
    return typed_contents.left_out(Document(Source("", "txt", None, ""), blocks, findings))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Block)]


def listed(form: str, titles: tuple[str, ...] = SECTIONS) -> list[str]:
    return [form.format(title, page) for page, title in enumerate(titles, start=2)]


@pytest.mark.parametrize(
    "form",
    ["{}\t{}", "{}…………{}", "{}－－－－－{}", "{} ........ {}", "{}·······（{}）", "{}  - {} -", "{}　　{}", "{}"],
)
@pytest.mark.parametrize("head", ["目　录", "CONTENTS", ""])
def test_lines_that_come_again_as_headings(form: str, head: str) -> None:
    document = left("海川市2023年工作报告", *filter(None, [head]), *listed(form), *BODY)
    assert texts(document) == ["海川市2023年工作报告", *BODY]
    assert document.findings == (Finding("contents-left-out", "", {"count": str(3 + bool(head))}),)


def test_english_and_decimal_contents() -> None:
    titles = ("1 Overview", "1.1 Members", "2 Finances")
    body = ["1 Overview", "A good year.", "1.1 Members", "We are 12.", "2 Finances", "We spent all."]
    assert texts(left("Annual Report 2023", "Table of Contents", *listed("{} ..... {}", titles), *body)) == ["Annual Report 2023", *body]


@pytest.mark.parametrize("form", ["{}\t{}", "{} .... {}", "{} - {}"])
def test_titles_that_end_in_a_bracket(form: str) -> None:
    titles = ("Item 5. Market", "Item 6. [Reserved]", "Item 7. “Results”")
    body = [line for title in titles for line in (title, "We sold forty lamps.")]
    assert texts(left(*listed(form, titles), *body)) == body


def test_headings_that_run_into_their_text_come_again() -> None:
    body = ["一、主要做法。全年审查合同120份。", "二、存在问题。能力不足。", "三、下一步安排。加强学习。"]
    assert texts(left(*listed("{}……{}"), *body)) == body


def test_a_table_of_contents_set_as_a_table() -> None:
    grid = Grid(tuple(Cell(text, row, column) for row, title in enumerate(SECTIONS) for column, text in enumerate((title, f"{row + 1}"))))
    assert texts(left("目录", grid, *BODY)) == BODY


def test_lines_counted_by_their_reader_are_counted_once() -> None:
    document = left(*listed("{}\t{}"), *BODY, findings=(Finding("contents-left-out", "", {"count": "2"}),))
    assert [one.values["count"] for one in document.findings] == ["5"]


@pytest.mark.parametrize(
    "lines",
    [
        # A cover whose lines come again together above the text.
        ("海川市云岭区", "2023年工作报告", "海川市人民政府", "海川市云岭区", "2023年工作报告", "海川市人民政府", *BODY),
        # Rows of figures: nothing of them comes again.
        ("Net sales ........ 120", "Costs ............ 135", "Profit ........... 140", "We did well."),
        # Figures that do not ascend, though the bodies have sections of their own.
        ("城管局 120", "住建局 35", "应急局 60", "城管局", "全年办理120件。", "住建局", "全年办理35件。", "应急局", "全年办理60件。"),
        # Headings without text between them: a list that stands twice.
        (*SECTIONS, *SECTIONS),
        ("一、主要做法 2", "全年审查合同120份。"),
    ],
    ids=["cover", "rows", "not ascending", "twice", "one"],
)
def test_what_only_looks_like_contents_stays(lines: tuple[str, ...]) -> None:
    document = left(*lines)
    assert texts(document) == list(lines)
    assert not document.findings


def test_rows_that_come_again_in_another_table_take_no_lines_along() -> None:
    """Two registrants of one filing print the same shares, which are no pages, and the titles of their statements are the same."""
    rows = (("Lamps", "1,200"), ("Shares", "912"), ("Debts", "1,388"), ("Lamps and debts", "2,588"))
    table = Grid(tuple(Cell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts)))
    lines = ("See the notes", "STATEMENTS OF OPERATIONS")
    told = ("SHEETS", table, *lines, *BODY, "SHEETS", table, *BODY, *lines, *BODY)
    assert texts(left(*told)) == [line for line in told if isinstance(line, str)]


def notes(owed: str, *titles: str, between: tuple[str, ...] = ()) -> list[str | Grid]:
    """Headings of notes one below the other, the last above a table of what is owed, each followed by what stands between."""
    rows = (("种类", "年末数", "年初数"), ("三年以上", owed, "8.20"))
    grid = Grid(tuple(Cell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts)))
    return [line for title in titles for line in (title, *between)] + ["金额单位：万元", grid, "（续）"]


PAYABLES, STOCKS, LEASES = ("（1）应付账款", "A.按账龄列示", "B.重要的"), ("1. 存货", "1.1 分类", "1.2 跌价"), ("(a) Leases", "(b) Terms")


@pytest.mark.parametrize("far", [6, 40], ids=["near", "far"])
@pytest.mark.parametrize(
    ("group", "company"),
    [
        (notes("12.50", *PAYABLES), notes("3.40", *PAYABLES)),
        (notes("12.50", *STOCKS), notes("3.40", *STOCKS, between=("□适用 √不适用",))),
        (notes("12.50", *LEASES, "(c) Options"), [LEASES[0], "We lease two halls.", *notes("3.40", LEASES[1], "(c) Options")]),
    ],
    ids=["alike", "answered", "told"],
)
def test_notes_that_come_again_for_the_company_alone_stay(group: list[str | Grid], company: list[str | Grid], far: int) -> None:
    """Headings without text between them are contents where what they list begins below them, and not where a later part has the same."""
    told = ["一、合并报表附注", *group, *["本年无其他重大变化。"] * far, "二、母公司报表附注", *company]
    assert list(left(*told).blocks) == [line if isinstance(line, Grid) else Block(line) for line in told]


def test_contents_in_two_grains_are_both_left_out() -> None:
    """A short table of contents above a long one lists what the long one lists again."""
    short, long = ["一、主要做法", "二、存在问题", "三、下一步安排"], ["一、主要做法", "（一）培训", "二、存在问题", "三、下一步安排"]
    body = ["一、主要做法", "（一）培训", "全年培训6场。", "二、存在问题", "能力不足。", "三、下一步安排", "加强学习。"]
    assert texts(left("目录", *short, "详细目录", *long, *body)) == ["详细目录", *body]


def test_contents_in_a_text_file(tmp_path: Path) -> None:
    from tongbi import readers

    path = tmp_path / "report.txt"
    path.write_text("\n".join(["海川市2023年工作报告", "目录", *listed("{}\t{}"), *BODY]), encoding="utf-8")
    assert texts(readers.read(path)) == ["海川市2023年工作报告", *BODY]
