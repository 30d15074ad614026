"""What an analysis says: lines of cells that know their rows, and what the chair has yet to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dhr_desktop.core.analysis import Handshake, Knowledge, Mark, RiskAssessment
from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import Record
from dhr_desktop.core.moments import When
from dhr_desktop.storage.case_file import CaseFile

Held = dict[tuple[Any, ...], Record]
SUGGESTED, CONFIRMED, REJECTED, MISSING = "suggested", "confirmed", "rejected", "missing"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record that would be kept if the chair confirmed it, and the words it was found in."""

    record: Record
    because: str


@dataclass(frozen=True, slots=True)
class Cell:
    words: str = ""
    rows: tuple[int, ...] = ()  # the entries it stands on
    state: str = ""  # suggested, confirmed, rejected or missing, where it is one of them
    suggestions: tuple[Suggestion, ...] = ()
    records: tuple[Record, ...] = ()  # what the chair has decided already


@dataclass(frozen=True, slots=True)
class Line:
    cells: tuple[Cell, ...]

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        return tuple(each for cell in self.cells for each in cell.suggestions)

    @property
    def records(self) -> tuple[Record, ...]:
        return tuple(dict.fromkeys(each for cell in self.cells for each in cell.records))


MOST_ON_A_PAGE = 9  # columns that can be read across a page


@dataclass(frozen=True, slots=True)
class Analysis:
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    lines: tuple[Line, ...]
    says: str = ""  # what the figures do not say by themselves
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)  # what can be chosen, the first as it is
    suggests: bool = True  # else it only lays side by side what the chair wrote
    matrix_of: str = ""  # what its later columns are, where each is one of a kind
    heads: int = 0  # and how many columns stand before them

    @property
    def counts(self) -> dict[str, int]:
        """How much of it is only suggested."""
        suggested: set[int] = set()
        records: set[Record] = set()
        for line in self.lines:
            for cell in line.cells:
                suggested.update(map(id, cell.suggestions))
                records.update(cell.records)
        states = [getattr(each, "state", "") for each in records]
        confirmed = sum(state not in (REJECTED, SUGGESTED) for state in states)
        return {SUGGESTED: len(suggested), CONFIRMED: confirmed, REJECTED: states.count(REJECTED)}

    def for_a_page(self) -> Analysis:
        """As it can be read across a page: a wide matrix as a list of what stands in it."""
        if not self.matrix_of or len(self.columns) <= MOST_ON_A_PAGE:
            return self
        heads = self.heads
        lines = [
            Line((*line.cells[:heads], Cell(name), cell))
            for line in self.lines
            for name, cell in zip(self.columns[heads:], line.cells[heads:], strict=True)
            if cell.words not in ("", "0")
        ]
        columns = (*self.columns[:heads], self.matrix_of, "What")
        return replace(self, columns=columns, widths=(*self.widths[:heads], 40, 40), lines=tuple(lines), matrix_of="")

    def in_words(self) -> str:
        if not self.suggests:
            return f"{counted(len(self.lines), 'line')}"
        counts = self.counts
        told = [f"{counts[SUGGESTED]:,} suggested", f"{counts[CONFIRMED]:,} confirmed"]
        if counts[REJECTED]:
            told.append(f"{counts[REJECTED]:,} set aside")
        return f"{counted(len(self.lines), 'line')}: {', '.join(told)}"


def decided_by(case: CaseFile, kind: type[Record]) -> Held:
    """What the chair has decided already, by what it is about."""
    return {key: each for each in case.all(kind) for key in identities(each)}


def identities(record: Record) -> Iterator[tuple[Any, ...]]:
    """What makes two of them one: never an id, for a suggestion has none."""
    if isinstance(record, RiskAssessment):
        yield from (("risk", record.tool, entry) for entry in record.entries)
    elif isinstance(record, Handshake):
        yield ("handshake", record.sort, record.sent_in, record.received_in, record.receiver)
    elif isinstance(record, Knowledge):
        yield ("knowledge", record.fact, record.agency)
    elif isinstance(record, Mark):
        if record.on:
            yield from (("mark", record.sort, record.title, entry) for entry in record.on)
        else:
            yield ("mark", record.sort, record.agencies, record.span.earliest, record.span.latest)


def told_cell(words: str, rows: Sequence[int], wanted: Record, because: str, held: Held) -> Cell:
    """A cell that says how far it can be relied on: suggested, or as the chair decided."""
    decided = next((held[key] for key in identities(wanted) if key in held), None)
    if decided is not None:
        state = REJECTED if getattr(decided, "state", "") == REJECTED else CONFIRMED
        return Cell(words, tuple(rows), state, records=(decided,))
    return Cell(words, tuple(rows), SUGGESTED, (Suggestion(wanted, because),))


def decide(case: CaseFile, cells: Iterable[Cell], state: str) -> Change:
    """The chair confirms, or sets aside: one step, whatever was chosen."""
    fresh: Held = {}
    held: dict[int, Record] = {}
    for cell in cells:
        for suggestion in cell.suggestions:
            fresh.setdefault(next(identities(suggestion.record)), suggestion.record)
        for record in cell.records:
            held[record.id] = record
    changed = [each for each in held.values() if getattr(each, "state", state) != state]
    if not fresh and not changed:
        raise Refused("There is nothing to decide there. Choose a line that is suggested.")
    number = len(fresh) + len(changed)
    verb = "Confirm" if state == CONFIRMED else "Set aside"
    with case.step(f"{verb} {counted(number, 'suggestion')}") as step:
        for record in fresh.values():
            step.add(_in_state(record, state))
        for record in changed:
            step.put(_in_state(record, state))
    return step.change


def _in_state(record: Record, state: str) -> Record:
    changed: dict[str, Any] = {"state": state}
    return replace(record, **changed)


def days_between(one: When, other: When) -> tuple[int, int] | None:
    """From one to the other, at the least and at the most; nothing where either has no date."""
    one_first, one_last = one.earliest or one.latest, one.latest or one.earliest
    first, last = other.earliest or other.latest, other.latest or other.earliest
    if not (one_first and one_last and first and last):
        return None
    return (first - one_last).days, (last - one_first).days


def days_in_words(days: tuple[int, int] | None) -> str:
    if days is None:
        return "not known"
    least, most = days
    if least == most:
        return "same day" if least == 0 else counted(least, "day")
    return f"{least:,} to {counted(most, 'day')}"
