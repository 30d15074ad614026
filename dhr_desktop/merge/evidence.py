"""What speaks for two entries of different agencies telling of one event, and what against.

Each piece of evidence has a name, a strength and words a chair can check. The scorer only weighs what is here.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right

from .lexicon import lexicon
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
)
CLOCKS = ("clock_quarter", "clock_hour", "clock_hours", "clock_apart")
TOLD = (
    "hears_soon", "hears_late", "hears_named", "sent_named", "names_earlier", "names_later", "not_told", "not_told_late",
    "named_date", "other_date", "named_day", "other_day",
)  # fmt: skip
SHARED = (
    "people", "people_apart", "concepts", "concept_cosine", "no_concepts", "words", "word_cosine", "numbers", "crowd", "crowd_close",
)  # fmt: skip
EVIDENCE = (*DAYS, *VAGUE, *CLOCKS, *TOLD, *SHARED)
_AT = {name: at for at, name in enumerate(EVIDENCE)}
_ORG = frozenset(
    "nhs trust foundation service servic council borough london city county unit team and of the for hospital school police "
    "general practice primary health care social children adult housing partnership university national community centre st".split()
)  # fmt: skip
MOST_COMMON_NUMBER = 12


class Weigher:
    """Evidence on any two entries of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._firsts = sorted(each.first for each in reading.tellings if each.first is not None and each.span <= 3)
        self._concept_norm = {id(t): _norm(t.concepts, reading.concept_weight) for t in reading.tellings}
        self._word_norm = {id(t): _norm(t.words, reading.word_weight) for t in reading.tellings}
        self._crowds: dict[int, float] = {}

    def weigh(self, a: Telling, b: Telling) -> list[float]:
        """The strength of each piece of evidence, in the order of EVIDENCE."""
        x = [0.0] * len(EVIDENCE)
        a, b = in_order(a, b)
        gap = self._days(a, b, x)
        if gap is not None and gap <= 1:
            self._clock(a, b, x)
        self._told(a, b, gap, x)
        self._shared(a, b, x)
        self._crowd(a, b, gap, x)
        return x

    def _days(self, a: Telling, b: Telling, x: list[float]) -> int | None:
        """The days between them, none where they overlap; None where one is undated."""
        if a.first is None or b.first is None or a.last is None or b.last is None:
            x[_AT["undated"]] = 1.0
            return None
        gap = max(b.first - a.last, a.first - b.last, 0)
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

    def _clock(self, a: Telling, b: Telling, x: list[float]) -> None:
        if a.start is None or b.start is None or a.span != 0 or b.span != 0:
            return
        assert a.first is not None and b.first is not None
        between = abs((b.first - a.first) * 1440 + b.start - a.start)
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
        x[_AT["people_apart"]] = float(bool(a.people) and bool(b.people) and a.people.keys().isdisjoint(b.people))
        concepts = sum(reading.concept_weight[each] for each in a.concepts & b.concepts)
        x[_AT["concepts"]] = min(concepts, 12.0)
        x[_AT["no_concepts"]] = float(not concepts and bool(a.concepts) and bool(b.concepts))
        if concepts:
            x[_AT["concept_cosine"]] = self._cosine(
                a.concepts & b.concepts, reading.concept_weight, self._concept_norm, a, b
            )
        shared = a.words & b.words
        weights = reading.word_weight
        x[_AT["words"]] = min(sum(w - 2.0 for each in shared if (w := weights[each]) > 2.0), 15.0)
        if shared:
            x[_AT["word_cosine"]] = self._cosine(shared, weights, self._word_norm, a, b)
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


def _norm(things: frozenset[str], weights: dict[str, float]) -> float:
    return math.sqrt(sum(weights[each] ** 2 for each in things)) or 1.0


def kinds_in_words(kinds: frozenset[str]) -> str:
    words = lexicon().kind_words
    return " or ".join(sorted(words[each] for each in kinds))
