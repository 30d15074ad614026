"""A table in which typing edits and Enter opens the cell, as in a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView


class EditableTable(QTableView):
    """Tab leaves the table rather than walking its cells, so that no keyboard user is caught in it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._when_empty = ""
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def say_when_empty(self, words: str) -> None:
        """An empty list says what its being empty means."""
        self._when_empty = words
        self.setAccessibleDescription(words)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._when_empty and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            room = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(
                room,
                int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap),
                self._when_empty,
            )
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._can_edit_here():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _can_edit_here(self) -> bool:
        """Not while an editor is open: the Enter that closes it comes by here on its way up."""
        is_editing = self.state() is QAbstractItemView.State.EditingState
        return not is_editing and bool(self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable)


def list_table(name: str, model: QAbstractItemModel, widths: tuple[int, ...], when_empty: str = "") -> EditableTable:
    """A list in which one whole row is chosen, its columns as many letters wide."""
    made = EditableTable(name)
    made.setModel(model)
    made.say_when_empty(when_empty)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.verticalHeader().hide()
    letters = made.fontMetrics().averageCharWidth()
    for at, width in enumerate(widths):
        made.setColumnWidth(at, width * letters)
    return made
