"""What the overview tells of statements: the lines that moved most, by amount and share, each amount once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tongbi import pipeline
from tongbi.model import Comparison, Statement, StatementLine
from tongbi.outputs import moved_lines, table_notes, workbook


def line(label: str, concept: str, old: float, new: float, *members: str, unit: str = "$") -> StatementLine:
    return StatementLine(label, f"gx:{concept}", members, unit, 1e6, f"{unit} million", {2023: old * 1e6, 2024: new * 1e6})


def told(pair: Comparison, *lines: StatementLine) -> list[str]:
    one = replace(pair, statements=(Statement("flow", "现金流量表", "Cash flows", "", lines),))
    return [found.title("en") for found in moved_lines.moved(one, 12, ())]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    files = [tmp_path_factory.mktemp("pair") / f"{year}.txt" for year in (2023, 2024)]
    for file in files:
        file.write_text(f"云浦县{file.stem}年工作报告\n一、主要做法\n调解纠纷600件。\n", encoding="utf-8")
    return pipeline.compare(files)


def test_the_amount_counts_as_much_as_the_share(pair: Comparison) -> None:
    found = told(
        pair,
        line("Kiln repairs", "Repairs", -2, -9),
        line("Bricks bought", "PaymentsForBricks", -4000, -9000),
        line("Sales", "Revenues", 90000, 94000),
        line("Grants", "Grants", 0, 800),
        line("Kilns", "Kilns", 7, 7),
    )
    names = ["Bricks bought", "Grants", "Sales", "Kiln repairs"]
    assert found == [f"{name} ($ million) · Cash flows" for name in names]


def test_each_amount_once_and_none_that_opens_the_year(pair: Comparison) -> None:
    found = told(
        pair,
        line("Cash, beginning of year", "Cash", 100, 700),
        line("Rent", "Rent", 20, 90),
        line("Rent paid", "PaymentsForRent", -20, -90),
        line("Cash, end of year", "Cash", 700, 300),
        line("Cards sold", "CardsSold", 5, 900, unit="cards"),
    )
    assert found == ["Cash, end of year ($ million) · Cash flows", "Rent ($ million) · Cash flows"]


def test_a_heading_says_what_a_short_label_does_not(pair: Comparison) -> None:
    found = told(
        pair,
        StatementLine("Interest:"),
        line("Debt", "InterestExpenseDebt", 10, 90),
        line("Interest income", "InterestIncome", 8, 20),
        StatementLine("Current assets:"),
        line("Yards and kilns", "PropertyAndRightOfUseAsset", 100, 115),
        line("Earnings of kilns", "OperatingIncomeLoss", 700, 702),
    )
    assert [one.partition(" (")[0] for one in found] == ["Interest · Debt", "Interest income", "Yards and kilns", "Earnings of kilns"]


def test_a_statement_of_parts_is_left_out(pair: Comparison) -> None:
    parts = line("Bricks", "Revenues", 10, 90, "srt:ProductAxis=gx:BricksMember")
    other = line("Tiles", "Revenues", 10, 30, "srt:ProductAxis=gx:TilesMember")
    assert told(pair, parts, other, line("Sales", "Revenues", 20, 100)) == []
    lines = (parts, line("Sales", "Revenues", 20, 100), line("Rent", "Rent", 9, 4))
    assert [one.partition(" (")[0] for one in told(pair, *lines)] == ["Sales", "Rent"]  # a part alone is left out of others


def test_a_note_below_a_statement_stands_beside_its_lines(pair: Comparison, tmp_path: Path) -> None:
    """(1) is of the rows that bear it, with all the sentences of its paragraph; a numbered list elsewhere is of none."""
    rows = "".join(
        f"<tr><td>{label}</td><td>{now}</td><td>{then}</td></tr>"
        for label, now, then in (("", 2024, 2023), ("Rent (1)", 5, 4), ("Clay", 7, 6))
    )
    (tmp_path / "yard.html").write_text(f"<html><body><table>{rows}</table><p>Kilns are old.</p></body></html>", encoding="utf-8")
    report = pipeline.inspect(tmp_path / "yard.html")
    told = [
        (1, "(1)", "Of two yards."),
        (1, None, "One is let."),
        (2, "(2)", "Dug by hand."),
        (3, None, "Kilns are old."),
        (4, "(1)", "They smoke."),
    ]
    units = tuple(replace(report.units[0], paragraph=at, point=point, text=text) for at, point, text in told)
    report = replace(report, units=units, tables=(replace(report.tables[0], paragraph=0),))
    lines = [StatementLine(name, "", values={2024: 1.0}, where={2024: (0, at, 0)}) for at, name in enumerate(report.tables[0].rows)]
    found = table_notes.of_lines(replace(pair, reports=(report,), years=(2024,)))
    assert [(line.label, found(line)) for line in lines] == [("Rent", "(1) Of two yards. One is let."), ("Clay", "")]


def test_the_overview_tells_them_with_their_changes(pair: Comparison, tmp_path: Path) -> None:
    outflow = replace(line("Bricks bought", "PaymentsForBricks", -4000, -9000), deducted=True)
    found = replace(pair, statements=(Statement("flow", "现金流量表", "Cash flows", "", (StatementLine("Paid:"), outflow)),))
    (tmp_path / "book.xlsx").write_bytes(workbook.render(found, "en"))
    book = load_workbook(tmp_path / "book.xlsx", data_only=True)
    (row,) = (row for row in book["Overview"].iter_rows() if str(row[0].value).startswith("Bricks bought"))
    assert [cell.value for cell in row[1:5]] == [-4000, -9000, 5000, 1.25]
    assert row[0].hyperlink
    assert book["Statements"][row[0].hyperlink.location.rpartition("!")[2]].value == "Bricks bought"
