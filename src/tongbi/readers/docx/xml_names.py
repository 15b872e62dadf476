"""Names of elements and attributes in Word's namespaces, each worked out once."""

from __future__ import annotations

from functools import cache

from docx.oxml import ns


@cache
def qn(name: str) -> str:
    """The full name of `w:p`, or a path of such names for `w:numPr/w:numId`."""
    return "/".join(str(ns.qn(step)) for step in name.split("/"))
