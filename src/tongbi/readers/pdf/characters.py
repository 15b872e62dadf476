"""The characters of a PDF page as PDFium tells of them: their text, and each one's place, type size, direction and weight."""

from __future__ import annotations

import ctypes
import math
import re
from functools import cache

import pypdfium2
import pypdfium2.raw as pdfium

from tongbi.readers import symbols
from tongbi.readers.pages.geometry import Box, between, point, upright
from tongbi.readers.pages.ruled import SHORTEST
from tongbi.readers.pages.runs import BOLD_NAME, BOLD_WEIGHT
from tongbi.readers.pdf.objects import give_extent
from tongbi.readers.wrapping import HAN

_FORCED_BOLD = 1 << 18  # the flag ForceBold of a font descriptor
_STROKED = (pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE)  # how Word prints bold of a face that has none
_NAME_LENGTH = 128
# Codes for private use, and what is no letter, figure or mark of Latin, Greek, Cyrillic, East Asian or mathematical text: fonts without
# their table of characters give such.
_DOUBTFUL = re.compile(
    "(?P<private>[\ue000-\uf8ff])|[^\x02\t-\r -\u052f\u1e00-\u2bff\u2e80-\ua4cf\uac00-\udfff\uf900-\ufb06\ufe10-\ufe6f\ufeff-\uffee\ufffe]+"
)
_DOT = "•"


