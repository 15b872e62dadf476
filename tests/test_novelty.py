"""What is new and what is gone: only what the other year tells nowhere, in whatever role, place and number of sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tongbi import pipeline
from tongbi.comparison import counterparts, statement_weights
from tongbi.comparison.told_again import told_again, told_by
from tongbi.language import section_phrases
from tongbi.language.particulars import Particulars
from tongbi.model import Change, Comparison, Nearest
from tongbi.outputs import leading_changes, record
from tongbi.outputs.brief import brief_content

ROOT = Path(__file__).parents[1]
# Both years tell these in the same words: a report is never told of one sentence.
COMMON = [
    "全年办理行政复议案件68件，当场受理。",
    "组织行政执法资格考试2次，参考206人。",
    "开展行政执法案卷评查，抽查案卷120宗。",
    "自觉接受人大监督、民主监督，办理代表建议86件。",
    "推进政务公开，主动公开政府信息6120条。",
    "培育“法律明白人”480名，实现每个村不少于3名。",
]
OWN = "给渡口老船工配发救生衣，夜航灯换成太阳能，客货分仓停靠。"


def compared(folder: Path, old: dict[str, list[str]], new: dict[str, list[str]]) -> Comparison:
    """Two years' made-up reports: sentences by heading."""
    for year, told in ((2023, old), (2024, new)):
        lines = [f"某区{year}年法治政府建设年度报告"]
        for heading, texts in told.items():
            lines += [heading, "".join(texts)]
        (folder / f"{year}.txt").write_text("\n".join(lines), encoding="utf-8")
    return pipeline.compare(sorted(folder.iterdir()))


def alone(comparison: Comparison, text: str) -> list[Change]:
    """The changes of the units that hold a text, added or dropped."""
    units = comparison.unit_texts()
    return [
        change
        for change in comparison.changes
        if change.kind in {"added", "dropped"} and any(text in units[unit].text for unit in (*change.from_units, *change.to_units))
    ]


MEASURES, PLANS = "一、主要举措和成效", "二、下一年度工作安排"


def test_what_the_other_year_tells_nowhere_is_new_and_the_other_way_round_gone(tmp_path: Path) -> None:
    without, with_it = {MEASURES: COMMON}, {MEASURES: [*COMMON, OWN]}
    for name, (old, new), kind in (("new", (without, with_it), "added"), ("gone", (with_it, without), "dropped")):
        (tmp_path / name).mkdir()
        (found,) = alone(compared(tmp_path / name, old, new), "老船工")
        assert (found.kind, found.untold) == (kind, True)


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        (PLANS, ["明年给渡口老船工配发救生衣，换装太阳能夜航灯。"]),
        (MEASURES, ["渡口换上太阳能夜航灯。", "客货分仓停靠有了划线。", "老船工领到了配发的救生衣。"]),
        ("三、渡口老船工配发救生衣、夜航灯换成太阳能", ["各镇逐月调度。"]),
    ],
    ids=["a plan of it", "several sentences", "a heading"],
)
def test_what_the_other_year_tells_elsewhere_is_neither_new_nor_gone(tmp_path: Path, heading: str, told: list[str]) -> None:
    old = {MEASURES: COMMON, PLANS: ["继续抓好学法用法。"]}
    old[heading] = [*old.get(heading, []), *told]
    comparison = compared(tmp_path, old, {MEASURES: [*COMMON, OWN], PLANS: ["继续抓好学法用法。"]})
    assert not [change for change in alone(comparison, "老船工配发") if change.untold]


