"""The brief: each statement with its source, no number that the comparison does not hold, as long as was asked, in three forms."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pypdfium2
import pytest

from clock import HANG
from tongbi import outputs, pipeline
from tongbi.batch import outcome
from tongbi.errors import InputError
from tongbi.language import text_diff
from tongbi.language.dates import months
from tongbi.language.folding import fold
from tongbi.model import Change, Comparison, Disclosure, DisclosureKind, Edit, Figure, Finding, Indicator, Language, StatedChange
from tongbi.outputs import brief, headlines, numbers, verdicts
from tongbi.outputs.brief import appendix, brief_content, excerpts, lead, markdown, rewordings, sources, web, word, word_template
from tongbi.outputs.brief.statements import Part, Statement
from tongbi.outputs.brief.word_template import LAYOUTS
from tongbi.outputs.labels import label, message
from tongbi.outputs.paper import UPRIGHT, Sheet, ems

ROOT = Path(__file__).parents[1]
SERIES = {
    folder.name: sorted(file for file in folder.iterdir() if file.is_file()) for folder in (ROOT / "reports").iterdir() if folder.is_dir()
}
EVIL = [
    '=HYPERLINK("https://a.example","x")',
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "{% if x %}",
    "\u202e反\u202c",
    "a\x00b\x1bc",
    "😀# *x*",
]


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return pipeline.compare(SERIES["苍屿区"])


def paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def test_every_statement_has_its_source(comparison: Comparison) -> None:
    headings = {
        section.printed.rstrip("。：").translate(str.maketrans("“”", "‘’")) for report in comparison.reports for section in report.sections
    }
    for part in brief_content.parts(comparison, "zh")[:-1]:
        for point in part.points:
            found = re.fullmatch(r"（(\d{4})年(?:“(.+?)”(?:表|，第\d+段)|前言，第\d+段)）", point.source)
            assert found, point
            assert int(found[1]) in comparison.years
            assert (found[2] or "") in {*headings, ""}, "a heading is never cut"


def opened(comparison: Comparison, language: Language) -> tuple[str, list[str]]:
    return lead.opening(comparison, language, brief_content.parts(comparison, language))


def leading(comparison: Comparison, *rows: Indicator) -> Comparison:
    """The comparison with these rows as its indicators, all of them headlines in this order."""
    return replace(comparison, indicators=rows, headlines=tuple(range(len(rows))))


def lines(comparison: Comparison, *rows: Indicator, language: Language = "zh") -> list[str]:
    """What the brief says of these rows."""
    return [point.text for point in brief_content.parts(leading(comparison, *rows), language)[0].points]


def row(comparison: Comparison, name: str) -> Indicator:
    """The first row of that name that the newest two reports tell."""
    return next(one for one in comparison.indicators if one.name == name and {2023, 2024} <= one.values.keys())


def test_the_figures_are_the_headlines_of_the_record_in_their_order(comparison: Comparison) -> None:
    told = [row(comparison, name) for name in ("轻微违法案件", "归集执法数据", "执法数据共享率")]
    assert lines(comparison, *told) == [
        "轻微违法案件341件，2023年为286件，增加19.2%",
        "归集执法数据92.3万条，2023年为46.7万条，增加97.6%",
        "执法数据共享率85%，2023年为61%，上升24个百分点",
    ]


def test_without_headlines_there_is_no_part_of_figures(comparison: Comparison) -> None:
    text = markdown.render(replace(comparison, headlines=()), "zh").decode()
    assert "主要数据" not in text
    assert text.startswith("# 苍屿区2024年与2023年报告同比简报")
    assert re.findall(r"^## .、", text, re.MULTILINE)[0] == "## 一、"


def test_values_are_as_their_reports_print_them(comparison: Comparison) -> None:
    for part in brief_content.parts(comparison, "zh")[:1]:
        assert part.points
    printed = {headline.indicator.name: headline for headline in headlines.of(comparison)}
    for one in printed.values():
        for told in (one.before, one.after):
            place = one.indicator.where[told.year] if told else ""
            if told and isinstance(place, str) and told.printed:
                assert told.printed in fold(comparison.unit_texts()[place].text)


def test_conflicts_and_what_came_of_plans_are_those_of_the_comparison(comparison: Comparison) -> None:
    told = {part.name: [point.text for point in part.points] for part in brief_content.parts(comparison, "zh")}
    assert set(told["conflicts"]) == {message(one, "zh") for one in comparison.conflicts if one.severity == "conflict"}
    assert len(told["conflicts"]) > 3
    newest = [one.kind for one in comparison.follow_through if one.to_year == 2024 and one.weight]
    assert len(told["follow"]) == newest.count("plan-delivered")
    rest = f"另有{newest.count('plan-untraced')}项未找到对应表述，不等于没有落实"
    assert {part.name: part.rest for part in brief_content.parts(comparison, "zh") if part.rest} == {"follow": rest}
    assert rest in markdown.render(comparison, "zh", 3).decode()
    assert [text for text in told["follow"] if "咨询委员会" in text and "本年：组建" in text]
    assert sum(text.startswith("2023年已提出，本年仍在") for text in told["problems"]) == newest.count("problem-repeated")


def test_a_figure_whose_values_are_far_apart_is_told_with_a_warning(comparison: Comparison) -> None:
    one = row(comparison, "归集执法数据")
    slipped = replace(one, values={**one.values, 2024: one.values[2023] / 1000})
    assert lines(comparison, slipped) == ["归集执法数据467条，2023年为46.7万条，减少99.9%（两数悬殊，请核对）"]
    assert "两数悬殊" not in markdown.render(comparison, "zh").decode()


def made(comparison: Comparison, name: str, unit: str, values: dict[int, float], **more: Any) -> Indicator:
    """A row whose values stand in no sentence."""
    return Indicator(name, unit, None, values, {year: comparison.report(year).units[0].id for year in values}, (), **more)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("游客·增长", 12.0, 9.5, "游客增长9.5%，2023年为12%，幅度收窄2.5个百分点"),
        ("事故·下降", 9.1, 14.2, "事故下降14.2%，2023年为9.1%，幅度扩大5.1个百分点"),
        ("出口·同比变化", -3.0, 4.0, "出口同比变化4%，2023年为−3%，上升7个百分点"),
    ],
)
def test_a_growth_is_told_with_what_grew_and_in_points(comparison: Comparison, name: str, old: float, new: float, told: str) -> None:
    assert lines(comparison, made(comparison, name, "%", {2023: old, 2024: new}, growth=True)) == [told]


@pytest.mark.parametrize(
    ("unit", "old", "new", "zh", "en"),
    [
        ("件", 340.0, 357.0, "增加5.0%", "up 5.0% (2023: 340 件)"),
        ("件", 6.0, 3.0, "减少3件", "down 3 (2023: 6 件)"),
        ("books", 3.0, 4.0, "增加1books", "up 1 (2023: 3 books)"),
        ("件", 0.0, 250.0, "增加250件", "up 250 (2023: 0 件)"),
        ("件", 88000.0, 87990.0, "减少0.01%", "down 0.01% (2023: 88,000 件)"),
        ("$", -1_200_000.0, 900_000.0, "增加$210万", "up $2.1 million (2023: −$1.2 million)"),
        ("$", 15.11, 14.91, "减少1.3%", "down 1.3% (2023: $15.11)"),
        ("$", -3226.0, -3485.0, "2023年为−$3,226", "−$3,485 (2023: −$3,226)"),
        ("%", 97.2, 98.2, "上升1个百分点", "up 1 percentage point (2023: 97.2%)"),
        ("‰", 6.1, 5.2, "下降0.9个千分点", "down 0.9 per-mille points (2023: 6.1‰)"),
        ("件", 47.0, 47.0, "与2023年相同", "the same as in 2023"),
    ],
)
def test_a_change_has_its_way_and_its_own_unit(comparison: Comparison, unit: str, old: float, new: float, zh: str, en: str) -> None:
    one = made(comparison, "某数", unit, {2023: old, 2024: new})
    assert lines(comparison, one)[0].endswith(zh)
    assert en in lines(comparison, one, language="en")[0]


def test_a_target_is_called_one_wherever_it_leads(comparison: Comparison) -> None:
    aim = made(comparison, "植树", "亩", {2023: 500.0, 2024: 450.0}, target=True)
    assert lines(comparison, aim) == ["植树目标450亩，2023年为500亩，下调10.0%"]
    assert lines(comparison, aim, language="en") == ["植树, target: 450 亩, lowered by 10.0% (2023: 500 亩)"]
    growth = made(comparison, "产量·增长", "%", {2023: 4.0, 2024: 5.0}, target=True, growth=True)
    assert lines(comparison, growth) == ["产量增长目标5%，2023年为4%，上调1个百分点"]
    (told,) = headlines.of(leading(comparison, aim))
    assert told.title("zh") == "植树 (亩) · 目标"
    assert outcome.summarise(leading(comparison, aim)).steps == ()


@pytest.mark.parametrize("qualifier", ["at-least", "at-most", "more-than", "less-than"])
@pytest.mark.parametrize("year", [2023, 2024])
def test_of_a_bound_no_change_is_told(comparison: Comparison, qualifier: str, year: int) -> None:
    one = row(comparison, "涉及金额")
    assert lines(comparison, one) == ["涉及金额约1.18亿元，2023年为约1.03亿元，增加约15%"]
    at = comparison.years.index(year)
    report = comparison.reports[at]
    figures = tuple(replace(figure, qualifier=qualifier) if figure.value == one.values[year] else figure for figure in report.figures)
    bound = replace(comparison, reports=tuple(replace(each, figures=figures) if each is report else each for each in comparison.reports))
    (told,) = lines(bound, one)
    assert label(f"qualifier.{qualifier}", "zh") in told
    assert "%" not in told


def test_between_two_units_no_change_is_told(comparison: Comparison) -> None:
    one = row(comparison, "轻微违法案件")
    report = comparison.reports[2]
    figures = tuple(
        replace(figure, unit="人次", text="286人次") if figure.value == one.values[2023] else figure for figure in report.figures
    )
    other = replace(comparison, reports=(*comparison.reports[:2], replace(report, figures=figures), comparison.reports[3]))
    assert lines(other, one) == ["轻微违法案件341件，2023年为286人次"]


def test_a_number_that_says_itself_that_it_is_near_says_so_once(comparison: Comparison) -> None:
    (told,) = lines(comparison, row(comparison, "参演人员"))
    assert told == "参演人员1.5万余人次，2023年为1.3万余人次，增加约15%"


@pytest.mark.parametrize(
    ("printed", "unit", "told"),
    [
        ("159514 million $", "$", "$159,514 million"),
        ("-3485 million $", "$", "−$3,485 million"),
        ("14.91$", "$", "$14.91"),
        ("36559万元", "元", "36,559万元"),
        ("243541497.4元", "元", "243,541,497.40元"),
        ("208件", "件", "208件"),
        ("41.5%", "%", "41.5%"),
        ("2694", "", "2,694"),
    ],
)
def test_a_cell_is_told_with_its_number_parted_and_its_unit(comparison: Comparison, printed: str, unit: str, told: str) -> None:
    report = comparison.reports[3]
    cell = Figure("", "某数", 7.0, unit, printed, 0, None, (0, 0, 0))
    tabled = replace(comparison, reports=(*comparison.reports[:3], replace(report, figures=(cell,))))
    one = Indicator("某数", unit, None, {2024: 7.0}, {2024: (0, 0, 0)}, ())
    assert [headline.after.printed for headline in headlines.of(leading(tabled, one))] == [told]


def test_money_of_a_table_has_its_cents_in_every_year(comparison: Comparison) -> None:
    cells = [Figure("", "净利润", value, "元", f"{value:.15g}元", 0, None, (0, 0, 0)) for value in (149297632.85, 191890297.0)]
    *others, old, new = comparison.reports
    reports = (*others, replace(old, figures=(cells[0],)), replace(new, figures=(cells[1],)))
    values, where = {2023: 149297632.85, 2024: 191890297.0}, {2023: (0, 0, 0), 2024: (0, 0, 0)}
    one = Indicator("净利润", "元", None, values, where, ())
    (told,) = headlines.of(leading(replace(comparison, reports=reports), one))
    assert [told.before and told.before.printed, told.after.printed] == ["149,297,632.85元", "191,890,297.00元"]


def test_over_a_gap_the_last_known_value_is_told_with_its_year(comparison: Comparison) -> None:
    assert lines(comparison, made(comparison, "用水", "吨", {2022: 400.0, 2024: 300.0})) == ["用水300吨，2022年为400吨，减少25.0%"]
    # What the newest report does not have is no news of it: neither is a change between the years before.
    gone = made(comparison, "用电", "度", {2022: 500.0, 2023: 700.0})
    assert lines(comparison, gone) == ["用电700度（2023年），2024年报告中未识别到可比的数"]
    assert lines(comparison, made(comparison, "用气", "方", {2024: 80.0})) == ["用气80方，此前报告中未识别到可比的数"]
    lagging = replace(comparison, lag=1)
    assert lines(lagging, gone) == ["用电700度（2023年报告），2024年报告中未识别到可比的数"]
    assert lines(lagging, gone, language="en") == ["用电: 700 度 in the 2023 report; no comparable value was found in the 2024 report"]


def test_a_figure_that_does_not_fit_others_is_told_with_that(comparison: Comparison) -> None:
    near, other = row(comparison, "审核各类文件"), row(comparison, "归集执法数据")
    assert lines(comparison, near, other) == [
        "审核各类文件163件，2023年为151件，增加7.9%（此数与其他数字对不上，见下）",
        "归集执法数据92.3万条，2023年为46.7万条，增加97.6%",
    ]


def test_a_value_that_only_the_newer_report_tells_is_not_the_older_reports(comparison: Comparison) -> None:
    pension = made(comparison, "基础养老金", "元", {2023: 70.0, 2024: 88.0}, retold=(2023,))
    assert lines(comparison, pension) == ["基础养老金88元，2023年（据2024年报告）为70元，增加25.7%"]
    # A report that is called by the year after the one that it reviews tells of the year before that.
    assert lines(replace(comparison, lag=1), pension) == ["基础养老金88元，2022年（据2024年报告）为70元，增加25.7%"]


def test_a_work_report_reviews_the_year_before_and_grows_at_comparable_prices(comparison: Comparison) -> None:
    output = made(comparison, "地区生产总值", "元", {2023: 2318.6e8, 2024: 2487.3e8})
    work = replace(comparison, lag=1)
    assert lines(work, output) == ["地区生产总值2,487.3亿元，2023年报告为2,318.6亿元，按两份报告所载数高7.3%"]
    assert "2024年报告中的实绩一般为2023年数据" in opened(work, "zh")[1][1]
    assert "实绩" not in opened(comparison, "zh")[1][1]
    assert lines(work, output, language="en") == [
        "地区生产总值: 248.73 billion 元, 7.3% more by the two reports’ numbers (the 2023 report: 231.86 billion 元)"
    ]
    # Beside it stands what the report itself says of its growth, where that is another number and held against no other year.
    unit = output.where[2024]
    assert isinstance(unit, str)
    grew = StatedChange(2024, unit, "地区生产总值", "元", None, None, 2487.3e8, 5.2, "%", "up", 0)
    assert lines(replace(work, stated_changes=(grew,)), output)[0].endswith("高7.3%（报告称增长5.2%）")
    real = replace(grew, real=True)
    assert lines(replace(work, stated_changes=(real,)), output)[0].endswith("高7.3%（报告称实际或可比口径增长5.2%）")
    assert (
        "real or like-for-like fall as stated: 5.2%"
        in lines(replace(work, stated_changes=(replace(real, direction="down"),)), output, language="en")[0]
    )
    assert lines(replace(work, stated_changes=(replace(grew, change=7.3),)), output)[0].endswith("高7.3%")
    assert lines(replace(work, stated_changes=(replace(grew, previous_year=2021),)), output)[0].endswith("高7.3%")


@pytest.mark.parametrize(
    "text",
    [
        "但仍存在一些不足，主要表现在以下方面。",
        "主要有以下几个问题。",
        "产生上述问题的主要原因是部分干部学用脱节。",
        "究其原因，主要是人员流动快。",
        "如有疑问，请与县政府办公室联系（地址：府前路66号，电话：6621058）。",
    ],
)
def test_what_leads_to_a_list_says_why_or_whom_to_call_is_no_statement(comparison: Comparison, text: str) -> None:
    change = next(one for one in comparison.changes if one.kind == "added" and one.to_year == 2024)
    told = {unit.id: unit for report in comparison.reports for unit in report.units}
    newest = comparison.reports[3]
    units = tuple(replace(unit, text=text, canonical="problems") if unit.id in change.to_units else unit for unit in newest.units)
    changed = replace(comparison, reports=(*comparison.reports[:3], replace(newest, units=units)))
    said = [point.text for part in brief_content.parts(changed, "zh") for point in part.points]
    assert told[change.to_units[0]].text not in said
    assert not any(text[:-1] in one for one in said)


def test_its_length_is_asked_for(comparison: Comparison) -> None:
    lengths = [len(markdown.render(comparison, "zh", pages)) for pages in (1, 2, 4)]
    assert lengths == sorted(set(lengths))


def test_new_and_dropped_before_reworded(comparison: Comparison) -> None:
    doubtful = replace(comparison, findings=(Finding("names-differ", "", {"names": "甲、乙"}),))
    titles = re.findall(r"^## .、(.+?)(?:（.*)?$", markdown.render(doubtful, "zh", 4).decode(), re.MULTILINE)
    assert titles == [
        "主要数据",
        "对不上的数字",
        "上年安排的落实",
        "新增举措",
        "不再提及",
        "存在的问题",
        "下一步安排",
        "改写较多的表述",
        "疑点",
    ]


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_the_figures_have_two_lines_a_page_and_the_others_two_before_any_part_of_little_weight(comparison: Comparison, pages: int) -> None:
    told = brief.compose(comparison, "zh", pages)
    light = {"改写较多的表述", "下一步安排", "存在的问题"} & {part.title.partition("、")[2] for part in told.parts}
    assert not light or all(len(part.points) > 1 or not part.more for part in told.parts if "上年安排" not in part.title)
    assert not light or len(told.parts[0].points) >= 2 * pages


def test_the_figures_that_are_not_shown_stand_in_the_appendix(comparison: Comparison) -> None:
    told = brief.compose(comparison, "zh", 1)
    assert told.appendix is not None
    left = len(told.appendix.rows) - len(told.parts[0].points)
    assert told.parts[0].more == (f"（另有{left}项，见附表）" if left > 0 else "")
    assert left > 0


def test_what_found_no_room_is_named(comparison: Comparison) -> None:
    doubtful = replace(comparison, findings=(Finding("names-differ", "", {"names": "甲、乙"}),))
    text = markdown.render(doubtful, "zh", 1).decode()
    assert "改写较多的表述" not in re.findall(r"^## .、(\w+)", text, re.MULTILINE)
    (left,) = re.findall(r"限于篇幅，未列：.*，见工作簿。", text)
    assert re.search(r"下一步安排\d+条", left)
    assert "改写较多的表述" not in left, "the workbook has no mark of its own for it"
    assert "疑点" in text


def test_in_english(comparison: Comparison) -> None:
    text = markdown.render(comparison, "en").decode()
    assert text.startswith("# 苍屿区: 2024 against 2023\n")
    assert "## No longer mentioned" in text


def test_a_row_of_numbers_is_no_statement() -> None:
    compared = pipeline.compare(SERIES["澄岚市政府信息公开"])
    told = [point.text for part in brief_content.parts(compared, "zh") for point in part.points]
    assert not [text for text in told if re.search(r"(\s\d+){3,}$", text)]


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("办理案件85件。", 20, "办理案件85件"),
        ("推动重心下沉，调剂人员46名充实一线，每个镇均不少于12名。", 20, "推动重心下沉，调剂人员46名充实一线……"),
        ("长" * 30, 10, "长" * 10 + "……"),
    ],
)
def test_a_long_sentence_ends_after_a_clause(text: str, longest: int, short: str) -> None:
    assert excerpts.shortened(text, "zh", longest) == short


def test_what_markdown_would_take_for_marks_is_escaped() -> None:
    assert markdown.escaped("# [a](b) *c* `d` <e>") == r"\# \[a\](b) \*c\* \`d\` \<e\>"
    assert markdown.escaped("1. a") == r"1\. a"
    assert markdown.escaped("- a") == r"\- a"


@pytest.mark.parametrize(("value", "zh", "en"), [(1.52e8, "1.52亿", "152 million"), (46700.0, "4.67万", "46,700"), (96.1, "96.1", "96.1")])
def test_numbers(value: float, zh: str, en: str) -> None:
    assert (numbers.spoken(value, "zh"), numbers.spoken(value, "en")) == (zh, en)


# ── Word ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_three_forms_say_the_same(comparison: Comparison) -> None:
    told = brief.compose(comparison, "zh")
    sentences = [told.sentence(point) for part in told.parts for point in part.points]
    from_word = paragraphs(word.render(comparison, "zh"))
    assert [line for line in from_word if line in sentences] == sentences
    page = re.sub(r"<[^>]+>", "", web.render(comparison, "zh").decode())
    text = markdown.render(comparison, "zh").decode().replace("\\", "")
    for sentence in sentences:
        assert sentence in page
        assert sentence in text


def test_the_page_is_a4_with_numbers_and_chinese_faces(comparison: Comparison) -> None:
    document = docx.Document(io.BytesIO(word.render(comparison, "zh")))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert " PAGE " in section.footer._element.xml
    assert "仿宋_GB2312" in document.styles["Normal"].element.xml
    assert "方正小标宋简体" in document.styles["Title"].element.xml
    assert document.core_properties.title == "苍屿区2024年与2023年报告同比简报"


@pytest.mark.parametrize("form", outputs.BRIEFS)
def test_the_same_comparison_gives_the_same_bytes(comparison: Comparison, form: str) -> None:
    assert outputs.render_brief(comparison, form, "zh", 2) == outputs.render_brief(comparison, form, "zh", 2)


def test_a_word_file_bears_no_time(comparison: Comparison) -> None:
    with ZipFile(io.BytesIO(word.render(comparison, "zh"))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("pages", [1, 2, 3])
def test_it_keeps_to_its_pages(pages: int, tmp_path: Path) -> None:
    for name, files in SERIES.items():
        compared = pipeline.compare(files)
        (tmp_path / f"{name}.docx").write_bytes(word.render(compared, compared.language, pages))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    found = sorted(map(str, tmp_path.glob("*.docx")))
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), *found]
    subprocess.run(command, check=True, capture_output=True, timeout=HANG)
    printed = {name: len(pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")) for name in SERIES}
    assert all(count <= pages + 1 for count in printed.values()), printed  # the table stands on a page of its own


@pytest.mark.parametrize(
    ("title", "organisation", "lines"),
    [
        ("晴川省人民政府2031年与2030年报告同比简报", "晴川省人民政府", ["晴川省人民政府", "2031年与2030年报告同比简报"]),
        ("晴川县2031年与2030年报告同比简报", "晴川县", ["晴川县2031年与2030年报告同比简报"]),
        ("Harbour Trust of Nordby: 2031 against 2030", "Harbour Trust of Nordby", ["Harbour Trust of Nordby:", "2031 against 2030"]),
    ],
)
def test_an_official_title_that_a_line_does_not_hold_is_broken_behind_the_organisation(
    title: str, organisation: str, lines: list[str]
) -> None:
    assert word_template.lines_of(title, organisation, Sheet(LAYOUTS["gongwen"].page, "zh")).split("\n") == lines


def test_the_columns_of_the_appendix_are_as_wide_as_their_numbers(comparison: Comparison) -> None:
    table = docx.Document(io.BytesIO(word.render(comparison, "zh"))).tables[-1]
    widths = [cell.width.pt for cell in table.rows[1].cells]
    longest = [max(ems(row.cells[at].text) for row in table.rows) for at in range(len(widths))]
    assert sum(widths) <= UPRIGHT.room / 20 + 1
    shares = [width / one for width, one in zip(widths[1:], longest[1:], strict=True)]
    assert max(shares) < 1.4 * min(shares)  # none has room that another lacks


def test_what_is_told_behind_a_heading_stands_in_one_pair_of_brackets(comparison: Comparison) -> None:
    told = brief.compose(comparison, "zh", 2)
    more = {part.title.partition("、")[2]: part.more for part in told.parts}
    assert more["上年安排的落实"].endswith("；另有1项未找到对应表述，不等于没有落实）")
    assert all(one.count("（") <= 1 for one in more.values())


def template(folder: Path, *lines: str) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    path = folder / "own.docx"
    document.save(str(path))
    return path


def test_a_template_of_ones_own_is_filled(comparison: Comparison, tmp_path: Path) -> None:
    lines = ("{{ organisation }} {{ years[-1] }}", "{%p for part in parts %}", "[{{ part.title }}]", "{%p for point in part.points %}")
    own = template(tmp_path, *lines, "{{ point.sentence }}", "{%p endfor %}", "{%p endfor %}")
    found = paragraphs(word.render(comparison, "zh", 2, own))
    assert found[:2] == ["苍屿区 2024", "[一、主要数据]"]
    assert found[2].endswith("）。")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{{ titel }}", "'titel' is undefined"),
        ("{% for x %}", "a tag in it is wrong"),
        ("{{ ''.__class__.__mro__ }}", "a tag in it is wrong"),
    ],
)
def test_a_wrong_tag_is_named(comparison: Comparison, tmp_path: Path, line: str, reason: str) -> None:
    with pytest.raises(InputError, match=re.escape(reason)):
        word.render(comparison, "zh", 2, template(tmp_path, line))


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04broken"])
def test_what_is_no_template_is_said_to_be_none(comparison: Comparison, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    with pytest.raises(InputError, match="no Word template that can be filled"):
        word.render(comparison, "zh", 2, path)
    with pytest.raises(InputError, match="no such file"):
        word.render(comparison, "zh", 2, tmp_path / "none.docx")


# ── foreign text ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def poisoned(comparison: Comparison, evil: str) -> Comparison:
    """The comparison with a foreign text as organisation, heading, dropped and added sentence and figure's name."""
    reports = tuple(
        replace(
            report,
            units=tuple(replace(unit, text=evil + unit.text) for unit in report.units),
            sections=tuple(replace(section, printed=evil) for section in report.sections),
        )
        for report in comparison.reports
    )
    indicators = tuple(replace(one, name=evil + one.name) for one in comparison.indicators)
    findings = (Finding("names-differ", "", {"names": evil}),)
    return replace(comparison, organisation=evil, reports=reports, indicators=indicators, findings=findings)


