"""Small files after faults that readers and comparers are known for, a folder a fault: `expected.toml` beside them is what a careful reader
sees. `python tests/test_files.py` prints how many promises of each folder hold.

`files/NN-what/` are inputs that failed here or elsewhere; `files/fresh/NN-what/` are other wordings and layouts of the kinds that failed
here, written without a look at what reads them. `files/unmet.toml` names the promises that do not hold yet: such a test turns red as soon
as it holds, until its line is taken out.
"""

from __future__ import annotations

import math
import shutil
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from tongbi import batch, outputs, pipeline
from tongbi.config import Options, Output
from tongbi.errors import InputError
from tongbi.model import Change, Comparison, Figure, Indicator, Report, Table

HERE = Path(__file__).parent / "files"
UNMET = frozenset(tomllib.loads((HERE / "unmet.toml").read_text(encoding="utf-8"))["unmet"])
SETTINGS = {"office", "files"}  # no promises: what the files need or are


class Promise(NamedTuple):
    """What must hold of some files: `check` names a function of `CHECKS`, `expected` is what it compares with."""

    folder: Path
    what: str
    files: tuple[str, ...]
    check: str
    expected: Any
    office: bool

    @property
    def name(self) -> str:
        return f"{self.folder.relative_to(HERE)}/{'+'.join(self.files)}:{self.check}"


