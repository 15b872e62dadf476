"""Annual reports of two made-up listed companies, a bank printed by a browser and a maker of machines by an office program, held against
what was written into them.

`python tests/benchmarks/listed_companies.py [FOLDER]` prints for each company how many chapters, core figures and figures of statements
stand in their place, and what is told otherwise without ground. Numbers are drawn; one line of each company is restated.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import Table
from page_tables import printed

from tongbi import pipeline
from tongbi.model import Comparison, StatementLine

YEARS = (2022, 2023)
Numbers = Mapping[str, Mapping[int, float]]


@dataclass(frozen=True)
class Form:
    """A statement: its id, its titles as the company prints them, its lines (an own number for each, "" before a heading), and its unit."""

    id: str
    title: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Company:
    """A company with its chapters, core figures (label and unit) and statements; `restated` is a line that the newer report tells anew."""

    name: str
    chapters: Sequence[str]
    core: Sequence[tuple[str, str]]
    forms: Sequence[Form]
    restated: str
    scale: float

    def numbers(self, form: str) -> Numbers:
        """The values of the lines of a statement, or of the core figures, by label and year from two years before on."""
        chance = random.Random(f"{self.name} {form}")
        labels = [label for label, _ in self.core] if form == "core" else next(one.lines for one in self.forms if one.id == form)
        found = {}
        for label in labels:
            first = chance.uniform(1, 900) * self.scale
            found[label] = {
                year: round(first * chance.uniform(0.8, 1.3) ** at, 2) for at, year in enumerate(range(YEARS[0] - 2, YEARS[-1] + 1))
            }
        return found

    def told(self, form: str, label: str, of: int, in_year: int) -> float:
        """What the report of `in_year` prints for the year `of`."""
        value = self.numbers(form)[label][of]
        return round(value * 1.04, 2) if label == self.restated and of == YEARS[0] and in_year > of else value


def is_heading(label: str) -> bool:
    return label.endswith(("：", ":"))


def _words(text: str) -> list[str]:
    return text.split()


BANK = Company(
    "云岭海川银行股份有限公司",
    _words("""
    重要提示、释义 公司简介 会计数据和财务指标摘要 管理层讨论与分析 环境和社会责任 重要事项 股份变动及股东情况
    董事、监事、高级管理人员和员工情况 公司治理 财务报告
"""),
    tuple(
        (label, unit)
        for label, _, unit in (
            one.rpartition("|")
            for one in _words("""
            营业收入|百万元 归属于本行股东的净利润|百万元 归属于本行股东的扣除非经常性损益的净利润|百万元
            经营活动产生的现金流量净额|百万元 总资产|百万元 归属于本行股东的净资产|百万元 基本每股收益|元 加权平均净资产收益率|%
            不良贷款率|% 拨备覆盖率|% 资本充足率|% 成本收入比|%
""")
        )
    ),
    (
        Form(
            "balance-sheet",
            "合并资产负债表",
            _words("""
            资产： 现金及存放中央银行款项 存放同业款项 拆出资金 发放贷款和垫款 金融投资： 交易性金融资产 债权投资 其他债权投资
            固定资产 递延所得税资产 其他资产 资产总计 负债： 向中央银行借款 同业及其他金融机构存放款项 吸收存款 应付职工薪酬
            应交税费 应付债券 其他负债 负债合计 股东权益： 股本 资本公积 盈余公积 一般风险准备 未分配利润
            归属于母公司股东的权益合计 少数股东权益 股东权益合计 负债及股东权益总计
"""),
        ),
        Form(
            "income",
            "合并利润表",
            _words("""
            一、营业收入 利息净收入 利息收入 利息支出 手续费及佣金净收入 手续费及佣金收入 手续费及佣金支出 投资收益
            公允价值变动损益 汇兑损益 其他业务收入 二、营业支出 税金及附加 业务及管理费 信用减值损失 三、营业利润 加：营业外收入
            减：营业外支出 四、利润总额 减：所得税费用 五、净利润 归属于母公司股东的净利润 少数股东损益
