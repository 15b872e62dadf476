"""The page in a real browser: filters, keys, links, widths, scripts off, and what a screen reader needs (axe)."""

from __future__ import annotations

import re
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from clock import HANG
from tongbi import pipeline
from tongbi.bounds import child
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
        child.end_all()  # one that was forked meanwhile holds the pipes to the browser open: its driver would wait for ever
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


# Ends when a page has stood still for ten frames.
STILL = """new Promise(done => {
    let still = 0, last = -1;
    const look = () => {
        still = scrollY === last ? still + 1 : 0;
        last = scrollY;
        still < 10 ? requestAnimationFrame(look) : done(true);
    };
    look();
})"""


def until(opened: Any, true: str) -> None:
    """Waits for something to be true; Playwright's own way would be against the page's content policy."""
    for _ in range(20 * HANG):
        if opened.evaluate(true):
            return
        opened.wait_for_timeout(50)
    raise AssertionError(true)


def press(opened: Any, mark: str) -> None:
    """Turns a chip on or off."""
    more = opened.locator(".more")
    box = opened.locator(f"[name=kind][value={mark}]")
    if more.locator(f"[name=kind][value={mark}]").count() and more.get_attribute("open") is None:
        more.locator("summary").click()
    box.locator("xpath=..").click()


def marked(opened: Any, mark: str) -> int:
    """The rows of the years that are shown that a chip asks for."""
    return int(opened.locator(f".pair:not(.closed) article.row[data-marks~={mark}]").count())


def test_only_changes_are_shown_at_first(opened: Any) -> None:
    assert opened.locator("article.row.unchanged:not(.moved):visible").count() == 0
    press(opened, "unchanged")
    assert shown(opened) == marked(opened, "unchanged") > 0


@pytest.mark.parametrize("mark", ["new", "gone", "numbers", "conflict", "moved", "added"])
def test_a_chip_shows_what_it_counts(opened: Any, mark: str) -> None:
    count = int(opened.locator(f".chip:has([value={mark}]) b").text_content())
    press(opened, mark)
    assert shown(opened) == marked(opened, mark) == count > 0
    assert opened.locator("output").inner_text().startswith(f"{count}/")
    press(opened, mark)
    assert shown(opened) > count


def test_a_number_of_the_summary_leads_to_its_rows_and_the_address_says_so(browser: Any, opened: Any, pages: dict[str, str]) -> None:
    link = opened.locator("#summary table a[data-set*='kind=dropped'][data-set*='2021-2022']")
    count = int(link.inner_text())
    link.click()
    assert shown(opened) == count > 0
    assert opened.locator(".pair:not(.closed)").get_attribute("data-pair") == "2021-2022"
    other = browser.new_page()
    other.goto(opened.url)
    assert shown(other) == count
    other.close()
    opened.locator(".answers a").first.click()
    assert shown(opened) == int(opened.locator(".answers b").first.inner_text())


def test_filters_by_year_part_figures_and_words(opened: Any) -> None:
    every = shown(opened)
    opened.select_option("[name=after]", "2023")
    assert opened.locator(".pair:not(.closed)").count() == 1
    assert opened.locator(".pair:not(.closed)").get_attribute("data-pair") == "2022-2023"
    opened.select_option("[name=after]", "2024")
    assert shown(opened) == every
    opened.locator(".more summary").click()
    opened.select_option("[name=node]", "measures/enforcement")
    of_part = shown(opened)
    assert 0 < of_part < every
    opened.check("[name=figures]")
    assert 0 < shown(opened) < of_part
    opened.fill("[name=q]", "没有这样的话")
    opened.locator(".nothing").wait_for(state="visible")
    assert shown(opened) == 0
    opened.fill("[name=q]", "")
    opened.uncheck("[name=figures]")
    opened.locator(".nothing").wait_for(state="hidden")
    assert shown(opened) == of_part


