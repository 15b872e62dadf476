"""Targets: the figures that a plan sets, and those of the next report's review that answer them.

Every outcome of the review is held against every target; the likeliest pairs are taken first (`target_pairs`), and one outcome answers one
target. Whether a target was met is said where the two surely name one measure, and where the words around them leave no doubt.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tongbi.checks.follow_through.attainment import Goal, attained
from tongbi.checks.follow_through.near_answers import clauses_say, near_answers
from tongbi.checks.follow_through.target_pairs import Said, TargetPairs, bar, likelihoods, places_of
from tongbi.comparison.figure_places import Place
from tongbi.comparison.link_likelihood import assigned
from tongbi.figures import RATES
from tongbi.figures.name_terms import is_head_alone, terms
from tongbi.figures.quantity_roles import lower_ends
from tongbi.language import english_limits, units
from tongbi.language.annotation import BREAK, FULL_STOP
from tongbi.language.english_verbs import finite
from tongbi.language.folding import han_share, since
from tongbi.language.lexicon import holds, one_of, words
from tongbi.model import Figure, FollowThrough, PlanOutcome, Report, Target, Years


def _of(*names: str) -> str:
    return one_of("zh/targets", *names)


_UNCOUNTED = frozenset(words("zh/targets", "uncounted"))
# In a review, what is still to come; in a plan, what is of the years before, from there to the end of its paragraph.
_TO_COME, _COMING = re.compile(rf"^{_of('coming')}|{_of('coming')}[^，,。；]{{0,8}}{_of('intended')}"), words("zh/targets", "coming")
_PAST = words("zh/targets", "past")
_AGAINST = tuple(against + year for against in words("zh/change", "against.than", "against.with") for year in _PAST)
# A part of a year, behind no word for the whole of it: its figures answer no target of the year.
_PART, _WHOLE = re.compile(_of("part")), re.compile(f".*{one_of('zh/time', 'own')}")
# A name that holds a number: 7个专项行动.
_NAMED = re.compile(rf"[^，,。；、\d]{{0,4}}{_of('programme')}(?:[，,。；;、“”]|$)")
_ONE_LEVEL = one_of("zh/levels", "levels")
_LEVEL = re.compile(rf"{one_of('zh/levels', 'all')}({_ONE_LEVEL})(?!{one_of('zh/levels', 'other_word')})")
_BODY = re.compile(rf"({_ONE_LEVEL})(?:{one_of('zh/levels', 'government')})?$|{one_of('zh/levels', 'state')}")
# What is made in a year (培育160家) is not reached by how many there are (突破200家).
_MADE = words("zh/stock", "increase", "made")
_ACTS = words("zh/terms", "doing", "stages.begun")
_DOING = (*_ACTS, *(new + act for new in words("zh/counting", "newly") for act in _ACTS), *words("zh/counting", "increment"))
# Names of counts that say by themselves what is measured; any other needs the verb that says what is done with it, or some length.
_MEASURE, _SPECIFIC = words("zh/targets", "measure"), 6
_FUNDERS = words("zh/targets", "funders")
# So many characters before a number may say what part of a year it is of.
_AHEAD = 60
_ALIKE = ("clause", "all")


class Targets:
    """The targets of one report's plans, and what the review of the next report answers."""

    def __init__(self, old: Report, new: Report, lag: int, told: Mapping[str, Sequence[tuple[float, str]]]) -> None:
        """`told` are the sentences that tell of each plan, with their likelihoods."""
        assert old.year is not None
        self._due = old.year + 1 - lag
        self._aims = targets_of(old, self._due)
        self._rows: Mapping[str, list[int]] = defaultdict(list)
        for row, one in enumerate(self._aims):
            self._rows[one.figure.unit_id].append(row)
        outcomes = outcomes_of(new, self._due) if self._aims else []
        self._answers = self._assigned(outcomes)
        self._answers |= near_answers(self._aims, outcomes, {row: one for row, (one, *_) in self._answers.items()}, told)

    def _assigned(self, outcomes: Sequence[Place]) -> dict[int, tuple[Place, float, Said]]:
        """The outcome that answers each target, by its number, how likely that is, and what the two tell of each other. What is
        planned twice in one name and number is one target.
        """
        table = TargetPairs(self._aims, outcomes)
        pairs = table.pairs()
        likely = {(pair.row, pair.at): one for pair, one in zip(pairs, likelihoods(pairs), strict=True)}
        found: dict[int, tuple[Place, float, Said]] = {}
        twice: Mapping[tuple[object, ...], list[int]] = defaultdict(list)
        for row, aim in enumerate(self._aims):
            twice[_said(aim)].append(row)
        for pair in assigned(pairs, [*likely.values()], bar()):
            aim, told = self._aims[pair.row], outcomes[pair.at]
            said = table.said(pair)
            if aim.figure.name.isascii() and aim.text and told.text:
                beside = ([one for one in every if one.text == own.text] for every, own in ((self._aims, aim), (outcomes, told)))
                said = "clause" if clauses_say(aim, told, *beside) == "clause" else said
            answer = told, likely[pair.row, pair.at], said
            found |= {row: answer for row in twice[_said(self._aims[pair.row])] if row == pair.row or row not in found}
        return found

    def of(self, unit: str) -> tuple[Target, ...]:
        """The targets of a plan, with their answers."""
        return tuple(map(self._answered, self._rows.get(unit, ())))

    def traces(self, unit: str) -> list[tuple[float, str]]:
        """The sentences that answer a plan's targets, with their likelihoods."""
        found = [self._answers[row] for row in self._rows.get(unit, ()) if row in self._answers]
        return [(likely, answer.figure.unit_id) for answer, likely, _ in found if not answer.figure.cell]

    def left_open(self, unit: str, clause: str) -> bool:
        """Whether a clause of a plan sets a target that nothing answers."""
        return any(self._aims[row].figure.text in clause for row in self._rows.get(unit, ()) if row not in self._answers)

    def _answered(self, row: int) -> Target:
        one = self._aims[row].figure
        if row not in self._answers:
            return Target(one.name, one.unit, one.value, None, None, None, upto=one.upto)
        answer, likely, said = self._answers[row]
        sure = said in _ALIKE or (said == "one" and likely >= bar("sure"))
        met = self._is_met(self._aims[row], answer, said) if sure else None
        told = answer.figure
        unit, start = (None, None) if told.cell else (told.unit_id, told.start)
        return Target(one.name, one.unit, one.value, _reached(one, told), unit, met, start, told.cell, one.upto)

    def _is_met(self, target: Place, answer: Place, said: Said) -> bool | None:
        """Whether the answer reaches the target; None where it cannot be said. A rate or a sum of money tells nothing of a whole that is
        named otherwise, nor does an English count unless both its names say what is done with it, or both clauses the same.
        """
        one, other = target.figure, answer.figure
        is_rate = one.sign is not None or one.unit in RATES
        held = one.name.startswith(_MADE) and not _says_done(other) and other.kind == "stock"
        is_sum = is_rate or units.dimension(one.unit) == "money"
        english, alike = not is_rate and one.name.isascii(), said == "clause"
        vague = english and not (alike or (_is_done(one) and _is_done(other)))
        if held or vague or (is_sum and (said not in _ALIKE or _is_fund(target))):
            return None
        rises = {"up": 1, "down": -1, None: 0}[one.sign]
        named = said in _ALIKE and (is_rate or _says_what(target, answer)) and not _says_more(target, answer)
        surely = (alike if english else named) and not other.doubt and other.upto is None
        return attained(Goal(one, target.text, rises, self._due), other, _reached(one, other), surely=surely)