"""),
        ),
        Form(
            "cash-flow",
            "合并现金流量表",
            _words("""
            一、经营活动产生的现金流量： 吸收存款和同业存放款项净增加额 收取利息、手续费及佣金的现金 经营活动现金流入小计
            发放贷款和垫款净增加额 支付给职工及为职工支付的现金 支付的各项税费 经营活动现金流出小计 经营活动产生的现金流量净额
            二、投资活动产生的现金流量： 收回投资收到的现金 投资支付的现金 投资活动产生的现金流量净额 三、筹资活动产生的现金流量：
            发行债券收到的现金 分配股利支付的现金 筹资活动产生的现金流量净额 四、现金及现金等价物净增加额
            加：年初现金及现金等价物余额 五、年末现金及现金等价物余额
"""),
        ),
    ),
    "其他负债",
    100.0,
)
MAKER = Company(
    "东屏精工装备股份有限公司",
    _words("""
    释义 公司简介和主要财务指标 管理层讨论与分析 公司治理 环境与社会责任 重要事项 股份变动及股东情况 优先股相关情况
    债券相关情况 财务报告
"""),
    tuple(
        (label, unit)
        for label, _, unit in (
            one.rpartition("|")
            for one in _words("""
            营业收入|元 归属于上市公司股东的净利润|元 归属于上市公司股东的扣除非经常性损益的净利润|元
            经营活动产生的现金流量净额|元 归属于上市公司股东的净资产|元 总资产|元 基本每股收益（元／股）|元
            稀释每股收益（元／股）|元 扣除非经常性损益后的基本每股收益（元／股）|元 加权平均净资产收益率（%）|%
            扣除非经常性损益后的加权平均净资产收益率（%）|%
""")
        )
    ),
    (
        Form(
            "balance-sheet",
            "合并资产负债表",
            _words("""
            流动资产： 货币资金 交易性金融资产 应收票据 应收账款 应收款项融资 预付款项 其他应收款 其中：应收股利 存货 合同资产
            流动资产合计 非流动资产： 长期股权投资 固定资产 在建工程 使用权资产 无形资产 商誉 递延所得税资产 非流动资产合计
            资产总计 流动负债： 短期借款 应付票据 应付账款 合同负债 应付职工薪酬 应交税费 其他应付款 流动负债合计 非流动负债：
            长期借款 租赁负债 递延收益 非流动负债合计 负债合计 所有者权益（或股东权益）： 实收资本（或股本） 资本公积 减：库存股
            盈余公积 未分配利润 归属于母公司所有者权益（或股东权益）合计 少数股东权益 所有者权益（或股东权益）合计
            负债和所有者权益（或股东权益）总计
"""),
        ),
        Form(
            "balance-sheet-company",
            "母公司资产负债表",
            _words("""
            流动资产： 货币资金 应收账款 存货 流动资产合计 非流动资产： 长期股权投资 固定资产 非流动资产合计 资产总计 流动负债：
            短期借款 应付账款 流动负债合计 负债合计 所有者权益（或股东权益）： 实收资本（或股本） 资本公积 未分配利润
            所有者权益（或股东权益）合计 负债和所有者权益（或股东权益）总计
"""),
        ),
        Form(
            "income",
            "合并利润表",
            _words("""
            一、营业总收入 其中：营业收入 二、营业总成本 其中：营业成本 税金及附加 销售费用 管理费用 研发费用 财务费用
            其中：利息费用 利息收入 加：其他收益 投资收益（损失以“－”号填列） 其中：对联营企业和合营企业的投资收益
            信用减值损失（损失以“-”号填列） 三、营业利润（亏损以“－”号填列） 加：营业外收入 减：营业外支出
            四、利润总额（亏损总额以“－”号填列） 减：所得税费用 五、净利润（净亏损以“－”号填列）
            1.归属于母公司股东的净利润（净亏损以“-”号填列） 2.少数股东损益（净亏损以“-”号填列） 七、综合收益总额
