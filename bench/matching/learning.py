"""From invented cases to weights: pairs labelled by the truth, both looks fitted in turn."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from dhr_desktop.merge.candidates import pairs
from dhr_desktop.merge.copies import copies, kept_once
from dhr_desktop.merge.evidence import EVIDENCE, Weigher
from dhr_desktop.merge.scorer import Weights
from dhr_desktop.merge.scoring import scored
from dhr_desktop.merge.telling import Telling, read

from .fit import Sample, fitted
from .inventing import Case

TO = Path(__file__).parents[2] / "resources" / "matching" / "weights.json"
RIDGE = 3.0
SPEAKS_FOR = frozenset(
    "clock_quarter clock_hour hears_soon hears_late hears_named sent_named names_earlier names_later named_date named_day "
    "people concepts concept_cosine words word_cosine numbers".split()
)
SPEAKS_AGAINST = frozenset(
    "clock_apart not_told not_told_late other_date other_day people_apart no_concepts crowd".split()
)


def compared(case: Case) -> tuple[object, list[Telling], dict[int, int]]:
    reading = read(case.sources, case.register)
    once = [reading.tellings[group[0]] for group in kept_once(reading, copies(reading))]
    return reading, once, {each.source.id: each.event for each in case.entries}


def first_samples(case: Case, chance: random.Random) -> Iterable[Sample]:
    """Every candidate pair of one event, and one in some of the others, weighted up to stand for all."""
    reading, once, event = compared(case)
    weigher = Weigher(reading)
    for one, other in pairs(reading, once):
        a, b = once[one], once[other]
        label = int(event[a.id] == event[b.id])
        keep = 1.0 if label else 0.25
        if chance.random() < keep:
            values = [(at, value) for at, value in enumerate(weigher.weigh(a, b)) if value]
            yield values, label, 1.0 / keep


def second_samples(case: Case, by: Weights) -> Iterable[Sample]:
    reading, once, event = compared(case)
    for pair in scored(reading, once, by):
        label = int(event[once[pair.one].id] == event[once[pair.other].id])
        yield [(0, pair.own), (1, pair.rival), (2, pair.support)], label, 1.0


def sensible(samples: list[Sample]) -> list[float]:
    """Fitted so that what a chair would take for a reason for is never weighed as one against, nor the other way."""
    dropped: set[int] = set()
    while True:
        kept = [([(at, value) for at, value in values if at not in dropped], *rest) for values, *rest in samples]
        found = fitted(kept, len(EVIDENCE), RIDGE)  # type: ignore[arg-type]
        wrong = {
            at
            for at, name in enumerate(EVIDENCE)
            if (name in SPEAKS_FOR and found[at] < 0) or (name in SPEAKS_AGAINST and found[at] > 0)
        }
        if not wrong:
            return found
        dropped |= wrong


def learn(cases: Sequence[Case]) -> None:
    chance = random.Random(7)
    half = len(cases) // 2
    first = [sample for case in cases[:half] for sample in first_samples(case, chance)]
    found = sensible(first)
    by = Weights("fitting", found[-1], tuple(found[:-1]), (0.0, 1.0, 0.0, 0.0))
    second = [sample for case in cases[half:] for sample in second_samples(case, by)]
    late = fitted(second, 3, 0.1)
    held = {
        "version": "1",
        "made by": "bench/matching/fit.py, on invented cases only",
        "cases": len(cases),
        "pairs": len(first) + len(second),
        "start": round(found[-1], 4),
        "weights": {name: round(value, 4) for name, value in zip(EVIDENCE, found, strict=False)},
        "second": [round(late[3], 4), *(round(each, 4) for each in late[:3])],
    }
    TO.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(held, indent=1))
