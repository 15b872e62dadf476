"""Organisations of a folder: which one a report is of, where one has longer and shorter names and two may share a short one.

A body is known by its name without 人民政府, with the place above it where the name or the folders tell. A short name and a longer
one that ends with it (静海区, 天津市静海区) are one body where only one longer name is about; where there are two (城关镇 of two
counties), a short name goes with the longer one in its own folder, else it is kept apart and is doubtful.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tongbi.batch.catalogue import Entry
from tongbi.language import dates, lexicon
from tongbi.language.folding import fold, han_share
from tongbi.language.organisation_names import compared, is_place
from tongbi.report.outline import english_organisation

_NAMES = partial(lexicon.words, "zh/naming")
# How high a place stands, by how its name ends; what is no place (司法局) stands below all.
_RANKS: Mapping[str, int] = lexicon.table("zh/naming")["ranks"]
_ENDING = lexicon.any_of(tuple(_RANKS))
_FIRST_PLACE = re.compile(rf".[^{''.join(one for one in _RANKS if len(one) == 1)}]*?({_ENDING})")
_LOWEST = 5
_YEAR_FOLDER = re.compile(rf"\d*{dates.OF_YEAR}?.?|[\\/.]*")


@dataclass(frozen=True, slots=True)
class Body:
    """`key`: the longest name that is surely the same body. `doubt`: the short name that may be another's, else "".

    `printed`: what to call a body that no report names, else "".
    """

    key: str
    doubt: str = ""
    printed: str = ""


def bodies(reports: Sequence[Entry]) -> list[Body]:
    """The body of each report, in their order."""
    if not reports:
        return []
    folders = _below([_folder(Path(report.path)) for report in reports])
    placed = {key: _placed(compared(key[0]), key[1]) for key in {(one.organisation, at) for one, at in zip(reports, folders, strict=True)}}
    known = _Known(set(placed.values()) - {""})
    beside: dict[Path, set[str]] = defaultdict(set)
    for (_, folder), name in placed.items():
        beside[folder] |= {name} - {""}
    named = {(organisation, at): known.longest(name, beside[at]) for (organisation, at), name in placed.items() if name}
    bodies_in: dict[Path, set[Body]] = defaultdict(set)
    for (_, folder), body in named.items():
        bodies_in[folder].add(body)
    told = {(named[one.organisation, at].key, at, one.kind, one.year) for one, at in zip(reports, folders, strict=True) if one.organisation}
    stems: dict[Path, list[str]] = defaultdict(list)
    for one, at in zip(reports, folders, strict=True):
        stems[at] += [] if one.organisation else [_stem(one.path)]
    found = []
    for one, at in zip(reports, folders, strict=True):
        free = [body for body in bodies_in[at] if (body.key, at, one.kind, one.year) not in told]
        found.append(named.get((one.organisation, at)) or _nameless(one.path, bodies_in[at], free, stems[at]))
    return _kept_apart(reports, found, folders)


def _below(folders: Sequence[Path]) -> list[Path]:
    """Folders relative to the one that they are all in; those that are alike as one object."""
    alone = set(folders)
    base = os.path.commonpath(alone)
    below = {folder: folder.relative_to(base) for folder in alone}
    return [below[folder] for folder in folders]


def _folder(path: Path) -> Path:
    """The folder of a report; a zip that holds it is one as well."""
    return Path(*(re.sub(r"\.zip$", "", part, flags=re.IGNORECASE) for part in path.parent.parts))


def _placed(name: str, folder: Path) -> str:
    """A name with the places above it that its folders tell: 城关镇 in 甲川县 is 甲川县城关镇."""
    rank = _rank(name)
    for part in (fold(part) for part in reversed(folder.parts)):
        if not name or not _is_place(part):
            continue
        if part != name and part.endswith(name) and is_place(part[: -len(name)]):
            name, rank = part, _rank(part)
        elif _own_rank(part) < rank:
            name, rank = part + name, _rank(part)
    return name


def _is_place(folder: str) -> bool:
    """Whether a folder is a place's (甲川县), and no drawer (各县区)."""
    return han_share(folder) == 1.0 and len(folder) > 1 and is_place(folder) and not folder.startswith(_NAMES("forms.drawers"))


