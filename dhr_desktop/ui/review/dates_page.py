"""The statutory clock.

What the chair is trying to do: record that something happened, and have the program say whether it
was late. One types the date in its line; where it is late the state asks for the reason, one cell on.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.operations.reference import timescales
from dhr_desktop.ui.editable_table import EditableTable
from dhr_desktop.ui.models.standing_table import StandingTableModel
from dhr_desktop.ui.pieces import label
from dhr_desktop.ui.session import Session


class DatesPage(QWidget):
    chosen = Signal(str, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.model = StandingTableModel(session)
        self.table = EditableTable("Process dates")
        self.table.setModel(self.model)
        self.table.setItemDelegate(QStyledItemDelegate(self.table))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        metrics = self.table.fontMetrics()
        widest = max(
            metrics.horizontalAdvance(self.model.standing_at(r).rule.label) for r in range(self.model.rowCount())
        )
        day = metrics.horizontalAdvance("00/00/0000") + 28
        letter = metrics.averageCharWidth()
        for at, width in enumerate(
            (min(widest + 28, 30 * letter), day, day, 34 * letter, 36 * letter, 14 * letter, 30 * letter)
        ):
            self.table.setColumnWidth(at, width)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label("Process dates", "title"))
        self._about = label("", "quiet")
        column.addWidget(self._about)
        column.addWidget(self.table, 1)
        self.model.told.connect(session.told)
        session.changed.connect(self._on_change)
        self.table.selectionModel().currentChanged.connect(lambda current, before: self._choose(current.row()))
        self._tell_guidance()

    def _on_change(self, change: Change) -> None:
        self.model.on_change(change)
        self._tell_guidance()

    def _tell_guidance(self) -> None:
        if self._session.case is not None:
            chosen = timescales.guidance(self._session.case.review.guidance)
            self._about.setText(
                f"Dates due follow the {chosen.title}; change it under Case details. Type a date as 14/3/2024. "
                "A date due may be set by hand."
            )

    def _choose(self, row: int) -> None:
        milestone = self.model.standing_at(row).milestone
        if milestone.id:
            self.chosen.emit(milestone.KIND, milestone.id)
