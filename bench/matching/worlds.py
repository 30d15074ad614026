"""The ways in which reviews differ, drawn anew for each invented world: size, years, coarse dates, who writes, how they write.

Weights are fitted on some worlds and reported on others, whose happenings no fitted world has.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from .happenings import FITTING, LEFT_OUT


@dataclass(frozen=True, slots=True)
class World:
    """One review's ways."""

    seed: int
    entries: int
    years: float
    part: int | None = None  # which happenings; all where it is None
    registered: bool = False
    copies: float = 0.25  # rows sent twice
    coarse: float = 0.1  # how often a usual agency gives no day; in the oldest years more often
    agencies: float = 0.8  # how many of the kinds of agency there are take part
    singles: float = 0.45  # entries of which no other agency tells
    again: float = 0.14  # happenings followed by another of their sort
    beside: float = 0.2  # happenings beside which routine contacts with the same person stand
    late: float = 1.0  # above 1 most happens towards the end
    about: str = "VPC"  # whose lives are written of most
    swapped: float = 0.04  # agencies whose system writes the month first
    variety: float = 1.0  # how many of the happenings this family meets


def world(seed: int, part: int | None = FITTING) -> World:
    chance = random.Random(seed)
    entries, years = chance.choice(
        [(80, 3), (120, 9), (150, 5), (160, 14), (180, 7), (220, 6), (250, 5), (260, 10), (350, 7), (500, 8)]
    )
    return World(
        seed, entries, years * chance.uniform(0.7, 1.4), part,
        registered=chance.random() < 0.4,
        copies=chance.choice([0.05, 0.15, 0.3, 0.45]),
        coarse=chance.choice([0.03, 0.08, 0.15, 0.3, 0.5]),
        agencies=chance.uniform(0.4, 0.95),
        singles=chance.uniform(0.15, 0.5),
        again=chance.choice([0.05, 0.14, 0.25]),
        beside=chance.choice([0.05, 0.2, 0.4]),
        late=chance.choice([1.0, 1.5, 2.5]),
        about=chance.choice(["VPC", "P", "V", "C", "VP", "PC", "M"]),
        swapped=chance.choice([0.0, 0.1, 0.5]),
        variety=chance.uniform(0.45, 1.0),
    )  # fmt: skip


def fitting_worlds(number: int, start: int = 1_000) -> list[World]:
    return [world(start + at, FITTING) for at in range(number)]


def worlds_left_out(number: int, start: int = 900_000) -> list[World]:
    return [world(start + at, LEFT_OUT) for at in range(number)]
