"""A table in which typing edits and Enter opens the cell, as in a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from dhr_desktop.ui import theme


class EditableTable(QTableView):
    """Tab leaves the table rather than walking its cells, so that no keyboard user is caught in it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._when_empty = ""
        self._grows = -1  # the column that takes the room that is left
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

    def give_room(self, letters: tuple[int, ...]) -> None:
        """Each column as many letters wide, and never less than its heading; the widest takes what is left."""
        header, letter = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        for at, width in enumerate(letters):
            self.setColumnWidth(at, max(width * letter, header.sectionSizeHint(at)))
        self._grows = letters.index(max(letters)) if letters else -1
        self._least = self.columnWidth(self._grows) if letters else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        header = self.horizontalHeader()
        if 0 <= self._grows < header.count():
            others = header.length() - self.columnWidth(self._grows)
            self.setColumnWidth(self._grows, max(self._least, self.viewport().width() - others))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._when_empty and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.current().quiet))
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
    made.give_room(widths)
    return made
