"""The one place that tells the chair something: a bar above the page, never a dialog in the way."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from dhr_desktop.background import Defect
from dhr_desktop.core.errors import DhrError
from dhr_desktop.core.fields import Unreadable
from dhr_desktop.system import logs

from .pieces import button, copy_privately, label, set_state

GOOD_NEWS_MS = 12_000


class MessageBar(QFrame):
    """What is good to know goes away by itself; what is wrong stays until it is put away."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.setAccessibleName("Message")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        self.words = label("")
        row.addWidget(self.words, 1)
        self._act: Callable[[], object] = lambda: None
        self._action = button("", lambda: self._act())
        row.addWidget(self._action)
        row.addWidget(button("Put away", self.put_away, name="Put the message away"))
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(GOOD_NEWS_MS)
        self._going.timeout.connect(self.put_away)
        self.hide()

    def tell(self, words: str) -> None:
        if self.isVisible() and not self._going.isActive():
            return  # a warning stays; good news does not push it away
        self._show(words, "", None)
        self._going.start()

    def warn(self, words: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        self._show(words, "bad", action)

    def _show(self, words: str, kind: str, action: tuple[str, Callable[[], object]] | None) -> None:
        self._going.stop()
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self._action.setVisible(action is not None)
        if action:
            self._action.setText(action[0])
            self._action.setAccessibleName(action[0])
            self._act = action[1]
        set_state(self, "kind", kind)
        for child in self.findChildren(QWidget):
            set_state(child, "kind", kind)
        self.show()

    def put_away(self) -> None:
        self._going.stop()
        self.hide()

    def tell_problem(self, problem: BaseException) -> None:
        """The world's troubles in their own sentence; a defect of ours with a report free of case content."""
        if isinstance(problem, DhrError):
            self.warn(str(problem))
            return
        if isinstance(problem, Unreadable):
            self.warn(_sentence(str(problem)))
            return
        if isinstance(problem, Defect):
            report = logs.report_of(problem.sort, problem.places)
        else:
            report = logs.crash_report(type(problem), problem.__traceback__)
        logs.note("window.defect")
        if "--faults-to-terminal" in sys.argv:
            sys.stderr.write(report + "\n")
        self.warn(
            "Something went wrong in the program itself; what was saved is safe. "
            "A report without any words of the case can be copied and sent to its makers.",
            ("Copy the report", lambda: copy_privately(report)),
        )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")
