"""What speaks for two entries of different agencies telling of one event, and what against.

Each piece of evidence has a name, a strength and words a chair can check. The scorer only weighs what is here.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from .lexicon import lexicon
from .nearness import Nearness
from .telling import Reading, Telling

DAYS = ("same_day", "next_day", "two_three_days", "a_week", "a_fortnight", "a_month", "far")
VAGUE = (
    "vague_days",
    "vague_third",
    "vague_month",
    "vague_season",
    "vague_long",
    "near_vague",
    "apart_vague",
    "undated",
    "same_vague",
    "turned_day",
)
CLOCKS = ("clock_quarter", "clock_hour", "clock_hours", "clock_apart")
TOLD = (
    "hears_soon", "hears_late", "hears_named", "sent_named", "names_earlier", "names_later", "names_each_other", "own_name", "not_told", "not_told_late",
    "named_date", "other_date", "named_day", "other_day",
)  # fmt: skip
SHARED = (
    "people", "people_apart", "same_forename", "concepts", "concept_cosine", "no_concepts", "families", "no_families", "words",
    "numbers", "crowd", "crowd_close", "as_near_most", "as_near_least",
)  # fmt: skip
EVIDENCE = (*DAYS, *VAGUE, *CLOCKS, *TOLD, *SHARED)
_AT = {name: at for at, name in enumerate(EVIDENCE)}
MOST_COMMON_NUMBER = 12


class Weigher:
    """Evidence on any two entries of one reading."""

    def __init__(self, reading: Reading, compared: Sequence[Telling]) -> None:
        self._reading = reading
        self._near = Nearness(compared)
        self._firsts = sorted(each.first for each in compared if each.first is not None and each.span <= 3)
        self._concept_norm = {id(t): _norm(t.concepts, reading.concept_weight) for t in compared}
        self._crowds: dict[int, float] = {}

    def weigh(self, a: Telling, b: Telling) -> list[float]:
        """The strength of each piece of evidence, in the order of EVIDENCE."""
        x = [0.0] * len(EVIDENCE)
        a, b = in_order(a, b)
        gap = self._days(a, b, x)
        if gap is not None and gap <= 1:
            self._clock(a, b, x, is_turned=bool(x[_AT["turned_day"]]))
        self._told(a, b, gap, x)
        self._shared(a, b, x)
        if not x[_AT["turned_day"]]:
            self._crowd(a, b, gap, x)
        return x

    def _days(self, a: Telling, b: Telling, x: list[float]) -> int | None:
        """The days between them, none where they overlap; None where one is undated."""
        if a.first is None or b.first is None or a.last is None or b.last is None:
            x[_AT["undated"]] = 1.0
            return None
        gap = max(b.first - a.last, a.first - b.last, 0)
        if gap > 1 and days_turned(a, b) is not None:
            x[_AT["turned_day"]] = 1.0
            return 0
        if gap == 0 and a.span > 3 and (a.first, a.last) == (b.first, b.last):
            x[_AT["same_vague"]] = 1.0
        span = 400 if a.is_open or b.is_open else max(a.span, b.span)
        if span == 0:
            at = (
                0
                if gap == 0
                else 1
                if gap == 1
                else 2
                if gap <= 3
                else 3
                if gap <= 7
                else 4
                if gap <= 14
                else 5
                if gap <= 31
                else 6
            )
            x[_AT[DAYS[at]]] = 1.0
        elif gap == 0:
            at = 0 if span <= 3 else 1 if span <= 11 else 2 if span <= 31 else 3 if span <= 100 else 4
            x[_AT[VAGUE[at]]] = 1.0
        else:
            x[_AT["near_vague" if gap <= 10 else "apart_vague"]] = 1.0
        return gap

    def _clock(self, a: Telling, b: Telling, x: list[float], *, is_turned: bool) -> None:
        if a.start is None or b.start is None or a.span != 0 or b.span != 0:
            return
        assert a.first is not None and b.first is not None
        between = abs((0 if is_turned else b.first - a.first) * 1440 + b.start - a.start)
        for end, other in ((a.end, b), (b.end, a)):  # one lasts past the other's beginning
            if end is not None and other.start is not None and other.start <= end:
                between = min(between, 30)
        at = 0 if between <= 20 else 1 if between <= 75 else 2 if between <= 300 else 3
        x[_AT[CLOCKS[at]]] = 1.0

    def _told(self, a: Telling, b: Telling, gap: int | None, x: list[float]) -> None:
        """Whether one tells of hearing about it, and from whom; and the days their words name."""
        names_earlier = names_later = hears = sent = False
        if gap is not None and gap <= 31:
            names_earlier = not b.names_kinds.isdisjoint(a.agency_kinds)
            names_later = not a.names_kinds.isdisjoint(b.agency_kinds)
            hears = (b.hears and names_earlier) or (gap == 0 and a.hears and names_later)
            sent = (a.sends and names_later) or (gap == 0 and b.sends and names_earlier)
            x[_AT["names_earlier"]] = float(names_earlier)
            x[_AT["names_later"]] = float(names_later)
            x[_AT["names_each_other"]] = float(names_earlier and names_later)
            x[_AT["own_name"]] = float(not a.words.isdisjoint(b.agency_words) or not b.words.isdisjoint(a.agency_words))
            if gap >= 1 and b.hears:
                x[_AT["hears_soon" if gap <= 3 else "hears_late"]] = 1.0
            x[_AT["hears_named"]] = float(hears)
            x[_AT["sent_named"]] = float(sent)
        named = self._days_named(a, b, x)
        if gap is not None and gap >= 1 and not (b.hears or names_earlier or sent or named) and a.span == b.span == 0:
            x[_AT["not_told" if gap == 1 else "not_told_late"]] = 1.0

    @staticmethod
    def _days_named(a: Telling, b: Telling, x: list[float]) -> bool:
        named = False
        for one, other in ((a, b), (b, a)):
            if other.first is None or other.last is None or other.span > 3:
                continue
            first, last = other.first, other.last
            if one.dates:
                fits = any(first <= day <= last for day in one.dates)
                x[_AT["named_date" if fits else "other_date"]] = 1.0
                named = named or fits
            if one.days and first < (one.first or 0):
                fits = any(f <= last and first <= l for f, l in one.days)  # noqa: E741
                x[_AT["named_day" if fits else "other_day"]] = 1.0
                named = named or fits
        if x[_AT["named_date"]]:
            x[_AT["other_date"]] = 0.0
        return named

    def _shared(self, a: Telling, b: Telling, x: list[float]) -> None:
        reading = self._reading
        people = sum(
            reading.people_weight.get(id, 0.0) * min(likely, b.people[id])
            for id, likely in a.people.items()
            if id in b.people
        )
        x[_AT["people"]] = min(people, 6.0)
        if not people and a.people and b.people:
            is_same = not a.forenames.isdisjoint(b.forenames)
            x[_AT["same_forename" if is_same else "people_apart"]] = 1.0
        concepts = sum(reading.concept_weight[each] for each in a.concepts & b.concepts)
        x[_AT["concepts"]] = min(concepts, 12.0)
        x[_AT["no_concepts"]] = float(not concepts and bool(a.concepts) and bool(b.concepts))
        if concepts:
            x[_AT["concept_cosine"]] = self._cosine(
                a.concepts & b.concepts, reading.concept_weight, self._concept_norm, a, b
            )
        told = families_of(a.concepts & b.concepts)
        wider = sum(reading.family_weight[each] for each in (a.families & b.families) - told)
        x[_AT["families"]] = min(wider, 6.0)
        x[_AT["no_families"]] = float(bool(a.families) and bool(b.families) and a.families.isdisjoint(b.families))
        shared = a.words & b.words
        weights = reading.word_weight
        x[_AT["words"]] = min(sum(w - 2.0 for each in shared if (w := weights[each]) > 2.0), 15.0)
        x[_AT["numbers"]] = float(
            any(reading.number_count[each] <= MOST_COMMON_NUMBER for each in a.numbers & b.numbers)
        )

    @staticmethod
    def _cosine(
        shared: frozenset[str], weights: dict[str, float], norms: dict[int, float], a: Telling, b: Telling
    ) -> float:
        return sum(weights[each] ** 2 for each in shared) / (norms[id(a)] * norms[id(b)])

    def _crowd(self, a: Telling, b: Telling, gap: int | None, x: list[float]) -> None:
        """Among many entries of the same days a chance meeting is likelier."""
        if gap is None:
            return
        crowd = (self._crowd_of(a) + self._crowd_of(b)) / 2
        x[_AT["crowd"]] = crowd
        if gap == 0 and a.span == 0 and b.span == 0:
            x[_AT["crowd_close"]] = crowd
        near = (math.log1p(self._near.others(a, b.agency, gap)), math.log1p(self._near.others(b, a.agency, gap)))
        x[_AT["as_near_most"]], x[_AT["as_near_least"]] = max(near), min(near)

    def _crowd_of(self, telling: Telling) -> float:
        if telling.first is None or telling.last is None:
            return 0.0
        held = self._crowds.get(telling.id)
        if held is None:
            near = bisect_right(self._firsts, telling.last + 3) - bisect_left(self._firsts, telling.first - 3)
            held = self._crowds[telling.id] = math.log1p(near)
        return held


def in_order(a: Telling, b: Telling) -> tuple[Telling, Telling]:
    """The earlier first, as far as can be said."""
    if a.last is not None and b.last is not None and (a.last, a.first or 0) > (b.last, b.first or 0):
        return b, a
    return a, b


def is_of_one_day(a: Telling, b: Telling) -> bool:
    """Whether both give one and the same day."""
    return a.first is not None and a.first == b.first and a.span == 0 and b.span == 0


def days_turned(a: Telling, b: Telling) -> Telling | None:
    """Which of two it is whose date, with day and month exchanged, is the other's."""
    for one, other in ((a, b), (b, a)):
        if one.turned is None or other.first is None or other.last is None or other.span > 3:
            continue
        if other.first - 1 <= one.turned <= other.last + 1:
            return one
    return None


def families_of(concepts: frozenset[str]) -> set[str]:
    families = lexicon().families
    return {each for concept in concepts for each in families.get(concept, ())}


def _norm(things: frozenset[str], weights: dict[str, float]) -> float:
    return math.sqrt(sum(weights[each] ** 2 for each in things)) or 1.0


def kinds_in_words(kinds: frozenset[str]) -> str:
    words = lexicon().kind_words
    return " or ".join(sorted(words[each] for each in kinds))
