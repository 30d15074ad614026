"""Events: what we hold to have happened, with its accounts, its date and where the accounts differ.

What the chair is trying to do here: put one event right – part it, take one account out, let another lead, say
which date stands and why, and settle each difference with a reason. One list, the accounts below, one gesture each.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.entries import Account, Difference, Event
from dhr_desktop.operations.events import differing, joining, side_by_side
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.ui.editable_table import list_table
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.models.read_table import Line, Lines, ReadTable
from dhr_desktop.ui.pieces import button, label, tick
from dhr_desktop.ui.session import Session

from .cards import Cards

NONE_YET = "There is no event yet. Join entries under Suggested links, or by hand in the Chronology with Ctrl+J."
WATCHED = {"events", "accounts", "differences", "entries", "agencies", "date_corrections"}


class EventsPage(QWidget):
    chosen = Signal(str, int)
    count_told = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._shown_event = 0
        self._carried = 0  # the entry that is on its way to another event
        self.model = ReadTable(("Date that stands", "Event", "Accounts", "Open differences"))
        self.table = list_table("Events", self.model, (26, 50, 11, 19))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter the events")
        self.filter.setAccessibleName("Filter the events")
        self.filter.setMaximumWidth(280)
        self.filter.textChanged.connect(lambda: self._show_list())
        self.only_open = tick("Only with open differences", lambda on: self._show_list())
        self.empty = label(NONE_YET, "quiet")
        self.cards = Cards("Accounts of the event", are_tickable=False)
        self.cards.chosen.connect(self._choose_entry)
        self.differing = ReadTable(("About", "What differs", "State", "Reason"))
        self.differences = list_table("Differences between the accounts", self.differing, (14, 60, 18, 30))
        self.differences.selectionModel().currentChanged.connect(lambda now, before: self._choose_difference(now.row()))
        self.account = QComboBox()
        self.account.setAccessibleName("Account to lead or to take out")
        self.relation = QComboBox()
        self.relation.setAccessibleName("How the account tells of the event")
        self.relation.addItems(list(joining.ALL_RELATIONS.values()))
        self.relation.activated.connect(lambda at: self.relate())
        self.account.currentIndexChanged.connect(lambda at: self._show_relation())
        self.date = QLineEdit()
        self.date.setPlaceholderText("the date that stands")
        self.date.setAccessibleName("The date that stands")
        self.because = QLineEdit()
        self.because.setPlaceholderText("because …")
        self.because.setAccessibleName("Reason")
        self._lay_out()
        session.changed.connect(self._on_change)
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._show_event())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label("Events", "title"))
        bar = QHBoxLayout()
        bar.addWidget(self.filter)
        bar.addWidget(self.only_open)
        bar.addStretch(1)
        column.addLayout(bar)
        column.addWidget(self.empty)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 4, 0, 0)
        lower.setSpacing(6)
        lower.addWidget(self.cards, 3)
        row = QHBoxLayout()
        row.addWidget(self.account, 2)
        row.addWidget(self.relation, 1)
        row.addWidget(self.date, 1)
        row.addWidget(self.because, 2)
        lower.addLayout(row)
        self._acts = [
            button("Let it lead", self.lead, tip="The account the event is told by"),
            button("Take it out", self.take_out, tip="On its own again, and held apart from the rest"),
            button("Move it", self.move_account, tip="To another event: choose that one next"),
            button("Set date", self.settle, tip="With its reason; left blank, the most exact account's stands"),
            button("Split event", self.split, tip="Every account on its own again"),
        ]
        self._settling = [
            button("Explained", self._stater("explained"), tip="With the reason above"),
            button(
                "Accepted", self._stater("accepted with reason"), tip="They differ, and that stands, with the reason"
            ),
            button("Query sent", self._stater("query sent"), tip="The agency has been asked"),
            button("Open again", self._stater("open")),
        ]
        lower.addLayout(FlowLayout(*self._acts, *self._settling))
        lower.addWidget(self.differences, 2)
        self.split_view = QSplitter(Qt.Orientation.Vertical)
        self.split_view.addWidget(self.table)
        self.split_view.addWidget(below)
        self.split_view.setStretchFactor(1, 3)
        self.split_view.setSizes([180, 420])
        self.split_view.setChildrenCollapsible(False)
        column.addWidget(self.split_view, 1)
        self._foot = QVBoxLayout()
        self._foot.addStretch(1)
        column.addLayout(self._foot)

    def _stater(self, state: str) -> Any:
        def settle() -> None:
            self.set_state(state)

        return settle

    # ---- following ----------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        self._show_list()
        super().showEvent(event)

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and change.kinds & WATCHED:
            self._show_list()

    def _show_list(self) -> None:
        case = self._session.case
        if case is None:
            return
        accounts: dict[int, int] = {}
        for each in case.all(Account):
            accounts[each.event] = accounts.get(each.event, 0) + 1
        waiting: dict[int, int] = {}
        for one in differing.open_differences(case):
            waiting[one.event] = waiting.get(one.event, 0) + 1
        terms = self.filter.text().casefold().split()
        held = [
            each
            for each in sorted(case.all(Event), key=lambda one: one.stands.shelf_key())
            if (not self.only_open.isChecked() or waiting.get(each.id))
            and all(term in f"{each.title} {each.stands.words()}".casefold() for term in terms)
        ]

        def line(row: int) -> Line:
            each = held[row]
            differences = waiting.get(each.id, 0)
            date = each.stands.words() + (" (settled)" if each.date_reason else "")
            cells = (date, each.title, str(accounts.get(each.id, 0)), str(differences or ""))
            return Line(cells, marked=(3,) if differences else (), why=each.date_reason, key=each.id)

        chosen = self._shown_event
        self.model.show(Lines([each.id for each in held], line))
        total = case.count(Event)
        self.empty.setVisible(not total)
        self.split_view.setVisible(bool(total))
        self.count_told.emit(
            f"Shown: {len(held):,} of {counted(total, 'event')}; {sum(waiting.values()):,} differences open"
        )
        if held and not self.select(chosen):
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_event()

    def tell_count(self) -> None:
        if self.isVisible():
            self._show_list()

    def select(self, id: int) -> bool:
        row = self.model.row_of(id)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.scrollTo(self.model.index(row, 0))
        return row >= 0

    @property
    def current(self) -> int:
        line = self.model.line_at(self.table.currentIndex().row())
        return line.key if line else 0

    def _show_event(self) -> None:
        case, id = self._session.case, self.current
        if case is None:
            return
        if id and id != self._shown_event:
            self.chosen.emit("events", id)
        self._shown_event = id
        accounts = joining.accounts_of(case, id) if id else []
        beside = side_by_side.side_by_side(case, [each.entry for each in accounts])
        self.cards.show_accounts(beside)
        self.account.clear()
        for one in beside:
            self.account.addItem(f"{one.agency}, {one.when}{' (lead)' if one.is_lead else ''}", one.entry)
        found = [each for each in case.all(Difference) if each.event == id]
        self.differing.show(
            [
                Line((each.about, each.wording, each.state or "open", each.because), key=each.id, marked=_open(each))
                for each in found
            ]
        )
        for act in (*self._acts, *self._settling):
            act.setEnabled(bool(id) and self._session.can_edit)

    def _choose_entry(self, entry: int) -> None:
        at = self.account.findData(entry)
        if at >= 0:
            self.account.setCurrentIndex(at)
        self.chosen.emit("entries", entry)

    def _choose_difference(self, row: int) -> None:
        line = self.differing.line_at(row)
        if line is not None:
            self.chosen.emit("differences", line.key)

    # ---- acting -------------------------------------------------------------------------------

    def _act(self, operation: Any) -> None:
        def settled(why_not: str) -> None:
            if not why_not:
                self.because.clear()
                self.date.clear()

        self._session.edit(operation, settled)

    def lead(self) -> None:
        entry = self.account.currentData()
        if entry:
            self._act(lambda case: joining.set_lead(case, entry))

    def take_out(self) -> None:
        entry, because = self.account.currentData(), self.because.text().strip()
        if entry:
            self._act(lambda case: joining.take_out(case, entry, because))

    def move_account(self) -> None:
        """Taken up in one event, put down in the next one chosen."""
        entry, event, because = self.account.currentData(), self.current, self.because.text().strip()
        if not self._carried and entry:
            self._carry(entry)
            self._session.told.emit("Choose the event it belongs to, then press Put it here.")
        elif self._carried and event:
            carried = self._carried
            self._carry(0)
            account = joining.account_of(self._session.case, carried) if self._session.case else None
            if account is not None and account.event == event:
                return  # put down where it was
            self._act(lambda case: joining.move(case, carried, event, because))

    def _carry(self, entry: int) -> None:
        self._carried = entry
        move = self._acts[2]
        move.setText("Put it here" if entry else "Move it")
        move.setAccessibleName(move.text())

    def relate(self) -> None:
        entry, relation = self.account.currentData(), self.relation.currentText()
        if entry:
            self._act(lambda case: joining.set_relation(case, entry, relation))

    def _show_relation(self) -> None:
        case, entry = self._session.case, self.account.currentData()
        account = joining.account_of(case, entry) if case and entry else None
        if account is not None:
            self.relation.setCurrentText(account.relation)

    def settle(self) -> None:
        event, words, because = self.current, self.date.text(), self.because.text()
        if event:
            self._act(lambda case: joining.settle_date(case, event, words, because))

    def split(self) -> None:
        event, because = self.current, self.because.text().strip()
        if event:
            self._act(lambda case: joining.split(case, event, because))

    def set_state(self, state: str) -> None:
        line = self.differing.line_at(self.differences.currentIndex().row())
        if line is None:
            self._session.told.emit("Choose the difference in the list below first.")
            return
        because = self.because.text()

        def work(case: CaseFile) -> Change:
            return differing.set_state(case, line.key, state, because)

        self._act(work)


def _open(difference: Difference) -> tuple[int, ...]:
    return (2,) if difference.state in ("", differing.OPEN) else ()