@pytest.mark.parametrize("evil", [*EVIL, "长" * 40_000])
def test_foreign_text_is_shown_as_text(comparison: Comparison, evil: str) -> None:
    bad = poisoned(comparison, evil)
    shown = evil.replace("\x00", "␀").replace("\x1b", "␛")[:10]
    assert any(shown in line for line in paragraphs(word.render(bad, "zh")))
    page = web.render(bad, "zh").decode()
    assert "<script" not in page
    assert "\x00" not in page
    text = markdown.render(bad, "zh").decode()
    assert "<script" not in text.replace("\\<", "")


def told_new_or_gone(folder: Path, old: str, new: str) -> list[str]:
    """What the brief of two made-up years tells as new and as gone."""
    files = [folder / f"甲县{year}年法治政府建设年度报告.txt" for year in (2022, 2023)]
    for file, work in zip(files, (old, new), strict=True):
        file.write_text(f"{file.stem}\n一、主要工作\n办理复议案件30件。\n{work}\n二、存在问题\n执法力量不足。\n", encoding="utf-8")
    return [one.text for part in brief_content.parts(pipeline.compare(files), "zh") if part.name in {"new", "gone"} for one in part.points]


def test_what_both_years_tell_is_neither_new_nor_gone(tmp_path: Path) -> None:
    old = "深化大气污染治理攻坚，关停燃煤锅炉，推广清洁能源车辆，开展秋冬季联防联控。"
    new = "持续深化大气污染治理攻坚，整治餐饮油烟扰民，建立网格化监测站点，查处露天焚烧行为。"
    assert told_new_or_gone(tmp_path, old, new) == []
    assert told_new_or_gone(tmp_path, "组建行政复议咨询委员会，提高办案质量。", "选址建设法治文化公园，丰富群众生活。") != []


