"""Where small facts stand together and could tell who somebody is: each decided once.

What the chair is trying to do here: read a sentence as a neighbour would, and say whether it may stand. Two gestures:
a reason and Return lets it stand; one button publishes the entry without its words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.operations.names import small_facts
from dhr_desktop.operations.names.small_facts import Passage
from dhr_desktop.ui.editable_table import list_table
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.models.read_table import Line, ReadTable
from dhr_desktop.ui.pieces import button
from dhr_desktop.ui.session import Session

COLUMNS, WIDTHS = ("Among these words, as published", "What stands together", "Entry"), (60, 44, 10)

NOTHING = (
    "No sentence holds facts that could tell together who somebody is, as far as can be read. Facts far apart are not "
    "weighed: read the finished report with that in mind."
)


class TogetherTab(QWidget):
    wanted = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.passages: Sequence[Passage] = ()
        self.model = ReadTable(COLUMNS)
        self.table = list_table("Small facts told together", self.model, WIDTHS, NOTHING)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("why it may stand; kept with the case")
        self.reason.setAccessibleName("Why it may stand")
        self.reason.setMinimumWidth(self.fontMetrics().averageCharWidth() * 40)
        self.stand = button("It may stand", self._let_stand, role="main", tip="For this reason; it is not asked again")
        self.redact = button(
            "Publish without its words", self._redact, tip="The entry keeps its number; Undo brings it back"
        )
        self.show_entry = button("Show the entry", self._show_entry)
        self.reason.textChanged.connect(self._follow)
        self.reason.returnPressed.connect(self._let_stand)
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._follow())
        self._key("Return", self._show_entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(FlowLayout(self.reason, self.stand, self.redact, self.show_entry, spacing=8))
        self._follow()

    def _key(self, key: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(slot)

    def show_passages(self, passages: Sequence[Passage]) -> None:
        at = self.table.currentIndex().row()
        self.passages = passages
        self.model.show([Line((each.words, each.facts, str(each.entry)), key=row) for row, each in enumerate(passages)])
        if passages:
            self.table.setCurrentIndex(self.model.index(min(max(at, 0), len(passages) - 1), 0))
        self._follow()

    def passage(self) -> Passage | None:
        at = self.table.currentIndex().row()
        return self.passages[at] if 0 <= at < len(self.passages) else None

    def _follow(self) -> None:
        passage = self.passage()
        can = passage is not None and self._session.can_edit
        self.reason.setEnabled(can)
        self.stand.setEnabled(can and bool(self.reason.text().strip()))
        self.redact.setEnabled(can)
        self.show_entry.setEnabled(passage is not None)

    def _let_stand(self) -> None:
        passage, reason = self.passage(), self.reason.text().strip()
        if passage is not None and reason:
            self.reason.clear()
            self._session.edit(lambda case: small_facts.let_stand(case, passage, reason))

    def _redact(self) -> None:
        passage = self.passage()
        if passage is not None:
            self._session.edit(lambda case: small_facts.redact(case, passage))

    def _show_entry(self) -> None:
        passage = self.passage()
        if passage is not None:
            self.wanted.emit("entries", (passage.entry,))
