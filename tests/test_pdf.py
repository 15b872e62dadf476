"""PDF files: paragraphs by geometry, tables over page breaks, furniture left out, and nothing but one clear line for bad files."""

from __future__ import annotations

import math
import random
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import docx
import pytest

pytest.importorskip("pypdfium2")

from clock import HANG
from tongbi.config import Limits
from tongbi.errors import InputError
from tongbi.model import Block, Document, Grid
from tongbi.readers import pdf
from tongbi.readers.pages.lines import keeps_blank
from tongbi.readers.source_file import File
from tongbi.readers.wrapping import joined
from tongbi.report import outline
from tongbi.report.tables import cell_values

SHARED = Path(__file__).parents[2] / "shared"
WIDTH, HEIGHT = 595, 842
LEFT, RIGHT = 90, 505  # margins of the pages made here
PICTURE = "q 400 0 0 600 90 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"


# ── PDFs made by hand ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def made(pages: list[str], trailer: str = "", turned: int = 0, origin: int = 0, tree: Element | None = None) -> bytes:
    """A PDF of pages given by their content streams; fonts: L Helvetica, B Helvetica-Bold, C and H Song and Hei of the viewer.

    `tree` declares what the pages hold.
    """
    fonts = [
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
        *(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
            f"/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
            f"/FontDescriptor<</Type/FontDescriptor/FontName/{name}/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880"
            "/Descent -120/CapHeight 880/StemV 90>>>>]>>"
            for name in ("STSong-Light", "SimHei")
        ),
    ]
    resources = "<</Font<<" + "".join(f"/{name} {at + 3} 0 R" for at, name in enumerate("LBCH")) + ">>>>"
    kids = " ".join(f"{7 + 2 * at} 0 R" for at in range(len(pages)))
    first = 7 + 2 * len(pages)
    marked = f"/MarkInfo<</Marked true>>/StructTreeRoot {first} 0 R" if tree else ""
    objects = [f"<</Type/Catalog/Pages 2 0 R{marked}>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>", *fonts]
    for at, content in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{origin} {origin} {WIDTH + origin} {HEIGHT + origin}]/Rotate {turned}"
            f"/Resources {resources}/Contents {8 + 2 * at} 0 R/StructParents {at}>>"
        )
        objects.append(f"<</Length {len(content.encode('latin-1'))}>>\nstream\n{content}\nendstream")
    objects += structure(tree, first, [7 + 2 * at for at in range(len(pages))]) if tree else []
    raw = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(raw)
    raw += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    raw += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    raw += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode("latin-1")
    return bytes(raw)


@dataclass
class Element:
    """What a PDF declares: a type, further entries, and what is in it: elements, or pages (from 0) with the numbers of their content."""

    kind: str
    inside: list[Element | tuple[int, int]]
    more: str = ""


def structure(tree: Element, first: int, pages: list[int]) -> list[str]:
    """The objects of a tree of elements, the first of which is to be number `first`; `pages` are the numbers of the pages."""
    elements = [tree]
    for element in elements:  # grows
        elements += [one for one in element.inside if isinstance(one, Element)]
    numbers = {id(element): first + 1 + at for at, element in enumerate(elements)}
    parents = {id(one): numbers[id(element)] for element in elements for one in element.inside if isinstance(one, Element)}
    made, content = [], [dict[int, int]() for _ in pages]
    for element in elements:
        kids = []
        for one in element.inside:
            if isinstance(one, Element):
                kids.append(f"{numbers[id(one)]} 0 R")
            else:
                content[one[0]][one[1]] = numbers[id(element)]
                kids.append(f"<</Type/MCR/Pg {pages[one[0]]} 0 R/MCID {one[1]}>>")
        above = parents.get(id(element), first)
        made.append(f"<</Type/StructElem/S/{element.kind}/P {above} 0 R/K[{' '.join(kids)}]{element.more}>>")
    refs = (" ".join(f"{own[at]} 0 R" if at in own else "null" for at in range(max(own, default=-1) + 1)) for own in content)
    nums = " ".join(f"{at}[{own}]" for at, own in enumerate(refs))
    return [f"<</Type/StructTreeRoot/K {first + 1} 0 R/ParentTree<</Nums[{nums}]>>>>", *made]


def text(x: float, top: float, words: str, size: float = 16, font: str = "") -> str:
    """A line at a place from the upper left corner."""
    latin = words.isascii()
    font = font or ("L" if latin else "C")
    shown = f"({words})" if latin else f"<{words.encode('utf-16-be').hex()}>"
    return f"BT /{font} {size} Tf {x} {HEIGHT - top} Td {shown} Tj ET\n"


def lines(words: list[str], top: float = 120, *, x: float = LEFT, size: float = 16, step: float = 28) -> str:
    """Lines under each other, blanks of full width at their beginnings as indents."""
    return "".join(
        text(x + size * (len(one) - len(one.lstrip("　"))), top + step * at, one.lstrip("　"), size) for at, one in enumerate(words)
    )


