"""Pipeline: files → reports → one comparison, all of it on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from tongbi import bounds, checks, figures, readers
from tongbi.bounds import child, copies
from tongbi.checks import follow_through
from tongbi.checks.follow_through import target_rows
from tongbi.comparison import (
    alignment,
    changes,
    core_figures,
    counterparts,
    disclosures,
    figure_series,
    headlines,
    moved_links,
    novelty,
    reading_order,
    section_rows,
    series_findings,
    similarity_measures,
    statement_weights,
    statements,
    told_once,
)
from tongbi.comparison import indicators as indicator_table
from tongbi.comparison.alignment import NearestUnits
from tongbi.config import Limits, Options, PairChoice
from tongbi.errors import UsageError
from tongbi.figures import tagged_facts
from tongbi.figures.fiscal_years import FiscalYears
from tongbi.language import organisation_names
from tongbi.model import (
    CellPlace,
    Change,
    ChangeKind,
    Comparison,
    Coverage,
    Document,
    Figure,
    Finding,
    Node,
    Report,
    SectionRow,
    Table,
    TaggedFact,
    Thread,
    Unit,
)
from tongbi.model.changed_values import changed
from tongbi.outputs import record
from tongbi.report import coverage, node_matching, outline, schema, schema_proposal, tables
from tongbi.report import disclosures as disclosed_parts
from tongbi.report.outline import Outline
from tongbi.report.schema import Schema

_OPENING = 8
# What the metadata call the year that a report reviews, where it says that it was given in the next.
_BEHIND = "year reviewed"


def inspect(path: Path, options: Options | None = None) -> Report:
    """Reads one report; InputError when it cannot be read or takes more than the limits allow, SchemaError for a schema that is not one."""
    return child.apart(_bounded, path, options or Options())


def _bounded(path: Path, options: Options) -> Report:
    with bounds.within(path, options.limits):
        return _inspected(path, options)


def _inspected(path: Path, options: Options) -> Report:
    document, outlined, known = _outlined(path, options)
    identity = outline.identify(outlined, path, known.year_rule)
    year = options.year_of(path) or identity.year
    behind = identity.behind and year == identity.year
    known = _reviewing(known, behind=behind)
    told = {"period end": identity.period_end, _BEHIND: str(year) if behind else ""}
    ends = identity.period_end or (f"{year}-12-31" if year else "")
    normalised = node_matching.normalise(outlined.sections, outlined.units, known, ends, outlined.listed)
    period = None if year is None else year - known.lag
    units = figures.marked(normalised.sections, _numbered(normalised.units, year), period)
    parted = tables.parted(outlined.grids)
    labelled = tables.label(parted, known.tables, tables.Own(period, identity.period_end))
    read = (*figures.extract(units, period, known.lag, identity.period_end), *figures.of_tables(labelled, period))
    facts, found, doubts = _tagged(document, outlined, tables.facts(parted), identity.period_end, units, labelled, read, period)
    contents = coverage.coverage(normalised.sections, units, (table.section for table in labelled), known, ends)
    return Report(
        organisation=options.organisation or identity.organisation,
        year=year,
        kind=known.name,
        title=outlined.title,
        language=outlined.language,
        source=document.source,
        front=outlined.front,
        sections=normalised.sections,
        units=units,
        tables=labelled,
        figures=found,
        findings=(
            *document.findings,
            *outlined.findings,
            *identity.findings,
            *normalised.findings,
            *doubts,
            *coverage.missing(contents, known),
        ),
        notes=document.notes,
        metadata={**document.metadata, **{name: text for name, text in told.items() if text}},
        coverage=contents,
        claims=figures.placed(units, found, period),
        facts=facts,
        versions=record.versions(known.version),
    )


def _tagged(
    document: Document,
    outlined: Outline,
    printed: Iterable[tuple[CellPlace, int | None]],
    ends: str,
    units: Sequence[Unit],
    labelled: Sequence[Table],
    read: Sequence[Figure],
    period: int | None,
) -> tuple[tuple[TaggedFact, ...], tuple[Figure, ...], tuple[Finding, ...]]:
    """The facts that a filing declares, at their places (those of cells are `printed`), the figures that were `read` as it
    declares them, and doubts about that.
    """
    if not document.facts:
        return (), tuple(read), ()
    told = document.metadata
    years = FiscalYears(document.facts, told.get("fiscal year begins", ""), told.get("fiscal year ends", ends))
    cells = dict(printed)
    facts = tagged_facts.placed(document.facts, outlined.facts, cells, units, labelled, years)
    found, facts, doubts = tagged_facts.declared(read, facts, (cell for cell, at in cells.items() if at is None), labelled, period)
    return facts, found, doubts


def _outlined(path: Path, options: Options) -> tuple[Document, Outline, Schema]:
    """The document, its outline and its kind; what the kind's tables became as lines of text is a table again."""
    document = readers.read(path, options.limits)
    outlined = outline.outline(document)
    known = schema.load(options.schema) if options.schema else _kind(outlined)
    blocks, doubts = tables.restored(document.blocks, known.tables)
    document = replace(document, findings=(*document.findings, *doubts))
    if blocks != document.blocks:
        document = replace(document, blocks=blocks)
        outlined = outline.outline(document)
    return document, disclosed_parts.found_in(outlined, known), known


