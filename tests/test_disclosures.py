"""Risk factors and notes: found however they are headed, and followed from year to year; nothing of their text is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tongbi import pipeline
from tongbi.comparison.disclosures import _count
from tongbi.model import Block, Comparison, Report
from tongbi.outputs import disclosures, record, workbook
from tongbi.outputs.brief import markdown
from tongbi.report.outline import set_off

FACTORS = {
    "Our kilns may fail during the firing season.": "A kiln that fails in autumn cannot be replaced before spring. We own eleven kilns.",
    "Clay is dug in one valley only; floods there would stop our work.": "It floods about once in 10 years. We keep clay for 6 weeks.",
    "Could tariffs raise what our glazes cost?": "Half of our glazes come from abroad. Tariffs may be raised at any time, unannounced.",
    "We depend on two potters.": "Neither has signed a contract beyond next year. Training another takes seven years of daily work.",
}
OPENING = "Investors should weigh the following risks before they buy our shares. Others that we do not know of may harm us as well."


def page(body: str, year: int = 2023) -> str:
    items = {"1. Business": "We make pots.", "1A. Risk Factors": body,
             "1B. Unresolved Staff Comments": "There are none that we know of today.",
             "2. Properties": "We own one long building beside the river and rent a shop in the town.",
             "3. Legal Proceedings": "We are a party to no proceeding that would matter to our results.",
             "4. Mine Safety Disclosures": "This item does not apply to a company that makes pots."}  # fmt: skip
    cover = (
        f"<p><b>FORM 10-K</b></p><p>For the fiscal year ended December 31, {year}</p><p><b>POTWORKS HOLDINGS, INC.</b></p>"
        "<p>(Exact name of registrant as specified in its charter)</p><p><b>PART I</b></p>"
    )
    told = "".join(f"<p><b>Item {head}</b></p>{text if text.startswith('<') else f'<p>{text}</p>'}" for head, text in items.items())
    return f"<html><body>{cover}{told}<p><b>SIGNATURES</b></p><p>Signed by the chief executive officer of the company.</p></body></html>"


def risks(heading: str, texts: dict[str, str] = FACTORS, groups: Sequence[str] = ()) -> str:
    """Item 1A with each factor under `heading`, a pattern with {}; `groups` stand before the first and the third factor."""
    parts = [f"<p>{OPENING}</p>"]
    for at, (name, text) in enumerate(texts.items()):
        if groups and at in {0, 2}:
            parts.append(groups[at // 2])
        parts.append(heading.format(name).format(number=at + 1) + ("" if heading.endswith("TEXT") else f"<p>{text}</p>"))
        parts[-1] = parts[-1].replace("TEXT", text + "</p>")
    return "".join(parts)


LAYOUTS = {
    "bold": "<p><b>{}</b></p>",
    "italic by style": '<div><span style="font-style:italic">{}</span></div>',
    "underlined": '<p><u>{}</u></p>',
    "underlined by style": '<div><font style="text-decoration: underline">{}</font></div>',
    "bold and italic": '<div style="font-weight:700"><i>{}</i></div>',
    "in a table's cell": "<table><tr><td><b>{}</b></td></tr></table>",
    "marked, in two cells": "<table><tr><td>•</td><td><b>{}</b></td></tr></table>",
    "running in": "<p><b><i>{}</i></b> TEXT",
    "label before": "<p>(a) <b>{}</b></p>",
    "headings of the page": "<h4>{}</h4>",
    "numbered, plain": "<p>{{number}}. {}</p>",
    "short shorthand": '<p style="font: italic bold 10pt serif">{}</p>',
}  # fmt: skip


def factors(report: Report) -> list[str]:
    root = next(at for at, one in enumerate(report.sections) if one.heading == "Risk Factors")
    following = next(at for at in range(root + 1, len(report.sections)) if report.sections[at].level <= report.sections[root].level)
    told = {unit.section for unit in report.units}
    return [report.sections[at].printed.lstrip("• (a)1234.") for at in range(root + 1, following) if at in told]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Report]:
    def inspected(body: str, year: int = 2023) -> Report:
        path = tmp_path / f"potworks-{year}.html"
        path.write_text(page(body, year), encoding="utf-8")
        return pipeline.inspect(path)

    return inspected


@pytest.mark.parametrize("heading", LAYOUTS.values(), ids=LAYOUTS)
def test_factors_are_found_by_their_type(heading: str, read: Callable[..., Report]) -> None:
    report = read(risks(heading))
    assert factors(report) == [*FACTORS]
    text = "".join(report.text().split())
    for name, told in FACTORS.items():
        assert "".join(f"{name}{told}".split()) in text
    assert {one.canonical for one in report.sections if one.printed.lstrip("• (a)1234.") in FACTORS} == {"item-1a"}


SUMMARIES = {
    "plain": "".join(f"<p>• {name}</p>" for name in FACTORS),
    "bold": "".join(f"<p>• <b>{name}</b></p>" for name in FACTORS),
    "list": "<ul>" + "".join(f"<li><b>{name}</b></li>" for name in FACTORS) + "</ul>",
}


@pytest.mark.parametrize("summary", SUMMARIES.values(), ids=SUMMARIES)
def test_a_summary_of_factors_is_none(summary: str, read: Callable[..., Report]) -> None:
    body = f"<p><b>Summary of Risk Factors</b></p>{summary}{risks('<p><b>{}</b></p>')}"
    assert factors(read(body)) == ["Summary of Risk Factors", *FACTORS]
    found = pipeline.compare_reports([read(body), read(body, 2024)])
    assert [one.after for one in disclosures.of(found)] == [*FACTORS]


def test_an_opening_in_the_type_of_the_factors_is_none(read: Callable[..., Report]) -> None:
    opening = "<p><i>You should read this part together with our statements. What comes may differ from what we expect.</i></p>"
    assert factors(read(opening + risks("<p><i>{}</i></p>"))) == [*FACTORS]


def test_factors_in_plain_capitals(read: Callable[..., Report]) -> None:
    capitals = {name.upper(): text for name, text in FACTORS.items()}
    assert factors(read(risks("<p>{}</p>", capitals))) == [*capitals]


@pytest.mark.parametrize(
    "group",
    [
        '<p align="center"><b>{}</b></p>',
        "<p><b><u>{}</u></b></p>",
        "<p><i>{}</i></p>",
        "<table><tr><td><u>{}</u></td></tr></table>",
        "<h4>{}</h4>",
    ],
)
def test_groups_stand_above_their_factors_and_are_none(group: str, read: Callable[..., Report]) -> None:
    groups = [group.format(name) for name in ("Risks of the workshop", "RISKS FROM OUTSIDE")]
    report = read(risks("<p><b>{}</b></p>", groups=groups))
    assert factors(report) == [*FACTORS]
    level = {one.printed: one.level for one in report.sections}
    assert {level[name] for name in FACTORS} == {level["Risks of the workshop"] + 1}


def test_groups_that_are_headings_by_their_size_stand_above_their_factors() -> None:
    lines = [[Block(group, outline=2)] + [Block(name, bold=True, set_off=len(name), type="b"), Block(OPENING)] * 2
             for name, group in zip(FACTORS, ("Risks of the workshop", "Risks from outside"), strict=False)]  # fmt: skip
    lines[0][3] = Block("Our carts may break.", bold=True, set_off=20, type="b")
    lines[1][3] = Block("Roads may be closed.", bold=True, set_off=20, type="b")
    found = set_off.depths(dict(enumerate(line for group in lines for line in group)), {0, 5})
    assert found == {0: 1, 1: 2, 3: 2, 5: 1, 6: 2, 8: 2}


def test_what_is_stressed_once_is_text(read: Callable[..., Report]) -> None:
    body = (
        risks("<p><b>{}</b></p>")
        + "<p><i>None of this is advice to buy or to sell our shares.</i></p><p>See the whole report for more.</p>"
    )
    report = read(body)
    assert factors(report) == [*FACTORS]
    assert "None of this is advice to buy or to sell our shares." in [unit.text for unit in report.units]


def test_points_in_bold_below_a_factor_are_its_text(read: Callable[..., Report]) -> None:
    points = "".join(
        f"<p>• <i>{name}.</i> These may cost us more than we expect.</p>" for name in ("Wood fuel", "River water", "Rail freight")
    )
    report = read(risks("<p><b>{}</b></p>") + points)
    assert factors(report) == [*FACTORS]


def test_a_part_that_is_all_bold_has_no_factors(read: Callable[..., Report]) -> None:
    body = "".join(f"<p><b>{name}</b></p><p><b>{text}</b></p>" for name, text in FACTORS.items())
    report = read(body)
    assert not set(factors(report)) & {*FACTORS} or factors(report) == [*FACTORS]


# ── from year to year ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

NEW = {"New glazes may prove unsafe.": "The agency has begun to test lead in glazes. A ban would end a third of what we sell."}
MORE = " Since then a second valley was flooded as well, the road was closed, and both of our suppliers raised their price by half."


def compared(read: Callable[..., Report], before: dict[str, str], after: dict[str, str], heading: str = "<p><b>{}</b></p>") -> Comparison:
    return pipeline.compare_reports([read(risks(heading, before)), read(risks(heading, after), 2024)])


def kinds(comparison: Comparison) -> dict[str, str]:
    return {one.heading: one.disclosure.kind for one in disclosures.of(comparison)}


def test_what_became_of_each_factor(read: Callable[..., Report]) -> None:
    kiln, clay, tariff, potters = FACTORS
    after = {kiln: FACTORS[kiln], clay: FACTORS[clay] + MORE, **NEW, "We rely on two master potters.": FACTORS[potters]}
    found = compared(read, FACTORS, after)
    assert kinds(found) == {
        kiln: "unchanged",
        clay: "expanded",
        tariff: "dropped",
        next(iter(NEW)): "added",
        "We rely on two master potters.": "renamed",
    }
    expanded = next(one for one in found.disclosures if one.kind == "expanded")
    assert expanded.words_after - expanded.words_before == len(MORE.split())
    assert expanded.new == pytest.approx(len(MORE.split()) / expanded.words_after, abs=0.01)
    assert expanded.gone == 0
    assert record.load(record.dump(found)) == found


def test_the_other_way_round_what_was_expanded_is_cut(read: Callable[..., Report]) -> None:
    kiln, clay, tariff, potters = FACTORS
    longer = {**FACTORS, clay: FACTORS[clay] + MORE}
    assert kinds(compared(read, longer, FACTORS)) == {kiln: "unchanged", clay: "cut", tariff: "unchanged", potters: "unchanged"}


def test_a_factor_told_apart_or_merged_is_no_new_one(read: Callable[..., Report]) -> None:
    kiln, clay, tariff, potters = FACTORS
    both = {kiln: FACTORS[kiln], clay: FACTORS[clay], tariff: f"{FACTORS[tariff]} {FACTORS[potters]}"}
    assert kinds(compared(read, both, FACTORS))[potters] == "split"
    assert kinds(compared(read, FACTORS, both))[potters] == "merged"


def test_figures_that_roll_on_are_not_new(read: Callable[..., Report]) -> None:
    clay = [*FACTORS][1]
    after = {**FACTORS, clay: FACTORS[clay].replace("6 weeks", "9 weeks").replace("10 years", "12 years")}
    assert set(kinds(compared(read, FACTORS, after)).values()) == {"unchanged"}


def test_a_filing_against_itself_has_no_changed_factor(read: Callable[..., Report]) -> None:
    found = compared(read, FACTORS, FACTORS, LAYOUTS["running in"])
    assert [one.kind for one in found.disclosures] == ["unchanged"] * len(FACTORS)
    assert not any(one.new or one.gone for one in found.disclosures)


def test_where_one_year_shows_none_nothing_is_told(read: Callable[..., Report]) -> None:
    plain = "".join(f"<p>{name} {text}</p>" for name, text in FACTORS.items())
    assert not pipeline.compare_reports([read(plain), read(risks("<p><b>{}</b></p>"), 2024)]).disclosures


def test_page_and_brief_lead_with_what_was_added(read: Callable[..., Report]) -> None:
    found = compared(read, FACTORS, {**FACTORS, **NEW})
    brief = markdown.render(found, "en").decode()
    assert "Added: “New glazes may prove unsafe”" in brief
    told = disclosures.of(found)
    assert disclosures.tallies(told, found, "factor", "en") == [(2024, "4 in 2023, 5 in 2024: 1 added, 4 little or not changed")]
    assert disclosures.tallies(told, found, "factor", "zh") == [(2024, "2023年4项，2024年5项：新增1项、基本未变4项")]


def test_what_changed_under_another_heading_says_so(read: Callable[..., Report]) -> None:
    name, text = next(iter(FACTORS.items()))
    longer = (
        f"{text} Fuel is dear, and its price doubles in a cold winter. We burn nine tons of it a week, and nobody else sells any nearby."
    )
    after = {"Our kilns and ovens may fail in a season.": longer, **{one: FACTORS[one] for one in FACTORS if one != name}}
    found = compared(read, FACTORS, after)
    (one, *_) = disclosures.newest(disclosures.of(found), found, "factor")
    assert one.disclosure.kind == "expanded"
    assert one.line("en").endswith(f"; its heading before: “{name[:-1]}”")
    ((_, tally),) = disclosures.tallies(disclosures.of(found), found, "factor", "en")
    assert tally.endswith("; of those expanded, cut or reworded 1 have another heading")
    long = (
        "If our kilns fail in a season in which all our buyers want pots for their gardens, and none of the other potteries in the valley, "
        "in the hills above it or along the river down to the sea has kilns to let, we may lose orders, buyers, our good name with the "
        "shops that sell our pots, and the lease of our yard, which would harm our results"
    )
    (one, *_) = disclosures.newest(
        disclosures.of(both := compared(read, {**FACTORS, long: text}, {**FACTORS, f"{long} too": longer})), both, "factor"
    )
    assert f"; its heading before: “{long}”" in markdown.render(both, "en").decode(), "two long headings differ where a quote would end"
    same = compared(read, FACTORS, {**FACTORS, name: longer})
    assert "heading" not in "".join(one.line("en") for one in disclosures.of(same))


def test_the_sheet_has_a_row_each_with_a_live_difference(read: Callable[..., Report]) -> None:
    found = compared(read, FACTORS, {**FACTORS, **NEW})
    sheet = load_workbook(BytesIO(workbook.render(found, "en")))["Risks and notes"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=3 + len(found.disclosures))]
    assert [row[3] for row in rows] == ["little or not changed"] * 4 + ["added"]
    assert [row[8] for row in rows] == [f"=H{at}-G{at}" for at in range(4, 9)]
    assert rows[-1][4] == next(iter(NEW))
    led = [[bool(sheet.cell(at, column).hyperlink) for column in (7, 8)] for at in range(4, 9)]
    assert led == [[True, True]] * 4 + [[False, True]]  # the words of a year lead to its text


# ── notes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

NOTES = {
    "Basis of Presentation": "The statements are made by the rules in force. All amounts are in thousands.",
    "Kilns and Buildings": "Kilns are written off over twenty years. Buildings are written off over forty.",
    "Debt": "The loan of the county bank runs until the end of the decade. It bears interest at a fixed rate.",
    "Subsequent Events": "Nothing has happened since that would have to be told here.",
}  # fmt: skip


@pytest.mark.parametrize(
    "pattern",
    [
        "Note {}. {}",
        "{}. {}",
        "NOTE {} — {}",
        "({}) {}",
        "NOTE {letter} — {}",
        "Note {letter}: {}",
        "NOTE {} {}",
        "{}) {}",
        "{}) {} and policies that go with it:",
        "Note {}. {}:",
    ],
)
def test_notes_stand_in_sequence_below_their_heading(pattern: str, tmp_path: Path) -> None:
    def filing(year: int, notes: dict[str, str]) -> Report:
        told = "<p><b>NOTES TO CONSOLIDATED FINANCIAL STATEMENTS</b></p>"
        for number, (name, text) in enumerate(notes.items(), 1):
            title = name.upper() if pattern.startswith("NOTE") else name
            called = pattern.format(*([title] if "letter" in pattern else [number, title]), letter="ABCD"[number - 1])
            told += f"<p><b>{called}</b></p><p><i>General</i></p><p>{text}</p>"
        path = tmp_path / f"{year}.html"
        whole = page(risks("<p><b>{}</b></p>"), year)
        path.write_text(
            whole.replace("<p><b>SIGNATURES", f"<p><b>Item 8. Financial Statements and Supplementary Data</b></p>{told}<p><b>SIGNATURES"),
            "utf-8",
        )
        return pipeline.inspect(path)

    longer = "Buyers may send back pots within a month, and we repay what they have paid for them, without the cost of the way."
    after = {name: f"{text} {longer}" if name[:3] == "Sub" else text for name, text in NOTES.items() if name != "Debt"}
    found = pipeline.compare_reports([filing(2023, NOTES), filing(2024, after)])
    told = [(one.heading.lower(), one.disclosure.kind) for one in disclosures.of(found) if one.disclosure.sort == "note"]
    assert [kind for name, kind in told if "debt" in name] == ["dropped"]
    assert sorted(kind for _, kind in told) == ["dropped", "expanded", "unchanged", "unchanged"]
    # The number that it had before stands beside, and is no other heading.
    (last,) = (one for one in disclosures.newest(disclosures.of(found), found, "note") if one.disclosure.kind == "expanded")
    assert last.line("en").rpartition("; ")[2].startswith("before: ")
    assert last.number_before.strip("()")[-1] in "4D"
    assert not last.called_anew


HEADED = [
    "COMBINED NOTES TO FINANCIAL STATEMENTS", "Notes to the Condensed Consolidated Financial Statements",
    "Notes to Financial Statements of Potworks", "NOTES TO CONSOLIDATED FINANCIAL STATEMENTS OF POTWORKS HOLDINGS, INC.",
    "NOTES TO THE AUDITED COMBINED AND CONSOLIDATED FINANCIAL STATEMENTS", "Notes to the Accounts", "",
]  # fmt: skip


@pytest.mark.parametrize("heading", HEADED)
def test_notes_under_any_heading_of_theirs_or_none(heading: str, tmp_path: Path) -> None:
    told = "<p><b>Item 8. Financial Statements</b></p><p>The statements and the report of the auditors on them follow here.</p>"
    told += f"<p><b>{heading}</b></p>" if heading else ""
    told += "".join(f"<p><b>Note {number}. {name}</b></p><p>{text}</p>" for number, (name, text) in enumerate(NOTES.items(), 1))
    found = []
    for year in (2023, 2024):
        (tmp_path / f"{year}.html").write_text(page(OPENING, year).replace("<p><b>SIGNATURES", f"{told}<p><b>SIGNATURES"), "utf-8")
        found.append(pipeline.inspect(tmp_path / f"{year}.html"))
    assert [one.sort for one in pipeline.compare_reports(found).disclosures] == ["note"] * len(NOTES)


def test_a_heading_that_is_of_other_notes_heads_none(read: Callable[..., Report]) -> None:
    for heading in ("Notes to Statements of Cash Flows", "Notes Payable", "Financial Statements"):
        body = f"<p><b>{heading}</b></p>" + "".join(
            f"<p><b>{at}. {name}</b></p><p>{text}</p>" for at, (name, text) in enumerate(NOTES.items(), 1)
        )
        assert "note" not in {one.sort for one in pipeline.compare_reports([read(body), read(body, 2024)]).disclosures}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("公司业务发展不平衡。", 9),
        ("2023年营业收入增长12.5%。", 9),
        ("The company grew 5%, we think.", 6),
        ("研发R&D投入3亿元", 8),
        ("", 0),
    ],
)
def test_texts_are_as_long_as_a_word_processor_counts(text: str, count: int) -> None:
    assert _count(text) == count
