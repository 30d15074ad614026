"""The window's figures: starting beside an empty window, and the longest stall under a long operation."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.lines import Line

ROOT = Path(__file__).parents[1]
EMPTY = (
    "from PySide6.QtWidgets import QApplication, QMainWindow\n"
    "from PySide6.QtCore import QTimer\n"
    "app = QApplication([]); window = QMainWindow(); window.show(); QTimer.singleShot(0, app.quit); app.exec()"
)
OURS = (
    "from PySide6.QtCore import QTimer\n"
    "from PySide6.QtWidgets import QApplication\n"
    "from dhr_desktop.ui.app import main\n"
    "run = QApplication.exec\n"
    "def once(): QTimer.singleShot(0, QApplication.quit); return run()\n"
    "QApplication.exec = staticmethod(once)\n"
    "main(['dhr-desktop'])"
)
RUNS = 9


def starting() -> list[Line]:
    empty, ours = [], []
    for _ in range(RUNS):  # turn and turn about, so that noise falls on both
        empty.append(_run(EMPTY))
        ours.append(_run(OURS))
    return [Line("program start", statistics.median(ours), "s", 2, "an empty PySide6 window", statistics.median(empty),
                 of_ratio=True)]  # fmt: skip


def _run(script: str) -> float:
    environment = {**os.environ, "DHR_HOME": tempfile.mkdtemp(), "PYTHONDONTWRITEBYTECODE": ""}
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, env=environment, capture_output=True)
    return time.perf_counter() - started


def stalls() -> list[Line]:
    environment = {name: value for name, value in os.environ.items() if name != "DHR_HOME"}
    command = [sys.executable, "-m", "tests.ui.stall_child", tempfile.mkdtemp()]
    done = subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True, text=True)
    return [Line("longest stall while 20,000 rows go in and out", json.loads(done.stdout)["worst_ms"], "ms", 100)]


OPENING = (
    "import sys, time\n"
    "from pathlib import Path\n"
    "from PySide6.QtCore import QTimer\n"
    "from PySide6.QtWidgets import QApplication\n"
    "from dhr_desktop.ui.app import Program\n"
    "app = QApplication([]); app.setStyle('Fusion'); program = Program(app); program.window.show()\n"
    "started = []\n"
    "def go(): started.append(time.perf_counter()); program.session.open_with_code(Path(sys.argv[1]), sys.argv[2])\n"
    "def opened(): QTimer.singleShot(0, usable)\n"
    "def usable(): print(time.perf_counter() - started[0]); program.session.close(app.quit)\n"
    "program.session.opened.connect(opened); QTimer.singleShot(300, go); app.exec(); program.session.runner.stop()"
)


def usable_window() -> list[Line]:
    """From the key to a window that answers, with everything that loads on the way."""
    from bench.case_file import filled
    from dhr_desktop.storage.vault import recovery_code

    case = filled(Path(tempfile.mkdtemp()), 20_000)
    case.close()
    command = [sys.executable, "-c", OPENING, str(case.path), recovery_code(case.key)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    taken = []
    for _ in range(3):
        done = subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True, text=True)
        taken.append(float(done.stdout.split()[0]))
    return [Line("a usable window on 20,000 entries, after the key", statistics.median(taken), "s", 2)]


def freezes() -> list[Line]:
    """The window used by hand on a large case: any wait over 100 ms is one a chair would feel."""
    environment = {**os.environ, "DHR_HOME": tempfile.mkdtemp()}
    command = [sys.executable, "-m", "bench.freeze_child", tempfile.mkdtemp()]
    done = subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True, text=True)
    told = json.loads(done.stdout)
    return [
        Line("select an agency of 20,000 entries", told["select"], "ms", 100),
        Line("search box while a long operation runs", told["search_during"], "ms", 100),
        Line("select a record while a long operation runs", told["select_during"], "ms", 100),
    ]


MEASURES = {"starting": starting, "stalls": stalls, "usable": usable_window, "freezes": freezes}