def _kind(outlined: Outline) -> Schema:
    """The kind by title, first sentences and level-1 headings; by all headings where those say nothing."""
    opening = "".join(unit.text for unit in outlined.units[:_OPENING])
    first = schema.detect(outlined.title, [section.heading for section in outlined.sections if section.level == 1], opening)
    return first if first.name != schema.GENERIC else schema.detect(outlined.title, [section.heading for section in outlined.sections])


def _reviewing(known: Schema, *, behind: bool) -> Schema:
    """The schema for a report that says that it was given in the year after the one it is called by (`behind`): it reviews that one."""
    return replace(known, year_rule="reported") if behind else known


def _numbered(units: Sequence[Unit], year: int | None) -> tuple[Unit, ...]:
    """Units with their ids: year and place in the report."""
    width = max(3, len(str(len(units))))
    return tuple(changed(unit, id=f"{year or 'report'}-{number:0{width}d}") for number, unit in enumerate(units, 1))


def compare(paths: Sequence[Path | str], options: Options | None = None) -> Comparison:
    """Compares the reports in `paths`, whatever their order.

    Errors as `inspect`, UsageError for a year that is missing or there twice, and OutOfBounds where comparing takes more than
    `limits.max_memory` or `limits.max_seconds` for each report.
    """
    return child.apart(_read_and_compared, sorted(map(str, paths)), options or Options())


def _read_and_compared(paths: Sequence[str], options: Options) -> Comparison:
    with copies.alone():
        reports = copies.mapped(lambda path: inspect(Path(path), options), paths)
        with bounds.task(options.limits.max_seconds * len(reports), options.limits.max_memory):
            return compare_reports(reports, options)


def recorded(path: Path) -> Comparison:
    """The comparison in a record (`comparison.json`); InputError when it cannot be read or takes more than the default limits allow,
    UsageError when it is no record."""
    return child.apart(_loaded, path)


def _loaded(path: Path) -> Comparison:
    with bounds.within(path, Limits()):
        return _recorded(path)


def _recorded(path: Path) -> Comparison:
    try:
        return record.load(readers.contents(path, Limits().max_size).decode("utf-8"))
    except (UnicodeDecodeError, UsageError) as error:
        raise UsageError(f"{path}: {error}") from error


