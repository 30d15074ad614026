"""The days an entry is compared by: those its date allows, and what a date that cannot be right may have meant.

Nothing here changes a date. "31/04/2011" is no day, but it speaks of April 2011; "12/08" may be a
month; "06/02/2013" from a system that writes the month
first is 2 June. Either is only a reason to look, told as such, and the chair's to settle.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dhr_desktop.core.days_in_words import last_day_of_month
from dhr_desktop.core.moments import When

LAST_OF_THIS_CENTURY = 40
_MONTH_AND_YEAR = re.compile(r"^\s*(\d{1,2})\s*[/.]\s*(\d{2})\s*$")
_NUMERIC = re.compile(r"^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})\b")


@dataclass(frozen=True, slots=True)
class Days:
    first: int | None = None  # as ordinals; an open end is the other end
    last: int | None = None
    is_open: bool = False
    is_guessed: bool = False  # the month of a day that does not exist
    turned: int | None = None  # the day it would be with day and month exchanged


def days_of(when: When) -> Days:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if first is None or last is None:
        return _of_no_such_day(when.wording)
    is_open = when.earliest is None or when.latest is None
    return Days(first.toordinal(), last.toordinal(), is_open, False, _turned(when))


def _of_no_such_day(wording: str) -> Days:
    """31 April is at least April; 12/08 on its own may be December 2008."""
    whole, short = _NUMERIC.match(wording), _MONTH_AND_YEAR.match(wording)
    if whole is not None and len(whole[3]) == 4:
        month, year = int(whole[2]), int(whole[3])
    elif short is not None:
        month, year = int(short[1]), int(short[2])
        year += 2000 if year < LAST_OF_THIS_CENTURY else 1900
    else:
        return Days()
    if not 1 <= month <= 12 or year < 1900:
        return Days()
    return Days(date(year, month, 1).toordinal(), last_day_of_month(year, month).toordinal(), False, True)


def _turned(when: When) -> int | None:
    """Only of a date in numbers, both of which could be a month."""
    day = when.earliest
    if not when.is_exact or day is None or day.day > 12 or day.day == day.month:
        return None
    met = _NUMERIC.match(when.wording)
    if met is None or (int(met[1]), int(met[2])) not in ((day.day, day.month), (day.month, day.day)):
        return None
    return date(day.year, day.day, day.month).toordinal()


def is_day_first(when: When) -> bool:
    """A date in numbers whose first cannot be a month."""
    met = _NUMERIC.match(when.wording)
    return met is not None and int(met[1]) > 12
