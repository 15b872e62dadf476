"""Outcomes: small values that survive the disk, and the sketches by which a roll-up tells who shares whose wording."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tongbi import pipeline
from tongbi.batch import outcome, text_fingerprints
from tongbi.batch.outcome import Outcome
from tongbi.outputs import headlines

SERIES = sorted((Path(__file__).parents[1] / "reports" / "苍屿区").glob("*.txt"))
WORDS = "全区各部门依法履行职责，扎实推进行政执法规范化建设。"


@pytest.fixture(scope="module")
def summary() -> outcome.Summary:
    return outcome.summarise(pipeline.compare(SERIES))


def test_an_outcome_survives_the_disk(summary: outcome.Summary) -> None:
    for one in (
        Outcome("failed", "", "", (), ("a.txt",), reason="is empty"),
        Outcome("done", "苍屿区", "rule-of-law", (2021, 2022), ("a", "b"), "苍屿区", "", (("added", 3),), ("x.html",), summary),
    ):
        assert outcome.load(json.loads(outcome.dump(one))) == one


def test_a_summary_tells_what_the_comparison_does(summary: outcome.Summary) -> None:
    comparison = pipeline.compare(SERIES)
    newest, before = comparison.years[-1], comparison.years[-2]
    led = [one for one in headlines.of(comparison) if one.before and one.difference and (one.is_rate or one.percent)]
    assert [(one.name, one.before, one.after) for one in summary.steps] == [
        (one.indicator.name, one.before.value, one.after.value) for one in led[:20] if one.before
    ]
    assert summary.steps
    told = {(one.name, one.unit, one.canonical): (one.value, one.before) for one in summary.indicators}
    for one in comparison.indicators:
        if newest in one.values and not one.target:
            assert told[one.name, one.unit, one.canonical] == (one.values[newest], one.values.get(before))
    assert summary.reused == {str(year): round(comparison.reused_share(year), 4) for year in comparison.years[1:]}
    assert set(summary.coverage) == {node.canonical for node in comparison.nodes if node.required}


def report_of(tmp_path: Path, text: str) -> str:
    path = tmp_path / "report.txt"
    path.write_text(f"静川区2023年法治政府建设年度报告\n一、主要举措\n{text}\n", encoding="utf-8")
    return text_fingerprints.sketch(pipeline.inspect(path))


def test_likeness_is_near_the_share_of_shingles(tmp_path: Path) -> None:
    # Sentences of 24 characters each, no shingle of one in another; half of them shared: 1/3 of all by Jaccard.
    sentences = ["".join(chr(0x4E00 + (row * 241 + at * 17) % 5000) for at in range(24)) + "。" for row in range(120)]
    one, other = "".join(sentences[:80]), "".join(sentences[40:])

    def shingles(text: str) -> set[str]:
        return {text[at : at + 8] for at in range(len(text) - 7)}

    exact = len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other))
    assert text_fingerprints.likeness(report_of(tmp_path, one), report_of(tmp_path, other)) == pytest.approx(exact, abs=0.13)


def test_figures_and_dates_do_not_part_two_wordings(tmp_path: Path) -> None:
    one, other = (f"{WORDS}全年办理行政复议案件{number}件，同比增长{share}%。" * 3 for number, share in ((12, 3.4), (98, 7.1)))
    assert text_fingerprints.likeness(report_of(tmp_path, one), report_of(tmp_path, other)) == 1


def test_a_text_without_a_shingle_is_like_nothing(tmp_path: Path) -> None:
    short = report_of(tmp_path, "略。")
    assert short == ""
    assert text_fingerprints.likeness(short, short) == 0
