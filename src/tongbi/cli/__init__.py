"""The command line: options in, outputs and one exit status out. The one place where errors become a line.

Heavy libraries are imported inside the commands, so that --help answers at once.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from tongbi import config, console, locations
from tongbi.bounds import child
from tongbi.cli import handbook, one_series, screen
from tongbi.config import LanguageChoice, Limits, Settings
from tongbi.errors import InputError, TongbiError, UsageError
from tongbi.version import __version__

_SURROGATE = re.compile("[\ud800-\udfff]")
_COUNT = click.IntRange(1, config.MOST)
_YEAR = re.compile("[1-9][0-9]{3}")
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
Command = TypeVar("Command", bound=Callable[..., Any])


class _Tongbi(click.Group):
    """The group of commands; turns errors into a line and an exit status."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Runs a command and exits: 0 done, 1 changes found, 2 wrong arguments or input, 3 a batch with failures, 130 interrupted."""
        console.prepare()
        try:
            status = console.answered(super().main, *args, **{**extra, "standalone_mode": False})
            console.check()
        except click.ClickException as error:
            _complain(error)
            status = 2
        except TongbiError as error:
            console.note(f"tongbi: {error}")
            status = 2
        except (KeyboardInterrupt, click.Abort):
            console.note("tongbi: interrupted")
            status = 130
        sys.exit(status if isinstance(status, int) else 0)


# `tongbi` alone shows the help; older versions of click do so without an error.
_NO_ARGUMENTS = getattr(click.exceptions, "NoArgsIsHelpError", ())


def _complain(error: click.ClickException) -> None:
    """A wrong argument in one line, with what to try."""
    if isinstance(error, _NO_ARGUMENTS):
        error.show()
        return
    context = error.ctx if isinstance(error, click.UsageError) else None
    advice = f"; see {context.command_path} --help" if context else ""
    console.note(f"tongbi: {' '.join(error.format_message().split()).rstrip('.')}{advice}")


@click.group(cls=_Tongbi, context_settings=CONTEXT, epilog="Example: tongbi compare 2021.docx 2022.txt 2023.txt")
@click.version_option(__version__, prog_name="tongbi")
def main() -> None:
    """Compares several years' annual reports of one organisation (同比, year-on-year)."""
    child.collect_seldom()


# ── options that commands share ───────────────────────────────────────────────────────────────────────────────────────────────


def _years(_: click.Context, __: click.Parameter, values: Sequence[str]) -> dict[str, int] | None:
    """FILE=2023, once a file."""
    found = {}
    for value in values:
        name, _sign, year = value.rpartition("=")
        if not name or not _YEAR.fullmatch(year):
            raise click.BadParameter(f"{value!r} must be FILE=YEAR, as in --year report.txt=2023")
        found[str(Path(name))] = int(year)
    return found or None


def _named(_: click.Context, __: click.Parameter, value: Path | tuple[Path, ...]) -> Path | tuple[Path, ...]:
    """Files whose names can be written down: every output names its reports, in UTF-8."""
    for path in value if isinstance(value, tuple) else (value,):
        try:
            str(path).encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(str(path).encode("utf-8", "replace").decode("utf-8"), "its name is not UTF-8", "rename it") from error
    return value


