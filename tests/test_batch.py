"""Batch: which reports belong together, and that a bad one costs nothing but itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import batch
from tongbi.batch import Outcome, safe_name
from tongbi.batch.series import natural
from tongbi.config import Options, Output
from tongbi.errors import UsageError


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
    return batch.run(folder, Options(), Output(formats=("json",), folder=out, jobs=jobs))


def grouped(outcomes: tuple[Outcome, ...]) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(one.state, one.organisation, one.years) for one in outcomes]


def test_a_longer_name_is_the_same_body(tmp_path: Path) -> None:
    put(tmp_path / "in", "a.txt", "静川区人民政府", 2021)
    put(tmp_path / "in", "b.txt", "津海市静川区人民政府", 2022)
    put(tmp_path / "in", "c.txt", "静川区", 2023)
    assert grouped(run(tmp_path / "in", tmp_path / "out")) == [("done", "静川区", (2021, 2022, 2023))]


def test_two_bodies_with_one_short_name(tmp_path: Path) -> None:
    for county, year in (("甲川县", 2021), ("甲川县", 2022), ("乙河县", 2021), ("乙河县", 2022)):
        put(tmp_path / "in" / county, f"{year}.txt", f"{county}城关镇", year)
    put(tmp_path / "in" / "甲川县", "2023.txt", "城关镇", 2023)
    outcomes = run(tmp_path / "in", tmp_path / "out")
    assert grouped(outcomes) == [("done", "乙河县城关镇", (2021, 2022)), ("done", "城关镇", (2021, 2022, 2023))]


def test_a_short_name_that_could_be_either_stays_alone(tmp_path: Path) -> None:
    for county in ("甲川县", "乙河县"):
        put(tmp_path / "in" / county, "2021.txt", f"{county}城关镇", 2021)
    for year in (2022, 2023):
        put(tmp_path / "in" / "other", f"{year}.txt", "城关镇", year)
    outcomes = run(tmp_path / "in", tmp_path / "out")
    assert ("done", "城关镇", (2022, 2023)) in grouped(outcomes)
    record = json.loads((tmp_path / "out" / "城关镇-rule-of-law" / "comparison.json").read_text(encoding="utf-8"))
    assert "name-ambiguous" in [finding["code"] for finding in record["findings"]]


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


def test_natural_order() -> None:
    assert sorted(["10.txt", "9.txt", "a2", "a10"], key=natural) == ["9.txt", "10.txt", "a2", "a10"]


def test_a_report_without_a_name_goes_with_its_folder(tmp_path: Path) -> None:
    put(tmp_path / "in" / "静川区", "2021.txt", "静川区", 2021)
    put(tmp_path / "in" / "静川区", "2022.txt", "", 2022)
    put(tmp_path / "in" / "甲川县", "2021.txt", "甲川县", 2021)
    assert grouped(run(tmp_path / "in", tmp_path / "out")) == [("alone", "甲川县", (2021,)), ("done", "静川区", (2021, 2022))]
