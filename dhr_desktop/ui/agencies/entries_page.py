"""Every entry the agencies wrote, in the order of its first possible day.

What the chair is trying to do here: see every contact that came in, find the doubtful ones, and put a
date right without touching the agency's words. One filter, one tick, one line under the table.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.merge.matcher import SAME_EVENT
from dhr_desktop.operations import corrections, joining
from dhr_desktop.operations.entry_table import EntryLine, entry_lines
from dhr_desktop.ui.editable_table import EditableTable
from dhr_desktop.ui.models.read_table import Line, Lines, ReadTable
from dhr_desktop.ui.pieces import button, label, tick
from dhr_desktop.ui.session import Session

COLUMNS = ("When", "As written", "Agency", "Person", "What happened", "Response", "To look at")
WIDTHS = (20, 14, 20, 12, 48, 22, 26)
PAUSE_MS = 150


class EntriesPage(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._told = ""
        self.model = ReadTable(COLUMNS)
        self.table = EditableTable("Entries")
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        letters = self.table.fontMetrics().averageCharWidth()
        for at, width in enumerate(WIDTHS):
            self.table.setColumnWidth(at, width * letters)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter the entries")
        self.filter.setAccessibleName("Filter the entries")
        self.filter.setMaximumWidth(280)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._reread)
        self.filter.textChanged.connect(lambda: self._pause.start())
        self.only_doubtful = tick("Only what needs a look", lambda on: self._reread())
        self.date = QLineEdit()
        self.date.setPlaceholderText("as: late March 2013")
        self.date.setAccessibleName("Read the date as")
        self.because = QLineEdit()
        self.because.setPlaceholderText("because …")
        self.because.setAccessibleName("Reason for the date")
        self._lay_out()
        session.changed.connect(self._on_change)
        self.table.selectionModel().currentChanged.connect(lambda current, before: self._choose(current.row()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label("Entries", "title"))
        column.addWidget(label("What each agency wrote; the row as it stood is in the panel beside.", "quiet"))
        bar = QHBoxLayout()
        bar.addWidget(self.filter)
        bar.addWidget(self.only_doubtful)
        bar.addStretch(1)
        self._join = button("Join chosen", self.join, tip="The chosen entries tell of one event (Ctrl+J)")
        bar.addWidget(self._join)
        key = QShortcut(QKeySequence("Ctrl+J"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.join)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        self._correcting = QHBoxLayout()
        self._correcting.addWidget(label("Read the date", wraps=False))
        self._correcting.addWidget(self.date, 1)
        self._correcting.addWidget(self.because, 2)
        self._set = button("Set date", self.correct, tip="The agency's own words stay beside it")
        self._correcting.addWidget(self._set)
        column.addLayout(self._correcting)

    # ---- following ----------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        self._reread()
        super().showEvent(event)

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and change.kinds & {"entries", "date_corrections", "agencies", "review"}:
            self._reread()

    def _reread(self) -> None:
        wanted, doubtful = self.filter.text(), self.only_doubtful.isChecked()

        def answered(told: tuple[list[EntryLine], int]) -> None:
            if (wanted, doubtful) == (self.filter.text(), self.only_doubtful.isChecked()):
                self._show(*told)

        self._session.ask(lambda case: entry_lines(case, wanted, only_doubtful=doubtful), answered)

    def _show(self, entries: list[EntryLine], total: int) -> None:
        chosen = self.model.line_at(self.table.currentIndex().row())
        self.model.show(Lines([each.id for each in entries], lambda row: _line(entries[row])))
        undated = sum(each.when == "undated" for each in entries)
        self._told = f"Shown: {len(entries):,} of {total:,} entries; {undated:,} of them undated"
        self.tell_count()
        if chosen is not None:
            self.select(chosen.key)

    def tell_count(self) -> None:
        self.count_told.emit(self._told)

    def select(self, id: int) -> bool:
        row = self.model.row_of(id)
        if row < 0:
            return False
        index = self.model.index(row, 0)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)
        return True

    def _choose(self, row: int) -> None:
        line = self.model.line_at(row)
        self._set.setEnabled(line is not None and self._session.can_edit)
        if line is not None:
            self.chosen.emit("entries", line.key)

    # ---- joining by hand ----------------------------------------------------------------------

    def join(self) -> None:
        """The chosen entries become accounts of one event."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        lines = [line for row in rows if (line := self.model.line_at(row)) is not None]
        if len(lines) < 2:
            self._session.told.emit("Choose two entries or more: with Shift or Ctrl and the arrow keys or the mouse.")
            return
        ids, because = [line.key for line in lines], self.because.text().strip()
        self._session.edit(lambda case: joining.decide(case, ids, SAME_EVENT, because))

    # ---- putting a date right -----------------------------------------------------------------

    def correct(self) -> None:
        line = self.model.line_at(self.table.currentIndex().row())
        if line is None:
            self._session.told.emit("Choose the entry whose date you want to set.")
            return
        wording, because = self.date.text(), self.because.text().strip()

        def settled(why_not: str) -> None:
            if not why_not:
                self.date.clear()
                self.because.clear()

        self._session.edit(lambda case: corrections.correct_date(case, line.key, wording, because), settled)


def _line(entry: EntryLine) -> Line:
    return Line(
        (entry.when, entry.wording, entry.agency, entry.person, entry.words, entry.response, "; ".join(entry.doubts)),
        marked=(0, 6) if entry.doubts else (),
        why="\n".join(entry.doubts),
        is_quiet=entry.is_withdrawn,
        key=entry.id,
    )
