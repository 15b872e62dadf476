"""Normalise: section headings → schema nodes, each with how it was found and how sure that is.

Exact alias first, then likeness with a margin to the runner-up, then words that speak for a node in heading and text; what matches
nothing inherits its parent's node. Problems, plans and the like keep everything below them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import Indel

from tongbi.model import Finding, Method, Section, Unit
from tongbi.schema import Schema, SchemaNode
from tongbi.text import fold_quotes, simplified

# Headings are short, so chance likeness is high: the bar is higher than for sentences, and the runner-up must stay behind.
_ALIKE = 0.72
_MARGIN = 0.05
# Half a cue's length in a clause, or several mentions in the text.
_CUE_ENOUGH = 2.0
_WEAK = 0.6
_MEASURES = "measures"
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?(?:以来|和今年以来)?")
_FILLER = re.compile(
    r"^(?:关于|推进|本|全|各)+(?=.{4})|(?:的?有关|工作|情况|方面|的)+$|着力|持续|不断|进一步|切实|深入|全面|扎实|积极|纵深|的(?=.)"
)
_CLAUSES = re.compile(r"[,，;；:：、。 ]+")


@dataclass(frozen=True, slots=True)
class Normalised:
    """Sections and units with their nodes, and what is doubtful about them."""

    sections: tuple[Section, ...]
    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A node for a heading, how it was found, and how sure that is (0–1)."""

    node: str
    method: Method
    confidence: float


def normalise(sections: Sequence[Section], units: Sequence[Unit], schema: Schema) -> Normalised:
    """Gives each section a node of the schema or None, and each unit its section's."""
    named: list[Section] = []
    texts = _texts(sections, units)
    for index, section in enumerate(sections):
        parent = named[section.parent].canonical if section.parent is not None else None
        match = _match(section, parent, texts[index], schema)
        also = _also(section, parent, match.node, schema)
        named.append(replace(section, canonical=match.node or None, confidence=round(match.confidence, 3), method=match.method, also=also))
    homed = tuple(unit if unit.section is None else replace(unit, canonical=named[unit.section].canonical) for unit in units)
    return Normalised(tuple(named), homed, (*_weak(named), *_missing(named, schema)))


def roles(sections: Sequence[Section], schema: Schema) -> tuple[str, ...]:
    """For each section "", "problem" or "plan", by the words of the level-1 heading it stands below.

    Where a heading names both (存在问题和下一步打算), its own sections decide for themselves.
    """
    found: list[str] = []
    for section in sections:
        own = _role(section.heading, schema)
        above = found[section.parent] if section.parent is not None else None
        found.append(own if section.parent is None or above == "both" else above or "")
    return tuple("" if role == "both" else role for role in found)


def _role(heading: str, schema: Schema) -> str:
    folded = simplified(heading).lower()
    spoken = [role for role, words in schema.roles.items() if any(word in folded for word in words)]
    return "both" if len(spoken) > 1 else spoken[0] if spoken else ""


# ── one heading ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _match(section: Section, parent: str | None, text: str, schema: Schema) -> Match:
    """The best node for a section below `parent` (a node's path or None)."""
    inherited = Match(parent or "", "inherited" if parent else "none", 0.5 if parent else 0.0)
    allowed = _allowed(schema, parent, section.level)
    if not allowed:
        return inherited
    found = _by_heading(section.heading, allowed) or _by_cues(section.heading, text, allowed, section.level)
    return found or inherited


def _allowed(schema: Schema, parent: str | None, level: int) -> tuple[SchemaNode, ...]:
    """Nodes a section may take: below a node with children its children, at the top and where there is no parent all of them."""
    if parent is None:
        return schema.nodes
    top = parent.split("/")[0]
    children = tuple(node for node in schema.nodes if node.parent == top)
    # A level-3 heading is a detail of its section, and so keeps its node.
    return children if level <= 2 or parent == top else ()


def _also(section: Section, parent: str | None, chosen: str, schema: Schema) -> tuple[str, ...]:
    """Further nodes that clauses of a heading name: a section that was merged from two lists both."""
    known = _aliases(_allowed(schema, parent, section.level))
    found = [known[key] for key in _keys(section.heading)[1:] if key in known and known[key] != chosen]
    return tuple(dict.fromkeys(node for node in found if not chosen.startswith(node)))


