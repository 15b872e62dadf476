"""The manual's pictures, made anew from the sample reports: sheets and brief through LibreOffice, pages in Chromium.

    python tests/pictures.py [FOLDER]

Into `.github/` where no folder is given. Needs LibreOffice, Chromium and the extra `dev`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from clock import HANG
from tongbi import batch, outputs, pipeline
from tongbi.config import Options, Output
from tongbi.outputs.labels import label

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "reports"
SERIES = REPORTS / "苍屿区"
# Picture → sheet, and the part of its page that is worth showing: from the top, as a share of the height.
SHEETS = {
    "overview": ("overview", 1.0),
    "workbook": ("changes", 0.75),
    "indicators": ("indicators", 0.6),
    "checks": ("checks", 1.0),
    "follow": ("follow", 0.75),
    "measures": ("measures", 0.75),
}
# Picture → width, colours, what is shown at the top ("" for the beginning), height.
VIEWS = {
    "page": (1440, "light", "", 900),
    "page-changes": (1440, "light", "#y2024", 900),
    "page-dark": (1440, "dark", "#indicators", 900),
    "page-phone": (390, "light", "#y2024", 780),
}
WIDTH, COLOURS = 1280, 96
DPI = 150


def main(folder: Path) -> None:
    """Makes every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    comparison = pipeline.compare(sorted(SERIES.iterdir()))
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        work = Path(name)
        files = outputs.write(comparison, work, ("xlsx", "html", "docx"), "zh")
        print_sheets(files[0], folder)
        keep(pages_of(files[2])[0], folder / "brief.png")
        for picture, (width, scheme, place, height) in VIEWS.items():
            look(browser, files[1].as_uri() + place, folder / f"{picture}.png", (width, height), scheme)
        batch.run(REPORTS, Options(), Output(folder=work / "all"))
        look(browser, (work / "all" / "index.html").as_uri(), folder / "index.png", (1280, 900), "light")


def print_sheets(book: Path, folder: Path) -> None:
    """The first printed page of each sheet, known by its footer."""
    document = pypdfium2.PdfDocument(printed(book))
    footers = [page.get_textpage().get_text_bounded(top=40) for page in document]
    for picture, (sheet, share) in SHEETS.items():
        title = label(f"sheet.{sheet}", "zh")
        number = next(at for at, footer in enumerate(footers) if footer.strip().startswith(f"{title} "))
        image = document[number].render(scale=DPI / 72).to_pil()
        keep(image.crop((0, 0, image.width, round(image.height * share))), folder / f"{picture}.png")


def pages_of(path: Path) -> list[Image.Image]:
    """A document's pages."""
    return [page.render(scale=DPI / 72).to_pil() for page in pypdfium2.PdfDocument(printed(path))]


def printed(path: Path) -> Path:
    """The document as PDF by LibreOffice."""
    soffice = shutil.which("soffice") or sys.exit("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=HANG)
    return path.with_suffix(".pdf")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser, closed afterwards."""
    path = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("Chromium is not installed")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def look(browser: Browser, address: str, picture: Path, size: tuple[int, int], scheme: Any) -> None:
    """What a window of this size shows of a page."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page.goto(address)
    page.screenshot(path=picture)
    page.close()
    with Image.open(picture) as image:
        image.load()
    keep(image, picture)


def keep(image: Image.Image, picture: Path) -> None:
    """Saves a picture small: no wider than the manual shows it, in few colours."""
    if image.width > WIDTH:
        image = image.resize((WIDTH, round(image.height * WIDTH / image.width)), Image.Resampling.LANCZOS)
    image.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(picture, optimize=True)
    print(f"{picture.name}: {image.width} × {image.height}, {picture.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".github")