# ── what the brief does not say ───────────────────────────────────────────────────────────────────────────────────────────────


def work_reports(folder: Path, *texts: str) -> Comparison:
    """Work reports of a made-up county, the newest of 2025."""
    files = [folder / f"{year}.txt" for year in range(2026 - len(texts), 2026)]
    for file, text in zip(files, texts, strict=True):
        file.write_text(f"{file.stem}年云浦县人民政府工作报告\n{text}\n", encoding="utf-8")
    return pipeline.compare(files)


def part_of(comparison: Comparison, name: str) -> Part:
    return next(one for one in brief_content.parts(comparison, "zh") if one.name == name)


def part(comparison: Comparison, name: str) -> str:
    return "\n".join(statement.text for statement in part_of(comparison, name).points)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("6%以上", "6%左右", "地区生产总值增长目标6%左右，2024年报告为6%以上"),
        ("6%左右", "5.5%—6%", "地区生产总值增长目标5.5%—6%，2024年报告为6%左右"),
        ("7%以上", "7%以上、力争达到8%", ""),
    ],
)
def test_of_targets_that_are_bounded_otherwise_no_change_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    plan = "一、今年工作安排\n今年发展主要预期目标是：地区生产总值增长{}，粮食产量稳步提高。"
    told = part(work_reports(tmp_path, plan.format(old), plan.format(new)), "figures")
    assert told.partition("（")[0] == said
    same = work_reports(tmp_path, plan.format(old), plan.format(old))
    assert "地区生产总值" in part(same, "figures")


