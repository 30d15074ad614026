"""What the preview shows of one table, gathered from its rows before any of it is shown.

Of 20,000 rows that takes half as long as the window may stand still, so it is done beside the window, on a thread that
reads what the window holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from dhr_desktop.intake.proposed import ProposedEntry, ProposedTable
from dhr_desktop.operations.importing.looked_at import LookedAt
from dhr_desktop.ui.models.read_table import Line, Lines

MOST_COLUMNS = 60
MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class TableShown:
    columns: list[int]  # of the file, in the order they are shown
    stood: Lines
    comes_in: Lines
    doubts: list[tuple[int, str]]  # the first, by the number of their row
    doubt_count: int


def every_table(looked: LookedAt) -> list[TableShown]:
    """Of a file as it is found; it may have to be opened first."""
    looked.found.open()
    return [table_shown(each) for each in looked.proposal.tables]


def table_shown(table: ProposedTable) -> TableShown:
    entries = table.entries
    columns, stood = _as_it_stood(table)
    comes_in = Lines([each.row.number for each in entries], lambda at: _entry_line(entries[at]))
    doubts = [(entry.row.number, doubt) for entry in entries for doubt in entry.doubts]
    return TableShown(columns, stood, comes_in, doubts[:MOST_LISTED], len(doubts))


def _as_it_stood(table: ProposedTable) -> tuple[list[int], Lines]:
    found = table.found
    met = {*found.headers, *found.mapping}.union(*(row.cells for row in found.rows))
    columns = sorted(met)[:MOST_COLUMNS]
    date_at = found.column("date_start")
    doubtful = {entry.row.number for entry in table.entries if entry.doubts}

    def line(at: int) -> Line:
        row = found.rows[at]
        cells = tuple(row.cells[column].text if column in row.cells else "" for column in columns)
        is_marked = row.number in doubtful and not row.exception and date_at in columns
        marked = (columns.index(date_at),) if is_marked and date_at is not None else ()
        why = f"Not an entry: {row.exception}." if row.exception else ""
        return Line((*cells, row.exception), str(row.number), marked, why, bool(row.exception), row.number)

    return columns, Lines([row.number for row in found.rows], line)


def _entry_line(entry: ProposedEntry) -> Line:
    when = entry.happened.when
    read = when.words() if entry.happened.status == "ok" else entry.happened.status.replace("_", " ")
    cells = (read, entry.fields.get("what_happened", ""), entry.fields.get("response", ""), "; ".join(entry.doubts))
    return Line(
        cells, str(entry.row.number), (0, 3) if entry.doubts else (), "\n".join(entry.doubts), key=entry.row.number
    )