@pytest.mark.parametrize("slogan", ["成色更足。", "步子更稳。"])
def test_what_says_too_little_is_not_called_new(tmp_path: Path, slogan: str) -> None:
    comparison = compared(tmp_path, {MEASURES: COMMON}, {MEASURES: [*COMMON, slogan]})
    assert [change.untold for change in alone(comparison, slogan)] == [False]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("渡口夜航灯亮如白昼，老船工轮流值守，群众连声叫好。", False),
        ("港区面貌焕然一新，群众幸福感节节攀升，前景无限光明。", False),
        ("坚持把渡口安全摆在心上，始终牵挂老船工的冷暖。", False),
        ("渡口夜航灯安装40盏，老船工轮流值守。", True),
        ("渡口夜航灯竣工，老船工轮流值守。", True),
    ],
)
def test_the_brief_tells_as_new_what_has_a_number_or_was_done(tmp_path: Path, text: str, shown: bool) -> None:
    comparison = compared(tmp_path, {MEASURES: COMMON}, {MEASURES: [*COMMON, text]})
    assert [change.untold for change in alone(comparison, text[:8])] == [True]
    (part,) = (one for one in brief_content.parts(comparison, "zh") if one.name == "new")
    assert bool(part.points) is shown


@pytest.fixture(scope="module")
def sample() -> Comparison:
    return pipeline.compare(sorted(path for path in (ROOT / "reports" / "苍屿区").iterdir() if path.is_file()))


def test_the_nearest_is_a_statement_of_the_other_year_in_the_same_role(sample: Comparison) -> None:
    year = {unit.id: report.year for report in sample.reports for unit in report.units}
    named = [change for change in sample.changes if change.nearest]
    assert len(named) > 10
    for change in named:
        assert change.nearest is not None
        assert change.kind in {"added", "dropped"}
        assert {year[unit] for unit in change.nearest.units} == {change.from_year if change.kind == "added" else change.to_year}
        assert 0 < change.nearest.score <= 1
    assert record.load(record.dump(sample)) == sample


def test_only_what_is_added_or_dropped_is_told_nowhere(sample: Comparison) -> None:
    told = {unit for one in sample.follow_through if one.to_units for unit in (one.from_unit, *one.to_units)}
    untold = [change for change in sample.changes if change.untold]
    assert untold
    assert {change.kind for change in untold} <= {"added", "dropped"}
    pairs = {(one.from_year, one.to_year, unit) for one in sample.follow_through if one.to_units for unit in (one.from_unit, *one.to_units)}
    assert told
    assert not [one for one in untold if pairs & {(one.from_year, one.to_year, unit) for unit in (*one.from_units, *one.to_units)}]


def test_what_is_called_to_the_audience_is_oratory() -> None:
    texts = ["各位代表！", "山高水长，风好扬帆。", *["推进港区改造。"] * 20, "同志们，大道至简。", "奋楫者先。"]
    assert section_phrases.oratory(texts) == {0, 1, 22, 23}
    assert section_phrases.oratory(texts[2:8]) == frozenset()


def test_a_plan_opens_a_clause_with_what_is_done() -> None:
    """Learned from the series, so that other bodies' verbs are known too: 疏浚 is none of a list."""
    known = statement_weights.directives(
        ["疏浚南港航道。", "疏浚北港航道，加固码头。", "疏浚内河，加固岸坡，加固船闸。", "航道是港口的命脉。", "守好航道。"]
    )
    assert known == {"疏浚", "加固"}
    told = {
        "疏浚西港航道。": True,
        "趁着枯水期，加固堤脚。": True,
        "风浪再大，舵不能偏。": False,
        "航道通，则百业兴。": False,
        "新添趸船12艘。": True,
    }
    assert {text: statement_weights.plans(text, known) for text in told} == told
    assert statement_weights.plans("We will dredge the channel.", frozenset())
    assert statement_weights.plans("修订《渔港收费管理办法》。", frozenset())


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("疏浚南港航道14公里。", True),
        ("枯水期里，疏浚内河9公里。", True),
        ("渡口管理所挂牌成立。", True),
        ("港口吞吐量连续六年站上2亿吨台阶，没有发生较大事故。", False),
        ("靠泊效率居沿海港口第3位。", False),
        ("航运市场总体平稳。", False),
        ("制定航运政策，必须照顾中小渔港。", False),
        ("制定必须公示的收费清单。", True),
    ],
)
def test_what_came_of_it_is_no_act(text: str, act: bool) -> None:
    assert statement_weights.acts(text, frozenset(), counts=True) or "连续" in text
    assert statement_weights.acts(text, frozenset({"疏浚", "加固"}), counts=False) == act


