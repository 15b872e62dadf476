"""What the report says: two years of a made-up city, its text and its tables, sums and totals worked out."""

from __future__ import annotations

from dataclasses import dataclass

Row = tuple["Printed", ...]


@dataclass(frozen=True)
class Printed:
    """A cell as printed, and over how many rows and columns it goes."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Heading:
    """A heading and its level."""

    text: str
    level: int


@dataclass(frozen=True)
class Prose:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class PrintedTable:
    """A table by rows; a cell that another covers is left out."""

    rows: tuple[Row, ...]


Part = Heading | Prose | PrintedTable

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
OUTCOMES = (
    ("（一）予以公开", ("",)),
    ("（二）部分公开", ("",)),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    ("（四）无法提供", ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    ("（六）其他处理", ("1.申请人无正当理由逾期不补正", "2.申请人逾期未按收费通知要求缴纳费用", "3.其他")),
)
ENDINGS = ("结果维持", "结果纠正", "其他结果", "尚未审结")


@dataclass(frozen=True)
class Year:
    """The figures of a year. `outcomes` and `new`, `carried`, `left` are by applicant; `reviews` and the suits by ending."""

    year: int
    issued: tuple[tuple[int, int, int], tuple[int, int, int]]
    licences: int
    fines: int
    measures: int
    fees: float
    new: tuple[int, ...]
    carried: tuple[int, ...]
    outcomes: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]
    reviews: tuple[int, ...]
    direct: tuple[int, ...]
    after_review: tuple[int, ...]
    texts: dict[str, str]


def _cells(*texts: object) -> Row:
    return tuple(Printed(str(text)) for text in texts)


def _line(label: Row, numbers: tuple[int, ...]) -> Row:
    return (*label, *_cells(*numbers, sum(numbers)))


def requests(year: Year) -> PrintedTable:
    """The prescribed table of applications: three label columns, two head rows under a banner."""
    head: list[Row] = [
        (Printed("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), Printed("申请人情况", 1, 7)),
        (Printed("自然人", 2), Printed("法人或其他组织", 1, 5), Printed("总计", 2)),
        _cells(*APPLICANTS[1:]),
    ]
    rows = [
        _line((Printed("一、本年新收政府信息公开申请数量", 1, 3),), year.new),
        _line((Printed("二、上年结转政府信息公开申请数量", 1, 3),), year.carried),
    ]
    left = iter(year.outcomes)
    outcome: list[Row] = []
    for group, steps in OUTCOMES:
        for place, step in enumerate(steps):
            label = (Printed(group, 1, 2),) if not step else (Printed(group, len(steps)), Printed(step)) if place == 0 else (Printed(step),)
            outcome.append(_line(label, next(left)))
    total = tuple(map(sum, zip(*year.outcomes, strict=True)))
    outcome.append(_line((Printed("（七）总计", 1, 2),), total))
    outcome[0] = (Printed("三、本年度办理结果", len(outcome)), *outcome[0])
    last = _line((Printed("四、结转下年度继续办理", 1, 3),), year.left)
    return PrintedTable((*head, *rows, *outcome, last))


def suits(year: Year) -> PrintedTable:
    """The prescribed table of reviews and suits: one row of numbers under three head rows."""
    ends = [Printed(ending, 2) for ending in (*ENDINGS, "总计")]
    low = [Printed(ending) for ending in (*ENDINGS, "总计")]
    numbers = [count for group in (year.reviews, year.direct, year.after_review) for count in (*group, sum(group))]
    return PrintedTable(
        (
            (Printed("行政复议", 1, 5), Printed("行政诉讼", 1, 10)),
            (*ends, Printed("未经复议直接起诉", 1, 5), Printed("复议后起诉", 1, 5)),
            (*low, *low),
            _cells(*numbers),
        )
    )


def report(year: Year) -> list[Part]:
    """The report: title, six parts, tables."""
    say = year.texts
    rules, documents = year.issued
    return [
        Heading(f"澄岚市人民政府{year.year}年政府信息公开工作年度报告", 0),
        Prose(say["preamble"]),
        Heading("一、总体情况", 1),
        Prose(say["overview"]),
        Heading("（一）主动公开", 2),
        Prose(say["proactive"]),
        Heading("（二）依申请公开", 2),
        Prose(say["requests"]),
        Heading("二、主动公开政府信息情况", 1),
        PrintedTable(
            (
                (Printed("第二十条第（一）项", 1, 4),),
                _cells("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
                _cells("规章", *rules),
                _cells("行政规范性文件", *documents),
                (Printed("第二十条第（五）项", 1, 4),),
                (Printed("信息内容"), Printed("本年处理决定数量", 1, 3)),
                (Printed("行政许可"), Printed(str(year.licences), 1, 3)),
                (Printed("第二十条第（六）项", 1, 4),),
                (Printed("信息内容"), Printed("本年处理决定数量", 1, 3)),
                (Printed("行政处罚"), Printed(str(year.fines), 1, 3)),
                (Printed("行政强制"), Printed(str(year.measures), 1, 3)),
                (Printed("第二十条第（八）项", 1, 4),),
                (Printed("信息内容"), Printed("本年收费金额（单位：万元）", 1, 3)),
                (Printed("行政事业性收费"), Printed(str(year.fees), 1, 3)),
            )
        ),
        Heading("三、收到和处理政府信息公开申请情况", 1),
        requests(year),
        Heading("四、政府信息公开行政复议、行政诉讼情况", 1),
        suits(year),
        Heading("五、存在的主要问题及改进情况", 1),
        Prose(say["problems"]),
        Prose(say["improvement"]),
        Heading("六、其他需要报告的事项", 1),
        Prose(say["other"]),
    ]


def _row(first: int = 0, *rest: int) -> tuple[int, ...]:
    return (first, *rest, *([0] * (5 - len(rest))))


YEARS = (
    Year(
        2023,
        ((1, 0, 14), (23, 9, 167)),
        184_320,
        9_417,
        356,
        3_820.46,
        _row(412, 38, 1, 2, 6, 3),
        _row(21, 2),
        (
            _row(168, 17, 1, 1, 3, 1),
            _row(57, 6),
            _row(2),
            _row(1),
            _row(),
            _row(9, 1),
            _row(6),
            _row(8, 1),
            _row(5),
            _row(4),
            _row(96, 8, 0, 1, 2, 1),
            _row(11, 1),
            _row(7),
            _row(14),
            _row(6),
            _row(1),
            _row(),
            _row(2),
            _row(9, 1),
            _row(),
            _row(4),
        ),
        _row(23, 5, 0, 0, 1, 1),
        (16, 3, 4, 5),
        (6, 0, 2, 3),
        (4, 1, 1, 2),
        {
            "preamble": (
                "本报告根据《中华人民共和国政府信息公开条例》和国务院办公厅有关格式要求编制。所列数据的统计期限自2023年1月1日至12月31日。"
            ),
            "overview": ("2023年，我市坚持以公开为常态、不公开为例外，围绕经济社会发展和群众关切推进政府信息公开，全市工作平稳有序。"),
            "proactive": (
                "全年通过政府网站主动公开政府信息2.6万条，发布政策解读146篇。一是更新基层政务公开标"
                "准目录26个领域。二是办好《澄岚市人民政府公报》，全年编印12期。"
            ),
            "requests": ("全市新收政府信息公开申请462件，上年结转23件，全年办结455件，办结率93.8%。答复前与申请人沟通率达到90%以上。"),
            "problems": "一是部分单位政策解读形式单一；二是依申请公开答复文书质量不够均衡；三是基层公开专区使用率不高。",
            "improvement": (
                "2024年，我市将推行解读材料与政策文件同步起草，组织依申请公开案卷评查2次，在46个镇（街道）便民中心整合公开专区。"
            ),
            "other": "2023年，全市收取政府信息公开信息处理费4笔、共860元。",
        },
    ),
    Year(
        2024,
        ((2, 1, 15), (19, 14, 172)),
        191_675,
        8_903,
        341,
        3_655.9,
        _row(438, 45, 0, 3, 4, 2),
        _row(23, 5, 0, 0, 1, 1),
        (
            _row(181, 22, 0, 1, 3, 1),
            _row(63, 7),
            _row(1),
            _row(2),
            _row(),
            _row(12, 1),
            _row(5),
            _row(7, 1),
            _row(6, 1),
            _row(3),
            _row(104, 12, 0, 2, 1, 1),
            _row(9),
            _row(5),
            _row(18, 1),
            _row(8),
            _row(),
            _row(1),
            _row(3),
            _row(7),
            _row(),
            _row(5),
        ),
        _row(21, 5, 0, 0, 1, 1),
        (18, 2, 5, 4),
        (5, 1, 1, 4),
        (5, 0, 2, 1),
        {
            "preamble": (
                "本报告根据《中华人民共和国政府信息公开条例》和国务院办公厅有关格式要求编制。所列数据的统计期限自2024年1月1日至12月31日。"
            ),
            "overview": ("2024年，我市坚持以公开为常态、不公开为例外，紧扣高质量发展和民生实事推进政府信息公开，全市工作平稳有序。"),
            "proactive": (
                "全年通过政府网站主动公开政府信息2.9万条，发布政策解读173篇。一是更新基层政务公开标"
                "准目录26个领域。二是办好《澄岚市人民政府公报》，全年编印12期。三是建成政策文件库，归"
                "集文件1840件。"
            ),
            "requests": ("全市新收政府信息公开申请492件，上年结转30件，全年办结494件，办结率94.6%。答复前与申请人沟通率达到92%以上。"),
            "problems": "一是部分单位政策解读形式单一；二是历史公文公开属性清理进度偏慢。",
            "improvement": ("2025年，我市将对2008年以来的公文开展属性清理，继续组织依申请公开案卷评查2次，推广短视频、图表等解读方式。"),
            "other": "2024年，全市收取政府信息公开信息处理费2笔、共310元。",
        },
    ),
)
