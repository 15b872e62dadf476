"""Text pasted from a web page: furniture at both ends goes, with a finding; what only looks like it stays."""

from __future__ import annotations

from tongbi.readers import pasted_web_text

ARTICLE = [
    "2026年某省政府工作报告",
    "——2026年1月28日在某省第十四届人民代表大会第四次会议上",
    "省长\u3000某某",
    "各位代表：",
    "请予审议。",
    "一、回顾",
]
BODY = [f"第{number}项工作扎实推进，取得积极成效。" for number in range(60)]


def test_a_text_without_furniture_comes_back_whole() -> None:
    lines = [*ARTICLE, *BODY]
    assert pasted_web_text.parted(lines) == pasted_web_text.Article(tuple(lines), tuple(range(len(lines))), {}, ())


def test_the_way_to_the_page_its_tools_and_its_date() -> None:
    above = ["您的位置:", "首页", ">", "某省要闻", "某省要闻"]
    tools = ["2026-02-03 09:02:33", "【字体：", "大", "中", "小"]
    below = ["打印本页", "关闭窗口", "分享到:", "×"]
    found = pasted_web_text.parted([*above, ARTICLE[0], *tools, *ARTICLE[1:], *BODY, *below])
    assert found.lines == (*ARTICLE, *BODY)
    assert found.metadata == {"发布日期": "2026-02-03"}
    assert found.left_out == (*above, *tools, *below)


def test_related_links_go_with_what_follows_them() -> None:
    found = pasted_web_text.parted([*ARTICLE, *BODY, "相关链接>>", "某省两会开幕", "解读政府工作报告：行稳致远。"])
    assert found.lines == (*ARTICLE, *BODY)


def test_a_list_of_projects_keeps_its_leading_bodies() -> None:
    projects = ["1.建设公路", "主办单位：省交通运输厅", "2.扩大学位", "主办单位：省教育厅"]
    assert pasted_web_text.parted([*ARTICLE, *BODY, *projects]).lines == (*ARTICLE, *BODY, *projects)


def test_nothing_in_the_middle_is_touched() -> None:
    lines = [*ARTICLE, *BODY[:30], "相关链接", "打印", *BODY[30:]]
    assert pasted_web_text.parted(lines).lines == tuple(lines)


def test_the_caption_of_a_photograph_and_a_source_below_a_short_first_sentence() -> None:
    caption, source = "某某同志作政府工作报告。本报记者 某 某摄", "来源：某省日报"
    body = [BODY[0] * 6, *BODY[1:]]
    found = pasted_web_text.parted([ARTICLE[0], "（2026年1月28日在某省第十四届人民代表大会上。）", source, caption, *ARTICLE[3:], *body])
    assert found.left_out == (source, caption)
    assert found.metadata == {"来源": "某省日报"}