def _rank(name: str) -> int:
    """How high the topmost place in a name stands."""
    found = _FIRST_PLACE.match(name)
    return _RANKS[found[1]] if found else _LOWEST


def _own_rank(place: str) -> int:
    """How high a place itself stands."""
    return next(rank for ending, rank in _RANKS.items() if place.endswith(ending))


class _Known:
    """The names that are about, by how they end."""

    def __init__(self, names: Collection[str]) -> None:
        self._longer: dict[str, list[str]] = defaultdict(list)
        for other in sorted(names):
            for at in range(1, len(other)):
                if other[at:] in names:
                    self._longer[other[at:]].append(other)

    def longest(self, name: str, siblings: set[str]) -> Body:
        """The body of a name: the one longer name about, or of several the one in the same folder, else itself in doubt."""
        longer = {other for other in self._longer.get(name, ()) if is_place(other[: -len(name)])}
        # 津海市静川区 lies within 云岭省津海市静川区: a chain of ever longer names is one body.
        tops = [other for other in self._longer.get(name, ()) if other in longer and longer.isdisjoint(self._longer.get(other, ()))]
        if not tops:
            return Body(name)
        ends = siblings.intersection(self._longer[name])
        near = [other for other in tops if other in ends or not ends.isdisjoint(self._endings(other))]
        if len(tops) == 1 or len(near) == 1:
            return Body((near or tops)[0])
        return Body(name, doubt=name)

    def _endings(self, name: str) -> Iterator[str]:
        return (name[at:] for at in range(1, len(name)))


def _stem(path: str) -> str:
    """What a file is called beside its years, days and numbers: AcmeCorp_AnnualReport of AcmeCorp_AnnualReport_2023.pdf."""
    return " ".join("".join(char if char.isalpha() else " " for char in Path(path).stem).split())


def _nameless(path: str, siblings: Collection[Body], free: Collection[Body], stems: Sequence[str]) -> Body:
    """A report without a name goes with the one body beside it that has no report of its year; with none beside it, by its folder, or by
    its file's name where the files of its folder agree on several such names; else on its own.
    """
    if siblings:
        return next(iter(free)) if len(siblings) == len(free) == 1 else Body(path)
    stem = _stem(path)
    if len(set(stems)) > 1 and stem:
        return (
            Body(f"{Path(path).parent}/{stem}", printed=english_organisation.of_words(stem) or stem)
            if stems.count(stem) > 1
            else Body(path)
        )
    folder = next((part for part in reversed(_folder(Path(path).absolute()).parts) if not _YEAR_FOLDER.fullmatch(part)), "")
    return Body(compared(folder), printed=folder)


def _kept_apart(reports: Sequence[Entry], found: Sequence[Body], folders: Sequence[Path]) -> list[Body]:
    """A town's or an office's bare name that two folders have for one year is of two bodies: no body has two reports on a year."""
    places: dict[tuple[str, str, int], set[Path]] = defaultdict(set)
    for report, body, folder in zip(reports, found, folders, strict=True):
        if _is_bare(body.key):
            places[body.key, report.kind, report.year].add(folder)
    shared = {key for (key, _, _), several in places.items() if len(several) > 1}
    return [
        replace(body, key=f"{body.key} ({folder.as_posix()})", doubt=body.key) if body.key in shared else body
        for body, folder in zip(found, folders, strict=True)
    ]


def _is_bare(name: str) -> bool:
    """A name without any place above the town or the office: 城关镇, 司法局."""
    return name.endswith(_NAMES("forms.local")) and _rank(name) >= _LOWEST - 1
