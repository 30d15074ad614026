"""Whether the process that left something behind still lives, told by the number it noted."""

from __future__ import annotations

import os


def is_running(process: int) -> bool:
    """True also where it cannot be told: what another may still be using is left alone."""
    if process == os.getpid() or os.name != "posix":
        return True  # on Windows the same question would end the process
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
