"""The text layer of a PDF page: its lines, each with its place, type size and weight, and where needed its single characters.

PDFium gives a page's text with line ends in one call; asking for every character's box costs as much as that again (0.5 to 1 µs a
character against 2 ms a page). So only the ends of lines and the gaps at blanks are measured.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeVar

import pypdfium2.raw as pdfium

from tongbi.language import numerals
from tongbi.readers.pages import lines
from tongbi.readers.pages.furniture import MARK, SMALL
from tongbi.readers.pages.geometry import around
from tongbi.readers.pages.lines import APART, LATIN_BLANK, NARROW, PRINTED_BLANK, SAME_LINE, keeps_blank
from tongbi.readers.pages.runs import Run
from tongbi.readers.pdf.characters import Characters
from tongbi.readers.wrapping import WIDE

_LINE_END = re.compile(r"[\r\n]+")
# A hyphen at a line end: PDFium puts one of these for it and leaves the line end out.
_HYPHEN = re.compile(r"(?<=[\ufffe\x02])")
# Radicals that fonts name in place of the character that looks the same, and ligatures.
_RADICAL = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_BLANKS = re.compile(r"[ \u00a0\u2000-\u200a\u3000\t]+")
# Marks of footnotes (never the 2 of m2): word processors set them at 0.58 of the size and a third of it higher; this much at the least.
_RAISED = re.compile(r"(?<![A-Za-z])[\[［〔]?[\d①-⑳]{1,3}[\]］〕]?")
_RAISED_SIZE, _RAISED_BY = 0.75, 0.12
_NOTHING = "\u200b"
# A gap or an overlap (in type sizes) where characters follow each other: between them others may have their place.
_HOLE, _OVERLAP = APART / 2, APART / 4
_NEAR_LINES = 10 * APART  # in type sizes: a row's label may take so many lines
_FOREIGN = re.compile("[“”‘’…—·]")


T = TypeVar("T")


class Piece(NamedTuple):
    """A line or a piece of one, and where in the page's text its characters are."""

    run: Run
    places: Sequence[int]


class _Gap(NamedTuple):
    """What is left free between two texts of a row, in points from the left."""

    left: float
    right: float
    baseline: float

    @property
    def middle(self) -> float:
        """Half-way between the texts."""
        return (self.left + self.right) / 2


