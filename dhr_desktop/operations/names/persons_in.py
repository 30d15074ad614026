"""In which entries somebody is: as the row's person, or named in its words by any form that the masking knows.

Filters, lanes and ages ask here, so that what is found of somebody is what would be hidden of them: the same
finder, the same rows, the same answers. Where a name could be one of several, the entry counts for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.documents import Edition
from dhr_desktop.core.entries import Entry, Presence
from dhr_desktop.core.people import Person, Professional
from dhr_desktop.people.certain import Judge, Why
from dhr_desktop.people.found import Row
from dhr_desktop.storage.case_file import CaseFile

from .identities import ROLE_WORDS
from .naming import finder_of
from .naming_rows import answers_by_place, rows_of, settled

FIELDS = (
    "subject", "what_happened", "response", "agency_comment", "voice", "risk", "impact", "good_practice", "problem",
    "missing", "seen", "source", "professional",
)  # fmt: skip
_SOMEBODY_ELSE = frozenset({Why.STRANGER, Why.ROLE, Why.DIFFERS})


def entries_with(case: CaseFile) -> dict[int, frozenset[int]]:
    """For each person the entries they are in; every text is read once for all of them, whatever edition is shown."""
    real: CaseFile = getattr(case, "real", case)
    named = _Named(real)
    rows, subjects = rows_of(real), _subjects(real)
    found: dict[int, set[int]] = {each.id: set() for each in real.all(Person)}
    for entry in real.all(Entry):
        about = subjects.get(" ".join(entry.subject.casefold().split()), ())
        for id in (*about, *named.in_entry(entry, rows.of(entry))):
            if id in found:
                found[id].add(entry.id)
    return {id: frozenset(each) for id, each in found.items()}


def depends_on(case: CaseFile) -> tuple[object, ...]:
    """The lists it was read from: while each is the very same, so is the answer."""
    real: CaseFile = getattr(case, "real", case)
    return tuple(real.all(kind) for kind in (Entry, Person, Professional, Agency, Edition, Presence))


def _subjects(case: CaseFile) -> dict[str, tuple[int, ...]]:
    """Everybody whom the column for the person may mean by a name or a role; `rows_of` says whom it surely means."""
    told: dict[str, tuple[int, ...]] = {}
    for person in case.all(Person):
        forms = {person.real_name, *(each.form for each in person.other_forms())}
        for form in {" ".join(each.casefold().split()) for each in forms} | ROLE_WORDS.get(person.main_role, set()):
            if form:
                told[form] = (*told.get(form, ()), person.id)
    return told


class _Named:
    """Whom an entry's words name, as they are masked."""

    def __init__(self, case: CaseFile) -> None:
        self._finder = finder_of(case)
        self._judge = Judge(self._finder.roster)
        self._settled = settled(case)
        self._answers = answers_by_place(case)

    def in_entry(self, entry: Entry, row: Row) -> Iterator[int]:
        for name in FIELDS:
            text = getattr(entry, name)
            if text:
                yield from self._in_text(text, self._answers.get((entry.id, name)), row)

    def _in_text(self, text: str, answers: dict[tuple[int, int], int] | None, row: Row) -> Iterator[int]:
        for each in self._finder.find(text, answers):
            if not each.who or each.is_family:
                continue
            reading = self._judge.read(each, text, row, self._settled)
            if reading.who:
                yield reading.who
            elif reading.why not in _SOMEBODY_ELSE and (reading.form, row.agency, row.about) not in self._settled:
                yield from reading.could_be
