"""How long lay between two entries, no more exactly than they say."""

from __future__ import annotations

from datetime import time

from dhr_desktop.core.counting import counted
from dhr_desktop.core.moments import When


def elapsed(one: When, other: When) -> str:
    """How long between two dates, as far as they allow it to be said."""
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return "the time between them cannot be told: one has no date, or an end left open"
    if one.earliest > other.earliest:
        one, other = other, one
    assert one.earliest and one.latest and other.earliest and other.latest
    shortest = max((other.earliest - one.latest).days, 0)
    longest = (max(other.latest, one.latest) - one.earliest).days
    clocks = one.clock_span(), other.clock_span()
    if shortest == longest and longest <= 1 and clocks[0] and clocks[1] and not _is_vague(one, other):
        between = (longest * 1440) + minutes(clocks[1][0]) - minutes(clocks[0][0])
        return f"{abs(between) // 60} h {abs(between) % 60} min"
    if shortest == longest:
        return "the same day" if not longest else f"{_days(longest)}"
    return f"between {_days(shortest)} and {_days(longest)}"


def _is_vague(one: When, other: When) -> bool:
    return any(each.time_is_approximate or each.part_of_day for each in (one, other))


def _days(number: int) -> str:
    words = counted(number, "day")
    return f"{words} (about {number / 365.25:.1f} years)" if number > 730 else words


def minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
