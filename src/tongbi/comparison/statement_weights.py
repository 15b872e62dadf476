"""Weights of statements: facts and figures before slogans, so that the brief leads with them; decided once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import chain, dropwhile, groupby

import numpy as np

from tongbi.comparison.alignment.terms import terms_of
from tongbi.figures import english_tense
from tongbi.figures.basis import RATES
from tongbi.language import lexicon, section_phrases
from tongbi.language.folding import has_han
from tongbi.language.parts_of_speech import tagged, words_of
from tongbi.model import Change, FollowThrough, Report, Unit

_ZH, _EN = partial(lexicon.one_of, "zh/statements"), partial(lexicon.one_of, "en/statements")
_DONE, _DEEDS = re.compile(_ZH("done")), frozenset(lexicon.words("zh/statements", "done"))
_MUST = frozenset(lexicon.words("zh/statements", "must"))
_HEADS = lexicon.any_of(lexicon.words("en/statements", "contact") + lexicon.words("zh/statements", "annex"))
# A lead to a list, a contact, an annex, what explains another statement, why there are problems, a row of numbers.
_NO_STATEMENT = re.compile(
    rf"[：:]$|{_ZH('following')}.{{0,5}}{_ZH('listed')}。?$|{_ZH('contact')}|^{_HEADS}"
    rf"|^.{{0,6}}{_ZH('explains')}|^(?:{_ZH('root')}|.{{0,8}}{_ZH('these')}.{{0,8}}{_ZH('cause')})|(?:\s[-\d.,%]+){{3,}}\s*$",
    re.IGNORECASE,
)
# What one stands by is no measure and no plan, unless it sets a number.
_PRINCIPLE = re.compile(rf"^{_ZH('stands_by')}(?!.*\d)")
_DIGIT = re.compile(r"\d")
_CLAUSE_OPENS = re.compile("(?:^|(?<=[，；。：、]))[“‘《]?([\u3400-\u9fff]{2})")
# A verb that plans open with opens clauses so often, and for so large a part of the times that it stands anywhere: 加强 for 0.7–0.9,
# 困难 and 人民 seldom.
_OFTEN, _OPENING = 3, 0.2
# Tags of words that open clauses as often and say nothing that is done: 各州, 今年, 第三, 昆明, 其中, 经过.
_NO_VERBS = ("r", "t", "m", "ns", "nr", "q", "f", "p", "c")
_STATING = frozenset(lexicon.words("zh/statements", "no_verbs", "stating"))
_ADVERBS = frozenset({"d", "ad"})
_JUDGED = frozenset({"added", "dropped", "reworded", "split", "merged"})


def weighed(
    changes: Sequence[Change], follow_through: Sequence[FollowThrough], reports: Sequence[Report]
) -> tuple[tuple[Change, ...], tuple[FollowThrough, ...]]:
    """Changes, all but those told again, and plans and problems with their weights."""
    scale = _Scale(reports)
    return (
        tuple(replace(one, weight=scale.of_change(one)) if one.kind in _JUDGED else one for one in changes),
        tuple(replace(one, weight=scale.of_promise(one)) for one in follow_through),
    )


class _Scale:
    """What statements of a series are weighed by: the reports' own verbs for plans, and what is spoken to an audience."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._units = {unit.id: unit for report in reports for unit in report.units}
        self._reports = {unit.id: report for report in reports for unit in report.units}
        self._directives = directives([unit.text for unit in self._units.values()])
        self._counting = {one.unit_id for report in reports for one in report.figures if one.unit not in RATES}
        self._spoken = {report.units[at].id for report in reports for at in section_phrases.oratory([unit.text for unit in report.units])}
        self._heads = {unit for report in reports for unit in _heading_plans(report.units)}
        self._spoken.update(unit for report in reports for unit in _behind_problems(report.units))

    def of_change(self, change: Change) -> int:
        """The weight of the newer text of a change, of the older one where there is no newer."""
        units = [self._units[unit] for unit in change.to_units or change.from_units]
        text, role = "".join(unit.text for unit in units), units[0].role or "measure"
        idle = all(map(self._is_rhetoric, units)) or (role == "plan" and all(map(self._is_far, units)))
        if idle or not is_statement(text) or is_principle(text) or (role == "plan" and not plans(text, self._directives)):
            return 0
        alone = change.kind in {"added", "dropped"} and role == "measure"
        return 0 if alone and not self._is_of_the_year(text, units) else weight_of(text)

    def of_promise(self, one: FollowThrough) -> int:
        """The weight of a plan or a problem; that of a plan without an answer is 0 where it says nothing that will be done, or heads plans
        that are traced themselves.
        """
        text = self._units[one.from_unit].text
        if not self._spoken.isdisjoint((one.from_unit, *one.to_units)) and self._units[one.from_unit].role == "problem":
            return 0
        past = one.kind.startswith("plan") and not has_han(text) and english_tense.tells(text)
        heads = one.from_unit in self._heads
        told = is_statement(text) and not past and (one.to_units or (plans(text, self._directives) and not heads))
        return weight_of(text) if told else 0

    def _is_of_the_year(self, text: str, units: Sequence[Unit]) -> bool:
        """Whether units tell what was done in their year, not in several, and not what came of it."""
        counts = any(unit.id in self._counting for unit in units)
        return not all(unit.spanning for unit in units) and acts(text, self._directives, counts=counts)

    def _is_rhetoric(self, unit: Unit) -> bool:
        return unit.id in self._spoken or unit.idle is not None

    def _is_far(self, unit: Unit) -> bool:
        report = self._reports[unit.id]
        heading = "" if unit.section is None else report.sections[unit.section].printed
        return section_phrases.is_far_heading(heading) or section_phrases.is_far(unit.text, report.year or 0)


