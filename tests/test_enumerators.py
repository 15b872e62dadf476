"""The grammar of labels: every kind, with every separator, before any heading; alone and one below another."""

from __future__ import annotations

import itertools

import pytest

from tongbi.language import enumerators, list_numerals, sentences
from tongbi.model import Block, Document, Source
from tongbi.readers import typed_tables
from tongbi.report import outline

HEADINGS = ("林区防火值守", "渔港收费公示", "数字档案移交", "夜间照明养护", "校园餐饮抽检")
TEXT = "巡护队每周检查两次，记录全部留存。"
# A kind of label by its number, and what may stand between it and the heading.
ANY = ("", " ", "\t", "\u3000")
APART = (" ", "\t", "\u3000\u3000")
FORMS = {
    "part": (lambda n: f"第{list_numerals.han(n)}部分", ANY),
    "chapter": (lambda n: f"第{list_numerals.han(n)}章", ANY),
    "stem": (lambda n: f"{'甲乙丙丁戊'[n - 1]}、", ANY),
    "legal": (lambda n: f"{list_numerals.legal(n)}、", ANY),
    "han": (lambda n: f"{list_numerals.han(n)}、", ANY),
    "han-bare": (list_numerals.han, APART),
    "roman": (lambda n: f"{chr(0x215F + n)}、", ANY),
    "roman-paren": (lambda n: f"（{chr(0x215F + n)}）", ANY),
    "roman-sign": (lambda n: chr(0x215F + n), APART),
    "paren": (lambda n: f"（{list_numerals.han(n)}）", ANY),
    "paren-sign": (lambda n: chr(0x321F + n), ANY),
    "arab": (lambda n: f"{n}.", ANY),
    "arab-comma": (lambda n: f"{n}、", ANY),
    "arab-sign": (lambda n: chr(0x2487 + n), ANY),
    "number": (str, ("", *APART)),
    "decimal": (lambda n: f"1.{n}", ("", *APART)),
    "decimal-wide": (lambda n: f"１．{chr(0xFF10 + n)}", ("", *APART)),
    "decimal-3": (lambda n: f"2.1.{n}", ("", *APART)),
    "arab-paren": (lambda n: f"（{n}）", ANY),
    "arab-paren-sign": (lambda n: chr(0x2473 + n), ANY),
}
CASES = [(kind, gap) for kind, (_, gaps) in FORMS.items() for gap in gaps]


def sections(lines: list[str]) -> list[tuple[int, str, str]]:
    document = Document(Source("r.txt", "txt", None, ""), tuple(map(Block, ["云溪县2024年档案工作报告", *lines])))
    return [(one.level, one.label, one.heading) for one in outline.outline(document).sections]


@pytest.mark.parametrize(("kind", "gap"), CASES, ids=[f"{kind}-{ord(gap[:1] or '0'):x}" for kind, gap in CASES])
def test_a_label_of_any_kind_is_set_apart_from_its_heading(kind: str, gap: str) -> None:
    label_of = FORMS[kind][0]
    lines = [line for n, heading in enumerate(HEADINGS, 1) for line in (f"{label_of(n)}{gap}{heading}", TEXT)]
    assert sections(lines) == [(1, label_of(n), heading) for n, heading in enumerate(HEADINGS, 1)]


WIDER = ["part", "legal", "han", "paren", "number", "arab", "decimal", "decimal-3", "arab-paren"]
NESTED = list(itertools.combinations(WIDER, 2))


@pytest.mark.parametrize(("upper", "lower"), NESTED)
def test_a_narrower_kind_stands_below_a_wider_one(upper: str, lower: str) -> None:
    (above, gaps), (below, inner) = FORMS[upper], FORMS[lower]
    lines = [f"{above(1)}{gaps[0]}{HEADINGS[0]}"]
    lines += [line for n in (1, 2) for line in (f"{below(n)}{inner[0]}{HEADINGS[n]}", TEXT)] + [f"{above(2)}{gaps[0]}{HEADINGS[3]}", TEXT]
    assert [level for level, _, _ in sections(lines)] == [1, 2, 2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "3 万户",
        "12 月",
        "1.2 亿元",
        "2.5 个百分点",
        "1.26万户",
        "7 名队员值守",
        "5 月起，公示渔港收费。",
        "一、二级",
        "3.5公里",
        "1.1总体平稳。",
        "甲、乙类传染病防治",
        "甲级资质",
        "4个方面",
    ],
)
def test_what_counts_is_no_label(text: str) -> None:
    assert enumerators.parse(text, chinese=True) is None


