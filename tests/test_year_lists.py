"""Lists of amounts with a list of years: only the report's own year is its figure, only last year's is held against last year's report."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi import compare, figures
from tongbi.checks.reckoning import printed
from tongbi.model import Unit


@pytest.mark.parametrize(
    ("text", "current"),
    [
        ("Depreciation was $4.1 billion, $3.9 billion and $3.2 billion for fiscal 2024, 2023 and 2022, respectively.", [4.1e9]),
        ("Rent expense of $310 million and $295 million in 2024 and 2023, respectively, is shown in Note 4.", [3.1e8]),
        ("Cash held abroad was $1.2 billion and $1.4 billion as of January 31, 2024 and 2023.", [1.2e9]),
        ("We repurchased shares for $800 million in fiscal 2024.", [8e8]),
        ("Sales were $12 billion and costs $9 billion in stores opened in 2024 and 2023.", [1.2e10, 9e9]),
    ],
)
def test_of_a_list_of_years_only_the_reports_own_counts(text: str, current: list[float]) -> None:
    found = figures.extract([Unit("u", text, None)], 2024)
    assert [one.value for one in found if one.qualifier != "previous"] == current


@pytest.mark.parametrize(
    ("text", "years"),
    [
        (
            "Freight costs were $7.4 million, $6.8 million and $6.1 million for fiscal 2024, 2023 and 2022, respectively.",
            [2024, 2023, 2022],
        ),
        ("The vacancy rate as of June 30, 2022, 2023, and 2024 was 8.5%, 7.9%, and 7.1%.", [2022, 2023, 2024]),
        ("Write-offs totaled $5 million, $4 million and $2 million for fiscal 2024, 2023 and", [2024, 2023, 2022]),  # torn by a page
        ("Fees were $9 million, $8 million, $7 million and $6 million in 2024 and 2023.", [2024] * 4),  # of which years?
    ],
)
def test_every_amount_of_a_list_has_its_year(text: str, years: list[int]) -> None:
    found = figures.extract([Unit("u", text, None)], 2024)
    assert [one.period and one.period.last for one in found] == years


_NOTE = "Brook Mills annual report for {0}\n\nItem 1. Business\n\nWe run three paper mills.\n\nItem 7. Results\n\n{1}\n"


def conflicts(folder: Path, old: str, new: str) -> list[tuple[str, float, float]]:
    paths = [folder / "2023.txt", folder / "2024.txt"]
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(_NOTE.format(path.stem, text), encoding="utf-8")
    return [(one.kind, one.expected, one.found) for one in compare(paths).conflicts if one.severity == "conflict"]


@pytest.mark.parametrize(
    "text",
    [
        "Cartage was ${2} million, ${1} million and ${0} million for fiscal {y2}, {y1} and {y0}, respectively.",
        "Cartage was ${0} million, ${1} million and ${2} million in {y0}, {y1} and {y2}.",
        "We had cartage of ${2} million for fiscal {y2}, and had cartage of ${1} million and ${0} million for fiscal {y1} and {y0}.",
        "As of June 30, {y1} and {y2}, pulp was ${1} million and ${2} million and dye was ${0} million and ${1} million.",
    ],
)
def test_a_value_two_years_old_is_not_held_against_last_years_report(tmp_path: Path, text: str) -> None:
    values = [41, 47, 58, 66]
    old, new = (text.format(*values[at:], y0=2021 + at, y1=2022 + at, y2=2023 + at) for at in (0, 1))
    assert conflicts(tmp_path, old, new) == []


def test_last_years_value_in_a_list_is_held_against_last_years_report(tmp_path: Path) -> None:
    text = "Cartage was ${} million, ${} million and ${} million for fiscal {}, {} and {}, respectively."
    found = conflicts(tmp_path, text.format(47, 41, 38, 2023, 2022, 2021), text.format(58, 49, 41, 2024, 2023, 2022))
    assert found == [("restated", 47e6, 49e6)]


def test_a_share_whose_whole_grew_by_per_cent_is_no_conflict(tmp_path: Path) -> None:
    text = "Mail orders represented {}% of net sales and increased by {}% during fiscal {}."
    assert conflicts(tmp_path, text.format(14.8, 1.1, 2023), text.format(15.1, 6.6, 2024)) == []


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (4.418e11, "$", "$441.8 billion"),
        (-8.3e7, "€", "-€83 million"),
        (8.183e11, "yuan", "818.3 billion yuan"),
        (1.08e10, "", "10800000000"),
        (15200, "户", "1.52万户"),
        (2.5, "%", "2.5%"),
        (-120000, "元", "-12万元"),
    ],
)
def test_a_number_of_a_message_reads_as_numbers_are_written(value: float, unit: str, told: str) -> None:
    assert printed(value, unit) == told


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Ridership was 41.2 million trips for 2024 compared with 39.8 million trips for 2023.", [2024, 2023]),
        ("In 2022, the trust lent £30 million; loans reached £44 million in 2024.", [2022, 2024]),
        ("In fiscal 2023, we built 40 depots, and in fiscal 2024, we opened 12 depots.", [2023, 2024]),
        ("We bought back 1.5 million shares of our stock for $90 million in 2021.", [2021, 2021]),
        ("Library visits: 310,220 (2023: 287,054)", [2024, 2023]),
        ("Founded in 2003, the trust runs 41 homes.", [2024]),
        ("Growth over 2023 was 4.1%.", [2024]),
        ("The 2019, 2020 and 2021 Notes had lives of 4 years, 5 years and 6 years.", [2024, 2024, 2024]),
    ],
)
def test_a_figure_is_of_the_year_that_its_sentence_names_for_it(text: str, years: list[int]) -> None:
    found = figures.extract([Unit("u", text, None)], 2024)
    assert [one.period.last for one in found if one.period] == years
    assert [one.status == "base" for one in found] == [year < 2024 for year in years]


@pytest.mark.parametrize(
    ("ends", "day", "year"),
    [
        ("2025-02-02", "January 28, 2024", 2023),
        ("2025-02-02", "February 2, 2025", 2024),
        ("2025-02-02", "October 2024", 2024),
        ("2024-06-30", "August 3, 2023", 2024),
        ("2024-06-30", "June 30, 2023", 2023),
        ("", "December 31, 2023", 2023),
    ],
)
def test_a_day_is_of_the_fiscal_year_that_it_lies_in(ends: str, day: str, year: int) -> None:
    [found] = figures.extract([Unit("u", f"At {day}, receivables were $88 million.", None)], 2024, 0, ends)
    assert found.period is not None
    assert found.period.last == year
