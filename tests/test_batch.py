"""Batch: which reports belong together, and that a bad one costs nothing but itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clock import check_growth
from tongbi import batch, bounds, pipeline
from tongbi.batch import Outcome, lock, safe_name
from tongbi.batch.catalogue import Entry
from tongbi.batch.file_selection import natural
from tongbi.batch.scheduling import Workers
from tongbi.batch.series import group
from tongbi.bounds import child
from tongbi.config import Options, Output
from tongbi.errors import OutOfBounds, OutputError, UsageError
from tongbi.language import organisation_names
from tongbi.model import Comparison, Report


def put(folder: Path, name: str, organisation: str, year: int, number: int = 3) -> Path:
    """A made-up report in a file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"{organisation}{year}年法治政府建设年度报告\n一、主要举措\n全年办理行政复议案件{number}件。\n二、存在的问题\n执法力量不足。\n",
        encoding="utf-8",
    )
    return path


def run(folder: Path, out: Path, jobs: int = 1) -> tuple[Outcome, ...]:
    return tuple(batch.run(folder, Options(), Output(formats=("json",), folder=out, jobs=jobs)).outcomes)


def grouped(outcomes: tuple[Outcome, ...]) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(one.state, one.organisation, one.years) for one in outcomes]


def test_a_longer_name_is_the_same_body(tmp_path: Path) -> None:
    put(tmp_path / "in", "a.txt", "静川区人民政府", 2021)
    put(tmp_path / "in", "b.txt", "津海市静川区人民政府", 2022)
    put(tmp_path / "in", "c.txt", "静川区", 2023)
    assert grouped(run(tmp_path / "in", tmp_path / "out")) == [("done", "津海市静川区人民政府", (2021, 2022, 2023))]


def test_two_bodies_with_one_short_name(tmp_path: Path) -> None:
    for county, year in (("甲川县", 2021), ("甲川县", 2022), ("乙河县", 2021), ("乙河县", 2022)):
        put(tmp_path / "in" / county, f"{year}.txt", f"{county}城关镇", year)
    put(tmp_path / "in" / "甲川县", "2023.txt", "城关镇", 2023)
    outcomes = run(tmp_path / "in", tmp_path / "out")
    assert grouped(outcomes) == [("done", "乙河县城关镇", (2021, 2022)), ("done", "甲川县城关镇", (2021, 2022, 2023))]


def test_a_short_name_that_could_be_either_stays_alone(tmp_path: Path) -> None:
    for county in ("甲川县", "乙河县"):
        put(tmp_path / "in" / county, "2021.txt", f"{county}城关镇", 2021)
    for year in (2022, 2023):
        put(tmp_path / "in" / "other", f"{year}.txt", "城关镇", year)
    outcomes = run(tmp_path / "in", tmp_path / "out")
    assert ("done", "城关镇", (2022, 2023)) in grouped(outcomes)
    record = json.loads((tmp_path / "out" / "城关镇-rule-of-law" / "comparison.json").read_text(encoding="utf-8"))
    assert "name-ambiguous" in [finding["code"] for finding in record["findings"]]


@pytest.mark.parametrize("years", [((2021, 2022), (2021, 2022)), ((2021, 2022), (2023, 2024))])
def test_one_name_in_the_folders_of_two_counties(tmp_path: Path, years: tuple[tuple[int, int], tuple[int, int]]) -> None:
    for county, reported in zip(("乙河县", "甲川县"), years, strict=True):
        for year in reported:
            put(tmp_path / "in" / county, f"{year}.txt", "城关镇", year)
    outcomes = run(tmp_path / "in", tmp_path / "out")
    assert grouped(outcomes) == [("done", "乙河县城关镇", years[0]), ("done", "甲川县城关镇", years[1])]
    assert [one.folder for one in outcomes] == ["乙河县城关镇-rule-of-law", "甲川县城关镇-rule-of-law"]


