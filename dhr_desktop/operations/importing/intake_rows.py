"""What a proposal's rows become in the case: submission, tables, rows and entries, in one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from dhr_desktop.core.agencies import Row, SourceTable
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.progress import Progress
from dhr_desktop.intake.pages import Cell
from dhr_desktop.intake.proposed import ProposedEntry, ProposedTable
from dhr_desktop.intake.tables import FoundRow
from dhr_desktop.storage.step import Step

AgencyOf = Callable[[ProposedEntry], int]


@dataclass(slots=True)
class Written:
    """What one file gave, counted."""

    entries: dict[int, int] = field(default_factory=dict)  # by the id of its proposed entry: the entry kept
    rows: int = 0
    exceptions: int = 0


def entry_of(proposed: ProposedEntry, submission: int, agency: int, *, row: int = 0, id: int = 0) -> Entry:
    values: dict[str, Any] = {name: text for name, text in proposed.fields.items() if name != "agency"}
    return Entry(
        id=id, row=row, submission=submission, agency=agency,
        happened=proposed.happened.when, recorded=proposed.recorded,
        date_status=proposed.happened.status, other_columns=proposed.others, **values,
    )  # fmt: skip


def cells_of(cells: dict[int, Cell]) -> tuple[str, ...]:
    """A row's texts by column; what stands beyond the last filled one is nothing."""
    return tuple(cells[at].text if at in cells else "" for at in range(max(cells, default=-1) + 1))


def _source(row: FoundRow, table: int, *, entry: int = 0, id: int = 0) -> Row:
    """The row as it stood in the agency's file."""
    return Row(
        id=id, table=table, entry=entry, number=row.number, last_number=row.last_number or row.number,
        cells=cells_of(row.cells), exception=row.exception, is_hidden=row.is_hidden,
    )  # fmt: skip


def write_table(
    step: Step, table: ProposedTable, submission: int, agency_of: AgencyOf, kept: dict[int, Entry], written: Written,
    progress: Progress, done: int, total: int,
) -> int:  # fmt: skip
    """A table with all its rows. `kept` says which proposed entries are entries the case has already."""
    found = table.found
    width = max([*found.headers, *found.mapping, -1]) + 1
    held = step.add(
        SourceTable(
            submission=submission, place=found.name, is_hidden=found.is_hidden,
            headers=tuple(found.headers.get(at, "") for at in range(width)),
            mapping=tuple(found.mapping.get(at, "") for at in range(width)),
        )
    )  # fmt: skip
    by_row: dict[int, list[ProposedEntry]] = {}  # by the row itself: a damaged file may number two rows alike
    for entry in table.entries:
        by_row.setdefault(id(entry.row), []).append(entry)
    for row in found.rows:
        progress.tell(done, total, "Keeping rows")
        done += 1
        of_row = by_row.get(id(row), [])
        proposed = of_row[0] if of_row else None
        before = kept.get(id(proposed))
        written.rows += 1
        if proposed is None:
            written.exceptions += 1
            step.add(_source(row, held.id))
            continue
        if before is not None:
            source = step.add(_source(row, held.id, entry=before.id))
            step.put(replace(before, row=source.id, submission=submission))
            written.entries[id(proposed)] = before.id
        else:
            agency = agency_of(proposed)  # which may be written just now
            row_id, entry_id = step.fresh_id(), step.fresh_id()  # each names the other
            source = step.add(_source(row, held.id, entry=entry_id, id=row_id), id=row_id)
            step.add(entry_of(proposed, submission, agency, row=row_id, id=entry_id), id=entry_id)
            written.entries[id(proposed)] = entry_id
        for further in of_row[1:]:  # a cell with several dates, split: each is of the same row
            _write_further(step, further, source, submission, agency_of, kept, written)
    return done


def _write_further(
    step: Step, proposed: ProposedEntry, source: Row, submission: int, agency_of: AgencyOf, kept: dict[int, Entry],
    written: Written,
) -> None:  # fmt: skip
    before = kept.get(id(proposed))
    if before is not None:
        step.put(replace(before, row=source.id, submission=submission))
        written.entries[id(proposed)] = before.id
        return
    made = step.add(entry_of(proposed, submission, agency_of(proposed), row=source.id))
    written.entries[id(proposed)] = made.id