@pytest.mark.parametrize(
    "text",
    [
        "过去五年，组建渡口联防队21支，配发救生衣4万件。",
        "“十三五”期间，组建渡口联防队21支，配发救生衣4万件。",
        "渡口客运量连续七年突破300万人次，船工日子越过越红火。",
        "2023年又是渡口百年历史上承前启后的关键之年。",
        "2023年恰逢渡口由摆渡转向旅游、建成亲水岸线的重要窗口期。",
    ],
)
@pytest.mark.parametrize("kind", ["added", "dropped"])
def test_the_brief_tells_no_span_no_judgement_and_no_slogan_as_new_or_gone(tmp_path: Path, text: str, kind: str) -> None:
    years = ({MEASURES: [*COMMON]}, {MEASURES: [*COMMON, OWN, "印发渡口夜航须知3000份。", text]})
    comparison = compared(tmp_path, *(years if kind == "added" else years[::-1]))
    (shown,) = (part.points for part in brief_content.parts(comparison, "zh") if part.name == {"added": "new", "dropped": "gone"}[kind])
    assert [point.text for point in shown] == ["印发渡口夜航须知3000份"]
    assert alone(comparison, text[:8]), "and it is a change still"


def lone(kind: str, unit: str, nearest: str, score: float, **more: Any) -> Change:
    """An added (of 2) or dropped (of 1) statement and the one of the other year that is nearest to it."""
    before, after = ((), (unit,)) if kind == "added" else ((unit,), ())
    near = Nearest((nearest,), score) if nearest else None
    return Change(f"t{unit}", 1, 2, before, after, kind, False, 0.0, None, (), nearest=near, **more)  # type: ignore[arg-type]  # a plain str


def test_the_likest_stand_side_by_side_each_with_one_other() -> None:
    told = (
        lone("dropped", "1a", "2a", 0.5),
        lone("added", "2a", "1a", 0.5),
        lone("dropped", "1b", "2a", 0.4),
        lone("added", "2b", "1b", 0.3),
        lone("added", "2c", "1c", 0.09),
        lone("dropped", "1c", "2d", 0.2),
        lone("added", "2d", "1x", 0.25),
        lone("added", "2e", "", 0.0),
    )
    found = {(one.from_units or one.to_units)[0]: one for one in counterparts.side_by_side(told)}
    beside = {unit: (one.beside.units[0], one.beside.score) for unit, one in found.items() if one.beside}
    pairs = {"1a": ("2a", 0.5), "1b": ("2b", 0.3), "1c": ("2d", 0.2)}
    assert beside == pairs | {new: (old, score) for old, (new, score) in pairs.items()}
    assert {unit for unit, one in found.items() if one.possible} == {"1a", "2a", "1b", "2b", "1c", "2d"}
    assert [*counterparts.side_by_side(told[::-1])][::-1] == [*found.values()], "the order of the changes says nothing"


@pytest.mark.parametrize("more", [{"untold": True}, {"noise": "stock"}])
def test_what_is_told_nowhere_and_noise_have_no_counterpart(more: dict[str, Any]) -> None:
    told = (lone("dropped", "1a", "2a", 0.5, **more), lone("added", "2a", "1a", 0.5))
    old, new = counterparts.side_by_side(told)
    assert (old.possible, old.beside, new.possible, new.beside) == (False, None, True, None)


def test_years_are_paired_apart() -> None:
    """What came in one year and went in the next stands beside another each time."""
    came, went = lone("added", "2a", "1a", 0.5), replace(lone("dropped", "2a", "3a", 0.4), from_year=2, to_year=3)
    first, last = lone("dropped", "1a", "2a", 0.5), replace(lone("added", "3a", "2a", 0.4), from_year=2, to_year=3)
    beside = [one.beside and one.beside.units for one in counterparts.side_by_side((first, came, went, last))]
    assert beside == [("2a",), ("1a",), ("3a",), ("2a",)]


