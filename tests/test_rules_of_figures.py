"""Rules of figures hold for all of their kind, in words that they were not made with."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tongbi import figures
from tongbi.language import lexicon
from tongbi.model import Figure, Unit

YEAR = 2023
BREAKS = st.sampled_from(["，", "；", "："])
DEEDS = st.sampled_from(["核发驾驶证", "登记不动产", "调处林权纠纷", "抽检水样"])


def told(text: str) -> list[Figure]:
    return list(figures.extract([Unit("u", text, None)], YEAR))


@given(st.integers(YEAR - 8, YEAR - 1), DEEDS, BREAKS, st.integers(3, 900))
def test_a_year_that_opens_a_clause_is_the_year_of_its_figure(year: int, deed: str, mark: str, number: int) -> None:
    found = told(f"据统计{mark}{year}年{deed}{number}件，{YEAR}年{deed}{number + 1}件。")
    assert [one.qualifier for one in found] == ["previous", None]


@given(st.integers(YEAR - 8, YEAR - 1), st.sampled_from(["启动的", "立项的", "移交的"]), st.integers(3, 900))
def test_a_year_that_says_which_thing_is_meant_is_not(year: int, which: str, number: int) -> None:
    assert [one.qualifier for one in told(f"{year}年{which}试点调处纠纷{number}件。")] == [None]


@given(
    st.sampled_from(lexicon.words("zh/numbers", "aims.verbs")),
    st.sampled_from(["", f"{YEAR + 1}年", f"到{YEAR + 3}年"]),
    BREAKS,
    st.integers(51, 99),
)
def test_what_is_aimed_at_is_a_target_wherever_it_stands(verb: str, when: str, mark: str, number: int) -> None:
    assert [one.status for one in told(f"持续发力{mark}{verb}{when}校车定位率达到{number}%。")] == ["target"]


@given(
    st.lists(st.sampled_from("省市县乡镇村"), min_size=2, max_size=4, unique=True),
    st.sampled_from(["级档案馆", "调解中心", "文化站"]),
    st.data(),
)
def test_members_of_one_character_share_what_the_last_one_names(members: list[str], noun: str, data: st.DataObject) -> None:
    numbers = [data.draw(st.integers(2, 99)) for _ in members]
    values = "、".join(f"{number}个" for number in numbers)
    assert [one.name for one in told(f"{'、'.join(members)}{noun}分别达到{values}。")] == [member + noun for member in members]


THINGS = ["Freight income", "port fees", "licence revenue", "grants"]


@given(st.integers(2, 4), st.sampled_from(["were", "was", "totaled", "came to"]))
def test_english_amounts_told_respectively_have_the_names_in_their_order(count: int, verb: str) -> None:
    things, amounts = THINGS[:count], [f"${number}.5 million" for number in range(3, 3 + count)]
    text = f"{', '.join(things[:-1])} and {things[-1]} {verb} {', '.join(amounts[:-1])} and {amounts[-1]}, respectively."
    assert [one.name for one in told(text)] == things


@given(st.sampled_from(lexicon.words("zh/figure_names", "suffixes")), st.sampled_from(["网格", "讲解", "救援"]), st.integers(3, 90))
def test_the_end_of_a_noun_stays_with_it(suffix: str, stem: str, number: int) -> None:
    assert told(f"配备{number}名{stem}{suffix}。")[0].name.endswith(stem + suffix)


DOES = st.sampled_from(lexicon.words("zh/terms", "doing")).filter(lambda verb: len(verb) == 2)
EXAMPLES = st.lists(st.sampled_from(["中山路", "东湖码头", "北站广场", "江心洲"]), min_size=1, max_size=3, unique=True)
OBJECTS = st.sampled_from(["地下管廊", "街头绿地", "古建筑群落", "候车设施"])


@given(DOES, EXAMPLES, OBJECTS, st.integers(3, 90))
def test_examples_never_name_what_is_counted(verb: str, examples: list[str], noun: str, number: int) -> None:
    assert [one.name for one in told(f"{verb}{'、'.join(examples)}等{number}处{noun}，成效明显。")] == [verb + noun]


@given(OBJECTS, st.sampled_from(["", "以上"]), st.sampled_from(["完成改造", "通过验收"]), st.integers(11, 99))
def test_a_share_is_of_the_noun_behind_it_and_of_no_clause_before(noun: str, bound: str, reached: str, number: int) -> None:
    [found] = told(f"城市面貌改善，{number}%{bound}{noun}{reached}。")
    assert found.name == noun + reached


@given(
    OBJECTS,
    st.sampled_from(["新增", "净增", "新建"]),
    st.sampled_from(["达到", "突破", "超过"]),
    st.sampled_from("，、"),
    st.integers(3, 90),
)
def test_a_stock_behind_its_increase_is_no_increase(noun: str, grows: str, reaches: str, mark: str, number: int) -> None:
    assert [one.name for one in told(f"{noun}{grows}{number}处{mark}{reaches}{number * 7}处。")] == [noun + grows, noun]


@given(st.sampled_from(["网购", "电信", "集资"]), st.sampled_from(["案件立案数", "纠纷受理量", "投诉总数"]), st.integers(3, 90))
def test_two_things_share_the_measure_of_the_last(other: str, measure: str, number: int) -> None:
    names = [one.name for one in told(f"盗窃、{other}{measure}分别下降{number}%、{number + 1}%。")]
    assert names == [f"盗窃{measure}·下降", f"{other}{measure}·下降"]


@given(st.sampled_from(["入选百强", "位居全省第一", "获评优秀"]), st.integers(3, 20), st.sampled_from(["年", "届", "次"]))
def test_how_long_something_lasted_has_no_name_of_another_clause(reached: str, number: int, unit: str) -> None:
    assert [one.name for one in told(f"发展环境改善，连续{number}{unit}{reached}。")] == [""]
