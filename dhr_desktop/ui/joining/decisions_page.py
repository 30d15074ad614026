"""Every decision on what is one event and what is not: by whom, when, why; found by words, taken back at any time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from dhr_desktop.core.entries import Decision
from dhr_desktop.operations.events import joining, suggesting
from dhr_desktop.operations.events.suggesting import Decided
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.found_list import FoundList
from dhr_desktop.ui.models.read_table import Line, Lines
from dhr_desktop.ui.pieces import button
from dhr_desktop.ui.session import Session

COLUMNS = ("When", "By", "Decision", "On", "Because")
WIDTHS = (22, 12, 15, 70, 30)
ADVICE = "They stay through new files and new versions of the program."


class DecisionsPage(FoundList):
    def __init__(self, session: Session) -> None:
        super().__init__(session, Decision.KIND, "Decisions", ADVICE, COLUMNS, WIDTHS)

    def own_buttons(self) -> Sequence[QWidget]:
        self._back = button("Take back", self.take_back, tip="What it joined is parted; Ctrl+Z puts it back")
        return (self._back,)

    def look_for(self, case: CaseFile, words: str) -> tuple[list[Decided], int]:
        return suggesting.decisions(case, words), case.count(Decision)

    def show_found(self, found: tuple[list[Decided], int]) -> tuple[Lines, str]:
        newest_first, total = list(reversed(found[0])), found[1]

        def line(row: int) -> Line:
            each = newest_first[row]
            return Line((each.at, each.by, each.verdict, each.words, each.because), why=each.words, key=each.id)

        self._back.setEnabled(bool(newest_first) and self._session.can_edit)
        lines = Lines([each.id for each in newest_first], line)
        return lines, f"Shown: {len(newest_first):,} of {total:,} decisions"

    def take_back(self) -> None:
        line = self.current()
        if line is None:
            self._session.told.emit("Choose the decision to take back.")
            return
        self._session.edit(lambda case: joining.take_back(case, line.key))
