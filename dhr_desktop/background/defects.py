"""What went wrong in one process, told in the other.

A sentence for the chair travels as it is, with whatever hangs on it. A defect of ours travels as where it was and
nothing else: what an exception says may quote the case.
"""

from __future__ import annotations

import traceback
from typing import Any

from dhr_desktop.core.errors import Cancelled, DhrError

Travelling = tuple[type[BaseException], tuple[Any, ...], dict[str, Any]]


def to_send(problem: BaseException) -> Travelling:
    """Not by its maker: a sentence made of other things could not be made again of itself."""
    if not isinstance(problem, (DhrError, Cancelled, Defect)):
        problem = Defect.of(problem)
    return type(problem), problem.args, dict(problem.__dict__)


def received(sent: Travelling) -> BaseException:
    kind, arguments, held = sent
    problem = kind.__new__(kind)
    problem.args = arguments
    problem.__dict__.update(held)
    return problem


class Defect(Exception):
    """Carries the lines of code, not the words."""

    def __init__(self, sort: str, places: tuple[str, ...]) -> None:
        super().__init__(sort, places)
        self.sort, self.places = sort, places

    @classmethod
    def of(cls, problem: BaseException) -> Defect:
        frames = traceback.extract_tb(problem.__traceback__)
        return cls(type(problem).__name__, tuple(f"{each.name} ({each.lineno})" for each in frames))
