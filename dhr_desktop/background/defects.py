"""A defect of ours that showed in the helper: told in the window with where it was and nothing of the case."""

from __future__ import annotations

import traceback


class Defect(Exception):
    """Carries the lines of code, not the words: what an exception says may quote the case."""

    def __init__(self, sort: str, places: tuple[str, ...]) -> None:
        super().__init__(sort, places)
        self.sort, self.places = sort, places

    @classmethod
    def of(cls, problem: BaseException) -> Defect:
        frames = traceback.extract_tb(problem.__traceback__)
        return cls(type(problem).__name__, tuple(f"{each.name} ({each.lineno})" for each in frames))
