"""Finding the chronology in a grid: where its header is, and what each row below it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dhr_desktop.core.agencies import words_of_joined
from dhr_desktop.language.dates.clocks import bare_time
from dhr_desktop.language.dates.reader import OK, read_date
from dhr_desktop.language.dates.rules import DateRules
from dhr_desktop.language.dates.tokens import normalised

from .headers import mapping_of, meaning, spoken
from .pages import Cell, Grid, GridRow
from .shown.formats import DATES

LOOKED_AT_FOR_HEADER = 80
LONGEST_HEADER = 140

# Why a row is not an entry, in words the chair and the agency read.
TITLE = "a title or an introduction above the table"
HEADER = "the heading row"
REPEATED_HEADER = "the heading row again"
GUIDANCE = "guidance under the heading row"
HEADING = "a heading between rows"
NOTE = "a note, a total or a signature below the table"
DELETED = "deleted by the agency with tracked changes"
NO_TABLE = "not part of a chronology: no column of dates was found"
ABOVE = "preamble"


@dataclass(slots=True)
class FoundRow:
    """A row and what it is: an entry when `exception` is "", with the rows that go on from it."""

    number: int
    cells: dict[int, Cell]
    exception: str = ""
    is_hidden: bool = False
    last_number: int = 0
    year: int | None = None
    goes_on_from: int = 0  # the number of the entry's row that its words belong to


@dataclass(slots=True)
class FoundTable:
    name: str
    headers: dict[int, str] = field(default_factory=dict)
    mapping: dict[int, str] = field(default_factory=dict)
    rows: list[FoundRow] = field(default_factory=list)
    is_hidden: bool = False
    is_guessed: bool = False  # no header: its columns were told by what they hold
    is_paragraphs: bool = False

    def column(self, meaning: str) -> int | None:
        return next((at for at, each in self.mapping.items() if each == meaning), None)

    @property
    def entries(self) -> list[FoundRow]:
        return [row for row in self.rows if not row.exception]


def find_table(grid: Grid, rules: DateRules, remembered: dict[int, str] | None = None) -> FoundTable:
    """The chronology of a grid; a grid that has none is a table of exceptions only."""
    table = FoundTable(grid.name, is_hidden=grid.is_hidden)
    at, height = header_at(grid, rules)
    if at is None:
        columns = _columns_by_content(grid, rules)
        if columns is None:
            table.rows = [_exception(row, NO_TABLE) for row in grid.rows]
            return table
        table.mapping, table.is_guessed = columns, True
        at, height = _first_dated(grid, columns, rules), 0
        above = grid.rows[at - 1] if at else None
        if above is not None and len(above.cells) >= 2:
            table.headers, at, height = _headers([above]), at - 1, 1
    else:
        table.headers = _headers(grid.rows[at : at + height])
        table.mapping = mapping_of(table.headers)
        _take_longest_for_event(table, grid.rows[at + height :])
    if remembered is not None:
        table.mapping = dict(remembered)
    table.rows = [_exception(row, TITLE) for row in grid.rows[:at]]
    table.rows += [_exception(row, HEADER) for row in grid.rows[at : at + height]]
    _Below(table, grid, rules).take(grid.rows[at + height :])
    return table


def _exception(row: GridRow, why: str) -> FoundRow:
    return FoundRow(row.number, row.cells, DELETED if row.is_deleted else why, row.is_hidden, row.number)


def goes_on(row: GridRow, above: FoundRow, what: str) -> FoundRow:
    """A row whose words belong to the entry above it."""
    why = words_of_joined(what, above.number)
    return FoundRow(row.number, row.cells, why, row.is_hidden, row.number, goes_on_from=above.number)


# ---- the header ---------------------------------------------------------------------------------


def header_at(grid: Grid, rules: DateRules) -> tuple[int | None, int]:
    """The first row that reads as a header, and whether the row below it is its second line."""
    for at, row in enumerate(grid.rows[:LOOKED_AT_FOR_HEADER]):
        below = grid.rows[at + 1] if at + 1 < len(grid.rows) else None
        if not is_header(row, rules) and not _stands_over_dates(row, below, rules):
            continue
        is_double = below is not None and below.number == row.number + 1 and _goes_on(row, below, rules)
        return at, 2 if is_double else 1
    return None, 0


def _meanings(row: GridRow) -> set[str]:
    return {found for cell in row.cells.values() if len(cell.text) <= LONGEST_HEADER and (found := meaning(cell.text))}


def is_header(row: GridRow, rules: DateRules) -> bool:
    found = _meanings(row)
    texts = [cell for cell in row.cells.values() if cell.text]
    if len(texts) < 2 or any(is_dated(cell, rules) for cell in texts):
        return False
    if any(len(cell.text) > LONGEST_HEADER for cell in texts):
        return False
    has_date = bool({"date_start", "date_recorded"} & found)
    return (has_date and len(found) >= 2) or ("event" in found and len(found) >= 3)


def _stands_over_dates(row: GridRow, below: GridRow | None, rules: DateRules) -> bool:
    """Only the date's heading is one we know; but a date stands right under it."""
    at = next((at for at, cell in row.cells.items() if meaning(cell.text) == "date_start"), None)
    if at is None or below is None or len(row.cells) < 2 or any(len(cell.text) > 60 for cell in row.cells.values()):
        return False
    holds_date = any(is_dated(cell, rules) for cell in row.cells.values())
    return not holds_date and at in below.cells and is_dated(below.cells[at], rules)


