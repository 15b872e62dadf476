"""Names: what a reader would call the quantities of a sentence, from the words around them.

A Chinese quantity is called by the words of its clause before the number, without verbs of reaching and counting (达到, 累计, 共), and by
the noun after it where it counts one (新增7701张家庭养老床位 → 新增家庭养老床位). After 其中 and within brackets the sum's name goes before
(清理文件·继续有效); a step (同比增长4.0%) is called after what changed; a bare verb is completed by the sentence's head. What is inside
brackets does not name what stands behind them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate

from tongbi.figures.clause_core import stripped
from tongbi.figures.counted_nouns import (
    BARE,
    RUNNING,
    counted,
    follows,
    follows_an_unread_number,
    has_an_object,
    in_a_list,
    joined,
    lasting,
    names_things_known,
    opening_nouns,
    said_to_be,
    says_not_of_what,
    told_of,
    topic,
    without_carrier,
)
from tongbi.figures.english_names import english_names
from tongbi.figures.list_measures import summed
from tongbi.figures.listed_names import END_OF_CLAUSE, clause_of_list, list_as_a_whole, things
from tongbi.figures.measure_phrase import DOING, Phrase, counts_things, phrase_behind
from tongbi.figures.quantity_roles import CRITERION
from tongbi.figures.step_levels import is_subject, level
from tongbi.language import change_words, lexicon, units
from tongbi.language.annotation import ASIDE, EACH, FULL_STOP, Annotation
from tongbi.language.carry_over import carried
from tongbi.language.change_words import LEADS_TO, STARTS_FROM, Step
from tongbi.language.folding import han_share, has_han
from tongbi.language.lexicon import holds, one_of
from tongbi.language.parts_of_speech import is_verb, tagged
from tongbi.language.quantity import Quantity

_TOPIC = "zh/figure_names"
_of, _in = partial(one_of, _TOPIC), partial(lexicon.words, _TOPIC)
_QUOTED = re.compile('"([^"]*)"')
_BRACKET = re.compile("[（(）)]")
_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_GROWS = lexicon.any_of((*_in("growing"), *lexicon.words("zh/counting", "increment")))
_GROWING = re.compile(rf"^{_GROWS}|{_GROWS}$")
_ALL = re.compile(rf"^(?:{_of('regions')})?({_of('total')})")
# A share of a whole, named by the words before its number: 研发投入占GDP的.
_WHOLE, _OF = str(lexicon.table(_TOPIC)["of-whole"]), str(lexicon.table(_TOPIC)["of"])
_SHARE_OF = re.compile(
    rf"(?:{_of('share')}|{_WHOLE}{_of('whole')}[^，]{{0,6}}|{_WHOLE}[^，]{{2,10}}{_OF})(?:{_of('share')})?{_of('reached')}?$"
)
_REACHED, _RECKONED = re.compile(rf"{_of('reached')}+$"), re.compile(rf"^{_of('reckoned')}")
_NEWLY = re.compile(rf"{EACH}({_of('newly')})")
# 其中2021年新增: one year of a quantity named before, with no more than its verb again.
_OF_THEM = re.compile(
    rf"{_of('among')}[，,：:]?(?:{one_of('zh/particles', 'in')}?(?:19|20)\d\d{one_of('zh/time', 'year')}|{_of('years')})"
    rf"(?:{_of('of-year')})?"
    rf"(?P<verb>[^，,。；;、\d]{{0,4}}?)(?:{_of('reached')}|{one_of('zh/numbers', 'before.approx')})?$"
)
_HEADS = lexicon.words("zh/terms", "heads")
_STOCK = lexicon.words("zh/counting", "stock", "totals")
_MOTION = re.compile(rf"{_of('motions')}$")
_PLANNED = re.compile(rf"{_of('beyond')}*{_of('done')}(?:{_of('of-year')})?{_of('planned')}+(?:{_of('tasks')})?{_OF}$")
_PLAN_SHARE = f"·{lexicon.table(_TOPIC)['plan-share']}"


@dataclass(slots=True)
class _Named:
    """What was named so far in a sentence: all names, those of counts, the sum that parts are of, the sums before brackets (`outer`)."""

    last_year: int | None
    names: list[str] = field(default_factory=list)
    counts: list[str] = field(default_factory=list)
    head: str = ""
    sum: Quantity | None = None
    outer: list[tuple[str, Quantity | None]] = field(default_factory=list)

    @property
    def previous(self) -> str:
        """The last count's name; before any count, what the last name is a step of."""
        return self.counts[-1] if self.counts else self.names[-1].rsplit("·", 1)[0] if self.names else ""


