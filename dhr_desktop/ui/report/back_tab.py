"""What was edited in Word, section by section: seen before it is taken.

What the chair is trying to do here: get the evening's work in Word back without losing what stands here. Two gestures:
choose the file; take all, or the sections that are right.
"""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QTextBrowser, QVBoxLayout, QWidget

from dhr_desktop.operations.report import word_back
from dhr_desktop.ui import theme
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.editable_table import list_table
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.models.read_table import Line, ReadTable
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.session import Session

COLUMNS, WIDTHS = ("Section", "Look at"), (40, 60)
NOTHING = "Choose a draft of this report that was edited in Word. What was changed is listed here; nothing is taken by itself."


class BackTab(QWidget):
    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._choosers = session, choosers
        self._path: Path | None = None
        self.back: word_back.Back | None = None
        self.open = button(
            "Choose the file…", self.choose, role="main", tip="A draft exported from here and edited in Word"
        )
        self.take_chosen = button("Take the chosen", self._take_chosen, tip="As the file has them; one Undo")
        self.take_all = button("Take all", self._take_all, tip="Every changed section; one Undo")
        self.model = ReadTable(COLUMNS)
        self.table = list_table("Sections changed in Word", self.model, WIDTHS, NOTHING)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._show_difference(now.row()))
        self.difference = QTextBrowser()
        self.difference.setAccessibleName("What was changed in this section")
        self.listed = label("", "warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(FlowLayout(self.open, self.take_chosen, self.take_all, spacing=6))
        column.addWidget(self.table, 1)
        column.addWidget(self.difference, 2)
        column.addWidget(self.listed)
        session.closing.connect(self._forget)
        session.dropping.connect(self._forget)
        self._follow()

    def choose(self) -> None:
        path = self._choosers.file_to_open(self, "A report edited in Word", self._choosers.usual(), "Word (*.docx)")
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        self._path = path
        self._session.run_long(f"Reading {path.name}", partial(word_back.read_back, path=path), self._show)

    def _show(self, back: word_back.Back) -> None:
        self.back = back
        self.model.show(
            [
                Line((each.title, "; ".join(each.notes)), key=each.section, marked=(1,) if each.notes else ())
                for each in back.changed
            ]
        )
        self.listed.setText("\n".join(back.listed[:12]))
        self.listed.setVisible(bool(back.listed))
        if back.changed:
            self.table.setCurrentIndex(self.model.index(0, 0))
        else:
            self.difference.clear()
        self._session.told.emit(f"{back.in_words()}.")
        self._follow()

    def _follow(self) -> None:
        can = self.back is not None and bool(self.back.changed) and self._session.can_edit
        self.take_chosen.setEnabled(can)
        self.take_all.setEnabled(can)
        self.open.setEnabled(self._session.can_edit)

    def _show_difference(self, row: int) -> None:
        if self.back is None or not 0 <= row < len(self.back.changed):
            return
        tokens = theme.current()
        colours = {"same": tokens.quiet, "gone": tokens.bad, "new": tokens.text}
        words = {"same": "", "gone": "Before: ", "new": "In Word: "}
        told = [
            f'<p style="color:{colours[sort]}; white-space:pre-wrap">{"<b>" if sort == "new" else ""}{words[sort]}{escape(text)}{"</b>" if sort == "new" else ""}</p>'
            for sort, text in self.back.changed[row].differences()
        ]
        self.difference.setHtml("".join(told))

    def _take_chosen(self) -> None:
        back = self.back
        rows = {each.row() for each in self.table.selectionModel().selectedRows()}
        if back is not None:
            self._take([each.section for at, each in enumerate(back.changed) if at in rows])

    def _take_all(self) -> None:
        if self.back is not None:
            self._take([each.section for each in self.back.changed])

    def _take(self, wanted: list[int]) -> None:
        back, path = self.back, self._path

        def settled(why_not: str) -> None:
            if not why_not and path is not None:
                self.read(path)  # what is left of it, against the report as it now is

        if back is not None:
            self._session.edit(lambda case: word_back.take(case, back, wanted), settled)

    def _forget(self) -> None:
        self.back = self._path = None
        self.model.show([])
        self.difference.clear()
        self.listed.clear()
