"""The history of the whole case: every step, newest first, by whom, and what it did.

What the chair is trying to do: answer "what was done, when, and can I take it back?" One filter, one
list; the steps that Undo would take back next stand at the top.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change, JournalLine
from dhr_desktop.core.fields import Record
from dhr_desktop.operations.review.history import newest_steps
from dhr_desktop.ui.editable_table import EditableTable
from dhr_desktop.ui.pieces import label
from dhr_desktop.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("No.", "When (UTC)", "By", "What was done", "Records")
PAGE = 2_000


class HistoryModel(QAbstractTableModel):
    """The newest lines of the journal, as the file told them."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[JournalLine, str]] = []

    def show_lines(self, lines: list[tuple[JournalLine, str]]) -> None:
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line_at(self, row: int) -> JournalLine:
        return self._lines[row][0]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line, did = self._lines[index.row()]
        at = f"{line.utc[8:10]}/{line.utc[5:7]}/{line.utc[:4]} {line.utc[11:19]}"
        cells = (str(line.seq), at, line.account, did, line.objects)
        words = cells[index.column()]
        return words if len(words) <= 300 else words[:299] + "…"


class HistoryPage(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.model = HistoryModel()
        self.table = EditableTable("History of the case")
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        letters = self.table.fontMetrics().averageCharWidth()
        for at, width in enumerate((8, 27, 14, 66, 20)):
            self.table.setColumnWidth(at, width * letters)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter the history")
        self.filter.setAccessibleName("Filter the history")
        self.filter.setMaximumWidth(260)
        self.filter.textChanged.connect(self._reread)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label("History", "title"))
        column.addWidget(label("Every step ever taken in this case. Nothing here can be changed or cut.", "quiet"))
        bar = QHBoxLayout()
        bar.addWidget(self.filter)
        bar.addStretch(1)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        session.changed.connect(self._on_change)
        self.table.selectionModel().currentChanged.connect(lambda current, before: self._choose(current.row()))

    def showEvent(self, event: Any) -> None:
        self._reread()
        super().showEvent(event)

    def _on_change(self, change: Change) -> None:
        if self.isVisible():
            self._reread()

    def _reread(self) -> None:
        wanted = self.filter.text()

        def answered(told: tuple[list[tuple[JournalLine, str]], int]) -> None:
            if wanted == self.filter.text():
                self.model.show_lines(told[0])
                self.count_told.emit(f"Shown: {len(told[0]):,} of {told[1]:,} steps")

        self._session.look(lambda case: (newest_steps(case, PAGE, wanted), case.seal.seq), answered)

    def _choose(self, row: int) -> None:
        if row < 0:
            return
        first = self.model.line_at(row).objects.partition(" ")[0].partition("-")[0]
        if not first:
            return

        def answered(record: Record | None) -> None:
            if record is not None and self.table.currentIndex().row() == row:
                self.chosen.emit(record.KIND, record.id)

        self._session.look(lambda case: case.find(int(first)), answered)
