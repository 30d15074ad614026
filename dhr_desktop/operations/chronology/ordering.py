"""The order of a day's entries, where no clock gives one: the chair's own, and never against a clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.moments import Order
from dhr_desktop.storage.case_file import CaseFile

from .chronology import Chronology, Told
from .chronology_told import tell


def move_within_day(case: CaseFile, entry: int, step_by: int, before: Chronology | None = None) -> Change:
    """An entry one place earlier (-1) or later (+1) among the entries of its day; `before` saves telling all again."""
    day = same_day(tell(case, before), entry)
    at = next(place for place, each in enumerate(day) if each.entry.id == entry)
    to = at + step_by
    if not 0 <= to < len(day):
        raise Refused(f"It is already the {'first' if step_by < 0 else 'last'} entry of its day.")
    known = day[min(at, to)].when.order(day[max(at, to)].when)
    if known is not Order.CANNOT_BE_ORDERED:
        raise Refused("The times already say which of the two came first; correct a date if a time is wrong.")
    day[at], day[to] = day[to], day[at]
    return _number(case, day)


def same_day(chronology: Chronology, entry: int) -> list[Told]:
    """Every entry of the same exact day, in the order they now have."""
    told = chronology.find(entry)
    if told is None or not told.when.is_exact:
        raise Refused("Only entries of one exact day can be put in order within it.")
    at = first = chronology.place_of(entry)
    while first > 0 and chronology.told[first - 1].key[:2] == told.key[:2]:
        first -= 1
    last = at
    while last + 1 < len(chronology.told) and chronology.told[last + 1].key[:2] == told.key[:2]:
        last += 1
    return list(chronology.told[first : last + 1])


def _number(case: CaseFile, day: Sequence[Told]) -> Change:
    with case.step(
        "Set the order within a day", f"Set the order of {counted(len(day), 'entry', 'entries')} of one day"
    ) as step:
        for number, each in enumerate(day, 1):
            held = step.get(Entry, each.entry.id)
            if held.order_in_day != number:
                step.put(replace(held, order_in_day=number))
    return step.change


def forget_order(case: CaseFile, entry: int) -> Change:
    """The entries of this one's day stand as their times and their agencies' own order put them."""
    with case.step("Take back the order within a day") as step:
        for each in same_day(tell(case), entry):
            held = step.get(Entry, each.entry.id)
            if held.order_in_day:
                step.put(replace(held, order_in_day=None))
    return step.change
