"""Filings on Form 10-K: the items of the body alone, however they are printed; registrant, fiscal year, and what is required when."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clock import spent
from tongbi import pipeline
from tongbi.language import enumerators
from tongbi.model import Block, Cell, Document, Grid, Report, Source
from tongbi.outputs.places import Places
from tongbi.readers import read
from tongbi.report import outline, schema
from tongbi.report.outline import sec_filings
from tongbi.report.outline.form_items import form

SHARED = Path(__file__).parents[2] / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "corpus" / "sec_10k").is_dir(), reason="the real filings are not beside this checkout")

ITEMS = {
    "1": "Business", "1A": "Risk Factors", "1B": "Unresolved Staff Comments", "1C": "Cybersecurity", "2": "Properties",
    "3": "Legal Proceedings", "4": "Mine Safety Disclosures", "6": "[Reserved]",
    "7": "Management’s Discussion and Analysis of Financial Condition and Results of Operations", "9A": "Controls and Procedures",
}  # fmt: skip
PROSE = "The company sells lamps and shades in forty stores, and repairs those that it has sold before."


def cover(ended: str = "December 31, 2023") -> list[str]:
    return [
        "FORM 10-K", "(Mark One)", f"For the fiscal year ended {ended}", "LAMPWORKS, INC.",
        "(Exact name of registrant as specified in its charter)", "DOCUMENTS INCORPORATED BY REFERENCE",
    ]  # fmt: skip


def body(number: str, title: str) -> list[str]:
    if number == "6":
        return [f"Item {number}. {title}"]
    return [f"Item {number}. {title}", f"{PROSE} See “Item 7. {ITEMS['7']}” and Item 1A of this report."]


def filing(*, contents: bool = True, without: Sequence[str] = (), ended: str = "December 31, 2023") -> str:
    """A small made-up filing as text, with a table of contents and a running head above some pages."""
    lines = cover(ended)
    if contents:
        lines += ["PART I", *(f"Item {number}. {title} {page}" for page, (number, title) in enumerate(ITEMS.items(), 3))]
    for number, title in ITEMS.items():
        if number not in without:
            lines += [*(["PART I"] if number == "1" else []), *body(number, title)]
        if number == "7":
            lines += [f"Item 7. {title} (continued)", PROSE, "Item 1A. Risk Factors, as told above, may change these results."]
    return "\n\n".join([*lines, "SIGNATURES", "Signed on behalf of the registrant by its chief executive officer, duly authorised."])


def inspected(path: Path, text: str) -> Report:
    path.write_text(text, encoding="utf-8")
    return pipeline.inspect(path)


def labels(report: Report) -> list[str]:
    return [section.label.strip(". ") for section in report.sections if section.label]


def test_the_items_of_the_body_alone(tmp_path: Path) -> None:
    report = inspected(tmp_path / "lamps.txt", filing())
    assert report.kind == "10-k"
    assert labels(report) == [f"Item {number}" for number in ITEMS]
    assert [section.canonical for section in report.sections if section.label] == [f"item-{number.lower()}" for number in ITEMS]
    within = {report.sections[unit.section].label: unit.text for unit in report.units if unit.section is not None}
    assert within["Item 7."].startswith("Item 1A. Risk Factors, as told above")
    assert report.sections[-1].heading == "SIGNATURES"
    assert report.sections[-1].level == 1


def test_nothing_is_lost_among_the_items(tmp_path: Path) -> None:
    text = filing()
    report = inspected(tmp_path / "lamps.txt", text)
    parts = [*report.front]
    for index in [None, *range(len(report.sections))]:
        parts += [report.sections[index].printed] if index is not None else []
        parts += [unit.lead + unit.text for unit in report.units if unit.section == index]
    assert "".join("".join(parts).split()) == "".join(filing(contents=False).split())
    assert {one.code: one.values for one in report.findings}["contents-left-out"] == {"count": "11"}


def test_registrant_and_fiscal_year(tmp_path: Path) -> None:
    report = inspected(tmp_path / "filed2024.txt", filing())
    assert (report.organisation, report.year, report.metadata["period end"]) == ("LAMPWORKS, INC.", 2023, "2023-12-31")
    assert "year-disagrees" not in {finding.code for finding in report.findings}


@pytest.mark.parametrize(
    ("ended", "text", "year"),
    [
        ("2023-12-31", "", 2023),
        ("2024-06-30", "", 2024),
        ("2025-02-02", "Fiscal 2024 had 53 weeks; fiscal 2024 sales grew; in fiscal 2025 we expect more.", 2024),
        ("2024-01-28", "Fiscal year 2024 revenue grew; in fiscal year 2024 we shipped more than in fiscal year 2023.", 2024),
        ("2024-01-28", "", 2023),
        ("", "fiscal 2024", None),
    ],
)
def test_the_fiscal_year_by_the_day_it_ends(ended: str, text: str, year: int | None) -> None:
    assert sec_filings.fiscal_year(ended, text) == year


def test_the_name_may_stand_in_the_same_line() -> None:
    assert sec_filings.registrant(["x", "Lampworks, Inc. (Exact Name of Registrant as Specified in its Charter)"]) == "Lampworks, Inc."
    assert sec_filings.registrant(["Annual report", "Lampworks"]) == ""


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ("LAMP COMPANY, INC.", "THE LAMP COMPANY, INC."),
        ("Lamp Holdings Inc.", "Lamp Holdings Inc."),
        ("", "THE LAMP COMPANY, INC."),
        ("COMPANY, INC.", "THE LAMP COMPANY, INC."),
    ],
)
def test_a_registrant_is_called_as_its_cover_calls_it_in_full(declared: str, name: str) -> None:
    cover = ["THE LAMP COMPANY, INC.", "(Exact name of registrant as specified in its charter)"]
    assert sec_filings.registrant(cover, declared) == name


def cells(*rows: Sequence[str]) -> Grid:
    return Grid(tuple(Cell(text, at, column) for at, row in enumerate(rows) for column, text in enumerate(row)))


def halves(title: str) -> list[str]:
    """A long title on two lines, broken after an `and`."""
    before, sign, after = title.partition(" and ")
    return [f"{before}{sign.rstrip()}", after] if sign else [title]


@pytest.mark.parametrize(
    "split",
    [
        lambda number, title: [Block(f"Item {number}."), Block(title)],
        lambda number, title: [
            Block(f"Item {number}. {part}" if part == parts[0] else part) for parts in [halves(title)] for part in parts
        ],
        lambda number, title: [cells((f"Item {number}.", "", title))],
        lambda number, title: [Block(f"ITEM {number}.{title.upper()}")],
        lambda number, title: [Block(f"Item {number} – {title}")],
        lambda number, title: [Block(f"Item {number}: {title}.")],
    ],
    ids=["two lines", "title over two lines", "cells", "no blank", "dash", "colon"],
)
def test_headings_however_they_are_printed(split: Any) -> None:
    blocks = [block for number, title in ITEMS.items() for block in (*split(number, title), Block(PROSE))]
    found = outline.outline(Document(Source("x", "html", None, ""), tuple(blocks)))
    assert [section.label.strip(".:– ").lower() for section in found.sections] == [f"item {number.lower()}" for number in ITEMS]
    assert [section.heading.lower() for section in found.sections] == [title.lower() for title in ITEMS.values()]


def test_two_items_in_one_heading(tmp_path: Path) -> None:
    text = filing(contents=False, without=("2",)).replace("Item 1. Business", "Items 1 and 2. Business and Properties")
    report = inspected(tmp_path / "lamps.txt", text)
    first = next(section for section in report.sections if section.label)
    assert (first.canonical, first.also) == ("item-1", ("item-2",))
    missing = {finding.values["en"] for finding in report.findings if finding.code == "node-missing"}
    assert "Properties" not in missing
    assert "Executive Compensation" in missing


def test_a_run_in_heading_leaves_its_text(tmp_path: Path) -> None:
    text = filing().replace("\n\n".join(body("4", ITEMS["4"])), "Item 4. Mine Safety Disclosures. Not applicable.")
    report = inspected(tmp_path / "lamps.txt", text)
    at = next(index for index, section in enumerate(report.sections) if section.canonical == "item-4")
    assert report.sections[at].heading == "Mine Safety Disclosures"
    assert [unit.text for unit in report.units if unit.section == at] == ["Not applicable."]


def test_a_text_that_only_mentions_items_has_none() -> None:
    blocks = [Block("Item 1. Business"), Block(PROSE), Block("Item 2. Lamps"), Block(PROSE)]
    assert form(blocks).heads == frozenset()


def coverage_of(tmp_path: Path, *years: tuple[str, Sequence[str]]) -> dict[str, dict[int, str]]:
    paths = []
    for at, (ended, without) in enumerate(years):
        path = tmp_path / f"{at}.txt"
        path.write_text(filing(ended=ended, without=without), encoding="utf-8")
        paths.append(path)
    return {one.canonical: dict(one.by_year) for one in pipeline.compare(paths).coverage}


def test_what_is_required_when(tmp_path: Path) -> None:
    """Item 1C came with years that end from December 15, 2023 on; Item 6 is reserved since August 2021."""
    found = coverage_of(tmp_path, ("June 30, 2023", ("1C",)), ("June 30, 2024", ("1C",)))
    assert found["item-1c"] == {2023: "not-required", 2024: "missing"}
    assert "item-6" not in found
    assert found["item-16" if "item-16" in found else "item-11"] == {2023: "missing", 2024: "missing"}


def test_a_heading_without_text_is_empty(tmp_path: Path) -> None:
    found = coverage_of(tmp_path, ("December 31, 2020", ()), ("December 31, 2023", ()))
    assert found["item-6"] == {2020: "empty", 2023: "not-required"}
    assert found["item-1c"] == {2020: "present", 2023: "present"}


def test_a_filing_saved_as_a_page(tmp_path: Path) -> None:
    """Page numbers, running heads and the table of contents are left out, hidden data too; a paragraph torn by a page is whole."""
    rows = "".join(
        f"<tr><td>Item {number}.</td><td>{title}</td><td>{page}</td></tr>" for page, (number, title) in enumerate(ITEMS.items(), 2)
    )
    pages = [f"<p><b>Item {number}.</b></p><p><b>{title}</b></p><p>{PROSE} It also" for number, title in ITEMS.items()]
    feet = [
        f"</p><p>{page}</p><p>Lampworks Annual Report</p><p>sells {page} candles in some of them.</p>" for page in range(2, 2 + len(pages))
    ]
    page = (
        "<html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'><body><ix:header><ix:hidden>"
        '<ix:nonNumeric name="dei:DocumentFiscalYearFocus">2023</ix:nonNumeric> hidden words</ix:hidden></ix:header>'
        + "".join(f"<p>{line}</p>" for line in cover("January 28, 2024"))
        + f"<table>{rows}</table>" + "".join(part + foot for part, foot in zip(pages, feet, strict=True)) + "</body></html>"
    )  # fmt: skip
    report = inspected(tmp_path / "lamps.html", page)
    assert labels(report) == [f"Item {number}" for number in ITEMS]
    assert (report.organisation, report.year) == ("LAMPWORKS, INC.", 2023)
    told = " ".join(unit.text for unit in report.units)
    assert len(re.findall(r"It also sells \d+ candles in some of them\.", told)) == len(ITEMS)
    assert "hidden" not in told
    assert "Lampworks Annual Report" not in told
    counts = {finding.code: finding.values["count"] for finding in report.findings if "count" in finding.values}
    assert counts["contents-left-out"] == counts["lines-joined"] == str(len(ITEMS))
    assert not report.tables


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([("Auditor’s Letter", 2), ("Balance of the Works", 3), ("Note 1. Lamps Lent", 4), ("Note 2. Wicks", 4), ("Note 3. Oil", 6)], True),
        ([("Lamps Lent", 40), ("Wicks", 12), ("Oil", 6), ("Auditor’s Letter", 3), ("Balance of the Works", 9)], False),  # no pages
        ([("Utah", 2), ("Ohio", 3), ("Maine", 4), ("Texas", 5), ("Idaho", 6)], False),  # named nowhere else
    ],
)
def test_a_list_of_what_stands_on_which_page_is_contents_and_no_figures(
    tmp_path: Path, rows: Sequence[tuple[str, int]], left: bool
) -> None:
    table = "".join(f"<tr><td>{name}</td><td>{page}</td></tr>" for name, page in rows)
    heads = ["Auditor’s Letter", "Balance of the Works", "1.LAMPS LENT", "2. Wicks", "3. Oil"]
    pages = [f"<p><b>{head}</b></p><p>{PROSE}</p><p>{page}</p>" for page, head in enumerate([*heads, "Other Works"], 2)]
    text = "".join(f"<p>{line}</p>" for line in cover()) + "<p>Item 8. Statements</p>" + f"<table>{table}</table>" + "".join(pages)
    report = inspected(tmp_path / "lamps.html", f"<html><body>{text}<p>SIGNATURES</p></body></html>")
    assert bool(report.tables) is not left
    assert any(finding.code == "contents-left-out" and finding.values["count"] == "5" for finding in report.findings) is left


def test_a_sentence_has_the_page_that_it_stands_on(tmp_path: Path) -> None:
    """A paragraph that goes on has two pages; pages without a number, or with a Roman one, are none; sub-headings do not count."""
    turn = "<hr style='page-break-after:always'/>"
    opening = f"{''.join(f'<p>{line}</p>' for line in cover())}{turn}<p>What the words of this report mean, in short.</p><p>ii</p>{turn}"
    pages = [
        f"<p>rest of page {at - 1}. The rest has its place.</p><p><i>Lamps and Candles.</i></p><p>First on {at}.</p>"
        f"<p><i>Each lamp of our works is tested.</i></p><p>Second on {at}. A sentence leads to the"
        for at in range(1, 8)
    ]
    body = "".join(f"{told}</p><p>{at}</p>{turn}" for at, told in enumerate(pages, 1))
    report = inspected(tmp_path / "lamps.html", f"<html><body>{opening}<p>Item 1. Business</p>{body}<p>SIGNATURES</p></body></html>")
    comparison = pipeline.compare_reports([replace(report, year=2022), report])
    places = Places(comparison, "en")
    told = {unit.text: (unit.place.page, places.said(unit.id)) for unit in report.units}
    assert told["What the words of this report mean, in short."][0] is None
    for at in range(3, 8):
        assert told[f"A sentence leads to the rest of page {at - 1}."] == (at - 1, f"p. {at - 1}, para. 3")
        assert told[f"First on {at}."] == (at, f"p. {at}, para. 1")
        assert told[f"Second on {at}."] == (at, f"p. {at}, para. 3")
    rest = [unit for unit in report.units if unit.text == "The rest has its place."]
    assert [(unit.place.page, places.said(unit.id)) for unit in rest[1:]] == [(at, f"top of p. {at}") for at in range(2, 8)]
    assert {unit.text for unit in report.units if unit.idle == "heads"} == {"Lamps and Candles."}


STATES = ["Utah", "Ohio", "Maine", "Texas", "Idaho", "Nevada", "Oregon", "Kansas"]


@pytest.mark.parametrize(
    ("left", "come", "whole"),
    [
        (f"{PROSE} It has a shop in the State of", "{0} and many shops near {0}.", True),
        (f"{PROSE} In {{0}} it holds a patent for “Lamps", "Without Oil,” as {0} calls it.", True),
        (f"{PROSE} All of it was sold to {{0}} from 2019 to", "2023, and none to {0} since then.", True),
        (f"{PROSE} It says so in “Lamps of {{0}}.”", "Candles of {0} were sold as well.", False),
        (f"{PROSE} Among these in {{0}} are", "•Lamps of all sorts of {0}.", False),
        (f"{PROSE} Among these in {{0}} are", "<b>Lamps of {0}</b>", False),
        ("The officer for {0}", "Candles of {0} were sold as well.", False),
    ],
)
def test_a_paragraph_that_is_left_open_goes_on_behind_the_page(tmp_path: Path, left: str, come: str, whole: bool) -> None:
    told = [(left.format(state), come.format(state)) for state in STATES]
    feet = [f"<p>{one}</p><p>{at}</p><hr style='page-break-after:always'/><p>{then}</p>" for at, (one, then) in enumerate(told, 11)]
    path = tmp_path / "lamps.html"
    path.write_text(f"<html><body><p>{PROSE}</p>{''.join(feet)}<p>{PROSE}</p></body></html>", encoding="utf-8")
    texts = {block.text for block in read(path).blocks if isinstance(block, Block)}
    assert {f"{one} {then}" for one, then in told} <= texts if whole else {one for one, _ in told} <= texts


@pytest.mark.parametrize(
    "mark", ["<hr>", "<p style='page-break-after: always'></p>", "<div style='break-before:page'></div>", "<hr style='break-after:page'/>"]
)
def test_what_stands_at_the_page_breaks_of_a_short_filing_is_left_out(tmp_path: Path, mark: str) -> None:
    """Numbers in other forms, a name above many pages and a link; what repeats elsewhere, and numbers that do not count, stay."""
    pages = [f"<p>{PROSE} Part {at * at} ends here and</p><p>None.</p>" for at in range(11, 15)]
    feet = [f"<p>- {at} of our 9 -</p>{mark}" for at in range(11, 14)]
    heads = "<p><a href='#top'>Back to the index</a></p><p>Lampworks Group</p><p>goes on after it. Not so here: Shops.</p>"
    whole = "".join(f"{part}{foot}{heads}" for part, foot in zip(pages, [*feet, ""], strict=True)).removesuffix(heads)
    page = f"<html><body><p>Lampworks Group</p><p>{PROSE}</p>{whole}<p>None.</p><p>{PROSE}</p></body></html>"
    path = tmp_path / "lamps.html"
    path.write_text(page, encoding="utf-8")
    told = [block.text for block in read(path).blocks if isinstance(block, Block)]
    assert told.count("Lampworks Group") == 1
    assert told.count("None.") == len(pages) + 1
    assert not any("our 9" in one or "index" in one for one in told)
    assert [at for at in range(11, 15) if f"Part {at * at} ends here and" in " ".join(told)] == [11, 12, 13, 14]


def test_the_schema_is_dated() -> None:
    nodes = {node.id: node for node in schema.load("10-k").nodes}
    assert not nodes["item-1c"].required_of("2023-12-14", ())
    assert nodes["item-1c"].required_of("2023-12-15", ())
    assert nodes["item-6"].required_of("2020-12-31", ())
    assert not nodes["item-6"].required_of("2021-12-31", ())
    assert len(nodes) == 23


# ── real filings ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


@needs_shared
def test_the_items_of_real_filings() -> None:
    gold = json.loads((SHARED / "eval" / "real" / "tenk.json").read_text(encoding="utf-8"))
    for want in (report for company in gold["companies"] for report in company["reports"]):
        report = pipeline.inspect((SHARED / "eval" / "real" / want["file"]).resolve())
        assert report.year == want["fiscal_year"]
        for item in want["items"]:
            at = next(index for index, section in enumerate(report.sections) if section.canonical == f"item-{item['item'].lower()}")
            assert bare(report.sections[at].heading) == bare(item["heading"])
            text = bare(inside(report, at))
            assert text.startswith(bare(item["first_words"])), item["item"]
            assert text.endswith(bare(item["last_words"])), item["item"]


def inside(report: Report, at: int) -> str:
    """The text of a section and of all below it."""
    level = report.sections[at].level
    end = next((index for index in range(at + 1, len(report.sections)) if report.sections[index].level <= level), len(report.sections))
    below = [report.sections[index].heading if index > at else "" for index in range(at, end)]
    return "".join(
        heading + "".join(unit.lead + unit.text for unit in report.units if unit.section == index)
        for index, heading in enumerate(below, at)
    )


@needs_shared
def test_real_filings_of_two_years() -> None:
    for company in ("IBM", "HD"):
        begun = spent()
        found = pipeline.compare(sorted((SHARED / "corpus" / "sec_10k" / company).glob("*.html")))
        assert spent() - begun < 40
        assert found.years == (2023, 2024)
        assert {state for one in found.coverage for state in one.by_year.values()} == {"present"}
        assert {one.canonical for one in found.measures} >= {"item-1", "item-1a", "item-7", "item-8"}


def test_an_index_of_exhibits_has_no_figures(tmp_path: Path) -> None:
    rows = [
        ("3.1", "Certificate of Incorporation of Lampworks"),
        ("10.1", "Credit Agreement with the Bank of Lamps"),
        ("21", "Subsidiaries of the Company"),
    ]
    listed = "".join(f"<tr><td>{number}</td><td></td><td>{name}</td></tr>" for number, name in rows)
    told = "<tr><td>Stores</td><td>40</td></tr><tr><td>Lamps sold</td><td>1,200</td></tr>"
    path = tmp_path / "lamps.html"
    path.write_text(
        f"<html><body><h1>Annual Report 2023</h1><p>{PROSE}</p><table>{listed}</table><p>{PROSE}</p><table>{told}</table></body></html>",
        encoding="utf-8",
    )
    assert [figure.value for figure in pipeline.inspect(path).figures if figure.cell] == [40.0, 1200.0]


def test_labels_of_tables_are_without_marks_of_notes_and_torn_words(tmp_path: Path) -> None:
    """The number of a note is no part of a label, in brackets or raised; a negative sum is; lines of a cell are parted by a blank."""
    path = tmp_path / "lamps.html"
    rows = [
        "Online stores (1)",
        "Shops<sup>2</sup>",
        "Other(3) (net)",
        "Lamps, net of tax of $0 and $(2)",
        "Rule 13a-14(a)",
        "–Current",
        "Options (b)",
    ]
    told = "".join(f"<tr><td>{row}</td><td>{at}</td><td>{at + 40}</td></tr>" for at, row in enumerate(rows, 11))
    head = "<tr><td></td><td>Common<br>Stock (1)</td><td>Total<br>Stockholders’<br>Equity</td></tr>"
    path.write_text(f"<html><body><h1>Annual Report 2023</h1><p>{PROSE}</p><table>{head}{told}</table></body></html>", encoding="utf-8")
    (table,) = pipeline.inspect(path).tables
    assert table.rows == (
        "Online stores",
        "Shops",
        "Other (net)",
        "Lamps, net of tax of $0 and $(2)",
        "Rule 13a-14(a)",
        "Current",
        "Options",
    )
    assert table.columns == ("Common Stock", "Total Stockholders’ Equity")


def test_a_label_over_two_rows_is_one(tmp_path: Path) -> None:
    """It goes on in a small letter; what stands below a heading, or several such rows, are rows of their own."""
    path = tmp_path / "lamps.html"
    rows = [
        "Cash|", "Oil, wax,|", "wicks and other things that|", "burn in lamps|12", "Paid to the|", "founding families|13",
        "Earnings per share|", "basic|14", "diluted|15", "Less:|", "noncontrolling interests|16", "Kilns|", "Brick kilns|17",
    ]  # fmt: skip
    told = "".join(f"<tr><td>{label}</td><td>{number}</td></tr>" for label, _, number in (row.partition("|") for row in rows))
    head = "<tr><td></td><td>2023</td></tr>"
    path.write_text(f"<html><body><h1>Annual Report 2023</h1><p>{PROSE}</p><table>{head}{told}</table></body></html>", encoding="utf-8")
    (table,) = pipeline.inspect(path).tables
    assert table.rows == (
        "Cash", "Oil, wax, wicks and other things that burn in lamps", "Paid to the founding families", "Earnings per share", "basic",
        "diluted", "Less:", "noncontrolling interests", "Kilns", "Brick kilns",
    )  # fmt: skip


@pytest.mark.parametrize(
    "unit", ["(in thousands, except share data)", "(Thousands, except per share amounts)", "(Millions)", "(unaudited)"]
)
def test_a_table_is_called_by_its_title_and_not_by_its_unit(unit: str, tmp_path: Path) -> None:
    """The title stands above the table, or in rows of its own at its top."""
    rows = "<tr><td></td><td>2023</td><td>2022</td></tr>" + "".join(
        f"<tr><td>Lamp {at}</td><td>{at}</td><td>{at}</td></tr>" for at in "345"
    )
    above = [f"<p align=center><b>{line}</b></p>" for line in ("CONSOLIDATED SHEET OF LAMPS", unit)]
    within = "".join(f"<tr><td colspan=3><b>{line}</b></td></tr>" for line in ("LAMPWORKS, INC.", "CONSOLIDATED SHEET OF LAMPS", unit))
    tables = f"{''.join(above)}<table>{rows}</table><p>{PROSE}</p><table>{within}{rows}</table>"
    path = tmp_path / "lamps.html"
    path.write_text(f"<html><body><h1>Annual Report 2023</h1><p>{PROSE}</p>{tables}</body></html>", encoding="utf-8")
    assert [table.name for table in pipeline.inspect(path).tables] == ["CONSOLIDATED SHEET OF LAMPS"] * 2


def test_headings_below_an_item_by_their_looks() -> None:
    """Capitals stand below the item, other headings below these or below a note's number; stacked headings are all headings."""
    heads = ["NOTES TO STATEMENTS", "1.SUMMARY OF POLICIES", "Basis of Presentation"]
    below = [Block("Audit Opinion", bold=True), Block(PROSE), *(Block(head, bold=True) for head in heads), Block(PROSE)]
    below += [
        Block("Use of Estimates", bold=True),
        Block(PROSE),
        Block("ADDITIONAL INFORMATION", bold=True),
        Block(PROSE),
        Block("(1) Includes lamps."),
    ]
    blocks = [block for number in ITEMS for block in (Block(f"Item {number}. {ITEMS[number]}", bold=True), Block(PROSE))] + below
    found = outline.outline(Document(Source("x", "html", None, ""), tuple(blocks)))
    told = [(section.level, section.heading) for section in found.sections[len(ITEMS) :]]
    assert told == [
        (2, "Audit Opinion"),
        (2, "NOTES TO STATEMENTS"),
        (3, "SUMMARY OF POLICIES"),
        (4, "Basis of Presentation"),
        (4, "Use of Estimates"),
        (2, "ADDITIONAL INFORMATION"),
    ]


