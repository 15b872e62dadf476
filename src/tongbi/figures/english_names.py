"""Names of English quantities: the noun phrase before the number, or the thing it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tongbi.language import change_words
from tongbi.language.lexicon import one_of, words
from tongbi.language.quantities import Quantity

_SMALL = frozenset((*words("en/terms", "small"), ""))
_JOINING, _REACHED = frozenset(words("en/terms", "joining")), frozenset(words("en/change", "spans.reached"))
_ORIGIN = frozenset(words("en/change", "spans.origin"))
_APPROX = frozenset(words("en/numbers", "before.approx"))
_MONEY = frozenset({"%", "$", "€", "£", "percentage points", "basis points", ""})
_WORDS = 6
# What a reduction of 25 per cent is in.
_OF = re.compile(r"\s+(?:in|of)\s+([A-Za-z][\w' -]{0,80})")
# What says that values stand in the order of their things, what parts the values, and what parts the things.
_RESPECTIVELY = re.compile(rf"\b{one_of('en/terms', 'each')}\b", re.IGNORECASE)
_AND, _THINGS = re.compile(r"\s*(?:,|,?\s*and)\s*(?:about |nearly )?"), re.compile(r",\s*and\s+|\s+and\s+|,\s+")
_CLAUSE = re.compile(r"[;:!?()•]\s|\.\s")
_YEAR = re.compile(r"\b(?:fiscal\s+)?(?:19|20)\d\d\b|\bfiscal\b")


def english_names(text: str, found: Sequence[Quantity]) -> list[str]:
    """A name for each quantity of an English sentence: the noun phrase before it, what it counts, or the words behind it.

    What a number is compared to has its name (…$14.91 in fiscal 2024 compared to $15.11); a step is called after its subject, the
    second half of a step (increased $2.2 billion, or 8.1%) like the first.
    """
    names: list[str] = []
    listed = _respective(text, found)
    for at, quantity in enumerate(found):
        if at in listed:
            names.append(listed[at])
            continue
        gap = text[found[at - 1].end if at else 0 : quantity.start]
        between = gap.lower().replace(",", " ").split()
        compared = change_words.COMPARED_TO.search(gap) or _ORIGIN.intersection(between[-1:])
        if (at and compared and found[at - 1].unit == quantity.unit) or (at and len(between) == 1 and between[0] in _JOINING):
            names.append(names[-1])
        elif at and between and between[0] in _REACHED and _APPROX.issuperset(between[1:]):
            names.append(names[-1].split("·")[0])
        else:
            before = names[-1].split("·")[0].removesuffix(f" {found[at - 1].unit}") if at else ""
            names.append(_name(text, found[at - 1].end if at else 0, quantity, before))
    return names


def _respective(text: str, found: Sequence[Quantity]) -> dict[int, str]:
    """Names, by index, in lists that say which is which: fees and grants were $4.6 million and $1.9 million, respectively."""
    names: dict[int, str] = {}
    for said in _RESPECTIVELY.finditer(text):
        run = [at for at, one in enumerate(found) if one.end <= said.start()]
        first = len(run)
        while first and (first == len(run) or _AND.fullmatch(text, found[first - 1].end, found[first].start)):
            first -= 1
        run = run[first:]
        clause = _CLAUSE.split(text[found[run[0] - 1].end if run and run[0] else 0 : found[run[0]].start])[-1] if run else ""
        things = [thing for thing in (_trimmed(part.split()[-_WORDS:]) for part in _THINGS.split(clause)) if thing]
        things = things * len(run) if len(things) == 1 else things
        if len(run) > 1 and len(things) == len(run):
            names |= dict(zip(run, things, strict=True))
    return names


def _name(text: str, floor: int, quantity: Quantity, previous: str) -> str:
    """The name of a quantity; a step that says nothing of its own (…$152.7 billion, up 4.5 percent) is one of `previous`."""
    step = change_words.english_step(text[floor : quantity.start], quantity.unit)
    begin = quantity.start if step is None else floor + step.start
    clause = re.split(r"[,;:!?()•]\s|\.\s|[•]", text[floor:begin])[-1]
    before = _trimmed(_YEAR.sub(" ", clause).split()[-_WORDS:])
    if step:
        of = _OF.match(text, quantity.end)
        return "·".join(filter(None, (before or _trimmed(of[1].split()[:_WORDS] if of else []) or previous, step.verb)))
    if quantity.unit not in _MONEY and quantity.unit.rstrip("s") not in before:
        return f"{before} {quantity.unit}".strip()
    after = _trimmed(_YEAR.sub(" ", re.split(r"[,;:.!?()]|\d", text[quantity.end :])[0]).split()[:_WORDS])
    return before or after


def _trimmed(found: list[str]) -> str:
    while found and found[-1].lower().strip("$") in _SMALL:
        found = found[:-1]
    while found and found[0].lower() in _SMALL:
        found = found[1:]
    return " ".join(found)
