"""One quantity of a sentence, the words beside a number that bound it, and the text in half-width characters that it is looked for in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial

from tongbi.language import lexicon, units
from tongbi.language.english_verbs import changes
from tongbi.language.lexicon import any_of, one_of, words

# Full-width forms and their ASCII characters; Chinese commas and brackets part clauses, ASCII ones also stand inside numbers.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；！？（）"} | {
    ord(mark): ord('"') for mark in "“”„「」『』＂"
}
_TO_NARROW = re.compile(f"[{re.escape(''.join(map(chr, _NARROW)))}]")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `text[start:end]`. `value` is expanded; `unit` has no magnitude (元 for 亿元) and names what it is per (吨/日), which
    stands behind `end`; `qualifier` as in model.Figure.
    """

    start: int
    end: int
    value: float
    unit: str
    qualifier: str | None


@cache
def bounds_before(*, verbs: bool = True) -> Mapping[str, str]:
    """By qualifier, a pattern for the words before a number that give it: 不低于, at least and does not fall below → at-least; without
    `verbs` only those that name a value with it: no higher than 5%.
    """
    of, english = partial(one_of, "zh/numbers"), _english_before(verbs)
    negated, adverbs = of("before.negators") + of("before.modal") + "{0,2}", r"[\u4e00-\u9fff]{0,4}"
    chinese = {
        "approx": of("before.approx"),
        "at-least": rf"{negated}{of('before.under')}|{of('before.least')}{adverbs}",
        "at-most": rf"{negated}{of('before.over')}|{of('before.most')}{adverbs}",
        "less-than": rf"{negated}{of('before.reach')}|{of('before.under')}",
        "more-than": of("before.over", "before.passed"),
    }
    return {name: rf"(?:{bound}|\b{english[name]})" for name, bound in chinese.items()}


def _english_before(verbs: bool) -> Mapping[str, str]:
    """By qualifier, the English words before a number; a negation turns those for more or less, also with verbs of change between."""
    of = partial(one_of, "en/numbers")
    between = rf"(?:{any_of((*words('en/numbers', 'turned.between'), *changes()))} ){{0,3}}" if verbs else ""
    higher = of("before.more-than", "turned.higher", *["turned.verbs"] * verbs)
    turned = {"at-least": of("before.less-than", "turned.lower"), "at-most": higher}
    found = {name: any_of(told) for name, told in lexicon.table("en/numbers")["before"].items()}
    return found | {name: rf"(?:{of('turned.by')} {between}{bound}|{found[name]})" for name, bound in turned.items()}


@cache
def bounds_behind() -> Mapping[str, str]:
    """By qualifier, a pattern for the words behind a number that give it: 以上 → at-least."""
    chinese, english = lexicon.table("zh/numbers")["behind"], lexicon.table("en/numbers")["behind"]
    return {name: any_of((*words, *english.get(name, ()))) for name, words in chinese.items()}


@cache
def bounds() -> tuple[Mapping[str, re.Pattern[str]], Mapping[str, re.Pattern[str]], re.Pattern[str]]:
    """The patterns before a number and behind it, by qualifier, and one for all before it, over words in lower case."""
    near = re.compile(rf"(?:{'|'.join(bounds_before().values())})\s*$")
    before = {name: re.compile(rf"{words}\s*$") for name, words in bounds_before().items()}
    return before, {name: re.compile(rf"\s*{words}") for name, words in bounds_behind().items()}, near


def flat(text: str) -> str:
    """The text in half-width characters but for the marks that part clauses, one for one, so that offsets stay."""
    return _WIDE_COMMA.sub(",", text).translate(_NARROW) if _TO_NARROW.search(text) else text


def with_bound(text: str, start: int, end: int, bound: str) -> tuple[int, int]:
    """Where a quantity at `text[start:end]` begins and ends with the words that bound it so: 5%左右, 不低于6%, at least 40; where a verb
    does (does not rise above 4.6%), alone.
    """
    text = text.lower()
    behind, before = bounds()[1][bound].match(text, end) if bound in bounds_behind() else None, _named()[bound].search(text, 0, start)
    return (start, behind.end()) if behind else (before.start() if before else start, end)


@cache
def _named() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(rf"{bound}\s*$") for name, bound in bounds_before(verbs=False).items()}


def in_scale_of(low: float, high: float, printed: str) -> float:
    """The lower end of a range whose upper end is `printed`, with the word of scale that this alone prints: 30—40万人, $14–18 billion, not
    3000—1万元.
    """
    scale, _ = units.scale_of(printed)
    return low * scale if low * scale < high else low


def unbounded(left: str) -> str:
    """Words before a number without those that bound it."""
    found = bounds()[2].search(left.lower())
    return left[: found.start()] if found else left


def bounded(left: str, right: str) -> str | None:
    """The qualifier that the words behind a number or else those before it give; None for none."""
    before, behind, near = bounds()
    left, right = left.lower(), right.lower()  # in a third of the time that patterns take which ignore case
    said = next((name for name, pattern in behind.items() if pattern.match(right)), None)
    if said is None and near.search(left):
        return next((name for name, pattern in before.items() if pattern.search(left)), None)
    return said
