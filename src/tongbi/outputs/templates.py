"""Jinja2 templates of a package with the words of a language, compiled once: that takes far longer than to fill them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Context

from tongbi.errors import OutputError
from tongbi.outputs import figure_rows, numbers, replace
from tongbi.outputs.labels import label, message

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.bccache import Bucket

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
        bytecode_cache=_Compiled(),
    )
    environment.context_class = _Context
    environment.globals.update(
        label=lambda key, **values: label(key, language, **values),
        message=lambda said: message(said, language),
        number=numbers.plain,
        spoken=lambda value: numbers.spoken(value, language),
        signed=numbers.signed,
        around=figure_rows.around,
    )
    return environment.get_template(name)


class _Context(Context):
    """What a template calls is called as it is: nothing that ours call asks for the context, and a page calls some thousand macros."""

    @staticmethod
    def call(called: Callable[..., Any], *given: object, _loop_vars: object = None, _block_vars: object = None, **named: object) -> Any:
        """What a function or a macro returns; the names of loops and blocks are for one that asks for the context."""
        return called(*given, **named)


class _Compiled(BytecodeCache):
    """Compiled templates where Python keeps its own compiled files: beside their sources, and only if it may and can."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The file of a compiled template: another for another Python or Jinja2."""
        return cache_from_source(filename or name, optimization="jinja" + "".join(filter(str.isalnum, jinja2.__version__)))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Of a source that has changed, Jinja2 itself takes nothing."""
        with suppress(OSError, EOFError, UnpicklingError), Path(bucket.key).open("rb") as stream:
            bucket.load_bytecode(stream)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """What cannot be kept is compiled again next time."""
        if not sys.dont_write_bytecode:
            with suppress(OutputError):
                replace(Path(bucket.key), bucket.bytecode_to_string(), lasting=False)