@pytest.mark.parametrize(
    ("line", "label", "rest"),
    [
        ("Item 1ARisk Factors", "Item 1A", "Risk Factors"),
        ("Item 1Business", "Item 1", "Business"),
        ("Item 1Competition", "Item 1", "Competition"),
        ("Item 9CDisclosure Regarding Inspections", "Item 9C", "Disclosure Regarding Inspections"),
        ("ITEM 7MANAGEMENT’S DISCUSSION", "ITEM 7", "MANAGEMENT’S DISCUSSION"),
        ("ITEM 2.PROPERTIES", "ITEM 2.", "PROPERTIES"),
    ],
)
def test_an_item_glued_to_its_title_is_one(line: str, label: str, rest: str) -> None:
    found = enumerators.parse(line, chinese=False)
    assert found is not None
    assert (found.printed, found.rest) == (label, rest)


@pytest.mark.parametrize("gap", ["", " ", ". ", ": ", " | "])
def test_items_in_capitals_are_parted_from_their_titles_by_what_the_form_calls_them(gap: str, tmp_path: Path) -> None:
    """Which letters are the item's: ITEM 1BUSINESS is no item 1B, ITEM 9ACONTROLS AND PROCEDURES no item 9."""
    told = filing()
    for number, title in ITEMS.items():
        told = told.replace(f"Item {number}. {title}\n", f"ITEM {number}{gap}{title.upper()}\n")
    report = inspected(tmp_path / "lamps.txt", told)
    assert [section.label.rstrip(".:| ").title() for section in report.sections if section.label] == [
        f"Item {number}" for number in ITEMS if number != "6" or gap
    ]


