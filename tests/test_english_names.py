"""Names, kinds and standing of English quantities, over classes of nouns, verbs and bounds; then sentences of many wordings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import figures
from tongbi.figures.english_names import english_names
from tongbi.figures.name_terms import contrary, terms
from tongbi.language.quantities import find
from tongbi.model import Figure, Role, Unit

NOUNS = [
    "steel output",
    "freight volume",
    "net income of rural households",
    "per capita spending on health",
    "the value added of the service sector",
    "loan balance",
]
REACHED = ["reached", "was", "totaled", "hit", "exceeded", "amounted to", "stood at", "came to", "remained at", "surpassed"]
BOUNDS = ["", "about ", "nearly ", "more than ", "approximately ", "a record "]
AMOUNTS = ["47.2 trillion yuan", "$3.4 billion", "571 million tons", "26,000 kilometers", "6.1 million hectares", "93.5%"]
ROSE = [
    ("rose", "up"),
    ("grew", "up"),
    ("increased", "up"),
    ("fell", "down"),
    ("declined", "down"),
    ("dropped", "down"),
    ("climbed", "up"),
    ("shrank", "down"),
]
DONE = ["created", "built", "planted", "trained", "repaired", "opened", "inspected", "issued", "renovated", "resettled"]
THINGS = ["urban jobs", "low-income homes", "trees", "rural teachers", "permits", "bridges", "day-care centers"]


def told(text: str, role: Role = "measure") -> list[Figure]:
    return list(figures.extract([Unit("u", text, None, role=role)], 2012))


def bare(noun: str) -> str:
    return noun.removeprefix("the ")


@given(st.sampled_from(NOUNS), st.sampled_from(REACHED), st.sampled_from(BOUNDS[:5]), st.sampled_from(AMOUNTS))
def test_what_reached_a_value_names_it(noun: str, verb: str, bound: str, amount: str) -> None:
    [figure] = told(f"In the east, {noun} {verb} {bound}{amount} last year.")
    assert (figure.name, figure.sign, figure.status) == (bare(noun), None, "outcome")


@given(
    st.sampled_from(NOUNS),
    st.sampled_from(ROSE),
    st.sampled_from(["by ", "by about ", ""]),
    st.sampled_from(["", " in real terms", " over the previous year"]),
)
def test_what_changed_names_a_step(noun: str, verb: tuple[str, str], by: str, behind: str) -> None:
    [figure] = told(f"At home, {noun} {verb[0]} {by}8.4%{behind}.")
    assert (figure.head, figure.sign, figure.kind) == (bare(noun), verb[1], "growth")


@given(st.sampled_from(DONE[:-1]), st.sampled_from(THINGS), st.sampled_from(BOUNDS[:4]))
def test_what_is_counted_names_a_count_in_the_active_and_the_passive(verb: str, thing: str, bound: str) -> None:
    [active], [passive], [total] = (
        told(f"We {verb} {bound}12,210 {thing} across the province."),
        told(f"Last year {bound}12,210 {thing} were {verb}."),
        told(f"A total of 12,210 {thing} were {verb}."),
    )
    assert active.name == passive.name == total.name == f"{thing} {verb}"


@given(
    st.sampled_from(NOUNS), st.sampled_from(["aim to", "plan to", "will", "strive to"]), st.sampled_from(["keep", "hold", "raise", "bring"])
)
def test_a_plan_is_a_target_in_any_section(noun: str, aim: str, verb: str) -> None:
    [figure] = told(f"We {aim} {verb} {noun} {'at' if verb in {'keep', 'hold'} else 'to'} around 500 million tons.")
    assert (figure.name, figure.status) == (bare(noun), "target")


@pytest.mark.parametrize("text", ["Imports rose by 10.3%;", "12,300 homes were built.", "Last year, the deficit came to $4 billion."])
def test_what_was_is_an_outcome_in_a_plan(text: str) -> None:
    [figure] = told(text, "plan")
    assert figure.status == "outcome"
    assert figure.period is not None
    assert figure.period.last == 2012


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Exports and imports grew by 20.3% and 24.9%, respectively.", ["Exports·grew", "imports·grew"]),
        ("The registry closed 41 files and refunded $52,000.", ["files closed", "money refunded"]),
        ("Lifeguards recovered 14 boats and gained 3 vehicles.", ["boats recovered", "vehicles gained"]),
        ("Night trains took up 12% of capacity.", ["Night trains share of capacity"]),
        ("The coastguard handled 310 alarms: 120 groundings and 64 fires.", ["alarms handled", "groundings handled", "fires handled"]),
        (
            "Emissions of sulfur dioxide and nitrogen oxides fell by 3.5% and 2.9%, respectively.",
            ["Emissions of sulfur dioxide·fell", "Emissions of nitrogen oxides·fell"],
        ),
        (
            "Grants for urban and rural schools were raised by 4% and 9%, respectively.",
            ["Grants for urban schools·raised", "Grants for rural schools·raised"],
        ),
        (
            "Wages were 9,175 yuan, and pensions were 2,153 yuan, up 9.8% and 8.5% respectively.",
            ["Wages", "pensions", "Wages·up", "pensions·up"],
        ),
        ("Output reached 40 million tons, an increase of 4.5% over the previous year.", ["Output", "Output·increase"]),
        ("Energy use per unit of output fell 4.1%, water use by 2.4%.", ["Energy use per unit of output·fell", "water use·fell"]),
        ("The rise in food prices was kept at 2.6%.", ["food prices·rise"]),
        ("We set the target for growth of the money stock at about 13%.", ["money stock·growth"]),
        ("We project a 16% increase in steel output.", ["steel output·increase"]),
        ("Hold increases in rents to around 4%, keep the jobless rate at or below 4.6%.", ["rents·increases", "jobless rate"]),
        ("It consists of a 700 billion yuan central deficit and 200 billion yuan in local bonds.", ["central deficit", "local bonds"]),
        (
            "Online sales, which consist of orders placed through our apps, represented 15.1% of net sales and increased by 6.6%.",
            ["Online sales share of net sales", "Online sales·increased"],
        ),
        ("Net cash used in investing activities increased by $16.3 billion.", ["Net cash used in investing activities·increased"]),
        (
            "Interest and other, net increased $35 million, or 20.1%, to $209 million.",
            ["Interest and other, net·increased"] * 2 + ["Interest and other, net"],
        ),
        ("The gross margin improved 120 basis points to 33.4%.", ["gross margin·improved", "gross margin"]),
        ("Revenue rose 12% to $3.4 billion from $3.0 billion.", ["Revenue·rose", "Revenue", "Revenue"]),
        ("Net earnings were $14.8 billion, or $14.91 per diluted share.", ["Net earnings", "Net earnings per diluted share"]),
        ("The provision for losses was a benefit of $45 million.", ["provision for losses (benefit)"]),
        ("We returned $8.9 billion to shareholders in the form of dividends.", ["dividends returned"]),
        ("Investment in railways, up 12.5%, totaled 800 billion yuan.", ["Investment in railways·up", "Investment in railways"]),
        ("Steel output shrank for three years in a row, by 4.1% in 2015.", ["Steel output·shrank"]),
        ("Some 3.1 million tourists came, 12% more than in the previous year.", ["tourists", "tourists·up"]),
        # Money raised is no rise; what another subject does is not done by the last one; an adjective limits what it is said of.
        ("Ticket sales raised £2.4 million for repairs.", ["Ticket sales raised"]),
        ("We mended 12 locks, and 3,400 boaters registered.", ["locks mended", "boaters"]),
        ("We have 140 trams, of which 35 are accessible.", ["trams", "accessible trams"]),
        ("Fees were £40m and costs £43m, leading to a shortfall of £3m.", ["Fees", "costs", "shortfall"]),
        ("Moorings contributed £3.1 million and cafes £2.2 million.", ["Moorings contributed", "cafes"]),
        ("We scanned 120,000 slides, which took the total to 1.9 million slides.", ["slides scanned", "total slides"]),
        ("Access to heated rooms will reach 93 percent of homes.", ["Access to heated rooms"]),
        ("Tomorrow 1,300 pupils sit the test.", ["pupils"]),
        # A verb that is not said again leaves its place to the subject of its own.
        ("Fees came to £4 million and fines to £1 million.", ["Fees", "fines"]),
        ("Visits fell to 31,000 and loans to 204,000.", ["Visits", "loans"]),
        ("Rents rose from £3 million to £4 million and rates from £2 million to £3 million.", ["Rents"] * 2 + ["rates"] * 2),
        ("Ticket sales increased 5% in May and June to £34 million.", ["Ticket sales·increased", "Ticket sales"]),
    ],
)
def test_names_of_many_wordings(text: str, names: list[str]) -> None:
    assert [figure.name for figure in told(text) if not figure.unit.endswith("years")] == names


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Trade came to US$ 3.64 trillion.", 3.64e12, "$"),
        ("Revenue was 10.37 trillion yuan.", 1.037e13, "yuan"),
        ("Capacity rose by 33 million kW.", 33e6, "kW"),
        ("Trees were planted on 6.13 million hectares.", 6.13e6, "hectares"),
        ("They built 18,000 large and medium-sized reservoirs.", 18000, "reservoirs"),
    ],
)
def test_units(text: str, value: float, unit: str) -> None:
    [figure] = told(text)
    assert (figure.value, figure.unit) == (value, unit)


def test_what_an_amount_is_per_is_no_quantity() -> None:
    assert [figure.text for figure in told("The floor price was raised by 7 yuan per 50 kilograms.")] == ["7 yuan"]


def test_a_value_that_a_change_starts_from_is_of_before() -> None:
    assert [figure.status for figure in told("The share climbed from 45.9% in 2007 to 52.6%.")] == ["base", "outcome"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GDP", "gross domestic product"),
        ("rise of consumer prices", "rise of the CPI"),
        ("urban jobs created", "new urban jobs"),
        ("number of rural households", "rural household"),
        ("total imports and exports", "volume of foreign trade"),
    ],
)
def test_names_of_one_measure(one: str, other: str) -> None:
    assert terms(one).key == terms(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("exports", "imports"),
        ("income of urban residents", "income of rural residents"),
        ("GDP", "energy use per unit of GDP"),
        ("homes begun", "homes completed"),
        ("basic earnings", "diluted earnings"),
        ("surplus of the year", "deficit of the year"),
        ("operating profit", "operating loss"),
        ("school revenue", "school expenditure"),
        ("cash inflows", "cash outflows"),
    ],
)
def test_names_of_two_measures(one: str, other: str) -> None:
    assert contrary(terms(one), terms(other))


def test_years_that_open_a_sentence_are_those_of_its_lists() -> None:
    found = told(
        "As of June 30, 2011 and 2012, receivables were $26.6 billion and $34.1 billion, and payables were $6.9 billion and $8.5 billion."
    )
    assert [figure.status for figure in found] == ["base", "outcome", "base", "outcome"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The port berths 40 vessels.", ["vessels berthed"]),
        ("The council also publishes 14 guides.", ["guides published"]),
        ("The libraries lend 3,400 books.", ["books lent"]),
        ("Volunteers teach about 900 pupils.", ["pupils taught"]),
        ("The campus houses 1,200 students and 90 researchers.", ["students housed", "researchers housed"]),
        ("The institute annually awards more than 60 grants.", ["grants awarded"]),
        # What has a verb, stands behind a preposition or is no sentence has none before its number.
        ("Total staff 320 people", ["Total staff people"]),
        ("Our customer accounts reached 5 million members.", ["customer accounts"]),
    ],
)
def test_what_stands_between_a_subject_and_what_it_counts_is_its_verb(text: str, names: list[str]) -> None:
    assert english_names(text, [*find(text, False)]) == names


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Toll income rose by 40% compared with 2007.", "Toll income·since 2007·rose"),
        ("Against 2008-09, toll income fell by 9%.", "toll income·since 2009·fell"),
        ("Toll income rose by 4% over 2011.", "Toll income·rose"),
        ("Toll income rose by 4%.", "Toll income·rose"),
    ],
)
def test_a_step_from_another_year_is_another_figure(text: str, step: str) -> None:
    assert [figure.name for figure in told(text)] == [step]
