"""A list of what was made of the entries; a line is edited in the panel beside, and leads back to its entries.

What the chair is trying to do here: go through every missed opportunity, or every comment of the panel, one
after the other, and see what each stands on. Arrows go down the list; Enter shows the entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.core.fields import Record
from dhr_desktop.operations.made_of import COLUMNS, Made, made_of, remove
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.editable_table import list_table
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.models.read_table import Line, Lines, ReadTable
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.session import Session

PAUSE_MS = 120
WIDTHS = (20, 26, 44, 34, 22, 30, 24, 18, 12)
FOLLOWED = {"entries", "events", "accounts", "agencies", "themes", "terms"}


class MadePage(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)
    wanted = Signal(str, object)

    def __init__(
        self, session: Session, kind: type[Record], title: str, advice: str, choosers: Choosers | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._kind, self._choosers = session, kind, choosers or Choosers()
        self._told = ""
        self._made: list[Made] = []
        self.model = ReadTable(COLUMNS[kind])
        self.table = list_table(title, self.model, WIDTHS[: len(COLUMNS[kind])])
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Find in this list")
        self.filter.setAccessibleName(f"Find in {title.lower()}")
        self.filter.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._reread)
        self.filter.textChanged.connect(lambda: self._pause.start())
        self._show_entries = button("Show its entries", self.show_entries, tip="In the Chronology (Enter)")
        self._remove = button("Remove", self.remove, tip="Ctrl+Z brings it back (Del)")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label(title, "title"))
        column.addWidget(label(advice, "quiet"))
        column.addLayout(FlowLayout(self.filter, self._show_entries, *self.own_buttons(), self._remove))
        column.addWidget(self.table, 1)
        for key, slot in (("Return", self.show_entries), ("Del", self.remove)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        session.changed.connect(self._on_change)
        self.table.selectionModel().currentChanged.connect(self._choose)

    def own_buttons(self) -> Sequence[QWidget]:
        """What only this list can do."""
        return ()

    def showEvent(self, event: Any) -> None:
        self._reread()
        super().showEvent(event)

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and change.kinds & (FOLLOWED | {self._kind.KIND}):
            self._reread()

    def _reread(self) -> None:
        words = self.filter.text()
        self._session.ask(lambda case: made_of(case, self._kind, words), self._show)

    def _show(self, told: tuple[list[Made], int]) -> None:
        held = self.model.line_at(self.table.currentIndex().row())
        self._made, total = told
        made = self._made

        def line(row: int) -> Line:
            return Line(made[row].cells, why="\n".join(cell for cell in made[row].cells if cell), key=made[row].id)

        self.model.show(Lines([each.id for each in made], line))
        self._told = f"Shown: {len(made):,} of {total:,}"
        for each in (self._show_entries, self._remove):
            each.setEnabled(bool(made))
        self.tell_count()
        if held is not None:
            self.select(held.key)

    def tell_count(self) -> None:
        self.count_told.emit(self._told)

    def select(self, id: int) -> bool:
        row = self.model.row_of(id)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        return row >= 0

    def _choose(self, now: Any) -> None:
        line = self.model.line_at(now.row())
        if line is not None:
            self.chosen.emit(self._kind.KIND, line.key)

    def _current(self) -> Made | None:
        row = self.table.currentIndex().row()
        return self._made[row] if 0 <= row < len(self._made) else None

    def show_entries(self) -> None:
        """Back to what it stands on."""
        made = self._current()
        if made is None or not made.entries:
            self._session.told.emit("Choose a line that is on an entry." if made is None else "It is on no entry.")
            return
        self.wanted.emit("entries", made.entries)

    def remove(self) -> None:
        made = self._current()
        if made is not None:
            self._session.edit(lambda case: remove(case, self._kind, made.id))
