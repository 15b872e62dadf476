"""Kinds of faults on unseen reports, each in two wordings: `python tests/test_kinds.py` prints how many promises of each kind hold."""

from __future__ import annotations

import json
import math
import re
import shutil
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tongbi import batch, pipeline
from tongbi.config import Options, Output
from tongbi.model import Change, FollowThrough, Indicator, Report, Section, Unit
from tongbi.outputs import record

HERE = Path(__file__).parent / "kinds"
KINDS: dict[str, dict[str, Any]] = tomllib.loads((HERE / "kinds.toml").read_text(encoding="utf-8"))
PROMISES = [(number, promise) for number, kind in KINDS.items() for promise in kind["holds"]]
# The kinds whose cause is in reading sentences and in figures; the others are of structure, links and follow-through.
FIGURES = ("07", *map(str, range(13, 21)), *map(str, range(22, 26)), "27", "28", "31", "37")


# Ten further wordings of some kinds: a file a kind, its promises, and a table a wording with the two reports by year.
FRESH: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "fresh").iterdir())
}


class Pair:
    """Two compared reports, with a check for each sort of promise: `holds` is what must hold, as a line of `kinds.toml`."""

    def __init__(self, older: Path, newer: Path) -> None:
        self.said = pipeline.compare([older, newer])
        self.years = self.said.years

    def report(self, newer: bool = True) -> Report:
        return self.said.report(self.years[newer])

    def unit(self, words: str, newer: bool = True) -> Unit:
        """The one sentence of a report that contains the words; ValueError when there are none or several."""
        (found,) = (unit for unit in self.report(newer).units if words in unit.text)
        return found

    def units(self, words: str) -> list[Unit]:
        """All sentences of both reports that contain the words, the older report's first; ValueError when there are none."""
        found = [unit for report in self.said.reports for unit in report.units if words in unit.text]
        if not found:
            raise ValueError(words)
        return found

    # ── sentences ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def role(self, holds: dict[str, Any]) -> bool:
        """The role of sentences of the older report, as the record tells it."""
        roles = {unit["id"]: unit.get("role") for unit in json.loads(record.dump(self.said))["reports"][0]["units"]}
        return all(roles[self.unit(words, newer=False).id] == holds["role"] for words in holds["of"])

    def sentence(self, holds: dict[str, Any]) -> bool:
        return any(unit.text == holds["sentence"] for unit in self.report().units)

    def linked(self, holds: dict[str, Any]) -> bool:
        before, after = holds["linked"]
        return self._one_row(self.unit(before, newer=False), self.unit(after))

    def apart(self, holds: dict[str, Any]) -> bool:
        before, after = holds["apart"]
        return not self._one_row(self.unit(before, newer=False), self.unit(after))

    def _one_row(self, before: Unit, after: Unit) -> bool:
        older, newer = self.years
        return any(before.id in thread.by_year[older] and after.id in thread.by_year[newer] for thread in self.said.threads)

    def _change(self, words: str) -> Change:
        (found,) = (change for change in self.said.changes if self.unit(words).id in change.to_units)
        return found

    def change(self, holds: dict[str, Any]) -> bool:
        return self._change(holds["of"]).kind == holds["change"]

    def unmoved(self, holds: dict[str, Any]) -> bool:
        return not any(self._change(words).moved for words in holds["unmoved"])

    # ── follow-through ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _followed(self, words: str) -> list[FollowThrough]:
        return [one for one in self.said.follow_through if one.from_unit == self.unit(words, newer=False).id]

    def follow(self, holds: dict[str, Any]) -> bool:
        """What the newer report says of a plan or a problem, and by which sentence; `not` is a sentence that does not count for it."""
        excluded = self.unit(holds["not"]).id if "not" in holds else None
        told = [one for one in self._followed(holds["from"]) if one.kind == holds["follow"]]
        return any(self.unit(holds["to"]).id in one.to_units and excluded not in one.to_units for one in told)

    def again(self, holds: dict[str, Any]) -> bool:
        """A plan of the older report is planned again in the sentence `in_plans`."""
        return any(self.unit(holds["in_plans"]).id in (*one.to_units, *one.also) for one in self._followed(holds["again"]))

    def unfollowed(self, holds: dict[str, Any]) -> bool:
        ids = {unit.id for unit in self.units(holds["unfollowed"])}
        return not any(ids & {one.from_unit, *one.to_units, *one.also} for one in self.said.follow_through)

    # ── headings, nodes and who reports ───────────────────────────────────────────────────────────────────────────────────────

    def _sections(self, heading: str) -> list[Section]:
        return [section for report in self.said.reports for section in report.sections if section.heading == heading]

    def node(self, holds: dict[str, Any]) -> bool:
        found = self._sections(holds["of"])
        return bool(found) and all((section.canonical or "").endswith(f"/{holds['node']}") for section in found)

    def nodes(self, holds: dict[str, Any]) -> bool:
        """The nodes of the sections on level 1, in every report; all sections below them are filed below the same node."""
        return all(self._tops(report) == holds["nodes"] and self._below_their_tops(report) for report in self.said.reports)

    def _tops(self, report: Report) -> list[str | None]:
        return [section.canonical for section in report.sections if section.parent is None]

    def _below_their_tops(self, report: Report) -> bool:
        for section in report.sections:
            top = section
            while top.parent is not None:
                top = report.sections[top.parent]
            if (section.canonical or "").split("/")[0] != top.canonical:
                return False
        return True

    def _headings(self, holds: dict[str, Any]) -> list[str]:
        return [section.heading for section in self.said.report(holds["year"]).sections if section.level == holds["level"]]

    def headings(self, holds: dict[str, Any]) -> bool:
        return self._headings(holds) == holds["headings"]

    def among_headings(self, holds: dict[str, Any]) -> bool:
        return set(holds["among_headings"]) <= set(self._headings(holds))

    def missing(self, holds: dict[str, Any]) -> bool:
        return sum(state == "missing" for one in self.said.coverage for state in one.by_year.values()) == holds["missing"]

    def organisation(self, holds: dict[str, Any]) -> bool:
        return all(one.organisation in holds["organisation"] for one in self.said.reports)

    def one_body(self, holds: dict[str, Any]) -> bool:
        """The series has one of the reports' names, and nothing is said of names that differ."""
        named = self.said.organisation in {one.organisation for one in self.said.reports}
        return (named and "names-differ" not in {finding.code for finding in self.said.findings}) == holds["one_body"]

    def titled_by_year(self, holds: dict[str, Any]) -> bool:
        return all(one.title.startswith(f"{one.year}年") for one in self.said.reports) == holds["titled_by_year"]

    # ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _rows(self, unit: Unit, value: float | None = None) -> list[Indicator]:
        """The rows with a value that stands in the sentence, or with that value."""
        year = int(unit.id[:4])
        found = [one for one in self.said.indicators if one.where.get(year) == unit.id]
        return [one for one in found if value is None or math.isclose(one.values[year], value)]

    def row(self, holds: dict[str, Any]) -> bool:
        """One row has both values, the newer one from the sentence `of`; `named` is part of its name."""
        older, newer = holds["row"]
        found = [one for one in self._rows(self.unit(holds["of"]), newer) if math.isclose(one.values.get(self.years[0], math.nan), older)]
        return any(holds.get("named", "") in one.name for one in found)

    def rows_apart(self, holds: dict[str, Any]) -> bool:
        older, newer = holds["rows_apart"]
        return not any([one.values.get(year) for year in self.years] == [older, newer] for one in self.said.indicators)

    def unjoined(self, holds: dict[str, Any]) -> bool:
        """No row goes from that value of the first sentence to any of the second."""
        before, after = holds["of"]
        newer = self._rows(self.unit(after))
        return not any(one in newer for one in self._rows(self.unit(before, newer=False), holds["unjoined"]))

    def no_value(self, holds: dict[str, Any]) -> bool:
        return not any(self._rows(unit, holds["no_value"]) for unit in self.units(holds["of"]))

    def no_value_before(self, holds: dict[str, Any]) -> bool:
        """No row of that name has a value of the older year."""
        return not any(self.years[0] in one.values for one in self.said.indicators if holds["no_value_before"] in one.name)

    def _names(self, words: str, value: float) -> set[str]:
        return {one.name for one in self._rows(self.unit(words), value)}

    def name(self, holds: dict[str, Any]) -> bool:
        names = self._names(holds["of"], holds["value"])
        return bool(names) and all(holds["name"] in name for name in names)

    def not_under(self, holds: dict[str, Any]) -> bool:
        names = self._names(holds["of"], holds["value"])
        return bool(names) and not any(holds["not_under"] in name for name in names)

    def named_apart(self, holds: dict[str, Any]) -> bool:
        whole, part = (self._names(holds["of"], value) for value in holds["named_apart"])
        return bool(whole and part) and not whole & part

    def figure(self, holds: dict[str, Any]) -> bool:
        """The sentence gives a row with that value, rounded to one place."""
        unit = self.units(holds["of"])[-1]
        year = int(unit.id[:4])
        return any(math.isclose(round(one.values[year], 1), holds["figure"]) and one.unit == holds["unit"] for one in self._rows(unit))

    def before(self, holds: dict[str, Any]) -> bool:
        """The value is known as that of the year before, told again."""
        unit = self.unit(holds["of"])
        found = [one for one in self.report().figures if one.unit_id == unit.id and math.isclose(one.value, holds["before"])]
        return bool(found) and all(one.qualifier == "previous" for one in found)

    def stated(self, holds: dict[str, Any]) -> bool:
        """The sentence states a change with what else the line gives: the fields of a `StatedChange`."""
        unit = self.units(holds["stated"])[-1]
        wanted = {key: value for key, value in holds.items() if key not in {"in", "stated", "fails"}}
        told = [one for one in self.said.stated_changes if one.unit_id == unit.id]
        return any(all(getattr(one, key) == value for key, value in wanted.items()) for one in told)

    def conflict(self, holds: dict[str, Any]) -> bool:
        """The sentence is in a conflict between the two numbers, rates rounded to one place."""
        found = [one for one in self.said.conflicts if one.kind == holds["conflict"] and self.unit(holds["of"]).id in one.units]
        return any(sorted(round(number, 1) for number in (one.expected, one.found)) == sorted(holds["numbers"]) for one in found)

    def no_conflict(self, holds: dict[str, Any]) -> bool:
        return not any(holds["no_conflict"] in (one.expected, one.found) for one in self.said.conflicts)


