"""What a file would become: its entries with their dates read, every other row with its reason, every doubt in words."""

from __future__ import annotations

from dataclasses import replace

from dhr_desktop.language.dates.rules import DateRules

from .column_dates import doubt_order, has_dotted_days, have_bullets, is_month_first, may_be_swapped
from .outcomes import judge
from .pages import Document
from .paragraphs import find_paragraphs
from .preamble import read_preamble
from .proposed import IMPORT, DayOrder, Proposal, ProposedTable
from .row_reading import RowReader
from .several import parts_of
from .tables import FoundRow, FoundTable, find_table


def propose(
    file_name: str,
    document: Document,
    rules: DateRules,
    mappings: dict[str, dict[int, str]] | None = None,
    day_order: DayOrder | None = None,
) -> Proposal:
    """Tables found, columns mapped, dates read. `mappings` and `day_order` are the chair's own answers."""
    rules = replace(rules, counts_from_1904=document.counts_from_1904)
    found = _found_tables(document, rules, mappings or {})
    tables = [_proposed(table, rules, day_order) for table in found]
    proposal = Proposal(
        file_name, IMPORT, "", document.format, document.readers, tables, document.asides, list(document.warnings)
    )
    proposal.preamble = _preamble(document, found)
    proposal.about = read_preamble(document, found, proposal.preamble)
    judge(proposal, document)
    return proposal


def _found_tables(document: Document, rules: DateRules, mappings: dict[str, dict[int, str]]) -> list[FoundTable]:
    grids = [grid for grid in document.grids if not grid.is_paragraphs]
    parts = [part for grid in grids for part in parts_of(grid, rules)]
    tables = [find_table(part, rules, mappings.get(part.name)) for part in parts]
    has_entries = any(table.entries for table in tables)
    for grid in document.grids:
        if grid.is_paragraphs and grid.rows:
            paragraphs = find_paragraphs(grid, rules)
            if has_entries and len(paragraphs.entries) < 3:
                paragraphs = find_paragraphs(replace(grid, rows=[]), rules)
                paragraphs.rows = [
                    FoundRow(row.number, row.cells, "text outside the tables", row.is_hidden, row.number)
                    for row in grid.rows
                ]
            tables.append(paragraphs)
    return tables


def _preamble(document: Document, tables: list[FoundTable]) -> list[str]:
    """What stands above and around the tables: who sent it, about whom, and what the abbreviations mean."""
    said = [each.text for each in document.asides if each.sort == "header"]
    for table in tables:
        for row in table.rows:
            if row.exception and not row.goes_on_from:
                said.append("\t".join(cell.text for _, cell in sorted(row.cells.items()) if cell.text))
    return [text for text in said if text][:200]


def _proposed(found: FoundTable, rules: DateRules, day_order: DayOrder | None = None) -> ProposedTable:
    table = ProposedTable(found)
    date_at = found.column("date_start")
    cells = [row.cells.get(date_at) for row in found.entries] if date_at is not None else []
    only_works_so = is_month_first([cell.text for cell in cells if cell and not cell.kind])
    table.asks_day_order = only_works_so and day_order is None
    table.is_month_first = only_works_so and day_order is not DayOrder.DAY_FIRST
    if table.is_month_first:
        rules = replace(rules, is_month_first=True)
    if has_dotted_days([cell.text for cell in cells if cell], rules):
        rules = replace(rules, has_dotted_days=True)
    if have_bullets([cell.text for cell in cells if cell]):
        rules = replace(rules, has_bullets=True)
    swapped = may_be_swapped([cell for cell in cells if cell])
    reader = RowReader(found, rules)
    continued = _continued_words(found)
    for row in found.entries:
        entry = reader.entry(row, continued.get(id(row), {}))
        cell = row.cells.get(date_at) if date_at is not None else None
        if table.asks_day_order and cell is not None and not cell.kind:
            entry.doubts.append(
                "The whole column only works with the month first, and was read so: check one against the agency."
            )
        if swapped and cell is not None and cell.kind:
            entry.doubts.append(
                "The spreadsheet may have swapped day and month in this cell: dates over the 12th stayed as text."
            )
        table.entries.append(entry)
    if found.column("agency") is None:  # several agencies in one table each keep their own order
        doubt_order(table.entries)
    return table


def _continued_words(found: FoundTable) -> dict[int, dict[int, str]]:
    """For each entry's row, by its id, the words of the rows that go on from it, column by column."""
    joined: dict[int, dict[int, str]] = {}
    last: FoundRow | None = None
    for row in found.rows:
        if not row.exception:
            last = row
        elif row.goes_on_from and last is not None:
            columns = joined.setdefault(id(last), {})
            for at, cell in row.cells.items():
                at = 1 if found.is_paragraphs else at
                columns[at] = f"{columns[at]}\n{cell.text}" if at in columns else cell.text
    return joined
