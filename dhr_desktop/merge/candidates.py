"""Which pairs are worth weighing: those that share something rare near in time, a bounded number for each entry.

Every list that is looked through is cut to what lies nearest in time, so that twice the entries cost twice the work.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator

from dhr_desktop.core.progress import Progress

from .telling import Reading, Telling

WINDOW = 40  # days to each side
NEAREST = 32  # entries looked at for one shared thing
MOST = 36  # pairs kept for one entry
SAME_DAY, NEXT_DAY, SPOKEN_DAY, REFERENCE = 4.0, 2.0, 5.0, 8.0
COARSE = (
    (11, 3.5),
    (31, 3.0),
    (100, 2.0),
    (370, 1.5),
)  # days a vague date allows at most, and what overlapping it says

Key = tuple[str, object]


def pairs(
    reading: Reading, tellings: list[Telling], among: frozenset[int] | None = None, progress: Progress | None = None
) -> Iterator[tuple[int, int]]:
    """Places in the list of two entries of different agencies, each pair once; with `among`, only pairs that touch it.

    Where it stands is told here: of a pair, either may be the earlier one.
    """
    postings = _Postings(reading, tellings)
    seen: set[int] = set()
    total = len(tellings)
    for at, telling in enumerate(tellings):
        if progress is not None and at % 64 == 0:
            progress.tell(total + 2 * at, 3 * total, "Comparing")  # a third of it was the reading
        if among is not None and at not in among:
            continue
        for other in postings.best_for(at, telling):
            low, high = (at, other) if at < other else (other, at)
            key = low * total + high
            if key not in seen:
                seen.add(key)
                yield low, high


class _Postings:
    def __init__(self, reading: Reading, tellings: list[Telling]) -> None:
        self._reading, self._tellings = reading, tellings
        self._days: dict[Key, list[int]] = defaultdict(list)
        self._places: dict[Key, list[int]] = defaultdict(list)
        self._by_number: dict[str, list[int]] = defaultdict(list)
        order = sorted((each.first, at) for at, each in enumerate(tellings) if each.first is not None)
        for first, at in order:
            for key, _ in self._keys(tellings[at]):
                self._days[key].append(first)
                self._places[key].append(at)
        self._coarse: list[list[tuple[int, int]]] = [[] for _ in COARSE]
        for first, at in order:
            span = tellings[at].span
            if span > 0 and not tellings[at].is_open:
                for shelf, (longest, _) in zip(self._coarse, COARSE, strict=True):
                    if span <= longest:
                        shelf.append((first, at))
                        break
        for at, each in enumerate(tellings):
            for number in each.numbers:
                self._by_number[number].append(at)

    def _keys(self, telling: Telling) -> Iterator[tuple[Key, float]]:
        reading = self._reading
        for concept in telling.concepts:
            yield ("c", concept), reading.concept_weight[concept]
        for word in telling.words:
            if (weight := reading.word_weight[word]) > 3.0:
                yield ("w", word), weight - 2.0
        for person, likely in telling.people.items():
            if likely >= 0.3:
                yield ("p", person), reading.people_weight.get(person, 0.0)
        yield ("d", 0), 0.0

    def best_for(self, at: int, telling: Telling) -> list[int]:
        score: dict[int, float] = defaultdict(float)
        if telling.first is not None and telling.last is not None:
            low, high = telling.first - WINDOW, telling.last + WINDOW
            for key, weight in self._keys(telling):
                for other in self._near(key, low, high, telling.first, NEAREST if key[0] != "d" else 2 * NEAREST):
                    score[other] += weight
            for day, weight in (
                (telling.first, SAME_DAY),
                (telling.first - 1, NEXT_DAY),
                (telling.first + 1, NEXT_DAY),
            ):
                for other in self._near(("d", 0), day, day, day, 3 * NEAREST):
                    score[other] += weight
            for other, weight in self._overlapping(telling):
                score[other] += weight
            turned = () if telling.turned is None else ((telling.turned - 1, telling.turned + 1),)
            for first, last in (*telling.days, *turned, *((day, day) for day in telling.dates)):
                for other in self._near(("d", 0), first, last, first, 3 * NEAREST):
                    score[other] += SPOKEN_DAY
        for number in telling.numbers:
            if self._reading.number_count[number] <= NEAREST:
                for other in self._by_number[number]:
                    score[other] += REFERENCE
        tellings, agency = self._tellings, telling.agency
        found = [(value, -other) for other, value in score.items() if tellings[other].agency != agency]
        return [-other for _, other in heapq.nlargest(MOST, found)]

    def _overlapping(self, telling: Telling) -> Iterator[tuple[int, float]]:
        """Entries of vague dates that allow one of its days, the nearest of each length."""
        assert telling.first is not None and telling.last is not None
        for shelf, (longest, weight) in zip(self._coarse, COARSE, strict=True):
            start = bisect_left(shelf, (telling.first - longest, -1))
            end = bisect_right(shelf, (telling.last, len(self._tellings)))
            if end - start > 2 * NEAREST:
                centre = bisect_left(shelf, (telling.first, -1), start, end)
                start = max(start, min(centre - NEAREST, end - 2 * NEAREST))
                end = start + 2 * NEAREST
            for _, other in shelf[start:end]:
                if (self._tellings[other].last or 0) >= telling.first:
                    yield other, weight

    def _near(self, key: Key, low: int, high: int, middle: int, most: int) -> list[int]:
        days = self._days.get(key)
        if not days:
            return []
        start, end = bisect_left(days, low), bisect_right(days, high)
        if end - start > most:
            centre = bisect_left(days, middle, start, end)
            start = max(start, min(centre - most // 2, end - most))
            end = start + most
        return self._places[key][start:end]
