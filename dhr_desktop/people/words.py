"""The words a name must be told apart from, and the short forms that names are known by."""

from __future__ import annotations

import csv
from functools import cache

from dhr_desktop.system.folders import resources


@cache
def dictionary() -> frozenset[str]:
    """The words of British English that are written small."""
    return frozenset((resources() / "words" / "british.txt").read_text("utf-8").split())


@cache
def forenames() -> dict[str, str]:
    """Forenames met in this country, and whether they are a man's or a woman's."""
    with (resources() / "matching" / "forenames.csv").open(encoding="utf-8", newline="") as file:
        return {row["forename"]: row["gender"] for row in csv.DictReader(file)}


@cache
def short_names() -> dict[str, tuple[str, ...]]:
    """What a forename is shortened to, and what a short one stands for."""
    told: dict[str, set[str]] = {}
    with (resources() / "people" / "short_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            names = [each.strip() for each in row if each.strip()]
            for short in names[1:]:
                told.setdefault(names[0], set()).add(short)
                told.setdefault(short, set()).add(names[0])
    return {name: tuple(sorted(others)) for name, others in told.items()}


@cache
def bank() -> tuple[str, ...]:
    """Neutral names to choose pseudonyms from."""
    return tuple((resources() / "people" / "pseudonyms.txt").read_text("utf-8").split())


@cache
def surnames_too() -> frozenset[str]:
    """Words that are often a surname."""
    return frozenset((resources() / "people" / "surnames.txt").read_text("utf-8").split())


@cache
def known_places() -> tuple[str, ...]:
    """Places of this country with somebody's name in theirs, of two words or more."""
    return tuple((resources() / "people" / "places.txt").read_text("utf-8").splitlines())


MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
    + "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun".split()
)


@cache
def role_words() -> frozenset[str]:
    """Words of rank and work that stand before a name."""
    with (resources() / "people" / "roles.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(word for row in csv.DictReader(file) for word in row["role"].casefold().split())


@cache
def roles() -> dict[str, str]:
    """What a worker is called of whom only the role is said: PC, a police officer."""
    with (resources() / "people" / "roles.csv").open(encoding="utf-8", newline="") as file:
        return {row["role"]: row["called"] for row in csv.DictReader(file)}


def is_word(token: str) -> bool:
    """Whether a name is also a word or a month, so that only its place in a sentence can tell which is meant."""
    return token in dictionary() or token in MONTHS
