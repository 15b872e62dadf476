"""Headings of typed English text that nothing but the blank lines around them sets apart."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tongbi import pipeline
from tongbi.model import Report

TITLE = "Marlbeck River Trust annual report 2023"
TEXT = [
    "The trust looked after 214 kilometres of bank, and 1,930 volunteers took part in forty work days before the first frost.",
    "Water samples were taken at 61 places. Nitrate fell at forty-four of them, which we put down to wider margins on the farms.",
    "Otters were seen on every tributary for the first time since records began, and the eel counts held steady.",
    "Spending came to £412,000, of which two thirds went on people; grants covered 61 percent of it.",
]
HEADS = ["How the banks were cared for", "What the samples say", "Fish, otters and eels", "Money in and money out"]


def wrapped(text: str) -> str:
    return textwrap.fill(text, 66)


def read(folder: Path, *parts: str, end: str = "\n") -> Report:
    path = folder / "report.txt"
    path.write_text("\n\n".join((TITLE, *parts)).replace("\n", end), encoding="utf-8", newline="")
    return pipeline.inspect(path)


def sections(report: Report) -> list[tuple[int, str]]:
    return [(one.level, one.heading) for one in report.sections]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("head", [str, str.upper, lambda head: head.center(66)])
@pytest.mark.parametrize("label", ["", "{}. "])
def test_lines_between_blank_ones_head_wrapped_text(tmp_path: Path, label: str, head: type[str], end: str) -> None:
    texts = [wrapped(label.format(at) + text) for at, text in enumerate((*TEXT, *TEXT), 1)]
    found = read(tmp_path, *(part for at, line in enumerate(HEADS) for part in (head(line), *texts[2 * at : 2 * at + 2])), end=end)
    assert sections(found) == [(1, head(line).strip()) for line in HEADS]


def test_they_head_text_of_one_line_a_paragraph(tmp_path: Path) -> None:
    found = read(tmp_path, *(part for line in HEADS for part in (line, "\n".join(TEXT[:3]))))
    assert sections(found) == [(1, line) for line in HEADS]


def test_a_line_above_another_heads_the_others_up_to_the_next_such(tmp_path: Path) -> None:
    life, running = ("Otters on every stream", "Eels at the weirs"), ("What it cost", "Who gave their time")
    parts = ["Welcome", *TEXT[:2], "Life in the river", life[0], TEXT[2], life[1], *TEXT[1:3], "Running the trust", running[0], TEXT[3],
             running[1], *TEXT[:2]]  # fmt: skip
    found = read(tmp_path, *map(wrapped, parts))
    assert sections(found) == [
        (1, "Welcome"), (1, "Life in the river"), *((2, line) for line in life), (1, "Running the trust"), *((2, line) for line in running)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "listed",
    [
        ["We set ourselves three aims:", "Wider margins on the farms", "More places to take samples", "A warden for the lower weir"],
        ["These are our weirs.", "Marlbeck Mill", "Upper Ashford", "Lower Ashford", "Tannery Weir", "Sheepwash"],
        ["Volunteers came in these months.", "March 120 180", "April 210 260"],
        ["One of these has no heading below.", "Wider margins on the farms, and"],
    ],
)
def test_members_of_lists_and_rows_are_none(tmp_path: Path, listed: list[str]) -> None:
    found = read(tmp_path, HEADS[0], *map(wrapped, [*TEXT, *listed, TEXT[1]]), HEADS[1], *map(wrapped, TEXT))
    assert sections(found) == [(1, HEADS[0]), (1, HEADS[1])]


def test_a_title_below_the_contents_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "speech.txt"
    contents = ["Part Two", "• Relief for small firms", "• Statement of reserves", "• Measures against fraud:", "• Duties on timber"]
    cover = ["Budget 2031-2032", "Speech of", "Jane Rowan", "Minister of Finance", "March 3, 2031"]
    heads = [part for line in ("Introduction", "Growth and jobs") for part in (line, wrapped(TEXT[0]), wrapped(TEXT[1]))]
    path.write_text("\n\n".join(["\n".join(contents), "\n".join(cover), *heads]), encoding="utf-8")
    found = pipeline.inspect(path)
    assert (found.title, found.organisation, found.year) == ("Budget 2031-2032 Speech of Jane Rowan", "Ministry of Finance", 2032)
    assert sections(found) == [(1, "Introduction"), (1, "Growth and jobs")]
