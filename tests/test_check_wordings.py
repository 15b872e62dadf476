"""Wordings of what the checks hold against each other, made over the classes of the lexicon: a rule knows every word of its class."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from tongbi import pipeline
from tongbi.language.lexicon import table, words
from tongbi.model import Comparison
from tongbi.outputs.labels import message

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


@pytest.mark.parametrize("part", ["{}份未达到卫生规范", "有{}份不符合检验标准", "其中{}份未通过复检", "尚有{}份没有达到规定要求"])
def test_rates_of_what_the_words_behind_a_number_deny(tmp_path: Path, part: str) -> None:
    said = [f"抽检餐具样本{{}}份，{part}，{rate}{{}}%。" for rate in ("一次合格率", "达标率", "通过率")]
    result = compared(tmp_path, "开展检查。", said[0].format(500, 20, "96.0"))
    assert result.conflicts == ()
    assert "未" in (name := next(one.name for one in result.indicators if 20 in one.values.values())) or "不" in name or "没有" in name
    assert found(tmp_path, [text.format(500, 20, "97.0") for text in said]) == [("ratio", 96, 97)] * len(said)


@pytest.mark.parametrize("how", ["妥当", "干净", "得当", "落实到位", "完结"])
@pytest.mark.parametrize("part", ["已经清理{how}{{}}处", "其中{{}}处得到清理{how}", "清理{how}的有{{}}处"])
def test_rates_of_a_verb_with_any_words_of_how(tmp_path: Path, how: str, part: str) -> None:
    said = f"排查违规广告牌{{}}处，{part.format(how=how)}，清理率{{}}%。"
    assert found(tmp_path, [said.format(400, 380, "95.0")]) == []
    assert found(tmp_path, [said.format(400, 380, "97.0")]) == [("ratio", 95, 97)]


@pytest.mark.parametrize(
    "said", ["{rate}{{2}}%：共{whole}{{0}}名，{part}{{1}}名。", "{rate}为{{2}}%（{whole}{{0}}名，其中{part}{{1}}名）。"]
)
@pytest.mark.parametrize(
    ("rate", "whole", "part"), [("通过率", "应考", "没有通过的"), ("录取合格率", "参训", "不合格"), ("按期返校率", "放假", "逾期返校")]
)
def test_rates_that_announce_their_counts(tmp_path: Path, said: str, rate: str, whole: str, part: str) -> None:
    text = said.format(rate=rate, whole=whole, part=part)
    assert found(tmp_path, [text.format(1250, 50, "96.0")]) == []
    assert found(tmp_path, [text.format(1250, 50, "97.0")]) == [("ratio", 96, 97)]
    assert found(tmp_path, [f"{rate}97.0%，{whole}1250名。", f"另有{part}50名。"]) == []


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("全年开航{}航次，停航{}航次，正班率{}%。", True), ("结案{}件，判决{}件，调撤率{}%。", True),
        ("入院{}人，转院{}人，治愈率{}%。", True),
        ("公证{}件，上门{}件，主动服务率{}%。", False), ("藏书{}册，破损{}册，完好率{}%。", True),
    ],
)  # fmt: skip
def test_a_rate_is_held_against_the_counts_that_gave_last_years(tmp_path: Path, said: str, rest: bool) -> None:
    old, now = said.format(800, 125, "84.4" if rest else "15.6"), said.format(900, 180, "{}")
    right, wrong = ("80.0", "84.0") if rest else ("20.0", "24.0")
    assert found(tmp_path, [now.format(right)], old) == []
    assert found(tmp_path, [now.format(wrong)], old) == [("ratio", float(right), float(wrong))]
    assert found(tmp_path, [now.format(wrong)], said.format(800, 125, "71.3")) == []
    assert found(tmp_path, [now.format(wrong)], said.format(800, 0, "100.0")) == []


def test_rates_of_another_outcome_are_of_no_part(tmp_path: Path) -> None:
    texts = ["排查隐患480处，5处未整改，群众满意率97.0%。", "收到建议300件，制定整改方案280件，整改率96.0%。"]
    assert found(tmp_path, texts) == []


@pytest.mark.parametrize("verb", ["增加", "上升", "减少", "下降", "增长", "提高"])
@pytest.mark.parametrize("base", ["较上年的{}人", "比去年的{}人", "较2021年的{}人"])
def test_a_change_from_a_base_that_is_told(tmp_path: Path, verb: str, base: str) -> None:
    before, by = (700, 84) if verb in {"增加", "上升", "增长", "提高"} else (868, 84)
    said = f"培训网格员784人，{base.format(before)}{verb}{{}}人。"
    old = f"培训网格员{before}人。"
    assert found(tmp_path, [said.format(by)], old) == []
    [(kind, _, stated)] = found(tmp_path, [said.format(by + 10)], old)
    assert (kind, abs(stated)) == ("stated-change", by + 10)


@pytest.mark.parametrize("since", ["较年初", "比年初", "较上年末", "与年初相比"])
@pytest.mark.parametrize("thing", ["住户存款余额", "在册经营主体总数", "电动自行车保有量", "专利存量"])
def test_what_a_stock_gained_since_the_year_began_it_gained_in_a_year(tmp_path: Path, thing: str, since: str) -> None:
    text, old = f"{thing}{{}}个，{since}{{}}{{}}。", f"{thing}800个。"
    assert found(tmp_path, [text.format(880, "增长", "10.0%")], old) == found(tmp_path, [text.format(880, "增加", "80个")], old) == []
    assert found(tmp_path, [text.format(880, "增长", "14.0%")], old) == [("stated-change", 10.0, 14.0)]
    assert found(tmp_path, [text.format(880, "增加", "90个")], old) == [("stated-change", 80, 90)]
    flows = "服务企业880个，较年初增长14.0%，平均票价880元，比年初上涨14.0%。"
    assert found(tmp_path, [flows], "服务企业800个，平均票价800元。") == []


@pytest.mark.parametrize("base", ["比上年", "较去年", "同比", "较2021年"])
@pytest.mark.parametrize(("more", "rate"), [("增加", "增长"), ("多办", "上升"), ("净增", "增幅"), ("提高", "涨幅为")])
def test_a_rate_behind_an_increase_is_of_what_increased(tmp_path: Path, base: str, more: str, rate: str) -> None:
    text, old = f"登记不动产{{}}件，{base}{more}{{}}件，{rate}{{}}%。", "登记不动产800件。"
    assert found(tmp_path, [text.format(880, 80, "10.0")], old) == []
    assert found(tmp_path, [text.format(880, 80, "14.0")], old) == [("stated-change", 10.0, 14.0)]


@pytest.mark.parametrize("step", ["增速为{}%", "增长{}%", "同比增长{}%", "增幅达{}%"])
@pytest.mark.parametrize("level", ["总量为", "规模为", "总额达到", "总规模达", "数额为", "达", "完成"])
def test_a_value_behind_its_growth_is_of_what_grew(tmp_path: Path, step: str, level: str) -> None:
    things = ("水产品销售额", "技术合同成交额", "居民储蓄余额", "港口税收")
    texts = ("；".join(f"{thing}{step}，{level}{{}}亿元" for thing in things) + "。").format
    result = compared(tmp_path, texts(9, 101.7, 9, 210.4, 9, 371.3, 9, 562.9), texts(10, 111.9, 20, 252.5, 30, 482.7, 40, 788.1))
    assert {one.name: one.values[2022] / 1e8 for one in result.indicators if one.unit == "元"} == dict(
        zip(things, (111.9, 252.5, 482.7, 788.1), strict=True)
    )
    newer = {one.name: (one.change, one.agrees) for one in result.stated_changes if one.year == 2022}
    assert newer == {thing: (by, True) for thing, by in zip(things, (10, 20, 30, 40), strict=True)}
    assert found(tmp_path, [texts(10, 111.9, 20, 252.5, 35, 482.7, 40, 788.1)], texts(9, 101.7, 9, 210.4, 9, 371.3, 9, 562.9)) == [
        ("stated-change", 30, 35)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("新建书屋5个，同比增长25%，总数达到120个。", "书屋·总数"),
        ("外贸进出口增长6%，出口额120亿元。", "出口额"),
        ("进出口总额440亿元，其中出口增长6%，达到120亿元。", "出口"),
        ("经济增长6%，总量突破120亿元。", "经济总量"),
        ("客运量提高4%、升至90万人，货运收入提高6%、升至120亿元。", "货运收入"),
        ("旅游收入同口径增长6%，总收入120亿元。", "旅游收入"),
    ],
)
def test_a_value_behind_a_growth_of_another_thing(tmp_path: Path, text: str, name: str) -> None:
    rows = compared(tmp_path, "开展检查。", text).indicators
    assert [one.name for one in rows if one.values[2022] in {120, 12e9}] == [name]


@pytest.mark.parametrize("lead", words("zh/carry_over", "together"))
@pytest.mark.parametrize("left", ["上年结转的{}件", "去年剩余的{}件", "上年度积压{}件", "往年未了的{}件"])
def test_cases_counted_with_those_of_before_are_the_same_row(tmp_path: Path, lead: str, left: str) -> None:
    old = f"全年登记劳动争议310件，{lead}{left.format(12)}，共调处298件。"
    rows = {one.name: one.values for one in compared(tmp_path, old, "全年登记劳动争议342件，调处320件。").indicators}
    assert rows["登记劳动争议·调处"] == {2021: 298, 2022: 320}


@pytest.mark.parametrize("year", ["2021年", "上年", "去年"])
@pytest.mark.parametrize("ground", ["的基础上又", "基础上再", "的基数上"])
@pytest.mark.parametrize("verb", ["增加", "新增", "净增", "扩大"])
def test_a_change_on_the_ground_of_a_base(tmp_path: Path, year: str, ground: str, verb: str) -> None:
    said = f"发放护林补贴784户，在{year}700户{ground}{verb}{{}}户。"
    result = compared(tmp_path, "发放护林补贴700户。", said.format(84))
    [change] = result.stated_changes
    assert (change.previous, change.current, change.change, change.agrees) == (700, 784, 84, True)
    assert {one.name for one in result.indicators if one.unit == "户"} == {"发放护林补贴", f"发放护林补贴·{verb}"}
    assert found(tmp_path, [said.format(94)], "发放护林补贴700户。") == [("stated-change", 84, 94)]


@pytest.mark.parametrize(
    ("said", "current"),
    [
        ("受理仲裁62件、听证17件，其中听证比上年增加{}件。", 17),
        ("接待来访62批、来信17件，来信较上年增加{}件。", 17),
        ("收到听证申请17件，收案量较上年增加{}件。", 17),
        ("办结听证案件17件，办结数量同比增加{}件。", 17),
        ("移栽花木17株，补种林木62株，移栽量较上年增加{}株。", 17),
        ("受理公证咨询62件、窗口咨询17件，窗口部分较上年增加{}件。", 17),
        ("受理救助申请62件、外地户籍17件，外地户籍案件比上年净增{}件。", 17),
        ("登记纠纷62件、涉外纠纷17件，涉外件较去年增加{}件。", 17),
    ],
)
def test_a_change_with_its_own_subject(tmp_path: Path, said: str, current: float) -> None:
    old = said.partition("，")[0].replace("17", "12") + "。"
    for by, agrees in ((5, True), (8, False)):
        [change] = [one for one in compared(tmp_path, old, said.format(by)).stated_changes if one.change == by]
        assert (change.current, change.agrees) == (current, agrees)


def test_a_change_of_another_thing_is_of_no_figure(tmp_path: Path) -> None:
    for old, new in (
        ("进出口总额40亿元。", "进出口总额44亿元，其中出口增长21%。"),
        ("受理申请40件。", "受理申请44件，线上受理21件，线上投诉较上年增加9件。"),
        ("线上受理申请40件。", "线上受理申请44件，线上受理投诉21件，线上件较上年增加9件。"),
    ):
        [change] = compared(tmp_path, old, new).stated_changes
        assert change.current is None


@pytest.mark.parametrize("aim", ["提升应急处置水平", "做到早发现早处置", "确保群众出行安全", "增强群众安全感"])
@pytest.mark.parametrize("result", ["建成", "投用", "上线", "完成", "启用"])
def test_a_plan_with_its_aims_is_told_by_its_core(tmp_path: Path, aim: str, result: str) -> None:
    plan = f"深入贯彻党的二十大精神，推进山洪预警平台建设，力争汛前投入使用，{aim}，数据全程留痕可查。"
    text = f"{_OTHER}\n山洪预警平台6月{result}，接入雨量站41个、水位站17个，发布预警216次，转移群众870人。"
    [fate] = [one for one in compared(tmp_path, _OTHER, text, plan).follow_through if one.kind.startswith("plan")]
    assert (fate.kind, len(fate.to_units)) == ("plan-delivered", 1)


def verdicts(comparison: Comparison, kind: str) -> list[str]:
    """The verdicts of the checks of a kind, in order."""
    return [one.verdict for one in comparison.checks if one.kind == kind]


@pytest.mark.parametrize("way", ["up", "down"])
def test_both_ends_of_a_change_go_as_its_verb_says(tmp_path: Path, way: str) -> None:
    verbs = [
        word
        for one in table("zh/change")["verbs"]
        if one["direction"] == way and one["follows"] in {"both", "value"}
        for word in one["words"]
    ]
    low, high = (61.5, 72.3) if way == "up" else (72.3, 61.5)
    said = [f"事项网办率从{{}}%{verb}{to}{{}}%。" for verb, to in product(verbs, ("至", "到"))]
    assert found(tmp_path, [text.format(low, high) for text in said]) == []
    assert found(tmp_path, [text.format(high, low) for text in said]) == [("stated-change", high, low)] * len(said)


@pytest.mark.parametrize("said", ["办理时间由{}个工作日提升至{}个工作日。", "全省排名由第{}位上升到第{}位。", "监测精度由{}米提升到{}米。"])
def test_what_is_better_where_it_is_less_may_be_raised_to_less(tmp_path: Path, said: str) -> None:
    assert found(tmp_path, [said.format(9, 5)]) == []


@pytest.mark.parametrize("done", ["居全市第一", "稳定在90%以上", "排名全省首位", "获评优秀等次"])
@pytest.mark.parametrize("thing", ["群众满意度", "水质达标率"])
def test_a_streak_goes_on_by_a_year(tmp_path: Path, thing: str, done: str) -> None:
    for years, expected in ((9, []), (11, [("carry-over", 9, 11)])):
        assert found(tmp_path, [f"{thing}连续{years}年{done}。"], f"{thing}连续8年{done}。") == expected
    assert found(tmp_path, [f"{thing}连续3年{done}。"], f"安全生产考核连续8年{done}。") == []


@pytest.mark.parametrize("among", words("zh/parts", "among")[:2])
def test_no_part_is_more_than_its_whole(tmp_path: Path, among: str) -> None:
    said = f"实施技改项目{{}}个，{among}智能化改造项目{{}}个。"
    assert found(tmp_path, [said.format(680, 218)]) == []
    assert found(tmp_path, [said.format(680, 718)]) == [("sum", 680, 718)]
    assert found(tmp_path, [f"走访企业1200家，实施技改项目{{}}个，{among}吸纳就业人员{{}}个。".format(680, 718)]) == []


def test_halves_make_their_whole(tmp_path: Path) -> None:
    said = [f"收到意见{{}}条，其中{one}意见{{}}条、{other}意见{{}}条。" for one, other in table("zh/parts")["halves"]]
    assert found(tmp_path, [text.format(540, 310, 230) for text in said]) == []
    assert found(tmp_path, [text.format(520, 310, 230) for text in said]) == [("sum", 540, 520)] * len(said)


def test_a_list_beside_a_bracket_has_the_total_before_it(tmp_path: Path) -> None:
    said = "受理案件{}件（市本级120件、东区310件、西区170件），同比增长5%，其中，公民申请480件，法人申请120件。"
    assert found(tmp_path, [said.format(600)]) == []
    assert ("sum", 600, 610) in found(tmp_path, [said.format(610)])


def test_a_share_of_a_whole_that_another_sentence_counts(tmp_path: Path) -> None:
    said = ["全县公园总数达973座。", "{}座公园全天开放、占公园总数的87.3%。"]
    assert found(tmp_path, [text.format(849) for text in said]) == []
    assert found(tmp_path, [text.format(779) for text in said]) == [("ratio", 80.06, 87.3)]


def test_rates_by_words_of_one_outcome(tmp_path: Path) -> None:
    passed = words("zh/rates", "passed")
    said = [f"组织执法考试，报考{{}}人，{one}人数{{}}人，{rate}率{{}}%。" for one, rate in product(passed, passed)]
    assert found(tmp_path, [text.format(80, 76, "95.0") for text in said]) == []
    assert found(tmp_path, [text.format(80, 72, "95.0") for text in said]) == [("ratio", 90, 95)] * len(said)


def test_a_growth_and_its_value_in_two_sentences(tmp_path: Path) -> None:
    old = "全县技术合同成交额420亿元。"
    for rate, expected in (("10.0", []), ("21.0", [("stated-change", 10, 21)])):
        now = ["主要指标稳中向好，技术合同成交额增长" + rate + "%。", "技术合同成交额462亿元。"]
        assert found(tmp_path, now, old) == expected
    assert found(tmp_path, ["技术合同成交额462亿元。", "其中，专利合同增长21.0%。"], old) == []


def test_a_check_that_agrees_is_recorded(tmp_path: Path) -> None:
    comparison = compared(
        tmp_path, "培训网格员700人。", "抽检农资97批次，其中种子41批次、化肥30批次、农药26批次。\n培训网格员784人，较上年的700人增加84人。"
    )
    assert verdicts(comparison, "sum") == ["agrees"]
    assert verdicts(comparison, "stated-change") == ["agrees"]
    assert comparison.conflicts == ()
    texts = comparison.unit_texts()
    assert all(place.unit_id in texts for one in comparison.checks for place in (*one.figures, *one.against))


def severities(tmp_path: Path, new: str, old: str, plan: str = "加强培训。") -> list[tuple[str, str]]:
    """Kind and severity of the conflicts of two reports."""
    return [(one.kind, one.severity) for one in compared(tmp_path, old, new, plan).conflicts]


@pytest.mark.parametrize("word", words("zh/parts", "left"))
def test_what_is_done_and_what_is_left_make_the_whole(tmp_path: Path, word: str) -> None:
    said = f"排查隐患{{}}处，已整改{{}}处，{word}{{}}处正在整改。"
    assert found(tmp_path, [said.format(64, 58, 6)]) == []
    assert found(tmp_path, [said.format(66, 58, 6)]) == [("sum", 64, 66)]


@pytest.mark.parametrize("way", ["增至", "扩大到", "增加到", "提高到"])
def test_a_base_and_its_increase_make_what_was_reached(tmp_path: Path, way: str) -> None:
    said = f"网格巡查点在上年140个基础上新增35个、{way}{{}}个。"
    assert found(tmp_path, [said.format(175)]) == []
    assert ("sum", 175, 195) in found(tmp_path, [said.format(195)])


@pytest.mark.parametrize("word", words("zh/parts", "summed"))
def test_a_total_behind_its_parts(tmp_path: Path, word: str) -> None:
    said = f"从用途看，种子{{}}批次、化肥{{}}批次、其他{{}}批次，{word}{{}}批次。"
    assert found(tmp_path, [said.format(41, 30, 26, 97)]) == []
    assert found(tmp_path, [said.format(41, 30, 26, 96)]) == [("sum", 97, 96)]


def test_parts_in_several_units(tmp_path: Path) -> None:
    said = ["办理公证{}件，收费{}元。", "其中，东区40件，收取4100元；西区25件，收取2600元；南区18件，收取1900元。"]
    assert found(tmp_path, [text.format(83, 8600) for text in said]) == []
    assert found(tmp_path, [text.format(83, 8900) for text in said]) == [("sum", 8600, 8900)]


@pytest.mark.parametrize("doing", ["完成", "实施", "", "组织"])
def test_a_wrong_growth_does_not_hide_what_it_is_of(tmp_path: Path, doing: str) -> None:
    old, new = f"{doing}水利工程投资2.6亿元。", "水利工程投资2.86亿元，比上年增长{}%。"
    assert severities(tmp_path, new.format(10), old) == []
    assert {kind for kind, _ in severities(tmp_path, new.format(40), old)} == {"stated-change"}


@pytest.mark.parametrize(
    ("told", "now"), [("荣获全省考核优秀", "在全省考核中荣获优秀"), ("居全市第一位", "位居全市第一位"), ("获评优秀单位", "被评为优秀单位")]
)
def test_a_streak_in_other_words_goes_on(tmp_path: Path, told: str, now: str) -> None:
    old, new = f"落实河湖长制工作连续6年{told}。", f"落实河湖长制工作连续{{}}年{now}。"
    assert severities(tmp_path, new.format(7), old) == []
    assert [kind for kind, _ in severities(tmp_path, new.format(9), old)] == ["carry-over"]


def test_a_rate_that_is_told_twice(tmp_path: Path) -> None:
    said = ["全年事项网办率达到86.5%。", "深化改革，事项网办率达到{}%。"]
    assert found(tmp_path, [text.format(86.5) for text in said]) == []
    assert found(tmp_path, [text.format(92.5) for text in said]) == [("restated", 86.5, 92.5)]


@pytest.mark.parametrize("unit", ["项", "个", "件"])
def test_a_total_grows_whatever_its_unit_is_called(tmp_path: Path, unit: str) -> None:
    old, new = "新增地方标准11个，累计达到52个。", f"新增地方标准12{unit}，累计达到{{}}{unit}。"
    assert severities(tmp_path, new.format(64), old) == []
    assert severities(tmp_path, new.format(84), old) == [("carry-over", "info")]


@pytest.mark.parametrize(
    ("said", "real"),
    [
        ("增长7.1%", False),
        ("实际增长7.1%", True),
        ("扣除价格因素，实际增长7.1%", True),
        ("剔除物价影响后增长7.1%", True),
        ("按不变价计算增长7.1%", True),
        ("同口径增长7.1%", True),
    ],
)
def test_a_growth_at_constant_prices_is_called_so(tmp_path: Path, said: str, real: bool) -> None:
    told = compared(tmp_path, "渔民人均纯收入2.1万元。", f"渔民人均纯收入2.3万元，{said}。").stated_changes
    assert [(one.change, one.real) for one in told] == [(7.1, real)]


def test_a_base_whose_last_digit_differs_by_one_is_another(tmp_path: Path) -> None:
    said = [("8", "9"), ("3.41", "3.42"), ("60.5", "60.4")]
    old = "".join(f"{town}接待研学学生{before}万人次。" for town, (before, _) in zip("甲乙丙", said, strict=True))
    texts = (
        f"{town}接待研学学生{float(before) + 1}万人次，上年为{told}万人次。" for town, (before, told) in zip("甲乙丙", said, strict=True)
    )
    now = "".join(texts)
    assert [(one.kind, one.expected, one.found) for one in compared(tmp_path, old, now).conflicts] == [
        ("restated", float(before) * 10000, float(told) * 10000) for before, told in said
    ]


def english(folder: Path, old: str, new: str) -> Comparison:
    """Two English work reports, each with a sentence in its review."""
    name = "Report on the Work of the Government"
    for year, told in ((2023, old), (2024, new)):
        parts = (
            f"{name} {year}\nOak County Government",
            f"I. Review of the Work in {year - 1}",
            told,
            f"II. Plan for Work in {year}",
            "We go on.",
        )
        (folder / f"{name} {year}.txt").write_text("\n\n".join(parts), encoding="utf-8")
    return pipeline.compare([*folder.iterdir()])


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("Farm income reached 4,000 yuan.", "Farm income reached 4,400 yuan, an increase of 8%.", True),
        # In real terms, and of what is always told so, two amounts say nothing of the growth.
        ("Farm income reached 4,000 yuan.", "Farm income reached 4,400 yuan, an increase of 8% in real terms.", False),
        ("Farm income reached 4,000 yuan.", "Farm income reached 4,400 yuan, up 8% (adjusted for inflation).", False),
        (
            "Farm income was 4,000 yuan and wages were 900 yuan.",
            "Farm income was 4,400 yuan and wages 990 yuan, up 8% and 7% in real terms.",
            False,
        ),
        ("The gross domestic product reached 4 billion yuan.", "The gross domestic product reached 4.4 billion yuan, up 7.7%.", False),
        (
            "The value added of industry reached 2 billion yuan.",
            "The value added of industry was 2.3 billion yuan, an increase of 6%.",
            False,
        ),
        # What a sentence on several years starts from, and a value of a year that is named behind it, is not last year's.
        ("Visits reached 910,000.", "Over the past five years: -- Visits rose from 510,000 to 980,000.", False),
        ("Visits reached 910,000.", "Visits rose from 510,000 in 2018 to 980,000 in 2023.", False),
        # Nor is what is told of a part, or on a basis of its own.
        ("Rent income was 40 million yuan.", "Rent income was 44 million yuan. Leaving out grants, rent income grew by 31%.", False),
        ("Rent income was 40 million yuan.", "Rent income was 44 million yuan. Rent income fell by 3% against the plan.", False),
        ("Rent income was 40 million yuan.", "Rent income was 44 million yuan. In the east, rent income grew by 31%.", False),
        ("Rent income was 40 million yuan.", "Rent income was 44 million yuan. Last year, rent income grew by 31%.", True),
        # Nor is a change from another year, wherever it is named in the sentence; one from last year, by its number, is.
        (
            "Rent income was 40 million yuan.",
            "Rent income was 44 million yuan. Against 2015, before the reform, rent income is down by 6%.",
            False,
        ),
        ("Rent income was 40 million yuan.", "Rent income was 44 million yuan. Since 2019, rent income has fallen by 12%.", False),
        (
            "Rent income was 40 million yuan.",
            "Rent income was 44 million yuan. Rent income grew by 31% compared with the 2017-18 level.",
            False,
        ),
        ("Rent income was 40 million yuan.", "Rent income was 44 million yuan. Compared with 2022, rent income grew by 31%.", True),
    ],
)
def test_english_growth_is_held_against_what_it_is_of(tmp_path: Path, old: str, new: str, differs: bool) -> None:
    found = english(tmp_path, old, new)
    assert bool(found.conflicts) is differs


@pytest.mark.parametrize(
    ("told", "severity"),
    [
        (", up 3% on the year before", "conflict"),
        (", a rise of 3% compared with 2022", "conflict"),
        (", 3% more than in the previous year", "conflict"),
        (", up 3% year on year; in the east, rents are lower", "conflict"),
        (", up 3% on last year, and costs fell", "conflict"),
        # What the words of time and comparison do not account for limits the number, or gives it another base.
        (", up 3% before discounts", "info"),
        (" (up 3% before discounts)", "info"),
        (", up 3% on last year, net of discounts", "info"),
        (", up 3% on last year, if new houses are left out", "info"),
        (", by value 3% more than in the previous year", "info"),
        (", 3% below the original forecast", "info"),
        (", up 3% on the average of the last six years", "info"),
        (", up 3% on last year when new houses are left out", "info"),
        (", a rise of 3% in the first ten months", "info"),
    ],
)
def test_only_a_plain_english_clause_accuses(tmp_path: Path, told: str, severity: str) -> None:
    found = english(tmp_path, "Rent income was 40 million yuan.", f"Rent income was 44 million yuan{told}.")
    assert [one.severity for one in found.conflicts] == [severity]


def test_what_is_left_of_a_whole_is_said_to_be_that(tmp_path: Path) -> None:
    said = "抽检渔具200件，12件未达到安全要求，合格率97%。"
    [conflict] = compared(tmp_path, "开展检查。", said).conflicts
    assert message(conflict, "zh") == "合格率：（200件－12件）÷200件＝94%，文中为97%"
    assert message(conflict, "en") == "合格率: 200件 less 12件 is 94% of 200件, the text says 97%"
