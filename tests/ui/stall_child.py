"""The real window in use over a 20,000-row import and its undo, asked every five milliseconds whether it answers.

What other processes take of the processors meanwhile is left out.

python -m tests.ui.stall_child FOLDER        prints the worst waits as JSON
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("DHR_HOME", str(Path(sys.argv[1]) / "home"))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.people import Person
from dhr_desktop.ui.app import Program
from tests.background.work import import_long_rows, prepare, undo_last
from tests.builders import PASSPHRASE
from tests.turns_waited import Moment

ROWS = 20_000


PEOPLE = 2_000


def gestures(workspace, session):
    """What a chair does while something runs: look for, choose, filter, and go elsewhere."""
    people = session.case.all(Person)
    agency = session.case.all(Agency)[0]
    page = workspace.places.review.page("people")

    def search(words):
        workspace.search.start()
        workspace.search.setText(words)
        workspace.search.look()

    return [
        ("search", lambda: search("invent")),
        ("choose a person", lambda: workspace.evidence.show_record("people", people[5].id)),
        ("leave the search", lambda: workspace.search.leave()),
        ("go to the history", lambda: workspace.places.go("History")),
        ("filter", lambda: page.model.set_filter("person 19")),
        ("go to the review", lambda: workspace.places.go("Review")),
        ("go to the people", lambda: workspace.places.review.go("people")),
        ("go to the last", lambda: page.select(people[-1].id)),
        ("show all", lambda: page.model.set_filter("")),
        ("choose an agency", lambda: workspace.evidence.show_record("agencies", agency.id)),
        ("go to the details", lambda: workspace.places.review.go("review")),
    ]


def main() -> None:
    app = QApplication(["dhr"])
    program = Program(app)
    session = program.session
    program.window.show()
    waits: list[float] = []
    last = [Moment.now()]

    def beat() -> None:
        now = Moment.now()
        waits.append(now.own_seconds_since(last[0]))
        last[0] = now

    def undo(change) -> None:
        session.tell_change(change)
        session.run_long("Undoing", undo_last, end)

    def end(change) -> None:
        session.tell_change(change)
        ticking.stop()
        at_work.stop()
        worst = sorted(waits)[-5:]
        entries = session.case.count(Entry)
        print(json.dumps({"beats": len(waits), "used": len(used), "slowest_gestures": sorted(used)[-4:], "entries": entries, "worst_ms": round(1000 * worst[-1], 1),
                          "next_ms": [round(1000 * each, 1) for each in worst[:-1]]}))  # fmt: skip
        session.close(app.quit)

    def begin() -> None:
        session.run_long(
            "Preparing", partial(prepare, people=PEOPLE), lambda change: (session.tell_change(change), start())
        )

    def start() -> None:
        using.extend(gestures(program.window.workspace, session))
        last[0] = Moment.now()
        ticking.start()
        at_work.start()
        session.run_long("Importing", partial(import_long_rows, number=ROWS), undo)

    def use() -> None:
        using.append(using.pop(0))
        begun = time.perf_counter()
        using[-1][1]()
        used.append((round(1000 * (time.perf_counter() - begun), 1), using[-1][0]))

    using: list = []
    used: list = []
    at_work = QTimer()
    at_work.setInterval(80)
    at_work.timeout.connect(use)
    ticking = QTimer()
    ticking.setInterval(5)
    ticking.timeout.connect(beat)
    session.opened.connect(lambda: QTimer.singleShot(300, begin))
    session.begin(Path(sys.argv[1]) / "case.dhr", PASSPHRASE, title="An invented review")
    app.exec()
    session.runner.stop()


if __name__ == "__main__":
    main()
