"""The integrated chronology: every entry in its order with what we hold of it, as table and timeline both see it.

It is told once, on the writer's thread, and told again after a change with everything that did not
change kept. Asking it which entries a filter wants reads no file and may be done at every key.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dhr_desktop.core.agencies import Agency, Submission
from dhr_desktop.core.analysis import Mark, Theme
from dhr_desktop.core.documents import PanelComment
from dhr_desktop.core.entries import Entry, Event
from dhr_desktop.core.filters import AsAt, Filter
from dhr_desktop.core.moments import When
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Review, Term
from dhr_desktop.timeline.lanes import Item, item_of

LATE_DAYS = 7
KINDS_TOLD = frozenset(
    {
        "entries", "date_corrections", "agencies", "accounts", "events", "differences", "marks", "themes", "terms",
        "people", "review", "submissions", "panel_comments", "presences",
    }
)  # fmt: skip
PEOPLE_SORTS = ("", "person")
NEVER = date.max.toordinal()  # where what has no day stands in the order

SET_ASIDE = "rejected"  # a suggestion the chair did not confirm counts nowhere


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """One entry with what we hold of it."""

    entry: Entry
    when: When  # the date that stands
    agency: str
    marks: tuple[Mark, ...]
    event: int
    relation: str
    is_lead: bool
    has_difference: bool
    doubts: tuple[str, ...]
    comments: tuple[PanelComment, ...]
    folded: str
    key: tuple[int, int, int, int, tuple[int, str], int]

    @property
    def id(self) -> int:
        return self.entry.id

    @property
    def is_dated(self) -> bool:
        """Known from where it stands in the order, so that no date has to be looked at."""
        return self.key[0] != NEVER

    @property
    def is_recorded_late(self) -> bool:
        """Certainly written down more than a week after it happened."""
        recorded, happened = self.entry.recorded.earliest, self.when.latest
        return recorded is not None and happened is not None and (recorded - happened).days > LATE_DAYS

    @property
    def mark_words(self) -> str:
        words = [each.sort or "mark" for each in self.marks]
        return ", ".join(words + (["panel comment"] * bool(self.comments)))


@dataclass(frozen=True, slots=True)
class Held:
    """An event and its accounts, in the order of the chronology."""

    event: Event
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a filter wants, in order, and what it leaves out."""

    filter: Filter
    told: Sequence[Told]
    total: int
    undated: int
    undated_in_all: int
    unrecorded: int = 0  # shown although they have no date to hide them by

    def in_words(self) -> str:
        words = f"Shown: {len(self.told):,} of {self.total:,}"
        if self.undated:
            words += f"; {self.undated:,} undated"
        hidden = self.undated_in_all - self.undated
        if hidden and (self.filter.first or self.filter.last):
            words += f"; {hidden:,} undated left out by the period"
        if self.unrecorded:
            words += f"; {self.unrecorded:,} have no such date and stay shown"
        return words


