"""How well suggestions tell what is one event, on a case whose truth is known: the figures the product holds itself to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from dhr_desktop.merge.matcher import SURE, Suggestions, suggest

from .inventing import Case, told
from .worlds import World

PLENTY = 2.5  # suggestions looked through for each true link
Ids = tuple[int, int]


@dataclass(slots=True)
class Judged:
    """One case's figures; of several, each figure's list and their sums."""

    precision: list[float] = field(default_factory=list)  # average precision, a case each
    among_first: list[float] = field(default_factory=list)  # of the true links, among the first 2.5 a link
    scored: list[tuple[float, bool]] = field(default_factory=list)  # every suggestion and whether it is true
    sure: int = 0
    sure_wrong: int = 0
    hard_sure: int = 0  # of two happenings known to be easily taken for one another
    same_rows: list[int] = field(default_factory=lambda: [0, 0])  # found, of how many
    near_rows: list[int] = field(default_factory=lambda: [0, 0])

    @property
    def calibration_error(self) -> float:
        """How far off, on the whole, what is called so likely is."""
        bands: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for likely, is_true in self.scored:
            bands[min(int(likely * 10), 9)].append((likely, is_true))
        off = sum(abs(sum(p for p, _ in band) - sum(t for _, t in band)) for band in bands.values())
        return off / max(len(self.scored), 1)


def judge(worlds: Sequence[World]) -> Judged:
    judged = Judged()
    for world in worlds:
        case = told(world)
        add(judged, case, suggest(case.sources, case.register))
    return judged


def add(judged: Judged, case: Case, made: Suggestions) -> None:
    agency = {each.source.id: each.source.agency for each in case.entries}
    event = {each.source.id: each.event for each in case.entries}
    wanted = true_links(case)
    across = {
        _in_order(each.one, each.other): each.probability
        for each in made.links
        if agency[each.one] != agency[each.other]
    }
    order = sorted(across, key=lambda pair: -across[pair])
    judged.precision.append(average_precision(order, wanted))
    judged.among_first.append(len(wanted.intersection(order[: int(PLENTY * len(wanted))])) / max(len(wanted), 1))
    judged.scored += [(likely, pair in wanted) for pair, likely in across.items()]
    sure = [pair for pair in order if across[pair] >= SURE]
    judged.sure += len(sure)
    judged.sure_wrong += sum(pair not in wanted for pair in sure)
    judged.hard_sure += sum(_in_order(event[a], event[b]) in case.beside for a, b in sure)
    twice = {_in_order(each.one, each.other) for each in made.links if each.pair is None}
    for row in case.entries:
        if row.copy_of is not None:
            held = judged.same_rows if row.is_same_words else judged.near_rows
            held[0] += _in_order(row.source.id, row.copy_of) in twice
            held[1] += 1


def _in_order(one: int, other: int) -> Ids:
    return (one, other) if one < other else (other, one)


def true_links(case: Case) -> set[Ids]:
    """Pairs of different agencies that tell of one event."""
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for each in case.entries:
        held[each.event].append((each.source.id, each.source.agency))
    return {
        _in_order(a, b) for group in held.values() for (a, mine), (b, theirs) in combinations(group, 2) if mine != theirs
    }  # fmt: skip


def average_precision(order: Sequence[Ids], wanted: set[Ids]) -> float:
    found = total = 0.0
    for place, pair in enumerate(order, 1):
        if pair in wanted:
            found += 1
            total += found / place
    return total / max(len(wanted), 1)
