"""The chronology as rows: entries in their order, events with their accounts beneath, the undated apart.

Rows are only what the filter gave, by place; words are made for the rows on screen and for no others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from dhr_desktop.core.counting import counted
from dhr_desktop.core.moments import Order
from dhr_desktop.operations.chronology.chronology import Chronology, Held, Shown, Told

from .columns import Column, arranged

Index = QModelIndex | QPersistentModelIndex
LONGEST_SHOWN = 900
UNDATED = "undated"
NOT_ORDERED = "≈"
NOT_ORDERED_WORDS = "cannot be ordered against the line above"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that is no entry: an event over its accounts, or the undated."""

    words: str
    event: int = 0


Row = Told | Heading


class ChronologyModel(QAbstractTableModel):
    def __init__(self, columns: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.columns: list[Column] = arranged(columns)
        self._chronology: Chronology | None = None
        self._shown: Sequence[Told] = []
        self._rows: Sequence[Row] = []
        self._is_by_event = False
        self._places: dict[int, int] | None = None

    def show(self, chronology: Chronology | None, shown: Shown | None, *, by_event: bool = False) -> None:
        self.beginResetModel()
        self._chronology, self._places, self._is_by_event = chronology, None, by_event
        self._shown = shown.told if shown is not None else []
        if chronology is None or shown is None:
            self._rows = []
        else:
            self._rows = _by_event(chronology, shown) if by_event else _Flat(shown)
        self.endResetModel()

    def arrange(self, names: tuple[str, ...]) -> None:
        self.beginResetModel()
        self.columns = arranged(names)
        self.endResetModel()

    def row(self, at: int) -> Row | None:
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def told_at(self, at: int) -> Told | None:
        held = self.row(at)
        return held if isinstance(held, Told) else None

    def row_of(self, id: int) -> int:
        """Where an entry stands; looked up by its place in the chronology, which both follow."""
        chronology, shown = self._chronology, self._shown
        told = chronology.find(id) if chronology is not None else None
        if told is None or chronology is None:
            return -1
        if self._is_by_event:
            if self._places is None:
                self._places = {each.entry.id: at for at, each in enumerate(self._rows) if isinstance(each, Told)}
            return self._places.get(id, -1)
        at = bisect_left(shown, chronology.place_of(id), key=lambda each: chronology.place_of(each.entry.id))
        if at == len(shown) or shown[at] is not told:
            return -1
        return at if told.is_dated else at + 1  # beneath the line of the undated

    def is_beneath_event(self, at: int) -> bool:
        """Whether a row is an account that stands under its event's line."""
        told = self.told_at(at)
        return self._is_by_event and told is not None and bool(told.event)

    @property
    def first_undated(self) -> int:
        if isinstance(self._rows, _Flat):
            return self._rows.heading_at
        return next(
            (at for at, each in enumerate(self._rows) if isinstance(each, Heading) and not each.event
             and each.words.startswith("Undated")), -1,
        )  # fmt: skip

    def column_of(self, name: str) -> int:
        return next((at for at, each in enumerate(self.columns) if each.name == name), -1)

    def words_at(self, at: int, column: int) -> str:
        """What a cell shows."""
        told = self.told_at(at)
        return self._words(told, at, self.columns[column], is_spoken=False) if told is not None else ""

    # ---- Qt's questions -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.columns[section].title
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        held = self._rows[index.row()]
        if isinstance(held, Heading):
            return self._heading_data(held, index.column(), role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            is_spoken = role == Qt.ItemDataRole.AccessibleTextRole
            return self._words(held, index.row(), self.columns[index.column()], is_spoken=is_spoken)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(held, index)
        return None

    def _heading_data(self, held: Heading, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and column == 0:
            return held.words
        return None

    def _words(self, told: Told, at: int, column: Column, *, is_spoken: bool) -> str:
        assert self._chronology is not None
        if column.name == "order":
            if self.order_against_above(at) is not Order.CANNOT_BE_ORDERED:
                return ""
            return NOT_ORDERED_WORDS if is_spoken else NOT_ORDERED
        words = column.words(told, self._chronology)
        return words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN] + "…"

    def order_against_above(self, at: int) -> Order:
        """Whether the line above is known to come before; what has none above is first."""
        told, above = self.told_at(at), self.told_at(at - 1)
        return Order.BEFORE if told is None or above is None else above.when.order(told.when)

    def _tip(self, told: Told, index: Index) -> str | None:
        column = self.columns[index.column()]
        if column.name == "order" and self.order_against_above(index.row()) is Order.CANNOT_BE_ORDERED:
            return f"This {NOT_ORDERED_WORDS}: the dates and times do not say which came first."
        if column.name == "when" and self._chronology is not None:
            ages = self._chronology.ages(told.when)
            return "\n".join(part for part in (told.when.words(), ages and f"Ages: {ages}", *told.doubts) if part)
        if column.name == "marks" and (told.marks or told.comments):
            marks = [f"{each.sort}: {each.title}\n{each.text}".strip() for each in told.marks]
            return "\n\n".join(marks + [f"On the panel, {each.in_words()}" for each in told.comments])
        return None


class _Flat(Sequence[Row]):
    """The entries in order with a line before the undated; none is looked at before it is asked for."""

    def __init__(self, shown: Shown) -> None:
        self._told = shown.told
        self.heading_at = len(shown.told) - shown.undated if shown.undated else -1
        self._heading = Heading(_undated_words(shown))

    def __len__(self) -> int:
        return len(self._told) + (self.heading_at >= 0)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        at = at if at >= 0 else len(self) + at
        if self.heading_at < 0 or at < self.heading_at:
            return self._told[at]
        return self._heading if at == self.heading_at else self._told[at - 1]


def _by_event(chronology: Chronology, shown: Shown) -> list[Row]:
    """An event stands where its first account does, with every account that is shown beneath it."""
    of_event: dict[int, list[Told]] = {}
    for each in shown.told:
        if each.event:
            of_event.setdefault(each.event, []).append(each)
    rows: list[Row] = []
    for each in shown.told:
        held = chronology.events.get(each.event) if each.event else None
        if held is None:
            rows.append(each)
        elif of_event[each.event][0] is each:
            accounts = of_event[each.event]
            rows.append(Heading(_event_words(held, len(accounts)), held.event.id))
            rows += [*(one for one in accounts if one.is_lead), *(one for one in accounts if not one.is_lead)]
    return _with_undated_apart(rows, shown)


def _event_words(held: Held, here: int) -> str:
    count = len(held.entries)
    shown = "" if here == count else f", {here} of them shown"
    return f"{held.event.stands.words()}  –  {held.event.title}  ({counted(count, 'account')}{shown})"


def _with_undated_apart(rows: list[Row], shown: Shown) -> list[Row]:
    if not shown.undated:
        return rows
    at = next((at for at, each in enumerate(rows) if isinstance(each, Told) and not each.is_dated), len(rows))
    if at and isinstance(rows[at - 1], Heading):
        at -= 1  # an event whose accounts are all undated is undated with them
    return [*rows[:at], Heading(_undated_words(shown)), *rows[at:]]


def _undated_words(shown: Shown) -> str:
    return f"Undated: {counted(shown.undated, 'entry', 'entries')} with no day given"
