"""The real window over a 20,000-row import and its undo, asked every five milliseconds whether it still answers.

python -m tests.ui.stall_child FOLDER        prints the worst waits as JSON
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("DHR_HOME", str(Path(sys.argv[1]) / "home"))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dhr_desktop.core.entries import Entry
from dhr_desktop.ui.app import Program
from tests.builders import PASSPHRASE, an_entry

ROWS = 20_000


def main() -> None:
    app = QApplication(["dhr"])
    program = Program(app)
    session = program.session
    program.window.show()
    waits: list[float] = []
    last = [0.0]

    def beat() -> None:
        now = time.perf_counter()
        waits.append(now - last[0])
        last[0] = now

    def work(case, progress):
        with case.step("Import of 20,000 rows") as step:
            for number in progress.over(range(ROWS), total=ROWS, words="Reading rows"):
                step.add(an_entry(words=f"Row {number}: officers attended and spoke to both parties. " * 4))
        return step.change

    def undo(change) -> None:
        session.tell_change(change)
        session.run_long("Undoing", lambda case, progress: case.undo(), end)

    def end(change) -> None:
        session.tell_change(change)
        ticking.stop()
        worst = sorted(waits)[-5:]
        entries = session.case.count(Entry)
        print(json.dumps({"beats": len(waits), "entries": entries, "worst_ms": round(1000 * worst[-1], 1),
                          "next_ms": [round(1000 * each, 1) for each in worst[:-1]]}))  # fmt: skip
        session.close(app.quit)

    def begin() -> None:
        last[0] = time.perf_counter()
        ticking.start()
        session.run_long("Importing", work, undo)

    ticking = QTimer()
    ticking.setInterval(5)
    ticking.timeout.connect(beat)
    session.opened.connect(lambda: QTimer.singleShot(300, begin))
    session.begin(Path(sys.argv[1]) / "case.dhr", PASSPHRASE, title="An invented review")
    app.exec()
    session.runner.stop()


if __name__ == "__main__":
    main()
