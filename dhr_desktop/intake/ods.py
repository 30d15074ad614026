"""OpenDocument spreadsheets, read straight from their XML. A cell repeated a million times is one cell."""

from __future__ import annotations

import re
from typing import Any

from .letters import letters
from .package import Package, attribute, elements, local
from .pages import MOST_CELLS, MOST_GRIDS, Aside, Cell, Document, Grid, GridRow, Refused, clean
from .xlsx import LAST_COLUMN

MOST_REPEATS = 2_000


def read_ods(data: bytes) -> Document:
    package = Package(data)
    document = Document("ods", [], readers="own reader of OpenDocument 1")
    reader = _Tables(document)
    for element in elements(package.read("content.xml"), ("table-row", "table", "table-column")):
        reader.take(element)
    if any(name.startswith("Object ") for name in package.names):
        document.warnings.append("This file has other files inside it; they were not opened.")
    return document


class _Tables:
    """Rows end before their table does, so they are kept until it comes."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._rows: list[GridRow] = []
        self._hidden_columns: list[int] = []
        self._asides: list[tuple[int, str]] = []
        self._number = self._column = self._cells = 0

    def take(self, element: Any) -> None:
        kind = local(element)
        if kind == "table-row":
            self._row(element)
        elif kind == "table-column":
            repeated = _repeats(element, "number-columns-repeated")
            if attribute(element, "visibility") in ("collapse", "filter"):
                self._hidden_columns += range(self._column, self._column + min(repeated, 500))
            self._column += repeated
        else:
            self._table(element)

    def _table(self, element: Any) -> None:
        if len(self._document.grids) >= MOST_GRIDS:
            raise Refused(
                "This workbook has more than 100 sheets. Ask the agency to send only those with the chronology."
            )
        name = attribute(element, "name")
        hidden = attribute(element, "display") == "false"
        self._document.grids.append(Grid(name, self._rows, hidden, self._hidden_columns))
        self._document.asides += [Aside("comment", f"{name} row {row}", text) for row, text in self._asides]
        self._rows, self._hidden_columns, self._asides = [], [], []
        self._number = self._column = 0

    def _row(self, element: Any) -> None:
        first = self._number + 1
        repeats = _repeats(element, "number-rows-repeated")
        self._number += repeats
        cells: dict[int, Cell] = {}
        column = 0
        for each in element:
            if local(each) not in ("table-cell", "covered-table-cell"):
                continue
            times = _repeats(each, "number-columns-repeated")
            cell = self._cell(each, first)
            if cell is not None:
                for at in range(column, min(column + times, column + MOST_REPEATS)):
                    cells[at] = cell
            column += times
            if column > LAST_COLUMN * 2:
                break
        if not cells:
            return
        self._cells += len(cells) * min(repeats, MOST_REPEATS)
        if self._cells > MOST_CELLS:
            raise Refused("This workbook has more than two million filled cells. Ask for only the chronology.")
        hidden = attribute(element, "visibility") in ("collapse", "filter")
        for at in range(first, first + min(repeats, MOST_REPEATS)):
            self._rows.append(GridRow(at, dict(cells), hidden))

    def _cell(self, element: Any, row: int) -> Cell | None:
        for note in element.iter():
            if local(note) == "annotation":
                self._asides.append((row, clean("\n".join(_paragraphs(note)))))
        text = clean("\n".join(_paragraphs(element)))
        self._document.counts["read"] = self._document.counts.get("read", 0) + letters(text)
        kind = attribute(element, "value-type")
        marks = "f" if attribute(element, "formula") else ""
        if kind == "date" and (
            found := re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?", attribute(element, "date-value"))
        ):
            day = f"{found[1]}-{found[2]}-{found[3]}"
            shown = text or f"{found[3]}/{found[2]}/{found[1]}"
            if found[4] and found[4] != "00:00":
                return Cell(shown, "datetime", f"{day}T{found[4]}", marks)
            return Cell(shown, "date", day, marks)
        if kind == "time" and (found := re.match(r"PT(\d+)H(\d+)M", attribute(element, "time-value"))):
            clock = f"{int(found[1]) % 24:02}:{int(found[2]):02}"
            return Cell(text or clock, "time", clock, marks)
        if kind in ("float", "currency", "percentage"):
            value = attribute(element, "value")
            return Cell(text or value, "number", marks=marks) if text or value else None
        return Cell(text, marks=marks) if text else None


def _repeats(element: Any, name: str) -> int:
    value = attribute(element, name)
    return max(1, int(value)) if value.isdigit() and len(value) < 9 else 1


def _paragraphs(element: Any) -> list[str]:
    """The paragraphs of a cell; those of its comment are not its own."""
    found = []
    for child in element:
        if local(child) == "p":
            found.append(_spaced(child))
        elif local(child) in ("list", "list-item", "section"):
            found += _paragraphs(child)
    return found


def _spaced(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        kind = local(child)
        if kind == "s":
            count = attribute(child, "c")
            parts.append(" " * (int(count) if count.isdigit() and len(count) < 4 else 1))
        elif kind == "tab":
            parts.append("\t")
        elif kind == "line-break":
            parts.append("\n")
        elif kind not in ("annotation", "note"):
            parts.append(_spaced(child))
        parts.append(child.tail or "")
    return "".join(parts)
