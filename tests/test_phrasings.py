"""All the ways to say a thing mean it: the corpus of phrasings (`phrasings.toml`), one meaning a table."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tongbi import figures
from tongbi.figures import Claim
from tongbi.language import quantities
from tongbi.model import Unit

CORPUS: dict[str, list[dict[str, Any]]] = tomllib.loads((Path(__file__).parent / "phrasings.toml").read_text(encoding="utf-8"))
YEAR = 2023


def phrasings(sort: str) -> list[Any]:
    """Each way of saying each meaning of a sort."""
    return [pytest.param(meaning, said, id=said) for meaning in CORPUS[sort] for said in meaning["said"]]


def claims(text: str, *, chinese: bool = True) -> list[Claim]:
    return list(figures.claims(text, figures.extract([Unit("u", text, None)], YEAR), chinese, YEAR))


@pytest.mark.parametrize(("meaning", "said"), phrasings("quantity"))
def test_quantities(meaning: dict[str, Any], said: str) -> None:
    [found] = quantities.find(f"涉及金额和事项{said}，已办结。", True)
    assert (found.value, found.unit) == (meaning["value"], meaning["unit"])


@pytest.mark.parametrize(("meaning", "said"), phrasings("bound"))
def test_bounds(meaning: dict[str, Any], said: str) -> None:
    [found] = quantities.find(f"事项网办率{said}。", True)
    assert (found.value, found.qualifier) == (90, meaning["qualifier"])


@pytest.mark.parametrize(("meaning", "said"), phrasings("change"))
def test_changes(meaning: dict[str, Any], said: str) -> None:
    [claim] = claims(f"受理申请412件，{said}。")
    assert (claim.direction, claim.change, claim.unit) == (meaning["direction"], meaning["change"], meaning["unit"])
    assert claim.current is not None
    assert claim.current.value == 412


@pytest.mark.parametrize(("meaning", "said"), phrasings("span"))
def test_spans(meaning: dict[str, Any], said: str) -> None:
    [claim] = claims(f"数据{said}。")
    assert claim.previous is not None
    assert claim.current is not None
    assert (claim.previous.value, claim.current.value) == (meaning["before"], meaning["after"])


@pytest.mark.parametrize(("meaning", "said"), phrasings("english"))
def test_english_changes(meaning: dict[str, Any], said: str) -> None:
    [claim] = claims(f"The bureau handled 4,140 complaints, {said}.", chinese=False)
    assert (claim.direction, claim.change) == (meaning["direction"], meaning["change"])
    assert claim.current is not None
    assert claim.current.value == 4140