def _goes_on(row: GridRow, below: GridRow, rules: DateRules) -> bool:
    """A second heading line: headings of its own under wider ones, and nothing in the date column."""
    found = _meanings(below)
    texts = [cell for cell in below.cells.values() if cell.text]
    if len(found) < 2 or any(is_dated(cell, rules) for cell in texts) or any(len(cell.text) > 60 for cell in texts):
        return False
    date_at = next((at for at, cell in row.cells.items() if meaning(cell.text) == "date_start"), None)
    return date_at is not None and not below.cells.get(date_at, Cell("")).text.strip()


def _headers(rows: list[GridRow]) -> dict[int, str]:
    headers: dict[int, str] = {}
    for row in rows:
        headers.update({at: re.sub(r"\s+", " ", cell.text) for at, cell in row.cells.items() if cell.text})
    return headers


_FIGURE = re.compile(r"\d")


def is_dated(cell: Cell, rules: DateRules) -> bool:
    if cell.kind in DATES:
        return True
    return len(cell.text) <= 60 and bool(_FIGURE.search(cell.text)) and read_date(cell.text, rules).status == OK


def _columns_by_content(grid: Grid, rules: DateRules) -> dict[int, str] | None:
    """No header at all: a column of dates, perhaps one of times, and the longest words."""
    rows = [row for row in grid.rows if len(row.cells) >= 2][:200]
    if len(rows) < 2:
        return None
    columns = sorted({at for row in rows for at in row.cells})[:50]
    filled = {at: [row.cells[at] for row in rows if at in row.cells] for at in columns}
    dates = [at for at in columns if sum(is_dated(cell, rules) for cell in filled[at]) >= max(2, 0.6 * len(filled[at]))]
    if not dates:
        return None
    mapping = {dates[0]: "date_start"}
    for at in columns:
        times = sum(_is_time(cell) for cell in filled[at])
        if at not in mapping and "time_start" not in mapping.values() and times >= max(2, 0.6 * len(filled[at])):
            mapping[at] = "time_start"
    lengths = {at: sum(len(cell.text) for cell in filled[at]) / len(rows) for at in columns if at not in mapping}
    if not lengths or max(lengths.values()) < 8:
        return None
    event = max(lengths, key=lambda at: lengths[at])
    mapping[event] = "event"
    after = [at for at in lengths if at > event and lengths[at] >= 8]
    if after:
        mapping[after[0]] = "response"
    return mapping


def _first_dated(grid: Grid, columns: dict[int, str], rules: DateRules) -> int:
    """Where the dates begin: what stands above them is no entry."""
    date_at = next(at for at, field in columns.items() if field == "date_start")
    return next(at for at, row in enumerate(grid.rows) if date_at in row.cells and is_dated(row.cells[date_at], rules))


