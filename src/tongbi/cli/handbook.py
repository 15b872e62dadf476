"""The handbook: its pages, Markdown files that ship with the package, by reader and language."""

from __future__ import annotations

import os
from importlib.resources import files

from tongbi.errors import UsageError
from tongbi.model import Language

TOPICS = ("outputs", "commands", "checks", "schemas", "batch", "python", "method", "glossary")
"""The pages, those first that most readers want."""


def page(topic: str, language: Language) -> str:
    """A page in Markdown; UsageError for one that there is not."""
    if topic not in TOPICS:
        raise UsageError(f"manual {topic!r}: there is no such page; pages are {', '.join(TOPICS)}")
    return files("tongbi").joinpath("manual", language, f"{topic}.md").read_text(encoding="utf-8")


def listed(language: Language) -> str:
    """The pages with their titles, a line each."""
    return "".join(f"{topic:10}{page(topic, language).partition(chr(10))[0].lstrip('# ')}\n" for topic in TOPICS)


def own_language() -> Language:
    """The language that the system speaks, English for any but Chinese."""
    spoken = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if spoken.startswith("zh") else "en"