def under_bar(text: str, bar: Sequence[str]) -> str:
    """A page whose lines above the title are those of a tool bar."""
    title = re.search(r"^\d{4}年.*", text, re.MULTILINE | re.DOTALL)
    assert title is not None
    return "\n".join((*bar, title[0]))


@cache
def compared(number: str, version: str, bar: tuple[str, ...] = ()) -> Pair:
    """A pair of reports, the newer one below a tool bar."""
    older, newer = sorted((HERE / number / version).iterdir())
    if not bar:
        return Pair(older, newer)
    with TemporaryDirectory() as folder:
        changed = Path(folder) / newer.name
        changed.write_text(under_bar(newer.read_text(encoding="utf-8"), bar), encoding="utf-8")
        return Pair(older, changed)


@cache
def of_wording(number: str, version: str) -> Pair:
    """The pair of reports of a further wording."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{year}.txt" for year in FRESH[number][version]]
        for path in paths:
            path.write_text(FRESH[number][version][path.stem], encoding="utf-8")
        return Pair(*sorted(paths))


def fresh(number: str) -> list[tuple[str, bool]]:
    """The promises of a kind's further wordings, by wording, and whether they hold."""
    return [(promise["in"], _kept(of_wording(number, promise["in"]), promise)) for promise in FRESH[number]["holds"]]


