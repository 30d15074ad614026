"""What a reader gives back: a document as grids of cells, with everything that was left out of them.

It crosses from the worker process as JSON, and is untrusted text until it is a case's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LONGEST_CELL = 32_767
MOST_CELLS = 2_000_000
MOST_GRIDS = 100
MOST_PARAGRAPHS = 200_000


class Refused(Exception):
    """A file that is not read; the one sentence says why and what to do."""


@dataclass(slots=True)
class Cell:
    """`text` is what a person reads there; `kind` and `value` are what the file itself says it is."""

    text: str
    kind: str = ""  # "", date, datetime, time, number, error, unfilled
    value: str = ""
    marks: str = ""  # letters: f formula, s struck through, d joined from the cell above (merged)


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

    @property
    def filled_cells(self) -> int:
        return sum(len(row.cells) for grid in self.grids for row in grid.rows)


def clean(text: str) -> str:
    """Control characters out, line ends as one, cut at what a spreadsheet cell may hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "\n").replace("\x0b", "\n")
    text = "".join(each for each in text if each >= " " or each in "\n\t")
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - 1] + "…"
    return text.strip()


# ---- crossing the pipe --------------------------------------------------------------------------


def to_plain(document: Document) -> dict[str, Any]:
    return {
        "format": document.format,
        "grids": [
            {
                "name": grid.name,
                "hidden": grid.is_hidden,
                "hidden_columns": grid.hidden_columns,
                "merges": grid.merges,
                "rows": [
                    [
                        row.number,
                        int(row.is_hidden) + 2 * int(row.is_deleted),
                        [_cell(at, row.cells[at]) for at in row.cells],
                    ]
                    for row in grid.rows
                ],
            }
            for grid in document.grids
        ],
        "asides": [[each.sort, each.place, each.text] for each in document.asides],
        "warnings": document.warnings,
        "counts": document.counts,
        "readers": document.readers,
    }


def _cell(at: int, cell: Cell) -> list[Any]:
    if cell.kind or cell.marks:
        return [at, cell.text, cell.kind, cell.value, cell.marks]
    return [at, cell.text]


def from_plain(plain: dict[str, Any]) -> Document:
    """Checked as it is built: anything of another shape raises."""
    grids = []
    for each in plain["grids"]:
        rows = [
            GridRow(
                int(number),
                {int(cell[0]): Cell(*map(str, cell[1:])) for cell in cells},
                bool(flags & 1),
                bool(flags & 2),
            )
            for number, flags, cells in each["rows"]
        ]
        merges = [(int(a), int(b), int(c), int(d)) for a, b, c, d in each["merges"]]
        grids.append(
            Grid(str(each["name"]), rows, bool(each["hidden"]), [int(c) for c in each["hidden_columns"]], merges)
        )
    return Document(
        str(plain["format"]),
        grids,
        [Aside(*map(str, aside)) for aside in plain["asides"]],
        [str(each) for each in plain["warnings"]],
        {str(name): int(count) for name, count in plain["counts"].items()},
        str(plain["readers"]),
    )
