"""What has left: every file, which edition, to whom, by its hash; any file held against the register; what may pass.

What the chair is trying to do here: answer "is this ours, and whose copy?" about a file somebody sends, and make sure
of a report that was edited in Word. One button each.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QLayout, QWidget

from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import EDITIONS, PUBLICATION, Check, Departure
from dhr_desktop.gate.saying import in_number
from dhr_desktop.operations.names import departing, gating
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.found_list import FoundList
from dhr_desktop.ui.gate_panel import GatePanel
from dhr_desktop.ui.low_windows import GivesWay
from dhr_desktop.ui.models.read_table import Line, Lines
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.session import Session

TITLE = "What has left"
ADVICE = (
    "Every file this case gave out. Hold any file against the register of names before it goes on, one edited in Word "
    "too; or ask which copy a file is."
)
COLUMNS = ("What", "Edition", "When (UTC)", "Copy and recipient", "Marking", "SHA-256", "Passed the gate because")
MOST_TOLD = 40


class ExportsPage(FoundList):
    FOLLOWS = frozenset({"departures", "checks"})

    def __init__(self, session: Session, choosers: Choosers) -> None:
        self._choosers = choosers
        super().__init__(session, "departures", TITLE, ADVICE, COLUMNS, (40, 17, 24, 30, 20, 20, 50))
        self.gate = GatePanel(session)
        self.found = label("", "quiet")
        self.found.hide()
        layout = self.layout()
        assert isinstance(layout, QLayout)
        layout.addWidget(self.gate)
        layout.addWidget(self.found)
        GivesWay(self, self.gate, self.table)

    def own_buttons(self) -> Sequence[QWidget]:
        self.edition = QComboBox()
        self.edition.setAccessibleName("Edition the file is to be")
        self.edition.addItems([f"as {each}" for each in EDITIONS])
        self.edition.setCurrentIndex(EDITIONS.index(PUBLICATION))
        return (
            button("Check a file…", self.check, role="main", tip="Search its every part for names of this case"),
            self.edition,
            button("Which copy is this?…", self.which, tip="By its bytes, or the copy number printed in it"),
            button("What may pass…", self.list_allowed, tip="Forms that may pass the gate, and why"),
        )

    # ---- the register ---------------------------------------------------------------------------------

    def look_for(self, case: CaseFile, words: str) -> list[Departure]:
        wanted = words.casefold().split()
        found = []
        for each in departing.departures(case):
            told = f"{departing.in_one_line(each)} {each.sha256} {each.overridden}".casefold()
            if all(word in told for word in wanted):
                found.append(each)
        return found

    def show_found(self, found: Any) -> tuple[Lines, str]:
        lines = [
            Line(
                (
                    each.product, each.edition, departing.left_on(each), each.copy, each.marking,
                    each.sha256, each.overridden,
                ),
                key=each.id,
            )
            for each in found
        ]  # fmt: skip
        return Lines.of(lines), f"Shown: {counted(len(lines), 'file')} that left"

    # ---- a file -----------------------------------------------------------------------------------------

    def check(self) -> None:
        path = self._choosers.file_to_open(self, "Check a file", self._choosers.usual(), "Any file (*)")
        if path is not None:
            self.check_file(path)

    def check_file(self, path: Path) -> None:
        edition = EDITIONS[self.edition.currentIndex()]
        self._session.run_long(
            f"Reading {path.name}", partial(gating.check_file, path=path, edition=edition), self._checked
        )

    def _checked(self, looked: gating.Looked) -> None:
        told = []
        if looked.left_as is not None:
            told.append(f"It is an export of this case, unchanged: {departing.in_one_line(looked.left_as)}.")
        if looked.pictures:
            told.append(f"{looked.pictures} pictures: what is drawn in them cannot be read here. Look at each.")
        if looked.unknown:
            words = ", ".join(each.form for each in looked.unknown[:MOST_TOLD])
            told.append(f"Nobody has vouched for these; names may be among them: {words}.")
        self.found.setText("\n".join(told))
        self.found.setVisible(bool(told))
        if looked.blocking:
            words = f"{looked.name} holds {in_number(looked.blocking)}. Mend it before it goes."
            self.gate.show_hits(words, (*looked.blocking, *looked.warnings))
        elif looked.warnings:
            words = f"{looked.name}: nothing of the register met. It holds {in_number(looked.warnings)}."
            self.gate.show_hits(f"{words} Look whether somebody could be known by them.", looked.warnings)
        else:
            self.gate.put_away()
            self._session.told.emit(
                f"{looked.name}: nothing of the register met in any part of it. Read it yourself too."
            )

    def which(self) -> None:
        path = self._choosers.file_to_open(self, "Which copy is this?", self._choosers.usual(), "Any file (*)")
        if path is None:
            return

        def told(found: list[Departure]) -> None:
            if found:
                self._session.told.emit(f"{path.name} is: {'; or '.join(map(departing.in_one_line, found[:3]))}.")
                self.select(found[0].id)
            else:
                self._session.told.emit(
                    f"{path.name} is no export of this case, and no copy number of one stands in it."
                )

        self._session.ask(partial(departing.which, path=path), told)

    def list_allowed(self) -> None:
        def told(allowed: list[str]) -> None:
            words = "\n".join(allowed) or "Nothing is let past the gate for good."
            self.found.setText(words)
            self.found.show()

        self._session.look(
            lambda case: [
                f"{each.finding}: {each.accepted_because}" for each in case.all(Check) if each.point == gating.ALWAYS
            ],
            told,
        )
