"""The workbook: nothing is lost, text stays text, redlines read like an editor's marks, formulas agree with the comparison."""

from __future__ import annotations

import ast
import io
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.escape import unescape

from clock import HANG
from tongbi import pipeline
from tongbi.language import sentences
from tongbi.model import (
    CellPlace,
    Change,
    ChangeKind,
    Comparison,
    Conflict,
    Coverage,
    Edit,
    Figure,
    Finding,
    FollowThrough,
    Indicator,
    IndicatorChange,
    Language,
    Measure,
    Nearest,
    Node,
    Report,
    Section,
    SectionRow,
    Source,
    StatedChange,
    Table,
    TableLine,
    TableThread,
    Target,
    Thread,
    Unit,
)
from tongbi.outputs import headlines, leading_changes, thread_rows, verdicts
from tongbi.outputs.brief import excerpts
from tongbi.outputs.labels import catalogue, label
from tongbi.outputs.workbook import cell_writer, render, sheet_layout, table_layout
from tongbi.outputs.workbook.indicators import excerpt
from tongbi.outputs.workbook.sheet import Jump, add

ROOT = Path(__file__).parents[1]
SERIES = sorted(folder for folder in (ROOT / "reports").iterdir() if folder.is_dir()) if (ROOT / "reports").is_dir() else []
FIRST_ROW = cell_writer.HEADER_ROW + 1
FIRST_INDICATOR_ROW, FIRST_VALUE = 5, 6
NASTY = [
    "=1+1",
    '=HYPERLINK("https://a.example","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "#N/A",
    "\t=1",
    "=",
    "<script>&amp;",
    "{{ x }}",
    "‮反",
    "😀。",
]


def report(year: int, texts: list[str], heading: str = "主要举措") -> Report:
    """A report with a title, a unit in the preamble and one section that holds the rest."""
    sections = (Section(1, "一、", heading, f"一、{heading}", canonical="measures"),)
    units = [
        Unit(f"{year}-{number:03d}", text, 0 if number > 1 else None, canonical="measures" if number > 1 else None)
        for number, text in enumerate(texts, 1)
    ]
    source = Source(f"somewhere/reports/{year}.txt", "txt", "utf-8", "0" * 64)
    return Report("某区", year, "rule-of-law", f"某区{year}年报告", "zh", source, (f"某区{year}年报告",), sections, tuple(units))


def compared(*reports: Report, changes: tuple[Change, ...] = (), indicators: tuple[Indicator, ...] = ()) -> Comparison:
    """The reports with their units threaded by place; changes are the caller's."""
    years = tuple(one.year for one in reports if one.year is not None)
    longest = max(len(one.units) for one in reports)
    threads = tuple(
        Thread(
            f"t{place}",
            "measures" if place else None,
            {one.year: (one.units[place].id,) if place < len(one.units) else () for one in reports if one.year is not None},
        )
        for place in range(longest)
    )
    rows = (SectionRow("measures", "主要举措", 1, dict.fromkeys(years, 0), {year: {"ratio": 0.9, "reused": 0.5} for year in years[1:]}),)
    coverage = (Coverage("measures", dict.fromkeys(years, "present")),)
    nodes = (Node("measures", "主要举措", "Measures", required=True),)
    findings = (Finding("year-missing"),)
    return Comparison(
        "某区", "rule-of-law", "zh", years, tuple(reports), nodes, rows, threads, changes, indicators, coverage, findings=findings
    )  # fmt: skip


def change(place: int, kind: str, *edits: Edit, moved: bool = False, from_year: int = 2021, to_year: int = 2022) -> Change:
    old = () if kind == "added" else (f"{from_year}-{place + 1:03d}",)
    new = () if kind == "dropped" else (f"{to_year}-{place + 1:03d}",)
    return Change(f"t{place}", from_year, to_year, old, new, kind, moved, 0.5, None, edits)  # type: ignore[arg-type]  # a plain str


def opened(comparison: Comparison, language: Language = "zh", rich: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(comparison, language)), rich_text=rich)


def texts_of(book: openpyxl.Workbook, language: Language = "zh") -> dict[str, str]:
    """Each year's full text from the text sheet: rows of a year joined by lines, continued rows by nothing."""
    kinds = {label(f"workbook.line-{kind}", language) for kind in ("front", "heading", "unit", "table", "note")}
    found: dict[str, str] = {}
    for year, kind, *_, text in book[label("sheet.text", language)].iter_rows(min_row=FIRST_ROW, values_only=True):
        line = unescape(str(text)) if text is not None else ""
        if kind in kinds:
            found[str(year)] = f"{found[str(year)]}\n{line}" if str(year) in found else line
        else:
            found[str(year)] += line
    return found


@pytest.fixture(scope="module", params=SERIES, ids=lambda folder: folder.name)
def sample(request: pytest.FixtureRequest) -> Comparison:
    from tongbi.pipeline import compare

    return compare(sorted(path for path in request.param.iterdir() if path.is_file()))


PAIR = compared(
    report(2021, ["前言。", "办理案件85件。", "未变的话。", "删去的话。"]),
    report(2022, ["前言。", "办理案件91件。", "未变的话。"]),
    changes=(
        change(0, "unchanged", Edit("equal", "前言。", "前言。")),
        change(1, "figures", Edit("equal", "办理案件", "办理案件"), Edit("replace", "85件", "91件"), Edit("equal", "。", "。")),
        change(2, "unchanged", Edit("equal", "未变的话。", "未变的话。"), moved=True),
        change(3, "dropped", Edit("delete", "删去的话。", "")),
    ),
)


# ── nothing is lost ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_text_sheet_gives_every_sample_report_back(sample: Comparison) -> None:
    for language in ("zh", "en"):
        texts = texts_of(opened(sample, language), language)
        assert texts == {str(one.year): one.text() for one in sample.reports}


@pytest.mark.parametrize("text", [*NASTY, "甲" * 40_000 + "乙", "😀" * 20_000, "a\n b ", "_x0041_", "甲" * 32_767, "_x0041_" * 6_000])
def test_the_text_sheet_gives_any_text_back(text: str) -> None:
    comparison = compared(report(2021, ["前言。", text]), report(2022, [text, "完。"]))
    assert texts_of(opened(comparison)) == {str(one.year): one.text() for one in comparison.reports}


@given(st.text(max_size=60), st.integers(min_value=8, max_value=40))
def test_pieces_fit_and_join_again(text: str, limit: int) -> None:
    found = cell_writer.pieces(text, limit)
    assert "".join(found) == text
    assert all(len(cell_writer.clean(piece).encode("utf-16-le")) <= 2 * limit for piece in found)


