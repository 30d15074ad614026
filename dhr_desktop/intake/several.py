"""One sheet or table that holds several chronologies, one under another: parted where another heading begins."""

from __future__ import annotations

from dataclasses import replace

from dhr_desktop.language.dates.rules import DateRules

from .headers import meaning, spoken
from .pages import Grid, GridRow
from .tables import header_at, is_dated, is_header

LONGEST_HEADING_CELL = 60
LONGEST_TITLE = 100
ROWS_TO_A_DATE = 4


def parts_of(grid: Grid, rules: DateRules) -> list[Grid]:
    """The grid itself, or its parts, each from its own heading on; the first keeps what stands above it."""
    at, height = header_at(grid, rules)
    if at is None:
        return [grid]
    starts, heading = [0], grid.rows[at]
    for number in range(at + height, len(grid.rows)):
        row = grid.rows[number]
        if _may_be_heading(row) and _is_another(row, heading) and is_header(row, rules):
            if not _has_dates_below(row, grid.rows[number + 1 : number + 1 + ROWS_TO_A_DATE], rules):
                continue
            starts.append(_with_title(grid.rows, number, starts[-1] + 1, rules))
            heading = row
    if len(starts) == 1:
        return [grid]
    ends = [*starts[1:], len(grid.rows)]
    return [
        replace(grid, name=grid.name if part == 1 else f"{grid.name}, table {part}", rows=grid.rows[start:end])
        for part, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def _with_title(rows: list[GridRow], at: int, first: int, rules: DateRules) -> int:
    """Where the part begins: short words alone in the heading's first column, right above it, are its title."""
    left, number = min(rows[at].cells), rows[at].number
    while at > first and set(rows[at - 1].cells) == {left} and rows[at - 1].number == number - 1:
        cell = rows[at - 1].cells[left]
        if len(cell.text) > LONGEST_TITLE or is_dated(cell, rules):
            break
        at, number = at - 1, number - 1
    return at


def _may_be_heading(row: GridRow) -> bool:
    """Asked of every row, so it is quick: short words without a figure, in two cells or more."""
    if len(row.cells) < 2 or row.is_deleted:
        return False
    return not any(
        cell.kind or len(cell.text) > LONGEST_HEADING_CELL or any(each.isdigit() for each in cell.text)
        for cell in row.cells.values()
    )


def _is_another(row: GridRow, heading: GridRow) -> bool:
    """Not the heading it stands under, repeated on a new page."""
    same = [
        at
        for at, cell in row.cells.items()
        if at in heading.cells and spoken(cell.text) == spoken(heading.cells[at].text)
    ]
    return len(same) < 0.6 * len(row.cells)


def _has_dates_below(row: GridRow, below: list[GridRow], rules: DateRules) -> bool:
    dates = [at for at, cell in row.cells.items() if meaning(cell.text) in ("date_start", "date_recorded")]
    return any(at in each.cells and is_dated(each.cells[at], rules) for each in below for at in dates)
