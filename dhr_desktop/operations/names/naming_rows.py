"""What the chair has said of names, of one place or of a form in such rows; and which row is which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from dhr_desktop.core.entries import Entry, Presence
from dhr_desktop.core.people import Person
from dhr_desktop.people.certain import NEUTRAL, WORD, Asked
from dhr_desktop.people.found import NOWHERE, Row
from dhr_desktop.storage.case_file import CaseFile

from .identities import ROLE_WORDS


class Part(Enum):
    """What a kept answer says, and how far it reaches."""

    NAME_HERE = "name"
    WORD_HERE = "word"
    NAME_IN_ROWS = "name in such rows"
    WORD_IN_ROWS = "word in such rows"
    NEUTRAL_IN_ROWS = "neutral in such rows"


IN_ROWS = frozenset({Part.NAME_IN_ROWS.value, Part.WORD_IN_ROWS.value, Part.NEUTRAL_IN_ROWS.value})


@dataclass(frozen=True, slots=True)
class Rows:
    """Whom the column for the person means by "victim", "V1" and the like."""

    about: Mapping[str, int]

    def of(self, entry: Entry) -> Row:
        return Row(entry.agency, self.about_whom(entry), entry.happened.earliest)

    def about_whom(self, entry: Entry) -> int:
        return self.about.get(" ".join(entry.subject.casefold().split()), 0)


def rows_of(case: CaseFile) -> Rows:
    """By role, and by the real name or an alias written out whole."""
    told: dict[str, int] = {}
    for person in case.all(Person):
        for words in ROLE_WORDS.get(person.main_role, ()):
            told.setdefault(words, person.id)
    whole: dict[str, list[int]] = {}
    for person in case.all(Person):
        for name in {" ".join(each.casefold().split()) for each in (person.real_name, *person.aliases)}:
            whole.setdefault(name, []).append(person.id)
    for name, ids in whole.items():
        if name and len(ids) == 1:
            told.setdefault(name, ids[0])
    return Rows(told)


def answers_by_place(case: CaseFile) -> dict[tuple[int, str], dict[tuple[int, int], int]]:
    """What the chair said of single occurrences, where the words are still there."""
    told: dict[tuple[int, str], dict[tuple[int, int], int]] = {}
    for each in case.all(Presence):
        entry = case.get(Entry, each.entry)
        if entry is None or not each.form or each.starts is None or each.ends is None or each.part in IN_ROWS:
            continue
        text = getattr(entry, each.field, "")
        if isinstance(text, str) and text[each.starts : each.ends] == each.form:
            told.setdefault((each.entry, each.field), {})[each.starts, each.ends] = each.person
    return told


def settled(case: CaseFile) -> dict[Asked, int]:
    """What a form means in the rows of an agency that are about somebody, as long as it stands."""
    said = {Part.NAME_IN_ROWS.value: 0, Part.WORD_IN_ROWS.value: WORD, Part.NEUTRAL_IN_ROWS.value: NEUTRAL}
    kept = [each for each in case.all(Presence) if each.part in IN_ROWS]
    gone = {each.id for each in lapsed_of(case, kept)}
    return {key_of(each): each.person or said[each.part] for each in kept if each.id not in gone}


def key_of(answer: Presence) -> Asked:
    """What it was the answer to."""
    return answer.form, answer.agency, answer.about


def lapsed_of(case: CaseFile, answers: Sequence[Presence]) -> list[Presence]:
    """Answers whose own entry stands in other rows by now: the chair was shown something else.

    They move nowhere; the form is asked again. Without an entry they are of what the review wrote itself.
    """
    if not answers:
        return []
    rows, gone = rows_of(case), []
    for each in answers:
        entry = case.get(Entry, each.entry)
        row = rows.of(entry) if entry is not None else NOWHERE
        if (each.entry and entry is None) or (row.agency, row.about) != (each.agency, each.about):
            gone.append(each)
    return gone
