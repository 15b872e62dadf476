"""The roll-up: bodies by year, main figures that changed most, the same figures and wording of several bodies, in page and workbook."""

from __future__ import annotations

import io
import re
import tracemalloc
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import numpy as np
import openpyxl
import pytest

from tongbi import batch
from tongbi.batch import index, rollup, rollup_workbook, shared_wording
from tongbi.batch.outcome import Outcome, Step, Summary, Told
from tongbi.batch.peer_figures import Line, Peers
from tongbi.batch.rollup import Rollup
from tongbi.config import Options, Output
from tongbi.figures.name_terms import measure
from tongbi.outputs.labels import label

COPIED = "深入贯彻落实上级部署要求，健全行政执法三项制度，推动执法重心下沉到镇村，完善矛盾纠纷多元化解机制，加强基层法律服务供给。"
OWN = {
    "甲川县": COPIED + "组织执法人员轮训，覆盖全部执法岗位。",
    "乙河县": COPIED + "组织执法人员轮训，覆盖全部执法岗位。",
    "丙山县": "聚焦旅游旺季价格监管，设立景区巡回法庭，妥善处理游客投诉，修订民宿管理办法并向社会公开征求意见，答复群众来信。",
}
CASES = {"甲川县": (100, 240), "乙河县": (20, 22), "丙山县": (30, 33)}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Outcome, ...]]:
    """Three counties with two years each, of which two share their wording; one file that is none."""
    folder = tmp_path_factory.mktemp("rollup")
    (folder / "in").mkdir()
    for body, told in OWN.items():
        for place, year in enumerate((2023, 2024)):
            text = f"{body}{year}年法治政府建设年度报告\n一、主要举措\n全年办理行政复议案件{CASES[body][place]}件。{told}\n"
            text += "二、存在的问题\n执法力量不足。\n" if body != "丙山县" else ""
            (folder / "in" / f"{body}{year}.txt").write_text(text, encoding="utf-8")
    (folder / "in" / "空.txt").write_text("", encoding="utf-8")
    done = batch.run(folder / "in", Options(), Output(formats=("xlsx", "html"), folder=folder / "out"))
    return folder / "out", tuple(done.outcomes)


@pytest.fixture(scope="module")
def found(run: tuple[Path, tuple[Outcome, ...]]) -> Rollup:
    return rollup.roll_up(run[1])


def workbook(found: Rollup, language: str) -> bytes:
    stream = io.BytesIO()
    rollup_workbook.write(found, language, stream)  # type: ignore[arg-type]
    return stream.getvalue()


def test_each_series_is_a_row_with_its_years(found: Rollup) -> None:
    rows = {row.organisation: row for row in found.rows}
    assert set(rows) == set(OWN)
    assert found.years == (2023, 2024)
    assert rows["甲川县"].reused == {2024: 1.0}
    assert "problems" in rows["丙山县"].missing
    assert "problems" not in rows["甲川县"].missing
    assert rows["甲川县"].present[2024] == rows["丙山县"].present[2024] + 1
    assert len(found.others["failed"]) == 1


def test_the_largest_move_of_all_comes_first(found: Rollup) -> None:
    first = found.moves[0]
    assert (first.row.organisation, first.step.before, first.step.after, first.step.change) == ("甲川县", 100, 240, 140)


def test_what_is_no_headline_moves_nothing(run: tuple[Path, tuple[Outcome, ...]]) -> None:
    done = [one for one in run[1] if one.summary]
    quiet = [replace(one, summary=replace(one.summary, steps=())) for one in done if one.summary]
    assert all(one.summary and one.summary.indicators for one in quiet)
    assert rollup.roll_up(quiet).moves == ()


def test_the_same_figure_of_several_bodies_stands_in_one_line(found: Rollup) -> None:
    assert [(matrix.kind, matrix.year) for matrix in found.matrices] == [("rule-of-law", 2024)]
    matrix = found.matrices[0]
    names = [row.organisation for row in matrix.bodies]
    line = next(line for line in matrix.lines if "行政复议案件" in line.name)
    assert dict(zip(names, line.values, strict=True)) == {"甲川县": 240, "乙河县": 22, "丙山县": 33}


