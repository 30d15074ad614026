"""Which entries tell of which event, looked up once for all that a list or a table asks."""

from __future__ import annotations

from collections.abc import Iterable

from dhr_desktop.core.entries import Account
from dhr_desktop.storage.case_file import CaseFile


class Accounts:
    def __init__(self, case: CaseFile) -> None:
        self._by_event: dict[int, list[int]] = {}
        for each in case.all(Account):
            self._by_event.setdefault(each.event, []).append(each.entry)

    def entries_of(self, on: Iterable[int]) -> tuple[int, ...]:
        """Entries as they are, events as the entries that tell of them; each once."""
        return tuple(dict.fromkeys(entry for id in on for entry in self._by_event.get(id, [id])))
