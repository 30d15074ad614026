"""Invented happenings as they stand in the lists: who writes of each, how soon, how likely, in which words.

A list's line: @ name, how often (or "last", the death, and "after", what follows it), about whom. Below it for each kind of
agency: when (minutes, hours or days after: m h d), how it tells (saw or told), how likely, and wordings. {V} victim, {P} abuser,
{C} child, {M} relative, {F} friend, {T} former or new partner, {R} reference, {A} address, {n} a small number, {w} a professional.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
_UNITS = {"m": 1 / 1440, "h": 1 / 24, "d": 1.0}
FITTING, LEFT_OUT = 0, 1


@dataclass(frozen=True, slots=True)
class View:
    kind: str
    after: tuple[float, float]  # days
    has_clock: bool
    is_told: bool
    likely: float
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    name: str
    weight: float
    subject: str
    views: tuple[View, ...]
    stage: str = ""  # "last" the death, "after" what follows it

    @property
    def part(self) -> int:
        """Two in three are fitted on; the rest are met only in worlds left out."""
        return LEFT_OUT if zlib.crc32(self.name.encode()) % 3 == 0 else FITTING


@cache
def happenings() -> tuple[Happening, ...]:
    found: list[Happening] = []
    for path in sorted((HERE / "happenings").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                name, weight, subject = line[1:].rsplit(" ", 2)
                stage = weight if not weight.isdigit() else ""
                found.append(Happening(name, 0.0 if stage else float(weight), subject, (), stage))
            elif line.strip() and not line.startswith("#"):
                found[-1] = replace(found[-1], views=(*found[-1].views, _view(line)))
    return tuple(found)


def _view(line: str) -> View:
    head, _, words = line.partition(": ")
    kind, after, sort, likely = head.split()
    bare = after.strip("mhd")
    low, high = (bare, bare) if bare.startswith("-") else [*bare.split("-"), bare][:2]
    unit = _UNITS[after[-1]]
    wordings = tuple(each.strip() for each in words.split(" | "))
    return View(
        kind, (float(low) * unit, float(high) * unit), after[-1] in "mh", sort == "told", float(likely), wordings
    )


@cache
def routine() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Contacts that one agency alone writes of: its kind, about whom, wordings."""
    found = []
    for line in (HERE / "routine.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            head, _, words = line.partition(": ")
            kind, subject = head.split()
            found.append((kind, subject, tuple(each.strip() for each in words.split(" | "))))
    return tuple(found)
