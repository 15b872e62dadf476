"""The long tables: what the record says, in typed columns; the same bytes however they came about, and memory that does not grow."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from tongbi import batch, outputs, pipeline
from tongbi.batch import Run, table_fragments
from tongbi.bounds import child
from tongbi.cli import main
from tongbi.config import Options, Output
from tongbi.errors import UsageError
from tongbi.model import Comparison
from tongbi.outputs import long_tables, record

pq = pytest.importorskip("pyarrow.parquet", reason="needs the extra `parquet`")

ROOT = Path(__file__).parents[1]
FILES = ("threads.parquet", "indicators.parquet")
TYPES = {"str": "string", "int": "int32", "float": "double", "bool": "bool"}


def run(folder: Path, out: Path, *formats: str, **extra: Any) -> Run:
    return batch.run(folder, Options(), Output(formats=formats or ("json", "parquet"), folder=out, **extra))


def put(folder: Path, organisation: str, year: int, number: int = 3) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = f"{organisation}{year}年法治政府建设年度报告\n一、主要举措\n全年办理行政复议案件{number}件。\n二、存在的问题\n执法力量不足。\n"
    (folder / f"{organisation}{year}.txt").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch over the sample reports, and a series whose newer report tells a value of the year before that the older one does not."""
    folder = tmp_path_factory.mktemp("samples")
    shutil.copytree(ROOT / "reports", folder / "in")
    for year, told in ((2023, "全年开展执法培训12次。"), (2024, "全年开展执法培训15次。行政机关负责人出庭应诉率由上年的72%提高到85%。")):
        text = f"雾川县{year}年法治政府建设年度报告\n一、主要举措\n{told}\n二、存在的问题\n执法力量不足。\n"
        (folder / "in" / f"雾川县{year}.txt").write_text(text, encoding="utf-8")
    run(folder / "in", folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def comparisons(out: Path) -> dict[str, Comparison]:
    return {path.parent.name: record.load(path.read_text(encoding="utf-8")) for path in sorted(out.glob("*/comparison.json"))}


def rows(path: Path | BytesIO) -> list[dict[str, Any]]:
    return pq.read_table(path).to_pylist()  # type: ignore[no-any-return]


# ── what they hold ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_thread_in_every_year_as_in_the_record(out: Path, comparisons: dict[str, Comparison]) -> None:
    found = rows(out / "threads.parquet")
    assert {row["folder"] for row in found} == set(comparisons)
    for folder, comparison in comparisons.items():
        own = [row for row in found if row["folder"] == folder]
        assert {(row["organisation"], row["kind"]) for row in own} == {(comparison.organisation, comparison.kind)}
        units = comparison.unit_texts()
        stands = {(thread.id, year) for thread in comparison.threads for year in comparison.years if thread.by_year[year]}
        assert {(row["thread"], row["year"]) for row in own if row["text"] is not None} == stands
        told = [unit for row in own for unit in (row["units"] or "").split()]
        assert sorted(told) == sorted(units)
        changes = {(one.thread, one.from_year, one.to_year, one.from_units, one.to_units): one for one in comparison.changes}
        for row in own:
            _is_as_in_the_record(row, comparison)
            if row["from_year"] is not None:
                ids = [tuple((row[name] or "").split()) for name in ("from_units", "units")]
                change = changes.pop((row["thread"], row["from_year"], row["year"], *ids))
                same = ("moved", "noise", "reason", "similarity")
                assert (change.kind, *(getattr(change, name) for name in same)) == (row["change"], *(row[name] for name in same))
        assert not changes


def _is_as_in_the_record(row: dict[str, Any], comparison: Comparison) -> None:
    report = comparison.report(row["year"])
    assert row["path"] == report.source.path
    assert row["canonical"] == next(thread.canonical for thread in comparison.threads if thread.id == row["thread"])
    if row["units"] is None:
        assert row["change"] == "dropped"
        assert {row[name] for name in ("position", "section", "heading", "text", "score")} == {None}
        return
    first = report.units[row["position"]]
    assert first.id == row["units"].split()[0]
    assert row["section"] == first.section
    assert row["heading"] == (None if first.section is None else report.sections[first.section].heading)
    assert row["text"] == "\n".join(comparison.unit_texts()[unit].text for unit in row["units"].split())


def test_every_indicator_in_every_year_as_in_the_record(out: Path, comparisons: dict[str, Comparison]) -> None:
    found = rows(out / "indicators.parquet")
    assert any(row["retold"] for row in found)
    assert any(row["cell_table"] is not None for row in found)
    for folder, comparison in comparisons.items():
        by_place = {(row["indicator"], row["year"]): row for row in found if row["folder"] == folder}
        assert len(by_place) == sum(row["folder"] == folder for row in found)
        units, threads = comparison.unit_texts(), {thread.id: thread for thread in comparison.threads}
        for number, one in enumerate(comparison.indicators):
            changes = {change.to_year: change for change in one.change}
            for year, value in one.values.items():
                row = by_place.pop((number, year))
                for name in ("name", "unit", "canonical", "target", "growth"):
                    assert row[name] == getattr(one, name)
                assert row["value"] == value
                assert row["retold"] == (year in one.retold)
                place, cell = one.where[year], (row["cell_table"], row["cell_row"], row["cell_column"])
                assert place == (row["unit_id"] or cell)
                if isinstance(place, str):
                    assert row["text"] == units[place].text
                    assert any(place in ids for ids in threads[row["thread"]].by_year.values())
                    assert row["path"] == next(r.source.path for r in comparison.reports if units[place] in r.units)
                change = changes.get(year)
                wanted = (change.from_year, one.values[change.from_year], change.absolute, change.percent) if change else (None,) * 4
                assert tuple(row[name] for name in ("from_year", "previous", "absolute", "percent")) == wanted
        assert not by_place


def test_columns_types_and_what_the_files_say_of_themselves(out: Path) -> None:
    for name, kind in long_tables.TABLES.items():
        found = pq.ParquetFile(out / f"{name}.parquet")
        wanted = [(one.name, *str(one.type).split(" | ")) for one in fields(kind)]
        assert [(one.name, str(one.type), one.nullable) for one in found.schema_arrow] == [
            (column, TYPES[kind], bool(null)) for column, kind, *null in wanted
        ]
        about = found.metadata.metadata
        assert (about[b"tongbi.table"], about[b"tongbi.table_version"]) == (name.encode(), str(long_tables.VERSION).encode())
        assert b"tongbi.version" in about
        group = found.metadata.row_group(0)
        assert {group.column(at).compression for at in range(group.num_columns)} == {"ZSTD"}


def test_pandas_reads_them_as_the_manual_says(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for language in ("en", "zh"):
        manual = ROOT / "src" / "tongbi" / "manual" / language / "python.md"
        code = re.search(r"```python\n(import pandas.*?)```", manual.read_text(encoding="utf-8"), re.DOTALL)
        assert code
        monkeypatch.chdir(out.parent)
        told: dict[str, Any] = {}
        exec(code[1].replace("exports/", f"{out}/"), told)
        assert isinstance(told["reused"], pd.Series)
        assert (told["reused"] > 0).any()
        assert not told["largest"].empty


@pytest.mark.parametrize("page", ["outputs.md", "outputs.zh-CN.md"])
def test_the_manual_lists_exactly_the_columns(page: str) -> None:
    manual = (ROOT / ".github" / page).read_text(encoding="utf-8")
    for name, kind in long_tables.TABLES.items():
        part = manual[manual.index(f"`{name}.parquet`") :]
        listed = re.findall(r"^\| `(\w+)` \| (\w+) \|", part[: part.find("\n\n", part.index("| --- |"))], re.MULTILINE)
        assert listed == [(one.name, TYPES[str(one.type).split(" | ")[0]]) for one in fields(kind)]


# ── one series ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_compare_and_render_write_the_same_tables_of_one_series(out: Path, tmp_path: Path) -> None:
    files = sorted((ROOT / "reports" / "苍屿区").glob("*年*"))
    given = {"compare": map(str, files), "render": [str(next(out.glob("苍屿区*/comparison.json")))]}
    for command, arguments in given.items():
        done = CliRunner().invoke(main, [command, *arguments, "-o", str(tmp_path / command), "--formats", "parquet"])
        assert done.exit_code == 0, done.output
        assert sorted(path.name for path in (tmp_path / command).iterdir()) == sorted(FILES)
    columns = long_tables.columns(pipeline.compare(files))
    for name in long_tables.TABLES:
        assert pq.read_table(tmp_path / "compare" / f"{name}.parquet").to_pydict() == columns[name]
        of_batch = [{**row, "folder": ""} for row in rows(out / f"{name}.parquet") if row["organisation"] == "苍屿区"]
        assert rows(tmp_path / "render" / f"{name}.parquet") == of_batch


def test_all_formats_are_those_that_they_were(tmp_path: Path) -> None:
    put(tmp_path / "in", "甲川县", 2021)
    put(tmp_path / "in", "甲川县", 2022)
    comparison = pipeline.compare(sorted((tmp_path / "in").iterdir()))
    written = outputs.write(comparison, tmp_path / "out", None, "zh")
    assert {path.name for path in written} == {file for file, _ in outputs.FORMATS.values()}


@pytest.mark.parametrize("command", ["compare", "batch", "render"])
def test_without_the_extra_it_says_so_before_any_work(command: str, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    given = {
        "compare": [str(path) for path in sorted((ROOT / "reports" / "苍屿区").glob("*年*"))],
        "batch": [str(ROOT / "reports")],
        "render": [str(next(out.glob("*/comparison.json")))],
    }
    done = CliRunner().invoke(main, [command, *given[command], "-o", str(tmp_path / "out"), "--formats", "json,parquet"])
    assert done.exit_code == 2
    assert done.output == "tongbi: --formats parquet needs the extra `parquet`; pip install 'tongbi[parquet]'\n"
    assert not (tmp_path / "out").exists()
    with pytest.raises(UsageError, match="known are xlsx, html, docx, md, json, redline, table, parquet, csv"):
        outputs.checked(["arrow"])


def test_nothing_of_pyarrow_is_imported_unless_asked_for(tmp_path: Path) -> None:
    for year in (2021, 2022):
        put(tmp_path / "in", "甲川县", year)
    for formats in ("json", "json,parquet"):
        code = (
            "import sys\nfrom tongbi.cli import main\n"
            f"try: main(['batch', {str(tmp_path / 'in')!r}, '-o', {str(tmp_path / formats)!r}, '--formats', {formats!r}, '--quiet'])\n"
            "except SystemExit: pass\nprint('pyarrow.parquet' in sys.modules, file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stderr.splitlines()[-1] == str("parquet" in formats)


# ── a batch ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for name in ("甲川县", "乙河县", "丙山县"):
        for year in (2021, 2022, 2023):
            put(tmp_path / "in", name, year, year % 100)
    return tmp_path / "in"


def told(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in FILES}


def test_another_number_of_jobs_gives_the_same_bytes(reports: Path, tmp_path: Path) -> None:
    run(reports, tmp_path / "one")
    run(reports, tmp_path / "two", jobs=2)
    assert told(tmp_path / "one") == told(tmp_path / "two")


def test_by_themselves_they_are_all_that_is_written(reports: Path, tmp_path: Path) -> None:
    done = run(reports, tmp_path / "out", "parquet")
    assert done.outcomes.states() == {"done": 3}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*FILES, "index.html", "index.xlsx", "index.json", "run.json", ".tongbi"}
    assert {path.name for path in done.written} >= set(FILES)


def test_what_has_not_changed_is_not_written_again(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(reports, out)
    first = {name: (out / name).stat() for name in FILES}
    assert {path.name for path in run(reports, out).written} >= set(FILES)
    assert {name: (out / name).stat().st_ino for name in FILES} == {name: one.st_ino for name, one in first.items()}
    run(reports, out, force=True)
    assert all((out / name).stat().st_ino != one.st_ino for name, one in first.items())


@pytest.mark.parametrize("harm", ["cut", "gone", "part", "other"])
def test_what_was_harmed_is_made_again(reports: Path, tmp_path: Path, harm: str) -> None:
    out = tmp_path / "out"
    run(reports, out)
    whole = told(out)
    part = table_fragments.place_of(out, "甲川县-rule-of-law")
    if harm == "cut":
        (out / FILES[0]).write_bytes(whole[FILES[0]][:-20])
    elif harm == "gone":
        (out / FILES[1]).unlink()
    elif harm == "part":
        part.unlink()
        (out / FILES[0]).unlink()
    else:
        (out / FILES[0]).write_text("no table", encoding="utf-8")
    assert run(reports, out).unchanged == (2 if harm == "part" else 3)
    assert told(out) == whole
    assert part.is_file()


def test_a_series_that_changed_came_or_went(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(reports, out)
    put(reports, "乙河县", 2023, 99)
    for year in (2021, 2022, 2023):
        (reports / f"甲川县{year}.txt").unlink()
        put(reports, "丁湖县", year)
    assert run(reports, out).removed == ("甲川县-rule-of-law",)
    run(reports, tmp_path / "anew")
    assert told(out) == told(tmp_path / "anew")
    assert {path.name for path in table_fragments.folder_of(out).iterdir()} == {
        path.name for path in table_fragments.folder_of(tmp_path / "anew").iterdir()
    }
    assert {row["organisation"] for row in rows(out / FILES[0])} == {"乙河县", "丙山县", "丁湖县"}


def test_nothing_stale_is_left(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(reports, out)
    run(reports, out, "json")
    run(reports, tmp_path / "plain", "json")
    files = [{str(path.relative_to(one)) for path in one.rglob("*") if path.is_file()} for one in (out, tmp_path / "plain")]
    assert files[0] == files[1]


def test_a_batch_does_not_read_its_own_tables(reports: Path, tmp_path: Path) -> None:
    run(reports, reports)
    again = run(reports, tmp_path / "out")
    assert {Path(file).name for one in again.outcomes.of("skipped") for file in one.files} >= set(FILES)
    assert not list(again.outcomes.of("failed"))


GROWTH = """
import json, re, sys
from pathlib import Path
from tongbi.batch import table_fragments
target, many = Path(sys.argv[1]), int(sys.argv[2])
table_fragments.join(target, ("parquet",), [("part", str(number)) for number in range(many)], True)
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_is_flat_however_many_series(tmp_path: Path) -> None:
    comparison = pipeline.compare(sorted((ROOT / "reports" / "苍屿区").glob("*年*")))
    table_fragments.lay_by(tmp_path, "part", comparison)
    peaks = []
    for many in (200, 800):
        done = subprocess.run([sys.executable, "-c", GROWTH, str(tmp_path), str(many)], capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout) / 1024)
        found = pq.ParquetFile(tmp_path / FILES[0]).metadata
        assert found.num_rows == many * len(list(long_tables.thread_rows(comparison, "")))
    assert found.num_row_groups > 3
    assert max(found.row_group(at).num_rows for at in range(found.num_row_groups)) <= 1 << 16
    assert peaks[1] < peaks[0] * 1.3, peaks


def test_a_disk_that_refuses_is_said_and_leaves_the_old(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    run(reports, out)
    whole = told(out)
    put(reports, "乙河县", 2023, 99)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tongbi.outputs.parquet.Writer.add", refuse)
    done = CliRunner().invoke(main, ["batch", str(reports), "-o", str(out), "--formats", "json,parquet", "--quiet"])
    assert done.exit_code == 2
    assert "no space left on device" in done.output
    assert told(out) == whole
    assert not list(out.glob(".*.part"))
    monkeypatch.undo()
    child.end_all()
    run(reports, out)
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]["done"] == 3
    assert told(out) != whole
