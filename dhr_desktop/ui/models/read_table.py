"""A table that is only read: rows of ready words, with a colour for what needs a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QPalette

from dhr_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
LONGEST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells, its name at the side, and which cells want looking at, with why."""

    cells: tuple[str, ...]
    side: str = ""
    marked: tuple[int, ...] = ()
    why: str = ""
    is_quiet: bool = False
    key: int = 0


class ReadTable(QAbstractTableModel):
    def __init__(self, columns: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._columns = columns
        self._lines: list[Line] = []

    def show(self, lines: list[Line], columns: tuple[str, ...] | None = None) -> None:
        self.beginResetModel()
        self._lines = lines
        self._columns = self._columns if columns is None else columns
        self.endResetModel()

    @property
    def lines(self) -> list[Line]:
        return self._lines

    def line_at(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, key: int) -> int:
        return next((at for at, line in enumerate(self._lines) if line.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section] if orientation is Qt.Orientation.Horizontal else self._lines[section].side
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = line.cells[index.column()] if index.column() < len(line.cells) else ""
            shown = words.replace("\n", " ⏎ ")
            return shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "…"
        if role == Qt.ItemDataRole.BackgroundRole and index.column() in line.marked:
            return QBrush(QColor(theme.current().warn_page))
        if role == Qt.ItemDataRole.ForegroundRole:
            if index.column() in line.marked:
                return QBrush(QColor(theme.current().warn))
            if line.is_quiet:
                return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        if role == Qt.ItemDataRole.ToolTipRole and line.why:
            return line.why
        return None
