"""Who reports on which year: organisation and year from the title, the text and, last, the file name.

The text goes before the file name, since files are renamed by hand; where the two disagree on the year, that is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tongbi.language import dates, lexicon
from tongbi.model import Finding
from tongbi.report.outline import beside, chinese_organisation, english_organisation, organisation_naming
from tongbi.report.outline.evidence import Evidence, Identity
from tongbi.report.outline.front import DATELINE

YearRule = Literal["reported", "named"]


def identify(evidence: Evidence, rule: YearRule, chinese: bool) -> Identity:
    """Organisation and year of a report; `rule` says whether the kind is called by the year it reports on or by the year it is given in."""
    findings: list[Finding] = []
    # A name that also gives the day on which a paper was filed (2024-04-23__…__2023年) is called by the rest of it.
    called = dates.called(dates.without_days(evidence.file_name))
    in_name = [*([called] if called else []), *dates.years(evidence.file_name)]
    stated = evidence.fiscal_year or next(_stated_years(evidence, rule), None)
    # Reports speak of many years before they say their own: what one merely mentions counts less than the file name.
    year = stated if stated is not None else called or next(_mentioned_years(evidence, rule), None)
    if year is None:
        findings.append(Finding("year-missing"))
    # Files of filings are named by the year of filing as often as by the fiscal year.
    elif in_name and not {year, year + 1 if evidence.fiscal_year else year}.intersection(in_name):
        findings.append(Finding("year-disagrees", "", {"text": str(year), "name": str(in_name[0])}))
    organisation = next(filter(None, chinese_organisation.named(evidence) if chinese else english_organisation.named(evidence)), "")
    if not organisation:
        source, organisation = next(beside.bodies(evidence.beside, chinese), ("", ""))
        told = Finding("organisation-beside", "", {"text": organisation, "source": source})
        findings.append(told if organisation else Finding("organisation-missing"))
    behind = stated is not None and {*(_dates(evidence) or _delivered(evidence))} == {stated + 1}
    return Identity(organisation, year, tuple(findings), behind=behind)


def _stated_years(evidence: Evidence, rule: YearRule) -> Iterator[int]:
    """What a report says of its own year, most trusted first: title, date of delivery (for kinds named by it), level-1 headings,
    and the year that an opening sentence begins with.

    A document number's year is the year of issue, never the year reported on.
    """
    titled = dates.called(organisation_naming.DOCUMENT_NUMBER.sub("", evidence.title))
    if titled is not None:
        yield titled
    yield from (year for line in evidence.front if (dates.is_aside(line) or _holds(line, "period")) and (year := dates.called(line)))
    if rule == "named":
        yield from _dates(evidence) or _delivered(evidence)
    elif counted := dates.counted(" ".join(evidence.opening)):
        yield counted
    for heading in evidence.headings:
        if (found := dates.alone(heading)) is not None:
            reviewed = _holds(heading, "reviewing")
            planned = _holds(heading, "planning") and not reviewed
            yield found + (1 if rule == "named" and reviewed else -1 if rule == "reported" and planned else 0)
    if rule == "reported":
        yield from (found for text in evidence.opening if (found := dates.begun(text)) is not None)


def _mentioned_years(evidence: Evidence, rule: YearRule) -> Iterator[int]:
    """Years of the opening sentences (the year reviewed, for kinds named by the next one), then the year before the date of delivery."""
    for text in evidence.opening:
        if (found := dates.alone(text)) is not None:
            yield found + (1 if rule == "named" else 0)
    yield from (year - 1 for year in _dates(evidence))


def _dates(evidence: Evidence) -> list[int]:
    return [year for line in evidence.front if DATELINE.match(dates.arabic(line)) and (year := dates.called(line)) is not None]


def _delivered(evidence: Evidence) -> list[int]:
    """Years of the lines that say where and when a report was given (Delivered at the First Session … on March 5, 2013)."""
    return [found[0] for line in evidence.front if line != evidence.title and len(found := dates.years(line)) == 1]


def _holds(heading: str, what: str) -> bool:
    """Whether a heading says by a word that its section is `planning` or `reviewing`."""
    return lexicon.has(heading, "zh/headings", what) or lexicon.has(heading.lower(), "en/headings", what)
