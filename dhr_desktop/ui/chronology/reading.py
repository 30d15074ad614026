"""What table and timeline read: one chronology, one filter, one selection between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import View
from dhr_desktop.core.filters import Filter
from dhr_desktop.operations.chronology.chronology import KINDS_TOLD, Chronology, Shown
from dhr_desktop.operations.chronology.chronology_told import tell
from dhr_desktop.operations.chronology.timelines import Outside, outside_of
from dhr_desktop.operations.chronology.views import views
from dhr_desktop.operations.names.persons_in import entries_with
from dhr_desktop.operations.reference import vocabularies
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.session import Session

PAINTED_FIRST_MS = 60
KINDS_READ = KINDS_TOLD | {"milestones", "risk_assessments", "views", "vocabulary_terms"}


@dataclass(frozen=True, slots=True)
class Lists:
    """What is offered beside the chronology."""

    views: tuple[View, ...]
    marks: tuple[str, ...]
    themes: tuple[str, ...]


class Reading(QObject):
    retold = Signal()  # what is shown is there anew: the chronology or the filter changed
    chosen = Signal(int)  # the entry that is selected in every view

    def __init__(self, session: Session, seed: Chronology | None = None) -> None:
        super().__init__()
        self._session = session
        self.chronology: Chronology | None = seed  # what is known already is shown at once, and read again behind it
        self.shown: Shown | None = None
        self.outside = Outside()
        self.lists = Lists((), (), ())
        self.filter = Filter()
        self.current = 0
        self._asked_for: Chronology | None = None  # whose people the helper reads
        self._viewers: set[QWidget] = set()
        self._is_asking = self._is_stale = self._is_awake = False
        self._behind = QTimer(self)  # what is known is painted before it is read again: reading would hold that up
        self._behind.setSingleShot(True)
        self._behind.setInterval(PAINTED_FIRST_MS)
        self._behind.timeout.connect(self._ask)
        session.changed.connect(self._on_change)
        session.closing.connect(self._forget)
        session.dropping.connect(self._forget)

    def wake(self, viewer: QWidget) -> None:
        """Told once somebody looks; from then on kept in time while somebody does."""
        self._viewers.add(viewer)
        is_first, self._is_awake = not self._is_awake, True
        if is_first and self.chronology is not None:
            self._show()
            self._behind.start()
        elif is_first or (self._is_stale and not self._is_asking):
            self._ask()

    def set_filter(self, wanted: Filter) -> None:
        if wanted == self.filter:
            return
        within = self.shown if self._narrows(wanted) else None
        self.filter = wanted
        if self._show(within):
            self.retold.emit()

    def _show(self, within: Shown | None = None) -> bool:
        """What the filter wants, if it can be told at once; a person's entries are read by the helper before."""
        if self.chronology is None:
            return False
        if self.filter.people and not self.chronology.knows_people:
            self.ask_people()
            return False
        self.shown = self.chronology.shown(self.filter, within)
        return True

    def ask_people(self) -> None:
        """Have the helper read who is in which entry, once for a chronology; what is shown is told anew after it."""
        chronology = self.chronology
        if chronology is not None and self._asked_for is not chronology:
            self._asked_for = chronology
            self._session.ask(entries_with, partial(self._learn_people, chronology))

    def _learn_people(self, asked_for: Chronology, read: Mapping[int, frozenset[int]]) -> None:
        """Kept with the chronology it was read for; a newer one is read for again."""
        asked_for.learn_people(read)
        if self._show():
            self.retold.emit()

    def _narrows(self, wanted: Filter) -> bool:
        """Typing on only ever takes entries away, so that what was found needs no second look."""
        before = self.filter
        is_typing_on = bool(before.words) and wanted.words.startswith(before.words) and '"' not in wanted.words
        return self.shown is not None and is_typing_on and replace(wanted, words=before.words) == before

    def choose(self, id: int) -> None:
        """Called by the view the chair is in; the others follow."""
        if id != self.current:
            self.current = id
            self.chosen.emit(id)

    def _on_change(self, change: Change) -> None:
        if not self._is_awake or not change.kinds & KINDS_READ:
            return
        if any(each.isVisible() for each in self._viewers):
            self._ask()
        else:
            self._is_stale = True  # told again when somebody looks: work elsewhere is not slowed by it

    def _ask(self) -> None:
        """One question at a time: what changes meanwhile is asked for once more after the answer."""
        self._behind.stop()
        self._is_stale = self._is_asking
        if self._is_asking:
            return
        self._is_asking, before = True, self.chronology
        self._session.look(lambda case: _told(case, before), self._answered)

    def _answered(self, told: tuple[Chronology, Outside, Lists]) -> None:
        self._is_asking = False
        self.chronology, self.outside, self.lists = told
        if self._show():
            self.retold.emit()
        if self._is_stale:
            self._is_stale = False
            self._ask()

    def _forget(self) -> None:
        """Nothing of the case stays in memory once it is closed."""
        self.chronology = self.shown = self._asked_for = None
        self.outside, self.lists, self.filter = Outside(), Lists((), (), ()), Filter()
        self._is_awake = self._is_asking = self._is_stale = False
        self._behind.stop()


def _told(case: CaseFile, before: Chronology | None) -> tuple[Chronology, Outside, Lists]:
    lists = Lists(
        tuple(views(case)), tuple(vocabularies.offered(case, "marks")), tuple(vocabularies.offered(case, "themes"))
    )
    return tell(case, before), outside_of(case), lists
