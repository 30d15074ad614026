"""The Chronology place: every agency's entries in one order, read, searched, joined and marked.

What the chair is trying to do here: read what happened in order, find any word of it at once, see what is
doubtful, and take what belongs together in hand. Typing filters; arrows read, with the whole of an entry
in the panel beside; one key joins, marks, tags or asks; T goes to the same entry on the timeline.
"""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QMenu, QToolButton, QVBoxLayout, QWidget

from dhr_desktop.core.counting import counted
from dhr_desktop.files import tables
from dhr_desktop.operations.chronology.chronology import Chronology, search_terms
from dhr_desktop.operations.chronology.timelines import Way, agency_codes
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.editable_table import EditableTable
from dhr_desktop.ui.export_bar import OF_CHRONOLOGY, ExportBar
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.low_windows import GivesWay
from dhr_desktop.ui.pieces import button, copy_privately, label
from dhr_desktop.ui.session import Session

from .chosen_bar import ChosenBar
from .columns import COLUMNS
from .filter_bar import NONE_FIT, FilterBar
from .model import ChronologyModel, Heading
from .painting import CellPainter
from .reading import Reading

MOST_COPIED = 5_000
LINES = (1, 2, 3, 5, 8)
NO_FILES = "No entries yet. Bring in the agencies' files (Ctrl+O), and they stand here in one order."