def _formats(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if value else None


_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), callback=_named)
_OUT = click.option("-o", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Where outputs go (default: below exports/).")
_FORMATS = click.option(
    "--formats", callback=_formats, metavar="LIST", help="Outputs: xlsx,html,docx,md,json (all of these), redline, table, parquet, csv."
)
_LANG = click.option("--lang", "language", type=click.Choice(["zh", "en", "auto"]), help="Language of headings and labels.")
_PAGES = click.option("--pages", type=_COUNT, metavar="N", help="Length of the brief (default: 2).")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the record on standard output and nothing else.")
_LIMITS = {
    "max_size": "Largest file, and what it may unpack to, in MB (default: {}).",
    "max_pages": "Most pages a file may have (default: {}).",
    "max_seconds": "Longest time for reading a file (default: {}).",
    "max_memory": "Most memory for reading a file, in MB (default: {}).",
}
_READING = (
    click.option("--schema", metavar="NAME|FILE", help="The section schema, shipped or your own."),
    click.option("--organisation", metavar="NAME", help="Overrules the organisation that was detected."),
    click.option("--year", "years", multiple=True, callback=_years, metavar="FILE=YEAR", help="Overrules a file's year; once a file."),
    click.option(
        "--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help="Settings in TOML; a flag goes before it."
    ),
    *(
        click.option(f"--{one.name.replace('_', '-')}", type=_COUNT, metavar="N", help=_LIMITS[one.name].format(one.default))
        for one in fields(Limits)
    ),
)


def _reading(command: Command) -> Command:
    for option in reversed(_READING):
        command = option(command)
    return command


def _settings(config_file: Path | None, files: Sequence[Path] = (), **flags: Any) -> Settings:
    """The run's settings, once it is sure that every --year names one of the files; a settings file may serve several series."""
    for name in flags.get("years") or {}:
        if not any(name in {str(file), file.name} for file in files):
            raise UsageError(f"--year {name}: no such file among those given; name one as on the command line")
    for name, value in flags.items():
        if isinstance(value, str) and _SURROGATE.search(value):
            raise UsageError(f"--{name}: is not UTF-8; give it in UTF-8")
    return config.settle(flags, config_file)


# ── one series ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@main.command(epilog="Example: tongbi compare 2021.docx 2022.txt 2023.txt -o out --formats xlsx,html")
@_FILES
@_OUT
@_FORMATS
@_LANG
@_reading
@_JSON
@click.option("--pairs", type=click.Choice(get_args(config.PairChoice)), help="Which years are compared (default: neighbours).")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when anything changed.")
def compare(files: tuple[Path, ...], config_file: Path | None, as_json: bool, exit_code: bool, **flags: object) -> int:
    """Compare several years' reports of one organisation."""
    from tongbi import outputs

    settings = _settings(config_file, files, **flags)
    outputs.checked(settings.output.formats)
    made = one_series.compared(files, settings, as_json)
    screen.tell_comparison(made.said, made.written, console.note if as_json else console.tell)
    if as_json:
        console.tell(made.record, "")
    return 1 if exit_code and made.is_changed else 0


@main.command(epilog="Example: tongbi brief 2022.txt 2023.txt -o brief.docx --pages 1")
@_FILES
@click.option("-o", "file", type=click.Path(path_type=Path), metavar="FILE", help="A .docx, .md or .html (default: brief.docx).")
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="gongwen|FILE.docx",
    help="The official layout (GB/T 9704), or a Word template of your own with the brief's tags.",
)
@_LANG
@_PAGES
@_reading
def brief(files: tuple[Path, ...], file: Path | None, template: Path | None, config_file: Path | None, **flags: object) -> None:
    """Write the year-on-year brief alone."""
    form = _brief_form(file, template)
    settings = _settings(config_file, files, **flags)
    console.tell(one_series.brief(files, settings, file, form, template))


def _brief_form(file: Path | None, template: Path | None) -> str:
    """The ending that says how the brief is written."""
    from tongbi.outputs import BRIEFS

    form = file.suffix.lower() if file else ".docx"
    if form not in BRIEFS:
        raise UsageError(f"{file}: a brief is one of {', '.join(BRIEFS)}; give a file that ends in one of these")
    if template and form != ".docx":
        raise UsageError(f"{file}: a template makes a Word file; give -o FILE.docx")
    return form


@main.command(epilog="Example: tongbi inspect 2023.docx")
@click.argument("file", type=click.Path(path_type=Path), callback=_named)
@_LANG
@_reading
@_JSON
def inspect(file: Path, config_file: Path | None, as_json: bool, **flags: object) -> None:
    """Show what the reader, the outline and the schema saw in one report."""
    from tongbi import pipeline
    from tongbi.outputs import record

    settings = _settings(config_file, (file,), **flags)
    report = pipeline.inspect(file, settings.options)
    language = report.language if settings.output.language == "auto" else settings.output.language
    console.tell(record.dump_report(report, language) if as_json else screen.outline(report, language), "" if as_json else "\n")


@main.command(epilog="Example: tongbi render exports/comparison.json --formats html -o out")
@click.argument("comparison_file", metavar="COMPARISON.json", type=click.Path(path_type=Path))
@_OUT
@_FORMATS
@_LANG
def render(comparison_file: Path, folder: Path | None, formats: tuple[str, ...] | None, language: str | None) -> None:
    """Write the outputs again from a record, without reading the reports."""
    settings = _settings(None, folder=folder or comparison_file.parent, formats=formats, language=language)
    for path in one_series.rendered(comparison_file, settings):
        console.tell(path)


