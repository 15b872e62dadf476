"""Headings told by the size and weight of their type, in pages of every format and on web pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi.config import Limits
from tongbi.model import Block, Document, Source
from tongbi.readers import html
from tongbi.readers.html.type_size import Size, told
from tongbi.readers.source_file import File
from tongbi.report import outline

TEXT = ["The trust ran nine gardens, two more than before.", "Volunteers gave 18,300 hours to them.", "Gifts paid for most of it."]
HEADS = [("How we worked with schools", 1), ("Gardens in town", 2), ("What grew well", 2), ("Money and people", 1), ("Gifts received", 2)]


def sections(*blocks: Block) -> list[tuple[int, str]]:
    title = Block("Larchwood Garden Trust annual report 2023", size=2.4)
    found = outline.outline(Document(Source("", "pdf", None, ""), (title, *blocks)))
    return [(one.level, one.heading) for one in found.sections]


def headed(*heads: tuple[str, float]) -> list[Block]:
    """Headings of a size, each above a paragraph."""
    return [block for at, (text, size) in enumerate(heads) for block in (Block(text, size=size), Block(TEXT[at % 3]))]


def test_a_line_alone_of_nearly_a_headings_type_goes_with_the_others() -> None:
    blocks = headed(("How we worked", 1.52), ("What we plan for 2024", 1.43), ("What it cost", 1.52), ("A word in large type", 3.0))
    assert sections(*blocks) == [(1, "How we worked"), (1, "What we plan for 2024"), (1, "What it cost")]


def test_a_heading_stands_above_larger_lines_too_once_its_type_is_one() -> None:
    listed = [Block(text, size=1.8) for text in ("Act openly", "Share what we grow", "Learn from the soil")]
    found = sections(*headed(("How we worked", 1.5), ("What it cost", 1.5)), Block("What we hold to", size=1.5), *listed, Block(TEXT[0]))
    assert found == [(1, "How we worked"), (1, "What it cost"), (1, "What we hold to")]


def test_a_type_that_stands_as_often_in_text_is_no_headings() -> None:
    circles = [Block(text, size=1.3) for text in ("4,600", "Gardeners", "In 71", "Parks", "And 185", "Trainers")]
    found = sections(*headed(("How we worked", 1.6), ("Our reach", 1.6)), *circles, Block(TEXT[1]), *headed(("What it cost", 1.6)))
    assert found == [(1, "How we worked"), (1, "Our reach"), (1, "What it cost")]


def test_where_most_headings_have_a_level_plain_short_lines_are_none() -> None:
    blocks = headed(("How we worked", 1.6), ("What it cost", 1.6))
    assert sections(*blocks, Block("Ann Ashgrove, Chair"), Block(TEXT[0])) == [(1, "How we worked"), (1, "What it cost")]


@pytest.mark.parametrize("apart", [" ", "\t"])
def test_points_in_plain_type_are_none_of_the_headings_with_numbers_in_large_type(apart: str) -> None:
    listed = [
        "1. Beds and borders. We keep forty of them.",
        "2. A seed library.",
        "3. Loans of tools to neighbours.",
        "4. Talks. Nine were held.",
    ]
    blocks = headed((f"1{apart}Gardens", 1.7), (f"1.1{apart}What we keep", 1.4))[:-1] + [Block(one) for one in listed]
    blocks += headed((f"1.2{apart}What we plan", 1.4), (f"2{apart}Money", 1.7))
    assert sections(*blocks) == [(1, "Gardens"), (2, "What we keep"), (2, "What we plan"), (1, "Money")]


@pytest.mark.parametrize(
    ("large", "middle", "text"),
    [
        ('<p><font size="5">{}</font></p>', '<p><font size="+1">{}</font></p>', "<p>{}</p>"),
        ('<p style="font: 16pt/1.4 Georgia">{}</p>', '<p style="font-size:13pt">{}</p>', '<p style="font-size: 10pt">{}</p>'),
        ('<div style="font-size:1.6em">{}</div>', '<div style="font-size:125%">{}</div>', "<div>{}</div>"),
        ('<p><span style="font-size:x-large">{}</span></p>', "<p><big><b>{}</b></big></p>", "<p>{}</p>"),
        ('<p style="font-size:20px;font-weight:bold">{}</p>', "<p><strong>{}</strong></p>", "<p>{}</p>"),
    ],
)
def test_type_sizes_of_a_web_page_give_headings_their_levels(large: str, middle: str, text: str) -> None:
    forms = {1: large, 2: middle}
    body = "".join(forms[level].format(head) + text.format(TEXT[at % 3]) for at, (head, level) in enumerate(HEADS))
    page = f'<html><body><p style="font-size:24pt">Larchwood Garden Trust annual report 2023</p>{body}</body></html>'
    found = outline.outline(html.read(File(Path("report.html"), page.encode(), Limits())))
    assert [(one.heading, one.level) for one in found.sections] == HEADS


@pytest.mark.parametrize(
    "sheet",
    [
        ".top{font-size:20px} .mid { font-size : 16px } p{font-size:12px}",
        "/* one */ p,td{font:10pt serif} p.top{font-size:150%}/*two*/ .body p.mid{FONT-SIZE:1.2em;color:red}",
        "@import url(a.css); p.mid{font-size:14pt} .mid{font-size:8pt} p.top{font-size:18pt} p{font-size:10pt}",
        "@media print{.top{font-size:6pt}} .top{font-size:2rem} .mid{font-size:large} .top:hover{font-size:5pt} p..mid{font-size:1pt}",
    ],
)
def test_a_style_sheet_tells_the_type_of_what_it_names(sheet: str) -> None:
    body = "".join(f'<p class="{("top", "mid")[level - 1]}">{head}</p><p>{TEXT[at % 3]}</p>' for at, (head, level) in enumerate(HEADS))
    title = '<p style="font-size:24pt" class="mid">Larchwood Garden Trust annual report 2023</p>'
    page = f'<html><head><style>{sheet}</style></head><body class="body">{title}{body}</body></html>'
    found = outline.outline(html.read(File(Path("report.html"), page.encode(), Limits())))
    assert [(one.heading, one.level) for one in found.sections] == HEADS


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ("12px", Size(9.0)), ("1.5rem", Size(18.0)), ("80%", Size(scale=0.8)), ("2 em", Size(scale=2.0)), ("large", Size(13.5)),
        ("7", Size(36.0)), ("larger", Size(scale=1.2)), ("-1", Size(scale=1 / 1.2)), ("", Size()), ("inherit", Size()),
        ("calc(1em + 2px)", Size()), ("1.2.3px", Size()), ("nanpx", Size()), ("-3px", Size()),
    ],
)  # fmt: skip
def test_sizes_are_read_in_every_unit(value: str, size: Size) -> None:
    assert told(value, "p") == size


@pytest.mark.parametrize(
    "title", ["Annual report 2023 | Culture Weekly", "Annual report 2023 - ReportsHub", "2023 annual report — Download"]
)
def test_a_page_that_prints_no_title_has_its_own_and_its_first_heading_stays_one(title: str) -> None:
    body = "".join(
        f"<h2>{head}</h2><p>{text}</p>" for head, text in zip(["The year in brief", "Rooms and stores", "Money"], TEXT, strict=True)
    )
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    found = outline.outline(html.read(File(Path("report.html"), page.encode(), Limits())))
    assert (found.title.lower().split() == title.lower().split()[:3], found.front) == (True, ())
    assert [one.heading for one in found.sections] == ["The year in brief", "Rooms and stores", "Money"]
