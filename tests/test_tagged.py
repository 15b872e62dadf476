"""Facts that a filing declares in inline XBRL: read in any layout, at their places, as figures, rows and restatements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook

from tongbi import pipeline
from tongbi.comparison import series_findings, statement_lines, statements
from tongbi.comparison.statements import in_filing_order
from tongbi.figures.fiscal_years import FiscalYears
from tongbi.figures.tagged_facts import undated
from tongbi.language.concept_names import begins, words_of
from tongbi.model import (
    Comparison,
    Conflict,
    Figure,
    Finding,
    Indicator,
    IndicatorChange,
    Report,
    Statement,
    StatementLine,
    TaggedFact,
)
from tongbi.outputs import headlines, notebook, page, record, workbook
from tongbi.outputs.figure_rows import line_notes, line_shown
from tongbi.outputs.labels import message
from tongbi.readers.html.inline_xbrl import value

PROSE = "The company sells oil lamps in many towns and repairs them in its own workshops, as it did in the years before."
ITEMS = {
    "1.": "Business",
    "1A.": "Risk Factors",
    "2.": "Properties",
    "3.": "Legal Proceedings",
    "5.": "Market",
    "7.": "Discussion",
    "8.": "Statements",
}
PART = "srt:ProductOrServiceAxis"
MINUS, ZERO, WORDS = 'sign="-"', "format='ixt:fixed-zero'", "format='ixt-sec:numwordsen'"
DOLLARS, SHARES = "<i:measure>iso4217:USD</i:measure>", "<i:measure>i:shares</i:measure>"
PER = f"<i:unitNumerator>{DOLLARS}</i:unitNumerator><i:unitDenominator>{SHARES}</i:unitDenominator>"
UNITS = f"<i:unit id='u1'>{DOLLARS}</i:unit><i:unit id='u2'><i:divide>{PER}</i:divide></i:unit><i:unit id='u3'>{SHARES}</i:unit>"


def context(name: str, begin: str, end: str, member: str = "", of: str = "lamp:RegionAxis") -> str:
    when = f"<i:startDate>{begin}</i:startDate><i:endDate>{end}</i:endDate>" if begin else f"<i:instant>{end}</i:instant>"
    axis = f'<d:explicitMember dimension="{of}">lamp:{member}Member</d:explicitMember>'
    part = f"<i:segment>{axis}</i:segment>" if member else ""
    return f'<i:context id="{name}"><i:entity><i:identifier>1</i:identifier>{part}</i:entity><i:period>{when}</i:period></i:context>'


def january(year: int, ix: str = "x", **over: str) -> str:
    """A filing whose year ends in January, in thousands, with headings in cells, its header last and a prefix of its own."""
    ends, begins = f"{year + 1}-01-31", f"{year}-02-01"
    said = {"sales": f"{year % 100}1,234", "before": f"{year % 100 - 1}1,234", "other": "2,000", "lamps": "36,000", "split": "1.50"} | over

    def tag(name: str, ref: str, text: str, scale: int = 3, more: str = "", unit: str = "u1") -> str:
        what = f"scale='{scale}' decimals='{-scale if scale > 0 else 2}' {more} unitRef='{unit}' contextRef='{ref}' name='gx:{name}'"
        return f"<{ix}:nonFraction {what}>{text}</{ix}:nonFraction>"

    def row(label: str, *cells: str) -> str:
        return f"<tr><td>{label}</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"

    eps, shares, per = "EarningsPerShareBasic", "WeightedShares", "u2"
    rows = [
        row("(in thousands, except per share data)", "Fiscal", "Fiscal"),
        row("", f"{year}", f"{year - 1}"),
        row("Net sales", tag("Revenues", "now", said["sales"]), tag("Revenues", "then", said["before"])),
        row("Lamps", tag("Revenues", "lamps", said["lamps"]), tag("Revenues", "lamps0", "35,000")),
        row("Other costs, net", f"({tag('OtherCosts', 'now', '700', 3, MINUS)})", tag("OtherCosts", "then", said["other"])),
        row("Impairment", tag("ImpairmentLoss", "now", "—", 0, ZERO), tag("ImpairmentLoss", "then", "90")),
        row("Net earnings", tag("NetIncomeLoss", "now", tag("ProfitLoss", "now", "5,500")), tag("NetIncomeLoss", "then", "5,000")),
        row("Earnings per share", tag(eps, "now", "1.60", 0, "", per), tag(eps, "then", said["split"], 0, "", per)),
        row("Shares", tag(shares, "now", "3,400", 3, "", "u3"), tag(shares, "then", "3,300", 3, "", "u3")),
    ]
    told = [row("Oil lamps", tag("Revenues", "oil", "20,000")), row("Candles", tag("Revenues", "wax", "16,000"))]
    parts = "".join([row("Sold (in thousands)", f"{year}"), *told])
    closed = tag("Closures", "now", "no", 0, WORDS, "u3")
    quarter = f"In the last quarter we sold lamps for ${tag('Revenues', 'quarter', '9.5', 6)} million, and {closed} shop closed."
    candles = f"{PROSE} <{ix}:exclude>Page 7</{ix}:exclude> It also sells {tag('Candles', 'end', '12', 0, '', 'u3')} candles."
    policy = f"name='gx:Policy' contextRef='now' escape='true' continuedAt='c2' id='c1'><p>{PROSE}</p></{ix}:nonNumeric>"
    notes = f"<{ix}:nonNumeric {policy}<{ix}:continuation id='c2'><p>{candles}</p></{ix}:continuation>"
    body = "".join(
        f"<table><tr><td>Item {number}</td><td><b>{title}</b></td></tr></table><p>{PROSE}</p>" for number, title in ITEMS.items()
    )
    then = f"{year - 1}-02-01", f"{year}-01-31"
    resources = context("now", begins, ends) + context("then", *then) + context("end", "", ends) + context("lamps", begins, ends, "Lamps")
    resources += context("oil", begins, ends, "Oil", PART) + context("wax", begins, ends, "Candles", PART)
    resources += context("lamps0", *then, "Lamps") + context("quarter", f"{year}-11-01", ends) + UNITS
    hidden = tag("Hidden", "now", "77", 0) + f"<{ix}:nonFraction xsi:nil='true' name='gx:Nothing' contextRef='now' unitRef='u1'/>"
    town = f"<{ix}:nonNumeric name='e:EntityAddressPostalZipCode' contextRef='now'>30339</{ix}:nonNumeric>"
    kind = f"<{ix}:nonNumeric name='e:DocumentType' contextRef='now'>10-K</{ix}:nonNumeric>"
    names = f"xmlns:{ix}='http://www.xbrl.org/2013/inlineXBRL' xmlns:gx='http://fasb.org/us-gaap/{year}'"
    return (
        f"<html {names} xmlns:e='http://xbrl.sec.gov/dei/{year}' xmlns:lamp='http://lamp.example/{year}'><body><p>FORM 10-K</p>"
        f"<p>For the fiscal year ended January 31, {year + 1}</p><p>Lampworks, Inc.</p>"
        "<p>(Exact name of registrant as specified in its charter)</p>"
        f"<table><tr><td>Old Town, Ohio</td><td>{town}</td></tr></table>"
        f"{body}{notes}<p>CONSOLIDATED STATEMENTS</p><table>{''.join(rows)}</table><p>{quarter}</p><table>{parts}</table>"
        f"<div style='display:none'><{ix}:header><{ix}:hidden>{hidden}{kind}</{ix}:hidden>"
        f"<{ix}:resources>{resources}</{ix}:resources></{ix}:header></div></body></html>"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("filings")
    (found / "old.html").write_text(january(2022), encoding="utf-8")
    (found / "new.html").write_text(january(2023, ix="inline", before="221,234", other="700", split="0.75"), encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def reports(folder: Path) -> tuple[Report, Report]:
    return pipeline.inspect(folder / "old.html"), pipeline.inspect(folder / "new.html")


@pytest.fixture(scope="module")
def compared(reports: tuple[Report, Report]) -> Comparison:
    return pipeline.compare_reports(reports)


def facts(report: Report, concept: str) -> list[TaggedFact]:
    return [one for one in report.facts if one.concept == f"us-gaap:{concept}"]


def figures(report: Report, concept: str) -> Iterator[Figure]:
    yield from (one for one in report.figures if one.concept == f"us-gaap:{concept}")


def row(found: Comparison, concept: str, *members: str) -> Indicator:
    told = [one for one in found.indicators if (one.concept, one.members) == (f"us-gaap:{concept}", members)]
    (one,) = [one for one in told if isinstance(one.where.get(2023), tuple)]
    return one


# ── the tags ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "form", "want"),
    [
        ("1,234.5", "num-dot-decimal", "1234.5"),
        ("1.234,5", "num-comma-decimal", "1234.5"),
        ("1 234,5", "numspacecomma", "1234.5"),
        ("12'345.6", "num-dot-decimal-apos", "12345.6"),
        ("1,234", "", "1234"),
        ("—", "fixed-zero", "0"),
        ("-", "zerodash", "0"),
        ("no", "numwordsen", "0"),
        ("Twenty-five", "numwordsen", "25"),
        ("two hundred and five thousand", "numwordsen", "205000"),
        ("many", "numwordsen", None),
        ("n/a", "num-dot-decimal", None),
    ],
)
def test_a_number_in_a_format(text: str, form: str, want: str | None) -> None:
    assert value(text, form) == (None if want is None else Decimal(want))


@pytest.mark.parametrize("at", [0, 1])
def test_facts_in_another_layout(reports: tuple[Report, Report], at: int) -> None:
    report, year = reports[at], 2022 + at
    assert (report.year, report.organisation) == (year, "Lampworks, Inc.")
    now, then = facts(report, "Revenues")[:2]
    assert (now.value, now.unit, now.decimals, now.scale) == ((year % 100 * 10000 + 11234) * 1000 - 10_000_000, "$", -3, 3)
    assert (now.begin, now.end, now.years, then.years) == (f"{year}-02-01", f"{year + 1}-01-31", 0, -1)
    assert (now.label, bool(now.cell)) == ("Net sales", True)
    assert [one.value for one in facts(report, "OtherCosts")][:1] == [-700_000.0]
    assert [one.value for one in facts(report, "ImpairmentLoss")] == [0.0, 90_000.0]
    assert {one.concept: one.value for one in report.facts if one.text == "5,500"} == {
        "us-gaap:NetIncomeLoss": 5.5e6,
        "us-gaap:ProfitLoss": 5.5e6,
    }
    assert [one.unit for one in facts(report, "EarningsPerShareBasic")] == ["$/share", "$/share"]
    assert [(one.value, one.unit_id != "") for one in facts(report, "Closures")] == [(0.0, True)]
    assert [(one.cell, one.unit_id) for one in facts(report, "Hidden")] == [(None, "")]
    assert not facts(report, "Nothing")


def test_the_tag_says_value_period_and_concept(reports: tuple[Report, Report]) -> None:
    told = {(one.value, one.qualifier) for one in figures(reports[1], "Revenues") if not one.members and one.cell}
    assert told == {(231_234_000.0, None), (221_234_000.0, "previous")}
    (quarter,) = [one for one in figures(reports[1], "Revenues") if one.unit_id]
    assert (quarter.value, quarter.text) == (9.5e6, "$9.5 million")
    (candles,) = figures(reports[1], "Candles")
    assert reports[1].units[int(candles.unit_id[-3:]) - 1].text.endswith("It also sells 12 candles.")


def test_what_is_declared_a_text_is_no_figure(reports: tuple[Report, Report]) -> None:
    assert 30339.0 not in {one.value for report in reports for one in report.figures}


def test_the_facts_as_a_frame(compared: Comparison) -> None:
    frame = notebook.handed_out(compared).facts_frame()
    assert len(frame) == sum(len(report.facts) for report in compared.reports)
    sales = frame[(frame["concept"] == "us-gaap:Revenues") & (frame["report"] == 2023) & (frame["years"] == 0)]
    assert [*sales["value"]][:2] == [231_234_000.0, 36_000_000.0]
    assert [*sales["dimensions"]][:2] == ["", "lamp:RegionAxis=lamp:LampsMember"]


def test_the_record_of_a_filing(compared: Comparison) -> None:
    text = record.dump(compared)
    assert record.load(text) == compared
    jsonschema.Draft202012Validator(record.json_schema()).validate(json.loads(text))


# ── rows and restatements ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_rows_by_concept_and_members(compared: Comparison) -> None:
    sales = row(compared, "Revenues")
    assert (sales.values, sales.grade) == ({2022: 221_234_000.0, 2023: 231_234_000.0}, "proved")
    assert row(compared, "Revenues", "lamp:RegionAxis=lamp:LampsMember").values == {2022: 36e6, 2023: 36e6}
    assert row(compared, "OtherCosts").values == {2022: -700_000.0, 2023: -700_000.0}
    quarters = [one for one in compared.indicators if 9.5e6 in one.values.values()]
    assert {value for one in quarters for value in one.values.values()} == {9.5e6}
    names = [one.name for one in compared.indicators]
    assert len(names) == len(set(names))


def test_a_table_that_repeats_declared_amounts_has_their_scale(tmp_path: Path) -> None:
    """Net earnings of 5,500 thousand in a table that states no scale: what stands beside them is in thousands, a ratio is not."""
    rows = "<tr><td></td><td>2023</td></tr><tr><td>Net earnings</td><td>5,500</td></tr><tr><td>Free cash flow</td><td>$3,200</td></tr>"
    path = tmp_path / "lamps.html"
    table = f"<p>{PROSE}</p><table>{rows}<tr><td>Cover</td><td>1.5</td></tr></table><p>{PROSE}</p>"
    path.write_text(january(2023).replace("<p>CONSOLIDATED", f"{table}<p>CONSOLIDATED"), encoding="utf-8")
    told = {one.name: (one.value, one.text) for one in pipeline.inspect(path).figures if one.cell and not one.concept}
    assert told["Free cash flow"] == (3_200_000.0, "3200 thousand $")
    assert told["Cover"][0] == 1.5


def test_concepts_lead(compared: Comparison) -> None:
    """What is declared to be a core figure leads, and nothing that is nothing in both years."""
    led = [compared.indicators[at] for at in compared.headlines]
    assert [one.concept for one in led][:2] == ["us-gaap:Revenues", "us-gaap:NetIncomeLoss"]
    assert not any(one.concept == "us-gaap:ImpairmentLoss" for one in led)


def test_what_was_restated_and_why(compared: Comparison) -> None:
    found = {one.values["name"]: one for one in compared.conflicts if one.kind == "restated"}
    assert {name: (one.expected, one.found, one.why, one.severity) for name, one in found.items()} == {
        "Other costs, net": (-700_000.0, 700_000.0, "sign", "conflict"),
        "Earnings per share": (1.6, 0.75, "", "info"),
        "Net earnings": (5_500_000.0, 5_000_000.0, "", "info"),
        "Shares": (3_400_000.0, 3_300_000.0, "", "info"),
        "Lamps": (36_000_000.0, 35_000_000.0, "", "info"),
        "Impairment": (0.0, 90_000.0, "", "info"),
    }


def restated(folder: Path, old: str, new: str) -> dict[str, Conflict]:
    """The restatements between two filings in which some numbers are set otherwise."""
    (folder / "a.html").write_text(old, encoding="utf-8")
    (folder / "b.html").write_text(new, encoding="utf-8")
    found = pipeline.compare([folder / "a.html", folder / "b.html"])
    return {one.values["name"]: one for one in found.conflicts if one.kind == "restated"}


@pytest.mark.parametrize(
    ("old", "new", "restated"),
    [
        ((1.60, 2), (1.59, 2), True),
        ((1.60, 2), (1.60, 2), False),
        ((221_234_000.0, -3), (221_000_000.0, -6), False),
        ((221_000_000.0, -6), (221_500_000.0, -5), False),
        ((221_234_000.0, -3), (222_000_000.0, -6), True),
        ((7.8, 1), (7.9, None), True),
    ],
)
def test_what_rounding_explains(old: tuple[float, int | None], new: tuple[float, int | None], restated: bool) -> None:
    """What both filings round to one digit is the same number in both, or it was counted anew: a cent of earnings per share."""
    first, second = (TaggedFact("us-gaap:Amount", value, "$", decimals, "", "2023-12-31") for value, decimals in (old, new))
    assert (first.differs(second), second.differs(first)) == (restated, restated)


def test_a_split_of_the_shares(tmp_path: Path) -> None:
    old = january(2022).replace(">1.60<", ">4.50<").replace(">3,400<", ">1,100<")
    found = restated(tmp_path, old, january(2023, before="221,234"))
    assert {name: found[name].why for name in ("Earnings per share", "Shares")} == {"Earnings per share": "split", "Shares": "split"}


def test_a_reclassification(tmp_path: Path) -> None:
    """As much as other costs grew by stands in the impairment."""
    new = january(2023, before="221,234", other="790").replace("'then' name='gx:OtherCosts'", "'then' sign='-' name='gx:OtherCosts'")
    found = restated(tmp_path, january(2022), new)
    assert (found["Other costs, net"].why, found["Impairment"].why) == ("reclassification", "reclassification")


@pytest.mark.parametrize(("stones", "why"), [(15, "reclassification"), (18, "")])
def test_parts_that_come_to_the_same_were_parted_anew(tmp_path: Path, stones: int, why: str) -> None:
    """Also where one part is the whole of the others, and some have new names; the statement's line says so as well."""
    axis = "srt:ProductOrServiceAxis=lamp:{}Member"

    def told(year: int, *parts: tuple[str, int, int]) -> str:
        lines = [f"{name} | Sold flow 0 {axis.format(name)} {now} | Sold flow 1 {axis.format(name)} {then}" for name, now, then in parts]
        return ledger(year, "\n".join([f"(in thousands) | {year} | {year - 1}", *lines]), "GOODS")

    old = told(2022, ("Bricks", 40, 35), ("Tiles", 30, 25), ("Pots", 20, 20))
    new = told(2023, ("Bricks", 50, 44), ("Tiles", 20, 31), ("Stones", 20, stones), ("Goods", 90, 75 + stones))
    assert {one.why for name, one in restated(tmp_path, old, new).items() if name in {"Bricks", "Tiles"}} == {why}
    found = pipeline.compare([tmp_path / "a.html", tmp_path / "b.html"])
    note = line_notes(found, "en")
    (bricks,) = (note(line) for one in found.statements for line in one.lines if line.label == "Bricks")
    assert bricks == "the report of 2022 gave 40" + "; amounts moved between lines" * bool(why)


