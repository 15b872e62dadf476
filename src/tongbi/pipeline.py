"""The whole tool on one screen: files → reports → one comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tongbi import align, collate, figures, normalise, outline, readers, schema
from tongbi.config import Options
from tongbi.errors import UsageError
from tongbi.model import Comparison, Finding, Node, Report, Unit
from tongbi.outline import Outline
from tongbi.schema import Schema


def inspect(path: Path, options: Options | None = None) -> Report:
    """Reads one report; InputError when it cannot be read, SchemaError for a schema that is not one."""
    options = options or Options()
    document = readers.read(path)
    outlined = outline.outline(document)
    known = schema.load(options.schema) if options.schema else schema.detect(outlined.title, [s.heading for s in outlined.sections])
    identity = outline.identify(outlined, path, known.year_rule)
    normalised = normalise.normalise(outlined.sections, outlined.units, known)
    year = options.year_of(path) or identity.year
    roles = normalise.roles(normalised.sections, known)
    units = _numbered(normalised.units, year)
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
        figures=figures.extract(units, ["" if unit.section is None else roles[unit.section] for unit in units]),
        findings=(*document.findings, *outlined.findings, *identity.findings, *normalised.findings),
    )