def box(left: float, top: float, right: float, bottom: float, words: str = "", *, size: float = 10) -> str:
    """A cell with its rules, its text in the middle, with ^ at the top, with _ at the foot; | parts its lines."""
    rules = f"{left} {HEIGHT - bottom} {right - left} {bottom - top} re S\n"
    shown = words.lstrip("^_").split("|")
    middle = (top + bottom - (len(shown) - 1) * (size + 2)) / 2 + size / 2 - 1
    first = {"^": top + size + 1, "_": bottom - 4}.get(words[:1], middle)
    return rules + "".join(text(left + 3, first + at * (size + 2), one, size) for at, one in enumerate(shown) if one)


def read(raw: bytes, **limits: int) -> Document:
    return pdf.read(File(Path("report.pdf"), raw, Limits(**limits)))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Block)]


def grids(document: Document) -> list[list[tuple[str, int, int, int, int]]]:
    return [
        [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in one.cells]
        for one in document.blocks
        if isinstance(one, Grid)
    ]


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


FULL = "全区上下坚持依法行政推进法治政府建设各项工作取得新的"  # 26 characters of 16 points: a full line
BODY = ["　　" + FULL[:24], FULL, "成效。"]


# ── paragraphs ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_lines_become_paragraphs_by_their_indents() -> None:
    document = read(made([lines([*BODY, "　　（一）依法决策。严格", *BODY])]))
    assert texts(document) == [FULL[:24] + FULL + "成效。", "（一）依法决策。严格", FULL[:24] + FULL + "成效。"]


def test_an_indent_of_one_character_may_fall_short_of_it_by_a_hundredth() -> None:
    first, last = FULL[1:], FULL[1:] + "。"
    page = "".join(text(LEFT + indent, 120 + 28 * at, one) for at, (indent, one) in enumerate([(15.95, first), (0, last)] * 4))
    assert texts(read(made([page]))) == [first + last] * 4


def test_a_paragraph_goes_on_over_a_page_break_and_page_numbers_are_left_out() -> None:
    first = lines([*BODY, "　　" + FULL[:24], FULL]) + text(280, 800, "- 1 -", 14)
    second = lines([FULL, "成效。", *BODY]) + text(280, 800, "- 2 -", 14)
    assert texts(read(made([first, second]))) == [
        FULL[:24] + FULL + "成效。",
        FULL[:24] + FULL * 2 + "成效。",
        FULL[:24] + FULL + "成效。",
    ]


def test_a_paragraph_is_on_the_page_where_it_begins() -> None:
    document = read(made([lines([*BODY, "　　" + FULL[:24], FULL]), lines([FULL, "成效。", *BODY])]))
    assert [block.page for block in document.blocks if isinstance(block, Block)] == [1, 1, 2]
    assert [block.turns for block in document.blocks if isinstance(block, Block)] == [(), ((24 + len(FULL), 2),), ()]


def test_title_lines_stay_apart_and_are_centred() -> None:
    title = text(WIDTH / 2 - 3.5 * 22, 80, "苍屿区人民政府", 22, "H") + text(WIDTH / 2 - 4.5 * 22, 115, "法治政府建设年报告", 22, "H")
    document = read(made([title + lines(BODY * 3, 180)]))
    first, second, third, *_ = document.blocks
    assert first == Block("苍屿区人民政府", bold=True, centred=True, page=1, size=22 / 16)
    assert second == Block("法治政府建设年报告", bold=True, centred=True, page=1, size=22 / 16)
    assert third == Block(FULL[:24] + FULL + "成效。", page=1)


def test_a_heading_without_a_mark_ends_where_its_line_does() -> None:
    assert texts(read(made([lines(["　　一、总体情况", *BODY, "　　二、下一步工作", *BODY])])))[::2] == ["一、总体情况", "二、下一步工作"]


@pytest.mark.parametrize(
    ("number", "kept"),
    [("— 3 —", False), ("第3页 共8页", False), ("-1-", False), ("3/8", False), ("Page 3 of 8", False), ("2023", True), ("3.5%", True)],
)
def test_page_numbers_by_their_form(number: str, kept: bool) -> None:
    document = read(made([lines(BODY) + text(280, 800, number, 12)]))
    assert ("".join(number.split()) in "".join("".join(texts(document)).split())) is kept


def test_a_bare_number_is_a_page_number_when_it_counts_with_the_pages() -> None:
    counting = read(made([lines(BODY) + text(290, 800, str(at + 5), 12) for at in range(4)]))
    assert set(texts(counting)) == {FULL[:24] + FULL + "成效。"}
    others = read(made([lines(BODY) + text(290, 800, number, 12) for number in ("12", "907", "33", "5")]))
    assert {"12", "907", "33", "5"} <= set(texts(others))


def test_running_headers_are_left_out_and_a_line_said_twice_is_not() -> None:
    pages = [text(200, 50, f"苍屿区{2020 + at}年度报告", 10) + lines([*BODY, "　　特此报告。"]) for at in range(5)]
    document = read(made(pages))
    found = texts(document)
    assert document.properties == {"running head": "苍屿区2024年度报告"}
    assert not any("年度报告" in one for one in found)
    assert found.count("特此报告。") == 5


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"left line number {at} runs on here" for at in range(10)]
    right = [f"right line number {at} runs on too" for at in range(10)]
    page = text(LEFT, 60, "A title over both of the columns of this page", 12)
    page += "".join(
        text(LEFT, 100 + 14 * at, a, 11) + text(310, 100 + 14 * at, b, 11) for at, (a, b) in enumerate(zip(left, right, strict=True))
    )
    whole = " ".join(texts(read(made([page]))))
    assert whole == " ".join(["A title over both of the columns of this page", *left, *right])


