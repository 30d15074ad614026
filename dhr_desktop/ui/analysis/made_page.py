"""A list of what was made of the entries; a line is edited in the panel beside, and leads back to its entries.

What the chair is trying to do here: go through every missed opportunity, or every comment of the panel, one
after the other, and see what each stands on. Arrows go down the list; Enter shows the entries.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dhr_desktop.core.fields import Record
from dhr_desktop.operations.chronology.marks_and_queries import COLUMNS, Made, made_of, remove
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.found_list import FoundList
from dhr_desktop.ui.models.read_table import Line, Lines
from dhr_desktop.ui.pieces import button
from dhr_desktop.ui.session import Session

WIDTHS = (20, 26, 44, 34, 22, 30, 24, 18, 12)


class MadePage(FoundList):
    wanted = Signal(str, object)

    FOLLOWS = frozenset({"entries", "events", "accounts", "agencies", "themes", "terms"})

    def __init__(
        self, session: Session, kind: type[Record], title: str, advice: str, choosers: Choosers | None = None
    ) -> None:
        self._kind, self._choosers = kind, choosers or Choosers()
        self._made: list[Made] = []
        super().__init__(session, kind.KIND, title, advice, COLUMNS[kind], WIDTHS)
        for key, slot in (("Return", self.show_entries), ("Del", self.remove)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def own_buttons(self) -> Sequence[QWidget]:
        self._show_entries = button("Show its entries", self.show_entries, tip="In the Chronology (Enter)")
        self._remove = button("Remove", self.remove, tip="Ctrl+Z brings it back (Del)")
        return (self._show_entries, *self.more_buttons(), self._remove)

    def more_buttons(self) -> Sequence[QWidget]:
        """What only this list can do."""
        return ()

    def look_for(self, case: CaseFile, words: str) -> tuple[list[Made], int]:
        return made_of(case, self._kind, words)

    def show_found(self, found: tuple[list[Made], int]) -> tuple[Lines, str]:
        made, total = found
        self._made = made

        def line(row: int) -> Line:
            return Line(made[row].cells, why="\n".join(cell for cell in made[row].cells if cell), key=made[row].id)

        for each in (self._show_entries, self._remove):
            each.setEnabled(bool(made))
        return Lines([each.id for each in made], line), f"Shown: {len(made):,} of {total:,}"

    def _current_made(self) -> Made | None:
        row = self.table.currentIndex().row()
        return self._made[row] if 0 <= row < len(self._made) else None

    def show_entries(self) -> None:
        """Back to what it stands on."""
        made = self._current_made()
        if made is None or not made.entries:
            self._session.told.emit("Choose a line that is on an entry." if made is None else "It is on no entry.")
            return
        self.wanted.emit("entries", made.entries)

    def remove(self) -> None:
        made = self._current_made()
        if made is not None:
            self._session.edit(lambda case: remove(case, self._kind, made.id))
