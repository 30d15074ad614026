"""One register as a page.

What the chair is trying to do: fill a list quickly and never lose a line. One types straight into
the table (the last line is always blank), pastes a block from a spreadsheet, or drops in a CSV; the
long texts are in the evidence panel beside it. Del removes, Ctrl+Z brings back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.fields import Record, Shape
from dhr_desktop.operations.review import registers
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.editable_table import EditableTable
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.models.cell_editor import CellEditor
from dhr_desktop.ui.models.record_table import RecordTableModel
from dhr_desktop.ui.pieces import button, copy_privately, label
from dhr_desktop.ui.session import WORKING, Session

FILTER_PAUSE_MS = 150
WIDTHS = {Shape.TEXT: 260, Shape.LINE: 150, Shape.LINES: 170, Shape.DAY: 100, Shape.FLAG: 80, Shape.NUMBER: 80}


class RegisterTable(EditableTable):
    """The table with the keys of a spreadsheet: typing edits, Enter goes down, Del removes, Ctrl+C and V."""

    pasted = Signal(str)
    removal_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)

    def copy_selection(self) -> None:
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda each: (each.row(), each.column())):
            rows.setdefault(index.row(), []).append(str(index.data() or "").replace("\t", " ").replace("\n", " "))
        if rows:
            copy_privately("\n".join("\t".join(cells) for cells in rows.values()))


class RegisterPage(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)

    def __init__(self, session: Session, kind: type[Record], title: str, advice: str, choosers: Choosers) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._choosers = choosers
        self.kind = kind
        self.model = RecordTableModel(session, kind)
        self.table = RegisterTable(title)
        self.table.setModel(self.model)
        self.table.setItemDelegate(CellEditor(self.table))
        self.table.setAccessibleDescription(advice)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self._size_table()
        self._lay_out(title, advice)
        self._connect()
        self.model.reread()

    def _size_table(self) -> None:
        metrics = self.table.fontMetrics()
        scale = metrics.averageCharWidth() / 7
        for at, field in enumerate(self.model.fields):
            label_width = metrics.horizontalAdvance(field.label[:22]) + 28
            needed = max(label_width, metrics.horizontalAdvance("00/00/0000") + 28)
            self.table.setColumnWidth(at, max(needed, round(WIDTHS.get(field.shape, 150) * scale)))

    def _lay_out(self, title: str, advice: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label(title, "title"))
        column.addWidget(label(advice, "quiet"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter this list")
        self.filter.setAccessibleName(f"Filter {title.lower()}")
        self.filter.setMinimumWidth(180)
        self.filter.setMaximumWidth(300)
        self._editing = [
            button("Add", self.start_new, tip="Go to the blank line at the end (Ctrl+N)"),
            button("Remove", self.remove_selected, tip="Remove the selected lines (Del); Ctrl+Z brings them back"),
            button("Paste", self.paste, tip="Paste lines copied from a spreadsheet (Ctrl+V)"),
            button("Import CSV…", self.import_csv),
        ]
        column.addLayout(FlowLayout(self.filter, *self._editing, button("Export CSV…", self.export_csv)))
        self.asked = label("", "warn")
        self._path: Path | None = None
        self._sure = [
            button("Write it all the same", lambda: self._answer(is_sure=True)),
            button("Do not write it", lambda: self._answer(is_sure=False)),
        ]
        column.addWidget(self.asked)
        column.addLayout(FlowLayout(*self._sure))
        for each in (self.asked, *self._sure):
            each.hide()
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(FILTER_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.model.set_filter(self.filter.text()))
        self.filter.textChanged.connect(lambda: self._pause.start())
        self.table.pasted.connect(self.take_pasted)
        self.table.removal_asked.connect(self.remove_selected)
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.model.told.connect(self._session.told)
        self.model.recounted.connect(self.tell_count)
        self.model.added.connect(self._go_on_with)
        self._session.changed.connect(self._on_change)
        editable = self._session.case is not None and not self._session.case.is_read_only
        for each in self._editing:
            each.setEnabled(editable)

    # ---- following ----------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        chosen = self.model.record_at(self.table.currentIndex().row())
        column = self.table.currentIndex().column()
        self.model.on_change(change)
        if chosen and not self.table.currentIndex().isValid():
            self.select(chosen.id, column)

    def _current_changed(self, current: QModelIndex) -> None:
        if record := self.model.record_at(current.row()):
            self.chosen.emit(record.KIND, record.id)

    def tell_count(self) -> None:
        self.count_told.emit(f"Shown: {self.model.shown} of {self.model.total}")

    def select(self, id: int, column: int = 0) -> bool:
        """Put the cursor on a record; a filter that hides it is cleared first."""
        if self.model.row_of(id) < 0 and self.filter.text():
            self.filter.clear()
            self.model.set_filter("")
        row = self.model.row_of(id)
        if row < 0:
            return False
        index = self.model.index(row, max(column, 0))
        self.table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.table.scrollTo(index)
        return True

    def _go_on_with(self, id: int, column: int) -> None:
        """After the first cell of a new line is saved, the cursor is in its next one."""
        self.select(id, min(column + 1, len(self.model.fields) - 1))

    # ---- doing --------------------------------------------------------------------------------

    def start_new(self) -> None:
        self.filter.clear()
        self.model.set_filter("")
        index = self.model.index(self.model.rowCount() - 1, 0)
        self.table.setCurrentIndex(index)
        self.table.setFocus()
        self.table.edit(index)

    def selected_ids(self) -> list[int]:
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [record.id for row in rows if (record := self.model.record_at(row))]

    def remove_selected(self) -> None:
        ids = self.selected_ids()
        if len(ids) >= registers.MANY:
            work = partial(registers.remove, kind=self.kind, ids=ids)
            self._session.run_long("Removing", work, self._session.tell_change)
        elif ids:
            self._session.edit(lambda case: registers.remove(case, self.kind, ids))

    def paste(self) -> None:
        self.take_pasted(QGuiApplication.clipboard().text())

    def take_pasted(self, untrusted_text: str) -> None:
        if "\t" not in untrusted_text and "\n" not in untrusted_text.strip():
            index = self.table.currentIndex()
            if index.isValid():
                self.model.setData(index, untrusted_text.strip())
            return
        self._take_in("Pasting", partial(registers.paste, kind=self.kind, untrusted_text=untrusted_text))

    def import_csv(self) -> None:
        path = self._choosers.file_to_open(
            self, f"Import {self.kind.KIND}", self._choosers.usual(), "CSV files (*.csv *.txt *.tsv)"
        )
        if path:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        self._take_in(f"Importing {path.name}", partial(registers.import_csv, kind=self.kind, path=path))

    def _take_in(self, words: str, work: Callable[[CaseFile], registers.TakenIn]) -> None:
        def finished(taken: registers.TakenIn) -> None:
            self._session.tell_change(taken.change)
            self._session.told.emit(f"{taken.in_words()[0].upper()}{taken.in_words()[1:]}.")
            if taken.said:
                self._session.warned.emit(" ".join(taken.said))

        self._session.run_long(words, work, finished)

    def export_csv(self) -> None:
        proposed = self._choosers.usual() / f"{self.kind.KIND}.csv"
        path = self._choosers.file_to_write(self, f"Export {self.kind.KIND}", proposed, "CSV files (*.csv)")
        if not path:
            return
        if self.kind in registers.KEY_OF_NAMES and self._session.edition == WORKING:
            self._ask_about_the_key(path)
        else:
            self._write(path)

    def _ask_about_the_key(self, path: Path) -> None:
        """The register that says who is who leaves by a confirmation of its own."""
        self.asked.setText(registers.KEY_WARNING)
        self.asked.show()
        self._path = path
        for each in self._sure:
            each.show()
        self._sure[1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, *, is_sure: bool) -> None:
        self.asked.hide()
        for each in self._sure:
            each.hide()
        path, self._path = self._path, None
        if is_sure and path is not None:
            self._write(path)

    def _write(self, path: Path) -> None:
        def finished(number: int) -> None:
            self._session.told.emit(
                f"{counted(number, 'line')} written to {path.name}. "
                "It holds real names: keep it only on an encrypted drive."
            )

        self._session.run_long(
            f"Exporting {self.kind.KIND}",
            partial(registers.export_csv, kind=self.kind, path=path, overwrite=True, is_confirmed=True),
            finished,
        )
