"""Disclosures that readers follow one by one, as a schema names them: risk factors, and notes to the financial statements.

Risk factors are often headed by their type alone (see `outline.set_off`); notes stand in one sequence below their heading, whatever the
looks of the headings between.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from tongbi.language import enumerators, lexicon
from tongbi.model import Block, DisclosureSort, Finding, Section, Unit
from tongbi.report import outline
from tongbi.report.node_matching import heading_keys
from tongbi.report.outline import Outline, set_off
from tongbi.report.schema import Schema

_QUALIFYING, _OF_WHOM = frozenset(lexicon.words("en/headings", "qualifying")), "of"


@dataclass(frozen=True, slots=True)
class Root:
    """A section whose parts are disclosures: of which sort, its index among the report's sections and that of the first part."""

    sort: DisclosureSort
    section: int
    first: int


def roots(sections: Sequence[Section], known: Schema) -> tuple[Root, ...]:
    """The sections whose parts the schema calls disclosures, by their heading or label; none within another. Where no heading stands above
    the notes (Note 1, Note 2 …) it is the section that they stand in.
    """
    names: dict[DisclosureSort, set[tuple[str, ...]]] = {
        "factor": {_called(name, known) for node in known.nodes for name in node.factors},
        "note": {_called(name, known) for node in known.nodes for name in node.notes},
    }
    found: list[Root] = []
    end = 0
    for at, section in enumerate(sections):
        if at < end:
            continue
        called = {_called(name, known) for name in (section.heading, *enumerators.items(section.label))}
        sort = next((sort for sort, own in names.items() if not own.isdisjoint(called)), None)
        if sort is not None:
            found.append(Root(sort, at, at + 1))
            end = end_of(sections, at, section.level)
    has_notes = not names["note"] or any(root.sort == "note" for root in found)
    return tuple(found) if has_notes else (*found, *_headless(sections))


def _called(heading: str, known: Schema) -> tuple[str, ...]:
    """What a heading is compared by: its words up to where it says of whom, without those that only tell what kind of statements are meant
    (Notes to the Combined Financial Statements of …).
    """
    words = (heading_keys.key(word, known.topic) for word in heading.split())
    return tuple(takewhile(_OF_WHOM.__ne__, (word for word in words if word and word not in _QUALIFYING)))


def _headless(sections: Sequence[Section]) -> list[Root]:
    """The sections in which a Note 1 stands, where others follow."""
    notes = [(at, label.number) for at, label in _labels(sections, 0, len(sections)) if label.kind == "note"]
    homes = {above: at for at, number in reversed(notes) if number == 1 and (above := sections[at].parent) is not None}
    return [Root("note", above, at) for above, at in sorted(homes.items())] if len(notes) > set_off.FEWEST else []


def end_of(sections: Sequence[Section], at: int, level: int) -> int:
    """The first section behind a place that stands on a level or above."""
    return next((other for other in range(at + 1, len(sections)) if sections[other].level <= level), len(sections))


def found_in(outlined: Outline, known: Schema) -> Outline:
    """The outline with the disclosures as sections of their own: no text is lost, and sections elsewhere stay as they are."""
    entries = dict(zip(outlined.heads, outlined.sections, strict=True))
    bodies: dict[int, str] = {}
    for root in roots(outlined.sections, known):
        if root.sort == "factor":
            _divide(outlined, root.section, entries, bodies)
        else:
            entries.update(_in_sequence(outlined, root))
    same = [*entries.values()] == [*outlined.sections]
    return outlined if same else _rebuilt(outlined, dict(sorted(entries.items())), bodies)


# ── risk factors ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _divide(outlined: Outline, root: int, entries: dict[int, Section], bodies: dict[int, str]) -> None:
    """Sets the headings below a section that are told by their type; `bodies` gets what is text of a paragraph, behind its heading."""
    level = outlined.sections[root].level
    end = end_of(outlined.sections, root, level)
    first, last = outlined.heads[root] + 1, outlined.heads[end] if end < len(outlined.heads) else len(outlined.blocks)
    inside = {at for at in outlined.heads if first <= at < last}
    own = inside.union(unit.paragraph for unit in outlined.units)
    blocks = {at: block for at in range(first, last) if not isinstance(block := outlined.blocks[at], Block) or at in own}
    found = set_off.depths(blocks, inside)
    for at in inside - found.keys() if found else ():
        del entries[at]
        bodies[at] = _text(outlined, at)
    for at, depth in found.items():
        if at in entries:
            entries[at] = replace(entries[at], level=level + depth)
        else:
            block = outlined.blocks[at]
            assert isinstance(block, Block)
            entries[at] = _headed(block, level + depth, outlined.language == "zh")
            bodies[at] = block.text[len(set_off.lead(block)) :].strip()


