"""Words that may speak of something: turning points, harm, appointments missed. The words are data (resources/finding)."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

from dhr_desktop.system.folders import resources

from .texts import LONGEST, Text, snippet

_NOT = re.compile(r"\b(?:no|not|nor|never|denie[sd]|denied|without|nil)\b(?:\s+[\w’']+){0,3}\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of a list: what it is, how grave it is, and the words for it."""

    sort: str
    weight: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cued:
    """What an entry seems to tell of, and the words it was found in."""

    entry: int
    sort: str
    weight: int
    words: str


@cache
def cues(name: str) -> tuple[Cue, ...]:
    with (resources() / "finding" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Cue(row["sort"], int(row["weight"] or 0), re.compile(rf"\b(?:{row['words']})", re.IGNORECASE))
            for row in csv.DictReader(file)
        )


def cued(name: str, text: Text) -> list[Cued]:
    """Each sort once, the first words that are not denied."""
    found = []
    whole = text.text[:LONGEST]
    for cue in cues(name):
        for match in cue.pattern.finditer(whole):
            if not _NOT.search(whole, max(match.start() - 40, 0), match.start()):
                found.append(Cued(text.id, cue.sort, cue.weight, snippet(whole, *match.span())))
                break
    return found
