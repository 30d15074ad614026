"""The points reviews are sent back for, gravest first: where, in which words, why; accepted only with a reason.

What the chair is trying to do here: leave nothing in the report that a reader will send it back for. Two gestures a
finding: Return goes to it; a reason and Return accepts it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from dhr_desktop.core.documents import Section
from dhr_desktop.operations.report.checks import every, filed
from dhr_desktop.operations.report.checks.findings import Finding
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.editable_table import list_table
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.models.read_table import Line, ReadTable
from dhr_desktop.ui.pieces import button, label
from dhr_desktop.ui.session import WORKING, Session

COLUMNS, WIDTHS = ("Grave", "Point", "Words", "Why", "Where"), (10, 34, 34, 44, 26)
SHOWN = ("everything found", "errors", "warnings", "for information", "accepted")
HIDDEN = "What is found is told in real names. Go back to the working edition (F8) to see it."
NOTHING = "Nothing of this kind was found. The program looks for what it can; a person reads the rest."


class ChecksTab(QWidget):
    wanted = Signal(str, int)

    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._choosers = session, choosers
        self._path: Path | None = None  # the file the list is about, where it is not about the report as it stands
        self.result: every.Result | None = None
        self._rows: Sequence[Finding] = ()
        self._is_asking = False
        self.shown = QComboBox()
        self.shown.setAccessibleName("Which findings")
        self.shown.addItems(list(SHOWN))
        self.shown.activated.connect(lambda at: self._fill())
        self.look = button("Look again", self.ask, tip="All points, over the report as it now stands")
        self.file = button(
            "Check a file…", self.choose, tip="All points, over a Word file of this report edited elsewhere"
        )
        self.model = ReadTable(COLUMNS)
        self.table = list_table("Findings", self.model, WIDTHS, NOTHING)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("why it may stand; kept with the case")
        self.reason.setAccessibleName("Why it may stand")
        self.reason.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)
        self.accept = button("Accept it", self._accept, role="main", tip="It is set apart with your reason")
        self.go = button("Go to it", self._go, tip="Return on the line")
        self.learn = button("It is spelt right", self._learn, tip="Kept in this case's dictionary, under Vocabularies")
        self.said = label("", "quiet")
        self.whole = label("")
        self.reason.returnPressed.connect(self._accept)
        self.reason.textChanged.connect(self._follow)
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._follow())
        self._key(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(
            FlowLayout(self.shown, self.look, self.file, self.go, self.learn, self.reason, self.accept, spacing=6)
        )
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addWidget(self.whole)
        session.closing.connect(self._forget)
        session.dropping.connect(self._forget)
        for each in (self.look, self.file):
            each.setEnabled(session.edition == WORKING)
        self._follow()

    def _key(self, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence("Return"), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(slot)

    def ask(self) -> None:
        """Run beside the window's thread; while one run is under way another is not begun."""
        self._path = None
        if self._session.edition != WORKING:
            self.said.setText(HIDDEN)
            return
        if self._is_asking:
            return
        self._is_asking = True
        self._session.ask(every.run, self._show)

    def _show(self, result: every.Result) -> None:
        self._is_asking = False
        if self._path is None:
            self._list(result)

    def choose(self) -> None:
        path = self._choosers.file_to_open(self, "A report in Word", self._choosers.usual(), "Word (*.docx)")
        if path is not None:
            self.check_file(path)

    def check_file(self, path: Path) -> None:
        def show(read: tuple[str, every.Result] | None) -> None:
            if read is None:
                self._session.told.emit(
                    f"{path.name} is no report of this review that can be read: it has neither its labels nor its headings."
                )
            else:
                self._path = path
                self._list(read[1], f"{path.name}, {read[0]}. ")

        self._session.run_long(f"Checking {path.name}", partial(filed.run_on_file, path=path), show)

    def _list(self, result: every.Result, of_file: str = "") -> None:
        self.result = result
        self.said.setText(f"{of_file}{result.in_words()}.")
        self.look.setText("Look at the report again" if of_file else "Look again")
        self._fill()

    def follow(self) -> None:
        """The report has changed; a file has not."""
        if self._path is None:
            self.ask()

    def _again(self, why_not: str) -> None:
        if self._path is not None:
            self.check_file(self._path)
        else:
            self.ask()

    def _fill(self) -> None:
        if self.result is None:
            return
        at = self.table.currentIndex().row()
        points = every.points()
        which = self.shown.currentIndex()
        reasons: dict[int, str] = {}
        if which == len(SHOWN) - 1:
            self._rows = [finding for finding, _ in self.result.accepted]
            reasons = {row: because for row, (_, because) in enumerate(self.result.accepted)}
        else:
            self._rows = self.result.findings if which == 0 else self.result.of(every.SEVERITIES[which - 1])
        self.model.show([
            Line((points[each.point].severity, each.point, each.words, reasons.get(row, each.reason), each.place), key=row, marked=(0,) if points[each.point].severity == every.ERROR else (), why=points[each.point].why)
            for row, each in enumerate(self._rows)
        ])  # fmt: skip
        if self._rows:
            self.table.setCurrentIndex(self.model.index(min(max(at, 0), len(self._rows) - 1), 0))
        self._follow()

    def finding(self) -> Finding | None:
        at = self.table.currentIndex().row()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _follow(self) -> None:
        finding = self.finding()
        is_accepted = self.shown.currentIndex() == len(SHOWN) - 1
        self.go.setEnabled(finding is not None and bool(finding.to))
        self.whole.setText(
            f"{finding.place}: {finding.words} {finding.reason} {every.points()[finding.point].why}." if finding else ""
        )
        self.learn.setVisible(finding is not None and bool(every.misspelt(finding)))
        self.learn.setEnabled(self._session.can_edit)
        self.reason.setEnabled(finding is not None and self._session.can_edit and not is_accepted)
        self.accept.setText("Look for it again" if is_accepted else "Accept it")
        self.accept.setEnabled(
            finding is not None and self._session.can_edit and (is_accepted or bool(self.reason.text().strip()))
        )

    def _go(self) -> None:
        finding = self.finding()
        found = (
            self._session.case.find(finding.to)
            if finding is not None and finding.to and self._session.case is not None
            else None
        )
        if found is not None:
            self.wanted.emit("sections" if isinstance(found, Section) else found.KIND, found.id)

    def _learn(self) -> None:
        finding = self.finding()
        word = every.misspelt(finding) if finding is not None else ""
        if word:
            self._session.edit(lambda case: every.learn(case, word), self._again)

    def _accept(self) -> None:
        finding, reason = self.finding(), self.reason.text().strip()
        if finding is None:
            return
        if self.shown.currentIndex() == len(SHOWN) - 1:
            self._session.edit(lambda case: every.take_back(case, finding), self._again)
        elif reason:
            self.reason.clear()
            self._session.edit(lambda case: every.accept(case, finding, reason), self._again)

    def _forget(self) -> None:
        self.result, self._rows, self._is_asking, self._path = None, (), False, None
        self.model.show([])
        self.said.clear()
        self.whole.clear()
