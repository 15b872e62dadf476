"""Inline XBRL of a page: what a filing declares of its numbers, each by the element that prints it.

Elements and attributes as in Inline XBRL 1.1 (XBRL International, 2013): numbers are `nonFraction`, printed in a format of a transformation
registry, with a scale and a sign; contexts say of which period and which part, units what is counted. Prefixes are the page's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tongbi.language import lexicon, numerals
from tongbi.model import Printed, TaggedFact

_NAMESPACE = "http://www.xbrl.org/2013/inlineXBRL"
# Namespaces of the taxonomies that many filers share end in their name and a year: http://fasb.org/us-gaap/2024, http://xbrl.sec.gov/dei/2024.
_SHARED = ("://fasb.org/", "://xbrl.sec.gov/", "://xbrl.ifrs.org/")
# Concepts of the cover: one whose period is the fiscal year, and the name of a registrant, of one that files along by its member.
_COVERED, _NAMED = "dei:DocumentType", "dei:EntityRegistrantName"
_SHARE, _PERCENT = "%", -2
# Whole numbers as attributes say them; larger ones no report has.
_WHOLE = {str(number): number for number in range(-24, 25)}


@dataclass(slots=True)
class _Context:
    """Of what a fact is: its period and its dimensions."""

    begin: str = ""
    end: str = ""
    dimensions: list[str] = field(default_factory=list)


_NOWHERE = _Context()


@dataclass(frozen=True, slots=True)
class Tags:
    """The facts of a page; `by_node` gives by memory id the index of the one that an element prints, or None for a text; `cover`
    has for the metadata the first and the last day of the fiscal year as ISO dates, and by their members the registrants that file along.
    """

    facts: tuple[TaggedFact, ...] = ()
    by_node: Mapping[int, Printed] = field(default_factory=dict)
    cover: Mapping[str, str] = field(default_factory=dict)


def read(tree: LexborHTMLParser, text: str) -> Tags:
    """The tags of a page, whose source is `text`; its hidden header is taken out of the tree."""
    prefix = _prefix(text, _NAMESPACE)
    if not prefix:
        return Tags()
    families = _families(text)
    contexts, units = _resources(tree.css(f"{prefix}\\:resources"))
    facts: list[TaggedFact] = []
    by_node: dict[int, Printed] = {}
    year, along = _NOWHERE, dict[str, str]()
    for node in tree.css(f"{prefix}\\:nonfraction,{prefix}\\:nonnumeric"):
        attributes = node.attributes
        concept = _concept(attributes.get("name") or "", families)
        context = contexts.get(attributes.get("contextref") or "", _NOWHERE)
        if (node.tag or "").endswith("nonnumeric"):
            year = context if concept == _COVERED else year
            along |= {f"registrant {part}": " ".join(node.text().split()) for part in context.dimensions if concept == _NAMED}
            by_node[node.mem_id] = (None,)
        elif fact := _fact(node, attributes, concept, context, units.get(attributes.get("unitref") or "", "")):
            by_node[node.mem_id] = (len(facts),)
            facts.append(fact)
    for header in tree.css(f"{prefix}\\:header"):
        header.decompose()
    told = {"fiscal year begins": year.begin, "fiscal year ends": year.end, **along}
    return Tags(tuple(facts), by_node, {name: value for name, value in told.items() if value})


def _prefix(text: str, namespace: str) -> str:
    """The prefix that a page declares for a namespace, in small letters; "" for none."""
    before, found, _ = text.partition(namespace)
    return before.rpartition("xmlns:")[2].partition("=")[0].strip().lower() if found else ""


def _families(text: str) -> dict[str, str]:
    """By prefix the name of the shared taxonomy that it stands for (us-gaap)."""
    found = {}
    for piece in text.split("xmlns:")[1:]:
        prefix, _, rest = piece.partition("=")
        namespace = rest[1:].partition(rest[:1])[0] if rest[:1] in {'"', "'"} else ""
        if any(shared in namespace for shared in _SHARED):
            found[prefix.strip()] = next(part for part in reversed(namespace.split("/")) if not part[:1].isdigit())
    return found


def _concept(name: str, families: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return f"{families.get(prefix, prefix)}:{local}"


def _resources(nodes: Iterable[LexborNode]) -> tuple[dict[str, _Context], dict[str, str]]:
    """Contexts and units by their ids; a unit that is one by another is `one/other`."""
    contexts: dict[str, _Context] = {}
    measures: dict[str, list[str]] = {}
    context, unit = _Context(), [""][:0]
    for node in (below for one in nodes for below in one.traverse()):
        name = (node.tag or "").rpartition(":")[2]
        if name == "context":
            context = contexts[node.attributes.get("id") or ""] = _Context()
        elif name == "unit":
            unit = measures[node.attributes.get("id") or ""] = []
        elif name == "startdate":
            context.begin = _day(node)
        elif name in {"enddate", "instant"}:
            context.end = _day(node)
        elif name in {"explicitmember", "typedmember"}:
            context.dimensions.append(f"{node.attributes.get('dimension') or ''}={node.text().strip()}")
        elif name == "measure":
            unit.append(node.text().strip().rpartition(":")[2])
    return contexts, {at: "/".join(told) for at, told in measures.items()}


def _day(node: LexborNode) -> str:
    """A day without its time."""
    return node.text().strip()[:10]


def _fact(node: LexborNode, attributes: Mapping[str, str | None], concept: str, context: _Context, measure: str) -> TaggedFact | None:
    """The fact that an element declares; None for one that says nothing (nil), and where its period or its number is not said."""
    if attributes.get("xsi:nil") in {"true", "1"}:
        return None
    text = " ".join(node.text().split())
    number = value(text, (attributes.get("format") or "").rpartition(":")[2])
    scale, decimals = (_WHOLE.get((attributes.get(name) or "").strip(), 0) for name in ("scale", "decimals"))
    if number is None or not context.end:
        return None
    unit = _unit(measure, scale)
    if unit == _SHARE:  # 33.4 is printed, 0.334 declared
        scale, decimals = 0, decimals + _PERCENT
    scaled = number.scaleb(scale)
    return TaggedFact(
        concept=concept,
        value=float(-scaled if attributes.get("sign") == "-" else scaled),
        unit=unit,
        decimals=None if attributes.get("decimals") in {None, "INF"} else decimals,
        begin=context.begin,
        end=context.end,
        dimensions=tuple(sorted(context.dimensions)),
        text=text,
        scale=scale,
    )


def _unit(measure: str, scale: int) -> str:
    """The unit of a measure: a pure number is a share where it is printed as one."""
    counted, per, other = measure.partition("/")
    unit = lexicon.table("en/tagging")["units"].get(counted, counted)
    unit = "" if unit == _SHARE and scale != _PERCENT else unit
    return f"{unit}/{other.rstrip('s')}" if per else unit


def value(text: str, form: str) -> Decimal | None:
    """The number that a text prints in a format of a transformation registry: 1.234,5 in num-comma-decimal, — in fixed-zero, no and
    twenty-five in numwordsen; None for what is no number.
    """
    if any(mark in form for mark in ("zero", "dash")):
        return Decimal(0)
    if "word" in form:
        return _of_words(text)
    comma = form.rfind("comma") > form.rfind("dot")
    digits = "".join(_digits(text, "," if comma else "."))
    return Decimal(digits) if any(map(str.isdigit, digits)) and digits.count(".") <= 1 else None


def _digits(text: str, point: str) -> Iterator[str]:
    """The digits of a number, its point as a dot."""
    for char in text:
        if char.isdecimal():
            yield str(int(char))
        elif char == point:
            yield "."


def _of_words(text: str) -> Decimal | None:
    """The number that English words tell: two hundred and five."""
    known = lexicon.table("en/tagging")["numbers"]
    total, part, hundred = 0, 0, known["hundred"]
    for word in text.lower().replace("-", " ").replace(",", " ").split():
        size = numerals.MAGNITUDES.get(word, known.get(word))
        if word == "and":
            continue
        if size is None:
            return None
        if size == hundred:
            part = max(part, 1) * size
        elif word in numerals.MAGNITUDES:
            total, part = total + part * size, 0
        else:
            part += size
    return Decimal(total + part)
