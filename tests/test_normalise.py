"""Normalise: headings of many makes find their node, doubt is told, what matches nothing inherits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi.model import Role, Section, Unit
from tongbi.report import coverage, node_matching, schema

LAW = schema.load("rule-of-law")


def section(heading: str, level: int = 1, parent: int | None = None) -> Section:
    return Section(level, "", heading, heading, parent)


def below(*headings: str, top: str = "主要举措和成效") -> list[Section]:
    return [section(top), *(section(heading, 2, 0) for heading in headings)]


def nodes(*sections: Section, units: tuple[Unit, ...] = ()) -> list[str | None]:
    return [one.canonical for one in node_matching.normalise(sections, units, LAW).sections]


@pytest.mark.parametrize(
    ("heading", "node"),
    [
        ("强化党建引领，压紧压实法治建设责任", "leadership"),
        ("聚焦放管服改革，打造一流法治化营商环境", "functions"),
        ("完善依法行政制度体系，加强规范性文件管理", "rulemaking"),
        ("规范重大行政决策程序，提升决策公信力", "decision-making"),
        ("深化行政执法体制改革，促进严格规范公正文明执法", "enforcement"),
        ("提高突发事件应对能力，守牢安全底线", "emergency"),
        ("守住安全底线", "emergency"),
        ("守牢安全底线，护航高质量发展", "emergency"),
        ("筑牢安全防线，防范化解重大风险", "emergency"),
        ("守牢安全底线，从严规范监管执法", "enforcement"),
        ("筑牢安全防线，提升执法质效", "enforcement"),
        ("做实行政复议和行政应诉，依法化解社会矛盾纠纷", "disputes"),
        ("加强行政权力制约监督，推进政务公开", "oversight"),
        ("强化科技支撑，建设数字法治政府", "digital"),
        ("落实“谁执法谁普法”，深化法治宣传教育", "legal-education"),
        ("健全现代公共法律服务体系", "justice"),
        ("加强法治工作队伍建设，夯实法治保障", "capacity"),
    ],
)
def test_level_two(heading: str, node: str) -> None:
    assert nodes(*below(heading))[1] == f"measures/{node}"


@pytest.mark.parametrize(
    ("heading", "parts", "node"),
    [
        ("握指成拳聚合力，善作善成谱新篇", ["开展普法宣传", "培育法治文化"], "measures/legal-education"),
        ("甘当群众贴心人，绘就枫林好风景", ["调解民间纠纷", "办理复议案件"], "measures/disputes"),
        ("拧紧责任链条，守住平安底色", ["开展应急演练", "抓好防汛抗旱"], "measures/emergency"),
        ("擦亮窗口名片，跑出为民加速度", ["行政许可提速", "上门帮办代办"], "measures/functions"),
        ("夯基固本，久久为功", ["建成法治公园", "推进政务公开", "举办法治培训班"], "measures"),
    ],
)
def test_a_slogan_is_what_most_parts_below_it_are(heading: str, parts: list[str], node: str) -> None:
    top = [section("主要举措和成效"), section(heading, 2, 0)]
    assert nodes(*top, *(section(part, 3, 1) for part in parts))[1] == node


def test_a_chapter_with_a_slogan_is_that_of_its_parts() -> None:
    headings = ("规范行政决策", "化解矛盾纠纷", "深化普法宣传")
    assert nodes(*below(*headings, top="凝心聚力开新局"))[0] == "measures"


@pytest.mark.parametrize(
    ("heading", "node"),
    [
        ("以科技赋能为支撑，提升执法效能", "enforcement"),
        ("以落实普法责任为抓手，严格水行政执法", "enforcement"),
        ("以营商环境优化为牵引，深入开展法治宣传", "legal-education"),
        ("以复议应诉为镜鉴，规范行政决策程序", "decision-making"),
        ("以法治督察为抓手，提升政务服务水平", "functions"),
    ],
)
def test_what_is_done_outweighs_by_what_means(heading: str, node: str) -> None:
    assert nodes(*below(heading))[1] == f"measures/{node}"


@pytest.mark.parametrize(
    ("heading", "part", "node"),
    [
        ("优化营商环境", "依法办理行政复议案件", "disputes"),
        ("强化队伍建设", "推进法治文化阵地建设", "legal-education"),
        ("优化营商环境", "细化方案", "functions"),
    ],
)
def test_a_heading_of_level_three_is_judged_with_its_section_in_mind(heading: str, part: str, node: str) -> None:
    assert nodes(section("主要举措和成效"), section(heading, 2, 0), section(part, 3, 1))[2] == f"measures/{node}"


@pytest.mark.parametrize(
    ("heading", "node"),
    [
        ("2023年推进法治政府建设的主要举措和成效", "measures"),
        ("法治政府建设存在的不足和原因", "problems"),
        ("党政主要负责人履行推进法治建设第一责任人职责情况", "leaders"),
        ("2024年工作计划", "plans"),
        ("下一年度推进法治政府建设的主要安排", "plans"),
        ("其他需要报告的情况", "other"),
        ("坚持党的领导，凝聚法治建设合力", "measures/leadership"),
    ],
)
def test_level_one(heading: str, node: str) -> None:
    assert nodes(section(heading)) == [node]


def test_problems_and_plans_keep_what_stands_below_them() -> None:
    assert nodes(*below("行政执法力量薄弱", top="存在的问题")) == ["problems", "problems"]
    assert nodes(*below("深化行政执法改革", top="下一步工作安排")) == ["plans", "plans"]


def test_what_matches_nothing_inherits() -> None:
    found = node_matching.normalise(below("水清岸绿景美"), (), LAW).sections[1]
    assert (found.canonical, found.method) == ("measures", "inherited")


def test_the_text_speaks_where_the_heading_does_not() -> None:
    units = (Unit("1", "开展行政处罚案卷评查，落实行政执法三项制度，规范行政执法裁量，培训执法人员。", 1),)
    found = node_matching.normalise(below("守正创新谋新篇"), units, LAW)
    assert (found.sections[1].canonical, found.sections[1].method) == ("measures/enforcement", "cues")
    assert found.units[0].canonical == "measures/enforcement"


def test_missing_content_is_a_finding() -> None:
    assert missing(node_matching.normalise(below("规范行政执法"), (), LAW)) == [
        "不足和原因",
        "党政主要负责人履行第一责任人职责",
        "下一年度主要安排",
    ]


def missing(found: node_matching.Normalised, when: str = "") -> list[str]:
    contents = coverage.coverage(found.sections, found.units, (), LAW, when)
    return [finding.values["zh"] for finding in coverage.missing(contents, LAW)]


def test_a_heading_without_text_is_empty_and_not_missing() -> None:
    found = node_matching.normalise([section("主要举措和成效"), section("存在的问题")], (Unit("1", "开展执法检查。", 0),), LAW)
    states = coverage.coverage(found.sections, found.units, (), LAW, "2023-12-31")
    assert (states["measures"], states["problems"], states["plans"]) == ("present", "empty", "missing")
    assert coverage.coverage(found.sections, found.units, (1,), LAW, "2023-12-31")["problems"] == "present"


def test_roles() -> None:
    sections = [*below("执法力量不足", top="存在的问题"), section("下一步打算"), section("主要举措")]
    assert roles(sections) == ["problem", "problem", "plan", "measure"]
    both = [section("存在的问题和下一步打算"), section("存在的问题", 2, 0), section("下一步打算", 2, 0)]
    assert roles(both) == ["measure", "problem", "plan"]


def roles(sections: list[Section]) -> list[Role]:
    return [one.role for one in node_matching.normalise(sections, (), LAW).sections]


WORK = schema.load("government-work-report")
ADMISSIONS = (
    "在肯定成绩的同时，我们也清醒地看到，发展还面临不少困难和问题：",
    "同时我们也清醒认识到，政府工作还存在一些短板和不足。",
    "我们既要看到成绩，更要看到前进中的困难和挑战。",
    "同时，全县经济社会发展还面临一些困难，主要是：产业层次偏低。",
    "We are keenly aware that there are still many problems in our work.",
)


def told(*texts: str, heading: str = "一年来工作回顾") -> list[str | None]:
    """The nodes of sentences in one section, and of one in the section after it."""
    units = [*(Unit(str(at), text, 0) for at, text in enumerate(texts)), Unit("next", "一是新建学校12所。", 1)]
    found = node_matching.normalise([section(heading), section("今年工作安排")], units, WORK)
    assert [unit.role == "problem" for unit in found.units] == [unit.canonical == "problems" for unit in found.units]
    return [unit.canonical for unit in found.units]


@pytest.mark.parametrize("admission", ADMISSIONS)
def test_problems_without_a_heading_run_to_the_end_of_their_section(admission: str) -> None:
    assert told("建成公园12座。", admission, "财政收支矛盾突出。") == ["review", "problems", "problems", "plan"]


def test_thanks_and_lessons_end_the_problems() -> None:
    found = told(ADMISSIONS[0], "财政收支矛盾突出。", "我代表县政府，向大家表示衷心感谢！", "城镇新增就业6万人。")
    assert found == ["problems", "problems", "review", "review", "plan"]


def test_what_is_no_admission() -> None:
    assert set(told("同时，着力解决群众反映的突出问题。", "风险挑战面前，经济稳中向好。")) == {"review", "plan"}
    assert set(told(ADMISSIONS[1], heading="2026年总体要求和目标任务")) == {"plan"}


def apart(*headings: str, line: str = "新建公办幼儿园40所。") -> list[tuple[Role | None, str | None]]:
    """Role and node of a sentence below each heading, the first two of the body, the others of a report of 2026 and each above the next."""
    sections = [section("一年来工作回顾"), section("今年工作安排")]
    sections += [section(heading, at, at if at > 1 else None) for at, heading in enumerate(headings, 1)]
    units = [Unit(str(at), line, at) for at in range(len(sections))]
    found = node_matching.normalise(sections, units, WORK, "2026-12-31")
    return [(unit.role, unit.canonical) for unit in found.units][2:]


def test_the_list_of_what_comes_is_a_plan_and_a_glossary_stands_aside() -> None:
    heading = "2026年省十件民生实事"
    assert apart(heading, "一、提升养老机构服务水平", "名词解释", "1.“双一流”") == [("plan", "plan")] * 2 + [("aside", "glossary")] * 2
    assert apart("2026年为民办实事项目清单") == [("plan", "plan")]
    assert apart("《政府工作报告》有关名词注释") == [("aside", "glossary")]


def test_what_was_done_is_no_list_of_what_comes() -> None:
    assert {role for heading in ("2025年十件民生实事", "2026年民生实事完成情况", "民生实事") for role, _ in apart(heading)} == {"measure"}


def test_a_line_opens_a_glossary_too() -> None:
    units = [
        Unit("1", "附件2 名词解释", 0),
        Unit("2", "两项激励额度可累加5次。", 0),
        Unit("3", "是指5个方面。", 1),
        Unit("4", "完成5项。", 2),
    ]
    found = node_matching.normalise([section("附录"), section("1.“四新”", 2, 0), section("一年来工作回顾")], units, WORK, "2026-12-31")
    assert [unit.canonical for unit in found.units] == ["glossary"] * 3 + ["review"]


@given(st.lists(st.text(alphabet="行政执法决策普法监督问题计划领导制度一年、，", max_size=15), max_size=6))
def test_a_node_is_always_one_of_the_schema(headings: list[str]) -> None:
    known = {node.id for node in LAW.nodes} | {None}
    assert set(nodes(*below(*headings))) <= known


@pytest.mark.parametrize(
    ("heading", "node"),
    [
        ("A Review of the Work in 2014", "review"),
        ("General Requirements, Major Targets and Macroeconomic Policies for This Year", "situation"),
        ("Main Objectives and Tasks for the Twelfth Five-Year Plan Period", "situation"),
        ("General Work Arrangements for 2014", "plan"),
        ("Suggestions for the Work of the Government This Year", "plan"),
        ("Improving Government", "self-building"),
    ],
)
def test_work_reports_in_english(heading: str, node: str) -> None:
    assert node_matching.normalise([section(heading)], (), schema.load("government-work-report")).sections[0].canonical == node


def test_a_label_decides_where_the_title_is_shared() -> None:
    named = [
        Section(1, f"Item {number}.", title, f"Item {number}. {title}")
        for number, title in (("4", "(Removed and Reserved)"), ("6", "Reserved"))
    ]
    assert [one.canonical for one in node_matching.normalise(named, (), schema.load("10-k")).sections] == ["item-4", "item-6"]


@pytest.mark.parametrize(("when", "count"), [("2018-12-31", 0), ("2019-12-31", 3), ("", 3)])
def test_contents_are_missed_since_the_rules_ask_for_them(when: str, count: int) -> None:
    """Problems, the leaders' duties and plans are asked for since April 2019."""
    assert len(missing(node_matching.normalise([section("主要举措和成效")], (), LAW, when), when)) == count