def test_a_broken_word_is_mended_and_a_compound_is_not() -> None:
    page = [
        "The council built low-energy homes for the people of the oldest govern-",
        "ment quarter and went on in the same year to put up some more of the low-",
        "energy homes.",
    ]
    (found,) = texts(read(made([lines(page, size=12.5, step=16)])))
    assert "oldest government quarter" in found
    assert found.endswith("of the low-energy homes.")


def test_footnotes_are_kept_apart() -> None:
    notes = text(LEFT, 760, "① 数据来自统计公报。", 9) + text(LEFT, 772, "② 含", 9) + text(LEFT, 784, "镇街。", 9)
    document = read(made([lines(BODY * 4) + "90 95 m 230 95 l S\n" + notes]))
    assert document.notes == ("①数据来自统计公报。", "②含镇街。")
    assert not any("统计公报" in one for one in texts(document))


def test_a_raised_note_mark_does_not_join_a_figure() -> None:
    page = lines(BODY) + text(LEFT, 300, "办结") + text(LEFT + 32, 300, "35") + text(LEFT + 50, 294, "1", 9)
    page += text(LEFT + 56, 300, "件。") + text(LEFT, 760, "1", 9) + text(LEFT + 6, 760, "含上年结转。", 9)
    document = read(made([page]))
    assert texts(document)[1:] == ["办结35件。"]
    assert document.notes == ("1含上年结转。",)


@pytest.mark.parametrize(
    ("before", "after", "gap", "kept"),
    [
        ("in", "2024", 0.3, True),
        ("2024", "年", 0.3, False),
        ("结", "果", 1.0, False),
        ("第二十条", "第（一）项", 0.5, True),
        ("提升，", "改进", 0.5, False),
    ],
)
def test_which_blanks_are_printed_ones(before: str, after: str, gap: float, kept: bool) -> None:
    assert keeps_blank(before, after, gap) is kept


def test_characters_out_of_order_are_put_in_their_places() -> None:
    size = 16
    page = text(LEFT, 100, "推进", size) + text(LEFT + 3 * size, 100, "一网通办", size) + text(LEFT + 8 * size, 100, "改革", size)
    page += text(LEFT + 2 * size, 100, "“", size) + text(LEFT + 7 * size, 100, "”", size)
    assert texts(read(made([page + lines(BODY, 200)])))[0] == "推进“一网通办”改革"


def test_leader_dots_mark_contents() -> None:
    document = read(made([lines(["一、总体情况............3", "二、存在问题............5"]) + lines(BODY, 300)]))
    assert codes(document) == ["contents-left-out"]
    assert texts(document) == [FULL[:24] + FULL + "成效。"]


# ── how lines are set ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def shifted(by: float) -> str:
    """A page of three paragraphs whose column is 26 characters less `by` points wide and begins further right."""
    words = FULL[: 26 - round(by / 16)]
    return lines([words[2:] and "　　" + words[2:], words, words, "成效。"] * 3, x=LEFT + by)


def test_each_page_has_its_own_margins() -> None:
    document = read(made([shifted(0), shifted(64), shifted(0), shifted(96)]))
    assert [text[-3:] for text in texts(document)] == ["成效。"] * 12


ENGLISH = [
    "The council met in Haichuan on nine days of the",
    "year, and its committees",
    "on forty. Its members",
    "decided on 35 petitions.",
]


def test_english_goes_on_in_lower_case_whatever_room_its_lines_leave() -> None:
    document = read(made([lines(["Work of the council", *ENGLISH, "Petitions were answered within ten days."], size=11, step=15)]))
    assert texts(document)[1] == " ".join(ENGLISH)


WIDE = ["The garden was open on ninety days, and everyone who came was asked what they would like to see there next year."] * 4
NARROW = [
    "Members of the board were Ann Ashgrove, Lena",
    "Brooke, Pat Carrow, Samuel Dunn, Ines Elder,",
    "Jo Firth, Kit Garland and Mo Hazel.",
]


def test_a_block_beside_a_picture_is_one_paragraph_though_its_lines_end_far_from_the_margin() -> None:
    page = lines(WIDE, size=8, step=11) + lines(NARROW, 200, size=8, step=11)
    assert texts(read(made([page])))[-1] == " ".join(NARROW)


@pytest.mark.parametrize("listed", [["Ann Ashgrove", "Lena Brooks", "Pat Carrow"], ["Seeds, bulbs", "Tools and carts,", "Water", "Paint"]])
def test_a_list_below_each_other_stays_one(listed: list[str]) -> None:
    page = lines(WIDE, size=8, step=11) + lines(listed, 200, size=8, step=11)
    assert texts(read(made([page])))[-len(listed) :] == listed


