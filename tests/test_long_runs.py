"""Long runs of one character: the time to read and compare grows with the text, not with its square."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clock import TIMES, check_growth
from tongbi import compare, inspect
from tongbi.language.folding import fold
from tongbi.readers import paragraphs

SHORT = 2000
RUNS = {
    "blank": " ", "wide blank": "\u3000", "tab": "\t", "digit": "6", "number word": "三", "dot": ".", "ellipsis": "…", "middle dot": "·",
    "comma": "，", "pause": "、", "opening bracket": "（", "closing bracket": "）", "plain bracket": "(", "opening quote": "“",
    "plain quote": '"', "dash": "-", "letter": "k", "word": "权", "dotted blanks": ". ", "numbers": "4 ", "brackets": "（）",
    "decimals": "3.5",
}  # fmt: skip


def read(folder: Path, run: str) -> None:
    """Inspects and compares two reports that hold the run within a sentence and as a line."""
    for year in (2022, 2023):
        told = f"审查协议{year - 1900}份，涉及{run}金额3.2亿元，较上年多6份。\n{run}\n公示结果7次。"
        text = f"望江区{year}年法治政府建设年度报告\n一、主要做法\n{told}\n"
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    inspect(folder / "2023.txt")
    compare([folder / "2022.txt", folder / "2023.txt"])


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_the_time_grows_with_the_run_and_not_with_its_square(tmp_path: Path, run: str) -> None:
    check_growth(lambda size: read(tmp_path, run * (size // len(run))), TIMES * SHORT)


@pytest.mark.parametrize("between", ["，", "；", ",", "、", "和"])
def test_a_sentence_without_end_is_read_in_parts_and_told(tmp_path: Path, between: str) -> None:
    count = 1200
    path = tmp_path / "甲县2023年法治政府建设年度报告.txt"
    text = between.join(f"走访渔船{at}艘" for at in range(1000, 1000 + count))
    path.write_text(f"甲县2023年法治政府建设年度报告\n一、主要举措\n{text}。\n开展检查。\n", encoding="utf-8")
    report = inspect(path)
    assert max(len(unit.text) for unit in report.units) <= 3000
    assert "".join(unit.lead + unit.text for unit in report.units) == f"{text}。开展检查。"
    assert [one.value for one in report.figures] == [*range(1000, 1000 + count)]
    assert [one.values for one in report.findings if one.code == "sentence-cut"] == [{"count": str(len(report.units) - 2)}]


@given(st.text(alphabet=" \t\u3000甲。", max_size=20), st.integers(0, 300), st.sampled_from(" \t\u3000"))
def test_what_is_no_blank_is_kept(text: str, count: int, blank: str) -> None:
    cleaned, _ = paragraphs.clean(text + blank * count + "乙")
    assert fold(cleaned) == fold(text + "乙")
    assert blank * 65 not in cleaned
