"""English quantities over classes: every currency, size and label of a reference; then what counts and what does not, in many forms."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import figures
from tongbi.language import lexicon, numerals, quantities
from tongbi.model import Figure, Unit

SIGNS = lexicon.table("en/units")["money"]["signs"]
SHORT = lexicon.table("en/units")["money"]["short"]


def counted(text: str) -> list[tuple[float, str]]:
    return [(one.value, one.unit) for one in quantities.find(text, chinese=False)]


def told(text: str) -> list[Figure]:
    return list(figures.extract([Unit("u", text, None, role="measure")], 2023))


@given(
    st.sampled_from(sorted(SIGNS)),
    st.sampled_from(["", " "]),
    st.decimals(1, 999, places=1),
    st.sampled_from(["", *lexicon.words("en/units", "money.large")]),
)
def test_an_amount_in_any_currency_and_size_is_exact(sign: str, blank: str, number: object, size: str) -> None:
    [(value, unit)] = counted(f"Sales reached {sign}{blank}{number} {size}".rstrip() + " in the north.")
    assert unit == SIGNS[sign]
    assert value == numerals.expanded(float(str(number)), size)


@given(st.sampled_from(["€", "£", "US$", "₹"]), st.sampled_from(sorted(SHORT)))
def test_a_size_glued_to_an_amount(sign: str, size: str) -> None:
    [(value, _)] = counted(f"The hospital fund spent {sign}4.7{size} on wards.")
    assert value == numerals.expanded(4.7, SHORT[size])
    assert math.isclose(numerals.quantum(f"{sign}4.7{size}"), numerals.expanded(0.1, SHORT[size]))


@given(
    st.sampled_from(lexicon.words("en/units", "apart.labels")),
    st.sampled_from(["7", "4.2", "13(b)", "2 and 3", "4.2, 4.3 and 4.4", "11 through 15"]),
)
def test_the_number_of_a_reference_counts_nothing(label: str, number: str) -> None:
    assert counted(f"The trust follows {label} {number} requirements as set out before.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Release notes live at https://example.org/v3/2024-11-05/12_items.html?page=4 for readers.",
        "Write to desk42@example.org or call 555-010-4477.",
        "ENH-114 moved to stable in 4.2 and to beta in v0.19.",
        "LibreThing 7.3 replaces LibreThing 6.9.2 everywhere.",
        "The draft was posted on 5 March and closed on August 9-11 at 4:30 p.m.",
        "It runs 24/7 under a 12-month lease for a 300-bed clinic.",
        "Gifts are deductible under 501(c)(3) and 170(b)(1).",
        "The 3.125% Senior Notes due 2031 and the 4.5% 2040 bonds are listed.",
        "Her 3D printers use 5G and the B2B portal.",
        "The school marked its 40th and 41st anniversaries.",
        "Telephone: 4477812",
        "Pass `--limit=40 items` to the tool.",
        "Registration No. 8812, Suite 300",
        "See pages 44 through 121 and Note 6.",
        "Attendance was high, compared with 2022.",
    ],
)
def test_what_only_looks_like_a_quantity(text: str) -> None:
    assert counted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferries carried 3,110 and 2,875 commuters.", [(3110, "commuters"), (2875, "commuters")]),
        ("Plots range between 400 and 650 acres.", [(400, "acres"), (650, "acres")]),
        ("Grants of $14–18 million are planned.", [(14e6, "$"), (18e6, "$")]),
        ("Trained tutors: 1,208", [(1208, "")]),
        ("- Open calls for help = 31", [(31, "")]),
        ("Attendance rose to 5,400 last year.", [(5400, "")]),
        ("The waiting list fell from 810 to 655.", [(810, ""), (655, "")]),
        ("The pupil-teacher ratio was 18.4.", [(18.4, "")]),
        ("A total of 77 is on file.", [(77, "")]),
        ("Net cash was negative $3.5 million, and the spread was -$0.2 billion.", [(-3.5e6, "$"), (-2e8, "$")]),
        ("Income (loss) came to $(4.1) million or (2.5)%.", [(-4.1e6, "$"), (-2.5, "%")]),
        ("Some 3.2 crore families and 45.5 lakh traders enrolled.", [(3.2e7, "families"), (4.55e6, "traders")]),
        ("We appointed 9 new Regional Advisers.", [(9, "advisers")]),
        ("Aid rose to 5 Billion Yuan.", [(5e9, "yuan")]),
        ("A fee of ` 2,500 applies.", [(2500, "₹")]),
        ("Rangers logged 86 sightings compared with 2022, and 2023 was calm.", [(86, "sightings")]),
    ],
)
def test_what_counts(text: str, expected: list[tuple[float, str]]) -> None:
    assert counted(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Apprentices in training: 418", "Apprentices in training", 418),
        ("Median wait – 3.5 days", "Median wait", 3.5),
        ("- Appeals heard = 77", "Appeals heard", 77),
        ("Queue time fell to 6.8 minutes, down from 7.5 minutes.", "Queue time", 7.5),
        ("The jobless rate was 5.1%, versus 6.0% before.", "jobless rate", 6.0),
        ("Selling costs decreased by $4 million.", "Selling costs·decreased", 4e6),
        ("As of June 30, 2023 and 2022, accounts payable totaled $8.1 million and $7.7 million, respectively.", "accounts payable", 8.1e6),
        ("The senior and junior teams won 14 and 9 medals, respectively.", "senior teams medals", 14),
        ("The bonds were worth £6 million.", "bonds", 6e6),
        ("About $3.1 billion of the $9.0 billion buyback plan remained.", "buyback plan", 3.1e9),
        ("The choir has 64 singers, of whom 21 are boys.", "boys of singers", 21),
        ("Officers boarded 230 vessels; 9 were detained.", "vessels boarded detained", 9),
        ("Rents rose by 7.8%, 1,266 urban jobs were created.", "urban jobs created", 1266),
        ("Over 2,500 rules were reduced and 148 outdated statutes were repealed.", "outdated statutes repealed", 148),
        ("Of 77 appeals, 41 were upheld, and 12 are pending.", "pending appeals", 12),
        ("The museum drew 5,480 guests, compared with 5,120 in 2022.", "guests drawn", 5120),
        ("The depot issued 640 permits, down from 655 a year earlier.", "permits issued", 655),
    ],
)
def test_a_value_is_called_by_its_label_or_by_what_it_is_held_against(text: str, name: str, value: float) -> None:
    assert [one.name for one in told(text) if one.value == value] == [name]


@pytest.mark.parametrize("verb", lexicon.words("en/change", "spans.ranges"))
def test_how_far_values_reach_is_no_change(verb: str) -> None:
    """Terms that vary from 30 to 60 days were not 30 days before; sales that rose from 30 to 60 stores were."""
    assert [one.qualifier for one in told(f"The terms of our leases {verb} from 30 to 60 months.")] == ["range", None]
    assert [one.qualifier for one in told("The number of stores rose from 30 to 60 stores.")] == ["previous", None]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("The museum drew 41 250 visitors and lent 1 204 objects.", [(41250, "visitors"), (1204, "objects")]),
        ("We paid € 2 340 500 to 18 partners.", [(2340500, "€"), (18, "partners")]),
        # Neither a year nor one of several numbers is the head of another number.
        ("In 2021 350 families moved in.", [(350, "families")]),
        ("Beside lots 7 30 450, we own 12 trees", [(12, "trees")]),
    ],
)
def test_thousands_parted_by_blanks(text: str, amounts: list[tuple[float, str]]) -> None:
    assert counted(text) == amounts


@pytest.mark.parametrize(
    "text", ["Reserves cover 3.1 months of spending.", "Turnover £12 million.", "We discover 12 caves.", "Squander 30% of it."]
)
def test_a_bound_is_a_whole_word(text: str) -> None:
    assert [one.qualifier for one in quantities.find(text, chinese=False)] == [None]
