"""What is shown, as a file: for the panel, to print, for a document. One line that opens under a button.

What the chair is trying to do here: send the panel what is on screen before Thursday's meeting. One button,
one choice of what, one file name; the line says what will be in it and what will not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.core.filters import Filter
from dhr_desktop.operations.chronology import chronology_exports, panel_replies, timeline_exports
from dhr_desktop.operations.chronology.chronology import Shown
from dhr_desktop.operations.chronology.timelines import Way
from dhr_desktop.operations.names.departing import ADVICE, Left, with_what_left, written_as
from dhr_desktop.operations.names.gating import HeldBack
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system.file_names import safe_name
from dhr_desktop.timeline.scale import Scale

from .asking import Choosers
from .flow import FlowLayout
from .gate_panel import GatePanel
from .pieces import button, label
from .sending_line import AskedFor, SendingLine
from .session import Session

WHATS = (
    # words, ending, whether it is the timeline
    ("The panel's file: one page to open anywhere (.html)", ".html", True),
    ("Timeline to print, every entry in words behind it (.pdf)", ".pdf", True),
    ("Timeline as a picture that stays sharp (.svg)", ".svg", True),
    ("Timeline as a picture (.png)", ".png", True),
    ("Combined chronology for Word (.docx)", ".docx", False),
    ("Combined chronology for Excel (.xlsx)", ".xlsx", False),
)
OF_TIMELINE, OF_CHRONOLOGY = 0, 4  # what each place offers first


class ExportBar(QWidget):
    def __init__(
        self, session: Session, choosers: Choosers, wanted: Callable[[], Filter], way: Callable[[], Way],
        window: Callable[[], Scale | None], first: int,
    ) -> None:  # fmt: skip
        super().__init__()
        self._session, self._choosers = session, choosers
        self._wanted, self._way, self._window, self._first = wanted, way, window, first
        self._is_made = False
        self.hide()

    def _make(self) -> None:
        """Only when it is first opened: a window that turns to another edition makes every place anew."""
        session = self._session
        self._is_made = True
        self.what = _combo("What to export", [words for words, _, _ in WHATS])
        self.what.setCurrentIndex(self._first)
        self.paper = _combo("Paper", [f"{each}, landscape" for each in timeline_exports.PAPERS])
        self.paper.setCurrentIndex(1)
        self.width_of = _combo(
            "Width of the picture", [f"{each / 72 * 2.54:.0f} cm wide" for each in timeline_exports.WIDTHS]
        )
        self.dots = _combo("Dots an inch", [f"{each} dots an inch" for each in timeline_exports.DOTS_AN_INCH])
        self.dots.setCurrentIndex(1)
        self.span = _combo("How much of it", ["all of it", "as on screen"])
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText("passphrase, if it is to have one")
        self.passphrase.setAccessibleName("Passphrase of the panel's file")
        self.passphrase.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self.sending = SendingLine(session)
        self.gate = GatePanel(session)
        self.write = button("Choose where and write…", self._choose, role="main")
        self.reply = button(
            "Bring in a reply…", self._bring_reply, tip="The comments a panel member saved and sent back"
        )
        line = FlowLayout(
            self.what,
            self.paper,
            self.width_of,
            self.dots,
            self.span,
            self.passphrase,
            *self.sending.widgets(),
            self.write,
            self.reply,
            spacing=8,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        self.says = label("", "warn")
        column.addWidget(self.says)
        column.addWidget(self.gate)
        self.sending.edition.currentIndexChanged.connect(self._follow)
        self.what.currentIndexChanged.connect(self._follow)
        self._follow()

    def toggle(self) -> None:
        if not self._is_made:
            self._make()
        self.setVisible(not self.isVisible())
        if self.isVisible():
            self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        """Only what the chosen form asks for is shown."""
        _, ending, is_timeline = WHATS[self.what.currentIndex()]
        self.paper.setVisible(ending == ".pdf")
        self.width_of.setVisible(ending in (".svg", ".png"))
        self.dots.setVisible(ending == ".png")
        self.span.setVisible(is_timeline and ending != ".html")
        self.passphrase.setVisible(ending == ".html")
        self.says.setText(self.sending.says())

    def form(self) -> timeline_exports.Form:
        return timeline_exports.Form(
            list(timeline_exports.PAPERS)[self.paper.currentIndex()],
            timeline_exports.WIDTHS[self.width_of.currentIndex()],
            timeline_exports.DOTS_AN_INCH[self.dots.currentIndex()],
            self.passphrase.text(),
            self._window() if self.span.currentIndex() == 1 else None,
        )

    def _choose(self) -> None:
        words, ending, is_timeline = WHATS[self.what.currentIndex()]
        case = self._session.case
        if case is None:
            return
        name = safe_name(f"{case.review.reference or 'Review'} {'timeline' if is_timeline else 'chronology'}{ending}")
        asked = self.sending.ask_where(self._choosers, self, words, self._choosers.usual() / name, ending)
        if asked is not None:
            self._write(asked, is_timeline, {})

    def _write(self, asked: AskedFor, is_timeline: bool, passing: Mapping[str, str]) -> None:
        wanted, way, form = self._wanted(), self._way(), self.form()
        to, sending = asked.inside, asked.sending(self.sending.sending(passing))
        overwrite = asked.may_overwrite(sending)

        if is_timeline:
            work: partial[Shown] = partial(
                timeline_exports.write_timeline, to=to, wanted=wanted, way=way, form=form, sending=sending,
                overwrite=overwrite,
            )  # fmt: skip
        else:
            work = partial(
                chronology_exports.write_chronology, to=to, wanted=wanted, sending=sending, overwrite=overwrite
            )

        def written(told: tuple[str, list[Left]]) -> None:
            shown, left = told
            self.gate.after(left)
            self.passphrase.clear()
            self.sending.clear_password()
            locked = f" {ADVICE}" if sending.password else ""
            self._session.told.emit(f"Written to {written_as(to, left).name}. {shown}. {self.sending.says()}{locked}")

        def failed(problem: Exception) -> None:
            if isinstance(problem, HeldBack):
                self.gate.show_hits(str(problem), problem.hits, lambda given: self._write(asked, is_timeline, given))
            else:
                self._session.problem.emit(problem)

        self._session.run_long(f"Writing {to.name}", partial(with_what_left, work), written, failed)

    def _bring_reply(self) -> None:
        path = self._choosers.file_to_open(self, "Bring in a reply", self._choosers.usual(), "Comments (*.json)")
        if path is not None:
            self.take_reply(path)

    def take_reply(self, path: Path) -> None:
        """What a panel member saved; told in numbers that add up."""
        told: list[str] = []

        def settled(why_not: str) -> None:
            if not why_not and told:
                self._session.told.emit(told[0])

        def operation(case: CaseFile) -> Change:
            taken, change = panel_replies.take_reply(case, path)
            told.append(taken.in_words())
            return change

        self._session.edit(operation, settled)


def _combo(name: str, words: list[str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItems(words)
    return made
