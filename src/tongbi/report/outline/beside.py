"""What stands beside a report's text (running heads, properties of the file, the site of a page): of last resort, never without a finding.

Such lines name tools, templates and persons as often as bodies: one counts only where it is a body's name, or a title, by its own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tongbi.language import lexicon
from tongbi.report.outline import english_organisation, organisation_naming

# Most trusted first: what is printed on the pages, then what the file says.
_SOURCES = ("running head", "company", "site", "author", "title")


def bodies(properties: Mapping[str, str], chinese: bool) -> Iterator[tuple[str, str]]:
    """The bodies that properties name, each with the name of its property."""
    for source in _SOURCES:
        for line in properties.get(source, "").splitlines():
            name = _body(line.strip(), chinese)
            if name and not (source == "author" and _may_be_person(name)):
                yield source, name


def title(properties: Mapping[str, str], chinese: bool) -> str:
    """The title that the file's properties give, where it reads like a report's; else ""."""
    told = " ".join(properties.get("title", "").split())
    titled = organisation_naming.ends_title(told) if chinese else english_organisation.is_titled(told)
    return told if titled and not _of_tool(told) else ""


def _body(line: str, chinese: bool) -> str:
    """The body that a line names by itself or as a title does; "" for none."""
    if _of_tool(line):
        return ""
    naming, is_name = (
        (organisation_naming, organisation_naming.is_name) if chinese else (english_organisation, english_organisation.is_body)
    )
    return next(filter(is_name, (line, naming.of_title(line))), "")


def _may_be_person(name: str) -> bool:
    """Whether a name is no longer than persons' are (Grace Church, 赵文州), or one of theirs with a body's (Jane Doe, Hope College)."""
    return "," in name or (len(name.split()) < 3 if name.isascii() else len(name) < 5)


def _of_tool(line: str) -> bool:
    """Whether a line names what a file was written with (Microsoft Word - report.doc)."""
    return lexicon.has(line.lower(), "en/naming", "tools")
