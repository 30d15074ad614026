"""Small facts that together tell who somebody is, though no name stands among them: a day, a place, an age, a rare job.

Each alone says little. Two or three in one breath can be looked up in a newspaper. A person decides; this only lists
what stands near each other, and does not claim to know everything that could be put together.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dhr_desktop.system.folders import resources

from .words import DAYS, MONTHS, dictionary
from .written_dates import dates_in

DAY, PLACE, AGE, JOB, ORIGIN, BELIEF, FAMILY, PRESS = (
    "an exact date", "a named place", "an age", "a job", "a nationality", "a belief", "the family's make-up", "the press",
)  # fmt: skip
LEAST = 3  # kinds of fact in one breath
RARE = frozenset({JOB, FAMILY, PRESS})
"""Fewer people share these, so that one other fact beside them is enough."""
LEAST_WITH_RARE = 2
_KINDS = {"job": JOB, "origin": ORIGIN, "belief": BELIEF}

_NUMBER = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_AGE = re.compile(
    r"\b(?:aged|age of|age:?) (?:\d{1,3}|sixteen|seventeen|eighteen|nineteen|twenty\S*|thirty\S*|forty\S*|fifty\S*|sixty\S*|seventy\S*|eighty\S*)\b"
    r"|\b\d{1,3}[ \-]years?[ \-]old\b|\b\d{1,3}[ \-]?y(?:/|rs?\.? )o\b|\bwas (?:only )?\d\d at the time\b|\b(?:in (?:his|her|their) )?(?:early |mid[ \-]|late )?[2-9]0s\b",
    re.I,
)
_FAMILY = re.compile(
    rf"\b(?:mother|father|parents?|mum|dad) of (?:her |his |their )?{_NUMBER}\b|\b{_NUMBER} (?:children|sons|daughters|siblings|brothers|sisters)\b"
    r"|\b(?:twins?|triplets?|quadruplets?|only child|adopted (?:son|daughter|child)|conjoined)\b",
    re.I,
)
_PRESS = re.compile(
    r"\b(?:front page|headlines?|reported in the (?:press|news|papers?|media)|local (?:newspaper|paper|press)|on the news)\b",
    re.I,
)
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|outside|of|around|between) (?P<name>(?:the )?[A-Z][a-z'’\-]+(?:(?: on| upon| le| in)?[ \-][A-Z][a-z'’\-]+){0,3})"
)
_BREATH = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’\-]*")


@dataclass(frozen=True, slots=True)
class Together:
    """Words of one or two sentences, and the kinds of fact that meet in them."""

    start: int
    end: int
    facts: tuple[tuple[str, str], ...]  # kind, and as written

    def in_words(self) -> str:
        return ", ".join(f"{kind} ({form})" for kind, form in self.facts)


@cache
def _facts_by_first() -> dict[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    """Every job, nationality and belief by its first word: its words, its kind, whether it is written with a capital."""
    told: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    with (resources() / "people" / "telling_facts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = tuple(row["words"].casefold().replace("’", "'").split())
            told.setdefault(words[0], []).append((words, _KINDS[row["kind"]], row["words"][0].isupper()))
    return {first: tuple(sorted(each, key=lambda one: -len(one[0]))) for first, each in told.items()}


def together_in(text: str, vouched_for: frozenset[str] = frozenset()) -> Iterator[Together]:
    """Every sentence, or pair of sentences, in which enough facts meet. `vouched_for` are names of agencies and the like."""
    breaths = list(_breaths(text))
    facts = [_facts(text, start, end, vouched_for) for start, end in breaths]
    at = 0
    while at < len(breaths):
        start, end = breaths[at]
        held = facts[at]
        following = facts[at + 1] if at + 1 < len(breaths) and "\n" not in text[end : breaths[at + 1][0]] else ()
        if not _is_telling(held) and held and following and _is_telling((*held, *following)):
            held, end = (*held, *following), breaths[at + 1][1]
            at += 1
        if _is_telling(held):
            yield Together(start, end, tuple(dict.fromkeys(held)))
        at += 1


def _breaths(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _BREATH.finditer(text):
        if text[at : match.start()].strip():
            yield at, match.start()
        at = match.end()
    if text[at:].strip():
        yield at, len(text)


def _is_telling(facts: tuple[tuple[str, str], ...]) -> bool:
    kinds = {kind for kind, _ in facts}
    return len(kinds) >= LEAST or (len(kinds) >= LEAST_WITH_RARE and not kinds.isdisjoint(RARE))


def _facts(text: str, start: int, end: int, vouched_for: frozenset[str]) -> tuple[tuple[str, str], ...]:
    said = text[start:end]
    found = [(DAY, said[each.start : each.end].strip()) for each in dates_in(said) if each.year is not None]
    found += [(AGE, each[0]) for each in _AGE.finditer(said)]
    found += [(FAMILY, each[0]) for each in _FAMILY.finditer(said)]
    found += [(PRESS, each[0]) for each in _PRESS.finditer(said)]
    found += _listed(said)
    found += [(PLACE, each) for each in _places(said, vouched_for)]
    return tuple(found)


def _listed(said: str) -> Iterator[tuple[str, str]]:
    heads = _facts_by_first()
    words = [(each[0], each[0].casefold().replace("’", "'")) for each in _WORD.finditer(said)]
    done = 0
    for at, (written, word) in enumerate(words):
        if at < done:  # the cleaner of "window cleaner"
            continue
        for wanted, kind, is_capital in heads.get(word, ()) or heads.get(word.removesuffix("s"), ()):
            here = [one for _, one in words[at : at + len(wanted)]]
            here[-1] = here[-1] if here[-1] == wanted[-1] else here[-1].removesuffix("s")
            if tuple(here) == wanted and (not is_capital or written[0].isupper()):
                done = at + len(wanted)
                yield kind, " ".join(one for one, _ in words[at:done])
                break


def _places(said: str, vouched_for: frozenset[str]) -> Iterator[str]:
    for match in _PLACE.finditer(said):
        words = [each.casefold() for each in _WORD.findall(match["name"]) if each != "the"]
        strange = [
            each for each in words if each not in vouched_for and each not in dictionary() and each not in MONTHS | DAYS
        ]
        listed = [each for each in strange if each not in _facts_by_first()]
        if listed:
            yield match["name"]
