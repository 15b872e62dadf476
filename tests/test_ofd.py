"""OFD: a report of several pages comes out whole; damaged, locked and hostile packages get one clear line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tongbi.config import Limits
from tongbi.errors import InputError
from tongbi.model import Block, Cell, Document, Grid
from tongbi.readers import ofd
from tongbi.readers.pages.geometry import Box
from tongbi.readers.pages.ruled import find
from tongbi.readers.source_file import File

SAMPLES = Path(__file__).parents[2] / "shared" / "corpus" / "ofd_samples"
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE, LEFT, RIGHT, TOP, BOTTOM, STEP = 5.6, 28.0, 184.0, 37.0, 255.0, 9.8
TITLE = "某市2024年法治政府建设年度报告"
PARAGRAPHS = (
    "2024年，全市各级行政机关坚持以习近平法治思想为指导，扎实推进法治政府建设各项工作，取得了新的成效。现将有关情况报告如下：",
    "一、主要工作举措和成效",
    "（一）健全依法行政制度体系",
    "制定规章3部，修改规章5部，废止规章2部，清理行政规范性文件128件，对不符合上位法规定的及时修改或者废止，维护国家法治统一。"
    "推进“一网通办”，政务服务事项网上可办率达到98.6%，比上年提高1.2个百分点。",
    "（二）严格规范公正文明执法",
    "开展行政执法专项监督行动，抽查案卷2000余卷，发现问题312个，全部督促整改到位；组织执法人员培训46场次，参训人员8500人次。",
    "二、存在的不足",
    "一是基层执法力量不足。二是部分单位依法决策意识不强，合法性审查走过场。",
)


def wide(char: str) -> bool:
    return ord(char) > 0x2E7F or char in "“”—"


def width(text: str, size: float = SIZE) -> float:
    return sum(size if wide(char) else size / 2 for char in text)


def text_object(text: str, x: float, y: float, size: float = SIZE, **more: str) -> str:
    """A text object with a distance for each character; equal ones in a row as `g n v`."""
    steps = [size if wide(char) else size / 2 for char in text[:-1]]
    written: list[str] = []
    at = 0
    while at < len(steps):
        run = next((end for end in range(at, len(steps)) if steps[end] != steps[at]), len(steps)) - at
        written.append(f"g {run} {steps[at]:g}" if run > 3 else " ".join([f"{steps[at]:g}"] * run))
        at += run
    attributes = " ".join(f'{name}="{value}"' for name, value in {"Font": "1", **more}.items())
    code = f'<ofd:TextCode X="0" Y="{size * 0.88:g}" DeltaX="{" ".join(written)}">{escape(text)}</ofd:TextCode>'
    return (
        f'<ofd:TextObject Boundary="{x:g} {y:g} {width(text, size):g} {size * 1.2:g}" Size="{size:g}" {attributes}>{code}</ofd:TextObject>'
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    box = f"{x0:g} {y0:g} {max(x1 - x0, 0.2):g} {max(y1 - y0, 0.2):g}"
    return f'<ofd:PathObject Boundary="{box}"><ofd:AbbreviatedData>M 0 0 L {x1 - x0:g} {y1 - y0:g}</ofd:AbbreviatedData></ofd:PathObject>'


def set_lines(paragraph: str) -> Iterator[tuple[float, str]]:
    """A paragraph broken into lines: its first is indented by two, closing marks do not begin one."""
    rest, indent = paragraph, 2 * SIZE
    while rest:
        end = 0
        while end < len(rest) and indent + width(rest[: end + 1]) <= RIGHT - LEFT + 0.01:
            end += 1
        while end < len(rest) and rest[end] in "，。、；：”）%":
            end -= 1
        yield LEFT + indent, rest[:end]
        rest, indent = rest[end:], 0.0


def packed(pages: list[str], extra: Mapping[str, str] | None = None, common: str = "") -> bytes:
    """A package of pages given by their objects."""
    box = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    listed = "".join(f'<ofd:Page ID="{at + 10}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    fonts = '<ofd:Font ID="1" FontName="仿宋_GB2312"/><ofd:Font ID="2" FontName="方正小标宋简体"/><ofd:Font ID="3" FontName="黑体"/>'
    parts = {
        "OFD.xml": f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData>{box}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{common}"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f"<ofd:Res {NAMESPACE}><ofd:Fonts>{fonts}</ofd:Fonts></ofd:Res>",
        **{f"Doc_0/Pages/Page_{at}/Content.xml": page(objects) for at, objects in enumerate(pages)},
        **(extra or {}),
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return stream.getvalue()


def page(objects: str, before: str = "") -> str:
    return f'<ofd:Page {NAMESPACE}>{before}<ofd:Content><ofd:Layer ID="5">{objects}</ofd:Layer></ofd:Content></ofd:Page>'


def table(y: float, rows: tuple[tuple[str, ...], ...]) -> str:
    edges, height = (LEFT, 80.0, 132.0, RIGHT), 10.0
    bottom = y + height * len(rows)
    rules = "".join(rule(LEFT, y + height * at, RIGHT, y + height * at) for at in range(len(rows) + 1))
    rules += "".join(rule(edge, y, edge, bottom) for edge in edges)
    cells = [text_object(text, edges[c] + 2, y + height * r + 2) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return rules + "".join(cells)


def report(paragraphs: tuple[str, ...] = PARAGRAPHS * 3, tabled: bool = True) -> bytes:
    """A report with its title, page numbers and a ruled table at its end."""
    pages: list[list[str]] = [[text_object(TITLE, LEFT + (156 - width(TITLE, 7.7)) / 2, TOP, 7.7, Font="2")]]
    y = TOP + 20
    for paragraph in paragraphs:
        for x, line in set_lines(paragraph):
            if y > BOTTOM - STEP:
                pages.append([])
                y = TOP
            font = "3" if paragraph.startswith(("一、", "二、")) else "1"
            pages[-1].append(text_object(line, x, y, Font=font))
            y += STEP
    if tabled:
        pages.append([table(TOP, (("指标", "上年", "本年"), ("复议案件", "1100", "1234"), ("办结率", "95.1%", "96.3%")))])
    numbered = ["".join(objects) + text_object(f"— {at + 1} —", 98, 268, 4.9) for at, objects in enumerate(pages)]
    return packed(numbered)


def read(raw: bytes, limits: Limits | None = None) -> Document:
    return ofd.read(File(Path("report.ofd"), raw, limits or Limits()))


def test_a_report_comes_out_whole() -> None:
    document = read(report())
    texts = [block for block in document.blocks if isinstance(block, Block)]
    assert [block.text for block in texts] == [TITLE, *PARAGRAPHS * 3]
    assert texts[0].centred
    assert texts[0].bold
    assert texts[2].bold
    assert not texts[1].bold
    assert not texts[1].centred
    assert document.source.format == "ofd"
    assert document.findings == ()


def test_a_ruled_table_keeps_its_cells() -> None:
    grid = read(report()).blocks[-1]
    assert isinstance(grid, Grid)
    rows = (("指标", "上年", "本年"), ("复议案件", "1100", "1234"), ("办结率", "95.1%", "96.3%"))
    assert grid.cells == tuple(Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))


def test_a_table_goes_on_over_a_page_break_without_its_head() -> None:
    head = ("指标", "上年", "本年")
    raw = packed([table(180, (head, ("甲", "1", "2"))), table(TOP, (head, ("乙", "3", "4")))])
    (grid,) = read(raw).blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == [*head, "甲", "1", "2", "乙", "3", "4"]
    assert grid.cells[-1].row == 2


def test_merged_cells_span() -> None:
    rules = [Box(0, y, 90, y) for y in (0, 30, 90)] + [Box(30, 60, 90, 60)]
    rules += [Box(x, 0, x, 90) for x in (0, 30, 90)] + [Box(60, 30, 60, 90)]
    (found,) = find(rules)
    assert found.cells == (
        *((0, 0, 30, 30), (30, 0, 90, 30)),
        *((0, 30, 30, 90), (30, 30, 60, 60), (60, 30, 90, 60)),
        *((30, 60, 60, 90), (60, 60, 90, 90)),
    )
    assert find([Box(0, 0, 90, 0), Box(0, 90, 90, 90), Box(0, 0, 0, 90), Box(90, 0, 90, 90)]) == ()


def test_columns_and_footnotes_are_read_as_in_any_format() -> None:
    columns = [[f"{side}栏第{at}行的文字排满了一整行呀" for at in "一二三四五六七八"] for side in "左右"]
    placed = [(line, x, TOP + 8 * at) for lines, x in zip(columns, (LEFT, LEFT + 78), strict=True) for at, line in enumerate(lines)]
    objects = [text_object(line, x, y, 4.6) for line, x, y in placed]
    document = read(packed(["".join(objects) + text_object("①数据来自统计公报。", LEFT, 250, 4.0)]))
    texts = [block.text for block in document.blocks if isinstance(block, Block)]
    assert "".join(texts) == "".join(columns[0] + columns[1])
    assert document.notes == ("①数据来自统计公报。",)


def test_templates_on_several_pages_are_furniture_and_on_one_page_text() -> None:
    common = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>'
    extra = {"Doc_0/Tpls/T.xml": page(text_object("某市人民政府公报", 80, 120))}
    use = '<ofd:Template TemplateID="7" ZOrder="Background"/>'
    for count, expected in ((1, ["某市人民政府公报", "全文公开。"]), (2, ["全文公开。"] * 2)):
        contents = {f"Doc_0/Pages/Page_{at}/Content.xml": page(text_object("全文公开。", LEFT, 140), use) for at in range(count)}
        blocks = read(packed([""] * count, {**extra, **contents}, common)).blocks
        assert [block.text for block in blocks if isinstance(block, Block)] == expected


def test_transformed_and_turned_text() -> None:
    half = text_object("缩小的字", 40, 80, CTM="0.5 0 0 0.5 0 0")
    mark = text_object("样稿", 40, 120, CTM="0.7 0.7 -0.7 0.7 0 0")
    document = read(packed([half + mark]))
    assert [block.text for block in document.blocks if isinstance(block, Block)] == ["缩小的字"]
    assert [(one.code, one.values) for one in document.findings] == [("text-turned", {"count": "2"})]
    sideways = text_object("横排页面上的一行字", 100, 60, CTM="0 1 -1 0 0 0") + text_object("第二行", 90, 60, CTM="0 1 -1 0 0 0")
    assert [block.text for block in read(packed([sideways])).blocks if isinstance(block, Block)] == ["横排页面上的一行字", "第二行"]


def test_blanks_stay_between_latin_words_only() -> None:
    document = read(packed([text_object("采用 OFD Reader 2024 年版", LEFT, 60)]))
    assert [block.text for block in document.blocks if isinstance(block, Block)] == ["采用OFD Reader 2024年版"]


def locked() -> bytes:
    raw = bytearray(report())
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.find(sign)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(sign, at + 1)
    return bytes(raw)


def pointing(place: str) -> bytes:
    return packed([""], {"OFD.xml": f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>{place}</ofd:DocRoot></ofd:DocBody></ofd:OFD>"})


CONTENT = "Doc_0/Pages/Page_0/Content.xml"
PICTURE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="9"/>'


@pytest.mark.parametrize(
    ("raw", "limits", "message"),
    [
        (report()[:3000], Limits(), "damaged OFD package"),
        (locked(), Limits(), "encrypted"),
        (packed([""], {"Encryptions.xml": "<a/>"}), Limits(), "encrypted"),
        (pointing("../../etc/passwd"), Limits(), "points outside itself"),
        (pointing("Doc_0/Missing.xml"), Limits(), "without its part Doc_0/Missing.xml"),
        (packed([""], {CONTENT: "<a><b></a>"}), Limits(), "is no XML"),
        (packed([""], {CONTENT: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), Limits(), "document type"),
        (packed([""], {CONTENT: page("<!--" + " " * (2 << 20) + "-->")}), Limits(max_size=1), "unpacks to more than 1 MB"),
        (packed([]), Limits(), "without pages"),
        (packed([""] * 3), Limits(max_pages=2), "3 pages, more than 2"),
        (packed([PICTURE]), Limits(), "pictures without text"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(raw: bytes, limits: Limits, message: str) -> None:
    with pytest.raises(InputError, match=message) as raised:
        read(raw, limits)
    assert "\n" not in str(raised.value)


def test_distances_without_end_cost_nothing() -> None:
    bomb = (
        '<ofd:TextObject Boundary="0 50 9 9" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g 999999999 5">二字</ofd:TextCode></ofd:TextObject>'
    )
    assert [block.text for block in read(packed([bomb])).blocks if isinstance(block, Block)] == ["二字"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_samples_give_their_text() -> None:
    for path in sorted(SAMPLES.glob("*.ofd")):
        document = ofd.read(File(path, path.read_bytes(), Limits()))
        assert document.blocks, path.name
        assert not any("— 2 —" in block.text for block in document.blocks if isinstance(block, Block))