@pytest.mark.parametrize("mark", [" (Continued)", " (continued)", ", continued", " — Continued", " (cont’d)", " - (Concluded)"])
def test_what_is_continued_is_no_section_of_its_own(mark: str, tmp_path: Path) -> None:
    rest = "Others make lamps as well, and some of them make them at a lower price than we can."
    told = f"{PROSE}\n\nCOMPETITION\n\n{PROSE}\n\nCOMPETITION{mark}\n\n{rest}\n\nSUPPLIERS\n\n{PROSE}\n\n"
    report = inspected(tmp_path / "lamps.txt", filing().replace(f"{PROSE} See “Item 7.", f"{told}See “Item 7."))
    within = {unit.text: report.sections[unit.section].printed for unit in report.units if unit.section is not None}
    assert within[rest] == "COMPETITION"
    assert [one.printed for one in report.sections].count("COMPETITION") == 9
    assert f"COMPETITION{mark}" in report.text()


def test_a_heading_that_only_ends_in_the_word_stays(tmp_path: Path) -> None:
    text = filing().replace(f"{PROSE} See “Item 7.", f"{PROSE}\n\nOPERATIONS CONTINUED\n\n{PROSE}\n\nSee “Item 7.")
    assert "OPERATIONS CONTINUED" in [one.printed for one in inspected(tmp_path / "lamps.txt", text).sections]