def test_one_name_in_two_folders_that_tell_no_place(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        for year in (2021, 2022):
            put(tmp_path / "in" / folder, f"{year}.txt", "城关镇", year)
    outcomes = run(tmp_path / "in", tmp_path / "out")
    assert grouped(outcomes) == [("done", "城关镇 (a)", (2021, 2022)), ("done", "城关镇 (b)", (2021, 2022))]


def test_folders_by_year_do_not_part_a_body(tmp_path: Path) -> None:
    for year in (2021, 2022):
        put(tmp_path / "in" / str(year), "城关镇.txt", "城关镇", year)
        put(tmp_path / "in" / str(year), "静川区.txt", "津海市静川区" if year == 2022 else "静川区", year)
    assert sorted(one.years for one in run(tmp_path / "in", tmp_path / "out")) == [(2021, 2022), (2021, 2022)]


def test_a_report_without_a_name_goes_with_those_beside_it(tmp_path: Path) -> None:
    put(tmp_path / "in" / "x", "1.txt", "静川区", 2021)
    put(tmp_path / "in" / "x", "2.txt", "", 2022)
    for year in (2021, 2022):
        put(tmp_path / "in" / "某厂" / str(year), f"{year}.txt", "", year)
    put(tmp_path / "in" / "y", "1.txt", "乙河县", 2021)
    put(tmp_path / "in" / "y", "2.txt", "", 2022)
    put(tmp_path / "in" / "y", "3.txt", "甲川县", 2021)
    found = grouped(run(tmp_path / "in", tmp_path / "out"))
    assert ("done", "静川区", (2021, 2022)) in found
    assert ("done", "某厂", (2021, 2022)) in found
    assert ("alone", "", (2022,)) in found
    record = json.loads((tmp_path / "out" / "静川区-rule-of-law" / "comparison.json").read_text(encoding="utf-8"))
    assert [report["organisation"] for report in record["reports"]] == ["静川区", "静川区"]


@pytest.mark.parametrize(
    ("printed", "compared"),
    [
        ("天津静海区人民政府", "天津市静海区"),
        ("天津市静海区", "天津市静海区"),
        ("广西壮族自治区人民政府", "广西壮族自治区"),
        ("广西柳州市", "广西壮族自治区柳州市"),
        ("吉林市", "吉林市"),
        ("海南区", "海南区"),
        ("北京路街道办事处", "北京路街道"),
        ("四川", "四川省"),
        ("人民政府", "人民政府"),
        ("Port Ellery", "portellery"),
    ],
)
def test_the_name_that_is_compared(printed: str, compared: str) -> None:
    assert organisation_names.compared(printed) == compared


def test_an_office_is_not_its_place(tmp_path: Path) -> None:
    put(tmp_path / "in", "a.txt", "静川区", 2021)
    put(tmp_path / "in", "b.txt", "静川区司法局", 2022)
    assert [one.state for one in run(tmp_path / "in", tmp_path / "out")] == ["alone", "alone"]


def test_of_two_reports_of_a_year_the_later_file_wins(tmp_path: Path) -> None:
    put(tmp_path / "in", "2021.txt", "静川区", 2021)
    put(tmp_path / "in", "2022 (2).txt", "静川区", 2022, 5)
    put(tmp_path / "in", "2022 (10).txt", "静川区", 2022, 9)
    run(tmp_path / "in", tmp_path / "out")
    record = json.loads((tmp_path / "out" / "静川区-rule-of-law" / "comparison.json").read_text(encoding="utf-8"))
    assert any("9件" in unit["text"] for unit in record["reports"][1]["units"])
    assert [finding["values"] for finding in record["findings"]] == [{"year": "2022", "kept": "2022 (10).txt", "left": "2022 (2).txt"}]


def test_a_bad_file_costs_only_itself(tmp_path: Path) -> None:
    put(tmp_path / "in", "a.txt", "静川区", 2021)
    put(tmp_path / "in", "b.txt", "静川区", 2022)
    (tmp_path / "in" / "bad.txt").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "in" / "empty.docx").write_bytes(b"")
    (tmp_path / "in" / "no-year.txt").write_text("静川区法治政府建设报告\n一、主要举措\n办理案件。\n", encoding="utf-8")
    (tmp_path / "in" / "README.md").write_text("notes", encoding="utf-8")
    (tmp_path / "in" / ".hidden").write_text("x", encoding="utf-8")
    outcomes = run(tmp_path / "in", tmp_path / "out")
    assert [(one.state, Path(one.files[0]).name) for one in outcomes] == [
        ("done", "a.txt"),
        ("failed", "bad.txt"),
        ("failed", "empty.docx"),
        ("failed", "no-year.txt"),
        ("skipped", ".hidden"),
        ("skipped", "README.md"),
    ]
    assert all(one.reason for one in outcomes[1:])
    assert batch.failed(outcomes)


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside.txt", "静川区", 2023)
    put(tmp_path / "in", "a.txt", "静川区", 2021)
    (tmp_path / "in" / "link.txt").symlink_to(outside)
    assert [(one.state, one.years) for one in run(tmp_path / "in", tmp_path / "out")] == [("alone", (2021,)), ("skipped", ())]


