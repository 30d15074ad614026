"""What stands on the cards when accounts are looked at beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.entries import Account, Entry
from dhr_desktop.merge.differences import Told, marked
from dhr_desktop.storage.case_file import CaseFile

from .date_that_stands import corrected_dates


@dataclass(frozen=True, slots=True)
class Beside:
    """One account, ready to be shown."""

    entry: int
    agency: str
    when: str
    wording: str
    about: str
    text: str
    relation: str
    is_lead: bool
    marked: tuple[tuple[int, int], ...]


def side_by_side(case: CaseFile, entries: Sequence[int]) -> list[Beside]:
    """The accounts in the order of their first possible day, with the words marked in which they differ."""
    names = {each.id: each.name for each in case.all(Agency)}
    stands = corrected_dates(case)
    wanted = set(entries)
    accounts = {each.entry: each for each in case.all(Account) if each.entry in wanted}
    held = [each for id in entries if (each := case.get(Entry, id)) is not None]
    held.sort(key=lambda each: (stands.get(each.id, each.happened).shelf_key(), each.id))
    told = [
        Told(each.id, names.get(each.agency, ""), stands.get(each.id, each.happened), _text(each), "") for each in held
    ]
    spans = marked(told)
    shown = []
    for entry, one in zip(held, told, strict=True):
        account = accounts.get(entry.id)
        lead = "lead account" if account is not None and account.is_lead else ""
        relation = account.relation if account is not None else ""
        withdrawn = "withdrawn by the agency" if entry.is_withdrawn else ""
        shown.append(
            Beside(
                entry.id, one.agency, one.when.words(), entry.happened.wording,
                "; ".join(part for part in (entry.subject, entry.source, withdrawn) if part), one.text,
                "; ".join(part for part in (lead, relation) if part), bool(lead), tuple(spans[entry.id]),
            )
        )  # fmt: skip
    return shown


def _text(entry: Entry) -> str:
    parts = [entry.what_happened, entry.response and f"→ {entry.response}", entry.agency_comment]
    return "\n\n".join(part for part in parts if part)
