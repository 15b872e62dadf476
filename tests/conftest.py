"""What holds for all tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tongbi.bounds import child

# A slow machine is no failure; what has to be quick is measured by its own processor time.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# Files of tests that take long, since they drive programs, run whole batches or read many reports: `-m "not slow"` leaves them out.
SLOW = frozenset(
    f"test_{name}.py"
    for name in (
        *("api", "apart", "archive", "audit", "batch", "bounds", "brief", "browser", "cli", "console", "damage", "damaged_records"),
        *("filings", "files", "floors", "forms", "fuzz", "harm", "html", "kinds", "long_runs", "ocr", "office", "outputs", "overnight"),
        *("page", "parquet", "periods", "quality", "real", "redline", "rollup", "safety", "telemetry", "workbook"),
    )
)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Slow files are not even imported where they are left out: that costs each process seconds."""
    return True if config.option.markexpr == "not slow" and collection_path.name in SLOW else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests of slow files."""
    for item in items:
        if item.path.name in SLOW:
            item.add_marker("slow")


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
