"""Keys: what a figure is said to measure stands on it when its report is read, with the role and the place of its sentence."""

from __future__ import annotations

import pickle
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from tongbi import figures, model
from tongbi.model import Figure, Report, Role, Unit, Years
from tongbi.model.changed_values import changed
from tongbi.pipeline import inspect


def of(text: str, role: Role = "measure", spanning: bool = False) -> list[Figure]:
    return list(figures.extract([Unit("u", text, None, role=role, spanning=spanning)], 2023))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("新增养老床位4385张，总数达2.1万张。", ["added", "stock"]),
        ("网办率96.1%。", ["rate"]),
        ("外贸进出口总额4.5万亿元，同比增长6.3%。", [None, "growth"]),
        ("网办率同比提高3个百分点。", ["points"]),
        ("受理投诉4140件，较上年减少12件。", [None, "change"]),
        ("50米内换乘比例达到60%。", ["criterion", "rate"]),
    ],
)
def test_kinds(text: str, kinds: list[str | None]) -> None:
    assert [one.kind for one in of(text)] == kinds


def test_a_step_has_a_direction_and_a_head() -> None:
    total, rise = of("外贸进出口总额4.5万亿元，同比增长6.3%。")
    assert (total.sign, rise.sign, rise.head) == (None, "up", total.head)
    assert [one.sign for one in of("刑事案件数下降7%。")] == ["down"]


def test_periods_and_status() -> None:
    one, several = of("城镇新增就业6万人。")[0], of("过去五年累计培训3万人。")[0]
    assert (one.period, several.period, one.several, several.several) == (Years(2023, 2023), Years(2019, 2023), False, True)
    (target,) = of("新建学校12所。", "plan")
    assert (target.status, target.period) == ("target", Years(2024, 2024))
    base, now = of("网办率从82.0%提升至89.6%。")
    assert (base.status, base.period, now.status) == ("base", None, "outcome")
    (open_one,) = of("乡镇卫生院24家。", spanning=True)
    assert (open_one.period, open_one.doubt) == (None, ("period",))


def test_a_glossary_has_no_figures() -> None:
    assert of("“双一流”指5个方面。", "aside") == []


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    lines = [
        "甲县2023年法治政府建设年度报告",
        "现将情况报告如下。",
        "一、主要工作",
        "网办率从82.0%提升至89.6%，同比提高7.6个百分点。受理投诉4140件。",
        "二、存在问题",
        "执法人员业务培训不够系统。",
        "三、2024年工作计划",
        "新建公办学校12所。",
    ]
    path = tmp_path_factory.mktemp("keys") / "甲县2023年法治政府建设年度报告.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return inspect(path)


def test_every_unit_has_its_role_and_place(report: Report) -> None:
    assert [unit.role for unit in report.units] == [None, "measure", "measure", "problem", "plan"]
    assert [section.role for section in report.sections] == ["measure", "problem", "plan"]
    assert [(unit.place.page, unit.place.paragraph) for unit in report.units] == [(None, at) for at in (2, 4, 4, 6, 8)]


def test_claims_are_kept_by_the_places_of_their_figures(report: Report) -> None:
    texts = {unit.id: unit.text for unit in report.units}
    span, *_ = report.claims
    assert span.previous is not None
    assert span.current is not None
    assert [texts[span.unit_id][start:][:5] for start in (span.previous, span.current)] == ["82.0%", "89.6%"]
    known = {(figure.unit_id, figure.start) for figure in report.figures}
    places = [(claim.unit_id, at) for claim in report.claims for at in (claim.previous, claim.current, claim.step) if at is not None]
    assert {*places} <= known


def test_a_value_is_changed_as_by_the_standard_library() -> None:
    [figure] = of("受理投诉4140件。")
    assert changed(figure, unit="起", period=None) == replace(figure, unit="起", period=None)
    assert figure.unit == "件"
    with pytest.raises(KeyError):
        changed(figure, no_field=1)


@pytest.mark.parametrize("kind", [kind for kind in vars(model).values() if isinstance(kind, type) and is_dataclass(kind)])
def test_a_value_comes_back_from_pickle_as_it_was(kind: Any) -> None:
    value = kind(*(f"of {field.name}" for field in fields(kind) if field.init))
    assert pickle.loads(pickle.dumps(value, pickle.HIGHEST_PROTOCOL)) == value