def test_a_plan_under_another_number_was_not_planned_before(tmp_path: Path) -> None:
    plan = "一、今年工作安排\n推进滨河绿道贯通工程，新建驿站{}座、改造旧桥{}座。"
    assert "滨河绿道" in part(work_reports(tmp_path, plan.format(12, 3), plan.format(12, 3)), "plans")
    assert "滨河绿道" not in part(work_reports(tmp_path, plan.format(12, 3), plan.format(20, 5)), "plans")


def test_of_a_list_of_problems_those_remain_that_were_told_before(tmp_path: Path) -> None:
    told = "一、工作回顾\n建成泵站3座。\n二、存在的问题\n{}"
    old = "主要是：骨干企业偏少；财政收支矛盾突出。"
    new = "主要是：骨干企业偏少；老城内涝尚未根治；学前教育供给不足；少数干部担当不够；基层治理手段单一。"
    found = part(work_reports(tmp_path, told.format(old), told.format(new)), "problems")
    assert "骨干企业" in found
    assert not any(word in found for word in ("内涝", "学前教育", "担当", "手段单一"))
    assert "骨干企业" in part(work_reports(tmp_path, told.format(old), told.format(old)), "problems")


@pytest.mark.parametrize(
    "behind",
    [
        "上述不足，有的源于投入少，有的源于管理松。",
        "对于这些短板，全县上下必须齐心补齐。",
        "针对以上问题，我县已逐项整改到位。",
        "我们一定拿出实招硬招加以破解。",
        "群众的期待就是我们的方向。",  # behind the one that looks back
    ],
)
def test_what_looks_back_at_the_problems_is_none(tmp_path: Path, behind: str) -> None:
    told = "一、工作回顾\n建成泵站3座。\n二、存在的问题\n骨干企业偏少。此类问题仍需重视。" + behind
    assert part(work_reports(tmp_path, told, told), "problems") == "2024年已提出，本年仍在：骨干企业偏少"


