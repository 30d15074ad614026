"""Differences between the accounts of an event, kept with their state: open, explained, accepted, query sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.changes import Change
from dhr_desktop.core.entries import Account, Difference, Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.merge.differences import Found, Told, differences
from dhr_desktop.merge.naming import Known, People, gather
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.step import Step

from .date_that_stands import stands_of
from .suggesting import register_of

OPEN = "open"
STATES = (OPEN, "explained", "accepted with reason", "query sent")


def find_again(case: CaseFile, step: Step, event: int, accounts: Sequence[Account]) -> None:
    """After accounts came or went: new differences are added open, those the chair dealt with stay as they are."""
    found = {_key(each): each for each in _found(case, step, accounts)}
    for each in step.linked(Difference, "event", event):
        here = found.pop((each.about, each.entries), None)
        if here is None and each.state == OPEN:
            step.remove(Difference, each.id)  # what made it differ has gone; what was said of it stays
    for here in found.values():
        step.add(Difference(event=event, about=here.about, entries=here.entries, wording=here.wording, state=OPEN))


def _key(found: Found) -> tuple[str, tuple[int, ...]]:
    return found.about, tuple(sorted(found.entries))


def _found(case: CaseFile, step: Step, accounts: Sequence[Account]) -> list[Found]:
    names = {each.id: each.name for each in case.all(Agency)}
    told = []
    for account in accounts:
        entry = step.get(Entry, account.entry)
        if not entry.is_withdrawn:
            text = ". ".join(part for part in (entry.what_happened, entry.response, entry.risk) if part)
            when = stands_of(step, entry)
            told.append(Told(entry.id, names.get(entry.agency, ""), when, text, account.relation))
    people = _people(case, told)
    merged: dict[tuple[str, tuple[int, ...]], Found] = {}
    for each in differences(told, people, [name for name in names.values() if name]):
        key = _key(each)
        wording = f"{merged[key].wording}\n{each.wording}" if key in merged else each.wording
        merged[key] = Found(each.about, key[1], wording)
    return list(merged.values())


def _people(case: CaseFile, told: Sequence[Told]) -> People:
    register: list[Known] = register_of(case)
    return gather([each.text for each in told], register)


def set_state(case: CaseFile, difference: int, state: str, because: str = "") -> Change:
    held = case.get(Difference, difference)
    if held is None:
        raise Refused("That difference is no longer in the case. Look at the list again.")
    if state not in STATES:
        raise Refused(f"“{state}” is not a state. It is one of: {', '.join(STATES)}.")
    if state in ("explained", "accepted with reason") and not because.strip():
        raise Refused("Say why: a difference is explained or accepted with a reason, or left open.")
    with case.step("Settle a difference", f"A difference about {held.about}: {state}") as step:
        step.put(replace(held, state=state, because=because.strip()))
    return step.change


def open_differences(case: CaseFile) -> list[Difference]:
    return [each for each in case.all(Difference) if each.state in ("", OPEN)]
