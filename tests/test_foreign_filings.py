"""Annual reports of foreign private issuers (Form 20-F): their items and sub-items, however these are labelled, and their statements."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi import pipeline
from tongbi.model import Report
from tongbi.report import schema

SUBS = {
    "3": ("Key Information", {"A": "[Reserved]", "D": "Risk Factors"}),
    "4": ("Information on the Company", {"A": "History and Development of the Company", "B": "Business Overview"}),
    "5": ("Operating and Financial Review and Prospects", {"A": "Operating Results", "D": "Trend Information"}),
    "8": ("Financial Information", {}),
    "16A": ("Audit Committee Financial Expert", {}),
    "16K": ("Cybersecurity", {}),
    "18": ("Financial Statements", {}),
}
PROSE = "The ferries carry people and goods between eleven islands, and two yards repair them in winter."
FACTORS = ("Ice may close our routes for weeks.", "Fuel may become dearer than we can pass on.", "A yard may burn.")


def filing(sub: str, year: int = 2024) -> str:
    lines = [
        "<p>FORM 20-F</p><p>ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934</p>"
        f"<p>For the fiscal year ended December 31, {year}</p><p>ÖFÄRJOR AB</p>"
        "<p>(Exact name of registrant as specified in its charter)</p><p><b>PART I</b></p>"
    ]
    for item, (title, subs) in SUBS.items():
        lines.append(f"<p><b>ITEM {item}. {title.upper()}</b></p><p>{PROSE}</p>")
        for letter, name in subs.items():
            lines.append(f"<p><b>{sub.format(item=item, letter=letter)} {name}</b></p><p>{PROSE}</p>")
            lines += [f"<p><b><i>{one}</i></b></p><p>{PROSE}</p>" for one in FACTORS if name == "Risk Factors"]
    lines.append("<p><b>NOTES TO THE GROUP FINANCIAL STATEMENTS</b></p>")
    lines += [f"<p><b>{number}. {name}</b></p><p>{PROSE}</p>" for number, name in enumerate(("General", "Vessels", "Leases"), 1)]
    return f"<html><body>{''.join(lines)}</body></html>"


@pytest.mark.parametrize(
    "sub", ["{letter}.", "{item}.{letter}", "{item}.{letter}.", "Item {item}.{letter}", "ITEM {item}.{letter}.", "Item {item}.{letter} —"]
)
def test_items_and_their_parts(sub: str, tmp_path: Path) -> None:
    reports = [inspected(tmp_path, sub, year) for year in (2023, 2024)]
    told = {one.heading.casefold(): one.canonical for one in reports[1].sections}
    assert (reports[1].kind, reports[1].organisation) == ("20-f", "ÖFÄRJOR AB")
    for item, (title, subs) in SUBS.items():
        assert told[title.casefold()] == f"item-{item.lower()}", title
        assert [told[name.casefold()] for name in subs.values()] == [f"item-{item.lower()}/{letter.lower()}" for letter in subs]
    sorts = [one.sort for one in pipeline.compare_reports(reports).disclosures]
    assert (sorts.count("factor"), sorts.count("note")) == (3, 3)


def inspected(folder: Path, sub: str, year: int) -> Report:
    path = folder / f"{year}.html"
    path.write_text(filing(sub, year), encoding="utf-8")
    return pipeline.inspect(path)


def test_figures_and_statements_are_those_of_the_domestic_form() -> None:
    foreign, domestic = schema.load("20-f"), schema.load("10-k")
    assert foreign.figures == domestic.figures
    assert foreign.statements == domestic.statements
    for one in domestic.statements:
        assert any(concept.startswith("ifrs-full:") for concept in (*one.concepts, *one.axes)), one.id


def test_only_a_schema_that_ships_is_leant_on(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(schema.text_of("20-f").replace('like = "10-k"', 'like = "40-f"'), encoding="utf-8")
    assert [problem.split(": ")[1] for problem in schema.check(path)] == ["like"]


ROWS = {
    "Revenue": {2022: 3886, 2023: 3902, 2024: 4118},
    "ProfitLossFromOperatingActivities": {2022: 592, 2023: 677, 2024: 762},
    "ProfitLossBeforeTax": {2022: 549, 2023: 625, 2024: 701},
    "ProfitLoss": {2022: 421, 2023: 475, 2024: 529},
}
NAMES = (
    "xmlns:ix='http://www.xbrl.org/2013/inlineXBRL' xmlns:dei='http://xbrl.sec.gov/dei/2024' "
    "xmlns:ifrs-full='https://xbrl.ifrs.org/taxonomy/2024-03-27/ifrs-full'"
)


def tagged(year: int) -> str:
    """The filing with an income statement under IFRS in million euros, beside the year before."""
    years = (year, year - 1)
    told = "".join(
        f'<x:context id="c{one}"><x:period><x:startDate>{one}-01-01</x:startDate><x:endDate>{one}-12-31</x:endDate></x:period></x:context>'
        for one in years
    )
    hidden = f"<ix:nonNumeric name='dei:DocumentType' contextRef='c{year}'>20-F</ix:nonNumeric>"
    unit = "<x:unit id='e'><x:measure>iso4217:EUR</x:measure></x:unit>"
    head = f"<ix:header><ix:hidden>{hidden}</ix:hidden><ix:resources>{told}{unit}</ix:resources></ix:header>"
    rows = [["", *map(str, years)]]
    for name, values in ROWS.items():
        fact = f"<ix:nonFraction name='ifrs-full:{name}' unitRef='e' scale='6' decimals='-6' contextRef="
        rows.append([name, *(f"{fact}'c{one}'>{values[one]:,}</ix:nonFraction>" for one in years)])
    told_rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    table = f"<p>Consolidated Income Statement (€ million)</p><table>{told_rows}</table>"
    whole = (
        filing("{letter}.", year).replace("<html>", f"<html {NAMES}>").replace("<body>", f"<body><div style='display:none'>{head}</div>")
    )
    return whole.replace("<p><b>NOTES", f"{table}<p><b>NOTES")


def test_a_statement_under_ifrs(tmp_path: Path) -> None:
    for year in (2023, 2024):
        (tmp_path / f"{year}.html").write_text(tagged(year), encoding="utf-8")
    found = pipeline.compare([tmp_path / "2023.html", tmp_path / "2024.html"])
    lines = next(one.lines for one in found.statements if one.id == "income")
    assert [dict(line.values) for line in lines] == [{2023: values[2023] * 1e6, 2024: values[2024] * 1e6} for values in ROWS.values()]
    assert {line.unit for line in lines} == {"€"}