def test_in_a_form_a_heading_without_label_names_an_item_by_its_whole_title_alone(tmp_path: Path) -> None:
    closing = "Business, properties and legal matters of the company in earlier years\n\nNone of this is told here.\n\nSIGNATURES"
    report = inspected(
        tmp_path / "lamps.txt", filing().replace("SIGNATURES", f"EXECUTIVE OFFICERS AND PROPERTY OF OTHERS\n\n{PROSE}\n\n{closing}")
    )
    assert {one.method for one in report.sections if one.parent is None and not one.label} == {"none"}


INDEX = {
    "1": ("Business", "2–3"), "1A": ("Risk Factors", "4"), "1C": ("Cybersecurity", "5"), "2": ("Properties", "6"),
    "3": ("Legal Proceedings", "7, 9"), "7": ("Management’s Discussion and Analysis", "8"),
}  # fmt: skip
PAGES = {
    2: "WHO WE ARE",
    4: "WHAT MAY GO WRONG",
    5: "OUR SYSTEMS",
    6: "WHERE WE WORK",
    7: "IN COURT",
    8: "THE YEAR IN NUMBERS",
    9: "IN COURT AGAIN",
}


@pytest.mark.parametrize("lead", ["", "Pages ", "p. "])
@pytest.mark.parametrize("single", [False, True], ids=["stretches of pages", "a page each"])
def test_items_are_where_a_cross_reference_index_says(single: bool, lead: str, tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td>Item {number}.</td><td>{title}</td><td>{lead}{pages[:1] if single else pages}</td></tr>"
        for number, (title, pages) in INDEX.items()
    )
    body = "".join(f"<p><b>{title}</b></p><p>{PROSE}</p><p>{page}</p><hr>" for page, title in PAGES.items())
    front = "".join(f"<p>{line}</p>" for line in cover())
    index = f"<p><b>FORM 10-K CROSS-REFERENCE INDEX</b></p><table>{rows}</table>"
    path = tmp_path / "lamps.html"
    path.write_text(f"<html><body>{front}{index}<p>1</p><hr>{body}<p><b>SIGNATURES</b></p><p>{PROSE}</p></body></html>", encoding="utf-8")
    found = {one.heading: one.canonical for one in pipeline.inspect(path).sections}
    wanted = dict(zip(PAGES.values(), ["item-1", "item-1a", "item-1c", "item-2", "item-3", "item-7", "item-3"], strict=True))
    if single:
        wanted["IN COURT AGAIN"] = None
    assert {title: found.get(title) for title in PAGES.values()} == wanted


