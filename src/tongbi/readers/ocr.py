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

from pypdfium2 import PdfiumError

from tongbi.errors import InputError
from tongbi.model import Document, Finding
from tongbi.readers import pages, telemetry
from tongbi.readers.pages import ruled
from tongbi.readers.pages.geometry import Box, point
from tongbi.readers.pages.lines import width_of
from tongbi.readers.pages.ruled import NEAR, SHORTEST
from tongbi.readers.pages.runs import Run, Sheet
from tongbi.readers.pdf.objects import damaged, opened
from tongbi.readers.source_file import File
from tongbi.readers.wrapping import is_wide

_ADVICE = "install the extra: pip install 'tongbi[ocr]', or give the text version"
_DOTS = 200 / 72  # a point; at 150 an inch a whole line was lost
_PAPER = 595.0  # points, the shorter side of A4, which scans of reports show; their own resolution is often set wrong
# A page of A3 at 300 dots has 17 million; more is drawn smaller, and an image beyond the second is refused before it is unpacked.
_MOST_DOTS = 20_000_000
_MOST_PIXELS = 6 * _MOST_DOTS
_LONGEST_SIDE = 6000
_DOUBTFUL = 0.8  # drawn lines, clean or blurred, came out at 0.92 to 1.0
_MOST_DOUBTS = 50  # findings; a page of bad print has as many lines
_SAME_SIZE = 0.2  # heights of boxes differ by this much among lines of one size
_THICKEST = 1.5 * NEAR  # of a rule: what lies askew within its line is drawn thicker
_LONGER_THAN_STROKES = 1.5  # in type sizes
_ASKEW = 10.0  # degrees; beyond, the box does not tell the line's direction


def read(file: File) -> Document:
    """The paragraphs of an image (PNG, JPEG, TIFF of several pages, BMP, WEBP); InputError without the extra or for a damaged one."""
    recognise = _engine(file)
    try:
        sheets = [_sheet(recognise, picture, number) for number, picture in enumerate(_pictures(file))]
    except InputError:
        raise
    except Exception as error:  # Pillow lets errors of any kind through for damaged files
        raise InputError(file.path, f"damaged image ({type(error).__name__})", "open it in an image viewer and save it again") from error
    return _document(file, sheets, "image-ocr")


def read_pdf(file: File) -> Document:
    """The paragraphs of a scanned PDF; InputError without the extra, for a damaged file and for more pages than the limit."""
    recognise = _engine(file)
    document = opened(file)
    try:
        sheets = [_sheet(recognise, _drawn(document, number), number) for number in range(len(document))]
    except PdfiumError as error:
        raise damaged(file) from error
    finally:
        document.close()
    return _document(file, sheets, "pdf-ocr")


# ── pictures ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _drawn(document: Any, number: int) -> Any:
    """A page of a PDF as a picture; a very large one with fewer dots."""
    page = document[number]
    try:
        width, height = page.get_size()
        scale = min(_DOTS, math.sqrt(_MOST_DOTS / max(1.0, width * height)))
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
        file.check_pages(count)
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


def _sheet(recognise: Any, picture: Any, number: int) -> Sheet:
    """A picture's lines and ruled tables as on paper of A4's width, level though the scan may lie askew."""
    dots = import_module("numpy").asarray(picture)[:, :, ::-1]
    result = recognise(dots)
    width, height = picture.size
    scale = _PAPER / min(width, height)
    if result.txts is None:
        return Sheet(number, width * scale, height * scale)
    boxes = [[(float(x), float(y)) for x, y in box] for box in result.boxes]
    angle = _exact(dots, _angle(boxes))
    cos, sin = scale * math.cos(angle), scale * math.sin(angle)
    level = (cos, -sin, sin, cos, 0.0, 0.0)
    found = [(box, text.strip(), float(score)) for box, text, score in zip(boxes, result.txts, result.scores, strict=True)]
    runs = _alike([_run(number, [point(level, *corner) for corner in box], text, score) for box, text, score in found if text])
    rules = _rules(dots, angle, runs, scale)
    tables = ruled.find(rules)
    return Sheet(number, width * scale, height * scale, tuple(runs), tables, tuple(ruled.level_strokes(rules, tables)))


