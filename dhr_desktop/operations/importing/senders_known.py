"""What the case knows that tells who sent a file: its agencies, its people's names, and whose rows a file holds."""

from __future__ import annotations

import re

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.people import Person
from dhr_desktop.intake.agency_names import ORGANISED, spoken_name
from dhr_desktop.intake.proposed import Proposal
from dhr_desktop.intake.self_said import People
from dhr_desktop.intake.senders import Known, Sender, Standing, Why, sender_of_name
from dhr_desktop.storage.case_file import CaseFile

SHORTEST = 3


def known_agencies(case: CaseFile) -> list[Known]:
    return [
        Known(each.id, tuple(name for name in (each.full_name, each.short_name, *each.former_names) if name))
        for each in case.all(Agency) if each.full_name
    ]  # fmt: skip


def agency_called(case: CaseFile, name: str) -> int:
    """The agency of the register with this very name, its short one or a former one; 0 if there is none or two."""
    wanted = _plain(name)
    full = [each.agency for each in known_agencies(case) if _plain(each.names[0]) == wanted]
    found = full or [each.agency for each in known_agencies(case) if wanted in map(_plain, each.names)]
    return found[0] if len(found) == 1 else 0


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


def people_of(case: CaseFile) -> People:
    """The words of the people's names, and the capitalised words of the case's title."""
    named: set[str] = set()
    for each in case.all(Person):
        for name in (each.real_name, *each.aliases, *each.nicknames):
            named |= set(_words(name))
    titled = {word for word in _words(case.review.title) if not ORGANISED.fullmatch(word) and spoken_name(word).own}
    return People(frozenset(named), frozenset(titled))


def _words(text: str) -> list[str]:
    found = re.findall(r"[^\W\d_][\w'’\-]+", text)
    plain = [re.sub(r"['’]s$|[^\w]", "", word.casefold().replace("’", "'")) for word in found if word[0].isupper()]
    return [word for word in plain if len(word) >= SHORTEST]


def own_name(sender: Sender) -> str:
    """What a file calls its agency, where the register has no such name: a body's own, never a word any could carry."""
    is_open = (sender.is_asked and sender.why is Why.COULD_BE and sender.is_said_inside) or (
        not sender.agency and sender.standing is Standing.LIKELY and sender.why in (Why.LABEL, Why.TITLE)
    )
    spoken = spoken_name(sender.name)
    return sender.name if is_open and spoken.own and spoken.sorts else ""


def row_senders(case: CaseFile, proposal: Proposal) -> dict[str, Sender]:
    """Whose the rows are, by each name that a column of agencies holds."""
    names = dict.fromkeys(" ".join(entry.fields.get("agency", "").split()) for entry in proposal.entries)
    known, people = known_agencies(case), people_of(case)
    return {name: sender_of_name(name, known, people) for name in names if name}
