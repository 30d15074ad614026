"""Where accounts of one event differ: found by type, each with the words that differ, never settled here."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from dhr_desktop.core.moments import When
from dhr_desktop.system.folders import resources

from .lexicon import Phrases, kinds_of_agency, lexicon
from .naming import People, named_in
from .telling import SENDS

MINUTES_APART = 30
_RISK = re.compile(
    r"\b(standard|medium|moderate|low|high)\b(?=\W+(?:\w+\W+){0,2}(?:risk|dash|rosh|ric)\b)"
    r"|(?:\b(?:risk|dash|rosh|ric|graded|rated|assessed)\b\W+(?:\w+\W+){0,3}?)(standard|medium|moderate|low|high)\b",
    re.I,
)
_LEVELS = {"standard": "standard", "low": "standard", "medium": "medium", "moderate": "medium", "high": "high"}
_WORD = re.compile(r"[A-Za-z&][A-Za-z&'\u2019]*|\d+")


@dataclass(frozen=True, slots=True)
class Told:
    """One account, as it is compared."""

    entry: int
    agency: str
    when: When
    text: str
    relation: str  # how it tells of the event
    copy_of: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    about: str
    entries: tuple[int, ...]
    wording: str


def differences(accounts: Sequence[Told], people: People | None = None, agencies: Iterable[str] = ()) -> list[Found]:
    """Every difference between accounts of one event; a row that stands twice is compared once."""
    once = [each for each in accounts if each.relation != "same row twice"]
    found: list[Found] = []
    for one, other in combinations(once, 2):
        found += _dates(one, other)
        found += _opposites(one, other)
        found += _risks(one, other)
        if people is not None:
            found += _people(one, other, people)
    found += _unheard(once, tuple(agencies))
    return found


# ---- date, time, order ------------------------------------------------------------------------------


def _dates(one: Told, other: Told) -> Iterator[Found]:
    both = (one.entry, other.entry)
    if not one.when.is_dated or not other.when.is_dated:
        return
    heard = [each for each in (one, other) if each.relation in ("hears of it", "later disclosure")]
    if len(heard) == 1:
        first = other if heard[0] is one else one
        if heard[0].when.order(first.when) == "before":
            yield Found("order", both, f"{heard[0].agency} tells of it before the date {first.agency} gives")
        return
    if heard:
        return
    if not one.when.overlaps(other.when):
        yield Found("date", both, f"{_said(one, _day(one.when))}; {_said(other, _day(other.when))}")
    elif _minutes_apart(one.when, other.when) > MINUTES_APART:
        yield Found("time", both, f"{_said(one, _clock(one.when))}; {_said(other, _clock(other.when))}")


def _minutes_apart(one: When, other: When) -> int:
    if not (one.is_exact and other.is_exact and one.time_from and other.time_from):
        return 0
    if one.time_is_approximate or other.time_is_approximate:
        return 0
    return abs(one.time_from.hour * 60 + one.time_from.minute - other.time_from.hour * 60 - other.time_from.minute)


def _day(when: When) -> str:
    return when.words()


def _clock(when: When) -> str:
    return f"{when.time_from:%H:%M}"


def _said(told: Told, what: str) -> str:
    return f"{told.agency}: {what}"


# ---- what is said to have happened ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Opposite:
    about: str
    what: str


@cache
def _phrases() -> tuple[list[_Opposite], Phrases, Phrases]:
    with (resources() / "matching" / "opposites.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    book = lexicon()

    def side(name: str) -> Phrases:
        return Phrases(
            (str(at), [tuple(book.stems(each)) for each in row[name].split(";")]) for at, row in enumerate(rows)
        )

    return [_Opposite(row["about"], row["what"]) for row in rows], side("yes"), side("no")


def stems_in_place(text: str) -> list[tuple[str, int, int]]:
    """Each stem and where its word stands in the text."""
    book = lexicon()
    return [
        (stem, match.start(), match.end()) for match in _WORD.finditer(text) for stem in book.stems(match[0])
    ]  # fmt: skip


@dataclass(slots=True)
class _Stance:
    """What one text says for and against one thing, and in which words."""

    yes: str = ""
    no: str = ""
    yes_at: tuple[int, int] | None = None
    no_at: tuple[int, int] | None = None


def _stances(text: str, placed: list[tuple[str, int, int]] | None = None) -> dict[int, _Stance]:
    _, positive, negative = _phrases()
    placed = stems_in_place(text) if placed is None else placed
    stems = [each for each, _, _ in placed]
    found: dict[int, _Stance] = {}
    covered: dict[int, set[int]] = {}
    for name, at in negative.found_in(stems):
        stance = found.setdefault(int(name), _Stance())
        stance.no = stance.no or _piece(text, placed, at)
        stance.no_at = stance.no_at or (placed[at][1], placed[min(len(placed) - 1, at + 1)][2])
        covered.setdefault(int(name), set()).update(range(at, at + 4))
    for name, at in positive.found_in(stems):
        if at not in covered.get(int(name), ()) and not _is_denied(stems, at):
            stance = found.setdefault(int(name), _Stance())
            stance.yes = stance.yes or _piece(text, placed, at)
            stance.yes_at = stance.yes_at or (placed[at][1], placed[at][2])
    return found


def _is_denied(stems: list[str], at: int) -> bool:
    return not {"no", "not", "deni", "deny", "nil", "without", "never", "neither"}.isdisjoint(
        stems[max(0, at - 3) : at]
    )


def _piece(text: str, placed: list[tuple[str, int, int]], at: int) -> str:
    """The words round a place, to show."""
    start, end = placed[max(0, at - 1)][1], placed[min(len(placed) - 1, at + 3)][2]
    return " ".join(text[start:end].split())


def _opposites(one: Told, other: Told) -> Iterator[Found]:
    mine, theirs = _stances(one.text), _stances(other.text)
    kinds = _phrases()[0]
    for at in sorted(mine.keys() & theirs.keys()):
        a, b = mine[at], theirs[at]
        if (a.yes and not a.no and b.no and not b.yes) or (a.no and not a.yes and b.yes and not b.no):
            wording = f"{_said(one, '“' + (a.yes or a.no) + '”')}; {_said(other, '“' + (b.yes or b.no) + '”')}"
            yield Found(kinds[at].about, (one.entry, other.entry), f"{kinds[at].what}: {wording}")


@dataclass(frozen=True, slots=True)
class _Read:
    """One text, read once for all comparisons."""

    text: str
    placed: list[tuple[str, int, int]]
    stems: frozenset[str]
    stances: dict[int, _Stance]
    levels: set[str]

    @classmethod
    def of(cls, text: str) -> _Read:
        placed = stems_in_place(text)
        return cls(text, placed, frozenset(stem for stem, _, _ in placed), _stances(text, placed), _levels(text))


def marked(accounts: Sequence[Told]) -> dict[int, list[tuple[int, int]]]:
    """Where each account's words differ from another's: what near copies do not share, what they say against each other."""
    read = {each.entry: _Read.of(each.text) for each in accounts}
    found: dict[int, set[tuple[int, int]]] = {each.entry: set() for each in accounts}
    for one, other in combinations(read, 2):
        for here, there in ((one, other), (other, one)):
            found[here].update(_unlike(read[here], read[there]) or _against(read[here], read[there]))
    return {entry: sorted(spans) for entry, spans in found.items()}


def _unlike(mine: _Read, theirs: _Read) -> list[tuple[int, int]]:
    """Of two texts that are mostly the same, the words of one that the other has not."""
    shared = len(mine.stems & theirs.stems)
    if not mine.stems or shared * 3 < 2 * max(len(mine.stems), len(theirs.stems)):
        return []
    return [(start, end) for stem, start, end in mine.placed if stem not in theirs.stems]


def _against(mine: _Read, theirs: _Read) -> list[tuple[int, int]]:
    spans = []
    for at in mine.stances.keys() & theirs.stances.keys():
        own, opposed = mine.stances[at], theirs.stances[at]
        spans += [
            place for place, other in ((own.yes_at, opposed.no_at), (own.no_at, opposed.yes_at)) if place and other
        ]
    if mine.levels and theirs.levels and mine.levels.isdisjoint(theirs.levels):
        spans += [match.span(1) if match[1] else match.span(2) for match in _RISK.finditer(mine.text)]
    return spans


def _risks(one: Told, other: Told) -> Iterator[Found]:
    mine, theirs = _levels(one.text), _levels(other.text)
    if mine and theirs and mine.isdisjoint(theirs):
        wording = f"{_said(one, ' and '.join(sorted(mine)))}; {_said(other, ' and '.join(sorted(theirs)))}"
        yield Found("risk level", (one.entry, other.entry), wording)


def _levels(text: str) -> set[str]:
    return {_LEVELS[(match[1] or match[2]).lower()] for match in _RISK.finditer(text)}


# ---- who --------------------------------------------------------------------------------------------


def _people(one: Told, other: Told, people: People) -> Iterator[Found]:
    """Each names somebody the other does not: who was there is told differently."""
    if {one.relation, other.relation} & {"hears of it", "later disclosure"}:
        return
    mine, theirs = (_sure(named_in(each.text, people)) for each in (one, other))
    only_mine, only_theirs = mine - theirs, theirs - mine
    if only_mine and only_theirs and not mine & theirs and not _forenames(mine, people) & _forenames(theirs, people):
        wording = f"{_said(one, _names(only_mine, people))}; {_said(other, _names(only_theirs, people))}"
        yield Found("person", (one.entry, other.entry), wording)


def _sure(named: dict[int, float]) -> set[int]:
    return {id for id, likely in named.items() if likely >= 0.5}


def _forenames(ids: set[int], people: People) -> set[str]:
    return {people.names[id].split(" ")[0] for id in ids}


def _names(ids: set[int], people: People) -> str:
    return ", ".join(sorted(people.names[id] for id in ids))


# ---- sent, and not received -------------------------------------------------------------------------


def _unheard(accounts: Sequence[Told], agencies: tuple[str, ...]) -> Iterator[Found]:
    """An account says it told an agency of a kind that is in the case, and none of that kind tells of it."""
    known = {name: kinds_of_agency(name) for name in {*agencies, *(each.agency for each in accounts)}}
    present = frozenset().union(*(known[each.agency] for each in accounts)) if accounts else frozenset()
    in_case = frozenset().union(*(known[name] for name in agencies)) if agencies else frozenset()
    words = lexicon().kind_words
    for each in accounts:
        for kind in sorted(_sent_to(each.text) & in_case - present - known[each.agency]):
            yield Found(
                "sent but not received",
                (each.entry,),
                f"{each.agency} says it told {words[kind]}; no account of theirs is here",
            )


def _sent_to(text: str) -> frozenset[str]:
    """The kinds of agency named in a sentence that tells of sending, and not of hearing."""
    book = lexicon()
    found: set[str] = set()
    for sentence in re.split(r"[.;\n]", text):
        stems = book.stems(sentence)
        if not SENDS.isdisjoint(stems) and {"receiv", "from", "by"}.isdisjoint(stems):
            found |= {kind for kind, _ in book.mentions.found_in(stems)}
    return frozenset(found)
