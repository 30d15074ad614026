"""How far behind the oldest unsaved key falls, and how long the window does not answer, while long work runs.

python -m bench.saving_child FOLDER 20000 [name …]        prints, of each operation, both as JSON

A key is typed into a field of the real window every tenth of a second. It is saved when the case holds it. Where the
system allows, this goes before whatever else the machine is at: the figures are those of a laptop with one chair at it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("DHR_HOME", str(Path(sys.argv[1]) / "home"))

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from bench.saving_case import large_case, large_files, one_large_file
from dhr_desktop.core.documents import PUBLICATION
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.filters import Filter
from dhr_desktop.operations.analysis.every import told_whole
from dhr_desktop.operations.chronology import chronology_exports, timeline_exports
from dhr_desktop.operations.events import joining, suggesting
from dhr_desktop.operations.names import gating, names_read
from dhr_desktop.operations.names.departing import ANY, Sending, with_what_left
from dhr_desktop.operations.report import exports, shapes
from dhr_desktop.operations.report.checks import every
from dhr_desktop.operations.report.reading import read_for_screen
from dhr_desktop.storage.vault import recovery_code
from dhr_desktop.ui.app import Program

TYPED_EVERY_MS, LOOKED_EVERY_MS = 100, 5
SETTLE_MS = 1_500
BEFORE_OTHERS = -15


class Measured(QObject):
    """Keys on their way, and the waits of the window, while one operation runs."""

    keep_typing = Signal()

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.session = program.session
        page = program.window.workspace.places.review.page("review")
        program.window.workspace.places.go("Agencies")
        self.files_page = program.window.workspace.places.agencies.page("files")
        program.window.workspace.places.go("Review")
        program.window.workspace.places.review.go("review")
        self.saving = page.form.fields["scope_reason"]
        self.field = self.saving.editor
        self.number = 0
        self._begin_again()
        self.typing, self.looking = QTimer(), QTimer()
        for timer, interval, slot in (
            (self.typing, TYPED_EVERY_MS, self._type), (self.looking, LOOKED_EVERY_MS, self._look)
        ):  # fmt: skip
            timer.setInterval(interval)
            timer.timeout.connect(slot)
        self.keep_typing.connect(self._go_on_typing, Qt.ConnectionType.QueuedConnection)

    def _go_on_typing(self) -> None:
        self._type()
        self.typing.start()

    def _begin_again(self) -> None:
        self.waiting: dict[int, float] = {}
        self.oldest = self.stall = self.used_in_stall = 0.0
        self._last, self._used = time.perf_counter(), time.process_time()
        self._used_before = self._used

    def start(self) -> None:
        self._begin_again()
        self.typing.start()
        self.looking.start()

    def stop(self) -> dict[str, float]:
        self.typing.stop()
        self.looking.stop()
        used = time.process_time() - self._used_before
        return {
            "oldest": round(self.oldest, 2), "used": round(used, 2),
            "stall": round(1000 * self.stall), "used_in_stall": round(1000 * self.used_in_stall),
        }  # fmt: skip

    def _type(self) -> None:
        self.number += 1
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.field.setFocus()
        self.field.insertPlainText(f" {self.number}")
        self.session.noticed_input()
        self.waiting[self.number] = time.perf_counter()

    def _look(self) -> None:
        now, used = time.perf_counter(), time.process_time()
        if now - self._last > self.stall:
            self.stall, self.used_in_stall = now - self._last, used - self._used
        self._last, self._used = now, used
        held = self.session.case.review.scope_reason.split() if self.session.case else []
        saved = int(held[-1]) if held and held[-1].isdigit() else 0
        for number in [each for each in self.waiting if each <= saved]:
            del self.waiting[number]
        if self.waiting:
            self.oldest = max(self.oldest, now - min(self.waiting.values()))


def operations(session, folder: Path, measured: Measured) -> dict[str, Callable[[Callable[..., None]], object]]:
    """Each begins its work and calls back when it is over."""
    files = large_files(folder)
    page = measured.files_page

    def away(words: str, work: Callable[..., object]) -> Callable[[Callable[..., None]], object]:
        return lambda over: session.run_long(words, work, lambda value: over(value), over)

    def told(over: Callable[..., None], changes: object) -> None:
        for change in changes if isinstance(changes, list) else [changes]:
            session.tell_change(change)
        over()

    def undo(over: Callable[..., None]) -> None:
        """What was typed since stands before it on the menu, and goes back first; no key is typed until it is kept."""
        measured.typing.stop()
        entries, keep = session.held.count(Entry), session.held.keep

        def go_back() -> None:
            if session.runner.is_busy:
                QTimer.singleShot(5, go_back)
            elif session.held.count(Entry) < entries:
                del session.held.keep
                over()
            else:
                session.undo()
                QTimer.singleShot(5, go_back)

        def kept(*asked: object) -> object:
            measured.keep_typing.emit()
            return keep(*asked)

        session.held.keep = kept
        measured.saving.save_now()
        go_back()

    to = folder / "out"
    to.mkdir(exist_ok=True)
    published = Sending(edition=PUBLICATION, passing={ANY: "measured only"})

    def leaving(write: Callable[..., object], name: str, **asked: object) -> Callable[[Callable[..., None]], object]:
        return away("Writing", partial(with_what_left, partial(write, to=to / name, sending=published, **asked)))

    def until(is_so: Callable[[], bool], over: Callable[..., None]) -> None:
        if session.runner.is_busy or not is_so():
            QTimer.singleShot(LOOKED_EVERY_MS, lambda: until(is_so, over))
        else:
            over()

    def reading(paths: list[Path]) -> Callable[[Callable[..., None]], object]:
        """As a chair does it, up to the rows being shown."""

        def take(over: Callable[..., None]) -> None:
            page.take(paths)
            until(lambda: page.current is not None and page.preview.isEnabled() and page.current.found.is_open, over)

        return take

    def keeping(over: Callable[..., None]) -> None:
        page.accept_all()
        until(lambda: not page.waiting, over)

    return {
        "looking for accounts": away("Looking", suggesting.look),
        "an analysis told for the first time": away("Telling", partial(told_whole, name="handshakes", chosen={})),
        "the report made and printed as published": away(
            "Reading", partial(read_for_screen, document=shapes.OVERVIEW, printed_as=PUBLICATION)
        ),
        "the 69 points": away("Checking", every.run),
        "names met in every text": away("Reading names", names_read.read_names),
        "the chronology in Word, published": leaving(chronology_exports.write_chronology, "c.docx", wanted=Filter()),
        "the chronology in Excel, published": leaving(chronology_exports.write_chronology, "c.xlsx", wanted=Filter()),
        "the timeline as PDF, published": leaving(timeline_exports.write_timeline, "t.pdf", wanted=Filter()),
        "the timeline for the panel, published": leaving(timeline_exports.write_timeline, "t.html", wanted=Filter()),
        "the report in Word, published": leaving(exports.write_document, "r.docx", document=shapes.OVERVIEW),
        "a finished file past the gate": away(
            "Checking", partial(gating.check_file, path=to / "c.docx", edition=PUBLICATION)
        ),
        "looking at four files of 4,000 rows": reading(files),
        "keeping them": keeping,
        "taking one of them back": undo,
        "looking at one file of 20,000 rows": reading([one_large_file(folder)]),
        "keeping it": keeping,
        "taking it back": undo,
        "joining identical rows": lambda over: session.run_long(
            "Joining", joining.join_identical_now, partial(told, over), over
        ),
        "the whole check": lambda over: session.on_file(
            "Checking", lambda case, progress: _cases().prove_beside(case, session.away(progress)), over
        ),
        "a backup": lambda over: session.on_file(
            "Backing up", lambda case, progress: _cases().back_up(case, check=session.check_away(progress)), over
        ),
        "exporting everything": lambda over: session.on_file(
            "Exporting",
            lambda case, progress: _cases().export_everything_beside(case, session.away(progress), to / "everything"),
            over,
        ),
    }


def _cases():
    from dhr_desktop.operations.casefile import cases

    return cases


def main() -> None:
    folder, entries, wanted = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    with suppress(OSError, AttributeError):
        os.nice(BEFORE_OTHERS)
    case = large_case(folder, entries)
    path, code = case.path, recovery_code(case.key)
    case.close()
    app = QApplication(["dhr"])
    program = Program(app)
    session = program.session
    program.window.show()
    told: dict[str, dict[str, float]] = {}
    session.problem.connect(lambda problem: print("problem:", type(problem).__name__, problem, file=sys.stderr))

    def begin() -> None:
        measured = Measured(program)
        waiting = [each for each in operations(session, folder, measured).items() if not wanted or each[0] in wanted]

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
            told[name] = figures = {"took": round(took, 2), **measured.stop()}
            about = "   ".join(f"{what} {value:6.1f}" for what, value in figures.items())
            print(f"{name:<40} {about}   entries {session.case.count(Entry):,}", file=sys.stderr)
            go_on()

        go_on()

    session.opened.connect(lambda: QTimer.singleShot(500, begin))
    session.open_with_code(path, code)
    app.exec()


if __name__ == "__main__":
    main()
