"""Diff: edits rebuild both texts, keep numbers and words whole and read like an editor's marks."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tongbi import pipeline
from tongbi.language import text_diff
from tongbi.model import Edit

WORDS = st.sampled_from(
    ["全年", "办理", "行政复议", "案件", "3,218件", "96.1%", "1.2万户", "，", "。", "较上年", "增长", "7", "个百分点", "A1", " "]
)
TEXTS = st.lists(WORDS, max_size=20).map("".join)


@given(TEXTS, TEXTS)
def test_edits_rebuild_both_texts(before: str, after: str) -> None:
    found = text_diff.edits(before, after)
    assert "".join(edit.before for edit in found) == before
    assert "".join(edit.after for edit in found) == after


@given(st.text(max_size=40), st.text(max_size=40))
def test_edits_rebuild_any_texts(before: str, after: str) -> None:
    found = text_diff.edits(before, after)
    assert ("".join(edit.before for edit in found), "".join(edit.after for edit in found)) == (before, after)


@example("全年全年3,218件全年全年", "全年A1全年3,218件全年全年")
@given(TEXTS, TEXTS)
def test_ops_say_what_the_texts_are(before: str, after: str) -> None:
    for edit in text_diff.edits(before, after):
        assert edit.op == (
            "equal" if edit.before == edit.after else "replace" if edit.before and edit.after else "delete" if edit.before else "insert"
        )


@given(TEXTS, TEXTS)
def test_no_edit_cuts_a_number(before: str, after: str) -> None:
    for side in ("before", "after"):
        parts = [getattr(edit, side) for edit in text_diff.edits(before, after) if getattr(edit, side)]
        for left, right in itertools.pairwise(parts):
            assert not (re.search(r"\d$", left) and re.match(r"\d", right)), (left, right)


@given(TEXTS)
def test_a_text_against_itself_has_no_edit(text: str) -> None:
    assert all(edit.op == "equal" for edit in text_diff.edits(text, text))


def test_a_number_changes_with_its_unit() -> None:
    assert text_diff.edits("全年办理案件3,218件，办结率96.1%。", "全年办理案件3,506件，办结率98.9%。") == (
        Edit("equal", "全年办理案件", "全年办理案件"),
        Edit("replace", "3,218件", "3,506件"),
        Edit("equal", "，办结率", "，办结率"),
        Edit("replace", "96.1%", "98.9%"),
        Edit("equal", "。", "。"),
    )


def test_a_rewrite_is_shown_as_old_and_new() -> None:
    assert text_diff.edits("加强队伍建设和教育培训。", "严格落实安全生产责任制。")[0].op == "replace"
    assert len(text_diff.edits("加强队伍建设和教育培训。", "严格落实安全生产责任制。")) == 1


@pytest.mark.parametrize(("before", "after"), [("", "新增。"), ("删除。", ""), ("", "")])
def test_empty_sides(before: str, after: str) -> None:
    assert [(edit.before, edit.after) for edit in text_diff.edits(before, after)] == ([(before, after)] if before or after else [])


@pytest.mark.parametrize(
    ("old", "new", "kind", "noise"),
    [
        ("At January 28, 2024, we owed $2.5 billion.", "At February 2, 2025, we owed $2.4 billion.", "figures", None),
        ("Lines of credit are as of 31 January 2023 unused.", "Lines of credit are as of 1 February 2024 unused.", "figures", "dates"),
        ("The offer may end in 4 weeks.", "The offer may end in 5 weeks.", "figures", None),
        ("Sales closed on March 3.", "Sales closed on June 14.", "figures", "dates"),
    ],
)
def test_english_dates_roll_as_years_do(tmp_path: Path, old: str, new: str, kind: str, noise: str | None) -> None:
    for year, told in ((2023, old), (2024, new)):
        body = f"The mill was sold to the county.\n{told}\nThe locks were repaired.\n"
        text = f"Annual Report {year}\nVale Canal Trust\n\nI. What was done\n\n{body}"
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    (change,) = (one for one in pipeline.compare([*tmp_path.iterdir()]).changes if one.kind != "unchanged")
    assert (change.kind, change.noise) == (kind, noise)
