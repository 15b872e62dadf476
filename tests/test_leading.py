"""What leads among the new and the gone: the largest sums first, each with what it hangs on; and what is surely new by what it declares."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tongbi import pipeline
from tongbi.language.back_references import antecedent
from tongbi.language.particulars import Particulars
from tongbi.model import Comparison, Report, TaggedFact
from tongbi.outputs import leading_changes
from tongbi.outputs.brief import brief_content, excerpts

KEPT = "The town keeps nine moorings and repairs them in the spring of each year."


def report(folder: Path, year: int, *paragraphs: str) -> Report:
    path = folder / f"{year}.txt"
    path.write_text("\n\n".join([f"Annual Report {year}", "1. Work", KEPT, *paragraphs]), encoding="utf-8")
    return pipeline.inspect(path)


def leading(found: Comparison) -> list[tuple[str, str]]:
    """What leads among the new, each with what it hangs on."""
    units = found.unit_texts()
    return [(one.before, units[one.ids[0]].text) for one in leading_changes.leading(found, "added")]


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ("The decline was caused by two floods.", True),
        ("The decline in tolls was caused by two floods.", False),
        ("In March 2021, the appeal was dismissed.", True),
        ("In March 2021, the High Court of Vale dismissed an appeal.", False),
        ("Following such talks, the lock was sold.", True),
        ("They were sold to a museum.", True),
        ("The ferrymen’s union, which has 40 members, sued.", True),
        ("The Trust sold two locks.", False),
        ("We wrote off $3 million for these boats.", True),
        ("We own two boats and let these boats to a club.", False),
        ("We dredge the canal in the spring.", False),
        ("该船闸投资2亿元。", True),
        ("新建船闸投资2亿元。", False),
    ],
)
def test_what_hangs_on_a_sentence_before(text: str, hangs: bool) -> None:
    assert antecedent(text, []) == ("" if hangs else None)


@pytest.mark.parametrize(
    ("before", "text", "hangs"),
    [
        ("Ferry fares brought in $12 million more than in 2030.", "The library lent 40,000 books.", False),
        ("The board opened its session in March.", "The sea wall was raised by a metre.", False),
        ("Operating costs declined by 4%.", "The decline was due to lower fuel prices.", True),
        ("We acquired Nordby Sound Ltd. in May.", "The acquisition was paid for in cash.", True),
        ("A district court granted a stay in June.", "In August, the stay was lifted.", True),
    ],
)
def test_a_subject_with_the_hangs_on_a_sentence_that_tells_of_it(before: str, text: str, hangs: bool) -> None:
    assert antecedent(text, [before, "We dredge the canal in the spring."]) == (before if hangs else None)


def test_the_largest_sum_leads_with_what_it_hangs_on(tmp_path: Path) -> None:
    suit, award = "Kilnworks of Ohio sued the Vale canal in June 2024 over leaks.", "In July 2024, the jury awarded Kilnworks $48 million."
    news = [
        "A lamp shop was opened at the old mill of Lower Bend in July 2024 by volunteers who restored its glazed roof.",
        f"{suit} The gates were inspected. {award}",
        "In May 2024 the ferry company bought six barges for $2.5 million.",
    ]
    found = pipeline.compare_reports([report(tmp_path, 2023), report(tmp_path, 2024, *news)])
    (before, first), (_, second), *rest = leading(found)
    assert (before, first) == (suit, award)
    assert second == news[2]
    assert rest[0] == ("", news[0]), "what the first paragraph tells besides leads behind other paragraphs"
    (part,) = (one for one in brief_content.parts(found, "en") if one.name == "new")
    assert part.points[0].text == f"[{before[:-1]}] {first[:-1]}"


def test_what_a_passage_is_full_of_leads_beside_the_largest_sums(tmp_path: Path) -> None:
    """The first statement of the passage of which most is new, by its part in the passage."""
    sums = [f"In {month} 2024 the {body} bought six barges for ${many} million." for month, body, many in (
        ("May", "ferry company", 8), ("June", "dredging works of Lower Bend", 7), ("July", "fish market on the northern quay", 6),
    )]  # fmt: skip
    kept = [f"The lock of {place} is {many} feet wide and was last repaired by its keepers." for place, many in (("Vale", 9), ("Ohm", 12))]
    wide = "A narrow boat went aground beside the mill of Ohm, where the bed of the stream had risen after heavy storms and nobody saw it."
    school = [
        "A school for pilots was opened in the old customs house, whose roof had been rebuilt.",
        "Its pupils learn to read charts, and sail with the mail boat.",
        "Its rooms are heated with wood from the hills.",
    ]
    folder = tmp_path
    for year, more in ((2023, []), (2024, [wide, "2. Pilots", *school, "3. Barges", *sums])):
        lines = [f"Annual Report {year}", "1. Work", KEPT, *kept, *more]
        (folder / f"{year}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    found = pipeline.compare([folder / "2023.txt", folder / "2024.txt"])
    assert [text for _, text in leading(found)][:2] == [sums[0], school[0]]


def test_a_sum_that_leads_already_leads_no_more(tmp_path: Path) -> None:
    """Of two statements with one sum that leads which says itself what it is about."""
    sale = "In June 2024 the trust sold its stake in the Upper Bend brewery for $36 million."
    hanging = (
        "Income of the harbour increased in 2024. The increase is due to more tolls, and to the stake sold in June 2024 for $36 million."
    )
    other = "In July 2024 a glazed market hall was bought for $2 million."
    found = pipeline.compare_reports([report(tmp_path, 2023), report(tmp_path, 2024, hanging, other, sale)])
    assert [text for _, text in leading(found)][:2] == [sale, other]


def test_a_long_quote_has_its_beginning_and_its_sum() -> None:
    text = (
        "The closing of the locks at Upper Bend, which had been announced in the spring after the flood of the year before and was "
        "completed by volunteers from forty towns and villages along both banks of the river, was delayed by frost in the winter, "
        "took eleven weeks longer than anybody had expected, and cost the town $7 million in all"
    )
    quote = excerpts.behind("", text, "en", text.index("$7"))
    assert quote.startswith("The closing of the locks at Upper Bend")
    assert quote.endswith("… and cost the town $7 million in all")


def test_no_quote_goes_on_behind_the_first_members_of_a_list() -> None:
    text = (
        "On May 6, 2024, the company that runs the locks at Upper Bend announced it had agreed to amounts and terms of payment to settle "
        "all of the suits over moorings that were brought against it since the great flood of the year 2019 by towns, villages of either "
        "bank, and owners of barges, and all claims that could be made against it by counties, states, and unions for about $7 million"
    )
    quote = excerpts.behind("", text, "en", text.index("$7"))
    assert "… and unions" not in quote
    assert "the suits over moorings" in quote


@pytest.mark.parametrize(
    ("before", "joint"),
    [
        ("7月5日，董事会审议通过了《关于为上湾船闸公司提供担保的议案》", "的议案》，同意为"),
        (
            "7月5日，董事会在会上听取了各部门关于上年工作的汇报和对下年工作的安排与建议并逐项进行了审议还就船闸今后五年的养护作了说明",
            "……同意为",
        ),
    ],
)
def test_the_parts_of_a_chinese_quote_have_their_mark_or_a_gap_between_them(before: str, joint: str) -> None:
    text = (
        f"{before}，同意为该公司（简称“上湾船闸”）向三家银行申请的为期五年、年利率不高于同期基准利率的5,000万元综合授信提供连带责任担保。"
    )
    quote = excerpts.behind("", text, "zh", text.index("5,000"))
    assert joint in quote
    assert " " not in quote


@pytest.mark.parametrize(
    ("text", "longest", "end"),
    [
        ("We sell by barge to every trade on the river that needs slates, gutters and tiles for roofs laid long ago", 23, "the river …"),
        ("We bought the works in Ohio, as clay was dear in all of these years, and then moved the kilns and crews there", 27, "years …"),
        (
            "They paid in May all that the town still owed to lenders, suppliers, towns, and carriers in spite of the frost",
            27,
            "still owed …",
        ),
        ("They paid in May all that the town still owed to lenders at once, since a frost was near and wages were due", 23, "at once …"),
    ],
)
def test_a_quote_ends_within_no_list(text: str, longest: int, end: str) -> None:
    assert excerpts.shortened(text, "en", longest).endswith(end)


@pytest.mark.parametrize(
    ("old", "new", "linked"),
    [
        ("In June 2021, the miller filed a suit over water.", "In May 2024, the potter filed a suit over water.", False),
        ("In June 2023, the miller filed a suit over water.", "In June 2024, the miller filed a suit over water.", True),
        ("The miller filed a suit over water in the county.", "In May 2024, the miller filed a suit over water in the county.", True),
        (
            "Mr. Oakes has kept the lock books of the trust for years on end.",
            "Ms. Reeve has kept the lock books of the trust for years on end.",
            False,
        ),
        (
            "Mr. Oakes has kept the lock books of the trust for years on end.",
            "Mr. Oakes has kept the toll books of the trust for years on end.",
            True,
        ),
    ],
)
def test_two_events_and_two_people_are_not_one_statement(tmp_path: Path, old: str, new: str, *, linked: bool) -> None:
    before, after = report(tmp_path, 2023, old), report(tmp_path, 2024, new)
    units = [next(unit.id for unit in one.units if unit.text == text) for one, text in ((before, old), (after, new))]
    found = pipeline.compare_reports([before, after])
    assert any(change.from_units == (units[0],) and change.to_units == (units[1],) for change in found.changes) is linked


def test_what_the_label_of_a_table_names_is_told(tmp_path: Path) -> None:
    """A loan of which only the table tells still is not gone."""

    def row(*cells: object) -> str:
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"

    loan = "A loan of 3 was taken up for the locks in spring, due in June 2031."
    head = row("Loan", "Interest", 2024)
    pages = {
        2023: f"<p>{loan}</p>",
        2024: f"<table>{head}{row('Locks, June 2031', 'Yearly', 3)}{row('Mill, May 2029', 'Monthly', 9)}</table>",
    }
    for year, told in pages.items():
        page = f"<html><body><h1>Annual Report {year}</h1><h2>1. Work</h2><p>{KEPT}</p>{told}</body></html>"
        (tmp_path / f"{year}.html").write_text(page, encoding="utf-8")
    found = pipeline.compare(sorted(tmp_path.iterdir()))
    units = found.unit_texts()
    (gone,) = (one for one in found.changes if one.kind == "dropped" and "loan" in units[one.from_units[0]].text)
    assert not gone.untold


@pytest.mark.parametrize(("row", "gone"), [("4.2% notes due May 2029", False), ("4.2% notes due May 2033", True), ("Notes", True)])
def test_what_a_row_names_by_two_numbers_is_told_on(tmp_path: Path, row: str, gone: bool) -> None:
    told = "In the spring we sold notes of 3, the 4.2% notes due on 30 May 2029, to a bank in Ohm."
    cells = "".join(f"<tr><td>{name}</td><td>{many}</td></tr>" for name, many in (("Loans", 2024), (row, 3), ("Mill loan", 4)))
    for year, text in ((2023, f"<p>{told}</p>"), (2024, f"<table>{cells}</table>")):
        page = f"<html><body><h1>Annual Report {year}</h1><h2>1. Work</h2><p>{KEPT}</p>{text}</body></html>"
        (tmp_path / f"{year}.html").write_text(page, encoding="utf-8")
    found = pipeline.compare(sorted(tmp_path.iterdir()))
    units = found.unit_texts()
    (one,) = (one for one in found.changes if one.kind == "dropped" and "notes of 3" in units[one.from_units[0]].text)
    assert one.untold is gone


def fact(unit: str, member: str, years: int | None = 0) -> TaggedFact:
    return TaggedFact("gx:Award", 3e6, "$", -5, "2024-01-01", "2024-12-31", (f"gx:CaseAxis=vale:{member}",), years=years, unit_id=unit)


@pytest.mark.parametrize(("member", "years", "new"), [("Kiln", 0, True), ("Mill", 0, False), ("Kiln", -1, False)])
def test_what_a_filing_declares_alone_is_surely_new(tmp_path: Path, member: str, years: int, new: bool) -> None:
    """Under a concept and members that the other one never declares, and of its own year."""
    old, now = report(tmp_path, 2023), report(tmp_path, 2024, "We paid 3 for it.")
    unit = next(unit.id for unit in now.units if "paid" in unit.text)
    old, now = replace(old, facts=(fact("", "Mill"),)), replace(now, facts=(fact(unit, member, years),))
    (change,) = (one for one in pipeline.compare_reports([old, now]).changes if one.to_units == (unit,))
    assert (change.kind, change.untold) == ("added", new)


@pytest.mark.parametrize(
    ("text", "beside", "otherwise"),
    [
        ("In May 2024, the miller filed a suit.", "In July 2019, the potter filed a suit.", True),
        ("In May 2024, the miller filed a suit.", "In May 2023, the miller filed a suit.", False),
        ("In May 2024, the miller filed a suit.", "The miller filed a suit.", False),
        ("In July 2019, the miller filed a suit.", "In March 2018, the potter filed a suit.", False),
    ],
)
def test_what_is_dated_otherwise_is_another_event(text: str, beside: str, otherwise: bool) -> None:
    """A month a year on rolls; beside what has no date, and in a month that both years name, nothing is sure."""
    other = Particulars([beside, "In July 2019, the potter filed a suit."])
    assert other.dates_otherwise(text, Particulars([text]), beside) is otherwise


@pytest.mark.parametrize(
    ("text", "later", "other"),
    [
        ("On May 6, 2024, the port ended its credit line with three banks.", True, True),
        ("In October 2024, the port drew on its credit line.", True, True),
        ("On May 6, 2024, the port ended its credit line with three banks.", False, False),  # told by the older report alone
        ("On July 1, 2024, the credit line ends.", True, False),  # a day that the other report names
        ("On June 30, 2024, the port ended its credit line.", True, True),  # as the end of its next year alone
        ("As of October 31, 2024, the port owed its banks nothing.", True, False),  # a state, which is told each year
        ("The port drew on its credit line in October 2024.", True, False),
    ],
)
def test_what_opens_with_a_later_date_is_told_by_no_report_before_it(text: str, later: bool, other: bool) -> None:
    before = "The port has a credit line with three banks."
    older = Particulars([before, "The line ends on July 1, 2024.", "For the year ending June 30, 2024, the port plans two quays."])
    assert older.dates_otherwise(text, Particulars([text]), before, later=later) is other