def _reached(target: Figure, answer: Figure) -> float:
    """The value of an answer on the way of its target: a fall of 6.3% where a rise was aimed at is -6.3."""
    return -answer.value if target.sign and target.sign != answer.sign else answer.value


def _said(one: Place) -> tuple[object, ...]:
    return one.terms.key, one.figure.value, one.figure.dimension, one.figure.sign


def targets_of(report: Report, due: int) -> list[Place]:
    """The targets that a report's plans set for the year `due`, and that can be told to be reached."""
    past, texts = _of_the_past(report), {unit.id: unit.text for unit in report.units}
    told = (one for one in _named(report, texts) if one.status == "target" and one.unit not in _UNCOUNTED and one.unit_id not in past)
    kept = (one for one in told if any(map(str.isdigit, one.text)) and (one.kind != "criterion" or units.sort(one.unit) == "count"))
    return places_of(report, [*kept], due)


def outcomes_of(report: Report, year: int) -> list[Place]:
    """The outcomes of the year `year` in the sentences of a report's review and in its tables."""
    texts = {unit.id: unit.text for unit in report.units if unit.role in {"measure", None} and not _TO_COME.search(unit.text)}
    told = (one for one in _named(report, texts) if one.status == "outcome" and one.kind != "criterion")
    kept = (one for one in told if not _apart(texts[one.unit_id], one))
    return places_of(report, [*kept, *_cells(report, year)], year)


