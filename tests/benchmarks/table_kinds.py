"""What tables of printed pages look like: tables of unlike kinds with known cells, among text, and text that looks like tables."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from tongbi.model import Block, Cell, Grid

TEXT = (
    "本期各项工作按照年初计划有序推进，有关情况列示如下，金额变动的主要原因是本期业务规模扩大以及报表项目列报方式的变化，具体说明见附注。"
)
ENGLISH = (
    "The table below sets out the amounts for the year together with those of the year before; "
    "the changes follow from the larger volume of business."
)
_LABELS = """货币资金
应收账款
预付款项
其他应收款
存货
一年内到期的非流动资产
长期股权投资
固定资产
购建固定资产、无形资产和其他长期资产支付的现金
递延所得税资产
以公允价值计量且其变动计入当期损益的金融资产
归属于母公司所有者的净利润
短期借款
应付职工薪酬
营业收入
减：营业成本
其中：利息费用""".splitlines()
_ITEMS = """Cash and cash equivalents
Trade receivables, net of allowances
Inventories
Prepaid expenses and other current assets
Property, plant and equipment
Goodwill
Deferred income taxes
Accounts payable
Current portion of long-term debt
Accrued compensation and benefits
Net sales
Cost of sales
Selling, general and administrative expenses
Interest expense
Provision for income taxes
Net income attributable to common shareholders""".splitlines()
_OUTCOMES = """本年新收政府信息公开申请数量
上年结转政府信息公开申请数量
予以公开
部分公开（区分处理的，只计这一情形，不计其他答复）
属于国家秘密
其他法律行政法规禁止公开
结转下年度继续办理""".splitlines()
_OUTCOMES_ENGLISH = """Applications received
Carried over
Granted
Granted in part (counted once only)
Refused
Withdrawn
Pending""".splitlines()
PEOPLE = ["王建国", "李秀英", "张伟", "刘洋", "陈静", "杨敏", "赵磊", "黄丽", "周强", "吴秀兰"]
_NAMES = ["Ann Baker", "John Carter", "Maria Lopez", "David Kim", "Sarah O'Neil", "Peter Novak", "Emma Jones", "Li Wei"]
_OFFICES = ["董事长", "董事、总经理", "独立董事", "监事会主席", "副总经理、董事会秘书、财务负责人"]
_OFFICES_ENGLISH = ["Chairman", "Director", "Chief Financial Officer and Treasurer", "Secretary", "Senior Vice President, Operations"]
DEEDS = """完善重大行政决策合法性审查机制，对拟提交审议的文件逐件出具意见
开展涉企行政执法专项检查，纠正随意检查、重复检查等突出问题
建成覆盖全部乡镇的公共法律服务站点，办理法律援助案件
清理与上位法不一致的规范性文件，废止一批、修改一批
组织新任领导干部宪法宣誓和法律知识考试
推行首违不罚清单，公布三批共四十一项""".splitlines()
DEEDS_ENGLISH = """Review every draft decision for its legal basis before it is put to the council
Inspect the enforcement of rules on businesses and end repeated visits
Open legal advice centres in all townships and handle applications for aid
Repeal or amend rules that no longer agree with the law
Examine newly appointed officials on their knowledge of the constitution""".splitlines()
_BODIES = ["市司法局", "市场监督管理局", "县行政审批服务局、县财政局", "各乡镇人民政府"]
_BODIES_ENGLISH = ["Justice Office", "Market Supervision", "Finance and Licensing", "All townships"]
_BRANCHES = ["结果公开", "不予公开", "无法提供", "不予处理"]
_BRANCHES_ENGLISH = ["Granted", "Refused", "Unable", "Other"]

Rows = list[list[str]]
Made = Rows | Grid


def made(kinds: Sequence[str], seed: int) -> list[Block | Grid]:
    """Text and tables of some kinds, each twice in Chinese and in English."""
    dice = random.Random(seed)
    blocks: list[Block | Grid] = []
    for kind in [*kinds] * 2:
        for chinese in (True, False):
            table = KINDS[kind](dice, chinese=chinese)
            blocks += [Block(TEXT if chinese else ENGLISH), table if isinstance(table, Grid) else _grid(table)]
    return [*blocks, Block("以上。")]


def _grid(rows: Rows) -> Grid:
    return Grid(tuple(Cell(text, row, column, 1, 1) for row, texts in enumerate(rows) for column, text in enumerate(texts)))


def _amount(dice: random.Random, *, chinese: bool) -> str:
    if dice.random() < 0.15:
        return "" if dice.random() < 0.6 else "—"
    value = dice.choice((1e3, 1e5, 1e7, 1e9)) * dice.random()
    if chinese:
        return f"{-value:,.2f}" if dice.random() < 0.15 else f"{value:,.2f}"
    return f"({value:,.0f})" if dice.random() < 0.2 else f"{value:,.0f}"


def _statement(dice: random.Random, *, chinese: bool) -> Rows:
    """Labels, a note's number, two amounts; headings of groups with nothing beside them."""
    rows = [["项目", "附注", "期末余额", "期初余额"] if chinese else ["", "Note", "2024", "2023"]]
    groups = {0: "流动资产：" if chinese else "Current:", 5: "非流动资产：" if chinese else "Non-current:"}
    for at, label in enumerate(dice.sample(_LABELS if chinese else _ITEMS, 10)):
        rows += [[groups[at], "", "", ""]] if at in groups else []
        note = str(dice.randint(1, 40)) if dice.random() < 0.5 else ""
        rows.append([label, "七、" + note if chinese and note else note, _amount(dice, chinese=chinese), _amount(dice, chinese=chinese)])
    return [*rows, ["合计" if chinese else "Total", "", *(f"{dice.random() * 1e9:,.2f}" for _ in range(2))]]


