"""Records carried by the mouse from where they are shown to where they belong: only their numbers, no words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

KIND = "application/x-dhr-records"


def carrying(ids: Iterable[int]) -> QMimeData:
    data = QMimeData()
    data.setData(KIND, ",".join(map(str, ids)).encode())
    return data


def carried_in(data: QMimeData) -> tuple[int, ...]:
    """The numbers that are carried; none when it is something else."""
    said = bytes(data.data(KIND).data()).decode() if data.hasFormat(KIND) else ""
    return tuple(int(each) for each in said.split(",") if each.isdigit())


class Handle(QLabel):
    """A label that can be taken with the mouse, and the record it stands for with it."""

    def __init__(self, name: str, record: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAccessibleName(name)
        self.setToolTip("Drag it onto a sentence of the report: it stands behind the sentence then")
        self._record = record
        self._pressed: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None or (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        if id := self._record():
            drag = QDrag(self)
            drag.setMimeData(carrying([id]))
            drag.exec(Qt.DropAction.CopyAction)
