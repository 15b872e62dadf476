"""Schema proposal: the reports of a folder → a first schema for them, to be read and corrected by someone who knows them.

Headings that are alike (RapidFuzz over the forms in which headings are compared) are one node, whatever the year and the body; those on
level 2 stand below the node of their section. A node that nearly every report has is required. The core figures, which most reports
tell, are found by the caller.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from tongbi.errors import UsageError
from tongbi.language import dates, lexicon
from tongbi.language.folding import fold
from tongbi.model import Language, Report
from tongbi.report import schema
from tongbi.report.core_parts import CoreFigure
from tongbi.report.node_matching.heading_keys import key

# Headings are short: the shortest must be nearly the same, or 依法执政 and 依法行政 were one.
_ALIKE, _ALIKE_SHORT, _SHORT = 0.7, 0.8, 5
# A node is in this share of the reports, on level 2 of the reports that have its section; one that nearly all have is required.
_FEW, _MOST, _NEARLY_ALL = 0.2, 0.7, 0.9
_FEWEST = 2
_MOST_ALIASES, _MOST_SIGNS, _LONGEST_ID = 20, 6, 40
_YEAR = re.compile(rf"{dates.NAMED}|{dates.YEAR}")
_DATE = "2000-01-01"
# What is left around a title without its year and its body's name.
_AROUND = " -–—:：,，" + "".join(lexicon.words("zh/naming", "documents.about") + lexicon.words("zh/headings", "said.inner")[:1])


@dataclass(frozen=True, slots=True)
class _Told:
    """A heading in a report: the report's and the section's index, where it stands (0–1), its words without years."""

    report: int
    section: int
    place: float
    heading: str


@dataclass(eq=False, slots=True)
class _Cluster:
    """Headings taken for one node."""

    told: list[_Told] = field(default_factory=list)

    @property
    def reports(self) -> set[int]:
        return {one.report for one in self.told}

    @property
    def place(self) -> float:
        return sum(one.place for one in self.told) / len(self.told)

    @property
    def names(self) -> list[str]:
        """What it is called, the most common name first."""
        return [name for name, _ in Counter(one.heading for one in self.told).most_common()]


def suggest(reports: Sequence[Report], name: str, figures: Sequence[tuple[CoreFigure, int]] = ()) -> str:
    """A schema file as text for reports of one kind, with core figures, each with the number of reports that tell it; `schema.check` finds
    nothing wrong with it.

    UsageError for fewer than two reports, and where no heading comes back.
    """
    if len(reports) < _FEWEST:
        raise UsageError("fewer than two reports that can be read; give a folder with several reports of one kind")
    found = list(_nodes(reports))
    if not found:
        raise UsageError("no heading comes back from one report to the next; the reports may be of different kinds")
    language: Language = max(("zh", "en"), key=[report.language for report in reports].count)
    tops = [node for path, node, _ in found if "/" not in path]
    nodes = (line for node in found for line in _node(*node, language))
    return "\n".join([*_head(reports, name, language, tops), *nodes, *_figures(figures), ""])


# ── nodes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _nodes(reports: Sequence[Report]) -> Iterator[tuple[str, _Cluster, bool]]:
    """Each node's path, its cluster and whether it is required, in the order of the reports, the upper node first."""
    taken: set[str] = set()
    for cluster in _kept(_clusters(_told(reports, 1, None)), len(reports)):
        path = _path(cluster, "", taken)
        yield path, cluster, _nearly_all(cluster, reports)
        for part in _kept(_clusters(_told(reports, 2, cluster)), len(cluster.reports)):
            yield _path(part, f"{path}/", taken), part, _nearly_all(part, reports)


def _nearly_all(cluster: _Cluster, reports: Sequence[Report]) -> bool:
    return len(cluster.reports) >= _NEARLY_ALL * len(reports)


def _told(reports: Sequence[Report], level: int, above: _Cluster | None) -> Iterator[_Told]:
    """The headings on a level, on level 2 those below the sections of a cluster."""
    parents = {(one.report, one.section) for one in above.told} if above else set()
    for number, report in enumerate(reports):
        for index, section in enumerate(report.sections):
            heading = _YEAR.sub("", section.heading).strip()
            if section.level == level and heading and (above is None or (number, section.parent) in parents):
                yield _Told(number, index, index / len(report.sections), heading)


def _clusters(told: Iterator[_Told]) -> list[_Cluster]:
    """Headings by likeness, the most common first: each joins the nearest cluster that is no other section of its reports."""
    by_key: dict[str, list[_Told]] = defaultdict(list)
    for one in told:
        by_key[key(one.heading, ())].append(one)
    found: list[_Cluster] = []
    cluster_of: dict[str, _Cluster] = {}
    for text, group in sorted(by_key.items(), key=lambda item: (-len({one.report for one in item[1]}), item[0])):
        reports = {one.report for one in group}
        bar = _ALIKE if len(text) > _SHORT else _ALIKE_SHORT
        near = sorted(((_likeness(text, other), other) for other in cluster_of), reverse=True)
        cluster = next((cluster_of[other] for alike, other in near if alike >= bar and not cluster_of[other].reports & reports), None)
        if cluster is None:
            cluster = _Cluster()
            found.append(cluster)
        cluster.told += group
        cluster_of[text] = cluster
    return found


