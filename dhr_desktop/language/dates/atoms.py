"""The smallest things that are a date: a day, a month, a part of one, a season, a year, a named day.

An atom may lack its month or year; whoever joins atoms fills that in from a neighbour or a heading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dhr_desktop.core.moments import Precision

from .named_days import easter, may_day_bank_holiday, nth_weekday, spring_bank_holiday
from .rules import DateRules
from .spans import (
    Ambiguous,
    Impossible,
    Incomplete,
    Span,
    day_span,
    days_span,
    month_span,
    months_span,
    part_span,
    quarter_span,
    season_span,
    year_span,
    years_span,
)
from .words import EARLY, LATE

Make = Callable[[int, int], Span]
FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Atom:
    """`make(year, month)` is asked only once what is missing is known."""

    kind: str  # day, month, part, year, season, decade, span
    make: Make
    year: int | None = None
    month: int | None = None
    day: int | None = None
    needs_year: bool = False
    needs_month: bool = False
    weekday: int = 0
    season: int = 0
    is_bare: bool = False  # figures alone, with no st, nd, rd or th: "12"
    is_figures: bool = False  # written in figures only: 12/5/2013
    has_short_year: bool = False

    @property
    def lacks_year(self) -> bool:
        return self.needs_year and self.year is None

    @property
    def lacks_month(self) -> bool:
        return self.needs_month and self.month is None

    def span(self, year: int | None = None, month: int | None = None) -> Span:
        year, month = self.year or year, self.month or month
        if (self.needs_year and not year) or (self.needs_month and not month):
            raise Incomplete(why="the year is missing" if not year else "the month is missing")
        made = self.make(year or 0, month or 0)
        if self.weekday and made.earliest is not None and made.earliest == made.latest:
            return made if made.earliest.isoweekday() == self.weekday else made.doubted("?")
        return made


def a_day(rules: DateRules, day: int, month: int | None, year: int | None, *, is_bare: bool = False) -> Atom:
    def make(a_year: int, a_month: int) -> Span:
        return day_span(rules.day(a_year, a_month, day))

    return Atom("day", make, year, month, day, needs_year=True, needs_month=True, is_bare=is_bare)


def a_month(month: int, year: int | None = None) -> Atom:
    return Atom("month", lambda y, m: month_span(y, m), year, month, needs_year=True, needs_month=True)


def a_year(year: int) -> Atom:
    return Atom("year", lambda y, m: year_span(y), year)


def a_season(season: int) -> Atom:
    return Atom("season", lambda y, m: season_span(y, season), season=season, needs_year=True)


def a_decade(first: int) -> Atom:
    span = Span(f"{first // 10}X", date(first, 1, 1), date(first + 9, 12, 31), Precision.RANGE)
    return Atom("decade", lambda y, m: span, first)


def a_quarter(quarter: int) -> Atom:
    return Atom("span", lambda y, m: quarter_span(y, quarter), needs_year=True)


def a_half(is_first: bool) -> Atom:
    first = 1 if is_first else 7
    return Atom("span", lambda y, m: months_span(y, first, y, first + 5), needs_year=True)


def a_financial_quarter(quarter: int, year: int) -> Atom:
    """A financial year's quarters begin in April."""
    made = quarter_span(year, quarter + 1) if quarter < 4 else quarter_span(year + 1, 1)
    return Atom("span", lambda y, m: made, year)


_KINDS_OF_YEAR = {
    "financial": ((4, 1), (3, 31)), "tax": ((4, 6), (4, 5)), "school": ((9, 1), (8, 31)),
}  # fmt: skip


def a_year_of(kind: str, year: int) -> Atom:
    start, end = _KINDS_OF_YEAR[kind]
    return Atom("span", lambda y, m: days_span(date(y, *start), date(y + 1, *end)), year)


def years_together(first: int, last: int) -> Atom:
    return Atom("span", lambda y, m: years_span(first, last), first)


def a_term(first: int, last: int) -> Atom:
    return Atom("span", lambda y, m: months_span(y, first, y, last, "~"), needs_year=True, season=first)


def a_half_term(month: int | None) -> Atom:
    return Atom("span", lambda y, m: month_span(y, m, "~"), None, month, needs_year=True, needs_month=True)


def a_named_day(day: Callable[[int], date]) -> Atom:
    return Atom("day", lambda y, m: day_span(day(y)), needs_year=True)


def days_named(first: Callable[[int], date], last: Callable[[int], date], mark: str = "~") -> Atom:
    return Atom("span", lambda y, m: days_span(first(y), last(y), mark=mark), needs_year=True)


def christmas() -> Atom:
    return days_named(lambda y: date(y, 12, 24), lambda y: date(y, 12, 26))


def christmas_period() -> Atom:
    return days_named(lambda y: date(y, 12, 24), lambda y: date(y + 1, 1, 1))


