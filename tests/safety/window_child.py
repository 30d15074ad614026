"""The real window, screenless, driven by a script and ready to be killed.

    python -m tests.safety.window_child WORK CASE.dhr SEED

Says "ack N" when the window has been told that journal line N is saved, and "typed N SECONDS" for each
key typed into the field, so that the suite can tell how much typing a kill cost.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dhr_desktop.core.people import Person
from dhr_desktop.operations.casefile import cases
from dhr_desktop.operations.events import suggesting
from dhr_desktop.operations.names.departing import ANY, AS_IT_IS, Sending, with_what_left
from dhr_desktop.operations.report import exports, shapes
from dhr_desktop.operations.review import registers
from dhr_desktop.storage import replacing
from dhr_desktop.ui.app import Program
from tests.background.work import ROWS_IN_A_FILE, bring_in, import_many
from tests.builders import PASSPHRASE
from tests.safety.child import NEW_PASSPHRASE, say, use_test_pragmas


class Driver:
    def __init__(self, work: str, path: Path, seed: int) -> None:
        self.app = QApplication(["dhr"])
        self.program = Program(self.app)
        self.session = self.program.session
        self.work, self.path, self.seed = work, path, seed
        self.typed = self.accepted = 0
        self.is_away = False
        self.timer = QTimer()
        self.timer.setInterval(20)
        self.session.opened.connect(lambda: QTimer.singleShot(0, self.begin))
        self.session.saved.connect(lambda at: say(f"ack {self.session.case.seal.seq}") if self.session.case else None)
        self.session.problem.connect(lambda problem: say(f"problem {type(problem).__name__} {problem}"))
        self.program.window.show()
        self.session.open(path, PASSPHRASE)

    def begin(self) -> None:
        say("opened")
        self.timer.timeout.connect(getattr(self, self.work))
        self.timer.start()
        getattr(self, self.work)()

    def nothing(self) -> None:
        """Only opened: what is asked is whether it could be."""

    def typing(self) -> None:
        review = self.program.window.workspace.places.review
        review.go("review")
        field = review.page("review").form.fields["scope_reason"]
        field.editor.setFocus()
        self.typed += 1
        field.editor.insertPlainText(f"{self.typed} ")
        say(f"typed {self.typed} {time.monotonic():.3f}")

    def importing(self) -> None:
        if self.session.runner.is_busy:
            return

        self.session.run_long("Importing", partial(import_many, number=3_000), self.session.tell_change)

    def accepting(self) -> None:
        """Agencies' files, one after another, looked at and kept by the helper."""
        if self.is_away:
            return
        self.accepted += 1
        file = self.path.parent / f"Agency {self.accepted}.csv"
        lines = [f"{1 + at % 28:02}/03/2019,Row {at} of file {self.accepted},Advice." for at in range(ROWS_IN_A_FILE)]
        file.write_text("\n".join(["Date,Event,Outcome", *lines]) + "\n")
        work = partial(bring_in, file=file, agency=f"Invented Agency {self.accepted}")
        self._work_in_the_helper("Keeping", work, self.session.tell_change)

    def importing_while_saving(self) -> None:
        self._saving()
        self.accepting()

    def linking_while_saving(self) -> None:
        self._saving()
        self._work_in_the_helper("Linking", suggesting.look, lambda done: None)

    def reporting_while_saving(self) -> None:
        self._saving()
        self._write_report(AS_IT_IS)

    def gating_while_saving(self) -> None:
        """In the edition for the public the gate reads the finished file; every hit may pass, so that it leaves."""
        self._saving()
        self._write_report(Sending("publication", passing={ANY: "A test of being killed."}))

    def _write_report(self, sending: Sending) -> None:
        to = self.path.parent / "report.docx"
        write = partial(exports.write_document, document=shapes.OVERVIEW, to=to, sending=sending, overwrite=True)
        self._work_in_the_helper("Writing", partial(with_what_left, write), lambda done: None)

    def _work_in_the_helper(self, words: str, work: Callable[..., object], done: Callable[[Any], None]) -> None:
        if not self.is_away:
            self.is_away = True
            self.session.run_long(words, work, done).ended.connect(self._is_back)

    def _is_back(self) -> None:
        self.is_away = False

    def _saving(self) -> None:
        """Each time the timer comes: somebody who types faster than anybody can."""
        self.session.edit(lambda case: registers.add(case, Person(real_name="One more"))[0])

    def exporting(self) -> None:
        if not self.session.runner.is_busy:
            folder = self.path.parent / f"everything-{time.monotonic_ns()}"
            self.session.on_file(
                "Exporting",
                lambda case, progress: cases.export_everything_beside(
                    case, self.session.away(progress), folder, progress
                ),
                lambda done: None,
            )

    def backing(self) -> None:
        if not self.session.runner.is_busy:
            self.session.edit(lambda case: registers.add(case, Person(real_name="One more"))[0])
            self.session.on_file(
                "Backing up",
                lambda case, progress: cases.back_up(case, progress, check=self.session.check_away(progress)),
                lambda done: None,
            )

    def rekeying(self) -> None:
        if not self.session.runner.is_busy:
            self.session.replace_key(
                lambda case, progress: cases.change_passphrase(case, NEW_PASSPHRASE, progress), lambda case: None
            )

    def converting(self) -> None:
        """What opening an older file does, over and over on a copy beside the open case."""
        if self.session.runner.is_busy:
            return
        copy = self.path.with_name(f"older-{time.monotonic_ns()}.dhr")

        def work(case, progress):
            cases.copy_of(case, copy)
            replacing.migrate(copy, case.key, migrations={1000: _a_column}, target=1001)

        self.session.on_file("Converting", work, lambda done: None)


def _a_column(connection: object) -> None:
    connection.execute("ALTER TABLE people ADD COLUMN invented TEXT NOT NULL DEFAULT ''")  # type: ignore[attr-defined]


def main() -> None:
    work, path, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    use_test_pragmas()
    driver = Driver(work, path, seed)
    driver.app.exec()
    os._exit(0)


if __name__ == "__main__":
    main()