LABELLED = [
    "<p><b>ITEM {0} {1}</b></p>", "<p><b>Item {0}</b></p><p><b>{1}</b></p>", "<p><b>ITEM {0}</b><b>{1}</b></p>",
    "<table><tr><td>ITEM {0}</td><td>{1}</td></tr></table>",
]  # fmt: skip


@pytest.mark.parametrize("title", LABELLED)
def test_the_letter_of_an_item_may_stand_behind_a_full_stop(title: str, tmp_path: Path) -> None:
    labels = {number: f"{number[:1]}.{number[1:]}." if number[1:] else f"{number}." for number in ITEMS}
    told = "".join(title.format(labels[number], name) + f"<p>{PROSE}</p>" for number, name in ITEMS.items())
    report = inspected(tmp_path / "a.html", f"<html><body>{''.join(f'<p>{line}</p>' for line in cover())}{told}</body></html>")
    assert [(one.canonical, one.level) for one in report.sections if one.label] == [(f"item-{number.lower()}", 1) for number in ITEMS]


FOREIGN = [
    ("3", "Key Information", "4–5"), ("A", "[Reserved]", "n/a"), ("D", "Risk Factors", "4"), ("4", "Information on the Company", "2, 6"),
    ("B", "Business Overview", "2"), ("5", "Operating and Financial Review and Prospects", "8"), ("8", "Financial Information", "7, 9"),
]  # fmt: skip


