"""What a reader gives back: a document as grids of cells, with everything that was left out of them.

It crosses from the worker process as JSON, and is untrusted text until it is a case's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

LONGEST_CELL = 32_767
MOST_CELLS = 2_000_000
MOST_GRIDS = 100
MOST_PARAGRAPHS = 200_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
TOO_MANY_CELLS = (
    "This workbook has more than 2,000,000 filled cells, the most that is read. Ask for only the chronology."
)
TOO_MANY_SHEETS = "This workbook has more than 100 sheets, the most that is read. Ask the agency to send only those with the chronology."
SHORT, MOST_SHARED = 64, 50_000  # letters of a cell that may be shared, and how many are remembered


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")


class Refused(Exception):
    """A file that is not read; the one sentence says why and what to do."""


@dataclass(slots=True)
class Cell:
    """`text` is what a person reads there; `kind` and `value` are what the file itself says it is."""

    text: str
    kind: str = ""  # "", date, datetime, month, year, no year, worded, time, length, number, error, unfilled
    value: str = ""
    # Letters: f formula, s struck through, d joined from the cell above (merged), p pieced together, h unseen in the file,
    # q its row's quotation mark is never closed, l its row runs over what look like rows, e its line is of another encoding,
    # o its row's columns are parted otherwise than most, 2 two cells at one address, n words that stand for a number, w words stored otherwise (as `value`) than they are shown.
    marks: str = ""


@dataclass(slots=True)
class GridRow:
    number: int
    cells: dict[int, Cell]
    is_hidden: bool = False
    is_deleted: bool = False


@dataclass(slots=True)
class Grid:
    """A sheet, a table, or a document's paragraphs. Rows with nothing in them are not here."""

    name: str
    rows: list[GridRow]
    is_hidden: bool = False
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, column, last row, column
    is_paragraphs: bool = False  # a document's text outside its tables; a sheet may carry the same name

    @classmethod
    def of_paragraphs(cls, rows: list[GridRow]) -> Grid:
        return cls("Paragraphs", rows, is_paragraphs=True)


@dataclass(slots=True)
class Aside:
    """Something found and not part of any row: a comment, a footnote, a deleted run, a text box."""

    sort: str
    place: str
    text: str


@dataclass(slots=True)
class Document:
    format: str
    grids: list[Grid]
    asides: list[Aside] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    readers: str = ""
    counts_from_1904: bool = False  # its numbers for days begin four years later than in most workbooks

    @property
    def filled_cells(self) -> int:
        return sum(len(row.cells) for grid in self.grids for row in grid.rows)


def clean(text: str) -> str:
    """Control characters out, line ends as one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "\n").replace("\x0b", "\n")
    return _CONTROL.sub("", text).strip()


REST_OF_CELL = "rest of a long cell"


def hold_to_length(document: Document) -> None:
    """A cell longer than any should be is cut, and what was cut off is kept beside the rows and said."""
    for grid in document.grids:
        for row in grid.rows:
            for cell in row.cells.values():
                if len(cell.text) > LONGEST_CELL:
                    _cut(cell, f"{grid.name} row {row.number}".strip(), document)


def _cut(cell: Cell, place: str, document: Document) -> None:
    at = LONGEST_CELL - 1
    while at > LONGEST_CELL - 500 and not cell.text[at].isspace():
        at -= 1  # between two words
    held, rest = cell.text[:at], cell.text[at:]
    document.warnings.append(
        f"A cell in {place} has {len(cell.text):,} letters, more than the {LONGEST_CELL:,} one cell may hold. It was cut; the "
        "rest stands beside the rows. Ask the agency whether a quotation mark or a row's end was lost there."
    )
    document.asides.append(Aside(REST_OF_CELL, place, rest))
    cell.text = held + "…"


# ---- crossing the pipe --------------------------------------------------------------------------


def to_lines(document: Document) -> Iterator[list[Any]]:
    """The document as small pieces, each a line of JSON: one large piece would hold up whoever reads it."""
    yield ["document", document.format, document.warnings, document.counts, document.readers, document.counts_from_1904]
    for grid in document.grids:
        yield ["grid", grid.name, grid.is_hidden, grid.hidden_columns, grid.merges, grid.is_paragraphs]
        for row in grid.rows:
            flags = int(row.is_hidden) + 2 * int(row.is_deleted)
            yield ["row", row.number, flags, [_cell(at, cell) for at, cell in row.cells.items()]]
    for aside in document.asides:
        yield ["aside", aside.sort, aside.place, aside.text]


def _cell(at: int, cell: Cell) -> list[Any]:
    if cell.kind or cell.marks:
        return [at, cell.text, cell.kind, cell.value, cell.marks]
    return [at, cell.text]


def _shared(values: tuple[str, ...], met: dict[tuple[str, ...], Cell]) -> Cell:
    """The cell of these values that was met before, where it is short; a long text is seldom written twice."""
    if len(values[0]) > SHORT:
        return Cell(*values)
    held = met.get(values)
    if held is None:
        if len(met) >= MOST_SHARED:
            met.clear()
        held = met[values] = Cell(sys.intern(values[0]), *values[1:])
    return held


def from_lines(lines: Iterable[list[Any]]) -> Document:
    """Checked as it is built: anything of another shape raises. Equal cells are one cell, for a column says much twice."""
    pieces = iter(lines)
    met: dict[tuple[str, ...], Cell] = {}
    _, form, warnings, counts, readers, counts_from_1904 = next(pieces)
    document = Document(str(form), [], [], [str(each) for each in warnings], readers=str(readers))
    document.counts_from_1904 = counts_from_1904 is True
    document.counts = {str(name): int(count) for name, count in counts.items()}
    for piece in pieces:
        if piece[0] == "row":
            cells = {int(cell[0]): _shared(tuple(map(str, cell[1:])), met) for cell in piece[3]}
            document.grids[-1].rows.append(GridRow(int(piece[1]), cells, bool(piece[2] & 1), bool(piece[2] & 2)))
        elif piece[0] == "grid":
            merges = [(int(a), int(b), int(c), int(d)) for a, b, c, d in piece[4]]
            hidden = [int(each) for each in piece[3]]
            document.grids.append(Grid(str(piece[1]), [], bool(piece[2]), hidden, merges, bool(piece[5])))
        elif piece[0] == "aside":
            document.asides.append(Aside(str(piece[1]), str(piece[2]), str(piece[3])))
        else:
            raise ValueError("no such piece")
    return document