def test_a_search_looks_through_all_text_and_marks_what_it_finds(opened: Any) -> None:
    opened.keyboard.press("/")
    opened.keyboard.insert_text("行政复议")  # in one piece: what is half typed is searched for as well
    until(opened, "document.querySelector('output').textContent.includes('其他年份')")
    said = opened.locator("output").inner_text()
    rows = opened.locator("article.row:visible")
    assert all("行政复议" in rows.nth(at).text_content() for at in range(rows.count()))
    hits = opened.evaluate("[...CSS.highlights.get('found')].map(range => range.toString())")
    assert {*hits} == {"行政复议"}
    assert said.startswith(f"{len(hits)}处（{rows.count()}条）")
    closed = [int(one) for one in opened.locator(".pair.closed .hits").all_inner_texts() if one]
    assert said.endswith(f"其他年份{sum(closed)}处")
    assert opened.locator("nav.top a[data-hits]").count() > 0


def test_context_shows_three_rows_around(opened: Any) -> None:
    press(opened, "conflict")
    alone = shown(opened)
    opened.locator(".more summary").click()
    opened.check("[name=context]")
    around = opened.locator(".row.context:visible").count()
    assert alone < shown(opened) <= 7 * alone
    assert around > 0
    assert "context=1" in opened.url


def test_both_sides_run_together(opened: Any) -> None:
    row = opened.locator("article.row.reworded:visible").first
    sides = {name: row.locator(f".{name}") for name in ("old", "new", "both")}
    old = opened.evaluate("row => [...row.querySelectorAll('.old > del')].map(one => one.textContent)", row.element_handle())
    opened.keyboard.press("i")
    sides["both"].wait_for(state="visible")
    assert not sides["old"].is_visible()
    spoken = "(side, mark) => [...side.childNodes].filter(one => one.nodeType === 3 || one.matches(`del, ins`) && !one.matches(mark))"
    text = f"([side, mark]) => ({spoken})(side, mark).map(one => one.textContent).join('').trim()"
    for side, other in (("old", "ins"), ("new", "del")):
        own = opened.evaluate(text, [sides[side].element_handle(), other])
        assert opened.evaluate(text, [sides["both"].element_handle(), other]) == own, "without the one side's marks it is the other"
    assert sides["both"].locator("del").all_text_contents() == old
    opened.keyboard.press("i")
    assert sides["old"].is_visible()


def test_next_and_previous_by_key_go_through_what_is_shown(opened: Any) -> None:
    opened.locator("h1").click()
    order = [row.get_attribute("id") for row in opened.locator("article.row:visible").all()]
    opened.keyboard.press("j")
    opened.keyboard.press("n")
    assert opened.evaluate("document.activeElement.id") == order[1]
    assert opened.evaluate("location.hash") == f"#{order[1]}"
    opened.keyboard.press("p")
    opened.keyboard.press("k")
    assert opened.evaluate("document.activeElement.id") == order[-1]
    opened.keyboard.press("/")
    assert opened.evaluate("document.activeElement.name") == "q"
    opened.keyboard.press("Escape")
    opened.keyboard.press("?")
    assert opened.locator("#help").is_visible()
    opened.keyboard.press("Escape")
    assert not opened.locator("#help").is_visible()


def test_no_bar_covers_what_a_link_leads_to(opened: Any) -> None:
    for target in ("s2024-5", "s2022-3", "check2", "follow2023"):
        opened.evaluate(f"location.hash = '{target}'")
        opened.locator(f"#{target}").wait_for(state="visible")
        opened.evaluate(STILL)
        top = opened.locator(f"#{target}").bounding_box()["y"]
        bars = [opened.locator(one).bounding_box() for one in ("nav.top", ".tools")]
        within = target.startswith("s")
        assert top >= max(bar["y"] + bar["height"] for bar in bars[: 1 + within]) - 1
        assert top < 900


