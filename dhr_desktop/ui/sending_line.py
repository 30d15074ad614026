"""How a file is to leave, in one line: which edition, to whom, which copy, locked or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from dhr_desktop.core.documents import EDITIONS, WORKING
from dhr_desktop.operations.names.departing import KEEP_IT, Sending

from .asking import Choosers
from .session import Session

EDITION_WORDS = {
    WORKING: "Working edition (real names)", "submission": "Submission edition (pseudonyms)",
    "publication": "Publication edition (pseudonyms, coarse dates)",
}  # fmt: skip
ZIP = ".zip"
HIDING = (
    "Names are masked, and the finished file is read back and searched before it is written. "
    "What is found holds it back. Read it yourself before it goes."
)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Where a file is to go: itself, the zip that locks it in, and whether the chooser asked about a file there."""

    inside: Path
    locked_as: str
    was_asked: bool

    @classmethod
    def of(cls, to: Path, ending: str, *, is_locked: bool) -> AskedFor:
        """A locked file is a zip of the very name that was chosen, where that is the name of a zip."""
        if not is_locked and to.suffix.lower() == ending:
            return cls(to, "", True)
        is_zip = to.suffix.lower() == ZIP
        name = to.name[: -len(ZIP)] if is_zip else to.name
        inside = to.with_name(name if Path(name).suffix.lower() == ending else name + ending)
        if not is_locked:
            return cls(inside, "", False)
        return cls(inside, to.name if is_zip else f"{name}{ZIP}", is_zip)

    def sending(self, sending: Sending) -> Sending:
        return replace(sending, locked_as=self.locked_as if sending.password else "")

    def may_overwrite(self, sending: Sending) -> bool:
        """The chooser asked about the file that is written, and not about another name."""
        return self.was_asked and bool(sending.password) == bool(self.locked_as)


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

    def ask_where(
        self, choosers: Choosers, parent: QWidget, words: str, proposed: Path, ending: str
    ) -> AskedFor | None:
        is_locked = bool(self.password.text())
        if is_locked and proposed.suffix.lower() != ZIP:
            proposed = proposed.with_name(proposed.name + ZIP)
        to = choosers.file_to_write(parent, words, proposed, f"*{ZIP if is_locked else ending}")
        return AskedFor.of(to, ending, is_locked=is_locked) if to is not None else None

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
