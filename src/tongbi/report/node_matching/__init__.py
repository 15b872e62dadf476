"""Node matching: section headings → schema nodes, each with how it was found and how sure that is.

Exact alias first, then likeness with a margin to the runner-up, then words that speak for a node in heading and text; what matches
nothing inherits its parent's node. Problems, plans and the like keep everything below them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from tongbi.language import dates, enumerators, lexicon
from tongbi.language.folding import han_share, simplified
from tongbi.model import Finding, Role, Section, Unit
from tongbi.model.changed_values import changed
from tongbi.report.node_matching import appendix, passages, schema_terms
from tongbi.report.node_matching.match import Match, Part, best, whole
from tongbi.report.node_matching.schema_terms import Lexicon
from tongbi.report.schema import Schema, SchemaNode

_WEAK = 0.6
_UNLISTED: Mapping[int, str] = {}
_BOTH = "both"
_PASSAGES: tuple[Role, ...] = ("problem", "plan")
_ROLES: Mapping[str, Role] = {"problem": "problem", "plan": "plan", "aside": "aside"}


@dataclass(frozen=True, slots=True)
class Normalised:
    """Sections and units with their nodes, and what is doubtful about them."""

    sections: tuple[Section, ...]
    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]


def normalise(
    sections: Sequence[Section], units: Sequence[Unit], schema: Schema, when: str = "", listed: Mapping[int, str] = _UNLISTED
) -> Normalised:
    """Gives each section a node of the schema or None, and each unit its section's.

    `when` is the day on which the year reported on ends (ISO date, "" where it is not known), since contents change with the rules;
    `listed` gives the labels of the form's items by section where an index says them.
    """
    named: Sequence[Section] = _named(sections, _texts(sections, units), schema, when, listed)
    homed: Sequence[Unit] = [unit if unit.section is None else changed(unit, canonical=named[unit.section].canonical) for unit in units]
    planned, aside = (_first(role, schema) for role in ("plan", "aside"))
    if planned and aside and when:
        named, homed = appendix.marked(named, homed, planned, aside, int(when[:4]))
    named = [changed(section, role=role) for section, role in zip(named, _roles(named, schema, when), strict=True)]
    homed = [changed(unit, role=_role_of(unit, named, schema)) for unit in homed]
    starts: dict[int, Role] = {at: "plan" if _role(named[at].heading, schema) == "plan" else "problem" for at in _mixed(named, schema)}
    homed = passages.marked(named, homed, starts, {role: _first(role, schema) for role in _PASSAGES if role in schema.roles})
    for one in schema.nodes:
        if one.told and all(one.id not in (section.canonical, *section.also) for section in named):
            homed = _told(homed, one, _known(_node_role(one.id, schema)))
    return Normalised(tuple(named), tuple(homed), tuple(_weak(named, schema)))


def _named(sections: Sequence[Section], texts: Sequence[str], schema: Schema, when: str, listed: Mapping[int, str]) -> list[Section]:
    """The sections with their nodes; `texts` are their own texts, `when` the last day of the report's year, `listed` labels of an index."""
    found: list[Section] = []
    words = schema_terms.of(schema)
    top = {node.id for node in schema.nodes if not node.within}
    form = bool(listed) or any(_labelled(words, section.label, top) for section in sections if section.label)
    for at, (section, part) in enumerate(zip(sections, _parts(sections, texts), strict=True)):
        above = found[section.parent] if section.parent is not None else None
        exact = form and not section.label
        named = _by_year(section, schema, when)
        match = named if named and named.method == "alias" else _match(section, above, part, schema, words, exact=exact)
        match = named if named and match.method == "none" else match
        if match.method in {"none", "inherited"} and (told := _labelled(words, listed.get(at, ""), top)) and told.node != match.node:
            match = changed(told, method="cues", confidence=_WEAK)
        sure = round(match.confidence, 3)
        found.append(changed(section, canonical=match.node or None, confidence=sure, method=match.method, also=match.also))
    return found


