"""Names of English quantities: the noun phrase before the number, or the thing it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tongbi.language import change_words
from tongbi.language.lexicon import words
from tongbi.language.quantities import Quantity

_SMALL = frozenset((*words("en/terms", "small"), ""))
_JOINING, _REACHED = frozenset(words("en/terms", "joining")), frozenset(words("en/change", "spans.reached"))
_ORIGIN = frozenset(words("en/change", "spans.origin"))
_APPROX = frozenset(words("en/numbers", "before.approx"))
_MONEY = frozenset({"%", "$", "€", "£", "percentage points", "basis points", ""})
_WORDS = 6
# What a reduction of 25 per cent is in.
_OF = re.compile(r"\s+(?:in|of)\s+([A-Za-z][\w' -]{0,80})")
_YEAR = re.compile(r"\b(?:fiscal\s+)?(?:19|20)\d\d\b|\bfiscal\b")


def english_names(text: str, found: Sequence[Quantity]) -> list[str]:
    """A name for each quantity of an English sentence: the noun phrase before it, what it counts, or the words behind it.

    What a number is compared to has its name (…$14.91 in fiscal 2024 compared to $15.11); a step is called after its subject, the
    second half of a step (increased $2.2 billion, or 8.1%) like the first.
    """
    names: list[str] = []
    for at, quantity in enumerate(found):
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
