"""The redline: accepting all gives the newer report, rejecting all the older one; the numbers are the record's; LibreOffice agrees."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from click.testing import CliRunner
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import tracked
from clock import HANG, timed
from tongbi import outputs, pipeline
from tongbi.cli import main
from tongbi.language import sentences, text_diff
from tongbi.model import Comparison
from tongbi.outputs import redline
from tongbi.outputs.paper import UPRIGHT
from tongbi.outputs.redline import body, merging, streams, two_columns
from tongbi.outputs.redline.marks import Marker
from tongbi.outputs.redline.pieces import Piece, cut
from tongbi.outputs.redline.streams import Streams
from tongbi.outputs.redline.twins import aligned

HERE = Path(__file__).parent
ROOT = HERE.parent
CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLES = {folder.name: sorted(folder.iterdir()) for folder in (ROOT / "reports").iterdir() if folder.is_dir()}
SERIES = {
    # A sentence and a section that change their places; a heading that is gone, one that is new.
    "moves": (
        "甲市2023年法治政府建设年度报告\n一、主要举措\n（一）优化营商环境\n"
        "全年新设经营主体3.2万户，同比增长8%。“一网通办”事项达到1,250项。推行告知承诺制，精简证明材料46项。\n"
        "（二）完善制度体系\n制定政府规章3件，修改2件，废止5件。规范性文件合法性审核率100%，备案率100%。\n"
        "（三）化解矛盾纠纷\n排查矛盾纠纷1,204件，化解1,180件。\n二、存在的问题\n基层执法力量还不够充实。\n",
        "甲市2024年法治政府建设年度报告\n一、主要举措\n（一）完善制度体系\n制定政府规章4件，修改2件，废止1件。"
        "推行告知承诺制，精简证明材料46项。规范性文件合法性审核率100%，备案率100%。\n"
        "（二）优化营商环境\n全年新设经营主体3.5万户，同比增长9%。“一网通办”事项达到1,388项。\n"
        "（三）加强行政执法监督\n开展执法案卷评查2次，评查案卷320宗。\n二、存在的问题\n基层执法力量还不够充实。\n三、下一步安排\n推进数字执法平台建设。\n",
    ),
    # A sentence told in two, two told in one, a paragraph cut in two, a list with other numbers.
    "parts": (
        "乙县2023年法治政府建设年度报告\n一、主要举措\n"
        "全年举办法治讲座12场，培训执法人员860人次，考试合格率98%。建成公共法律服务站18个。公共法律服务站全年接待群众4,200人次。\n"
        "一是健全重大行政决策程序，落实专家论证制度。二是开展行政规范性文件清理，清理文件86件。三是推进政务公开标准化。\n"
        "（一）抓好普法宣传。\n（二）抓好人民调解。\n（三）抓好法律援助。\n",
        "乙县2024年法治政府建设年度报告\n一、主要举措\n"
        "全年举办法治讲座15场，培训执法人员910人次。执法人员考试合格率99%。\n"
        "建成公共法律服务站20个，公共法律服务站全年接待群众5,100人次。\n"
        "一是开展行政规范性文件清理，清理文件41件。二是健全重大行政决策程序，落实专家论证和风险评估制度。\n"
        "三是推进政务公开标准化。\n（一）抓好法律援助。\n（二）抓好普法宣传。\n",
    ),
    "tables": (
        "丙区2023年政府信息公开工作年度报告\n一、总体情况\n全年公开信息3,200条。公开情况见下表。\n"
        "项目\t本年数\t上年数\n规章\t2\t1\n规范性文件\t14\t12\n行政许可\t820\t790\n其他\t5\t4\n办理情况如下。全年办理申请36件。\n二、存在的问题\n解读形式单一。\n",
        "丙区2024年政府信息公开工作年度报告\n一、总体情况\n全年公开信息3,450条。公开情况见下表。\n"
        "项目\t本年数\t上年数\n规章\t3\t2\n规范性文件\t9\t14\n行政处罚\t96\t88\n行政许可\t815\t820\n办理情况如下。全年办理申请41件。\n"
        "渠道\t数量\n网站\t30\n信函\t11\n二、存在的问题\n解读还不够及时。\n",
    ),
    "english": (
        "Annual Report 2023\nNorth Harbour Council\n1. Services\n"
        "We opened 12 clinics in 2023. Visits rose by 4% to 18,200. Staff numbers stayed at 640.\n"
        "2. Finance\nThe budget was $41 million. Reserves stood at $9.5 million.\n3. Roads\nWe resurfaced 84 km of road.\n",
        "Annual Report 2024\nNorth Harbour Council\n1. Finance\n"
        "The budget was $44 million. Reserves stood at $9.1 million. We paid back a loan of $2 million.\n"
        "2. Services\nVisits rose by 6% to 19,300. We opened 9 clinics in 2024.\n"
        "Staff numbers stayed at 640.\n3. Housing\nWe built 210 homes.\n",
    ),
}
REAL = {
    "国务院": [CORPUS / "national_gwr_zh" / f"{year}.txt" for year in (2012, 2013, 2023, 2024, 2025)],
    "上海": [CORPUS / "shanghai_gwr" / f"{year}.txt" for year in (2023, 2024, 2025)],
    "宿迁": sorted((CORPUS / "xxgk_suqian").glob("*.txt")),
    "State Council": [CORPUS / "national_gwr_en" / f"{year}.txt" for year in (2013, 2014)],
    **{
        name: [CORPUS / "provincial_gwr" / name / "2025.docx", CORPUS / "provincial_gwr" / name / "2026_cleaned.txt"]
        for name in ("四川省", "云南省", "天津市", "江西省", "西藏自治区")
    },
}
FILING = sorted((CORPUS / "sec_10k" / "AMZN").glob("*.html"))
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the real reports are not beside this checkout")
Compared = Callable[[str], Comparison]


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    """The comparison of a series by its name, made once."""
    made: dict[str, Comparison] = {}

    def of(name: str) -> Comparison:
        if name not in made:
            files = SAMPLES.get(name) or REAL.get(name) or written(tmp_path_factory.mktemp("series"), SERIES[name])
            made[name] = pipeline.compare(files)
        return made[name]

    return of


def written(folder: Path, texts: tuple[str, ...]) -> list[Path]:
    for year, text in enumerate(texts, 2023):
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def redlines(comparison: Comparison) -> Iterator[tuple[int, int, bytes]]:
    for old, new in pairwise(comparison.years):
        yield old, new, redline.render(comparison, comparison.language, old, new)[0]


def check(comparison: Comparison) -> None:
    for old, new, content in redlines(comparison):
        tracked.check(content, comparison.report(old), comparison.report(new))


# ── accept all, reject all ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [*SAMPLES, *SERIES])
def test_accepted_it_is_the_newer_report_and_rejected_the_older_one(name: str, compared: Compared) -> None:
    check(compared(name))


@needs_corpus
@pytest.mark.parametrize("name", REAL)
def test_real_reports_can_be_had_from_their_redline(name: str, compared: Compared) -> None:
    if not all(path.is_file() for path in REAL[name]):
        pytest.skip("this series is not in the corpus")
    check(compared(name))


@needs_corpus
@pytest.mark.skipif(len(FILING) < 2, reason="the filing is not in the corpus")
def test_a_filing_can_be_had_from_its_redline_which_takes_less_than_the_comparison() -> None:
    comparison, compared = timed(lambda: pipeline.compare(FILING))
    found, made = timed(lambda: [*redlines(comparison)])
    assert made < compared
    for old, new, content in found:
        tracked.check(content, comparison.report(old), comparison.report(new))


PIECES = st.lists(st.sampled_from(["甲", "乙", "丙", "丁", "戊", "¶", "¶¶", "表"]), max_size=14)


@given(PIECES, PIECES, st.sets(st.sampled_from("甲乙丙丁戊")), st.booleans())
def test_any_two_streams_can_be_had_from_what_they_were_merged_to(old: list[str], new: list[str], moved: set[str], known: bool) -> None:
    found = Streams(stream(old), stream(new), frozenset((one,) for one in moved), frozenset((one,) for one in "甲乙丙丁戊" if known))
    steps = merging.merged(found)
    assert [step.old for step in steps if step.old] == [*found.old]
    assert [step.new for step in steps if step.new] == [*found.new]
    document = etree.Element(f"{tracked.W}document")
    etree.SubElement(document, f"{tracked.W}body").extend(body.drawn(steps, Marker("2024-12-31")))
    content = zipped(etree.tostring(document))
    assert tracked.plain(tracked.resolved(content, accept=True)) == said(found.new)
    assert tracked.plain(tracked.resolved(content, accept=False)) == said(found.old)
    tracked.whole(content)


def stream(words: list[str]) -> tuple[Piece, ...]:
    """Sentences that bear their own key where they stand first, ends of paragraphs, tables between whole paragraphs."""
    found: list[Piece] = []
    told: set[str] = set()
    for word in [*words, "¶"]:
        if word == "表":
            found += [] if not found or found[-1].is_break else [Piece(style="Normal")]
            group = () if word in told else (word,)
            found.append(Piece(table=tracked.SMALL, group=group, key=group or None))
        elif word.startswith("¶"):
            found.append(Piece(style="Heading 1" if len(word) > 1 else "Normal"))
        else:
            found.append(Piece(word, group=() if word in told else (word,), key=None if word in told else word))
        told.add(word)
    return tuple(found)


def said(pieces: tuple[Piece, ...]) -> list[tracked.Paragraph | tracked.Rows]:
    found: list[tracked.Paragraph | tracked.Rows] = []
    text = ""
    for piece in pieces:
        text += piece.text
        if piece.table:
            found += tracked.table(piece.table)
        elif piece.style:
            found += [tracked.Paragraph(piece.style.replace(" ", "") if piece.style != "Normal" else "", text)] if text else []
            text = ""
    return found


def zipped(content: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", content)
    return stream.getvalue()


SENTENCES = st.lists(st.text("甲乙1。 .", min_size=1, max_size=8), min_size=1, max_size=3)


@given(SENTENCES, SENTENCES)
def test_pieces_joined_are_the_texts_and_what_has_one_key_is_the_same(old: list[str], new: list[str]) -> None:
    sides = cut(old, new, text_diff.edits(*(sentences.joined(texts) for texts in (old, new))), ("one",))
    for texts, pieces in zip((old, new), sides, strict=True):
        assert ["".join(piece.text for piece in found) for found in pieces] == texts
    before, after = ({piece.key: piece.text for found in pieces for piece in found if piece.key} for pieces in sides)
    assert before == after


def test_lines_are_one_where_they_are_the_same_or_as_many() -> None:
    assert [*aligned("abxyc", "abzwc")] == [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]
    assert [*aligned("abxc", "abc")] == [(0, 0), (1, 1), (3, 2)]
    assert [*aligned("", "ab")] == []


# ── what it shows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def marked(content: bytes, *kinds: str) -> list[str]:
    """The texts in marks of these kinds, in order."""
    return [
        "".join(part.text or "" for part in one.iter(f"{tracked.W}t", f"{tracked.W}delText"))
        for one in tracked.body(content).iter(*(f"{tracked.W}{kind}" for kind in kinds))
        if tracked.local(one.getparent()) == "p"
    ]


def only(compared: Compared, name: str) -> bytes:
    return next(content for _, _, content in redlines(compared(name)))


def test_a_sentence_that_moved_stands_at_both_places(compared: Compared) -> None:
    content = only(compared, "moves")
    told = "推行告知承诺制，精简证明材料46项。"
    assert any(told in text for text in marked(content, "moveFrom"))
    assert any(told in text for text in marked(content, "moveTo"))
    assert not any(told in text for text in marked(content, "ins", "del"))


def test_words_and_numbers_change_within_the_sentence(compared: Compared) -> None:
    content = only(compared, "moves")
    assert "3件" in marked(content, "del")
    assert "4件" in marked(content, "ins")
    assert "（三）化解矛盾纠纷" in "".join(marked(content, "del"))


def test_headings_are_headings_and_the_front_is_a_title(compared: Compared) -> None:
    found = [one for one in tracked.resolved(only(compared, "moves"), accept=True) if isinstance(one, tracked.Paragraph)]
    assert found[0] == tracked.Paragraph("Title", "甲市2024年法治政府建设年度报告")
    styles = {one.text: one.style for one in found}
    assert styles["一、主要举措"] == "Heading1"
    assert styles["（三）加强行政执法监督"] == "Heading2"


def test_a_table_shows_its_changed_cells_and_rows(compared: Compared) -> None:
    tables = tracked.body(only(compared, "tables")).findall(f"{tracked.W}tbl")
    rows = [row for table in tables for row in table.findall(f"{tracked.W}tr")]
    marks = [next(iter(tracked.marks(row.find(f"{tracked.W}trPr")) & {"ins", "del"}), "") for row in rows]
    told = ["".join(row.itertext()) for row in rows]
    assert ("", "规章2312") in zip(marks, told, strict=True)
    assert ("ins", "行政处罚9688") in zip(marks, told, strict=True)
    assert ("del", "其他54") in zip(marks, told, strict=True)
    assert marks[-3:] == ["ins"] * 3


@pytest.mark.parametrize("name", [*SAMPLES, *SERIES])
def test_the_numbers_of_changes_are_those_of_the_record(name: str, compared: Compared) -> None:
    comparison = compared(name)
    for old, new, content in redlines(comparison):
        with ZipFile(BytesIO(content)) as archive:
            properties = etree.fromstring(archive.read("docProps/custom.xml"))
        told = {one.get("name").removeprefix("tongbi."): int("".join(one.itertext())) for one in properties}
        changes = [one for one in comparison.changes if (one.from_year, one.to_year) == (old, new)]
        kinds = Counter(one.kind for one in changes)
        assert {kind: told[kind] for kind in kinds} == dict(kinds)
        assert told["moved"] == sum(one.moved for one in changes)
        assert told["returned"] == sum(one.to_year == new and one.from_year != old for one in comparison.changes)
        steps = merging.merged(streams.of(comparison, old, new))
        moving = {comparison.changes[step.piece.group[1]] for step in steps if step.move and step.piece.group[:1] == ("statement",)}
        assert {one for one in changes if one.moved} <= moving
        assert told["carried"] == sum(not one.moved for one in moving)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_beside_it_tells_the_counts(language: str, compared: Compared) -> None:
    document, page = redline.render(compared("moves"), language, 2023, 2024)
    lines = page.decode("utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert f"| {'移位' if language == 'zh' else 'moved'} | 1 |" in lines
    properties = docx.Document(BytesIO(document)).core_properties
    assert properties.author == "tongbi"
    assert properties.title == lines[0].removeprefix("# ")
    assert ("移位 1" if language == "zh" else "moved 1") in properties.comments


def test_two_runs_give_the_same_bytes(compared: Compared) -> None:
    one, other = (redline.render(compared("tables"), "zh", 2023, 2024) for _ in range(2))
    assert one == other


def test_it_is_written_where_it_is_named(compared: Compared, tmp_path: Path) -> None:
    comparison = compared("moves")
    assert "redline" not in outputs.checked(None)
    written = [path.name for path in outputs.write(comparison, tmp_path, ("redline", "table"), "zh")]
    assert written == ["redline-2023-2024.docx", "redline-2023-2024.md", "table-2023-2024.docx"]
    assert all(outputs.is_output(path.name) for path in tmp_path.iterdir())
    assert not outputs.is_output("redline-2023.docx")


def test_batch_and_render_write_it_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    written(tmp_path / "in", SERIES["moves"])
    run = partial(CliRunner().invoke, main)
    assert run(["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--formats", "json,redline,table", "--quiet"]).exit_code == 0
    (record,) = (tmp_path / "out").glob("*/comparison.json")
    made = {path.name: path.read_bytes() for path in record.parent.iterdir()}
    assert {*made} == {"comparison.json", "redline-2023-2024.docx", "redline-2023-2024.md", "table-2023-2024.docx"}
    assert run(["render", str(record), "--formats", "redline,table", "-o", str(tmp_path / "again")]).exit_code == 0
    assert all(path.read_bytes() == made[path.name] for path in (tmp_path / "again").iterdir())
    assert run(["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--formats", "json,table", "--quiet"]).exit_code == 0
    assert {path.name for path in record.parent.iterdir()} == {"comparison.json", "table-2023-2024.docx"}


def test_redlines_take_less_time_than_the_comparison(compared: Compared) -> None:
    comparison = compared("澄岚市水务局")
    assert timed(lambda: [*redlines(comparison)])[1] < timed(lambda: pipeline.compare(SAMPLES["澄岚市水务局"]))[1]


# ── the table old | new | note ────────────────────────────────────────────────────────────────────────────────────────────────


def rows_of(content: bytes) -> list[list[str]]:
    (table,) = docx.Document(BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("name", [*SAMPLES, *SERIES])
def test_the_table_lists_what_changed_and_nothing_else(name: str, compared: Compared) -> None:
    comparison = compared(name)
    units = comparison.unit_texts()
    for old, new in pairwise(comparison.years):
        (content,) = two_columns.render(comparison, "zh", old, new)
        told = rows_of(content)
        blank = " " if comparison.report(new).language == "en" else ""
        before, after = (Counter(row[side] for row in told) for side in (0, 1))
        for change in (one for one in comparison.changes if one.to_year == new):
            listed = change.kind != "unchanged" or change.moved
            for ids, column in ((change.from_units if change.from_year == old else (), before), (change.to_units, after)):
                if ids:
                    text = units[ids[0]].lead + blank.join(units[unit].text for unit in ids)
                    assert not listed or column[text], text


def test_the_table_marks_words_and_names_the_change(compared: Compared) -> None:
    (content,) = two_columns.render(compared("moves"), "zh", 2023, 2024)
    told = rows_of(content)
    assert told[0] == ["旧（2023年）", "新（2024年）", "说明"]
    assert ["推行告知承诺制，精简证明材料46项。"] * 2 + ["移自：（一）优化营商环境"] in told
    assert ["（三）化解矛盾纠纷", "", "删除章节"] in told or ["（三）化解矛盾纠纷", "（三）加强行政执法监督", "标题改动"] in told
    assert not any("基层执法力量还不够充实。" in row for row in told)
    table = docx.Document(BytesIO(content)).tables[0]
    runs = [run for row in table.rows[1:] for cell in row.cells for paragraph in cell.paragraphs for run in paragraph.runs]
    assert "3件" in [run.text for run in runs if run.font.strike]
    assert "4件" in [run.text for run in runs if run.font.bold and run.font.underline]


def test_the_table_says_of_few_things_how_many_more_there_are(tmp_path: Path) -> None:
    told = [
        f"一、工作\n举办讲座{few}场，培训人员{many}人次，办结率{rate}%，投入资金{money}万元。\n"
        for few, many, rate, money in ((12, 860, 97, 12), (15, 946, 98, 15))
    ]
    (content,) = two_columns.render(pipeline.compare(written(tmp_path, (told[0], told[1]))), "zh", 2023, 2024)
    (note,) = (row[2] for row in rows_of(content) if "讲座" in row[0])
    assert "举办讲座 +3场；培训人员 +10%；办结率 +1个百分点" in note
    (content,) = two_columns.render(
        pipeline.compare(written(tmp_path, (told[0].replace("举办讲座12场，培训人员860人次，", ""), told[1]))), "zh", 2023, 2024
    )
    (note,) = (row[2] for row in rows_of(content) if "资金" in row[0])
    assert "投入资金 +25%" in note, "of money few things are none"


def test_the_table_lies_and_its_head_stands_on_every_page(compared: Compared) -> None:
    (content,) = two_columns.render(compared("tables"), "zh", 2023, 2024)
    document = docx.Document(BytesIO(content))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert "PAGE" in section.footer._element.xml
    assert document.tables[0].rows[0]._tr.find(f"{tracked.W}trPr/{tracked.W}tblHeader") is not None
    assert ["规章 | 2 | 1", "规章 | 3 | 2"] in [row[:2] for row in rows_of(content)]
    assert content == two_columns.render(compared("tables"), "zh", 2023, 2024)[0]
    assert all(
        told[0] == ["Old (2023)", "New (2024)", "Note"] for told in [rows_of(two_columns.render(compared("tables"), "en", 2023, 2024)[0])]
    )


def test_columns_of_nothing_and_of_signs_leave_their_room_to_the_words(tmp_path: Path) -> None:
    """As web pages set them: a sign, a number and a gap for each year, over twenty columns."""
    files = []
    for year, step in ((2023, 0), (2024, 700)):
        heads = "".join(f"<td></td><td>{one}</td><td></td>" for one in range(year, year - 7, -1))
        cells = "".join(f"<td>$</td><td>{12_345 + step + one}</td><td></td>" for one in range(7))
        rows = f"<tr><td></td>{heads}</tr><tr><td>Contributions from municipalities</td>{cells}</tr>"
        files.append(tmp_path / f"{year}.html")
        files[-1].write_text(f"<h1>Annual Report {year}</h1><h2>1. Funds</h2><p>We list them.</p><table>{rows}</table>", encoding="utf-8")
    ((_, _, content),) = redlines(pipeline.compare(files))
    (table,) = docx.Document(BytesIO(content)).tables
    words, *widths = (column.width for column in table.columns)
    assert words > Pt(7 * 10.5), "the longest word stands in one line"
    assert max(widths[2::3]) < min(widths[0::3]) < min(widths[1::3])
    assert sum(widths) + words <= UPRIGHT.room * 635


# ── LibreOffice ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def has_uno() -> bool:
    python = shutil.which("python3", path="/usr/bin")
    return python is not None and not subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode


@pytest.mark.skipif(shutil.which("soffice") is None or not has_uno(), reason="LibreOffice with its Python is not installed")
def test_libreoffice_comes_to_the_same(compared: Compared, tmp_path: Path) -> None:
    tasks: list[str] = []
    expected: dict[Path, list[str]] = {}
    for name in [*SAMPLES, *SERIES]:
        comparison = compared(name)
        for old, new, content in redlines(comparison):
            file = tmp_path / f"{name}-{new}.docx"
            file.write_bytes(content)
            for how, year in (("accept", new), ("reject", old)):
                text = tmp_path / f"{name}-{new}-{how}.txt"
                tasks += [how, str(file), str(text)]
                expected[text] = lines(tracked.told(comparison.report(year)))
    command = ["/usr/bin/python3", str(HERE / "office_changes.py"), "soffice", str(tmp_path / "profile"), *tasks]
    subprocess.run(command, check=True, capture_output=True, timeout=HANG)
    for text, told in expected.items():
        # LibreOffice puts a joiner into the first cell of an empty row that is tracked.
        found = [line.strip(" \u200d") for line in text.read_text("utf-8-sig").splitlines()]
        assert list(filter(None, found)) == told, text.name


def lines(told: list[tracked.Paragraph | tracked.Rows]) -> list[str]:
    texts = [text for one in told for text in ([one.text] if isinstance(one, tracked.Paragraph) else [cell for row in one for cell in row])]
    return [line.strip() for text in texts for line in text.split("\n") if line.strip()]
