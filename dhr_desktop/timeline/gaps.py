"""Where nobody wrote anything: how long at the least and at the most, given how exactly the dates are known.

A gap is only shaded where no entry can have fallen. What lies before it may have ended earlier than its
latest day and what lies after may have begun later than its earliest, so its length has two figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dhr_desktop.core.counting import counted
from dhr_desktop.core.days_in_words import in_words, month_in_words
from dhr_desktop.core.moments import When


@dataclass(frozen=True, slots=True)
class Gap:
    """From the last day a contact may have been on to the first day the next may have been on."""

    after: date
    until: date
    shortest: int
    longest: int
    is_certain: bool = True  # no entry with an end left open could fall in it
    is_coarse: bool = False  # the edition says no days

    def in_words(self) -> str:
        span = f"{counted(self.shortest, 'day')}" if self.shortest == self.longest else self._both()
        unless = "" if self.is_certain else "; an entry with no end given may reach into it"
        return f"no contact for {span}, from {self.said(self.after)} to {self.said(self.until)}{unless}"

    def said(self, day: date) -> str:
        return month_in_words(day) if self.is_coarse else in_words(day)

    def _both(self) -> str:
        return f"at least {self.shortest:,} and at most {counted(self.longest, 'day')}"


def gaps(
    whens: Sequence[When], at_least: int, first: date | None = None, last: date | None = None, *, coarse: bool = False
) -> list[Gap]:
    """The gaps of so many days or more; from `first` and up to `last` where the period has ends."""
    found = _found(whens, at_least, first, last)
    return [replace(each, is_coarse=True) for each in found] if coarse else found


def _found(whens: Sequence[When], at_least: int, first: date | None, last: date | None) -> list[Gap]:
    spans = _spans(whens)
    if not spans:
        return []
    found: list[Gap] = []
    soonest_end = _soonest_ends(spans)
    reached, begun, is_open = spans[0][1], spans[0][0], spans[0][2]
    if first is not None and (spans[0][0] - first).days >= at_least:
        found.append(_gap(first, spans[0][0], first, soonest_end[0], is_certain=True))
    for at, (start, end, open_end) in enumerate(spans[1:], 1):
        if (start - reached).days >= at_least:
            found.append(_gap(reached, start, begun, soonest_end[at], is_certain=not is_open))
        reached, begun, is_open = max(reached, end), max(begun, start), is_open or open_end
    if last is not None and (last - reached).days >= at_least:
        found.append(_gap(reached, last, begun, last, is_certain=not is_open))
    return found


def _spans(whens: Sequence[When]) -> list[tuple[date, date, bool]]:
    """First and last day of each, an end left open standing at the day that is known."""
    spans = []
    for when in whens:
        start, end = when.earliest or when.latest, when.latest or when.earliest
        if start is not None and end is not None:
            spans.append((start, end, when.earliest is None or when.latest is None))
    return sorted(spans)


def _soonest_ends(spans: Sequence[tuple[date, date, bool]]) -> list[date]:
    """For each, the first day by which one of it and those after it must have happened."""
    ends = [end for _, end, _ in spans]
    for at in range(len(ends) - 2, -1, -1):
        ends[at] = min(ends[at], ends[at + 1])
    return ends


def _gap(after: date, until: date, begun: date, by: date, *, is_certain: bool) -> Gap:
    return Gap(after, until, (until - after).days, max((by - begun).days, (until - after).days), is_certain)