def test_amounts_that_moved_within_a_sentence(tmp_path: Path) -> None:
    """What the guild owed was told apart, and is told with what others owed."""

    def told(year: int, *owed: tuple[str, int, int]) -> str:
        tag = "<x:nonFraction scale='6' decimals='-5' unitRef='u1' contextRef='{}' name='gx:{}'>{}</x:nonFraction>"
        parts = (
            f"{name} owed us ${tag.format('now', name, now)} million and ${tag.format('then', name, then)} million the year before"
            for name, now, then in owed
        )
        return january(year).replace("<p>CONSOLIDATED", f"<p>{', and '.join(parts)}.</p><p>CONSOLIDATED")

    old = told(2022, ("Buyers", 34, 26), ("Guilds", 1, 2), ("Others", 3, 4))
    new = told(2023, ("Buyers", 31, 34), ("Others", 6, 4))
    assert [one.why for one in restated(tmp_path, old, new).values() if one.values["found"] == "$4 million"] == ["reclassification"]


def test_a_line_that_took_up_another(tmp_path: Path) -> None:
    """What was a line of its own is in the line beside it; amounts are told as printed."""
    found = restated(
        tmp_path,
        cash(2022, "Paid flow 0 (1,214) | Paid flow 1 (8)", "Sold kilns | Sold flow 0 135 | Sold flow 1 7"),
        cash(2023, "Paid flow 0 (9) | Paid flow 1 (1,079)"),
    )
    one = found["Dividends and leases"]
    assert (one.why, one.values["expected"], one.values["found"]) == ("reclassification", "−$1,214 thousand", "−$1,079 thousand")