def _text(outlined: Outline, at: int) -> str:
    block = outlined.blocks[at]
    return block.text if isinstance(block, Block) else ""


def _headed(block: Block, level: int, chinese: bool) -> Section:
    """A section by the beginning of its paragraph."""
    printed = set_off.lead(block).strip()
    label = enumerators.heading(printed, chinese)
    heading = (label.rest if label else printed).rstrip(".。:： ")
    return Section(level, label.printed if label else "", heading or printed, printed, score=block.score)


# ── notes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_sequence(outlined: Outline, root: Root) -> dict[int, Section]:
    """The sections behind the heading of the notes, each note just below it and what stands between below its note."""
    sections, level = outlined.sections, outlined.sections[root.section].level
    parent = sections[root.section].parent
    end = end_of(sections, root.section, level if parent is None else sections[parent].level)
    notes = _sequence(sections, root.first, end)
    if not notes:
        return {}
    last = end_of(sections, notes[-1], min(level, sections[notes[-1]].level))
    found = {}
    for note, following in pairwise([*notes, min(last, end)]):
        found[outlined.heads[note]] = replace(sections[note], level=level + 1)
        between = range(note + 1, following)
        top = min((sections[at].level for at in between), default=0)
        found.update({outlined.heads[at]: replace(sections[at], level=level + 2 + sections[at].level - top) for at in between})
    return found


def _sequence(sections: Sequence[Section], first: int, end: int) -> list[int]:
    """The longest sequence of labels 1, 2, 3 … of one kind; what stands first of all may lack the first number, and a number that stands
    nowhere behind the one before it (a misprint) is passed over.
    """
    best: list[int] = []
    labels = [*_labels(sections, first, end)]
    for kind, start in dict.fromkeys((label.kind, number) for _, label in labels for number in (1, 2)):
        chain, number = [first] * (start - 1), start - 1
        behind = [(at, label.number) for at, label in labels if label.kind == kind]
        while following := [(one, at) for at, one in behind if number < one <= number + 2 and at not in chain]:
            number, at = min(following)
            chain.append(at)
            behind = [(other, one) for other, one in behind if other > at]
        best = max(best, chain, key=len)
    return best if len(best) > set_off.FEWEST else []


def _labels(sections: Sequence[Section], first: int, end: int) -> Iterator[tuple[int, enumerators.Label]]:
    for at in range(first, min(end, len(sections))):
        label = enumerators.parse(sections[at].printed, chinese=False) or enumerators.parse(sections[at].printed, chinese=True)
        if label is not None:
            yield at, label


# ── the outline anew ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rebuilt(outlined: Outline, entries: Mapping[int, Section], bodies: Mapping[int, str]) -> Outline:
    """The outline with these sections by the places of their headings, in order; `bodies` are the texts of paragraphs made anew."""
    heads, sections = [*entries], _under_parents(entries.values())

    def home(paragraph: int) -> int | None:
        return bisect_right(heads, paragraph) - 1 if heads and heads[0] <= paragraph else None

    made = [unit for at, text in bodies.items() for unit in _made(outlined, at, text)]
    units = sorted([*(unit for unit in outlined.units if unit.paragraph not in bodies), *made], key=lambda unit: unit.paragraph)
    moved = {f"section {at}": f"section {home(head)}" for at, head in enumerate(outlined.heads)}
    homes = [home(one.paragraph) for one in outlined.grids]
    return replace(
        outlined,
        sections=tuple(sections),
        heads=tuple(heads),
        units=tuple(replace(unit, section=home(unit.paragraph)) for unit in units),
        grids=tuple(
            replace(one, section=at, heading="" if at is None else sections[at].heading)
            for one, at in zip(outlined.grids, homes, strict=True)
        ),
        findings=tuple(Finding(one.code, moved.get(one.where, one.where), one.values) for one in outlined.findings),
    )


def _under_parents(sections: Iterable[Section]) -> list[Section]:
    """Sections in order, each with the one before it as parent that is nearest on a level above."""
    found: list[Section] = []
    above: list[int] = []
    for section in sections:
        above = [other for other in above if found[other].level < section.level]
        found.append(replace(section, parent=above[-1] if above else None))
        above.append(len(found) - 1)
    return found


def _made(outlined: Outline, at: int, text: str) -> list[Unit]:
    block = outlined.blocks[at]
    assert isinstance(block, Block)
    return outline.units_of(block.behind(text), None, at, outlined.language == "zh", len(outlined.front))
