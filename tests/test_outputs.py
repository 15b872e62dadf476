"""All outputs at once: valid, the same bytes in another process, and reports full of traps shown as text in each of them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from clock import HANG
from tongbi import outputs, pipeline
from tongbi.model import Comparison

ROOT = Path(__file__).parents[1]
SAMPLES = {
    folder.name: sorted(path for path in folder.iterdir() if path.is_file()) for folder in (ROOT / "reports").iterdir() if folder.is_dir()
}
CALLS = "https://evil.example"
TRAPS = [
    f'=HYPERLINK("{CALLS}","点我")',
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% for x in y %}",
    "👨😀🇨🇳",
    "+1+2",
    "@SUM(A1:A9)",
    "]]></w:t><b>",
    "&lt;b&gt;&amp;",
    "_x0041_",
]
# Something of its own for each trap: what says nothing that the other year does not is never told as new.
DEEDS = [
    "蜂箱赠给山坳里的养蜂人",
    "古树挂牌养护、树洞填补",
    "渡船夜航灯检修、缆绳换新",
    "盲道占用清障、坡道补平",
    "苗族银饰学徒班、锻打比赛",
    "石拱桥限重勘测、护栏加高",
    "骑手头盔换发、雨披送到站点",
    "泉眼水温监测、枯井回灌",
    "皮影戏进校园、鼓书上码头",
    "稻鱼共生试验、鸭棚搬迁",
]
LONG = "甲" * 40_000


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """Two reports with a trap in every title, heading, point, figure's name and paragraph."""
    folder = tmp_path_factory.mktemp("hostile")
    for year in (2023, 2024):
        lines = [f"某区{year}年度法治政府建设报告<script>x</script>"]
        for place, trap in enumerate(TRAPS):
            lines += [
                f"{'一二三四五六七八九十'[place % 10]}、{trap}工作情况",
                f"{trap}本年办理案件{place + year % 100}件，其中{trap}结案{place}件。",
            ]
            lines += [f"控制\x00字\x1b符\x0b{trap}。"]
            lines += [f"今年首次开展{trap}{DEEDS[place]}，覆盖{place + 31}个村。"] if year == 2024 else []
        lines += [f"\u202e反写\u202c{LONG}{year}。"]
        (folder / f"某区{year}.txt").write_text("\n".join(lines), encoding="utf-8")
    return pipeline.compare(sorted(folder.iterdir()))


@pytest.fixture(scope="module")
def written(hostile: Comparison) -> dict[str, bytes]:
    found = {name: outputs.render(hostile, name, "zh") for name in outputs.FORMATS}
    return {**found, "brief.html": outputs.render_brief(hostile, ".html", "zh", 9)}


def test_a_hostile_workbook_holds_text_only(written: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written["xlsx"]))
    own = re.compile(
        r"=(?:IF\(COUNT\([A-Z]+\d+,[A-Z]+\d+\)|[A-Z]+\d+-[A-Z]+\d+$|'指标'![A-Z]+\d+(?:/\d+)?$|\([A-Z]+\d+-[A-Z]+\d+\)/[A-Z]+\d+$)"
    )
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(own.match(str(formula)) for formula in formulas)
    with ZipFile(io.BytesIO(written["xlsx"])) as archive:
        assert not [name for name in archive.namelist() if CALLS.encode() in archive.read(name) and "rels" in name]
    shown = "".join(str(cell.value) for row in book["原文"].iter_rows() for cell in row)
    for trap in TRAPS:
        assert trap in unescape(shown)


def test_what_was_taken_out_in_reading_is_told(hostile: Comparison) -> None:
    told = {finding.code for report in hostile.reports for finding in report.findings}
    assert "control-characters" in told
    assert not re.search(r"[\x00\x1b\u202e]", "".join(report.text() for report in hostile.reports))


@pytest.mark.parametrize("name", ["html", "brief.html"])
def test_a_hostile_page_holds_text_only(written: dict[str, bytes], name: str) -> None:
    html5lib = pytest.importorskip("html5lib")
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(written[name].decode())
    scripts = list(tree.iter("script"))
    assert len(scripts) == (1 if name == "html" else 0)
    assert all("alert" not in (one.text or "") for one in scripts)
    assert not list(tree.iter("img"))
    assert not [one for one in tree.iter() for attribute in one.attrib if attribute.startswith("on")]
    assert not [one.get("href") for one in tree.iter("a") if not str(one.get("href")).startswith("#")]
    shown = "".join(tree.find("body").itertext())
    for trap in TRAPS:
        assert trap in shown or name != "html"
    assert f"今年首次开展{TRAPS[3][:9]}" in shown