def new_year() -> Atom:
    return days_named(lambda y: date(y - 1, 12, 31), lambda y: date(y, 1, 1))


def easter_days(is_weekend: bool) -> Atom:
    def from_easter(days: int) -> Callable[[int], date]:
        return lambda year: easter(year) + timedelta(days=days)

    return days_named(from_easter(-2), from_easter(1), "" if is_weekend else "~")


def bank_holiday_weekend(monday: Callable[[int], date]) -> Atom:
    return days_named(lambda y: monday(y) - timedelta(days=2), monday, "")


def bank_holiday_in_may() -> Atom:
    def make(year: int, month: int) -> Span:
        days = may_day_bank_holiday(year), spring_bank_holiday(year)
        raise Ambiguous(*(day.isoformat() for day in days if day.month == 5), why="May has two bank holidays")

    return Atom("day", make, needs_year=True)


# ---- parts of another atom ----------------------------------------------------------------------


def part_of(atom: Atom, part: int, is_edge: bool) -> Atom | None:
    """Early, middle or late in a month, year, season or decade; the beginning or end of a year is one month."""
    makers: dict[str, Make] = {
        "month": lambda y, m: part_span(y, m, part),
        "year": lambda y, m: _part_of_year(atom.year or y, part, is_edge),
        "season": lambda y, m: _part_of_season(y, atom.season, part),
        "decade": lambda y, m: _part_of_decade(atom.year or y, part),
    }
    make = makers.get(atom.kind)
    return replace(atom, kind="part", make=make) if make else None


def part_alone(part: int) -> Atom:
    """ "early" in "early to mid March": its month stands with its neighbour."""
    return Atom("part", lambda y, m: part_span(y, m, part), needs_year=True, needs_month=True)


def _part_of_year(year: int, part: int, is_edge: bool) -> Span:
    if is_edge and part in (EARLY, LATE):
        return month_span(year, 1 if part == EARLY else 12, "~")
    first = 1 + 4 * part
    return months_span(year, first, year, first + 3, "~")


def _part_of_season(year: int, season: int, part: int) -> Span:
    month = FIRST_MONTH[season] + part
    return month_span(year + (month > 12), (month - 1) % 12 + 1, "~")


def _part_of_decade(decade: int, part: int) -> Span:
    first, last = ((0, 3), (4, 6), (7, 9))[part]
    return years_span(decade + first, decade + last, "~")


# ---- the nth of a month -------------------------------------------------------------------------


def nth_week(nth: int, of: Atom) -> Atom:
    def make(year: int, month: int) -> Span:
        end = month_span(year, month).latest
        assert end
        if nth == -1:
            return days_span(end - timedelta(days=6), end, Precision.WEEK)
        first = date(year, month, 1) + timedelta(days=7 * (nth - 1))
        return days_span(first, min(first + timedelta(days=6), end), Precision.WEEK)

    return replace(of, kind="span", make=make)


def nth_weekend(nth: int, of: Atom) -> Atom:
    """Saturday and Sunday; where a weekend is half in the month, both that and the next one are asked."""

    def make(year: int, month: int) -> Span:
        whole, half = _weekends(year, month, nth)
        weekends = [days_span(day, day + timedelta(days=1)) for day in (whole, half) if day is not None]
        if len(weekends) > 1:
            raise Ambiguous(*(each.edtf for each in weekends), why="one weekend is only half in that month")
        return weekends[0]

    return replace(of, kind="span", make=make)


def _weekends(year: int, month: int, nth: int) -> tuple[date | None, date | None]:
    """The nth Saturday counted with whole weekends only, and counted with a half one where there is one."""
    last_day = month_span(year, month).latest
    assert last_day
    saturdays = [
        date(year, month, day) for day in range(1, last_day.day + 1) if date(year, month, day).isoweekday() == 6
    ]
    whole = [day for day in saturdays if (day + timedelta(days=1)).month == month]
    first = date(year, month, 1)
    counted = [first - timedelta(days=1), *saturdays] if first.isoweekday() == 7 else saturdays
    at = nth if nth < 0 else nth - 1
    if not -len(whole) <= at < len(whole):
        raise Impossible(why="that month has no such weekend")
    other = counted[at]
    return whole[at], other if other != whole[at] else None


def nth_weekday_of(nth: int, weekday: int, of: Atom) -> Atom:
    def make(year: int, month: int) -> Span:
        try:
            return day_span(nth_weekday(year, month, weekday, nth))
        except ValueError:
            raise Impossible(why="that month has no such weekday") from None

    return replace(of, kind="day", make=make)


def end_day(is_last: bool, of: Atom) -> Atom:
    """The first or the last day of a month or a year."""

    def make(year: int, month: int) -> Span:
        whole = of.make(year, month)
        day = whole.latest if is_last else whole.earliest
        assert day
        return day_span(day)

    return replace(of, kind="day", make=make)
