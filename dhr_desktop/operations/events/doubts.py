"""What a person should look at in an entry's date, seen from the whole case: death, births, scope."""

from __future__ import annotations

from datetime import date

from dhr_desktop.core.days_in_words import in_words
from dhr_desktop.core.entries import DateCorrection, Entry
from dhr_desktop.core.moments import When
from dhr_desktop.core.people import Person
from dhr_desktop.intake.proposed import Proposal
from dhr_desktop.storage.case_file import CaseFile


class Doubts:
    """The case's bounds, looked up once for many entries."""

    def __init__(self, case: CaseFile) -> None:
        review = case.review
        self._death, self._start, self._end = review.date_of_death, review.scope_start, review.scope_end
        people = [each for each in case.all(Person) if each.main_role]
        self._birth = min((each.date_of_birth for each in people if each.date_of_birth), default=None)

    def of(self, entry: Entry, *, is_corrected: bool = False) -> list[str]:
        """Everything doubtful in an entry that is in the case."""
        told = []
        if entry.date_status not in ("", "ok") and not is_corrected:
            wording = f"“{entry.happened.wording}”" if entry.happened.wording.strip() else "(blank)"
            told.append(f"The date {wording} needs a person: {entry.date_status.replace('_', ' ')}.")
        if entry.agency_changed:
            told.append(f"{entry.agency_changed[:1].upper()}{entry.agency_changed[1:]}: do its marks still hold?")
        if entry.is_withdrawn:
            told.append("The agency has withdrawn it: it is not in the newest version of the file.")
        if is_corrected:
            return told
        return told + _of_days_listed(entry.happened) + self.of_when(entry.happened)

    def of_when(self, when: When) -> list[str]:
        first, last = when.earliest, when.latest
        told = []
        if "?" in when.edtf and _weekday_differs(when):
            told.append("The day of the week does not match the date.")
        if self._death and first and first > self._death:
            told.append(f"It is after the death on {in_words(self._death)}.")
        if self._birth and last and last < self._birth:
            told.append("It is before the birth of the victim and the perpetrator.")
        if self._is_outside(first, last):
            told.append("It is outside the period under review.")
        if when.time_crosses_midnight:
            told.append("It ends before it starts: did it go on past midnight?")
        return told

    def _is_outside(self, first: date | None, last: date | None) -> bool:
        before = bool(self._start and last and last < self._start)
        after = bool(self._end and first and first > self._end)
        return before or after


def _of_days_listed(when: When) -> list[str]:
    """Days named beside one another are no span, and one entry for them may be several contacts."""
    if len(when.listed) < 2:
        return []
    if when.edtf.startswith("["):
        return [f"One of {len(when.listed)} dates is meant: “{when.wording}”."]
    return [f"Its cell names {len(when.listed)} dates, “{when.wording}”: it is one entry for all of them, and no span."]


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _weekday_differs(when: When) -> bool:
    if when.earliest is None or not when.is_exact:
        return False
    named = [at for at, day in enumerate(_DAYS, 1) if day in when.wording.casefold()]
    return len(named) == 1 and named[0] != when.earliest.isoweekday()


def add_doubts(case: CaseFile, proposal: Proposal) -> None:
    """The case's own doubts, onto those the file gave."""
    doubts = Doubts(case)
    for entry in proposal.entries:
        entry.doubts += [each for each in doubts.of_when(entry.happened.when) if each not in entry.doubts]


def doubts_of(case: CaseFile, entry: Entry) -> list[str]:
    corrected = any(each.entry == entry.id for each in case.all(DateCorrection))
    return Doubts(case).of(entry, is_corrected=corrected)
