"""From evidence to a probability: each piece weighed, the weights summed, and nothing else.

The weights are data (resources/matching/weights.json), fitted by bench/matching/fit.py on invented cases only. Because the
sum is all there is, the reasons shown are the decision: the largest terms for and against.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache

from dhr_desktop.system.folders import resources

from .evidence import EVIDENCE


@dataclass(frozen=True, slots=True)
class Weights:
    version: str
    start: float
    each: tuple[float, ...]  # in the order of EVIDENCE
    second: tuple[float, ...]  # start, own, rival, support, triangle


@cache
def weights() -> Weights:
    held = json.loads((resources() / "matching" / "weights.json").read_text(encoding="utf-8"))
    return Weights(
        held["version"],
        held["start"],
        tuple(held["weights"].get(name, 0.0) for name in EVIDENCE),
        tuple(held["second"]),
    )


def logit(evidence: list[float], by: Weights) -> float:
    total = by.start
    for value, weight in zip(evidence, by.each, strict=True):
        if value:
            total += value * weight
    return total


def chance(log_odds: float) -> float:
    if log_odds < -30:
        return 0.0
    return 1.0 / (1.0 + math.exp(-log_odds)) if log_odds < 30 else 1.0
