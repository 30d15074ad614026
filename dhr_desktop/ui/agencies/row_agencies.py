"""Whose the rows are: each name in a column of agencies, and the agency of the case that it is taken for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QScrollArea, QWidget

from dhr_desktop.intake.senders import Sender
from dhr_desktop.operations.importing.looked_at import LookedAt
from dhr_desktop.ui.pieces import label

NONE = "No column of this file names an agency: all its rows are its sender's."


class RowAgencies(QScrollArea):
    named = Signal(str, str)  # a name as the column has it, and the agency's

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName("Whose the rows are")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.choices: dict[str, QComboBox] = {}

    def show_file(self, looked: LookedAt, agencies: Sequence[str]) -> None:
        page = QWidget()
        form = QFormLayout(page)
        self.choices = {}
        if not looked.row_senders:
            form.addRow(label(NONE, "quiet"))
        for name, sender in looked.row_senders.items():
            choice = self._choice(name, sender, agencies)
            form.addRow(name, choice)
            if sender.is_asked:
                form.addRow(label(sender.question(), "quiet"))
        self.setWidget(page)

    def _choice(self, name: str, sender: Sender, agencies: Sequence[str]) -> QComboBox:
        choice = QComboBox()
        choice.setEditable(True)
        choice.setAccessibleName(f"Agency of the rows of {name}")
        choice.addItems(list(dict.fromkeys((*sender.offers, *((sender.name,) if sender.name else ()), *agencies))))
        choice.setCurrentIndex(-1)
        choice.setCurrentText("" if sender.is_asked else sender.name)
        if (line := choice.lineEdit()) is not None:
            line.setPlaceholderText("Whose rows?")
            line.returnPressed.connect(lambda: self._tell(name, choice))
        choice.activated.connect(lambda at: self._tell(name, choice))
        self.choices[name] = choice
        return choice

    def _tell(self, name: str, choice: QComboBox) -> None:
        if agency := choice.currentText().strip():
            self.named.emit(name, agency)
