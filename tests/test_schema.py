"""Schemas: those that ship are right, a user's own is told by line and key what is wrong, kinds are told from titles and headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongbi.errors import SchemaError
from tongbi.report import schema

GOOD = """name = "safety"
zh = "安全生产年度报告"
en = "Report on work safety"

[detect]
title = ["安全生产.*报告"]
year = "reported"

[[node]]
id = "measures"
zh = "主要工作"
en = "Work done"

[[node]]
id = "measures/inspection"
zh = "监督检查"
en = "Inspection"
cues = ["隐患"]
"""


@pytest.mark.parametrize("name", schema.names())
def test_what_ships_is_right(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(schema.text_of(name), encoding="utf-8")
    assert schema.check(path) == ()
    assert schema.load(name).name == name


def test_a_users_own(tmp_path: Path) -> None:
    path = tmp_path / "safety.toml"
    path.write_text(GOOD, encoding="utf-8")
    loaded = schema.load(str(path))
    assert [(node.id, node.parent) for node in loaded.nodes] == [("measures", None), ("measures/inspection", "measures")]


def test_when_and_of_whom_a_node_is_required(tmp_path: Path) -> None:
    path = tmp_path / "dated.toml"
    dated = 'required = true\nfrom = 2021-06-30\nuntil = 2024-12-31\nunless = ["简易程序"]'
    path.write_text(GOOD.replace('cues = ["隐患"]', dated), encoding="utf-8")
    node = schema.load(str(path)).nodes[1]
    assert [node.required_of(when, ()) for when in ("2021-06-29", "2021-06-30", "2024-12-31", "2025-01-01", "")] == [
        False,
        True,
        True,
        False,
        True,
    ]
    assert not node.required_of("2022-12-31", ["主要工作", "简易程序"])


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ('cues = ["隐患"]', 'clues = ["隐患"]', 18, "clues"),
        ('cues = ["隐患"]', 'cues = "隐患"', 18, "cues"),
        ('id = "measures/inspection"', 'id = "measures"', 15, "id"),
        ('id = "measures/inspection"', 'id = "tasks/inspection"', 15, "id"),
        ('title = ["安全生产.*报告"]', 'title = ["安全(生产"]', 6, "title"),
        ('year = "reported"', 'year = "printed"', 7, "year"),
        ('zh = "监督检查"\n', "", 14, "zh"),
        ('name = "safety"', "name = 3", 1, "name"),
        ('cues = ["隐患"]', "from = 2023", 18, "from"),
        ('cues = ["隐患"]', "unless = 2023-12-15", 18, "unless"),
        ('cues = ["隐患"]', 'within = "problems"', 18, "within"),
        ('cues = ["隐患"]', 'told = ["(隐患"]', 18, "told"),
    ],
)
def test_errors_name_line_and_key(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    problems = schema.check(path)
    assert len(problems) == 1
    assert f"line {line}: {key}: " in problems[0]
    with pytest.raises(SchemaError):
        schema.load(str(path))


FIGURES = """
[[figure]]
zh = "隐患排查"
en = "Hazards found"
names = ["排查隐患", "发现隐患"]

