"""The statutory clock as a table: each step, when it was due, when it happened, and why it was late."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.fields import Shape, Unreadable, from_words, to_words
from dhr_desktop.operations.reference import timescales
from dhr_desktop.operations.reference.timescales import Standing
from dhr_desktop.ui.session import Session

Index = QModelIndex | QPersistentModelIndex

COLUMNS: tuple[tuple[str, str, Shape], ...] = (
    # label, field of the milestone ("" is worked out), shape
    ("Step", "", Shape.LINE),
    ("Date", "happened", Shape.DAY),
    ("Due", "due", Shape.DAY),
    ("State", "", Shape.LINE),
    ("Reason for lateness", "reason_late", Shape.LINE),
    ("Not needed", "not_needed", Shape.FLAG),
    ("Note", "note", Shape.LINE),
)


class StandingTableModel(QAbstractTableModel):
    told = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._standings: list[Standing] = []
        self.reread()

    def reread(self) -> None:
        fresh = timescales.standings(self._session.case, date.today()) if self._session.case else []
        if len(fresh) == len(self._standings):
            self._standings = fresh
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._standings = fresh
        self.endResetModel()

    def on_change(self, change: Change) -> None:
        if change.kinds & {"milestones", "review"}:
            self.reread()

    def standing_at(self, row: int) -> Standing:
        return self._standings[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._standings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return COLUMNS[section][0] if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        standing = self._standings[index.row()]
        name, field, shape = COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return _words(standing, name, field, shape)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{standing.rule.label}, {name}: {_words(standing, name, field, shape) or 'blank'}"
        if role == Qt.ItemDataRole.ToolTipRole and name == "Due" and standing.rule.has_limit:
            return (
                "Worked out from the guidance followed; type a date to set it by hand, clear it to have it worked out."
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if COLUMNS[index.column()][1] and self._session.can_edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = 2) -> bool:
        name, field, shape = COLUMNS[index.column()]
        standing, words = self._standings[index.row()], str(value)
        if role != Qt.ItemDataRole.EditRole or not field or words == _words(standing, name, field, shape):
            return False
        try:
            read = from_words(shape, words)
        except Unreadable as problem:
            self.told.emit(f"{standing.rule.label}, {name.lower()}: {problem}. It is not saved.")
            return False
        key = standing.rule.key
        return self._session.edit(lambda case: timescales.set_milestone(case, key, **{field: read}))


def _words(standing: Standing, name: str, field: str, shape: Shape) -> str:
    if name == "Step":
        return standing.rule.label
    if name == "Due":
        return to_words(Shape.DAY, standing.due)
    if name == "State":
        return state_in_words(standing)
    return to_words(shape, getattr(standing.milestone, field))


def state_in_words(standing: Standing) -> str:
    late = f", {counted(standing.days_late, 'day')}" if standing.days_late else ""
    reason = " – give the reason" if standing.needs_reason else ""
    return f"{standing.state}{late}{reason}"
