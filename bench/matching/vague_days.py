"""How an agency that gives no day writes of when it was."""

from __future__ import annotations

import datetime as dt
import random

from dhr_desktop.core.moments import When


class Vagueness:
    """One agency's habit: how often no day is given, and in what words."""

    def __init__(self, chance: random.Random, share: float) -> None:
        self._chance, self._share = chance, min(share, 0.9)
        self._usual = chance.randint(0, len(_WAYS) - 1)

    def when(self, day: dt.date, age: float) -> When | None:
        """None where the day is given; `age` is 0 for the newest entry and 1 for the oldest."""
        chance = self._chance
        if chance.random() >= self._share * (0.5 + age):
            return None
        way = _WAYS[self._usual] if chance.random() < 0.4 else chance.choices(_WAYS, _OFTEN)[0]
        if age > 0.6 and chance.random() < 0.3:
            way = _in_year
        return way(day, chance)


def _in_month(day: dt.date, chance: random.Random) -> When:
    return When.in_month(day.year, day.month)


def _in_part(day: dt.date, chance: random.Random) -> When:
    return When.in_part_of_month(day.year, day.month, min((day.day - 1) // 10, 2))


def _in_week(day: dt.date, chance: random.Random) -> When:
    return When.in_week_of(day - dt.timedelta(day.weekday()))


def _in_season(day: dt.date, chance: random.Random) -> When:
    season, year = 21 + (day.month - 3) % 12 // 3, day.year - (day.month < 3)
    return When.in_season(year if season == 24 else day.year, season)


def _in_year(day: dt.date, chance: random.Random) -> When:
    return When.in_year(day.year)


def _in_some_days(day: dt.date, chance: random.Random) -> When:
    before, length = chance.randint(0, 3), chance.choice([1, 1, 2, 4, 9])
    return When.between(day - dt.timedelta(min(before, length)), day + dt.timedelta(length - min(before, length)))


def _in_two_months(day: dt.date, chance: random.Random) -> When:
    end = (day.replace(day=1) + dt.timedelta(62)).replace(day=1) - dt.timedelta(1)
    return When.between(day.replace(day=1), end)


def _since(day: dt.date, chance: random.Random) -> When:
    return When.between(day.replace(day=1), None)


def _no_such_day(day: dt.date, chance: random.Random) -> When:
    return When.undated(f"31/{day.month:02}/{day.year}" if day.month in (4, 6, 9, 11) else "undated")


_WAYS = (_in_month, _in_part, _in_week, _in_season, _in_year, _in_some_days, _in_two_months, _since, _no_such_day)
_OFTEN = (40, 22, 8, 6, 8, 6, 4, 3, 3)