def test_a_cut_is_marked_and_points_to_the_whole() -> None:
    long = "甲" * 40_000
    edits = (Edit("equal", "甲" * 30_000, "甲" * 30_000), Edit("insert", "", "甲" * 10_000))
    comparison = compared(report(2021, ["前言。", long]), report(2022, ["前言。", long]), changes=(change(1, "reworded", *edits),))
    row = [str(cell.value) for cell in opened(comparison, rich=True)["逐条对照"][FIRST_ROW + 1]]
    for text in (row[6], row[5]):
        shown, _, note = text.partition("…［")
        assert len(text) <= cell_writer.LIMIT
        assert note == f"以下{40_000 - len(shown)}字略，全文见“原文”表］"


def test_control_characters_stay_visible() -> None:
    comparison = compared(report(2021, ["a\x00b\x1bc\rd\ud800e\uffff", "完。"]), report(2022, ["前言。"]))
    assert texts_of(opened(comparison))["2021"].splitlines()[1] == "a␀b␛c␍d\ufffde\ufffd"


# ── text is text ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_foreign_text_is_never_a_formula() -> None:
    edits = tuple(Edit("insert", "", text) for text in NASTY)
    nasty = report(2022, ["前言。", *NASTY], heading="=1+2")
    comparison = compared(
        report(2021, ["前言。", "旧。"]),
        nasty,
        changes=(change(1, "reworded", Edit("delete", "旧。", ""), *edits),),
        indicators=(Indicator("=A1", "@", None, {2022: 1.0}, {2022: "2022-002"}, ()),),
    )
    for sheet in opened(comparison, rich=True):
        for row in sheet.iter_rows():
            for cell in row:
                own = isinstance(cell.value, str) and cell.value.startswith("=IF(COUNT(")
                assert cell.data_type in ("s", "inlineStr", "n") or own, (sheet.title, cell.coordinate)
                if cell.data_type != "n" and not own and str(cell.value)[:1] in tuple("=+-@\t"):
                    assert cell.quotePrefix, (sheet.title, cell.coordinate)


