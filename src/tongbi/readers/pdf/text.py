"""The text layer of a PDF page: its lines, each with its place, type size and weight, and where needed its single characters.

PDFium gives a page's text with line ends in one call; asking for every character's box costs as much as that again (0.5 to 1 µs a
character against 2 ms a page). So only the ends of lines and the gaps at blanks are measured.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from tongbi.readers.pages import lines
from tongbi.readers.pages.furniture import MARK, SMALL
from tongbi.readers.pages.geometry import Box, around, between, point, upright
from tongbi.readers.pages.lines import APART, NARROW, keeps_blank
from tongbi.readers.pages.runs import BOLD_NAME, BOLD_WEIGHT, Run
from tongbi.readers.pdf.objects import give_extent
from tongbi.readers.wrapping import HAN, WIDE

_LINE_END = re.compile(r"[\r\n]+")
# A hyphen at a line end: PDFium puts one of these for it and leaves the line end out.
_HYPHEN = re.compile(r"(?<=[\ufffe\x02])")
# Radicals that fonts name in place of the character that looks the same, and ligatures.
_RADICAL = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_BLANKS = re.compile(r"[ \u00a0\u2000-\u200a\u3000\t]+")
_FORCED_BOLD = 1 << 18  # the flag ForceBold of a font descriptor
_STROKED = (pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE)  # how Word prints bold of a face that has none
_NAME_LENGTH = 128
# Marks of footnotes (never the 2 of m2): word processors set them at 0.58 of the size and a third of it higher; this much at the least.
_RAISED = re.compile(r"(?<![A-Za-z])[\[［〔]?[\d①-⑳]{1,3}[\]］〕]?")
_RAISED_SIZE, _RAISED_BY = 0.75, 0.12
_NOTHING = "\u200b"
# A gap or an overlap (in type sizes) where characters follow each other: between them others may have their place.
_HOLE, _OVERLAP = APART / 2, APART / 4
_FOREIGN = re.compile("[“”‘’…—·]")


class Piece(NamedTuple):
    """A line or a piece of one, and where in the page's text its characters are."""

    run: Run
    places: Sequence[int]


