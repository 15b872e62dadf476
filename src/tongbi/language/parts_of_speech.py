"""Parts of speech: words by the dictionary, and with the tags that it gives them, its mistakes put right."""

from __future__ import annotations

from functools import lru_cache

import rjieba

from tongbi.language import lexicon

_TOPIC = "zh/figure_names"
Tagged = tuple[tuple[str, str], ...]
"""Words, each with the tag of its part of speech (n noun, v verb, a adjective …)."""
# Tags of words that the dictionary takes for something else.
_TAGS = {"n": "nouns", "a": "adjectives", "k": "suffixes", "v": "verbs"}
_NOUNS = ("n", "j", "l", "s", "an", "vn")
_OWN = {
    **dict.fromkeys(lexicon.words("zh/counting", "increment"), "v"),
    **{word: tag for tag, name in _TAGS.items() for word in lexicon.words(_TOPIC, name)},
}


@lru_cache(maxsize=8192)
def tagged(words: str) -> Tagged:
    """Words with their tags by the dictionary, its mistakes put right: tags, and words of two parts that it parts (和美)."""
    found = list(rjieba.tag(words))
    for at in range(len(found) - 1, 0, -1):
        if found[at - 1][0] + found[at][0] in _OWN:
            found[at - 1 : at + 1] = [(found[at - 1][0] + found[at][0], "")]
    return tuple((word, _OWN.get(word, tag)) for word, tag in found)


@lru_cache(maxsize=16_384)
def words_of(run: str) -> tuple[str, ...]:
    """The words of a run of Chinese by the dictionary alone; kept, since the years of a series tell much in the same words."""
    return tuple(rjieba.cut(run, hmm=False))


def is_verb(words: str) -> bool:
    """Whether words begin with a verb."""
    return tagged(words)[0][1].startswith("v")


def names_alone(words: str) -> bool:
    """Whether words are Chinese nouns and nothing else, each with the verbs that it has before it (森林防火)."""
    tags = [tag for _, tag in tagged(words.strip())] if words.strip() else []
    return bool(tags) and tags[0].startswith(_NOUNS) and all(tag.startswith((*_NOUNS, "v")) for tag in tags)
