"""Damaged records: each field of a small record is put wrong by its type; every damage is refused in one line or does no harm."""

from __future__ import annotations

import json
import os
import random
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from tongbi import bounds, outputs, pipeline
from tongbi.bounds import child
from tongbi.errors import UsageError
from tongbi.outputs import record

HUGE = 10**400
LONE = "甲\ud800乙"
# What is put in the place of a value, by the value's type.
WRONG: dict[type, tuple[object, ...]] = {
    str: ("", "nowhere", LONE, "\0\x1b[2J", 5, None, [], {}),
    int: (-1, 0, 10**6, HUGE, 2.5, "1", None, []),
    float: (-1.0, 0, 1e308, HUGE, "x", None, []),
    bool: (None, 1, "yes", []),
    type(None): ("nowhere", LONE, 0, -1, HUGE, 1.5, [], {}, True),
    list: (None, {}, "", [None], [[]], ["nowhere"], [HUGE]),
    dict: (None, [], "", {"nowhere": 1}, {"2021": None}, {LONE: 1}, {"2" * 5000: 1}),
}
SAMPLE = int(os.environ.get("TONGBI_DAMAGES", "80"))
OLD, NEW = (
    f"""某县{year}年法治政府建设年度报告
一、主要举措和成效
（一）依法决策。全年办理行政复议案件{count}件，{claim}；其中，维持98件。
项目\t{year - 1}年\t{year}年
收件\t{count - 23}\t{count}
合计\t{count - 23}\t{count + extra}
二、存在的问题
1. 执法力量不足。2. 培训不够。
三、下一步打算
力争办理行政复议案件{count + 20}件。{more}
"""
    for year, count, claim, extra, more in (
        (2021, 123, "比上年增长23.0%", 0, "组织培训12场次。"),
        (2022, 150, "比上年增长30.0%", 7, "继续加强执法监督。"),
    )
)
Where = tuple[str | int, ...]


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record with every kind of row."""
    folder = tmp_path_factory.mktemp("reports")
    for name, report in (("2021.txt", OLD), ("2022.txt", NEW)):
        (folder / name).write_text(report, encoding="utf-8")
    return record.dump(pipeline.compare(sorted(folder.iterdir())))


def places(plain: Any, above: Where = ()) -> Iterator[Where]:
    """The path of every value of a record; of a list the first two items and the last."""
    yield above
    if isinstance(plain, dict):
        for key, value in plain.items():
            yield from places(value, (*above, key))
    elif isinstance(plain, list):
        for at in sorted({0, 1, len(plain) - 1} & {*range(len(plain))}):
            yield from places(plain[at], (*above, at))


def at(plain: Any, path: Where) -> Any:
    for step in path:
        plain = plain[step]
    return plain


def damages(plain: Any) -> list[tuple[Where, str, object]]:
    """Path, kind of damage and what is put there."""
    found: list[tuple[Where, str, object]] = []
    for path in places(plain):
        if path:
            value = at(plain, path)
            found += [(path, "put", wrong) for wrong in WRONG[type(value)]]
            found += [(path, "lost", None), (path, "twice", None)]
            if isinstance(value, list) and value:
                found += [(path, "turned", None), (path, "emptied", None)]
    return found


def damaged(text: str, path: Where, kind: str, wrong: object) -> str:
    plain = json.loads(text)
    whole, last = at(plain, path[:-1]), path[-1]
    match kind:
        case "put":
            whole[last] = wrong
        case "lost":
            del whole[last]
        case "twice":
            if isinstance(whole, list):
                whole.append(whole[last])  # type: ignore[index]
            else:
                whole[f"{last}2"] = whole[last]
        case "turned":
            whole[last].reverse()
        case "emptied":
            whole[last].clear()
    return json.dumps(plain)


def rendered(text: str) -> str:
    """What is said of a record that is refused; "" where every output can be written."""
    with bounds.task(60, 1000), warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            comparison = record.load(text)
        except UsageError as error:
            return str(error)
        for name in outputs.FORMATS:
            outputs.render(comparison, name, comparison.language)
    return ""


def test_every_damage_is_refused_or_does_no_harm(text: str) -> None:
    found = damages(json.loads(text))
    chance = random.Random(22)
    failed: dict[str, str] = {}
    for path, kind, wrong in chance.sample(found, min(SAMPLE, len(found))):
        try:
            said = child.apart(rendered, damaged(text, path, kind, wrong))
            said.encode("utf-8")
            assert len(said.splitlines()) <= 1
            assert len(said) < 400
        except Exception as error:
            failed[f"{'.'.join(map(str, path))} {kind} {wrong!r:.30}"] = f"{type(error).__name__}: {error!s:.100}"
    assert failed == {}
