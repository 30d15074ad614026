"""Who is who: every name that must not leave by accident, and what it is called outside this program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .fields import Record, Shape, told

VICTIM, PERPETRATOR = "victim", "perpetrator"
MAIN_ROLES = (VICTIM, PERPETRATOR)
"""The two people every review is about."""

_ALSO = {"deceased": VICTIM, "suspect": PERPETRATOR, "offender": PERPETRATOR, "perp": PERPETRATOR}
_BEFORE_A_ROLE = frozenset({"the", "alleged", "suspected", "convicted", "primary", "main", "adult", "child"})


def main_role(role: str) -> str:
    """Which of the two a role means, however it is worded, or neither: a victim's daughter is neither."""
    words = re.findall(r"[\w'’]+", role.casefold())
    while words and words[0] in _BEFORE_A_ROLE:
        words.pop(0)
    is_whole = len(words) == 1 or (len(words) > 1 and (words[1].isdigit() or words[1] == "and" or "(" in role))
    if not is_whole:
        return ""
    return words[0] if words[0] in MAIN_ROLES else _ALSO.get(words[0], "")


@dataclass(frozen=True, slots=True)
class Alias:
    """Another form by which the same person is written."""

    form: str
    sort: str  # "alias", "nickname" or "initials"


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """What a person is called in one edition."""

    name: str
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A person, place, organisation or number that has a real name here and another one outside."""

    KIND: ClassVar[str] = "people"
    WORD: ClassVar[str] = "person"
    TITLE: ClassVar[str] = "real_name"

    sort: str = told("Kind", Shape.CHOICE, offers="name kinds", help="person, place, organisation or number")
    role: str = told("Role", Shape.CHOICE, offers="roles")
    real_name: str = told("Real name")
    aliases: tuple[str, ...] = told("Aliases", Shape.LINES, help="Several, with ; between.")
    nicknames: tuple[str, ...] = told("Nicknames", Shape.LINES)
    initials: tuple[str, ...] = told("Initials", Shape.LINES)
    pseudonym: str = told("Pseudonym")
    publication_pseudonym: str = told("Pseudonym when published, if different")
    pseudonym_choice: str = told("Who chose the pseudonym")
    date_of_birth: date | None = told("Date of birth", Shape.DAY)
    date_of_death: date | None = told("Date of death", Shape.DAY)
    sex: str = told("Sex", Shape.CHOICE, offers="sexes")
    ethnicity: str = told("Ethnicity", Shape.CHOICE, offers="ethnicities")
    relationship: str = told("Relationship to others")
    note: str = told("Note", Shape.TEXT)

    @property
    def main_role(self) -> str:
        """ "victim" or "perpetrator", or nothing for everybody else."""
        return main_role(self.role)

    def other_forms(self) -> tuple[Alias, ...]:
        """Every alias, nickname and set of initials, with what it is."""
        return (
            *(Alias(form, "alias") for form in self.aliases),
            *(Alias(form, "nickname") for form in self.nicknames),
            *(Alias(form, "initials") for form in self.initials),
        )

    def pseudonym_in(self, edition: str) -> Pseudonym:
        name = self.pseudonym
        if edition == "publication" and self.publication_pseudonym:
            name = self.publication_pseudonym
        return Pseudonym(name, edition)

    def age_on(self, day: date) -> int | None:
        """Whole years on a day; None before birth or when the birth date is not known."""
        born = self.date_of_birth
        if born is None or day < born:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Professional(Record):
    """A worker met in the records, called by a neutral label outside this program."""

    KIND: ClassVar[str] = "professionals"
    WORD: ClassVar[str] = "professional"
    TITLE: ClassVar[str] = "real_name"

    real_name: str = told("Real name")
    role: str = told("Role")
    agency: int = told("Agency", Shape.LINK, of="agencies")
    label: str = told("Label in text", help="As Police Officer 2. Leave blank and one is proposed later.")
    aliases: tuple[str, ...] = told("Also written", Shape.LINES)
    note: str = told("Note", Shape.TEXT)
