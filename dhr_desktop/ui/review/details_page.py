"""Case details: what kind of review this is, what it covers, and who answers for it."""

from __future__ import annotations

from dhr_desktop.core.changes import Change
from dhr_desktop.operations.reference import timescales
from dhr_desktop.ui.pieces import label
from dhr_desktop.ui.record_form import RecordForm
from dhr_desktop.ui.scroll_page import ScrollPage
from dhr_desktop.ui.session import Session


class DetailsPage(ScrollPage):
    def __init__(self, session: Session) -> None:
        super().__init__("Case details")
        self._session = session
        column = self.fresh_column(spacing=8)
        column.addWidget(label("Case details", "title"))
        column.addWidget(
            label("Each field saves itself as you leave it. The label is printed everywhere from here.", "quiet")
        )
        assert session.case is not None
        self.form = RecordForm(session, session.case.review, columns=2)
        column.addWidget(self.form)
        column.addWidget(label("Purposes of the review, in the guidance followed", "heading"))
        self._purposes = label("")
        column.addWidget(self._purposes)
        column.addStretch(1)
        session.changed.connect(self.form.on_change)
        session.changed.connect(self._on_change)
        self._show_purposes()

    def _on_change(self, change: Change) -> None:
        if "review" in change.kinds:
            self._show_purposes()

    def _show_purposes(self) -> None:
        if self._session.case is None:
            return
        chosen = timescales.guidance(self._session.case.review.guidance)
        numbered = [f"{number}. {words}" for number, words in enumerate(chosen.purposes, 1)]
        self._purposes.setText("\n".join([f"{chosen.title} (version {chosen.version}). {chosen.note}", *numbered]))
