"""The long tables as CSV: the rows of the Parquet files, as Excel, Power Query and R read them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from tongbi import outputs, pipeline
from tongbi.cli import main
from tongbi.outputs import csv_tables, long_tables

TOLD = {2023: "全年办理案件12件，罚没1.2亿元。", 2024: "全年办理案件15件，罚没1.5亿元。\n=HYPERLINK(1)不是公式，“引号”，还有逗号,。"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for year, told in TOLD.items():
        text = f"雾川县{year}年法治政府建设年度报告\n一、主要举措\n{told}\n二、存在的问题\n执法力量不足。\n"
        (tmp_path / "in" / f"雾川县{year}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_files_hold_the_long_tables(folder: Path) -> None:
    comparison = pipeline.compare(sorted((folder / "in").iterdir()))
    written = outputs.write(comparison, folder / "out", ("csv",), "zh")
    assert sorted(path.name for path in written) == ["indicators.csv", "threads.csv"]
    for name, columns in long_tables.columns(comparison).items():
        content = (folder / "out" / f"{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content == csv_tables.render(comparison)[f"{name}.csv"]
        head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        assert head == [*columns]
        assert len(rows) == len(columns["year"])
        for at, column in enumerate(head):
            for row, value in zip(rows, columns[column], strict=True):
                said = row[at].removeprefix("'") if isinstance(value, str) and value[:1] == "=" else row[at]
                expected = "" if value is None else str(value).upper() if isinstance(value, bool) else value
                assert (float(said) == value) if isinstance(value, float) else said == str(expected)


def test_a_text_that_looks_like_a_formula_is_none(folder: Path) -> None:
    comparison = pipeline.compare(sorted((folder / "in").iterdir()))
    nasty = replace(comparison, organisation="=1+1")
    frame = pd.read_csv(io.BytesIO(csv_tables.render(nasty)["indicators.csv"]), encoding="utf-8-sig")
    assert set(frame["organisation"]) == {"'=1+1"}
    assert frame["value"].dtype.kind in "if"


def test_a_row_tells_what_is_printed_and_in_what_unit_it_is_shown(folder: Path) -> None:
    comparison = pipeline.compare(sorted((folder / "in").iterdir()))
    frame = pd.read_csv(io.BytesIO(csv_tables.render(comparison)["indicators.csv"]), encoding="utf-8-sig")
    fines = frame[frame["printed_unit"] == "亿元"].sort_values("year")
    assert list(fines["printed"]) == ["1.2亿元", "1.5亿元"]
    assert list(fines["value"] / fines["scale"]) == [1.2, 1.5]
    assert set(fines["grade"]) <= {"proved", "same"}


def test_a_batch_joins_all_series_beside_the_index(folder: Path) -> None:
    for year in TOLD:
        source = folder / "in" / f"雾川县{year}.txt"
        text = source.read_text(encoding="utf-8").replace("雾川县", "乙山县")
        (folder / "in" / f"乙山县{year}.txt").write_text(text, encoding="utf-8")
    out = folder / "out"
    for _ in range(2):
        done = CliRunner().invoke(main, ["batch", str(folder / "in"), "-o", str(out), "--formats", "json,csv", "--quiet"])
        assert done.exit_code == 0, done.output
        assert set(pd.read_csv(out / "threads.csv", encoding="utf-8-sig")["organisation"]) == {"雾川县", "乙山县"}
    assert not list(out.glob("*.parquet"))
    assert not list(out.glob("*/threads.csv"))