@pytest.mark.parametrize(
    ("text", "before", "own", "lacks"),
    [
        ("The court awarded damages to Kilnworks in the case.", ["Damages were awarded."], ["Kilnworks sued.", "So Kilnworks won."], True),
        (
            "The court awarded damages to Kilnworks in the case.",
            ["A suit by kilnworks is pending."],
            ["Kilnworks won."],
            False,
        ),
        ("Kilnworks won the case.", ["Damages were awarded."], ["So Kilnworks sued.", "The court heard Kilnworks."], True),
        ("Damages won the case.", ["A case is pending."], ["Damages were paid.", "Damages came late."], False),  # a word that opens alone
        ("A jury found for the plaintiff in April 2024.", ["A jury may find for the plaintiff in April 2023."], [], True),
        ("A jury found for the plaintiff in April 2024.", ["Trial is set for April 15, 2024."], [], False),
        ("We complied with them at May 3, 2024.", ["As of May 5, 2023 it was so, and in May 2022."], ["At May 3, 2024 too."], False),
        ("A jury found for the plaintiff on April 9, 2024.", ["Trial is set for April 15, 2024."], [], True),  # a day of its own
        ("A jury found for the plaintiff on April 15, 2024.", ["Trial is set for April 15, 2024."], [], False),
        ("2024年7月，换装渡口夜航灯。", ["2023年7月，检修渡口夜航灯。", "截至2023年12月", "截至2022年12月"], [], True),
        ("2024年7月，换装渡口夜航灯。", ["2024年7月起换装夜航灯。", "截至2023年12月", "截至2022年12月"], [], False),
    ],
)
def test_what_names_a_month_or_a_company_that_the_other_year_never_says(text: str, before: list[str], own: list[str], lacks: bool) -> None:
    """A name that stands once may be a word of a title; the month that the year ends with rolls on."""
    assert Particulars(before).lacks(text, Particulars([text, *own])) is lacks


def test_what_a_report_tells_in_two_places_is_counted_and_leads_once(tmp_path: Path) -> None:
    told = "The ferry company of Lower Bend sued the town in April 2024 over moorings"
    pages = {
        2023: ["The town keeps nine moorings and repairs them in the spring of each year."],
        2024: [
            "The town keeps nine moorings and repairs them in the spring of each year.",
            f"{told}, and a hearing is set.",
            "A lamp shop was opened at the old mill in July 2024.",
            f"{told}, see below.",
        ],
    }
    for year, texts in pages.items():
        (tmp_path / f"{year}.txt").write_text("\n".join([f"Annual Report {year}", "1. Work", *texts]), encoding="utf-8")
    comparison = pipeline.compare(sorted(tmp_path.iterdir()))
    units = comparison.unit_texts()
    leading = [units[one.ids[0]].text for one in leading_changes.leading(comparison, "added")]
    assert sum(told in text for text in leading) == 1
    assert [one.again for one in alone(comparison, told)] == [False, True]


def test_notes_of_tables_lead_after_all_else(tmp_path: Path) -> None:
    """What is numbered in brackets below its table stands behind a statement that weighs less."""
    table = "<table><tr><td>Awards</td><td>2023</td></tr><tr><td>Issued</td><td>4</td></tr></table>"
    note, other = (
        "Forty awards were issued to the makers of lamps in May 2024.",
        "The ferry of Lower Bend has a lamp of its own since June.",
    )
    for year, told in {2023: table, 2024: f"{table}<p>{note}</p><p>{other}</p>"}.items():
        kept = "<p>The town keeps nine moorings and repairs them in the spring of each year.</p>"
        page = f"<html><body><h1>Annual Report {year}</h1><h2>1. Work</h2>{kept}{told}</body></html>"
        (tmp_path / f"{year}.html").write_text(page, encoding="utf-8")
    found = pipeline.compare(sorted(tmp_path.iterdir()))
    old, new = found.reports
    marked = tuple(replace(unit, point="(1)") if unit.text == note else unit for unit in new.units)
    for reports, texts in ((found.reports, [note, other]), ((old, replace(new, units=marked)), [other, note])):
        comparison = replace(found, reports=reports)
        units = comparison.unit_texts()
        assert [units[one.ids[0]].text for one in leading_changes.leading(comparison, "added")] == texts


