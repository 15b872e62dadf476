"""Tables of printed pages: tables with known cells are set in unlike styles, printed by a browser or an office program, and read again.

`python tests/benchmarks/page_tables.py [FILE …]` prints by style the share of cells that stand in their row and column again. The tables
are those of FILEs that any reader takes, among their text; without a file they are made: statements, forms and lists in Chinese and
English. `BUILT` names the styles looked at while the reader was built; the others only measure. A known table is held against the found one
that has most of its texts, their rows in order.
"""

from __future__ import annotations

import argparse
import html
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tongbi import readers
from tongbi.model import Block, Cell, Grid

Table = dict[tuple[int, int], str]

_RIGHT = "td.n{text-align:right}"
_PLAIN = f"body{{font:10.5pt serif}} td{{padding:2px 6px}}{_RIGHT}"
_LINES = (
    "table{border-collapse:collapse;border-top:1.5px solid;border-bottom:1.5px solid;width:100%} tr:first-child td{border-bottom:1px solid}"
)
_LEVEL = "table{border-collapse:collapse} td{padding:3px 5px;border-bottom:1px solid #999;text-align:center}"
_STRIPED = "table{width:100%;border-collapse:collapse} td{padding:4px} tr:nth-child(even){background:#e4ecf4}"
# CSS by name.
STYLES = {
    "plain": _PLAIN,
    "three lines": _PLAIN + _LINES,
    "small": f"body{{font:7.5pt sans-serif}} td{{padding:1px 3px}}{_RIGHT}",
    "level rules": f"body{{font:9pt sans-serif}} {_LEVEL}",
    "left": "body{font:11pt serif} td{padding:2px 8px;text-align:left}",
    "striped": f"body{{font:9.5pt sans-serif}} {_STRIPED}{_RIGHT}",
    "narrow": f"body{{font:8pt serif;width:11cm}} td{{padding:0 4px}}{_RIGHT}",
    "two columns": f"body{{font:8pt serif;column-count:2;column-gap:8mm}} td{{padding:1px 3px}}{_RIGHT}",
    "box": "body{font:9pt serif} table{border-collapse:collapse} td{border:1px solid;padding:2px 4px}",
}
BUILT = {"plain", "three lines", "small", "level rules", "two columns", "box"}


def cells_of(grid: Grid) -> Table:
    """Texts by row and column, of merged cells in their first."""
    return {(cell.row, cell.column): "".join(cell.text.split()) for cell in grid.cells if cell.text.strip()}


def marked_up(blocks: Sequence[Block | Grid], css: str) -> str:
    """Text and tables as a page."""
    return f'<!DOCTYPE html><meta charset="utf-8"><title>print</title><style>{css}</style>' + "".join(map(_element, blocks))


def _element(block: Block | Grid) -> str:
    if isinstance(block, Block):
        return f"<p>{html.escape(block.text)}</p>\n"
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        number = ' class="n"' if sum(char.isdigit() for char in cell.text) * 2 >= max(1, len(cell.text)) else ""
        rows.setdefault(cell.row, []).append(f'<td{number} rowspan="{cell.rows}" colspan="{cell.columns}">{html.escape(cell.text)}</td>')
    height = max(cell.row + cell.rows for cell in block.cells)
    return "<table>" + "".join(f"<tr>{''.join(rows.get(at, []))}</tr>" for at in range(height)) + "</table>\n"


def printed(page: Path, *, office: bool) -> Path:
    """A page as a PDF beside it."""
    made = page.with_suffix(".pdf")
    if office:
        profile = f"-env:UserInstallation={(page.parent / 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--infilter=HTML (StarWriter)",
            "--convert-to",
            "pdf:writer_pdf_Export",
            "--outdir",
            str(page.parent),
            str(page),
        ]
    else:
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--print-to-pdf={made}",
            page.as_uri(),
        ]
    subprocess.run(command, check=True, capture_output=True)
    return made


def right(known: Sequence[Table], found: Sequence[Table]) -> Iterator[tuple[int, Table, Table]]:
    """For each known table the cells that stand right in the found one with most of its texts, that one, and the table."""
    for table in known:
        texts = Counter(table.values())
        near = sorted(found, key=lambda one: -(texts & Counter(one.values())).total())[:2]
        yield max(((_agreeing(table, one), one, table) for one in near), key=lambda entry: entry[0], default=(0, {}, table))


def _agreeing(known: Table, found: Table) -> int:
    """Cells with the same text in the same column, rows taken in order."""
    best = [0] * (1 + max((row for row, _ in found), default=-1) + 1)
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in found.items():
        rows.setdefault(row, {})[column] = text
    own: dict[int, dict[int, str]] = {}
    for (row, column), text in known.items():
        own.setdefault(row, {})[column] = text
    for _, wanted in sorted(own.items()):
        before, best = best, [0] * len(best)
        for at in range(len(best) - 1):
            same = sum(rows.get(at, {}).get(column) == text for column, text in wanted.items())
            best[at + 1] = max(best[at], before[at + 1], before[at] + same)
    return best[-1]


# ── tables that are made ──────────────────────────────────────────────────────────────────────────────────────────────────────