class PageText(Characters):
    """The text of one page."""

    def pieces(self) -> list[Piece]:
        """The lines in the order of the file, parted at wide gaps; raised marks of footnotes are taken out (35 with note 1 is no 351)."""
        spans = list(self._spans())
        found = [piece for start, end in spans for piece in self._pieces(start, end)]
        if _has_notes([piece.run for piece in found], self.height) and self._took_marks_out(spans):
            found = [piece for start, end in spans for piece in self._pieces(start, end)]
        return [part for piece, gaps in self._with_gaps(list(self._woven(found))) for part in self._parted(piece, gaps)]

    def _woven(self, found: Sequence[Piece]) -> Iterator[Piece]:
        """The pieces, those that stand within the gaps of another (figures and marks of another face) in one with it."""
        by_run = {id(piece.run): piece for piece in found}
        lost: set[int] = set()
        for row in lines.rows([piece.run for piece in found if piece.run.level]):
            for outer, inner in pairwise(row):
                if id(outer) not in lost and inner.right < outer.right - _OVERLAP * outer.size and inner.left > outer.left:
                    within = [run for run in row if outer.left < run.left and run.right < outer.right]
                    yield self._in_one([by_run[id(run)] for run in (outer, *within)])
                    lost |= {id(run) for run in (outer, *within)}
        yield from (piece for piece in found if id(piece.run) not in lost)

    def _in_one(self, pieces: Sequence[Piece]) -> Piece:
        """Pieces of one line as one, by the places of their characters."""
        placed = [(run, at) for piece in pieces for run, at in zip(self.characters(piece), self._shown(piece.places), strict=True)]
        placed.sort(key=lambda one: one[0].left)
        return self._of([run for run, _ in placed], [at for _, at in placed])

    def _with_gaps(self, found: Sequence[Piece]) -> Iterator[tuple[Piece, Sequence[_Gap]]]:
        """Each piece with the gaps between texts of the rows near it that hold several: its own gaps may go on with them."""
        by_run = {id(piece.run): piece for piece in found}
        rows = list(lines.rows([piece.run for piece in found]))
        gaps = [_Gap(one.right, other.left, other.baseline) for row in rows for one, other in pairwise(row)]
        gaps += [
            gap for row in rows for run in row if len(row) > 1 or self._has_blanks(by_run[id(run)]) for gap in self._gaps(by_run[id(run)])
        ]
        gaps.sort(key=attrgetter("baseline"))
        heights = [gap.baseline for gap in gaps]
        for piece in found:
            at, reach = piece.run.baseline, _NEAR_LINES * piece.run.size
            yield piece, gaps[bisect_left(heights, at - reach) : bisect_left(heights, at + reach)] if piece.run.level else ()

    def _has_blanks(self, piece: Piece) -> bool:
        """Whether a piece with Chinese characters has blanks, which are seldom printed."""
        return any(self.text[at].isspace() for at in piece.places) and WIDE.search(piece.run.text) is not None

    def _gaps(self, piece: Piece) -> Iterator[_Gap]:
        """The gaps within a piece that are wider than a blank."""
        run = piece.run
        if run.level and run.right - run.left > 2 * run.size:
            for before, after in pairwise(self._shown(piece.places)):
                left, right = self.box(before).right, self.box(after).left
                if right - left > PRINTED_BLANK * run.size:
                    yield _Gap(left, right, run.baseline)

    def _parted(self, piece: Piece, near: Sequence[_Gap]) -> Iterator[Piece]:
        """A piece, parted at gaps that several rows near it have in the same place: the white between two columns."""
        run = piece.run
        apart = [gap for gap in near if run.left < gap.right and gap.left < run.right and abs(gap.baseline - run.baseline) > run.size / 2]
        within = list(self._gaps(piece)) if apart else []
        own = [gap for gap in within if _goes_on(gap, apart, run.size)]
        words = run.text.split() if own else []
        spread = len(within) == len(words) - 1 and lines.is_stretched(words, [(gap.right - gap.left) / run.size for gap in within])
        if not own or spread:
            yield piece
            return
        places, characters = self._shown(piece.places), self.characters(piece)
        cuts = [at for at, char in enumerate(characters) if any(char.left == gap.right for gap in own)]
        for begin, end in pairwise([0, *cuts, len(characters)]):
            yield self._of(characters[begin:end], places[begin:end])

    def _took_marks_out(self, spans: Sequence[tuple[int, int]]) -> bool:
        """Whether raised small figures within lines were found, and replaced by nothing that is printed."""
        marks: set[int] = set()
        for start, end in spans:
            size, foot = self.face(start, end)[0], self.box(start).bottom
            for at in (at for figure in _RAISED.finditer(self.text, start + 1, end) for at in range(*figure.span())):
                if self.face(at, at + 1)[0] <= _RAISED_SIZE * size and self.box(at).bottom <= foot - _RAISED_BY * size:
                    marks.add(at)
        self.text = "".join(_NOTHING if at in marks else char for at, char in enumerate(self.text))
        return bool(marks)

    def characters(self, piece: Piece) -> list[Run]:
        """The printed characters of a piece, each a run, letters of a ligature side by side; one that does not run level is whole."""
        run = piece.run
        if not run.level:
            return [run]
        shown, foot = self._shown(piece.places), self.box(piece.places[0]).bottom
        boxes = list(map(self.box, shown))
        if len(set(boxes)) < len(boxes):
            boxes = [one for box, same in groupby(boxes) for one in box.parted(len(list(same)))]
        # Of one face, as all boxes of one height are: asking where each stands takes as long as all the rest.
        heights = (run.baseline if box.bottom == foot else self.baseline(at) for at, box in zip(shown, boxes, strict=True))
        placed = zip(shown, boxes, heights, strict=True)
        return [Run(run.page, _shown_as(self.text[at]), *box, height, run.size, run.bold) for at, box, height in placed]

    def by_place(self, piece: Piece, places: Mapping[int, T]) -> Iterator[tuple[T | None, Piece]]:
        """A piece, parted where its characters are in another place, by the numbers of marked content; None is outside them all."""
        shown = self._shown(piece.places)
        ends = [places.get(self.content(at)) for at in (shown[:1] + shown[-1:])]
        if not ends or ends[0] == ends[1] or not piece.run.level:
            yield ends[0] if ends else None, piece
            return
        own = [places.get(self.content(at)) for at in shown]
        for place, group in groupby(zip(own, self.characters(piece), shown, strict=True), key=itemgetter(0)):
            _, characters, at = zip(*group, strict=True)
            yield place, self._of(characters, at)

    def _shown(self, places: Sequence[int]) -> list[int]:
        """The places where something is printed."""
        return [at for at in places if not self.text[at].isspace() and self.text[at] != _NOTHING]

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Beginnings and ends of lines, white space and line ends outside."""
        begin = 0
        for found in _LINE_END.finditer(self.text + "\n"):
            for piece in _HYPHEN.split(self.text[begin : found.start()]):
                stripped = piece.strip()
                if stripped:
                    at = begin + piece.index(stripped)
                    yield at, at + len(stripped)
                begin += len(piece)
            begin = found.end()

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        """A line, parted at gaps that no blank leaves; other blanks kept only where they are printed ones."""
        size, level = self.face(start, end)
        if self._is_mixed(start, end, size, level=level):
            yield from self._gathered(start, end, size)
            return
        if not level or self._is_one_run(start, end):
            yield self._piece(start, end, " ".join(self.text[start:end].split()), size, level)
            return
        gaps = [(one.start(), one.end(), self._distance(one.start(), one.end()) / size) for one in _BLANKS.finditer(self.text, start, end)]
        if self._is_scattered(start, end, size, gaps):
            yield from self._gathered(start, end, size)
            return
        begin, last, parts = start, start, []
        apart = NARROW if any(gap > APART for _, _, gap in gaps) else APART
        if lines.is_stretched(self.text[start:end].split(), [gap for _, _, gap in gaps]):
            apart = math.inf
        for at, after, gap in gaps:
            parts.append(self.text[last:at])
            last = after
            if gap > apart or lines.are_numbers(parts[-1], self.text[after:end]):
                yield self._piece(begin, at, "".join(parts), size)
                begin, parts = after, []
            elif keeps_blank(self.text[begin:at], self.text[after:end], gap):
                parts.append(" ")
        yield self._piece(begin, end, "".join(parts) + self.text[last:end], size)

    def _is_one_run(self, start: int, end: int) -> bool:
        """Whether a line without Chinese characters was printed as one string, or has no blanks: nothing stands apart in it but numbers.

        Its blanks, one in six characters, need no measuring: 20 µs a line for a call that takes 7.
        """
        text = self.text[start:end]
        if WIDE.search(text) or (text[0].isdecimal() and numerals.are_several(text)):
            return False
        return " " not in text or int(pdfium.FPDFText_CountRects(self.raw, self.at(start), end - start)) == 1

    def _spaced(self, start: int, end: int, text: str, size: float) -> str:
        """A piece's text; one without blanks has them where letters that are set over each other (as in tight headings) stand apart."""
        if (
            not 2 < len(text) == end - start
            or " " in text
            or text.upper() == text.lower()
            or WIDE.search(text)
            or self._distance(start + 1, start + 1) >= 0
        ):
            return text
        gaps = [self._distance(at, at) for at in range(start + 1, end)]
        usual = sorted(gaps)[len(gaps) // 2]
        apart = ["" if gap - usual <= LATIN_BLANK * size else " " for gap in gaps]
        return "".join(blank + char for blank, char in zip(["", *apart], text, strict=True))

    def _distance(self, at: int, after: int) -> float:
        return self.box(after).left - self.box(at - 1).right

    def _is_mixed(self, start: int, end: int, size: float, *, level: bool) -> bool:
        """Whether a line holds more than one: its ends stand at different heights or run differently, or its characters have no room."""
        first, last = self.box(start), self.box(end - 1)
        unlike = max(abs(first.top - last.top), abs(first.bottom - last.bottom))
        if unlike > _RAISED_BY * size and (self.face(end - 1, end)[1] != level or self._moves(start, end) > SAME_LINE * size):
            return True
        # A Chinese character has three bytes and takes up one type size, a Latin one a byte and a third of it at the least; what has less
        # room (condensed type takes 0.8 of it) is several lines, or one that is printed twice.
        full = last.right - first.left >= 0.8 * size * len(self.text[start:end].encode(errors="surrogatepass")) / 3
        return level and (unlike > size or not full)

    def _moves(self, start: int, end: int) -> float:
        """How far a line's last character stands above or below its first one."""
        return abs(self.baseline(end - 1) - self.baseline(start))

    def _is_scattered(self, start: int, end: int, size: float, gaps: Sequence[tuple[int, int, float]]) -> bool:
        """Whether a line's characters do not follow each other: those of another face, quotation marks above all, may come last."""
        if any(gap < -_OVERLAP or (gap > _HOLE and WIDE.match(self.text[at - 1])) for at, _, gap in gaps):
            return True
        marks = [found.start() for found in _FOREIGN.finditer(self.text, start + 1, end)]
        return any(abs(self._distance(at, at)) > _HOLE * size for at in marks if not self.text[at - 1].isspace())

    def _gathered(self, start: int, end: int, size: float) -> Iterator[Piece]:
        """The pieces of a line whose characters are out of order, or stand on several lines, put in order by their places."""
        shown = self._shown(range(start, end))
        level = list(map(self.runs_level, shown))
        for runs_level, group in groupby(zip(shown, level, strict=True), key=itemgetter(1)):
            if not runs_level:
                aslant = [at for at, _ in group]
                yield self._piece(aslant[0], aslant[-1] + 1, self.text[aslant[0] : aslant[-1] + 1], size, level=False)
        places = [at for at, runs_level in zip(shown, level, strict=True) if runs_level]
        if not places:
            return
        characters = self.characters(Piece(self._piece(places[0], places[-1] + 1, "", size).run, places))
        by_run = {id(run): at for run, at in zip(characters, places, strict=True)}
        for row in lines.rows(characters):
            for part in lines.parted(row):
                yield self._of(part, [by_run[id(run)] for run in part])

    def _of(self, characters: Sequence[Run], places: Sequence[int]) -> Piece:
        """Characters of one line as a piece: it stands where the first one does, as the boxes of two faces do not end at one height."""
        return Piece(replace(lines.one(characters), baseline=self.baseline(places[0])), places)

    def _piece(self, start: int, end: int, text: str, size: float, level: bool = True) -> Piece:
        box = around((self.box(start), self.box(end - 1)))
        run = Run(
            self.number, _plain(self._spaced(start, end, text, size)), *box, self.baseline(start), size, self.is_bold(start, end), level
        )
        return Piece(run, range(start, end))


def _goes_on(gap: _Gap, apart: Sequence[_Gap], size: float) -> bool:
    """Whether a gap is part of the white between two columns: several rows have it, or the next one with an end at the same place."""
    beside = {round(one.baseline) for one in apart if one.left < gap.middle < one.right}
    near = (one for one in apart if abs(one.baseline - gap.baseline) < 2 * size)
    ends = (min(abs(one.right - gap.right), abs(one.left - gap.left)) <= 1 for one in near)
    return len(beside) > 1 or (gap.right - gap.left > NARROW * size and any(ends))


def _has_notes(runs: Sequence[Run], height: float) -> bool:
    """Whether a small line in the lower half of a page begins as a footnote does."""
    largest = max((run.size for run in runs), default=0.0)
    return any(run.size < SMALL * largest and run.middle > height / 2 and MARK.match(run.text) for run in runs)


def _plain(text: str) -> str:
    """Marks of a broken word as the hyphen they stand for, compatibility radicals (⽣ for 生) as the characters they mean."""
    text = text.replace("\ufffe", "-").replace("\x02", "-").replace(_NOTHING, "")
    return _RADICAL.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text) if _RADICAL.search(text) else text


_shown_as = cache(_plain)  # of single characters, which are asked for again and again
