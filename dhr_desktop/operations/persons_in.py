"""In which entries somebody is: as the row's person, or named in its words by any form that the masking knows.

Filters, lanes and ages ask here, so that what is found of somebody is what would be hidden of them. Where a name could
be one of several, the entry counts for each: who reads it can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dhr_desktop.core.entries import Entry
from dhr_desktop.core.people import Person
from dhr_desktop.people.certain import Asked, Judge, Why
from dhr_desktop.people.finding_names import NameFinder
from dhr_desktop.people.found import Row
from dhr_desktop.people.roster import Roster

from .identities import ROLE_WORDS, identity_of

FIELDS = (
    "subject", "what_happened", "response", "agency_comment", "voice", "risk", "impact", "good_practice", "problem",
    "missing", "seen", "source", "professional",
)  # fmt: skip
_SOMEBODY_ELSE = frozenset({Why.STRANGER, Why.ROLE, Why.DIFFERS})


def entries_with(
    people: Mapping[int, Person], entries: Iterable[Entry], settled: Mapping[Asked, int]
) -> dict[int, frozenset[int]]:
    """For each person the entries they are in; every text is read once for all of them."""
    roster = Roster.of(identity_of(each) for each in people.values() if each.real_name.strip())
    finder, judge = NameFinder(roster), Judge(roster)
    subjects = _subjects(people)
    found: dict[int, set[int]] = {id: set() for id in people}
    for entry in entries:
        about = subjects.get(entry.subject.casefold().strip(), ())
        row = Row(entry.agency, about[0] if len(about) == 1 else 0, entry.happened.earliest)
        for id in (*about, *_named(entry, row, finder, judge, settled)):
            if id in found:
                found[id].add(entry.id)
    return {id: frozenset(each) for id, each in found.items()}


def _subjects(people: Mapping[int, Person]) -> dict[str, tuple[int, ...]]:
    """Whom the column for the person means by a name or a role."""
    told: dict[str, tuple[int, ...]] = {}
    for id, person in people.items():
        forms = {person.real_name, *(each.form for each in person.other_forms())}
        for form in {each.casefold().strip() for each in forms} | ROLE_WORDS.get(person.main_role, set()):
            if form:
                told[form] = (*told.get(form, ()), id)
    return told


def _named(entry: Entry, row: Row, finder: NameFinder, judge: Judge, settled: Mapping[Asked, int]) -> Iterator[int]:
    for name in FIELDS:
        text = getattr(entry, name)
        if not text:
            continue
        for each in finder.find(text):
            if not each.who or each.is_family:
                continue
            reading = judge.read(each, text, row, settled)
            if reading.who:
                yield reading.who
            elif reading.why not in _SOMEBODY_ELSE:
                yield from reading.could_be
