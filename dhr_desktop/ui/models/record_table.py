"""A register as a table one types straight into, with a blank line at its end for the next record."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPalette

from dhr_desktop.core.changes import Change
from dhr_desktop.core.fields import Field, Record, Shape, Unreadable, listed_fields
from dhr_desktop.operations.review import registers
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
LONGEST_SHOWN = 300
SIFT_SECONDS = 0.02


class RecordTableModel(QAbstractTableModel):
    """Rows are the records that pass the filter, then one blank row while the case can be edited."""

    told = Signal(str)
    recounted = Signal()
    added = Signal(int, int)  # the id of a record typed into the blank row, and the column

    def __init__(self, session: Session, kind: type[Record]) -> None:
        super().__init__()
        self._session = session
        self.kind = kind
        self.fields: tuple[Field, ...] = listed_fields(kind)
        self._records: list[Record] = []
        self._filter = ""
        self._unsaved: dict[tuple[int, int], tuple[str, str]] = {}
        self.total = 0
        self._sifting: Iterator[tuple[list[Record], int] | None] = iter(())
        self._sift_pause = QTimer(self)
        self._sift_pause.setSingleShot(True)
        self._sift_pause.timeout.connect(self._sift_on)
        self.reread()

    # ---- what is shown ------------------------------------------------------------------------

    @property
    def case(self) -> CaseFile | None:
        return self._session.case

    @property
    def shown(self) -> int:
        return len(self._records)

    def record_at(self, row: int) -> Record | None:
        return self._records[row] if 0 <= row < len(self._records) else None

    def row_of(self, id: int) -> int:
        return next((row for row, each in enumerate(self._records) if each.id == id), -1)

    def set_filter(self, words: str) -> None:
        self._filter = words.casefold().strip()
        self.reread()

    def reread(self) -> None:
        records = self.case.all(self.kind) if self.case else []
        self._sifting = self._sift(records, self._filter.split())
        self._sift_on()

    def _sift_on(self) -> None:
        """The filter at work for a moment; a long list goes on after the window has answered whoever asks."""
        until = time.perf_counter() + SIFT_SECONDS
        for outcome in self._sifting:
            if outcome is not None:
                self._sift_pause.stop()
                self._show(*outcome)
                return
            if time.perf_counter() > until:
                self._sift_pause.start()
                return

    def _sift(self, records: list[Record], wanted: list[str]) -> Iterator[tuple[list[Record], int] | None]:
        """The records that hold every word, told last; None after each record on the way."""
        passing = records
        if wanted:
            passing = []
            for record in records:
                whole = self._text_of(record)
                if all(word in whole for word in wanted):
                    passing.append(record)
                yield None
        yield list(passing), len(records)

    def _text_of(self, record: Record) -> str:
        if self.case is None:
            return ""
        return "\n".join(registers.cell(self.case, record, field) for field in self.fields).casefold()

    def _show(self, records: list[Record], total: int) -> None:
        self.beginResetModel()
        self._records, self.total = records, total
        self.endResetModel()
        self.recounted.emit()

    def on_change(self, change: Change) -> None:
        linked = {field.of for field in self.fields if field.of}
        if self.kind.KIND in change.kinds:
            if self._only_changed_in_place(change):
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.fields) - 1))
            else:
                self.reread()
        elif linked & change.kinds:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.fields) - 1))

    def _only_changed_in_place(self, change: Change) -> bool:
        """Whether the same records are still listed: then the cursor and an open editor can stay."""
        assert self.case is not None
        records = self.case.all(self.kind)
        if self._filter or [each.id for each in records] != [each.id for each in self._records]:
            return False
        self._records = list(records)
        return True

    # ---- Qt's questions -----------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        if parent.isValid():
            return 0
        return len(self._records) + (1 if self._has_blank_row() else 0)

    def _has_blank_row(self) -> bool:
        return bool(self.case and not self.case.is_read_only and not self._filter)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(section + 1) if section < len(self._records) else "+"
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.fields[section].label
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.fields[section].help or None
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        record, field = self.record_at(index.row()), self.fields[index.column()]
        unsaved = self._unsaved.get((record.id if record else 0, index.column()))
        if role == Qt.ItemDataRole.ForegroundRole and unsaved:
            return QGuiApplication.palette().brush(QPalette.ColorRole.BrightText)
        if role == Qt.ItemDataRole.ToolTipRole and unsaved:
            return f"Not saved: {unsaved[1]}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{field.label}: {self._words(record, field, unsaved) or 'blank'}"
        is_hint = record is None and index.column() == 0 and not unsaved
        if role == Qt.ItemDataRole.DisplayRole and is_hint:
            return "Type to add"
        if role == Qt.ItemDataRole.ForegroundRole and is_hint:
            return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            words = self._words(record, field, unsaved)
            if role == Qt.ItemDataRole.DisplayRole and len(words) > LONGEST_SHOWN:
                return words[:LONGEST_SHOWN] + "…"
            return words
        return None

    def _words(self, record: Record | None, field: Field, unsaved: tuple[str, str] | None) -> str:
        if unsaved:
            return unsaved[0]
        if record is None or self.case is None:
            return ""
        return registers.cell(self.case, record, field)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._session.can_edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = 2) -> bool:
        if role != Qt.ItemDataRole.EditRole or self.case is None:
            return False
        words, field, record = str(value), self.fields[index.column()], self.record_at(index.row())
        if words == self._words(record, field, None):
            return False
        try:
            read = registers.read_cell(self.case, field, words)
        except Unreadable as problem:
            self._keep_unsaved(record, index.column(), words, str(problem))
            self.told.emit(f"{field.label}: {problem}. It is not saved; mend the cell or press Esc in it.")
            return False
        if record is None:
            return self._add(field, read, index.column())
        return self._change(record, index.column(), field, words, read)

    def _add(self, field: Field, value: Any, column: int) -> bool:
        def adding(case: CaseFile) -> Change:
            return registers.add(case, self.kind(**{field.name: value}))[0]

        def settled(why_not: str) -> None:
            if not why_not and self._records:
                self.added.emit(self._records[-1].id, column)

        return self._session.edit(adding, settled)

    def _change(self, record: Record, column: int, field: Field, words: str, value: Any) -> bool:
        def changing(case: CaseFile) -> Change:
            return registers.change(case, self.kind, record.id, **{field.name: value})

        def settled(why_not: str) -> None:
            if why_not:
                self._keep_unsaved(record, column, words, why_not)
            else:
                self._forget_unsaved(record, column)

        return self._session.edit(changing, settled)

    # ---- what is typed and not saved ----------------------------------------------------------

    def _keep_unsaved(self, record: Record | None, column: int, words: str, why: str) -> None:
        self._unsaved[record.id if record else 0, column] = (words, why)
        self._redraw()

    def _forget_unsaved(self, record: Record | None, column: int) -> None:
        if self._unsaved.pop((record.id if record else 0, column), None):
            self._redraw()

    def _redraw(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.fields) - 1))

    def is_choice(self, column: int) -> bool:
        return self.fields[column].shape in (Shape.CHOICE, Shape.LINK, Shape.FLAG)