@pytest.mark.parametrize("part", ["{letter}", "{letter}.", "{item}.{letter}", "Item {item}.{letter}"])
@pytest.mark.parametrize("item", ["{item}", "{item}.", "Item {item}", "ITEM {item}."])
def test_an_index_of_a_foreign_issuer_names_parts_of_items(item: str, part: str, tmp_path: Path) -> None:
    rows, above = [("Form 20-F item", "Caption", "Location in this document (pages)")], ""
    for label, title, pages in FOREIGN:
        above = above if label.isalpha() else label
        rows.append(((part if label.isalpha() else item).format(item=above, letter=label), title, pages))
    index = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    body = "".join(f"<p><b>{title}</b></p><p>{PROSE}</p><p>{page}</p><hr>" for page, title in PAGES.items())
    front = "".join(f"<p>{line}</p>" for line in cover()).replace("10-K", "20-F")
    path = tmp_path / "lamps.html"
    path.write_text(f"<html><body>{front}<table>{index}</table><p>1</p><hr>{body}</body></html>", encoding="utf-8")
    report = pipeline.inspect(path)
    wanted = ["item-4/b", "item-3/d", "item-3", "item-4", "item-8", "item-5", "item-8"]
    found = {one.heading: one.canonical for one in report.sections}
    assert report.kind == "20-f"
    assert {title: found.get(title) for title in PAGES.values()} == dict(zip(PAGES.values(), wanted, strict=True))


