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
from dataclasses import dataclass, replace
from functools import cache

import pypdfium2
import pypdfium2.raw as pdfium

from tongbi.readers.pdf.objects import give_extent
from tongbi.readers.wrapping import WIDE

_LINE_END = re.compile(r"[\r\n]+")
# A hyphen at a line end: PDFium puts one of these for it and leaves the line end out.
_HYPHEN = re.compile(r"(?<=[\ufffe\x02])")
# Radicals that fonts name in place of the character that looks the same, and ligatures.
_RADICAL = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_BLANKS = re.compile(r"[ \u00a0\u2000-\u200a\u3000\t]+")
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")
_PHRASE_BEFORE, _PHRASE_AFTER = re.compile(r"[\u4e00-\u9fff]{2}$"), re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff（《“]")
_BOLD_NAME = re.compile(
    r"bold|black(?!let)|heavy|simhei|sthei|heiti|fzhei|fzht|xiaobiaosong|xbs|黑体|小标宋|粗|黑_|黑简|noto\S*-b", re.IGNORECASE
)
_FORCED_BOLD = 1 << 18  # the flag ForceBold of a font descriptor
_BOLD_WEIGHT = 600
_STROKED = (pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE)  # how Word prints bold of a face that has none
_NAME_LENGTH = 128
# Marks of footnotes (never the 2 of m2): word processors set them at 0.58 of the size and a third of it higher; this much at the least.
_RAISED = re.compile(r"(?<![A-Za-z])[\[［〔]?[\d①-⑳]{1,3}[\]］〕]?")
_RAISED_SIZE, _RAISED_BY = 0.75, 0.12
_NOTE, _NOTE_SIZE = re.compile(r"[\[［〔]?[\d①-⑳]"), 0.9
_NOTHING = "\u200b"
# In type sizes: a gap this wide parts two pieces of a line (columns, cells); blanks within text are under 1.
_APART = 1.2
# A blank between two Chinese phrases is kept from this width on: a justified line stretches its gaps by up to 0.3.
_PRINTED_BLANK = 0.4
_LATIN_BLANK = 0.12
# A gap or an overlap where characters follow each other: between them others may have their place.
_HOLE, _OVERLAP = 0.6, 0.3
_FOREIGN = re.compile("[“”‘’…—·]")
_SMALLEST = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text or a piece of it; lengths in points, from the page's upper left corner as it is shown.

    `size` is the type's size, `level` whether it runs from left to right as the page is shown.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    level: bool = True
    page: int = 0

    @property
    def middle(self) -> float:
        """Half height."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Char:
    """A printed character with its place."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's box and how far it is turned clockwise (0, 90, 180, 270): what turns a PDF's coordinates into those shown."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int = 0

    @property
    def width(self) -> float:
        """Of the page as shown."""
        return self.top - self.bottom if self.turned in {90, 270} else self.right - self.left

    @property
    def height(self) -> float:
        """Of the page as shown."""
        return self.right - self.left if self.turned in {90, 270} else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place on the page as shown, from its upper left corner."""
        if self.turned == 90:
            return y - self.bottom, x - self.left
        if self.turned == 180:
            return self.right - x, y - self.bottom
        if self.turned == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a box as shown."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def frame(page: pypdfium2.PdfPage) -> Frame:
    """The frame of a page."""
    left, bottom, right, top = page.get_mediabox()
    return Frame(min(left, right), min(bottom, top), max(left, right), max(bottom, top), page.get_rotation())


class PageText:
    """The text of one page, held open."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self.frame = frame(page)
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

    def lines(self) -> list[Line]:
        """The lines in the order of the file, parted at wide gaps; raised marks of footnotes are taken out (35 with note 1 is no 351)."""
        spans = list(self._spans())
        found = [line for start, end in spans for line in self._pieces(start, end)]
        if not _has_notes(found, self.frame.height) or not self._took_marks_out(spans):
            return found
        return [line for start, end in spans for line in self._pieces(start, end)]

    def _took_marks_out(self, spans: Sequence[tuple[int, int]]) -> bool:
        """Whether raised small figures within lines were found, and replaced by nothing that is printed."""
        marks: list[int] = []
        for start, end in spans:
            size = self._size(start, end)
            foot = self._box(start)[3]
            marks += [
                at
                for figure in _RAISED.finditer(self.text, start + 1, end)
                for at in range(*figure.span())
                if self._size(at, at + 1) <= _RAISED_SIZE * size and self._box(at)[3] <= foot - _RAISED_BY * size
            ]
        kept = set(marks)
        self.text = "".join(_NOTHING if at in kept else char for at, char in enumerate(self.text)) if kept else self.text
        return bool(kept)

    def chars(self) -> list[Char]:
        """Every printed character, in the order of the file."""
        return [Char(_plain(char), *self._box(at)) for at, char in enumerate(self.text) if not char.isspace()]

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

    def _pieces(self, start: int, end: int) -> Iterator[Line]:
        """A line, parted at gaps that no blank leaves; other blanks kept only where they are printed ones."""
        size = self._size(start, end)
        if self._is_one_run(start, end):
            yield self._line(start, end, " ".join(self.text[start:end].split()), size)
            return
        gaps = [(one.start(), one.end(), self._gap(one.start(), one.end()) / size) for one in _BLANKS.finditer(self.text, start, end)]
        if self._is_scattered(start, end, size, gaps):
            yield from self._gathered(start, end, size)
            return
        begin, last, parts = start, start, []
        for at, after, gap in gaps:
            parts.append(self.text[last:at])
            last = after
            if gap > _APART:
                yield self._line(begin, at, "".join(parts), size)
                begin, parts = after, []
            elif keeps_blank(self.text[begin:at], self.text[after:end], gap):
                parts.append(" ")
        yield self._line(begin, end, "".join(parts) + self.text[last:end], size)

    def _is_one_run(self, start: int, end: int) -> bool:
        """Whether a line without Chinese characters was printed as one string: nothing stands apart in it then.

        Its blanks, one in six characters, need no measuring: 20 µs a line for a call that takes 7.
        """
        return not WIDE.search(self.text, start, end) and int(pdfium.FPDFText_CountRects(self._raw, self._at(start), end - start)) == 1

    def _gap(self, at: int, after: int) -> float:
        return self._box(after)[0] - self._box(at - 1)[2]

    def _is_scattered(self, start: int, end: int, size: float, gaps: Sequence[tuple[int, int, float]]) -> bool:
        """Whether a line's characters do not follow each other: those of another face, quotation marks above all, may come last."""
        if any(gap < -_OVERLAP or (gap > _HOLE and WIDE.match(self.text[at - 1])) for at, _, gap in gaps):
            return True
        marks = [found.start() for found in _FOREIGN.finditer(self.text, start + 1, end)]
        return any(abs(self._gap(at, at)) > _HOLE * size for at in marks if not self.text[at - 1].isspace())

    def _gathered(self, start: int, end: int, size: float) -> Iterator[Line]:
        """The pieces of a line whose characters are out of order, put in order by their places."""
        placed = sorted(((self._box(at), at) for at in range(start, end) if not self.text[at].isspace()), key=lambda found: found[0][0])
        pieces: list[tuple[str, list[int]]] = []
        right = -math.inf
        for box, at in placed:
            gap = (box[0] - right) / size
            if not pieces or gap > _APART:
                pieces.append((self.text[at], [at]))
            else:
                text, places = pieces[-1]
                blank = " " if gap > _LATIN_BLANK and keeps_blank(text, self.text[at:end], gap) else ""
                pieces[-1] = (f"{text}{blank}{self.text[at]}", [*places, at])
            right = max(right if pieces[-1][1] != [at] else -math.inf, box[2])
        for text, places in pieces:
            yield self._line(places[0], places[-1] + 1, text, size)

    def _line(self, start: int, end: int, text: str, size: float) -> Line:
        left, top, right, bottom = self._box(start)
        end_left, end_top, end_right, end_bottom = self._box(end - 1)
        pdfium.FPDFText_GetCharOrigin(self._raw, self._at(start), self._x, self._y)
        return Line(
            _plain(text),
            min(left, end_left),
            min(top, end_top),
            max(right, end_right),
            max(bottom, end_bottom),
            self.frame.point(self._x.value, self._y.value)[1],
            size,
            self._is_bold(start, end),
            abs(end_top - top) < max(size, end_right - left),
            self._number,
        )

    def _at(self, at: int) -> int:
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._raw, at)) if self._shifted else at

    def _box(self, at: int) -> tuple[float, float, float, float]:
        rect = self._rect
        if not pdfium.FPDFText_GetLooseCharBox(self._raw, self._at(at), rect):
            return 0.0, 0.0, 0.0, 0.0
        frame = self.frame
        if not frame.turned:
            return rect.left - frame.left, frame.top - rect.top, rect.right - frame.left, frame.top - rect.bottom
        return self.frame.box(rect.left, rect.bottom, rect.right, rect.top)

    def _size(self, start: int, end: int) -> float:
        """The type size of a line, by its first Chinese character where it has one: figures may stand smaller or raised."""
        han = HAN.search(self.text, start, end)
        at = self._at(han.start() if han else (start + end) // 2 if self.text[(start + end) // 2] != " " else start)
        matrix = self._matrix
        scale = math.hypot(matrix.c, matrix.d) if pdfium.FPDFText_GetMatrix(self._raw, at, matrix) else 1.0
        return max(_SMALLEST, float(pdfium.FPDFText_GetFontSize(self._raw, at)) * (scale or 1.0))

    def _is_bold(self, start: int, end: int) -> bool:
        """Whether a line is bold at its end, in its middle and at its beginning (where a bold heading may run in)."""
        middle = (start + end) // 2
        places = (end - 1, start if self.text[middle].isspace() else middle, start)
        return all(self._is_bold_at(self._at(place)) for place in places)

    def _is_bold_at(self, at: int) -> bool:
        flags = self._flags
        length = pdfium.FPDFText_GetFontInfo(self._raw, at, self._name, _NAME_LENGTH, flags)
        name = self._name.value if 0 < length <= _NAME_LENGTH else b""
        if flags.value & _FORCED_BOLD or pdfium.FPDFText_GetFontWeight(self._raw, at) >= _BOLD_WEIGHT or _has_bold_name(name):
            return True
        printed = pdfium.FPDFText_GetTextObject(self._raw, at)
        return bool(printed) and pdfium.FPDFTextObj_GetTextRenderMode(printed) in _STROKED

    def close(self) -> None:
        """Gives PDFium's memory back."""
        self._text_page.close()


def _has_notes(lines: Sequence[Line], height: float) -> bool:
    """Whether a small line in the lower half of a page begins as a footnote does."""
    largest = max((line.size for line in lines), default=0.0)
    return any(line.size < _NOTE_SIZE * largest and line.middle > height / 2 and _NOTE.match(line.text) for line in lines)


@cache
def _has_bold_name(name: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        try:
            return bool(_BOLD_NAME.search(name.decode(encoding)))
        except UnicodeDecodeError:
            continue
    return False


def keeps_blank(before: str, after: str, gap: float) -> bool:
    """Whether a gap of so many type sizes between two texts is a printed blank.

    Between Latin words it is. Beside Chinese text most are put in by the typesetter (2024 年) or spread a word over its line
    (结 果): only one between two phrases of Chinese characters that is wide enough is printed.
    """
    if not before or not after:
        return False
    left, right = before[-1], after[0]
    if not WIDE.match(left) and not WIDE.match(right):
        return True
    return gap >= _PRINTED_BLANK and bool(_PHRASE_BEFORE.search(before[-2:])) and bool(_PHRASE_AFTER.match(after))


def _plain(text: str) -> str:
    """Marks of a broken word as the hyphen they stand for, compatibility radicals (⽣ for 生) as the characters they mean."""
    text = text.replace("\ufffe", "-").replace("\x02", "-").replace(_NOTHING, "")
    return _RADICAL.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text) if _RADICAL.search(text) else text


def merged(one: Line, other: Line) -> Line:
    """Two pieces of one printed line, the left one first."""
    one, other = (one, other) if one.left <= other.left else (other, one)
    size = max(one.size, other.size)
    gap = (other.left - one.right) / size
    blank = (
        "\t"
        if gap > _APART and len(one.text) > 1 and len(other.text) > 1
        else " "
        if keeps_blank(one.text, other.text, gap) and gap > 0.15
        else ""
    )
    main = one if len(one.text) >= len(other.text) else other
    return replace(
        main,
        text=f"{one.text}{blank}{other.text}",
        left=one.left,
        right=max(one.right, other.right),
        top=min(one.top, other.top),
        bottom=max(one.bottom, other.bottom),
        bold=one.bold and other.bold,
    )