def test_a_link_to_a_hidden_row_shows_it(browser: Any, pages: dict[str, str]) -> None:
    shown = browser.new_page()
    shown.goto(pages["zh"])
    hidden = shown.locator("article.row.unchanged:not(.moved)").first.get_attribute("id")
    shown.goto(f"{pages['zh']}#{hidden}")
    shown.reload()
    assert shown.locator(f"#{hidden}").is_visible()
    old = hidden.rpartition("-")[0] + "-2022"
    held = shown.evaluate("id => [...document.querySelectorAll('noscript')].some(one => one.textContent.includes(`id=\"${id}\"`))", old)
    if held:
        shown.evaluate(f"location.hash = '{old}'")
        shown.locator(f"#{old}").wait_for(state="visible")
    shown.close()


def test_possible_counterparts_are_a_kind_of_their_own(opened: Any) -> None:
    press(opened, "possible")
    assert shown(opened) == opened.locator("article.row:visible:is(.possible, :has(.near))").count() > 0
    pair = opened.locator("article.possible:visible").first
    sides = [pair.locator(f".{side}").bounding_box() for side in ("old", "new")]
    assert sides[0]["y"] == sides[1]["y"]
    assert sides[0]["x"] + sides[0]["width"] <= sides[1]["x"]


def test_what_moved_most_is_a_click_away(opened: Any) -> None:
    percents = "[...document.querySelectorAll('#indicators details.sheet tbody tr')].map(row => row.cells[7].textContent)"
    opened.locator("#indicators details.sheet summary").click()
    until(opened, f"{percents}.length > 0")
    before = opened.evaluate(percents)
    opened.locator("[data-largest]").click()
    moved = [float(told.lstrip("+−±").replace(",", "") or 0) for told in opened.evaluate(percents)]
    assert moved == sorted(moved, reverse=True)
    assert moved[0] > moved[-1]
    assert sorted(opened.evaluate(percents)) == sorted(before), "no row is lost"
    opened.evaluate(STILL)
    assert 0 <= opened.locator("#indicators details.sheet").bounding_box()["y"] < 300
    opened.locator("#indicators th[aria-sort] button").click()
    assert opened.evaluate(percents) == before, "and back to the order of the report"


def test_what_came_of_plans_is_counted_and_filtered(opened: Any) -> None:
    link = opened.locator(".tally a[data-set='fate=plan-delivered']")
    link.click()
    rows = opened.locator("#follow tr[data-fate]:visible")
    told = [int(one) for one in opened.locator(".tally tbody td:nth-child(2)").all_inner_texts()]
    until(
        opened,
        f"[...document.querySelectorAll('#follow tr[data-fate]')].filter(one => one.checkVisibility()).length == {sum(told)}",
    )
    assert {rows.nth(at).get_attribute("data-fate") for at in range(rows.count())} == {"plan-delivered"}
    assert "fate=plan-delivered" in opened.url
    opened.locator(".unfilter a").click()
    assert rows.count() > 0
    assert not opened.locator(".unfilter").is_visible()


def test_a_row_is_copied_as_text_and_as_picture(opened: Any) -> None:
    opened.evaluate("""() => { window.kept = []; Object.defineProperty(navigator, "clipboard", { value: {
        writeText: async (text) => kept.push(text), write: async ([item]) => kept.push(await item.getType("image/png")) } }); }""")
    row = opened.locator("article.row.reworded:visible").first
    row.hover()
    row.locator(".acts button").first.click()
    until(opened, "kept.length == 1")
    text = opened.evaluate("kept[0]")
    assert opened.locator("h1 bdi").inner_text() in text
    assert "\n2023 (第" in text
    assert "\n2024 (第" in text
    row.locator(".acts button").last.click()
    until(opened, "kept.length == 2")
    size = opened.evaluate("createImageBitmap(kept[1]).then(image => [image.width, image.height])")
    assert size[0] > 1000
    assert size[1] > 100
    ink = opened.evaluate("""async () => {
        const image = await createImageBitmap(kept[1]);
        const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
        pen.drawImage(image, 0, 0);
        return new Set(new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer)).size; }""")
    assert ink > 20, "words are drawn"