# ── a folder ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Place(click.Path):
    """A folder on this machine or a URL."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The place that is named."""
        return locations.at(value) if isinstance(value, str) else value


@main.command(epilog="Example: tongbi batch reports -o out --jobs 2")
@click.argument("folder_in", metavar="[DIR]", type=_Place(), default=Path("reports"))
@click.option("-o", "folder", type=_Place(), metavar="DIR", help="Where outputs go, a folder or a URL (default: exports/).")
@_FORMATS
@_LANG
@_reading
@click.option("--jobs", type=_COUNT, metavar="N", help="So many processes (default: 1).")
@click.option("--engine", type=click.Choice(get_args(config.EngineChoice)), help="Processes here, or a Dask cluster (default: local).")
@click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler, as in tcp://host:8786.")
@click.option("--force", is_flag=True, default=None, help="Do again what an earlier run did.")
@click.option("--quiet", is_flag=True, help="No progress.")
def batch(folder_in: Path, config_file: Path | None, quiet: bool, **flags: Any) -> int:
    """Compare every series in a folder tree, zips in it included (default: reports/), and write an index over them."""
    from tongbi import batch as batches
    from tongbi.batch import file_selection, progress

    inside = tuple(file_selection.listed(folder_in, flags["max_size"] or Limits().max_size)) if flags["years"] else ()
    settings = _settings(config_file, inside, **flags)
    with progress.shown(quiet) as told:
        done = batches.run(folder_in, settings.options, settings.output, told)
    for path in done.written:
        console.tell(str(path))
    screen.tell_batch(done)
    return 3 if done.outcomes.states()["failed"] else 0


# ── schemas ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@main.command(epilog="Example: tongbi manual checks --lang zh")
@click.argument("topic", required=False)
@_LANG
def manual(topic: str | None, language: LanguageChoice | None) -> None:
    """Print a page of the handbook, or the list of its pages."""
    spoken = handbook.own_language() if language is None or language == "auto" else language
    console.tell(handbook.page(topic, spoken) if topic else handbook.listed(spoken), "")


@main.group(epilog="Example: tongbi schema show rule-of-law")
def schema() -> None:
    """List, show, check and propose section schemas."""


@schema.command("list", epilog="Example: tongbi schema list")
def list_schemas() -> None:
    """List the schemas that ship with tongbi."""
    from tongbi.report import schema as schemas

    for name in schemas.names():
        found = schemas.load(name)
        console.tell(f"{name:24}{found.zh} · {found.en} ({found.version}, {len(found.nodes)})")


@schema.command("show", epilog="Example: tongbi schema show rule-of-law")
@click.argument("name")
def show_schema(name: str) -> None:
    """Print a shipped schema's file."""
    from tongbi.report import schema as schemas

    console.tell(schemas.text_of(name), "")


@schema.command("record", epilog="Example: tongbi schema record > record.schema.json")
def show_record_schema() -> None:
    """Print the JSON Schema of the record."""
    from tongbi.outputs import record

    console.tell(json.dumps(record.json_schema(), ensure_ascii=False, indent=1))


@schema.command("check", epilog="Example: tongbi schema check my-schema.toml")
@click.argument("file", type=click.Path(path_type=Path))
def check_schema(file: Path) -> int:
    """Say what is wrong with a schema file, by line and key."""
    from tongbi.report import schema as schemas

    problems = schemas.check(file)
    for problem in problems:
        console.note(problem)
    if not problems:
        console.tell(f"{file}: right")
    return 2 if problems else 0


@schema.command("suggest", epilog="Example: tongbi schema suggest reports/ -o my-schema.toml")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("-o", "--out", metavar="FILE", type=click.Path(path_type=Path), help="The schema file to write; standard output without.")
def suggest_schema(folder: Path, out: Path | None) -> int:
    """Propose a schema from the headings and figures of a folder's reports, which should be of one kind."""
    from tongbi import batch as batches
    from tongbi import outputs, pipeline

    reports, refused = batches.read_all(folder, Settings().options)
    screen.tell_failed(refused)
    text = pipeline.propose_schema(reports, out.stem if out else folder.resolve().name)
    console.tell(outputs.replace(out, text.encode("utf-8")) if out else text, "\n" if out else "")
    return 3 if batches.failed(refused) else 0
