"""A folder of made-up reports through `tongbi batch`: reports a second, scaling, memory, the cost of running again, time by stage.

    python tests/benchmarks/batch.py [ORGANISATIONS] [YEARS] [--formats LIST] [--once] [--dask]

Beside it the same work by a plain script: split into sentences, difflib on each pair of years, openpyxl. Linux (reads /proc). What was
wanted on two cores: 30 reports a second with all outputs, 300 with `--formats json`, two jobs 1.7 times one, a re-run 30 times faster.
"""

from __future__ import annotations

import argparse
import difflib
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from openpyxl import Workbook

from tongbi import outputs, pipeline
from tongbi.batch import catalogue, outcome

Result = TypeVar("Result")
SEED = 7
CHARACTERS = 3400  # 10 KB in UTF-8
CHAPTERS = {
    "主要举措和成效": ("依法行政制度体系", "行政执法", "行政复议和应诉", "政务公开", "法治宣传"),
    "存在的不足和原因": ("执法能力", "普法实效"),
    "主要负责人履行第一责任人职责情况": ("统筹推进", "学法用法"),
    "下一年度主要安排": ("制度建设", "执法监督", "队伍建设"),
}
WHO = ("区司法局", "各镇街", "区市场监管局", "综合执法队", "政务服务中心", "各行政执法部门", "区政府办公室", "法律顾问团队")
HOW = ("严格落实", "扎实推进", "持续深化", "全面梳理", "统筹开展", "着力完善", "有序组织", "切实加强")
WHAT = (
    "行政规范性文件合法性审核",
    "重大行政决策程序",
    "行政执法三项制度",
    "柔性执法清单",
    "矛盾纠纷多元化解",
    "法治政府示范创建",
    "公共法律服务",
    "营商环境优化",
)
END = (
    "全年共办理{a}件，同比增长{b}%",
    "累计开展培训{c}场次，覆盖{a}人次",
    "审核文件{c}份，提出意见{a}条",
    "办结率达到{d}%，群众满意度稳步提升",
    "推动工作机制更加健全，取得阶段性成效",
    "形成齐抓共管的工作格局，为高质量发展提供坚实保障",
)


@dataclass(frozen=True)
class Sentence:
    """A statement: the words it is made of and the seed of its figures."""

    who: str
    how: str
    what: str
    end: str
    figures: int

    def text(self) -> str:
        """As printed."""
        chance = random.Random(self.figures)
        a, b, c, d = chance.randint(20, 9000), chance.randint(1, 400) / 10, chance.randint(2, 90), chance.randint(800, 999) / 10
        return f"{self.who}{self.how}{self.what}工作，{self.end.format(a=a, b=b, c=c, d=d)}。"


def new(chance: random.Random) -> Sentence:
    return Sentence(chance.choice(WHO), chance.choice(HOW), chance.choice(WHAT), chance.choice(END), chance.getrandbits(32))


def body(chance: random.Random, characters: int) -> list[list[Sentence]]:
    """The sentences of a first report by section."""
    sections = sum(map(len, CHAPTERS.values()))
    each = characters // sections // 42
    return [[new(chance) for _ in range(max(1, each + chance.randint(-1, 1)))] for _ in range(sections)]


def next_year(sections: list[list[Sentence]], chance: random.Random) -> list[list[Sentence]]:
    """A year on: of ten statements five have new figures, two are as they were, one is reworded, one is dropped and one new; one moves."""
    later = []
    for section in sections:
        told = []
        for one in section:
            fate = chance.random()
            if fate < 0.5:
                told.append(Sentence(one.who, one.how, one.what, one.end, chance.getrandbits(32)))
            elif fate < 0.75:
                told.append(one)
            elif fate < 0.87:
                told.append(Sentence(one.who, chance.choice(HOW), one.what, chance.choice(END), one.figures))
        told += [new(chance) for _ in range(len(section) - len(told))]
        later.append(told)
    one, other = chance.sample(range(len(later)), 2)
    if len(later[one]) > 1:
        later[other].append(later[one].pop())
    return later


def printed(name: str, year: int, sections: list[list[Sentence]]) -> str:
    lines = [f"{name}{year}年法治政府建设年度报告", f"{year}年，{name}认真贯彻落实法治政府建设各项部署，现将有关情况报告如下。"]
    left = iter(sections)
    for number, (chapter, parts) in enumerate(CHAPTERS.items()):
        lines.append(f"{'一二三四'[number]}、{chapter}")
        for at, part in enumerate(parts):
            lines += [f"（{'一二三四五'[at]}）{part}", "".join(one.text() for one in next(left))]
    return "\n".join(lines) + "\n"


def make(folder: Path, organisations: int, years: int, characters: int = CHARACTERS) -> None:
    """The folder: a subfolder for each organisation, a text a year."""
    for number in range(organisations):
        chance = random.Random(f"{SEED}-{number}")
        name = "".join(chr(0x4E00 + (number * 7 + at * 1303) % 9000) for at in (0, 1)) + f"{chr(0x5E00 + number % 400)}县"
        sections = body(chance, characters)
        (folder / name).mkdir(parents=True)
        for year in range(2024 - years, 2024):
            (folder / name / f"{year}.txt").write_text(printed(name, year, sections), encoding="utf-8")
            sections = next_year(sections, chance)


# ── measured ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Measured:
    """A run: seconds, and the peaks of memory of the parent and of its largest worker in MB."""

    seconds: float
    parent: float
    worker: float