@pytest.mark.parametrize(
    ("old", "new", "of"),
    [
        (
            "扎实推进渔港收费公示改造，持续健全巡查机制，深入排查码头安全隐患，整治渔船{}艘，复查率达到九成。",
            "整治渔船{}艘，复查率达到九成。",
            "整治渔船",
        ),
        (
            "全县供水保障更加有力，城乡水厂一体化运营全面铺开，新铺输水管道{}公里，覆盖村庄九成以上。",
            "新铺输水管道{}公里，覆盖村庄九成以上。",
            "输水管道",
        ),
    ],
)
def test_a_rewording_shows_what_both_texts_are_about(tmp_path: Path, old: str, new: str, of: str) -> None:
    text = "一、工作回顾\n{}"
    for one, other in ((old, new), (new, old)):
        found = part(work_reports(tmp_path, text.format(one.format(31)), text.format(other.format(47))), "reworded")
        assert not found or found.count(of) == 2


def test_slogans_are_no_rewordings(tmp_path: Path) -> None:
    found = work_reports(tmp_path, "一、工作回顾\n乡村振兴步伐持续加快。", "一、工作回顾\n乡村振兴步伐明显加快。")
    assert any(change.kind == "reworded" for change in found.changes)
    assert not part(found, "reworded")


def test_a_year_is_not_held_against_several(tmp_path: Path) -> None:
    year, five = "一、工作回顾\n全县公路养护里程增长{}%，覆盖全部乡镇。", "一、工作回顾\n五年来，全县公路养护里程增长{}%，覆盖全部乡镇。"
    assert part(work_reports(tmp_path, year.format(4), year.format(5).replace("全部", "所有")), "reworded")
    assert not part(work_reports(tmp_path, year.format(4), five.format(31)), "reworded")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_counted_anew_is_told_without_a_change(tmp_path: Path, language: Language) -> None:
    found = work_reports(tmp_path, "一、工作回顾\n社会消费品零售总额81亿元。", "一、工作回顾\n社会消费品零售总额120亿元，增长6%。")
    (point,) = next(one for one in brief_content.parts(found, language) if one.name == "figures").points
    assert {"zh": "口径有变", "en": "counted anew"}[language] in point.text
    assert {"zh": "不作比较（报告称增长6%）", "en": "(growth as stated: 6%)"}[language] in point.text
    assert "48" not in point.text


def test_an_answer_is_quoted_from_the_clause_that_answers(tmp_path: Path) -> None:
    long = "统筹上下游、左右岸、干支流，坚持陆海协同、标本兼治、分类施策，落实河长湖长责任，"
    long += "健全流域上下协同治理机制，完善生态补偿和考核评价办法，"
    plan = f"一、今年工作安排\n{long}确保饮用水水源水质达标率稳定在96%以上。"
    told = f"一、工作回顾\n{long}深化巡河护河行动，推进入河排口整治，抓好农村环境提升，饮用水水源水质达标率提高到98.2%。"
    said = part(work_reports(tmp_path, plan, told), "follow")
    assert "“……确保饮用水水源水质达标率稳定在96%以上”" in said
    assert "……饮用水水源水质达标率提高到98.2%" in said


def test_a_plan_of_which_one_clause_was_planned_before_is_told_with_the_older_one(tmp_path: Path) -> None:
    plan = "一、今年工作安排\n{}"
    old = "扩大老年助餐服务覆盖面。"
    new = "建设零碳园区，开展绿电直连，布局新型储能，完善电力市场，健全碳足迹体系，扩大老年助餐服务覆盖面。"
    said = part(work_reports(tmp_path, plan.format(old), plan.format(new)), "plans")
    assert "已列入" not in said
    assert "扩大老年助餐服务覆盖面" in part(work_reports(tmp_path, plan.format(old), plan.format(old)), "plans")


def test_a_target_with_another_bound_was_not_planned_before(tmp_path: Path) -> None:
    plan = "一、今年工作安排\n实施绿化提质行动，城区绿化覆盖率提高到45%{}。"
    assert "绿化" in part(work_reports(tmp_path, plan.format("以上"), plan.format("以上")), "plans")
    assert "已列入" not in part(work_reports(tmp_path, plan.format("以上"), plan.format("左右")), "plans")


@pytest.mark.parametrize("still", ["仍然突出", "依旧突出", "长期存在"])
def test_a_problem_that_says_that_it_remains_is_none_that_is_new(tmp_path: Path, still: str) -> None:
    told = "一、工作回顾\n建成泵站3座。\n二、存在的问题\n{}"
    old = "主要是：骨干企业偏少。"
    assert "本年新提出" in part(work_reports(tmp_path, told.format(old), told.format("停车难问题较为突出。")), "problems")
    assert "本年新提出" not in part(work_reports(tmp_path, told.format(old), told.format(f"停车难问题{still}。")), "problems")


@pytest.mark.parametrize(
    ("old", "new", "one"),
    [
        ("森林防火工作考核连续3年获评全省优秀等次。", "消防工作考核连续5年获评全省优秀等次。", False),
        ("扎实开展森林防火工作，考核获评全省优秀等次。", "森林防火工作持续加强，考核获评全省优秀等次。", True),
    ],
)
def test_a_statement_of_another_thing_is_no_rewording(tmp_path: Path, old: str, new: str, one: bool) -> None:
    told = "一、工作回顾\n{}完成城区道路整修工程验收。"
    assert bool(part(work_reports(tmp_path, told.format(old), told.format(new)), "reworded")) == one


