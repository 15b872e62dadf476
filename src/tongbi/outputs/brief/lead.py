"""The opening of the brief: what was found, in one sentence, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress, pairwise

from tongbi.model import Change, ChangeKind, Comparison, Language
from tongbi.outputs import headlines, verdicts
from tongbi.outputs.brief.brief_content import caution
from tongbi.outputs.brief.sources import say
from tongbi.outputs.brief.statements import Part
from tongbi.outputs.headlines import Headline
from tongbi.outputs.verdicts import is_news, newest_changes, outcome, untold

# What the sentence says of a plan's fate and of a risk factor's, by the record's name for it.
_FATES = {
    "plan-delivered": "fate-plan-delivered",
    "plan-part": "fate-plan-part",
    "plan-short": "fate-plan-short",
    "plan-told": "fate-plan-told",
    "plan-likely": "fate-plan-likely",
    "plan-repeated": "fate-plan-repeated",
}
# What a change of the newest report counts as in the sentence on how much is told again.
# How the parts told again are called.
_TOLD_AGAIN = {"same": "kept-same", "figures": "kept-figures", "dates": "kept-dates"}
_AS = {"unchanged": "same", "figures": "figures", "added": "added"}
# How statements without a certain counterpart are counted.
_ALONE = ("counts-fresh", "counts-again", "counts-idle", "counts-near", "counts-open")
_NEWS: dict[ChangeKind, str] = {"added": "new", "dropped": "gone"}
# How these are counted: where the brief lists them all, else how many of them, and so for a company, whose reports tell no measures; last
# where it lists none.
_TOLD = {
    "new": ("finding-new-all", "finding-new", "finding-new-filed", "finding-new-none"),
    "gone": ("finding-gone-all", "finding-gone", "finding-gone-filed", "finding-gone-none"),
}
_FACTORS = {"added": "factor-added", "dropped": "factor-dropped", "expanded": "factor-expanded", "cut": "factor-cut"}


def opening(comparison: Comparison, language: Language, parts: Sequence[Part]) -> tuple[str, list[str]]:
    """The title and the paragraphs: the finding, that the years are not as long, the basis, and what required content is missing. `parts`
    are those of the brief.
    """
    old, new = comparison.years[-2:]
    title = say("title", language, organisation=comparison.organisation, old=old, new=new)
    told = [*_finding(comparison, language, parts), *verdicts.on_lengths(comparison, language)]
    told += [_basis(comparison, language), *_coverage(comparison, language)]
    return title, told


def _finding(comparison: Comparison, language: Language, parts: Sequence[Part]) -> list[str]:
    """The headlines that changed, numbers that do not fit together, what became of the plans, what is new and gone; as one sentence."""
    clauses = [headlines.in_short(one, language) for one in _leading(comparison, language)]
    clauses += _factors(comparison, language)
    disputed, before = verdicts.disputed(comparison)
    conflicts = "finding-conflicts-too" if before else "finding-conflicts"
    clauses += [say(conflicts, language, count=disputed, before=before)] if disputed else []
    clauses += _plans(comparison, language)
    clauses += _news(comparison, language, {part.name: len(part.points) for part in parts})
    told = say("semicolon", language).join(clauses)
    return [say("finding", language, year=comparison.years[-1], told=told)] if told else []


def _news(comparison: Comparison, language: Language, listed: Mapping[str, int]) -> list[str]:
    """How many statements are surely new or gone, counted as on the page, and how many of them the brief has a part for, as one clause."""
    counts = {name: len(untold(newest_changes(comparison), kind)) for kind, name in _NEWS.items()}
    parted = 1 + bool(comparison.statements)
    phrases = {name: _TOLD[name][0 if listed.get(name) == count else parted if listed.get(name) else -1] for name, count in counts.items()}
    told = [say(phrases[name], language, count=count, listed=listed.get(name, 0)) for name, count in counts.items() if count]
    return [say("comma", language).join(told)] if told else []


def _leading(comparison: Comparison, language: Language, most: int = 3) -> list[Headline]:
    """The first headlines that moved since the report before and that nothing speaks against; no targets, and no growth behind a value told
    with its growth.
    """
    found: list[Headline] = []
    for one in headlines.of(comparison):
        again = one.indicator.growth and any(other.stated for other in found)
        moved = one.before is not None and (one.stated or (one.difference and not one.reaches_back))
        if moved and not one.indicator.target and not again and not caution(one, comparison, language):
            found.append(one)
    return found[:most]


def _factors(comparison: Comparison, language: Language) -> list[str]:
    """How many risk factors are new, gone or tell more than the year before, as one clause."""
    newest = (one.kind for one in comparison.disclosures if one.sort == "factor" and one.to_year == comparison.years[-1])
    counts: Counter[str] = Counter(newest)
    told = [say(phrase, language, count=counts[kind]) for kind, phrase in _FACTORS.items() if counts[kind]]
    return [say("finding-factors", language, told=say("comma", language).join(told))] if told else []


def _plans(comparison: Comparison, language: Language) -> list[str]:
    """What the newest report tells of the plans of the one before, as one clause; each plan counts once, by its first fate."""
    newest = [one for one in comparison.follow_through if one.to_year == comparison.years[-1]]
    fates: dict[str, str] = {}
    for fate in _FATES:
        for one in newest:
            if outcome(one) == fate:
                fates.setdefault(one.from_unit, fate)
    counts = Counter(fates.values())
    told = [say(phrase, language, count=counts[fate]) for fate, phrase in _FATES.items() if counts[fate]]
    return [say("finding-plans", language, told=say("comma", language).join(told))] if told else []


def _basis(comparison: Comparison, language: Language) -> str:
    """Which reports are compared, how much of the newest one is told again, and which years they review."""
    old, new = comparison.years[-2:]
    changes = newest_changes(comparison)
    sizes: Counter[str] = Counter()
    for change in changes:
        sizes[_AS.get(change.kind, "reworded") if change.noise != "dates" else "dates"] += len(change.to_units)
    told_again = [say(key, language, count=sizes[name]) for name, key in _TOLD_AGAIN.items() if sizes[name]]
    counts = {"kept": say("comma", language).join(told_again), "reworded": sizes["reworded"], "added": sizes["added"]}
    counts["told"] = _alone(changes, language, old)
    share = f"{100 * comparison.reused_share(new):.0f}%"
    years = say("years", language, years=in_spans(comparison.years, language), count=len(comparison.years))
    lag = say("lag", language, year=new, before=new - comparison.lag) if comparison.lag else ""
    several = [say("several", language, year=year, count=count) for year, count in verdicts.of_several_years(comparison)]
    basis = say("basis", language, years=years, old=old, new=new)
    told = say("counts", language, old=old, new=new, units=sizes.total(), share=share, **counts)
    return (" " if language == "en" else "").join(filter(None, (basis, told, lag, *several)))


def _alone(changes: Sequence[Change], language: Language, old: int) -> str:
    """What the statements without a counterpart are: how many new, one of these again, near to one of the `old` year, not known,
    or in which nothing was recognised that was done or planned.
    """
    counts: Counter[str] = Counter()
    for change in (change for change in changes if change.kind == "added"):
        is_known = (is_news(change), change.again, change.untold, change.possible, True)
        sort = next(compress(_ALONE, is_known))
        counts[sort] += len(change.to_units)
    clauses = [say(sort, language, count=counts[sort], old=old) for sort in _ALONE if counts[sort]]
    return say("counts-told", language, told=say("comma", language).join(clauses)) if clauses else ""


def in_spans(years: Sequence[int], language: Language) -> str:
    """Years in one line, three or more that follow each other as a span: 2000—2025, or 2019、2021—2024."""
    breaks = [at for at, (one, other) in enumerate(pairwise(years), 1) if other != one + 1]
    runs = [years[begin:end] for begin, end in pairwise([0, *breaks, len(years)])]
    dash = say("span", language)
    told = [f"{run[0]}{dash}{run[-1]}" if len(run) > 2 else say("comma", language).join(map(str, run)) for run in runs]
    return say("comma", language).join(told)


def _coverage(comparison: Comparison, language: Language) -> list[str]:
    new = comparison.years[-1]
    missing = [comparison.title_of(one.canonical, language) for one in comparison.coverage if one.by_year[new] in {"missing", "empty"}]
    if missing:
        return [say("incomplete", language, year=new, missing=say("comma", language).join(missing))]
    return [say("complete", language, year=new)] if comparison.coverage else []
