"""A log that can be shown to anyone: event codes, counts, ids, and where in the code; never content.

Exception messages and paths stay out because an agency's words can be in both.
"""

from __future__ import annotations

import sys
import traceback
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from .folders import data_home, private_folder
from .private_files import append_to

LARGEST = 500_000  # bytes; with the one kept before it, a megabyte in all

recent_codes: deque[str] = deque(maxlen=50)
_file: TextIO | None = None


def note(code: str, **numbers: int | float) -> None:
    """Log an event by its code with counts or durations, and remember it for a crash report."""
    line = code + "".join(f" {name}={value}" for name, value in numbers.items())
    recent_codes.append(line)
    if _file is not None:
        _file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {line}\n")
        _file.flush()


def start_log() -> None:
    """Our own few lines, not the standard library's handlers: those bring the socket module with them."""
    global _file
    path = private_folder(data_home() / "logs") / "dhr.log"
    _turn_over(path)
    _file = append_to(path)


def _turn_over(path: Path) -> None:
    if path.exists() and path.stat().st_size > LARGEST:
        path.replace(path.with_suffix(".before.log"))


def stop_log() -> None:
    global _file
    if _file is not None:
        _file.close()
        _file = None


def crash_report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What went wrong without a word of the case: versions, the stack by function name, recent codes."""
    places = [f"{frame.name} ({frame.lineno})" for frame in traceback.extract_tb(trace)]
    return report_of(f"{kind.__module__}.{kind.__qualname__}", places)


def report_of(kind: str, places: Sequence[str]) -> str:
    """The same of a defect that showed in another process of the program."""
    from dhr_desktop import __version__

    return "\n".join(
        [
            f"DHR Desktop {__version__}, Python {sys.version.split()[0]}, {sys.platform}",
            f"{kind} at",
            *(f"  {place}" for place in places),
            "Last events:",
            *(f"  {code}" for code in recent_codes),
        ]
    )


def no_core_dumps() -> None:
    """A core dump would hold the case in the clear."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