def test_both_sides_of_a_rewording_show_what_they_share(tmp_path: Path) -> None:
    told = "一、工作回顾\n{}完成城区道路整修工程验收。"
    old = "港口机械、船用设备产值分别增长12%、9.4%。"
    new = "高端海工装备制造业规模持续壮大并带动上下游配套企业加快集聚发展成势见效，港口机械、船用设备产值分别增长15.1%、8.3%。"
    said = part(work_reports(tmp_path, told.format(old), told.format(new)), "reworded")
    assert not said or said.count("港口机械、船用设备") == 2


@pytest.mark.parametrize("text", ["——生态环境质量显著改善", "— 生态环境质量显著改善"])
def test_dashes_that_lead_a_point_in_are_not_quoted(text: str) -> None:
    assert excerpts.shortened(text, "zh") == "生态环境质量显著改善"


def test_no_number_is_cut() -> None:
    text = "单位产品能耗经过各方面持续努力取得积极进展比上年下降了3.27%并且达到了行业先进水平"
    for longest in range(20, 40):
        shown = excerpts.shortened(text, "zh", longest).removesuffix("……")
        assert text.startswith(shown)
        assert "3" not in shown or "3.27" in shown


@pytest.mark.parametrize(
    "text",
    [
        "The increase came from purchases of lamps and shades in all of our shops for net consideration of $1.9 billion and from candles",
        "The lamps and shades that it has sold before are repaired in forty of the small shops by 1,250 skilled workers of the company",
        "The board of the company did decide in the last year that the shops of the north should not be closed before the year ends",
        "It is the aim of the board to settle all suits over lamps and to mend most of the shades that were sold before to the schools",
    ],
)
def test_an_english_quote_ends_with_no_word_that_needs_the_next(text: str) -> None:
    words = text.split()
    for longest in range(20, 100):
        shown = excerpts.shortened(text, "en", longest // 2).removesuffix(" …").split()
        assert shown == words[: len(shown)]
        assert len(shown) == len(words) or not {"of", "the", "our", "not", "should", "settle", "mend", "$1.9", "1,250"} & {shown[-1]}, shown


@pytest.mark.parametrize("language", ["zh", "en"])
def test_quotes_are_cut_as_their_own_language_is(language: Language, tmp_path: Path) -> None:
    told = "A lamp shop opened in May 2024 at the old mill of Lower Bend beside a school whose roof had been repaired by craftsmen"
    kept = "The town keeps nine moorings and repairs them in the spring of each year."
    for year, texts in (("2023", [kept]), ("2024", [kept, f"{told} of the town and of all its neighbours."])):
        (tmp_path / f"{year}.txt").write_text("\n".join([f"Annual Report {year}", "1. Work", *texts]), encoding="utf-8")
    found = pipeline.compare(sorted(tmp_path.iterdir()))
    (one,) = next(part for part in brief_content.parts(found, language) if part.name == "new").points
    words = one.text.removesuffix(" …").split()
    assert words == f"{told} of the town and of all its neighbours".split()[: len(words)]
    assert len(words) > 20


def test_an_abbreviation_ends_no_clause_that_is_quoted() -> None:
    old = "Lamps were sold to Lampworks Inc. of Utah in June; all shops stay open."
    new = "Lamps were sold to Lampworks Inc. of Utah and Ohio in June; all shops stay open."
    edits = text_diff.edits(old, new)
    assert [*excerpts.changed_clauses(edits, "en", 40)] == [(old.partition(";")[0], new.partition(";")[0])]


def test_sentences_that_were_merged_are_quoted_whole(tmp_path: Path) -> None:
    """What the one sentence says new may stand in the other old one."""
    old = "Lampworks operates shops in forty states of the U.S. and in Utah. Lampworks is a club for members that also sells on its site."
    new = "Lampworks Club is a club for members that operates 600 shops in forty states of the U.S. and in Utah and also sells on its site."
    for year, told in (("2022", old), ("2023", new)):
        text = f"Report of the Works of Utah for {year}\n\nI. What was done\n\n{told}\n\nAll else is as it was before in the works.\n"
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    compared = pipeline.compare([tmp_path / "2022.txt", tmp_path / "2023.txt"])
    assert [change.kind for change in compared.changes if len(change.from_units) > 1] == ["merged"]
    (one,) = next(part for part in brief_content.parts(compared, "en") if part.name == "reworded").points
    assert one.text == f"“{old[:-1]}” became “{new[:-1]}”"


def test_a_quote_ends_in_no_brackets_and_behind_no_abbreviation_where_it_can() -> None:
    text = "On May 4 Lampworks Holdings Inc. of Utah sold the shops in Ohio (those in Dayton, Akron and Toledo, with all that they had)"
    assert excerpts.shortened(text, "en", 26) == "On May 4 Lampworks Holdings Inc. of Utah sold the shops in Ohio …"
    assert excerpts.shortened(text, "en", 16) == "On May 4 Lampworks Holdings Inc. of Utah sold …"
    assert excerpts.shortened("- Buy the mill", "en") == excerpts.shortened("•Buy the mill", "en") == "Buy the mill"
    assert excerpts.shortened("-5% is a fall", "en") == "-5% is a fall"
    assert excerpts.shortened("It sold two shops in the spring. It bought as many in the autumn, in Ohio", "en", 16).endswith("spring …")


def test_one_year_is_not_set_against_several(tmp_path: Path) -> None:
    told = "一、工作回顾\n{}建成社区健身步道{}条、健身广场{}处。"
    one, several = told.format("", 107, 98), told.format("五年来，", 512, 419)
    assert "健身步道" not in part(work_reports(tmp_path, one, several), "reworded")


# ── What it opens with, and what it ends with ─────────────────────────────────────────────────────────────────────────────────


def test_the_finding_comes_first(comparison: Comparison) -> None:
    _, (finding, basis, *_) = opened(comparison, "zh")
    assert finding.startswith("2024年报告：")
    news = r"；确属新增\d+条（其中举措\d+条）、确属不再提及\d+条（其中举措\d+条）。$"
    assert re.search(r"3处数字对不上（往年报告另有4处）；上年安排\d项已有落实、\d项再次安排" + news, finding)
    assert "（4份）" in basis
    disputed = [one for one in headlines.of(comparison) if brief_content.caution(one, comparison, "zh")]
    assert disputed
    assert not any(headlines.in_short(one, "zh") in finding for one in disputed)


@pytest.mark.parametrize(
    ("years", "zh", "en"),
    [
        ((2023, 2024), "2023、2024", "2023, 2024"),
        ((2019, 2021, 2022, 2023), "2019、2021—2023", "2019, 2021–2023"),
        ((2000, 2001, 2002, 2005, 2006), "2000—2002、2005、2006", "2000–2002, 2005, 2006"),
    ],
)
def test_years_that_follow_each_other_are_a_span(years: tuple[int, ...], zh: str, en: str) -> None:
    assert (lead.in_spans(years, "zh"), lead.in_spans(years, "en")) == (zh, en)


def test_what_reading_mended_is_no_doubt_of_the_brief(comparison: Comparison) -> None:
    newest = replace(comparison.reports[-1], findings=(Finding("lines-joined", "", {"count": "9"}), Finding("pages-unreadable", "", PAGES)))
    told = brief_content.parts(replace(comparison, reports=(*comparison.reports[:-1], newest)), "zh")[-1].points
    assert [point.text for point in told] == ["2024年报告：1页已损坏，未读取：第3页"]


PAGES = {"count": "1", "pages": "3"}


@pytest.mark.parametrize(
    ("old", "new", "quoted"),
    [
        (
            "坚持源头治理，抽查饮用水源41处，合格率97%，群众反映良好。",
            "坚持源头治理，抽查饮用水源和水厂58处，合格率97%，群众反映良好。",
            "由“……抽查饮用水源41处”改为“……抽查饮用水源和水厂58处”",
        ),
        (
            "全年接待游客310万人次；修缮古民居12栋，开放其中5栋。",
            "全年接待游客310万人次；抢救性修缮古民居20栋，开放其中5栋。",
            "由“……修缮古民居12栋”改为“……抢救性修缮古民居20栋”",
        ),
    ],
)
def test_the_changed_clause_is_quoted_whole(tmp_path: Path, old: str, new: str, quoted: str) -> None:
    found = work_reports(tmp_path, f"一、工作回顾\n{old}", f"一、工作回顾\n{new}")
    assert part(found, "reworded") == quoted


def test_the_table_of_core_figures_has_a_column_a_year(comparison: Comparison) -> None:
    table = appendix.core_table(comparison, "zh")
    assert table is not None
    assert table.head == ("指标", "2021年", "2022年", "2023年", "2024年", "变化")
    assert {len(cells) for cells in table.rows} == {6}
    assert ("收到行政复议申请", "68件", "83件", "97件", "152件", "增加56.7%") in table.rows
    document = docx.Document(io.BytesIO(word.render(comparison, "zh")))
    assert [tuple(cell.text for cell in line.cells) for line in document.tables[0].rows] == [table.head, *table.rows]
    assert "| 收到行政复议申请 | 68件 |" in markdown.render(comparison, "zh").decode()
    assert appendix.core_table(replace(comparison, headlines=()), "zh") is None


@pytest.mark.parametrize(("between", "moved"), [("今年城镇新增就业1250人。", "增加4.0%"), ("今年形势严峻。", "增加8.3%（较2023年）")])
def test_what_the_report_before_does_not_tell_is_held_against_a_year_that_is_named(tmp_path: Path, between: str, moved: str) -> None:
    texts = ("今年城镇新增就业1200人。", between, "今年城镇新增就业1300人。")
    found = work_reports(tmp_path, *(f"一、工作回顾\n{text}" for text in texts))
    table = appendix.core_table(found, "zh")
    assert table is not None
    assert [cells[-1] for cells in table.rows if cells[0] == "城镇新增就业"] == [moved]
    finding = opened(found, "zh")[1][0]
    assert ("增加" in finding) == ("年）" not in moved), "the first sentence names no year that it compares with"
    english = appendix.core_table(found, "en")
    assert english is not None
    assert english.rows[0][-1] in {"up 4.0%", "up 8.3% (vs 2023)"}


def test_the_official_layout_is_that_of_the_standard(comparison: Comparison) -> None:
    document = docx.Document(io.BytesIO(word.render(comparison, "zh", 2, Path("gongwen"))))
    section: Any = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin, section.page_height - section.top_margin - section.bottom_margin
    assert [round(length.mm) for length in (section.top_margin, section.left_margin)] == [37, 28]
    assert [round(length / 36000) for length in room] == [156, 225]
    title: Any = document.styles["Title"]
    text: Any = document.styles["Normal"]
    assert (title.font.size.pt, text.font.size.pt) == (22, 16)
    assert title.paragraph_format.first_line_indent == 0
    told = [paragraph.text for paragraph in document.paragraphs]
    assert told[1] == "〔主送机关〕："
    assert told.index("〔发文机关署名〕") + 1 == told.index("〔成文日期〕")


def test_the_finding_counts_the_risk_factors_that_changed(comparison: Comparison) -> None:
    kinds: tuple[DisclosureKind, ...] = ("added", "added", "dropped", "unchanged")
    told = tuple(Disclosure("factor", kind, 2023, 2024, None, None, 10, 20, 1.0, 0.0) for kind in kinds)
    noted = replace(told[0], sort="note"), replace(told[0], to_year=2023, from_year=2022)
    changed = replace(comparison, disclosures=(*told, *noted))
    assert "；风险因素新增2项、删去1项；" in opened(changed, "zh")[1][0]
    assert "; risk factors: 2 added, 1 dropped; " in opened(changed, "en")[1][0]


@pytest.mark.parametrize(
    ("old", "new", "one"),
    [
        ("2023年9月举办渔港开放日，接待市民2100人次。", "2024年5月举办渔港开放周，接待市民4300人次。", False),
        ("2023年9月举办渔港开放日，接待市民2100人次。", "2024年9月举办渔港开放周，接待市民4300人次。", True),
        ("举办渔港开放日，接待市民2100人次。", "2024年5月举办渔港开放日，接待市民4300人次。", True),
    ],
)
def test_events_of_other_months_are_no_rewording(tmp_path: Path, old: str, new: str, one: bool) -> None:
    told = "一、工作回顾\n{}完成城区道路整修工程验收。"
    assert ("渔港" in part(work_reports(tmp_path, told.format(old), told.format(new)), "reworded")) == one


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("In November 2023, we issued notes due May 15, 2030", {"november", "may"}),
        ("We may issue 3 notes", set()),
        ("9月底前完成6个月内的整改，12月31日验收", {"9", "12"}),
    ],
)
def test_months_of_a_text(text: str, want: set[str]) -> None:
    assert months(text) == want


