"""Wordings of what the checks hold against each other, made over the classes of the lexicon: a rule knows every word of its class."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from tongbi import pipeline
from tongbi.language.lexicon import table, words
from tongbi.model import Comparison

_REPORT = "甲县{year}年法治政府建设年度报告\n一、主要工作\n（一）规范行政执法\n{text}\n二、存在问题\n人手紧张。\n三、下一年计划\n{plan}\n"
_OTHER = "开展检查。\n举办法治讲座18场。\n修订村规民约27份，指导村级调解组织规范运行。\n走访企业62家，协调解决用地难题。"


def compared(tmp_path: Path, old: str, new: str, plan: str = "加强培训。") -> Comparison:
    paths = []
    for year, text in ((2021, old), (2022, new)):
        paths.append(tmp_path / f"甲县{year}年法治政府建设年度报告.txt")
        paths[-1].write_text(_REPORT.format(year=year, text=text, plan=plan if year == 2021 else "加强宣传。"), encoding="utf-8")
    return pipeline.compare(paths)


def found(tmp_path: Path, new: list[str], old: str = "开展检查。") -> list[tuple[str, float, float]]:
    """Kind, expected and found of the conflicts of a report whose paragraphs are `new`, by paragraph."""
    return [(one.kind, one.expected, one.found) for one in compared(tmp_path, old, "\n".join(new)).conflicts]


def test_parts_behind_every_announcement(tmp_path: Path) -> None:
    said = ["抽检农资{}批次，" + word + "种子{}批次、化肥{}批次、农药{}批次。" for word in words("zh/parts", "among")]
    views = product(words("zh/parts", "parted.open"), words("zh/parts", "parted.close"))
    said += [f"抽检农资{{}}批次。{one}产品{other}，种子{{}}批次，化肥{{}}批次，农药{{}}批次。" for one, other in views]
    assert found(tmp_path, [text.format(97, 41, 30, 26) for text in said]) == []
    assert found(tmp_path, [text.format(96, 41, 30, 26) for text in said]) == [("sum", 97, 96)] * len(said)


def test_parts_that_nothing_announces(tmp_path: Path) -> None:
    outcomes = words("zh/handling", "outcomes")
    said = [
        f"办理涉企仲裁案件{{}}件，{one}{{}}件，{two}{{}}件，{three}{{}}件。"
        for one, two, three in zip(outcomes, outcomes[1:], outcomes[2:], strict=False)
    ]
    said += [f"登记矛盾纠纷{{}}件，婚姻家庭{{}}件，邻里相邻{{}}件，{word}{{}}件。" for word in words("zh/parts", "rest")]
    said += [f"登记矛盾纠纷{{}}件，婚姻{word}{{}}件，邻里{word}{{}}件，山林{word}{{}}件。" for word in words("zh/parts", "kind")]
    assert found(tmp_path, [text.format(88, 52, 21, 15) for text in said]) == []
    assert found(tmp_path, [text.format(89, 52, 21, 15) for text in said]) == [("sum", 88, 89)] * len(said)


def test_a_list_is_one_of_parts_where_last_years_was(tmp_path: Path) -> None:
    text = "接听来电{}个，城建{}个，交通{}个，教育{}个。"
    now = text.format(720, 340, 220, 150)
    assert found(tmp_path, [now], text.format(600, 280, 190, 130)) == [("sum", 710, 720)]
    assert found(tmp_path, [now], text.format(660, 280, 190, 130)) == []


def test_a_list_within_a_list_is_none(tmp_path: Path) -> None:
    assert found(tmp_path, ["审结案件86件，其中维持42件、撤销7件、确认违法2件、驳回11件、终止24件。"]) == []
    assert found(tmp_path, ["走访企业60家，解决问题55个，办结58个，上门服务61次，发放资料59份。"]) == []


def test_rates_of_the_contrary(tmp_path: Path) -> None:
    said = [f"抽查食品{{}}批次，{word}合格{{}}批次，合格率{{}}%。" for word in words("zh/rates", "contrary")]
    for one in table("zh/rates")["opposites"]:
        said += [f"复核事项{{}}件，{contrary}{{}}件，{of}率{{}}%。" for of, contrary in product(one["of"], one["contrary"])]
    assert found(tmp_path, [text.format(500, 20, "96.0") for text in said]) == []
    assert found(tmp_path, [text.format(500, 20, "97.0") for text in said]) == [("ratio", 96, 97)] * len(said)


def test_rates_of_a_verb_with_its_result(tmp_path: Path) -> None:
    said = [
        f"排查隐患{{}}处，{verb}{done}{{}}处，{verb}率{{}}%。"
        for verb, done in product(("整治", "销号", "修复"), words("zh/handling", "done"))
    ]
    said += [f"受理诉求{{}}件，{word}{{}}件，办结率{{}}%。" for word in words("zh/handling", "settled")]
    assert found(tmp_path, [text.format(400, 380, "95.0") for text in said]) == []
    assert found(tmp_path, [text.format(400, 380, "97.0") for text in said]) == [("ratio", 95, 97)] * len(said)


@pytest.mark.parametrize("verb", ["增加", "上升", "减少", "下降", "增长", "提高"])
@pytest.mark.parametrize("base", ["较上年的{}人", "比去年的{}人", "较2021年的{}人"])
def test_a_change_from_a_base_that_is_told(tmp_path: Path, verb: str, base: str) -> None:
    before, by = (700, 84) if verb in {"增加", "上升", "增长", "提高"} else (868, 84)
    said = f"培训网格员784人，{base.format(before)}{verb}{{}}人。"
    old = f"培训网格员{before}人。"
    assert found(tmp_path, [said.format(by)], old) == []
    [(kind, _, stated)] = found(tmp_path, [said.format(by + 10)], old)
    assert (kind, abs(stated)) == ("stated-change", by + 10)


@pytest.mark.parametrize(
    ("said", "current"),
    [
        ("受理仲裁62件、听证17件，其中听证比上年增加{}件。", 17),
        ("接待来访62批、来信17件，来信较上年增加{}件。", 17),
        ("收到听证申请17件，收案量较上年增加{}件。", 17),
        ("办结听证案件17件，办结数量同比增加{}件。", 17),
    ],
)
def test_a_change_with_its_own_subject(tmp_path: Path, said: str, current: float) -> None:
    old = said.partition("，")[0].replace("17", "12") + "。"
    for by, agrees in ((5, True), (8, False)):
        [change] = [one for one in compared(tmp_path, old, said.format(by)).stated_changes if one.change == by]
        assert (change.current, change.agrees) == (current, agrees)


def test_a_change_of_another_thing_is_of_no_figure(tmp_path: Path) -> None:
    [change] = compared(tmp_path, "进出口总额40亿元。", "进出口总额44亿元，其中出口增长21%。").stated_changes
    assert change.current is None


@pytest.mark.parametrize("aim", ["提升应急处置水平", "做到早发现早处置", "确保群众出行安全", "增强群众安全感"])
@pytest.mark.parametrize("result", ["建成", "投用", "上线", "完成", "启用"])
def test_a_plan_with_its_aims_is_told_by_its_core(tmp_path: Path, aim: str, result: str) -> None:
    plan = f"深入贯彻党的二十大精神，推进山洪预警平台建设，力争汛前投入使用，{aim}，数据全程留痕可查。"
    text = f"{_OTHER}\n山洪预警平台6月{result}，接入雨量站41个、水位站17个，发布预警216次，转移群众870人。"
    [fate] = [one for one in compared(tmp_path, _OTHER, text, plan).follow_through if one.kind.startswith("plan")]
    assert (fate.kind, len(fate.to_units)) == ("plan-delivered", 1)
