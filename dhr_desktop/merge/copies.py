"""The same row twice: one agency's entry again, in the same words or touched up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .telling import Reading, Telling, numbers_in

SURE = 0.97
USUAL = 2.0  # the weight of a name or a number, which are no words of the case
MOST_OF_A_DAY = 60  # entries of one agency on one day that are compared with each other


@dataclass(frozen=True, slots=True)
class Copy:
    one: int  # places in the list
    other: int
    probability: float
    is_same_words: bool


def copies(reading: Reading, among: frozenset[int] | None = None) -> Iterable[Copy]:
    """Pairs of one agency and of the same days whose words are the same, or nearly."""
    shelves: dict[tuple[int, int | None, int | None], list[int]] = defaultdict(list)
    same_words: dict[tuple[int, str], list[int]] = defaultdict(list)
    for at, each in enumerate(reading.tellings):
        shelves[each.agency, each.first, each.last].append(at)
        if len(each.own_words) >= 6:
            same_words[each.agency, each.plain].append(at)
    seen = set()
    for (_, first, _), shelf in shelves.items():
        # many rows of one day are compared only with those that come next to them in words
        near = sorted(shelf, key=lambda at: reading.tellings[at].plain) if len(shelf) > MOST_OF_A_DAY else shelf
        for place, one in enumerate(near):
            for other in near[place + 1 : place + 1 + MOST_OF_A_DAY]:
                low, high = sorted((one, other))
                if among is None or low in among or high in among:
                    found = _compared(reading, low, high, is_dated=first is not None)
                    if found is not None:
                        seen.add((low, high))
                        yield found
    for alike in same_words.values():
        for place, one in enumerate(alike[:MOST_OF_A_DAY]):
            for other in alike[place + 1 : MOST_OF_A_DAY]:
                if (one, other) not in seen and (among is None or one in among or other in among):
                    found = _vaguer(reading.tellings[one], reading.tellings[other], one, other)
                    if found is not None:
                        yield found


def _compared(reading: Reading, one: int, other: int, *, is_dated: bool) -> Copy | None:
    a, b = reading.tellings[one], reading.tellings[other]
    if a.start is not None and b.start is not None and abs(a.start - b.start) > 5:
        return None  # two calls of one night
    if a.numbers and b.numbers and a.numbers.isdisjoint(b.numbers):
        mine, theirs = set(numbers_in(a.verbatim)), set(numbers_in(b.verbatim))  # a column may number the rows
        if mine and theirs and mine.isdisjoint(theirs):
            return None  # two logs of one day, however alike their words
    if not a.own_words or not b.own_words:
        return Copy(one, other, 0.9, a.verbatim == b.verbatim) if a.plain == b.plain and a.plain and is_dated else None
    if a.plain == b.plain:
        return Copy(one, other, 0.998 if is_dated else 0.9, a.verbatim == b.verbatim)
    weights = reading.word_weight
    shared = sum(weights.get(each, USUAL) for each in a.own_words & b.own_words)
    least, most = sorted(
        (sum(weights.get(each, USUAL) for each in a.own_words), sum(weights.get(each, USUAL) for each in b.own_words))
    )
    held, alike = shared / least, shared / (least + most - shared)
    if not is_dated:
        return None
    if held >= 0.85 and alike >= 0.6:
        return Copy(one, other, 0.99, False)
    if held >= 0.75 and alike >= 0.45:
        return Copy(one, other, 0.985, False)
    if held >= 0.95 and alike >= 0.3 and len(a.own_words & b.own_words) >= 3:
        return Copy(one, other, 0.985, False)  # one has a column more than the other
    if held >= 0.6 and alike >= 0.4:
        return Copy(one, other, 0.8, False)
    return None


def _vaguer(a: Telling, b: Telling, one: int, other: int) -> Copy | None:
    """The same long words once with a day and once with the month that holds it, or with no date at all."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return Copy(one, other, 0.6, a.verbatim == b.verbatim)
    if max(a.first, b.first) <= min(a.last, b.last) and (a.first, a.last) != (b.first, b.last):
        return Copy(one, other, 0.85, a.verbatim == b.verbatim)
    return None


def kept_once(reading: Reading, found: Iterable[Copy]) -> list[list[int]]:
    """Every entry with its sure copies, the first of them first: what is compared with other agencies is one of each."""
    leader = list(range(len(reading.tellings)))

    def of(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for each in found:
        if each.probability >= SURE:
            one, other = sorted((of(each.one), of(each.other)))
            leader[other] = one
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(leader)):
        groups[of(at)].append(at)
    return list(groups.values())