def test_what_was_expected_is_no_value_told_again(tmp_path: Path) -> None:
    """A forecast of 8 to 12 stands in last year's filing where this one tells what came of it."""

    def outlook(year: int, low: float, high: float, last: float) -> str:
        ends = f"between ${low} million and ${high} million, compared with ${last} million in first quarter {year}"
        return january(year).replace("<p>CONSOLIDATED", f"<p>Kiln income is expected to be {ends}.</p><p>CONSOLIDATED")

    (tmp_path / "a.html").write_text(outlook(2022, 8.0, 12.0, 4.8), encoding="utf-8")
    (tmp_path / "b.html").write_text(outlook(2023, 14.0, 18.0, 15.3), encoding="utf-8")
    found = pipeline.compare([tmp_path / "a.html", tmp_path / "b.html"])
    assert not [one for one in found.conflicts if "Kiln" in one.values["name"]]


def test_a_slip_of_scale(tmp_path: Path) -> None:
    found = restated(tmp_path, january(2022), january(2023, before="221,234,000"))
    assert (found["Net sales"].why, found["Net sales"].severity) == ("scale", "conflict")


# ── statements ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_statements_year_by_year(compared: Comparison) -> None:
    """In the newest filing's order, with the signs that it prints, and its tables of parts as it prints them."""
    income, segments = compared.statements
    assert (income.id, segments.id) == ("income", "segments")
    assert [(line.label, line.values) for line in income.lines][:4] == [
        ("Net sales", {2022: 221_234_000.0, 2023: 231_234_000.0}),
        ("Lamps", {2022: 35e6, 2023: 36e6}),
        ("Other costs, net", {2022: 700_000.0, 2023: -700_000.0}),
        ("Impairment", {2022: 90_000.0, 2023: 0.0}),
    ]
    other = income.lines[2]
    assert (other.restated, other.printed_unit, other.shown(-700_000.0)) == ({2022: -700_000.0}, "$ thousand", -700.0)
    assert (segments.name, [line.label for line in segments.lines]) == ("Statements", ["Oil lamps", "Candles"])


def test_a_line_that_only_the_older_filing_has_keeps_its_place(tmp_path: Path) -> None:
    new = january(2023)
    new = new[: new.index("<tr><td>Impairment")] + new[new.index("<tr><td>Net earnings") :]
    old = january(2022).replace(ZERO, "").replace(">—<", ">40<")  # what is nothing in all years has no line
    (tmp_path / "a.html").write_text(old, encoding="utf-8")
    (tmp_path / "b.html").write_text(new, encoding="utf-8")
    income, *_ = pipeline.compare([tmp_path / "a.html", tmp_path / "b.html"]).statements
    labels = [line.label for line in income.lines]
    assert labels.index("Other costs, net") + 1 == labels.index("Impairment") == labels.index("Net earnings") - 1


def test_statements_on_sheet_and_page(compared: Comparison) -> None:
    book = load_workbook(BytesIO(workbook.render(compared, "en")))
    assert book.sheetnames.index("Statements") < book.sheetnames.index("Indicators")
    rows = [[cell.value for cell in row] for row in book["Statements"].iter_rows(min_row=5)]
    sales = next(row for row in rows if row[0] == "Net sales")
    assert sales[1:4] == ["$ thousand", 221_234, 231_234]
    assert sum(row[0].value is not None for row in book["Facts"].iter_rows(min_row=4)) == sum(len(one.facts) for one in compared.reports)
    shown = page.render(compared, "zh").decode("utf-8")
    assert "利润表" in shown
    assert "2022年报告原为−700" in shown


def ledger(year: int, rows: str, title: str = "STATEMENTS OF CASH") -> str:
    """A filing with one more table, of which each line is `label | name context number; ...`; contexts are `kind years [members]`."""
    contexts: dict[str, str] = {}

    def cell(said: str) -> str:
        *tagged, number = said.split() or [""]
        if {"flow", "day"}.isdisjoint(tagged):
            return f"<td>{said}</td>"
        name, kind, back, *members = tagged
        ref = "c" + "".join(char for char in "".join(tagged[1:]) if char.isalnum())
        end = f"{year + 1 - int(back)}-01-31"
        dimensions = "".join(
            f'<d:explicitMember dimension="{axis}">{member}</d:explicitMember>' for one in members for axis, member in [one.split("=")]
        )
        begin = f"<i:startDate>{year - int(back)}-02-01</i:startDate><i:endDate>{end}</i:endDate>"
        when = begin if kind == "flow" else f"<i:instant>{end}</i:instant>"
        segment = f"<i:segment>{dimensions}</i:segment>"
        contexts[ref] = (
            f'<i:context id="{ref}"><i:entity><i:identifier>1</i:identifier>{segment}</i:entity><i:period>{when}</i:period></i:context>'
        )
        sign = "sign='-'" if number.startswith("-") else ""
        shown = number.lstrip("-").strip("()")
        tag = f"<x:nonFraction scale='3' decimals='-3' {sign} unitRef='u1' contextRef='{ref}' name='gx:{name}'>{shown}</x:nonFraction>"
        return f"<td>({tag})</td>" if number.lstrip("-").startswith("(") else f"<td>{tag}</td>"

    told = "".join(f"<tr>{''.join(cell(one.strip()) for one in line.split('|'))}</tr>" for line in rows.splitlines() if line.strip())
    page = january(year).replace("<p>CONSOLIDATED", f"<p>{title}</p><table>{told}</table><p>{PROSE}</p><p>CONSOLIDATED")
    return page.replace("<i:unit id='u1'>", "".join(contexts.values()) + "<i:unit id='u1'>")


def read_lines(folder: Path, old: str, new: str, form: str) -> list[StatementLine]:
    (folder / "a.html").write_text(old, encoding="utf-8")
    (folder / "b.html").write_text(new, encoding="utf-8")
    found = pipeline.compare([folder / "a.html", folder / "b.html"])
    return [line for one in found.statements if one.id == form for line in one.lines]


OPERATING, FINANCING = "NetCashProvidedByUsedInOperatingActivities", "NetCashProvidedByUsedInFinancingActivities"
BOUGHT = "PaymentsToAcquirePropertyPlantAndEquipment"
CASH = f"""
(in thousands) | {{0}} | {{1}}
Cash from kilns | {OPERATING} flow 0 70 | {OPERATING} flow 1 60
Dividends and leases | {{lines}}
Spent on financing | {FINANCING} flow 0 -(30) | {FINANCING} flow 1 -(25)
Cash at opening of accounts | Cash day 1 100 | Cash day 2 65
Cash at close of accounts | Cash day 0 140 | Cash day 1 100
"""


def cash(year: int, lines: str, more: str = "") -> str:
    return ledger(year, CASH.format(year, year - 1, lines=lines) + more)


def test_what_a_year_opens_with_is_a_line_of_its_own(tmp_path: Path) -> None:
    lines = "Paid flow 0 (9) | Paid flow 1 (8)"
    told = {line.label: line.values for line in read_lines(tmp_path, cash(2022, lines), cash(2023, lines), "cash-flow")}
    assert told["Cash at opening of accounts"] == {2022: 65_000.0, 2023: 100_000.0}
    assert told["Cash at close of accounts"] == {2022: 100_000.0, 2023: 140_000.0}


def test_a_line_of_dashes_is_a_line_without_values(tmp_path: Path) -> None:
    more = "Commitments (note 9) | — | —\nDays | Monday | Tuesday"
    lines = read_lines(
        tmp_path, cash(2022, "Paid flow 0 (9) | Paid flow 1 (8)", more), cash(2023, "Paid flow 0 (7) | Paid flow 1 (9)", more), "cash-flow"
    )
    told = {line.label: line.values for line in lines}
    assert told["Commitments (note 9)"] == {}
    assert "Days" not in told


