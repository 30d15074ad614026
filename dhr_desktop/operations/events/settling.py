"""What stands of an event once its accounts came, went or changed: its lead, its date, where its accounts differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dhr_desktop.core.entries import Account, Entry, Event
from dhr_desktop.core.moments import When
from dhr_desktop.merge.matcher import HEARS, ROW_TWICE, SAME_EVENT
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.step import Step

from .date_that_stands import stands_of
from .differing import find_again

RELATIONS = {SAME_EVENT: "tells of the event", ROW_TWICE: "same row twice", HEARS: "hears of it"}


def settle_events_of(case: CaseFile, step: Step, entries: Iterable[int]) -> None:
    """After entries changed: the events they are accounts of."""
    events = {account.event for id in entries for account in step.linked(Account, "entry", id)}
    for event in sorted(events):
        settle_event(case, step, event)


def settle_event(case: CaseFile, step: Step, event: int, lead: int = 0) -> None:
    """The lead and the date after accounts came or went: the chair's own choice stays while its account is here."""
    held = step.linked(Account, "event", event)
    if not held:
        return
    leading = next((each for each in held if each.is_lead), None)
    wanted = next((each for each in held if each.entry == lead), None) or leading or _natural_lead(step, held)
    for each in held:
        if each.is_lead != (each.id == wanted.id):
            step.put(replace(each, is_lead=each.id == wanted.id))
    fresh = step.get(Event, event)
    if not fresh.date_reason:
        step.put(
            replace(fresh, stands=most_exact([stands_of(step, step.get(Entry, each.entry)) for each in _tellers(held)]))
        )
    find_again(case, step, event, held)


def _tellers(accounts: Sequence[Account]) -> list[Account]:
    """Those that tell of the event itself; where there are none, all of them."""
    return [each for each in accounts if each.relation == RELATIONS[SAME_EVENT]] or list(accounts)


def _natural_lead(step: Step, accounts: Sequence[Account]) -> Account:
    """The fullest of those that tell of the event itself, until the chair says otherwise."""

    def fullness(each: Account) -> tuple[bool, int, int]:
        entry = step.get(Entry, each.entry)
        return entry.happened.time_from is not None, len(entry.what_happened) + len(entry.response), -each.entry

    return max(_tellers(accounts), key=fullness)


def most_exact(whens: Sequence[When]) -> When:
    """The account that allows the fewest days, of those the one with a clock time; of equals the first."""

    def vagueness(when: When) -> tuple[bool, int, bool, tuple[object, ...]]:
        return (
            not when.is_dated,
            when.days if when.days is not None else 10**6,
            when.time_from is None,
            when.shelf_key(),
        )

    return min(whens, key=vagueness)
