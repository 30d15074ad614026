"""What the page of names shows: who is called what in each edition, what is asked, what the texts name and tell."""

from __future__ import annotations

from dataclasses import dataclass

from dhr_desktop.core.people import Person
from dhr_desktop.people.roster import PERSON
from dhr_desktop.storage.case_file import CaseFile

from . import editions, names_met, naming, told_together


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    is_person: bool
    cells: tuple[str, ...]
    trouble: str


@dataclass(frozen=True, slots=True)
class Read:
    """What the page shows, read beside the window's thread."""

    rows: tuple[Row, ...]
    rules: tuple[editions.Rule, ...]
    names: dict[int, str]


def _read(case: CaseFile) -> Read:
    rules = tuple(editions.rule(case, each) for each in editions.EDITIONS[1:])
    called = [naming.called_in(case, each) for each in rules]
    troubles: dict[int, list[str]] = {}
    for trouble_of in naming.troubles(case):
        troubles.setdefault(trouble_of.id, []).append(trouble_of.words)
    rows = []
    held = naming.identities(case)
    for each in held:
        person = case.get(Person, each.id)
        chosen_by = person.pseudonym_choice if person is not None else ""
        cells = (each.names[0], each.role or each.sort, called[0][each.id], called[1][each.id], chosen_by)
        trouble = " ".join(troubles.get(each.id, ()))
        rows.append(Row(each.id, person is not None and each.sort == PERSON, (*cells, trouble), trouble))
    rows.sort(key=lambda row: (not row.trouble, not row.is_person))
    return Read(tuple(rows), rules, {each.id: each.names[0] for each in held})


def read_names(case: CaseFile) -> tuple[Read, names_met.Met, list[told_together.Passage]]:
    return _read(case), names_met.met(case), told_together.passages(case)
