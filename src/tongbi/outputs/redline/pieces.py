"""Pieces: a report's text cut where an edit begins or ends, so that what two years have in common is the same piece in both."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from tongbi.language import sentences
from tongbi.model import Edit, Table

Group = tuple[Hashable, ...]
"""What two sentences, lines or tables of both years have in common: all pieces of one pair bear it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, the end of a paragraph (`style` is the name of its style) or a printed `table`.

    Pieces of the two years that have one `key` are one thing; those of a `group` go together. `source` is what it is printed of: the id of
    a sentence, the name of a line.
    """

    text: str = ""
    style: str = ""
    table: Table | None = None
    group: Group = ()
    key: Hashable = None
    source: Hashable = None

    @property
    def is_break(self) -> bool:
        """Whether what follows begins a paragraph."""
        return bool(self.style) or self.table is not None


def cut(old: Sequence[str], new: Sequence[str], edits: Sequence[Edit], group: Group) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """The pieces of each text; the edits lead from the old ones, joined, to the new ones. A piece that is the same in both has a key.

    The blanks that part sentences are no pieces.
    """
    before, after = _Cursor(old), _Cursor(new)
    for number, edit in enumerate(edits):
        left = len(edit.before) if edit.op == "equal" else 0
        while left:
            step = min(left, before.room(), after.room())
            pair = () if before.is_between or after.is_between else (*group, before.place, after.place)
            for side in (before, after):
                side.take(step, pair, (pair, number) if pair else None)
            left -= step
        if edit.op != "equal":
            before.take(len(edit.before))
            after.take(len(edit.after))
    return before.pieces, after.pieces


@dataclass(slots=True)
class _Cursor:
    """Texts that are cut from the first to the last as if they were one."""

    texts: Sequence[str]
    pieces: list[list[Piece]] = field(init=False)
    parted: Sequence[str] = field(init=False)
    place: int = 0
    offset: int = 0

    def __post_init__(self) -> None:
        self.pieces = [[] for _ in self.texts]
        self.parted = sentences.parted(self.texts)

    @property
    def is_between(self) -> bool:
        """Whether a blank between two texts is next."""
        return self.offset == len(self.texts[self.place]) < len(self.parted[self.place])

    def room(self) -> int:
        """How much is left of the text, or the blank behind it, that is being cut."""
        while self.offset == len(self.parted[self.place]):
            self.place, self.offset = self.place + 1, 0
        return len((self.parted if self.is_between else self.texts)[self.place]) - self.offset

    def take(self, length: int, group: Group = (), key: Hashable = None) -> None:
        """Cuts off a piece, or one of each text that it reaches over."""
        while length:
            step = min(length, self.room())
            end = self.offset + step
            if not self.is_between:
                self.pieces[self.place].append(Piece(self.texts[self.place][self.offset : end], group=group, key=key))
            self.offset = end
            length -= step
