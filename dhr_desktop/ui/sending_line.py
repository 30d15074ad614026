"""How a file is to leave, in one line: which edition, to whom, which copy, locked or not."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from dhr_desktop.operations.departing import KEEP_IT, Sending
from dhr_desktop.operations.editions import EDITIONS, WORKING

from .session import Session

EDITION_WORDS = {
    WORKING: "Working edition (real names)", "submission": "Submission edition (pseudonyms)",
    "publication": "Publication edition (pseudonyms, coarse dates)",
}  # fmt: skip
HIDING = (
    "Names are masked, and the finished file is read back and searched before it is written. "
    "What is found holds it back. Read it yourself before it goes."
)


class SendingLine:
    """The widgets, to be laid in a line with others; and what they say."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.edition = QComboBox()
        self.edition.setAccessibleName("Edition")
        for each in EDITIONS:
            self.edition.addItem(EDITION_WORDS[each], each)
        self.edition.setCurrentIndex(self.edition.findData(session.edition))
        self.recipient = _line("for whom, if it is for one", "Recipient", 22)
        self.copy, self.copies = _number("Number of this copy", "copy –"), _number("How many copies there are", "of –")
        self.password = _line("zip password, if it is to be locked", "Password of the encrypted zip", 28)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)

    def widgets(self) -> tuple[QWidget, ...]:
        return self.edition, self.recipient, self.copy, self.copies, self.password

    def chosen(self) -> str:
        return str(self.edition.currentData())

    def says(self) -> str:
        """What to know before it is written."""
        return KEEP_IT if self.chosen() == WORKING else HIDING

    def sending(self, passing: Mapping[str, str]) -> Sending:
        return Sending(
            self.chosen(), self.recipient.text().strip(), self.copy.value(), self.copies.value(), self.password.text(),
            dict(passing),
        )  # fmt: skip

    def clear_password(self) -> None:
        self.password.clear()


def _line(words: str, name: str, letters: int) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(words)
    made.setAccessibleName(name)
    made.setMinimumWidth(made.fontMetrics().averageCharWidth() * letters)
    return made


def _number(name: str, none: str) -> QSpinBox:
    made = QSpinBox()
    made.setRange(0, 999)
    made.setSpecialValueText(none)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
