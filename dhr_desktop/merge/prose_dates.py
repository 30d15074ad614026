"""Days that an entry's text speaks of, besides its own: "incident of 13/7", "on Thursday last", "last night"."""

from __future__ import annotations

import re
from datetime import date

from dhr_desktop.language.dates.prose import days_said

_DAYS = {name: at for at, name in enumerate("mon tue wed thu fri sat sun".split())}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_ORDINAL = re.compile(
    rf"(?<![\d/])(\d{{1,2}})(?:st|nd|rd|th)\b(?! (?:of |{_MONTH}|time|call|incident|attendance|visit|birthday|floor))",
    re.I,
)
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(on|last) (sat|sun|mon|tue|wed|thu|fri)\b", re.I)
_NIGHT_BEFORE = re.compile(r"\b(last night|yesterday|night before|day before|previous (?:day|evening|night))\b", re.I)
_WEEKEND = re.compile(r"\b(?:at|over|the|last) weekend\b", re.I)
LONGEST_BACK = 1500  # a day before that is a date of birth


def dates_spoken_of(text: str, own: int | None) -> frozenset[int]:
    """Each day named by its date, as an ordinal, other than the entry's own."""
    found: list[int | None] = []
    for said in days_said(text):
        found += [_dated(day, said.month, said.year, own) for day in said.days]
    found += [_in_own_month(int(match[1]), own) for match in _ORDINAL.finditer(text)]
    return frozenset(
        each
        for each in found
        if each is not None and each != own and (own is None or own - LONGEST_BACK <= each <= own + 60)
    )


def _in_own_month(day: int, own: int | None) -> int | None:
    """ "the 4th": of the entry's own month, or of the month before."""
    if own is None:
        return None
    here = date.fromordinal(own)
    if day <= here.day:
        return _day(day, here.month, here.year)
    return _day(day, here.month - 1 or 12, here.year - (here.month == 1))


def _day(day: int, month: int, year: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _dated(day: int, month: int, year: int | None, own: int | None) -> int | None:
    """With its year, or in the year that brings it nearest before the entry's own day."""
    if year is not None:
        return _day(day, month, year)
    if own is None:
        return None
    near = date.fromordinal(own).year
    options = [
        each for each in (_day(day, month, near), _day(day, month, near - 1)) if each is not None and each <= own
    ]
    return max(options, default=None)


def days_told_from(text: str, own: int) -> tuple[tuple[int, int], ...]:
    """First and last of the days told from the entry's own: "on Thursday last", "last night", "at weekend"."""
    days = []
    for match in _WEEKDAY.finditer(text):
        wanted = _DAYS[(match[1] or match[3]).lower()[:3]]
        back = (date.fromordinal(own).weekday() - wanted) % 7
        days.append((own - back, own - back))
    if _NIGHT_BEFORE.search(text):
        days.append((own - 1, own - 1))
    if _WEEKEND.search(text):
        back = (date.fromordinal(own).weekday() - 5) % 7  # the Saturday before
        days.append((own - back, own - back + 1))
    return tuple(dict.fromkeys(days))
