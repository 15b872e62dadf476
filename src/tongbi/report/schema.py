"""Schemas: what sections a kind of report has, as data in TOML files that ship with the package or come from the user."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from tongbi import locations
from tongbi.errors import SchemaError
from tongbi.language import lexicon
from tongbi.language.folding import fold, has_han, simplified
from tongbi.report.core_parts import OF_STATEMENT, CoreFigure, StandardTable, StatementForm

GENERIC = "generic"
# The order of trial: what an interpretation page or another body's paper merely mentions must not win over a title.
_SHIPPED = ("rule-of-law", "gov-info-disclosure", "government-work-report", "a-share", "20-f", "10-k", GENERIC)
# So much of a kind's words or of a report's headings must speak for it: where a title says something else, and where there is none.
_HALF, _ANY = 0.5, 0.001
_ROLES = ("problem", "plan", "aside")
_KEYS: Mapping[str, type] = {
    "name": str, "zh": str, "en": str, "version": str, "source": str, "like": str,
    "topic": list, "detect": dict, "roles": dict, "node": list, "table": list,
    "figure": list, "statement": list,
}  # fmt: skip
_DETECT: Mapping[str, type] = {"title": list, "opening": list, "headings": list, "year": str}
_NODE: Mapping[str, type] = {
    "id": str, "zh": str, "en": str, "aliases": list, "cues": list, "hints": list, "required": bool,
    "from": datetime.date, "until": datetime.date, "unless": list, "within": str, "told": list, "factors": list, "notes": list,
}  # fmt: skip
_TABLE: Mapping[str, type] = {"id": str, "zh": str, "unit": str, "rows": list, "columns": list, "beside": list}
_FIGURE: Mapping[str, type] = {"zh": str, "en": str, "names": list, "target": bool, "concepts": list}
_STATEMENT: Mapping[str, type] = {"id": str, "zh": str, "en": str, **dict.fromkeys(OF_STATEMENT, list)}
_NEEDED = {
    "": ("name", "zh", "en", "detect"),
    "detect": ("year",),
    "node": ("id", "zh", "en"),
    "table": ("id", "zh", "unit", "rows", "columns"),
    "figure": ("zh", "en", "names"),
    "statement": ("id", "zh", "en"),
}
_LISTS = ("node", "table", "figure", "statement")
_TYPES = {str: "text", list: "a list of texts", dict: "a table", bool: "true or false", datetime.date: "a date (2023-12-15)"}


@dataclass(frozen=True, slots=True)
class SchemaNode:
    """A place in the schema. `id` is a path (`measures/enforcement`); `parent` the path above it, None at the top.

    `required` holds for reports on years that end from `since` to `until` (ISO dates, "" for no bound), and that have no section headed as
    in `unless`: where one kind of report has several forms, those headings tell a form. `aliases` are whole headings,
    clauses or labels (Item 1A), `cues` words that speak for the node, `hints` words that do so where nothing else is said.
    `within` names the node in whose sections a node of plans stands: no section is called by it, sentences from 下一步 on have it.
    `told` are regular expressions for sentences that have the node's content where no section does. `factors` and `notes` are headings
    and labels whose parts readers follow one by one, as risk factors or notes to the statements.
    """

    id: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    required: bool = False
    since: str = ""
    until: str = ""
    unless: tuple[str, ...] = ()
    within: str = ""
    told: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def required_of(self, when: str, headings: Iterable[str]) -> bool:
        """Whether a report with these headings, on a year that ends on a day (ISO date, "" where it is not known), must have it."""
        in_force = not when or (self.since <= when and (not self.until or when <= self.until))
        return self.required and in_force and {*map(fold, self.unless)}.isdisjoint(map(fold, headings))

    @property
    def parent(self) -> str | None:
        """The node above, None at the top."""
        return self.id.rpartition("/")[0] or None


@dataclass(frozen=True, slots=True)
class Schema:
    """A kind of report. `year_rule`: called by the year it reports on, or named by the year it is given in.

    `titles` and `openings` are regular expressions searched in the folded title and the first sentences, `headings` those that speak
    for the kind in its headings, `roles` words of level-1 headings whose text is a problem, a plan or aside (a glossary), `topic` words
    that any heading of the kind may hold and that therefore say nothing of its node, `figures` the core figures, weightiest first.
    """

    name: str
    zh: str
    en: str
    version: str
    source: str
    year_rule: Literal["reported", "named"]
    titles: tuple[str, ...]
    openings: tuple[str, ...]
    headings: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]]
    nodes: tuple[SchemaNode, ...] = field(default=())
    topic: tuple[str, ...] = ()
    tables: tuple[StandardTable, ...] = ()
    figures: tuple[CoreFigure, ...] = ()
    statements: tuple[StatementForm, ...] = ()

    @property
    def lag(self) -> int:
        """How many years before its name a report's figures lie: 1 where it is named by the year it is given in, else 0."""
        return 1 if self.year_rule == "named" else 0


