"""A document out: which, in which edition, to whom. Opens under a button; the gate tells under it what it met."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.background import shapes_of_work
from dhr_desktop.core.documents import EDITIONS, SUBMISSION, WORKING
from dhr_desktop.core.errors import DhrError
from dhr_desktop.files import tables
from dhr_desktop.operations.names.departing import ADVICE, Left, written_as
from dhr_desktop.operations.names.gating import HeldBack
from dhr_desktop.operations.report import exports
from dhr_desktop.system.file_names import safe_name
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.gate_panel import GatePanel
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.sending_line import AskedFor, SendingLine
from dhr_desktop.ui.session import Session

from .documents_out import WHATS, Wanted, pack, write_out


class ExportLine(QWidget):
    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__()
        self._session, self._choosers = session, choosers
        self.what = QComboBox()
        self.what.setAccessibleName("Which document")
        self.what.addItems([words for words, _, _, _ in WHATS])
        self.sending = SendingLine(session)
        self._template = b""
        self.template = button(
            "Word template…", self.choose_template, tip="A Word file whose styles the report takes; nothing else of it"
        )
        self.house = button(
            "Styles to change…", self.write_house_style, tip="The program's own styles as a Word file, to restyle"
        )
        self.despite = QLineEdit()
        self.despite.setPlaceholderText("why it is to go although errors are left")
        self.despite.setAccessibleName("Why it is to go although errors are left")
        self.despite.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)
        self.despite.hide()
        self.gate = GatePanel(session)
        self.write = button("Choose where and write…", self.choose, role="main")
        self.says = label(self.sending.says(), "warn")
        self.sending.edition.currentIndexChanged.connect(lambda at: self.says.setText(self.sending.says()))
        self.what.currentIndexChanged.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(
            FlowLayout(
                self.what, *self.sending.widgets(), self.despite, self.template, self.house, self.write, spacing=8
            )
        )
        column.addWidget(self.says)
        column.addWidget(self.gate)

    def _follow(self, at: int) -> None:
        """A pack leaves only masked, and with errors only for a reason."""
        is_pack = WHATS[at][3] is pack
        self.despite.setVisible(is_pack)
        if is_pack and self.sending.chosen() == WORKING:
            self.sending.edition.setCurrentIndex(EDITIONS.index(SUBMISSION))

    def offer(self, document: str) -> None:
        """The document that is on screen first."""
        self.what.setCurrentIndex(next(at for at, each in enumerate(WHATS) if each[1] == document))
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_house_style(self) -> None:
        to = self._choosers.file_to_write(
            self, "Styles to change", self._choosers.usual() / "House style.docx", "*.docx"
        )
        if to is not None:
            self._session.run_long(
                f"Writing {to.name}",
                partial(shapes_of_work.without_case, partial(exports.write_house_style, to, overwrite=True)),
                lambda done: self._session.told.emit(
                    f"Written to {to.name}. Restyle it in Word and choose it as the Word template."
                ),
            )

    def choose_template(self) -> None:
        """One chosen already is put away again."""
        if self._template:
            self._template = b""
            self.template.setText("Word template…")
            return
        path = self._choosers.file_to_open(self, "Word template", self._choosers.usual(), "Word (*.docx)")
        if path is None:
            return
        try:
            data = tables.read_bytes(path)
            exports.template_of(data)
        except (OSError, DhrError) as problem:
            self._session.problem.emit(
                problem if isinstance(problem, DhrError) else DhrError(f"{path.name} could not be read.")
            )
            return
        self._template = data
        self.template.setText(f"Styles of {path.name} ✕")

    def choose(self) -> None:
        words, name, ending, _ = WHATS[self.what.currentIndex()]
        case = self._session.held
        if case is None:
            return
        proposed = self._choosers.usual() / safe_name(f"{case.review.reference or 'Review'} {name}{ending}")
        asked = self.sending.ask_where(self._choosers, self, words, proposed, ending)
        if asked is not None:
            self._write(asked, {})

    def _write(self, asked: AskedFor, passing: Mapping[str, str]) -> None:
        to, sending = asked.inside, asked.sending(self.sending.sending(passing))
        overwrite = asked.may_overwrite(sending)
        wanted = Wanted(self.what.currentIndex(), to, sending, overwrite, self.despite.text(), self._template)

        def written(told: tuple[str, list[Left]]) -> None:
            said, left = told
            self.gate.after(left)
            self.sending.clear_password()
            self.despite.clear()
            locked = f" {ADVICE}" if sending.password else ""
            self._session.told.emit(f"Written to {written_as(to, left).name}. {said}. {self.sending.says()}{locked}")

        def failed(problem: Exception) -> None:
            if isinstance(problem, HeldBack):
                self.gate.show_hits(str(problem), problem.hits, lambda given: self._write(asked, given))
            else:
                self._session.problem.emit(problem)

        self._session.run_long(f"Writing {to.name}", partial(write_out, wanted=wanted), written, failed)
