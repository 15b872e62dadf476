"""Reports changed by rule, with known truth: how many links, moves, splits and merges are found, and whether edits rebuild both texts.

`python tests/benchmarks/mutations.py` prints the shares over the real reports (over the samples where those are missing) and, with
`--misses N`, what went wrong. Chance is seeded: the same reports give the same mutations every time.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tongbi import pipeline
from tongbi.language import sentences
from tongbi.model import Change, Comparison, Report, Section, Unit

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
REAL = ("shanghai_gwr/202?.txt", "national_gwr_zh/20[12]?.txt", "provincial_gwr/*/2025.docx", "liunan/*.txt", "xxgk_suqian/*.txt")
YEAR = 2031
SHARES = {"drop": 0.06, "figures": 0.3, "light": 0.15, "heavy": 0.06, "split": 0.04, "merge": 0.04, "move": 0.04}
ADDED = 0.06
_FAR = 4
_Made = tuple[Unit, tuple[str, ...], bool]
SYNONYMS = (
    ("加强", "强化"), ("推进", "推动"), ("完善", "健全"), ("开展", "组织开展"), ("全面", "全方位"), ("深入", "扎实"), ("提升", "提高"),
    ("坚持", "始终坚持"), ("落实", "贯彻落实"), ("建立", "构建"), ("持续", "不断"), ("积极", "主动"), ("实现", "达到"), ("支持", "扶持"),
    ("strengthen", "reinforce"), ("improve", "enhance"), ("promote", "advance"), ("new", "additional"),
)  # fmt: skip
EXTRA = ("取得明显成效", "有力服务发展大局", "进一步夯实基础", "群众反映良好", "形成工作合力")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_CLAUSES = re.compile(r"[^，；,;]+[，；,;]?")


@dataclass
class Mutated:
    """A report and its changed form; `links` maps each new unit to the old ones it came from, `moved` holds the new units that moved."""

    old: Report
    new: Report
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    parts: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: {"split": set(), "merge": set()})


@dataclass
class Tally:
    """Right, said and true answers of one measure, and the wrong ones."""

    right: int = 0
    said: int = 0
    true: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, said: set[tuple[str, ...]], true: set[tuple[str, ...]], texts: dict[str, str]) -> None:
        self.right += len(said & true)
        self.said += len(said)
        self.true += len(true)
        for sign, wrong in (("-", true - said), ("+", said - true)):
            self.wrong += [f"{sign} " + " | ".join(texts.get(one, one)[:50] for one in key) for key in sorted(wrong)]

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.said + self.true) if self.said + self.true else 1.0


def reports() -> list[Report]:
    """The real reports, or the samples; each as if it were of the year before `YEAR`."""
    paths = sorted({path for pattern in REAL for path in CORPUS.glob(pattern)}) if CORPUS.is_dir() else []
    paths = paths or sorted(path for path in (ROOT / "reports").glob("*/*") if path.suffix in {".txt", ".docx", ".md"})
    return [dated(pipeline.inspect(path), YEAR - 1) for path in paths if "paste" not in path.name]


def dated(report: Report, year: int) -> Report:
    """The report as of another year, its units called accordingly."""
    units = tuple(replace(unit, id=f"{year}-{at:04d}") for at, unit in enumerate(report.units))
    return replace(report, year=year, units=units, figures=(), claims=())


def mutate(report: Report, others: Sequence[Unit], seed: int) -> Mutated:
    """The report told again a year later: `others` are the sentences that may come in."""
    chance = random.Random(seed)
    found = Mutated(report, report)
    made: list[_Made] = []
    at = 0
    while at < len(report.units):
        unit, kind = report.units[at], _kind(chance)
        after = report.units[at + 1] if at + 1 < len(report.units) else None
        if kind == "merge" and after is not None and after.section == unit.section and len(unit.text) > 15 and len(after.text) > 15:
            made.append((replace(unit, text=unit.text.rstrip("。.") + "，" + after.text), (unit.id, after.id), False))
            at += 1
        elif kind == "split" and (halves := _halves(unit.text)):
            made += [(replace(unit, text=text), (unit.id,), False) for text in halves]
        elif kind == "move" and len(unit.text) > 20:
            made.append((unit, (unit.id,), True))
        elif kind != "drop":
            made.append((replace(unit, text=_retold(unit.text, kind, chance)), (unit.id,), False))
        at += 1
    for _ in range(round(ADDED * len(report.units))):
        made.insert(chance.randrange(len(made) + 1), (chance.choice(others), (), False))
    made = _moved(made, report.sections, chance)
    units = []
    for number, (unit, sources, moved) in enumerate(made):
        section = unit.section if sources else units[-1].section if units else None
        home = None if section is None else report.sections[section]
        name = f"{YEAR}-{number:04d}"
        canonical, role = (home.canonical, home.role) if home else (None, None)
        units.append(replace(unit, id=name, section=section, canonical=canonical, role=role))
        if sources:
            found.links[name] = sources
        if moved:
            found.moved.add(name)
    _parts(found)
    found.new = replace(report, year=YEAR, units=tuple(sorted(units, key=lambda one: -1 if one.section is None else one.section)))
    return found


def _kind(chance: random.Random) -> str:
    roll = chance.random()
    for kind, share in SHARES.items():
        if roll < share:
            return kind
        roll -= share
    return "same"


def _halves(text: str) -> list[str]:
    clauses = _CLAUSES.findall(text)
    if len(clauses) < 4:
        return []
    first, second = "".join(clauses[: len(clauses) // 2]), "".join(clauses[len(clauses) // 2 :])
    return [first.rstrip("，；,;") + "。", second] if min(len(first), len(second)) >= 12 else []


def _retold(text: str, kind: str, chance: random.Random) -> str:
    if kind == "figures":
        return _DIGITS.sub(lambda found: str(int(float(found[0]) * chance.uniform(0.7, 1.5)) + 1), text)
    if kind not in {"light", "heavy"}:
        return text
    for old, new in SYNONYMS:
        if old in text and chance.random() < (0.6 if kind == "light" else 0.9):
            text = text.replace(old, new)
    clauses = _CLAUSES.findall(text)
    if len(clauses) > 2 and kind == "heavy":
        clauses.pop(chance.randrange(1, len(clauses) - 1))
        clauses.insert(1, chance.choice(EXTRA) + "，")
    elif len(clauses) > 3:
        clauses.pop(chance.randrange(1, len(clauses) - 1))
    return "".join(clauses)


def _moved(made: list[_Made], sections: Sequence[Section], chance: random.Random) -> list[_Made]:
    """The units, those that move put behind one that stays: in a section of another node but of their role, or some way up or down."""
    stay = [one for one in made if not one[2]]
    for unit, sources, _ in (one for one in made if one[2]):
        home_section = None if unit.section is None else sections[unit.section]
        away, within = [], []
        home = [at for at, one in enumerate(stay) if one[0].section == unit.section]
        before = max((at for at in home if stay[at][1] and stay[at][1] < sources), default=None)
        for at, (other, other_sources, _) in enumerate(stay):
            if (
                not other_sources
                or other.section is None
                or sections[other.section].role != (home_section.role if home_section else "measure")
            ):
                continue
            if sections[other.section].canonical != (home_section.canonical if home_section else None):
                away.append(at)
            elif other.section == unit.section and before is not None and abs(at - before) >= _FAR:
                within.append(at)
        places = away if away and (not within or chance.random() < 0.5) else within
        if not places:
            stay.insert((before if before is not None else -1) + 1, (unit, sources, False))
            continue
        at = chance.choice(places)
        stay.insert(at + 1, (replace(unit, section=stay[at][0].section), sources, True))
    return stay


def _parts(found: Mutated) -> None:
    old_of: dict[str, list[str]] = {}
    for new, sources in found.links.items():
        for old in sources:
            old_of.setdefault(old, []).append(new)
        if len(sources) > 1:
            found.parts["merge"] |= {(old, new) for old in sources}
    found.parts["split"] = {(old, new) for old, news in old_of.items() if len(news) > 1 for new in news}


def measured(series: Iterable[Report], seed: int = 1) -> dict[str, Tally]:
    """The tallies over reports, each compared with its mutation."""
    everything = list(series)
    tallies = {name: Tally() for name in ("alignment", "moved", "split-merge", "numbers-whole", "edits-rebuild")}
    for at, report in enumerate(everything):
        others = [unit for other in everything if other.organisation != report.organisation for unit in other.units if len(unit.text) > 20]
        mutated = mutate(report, others or [replace(unit, text=unit.text[::-1]) for unit in report.units], seed * 1000 + at)
        _score(mutated, pipeline.compare_reports([mutated.old, mutated.new]), tallies)
    return tallies


def _score(mutated: Mutated, said: Comparison, tallies: dict[str, Tally]) -> None:
    texts = {unit.id: unit.text for report in said.reports for unit in report.units}
    links = {(old, new) for new, sources in mutated.links.items() for old in sources}
    linked = [change for change in said.changes if change.from_units and change.to_units]
    told = {(old, new) for change in linked for old in change.from_units for new in change.to_units}
    tallies["alignment"].add(told, links, texts)
    moved = {(new,) for change in linked if change.moved for new in change.to_units}
    tallies["moved"].add(moved, {(new,) for new in mutated.moved}, texts)
    parts = {(old, new) for change in linked if change.kind in {"split", "merged"} for old in change.from_units for new in change.to_units}
    tallies["split-merge"].add(parts, mutated.parts["split"] | mutated.parts["merge"], texts)
    for change in linked:
        _edits(change, texts, tallies)


def _edits(change: Change, texts: dict[str, str], tallies: dict[str, Tally]) -> None:
    told = {"before": change.from_units, "after": change.to_units}
    sides = {side: sentences.joined([texts[one] for one in ids]) for side, ids in told.items()}
    for side, text in sides.items():
        pieces = [getattr(edit, side) for edit in change.edits]
        tallies["edits-rebuild"].add({("".join(pieces),)}, {(text,)}, texts)
        ends = {sum(map(len, pieces[:at])) for at in range(len(pieces) + 1)}
        cut = [found for found in re.finditer(r"\d[\d,.]*\d|\d", text) if any(found.start() < end < found.end() for end in ends)]
        tallies["numbers-whole"].right += not cut
        tallies["numbers-whole"].said += 1
        tallies["numbers-whole"].true += 1
        tallies["numbers-whole"].wrong += [text[max(0, found.start() - 10) : found.end() + 10] for found in cut]


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", type=int, default=0)
    given = parser.parse_args()
    found = reports()
    print(f"{len(found)} reports, {sum(len(report.units) for report in found)} units")
    for name, tally in measured(found, given.seed).items():
        print(f"{name:14} P {tally.precision:.4f}  R {tally.recall:.4f}  F1 {tally.f1:.4f}  ({tally.right}/{tally.said}/{tally.true})")
        for wrong in tally.wrong[: given.misses]:
            print("   ", wrong)


if __name__ == "__main__":
    main()