[[figure]]
zh = "检查企业"
en = "Firms inspected"
names = ["抽查企业"]
target = true
"""


def test_core_figures_of_a_users_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD + FIGURES, encoding="utf-8")
    assert schema.check(path) == ()
    first, second = schema.load(str(path)).figures
    assert (first.names, first.target, second.target) == (("隐患排查", "Hazards found", "排查隐患", "发现隐患"), False, True)


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ('names = ["抽查企业"]', 'names = ["抽查企业", " "]', 9, "names"),
        ('names = ["抽查企业"]', 'names = ["发现隐患"]', 9, "names"),
        ('zh = "检查企业"', 'zh = "排查隐患"', 7, "zh"),
        ('names = ["抽查企业"]', 'names = ["抽查企业增长"]', 9, "names"),
        ('names = ["抽查企业"]', 'names = ["抽查企业下降"]', 9, "names"),
        ('names = ["抽查企业"]', 'names = "抽查企业"', 9, "names"),
        ('names = ["抽查企业"]\n', "", 6, "names"),
        ("target = true", 'target = "yes"', 10, "target"),
        ("target = true", "targets = true", 10, "targets"),
    ],
)
def test_errors_of_core_figures_name_line_and_key(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(GOOD + FIGURES.replace(old, new, 1), encoding="utf-8")
    above = GOOD.count("\n") + 1
    assert [problem.split(": ", 1)[1].split(": ")[0] for problem in schema.check(path)] == [key]
    assert f"line {above + line}: {key}: " in schema.check(path)[0]


_WHOLE = (
    'name = "own"\nzh = "样"\nen = "Own"\nversion = "1"\nsource = "rule"\ntopic = ["年度"]\n'
    '[detect]\ntitle = ["样"]\nopening = ["样"]\nheadings = ["样"]\nyear = "reported"\n[roles]\nplan = ["计划"]\n'
    '[[node]]\nid = "one"\nzh = "一"\nen = "One"\naliases = ["壹"]\nrequired = true\nfrom = 2020-01-01\nwithin = "one"\ntold = ["一"]\n'
    '[[table]]\nid = "t"\nzh = "表"\nunit = "件"\nrows = ["行"]\ncolumns = ["列"]\n'
    '[[figure]]\nzh = "数"\nen = "Number"\nnames = ["数目"]\ntarget = false\n'
    '[[statement]]\nid = "s"\nzh = "报表"\nen = "S"\nconcepts = ["C"]\n'
)


@pytest.mark.parametrize("value", ["nan", "7", "true", '""', '[""]', "[[1]]", "{a = 1}", "1999-12-31", '["("]', "[" * 3000])
def test_whatever_stands_under_a_key_ends_in_lines_that_name_the_file(tmp_path: Path, value: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(_WHOLE, encoding="utf-8")
    assert schema.check(path) == ()
    for line in (one for one in _WHOLE.splitlines() if " = " in one):
        path.write_text(_WHOLE.replace(f"{line}\n", f"{line.split(' = ')[0]} = {value}\n", 1), encoding="utf-8")
        assert all(one.startswith(f"{path}") and "\n" not in one for one in schema.check(path))
        assert schema.check(path) or value in {"7", "true", '""', '[""]', "1999-12-31", '["("]'}, line


def test_no_toml_at_all(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text("zh = 'a'\nname = = 3\n", encoding="utf-8")
    assert "line 2" in schema.check(path)[0]


@pytest.mark.parametrize("name", ["nothing", "nowhere.toml"])
def test_unknown_schemas(name: str) -> None:
    with pytest.raises(SchemaError):
        schema.load(name)


@pytest.mark.parametrize(
    ("title", "headings", "kind"),
    [
        ("青禾县2023年法治政府建设年度报告", [], "rule-of-law"),
        ("青禾县2016年依法行政工作情况报告", [], "rule-of-law"),
        ("青禾县2023年政府信息公开工作年度报告", [], "gov-info-disclosure"),
        ("2012年青禾縣政府信息公開工作年度報告", [], "gov-info-disclosure"),
        ("2025年云岭省政府工作报告", [], "government-work-report"),
        ("Report on the Work of the Government", [], "government-work-report"),
        ("", ["坚持党的领导，推进法治政府建设", "规范行政执法"], "rule-of-law"),
        ("", ["总体情况", "主动公开政府信息情况"], "gov-info-disclosure"),
        ("", ["2024年工作回顾", "2025年政府工作任务"], "government-work-report"),
        ("【文字解读】《青禾县关于2024年法治政府建设情况的报告》解读", ["背景依据"], "generic"),
        ("Harbour Authority Annual Review 2023", ["Traffic"], "generic"),
    ],
)
def test_kinds(title: str, headings: list[str], kind: str) -> None:
    assert schema.detect(title, headings).name == kind