def disclosed(*parts: tuple[str, tuple[str, ...]]) -> list[str | None]:
    """The nodes of the sentences below 五、存在的主要问题及改进情况 and the headings under it."""
    known = schema.load("gov-info-disclosure")
    sections = [
        section("存在的主要问题及改进情况"),
        *(section(heading, 2, 0) for heading, _ in parts if heading),
        section("其他需要报告的事项"),
    ]
    units = []
    place = 0
    for heading, texts in parts:
        place += bool(heading)
        units += [Unit("u", text, place) for text in texts]
    units.append(Unit("u", "2024年，我县将收取信息处理费。", len(sections) - 1))
    found = node_matching.normalise(sections, units, known)
    assert [one.canonical for one in found.sections] == ["problems"] * (len(sections) - 1) + ["other"]
    assert [unit.role == "plan" for unit in found.units] == [unit.canonical == "plans" for unit in found.units]
    return [unit.canonical for unit in found.units[:-1]]


@pytest.mark.parametrize(
    "turn",
    [
        "下一步，将着力改进以下方面：",
        "针对上述问题，下一步重点做好以下工作：",
        "2024年，我县将着重抓好以下工作：",
        "今后，县政府将从以下几方面改进。",
        "下一年度，我局将完善制度。",
    ],
)
def test_plans_among_the_problems_run_from_the_turn_to_the_end(turn: str) -> None:
    found = disclosed(
        ("", ("2023年，公开工作还存在一些不足：一是解读形式单一。", "个别单位答复不够规范。", turn, "编制答复文书示范文本。"))
    )
    assert found == ["problems", "problems", "plans", "plans"]


