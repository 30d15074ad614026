"""Chronologies written as dated paragraphs, with no table at all."""

from __future__ import annotations

import re

from dhr_desktop.language.dates.reader import OK, read_date
from dhr_desktop.language.dates.relative import is_relative
from dhr_desktop.language.dates.rules import DateRules
from dhr_desktop.language.dates.tokens import normalised, rendered, tokens_of

from .pages import Cell, Grid, GridRow
from .tables import _NOTE, _YEAR_HEADING, HEADING, NO_TABLE, NOTE, TITLE, FoundRow, FoundTable, goes_on

FEWEST = 2
_SEPARATED = re.compile(r"^(.{1,70}?)(?:\s*[:;\t]\s+|\s+[–—-]\s+|\t+|\s*\n)(?=\S)", re.S)
_BARE_DATE = re.compile(
    r"^((?:on )?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d\d)|\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]{3,9},? (?:\d{4}|'?\d\d)))[,.]?\s+(?=\S)", re.I,
)  # fmt: skip


def find_paragraphs(grid: Grid, rules: DateRules) -> FoundTable:
    """Paragraphs that begin with a date are entries; those between go on from the one before."""
    table = FoundTable(grid.name, headers={}, mapping={0: "date_start", 1: "event"}, is_paragraphs=True)
    split = [_split(row, rules) for row in grid.rows]
    if sum(each is not None for each in split) < FEWEST:
        table.mapping = {}
        table.rows = [FoundRow(row.number, row.cells, NO_TABLE, row.is_hidden, row.number) for row in grid.rows]
        return table
    last_dated = max(at for at, each in enumerate(split) if each is not None)
    last: FoundRow | None = None
    year: int | None = None
    for at, (row, parts) in enumerate(zip(grid.rows, split, strict=True)):
        text = row.cells[0].text
        if parts is not None:
            cells = {0: Cell(parts[0]), 1: Cell(parts[1], marks=row.cells[0].marks)}
            last = FoundRow(row.number, cells, "", row.is_hidden, row.number, year)
            table.rows.append(last)
        elif found := _YEAR_HEADING.fullmatch(text.strip()):
            year = int(found[1])
            table.rows.append(FoundRow(row.number, row.cells, HEADING, row.is_hidden, row.number))
        elif last is None:
            table.rows.append(FoundRow(row.number, row.cells, TITLE, row.is_hidden, row.number))
        elif _NOTE.search(text) or (at > last_dated + 1):
            table.rows.append(FoundRow(row.number, row.cells, NOTE, row.is_hidden, row.number))
        else:
            last.last_number = row.number
            table.rows.append(goes_on(row, last, "paragraph"))
    return table


def _split(row: GridRow, rules: DateRules) -> tuple[str, str] | None:
    """The date a paragraph begins with and what follows it; None when it begins with none."""
    text = row.cells[0].text
    if found := _SEPARATED.match(text):
        wording = found[1].strip()
        if _is_when(wording, rules):
            return wording, text[found.end() :].strip()
    if (found := _BARE_DATE.match(text)) and read_date(found[1], rules).status == OK:
        return found[1], text[found.end() :].strip()
    return None


def _is_when(wording: str, rules: DateRules) -> bool:
    reading = read_date(wording, rules)
    if reading.status == OK or _leans_on_another(wording):
        return True
    return reading.status in ("impossible", "implausible") or (
        reading.status in ("incomplete", "ambiguous") and bool(re.search(r"\d", wording)) and len(wording) <= 30
    )


def _leans_on_another(wording: str) -> bool:
    tokens = tokens_of(normalised(wording))
    return is_relative(rendered(tokens, 0, len(tokens)))
