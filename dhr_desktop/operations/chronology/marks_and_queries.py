"""What was made of the entries: marks, queries and the panel's comments as lists that lead back to the entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.analysis import Mark, Query, Theme
from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import PanelComment
from dhr_desktop.core.entries import Entry, Event
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import Record
from dhr_desktop.core.review import Term
from dhr_desktop.operations.events.accounts import Accounts
from dhr_desktop.storage.case_file import CaseFile


@dataclass(frozen=True, slots=True)
class Made:
    """One of them: its cells, and the entries it is about."""

    id: int
    cells: tuple[str, ...]
    entries: tuple[int, ...]


COLUMNS: dict[type[Record], tuple[str, ...]] = {
    Mark: ("Mark", "Title", "Text", "On", "Known at the time by", "Strength", "Themes", "Terms of reference", "State"),
    Query: ("Agency", "Question", "About", "Asked", "Due", "Answered", "State"),
    PanelComment: ("Author", "Comment", "On", "Written"),
}


def made_of(case: CaseFile, kind: type[Record], words: str = "") -> tuple[list[Made], int]:
    """Those that hold every word, in the order they were made; and how many there are."""
    terms, found = words.casefold().split(), []
    records = case.all(kind)
    names = _Names(case)
    for record in records:
        made = names.told(record)
        whole = "\n".join(made.cells).casefold()
        if all(term in whole for term in terms):
            found.append(made)
    return found, len(records)


class _Names:
    """What is pointed at, looked up once for all of them."""

    def __init__(self, case: CaseFile) -> None:
        self._case = case
        self._agencies = {each.id: each.name for each in case.all(Agency)}
        self._themes = {each.id: each.title for each in case.all(Theme)}
        self._terms = {each.id: each.number or each.question[:40] for each in case.all(Term)}
        self._told = Accounts(case)

    def told(self, record: Record) -> Made:
        cells: tuple[str, ...]
        if isinstance(record, Mark):
            cells = (
                record.sort, record.title, record.text, self._on(record.on, record.span.words()), record.known_by,
                self._strength(record), _listed(self._themes, record.themes), _listed(self._terms, record.terms),
                record.state,
            )  # fmt: skip
            return Made(record.id, cells, self._entries(record.on))
        if isinstance(record, Query):
            days = [f"{day:%d/%m/%Y}" if day else "" for day in (record.asked, record.due, record.answered)]
            agency = self._agencies.get(record.agency, "No agency")
            cells = (agency, record.question, self._on(record.about), *days, record.state)
            return Made(record.id, cells, self._entries(record.about))
        assert isinstance(record, PanelComment)
        return Made(
            record.id, (record.author, record.text, self._on(record.on), record.written[:16].replace("T", " ")),
            self._entries(record.on),
        )  # fmt: skip

    def _strength(self, mark: Mark) -> str:
        """How many agencies wrote of it, apart from one another, in how many rows; and whether hindsight is met."""
        entries = [each for id in self._entries(mark.on) if (each := self._case.get(Entry, id)) is not None]
        agencies = len({each.agency for each in entries})
        told = (
            [f"{agencies} agenc{'y' if agencies == 1 else 'ies'}, {counted(len(entries), 'row')}"]
            if entries
            else ["on no row"]
        )
        if mark.sort == "missed opportunity" and not mark.known_by:
            told.append("known at the time by whom?")
        if any(each.is_withdrawn for each in entries):
            told.append("a row was withdrawn")
        if any(each.agency_changed for each in entries):
            told.append("the words this mark stands on have changed")
        return "; ".join(told)

    def _entries(self, on: Sequence[int]) -> tuple[int, ...]:
        return self._told.entries_of(on)

    def _on(self, on: Sequence[int], otherwise: str = "") -> str:
        if not on:
            return "" if otherwise == "undated" else otherwise
        first = self._case.get(Entry, on[0])
        event = self._case.get(Event, on[0]) if first is None else None
        words = ""
        if first is not None:
            withdrawn = ", withdrawn by the agency" if first.is_withdrawn else ""
            words = f"{first.happened.words()}, {self._agencies.get(first.agency, 'no agency')}{withdrawn}"
        elif event is not None:
            words = f"event: {event.title}"
        return words + (f" and {len(on) - 1} more" if len(on) > 1 else "")


def _listed(names: dict[int, str], ids: Iterable[int]) -> str:
    return ", ".join(names.get(id, "") for id in ids)


def remove(case: CaseFile, kind: type[Record], id: int) -> Change:
    """One of them taken away; what it was about stays as it is."""
    if case.get(kind, id) is None:
        raise Refused(f"That {kind.WORD} is no longer in the case.")
    with case.step(f"Remove a {kind.WORD}") as step:
        step.remove(kind, id)
    return step.change