def test_plans_below_a_heading_of_their_own_among_the_problems() -> None:
    found = disclosed(
        ("存在的主要问题", ("队伍不够稳定。", "解读形式仍显单一。")),
        ("下一步改进措施", ("建立专员制度。",)),
        ("改进情况", ("针对去年的问题，已建成专栏。",)),
    )
    assert found == ["problems", "problems", "plans", "problems"]


def test_what_a_sentence_tells_is_not_missing() -> None:
    sections = [section("主要举措和成效"), section("存在的不足"), section("下一年度安排")]
    units = [
        Unit("a", "区委、区政府主要领导带头履行推进法治建设第一责任人职责，研究法治议题13项。", 0),
        Unit("b", "督促党政主要负责人履行第一责任人职责。", 2),
    ]
    found = node_matching.normalise(sections, units, LAW, "2023-12-31")
    assert [unit.canonical for unit in found.units] == ["leaders", "plans"]
    assert missing(found, "2023-12-31") == []
    without = node_matching.normalise(sections, units[1:], LAW, "2023-12-31")
    assert missing(without, "2023-12-31") == ["党政主要负责人履行第一责任人职责"]
    own = [*sections, section("党政主要负责人履行第一责任人职责情况")]
    assert node_matching.normalise(own, units, LAW, "2023-12-31").units[0].canonical == "measures"


@pytest.mark.parametrize("heading", ["扩大内需，稳住经济大盘", "办好渔港民生实事", "繁荣海洋文化"])
def test_a_numbered_chapter_behind_the_years_tasks_is_planned_too(heading: str) -> None:
    chapters = [
        replace(section(one), label=label) for one, label in (("一年来工作回顾", "一、"), ("今年工作安排", "二、"), (heading, "三、"))
    ]
    assert [one.role for one in node_matching.normalise(chapters, (), WORK).sections] == ["measure", "plan", "plan"]
    assert [one.role for one in node_matching.normalise(chapters[::2], (), WORK).sections] == ["measure", "measure"]
