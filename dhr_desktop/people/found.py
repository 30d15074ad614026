"""One naming in a text, and what the chair said of single ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Answers = Mapping[tuple[int, int], int]
"""What the chair said of an occurrence, by its place: a register's id, or 0 for just a word."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of the row a text stands in: who wrote it, whom it is about, which day it tells of."""

    agency: int = 0
    about: int = 0
    day: date | None = None


NOWHERE = Row()


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
    is_whole: bool = False  # by forename and surname, spelt as the register has them
    is_bare: bool = False  # by one name alone, which others may bear too
    is_short: bool = False  # by a short form or a middle name that the register does not hold as a name
    within: tuple[int, int] | None = None  # what looks like a place's or an organisation's name, and holds it
    is_answered: bool = False  # the chair said who is meant here
    instead: str = ""  # for a pattern: what stands in its place

    @property
    def length(self) -> int:
        return self.end - self.start