"""),
        ),
        Form(
            "income-company",
            "母公司利润表",
            _words("""
            一、营业收入 减：营业成本 税金及附加 销售费用 管理费用 研发费用 财务费用 二、营业利润（亏损以“－”号填列）
            三、利润总额（亏损总额以“－”号填列） 减：所得税费用 四、净利润（净亏损以“－”号填列）
"""),
        ),
        Form(
            "cash-flow",
            "合并现金流量表",
            _words("""
            一、经营活动产生的现金流量： 销售商品、提供劳务收到的现金 收到的税费返还 经营活动现金流入小计
            购买商品、接受劳务支付的现金 支付给职工及为职工支付的现金 支付的各项税费 经营活动现金流出小计
            经营活动产生的现金流量净额 二、投资活动产生的现金流量： 处置固定资产、无形资产和其他长期资产收回的现金净额
            投资活动现金流入小计 购建固定资产、无形资产和其他长期资产支付的现金 投资活动现金流出小计 投资活动产生的现金流量净额
            三、筹资活动产生的现金流量： 取得借款收到的现金 偿还债务支付的现金 筹资活动产生的现金流量净额
            五、现金及现金等价物净增加额 加：期初现金及现金等价物余额 六、期末现金及现金等价物余额
"""),
        ),
    ),
    "应付账款",
    1000000.0,
)

PROSE = (
    "报告期内，本公司坚持稳健经营，各项业务按照董事会确定的目标有序推进。",
    "公司严格执行国家有关法律法规和监管规定，内部控制体系运行有效。",
    "董事会认为，公司所处行业的竞争格局没有发生根本变化，但客户对交付周期提出了更高要求。",
)


def money(value: float, digits: int = 2) -> str:
    return f"({abs(value):,.{digits}f})" if value < 0 else f"{value:,.{digits}f}"


def prose(company: Company, year: int, chapter: str) -> Iterator[str]:
    """Sentences of a chapter: some told in both years, one of the year, one told once."""
    chance = random.Random(f"{company.name} {chapter}")
    yield from chance.sample(PROSE, 2)
    people, meetings = chance.randrange(20, 90) + year - 2000, chance.randrange(5, 20) + year % 7
    yield f"{year}年，公司在{chapter.split('、')[0]}方面投入{people}人，召开会议{meetings}次。"
    if chance.random() < 0.5 and year == YEARS[-1]:
        yield f"公司首次设立了{chance.choice('甲乙丙丁')}号{chance.choice(('数据中心', '检测基地', '培训学校'))}，并在年内投入运行。"


# ── the bank, as a page that a browser prints ─────────────────────────────────────────────────────────────────────────────────

_CSS = """body{font:10pt serif} h1{text-align:center;font-size:20pt} h2{text-align:center;font-size:15pt}
h3{font-size:12pt} h4{font-size:10.5pt} td.n{text-align:right} td{padding:2px 4px}
table{width:100%;border-collapse:collapse;border-top:1.5px solid;border-bottom:1.5px solid;margin:4px 0 12px}
tr.head td{border-bottom:1px solid;font-weight:bold;text-align:center} tr.sum td{border-top:1px solid;font-weight:bold}
p.unit{text-align:right;margin:0;font-size:9pt} @page{size:A4;margin:22mm 20mm}"""


def _row(cells: Sequence[str], sort: str = "") -> str:
    shown = "".join(f"<td{'' if at == 0 else ' class=n'}>{cell}</td>" for at, cell in enumerate(cells))
    return f"<tr class='{sort}'>{shown}</tr>"


def bank_page(year: int) -> str:
    """The bank's report of a year as a page."""
    said = [f"<h1>{BANK.name}</h1><h1>{year}年年度报告</h1><p style='text-align:center'>（股票代码：601000）</p>"]
    for at, chapter in enumerate(BANK.chapters):
        said.append(f"<h2>第{'一二三四五六七八九十'[at]}章　{chapter}</h2>")
        said += [f"<p>{text}</p>" for text in prose(BANK, year, chapter)]
        said += {
            "会计数据和财务指标摘要": [_bank_core(year)],
            "管理层讨论与分析": [_bank_risks(year)],
            "财务报告": _bank_statements(year),
        }.get(chapter, [])
    return f"<!DOCTYPE html><meta charset='utf-8'><style>{_CSS}</style>{''.join(said)}"