def _by_heading(heading: str, nodes: Sequence[SchemaNode]) -> Match | None:
    """By alias, whole or by clause (the first clause decides), then by likeness."""
    whole, *_ = keys = _keys(heading)
    for place, key in enumerate(keys):
        exact = _aliases(tuple(nodes)).get(key)
        if exact:
            return Match(exact, "alias", 1.0 if place == 0 else 0.95 - 0.05 * min(place, 4))
    ranked: dict[str, float] = {}
    for alias, node in _aliases(tuple(nodes)).items():
        for place, key in enumerate(keys):
            score = Indel.normalized_similarity(key, alias, score_cutoff=_ALIKE) - (0.03 * min(place, 3) if key != whole else 0.0)
            ranked[node] = max(ranked.get(node, 0.0), score)
    best = sorted(ranked.items(), key=lambda item: (-item[1], item[0]))[:2]
    if best and best[0][1] >= _ALIKE and (len(best) == 1 or best[0][1] - best[1][1] >= _MARGIN):
        return Match(best[0][0], "fuzzy", best[0][1])
    return None


def _by_cues(heading: str, text: str, nodes: Sequence[SchemaNode], level: int) -> Match | None:
    """By the words that speak for a node: in the heading (its first clause twice as loud), and more softly in the text."""
    clauses = [clause for clause in _CLAUSES.split(_folded(heading)) if clause] or [""]
    votes: dict[str, float] = {}
    for node in nodes:
        loud = sum(len(cue) * (2.0 if place == 0 else 1.0) for place, clause in enumerate(clauses) for cue in node.cues if cue in clause)
        soft = sum(cue in text for cue in node.cues) / 2
        votes[node.id] = loud + min(soft, 3.0) * (1.0 if level > 1 else 0.3)
    best = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not best or best[0][1] < _CUE_ENOUGH:
        return None
    margin = best[0][1] - (best[1][1] if len(best) > 1 else 0.0)
    return Match(best[0][0], "cues", min(0.9, 0.5 + 0.4 * margin / best[0][1]))


@lru_cache(maxsize=64)
def _aliases(nodes: tuple[SchemaNode, ...]) -> Mapping[str, str]:
    """Folded alias → node, titles included; a node's own child never takes its parent's alias."""
    found: dict[str, str] = {}
    for node in nodes:
        for alias in (node.zh, node.en, *node.aliases):
            found.setdefault(_key(alias), node.id)
    return found


def _keys(heading: str) -> list[str]:
    """A heading as it is compared: whole, then clause by clause."""
    whole = _key(heading)
    clauses = [_key(clause) for clause in _CLAUSES.split(_folded(heading))]
    return [whole, *(clause for clause in clauses if len(clause) >= 4 and clause != whole)]


def _folded(heading: str) -> str:
    return _YEAR.sub("", simplified(fold_quotes(heading)).lower())


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    folded = re.sub(r"[\"'()（）]", "", _folded(text)).strip(",，。.;；:：、")
    return _FILLER.sub("", folded) or folded


# ── text and findings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _texts(sections: Sequence[Section], units: Sequence[Unit]) -> list[str]:
    """Each section's own text."""
    parts: list[list[str]] = [[] for _ in sections]
    for unit in units:
        if unit.section is not None:
            parts[unit.section].append(unit.text)
    return ["".join(part) for part in parts]


def _weak(sections: Sequence[Section]) -> list[Finding]:
    """Mappings that a reader should look at: found by cues or likeness, and not surely."""
    return [
        Finding("weak-mapping", f"section {index}", {"heading": section.printed, "node": section.canonical or "", "method": section.method})
        for index, section in enumerate(sections)
        if section.method in {"fuzzy", "cues"} and section.confidence < _WEAK
    ]


def _missing(sections: Sequence[Section], schema: Schema) -> list[Finding]:
    present = {part for section in sections if section.canonical for part in (section.canonical, section.canonical.split("/")[0])}
    return [
        Finding("node-missing", "", {"zh": node.zh, "en": node.en}) for node in schema.nodes if node.required and node.id not in present
    ]