def _likeness(one: str, other: str) -> float:
    """0–1. Chinese puts the head last: 过去五年工作回顾 is 工作回顾 with more said."""
    shorter, longer = sorted((one, other), key=len)
    ends = _ALIKE_SHORT if len(shorter) >= _SHORT - 1 and longer.endswith(shorter) else 0.0
    return max(ends, Indel.normalized_similarity(one, other))


def _kept(clusters: Sequence[_Cluster], among: int) -> list[_Cluster]:
    """Those that come back, in the order of the reports."""
    fewest = max(_FEWEST, _FEW * among)
    return sorted((one for one in clusters if len(one.reports) >= fewest), key=lambda one: one.place)


def _path(cluster: _Cluster, above: str, taken: set[str]) -> str:
    """A path from a Latin name; by number where the name has no Latin letters."""
    slug = re.sub(r"[^a-z0-9]+", "-", cluster.names[0].lower())[:_LONGEST_ID].strip("-")
    stem = f"{above}{slug if any(map(str.isalpha, slug)) else 'section'}"
    path, number = (stem, 1) if not stem.endswith("section") else (f"{stem}-1", 1)
    while path in taken:
        number += 1
        path = f"{stem}-{number}"
    taken.add(path)
    return path


# ── the file ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _head(reports: Sequence[Report], name: str, language: Language, tops: Sequence[_Cluster]) -> list[str]:
    years = sorted({report.year for report in reports if report.year is not None})
    bodies = len({report.organisation for report in reports})
    title = _title(reports) or name
    signs = [_pattern(node.names[0], language) for node in tops if _nearly_all(node, reports)][:_MOST_SIGNS]
    roles = {
        role: [word for word in words if any(word in fold(alias).lower() for node in tops for alias in node.names)]
        for role, words in schema.load(schema.GENERIC).roles.items()
    }
    span = f", {years[0]}–{years[-1]}" if years else ""
    return [
        f"# Proposed from {len(reports)} reports of {bodies} {'body' if bodies == 1 else 'bodies'}{span}.",
        "# To be read: rename ids, translate titles, mend aliases, check what is required and how the kind is told.",
        f"name = {_quoted(name)}",
        f"zh = {_quoted(title)}",
        f"en = {_quoted(title)}",
        f'version = "{years[-1] if years else _DATE[:4]}-01-01"',
        'source = "proposed from reports"',
        "",
        "[detect]",
        f"title = {_list([_pattern(title, language)] if title != name else [])}",
        f"headings = {_list(signs)}",
        'year = "reported"   # or "named": called by the year it is given in',
        *(["", "[roles]", *(f"{role} = {_list(words)}" for role, words in roles.items() if words)] if any(roles.values()) else []),
    ]


def _node(path: str, cluster: _Cluster, required: bool, language: Language) -> list[str]:
    title, *others = cluster.names
    other: Language = "en" if language == "zh" else "zh"
    return [
        "",
        f"[[node]]   # in {len(cluster.reports)} reports",
        f"id = {_quoted(path)}",
        *sorted((f"{language} = {_quoted(title)}", f"{other} = {_quoted(title)}"), reverse=True),
        *(["required = true"] if required else []),
        *([f"aliases = {_list(others[:_MOST_ALIASES])}"] if others else []),
    ]


def _figures(figures: Sequence[tuple[CoreFigure, int]]) -> Iterator[str]:
    """The core figures' part of the file; nothing where there are none."""
    if figures:
        yield from ("", "# Core figures: what most reports tell, weightiest first. Put first what your readers ask for.")
    for one, many in figures:
        yield from ("", f"[[figure]]   # in {many} reports", f"zh = {_quoted(one.zh)}", f"en = {_quoted(one.en)}")
        yield f"names = {_list(one.names)}"


def _title(reports: Sequence[Report]) -> str:
    """What most titles end in, the year and the body's name taken out (政府工作报告); "" where they have no end in common."""
    bare = [_YEAR.sub("", report.title.replace(report.organisation, "")).strip(_AROUND) for report in reports]
    whole = Counter(title for title in bare if title).most_common(1)
    if not whole:
        return ""
    cuts = [found.start() for found in re.finditer(r"(?<![A-Za-z0-9])\w|[\u3400-\u9fff]", whole[0][0])]
    ends = (whole[0][0][at:] for at in cuts)
    return next((end for end in ends if sum(title.endswith(end) for title in bare) >= _MOST * len(bare)), "")


def _pattern(text: str, language: Language) -> str:
    """A regular expression for a heading as it is compared: without blanks in Chinese, in small letters in English."""
    return re.escape(fold(text) if language == "zh" else text.lower()).replace("\\ ", " ")


def _quoted(text: str) -> str:
    # A JSON string is a TOML string.
    return json.dumps(text, ensure_ascii=False)


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"
