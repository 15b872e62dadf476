"""Word documents: text in order, numbers as Word sets them, tables with their merged cells, looks from styles."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tongbi import readers
from tongbi.errors import InputError
from tongbi.language import list_numerals
from tongbi.language.folding import fold
from tongbi.model import Block, Document, Grid
from tongbi.readers import paragraphs

SHARED = Path(__file__).parents[2] / "shared" / "corpus"
PROSE = "全区坚持依法行政，办理案件八十五件，扎实推进法治政府建设各项工作。"


def saved(folder: Path, markup: str, numbering: str = "", made: Any = None) -> Document:
    """A Word document whose body is `markup` and whose numberings are `numbering`, read."""
    made = made or docx.Document()
    for child in list(parse_xml(f"<w:body {nsdecls('w')}>{markup}</w:body>")):
        made.element.body.insert(len(made.element.body) - 1, child)
    if numbering:
        root = made.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        for child in list(parse_xml(f"<w:numbering {nsdecls('w')}>{numbering}</w:numbering>")):
            root.append(child)
    made.save(str(folder / "made.docx"))
    return readers.read(folder / "made.docx")


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def item(text: str, number: int = 1, level: int = 0) -> str:
    return paragraph(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Block)]


def grids(document: Document) -> list[list[tuple[str, int, int, int, int]]]:
    return [
        [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in block.cells]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


# ── numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def level(place: int, form: str, text: str, more: str = "") -> str:
    return f"<w:lvl w:ilvl='{place}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"


def abstract(*levels: str) -> str:
    return f"<w:abstractNum w:abstractNumId='7'>{''.join(levels)}</w:abstractNum>"


def num(number: int, more: str = "") -> str:
    return f"<w:num w:numId='{number}'><w:abstractNumId w:val='7'/>{more}</w:num>"


OUTLINE = abstract(
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "%1.%3.%4", "<w:isLgl/>"),
)


def test_levels_count_and_start_again_below_a_higher_one(tmp_path: Path) -> None:
    steps = [(0, "甲"), (1, "乙"), (1, "丙"), (2, "丁"), (2, "戊"), (1, "己"), (2, "庚"), (0, "辛"), (1, "壬"), (3, "癸")]
    found = saved(tmp_path, "".join(item(text, 1, place) for place, text in steps), OUTLINE + num(1))
    assert texts(found) == ["一、甲", "（一）乙", "（二）丙", "1.丁", "2.戊", "（三）己", "1.庚", "二、辛", "（一）壬", "2.1.1 癸"]


def test_numbers_of_one_numbering_count_on_unless_one_starts_anew(tmp_path: Path) -> None:
    anew = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"
    body = item("甲", 1) + item("乙", 2) + item("丙", 3) + item("丁", 3) + item("戊", 9)
    assert texts(saved(tmp_path, body, OUTLINE + num(1) + num(2) + num(3, anew))) == ["一、甲", "二、乙", "五、丙", "六、丁", "戊"]


def test_a_level_that_never_starts_again_and_one_of_its_own(tmp_path: Path) -> None:
    never = level(1, "decimal", "第%2条", "<w:lvlRestart w:val='0'/>")
    own = f"<w:lvlOverride w:ilvl='0'>{level(0, 'upperRoman', 'Part %1')}</w:lvlOverride>"
    body = item("总则") + item("甲", 1, 1) + item("分则") + item("乙", 1, 1) + item("Notes", 2)
    found = saved(tmp_path, body, abstract(level(0, "decimal", "第%1章"), never) + num(1) + num(2, own))
    assert texts(found) == ["第1章 总则", "第1条 甲", "第2章 分则", "第2条 乙", "Part III Notes"]


def test_a_number_from_a_style_and_its_level(tmp_path: Path) -> None:
    made = docx.Document()
    for name in ("章节", "小节"):
        made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    chapter, part = made.styles["章节"], made.styles["小节"]
    chapter.element.get_or_add_pPr().append(parse_xml(f"<w:numPr {nsdecls('w')}><w:numId w:val='1'/></w:numPr>"))
    part.base_style = chapter
    tied = level(1, "chineseCounting", "（%2）", f"<w:pStyle w:val='{part.style_id}'/>")
    body = paragraph("甲", f"<w:pStyle w:val='{chapter.style_id}'/>") + paragraph("乙", f"<w:pStyle w:val='{part.style_id}'/>")
    off = paragraph("丙", f"<w:pStyle w:val='{chapter.style_id}'/><w:numPr><w:numId w:val='0'/></w:numPr>")
    numbering = abstract(level(0, "chineseCounting", "%1、"), tied) + num(1)
    assert texts(saved(tmp_path, body + off, numbering, made)) == ["一、甲", "（一）乙", "丙"]


def test_bullets_print_nothing_and_empty_items_count(tmp_path: Path) -> None:
    numbering = abstract(level(0, "decimal", "%1."), level(1, "bullet", "●")) + num(1)
    assert texts(saved(tmp_path, item("甲") + item("") + item("乙", 1, 1) + item("Revenue"), numbering)) == ["1.甲", "乙", "3. Revenue"]


@pytest.mark.parametrize(
    ("number", "han", "legal", "roman", "letters"),
    [
        (1, "一", "壹", "i", "a"),
        (10, "十", "壹拾", "x", "j"),
        (19, "十九", "壹拾玖", "xix", "s"),
        (20, "二十", "贰拾", "xx", "t"),
        (27, "二十七", "贰拾柒", "xxvii", "aa"),
        (105, "一百零五", "壹佰零伍", "cv", "aaaaa"),
        (110, "一百一十", "壹佰壹拾", "cx", "fffff"),
        (2001, "二千零一", "贰仟零壹", "mmi", "y" * 77),
    ],
)
def test_ordinals(number: int, han: str, legal: str, roman: str, letters: str) -> None:
    assert (list_numerals.han(number), list_numerals.legal(number), list_numerals.roman(number)) == (han, legal, roman)
    assert list_numerals.letters(number) == letters


# ── what is text and what is none ─────────────────────────────────────────────────────────────────────────────────────────────


def test_insertions_fields_and_controls_are_text_deletions_and_hidden_runs_are_not(tmp_path: Path) -> None:
    document = saved(
        tmp_path,
        f'<w:p>{run("全年")}<w:ins w:id="1">{run("共")}</w:ins><w:del w:id="2"><w:r><w:delText>约</w:delText></w:r></w:del>'
        f'<w:fldSimple w:instr="REF a">{run("办理")}</w:fldSimple><w:sdt><w:sdtContent>{run("案件")}</w:sdtContent></w:sdt>'
        f"<w:hyperlink>{run('68件')}</w:hyperlink>{run('暗记', '<w:vanish/>')}<w:r><w:br/><w:t>附表</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('控件中的段落')}</w:p></w:sdtContent></w:sdt>",
    )
    assert texts(document) == ["全年共办理案件68件", "附表", "控件中的段落"]
    assert [(finding.code, finding.values) for finding in document.findings] == [("tracked-changes", {"count": "2"})]


def test_a_deleted_mark_of_a_paragraph_joins_it_to_the_next(tmp_path: Path) -> None:
    def gone(tag: str) -> str:
        return f"<w:rPr><w:{tag} w:id='1'/></w:rPr>"

    centred = "<w:jc w:val='center'/>"
    row = f"<w:tr><w:tc>{paragraph('城管', gone('del'))}{paragraph('局')}</w:tc><w:tc>{paragraph('5', gone('del'))}</w:tc></w:tr>"
    table = f"<w:tbl>{row}{row}</w:tbl>"
    document = saved(
        tmp_path,
        f"{paragraph('全年审查', gone('del'))}{paragraph('合同', gone('moveFrom'))}{paragraph('120份。', centred)}"
        f"{paragraph('办结率', gone('ins'))}{paragraph('100%。', gone('del'))}{table}{paragraph('完。', gone('del'))}",
    )
    assert texts(document) == ["全年审查合同120份。", "办结率", "100%。", "完。"]
    assert [block.centred for block in document.blocks if isinstance(block, Block)] == [True, False, False, False]
    assert [cell.text for block in document.blocks if isinstance(block, Grid) for cell in block.cells] == ["城管局", "5"] * 2


def test_characters_of_symbol_fonts_are_what_they_show(tmp_path: Path) -> None:
    def sym(code: str, font: str) -> str:
        return f"<w:r><w:sym w:font='{font}' w:char='{code}'/></w:r>"

    set_in_it = run("R", "<w:rFonts w:ascii='Wingdings 2' w:hAnsi='Wingdings 2'/>")
    boxes = sym("F0FE", "Wingdings") + run("适用 ") + sym("00A3", "Wingdings 2") + run("不适用") + set_in_it
    document = saved(tmp_path, f"<w:p>{boxes}</w:p><w:p>{sym('F0B3', 'Symbol')}{run('5')}{sym('25CB', '宋体')}</w:p>")
    assert texts(document) == ["☑适用 □不适用☑", "≥5○"]
    assert not document.findings


def test_a_character_of_an_unknown_symbol_font_is_told(tmp_path: Path) -> None:
    unknown = "<w:r><w:sym w:font='Marlett' w:char='F031'/></w:r><w:r><w:sym w:font='Wingdings' w:char='F0C5'/></w:r>"
    document = saved(tmp_path, f"<w:p>{unknown}{run('适用')}</w:p>")
    assert texts(document) == ["\ufffd\ufffd适用"]
    assert [(one.code, one.values) for one in document.findings] == [("lost-characters", {"count": "2"})]


def test_a_box_follows_its_paragraph_once_and_contents_are_left_out(tmp_path: Path) -> None:
    made = docx.Document()
    made.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    made.add_paragraph("一、总体情况\t3", style="toc 1")
    box = f"<w:txbxContent><w:p>{run('框中文字。')}</w:p></w:txbxContent>"
    alternate = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    both = f"<w:r><mc:AlternateContent {alternate}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    document = saved(tmp_path, f"<w:p>{run(PROSE)}{both}</w:p>{paragraph('后文。')}", made=made)
    assert texts(document) == [PROSE, "框中文字。", "后文。"]
    assert codes(document) == ["contents-left-out"]


def test_footnotes_stand_apart_and_their_marks_touch_no_figure(tmp_path: Path) -> None:
    made = docx.Document()
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='-1'><w:p>{run('分隔')}</w:p></w:footnote>"
        f"<w:footnote w:id='2'><w:p>{run('含上年结转。')}</w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), made.part.package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document = saved(tmp_path, f"<w:p>{run('案件85')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('件。')}</w:p>", made=made)
    assert texts(document) == ["案件85件。"]
    assert document.notes == ("含上年结转。",)


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_with_merged_cells(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph(PROSE)
    table = made.add_table(3, 3)
    for at, text in enumerate(["项目", "件数", "", "复议", "68", "3", "", "12", ""]):
        table.cell(at // 3, at % 3).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    made.add_paragraph("后文。")
    made.save(str(tmp_path / "made.docx"))
    document = readers.read(tmp_path / "made.docx")
    assert [isinstance(block, Grid) for block in document.blocks] == [False, True, False]
    assert grids(document) == [
        [
            ("项目", 0, 0, 1, 1),
            ("件数", 0, 1, 1, 2),
            ("复议", 1, 0, 2, 1),
            ("68", 1, 1, 1, 1),
            ("3", 1, 2, 1, 1),
            ("12", 2, 1, 1, 1),
            ("", 2, 2, 1, 1),
        ]
    ]


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    made = docx.Document()
    frame = made.add_table(1, 1).cell(0, 0)
    frame.text = "一、总体情况"
    frame.add_paragraph(PROSE)
    made.save(str(tmp_path / "made.docx"))
    assert texts(readers.read(tmp_path / "made.docx")) == ["一、总体情况", PROSE]


def test_rows_that_begin_further_right_and_deleted_rows(tmp_path: Path) -> None:
    def cell(text: str) -> str:
        return f"<w:tc>{paragraph(text)}</w:tc>"

    document = saved(
        tmp_path,
        f"<w:tbl><w:tr>{cell('项目')}{cell('数量')}</w:tr><w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('旧')}{cell('1')}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('7')}</w:tr></w:tbl>",
    )
    assert grids(document) == [[("项目", 0, 0, 1, 1), ("数量", 0, 1, 1, 1), ("7", 1, 1, 1, 1)]]


# ── looks ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_looks_come_from_styles_too(tmp_path: Path) -> None:
    made = docx.Document()
    base = made.styles.add_style("章", WD_STYLE_TYPE.PARAGRAPH)
    base.font.bold = True
    base.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.styles.add_style("节", WD_STYLE_TYPE.PARAGRAPH).base_style = base
    made.add_paragraph("一、总体情况", style="节")
    made.add_paragraph(style="节").add_run("正文").bold = False
    made.add_heading("二、主要举措", 1)
    made.save(str(tmp_path / "made.docx"))
    found = [block for block in readers.read(tmp_path / "made.docx").blocks if isinstance(block, Block)]
    assert [(block.bold, block.centred, block.outline) for block in found] == [(True, True, None), (False, True, None), (True, False, 1)]


def test_a_face_of_headings_tells_them_unless_most_is_set_in_it(tmp_path: Path) -> None:
    face = "<w:rFonts w:eastAsia='方正黑体简体'/>"
    heading = f"<w:p>{run('一、总体情况', face)}</w:p>"
    document = saved(tmp_path, heading + paragraph(PROSE))
    assert [block.bold for block in document.blocks if isinstance(block, Block)] == [True, False]
    alike = saved(tmp_path, heading + f"<w:p>{run(PROSE, face)}</w:p>")
    assert [block.bold for block in alike.blocks if isinstance(block, Block)] == [False, False]


# ── packages ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def rewritten(raw: bytes, *changes: tuple[bytes, bytes]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            member = old.read(name)
            for before, after in changes:
                member = member.replace(before, after)
            new.writestr(name, member)
    return stream.getvalue()


STRICT = (
    (b"http://schemas.openxmlformats.org/wordprocessingml/2006/", b"http://purl.oclc.org/ooxml/wordprocessingml/"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"),
)
MACROS = (
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
)


@pytest.mark.parametrize("changes", [STRICT, (MACROS,)], ids=["strict", "macros"])
def test_other_kinds_of_package(tmp_path: Path, changes: tuple[tuple[bytes, bytes], ...]) -> None:
    made = docx.Document()
    made.add_paragraph(PROSE)
    stream = io.BytesIO()
    made.save(stream)
    path = tmp_path / "made.docx"
    path.write_bytes(rewritten(stream.getvalue(), *changes))
    assert texts(readers.read(path)) == [PROSE]


def test_a_damaged_document_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    with ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w:document>")
    with pytest.raises(InputError, match="damaged Word document"):
        readers.read(path)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not beside this checkout")
@pytest.mark.parametrize("place", ["上海市", "云南省", "北京市", "四川省", "天津市", "广东省", "江西省", "河北省", "河南省", "西藏自治区"])
def test_real_documents_come_whole(place: str) -> None:
    path = SHARED / "provincial_gwr" / place / "2025.docx"
    printed = [line for one in docx.Document(str(path)).paragraphs for line in one.text.split("\n")]
    whole = [line for line in printed if not line.startswith("来源")]  # what was pasted from a newspaper's page says so
    assert fold("".join(texts(readers.read(path)))) == fold(paragraphs.clean("".join(whole))[0])


def test_what_a_package_says_of_itself_stands_beside_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(PROSE)
    document.core_properties.title, document.core_properties.author = "", "青禾县水务局"
    document.part.package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)._blob = (
        "<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/extended-properties'><Company>青禾县</Company></Properties>"
    ).encode()
    document.save(str(tmp_path / "own.docx"))
    assert readers.read(tmp_path / "own.docx").properties == {"company": "青禾县", "author": "青禾县水务局"}


def test_what_a_page_printed_around_a_pasted_text_is_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    for line in (
        "某区2024年法治政府建设年度报告",
        "来源：某区司法局",
        "发布时间：2025-01-20",
        *[PROSE] * 3,
        "责任编辑：某某",
        "【打印本页】",
    ):
        document.add_paragraph(line)
    document.save(str(tmp_path / "pasted.docx"))
    found = readers.read(tmp_path / "pasted.docx")
    assert texts(found) == ["某区2024年法治政府建设年度报告", *[PROSE] * 3]
    assert found.metadata == {"来源": "某区司法局", "发布时间": "2025-01-20", "责任编辑": "某某"}
    assert [finding.code for finding in found.findings] == ["page-furniture"]


def test_type_sizes_are_told_against_that_of_most_of_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    for text, size in (("远图科技", 26), ("2024年度报告", 36), ("全年完成项目35个，投入资金1.2亿元，取得新的成效，各项工作稳步推进。", 13)):
        document.add_paragraph().add_run(text).font.size = Pt(size)
    document.add_paragraph("以样式所说的字号。")
    path = tmp_path / "report.docx"
    document.save(str(path))
    assert [round(block.size, 1) for block in readers.read(path).blocks if isinstance(block, Block)] == [2.0, 2.8, 1.0, 0.8]
