"""What leads among the new and the gone: the largest sums first, each with what it hangs on; and what is surely new by what it declares."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tongbi import pipeline
from tongbi.comparison import told_in_place
from tongbi.language import back_references, dates, sentence_subjects
from tongbi.language.back_references import antecedents
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
        ("• The second tranche consisted of $7 million of notes.", True),
        ("Based on its useful life, we wrote off $3 million.", True),
        ("However, the locks were shut in May.", True),
        ("该船闸投资2亿元。", True),
        ("新建船闸投资2亿元。", False),
    ],
)
def test_what_hangs_on_a_sentence_before(text: str, hangs: bool) -> None:
    assert antecedents(text, []) == (() if hangs else None)


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
    assert antecedents(text, [before, "We dredge the canal in the spring."]) == ((before,) if hangs else None)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The loans are due in May 2031.", (0, 1)),
        ("The second loan is due in May 2031.", (1,)),
        ("• The loan bears interest.", (1,)),  # behind a point, before a verb that is not known
        ("The barges are moored at Vale.", (2,)),
    ],
)
def test_a_subject_of_several_hangs_on_all_that_tell_of_one(text: str, places: tuple[int, ...]) -> None:
    before = ["In May, Kiln took up a loan of $3 million.", "In July, Kiln was given another loan of $2 million.", "It owns barges."]
    assert antecedents(text, before) == tuple(before[at] for at in places)


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
        "completed by volunteers from forty towns and villages along both banks of the river under an engineer of the county who had built "
        "locks of this kind on three other rivers before, was delayed by frost in the winter, "
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
            "7月5日，董事会在会上听取了各部门关于上年工作的汇报和对下年工作的安排与建议并逐项进行了审议还就船闸今后五年的养护"
            "以及上下游航道疏浚和码头改造所需资金的来源与使用办法及其监督方式并就此前三年来各部门在工作中发现的各种情况作了逐一的详尽说明又对新近两起船舶碰撞事故的调查结果和处理意见进行了通报",
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


@pytest.mark.parametrize(
    ("text", "other", "linked"),
    [
        # the same words behind two suits that both reports tell of
        (
            "The claim asks for wages, costs and an end of the night toll.",
            "The claim asked for wages, costs and an end of night tolls.",
            False,
        ),
        ("Kiln asks for wages, costs and an end of the night toll.", "Kiln asked for wages, costs and an end of night tolls.", True),
        (
            "We hold the suit to be without merit and will answer it.",
            "We hold this suit to be without any merit and will answer it.",
            False,
        ),
    ],
)
def test_what_two_suits_have_in_common_is_not_one_statement(tmp_path: Path, text: str, other: str, *, linked: bool) -> None:
    mill = "In June 2019, the Oxbow Mill sued the trust in the county of Vale over water."
    kiln = "In July 2021, Kiln and Sons brought a suit against the trust over the night toll."
    old, new = f"{kiln} {text}", f"{mill} {other}"
    before, after = report(tmp_path, 2023, mill, old), report(tmp_path, 2024, new, kiln)
    units = [next(unit.id for unit in one.units if unit.text == said) for one, said in ((before, text), (after, other))]
    found = pipeline.compare_reports([before, after])
    assert any(change.from_units == (units[0],) and change.to_units == (units[1],) for change in found.changes) is linked


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In June 2019, the Oxbow Mill sued the trust in Vale.", ["Oxbow", "Mill"]),
        ("The rise in Northern tolls in 2031, compared to the year before, is due to barges of the Guild.", ["Northern"]),
        ("On May 3, 2031, Kiln and Sons appealed to the Court of Vale.", ["Kiln", "Sons"]),
        ("We paid the Guild.", []),
        ("2031年，Oxbow公司增资。", []),
    ],
)
def test_names_of_a_subject(text: str, names: list[str]) -> None:
    assert [*sentence_subjects.names(text)] == names


@pytest.mark.parametrize(("new", "kind"), [("$1.7 billion", "figures"), ("$17 million", "figures"), ("17 barges", "reworded")])
def test_another_scale_is_no_rewording(tmp_path: Path, new: str, kind: str) -> None:
    texts = [f"The flood at the lower locks took the trust {value} of the savings it had made." for value in ("$254 million", new)]
    found = pipeline.compare_reports([report(tmp_path, year, text) for year, text in zip((2023, 2024), texts, strict=True)])
    assert [change.kind for change in found.changes if "flood" in "".join(edit.before for edit in change.edits)] == [kind]


def test_what_tells_other_figures_is_no_part_of_what_is_told_with_all_its_own(tmp_path: Path) -> None:
    old = "We have an agreement to lend the ferry guild up to an additional $35 million by a second note."
    told, more = (
        "Under this agreement, we lent the ferry guild an additional $35 million by a second note.",
        "In the autumn, we made an agreement to lend the ferry guild up to $12 million by a third note.",
    )
    before, after = report(tmp_path, 2023, old), report(tmp_path, 2024, f"{told} {more}")
    units = {unit.text: unit.id for unit in after.units}
    (change,) = (one for one in pipeline.compare_reports([before, after]).changes if units[told] in one.to_units)
    assert change.from_units
    assert change.to_units == (units[told],)


def test_what_differs_in_dates_alone_is_no_rewording(tmp_path: Path) -> None:
    """Also where its pattern differs: a day with a comma behind it or without."""
    texts = [f"The locks were surveyed in the week ended May {day} and the survey of them was filed." for day in ("3, 2023", "4, 2024,")]
    found = pipeline.compare_reports([report(tmp_path, year, text) for year, text in zip((2023, 2024), texts, strict=True)])
    (change,) = (one for one in found.changes if "surveyed" in "".join(edit.before for edit in one.edits))
    assert (change.kind, change.noise) == ("figures", "dates")


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
    ("behind", "told"),
    [
        (["In May 2024, we and Kiln called it off."], (0,)),
        (["In May 2024, we called it off.", "In January 2025, Kiln sued us."], (0, 1)),
        (["In October 2022, we and Kiln had called off another."], ()),  # before it
        (["In May 2024, Oxbow opened a mill."], ()),  # of somebody else
        (["On May 2, 2024, the Court stayed the purchase."], (0,)),  # whose name is what it is
        (["We and Kiln called it off in May 2024."], ()),
        (["We have subsequently sold Kiln to its workers.", "Mills are sold in spring."], (0,)),
        (["As of February 28, 2025, we owed nothing of it."], (0,)),
    ],
)
def test_what_came_of_a_statement_is_told_with_it(tmp_path: Path, behind: list[str], told: tuple[int, ...]) -> None:
    first = "In March 2023, we agreed to buy Kiln and Sons for $7 million."
    found = pipeline.compare_reports([report(tmp_path, 2023), report(tmp_path, 2024, " ".join([first, *behind]))])
    units = found.unit_texts()
    (one,) = (one for one in leading_changes.leading(found, "added") if units[one.ids[0]].text == first)
    assert one.after == tuple(behind[at] for at in told)
    (part,) = (one for one in brief_content.parts(found, "en") if one.name == "new")
    assert any(f"[{' '.join(one.after)[:-1]}]" in point.text for point in part.points) is bool(told)


def test_of_much_that_came_of_it_the_last_is_told_behind_a_mark() -> None:
    steps = [
        f"In {month} 2024, the bank cut the credit line of the kiln makers by another $1 million."
        for month in ("May", "June", "July", "August", "October", "November", "December")
    ]
    told = excerpts.behind("", "In April 2024, the bank gave $90 million.", "en", 0, steps)
    assert told.startswith("In April 2024, the bank gave $90 million [… In ")
    assert told.endswith("In November 2024, the bank cut the credit line of the kiln makers by another $1 million. " + steps[-1][:-1] + "]")


def test_what_came_of_a_sum_is_told_with_it_from_another_paragraph(tmp_path: Path) -> None:
    first, later = (
        "In May 2024, the trust raised its loan from $2 million to $9 million.",
        "In July 2024, it cut the loan of $9 million by half.",
    )
    other = "In August 2024, it cut a loan of $8 million by half."
    found = pipeline.compare_reports([report(tmp_path, 2023), report(tmp_path, 2024, first, later, other)])
    units = found.unit_texts()
    assert [one.after for one in leading_changes.leading(found, "added") if units[one.ids[0]].text == first] == [(later,)]


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ("In October 2024, it cut its harbour dredging fund to $4 million.", True),
        ("In October 2024, it cut its harbour fund to $4 million.", False),
        ("In October 2024, it praised its harbour dredging fund.", False),
        ("It cut its harbour dredging fund to $4 million.", False),
    ],
)
def test_what_came_of_a_thing_is_told_with_its_sum_from_another_paragraph(tmp_path: Path, later: str, told: bool) -> None:
    first = "In May 2024, the trust raised its harbour dredging fund from $2 million to $9 million."
    found = pipeline.compare_reports([report(tmp_path, 2023), report(tmp_path, 2024, first, later)])
    units = found.unit_texts()
    (after,) = (one.after for one in leading_changes.leading(found, "added") if units[one.ids[0]].text == first)
    assert after == ((later,) if told else ())


@pytest.mark.parametrize(
    ("text", "before", "hangs"),
    [
        ("The river bonds bear interest at 3%.", "The first series is of bonds for river walls (the “river bonds”).", True),
        ("The Lock Fund pays by the lock.", 'A fund for locks (the "Lock Fund") was set up.', True),
        ("The river bonds bear interest at 3%.", "The first series is of bonds (the “wall bonds”).", False),
        ("River bonds bear interest at 3%.", "The first series is of bonds (the “river bonds”).", False),
    ],
)
def test_what_opens_with_a_defined_name_hangs_on_what_defines_it(text: str, before: str, hangs: bool) -> None:
    assert back_references.definition(text, [before, "Walls are old."]) == ((before,) if hangs else ())


@pytest.mark.parametrize(("year", "first"), [(2020, 1), (2022, 1), (2023, 0)])
def test_what_left_with_the_years_that_are_looked_back_on_leads_last(tmp_path: Path, year: int, first: int) -> None:
    gone = [
        f"In fiscal {year}, Oxbow wrote off $80 million of cranes bent by a storm.",
        "In fiscal 2023, a flood cost the tug masters $3 million.",
    ]
    found = pipeline.compare_reports([report(tmp_path, 2023, *gone), report(tmp_path, 2024)])
    units = found.unit_texts()
    assert units[leading_changes.leading(found, "dropped")[0].ids[0]].text == gone[first]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Under the Harbours Act of 1934 we owe tolls.", []),
        ("In fiscal 2022, tolls fell.", [2022]),
        ("On June 5, 2021, we moved; during 2023, we moved back.", [2023, 2021]),
        ("Rule No. 2020-04 binds us.", []),
    ],
)
def test_years_in_which_something_is(text: str, told: list[int]) -> None:
    assert dates.years_of_time(text) == told


SUIT = "In March 2019, Oxbow sued the port over its cranes. Oxbow wants an injunction and its costs for three years."
CLAIM = "In July 2023, Oxbow put its loss at $517 million."


@pytest.mark.parametrize(
    ("now", "gone"),
    [
        ([f"{SUIT} In April 2024, a jury gave Oxbow half of it."], False),  # the suit went on
        ([f"{SUIT} In April 2023, a jury was called for."], True),  # before it
        ([SUIT, "In April 2024, a jury gave the potters half of it."], True),  # another paragraph
        ([SUIT], True),
    ],
)
def test_a_step_of_what_goes_on_is_not_gone(tmp_path: Path, now: list[str], gone: bool) -> None:
    found = pipeline.compare_reports([report(tmp_path, 2023, f"{SUIT} {CLAIM}"), report(tmp_path, 2024, *now)])
    units = found.unit_texts()
    (change,) = (one for one in found.changes if one.kind == "dropped" and units[one.from_units[0]].text == CLAIM)
    assert change.untold is gone


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


BESIDE = ("The port trains its pilots on the river each spring.", "Gulls are counted by the warden when the fleet is out.")


@pytest.mark.parametrize(
    ("was", "now", "news"),
    [
        (
            "Since last year we rebuild our toll system by stages, with the northern gates first, whose ledger was redone.",
            "We go on rebuilding all toll systems of the northern gates and make the harbour more modern.",
            False,
        ),
        (
            "In storms our crews mend what the sea breaks, carry lime over two bridges and look after quay walls.",
            "Pupils of the abbey now learn how quay walls that storms break are looked after with lime.",
            False,
        ),
        ("Our crews mend the quay walls with stone from the old mill.", "A choir sings to visitors on the southern pier.", True),
        (
            "In storms our crews mend what the sea breaks, carry lime over 12 bridges and look after quay walls.",
            "Pupils of the abbey, 70 in all, now learn how quay walls that storms break are looked after with lime.",
            True,
        ),
    ],
)
def test_what_stands_in_a_statements_place_and_says_half_of_it_tells_it_in_other_words(
    tmp_path: Path, was: str, now: str, news: bool
) -> None:
    found = pipeline.compare_reports([report(tmp_path, year, BESIDE[0], text, BESIDE[1]) for year, text in ((2023, was), (2024, now))])
    units = found.unit_texts()
    assert {units[one].text for one in told_in_place.reworded(found.changes, *found.reports)} == (set() if news else {was, now})
    alone = [one for one in found.changes if one.kind in {"added", "dropped"}]
    assert len(alone) == 2
    assert news or not any(one.untold for one in alone)
