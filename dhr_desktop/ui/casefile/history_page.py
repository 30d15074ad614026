"""The history of the whole case: every step, newest first, by whom, and what it did.

What the chair is trying to do: answer "what was done, when, and can I take it back?" One filter, one
list; the steps that Undo would take back next stand at the top.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change, JournalLine
from dhr_desktop.ui.editable_table import EditableTable
from dhr_desktop.ui.pieces import label
from dhr_desktop.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("No.", "When (UTC)", "By", "What was done", "Records")
PAGE = 2_000


class HistoryModel(QAbstractTableModel):
    """The newest lines of the journal. Their words are read only for the lines on screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines: list[JournalLine] = []
        self._words: dict[int, str] = {}
        self.total = 0

    def reread(self, filter: str = "") -> None:
        self.beginResetModel()
        case = self._session.case
        lines = case.lines(limit=PAGE) if case else []
        self.total = lines[0].seq if lines else 0
        wanted = filter.casefold().split()
        self._lines = [each for each in lines if not wanted or self._fits(each, wanted)]
        self.endResetModel()

    def _fits(self, line: JournalLine, wanted: list[str]) -> bool:
        whole = f"{line.utc} {line.account} {self.words(line)}".casefold()
        return all(word in whole for word in wanted)

    def words(self, line: JournalLine) -> str:
        if line.seq not in self._words and self._session.case is not None:
            words = self._session.case.words_of(line.seq)
            self._words[line.seq] = f"{line.action} (content erased)" if words is None else words
        return self._words.get(line.seq, line.action)

    def line_at(self, row: int) -> JournalLine:
        return self._lines[row]

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
        line = self._lines[index.row()]
        at = f"{line.utc[8:10]}/{line.utc[5:7]}/{line.utc[:4]} {line.utc[11:19]}"
        cells = (str(line.seq), at, line.account, self.words(line), line.objects)
        words = cells[index.column()]
        return words if len(words) <= 300 else words[:299] + "…"


class HistoryPage(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.model = HistoryModel(session)
        self.table = EditableTable("History of the case")
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        letters = self.table.fontMetrics().averageCharWidth()
        for at, width in enumerate((8, 22, 14, 70, 20)):
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
        self.model.reread(self.filter.text())
        self.count_told.emit(f"Shown: {self.model.rowCount():,} of {self.model.total:,} steps")

    def _choose(self, row: int) -> None:
        case = self._session.case
        if case is None or row < 0:
            return
        first = self.model.line_at(row).objects.partition(" ")[0].partition("-")[0]
        record = case.find(int(first)) if first else None
        if record is not None:
            self.chosen.emit(record.KIND, record.id)