def test_a_hostile_brief_holds_text_only(written: dict[str, bytes]) -> None:
    shown = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(written["docx"])).paragraphs)
    for trap in (TRAPS[1], TRAPS[3]):
        assert f"今年首次开展{trap}" in shown
    text = written["md"].decode()
    assert "<script>" not in text.replace(r"\<", "")
    assert not re.search(r"(?<!\\)<\w", text)


def test_a_hostile_record_gives_itself_back(written: dict[str, bytes], hostile: Comparison) -> None:
    from tongbi.outputs import record

    assert record.load(written["json"].decode()) == hostile
    # A sentence without end stands in parts.
    assert any(LONG in "".join(unit["text"] for unit in report["units"]) for report in json.loads(written["json"])["reports"])


@pytest.mark.parametrize("series", SAMPLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_valid_html(series: str, language: str) -> None:
    html5lib = pytest.importorskip("html5lib")
    comparison = pipeline.compare(SAMPLES[series])
    for content in (outputs.render(comparison, "html", language), outputs.render_brief(comparison, ".html", language, 2)):  # type: ignore[arg-type]
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(content.decode())
        assert [(place, code) for place, code, _ in parser.errors] == []


def test_the_validator_finds_what_is_wrong() -> None:
    html5lib = pytest.importorskip("html5lib")
    parser = html5lib.HTMLParser()
    parser.parse("<!doctype html><title>x</title><p><b>y</p></i>")
    assert parser.errors


HASHES = """
import hashlib, json, sys
from pathlib import Path
from tongbi import pipeline, outputs
compared = pipeline.compare(sorted(Path(sys.argv[1]).iterdir()))
found = {f"{name}-{lang}": outputs.render(compared, name, lang) for name in outputs.FORMATS for lang in ("zh", "en")}
found |= {f"brief{form}": outputs.render_brief(compared, form, "zh", 2) for form in outputs.BRIEFS}
print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in found.items()}))
"""


def test_the_same_reports_give_the_same_bytes_in_another_process() -> None:
    told = []
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-c", HASHES, str(SAMPLES["苍屿区"][0].parent)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, timeout=HANG)
        told.append(json.loads(done.stdout))
    assert told[0] == told[1]
    assert len(told[0]) == 2 * len(outputs.FORMATS) + len(outputs.BRIEFS)
    assert len(set(told[0].values())) > len(outputs.FORMATS)
    assert hashlib.sha256(b"").hexdigest() not in told[0].values()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_what_is_hostile_and_recomputes_the_same(written: dict[str, bytes], tmp_path: Path) -> None:
    """Every formula of the sheets comes to what was written with it; the traps are texts there too."""
    (tmp_path / "book.xlsx").write_bytes(written["xlsx"])
    (tmp_path / "brief.docx").write_bytes(written["docx"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for name, form in (("book.xlsx", "xlsx"), ("brief.docx", "pdf")):
        command = ["soffice", "--headless", profile, "--convert-to", form, "--outdir", str(tmp_path / "out"), str(tmp_path / name)]
        subprocess.run(command, check=True, capture_output=True, timeout=HANG)
    assert (tmp_path / "out" / "brief.pdf").stat().st_size > 10_000
    ours, theirs = (openpyxl.load_workbook(path, data_only=True) for path in (tmp_path / "book.xlsx", tmp_path / "out" / "book.xlsx"))
    compared = 0
    for sheet in ours:
        for row in sheet.iter_rows():
            for cell in row:
                other = theirs[sheet.title].cell(cell.row, cell.column).value
                if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                    assert other == pytest.approx(cell.value, abs=1e-6), (sheet.title, cell.coordinate)
                    compared += 1
                elif isinstance(other, str):
                    assert not other.startswith("#") or str(cell.value).startswith("#"), (sheet.title, cell.coordinate)
    assert compared > 100
