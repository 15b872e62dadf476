"""Streams: two years' reports as pieces of text, ends of paragraphs and tables in document order, matched as the comparison has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from tongbi.language import text_diff
from tongbi.model import Change, Comparison, Edit, Report, Table, Unit
from tongbi.outputs.redline import twins
from tongbi.outputs.redline.pieces import Group, Piece, cut
from tongbi.outputs.redline.twins import Name, Twin
from tongbi.outputs.word_document import BODY


@dataclass(frozen=True, slots=True)
class Streams:
    """Both reports in pieces. `moved` are the groups of the statements that the comparison says moved, `known` those of which more than
    half is told in the same words: where they stand elsewhere all the same, a reader sees that they moved.
    """

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    moved: frozenset[Group]
    known: frozenset[Group]


def of(comparison: Comparison, old_year: int, new_year: int) -> Streams:
    """The streams of two neighbouring years."""
    old, new = comparison.report(old_year), comparison.report(new_year)
    sides = _Side(old), _Side(new)
    moved: set[Group] = set()
    known: set[Group] = set()
    for twin in twins.of(comparison, old, new):
        known |= _match_lines(sides, twin)
    for here, there in twins.tables(comparison, old, new):
        sides[0].tables[here] = sides[1].tables[there] = ("table", here, there)
    for place, change in enumerate(comparison.changes):
        if (change.from_year, change.to_year) == (old_year, new_year) and change.from_units and change.to_units:
            groups = _match_statements(sides, change, ("statement", place))
            moved |= groups if change.moved else set()
            known |= groups if _is_known(change.edits) else set()
    before, after = (tuple(side.pieces()) for side in sides)
    return Streams(before, after, frozenset(moved), frozenset(known))


def _is_known(edits: Sequence[Edit]) -> bool:
    """Whether more than half of both texts is the same."""
    kept = sum(len(edit.after) for edit in edits if edit.op == "equal")
    return all(2 * kept > sum(len(getattr(edit, side)) for edit in edits) for side in ("before", "after"))


@dataclass(slots=True)
class _Side:
    """A report with what was matched: the pieces of sentences by id and of lines by name, with the lines' group; the groups of tables by
    place. `places` are those of the tables by their `id`.
    """

    report: Report
    texts: Mapping[str, str] = field(init=False)
    places: Mapping[int, int] = field(init=False)
    units: dict[str, list[Piece]] = field(default_factory=dict)
    lines: dict[Name, tuple[list[Piece], Group]] = field(default_factory=dict)
    tables: dict[int, Group] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = {unit.id: unit.text for unit in self.report.units}
        self.places = {id(table): place for place, table in enumerate(self.report.tables)}

    def pieces(self) -> Iterator[Piece]:
        """The whole report; headings below the third level are set as those of it."""
        for number, line in enumerate(self.report.front):
            yield from self._line(("front", number), line, "Title" if line.strip() in self.report.title else "Subtitle")
        for section, parts in self._sections():
            if section is not None:
                head = self.report.sections[section]
                yield from self._line(("heading", section), head.printed, f"Heading {min(head.level, 3)}")
            for _, units in groupby(parts, key=lambda part: (part.paragraph, isinstance(part, Table) and id(part))):
                yield from self._paragraph([*units])
        for number, line in enumerate(self.report.notes):
            yield from self._line(("note", number), line, "Note")

    def _sections(self) -> Iterator[tuple[int | None, list[Unit | Table]]]:
        """Each section with what stands below its heading in document order, first what stands before all headings."""
        below: dict[int | None, list[Unit | Table]] = defaultdict(list)
        parts: tuple[Unit | Table, ...] = (*self.report.units, *self.report.tables)
        for part in parts:
            below[part.section].append(part)
        for section in (None, *range(len(self.report.sections))):
            yield section, sorted(below[section], key=lambda part: part.paragraph)

    def _line(self, name: Name, text: str, style: str) -> Iterator[Piece]:
        """A paragraph of its own; the ends of twins are one."""
        pieces, group = self.lines.get(name, ([Piece(text)], ()))
        yield from pieces
        yield Piece(style=style, group=group, key=(group, "end") if group else None, source=name)

    def _paragraph(self, parts: Sequence[Unit | Table]) -> Iterator[Piece]:
        """A table, or sentences with what is printed before each; English ones are parted by a blank, which was taken off them."""
        for number, part in enumerate(parts):
            if isinstance(part, Table):
                yield from self._table(part)
                return
            pieces = self.units.get(part.id) or [Piece(part.text, source=part.id)]
            group = next((piece.group for piece in pieces if piece.group), ())
            for sort, text in (("blank", " " if number and self.report.language == "en" else ""), ("lead", part.lead)):
                if text:
                    yield Piece(text, group=group, key=(group, sort, text) if group else None)
            yield from pieces
        yield Piece(style=BODY)

    def _table(self, table: Table) -> Iterator[Piece]:
        place = self.places[id(table)]
        for number, line in enumerate(table.caption):
            yield from self._line(("caption", place, number), line, "Caption")
        if table.cells:
            group = self.tables.get(place, ())
            yield Piece(table=table, group=group, key=group or None)
        for number, line in enumerate(table.notes):
            yield from self._line(("below", place, number), line, "Note")


def _match_lines(sides: tuple[_Side, _Side], twin: Twin) -> set[Group]:
    """Cuts a line that goes on and returns its group where it is known again."""
    group: Group = ("line", twin.old, twin.new)
    edits = text_diff.edits(twin.before, twin.after)
    for side, name, (pieces,) in zip(sides, (twin.old, twin.new), cut([twin.before], [twin.after], edits, group), strict=True):
        side.lines[name] = pieces, (*group, 0, 0)
    return {(*group, 0, 0)} if _is_known(edits) else set()


def _match_statements(sides: tuple[_Side, _Side], change: Change, group: Group) -> set[Group]:
    """Cuts the sentences of a change and returns their groups; what moved and kept hardly a word goes whole, as one that is the same.

    Of a sentence whose parts went separate ways, the first of them counts.
    """
    if any(unit in side.units for side, ids in zip(sides, (change.from_units, change.to_units), strict=True) for unit in ids):
        return set()
    texts = [[side.texts[unit] for unit in ids] for side, ids in zip(sides, (change.from_units, change.to_units), strict=True)]
    cuts = cut(texts[0], texts[1], change.edits, group)
    if change.moved and all(edit.op != "equal" for edit in change.edits):
        pair = (*group, 0, 0)
        for pieces, told in zip(cuts, texts, strict=True):
            pieces[0] = [Piece(told[0], group=pair, key=pair)]
    for side, ids, found in zip(sides, (change.from_units, change.to_units), cuts, strict=True):
        side.units.update({unit: [replace(piece, source=unit) for piece in pieces] for unit, pieces in zip(ids, found, strict=True)})
    return {piece.group for pieces in cuts[0] for piece in pieces if piece.group}
