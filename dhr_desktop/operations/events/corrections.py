"""The chair's reading of an entry's date, beside the program's; the agency's words stay."""

from __future__ import annotations

from dataclasses import replace

from dhr_desktop.core.changes import Change
from dhr_desktop.core.entries import DateCorrection, Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.language.dates.reader import OK, read_date
from dhr_desktop.language.dates.rules import DateRules
from dhr_desktop.storage.case_file import CaseFile

from .date_that_stands import HAPPENED
from .settling import settle_events_of


def correction_of(case: CaseFile, entry: int) -> DateCorrection | None:
    return next((each for each in case.all(DateCorrection) if each.entry == entry and each.field == HAPPENED), None)


def correct_date(case: CaseFile, entry: int, wording: str, because: str) -> Change:
    """Read the entry's date as these words; with no words the program's own reading stands again."""
    held = case.get(Entry, entry)
    if held is None:
        raise Refused("That entry is no longer in the case. Look at the list again.")
    before = correction_of(case, entry)
    if not wording.strip():
        return _take_back(case, before)
    rules = DateRules.for_review(case.review.date_of_death, case.clock.now().date())
    reading = read_date(wording, rules)
    if reading.status != OK:
        could = f" It could be {' or '.join(reading.candidates)}." if reading.candidates else ""
        raise Refused(f"“{wording}” is not read as a date: {reading.why or reading.status}.{could}")
    stands = replace(reading.when, time_from=reading.when.time_from or held.happened.time_from)
    with case.step("Correct date", f"Set the date “{held.happened.wording or 'blank'}” to {stands.words()}") as step:
        if before is None:
            step.add(DateCorrection(entry=entry, field=HAPPENED, stands=stands, because=because))
        else:
            step.put(replace(before, stands=stands, because=because))
        settle_events_of(case, step, [entry])
    return step.change


def _take_back(case: CaseFile, before: DateCorrection | None) -> Change:
    if before is None:
        raise Refused("There is no correction to take back. Write the date as it should be read.")
    with case.step("Take back a date correction", "Let the date stand as it was read") as step:
        step.remove(DateCorrection, before.id)
        settle_events_of(case, step, [before.entry])
    return step.change