def test_who_shares_wording_is_found_and_who_does_not_is_not(found: Rollup) -> None:
    pairs = {(one.year, *sorted((one.first.organisation, one.second.organisation))): one.likeness for one in found.alike}
    assert pairs[2024, "乙河县", "甲川县"] > 0.9
    assert pairs[2023, "乙河县", "甲川县"] > 0.9
    assert not any("丙山县" in pair for pair in pairs)


def test_reports_without_a_sketch_are_like_nothing(run: tuple[Path, tuple[Outcome, ...]]) -> None:
    done = [one for one in run[1] if one.summary]
    short = [replace(one, summary=replace(one.summary, sketches={"2024": ""})) for one in done if one.summary]
    assert rollup.roll_up(short).alike == ()


def test_a_band_with_too_many_bodies_does_not_square(monkeypatch: pytest.MonkeyPatch, run: tuple[Path, tuple[Outcome, ...]]) -> None:
    monkeypatch.setattr(shared_wording, "_MOST_IN_BAND", 2)
    one = next(one for one in run[1] if one.organisation == "甲川县")
    many = [replace(one, organisation=f"县{number}") for number in range(20)]
    assert {(pair.first.organisation, pair.second.organisation) for pair in rollup.roll_up(many).alike} == {("县0", "县1")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_and_workbook_show_it_and_link_to_the_outputs(run: tuple[Path, tuple[Outcome, ...]], found: Rollup, language: str) -> None:
    html = "".join(index.page(found, language))  # type: ignore[arg-type]
    assert "甲川县" in html
    assert label("batch.alike", language) in html  # type: ignore[arg-type]
    for link in re.findall(r'href="([^"#]+)"', html):
        assert (run[0] / unquote(link)).is_file(), link
    assert '<td class="n">100件</td><td class="n">240件</td>' in html
    content = workbook(found, language)
    assert workbook(found, language) == content
    sheets = openpyxl.load_workbook(io.BytesIO(content))
    first = sheets.worksheets[0]
    assert [first.cell(row, 1).value for row in range(4, 7)] == [row.organisation for row in found.rows]
    assert first.cell(4, 1).hyperlink.target.endswith("/comparison.xlsx")
    moves = sheets.worksheets[1]
    assert [moves.cell(4, column).value for column in (1, 5, 7, 8)] == ["甲川县", 100, 240, "=G4-E4"]
    assert sheets.worksheets[3]["E4"].value > 0.9


def test_index_files_lie_in_the_folder(run: tuple[Path, tuple[Outcome, ...]]) -> None:
    assert {"index.html", "index.xlsx", "index.json"} <= {path.name for path in run[0].iterdir()}
    with ZipFile(run[0] / "index.xlsx") as archive:
        assert archive.testzip() is None


def test_the_index_is_valid_html(found: Rollup) -> None:
    html5lib = pytest.importorskip("html5lib")
    parser = html5lib.HTMLParser()
    parser.parse("".join(index.page(found, "zh")))
    assert parser.errors == []


def test_names_and_reasons_are_text(found: Rollup) -> None:
    evil = '<script>=HYPERLINK("x")</script>\x1b{{ 7*7 }}'
    rows = tuple(replace(row, organisation=evil, outputs=()) for row in found.rows)
    told = replace(
        found, rows=rows, others={"failed": (Outcome("failed", evil, "", (), (evil,), reason=f"={evil}"),), "alone": (), "skipped": ()}
    )
    html = "".join(index.page(told, "zh"))
    assert "<script>=HYPERLINK" not in html
    assert "␛" in html
    sheets = openpyxl.load_workbook(io.BytesIO(workbook(told, "zh")))
    assert str(sheets.worksheets[0]["A4"].value).startswith("<script>")
    assert sheets.worksheets[4]["E4"].data_type == "s"


def test_a_batch_without_a_series_has_an_index() -> None:
    nothing = rollup.roll_up([Outcome("failed", "", "", (), ("a.txt",), reason="it is empty")])
    assert "it is empty" in "".join(index.page(nothing, "en"))
    assert len(openpyxl.load_workbook(io.BytesIO(workbook(nothing, "en"))).sheetnames) == 5


# ── many ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Many(Sequence[Outcome]):
    """So many series with figures and wording of their own and in common, none of which is held."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, at: int) -> Outcome:  # type: ignore[override]
        if at >= self.number:
            raise IndexError(at)
        chance = np.random.default_rng(at)
        words = np.where(chance.random(128) < 0.3, np.arange(128), chance.integers(1 << 32, size=128)).astype("<u4")
        names = [f"办理案件第{number}类" for number in range(40)] + [f"县{at}独有的第{number}项" for number in range(20)]
        figures = tuple(Told(name, "件", None, float(at + place), float(at)) for place, name in enumerate(names))
        steps = tuple(
            Step(one.name, "件", 2023, 2024, 10.0 + at, one.value + 11, "10件", "11件", 10.0, False, False) for one in figures[:10]
        )
        sketch = b64encode(words.tobytes()).decode()
        coverage = {node: {"2023": "present", "2024": "missing" if at % 3 else "present"} for node in ("measures", "problems")}
        summary = Summary("zh", coverage, {"2024": 0.5}, steps, figures, 0, 1, {"2023": sketch, "2024": sketch})
        files = (f"in/县{at}/2023.txt", f"in/县{at}/2024.txt")
        if at % 50 == 49:
            return Outcome("failed", "", "", (), files, reason="it is empty")
        return Outcome(
            "done", f"县{at}", "rule-of-law", (2023, 2024), files, f"县{at}", "", (("added", at),), ("comparison.html",), summary
        )


def peak(number: int, folder: Path) -> int:
    """Bytes that the index over so many series takes at most."""
    folder.mkdir()
    tracemalloc.start()
    try:
        index.write(Many(number), folder, "zh")
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_index_over_many_series_takes_little_more_memory_than_that_over_few(tmp_path: Path) -> None:
    """Two sketches of half a KB, 60 names by their hashes and counts, and a line of the list of links: 2 KB for each series."""
    peak(2, tmp_path / "first")  # what is imported and cached once
    few, many = (peak(number, tmp_path / f"{number}") for number in (100, 900))
    assert many - few < 800 * 1500


def test_bodies_tell_one_figure_where_it_measures_the_same_whatever_they_call_it() -> None:
    def told(name: str, value: float, unit: str = "元") -> Told:
        return Told(name, unit, None, value, None, measure(name))

    bodies = [
        [told("实现地区生产总值", 1.0), told("规上工业增加值·增长", 5.0, "%"), told("新增绿道", 30.0, "公里")],
        [told("GDP", 2.0), told("规模以上工业增加值·增长", 6.0, "%"), told("绿道·增长", 3.0, "公里")],
    ]
    peers = Peers()
    for body in bodies:
        peers.add(body)
    table = peers.table((0, 1), lambda at: bodies[at], ("甲区", "乙区"))
    assert {(line.name, line.values) for line in table.lines} == {("GDP", (2.0, 1.0)), ("规上工业增加值·增长", (6.0, 5.0))}


def test_a_body_has_its_first_figure_through_the_years_and_each_move_its_sentence(
    run: tuple[Path, tuple[Outcome, ...]], found: Rollup
) -> None:
    first = next(row for row in found.rows if row.organisation == "甲川县").course
    assert first is not None
    assert (first.name, first.values) == ("办理行政复议案件", {"2023": 100, "2024": 240})
    html = "".join(index.page(found, "zh"))
    assert 'aria-label="2023: 100; 2024: 240"><polyline points="3.0,21.0 97.0,3.0"/>' in html
    link = re.search(r'href="([^"]+)/comparison\.html#(t[\w-]+)"><bdi>办理行政复议案件', html)
    assert link
    assert f'id="{link[2]}"' in (run[0] / unquote(link[1]) / "comparison.html").read_text(encoding="utf-8")
    assert "法治政府建设年度报告" in html
    assert "<td>rule-of-law" not in html


@pytest.mark.parametrize(
    ("values", "want"),
    [
        ((240.0, 22.0, 33.0), [(1, 3, 1.0), (3, 3, 0.0), (2, 3, 0.5)]),
        ((5.0, 5.0, None, 1.0), [(1, 3, 0.5), (1, 3, 0.5), None, (3, 3, 0.0)]),
        ((5.0, None), [None, None]),
    ],
)
def test_a_value_has_its_rank_among_the_bodies(values: tuple[float | None, ...], want: list[tuple[int, int, float] | None]) -> None:
    line = Line("案件", "件", values)
    assert [line.standing(body) for body in range(len(values))] == want