def _by_year(section: Section, schema: Schema, when: str) -> Match | None:
    """The node of a chapter that is called by a year, and at most what the report is of (关于2025年工作, 2024年政府工作): the plans where
    that year was yet to come, the first chapter that a report must have where it is the one reported on; None for any other heading. One
    with other words (走过2024年) is so by its cues alone.
    """
    heading = dates.arabic(section.heading)
    year = dates.alone(heading)
    if year is None or not when or section.parent is not None:
        return None
    said = lexicon.without(heading.replace(f"{year}{dates.OF_YEAR}", ""), "zh/headings", "said.first", "said.inner", "said.last")
    reviewed = next((node.id for node in schema.nodes if node.required and not _role(node.zh, schema)), None)
    ahead = year - int(when[:4]) + schema.lag
    node = {0: reviewed, 1: _first("plan", schema)}.get(ahead)
    known = all(word in schema.zh for word in rjieba.cut(said.strip()))
    return Match(node, *(("alias", 1.0) if known else ("cues", _WEAK))) if node else None


def _mixed(sections: Sequence[Section], schema: Schema) -> set[int]:
    """The sections that tell problems and plans in one text: the heading and its node name both, or the node holds the plans as well; and
    those below them that name neither.
    """
    holding = {node.within for node in schema.nodes if node.within}
    found: set[int] = set()
    for at, section in enumerate(sections):
        role = _role(section.heading, schema)
        named = {role, _node_role(section.canonical, schema)} >= {"problem", "plan"} or role == _BOTH
        if section.canonical in holding or named or (section.parent in found and not role):
            found.add(at)
    return found


def _told(units: Sequence[Unit], node: SchemaNode, role: Role) -> list[Unit]:
    """The units, those that tell what belongs to a node that no section has given that node; problems and plans are left alone."""
    words = re.compile("|".join(node.told))
    return [
        changed(unit, canonical=node.id, role=unit.role and role) if unit.role in {"measure", None} and words.search(unit.text) else unit
        for unit in units
    ]


def _role_of(unit: Unit, sections: Sequence[Section], schema: Schema) -> Role | None:
    """The role of a unit's section, or of its own node where that is another one than its section's; None in the preamble."""
    if unit.section is None:
        return None
    section = sections[unit.section]
    return section.role if unit.canonical == section.canonical else _known(_node_role(unit.canonical, schema))


def _roles(sections: Sequence[Section], schema: Schema, when: str) -> list[Role]:
    """The role of each normalised section.

    A section speaks by its node's title where it has a node, by its heading where it has none; a section below speaks for itself only
    where the heading above names both (存在问题和下一步打算) or where it belongs to another level-1 node than the section above. A numbered
    chapter without a node goes on with the plans of the last one that has one: behind the year's tasks 八、改善民生 is planned too.
    """
    found: list[str] = []
    goes_on = False
    for section in sections:
        own = _own_role(section, schema) or _of_next_year(section.heading, schema, when)
        if section.parent is None:
            if section.canonical is not None:
                goes_on = own == "plan"
            own = own or ("plan" if goes_on and section.label else "")
        above = sections[section.parent] if section.parent is not None else None
        inherited = found[section.parent] if section.parent is not None else None
        stays = above is not None and inherited != _BOTH and _top(section) == _top(above)
        found.append(inherited or "" if stays else own)
    return [_known(role) for role in found]


def _of_next_year(heading: str, schema: Schema, when: str) -> str:
    """What an English heading without a node speaks of that names the year after the one reported on: Programme of work for 2024."""
    is_next = bool(when) and not schema.nodes and not han_share(heading) and dates.called(heading) == int(when[:4]) + 1
    return "plan" if is_next else ""


def _first(role: str, schema: Schema) -> str | None:
    """The first node at the top whose title has that role, one that is required before others."""
    named = [node for node in schema.nodes if node.parent is None and _role(node.zh, schema) == role]
    return min(named, key=lambda node: not node.required).id if named else None


def _top(section: Section) -> str | None:
    return section.canonical.split("/")[0] if section.canonical else None


def _own_role(section: Section, schema: Schema) -> str:
    by_heading = _role(section.heading, schema)
    return by_heading if by_heading == _BOTH or section.canonical is None else _node_role(section.canonical, schema, by_heading)


def _node_role(canonical: str | None, schema: Schema, otherwise: str = "") -> str:
    """What is spoken of in a node, by its level-1 node's title; `otherwise` where there is none."""
    top = (canonical or "").split("/")[0]
    return next((_role(node.zh, schema) for node in schema.nodes if node.id == top), otherwise)


def _known(role: str) -> Role:
    """A role as the report has it: what tells of nothing else, or of several, tells of measures."""
    return _ROLES.get(role, "measure")


