"""Sentences of problems and plans: what turns to the time that comes, what only announces, what guides and yet plans something."""

from __future__ import annotations

import pytest

from tongbi.language import lexicon, section_phrases, sentence_turns

LEADS = ("", "对照上述差距，", "围绕薄弱环节，", "为补齐这些短板，", "我局将正视差距，")
WORK = ("抓好以下任务：", "推进下列工作。", "做好如下几件事：")


@pytest.mark.parametrize("word", lexicon.words("zh/rhetoric", "future.next"))
@pytest.mark.parametrize("lead", LEADS)
def test_every_word_for_what_comes_turns_a_sentence(lead: str, word: str) -> None:
    assert sentence_turns.turns(f"{lead}{word}，我局改进渔港收费公示。")


@pytest.mark.parametrize("will", lexicon.words("zh/rhetoric", "future.will"))
@pytest.mark.parametrize("lead", LEADS)
def test_a_will_turns_with_a_year_or_with_what_it_announces(lead: str, will: str) -> None:
    assert sentence_turns.turns(f"{lead}2031年{will}改进渔港收费公示。")
    assert all(sentence_turns.turns(f"{lead}我局{will}{work}") for work in WORK)


@pytest.mark.parametrize(
    "text",
    [
        "2030年，渔港收费公示取得进展，但主要存在以下问题：",
        "渔港收费公示未将摊位纳入，存在以下不足：",
        "一是重要岗位的要求不高，公示不及时。",
        "近两年将近三成摊位没有公示。",
        "必要的投入不足，问题表现为如下几个方面：",
    ],
)
def test_what_tells_problems_turns_to_nothing(text: str) -> None:
    assert not sentence_turns.turns(text)


@pytest.mark.parametrize("verb", lexicon.words("zh/rhetoric", "doing.makes"))
@pytest.mark.parametrize("clause", ["以生态文明思想为指导", "不负渔民重托", "高举改革旗帜", "让我们携手同行", "对于这些问题"])
def test_a_clause_that_guides_takes_no_plan_along(clause: str, verb: str) -> None:
    assert not section_phrases.is_rhetoric(f"{clause}，{verb}渔港收费清单。")
    assert section_phrases.is_rhetoric(f"{clause}，谱写渔区新篇。")


@pytest.mark.parametrize("text", ["渔港管理离群众期盼仍有差距：", "表现在三个方面：", "主要不足如下。", "问题集中在以下几个方面。"])
def test_what_announces_names_nothing(text: str) -> None:
    assert section_phrases.is_rhetoric(text)


@pytest.mark.parametrize("bound", lexicon.words("zh/numbers", "behind.at-most"))
@pytest.mark.parametrize("number", ["5%", "30微克/立方米", "3,000万元", "12个工作日"])
def test_a_bound_announces_nothing(number: str, bound: str) -> None:
    assert not section_phrases.announces(f"渔港能耗控制在{number}{bound}。")
    assert section_phrases.announces("2024年重点抓好以下工作。")


TROUBLES = ("问题", "短板", "不足", "困难")


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("back", lexicon.words("zh/rhetoric", "trouble.back"))
def test_what_speaks_of_all_troubles_named_looks_back(back: str, trouble: str) -> None:
    assert section_phrases.looks_back(f"{back}{trouble}，有的是长期积累的，有的是新出现的。")
    assert all(section_phrases.looks_back(f"{to}{back}{trouble}，我局逐项整改。") for to in lexicon.words("zh/rhetoric", "trouble.toward"))
    assert not section_phrases.looks_back(f"渔港收费公示不全，{back}{trouble}由来已久。")  # it names one first


@pytest.mark.parametrize("vow", lexicon.words("zh/rhetoric", "trouble.vows"))
def test_a_vow_looks_back_and_an_admission_does_not(vow: str) -> None:
    assert section_phrases.looks_back(f"我们{vow}拿出实招加以破解。")
    assert not section_phrases.looks_back(f"我们{vow}清醒地看到，渔港收费公示不全等问题仍然突出。")


@pytest.mark.parametrize(
    "text", ["The causes of these difficulties lie in weak oversight.", "We must work harder to overcome such problems."]
)
def test_english_looks_back_too(text: str) -> None:
    assert section_phrases.looks_back(text)
    assert not section_phrases.looks_back("Harbour fees are still posted late, and many berths are in bad repair.")


@pytest.mark.parametrize("some", lexicon.words("en/rhetoric", "some"))
def test_an_english_admission_that_names_nothing_is_rhetoric(some: str) -> None:
    assert section_phrases.is_rhetoric(f"We are keenly aware that the port still faces {some} difficulties in its development.")
    assert not section_phrases.is_rhetoric(f"We are aware of {some} problems: berths are in bad repair, and fees are posted late.")


@pytest.mark.parametrize("word", lexicon.words("zh/rhetoric", "trouble.cause", "trouble.back"))
@pytest.mark.parametrize("problem", ["窗口排队时间偏长", "村级调解员流动频繁", "实验室危化品台账不全"])
def test_a_cause_is_rhetoric_alone_and_none_behind_its_problem(word: str, problem: str) -> None:
    cause = f"{word}的原因，在于人手不足"
    assert section_phrases.is_rhetoric(f"{cause}。")
    assert not section_phrases.is_rhetoric(f"{problem}，{cause}。")


@pytest.mark.parametrize(("text", "is_one"), [("Honourable Members,", True), ("各位委员！", True), ("Members voted on 12 motions.", False)])
def test_an_address_alone_announces(text: str, is_one: bool) -> None:
    assert section_phrases.announces(text) is is_one