@dataclass(slots=True, eq=False)
class Chronology:
    told: Sequence[Told]
    review: Review
    agencies: dict[int, Agency]
    people: dict[int, Person]
    themes: dict[int, Theme]
    terms: dict[int, Term]
    files: dict[int, Submission]
    events: dict[int, Held]
    marks: list[Mark]
    is_coarse: bool = False  # the edition it is told in says no days
    _place: dict[int, int] = field(default_factory=dict)
    _types: dict[str, int] = field(default_factory=dict)
    _submissions: frozenset[int] = frozenset()
    _with_person: dict[int, frozenset[int]] = field(default_factory=dict)
    _read_of: tuple[object, ...] = ()  # what the entries of each person were read from
    _read_people: Callable[[], Mapping[int, frozenset[int]]] = dict
    _items: dict[int, Item | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self._place:
            self._place = {each.entry.id: at for at, each in enumerate(self.told)}

    def find(self, id: int) -> Told | None:
        at = self._place.get(id)
        return None if at is None else self.told[at]

    def place_of(self, id: int) -> int:
        return self._place.get(id, -1)

    def item(self, told: Told) -> Item | None:
        """An entry as the timeline draws it; made once."""
        id = told.entry.id
        if id not in self._items:
            self._items[id] = item_of(id, told.when)
        return self._items[id]

    def names(self) -> dict[int, str]:
        """What every record that a filter may name is called."""
        told = {id: each.name for id, each in self.agencies.items()}
        told |= {id: each.real_name for id, each in self.people.items()}
        told |= {id: each.title for id, each in self.themes.items()}
        told |= {id: f"{each.number} {each.question}".strip() for id, each in self.terms.items()}
        told |= {id: each.file_name for id, each in self.files.items()}
        return told

    def types(self) -> dict[str, int]:
        """Each type of contact and how often it is; counted once."""
        if not self._types:
            for each in self.told:
                self._types[each.entry.contact_type] = self._types.get(each.entry.contact_type, 0) + 1
        return self._types

    def submissions(self) -> frozenset[int]:
        """The files that have an entry here; gathered once."""
        if not self._submissions:
            self._submissions = frozenset(each.entry.submission for each in self.told)
        return self._submissions

    # ---- who is in it ---------------------------------------------------------------------------

    def with_person(self, id: int) -> frozenset[int]:
        """The entries that are about a person or name them, by any form in the register."""
        if not self.knows_people:
            self.learn_people(self._read_people())
        return self._with_person.get(id, frozenset())

    @property
    def knows_people(self) -> bool:
        """Whether the texts have been read for names: nothing for the window's own thread."""
        return self._with_person.keys() >= self.people.keys()

    def learn_people(self, read: Mapping[int, frozenset[int]]) -> None:
        self._with_person |= read

    def ages(self, when: When) -> str:
        """How old the people the review is about could have been."""
        if when.earliest is None or when.latest is None:
            return ""
        told = []
        for person in self.people.values():
            if person.main_role and person.date_of_birth:
                young, old = person.age_on(when.earliest), person.age_on(when.latest)
                if old is not None:
                    span = str(old) if young == old else f"{0 if young is None else young} to {old}"
                    told.append(f"{person.role} {span}")
        return ", ".join(told)

    # ---- what a filter wants --------------------------------------------------------------------

    def shown(self, wanted: Filter, within: Shown | None = None) -> Shown:
        """The entries a filter wants. A narrower filter may be asked of what a wider one gave."""
        base = self.told if within is None else within.told
        tests = list(self._tests(wanted))
        terms = search_terms(wanted.words)
        for term in terms:
            base = [each for each in base if term in each.folded]
        for test in tests:
            base = [each for each in base if test(each)]
        unrecorded = 0
        if wanted.as_at:
            unrecorded = sum(not _as_at_when(each, wanted.as_at_rule).is_dated for each in base)
        return Shown(wanted, base, len(self.told), _undated_in(base), _undated_in(self.told), unrecorded)

    def _tests(self, wanted: Filter) -> Iterable[Callable[[Told], bool]]:
        if wanted.entries:
            only = frozenset(wanted.entries)
            yield lambda each: each.entry.id in only
        if wanted.agencies:
            agencies = frozenset(wanted.agencies)
            yield lambda each: each.entry.agency in agencies
        if wanted.files:
            files = frozenset(wanted.files)
            yield lambda each: each.entry.submission in files
        if wanted.people:
            named: frozenset[int] = frozenset().union(*(self.with_person(id) for id in wanted.people))
            yield lambda each: each.entry.id in named
        if wanted.precisions:
            precisions = frozenset(wanted.precisions)
            yield lambda each: each.when.precision.value in precisions
        if wanted.types:
            types = frozenset(wanted.types)
            yield lambda each: each.entry.contact_type in types
        yield from self._mark_tests(wanted)
        yield from _flag_tests(wanted)
        if wanted.undated:
            yield lambda each: not each.when.is_dated
        if wanted.first or wanted.last:
            period = When.between(wanted.first, wanted.last)
            yield lambda each: each.when.overlaps(period)
        if wanted.as_at:
            yield lambda each: is_as_at(each, wanted)

    def _mark_tests(self, wanted: Filter) -> Iterable[Callable[[Told], bool]]:
        if wanted.marks:
            sorts = frozenset(wanted.marks)
            yield lambda each: any(mark.sort in sorts for mark in each.marks)
        if wanted.themes:
            themes = frozenset(wanted.themes)
            yield lambda each: any(themes.intersection(mark.themes) for mark in each.marks)
        if wanted.terms:
            terms = frozenset(wanted.terms)
            yield lambda each: any(terms.intersection(mark.terms) for mark in each.marks)


def _undated_in(told: Sequence[Told]) -> int:
    """They stand at the end, so that nobody has to count the others."""
    return len(told) - bisect_left(told, NEVER, key=lambda each: each.key[0])


def _flag_tests(wanted: Filter) -> Iterable[Callable[[Told], bool]]:
    if wanted.has_difference:
        yield lambda each: each.has_difference
    if wanted.recorded_late:
        yield lambda each: each.is_recorded_late
    if wanted.doubtful:
        yield lambda each: bool(each.doubts)
    if wanted.without_withdrawn:
        yield lambda each: not each.entry.is_withdrawn


def search_terms(words: str) -> list[str]:
    """The words asked for, in small letters; “words in quotation marks” are looked for as they stand."""
    found = re.findall(r'["“”]([^"“”]+)["“”]|(\S+)', words.casefold())
    return [phrase or word for phrase, word in found if (phrase or word).strip('"“” ')]


def _as_at_when(told: Told, rule: AsAt) -> When:
    if rule is AsAt.RECORDED:
        return told.entry.recorded
    if rule is AsAt.KNOWN and told.entry.reported.is_dated:
        return told.entry.reported
    return told.when


def is_as_at(told: Told, wanted: Filter) -> bool:
    """Hidden only when it is certain to be later than the day; what cannot be told stays and is counted."""
    assert wanted.as_at is not None
    when = _as_at_when(told, wanted.as_at_rule)
    return when.earliest is None or when.earliest <= wanted.as_at
