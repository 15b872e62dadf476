"""Telemetry: what libraries would send about this machine, switched off before they are loaded.

onnxruntime (1.29 and later, Linux and macOS) makes a device id, writes it below the user's cache and asks a foreign host while it is being
imported. It heeds `ORT_DISABLE_TELEMETRY` only when its value is exactly 1; its `disable_telemetry_events()` comes after the fact.
"""

from __future__ import annotations

import os
from types import ModuleType

# The second is what programs agree on (consoledonottrack.com): for what a later version may ask.
_OFF = {"ORT_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"}


def switch_off() -> None:
    """Switches telemetry off for what this process and its children load from now on, whatever the environment said."""
    os.environ.update(_OFF)


def silence(module: ModuleType) -> None:
    """Stops the telemetry of a library that another program loaded before us, where it has a switch."""
    getattr(module, "disable_telemetry_events", lambda: None)()