def names(marks: Annotation, text: str, last_year: int | None = None) -> list[str]:
    """The names of a sentence's quantities, in order; "" where nothing names one. `last_year` is the year before the report's, by whose
    number a comparison may call it (较2022年).
    """
    if not has_han(marks.plain) or han_share(marks.plain) < 0.1:
        return [_since(name, marks, at, last_year) for at, name in enumerate(english_names(marks.plain, marks.quantities))]
    printed = text.translate(_DIGITS)
    named, stepping = _Named(last_year), False
    for at, quantity in enumerate(marks.quantities):
        _enter_and_leave_brackets(named, marks, at)
        name = _in_printed_quotes(_name(marks, printed, at, named), text)
        named.names.append(name)
        stepping = _step(marks, at) is not None or (stepping and marks.beside(at - 1))
        if not stepping and name:
            named.counts.append(name)
            if not named.outer and not carried(marks.plain, quantity.start, quantity.end) and not name.startswith(named.head + "·"):
                named.head, named.sum = name, quantity
    return named.names


def _since(name: str, marks: Annotation, at: int, last_year: int | None) -> str:
    """An English name with the year that its step is from, where that is not last year: revenue·since 2002·increase."""
    subject, dot, step = name.rpartition("·")
    base = marks.english_base(at) if dot and last_year else None
    return name if base in {None, last_year} else f"{subject}{dot}since {base}{dot}{step}"


def _in_printed_quotes(name: str, text: str) -> str:
    """A name with the quotation marks of its text, which are straight while it is parsed."""
    return _QUOTED.sub(r"“\1”", name) if '"' in name and '"' not in text else name


def _enter_and_leave_brackets(named: _Named, marks: Annotation, at: int) -> None:
    """Opens and closes brackets before a quantity: what follows a closed one goes on from what stood before it."""
    start = marks.quantities[at - 1].end if at else 0
    for char in _BRACKET.findall(ASIDE.sub("", marks.plain[start : marks.quantities[at].start])):
        if char in "（(":
            named.outer.append((named.head, named.sum))
        elif named.outer:
            named.head, named.sum = named.outer.pop()
            named.counts.append(named.head)


def _step(marks: Annotation, at: int) -> Step | None:
    """The step, or the share of a whole, that the clause of a quantity makes it."""
    return _share_of(marks.clause(at)) or marks.steps[at]


def _share_of(clause: str) -> Step | None:
    """The share of a whole at the end of a clause, as a step: 占工业总产值的比重."""
    share = _SHARE_OF.search(clause.strip())
    return Step(share.start(), "", "", _REACHED.sub("", share[0]), None) if share else None


def _name(marks: Annotation, text: str, at: int, named: _Named) -> str:
    quantity, cut = marks.quantities[at], _clause_start(marks, at)
    clause = marks.plain[cut : quantity.start]
    begins = STARTS_FROM.search(clause) if quantity.qualifier == "previous" else None
    held = change_words.base(clause, marks.gap(at))
    clause = clause[: begins.start() if begins else clause.rfind(held) if held else None]
    printed = text[cut : cut + len(clause)]
    known = _of_list(marks, at, named) or _led_to(marks, at, named) or _whole(marks, at, named) or _of_previous(printed, marks, at, named)
    if known or names_things_known(marks, at):
        return known
    step = _share_of(clause) if begins else _step(marks, at)
    phrase = Phrase() if held else phrase_behind(marks, text, at)
    timed = units.dimension(quantity.unit) == "time"
    if step and not timed and not (phrase.noun and has_an_object(step, quantity.unit)):
        opens = not named.previous or follows_an_unread_number(marks, at)
        return _of_step(printed, step, named, opening_nouns(marks, text, at) if opens else "")
    if (timed and holds(clause, RUNNING)) or clause.strip().endswith(RUNNING):
        return lasting(printed, phrase_behind(marks, text, at, of_time=True))
    return _of_clause(marks, text, at, named, Phrase() if begins else phrase, printed)


