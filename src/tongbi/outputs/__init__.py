"""Outputs: one file each, from a comparison alone; a file is replaced whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from fnmatch import fnmatchcase
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, TypeVar

from tongbi import locations
from tongbi.errors import OutputError, UsageError
from tongbi.model import Comparison, Language
from tongbi.model.mapped import Mapped

Result = TypeVar("Result")
# Format → file name, module. Modules are imported when their format is asked for.
FORMATS = {
    "xlsx": ("comparison.xlsx", "tongbi.outputs.workbook"),
    "html": ("comparison.html", "tongbi.outputs.page"),
    "docx": ("brief.docx", "tongbi.outputs.brief.word"),
    "md": ("brief.md", "tongbi.outputs.brief.markdown"),
    "json": ("comparison.json", "tongbi.outputs.json_output"),
}
# Those that lead to the files of the reports.
LEADING = frozenset({"html"})
# Formats that are not among all, but for those who ask for them: those that are written for each two neighbouring years → how their files
# end (redline-2022-2023.docx), module; and the long tables, of a batch one file for all series.
BY_PAIR = {
    "redline": ((".docx", ".md"), "tongbi.outputs.redline"),
    "table": ((".docx",), "tongbi.outputs.redline.two_columns"),
}
PARQUET = "parquet"
TABLES = {PARQUET: "tongbi.outputs.parquet", "csv": "tongbi.outputs.csv_tables"}
NAMES = (*FORMATS, *BY_PAIR, *TABLES)
"""All formats, in the order in which a batch writes them."""
# How the brief alone may be written: ending → module.
BRIEFS = {".docx": "tongbi.outputs.brief.word", ".md": "tongbi.outputs.brief.markdown", ".html": "tongbi.outputs.brief.web"}


# How the name of a file ends that is not yet in its place; a process that was killed may leave one behind. No other program's files end so.
BESIDE = ".tongbi-part"


def checked(formats: Sequence[str] | None) -> tuple[str, ...]:
    """The formats asked for, all of `FORMATS` where none is; UsageError for one that does not exist or that lacks its extra."""
    for name in formats or ():
        if name not in NAMES:
            raise UsageError(f"format {name!r} is not known; known are {', '.join(NAMES)}")
        if name == PARQUET and find_spec("pyarrow") is None:
            raise UsageError("--formats parquet needs the extra `parquet`; pip install 'tongbi[parquet]'")
    return tuple(formats) if formats else tuple(FORMATS)


def render(comparison: Comparison, name: str, language: Language, folder: Path | None = None) -> bytes:
    """One output as bytes; those that lead to the reports' files do so from the `folder` that they are put into."""
    module = import_module(FORMATS[name][1])
    content = module.render(comparison, language, folder) if name in LEADING else module.render(comparison, language)
    return content if isinstance(content, bytes) else str(content).encode("utf-8")


def render_brief(comparison: Comparison, form: str, language: Language, pages: int, template: Path | None = None) -> bytes:
    """The brief in one of the `BRIEFS`, in so many pages; only a .docx takes a template. InputError for a template that is none."""
    module = import_module(BRIEFS[form])
    content: bytes = module.render(comparison, language, pages, template) if template else module.render(comparison, language, pages)
    return content


def write(
    comparison: Comparison, folder: Path, formats: Sequence[str] | None, language: Language, mapped: Mapped = map
) -> tuple[Path, ...]:
    """Writes the outputs into a folder and returns their paths. Where the disk refuses some (a workbook that is open elsewhere), the others
    are written, and the first refusal is raised then, an OutputError. `mapped` makes the formats; by the built-in one the disk is waited
    for while the next output is made.
    """
    made = mapped(lambda name: _files(comparison, name, language, folder), checked(formats))
    files = ((folder / file, content) for contents in made for file, content in contents.items())
    with ThreadPoolExecutor(1) as disk:
        put = [disk.submit(replace, *file) for file in files]
    return tuple(each(one.result for one in put))


def each(works: Iterable[Callable[[], Result]]) -> list[Result]:
    """What several works of writing return: all are done, and only then the first refusal of the disk is raised, an OutputError."""
    done: list[Result] = []
    refusals: list[OutputError] = []
    for work in works:
        try:
            done.append(work())
        except OutputError as error:
            refusals.append(error)
    if refusals:
        raise refusals[0]
    return done


def file_names(comparison: Comparison, name: str) -> tuple[str, ...]:
    """The names of a format's files, the long tables aside."""
    if name in FORMATS:
        return (FORMATS[name][0],)
    endings, _ = BY_PAIR[name]
    return tuple(f"{name}-{old}-{new}{ending}" for old, new in pairwise(comparison.years) for ending in endings)


def is_output(file: str) -> bool:
    """Whether a file bears a name that an output of a comparison has."""
    years = "-".join(["[0-9]" * 4] * 2)
    paired = (f"{name}-{years}{ending}" for name, (endings, _) in BY_PAIR.items() for ending in endings)
    return file in {name for name, _ in FORMATS.values()} or any(fnmatchcase(file, pattern) for pattern in paired)


def _files(comparison: Comparison, name: str, language: Language, folder: Path) -> Mapping[str, bytes]:
    """A format's files by name."""
    if name in FORMATS:
        return {FORMATS[name][0]: render(comparison, name, language, folder)}
    if name in BY_PAIR:
        of_pair = import_module(BY_PAIR[name][1]).render
        contents = [content for old, new in pairwise(comparison.years) for content in of_pair(comparison, language, old, new)]
        return dict(zip(file_names(comparison, name), contents, strict=True))
    tables: dict[str, bytes] = import_module(TABLES[name]).render(comparison)
    return tables


def replace(path: Path, content: bytes, lasting: bool = True) -> Path:
    """Puts a file's content in its place, as `replacing` does."""
    with replacing(path, lasting) as stream:
        stream.write(content)
    return path


@contextmanager
def replacing(path: Path, lasting: bool = True) -> Iterator[BinaryIO]:
    """A seekable stream for a file's content: it is written beside its place and put there in one step when the block is left without
    an error, so that a file is never half-written and none need be held in memory.

    `lasting`: its bytes are on the disk before its name is, so that it is whole after a power cut as well. An object store puts an
    object whole or not at all. OutputError when the disk refuses.
    """
    with written(path), (_beside if locations.is_local(path) else _object)(path, lasting) as stream:
        yield stream


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Turns what the disk or a store refuses about a place into an OutputError."""
    with locations.reached(path, advice="check the place given with -o, or whether the file is open elsewhere"):
        yield


@contextmanager
def _object(path: Path, _: bool) -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile() as stream:
        yield stream
        stream.seek(0)
        with path.open("wb") as target:
            shutil.copyfileobj(stream, target)


@contextmanager
def _beside(path: Path, lasting: bool) -> Iterator[BinaryIO]:
    locations.check_regular(path)  # the place of a device must not be taken by a file
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=BESIDE)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            if lasting:
                os.fsync(stream.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