def _form(dice: random.Random, *, chinese: bool) -> Rows:
    """Small whole numbers in many columns."""
    words = (
        "项目 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计"
        if chinese
        else "Outcome North South East West Centre Abroad Total"
    )
    labels = _OUTCOMES if chinese else _OUTCOMES_ENGLISH
    return [words.split(), *([label, *(str(dice.choice((0, 0, 1, 3, 12, 105))) for _ in range(7))] for label in labels)]


def _list(dice: random.Random, *, chinese: bool) -> Rows:
    """Words in most columns, one of numbers, long texts among them."""
    rows = [
        ["姓名", "职务", "任期起始日期", "任期终止日期", "年末持股数"] if chinese else ["Name", "Office", "Age", "Since", "Shares held"]
    ]
    for name in dice.sample(PEOPLE if chinese else _NAMES, 7):
        office, begin = dice.choice(_OFFICES if chinese else _OFFICES_ENGLISH), dice.randint(2008, 2020)
        middle = [f"{begin}年05月16日", f"{begin + 6}年05月15日"] if chinese else [str(dice.randint(41, 70)), str(begin)]
        rows.append([name, office, *middle, f"{dice.randint(0, 900000):,}"])
    return rows


def _years(dice: random.Random, *, chinese: bool) -> Rows:
    """Five columns of years and a change in per cent."""
    years = [f"{year}年" if chinese else str(year) for year in range(2020, 2025)]
    rows = [["指标", *years, "增减"] if chinese else ["Measure", *years, "Change"]]
    for label in dice.sample(_LABELS if chinese else _ITEMS, 8):
        values = [f"{dice.random() * 10 ** dice.randint(1, 5):,.1f}" for _ in range(5)]
        rows += [[label, *values, f"{dice.uniform(-30, 30):.2f}%"]]
    return rows


def _wide(dice: random.Random, *, chinese: bool) -> Rows:
    """Fourteen columns: a label, the months, their sum."""
    year = range(1, 13)
    months = [f"{month}月" for month in year] if chinese else [date(2024, month, 1).strftime("%b") for month in year]
    rows = [["项目" if chinese else "Item", *months, "全年" if chinese else "Year"]]
    for label in dice.sample(_OUTCOMES if chinese else _ITEMS, 6):
        counts = [dice.choice((0, 2, 17, 240, 1365)) for _ in months]
        rows.append([label, *(f"{count:,}" if count else dice.choice(("", "—", "0")) for count in counts), f"{sum(counts):,}"])
    return rows


def _long(dice: random.Random, *, chinese: bool) -> Rows:
    """Rows for more than a page."""
    rows = [["序号", "项目", "本期金额", "上期金额"] if chinese else ["No.", "Item", "This year", "Last year"]]
    labels = [f"{label}{part}" for label in (_LABELS if chinese else _ITEMS) for part in ("", "（一）" if chinese else " (one)")]
    count = enumerate([*labels, *labels], 1)
    return [*rows, *([str(at), label, f"{dice.random() * 1e8:,.2f}", f"{dice.random() * 1e7:,.2f}"] for at, label in count)]


def _head(dice: random.Random, *, chinese: bool) -> Grid:
    """A head of two levels, two columns under each label of the first."""
    words = ["项目", "本年", "上年", "金额", "占比（%）"] if chinese else ["Item", "This year", "Last year", "Amount", "Share, %"]
    cells = [Cell(words[0], 0, 0, 2, 1), Cell(words[1], 0, 1, 1, 2), Cell(words[2], 0, 3, 1, 2)]
    cells += [Cell(words[3 + at % 2], 1, 1 + at, 1, 1) for at in range(4)]
    return _below(cells, 2, dice.sample(_LABELS if chinese else _ITEMS, 7), _pairs(dice, 4))


