"""A row of controls that goes on in the next line when there is no room: large text must cut nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    def __init__(self, *widgets: QWidget, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width, until something in it changes
        self._hints: list[tuple[QLayoutItem, QSize, QSize]] | None = None  # what is shown, its sizes
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        high = self._heights.get(width)
        if high is None:
            high = self._heights[width] = self._place(QRect(0, 0, width, 0), really=False)
        return high

    def invalidate(self) -> None:
        self._heights.clear()
        self._hints = None
        super().invalidate()

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, really=True)

    def sizeHint(self) -> QSize:
        widths = [wanted.width() for _, wanted, _ in self._shown()]
        heights = [wanted.height() for _, wanted, _ in self._shown()]
        return QSize(sum(widths) + self.spacing() * max(0, len(widths) - 1), max(heights, default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for _, _, least in self._shown():
            size = size.expandedTo(least)
        return size

    def _shown(self) -> list[tuple[QLayoutItem, QSize, QSize]]:
        if self._hints is None:
            shown = (item for item in self._items if not item.isEmpty())
            self._hints = [(item, item.sizeHint(), item.minimumSize()) for item in shown]
        return self._hints

    def _place(self, area: QRect, *, really: bool) -> int:
        """Lay the controls out from the left, line by line; the height that takes."""
        x, y, line = area.x(), area.y(), 0
        row: list[tuple[QLayoutItem, QRect]] = []
        for item, wanted, least in self._shown():
            hint = wanted.expandedTo(least)
            if x > area.x() and x + hint.width() > area.right() + 1:
                _settle(row, line, really=really)
                x, y, line, row = area.x(), y + line + self.spacing(), 0, []
            row.append((item, QRect(QPoint(x, y), hint)))
            x, line = x + hint.width() + self.spacing(), max(line, hint.height())
        _settle(row, line, really=really)
        return y + line - area.y()


def _settle(row: list[tuple[QLayoutItem, QRect]], high: int, *, really: bool) -> None:
    """The controls of one line stand on its middle."""
    for item, place in row if really else ():
        item.setGeometry(place.translated(0, (high - place.height()) // 2))
