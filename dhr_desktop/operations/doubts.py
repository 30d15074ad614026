"""What a person should look at in an entry's date, seen from the whole case: death, births, scope."""

from __future__ import annotations

from datetime import date

from dhr_desktop.core.entries import Entry
from dhr_desktop.core.moments import When, in_words
from dhr_desktop.core.people import Person
from dhr_desktop.intake.proposals import Proposal
from dhr_desktop.storage.case_file import CaseFile


def add_doubts(case: CaseFile, proposal: Proposal) -> None:
    """The case's own doubts, onto those the file gave."""
    bounds = _Bounds(case)
    for entry in proposal.entries:
        entry.doubts += [each for each in bounds.doubts(entry.happened.when) if each not in entry.doubts]


def doubts_of(case: CaseFile, entry: Entry) -> list[str]:
    """Everything doubtful in an entry that is in the case."""
    told = []
    if entry.date_status and entry.date_status != "ok":
        told.append(f"The date “{entry.happened.wording}” needs a person: {entry.date_status.replace('_', ' ')}.")
    if entry.agency_changed:
        told.append(f"The agency changed it: {entry.agency_changed}. Do its marks still hold?")
    if entry.is_withdrawn:
        told.append("The agency has withdrawn it: it is not in the newest version of the file.")
    return told + _Bounds(case).doubts(entry.happened)


class _Bounds:
    def __init__(self, case: CaseFile) -> None:
        self._death, self._start, self._end = case.review.date_of_death, case.review.scope_start, case.review.scope_end
        births = [
            each.date_of_birth
            for each in case.all(Person)
            if each.role in ("victim", "perpetrator") and each.date_of_birth
        ]
        self._birth = min(births) if births else None

    def doubts(self, when: When) -> list[str]:
        first, last = when.earliest, when.latest
        told = []
        if self._death and first and first > self._death:
            told.append(f"It is after the death on {in_words(self._death)}.")
        if self._birth and last and last < self._birth:
            told.append("It is before the birth of the victim and the perpetrator.")
        if self._is_outside(first, last):
            told.append("It is outside the period under review.")
        return told

    def _is_outside(self, first: date | None, last: date | None) -> bool:
        before = bool(self._start and last and last < self._start)
        after = bool(self._end and first and first > self._end)
        return before or after
