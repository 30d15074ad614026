"""From invented worlds to weights: pairs labelled by the truth, both looks fitted in turn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dhr_desktop.merge.candidates import pairs
from dhr_desktop.merge.copies import copies, kept_once
from dhr_desktop.merge.evidence import EVIDENCE, Weigher
from dhr_desktop.merge.scorer import Weights
from dhr_desktop.merge.scoring import Pair, look_round
from dhr_desktop.merge.telling import Telling, read

from .fit import Matrix, fitted, sensible
from .inventing import told
from .worlds import World

TO = Path(__file__).parents[2] / "resources" / "matching" / "weights.json"
RIDGE = 3.0
SPEAKS_FOR = frozenset(
    "clock_quarter clock_hour hears_soon hears_late hears_named sent_named names_earlier names_later names_each_other own_name "
    "named_date named_day people same_forename concepts concept_cosine families words numbers same_vague "
    "turned_day".split()
)
SPEAKS_AGAINST = frozenset(
    "clock_apart not_told not_told_late other_date other_day people_apart no_concepts no_families crowd as_near_most "
    "as_near_least".split()
)


@dataclass(slots=True)
class Weighed:
    """One world's candidate pairs, with what speaks for each and whether it is true."""

    once: list[Telling]
    places: list[tuple[int, int]]
    values: Matrix
    labels: Matrix

    def second(self, by: Matrix) -> Matrix:
        """What the second look has to go by, when the first is weighed so."""
        own = self.values @ by[:-1] + by[-1]
        found = [Pair(one, other, float(score)) for (one, other), score in zip(self.places, own, strict=True)]
        look_round(found, self.once, Weights("fitting", 0.0, (), (0.0, 1.0, 0.0, 0.0)))
        return np.array([(each.own, each.rival, each.support) for each in found])


def weighed(world: World) -> Weighed:
    case = told(world)
    event = {each.source.id: each.event for each in case.entries}
    reading = read(case.sources, case.register)
    once = [reading.tellings[group[0]] for group in kept_once(reading, copies(reading))]
    weigher = Weigher(reading, once)
    places = list(pairs(reading, once))
    values = np.array([weigher.weigh(once[one], once[other]) for one, other in places])
    labels = np.array([float(event[once[one].id] == event[once[other].id]) for one, other in places])
    return Weighed(once, places, values, labels)


def first_look(worlds: Sequence[Weighed]) -> Matrix:
    values, labels = (np.concatenate([getattr(each, name) for each in worlds]) for name in ("values", "labels"))
    return sensible(values, labels, EVIDENCE, SPEAKS_FOR, SPEAKS_AGAINST, RIDGE)


def learn(worlds: Sequence[World]) -> None:
    held = [weighed(world) for world in worlds]
    found = first_look(held)
    halves = (held[::2], held[1::2])  # the second look is fitted on scores of worlds the first was not fitted on
    scores = [(each, first_look(half)) for half, others in (halves, halves[::-1]) for each in others]
    second = np.concatenate([each.second(by) for each, by in scores])
    late = fitted(second, np.concatenate([each.labels for each, _ in scores]), 0.1)
    made = {
        "version": "2",
        "made by": "bench/matching/fit.py, on invented worlds only",
        "worlds": len(worlds),
        "pairs": sum(len(each.places) for each in held),
        "start": round(float(found[-1]), 4),
        "weights": {name: round(float(value), 4) for name, value in zip(EVIDENCE, found, strict=False)},
        "second": [round(float(each), 4) for each in (late[3], *late[:3])],
    }
    TO.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(made, indent=1))