def _behind_problems(units: Sequence[Unit]) -> Iterator[str]:
    """The units that a passage on problems ends with, from the one that looks back at those named: why there are any, and vows."""
    behind = False
    for unit in units:
        behind = unit.role == "problem" and (behind or section_phrases.looks_back(unit.text))
        if behind:
            yield unit.id


def _heading_plans(units: Sequence[Unit]) -> Iterator[str]:
    """The units that head a paragraph of several plans, of one clause that sets and names nothing (推动工业经济聚势突破。)."""
    for _, told in groupby(units, key=lambda unit: (unit.section, unit.paragraph)):
        first, *others = told
        plain = not _DIGIT.search(first.text) and len(section_phrases.clauses(first.text)) == 1 and {*"“《"}.isdisjoint(first.text)
        if len(others) > 1 and plain and {first.role, *(one.role for one in others)} == {"plan"}:
            yield first.id


def weight_of(text: str) -> int:
    """The weight of a statement: 1, with a number 2, of something done 3, with both 4; in English, of what its verb tells as past."""
    done = _DONE.search(text) if has_han(text) else english_tense.is_past(text)
    return 1 + bool(_DIGIT.search(text)) + 2 * bool(done)


def is_statement(text: str) -> bool:
    """Whether a text tells something itself: it leads to no list, is no contact, no cause and no row of numbers."""
    return not _NO_STATEMENT.search(text)


def is_principle(text: str) -> bool:
    """Whether a text says what one stands by: 坚持扩大内需这个战略基点."""
    return bool(_PRINCIPLE.search(text))


def directives(texts: Sequence[str]) -> frozenset[str]:
    """The pairs of characters with which the texts of a series open what they do and plan: 推进, 完善, 开展."""
    opened = Counter(chain.from_iterable(map(_CLAUSE_OPENS.findall, texts)))
    often = [pair for pair, count in opened.items() if count >= _OFTEN]
    anywhere = np.sort(np.concatenate([*terms_of(texts), np.empty(0, np.int64)]))
    asked = zip(often, terms_of(often), strict=True)
    found = {pair for pair, term in asked if opened[pair] >= _OPENING * np.diff(np.searchsorted(anywhere, [*term, *(term + 1)])).sum()}
    found = set(filter(_may_do, found))
    return frozenset(found.difference(lexicon.words("zh/statements", "no_verbs")))


def _may_do(pair: str) -> bool:
    """Whether two characters may be a verb or begin with one: no name, pronoun or time (各州, 今年), and no part of another word (省教)."""
    first, *rest = words_of(pair)
    tag = tagged(first)[0][1]
    return tag.startswith("v") if rest else not tag.startswith(_NO_VERBS)


def _does(clause: str) -> bool:
    """Whether a clause begins with a verb of two characters or more, behind no subject, and does not say that it is done (确定了…)."""
    said = dropwhile(lambda one: one[1] in _ADVERBS, tagged(clause) if clause else ())
    (word, tag), (behind, _) = next(said, ("", "")), next(said, ("", ""))
    return len(word) > 1 and tag.startswith("v") and not {word, behind} & _STATING


def acts(text: str, known: Set[str], *, counts: bool) -> bool:
    """Whether a text of a measure says what was done: something that can be pointed at, a clause with a number behind it opens with one of
    the `known` directives, or it `counts` things, and not for years running.

    经济增长连续四年达到10%，物价基本稳定 judges what came of it, 制定政策，必须考虑全局 says what must be; of a text in another script than
    Chinese this cannot be said.
    """
    opened = _CLAUSE_OPENS.findall(text)
    counted = bool(_DIGIT.search(text)) and not known.isdisjoint(opened)
    counts = counts and not lexicon.has(text, "zh/time", "running")
    return counts or counted or (bool(_DONE.search(text)) and _MUST.isdisjoint(opened)) or not has_han(text)


def plans(text: str, known: Set[str]) -> bool:
    """Whether a text of a plan says what will be done: it sets a number, or a clause opens with one of the `known` directives or with a
    verb of what can be pointed at (修订决策目录).

    困难不容低估，信心不可动摇 does not; of a text in another script than Chinese, it does not where it says what is or was.
    """
    if not has_han(text):
        return not english_tense.tells(text)
    told = text.partition("：")[2] or text  # what a line names, and not what it calls that (主办单位：省教育厅)
    opened = _CLAUSE_OPENS.findall(told)
    does = any(map(_does, section_phrases.clauses(told)))
    return bool(_DIGIT.search(told)) or does or not (known.isdisjoint(opened) and _DEEDS.isdisjoint(opened))
