"""Findings about a series as a whole: a year that is missing, reports of several kinds, names that differ, years that are not as long,
annexes that some reports lack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tongbi.language import lexicon, organisation_names, units
from tongbi.model import Finding, Report, TaggedFact


def doubts(reports: Sequence[Report]) -> tuple[Finding, ...]:
    """What is doubtful about the series as a whole, beyond the reports' own findings."""
    years = [report.year for report in reports if report.year is not None]
    found = [Finding("year-gap", "", {"year": str(year)}) for year in range(min(years), max(years)) if year not in years]
    kinds = sorted({report.kind for report in reports})
    if len(kinds) > 1:
        found.append(Finding("kinds-differ", "", {"kinds": ", ".join(kinds)}))
    names = sorted({report.organisation for report in reports} - {""})
    if any(not organisation_names.is_same(name, max(names, key=len)) for name in names):
        found.append(Finding("names-differ", "", {"names": ", ".join(names)}))
    weeks = {report.year: _weeks(report) for report in reports if _weeks(report)}
    if len({*weeks.values()}) > 1:
        lengths = ", ".join(f"{year}: {many}" for year, many in weeks.items())
        longest = max(reports, key=_weeks)
        found.append(Finding("weeks-differ", "", {"weeks": lengths, "told": _of_extra_week(longest, _weeks(longest))}))
    return (*found, *_annexes(reports))


def _annexes(reports: Sequence[Report]) -> Iterator[Finding]:
    """That notes and annexes stand in some reports alone: more than a tenth of one, and nothing of another."""
    beside = {report.year: sum(unit.role == "aside" for unit in report.units) for report in reports}
    having = {str(report.year): beside[report.year] for report in reports if 10 * beside[report.year] > len(report.units)}
    without = ", ".join(str(year) for year, count in beside.items() if not count)
    if having and without:
        yield Finding("annex-differs", "", {"years": ", ".join(having), "count": str(max(having.values())), "without": without})


def _weeks(report: Report) -> int:
    """The whole weeks that the report's year has by the periods that it declares; 0 where it declares none, or a year of the calendar."""
    days = Counter(_days(fact) for fact in report.facts if fact.begin and fact.years == 0).most_common(1)
    weeks, rest = divmod(days[0][0] if days else 0, timedelta(weeks=1).days)
    return 0 if rest else weeks


def _of_extra_week(report: Report, weeks: int) -> str:
    """In quotation marks the sentence that says what a report's last week of so many came to, "" for none: of those that name it and
    tell of money the one that names it first, then the one that tells most.
    """
    called = [f"{weeks}rd week", *lexicon.words("en/periods", "extra-week")]
    money = Counter(one.unit_id for one in report.figures if units.is_currency(one.unit))
    telling = [unit for unit in report.units if money[unit.id]]
    named = [(unit.text.lower().find(name), -money[unit.id], unit.text) for unit in telling for name in called if name in unit.text.lower()]
    return f": “{min(named)[-1].rstrip('.')}”" if named else ""


def _days(fact: TaggedFact) -> int:
    return (date.fromisoformat(fact.end) - date.fromisoformat(fact.begin)).days + 1
