"""A schema's words, made ready for comparing: aliases by their key, cues by their length."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Indel

from tongbi.language.lexicon import finder
from tongbi.report.node_matching.heading_keys import key, plain
from tongbi.report.schema import Schema, SchemaNode

# Headings are short and chance likeness is high (依法执政 / 依法行政: 0.75): the bar is higher than for
# sentences, and highest for the shortest.
_ALIKE = 0.72
_ALIKE_SHORT = 0.8
_SHORT = 5
# A cue weighs by its length: 执法 1, 行政复议 2.
_WEIGHT = 0.5
_HEAVIEST = 4
_HINT = 0.7
# Chinese puts the head last: 应急管理放管服改革 is about the reform.
_LATER = 0.2


@dataclass(frozen=True, eq=False, slots=True)
class Lexicon:
    """What a schema's nodes are called. `aliases`: key → node ids; `cues`: word → node → weight; `cue`: any of these, the longest first."""

    topic: tuple[str, ...]
    aliases: Mapping[str, tuple[str, ...]]
    cues: Mapping[str, Mapping[str, float]]
    cue: re.Pattern[str]


def of(schema: Schema) -> Lexicon:
    """The lexicon of a schema."""
    return _built(schema.nodes, schema.topic)


@lru_cache(maxsize=32)
def _built(nodes: tuple[SchemaNode, ...], topic: tuple[str, ...]) -> Lexicon:
    aliases: dict[str, tuple[str, ...]] = {}
    cues: dict[str, dict[str, float]] = {}
    for node in nodes:
        for alias in dict.fromkeys(key(alias, topic) for alias in (node.zh, node.en, *node.aliases)):
            aliases[alias] = (*aliases.get(alias, ()), node.id)
        for hint in map(plain, node.hints):
            cues.setdefault(hint, {})[node.id] = _HINT
        for cue in map(plain, node.cues):
            cues.setdefault(cue, {})[node.id] = min(len(cue), _HEAVIEST) * _WEIGHT
    return Lexicon(topic, aliases, cues, finder(filter(None, cues)))


@lru_cache(maxsize=8192)
def alike(lexicon: Lexicon, text: str) -> Mapping[str, float]:
    """Node → likeness of a key to the node's nearest alias, 0–1; 1 for the same key. Only likeness that is not chance."""
    if text in lexicon.aliases:
        return dict.fromkeys(lexicon.aliases[text], 1.0)
    bar = _ALIKE if len(text) > _SHORT else _ALIKE_SHORT
    found: dict[str, float] = {}
    near = process.extract(text, lexicon.aliases.keys(), scorer=Indel.normalized_similarity, score_cutoff=bar, limit=None)
    for alias, likeness, _ in near:
        for node in lexicon.aliases[alias]:
            found[node] = max(found.get(node, 0.0), likeness)
    return found


def spoken(lexicon: Lexicon, text: str) -> Mapping[str, float]:
    """Node → weight of its cues in a folded text. Of cues that lie over one another the first and longest counts (执法监督, not 监督)."""
    found: dict[str, float] = defaultdict(float)
    for cue in lexicon.cue.finditer(text):
        for node, weight in lexicon.cues[cue[0]].items():
            found[node] += weight * (1.0 + _LATER * cue.start() / len(text))
    return found