def test_a_column_is_of_one_filing_and_has_the_signs_that_it_prints(tmp_path: Path) -> None:
    """Payments are printed in brackets in the year in which there are any; what was counted anew is as the newest filing counts it."""
    old, new = (
        cash(2022, "Paid flow 0 (20) | Paid flow 1 (8)"),
        cash(2023, "Paid flow 0 0 | Paid flow 1 (14)", "Leases | Leased flow 0 (5) | Leased flow 1 (6)"),
    )
    told = {line.label: line for line in read_lines(tmp_path, old, new, "cash-flow")}
    paid, leases = told["Dividends and leases"], told["Leases"]
    assert (paid.values, paid.restated) == ({2022: -14_000.0, 2023: 0.0}, {2022: -20_000.0})
    assert (leases.values, leases.retold, leases.restated) == ({2022: -6_000.0, 2023: -5_000.0}, (2022,), {})


def test_what_was_printed_under_another_tag_is_no_news(tmp_path: Path) -> None:
    old = cash(2022, "PaidOut flow 0 (14) | PaidOut flow 1 (8)")
    told = [
        one for one in read_lines(tmp_path, old, cash(2023, "Paid flow 0 (9) | Paid flow 1 (14)"), "cash-flow") if "leases" in one.label
    ]
    assert [(line.values, line.retold, line.dropped) for line in told] == [({2022: -14_000.0, 2023: -9_000.0}, (), ())]


def test_nothing_in_a_year_whose_own_filing_has_no_such_line_is_as_the_later_one_tells(tmp_path: Path) -> None:
    lines = "Paid flow 0 (9) | Paid flow 1 (8)"
    old, new = cash(2022, lines, "Gifts | Given flow 0 0 | Given flow 1 5"), "Gifts | Given flow 0 4 | Given flow 1 0"
    told = read_lines(tmp_path, old, cash(2023, lines, f"{new}\nClay pits sold | Pits flow 0 40 | Pits flow 1 0"), "cash-flow")
    assert {line.label: line.retold for line in told if 0.0 in line.values.values()} == {"Gifts": (), "Clay pits sold": (2022,)}


def test_an_equal_share_of_another_part_is_not_the_part(tmp_path: Path) -> None:
    """Pots had 30 where the newer filing gives lids 30; pots have 25 there."""
    axis = "srt:ProductOrServiceAxis=lamp:{}Member"

    def told(year: int, *parts: tuple[str, int, int]) -> str:
        lines = [f"{name} | Sold flow 0 {axis.format(name)} {now} | Sold flow 1 {axis.format(name)} {then}" for name, now, then in parts]
        return ledger(year, "\n".join([f"(in thousands) | {year} | {year - 1}", *lines]), "GOODS")

    old, new = told(2022, ("Pots", 30, 28), ("Tiles", 50, 40)), told(2023, ("Pots", 26, 25), ("Tiles", 60, 50), ("Lids", 31, 30))
    lines = {line.label: line for line in read_lines(tmp_path, old, new, "segments") if line.concept}
    assert {name: lines[name].retold for name in ("Pots", "Tiles", "Lids")} == {"Pots": (), "Tiles": (), "Lids": (2022,)}


def test_a_row_and_a_column_of_one_word_are_both_told(tmp_path: Path) -> None:
    kilns, other = KILNS, KILNS.replace("Kilns", "Other")

    def told(year: int) -> str:
        rows = ["(in thousands) | Kilns | Other", f"Other | Sundry flow 0 {kilns} 3 | Sundry flow 0 {other} 2"]
        return ledger(year, "\n".join([*rows, f"Sold | Sold flow 0 {kilns} 90 | Sold flow 0 {other} 7"]), "SEGMENTS")

    labels = [line.label for line in read_lines(tmp_path, told(2022), told(2023), "segments") if line.concept]
    assert labels[:4] == ["Other · Kilns", "Other · Other", "Sold · Kilns", "Sold · Other"]


@pytest.mark.parametrize(
    ("now", "then", "both"),
    [
        ("Kiln loss, net of tax", "Kiln income, net of tax", "Kiln income (loss), net of tax"),
        ("Gains of the year", "Losses of the year", "Gains (losses) of the year"),
        ("Kiln loss", "Clay income", "Kiln loss"),
        ("Kiln loss", "Kiln rent", "Kiln loss"),
    ],
)
def test_a_line_whose_rows_name_either_sign_is_called_by_both(now: str, then: str, both: str, tmp_path: Path) -> None:
    lines = "Paid flow 0 (9) | Paid flow 1 (8)"
    more = f"{then} | | Kilns flow 1 30\n{now} | Kilns flow 0 -40 | "
    told = read_lines(tmp_path, cash(2022, lines), cash(2023, lines, more), "cash-flow")
    assert both in [line.label for line in told if line.concept.endswith("Kilns")]


@pytest.mark.parametrize("old_label", ["Dividends", "Paid to members of the society, with their leases"])
def test_a_line_under_another_tag_goes_on_by_the_year_that_both_print(old_label: str, tmp_path: Path) -> None:
    old = cash(2022, "PaidOut flow 0 (14) | PaidOut flow 1 (8)").replace("Dividends and leases", old_label)
    new = cash(2023, "Paid flow 0 (9) | Paid flow 1 (14)", "Lamp oil | Oil flow 0 2 | Oil flow 1 3")
    told = {line.label: line for line in read_lines(tmp_path, old, new, "cash-flow")}
    assert old_label not in told
    assert (told["Dividends and leases"].values, told["Dividends and leases"].dropped) == ({2022: -14_000.0, 2023: -9_000.0}, ())
    assert told["Lamp oil"].retold == (2022,)


@pytest.mark.parametrize("split", ["Spent on financing", "Kilns bought", "Dividends and leases"])
def test_a_statement_goes_on_in_the_next_table(split: str, tmp_path: Path) -> None:
    """Behind a page break, in the newer filing alone."""
    lines = f"Paid flow 0 (9) | Paid flow 1 (14)\nKilns bought | {BOUGHT} flow 0 (5) | {BOUGHT} flow 1 (6)"
    old, new = (cash(year, lines) for year in (2022, 2023))
    torn = "</table><p>7</p><table><tr><td>(in thousands)</td><td>2023</td><td>2022</td></tr>"
    told = read_lines(tmp_path, old, new.replace(f"<tr><td>{split}", f"{torn}<tr><td>{split}"), "cash-flow")
    assert [(line.label, line.values) for line in told] == [
        (line.label, line.values) for line in read_lines(tmp_path, old, new, "cash-flow")
    ]
    assert [line.label for line in told][:4] == ["Cash from kilns", "Dividends and leases", "Kilns bought", "Spent on financing"]


def test_a_statement_of_one_part_alone_is_none_of_the_filing(tmp_path: Path) -> None:
    """A subsidiary that files along has its own balance sheet, here the only one."""
    part = "dei:LegalEntityAxis=lamp:KilnsMember"

    def filing(year: int, more: str = "") -> str:
        lines = [("Assets", "Assets", "70"), ("Debts", "Liabilities", "30"), ("Equity", "StockholdersEquity", "40")]
        rows = [f"{label} | {name} day 0 {part} {number} | {name} day 1 {part} {number}" for label, name, number in lines]
        return ledger(year, "\n".join([f"(in thousands) | {year} | {year - 1}", *rows, more]))

    assert read_lines(tmp_path, filing(2022), filing(2023), "balance-sheet") == []
    total = "Taken together | Assets day 0 90 | Assets day 1 80"
    told = read_lines(tmp_path, filing(2022, total), filing(2023, total), "balance-sheet")
    assert [line.label for line in told] == ["Assets", "Debts", "Equity", "Taken together"]


def test_a_registrant_that_files_along_has_statements_of_its_own(tmp_path: Path) -> None:
    """The cover names it by its member; another part (a lender among the notes) is no registrant."""

    lines = [("Assets", "Assets", 70), ("Debts", "Liabilities", 30), ("Equity", "StockholdersEquity", 40)]
    row = "{0} | {1} day 0 {2} {3} | {1} day 1 {2} {4}"

    def filing(year: int) -> str:
        told = []
        for size, member in ((9, ""), (5, "Kilns"), (2, "Lender")):
            part = f"dei:LegalEntityAxis=lamp:{member}Member" if member else ""
            told += ["PARTING", f"(in thousands) | {year} | {year - 1}"]
            told += [row.format(label, name, part, number * size + year, number * size + year - 1) for label, name, number in lines]
        name = "<x:nonNumeric name='e:EntityRegistrantName' contextRef='cday0deiLegalEntityAxislampKilnsMember'>Lampworks Kilns, L.P."
        whole = ledger(year, "\n".join(told)).replace("<tr><td>PARTING</td></tr>", f"</table><p>{PROSE}</p><table>")
        return whole.replace("<p>(Exact", f"<p>{name}</x:nonNumeric></p><p>(Exact", 1)

    (tmp_path / "a.html").write_text(filing(2022), encoding="utf-8")
    (tmp_path / "b.html").write_text(filing(2023), encoding="utf-8")
    found = [one for one in pipeline.compare([tmp_path / "a.html", tmp_path / "b.html"]).statements if one.id == "balance-sheet"]
    assert [len(one.lines) for one in found] == [3, 3]
    assert [one.lines[0].values[2023] for one in found] == [(70 * 9 + 2023) * 1e3, (70 * 5 + 2023) * 1e3]
    assert "Lampworks Kilns, L.P." in found[1].name
    assert "Lampworks Kilns, L.P." not in found[0].name


