"""Saving waits for nobody: how far behind the oldest unsaved key falls while each long operation runs, and the stalls.

Of the figure, 1.5 s is the field's own pause before it saves while somebody types; what is measured is the rest.
Beside the clock stands processor time: of the window's process over the whole operation, and within the longest stall.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.lines import Line

ROOT = Path(__file__).parents[1]
LONGEST_STALL_MS = 60


def _measured(entries: int, oldest: float) -> list[Line]:
    environment = {name: value for name, value in os.environ.items() if name != "DHR_HOME"}
    command = [sys.executable, "-m", "bench.saving_child", tempfile.mkdtemp(), str(entries)]
    done = subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    lines = []
    for name, told in json.loads(done.stdout).items():
        what = f"oldest unsaved key: {name} ({told['took']:.0f} s, {entries:,})"
        lines.append(Line(what, told["oldest"], "s", oldest, "processor of the window", told["used"]))
        what = f"longest stall: {name} ({entries:,})"
        lines.append(Line(what, told["stall"], "ms", LONGEST_STALL_MS, "processor in it", told["used_in_stall"]))
    return lines


def saving() -> list[Line]:
    return _measured(20_000, 2)


def saving_large() -> list[Line]:
    return _measured(100_000, 3)


MEASURES = {"saving": saving}
LARGE = {"saving_large": saving_large}
"""Takes long: only when it is named."""
