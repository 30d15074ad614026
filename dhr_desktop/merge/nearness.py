"""How many entries of an agency lie as near in time: a near day says little where there are many, much where there is one.

"December 2008" beside "2008" is weak in a year of forty entries, and strong where each agency wrote but one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from .telling import Telling


class Nearness:
    def __init__(self, compared: Sequence[Telling]) -> None:
        self._days: dict[int, list[int]] = defaultdict(list)
        self._spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for each in compared:
            if each.first is None or each.last is None:
                continue
            if each.span == 0:
                self._days[each.agency].append(each.first)
            else:
                self._spans[each.agency].append((each.first, each.last))
        for days in self._days.values():
            days.sort()
        for spans in self._spans.values():
            spans.sort()
        self._starts = {agency: [first for first, _ in spans] for agency, spans in self._spans.items()}
        self._longest = {agency: max(last - first for first, last in spans) for agency, spans in self._spans.items()}
        self._held: dict[tuple[int, int, int], int] = {}

    def others(self, telling: Telling, agency: int, gap: int) -> int:
        """Entries of an agency within so many days of this one, besides the one asked about."""
        if telling.first is None or telling.last is None:
            return 0
        low, high = telling.first - gap, telling.last + gap
        key = (agency, low, high)
        found = self._held.get(key)
        if found is None:
            found = self._held[key] = self._within(agency, low, high)
        return max(found - 1, 0)

    def _within(self, agency: int, low: int, high: int) -> int:
        days = self._days.get(agency, [])
        found = bisect_right(days, high) - bisect_left(days, low)
        spans = self._spans.get(agency)
        if spans:
            starts = self._starts[agency]
            begin = bisect_left(starts, low - self._longest[agency])
            for first, last in spans[begin : bisect_right(starts, high)]:
                found += first <= high and last >= low
        return found