def test_a_statement_of_two_forms_is_of_that_of_which_it_tells_more(tmp_path: Path) -> None:
    concepts = ["Revenues", "InterestExpense", "IncomeTaxExpenseBenefit", "NetIncomeLoss", "ProfitLoss"]
    concepts += ["OtherComprehensiveIncomeLossNetOfTax", "ComprehensiveIncomeNetOfTax"]

    def filing(year: int) -> str:
        rows = [f"{name} | {name} flow 0 {at} | {name} flow 1 {at}" for at, name in enumerate(concepts, 11)]
        return ledger(year, "\n".join([f"(in thousands) | {year} | {year - 1}", *rows]))

    assert [line.label for line in read_lines(tmp_path, filing(2022), filing(2023), "income")] == concepts


def test_columns_of_parts_are_called_without_their_years(tmp_path: Path) -> None:
    part = "srt:ConsolidationItemsAxis=lamp:KilnsMember"

    def filing(year: int) -> str:
        lines = ["Cash from kilns", OPERATING, "70"], ["Spent on financing", FINANCING, "30"]
        rows = [
            f"{label} | " + " | ".join(f"{name} flow {back} {members} {number}" for members in ("", part) for back in (0, 1))
            for label, name, number in lines
        ]
        return ledger(
            year, "\n".join(["(in thousands) | Group | Group | Kilns | Kilns", f"| {year} | {year - 1} | {year} | {year - 1}", *rows])
        )

    told = [line.label for line in read_lines(tmp_path, filing(2022), filing(2023), "cash-flow")]
    assert told == ["Cash from kilns · Group", "Cash from kilns · Kilns", "Spent on financing · Group", "Spent on financing · Kilns"]
    parts = [line.concept for line in read_lines(tmp_path, filing(2022), filing(2023), "segments")]
    assert parts
    assert f"us-gaap:{OPERATING}" not in parts  # columns of a statement are no segments, products or regions


def test_a_line_of_old_stands_behind_what_was_printed_under_another_tag(tmp_path: Path) -> None:
    old = ledger(2022, CASH.format(2022, 2021, lines="PaidOut flow 0 (14) | PaidOut flow 1 (8)\nLamp oil | Oil flow 0 3 | Oil flow 1 2"))
    labels = [line.label for line in read_lines(tmp_path, old, cash(2023, "Paid flow 0 (9) | Paid flow 1 (14)"), "cash-flow")]
    assert labels[labels.index("Lamp oil") - 1 :][:3] == ["Dividends and leases", "Lamp oil", "Spent on financing"]


def test_a_line_that_the_newest_filing_has_no_more_says_so(tmp_path: Path) -> None:
    old = cash(2022, "Paid flow 0 (20) | Paid flow 1 (8)", "Lamp oil | Oil flow 0 3 | Oil flow 1 2")
    told = {line.label: line for line in read_lines(tmp_path, old, cash(2023, "Paid flow 0 (9) | Paid flow 1 (20)"), "cash-flow")}
    nothing = cash(2022, "Paid flow 0 (20) | Paid flow 1 (8)", "Lamp oil | Oil flow 0 — | Oil flow 1 2").replace(
        ">—</x", " format='ixt:fixed-zero'>—</x"
    )
    assert "Lamp oil" not in {
        line.label for line in read_lines(tmp_path, nothing, cash(2023, "Paid flow 0 (9) | Paid flow 1 (20)"), "cash-flow")
    }
    oil = told["Lamp oil"]
    assert (oil.values, oil.restated, oil.dropped, oil.is_heading) == ({}, {2022: 3_000.0}, (2022,), False)


SEGMENT = "us-gaap:StatementBusinessSegmentsAxis"
KILNS, SHOPS = f"{SEGMENT}=lamp:KilnsSegmentMember", f"{SEGMENT}=lamp:RetailBeforeOtherMember"
PARTS = f"""
(in thousands) | {{0}} | {{1}}
Kilns U.S. | |
Net sales | Revenues flow 0 {KILNS} 70 | Revenues flow 1 {KILNS} 60
Cost of goods | CostOfSold flow 0 {KILNS} 30 | CostOfSold flow 1 {KILNS} 20
Kilns alone: freight | Freight flow 0 {KILNS} 4 | Freight flow 1 {KILNS} 3
Lamp shops | |
Net sales | Revenues flow 0 {SHOPS} 20 | Revenues flow 1 {SHOPS} 15
Cost of goods | CostOfSold flow 0 {SHOPS} 9 | CostOfSold flow 1 {SHOPS} 8
Taken together | CostOfSold flow 0 39 | CostOfSold flow 1 28
"""


def read_parts(folder: Path, old: str, new: str) -> dict[str, list[tuple[str, list[float]]]]:
    """The tables of parts by their names: the labels of their lines with the values of all years."""
    read_lines(folder, old, new, "")
    found = pipeline.compare([folder / "a.html", folder / "b.html"]).statements
    return {one.name: [(line.label, [*line.values.values()]) for line in one.lines] for one in found if one.id == "segments"}


def test_a_table_of_parts_stands_as_the_filing_prints_it(tmp_path: Path) -> None:
    """Under its headings, with its totals; what one part alone has as well."""
    old, new = (ledger(year, PARTS.format(year, year - 1), "SEGMENTS") for year in (2022, 2023))
    assert read_parts(tmp_path, old, new)["SEGMENTS"] == [
        ("Kilns U.S.", []),
        ("Net sales", [60_000.0, 70_000.0]),
        ("Cost of goods", [20_000.0, 30_000.0]),
        ("Kilns alone: freight", [3_000.0, 4_000.0]),
        ("Lamp shops", []),
        ("Net sales", [15_000.0, 20_000.0]),
        ("Cost of goods", [8_000.0, 9_000.0]),
        ("Taken together", [28_000.0, 39_000.0]),
    ]


def test_a_table_of_parts_goes_on_in_another_layout(tmp_path: Path) -> None:
    """The older filing has its segments in columns and its years one below the other."""
    cells = "{0} | Revenues flow {1} {2} {3} | Revenues flow {1} {4} {5}\n"
    rows = "".join(
        f"Fiscal Year {2022 - back} | |\n" + cells.format("Net sales", back, KILNS, 60 - back, SHOPS, 15 - back) for back in (0, 1)
    )
    old = ledger(2022, f"(in thousands) | Kilns U.S. | Lamp shops\n{rows}", "SEGMENTS")
    told = read_parts(tmp_path, old, ledger(2023, PARTS.format(2023, 2022), "SEGMENTS"))["SEGMENTS"]
    assert [one for one in told if one[0] == "Net sales"] == [("Net sales", [60_000.0, 70_000.0]), ("Net sales", [15_000.0, 20_000.0])]
    back = read_parts(tmp_path, ledger(2021, PARTS.format(2021, 2020), "SEGMENTS"), old)["SEGMENTS"]
    assert [label for label, _ in back] == [  # no heading of a year, and what the older filing alone tells with its own heading
        "Net sales · Kilns U.S.", "Kilns U.S. · Cost of goods", "Kilns U.S. · Kilns alone: freight",
        "Net sales · Lamp shops", "Lamp shops · Cost of goods",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "day", "name"),
    [
        ("Balance as of December 31, 2024", "2024-12-31", "Balance"),
        ("Balances at May 3, 2024", "2024-05-03", "Balances"),
        ("Goodwill – January 28, 2024", "2024-01-28", "Goodwill"),
        ("Goodwill – January 28, 2024", "2023-01-29", ""),
        ("806 shares at May 3, 2024 and 804 at May 5, 2023", "2024-05-03", ""),
    ],
)
def test_a_label_without_its_day(label: str, day: str, name: str) -> None:
    assert undated(label, day) == name


def test_years_of_52_and_53_weeks() -> None:
    """The year before ends where this one begins, whatever the day."""
    periods = [
        ("2023-01-30", "2024-01-28"),
        ("2022-01-31", "2023-01-29"),
        ("", "2024-01-28"),
        ("", "2025-03-05"),
        ("2024-11-01", "2025-02-02"),
    ]
    told = [TaggedFact("x:Y", 1.0, "$", 0, begin, end) for begin, end in periods]
    years = FiscalYears(told, "2024-01-29", "2025-02-02")
    assert [years.distance(begin, end) for begin, end in periods] == [-1, -2, -1, None, None]
    assert years.distance("2024-01-29", "2025-02-02") == years.distance("", "2025-02-02") == 0


def test_words_of_a_concept() -> None:
    assert [words_of(name) for name in ("srt:Axis=wmt:WalmartUSMember", "us-gaap:ProfitLoss", "x:EBITDAMargin")] == [
        "Walmart US",
        "Profit Loss",
        "EBITDA Margin",
    ]


@pytest.mark.parametrize(
    ("label", "printed", "name"),
    [
        ("Gain (loss) on kilns", "({})", "Loss (gain) on kilns"),
        ("Gain (loss) on kilns", "{}", "Gain (loss) on kilns"),
        ("Recovery (cost) of breakage", "({})", "Cost (recovery) of breakage"),
        ("Net sales (note 2)", "({})", "Net sales (note 2)"),
    ],
)
def test_a_label_of_two_signs_goes_by_what_is_declared(tmp_path: Path, label: str, printed: str, name: str) -> None:
    """A provision declared as 300 and printed as (300) beside "Benefit (provision)" is a provision."""
    path = tmp_path / "kilns.html"
    tag = "<x:nonFraction scale='3' decimals='-3' unitRef='u1' contextRef='now' name='gx:Kilns'>300</x:nonFraction>"
    row = f"<tr><td>{label}</td><td>{printed.format(tag)}</td><td></td></tr><tr><td>Impairment</td>"
    path.write_text(january(2023).replace("<tr><td>Impairment</td>", row), encoding="utf-8")
    [one] = figures(pipeline.inspect(path), "Kilns")
    assert (one.name, one.value) == (name, 300_000.0)


