"""The two analyses that are written as well as read: the chain from finding to action, and equality.

What the chair is trying to do here: stand on the missing link and press one key to make it, then type beside. N is the
next link of the chain where the cursor is; on the equality page it begins what is not yet written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dhr_desktop.core.analysis import Action, Equality, Lesson, Mark, Recommendation
from dhr_desktop.core.changes import Change
from dhr_desktop.operations.analysis import links
from dhr_desktop.operations.analysis.readings import begin_equality
from dhr_desktop.operations.importing import imr_recommendations
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.pieces import button

from .analysis_page import AnalysisPage

TABLES = "Word or Excel (*.docx *.odt *.rtf *.xlsx *.xlsb *.xls *.ods *.csv)"


class _WrittenPage(AnalysisPage):
    """One with a key that makes what is missing where the cursor is."""

    _awaited = ""

    def _lay_out(self) -> None:
        super()._lay_out()
        shortcut = QShortcut(QKeySequence("N"), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.make_next)
        for each in (self._confirm, self._reject):
            each.hide()

    def make_next(self) -> None:
        raise NotImplementedError

    def _make(self, work: Callable[[CaseFile], Change], kind: str) -> None:
        """What is made is shown beside, to be written in, once it is saved."""
        self._awaited = kind
        self._session.edit(work)

    def _on_change(self, change: Change) -> None:
        super()._on_change(change)
        if self._awaited and self._awaited in change.kinds and change.ids:
            kind, self._awaited = self._awaited, ""
            self.chosen.emit(kind, max(change.ids))


class ChainPage(_WrittenPage):
    def own_buttons(self) -> Sequence[QWidget]:
        return (
            button(
                "Make the missing link",
                self.make_next,
                tip="What comes next where the cursor is (N)",
            ),
            button("New recommendation", self.new_recommendation, tip="One that no lesson leads to"),
            button("New part of it", self.new_part, tip="A sub-numbered recommendation under the one the cursor is on"),
            button("Bring in an agency's…", self.bring_in, tip="The table of recommendations in an agency's IMR"),
        )

    def make_next(self) -> None:
        mark, lesson = self.record_of(Mark), self.record_of(Lesson)
        recommendation, action = self.record_of(Recommendation), self.record_of(Action)
        if recommendation and not action:
            self._make(lambda case: links.add_action(case, recommendation), "actions")
        elif lesson and not recommendation:
            self._make(lambda case: links.add_recommendation(case, [lesson]), "recommendations")
        elif mark and not lesson:
            self._make(lambda case: links.add_lesson(case, [mark]), "lessons")
        elif action:
            self._make(lambda case: links.add_action(case, recommendation), "actions")
        else:
            self._session.told.emit("Mark a missed opportunity or good practice first: the chain begins there.")

    def bring_in(self) -> None:
        """The agency is the one the file's name speaks of; another is chosen beside, in each recommendation."""
        path = self._choosers.file_to_open(self, "Bring in an agency's recommendations", self._choosers.usual(), TABLES)
        if path is None:
            return

        def read(answer: tuple[int, int, Change]) -> None:
            fresh, already, change = answer
            self._session.tell_change(change)
            self._session.told.emit(f"{fresh} recommendations came in; {already} were here already.")

        self._session.run_long(
            "Reading the recommendations",
            partial(imr_recommendations.bring_in_from, path=path),
            read,
        )

    def new_part(self) -> None:
        above = self.record_of(Recommendation)
        if not above:
            self._session.told.emit("Put the cursor on a line with a recommendation first.")
            return
        self._make(lambda case: links.add_recommendation(case, [], within=above), "recommendations")

    def new_recommendation(self) -> None:
        self._make(lambda case: links.add_recommendation(case, []), "recommendations")


class EqualityPage(_WrittenPage):
    def own_buttons(self) -> Sequence[QWidget]:
        return (button("Write about it", self.make_next, tip="What is known, its relevance and effect (N)"),)

    def make_next(self) -> None:
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.model.analysis.lines):
            self._session.told.emit("Give somebody the role of victim or perpetrator first, under Review, People.")
            return
        held = self.record_of(Equality)
        if held:
            self.chosen.emit("equality", held)
            return
        person, characteristic = (cell.words for cell in self.model.analysis.lines[row].cells[:2])
        self._make(lambda case: begin_equality(case, person, characteristic), "equality")
