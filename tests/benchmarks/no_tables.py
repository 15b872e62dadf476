"""Printed pages without tables that look as if they had some: columns of text, lists, contents, letters, forms to sign, verse.

`python tests/benchmarks/no_tables.py` prints by kind of text and by style the tables found, and how many of the page's characters are in
them: every one is wrong. `BUILT` names the kinds looked at while the reader was built; the others only measure.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from page_tables import printed
from table_kinds import DEEDS, DEEDS_ENGLISH, ENGLISH, PEOPLE, TEXT

from tongbi import readers
from tongbi.model import Grid

# CSS by name.
STYLES = {
    "plain": "body{font:10.5pt serif}",
    "small": "body{font:8pt sans-serif}",
    "large": "body{font:13pt 'Noto Serif CJK SC'}",
}
_APART = "&emsp;&emsp;&emsp;"


def _lines(texts: Sequence[str], css: str = "") -> str:
    return "".join(f'<p style="margin:0 0 3px;{css}">{text}</p>' for text in texts)


def _beside(pairs: Sequence[tuple[str, str]], width: str, css: str = "") -> str:
    """Texts that stand apart on one line, without a table."""
    return "".join(
        f'<div style="margin:0 0 3px"><span style="display:inline-block;vertical-align:top;width:{width}">{one}</span>'
        f'<span style="display:inline-block;vertical-align:top;width:70%;{css}">{other}</span></div>'
        for one, other in pairs
    )


def _columns(number: int) -> str:
    prose = [
        text * 2 for text in (TEXT, *(deed + "。" + TEXT for deed in DEEDS), ENGLISH, *(f"{deed}. {ENGLISH}" for deed in DEEDS_ENGLISH))
    ]
    return f'<div style="column-count:{number};column-gap:7mm;text-align:justify">{_lines(prose * 3, "text-indent:2em")}</div>'


def _contents() -> str:
    titles = ["一、总体情况", "二、主要工作和成效", "（一）行政决策", "（二）行政执法", "三、存在的问题", "四、下一年度安排", "附件"]
    return "".join(
        f'<div style="display:flex;justify-content:space-between"><span>{title}</span><span>{page}</span></div>'
        for page, title in zip((1, 3, 3, 7, 12, 15, 18), titles, strict=True)
    )


def _signatures() -> str:
    first = [("申请人（签章）：", "经办人："), ("单位负责人：", "联系电话："), ("", "2024年3月28日")]
    return _lines([f"{one}{_APART * 4}{other}" for one, other in first]) + _beside([("Signed:", "Date:"), ("Name:", "Title:")], "45%")


def _letter() -> str:
    heads = [("The Secretary", "12 March 2024"), ("Board of Trustees", "Our ref. 24/117"), ("18 Mill Lane", ""), ("Harrow HA1 3QZ", "")]
    places = ["某市人民政府办公室", "地址：某市解放路18号", "邮编：276300", "电话：0531-85198606"]
    return _beside(heads, "60%") + _lines([ENGLISH, ENGLISH]) + _lines(places) + _lines([TEXT])


def _points() -> str:
    english = [(f"({letter})", deed + ". " + ENGLISH) for letter, deed in zip("abcde", DEEDS_ENGLISH, strict=True)]
    chinese = [(f"{number}.", deed + "。" + TEXT) for number, deed in enumerate(DEEDS, 1)]
    return _beside(chinese, "10%") + _beside(english, "10%")


def _verse() -> str:
    stanza = ["The reeds lean over water", "and water leans on stone,", "the keeper counts the herons", "and walks the bank alone."]
    pairs = ["晓雾沿堤慢慢开", "渔舟一点过桥来", "岸边老柳无人问", "自把长条拂水苔"]
    return _lines(stanza * 3, "padding-left:8em") + _lines([f"{pairs[at]}，{_APART}{pairs[at + 1]}。" for at in (0, 2)] * 2)


def _references() -> str:
    works = [
        f"{name} and others. A study of rivers, part {at}. Journal of Water {40 + at}, 1{at}–2{at} (20{10 + at})."
        for at, name in enumerate(PEOPLE)
    ]
    return _beside([(f"[{at}]", work) for at, work in enumerate(works, 1)], "7%")


def _talk() -> str:
    said = [
        ("主持人：", TEXT),
        ("局长：", DEEDS[0] + "。" + TEXT),
        ("记者：", "请问下一步有什么安排？"),
        ("局长：", DEEDS[3] + "。" + TEXT),
    ] * 3
    return _beside(said, "14%") + _beside([("Chair:", ENGLISH), ("Member:", "Who pays for it?")] * 3, "14%")


def _terms() -> str:
    terms = [("法治政府", TEXT), ("首违不罚", DEEDS[5] + "。" + TEXT), ("Net debt", ENGLISH), ("Operating margin", ENGLISH + " " + ENGLISH)]
    return _beside(terms * 2, "22%")


def _formulas() -> str:
    shown = [f"<i>y</i> = <i>a</i> + {at}<i>x</i>{_APART * 5}({at})" for at in range(1, 6)]
    return "".join(_lines([TEXT]) + _lines([one], "text-align:center") for one in shown)


def _names() -> str:
    """Names in even rows, as lists of those present have them."""
    return _lines([f"出席：{_APART.join(PEOPLE[at : at + 4])}" if not at else _APART.join(PEOPLE[at : at + 4]) for at in (0, 4)]) + _lines(
        [TEXT]
    )


KINDS = {
    "two columns": lambda: _columns(2),
    "three columns": lambda: _columns(3),
    "contents": _contents,
    "signatures": _signatures,
    "letter": _letter,
    "points": _points,
    "verse": _verse,
    "references": _references,
    "talk": _talk,
    "terms": _terms,
    "formulas": _formulas,
    "names": _names,
}
BUILT = {"two columns", "contents", "signatures", "letter", "points", "verse"}


def measured(kind: str, program: str, style: str, folder: Path, *, tagged: bool) -> tuple[int, int, int]:
    """The tables found, the characters in them, and those of the page."""
    page = folder / f"{kind}-{program}-{style}{'-tagged' * tagged}.html".replace(" ", "_")
    body = _lines([TEXT, ENGLISH]) + KINDS[kind]() + _lines([TEXT, ENGLISH])
    page.write_text(f'<!DOCTYPE html><meta charset="utf-8"><title>print</title><style>{STYLES[style]}</style>{body}', "utf-8")
    pdf = page.with_suffix(".pdf")
    blocks = readers.read(pdf if pdf.exists() else printed(page, office=program == "soffice", tagged=tagged)).blocks
    grids = [block for block in blocks if isinstance(block, Grid)]
    within = sum(len(cell.text) for grid in grids for cell in grid.cells)
    return len(grids), within, within + sum(len(block.text) for block in blocks if not isinstance(block, Grid))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="*", default=[*KINDS], choices=KINDS)
    parser.add_argument("--programs", nargs="*", default=["chromium", "soffice"])
    parser.add_argument("--keep", type=Path, help="folder that keeps the prints; those in it are not made again")
    parser.add_argument("--tagged", action="store_true", help="prints that declare their structure")
    asked = parser.parse_args()
    with TemporaryDirectory() as temporary:
        for kind, program, style in product(asked.kinds, filter(shutil.which, asked.programs), STYLES):
            tables, within, every = measured(kind, program, style, asked.keep or Path(temporary), tagged=asked.tagged)
            told = "built on" if kind in BUILT else "unseen"
            print(f"{kind:14} {program:9} {style:6} {told:9} {tables:3} tables, {within:5} of {every:6} characters", flush=True)


if __name__ == "__main__":
    main()