def test_what_is_declared_another_thing_by_the_name_of_a_core_figure_is_none(tmp_path: Path) -> None:
    """Net earnings as a line of the cash flow statement under a concept of its own do not lead as net earnings."""
    for year, told in ((2022, "400"), (2023, "300")):
        tag = f"<x:nonFraction scale='3' decimals='-3' unitRef='u1' contextRef='now' name='gx:IncreaseInEarnings'>{told}</x:nonFraction>"
        row = f"<tr><td>Net earnings</td><td>{tag}</td><td></td></tr><tr><td>Impairment</td>"
        (tmp_path / f"{year}.html").write_text(january(year).replace("<tr><td>Impairment</td>", row), encoding="utf-8")
    found = pipeline.compare([tmp_path / "2022.html", tmp_path / "2023.html"])
    core = found.headlines[:2]
    assert [found.indicators[at].concept for at in core] == ["us-gaap:Revenues", "us-gaap:NetIncomeLoss"]
    assert not any(found.indicators[at].concept == "us-gaap:IncreaseInEarnings" for at in core)


def test_a_part_that_got_an_axis_more_is_held_against_what_its_label_told(tmp_path: Path) -> None:
    """A company of one segment that bought a second one: its products were told without a segment before."""
    bricks, tiles = "srt:ProductOrServiceAxis=lamp:BricksMember", "srt:ProductOrServiceAxis=lamp:TilesMember"
    rows = "(in thousands) | {0} | {1}\nBricks | {2}\nTiles | {3}\nNet sales | Revenues flow 0 90 | Revenues flow 1 80\n"

    def told(axes: str, part: str, now: int, before: int) -> str:
        return f"Revenues flow 0 {axes}{part} {now} | Revenues flow 1 {axes}{part} {before}"

    old = ledger(2022, rows.format(2022, 2021, told("", bricks, 50, 40), told("", tiles, 30, 20)), "SEGMENTS")
    new = ledger(2023, rows.format(2023, 2022, told(f"{KILNS} ", bricks, 60, 52), told(f"{KILNS} ", tiles, 30, 30)), "SEGMENTS")
    lines = {line.label.rpartition(" · ")[2]: line for line in read_lines(tmp_path, old, new, "segments") if line.concept}
    assert (lines["Bricks"].values, lines["Bricks"].restated, lines["Bricks"].retold) == (
        {2022: 52_000.0, 2023: 60_000.0},
        {2022: 50_000.0},
        (),
    )
    assert (lines["Tiles"].restated, lines["Tiles"].retold) == ({}, ())
    (told,) = (one for name, one in restated(tmp_path, old, new).items() if "Bricks" in name)
    assert (told.expected, told.found, told.severity, told.why) == (50_000.0, 52_000.0, "info", "")
    assert told.values["name"] == "SEGMENTS: Bricks"
    assert "Tiles" not in "".join(restated(tmp_path, old, new)), "what both filings tell alike is not restated"


def reserves(year: int, *told: tuple[str, str, int, int]) -> str:
    """A filing with reserves in columns, each with its head, its member, and what it held at the end of the year and of the one before."""
    heads, axis = " | ".join(head for head, *_ in told), "us-gaap:StatementEquityComponentsAxis=lamp:"
    rows = [
        f"Held on January 31, {year + 1 - back} | "
        + " | ".join(f"Reserve day {back} {axis}{member} {values[back]}" for _, member, *values in told)
        for back in (1, 0)
    ]
    return ledger(year, "\n".join([f"(in thousands) | {heads}", *rows]), "RESERVES")


def test_a_balance_by_another_member_is_restated_under_its_labels(tmp_path: Path) -> None:
    """The filer took the reserve for shades into that for lamps, and declares it to be another; one that stayed is not restated."""
    old = reserves(2022, ("For lamps", "LampMember", 83, 70), ("For shades", "ShadeMember", 4, 3), ("For oil", "OilMember", 9, 8))
    new = reserves(2023, ("For lamps", "LampWithShadeMember", 90, 87), ("For oil", "FuelMember", 9, 9))
    (told,) = (one for name, one in restated(tmp_path, old, new).items() if "Held" in name)
    assert (told.values["name"], told.expected, told.found, told.why) == ("Held, For lamps", 83_000.0, 87_000.0, "reclassification")
    twice = reserves(2023, ("For lamps", "LampWithShadeMember", 90, 87), ("For lamps", "LampOfOldMember", 9, 9))
    assert "Held" not in " ".join(restated(tmp_path, old, twice)), "two columns of one name are not told apart"


def test_what_is_restated_of_the_year_before_last(tmp_path: Path) -> None:
    def filing(year: int, before: int) -> str:
        rows = f"(in thousands) | {year} | {year - 1} | {year - 2}\nOil | " + " | ".join(
            f"Oil flow {back} {number}" for back, number in enumerate((9, 8, 7) if year == 2023 else (8, before, 6))
        )
        return ledger(year, rows, "OIL")

    assert "Oil" not in restated(tmp_path, filing(2022, 7), filing(2023, 7))
    told = restated(tmp_path, filing(2022, 5), filing(2023, 7))["Oil"]
    assert (told.code, told.expected, told.found) == ("restated-before", 5_000.0, 7_000.0)
    assert message(told, "en").startswith("Oil, of 2021: the report of 2022 says $5 thousand, that of 2023 $7 thousand")


def test_a_line_with_a_new_name_is_restated_by_both_names(tmp_path: Path) -> None:
    old = cash(2022, f"{BOUGHT} flow 0 -(9) | {BOUGHT} flow 1 -(8)").replace("Dividends and leases", "Kilns bought")
    new = cash(2023, f"{BOUGHT} flow 0 -(9) | {BOUGHT} flow 1 -(7)").replace("Dividends and leases", "Kilns bought, leased ones apart")
    told = restated(tmp_path, old, new)["Kilns bought, leased ones apart"]
    assert (told.code, told.values["called"]) == ("restated-anew", "Kilns bought")
    assert "(called “Kilns bought”)" in message(told, "en")


def test_a_part_by_another_member_is_held_against_what_its_label_told(tmp_path: Path) -> None:
    """The filer renames a member (Décor); a label that two parts share, or a member that both filings know, tells nothing."""
    rows = "(in thousands) | {0} | {1}\nDécor | {2}\nTiles | {3}\nNet sales | Revenues flow 0 90 | Revenues flow 1 80\n"

    def told(year: int, *parts: tuple[str, int, int]) -> str:
        cells = [
            f"Revenues flow 0 srt:ProductOrServiceAxis=lamp:{part} {now} | Revenues flow 1 srt:ProductOrServiceAxis=lamp:{part} {before}"
            for part, now, before in parts
        ]
        return ledger(year, rows.format(year, year - 1, *cells), "SEGMENTS")

    old = told(2022, ("MajorDecorMember", 50, 40), ("TilesMember", 30, 20))
    new = told(2023, ("MajorDcorMember", 60, 52), ("TilesMember", 30, 30))
    lines = {line.label: line for line in read_lines(tmp_path, old, new, "segments") if line.concept}
    assert (lines["Décor"].restated, lines["Décor"].retold) == ({2022: 50_000.0}, ())
    new = told(2023, ("KilnsMember", 60, 52), ("MajorDecorMember", 30, 30))
    lines = {line.label: line for line in read_lines(tmp_path, old, new, "segments") if line.concept}
    assert (lines["Décor"].restated, lines["Décor"].retold) == ({}, (2022,))


def goods(year: int, *parts: tuple[str, str, int, int], whole: str = "Net sales") -> str:
    """A filing with a table of products, each with its member and its sales of the year and the one before."""
    axis = "srt:ProductOrServiceAxis=lamp:"
    cells = [f"{label} | Revenues flow 0 {axis}{part} {now} | Revenues flow 1 {axis}{part} {then}\n" for label, part, now, then in parts]
    rows = f"(in thousands) | {year} | {year - 1}\n{''.join(cells)}{whole} | Revenues flow 0 90 | Revenues flow 1 80\n"
    return ledger(year, rows, "Sales by product are as follows:")


def test_parts_that_the_newest_filing_tells_no_more_have_rows(tmp_path: Path) -> None:
    """Where they stood, and with what became of them; what went on under another member is none of them."""
    bricks = "Bricks", "BricksMember"
    old = goods(2022, (*bricks, 40, 35), ("Tiles and pots", "TilesPotsMember", 30, 25), ("Slates", "SlatesMember", 20, 20))
    new = goods(2023, (*bricks, 50, 40), ("Tiles", "TilesMember", 20, 18), ("Slate", "SlateMember", 20, 20))
    lines = read_lines(tmp_path, old, new, "segments")[:5]
    assert [line.label for line in lines] == ["Bricks", "Tiles and pots", "Tiles", "Slate", "Net sales"]
    assert (lines[1].values, lines[1].restated, lines[1].dropped) == ({}, {2022: 30_000.0}, (2022,))


