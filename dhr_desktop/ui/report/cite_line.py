"""Evidence put behind a sentence without leaving it.

What the chair is trying to do here: say "and this is where I know it from". Two gestures: type a few of its words (or
its number), press Return on the line; or drag the line onto the sentence. What is chosen in the Chronology is offered first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.core.entries import Entry
from dhr_desktop.core.fields import Record
from dhr_desktop.operations.report.citing import CITABLE
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.editable_table import list_table
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.models.read_table import Line, ReadTable
from dhr_desktop.ui.pieces import button
from dhr_desktop.ui.session import Session

COLUMNS, WIDTHS = ("No.", "What", "When", "In words"), (8, 14, 22, 90)
PAUSE_MS, MOST_FOUND, ROWS_SHOWN = 150, 40, 6
NOTHING = "Type words of an entry, an event or a mark, or their numbers."


@dataclass(frozen=True, slots=True)
class _Found:
    id: int
    cells: tuple[str, ...]


def _look_for(case: CaseFile, words: str, chosen: int) -> list[_Found]:
    numbers = [int(each) for each in words.replace(",", " ").split() if each.isdigit()]
    if numbers and all(each.isdigit() for each in words.replace(",", " ").split()):
        found: Sequence[Record | None] = [case.find(id) for id in numbers]
    elif words.strip():
        found = case.search(words, MOST_FOUND * 2)
    else:
        found = [case.find(chosen)] if chosen else []
    return [_told(each) for each in found if isinstance(each, CITABLE)][:MOST_FOUND]


def _told(record: Record) -> _Found:
    when = getattr(record, "happened", None) or getattr(record, "stands", None) or getattr(record, "span", None)
    words = (
        record.what_happened
        if isinstance(record, Entry)
        else " ".join(filter(None, (getattr(record, "title", ""), getattr(record, "text", ""))))
    )
    said = " ".join((words or str(getattr(record, record.TITLE, ""))).split())
    return _Found(
        record.id, (str(record.id), record.WORD, when.words() if when is not None and when.is_dated else "", said)
    )


class CiteLine(QWidget):
    cited = Signal(object)  # the ids chosen

    def __init__(self, session: Session, chosen: Callable[[], int]) -> None:
        super().__init__()
        self._session, self._chosen = session, chosen
        self._found: list[_Found] = []
        self.words = QLineEdit()
        self.words.setPlaceholderText("what stands behind this sentence: words or numbers")
        self.words.setAccessibleName("What stands behind this sentence")
        self.words.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)
        self.model = ReadTable(COLUMNS, carries=True)
        self.table = list_table("What may be cited", self.model, WIDTHS, NOTHING)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setDragEnabled(True)
        self.table.setFixedHeight(self.table.fontMetrics().lineSpacing() * 2 * ROWS_SHOWN)
        self.put = button(
            "Put behind the sentence",
            self._cite,
            role="main",
            tip="Return, or drag the line onto a sentence; several with Ctrl or Shift",
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.words.textChanged.connect(lambda: self._pause.start())
        self.words.returnPressed.connect(self._cite)
        for widget, key in ((self.table, "Return"), (self, "Escape")):
            shortcut = QShortcut(QKeySequence(key), widget)
            shortcut.setContext(
                Qt.ShortcutContext.WidgetWithChildrenShortcut if widget is self else Qt.ShortcutContext.WidgetShortcut
            )
            shortcut.activated.connect(self.hide if widget is self else self._cite)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(FlowLayout(self.words, self.put, spacing=8))
        column.addWidget(self.table)
        session.closing.connect(self._forget)
        session.dropping.connect(self._forget)
        self.hide()

    def open(self) -> None:
        self.show()
        self.words.clear()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._ask()

    def _ask(self) -> None:
        words, chosen = self.words.text(), self._chosen()
        self._session.look(lambda case: _look_for(case, words, chosen), self._show)

    def _show(self, found: list[_Found]) -> None:
        self._found = found
        self.model.show([Line(each.cells, key=each.id) for each in found])
        if found:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def chosen_ids(self) -> tuple[int, ...]:
        rows = sorted({each.row() for each in self.table.selectionModel().selectedRows()})
        return tuple(self._found[row].id for row in rows if row < len(self._found))

    def _cite(self) -> None:
        ids = self.chosen_ids()
        if not ids:
            self._session.told.emit(NOTHING)
            return
        self.hide()
        self.cited.emit(ids)

    def _forget(self) -> None:
        self._pause.stop()
        self._found = []
        self.model.show([])
        self.words.clear()
