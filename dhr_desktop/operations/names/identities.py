"""A person of the register as texts may name them, and how the column for the person calls the two of the review."""

from __future__ import annotations

from dhr_desktop.core.people import Person
from dhr_desktop.people.roster import NUMBER, PERSON, Identity, are_initials

ROLE_WORDS = {
    "victim": {"victim", "v", "v1", "subject", "the victim"},
    "perpetrator": {"perpetrator", "p", "p1", "alleged perpetrator", "suspect", "the perpetrator", "perp"},
}


def identity_of(person: Person) -> Identity:
    sort = {"vehicle": NUMBER, "": PERSON}.get(person.sort, person.sort)
    short = tuple(each for each in person.aliases if are_initials(each, person.real_name))
    aliases = tuple(each for each in person.aliases if each not in short)
    return Identity(
        person.id, sort, (person.real_name, *aliases), person.nicknames, (*person.initials, *short), person.pseudonym,
        person.role, person.sex, person.date_of_birth,
    )  # fmt: skip
