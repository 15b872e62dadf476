"""The page: one file that asks nobody for anything, shows every text as text and gives both sides of every change."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest

from tongbi import pipeline
from tongbi.comparison import counterparts
from tongbi.config import Options
from tongbi.language import text_diff
from tongbi.model import Change, Comparison
from tongbi.outputs import numbers, page, record, templates, verdicts
from tongbi.outputs.labels import label, message
from tongbi.outputs.page import page_content, row_marks, small_charts

SERIES = sorted((Path(__file__).parents[1] / "reports" / "苍屿区").iterdir())
VOID = {"meta", "input", "br", "link", "img", "hr"}


class Reader(HTMLParser):
    """Collects ids, links, and the text of each side of a row ("old" or "new") without its place and point."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sides: list[tuple[str, str]] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.ids += [found["id"]] if found.get("id") else []
        self.links += [value for name in ("href", "src") if (value := found.get(name))]
        if tag not in VOID:
            self.open.append((tag, found))
        if tag == "div" and found.get("class") in {"old", "new"}:
            self.sides.append((str(found["class"]), ""))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self.open.pop()
        assert opened == tag, f"<{opened}> closed by </{tag}>"

    def handle_data(self, text: str) -> None:
        inside = [found.get("class") for _, found in self.open]
        if ("old" in inside or "new" in inside) and not {"at", "point", "place"} & {*inside}:
            side, before = self.sides[-1]
            self.sides[-1] = side, before + text


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return pipeline.compare(SERIES)


@pytest.fixture(scope="module")
def html(comparison: Comparison) -> str:
    return page.render(comparison, "zh").decode("utf-8")


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def test_every_link_leads_to_a_place_on_the_page(html: str) -> None:
    reader = read(html)
    assert len(reader.ids) == len(set(reader.ids))
    assert all(link.startswith("#") for link in reader.links)
    assert {link[1:] for link in reader.links} <= set(reader.ids)


def test_it_asks_nobody_for_anything(html: str) -> None:
    assert not re.search(r"https?://|url\(|@import|//cdn", html)
    assert not read(html).tags & {"link", "img", "iframe", "object"}


def test_both_sides_of_every_change_are_whole(comparison: Comparison, html: str) -> None:
    told = [("old", "".join(e.before for e in c.edits)) for c in comparison.changes if c.from_units]
    told += [("new", "".join(e.after for e in c.edits)) for c in comparison.changes if c.to_units]
    # A blank parts a text from its place.
    assert sorted((side, text.removesuffix(" ")) for side, text in read(html).sides) == sorted(told), "each statement stands once as itself"


def test_the_newest_pair_comes_first(comparison: Comparison) -> None:
    assert [(pair.before, pair.after) for pair in page_content.of(comparison, "zh").pairs] == [(2023, 2024), (2022, 2023), (2021, 2022)]


def test_rows_follow_the_newer_report(comparison: Comparison) -> None:
    for pair in page_content.of(comparison, "zh").pairs:
        firsts = [row.change.to_units[0] for band in pair.bands for row in band.rows if row.change.to_units and not row.gone]
        assert firsts == sorted(firsts)


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "{{ 7*7 }}", "</title><b>", "\u202egnp.exe", '" onload="x', "=HYPERLINK(1)"])
def test_text_is_shown_as_text(comparison: Comparison, evil: str) -> None:
    first = comparison.reports[-1]
    section = replace(first.sections[0], heading=evil, printed=evil)
    report = replace(first, sections=(section, *first.sections[1:]), organisation=evil)
    html = page.render(replace(comparison, organisation=evil, reports=(*comparison.reports[:-1], report)), "zh").decode("utf-8")
    assert html.count("<script>") == 1
    assert "script-src 'sha256-" in html
    assert "49" not in evil
    assert read(html).tags == read(page.render(comparison, "zh").decode("utf-8")).tags


def test_what_moved_is_linked_at_both_ends(comparison: Comparison, html: str) -> None:
    rows = [row for pair in page_content.of(comparison, "zh").pairs for band in pair.bands for row in band.rows]
    by_anchor = {row.anchor: row for row in rows}
    gone = [row for row in rows if row.gone]
    assert len(gone) == sum(change.moved for change in comparison.changes) > 0
    for row in gone:
        there = by_anchor[row.other]
        assert there.change is row.change
        assert there.other == row.anchor
        assert f'href="#{row.anchor}"' in html
        assert f'href="#{row.other}"' in html


def test_every_thread_has_an_anchor_of_its_own_name(comparison: Comparison, html: str) -> None:
    for change in comparison.changes:
        assert f'id="{change.thread}-{change.to_year}"' in html


