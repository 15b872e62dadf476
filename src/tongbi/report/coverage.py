"""Coverage: required contents that are present, empty or missing; decided once for the finding and for all outputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from tongbi.model import Finding, Presence, Section, Unit
from tongbi.report.schema import Schema, SchemaNode


def coverage(
    sections: Sequence[Section], units: Sequence[Unit], tables: Iterable[int | None], schema: Schema, when: str
) -> dict[str, Presence]:
    """The schema's required nodes: present, empty (a heading with nothing below it), missing, or not required of this report.

    `tables` are the sections that hold one; `when` is the day on which the year reported on ends (ISO date, "" where it is not known).
    """
    filled = {unit.section for unit in units} | {*tables}
    told = {unit.canonical for unit in units}
    return {node.id: _presence(node, sections, filled, told, when) for node in schema.nodes if node.required}


def missing(found: Mapping[str, Presence], schema: Schema) -> list[Finding]:
    """A finding for each required node that is missing."""
    return [Finding("node-missing", "", {"zh": node.zh, "en": node.en}) for node in schema.nodes if found.get(node.id) == "missing"]


def _presence(node: SchemaNode, sections: Sequence[Section], filled: Set[int | None], told: Set[str | None], when: str) -> Presence:
    at = _sections_of(sections, node.id)
    if not at.isdisjoint(filled) or _within(told, node.id):
        return "present"
    if not node.required_of(when, (section.heading for section in sections)):
        return "not-required"
    return "empty" if at else "missing"


def _sections_of(sections: Sequence[Section], node: str) -> set[int | None]:
    """The sections of a node: those that it or a node below it is given or named by, and what they hand their nodes down to."""
    found: set[int | None] = set()
    for index, section in enumerate(sections):
        above = sections[section.parent] if section.parent is not None and section.parent in found else None
        if _within((section.canonical, *section.also), node) or (above is not None and above.canonical == section.canonical):
            found.add(index)
    return found


def _within(canonical: Iterable[str | None], node: str) -> bool:
    return any(one is not None and (one == node or one.startswith(node + "/")) for one in canonical)
