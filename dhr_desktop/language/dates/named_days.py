"""Days that have a name: Easter and what hangs on it, bank holidays as held in England, and the fixed ones."""

from __future__ import annotations

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


Rule = Callable[[int], date]
_CHRISTMAS = ("christmas", "xmas", "x mas", "x-mas")


def _each(names: str, day: Rule) -> dict[str, Rule]:
    return {name.strip(): day for name in names.split("|")}


def _festivals(ending: str, day: Rule) -> dict[str, Rule]:
    return {f"{name} {ending}": day for name in _CHRISTMAS}


# Names as `plain_name` writes them: no apostrophes, no full stops.
NAMED: dict[str, Rule] = {
    **_festivals("eve", _fixed(12, 24)),
    **_festivals("day", _fixed(12, 25)),
    **_each("boxing day|st stephens day", _fixed(12, 26)),
    **_each("new years eve|new year eve|hogmanay|nye", _fixed(12, 31)),
    **_each("new years day|new year day|nyd", _fixed(1, 1)),
    **_each("good friday", _from_easter(-2)),
    **_each("easter saturday|holy saturday", _from_easter(-1)),
    **_each("easter sunday|easter day", _from_easter(0)),
    **_each("easter monday|easter bank holiday monday", _from_easter(1)),
    **_each("maundy thursday", _from_easter(-3)),
    **_each("palm sunday", _from_easter(-7)),
    **_each("whit sunday|pentecost", _from_easter(49)),
    **_each("valentines day|valentine day|valentines|st valentines day|st valentines", _fixed(2, 14)),
    **_each("pancake day|pancake tuesday|shrove tuesday", _from_easter(-47)),
    **_each("ash wednesday", _from_easter(-46)),
    **_each("mothering sunday|mothers day|mother day", _from_easter(-21)),
    **_each("fathers day|father day", lambda year: nth_weekday(year, 6, 7, 3)),
    **_each("st georges day|saint georges day|st george day", _fixed(4, 23)),
    **_each("st patricks day|saint patricks day|st patrick day|st paddys day", _fixed(3, 17)),
    **_each("st davids day|saint davids day|st david day", _fixed(3, 1)),
    **_each("st andrews day|saint andrews day|st andrew day", _fixed(11, 30)),
    **_each("halloween|halloween night|hallowe en|hallow een", _fixed(10, 31)),
    **_each("bonfire night|bonfire day|guy fawkes night|guy fawkes day|guy fawkes|fireworks night|firework night", _fixed(11, 5)),
    **_each("remembrance sunday", lambda year: nth_weekday(year, 11, 7, 2)),
    **_each("remembrance day|armistice day", _fixed(11, 11)),
    **_each("early may bank holiday|may day bank holiday|first may bank holiday", may_day_bank_holiday),
    **_each("may day", _fixed(5, 1)),
    **_each("late may bank holiday|spring bank holiday|whitsun bank holiday|whit bank holiday|second may bank holiday|"
            "last may bank holiday|end of may bank holiday", spring_bank_holiday),
    **_each("late summer bank holiday|summer bank holiday|august bank holiday|late august bank holiday|bank holiday in august",
            lambda year: nth_weekday(year, 8, 1, -1)),
}  # fmt: skip
NAMED |= {f"{name} monday": day for name, day in NAMED.items() if name.endswith("bank holiday")}
NAMED["bank holiday monday in august"] = NAMED["august bank holiday"]
FIRST_WORDS = frozenset(name.split()[0] for name in NAMED)
LONGEST = max(len(name.split()) for name in NAMED) + 1


def plain_name(words: str) -> str:
    """The one spelling by which a named day is looked up."""
    return " ".join(words.replace("'", "").replace(".", "").split())
