"""Lists of amounts with a list of years: only the report's own year is its figure."""

from __future__ import annotations

import pytest

from tongbi import figures
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