class PageText:
    """The text of one page, held open; `matrix` takes a PDF's coordinates to those shown."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self.matrix, self.width, self.height = upright(page.get_mediabox(), page.get_rotation(), up=True)
        self._number = number
        give_extent(page)
        self._text_page = page.get_textpage()
        self._raw = self._text_page.raw
        self._count = self._text_page.count_chars()
        self.text: str = self._all()
        self._shifted = len(self.text) != self._count
        self._rect = pdfium.FS_RECTF()
        self._x, self._y, self._flags, self._matrix = ctypes.c_double(), ctypes.c_double(), ctypes.c_int(), pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)

    def _all(self) -> str:
        """The text in one call; as long as there are characters unless PDFium leaves some out."""
        if self._count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (self._count + 1))()
        written = pdfium.FPDFText_GetText(self._raw, 0, self._count, buffer)
        return bytes(memoryview(buffer)[: max(0, written - 1)]).decode("utf-16-le", errors="surrogatepass")

    def pieces(self) -> list[Piece]:
        """The lines in the order of the file, parted at wide gaps; raised marks of footnotes are taken out (35 with note 1 is no 351)."""
        spans = list(self._spans())
        found = [piece for start, end in spans for piece in self._pieces(start, end)]
        if not _has_notes([piece.run for piece in found], self.height) or not self._took_marks_out(spans):
            return found
        return [piece for start, end in spans for piece in self._pieces(start, end)]

    def _took_marks_out(self, spans: Sequence[tuple[int, int]]) -> bool:
        """Whether raised small figures within lines were found, and replaced by nothing that is printed."""
        marks: set[int] = set()
        for start, end in spans:
            size, foot = self._size(start, end), self._box(start).bottom
            for at in (at for figure in _RAISED.finditer(self.text, start + 1, end) for at in range(*figure.span())):
                if self._size(at, at + 1) <= _RAISED_SIZE * size and self._box(at).bottom <= foot - _RAISED_BY * size:
                    marks.add(at)
        self.text = "".join(_NOTHING if at in marks else char for at, char in enumerate(self.text))
        return bool(marks)

    def characters(self, piece: Piece) -> list[Run]:
        """The printed characters of a piece, each a run."""
        run = piece.run
        placed = ((self.text[at], self._box(at)) for at in self._shown(piece))
        rise = run.baseline - self._box(piece.places[0]).bottom
        return [Run(run.page, _plain(char), *box, box.bottom + rise, run.size, run.bold, run.level) for char, box in placed]

    def _shown(self, piece: Piece) -> list[int]:
        """Where the printed characters of a piece are."""
        return [at for at in piece.places if not self.text[at].isspace() and self.text[at] != _NOTHING]

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
        size = self._size(start, end)
        if self._is_one_run(start, end):
            yield self._piece(start, end, " ".join(self.text[start:end].split()), size)
            return
        gaps = [(one.start(), one.end(), self._distance(one.start(), one.end()) / size) for one in _BLANKS.finditer(self.text, start, end)]
        if self._is_scattered(start, end, size, gaps):
            yield from self._gathered(self._piece(start, end, "", size))
            return
        begin, last, parts = start, start, []
        apart = NARROW if any(gap > APART for _, _, gap in gaps) else APART
        for at, after, gap in gaps:
            parts.append(self.text[last:at])
            last = after
            if gap > apart:
                yield self._piece(begin, at, "".join(parts), size)
                begin, parts = after, []
            elif keeps_blank(self.text[begin:at], self.text[after:end], gap):
                parts.append(" ")
        yield self._piece(begin, end, "".join(parts) + self.text[last:end], size)

    def _is_one_run(self, start: int, end: int) -> bool:
        """Whether a line without Chinese characters was printed as one string: nothing stands apart in it then.

        Its blanks, one in six characters, need no measuring: 20 µs a line for a call that takes 7.
        """
        return not WIDE.search(self.text, start, end) and int(pdfium.FPDFText_CountRects(self._raw, self._at(start), end - start)) == 1

    def _distance(self, at: int, after: int) -> float:
        return self._box(after).left - self._box(at - 1).right

    def _is_scattered(self, start: int, end: int, size: float, gaps: Sequence[tuple[int, int, float]]) -> bool:
        """Whether a line's characters do not follow each other: those of another face, quotation marks above all, may come last."""
        if any(gap < -_OVERLAP or (gap > _HOLE and WIDE.match(self.text[at - 1])) for at, _, gap in gaps):
            return True
        marks = [found.start() for found in _FOREIGN.finditer(self.text, start + 1, end)]
        return any(abs(self._distance(at, at)) > _HOLE * size for at in marks if not self.text[at - 1].isspace())

    def _gathered(self, whole: Piece) -> Iterator[Piece]:
        """The pieces of a line whose characters are out of order, or stand on several lines, put in order by their places."""
        characters = self.characters(whole)
        places = {id(run): at for run, at in zip(characters, self._shown(whole), strict=True)}
        for row in lines.rows(characters):
            for part in lines.parted(row):
                yield Piece(lines.one(part), [places[id(run)] for run in part])

    def _piece(self, start: int, end: int, text: str, size: float) -> Piece:
        first, last = self._box(start), self._box(end - 1)
        pdfium.FPDFText_GetCharOrigin(self._raw, self._at(start), self._x, self._y)
        run = Run(
            self._number,
            _plain(text),
            *around((first, last)),
            point(self.matrix, self._x.value, self._y.value)[1],
            size,
            self._is_bold(start, end),
            abs(last.top - first.top) < max(size, last.right - first.left),
        )
        return Piece(run, range(start, end))

    def _at(self, at: int) -> int:
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._raw, at)) if self._shifted else at

    def _box(self, at: int) -> Box:
        rect = self._rect
        if not pdfium.FPDFText_GetLooseCharBox(self._raw, self._at(at), rect):
            return Box(0.0, 0.0, 0.0, 0.0)
        level, _, _, _, x, y = self.matrix
        if level == 1:  # not turned, as most pages are; `between` takes three times as long
            return Box(rect.left + x, y - rect.top, rect.right + x, y - rect.bottom)
        return between(self.matrix, rect.left, rect.bottom, rect.right, rect.top)

    def _size(self, start: int, end: int) -> float:
        """The type size of a line, by its first Chinese character where it has one: figures may stand smaller or raised."""
        han = HAN.search(self.text, start, end)
        at = self._at(han.start() if han else (start + end) // 2 if self.text[(start + end) // 2] != " " else start)
        matrix = self._matrix
        scale = math.hypot(matrix.c, matrix.d) if pdfium.FPDFText_GetMatrix(self._raw, at, matrix) else 1.0
        return max(1.0, float(pdfium.FPDFText_GetFontSize(self._raw, at)) * (scale or 1.0))

    def _is_bold(self, start: int, end: int) -> bool:
        """Whether a line is bold at its end, in its middle and at its beginning (where a bold heading may run in)."""
        middle = (start + end) // 2
        places = (end - 1, start if self.text[middle].isspace() else middle, start)
        return all(self._is_bold_at(self._at(place)) for place in places)

    def _is_bold_at(self, at: int) -> bool:
        flags = self._flags
        length = pdfium.FPDFText_GetFontInfo(self._raw, at, self._name, _NAME_LENGTH, flags)
        name = self._name.value if 0 < length <= _NAME_LENGTH else b""
        if flags.value & _FORCED_BOLD or pdfium.FPDFText_GetFontWeight(self._raw, at) >= BOLD_WEIGHT or _has_bold_name(name):
            return True
        printed = pdfium.FPDFText_GetTextObject(self._raw, at)
        return bool(printed) and pdfium.FPDFTextObj_GetTextRenderMode(printed) in _STROKED

    def close(self) -> None:
        """Gives PDFium's memory back."""
        self._text_page.close()


def _has_notes(runs: Sequence[Run], height: float) -> bool:
    """Whether a small line in the lower half of a page begins as a footnote does."""
    largest = max((run.size for run in runs), default=0.0)
    return any(run.size < SMALL * largest and run.middle > height / 2 and MARK.match(run.text) for run in runs)


@cache
def _has_bold_name(name: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        try:
            return bool(BOLD_NAME.search(name.decode(encoding)))
        except UnicodeDecodeError:
            continue
    return False


def _plain(text: str) -> str:
    """Marks of a broken word as the hyphen they stand for, compatibility radicals (⽣ for 生) as the characters they mean."""
    text = text.replace("\ufffe", "-").replace("\x02", "-").replace(_NOTHING, "")
    return _RADICAL.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text) if _RADICAL.search(text) else text
