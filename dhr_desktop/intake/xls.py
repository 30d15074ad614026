"""The old binary workbooks, through xlrd."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from .package import DAMAGED, PROTECTED
from .pages import MOST_CELLS, MOST_GRIDS, Aside, Cell, Document, Grid, GridRow, Refused, clean
from .xlsx import dated, kind_of_format

_EMPTY = (0, 6)  # nothing at all, and a format without a value


def read_xls(data: bytes) -> Document:
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as problem:
        raise Refused(PROTECTED if "encrypt" in str(problem).lower() else DAMAGED) from problem
    except Exception as problem:
        raise Refused(DAMAGED) from problem
    if book.nsheets > MOST_GRIDS:
        raise Refused("This workbook has more than 100 sheets. Ask the agency to send only those with the chronology.")
    document = Document("xls", [], readers=f"xlrd {xlrd.__version__}")
    cells = 0
    for sheet in book.sheets():
        grid = _grid(book, sheet, document)
        cells += sum(len(row.cells) for row in grid.rows)
        if cells > MOST_CELLS:
            raise Refused("This workbook has more than two million filled cells. Ask for only the chronology.")
        document.grids.append(grid)
    # A cell whose text is empty is not shown, but it has its record, which the second count sees.
    document.counts["read"] = cells + sum(_holds_empty_text(held) for sheet in book.sheets() for held in _held(sheet))
    return document


def _held(sheet: Any) -> Iterator[Any]:
    for at in range(sheet.nrows):
        yield from sheet.row(at)


def _holds_empty_text(held: Any) -> bool:
    return held.ctype == 1 and not clean(held.value)


def _grid(book: Any, sheet: Any, document: Document) -> Grid:
    grid = Grid(sheet.name, [], sheet.visibility != 0)
    grid.hidden_columns = [at for at, about in sheet.colinfo_map.items() if about.hidden]
    grid.merges = [(r1 + 1, c1, r2, c2 - 1) for r1, r2, c1, c2 in sheet.merged_cells[:20_000]]
    for at in range(sheet.nrows):
        cells = {
            column: cell
            for column, held in enumerate(sheet.row(at))
            if (cell := _cell(book, held)) is not None
        }  # fmt: skip
        if cells:
            about = sheet.rowinfo_map.get(at)
            grid.rows.append(GridRow(at + 1, cells, bool(about and about.hidden)))
    for (row, column), note in sheet.cell_note_map.items():
        document.asides.append(Aside("comment", f"{sheet.name} row {row + 1}, column {column + 1}", clean(note.text)))
    return grid


def _cell(book: Any, held: Any) -> Cell | None:
    kind, value = held.ctype, held.value
    if kind in _EMPTY:
        return None
    if kind == 1:
        text = clean(value)
        return Cell(text) if text else None
    if kind == 3:
        cell = dated(float(value), _format(book, held) or "date", book.datemode == 1)
        return cell or Cell(str(value), "number")
    if kind == 4:
        return Cell("TRUE" if value else "FALSE")
    if kind == 5:
        return Cell("#ERROR", "error")
    return Cell(str(int(value)) if float(value).is_integer() else repr(value), "number")


def _format(book: Any, held: Any) -> str:
    if held.xf_index is None or held.xf_index >= len(book.xf_list):
        return ""
    code = book.format_map.get(book.xf_list[held.xf_index].format_key)
    return kind_of_format(code.format_str) if code else ""


def ready() -> None:
    """Loaded ahead, so that a worker that waits is quick when its file comes."""
    import xlrd  # noqa: F401