def run(folder: Path, out: Path, *options: str) -> Measured:
    """One run of the command line, watched through /proc."""
    command = [sys.executable, "-m", "tongbi", "batch", str(folder), "-o", str(out), "--quiet", *options]
    # As installed: where nothing compiled may be kept, every process compiles the whole tool anew.
    installed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    peaks: dict[int, float] = {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=installed) as running:
        while running.poll() is None:
            for process in (running.pid, *children(running.pid)):
                peaks[process] = max(peaks.get(process, 0), peak(process))
            time.sleep(0.05)
        assert running.returncode == 0, running.returncode
    parent = peaks.pop(running.pid)
    return Measured(time.perf_counter() - begin, parent, max(peaks.values(), default=parent))


def children(process: int) -> list[int]:
    try:
        return [int(part) for part in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def peak(process: int) -> float:
    """The most memory that a process has had so far, in MB."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    except OSError:
        return 0
    return int(found[1]) / 1024 if found else 0


def on_dask(folder: Path, out: Path, *options: str) -> float:
    """Seconds of the same on a Dask cluster of two processes of one thread on this machine, started before."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="") as cluster:
        return run(folder, out, "--engine", "dask", "--scheduler", cluster.scheduler_address, *options).seconds


def stages(folder: Path, most: int = 20) -> dict[str, float]:
    """Processor seconds a series by stage, over the first series of the folder, after one to warm up."""
    rounds = [Clock() for _ in range(most + 1)]
    for clock, one in zip(rounds, sorted(folder.iterdir()), strict=False):
        one_series(clock, sorted(one.iterdir()))
    counted = [clock.taken for clock in rounds[1:] if clock.taken] or [rounds[0].taken]
    return {name: statistics.mean(taken[name] for taken in counted) for name in counted[0]}


class Clock:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}

    def time(self, name: str, work: Callable[..., Result], *given: object) -> Result:
        begin = time.process_time()
        done = work(*given)
        self.taken[name] = self.taken.get(name, 0) + time.process_time() - begin
        return done


def one_series(clock: Clock, paths: Sequence[Path]) -> None:
    """What a worker does for a series, stage by stage."""
    reports = [clock.time("read", pipeline.inspect, path) for path in paths]
    with tempfile.TemporaryDirectory() as kept:
        for report in reports:
            clock.time("lay by", catalogue.lay_by, Path(kept, "x"), report)
            clock.time("lay by", catalogue.laid_by, Path(kept, "x"))
    comparison = clock.time("compare", pipeline.compare_reports, reports)
    for name in outputs.FORMATS:
        clock.time(name, outputs.render, comparison, name, "zh")
    clock.time("summary", outcome.summarise, comparison)


def plain_script(folder: Path, out: Path) -> float:
    """Seconds for the same by hand: sentences, difflib for each pair of years, a workbook of rows. One process."""
    begin = time.perf_counter()
    for one in sorted(folder.iterdir()):
        texts = [re.findall(r"[^。\n]+。?", path.read_text(encoding="utf-8")) for path in sorted(one.iterdir())]
        book = Workbook()
        sheet = book.active
        for before, after in pairwise(texts):
            for op, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
                old, now = "".join(before[a:b]), "".join(after[c:d])
                marks = difflib.SequenceMatcher(None, old, now, autojunk=False).get_opcodes() if op == "replace" else []
                sheet.append([op, old, now, len(marks)])
        book.save(out / f"{one.name}.xlsx")
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("organisations", type=int, nargs="?", default=100)
    parser.add_argument("years", type=int, nargs="?", default=3)
    parser.add_argument("--formats", default="xlsx,html,docx,md,json")
    parser.add_argument("--characters", type=int, default=CHARACTERS, help="the length of a report")
    parser.add_argument("--dask", action="store_true", help="on a Dask cluster of two processes as well")
    parser.add_argument("--once", action="store_true", help="two jobs alone, and the re-run")
    chosen = parser.parse_args()
    reports = chosen.organisations * chosen.years
    with tempfile.TemporaryDirectory() as kept:
        base = Path(kept)
        make(base / "in", chosen.organisations, chosen.years, chosen.characters)
        size = statistics.mean(path.stat().st_size for path in (base / "in").rglob("*.txt"))
        print(f"{chosen.organisations} organisations x {chosen.years} years, {size / 1024:.1f} KB a report, load {os.getloadavg()[0]:.1f}")
        print(f"formats {chosen.formats}")
        two = run(base / "in", base / "two", "--formats", chosen.formats, "--jobs", "2")
        print(
            f"2 jobs {two.seconds:.1f} s, {reports / two.seconds:.1f} reports/s; peak MB: parent {two.parent:.0f}, worker {two.worker:.0f}"
        )
        again = run(base / "in", base / "two", "--formats", chosen.formats, "--jobs", "2")
        print(f"again  {again.seconds:.2f} s, {two.seconds / again.seconds:.0f} times faster; peak parent {again.parent:.0f} MB")
        if chosen.dask:
            spread = on_dask(base / "in", base / "dask", "--formats", chosen.formats)
            print(f"dask   {spread:.1f} s, {reports / spread:.1f} reports/s on two workers: {spread / two.seconds:.2f} times the local run")
        if chosen.once:
            return
        one = run(base / "in", base / "one", "--formats", chosen.formats, "--jobs", "1")
        print(f"1 job  {one.seconds:.1f} s, {reports / one.seconds:.1f} reports/s: two jobs {one.seconds / two.seconds:.2f} times one")
        (base / "plain").mkdir()
        script = plain_script(base / "in", base / "plain")
        print(f"difflib + openpyxl, one process {script:.1f} s, {reports / script:.1f} reports/s")
        found = stages(base / "in")
        whole = sum(found.values())
        print(f"processor ms a series: {whole * 1000:.0f}; " + ", ".join(f"{name} {each / whole:.0%}" for name, each in found.items()))


if __name__ == "__main__":
    main()
