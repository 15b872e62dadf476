"""Web pages: the article whole and alone, its tables as tables, the rest as metadata or not at all."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clock import check_growth, timed
from tongbi.config import Limits
from tongbi.errors import InputError
from tongbi.model import Block, Document, Grid
from tongbi.readers import html
from tongbi.readers.source_file import File

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
TEXT = "全年办理行政复议案件68件，推进法治政府建设，加强监督，依法行政能力进一步提高。"
NAVIGATION = "".join(f'<li><a href="/{n}.html">栏目{n}</a></li>' for n in range(20))


def read(page: str | bytes) -> Document:
    return html.read(File(Path("page.html"), page if isinstance(page, bytes) else page.encode(), Limits()))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Block)]


def body(inner: str) -> Document:
    return read(f"<html><body>{inner}</body></html>")


def site(article: str, around: str = "", head: str = "") -> str:
    return (
        f"<html><head>{head}</head><body><ul>{NAVIGATION}</ul><div class=nav2>您的位置：<a href=/>首页</a> &gt; 公开</div>{around}"
        f"{article}<div class=bottom>主办单位：青禾县人民政府 <a href=x>网站标识码1234</a> 京ICP备0000号</div></body></html>"
    )


def grid(document: Document) -> Grid:
    return next(block for block in document.blocks if isinstance(block, Grid))


def spans(table: Grid) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells]


# ── encodings ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("declared", ["", "gb2312", "GBK", "utf-8", "big5", "nonsense"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_declared_rightly_wrongly_or_not_at_all(declared: str, codec: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    document = read(f"<html><head>{meta}</head><body><p>{TEXT * 3}</p></body></html>".encode(codec))
    assert texts(document) == [TEXT * 3]
    assert document.findings == ()


def test_short_page_in_the_encoding_it_declares() -> None:
    assert texts(read('<html><meta charset="gb2312"><body><p>镕</p></body></html>'.encode("gb18030"))) == ["镕"]


# ── paragraphs ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_runs_join_without_blanks_and_source_line_ends_are_none() -> None:
    document = body(
        "<p>&nbsp;&emsp;　　全年<font>20</font><span>23</span>年\n   办理<o:p></o:p>案件<b>6</b><span>8</span>件</p><p>one\n two</p>"
    )
    assert texts(document) == ["全年2023年办理案件68件", "one two"]


def test_breaks_blocks_and_items() -> None:
    document = body(
        "<div>甲<br>乙<p>丙</p>丁</div><ol start=3><li>戊</li><li><p>己</p></li></ol><ul><li>庚</li></ul><ol type=I><li>辛</ol>"
    )
    assert texts(document) == ["甲", "乙", "丙", "丁", "3. 戊", "4. 己", "庚", "I. 辛"]


def test_headings_by_level_weight_and_place() -> None:
    document = body(
        "<h2>一、总体情况</h2><p><b>（一）主动</b><strong>公开</strong>2023</p><p><b>甲</b>乙</p><p align=center>标题</p>"
        "<div style='text-align: center; font-weight:700'>副题</div><center>居中</center><p style='mso-bidi-font-weight:bold'>否</p>"
    )
    looks = [(block.bold, block.centred, block.outline) for block in document.blocks if isinstance(block, Block)]
    assert looks == [
        (True, False, 2),
        (True, False, None),
        (False, False, None),
        (False, True, None),
        (True, True, None),
        (False, True, None),
        (False, False, None),
    ]


@pytest.mark.parametrize(
    "face", ['<font face="方正黑体_GBK">', "<span style=\"font-family:'楷体'\">", '<font face=SimHei style="font-family:x">']
)
def test_headings_told_by_their_typeface_alone(face: str) -> None:
    tag = face[1:5]
    document = body(f"<p>{face}一、总体情况</{tag}><span>2023</span></p>" + f'<p><font face="方正仿宋_GBK">{TEXT}</font></p>' * 3)
    assert [block.bold for block in document.blocks if isinstance(block, Block)] == [True, False, False, False]


def test_a_typeface_that_all_text_is_set_in_tells_nothing() -> None:
    document = body(f'<div style="font-family:楷体"><p>一、总体情况</p><p>{TEXT}</p></div>')
    assert not any(block.bold for block in document.blocks if isinstance(block, Block))


def test_what_is_hidden_is_not_read() -> None:
    document = body(
        f"<script>var a='甲'</script><style>p{{}}</style><p>{TEXT}</p><p style='DISPLAY:none'>藏</p><p hidden>藏</p><!-- 藏 -->"
    )
    assert texts(document) == [TEXT]


def test_invisible_characters_go_and_are_counted() -> None:
    document = body("<p>甲&#8203;乙&shy;丙</p><table><tr><td>a<td>b&#8203;<tr><td>c<td>d</table>")
    assert texts(document) == ["甲乙丙"]
    assert [cell.text for cell in grid(document).cells] == ["a", "b", "c", "d"]
    assert [(finding.code, finding.values) for finding in document.findings] == [("control-characters", {"count": "3"})]


def test_footnotes_stand_apart() -> None:
    document = body(f'<p>{TEXT}<a href="#_ftn1" name="_ftnref1">[1]</a></p><div id=ftn1><p><a href="#_ftnref1">[1]</a>据统计局。</p></div>')
    assert texts(document) == [TEXT]
    assert document.notes == ("[1]据统计局。",)


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ('<a href="#sdfootnote1sym"><sup>1</sup></a>', '<div id="sdfootnote1"><a href="#sdfootnote1anc">1</a>据统计局。</div>'),
        ('<a href="#fn1" role="doc-noteref"><sup>1</sup></a>', '<section><ol><li id="fn1"><p>据统计局。</p></li></ol></section>'),
        ('<sup><a href="#user-content-fn-1">1</a></sup>', '<ol><li id="user-content-fn-1">据统计局。</li></ol>'),
        ('<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>', '<ol><li id="cite_note-1">据统计局。</li></ol>'),
    ],
)  # fmt: skip
def test_notes_of_other_programs(mark: str, note: str) -> None:
    document = body(f"<p>全年产值{mark}120亿元。{TEXT}</p>{note}<p>{TEXT}</p>")
    assert texts(document) == [f"全年产值120亿元。{TEXT}", TEXT]
    assert document.notes == ("据统计局。",)


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_spans() -> None:
    document = body(
        "<table><thead><tr><th rowspan=2>项目<th colspan=2>件数</tr><tr><th>上年<th>本年</tr></thead>"
        "<tr><td><p>行政</p><p>许可</p><td>1<br>2<td></tr></table>"
    )
    assert spans(grid(document)) == [
        ("项目", 0, 0, 2, 1),
        ("件数", 0, 1, 1, 2),
        ("上年", 1, 1, 1, 1),
        ("本年", 1, 2, 1, 1),
        ("行政许可", 2, 0, 1, 1),
        ("1 2", 2, 1, 1, 1),
        ("", 2, 2, 1, 1),
    ]


def test_absurd_spans_end_with_the_table() -> None:
    document = body("<table><tr><td rowspan=99999>a<td colspan=88888888888>b<tr><td rowspan=0>c<td colspan=x>d<tr><td>e</table>")
    assert spans(grid(document)) == [("a", 0, 0, 3, 1), ("b", 0, 1, 1, 2), ("c", 1, 1, 2, 1), ("d", 1, 2, 1, 1), ("e", 2, 2, 1, 1)]


def test_cells_never_overlap() -> None:
    rng = random.Random(5)
    for _ in range(100):
        rows = "".join(
            "<tr>" + "".join(f"<td rowspan={rng.randint(0, 4)} colspan={rng.randint(0, 4)}>x</td>" for _ in range(rng.randint(0, 4)))
            for _ in range(5)
        )
        try:
            document = body(f"<p>{TEXT}</p><table>{rows}</table>")
        except InputError:
            continue
        for table in (block for block in document.blocks if isinstance(block, Grid)):
            slots = [
                (row, column)
                for cell in table.cells
                for row in range(cell.row, cell.row + cell.rows)
                for column in range(cell.column, cell.column + cell.columns)
            ]
            assert len(slots) == len(set(slots))


def test_tables_that_lay_out_the_page_are_read_as_text() -> None:
    prose = f"<p>{TEXT * 4}</p><p>{TEXT}</p>"
    document = body(f"<table><tr><td>菜单<td>{prose}<table><tr><td>a<td>b<tr><td>c<td>d</table></table><table><tr><td>一格</table>")
    assert texts(document) == ["菜单", TEXT * 4, TEXT, "一格"]
    assert len(grid(document).cells) == 4


def test_lists_set_as_tables() -> None:
    document = body("<p>We report:</p><table><tr><td>•<td>first point<tr><td>•<td>second</table><table><tr><td>Item 1.<td>Business</table>")
    assert texts(document) == ["We report:", "• first point", "• second", "Item 1. Business"]


# ── the article ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("container", ["div id=zoom", "div id=UCAP-CONTENT", "div class='TRS_Editor'", "ucapcontent", "div class=article"])
def test_a_known_container(container: str) -> None:
    tag = container.split()[0]
    document = read(site(f"<h1>青禾县2023年年度报告</h1><{container}><p>{TEXT}</p><p>{TEXT}</p></{tag}>"))
    assert texts(document) == ["青禾县2023年年度报告", TEXT, TEXT]
    assert document.findings == ()
    assert document.metadata["title"] == "青禾县2023年年度报告"


@pytest.mark.parametrize("line", ["<div class=t0>{}</div>", "<table><tr><td align=center><b>{}</b></td></tr></table>"])
def test_a_title_that_only_stands_above_the_container(line: str) -> None:
    """Neither <title> nor a heading gives it."""
    printed = "青禾县2023年法治政府建设年度报告"
    link = "<p><a href=/1.html>青禾县2022年法治政府建设年度报告</a></p>"
    document = read(site(f"<div id=zoom><p>{TEXT}</p><p>{TEXT}</p></div>", link + line.format(printed)))
    assert texts(document) == [printed, TEXT, TEXT]
    assert document.metadata["title"] == printed


def test_a_title_on_several_lines_is_not_put_twice() -> None:
    head = "<title>青禾县关于2023年法治政府建设情况的报告_青禾县人民政府</title>"
    document = read(site(f"<div id=zoom><p>青禾县关于2023年</p><p>法治政府建设情况的报告</p><p>{TEXT}</p></div>", head=head))
    assert texts(document)[0] == "青禾县关于2023年"
    assert document.metadata["title"] == "青禾县关于2023年法治政府建设情况的报告"


def test_the_deepest_container_with_all_of_the_text() -> None:
    document = read(site(f"<div class=article>打开全文<div id=zoom><div class=TRS_Editor><p>{TEXT * 9}</p></div></div></div>"))
    assert texts(document) == [TEXT * 9]


def test_several_containers_in_a_row_are_one_article() -> None:
    document = read(site(f"<div class=TRS_Editor><p>{TEXT}</p></div><div class=TRS_Editor><p>二、{TEXT}</p></div>"))
    assert texts(document) == [TEXT, "二、" + TEXT]


def test_a_container_closed_early_by_a_stray_tag() -> None:
    document = read(
        site(f"<div class=box><div id=zoom><p>{TEXT}</p></div></div>".replace("</div></div>", "</div>" + f"<p>{TEXT}</p>" * 9 + "</div>"))
    )
    assert len(texts(document)) == 10
    assert document.findings[0].code == "article-guessed"


@pytest.mark.parametrize("search", [True, False])
def test_an_article_in_no_known_container(monkeypatch: pytest.MonkeyPatch, search: bool) -> None:
    if search:
        pytest.importorskip("trafilatura", reason="needs the extra `web`")
    else:
        monkeypatch.setitem(sys.modules, "trafilatura", None)
    table = "<table><tr><td>项目<td>件数<tr><td>许可<td>5</table>"
    document = read(site(f"<div class=qh7><p>{TEXT}</p>{table}<p>{TEXT * 2}</p><p>二、{TEXT}</p></div>"))
    assert texts(document) == [TEXT, TEXT * 2, "二、" + TEXT]
    assert len(grid(document).cells) == 4
    assert [finding.code for finding in document.findings] == ["article-guessed"]


def test_a_page_that_is_nothing_but_an_article() -> None:
    document = body(f"<h1>报告</h1><p>{TEXT}</p><p><a href=1.pdf>附件</a></p>")
    assert texts(document) == ["报告", TEXT, "附件"]


def test_metadata_table_and_line() -> None:
    table = (
        "<table><tr><td>索 引 号<td>0143/2024-00002<td>主题分类<td>年报<tr><td>发布机构：<td>青禾县司法局<td>文　　号<td></td></tr></table>"
    )
    line = "<div class=info>发布时间：2024-01-30 来源：县司法局 浏览次数：<span>12</span> 字体：[<a>大</a> 中 小] 【打印】</div>"
    expected = {"索引号": "0143/2024-00002", "主题分类": "年报", "发布机构": "青禾县司法局", "发布时间": "2024-01-30", "来源": "县司法局"}
    for page in (site(f"<div id=zoom><p>{TEXT}</p></div>", table + line), site(f"<div id=zoom>{table}{line}<p>{TEXT}</p></div>")):
        document = read(page)
        assert texts(document) == [TEXT]
        assert document.metadata == expected


def test_metadata_in_lists_and_meta_elements() -> None:
    around = "<ul><li><b>索引号：</b>11/2024</li><li><b>成文日期：</b><i>2024年1月5日</i></li></ul>"
    head = (
        '<meta name="ArticleTitle" content="年度报告全文"><meta name="PubDate" content="2024-01-30"><meta name="ContentSource" content="">'
    )
    document = read(site(f"<div id=zoom><p>{TEXT}</p></div>", around, head))
    assert document.metadata == {"title": "年度报告全文", "发布日期": "2024-01-30", "索引号": "11/2024", "成文日期": "2024年1月5日"}
    assert texts(document) == ["年度报告全文", TEXT]


def test_page_furniture_inside_the_container() -> None:
    inner = (
        f"<p>2024-01-30 10:00 来源：县政府</p><p>字号：大 中 小</p><p>{TEXT}</p><p>【打印】【关闭】</p><p>扫一扫在手机打开当前页</p>"
        "<p>上一篇：<a href=1>关于甲的通知</a></p><p>下一篇：没有了</p><p>（责任编辑：张三）</p><div class='share'>分享</div>"
        "<p>相关链接</p><p><a href=2>关于乙的通知</a></p><p><a href=3>关于丙的通知</a></p>"
    )
    document = read(site(f"<div id=zoom>{inner}</div>"))
    assert texts(document) == [TEXT]
    assert document.metadata["来源"] == "县政府"


def test_text_that_only_looks_like_furniture_stays() -> None:
    inner = f"<p>{TEXT}</p>" * 9 + "<p>来源：全部收入来源于财政拨款。</p><p>打印费用5万元</p>" + f"<p>{TEXT}</p>" * 9
    assert "来源：全部收入来源于财政拨款。" in texts(read(site(f"<div id=zoom>{inner}</div>")))
    assert "打印费用5万元" in texts(read(site(f"<div id=zoom>{inner}</div>")))


@pytest.mark.parametrize("page", ["<html><body></body></html>", site(""), "<html><body><script>load()</script></body></html>"])
def test_a_page_without_an_article(page: str) -> None:
    with pytest.raises(InputError, match="article"):
        read(page)


def test_a_part_named_like_furniture_that_holds_the_text_is_read() -> None:
    assert len(texts(body(f"<div class=print><p>{TEXT * 9}</p><p>{TEXT * 9}</p></div>"))) == 2


@pytest.mark.parametrize("owner", ["甲县司法局", "本刊编辑部"])
def test_a_notice_of_copyright_that_is_a_sentence_is_text_and_a_foot_line_is_none(owner: str) -> None:
    notice = f"版权所有：{owner}，未经许可不得转载。"
    assert texts(body(f"<p>{TEXT * 9}</p><p>{notice}</p><p>版权所有：{owner} 网站标识码：12345</p>"))[1:] == [notice]


# ── bounds ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li", "table><tr><td"])
def test_deep_nesting_neither_crashes_nor_hangs(tag: str) -> None:
    close = "".join(f"</{name}>" for name in reversed(tag.split("><")))
    _, flat = timed(lambda: read("<html><body>" + f"<{tag}>x{close}" * 10_000 + f"<p>{TEXT}</p></body></html>"))

    def nested() -> None:
        page = "<html><body>" + f"<{tag}>" * 10_000 + f"<p>{TEXT}</p></body></html>"
        if tag == "b":  # every paragraph would open ten thousand of them anew
            with pytest.raises(InputError, match="nested"):
                read(page + "<p>x" * 1_000)
        else:
            assert texts(read(page)) == [TEXT]

    deep = min(timed(nested)[1] for _ in range(2))  # one may be charged with clearing up what other tests left
    assert deep < 20 * flat  # lists, whose parser goes up all of them for each, take four times as long


@pytest.mark.parametrize(
    ("bomb", "size"),
    [
        (lambda size: "<div>" * size, 400_000),
        (lambda size: "".join(f"<font size={n}>" for n in range(size)) + "<p>x" * size, 9_000),
        (lambda size: "<div>" * size + "x" + "</div>" * size, 100_000),
    ],
    ids=["open", "formatting", "closed"],
)
def test_bombs_are_refused_before_they_are_unfolded(bomb: Callable[[int], str], size: int) -> None:
    def refused(size: int) -> None:
        with pytest.raises(InputError, match="nested"):
            body(bomb(size))

    check_growth(refused, size)


def test_entities_and_long_pages() -> None:
    def long(count: int) -> None:
        page = f"<!DOCTYPE html [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><html><body><p>&b;{TEXT}</p>" + f"<p>{TEXT}</p>" * count
        assert len(read(page).blocks) >= count

    check_growth(long, 20_000)


def test_damage_raises_nothing_but_input_error() -> None:
    table = "<table><tr><td rowspan=2>项目<td colspan=3>件数<tr><td>5</table>"
    page = site(f"<div id=zoom><p align=center><b>{TEXT}</b></p>{table}<ol><li>{TEXT}</ol></div>").encode("gb18030")
    rng = random.Random(20)
    refused = []
    for _ in range(300):
        raw = bytearray(page[: rng.randint(1, len(page))])
        for _ in range(rng.randint(0, 20)):
            raw[rng.randrange(len(raw))] = rng.randrange(256)
        try:
            read(bytes(raw))
        except InputError as error:
            refused.append(error)
    assert 0 < len(refused) < 300  # most cuts fall into the navigation


# ── real pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "count", "first", "last", "alien"),
    [
        ("gzggw", 2, "1-10月德清县", "1-10月，", "当前位置"),
        ("other", 5, "全国人民代表大会常务委员会", "第十届", "字号"),
        ("people", 28, "女儿出嫁", "虽然，东方朔", "责编"),
        ("sxmu", 175, "中华人民共和国监察法", "第六十九条", "浏览次数"),
        ("zyyfy", 6, "【不忘初心", "医技药剂党支部", "新闻动态"),
    ],
)
def test_real_pages_whole_and_alone(name: str, count: int, first: str, last: str, alien: str) -> None:
    path = CORPUS / "html_pages" / f"{name}.html"
    if not path.exists():
        pytest.skip("the real pages are not beside this checkout")
    document = read(path.read_bytes())
    found = texts(document)
    assert len(document.blocks) == count
    assert (found[0].startswith(first), found[-1].startswith(last)) == (True, True)
    assert not any(alien in text for text in found)


def test_a_real_disclosure_page() -> None:
    paths = list((CORPUS / "html_markup_sample").glob("*.html"))
    if not paths:
        pytest.skip("the real pages are not beside this checkout")
    document = read(paths[0].read_bytes())
    assert document.metadata["索引号"] == "014314799/2024-00002"
    assert [block.bold for block in document.blocks if isinstance(block, Block)][:5] == [True, False, True, True, False]
    assert [cell.text for cell in grid(document).cells][3] == "三、本年度办理结果"


@pytest.mark.parametrize(("company", "last_item"), [("HD", "Item 16."), ("IBM", "Item 16.")])
def test_filings_come_out_whole(company: str, last_item: str) -> None:
    paths = sorted((CORPUS / "sec_10k" / company).glob("*.html"))
    if not paths:
        pytest.skip("the filings are not beside this checkout")
    for path in paths:
        document = read(path.read_bytes())
        found = texts(document)
        assert any(text.startswith(last_item) for text in found)
        assert any(text == "SIGNATURES" for text in found)
        assert not any("us-gaap:" in text for text in found)
        assert sum(map(len, found)) > 75_000


def test_whom_a_page_names_as_its_site_and_its_author() -> None:
    head = '<meta name="Author" content=" "><meta name=author content="Jane Doe"><meta property="og:site_name" content="Harbour Council">'
    text = "<p>" + "The year was one of steady growth, and we helped many people. " * 8 + "</p>"
    assert read(f"<html><head>{head}</head><body>{text}</body></html>").properties == {"site": "Harbour Council", "author": "Jane Doe"}


MENU = "".join(f"<p><a href={n}>{name}</a></p>" for n, name in enumerate(("机构职能", "养老机构名录", "婚姻登记预约")))
PARAGRAPHS = f"<p>一、总体情况</p><p>{TEXT}</p><p>二、不足</p><p>人员不足。</p>"


@pytest.mark.parametrize("row", [f"<td>{MENU}</td><td>{PARAGRAPHS}</td>", f"<td>{PARAGRAPHS}</td><td>{MENU}</td>"], ids=["left", "right"])
@pytest.mark.parametrize("around", ["{}", "<tr><td colspan=2>首页 | 服务大厅</td></tr>{}<tr><td colspan=2>技术支持：信息中心</td></tr>"])
def test_a_list_of_links_beside_the_text_is_none_of_it(row: str, around: str) -> None:
    found = texts(body(f"<table>{around.format(f'<tr>{row}</tr>')}</table>"))
    assert found[-4:] == ["一、总体情况", TEXT, "二、不足", "人员不足。"]
    assert not any("机构" in text for text in found)


def test_links_below_the_text_are_kept() -> None:
    page = f"<div id=zoom><table role=none><tr><td>{PARAGRAPHS}</td></tr><tr><td>{MENU}</td></tr></table></div>"
    assert texts(body(page))[-3:] == ["机构职能", "养老机构名录", "婚姻登记预约"]


def test_a_menu_within_a_container_is_left_out() -> None:
    page = f"<div id=zoom><table role=none><tr><td>{PARAGRAPHS}</td><td>{MENU}</td></tr></table></div>"
    assert texts(body(page))[-1] == "人员不足。"
