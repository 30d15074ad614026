"""Suggested links, the surest first: accounts side by side, and one key for each answer.

What the chair is trying to do here: see whether two or more agencies wrote of one night, and say so, sixty
times a minute where it is plain. One key a group; the next is there at once; nothing is joined by itself.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.entries import Entry
from dhr_desktop.merge.explaining import Reason
from dhr_desktop.merge.matcher import HEARS, LATER, LIKELY, ROW_TWICE, SAME_EVENT, SURE, Proposal
from dhr_desktop.operations.events import joining, side_by_side, suggesting
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.editable_table import list_table
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.models.read_table import Line, Lines, ReadTable
from dhr_desktop.ui.pieces import button, label, tick
from dhr_desktop.ui.session import Session

from .cards import Cards

KEYS = (
    ("S", "Same event", SAME_EVENT),
    ("T", "Same row twice", ROW_TWICE),
    ("H", "Hears of it", HEARS),
    ("D", "Different", joining.DIFFERENT),
    ("L", "Later", LATER),
)
EMPTY = (
    "Nothing has been looked for yet. The program compares what the agencies wrote and shows which entries may tell of "
    "one event, with its reasons. It joins nothing."
)
NONE_LEFT = "No suggestion is left. Entries can be joined by hand in the Chronology: choose them and press Ctrl+J."
PROPOSED = {
    SAME_EVENT: "they tell of one event",
    ROW_TWICE: "it is one row twice",
    HEARS: "one tells of hearing about the other",
    LATER: "one tells much later of the other",
}
ALL_AGENCIES = "All agencies"
LINKS_EXPLAINED = 6  # of a group, the surest


class SuggestionsPage(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.made: suggesting.Looked | None = None
        self.all: list[Proposal] = []
        self.shown: list[Proposal] = []
        self._decided = 0
        self._own: set[int] = set()  # the steps this page made and has shown
        self._is_looking = self._is_old = False
        self.model = ReadTable(("Sure", "Proposed", "Accounts"))
        self.table = list_table("Suggestions", self.model, (10, 16, 40))
        self.cards = Cards("Accounts side by side")
        self.cards.chosen.connect(self._choose_entry)
        self.reasons = QListWidget()
        self.reasons.setAccessibleName("Reasons")
        self.reasons.setWordWrap(True)
        self.reasons.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.reasons.setMaximumHeight(self.reasons.fontMetrics().height() * 8)
        self.because = QLineEdit()
        self.because.setPlaceholderText("because … (kept with the decision)")
        self.because.setAccessibleName("Reason for the decision")
        self.agency = QComboBox()
        self.agency.setAccessibleName("Only suggestions of this agency")
        self.agency.setMinimumContentsLength(14)
        self.agency.activated.connect(self._filter)
        self.period = QLineEdit()
        self.period.setPlaceholderText("Year, or from–to")
        self.period.setAccessibleName("Only suggestions of these years")
        self.period.setMaximumWidth(self.period.fontMetrics().averageCharWidth() * 18)
        self.period.editingFinished.connect(self._filter)
        self.blind = tick("Hide reasons", lambda on: self._show_reasons())
        self.empty = label(EMPTY, "quiet")
        self._lay_out()
        self.table.selectionModel().currentChanged.connect(self._show_current)
        session.changed.connect(self._on_change)
        self._show_list()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label("Suggested links", "title"))
        self.look = button("Look for links", self.look_again, role="main", tip="Compare every entry again (F5)")
        self.bulk = button("Identical rows…", self.offer_bulk, tip="One agency's rows in the same words, all at once")
        self.bulk_go = button("Join them", self.join_bulk, role="main", tip="One step; Ctrl+Z takes it back whole")
        self.bulk_stop = button("Not now", self.close_bulk)
        self.silent = button("Not compared…", self.show_silent, tip="Entries of which nothing can be said, and why")
        column.addLayout(
            FlowLayout(
                self.look, self.bulk, self.silent, self.bulk_go, self.bulk_stop, self.agency, self.period, self.blind
            )
        )
        column.addWidget(self.empty)
        self._answers = [
            button(f"{words} ({key})", self._answerer(verdict), name=words) for key, words, verdict in KEYS
        ]  # fmt: skip
        for (key, _, verdict), each in zip(KEYS, self._answers, strict=True):
            each.setToolTip(f"Press {key}")
            short = QShortcut(QKeySequence(key), self)
            short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            short.activated.connect(self._answerer(verdict))
        again = QShortcut(QKeySequence("F5"), self)
        again.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        again.activated.connect(self.look_again)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(6)
        beside.addWidget(self.cards, 1)
        beside.addWidget(self.reasons)
        beside.addWidget(self.because)
        beside.addLayout(FlowLayout(*self._answers))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.table)
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([250, 750])
        self.split.setChildrenCollapsible(False)
        column.addWidget(self.split, 1)
        self.listed = QListWidget()
        self.listed.setAccessibleName("Entries")
        self.listed.setWordWrap(True)
        self.listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.listed, 1)
        self._foot = QVBoxLayout()
        self._foot.addStretch(1)  # keeps the heading at the top of an empty page
        column.addLayout(self._foot)
        self.close_bulk()

    def _answerer(self, verdict: str) -> Any:
        def answer() -> None:
            self.answer(verdict)

        return answer

    # ---- looking ------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        case = self._session.case
        if case is not None and self.made is None and not self._is_looking and case.count(Entry) > 1:
            self.look_again()

    def look_again(self) -> None:
        if self._is_looking or self._session.case is None:
            return
        self._is_looking = True

        def done(looked: suggesting.Looked) -> None:
            self.made, self.all = looked, looked.proposals
            self._is_old = False
            self._offer_agencies()
            self._filter()

        task = self._session.run_long("Looking for accounts of one event", suggesting.look, done)
        task.ended.connect(self._looked)

    def _looked(self) -> None:
        self._is_looking = False

    def _on_change(self, change: Change) -> None:
        """What was decided elsewhere, or taken back, is grouped anew; new entries are looked at when asked."""
        if change.kinds & {"entries", "date_corrections", "people"}:
            self._is_old = True
            self.tell_count()
        if self.made is not None and change.kinds & {"accounts", "decisions"} and change.seq not in self._own:
            self._group_again()

    def _group_again(self) -> None:
        if self.made is not None:
            self._session.ask(suggesting.proposals_now, self._grouped)

    def _grouped(self, proposals: list[Proposal]) -> None:
        self.all = proposals
        self._filter()

    # ---- the list -----------------------------------------------------------------------------

    def _offer_agencies(self) -> None:
        case, chosen = self._session.case, self.agency.currentText()
        self.agency.clear()
        self.agency.addItem(ALL_AGENCIES, 0)
        for each in sorted(case.all(Agency), key=lambda one: one.name.casefold()) if case else []:
            self.agency.addItem(each.name, each.id)
        self.agency.setCurrentIndex(max(self.agency.findText(chosen), 0))

    def _filter(self) -> None:
        case, agency, years = self._session.case, self.agency.currentData(), _years(self.period.text())
        current = self.current

        def fits(each: Proposal) -> bool:
            held = [entry for id in each.entries if case is not None and (entry := case.get(Entry, id)) is not None]
            if agency and not any(entry.agency == agency for entry in held):
                return False
            if years is None:
                return True
            days = [day for entry in held if (day := entry.happened.earliest or entry.happened.latest)]
            return any(years[0] <= day.year <= years[1] for day in days)

        self.shown = [each for each in self.all if fits(each)] if agency or years else list(self.all)
        at = self.shown.index(current) if current in self.shown else 0
        self._show_list(at)

    def _show_list(self, at: int = 0) -> None:
        case = self._session.case
        names = {each.id: each.name for each in case.all(Agency)} if case else {}
        self.model.show(Lines(list(range(len(self.shown))), lambda row: _line(case, names, self.shown[row], row)))
        has_any = bool(self.shown)
        self.split.setVisible(has_any)
        self.empty.setVisible(not has_any)
        self.empty.setText(EMPTY if self.made is None else NONE_LEFT)
        for each in self._answers:
            each.setEnabled(has_any and self._session.can_edit)
        self.silent.setEnabled(self.made is not None)
        self.bulk.setEnabled(self.made is not None and self._session.can_edit)
        if has_any:
            self.table.setCurrentIndex(self.model.index(min(at, len(self.shown) - 1), 0))
            self._show_current()
        self.tell_count()

    def tell_count(self) -> None:
        if self.made is None:
            self.count_told.emit("")
            return
        sure = sum(each.probability >= SURE for each in self.all)
        likely = sum(LIKELY <= each.probability < SURE for each in self.all)
        told = f"Shown: {len(self.shown):,} of {len(self.all):,} suggestions: {sure:,} sure, {likely:,} likely"
        silent = (
            f"; of {counted(len(self.made.not_suggested), 'entry', 'entries')} nothing can be said"
            if self.made.not_suggested
            else ""
        )
        old = "; the entries have changed since, press F5" if self._is_old else ""
        self.count_told.emit(f"{told}{silent}; {self._decided:,} decided here{old}")

    @property
    def current(self) -> Proposal | None:
        row = self.table.currentIndex().row()
        return self.shown[row] if 0 <= row < len(self.shown) else None

    # ---- one group ----------------------------------------------------------------------------

    def _show_current(self, *_: object) -> None:
        case, proposal = self._session.case, self.current
        if case is None or proposal is None:
            return
        beside = side_by_side.side_by_side(case, proposal.entries)
        self.cards.show_accounts(beside)
        self._show_reasons()

    def _show_reasons(self) -> None:
        proposal, made = self.current, self.made
        self.reasons.clear()
        self.reasons.setVisible(not self.blind.isChecked())
        if proposal is None or made is None or self.blind.isChecked():
            return
        sureness = (
            "Sure" if proposal.probability >= SURE else "Likely" if proposal.probability >= LIKELY else "Possible"
        )
        self.reasons.addItem(f"{sureness}: {in_percent(proposal.probability)} that {PROPOSED[proposal.kind]}")

        def answered(reasons: list[Reason]) -> None:
            if proposal is self.current and self.reasons.count() == 1:
                for each in reasons:
                    self.reasons.addItem(QListWidgetItem(f"{'+' if each.weight > 0 else '−'}  {each.words}"))

        self._session.ask(partial(suggesting.reasons_for, proposal=proposal, most=LINKS_EXPLAINED), answered)

    def _choose_entry(self, entry: int) -> None:
        self.chosen.emit("entries", entry)

    def answer(self, verdict: str) -> None:
        """One decision; the next group is shown before it is written."""
        proposal = self.current
        if proposal is None or not self._session.can_edit:
            return
        taken = self.cards.taken
        if len(taken) < 2:
            self._session.told.emit("Leave two accounts ticked or more; those you untick stay out of the decision.")
            return
        because = self.because.text().strip()
        version = self.made.version if self.made else ""
        row = self.table.currentIndex().row()
        left_out = set(proposal.entries) - set(taken)
        self.all = [each for each in self.all if each is not proposal]
        self.shown = [each for each in self.shown if each is not proposal]
        if verdict == LATER:
            self.all.append(proposal)
            self.shown.append(proposal)
        self._decided += 1
        self._show_list(row)
        self.because.clear()

        def decide(case: CaseFile) -> Change:
            change = joining.decide(case, taken, verdict, because, matcher=version)
            if not left_out:
                self._own.add(change.seq)  # the list has followed it already
            return change

        def settled(why_not: str) -> None:
            if why_not:
                self._group_again()

        self._session.edit(decide, settled)

    # ---- many at once -------------------------------------------------------------------------

    def offer_bulk(self) -> None:
        """The identical rows of one agency, listed before anything is joined."""
        if self.made is None:
            return

        def answered(told: list[str]) -> None:
            self._list(told or ["No agency has the same row twice that is not joined already."], "Not now")
            self.bulk_go.setVisible(bool(told))
            self.bulk_go.setText(f"Join these {len(told)} groups")

        self._session.ask(joining.identical_in_words, answered)

    def show_silent(self) -> None:
        """What the matcher could not compare, each with its reason."""

        def answered(told: list[str]) -> None:
            self._list(told or ["Every entry could be compared."], "Back")

        self._session.ask(suggesting.silent_in_words, answered)

    def _list(self, lines: list[str], leave: str) -> None:
        """A list in the place of the cards, until it is left."""
        self.listed.clear()
        self.listed.addItems(lines)
        self.listed.show()
        for each in (self.split, self.empty, self.bulk, self.silent, self.bulk_go):
            each.hide()
        self.bulk_stop.setText(leave)
        self.bulk_stop.setAccessibleName(leave)
        self.bulk_stop.show()

    def join_bulk(self) -> None:
        if self.made is None:
            return

        def done(change: Change) -> None:
            self.close_bulk()
            self._session.tell_change(change)

        self._session.run_long("Joining identical rows", joining.join_identical_now, done)

    def close_bulk(self) -> None:
        self.listed.hide()
        self.bulk_go.hide()
        self.bulk_stop.hide()
        self.bulk.show()
        self.silent.show()
        self.split.setVisible(bool(self.shown))
        self.empty.setVisible(not self.shown)


def _line(case: CaseFile | None, names: dict[int, str], proposal: Proposal, row: int) -> Line:
    held = [entry for id in proposal.entries if case is not None and (entry := case.get(Entry, id)) is not None]
    agencies = list(dict.fromkeys(names.get(each.agency, "") for each in held))
    day = min((each.happened for each in held), key=lambda when: when.shelf_key()).words() if held else ""
    return Line(
        (in_percent(proposal.probability), proposal.kind, f"{day}: {', '.join(agencies)}"),
        is_quiet=proposal.probability < LIKELY,
        key=row,
    )


def in_percent(probability: float) -> str:
    """Never a hundred: the matcher is never certain."""
    return f"{probability:.0%}" if probability < 0.995 else "> 99%"


def _years(words: str) -> tuple[int, int] | None:
    """ "2013", "2013-2015": the first and last year; None where nothing is asked for."""
    years = [int(each) for each in words.replace("–", "-").split("-") if each.strip().isdigit()]
    return (years[0], years[-1]) if years else None