def test_what_is_no_file_and_what_has_no_name_in_utf8(tmp_path: Path) -> None:
    put(tmp_path / "in", "a.txt", "静川区", 2021)
    put(tmp_path / "elsewhere", "b.txt", "静川区", 2022)
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "in" / "nothing")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/x\xff.txt")).write_text("x", encoding="utf-8")
    outcomes = run(tmp_path / "in", tmp_path / "out")
    assert [(one.state, Path(one.files[0]).name, one.reason.split(";")[0]) for one in outcomes[1:]] == [
        ("skipped", "folder", "a link to a folder"),
        ("failed", "gone.txt", "no regular file"),
        ("failed", "pipe.txt", "no regular file"),
        ("failed", "x\ufffd.txt", "its name is not UTF-8"),
    ]


def calculated(text: str) -> object:
    """What an expression comes to, in a second at most."""
    with bounds.task(1, 1000):
        return eval(text)


def worked_out(text: str) -> object:
    try:
        return child.apart(calculated, text)
    except OutOfBounds:
        return "lost"


def test_a_process_that_dies_costs_only_its_own_item() -> None:
    items = ["1 + 1", "__import__('os')._exit(9)", "2 + 2", *(f"{number} * 1" for number in range(10, 40))]
    with Workers(Output(jobs=2)) as workers:
        assert set(workers.each(worked_out, items, lambda item: "of a cluster")) == {2, 4, *range(10, 40), "lost"}
        assert list(workers.each(worked_out, ["4 + 4"], lambda item: "of a cluster")) == [8]


def test_what_the_system_ended_is_done_once_more(tmp_path: Path) -> None:
    once = tmp_path / "once"
    dies_once = (
        f"__import__('os')._exit(9) if not __import__('os').path.exists({str(once)!r}) and not open({str(once)!r}, 'w').close() else 7"
    )
    with Workers(Output(jobs=2)) as workers:
        assert set(workers.each(worked_out, ["1 + 1", dies_once], lambda item: "of a cluster")) == {2, 7}


def test_an_item_that_hangs_costs_only_itself() -> None:
    items = ["1 + 1", "__import__('ctypes').PyDLL(None).sleep(10**6)", "3 + 3"]  # a native call that does not let go of the interpreter
    with Workers(Output(jobs=2)) as workers:
        assert set(workers.each(worked_out, items, lambda item: "of a cluster")) == {2, "lost", 6}


def test_an_interrupt_waits_for_no_work() -> None:
    with suppress(KeyboardInterrupt), Workers(Output(jobs=2)) as workers:
        for _ in workers.each(partial(child.apart, time.sleep), [0, 10**6, 10**6], lambda item: None):
            raise KeyboardInterrupt


