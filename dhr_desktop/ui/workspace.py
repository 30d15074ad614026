"""Everything shown of one open case: made when it opens, dropped whole when it is locked or closed.

Loaded only then, because its pages bring the database and every record with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from dhr_desktop.core.agencies import Row
from dhr_desktop.core.changes import Change
from dhr_desktop.core.filters import Filter
from dhr_desktop.operations.chronology.chronology import Chronology
from dhr_desktop.operations.importing.originals import Place, place_of

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
from .report.place import ReportPlace
from .review.place import ReviewPlace
from .review.register_page import RegisterPage
from .search_box import SearchBox
from .session import Session
from .timeline.place import TimelinePlace

REPLY_ENDING = ".dhr-reply.json"
SHOWN_AS = (("Real names", "working"), ("As submitted", "submission"), ("As published", "publication"))


@dataclass(frozen=True, slots=True)
class Where:
    """What is on screen: the place, its page, the record in the panel beside, the filter and the entry chosen."""

    place: int
    page: str
    kind: str
    id: int
    filter: Filter
    entry: int


class Places(QWidget):
    """The places of the program, in the order of the work; each is made when it is first wanted."""

    count_told = Signal(str)
    chosen = Signal(str, int)

    def __init__(self, session: Session, choosers: Choosers, seed: Chronology | None = None) -> None:
        super().__init__()
        self.menu = menu("Places", list(PLACES))
        self.menu.setObjectName("nav")
        self.reading = Reading(session, seed)
        self.reading.setParent(self)  # it goes with the pages it tells
        self._makers: dict[str, Callable[[], QWidget]] = {
            "Review": lambda: ReviewPlace(session, choosers),
            "Agencies": lambda: AgenciesPlace(session, choosers),
            "Chronology": lambda: ChronologyPlace(session, self.reading, choosers),
            "Timeline": lambda: TimelinePlace(session, self.reading, choosers),
            "Joining": lambda: JoiningPlace(session, choosers),
            "Analysis": lambda: AnalysisPlace(session, choosers),
            "Report": lambda: ReportPlace(session, choosers, lambda: self.reading.current),
            "Case file": lambda: FilePage(session, choosers),
            "History": lambda: HistoryPage(session),
            "Settings": lambda: SettingsPage(session, choosers),
        }
        self._made: dict[str, QWidget] = {}
        self.stack = QStackedWidget()
        self.stack.setObjectName("page")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.menu)
        row.addWidget(self.stack, 1)
        self.menu.currentRowChanged.connect(self._show)

    def place(self, name: str) -> QWidget:
        """A place, made when it is first wanted."""
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self._makers[name]()
            self.stack.addWidget(made)
            for signal, slot in (
                ("count_told", self.count_told), ("page_wanted", self.go_to), ("chosen", self.chosen),
                ("record_wanted", self.show_record),
            ):  # fmt: skip
                if hasattr(made, signal):
                    getattr(made, signal).connect(slot)
        return made

    @property
    def review(self) -> ReviewPlace:
        return cast(ReviewPlace, self.place("Review"))

    @property
    def agencies(self) -> AgenciesPlace:
        return cast(AgenciesPlace, self.place("Agencies"))

    @property
    def chronology(self) -> ChronologyPlace:
        return cast(ChronologyPlace, self.place("Chronology"))

    @property
    def timeline(self) -> TimelinePlace:
        return cast(TimelinePlace, self.place("Timeline"))

    @property
    def joining(self) -> JoiningPlace:
        return cast(JoiningPlace, self.place("Joining"))

    @property
    def analysis(self) -> AnalysisPlace:
        return cast(AnalysisPlace, self.place("Analysis"))

    @property
    def report(self) -> ReportPlace:
        return cast(ReportPlace, self.place("Report"))

    @property
    def file(self) -> FilePage:
        return cast(FilePage, self.place("Case file"))

    @property
    def history(self) -> HistoryPage:
        return cast(HistoryPage, self.place("History"))

    @property
    def settings(self) -> SettingsPage:
        return cast(SettingsPage, self.place("Settings"))

    @property
    def _paged(self) -> tuple[PagesPlace, ...]:
        return self.review, self.agencies, self.joining, self.analysis

    def _show(self, at: int) -> None:
        self.count_told.emit("")
        shown = self.place(PLACES[at])
        self.stack.setCurrentWidget(shown)
        if isinstance(shown, ChronologyPlace | TimelinePlace | ReportPlace):
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
            self._turn_to(place)
            place.go_to(name, ids)

    def _show_entries(self, ids: tuple[int, ...]) -> None:
        if len(ids) == 1:
            self.chronology.show_record("entries", ids[0])
        elif ids:
            self.chronology.show_only(ids)
        self.chronology.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_to(self, place: QWidget) -> None:
        self.go(next(name for name, made in self._made.items() if made is place))

    def show_record(self, kind: str, id: int) -> None:
        if kind == "sections":
            self.go("Report")
            self.report.section = id
            self.report.reread()
            return
        if self.chronology.show_record(kind, id):
            self.go("Chronology")
            return
        for place in self._paged:
            if place.show_record(kind, id):
                self._turn_to(place)

    def current_register(self) -> RegisterPage | None:
        place = self.stack.currentWidget()
        return place.current_register() if isinstance(place, PagesPlace) else None


class Workspace(QWidget):
    """Everything shown of one open case; dropped whole when it is locked or closed."""

    def __init__(
        self, session: Session, choosers: Choosers, commands: list[Command], window: QWidget,
        seed: Chronology | None = None, where: Where | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._session = session
        self.search = SearchBox(session, lambda: commands, window)
        self.places = Places(session, choosers, seed)
        self.evidence = EvidencePanel(session)
        self.shown_as = _shown_as(session)
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
        row.addWidget(self.shown_as)
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
        self.places.chosen.connect(self.evidence.show_record)
        self.search.wanted.connect(self.show_record)
        self.evidence.wanted.connect(self.show_record)
        self.evidence.original_wanted.connect(self.open_original)
        session.changed.connect(self._on_change)
        self._name_undo()
        self.go_back_to(where) if where is not None else self.places.menu.setCurrentRow(0)

    def show_record(self, kind: str, id: int) -> None:
        if kind == Row.KIND:  # a row that is no entry stands in its file, and nowhere else
            self.open_original(kind, id)
            return
        self.places.show_record(kind, id)
        if kind != "sections":  # a section is written in its own place, and nowhere else
            self.evidence.show_record(kind, id)

    def open_original(self, kind: str, id: int) -> None:
        """The agency's file behind an entry, at its row."""

        def found(place: Place | None) -> None:
            if place is not None:
                self.places.go_to("files")
                page = self.places.agencies.page("files")
                assert isinstance(page, FilesPage)
                page.open_original(place)

        self._session.look(lambda case: place_of(case, kind, id), found)

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

    def where(self) -> Where:
        """What is on screen, so that a workspace made anew can show the same."""
        made, reading = self.places.stack.currentWidget(), self.places.reading
        page = made.current_name() if isinstance(made, PagesPlace) else ""
        return Where(self.places.menu.currentRow(), page, *self.evidence.shown, reading.filter, reading.current)

    def go_back_to(self, where: Where) -> None:
        reading = self.places.reading
        reading.filter, reading.current = where.filter, where.entry
        made = self.places.place(PLACES[where.place])
        if isinstance(made, PagesPlace) and where.page in made.titles:
            made.go(where.page)
        self.places.menu.setCurrentRow(where.place)
        if where.id:
            self.evidence.show_record(where.kind, where.id)

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


def _shown_as(session: Session) -> QComboBox:
    """Whose names are on screen: one choice, or F8, turns the whole window."""
    made = QComboBox()
    made.setAccessibleName("Names shown")
    made.setToolTip(
        "Turn the whole window to the names and dates of an edition (F8 hides every name, and shows them again)"
    )
    for words, edition in SHOWN_AS:
        made.addItem(words, edition)
    made.setCurrentIndex(made.findData(session.edition))
    made.activated.connect(lambda at: session.show_edition(made.itemData(at)))
    return made