def test_every_value_leads_to_where_it_was_found(comparison: Comparison) -> None:
    shown = page_content.of(comparison, "zh")
    assert all(shown.spot(one, year) for one in comparison.indicators for year in one.values)


def test_a_comparison_with_tables_is_shown() -> None:
    folder = SERIES[0].parents[1] / "澄岚市政府信息公开"
    compared = pipeline.compare(sorted(folder.iterdir()))
    html = page.render(compared, "zh").decode("utf-8")
    assert html.count('<details class="sheet" id="table') == len(compared.tables) > 0
    assert {link[1:] for link in read(html).links} <= set(read(html).ids)


def test_the_page_opens_with_the_headlines_of_the_record_and_with_no_other_figures(comparison: Comparison) -> None:
    names = ("归集执法数据", "轻微违法案件")
    led = [next(at for at, one in enumerate(comparison.indicators) if one.name == name) for name in names]
    html = page.render(replace(comparison, headlines=tuple(led)), "zh").decode("utf-8")
    summary = html[html.index('<section id="summary">') : html.index("</section>", html.index('<section id="summary">'))]
    led = summary[summary.index('<ol class="headlines">') :] if comparison.headlines else ""
    lines = re.findall(r"<li>.*?</li>", led[: led.index("</ol>")], re.DOTALL)
    assert [re.sub("<[^>]+>", "", line) for line in lines] == [
        "归集执法数据92.3万条，2023年为46.7万条，增加97.6%",
        "轻微违法案件341件，2023年为286件，增加19.2%",
    ]
    assert html.count("<svg viewBox") == 2
    none = page.render(replace(comparison, headlines=()), "zh").decode("utf-8")
    assert label("headline.title", "zh") not in none
    assert "<svg viewBox" not in none


def test_graphs_say_their_values(comparison: Comparison, html: str) -> None:
    shown = page_content.of(comparison, "zh").graphs
    assert 0 < len(shown) == html.count("<svg viewBox") <= 24
    one = next(graph for graph in shown if min(graph.headline.indicator.values) == comparison.years[0] and not graph.plans)
    values = one.headline.indicator.values
    gaps = [year not in values for year in comparison.years]
    assert [told.endswith("–") for told in one.plot.words.split("，")] == gaps
    assert [mark.year for mark in one.marks] == sorted(values)
    assert max(mark.height for mark in one.marks) == small_charts.GROUND - small_charts.TOP
    said = label("headline.line", "zh", name=one.plot.name, told=one.plot.told)
    assert f">{said}</title>" in html
    assert html.count('data-save="svg"') == html.count('data-save="png"') == len(shown)


def test_checks_follow_through_and_measures_are_shown(comparison: Comparison, html: str) -> None:
    for one in comparison.conflicts:
        assert message(one, "zh") in html
    assert html.count('<tr id="check') == len(comparison.conflicts) > 0
    follow = html[html.index('<section id="follow">') : html.index('<section id="measures">')]
    assert follow.count("<tr data-fate=") == len(comparison.follow_through)
    groups = re.findall(r'<details class="sheet" id="follow(\d+)"', follow)
    assert groups == [str(year) for year in reversed(comparison.years[1:])], "the newest first"
    for year, group in zip(groups, re.split(r'<details class="sheet"', follow)[1:], strict=True):
        untraced = [one for one in comparison.follow_through if one.kind == "plan-untraced" and one.to_year == int(year)]
        count = sum(one.weight > 0 for one in untraced)
        folded = group.partition('<details class="untraced">')[2].partition("</details>")[0]
        assert (
            folded.count("<tr data-fate=")
            == len(untraced)
            == group.count('data-fate="plan-untraced"') + group.count('data-fate="plan-general"')
        )
        general = f"，{len(untraced) - count}项表述笼统、不作跟踪" if len(untraced) > count else ""
        assert not untraced or f"<summary>另有{count}项未找到对应表述，不等于没有落实{general}</summary>" in folded
    measures = html[html.index('<section id="measures">') : html.index('<section id="findings">')]
    assert measures.count('<th scope="row">') == len(comparison.measures) > 0


def test_the_page_says_whose_year_the_figures_are(comparison: Comparison, html: str) -> None:
    assert "2024年报告中的实绩一般为2023年数据" not in html
    assert page.render(replace(comparison, lag=1), "zh").decode("utf-8").count("2024年报告中的实绩一般为2023年数据") == 2


def test_labels_in_english(comparison: Comparison) -> None:
    html = page.render(comparison, "en").decode("utf-8")
    assert '<html lang="en">' in html
    assert "Required content" in html


def test_the_same_comparison_gives_the_same_bytes(comparison: Comparison, html: str) -> None:
    assert page.render(comparison, "zh").decode("utf-8") == html