@pytest.mark.parametrize("heading", ["家校共育", "人才引进", "项目储备", "台账管理", "户籍改革", "级别核定", "处置情况", "个人信息保护"])
@pytest.mark.parametrize("label", ["1.2", "3", "2.1.4"])
@pytest.mark.parametrize("gap", [" ", "\t"])
def test_a_heading_may_begin_with_a_sign_that_counts(label: str, gap: str, heading: str) -> None:
    found = enumerators.parse(f"{label}{gap}{heading}", chinese=True)
    assert found is not None
    assert (found.printed, found.rest) == (label, heading)


def test_numbers_without_a_mark_label_only_what_counts_up() -> None:
    assert sections(["7 林区防火值守", TEXT, "9 渔港收费公示", TEXT]) == []


@pytest.mark.parametrize("verb", ["是", "要"])
@pytest.mark.parametrize("sign", ["{han}{verb}", "（{n}）", "{n}.", "⑴", "①", "⒈"])
def test_a_point_of_any_kind_is_set_apart(sign: str, verb: str) -> None:
    marker = sign.format(han="一", n=1, verb=verb)
    assert enumerators.point(f"{marker}补齐林区哨位。") == (marker, marker)


@pytest.mark.parametrize(
    ("text", "printed", "marker"),
    [
        ("第三，补齐林区哨位。", "第三，", "第三"),
        ("其二：补齐林区哨位。", "其二：", "其二"),
        ("第三产业增加值增长4%。", "", ""),
        ("第二轮督察问题整改完毕。", "", ""),
        ("其一生奉献林区。", "", ""),
    ],
)
def test_a_point_is_set_apart_by_its_ordinal(text: str, printed: str, marker: str) -> None:
    assert enumerators.point(text) == (printed, marker)


@pytest.mark.parametrize("sign", ["{n}是", "第{n}，", "其{n}，"])
def test_points_alone_in_their_paragraphs_are_headings_below_the_chapter(sign: str) -> None:
    lines = ["一、林区防火"]
    for number in "一二三":
        lines += [f"{sign.format(n=number)}守住林区，扎紧防火篱笆", TEXT]
    lines += ["二、渔港收费", TEXT]
    assert [level for level, *_ in sections(lines)] == [1, 2, 2, 2, 1]


def test_a_tab_behind_the_label_of_a_section_makes_no_table() -> None:
    text = "一、\t林区防火值守\n（一）\t渔港收费公示\n巡护队每周检查两次。"
    assert typed_tables.taken_out(text) == (text, {})
    assert len(typed_tables.taken_out("1.\t林区\t3\n2.\t渔港\t5")[1]) == 1


@pytest.mark.parametrize(
    ("label", "named"),
    [
        ("Item 1A.", ("Item 1A",)),
        ("ITEM NO. 5.", ("Item 5",)),
        ("Item No.9A", ("Item 9A",)),
        ("Items 1 and 2.", ("Item 1", "Item 2")),
        ("Items 10, 11, 12, 13 and 14.", ("Item 10", "Item 11", "Item 12", "Item 13", "Item 14")),
        ("Items 10, 11 & 12:", ("Item 10", "Item 11", "Item 12")),
        ("Item 16K.", ("Item 16K",)),
        ("ITEM 3.D.", ("Item 3.D",)),
        ("5.A", ("Item 5.A",)),
        ("第三节", ("第三节",)),
    ],
)
def test_a_label_names_one_item_of_a_form_or_several(label: str, named: tuple[str, ...]) -> None:
    assert enumerators.items(label) == named


def test_paragraphs_are_numbered_beyond_a_hundred() -> None:
    found = enumerators.parse("118. Lamps sold well.", chinese=False)
    assert found is not None
    assert (found.kind, found.number) == ("arab", 118)
    assert sentences.split("118. Lamps sold well. We lit 4 halls.", chinese=False) == ["118. Lamps sold well.", "We lit 4 halls."]
    assert enumerators.parse("2018. A year of lamps.", chinese=False) is None
