"""Outline: what holds for any text, and the parts that the cases do not reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from test_cases import outlined
from tongbi import pipeline
from tongbi.language import dates, enumerators, lexicon, sentences
from tongbi.language.folding import fold
from tongbi.model import Block, Cell, Document, Grid, Source
from tongbi.report import outline
from tongbi.report.outline import captions, front, headings, identity, organisation_naming
from tongbi.report.outline.evidence import Evidence

PIECES = st.sampled_from(
    [
        "一、",
        "（一）",
        "1.",
        "①",
        "一是",
        "第一部分",
        "总体情况",
        "加强领导",
        "。",
        "；",
        "：",
        "“",
        "”",
        "（",
        "）",
        "2023年",
        "件",
        "A.",
        " ",
        "\t",
        "报告",
        "I. ",
    ]
)
TEXTS = st.lists(st.lists(PIECES, min_size=1, max_size=12).map("".join), min_size=1, max_size=25).map("\n".join)


@given(TEXTS)
def test_every_character_is_in_exactly_one_place(text: str) -> None:
    found = outlined(text)
    below: dict[int | None, str] = {}
    for unit in found.units:
        below[unit.section] = below.get(unit.section, "") + unit.lead + unit.text
    parts = ["".join(found.front), below.get(None, "")]
    for index, section in enumerate(found.sections):
        parts += [section.printed, below.get(index, "")]
    assert fold("".join(parts)) == fold(text)


@given(TEXTS)
def test_levels_nest(text: str) -> None:
    sections = outlined(text).sections
    for section in sections:
        assert (section.parent is None) == (section.level == 1)
        assert section.parent is None or sections[section.parent].level < section.level


@given(st.text(alphabet='甲乙。！？“”（）《》’"a. A1', max_size=60))
def test_sentences_rebuild_the_paragraph(text: str) -> None:
    for chinese in (True, False):
        assert fold("".join(sentences.split(text, chinese))) == fold(text)


@pytest.mark.parametrize(
    ("numeral", "number"), [("一", 1), ("十", 10), ("十一", 11), ("二十", 20), ("二十三", 23), ("九十九", 99), ("百", 0), ("", 0)]
)
def test_han_number(numeral: str, number: int) -> None:
    assert enumerators.han_number(numeral) == number


@pytest.mark.parametrize(
    ("text", "kind", "number", "rest"),
    [
        ("十二、保障措施", "han", 12, "保障措施"),
        ("（十一）提高水平", "han-paren", 11, "提高水平"),
        ("1、政务服务", "arab", 1, "政务服务"),
        ("２．改革", "arab", 2, "改革"),
        ("（3）培训", "arab-paren", 3, "培训"),
        ("第三章 执法", "part", 3, "执法"),
    ],
)
def test_chinese_labels(text: str, kind: str, number: int, rest: str) -> None:
    label = enumerators.parse(text, chinese=True)
    assert label is not None
    assert (label.kind, label.number, label.rest) == (kind, number, rest)


@pytest.mark.parametrize("text", ["一线执法", "2.5亿元投入", "三季度", "二级以上", "十九大报告", "2023年，", "一二级市场", "100、"])
def test_what_is_no_label(text: str) -> None:
    assert enumerators.parse(text, chinese=True) is None


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Item 1. Business", "item", 1),
        ("Item 1A. Risk Factors", "item", 2),
        ("ITEM 2.PROPERTIES", "item", 13),
        ("Items 1 and 2. Business and Properties", "item", 1),
        ("Note 3 – Leases", "note", 3),
        ("1.Strengthening macro-control", "arab", 1),
        ("IV. Plans", "roman", 4),
        ("Part II", "part", 2),
        ("B. Water", "letter", 2),
        ("1.2 Scope", "decimal-2", 2),
    ],
)
def test_english_labels(text: str, kind: str, number: int) -> None:
    label = enumerators.parse(text, chinese=False)
    assert label is not None
    assert (label.kind, label.number) == (kind, number)


@pytest.mark.parametrize(
    ("title", "organisation"),
    [
        ("2020年静川区法治政府建设情况报告", "静川区"),
        ("津海市静川区人民政府关于2024年法治政府建设报告", "津海市静川区人民政府"),
        ("江花市教育局关于2023年法治政府建设工作情况的报告", "江花市教育局"),
        ("2024年度临水县法治政府建设工作总结", "临水县"),
        ("关于云和镇2022年法治政府建设情况的报告", "云和镇"),
        ("2026年云岭省人民政府工作报告", "云岭省人民政府"),
        ("二〇二三年临水县法治政府建设年度报告", "临水县"),
        ("法治政府建设年度报告", ""),
        ("临水县人民政府关于上报2024年度法治政府建设工作情况的报告", "临水县人民政府"),
        ("云岭大学2023-2024学年信息公开年度报告", "云岭大学"),
        ("《静川区2024年法治政府建设年度报告》解读", "静川区"),
    ],
)
def test_organisation_of_a_title(title: str, organisation: str) -> None:
    assert organisation_naming.of_title(title) == organisation


def evidence(title: str = "", headings: tuple[str, ...] = (), opening: tuple[str, ...] = (), name: str = "report") -> Evidence:
    return Evidence(title, (title,) if title else (), headings, opening, (), name)


def test_the_year_of_a_report_by_the_day_on_which_it_was_given() -> None:
    front = ("REPORT ON THE WORK OF THE GOVERNMENT", "Delivered at the Third Session of the Council on April 9, 2019")
    given = Evidence(front[0], front, (), ("Fellow members,",), (), "report")
    assert identity.identify(given, "named", chinese=False).year == 2019


@pytest.mark.parametrize(
    ("given", "rule", "year"),
    [
        (evidence("甲省2025年政府工作报告", ("2024年工作回顾",)), "named", 2025),
        (evidence("", ("2024年工作回顾", "今年的任务")), "named", 2025),
        (evidence("", ("去年工作回顾",), ("2005年，成就显著。",), "2006"), "named", 2006),
        (evidence("", ("去年工作回顾",), ("本届政府1998年3月就职。",), "2003"), "named", 2003),
        (evidence("甲县2023年法治政府建设年度报告", (), (), "甲县2023年报告"), "reported", 2023),
        (evidence("甲县法治政府建设报告", (), ("2023年，甲县扎实推进工作。",), "2024年公布"), "reported", 2023),
        (evidence("甲县法治政府建设报告", (), ("甲县扎实推进工作。",), "2022"), "reported", 2022),
        (evidence("甲县法治政府建设报告"), "reported", None),
        (evidence("甲县法治政府建设报告", ("主要工作", "2025年工作安排")), "reported", 2024),
        (evidence("年度报告", (), ("所列数据的统计期限自2024年1月1日起至2024年12月31日止。",), "2025"), "reported", 2024),
    ],
)
def test_which_year(given: Evidence, rule: identity.YearRule, year: int | None) -> None:
    assert identity.identify(given, rule, chinese=True).year == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Annual Report 2009/2010", 2010), ("Budget 2023-24", 2024), ("Review 1999-00", 2000), ("2022/23 accounts", 2023),
        ("2022—2023学年报告", 2023), ("公开年报（2022年9月—2023年8月）", 2023), ("2018—2022年规划总结", 2022), ("2023-08-01", 2023),
        ("2011-12-01", 2011), ("Report 2023-4", 2023), ("2023年总结和2024年计划", 2023), ("二〇二三年", 2023), ("报告", None),
    ],
)  # fmt: skip
def test_a_year_over_two_calendar_years_goes_by_the_one_in_which_it_ends(text: str, year: int | None) -> None:
    assert dates.called(text) == year


def test_the_file_name_goes_before_what_a_text_merely_mentions() -> None:
    opening = ("The plan of 2015 set out five aims.", "自2016年以来，甲县成立了专班。")
    assert identity.identify(evidence("Report", (), opening, "2024-04-23_report_2022-23"), "reported", chinese=False).year == 2023
    assert identity.identify(evidence("甲县报告", (), opening, "甲县2023年报告"), "reported", chinese=True).year == 2023


def test_a_file_name_that_disagrees_is_a_finding() -> None:
    found = identity.identify(evidence("甲县2023年法治政府建设年度报告", name="2022年报告"), "reported", chinese=True)
    assert [(finding.code, finding.values) for finding in found.findings] == [("year-disagrees", {"text": "2023", "name": "2022"})]


@pytest.mark.parametrize(
    ("title", "opening", "organisation"),
    [
        ("2025年云岭省政府工作报告", "现在，我代表省人民政府，向大会报告工作。", "云岭省人民政府"),
        ("云岭省人民政府工作报告", "现在，我代表省人民政府，向大会报告工作。", "云岭省人民政府"),
        ("2025年雪域政府工作报告", "现在，我代表自治区人民政府，向大会报告工作。", "雪域自治区人民政府"),
        ("政府工作报告", "现在，我代表国务院，向大会报告政府工作。", "国务院"),
        ("2025年津海市政府工作报告", "现在，我代表津海市人民政府，向大会报告工作。", "津海市人民政府"),
    ],
)
def test_whom_the_speaker_stands_for(title: str, opening: str, organisation: str) -> None:
    assert identity.identify(evidence(title, opening=(opening,)), "named", chinese=True).organisation == organisation


@pytest.mark.parametrize(
    ("lines", "closing", "organisation"),
    [
        (("关于2024年度法治建设工作情况的汇报", "临水县城市管理局"), ("各项工作有序推进。",), "临水县城市管理局"),
        (("2024年全县法治政府建设工作报告",), ("中共临水县委全面依法治县委员会办公室",), "中共临水县委全面依法治县委员会办公室"),
        (("年度报告",), ("本年度报告由临水县税务局编制。", "各项工作有序推进。"), "临水县税务局"),
        (("全县工作报告",), ("各项工作有序推进。",), ""),
    ],
)
def test_an_organisation_that_no_title_names(lines: tuple[str, ...], closing: tuple[str, ...], organisation: str) -> None:
    given = Evidence(lines[0], lines, (), closing, closing, "report")
    assert identity.identify(given, "reported", chinese=True).organisation == organisation


@pytest.mark.parametrize("lines", [("临 水 县 2024 年 法 治 政 府 建 设 年 度 报 告",), ("2024年", "临水县法治政府建设", "年　度　报　告")])
def test_a_title_set_apart_to_fill_its_lines(lines: tuple[str, ...]) -> None:
    title = front.title(lines, chinese=True)
    assert (organisation_naming.of_title(title), "2024年" in title) == ("临水县", True)


def test_how_sure_recognition_is_goes_with_headings_and_sentences() -> None:
    blocks = (Block("某区2023年法治政府建设年度报告"), Block("一、主要工作", score=0.91), Block("办理案件85件。结案80件。", score=0.74))
    found = outline.outline(Document(Source("", "pdf", None, ""), blocks))
    assert [section.score for section in found.sections] == [0.91]
    assert [unit.score for unit in found.units] == [0.74, 0.74]


def test_a_page_says_what_its_text_does_not() -> None:
    blocks = (Block("一、主要工作"), Block("2023年，办理案件85件。"))
    page = Document(Source("", "html", None, ""), blocks, metadata={"title": "法治政府建设年度报告", "发布机构": "某市水务局"})
    found = outline.outline(page)
    assert found.title == "法治政府建设年度报告"
    assert outline.identify(found, Path("1.html"), "reported").organisation == "某市水务局"


def test_long_headings_in_english_and_a_number_that_is_missing() -> None:
    """A level-1 heading II is lost between I and III; a heading of the national report ran to 197 characters."""
    long = (
        "2. Steadfastly implementing the strategy for making the country strong through " + "the development of science and education, " * 3
    )
    lines = [
        "Report on the work of the government",
        "I. Review of Work in 2024",
        "The year was good. We did much.",
        "1.Keeping prices stable",
    ]
    lines += ["Prices were stable.", long.rstrip(", "), "Schools were built.", "III. Work for 2025", "We will do more."]
    found = outline.outline(Document(Source("", "txt", None, ""), tuple(map(Block, lines))))
    assert [(section.level, section.label) for section in found.sections] == [(1, "I."), (2, "1."), (2, "2."), (1, "III.")]
    assert [(one.code, one.values["expected"]) for one in found.findings] == [("number-gap", "2")]


ABBREVIATIONS = lexicon.table("en/abbreviations")
NAMES = ["Harlow", "Quince Orchards", "Delta Freight", "Ottawa"]


@given(st.sampled_from(ABBREVIATIONS["always"]), st.sampled_from([*NAMES, "The Orchard", "14 others"]))
def test_some_abbreviations_end_no_sentence(short: str, behind: str) -> None:
    assert sentences.split(f"Permits were granted to Birch {short}. {behind} in spring. Two were refused.", False)[1:] == [
        "Two were refused."
    ]


@given(st.sampled_from(ABBREVIATIONS["number"]), st.sampled_from(["7", "(b)", "IV", "C", "12A"]))
def test_an_abbreviation_before_a_number_ends_no_sentence(short: str, number: str) -> None:
    assert len(sentences.split(f"The terms are in {short}. {number} of the lease.", False)) == 1


@given(
    st.sampled_from([*ABBREVIATIONS["within"], "J", "W", "J.P", "W.D", "S.D.N.Y"]),
    st.sampled_from(NAMES),
    st.sampled_from(ABBREVIATIONS["openers"]),
)
def test_others_end_one_where_the_next_word_begins_one(short: str, name: str, opener: str) -> None:
    assert len(sentences.split(f"A lease was signed by Birch {short}. {name} and two banks.", False)) == 1
    assert len(sentences.split(f"A lease was signed by Birch {short}. {opener} banks joined.", False)) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The appeal in Otis v. Marlow Bros. Ltd. was heard by R. T. Vance Jr. in Mt. Vernon.", 1),
        ("The answer was no. Later it changed.", 2),
        ("The plan has three parts. No. The board has two.", 3),
        ("It runs to p. 41 and costs approx. 3 million, i.e. Too much.", 1),
        ("Stores opened in the U.S. and the U.K. They did well.", 2),
    ],
)
def test_abbreviations_within_a_text(text: str, count: int) -> None:
    assert len(sentences.split(text, False)) == count


@pytest.mark.parametrize("line", ["√适用 □不适用", "□是 √否", "☑ 是  ☐ 否", "是否存在前述情况：■否"])
def test_a_line_of_boxes_to_tick_names_no_table(line: str) -> None:
    grid = Grid((Cell("项目", 0, 0), Cell("金额", 0, 1), Cell("甲", 1, 0), Cell("3", 1, 1)))
    assert captions.beside([Block("一、情况"), Block(line), grid], chinese=True).of[2][0] == ()


@pytest.mark.parametrize(
    ("line", "is_caption"), [("$1,613,373", False), ("（12.5%）", False), ("1,613,373 of 1,700,000 USD", True), ("2023", True)]
)
def test_a_number_above_a_table_is_no_caption(line: str, is_caption: bool) -> None:
    grid = Grid((Cell("Grants", 0, 0), Cell("12", 0, 1), Cell("Sales", 1, 0), Cell("13", 1, 1)))
    assert bool(captions.beside([Block("Income"), Block(line), grid], chinese=False).of[2][0]) is is_caption


@pytest.mark.parametrize(
    "texts", [("（1）营业收入构成", "（2）成本分析表", "（3）2024年费用变动"), ("1. 推动力量下沉", "2. 加强培训", "3. 完善120项制度")]
)
@pytest.mark.parametrize("outline_level", [None, 3])
def test_a_short_line_with_a_label_is_a_heading_where_its_type_says_so(texts: tuple[str, ...], outline_level: int | None) -> None:
    prose = Block("全年收入稳定增长，成本得到控制。")
    points = [Block(text, outline=outline_level) for text in texts] + [Block("（9）落实责任，加强考核；", outline=outline_level)]
    found = headings.find([Block("一、经营情况", outline=outline_level and 1), prose, *points, prose], chinese=True)
    assert [one.line.printed for one in found.values()] == ["一、经营情况", *(texts if outline_level else ())]


@pytest.mark.parametrize(("levels", "expected"), [((1, 1, 2), [1, 1, 2, 2, 1]), ((1, 1, 1), [1, 1, 1, 1, 1]), ((2, 2, 3), [1, 1, 2, 2, 1])])
def test_labels_that_begin_again_a_level_lower_stand_below_the_heading_above(levels: tuple[int, ...], expected: list[int]) -> None:
    wide, named, again = levels
    heads = [("一、工作回顾", wide), ("民生实事安排", named), ("一、修建校舍", again), ("二、疏浚河道", again), ("二、工作安排", wide)]
    blocks = [block for text, level in heads for block in (Block(text, outline=level), Block("全年推进有力，成效明显。"))]
    assert [one.level for one in headings.find(blocks, chinese=True).values()] == expected


def test_a_line_of_digits_is_no_heading() -> None:
    lines = ["甲县2024年法治政府建设年度报告", "一、主要举措", "空气中细颗粒物", "2.5", "的年平均浓度下降。", "二、存在问题", "力量不足。"]
    found = outlined("\n".join(lines))
    assert [section.heading for section in found.sections if not section.label] in ([], ["空气中细颗粒物"])


COUNTS = Grid((Cell("项目", 0, 0), Cell("数", 0, 1), Cell("案件", 1, 0), Cell("3", 1, 1)))


def _typed(*lines: tuple[str, float] | str | Grid) -> outline.Outline:
    """A document; a line with a size is bold, too."""
    blocks = (
        one if isinstance(one, Grid) else Block(one) if isinstance(one, str) else Block(one[0], bold=True, size=one[1]) for one in lines
    )
    return outline.outline(Document(Source("typed.docx", "docx", None, ""), tuple(blocks)))


def test_a_line_above_a_table_that_looks_as_other_headings_do_is_one_and_names_it() -> None:
    found = _typed(
        "2024 Annual Report", ("Overview", 1.0), "Work went on well.", ("People", 1.0), "We have 35 people.",
        ("Spending", 1.0), "(in thousands)", COUNTS, ("Outlook", 1.0), "We plan more.",
    )  # fmt: skip
    assert [(one.level, one.heading) for one in found.sections] == [(1, "Overview"), (1, "People"), (1, "Spending"), (1, "Outlook")]
    assert [(one.heading, one.caption) for one in found.grids] == [("Spending", ("(in thousands)",))]
    found = _typed(
        "某院年报", ("基本情况", 1.4), "全年稳定。", ("师资队伍", 1.4), "教师三十人。", ("经费收支", 1.4), COUNTS, ("附录", 1.0), COUNTS
    )
    assert [one.heading for one in found.sections] == ["基本情况", "师资队伍", "经费收支"]
    assert [one.caption for one in found.grids] == [(), ("附录",)]


def test_the_name_of_a_table_is_no_heading_where_no_heading_looks_like_it() -> None:
    for name in (("经费收支", 1.0), "经费收支"):
        found = _typed(
            "某县2024年度报告", ("一、概况", 1.0), "全年稳定。", name, COUNTS, ("二、问题", 1.0), "力量不足。", "整改", "已经整改。"
        )
        assert [one.heading for one in found.sections if not one.label] in ([], ["整改"])
        assert found.grids[0].caption == ("经费收支",)


def test_numbers_that_run_on_below_headings_count_paragraphs() -> None:
    """Paragraphs numbered through a speech: a heading stands above every second one."""
    names = ("Dredging", "Pilots", "Lighthouses", "Ferries", "Cranes")
    lines = ["REPORT ON HARBOURS", "Delivered on 3 May 2021", "Madam Speaker,", "I present the report for the year."]
    for number in range(1, 12):
        lines += [f"Harbour {names[number // 2 - 1]}"] if number % 2 == 0 else []
        lines.append(f"{number}. The basin was reopened to traffic in May. Ships of all sizes call there.")
    found = outlined("\n".join(lines))
    assert [one.heading for one in found.sections] == [f"Harbour {name}" for name in names]
    assert [unit.point for unit in found.units if unit.text.startswith("The basin")] == [f"{number}." for number in range(1, 12)]


@pytest.mark.parametrize("line", ["Dana Hill, Chair of the Harbour Board", "Wen Li, Premier of the State Council"])
def test_who_holds_an_office_is_no_heading(line: str) -> None:
    found = outlined("\n".join(["REPORT OF THE BOARD", line, "I. Review", "The board met four times.", "II. Plans", "We will meet again."]))
    assert [one.heading for one in found.sections] == ["Review", "Plans"]


def test_a_short_line_above_a_list_is_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "Annual Report 2023.txt"
    path.write_text("Annual Report 2023\n\nOur herd\n\nWe kept goats.\n\nOur aims for next year\n\n- Buy a barn.\n- Sell the old cart.\n")
    assert [section.heading for section in pipeline.inspect(path).sections] == ["Our herd", "Our aims for next year"]


def test_a_short_line_among_labels_with_their_values_is_a_heading(tmp_path: Path) -> None:
    lines = (
        "Annual Report 2023",
        "Our herd",
        "We kept goats.",
        "Aims for 2024",
        "Milk: at least 900 litres",
        "Kids: 12",
        "What is next",
        "We buy hay.",
    )
    path = tmp_path / "Annual Report 2023.txt"
    path.write_text("\n\n".join(lines))
    assert [section.heading for section in pipeline.inspect(path).sections] == ["Our herd", "Aims for 2024", "What is next"]


# ── plain prints: nothing but labels sets headings apart ──────────────────────────────────────────────────────────────────────────


def _plain(*parts: str | Grid, page: int | None = 1) -> outline.Outline:
    blocks = tuple(Block(part, page=page) if isinstance(part, str) else part for part in parts)
    return outline.outline(Document(Source("case.pdf", "pdf", "", ""), blocks))


def _told(found: outline.Outline) -> list[tuple[int, str, str]]:
    return [(one.level, one.label, one.heading) for one in found.sections]


@pytest.mark.parametrize("caption", [(), ("单位：万元",), ("明细表", "单位：万元")])
def test_a_label_above_a_table_is_a_heading_with_what_it_heads(caption: tuple[str, ...]) -> None:
    found = _plain(
        "某港务公司2024年度报告", "一、资产", "1、库存", "（1）库存分类", *caption, COUNTS, "（2）跌价", *caption, COUNTS,
        "（3）抵押的库存", "（4）在途的库存", "2、码头", *caption, COUNTS, "3、船只", *caption, COUNTS, "二、负债", "全年没有新的负债。",
    )  # fmt: skip
    assert _told(found) == [
        (1, "一、", "资产"), (2, "1、", "库存"), (3, "（1）", "库存分类"), (3, "（2）", "跌价"), (2, "2、", "码头"), (2, "3、", "船只"),
        (1, "二、", "负债"),
    ]  # fmt: skip


def test_a_label_with_a_unit_in_brackets_heads_its_table() -> None:
    found = _plain(
        "某港务公司2024年度报告", "一、资产", "（一）库存（单位：万元）", COUNTS, "（二）船只（金额单位：元）", COUNTS, "二、负债", "没有。"
    )
    assert [one.heading for one in found.sections] == ["资产", "库存（单位：万元）", "船只（金额单位：元）", "负债"]


def test_a_point_that_ends_a_sentence_above_a_table_is_none() -> None:
    points = ("1、修好三座码头。", "2、疏浚航道。", "3、各乡镇任务如下。")
    found = _plain("某县2024年度报告", "一、任务", *points, COUNTS, "二、要求", "抓紧落实。")
    assert [one.heading for one in found.sections] == ["任务", "要求"]


def test_a_line_that_states_a_unit_is_no_heading() -> None:
    found = _plain("某县2024年度报告", "一、收支", "单位：万元", "收入一百，支出九十。", "二、要求", "抓紧落实。", "单位：元", "已经落实。")
    assert [one.heading for one in found.sections] == ["收支", "要求"]


def test_margins_have_told_what_a_heading_on_a_page_goes_on_in() -> None:
    lines = ("某县2024年度报告", "一、总体情况", "全年平稳。", "二、存在问题及下一步", "工作打算", "抓紧落实。")
    assert [one.heading for one in _plain(*lines, page=None).sections] == ["总体情况", "存在问题及下一步工作打算"]
    assert [one.heading for one in _plain(*lines).sections] == ["总体情况", "存在问题及下一步", "工作打算"]


def test_an_outer_sequence_goes_on_behind_one_that_was_printed_within_it() -> None:
    found = _plain(
        "某港务公司2024年度报告", "第一节 概况", "全年平稳。", "第二节 账目", "一、审计", "审计师的话", "一、意见", "没有保留。",
        "二、依据", "按准则。", "三、责任", "由董事会承担。", "二、报表", "1、收支", COUNTS, "三、附注", "从略。",
    )  # fmt: skip
    assert _told(found)[1:] == [
        (1, "第二节", "账目"), (2, "一、", "审计"), (2, "", "审计师的话"), (3, "一、", "意见"), (3, "二、", "依据"), (3, "三、", "责任"),
        (2, "二、", "报表"), (3, "1、", "收支"), (2, "三、", "附注"),
    ]  # fmt: skip


TEXT = "本节所述事项均按有关规定办理，没有其他需要说明的情况。"


@pytest.mark.parametrize(
    ("headings", "levels"),
    [
        # A sequence within another of its kind, which goes on behind it; a third level below the inner one.
        ("1、概况|2、人员|3、仪器|1、望远镜|2、光谱仪|4、经费", [1, 1, 1, 2, 2, 1]),
        ("一、工作|1、照明|（1）路灯|2、绿化|3、供热|1、热源|（1）锅炉|2、管网|4、供水", [1, 2, 3, 2, 2, 3, 4, 3, 2]),
        # Printed otherwise: within, though the outer one ends or a number is left out.
        ("（1）馆藏|1)图书|3)期刊|（2）读者|1)成人|2)少儿|（3）经费|1)财政", [1, 2, 2, 1, 2, 2, 1, 2]),
        # Beside: nothing tells whose 3、 it is, neither goes on, a heading between of a wider kind.
        ("1、概况|2、仪器|1、望远镜|2、光谱仪|3、经费", [1, 1, 1, 1, 1]),
        ("1、概况|2、仪器|1、望远镜|2、光谱仪", [1, 1, 1, 1]),
        ("一、照明|1、路灯|2、景观灯|二、供热|1、热源|2、管网|3、用户", [1, 2, 2, 1, 2, 2, 2]),
    ],
)
def test_a_sequence_within_another_of_its_kind_stands_below_it(headings: str, levels: list[int]) -> None:
    blocks = tuple(Block(text) for heading in headings.split("|") for text in (heading, TEXT))
    found = outline.outline(Document(Source("", "txt", None, ""), (Block("海川市天文台2023年工作报告"), *blocks)))
    assert [section.level for section in found.sections] == levels