def _bank_core(year: int) -> str:
    groups = {
        "营业收入": "经营业绩",
        "总资产": "规模指标",
        "基本每股收益": "每股计（元）",
        "加权平均净资产收益率": "盈利能力指标（%）",
        "不良贷款率": "资产质量指标（%）",
    }
    head = [f"<tr class=head><td>项目</td><td>{year}年</td><td>{year - 1}年</td><td>本年比上年增减（%）</td><td>{year - 2}年</td></tr>"]
    for label, unit in BANK.core:
        head += [f"<tr><td colspan=5><b>{groups[label]}</b></td></tr>"] if label in groups else []
        now, before, first = (_core_value(BANK, label, unit, of) for of in (year, year - 1, year - 2))
        step = f"{now - before:+.2f}个百分点" if unit == "%" else f"{100 * (now / before - 1):.2f}"
        digits = 0 if unit == "百万元" else 2
        head.append(_row([label, money(now, digits), money(before, digits), step, money(first, digits)]))
    return f"<h3>一、近三年主要会计数据和财务指标</h3><p class=unit>单位：百万元，另有说明的除外</p><table>{''.join(head)}</table>"


def _core_value(company: Company, label: str, unit: str, year: int) -> float:
    value = company.numbers("core")[label][year] / company.scale
    return (
        round(value * company.scale)
        if unit == "百万元"
        else round(value / 50, 2)
        if unit == "%" or "每股" in label
        else round(value * company.scale, 2)
    )


def _bank_risks(year: int) -> str:
    told = {"信用风险": "部分行业客户偿债能力下降，本行面临信用风险上升的压力。", "流动性风险": "存款结构变化使负债稳定性面临考验。"}
    told |= {"信息科技风险": "外部网络攻击手段不断翻新，系统连续性管理难度加大。"} if year == YEARS[-1] else {}
    return "<h3>三、可能面对的风险</h3>" + "".join(
        f"<h4>（{'一二三'[at]}）{name}</h4><p>{text}</p>" for at, (name, text) in enumerate(told.items())
    )


def _bank_statements(year: int) -> list[str]:
    said = ["<h3>一、审计报告</h3><p>我们认为，后附的财务报表在所有重大方面公允反映了贵行的财务状况。</p><h3>二、已审财务报表</h3>"]
    for form in BANK.forms:
        heads = [f"{of}年12月31日" if form.id == "balance-sheet" else f"{of}年度" for of in (year, year - 1)]
        rows = [_row(["", "附注五", *heads], "head")]
        for at, label in enumerate(form.lines):
            values = ["", ""] if is_heading(label) else [money(round(BANK.told(form.id, label, of, year)), 0) for of in (year, year - 1)]
            rows.append(_row([label, values[0] and str(at), *values], "sum" if label.endswith(("总计", "合计")) else ""))
        unit = "<p class=unit>（除特别注明外，金额单位均为人民币百万元）</p>"
        said.append(f"<h4>{form.title}</h4><p>{heads[0]}</p>{unit}<table>{''.join(rows)}</table>")
    return said


# ── the maker, as a text document that an office program prints ───────────────────────────────────────────────────────────────


