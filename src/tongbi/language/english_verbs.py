"""English verbs: all forms of the verbs of a class (`en/clause.toml`, `en/change.toml`), which of them are verbs and nothing else, and the
form that names a count.
"""

from __future__ import annotations

from functools import cache

from tongbi.language import lexicon
from tongbi.language.lexicon import words

_TOPIC = "en/clause"


@cache
def verbs(*names: str) -> frozenset[str]:
    """All forms of the verbs of some classes (`reach`, `share`, `keep`, `foreseen`, `doing`)."""
    table = lexicon.table(_TOPIC)["verbs"]
    forms = {form for name in names for lemma in table[name] for form in _forms(lemma)}
    return frozenset(forms | {word for name in names for word in table.get(f"{name}-words", ())})


def _forms(lemma: str) -> set[str]:
    first, _, rest = lemma.partition(" ")
    return {f"{form} {rest}".strip() for form in lexicon.inflected(first)}


def is_plural(noun: str) -> bool:
    """Whether a noun is one of several things by its form."""
    return lexicon.without_s(noun) != noun or noun in words("en/units", "plurals.irregular")


@cache
def changes(noun: bool | None = None) -> frozenset[str]:
    """All forms of verbs of change; with `noun`, those that are nouns too (an increase), or only verbs (rose)."""
    nouns = {form for form in _all_changes() if _may_be_noun(form)}
    return frozenset(_all_changes() if noun is None else nouns if noun else _all_changes() - nouns)


@cache
def _all_changes() -> frozenset[str]:
    groups = lexicon.table("en/change")["verbs"]
    words_of = {word for group in groups for word in group["words"]}
    return frozenset(words_of | {form for group in groups for lemma in group.get("lemmas", ()) for form in lexicon.inflected(lemma)})


def _may_be_noun(form: str) -> bool:
    return not form.endswith(("ed", "ing")) and form not in words("en/change", "irregular.past")


@cache
def finite() -> frozenset[str]:
    """Forms that are verbs and nothing else, beside those in -ed: rose, built."""
    return frozenset((*words("en/change", "irregular.past"), *words(_TOPIC, "verbs.past")))


@cache
def participle_of(verb: str) -> str:
    """The past participle that a form names by: create, creating → created; lends → lent; other words of the past as they are."""
    table = lexicon.table(_TOPIC)["verbs"]
    lemmas = (lemma for name in ("doing", "keep", "reach", "share") for lemma in table[name])
    lemma = next((lemma for lemma in lemmas if verb in lexicon.inflected(lemma)), None)
    if lemma is None:
        lemma = lexicon.without_s(verb)
        irregular = lexicon.table(_TOPIC)["irregular"].get(lemma, "")
        if irregular or lemma == verb:
            return str(irregular or verb)
    return next((form for form in sorted(lexicon.inflected(lemma), key=len) if form.endswith("ed")), verb)
