"""Which agencies a text speaks of: those of the register by any of their names, others by what they are called."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dhr_desktop.system.folders import resources

from .heads import as_tree, lowered

_ACRONYM = re.compile(r"^[A-Z][A-Z&]{1,6}$")
_WORD = re.compile(r"(?<![\w@])\w+")
HEAD = 3
_COMMON = frozenset({"NHS", "UK", "DV", "CIC"})
_TITLES = frozenset({"the"})


@dataclass(frozen=True, slots=True)
class Named:
    """An agency of the register and everything it is called."""

    agency: int
    names: tuple[str, ...]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    agency: int  # 0 where only its sort is named
    kinds: frozenset[str]


# they speak of an agency to the matcher, but name none that could be told or could tell
_NO_AGENCY = frozenset(
    ["letter", "summary", "brought", "conveyed", "999", "cad", "cris", "ward", "inpatient", "licence"]
)


@cache
def _of_kinds() -> dict[str, frozenset[str]]:
    with (resources() / "matching/agency_kinds.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, set[str]] = {}
    for row in rows:
        for phrase in row["mentioned"].split(";"):
            words = phrase.split()
            if words and _NO_AGENCY.isdisjoint(words):
                found.setdefault(phrase.strip(), set()).add(row["kind"])
    for row in _extra():
        found.setdefault(row["phrase"], set()).add(row["kind"])
    return {phrase: frozenset(kinds) for phrase, kinds in found.items()}


def _extra() -> list[dict[str, str]]:
    with (resources() / "finding/mentions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Mentions:
    """Finds them in one pass; made once for a register."""

    def __init__(self, register: Sequence[Named]) -> None:
        self._agencies: dict[str, tuple[int, frozenset[str]]] = {}
        for each in register:
            for name in {name.casefold() for name in _called(each.names)}:
                held = self._agencies.get(name)
                # two agencies of one name, as two services of one trust: one of them, and it is not said which
                mine = (each.agency, each.kinds) if held is None else (0, held[1] | each.kinds)
                self._agencies[name] = mine
        self._kinds = _of_kinds()
        phrases = {*self._agencies, *self._kinds}
        self._pattern = re.compile(rf"(?:{as_tree(phrases)})(?![\w@])", re.IGNORECASE)
        self._heads = {phrase[:HEAD] for phrase in phrases}
        for short in (phrase for phrase in phrases if len(phrase) < HEAD):  # "sw", and whatever ends it
            self._heads |= {short + end for end in " .,;:)!?'’-/\n"}

    def found_in(self, text: str) -> Iterator[Mention]:
        reached, low = 0, lowered(text)
        for word in _WORD.finditer(text):  # a word that begins as no name does is passed over without being tried
            start = word.start()
            if low[start : start + HEAD] not in self._heads or start < reached:
                continue
            match = self._pattern.match(text, start)
            if match is None:
                continue
            reached = match.end()
            phrase = " ".join(match[0].casefold().replace("’", "'").split())
            agency, kinds = self._agencies.get(phrase, (0, self._kinds.get(phrase, frozenset())))
            yield Mention(match.start(), match.end(), agency, kinds)


def _called(names: Sequence[str]) -> Iterator[str]:
    """A name, its capitals, and what stands before the word for its sort: "Thames Valley" of Thames Valley Police."""
    for name in names:
        if len(name) > 2:
            yield name
        words = [word.strip("(),") for word in name.split()]
        for word in words:
            if _ACRONYM.match(word) and word not in _COMMON:
                yield word
        kept: list[str] = []
        for word in words:
            if word.casefold() in _SORTS:
                break
            kept.append(word)
        if len(kept) >= 2 and len(kept) < len(words) and kept[0].casefold() not in _TITLES:
            yield " ".join(kept)


_SORTS = frozenset(
    [
        "police",
        "constabulary",
        "ambulance",
        "hospital",
        "hospitals",
        "nhs",
        "school",
        "primary",
        "academy",
        "college",
        "council",
        "borough",
        "county",
        "city",
        "service",
        "services",
        "trust",
        "practice",
        "surgery",
        "housing",
        "homes",
        "probation",
    ]
)
