"""The lists that do more than list: queries go out as sheets and come back; marks can be on a span or an absence.

What the chair is trying to do here: send every agency its questions in one gesture, drop in what comes back, and
see at once what could not be placed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.operations.chronology import marking
from dhr_desktop.operations.queries import query_replies, query_sheets
from dhr_desktop.ui.pieces import button

from .made_page import MadePage

REPLIES = "Query sheets (*.xlsx *.docx);;All files (*)"

FORMS = {"as Excel": ".xlsx", "as Word": ".docx"}


class QueryPage(MadePage):
    def more_buttons(self) -> Sequence[QWidget]:
        self.form = QComboBox()
        self.form.setAccessibleName("Form of the query sheets")
        self.form.addItems(list(FORMS))
        return (
            self.form,
            button("Write query sheets…", self.write_sheets, tip="One for each agency with an open query, in a folder"),
            button("Bring in a reply…", self.bring_in, tip="Answers go back onto the rows they are about"),
        )

    def write_sheets(self) -> None:
        folder = self._choosers.folder(self, "Folder for the query sheets", self._choosers.usual())
        if folder is None:
            return

        def written(paths: list[Path]) -> None:
            self._session.told.emit(
                f"{len(paths)} query sheets written to {folder.name}. Each holds one agency's rows alone."
            )
            self.reread()

        ending = FORMS[self.form.currentText()]
        self._session.run_long(
            "Writing query sheets",
            partial(query_sheets.write_sheets, folder=folder, ending=ending),
            written,
        )

    def bring_in(self) -> None:
        path = self._choosers.file_to_open(self, "Bring in a reply", self._choosers.usual(), REPLIES)
        if path is None:
            return

        def read(answer: tuple[query_replies.Placed, Change]) -> None:
            placed, change = answer
            self._session.tell_change(change)
            self._session.told.emit(placed.in_words())

        self._session.run_long("Reading the reply", partial(query_replies.read_reply, path=path), read)


class MarkPage(MadePage):
    _awaits_mark = False

    def more_buttons(self) -> Sequence[QWidget]:
        return (
            button(
                "New mark on a span", self.new_on_span,
                tip="A key episode, an absence, a family's account: what is on no one entry. It is written beside.",
            ),
        )  # fmt: skip

    def new_on_span(self) -> None:
        self._awaits_mark = True
        self._session.edit(lambda case: marking.mark_span(case, ""))

    def _on_change(self, change: Change) -> None:
        super()._on_change(change)
        if self._awaits_mark and change.ids and "marks" in change.kinds:
            self._awaits_mark = False
            self.chosen.emit("marks", max(change.ids))