_TEXT = (
    "本期各项工作按照年初计划有序推进，有关情况列示如下，金额变动的主要原因是本期业务规模扩大以及报表项目列报方式的变化，具体说明见附注。"
)
_ENGLISH = (
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
_PEOPLE = ["王建国", "李秀英", "张伟", "刘洋", "陈静", "杨敏", "赵磊", "黄丽", "周强", "吴秀兰"]
_NAMES = ["Ann Baker", "John Carter", "Maria Lopez", "David Kim", "Sarah O'Neil", "Peter Novak", "Emma Jones", "Li Wei"]
_OFFICES = ["董事长", "董事、总经理", "独立董事", "监事会主席", "副总经理、董事会秘书、财务负责人"]
_OFFICES_ENGLISH = ["Chairman", "Director", "Chief Financial Officer and Treasurer", "Secretary", "Senior Vice President, Operations"]


def made(seed: int) -> list[Block | Grid]:
    """Text and tables of several kinds."""
    dice = random.Random(seed)
    blocks: list[Block | Grid] = []
    for kind in (_statement, _form, _list, _years) * 2:
        for chinese in (True, False):
            blocks += [Block(_TEXT if chinese else _ENGLISH), _grid(kind(dice, chinese=chinese))]
    return [*blocks, Block("以上。")]


def _grid(rows: Sequence[Sequence[str]]) -> Grid:
    return Grid(tuple(Cell(text, row, column, 1, 1) for row, texts in enumerate(rows) for column, text in enumerate(texts)))


def _amount(dice: random.Random, *, chinese: bool) -> str:
    if dice.random() < 0.15:
        return "" if dice.random() < 0.6 else "—"
    value = dice.choice((1e3, 1e5, 1e7, 1e9)) * dice.random()
    if chinese:
        return f"{-value:,.2f}" if dice.random() < 0.15 else f"{value:,.2f}"
    return f"({value:,.0f})" if dice.random() < 0.2 else f"{value:,.0f}"


def _statement(dice: random.Random, *, chinese: bool) -> list[list[str]]:
    """Labels, a note's number, two amounts; headings of groups with nothing beside them."""
    rows = [["项目", "附注", "期末余额", "期初余额"] if chinese else ["", "Note", "2024", "2023"]]
    groups = {0: "流动资产：" if chinese else "Current:", 5: "非流动资产：" if chinese else "Non-current:"}
    for at, label in enumerate(dice.sample(_LABELS if chinese else _ITEMS, 10)):
        rows += [[groups[at], "", "", ""]] if at in groups else []
        note = str(dice.randint(1, 40)) if dice.random() < 0.5 else ""
        rows.append([label, "七、" + note if chinese and note else note, _amount(dice, chinese=chinese), _amount(dice, chinese=chinese)])
    return [*rows, ["合计" if chinese else "Total", "", *(f"{dice.random() * 1e9:,.2f}" for _ in range(2))]]


def _form(dice: random.Random, *, chinese: bool) -> list[list[str]]:
    """Small whole numbers in many columns."""
    words = (
        "项目 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计"
        if chinese
        else "Outcome North South East West Centre Abroad Total"
    )
    labels = _OUTCOMES if chinese else _OUTCOMES_ENGLISH
    return [words.split(), *([label, *(str(dice.choice((0, 0, 1, 3, 12, 105))) for _ in range(7))] for label in labels)]


def _list(dice: random.Random, *, chinese: bool) -> list[list[str]]:
    """Words in most columns, one of numbers, long texts among them."""
    rows = [
        ["姓名", "职务", "任期起始日期", "任期终止日期", "年末持股数"] if chinese else ["Name", "Office", "Age", "Since", "Shares held"]
    ]
    for name in dice.sample(_PEOPLE if chinese else _NAMES, 7):
        office, begin = dice.choice(_OFFICES if chinese else _OFFICES_ENGLISH), dice.randint(2008, 2020)
        middle = [f"{begin}年05月16日", f"{begin + 6}年05月15日"] if chinese else [str(dice.randint(41, 70)), str(begin)]
        rows.append([name, office, *middle, f"{dice.randint(0, 900000):,}"])
    return rows


def _years(dice: random.Random, *, chinese: bool) -> list[list[str]]:
    """Five columns of years and a change in per cent."""
    years = [f"{year}年" if chinese else str(year) for year in range(2020, 2025)]
    rows = [["指标", *years, "增减"] if chinese else ["Measure", *years, "Change"]]
    for label in dice.sample(_LABELS if chinese else _ITEMS, 8):
        values = [f"{dice.random() * 10 ** dice.randint(1, 5):,.1f}" for _ in range(5)]
        rows += [[label, *values, f"{dice.uniform(-30, 30):.2f}%"]]
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--styles", nargs="*", default=[*STYLES], help="names of styles")
    parser.add_argument("--programs", nargs="*", default=["chromium", "soffice"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder that keeps the prints; those in it are not made again")
    asked = parser.parse_args()
    sources = [(path.stem, list(readers.read(path).blocks)) for path in asked.files] or [(f"made-{asked.seed}", made(asked.seed))]
    with TemporaryDirectory() as temporary:
        for name, blocks in sources:
            known = [cells for block in blocks if isinstance(block, Grid) and (cells := cells_of(block))]
            for program in [one for one in asked.programs if shutil.which(one)]:
                for style in asked.styles:
                    page = (asked.keep or Path(temporary)) / f"{name}-{program}-{style.replace(' ', '_')}.html"
                    page.write_text(marked_up(blocks, STYLES[style]), encoding="utf-8")
                    pdf = page.with_suffix(".pdf")
                    pdf = pdf if pdf.exists() else printed(page, office=program == "soffice")
                    found = [cells_of(block) for block in readers.read(pdf).blocks if isinstance(block, Grid)]
                    good, every = sum(score for score, _, _ in right(known, found)), sum(map(len, known))
                    told = "built on" if style in BUILT else "unseen"
                    print(f"{name:12.12} {program:9} {style:12} {told:9} {good:5} of {every:5}  {good / every:.3f}")


if __name__ == "__main__":
    main()