def test_the_map_leads_to_a_change(opened: Any) -> None:
    opened.evaluate("location.hash = 'changes'")
    opened.locator(".map").wait_for(state="visible")
    opened.locator(".map").click(position={"x": 6, "y": 300})
    assert opened.evaluate("document.activeElement.matches('article.row')")


def test_a_link_to_a_statement_beside_another_shows_their_row(browser: Any, pages: dict[str, str]) -> None:
    shown = browser.new_page()
    shown.goto(pages["zh"])
    row, side = (shown.locator(f"article.possible{below}").first.get_attribute("id") for below in ("", " .old"))
    press(shown, "numbers")
    assert not shown.locator(f"#{side}").is_visible()
    shown.evaluate(f"location.hash = '{side}'")
    shown.locator(f"#{side}").wait_for(state="visible")
    assert shown.evaluate("document.activeElement.id") == row
    shown.close()


def test_statements_of_one_year_stand_in_that_years_column(opened: Any) -> None:
    edge = opened.locator("article.reworded:visible .new").first.bounding_box()["x"]
    assert opened.locator(".apart .new:visible").count() > 0
    for row in opened.locator(".apart article:visible").all()[:20]:
        left = row.bounding_box()["x"] + 20
        assert (left >= edge) == ("added" in row.get_attribute("class").split())


def test_moved_text_leads_to_its_other_place_and_back(opened: Any) -> None:
    gone = opened.locator(".row.gone:visible").first
    place = gone.get_attribute("id")
    gone.locator("a").click()
    until(opened, f"location.hash != '#{place}'")
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
    for _ in range(2):  # what a first one holds opens too
        shown.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        shown.evaluate(STILL)
    # Axe looks at what lies behind a text before the browser has laid out what is out of sight.
    shown.add_style_tag(content="main > section, .row { content-visibility: visible !important }")
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


def made_up(folder: Path, years: range, statements: int) -> str:
    """The address of a page of so many years whose reports have so many statements."""
    words = "甲乙丙丁戊己庚辛壬癸"
    for year in years:
        lines = [f"某区{year}年度报告"]
        for number in range(statements):
            if number % 60 == 0:
                lines.append(f"{number // 60 + 1}、第{number // 60 + 1}部分工作情况")
            name = "".join(words[int(digit)] for digit in f"{number:04d}")
            told = "持续推进" if number % 5 else f"{year}年重点推进"
            lines.append(
                f"{name}街道{told}{name}事项，全年办理{name}类案件{number + year % 7}件，为群众挽回损失并建立长效机制，{name}满意。"
            )
        (folder / f"{year}.txt").write_text("\n".join(lines), encoding="utf-8")
    comparison = pipeline.compare([folder / f"{year}.txt" for year in years])
    path = folder / "page.html"
    path.write_bytes(page.render(comparison, "zh"))
    return path.as_uri()


class Clock:
    """What a page's own thread works, in milliseconds: others at work on the machine do not count."""

    def __init__(self, browser: Any) -> None:
        self.shown = browser.new_page(viewport={"width": 1440, "height": 1000})
        self._talk = self.shown.context.new_cdp_session(self.shown)
        self._talk.send("Performance.enable", {"timeDomain": "threadTicks"})

    def taken(self, work: Any) -> float:
        before = self._worked()
        work()
        self.shown.wait_for_timeout(400)
        return self._worked() - before

    def _worked(self) -> float:
        metrics = self._talk.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


CLICK = "box => { document.querySelector('.more').open = true; document.querySelector(`[name=kind][value=${box}]`).click(); }"


