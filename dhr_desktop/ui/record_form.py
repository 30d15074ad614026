"""All the fields of one record as a form that saves itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.core.fields import Field, Record, Shape, listed_fields
from dhr_desktop.operations.review import registers
from dhr_desktop.storage.case_file import CaseFile

from .pieces import label
from .saved_field import Commit, SavedField
from .session import Session


class RecordForm(QWidget):
    """Fields under their labels, in one column or two; long texts always take the whole width."""

    def __init__(
        self, session: Session, record: Record, *, fields: Sequence[Field] | None = None, columns: int = 1
    ) -> None:
        super().__init__()
        self._session = session
        self._kind, self._id = type(record), record.id
        self._commit = _commit_to(self._kind, self._id)
        self.fields: dict[str, SavedField] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        row = column = 0
        shown = fields if fields is not None else listed_fields(self._kind)
        if self._kind.IS_THEIRS or self._kind.IS_DECIDED:  # the rest is shown as its rows stood, or decided elsewhere
            shown = [field for field in shown if field.name in self._kind.OURS]
        for field in shown:
            whole = field.shape is Shape.TEXT
            if whole and column:
                row, column = row + 1, 0
            grid.addWidget(self._cell(field, record), row, column, 1, columns if whole else 1)
            column = column + (columns if whole else 1)
            if column >= columns:
                row, column = row + 1, 0
        for each in range(columns):
            grid.setColumnStretch(each, 1)

    def _cell(self, field: Field, record: Record) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        saved = SavedField(self._session, field, self._commit, self._kind.KIND)
        if field.shape is not Shape.FLAG:
            name = label(field.label, "quiet")
            name.setBuddy(saved.editor)
            column.addWidget(name)
        column.addWidget(saved)
        column.addStretch(1)
        saved.show_record(record)
        self.fields[field.name] = saved
        return cell

    def turn_to(self, record: Record) -> None:
        """Show another record of the same kind: what was typed for the last one is sent to be saved first."""
        self.save_now()
        self._id = record.id
        self._commit = _commit_to(self._kind, record.id)
        for saved in self.fields.values():
            saved.turn_to(record, self._commit)

    def save_now(self) -> None:
        """Before the form gives way to another."""
        for saved in self.fields.values():
            saved.save_now()

    def on_change(self, change: Change) -> None:
        if self._kind.KIND not in change.kinds or self._session.case is None:
            return
        record = self._session.case.get(self._kind, self._id)
        if record is not None:
            for saved in self.fields.values():
                saved.show_record(record)


def _commit_to(kind: type[Record], id: int) -> Commit:
    def commit(case: CaseFile, values: dict[str, Any], gesture: str) -> Change:
        return registers.change(case, kind, id, gesture=gesture, **values)

    return commit
