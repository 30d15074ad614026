"""Words that may speak of something: turning points, harm, appointments missed. The words are data (resources/finding)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dhr_desktop.system.folders import resources

from .heads import beginnings, lowered
from .texts import Text, snippet

TURNING, HARM, MISSED = "turning_points", "harm", "missed"
_NOT = re.compile(r"\b(?:no|not|nor|never|denie[sd]|denied|without|nil)\b(?:\s+[\w’']+){0,3}\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of a list: what it is, how grave it is, and the words for it."""

    listed: str
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
def _index() -> dict[str, tuple[Cue, ...]]:
    """Each cue by the letters a word must begin with for it to be worth trying there."""
    found: dict[str, list[Cue]] = {}
    for listed in (TURNING, HARM, MISSED):
        with (resources() / "finding" / f"{listed}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                pattern = re.compile(rf"(?:{row['words']})", re.IGNORECASE)
                cue = Cue(listed, row["sort"], int(row["weight"] or 0), pattern)
                heads = beginnings(row["words"])
                if heads is None:
                    raise ValueError(f"{listed}.csv: a way to say {row['sort']} must begin with two letters")
                for head in heads:
                    found.setdefault(head, []).append(cue)
    return {head: tuple(cues) for head, cues in found.items()}


def _places(text: Text, heads: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where a word begins with one of these."""
    low = lowered(text.text)
    for head in heads:
        start = low.find(head)
        while start >= 0:
            if start == 0 or not low[start - 1].isalnum():
                yield start, head
            start = low.find(head, start + 1)


def cued(text: Text) -> dict[str, list[Cued]]:
    """Of each list each sort once: the first words that are not denied."""
    index, whole = _index(), text.text
    found: dict[tuple[str, str], Cued] = {}
    heads = text.heads & index.keys()
    if not heads:
        return {TURNING: [], HARM: [], MISSED: []}
    for start, head in sorted(_places(text, heads)):
        for cue in index[head]:
            if (cue.listed, cue.sort) in found:
                continue
            match = cue.pattern.match(whole, start)
            if match is not None and not _NOT.search(whole, max(start - 40, 0), start):
                words = snippet(whole, *match.span())
                found[cue.listed, cue.sort] = Cued(text.id, cue.sort, cue.weight, words)
    told: dict[str, list[Cued]] = {TURNING: [], HARM: [], MISSED: []}
    for (listed, _), each in found.items():
        told[listed].append(each)
    return told
