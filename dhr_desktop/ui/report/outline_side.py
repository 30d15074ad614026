"""The headings of a document in their order, with where each stands, and what can be done to them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.operations.report import sections
from dhr_desktop.operations.report.states import Standing
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.editable_table import list_table
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.models.read_table import Line, ReadTable
from dhr_desktop.ui.pieces import button

COLUMNS, WIDTHS = ("Section", "State"), (40, 14)
NOTHING = "Nothing here yet. Choose a shape beside this and begin."

Edit = Callable[[Callable[[CaseFile], Change]], None]


class OutlineSide(QWidget):
    turned_to = Signal(int)  # a section
    added = Signal(int)  # a section that is new and is to be shown when the list has it

    def __init__(self, edit: Edit) -> None:
        super().__init__()
        self.setObjectName("page")
        self._edit = edit
        self.model = ReadTable(COLUMNS)
        self.table = list_table("Sections", self.model, WIDTHS, NOTHING)
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._turn(now.row()))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.add = button("Add a section", self._add, tip="Behind the chosen one")
        self.verbs = [
            self.add, button("Up", lambda: self._move(-1), tip="Before the one above (Alt+Up)"),
            button("Down", lambda: self._move(1), tip="Behind the one below (Alt+Down)"),
            button("In", lambda: self._shift(1), tip="Within the section before it"),
            button("Out", lambda: self._shift(-1), tip="Behind the section it stands in"),
            button("Remove", self._remove, tip="With its words; Undo brings it back"),
        ]  # fmt: skip
        for key, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda by=by: self._move(by))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        column.addWidget(self.table, 1)
        column.addLayout(FlowLayout(*self.verbs, spacing=4))

    def show_outline(self, told: tuple[Standing, ...]) -> None:
        self.model.show([
            Line((f"{'    ' * (each.level - 1)}{each.title}", each.state), marked=(1,) if each.because else (), why=each.because, key=each.section)
            for each in told
        ])  # fmt: skip

    def choose(self, section: int) -> None:
        row = self.model.row_of(section)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self._turn(row)

    def section(self) -> int:
        line = self.model.line_at(self.table.currentIndex().row())
        return line.key if line is not None else 0

    def _turn(self, row: int) -> None:
        line = self.model.line_at(row)
        if line is not None:
            self.turned_to.emit(line.key)

    # ---- what can be done to a heading ----------------------------------------------------------------

    def _add(self) -> None:
        section = self.section()

        def operation(case: CaseFile) -> Change:
            change, made = sections.add_after(case, section, "New section")
            self.added.emit(made.id)
            return change

        self._edit(operation)

    def _move(self, by: int) -> None:
        section = self.section()
        self._edit(lambda case: sections.move(case, section, by))

    def _shift(self, by: int) -> None:
        section = self.section()
        self._edit(lambda case: sections.shift(case, section, by))

    def _remove(self) -> None:
        section = self.section()
        self._edit(lambda case: sections.remove(case, section))
