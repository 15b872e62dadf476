"""The lexicon: words of Chinese and English by topic and class, as TOML beside this module, read once and checked when read.

A topic is a file (`zh/time.toml` is the topic "zh/time"), a class a list of words in it: plain words, no patterns. How classes follow each
other is said in code; which words they have is said there alone. `exclusive = [["rise", "fall"], …]` at the top of a topic lists classes
that may have no word in common.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any

_FOLDERS = ("zh", "en")
_NEVER_DOUBLED, _SIBILANTS = "aeiouwxyh", ("s", "sh", "ch", "x", "z")
_LONGEST_ENDING = 3
_FIRST_HAN = "\u4e00"


class LexiconError(ValueError):
    """A topic that contradicts itself; the message gives the file, the line and the word."""


@cache
def table(topic: str) -> Mapping[str, Any]:
    """The whole content of a topic, for entries that are more than a list of words; LexiconError where it contradicts itself."""
    text = files(__package__).joinpath(*f"{topic}.toml".split("/")).read_text(encoding="utf-8")
    return parsed(topic, text)


def parsed(topic: str, text: str) -> Mapping[str, Any]:
    """The content of a topic's text, checked: no word twice in a class, and none in two classes that exclude each other."""
    content = tomllib.loads(text)
    classes = {name: found for name, found in _lists(content).items() if name != "exclusive"}
    for name, found in classes.items():
        for word in {word for word in found if found.count(word) > 1}:
            raise LexiconError(_said(topic, text, word, f"twice in {name}"))
    for group in content.get("exclusive", ()):
        for one, other in combinations(group, 2):
            for word in sorted(set(classes[one]) & set(classes[other])):
                raise LexiconError(_said(topic, text, word, f"in {one} and in {other}, which exclude each other"))
    return content


@cache
def words(topic: str, *names: str) -> tuple[str, ...]:
    """The words of some classes of a topic (`change.rise`: a class in a table), the longest first; KeyError for one unknown."""
    found = {word for name in names for word in _class(topic, name)}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def one_of(topic: str, *names: str) -> str:
    """A pattern for any word of some classes, the longest first; it captures nothing."""
    return any_of(words(topic, *names))


def any_of(found: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first; it captures nothing, and matches nothing where there are none.

    Words that begin with one letter stand together, so that all are passed over by a look at it. Where both its forms begin words they do
    not: with case ignored the longest of all would not go first.
    """
    ordered = sorted(set(found), key=lambda word: (-len(word), word))
    behind: dict[str, list[str]] = {}
    for word in ordered:
        behind.setdefault(word[:1], []).append(word[1:])
    rests = {letter: f"(?:{'|'.join(map(re.escape, rest))})" if any(rest) else "" for letter, rest in behind.items()}
    branches = [re.escape(letter) + rest for letter, rest in rests.items()]
    if len({letter.lower() for letter in behind}) < len(behind):
        branches = [*map(re.escape, ordered)]
    return f"(?:{'|'.join(branches)})" if branches else "(?!)"


def finder(found: Iterable[str]) -> re.Pattern[str]:
    """A compiled pattern for any of some words, the longest first."""
    return re.compile(any_of(found))


def inflected(lemma: str) -> set[str]:
    """The forms of a regular English verb, with and without its last consonant doubled (drop, drops, dropped, dropping)."""
    stem = lemma.removesuffix("e")
    doubled = {stem, stem + stem[-1]} if stem == lemma and stem[-1] not in _NEVER_DOUBLED else {stem}
    third = f"{lemma}es" if lemma.endswith(_SIBILANTS) else f"{lemma[:-1]}ies" if lemma.endswith("y") else f"{lemma}s"
    return {lemma, third, *(one + ending for one in doubled for ending in ("ed", "ing"))}


def stem(word: str) -> str:
    """What an English word and those made of it begin with: acquired, acquisition."""
    return word[:5]


def without_s(word: str) -> str:
    """An English noun without its plural, a verb without that of its third person (jobs → job, families → family, serves → serve); words
    like gas and loss stay.
    """
    if len(word) <= _LONGEST_ENDING or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word.isupper():
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


def root(word: str) -> str:
    """What the forms of a regular English verb or noun begin with (resurface, resurfaced, resurfacing → resurfac); no word by itself."""
    stem = without_s(word)
    ending = next((ending for ending in ("ing", "ed") if stem.endswith(ending) and len(stem) >= len(ending) + _LONGEST_ENDING), "")
    stem = stem.removesuffix(ending)
    is_doubled = ending and stem[-1] == stem[-2] and stem[-1] not in _NEVER_DOUBLED and stem[-1] not in _SIBILANTS
    return (stem[:-1] if is_doubled else stem).removesuffix("e")


def has(text: str, topic: str, *names: str) -> bool:
    """Whether a text holds any word of some classes of a topic."""
    return holds(text, words(topic, *names))


def holds(text: str, found: Sequence[str]) -> bool:
    """Whether any of some words stands in a text."""
    return any(map(text.__contains__, found))


def without(text: str, topic: str, *names: str) -> str:
    """A text without the words of some classes of a topic."""
    return _pattern(topic, *names).sub("", text)


@cache
def _pattern(topic: str, *names: str) -> re.Pattern[str]:
    return finder(words(topic, *names))


def topics() -> tuple[str, ...]:
    """Every topic there is."""
    root = files(__package__)
    below = ((folder, path.name) for folder in _FOLDERS for path in root.joinpath(folder).iterdir())
    return tuple(sorted(f"{folder}/{name.removesuffix('.toml')}" for folder, name in below if name.endswith(".toml")))


@cache
def characters() -> frozenset[str]:
    """The characters that the words of all languages are written with, signs and ASCII apart."""
    root = files(__package__)
    folders = (root, *(root.joinpath(folder) for folder in _FOLDERS))
    texts = (path.read_text(encoding="utf-8") for folder in folders for path in folder.iterdir() if path.name.endswith(".toml"))
    return frozenset(char for text in texts for char in text if char >= _FIRST_HAN)


def _class(topic: str, name: str) -> Sequence[str]:
    found: Any = table(topic)
    for part in name.split("."):
        found = found[part]
    return tuple(found)


def _lists(content: Mapping[str, Any], above: str = "") -> dict[str, Sequence[str]]:
    """Every list of words by its dotted name."""
    found: dict[str, Sequence[str]] = {}
    for name, value in content.items():
        if isinstance(value, Mapping):
            found |= _lists(value, f"{above}{name}.")
        elif isinstance(value, list) and all(isinstance(word, str) for word in value):
            found[above + name] = value
    return found


def _said(topic: str, text: str, word: str, fault: str) -> str:
    lines = [number for number, line in enumerate(text.splitlines(), 1) if f'"{word}"' in line]
    return f"{topic}.toml, line {', '.join(map(str, lines))}: {word} stands {fault}"
