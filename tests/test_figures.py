"""Numerals, quantities, names and indicators: what is a quantity, what it is worth, and which one it is next year."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import figures
from tongbi.comparison import figure_series
from tongbi.comparison.figure_series import Series
from tongbi.comparison.indicators import indicators
from tongbi.language import non_quantities, numerals, quantities
from tongbi.model import Figure, Indicator, Report, Role, Source, Thread, Unit

HAN_DIGITS = "零一二三四五六七八九"


def han(number: int) -> str:
    """An integer from 1 to 9999 in Chinese numerals."""
    digits = [int(digit) for digit in str(number)]
    parts, zero = "", False
    for place, digit in enumerate(digits):
        power = len(digits) - place - 1
        if digit:
            parts += ("零" if zero and parts else "") + HAN_DIGITS[digit] + ["", "十", "百", "千"][power]
            zero = False
        else:
            zero = True
    return parts


@given(st.integers(1, 9999))
def test_chinese_numerals_there_and_back(number: int) -> None:
    assert numerals.parse(han(number)) == number


@given(st.integers(0, 10**12))
def test_arabic_numerals_with_separators(number: int) -> None:
    assert numerals.parse(f"{number:,}") == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十二", 12), ("二十六", 26), ("两千三百", 2300), ("一万五千", 15000), ("三亿", 3e8), ("１２３４", 1234),
        ("212.456万", 2124560), ("3.5亿", 3.5e8), ("1.1万亿", 1.1e12), ("百分之九十五", 95), ("三分之二", 2 / 3),
        ("百分之一点六", 1.6), ("十八点六万", 186000), ("零点一", 0.1), ("五六百", None),
        ("六成", 60), ("二〇二三", 2023), ("", None), ("法治", None), ("1.2.3", None),
    ],
)  # fmt: skip
def test_numerals(text: str, value: float | None) -> None:
    assert numerals.parse(text) == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年排查矛盾纠纷3,218件。", [(3218, "件", None)]),
        ("审结５５件，办结率１００％。", [(55, "件", None), (100, "%", None)]),
        ("查出金额3.2亿元。", [(3.2e8, "元", None)]),
        ("涉及金额4,120余万元。", [(41200000, "元", "approx")]),
        ("推动增收节支２，１８０万元。", [(21800000, "元", None)]),
        ("新设经营主体1.26万户。", [(12600, "户", None)]),
        ("专题学法七次、会前学法十二次。", [(7, "次", None), (12, "次", None)]),
        (
            "转移避险群众1,046户3,872人，改造老旧小区1343个52.54万户。",
            [(1046, "户", None), (3872, "人", None), (1343, "个", None), (525400, "户", None)],
        ),
        ("在册义工达42万、服务时长翻番，年均客流超9000万。", [(420000, "", None), (90000000, "", "more-than")]),
        ("三部门分别立案41件、12件，五部门联合检查6次，实施“3个100”工程。", [(41, "件", None), (12, "件", None), (6, "次", None)]),
        ("检查经营单位5,912家次，监测广告6.8万条次。", [(5912, "家次", None), (68000, "条次", None)]),
        ("出具法律意见近300件。", [(300, "件", "approx")]),
        ("解答咨询约1.2万人次。", [(12000, "人次", "approx")]),
        ("培训不少于60学时。", [(60, "学时", "at-least")]),
        ("办理时限不超过3个工作日。", [(3, "个工作日", "at-most")]),
        ("办结率达到95%以上。", [(95, "%", "at-least")]),
        ("压缩至0.5个工作日以内。", [(0.5, "个工作日", "at-most")]),
        ("超过500家企业受益。", [(500, "家", "more-than")]),
        ("占比低于3%。", [(3, "%", "less-than")]),
        ("时限压减近六成。", [(60, "%", "approx")]),
        ("覆盖率达百分之九十五。", [(95, "%", None)]),
        ("比上年提高3.5个百分点。", [(3.5, "个百分点", None)]),
        ("网办率从82.0%提升至89.6%。", [(82, "%", "previous"), (89.6, "%", None)]),
        ("增长5%左右。", [(5, "%", "approx")]),
        ("用时0.5—1小时。", [(0.5, "小时", "range"), (1, "小时", None)]),
        ("得分96.5，居全市前列。", [(96.5, "", None)]),
        ("“3个工作日”办结。", [(3, "个工作日", None)]),
        ("下降2‰。", [(2, "‰", None)]),
        ("国内生产总值134.9万亿元。", [(1.349e14, "元", None)]),
        ("参考206人、合格197人。", [(206, "人", None), (197, "人", None)]),
        ("产量增长2倍。", [(2, "倍", None)]),
        ("低保标准由每人每月520元提高到765元。", [(520, "元", "previous"), (765, "元", None)]),
        ("养老金从2004年的人均每月700元提高到现在的1721元。", [(700, "元", "previous"), (1721, "元", None)]),
        ("办理时间从原来平均5天压缩至1天。", [(5, "天", "previous"), (1, "天", None)]),
        (
            "低保标准由城市每人每月715元、农村每人每月580元分别提高到780元、650元。",
            [(715, "元", "previous"), (580, "元", "previous"), (780, "元", None), (650, "元", None)],
        ),
        ("每千名老年人拥有养老床位36张。", [(36, "张", None)]),
        ("每10万人口拥有3岁以下婴幼儿托位3.5个。", [(3.5, "个", None)]),
        ("人均预期寿命80.2岁。", [(80.2, "岁", None)]),
        ("完成了市八届人大二次会议确定的任务。", []),
        ("召开联席会议三次。", [(3, "次", None)]),
        ("累计接种疫苗612.4万剂次。", [(6124000, "剂次", None)]),
        ("3.87万建档立卡贫困人口全部脱贫。", [(38700, "人", None)]),
        ("里程从9000多公里增加到2万5千公里。", [(9000, "公里", "previous"), (25000, "公里", None)]),
        ("投入3亿5千万元。", [(3.5e8, "元", None)]),
        ("其中2021年3.2亿美元。", [(3.2e8, "美元", None)]),
        ("新增医院5家、学校由3家增加到4家。", [(5, "家", None), (3, "家", "previous"), (4, "家", None)]),
        ("自由贸易账户5000个。", [(5000, "个", None)]),
        ("城乡居民收入比由2.9∶1缩小至2.52∶1。", [(2.9, "", "previous"), (2.52, "", None)]),
        ("合格率百分之九十九点二，提高零点一个百分点。", [(99.2, "%", None), (0.1, "个百分点", None)]),
        ("粮食产量十八点六万吨，人均收入两万一千八百二十元，万元产值能耗下降。", [(186000, "吨", None), (21820, "元", None)]),
        ("地区生产总值突破300亿元大关、达305.1亿元。", [(305.1e8, "元", None)]),
        ("年销售收入10亿元以上的企业达到100家。", [(100, "家", None)]),
        ("出台规章3部分别涉及环保、消防。", [(3, "部", None)]),
        ("抢修二百一十台次，出动三百来艘次。", [(210, "台次", None), (300, "艘次", "approx")]),
        ("清淤卅余万立方米，育苗四百多万株。", [(300000, "立方米", "approx"), (4000000, "株", "approx")]),
        ("吞吐量131万标箱。", [(1310000, "标箱", None)]),
        ("产值达千亿元，税收达到百亿元以上。", [(1e11, "元", None), (1e10, "元", "at-least")]),
        ("万元产值用水下降，打造千亿元产业。", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[float, str, str | None]]) -> None:
    assert [(found.value, found.unit, found.qualifier) for found in quantities.find(text, chinese=True)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "2023年，我区依法行政。", "2021—2025年实施纲要。", "3月5日召开会议。", "2024年1月15日", "二〇二三年度",
        "印发国发〔2021〕1号文件。", "青政发〔2023〕12号", "12345热线高效运转。", "联系电话：6688012", "电话0772-3812345",
        "获评第一批示范区。", "第十四届人民代表大会", "党的二十大精神", "“一网通办”改革", "“三项制度”落实到位。",
        "“双随机、一公开”监管", "一体化推进。", "打造一流营商环境。", "一是加强领导。", "三农工作", "“八五”普法",
        "四中全会", "推行“1+N”模式。", "建立一个平台。", "“321”调解机制", "十大工程", "开展一批行动。",
        "第3号令", "“枫桥经验”", "一律公开。",
        "由总体情况、其他需要报告的事项六部分组成。", "包括其他需要报告的事项等六个部分。", "报告分为3个部分。", "共三大部分，",
        "由6部分内容构成",
    ],
)  # fmt: skip
def test_what_is_no_quantity(text: str) -> None:
    assert list(quantities.find(text, chinese=True)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GDP grew by 9.2 percent.", [(9.2, "%", None)]),
        ("Revenue was $5.2 billion.", [(5.2e9, "$", None)]),
        ("about 1,300 households", [(1300, "households", "approx")]),
        ("up 1.5 percentage points", [(1.5, "percentage points", None)]),
        ("more than 12.21 million jobs in 2011", [(12.21e6, "jobs", "more-than")]),
    ],
)
def test_english_quantities(text: str, expected: list[tuple[float, str, str | None]]) -> None:
    assert [(found.value, found.unit, found.qualifier) for found in quantities.find(text, chinese=False)] == expected


PIECES = st.sampled_from(
    [
        "全年办理",
        "3,218",
        "件",
        "，",
        "1.2万",
        "户",
        "96.1%",
        "从",
        "提升至",
        "二十",
        "次",
        "（",
        "）",
        "2023年",
        "“",
        "”",
        "约",
        "余",
        "—",
        "１２",
    ]
)


@given(st.lists(PIECES, max_size=15).map("".join), st.booleans())
def test_places_are_true_and_never_overlap(text: str, planned: bool) -> None:
    found = figures.extract([Unit("u", text, None, role="plan" if planned else "measure")])
    end = 0
    for figure in found:
        assert text[figure.start : figure.start + len(figure.text)] == figure.text
        assert figure.start >= end
        end = figure.start + len(figure.text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("全年排查化解矛盾纠纷3,218件，调解成功率98.6%。", ["排查化解矛盾纠纷", "调解成功率"]),
        ("完成审计项目14个。", ["完成审计项目"]),
        # The noun that an attribute leads to, over the members of a list.
        ("已将76家长期停产、无法联系的渔场移出名录。", ["渔场移出名录"]),
        ("对18处未经审批、占用航道的码头予以拆除。", ["码头"]),
        ("将21名屡次投诉的船员纳入重点走访的名册。", ["船员"]),
        ("将21名投诉船员纳入重点走访的名册。", ["投诉船员"]),
        # Adverbs and what leads in belong to the verb that is left out.
        ("渔业产值相继突破4亿元，出苗率始终高于85%。", ["渔业产值", "出苗率"]),
        ("也要再修缮校舍30栋，必须新修水库12座。", ["修缮校舍", "新修水库"]),
        ("专职人员仅6名，持证率仍然不足40%。", ["专职人员", "持证率"]),
        # What is more than the sum ends its parts, for what follows too.
        ("治理河道120公里、其中城区18公里，修复岸线260公里，清淤沟渠35公里。", ["治理河道", "治理河道·城区", "修复岸线", "清淤沟渠"]),
        ("发放种子900吨，其中小麦400吨，供应化肥2300吨，储备农药60吨。", ["发放种子", "发放种子·小麦", "供应化肥", "储备农药"]),
        ("清理规范性文件58件，其中继续有效41件、拟修改6件。", ["清理规范性文件", "清理规范性文件·继续有效", "清理规范性文件·拟修改"]),
        ("出庭应诉率从上年的85.7%提升至92.5%。", ["出庭应诉率", "出庭应诉率"]),
        ("新设经营主体1.31万户，同比增长4.0%。", ["新设经营主体", "新设经营主体·增长"]),
        ("新增7701张家庭养老床位。", ["新增家庭养老床位"]),
        ("收办申请3607件（甲县349件、乙县933件），同比增长70.3%。", ["收办申请", "收办申请·甲县", "收办申请·乙县", "收办申请·增长"]),
        ("演出场次与总票房分别增长9%和7%。", ["演出场次·增长", "演出总票房·增长"]),
        ("门诊人次和药品总费用分别下降2%和3%。", ["门诊人次·下降", "药品总费用·下降"]),
        ("但逾期率稳定在1.2%。", ["逾期率"]),
        ("把空置率目标设定在5%左右。", ["空置率目标"]),
        ("困境儿童补助标准提高到人均1500元。", ["困境儿童补助标准"]),
        ("二氧化硫、氮氧化物排放量分别下降5.6%和4%。", ["二氧化硫排放量·下降", "氮氧化物排放量·下降"]),
        (
            "接待国内游客416万人次、入境游客93万人次，分别增长6.7%、39.6%。",
            ["接待国内游客", "接待入境游客", "接待国内游客·增长", "接待入境游客·增长"],
        ),
        ("新增公园162座、累计达到832座。", ["新增公园", "公园·累计"]),
        ("对8个单位开展督察，发现问题41个，已整改39个，其余2个限期整改。", ["单位", "发现问题", "发现问题·整改", "发现问题·其余"]),
        ("低保标准由每人每月520元提高到765元。", ["低保标准", "低保标准"]),
        ("资本充足率从2007年底的8.4%提升到去年底的13.3%。", ["资本充足率", "资本充足率"]),
        ("优良天数比率力争回升到93%以上，水质优良比例保持100%。", ["优良天数比率", "水质优良比例"]),
        (
            "城镇、农村居民人均可支配收入达到49990元和26410元，增长5.4%、7.9%。",
            [
                "城镇居民人均可支配收入",
                "农村居民人均可支配收入",
                "城镇居民人均可支配收入·增长",
                "农村居民人均可支配收入·增长",
            ],
        ),
        ("城乡居民人均可支配收入年均分别增长5.3%、7.1%。", ["城镇居民人均可支配收入·年均增长", "农村居民人均可支配收入·年均增长"]),
        ("粮食、油料产量分别达到60万吨、3万吨。", ["粮食产量", "油料产量"]),
        ("城镇、农村居民人均可支配收入分别增长6%左右、7.5%左右。", ["城镇居民人均可支配收入·增长", "农村居民人均可支配收入·增长"]),
        ("城镇居民和农村居民人均可支配收入分别增长6%以上和不低于7%。", ["城镇居民人均可支配收入·增长", "农村居民人均可支配收入·增长"]),
        ("签约项目、到位资金分别增长8%左右、不低于10%。", ["签约项目·增长", "到位资金·增长"]),
        ("地方国企资产总额增长116.2%、达到23.2万亿元。", ["地方国企资产总额·增长", "地方国企资产总额"]),
        ("地区生产总值增长6%—6.5%。", ["地区生产总值·增长", "地区生产总值·增长"]),
        ("城镇新增就业、发放贷款分别完成年计划的118.2%、248.6%。", ["城镇新增就业·完成计划", "发放贷款·完成计划"]),
        ("城镇新增就业6万人，完成年度目标任务的120%。", ["城镇新增就业", "城镇新增就业·完成计划"]),
        ("办理市人大代表议案38件、建议1081件。", ["办理市人大代表议案", "办理市人大代表建议"]),
        ("引进10亿元以上项目3个。", ["引进10亿元以上项目"]),
        ("第一、二、三产业增加值分别增长4%、5%和6%。", ["第一产业增加值·增长", "第二产业增加值·增长", "第三产业增加值·增长"]),
        ("固定资产投资、社会消费品零售总额分别增长8%、6%。", ["固定资产投资·增长", "社会消费品零售总额·增长"]),
        (
            "安全生产事故起数和死亡人数较2016年分别下降52.3%、47.8%。",
            ["安全生产事故起数·较2016年下降", "安全生产事故死亡人数·较2016年下降"],
        ),
        ("总部、研发中心分别新增65家和30家，累计分别达到956家和561家。", ["新增总部", "新增研发中心", "总部·累计", "研发中心·累计"]),
        (
            "科技、教育、卫生支出分别为774亿元、536亿元和138亿元，分别增长29%、39%和65%。",
            ["科技支出", "教育支出", "卫生支出", "科技支出·增长", "教育支出·增长", "卫生支出·增长"],
        ),
        ("实施重点项目365个，其中建成投产118个、占36.3%。", ["实施重点项目", "实施重点项目·建成投产", "实施重点项目·建成投产·占比"]),
        (
            "主导产业产值2268亿元，占工业总产值的比重提高1.5个百分点，达65.6%。",
            ["主导产业产值", "主导产业产值·占工业总产值的比重·提高", "主导产业产值·占工业总产值的比重"],
        ),
        (
            "完成投资近1万亿元，产业投资占全部投资比重从26.7%提高到52.1%。",
            ["完成投资", "产业投资·占全部投资比重", "产业投资·占全部投资比重"],
        ),
        ("五年累计改造老旧小区486个，惠及居民6.2万户，其中2021年改造88个。", ["改造老旧小区", "惠及居民", "改造老旧小区"]),
        ("每千名老年人拥有养老床位36张，每千人口拥有3岁以下托位3.5个。", ["每千名老年人拥有养老床位", "每千人口拥有3岁以下托位"]),
        ("毕业生留城就业突破万人、达1.12万人，粮食产量迈上百亿斤台阶，达101亿斤。", ["毕业生留城就业", "粮食产量"]),
        ("新能源电池、绿色石化、海洋装备三大主导产业产值达到2268亿元。", ["三大主导产业产值"]),
        ("预算收入174.3亿元，扣除留抵退税因素后增长7.6%。", ["预算收入", "预算收入·增长"]),
        ("五年累计实际使用外资14.8亿美元，其中2021年3.2亿美元。", ["实际使用外资", "实际使用外资"]),
        ("组织资格考试2次，参考206人、合格197人。", ["组织资格考试", "组织资格考试·参考", "组织资格考试·合格"]),
        ("全市有效发明专利拥有量7,205件。", ["有效发明专利拥有量"]),
        ("有色金属产业营收突破1万亿元。", ["有色金属产业营收"]),
        ("各类市场主体达到9800万户。", ["各类市场主体"]),
        ("及时公开重点领域信息近5,000条。", ["公开重点领域信息"]),
        ("及格人数为74人。", ["及格人数"]),
        ("力争全程网办率达到88%以上，年底前执法数据共享率达到80%，确保粮食产量达到436亿斤。", ["全程网办率", "执法数据共享率", "粮食产量"]),
        ("查处违法行为96起，惠及群众4,127户16,508人。", ["查处违法行为", "惠及群众", "惠及群众"]),
        ("将不予处罚清单事项由53项拓展至71项。", ["不予处罚清单事项", "不予处罚清单事项"]),
        ("公职律师队伍扩充至21名，再制造产品目录扩容到24个。", ["公职律师队伍", "再制造产品目录"]),
        ("去年底企业数量超过5200万户。", ["企业数量"]),
        ("全市性督查检查考核事项减少近20%。", ["全市性督查检查考核事项·减少"]),
        ("全年审核规范性文件、重大合同、行政处罚案件等各类事项478件。", ["审核各类事项"]),
        ("组织消费者权益日、食品安全宣传周、宪法宣传周等普法活动146场次。", ["组织普法活动"]),
        ("参与重大案件研讨、合同审查等96次。", ["参与重大案件研讨、合同审查"]),
        ("通过新闻发布会、政府公报、在线访谈、微博、微信等方式解读政策12次。", ["解读政策"]),
        ("加快沙颍河、淮河、唐河等13个港航项目进度。", ["加快港航项目进度"]),
        ("中央财政用于科技、教育、卫生、体育、文化等方面的支出1168亿元。", ["中央财政用于科技等方面的支出"]),
        ("兴办初等、高等学校12所。", ["高等学校"]),
        ("检查药品、医疗器械、化妆品经营单位5,236家次。", ["检查药品、医疗器械、化妆品经营单位"]),
        ("新增公园120座、绿地1000公顷、绿道200公里。", ["新增公园", "新增绿地", "新增绿道"]),
        ("改善办学条件、新建校舍12所。", ["新建校舍"]),
        ("全年对418件轻微违法案件依法不予处罚。", ["轻微违法案件"]),
        ("将34名异常投诉举报人纳入重点关注名录。", ["异常投诉举报人"]),
        ("办理结果为予以公开9件、部分公开3件、不予公开2件、无法提供1件。", ["予以公开", "部分公开", "不予公开", "无法提供"]),
        ("审理情况为撤销5件、维持12件。", ["撤销", "撤销·维持"]),
        ("新增2所本科高校、1所职业院校。", ["新增", "新增职业院校"]),
        ("组织8个县（区）分局开展年度述法。", ["组织县（区）分局"]),
        ("改造主街、东街等12条背街，临水长廊和9个街角花园等开放。", ["改造背街", "街角花园"]),
        ("盘活“806项目”地块3宗。", ["盘活“806项目”地块"]),
        ("更新自来水管道46公里、雨水管道31公里、中水管道9公里。", ["更新自来水管道", "更新雨水管道", "更新中水管道"]),
        ("新认定瞪羚企业20家、独角兽企业3家。", ["新认定瞪羚企业", "新认定独角兽企业"]),
        ("疏浚河道12公里、清理沟渠30公里。", ["疏浚河道", "清理沟渠"]),
        ("“暖新”驿站、户外劳动者“歇脚点”分别增至120个、86个。", ["“暖新”驿站", "户外劳动者“歇脚点”"]),
        ("全国文明村达到9个，全市图书馆达到12座。", ["全国文明村", "图书馆"]),
        ("约谈网约车平台9家，约见信访人31名，近郊公园开放4座。", ["约谈网约车平台", "约见信访人", "近郊公园开放"]),
        ("门诊这一块，接待8人；急诊这项，接待5人；在病案方面，归档7件。", ["门诊·接待", "急诊·接待", "病案·归档"]),
        (
            "堤防加固9公里，完成投资8亿元。水库除险6座、落实资金7亿元。",
            ["堤防加固", "堤防加固·完成投资", "水库除险", "水库除险·落实资金"],
        ),
        ("海绵城市改造有序推进，安排资金4亿元。新建厂房12座；加大科普投入，安排资金2亿元。", ["海绵城市·安排资金", "新建厂房", "安排资金"]),
        ("扩建泵站、水闸、堤防等设施，完成投资3亿元。", ["完成投资"]),
        ("盘活厂房12座，实现收入3亿元。", ["盘活厂房", "实现收入"]),
        ("投入资金2亿元的3个产业园开工。", ["产业园·投入资金", "产业园"]),
        ("客运量3290万人次，增长6.1%；周转量420亿换算周转吨，增长4.4%。", ["客运量", "客运量·增长", "周转量·增长"]),
        ("客运量3290万人次，居全国第4位，增长6.1%。", ["客运量", "客运量·增长"]),
        ("近四分之三的村组配备调解员，全市样品合格率超过90%的有6类。", ["村组配备调解员", "样品合格率", "样品合格率"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [figure.name for figure in figures.extract([Unit("u", text, None)])] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Net sales were $152.7 billion in fiscal 2023.", ["Net sales"]),
        ("SG&A increased $2.2 billion, or 8.1%, to $28.7 billion.", ["SG&A·increased", "SG&A·increased", "SG&A"]),
        ("Diluted earnings per share were $14.91 in fiscal 2024 compared to $15.11 in fiscal 2023.", ["Diluted earnings per share"] * 2),
    ],
)
def test_english_names(text: str, names: list[str]) -> None:
    assert [figure.name for figure in figures.extract([Unit("u", text, None)])] == names


@pytest.mark.parametrize(
    "text", ["See Note 13 for details.", "ASU No. 2022-04 was effective.", "Item 7 of this report was filed on June 30."]
)
def test_references_are_no_english_quantities(text: str) -> None:
    assert list(quantities.find(text, chinese=False)) == []


def series(*years: list[str], role: Role = "measure") -> tuple[Indicator, ...]:
    """Indicators of made-up years; the n-th sentences of all years are one thread."""
    reports = []
    for at, texts in enumerate(years):
        told = [Unit(f"{2021 + at}-{n}", text, None, role=role) for n, text in enumerate(texts)]
        units = figures.marked((), told, 2021 + at)
        found: tuple[Figure, ...] = figures.extract(units)
        reports.append(Report("甲区", 2021 + at, "rule-of-law", "", "zh", Source("", "", None, ""), (), (), units, figures=found))
    longest = max(len(texts) for texts in years)
    threads = [
        Thread(f"t{n}", None, {2021 + at: (f"{2021 + at}-{n}",) if n < len(texts) else () for at, texts in enumerate(years)})
        for n in range(longest)
    ]
    rows = indicators(figure_series.series(reports, threads, ()), (), range(2021, 2021 + len(years)))
    return tuple(part for row in rows for part in (parted(row) if row.note not in {"", "anew"} else [row]))


def parted(row: Indicator) -> list[Indicator]:
    """The values of a row that are of one thing but not comparable, each as a row of its own."""
    return [replace(row, values={year: value}, where={year: row.where[year]}) for year, value in row.values.items()]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("旅客吞吐量突破5000万人次、增长8%，规模连续6年居全省第一。", "旅客吞吐量·连续居全省第一"),
        ("海水产品产量增长3.1%、总量连续11年保持全国前列。", "海水产品产量·连续保持全国前列"),
        ("粮食播种面积120万亩，单产连续4年居全省首位。", "单产·连续居全省首位"),
    ],
)
def test_what_has_been_so_for_years_is_told_of_what_it_is_of(text: str, name: str) -> None:
    assert next(one.name for one in figures.extract([Unit("u", text, None)]) if one.kind == "streak") == name


def test_a_measure_by_itself_goes_on_though_other_names_end_with_it() -> None:
    others = ["海洋生产总值达到2.1万亿元", "人均生产总值达到9.6万元", "县域生产总值达到3.2万亿元"]
    rows = series(
        ["全市生产总值迈上6万亿元新台阶。", *(f"{text}。" for text in others)],
        [*(f"{text}。" for text in others), "生产总值达到6.4万亿元。"],
    )
    [row] = [one for one in rows if one.name == "生产总值"]
    assert dict(row.values) == {2021: 6e12, 2022: 6.4e12}


@pytest.mark.parametrize("verb", ["迈上", "跃上", "站上", "跨过"])
def test_a_mark_that_was_passed_bounds_a_value(verb: str) -> None:
    [figure] = figures.extract([Unit("u", f"港口吞吐量{verb}3亿吨台阶。", None)])
    assert figure.qualifier == "more-than"


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("改造排水管网95公里。", "全年排水管网120公里完成改造。", "改造排水管网"),
        ("新增托育机构18家。", "托育机构新增25家。", "新增托育机构"),
    ],
)
def test_a_row_of_what_a_year_did_is_called_by_what_was_done(old: str, new: str, name: str) -> None:
    [row] = series([old], [new])
    assert row.name == name


def test_indicators_follow_their_threads() -> None:
    rows = series(["参考206人、合格197人，合格率95.6%。"], ["参考231人、合格219人，合格率94.8%。"], ["参考168人、合格159人，合格率94.6%。"])
    assert [dict(row.values) for row in rows] == [
        {2021: 206, 2022: 231, 2023: 168},
        {2021: 197, 2022: 219, 2023: 159},
        {2021: 95.6, 2022: 94.8, 2023: 94.6},
    ]
    assert [(step.absolute, step.percent) for step in rows[0].change] == [(25, pytest.approx(12.1359)), (-63, pytest.approx(-27.2727))]
    assert [(step.absolute, step.percent) for step in rows[2].change] == [(pytest.approx(-0.8), None), (pytest.approx(-0.2), None)]


def test_what_is_named_otherwise_is_another_figure_though_it_stands_in_the_same_place() -> None:
    found = series(["新增养老床位4385张，建成社区长者食堂39个。"], ["新增养老床位3852张，新建社区长者食堂57家、家门口养老服务站336个。"])
    assert [one.values for one in found if len(one.values) == 2] == [{2021: 4385.0, 2022: 3852.0}, {2021: 39.0, 2022: 57.0}]
    falls = series(["110报警数、刑事立案数分别下降7%、14.4%。"], ["刑事立案数、道路交通事故数分别下降13.5%、2.7%。"])
    assert {one.name: one.values for one in falls if len(one.values) == 2} == {"刑事立案数·下降": {2021: 14.4, 2022: 13.5}}


def test_last_years_value_is_not_this_years() -> None:
    rows = series(["网办率82.0%。"], ["网办率从82.0%提升至89.6%。"])
    assert [dict(row.values) for row in rows] == [{2021: 82.0, 2022: 89.6}]


def test_another_unit_is_another_indicator() -> None:
    rows = series(["审计项目14个。"], ["审计项目16%。"])
    assert sorted(sorted(row.values) for row in rows) == [[2021], [2022]]


def test_two_figures_of_one_sentence_are_not_one_for_standing_in_its_place() -> None:
    rows = series(["金融市场交易总额达到3650万亿元。"], ["外贸进出口总额达到4.51万亿元。"])
    assert sorted(sorted(row.values) for row in rows) == [[2021], [2022]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("新登记经营主体320万户。", "净增经营主体298万户。"), ("新建农村公路6000公里。", "新建高速公路6700公里。"),
        ("办理市人大代表议案38件。", "办理市人大代表建议52件。"), ("电诈案件立案数下降18.8%。", "电诈案件既遂数下降8.6%。"),
    ],
)  # fmt: skip
def test_two_things_of_one_sort_are_no_one_figure(old: str, new: str) -> None:
    assert sorted(sorted(row.values) for row in series([old], [new])) == [[2021], [2022]]


def test_a_name_that_says_little_goes_on_only_in_a_sentence_much_alike() -> None:
    rows = series(
        ["签约重点项目168个、总投资821亿元。"], ["签约重点项目189个、总投资934亿元。"], ["", "民生工程全面开工，总投资超过1000亿元。"]
    )
    assert sorted(sorted(row.values) for row in rows if row.unit == "元") == [[2021, 2022], [2023]]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (
            ["规上工业企业由716家增加到1024家。", "新增规上工业企业126家，总数达1108家。", "新增规上工业企业134家，总数达1196家。"],
            [{2021: 1024, 2022: 1108, 2023: 1196}, {2022: 126, 2023: 134}],
        ),
        (["高新技术企业达到412家。", "高新技术企业净增75家、总数达487家。"], [{2021: 412, 2022: 487}, {2022: 75}]),
        (["累计建成养老服务中心138个。", "新增养老服务中心31个，累计建成173个。"], [{2021: 138, 2022: 173}, {2022: 31}]),
        (
            ["新增法规、措施4部、10部，累计分别达到22部、31部。", "制定法规4部、措施6部。"],
            [{2021: 4, 2022: 4}, {2021: 10, 2022: 6}, {2021: 22}, {2021: 31}],
        ),
        (["新设服务站点10个。", "新设服务站点12个，累计达95个。"], [{2021: 10, 2022: 12}, {2022: 95}]),
        (["五年累计城镇新增就业31.5万人，其中2021年新增6.4万人。", "城镇新增就业6.12万人。"], [{2021: 64000, 2022: 61200}, {2021: 315000}]),
        (["五年来累计新改建农村公路1860公里。", "新改建农村公路275公里。"], [{2021: 1860}, {2022: 275}]),
        (["五年累计办理建议1186件、提案1432件。", "办理建议243件、提案297件。"], [{2021: 1186}, {2021: 1432}, {2022: 243}, {2022: 297}]),
        (
            ["五年新增养老床位8600张、助老餐厅212个。", "新增养老床位1500张、助老餐厅46个。"],
            [{2021: 8600}, {2021: 212}, {2022: 1500}, {2022: 46}],
        ),
        (["年均城镇登记失业率3.1%。", "城镇登记失业率2.8%。"], [{2021: 3.1}, {2022: 2.8}]),
        (["PM2.5年均浓度31微克/立方米。", "PM2.5年均浓度29微克/立方米。"], [{2021: 31, 2022: 29}]),
        (["新创示范村5个。", "新创示范村4个、累计达9个。"], [{2021: 5, 2022: 4}, {2022: 9}]),
        (["2021年，接待游客1860万人次。", "接待游客1320万人次。"], [{2021: 1.86e7, 2022: 1.32e7}]),
        (
            ["完成投资497亿元、占年度计划的103.7%。", "建成投产118个、占36.3%。"],
            [{2021: 4.97e10}, {2021: 103.7}, {2022: 118}, {2022: 36.3}],
        ),
    ],
)
def test_an_increment_a_stock_and_several_years_are_no_one_series(years: list[str], expected: list[dict[int, float]]) -> None:
    def order(rows: list[dict[int, float]]) -> list[tuple[tuple[int, float], ...]]:
        return sorted(tuple(sorted(row.items())) for row in rows)

    assert order([dict(row.values) for row in series(*([year] for year in years))]) == order(expected)


@pytest.mark.parametrize(
    ("old", "new", "one"),
    [
        ("乡镇卫生院24家。", "乡镇卫生院21家。", True),
        ("乡镇卫生院74家。", "乡镇卫生院21家。", False),
        ("退出水泥产能17万吨。", "退出水泥产能15万吨。", False),
    ],
)
def test_below_a_lead_of_several_years_only_what_is_near_goes_on(old: str, new: str, one: bool) -> None:
    rows = series(["过去五年，我们攻坚克难。", old], ["我们攻坚克难。", new])
    assert any(len(row.values) == 2 for row in rows) is one


def test_a_target_is_no_achievement() -> None:
    assert all(row.target for row in series(["力争网办率达到88%。"], role="plan"))


def test_every_figure_is_in_exactly_one_row() -> None:
    rows = series(["甲3件，乙3件，丙5次。"], ["甲4件，丁3件。"], ["丙6次，甲7件。"])
    places = [(year, row.where[year], row.values[year]) for row in rows for year in row.values]
    assert len(places) == 7


@pytest.mark.parametrize("text", ["落实区委九届四次、五次、六次全会部署", "按照县委十四届三次和四次全体会议的要求"])
def test_several_meetings_that_are_numbered_are_none(text: str) -> None:
    assert not [*quantities.find(text, chinese=True)]


@pytest.mark.parametrize("pattern", non_quantities.patterns())
def test_every_pattern_that_is_no_quantity_begins_as_it_is_said_to(pattern: str) -> None:
    """Texts without one of these characters are passed over, so that a pattern that begins otherwise would never match."""

    @given(st.from_regex(pattern))
    def check(text: str) -> None:
        found = re.search(pattern, text)
        assert found
        assert re.match(f"[{non_quantities.BEGINS}]", found[0])

    check()


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("全县新收申请216件，上年结转8件，共办结213件，其余11件结转下年度继续办理。", ["", "in", "", "on"]),
        ("县政府本级收到申请96件，上年结转3件，办结97件。", ["own ", "own in", "own "]),
        ("全市收到申请216件，其中市政府本级96件，办结213件。", ["", "own ", ""]),
        ("全市收到申请216件（其中市本级96件），办结213件。", ["", "own ", ""]),
        ("市政府办公室受理申请96件；全市各级行政机关受理216件。", ["own ", ""]),
        ("市政府办公室印发文件12件。", [""]),
        ("收到申请224件，其中上年结转8件，办结213件，结转11件。", ["all", "in", "", "on"]),
        ("收办申请224件，答复200件（含上年度结转申请8件，另有11件顺延到下年度答复）。", ["all", "all", "in", "on"]),
        ("收到和处理信息公开申请224件，办理人大代表建议78件，办理依申请公开12件。", ["all", "", ""]),
    ],
)
def test_whose_and_which_cases_a_count_is_of(text: str, scopes: list[str]) -> None:
    found = figures.extract([Unit("u", text, None)])
    whose = {None: "", "own": "own "}
    which = {None: "", "carried-in": "in", "carried-on": "on", "all": "all"}
    assert [whose[one.owner] + which[one.of] for one in found] == scopes


def test_what_was_settled_is_called_after_what_came_and_not_after_what_was_carried() -> None:
    text = "新收申请216件，上年结转8件，共办结213件，结转11件。"
    assert [one.name for one in figures.extract([Unit("u", text, None)])] == ["新收申请", "上年结转", "新收申请·办结", "结转下年度"]


def test_what_a_figure_is_held_against_is_last_years() -> None:
    text = "新收申请216件，较2021年的189件增长14.3%，较上年的30家多2家。"
    found = figures.extract([Unit("u", text, None)], 2022)
    assert [(one.name, one.value) for one in found if one.qualifier == "previous"] == [("新收申请", 189), ("新收申请", 30)]


@pytest.mark.parametrize(
    ("fell", "rose", "name"),
    [("票房·下降", "票房·增长", "票房·同比变化"), ("Ticket sales·fell", "Ticket sales·rose", "Ticket sales·change")],
)
def test_what_fell_and_rose_is_named_in_its_own_language(fell: str, rose: str, name: str) -> None:
    head = name.partition("·")[0]
    told = {
        2021: Figure("2021-1", fell, 3.0, "%", "3%", 0, head=head, sign="down"),
        2022: Figure("2022-1", rose, 2.0, "%", "2%", 0, head=head, sign="up"),
    }
    (row,) = indicators([Series(told, None, target=False)], [], (2021, 2022))
    assert (row.name, dict(row.values)) == (name, {2021: -3.0, 2022: 2.0})


@pytest.mark.parametrize(("old", "new", "percent"), [("-3", "5", None), ("5", "-3", None), ("-4", "-6", -50.0), ("4", "6", 50.0)])
def test_between_a_gain_and_a_loss_there_is_no_percentage(old: str, new: str, percent: float | None) -> None:
    (row,) = series([f"利润总额{old}万元。"], [f"利润总额{new}万元。"])
    (step,) = row.change
    assert step.percent == percent
