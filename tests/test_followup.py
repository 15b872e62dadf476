"""Follow-through: plans delivered, repeated, untraced; problems named again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import pipeline
from tongbi.checks.follow_through import modifiers
from tongbi.checks.follow_through.attainment import Goal, attained
from tongbi.comparison import statement_weights
from tongbi.language import section_phrases
from tongbi.model import Comparison, Figure, FollowThrough
from tongbi.outputs import verdicts

_REPORT = "甲县{year}年法治政府建设年度报告\n一、主要工作\n{work}\n二、存在问题\n{problem}\n三、{next}年工作计划\n{plan}\n"

OUTCOMES = {"met": True, "missed": False, "unclear": None, None: None}


def compared(tmp_path: Path, *years: dict[str, str]) -> Comparison:
    """A made-up series of 2021, 2022 …"""
    paths = []
    for at, parts in enumerate(years):
        path = tmp_path / f"甲县{2021 + at}年法治政府建设年度报告.txt"
        path.write_text(_REPORT.format(year=2021 + at, next=2022 + at, **parts), encoding="utf-8")
        paths.append(path)
    return pipeline.compare(paths)


def follow(tmp_path: Path, *years: dict[str, str]) -> list[tuple[str, str, tuple[str, ...]]]:
    """What a made-up series of 2021, 2022 … says: kind, the plan or problem, and what was found of it."""
    comparison = compared(tmp_path, *years)
    text = {key: unit.text for key, unit in comparison.unit_texts().items()}

    def said(one: FollowThrough) -> tuple[str, str, tuple[str, ...]]:
        return one.kind, text[one.from_unit], tuple(text[unit] for unit in one.to_units)

    return [said(one) for one in comparison.follow_through]


FIRST = {
    "work": "开展执法检查12次。\n办理复议案件30件。",
    "problem": "镇街执法力量与承担的任务不相匹配。",
    "plan": "组建行政复议咨询委员会，提高办案质量。\n选址建设法治文化公园，丰富群众文化生活。\n开展赋权事项评估，动态调整赋权清单。",
}
SECOND = {
    "work": "组建由13名专家组成的行政复议咨询委员会，召开咨询会5次。\n开展执法检查15次。\n办理复议案件41件。",
    "problem": "镇街执法力量与承担任务不相匹配的问题仍未解决。",
    "plan": "开展赋权事项评估，动态调整赋权清单。",
}


def test_each_plan_has_one_fate_and_a_problem_returns(tmp_path: Path) -> None:
    assert sorted(follow(tmp_path, FIRST, SECOND)) == [
        ("plan-delivered", "组建行政复议咨询委员会，提高办案质量。", ("组建由13名专家组成的行政复议咨询委员会，召开咨询会5次。",)),
        ("plan-repeated", "开展赋权事项评估，动态调整赋权清单。", ("开展赋权事项评估，动态调整赋权清单。",)),
        ("plan-untraced", "选址建设法治文化公园，丰富群众文化生活。", ()),
        ("problem-repeated", "镇街执法力量与承担的任务不相匹配。", ("镇街执法力量与承担任务不相匹配的问题仍未解决。",)),
    ]


def test_a_problem_told_in_parts_is_followed_part_by_part(tmp_path: Path) -> None:
    first = FIRST | {"problem": "仍有短板：一是少数干部运用法治思维的能力不足；二是镇街执法力量与承担的任务不相匹配。"}
    second = SECOND | {"problem": "少数干部运用法治思维的能力仍然不足。\n镇街执法力量与任务不相匹配。"}
    [(_, _, again)] = [one for one in follow(tmp_path, first, second) if one[0] == "problem-repeated"]
    assert again == ("少数干部运用法治思维的能力仍然不足。", "镇街执法力量与任务不相匹配。")


def test_words_that_stand_everywhere_do_not_make_a_trace(tmp_path: Path) -> None:
    plan = FIRST | {"plan": "加强法治宣传，推进基层治理现代化建设。"}
    work = SECOND | {"work": "加强法治队伍，推进执法规范化建设，组织培训6期。\n开展执法检查15次，办理复议案件41件。"}
    assert [one[0] for one in follow(tmp_path, plan, work) if one[0].startswith("plan")] == ["plan-untraced"]


@pytest.mark.parametrize(
    "said",
    [
        "究其原因，主要是对新形势下法治工作的规律研究不深。",
        "上述问题的原因，主要是基层力量不足。",
        "法治建设中的薄弱环节，主要表现在以下方面。",
        "2021年，我县法治建设虽然取得了一定成效，但对照要求仍有差距。",
    ],
)
def test_causes_and_lead_ins_are_no_problems(tmp_path: Path, said: str) -> None:
    first, second = (parts | {"problem": f"{said}\n{parts['problem']}"} for parts in (FIRST, SECOND))
    assert [one[1] for one in follow(tmp_path, first, second) if one[0] == "problem-repeated"] == [FIRST["problem"]]


def fate(tmp_path: Path, plan: str, work: str, again: str = "加强执法监督，规范裁量基准。") -> FollowThrough:
    """What came of one plan."""
    found = compared(tmp_path, FIRST | {"plan": plan}, SECOND | {"work": f"{SECOND['work']}\n{work}", "plan": again}).follow_through
    [one] = [one for one in found if one.kind.startswith("plan")]
    return one


@pytest.mark.parametrize(
    ("plan", "work", "met"),
    [
        ("新改建农村公路280公里。", "新改建农村公路291公里。", True),
        ("改造老旧小区95个，新增公共停车泊位6000个。", "改造老旧小区70个，惠及居民1万户。", False),
        ("空气质量优良天数比率保持在93%以上。", "空气质量优良天数比率达88.8%。", False),
        ("地区生产总值增长7%左右。", "地区生产总值2318亿元，增长5.1%。", False),
        ("地区生产总值增长5%左右。", "地区生产总值2318亿元，增长4.9%。", None),
        ("面向民间资本推介项目不低于20个。", "面向民间资本推介项目23个。", True),
        ("城镇调查失业率控制在5.5%以内。", "城镇调查失业率为5.2%。", True),
        ("居民消费价格涨幅3%左右。", "居民消费价格上涨2.1%。", True),
        ("居民消费价格涨幅3%左右。", "居民消费价格上涨0.3%。", None),
        ("居民消费价格涨幅控制在3%左右。", "居民消费价格上涨0.3%。", True),
        ("固定资产投资增长5%左右。", "固定资产投资增长9.2%。", None),
        ("常住人口城镇化率超过60%。", "常住人口城镇化率达到60%。", None),
        ("常住人口城镇化率超过60%。", "常住人口城镇化率超过60%。", True),
        ("年销售收入10亿元以上的企业达到100家。", "年销售收入10亿元以上的企业达到96家。", False),
        ("实现3000个以上自然村通硬化路。", "3100个自然村通硬化路。", True),
        ("公交与轨道50米内换乘比例提高到90%。", "公交与轨道50米内换乘比例达91%。", True),
        ("实施爱国卫生“7个专项行动”。", "开展爱国卫生“7个专项行动”，成效明显。", None),
        ("开展爱国卫生7个专项行动。", "开展爱国卫生7个专项行动，成效明显。", None),
        ("新改建农村公路280公里。", "今年将新改建农村公路291公里。", None),
        ("一般公共预算收入增长6%。", "一般公共预算收入170亿元，下降1.2%。", False),
        ("新增规上工业企业120家。", "规上工业企业累计达1108家。", None),
        ("居民人均可支配收入增长6%。", "农村居民人均可支配收入增长5.2%。", None),
        ("规上工业增加值增长5.5%。", "规上工业增加值年均增长4.5%。", None),
        ("拟安排专项资金200亿元。", "安排就业专项资金426亿元。", None),
        ("深入推进五大行动，擦亮执法品牌。", "深入推进五大行动，擦亮执法品牌，获奖3项。", None),
    ],
)
def test_a_target_is_met_only_where_the_outcome_reaches_it(tmp_path: Path, plan: str, work: str, met: bool | None) -> None:
    assert OUTCOMES[fate(tmp_path, plan, work).outcome] is met


@pytest.mark.parametrize(
    ("plan", "work", "met"),
    [
        # as printed: what rounds to the target is not below it
        ("森林覆盖率达到62.0%。", "森林覆盖率达到61.97%。", True),
        ("森林覆盖率达到62.0%。", "森林覆盖率达到61.92%。", False),
        ("森林覆盖率达到62%。", "森林覆盖率达到61.7%。", None),
        ("旅游总收入达到1.2万亿元。", "旅游总收入达到1.196万亿元。", True),
        ("重点行业事故死亡人数控制在12.0人以内。", "重点行业事故死亡人数12.04人。", True),
        # the lower end of a range is what is aimed at
        ("社会消费品零售总额增长5%—6%。", "社会消费品零售总额增长5.4%。", True),
        ("社会消费品零售总额增长5%—6%。", "社会消费品零售总额增长3.1%。", False),
        ("社会消费品零售总额增长6%－6.5%。", "社会消费品零售总额增长6.1%。", True),
        # made in the year, and how many there are; a member of a list, without what is done with it
        ("培育科技型企业160家。", "科技型企业突破200家。", None),
        ("改造老旧街区40个、城中村10万户。", "新开工改造老旧街区44个、城中村5.1万户。", True),
        # hoped for
        ("社会消费品零售总额力争增长8%。", "社会消费品零售总额增长4.1%。", None),
        # of another whole, part, owner or part of the year
        ("工业技改投资增长10%。", "工业投资增长13.5%。", None),
        ("民营企业进出口增长6%。", "进出口增长2.2%。", None),
        ("全区固定资产投资增长7%。", "全省固定资产投资增长4.6%。", None),
        ("固定资产投资增长7%。", "上半年固定资产投资增长4.6%。", None),
        ("固定资产投资增长7%。", "固定资产投资增长4.6%。", False),
    ],
)
def test_a_verdict_is_of_one_measure_and_of_values_as_printed(tmp_path: Path, plan: str, work: str, met: bool | None) -> None:
    assert OUTCOMES[fate(tmp_path, plan, work).outcome] is met


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("到2030年，新增托位900个，建成学校60所。", True),
        ("新增托位900个，力争到2030年建成学校60所。", True),
        ("未来三年建成学校60所。", True),
        ("“十五五”期间建成学校60所。", True),
        ("到2024年底建成学校60所。", False),
        ("谋划“十五五”期间布局，建成学校60所。", False),
        ("到2030年实现全覆盖；今年建成学校60所。", False),
    ],
)
def test_what_is_due_later_is_not_missed_yet(text: str, later: bool) -> None:
    goal = Goal(Figure("p", "建成学校", 60, "所", "60所", text.index("60所")), text, 0, 2024)
    assert goal.is_later is later
    assert attained(goal, Figure("r", "建成学校", 20, "所", "20所", 0), 20, surely=True) is (None if later else False)


@given(st.integers(1, 999), st.integers(1, 999))
def test_an_outcome_is_missed_only_where_it_is_below_as_printed(planned: int, reached: int) -> None:
    goal = Goal(Figure("p", "绿化覆盖率", planned / 10, "%", f"{planned / 10}%", 5), f"绿化覆盖率{planned / 10}%。", 0, 2024)
    for value in (reached / 10, reached / 10 - 0.04):
        said = attained(goal, Figure("r", "绿化覆盖率", value, "%", f"{value}%", 5), value, surely=True)
        assert said is (reached >= planned)
        assert attained(goal, Figure("r", "绿化覆盖率", value, "%", f"{value}%", 5), value, surely=False) is not False


def test_a_size_that_says_which_things_are_meant_is_no_target(tmp_path: Path) -> None:
    [target] = fate(tmp_path, "年销售收入10亿元以上的企业达到100家。", "年销售收入10亿元以上的企业达到103家。").targets
    assert (target.unit, target.planned, target.reached) == ("家", 100, 103)


def test_a_target_set_again_hides_no_outcome(tmp_path: Path) -> None:
    one = fate(tmp_path, "新改建农村公路280公里。", "新改建农村公路291公里。", "新改建农村公路260公里。")
    assert (one.kind, len(one.also), verdicts.outcome(one)) == ("plan-delivered", 1, "plan-delivered")
    [target] = one.targets
    assert (target.planned, target.reached, target.met) == (280, 291, True)
    assert verdicts.target_said(target, "zh") == "新改建农村公路 280 → 291公里 ✓"


def test_an_outcome_in_words_hides_none_either(tmp_path: Path) -> None:
    again = "加快建设法治文化公园，组建志愿服务队伍。"
    one = fate(tmp_path, "选址建设法治文化公园，丰富群众文化生活。", "法治文化公园建成开放，群众文化生活日益丰富。", again)
    assert (one.kind, one.outcome, verdicts.outcome(one)) == ("plan-delivered", None, "plan-delivered")


def test_what_falls_short_or_is_left_open_is_not_called_delivered(tmp_path: Path) -> None:
    short = fate(tmp_path, "发放政府消费券5000万元。", "发放政府消费券3200万元。")
    assert verdicts.outcome(short) == "plan-short"
    told = fate(tmp_path, "发放政府消费券5000万元，办好岚湾购物节。", "办好岚湾购物节，发放政府消费券，群众踊跃参与。")
    assert (told.kind, verdicts.outcome(told)) == ("plan-delivered", "plan-told")
    assert [target.reached for target in told.targets] == [None]


def test_what_a_thread_holds_together_is_planned_again(tmp_path: Path) -> None:
    old = "推行“一线工作法”，健全闭环落实机制，力戒形式主义、官僚主义，让群众办事更省心。"
    new = "大兴调查研究之风，健全“立项、督办、评估”闭环落实机制，力戒形式主义、官僚主义。"
    assert fate(tmp_path, old, "办结提案9件。", new).kind == "plan-repeated"


def test_rhetoric_and_far_goals_are_not_followed(tmp_path: Path) -> None:
    idle = (
        "总体要求是：以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神。",
        "让我们更加紧密地团结在党中央周围，勇毅前行、真抓实干！",
        "到2026年，地区生产总值突破3000亿元，城镇化率达到68%。",
        "用3年时间，引进留用1万名左右银龄人才。",
        "2022年是实施规划的关键之年，做好各项工作意义重大。",
    )
    first = FIRST | {"plan": "\n".join((FIRST["plan"], *idle))}
    assert {plan for _, plan, _ in follow(tmp_path, first, SECOND)}.isdisjoint(idle)


@pytest.mark.parametrize(
    "text",
    [
        "我国发展中不平衡、不协调的问题依然突出。",
        "我们也清醒认识到，工作中还存在一些不足，主要是：执法力量薄弱。",
        "新建改造公厕80座，让群众更满意！",
        "深化“放管服”改革，推动政策落地。",
    ],
)
def test_what_names_or_plans_something_is_no_rhetoric(text: str) -> None:
    assert not section_phrases.is_rhetoric(text)


def test_headings_of_several_years() -> None:
    assert section_phrases.is_far_heading("今后五年的总体要求和主要目标")
    assert not section_phrases.is_far_heading("“十五五”时期主要目标和2026年工作安排")


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("We will dredge the harbour.", True),
        ("Dredge the harbour where it is shallow.", True),
        ("Reopen the pier", True),
        ("Ferry traffic of 2 million people", True),
        ("The pier is to be rebuilt.", True),
        ("Trade is slow, and the port must find other customers.", True),
        # What is and what was, and a bare title.
        ("In May we reopened the pier.", False),
        ("Some 340 berths were let.", False),
        ("The harbour is silting up.", False),
        ("There are good reasons for hope.", False),
        ("Leaving Nobody Behind", False),
    ],
)
def test_what_an_english_plan_says_is_to_come(text: str, planned: bool) -> None:
    assert statement_weights.plans(text, frozenset()) is planned


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Programme for 2024", "plan"),
        ("Aims, 2023-24", "plan"),
        ("Works of 2023", "measure"),
        ("Town planning", "measure"),
        ("Our plans", "plan"),
        ("Vision 2035", "measure"),
    ],
)
def test_a_heading_of_the_next_year_plans(tmp_path: Path, heading: str, role: str) -> None:
    path = tmp_path / "Vale Canal Society Annual Report 2023.txt"
    path.write_text(f"Vale Canal Society\nAnnual Report 2023\n\nOur Year\n\nWe dredged the basin.\n\n{heading}\n\nWe will mend the lock.\n")
    assert pipeline.inspect(path).sections[-1].role == role


@pytest.mark.parametrize(
    ("clause", "text", "replaced"),
    [
        ("打响“晚霞”品牌", "培育名优产品，打响“山货”品牌。", True),
        ("开展第三次全国土地调查", "扎实开展第三次全国农业调查。", True),
        ("推进渔港综合改造", "推进矿区综合改造。", True),
        ("推进渔港综合改造", "渔港、矿区综合改造完成。", False),
        ("推进渔港综合改造", "综合改造提速推进。", False),
        ("建设区域公卫中心", "建成区域公共卫生中心。", False),
    ],
)
def test_another_noun_before_one_word_is_another_thing(clause: str, text: str, replaced: bool) -> None:
    weights = [(word, 1000) for befores in modifiers.modifiers(clause).values() for word in befores if word]
    assert bool(modifiers.replaced(clause, clause, text, weights)) is replaced


@pytest.mark.parametrize(
    ("plan", "work", "again", "kind"),
    [
        ("推进供水价格改革。", "开展执法检查15次。", "推进殡葬服务改革。", "plan-untraced"),
        ("推进供水价格改革。", "开展执法检查15次。", "稳妥推进供水价格改革。", "plan-repeated"),
        ("开展第二次污染源普查。", "完成第二次地名普查。", "加强案卷评查。", "plan-untraced"),
        ("开展第二次污染源普查。", "完成第二次污染源普查，登记企业312家。", "加强案卷评查。", "plan-delivered"),
        ("实施名师培育计划。", "实施名医培育计划，引进专家11名。", "加强案卷评查。", "plan-untraced"),
    ],
)
def test_a_plan_for_another_thing_of_its_kind_is_no_answer(tmp_path: Path, plan: str, work: str, again: str, kind: str) -> None:
    second = SECOND | {"work": f"{work}\n办理复议案件41件，组织培训6期。", "plan": again}
    told = follow(tmp_path, FIRST | {"plan": f"{plan}\n完善决策机制。"}, second)
    assert [one[0] for one in told if one[1] == plan] == [kind]


def test_what_was_done_is_told_though_it_is_planned_again(tmp_path: Path) -> None:
    first = FIRST | {"plan": "招聘水利工程技术人员，充实基层力量。\n加强执法监督，规范裁量基准。"}
    second = SECOND | {
        "work": "招聘水利工程技术人员5名，充实基层力量。\n开展执法检查15次。",
        "plan": "继续招聘水利工程技术人员，充实基层力量。",
    }
    assert follow(tmp_path, first, second)[0][0] == "plan-delivered"


_ENGLISH = """Brook Hollow Town Council
Annual Report on the Work of the Town Government {year}
{given}
I. Review of the Year
1. Roads
{work}
2. Parks
The council planted 410 trees.
II. Plans for {next}
{plan}
"""


def english(tmp_path: Path, given: str, *years: tuple[str, str]) -> Comparison:
    """Two reports of a town, of 2022 and 2023, by what was done and what is planned; `given` with their years behind."""
    files = [tmp_path / f"{2022 + at}.txt" for at in range(len(years))]
    for at, (file, (work, plan)) in enumerate(zip(files, years, strict=True)):
        told = {"year": 2022 + at, "next": 2023 + at, "given": given.format(2023 + at), "work": work, "plan": plan}
        file.write_text(_ENGLISH.format(**told), encoding="utf-8")
    return pipeline.compare(files)


def test_forms_of_one_english_verb_are_one_word(tmp_path: Path) -> None:
    plans = "Repave at least 12 miles of lanes.\nTest the wells of the valley."
    work = "Some 9 miles of lanes were repaved for $2.1 million."
    found = english(tmp_path, "Presented to the Town Meeting on 4 March {}", ("Snow was cleared.", plans), (work, "Paint the hall."))
    first = next(one for one in found.follow_through if one.from_unit in {unit.id for unit in found.reports[0].units if "12" in unit.text})
    assert (first.kind, found.unit_texts()[first.to_units[0]].text) == ("plan-delivered", work)


def test_a_word_that_joins_sentences_traces_nothing(tmp_path: Path) -> None:
    old = ("Snow was cleared.", "Secondly, we will rebuild the old mill bridge.")
    new = ("Secondly, we opened a reading room for pensioners.", "Paint the town hall.")
    found = english(tmp_path, "Presented to the Town Meeting on 4 March {}", old, new)
    assert [one.kind for one in found.follow_through] == ["plan-untraced"]


def test_a_report_given_in_the_year_after_its_own_reviews_that_year(tmp_path: Path) -> None:
    years = (("Some 7 miles of lanes were repaved.", "Paint the town hall."), ("Some 9 miles of lanes were repaved.", "Paint the school."))
    assert english(tmp_path, "Presented to the Town Meeting on 4 March {}", *years).lag == 0
    assert english(tmp_path, "Presented to the Town Meeting", *years).lag == 1


def fates(tmp_path: Path, plan: str) -> dict[str, str]:
    """What became of plans of which the next report says nothing."""
    found = compared(tmp_path, FIRST | {"plan": plan}, SECOND)
    return {found.unit_texts()[one.from_unit].text: verdicts.outcome(one) for one in found.follow_through if one.kind == "plan-untraced"}


@pytest.mark.parametrize(
    ("plan", "fate"),
    [
        ("牵头单位：县水务局、县林草局，各乡镇人民政府", "plan-general"),
        ("没有渔村的振兴，就没有海岛的未来，海岛始终牵挂渔村。", "plan-general"),
        ("修缮古渡口栈道。", "plan-untraced"),
        ("创办海岛流动图书馆。", "plan-untraced"),
        ("牵头单位：县水务局。\n疏浚古渡口航道。", "plan-untraced"),
    ],
)
def test_what_plans_nothing_is_not_traced(tmp_path: Path, plan: str, fate: str) -> None:
    assert [*fates(tmp_path, plan).values()][-1] == fate


def test_what_heads_a_paragraph_of_plans_is_no_plan_of_its_own(tmp_path: Path) -> None:
    found = fates(tmp_path, "推动海洋经济提档升级。建造深海养殖网箱。引进远洋捕捞船队。")
    assert [*found.values()] == ["plan-general", "plan-untraced", "plan-untraced"]
    assert fates(tmp_path, "建造深海养殖网箱40口。引进远洋捕捞船队。扶持船厂。")["建造深海养殖网箱40口。"] == "plan-untraced"