def _rules(dots: Any, angle: float, runs: list[Run], scale: float) -> list[Box]:
    """The rules drawn on a picture, once it lies level: dark runs longer than any stroke of a letter, joined over gaps of a dot or two."""
    cv = import_module("cv2")
    numpy = import_module("numpy")
    grey = cv.cvtColor(dots, cv.COLOR_BGR2GRAY)
    if angle:
        turn = numpy.float32([[math.cos(angle), math.sin(angle), 0], [-math.sin(angle), math.cos(angle), 0]])
        grey = cv.warpAffine(grey, turn, (grey.shape[1], grey.shape[0]), borderValue=255)
    dark = _ink(cv, grey)
    em = sorted(run.size for run in runs)[len(runs) // 10] if runs else 0.0
    level = _strokes(cv, dark, (round(max(SHORTEST, _LONGER_THAN_STROKES * em) / scale), 1), scale)
    upright = _strokes(cv, dark, (1, round(max(SHORTEST, em) / scale)), scale)
    # Strokes of letters are as long as the rule beside a row of one line, but hang on no level rule at either end.
    return [*level, *(rule for rule in upright if all(_on_a_rule(rule.left, y, level) for y in (rule.top, rule.bottom)))]


def _ink(cv: Any, grey: Any) -> Any:
    """Where a grey picture is darker than what is around, 255 there and 0 elsewhere: a scan's light is uneven."""
    return cv.adaptiveThreshold(grey, 255, cv.ADAPTIVE_THRESH_MEAN_C, cv.THRESH_BINARY_INV, 25, 12)


def _strokes(cv: Any, dark: Any, shortest: tuple[int, int], scale: float) -> list[Box]:
    """The dark runs of a direction, as long as `shortest` (width, height, in dots) or longer."""
    across = shortest[0] > shortest[1]
    found = cv.morphologyEx(dark, cv.MORPH_OPEN, cv.getStructuringElement(cv.MORPH_RECT, shortest))
    bridge = cv.getStructuringElement(cv.MORPH_RECT, (1, 3) if across else (3, 1))
    _, _, stats, _ = cv.connectedComponentsWithStats(cv.dilate(found, bridge), connectivity=8)
    boxes = stats[1:, :4] * scale
    rules = (Box(left, top, left + width, top + height) for left, top, width, height in boxes.tolist())
    return [rule for rule in rules if ruled.is_thin(rule, _THICKEST)]


def _on_a_rule(x: float, y: float, level: list[Box]) -> bool:
    return any(rule.left - NEAR <= x <= rule.right + NEAR and abs(rule.top - y) <= NEAR for rule in level)


def _angle(boxes: list[list[tuple[float, float]]]) -> float:
    """The angle at which most lines run, in radians: that of the longer half of them, the middle one."""
    wide = sorted(boxes, key=lambda box: box[1][0] - box[0][0])[len(boxes) // 2 :]
    angles = sorted(math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]) for box in wide)
    middle = angles[len(angles) // 2]
    return middle if abs(math.degrees(middle)) < _ASKEW else 0.0


def _exact(dots: Any, angle: float) -> float:
    """An angle near that of the boxes, whose corners are whole dots: the one at which the ink stands in the clearest rows."""
    cv, numpy = import_module("cv2"), import_module("numpy")
    grey = cv.cvtColor(dots, cv.COLOR_BGR2GRAY)
    less = max(1, round(max(grey.shape) / 2000))
    dark = _ink(cv, grey)[::less, ::less]
    down, right = numpy.nonzero(dark)

    def clear(turned: float) -> float:
        rows = numpy.rint(down * math.cos(turned) - right * math.sin(turned)).astype(int)
        return float((numpy.bincount(rows - rows.min()).astype(float) ** 2).sum())

    near = [angle + math.radians(step / 20) for step in range(-60, 61)]  # a row of a page's width leaves its dots within a twentieth
    return max(near, key=lambda turned: (clear(turned), -abs(turned - angle))) if len(down) else angle


def _run(number: int, box: list[tuple[float, float]], text: str, score: float) -> Run:
    """A line as recognised; its size is the height of its box, which is some blur larger than its type."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = box
    top, bottom = (y0 + y1) / 2, (y2 + y3) / 2
    return Run(number, text, min(x0, x3), top, max(x1, x2), bottom, bottom, max(1.0, bottom - top), score=score)


def _alike(pieces: list[Run]) -> list[Run]:
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


def _width_of_em(piece: Run) -> float | None:
    """The type size of a line that holds enough Chinese characters to tell it by its width."""
    wide = sum(is_wide(char) for char in piece.text)
    return (piece.right - piece.left) / width_of(piece.text) if wide >= 8 and 2 * wide > len(piece.text) else None


# ── the document ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _document(file: File, sheets: list[Sheet], form: str) -> Document:
    found = pages.read(sheets)
    return Document(
        file.source(form), found.blocks, (*_findings(sheets, found.text), *found.findings), found.notes, properties=found.properties
    )


def _findings(sheets: list[Sheet], text: str) -> Iterator[Finding]:
    """How many pages were recognised, and the lines of the text that are least sure."""
    yield Finding("ocr-read", "", {"pages": str(len(sheets))})
    yield from pages.on_pages("pages-without-text", [sheet.number for sheet in sheets if not sheet.runs])
    doubtful = [(run.score, run.text) for sheet in sheets for run in sheet.runs if run.score is not None and run.score < _DOUBTFUL]
    for score, line in sorted((one for one in doubtful if one[1] in text), key=lambda one: one[0])[:_MOST_DOUBTS]:
        yield Finding("ocr-doubtful", "", {"text": line, "score": f"{score:.2f}"})
