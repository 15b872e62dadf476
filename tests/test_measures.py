"""Measures: against values worked by hand, within their bounds, and over a comparison."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from tongbi import pipeline
from tongbi.comparison import similarity_measures
from tongbi.comparison.similarity_measures import terms
from tongbi.model import Comparison
from tongbi.outputs import frames

SERIES = sorted((Path(__file__).parents[1] / "reports" / "苍屿区").iterdir())


def text(*sentences: str) -> list[tuple[str, ...]]:
    return [terms(sentence) for sentence in sentences]


# Six terms against five that are all among them; two of five against four of which two are shared.
GROWING = text("We expect demand to increase.")
WORLDWIDE = text("We expect worldwide demand to increase.")
WEAK = text("We expect weakness in sales.")


def test_terms() -> None:
    assert terms("The Company’s net sales were $1,234.5 million, up 3％.") == (
        "the",
        "company’s",
        "net",
        "sales",
        "were",
        "1,234.5",
        "million",
        "up",
        "3",
    )
    assert terms("办结行政复议85件。") == ("办结", "行政复议", "85", "件")


def test_cosine() -> None:
    assert similarity_measures.cosine(GROWING, WORLDWIDE) == pytest.approx(5 / math.sqrt(5 * 6))
    assert similarity_measures.cosine(GROWING, WEAK) == pytest.approx(2 / 5)
    # (2, 1) · (1, 3) / (√5 · √10)
    assert similarity_measures.cosine(text("a a b"), text("a b b b")) == pytest.approx(5 / math.sqrt(50))


def test_jaccard() -> None:
    assert similarity_measures.jaccard(GROWING, WORLDWIDE) == pytest.approx(5 / 6)
    assert similarity_measures.jaccard(GROWING, WEAK) == pytest.approx(2 / 8)


def test_min_edit() -> None:
    assert similarity_measures.min_edit(GROWING, WORLDWIDE) == pytest.approx(1 - 1 / 6)  # one word put in
    assert similarity_measures.min_edit(GROWING, WEAK) == pytest.approx(1 - 3 / 5)  # three words replaced
    assert similarity_measures.min_edit(text("a b", "c d"), text("c d", "a b")) == pytest.approx(0.0)


def test_simple() -> None:
    assert similarity_measures.simple(GROWING, WORLDWIDE) == pytest.approx(1 - (1 / 5.5) / 2)
    assert similarity_measures.simple(GROWING, WEAK) == pytest.approx(1 - (6 / 5) / 2)
    # One sentence of two moved: its two terms are taken out and put in.
    assert similarity_measures.simple(text("a b", "c d"), text("c d", "a b")) == pytest.approx(1 - (4 / 4) / 2)


def test_modification() -> None:
    assert similarity_measures.modification(GROWING, GROWING) == pytest.approx(0.0)
    assert similarity_measures.modification(GROWING, WEAK) == pytest.approx(0.6)


@pytest.mark.parametrize(
    "measure", [similarity_measures.cosine, similarity_measures.jaccard, similarity_measures.min_edit, similarity_measures.simple]
)
def test_the_same_and_nothing(measure: similarity_measures.Similarity) -> None:
    assert measure(GROWING, GROWING) == pytest.approx(1.0)
    assert measure([], []) == 1.0
    assert measure([], GROWING) == 0.0
    assert measure(GROWING, []) == 0.0


def test_min_edit_of_long_texts_keeps_the_sentences_that_stand() -> None:
    """a b | c d against c d | a b: four replacements of all, or a b taken out and put in; beyond 40,000 terms the kept sentence stays."""
    kept = [("k", str(number)) for number in range(20_001)]
    old, new = [("a", "b"), *kept], [*kept, ("a", "b")]
    assert similarity_measures.min_edit(old, new) == pytest.approx(1 - 4 / 40_004)
    old, new = [*kept, ("p", "q", "r")], [*kept, ("r", "q", "p")]
    assert similarity_measures.min_edit(old, new) == pytest.approx(1 - 2 / 40_005)


_TEXT = st.lists(st.lists(st.sampled_from("abcd"), max_size=4).map(tuple), max_size=5)


@given(_TEXT, _TEXT)
def test_bounds_and_symmetry(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> None:
    for measure in (similarity_measures.cosine, similarity_measures.jaccard, similarity_measures.min_edit):
        assert 0.0 <= measure(old, new) <= 1.0 + 1e-9
        assert measure(old, new) == pytest.approx(measure(new, old))
    assert 0.0 <= similarity_measures.simple(old, new) <= 1.0
    before, after = [[term for sentence in text for term in sentence] for text in (old, new)]
    longest = max(len(before), len(after))
    assert similarity_measures.min_edit(old, new) == pytest.approx(1 - Levenshtein.distance(before, after) / longest if longest else 1.0)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return pipeline.compare(SERIES)


def test_every_pair_and_every_part(comparison: Comparison) -> None:
    pairs = list(zip(comparison.years, comparison.years[1:], strict=False))
    whole = [one for one in comparison.measures if one.canonical is None and one.section is None]
    assert [(one.from_year, one.to_year) for one in whole] == pairs
    for old, new in pairs:
        units = [{unit.canonical for unit in comparison.report(year).units} for year in (old, new)]
        measured = {one.canonical for one in comparison.measures if (one.from_year, one.to_year) == (old, new)}
        assert (units[0] & units[1]) - {None} <= measured


def test_shares_are_those_of_the_changes(comparison: Comparison) -> None:
    newest = comparison.years[-1]
    whole = next(one for one in comparison.measures if one.canonical is None and one.to_year == newest)
    total = len(comparison.report(newest).units)
    kept = sum(len(change.to_units) for change in comparison.changes if change.to_year == newest and change.kind == "unchanged")
    come = sum(len(change.to_units) for change in comparison.changes if change.to_year == newest and change.kind == "added")
    assert whole.reused == pytest.approx(kept / total, abs=1e-4)
    assert whole.new == pytest.approx(come / total, abs=1e-4)
    assert whole.reused + whole.near + whole.new <= 1.0 + 1e-9


def test_sections_without_a_node_are_measured(tmp_path: Path) -> None:
    for year, word in ((2021, "two"), (2022, "three")):
        parts = (f"Annual report {year}", "1. Our people", f"We have {word} people at work here.", "2. Our money", "Money came and went.")
        (tmp_path / f"{year}.txt").write_text("\n\n".join(parts), encoding="utf-8")
    found = pipeline.compare(list(tmp_path.iterdir()))
    by_row = {found.sections[one.section].title: one for one in found.measures if one.section is not None}
    assert by_row["Our money"].min_edit == 1.0
    assert by_row["Our people"].min_edit == pytest.approx(1 - 1 / 7, abs=1e-4)


def test_the_frame(comparison: Comparison) -> None:
    frame = frames.measures_frame(comparison)
    assert list(frame.columns[:4]) == ["from", "to", "canonical", "section"]
    assert len(frame) == len(comparison.measures)
    assert frame["cosine"].between(0, 1).all()
