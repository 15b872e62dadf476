"""One heading → one node: its clauses vote by alias, likeness and cues, the first loudest; the text is asked where they say too little."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from tongbi.model import Method
from tongbi.report.node_matching import schema_terms
from tongbi.report.node_matching.heading_keys import clauses, key, plain
from tongbi.report.node_matching.schema_terms import Lexicon

# What an exact alias, a likeness of 1 and all cues of a clause together weigh at most.
_EXACT = 3.0
_ALIKE = 2.4
_CUES = 2.6
_SECOND_SIGN = 0.25
# 强化权力监督，推动权力规范运行: the first clause usually says what the section is, later ones what it is for.
_CLAUSES = (1.0, 0.6, 0.4, 0.3)
_SURELY, _ENOUGH = 1.0, 0.6
_MARGIN = 0.12
# A section opens with its subject and may end in anything. With headings hidden, the first 400 characters told 40 of 41 sections of the
# gold series; the first 200 told 39, the whole text 40.
_OPENING = 400
_TEXT = 2.0
_TEXT_ENOUGH = 0.8
# How much the node of the section above counts among the nodes of its parts.
_HOME = 1.5


@dataclass(frozen=True, slots=True)
class Match:
    """A node ("" for none), how it was found, and how sure that is (0–1). `also`: further nodes that a clause names outright."""

    node: str
    method: Method
    confidence: float
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is judged: its heading, its own text, and the parts below it."""

    heading: str
    text: str
    below: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class _Votes:
    """Node → votes, and node → its best likeness in a clause where the name spoke louder than the cues."""

    weight: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    likeness: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def whole(words: Lexicon, heading: str, allowed: Set[str]) -> Match | None:
    """By the whole heading as an exact alias."""
    found = sorted((node for node in words.aliases.get(key(heading, words.topic), ()) if node in allowed), key=_depth)
    # Two nodes side by side are both meant (Items 1 and 2. Business and Properties).
    return Match(found[0], "alias", 1.0, tuple(node for node in found[1:] if _depth(node) == _depth(found[0]))) if found else None


def best(words: Lexicon, part: Part, allowed: Set[str], home: str = "") -> Match | None:
    """The node most is said for, or None where too little is said. `home`: the node of the section above, "" for none.

    A heading that names nothing outright (凝心聚力开新局) is told by the parts below where most of them are of one node, else by its text.
    """
    exact = whole(words, part.heading, allowed)
    if exact:
        return exact
    votes = _votes(words, part.heading, allowed)
    if home in allowed and votes.weight:
        votes.weight[home] += _HOME
    found = _winner(votes, _SURELY, _MARGIN) or _agreed([best(words, one, allowed) for one in part.below], allowed)
    if found is None:
        likely = _winner(votes, _ENOUGH, _MARGIN)
        _ask(votes, words, _opening(part), allowed)
        found = _winner(votes, _TEXT_ENOUGH, 0.0) or likely
    return found and replace(found, also=_also(found.node, votes.likeness))


def _opening(part: Part) -> str:
    """The beginning of a section's text, and an equal share of the beginnings of the parts below it."""
    return part.text[:_OPENING] + "".join([one.heading + _opening(one)[: _OPENING // len(part.below)] for one in part.below])


def _agreed(below: Sequence[Match | None], allowed: Set[str]) -> Match | None:
    """The node that most of the parts below are of; else the one at the top that most of them belong to."""
    nodes = [match.node for match in below if match is not None]
    for named in (nodes, [top for node in nodes if (top := node.split("/")[0]) in allowed]):
        node, most = max(Counter(named).items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if 2 * most > len(below):
            return Match(node, "cues", 0.9 * most / len(below))
    return None


def _depth(node: str) -> int:
    """Where two nodes are equally near, the upper one is meant: the leaders' duties at the top, their lead among the measures."""
    return node.count("/")


def _votes(words: Lexicon, heading: str, allowed: Set[str]) -> _Votes:
    votes = _Votes()
    for place, clause in enumerate(clauses(heading, words.topic)):
        loud = _CLAUSES[-1 if place and clause.means else min(place, len(_CLAUSES) - 1)]
        alike = schema_terms.alike(words, clause.key)
        cues = schema_terms.spoken(words, clause.text)
        for node in (alike.keys() | cues.keys()) & allowed:
            likeness = alike.get(node, 0.0)
            by_name = _EXACT if likeness == 1.0 else _ALIKE * likeness
            by_cues = min(cues.get(node, 0.0), _CUES)
            votes.weight[node] += loud * (max(by_name, by_cues) + _SECOND_SIGN * min(by_name, by_cues))
            votes.likeness[node] = max(votes.likeness[node], likeness if by_name >= by_cues else 0.0)
    return votes


def _ask(votes: _Votes, words: Lexicon, text: str, allowed: Set[str]) -> None:
    """Adds what the section's text says: each node's share of the cues, the less the fewer there are."""
    cues = {node: weight for node, weight in schema_terms.spoken(words, plain(text)).items() if node in allowed}
    total = sum(cues.values()) + _TEXT
    for node, weight in cues.items():
        votes.weight[node] += _TEXT * weight / total


def _winner(votes: _Votes, enough: float, margin: float) -> Match | None:
    """The node with the most votes, if it has `enough` and the runner-up's stay `margin` (a share of the winner's) behind."""
    ranked = sorted(votes.weight.items(), key=lambda item: (-item[1], _depth(item[0]), item[0]))[:2]
    if not ranked or ranked[0][1] < enough:
        return None
    node, most = ranked[0]
    ahead = 1.0 - (ranked[1][1] / most if len(ranked) > 1 else 0.0)
    if ahead < margin:
        return None
    likeness = votes.likeness[node]
    method: Method = "cues" if not likeness else "alias" if likeness == 1.0 else "fuzzy"
    sure = {"alias": 0.95, "fuzzy": likeness, "cues": 0.9}[method]
    return Match(node, method, sure * min(1.0, 0.5 + ahead))


def _also(chosen: str, likeness: Mapping[str, float]) -> tuple[str, ...]:
    """A section merged from two (落实普法责任，完善公共法律服务) names both; the node above the chosen one is no other node."""
    return tuple(sorted(node for node, alike in likeness.items() if alike == 1.0 and not chosen.startswith(node)))
