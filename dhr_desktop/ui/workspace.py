"""Everything shown of one open case: made when it opens, dropped whole when it is locked or closed.

Loaded only then, because its pages bring the database and every record with them.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.operations.originals import Place, place_of

from .actions import Command
from .agencies.files_page import FilesPage
from .agencies.place import AgenciesPlace
from .analysis.place import AnalysisPlace
from .asking import Choosers
from .casefile.file_page import FilePage
from .casefile.history_page import HistoryPage
from .casefile.settings_page import SettingsPage
from .chronology.place import ChronologyPlace
from .chronology.reading import Reading
from .evidence import EvidencePanel
from .joining.place import JoiningPlace
from .pages_place import PagesPlace
from .pieces import button, menu
from .place_names import PLACES
from .review.place import ReviewPlace
from .review.register_page import RegisterPage
from .search_box import SearchBox
from .session import Session
from .timeline.place import TimelinePlace

REPLY_ENDING = ".dhr-reply.json"


class Places(QWidget):
    """The places of the program, in the order of the work; only those that work are here."""

    count_told = Signal(str)

    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__()
        self.menu = menu("Places", list(PLACES))
        self.menu.setObjectName("nav")
        self.review = ReviewPlace(session, choosers)
        self.agencies = AgenciesPlace(session, choosers)
        self.reading = Reading(session)
        self.chronology = ChronologyPlace(session, self.reading, choosers)
        self.timeline = TimelinePlace(session, self.reading, choosers)
        self.joining = JoiningPlace(session, choosers)
        self.analysis = AnalysisPlace(session, choosers)
        self._paged: tuple[PagesPlace, ...] = (self.review, self.agencies, self.joining, self.analysis)
        self.file = FilePage(session, choosers)
        self.history = HistoryPage(session)
        self.settings = SettingsPage(session, choosers)
        self.stack = QStackedWidget()
        self.stack.setObjectName("page")
        for page in (
            self.review, self.agencies, self.chronology, self.timeline, self.joining, self.analysis, self.file,
            self.history, self.settings,
        ):  # fmt: skip
            self.stack.addWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.menu)
        row.addWidget(self.stack, 1)
        for place in (*self._paged, self.chronology, self.timeline):
            place.count_told.connect(self.count_told)
            place.page_wanted.connect(self.go_to)
        self.history.count_told.connect(self.count_told)
        self.menu.currentRowChanged.connect(self._show)
        self.menu.setCurrentRow(0)

    def _show(self, at: int) -> None:
        self.count_told.emit("")
        self.stack.setCurrentIndex(at)
        shown = self.stack.currentWidget()
        if isinstance(shown, ChronologyPlace | TimelinePlace):
            shown.tell_count()

    def go(self, place: str) -> None:
        self.menu.setCurrentRow(PLACES.index(place))

    def with_page(self, name: str) -> PagesPlace | None:
        """The place that has this page."""
        return next((place for place in self._paged if name in place.titles), None)

    def go_to(self, name: str, ids: tuple[int, ...] = ()) -> None:
        if name in ("chronology", "entries"):
            self.go("Chronology")
            self._show_entries(ids)
            return
        if name == "timeline":
            self.go("Timeline")
            if ids:
                self.timeline.show_entry(ids[0])
            self.timeline.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if (place := self.with_page(name)) is not None:
            self.menu.setCurrentRow(self.stack.indexOf(place))
            place.go_to(name, ids)

    def _show_entries(self, ids: tuple[int, ...]) -> None:
        if len(ids) == 1:
            self.chronology.show_record("entries", ids[0])
        elif ids:
            self.chronology.show_only(ids)
        self.chronology.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, kind: str, id: int) -> None:
        if self.chronology.show_record(kind, id):
            self.go("Chronology")
            return
        for place in self._paged:
            if place.show_record(kind, id):
                self.menu.setCurrentRow(self.stack.indexOf(place))

    def current_register(self) -> RegisterPage | None:
        place = self.stack.currentWidget()
        return place.current_register() if isinstance(place, PagesPlace) else None


class Workspace(QWidget):
    """Everything shown of one open case; dropped whole when it is locked or closed."""

    def __init__(self, session: Session, choosers: Choosers, commands: list[Command], window: QWidget) -> None:
        super().__init__()
        self._session = session
        self.search = SearchBox(session, lambda: commands, window)
        self.places = Places(session, choosers)
        self.evidence = EvidencePanel(session)
        self.undo = button("Undo", session.undo)
        self.redo = button("Redo", session.redo)
        top = QFrame()
        top.setObjectName("top")
        row = QHBoxLayout(top)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addStretch(1)
        self.search.setMinimumWidth(260)
        row.addWidget(self.search, 3)
        row.addStretch(1)
        row.addWidget(button("Lock", session.lock, tip="Drop the key and blank the window (Ctrl+L)"))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.places)
        self.splitter.addWidget(self.evidence)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([930, 330])
        self.splitter.setHandleWidth(3)
        self.splitter.setChildrenCollapsible(False)
        self.evidence.setMinimumWidth(self.fontMetrics().averageCharWidth() * 26)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.splitter, 1)
        self.places.review.chosen.connect(self.evidence.show_record)
        self.places.agencies.chosen.connect(self.evidence.show_record)
        self.places.chronology.chosen.connect(self.evidence.show_record)
        self.places.timeline.chosen.connect(self.evidence.show_record)
        self.places.joining.chosen.connect(self.evidence.show_record)
        self.places.analysis.chosen.connect(self.evidence.show_record)
        self.places.history.chosen.connect(self.evidence.show_record)
        self.search.wanted.connect(self.show_record)
        self.evidence.wanted.connect(self.show_record)
        self.evidence.original_wanted.connect(self.open_original)
        session.changed.connect(self._on_change)
        self._name_undo()

    def show_record(self, kind: str, id: int) -> None:
        self.places.show_record(kind, id)
        self.evidence.show_record(kind, id)

    def open_original(self, kind: str, id: int) -> None:
        """The agency's file behind an entry, at its row."""

        def found(place: Place | None) -> None:
            if place is not None:
                self.places.go_to("files")
                page = self.places.agencies.page("files")
                assert isinstance(page, FilesPage)
                page.open_original(place)

        self._session.ask(lambda case: place_of(case, kind, id), found)

    def take_files(self, paths: list[Path]) -> None:
        """Files dropped anywhere on the window: agencies' files, and what the panel sent back."""
        for reply in [each for each in paths if each.name.endswith(REPLY_ENDING)]:
            self.places.timeline.exports.take_reply(reply)
        paths = [each for each in paths if not each.name.endswith(REPLY_ENDING)]
        if not paths:
            return
        self.places.go_to("files")
        page = self.places.agencies.page("files")
        assert isinstance(page, FilesPage)
        page.take(paths)

    def where(self) -> tuple[int, int, int, str, int]:
        """What is on screen, so that a workspace made anew can show the same."""
        review, agencies = self.places.review.menu, self.places.agencies.menu
        return self.places.menu.currentRow(), review.currentRow(), agencies.currentRow(), *self.evidence.shown

    def go_back_to(self, where: tuple[int, int, int, str, int]) -> None:
        place, page, agencies_page, kind, id = where
        self.places.review.menu.setCurrentRow(page)
        self.places.agencies.menu.setCurrentRow(agencies_page)
        self.places.menu.setCurrentRow(place)
        if id:
            self.evidence.show_record(kind, id)

    def _on_change(self, change: Change) -> None:
        self._name_undo()

    def _name_undo(self) -> None:
        session = self._session
        for each, verb, which in ((self.undo, "Undo", "undo"), (self.redo, "Redo", "redo")):
            name = session.step_to(which)
            whole = f"{verb} {name}".strip()
            each.setText(each.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, 210))
            each.setAccessibleName(whole)
            each.setToolTip(whole)
            each.setEnabled(bool(name) and session.can_edit)
