"""A table that is only read: rows of ready words, with a colour for what needs a look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QPalette

from dhr_desktop.ui import theme
from dhr_desktop.ui.carried import KIND, carrying

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


class Lines:
    """Lines made when they are first looked at: a list of 20,000 costs nothing to show."""

    def __init__(self, keys: list[int], make: Callable[[int], Line]) -> None:
        self._keys, self._make = keys, make
        self._made: dict[int, Line] = {}
        self._rows = {key: row for row, key in enumerate(keys)}

    @classmethod
    def of(cls, lines: list[Line]) -> Lines:
        return cls([line.key for line in lines], lambda row: lines[row])

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, row: int) -> Line:
        if row not in self._made:
            self._made[row] = self._make(row)
        return self._made[row]

    def __iter__(self) -> Iterator[Line]:
        return (self[row] for row in range(len(self)))

    def row_of(self, key: int) -> int:
        return self._rows.get(key, -1)


class ReadTable(QAbstractTableModel):
    def __init__(self, columns: tuple[str, ...] = (), *, carries: bool = False) -> None:
        """`carries`: its keys are records, which may be taken to another place with the mouse."""
        super().__init__()
        self._columns, self._carries = columns, carries
        self._lines = Lines.of([])

    def show(self, lines: Lines | list[Line], columns: tuple[str, ...] | None = None) -> None:
        self.beginResetModel()
        self._lines = lines if isinstance(lines, Lines) else Lines.of(lines)
        self._columns = self._columns if columns is None else columns
        self.endResetModel()

    @property
    def lines(self) -> Lines:
        return self._lines

    def line_at(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, key: int) -> int:
        return self._lines.row_of(key)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self._carries else flags

    def mimeTypes(self) -> list[str]:
        return [KIND]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return carrying(self._lines[row].key for row in sorted({each.row() for each in indexes}))

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