def names() -> tuple[str, ...]:
    """The schemas that ship with the package."""
    return _SHIPPED


def text_of(name: str) -> str:
    """A shipped schema's file as it stands; SchemaError for an unknown name."""
    if name not in _SHIPPED:
        raise SchemaError(f"schema {name!r} is not known; known are {', '.join(_SHIPPED)}, or give a .toml file")
    return files(__package__).joinpath("schemas", f"{name}.toml").read_text(encoding="utf-8")


@cache
def load(name_or_path: str) -> Schema:
    """A shipped schema by name or a user's own by path; SchemaError naming line and key for one that is not right.

    Those that are shipped are checked by a test, not in every process.
    """
    if name_or_path in _SHIPPED or not name_or_path.endswith(".toml"):
        return _parsed(text_of(name_or_path))
    text = source(Path(name_or_path))
    problems = _problems(name_or_path, text)
    if problems:
        raise SchemaError(problems[0])
    return _parsed(text)


def check(path: Path) -> tuple[str, ...]:
    """What is wrong with a schema file, a line each, with line number and key; empty when it is right."""
    return tuple(_problems(str(path), source(path)))


def detect(title: str, headings: Sequence[str], opening: str = "") -> Schema:
    """The kind of report by its title, else by its first sentences, else by what its headings speak for; `generic` when nothing does.

    A page that interprets a report (文字解读) only looks like one and is `generic`.
    """
    if lexicon.has(simplified(title), "zh/front", "about_reports"):
        return load(GENERIC)
    title, opening = _comparable(title), _comparable(opening)
    by_title = [name for name in _SHIPPED if _speaks(load(name).titles, title)]
    by_opening = [name for name in _SHIPPED if _speaks(load(name).openings, opening)]
    if by_title or by_opening:
        return load((by_title or by_opening)[0])
    spoken = {name: _voices(load(name), [_comparable(heading) for heading in headings]) for name in _SHIPPED}
    best = max(_SHIPPED, key=lambda name: spoken[name])
    says_more = any(map(str.isalpha, lexicon.without(title, "zh/front", "of_any_kind")))
    return load(best if spoken[best] >= (_HALF if says_more else _ANY) else GENERIC)


def _voices(known: Schema, headings: Sequence[str]) -> float:
    """The share of a kind's words that a heading has, or of the headings, those apart that any report has, that have one: the larger."""
    common = [word for role in load(GENERIC).roles.values() for word in role]
    telling = [heading for heading in headings if not lexicon.holds(heading, common)] or headings
    words = [word for word in known.headings if any(re.search(word, heading) for heading in headings)]
    having = [heading for heading in telling if any(re.search(word, heading) for word in known.headings)]
    return max(len(words) / max(len(known.headings), 1), len(having) / max(len(telling), 1))


def _comparable(text: str) -> str:
    """Chinese folded and simplified, English in lower case with its blanks."""
    return simplified(fold(text)) if has_han(text) else text.lower()