def _of_clause(marks: Annotation, text: str, at: int, named: _Named, phrase: Phrase, printed: str) -> str:
    """The name of a quantity by the words of its clause and the phrase behind it; at last by what was named before."""
    bare = said_to_be(without_carrier(stripped(printed), marks.quantities[at].unit))
    if not phrase.noun and (reached := level(marks, at, bare, named.names, named.counts)):
        return reached
    whole = list_as_a_whole(marks, text, at, phrase)
    bare = whole or (summed(bare) if marks.plain[marks.clauses[at] - 1 : marks.clauses[at]] == "、" else bare)
    total = _ALL.match(printed.strip())
    if named.counts and total and len(bare) <= BARE:
        return f"{_ungrown(named.previous)}·{total[1][:2]}"
    noun = "" if whole or bare in _in("rest") else counted(marks, text, at, bare, phrase)
    bare = joined(bare, noun, printed)
    if bare == lexicon.table(_TOPIC)["carried"]:
        return str(lexicon.table(_TOPIC)["carried-on"])
    if bare.startswith(_WHOLE) and named.names:
        return f"{named.names[-1].partition('·')[0]}·{bare}"
    bare = "" if bare in _in("regions") else bare
    if bare in _STOCK and named.counts:
        bare = f"{_stock(marks, at, named)}{bare}"
    said = "" if bare else told_of(marks, text, at)
    if said and named.sum and units.kin(named.sum.unit) == units.kin(marks.quantities[at].unit) and "·" not in named.head:
        return f"{named.head}·{said}"
    bare = bare or said or _share(printed, named) or opening_nouns(marks, text, at) or _stock(marks, at, named)
    return _completed(marks, text, at, bare, noun, named)


def _clause_start(marks: Annotation, at: int) -> int:
    """Where the clause of a quantity begins; it goes on before a number that only limits a noun of it (公交与轨道50米内换乘比例)."""
    limits = at and marks.clauses[at] == marks.quantities[at - 1].end and CRITERION.match(marks.plain, marks.clauses[at])
    return marks.clauses[at - 1 if limits else at]


def _stock(marks: Annotation, at: int, named: _Named) -> str:
    """What the last count is called; where more is reached than what it added, that of which it added some (新增3家，达到20家)."""
    one, before = marks.quantities[at], marks.quantities[at - 1]
    grown = at and one.unit == before.unit and one.value > before.value and _ungrown(named.previous)
    return grown or named.previous


def _ungrown(name: str) -> str:
    """A name without its verb of adding: 新增公园 and 公园新增 → 公园; 新 in 新能源 is none."""
    ends = set(accumulate(len(word) for word, _ in tagged(name))) if name else set()
    return _GROWING.sub(lambda grows: "" if {grows.start(), grows.end()} <= ends | {0} else grows[0], name)


def _completed(marks: Annotation, text: str, at: int, bare: str, noun: str, named: _Named) -> str:
    """A name with what it is a part of: after 其中 and in brackets; a bare word with the sum before it, unless that is a rate or smaller; a
    measure that says not of what with what the clause before is of (改造小区36个，完成投资2亿元).

    In a list a bare word stands as the one before it (组织考试·参考、组织考试·合格), or has the verb of the list (新增公园、新增绿地).
    """
    lacking = says_not_of_what(bare, marks.quantities[at].unit, named.sum)
    subject = phrase_behind(marks, text, at + 1).noun if lacking and marks.gap(at) == _OF else ""  # 总投资33亿元的57个项目
    subject = subject or (topic(marks, text, at, set_apart=not lacking) if lacking or len(bare) <= BARE else "")
    if subject or (lacking and len(bare) > BARE and not follows(marks, at)):
        return f"{subject}·{bare}" if subject else bare
    if not named.head or not bare or bare in named.head or bare.startswith(named.head):
        return bare
    part = f"{named.head}·{bare}"
    if _among(marks, at, named) or named.outer:
        return part
    listed = in_a_list(marks, at)
    verb = _shared_verb(marks, at, named.names[-1], bare) if listed else ""
    if verb or noun or named.sum is None or (len(bare) > BARE and not lacking):
        return verb + bare
    if listed:
        measured = lacking or len(bare) == 1 or bare[-1] in _in("measures")
        return part if measured or named.names[-1].startswith(f"{named.head}·") else _beside(marks, at, named.names[-1], bare)
    quantity, whole = marks.quantities[at], named.sum
    if units.sort(whole.unit) in {"share", "points"}:
        return bare
    if units.kin(quantity.unit) != units.kin(whole.unit) or quantity.value <= whole.value:
        return part
    verb = tagged(named.head)[0][0]  # what is left of what was closed: 撤并网点5个、存续28个 are 网点·存续
    return f"{named.head.removeprefix(verb) if is_verb(verb) else named.head}·{bare}" if is_verb(bare) else bare


