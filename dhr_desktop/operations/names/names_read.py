"""What the page of names shows: who is called what in each edition, what is asked, what the texts name and tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dhr_desktop.core.documents import EDITIONS
from dhr_desktop.core.people import Person
from dhr_desktop.people.roster import PERSON
from dhr_desktop.storage.case_file import CaseFile

from . import editions, name_questions, names_met, naming, small_facts


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
    choices: tuple[tuple[name_questions.Choice, ...], ...] = ()  # of each question, in its order


def _read(case: CaseFile, asked: Sequence[name_questions.Question]) -> Read:
    rules = tuple(editions.rule(case, each) for each in EDITIONS[1:])
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
    choices = tuple(tuple(each) for each in name_questions.choices_of(case, asked))
    return Read(tuple(rows), rules, {each.id: each.names[0] for each in held}, choices)


def read_names(case: CaseFile) -> tuple[Read, names_met.Met, list[small_facts.Passage]]:
    met = names_met.met(case)
    return _read(case, met.questions), met, small_facts.passages(case)