def test_only_one_module_puts_values_into_cells() -> None:
    for module in (ROOT / "src/tongbi/outputs/workbook").glob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        assigned = [
            target.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Attribute)
        ]
        called = [node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
        if module.name != "cells.py":
            assert "value" not in assigned, module.name
            assert not {"cell", "append_row"} & set(called), module.name


# ── what the sheets show ──────────────────────────────────────────────────────────────────────────────────────────────────────


def marks(value: object) -> list[tuple[str, str]]:
    """A cell's runs: ("-", text) struck through, ("+", text) underlined, ("", text) plain."""
    if not isinstance(value, CellRichText):
        return [("", str(value))]
    return [("-" if one.font.strike else "+" if one.font.u else "", one.text) if isinstance(one, TextBlock) else ("", one) for one in value]


def test_a_redline_shows_the_deletion_before_the_insertion() -> None:
    sheet = opened(PAIR, rich=True)["逐条对照"]
    found = marks(sheet.cell(FIRST_ROW + 1, 6).value)
    assert found == [("", "办理案件"), ("-", "85件"), ("+", "91件"), ("", "。")]
    value = sheet.cell(FIRST_ROW + 1, 6).value
    assert isinstance(value, CellRichText)
    block = value[1]
    assert isinstance(block, TextBlock)
    assert block.font.color is not None
    assert (block.font.color.rgb, block.font.rFont, block.font.sz) == ("00C0392B", "等线", 10)


def test_a_run_that_is_only_a_space_is_kept() -> None:
    edits = (Edit("delete", "旧。", ""), Edit("equal", " ", " "), Edit("insert", "", "新<&。"))
    content = render(compared(report(2021, ["旧。 "]), report(2022, [" 新<&。"]), changes=(change(0, "reworded", *edits),)), "zh")
    with ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet3.xml").decode()
    assert '<r><t xml:space="preserve"> </t></r>' in sheet
    assert "<t>新&lt;&amp;。</t>" in sheet


def test_redlines_of_the_samples_hold_both_texts(sample: Comparison) -> None:
    sheet = opened(sample, rich=True)["逐条对照"]
    units = sample.unit_texts()
    rows = rows_of(sample)
    ways = Counter((one.thread, one.to_year) for one in sample.changes)
    told = [
        one for one in sample.changes if one.from_units and one.to_units and ways[one.thread, one.to_year] == 1 and one.kind != "unchanged"
    ]
    assert told
    for one in told:
        found = marks(sheet.cell(rows[one.thread], 2 + 4 * (len(sample.years) - sample.years.index(one.to_year))).value)
        assert "".join(text for mark, text in found if mark != "+") == sentences.joined([units[unit].text for unit in one.from_units])
        assert "".join(text for mark, text in found if mark != "-") == sentences.joined([units[unit].text for unit in one.to_units])


def test_each_year_has_its_text_as_it_stands_beside_the_redline(sample: Comparison) -> None:
    for language, redline in (("zh", "{}年修订痕迹"), ("en", "Redline {}")):
        sheet = opened(sample, language, rich=True)[label("sheet.changes", language)]  # type: ignore[arg-type]  # a plain str
        heads = [cell.value for cell in sheet[FIRST_ROW - 1]]
        units, threads = sample.unit_texts(), {thread.id: thread for thread in sample.threads}
        for year in sample.years:
            column = heads.index(f"{year}年原文" if language == "zh" else f"Text {year}")
            assert year == sample.years[0] or heads[column + 1] == redline.format(year)
            told: dict[int, str] = {}
            for thread, row in rows_of(sample).items():
                texts = "\n".join(units[unit].text for unit in threads[thread].by_year[year])
                assert not (texts and told.get(row)), "two texts of one year in one cell"
                told[row] = told.get(row) or texts
            for row, text in told.items():
                value = sheet.cell(row, column + 1).value
                assert value == (cell_writer.clean(text) or "–")
                assert not isinstance(value, CellRichText)


def rows_of(comparison: Comparison) -> dict[str, int]:
    """The row of each thread."""
    joined = thread_rows.joined(comparison)
    return {thread.id: row for row, threads in enumerate(joined, start=FIRST_ROW) for thread in threads}


# Three years in which a statement is told anew every year; what is told of roads stands elsewhere in the third.
TELLINGS = (["前言。", "修路十里。"], ["前言。", "铺路二十里。", "旧桥一座。"], ["前言。", "拓路三十里。", "新桥一座。", "桥头设灯。"])


def told_anew() -> Comparison:
    """Roads: three threads, each the possible counterpart of the one before; bridges: two, and a lamp that has another one's row named."""
    reports = tuple(report(year, texts) for year, texts in zip((2021, 2022, 2023), TELLINGS, strict=True))
    told = {"t0": (1, 1, 1), "t1": (2, 0, 0), "t2": (0, 2, 0), "t3": (0, 0, 2), "t4": (0, 3, 0), "t5": (0, 0, 3), "t6": (0, 0, 4)}
    threads = tuple(
        Thread(
            name, "measures", {one.year: (one.units[at - 1].id,) if at else () for one, at in zip(reports, places, strict=True) if one.year}
        )
        for name, places in told.items()
    )

    def alone(thread: str, kind: str, year: int, at: int, other: str, score: float, beside: bool = True) -> Change:
        own = (f"{year if kind == 'added' else year - 1}-{at:03d}",)
        before, after = ((), own) if kind == "added" else (own, ())
        text = next(unit.text for one in reports for unit in one.units if unit.id == own[0])
        edit = Edit("insert", "", text) if kind == "added" else Edit("delete", text, "")
        near = Nearest((other,), score)
        place = {"nearest": near, "possible": True, "beside": near if beside else None}
        return Change(thread, year - 1, year, before, after, kind, False, 0.0, None, (edit,), **place)  # type: ignore[arg-type]  # a plain str

    changes = (
        *(change(0, "unchanged", Edit("equal", "前言。", "前言。"), from_year=year - 1, to_year=year) for year in (2022, 2023)),
        alone("t1", "dropped", 2022, 2, "2022-002", 0.31),
        alone("t2", "added", 2022, 2, "2021-002", 0.31),
        alone("t2", "dropped", 2023, 2, "2023-002", 0.26),
        alone("t3", "added", 2023, 2, "2022-002", 0.26),
        alone("t4", "dropped", 2023, 3, "2023-003", 0.42),
        alone("t5", "added", 2023, 3, "2022-003", 0.42),
        alone("t6", "added", 2023, 4, "2022-003", 0.12, beside=False),
    )
    return replace(compared(*reports), threads=threads, changes=changes)


def test_possible_counterparts_share_a_row_with_a_grey_mark_between() -> None:
    sheet = opened(told_anew())["逐条对照"]
    rows = [list(row) for row in sheet.iter_rows(min_row=FIRST_ROW, values_only=True)]
    assert rows[1][2:] == ["可能对应", None, "拓路三十里。", "可能对应 26%", "可能对应", None, "铺路二十里。", "可能对应 31%", "修路十里。"]
    assert rows[2][2:] == ["可能对应", None, "新桥一座。", "可能对应 42%", None, None, "旧桥一座。", None, "–"]
    assert rows[3][2:6] == ["新增 · 可能对应", None, "桥头设灯。", "可能对应 12%，见序号3：旧桥一座"]
    assert len(rows) == 4
    assert {sheet.cell(FIRST_ROW + 1, column).style for column in (6, 10)} == {"tongbi quiet"}
    assert sheet.cell(FIRST_ROW + 1, 3).fill.fgColor.rgb == "00E4E7EB"
    overview = {row[0]: row for row in opened(told_anew())["概览"].iter_rows(values_only=True)}
    assert overview[label("page.possible", "zh")][2:4] == (2, 5)


def test_a_thread_that_goes_on_keeps_its_own_row() -> None:
    whole = told_anew()
    threads = {one.id: one for one in whole.threads}
    longer = replace(threads["t1"], by_year={**threads["t1"].by_year, 2023: ("2023-002",)})
    changed = replace(
        whole,
        threads=tuple({**threads, "t1": longer}[name] for name in threads if name != "t3"),
        changes=tuple(one for one in whole.changes if one.thread != "t3"),
    )
    assert [[one.id for one in row] for row in thread_rows.joined(changed)][:3] == [["t0"], ["t1"], ["t2"]]


def test_a_redline_stands_only_where_a_text_changed() -> None:
    sheet = opened(PAIR)["逐条对照"]
    assert [sheet.cell(row, 6).value for row in range(FIRST_ROW, FIRST_ROW + 4)] == [None, "办理案件85件91件。", None, None]
    assert [sheet.cell(row, 5).value for row in range(FIRST_ROW, FIRST_ROW + 4)] == ["前言。", "办理案件91件。", "未变的话。", "–"]


def test_rows_that_never_changed_are_folded_and_others_are_not() -> None:
    sheet = opened(PAIR)["逐条对照"]
    folded = [sheet.row_dimensions[row].hidden for row in range(FIRST_ROW, FIRST_ROW + 4)]
    assert folded == [True, False, False, False]
    assert [sheet.cell(row, 3).value for row in range(FIRST_ROW, FIRST_ROW + 4)] == ["未变", "数据更新", "未变 · 移位", "删除"]


def test_every_sample_thread_has_one_row(sample: Comparison) -> None:
    sheet = opened(sample)["逐条对照"]
    numbers = [sheet.cell(row, 1).value for row in range(FIRST_ROW, sheet.max_row + 1)]
    assert len([number for number in numbers if number is not None]) == len(set(rows_of(sample).values()))
    assert set(rows_of(sample)) == {thread.id for thread in sample.threads}


def test_the_overview_counts_changes_and_reuse() -> None:
    rows: dict[object, tuple[object, ...]] = {}
    for row in opened(PAIR, "en")["Overview"].iter_rows(values_only=True):
        rows.setdefault(row[0], row)  # a sheet named below may be called like a part
    assert [rows[kind][2] for kind in ("unchanged", "figures or dates only", "reworded", "dropped", "moved, among these")] == [
        2,
        1,
        0,
        1,
        1,
    ]
    assert rows["Share reused"][2] == 1.0
    assert rows["Measures"][1:3] == ("present", "present")


def test_sources_name_the_file_but_not_its_folder() -> None:
    values = [str(cell.value) for row in opened(PAIR)["来源与疑点"].iter_rows() for cell in row]
    assert "2021.txt" in values
    assert label("finding.year-missing", "zh") in values
    assert not any("somebody" in value for value in values)


def test_every_link_leads_to_a_row_that_is_there() -> None:
    indicator = Indicator("案件", "件", "measures", {2021: 85.0, 2022: 91.0}, {2021: "2021-002", 2022: "2022-002"}, ())
    book = opened(compared(*PAIR.reports, changes=PAIR.changes, indicators=(indicator,)))
    links = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) > 10
    for link in links:
        name, _, place = str(link.location).rpartition("!")
        assert int(place.lstrip("A")) <= book[name.strip("'").replace("''", "'")].max_row
        assert len(link.tooltip or "") <= 255


