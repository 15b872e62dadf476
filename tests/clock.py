"""What work costs, in processor time: a test that is measured so does not hang on what else the machine does."""

from __future__ import annotations

import time

from tongbi.bounds import child


def spent() -> float:
    """Seconds of processor time that this process has had, and the child that works for it; less after another child took over."""
    return time.process_time() + child.apart(time.process_time)