def _take_longest_for_event(table: FoundTable, rows: list[GridRow]) -> None:
    """No header says what happened: the column with the most words does."""
    if "event" in table.mapping.values():
        return
    lengths: dict[int, int] = {}
    for row in rows:
        for at, cell in row.cells.items():
            if table.mapping.get(at, "contact_type") == "contact_type" and not cell.kind:
                lengths[at] = lengths.get(at, 0) + len(cell.text)
    if lengths and max(lengths.values()) >= 15 * len(rows):
        table.mapping[max(lengths, key=lambda at: lengths[at])] = "event"


def _is_time(cell: Cell) -> bool:
    return cell.kind == "time" or bool(
        re.search(r"\d", cell.text) and len(cell.text) <= 20 and bare_time(normalised(cell.text))
    )


# ---- the rows below -----------------------------------------------------------------------------

_YEAR_HEADING = re.compile(
    r"(?:year:? ?|chronology for |events? (?:in|of) )?((?:19|20)\d\d)(?: (?:events|chronology|continued))?[:.]?", re.I
)
_NOTE = re.compile(
    r"^(?:notes?\b|total|key\b|sub-?total|end of\b|completed by|prepared by|compiled by|signed|signature|author|abbreviations|glossary|"
    r"this (?:record|chronology|document|report)|please (?:note|mark|return)|disclaimer|source:|n\.?b\.?[: ]|\*|page \d|confidential|"
    r"\(?(?:continued|cont\.?d?) (?:on|over)|no further|nothing further|last updated|version\b|printed)", re.I,
)  # fmt: skip
_GUIDANCE = re.compile(
    r"^(?:\(|\[|e\.?g\.?\b|for example|please|include|enter\b|dd/?mm|insert|give\b|record (?:the|any|all)|state\b|what (?:was|is)|brief\b|use\b|24[- ]hour|"
    r"day[/ ]month|format|list\b|describe|to be completed|who\b)", re.I,
)  # fmt: skip
_CONTINUED = re.compile(r"\(?\b(?:cont(?:inued|'?d|\.)?)\b\.?\)?", re.I)