def test_each_older_table_goes_on_in_the_one_that_says_most_of_what_it_says(tmp_path: Path) -> None:
    """Two tables with the same labels, of which one has a member by another name: by its values."""

    def shops(year: int, member: str, *sold: int) -> str:
        parts = [f"srt:StatementGeographicalAxis=lamp:{town}Member {SEGMENT}=lamp:{member}" for town in ("Utah", "Ohio")]
        rows = [
            f"{town} | Revenues flow 0 {part} {now} | Revenues flow 1 {part} {then}"
            for town, part, now, then in zip(("Utah", "Ohio"), parts, sold[::2], sold[1::2], strict=True)
        ]
        return "\n".join([f"(in thousands) | {year} | {year - 1}", *rows])

    def page(year: int, *tables: str) -> str:
        pages = [ledger(year, rows, title) for rows, title in zip(tables, ("Kilns by state", "Shops by state"), strict=True)]
        table = pages[1][pages[1].index("<p>Shops by state") : pages[1].index("<p>CONSOLIDATED")]
        more = "".join(one for one in re.findall(r"<i:context id=.*?</i:context>", pages[1]) if one not in pages[0])
        return pages[0].replace("<p>CONSOLIDATED", f"{table}<p>CONSOLIDATED").replace("<i:unit id='u1'>", f"{more}<i:unit id='u1'>", 1)

    old = page(2022, shops(2022, "OvensMember", 30, 25, 20, 15), shops(2022, "ShopsMember", 9, 8, 7, 6))
    new = page(2023, shops(2023, "KilnsMember", 35, 30, 22, 20), shops(2023, "ShopsMember", 11, 9, 8, 7))
    told = read_parts(tmp_path, old, new)
    rows = [[values for _, values in lines] for lines in told.values()]
    assert [[30_000.0, 35_000.0], [20_000.0, 22_000.0]] in rows, "no line of the ovens beside those of the kilns"
    assert [[9_000.0, 11_000.0], [7_000.0, 8_000.0]] in rows


def test_a_line_has_the_decimals_of_its_most_exact_value_and_rates_no_per_cent() -> None:
    line = StatementLine("Earnings per share", "Eps", unit="$", values={2022: 2.9, 2023: 5.53})
    assert line_shown(line, (2022, 2023), "en") == ({2022: "2.90", 2023: "5.53"}, "+2.63", "+90.7")
    assert line_shown(replace(line, unit="%"), (2022, 2023), "en")[1:] == ("+2.63", "")
    assert line_shown(replace(line, values={2023: -1200.0}), (2022, 2023), "en") == ({2023: "−1,200"}, "", "")


@pytest.mark.parametrize(
    ("old", "new", "percent"),
    [(-9, -1896, "n.m."), (7, 69, "+885.7"), (40, -3, "n.m."), (0, 5, "n.m."), (0, 0, ""), (-60, -45, "+25.0")],
)
def test_what_no_percentage_tells_is_not_meaningful(old: float, new: float, percent: str) -> None:
    line = StatementLine("Purchases of kilns", unit="$", values={2022: old, 2023: new})
    assert line_shown(line, (2022, 2023), "en")[2] == percent


@pytest.mark.parametrize(
    ("label", "member", "alone"),
    [
        ("Treasury Stock", "us-gaap:StatementEquityComponentsAxis=us-gaap:TreasuryStockCommonMember", True),
        ("Earnings", "us-gaap:StatementEquityComponentsAxis=us-gaap:RetainedEarningsMember", False),
        ("Interest", "us-gaap:StatementEquityComponentsAxis=us-gaap:NoncontrollingInterestMember", False),
        ("Kilns", "guild:TradesAxis=guild:KilnsMember", True),
    ],
)
def test_a_last_step_stands_alone_where_the_part_begins_with_it(label: str, member: str, alone: bool) -> None:
    assert begins(label, member) is alone


@pytest.mark.parametrize(
    ("label", "member", "head"),
    [
        ("Foreign/Kiln/Translation (Loss)", "guild:PartsAxis=guild:ForeignKilnTranslationMember", "Foreign Kiln Translation (Loss)"),
        ("Redeemable/Visiting/Share", "guild:PartsAxis=guild:VisitingShareMember", "Redeemable Visiting Share"),
        ("Common Stock/Treasury Stock", "us-gaap:StatementEquityComponentsAxis=us-gaap:TreasuryStockCommonMember", "Treasury Stock"),
    ],
)
def test_a_head_over_several_rows_keeps_the_words_of_its_part(label: str, member: str, head: str) -> None:
    assert statement_lines._head(label, [member]) == head


def test_of_what_is_deducted_the_amount_goes_up_and_down(tmp_path: Path) -> None:
    """By whatever name, where no year has a number above 0."""
    rows = (
        "Kilns bought | Bought flow 0 (60) | Bought flow 1 (40)",
        "Net cash used in kiln building | NetCashProvidedByUsedInBuilding flow 0 -(24) | NetCashProvidedByUsedInBuilding flow 1 -(20)",
        "Net cash from (used in) letting | NetCashProvidedByUsedInLetting flow 0 -(9) | NetCashProvidedByUsedInLetting flow 1 -(6)",
    )
    rows += (
        "Stalls | Stalls flow 0 -(9) | Stalls flow 1 6",
        "Wares | IncreaseDecreaseInWares flow 0 -(7) | IncreaseDecreaseInWares flow 1 -(2)",
    )
    rows += ("Losses of the guild: | | ", "At its end | Guild flow 0 -(9) | Guild flow 1 -(6)")
    old, new = (cash(year, "Paid flow 0 (20) | Paid flow 1 (8)", "\n".join(rows)) for year in (2022, 2023))
    told = {line.label: line for line in read_lines(tmp_path, old, new, "cash-flow")}
    assert {name: line.deducted for name, line in told.items() if name in {row.partition(" | ")[0] for row in rows}} == {
        "Kilns bought": True,
        "Net cash used in kiln building": True,
        "Net cash from (used in) letting": True,
        "Stalls": False,
        "Wares": False,
        "Losses of the guild:": False,
        "At its end": True,
    }
    line = told["Kilns bought"]
    assert line_shown(line, (2022, 2023), "en")[1:] == ("+20", "+50.0")


def rolled(year: int, note: str = "") -> str:
    """What two parts of a balance began with, what was bought, and what it ended with."""
    rows = f"""
(in thousands) | Kilns U.S. | Lamp shops
Stores | Held day 1 {KILNS} 40 | Held day 1 {SHOPS} 7
Bought{note} | Bought flow 0 {KILNS} 20 | Bought flow 0 {SHOPS} 5
Stores | Held day 0 {KILNS} 60 | Held day 0 {SHOPS} 12
"""
    return ledger(year, rows, "SEGMENTS")


def test_what_the_parts_of_a_balance_open_with_stands_first(tmp_path: Path) -> None:
    lines = read_lines(tmp_path, rolled(2022), rolled(2023, "<sup>1</sup>"), "segments")
    held = [(line.label, line.values.get(2023)) for line in lines if line.concept.endswith((":Held", ":Bought"))]
    assert held == [
        ("Stores · Kilns U.S.", 40_000.0), ("Stores · Lamp shops", 7_000.0), ("Bought · Kilns U.S.", 20_000.0),
        ("Bought · Lamp shops", 5_000.0), ("Stores · Kilns U.S.", 60_000.0), ("Stores · Lamp shops", 12_000.0),
    ]  # fmt: skip


@pytest.mark.parametrize("at", [0, 1])
def test_a_name_in_the_plural_says_what_it_is_declared_to_be(tmp_path: Path, at: int) -> None:
    """What is held has the plain name, wherever it stands; the line of the cash flows has more to it."""
    lines = [
        "Batteries | BatteryNet day 0 55 | BatteryNet day 1 52",
        "Batteries | IncreaseDecreaseInBatteries flow 0 -(3) | IncreaseDecreaseInBatteries flow 1 (4)",
    ]
    rows = "\n".join(("(in thousands) | {0} | {1}", lines[at], lines[1 - at]))
    for year in (2022, 2023):
        (tmp_path / f"{year}.html").write_text(ledger(year, rows.format(year, year - 1), "BALANCES"), encoding="utf-8")
    found = pipeline.compare([tmp_path / "2022.html", tmp_path / "2023.html"])
    names = {(one.concept or "").rpartition(":")[2]: one.name for one in found.indicators}
    assert names["BatteryNet"] == "Batteries" != names["IncreaseDecreaseInBatteries"]


def test_rows_of_one_name_say_what_stands_above_them(tmp_path: Path) -> None:
    """Their heading, else what their table is of; what they are declared to be only where neither tells them apart."""
    goods = "srt:ProductOrServiceAxis=lamp:"
    rows = f"""
(in thousands) | {{0}} | {{1}}
Kilns let abroad | |
Rents | RentsForeign flow 0 {goods}K1Member 40 | RentsForeign flow 1 {goods}K1Member 30
Lamps let | |
Rents | RentsForeign flow 0 {goods}L1Member 20 | RentsForeign flow 1 {goods}L1Member 10
Together | RentsForeign flow 0 60 | RentsForeign flow 1 40
"""
    for year in (2022, 2023):
        page = ledger(year, rows.format(year, year - 1), "Rents of things let are as follows:")
        (tmp_path / f"{year}.html").write_text(page.replace("Together", "Whole"), encoding="utf-8")
    names = {one.name for one in pipeline.compare([tmp_path / "2022.html", tmp_path / "2023.html"]).indicators}
    assert {"Whole·Rents (Kilns let abroad)", "Whole·Rents (Lamps let)", "Whole (Rents of things let)"} <= names, names