def test_initials_end_no_clause() -> None:
    old, new = "Sales of the U.S. segment rose in spring", "Sales of the U.S. segment rose in autumn"
    edits = (Edit("equal", old[:-6], new[:-6]), Edit("replace", "spring", "autumn"))
    assert list(excerpts.changed_clauses(edits, "en", 40)) == [(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "of_substance"),
    [
        ("the individual patents", "individual patents", False),
        ("was immaterial to", "was of great weight in", True),
        ("was 9 lamps", "were 11 lamps", True),
        ("these are the ones which were sold", "which were sold", False),
        ("we bought a few other mills for a price that was paid", "we completed purchases of mills for a sum that was given", False),
        ("we sell oil, wicks and glass", "we sell oil, wicks, ferry tickets and glass", True),
        ("we sell glass and oil", "we sell oil and glass", False),
        ("lenders may ask for a pledge", "lenders ask for a pledge", True),
        ("oil rose", "oil fell", True),
        ("oil of the Upper Mill is sold", "oil of the Lower Mill is sold", True),
        ("oil of March 2023 is kept by us", "we keep oil of May 2024", False),
    ],
)
def test_other_words_for_the_same_change_no_substance(old: str, new: str, of_substance: bool) -> None:
    texts = [f"The remaining terms that hold here say that {words} in all our towns." for words in (old, new)]
    change = Change("t1", 2023, 2024, ("2023-1",), ("2024-1",), "reworded", False, 0.9, "fuzzy", text_diff.edits(*texts))
    assert rewordings.is_of_substance(change) is of_substance


def test_a_part_is_there_only_where_it_says_something(tmp_path: Path) -> None:
    found = work_reports(tmp_path, "一、今年工作安排\n新建公园12个。", "一、工作回顾\n粮食产量81万吨。")
    assert "上年安排" not in brief.compose(found, "zh").lead[0]  # that no sentence was found says nothing of the plan
    assert all(shown.points for shown in brief.compose(found, "zh").parts)