def _shared_verb(marks: Annotation, at: int, name: str, bare: str) -> str:
    """The verb of the first of a list of things, which those behind it share (新增公园120座、绿地1000公顷); "" for none."""
    words = tagged(name) if name and "·" not in name else ()
    if len(words) > 1 and words[0][0] + words[1][0] in _in("growing"):
        words = ((words[0][0] + words[1][0], "v"), *words[2:])  # 新培育
    verb, tag = words[0] if words else ("", "")
    if END_OF_CLAUSE.search(marks.plain, marks.quantities[at - 1].end, marks.quantities[at].start):
        return ""
    has_thing = len(words) < 2 or any(not tag.startswith(("v", "a", "d")) for _, tag in words[1:])  # 予以公开 has none
    of_things = has_thing and all(
        counts_things(one.unit) and units.dimension(one.unit) != "money" for one in marks.quantities[at - 1 : at + 1]
    )
    is_thing = bare[-1] not in _in("measures") and bare not in _HEADS and _is_noun_beside(bare, name)
    return verb if of_things and is_thing and len(verb) >= BARE and (tag.startswith("v") or verb in DOING or verb in _in("growing")) else ""


def _is_noun_beside(bare: str, name: str) -> bool:
    """Whether words are a noun: no verb is in them, or they end as the name beside them, and no verb of doing opens them."""
    found = tagged(bare)
    if not any(tag.startswith("v") for _, tag in found):
        return True
    return len(found) > 1 and bare.endswith(name[-BARE:]) and found[0][0] not in DOING and not bare.startswith(_in("growing"))


def _beside(marks: Annotation, at: int, name: str, bare: str) -> str:
    """A bare verb with what it shares of the name before it in a list: what stands before the verb at its end (小区改造开工 →
    小区改造完工), or, of a verb alone, all of it.
    """
    last = tagged(name)[-1][0]
    if not is_verb(bare) or units.kin(marks.quantities[at].unit) != units.kin(marks.quantities[at - 1].unit):
        return bare
    return name.removesuffix(last) + bare if is_verb(last) and len(name) > len(last) + 1 else f"{name}·{bare}"


def _among(marks: Annotation, at: int, named: _Named) -> bool:
    """Whether a quantity is a part after 其中: same sentence, and each quantity since a step, or of the sum's unit and no more than it.

    What is more than the sum ends its parts: 营造林148万亩、其中绿化工程43万亩，修复草原517万亩，治理水土流失23万亩.
    """
    start = marks.quantities[at].start
    begin = max(marks.plain.rfind(word, 0, start) for word in _in("among")[:1])
    if named.sum is None or begin < named.sum.start or FULL_STOP.search(marks.plain, begin, start):
        return False
    since = [other for other in marks.quantities[: at + 1] if other.start > begin]
    most = named.sum.value
    return all((one.unit == named.sum.unit and one.value <= most) or units.sort(one.unit) in {"share", "points"} for one in since)


def _share(printed: str, named: _Named) -> str:
    """The name of a share of what was told before: 占65%."""
    return f"{named.previous}·{lexicon.table(_TOPIC)['share-of']}" if printed.strip() == _WHOLE and named.previous else ""


def _led_to(marks: Annotation, at: int, named: _Named) -> str:
    """The name of what was led to: from the quantity before (由上年的48个优化为41个), as the other end of a range (6%—6.5%), or by its
    points (占比提高1.8个百分点，达64.1%).
    """
    if not at:
        return ""
    if marks.ranged(at - 1):
        return named.names[-1]
    before, gap = marks.quantities[at - 1], marks.gap(at - 1)
    if before.qualifier == "previous":
        return named.names[-1] if LEADS_TO.match(marks.plain, before.end) and LEADS_TO.match(gap + "0") else ""
    pointed = marks.quantities[at].unit == "%" and units.sort(before.unit) == "points" and not stripped(gap.lstrip("，,、"))
    return named.names[-1].rpartition("·")[0] if pointed else ""


