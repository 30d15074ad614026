"""Codebooks: take one that comes with the program, bring one in, send one out; themes are edited beside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.operations.analysis import codebooks
from dhr_desktop.ui.pieces import button

from .analysis_page import AnalysisPage

PATTERN = "Codebooks (*.csv *.qdc)"
OUT = "CSV (*.csv);;REFI-QDA codebook (*.qdc)"


class CodebookPage(AnalysisPage):
    def own_buttons(self) -> Sequence[QWidget]:
        self._confirm.hide()
        self._reject.hide()
        self.shipped = QComboBox()
        self.shipped.setAccessibleName("Codebook that comes with the program")
        self.shipped.addItems(list(codebooks.SHIPPED))
        return (
            self.shipped,
            button("Use it", self.adopt, tip="Its themes can then be put on entries and edited"),
            button("Bring in…", self.bring_in, tip="A codebook as CSV or REFI-QDA (.qdc)"),
            button("Send out…", self.send_out, tip="The themes of this case as CSV or REFI-QDA (.qdc)"),
        )

    def adopt(self) -> None:
        name = self.shipped.currentText()
        self._session.edit(lambda case: codebooks.adopt(case, name))

    def bring_in(self) -> None:
        path = self._choosers.file_to_open(self, "Bring in a codebook", self._choosers.usual(), PATTERN)
        if path is not None:
            self._session.edit(lambda case: codebooks.bring_in(case, path))

    def send_out(self) -> None:
        path = self._choosers.file_to_write(self, "Send out a codebook", self._choosers.usual() / "Codebook.qdc", OUT)
        if path is None:
            return
        named_as_asked = path.suffix.lower() in codebooks.FORMATS
        to = path if named_as_asked else path.with_name(f"{path.name}.qdc")
        self._session.run_long(
            f"Writing {to.name}",
            partial(codebooks.send_out, to=to, overwrite=named_as_asked),
            lambda number: self._session.told.emit(f"{number} themes written to {to.name}."),
        )

    def _on_change(self, change: Change) -> None:
        if change.kinds & {"themes", "marks", "accounts", "entries"}:
            super()._on_change(change)
