"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# A slow machine is no failure; what has to be quick is measured by its own processor time.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
