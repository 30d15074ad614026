"""A list that is found by words: it follows the case, keeps the line the chair was on, and says how much it shows."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.storage.case_file import CaseFile

from .editable_table import list_table
from .flow import FlowLayout
from .models.read_table import Line, Lines, ReadTable
from .pieces import label
from .session import Session

PAUSE_MS = 120
NOTHING = "Nothing here yet, or nothing that holds the words looked for."


class FoundList(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)

    FOLLOWS: frozenset[str] = frozenset()  # the kinds of record whose change makes it read again

    def __init__(
        self, session: Session, kind: str, title: str, advice: str, columns: tuple[str, ...], widths: Sequence[int]
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._kind_name = session, kind
        self._told = ""
        self.model = ReadTable(columns)
        self.table = list_table(title, self.model, tuple(widths[: len(columns)]), NOTHING)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Find in this list")
        self.filter.setAccessibleName(f"Find in {title.lower()}")
        self.filter.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.reread)
        self.filter.textChanged.connect(lambda: self._pause.start())
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label(title, "title"))
        column.addWidget(label(advice, "quiet"))
        column.addLayout(FlowLayout(self.filter, *self.own_buttons()))
        column.addWidget(self.table, 1)
        session.changed.connect(self._on_change)
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._choose(now.row()))

    # ---- what each list says of itself ----------------------------------------------------------------

    def own_buttons(self) -> Sequence[QWidget]:
        """What can be done with a line."""
        return ()

    @abstractmethod
    def look_for(self, case: CaseFile, words: str) -> Any:
        """What holds every word, asked beside the window's thread."""

    @abstractmethod
    def show_found(self, found: Any) -> tuple[Lines, str]:
        """Its lines, and in words how many of how many."""

    # ---- the same for all -----------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        self.reread()
        super().showEvent(event)

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and change.kinds & (self.FOLLOWS | {self._kind_name}):
            self.reread()

    def reread(self) -> None:
        words = self.filter.text()
        self._session.look(lambda case: self.look_for(case, words), self._show)

    def _show(self, found: Any) -> None:
        held = self.current()
        lines, self._told = self.show_found(found)
        self.model.show(lines)
        self.tell_count()
        if held is not None:
            self.select(held.key)

    def tell_count(self) -> None:
        self.count_told.emit(self._told)

    def current(self) -> Line | None:
        return self.model.line_at(self.table.currentIndex().row())

    def select(self, id: int) -> bool:
        row = self.model.row_of(id)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        return row >= 0

    def _choose(self, row: int) -> None:
        line = self.model.line_at(row)
        if line is not None:
            self.chosen.emit(self._kind_name, line.key)
