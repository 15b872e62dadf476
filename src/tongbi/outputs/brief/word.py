"""The brief as a Word file, by docxtpl: from the default template, or from a user's own with the same tags."""

from __future__ import annotations

from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError

from tongbi import locations
from tongbi.errors import InputError
from tongbi.outputs.brief import compose, word_template
from tongbi.outputs.brief.word_template import DEFAULT, LAYOUTS
from tongbi.outputs.invalid_characters import visible_value
from tongbi.outputs.paper import Sheet
from tongbi.outputs.reproducible_zip import pinned

if TYPE_CHECKING:
    from tongbi.model import Comparison, Language
    from tongbi.outputs.brief import Brief
    from tongbi.outputs.brief.word_template import Layout

ADVICE = "save it from Word as .docx with the tags that the manual names (title, lead, parts …)"


def render(comparison: Comparison, language: Language, pages: int = 2, own: Path | None = None) -> bytes:
    """The brief as .docx, from the template `own` where one is given, one of `LAYOUTS` by its name; InputError when that is no Word file or
    its tags are wrong.

    The same comparison and template give the same bytes. A template's expressions run in Jinja2's sandbox.
    """
    if own is None or str(own) in LAYOUTS:
        return _in_layout(LAYOUTS.get(str(own), DEFAULT), comparison, language, pages)
    context = tags(compose(comparison, language, pages), comparison, language)
    try:
        return _packed(_filled(BytesIO(locations.small(own)), context))
    except OSError as error:
        raise InputError(own, (error.strerror or "cannot be read").lower(), "check the path given to --template") from error
    except (BadZipFile, OpcError, KeyError, ValueError, LxmlError) as error:
        raise InputError(own, "no Word template that can be filled", ADVICE) from error
    except (MemoryError, OverflowError, RecursionError, TypeError, AttributeError) as error:  # of an expression in a tag
        raise InputError(own, f"a tag in it cannot be computed ({type(error).__name__})", ADVICE) from error
    except TemplateError as error:
        raise InputError(own, f"a tag in it is wrong: {error.message or error}", ADVICE) from error


def _in_layout(layout: Layout, comparison: Comparison, language: Language, pages: int) -> bytes:
    brief = compose(comparison, language, pages, layout.page, layout.spared)
    context = tags(brief, comparison, language)
    sheet = Sheet(layout.page, language)
    context["title_lines"] = word_template.lines_of(brief.title, comparison.organisation, sheet)
    filled = _filled(BytesIO(word_template.shipped(language, layout, len(brief.appendix.head) if brief.appendix else 3)), context)
    if brief.appendix:
        word_template.fit(filled.docx, sheet)
    return _packed(filled)


def tags(brief: Brief, comparison: Comparison, language: Language) -> dict[str, Any]:
    """What a template may name: the parts of the brief as sentences, and what the comparison is of."""
    return {
        "title": brief.title,
        "lead": list(brief.lead),
        "parts": [
            {
                "title": part.title,
                "points": [{"text": point.text, "source": point.source, "sentence": brief.sentence(point)} for point in part.points],
                "more": part.more,
            }
            for part in brief.parts
        ],
        "close": brief.close,
        "appendix": brief.appendix,
        "stop": brief.stop,
        "organisation": comparison.organisation,
        "years": list(comparison.years),
        "language": language,
    }


def _filled(content: BytesIO, context: dict[str, Any]) -> DocxTemplate:
    document = DocxTemplate(content)
    document.render(context, jinja_env=_environment(), autoescape=True)
    return document


@cache
def _environment() -> SandboxedEnvironment:
    """What fills templates. It keeps the last parts that it compiled: to compile them takes longer than to fill them."""
    environment: Any = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=visible_value)
    environment.from_string = lru_cache(maxsize=32)(environment.from_string)
    return cast("SandboxedEnvironment", environment)


def _packed(document: DocxTemplate) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return pinned(stream.getvalue())
