"""The one place that tells the chair something: in the line at the bottom, never a dialog in the way.

Its room is always there, so that nothing moves and nothing is covered when it comes or goes: a click that was meant for
a control never lands on another one. What is longer than two lines is cut there, and opens above the line on request.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QTextLayout
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dhr_desktop.background import Defect
from dhr_desktop.core.errors import DhrError
from dhr_desktop.core.fields import Unreadable
from dhr_desktop.system import logs

from .pieces import button, copy_privately, label, set_state
from .tasks import Task

GOOD_NEWS_MS = 12_000


LINES = 2


class CutWords(QLabel):
    """Words in the room there is, at most two lines; `text` is all of them."""

    is_cut = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def text(self) -> str:
        return self._whole

    def setText(self, words: str) -> None:
        self._whole = words
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines: list[str] = []
        left = " ".join(self._whole.split("\n"))
        layout = QTextLayout(left, self.font())
        layout.beginLayout()
        while len(lines) < LINES - 1 and (line := layout.createLine()).isValid():
            line.setLineWidth(max(self.width(), 1))
            lines.append(left[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
        rest = left[sum(map(len, lines)) :].strip()
        last = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
        super().setText("\n".join(filter(None, [*(each.strip() for each in lines), last])))
        self.is_cut.emit(last != rest)


class Stays(Enum):
    """How long a message stands."""

    A_WHILE = 1
    UNTIL_DONE_AGAIN = 2  # what was refused or went wrong: until news of something begun after it
    UNTIL_PUT_AWAY = 3


class MessageBar(QFrame):
    """What is good to know goes away by itself; what is wrong stays until it is put away."""

    came = Signal()
    went = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.setAccessibleName("Message")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 2, 0)
        self.words = CutWords()
        row.addWidget(self.words, 1)
        self.more = button("Read all of it", self._read_all)
        self.words.is_cut.connect(self.more.setVisible)
        row.addWidget(self.more)
        self._act: Callable[[], object] = lambda: None
        self._action = button("", lambda: self._act())
        row.addWidget(self._action)
        row.addWidget(button("Put away", self.put_away, name="Put the message away"))
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(GOOD_NEWS_MS)
        self._going.timeout.connect(self.put_away)
        self.whole: WholeMessage | None = None
        self._stays = Stays.A_WHILE
        self._is_begun_again = False  # something was begun since what is shown went wrong
        self._next = ""  # news that came while something else was to be read

    def sizeHint(self) -> QSize:
        """As wide as the line leaves it: words never make the window wider."""
        return QSize(200, super().sizeHint().height())

    def _read_all(self) -> None:
        """Opened by the person, over the page; closed by the same button, or with the message."""
        if self.whole is not None:
            self._stop_reading()
            return
        self._going.stop()  # it is being read
        self.whole = WholeMessage(self, self.words.text())
        self.more.setText("Close it")

    def _stop_reading(self) -> None:
        self._close_whole()
        if self._next:
            self.tell(self._next)
        elif self._stays is Stays.A_WHILE:
            self._going.start()

    def _close_whole(self) -> None:
        if self.whole is not None:
            self.whole.hide()
            self.whole.deleteLater()
            self.whole = None
            self.more.setText("Read all of it")

    def tell(self, words: str) -> None:
        if self.isVisible() and self._stays is Stays.UNTIL_PUT_AWAY:
            return  # good news does not push it away
        is_unread = self._stays is Stays.UNTIL_DONE_AGAIN and not self._is_begun_again
        if self.isVisible() and (self.whole is not None or is_unread):
            self._next = words
            return
        self._stays = Stays.A_WHILE
        self._show(words, "", None)
        self._going.start()

    def warn(self, words: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        self._stays = Stays.UNTIL_PUT_AWAY
        self._show(words, "bad", action)

    def refuse(self, words: str) -> None:
        """It stands until what was refused, or something else, has been begun after it and is told of."""
        self._stays, self._is_begun_again = Stays.UNTIL_DONE_AGAIN, False
        self._show(words, "bad", None)

    def has_begun(self, task: Task) -> None:
        """Only what the person sees running; asking in the background answers no refusal."""
        self._is_begun_again = self._is_begun_again or bool(task.words)

    def _show(self, words: str, kind: str, action: tuple[str, Callable[[], object]] | None) -> None:
        self._going.stop()
        self._next = ""
        self._close_whole()
        self.words.setText(words)
        self._action.setVisible(action is not None)
        if action:
            self._action.setText(action[0])
            self._action.setAccessibleName(action[0])
            self._act = action[1]
        set_state(self, "kind", kind)
        for child in self.findChildren(QWidget):
            set_state(child, "kind", kind)
        self.came.emit()

    def put_away(self) -> None:
        self._going.stop()
        self._stays = Stays.A_WHILE
        self._close_whole()
        if self._next:
            self.tell(self._next)
        else:
            self.went.emit()

    def tell_problem(self, problem: BaseException) -> None:
        """The world's troubles in their own sentence; a defect of ours with a report free of case content."""
        if isinstance(problem, DhrError):
            self.refuse(str(problem))
            return
        if isinstance(problem, Unreadable):
            self.refuse(_sentence(str(problem)))
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


class WholeMessage(QFrame):
    """All of a long message, over the bottom of the page until it is closed."""

    def __init__(self, bar: MessageBar, words: str) -> None:
        super().__init__(bar.window())
        self.setObjectName("message")
        set_state(self, "kind", str(bar.property("kind") or ""))
        self.words = label(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.words)
        self._bar = bar
        bar.window().installEventFilter(self)
        self._lie()
        self.show()
        self.raise_()

    def _lie(self) -> None:
        window = self._bar.window()
        top = self._bar.mapTo(window, self._bar.rect().topLeft()).y()
        high = min(self.heightForWidth(window.width()), top)
        self.setGeometry(0, top - high, window.width(), high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._lie()
        return False


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")
