"""Which reports belong together: by organisation and kind as the reports say, by folder where they say too little."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from tongbi.batch.catalogue import Entry
from tongbi.batch.organisations import Body, bodies
from tongbi.language.folding import has_han
from tongbi.language.organisation_names import is_same, may_be_same, shared
from tongbi.model import Finding

# Among more bodies of one place than these, names that are alike are nothing special.
_MOST_BESIDE = 50


@dataclass(frozen=True, slots=True)
class Series:
    """The reports of one body and kind, oldest first, and what is doubtful about their grouping."""

    organisation: str
    kind: str
    reports: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()


_Key = tuple[str, str]
_Groups = Mapping[_Key, Sequence[tuple[Entry, Body]]]


def group(reports: Sequence[Entry]) -> tuple[Series, ...]:
    """The series among the reports, which stand in natural order of their paths, by body and kind; two bodies never have the same name."""
    groups: dict[_Key, list[tuple[Entry, Body]]] = defaultdict(list)
    for report, body in zip(reports, bodies(reports), strict=True):
        groups[body.key, report.kind].append((report, body))
    for kept, joined in [*_nameless(groups), *_alike(groups)]:
        groups[kept] += groups.pop(joined)
    found = [(key, _series(groups[key, kind])) for key, kind in sorted(groups)]
    named = Counter((one.organisation, one.kind) for _, one in found)
    return tuple(replace(one, organisation=key) if named[one.organisation, one.kind] > 1 else one for key, one in found)


def _nameless(groups: _Groups) -> Iterator[tuple[_Key, _Key]]:
    """Two reports that are alone in a folder, of one kind and of two years, where one has no name: the other's key first."""
    alone: dict[tuple[Path, str], list[_Key]] = defaultdict(list)
    for key, of_group in groups.items():
        if len(of_group) == 1:
            alone[Path(of_group[0][0].path).parent, key[1]].append(key)
    for keys in alone.values():
        without = [key for key in keys if not groups[key][0][0].organisation]
        if len(keys) == 2 and len(without) == 1 and _are_of_other_years(groups, *keys):
            yield next(key for key in keys if key not in without), without[0]


def _alike(groups: _Groups) -> Iterator[tuple[_Key, _Key]]:
    """Two groups of one folder, one kind and other years whose names may be one body's, and no third one's: the longer name's first."""
    beside: dict[tuple[Path, str, str], list[_Key]] = defaultdict(list)
    for key, of_group in groups.items():
        folders = {Path(report.path).parent for report, _ in of_group}
        if len(folders) == 1 and of_group[0][0].organisation:
            # Short for another begins like it in Chinese (住建局), and ends like it in English (SIG Auth).
            beside[folders.pop(), key[1], key[0][0] if has_han(key[0]) else key[0][-1]].append(key)
    for keys in beside.values():
        if len(keys) <= _MOST_BESIDE:
            called = {key: key[0] if has_han(key[0]) else groups[key][0][0].organisation for key in keys}
            of_other_years = (pair for pair in combinations(keys, 2) if _are_of_other_years(groups, *pair))
            pairs = [pair for pair in of_other_years if may_be_same(*(called[key] for key in pair))]
            in_pairs = Counter(key for pair in pairs for key in pair)
            yield from (_longer_first(pair) for pair in pairs if all(in_pairs[key] == 1 for key in pair))


def _longer_first(pair: tuple[_Key, _Key]) -> tuple[_Key, _Key]:
    one, other = sorted(pair, key=lambda key: (-len(key[0]), key))
    return one, other


def _are_of_other_years(groups: _Groups, one: _Key, other: _Key) -> bool:
    return {report.year for report, _ in groups[one]}.isdisjoint(report.year for report, _ in groups[other])


def _series(reports: Sequence[tuple[Entry, Body]]) -> Series:
    """One report a year: of two the later file (by natural order of the path) wins, and that is a finding."""
    doubtful = sorted({body.doubt for _, body in reports if body.doubt})
    found = [Finding("name-ambiguous", "", {"name": name}) for name in doubtful]
    by_year: dict[int, Entry] = {}
    for report, _ in reports:
        if report.year in by_year:
            paths = {"kept": Path(report.path).name, "left": Path(by_year[report.year].path).name}
            found.append(Finding("year-twice", "", {"year": str(report.year), **paths}))
        by_year[report.year] = report
    ordered = [by_year[year] for year in sorted(by_year)]
    name = shared(report.organisation for report in ordered) or reports[0][1].printed
    own = any(report.organisation for report in ordered)
    found += [Finding("name-inferred", "", {"file": Path(one.path).name, "name": name}) for one in ordered if own and not one.organisation]
    others = {report.organisation for report in ordered if report.organisation and not is_same(report.organisation, name)}
    found += [Finding("name-joined", "", {"name": name, "other": other}) for other in sorted(others)]
    named = tuple(report if report.organisation else replace(report, organisation=name) for report in ordered)
    return Series(name, named[-1].kind, named, tuple(found))