def test_a_chart_is_saved_as_it_stands(opened: Any, tmp_path: Path) -> None:
    chart = opened.locator(".graphs li").first
    saved = {}
    for form in ("svg", "png"):
        with opened.expect_download() as download:
            chart.locator(f"[data-save={form}]").click()
        assert download.value.suggested_filename.endswith(f".{form}")
        saved[form] = tmp_path / form
        download.value.save_as(saved[form])
    drawing = ElementTree.parse(saved["svg"]).getroot()
    texts = [text.strip() for text in drawing.itertext() if text.strip()]
    assert chart.locator("bdi").first.text_content() in texts
    assert drawing.findall(".//{*}rect")
    head = saved["png"].read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:]) == tuple(round(4 * float(drawing.attrib[side])) for side in ("width", "height"))
    assert saved["png"].stat().st_size > 10_000  # bare ground has less than half of it


def without_style(address: str) -> str:
    """The address of the same page as bare text: what a browser takes for it is the measure of the machine."""
    path = Path(address.removeprefix("file://"))
    bare = path.with_name("bare.html")
    bare.write_text(re.sub(r"(?s)<script.*?</script>|<style.*?</style>|<meta http-equiv[^>]*>", "", path.read_text(encoding="utf-8")))
    return bare.as_uri()


def test_the_page_of_a_large_pair_opens_and_filters_quickly(browser: Any, tmp_path: Path) -> None:
    address = made_up(tmp_path, range(2023, 2025), 2400)
    plain = Clock(browser)
    bare = plain.taken(lambda: plain.shown.goto(without_style(address)))
    plain.shown.close()
    clock = Clock(browser)
    loaded = clock.taken(lambda: clock.shown.goto(address))
    boxes = ("figures", "reworded", "figures", "reworded")  # the last one off shows all rows again
    taken = [clock.taken(lambda box=box: clock.shown.evaluate(CLICK, box)) for box in boxes]
    print(f"bare text {bare:.0f} ms, loaded in {loaded:.0f} ms, filters {[round(one) for one in taken]} ms")
    assert loaded < 1.3 * bare  # what is out of sight is not laid out
    assert max(taken) < 0.6 * bare
    clock.shown.close()


def test_many_years_open_nearly_as_quickly_as_a_few(browser: Any, tmp_path: Path) -> None:
    few, many = (tmp_path / name for name in ("few", "many"))
    taken = {}
    nodes = {}
    for folder, years in ((few, range(2022, 2025)), (many, range(2001, 2025))):
        folder.mkdir()
        address = made_up(folder, years, 120)
        clock = Clock(browser)
        taken[folder] = clock.taken(lambda clock=clock, address=address: clock.shown.goto(address))
        nodes[folder] = clock.shown.evaluate("document.getElementsByTagName('*').length")
        taken[folder, "old"] = clock.taken(lambda clock=clock: clock.shown.select_option("[name=after]", index=1))
        taken[folder, "filter"] = clock.taken(lambda clock=clock: clock.shown.evaluate(CLICK, "reworded"))
        assert clock.shown.locator(".pair:not(.closed)").get_attribute("data-pair") == f"{years[-3]}-{years[-2]}"
        clock.shown.close()
    print({f"{key}": round(value) for key, value in taken.items()}, nodes)
    assert nodes[many] < 2 * nodes[few]
    assert taken[many] < 4 * taken[few]
    assert max(taken[many, "old"], taken[many, "filter"]) < 2 * taken[few]


def test_another_script_does_not_run(browser: Any, pages: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    text = Path(pages["zh"].removeprefix("file://")).read_text(encoding="utf-8")
    path.write_text(
        text.replace("</body>", "<script>document.title = 'run'</script><p onclick=\"document.title = 'run'\" id=p>p</p></body>")
    )
    shown = browser.new_page()
    shown.goto(path.as_uri())
    shown.locator("#p").click()
    assert shown.title() != "run"
    assert shown.locator(".tools").is_visible()
    shown.close()