def _apart(text: str, one: Figure) -> bool:
    """Whether a sentence tells a figure of a part: by the words right before it, in English by what it opens with (in camps it was 71%)."""
    if _PART.search(_WHOLE.sub("", text[max(0, one.start - _AHEAD) : one.start])):
        return True
    return not han_share(text) and english_limits.opens_apart(text[since(FULL_STOP, text, one.start) : one.start], one.head or "")


def _cells(report: Report, year: int) -> Iterator[Figure]:
    """The outcomes of the year that tables tell in a column or row of their own."""
    for one in report.figures:
        if one.cell and one.name and one.status == "outcome" and one.period == Years(year, year):
            yield one


def _named(report: Report, texts: Mapping[str, str]) -> Iterator[Figure]:
    """The named figures of some sentences that are of the report's own body, and no part of a name or of a range."""
    own = _BODY.search(report.organisation)
    level = own[1] or own[0][0] if own else ""
    for figure in lower_ends(report.figures):
        text = texts.get(figure.unit_id)
        if text and figure.name and not _is_label(figure, text) and _level(figure, text) in {"", level or _level(figure, text)}:
            yield figure


def _is_label(figure: Figure, text: str) -> bool:
    """Whether the number only belongs to a name."""
    before, behind = text[: figure.start], text[figure.start + len(figure.text) :][:16]
    return bool(before.count("“") > before.count("”") or _NAMED.match(behind))


def _level(figure: Figure, text: str) -> str:
    """The level of government that a clause says its figure is of (省 of 全省), "" where it says none."""
    begin = since(BREAK, text, figure.start)
    said = [found[1] for found in _LEVEL.finditer(text, begin, figure.start) if found[0] not in figure.name]
    return said[-1] if said else ""


def _of_the_past(report: Report) -> set[str]:
    """The units that tell of the years before, though a plan holds them: from a sentence that says so to the end of its paragraph, or to a
    sentence that tells of what is to come.
    """
    found: set[str] = set()
    paragraph = None
    for unit in report.units:
        if holds(unit.text, _COMING):
            paragraph = None
        elif _tells_of_the_past(unit.text):
            paragraph = unit.paragraph
        if unit.paragraph == paragraph:
            found.add(unit.id)
    return found


def _tells_of_the_past(text: str) -> bool:
    """Whether a sentence names a year before, other than to hold something against it (比去年增加, 与上年持平)."""
    for compared in _AGAINST:
        text = text.replace(compared, "")
    return holds(text, _PAST)


def _says_what(target: Place, answer: Place) -> bool:
    """Whether two names of one count say what is counted: by the verb of both and one stage of work, by a measure, or at some length."""
    if target.terms.stages != answer.terms.stages or target.terms.key != answer.terms.key:
        return False
    done = [_says_done(target.figure), _says_done(answer.figure)]
    return all(done) or (not any(done) and (target.figure.name.endswith(_MEASURE) or len(target.terms.core) >= _SPECIFIC))


def _says_more(target: Place, answer: Place) -> bool:
    """Whether an English outcome's clause limits it by what its target does not name."""
    text, one = answer.text, answer.figure
    return (
        bool(text)
        and not han_share(text)
        and english_limits.says_more(text, one.head or "", one.start, one.start + len(one.text), target.text)
    )


def _is_fund(one: Place) -> bool:
    """Whether a name tells of money and whose it is, but not what for."""
    rest = one.terms.core
    for word in _FUNDERS:
        rest = rest.replace(word, "")
    return one.figure.unit not in RATES and rest != one.terms.core and is_head_alone(terms(rest))


def _is_done(figure: Figure) -> bool:
    """Whether an English name ends in what is done with it: homes completed."""
    last = figure.name.lower().split()[-1:]
    return any(word.endswith("ed") or word in finite() for word in last)


def _says_done(figure: Figure) -> bool:
    """Whether a name says what is done with it: 培育科技型企业, 城镇新增就业."""
    return figure.kind == "added" or figure.name.startswith(_DOING)


def outcome(targets: Sequence[Target]) -> PlanOutcome | None:
    """Of all targets of a plan: missed where one was, met where those that are answered were reached, else unclear; None without any."""
    said = {target.met for target in targets}
    if False in said:
        return "missed"
    return "met" if True in said else "unclear" if said else None


def settled(one: FollowThrough, says: bool | None, *, half: bool) -> PlanOutcome | None:
    """What came of a plan by its targets, else by what the report says of them; `half` of it where only one clause is told of."""
    if says is not None and one.outcome not in {"met", "missed"}:
        return "met" if says else "missed"
    return "part" if half and one.kind == "plan-delivered" and one.outcome in {None, "met"} else one.outcome
