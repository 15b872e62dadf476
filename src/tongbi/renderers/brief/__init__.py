"""The brief: one or two pages an analyst would send, in Markdown; every sentence made from the comparison's values, with its source."""

from __future__ import annotations

from tongbi.model import Comparison, Language
from tongbi.renderers.brief import points
from tongbi.renderers.brief.points import Part

# Statements a page holds beside the fixed parts, by trying with A4 at 11 points.
_A_PAGE = 14


def render(comparison: Comparison, language: Language, pages: int = 2) -> bytes:
    """The brief in UTF-8 Markdown; `pages` from 1 says how many statements each part may have."""
    return text(comparison, language, pages).encode("utf-8")


def text(comparison: Comparison, language: Language, pages: int = 2) -> str:
    """The brief's text."""
    most = max(2, _A_PAGE * pages // 6)
    title, lead = points.opening(comparison, language)
    blocks = [f"# {title}", *lead, *(_block(part, most, language) for part in points.parts(comparison, language) if part.points)]
    return "\n\n".join(blocks) + "\n"


def _block(part: Part, most: int, language: Language) -> str:
    shown = "\n".join(f"- {point}" for point in part.points[:most])
    left = len(part.points) - most
    more = f"\n- {points.say('more', language, count=left)}" if left > 0 else ""
    return f"## {part.title}\n\n{shown}{more}"