def promises() -> Iterator[Promise]:
    """Every promise of every folder: of `reports` (tables called by patterns of file names), of `pairs` and of `series`."""
    for path in sorted(HERE.rglob("expected.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        for pattern, table in told.get("reports", {}).items():
            found = sorted(one.name for one in path.parent.glob(pattern))
            assert found, f"{path}: {pattern}"
            yield from (one for name in found for one in _of_table(path.parent, told["what"], (name,), table))
        for table in told.get("pairs", ()):
            yield from _of_table(path.parent, told["what"], tuple(table["files"]), table)
        if "series" in told:
            yield Promise(path.parent, told["what"], ("*",), "series", told["series"], office=False)


def _of_table(folder: Path, what: str, files: tuple[str, ...], table: dict[str, Any]) -> Iterator[Promise]:
    for check in (key for key in table if key not in SETTINGS):
        yield Promise(folder, what, files, check, table[check], table.get("office", False))


@cache
def read(path: Path) -> Report | InputError:
    """The report, or why it was refused, which takes as long to find out."""
    try:
        return pipeline.inspect(path)
    except InputError as error:
        return error


@cache
def compared(*paths: Path) -> Comparison:
    return pipeline.compare(paths)


# ── one report ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _texts(report: Report) -> list[str]:
    return [unit.text for unit in report.units]


def _everything(report: Report) -> str:
    """All that a reader is shown of the report: names, headings, sentences, tables and the names of figures."""
    tables = [text for table in report.tables for text in (table.name, *table.rows, *table.columns, *_strings(table))]
    headings = [f"{section.label}{section.heading}" for section in report.sections]
    return "\n".join([report.title, report.organisation, *headings, *_texts(report), *tables, *(figure.name for figure in report.figures)])


def _strings(table: Table) -> list[str]:
    return [value for row in table.values for value in row if isinstance(value, str)]


def _field(name: str) -> Any:
    return lambda report, expected: _told(getattr(report, name), expected)


def _told(found: object, expected: Any) -> bool:
    """`expected` may list several right answers."""
    return found in expected if isinstance(expected, list) else found == expected


def sections(report: Report, expected: list[list[Any]]) -> bool:
    return [[one.level, one.label, one.heading] for one in report.sections] == expected


def headings(report: Report, expected: list[str]) -> bool:
    """The headings alone, whatever their labels and levels."""
    return [one.heading for one in report.sections] == expected


def nodes(report: Report, expected: list[list[str]]) -> bool:
    """The schema's node of each of these headings."""
    found = {one.heading: one.canonical or "" for one in report.sections}
    return all(found.get(heading) == node for heading, node in expected)


def units(report: Report, expected: list[str]) -> bool:
    return _texts(report) == expected


def body(report: Report, expected: list[str]) -> bool:
    """The units below the headings, whatever stands before the first."""
    return [unit.text for unit in report.units if unit.section is not None] == expected


def times(report: Report, expected: list[list[Any]]) -> bool:
    """So often the whole sentence is there."""
    return all(_texts(report).count(sentence) == number for sentence, number in expected)


def has(report: Report, expected: list[str]) -> bool:
    """Each is a whole unit."""
    return set(expected) <= set(_texts(report))


def below(report: Report, expected: list[list[str]]) -> bool:
    """A unit with these words stands below that heading."""
    found = [(unit.text, report.sections[unit.section].heading) for unit in report.units if unit.section is not None]
    return all(any(words in text and heading == of for text, of in found) for words, heading in expected)


def absent(report: Report, expected: list[str]) -> bool:
    """The words stand nowhere in what a reader is shown."""
    return not any(words in _everything(report) for words in expected)


def points(report: Report, expected: list[list[str]]) -> bool:
    """The marker of the units that begin so."""
    return all([unit.point for unit in report.units if unit.text.startswith(words)] == [point] for words, point in expected)


def tables(report: Report, expected: int) -> bool:
    return len(report.tables) == expected


def table_names(report: Report, expected: list[str]) -> bool:
    return [table.name for table in report.tables] == expected


def cells(report: Report, expected: list[list[Any]]) -> bool:
    """Row, column, value: exactly one cell whose labels end so has that value; an empty string stands for an empty cell."""
    return all(_cell(report, row, column) == [None if value == "" else value] for row, column, value in expected)


def _cell(report: Report, row: str, column: str) -> list[object]:
    return [
        table.values[at][to]
        for table in report.tables
        for at, one in enumerate(table.rows)
        for to, other in enumerate(table.columns)
        if _ends(one, row) and _ends(other, column)
    ]


def _ends(path: str, label: str) -> bool:
    return path == label or path.endswith(f"/{label}")


def figures(report: Report, expected: list[list[Any]]) -> bool:
    """The unit that begins so gives a figure of that value and unit, and with that qualifier where one is named (`some`: any at all)."""
    return all(any(_fits(one, *rest) for one in _of_unit(report, words)) for words, *rest in expected)


def _of_unit(report: Report, words: str) -> list[Figure]:
    ids = {unit.id for unit in report.units if unit.text.startswith(words)}
    return [one for one in report.figures if one.unit_id in ids]


def _fits(figure: Figure, value: float, unit: str, qualifier: str = "") -> bool:
    qualified = not qualifier or (figure.qualifier is not None if qualifier == "some" else figure.qualifier == qualifier)
    return math.isclose(figure.value, value) and figure.unit == unit and qualified


def figures_only(report: Report, expected: list[list[Any]]) -> bool:
    """All values of the unit that begins so, in order."""
    return all([one.value for one in _of_unit(report, words)] == values for words, values in expected)


def named(report: Report, expected: list[list[Any]]) -> bool:
    """The figure of that value has these words in its name."""
    return all(any(words in one.name for one in report.figures if math.isclose(one.value, value)) for value, words in expected)


def findings(report: Report, expected: list[str]) -> bool:
    return set(expected) <= {one.code for one in report.findings}


def unsaid(report: Report, expected: list[str]) -> bool:
    """Findings that would be wrong."""
    return not set(expected) & {one.code for one in report.findings}


def doubted(report: Report, expected: bool) -> bool:
    """Something is said of how the file was read, beside what its kind requires."""
    return any(one.code != "node-missing" for one in report.findings) == expected


def pages(report: Report, expected: list[list[Any]]) -> bool:
    """The page of the unit that begins so."""
    return all({unit.place.page for unit in report.units if unit.text.startswith(words)} == {page} for words, page in expected)


# ── a file, two files, a folder ───────────────────────────────────────────────────────────────────────────────────────────────────


def refused(path: Path) -> bool:
    return isinstance(read(path), InputError)


def whole_or_refused(path: Path, expected: list[str]) -> bool:
    """The sentences are read, or one line says that they cannot be; a part of them alone is wrong."""
    found = read(path)
    return isinstance(found, InputError) or has(found, expected)


def _change(told: Comparison, words: str) -> Change:
    """The change of the newest report's one sentence with these words."""
    (unit,) = (one for one in told.reports[-1].units if words in one.text)
    (found,) = (one for one in told.changes if unit.id in one.to_units)
    return found


def changes(told: Comparison, expected: list[list[str]]) -> bool:
    return all(_change(told, words).kind == kind for words, kind in expected)


def moved(told: Comparison, expected: list[str]) -> bool:
    """These sentences moved, and no others."""
    return {id(_change(told, words)) for words in expected} == {id(one) for one in told.changes if one.moved}


def edits(told: Comparison, expected: list[list[str]]) -> bool:
    """What was replaced in the sentence, as `before>after`, in order and nothing else."""
    for words, *pieces in expected:
        if [f"{one.before}>{one.after}" for one in _change(told, words).edits if one.op != "equal"] != pieces:
            return False
    return True


def rows(told: Comparison, expected: list[list[Any]]) -> bool:
    """A row of the indicators with that in its name and these values by year, a text for a year without one."""
    return all(any(name in one.name and _series(told, one) == values for one in told.indicators) for name, *values in expected)


def _series(told: Comparison, indicator: Indicator) -> list[float | str]:
    return [round(indicator.values[year], 6) if year in indicator.values else "" for year in told.years]


def matrix(told: Comparison, expected: list[list[str]]) -> bool:
    """Headings of the first and the last report that are one row."""
    first, last = told.reports[0], told.reports[-1]
    found = [[one.by_year.get(told.years[0]), one.by_year.get(told.years[-1])] for one in told.sections]
    named = [[first.sections[a].heading, last.sections[b].heading] for a, b in found if a is not None and b is not None]
    return all(pair in named for pair in expected)


def workbook(told: Comparison, expected: bool) -> bool:
    """Blanks at the ends of texts are kept, and a text that begins with = is no formula."""
    with TemporaryDirectory() as folder:
        (path,) = outputs.write(told, Path(folder), ("xlsx",), "zh")
        with zipfile.ZipFile(path) as book:
            parts = [book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml")]
    kept = not any("<t> " in part or "<t>\n" in part for part in parts)
    return (kept and not any("<f>SUM(A1) is" in part for part in parts)) == expected


def series(folder: Path, expected: list[list[Any]]) -> bool:
    """The bodies that a folder's reports are put to, and the years of each."""
    with TemporaryDirectory() as out:
        shutil.copytree(folder, Path(out) / "in", ignore=shutil.ignore_patterns("*.toml"))
        told = batch.run(Path(out) / "in", Options(), Output(formats=("json",), folder=Path(out) / "out", jobs=1)).outcomes
        return sorted([one.organisation, sorted(one.years)] for one in told) == sorted(expected)


OF_A_REPORT: dict[str, Any] = {
    **{name: _field(name) for name in ("title", "organisation", "year", "kind", "language")},
    **{
        one.__name__: one for one in (sections, headings, nodes, units, body, times, has, below, absent, points, tables, table_names, cells)
    },
    **{one.__name__: one for one in (figures, figures_only, named, findings, unsaid, doubted, pages)},
}
OF_A_PAIR: dict[str, Any] = {one.__name__: one for one in (changes, moved, edits, rows, matrix, workbook)}


def held(promise: Promise) -> bool:
    paths = [promise.folder / name for name in promise.files]
    match promise.check:
        case "series":
            return series(promise.folder, promise.expected)
        case "refused":
            return refused(paths[0]) == promise.expected
        case "whole_or_refused":
            return whole_or_refused(paths[0], promise.expected)
        case check if check in OF_A_PAIR:
            return bool(OF_A_PAIR[check](compared(*paths), promise.expected))
        case check:
            return bool(OF_A_REPORT[check](_read_or_fail(paths[0]), promise.expected))


def _read_or_fail(path: Path) -> Report:
    found = read(path)
    assert not isinstance(found, InputError), str(found)
    return found


ALL = tuple(promises())


def cases() -> list[Any]:
    """Every promise as a case, those that do not hold yet marked with their kind in words."""
    office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice reads this format, and it is not here")
    found = []
    for one in ALL:
        unmet = pytest.mark.xfail(strict=True, raises=(AssertionError, ValueError), reason=one.what)
        marks = [unmet] * (one.name in UNMET) + [office] * one.office
        found.append(pytest.param(one, marks=marks, id=one.name))
    return found


@pytest.mark.parametrize("promise", cases())
def test_file(promise: Promise) -> None:
    assert held(promise), f"{promise.what}: {promise.expected}"


def test_every_unmet_promise_is_one() -> None:
    assert {one.name for one in ALL} >= UNMET


def main() -> None:
    """Prints for each folder how many of its promises hold, and those that do not."""
    told: dict[Path, list[tuple[str, bool]]] = {}
    for one in ALL:
        try:
            holds = held(one)
        except (AssertionError, ValueError):
            holds = False
        told.setdefault(one.folder, []).append((one.name, holds))
    for folder, found in told.items():
        print(f"{_of(found):>7}  {folder.relative_to(HERE)}")
        print("".join(f"           {name.removeprefix(f'{folder.relative_to(HERE)}/')}\n" for name, holds in found if not holds), end="")
    for title, fresh in (("taken over", False), ("fresh", True)):
        every = [found for folder, found in told.items() if (folder.parent.name == "fresh") == fresh]
        whole = [("", all(holds for _, holds in found)) for found in every]
        print(f"{title}: promises {_of([one for found in every for one in found])}, folders {_of(whole)}")


def _of(found: Sequence[tuple[str, bool]]) -> str:
    return f"{sum(holds for _, holds in found)}/{len(found)}"


if __name__ == "__main__":
    main()
