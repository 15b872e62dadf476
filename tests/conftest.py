"""What holds for all tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tongbi.bounds import child

# A slow machine is no failure; what has to be quick is measured by its own processor time.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def _threads_of_its_own() -> Iterator[None]:
    """Threads that were there before a test (a worker's, a server's) are none of the tool's: its children are forked as they are alone."""
    counted = threading.active_count
    beside = counted() - 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading, "active_count", lambda: max(counted() - beside, 1))  # a fork has left them behind
        yield


@pytest.fixture(autouse=True)
def _children_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that patches something has a child that is forked with the patch, and nobody else has it."""
    patches = "monkeypatch" in request.fixturenames
    if patches:
        child.end_all()
    yield
    if patches:
        child.end_all()
