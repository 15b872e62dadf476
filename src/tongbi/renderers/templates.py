"""Jinja2 templates of a package with the words of a language, compiled once in a process: that takes far longer than to fill them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from tongbi.labels import label, message
from tongbi.renderers import numbers

if TYPE_CHECKING:
    from jinja2 import Template

    from tongbi.model import Language


@cache
def template(package: str, name: str, language: Language, finalize: Callable[[Any], Any] | None = None) -> Template:
    """A template that lies in `package`: escaped as HTML, undefined names are errors, labels and numbers as `language` has them.

    `finalize` turns each value before it is written, as in Jinja2.
    """
    environment = Environment(
        loader=PackageLoader(package, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    environment.globals.update(
        label=lambda key, **values: label(key, language, **values),
        message=lambda said: message(said, language),
        number=numbers.plain,
        spoken=lambda value: numbers.spoken(value, language),
        signed=numbers.signed,
    )
    return environment.get_template(name)
