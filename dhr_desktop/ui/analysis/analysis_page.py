"""One analysis: a table whose every cell leads to its rows; what is only suggested waits for the chair.

What the chair is trying to do here: see the pattern, doubt it, and look at what it stands on. Arrows go from
cell to cell; Enter shows a cell's rows; C counts it, X sets it aside; nothing counts before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.fields import Record
from dhr_desktop.operations.analysis import exports, findings
from dhr_desktop.operations.analysis.every import Kind, told_whole
from dhr_desktop.operations.analysis.findings import CONFIRMED, MISSING, REJECTED, SUGGESTED, Analysis, Cell
from dhr_desktop.operations.names.departing import Left, with_what_left, written_as
from dhr_desktop.operations.names.gating import HeldBack
from dhr_desktop.ui import theme
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.editable_table import list_table
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.gate_panel import GatePanel
from dhr_desktop.ui.low_windows import GivesWay
from dhr_desktop.ui.models.read_table import Line, Lines, ReadTable
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.sending_line import SendingLine
from dhr_desktop.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
MARKS = {SUGGESTED: "?", CONFIRMED: "✓", REJECTED: "✗", MISSING: "!"}
SPOKEN = {SUGGESTED: "suggested", CONFIRMED: "confirmed", REJECTED: "set aside", MISSING: "nothing found"}
WIDEST = 60
MANY_CELLS = 500
PATTERN = "Excel (*.xlsx);;CSV (*.csv);;Word (*.docx);;Picture (*.svg);;Picture (*.png)"


class CellTable(ReadTable):
    """Cells that say by a sign, and not by colour alone, how far they can be relied on."""

    def __init__(self) -> None:
        super().__init__()
        self.analysis = Analysis((), (), ())

    def show_analysis(self, analysis: Analysis) -> None:
        self.analysis = analysis

        def line(row: int) -> Line:
            return Line(tuple(_shown(cell) for cell in analysis.lines[row].cells), key=row)

        self.show(Lines(list(range(len(analysis.lines))), line), analysis.columns)

    def cell(self, index: Index) -> Cell:
        if not index.isValid() or index.row() >= len(self.analysis.lines):
            return Cell()
        return self.analysis.lines[index.row()].cells[index.column()]

    def data(self, index: Index, role: int = 0) -> Any:
        cell = self.cell(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.words}, {SPOKEN[cell.state]}" if cell.state in SPOKEN else cell.words
        if role == Qt.ItemDataRole.BackgroundRole and cell.state in (SUGGESTED, MISSING):
            tokens = theme.current()
            return QBrush(QColor(tokens.warn_page if cell.state == SUGGESTED else tokens.bad_page))
        if role == Qt.ItemDataRole.ForegroundRole and cell.state in (SUGGESTED, MISSING):
            tokens = theme.current()
            return QBrush(QColor(tokens.warn if cell.state == SUGGESTED else tokens.bad))
        if role == Qt.ItemDataRole.ToolTipRole:
            return _why(cell)
        return super().data(index, role)


def _shown(cell: Cell) -> str:
    return f"{MARKS[cell.state]} {cell.words}" if cell.state in MARKS and cell.words else cell.words


def _why(cell: Cell) -> str:
    found = [f"Found in: {each.because}" for each in cell.suggestions if each.because]
    rows = f"{counted(len(cell.rows), 'entry', 'entries')}; Enter shows them" if cell.rows else ""
    return "\n".join(part for part in (cell.words, *found[:4], rows) if part)


class AnalysisPage(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)
    wanted = Signal(str, object)

    def __init__(self, session: Session, kind: Kind, choosers: Choosers) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._kind, self._choosers = session, kind, choosers
        self._told = ""
        self._is_asking = self._is_stale = self._is_restoring = False
        self._choices: dict[str, QComboBox] = {}
        self.model = CellTable()
        self.table = list_table(kind.title, self.model, ())
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.says = label("", "quiet")
        self._show_rows = button("Show its rows", self.show_rows, tip="In the Chronology (Enter)")
        self._confirm = button("Count it", self.confirm, tip="What is suggested there counts from now on (C)")
        self._reject = button("Set aside", self.set_aside, tip="It does not count and is not suggested again (X)")
        self.sending = SendingLine(session)
        self.sending.edition.setToolTip("The edition that is exported")
        self.gate = GatePanel(session)
        self._export = button("Export…", self.export, tip="As a table, a document or a picture")
        self.row = QHBoxLayout()
        self._lay_out()
        session.changed.connect(self._on_change)
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._choose(now))
        self.table.selectionModel().selectionChanged.connect(lambda now, before: self._enable())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label(self._kind.title, "title"))
        column.addWidget(label(self._kind.advice, "quiet"))
        self.bar = FlowLayout(*self.own_buttons(), self._show_rows, self._confirm, self._reject, self._export)
        self.bar.addWidget(self.sending.edition)
        column.addLayout(self.bar)
        column.addWidget(self.gate)
        column.addWidget(self.table, 1)
        GivesWay(self, self.gate, self.table)
        column.addWidget(self.says)
        for key, slot in (("Return", self.show_rows), ("C", self.confirm), ("X", self.set_aside)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def own_buttons(self) -> Sequence[QWidget]:
        """What only this analysis can do."""
        return ()

    # ---- telling --------------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        self._reread()
        super().showEvent(event)

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and change.kinds:
            self._reread()

    def _reread(self) -> None:
        """Told beside the window's thread; what changes meanwhile is told once more afterwards."""
        if self._is_asking:
            self._is_stale = True
            return
        self._is_asking, name, chosen = True, self._kind.name, self._chosen()
        self._session.ask(partial(told_whole, name=name, chosen=chosen), self._show)

    def _chosen(self) -> dict[str, str]:
        return {name: combo.currentText() for name, combo in self._choices.items() if combo.currentText()}

    def _show(self, told: tuple[Analysis, str]) -> None:
        analysis, self._told = told
        self._is_asking = False
        held = self.table.currentIndex()
        place = (held.row(), held.column())
        self._offer(analysis)
        is_other = analysis.columns != self.model.analysis.columns
        self.model.show_analysis(analysis)
        if is_other:
            letters = self.table.fontMetrics().averageCharWidth()
            for at, width in enumerate(analysis.widths):
                self.table.setColumnWidth(at, min(width, WIDEST) * letters)
        self.says.setText(analysis.says)
        self.says.setVisible(bool(analysis.says))
        if analysis.lines:
            row, column = min(max(place[0], 0), len(analysis.lines) - 1), max(place[1], 0)
            self._is_restoring = True  # what is shown beside stays: the chair may be writing there
            self.table.setCurrentIndex(self.model.index(row, min(column, len(analysis.columns) - 1)))
            self._is_restoring = False
        self.tell_count()
        self._enable()
        if self._is_stale:
            self._is_stale = False
            self._reread()

    def _offer(self, analysis: Analysis) -> None:
        for name, values in analysis.choices.items():
            combo = self._choices.get(name)
            if combo is None:
                combo = self._choices[name] = QComboBox()
                combo.setAccessibleName(name)
                combo.setToolTip(name)
                combo.activated.connect(lambda at: self._reread())
                self.bar.addWidget(combo)
            if [combo.itemText(at) for at in range(combo.count())] != list(values):
                current = combo.currentText()
                combo.clear()
                combo.addItems(values)
                combo.setCurrentIndex(max(combo.findText(current), 0))

    def tell_count(self) -> None:
        self.count_told.emit(self._told)

    # ---- choosing -------------------------------------------------------------------------------------

    def cells(self) -> list[Cell]:
        return [self.model.cell(index) for index in self.table.selectionModel().selectedIndexes()]

    def record_of(self, kind: type[Record]) -> int:
        """The record of this kind in the line the cursor is in, or none."""
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.model.analysis.lines):
            return 0
        return next((each.id for each in self.model.analysis.lines[row].records if isinstance(each, kind)), 0)

    def _choose(self, now: Index) -> None:
        cell = self.model.cell(now)
        if self._is_restoring:
            return
        if cell.records:
            self.chosen.emit(cell.records[0].KIND, cell.records[0].id)
        elif cell.rows:
            self.chosen.emit("entries", cell.rows[0])

    def _enable(self) -> None:
        can_edit = self._session.can_edit
        chosen = self.table.selectionModel().selection()
        if (
            sum(chosen.at(n).width() * chosen.at(n).height() for n in range(chosen.count())) > MANY_CELLS
        ):  # looked at when a button is pressed
            for each in (self._show_rows, self._confirm, self._reject):
                each.setEnabled(can_edit or each is self._show_rows)
            return
        cells = self._decidable()
        self._show_rows.setEnabled(any(each.rows for each in self.cells()))
        self._confirm.setEnabled(can_edit and any(each.state in (SUGGESTED, REJECTED) for each in cells))
        self._reject.setEnabled(can_edit and any(each.state in (SUGGESTED, CONFIRMED) for each in cells))

    def _decidable(self) -> list[Cell]:
        """The chosen cells that can be decided; where none can, those of their lines: a line is one suggestion."""
        own = [each for each in self.cells() if each.suggestions or (each.records and each.state)]
        if own:
            return own
        rows = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        lines = [self.model.analysis.lines[row] for row in sorted(rows) if row < len(self.model.analysis.lines)]
        return [
            cell for line in lines for cell in line.cells
            if (cell.suggestions or (cell.records and cell.state)) and len(_decided_in(line.cells)) == 1
        ]  # fmt: skip

    def show_rows(self) -> None:
        rows = tuple(dict.fromkeys(row for cell in self.cells() for row in cell.rows))
        if not rows:
            self._session.told.emit("That cell stands on no entry.")
            return
        self.wanted.emit("entries", rows)

    def confirm(self) -> None:
        self._decide(CONFIRMED)

    def set_aside(self) -> None:
        self._decide(REJECTED)

    def _decide(self, state: str) -> None:
        cells = self._decidable()
        if not cells:
            self._session.told.emit("Nothing is suggested there. Choose a cell with a question mark.")
            return
        self._session.edit(lambda case: findings.decide(case, cells, state))

    # ---- out ------------------------------------------------------------------------------------------

    def export(self) -> None:
        proposed = self._choosers.usual() / f"{self._kind.title}.xlsx"
        path = self._choosers.file_to_write(self, f"Export: {self._kind.title}", proposed, PATTERN)
        if path is None:
            return
        named_as_asked = path.suffix.lower() in exports.FORMATS  # only then did the chooser ask about one that is there
        path = path if named_as_asked else path.with_name(f"{path.name}.xlsx")
        self._write(path, named_as_asked, {})

    def _write(self, path: Path, overwrite: bool, passing: Mapping[str, str]) -> None:
        name, chosen = self._kind.name, self._chosen()
        sending = self.sending.sending(passing)
        overwrite = overwrite and not sending.password  # the chooser asked about another name than the zip's

        def written(told: tuple[str, list[Left]]) -> None:
            words, left = told
            self.gate.after(left)
            self._session.told.emit(f"Written to {written_as(path, left).name}: {words}. {self.sending.says()}")

        def failed(problem: Exception) -> None:
            if isinstance(problem, HeldBack):
                self.gate.show_hits(str(problem), problem.hits, lambda given: self._write(path, overwrite, given))
            else:
                self._session.problem.emit(problem)

        self._session.run_long(
            f"Writing {path.name}",
            partial(
                with_what_left,
                partial(
                    exports.write_analysis, name=name, chosen=chosen, to=path, sending=sending, overwrite=overwrite
                ),
            ),
            written,
            failed,
        )


def _decided_in(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.suggestions or (cell.records and cell.state)]
