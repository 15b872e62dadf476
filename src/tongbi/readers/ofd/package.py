"""The package of an OFD file (GB/T 33190): its parts as XML trees, read with a bound; pages in order, fonts and templates."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - zlib names its one error so

from lxml import etree

from tongbi.errors import InputError
from tongbi.readers.pages.runs import BOLD_NAME
from tongbi.readers.source_file import File

_AGAIN = "open it in an OFD reader and save it again, or print it to PDF"
_UNLOCKED = "save it without the password"


@dataclass(frozen=True, slots=True)
class Resources:
    """What pages refer to by id: fonts that are bold, the names of all, drawings used as a whole."""

    bold: frozenset[str] = frozenset()
    fonts: dict[str, str] = field(default_factory=dict)
    drawings: dict[str, Any] = field(default_factory=dict)

    def with_others(self, other: Resources) -> Resources:
        """Both."""
        return Resources(self.bold | other.bold, {**self.fonts, **other.fonts}, {**self.drawings, **other.drawings})


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page's own tree and those of its templates by id; `box` is the paper in mm: left, top, width, height."""

    content: Any
    templates: dict[str, Any]
    resources: Resources
    box: tuple[float, float, float, float]


class Package:
    """An opened OFD package. Every error of its form is an InputError; `missing` counts the backgrounds that are named and not there."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._left = file.limits.max_size << 20
        self.missing = 0
        try:
            self._zip = ZipFile(BytesIO(file.raw))
            entries = self._zip.infolist()
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self.damaged("damaged OFD package") from error
        self._names = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}
        if any(entry.flag_bits & 1 for entry in entries) or any(name.lower() == "encryptions.xml" for name in self._names):
            raise InputError(file.path, "an encrypted OFD file", _UNLOCKED)

    def damaged(self, reason: str) -> InputError:
        """The error for this file."""
        return InputError(self._file.path, reason, _AGAIN)

    def pages(self) -> list[PageParts]:
        """The pages of all documents in the package, in order."""
        places = [body.findtext("{*}DocRoot") for body in self._tree("OFD.xml").iter("{*}DocBody")]
        found = [page for place in places if place for page in self._document(self._resolved(place, ""))]
        if not found:
            raise self.damaged("an OFD file without pages")
        return found

    def _document(self, place: str) -> Iterator[PageParts]:
        document = self._tree(place)
        pages = [page.get("BaseLoc") for page in document.iterfind("{*}Pages/{*}Page")]
        self._file.check_pages(len(pages))
        common = document.find("{*}CommonData")
        shared = self._resources(common, place) if common is not None else Resources()
        templates = {one.get("ID", ""): one.get("BaseLoc") for one in document.iterfind("{*}CommonData/{*}TemplatePage")}
        backgrounds = {key: self._resolved(loc, place) for key, loc in templates.items() if loc}
        self.missing += sum(loc not in self._names for loc in backgrounds.values())
        trees = {key: self._tree(loc) for key, loc in backgrounds.items() if loc in self._names}
        paper = document.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox")
        for loc in pages:
            if loc:
                own = self._resolved(loc, place)
                tree = self._tree(own)
                box = _box(tree.findtext("{*}Area/{*}PhysicalBox")) or _box(paper) or (0.0, 0.0, 210.0, 297.0)
                yield PageParts(tree, trees, shared.with_others(self._resources(tree, own)), box)

    def _resources(self, holder: Any, place: str) -> Resources:
        """The resources named in a document or a page; a file of them that is missing costs looks, never text."""
        found = Resources()
        for tag in ("PublicRes", "DocumentRes", "PageRes"):
            for one in holder.iterfind(f"{{*}}{tag}"):
                where = self._resolved(one.text or "", place)
                if where in self._names:
                    found = found.with_others(_resources(self._tree(where)))
        return found

    def _resolved(self, place: str, beside: str) -> str:
        """A place named in a part of the package, from the package's root; never outside it."""
        found = posixpath.normpath(posixpath.join(posixpath.dirname(beside), place.strip().replace("\\", "/")))
        if found.startswith(".."):
            raise self.damaged("an OFD file that points outside itself")
        return found.lstrip("/")

    def _tree(self, place: str) -> Any:
        entry = self._names.get(place)
        if entry is None:
            raise self.damaged(f"an OFD file without its part {place}")
        try:
            with self._zip.open(entry) as stream:
                raw = stream.read(self._left + 1)
        except (BadZipFile, ZlibError, EOFError, OSError, RuntimeError, ValueError) as error:
            raise self.damaged("damaged OFD package") from error
        self._left -= len(raw)
        if self._left < 0:
            raise InputError(self._file.path, f"unpacks to more than {self._file.limits.max_size} MB", "check that it is a report")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            root: Any = etree.fromstring(raw, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(f"an OFD file whose part {place} is no XML") from error
        if root.getroottree().docinfo.doctype:
            raise self.damaged(f"an OFD file whose part {place} has a document type")
        return root


def _resources(tree: Any) -> Resources:
    fonts = [font for font in tree.iter("{*}Font") if font.get("ID")]
    shown = {font.get("ID", ""): font.get("FontName", "") for font in fonts}
    names = {font.get("ID"): f"{font.get('FontName', '')} {font.get('FamilyName', '')}" for font in fonts}
    bold = {font.get("ID") for font in fonts if font.get("Bold") == "true" or BOLD_NAME.search(names[font.get("ID")])}
    drawings = {unit.get("ID"): unit for unit in tree.iter("{*}CompositeGraphicUnit") if unit.get("ID")}
    return Resources(frozenset(bold), shown, drawings)


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    places = numbers(text)
    if len(places) != 4 or min(places[2:]) <= 0:
        return None
    return places[0], places[1], places[2], places[3]


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; none for one that holds anything else."""
    try:
        found = [float(part) for part in (text or "").split()]
    except ValueError:
        return []
    return found if all(abs(number) < 1e6 for number in found) else []
