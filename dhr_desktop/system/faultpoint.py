"""Named places where the safety suite pulls the plug.

A no-op unless the environment names a point before the program starts. The suite kills the process
at every one of them and then proves that nothing acknowledged was lost.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping

_IN_THE_HELPER = "DHR_FAULTPOINT_IN_HELPER"
_CHOSEN = os.environ.get("DHR_FAULTPOINT", "")
_NAME, _, _TURN = _CHOSEN.partition(":")
_seen = 0


def faultpoint(name: str) -> None:
    """Die here, at once and uncaught, if this is the chosen point and the chosen turn."""
    global _seen
    if name != _NAME:
        return
    _seen += 1
    if _seen >= int(_TURN or 1):
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def of_the_helper(environment: Mapping[str, str]) -> dict[str, str]:
    """A point that is meant for the window is none of its helper's, which runs the same operations."""
    kept = {name: value for name, value in environment.items() if name not in ("DHR_FAULTPOINT", _IN_THE_HELPER)}
    if chosen := environment.get(_IN_THE_HELPER):
        kept["DHR_FAULTPOINT"] = chosen
    return kept
