"""How far behind the oldest unsaved key falls, and how long the window does not answer, while long work runs.

python -m bench.saving_child FOLDER 20000 [name …]        prints, of each operation, both as JSON

A key is typed into a field of the real window every tenth of a second. It is saved when the case holds it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("DHR_HOME", str(Path(sys.argv[1]) / "home"))

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from bench.saving_case import large_case, large_files
from dhr_desktop.core.filters import Filter
from dhr_desktop.operations import accepting, chronology_exports, joining, names_read, submissions, suggesting
from dhr_desktop.operations.analyses.every import told_whole
from dhr_desktop.operations.checks import every
from dhr_desktop.operations.departing import ANY, Sending, with_what_left
from dhr_desktop.operations.editions import PUBLICATION
from dhr_desktop.operations.reports import exports, shapes
from dhr_desktop.operations.reports.reading import read_for_screen
from dhr_desktop.storage.vault import recovery_code
from dhr_desktop.ui.app import Program

TYPED_EVERY_MS, LOOKED_EVERY_MS = 100, 5
SETTLE_MS = 1_500


class Measured:
    """Keys on their way, and the waits of the window, while one operation runs."""

    def __init__(self, program: Program) -> None:
        self.session = program.session
        page = program.window.workspace.places.review.page("review")
        program.window.workspace.places.go("Review")
        program.window.workspace.places.review.go("review")
        self.field = page.form.fields["scope_reason"].editor
        self.number = 0
        self._begin_again()
        self.typing, self.looking = QTimer(), QTimer()
        for timer, interval, slot in (
            (self.typing, TYPED_EVERY_MS, self._type), (self.looking, LOOKED_EVERY_MS, self._look)
        ):  # fmt: skip
            timer.setInterval(interval)
            timer.timeout.connect(slot)

    def _begin_again(self) -> None:
        self.waiting: dict[int, float] = {}
        self.oldest = self.stall = 0.0
        self._last = time.perf_counter()

    def start(self) -> None:
        self._begin_again()
        self.typing.start()
        self.looking.start()

    def stop(self) -> tuple[float, float]:
        self.typing.stop()
        self.looking.stop()
        return self.oldest, self.stall

    def _type(self) -> None:
        self.number += 1
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.field.setFocus()
        self.field.insertPlainText(f" {self.number}")
        self.waiting[self.number] = time.perf_counter()

    def _look(self) -> None:
        now = time.perf_counter()
        self.stall, self._last = max(self.stall, now - self._last), now
        held = self.session.case.review.scope_reason.split() if self.session.case else []
        saved = int(held[-1]) if held and held[-1].isdigit() else 0
        for number in [each for each in self.waiting if each <= saved]:
            del self.waiting[number]
        if self.waiting:
            self.oldest = max(self.oldest, now - min(self.waiting.values()))


def operations(session, folder: Path) -> dict[str, Callable[[Callable[..., None]], object]]:
    """Each begins its work and calls back when it is over."""
    files = large_files(folder)
    looked: list = []

    def away(words: str, work: Callable[..., object]) -> Callable[[Callable[..., None]], object]:
        return lambda over: session.run_long(words, work, lambda value: over(value), over)

    def taken(over: Callable[..., None], value: object) -> None:
        looked.extend(value)  # type: ignore[arg-type]
        over()

    def told(over: Callable[..., None], changes: object) -> None:
        for change in changes if isinstance(changes, list) else [changes]:
            session.tell_change(change)
        over()

    def undo(over: Callable[..., None]) -> None:
        session.undo()
        over()

    to = folder / "out"
    to.mkdir(exist_ok=True)
    published = Sending(edition=PUBLICATION, passing={ANY: "measured only"})
    return {
        "looking for accounts": away("Looking", suggesting.look),
        "an analysis told for the first time": away("Telling", partial(told_whole, name="handshakes", chosen={})),
        "the report made and printed as published": away(
            "Reading", partial(read_for_screen, document=shapes.OVERVIEW, printed_as=PUBLICATION)
        ),
        "the 69 points": away("Checking", every.run),
        "names met in every text": away("Reading names", names_read.read_names),
        "the chronology in Word, published": away(
            "Writing",
            partial(
                with_what_left,
                partial(chronology_exports.write_chronology, to=to / "c.docx", wanted=Filter(), sending=published),
            ),
        ),
        "the report in Word, published": away(
            "Writing",
            partial(
                with_what_left,
                partial(exports.write_document, document=shapes.OVERVIEW, to=to / "r.docx", sending=published),
            ),
        ),
        "looking at four files of 4,000 rows": lambda over: session.run_long(
            "Reading files", partial(submissions.look_at, paths=files), partial(taken, over), over
        ),
        "keeping them": lambda over: session.run_long(
            "Keeping", partial(accepting.accept_all, files=looked), partial(told, over), over
        ),
        "taking one of them back": undo,
        "joining identical rows": lambda over: session.run_long(
            "Joining", joining.join_identical_now, partial(told, over), over
        ),
        "the whole check": lambda over: session.on_file(
            "Checking", lambda case, progress: _cases().prove_beside(case, session.away(progress)), over, over
        ),
        "a backup": lambda over: session.on_file(
            "Backing up", lambda case, progress: _cases().back_up(case, check=session.check_away(progress)), over, over
        ),
        "exporting everything": lambda over: session.on_file(
            "Exporting",
            lambda case, progress: _cases().export_everything_beside(case, session.away(progress), to / "everything"),
            over,
            over,
        ),
    }


def _cases():
    from dhr_desktop.operations import cases

    return cases


def main() -> None:
    folder, entries, wanted = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    case = large_case(folder, entries)
    path, code = case.path, recovery_code(case.key)
    case.close()
    app = QApplication(["dhr"])
    program = Program(app)
    session = program.session
    program.window.show()
    told: dict[str, tuple[float, float, float]] = {}
    session.problem.connect(lambda problem: print("problem:", type(problem).__name__, problem, file=sys.stderr))

    def begin() -> None:
        measured = Measured(program)
        waiting = [each for each in operations(session, folder).items() if not wanted or each[0] in wanted]

        def go_on() -> None:
            if session.runner.is_busy:
                QTimer.singleShot(100, go_on)
                return
            if not waiting:
                print(json.dumps(told))
                sys.stdout.flush()
                os._exit(0)
            name, operation = waiting.pop(0)
            measured.start()
            QTimer.singleShot(SETTLE_MS, lambda: run(name, operation))

        def run(name: str, operation) -> None:
            begun = time.perf_counter()

            def over(*value: object) -> None:
                took = time.perf_counter() - begun
                for each in value:
                    if isinstance(each, Exception):
                        print(f"{name}: {type(each).__name__}: {str(each)[:200]}", file=sys.stderr)
                QTimer.singleShot(SETTLE_MS, lambda: end(name, took))

            operation(over)

        def end(name: str, took: float) -> None:
            oldest, stall = measured.stop()
            told[name] = (round(took, 2), round(oldest, 2), round(1000 * stall))
            figures = f"took {took:7.1f} s   oldest key {oldest:5.2f} s   stall {1000 * stall:5.0f} ms"
            print(f"{name:<44} {figures}", file=sys.stderr)
            go_on()

        go_on()

    session.opened.connect(lambda: QTimer.singleShot(500, begin))
    session.open_with_code(path, code)
    app.exec()


if __name__ == "__main__":
    main()
