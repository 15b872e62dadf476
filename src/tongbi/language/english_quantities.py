"""English quantities: which numbers of an English sentence count or measure something: $3.4 billion, ₹2,516 crore, 1,204 and 873 patients.

What is a date, a version, a link or the number of a section is taken out first (`non_quantities`). A number is then what its unit says: a
currency, a rate, a measure or the noun that it counts. One without any counts where a label stands before it (Active volunteers: 2,463), or
a verb says that something reached it, moved from it or to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from tongbi.language import change_words, dates, english_verbs, lexicon, non_quantities, numerals, units
from tongbi.language.lexicon import any_of, one_of
from tongbi.language.quantity import Quantity, bounded, in_scale_of, unbounded

_OR = "|"
# Thousands are parted by commas or by blanks: 31,420 · 31 420.
_BLANKS = r"(?<![\d.,] )\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d|,\d|[ \u00a0\u202f]\d)(?:\.\d+)?"
_NUMBER = _OR.join((_BLANKS, r"\d[\d,]*\d(?:\.\d+)?", r"\d(?:\.\d+)?"))
_DASHES, _MARKS = frozenset("-–—"), (";", "!", "?", "\n", ". ", "• ")


@cache
def _noun() -> str:
    """What a number counts: a noun in the plural with up to three words that limit it."""
    apart = rf"(?!(?i:{one_of('en/units', 'apart.words')})\b)"
    adjective, plural = rf"{apart}[A-Za-z][A-Za-z-]+\s+", rf"{apart}[A-Za-z][A-Za-z-]*[^\W_su\d]s"
    return rf"(?:{adjective}){{0,3}}?(?:{adjective}and\s+{adjective})?{_any(plural, one_of('en/units', 'plurals.irregular'))}\b"


@cache
def _number() -> re.Pattern[str]:
    """A number with its sign, its currency, its size and the word behind it; a loss in brackets is less than nothing."""
    measured = any_of(unit for sizes in lexicon.table("en/units")["measure"].values() for unit in sizes)
    size, short = (
        rf"(?i:{any_of(found)})\b" for found in (lexicon.words("en/units", "money.large"), lexicon.table("en/units")["money"]["short"])
    )
    money = f"(?i:{any_of(lexicon.table('en/units')['measure']['money'])})"
    sign, rate = units.currency(), one_of("en/units", "rates.points", "rates.share")
    unit = _any(rf"\s*(?P<unit>%{_OR}(?i:{rate}{_OR}{measured})\b)", rf"\s+(?P<noun>{_noun()})")
    printed = _any(rf"\s*(?P<magnitude>{size})", rf"(?P<short>{short})")
    loss = rf"(?P<money>{sign})?\s?\((?P<loss>{_NUMBER})\)(?:\s*(?P<scale>{size}))?(?:\s*(?P<rate>%|{money}\b))?"
    amount = rf"(?:(?P<currency>{sign})\s?(?P<inner>-)?)?(?P<number>{_NUMBER}){printed}?{unit}?"
    return re.compile(_any(loss, rf"(?P<less>\b{one_of('en/numbers', 'minus')}\s+)?(?P<sign>[-−–])?{amount}"))


def _any(*patterns: str) -> str:
    return f"(?:{_OR.join(patterns)})"


@cache
def _follows() -> re.Pattern[str]:
    """Behind a number without a unit: the end of its clause, or a word that it does not count."""
    small = one_of("en/clause", "prepositions", "joining", "relatives", "auxiliaries", "demonstratives", "articles")
    against = one_of("en/change", "against.last", "against.with")
    return re.compile(rf"\s*(?P<end>[.,;:()\[]|$)|\s+(?:{small}|to|{against})\b", re.IGNORECASE)


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    """What says that a number was reached, and what moves or holds something from it or to it."""
    reach = english_verbs.verbs("reach")
    return reach, reach | english_verbs.changes() | english_verbs.verbs("keep")


def find(plain: str) -> Iterator[Quantity]:
    """The quantities of an English text in half-width characters, in order, never overlapping."""
    hidden = non_quantities.hidden(non_quantities.hidden_english(plain))
    found: list[Quantity] = []
    last = -1
    for match in _number().finditer(hidden):
        one = _quantity(match, plain, last)
        found += [one] if one else []
        last = match.end()
    for at in reversed(range(len(found))):
        found[at] = _settled(found, at, plain)
    for at in range(1, len(found)):
        found[at] = _among(found[at], found[at - 1], plain)
    for at, one in enumerate(found):
        if at and _is_origin(found[at - 1], one, plain):
            one = replace(one, qualifier="previous")
        whole = found[at + 1] if at + 1 < len(found) else one
        if _is_part(one, whole, plain):
            yield replace(one, end=whole.end, unit=whole.unit)
        elif not (at and _is_part(found[at - 1], one, plain)) and (one.unit or _stands_alone(plain, one)):
            yield one


def _quantity(match: re.Match[str], text: str, last: int) -> Quantity | None:
    """What a match counts; None for a number that is a part of a word, and for one in brackets that no currency or size makes a loss."""
    group, start, end = match.groupdict(), match.start(), match.end()
    number, size = numerals.parse(group["number"] or group["loss"]), group["magnitude"] or group["scale"] or ""
    if group["short"] and group["currency"]:
        size = lexicon.table("en/units")["money"]["short"][group["short"].lower()]
    no_loss = not group["number"] and not (group["money"] or size or (group["rate"] and start))
    if number is None or no_loss or (group["short"] and not group["currency"]) or _is_glued(match, text):
        return None
    value, unit = numerals.expanded(number, " ".join(size.lower().split())), _unit(match, text)
    minus = bool(group["sign"] and _is_minus(text, start, last, unit))
    start += len(group["sign"] or "") if not minus else 0
    value = -value if minus or group["less"] or group["inner"] or group["loss"] else value
    end = start + len(text[start:end].rstrip())
    return Quantity(start, end, round(value, 6), unit, _qualifier(text, start, end))


def _unit(match: re.Match[str], text: str) -> str:
    """The unit of a match: its currency, its rate or measure, or the noun that it counts (1,284 planning cases: cases); "" for none."""
    sign, noun, start = match["currency"] or match["money"], match["noun"], match.start()
    if sign:
        return units.of_currency(sign)
    if not noun:
        return units.named(units.printed_as_known(match["unit"] or match["rate"] or ""))
    counted, before = noun.split()[-1].lower(), text[:start].split()[-1:] or ["1"]
    title = noun != noun.lower() and before[0][-1].isdecimal()  # 440 510 Filter cigarettes
    named = "." in match["number"] and not match["magnitude"] and (before[0][:1].isupper() or counted in english_verbs.verbs("doing"))
    return "" if title or named else units.named(counted)  # a version: LibreThing 7.3 replaces …


def _is_glued(match: re.Match[str], text: str) -> bool:
    """Whether a number is a part of a word or of another number: 5G, x86, 1.2.3."""
    begin, end = match.start("currency" if match["currency"] else "number"), match.end()
    before, behind = text[begin - 1 : begin] if begin > 0 else "", text[end : end + 1]
    after = end == match.end("number") and (behind.isalpha() or behind in {"/", "_"})
    return bool(match["number"] and (before.isalnum() or before in {".", "/", "_"} or after) and before + behind)


def _is_minus(text: str, start: int, last: int, unit: str) -> bool:
    """Whether the dash at `start` is a minus, not that of a range or of a list."""
    opens = not start or text[start - 1].isspace() or text[start - 1] in "(:,~"
    return start != last and opens and units.may_be_negative(unit)


def _qualifier(text: str, start: int, end: int) -> str | None:
    left = text[_begin(text, start) : start]
    leads = change_words.ENGLISH_STARTS.search(left) if change_words.ENGLISH_LEADS_TO.match(text, end) else None
    if leads and not {*left[: leads.start()].lower().split()[-1:]}.isdisjoint(lexicon.words("en/change", "spans.ranges")):
        return "range"
    return "previous" if leads or change_words.COMPARED_TO.search(left) else bounded(left, text[end : end + 16])


def _settled(found: Sequence[Quantity], at: int, text: str) -> Quantity:
    """A quantity with the unit and the scale that its neighbour in a list or a range prints for both: 1,204 and 873 patients, $14–18
    billion.
    """
    one, following = found[at], next(iter(found[at + 1 : at + 2]), None)
    if following and text[one.end : following.start].strip() in _DASHES:
        one = replace(one, value=in_scale_of(one.value, following.value, text[following.start : following.end]))
    for low, high in ((at, at + 1), (at - 1, at)) if not one.unit else ():
        other = found[high if low == at else low] if low >= 0 and high < len(found) else one
        between = text[found[low].end : found[high].start].strip() if other is not one else ""
        ranged = between in _DASHES
        listed = low == at and between in lexicon.words("en/clause", "lists") and not units.is_currency(other.unit)
        if other.unit and (ranged or listed):
            return replace(one, unit=other.unit, qualifier="range" if ranged else one.qualifier)
    return one


def _is_part(one: Quantity, whole: Quantity, text: str) -> bool:
    """Whether a number tells how many there are of what the next one counts in all: 236 of the 260 homes."""
    first, *others = text[one.end : whole.start].lower().split() or [""]
    counted = bool(whole.unit) and units.sort(whole.unit) not in {"share", "points"} and not units.is_currency(whole.unit)
    return first == "of" and not one.unit and counted and one.value <= whole.value and others in _articles()


def _among(one: Quantity, before: Quantity, text: str) -> Quantity:
    """A number without a unit as one of those told before it (86 employees, of whom 31 were women), or as how many of them there had been
    (5,480 visitors, compared with 5,120 in 2022).
    """
    counts = not one.unit and before.unit and not units.is_currency(before.unit) and _follows().match(text, one.end)
    again = one.qualifier == "previous" and not _is_year(text, one)
    return replace(one, unit=before.unit) if counts and (again or is_among(text, before, one)) else one


def is_among(text: str, before: Quantity, one: Quantity) -> bool:
    """Whether a bare number tells how many there are of those that the one before it counts: of whom 31; it opens a clause and has a verb
    behind it (420 applications, 31 were late).
    """
    if not text[one.start : one.end].replace(",", "").isdecimal() or _is_year(text, one):
        return False
    said = text[before.end : one.start].strip(" ,;(").lower()
    opens = text[: one.start].rstrip()[-1:] in {",", ";"} or said.endswith(" and")
    return said in lexicon.words("en/clause", "among") or (opens and text[one.end :].split(maxsplit=1)[:1] in _auxiliaries())


def _articles() -> list[list[str]]:
    """No word, and each determiner, as the words that stand between a number and its whole."""
    return [[], *([word] for word in lexicon.words("en/clause", "determiners"))]


def _auxiliaries() -> list[list[str]]:
    """The auxiliary verbs, each as the words that a text begins with."""
    return [[word] for word in lexicon.words("en/clause", "auxiliaries")]


def _is_year(text: str, one: Quantity) -> bool:
    """Whether a bare number reads as a year: compared with 2022."""
    return dates.alone(text[one.start : one.end]) is not None


def _is_origin(before: Quantity, quantity: Quantity, text: str) -> bool:
    """Whether a value stands behind the one that something changed to: to $540 million from $500 million."""
    if before.unit != quantity.unit or not change_words.FROM_ORIGIN.fullmatch(text, before.end, quantity.start):
        return False
    return bool(change_words.ENGLISH_ORIGIN.search(text, max(0, before.start - 24), before.start))


def _stands_alone(text: str, quantity: Quantity) -> bool:
    """Whether a number without a unit is the value of a label, or what a verb says was reached, left or come to."""
    if _follows().match(text, quantity.end) is None:
        return False
    before = unbounded(text[_begin(text, quantity.start) : quantity.start]).lower().split()
    reach, moved = _verbs()
    if before and before[-1] in reach:
        return True
    if before and before[-1] == "of":
        return before[-2:-1] != [] and before[-2] in lexicon.words("en/terms", "reckoned")
    if before and before[-1] in lexicon.words("en/clause", "led"):
        return not moved.isdisjoint(before)
    return label(text, quantity) is not None


def _begin(text: str, start: int) -> int:
    """Where the part of a sentence or the line begins that a number stands in."""
    before = text[:start]
    marks = (*_MARKS, "(") if before.rfind("(") > before.rfind(")") else _MARKS
    return max(before.rfind(mark) + len(mark) if mark in before else 0 for mark in marks)


def tells_a_value(line: str) -> bool:
    """Whether a line is a label with its value: Members: 2,463."""
    return any(label(line, one) for one in find(line))


def label(text: str, quantity: Quantity) -> str | None:
    """The label of the line that a number stands alone behind (Active volunteers: 2,463); a year where it is one told beside another
    (2022: 2,290); None for none, and for that of a reference (Telephone: 555).
    """
    follows = _follows().match(text, quantity.end)
    line = unbounded(text[_begin(text, quantity.start) : quantity.start]).strip()
    marked = line[-1:] in {":", "="} or (line[-1:] in _DASHES and line[-2:-1] == " ")
    found = line[:-1].strip(" -*•")
    refers = not quantity.unit and found.lower().endswith(lexicon.words("en/units", "apart.labels", "apart.identifiers"))
    words = any(map(str.isalpha, found)) and not refers
    told = marked and follows is not None and follows["end"] is not None and ":" not in found
    counts = told and any(one.unit for one in find(found))  # The station answered 2,402 calls: 1,187 fires and 324 false alarms.
    return found if told and not counts and (words or found.isdecimal()) else None