def test_a_line_that_asks_for_another_word_goes_on_save_in_a_caption() -> None:
    middle = text(230, 200, "Since 2012 we have run courses in", 12) + text(230, 214, "72 towns for 5,310 gardeners.", 12)
    assert (
        texts(read(made([lines(WIDE, size=8, step=11) + middle])))[-1] == "Since 2012 we have run courses in 72 towns for 5,310 gardeners."
    )
    listed = ["Sing together", "Leave nobody out", "A choir for all", "Who we are", "Tell the truth"]
    middle = "".join(text(260, 200 + 14 * at, one, 12) for at, one in enumerate(listed))
    assert texts(read(made([lines(WIDE, size=8, step=11) + middle])))[-5:] == listed
    caption = lines([*WIDE, "It ends in release 3. The", "Figure 1: Members by year"], size=8, step=11)
    assert texts(read(made([caption])))[-1] == "Figure 1: Members by year"


def test_type_sizes_give_headings_their_levels() -> None:
    parts = [("Annual report 2023", 24), ("How we work", 18), ("", 0), ("What we paid for it", 13), ("", 0), ("Who we are", 18), ("", 0),
             ("How we are elected", 13), ("", 0)]  # fmt: skip
    page = "".join(
        text(LEFT, 100 + 50 * at, words, size) if words else text(LEFT, 90 + 50 * at, "It was a year of steady work for all of us.", 10)
        for at, (words, size) in enumerate(parts)
    )
    found = [(one.heading, one.level) for one in outline.outline(read(made([page]))).sections]
    assert found == [("How we work", 1), ("What we paid for it", 2), ("Who we are", 1), ("How we are elected", 2)]