def test_templates_are_compiled_once_for_all_processes(
    comparison: Comparison, html: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = []

    def render() -> str:
        templates.template.cache_clear()
        return page.render(comparison, "zh").decode("utf-8")

    def compiling(self: jinja2.Environment, source: str, filename: str) -> object:
        compiled.append(filename)
        return compile(source, filename, "exec")

    monkeypatch.setattr(jinja2.Environment, "_compile", compiling)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert render() == html
    assert len(compiled) > 5
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert render() == html
    assert len(compiled) % 2 == 0
    kept = list(tmp_path.rglob("*.pyc"))
    assert len(kept) * 2 == len(compiled)
    assert render() == html
    assert len(kept) * 2 == len(compiled)
    kept[0].write_bytes(kept[0].read_bytes()[:40])
    assert render() == html
    assert len(kept) * 2 + 1 == len(compiled)


def test_a_place_where_nothing_can_be_kept_costs_only_time(
    comparison: Comparison, html: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "file"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    templates.template.cache_clear()
    assert page.render(comparison, "zh").decode("utf-8") == html


@pytest.mark.parametrize(("value", "text"), [(1234567.0, "1,234,567"), (96.1, "96.1"), (0.0, "0"), (None, "")])
def test_numbers(value: float | None, text: str) -> None:
    assert numbers.plain(value) == text


@pytest.mark.parametrize(("value", "text"), [(3.0, "+3"), (-1.25, "−1.2"), (0.0, "±0"), (1200.0, "+1,200"), (None, "")])
def test_differences(value: float | None, text: str) -> None:
    assert numbers.signed(value) == text


@pytest.mark.parametrize(("value", "text"), [(5.0, "+5.0"), (-0.44, "−0.4"), (1250.0, "+1,250.0"), (0.0, "±0.0"), (None, "")])
def test_rates_of_a_column_have_their_decimals(value: float | None, text: str) -> None:
    assert numbers.signed(value, even=True) == text


@pytest.fixture(scope="module")
def near(comparison: Comparison) -> Comparison:
    """The sample with every nearest statement likely enough to be shown."""
    raised = [
        replace(one, nearest=replace(one.nearest, score=max(one.nearest.score, 0.3))) if one.nearest else one for one in comparison.changes
    ]
    return replace(comparison, changes=counterparts.side_by_side(raised))


@pytest.fixture(scope="module")
def rows(near: Comparison) -> list[page_content.Row]:
    return [row for pair in page_content.of(near, "zh").pairs for band in pair.bands for row in band.rows]


def test_possible_counterparts_share_a_row_or_are_named_beside(near: Comparison, rows: list[page_content.Row]) -> None:
    comparison, html = near, page.render(near, "zh").decode("utf-8")
    pairs = [row for row in rows if row.beside]
    assert {id(row.beside) for row in pairs} == {id(one) for one in comparison.changes if one.kind == "dropped" and one.beside}
    assert pairs
    for row in pairs:
        assert row.beside is not None
        assert (row.change.kind, row.beside.kind) == ("added", "dropped")
        assert {"added", "dropped", "possible"} <= {*row.marks}
        assert row.change.beside is not None
        article = html[html.index(f'id="{row.anchor}"') :].partition("</article>")[0]
        assert f'id="{row.beside_anchor}"' in article
        assert f">可能对应</a> {100 * row.change.beside.score:.0f}%" in article
        assert not {label("kind.reworded", "zh"), label("kind.unchanged", "zh")} & set(re.findall(">([^<>]+)</a>", article))
    named = [row for row in rows if row.near]
    assert {id(row.change) for row in named} == {id(one) for one in comparison.changes if one.possible and not one.beside}
    assert named
    for row in named:
        assert row.change.nearest is not None
        assert "possible" in row.marks
        article = html[html.index(f'id="{row.anchor}"') :].partition("</article>")[0]
        assert f'<div class="near"><a href="#{row.near_anchor}">可能对应 {100 * row.change.nearest.score:.0f}%</a>' in article


def test_what_one_year_alone_tells_stands_in_its_column(comparison: Comparison) -> None:
    bands = [band for pair in page_content.of(comparison, "zh").pairs for band in pair.bands]
    for band in bands:
        columns = [*band.columns()]
        assert sorted(row.anchor for _, rows in columns for row in rows) == sorted(row.anchor for row in band.rows)
        linked = [row.anchor for _, rows in columns for row in rows if row.linked]
        assert linked == [row.anchor for row in band.rows if row.linked]
        for column, rows in columns:
            assert {row.change.kind for row in rows if not row.gone} <= {"old": {"dropped"}, "new": {"added"}}.get(
                column, {row.change.kind for row in rows}
            )
            assert all(row.gone or not row.change.possible for row in rows if column)
        assert [name for name, _ in columns[1:]].count("old") == [name for name, _ in columns].count("new")


def test_the_summary_counts_what_the_record_counts_and_each_number_leads_to_its_rows(comparison: Comparison, html: str) -> None:
    table = html[html.index(label("page.by-pair", "zh")) :]
    heads = re.findall('<th scope="col"[^>]*>([^<]*)</th>', table.partition("</thead>")[0])
    row = table[table.index('<th scope="row"><a href="#y2024"') :].partition("</tr>")[0]
    told = dict(zip(heads[1:], [re.sub("<[^>]+>", "", cell) for cell in re.findall('<td class="n">(.*?)</td>', row)], strict=True))
    newest = [one for one in comparison.changes if one.to_year == 2024]
    for kind in ("unchanged", "figures", "added", "dropped"):
        assert told[label(f"kind.{kind}", "zh")] == str(sum(one.kind == kind for one in newest))
    assert told[label("answer.new", "zh")] == str(sum(verdicts.is_news(one) and one.kind == "added" for one in newest))
    assert told[label("answer.gone", "zh")] == str(sum(verdicts.is_news(one) and one.kind == "dropped" for one in newest))
    pair = page_content.of(comparison, "zh").pairs[0]
    rows = [one for band in pair.bands for one in band.rows if not one.gone]
    for mark, count in pair.counts.items():
        assert count == sum(mark in one.marks for one in rows)
        assert not count or mark in {"missed", "conflict"} or f'data-set="kind={mark}&amp;pair=2023-2024">{count}</a>' in row


def test_the_head_of_the_page_tells_what_leads_among_the_new_and_the_gone(comparison: Comparison, html: str) -> None:
    shown = page_content.of(comparison, "zh")
    telling = html[html.index('<div class="telling">') :].partition('<ol class="headlines">')[0]
    for changes, kind in ((shown.new, "added"), (shown.gone, "dropped")):
        assert 0 < len(changes) <= 5
        assert all(one.change.kind == kind and verdicts.is_news(one.change) and one.change.to_year == 2024 for one in changes)
        for one in changes:
            assert f'href="#{shown.spots[one.ids[0]]}"' in telling


def test_any_two_years_are_shown_where_the_record_holds_them(comparison: Comparison) -> None:
    every = pipeline.compare(SERIES, Options(pairs="all"))
    assert (every.changes, comparison.across) == (comparison.changes, ())
    assert {(one.from_year, one.to_year) for one in every.across} == {(2021, 2023), (2021, 2024), (2022, 2024)}
    assert record.load(record.dump(every)) == every
    for old, new in {(one.from_year, one.to_year) for one in every.across}:
        between = [one for one in every.across if (one.from_year, one.to_year) == (old, new)]
        for year, side in ((old, "from_units"), (new, "to_units")):
            told = sorted(unit for one in between for unit in getattr(one, side))
            assert told == sorted(unit.id for unit in every.report(year).units), "every statement of both years stands once"
    html = page.render(every, "zh").decode("utf-8")
    reader = read(html)
    assert len(reader.ids) == len(set(reader.ids))
    assert {link[1:] for link in reader.links} <= set(reader.ids)
    shown = re.findall(r'data-pair="([\d-]+)"', html)
    assert shown == ["2023-2024", "2022-2023", "2021-2022", "2022-2024", "2021-2024", "2021-2023"]


def test_old_years_lie_where_the_browser_makes_nothing_of_them(html: str) -> None:
    bodies = re.findall(r'<div class="body">\s*(<\w+)', html)
    assert bodies == ["<div", "<noscript", "<noscript"]
    assert not re.search(r"<noscript>(?:(?!</noscript>).)*<noscript>", html, re.DOTALL), "one within another would end it"


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("办理案件85件。", "办理案件91件。", True),
        ("In 2023 swaps were $1.3 billion and $1.4 billion.", "In 2024 swaps were $1.4 billion and $1.3 billion.", True),
        ("Loans were $0.2 billion and $0.3 billion.", "Loans were $0.2 billion for both years.", True),
        ("At January 28, 2024, we had no loans.", "At February 2, 2025, we had no loans.", False),
        ("We had loans.", "We had 3 loans.", False),
    ],
)
def test_other_numbers_are_no_dates(old: str, new: str, marked: bool) -> None:
    change = Change("t", 2023, 2024, ("a",), ("b",), "reworded", False, 0.9, "fuzzy", text_diff.edits(old, new))
    marks = row_marks.of(change, None, row_marks.Trouble(frozenset(), frozenset()))
    assert ("numbers" in marks) is marked