def _high_head(dice: random.Random, *, chinese: bool) -> Grid:
    """A head of three levels, as that of the prescribed form on applications."""
    words = (
        "项目 申请人情况 自然人 法人或其他组织 总计 企业 机构 其他"
        if chinese
        else "Item Applicants Persons Organisations All Firms Bodies Other"
    )
    top, all_of, persons, others, total, *kinds = words.split()
    cells = [Cell(top, 0, 0, 3, 1), Cell(all_of, 0, 1, 1, 5), Cell(persons, 1, 1, 2, 1), Cell(others, 1, 2, 1, 3), Cell(total, 1, 5, 2, 1)]
    cells += [Cell(word, 2, 2 + at, 1, 1) for at, word in enumerate(kinds)]
    rows = ([str(dice.choice((0, 1, 4, 36))) for _ in range(5)] for _ in range(9))
    return _below(cells, 3, _OUTCOMES if chinese else _OUTCOMES_ENGLISH, rows)


def _pairs(dice: random.Random, width: int) -> Iterator[list[str]]:
    while True:
        yield [f"{dice.random() * 1e6:,.2f}" if at % 2 == 0 else f"{dice.random() * 100:.1f}" for at in range(width)]


def _below(head: list[Cell], height: int, labels: Sequence[str], rows: Iterator[list[str]]) -> Grid:
    cells = [Cell(label, height + at, 0, 1, 1) for at, label in enumerate(labels)]
    for at, (values, _) in enumerate(zip(rows, labels, strict=False)):
        cells += [Cell(value, height + at, 1 + column, 1, 1) for column, value in enumerate(values)]
    return Grid(tuple(sorted([*head, *cells], key=lambda cell: (cell.row, cell.column))))


def _upright(dice: random.Random, *, chinese: bool) -> Grid:
    """Labels of groups over several rows, in Chinese written downwards (see `is_upright`)."""
    cells = [Cell(word, 0, at, 1, 1) for at, word in enumerate(("类别 情形 件数 占比" if chinese else "Group Outcome Cases Share").split())]
    row = 1
    for branch in _BRANCHES if chinese else _BRANCHES_ENGLISH:
        names = dice.sample(_OUTCOMES if chinese else _OUTCOMES_ENGLISH, 4)
        cells.append(Cell(branch, row, 0, 4, 1))
        for name in names:
            cells += [Cell(name, row, 1, 1, 1), Cell(str(dice.randint(0, 200)), row, 2, 1, 1), Cell(f"{dice.random():.1%}", row, 3, 1, 1)]
            row += 1
    return Grid(tuple(cells))


def is_upright(cell: Cell) -> bool:
    """Whether a cell's text is to be written downwards."""
    return cell.row > 0 and cell.rows > 2 and not cell.text.isascii()


def _deeds(dice: random.Random, *, chinese: bool) -> Rows:
    """Rows of several lines, so that some are parted by the foot of the page."""
    rows = [["序号", "事项", "进展", "责任单位"] if chinese else ["No.", "Task", "Progress", "Body"]]
    for at in range(1, 19):
        deeds = dice.sample(DEEDS if chinese else DEEDS_ENGLISH, 3)
        progress = ("；".join(deeds[1:]) + "。") if chinese else f"{deeds[1]}; {deeds[2].lower()}."
        rows.append([str(at), deeds[0], progress, dice.choice(_BODIES if chinese else _BODIES_ENGLISH)])
    return rows


def _wrapped(dice: random.Random, *, chinese: bool) -> Rows:
    """Amounts too long for their cells, where a style sets the columns alike (`fixed`)."""
    words = "项目 年初账面余额 本年增加 本年转回 年末账面余额 比例" if chinese else "Item Opening Additions Reversals Closing Share"
    rows = [words.split()]
    for label in dice.sample(_LABELS if chinese else _ITEMS, 7):
        values = [f"{dice.random() * 10 ** dice.choice((10, 12)):,.2f}" for _ in range(4)]
        rows.append([label, *values, f"{dice.random() * 100:.2f}%"])
    return rows


KINDS: dict[str, Callable[..., Made]] = {
    "statement": _statement,
    "form": _form,
    "list": _list,
    "years": _years,
    "wide": _wide,
    "long": _long,
    "head of two": _head,
    "head of three": _high_head,
    "upright": _upright,
    "deeds": _deeds,
    "wrapped": _wrapped,
}
MIXED = ("statement", "form", "list", "years")
