"""An agency's file opened again as it was sent, from the bytes the case keeps."""

from __future__ import annotations

from dataclasses import dataclass

from dhr_desktop.core.agencies import Row, SourceTable, Submission
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.progress import Progress
from dhr_desktop.storage.case_file import CaseFile

from .looked_at import LookedAt
from .submissions import read_again


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an agency's file something stands."""

    submission: int
    table: str = ""
    row: int = 0


def place_of(case: CaseFile, kind: str, id: int) -> Place | None:
    """The file a submission is, a row of one, or the row an entry was read from; None for anything else."""
    if kind == Submission.KIND:
        return Place(id)
    entry = case.get(Entry, id) if kind == Entry.KIND else None
    of_row = entry.row if entry is not None else id if kind == Row.KIND else 0
    row = case.find(of_row) if of_row else None
    if not isinstance(row, Row):
        return None
    table = case.get(SourceTable, row.table)
    return Place(table.submission, table.place, row.number or 0) if table is not None else None


def open_original(case: CaseFile, submission: int, progress: Progress | None = None) -> LookedAt:
    """The file read again in a process of its own; nothing of it is written to the disk."""
    held = case.get(Submission, submission)
    data = case.original(held.sha256) if held is not None and held.sha256 else None
    if held is None or data is None:
        raise Refused("This file could not be read when it was brought in, so its content was not kept.")
    return read_again(case, held.file_name, data, progress)
