"""The Python API as the README shows it."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tongbi import (
    Limits,
    Options,
    OutputError,
    UsageError,
    __version__,
    compare,
    dump,
    inspect,
    load,
    model,
    pipeline,
    render,
)
from tongbi.language.folding import fold
from tongbi.outputs.notebook import Comparison
from tongbi.report import schema

SERIES = sorted((Path(__file__).parents[1] / "reports" / "苍屿区").iterdir())


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(SERIES)


def test_any_order_of_the_files_gives_the_same(comparison: Comparison) -> None:
    shuffled = list(SERIES)
    random.Random(7).shuffle(shuffled)
    assert compare(shuffled) == comparison
    assert compare([str(path) for path in reversed(SERIES)]) == comparison


def test_edits_rebuild_both_texts_of_every_change(comparison: Comparison) -> None:
    units = comparison.unit_texts()
    for change in comparison.changes:
        assert "".join(edit.before for edit in change.edits) == "".join(units[unit].text for unit in change.from_units)
        assert "".join(edit.after for edit in change.edits) == "".join(units[unit].text for unit in change.to_units)


def test_the_record_holds_the_whole_text() -> None:
    for path in SERIES:
        if path.suffix == ".txt":
            raw = path.read_bytes()
            text = raw.decode("gb18030" if "2022" in path.name else "utf-8-sig")
            assert fold(inspect(path).text()) == fold(text)


def test_frames(comparison: Comparison) -> None:
    threads = comparison.threads_frame()
    assert list(threads.columns) == ["canonical", 2021, 2022, 2023, 2024]
    assert threads.index.name == "thread"
    assert len(threads) == len(comparison.threads)
    assert threads[2024].notna().sum() == sum(bool(thread.by_year[2024]) for thread in comparison.threads)
    indicators = comparison.indicators_frame()
    assert list(indicators.columns) == ["name", "unit", "canonical", "target", 2021, 2022, 2023, 2024]
    assert indicators[2024].dtype == float
    assert len(indicators) == len(comparison.indicators)


def test_what_is_handed_out_is_the_frozen_value_with_its_frames(comparison: Comparison, tmp_path: Path) -> None:
    bare = pipeline.compare(SERIES)
    assert type(bare) is model.Comparison
    assert not hasattr(bare, "threads_frame")
    assert comparison == bare
    assert bare == comparison
    assert comparison != bare.organisation
    render(comparison, tmp_path, formats=("json",))
    assert load(tmp_path / "comparison.json") == comparison
    shown = comparison._repr_html_()
    assert shown.startswith("<h3>苍屿区")
    assert shown.count("<tr") == len(comparison.headlines)
    assert "数据更新 " in shown


def test_frames_of_changes_figures_and_checks(comparison: Comparison) -> None:
    changes, figures, checks = comparison.changes_frame(), comparison.figures_frame(), comparison.checks_frame()
    assert len(changes) == len(comparison.changes)
    assert list(changes["kind"]) == [one.kind for one in comparison.changes]
    assert (changes.loc[changes["kind"] == "added", "before"] == "").all()
    assert len(figures) == sum(len(report.figures) for report in comparison.reports)
    assert {"name", "value", "unit", "owner", "basis", "from", "to"} <= {*figures.columns}
    assert len(checks) == len(comparison.checks)
    assert checks["text"].str.len().min() > 0


def test_limits_are_an_option() -> None:
    assert inspect(SERIES[0], Options(limits=Limits(max_seconds=600))) == inspect(SERIES[0])


def test_render(comparison: Comparison, tmp_path: Path) -> None:
    assert render(comparison, tmp_path, formats=("md", "json")) == (tmp_path / "brief.md", tmp_path / "comparison.json")


def test_importing_is_light() -> None:
    code = "import sys, tongbi; print(sorted({'pandas', 'openpyxl', 'rapidfuzz', 'jinja2', 'docx', 'numpy', 'click'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_keywords_go_before_options() -> None:
    report = inspect(SERIES[0], Options(organisation="甲", schema="generic"), organisation="乙", years={SERIES[0].name: 1999})
    assert (report.organisation, report.year, report.kind) == ("乙", 1999, "generic")


def test_one_path_is_refused() -> None:
    for one in (str(SERIES[0]), SERIES[0]):
        with pytest.raises(UsageError, match="is one path; give a list"):
            compare(one)  # type: ignore[arg-type]


def test_a_record_written_is_read_again_and_says_what_made_it(comparison: Comparison, tmp_path: Path) -> None:
    assert load(dump(comparison, tmp_path / "a.json")) == comparison
    assert comparison.versions == {"tongbi": __version__, "schema": schema.load(comparison.kind).version}
    assert {tuple(report.versions.items()) for report in comparison.reports} == {tuple(comparison.versions.items())}
    with pytest.raises(UsageError, match="is one text"):
        render(comparison, tmp_path, formats="xlsx")


def test_where_one_output_is_refused_the_others_are_written(comparison: Comparison, tmp_path: Path) -> None:
    (tmp_path / "comparison.xlsx").mkdir()  # as a workbook that is open elsewhere: nothing can be put in its place
    with pytest.raises(OutputError, match=r"comparison\.xlsx: "):
        render(comparison, tmp_path, formats=("xlsx", "md", "json"))
    assert {path.name for path in tmp_path.iterdir()} == {"comparison.xlsx", "brief.md", "comparison.json"}