class Characters:
    """The characters of one page, held open; `matrix` takes their coordinates to those shown."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self._paper, self._turn = page.get_mediabox(), page.get_rotation()
        self.matrix, self.width, self.height = upright(self._paper, self._turn, up=True)
        self.number = number
        give_extent(page)
        self._text_page = page.get_textpage()
        self.raw = self._text_page.raw
        self._count = self._text_page.count_chars()
        self.text: str = self._all()
        self._shifted = len(self.text) != self._count
        self._boxes: dict[int, Box] = {}
        self._rect = pdfium.FS_RECTF()
        self._x, self._y, self._flags, self._matrix = ctypes.c_double(), ctypes.c_double(), ctypes.c_int(), pdfium.FS_MATRIX()
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        if _DOUBTFUL.search(self.text):
            self._mark_lost()

    def _all(self) -> str:
        """The text in one call; as long as there are characters unless PDFium leaves some out."""
        if self._count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (self._count + 1))()
        written = pdfium.FPDFText_GetText(self.raw, 0, self._count, buffer)
        return bytes(memoryview(buffer)[: max(0, written - 1)]).decode("utf-16-le", errors="surrogatepass")

    def _mark_lost(self) -> None:
        """Puts U+FFFD for codes that no character stands for, and what their fonts show for codes of symbols."""
        shown = list(self.text)
        for found in _DOUBTFUL.finditer(self.text):
            start, end = found.span()
            if found["private"]:
                shown[start] = self._symbol(start)
            elif any(self._has_no_character(at) for at in range(start, end)):
                while start and self._has_no_character(start - 1):
                    start -= 1
                shown[start:end] = symbols.LOST * (end - start)
        self.text = "".join(shown)

    def _has_no_character(self, at: int) -> bool:
        return (self.text[at] < " " and not self.text[at].isspace()) or bool(pdfium.FPDFText_HasUnicodeMapError(self.raw, self.at(at)))

    def _symbol(self, at: int) -> str:
        """What a private code shows: by its font, else a dot where it leads a line as marks of lists do."""
        subset, _, name = self._font(self.at(at))[0].decode("utf-8", errors="replace").partition("+")
        symbol = symbols.named(self.text[at], (name or subset).removesuffix("-Regular").replace("-", " "))
        leads = self.text[at - 1 : at] in {"", "\n"} and self.text[at + 1 : at + 2].isprintable() and at + 1 < len(self.text)
        return _DOT if symbol == symbols.LOST and leads else symbol

    def at(self, at: int) -> int:
        """PDFium's number of the character at a place in the text."""
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.raw, at)) if self._shifted else at

    def box(self, at: int) -> Box:
        """What a character takes up: its advance along the line, its font's height across."""
        found = self._boxes.get(at)
        if found is None:
            found = self._boxes[at] = self._box(at)
        return found

    def _box(self, at: int) -> Box:
        rect = self._rect
        if not pdfium.FPDFText_GetLooseCharBox(self.raw, self.at(at), rect):
            return Box(0.0, 0.0, 0.0, 0.0)
        # The loose box of a vertical font leaves out the matrix that makes a type size of 200 one of 12; others are one or two sizes.
        wide = (rect.right - rect.left) / 3
        if wide > SHORTEST and wide > self.face(at, at + 1)[0]:
            left, right, bottom, top = self._sides
            pdfium.FPDFText_GetCharBox(self.raw, self.at(at), left, right, bottom, top)
            return between(self.matrix, left.value, bottom.value, right.value, top.value)
        level, _, _, _, x, y = self.matrix
        if level == 1:  # not turned, as most pages are; `between` takes three times as long
            return Box(rect.left + x, y - rect.top, rect.right + x, y - rect.bottom)
        return between(self.matrix, rect.left, rect.bottom, rect.right, rect.top)

    def content(self, at: int) -> int:
        """The number of the marked content that a character is in; -1 in a file without tags."""
        printed = pdfium.FPDFText_GetTextObject(self.raw, self.at(at))
        return int(pdfium.FPDFPageObj_GetMarkedContentID(printed)) if printed else -1

    def baseline(self, at: int) -> float:
        """The height at which a character stands."""
        pdfium.FPDFText_GetCharOrigin(self.raw, self.at(at), self._x, self._y)
        return point(self.matrix, self._x.value, self._y.value)[1]

    def face(self, start: int, end: int) -> tuple[float, bool]:
        """The type size of a line, and whether it runs level from left to right.

        By its first Chinese character where it has one: figures may stand smaller or raised.
        """
        han = HAN.search(self.text, start, end)
        at = self.at(han.start() if han else (start + end) // 2 if self.text[(start + end) // 2] != " " else start)
        size, matrix = float(pdfium.FPDFText_GetFontSize(self.raw, at)), self._matrix
        if not pdfium.FPDFText_GetMatrix(self.raw, at, matrix):
            return max(1.0, size), True
        return max(1.0, size * (math.hypot(matrix.c, matrix.d) or 1.0)), self._is_level()

    def runs_level(self, at: int) -> bool:
        """Whether a character runs level from left to right."""
        return not pdfium.FPDFText_GetMatrix(self.raw, self.at(at), self._matrix) or self._is_level()

    def _is_level(self) -> bool:
        """Whether the character asked for last does; a scan lies askew by a degree or two."""
        along, down = self._direction()
        return abs(down) <= along / 10

    def _direction(self) -> tuple[float, float]:
        """Where the character asked for last runs to: to the right, and down."""
        a, b, c, d, _, _ = self.matrix
        return a * self._matrix.a + c * self._matrix.b, b * self._matrix.a + d * self._matrix.b

    def make_level(self, at: int) -> None:
        """Turns the page by quarters until the character at a place runs level."""
        self.face(at, at + 1)
        along, down = self._direction()
        self._turn = (self._turn - 90 * round(math.degrees(math.atan2(down, along)) / 90)) % 360
        self.matrix, self.width, self.height = upright(self._paper, self._turn, up=True)
        self._boxes.clear()

    def is_bold(self, start: int, end: int) -> bool:
        """Whether a line is bold at its end, in its middle and at its beginning (where a bold heading may run in)."""
        middle = (start + end) // 2
        places = (end - 1, start if self.text[middle].isspace() else middle, start)
        return all(self._is_bold_at(self.at(place)) for place in places)

    def _is_bold_at(self, at: int) -> bool:
        name, flags = self._font(at)
        if flags & _FORCED_BOLD or pdfium.FPDFText_GetFontWeight(self.raw, at) >= BOLD_WEIGHT or _has_bold_name(name):
            return True
        printed = pdfium.FPDFText_GetTextObject(self.raw, at)
        return bool(printed) and pdfium.FPDFTextObj_GetTextRenderMode(printed) in _STROKED

    def _font(self, at: int) -> tuple[bytes, int]:
        """Name and flags of a character's font."""
        length = pdfium.FPDFText_GetFontInfo(self.raw, at, self._name, _NAME_LENGTH, self._flags)
        return self._name.value if 0 < length <= _NAME_LENGTH else b"", self._flags.value

    def close(self) -> None:
        """Gives PDFium's memory back."""
        self._text_page.close()


@cache
def _has_bold_name(name: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        try:
            return bool(BOLD_NAME.search(name.decode(encoding)))
        except UnicodeDecodeError:
            continue
    return False
