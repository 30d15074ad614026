"""The date that stands for an entry: the chair's correction where there is one, else as it was read."""

from __future__ import annotations

from dhr_desktop.core.entries import DateCorrection, Entry
from dhr_desktop.core.moments import When
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.step import Step

HAPPENED = "happened"


def corrected_dates(case: CaseFile) -> dict[int, When]:
    """The date that stands for each entry whose own was put right."""
    return {each.entry: each.stands for each in case.all(DateCorrection) if each.field in ("", HAPPENED)}


def stands_of(step: Step, entry: Entry) -> When:
    """An entry's date as a step leaves it: the chair's correction, else as it was read."""
    corrected = [each for each in step.linked(DateCorrection, "entry", entry.id) if each.field in ("", HAPPENED)]
    return corrected[0].stands if corrected else entry.happened
