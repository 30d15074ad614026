"""Start-up, in order, readable from top to bottom."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

from dhr_desktop.system import logs

from . import theme
from .main_window import MainWindow
from .session import Session

if TYPE_CHECKING:
    from .session_watch import SessionWatch

INPUT = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}  # fmt: skip


class Program(QObject):
    """What lives as long as the program does: the session, the window, and who watches for input."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self.session = Session()
        self._text_percent, self._is_dressed = 100, False
        self.dress()
        self.window = MainWindow(self.session)
        self.watch: SessionWatch | None = None
        self.session.preferences_changed.connect(self.dress)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda scheme: self.dress())
        app.applicationStateChanged.connect(self._came_back)
        app.focusWindowChanged.connect(self._listen_to)  # dialogs and menus too
        self.session.opened.connect(self._watch_over_the_case)

    def _watch_over_the_case(self) -> None:
        """Input and the system's own locking matter only once a case is open."""
        self._listen_to(self.window.windowHandle())
        if self.watch is None:
            from .session_watch import SessionWatch

            self.watch = SessionWatch(self.session.lock)
            self.watch.start(self.window)

    def _listen_to(self, window: QWindow | None) -> None:
        """Input comes to a window before its widgets, whose own events are thousands and not listened to."""
        if window is not None:
            window.removeEventFilter(self)  # never twice
            window.installEventFilter(self)

    def dress(self) -> None:
        preferences = self.session.preferences
        theme.apply(self._app, preferences.theme, preferences.text_percent)
        if preferences.text_percent != self._text_percent:
            self._text_percent = preferences.text_percent
            if self._is_dressed:
                self.window.remake_workspace()
        self._is_dressed = True

    def _came_back(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.session.look_at_file()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT:
            self.session.noticed_input()
        return False

    def report_defect(self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        problem.__traceback__ = trace
        self.session.problem.emit(problem)


def main(arguments: Sequence[str]) -> int:
    logs.no_core_dumps()
    logs.start_log()
    app = QApplication([arguments[0]])
    app.setApplicationName("DHR Desktop")
    app.setStyle("Fusion")  # one look that takes our colours on every system
    program = Program(app)
    sys.excepthook = program.report_defect
    program.window.show()
    if "--sample" in arguments:
        program.session.open_sample()
    code = app.exec()
    program.session.runner.stop()
    logs.stop_log()
    return code
