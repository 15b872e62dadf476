"""Scans: pages of a PDF that are pictures, and image files, read by optical character recognition without a network.

A page at a time is drawn and read, so that memory stays flat. Every paragraph says how sure the recognition is of it.
"""

from __future__ import annotations

import logging
import math
import warnings
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from tongbi.errors import InputError
from tongbi.model import Document, Finding
from tongbi.readers import pages, telemetry
from tongbi.readers.file import File
from tongbi.readers.pages import furniture as printed_furniture
from tongbi.readers.pages import tables
from tongbi.readers.pages.lines import Line, Page
from tongbi.readers.pages.ruled import Rule
from tongbi.readers.wrapping import WIDE

_ADVICE = "install the extra: pip install 'tongbi[ocr]', or give the text version"
_DOTS = 200  # per inch; at 150 a whole line was lost
_POINTS = 72
# A page of A3 at 300 dots has 17 million; more is drawn smaller, and an image beyond the second is refused before it is unpacked.
_MOST_DOTS, _MOST_PIXELS = 20_000_000, 120_000_000
_LONGEST_SIDE = 6000
_DOUBTFUL = 0.8  # drawn lines, clean or blurred, came out at 0.92 to 1.0
_MOST_DOUBTS = 50
_NARROW = 0.55
_SAME_SIZE = 0.2  # heights of boxes differ by this much among lines of one size
# In dots: rules are thinner and longer than these; edges this near are one.
_THICKEST_RULE, _SHORTEST_RULE, _SAME_EDGE = 12, 24, 8.0
_LONGER_THAN_STROKES = 1.5  # in type sizes
_ASKEW = 10.0  # degrees; beyond, the box does not tell the line's direction


def read(file: File) -> Document:
    """The paragraphs of an image (PNG, JPEG, TIFF of several pages, BMP, WEBP); InputError without the extra or for a damaged one."""
    recognise = _engine(file)
    try:
        sheets = [_page(recognise, picture, number) for number, picture in enumerate(_pictures(file))]
    except InputError:
        raise
    except Exception as error:  # Pillow lets errors of any kind through for damaged files
        raise InputError(file.path, f"damaged image ({type(error).__name__})", "open it in an image viewer and save it again") from error
    return _document(file, sheets, "image-ocr")


def read_pdf(file: File) -> Document:
    """The paragraphs of a scanned PDF; InputError without the extra, for a damaged file and for more pages than the limit."""
    recognise = _engine(file)
    pdfium = _needed("pypdfium2", file)
    try:
        document = pdfium.PdfDocument(file.raw)
    except pdfium.PdfiumError as error:
        raise InputError(file.path, "damaged PDF or one with a password", "open it in a PDF viewer and print it to a new PDF") from error
    try:
        _check_pages(len(document), file)
        sheets = [_page(recognise, _drawn(document, number), number) for number in range(len(document))]
    except pdfium.PdfiumError as error:
        raise InputError(file.path, "damaged PDF", "open it in a PDF viewer and print it to a new PDF") from error
    finally:
        document.close()
    return _document(file, sheets, "pdf-ocr")


def _check_pages(count: int, file: File) -> None:
    if count > file.limits.max_pages:
        reason = f"{count} pages, more than {file.limits.max_pages}"
        raise InputError(file.path, reason, "check that it is a report, or allow more with --max-pages")


# ── pictures ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _drawn(document: Any, number: int) -> Any:
    """A page of a PDF as a picture; a very large one with fewer dots."""
    page = document[number]
    try:
        width, height = page.get_size()
        scale = min(_DOTS / _POINTS, math.sqrt(_MOST_DOTS / max(1.0, width * height)))
        bitmap = page.render(scale=scale)
        picture = bitmap.to_pil().convert("RGB")
        bitmap.close()
        return picture
    finally:
        page.close()


def _pictures(file: File) -> Iterator[Any]:
    """The pages of an image file, upright as its camera says and on white."""
    images, turns = _needed("PIL.Image", file), _needed("PIL.ImageOps", file)
    with _opened(images, file) as image:
        count = getattr(image, "n_frames", 1)
        _check_pages(count, file)
        for number in range(count):
            image.seek(number)
            if image.width * image.height > _MOST_PIXELS:
                raise _too_large(file)
            picture = turns.exif_transpose(image)
            if picture.has_transparency_data:
                ground = images.new("RGBA", picture.size, "white")
                ground.alpha_composite(picture.convert("RGBA"))
                picture = ground
            picture = picture.convert("RGB")
            picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            yield picture