def test_statements_stand_in_the_order_of_the_newest_filing() -> None:
    """By the table that most of their lines stand in; lines that the older filing alone has do not count."""

    def statement(name: str, *tables: int, year: int = 2023) -> Statement:
        lines = [StatementLine(f"{name} {at}", values={year: 1.0}, where={year: (table, 0, 0)}) for at, table in enumerate(tables)]
        return Statement(name, name, name, name, (StatementLine("Heading"), *lines))

    told = (statement("income", 5, 5, 2), statement("balance", 3, 3), statement("old", 9, year=2022), statement("parts", 7))
    assert [one.id for one in in_filing_order(told, 2023)] == ["balance", "income", "parts", "old"]


@pytest.mark.parametrize(
    "lead",
    [
        "The following table presents kilns let by region (in part):",
        "The tables below set forth kilns let by region:",
        "Kilns let by region are as follows:",
        "The following summarizes kilns let by region (in thousands):",
        "Kilns let by region, including those of the trust, is presented as follows:",
    ],
)
def test_a_table_of_parts_is_called_by_what_leads_to_it(tmp_path: Path, lead: str) -> None:
    rows = f"North | Let flow 0 {KILNS} 40\nSouth | Let flow 0 {SHOPS} 7\n"
    (name, *_) = read_parts(tmp_path, *(ledger(year, rows, lead) for year in (2022, 2023)))
    assert name.partition(",")[0] == "Kilns let by region"


def test_a_table_of_parts_is_called_by_its_corner(tmp_path: Path) -> None:
    """Not by the unit that stands there."""
    rows = f"(in thousands) | |\nKilns let by region | {{0}} | {{1}}\nNorth | Let flow 0 {KILNS} 40 | Let flow 1 {KILNS} 30\n"
    rows += f"South | Let flow 0 {SHOPS} 7 | Let flow 1 {SHOPS} 6\n"
    pages = [ledger(year, rows.format(year, year - 1), "SEGMENTS") for year in (2022, 2023)]
    assert "SEGMENTS · Kilns let by region" in read_parts(tmp_path, *pages)


def test_a_column_is_called_by_the_step_that_says_its_part(tmp_path: Path) -> None:
    """Stock of the treasury is none of the common stock that stands above it; shares and amounts are what stands above them."""
    rows = f"""
(in thousands) | Kilns | |
| Amount | Lamp shops | Together
Wear | Wear flow 0 {KILNS} 4 | Wear flow 0 {SEGMENT}=lamp:ShopsOfLampsMember 3 | Wear flow 0 7
Fuel | Fuel flow 0 {KILNS} 6 | Fuel flow 0 {SEGMENT}=lamp:ShopsOfLampsMember 5 | Fuel flow 0 11
"""
    pages = [ledger(year, rows, "SEGMENTS").replace("<td>Kilns</td><td></td>", "<td colspan='2'>Kilns</td>") for year in (2022, 2023)]
    assert [label for label, _ in read_parts(tmp_path, *pages)["SEGMENTS"]][:3] == [
        "Wear · Kilns Amount", "Wear · Lamp shops", "Wear · Together",
    ]  # fmt: skip


def test_a_stroke_within_a_label_stays_as_it_is_printed(tmp_path: Path) -> None:
    rows = f"Kilns/ovens | Cost flow 0 {KILNS} 40\nShops | Cost flow 0 {SHOPS} 7\n"
    lines = read_lines(tmp_path, *(ledger(year, rows, "SEGMENTS") for year in (2022, 2023)), "segments")
    assert "Kilns/ovens" in [line.label for line in lines]


def test_what_a_label_says_of_one_year_alone_is_left_out(tmp_path: Path) -> None:
    equity, paid = "StockholdersEquity", "DividendsCash"
    rows = f"""
(in thousands) | Total Equity
Balance | {equity} day 2 10
Dividends ($0.{{0}} per share) | {paid} flow 1 -2
Balance | {equity} day 1 12
Dividends ($0.{{1}} per share) | {paid} flow 0 -3
Other comprehensive income (loss) | OtherComprehensiveIncomeLossNetOfTax flow 0 4
Balance | {equity} day 0 15
"""
    pages = [ledger(year, rows.format(year % 100, year % 100 + 1), "STATEMENTS OF EQUITY") for year in (2022, 2023)]
    labels = [line.label for line in read_lines(tmp_path, *pages, "equity")]
    assert "Dividends" in labels
    assert "Other comprehensive income (loss)" in labels


def test_a_figure_stands_in_the_statement_that_the_form_has_first(compared: Comparison) -> None:
    """A filing may print its cash flows, which begin with net income, before its income statement."""
    one = next(
        one for one in compared.indicators if one.concept and not one.members and all(isinstance(at, tuple) for at in one.where.values())
    )
    lines = [
        StatementLine("", one.concept or "", (), one.unit, values=one.values, where=dict.fromkeys(one.where, (at, 0, 0))) for at in (98, 99)
    ]
    forms = [Statement(name, "", "", "", (line,)) for name, line in zip(("income", "cash-flow"), lines, strict=True)]

    def filed(years: int) -> list[Report]:
        """The filings, each with facts of a year so far away in the cells of the lines."""
        facts = tuple(TaggedFact(one.concept or "", 1.0, one.unit, 0, "", "", years=years, cell=(at, 0, 0)) for at in (98, 99))
        return [replace(report, facts=facts) for report in compared.reports]

    assert [found.where for found in statements.placed((one,), forms, filed(0))] == [lines[0].where]
    other = replace(lines[0], values={year: value + 1 for year, value in one.values.items()})
    assert statements.placed((one,), [replace(forms[0], lines=(other,))], filed(0)) == (one,)
    assert statements.placed((one,), forms, filed(-1)) == (one,)  # cells of an opening balance


@pytest.mark.parametrize(
    ("sentences", "told"),
    [
        (
            ("Sales rose by $9 million, of which the extra week made $2 million.", "The 53rd week added $2 million."),
            "The 53rd week added $2 million",
        ),
        (
            ("The fifty-third week brought $3 million of sales and $1 million of profit.",),
            "The fifty-third week brought $3 million of sales and $1 million of profit",
        ),
        (("The 53rd week is left out here.", "Sales rose by $9 million."), ""),
    ],
)
def test_a_longer_year_says_what_its_last_week_came_to(
    sentences: tuple[str, ...], told: str, tmp_path: Path, reports: tuple[Report, Report]
) -> None:
    spans = [("2023-01-30", "2024-01-28"), ("2024-01-29", "2025-02-02")]
    facts = [TaggedFact("us-gaap:Revenues", 1.0, "$", 0, begin, end, years=0) for begin, end in spans]
    (tmp_path / "long.txt").write_text("Lampworks 2024 annual report\n\n1. Sales\n\n" + "\n".join(sentences), encoding="utf-8")
    longer = replace(pipeline.inspect(tmp_path / "long.txt"), facts=(facts[1],), year=(reports[0].year or 0) + 1, kind=reports[0].kind)
    found = series_findings.doubts([replace(reports[0], facts=(facts[0],)), replace(longer, organisation=reports[0].organisation)])
    assert [one.values["told"] for one in found if one.code == "weeks-differ"] == [f": “{told}”" if told else ""]


def test_years_of_other_lengths_are_told(reports: tuple[Report, Report]) -> None:
    def lasting(*years: tuple[str, str]) -> list[Finding]:
        told = [TaggedFact("us-gaap:Revenues", 1.0, "$", 0, begin, end, years=0) for begin, end in years]
        return [*series_findings.doubts([replace(report, facts=(fact,)) for report, fact in zip(reports, told, strict=True)])]

    first, last = (report.year for report in reports)
    (found,) = lasting(("2023-01-30", "2024-01-28"), ("2024-01-29", "2025-02-02"))
    assert (found.code, found.values) == ("weeks-differ", {"weeks": f"{first}: 52, {last}: 53", "told": ""})
    assert not lasting(("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31"))


def test_an_english_name_is_parted_from_what_chinese_words_tell_of_it(compared: Comparison) -> None:
    sales = next(one for one in headlines.of(compared) if one.indicator.name == "Net sales")
    name, told = headlines.said(sales, "zh")
    assert f"{name}{told}".startswith("Net sales $231,234 thousand，")
    assert headlines.in_short(sales, "zh").startswith("Net sales $231,234 thousand、")
    assert headlines.said(sales, "en")[1].startswith("$231,234 thousand, ")


@pytest.mark.parametrize(("told", "steps"), [(90.0, 1), (80.0, 0)])
def test_from_a_value_that_the_next_filing_tells_otherwise_there_is_no_step(told: float, steps: int) -> None:
    """The next filing counts lamps with shades: it tells 80 of the year before, of which that year's own filing told 90."""
    restated = {2022: 90.0} if told != 90.0 else {}
    line = StatementLine("Lamps", "us-gaap:Revenues", ("axis=lamps",), "$", values={2022: told, 2023: 84.0}, restated=restated)
    form = Statement("segments", "分部", "Segments", "", (line,))
    step = IndicatorChange(2022, 2023, -6.0, -6.67)
    row = Indicator("Lamps", "$", None, {2022: 90.0, 2023: 84.0}, {}, (step,), concept="us-gaap:Revenues", members=("axis=lamps",))
    (found,) = statements.placed([row], [form], [])
    assert (len(found.change), found.anew) == (steps, () if steps else (2023,))