def _whole(marks: Annotation, at: int, named: _Named) -> str:
    """The name of what this is one year's part of (五年累计新增就业31.5万人，其中2021年新增6.4万人), "" for none."""
    part = _OF_THEM.search(marks.plain, 0, marks.quantities[at].start)
    if not part:
        return ""
    for other, name in zip(reversed(marks.quantities[:at]), reversed(named.names), strict=True):
        if other.unit == marks.quantities[at].unit and "·" not in name:
            return name if part["verb"] in _in("does") or part["verb"] in name else ""
    return ""


def _of_previous(printed: str, marks: Annotation, at: int, named: _Named) -> str:
    """The name of a share of what was planned, or of motions handled as those before; "" for neither."""
    planned = _PLANNED.search(printed) if marks.quantities[at].unit == "%" else None
    if planned:
        return f"{stripped(printed[: planned.start()]) or named.previous}{_PLAN_SHARE}"
    bare, alike = stripped(printed), _MOTION.search(named.previous)
    return _MOTION.sub(bare, named.previous) if alike and _MOTION.fullmatch(bare) and not _among(marks, at, named) else ""


def _of_list(marks: Annotation, at: int, named: _Named) -> str:
    """The name in a list beside a list of things, named before it (甲、乙分别达到2.2万家、4942家) or counted (…，增长5.4%、7.9%), or ""."""
    first, end = at, at + 1
    while marks.beside(first - 1):
        first -= 1
    while marks.beside(end - 1):
        end += 1
    count = end - first
    if count < 2:
        return ""
    words, step = clause_of_list(marks, first)
    found = _things_listed(marks, (first, at, end), words, step, named)
    if not found:
        return named.names[-1] if step and at > first else ""
    thing = "".join(_NEWLY.findall(words)) + found[at - first]
    if marks.quantities[at].unit == "%" and _PLANNED.search(words):
        return f"{thing}{_PLAN_SHARE}"
    if step:
        return _stepped(thing, step.called(named.last_year))
    total = _ALL.match(words) if len(words) > BARE else None
    return f"{_ungrown(thing)}·{total[1][:2]}" if total else thing


def _things_listed(marks: Annotation, run: tuple[int, int, int], words: str, step: Step | None, named: _Named) -> list[str]:
    """The things whose values a list gives: those parted before it, the two kinds of 城乡, or as many counted before; [] for none."""
    first, at, end = run
    count, found = end - first, things(words, step)
    if len(found) == count:
        return found
    before = list(zip(marks.quantities[:first], named.names, strict=False))[-count:]
    alike = len(before) == count and len({quantity.unit for quantity, _ in before}) == 1
    kinds = [two for both, *two in lexicon.table(_TOPIC)["pairs"] if len(found) == 1 and both in found[0] and count == len(two)]
    if kinds:
        both = next(both for both, *two in lexicon.table(_TOPIC)["pairs"] if two == kinds[0])
        return [found[0].replace(both, kind) for kind in kinds[0]]
    if len(found) == 1 and found[0].startswith(_WHOLE) and alike:
        return [f"{name.partition('·')[0]}·{found[0]}" for _, name in before]
    counted = len(named.counts) >= count and (EACH in words or alike)
    return (
        named.counts[-count - (at - first if not step else 0) :] if counted and not stripped(words[: step.start] if step else words) else []
    )


def _of_step(printed: str, step: Step, named: _Named, opening: str) -> str:
    """A step is called after what changed: in its own clause (生产总值增长), in the `opening` of the clause before where nothing known is
    counted there (物价保持平稳，上涨1.9%), or before (…12件，同比增长).
    """
    offset = len(printed) - len(printed.lstrip())
    own = without_carrier(stripped(change_words.without_comparison(printed[offset : offset + step.start])), "%")
    subject, how = (
        own if is_subject(own, printed) and not _RECKONED.match(own) else opening or named.previous,
        step.called(named.last_year),
    )
    if change_words.is_change(own) and named.names:
        return f"{named.names[-1].partition('·')[0]}{own}·{how}"  # 收入增长6%，增速比上年加快1个百分点
    if own.startswith(_WHOLE) and named.names:
        subject = f"{named.names[-1].partition('·')[0]}·{own}"
    return _stepped(subject, how) if subject else how


def _stepped(subject: str, how: str) -> str:
    """The name of a change of something: 受理量·增长, 受理量增幅."""
    return f"{subject}{how}" if change_words.is_change(how) else f"{subject}·{how}"