def _speaks(patterns: Sequence[str], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


# ── reading a file ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def source(path: Path) -> str:
    """The text of a schema file; SchemaError when it cannot be read."""
    try:
        return locations.small(path).decode("utf-8-sig")
    except OSError as error:
        raise SchemaError(f"{path}: {(error.strerror or 'cannot be read').lower()}; check the path of the schema") from error
    except UnicodeDecodeError as error:
        raise SchemaError(f"{path}: not UTF-8; save the schema as UTF-8") from error


def _parsed(text: str) -> Schema:
    table = tomllib.loads(text)
    found = table["detect"]
    made = Schema(
        name=table["name"],
        zh=table["zh"],
        en=table["en"],
        version=table.get("version", ""),
        source=table.get("source", ""),
        topic=tuple(table.get("topic", ())),
        year_rule=found["year"],
        titles=tuple(found.get("title", ())),
        openings=tuple(found.get("opening", ())),
        headings=tuple(found.get("headings", ())),
        roles={role: tuple(words) for role, words in table.get("roles", {}).items()},
        nodes=tuple(
            SchemaNode(
                node["id"],
                node["zh"],
                node["en"],
                **{key: tuple(node.get(key, ())) for key in ("aliases", "cues", "hints", "unless", "told", "factors", "notes")},
                required=node.get("required", False),
                since=str(node.get("from", "")),
                until=str(node.get("until", "")),
                within=node.get("within", ""),
            )
            for node in table.get("node", ())
        ),
        tables=tuple(
            StandardTable(one["id"], one["zh"], one["unit"], *(tuple(one.get(key, ())) for key in ("rows", "columns", "beside")))
            for one in table.get("table", ())
        ),
        figures=tuple(
            CoreFigure(
                one["zh"], one["en"], (one["zh"], one["en"], *one["names"]), one.get("target", False), tuple(one.get("concepts", ()))
            )
            for one in table.get("figure", ())
        ),
        statements=tuple(
            StatementForm(one["id"], one["zh"], one["en"], *(tuple(one.get(key, ())) for key in OF_STATEMENT))
            for one in table.get("statement", ())
        ),
    )
    other = load(table["like"]) if "like" in table else made
    return replace(made, figures=made.figures or other.figures, statements=made.statements or other.statements)


def _problems(name: str, text: str) -> list[str]:
    """Every problem as `file, line N: key: what is wrong; what to try`."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:  # of brackets nested without end
        return [f"{name}: no valid TOML: {error}; mend that line"]
    lines = _Lines(name, text)
    found = _wrong(table, _KEYS, "", lines, 0)
    detect_table = table.get("detect")
    if isinstance(detect_table, dict):
        found += _wrong(detect_table, _DETECT, "detect", lines, lines.of("[detect]"))
        found += _wrong_detection(detect_table, lines)
    if table.get("like", GENERIC) not in _SHIPPED:
        found.append(lines.says(lines.of("like"), "like", f"must be a schema that ships: {', '.join(_SHIPPED)}"))
    roles = table.get("roles")
    if isinstance(roles, dict):
        found += _wrong(roles, dict.fromkeys(_ROLES, list), "roles", lines, lines.of("[roles]"))
    nodes, tables = table.get("node"), table.get("table")
    found += _wrong_nodes(nodes, lines) if isinstance(nodes, list) else []
    found += _wrong_tables(tables, "table", _TABLE, lines) if isinstance(tables, list) else []
    told = table.get("statement")
    found += _wrong_tables(told, "statement", _STATEMENT, lines) if isinstance(told, list) else []
    figures = table.get("figure")
    return (
        [*found, *_wrong_tables(figures, "figure", _FIGURE, lines), *_wrong_names(figures, lines)] if isinstance(figures, list) else found
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where keys stand in a TOML text."""

    name: str
    text: str

    def of(self, key: str, after: int = 0) -> int:
        """The line, from 1, on which a key or a table begins at or after a line; the line itself when it is not there."""
        pattern = re.compile(re.escape(key) if key.startswith("[") else rf"\s*\"?{re.escape(key)}\"?\s*=")
        for number, line in enumerate(self.text.splitlines(), 1):
            if number >= after and pattern.match(line):
                return number
        return max(after, 1)

    def says(self, line: int, key: str, problem: str) -> str:
        return f"{self.name}, line {line}: {key}: {problem}"


def _wrong(table: Mapping[str, object], keys: Mapping[str, type], where: str, lines: _Lines, after: int) -> list[str]:
    """Unknown keys, missing keys and values of the wrong type in one table."""
    found = []
    for key, value in table.items():
        line = lines.of(f"[{key}]" if key in {"detect", "roles"} else f"[[{key}]]" if key in _LISTS else key, after)
        if key not in keys:
            found.append(lines.says(line, key, f"unknown key; known are {', '.join(keys)}"))
        elif not isinstance(value, keys[key]) or (
            isinstance(value, list) and key not in _LISTS and not all(isinstance(v, str) for v in value)
        ):
            found.append(lines.says(line, key, f"must be {_TYPES[keys[key]]}"))
    needed = _NEEDED.get(where, ())
    return found + [lines.says(max(after, 1), key, "is missing; add it") for key in needed if key not in table]


def _wrong_detection(table: Mapping[str, object], lines: _Lines) -> list[str]:
    start = lines.of("[detect]")
    found = []
    if table.get("year") not in ("reported", "named", None):
        found.append(lines.says(lines.of("year", start), "year", 'must be "reported" or "named"'))
    for key in ("title", "opening", "headings"):
        found += _wrong_patterns(table, key, lines, start)
    return found


def _wrong_patterns(table: Mapping[str, object], key: str, lines: _Lines, after: int) -> list[str]:
    """What in a list of regular expressions is none."""
    found = []
    patterns = table.get(key)
    for pattern in patterns if isinstance(patterns, list) else ():
        try:
            re.compile(str(pattern))
        except (re.error, RecursionError, OverflowError) as error:
            found.append(lines.says(lines.of(key, after), key, f"{pattern!r} is no regular expression: {error}"))
    return found


def _wrong_nodes(nodes: Sequence[object], lines: _Lines) -> list[str]:
    found = []
    seen: set[str] = set()
    at = 0
    for node in nodes:
        at = lines.of("[[node]]", at + 1)
        if not isinstance(node, dict):
            found.append(lines.says(at, "node", "must be a table; write [[node]]"))
            continue
        found += _wrong(node, _NODE, "node", lines, at)
        found += _wrong_patterns(node, "told", lines, at)
        path = node.get("id")
        if not isinstance(path, str):
            continue
        line = lines.of("id", at)
        if path in seen:
            found.append(lines.says(line, "id", f"{path!r} is there twice"))
        if "/" in path and path.rpartition("/")[0] not in seen:
            found.append(lines.says(line, "id", f"the node above {path!r} is missing or stands below it"))
        if node.get("within", path) not in (*seen, path):
            found.append(lines.says(lines.of("within", at), "within", f"there is no node {node['within']!r} above"))
        seen.add(path)
    return found


def _wrong_tables(tables: Sequence[object], name: str, keys: Mapping[str, type], lines: _Lines) -> list[str]:
    """The same of the tables of one list, [[table]] or [[figure]]."""
    found = []
    at = 0
    for one in tables:
        at = lines.of(f"[[{name}]]", at + 1)
        if isinstance(one, dict):
            found += _wrong(one, keys, name, lines, at)
        else:
            found.append(lines.says(at, name, f"must be a table; write [[{name}]]"))
    return found


def _wrong_names(figures: Sequence[object], lines: _Lines) -> list[str]:
    """Names of core figures that are empty, that two figures have, or that say a growth, which the name of a figure never does."""
    verbs = (group["words"] for group in lexicon.table("zh/change")["verbs"] if group["follows"] == "both" and not group.get("object"))
    grown = tuple(word for group in verbs for word in group if len(word) > 1)
    found = []
    owners: dict[str, int] = {}
    at = 0
    for number, one in enumerate(figures):
        at = lines.of("[[figure]]", at + 1)
        for key, name in _names_of(one):
            line = lines.of(key, at)
            if not name.strip():
                found.append(lines.says(line, key, "an empty name; take it out"))
            elif owners.setdefault(fold(name).lower(), number) != number:
                found.append(lines.says(line, key, f"{name!r} is a name of another figure above; a name means one thing"))
            elif fold(name).endswith(grown):
                found.append(lines.says(line, key, f"{name!r} says a growth; give the name of what grows"))
    return found


def _names_of(figure: object) -> list[tuple[str, str]]:
    """Every name of a core figure's table with the key that it stands under."""
    if not isinstance(figure, dict):
        return []
    names = figure.get("names")
    listed = [("names", name) for name in names] if isinstance(names, list) else []
    return [(key, name) for key, name in [("zh", figure.get("zh")), ("en", figure.get("en")), *listed] if isinstance(name, str)]