def turned(x: float, top: float, words: str, degrees: float, size: float = 30) -> str:
    """A text at an angle."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    shown = words.encode("utf-16-be").hex()
    return f"BT /C {size} Tf {cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x} {HEIGHT - top} Tm <{shown}> Tj ET\n"


@pytest.mark.parametrize("degrees", [20, 45, -30, 90])
def test_what_does_not_run_level_stands_in_no_sentence(degrees: float) -> None:
    page = lines(BODY * 4) + turned(200, 300, "内部资料严禁外传", degrees)
    assert texts(read(made([page, page]))) == ["".join(BODY).strip("　")] * 8
    once = read(made([page]))
    assert texts(once) == ["".join(BODY).strip("　")] * 4
    assert [(finding.code, finding.values) for finding in once.findings] == [("text-turned", {"count": "8"})]


@pytest.mark.parametrize("degrees", [90, -90, 180])
def test_a_page_whose_text_is_turned_is_read_as_one_turns_it(degrees: float) -> None:
    step = math.radians(degrees)
    places = [(300 - 200 * math.cos(step) + 28 * at * math.sin(step), 400 + 28 * at * math.cos(step)) for at in range(3)]
    page = "".join(turned(x, y, words, degrees, 16) for (x, y), words in zip(places, [BODY[0].strip("　"), *BODY[1:]], strict=True))
    document = read(made([lines(BODY), page]))
    assert texts(document)[-1].endswith("取得新的成效。")
    assert "text-turned" not in codes(document)


@pytest.mark.parametrize("times", [2, 3])
def test_a_cover_printed_several_times_with_a_shift_is_read_once(times: int) -> None:
    cover = "".join(
        text(120 + 28 * at + 1.5 * again, 200 + again, char, 28) for at, char in enumerate("二〇二三年年报") for again in range(times)
    )
    assert texts(read(made([cover + lines(BODY, 400)])))[0] == "二〇二三年年报"


def test_words_of_a_tight_heading_stand_apart() -> None:
    heading = "BT /B 24 Tf 90 780 Td [(R) 60 (e) 60 (p) 60 (o) 60 (r) 60 (t) -140 (o) 60 (f) -140 (C) 60 (h) 60 (a) 60 (i) 60 (r)] TJ ET\n"
    assert texts(read(made([heading + lines(ENGLISH, size=11, step=15)])))[0] == "Report of Chair"


@pytest.mark.parametrize(
    ("before", "after", "chinese", "whole"),
    [
        ("the ‘best’", "‘of’ all", False, "the ‘best’ ‘of’ all"),
        ("called", "“open”", False, "called “open”"),
        ("所称", "“公开”", True, "所称“公开”"),
    ],
)
def test_quotation_marks_are_as_wide_as_the_text_around_them(before: str, after: str, chinese: bool, whole: str) -> None:
    assert joined(before, after, chinese=chinese) == whole


def test_codes_that_no_character_stands_for_are_said_with_their_page() -> None:
    page = text(LEFT, 90, "\ue123全区依法行政。\ue456") + text(LEFT, 150, "提高效\ue789。")
    document = read(made([lines(BODY), page]))
    assert texts(document)[1:] == ["•全区依法行政。\ufffd", "提高效\ufffd。"]
    assert [(one.code, one.values) for one in document.findings] == [
        ("lost-characters", {"count": "2"}),
        ("characters-lost-on", {"count": "1", "pages": "2"}),
    ]


def test_two_pages_have_a_running_head_too_and_a_text_said_twice_is_none() -> None:
    head = text(250, 60, "海川市住房保障局", 9)
    document = read(made([head + lines(BODY), head + lines(BODY)]))
    assert texts(document) == ["".join(BODY).strip("　")] * 2
    assert texts(read(made([lines(BODY, 60), lines(BODY, 60)]))) == ["".join(BODY).strip("　")] * 2


@pytest.mark.parametrize("stamp", ["2024/3/6 10:15", "3/6/24, 10:15 AM", "06.03.2024, 10:15"])
def test_what_a_browser_prints_around_a_page_is_left_out(stamp: str) -> None:
    around = (
        text(20, 30, stamp, 8)
        + text(250, 30, "年度报告", 8)
        + text(20, 830, "https://example.gov.cn/art/1.html", 8)
        + text(560, 830, "1/1", 8)
    )
    assert texts(read(made([around + lines(BODY)]))) == ["".join(BODY).strip("　")]


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_ruled_table_with_merged_cells_stands_in_its_place_once() -> None:
    table = (
        box(90, 300, 190, 360, "指标")
        + box(190, 300, 390, 330, "数量")
        + box(190, 330, 290, 360, "上年")
        + box(290, 330, 390, 360, "商业企|业")
    )
    table += box(90, 360, 190, 390, "行政许可") + box(190, 360, 290, 390, "12") + box(290, 360, 390, 390, "15")
    document = read(made([lines(BODY) + table + lines(BODY, 500)]))
    assert [type(block) for block in document.blocks] == [Block, Grid, Block]
    assert grids(document) == [
        [
            *(("指标", 0, 0, 2, 1), ("数量", 0, 1, 1, 2), ("上年", 1, 1, 1, 1), ("商业企业", 1, 2, 1, 1)),
            *(("行政许可", 2, 0, 1, 1), ("12", 2, 1, 1, 1), ("15", 2, 2, 1, 1)),
        ]
    ]


def test_a_table_over_a_page_break_is_one_and_its_torn_cells_whole() -> None:
    above = box(90, 600, 190, 680, "（三）不|予公开") + box(190, 600, 390, 640, "国家秘密") + box(190, 640, 390, 680, "禁止公开")
    above += box(90, 680, 190, 700, "_（四）无") + box(190, 680, 390, 700, "不掌握信息") + text(280, 800, "- 1 -", 12)
    below = box(90, 80, 190, 140, "^法提供") + box(190, 80, 390, 110, "没有信息") + box(190, 110, 390, 140, "内容不明")
    below += box(90, 140, 190, 160, "总计") + box(190, 140, 390, 160, "3050") + lines(BODY, 300) + text(280, 800, "- 2 -", 12)
    (grid,) = grids(read(made([lines(BODY) + above, below])))
    assert [cell for cell in grid if cell[2] == 0] == [("（三）不予公开", 0, 0, 2, 1), ("（四）无法提供", 2, 0, 3, 1), ("总计", 5, 0, 1, 1)]
    assert [cell[0] for cell in grid if cell[2] == 1] == ["国家秘密", "禁止公开", "不掌握信息", "没有信息", "内容不明", "3050"]


def test_repeated_head_rows_stand_once_and_a_torn_row_is_whole() -> None:
    head = box(90, 100, 190, 130, "单位") + box(190, 100, 390, 130, "说明")
    first = head + box(90, 130, 190, 160, "第一办事处") + box(190, 130, 390, 160, "负责普法。")
    first += box(90, 160, 190, 190, "第二办事处") + box(190, 160, 390, 190, "_负责协调监督工作并且")
    second = head + box(90, 130, 190, 150, "") + box(190, 130, 390, 150, "^按时报告。") + box(90, 150, 190, 180, "第三办事处")
    second += box(190, 150, 390, 180, "负责执法。")
    (grid,) = grids(read(made([first, second])))
    assert [cell[0] for cell in grid] == [
        *("单位", "说明", "第一办事处", "负责普法。", "第二办事处", "负责协调监督工作并且按时报告。", "第三办事处", "负责执法。"),
    ]


def test_two_tables_with_other_columns_stay_two() -> None:
    first = box(90, 700, 190, 730, "甲") + box(190, 700, 390, 730, "乙") + box(90, 730, 190, 760, "1") + box(190, 730, 390, 760, "2")
    second = box(90, 80, 290, 110, "丙") + box(290, 80, 450, 110, "丁") + box(90, 110, 290, 140, "3") + box(290, 110, 450, 140, "4")
    assert len(grids(read(made([lines(BODY) + first, second + lines(BODY, 300)])))) == 2


def test_a_frame_around_text_is_no_table() -> None:
    document = read(made([lines(BODY) + f"{LEFT - 10} 500 440 300 re S\n" + text(300, 350, "附注", 12) + text(200, 350, "甲", 12)]))
    assert grids(document) == []


def test_vertical_writing_stands_in_its_cell_whatever_its_type_size_is_made_of() -> None:
    """The loose box of a vertical font is 200 points wide where the type size is 200 and the matrix makes 12 of it."""
    rows = (("件数", "120"), ("金额", "35"), ("人数", "7"))
    cells = "".join(
        box(120, top, 300, top + 40, a) + box(300, top, 490, top + 40, b) for top, (a, b) in zip((300, 340, 380), rows, strict=True)
    )
    upright = f"BT /H 200 Tf 0.06 0 0 0.06 105 {HEIGHT - 320} Tm <{'行政处罚情况'.encode('utf-16-be').hex()}> Tj ET\n"
    before, _, after = made([lines(BODY) + box(90, 300, 120, 420) + cells + upright]).rpartition(b"UniGB-UCS2-H")
    (grid,) = grids(read(before + b"UniGB-UCS2-V" + after))
    assert [cell[0] for cell in grid] == ["行政处罚情况", *(word for row in rows for word in row)]


def test_a_table_open_at_its_sides_has_its_outer_columns() -> None:
    level = "".join(f"90 {HEIGHT - y} m 390 {HEIGHT - y} l S\n" for y in (300, 330, 360))
    upright = "".join(f"{x} {HEIGHT - 300} m {x} {HEIGHT - 360} l S\n" for x in (190, 290))
    cells = "".join(text(95 + 100 * (at % 3), 320 + 30 * (at // 3), one, 10) for at, one in enumerate("甲乙丙丁戊己"))
    (grid,) = grids(read(made([lines(BODY) + level + upright + cells])))
    assert [cell[:3] for cell in grid] == [("甲", 0, 0), ("乙", 0, 1), ("丙", 0, 2), ("丁", 1, 0), ("戊", 1, 1), ("己", 1, 2)]


def test_a_row_below_a_page_break_that_says_the_same_is_no_rest_of_the_row_above() -> None:
    first = box(90, 700, 190, 730, "某甲") + box(190, 700, 390, 730, "独立董事") + box(390, 700, 490, 730, "是")
    second = box(90, 80, 190, 110) + box(190, 80, 390, 110, "董事") + box(390, 80, 490, 110, "是") + lines(BODY, 300)
    (grid,) = grids(read(made([lines(BODY) + first, second])))
    assert [cell[0] for cell in grid] == ["某甲", "独立董事", "是", "", "董事", "是"]


def test_rules_in_one_path_and_a_coloured_ground() -> None:
    edges = "".join(f"{x} {HEIGHT - 360} m {x} {HEIGHT - 300} l " for x in (90, 190, 390))
    edges += "".join(f"90 {HEIGHT - y} m 390 {HEIGHT - y} l " for y in (300, 330, 360)) + "S\n"
    ground = f"0.9 g 90 {HEIGHT - 345} 300 15 re f 0 g\n"
    cells = text(95, 320, "指标", 10) + text(195, 320, "数量", 10) + text(95, 350, "许可", 10) + text(195, 350, "12", 10)
    assert grids(read(made([lines(BODY) + ground + edges + cells]))) == [SMALL_GRID]


SMALL = box(90, 300, 190, 330, "指标") + box(190, 300, 390, 330, "数量") + box(90, 330, 190, 360, "许可") + box(190, 330, 390, 360, "12")
SMALL_GRID = [("指标", 0, 0, 1, 1), ("数量", 0, 1, 1, 1), ("许可", 1, 0, 1, 1), ("12", 1, 1, 1, 1)]


# A process of its own in which PDFium looks for fonts in an empty folder, as on a machine without Chinese ones.
WITHOUT_FONTS = """
import ctypes, sys
from pathlib import Path
import pypdfium2.raw as pdfium
folders = (ctypes.POINTER(ctypes.c_char) * 2)(ctypes.create_string_buffer(sys.argv[1].encode()), None)
pdfium.FPDF_DestroyLibrary()
pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=folders))
from tongbi import readers
for block in readers.read(Path(sys.argv[2])).blocks:
    print(getattr(block, "text", "") or "|".join(cell.text for cell in block.cells))
