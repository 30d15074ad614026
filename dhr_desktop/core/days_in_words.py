"""Days, months and years in English words, whatever the window's language is."""

from __future__ import annotations

import calendar
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
# Not strftime: the window sets the user's locale, and a report is in English whatever it is.


PARTS = ("early ", "mid-", "late ")


def last_day_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def part_of_month(day: date) -> int:
    """0 for days 1-10, 1 for 11-20, 2 for 21 to the end."""
    return min((day.day - 1) // 10, 2)


def in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_in_words(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def end_of_part(day: date) -> date:
    """The last day of the early, the middle or the late part of its month."""
    part = part_of_month(day)
    return last_day_of_month(day.year, day.month) if part == 2 else day.replace(day=10 + 10 * part)


def listed_in_words(units: tuple[str, ...], between: str) -> str:
    """12 March 2013 and 15 March 2013: what lies between was not said. "" where one is neither day, month nor year."""
    said = [_unit_said(each) for each in units]
    return f"{', '.join(said[:-1])} {between} {said[-1]}" if len(said) > 1 and all(said) else ""


def _unit_said(edtf: str) -> str:
    try:
        said = [int(each) for each in edtf.split("-")]
        year, month, day = [*said, 1, 1][:3]
        first = date(year, month, day)
    except ValueError:
        return ""
    return {1: str(year), 2: month_in_words(first), 3: in_words(first)}.get(len(said), "")


def whole_unit_in_words(first: date, last: date) -> str:
    """ "March 2013", "mid-March 2013", "2013", "March to May 2013" - or "" when no whole unit fits."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and last == last_day_of_month(last.year, last.month):
        if (first.year, first.month) == (last.year, last.month):
            return f"{MONTHS[first.month - 1]} {first.year}"
        return _between_units(MONTHS[first.month - 1], first.year, MONTHS[last.month - 1], last.year)
    starts_a_part = first.day in (1, 11, 21)
    if starts_a_part and last == end_of_part(last):
        left, right = (f"{PARTS[part_of_month(day)]}{MONTHS[day.month - 1]}" for day in (first, last))
        if left == right and first.year == last.year:
            return f"{left} {first.year}"
        return _between_units(left, first.year, right, last.year)
    return ""


def _between_units(left: str, left_year: int, right: str, right_year: int) -> str:
    if left_year == right_year:
        return f"{left} to {right} {right_year}"
    return f"{left} {left_year} to {right} {right_year}"
