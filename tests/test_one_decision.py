"""One decision: what workbook, page and brief say of plans, contents, conflicts, new and gone is what the record says, and no more."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
import pytest

from tongbi import outputs, pipeline
from tongbi.model import Language
from tongbi.outputs import record
from tongbi.outputs.brief import brief_content, lead
from tongbi.outputs.labels import label

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "corpus" / "provincial_gwr" / "上海市"
# What the gold series lacks: contents that are empty or missing, and plans of every outcome.
MADE = {
    "甲县2021年法治政府建设年度报告.txt": """甲县2021年法治政府建设年度报告
一、主要工作
完善制度体系，组织执法检查120次。
二、存在问题
执法人员业务培训不够系统，案卷质量参差不齐。
三、2022年工作计划
新建公办学校12所，完善校园安全制度。
改造老旧小区40个，完善小区物业管理。
森林覆盖率达到45%左右，加强林木保护执法。
开展法治宣传进乡村，办好普法夜校。
""",
    "甲县2022年法治政府建设年度报告.txt": """甲县2022年法治政府建设年度报告
一、主要工作
完善制度体系，组织执法检查131次。
新建公办学校13所，校园安全制度更加完善。
改造老旧小区31个，小区物业管理不断完善。
森林覆盖率达到44.8%，林木保护执法得到加强。
开展法治宣传进乡村，普法夜校办到村口。
二、存在问题
""",
}
SERIES: dict[str, list[Path]] = {
    "made": [],
    "gold": sorted((ROOT / "reports" / "苍屿区").iterdir()),
    "real": [REAL / "2025.docx", REAL / "2026_cleaned.txt"],
}
SAID = {
    ("plan-delivered", "met"): "plan-delivered",
    ("plan-delivered", None): "plan-delivered",
    ("plan-delivered", "missed"): "plan-short",
    ("plan-delivered", "part"): "plan-part",
    ("plan-delivered", "unclear"): "plan-told",
}

Said = tuple[dict[str, Any], dict[str, Any]]


@pytest.fixture(scope="module", params=SERIES)
def said(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Said:
    """A record as JSON, and what is rendered from it."""
    files = SERIES[request.param] or made(tmp_path_factory.mktemp("made"))
    if not all(file.exists() for file in files):
        pytest.skip("the real reports are not beside this checkout")
    text = record.dump(pipeline.compare(files))
    comparison = record.load(text)
    return (
        json.loads(text),
        {
            "book": openpyxl.load_workbook(io.BytesIO(outputs.render(comparison, "xlsx", "zh"))),
            "page": lxml.html.fromstring(outputs.render(comparison, "html", "zh").decode()),
            "brief": {part.name: [point.text for point in part.points] for part in brief_content.parts(comparison, "zh")},
            "rest": next(part.rest for part in brief_content.parts(comparison, "zh") if part.name == "follow"),
            "opening": lead.opening(comparison, "zh", brief_content.parts(comparison, "zh"))[1],
        },
    )


def made(folder: Path) -> list[Path]:
    for name, text in MADE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def test_the_made_up_pair_has_what_the_others_lack(tmp_path: Path) -> None:
    comparison = pipeline.compare(made(tmp_path))
    assert {one.outcome for one in comparison.follow_through} == {"met", "missed", "unclear", None}
    assert {one.by_year[2022] for one in comparison.coverage} == {"present", "empty", "missing"}


def word(name: str, language: Language = "zh") -> str:
    return label(name, language)


LAST = ("plan-untraced", "plan-general")


def fates(table: dict[str, Any]) -> list[tuple[str, int]]:
    """The outcomes as they are named, with the year that tells them; the untraced last, of these slogans behind plans."""
    named = [("plan-general" if idle(one) else called(one), one["to_year"]) for one in table["follow_through"]]
    named.sort(key=lambda fate: LAST.index(fate[0]) if fate[0] in LAST else -1)
    return [(word(f"follow.{name}"), year) for name, year in named]


def called(one: dict[str, Any]) -> str:
    """What is said of a plan that is no slogan, or of a problem; of one without a target only where that is near certain."""
    likely = one["kind"] == "plan-delivered" and one["outcome"] is None and one["to"] and one["score"] < 0.9
    return "plan-likely" if likely else SAID.get((one["kind"], one["outcome"]), one["kind"])


def idle(one: dict[str, Any]) -> bool:
    """Whether a plan that was not traced is a slogan."""
    return one["kind"] == "plan-untraced" and not one["weight"]


def test_plans_and_problems_have_the_outcome_of_the_record(said: Said) -> None:
    table, shown = said
    rows = [(row[3], row[6]) for row in shown["book"][word("sheet.follow")].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert rows == fates(table)
    cells = [cell.text.strip() for cell in shown["page"].xpath("//section[@id='follow']//tr[@data-fate]/td[1]")]
    years = sorted({year for _, year in fates(table)}, reverse=True)
    assert cells == [fate for year in years for fate, told in fates(table) if told == year], "the newest first"
    counted = Counter(fates(table))
    overview = {row[0]: row[1:] for row in shown["book"][word("sheet.overview")].iter_rows(values_only=True)}
    for fate in {fate for fate, _ in fates(table)}:
        numbers = overview[f"{word('sheet.follow')} · {fate}"]
        assert [number or 0 for number in numbers[: len(table["years"])]] == [counted[fate, year] for year in table["years"]]


def test_the_brief_calls_a_plan_short_of_its_target_where_the_record_does(said: Said) -> None:
    table, shown = said
    texts = {unit["id"]: unit["text"] for report in table["reports"] for unit in report["units"]}
    plans = [(bare(texts[one["from"]]), one["outcome"] == "missed") for one in table["follow_through"]]
    for line in shown["brief"]["follow"]:
        quoted = bare(line.partition("安排“")[2].partition("”，本年")[0])
        assert ("未达目标（" in line) in {missed for plan, missed in plans if quoted in plan}, line


def bare(text: str) -> str:
    return re.sub("[“”‘’…]", "", " ".join(text.split()))


def test_what_was_not_traced_is_counted_alike(said: Said) -> None:
    table, shown = said
    new = table["years"][-1]
    untraced = [one for one in table["follow_through"] if one["kind"] == "plan-untraced" and one["weight"]]
    assert shown["rest"] == (
        f"另有{count}项未找到对应表述，不等于没有落实" if (count := sum(one["to_year"] == new for one in untraced)) else ""
    )
    others = f"另有{len(untraced)}项未找到对应表述，不等于没有落实"
    folded = [re.findall(r"\d+", one.text) for one in shown["page"].xpath("//details[@class='untraced']/summary")]
    said_so = [row[0] for row in shown["book"][word("sheet.follow")].iter_rows(values_only=True) if str(row[0]).startswith("另有")]
    assert [one.startswith(others) for one in said_so] == [True] * bool([one for one in table["follow_through"] if one["kind"] == LAST[0]])
    assert [str(sum(int(one[0]) for one in folded))] * len(said_so) == [re.findall(r"\d+", one)[0] for one in said_so]


def test_possible_counterparts_are_those_of_the_record(said: Said) -> None:
    table, shown = said
    pairs = {(one["from_units"][0], one["beside"]["units"][0]) for one in table["changes"] if one["kind"] == "dropped" and one["beside"]}
    assert pairs == {
        (one["beside"]["units"][0], one["to_units"][0]) for one in table["changes"] if one["kind"] == "added" and one["beside"]
    }
    assert len({*dict(pairs).values()}) == len(pairs), "each stands beside one other at most"
    assert all(one["possible"] and not one["untold"] and not one["noise"] for one in table["changes"] if one["beside"])
    assert len(shown["page"].xpath("//article[contains(@class, 'possible')]")) == len(pairs)
    of_kind = [*shown["page"].xpath("//article[contains(@data-marks, 'possible')]")]
    assert len(of_kind) + len(pairs) == sum(one["possible"] for one in table["changes"])
    sheet, heads = shown["book"][word("sheet.changes")], [cell.value for cell in shown["book"][word("sheet.changes")][3]]
    columns = [at for at, head in enumerate(heads, 1) if str(head).endswith("变化")]
    joined = [row for row in sheet.iter_rows(min_row=4, values_only=True) for at in columns if row[at - 1] == word("kind.possible")]
    # A row of its own has a thread that goes on beside its counterpart.
    assert len(pairs) * 0.9 <= len(joined) <= len(pairs)


def test_contents_are_missing_everywhere_or_nowhere(said: Said) -> None:
    table, shown = said
    titles = {node["canonical"]: node["zh"] for node in table["nodes"]}
    for report in table["reports"]:
        year = str(report["year"])
        states = {one["canonical"]: one["by_year"][year] for one in table["coverage"]}
        assert states == {node: report["coverage"][node] for node in states}
        found = {finding["values"]["zh"] for finding in report["findings"] if finding["code"] == "node-missing"}
        assert found == {titles[node] for node, state in states.items() if state == "missing"}
        column = shown["page"].xpath(
            "//table[thead/tr/th='" + word("page.required") + f"']//tr/td[{table['years'].index(report['year']) + 1}]"
        )
        assert [cell.get("class") for cell in column] == [*states.values()]
    lacking = [titles[one["canonical"]] for one in table["coverage"] if one["by_year"][str(table["years"][-1])] in {"missing", "empty"}]
    assert all(title in shown["opening"][-1] for title in lacking)
    rows = [row for row in shown["book"][word("sheet.overview")].iter_rows(values_only=True) if row[0] in titles.values()]
    words = [[word(f"workbook.{one['by_year'][str(year)]}") for year in table["years"]] for one in table["coverage"]]
    assert [[*row[1 : len(table["years"]) + 1]] for row in rows] == words


def test_conflicts_are_those_of_the_record(said: Said) -> None:
    table, shown = said
    grave = [one for one in table["conflicts"] if one["severity"] == "conflict"]
    assert sorted(shown["brief"]["conflicts"]) == sorted(one["message"] for one in grave)
    told = [value for row in shown["book"][word("sheet.checks")].iter_rows(values_only=True) for value in row if isinstance(value, str)]
    assert all(one["message"] in told for one in table["conflicts"])
    assert told.count(word("severity.conflict")) == len(grave)


def test_new_and_gone_are_counted_as_in_the_record(said: Said) -> None:
    table, shown = said
    newest = [change for change in table["changes"] if change["to"] == table["years"][-1]]
    news = [change for change in newest if change["untold"] and change["weight"] and not change["noise"]]
    counts = Counter(change["kind"] for change in news)
    listed = [len(shown["brief"][part]) for part in ("new", "gone")]
    among = [f"其中举措{count}条" if count else "均为计划、问题等" for count in listed]
    told = (f"确属新增{counts['added']}条（{among[0]}）", f"确属不再提及{counts['dropped']}条（{among[1]}）")
    assert [one in shown["opening"][0] for one in told] == [counts[kind] > 0 for kind in ("added", "dropped")]
    cells = shown["page"].xpath("//section[@id='summary']//table[thead/tr/th='" + word("answer.new") + "']/tbody/tr[1]/td")
    heads = shown["page"].xpath("//section[@id='summary']//table/thead/tr[th='" + word("answer.new") + "']/th")[1:]
    told = {head.text: int(cell.text_content()) for head, cell in zip(heads, cells[: len(heads) - 1], strict=False)}
    assert told[word("answer.new")] == counts["added"]
    assert told[word("answer.gone")] == counts["dropped"]
    overview = {row[0]: row for row in shown["book"][word("sheet.overview")].iter_rows(values_only=True)}
    assert overview[word("page.untold")][len(table["years"])] == sum(counts.values())
    texts = {unit["id"]: unit["text"] for report in table["reports"] for unit in report["units"]}
    for part, kind, side in (("new", "added", "to_units"), ("gone", "dropped", "from_units")):
        really = ["".join(texts[unit] for unit in change[side]) for change in news if change["kind"] == kind]
        for line in shown["brief"][part]:
            assert any(text.startswith(line.rstrip("…")) for text in really), line