def _role(heading: str, schema: Schema) -> str:
    return _spoken(heading, tuple(schema.roles.items()))


@lru_cache(maxsize=1024)
def _spoken(heading: str, roles_of: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    folded = simplified(heading).lower()
    apart = f" {' '.join(''.join(char if char.isalnum() else ' ' for char in folded).split())} "
    named = [role for role, words in roles_of if any(_holds(folded, apart, word) for word in words)]
    return _BOTH if len(named) > 1 else named[0] if named else ""


def _holds(heading: str, apart: str, word: str) -> bool:
    """Whether a heading has a word, an English one by itself or in the plural (plans, not planning); `apart` has it between blanks."""
    return f" {word} " in apart or f" {word}s " in apart if word.isascii() else word in heading


# ── one heading ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _match(section: Section, above: Section | None, part: Part, schema: Schema, words: Lexicon, *, exact: bool) -> Match:
    """The best node for a section; what fits nothing takes the node above. `exact`: only a whole title names one that stands at the top,
    as in a form whose items have labels.
    """
    parent = above.canonical if above is not None else None
    if above is None or parent is None:
        nodes = {node.id for node in schema.nodes if not node.within}
        found, numbered = whole(words, section.heading, nodes), _labelled(words, section.label or section.heading, nodes)
        found = numbered if numbered and (not found or numbered.node in found.also) else found
        return found or (None if exact else best(words, part, nodes)) or Match("", "none", 0.0)
    top = parent.split("/")[0]
    below = {node.id for node in schema.nodes if node.id.startswith(f"{top}/")}
    # 存在的问题 as one more part of the measures; 下一步打算 below 存在的问题和下一步打算.
    aside = (
        {node.id for node in schema.nodes if node.parent is None and node.id != top and not node.within}
        if below or _both(above, schema)
        else set()
    )
    found = whole(words, section.heading, aside | below) or _labelled(words, _full_label(section, above), below)
    # A level-3 heading is a detail of its section and keeps its node, unless its words outweigh that.
    if found is None and below:
        found = best(words, part if section.level <= 2 or parent == top else Part(part.heading, ""), below, parent)
    return found or Match(parent, "inherited", 0.5)


def _labelled(words: Lexicon, label: str, allowed: Set[str]) -> Match | None:
    """The node by the label alone, and those of the other items that it names (Items 10, 11 and 12)."""
    found = [match for item in enumerators.items(label) if (match := whole(words, item, allowed))]
    return changed(found[0], also=tuple(match.node for match in found[1:])) if found else None


def _full_label(section: Section, above: Section) -> str:
    """The label of a part with that of the section above it, where it is a letter alone: D. below Item 3 is Item 3.D."""
    is_letter = len(section.label.strip(".")) == 1 and section.label.isascii() and section.label[0].isalpha()
    return f"{enumerators.items(above.label)[0]}.{section.label}" if is_letter else section.label


def _both(section: Section, schema: Schema) -> bool:
    return _role(section.heading, schema) == _BOTH


# ── text and findings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _texts(sections: Sequence[Section], units: Sequence[Unit]) -> list[str]:
    """Each section's own text."""
    parts: list[list[str]] = [[] for _ in sections]
    for unit in units:
        if unit.section is not None:
            parts[unit.section].append(unit.text)
    return ["".join(part) for part in parts]


def _parts(sections: Sequence[Section], texts: Sequence[str]) -> list[Part]:
    """Each section with those below it; `texts` are their own texts."""
    below: list[list[Part]] = [[] for _ in sections]
    parts: list[Part] = []
    for at in range(len(sections) - 1, -1, -1):
        parts.append(Part(sections[at].heading, texts[at], tuple(reversed(below[at]))))
        upper = sections[at].parent
        if upper is not None:
            below[upper].append(parts[-1])
    return parts[::-1]


def _weak(sections: Sequence[Section], schema: Schema) -> list[Finding]:
    """Mappings that a reader should look at: found by name or cues, and not surely; each with its node's titles."""
    titles = {node.id: {"zh": node.zh, "en": node.en} for node in schema.nodes}
    return [
        Finding("weak-mapping", f"section {index}", {"heading": section.printed, "node": section.canonical, **titles[section.canonical]})
        for index, section in enumerate(sections)
        if section.canonical in titles and section.method not in {"inherited", "none"} and section.confidence < _WEAK
    ]
