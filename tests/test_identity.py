"""Whose report it is: titles among the furniture of pages, names in full and for short, filings, and what one series is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import batch, pipeline
from tongbi.batch.catalogue import Entry
from tongbi.batch.series import group
from tongbi.config import Options, Output
from tongbi.language import organisation_names, regions
from tongbi.model import Block, Document, Source
from tongbi.readers.html import metadata
from tongbi.report import outline
from tongbi.report.outline import english_organisation, organisation_naming, sec_filings

BARS = [
    "返回主站", "长者助手", "繁體版", "EN", "|", "[登陆]", "我的收藏夹",
    "手机版", "政民互动", "数据开放", "智能问答", "下载中心", "服务大厅", "生活小区",
    "24小时热线 12345", "今日天气：多云 3～9℃", "阅读：2031", "A+ A-", "▶ 朗读全文", "01:12 / 30:55", "2.附件清单.xlsx",
    "为人民服务", "云岭发布", "本站导航 > 要闻 > 专题", "记者 李某 张某 摄", "责任主编 王某", "2026-01-30 08:00", "Home",
    "Search", "云岭省融媒体中心",
]  # fmt: skip
TEXT = [
    "各位代表：",
    "现在，我代表省人民政府，向大会报告政府工作，请予审议，并请各位委员和列席人员提出宝贵意见。",
    "一、2025年工作回顾",
    "全省生产总值增长5.1%，城镇新增就业42万人，各项社会事业取得新的进步，人民生活水平持续提高。",
]

ENGLISH_TEXT = ["Our Work", "The year was one of steady growth, and we helped some 4,100 people.", "Our Plans", "We go on."]


def read(lines: list[str]) -> tuple[str, str, int | None]:
    found = outline.outline(Document(Source("", "txt", None, ""), tuple(map(Block, lines))))
    said = outline.identify(found, Path("a.txt"), "named")
    return found.title, said.organisation, said.year


@given(st.lists(st.sampled_from(BARS), max_size=25), st.sampled_from(["2026年云岭省政府工作报告", "云岭省2026年政府工作报告"]))
def test_a_title_is_found_below_whatever_tools_a_page_prints(bars: list[str], title: str) -> None:
    assert read([*bars, title, "——2026年1月20日在云岭省第十三届人民代表大会第四次会议上", "省长 赵某", *TEXT]) == (
        title,
        "云岭省人民政府",
        2026,
    )


@pytest.mark.parametrize(
    ("lines", "organisation"),
    [
        (["2022年度部门决算公开", "单位名称：青禾县中医院"], "青禾县中医院"),
        (["年度工作报告", "（2022年度）", "基金会名称： 云岭省春晖教育基金会"], "云岭省春晖教育基金会"),
        (["2023届毕业生就业质量年度报告", "云岭医科大学"], "云岭医科大学"),
        (["青禾外国语学校", "2024年办学情况自评报告"], "青禾外国语学校"),
        (["青禾县公安局交通警察大队2024年工作总结"], "青禾县公安局交通警察大队"),
        (["云岭港务（集团）股份有限公司2023年度内部控制评价报告"], "云岭港务（集团）股份有限公司"),
        (["中共青禾市纪律检查委员会向第十二次代表大会的工作报告"], "中共青禾市纪律检查委员会"),
        (["2023年安全生产报告"], ""),
    ],
)
def test_whose_report_a_cover_says_it_is(lines: list[str], organisation: str) -> None:
    assert read([*lines, "一、基本情况", "全年各项工作平稳推进，取得了新的进展，现将主要情况说明如下。"])[1] == organisation


@pytest.mark.parametrize(
    ("lines", "organisation"),
    [
        (
            ["Registered Charity No. 1098765", "The Penwith Lifeboat Trust", "Trustees' Report and Unaudited Accounts"],
            "The Penwith Lifeboat Trust",
        ),
        (["Cathedral Music Fund", "Annual report and accounts, year to 5 April 2024"], "Cathedral Music Fund"),
        (["Rivers Without Borders — Impact Report 2023"], "Rivers Without Borders"),
        (["Annual Report of the Trustees of Hope Street Shelter, 2021"], "Hope Street Shelter"),
        (["Department for Education Annual Report 2023"], "Department for Education"),
        (["SUPREME COURT OF EASTMARCH", "ANNUAL REPORT OF THE JUDICIARY"], "SUPREME COURT OF EASTMARCH"),
        (["Annual Report 2023", "Dana Hill, Chair"], ""),
        (["Budget Speech 2022-23", "Dana Hill", "Minister of Finance"], "Ministry of Finance"),
        (
            ["ANNUAL REPORT--Presented to the Ninth Assembly of the Regions", "Harbour Council", "Dana Hill, Chair of the Council"],
            "Harbour Council",
        ),
        (["Annual Report 2023", "Dana Hill, Secretary of the Harbour Board"], ""),
        (["Annual Report 2023", "Department of Roads, Government of Eastmarch"], "Department of Roads, Government of Eastmarch"),
    ],
)
def test_whose_report_an_english_cover_says_it_is(lines: list[str], organisation: str) -> None:
    assert read([*lines, "Our Work", "The year was one of steady growth, and we helped some 4,100 people.", "Our Plans", "We go on."])[
        1
    ] == (organisation)


@given(st.lists(st.sampled_from(BARS), max_size=25))
def test_a_title_without_a_name_takes_none_from_the_tools_above_it(bars: list[str]) -> None:
    title, organisation, year = read([*bars, "政府工作报告", "2026年1月20日在云岭省第十三届人民代表大会第四次会议上", *TEXT])
    assert (title, organisation, year) == ("政府工作报告", "云岭省人民政府", 2026)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["临水县", "政府工作报告"], "临水县政府工作报告"),
        (["打印", "青禾市水务局", "关于2023年工作情况的报告"], "青禾市水务局关于2023年工作情况的报告"),
        (["要闻", "云和镇2023年法治", "政府建设情况的报告"], "云和镇2023年法治政府建设情况的报告"),
        (["政府工作报告", "2023年云和镇政府工作报告"], "2023年云和镇政府工作报告"),
        (["一图读懂2023年政府工作报告", "政府工作报告"], "政府工作报告"),
        (["静川区", "政府工作报告", "静川区区长 李某"], "静川区政府工作报告"),
    ],
)
def test_which_lines_are_the_title(lines: list[str], title: str) -> None:
    assert read([*lines, *TEXT])[0] == title


@pytest.mark.parametrize(
    ("title", "organisation"),
    [
        ("宁夏2024年法治政府建设年度报告", "宁夏回族自治区"),
        ("楚雄州2023年国民经济和社会发展统计公报", "楚雄彝族自治州"),
        ("楚雄州审计局2023年工作总结", "楚雄州审计局"),
        ("青禾师范学院2023年校园安全报告", "青禾师范学院"),
        ("2023年青禾师范学院校园安全状况", "青禾师范学院"),
        ("青禾港务集团有限公司2024年半年度报告", "青禾港务集团有限公司"),
        ("青禾市公安局关于2023年度推进智慧警务工作的汇报", "青禾市公安局"),
        ("青禾市第二医院2023年度绩效自评报告", "青禾市第二医院"),
        ("关于印发《临水县林业局2022年法治政府建设工作报告》的通知", "临水县林业局"),
        ("2022年临水县水土保持状况公报", "临水县"),
        ("青禾市行政复议白皮书", "青禾市"),
        ("法治政府建设2023年度报告", ""),
        ("2023年度述职报告", ""),
        ("在全市教育工作会议上的2023年工作报告", ""),
        ("青禾市委全面依法治市委员会办公室2023年工作报告", "青禾市委全面依法治市委员会办公室"),
        ("2023年安全、环境及公司文化报告", ""),
        ("全县2023年工作总结", ""),
        ("我院党支部2023年工作总结", ""),
        ("全国妇女联合会2023年工作总结", "全国妇女联合会"),
        ("青禾市林业局关于加强森林防火及2023年值守的报告", "青禾市林业局"),
    ],
)
def test_whom_a_title_names(title: str, organisation: str) -> None:
    assert organisation_naming.of_title(title) == organisation


@pytest.mark.parametrize(
    "line", ["下载中心", "服务大厅", "生活小区", "打印本页", "云岭发布", "为人民服务", "全市", "本局", "市人民政府", "Home", "字号：大"]
)
def test_what_is_no_bodys_name(line: str) -> None:
    assert not organisation_naming.is_name(line)


@pytest.mark.parametrize(
    "line", ["昆明市", "西藏", "中国海事局", "青禾县人民医院", "云和镇", "青禾港务集团", "三亚崖州湾科技城管理局", "中共青禾县委"]
)
def test_what_is_a_bodys_name(line: str) -> None:
    assert organisation_naming.is_name(line)


@pytest.mark.parametrize(
    ("short", "full"),
    [("新疆", "新疆维吾尔自治区"), ("文山州", "文山壮族苗族自治州"), ("阿坝", "阿坝藏族羌族自治州"), ("吉林市", "吉林市"),
     ("海南", "海南省"), ("石柱县", "石柱土家族自治县"), ("锡林郭勒", "锡林郭勒盟"), ("互助", ""), ("云岭省", "")],
)  # fmt: skip
def test_a_region_in_full(short: str, full: str) -> None:
    assert regions.full(short) == full


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("临水县财政局党组书记、局长 张三", "临水县财政局"),
        ("云岭省省长 赵 某", "云岭省"),
        ("云岭省代省长　赵某", "云岭省"),
        ("省长 赵某", ""),
        ("云岭省省长赵小某", "云岭省"),
        ("临水县财政局局长办公会议纪要", ""),
    ],
)
def test_an_office_tells_its_body(line: str, body: str) -> None:
    assert organisation_naming.of_office(line) == body


# ── filings and English reports ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cover", "name"),
    [
        (["FORM 10-K", "Ferrowhite Corp.", "(Exact name of small business issuer as specified in its charter)"], "Ferrowhite Corp."),
        (["Ferrowhite Pipes (Exact Name of Company as it appears in its articles)"], "Ferrowhite Pipes"),
        (["SECURITIES AND EXCHANGE COMMISSION", "FORM 10-K", "Ferrowhite Pipes, Inc.", "State: Delaware"], "Ferrowhite Pipes, Inc."),
        (["FORM 10-K", "ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d)"], ""),
        (["Port Ferro Council", "Annual Report 2023"], ""),
    ],
)  # fmt: skip
def test_the_cover_of_a_filing_names_the_registrant(cover: list[str], name: str) -> None:
    assert sec_filings.registrant(cover) == name


def test_what_a_filing_declares_of_itself() -> None:
    fact = '<ix:nonNumeric name="dei:{}" id="f{}">{}</ix:nonNumeric>'
    page = fact.format("EntityRegistrantName", 1, "<span>Ferrowhite&nbsp;Pipes &amp; Co.</span>") + fact.format(
        "DocumentFiscalYearFocus", 2, "2023"
    )
    assert metadata.of_filing(page) == {"registrant": "Ferrowhite Pipes & Co.", "fiscal year": "2023"}


@pytest.mark.parametrize(
    "title", ["FORM 10-K", "Form 20-F", "10 K", "FORM 10-K/A", "ANNUAL REPORT", "ANNUAL REPORT PURSUANT TO SECTION 13", "form-10k-2023"]
)
def test_a_forms_name_is_never_an_organisation(title: str) -> None:
    given_ = outline.evidence.Evidence(title, (title,), (), (), (), title)
    assert [name for name in english_organisation.named(given_) if name] == []


# ── series ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def grouped(*reports: tuple[str, str, int]) -> list[tuple[str, list[int], list[str]]]:
    """What becomes of reports given by path, organisation and year."""
    found = group([Entry(path, "", organisation, "generic", year) for path, organisation, year in reports])
    told = [(one.organisation, [report.year for report in one.reports], [finding.code for finding in one.findings]) for one in found]
    return sorted(told, key=lambda one: (one[1][0], len(one[1]), one[0]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("临水县住建局", "临水县住房和城乡建设局"),
        ("临水县卫生健康委", "临水县卫生健康委员会"),
        ("青禾科技股份有限公司", "青禾科技"),
        ("临水县人民政府", "临水县人民政府办公厅"),
        ("Ferrowhite Pipes, Inc.", "FERROWHITE PIPES INC"),
        ("楚雄州审计局", "楚雄彝族自治州审计局"),
    ],
)
def test_two_spellings_of_one_body_are_one_series(one: str, other: str) -> None:
    assert [years for _, years, _ in grouped(("a/1", one, 2022), ("a/2", other, 2023))] == [[2022, 2023]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("临水县", "临水县教育局"),
        ("临水县民政局", "临水县财政局"),
        ("青禾大学", "青禾理工大学附属中学"),
        ("青禾大学", "青禾理工大学"),
        ("青禾科技股份有限公司", "青禾生物科技股份有限公司"),
        ("Ferrowhite Pipes, Inc.", "Ferrowhite Foods, Inc."),
        ("University of Ferrol", "Ferrol University"),
        ("中国青禾石油", "中国青禾石油化工股份有限公司"),
    ],
)
def test_two_bodies_never_become_one_series(one: str, other: str) -> None:
    assert [years for _, years, _ in grouped(("a/1", one, 2022), ("a/2", other, 2023))] == [[2022], [2023]]


def test_a_report_without_a_name_goes_with_the_only_other_one_that_is_alone() -> None:
    reports = [("a/1", "临水县", 2022), ("a/2", "", 2023), ("a/3", "云和镇", 2022), ("a/4", "云和镇", 2023)]
    assert grouped(*reports) == [("临水县", [2022, 2023], ["name-inferred"]), ("云和镇", [2022, 2023], [])]
    assert [years for _, years, _ in grouped(*reports, ("a/5", "青禾县", 2022))] == [[2022], [2022], [2022, 2023], [2023]]
    assert [years for _, years, _ in grouped(*reports[1:], ("a/5", "青禾县", 2023))] == [[2022, 2023], [2023], [2023]]


def test_a_longer_and_a_shorter_english_name_are_joined_with_a_finding() -> None:
    reports = [("a/1", "Kubernetes SIG Auth", 2020), ("a/2", "SIG Auth", 2021), ("a/3", "SIG Auth", 2022), ("a/4", "SIG Node", 2020)]
    assert grouped(*reports) == [("SIG Node", [2020], []), ("SIG Auth", [2020, 2021, 2022], ["name-joined"])]


def test_names_of_files_count_where_those_of_a_folder_agree_on_several() -> None:
    reports = [(f"a/{name}_AnnualReport_{year}.pdf", "", year) for name in ("AcmeCorp", "BetaHoldings") for year in (2021, 2022)]
    assert [(name, years) for name, years, _ in grouped(*reports)] == [("Acme Corp", [2021, 2022]), ("Beta Holdings", [2021, 2022])]
    assert [years for _, years, _ in grouped(("a/x.txt", "", 2021), ("a/y.txt", "", 2022))] == [[2021], [2022]]


def test_a_report_without_a_name_never_takes_the_place_of_a_named_one() -> None:
    assert [years for _, years, _ in grouped(("a/1", "临水县", 2022), ("a/2", "临水县", 2023), ("a/3", "", 2023))] == [[2022, 2023], [2023]]


def test_a_series_is_called_as_most_of_its_years_call_it() -> None:
    assert organisation_names.shared(["岚水县", "岚水县人民政府", "", "岚水县人民政府"]) == "岚水县人民政府"
    assert organisation_names.shared(["岚水县", "青禾市岚水县"]) == "青禾市岚水县"


def test_a_report_alone_says_as_whom_it_was_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.txt").write_text("临水县2022年法治政府建设年度报告\n一、主要举措\n办理案件9件。\n", encoding="utf-8")
    only = batch.run(tmp_path / "in", Options(), Output(formats=("json",), folder=tmp_path / "out")).outcomes[0]
    assert (only.state, "临水县, 2022" in only.reason, "--year x.txt=" in only.reason) == ("alone", True, True)


def test_longer_and_shorter_names_are_no_finding_in_a_comparison(tmp_path: Path) -> None:
    for year, name in ((2022, "岚水县人民政府"), (2023, "岚水县")):
        (tmp_path / f"{year}.txt").write_text(f"{name}{year}年法治政府建设年度报告\n一、主要举措\n办理案件9件。\n", encoding="utf-8")
    found = pipeline.compare([tmp_path / "2022.txt", tmp_path / "2023.txt"])
    assert (found.organisation, [one.code for one in found.findings]) == ("岚水县人民政府", [])


@pytest.mark.parametrize("label", ["PART C", "Volume Two", "Section 4", "Appendix ii", "第三章", "第二部分", "第一编"])
@pytest.mark.parametrize("text", [TEXT, ENGLISH_TEXT])
def test_a_parts_label_is_neither_title_nor_organisation(label: str, text: list[str]) -> None:
    for line in (label, f"{label} 2023", f"{label} 2023年工作报告", f"{label}: Annual Report 2023"):
        title, organisation, _ = read([line, *text])
        assert title != label
        assert organisation in {"", "云岭省人民政府"}, line


def test_a_title_below_a_parts_label_is_the_title() -> None:
    assert read(["Part One", "Harbour Council", "Annual Report 2023", *ENGLISH_TEXT])[:2] == (
        "Annual Report 2023",
        "Harbour Council",
    )


BARE = {
    "zh": ["2023年度工作报告", "一、基本情况", "全年各项工作平稳推进，取得了新的进展，现将主要情况说明如下。"],
    "en": ["Annual Report 2023", *ENGLISH_TEXT],
}


def beside(text: list[str], **properties: str) -> tuple[str, str, set[str]]:
    named = {name.replace("_", " "): value for name, value in properties.items()}
    found = outline.outline(Document(Source("", "txt", None, ""), tuple(map(Block, text)), properties=named))
    said = outline.identify(found, Path("a.txt"), "reported")
    return found.title, said.organisation, {one.code for one in (*found.findings, *said.findings)}


@pytest.mark.parametrize(
    ("language", "source", "text", "organisation"),
    [
        ("zh", "running_head", "内部资料\n青禾县水务局", "青禾县水务局"),
        ("zh", "running_head", "云岭港务集团有限公司2023年年度报告", "云岭港务集团有限公司"),
        ("zh", "company", "青禾市财政局", "青禾市财政局"),
        ("zh", "company", "微软中国有限公司", ""),
        ("zh", "author", "赵文州", ""),
        ("zh", "running_head", "2023年度工作报告", ""),
        ("en", "running_head", "Annual Report 2023 | Harbour Council", "Harbour Council"),
        ("en", "company", "Ferrowhite Pipes Inc.", "Ferrowhite Pipes Inc."),
        ("en", "site", "Department of Roads", "Department of Roads"),
        ("en", "company", "Microsoft Corporation", ""),
        ("en", "author", "Grace Church", ""),
        ("en", "author", "Administrator", ""),
        ("en", "author", "Jane Doe, Hope College, Mary Roe, Institute of Peat", ""),
        ("en", "running_head", "Our Plans", ""),
    ],
)
def test_what_stands_beside_a_text_names_a_body_of_last_resort(language: str, source: str, text: str, organisation: str) -> None:
    _, found, codes = beside(BARE[language], **{source: text})
    assert found == organisation
    assert ("organisation-beside" in codes, "organisation-missing" in codes) == (bool(organisation), not organisation)


def test_what_the_text_names_needs_nothing_beside_it() -> None:
    for text, organisation in (
        (["青禾县水务局2023年度工作报告", *BARE["zh"][1:]], "青禾县水务局"),
        (["Harbour Council", *BARE["en"]], "Harbour Council"),
    ):
        assert beside(text, running_head="云岭市公安局\nRiver Trust")[1:] == (organisation, beside(text)[2])


def test_a_title_from_the_properties_is_a_finding_and_says_no_year() -> None:
    text = ["各位代表：", *TEXT[1:]]
    assert beside(text, title="云岭省2022年水资源公报")[::2] == (
        "云岭省2022年水资源公报",
        {"title-beside", "organisation-beside"},
    )
    assert "title-missing" in beside(text, title="Microsoft Word - 水资源公报")[2]


# ── covers in large type ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _covered(*lines: tuple[str, float]) -> outline.Outline:
    return outline.outline(Document(Source("cover.pdf", "pdf", None, ""), tuple(Block(text, size=size) for text, size in lines)))


ENGLISH = [
    (f"{word} {verb} the work of members." if at % 2 else f"This year {word} {verb} more workshops than before.", 1.0)
    for at, (word, verb) in enumerate(
        (("Open Looms", "supported"), ("Open Looms", "held"), ("Open Looms", "funded"), ("Open Looms", "led"))
    )
]
CHINESE = [
    ("一、概况", 1.2),
    *[(f"远图科技{verb}，全年完成项目{at}个，取得新的成效。", 1.0) for at, verb in enumerate(("扎实工作", "稳步前行", "持续投入"), 3)],
]


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        ([("2024 Annual Report", 4.0), ("Moving Forward Together", 2.0), ("OPEN LOOMS", 3.0), *ENGLISH], "Open Looms"),
        ([("2024 Annual Report", 4.0), ("OPEN LOOMS", 1.0), *ENGLISH], ""),
        ([("砥砺前行", 2.0), ("2024年度报告", 3.0), ("远图科技", 2.0), *CHINESE], "远图科技"),
        ([("奋进新征程", 2.0), ("2024年度报告", 3.0), *CHINESE], ""),
    ],
)
def test_a_cover_says_in_large_type_whose_report_it_is(lines: list[tuple[str, float]], body: str) -> None:
    assert outline.identify(_covered(*lines), Path("report.pdf"), "reported").organisation == body
