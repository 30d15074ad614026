"""The line at the bottom: what is shown of what, whose names are on screen, and when it was last saved."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from dhr_desktop.core.progress import time_left_in_words

from .message_bar import LINES, MessageBar
from .pieces import button, label, set_state
from .session import WORKING, Session
from .tasks import Task

ON_SCREEN = {
    WORKING: "Working edition: real names on screen",
    "submission": "Submission edition on screen: pseudonyms",
    "publication": "Publication edition on screen: pseudonyms, coarse dates",
}
NAMES_HIDDEN = "Nothing is changed in this view (F8 goes back)"


class StatusLine(QFrame):
    def __init__(self, session: Session, message: MessageBar) -> None:
        super().__init__()
        self.setObjectName("bottom")
        self.setAccessibleName("Status")
        self._session = session
        self._task: Task | None = None
        self.message = message
        self.count = label("", wraps=False)
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.edition = label("", "quiet", wraps=False)
        self.state = label("", wraps=False)
        self.doing = label("", wraps=False)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Progress")
        self.progress.setMaximumWidth(180)
        self.progress.setMaximumHeight(16)
        self.stop = button("Cancel", self._cancel, name="Cancel what is running")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        row.setSpacing(14)
        place = QWidget()  # one place for both: whichever is shown, what stands beside it stays where it is
        inside = QHBoxLayout(place)
        inside.setContentsMargins(0, 0, 0, 0)
        place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        place.setFixedHeight(max(self.stop.sizeHint().height(), LINES * self.fontMetrics().lineSpacing()))
        inside.addWidget(self.count)
        inside.addWidget(message)
        message.hide()
        message.came.connect(lambda: self._show_message(True))
        message.went.connect(lambda: self._show_message(False))
        row.addWidget(place, 1)
        row.addWidget(self.doing)
        row.addWidget(self.progress)
        row.addWidget(self.stop)
        row.addWidget(self.edition)
        row.addWidget(self.state)
        self._show_task(None)
        session.saved.connect(self._saved)
        session.save_failed.connect(self._not_saved)
        session.runner.started.connect(self._started)
        session.runner.ended.connect(self._ended)

    def _show_message(self, is_there: bool) -> None:
        self.message.setVisible(is_there)
        self.count.setVisible(not is_there)

    def tell_count(self, words: str) -> None:
        self.count.setText(words)

    def follow_case(self) -> None:
        case = self._session.case
        self.tell_count(self.count.text() if case else "")
        self.edition.setText(ON_SCREEN[self._session.edition] if case else "")
        set_state(self.edition, "role", "quiet" if self._session.edition == WORKING else "warn")
        if case is None:
            self.state.setText("")
        elif self._session.edition != WORKING:
            self.state.setText(NAMES_HIDDEN)
        else:
            self.state.setText("Read only" if case.is_read_only else f"Saved {case.saved_at}")
        set_state(self.state, "role", "")

    def _saved(self, at: str) -> None:
        self.state.setText(f"Saved {at}")
        set_state(self.state, "role", "")

    def _not_saved(self, words: str) -> None:
        self.state.setText("NOT SAVED – trying again")
        set_state(self.state, "role", "bad")

    def flash(self) -> None:
        """Ctrl+S: there is nothing to save by hand; say when it was."""
        self._session.told.emit(f"{self.state.text()}. Everything is saved as you work.")

    # ---- what is running ----------------------------------------------------------------------

    def _started(self, task: Task) -> None:
        if task.words and self._task is None:
            self._show_task(task)
            task.advanced.connect(self._advanced)

    def _ended(self, task: Task) -> None:
        if task is self._task:
            self._show_task(None)

    def _show_task(self, task: Task | None) -> None:
        self._task = task
        for each in (self.doing, self.progress, self.stop):
            each.setVisible(task is not None)
        self.progress.setRange(0, 0)
        self.doing.setText(f"{task.words} …" if task else "")

    def _advanced(self, done: int, total: int, words: str, left: float | None) -> None:
        if self._task is None:
            return
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        self.doing.setText(" ".join(filter(None, (words or self._task.words, time_left_in_words(left)))))

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.doing.setText("Stopping …")