def test_a_report_that_names_nobody_is_not_of_another_name(tmp_path: Path) -> None:
    (tmp_path / "a2022.txt").write_text("一、主要工作\n办理复议案件30件。\n", encoding="utf-8")
    (tmp_path / "甲县2023年法治政府建设年度报告.txt").write_text(
        "甲县2023年法治政府建设年度报告\n一、主要工作\n办理复议案件31件。\n", encoding="utf-8"
    )
    found = pipeline.compare([*tmp_path.iterdir()])
    assert not [one for one in found.findings if one.code == "names-differ"]
    assert [one.code for one in found.reports[0].findings if one.code == "organisation-missing"]


def test_the_finding_counts_all_that_is_new_and_the_measures_among_it(comparison: Comparison) -> None:
    listed = Part("gone", "", (Statement("甲"), Statement("乙")))
    counts = [len(verdicts.untold(verdicts.newest_changes(comparison), kind)) for kind in ("added", "dropped")]
    told = f"；确属新增{counts[0]}条（均为计划、问题等）、确属不再提及{counts[1]}条（其中举措2条）。"
    assert lead.opening(comparison, "zh", [listed])[1][0].endswith(told)


def test_what_a_report_tells_twice_is_not_quoted_twice_in_a_row(tmp_path: Path) -> None:
    again = "新建社区食堂120处，惠及老人5万人。"
    new = f"一、工作回顾\n{again}\n粮食产量82万吨。\n二、民生保障\n开通公交专线16条，覆盖乡镇30个。\n{again}"
    found = work_reports(tmp_path, "一、工作回顾\n粮食产量81万吨。", new)
    added = [change for change in found.changes if change.kind == "added"]
    told = [one.text for one in brief_content._quoted(added, sources.Sources(found, "zh"))]
    assert told.count(told[-1]) == 2
    assert told[-1] == again.rstrip("。")
    assert len({*told[:-1]}) == len(told) - 1


@pytest.mark.parametrize(
    ("old", "new", "rolls"),
    [
        ("Our aims for 2022 are these", "Our aims for 2023 are these", True),
        ("We report on the financial year 2021-22", "We report on 2022-23", True),
        ("The bridge will open by 2025", "The bridge will open by 2027", False),
        ("Our aims for 2022 are these", "Our main aims for 2023 are these", False),
        ("We met in the hall", "We met in a hall", False),
    ],
)
def test_years_that_roll_are_no_rewording(old: str, new: str, *, rolls: bool) -> None:
    assert excerpts.rolls(old, new, 1) is rolls


def test_a_title_tells_nothing() -> None:
    assert [*map(excerpts.is_told, ("Clerk, Vale Canal Society", "Minutes of the Annual Meeting"))] == [False, False]
    assert all(map(excerpts.is_told, ("The clerk resigned", "Locks for 30 boats", "Dredging done.", "书记员")))


def test_what_hangs_on_the_sentence_before_leads_last(tmp_path: Path) -> None:
    new = "一、工作回顾\n上述项目完成投资120亿元，建成通车16条。\n新建社区食堂12处，惠及老人5万人。"
    found = work_reports(tmp_path, "一、工作回顾\n粮食产量81万吨。", new)
    told = [one.text for one in next(part for part in brief_content.parts(found, "zh") if part.name == "new").points]
    assert [text[:4] for text in told] == ["新建社区", "上述项目"]


@pytest.mark.parametrize(
    ("plan", "again", "told"),
    [
        ("推动甲河绿道三期开工建设。", "甲河绿道三期建成开放。", "2024年安排“推动甲河绿道三期开工建设”，本年又安排：甲河绿道三期建成开放"),
        ("推动敬老院迁建项目启动。", "敬老院迁建项目竣工交付。", "2024年安排“推动敬老院迁建项目启动”，本年又安排：敬老院迁建项目竣工交付"),
        ("加密班次，每月公开数据。", "试行定制，每月公开数据。", "2024年安排“加密班次，每月公开数据”，本年又安排：试行定制，每月公开数据"),
        ("建成甲河绿道三期并向市民开放。", "建成甲河绿道三期并对市民开放。", "2024年已列入，本年继续安排：建成甲河绿道三期并对市民开放"),
    ],
)  # fmt: skip
def test_the_next_stage_of_a_work_is_not_the_same_plan_again(tmp_path: Path, plan: str, again: str, told: str) -> None:
    found = work_reports(tmp_path, f"一、今年工作安排\n{plan}", f"一、工作回顾\n粮食产量81万吨。\n二、今年工作安排\n{again}")
    assert [one.text for one in part_of(found, "plans").points] == [told]


def test_a_rewording_is_quoted_where_words_differ(tmp_path: Path) -> None:
    old = "一、工作回顾\n举办“小小法官”活动，参与学生36.5万人，覆盖全部中小学校。"
    found = work_reports(tmp_path, old, old.replace("小小法官", "法庭开放日").replace("36.5", "41.2"))
    told = [one.text for one in part_of(found, "reworded").points]
    assert told == [
        "由“举办‘小小法官’活动，参与学生36.5万人，覆盖全部中小学校”改为“举办‘法庭开放日’活动，参与学生41.2万人，覆盖全部中小学校”"
    ]


def test_a_statement_that_a_report_prints_twice_is_quoted_once(tmp_path: Path) -> None:
    again = "继续完善人才公寓配租办法，保持租金基本稳定。"
    found = work_reports(
        tmp_path, f"一、今年工作安排\n{again}", f"一、工作回顾\n粮食产量81万吨。\n二、今年工作安排\n{again}\n稳定就业。\n{again}"
    )
    told = [one.text for one in part_of(found, "plans").points]
    assert "2024年已列入，本年继续安排：" + again.rstrip("。") in told


def test_all_missed_targets_come_before_other_parts_have_a_second_statement(tmp_path: Path) -> None:
    plans = {"新建托位": "个", "改造旧管网": "公里", "培育规上企业": "家"}
    old = "一、今年工作安排\n" + "\n".join(f"{name}80{unit}。" for name, unit in plans.items())
    new = "一、工作回顾\n" + "\n".join(f"{name}60{unit}。" for name, unit in plans.items())
    found = work_reports(tmp_path, old, new)
    assert part_of(found, "follow").leading == len(plans)
    assert part_of(found, "reworded").leading == 2


def test_what_is_told_again_adds_up(comparison: Comparison) -> None:
    """Every statement of the newest report is one of those that the opening counts."""
    text = " ".join(brief.compose(comparison, "en").lead)
    numbers = {what: int(count) for count, what in re.findall(r"(\d+) ((?:statements|word|with other \w+|are reworded|have no))", text)}
    total = numbers.pop("statements")
    assert sum(numbers.values()) == total == len(comparison.reports[-1].units)


def test_what_is_like_a_plan_that_was_carried_out_is_not_planned_again(tmp_path: Path) -> None:
    old = "一、今年工作安排\n出台《云浦县涉企行政检查管理办法》。\n稳定就业。"
    new = "一、工作回顾\n出台《云浦县涉企行政检查管理办法》，涉企检查次数下降28%。\n二、今年工作安排\n推行涉企检查“扫码留痕”。\n稳定就业。"
    told = part(work_reports(tmp_path, old, new), "plans")
    assert "涉企行政检查管理办法" not in told


def test_the_opening_says_which_report_reviews_several_years(tmp_path: Path) -> None:
    told = "一、工作回顾\n{}建成社区健身步道{}条。改造老旧小区{}个。\n二、今年工作安排\n新建体育公园3个。"
    told_by_year = work_reports(tmp_path, told.format("", 107, 98), told.format("五年来，", 512, 419))
    basis = opened(told_by_year, "zh")[1][1]
    assert "2025年报告有" in basis
    assert "条表述回顾数年" in basis
    assert "2024年报告有" not in basis