def test_a_bug_is_named_and_keeps_its_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "in", "a.txt", "静川区", 2021)

    def broken(*_: object) -> None:
        raise IndexError("out of range")

    monkeypatch.setattr("tongbi.pipeline.inspect", broken)
    assert run(tmp_path / "in", tmp_path / "out")[0].reason == "internal error: IndexError: out of range"
    assert "Traceback" in capsys.readouterr().err


def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    for name in ("甲川县", "乙河县", "丙山县"):
        for year in (2021, 2022):
            put(tmp_path / "in", f"{name}{year}.txt", name, year, year)
    assert run(tmp_path / "in", tmp_path / "one") == run(tmp_path / "in", tmp_path / "two", jobs=2)
    for path in (tmp_path / "one").rglob("*.json"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_the_outputs_are_no_inputs(tmp_path: Path) -> None:
    put(tmp_path / "in", "a.txt", "静川区", 2021)
    put(tmp_path / "in", "b.txt", "静川区", 2022)
    first = run(tmp_path / "in", tmp_path / "in" / "out")
    assert run(tmp_path / "in", tmp_path / "in" / "out") == first


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_folder_without_reports(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        run(tmp_path / name, tmp_path / "out")


@given(st.text(max_size=120))
def test_a_safe_name_is_one_folder(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name) <= 81
    assert Path(name).name == name
    assert name not in {".", ".."}
    assert not set(name) & set('\\/:*?"<>|\0\n')


@pytest.mark.parametrize("text", ["../../etc/passwd", "CON", "nul", "", "...", "a" * 300, "甲\n乙"])
def test_names_that_were_meant_badly(text: str, tmp_path: Path) -> None:
    assert (tmp_path / safe_name(text)).resolve().parent == tmp_path.resolve()
    assert safe_name(text).lower() not in {"con", "nul", ""}


def test_outputs_among_the_reports_are_no_inputs(tmp_path: Path) -> None:
    for year in (2021, 2022):
        put(tmp_path / "in", f"{year}.txt", "静川区", year)
    for _ in range(2):
        outcomes = batch.run(tmp_path / "in", Options(), Output(folder=tmp_path / "in")).outcomes
        assert [one.state for one in outcomes if one.state != "skipped"] == ["done"]


def test_grouping_takes_time_as_there_are_reports() -> None:
    """Each body was set beside every other one: 6,000 reports took 3.5 s, 100,000 would have taken a quarter of an hour."""

    def grouped(bodies: int) -> None:
        counties = [f"{chr(0x4E00 + number % 9000)}{chr(0x4E00 + number // 9000)}县" for number in range(bodies // 2)]
        names = [*counties, *(f"{county}司法局" for county in counties), "司法局"]
        reports = [Entry(f"in/{name}/{year}.txt", "", name, "rule-of-law", year) for name in names for year in (2022, 2023)]
        assert [len(one.reports) for one in group(reports)] == [2] * len(names)

    check_growth(grouped, 10_000)


@given(st.text(), st.integers(0, 9999), st.integers(0, 9999))
def test_numbers_in_names_are_ordered_as_numbers(before: str, one: int, other: int) -> None:
    assert (natural(f"{before} {one}.txt") < natural(f"{before} {other}.txt")) == (one < other)


def test_natural_order() -> None:
    assert sorted(["10.txt", "9.txt", "a2", "a10"], key=natural) == ["9.txt", "10.txt", "a2", "a10"]


def test_a_report_without_a_name_goes_with_its_folder(tmp_path: Path) -> None:
    put(tmp_path / "in" / "静川区", "2021.txt", "静川区", 2021)
    put(tmp_path / "in" / "静川区", "2022.txt", "", 2022)
    put(tmp_path / "in" / "甲川县", "2021.txt", "甲川县", 2021)
    assert grouped(run(tmp_path / "in", tmp_path / "out")) == [("alone", "甲川县", (2021,)), ("done", "静川区", (2021, 2022))]


# ── again, and beside others ──────────────────────────────────────────────────────────────────────────────────────────────────


def three(folder: Path, years: tuple[int, ...] = (2021, 2022)) -> None:
    for name in ("甲川县", "乙河县", "丙山县"):
        for year in years:
            put(folder, f"{name}{year}.txt", name, year, year)


def again(folder: Path, out: Path, **extra: object) -> batch.Run:
    return batch.run(folder, Options(), replace(Output(formats=("json", "md"), folder=out), **extra))  # type: ignore[arg-type]


def everything(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_what_has_not_changed_is_not_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three(tmp_path / "in")
    first = again(tmp_path / "in", tmp_path / "out")
    before = everything(tmp_path / "out")
    monkeypatch.setattr("tongbi.pipeline.inspect", None)  # nothing may be read
    second = again(tmp_path / "in", tmp_path / "out")
    assert (first.unchanged, second.unchanged, tuple(second.outcomes)) == (0, 3, tuple(first.outcomes))
    assert everything(tmp_path / "out") == before


@pytest.mark.parametrize("lost", ["index.html", "run.json", ".tongbi/series/甲川县-rule-of-law.json", "乙河县-rule-of-law/brief.md"])
@pytest.mark.parametrize("how", ["deleted", "cut"])
def test_what_a_user_took_away_is_made_again(tmp_path: Path, lost: str, how: str) -> None:
    three(tmp_path / "in")
    again(tmp_path / "in", tmp_path / "out")
    before = everything(tmp_path / "out")
    path = tmp_path / "out" / lost
    path.write_bytes(path.read_bytes()[:-10]) if how == "cut" else path.unlink()
    again(tmp_path / "in", tmp_path / "out")
    assert everything(tmp_path / "out") == before


def test_a_run_that_was_cut_off_is_not_taken_for_the_one_before(tmp_path: Path) -> None:
    three(tmp_path / "in")
    again(tmp_path / "in", tmp_path / "out")
    before = everything(tmp_path / "out")

    def stop(stage: str, done: int, of: int) -> None:
        if stage == "compare" and done == of:
            raise KeyboardInterrupt

    put(tmp_path / "in", "甲川县2022.txt", "甲川县", 2022, 7777)  # outputs as long as those of 2022 cases
    with pytest.raises(KeyboardInterrupt):
        batch.run(tmp_path / "in", Options(), Output(formats=("json", "md"), folder=tmp_path / "out"), stop)
    assert everything(tmp_path / "out") != before
    put(tmp_path / "in", "甲川县2022.txt", "甲川县", 2022, 2022)
    again(tmp_path / "in", tmp_path / "out")
    assert everything(tmp_path / "out") == before


def test_what_failed_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three(tmp_path / "in")
    monkeypatch.setattr("tongbi.pipeline.compare_reports", None)
    assert again(tmp_path / "in", tmp_path / "out").outcomes.states() == {"failed": 3}
    monkeypatch.undo()
    child.end_all()
    assert again(tmp_path / "in", tmp_path / "out").outcomes.states() == {"done": 3}


def test_a_run_with_nothing_to_do_loads_nothing_heavy(tmp_path: Path) -> None:
    three(tmp_path / "in")
    (tmp_path / "in" / "alone.txt").write_text("戊河县2020年法治政府建设年度报告\n一、主要举措\n办理案件9件。\n", encoding="utf-8")
    again(tmp_path / "in", tmp_path / "out")
    code = f"""
import sys
from pathlib import Path
from tongbi import batch, cli
from tongbi.batch import progress
from tongbi.config import Options, Output
output = Output(("json", "md"), folder=Path({str(tmp_path / "out")!r}), jobs=2)
print(batch.run(Path({str(tmp_path / "in")!r}), Options(), output).unchanged, *{{name.partition(".")[0] for name in sys.modules}})
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert told[0] == "3"
    assert not set(told) & {"pandas", "numpy", "openpyxl", "jinja2", "lxml", "rjieba", "rapidfuzz", "docx", "rich", "asyncio"}


@pytest.mark.parametrize("change", ["report", "option", "format", "language", "lost output", "tool", "force"])
def test_what_has_changed_is_done_again(tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    three(tmp_path / "in")
    again(tmp_path / "in", tmp_path / "out")
    extra: dict[str, object] = {}
    unchanged = 0
    if change == "report":
        put(tmp_path / "in", "甲川县2021.txt", "甲川县", 2021, 77)
        unchanged = 2
    elif change == "lost output":
        (tmp_path / "out" / "甲川县-rule-of-law" / "brief.md").unlink()
        unchanged = 2
    elif change == "tool":
        monkeypatch.setattr("tongbi.batch.catalogue.tool", lambda: "another version")
    else:
        extra = {"format": {"formats": ("json",)}, "language": {"language": "en"}, "force": {"force": True}}.get(change, {})
    options = Options(organisation="戊河县") if change == "option" else Options()
    if change == "option":
        for name in ("乙河县", "丙山县"):
            for year in (2021, 2022):
                (tmp_path / "in" / f"{name}{year}.txt").unlink()
    done = batch.run(tmp_path / "in", options, replace(Output(formats=("json", "md"), folder=tmp_path / "out"), **extra))  # type: ignore[arg-type]
    assert done.unchanged == unchanged
    fresh = batch.run(tmp_path / "in", options, replace(Output(formats=("json", "md"), folder=tmp_path / "fresh"), **extra))  # type: ignore[arg-type]
    assert not fresh.unchanged
    got, wanted = everything(tmp_path / "out"), everything(tmp_path / "fresh")
    if change == "option":  # what was there before under the old name is removed, not deleted
        assert done.removed
        told = {"run.json", ".tongbi/done.jsonl"}  # both tell of it
        assert {name: got[name] for name in wanted if name not in told} == {name: wanted[name] for name in wanted if name not in told}
    else:
        assert got == wanted


def test_a_series_that_is_gone_is_told_until_its_folder_is(tmp_path: Path) -> None:
    three(tmp_path / "in")
    again(tmp_path / "in", tmp_path / "out")
    for year in (2021, 2022):
        (tmp_path / "in" / f"甲川县{year}.txt").unlink()
    assert again(tmp_path / "in", tmp_path / "out").removed == ("甲川县-rule-of-law",)
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["removed"] == ["甲川县-rule-of-law"]
    shutil.rmtree(tmp_path / "out" / "甲川县-rule-of-law")
    assert again(tmp_path / "in", tmp_path / "out").removed == ()


def test_a_second_run_on_one_folder_says_so(tmp_path: Path) -> None:
    three(tmp_path / "in")
    with lock.held(tmp_path / "out" / ".tongbi", "lock"), pytest.raises(UsageError, match="another run is writing there"):
        again(tmp_path / "in", tmp_path / "out")
    assert again(tmp_path / "in", tmp_path / "out").outcomes.states() == {"done": 3}


def test_a_report_that_vanishes_or_a_place_that_refuses_costs_its_series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three(tmp_path / "in")
    again(tmp_path / "in", tmp_path / "out")
    put(tmp_path / "in", "甲川县2023.txt", "甲川县", 2023)
    put(tmp_path / "in", "乙河县2023.txt", "乙河县", 2023)
    blocked = tmp_path / "out" / "乙河县-rule-of-law"
    shutil.rmtree(blocked)
    blocked.write_text("a file where the folder should be", encoding="utf-8")

    def vanish(stage: str, done: int, of: int) -> None:
        if stage == "read" and done == of:
            (tmp_path / "in" / "甲川县2021.txt").unlink()

    done = batch.run(tmp_path / "in", Options(), Output(formats=("json", "md"), folder=tmp_path / "out"), vanish)
    told = {one.organisation: (one.state, one.reason) for one in done.outcomes}
    assert {name: state for name, (state, _) in told.items()} == {"丙山县": "done", "乙河县": "failed", "甲川县": "failed"}
    assert "no such file" in told["甲川县"][1]
    assert "not a directory" in told["乙河县"][1] or "file exists" in told["乙河县"][1]


def test_a_full_disk_costs_its_series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three(tmp_path / "in")
    real = os.fsync

    def full(handle: int) -> None:
        if "甲川县" in str(Path(f"/proc/self/fd/{handle}").readlink()):
            raise OSError(28, "No space left on device")
        real(handle)

    if sys.platform == "linux":
        monkeypatch.setattr("os.fsync", full)
        done = again(tmp_path / "in", tmp_path / "out")
        assert done.outcomes.states() == {"done": 2, "failed": 1}
        assert "no space left on device" in next(done.outcomes.of("failed")).reason
        assert not list((tmp_path / "out").rglob("*.part"))
        monkeypatch.undo()
        child.end_all()
        assert (again(tmp_path / "in", tmp_path / "out").unchanged, len(everything(tmp_path / "out"))) == (
            2,
            len(everything(tmp_path / "out")),
        )
        again(tmp_path / "in", tmp_path / "fresh")
        assert everything(tmp_path / "out") == everything(tmp_path / "fresh")


def test_a_series_that_takes_too_long_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three(tmp_path / "in")
    real = pipeline.compare_reports

    def slow(reports: Sequence[Report], *rest: object) -> Comparison:
        if reports[0].organisation == "甲川县":
            with bounds.task(1, 1000):
                time.sleep(10**6)
        return real(reports, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("tongbi.pipeline.compare_reports", slow)
    done = batch.run(tmp_path / "in", Options(), Output(formats=("md",), folder=tmp_path / "out"))
    assert done.outcomes.states() == {"done": 2, "failed": 1}
    assert next(done.outcomes.of("failed")).reason == "took longer than 1 seconds; allow more with --max-seconds"


def test_a_phrase_of_the_whole_folder_that_one_body_drops_is_noise(tmp_path: Path) -> None:
    phrase = "坚持以人民为中心，全面贯彻上级关于法治建设的决策部署，确保各项任务落到实处。"
    for place in ("甲川县", "乙川县", "丙川县"):
        for year in (2023, 2024):
            path = put(tmp_path / "in", f"{place}{year}.txt", place, year)
            if (place, year) != ("甲川县", 2024):
                path.write_text(path.read_text("utf-8").replace("一、主要举措\n", f"一、主要举措\n{phrase}\n"), "utf-8")
    done = {one.organisation: one for one in run(tmp_path / "in", tmp_path / "out")}
    folder = tmp_path / "out" / done["甲川县"].folder
    record = json.loads(next(folder.glob("*.json")).read_text("utf-8"))
    assert [change["noise"] for change in record["changes"] if change["kind"] == "dropped"] == ["stock"]


@pytest.mark.parametrize("taken", ["index.html", "index.xlsx", "run.json"])
def test_an_index_that_is_refused_costs_itself_alone(tmp_path: Path, taken: str) -> None:
    for year in (2021, 2022):
        put(tmp_path / "in", f"{year}.txt", "静川区", year)
    (tmp_path / "out" / taken / "in the way").mkdir(parents=True)
    with pytest.raises(OutputError, match=taken):
        run(tmp_path / "in", tmp_path / "out")
    assert all((tmp_path / "out" / name).is_file() for name in {"index.html", "index.xlsx", "index.json", "run.json"} - {taken})
    shutil.rmtree(tmp_path / "out" / taken)
    assert [one.state for one in run(tmp_path / "in", tmp_path / "out")] == ["done"]
    assert (tmp_path / "out" / taken).is_file()
