"""Readers: any encoding, any line ends, nothing lost, and one clear line for what cannot be read."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given
from hypothesis import strategies as st

from tongbi import readers
from tongbi.errors import InputError
from tongbi.model import Document
from tongbi.readers import encodings, paragraphs
from tongbi.text import fold

SIMPLIFIED = "全年办理行政复议案件，推进法治政府建设，加强监督。"
TRADITIONAL = "全年辦理行政復議案件，推進法治政府建設，加強監督。"
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be")


def read(folder: Path, raw: bytes, name: str = "report.txt") -> Document:
    path = folder / name
    path.write_bytes(raw)
    return readers.read(path)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, SIMPLIFIED[:8], TRADITIONAL[:8], SIMPLIFIED * 50, TRADITIONAL * 50])
def test_every_encoding(text: str, encoding: str) -> None:
    try:
        raw = text.encode(encoding)
    except UnicodeEncodeError:
        raw = text.encode("utf-8")
    decoded = encodings.decode(raw)
    assert decoded is not None
    assert decoded.text == text


def test_line_ends_indents_and_blank_lines(tmp_path: Path) -> None:
    raw = "　　标题\r\n\r\n　　一、总体情况\r第二行\n\n\n　第三行  \n".encode("gb18030")
    assert texts(read(tmp_path, raw)) == ["标题", "一、总体情况", "第二行", "第三行"]


def test_hard_wrapped_lines_are_joined_and_headings_are_not(tmp_path: Path) -> None:
    body = (
        "全年办理行政复议案件六十八件受理六十一件审结五十五件并组织行政执法资格考试二次参考二百零六人合格一百九十七人合格率百分之九十五" * 3
    )
    width = 30
    wrapped = [body[at : at + width] for at in range(0, len(body), width)]
    lines = [
        "青禾县2023年法治政府建设年度报告",
        "一、主要举措",
        *wrapped[:-1],
        wrapped[-1] + "。",
        "二、存在的问题",
        *wrapped[:-1],
        wrapped[-1] + "。",
    ]
    found = texts(read(tmp_path, "\n".join(lines).encode()))
    assert found == ["青禾县2023年法治政府建设年度报告", "一、主要举措", body + "。", "二、存在的问题", body + "。"]


def test_hard_wrapped_english(tmp_path: Path) -> None:
    line = "The council opened twelve centres and repaired forty miles of roads in the"
    raw = "\n".join(["Annual Report 2023", "", *[line] * 8, "year.", "", "1. Plans", "", *[line] * 8, "year."]).encode()
    found = texts(read(tmp_path, raw))
    assert found == ["Annual Report 2023", " ".join([*[line] * 8, "year."]), "1. Plans", " ".join([*[line] * 8, "year."])]


def test_several_sections_in_one_line(tmp_path: Path) -> None:
    line = (
        "一、主要举措（一）加强组织领导。召开会议三次，研究议题二十项，推动落实各项任务。"
        "（二）健全制度体系。审核文件二十件。二、存在的问题。力量不足。"
    )
    assert texts(read(tmp_path, line.encode())) == [
        "一、主要举措（一）加强组织领导。召开会议三次，研究议题二十项，推动落实各项任务。",
        "（二）健全制度体系。审核文件二十件。",
        "二、存在的问题。力量不足。",
    ]


def test_a_label_in_quotes_parts_nothing(tmp_path: Path) -> None:
    line = "坚持“公开为常态。（一）主动公开。（二）依法公开”的要求，全年主动公开政府信息六千一百二十条，答复依申请公开四十六件。"
    assert texts(read(tmp_path, line.encode())) == [line]


def test_invisible_characters_are_removed_and_counted(tmp_path: Path) -> None:
    document = read(tmp_path, "全年\u200b办理\x07案件\ufeff\u00ad六十八件。".encode())
    assert texts(document) == ["全年办理案件六十八件。"]
    assert document.findings[0].code == "control-characters"
    assert document.findings[0].values == {"count": "4"}


def test_lone_surrogates_are_removed(tmp_path: Path) -> None:
    assert paragraphs.clean("全年\ud800办理") == ("全年办理", 1)


def test_markdown(tmp_path: Path) -> None:
    document = read(tmp_path, "# 年度报告\n\n## 一、主要举措\n\n**加强领导**\n\n办理案件。\n".encode(), "r.md")
    assert [(block.text, block.outline, block.bold) for block in document.blocks] == [
        ("年度报告", 1, False),
        ("一、主要举措", 2, False),
        ("加强领导", None, True),
        ("办理案件。", None, False),
    ]


def test_the_name_does_not_decide(tmp_path: Path) -> None:
    document = read(tmp_path, SIMPLIFIED.encode("gb18030"), "report.docx")
    assert (document.source.format, document.source.encoding) == ("txt", "gb18030")


def test_docx(tmp_path: Path) -> None:
    made = docx.Document()
    title = made.add_paragraph("年度报告")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_heading("一、主要举措", 1)
    made.add_paragraph().add_run("（一）加强领导").bold = True
    made.add_paragraph("办理案件68件。")
    table = made.add_table(2, 3)
    for at, text in enumerate(["项目", "件数", "备注", "复议", "68", ""]):
        table.cell(at // 3, at % 3).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    made.add_paragraph("附则", style="List Number")
    path = tmp_path / "report.txt"
    made.save(str(path))
    document = readers.read(path)
    assert document.source.format == "docx"
    assert [(block.text, block.centred, block.outline, block.bold) for block in document.blocks[:4]] == [
        ("年度报告", True, None, False),
        ("一、主要举措", False, 1, False),
        ("（一）加强领导", False, None, True),
        ("办理案件68件。", False, None, False),
    ]
    assert texts(document)[4:6] == ["项目\t件数 备注", "复议\t68"]


def test_numbers_that_word_sets_are_a_finding(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("加强领导")
    made.add_paragraph("办理案件", style="List Number")
    paragraph = made.paragraphs[0]._p.get_or_add_pPr()
    paragraph.get_or_add_numPr()
    path = tmp_path / "r.docx"
    made.save(str(path))
    assert "automatic-numbering" in codes(readers.read(path))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "DOC"),
        (b"PK\x03\x04broken", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, raw: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, raw)
    assert "report.txt" in str(caught.value)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.advice


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(InputError):
            readers.read(path)


@given(
    st.lists(st.text(alphabet="全年办理案件。，；（）“”一二、A1 \t", min_size=1, max_size=40), min_size=1, max_size=30),
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
)
def test_nothing_is_lost(lines: list[str], encoding: str) -> None:
    text = "法治政府建设年度报告\n" + "\n".join(lines)
    decoded = encodings.decode(text.encode(encoding))
    assert decoded is not None
    assert fold("".join(paragraphs.paragraphs(decoded.text))) == fold(text)
