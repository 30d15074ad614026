"""Where the review stands.

What the chair is trying to do: see in one look what is late, missing or waiting, and go there. Each
figure is a link to the list behind it; one click, or Tab and Space.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from dhr_desktop.core.changes import Change
from dhr_desktop.operations.reference import timescales
from dhr_desktop.operations.review import where_it_stands
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.pieces import button, copy_privately, label
from dhr_desktop.ui.scroll_page import ScrollPage
from dhr_desktop.ui.session import Session


class OverviewPage(ScrollPage):
    wanted = Signal(str, object)  # a page, and the ids of the records behind the figure

    def __init__(self, session: Session) -> None:
        super().__init__("Where it stands")
        self._session = session
        self._is_stale = False
        session.changed.connect(self.on_change)
        self.reread()

    def on_change(self, change: Change) -> None:
        if self.isVisible():
            self.reread()
        else:
            self._is_stale = True  # read when somebody looks: every key saved elsewhere would count the case anew

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.reread()

    def reread(self) -> None:
        """The figures are counted beside the window's thread: of 50,000 entries that takes a tenth of a second."""
        self._is_stale = False
        self._session.look(_read, self._show)

    def _show(self, read: tuple[list[where_it_stands.Figure], str]) -> None:
        figures, timescale = read
        case = self._session.case
        column = self.fresh_column(spacing=10)
        if case is not None:
            review = case.review
            column.addWidget(label(review.title or "This review has no title yet", "title"))
            about = "  ·  ".join(filter(None, (review.label, review.reference, review.partnership)))
            column.addWidget(label(about or "Give it a label and a reference under Case details.", "quiet"))
            if review.is_invented:
                column.addWidget(label("Wholly invented: every person, place and agency here is made up.", "good"))
            self._add_figures(column, "Needs someone", [each for each in figures if each.needs_someone])
            self._add_figures(column, "Where it stands", [each for each in figures if not each.needs_someone])
            self._add_paragraph(column, timescale)
        column.addStretch(1)

    def _add_figures(self, column: QVBoxLayout, title: str, figures: list[where_it_stands.Figure]) -> None:
        if not figures:
            return
        column.addWidget(label(title, "heading"))
        card, inside = _card()
        for figure in figures:
            sign = "!  " if figure.needs_someone else ""
            link = button(sign + figure.words, partial(self.wanted.emit, figure.leads_to, figure.ids), role="link")
            link.setAccessibleName(figure.words)
            link.setAccessibleDescription("Goes to the list behind this figure")
            inside.addWidget(link)
        column.addWidget(card)

    def _add_paragraph(self, column: QVBoxLayout, words: str) -> None:
        if not words:
            return
        row = QHBoxLayout()
        row.addWidget(label("Timescales, as the report will say it", "heading", wraps=False))
        row.addStretch(1)
        row.addWidget(button("Copy paragraph", lambda: copy_privately(words)))
        column.addLayout(row)
        card, inside = _card()
        inside.addWidget(label(words))
        column.addWidget(card)


def _read(case: CaseFile) -> tuple[list[where_it_stands.Figure], str]:
    today = date.today()
    return where_it_stands.figures(case, today), timescales.paragraph(case, today)


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(12, 8, 12, 8)
    inside.setSpacing(0)
    return card, inside