def maker_document(year: int, path: Path) -> None:
    """The maker's report of a year as a document."""
    made = Document()
    made.sections[0].header.paragraphs[0].text = f"{MAKER.name}{year}年年度报告"
    for text, size in (("公司代码：688000　　　公司简称：东屏精工", 10), (MAKER.name, 22), (f"{year}年年度报告", 22)):
        line = made.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(text).font.size = Pt(size)
    made.add_page_break()
    for at, chapter in enumerate(MAKER.chapters):
        made.add_heading(f"第{'一二三四五六七八九十'[at]}节 {chapter}", 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text in prose(MAKER, year, chapter):
            made.add_paragraph(text)
        if chapter == "公司简介和主要财务指标":
            _maker_core(made, year)
        elif chapter == "管理层讨论与分析":
            _maker_risks(made, year)
        elif chapter == "财务报告":
            _maker_statements(made, year)
    made.save(str(path))


def _grid(made: object, rows: Sequence[Sequence[str]]) -> Table:
    table = made.add_table(len(rows), len(rows[0]), style="Table Grid")  # type: ignore[attr-defined]
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = table.rows[at].cells[column]
            cell.text = text
            if column and text[:1].isdigit():
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return table


def _maker_core(made: object, year: int) -> None:
    add = made.add_paragraph  # type: ignore[attr-defined]
    _grid(made, [["公司的中文名称", MAKER.name], ["公司的中文简称", "东屏精工"], ["公司的法定代表人", "某某"]])
    made.add_heading("七、近三年主要会计数据和财务指标", 2)  # type: ignore[attr-defined]
    split = next(at for at, (label, _) in enumerate(MAKER.core) if "每股" in label)
    for title, core in (("主要会计数据", MAKER.core[:split]), ("主要财务指标", MAKER.core[split:])):
        made.add_heading(f"({'一' if core[0] == MAKER.core[0] else '二'}) {title}", 3)  # type: ignore[attr-defined]
        if core[0] == MAKER.core[0]:
            add("单位：元　币种：人民币").alignment = WD_ALIGN_PARAGRAPH.RIGHT
        rows = [[title, f"{year}年", f"{year - 1}年", "本期比上年同期增减(%)", f"{year - 2}年"]]
        for label, unit in core:
            if label == "归属于上市公司股东的净资产":
                rows.append(["", f"{year}年末", f"{year - 1}年末", "本期末比上年同期末增减（%）", f"{year - 2}年末"])
            now, before, first = (_core_value(MAKER, label, unit, of) for of in (year, year - 1, year - 2))
            step = (
                f"{'增加' if now > before else '减少'}{abs(now - before):.2f}个百分点" if unit == "%" else f"{100 * (now / before - 1):.2f}"
            )
            rows.append([label, money(now), money(before), step, money(first)])
        _grid(made, rows)


def _maker_risks(made: object, year: int) -> None:
    made.add_heading("四、风险因素", 2)  # type: ignore[attr-defined]
    told = [("核心竞争力风险", "若公司不能持续推出新机型，产品竞争力可能下降。"), ("经营风险", "铸件价格上涨会压缩毛利。")]
    told += [("宏观环境风险", "海外市场关税提高会影响出口订单。")] if year == YEARS[-1] else []
    for at, (name, text) in enumerate(told):
        made.add_heading(f"({'一二三'[at]}) {name}", 3)  # type: ignore[attr-defined]
        made.add_paragraph(text)  # type: ignore[attr-defined]


def _maker_statements(made: object, year: int) -> None:
    add, head = made.add_paragraph, made.add_heading  # type: ignore[attr-defined]
    head("一、审计报告", 2)
    add("√适用 □不适用")
    add("我们审计了东屏精工装备股份有限公司的财务报表，认为其公允反映了公司的财务状况。")
    head("二、财务报表", 2)
    for form in MAKER.forms:
        add(form.title).alignment = WD_ALIGN_PARAGRAPH.CENTER
        is_balance = form.id.startswith("balance")
        add(f"{year}年12月31日" if is_balance else f"{year}年1—12月").alignment = WD_ALIGN_PARAGRAPH.CENTER
        add(f"编制单位:{MAKER.name}")
        add("单位:元 币种:人民币").alignment = WD_ALIGN_PARAGRAPH.RIGHT
        heads = [f"{of}年12月31日" if is_balance else f"{of}年度" for of in (year, year - 1)]
        rows = [["项目", "附注", *heads]]
        for at, label in enumerate(form.lines):
            cells = (
                ["", "", ""]
                if is_heading(label)
                else [f"七、{at + 1}", *(money(MAKER.told(form.id, label, of, year)) for of in (year, year - 1))]
            )
            rows.append([label, *cells])
        _grid(made, rows)
        add("公司负责人：某某　主管会计工作负责人：某某　会计机构负责人：某某")


# ── what is measured ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def made(folder: Path) -> Iterator[tuple[Company, list[Path]]]:
    """Both companies with their reports as PDF files."""
    for year in YEARS:
        (folder / f"bank-{year}.html").write_text(bank_page(year), encoding="utf-8")
        maker_document(year, folder / f"maker-{year}.docx")
    yield BANK, [printed(folder / f"bank-{year}.html", office=False) for year in YEARS]
    office = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    subprocess.run([*office, *(str(folder / f"maker-{year}.docx") for year in YEARS)], check=True, capture_output=True)
    yield MAKER, [folder / f"maker-{year}.pdf" for year in YEARS]


def measured(company: Company, found: Comparison) -> Iterator[str]:
    """Lines that say what stands in its place, and what does not."""
    yield f"{company.name}: {found.organisation} {found.years} {found.kind} {[one.title for one in found.reports]}"
    for report in found.reports:
        heads = {one.heading for one in report.sections if one.level == 1}
        more = heads - {*company.chapters}
        yield f"  {report.year} chapters {len(heads - more)} of {len(company.chapters)}, others {more}"
    lost = [label for label, unit in company.core if not _has_row(found, label, _core_values(company, label, unit))]
    yield f"  core figures {len(company.core) - len(lost)} of {len(company.core)}, lost {lost}"
    yield f"  leading {[found.indicators[at].name for at in found.headlines]}"
    for form in company.forms:
        lines = next((one.lines for one in found.statements if one.id == form.id), ())
        labels = [label for label in form.lines if not is_heading(label)]
        lost = [label for label in labels if not any(_tells(line, label, company, form) for line in lines)]
        restated = [line.label for line in lines if line.restated]
        yield f"  {form.id} {len(labels) - len(lost)} of {len(labels)}, restated {restated}, lost {lost}"
    said = [one for one in found.conflicts if one.severity == "conflict" or company.restated not in str(one.values)]
    yield f"  false conflicts {[(one.kind, one.year, dict(one.values)) for one in said]}"
    yield f"  risk factors {[one.kind for one in found.disclosures if one.sort == 'factor']}"


def _core_values(company: Company, label: str, unit: str) -> dict[int, float]:
    return {year: _core_value(company, label, unit, year) * (1e6 if unit == "百万元" else 1) for year in YEARS}


def _has_row(found: Comparison, label: str, values: Mapping[int, float]) -> bool:
    rows = (one for one in found.indicators if one.name.split("（")[0] in label)
    return any(all(_near(one.values.get(year), value) for year, value in values.items()) for one in rows)


def _tells(line: StatementLine, label: str, company: Company, form: Form) -> bool:
    digits, size = (0, 1e6) if company is BANK else (2, 1.0)
    own = {year: round(company.told(form.id, label, year, year), digits) * size for year in YEARS}
    told = (_near(line.restated.get(year, line.values.get(year)), value) for year, value in own.items())
    return "".join(line.label.split()) == label and all(told)


def _near(value: float | None, wanted: float) -> bool:
    return value is not None and abs(value - wanted) <= 1e-9 * abs(wanted)


def main() -> None:
    with TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1]) if sys.argv[1:] else Path(scratch)
        for company, paths in made(folder):
            print(*measured(company, pipeline.compare(paths)), sep="\n")


if __name__ == "__main__":
    main()
