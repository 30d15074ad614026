"""A table's header that shows what each column means, and takes a meaning dragged from another column.

The same can be done by keyboard with the lists under Columns.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHeaderView

KIND = "application/x-dhr-column"


class MeaningHeader(QHeaderView):
    dragged = Signal(int, int)  # a meaning, from one section to another

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setSectionsClickable(True)
        self._pressed: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        is_between = self.cursor().shape() == Qt.CursorShape.SplitHCursor  # a width is being changed
        self._pressed = at if event.button() is Qt.MouseButton.LeftButton and not is_between else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None or (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        section = self.logicalIndexAt(self._pressed)
        self._pressed = None
        drag = QDrag(self)
        carried = QMimeData()
        carried.setData(KIND, str(section).encode())
        drag.setMimeData(carried)
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(KIND):
            event.acceptProposedAction()
        else:
            event.ignore()  # files dropped here are the window's

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(KIND):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        if not event.mimeData().hasFormat(KIND):
            event.ignore()
            return
        taken = int(bytes(event.mimeData().data(KIND).data()))
        onto = self.logicalIndexAt(event.position().toPoint())
        event.acceptProposedAction()
        if onto >= 0 and onto != taken:
            self.dragged.emit(taken, onto)
