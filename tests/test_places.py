"""Places in the original: page and paragraph as a reader counts them, and links into the files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from tongbi import pipeline
from tongbi.model import Comparison, UnitPlace
from tongbi.outputs.places import Places

SERIES = sorted((Path(__file__).parents[1] / "reports" / "苍屿区").iterdir())


def told_pages(path: Path, parts: list[str]) -> list[int | None]:
    """The pages of a Word file's sentences; `parts` are its paragraphs, "laid" a break that laying out left, "hard" one set by hand."""
    document = docx.Document()
    document.add_paragraph("某区2024年法治政府建设年度报告")
    run = None
    for part in parts:
        if part in {"laid", "hard"}:
            run = run or document.add_paragraph().add_run()
            mark = OxmlElement("w:lastRenderedPageBreak" if part == "laid" else "w:br")
            if part == "hard":
                mark.set(docx.oxml.ns.qn("w:type"), "page")
            run._r.append(mark)
        else:
            run = run or document.add_paragraph().add_run()
            run.add_text(part)
            run = None
    document.save(str(path))
    return [unit.place.page for unit in pipeline.inspect(path).units]


@pytest.mark.parametrize(
    ("parts", "pages"),
    [
        (["甲街道办结案件十件。", "laid", "乙街道办结案件九件。"], [1, 2]),
        (["甲街道办结案件十件。", "hard", "laid", "乙街道办结案件九件。", "laid", "丙街道办结案件八件。"], [1, 2, 3]),
        (["甲街道办结案件十件。", "laid", "laid", "乙街道办结案件九件。"], [1, 3]),
        (["甲街道办结案件十件。", "hard", "乙街道办结案件九件。"], [None, None]),
        (["甲街道办结案件十件。", "乙街道办结案件九件。"], [None, None]),
    ],
    ids=["laid out", "by hand and laid out", "an empty page", "by hand alone", "none"],
)
def test_a_word_file_has_the_pages_that_it_was_laid_out_on(tmp_path: Path, parts: list[str], pages: list[int | None]) -> None:
    assert told_pages(tmp_path / "2024.docx", parts) == pages


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return pipeline.compare(SERIES)


def paged(comparison: Comparison, kind: str) -> Comparison:
    """The comparison with its newest report on pages of three paragraphs, as a file of some kind."""
    last = comparison.reports[-1]
    units = tuple(replace(unit, place=UnitPlace(unit.paragraph // 3 + 1, unit.paragraph + 1)) for unit in last.units)
    last = replace(last, units=units, source=replace(last.source, format=kind))
    return replace(comparison, reports=(*comparison.reports[:-1], last))


def test_paragraphs_are_counted_on_their_page_or_below_their_heading(comparison: Comparison) -> None:
    shown = paged(comparison, "pdf")
    places = Places(shown, "zh")
    seen: dict[int | None, set[str]] = {}
    for unit in shown.reports[-1].units:
        assert places.said(unit.id).startswith(f"第{unit.place.page}页第")
        seen.setdefault(unit.place.page, set()).add(places.said(unit.id))
    assert all(said == {f"第{page}页第{number}段" for number in range(1, len(said) + 1)} for page, said in seen.items())
    first = next(unit for unit in comparison.reports[-1].units if unit.section is not None)
    assert Places(comparison, "zh").said(first.id) == "第1段"
    assert Places(comparison, "en").said(first.id) == "para. 1"
    assert Places(comparison, "zh").headed(first.id).endswith("第1段") != Places(comparison, "zh").headed(first.id).startswith("第1段")


def test_links_lead_into_files_that_are_there(comparison: Comparison, tmp_path: Path) -> None:
    unit = comparison.reports[-1].units[-1]
    page = unit.paragraph // 3 + 1
    link = Places(paged(comparison, "pdf"), "zh", tmp_path).link(unit.id)
    assert link.startswith("../")
    assert link.endswith(f"#page={page}")
    assert "#:~:text=%" in Places(paged(comparison, "html"), "zh", tmp_path).link(unit.id)
    assert Places(paged(comparison, "docx"), "zh", tmp_path).link(unit.id) == "", "it would open at its beginning alone"
    assert Places(paged(comparison, "pdf"), "zh").link(unit.id) == "", "nobody says where the page will lie"


def test_a_name_is_never_a_scheme(comparison: Comparison, tmp_path: Path) -> None:
    evil = tmp_path / "javascript:alert(1)"
    evil.write_text("x", encoding="utf-8")
    first, *others = comparison.reports
    named = replace(comparison, reports=(replace(first, source=replace(first.source, path=str(evil))), *others))
    assert Places(named, "zh", tmp_path).file(str(evil)) == "javascript%3Aalert%281%29"