def test_what_a_report_tells_twice_is_new_once(tmp_path: Path) -> None:
    old = {"一、主要举措": COMMON, "二、存在的不足": ["执法力量不足。"]}
    new = {"一、主要举措": [*COMMON, OWN], "二、队伍建设": [OWN, "参加技能竞赛3次。"], "三、存在的不足": ["执法力量不足。"]}
    found = [(change.untold, change.again) for change in alone(compared(tmp_path, old, new), OWN)]
    assert found == [(True, False), (True, True)]


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("On May 6, 2024, the port ended its credit line with three banks.", True),
        ("As told in Note 5, on May 6, 2024, the port ended its credit line.", False),  # a number more
        ("On May 6, 2024, the port ended its credit line (see Note 4).", True),
        ("On June 6, 2024, the port ended its credit line with three banks.", False),
        ("In 2024, the port ended its credit line with three banks.", False),  # a year alone is no event's
        ("On May 6, 2024, the Quay line was painted, and lamps were hung from all its cranes.", False),
        ("We ended our line of credit in May 2024.", True),  # in another order
        ("The line, opened in 2019 for $4 million, was ended.", True),
        ("On May 6, 2024, the port of Vale ended its credit line.", True),  # the day says of which
        ("The port of Vale ended its credit line with three banks.", False),
        ("On May 6, 2024, the port ended its credit line of $5 million with three banks.", False),
    ],
)
def test_what_says_all_its_particulars_again_is_told_again(text: str, again: bool) -> None:
    told = "On May 6, 2024, the port ended its credit line with three banks, which it had opened in 2019 for $4 million."
    assert [*told_again({3: told, 7: text}, {3: 1, 7: 2})] == ([7] if again else [])


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("The union asks for wages, damages and costs.", True),  # a mark apart
        ("The verdict laid a fine upon the mill and other conduct.", True),
        ("The verdict laid a fine.", False),  # few words in one order say little
        ("The verdict laid a fine upon the miller and other conduct.", False),
    ],
)
def test_what_says_the_same_words_with_none_more_is_told_again(text: str, again: bool) -> None:
    told = ["The union asks for wages, damages, and costs.", "The verdict laid a fine upon the mill of much gold and some other conduct."]
    places = dict(enumerate([*told, text]))
    assert [*told_again(places, {at: at for at in places})] == ([2] if again else [])
    assert [*told_again(places, dict.fromkeys(places, 1))] == [], "in one paragraph two things are told"


def test_what_hangs_on_a_new_statement_is_new(tmp_path: Path) -> None:
    """In its paragraph, also by way of one between; not what hangs on a statement of both years."""
    kept = "The town keeps nine moorings and repairs them in the spring of each year."
    fresh = "In April 2024, the ferry company of Lower Bend sued the town over moorings."
    behind = ["This suit asks for a payment.", "These payments would go to the crews.", "The weather was fair."]
    for year, texts in ((2023, [kept]), (2024, [f"{kept} These are nine moorings.", " ".join((fresh, *behind))])):
        page = f"<html><body><h1>Annual Report {year}</h1><h2>1. Work</h2>{''.join(f'<p>{text}</p>' for text in texts)}</body></html>"
        (tmp_path / f"{year}.html").write_text(page, encoding="utf-8")
    comparison = pipeline.compare(sorted(tmp_path.iterdir()))
    told = {text: [one.untold for one in alone(comparison, text)] for text in (fresh, *behind, "These are nine")}
    assert told == {fresh: [True], behind[0]: [True], behind[1]: [True], behind[2]: [False], "These are nine": [False]}


def test_what_another_statement_of_the_report_tells_too_is_known_with_it() -> None:
    """What the notes tell in more words, of which the other year knows."""
    texts = {3: "Eleven towns have until July 15, 2025 to join the ferry pact.", 5: "Nine towns left the bridge pact."}
    others = ["As told above, eleven towns and two abbeys still have until July 15, 2025 to join the ferry pact with the port."]
    assert [*told_by(texts, others)] == [3]