"""


@pytest.mark.parametrize(("turned", "matrix"), [(0, (1, 0, 0, 1, 0, 0)), (90, (0, 1, -1, 0, WIDTH, 0))])
def test_text_is_whole_without_the_fonts_it_is_set_in(tmp_path: Path, turned: int, matrix: tuple[int, ...]) -> None:
    down = HEIGHT - WIDTH if turned else 0
    content = text(80, down + 200, "依法行政工作情况。") + text(80, down + 228, "业") + SMALL
    path, empty = tmp_path / "report.pdf", tmp_path / "fonts"
    path.write_bytes(made([f"{' '.join(map(str, matrix))} cm\n{content}"], turned=turned))
    empty.mkdir()
    command = [sys.executable, "-c", WITHOUT_FONTS, str(empty), str(path)]
    shown = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert sorted(shown.split()) == sorted(["依法行政工作情况。", "业", "指标|数量|许可|12"])


@pytest.mark.parametrize(
    ("turned", "matrix"), [(90, (0, 1, -1, 0, WIDTH, 0)), (180, (-1, 0, 0, -1, WIDTH, HEIGHT)), (270, (0, -1, 1, 0, 0, HEIGHT))]
)
def test_a_turned_page_is_read_as_it_is_shown(turned: int, matrix: tuple[int, ...]) -> None:
    down = HEIGHT - WIDTH if turned != 180 else 0  # what is shown is as high as the page is wide
    content = text(80, down + 200, "依法行政工作情况。") + text(80, down + 228, "第二行在此处。")
    document = read(made([f"{' '.join(map(str, matrix))} cm\n{content}{SMALL}"], turned=turned))
    assert texts(document) == ["依法行政工作情况。", "第二行在此处。"]
    assert grids(document) == [SMALL_GRID]


def test_a_page_may_begin_anywhere() -> None:
    document = read(made([f"1 0 0 1 200 200 cm\n{lines(BODY)}{SMALL}"], origin=200))
    assert texts(document) == [FULL[:24] + FULL + "成效。"]
    assert grids(document) == [SMALL_GRID]


def test_a_signature_at_the_right_stays_in_its_lines() -> None:
    page = lines(["依法行政工作情况报告如下。"]) + text(380, 300, "苍屿区人民政府") + text(380, 328, "二〇二四年一月")
    assert texts(read(made([page])))[1:] == ["苍屿区人民政府", "二〇二四年一月"]


# ── scans ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_scan_goes_to_character_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    other = ModuleType("tongbi.readers.ocr")
    other.read_pdf = lambda file: Document(file.source("pdf"), (Block("recognised"),))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tongbi.readers.ocr", other)
    raw = made([PICTURE, PICTURE + text(290, 800, "2", 12)])
    assert texts(read(raw)) == ["recognised"]


def test_a_scanned_page_in_a_text_is_named() -> None:
    document = read(made([lines(BODY), lines(BODY), PICTURE, lines(BODY)]))
    assert [(finding.code, finding.values) for finding in document.findings] == [("pages-without-text", {"count": "1", "pages": "3"})]
    assert len(texts(document)) == 3


# ── bad files ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_locked_file_is_refused() -> None:
    key = "00" * 32
    with pytest.raises(InputError, match=r"^report\.pdf: locked with a password; "):
        read(made([lines(BODY)], f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{key}>/U<{key}>>>/ID[<00><00>]"))


def test_more_pages_than_the_limit_are_refused_with_the_option_named() -> None:
    with pytest.raises(InputError, match=r"^report\.pdf: 3 pages, more than 2; .*--max-pages"):
        read(made([lines(BODY)] * 3), max_pages=2)


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n", b"%PDF-1.7\ntrailer<</Root 9 0 R>>", b"%PDF-1.4 nothing"], ids=["head", "trailer", "words"])
def test_a_damaged_file_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError, match=r"^report\.pdf: damaged PDF; "):
        read(raw)


@pytest.mark.parametrize("seed", range(40))
def test_any_damage_gives_a_document_or_one_clear_line(seed: int) -> None:
    table = (
        box(90, 300, 190, 330, "指标") + box(190, 300, 390, 330, "数量") + box(90, 330, 190, 360, "许可") + box(190, 330, 390, 360, "12")
    )
    raw = bytearray(made([lines(BODY) + table, lines(BODY)]))
    chance = random.Random(seed)
    if seed % 4 == 0:
        del raw[chance.randrange(len(raw)) :]
    for _ in range(chance.choice((1, 10, 100))):
        if raw:
            raw[chance.randrange(len(raw))] = chance.randrange(256)
    with suppress(InputError):
        assert isinstance(read(bytes(raw)), Document)


# ── files of a word processor, real files ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice to print a PDF with")
def test_a_printed_sample_gives_the_paragraphs_of_its_document(tmp_path: Path) -> None:
    (source,) = (Path(__file__).parents[1] / "reports" / "苍屿区").glob("*.docx")
    made_by = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        tmp_path,
    ]
    subprocess.run([*made_by, source], check=False, capture_output=True, timeout=HANG)
    printed = next(tmp_path.glob("*.pdf"), None)
    if printed is None:
        pytest.skip("LibreOffice printed nothing")
    wanted = [paragraph.text.strip() for paragraph in docx.Document(str(source)).paragraphs if paragraph.text.strip()]
    assert texts(read(printed.read_bytes())) == wanted


@pytest.fixture(scope="module")
def real() -> Document:
    found = next((SHARED / "corpus" / "xxgk_huaian_pdf").glob("*.pdf"), None)
    if found is None:
        pytest.skip("the real reports are not beside this checkout")
    return read(found.read_bytes())


def test_a_real_report_comes_out_whole(real: Document) -> None:
    shape = "".join("G" if isinstance(block, Grid) else "c" if block.centred else "b" if block.bold else "." for block in real.blocks)
    assert shape == "cc.b......bGbGbGb..b."
    assert (real.findings, real.notes) == ((), ())
    assert not any("-" in text and len(text) < 8 for text in texts(real))


def test_the_tables_of_a_real_report_are_exact(real: Document) -> None:
    first, second, third = grids(real)
    shapes = [
        (max(row + rows for _, row, _, rows, _ in one), max(at + columns for _, _, at, _, columns in one)) for one in (first, second, third)
    ]
    assert shapes == [(14, 4), (28, 10), (4, 15)]
    for grid, (rows, columns) in zip((first, second, third), shapes, strict=True):
        covered = [(row + a, at + b) for _, row, at, high, wide in grid for a in range(high) for b in range(wide)]
        assert len(covered) == len(set(covered)) == rows * columns
    assert [cell for cell in second if cell[2] == 0][-2:] == [("三、本年度办理结果", 5, 0, 22, 1), ("四、结转下年度继续办理", 27, 0, 1, 3)]
    assert ("（四）无法提供", 15, 1, 3, 1) in second
    assert [cell[0] for cell in second if cell[1] == 26] == ["（七）总计", "2932", "53", "0", "0", "61", "4", "3050"]
    assert [cell[0] for cell in third if cell[1] == 3] == [
        *("72", "64", "178", "37", "351", "13", "4", "8", "1", "26", "12", "1", "1", "6", "20")
    ]


def test_page_numbers_of_a_paper_printed_on_other_pages() -> None:
    pages = [lines(BODY) + (text(290, 560, str(number), 10) if number else "") for number in (3, 0, 4, 5, 0, 0, 6)]
    assert not any(one.isdigit() for one in texts(read(made(pages))))
    table = [lines(BODY) + text(290, 560, str(number), 10) for number in (7, 3, 12)]
    assert sum(one.isdigit() for one in texts(read(made(table)))) == 3


def test_a_short_bold_line_below_a_full_one_is_a_paragraph() -> None:
    first = lines([BODY[0], FULL[:-1] + "。"]) + text(LEFT, 176, "工作成效", 16, "H") + lines(BODY, 204)
    assert texts(read(made([first])))[1] == "工作成效"


@pytest.mark.parametrize(
    ("above", "below", "whole", "elsewhere"),
    [
        ("grants for first-", "generation students.", "first-generation", "A first-generation student came."),
        ("the work of long-", "standing members.", "long-standing", "It is long. Their standing grew."),
        ("with a new under-", "standing of it.", "understanding", "Our understanding of it, under a standing order."),
        ("plans of the govern-", "ment for the year.", "government", "The council agreed."),
        ("aid for self-", "employed people.", "self-employed", "The employed came as well."),
    ],
)
def test_a_hyphen_at_a_line_end(above: str, below: str, whole: str, elsewhere: str) -> None:
    start = "In this year the council gave out more money and many more "
    page = "".join(
        text(LEFT, 120 + 14 * at, one, 10) for at, one in enumerate((start + "people came here", start + above, below, elsewhere))
    )
    assert whole in " ".join(texts(read(made([page]))))


@pytest.mark.parametrize(
    ("number", "told"),
    [("1,118,400,456.6|0", [1_118_400_456.6]), ("118,400,456.60|20.15", [118_400_456.6, 20.15])],
)
def test_a_number_whose_last_digit_a_narrow_cell_puts_on_the_next_line_is_one(number: str, told: list[float]) -> None:
    """A label over two lines stands beside it; two whole numbers stand in two rows."""
    heads = "".join(box(left, 240, right, 260, word) for left, right, word in ((72, 200, "项目"), (200, 280, "本年"), (280, 400, "上年")))
    other = "466,664,677.00" if len(told) == 1 else "466,664,677.00|18.25"
    below = box(72, 260, 200, 290, "^经营活动产生|现金净额") + box(200, 260, 280, 290, f"^{number}") + box(280, 260, 400, 290, f"^{other}")
    (found,) = grids(read(made([lines(BODY) + heads + below])))
    assert [cell_values.value(word)[0] for word, _, column, _, _ in found if column == 1][1:] == told


OLD = [
    "The board keeps an archive of every survey that it has paid for in the last years",
    "and opens it to all who ask for it in writing once the survey is two years old.",
    "Each reader signs for what is lent to them, and the staff count all that came back",
    "at the end of the month, so that nothing has been lost since the archive was made.",
]


def reprinted(numbers: tuple[int, ...], size: float = 10) -> list[str]:
    """Pages in the midst of which those of an older print end, with their numbers and running heads, within a sentence."""
    made = []
    for at, number in enumerate(numbers):
        top = 120 + 60 * at
        above = text(LEFT, top, OLD[at % 2 * 2], 10) + text(290, top + 40, str(number), size) + text(LEFT, top + 60, "To the contents", 10)
        made.append(above + text(LEFT, top + 100, OLD[at % 2 * 2 + 1], 10))
    return made


def test_numbers_and_heads_of_an_older_print_are_left_out_wherever_they_stand_and_its_sentences_go_on() -> None:
    found = texts(read(made(reprinted((31, 32, 33, 34)))))
    assert found == [f"{OLD[0]} {OLD[1]}", f"{OLD[2]} {OLD[3]}"] * 2


@pytest.mark.parametrize(("numbers", "size"), [((31, 36, 38, 40), 10), ((1, 2, 3, 4), 24)])
def test_numbers_that_do_not_count_and_large_ones_are_text(numbers: tuple[int, ...], size: float) -> None:
    found = texts(read(made(reprinted(numbers, size))))
    assert [one for one in found if one.isdigit()] == [str(number) for number in numbers]
