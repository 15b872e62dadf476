"""Roles of sentences: where a section turns, to what, and what only announces; over the classes of the lexicon."""

from __future__ import annotations

import pytest

from tongbi.language import lexicon, sentence_turns
from tongbi.model import Idle, Role, Section, Unit
from tongbi.report import node_matching, schema

KINDS = {
    "rule-of-law": "存在的问题",
    "gov-info-disclosure": "存在的主要问题及改进情况",
    "government-work-report": "存在的困难和问题",
    "generic": "存在问题",
}
PROBLEMS = ("渔港收费公示不全。", "泊位管理机制有待完善。", "执法艇老化。")
PLANS = ("编制渔港收费目录。", "建立泊位管理台账。", "更新执法艇4艘。")


def told(*texts: str, heading: str = "存在问题", kind: str = "generic") -> list[tuple[Role | None, Idle | None]]:
    """Role and idleness of the sentences below one heading; a text may open with its marker (一是)."""
    marks = [text[:2] if text[1:2] == "是" else None for text in texts]
    units = [Unit(str(at), text[2:] if mark else text, 0, mark) for at, (text, mark) in enumerate(zip(texts, marks, strict=True))]
    found = node_matching.normalise([Section(1, "", heading, heading)], units, schema.load(kind))
    return [(unit.role, unit.idle) for unit in found.units]


def roles(*texts: str, heading: str = "存在问题", kind: str = "generic") -> list[Role | None]:
    return [role for role, _ in told(*texts, heading=heading, kind=kind)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "turn",
    [
        "对此，我局拟从三个方面改进。",
        "为此，本局将采取以下措施：",
        "改进措施：",
        "整改方向：完善收费目录，每季度开展培训。",
        "下一步，我局将抓好几项工作。",
        "紧扣上述不足，重点完成下列事项：",
        "立足补短板，2031年将着力做好三件实事。",
    ],
)
def test_problems_turn_to_plans_in_every_kind_of_report(kind: str, turn: str) -> None:
    found = told(*PROBLEMS, turn, *PLANS, heading=KINDS[kind], kind=kind)
    assert [role for role, _ in found] == ["problem"] * 3 + ["plan"] * 4
    assert [idle for _, idle in found] == [None] * 3 + ["announces" if turn.endswith(("：", "改进。", "工作。", "实事。")) else None] + [
        None
    ] * 3


@pytest.mark.parametrize("trouble", ["人员不足，装备陈旧", "形式较为单一", "经费紧张"])
def test_a_label_over_trouble_turns_to_no_plan(trouble: str) -> None:
    assert roles(*PROBLEMS, f"渔港管理工作：{trouble}。") == ["problem"] * 4


@pytest.mark.parametrize(
    "work", sorted({*lexicon.words("zh/rhetoric", "future.work")}.difference(lexicon.words("zh/rhetoric", "future.will")))
)
@pytest.mark.parametrize("lead", ["", "针对这些问题，", "为补上短板，"])
def test_what_announces_work_turns_and_what_announces_trouble_does_not(lead: str, work: str) -> None:
    assert roles(*PROBLEMS, f"{lead}渔港{work}如下：", *PLANS)[3:] == ["plan"] * 4
    assert roles(*PROBLEMS, f"{lead}渔港{work}还有以下不足：", *PROBLEMS) == ["problem"] * 7
    assert roles(*PROBLEMS, f"渔港{work}如下：", *PROBLEMS) == ["problem"] * 7  # what follows tells that it does not turn


@pytest.mark.parametrize("will", lexicon.words("zh/rhetoric", "future.firmly"))
@pytest.mark.parametrize("who", ["", "我们", "我局", "县政府", "本单位"])
def test_a_list_that_goes_on_returns_to_the_problems(who: str, will: str) -> None:
    turn = f"对此，{who}{will}编制目录。"
    assert roles("一是公示不全。", turn, "二是艇只老化。", turn, "三是泊位不足。", turn) == ["problem", "plan"] * 3
    assert (
        roles("一是公示不全。", "二是艇只老化。", turn, "一是编制目录。", "二是更新艇只。", "三是建立台账。")
        == ["problem"] * 2 + ["plan"] * 4
    )


@pytest.mark.parametrize("back", ["这些问题", "上述不足", "以上短板"])
def test_what_was_put_right_is_a_measure(back: str) -> None:
    found = roles(*PROBLEMS, f"针对{back}，我局已开展了整改。", "新编目录3份。", "同时还存在以下不足：", *PROBLEMS)
    assert found == ["problem"] * 3 + ["measure"] * 2 + ["problem"] * 4


@pytest.mark.parametrize(
    "opening",
    ["渔港管理与渔民期盼相比仍有差距。", "工作中还存在一些薄弱环节。", "也暴露出不少问题。", "主要有三个方面。", "渔港工作还有以下短板："],
)
def test_the_sentence_that_opens_the_problems_announces(opening: str) -> None:
    found = told(opening, *PROBLEMS)
    assert found == [("problem", "announces")] + [("problem", None)] * 3


@pytest.mark.parametrize("heading", ["存在问题", "下一步打算"])
def test_a_sentence_before_numbered_ones_announces(heading: str) -> None:
    told_by = told("渔港管理情况复杂。", "一是收费公示。", "二是泊位台账。", heading=heading)
    assert [idle for _, idle in told_by] == ["announces", None, None]


@pytest.mark.parametrize(
    "dealing",
    [
        "我们将直面问题，努力加以解决。",
        "我们一定正视困难，尽心竭力做好工作，决不辜负群众期待。",
        "对这些问题，我们必须采取有力措施，切实加以解决。",
    ],
)
def test_a_vow_is_no_plan_and_turns_nothing(dealing: str) -> None:
    assert told(*PROBLEMS, dealing)[3] == ("problem", "rhetoric")


@pytest.mark.parametrize("past", ["过去五年，", "一年来，", "改革开放以来，"])
def test_a_review_in_a_plan_is_a_measure_and_scenes_are_idle(past: str) -> None:
    found = told("今年是渔港建设的关键之年。", f"{past}渔港吞吐量翻了一番。", *PLANS, heading="今年工作安排", kind="government-work-report")
    assert found == [("plan", "rhetoric"), ("measure", None)] + [("plan", None)] * 3


def test_the_aims_of_a_year_are_no_scene() -> None:
    assert told("今年主要目标是：渔港吞吐量增长6%。", heading="今年工作安排", kind="government-work-report") == [("plan", None)]


@pytest.mark.parametrize("good", lexicon.words("zh/rhetoric", "trouble.good"))
@pytest.mark.parametrize("denied", lexicon.words("zh/rhetoric", "trouble.denied"))
def test_what_is_denied_lacks_and_what_is_mended_does_not(denied: str, good: str) -> None:
    assert sentence_turns.lacks(f"渔港收费公示{denied}{good}。")
    assert not sentence_turns.lacks(f"着力解决渔港收费公示{denied}{good}等问题。")


@pytest.mark.parametrize("moved", ["提高", "减少", "缩短", "扩大", "降低"])
def test_what_was_brought_about_lacks_nothing(moved: str) -> None:
    assert not sentence_turns.lacks(f"渔港等候时间{moved}。")


@pytest.mark.parametrize(
    "turn",
    [
        "To address these challenges, in 2031 we will take the following steps:",
        "Next year, we will do three things.",
        "Looking ahead, we will work harder.",
    ],
)
def test_english_turns_too(turn: str) -> None:
    problems = ["Berths are scarce.", "Fees are posted late."]
    assert roles(*problems, turn, "Build two berths.", heading="Challenges") == ["problem"] * 2 + ["plan"] * 2
