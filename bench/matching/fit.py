"""Fit the matcher's weights on invented worlds and write resources/matching/weights.json; then say how they do on worlds left out.

.venv/bin/python -m bench.matching.fit [how many worlds]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import numpy as np

from .worlds import fitting_worlds

Matrix = np.ndarray[Any, np.dtype[np.float64]]


def fitted(values: Matrix, labels: Matrix, ridge: float, rounds: int = 15) -> Matrix:
    """Logistic regression by Newton's method, held towards nothing. The last weight is the start."""
    whole = np.hstack([values, np.ones((len(values), 1))])
    w = np.zeros(whole.shape[1])
    held = np.full(len(w), ridge)
    held[-1] = 1e-6
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(whole @ w, -30, 30)))
        slope = whole.T @ (chance - labels) + held * w
        bend = (whole * (chance * (1 - chance))[:, None]).T @ whole + np.diag(held)
        step = np.linalg.solve(bend, slope)
        w -= step
        if np.abs(step).max() < 1e-4:
            break
    return w


def sensible(
    values: Matrix, labels: Matrix, names: tuple[str, ...], speak_for: Iterable[str], speak_against: Iterable[str], ridge: float
) -> Matrix:  # fmt: skip
    """Fitted so that what a chair would take for a reason for is never weighed as one against, nor the other way."""
    kept, wanted = list(range(len(names))), {**dict.fromkeys(speak_for, 1.0), **dict.fromkeys(speak_against, -1.0)}
    while True:
        found = fitted(values[:, kept], labels, ridge)
        wrong = {at for at, weight in zip(kept, found, strict=False) if weight * wanted.get(names[at], weight) < 0}
        if not wrong:
            break
        kept = [at for at in kept if at not in wrong]
    whole = np.zeros(len(names) + 1)
    whole[kept], whole[-1] = found[:-1], found[-1]
    return whole


if __name__ == "__main__":
    from .learning import learn

    learn(fitting_worlds(int(sys.argv[1]) if len(sys.argv) > 1 else 40))