class _Below:
    """Walks the rows under the header, with what the rows above have said."""

    def __init__(self, table: FoundTable, grid: Grid, rules: DateRules) -> None:
        self._table, self._rules = table, rules
        self._date, self._event = table.column("date_start"), table.column("event")
        self._texts = {at for at, name in table.mapping.items() if name in ("event", "response", "comment")}
        self._header = {at: spoken(text) for at, text in table.headers.items()}
        self._first_letters = {
            at: text[:1].casefold() for at, text in table.headers.items()
        }  # what rules out most cells
        self._spans = {(first, left): right for first, left, _, right in grid.merges if right > left}
        self._starts = {
            (row, left): (first, left)
            for first, left, last, _ in grid.merges
            if last > first
            for row in range(first, min(last, first + 500) + 1)
        }
        self._grid_cells = {row.number: row.cells for row in grid.rows}
        self._year: int | None = None
        self._last: FoundRow | None = None
        self._is_first = True
        self._next = 0  # the row right below the last entry

    def take(self, rows: list[GridRow]) -> None:
        last_dated = next((at for at in reversed(range(len(rows))) if self._has_date(rows[at])), -1)
        for at, row in enumerate(rows):
            self._table.rows.append(
                self._one(row, is_after=at > last_dated, next_row=rows[at + 1] if at + 1 < len(rows) else None)
            )
            self._is_first = False

    def _one(self, row: GridRow, *, is_after: bool, next_row: GridRow | None) -> FoundRow:
        if row.is_deleted:
            return _exception(row, DELETED)
        if self._repeats_header(row):
            if row.number == self._next:
                self._next += 1  # a page turned: the words may go on below
            return _exception(row, REPEATED_HEADER)
        if (year := self._year_heading(row)) is not None:
            self._year, self._last = year, None
            return _exception(row, HEADING)
        if self._is_first and self._is_guidance(row):
            return _exception(row, GUIDANCE)
        cells = self._filled_down(row)
        if self._is_note(row, cells, is_after):
            return _exception(row, NOTE)
        if self._is_heading(row, next_row):
            return _exception(row, HEADING)
        if self._continues(row, cells):
            assert self._last is not None
            self._last.last_number = row.number
            self._next = row.number + 1
            return goes_on(row, self._last, "row")
        self._last = FoundRow(row.number, cells, "", row.is_hidden, row.number, self._year)
        self._next = row.number + 1
        return self._last

    def _filled_down(self, row: GridRow) -> dict[int, Cell]:
        """A vertically merged date or agency stands for every row it covers."""
        cells = dict(row.cells)
        for at, name in self._table.mapping.items():
            start = self._starts.get((row.number, at))
            if start and start[0] != row.number and at not in cells and name in ("date_start", "time_start", "agency"):
                above = self._grid_cells.get(start[0], {}).get(start[1])
                if above is not None:
                    cells[at] = Cell(above.text, above.kind, above.value, above.marks + "d")
        return cells

    def _has_date(self, row: GridRow) -> bool:
        cell = row.cells.get(self._date) if self._date is not None else None
        return cell is not None and (is_dated(cell, self._rules) or self._says_when(cell))

    def _says_when(self, cell: Cell) -> bool:
        """Even what cannot be read may be meant as a date: short, and with figures or a date's words."""
        reading = read_date(cell.text, self._rules) if len(cell.text) <= 80 else None
        return reading is not None and reading.status != "not_a_date"

    def _repeats_header(self, row: GridRow) -> bool:
        if not self._header:
            return False
        first, fewest = self._first_letters, max(2, 0.6 * len(row.cells))
        may_be = [(at, cell.text) for at, cell in row.cells.items() if cell.text[:1].casefold() == first.get(at)]
        return len(may_be) >= fewest and sum(self._is_header_s(at, text) for at, text in may_be) >= fewest

    def _is_header_s(self, at: int, text: str) -> bool:
        return bool(text) and len(text) <= LONGEST_HEADER and spoken(text) == self._header.get(at)

    def _year_heading(self, row: GridRow) -> int | None:
        texts = {cell.text.strip() for cell in row.cells.values() if cell.text.strip()}
        if len(texts) != 1:
            return None
        found = _YEAR_HEADING.fullmatch(next(iter(texts)).strip("- "))
        return int(found[1]) if found else None

    def _is_guidance(self, row: GridRow) -> bool:
        texts = [cell.text for cell in row.cells.values() if cell.text]
        if not texts or self._has_readable_date(row):
            return False
        return sum(bool(_GUIDANCE.search(text)) for text in texts) >= max(1, len(texts) // 2)

    def _has_readable_date(self, row: GridRow) -> bool:
        cell = row.cells.get(self._date) if self._date is not None else None
        return cell is not None and is_dated(cell, self._rules)

    def _is_note(self, row: GridRow, cells: dict[int, Cell], is_after: bool) -> bool:
        texts = [cell.text for cell in row.cells.values() if cell.text]
        if self._date is not None and self._date in cells and self._has_date(GridRow(row.number, cells)):
            return False
        if is_after and len(texts) <= 1 and (self._last is None or row.number > self._last.last_number + 1):
            return True
        return (
            len(texts) <= 2 and bool(texts) and bool(_NOTE.search(texts[0].strip())) and not self._event_reads_on(row)
        )

    def _event_reads_on(self, row: GridRow) -> bool:
        """The words under "What happened" right below an entry go on from it, unless they are plainly a note."""
        event = row.cells.get(self._event) if self._event is not None else None
        is_next = self._last is not None and row.number == self._last.last_number + 1
        return event is not None and is_next and bool(_CONTINUED.search(event.text))

    def _is_heading(self, row: GridRow, next_row: GridRow | None) -> bool:
        """A lone short cell across the table, or in its first column, with entries below."""
        filled = [(at, cell) for at, cell in row.cells.items() if cell.text]
        if len(filled) != 1 or next_row is None or self._has_date(row):
            return False
        at, cell = filled[0]
        is_across = self._spans.get((row.number, at), at) - at >= 2
        is_first = at == min(self._table.mapping, default=0) and at != self._event
        return len(cell.text) <= 100 and (is_across or is_first) and not _CONTINUED.search(cell.text)

    def _continues(self, row: GridRow, cells: dict[int, Cell]) -> bool:
        """Only words under the text columns, right below an entry: the row above ran over a page."""
        if self._last is None or row.number != self._next:
            return False
        filled = {at for at, cell in cells.items() if cell.text}
        return len(filled & self._texts) == 1 and filled <= self._texts
