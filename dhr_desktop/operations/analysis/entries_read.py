"""What every analysis stands on: the entries that count, their dates, who wrote them, what their words seem to say.

Made once for a state of the case and kept beside it; what an entry's words seem to say is read again only when they
change. Nothing is kept once the case is closed.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.entries import Account, DateCorrection, Entry, Event
from dhr_desktop.core.fields import Record
from dhr_desktop.core.moments import When
from dhr_desktop.core.people import Person
from dhr_desktop.finding.cues import HARM, MISSED, TURNING, Cued, cued
from dhr_desktop.finding.handing import Handing, handings_of
from dhr_desktop.finding.meetings import Met, meetings_of
from dhr_desktop.finding.mentions import Mentions, Named
from dhr_desktop.finding.risks import Assessed, assessments_of
from dhr_desktop.finding.texts import Text
from dhr_desktop.merge.lexicon import kinds_of_agency
from dhr_desktop.operations.events.date_that_stands import corrected_dates
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.keeping import unwatched

READ = ("what_happened", "response", "risk", "agency_comment")
MADE_FROM: tuple[type[Record], ...] = (Entry, Agency, Account, DateCorrection, Person, Event)


@dataclass(frozen=True, slots=True)
class Found:
    """What one entry's words seem to say."""

    handings: tuple[Handing, ...]
    risks: tuple[Assessed, ...]
    meetings: tuple[Met, ...]
    turns: tuple[Cued, ...]
    harms: tuple[Cued, ...]
    missed: tuple[Cued, ...]


@dataclass(slots=True)
class Ground:
    entries: list[Entry]
    when: dict[int, When]
    agencies: dict[int, Agency]
    kinds: dict[int, frozenset[str]]
    people: dict[int, Person]
    events: dict[int, Event]
    agency_of: dict[int, int]
    event_of: dict[int, int]
    accounts: dict[int, list[Account]]
    found: dict[int, Found] = field(default_factory=dict)
    _order: list[Entry] = field(default_factory=list)

    def name(self, agency: int) -> str:
        held = self.agencies.get(agency)
        return (held.short_name or held.full_name) if held else "no agency"

    def each(self) -> Iterator[Entry]:
        """Every entry."""
        return iter(self.entries)

    def in_order(self) -> Iterator[Entry]:
        """Every entry in the order of time, sorted once for all who want it."""
        if not self._order:
            self._order = sorted(self.entries, key=lambda each: (sort_key(self.when[each.id]), each.id))
        return iter(self._order)

    def by_time(self, ids: list[int]) -> list[int]:
        return sorted(ids, key=lambda id: (sort_key(self.when[id]), id))

    def of_kinds(self, kinds: frozenset[str]) -> frozenset[int]:
        """The agencies of the register that are of one of these sorts."""
        return frozenset(id for id, held in self.kinds.items() if held & kinds)


def sort_key(when: When) -> tuple[int, int]:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    return (first.toordinal(), last.toordinal()) if first and last else (10**7, 10**7)


@dataclass(slots=True)
class _Kept:
    of: tuple[object, ...] = ()  # the lists it was made from
    ground: Ground | None = None
    register: list[Named] = field(default_factory=list)
    mentions: Mentions | None = None
    found: dict[int, tuple[str, int, Found]] = field(default_factory=dict)


_kept: weakref.WeakKeyDictionary[CaseFile, _Kept] = weakref.WeakKeyDictionary()


def ground_of(case: CaseFile) -> Ground:
    kept = _kept.setdefault(unwatched(case), _Kept())
    now = tuple(case.all(kind) for kind in MADE_FROM)
    if kept.ground is None or any(one is not other for one, other in zip(kept.of, now, strict=True)):
        kept.ground, kept.of = _laid(case, kept), now
    return kept.ground


def read_some(case: CaseFile, most: int) -> int:
    """Read the words of so many entries ahead, so that the first analysis need not; how many are left."""
    kept = _kept.setdefault(unwatched(case), _Kept())
    agencies = {each.id: each for each in case.all(Agency)}
    kinds = {id: _kinds(each) for id, each in agencies.items()}
    unread = [each for each in case.all(Entry) if not each.is_withdrawn and each.id not in kept.found]
    _read_entries(unread[:most], agencies, kinds, kept)
    return max(len(unread) - most, 0)


def forget(case: CaseFile) -> None:
    """Nothing of a case stays here once it is closed."""
    _kept.pop(unwatched(case), None)


def _laid(case: CaseFile, kept: _Kept) -> Ground:
    stands = corrected_dates(case)
    entries = [each for each in case.all(Entry) if not each.is_withdrawn]
    agencies = {each.id: each for each in case.all(Agency)}
    kinds = {id: _kinds(each) for id, each in agencies.items()}
    accounts: dict[int, list[Account]] = {}
    for each in case.all(Account):
        accounts.setdefault(each.event, []).append(each)
    ground = Ground(
        entries, {each.id: stands.get(each.id, each.happened) for each in entries}, agencies, kinds,
        {each.id: each for each in case.all(Person)}, {each.id: each for each in case.all(Event)},
        {each.id: each.agency for each in entries},
        {one.entry: one.event for many in accounts.values() for one in many}, accounts,
    )  # fmt: skip
    ground.found = _read_entries(entries, agencies, kinds, kept)
    return ground


def _kinds(agency: Agency) -> frozenset[str]:
    found = kinds_of_agency(agency.full_name)
    return found or kinds_of_agency(agency.short_name)


def _read_entries(
    entries: list[Entry], agencies: dict[int, Agency], kinds: dict[int, frozenset[str]], kept: _Kept
) -> dict[int, Found]:
    register = [
        Named(id, (each.full_name, each.short_name, *each.former_names), kinds[id]) for id, each in agencies.items()
    ]
    if kept.mentions is None or kept.register != register:  # a new agency may be who an old entry spoke of
        kept.register, kept.mentions = register, Mentions(register)
        kept.found.clear()
    told = {}
    for entry in entries:
        text = _text(entry)
        held = kept.found.get(entry.id)
        if held is None or held[0] != text or held[1] != entry.agency:
            kind = kinds.get(entry.agency, frozenset())
            found = _found(Text.of(entry.id, entry.agency, kind, text), kept.mentions)
            held = kept.found[entry.id] = (text, entry.agency, found)
        told[entry.id] = held[2]
    return told


def _text(entry: Entry) -> str:
    parts = [getattr(entry, name).strip() for name in READ]
    return " \n".join(part if part.endswith((".", "!", "?", ";")) else f"{part}." for part in parts if part)


NOTHING = Found((), (), (), (), (), ())


def _found(text: Text, mentions: Mentions) -> Found:
    told, risks, met = handings_of(text, mentions), assessments_of(text), meetings_of(text)
    cues = cued(text)
    if not (told or risks or met or any(cues.values())):
        return NOTHING  # as of most entries: one for all of them
    return Found(tuple(told), tuple(risks), tuple(met), tuple(cues[TURNING]), tuple(cues[HARM]), tuple(cues[MISSED]))
