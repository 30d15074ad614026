"""A log that can be shown to anyone: event codes, counts, ids, and where in the code; never content.

Exception messages and paths stay out because an agency's words can be in both.
"""

from __future__ import annotations

import logging
import logging.handlers
import sys
import traceback
from collections import deque
from types import TracebackType

from .folders import data_home, private_folder

recent_codes: deque[str] = deque(maxlen=50)
logger = logging.getLogger("dhr")


def note(code: str, **numbers: int | float) -> None:
    """Log an event by its code with counts or durations, and remember it for a crash report."""
    line = code + "".join(f" {name}={value}" for name, value in numbers.items())
    recent_codes.append(line)
    logger.info(line)


def start_log() -> None:
    folder = private_folder(data_home() / "logs")
    handler = logging.handlers.RotatingFileHandler(
        folder / "dhr.log", maxBytes=500_000, backupCount=1, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def stop_log() -> None:
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def crash_report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What went wrong without a word of the case: versions, the stack by function name, recent codes."""
    from dhr_desktop import __version__

    stack = [f"  {frame.name} ({frame.lineno})" for frame in traceback.extract_tb(trace)]
    return "\n".join(
        [
            f"DHR Desktop {__version__}, Python {sys.version.split()[0]}, {sys.platform}",
            f"{kind.__module__}.{kind.__qualname__} at",
            *stack,
            "Last events:",
            *(f"  {code}" for code in recent_codes),
        ]
    )


def no_core_dumps() -> None:
    """A core dump would hold the case in the clear."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
