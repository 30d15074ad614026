"""Where the keys go when what had them is no longer there.

Qt gives them to whatever comes next, which may be Undo, Lock or a removal: the next Space would do it. A person puts
the keys on a button; nothing else does. When a button that was pressed goes away, or can no longer be pressed, the keys
go back to where they were before it.
"""

from __future__ import annotations

import weakref
from collections import deque

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

REMEMBERED = 12


class FocusKept(QObject):
    """Of one window. Nothing is kept alive by being remembered here."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._before: deque[weakref.ref[QWidget]] = deque(maxlen=REMEMBERED)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not isValid(now) or now.window() is not self._window:
            return
        are_buttons = isinstance(now, QAbstractButton), isinstance(old, QAbstractButton)
        if old is not None and any(are_buttons) and _has_gone(old):
            self._give_back(now)
        elif not are_buttons[0]:
            self._before.append(weakref.ref(now))

    def _give_back(self, from_button: QWidget) -> None:
        while self._before:
            held = self._before[-1]()
            if held is not None and isValid(held) and held.isVisible() and held.isEnabled():
                held.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            self._before.pop()
        from_button.clearFocus()


def _has_gone(widget: QWidget) -> bool:
    return not isValid(widget) or not widget.isVisible() or not widget.isEnabled()