def _opened(images: Any, file: File) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", images.DecompressionBombWarning)
        try:
            return images.open(BytesIO(file.raw))
        except images.DecompressionBombError as error:
            raise _too_large(file) from error


def _too_large(file: File) -> InputError:
    return InputError(file.path, f"more than {_MOST_PIXELS // 1_000_000} million pixels", "save it smaller, at 200 to 300 dots per inch")


# ── recognition ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _needed(module: str, file: File) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(file.path, "is a scan (pictures of pages), and reading it needs character recognition", _ADVICE) from error


def _engine(file: File) -> Any:
    """What reads a picture; InputError without the extra or its models."""
    telemetry.switch_off()
    telemetry.silence(_needed("onnxruntime", file))
    _needed("rapidocr", file)
    found = _loaded()
    if found is None:
        raise InputError(file.path, "is a scan, and the models for character recognition are missing", _ADVICE)
    return found


@lru_cache(maxsize=1)
def _loaded() -> Any:
    """The engine with the models of its package, named by their files: it would fetch others from the network; None without them."""
    rapidocr = import_module("rapidocr")
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    folder = Path(str(rapidocr.__file__)).parent / "models"
    models = {kind: sorted(folder.glob(f"*_{kind}_*.onnx")) for kind in ("det", "rec", "cls")}
    if not all(models.values()):
        return None
    settings = {"Global.log_level": "critical", "Global.max_side_len": _LONGEST_SIDE, "Global.use_cls": False, "Global.text_score": 0.3}
    # Lines are looked for in a smaller picture and read one by one in the whole one: half the time and two thirds of the memory, same text.
    settings |= {"Det.limit_type": "max", "Det.limit_side_len": 1600, "Rec.rec_batch_num": 1}
    return rapidocr.RapidOCR(params=settings | {f"{kind.capitalize()}.model_path": str(found[-1]) for kind, found in models.items()})


def _page(recognise: Any, picture: Any, number: int) -> Page:
    """A picture's lines and ruled tables, level though the scan may lie askew."""
    numpy = import_module("numpy")
    dots = numpy.asarray(picture)[:, :, ::-1]
    result = recognise(dots)
    size = (float(picture.size[0]), float(picture.size[1]))
    if result.txts is None:
        return Page(number, *size, ())
    boxes = [[(float(x), float(y)) for x, y in box] for box in result.boxes]
    angle = _angle(boxes)
    found = zip(boxes, result.txts, result.scores, strict=True)
    pieces = [_piece(number, _level(box, angle), text.strip(), float(score)) for box, text, score in found]
    alike = _alike([piece for piece in pieces if piece.text])
    return tables.page(number, size, alike, _rules(dots, angle, alike), _SAME_EDGE)


