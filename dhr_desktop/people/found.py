"""One naming in a text, and what the chair said of single ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Answers = Mapping[tuple[int, int], int]
"""What the chair said of an occurrence, by its place: a register's id, or 0 for just a word."""


@dataclass(slots=True)
class Found:
    """One naming, by its place in the text as written."""

    start: int
    end: int
    who: tuple[int, ...]  # whom it may speak of, the likeliest first; none for a pattern
    kind: str  # "name", "initials", or which pattern
    is_sure: bool = True
    is_slip: bool = False
    is_guess: bool = False
    is_other: bool = False  # a forename of the register before a surname that is not
    is_family: bool = False  # the surname of several: "the Willmotts"
    instead: str = ""  # for a pattern: what stands in its place

    @property
    def length(self) -> int:
        return self.end - self.start
