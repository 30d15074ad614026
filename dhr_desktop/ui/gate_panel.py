"""What the gate met in a finished file, among its words, and the only ways on: mend it, or say why it may pass.

What the chair is trying to do here: see at a glance whether it is a name at all, and where. Two gestures: choose the
line, type the reason. Nothing passes without one, and the reason is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.gate.looking import Hit
from dhr_desktop.gate.saying import where
from dhr_desktop.operations.names import gating
from dhr_desktop.operations.names.departing import ANY, Left

from .editable_table import list_table
from .flow import FlowLayout
from .models.read_table import Line, ReadTable
from .pieces import button, label
from .session import Session

COLUMNS, WIDTHS = ("What", "As written", "Among these words", "Where in the file"), (24, 24, 62, 34)
LEAST_REASON = 3
FEWEST_ROWS, ROWS_SHOWN = 2, 6

Again = Callable[[Mapping[str, str]], None]
"""Tries the same export again, with these reasons."""


class GatePanel(QWidget):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._hits: tuple[Hit, ...] = ()
        self._again: Again | None = None
        self._passing: dict[str, str] = {}
        self.said = label("", "bad")
        self.model = ReadTable(COLUMNS)
        self.table = list_table("What the gate met", self.model, WIDTHS)
        self.table.setMinimumHeight(
            self._high(FEWEST_ROWS)
        )  # where there is little room the list gives way, not its verbs
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("why it may pass; kept with the case")
        self.reason.setAccessibleName("Why it may pass")
        self.reason.setMinimumWidth(self.fontMetrics().averageCharWidth() * 40)
        self.reason.textChanged.connect(self._follow)
        self.chosen = button("Let the chosen pass", self._pass_chosen, tip="In this file only, for this reason")
        self.always = button("Always let it pass", self._always, tip="This exact form, in this case, from now on")
        self.all = button("Let them all pass", self._pass_all, tip="In this file only, for this reason")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.said)
        column.addWidget(self.table)
        column.addLayout(
            FlowLayout(self.reason, self.chosen, self.always, self.all, button("Put away", self.put_away), spacing=8)
        )
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._follow())
        self.hide()

    def show_hits(self, words: str, hits: Sequence[Hit], again: Again | None = None) -> None:
        """What was met; `again` tries once more with the reasons given, or there is nothing to try."""
        if self._again is not again and not self._passing:
            self._passing = {}
        self._hits, self._again = tuple(hits), again
        self.said.setText(words)
        self.model.show(
            [Line((hit.kind, hit.form, hit.context, where(hit.place)), key=at) for at, hit in enumerate(self._hits)]
        )
        self.table.setMaximumHeight(self._high(max(FEWEST_ROWS, min(len(self._hits), ROWS_SHOWN))))
        for each in (self.reason, self.chosen, self.all):
            each.setVisible(again is not None)
        self.always.setVisible(self._session.can_edit)
        self.reason.setVisible(again is not None or self._session.can_edit)
        self._follow()
        self.show()
        if self._hits:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _high(self, rows: int) -> int:
        """Room for so many lines, the headings and the bar beneath them."""
        table = self.table
        bar = table.horizontalScrollBar().sizeHint().height() + 2 * table.frameWidth()
        return table.horizontalHeader().sizeHint().height() + rows * table.verticalHeader().defaultSectionSize() + bar

    def after(self, left: Sequence[Left]) -> None:
        """What a person should look at in a file that has been written; put away if there is nothing."""
        for each in left[:1]:
            if each.warnings:
                self._passing = {}
                self.show_hits(each.warned(), each.warnings)
                return
        self.put_away()

    def put_away(self) -> None:
        self._hits, self._again, self._passing = (), None, {}
        self.reason.clear()
        self.model.show([])
        self.hide()

    def _follow(self) -> None:
        has_reason = len(self.reason.text().strip()) >= LEAST_REASON
        for each in (self.chosen, self.always, self.all):
            each.setEnabled(has_reason and bool(self._hits))

    def _current(self) -> Hit | None:
        row = self.table.currentIndex().row()
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def _pass_chosen(self) -> None:
        hit = self._current()
        if hit is not None:
            self._passing[hit.key] = self.reason.text().strip()
            self._try()

    def _pass_all(self) -> None:
        self._passing[ANY] = self.reason.text().strip()
        self._try()

    def _try(self) -> None:
        again, passing = self._again, dict(self._passing)
        self.reason.clear()
        if again is not None:
            again(passing)

    def _always(self) -> None:
        hit, reason = self._current(), self.reason.text().strip()
        if hit is None:
            return

        def settled(why_not: str) -> None:
            if not why_not:
                left = [each for each in self._hits if each.key != hit.key]
                again = self._again
                self.reason.clear()
                if left or again is None:
                    self.show_hits(self.said.text(), left, again)
                else:
                    again(dict(self._passing))

        self._session.edit(lambda case: gating.allow_always(case, hit.key, reason), settled)
