"""Headlines: core figures first, and no row of which it is not sure that both years tell the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tongbi.comparison.figure_series import Series
from tongbi.comparison.headlines import leading
from tongbi.figures.name_terms import terms
from tongbi.model import Comparison, Figure, Grade, Indicator
from tongbi.outputs import headlines as words
from tongbi.pipeline import compare
from tongbi.report import schema

LED = "今年我们扎实工作。"


def headlines(folder: Path, **texts: str) -> list[str]:
    """The names of the rows that lead, in order; `y2024="…"` is a work report of that year."""
    comparison = compared(folder, **texts)
    return [comparison.indicators[at].name for at in comparison.headlines]


def compared(folder: Path, **texts: str) -> Comparison:
    """The comparison of work reports; `y2024="…"` is that of the year."""
    paths = []
    for year, text in texts.items():
        path = folder / f"{year[1:]}.txt"
        path.write_text(f"{year[1:]}年云浦县人民政府工作报告\n一、工作回顾\n{text}\n", encoding="utf-8")
        paths.append(path)
    return compare(paths)


def test_core_figures_lead_in_the_order_of_the_schema(tmp_path: Path) -> None:
    told = headlines(
        tmp_path,
        y2024="淡水鱼苗投放9000万尾。社会消费品零售总额81亿元。地区生产总值210亿元。",
        y2025="淡水鱼苗投放9800万尾。全县地区生产总值222亿元。社会消费品零售总额86亿元。",
    )
    assert told[0].endswith("地区生产总值")
    assert told[1] == "社会消费品零售总额"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("清淤主干河渠120公里。", "清淤主干河渠260公里，增长4%。"),  # the growth does not fit
        ("面积120万平方米。", "面积130万平方米。"),  # a head alone
        ("装备制造集群占58.1%。", "装备制造集群占61.0%。"),  # of what?
        ("五年来，我们砥砺前行。累计硬化通村公路900公里。", "去年，我们砥砺前行。硬化通村公路260公里。"),
        ("村卫生室标准化率9%。", "村卫生室标准化率97%。"),  # a digit was lost
    ],
)
def test_what_is_not_sure_does_not_lead(tmp_path: Path, old: str, new: str) -> None:
    assert headlines(tmp_path, y2024=old, y2025=new) == []


def test_a_core_figure_that_skips_a_year_leads_with_its_last_value_and_year(tmp_path: Path) -> None:
    found = compared(tmp_path, y2023="地区生产总值201亿元。", y2024="地区生产总值210亿元。", y2025="改革迈出新步伐。新建泵站13座。")
    (said,) = [words.said(one, "zh", found.lag) for one in words.of(found)]
    assert said == ("地区生产总值", "210亿元（2024年报告），2025年报告中未识别到可比的数")


def test_what_the_newest_report_tells_goes_before_what_it_does_not(tmp_path: Path) -> None:
    told = headlines(
        tmp_path,
        y2023="地区生产总值201亿元。粮食产量18万吨。",
        y2024="地区生产总值210亿元。粮食产量19万吨。",
        y2025="粮食产量20万吨。新建泵站13座。",
    )
    assert told == ["粮食产量", "地区生产总值"]


def test_a_core_figure_of_one_older_report_does_not_lead(tmp_path: Path) -> None:
    assert headlines(tmp_path, y2024="地区生产总值210亿元。", y2025="改革迈出新步伐。新建泵站13座。") == []


@pytest.mark.parametrize("old", ["地区生产总值", "经济", "GDP", "全县生产总值"])
@pytest.mark.parametrize("new", ["地区生产总值", "经济", "GDP", "全县生产总值"])
def test_one_thing_under_two_ways_of_being_said_leads_once(tmp_path: Path, old: str, new: str) -> None:
    told = headlines(tmp_path, y2024=f"全年{old}增长5.2%。", y2025=f"全年{new}增长5.4%，好于预期。")
    assert len(told) <= 1
    assert told or old != new


def test_a_value_and_its_growth_are_two_lines_at_most(tmp_path: Path) -> None:
    text = "社会消费品零售总额{}亿元、增长{}%。社零总额比上年增加{}亿元。"
    found = compared(tmp_path, y2024=text.format(81, "5.2", 4), y2025=text.format(86, "6.2", 5))
    rows = [found.indicators[at] for at in found.headlines]
    assert [(row.growth, row.unit) for row in rows] == [(False, "元"), (True, "%")]


@pytest.mark.parametrize(
    ("weighty", "slight"),
    [
        ("设施农业补贴资金发放{}万元。", "开展巡回宣讲活动{}场。"),
        ("外来务工人员落户{}人。", "召开河湖治理调度会议{}次。"),
        ("主干河渠清淤{}公里。", "举办非遗展演活动{}期。"),
        ("智慧路灯安装{}盏。", "组织防汛联合演练{}轮。"),
    ],
)
def test_what_counts_money_people_and_things_goes_before_what_was_done_once(tmp_path: Path, weighty: str, slight: str) -> None:
    told = headlines(tmp_path, y2024=slight.format(4100) + weighty.format(310), y2025=slight.format(6400) + weighty.format(330))
    assert len(told) == 2
    assert weighty[:4] in told[0]


def test_what_is_measured_as_a_core_figure_goes_before_other_money(tmp_path: Path) -> None:
    told = headlines(tmp_path, y2024="设施农业补贴发放9.1亿元。水利投资1.2亿元。", y2025="设施农业补贴发放9.9亿元。水利投资1.3亿元。")
    assert told[0] == "水利投资"


def test_a_target_that_stays_stands_behind_what_moved(tmp_path: Path) -> None:
    plan = "\n二、今年工作安排\n主要预期目标是：地区生产总值增长6%左右，城镇新增就业{}人，城镇调查失业率5.5%左右。"
    found = compared(tmp_path, y2024="粮食产量18万吨。" + plan.format(3000), y2025="粮食产量19万吨。" + plan.format(3200))
    told = [found.indicators[at].name for at in found.headlines]
    assert told == ["地区生产总值·增长", "城镇新增就业", "粮食产量", "城镇调查失业率"]


def test_a_duration_is_no_measure_of_what_it_lasts(tmp_path: Path) -> None:
    told = headlines(tmp_path, y2024="财政支出连续11年增长。水利投资1.2亿元。", y2025="财政支出连续13年增长。水利投资1.3亿元。")
    assert told[:1] == ["水利投资"]


def graded(name: str, value: float, grade: Grade) -> tuple[Series, Indicator]:
    """A row of two years that moved a little, with its grade."""
    figures = {year: Figure("", name, value + year, "元", "", 0, head=name) for year in (2023, 2024)}
    values = {year: one.value for year, one in figures.items()}
    return Series(figures, None, False), Indicator(name, "元", None, values, {2023: "a", 2024: "b"}, (), grade=grade)


def test_a_related_row_never_leads_and_a_proved_one_goes_before_a_larger(tmp_path: Path) -> None:
    made = [graded("河道清淤资金", 9e9, "same"), graded("地区生产总值", 9e9, "related"), graded("校舍加固资金", 2e6, "proved")]
    found, rows = zip(*made, strict=True)
    assert leading(found, rows, (2023, 2024), schema.load("government-work-report")) == (2, 0)


def table(folder: Path, year: int, rows: list[str]) -> Path:
    path = folder / f"{year}.md"
    text = "\n".join(rows)
    path.write_text(
        f"# 云浦县人民政府{year}年政府信息公开工作年度报告\n\n## 三、收到和处理政府信息公开申请情况\n\n{text}\n", encoding="utf-8"
    )
    return path


def test_of_a_table_the_totals_lead_under_the_name_of_what_they_sum(tmp_path: Path) -> None:
    def rows(one: int, other: int) -> list[str]:
        head = ["| 情况 | 自然人 | 法人或其他组织 | 总计 |", "| --- | --- | --- | --- |"]
        return [
            *head,
            f"| 补正告知（件） | {one} | {other} | {one + other} |",
            f"| 延期答复（件） | {one - 9} | {other} | {one + other - 9} |",
        ]

    found = compare([table(tmp_path, 2023, rows(110, 11)), table(tmp_path, 2024, rows(140, 16))])
    said = [words.said(one, "zh") for one in words.of(found)]
    assert said == [("补正告知", "156件，2023年为121件，增加28.9%"), ("延期答复", "147件，2023年为112件，增加31.2%")]


@pytest.mark.parametrize("name", [name for name in schema.names() if name != schema.GENERIC])
def test_every_kind_names_its_core_figures(name: str) -> None:
    figures = schema.load(name).figures
    assert len(figures) >= 5
    names = [word for one in figures for word in one.names]
    assert len(names) == len(set(names)), sorted(word for word in names if names.count(word) > 1)
    owners = [(terms(word).key, at) for at, one in enumerate(figures) for word in one.names]
    assert all(key for key, _ in owners)
    assert len({key for key, _ in owners}) == len(set(owners)), "a name means one thing"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("地区生产总值210亿元。", "地区生产总值310亿元，增长6%。"),  # more than prices add
        ("粮食产量18万吨。", "粮食产量29万吨，比上年下降2%。"),
        ("实名登记志愿者8600人。", "按新口径统计，实名登记志愿者5200人。"),
        ("涉农贷款余额91亿元。", "统计口径调整后，涉农贷款余额140亿元。"),
    ],
)
def test_what_was_counted_anew_leads_without_a_change(tmp_path: Path, old: str, new: str) -> None:
    found = compared(tmp_path, y2024=old, y2025=new)
    (one,) = words.of(found)
    said = words.said(one, "zh", found.lag)[1]
    assert said.startswith("口径有变：2024年报告为")
    assert "不作比较" in said
    assert "counted anew" in words.said(one, "en", found.lag)[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("地区生产总值210亿元。", "地区生产总值238亿元，增长6%。"),  # prices
        ("城镇居民人均可支配收入31000元。", "城镇居民人均可支配收入35000元，实际增长7%。"),
        ("接待游客超800万人次。", "接待游客960万人次，增长10.3%。"),  # 870 are more than 800, too
    ],
)
def test_prices_and_bounds_do_not_make_a_figure_counted_anew(tmp_path: Path, old: str, new: str) -> None:
    found = compared(tmp_path, y2024=old, y2025=new)
    assert [one.note for one in found.indicators if len(one.values) > 1] == [""]


def test_what_fell_sharply_over_a_year_that_is_missing_is_told_with_its_year(tmp_path: Path) -> None:
    found = compared(tmp_path, y2023="实名登记志愿者9200人。", y2024="改革迈出新步伐。", y2025="实名登记志愿者6100人。")
    ((name, said),) = [words.said(one, "zh", found.lag) for one in words.of(found)]
    assert name == "实名登记志愿者"
    assert said == "6100人，2023年报告为9200人，减少33.7%"


@pytest.mark.parametrize("whole", ["生产总值", "税收收入", "就业"])
def test_a_core_figure_is_linked_though_other_names_end_with_it(tmp_path: Path, whole: str) -> None:
    core = {"生产总值": "地区生产总值增长{}%", "税收收入": "税收收入{}亿元", "就业": "城镇新增就业{}万人"}[whole]
    others = "".join(f"{part}{whole}达到{at + 2}亿元。" for at, part in enumerate(("渔业", "航运", "外资企业")))
    told = headlines(
        tmp_path, y2024=f"{core.format(5.4)}，好于预期。改革破题。", y2025=f"回望来路，我们稳住大盘，{core.format(5.1)}。{others}"
    )
    assert any(whole in name for name in told)


@pytest.mark.parametrize("sign", ["US$ ", "$ ", "US$", "€ "])
def test_a_currency_apart_from_its_number_keeps_the_number(tmp_path: Path, sign: str) -> None:
    for year, many in ((2023, "3.1"), (2024, "3.6")):
        text = f"Brook Mills annual report for {year}\n\nItem 7. Results\n\nNet sales of paper reached {sign}{many} million.\n"
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    [one] = words.of(compare([tmp_path / "2023.txt", tmp_path / "2024.txt"]))
    assert one.after.printed == f"{sign.strip()}3.6 million"


def test_the_growth_of_a_part_does_not_lead_beside_the_whole_of_a_table(tmp_path: Path) -> None:
    def filed(year: int, old: float, new: float, whole: str, part: str) -> Path:
        path = tmp_path / f"{year}.md"
        head = f"# 潮鸣灯具股份有限公司{year}年年度报告\n\n## 第一节 重要提示、目录和释义\n\n公司保证内容真实。"
        rows = ["项目", f"{year}年", f"{year - 1}年"], ["---"] * 3, ["营业收入（元）", new, old], ["净利润（元）", new / 4, old / 4]
        head += "\n\n## 第二节 公司简介和主要财务指标\n\n" + "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)
        said = f"营业收入同比增长{whole}%。\n\n去年，灯塔玻璃经营稳健，实现净利润2.{year % 10}亿元，同比增长{part}%。"
        path.write_text(f"{head}\n\n## 第三节 管理层讨论与分析\n\n{said}\n", encoding="utf-8")
        return path

    found = compare([filed(2023, 8e9, 1e10, "25", "7.5"), filed(2024, 1e10, 1.2e10, "20", "9.1")])
    told = {tuple(sorted(one.indicator.values.values())) for one in words.of(found)}
    assert told == {(1e10, 1.2e10), (2.5e9, 3e9)}


# What moved from 300 to 900, and whether it is told as such: under one name in both reports, or one within the other.
MOVED = {
    "巡查河道": ("巡查河道300公里。", "巡查河道900公里。", True),
    "within": ("调解纠纷300件。", "成功调解纠纷900件。", True),
    "other": ("修复护岸300米，平整土地。", "疏浚港汊900米，平整土地。", False),
    "few": ("设立站点3处。", "设立站点9处。", False),
    "far": ("发放图册300本。", "发放图册30000本。", False),
    "rate": ("办结率30%。", "办结率90%。", False),
}


@pytest.mark.parametrize(("old", "new", "told"), MOVED.values(), ids=MOVED)
def test_what_moved_most_has_one_name_in_both_reports(tmp_path: Path, old: str, new: str, told: bool) -> None:
    comparison = replace(compared(tmp_path, y2021=old, y2022=new), headlines=())
    assert [(one.before.value, one.after.value) for one in words.moved(comparison, 5) if one.before] == [(300, 900)] * told


def test_what_moved_most_is_told_by_how_far(tmp_path: Path) -> None:
    old, new = "巡查河道300公里。调解纠纷400件。培训网格员50人。", "巡查河道330公里。调解纠纷200件。培训网格员150人。"
    comparison = compared(tmp_path, y2021=old, y2022=new)
    alone = replace(comparison, headlines=())
    assert [round(one.percent or 0) for one in words.moved(alone, 5)] == [200, -50, 10]
    assert [round(one.percent or 0) for one in words.moved(alone, 2)] == [200, -50]
    leading = replace(comparison, headlines=tuple(range(len(comparison.indicators))))
    assert words.moved(leading, 5) == []