class ChronologyPlace(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)
    page_wanted = Signal(str, object)

    def __init__(self, session: Session, reading: Reading, choosers: Choosers) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._reading = session, reading
        self._told = ""
        self._coded: Chronology | None = None
        self.model = ChronologyModel(session.preferences.chronology_columns)
        self.table = ChronologyTable(self.model)
        self.painter = CellPainter(self.table, self.model)
        self.table.setItemDelegate(self.painter)
        self.filter = FilterBar(session, reading)
        self.grouping = QComboBox()
        self.grouping.setAccessibleName("How the entries stand")
        self.grouping.addItems(["Every entry by itself", "Accounts under their event"])
        self.grouping.activated.connect(self._show)
        self.columns = QToolButton()
        self.columns.setText("Columns")
        self.columns.setAccessibleName("Columns and height of the rows")
        self.columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.columns.setMenu(QMenu(self.columns))
        self.undated = button("Undated", self.go_to_undated, tip="To the entries that give no day (Ctrl+U)")
        self.timeline = button("On the timeline", self._to_timeline, tip="The same entry, drawn (Ctrl+Shift+T)")
        self.exports = ExportBar(session, choosers, lambda: reading.filter, Way, lambda: None, OF_CHRONOLOGY)
        self.export = button("Export…", self.exports.toggle, tip="What is shown, as a file")
        self.said = label("", "quiet")
        self.bar = ChosenBar(session, reading, self.chosen_ids)
        self._lay_out()
        self._make_menu()
        self._set_lines(session.preferences.chronology_lines)
        self.bar.listen_in(self)
        for key, slot in (
            ("Ctrl+C", self.copy), ("Ctrl+U", self.go_to_undated), ("Ctrl+Shift+T", self._to_timeline),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        reading.retold.connect(self._retold)
        reading.chosen.connect(self._follow_choice)
        session.closing.connect(self._forget)
        session.dropping.connect(self._forget)
        selection = self.table.selectionModel()
        selection.currentRowChanged.connect(self._choose)
        selection.selectionChanged.connect(self._selection_changed)
        header = self.table.horizontalHeader()
        header.setSectionsMovable(True)
        header.sectionMoved.connect(self._moved)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._ask_columns)

    def _lay_out(self) -> None:
        top = FlowLayout(label("Chronology", "title", wraps=False), spacing=8)
        for each in (self.undated, self.grouping, self.columns, self.timeline, self.export):
            top.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.exports)
        column.addWidget(self.filter)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addWidget(self.bar)
        GivesWay(self, self.exports, self.table, self.bar)

    # ---- columns and rows -------------------------------------------------------------------------

    def _make_menu(self) -> None:
        menu = self.columns.menu()
        shown = {each.name for each in self.model.columns}
        for each in COLUMNS:
            action = QAction(each.title, menu)
            action.setCheckable(True)
            action.setChecked(each.name in shown)
            action.setData(each.name)
            action.toggled.connect(self._columns_ticked)
            menu.addAction(action)
        menu.addSeparator()
        heights = QActionGroup(menu)
        for lines in LINES:
            action = QAction(f"Rows of {counted(lines, 'line')}", menu)
            action.setCheckable(True)
            action.setChecked(lines == self._session.preferences.chronology_lines)
            action.setData(lines)
            heights.addAction(action)
            menu.addAction(action)
        heights.triggered.connect(self._lines_chosen)

    def _ask_columns(self, at: QPoint) -> None:
        self.columns.menu().popup(self.table.horizontalHeader().mapToGlobal(at))

    def _columns_ticked(self) -> None:
        ticked = [a.data() for a in self.columns.menu().actions() if isinstance(a.data(), str) and a.isChecked()]
        held = [each.name for each in self.model.columns]
        kept = [name for name in held if name in ticked] + [name for name in ticked if name not in held]
        self._arrange(tuple(kept or held))

    def _moved(self) -> None:
        header = self.table.horizontalHeader()
        self._arrange(tuple(self.model.columns[header.logicalIndex(at)].name for at in range(header.count())))

    def _arrange(self, names: tuple[str, ...]) -> None:
        """The columns in this order, remembered for every case on this laptop."""
        self._session.remember(chronology_columns=names)
        header = self.table.horizontalHeader()
        header.blockSignals(True)
        for at in range(header.count()):
            header.moveSection(header.visualIndex(at), at)
        header.blockSignals(False)
        self.model.arrange(names)
        self.table.set_widths()
        self._follow_choice(self._reading.current)

    def _lines_chosen(self, action: QAction) -> None:
        self._session.remember(chronology_lines=action.data())
        self._set_lines(action.data())

    def _set_lines(self, lines: int) -> None:
        rows = self.table.verticalHeader()
        rows.setDefaultSectionSize(self.table.fontMetrics().lineSpacing() * max(1, min(lines, LINES[-1])) + 8)

    # ---- following --------------------------------------------------------------------------------

    def _forget(self) -> None:
        """Nothing of the case stays in the table once it is closed."""
        self._coded, self.painter.codes, self.painter.terms = None, {}, []
        self.model.show(None, None)

    def showEvent(self, event: Any) -> None:
        self._reading.wake(self)
        self._show()
        super().showEvent(event)

    def _retold(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        reading = self._reading
        self.painter.terms = search_terms(reading.filter.words)
        if reading.chronology is not None and reading.chronology is not self._coded:
            self._coded, self.painter.codes = reading.chronology, agency_codes(reading.chronology)
        held, row = self.chosen_ids(), max(self.table.currentIndex().row(), 0)
        self.model.show(reading.chronology, reading.shown, by_event=self.grouping.currentIndex() == 1)
        self._choose_again(held, row)
        shown = reading.shown
        self._told = shown.in_words() if shown else ""
        empty = "" if shown is None or shown.told else NONE_FIT if shown.total else NO_FILES
        self.said.setText(empty)
        self.said.setVisible(bool(empty))
        undated = shown.undated if shown else 0
        self.undated.setText(f"Undated: {undated:,}")
        self.undated.setEnabled(undated > 0)
        self.tell_count()

    def tell_count(self) -> None:
        self.count_told.emit(self._told)

    def _choose_again(self, held: list[int], row: int) -> None:
        """What was chosen is chosen still where it is shown; where not, the cursor stays at its height."""
        rows = [at for id in held if (at := self.model.row_of(id)) >= 0]
        current = self.model.row_of(self._reading.current)
        if not rows and current >= 0:
            rows = [current]
        if rows:
            selection = QItemSelection()
            last = self.model.columnCount() - 1
            for at in rows:
                selection.select(self.model.index(at, 0), self.model.index(at, last))
            self.table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            at = current if current in rows else rows[0]
            self.table.selectionModel().setCurrentIndex(
                self.model.index(at, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.table.scrollTo(self.model.index(at, 0))
        self.bar.tell_chosen()

    # ---- choosing ---------------------------------------------------------------------------------

    def chosen_ids(self) -> list[int]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [told.id for row in rows if (told := self.model.told_at(row)) is not None]

    def _selection_changed(self) -> None:
        self.bar.tell_chosen()

    def _choose(self, current: Any) -> None:
        held = self.model.row(current.row()) if current.isValid() else None
        if isinstance(held, Heading):
            if held.event > 0:
                self.chosen.emit("events", held.event)
        elif held is not None:
            self.chosen.emit("entries", held.id)
            self._reading.choose(held.id)

    def _follow_choice(self, id: int) -> None:
        row = self.model.row_of(id)
        if row >= 0 and row != self.table.currentIndex().row():
            self._go(row)

    def _go(self, row: int) -> None:
        """To a row and to nothing else, whatever keys are held: Ctrl would otherwise add it to what is chosen."""
        way = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), way)
        self.table.scrollTo(self.model.index(row, 0))

    def show_record(self, kind: str, id: int) -> bool:
        """An entry is shown even where the filter would leave it out: then every entry is."""
        if kind != "entries":
            return False
        self._reading.wake(self)
        if self._reading.shown is not None and self.model.row_of(id) < 0:
            self._reading.set_filter(type(self._reading.filter)())
        self._reading.choose(id)
        return True

    def show_only(self, ids: tuple[int, ...]) -> None:
        """What a figure elsewhere stands for."""
        from dhr_desktop.core.filters import Filter

        self._reading.wake(self)
        self._reading.set_filter(Filter(entries=ids))

    def go_to_undated(self) -> None:
        at = self.model.first_undated
        if at >= 0:
            self._go(min(at + 1, self.model.rowCount() - 1))
            self.table.setFocus()

    def _to_timeline(self) -> None:
        self.page_wanted.emit("timeline", (self._reading.current,) if self._reading.current else ())

    # ---- copying ----------------------------------------------------------------------------------

    def copy(self) -> None:
        """The chosen rows as a table that Word and Excel take as one."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        told = [self.model.told_at(row) for row in rows[:MOST_COPIED]]
        chronology = self._reading.chronology
        if chronology is None or not any(told):
            return
        columns = [each for each in self.model.columns if each.name != "order"]
        cells = [[each.title for each in columns]]
        cells += [[column.words(each, chronology) for column in columns] for each in told if each is not None]
        text = "\n".join("\t".join(tables.guarded(" ".join(cell.split())) for cell in row) for row in cells)
        copy_privately(text, _as_html(cells))
        left = f"; the first {MOST_COPIED:,} only" if len(rows) > MOST_COPIED else ""
        self._session.told.emit(f"{counted(len(cells) - 1, 'entry', 'entries')} copied, with real names{left}.")


def _as_html(cells: list[list[str]]) -> str:
    """A table as Word takes it: every cell escaped, the first row its header."""
    rows = [
        "".join(f"<{sort}>{escape(tables.guarded(cell)).replace(chr(10), '<br>')}</{sort}>" for cell in row)
        for sort, row in (("td" if at else "th", row) for at, row in enumerate(cells))
    ]
    return f"<table border='1'>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


class ChronologyTable(EditableTable):
    """Whole rows, several at a time; every row as high as the next, so that 50,000 scroll as ten do."""

    def __init__(self, model: ChronologyModel) -> None:
        super().__init__("Chronology")
        self._model = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.setShowGrid(False)  # the lines are painted with the cells: a heading has none across it
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setStretchLastSection(True)
        self.set_widths()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A line that opens beneath takes room: what was being read stays in sight."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def set_widths(self) -> None:
        letters = self.fontMetrics().averageCharWidth()
        for at, each in enumerate(self._model.columns):
            self.setColumnWidth(at, each.letters * letters + 12)