def batched(number: str, wanted: Sequence[str], bar: Sequence[str]) -> bool:
    """The kind's folder makes one series for each body, two reports each, and nothing stays alone."""
    with TemporaryDirectory() as out:
        folder = shutil.copytree(HERE / number, Path(out) / "in")
        for newer in folder.glob("*/2026.txt") if bar else ():
            newer.write_text(under_bar(newer.read_text(encoding="utf-8"), bar), encoding="utf-8")
        told = batch.run(folder, Options(), Output(formats=("json",), folder=Path(out) / "out", jobs=1)).outcomes
        found = sorted((one.organisation.removesuffix("人民政府"), one.state, len(one.years)) for one in told)
    return found == [(name, "done", 2) for name in sorted(wanted)]


def held(number: str, promise: dict[str, Any]) -> bool:
    """Whether a promise holds."""
    bar = tuple(promise.get("bar", ()))
    if "series" in promise:
        return batched(number, promise["series"], bar)
    return _kept(compared(number, promise["in"], bar), promise)


def _kept(pair: Pair, promise: dict[str, Any]) -> bool:
    check = next(key for key in promise if key not in {"in", "bar"})
    return bool(getattr(pair, check)(promise))


def cases() -> list[Any]:
    """Every promise as a case, those that do not hold yet marked with their kind in words."""
    found = []
    for number, kind in KINDS.items():
        unmet = pytest.mark.xfail(strict=True, raises=AssertionError, reason=kind["kind"])
        for at, promise in enumerate(kind["holds"], 1):
            marks = [unmet] if promise.get("fails") else []
            found.append(pytest.param(number, promise, marks=marks, id=f"{number}-{promise['in']}-{at}"))
    return found


