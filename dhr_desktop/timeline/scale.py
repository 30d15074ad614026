"""Time as a distance: minutes to pixels and back, and which days or hours deserve a line of their own.

Minutes are counted from the first day of the calendar, so that a whole life and one night are the same
kind of number and nothing depends on a time zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from dhr_desktop.core.days_in_words import MONTHS, month_in_words

DAY = 1_440
NARROWEST_MINUTES = 30.0  # the least that fills the width: half an hour
LONGEST_DAYS = 120 * 366
LEAST_PX_APART = 64
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)


def minute_of(day: date, at: time | None = None) -> int:
    return day.toordinal() * DAY + (at.hour * 60 + at.minute if at else 0)


def day_of(minute: float) -> date:
    return date.fromordinal(min(max(int(minute // DAY), 1), date.max.toordinal()))


@dataclass(frozen=True, slots=True)
class Scale:
    """The minute at the left edge, and how many minutes one pixel is."""

    left: float
    per_px: float
    width: float

    @classmethod
    def fitting(cls, first: float, last: float, width: float) -> Scale:
        """From first to last with a little air on both sides."""
        span = max(last - first, NARROWEST_MINUTES)
        air = span * 0.03
        return cls(first - air, (span + 2 * air) / max(width, 1), width)

    @property
    def right(self) -> float:
        return self.left + self.width * self.per_px

    def x(self, minute: float) -> float:
        return (minute - self.left) / self.per_px

    def minute(self, x: float) -> float:
        return self.left + x * self.per_px

    def zoomed(self, factor: float, at_x: float) -> Scale:
        """Closer (factor under 1) or further, with what is under at_x staying where it is."""
        held = self.minute(at_x)
        width = max(self.width, 1)
        per_px = min(max(self.per_px * factor, NARROWEST_MINUTES / width), LONGEST_DAYS * DAY / width)
        return replace(self, left=held - at_x * per_px, per_px=per_px)

    def moved(self, px: float) -> Scale:
        return replace(self, left=self.left + px * self.per_px)

    def centred(self, minute: float) -> Scale:
        return replace(self, left=minute - self.width * self.per_px / 2)

    def resized(self, width: float) -> Scale:
        """As wide as the window is now, showing the same span."""
        return replace(self, per_px=self.per_px * self.width / max(width, 1), width=width)

    def in_words(self, *, coarse: bool = False) -> str:
        """What the width shows; without days where the edition says none."""
        first, last = day_of(self.left), day_of(self.right)
        if coarse:
            return f"{month_in_words(first)} to {month_in_words(last)}"
        days = (self.right - self.left) / DAY
        if days < 2:
            return f"{first.day} {MONTHS[first.month - 1]} {first.year}, {days * 24:.0f} hours"
        return f"{_short(first)} to {_short(last)}"


def _short(day: date) -> str:
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class Tick:
    minute: int
    words: str
    is_major: bool


def ticks(scale: Scale) -> list[Tick]:
    """Lines as dense as their words allow, from hours to decades."""
    least = scale.per_px * LEAST_PX_APART
    for hours in (0.25, 0.5, 1, 3, 6, 12):
        if hours * 60 >= least:
            return list(_hours(scale, int(hours * 60)))
    for days in (1, 2, 7):
        if days * DAY >= least:
            return list(_days(scale, days))
    for months in (1, 3, 6):
        if months * 30 * DAY >= least:
            return list(_months(scale, months))
    for years in (1, 2, 5, 10, 20, 50):
        if years * 365 * DAY >= least:
            return list(_years(scale, years))
    return list(_years(scale, 100))


def _hours(scale: Scale, step: int) -> Iterator[Tick]:
    minute = int(scale.left // step) * step
    while minute <= scale.right:
        if minute > 0:
            hour, left = divmod(minute % DAY, 60)
            is_midnight = minute % DAY == 0
            day = day_of(minute)
            words = f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}" if is_midnight else f"{hour:02}:{left:02}"
            yield Tick(minute, words, is_midnight)
        minute += step


def _days(scale: Scale, step: int) -> Iterator[Tick]:
    day = day_of(scale.left)
    if step == 7:
        day -= timedelta(days=day.weekday() if day.toordinal() > 7 else 0)
    while minute_of(day) <= scale.right:
        is_first = day.day <= step if step > 1 else day.day == 1
        month = SHORT_MONTHS[day.month - 1]
        yield Tick(minute_of(day), f"{day.day} {month} {day.year}" if is_first else f"{day.day} {month}", is_first)
        if day.toordinal() + step > date.max.toordinal():
            return
        day += timedelta(days=step)
        if step == 2 and day.day == 31:
            day += timedelta(days=1)


def _months(scale: Scale, step: int) -> Iterator[Tick]:
    first = day_of(scale.left)
    year, month = first.year, (first.month - 1) // step * step + 1
    while year < date.max.year and minute_of(date(year, month, 1)) <= scale.right:
        is_january = month == 1
        words = str(year) if is_january else SHORT_MONTHS[month - 1]
        yield Tick(minute_of(date(year, month, 1)), words, is_january)
        year, month = (year + 1, 1) if month + step > 12 else (year, month + step)


def _years(scale: Scale, step: int) -> Iterator[Tick]:
    year = max(day_of(scale.left).year // step * step, 1)
    while year < date.max.year and minute_of(date(year, 1, 1)) <= scale.right:
        yield Tick(minute_of(date(year, 1, 1)), str(year), year % (step * 5) == 0)
        year += step
