"""Scores for every candidate pair: first by what the two say, then by what stands round them.

The second look asks two things a chair would ask: does another entry of that agency fit better, and is there a third
account that fits both?
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dhr_desktop.core.progress import Progress

from .candidates import pairs
from .evidence import Weigher
from .scorer import Weights, logit
from .telling import Reading, Telling

STRONG = 0.0
MOST_FRIENDS = 12
LEAST = -6.0  # log odds below which a pair is forgotten


@dataclass(slots=True)
class Pair:
    one: int  # places in the list of those compared
    other: int
    own: float  # log odds from what the two say
    rival: float = 0.0
    support: float = 0.0
    through: int = -1  # the third account that fits both best
    final: float = 0.0


def scored(
    reading: Reading,
    compared: list[Telling],
    by: Weights,
    among: frozenset[int] | None = None,
    progress: Progress | None = None,
) -> list[Pair]:
    weigher = Weigher(reading, compared)
    found: dict[int, Pair] = {}  # by both places in one number: a tuple for each of half a million pairs is 30 MB
    total = len(compared)
    for one, other in pairs(reading, compared, among, progress):
        own = logit(weigher.weigh(compared[one], compared[other]), by)
        if own > LEAST:
            found[one * total + other] = Pair(one, other, own)
    for one, other in list(_between_friends(found, compared)):
        if one * total + other not in found and (among is None or one in among or other in among):
            own = logit(weigher.weigh(compared[one], compared[other]), by)
            found[one * total + other] = Pair(one, other, own)
    made = list(found.values())
    del found, weigher
    look_round(made, compared, by)
    return made


def _friends(found: dict[int, Pair]) -> dict[int, list[tuple[float, int]]]:
    friends: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for pair in found.values():
        if pair.own > STRONG:
            friends[pair.one].append((pair.own, pair.other))
            friends[pair.other].append((pair.own, pair.one))
    return {at: sorted(each, reverse=True)[:MOST_FRIENDS] for at, each in friends.items()}


def _between_friends(found: dict[int, Pair], compared: list[Telling]) -> Iterator[tuple[int, int]]:
    """Two that both fit a third well are weighed too, though they share nothing themselves."""
    for near in _friends(found).values():
        for at, (_, one) in enumerate(near):
            for _, other in near[at + 1 :]:
                if compared[one].agency != compared[other].agency:
                    yield min(one, other), max(one, other)


def look_round(all_pairs: list[Pair], compared: list[Telling], by: Weights) -> None:
    """Fill in rival, support and the final log odds."""
    near: dict[int, dict[int, float]] = defaultdict(dict)
    fits: dict[tuple[int, int], float] = defaultdict(float)  # an entry and an agency: how well all of its entries fit
    for pair in all_pairs:
        near[pair.one][pair.other] = near[pair.other][pair.one] = pair.own
        fit = _fit(pair.own)
        if fit:
            fits[pair.one, compared[pair.other].agency] += fit
            fits[pair.other, compared[pair.one].agency] += fit
    for pair in all_pairs:
        fit = _fit(pair.own)
        others = max(
            fits.get((pair.one, compared[pair.other].agency), 0.0) - fit,
            fits.get((pair.other, compared[pair.one].agency), 0.0) - fit,
            0.0,  # of a difference of sums, which may fall just short of nothing
        )
        pair.rival = math.log(_NO_RIVAL + others)
        pair.support, pair.through = _support(near[pair.one], near[pair.other])
        pair.final = by.second[0] + by.second[1] * pair.own + by.second[2] * pair.rival + by.second[3] * pair.support


def _fit(own: float) -> float:
    """What a pair adds to how well an agency's entries fit, taken together: sums are kept, not the pairs again."""
    return math.exp(min(own, 12.0)) if own > -4.0 else 0.0


_NO_RIVAL = math.exp(-4.0)


def _support(mine: dict[int, float], theirs: dict[int, float]) -> tuple[float, int]:
    best, through = -4.0, -1
    few, many = (mine, theirs) if len(mine) < len(theirs) else (theirs, mine)
    for third, score in few.items():
        other = many.get(third)
        if other is not None and (least := min(score, other)) > best:
            best, through = least, third
    return min(best, 5.0) + 4.0, through
