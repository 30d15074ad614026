"""Days that have a name: Easter and what hangs on it, bank holidays as held in England, and the fixed ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

MOVED_SPRING = {2002: date(2002, 6, 4), 2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}
MOVED_MAY_DAY = {1995: date(1995, 5, 8), 2020: date(2020, 5, 8)}


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian rule."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth Monday (1) … Sunday (7) of a month; the last one for nth = -1."""
    if nth == -1:
        first_of_next = date(year + month // 12, month % 12 + 1, 1)
        last = first_of_next - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    if found.month != month:
        raise ValueError("no such weekday in that month")
    return found


def spring_bank_holiday(year: int) -> date:
    return MOVED_SPRING.get(year) or nth_weekday(year, 5, 1, -1)


def may_day_bank_holiday(year: int) -> date:
    return MOVED_MAY_DAY.get(year) or nth_weekday(year, 5, 1, 1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


_CHRISTMAS = r"(?:christmas|xmas|x-mas)"
NAMED: tuple[tuple[re.Pattern[str], Callable[[int], date]], ...] = tuple(
    (re.compile(pattern), day)
    for pattern, day in (
        (rf"{_CHRISTMAS} eve", _fixed(12, 24)),
        (rf"{_CHRISTMAS} day", _fixed(12, 25)),
        (r"boxing day", _fixed(12, 26)),
        (r"(?:new year'?s'? eve|hogmanay|nye)", _fixed(12, 31)),
        (r"new year'?s'? day", _fixed(1, 1)),
        (r"good friday", _from_easter(-2)),
        (r"easter saturday", _from_easter(-1)),
        (r"easter (?:sunday|day)", _from_easter(0)),
        (r"easter monday", _from_easter(1)),
        (r"maundy thursday", _from_easter(-3)),
        (r"palm sunday", _from_easter(-7)),
        (r"(?:st\.? |saint )?valentine'?s'?(?: day)?", _fixed(2, 14)),
        (r"(?:pancake (?:day|tuesday)|shrove tuesday)", _from_easter(-47)),
        (r"ash wednesday", _from_easter(-46)),
        (r"(?:mothering sunday|mother'?s'? day)", _from_easter(-21)),
        (r"father'?s'? day", lambda year: nth_weekday(year, 6, 7, 3)),
        (r"(?:st\.?|saint) george'?s'? day", _fixed(4, 23)),
        (r"(?:st\.?|saint) patrick'?s'? day", _fixed(3, 17)),
        (r"(?:st\.?|saint) david'?s'? day", _fixed(3, 1)),
        (r"(?:st\.?|saint) andrew'?s'? day", _fixed(11, 30)),
        (r"hallow-?e'?en(?: night)?", _fixed(10, 31)),
        (r"(?:bonfire|guy fawkes|fireworks?)(?: (?:night|day))", _fixed(11, 5)),
        (r"remembrance sunday", lambda year: nth_weekday(year, 11, 7, 2)),
        (r"(?:remembrance|armistice) day", _fixed(11, 11)),
        (r"(?:early may|may day|first may) bank holiday(?: monday)?", may_day_bank_holiday),
        (r"may day", _fixed(5, 1)),
        (
            r"(?:late may|spring|whitsun|whit|second may|last may) bank holiday(?: monday)?",
            spring_bank_holiday,
        ),
        (
            r"(?:late summer|summer|august|late august) bank holiday(?: monday)?",
            lambda year: nth_weekday(year, 8, 1, -1),
        ),
        (r"easter bank holiday(?: monday)", _from_easter(1)),
    )
)


def named_day(words: str, year: int) -> date | None:
    """The day these words name in that year; None when they name none."""
    for pattern, day in NAMED:
        if pattern.fullmatch(words):
            return day(year)
    return None


def is_named_day(words: str) -> bool:
    return named_day(words, 2000) is not None