@pytest.mark.parametrize(("number", "promise"), cases())
def test_kind(number: str, promise: dict[str, Any]) -> None:
    assert held(number, promise), f"{KINDS[number]['kind']}: {promise}"


@pytest.mark.parametrize("number", FRESH)
def test_further_wordings_hold(number: str) -> None:
    """As many promises as ever held; the number only rises."""
    found = fresh(number)
    assert sum(holds for _, holds in found) >= FRESH[number]["held"], [one for one, holds in found if not holds]


def main() -> None:
    """Prints for each kind how many of its promises and of its wordings hold, and the share over the kinds of reading and figures."""
    told: dict[str, list[tuple[str, bool]]] = {}
    for number, promise in PROMISES:
        told.setdefault(number, []).append((promise["in"], held(number, promise)))
    print("kind  promises  wordings")
    for number, found in told.items():
        print(f"{number} {'*' if number in FIGURES else ' '}  {_of(found):>8}  {_of(_wordings(found)):>8}  {KINDS[number]['kind']}")
    for number in FRESH:
        found = fresh(number)
        print(f"{number}    {_of(found):>8}  {_of(_wordings(found)):>8}  further wordings")
    for title, numbers in (("all kinds", tuple(told)), ("* reading and figures", FIGURES)):
        every = [one for number in numbers for one in told[number]]
        whole = [one for number in numbers for one in _wordings(told[number])]
        print(f"{title}: promises {_of(every)} ({_share(every):.0%}), wordings {_of(whole)} ({_share(whole):.0%})")


def _wordings(found: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """A kind's wordings, each with whether all its promises hold."""
    return [(version, all(holds for other, holds in found if other == version)) for version in sorted({one for one, _ in found})]


def _of(found: Sequence[tuple[str, bool]]) -> str:
    return f"{sum(holds for _, holds in found)}/{len(found)}"


def _share(found: Sequence[tuple[str, bool]]) -> float:
    return sum(holds for _, holds in found) / len(found)


if __name__ == "__main__":
    main()
