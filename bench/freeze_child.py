"""How long the window does not answer when it is used on a large case, and while a long operation runs.

python -m bench.freeze_child FOLDER        prints the waits in milliseconds as JSON
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from dhr_desktop.core.agencies import Agency
from dhr_desktop.ui.app import Program
from tests.background.work import fill_an_agency
from tests.builders import PASSPHRASE

ROWS = 20_000
INTO_THE_WORK_MS = 500


def main() -> None:
    app = QApplication(["dhr"])
    program = Program(app)
    session, window = program.session, program.window
    window.show()

    def until(ready) -> None:
        loop, timer = QEventLoop(), QTimer()
        timer.setInterval(5)
        timer.timeout.connect(lambda: loop.quit() if ready() else None)
        timer.start()
        loop.exec()

    def is_idle() -> bool:
        return session.case is not None and not session.runner.is_busy

    def wait_of(act) -> float:
        started = time.perf_counter()
        act()
        return round(1000 * (time.perf_counter() - started), 1)

    def during_work(act) -> float:
        session.run_long("Filling", partial(fill_an_agency, number=ROWS), session.tell_change)
        begun = time.perf_counter()
        until(lambda: time.perf_counter() - begun > INTO_THE_WORK_MS / 1000)
        waited = wait_of(act)
        until(is_idle)
        return waited

    path = Path(sys.argv[1]) / "case.dhr"
    session.begin(path, PASSPHRASE, title="An invented review")
    until(is_idle)
    session.run_long("Filling", partial(fill_an_agency, number=ROWS), session.tell_change)
    until(is_idle)
    session.close()
    until(lambda: session.case is None)
    session.open(path, PASSPHRASE)
    until(is_idle)
    agency = session.case.all(Agency)[0].id
    told = {"select": wait_of(lambda: window.workspace.evidence.show_record("agencies", agency))}
    told["search_during"] = during_work(window.workspace.search.start)
    other = session.case.all(Agency)[1].id
    told["select_during"] = during_work(lambda: window.workspace.evidence.show_record("agencies", other))
    print(json.dumps(told))
    session.close()
    until(lambda: session.case is None)
    session.runner.stop()


if __name__ == "__main__":
    main()
