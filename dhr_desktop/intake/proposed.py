"""What a file would become, as records: its tables, its entries, what was found beside them. Nothing of it is kept yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from dhr_desktop.core.counting import counted
from dhr_desktop.core.moments import When
from dhr_desktop.language.dates.reader import Reading

from .pages import Aside
from .preamble import About
from .tables import FoundRow, FoundTable

IMPORT, NIL, NOTHING, REFUSED = "import", "nil", "nothing", "refused"


class DayOrder(Enum):
    """What the chair says of a column that only works month first."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


@dataclass(slots=True)
class ProposedEntry:
    row: FoundRow
    happened: Reading
    recorded: When
    fields: dict[str, str]
    others: tuple[str, ...]
    doubts: list[str] = field(default_factory=list)
    may_be_of_last_year: bool = False  # an early January under the number of the year that has just ended
    days: tuple[str, ...] = ()  # the days its cell names, where it can be split into an entry for each
    date_doubts: tuple[str, ...] = ()  # of the doubts, those about its date being unreadable as one


@dataclass(slots=True)
class ProposedTable:
    found: FoundTable
    entries: list[ProposedEntry] = field(default_factory=list)
    is_month_first: bool = False
    asks_day_order: bool = False  # only the month first works for the whole column, and nobody has said so


@dataclass(slots=True)
class Proposal:
    """A file as it would come in. Nothing of it is in the case until the chair accepts."""

    file_name: str
    outcome: str
    sentence: str
    format: str = ""
    readers: str = ""
    tables: list[ProposedTable] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    preamble: list[str] = field(default_factory=list)
    about: About = field(default_factory=About)

    @property
    def entries(self) -> list[ProposedEntry]:
        return [entry for table in self.tables for entry in table.entries]

    @property
    def row_count(self) -> int:
        return sum(len(table.found.rows) for table in self.tables)

    @property
    def doubtful(self) -> list[ProposedEntry]:
        return [entry for entry in self.entries if entry.doubts]

    def summary(self) -> str:
        """How its rows add up, as they now stand."""
        entries, rows = len(self.entries), self.row_count
        of_rows = len({id(entry.row) for entry in self.entries})  # a row whose dates are split gives several
        joined = sum(bool(row.goes_on_from) for table in self.tables for row in table.found.rows)
        left = rows - of_rows - joined
        parts = [f"{counted(entries, 'entry', 'entries')} from {counted(rows, 'row')}"]
        if joined:
            parts.append(f"{joined} joined to the row above")
        if left:
            parts.append(f"{left} left out, each with its reason")
        if doubtful := len(self.doubtful):
            parts.append(f"{doubtful} with something to look at")
        return "; ".join(parts) + "."


def refused(file_name: str, sentence: str) -> Proposal:
    return Proposal(file_name, REFUSED, sentence)