def test_a_link_quotes_the_name_of_a_sheet() -> None:
    sheet = add(openpyxl.Workbook(), "x")
    cell_writer.link((sheet, 1, 1), "It's one", 7)
    assert sheet.links == {(1, 1): Jump("'It''s one'!A7", "")}
    assert not sheet.written, "a blank amount that leads to its place stays blank"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sheet_names_are_what_excel_allows(language: Language) -> None:
    names = [texts[language] for texts in catalogue()["sheet"].values()]
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and name.strip("'") == name for name in names)


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("", 10, 1), ("甲" * 10, 22, 1), ("甲" * 11, 22, 2), ("ab\ncd", 10, 2), ("a" * 30, 12, 3)]
)
def test_heights_count_a_chinese_character_as_two(text: str, width: float, lines: int) -> None:
    assert sheet_layout.lines_needed(text, width) == lines


# ── the same bytes, the same numbers ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_comparison_gives_the_same_bytes() -> None:
    first = render(PAIR, "zh")
    assert render(PAIR, "zh") == first
    with ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def recalculated(comparison: Comparison, folder: Path) -> openpyxl.Workbook:
    """The workbook as LibreOffice computes and writes it."""
    (folder / "in").mkdir()
    (folder / "in" / "book.xlsx").write_bytes(render(comparison, "zh"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(folder), str(folder / "in" / "book.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=HANG)
    return openpyxl.load_workbook(folder / "book.xlsx", data_only=True)


def changed(values: dict[int, float], rate: bool = False) -> tuple[IndicatorChange, ...]:
    return tuple(
        IndicatorChange(old, new, values[new] - values[old], None if rate or not values[old] else 100 * (values[new] / values[old] - 1))
        for old, new in pairwise(values)
    )


def test_formulas_carry_their_values_for_previewers_that_do_not_compute() -> None:
    indicators = (
        Indicator("案件", "件", None, {2021: 80.0, 2022: 100.0}, {}, changed({2021: 80.0, 2022: 100.0})),
        Indicator("率", "%", None, {2021: 90.0, 2022: 95.5}, {}, changed({2021: 90.0, 2022: 95.5}, rate=True)),
        Indicator("一年", "件", None, {2022: 7.0}, {}, ()),
    )
    content = render(compared(*PAIR.reports, changes=PAIR.changes, indicators=indicators), "zh")
    shown, formulas = (openpyxl.load_workbook(io.BytesIO(content), data_only=only)["指标"] for only in (True, False))
    rows = range(FIRST_INDICATOR_ROW, FIRST_INDICATOR_ROW + 3)
    assert [(shown.cell(row, 8).value, shown.cell(row, 9).value) for row in rows] == [(20, 0.25), (5.5, None), (None, None)]
    assert all(str(formulas.cell(row, 8).value).startswith("=IF(COUNT(") for row in rows)


def test_the_headlines_lead_the_overview_and_the_charts_and_no_other_figure_does() -> None:
    values = {"小": (2.0, 4.0), "大": (467_000.0, 923_000.0), "平": (50.0, 50.0), "率": (60.0, 90.0)}
    indicators = tuple(
        Indicator(f"{name}数", "%" if name == "率" else "件", None, {2021: old, 2022: new}, {}, changed({2021: old, 2022: new}))
        for name, (old, new) in values.items()
    )
    last = Indicator("旧数", "件", None, {2021: 7.0}, {}, ())
    whole = replace(compared(*PAIR.reports, changes=PAIR.changes, indicators=(*indicators, last)), headlines=(3, 1, 4))
    content = render(whole, "zh")
    sheet, formulas = (openpyxl.load_workbook(io.BytesIO(content), data_only=only)["概览"] for only in (True, False))
    assert [cell.value for cell in formulas[7][1:5]] == ["='指标'!F6", "='指标'!G6", "=C7-B7", "=(C7-B7)/B7"]
    first = next(cell.row for cell in sheet["A"] if cell.value == "主要数据") + 2
    assert first == 6
    assert [[cell.value for cell in sheet[row][:5]] for row in range(first, first + 3)] == [
        ["率数 (%)", 60, 90, 30, None],
        ["大数 (件)", 467_000, 923_000, 456_000, pytest.approx(0.97645, abs=1e-4)],
        ["旧数 (件)", 7, None, None, None],
    ]
    assert sheet.cell(first + 1, 1).hyperlink.location == "'指标'!A6"
    assert not {"小数 (件)", "平数 (件)"} & {cell.value for cell in sheet["A"]}
    with ZipFile(io.BytesIO(content)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2  # of a single step none is drawn
    assert sum("'图表'!$C$18:$C$19" in chart for chart in charts) == 1
    assert [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content))["图表"][19][:3]] == [2022, "='指标'!G8", "='指标'!G6"]
    assert "主要数据" not in {cell.value for cell in opened(replace(whole, headlines=()))["概览"]["A"]}


@pytest.mark.parametrize(
    ("qualifier", "name", "change"), [(None, "地区生产总值 (万亿元)", "=C6-B6"), ("more-than", "地区生产总值 (万亿元) · 超过", None)]
)
def test_the_overview_counts_a_headline_in_what_it_is_printed_in(qualifier: str | None, name: str, change: str | None) -> None:
    told = {2021: (31_534e8, "31534亿元", None), 2022: (32_765e8, "3.2765万亿元", qualifier)}
    reports = tuple(
        replace(
            one,
            figures=(Figure(one.units[1].id, "地区生产总值", told[one.year][0], "元", told[one.year][1], 0, told[one.year][2]),),
        )
        for one in PAIR.reports
        if one.year
    )
    values = {year: value for year, (value, *_) in told.items()}
    where: dict[int, str | CellPlace] = {year: f"{year}-002" for year in told}
    output = Indicator("地区生产总值", "元", None, values, where, changed(values), scale=1e12, printed_unit="万亿元")
    sheet = opened(replace(compared(*reports, changes=PAIR.changes, indicators=(output,)), headlines=(0,)))["概览"]
    values_shown = [cell.value for cell in sheet[6][:4]]
    assert values_shown == [name, "='指标'!F5", "='指标'!G5", change]


@pytest.mark.parametrize("number", [2, 3, 4, 6])
def test_a_page_of_print_breaks_between_years(number: int) -> None:
    sheet = opened(compared(*(report(2018 + place, ["前言。", "话。"]) for place in range(number))))["逐条对照"]
    heads = [str(cell.value) for cell in sheet[FIRST_ROW - 1]]
    breaks = [one.id for one in sheet.col_breaks.brk]
    assert bool(breaks) == (number > 2)
    assert all("修订痕迹" in heads[at - 1] for at in breaks)


@pytest.mark.parametrize(("rows", "columns", "turned"), [(30, 7, False), (1, 15, True), (20, 12, False), (2, 8, False)])
def test_a_table_of_few_rows_and_many_columns_is_turned(rows: int, columns: int, turned: bool) -> None:
    down = tuple(TableLine(f"行{number}", {2021: number, 2022: number}) for number in range(rows))
    across = tuple(TableLine(f"列{number}", {2021: number, 2022: number}) for number in range(columns))
    values = tuple(tuple({2021: 1.0, 2022: 100.0 * row + column} for column in range(columns)) for row in range(rows))
    thread = TableThread("表", None, {2021: 0, 2022: 0}, down, across, values)
    table = Table(0, "表", tuple(line.label for line in down), tuple(line.label for line in across), ((),) * rows)
    reports = tuple(replace(one, tables=(table,)) for one in PAIR.reports)
    sheet = opened(replace(compared(*reports), tables=(thread,)))["表格"]
    assert sheet.cell(FIRST_ROW + 3, 2).value == ("列0" if turned else "行0")
    for (year, (_, row, column)), (at, place) in table_layout.places((thread,)).items():
        assert sheet.cell(at, place).value == values[row][column][year]


def test_what_was_published_with_a_report_stands_with_its_source() -> None:
    told = replace(PAIR.reports[0], metadata={"索引号": "0143-2021", "发布机构": "=某区"}, notes=("①见附件。",))
    book = opened(replace(PAIR, reports=(told, PAIR.reports[1])))
    assert "索引号: 0143-2021\n发布机构: =某区" in [cell.value for row in book["来源与疑点"].iter_rows() for cell in row]
    assert ["脚注", "①见附件。"] in [[row[1], row[7]] for row in book["原文"].iter_rows(values_only=True)]


def test_the_year_that_a_change_starts_from_is_the_texts() -> None:
    told = StatedChange(2022, "2022-002", "企业", "家", 716.0, 2017, 1024.0, None, "", "up", 0)
    book = opened(replace(PAIR, stated_changes=(told,), lag=1))
    assert "增（较2016年）" in [row[2] for row in book["核对"].iter_rows(min_row=FIRST_ROW, values_only=True)]


def test_conflicts_follow_through_and_measures_each_have_a_sheet() -> None:
    said = {"name": "案件", "parts": "1＋2", "expected": "3件", "found": "4件"}
    book = opened(
        replace(
            PAIR,
            conflicts=(
                Conflict("restated", "sum", 2022, ("2022-002",), (), 85.0, 84.0, "件", "info", said),
                Conflict("sum", "sum", 2022, ("2022-002", "2021-002"), (), 3.0, 4.5, "件", "conflict", said),
            ),
            stated_changes=(
                StatedChange(2022, "2022-002", "案件", "件", 85.0, 2020, 91.0, None, "", "up", 0, agrees=True),
                StatedChange(2022, "2022-002", "=案件", "件", None, None, 91.0, 7.0, "%", "up", 0, agrees=False),
            ),
            follow_through=(
                FollowThrough("2021-004", (), "plan-untraced", 2021, 2022, 0.0, weight=1),
                FollowThrough("2021-003", (), "plan-untraced", 2021, 2022, 0.0),
                FollowThrough("2021-002", ("2022-002",), "plan-delivered", 2021, 2022, 0.7),
            ),
            measures=(
                Measure(2021, 2022, None, None, *(step / 10 for step in range(1, 9))),
                Measure(2021, 2022, "measures", None, *[0.5] * 8),
            ),
        )
    )
    checks = [list(row[:10]) for row in book["核对"].iter_rows(min_row=FIRST_ROW, values_only=True)]
    assert checks[0][:8] == [2022, "矛盾", "合计", 3, 4.5, f"=E{FIRST_ROW}-D{FIRST_ROW}", "件", "案件：1＋2，合计3件，文中为4件"]
    assert checks[0][9] == "办理案件91件。（一、第1段）\n办理案件85件。（一、第1段）"
    assert checks[1][1] == "提示"
    below = next(place for place, row in enumerate(checks) if row[0] == "文中自述的增减") + 2
    assert checks[below][:8] == [2022, "自述不符", "增", None, 91, "7 %", "件", "=案件"]
    assert checks[below + 1][2] == "增（较2020年）"
    follow = [list(row) for row in book["跟踪"].iter_rows(min_row=FIRST_ROW, values_only=True)]
    assert follow == [
        [2021, "办理案件85件。（一、第1段）", 2, "可能已有落实", None, 0.7, 2022, "办理案件91件。（一、第1段）", 2, None],
        [2021, "删去的话。（一、第1段）", 4, "未找到对应", None, None, 2022, "–", None, None],
        [2021, "未变的话。（一、第1段）", 3, "表述笼统，不作跟踪", None, None, 2022, "–", None, None],
        ["另有1项未找到对应表述，不等于没有落实，1项表述笼统、不作跟踪", *[None] * 9],
    ]
    assert [bool(book["跟踪"].row_dimensions[FIRST_ROW + step].hidden) for step in range(4)] == [False, True, True, False]
    assert book["跟踪"].cell(FIRST_ROW + 1, 2).style == "tongbi quiet"
    likeness = [list(row) for row in book["相似度"].iter_rows(min_row=FIRST_ROW, values_only=True)]
    assert likeness[0] == [2021, 2022, "全文", *(step / 10 for step in range(1, 9))]
    assert likeness[1][2] == "主要举措"
    rows = {row[0]: row for row in book["概览"].iter_rows(values_only=True)}
    assert [rows[f"核对 · {name}"][2] for name in ("矛盾", "提示", "自述不符")] == [1, 1, 1]
    assert rows["跟踪 · 未找到对应"][2] == 1


def test_a_long_source_is_shown_by_its_clause() -> None:
    text = "前言很长很长的话，" * 20 + "办理案件85件，" + "后面还有很多话，" * 20
    assert excerpt(text, text.index("85")) == "…办理案件85件，…"
    assert excerpt("办理案件85件。", 4) == "办理案件85件。"


def check_formulas(comparison: Comparison, folder: Path) -> None:
    """Differences and percentages as LibreOffice computes them are those of the comparison, and empty where it has none."""
    sheet, years = recalculated(comparison, folder)["指标"], comparison.years
    for row, indicator in enumerate(comparison.indicators, start=FIRST_INDICATOR_ROW):
        told = {one.to_year: one for one in indicator.change}
        for place, year in enumerate(years[1:]):
            difference = sheet.cell(row, FIRST_VALUE + len(years) + place).value
            percent = sheet.cell(row, FIRST_VALUE + 2 * len(years) - 1 + place).value
            if year not in told:
                assert (difference or None, percent or None) == (None, None), (indicator.name, year)
                continue
            assert difference == pytest.approx(indicator.shown(told[year].absolute), abs=1e-4), (indicator.name, year)
            expected = told[year].percent
            assert (percent or None) is None if expected is None else percent == pytest.approx(expected / 100, abs=1e-6), (
                indicator.name,
                year,
            )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_what_the_comparison_says(tmp_path: Path) -> None:
    reports = [report(year, ["前言。", "办理案件。"]) for year in (2021, 2022, 2023)]
    named: dict[str, tuple[str, dict[int, float]]] = {
        "逐年": ("件", {2021: 85.0, 2022: 91.0, 2023: 60.5}),
        "率": ("%", {2021: 95.6, 2022: 94.8, 2023: 94.8}),
        "隔年": ("件", {2021: 40.0, 2023: 50.0}),
        "起于零": ("件", {2021: 0.0, 2022: 3.0, 2023: 6.0}),
        "一年": ("件", {2022: 7.0}),
    }
    indicators = tuple(Indicator(name, unit, None, values, {}, changed(values, unit == "%")) for name, (unit, values) in named.items())
    check_formulas(compared(*reports, indicators=indicators), tmp_path)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_the_samples_indicators(sample: Comparison, tmp_path: Path) -> None:
    assert sample.indicators
    check_formulas(sample, tmp_path)


def test_sheets_of_figures_say_whose_year_they_are() -> None:
    told = "2024年报告中的实绩一般为2023年数据"
    values = {2023: 3.0, 2024: 4.0}
    indicators = (Indicator("办理", "件", None, values, {2023: "2023-001", 2024: "2024-001"}, changed(values)),)
    two = replace(compared(report(2023, ["办理3件。"]), report(2024, ["办理4件。"]), indicators=indicators), headlines=(0,))
    assert {sheet.title for sheet in opened(replace(two, lag=1)) if told in str(sheet["A2"].value)} == {"概览", "指标", "图表", "数据"}
    assert not any(told in str(sheet["A2"].value) for sheet in opened(two))


def test_a_row_counts_in_what_the_newest_report_prints_and_its_formulas_hold() -> None:
    values = {2021: 95_000e8, 2022: 10.42e12}
    output = Indicator("生产总值", "元", None, values, {}, changed(values), scale=1e12, printed_unit="万亿元")
    book = render(compared(*PAIR.reports, changes=PAIR.changes, indicators=(output,)), "zh")
    shown, formulas = (openpyxl.load_workbook(io.BytesIO(book), data_only=only)["指标"] for only in (True, False))
    assert [cell.value for cell in shown[FIRST_INDICATOR_ROW][:9]] == [
        "生产总值", "万亿元", "实绩", "同一指标", None, 9.5, 10.42, 0.92, pytest.approx(0.92 / 9.5)
    ]  # fmt: skip
    assert formulas.cell(FIRST_INDICATOR_ROW, 8).value == '=IF(COUNT(F5,G5)=2,G5-F5,"")'
    assert [shown.cell(FIRST_INDICATOR_ROW, column).number_format for column in (6, 7)] == ["#,##0.0", "#,##0.00"]


def three_years(*rows: Indicator, **others: Any) -> Any:
    """The indicators sheet of a made-up series of three years."""
    reports = [report(year, ["前言。", "办理案件。"]) for year in (2021, 2022, 2023)]
    return opened(replace(compared(*reports, indicators=rows), **others))["指标"]


def test_related_figures_stand_below_the_others_without_a_change() -> None:
    values = {2021: 80.0, 2022: 90.0, 2023: 30.0}
    steps = changed(values)
    related = Indicator("办案", "件", None, values, {}, steps[:1], grade="related", note="scope")
    proved = Indicator("收案", "件", None, values, {}, steps, grade="proved")
    sheet = three_years(related, proved)
    first, heading, last = (sheet.cell(row, 1).value for row in (5, 7, 8))
    assert (first, heading, last) == ("收案", label("related.title", "zh"), "办案")
    assert [sheet.cell(row, 4).value for row in (5, 8)] == ["已印证", "相关，口径不同"]
    assert [str(cell.value)[:9] for cell in sheet[8][8:12]] == ["=IF(COUNT", "范围不同", "=IF(COUNT", "None"]
    assert sheet["M8"].value == label("apart.scope", "zh")
    assert sheet.tables["Indicators"].ref == "A4:O5"


def test_what_was_counted_anew_has_no_change_but_the_growth_that_is_stated() -> None:
    values = {2021: 80.0, 2022: 90.0, 2023: 30.0}
    anew = Indicator("办案", "件", None, values, {2023: "2023-002"}, changed(values)[:1], anew=(2023,))
    stated = StatedChange(2023, "2023-002", "办案", "件", None, None, 30.0, 4.2, "%", "up", 0)
    sheet = three_years(anew, stated_changes=(stated,))
    assert (sheet["J5"].value, sheet["L5"].value, sheet["M5"].value) == ("重新统计", "报告称增长4.2%", "2023年重新统计（报告称增长4.2%）")


def test_a_gap_is_an_empty_cell_and_the_step_over_it_says_its_years() -> None:
    values = {2021: 80.0, 2023: 100.0}
    sheet = three_years(Indicator("办案", "件", None, values, {}, changed(values)))
    assert [cell.value for cell in sheet[5][5:8]] == [80, None, 100]
    assert sheet["J5"].value == '=IF(COUNT(F5,H5)=2,H5-F5,"")'
    assert sheet["M5"].value == "2023年与2021年比"


def test_where_a_year_has_no_report_the_head_says_what_it_is_held_against() -> None:
    reports = [report(year, ["前言。", "办理案件。"]) for year in (2021, 2023)]
    values = {2021: 80.0, 2023: 100.0}
    sheet = opened(compared(*reports, indicators=(Indicator("办案", "件", None, values, {}, changed(values)),)))["指标"]
    assert sheet["H4"].value == "2023年增减（较2021年）"


@pytest.mark.parametrize(("met", "said"), [(True, "✓"), (False, "✗"), (None, "未明")])
def test_the_plan_for_the_newest_year_stands_on_the_row(met: bool | None, said: str) -> None:
    values = {2022: 80.0e4, 2023: 85.0e4}
    plan = {2023: Target("就业", "人", 90.0e4, 85.0e4, None, met)}
    sheet = three_years(Indicator("就业", "人", None, values, {}, changed(values), scale=1e4, printed_unit="万人", targets=plan))
    assert (sheet["M5"].value, sheet["N5"].value) == (90, said)


def test_columns_are_as_wide_as_their_longest_number() -> None:
    values = {2021: 1_234_567_890_123.45, 2022: 9_234_567_890_123.45}
    sheet = opened(compared(*PAIR.reports, changes=PAIR.changes, indicators=(Indicator("资产", "元", None, values, {}, changed(values)),)))[
        "指标"
    ]
    widths = [sheet.column_dimensions[column].width for column in "FGH"]
    assert all(width > len("1,234,567,890,123.45") for width in widths)


def test_many_years_are_drawn_as_a_line_with_gaps() -> None:
    years = range(2010, 2022)
    values = {year: float(year) for year in years if year != 2015}
    row = Indicator("办案", "件", None, values, {}, changed(values))
    content = render(replace(compared(*(report(year, ["前言。"]) for year in years), indicators=(row,)), headlines=(0,)), "zh")
    with ZipFile(io.BytesIO(content)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    lines = [chart for chart in charts if "lineChart" in chart]
    assert len(lines) == 1
    assert 'dispBlanksAs val="gap"' in lines[0]


# ── to work with ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def many_years(number: int) -> bytes:
    """A series of so many years with a headline that one year does not tell and that has plans."""
    years = range(2022 - number, 2022)
    values = {year: float(year - 2000) for year in years if year != 2019}
    plans = {2021: Target("办案", "件", 30.0, 21.0, None, False)}
    where: dict[int, str | CellPlace] = {year: f"{year}-002" for year in values}
    row = Indicator("办案", "件", "measures", values, where, changed(values), targets=plans)
    return render(replace(compared(*(report(year, ["前言。", "话。"]) for year in years), indicators=(row,)), headlines=(0,)), "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_of_excel_have_names_and_heads_that_are_each_there_once(sample: Comparison, language: Language) -> None:
    book = opened(sample, language)
    names = [name for sheet in book for name in sheet.tables]
    assert len(set(names)) == len(names)
    assert {"Changes", "Indicators", "Numbers", "Data", "Text"} <= {*names}
    for sheet in book:
        assert sheet.auto_filter.ref is None or not sheet.tables
        for table in sheet.tables.values():
            first, *_ = sheet[table.ref]
            heads = [cell.value for cell in first]
            assert heads == [column.name for column in table.tableColumns]
            assert all(isinstance(one, str) and one for one in heads)
            assert len({one.lower() for one in heads}) == len(heads)
            assert not any(merged.max_row >= first[0].row and merged.min_row <= sheet.max_row for merged in sheet.merged_cells.ranges)


def test_the_data_sheet_has_a_row_for_every_figure_and_year(sample: Comparison) -> None:
    sheet = opened(sample)["数据"]
    heads = [cell.value for cell in sheet[FIRST_ROW - 1]]
    found = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=FIRST_ROW, values_only=True)]
    assert len(found) == sum(len(one.values) for one in sample.indicators)
    told = iter(found)
    for one in sample.indicators:
        for year in sorted(one.values):
            row = next(told)
            assert (row["年度"], row["指标"], row["单位"]) == (year, one.name, one.shown_unit or None)
            assert row["数值"] == pytest.approx(one.shown(one.values[year]))
            step = next((step for step in one.change if step.to_year == year), None)
            assert row["增减"] == (pytest.approx(one.shown(step.absolute)) if step else None)


def test_what_there_is_nothing_of_has_no_sheet_and_the_overview_says_so() -> None:
    book = opened(compared(report(2021, ["前言。"]), report(2022, ["前言。"])))
    assert not {"指标", "数据", "图表", "表格", "核对", "跟踪", "相似度"} & {*book.sheetnames}
    said = {cell.value for row in book["概览"].iter_rows() for cell in row}
    assert {label(f"workbook.no-{name}", "zh") for name in ("indicators", "charts", "tables", "checks", "follow", "measures")} <= said


def test_older_years_are_folded_and_the_newest_stands_first() -> None:
    book = openpyxl.load_workbook(io.BytesIO(many_years(12)))
    sheet = book["逐条对照"]
    assert sheet["E3"].value == "2021年原文"
    assert [sheet.column_dimensions[column].hidden for column in "FNRS"] == [False, False, False, True]
    values = book["指标"]
    heads = [cell.value for cell in values[4]]
    for year, hidden in ((2012, True), (2013, False), (2021, False)):
        assert values.column_dimensions[openpyxl.utils.get_column_letter(heads.index(f"{year}年") + 1)].hidden == hidden
    assert not values.page_setup.fitToWidth or not values.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize("number", [3, 7, 8, 12])
def test_a_chart_says_what_it_shows(number: int) -> None:
    with ZipFile(io.BytesIO(many_years(number))) as archive:
        drawings = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/drawings/drawing"))
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert f"2021: 21件，2021 {label('page.target', 'zh')}: 30件" in drawings
    assert drawings.count("descr=") == len(charts)
    chart = next(one for one in charts if "图表" in one)
    assert "21件，2020年为20件" in chart
    assert chart.count("<ser>") == 2
    assert ("barChart" in chart) == (number < 8)
    assert 'dispBlanksAs val="gap"' in chart
    assert 'plotVisOnly val="0"' in chart


def test_a_row_that_a_link_leads_to_is_not_folded() -> None:
    told = StatedChange(2022, "2022-001", "案件", "件", 85.0, 2021, 91.0, None, "", "up", 0, agrees=True)
    for stated, hidden in (((told,), False), ((), True)):
        sheet = opened(replace(PAIR, stated_changes=stated))["逐条对照"]
        assert bool(sheet.row_dimensions[FIRST_ROW].hidden) == hidden


def test_the_date_is_the_newest_that_a_source_tells() -> None:
    dated = [replace(one, metadata={"发布日期": f"{one.year}-03-0{place} 10:00"}) for place, one in enumerate(PAIR.reports, 1)]
    assert str(opened(replace(PAIR, reports=tuple(dated))).properties.created) == "2022-03-02 00:00:00"
    assert str(opened(PAIR).properties.created) == "2022-12-31 00:00:00"
    assert str(opened(replace(PAIR, lag=1)).properties.created) == "2021-12-31 00:00:00", "what a report reviews is over when it is made"
    ended = replace(PAIR.reports[-1], metadata={"period end": "2023-01-29"})
    assert str(opened(replace(PAIR, reports=(*PAIR.reports[:-1], ended))).properties.created) == "2023-01-29 00:00:00"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_forced_recalculation_changes_nothing(sample: Comparison, tmp_path: Path) -> None:
    own = openpyxl.load_workbook(io.BytesIO(render(sample, "zh")), data_only=True)
    again = recalculated(sample, tmp_path)
    assert again.sheetnames == own.sheetnames
    for sheet in own:
        for row in sheet.iter_rows():
            for cell in row:
                found = again[sheet.title][cell.coordinate].value
                if isinstance(cell.value, int | float):
                    assert found == pytest.approx(cell.value, abs=1e-9), (sheet.title, cell.coordinate)
                else:
                    assert (found or "") == (cell.value or ""), (sheet.title, cell.coordinate)


@pytest.mark.parametrize(
    ("widths", "blocks", "ends"),
    [
        ([20.0, *[40.0] * 6], [1] * 7, [4]),  # three and three rather than five and one (the first column stands on both)
        ([20.0, *[80.0] * 4], [1, 2, 2], [3]),  # a block is not torn where pages hold it
        ([20.0, *[150.0] * 3], [1, 3], [2, 3]),  # one wider than a page is
        ([20.0] * 9, [1] * 9, []),
    ],
)
def test_pages_of_print_are_filled_evenly(widths: list[float], blocks: list[int], ends: list[int]) -> None:
    sheet = add(openpyxl.Workbook(), "x")
    sheet_layout.paginate(sheet, widths, blocks)
    assert [one.id for one in sheet.col_breaks.brk] == ends


def test_what_is_surely_new_is_two_clicks_away(sample: Comparison) -> None:
    """From the count on the overview to the first of them, whose kind says so and can be filtered by."""
    book = opened(sample)
    changes = book[label("sheet.changes", "zh")]
    overview = book[label("sheet.overview", "zh")]
    (counts,) = (row for row in overview.iter_rows() if row[0].value == label("page.untold", "zh"))
    for year, cell in zip(sample.years[1:], counts[2:], strict=False):
        news = [change for change in sample.changes if change.to_year == year and verdicts.is_news(change)]
        assert cell.value == len(news)
        head = label("column.change", "zh", year=year)
        (column,) = (at.column for at in changes[3] if at.value == head)
        told = [changes.cell(row, column).value or "" for row in range(4, changes.max_row + 1)]
        sure = [row for row, text in enumerate(told, 4) if label("answer.new", "zh") in text or label("answer.gone", "zh") in text]
        assert bool(sure) == bool(news)
        if news:
            assert cell.hyperlink.location.endswith(f"A{sure[0]}")


@pytest.mark.parametrize(("title", "kind"), [("brief.new", "added"), ("brief.gone", "dropped")])
def test_what_leads_of_the_news_is_told_on_the_overview_and_leads_to_its_row(sample: Comparison, title: str, kind: ChangeKind) -> None:
    book = opened(sample, sample.language)
    overview, changes = (book[label(f"sheet.{name}", sample.language)] for name in ("overview", "changes"))
    heads = [row[0].row for row in overview.iter_rows() if row[0].value == label(title, sample.language)]
    found = leading_changes.leading(sample, kind)[:5]
    assert len(heads) == bool(found)
    for at, one in enumerate(found, 1):
        text = sample.unit_texts()[one.ids[0]].text
        said = str(overview.cell(heads[0] + at, 2).value)
        assert text.startswith(said.removeprefix(f"[{one.before.rstrip(excerpts.END)}] ").partition("……")[0].partition(" …")[0])
        row = int(overview.cell(heads[0] + at, 1).hyperlink.location.rpartition("!")[2].lstrip("A"))
        assert any(text in str(cell.value) for cell in changes[row])


def test_the_figures_that_moved_most_are_told_on_the_overview_and_lead_to_their_rows(sample: Comparison) -> None:
    book = opened(sample, sample.language)
    overview, indicators = (book[label(f"sheet.{name}", sample.language)] for name in ("overview", "indicators"))
    (head,) = (row[0].row for row in overview.iter_rows() if row[0].value == label("headline.moved", sample.language))
    found = headlines.moved(sample, 12)
    assert len(found) > 1
    assert not {id(one.indicator) for one in found} & {id(one.indicator) for one in headlines.of(sample)}
    for at, one in enumerate(found, head + 2):
        row = int(overview.cell(at, 1).hyperlink.location.rpartition("!")[2].lstrip("A"))
        assert indicators.cell(row, 1).value == one.indicator.name
        assert str(overview.cell(at, 1).value).startswith(one.title(sample.language))


def test_a_figure_that_a_report_leaves_out_says_what_it_is_compared_with(tmp_path: Path) -> None:
    files = [tmp_path / f"{year}.txt" for year in (2022, 2023, 2024)]
    for file, text in zip(files, ("巡查河道300公里，调解纠纷500件。", "调解纠纷600件。", "巡查河道900公里，调解纠纷700件。"), strict=True):
        file.write_text(f"云浦县{file.stem}年法治政府建设年度报告\n一、主要做法\n{text}\n", encoding="utf-8")
    names = [str(row[0].value) for row in opened(pipeline.compare(files))["概览"].iter_rows(max_row=20)]
    assert [name.partition(" · ")[2] for name in names if name.startswith("巡查河道")] == ["2024年与2022年比"]
    assert [name.partition(" · ")[2] for name in names if name.startswith("调解纠纷")] == [""]


def test_the_steps_are_drawn_where_there_are_several(sample: Comparison) -> None:
    drawn = [len(opened(one)["概览"]._charts) for one in (sample, PAIR)]
    assert drawn == [2 * (len(sample.years) > 2), 0]


def test_a_report_without_a_title_has_a_dash(sample: Comparison) -> None:
    untitled = replace(sample, reports=(replace(sample.reports[0], title=""), *sample.reports[1:]))
    (titles,) = (row for row in opened(untitled)["概览"].iter_rows(values_only=True) if row[0] == label("column.title", "zh"))
    assert titles[1:3] == ("–", sample.reports[1].title)
