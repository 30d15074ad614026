"""Fit the matcher's weights on invented cases and write resources/matching/weights.json.

.venv/bin/python -m bench.matching.fit [how many cases]
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Sequence

from dhr_desktop.merge.evidence import EVIDENCE

from .inventing import Case, invented

Sample = tuple[list[tuple[int, float]], int, float]  # what is not zero, whether it is one event, how much it counts


def fitted(
    samples: Sequence[Sample], size: int, ridge: float, prior: list[float] | None = None, rounds: int = 12
) -> list[float]:
    """Logistic regression by Newton's method; sparse, and held towards the prior. The last weight is the start."""
    w = list(prior or [0.0] * (size + 1))
    for _ in range(rounds):
        gradient = [ridge * (each - (prior[at] if prior else 0.0)) for at, each in enumerate(w)]
        gradient[size] = 0.0
        hessian = [[0.0] * (size + 1) for _ in range(size + 1)]
        for values, label, counts in samples:
            z = w[size] + sum(w[at] * value for at, value in values)
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
            error, curve = (p - label) * counts, p * (1 - p) * counts
            whole = [*values, (size, 1.0)]
            for i, (at, value) in enumerate(whole):
                gradient[at] += error * value
                part, row = curve * value, hessian[at]
                for other, theirs in whole[i:]:
                    row[other] += part * theirs
        for at in range(size + 1):
            for other in range(at):
                hessian[at][other] += hessian[other][at]
                if other != at:
                    hessian[other][at] = hessian[at][other]
            hessian[at][at] += ridge if at < size else 1e-6
        step = solved(hessian, gradient)
        w = [each - change for each, change in zip(w, step, strict=True)]
        if max(abs(each) for each in step) < 1e-4:
            break
    return w


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss, with pivots."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(size):
        best = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        pivot = rows[at][at]
        for below in range(at + 1, size):
            factor = rows[below][at] / pivot
            if factor:
                rows[below] = [x - factor * y for x, y in zip(rows[below], rows[at], strict=True)]
    found = [0.0] * size
    for at in reversed(range(size)):
        found[at] = (rows[at][size] - sum(rows[at][other] * found[other] for other in range(at + 1, size))) / rows[at][
            at
        ]
    return found


def cases(number: int, seed: int = 1) -> list[Case]:
    chance = random.Random(seed)
    made = []
    for at in range(number):
        size, years = chance.choice(
            [(150, 6), (250, 8), (300, 5), (400, 4), (600, 9), (800, 3), (1000, 6), (1500, 1.5), (2500, 4)]
        )
        copied = chance.choice([0.1, 0.25, 0.4])
        made.append(invented(1000 * seed + at, size, years=years, registered=chance.random() < 0.5, copies=copied))
    return made


if __name__ == "__main__":
    from .learning import learn

    learn(cases(int(sys.argv[1]) if len(sys.argv) > 1 else 24))
    print(json.dumps({"evidence": len(EVIDENCE)}))