def _rules(dots: Any, angle: float, pieces: list[Line]) -> list[Rule]:
    """The rules drawn on a picture, once it lies level: dark runs longer than any stroke of a letter, joined over gaps of a dot or two."""
    cv = import_module("cv2")
    numpy = import_module("numpy")
    grey = cv.cvtColor(dots, cv.COLOR_BGR2GRAY)
    if angle:
        turn = numpy.float32([[math.cos(angle), math.sin(angle), 0], [-math.sin(angle), math.cos(angle), 0]])
        grey = cv.warpAffine(grey, turn, (grey.shape[1], grey.shape[0]), borderValue=255)
    dark = cv.adaptiveThreshold(grey, 255, cv.ADAPTIVE_THRESH_MEAN_C, cv.THRESH_BINARY_INV, 25, 12)
    em = sorted(piece.size for piece in pieces)[len(pieces) // 10] if pieces else 0.0
    level = _runs(cv, dark, (max(_SHORTEST_RULE, round(_LONGER_THAN_STROKES * em)), 1))
    upright = _runs(cv, dark, (1, max(_SHORTEST_RULE, round(em))))
    # Strokes of letters are as long as the rule beside a row of one line, but hang on no level rule at either end.
    return [*level, *(rule for rule in upright if all(_on_a_rule(rule.left, y, level) for y in (rule.top, rule.bottom)))]


def _runs(cv: Any, dark: Any, shortest: tuple[int, int]) -> list[Rule]:
    """The dark runs of a direction, as long as `shortest` (width, height) or longer."""
    across = shortest[0] > shortest[1]
    runs = cv.morphologyEx(dark, cv.MORPH_OPEN, cv.getStructuringElement(cv.MORPH_RECT, shortest))
    bridge = cv.getStructuringElement(cv.MORPH_RECT, (1, 3) if across else (3, 1))
    _, _, stats, _ = cv.connectedComponentsWithStats(cv.dilate(runs, bridge), connectivity=8)
    return [
        Rule(float(left), float(top), float(left + width), float(top + height))
        for left, top, width, height, _ in stats[1:].tolist()
        if min(width, height) <= _THICKEST_RULE
    ]


def _on_a_rule(x: float, y: float, level: list[Rule]) -> bool:
    return any(rule.left - _SAME_EDGE <= x <= rule.right + _SAME_EDGE and abs(rule.top - y) <= _SAME_EDGE for rule in level)


def _angle(boxes: list[list[tuple[float, float]]]) -> float:
    """The angle at which most lines run, in radians: that of the longer half of them, the middle one."""
    wide = sorted(boxes, key=lambda box: box[1][0] - box[0][0])[len(boxes) // 2 :]
    angles = sorted(math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]) for box in wide)
    middle = angles[len(angles) // 2]
    return middle if abs(math.degrees(middle)) < _ASKEW else 0.0


def _level(box: list[tuple[float, float]], angle: float) -> list[tuple[float, float]]:
    cos, sin = math.cos(angle), math.sin(angle)
    return [(x * cos + y * sin, y * cos - x * sin) for x, y in box]


def _piece(number: int, box: list[tuple[float, float]], text: str, score: float) -> Line:
    """A line as recognised; its size is the height of its box, which is some blur larger than its type."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = box
    top, bottom = (y0 + y1) / 2, (y2 + y3) / 2
    return Line(number, min(x0, x3), max(x1, x2), top, bottom, text, max(1.0, bottom - top), False, score)


def _alike(pieces: list[Line]) -> list[Line]:
    """Pieces with the type sizes that their widths tell, those near the usual size being of that size."""
    by_width = {id(piece): _width_of_em(piece) for piece in pieces}
    told = [(em / piece.size, em, len(piece.text)) for piece in pieces if (em := by_width[id(piece)])]
    if not told:
        return pieces
    blur = sorted(ratio for ratio, _, _ in told)[len(told) // 2]
    usual = sorted(em for _, em, length in told for _ in range(length))[sum(length for _, _, length in told) // 2]
    sizes = [by_width[id(piece)] or piece.size * blur for piece in pieces]
    near = _SAME_SIZE * usual
    return [replace(piece, size=usual if abs(size - usual) <= near else size) for piece, size in zip(pieces, sizes, strict=True)]


def _width_of_em(piece: Line) -> float | None:
    """The type size of a line that holds enough Chinese characters to tell it by its width."""
    wide = sum(bool(WIDE.match(char)) for char in piece.text)
    narrow = len(piece.text) - wide
    return (piece.right - piece.left) / (wide + _NARROW * narrow) if wide >= 8 and wide > narrow else None


# ── the document ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _document(file: File, sheets: list[Page], form: str) -> Document:
    kept = printed_furniture.stripped(sheets)
    blocks, doubts = pages.blocks(kept)
    return Document(file.source(form), tuple(tables.whole(blocks)), (*_findings(kept), *doubts))


def _findings(sheets: list[Page]) -> Iterator[Finding]:
    """How many pages were recognised, and the lines that are least sure."""
    yield Finding("ocr-read", "", {"pages": str(len(sheets))})
    empty = [page.number + 1 for page in sheets if not page.parts]
    if empty:
        yield Finding("pages-without-text", "", {"count": str(len(empty)), "pages": ", ".join(map(str, empty[:20]))})
    lines = [line for page in sheets for line in page.lines() if line.score is not None and line.score < _DOUBTFUL]
    for line in sorted(lines, key=lambda one: one.score or 0.0)[:_MOST_DOUBTS]:
        yield Finding("ocr-doubtful", "", {"text": line.text, "score": f"{line.score:.2f}"})
