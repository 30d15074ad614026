"""Sixty decisions by key in the real window on an invented case of 20,000 entries; prints what each took."""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DHR_HOME"] = tempfile.mkdtemp(prefix="bench-home-")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from bench.matching.inventing import invented  # noqa: E402
from dhr_desktop.core.agencies import Agency  # noqa: E402
from dhr_desktop.core.entries import Entry  # noqa: E402
from dhr_desktop.core.review import Review  # noqa: E402
from dhr_desktop.storage.opening import create_with_key  # noqa: E402
from dhr_desktop.storage.vault import Key  # noqa: E402
from dhr_desktop.ui.app import Program  # noqa: E402

ENTRIES = int(sys.argv[1]) if len(sys.argv) > 1 else 16_800


def until(ready, seconds: float = 120) -> None:  # type: ignore[no-untyped-def]
    loop, timer, end = QEventLoop(), QTimer(), time.time() + seconds
    timer.setInterval(2)
    timer.timeout.connect(lambda: loop.quit() if ready() or time.time() > end else None)
    timer.start()
    loop.exec()


def main() -> None:
    path = Path(os.environ["DHR_HOME"]) / "case.dhr"
    case = create_with_key(path, Key(os.urandom(32), os.urandom(16)), Review(title="An invented review"))
    made = invented(77, ENTRIES, years=12, copies=0.2)
    with case.step("Fill", "Fill") as step:
        agencies = {}
        for each in made.entries:
            source = each.source
            if source.agency not in agencies:
                agencies[source.agency] = step.add(Agency(full_name=source.agency_name)).id
            step.add(
                Entry(
                    agency=agencies[source.agency],
                    happened=source.when,
                    what_happened=source.texts[0],
                    date_status="ok",
                )
            )
    app = QApplication(["dhr"])
    program = Program(app)
    session, window = program.session, program.window
    window.resize(1280, 800)
    window.show()
    case.read_ahead()
    session._has_opened(case)
    window.workspace.places.go("Joining")
    page = window.workspace.places.joining.page("suggestions")
    until(lambda: page.made is not None)
    until(lambda: not session.runner.is_busy)
    took = []
    began = time.perf_counter()
    for _ in range(60):
        before = page.current
        at = time.perf_counter()
        page.answer("same event")
        page.repaint()
        took.append((time.perf_counter() - at) * 1000)
        assert page.current is not before
        until(lambda: not session.runner.is_busy)
    written = time.perf_counter() - began
    print(json.dumps({"worst": max(took), "median": statistics.median(took), "written": written}))
    session.close(lambda: app.quit())
    until(lambda: session.case is None, 20)
    os._exit(0)


main()
