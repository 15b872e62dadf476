"""Rules of totals: which lines of a table add up to a total, as its other columns show, and where they do not.

Outside a prescribed form nobody says what a total sums up: parts below 其中, what is taken off (减：, less), subtotals of subtotals,
several blocks. So a rule is taken from the table itself (a run of lines above the total that makes it elsewhere), and a number is doubted
only where no plausible reading makes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from tongbi.checks.rounding import apart, around
from tongbi.language.lexicon import words

Numbers = Sequence[float | None]
# The lines that make a total, each with its sign.
Rule = tuple[tuple[int, int], ...]
_LESS, _PART = ((*words("zh/table_labels", name), *words("en/table_labels", name)) for name in ("less", "part"))
_MOST_DOUBTED = 6


@dataclass(frozen=True, slots=True)
class Total:
    """A total and what its rule makes: the line, the column, the lines of its parts, and whether the two cannot be one."""

    line: int
    column: int
    made: float
    parts: tuple[int, ...]
    differs: bool


def totals(labels: Sequence[str], sums: Sequence[bool], vectors: Sequence[Numbers], slack: Sequence[float]) -> Iterator[Total]:
    """The totals among the lines that a rule makes, and those that do not fit it.

    `labels` are the last steps of the lines, `sums` says which are totals, `vectors[column][line]` is the number of a cell (None for a
    blank) and `slack[column]` how far rounding may put each of them off.
    """
    open_lines: list[int] = []
    for line, is_sum in enumerate(sums):
        if not is_sum:
            open_lines.append(line)
            continue
        rules = [*_above(open_lines, labels, sums), *_below(line, labels, sums)]
        rule = max(rules, key=lambda one: _strength(one, line, vectors, slack), default=())
        proved, failing = _tested(rule, line, vectors, slack)
        if proved and len(failing) <= len(proved):
            parts = tuple(part for part, _ in rule)
            wrong = [at for at in failing if not _has_other_reading(rules, rule, line, vectors, at, proved, slack[at])]
            for column in sorted([*proved, *wrong]):
                yield Total(line, column, _sum_by(rule, vectors[column]), parts, column in wrong)
            open_lines = [one for one in open_lines if one not in parts]
        else:
            last = max((at for at, one in enumerate(open_lines) if sums[one]), default=-1)
            open_lines = open_lines[: last + 1]
        open_lines.append(line)


def _above(lines: Sequence[int], labels: Sequence[str], sums: Sequence[bool]) -> Iterator[Rule]:
    """Every run of lines that ends right above a total, as it stands and without parts of others, less what is taken off."""
    for begin in range(len(lines) - 1):
        yield from _readings(lines[begin:], labels)
    leaves = [line for line in lines if not sums[line]]
    if len(leaves) < len(lines):
        yield from _readings(leaves, labels)


def _below(line: int, labels: Sequence[str], sums: Sequence[bool]) -> Iterator[Rule]:
    """The lines behind a total that stands first, to the next one."""
    end = next((at for at in range(line + 1, len(labels)) if sums[at]), len(labels))
    yield from _readings(range(line + 1, end), labels)


def _readings(lines: Sequence[int], labels: Sequence[str]) -> Iterator[Rule]:
    """The ways to add up a run of lines: 其中 and what follows it, up to each place where it may end, is part of the line before."""
    runs = [tuple(lines)]
    starts = [at for at, line in enumerate(lines) if labels[line].casefold().startswith(_PART)]
    if starts:
        runs.append(tuple(line for line in lines if not labels[line].casefold().startswith(_PART)))
    for start in starts:
        runs += [(*lines[:start], *lines[end:]) for end in range(start + 2, len(lines) + 1)]
    for run in runs:
        if len(run) > 1:
            rule = tuple((line, -1 if labels[line].casefold().startswith(_LESS) else 1) for line in run)
            yield rule


def _sum_by(rule: Rule, vector: Numbers) -> float:
    return sum(sign * (vector[line] or 0.0) for line, sign in rule)


def _fits(made: float, total: float, parts: int, slack: float) -> bool:
    """Whether a sum of so many parts, each as far off as rounding may put it, can be the total."""
    return not apart(around(made, parts * slack), around(total, slack))


def _tested(rule: Rule, total: int, vectors: Sequence[Numbers], slack: Sequence[float]) -> tuple[list[int], list[int]]:
    """The columns whose total the rule makes of two numbers at least, and those where it does not; of columns that say the same only
    the first.
    """
    proved: list[int] = []
    failing: list[int] = []
    seen: set[tuple[float | None, ...]] = set()
    for column, vector in enumerate(vectors):
        found = vector[total]
        told = tuple(vector[line] for line in (*(line for line, _ in rule), total))
        if found is None or told in seen or sum(vector[line] is not None for line, _ in rule) < 2:
            continue
        seen.add(told)
        if sum(bool(vector[line]) for line, _ in rule) > 1:
            fits = _fits(_sum_by(rule, vector), found, len(rule), slack[column])
            (proved if fits else failing).append(column)
    return proved, failing


def _strength(rule: Rule, total: int, vectors: Sequence[Numbers], slack: Sequence[float]) -> tuple[int, int, int]:
    proved, failing = _tested(rule, total, vectors, slack)
    return len(proved) - len(failing), len(proved), -len(rule)


def _has_other_reading(
    rules: Sequence[Rule], rule: Rule, total: int, vectors: Sequence[Numbers], column: int, proved: Sequence[int], slack: float
) -> bool:
    """Whether another plausible reading makes a total: another run of lines, a line more or less, a sign turned round; what has a total and
    no parts; or a cell that is another one's, merged with it.
    """
    vector, found = vectors[column], vectors[column][total]
    assert found is not None
    if any(_fits(_sum_by(one, vector), found, len(one), slack) for one in rules):
        return True
    made, used = _sum_by(rule, vector), {line for line, _ in rule}
    whole = [other[total] for other in vectors if other[total] and list(other) != list(vector)]
    if found in whole or found in (value for line, value in enumerate(vector) if line != total):
        return True
    alone = [other[total] or 0.0 for other in vectors if other[total] and not any(other[line] for line in used)]
    off = [value for line, value in enumerate(vector) if value and line != total] + [*alone, sum(alone)]
    turned = [2 * (vector[line] or 0.0) for line in used]
    if any(_fits(made + sign * one, found, len(rule), slack) for one in (*off, *turned) for sign in (1, -1)):
        return True
    unproved = [line for line, _ in rule if vector[line] and not any(vectors[other][line] for other in proved)][:_MOST_DOUBTED]
    signs = dict(rule)
    return any(
        _fits(made - times * sum(signs[line] * (vector[line] or 0.0) for line in some), found, len(rule), slack)
        for size in range(1, len(unproved) + 1)
        for some in combinations(unproved, size)
        for times in (1, 2)
    )
