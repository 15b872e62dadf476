"""Readers: any encoding, any line ends, nothing lost, and one clear line for what cannot be read."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongbi import readers
from tongbi.errors import InputError
from tongbi.language.folding import fold
from tongbi.model import Block, Document, Finding
from tongbi.readers import encodings, paragraphs, wrapping

SHARED = Path(__file__).parents[2] / "shared"
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


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (text[:length], encoding)
        for text in (SIMPLIFIED * 50, TRADITIONAL * 50)
        for length in (8, 25, None)
        for encoding in ENCODINGS
        if encoding != "big5" or text.startswith(TRADITIONAL)  # Big5 has no simplified characters
    ],
)
def test_every_encoding(text: str, encoding: str) -> None:
    decoded = encodings.decode(text.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.doubtful) == (text, False)


@pytest.mark.parametrize("at", range(0, 2400, 97))
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_eight_characters_of_a_real_report_are_enough(at: int, encoding: str) -> None:
    source = SHARED / "corpus" / "liunan" / "柳南区2023年法治政府建设年度报告.txt"
    if not source.exists():
        pytest.skip("the real reports are not beside this checkout")
    text = "".join(source.read_text(encoding="utf-8").split())[at : at + 8]
    decoded = encodings.decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text


def test_typographic_english_is_not_taken_for_chinese() -> None:
    text = "The company’s revenue — up 4 % — is the group’s best."
    decoded = encodings.decode(text.encode("cp1252"))
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (text, "cp1252")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_byte_costs_its_character_and_is_told(tmp_path: Path, encoding: str) -> None:
    raw = (SIMPLIFIED * 20).encode(encoding)
    document = read(tmp_path, raw + b"\xff" + SIMPLIFIED.encode(encoding))
    assert {"encoding-guessed", "lost-characters"} <= set(codes(document))
    assert texts(document)[0].startswith(SIMPLIFIED * 20)


def test_windows_and_hong_kong_big5() -> None:
    for codec, char in (("cp950", "恒"), ("big5hkscs", "鰂")):
        text = f"二零二三年施政報告，{char}生地區建設，行政長官向立法會報告工作。"
        decoded = encodings.decode(text.encode(codec))
        assert decoded is not None
        assert (decoded.text, decoded.encoding) == (text, "big5")


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
        "一、主要举措",
        "（一）加强组织领导。召开会议三次，研究议题二十项，推动落实各项任务。",
        "（二）健全制度体系。审核文件二十件。",
        "二、存在的问题。力量不足。",
    ]


def test_a_text_pasted_without_line_ends(tmp_path: Path) -> None:
    parts = [
        "上海市政府工作报告",
        "上海市市长　某某",
        "各位代表：",
        *[f"第{n}项工作。" + SIMPLIFIED * 4 for n in range(5)],
        "一、工作回顾",
        SIMPLIFIED * 3,
    ]
    for blank in ("    ", " "):
        assert texts(read(tmp_path, blank.join(parts).encode())) == parts


def test_blanks_in_a_contact_line_part_nothing(tmp_path: Path) -> None:
    line = "联系人：某某    电话：0000    邮编：000000    地址：某某路    传真：0000    网址：无"
    assert texts(read(tmp_path, line.encode())) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "重点抓好三项工作：（一）加强组织领导，落实责任；（二）健全制度体系，严格审核；（三）强化监督。",
        "全年办理案件六十八件，审结六十一件。五、六月份集中开展执法检查，发现问题三十六个。",
        "按照《实施纲要》第三条。（七）项的规定开展行政执法案卷评查，共评查案卷一百二十件。",
    ],
)
def test_a_number_that_is_no_section_parts_nothing(tmp_path: Path, line: str) -> None:
    assert texts(read(tmp_path, line.encode())) == [line]


def test_numbers_run_on_from_line_to_line(tmp_path: Path) -> None:
    lines = ["一、总体情况", SIMPLIFIED + "二、存在的问题。力量不足，" + SIMPLIFIED + "三、下一步安排。" + SIMPLIFIED]
    assert texts(read(tmp_path, "\n".join(lines).encode())) == [
        "一、总体情况",
        SIMPLIFIED,
        "二、存在的问题。力量不足，" + SIMPLIFIED,
        "三、下一步安排。" + SIMPLIFIED,
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SIMPLIFIED + "统筹山水林田湖草系统治理，加快推进重要生态屏障和生态廊道建", "设，构建以国家公园为主体的自然保护地体系。"),
        (SIMPLIFIED + "国内生产总值达到74.4", "万亿元，增长6.7%。"),
        ("持续开展行政执法监督，", "督促整改问题三十六个。"),
    ],
)
def test_a_sentence_torn_over_two_lines(tmp_path: Path, before: str, after: str) -> None:
    document = read(tmp_path, f"年度报告\n{before}\n{after}\n{SIMPLIFIED}".encode())
    assert texts(document) == ["年度报告", before + after, SIMPLIFIED]
    assert codes(document) == ["lines-joined"]


def test_lines_of_a_title_stay_apart(tmp_path: Path) -> None:
    lines = ["青禾县人民政府", "关于2023年度法治政府建设情况的报告", "（2024年1月5日）", SIMPLIFIED, "青禾县人民政府", "2024年1月5日"]
    assert texts(read(tmp_path, "\n".join(lines).encode())) == lines


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=8, max_size=20), st.sampled_from([30, 36, 42]), st.booleans())
def test_wrapped_paragraphs_come_back(sentences: list[int], width: int, blank: bool) -> None:
    wholes = ["".join(f"第{n}年审核文件{n * m}件，比上年多{m}件。" for m in range(1, count + 1)) for n, count in enumerate(sentences, 5)]
    lines = [line for whole in wholes for line in [*_wrapped("" if blank else "　　", whole, width), *([""] if blank else [])]]
    layout = wrapping.layout(lines)
    if layout is not None:
        assert wrapping.unwrapped(lines, layout) == wholes
    else:
        assert sum(count > 2 for count in sentences) < len(sentences), "a text of long paragraphs is seen to be wrapped"


def _wrapped(indent: str, text: str, width: int) -> list[str]:
    whole = indent + text
    return [whole[at : at + width] for at in range(0, len(whole), width)]


def test_a_label_in_quotes_parts_nothing(tmp_path: Path) -> None:
    line = "坚持“公开为常态。（一）主动公开。（二）依法公开”的要求，全年主动公开政府信息六千一百二十条，答复依申请公开四十六件。"
    assert texts(read(tmp_path, line.encode())) == [line]


def test_invisible_characters_are_removed_and_counted(tmp_path: Path) -> None:
    document = read(tmp_path, "全年\u200b办理\x07案件\ufeff\u00ad六十八件。".encode())
    assert texts(document) == ["全年办理案件六十八件。"]
    assert document.findings[0].code == "control-characters"
    assert document.findings[0].values == {"count": "4"}


def test_radicals_are_the_characters_they_stand_for(tmp_path: Path) -> None:
    printed, meant = (
        "⼀、⼯作：⽐上年增⻓12.5%，涉及⺠⽣、⻔店、⻋辆、⻅⻉⻛⻜⻢⻥⻦。",
        "一、工作：比上年增长12.5%，涉及民生、门店、车辆、见贝风飞马鱼鸟。",
    )
    page = f"<html><body><p>{printed}</p><table><tr><td>⻓<td>⻛<tr><td>1<td>2</table></body></html>"
    for raw, name in ((printed, "report.txt"), (f"# 报告\n\n## {printed}", "report.md"), (page, "report.html")):
        document = read(tmp_path, raw.encode(), name)
        assert meant in texts_and_cells(document), name
        assert not document.findings
    assert "长" in texts_and_cells(document)


def texts_and_cells(document: Document) -> list[str]:
    return [
        text for block in document.blocks for text in ([block.text] if isinstance(block, Block) else [cell.text for cell in block.cells])
    ]


def test_characters_for_private_use_are_lost_and_bullets_of_symbol_fonts_are_bullets() -> None:
    cleaned, findings = paragraphs.clean("\uf0b7 第一\n\t\uf06c　第二\n全\ue123年\uf0fe适用")
    assert cleaned == "• 第一\n\t•　第二\n全\ufffd年\ufffd适用"
    assert findings == [Finding("lost-characters", "", {"count": "2"})]


def test_one_long_line_of_a_hundred_does_not_keep_the_others_torn() -> None:
    line = "The council opened twelve centres and repaired forty miles of roads in the"
    lines = [*[line, "year.", ""] * 60, "x" * 130]
    assert set(paragraphs.paragraphs("\n".join(lines)).texts) == {f"{line} year.", "x" * 130}


def test_lone_surrogates_are_removed(tmp_path: Path) -> None:
    assert paragraphs.clean("全年\ud800办理") == ("全年办理", [Finding("control-characters", "", {"count": "1"})])


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


def test_a_damaged_word_document(tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    with ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w:document>")
    with pytest.raises(InputError, match="damaged Word document"):
        readers.read(path)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "damaged"),
        (b"PK\x03\x04broken", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image" if find_spec("rapidocr") else "is a scan"),
        (bytes(range(256)) * 8, "binary"),
        (b"\xff\xfe", "no text"),
        ("\u3000\n".encode("utf-16"), "no text"),
        (b"\n<!DOCTYPE html>\n<html><p>", "without an article"),
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


@pytest.mark.parametrize("year", range(2020, 2025))
def test_a_real_report_reads_the_same_with_and_without_line_ends(year: int) -> None:
    folder = SHARED / "corpus" / "shanghai_gwr"
    if not folder.exists():
        pytest.skip("the real reports are not beside this checkout")
    lines, pasted = (readers.read(folder / f"{year}{layout}.txt") for layout in ("", "_as_in_dta"))
    # A line of its own that names the source is metadata.
    assert [fold(text) for text in texts(pasted) if "来源" not in text] == [fold(text) for text in texts(lines)]


def test_word_is_loaded_for_word_documents_only(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(SIMPLIFIED, encoding="utf-8")
    script = "import sys; from pathlib import Path; from tongbi import readers; readers.read(Path(sys.argv[1])); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert not {"docx", "lxml", "charset_normalizer", "pandas"} & set(done.stdout.split())


@settings(deadline=None)
@given(
    st.lists(st.text(alphabet="全年办理案件。，；（）“”一二、A1 \t　\r\v\x85", min_size=1, max_size=40), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from("\u200b\x07\ufeff\u00ad\u200d")), max_size=4),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_nothing_is_lost(lines: list[str], hidden: list[tuple[int, str]], encoding: str) -> None:
    shown = SIMPLIFIED * 2 + "\n" + "\n".join(lines)
    text = shown
    for at, char in hidden:
        text = text[: at + 1] + char + text[at + 1 :]
    decoded = encodings.decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text
    cleaned, findings = paragraphs.clean(decoded.text)
    assert sum(int(finding.values["count"]) for finding in findings) == len(hidden)
    found = paragraphs.paragraphs(cleaned).texts
    assert all(one == one.strip() and one for one in found)
    assert fold("".join(found)) == fold(shown)


PAGES = ["The quay was", "rebuilt.", "", "Work on the", "", "{0}", "", "breakwater goes on.", "A crane was bought."]


@pytest.mark.parametrize("form", ["{}", "- {} -", "\f{}", "— {} —"])
def test_numbers_of_pages_in_a_text_are_left_out(tmp_path: Path, form: str) -> None:
    lines = [line.format(form.format(number)) for number in (2, 3, 4, 5) for line in PAGES]
    document = read(tmp_path, "\n".join(lines).encode())
    assert not [text for text in texts(document) if any(map(str.isdecimal, text))]
    assert "".join("".join(texts(document)).split()).count("Workonthebreakwatergoeson.") == 4


@pytest.mark.parametrize("numbers", [(2, 3), (4, 9, 11, 20), (12, 12, 12)])
def test_lone_numbers_that_do_not_count_up_stay(tmp_path: Path, numbers: tuple[int, ...]) -> None:
    lines = [line.format(number) for number in numbers for line in PAGES]
    assert [text for text in texts(read(tmp_path, "\n".join(lines).encode())) if text.isdecimal()] == [str(number) for number in numbers]


def test_lines_of_a_list_that_counts_up_stay(tmp_path: Path) -> None:
    assert texts(read(tmp_path, b"Berths\n1\nNorth quay\n2\nSouth quay\n3\nEast quay"))[1::2] == ["1", "2", "3"]


def test_headings_as_long_as_the_sentences_between_them_are_not_wrapped(tmp_path: Path) -> None:
    heads = ["（一）加强统筹协调，健全值守工作机制", "（二）开展联合演练，提升现场处置能力", "（三）完善物资储备，保障应急调运需要"]
    lines = ["临水县二〇二一年应急管理工作年度报告", *(line for head in heads for line in (head, "有关任务按照计划全部完成，成效较好。"))]
    assert texts(read(tmp_path, "\n".join(lines).encode())) == lines


def test_a_short_line_goes_on_in_small_letters(tmp_path: Path) -> None:
    """Where a line ends well before the margin, since the next word was moved, the sentence goes on below all the same."""
    whole = "The harbour board met nine times in the year and heard reports on berths and on tolls from every town along the coast"
    lines = [
        *_wrapped("", f"{whole}.", 60),
        "",
        "4. The pilots have been paid since then out of",
        "tolls that ships of any size pay here at the quay, as",
        "before.",
        "",
    ]
    found = texts(read(tmp_path, "\n".join([*lines, *_wrapped("", f"{whole} again.", 60)]).encode()))
    assert found[1] == "4. The pilots have been paid since then out of tolls that ships of any size pay here at the quay, as before."


@pytest.mark.parametrize(
    ("text", "whole"),
    [("tolls that ships pay", True), ("before.", True), ("visits and so on", True), ("ii. of tolls", False), ("a) of tolls", False)],
)
def test_the_rest_of_a_sentence_in_small_letters_is_no_point_of_a_list(text: str, whole: bool) -> None:
    assert wrapping.in_small_letters(text) is whole
