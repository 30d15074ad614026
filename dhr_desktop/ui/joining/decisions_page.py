"""Every decision on what is one event and what is not: by whom, when, why; found by words, taken back at any time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.core.entries import Decision
from dhr_desktop.operations import joining, suggesting
from dhr_desktop.operations.suggesting import Decided
from dhr_desktop.ui.editable_table import list_table
from dhr_desktop.ui.models.read_table import Line, Lines, ReadTable
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.session import Session

PAUSE_MS = 150


class DecisionsPage(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._told = ""
        self.model = ReadTable(("When", "By", "Decision", "On", "Because"))
        self.table = list_table("Decisions", self.model, (22, 12, 15, 70, 30))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Find decisions")
        self.filter.setAccessibleName("Find decisions")
        self.filter.setMaximumWidth(280)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._reread)
        self.filter.textChanged.connect(lambda: self._pause.start())
        self._back = button("Take back", self.take_back, tip="What it joined is parted; Ctrl+Z puts it back")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label("Decisions", "title"))
        column.addWidget(label("They stay through new files and new versions of the program.", "quiet"))
        bar = QHBoxLayout()
        bar.addWidget(self.filter)
        bar.addWidget(self._back)
        bar.addStretch(1)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        session.changed.connect(self._on_change)
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._choose(now.row()))

    def showEvent(self, event: Any) -> None:
        self._reread()
        super().showEvent(event)

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and "decisions" in change.kinds:
            self._reread()

    def _reread(self) -> None:
        wanted = self.filter.text()
        self._session.ask(lambda case: suggesting.decisions(case, wanted), self._show)

    def _show(self, found: list[Decided]) -> None:
        found = list(reversed(found))

        def line(row: int) -> Line:
            each = found[row]
            return Line((each.at, each.by, each.verdict, each.words, each.because), why=each.words, key=each.id)

        self.model.show(Lines([each.id for each in found], line))
        case = self._session.case
        self._told = f"Shown: {len(found):,} of {case.count(Decision):,} decisions" if case else ""
        self._back.setEnabled(bool(found) and self._session.can_edit)
        self.tell_count()

    def tell_count(self) -> None:
        self.count_told.emit(self._told)

    def select(self, id: int) -> bool:
        row = self.model.row_of(id)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        return row >= 0

    def _choose(self, row: int) -> None:
        line = self.model.line_at(row)
        if line is not None:
            self.chosen.emit("decisions", line.key)

    def take_back(self) -> None:
        line = self.model.line_at(self.table.currentIndex().row())
        if line is None:
            self._session.told.emit("Choose the decision to take back.")
            return
        self._session.edit(lambda case: joining.take_back(case, line.key))
