"""The page in a real browser: filters, keys, links, widths, scripts off, and what a screen reader needs (axe)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tongbi import pipeline
from tongbi.outputs import page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
REPORTS = Path(__file__).parents[1] / "reports"
SERIES = {"zh": "苍屿区", "en": "Port Ellery", "tables": "澄岚市政府信息公开"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of each sample's page."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name, series in SERIES.items():
        comparison = pipeline.compare(sorted((REPORTS / series).iterdir()))
        path = folder / f"{name}.html"
        path.write_bytes(page.render(comparison, comparison.language))
        found[name] = path.as_uri()
    return found


@pytest.fixture
def opened(browser: Any, pages: dict[str, str]) -> Iterator[Any]:
    shown = browser.new_page(viewport={"width": 1440, "height": 1000})
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(pages["zh"])
    yield shown
    assert all(url.startswith("file:") for url in asked), "the page asks nobody for anything"
    shown.close()


def shown(opened: Any) -> int:
    return int(opened.locator("article.row:visible").count())


def test_only_changes_are_shown_at_first(opened: Any) -> None:
    assert opened.locator("article.row.unchanged:not(.moved):visible").count() == 0
    before = shown(opened)
    opened.check("[name=kind][value=unchanged]")
    assert shown(opened) > before


def test_filters_by_kind_year_part_figures_and_words(opened: Any) -> None:
    every = shown(opened)
    opened.select_option("[name=year]", "2024")
    of_year = shown(opened)
    assert 0 < of_year < every
    assert opened.locator(".pair:visible").count() == 1
    opened.select_option("[name=node]", "measures/enforcement")
    of_part = shown(opened)
    assert 0 < of_part < of_year
    opened.check("[name=figures]")
    assert 0 < shown(opened) < of_part
    opened.fill("[name=q]", "没有这样的话")
    assert shown(opened) == 0
    assert opened.locator(".nothing").is_visible()
    opened.fill("[name=q]", "")
    opened.uncheck("[name=figures]")
    assert shown(opened) == of_part
    assert opened.locator("output").inner_text().startswith(f"{of_part}/")


def test_next_and_previous_by_key_go_through_what_is_shown(opened: Any) -> None:
    opened.select_option("[name=year]", "2023")
    opened.keyboard.press("Escape")
    opened.locator("h1").click()
    order = [row.get_attribute("id") for row in opened.locator("article.row:visible").all()]
    opened.keyboard.press("n")
    opened.keyboard.press("n")
    assert opened.evaluate("document.activeElement.id") == order[1]
    assert opened.evaluate("location.hash") == f"#{order[1]}"
    opened.keyboard.press("p")
    opened.keyboard.press("p")
    assert opened.evaluate("document.activeElement.id") == order[-1]
    opened.keyboard.press("/")
    assert opened.evaluate("document.activeElement.name") == "q"


def test_a_link_to_a_hidden_row_shows_it(browser: Any, pages: dict[str, str]) -> None:
    shown = browser.new_page()
    shown.goto(pages["zh"])
    hidden = shown.locator("article.row.unchanged:not(.moved)").first.get_attribute("id")
    shown.goto(f"{pages['zh']}#{hidden}")
    shown.reload()
    assert shown.locator(f"#{hidden}").is_visible()
    shown.close()


def test_possible_counterparts_are_a_kind_of_their_own(opened: Any) -> None:
    for box in opened.locator("[name=kind]").all():
        box.uncheck()
    assert shown(opened) == 0
    opened.check("[name=kind][value=possible]")
    assert shown(opened) == opened.locator("article.row:visible:is(.possible, :has(.near))").count() > 0
    pair = opened.locator("article.possible:visible").first
    sides = [pair.locator(f".{side}").bounding_box() for side in ("old", "new")]
    assert sides[0]["y"] == sides[1]["y"]
    assert sides[0]["x"] + sides[0]["width"] <= sides[1]["x"]
    opened.check("[name=kind][value=added]")
    opened.uncheck("[name=kind][value=possible]")
    assert shown(opened) == opened.locator("article.added:visible:not(:has(.near))").count() > 0


def test_a_link_to_a_statement_beside_another_shows_their_row(browser: Any, pages: dict[str, str]) -> None:
    shown = browser.new_page()
    shown.goto(pages["zh"])
    row, side = (shown.locator(f"article.possible{below}").first.get_attribute("id") for below in ("", " .old"))
    shown.uncheck("[name=kind][value=possible]")
    assert not shown.locator(f"#{side}").is_visible()
    shown.evaluate(f"location.hash = '{side}'")
    shown.locator(f"#{side}").wait_for(state="visible")
    assert shown.evaluate("document.activeElement.id") == row
    shown.close()


def test_statements_of_one_year_stand_in_that_years_column(opened: Any) -> None:
    edge = opened.locator("article.reworded:visible .new").first.bounding_box()["x"]
    assert opened.locator(".apart .new:visible").count() > 0
    for row in opened.locator(".apart article:visible").all():
        left = row.bounding_box()["x"] + 20
        assert (left >= edge) == ("added" in row.get_attribute("class").split())


def test_moved_text_leads_to_its_other_place_and_back(opened: Any) -> None:
    gone = opened.locator(".row.gone:visible").first
    place = gone.get_attribute("id")
    gone.locator("a").click()
    target = opened.evaluate("location.hash")[1:]
    assert opened.locator(f"#{target} .kind.m").first.is_visible()
    opened.locator(f"#{target} .at a").click()
    assert opened.evaluate("location.hash") == f"#{place}"


def test_everything_is_there_without_scripts(browser: Any, pages: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    shown = context.new_page()
    shown.goto(pages["zh"])
    rows = shown.locator("article.row")
    assert rows.count() == shown.locator("article.row:visible").count() > 200
    assert not shown.locator(".tools").is_visible()
    context.close()


@pytest.mark.parametrize("width", [360, 390, 768, 1440])
@pytest.mark.parametrize("name", SERIES)
def test_no_width_needs_scrolling_sideways(browser: Any, pages: dict[str, str], name: str, width: int) -> None:
    shown = browser.new_page(viewport={"width": width, "height": 900})
    shown.goto(pages[name])
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    shown.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SERIES)
def test_axe_finds_nothing_serious(browser: Any, pages: dict[str, str], name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    shown = browser.new_page(color_scheme=scheme, viewport={"width": 1440, "height": 1000})
    shown.goto(pages[name])
    shown.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = axe.Axe().run(shown).response["violations"]
    grave = [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in {"serious", "critical"}]
    assert grave == []
    shown.close()


def test_a_printed_page_holds_both_sides_and_no_tools(browser: Any, pages: dict[str, str]) -> None:
    shown = browser.new_page()
    shown.goto(pages["zh"])
    shown.emulate_media(media="print")
    assert not shown.locator(".tools").is_visible()
    assert shown.locator("article.row.reworded .old").first.is_visible()
    assert len(shown.pdf()) > 50_000
    shown.close()


def test_the_page_of_a_large_pair_paints_and_filters_quickly(browser: Any, tmp_path: Path) -> None:
    numbers = range(3600)
    for year in (2023, 2024):
        lines = [f"某区{year}年度报告"]
        for number in numbers:
            if number % 60 == 0:
                lines.append(f"{number // 60 + 1}、第{number // 60 + 1}部分工作情况")
            words = "甲乙丙丁戊己庚辛壬癸"
            name = "".join(words[int(digit)] for digit in f"{number:04d}")
            told = "持续推进" if number % 5 else f"{year}年重点推进"
            lines.append(
                f"{name}街道{told}{name}事项，全年办理{name}类案件{number + year % 7}件，为群众挽回损失并建立长效机制，{name}满意。"
            )
        (tmp_path / f"{year}.txt").write_text("\\n".join(lines), encoding="utf-8")
    comparison = pipeline.compare([tmp_path / "2023.txt", tmp_path / "2024.txt"])
    path = tmp_path / "page.html"
    path.write_bytes(page.render(comparison, "zh"))
    assert (tmp_path / "2024.txt").stat().st_size > 500_000
    shown = browser.new_page(viewport={"width": 1440, "height": 1000})
    shown.goto(path.as_uri())
    paint = shown.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()")
    click = """box => { const one = document.querySelector(`[name=kind][value=${box}]`); const start = performance.now();
        one.click(); document.body.offsetHeight; return performance.now() - start; }"""
    taken = [shown.evaluate(click, box) for box in ("figures", "reworded", "figures")]
    print(f"{path.stat().st_size / 1e6:.1f} MB: first paint {paint:.0f} ms, filter {max(taken):.0f} ms")
    # Twice the bounds of an idle machine: 2 s and 200 ms.
    assert paint < 4000
    assert max(taken) < 400
    shown.close()