def compare_reports(
    reports: Sequence[Report],
    options: Options | None = None,
    findings: Sequence[Finding] = (),
    phrases: frozenset[str] = frozenset(),
) -> Comparison:
    """Compares reports that were read with the same options before.

    `findings` are the caller's own about the series, `phrases` the stock phrases of the folder that it comes from (see `batch.stock`).
    """
    ordered = _by_year(reports)
    newest = ordered[-1]
    known = _reviewing(schema.load(options.schema if options and options.schema else newest.kind), behind=_BEHIND in newest.metadata)
    threads, found, sections, nearest, across = _threaded(ordered, phrases, options.pairs if options else "neighbours")
    aligned_tables = alignment.tables(ordered)
    years = tuple(report.year for report in ordered if report.year is not None)
    core = frozenset(core_figures.Core.of(known).numbers)
    printed = statements.statements(ordered, known)
    series = figure_series.series(ordered, threads, aligned_tables, known.lag, core, printed)
    stated, made, conflicts = checks.audit(ordered, threads, aligned_tables, series, printed, lag=known.lag)
    indicators = indicator_table.indicators(series, stated, years)
    followed = follow_through.follow_through(ordered, threads, known.lag, copies.mapped)
    indicators = target_rows.with_targets(indicators, followed)
    found = counterparts.side_by_side(novelty.marked(found, ordered, threads, indicators, followed, nearest))
    found, followed = statement_weights.weighed(found, followed, ordered)
    series, indicators = told_once.once(series, indicators, ordered, filed=bool(known.statements))
    indicators = statements.placed(indicators, printed, ordered)
    return Comparison(
        organisation=organisation_names.shared(report.organisation for report in ordered),
        kind=newest.kind,
        language=newest.language,
        years=years,
        reports=ordered,
        nodes=tuple(Node(node.id, node.zh, node.en, node.required) for node in known.nodes),
        sections=sections,
        threads=threads,
        changes=found,
        indicators=indicators,
        coverage=_covered(ordered, known),
        tables=aligned_tables,
        findings=(*findings, *series_findings.doubts(ordered)),
        stated_changes=stated,
        conflicts=conflicts,
        checks=made,
        follow_through=followed,
        measures=similarity_measures.measures(ordered, sections, found, copies.mapped),
        lag=known.lag,
        headlines=headlines.leading(series, indicators, years, known),
        statements=statements.in_filing_order(printed, newest.year or 0),
        disclosures=disclosures.through_years(ordered, found, known),
        versions=record.versions(known.version),
        across=across,
    )


def propose_schema(reports: Sequence[Report], name: str) -> str:
    """A schema file as text: the sections and the core figures that the reports of one kind have in common."""
    return schema_proposal.suggest(reports, name, core_figures.proposed(reports))


def _threaded(
    reports: Sequence[Report], phrases: frozenset[str], pairs: PairChoice
) -> tuple[tuple[Thread, ...], tuple[Change, ...], tuple[SectionRow, ...], NearestUnits, tuple[Change, ...]]:
    """The threads of the reports' units, their changes, the section matrix, the nearest of each unit, the changes across years."""
    aligned = alignment.align(reports, copies.mapped)
    rows = alignment.matrix(reports, aligned.links, aligned.likenesses)
    moved = moved_links.moves(reports, aligned.links, rows, phrases)
    threads = reading_order.threads(reports, aligned, moved)
    found = changes.changes(reports, threads, aligned.links, moved, phrases)
    sections = section_rows.section_rows(reports, alignment.with_hosts(rows, reports, aligned.links), found)
    across = changes.across(reports, threads, rows, phrases) if pairs == "all" else ()
    return threads, found, sections, aligned.nearest, across


def _covered(reports: Sequence[Report], known: Schema) -> tuple[Coverage, ...]:
    """What each report's coverage says of the required contents, without those that none of them must have."""
    states = {node.id: [report.coverage.get(node.id, "not-required") for report in reports] for node in known.nodes if node.required}
    return tuple(
        Coverage(node, {report.year: state for report, state in zip(reports, found, strict=True) if report.year is not None})
        for node, found in states.items()
        if {*found} != {"not-required"}
    )


def _by_year(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Oldest first; every report needs a year of its own."""
    if len(reports) < 2:
        raise UsageError("one report alone cannot be compared; give two or more years of one organisation")
    years: dict[int, Report] = {}
    for report in reports:
        path = report.source.path
        if report.year is None:
            raise UsageError(f"{path}: the year reported on was not found; say it with --year {Path(path).name}=2023")
        if report.year in years:
            raise UsageError(
                f"{path}: {report.year} is there twice, also in {years[report.year].source.path}; say one with --year FILE=2023"
            )
        years[report.year] = report
    return tuple(years[year] for year in sorted(years))


def counts(comparison: Comparison) -> tuple[tuple[str, int], ...]:
    """How many changes of each kind there are between the two newest years, and how many of them moved."""
    newest = [change for change in comparison.changes if change.to_year == comparison.years[-1]]
    kinds = {kind: sum(change.kind == kind for change in newest) for kind in get_args(ChangeKind)}
    return (*kinds.items(), ("moved", sum(change.moved for change in newest)))