@pytest.mark.parametrize(
    ("item", "factor"),
    [
        ("<p><b>ITEM {0}</b><b>{1}</b></p>", "<p><i>{0}</i> {1}</p>"),
        (
            "<table><tr><td><b>Item {0}.</b></td><td><b>{1}</b></td></tr></table>",
            "<table><tr><td><b><i>{0}</i></b></td><td>{1}</td></tr></table>",
        ),
        ("<p><span style='font-weight:700'>Item {0}</span><span style='font-weight:700'>{1}</span></p>", "<p><b>{0}</b></p><p>{1}</p>"),
    ],
    ids=["glued and running in", "in cells", "in spans"],
)
def test_items_and_risk_factors_in_another_layout(item: str, factor: str, tmp_path: Path) -> None:
    """Labels that only the looks part from their titles, and factors with their headings in the left one of two cells."""
    told = {
        "Timber may be scarce.": "Six mills sell most of the timber that we buy.",
        "Our leases bind us.": "They run for ten years or more.",
    }
    factors = "".join(factor.format(heading, text * 3) for heading, text in told.items())
    page = "".join(
        item.format(number, title.upper()) + (factors if number == "1A" else f"<p>{PROSE}</p>") for number, title in ITEMS.items()
    )
    report = inspected(tmp_path / "a.html", f"<html><body>{''.join(f'<p>{line}</p>' for line in cover())}{page}</body></html>")
    assert [section.label.upper().rstrip(".") for section in report.sections if section.label] == [f"ITEM {number}" for number in ITEMS]
    assert [section.heading for section in report.sections if not section.label] == [heading.rstrip(".") for heading in told]
