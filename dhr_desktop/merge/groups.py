"""From pairs to proposed events: the surest pairs first, never against what the chair has said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

UNKNOWN = -3.0  # log odds taken for two entries that were never weighed against each other


@dataclass(frozen=True, slots=True)
class Linked:
    """Two nodes that may be one event, with the log odds that they are."""

    one: int
    other: int
    log_odds: float


def grouped(size: int, links: Sequence[Linked], apart: Iterable[tuple[int, int]], least: float) -> list[list[int]]:
    """The nodes in groups. Two groups become one only if on the whole their members fit, and no two are held apart."""
    groups: dict[int, list[int]] = {at: [at] for at in range(size)}
    of = list(range(size))
    fits: dict[int, dict[int, float]] = defaultdict(dict)
    for link in links:
        fits[link.one][link.other] = fits[link.other][link.one] = link.log_odds
    forbidden: dict[int, set[int]] = defaultdict(set)
    for one, other in apart:
        forbidden[one].add(other)
        forbidden[other].add(one)
    for link in sorted(links, key=lambda each: (-each.log_odds, each.one, each.other)):
        if link.log_odds < least:
            break
        one, other = of[link.one], of[link.other]
        if one == other:
            continue
        mine, theirs = groups[one], groups[other]
        if any(not forbidden[each].isdisjoint(theirs) for each in mine if each in forbidden):
            continue
        whole = sum(fits[a].get(b, UNKNOWN) for a in mine for b in theirs) / (len(mine) * len(theirs))
        if whole < least:
            continue
        if len(mine) < len(theirs):
            one, other, mine, theirs = other, one, theirs, mine
        mine.extend(theirs)
        for each in theirs:
            of[each] = one
        del groups[other]
    return [sorted(each) for each in groups.values() if len(each) > 1]


def weakest_needed(links: Iterable[tuple[int, int, float]]) -> float:
    """The weakest of the fewest and surest links that hold all nodes together: two sure copies lend a third nothing."""
    leader: dict[int, int] = {}

    def of(node: int) -> int:
        while leader.setdefault(node, node) != node:
            node = leader[node]
        return node

    weakest = 1.0
    for one, other, likely in sorted(links, key=lambda each: -each[2]):
        mine, theirs = of(one), of(other)
        if mine != theirs:
            leader[mine] = theirs
            weakest = likely
    return weakest
