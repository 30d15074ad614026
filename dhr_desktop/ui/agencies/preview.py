"""A file beside what it would become: the rows as they stood on the left, the entries on the right.

Choosing a row on either side chooses it on the other. What needs a look is coloured on both sides and
said in words below.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dhr_desktop.core.counting import counted
from dhr_desktop.intake.headers import FIELDS
from dhr_desktop.intake.proposed import Proposal, ProposedTable
from dhr_desktop.operations.importing.looked_at import LookedAt
from dhr_desktop.ui.editable_table import EditableTable
from dhr_desktop.ui.models.read_table import ReadTable
from dhr_desktop.ui.pieces import button, label, menu

from .meaning_header import MeaningHeader
from .row_agencies import RowAgencies
from .table_shown import MOST_COLUMNS, MOST_LISTED, TableShown, table_shown
from .version_changes import PLACE, show_changes

KEPT = "(kept under its own name)"
COMES_IN = ("Date read", "What happened", "Response", "To look at")


class Preview(QWidget):
    mapped = Signal(str, object)  # a table's name, and its columns' fields by column
    split = Signal(str, int)  # a table's name, and the row whose cell of several dates is to be an entry for each
    rows_named = Signal(str, str)  # a name in a column of agencies, and the agency's

    def __init__(self, *, is_kept: bool = False) -> None:
        super().__init__()
        self.is_kept = is_kept  # a file of the case is looked at; its columns are told when it comes in
        self._looked: LookedAt | None = None
        self._is_parted_by_hand = False
        self.tables = QComboBox()
        self.tables.setAccessibleName("Sheet or table")
        self.tables.activated.connect(lambda at: self._show_table())
        self.stood, self.comes_in = ReadTable(), ReadTable(COMES_IN)
        self.left = _table("The file as it stands", self.stood)
        self.header = MeaningHeader()
        self.header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.header.setDefaultSectionSize(self.left.fontMetrics().averageCharWidth() * 20)
        self.header.dragged.connect(self._take_meaning)
        self.left.setHorizontalHeader(self.header)
        self._used: list[int] = []
        self._gathered: dict[int, TableShown] = {}  # by the table's place in the file
        self.right = _table("What comes in", self.comes_in)
        self.doubts = QListWidget()
        self.doubts.setAccessibleName("What to look at")
        self.doubts.setWordWrap(True)
        self.doubts.itemActivated.connect(self._go)
        self.doubts.itemClicked.connect(self._go)
        self._columns = QScrollArea()
        self._columns.setWidgetResizable(True)
        self._columns.setAccessibleName("What the columns mean")
        self._columns.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.choices: dict[int, QComboBox] = {}
        self._below = QStackedWidget()
        self._below.addWidget(self.doubts)
        self._below.addWidget(self._columns)
        self._pages = menu("Below the tables", ["To look at", "Columns", "Left out", "Agencies", "Changes"])
        self._columns.setEnabled(not is_kept)
        self._pages.currentRowChanged.connect(self._turn)
        self._left_out = QListWidget()
        self._left_out.setAccessibleName("What was left out")
        self._left_out.setWordWrap(True)
        self._left_out.itemActivated.connect(self._go)
        self._left_out.itemClicked.connect(self._go)
        self._below.addWidget(self._left_out)
        self.row_agencies = RowAgencies()
        self.row_agencies.setEnabled(not is_kept)
        self.row_agencies.named.connect(self.rows_named)
        self._below.addWidget(self.row_agencies)
        self.changes = QListWidget()
        self.changes.setAccessibleName("What the new version changes")
        self.changes.setWordWrap(True)
        self.changes.itemActivated.connect(self._go)
        self.changes.itemClicked.connect(self._go)
        self._below.addWidget(self.changes)
        self._lay_out()
        self._pages.setCurrentRow(0)
        self.left.selectionModel().currentChanged.connect(
            lambda now, before: self._follow(self.left, self.right, now.row())
        )
        self.right.selectionModel().currentChanged.connect(lambda now, before: self._offer_split(now.row()))
        self.right.selectionModel().currentChanged.connect(
            lambda now, before: self._follow(self.right, self.left, now.row())
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.tables)
        sides = QSplitter(Qt.Orientation.Horizontal)
        for title, table in (("As it stands in the file", self.left), ("What comes in", self.right)):
            part = QWidget()
            inside = QVBoxLayout(part)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(2)
            inside.addWidget(label(title, "quiet"))
            inside.addWidget(table, 1)
            sides.addWidget(part)
        sides.setChildrenCollapsible(False)
        row = QHBoxLayout()
        self.split_dates = button("Split its dates", self._split, tip="An entry for each date of this row's cell")
        row.addWidget(self._pages)
        row.addWidget(self.split_dates)
        row.addWidget(self._below, 1)
        below = QWidget()
        below.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.addWidget(sides)
        self._parts.addWidget(below)
        self._parts.setStretchFactor(0, 1)
        self._parts.setChildrenCollapsible(False)
        self._parts.splitterMoved.connect(self._was_parted)
        column.addWidget(self._parts, 1)

    def _was_parted(self) -> None:
        self._is_parted_by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below the tables there is room for the name of every page, where there is any; the chair may part it."""
        super().resizeEvent(event)
        if not self._is_parted_by_hand:
            lines = self._pages.count() * self._pages.sizeHintForRow(0) + 2 * self._pages.frameWidth() + 8
            below = min(lines, self._parts.height() // 2)
            self._parts.setSizes([self._parts.height() - below, below])

    def _offer_split(self, row: int) -> None:
        """Offered where the row's cell holds several dates."""
        table = self.table
        offered = table is not None and 0 <= row < len(table.entries) and bool(table.entries[row].days)
        self.split_dates.setVisible(offered and not self.is_kept)

    def _split(self) -> None:
        table, row = self.table, self.right.currentIndex().row()
        if table is not None and 0 <= row < len(table.entries):
            self.split.emit(table.found.name, table.entries[row].row.number)

    def _turn(self, page: int) -> None:
        self._below.setCurrentIndex(max(page, 0))

    # ---- showing ------------------------------------------------------------------------------

    def show_file(
        self, looked: LookedAt, agencies: Sequence[str] = (), gathered: Sequence[TableShown] | None = None
    ) -> None:
        """`gathered`: what its tables show, where the file is so large that it was gathered beforehand."""
        self._looked, self._gathered = looked, dict(enumerate(gathered or ()))
        self.row_agencies.show_file(looked, agencies)
        show_changes(self.changes, looked)
        self._show_left_out(looked.proposal)
        tables = looked.proposal.tables
        self.tables.blockSignals(True)
        self.tables.clear()
        for each in tables:
            hidden = ", hidden" if each.found.is_hidden else ""
            self.tables.addItem(
                f"{each.found.name or looked.file_name}: {counted(len(each.entries), 'entry', 'entries')}{hidden}"
            )
        best = max(range(len(tables)), key=lambda at: len(tables[at].entries), default=-1)
        self.tables.setCurrentIndex(best)
        self.tables.setVisible(len(tables) > 1)
        self.tables.blockSignals(False)
        self._show_table()

    @property
    def table(self) -> ProposedTable | None:
        at = self.tables.currentIndex()
        tables = self._looked.proposal.tables if self._looked else []
        return tables[at] if 0 <= at < len(tables) else None

    def _show_table(self) -> None:
        table = self.table
        self.doubts.clear()
        if table is None:
            self.stood.show([], ())
            self.comes_in.show([])
            self._say_why_nothing()
            return
        shown = self._gathered.get(self.tables.currentIndex())
        if shown is None:
            shown = self._gathered[self.tables.currentIndex()] = table_shown(table)
        self._used = shown.columns
        self.stood.show(shown.stood, (*(_column_words(table, at) for at in shown.columns), "Left out because"))
        self.comes_in.show(shown.comes_in)
        self._show_doubts(table, shown)
        self._show_columns(table)
        self._offer_split(self.right.currentIndex().row())

    def _say_why_nothing(self) -> None:
        if self._looked is not None:
            self.doubts.addItem(self._looked.proposal.sentence)

    def _show_doubts(self, table: ProposedTable, shown: TableShown) -> None:
        if self._looked is not None:  # that a kept file is in the case already is no news
            told = [] if self.is_kept else [*self._looked.warnings, *self._looked.about_answers()]
            self.doubts.addItems([*told, *self._looked.proposal.warnings, *self._looked.notes])
        for number, doubt in shown.doubts:
            item = QListWidgetItem(f"Row {number}: {doubt}")
            item.setData(PLACE, (table.found.name, number))
            self.doubts.addItem(item)
        if shown.doubt_count > MOST_LISTED:
            self.doubts.addItem(f"… and {shown.doubt_count - MOST_LISTED:,} more, coloured in the table")
        if not table.entries and self._looked is not None and not self._looked.proposal.entries:
            self._say_why_nothing()
        elif not self.doubts.count():
            self.doubts.addItem("Nothing: every date was read and every row is accounted for.")

    def _show_left_out(self, proposal: Proposal) -> None:
        """Of every sheet and table, whichever is shown above; and what was found beside the rows."""
        self._left_out.clear()
        left_out = [(table.found, row) for table in proposal.tables for row in table.found.rows if row.exception]
        for table, row in left_out[:MOST_LISTED]:
            sheet = f"{table.name}{', hidden' if table.is_hidden else ''}, row" if len(proposal.tables) > 1 else "Row"
            item = QListWidgetItem(f"{sheet} {row.number}: {row.exception}")
            item.setData(PLACE, (table.name, row.number))
            self._left_out.addItem(item)
        if len(left_out) > MOST_LISTED:
            self._left_out.addItem(f"… and {len(left_out) - MOST_LISTED:,} more; the import report lists them all")
        for aside in proposal.asides:
            self._left_out.addItem(f"{aside.place or 'The document'}, {aside.sort}: {aside.text[:300]}")

    def _show_columns(self, table: ProposedTable) -> None:
        found = table.found
        page = QWidget()
        form = QFormLayout(page)
        self.choices = {}
        for at in sorted({*found.headers, *found.mapping})[:MOST_COLUMNS]:
            choice = QComboBox()
            choice.addItem(KEPT, "")
            for name, words in FIELDS.items():
                choice.addItem(words, name)
            choice.setCurrentIndex(choice.findData(found.mapping.get(at, "")))
            header = found.headers.get(at) or f"Column {at + 1}"
            choice.setAccessibleName(f"Meaning of {header}")
            choice.activated.connect(lambda chosen, at=at: self._choose_field(at))
            form.addRow(header, choice)
            self.choices[at] = choice
        self._columns.setWidget(page)

    def _choose_field(self, column: int) -> None:
        """A field is one column's: taking it for this one frees the other."""
        table = self.table
        if table is None:
            return
        field = self.choices[column].currentData()
        mapping = {at: name for at, name in table.found.mapping.items() if name != field and at != column}
        if field:
            mapping[column] = field
        self.mapped.emit(table.found.name, mapping)

    def _take_meaning(self, taken: int, onto: int) -> None:
        """A meaning dragged from one column to another; what the other meant is kept under its own name."""
        table = self.table
        if table is None or self.is_kept or max(taken, onto) >= len(self._used):
            return
        mapping = dict(table.found.mapping)
        if field := mapping.pop(self._used[taken], ""):
            mapping[self._used[onto]] = field
            self.mapped.emit(table.found.name, mapping)

    def go_to(self, table: str, row: int) -> None:
        """A row of the file, on both sides."""
        names = [each.found.name for each in self._looked.proposal.tables] if self._looked else []
        if table in names:
            self.tables.setCurrentIndex(names.index(table))
            self._show_table()
        at = self.stood.row_of(row)
        if at >= 0:
            self.left.setCurrentIndex(self.stood.index(at, 0))
            self.left.scrollTo(self.stood.index(at, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    # ---- following ----------------------------------------------------------------------------

    def _follow(self, from_table: EditableTable, to_table: EditableTable, row: int) -> None:
        source, target = from_table.model(), to_table.model()
        assert isinstance(source, ReadTable) and isinstance(target, ReadTable)
        line = source.line_at(row)
        at = target.row_of(line.key) if line else -1
        if at >= 0 and to_table.currentIndex().row() != at:
            to_table.setCurrentIndex(target.index(at, 0))
            to_table.scrollTo(target.index(at, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _go(self, item: QListWidgetItem) -> None:
        """To the row a line tells of, whatever sheet it stands on."""
        if place := item.data(PLACE):
            table, number = place
            shown = self.table
            if shown is None or shown.found.name != table:
                self.go_to(table, number)
            elif (at := self.stood.row_of(number)) >= 0:
                self.left.setCurrentIndex(self.stood.index(at, 0))


def _column_words(table: ProposedTable, at: int) -> str:
    """The agency's own header, and under it what the column is taken to mean."""
    header = table.found.headers.get(at) or f"Column {at + 1}"
    field = table.found.mapping.get(at, "")
    return f"{header}\n{FIELDS[field] if field else KEPT}"


def _table(name: str, model: ReadTable) -> EditableTable:
    made = EditableTable(name)
    made.setModel(model)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.horizontalHeader().setDefaultSectionSize(made.fontMetrics().averageCharWidth() * 20)
    return made
