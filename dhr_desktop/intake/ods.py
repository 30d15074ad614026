"""OpenDocument spreadsheets, read straight from their XML. A cell repeated a million times is one cell."""

from __future__ import annotations

import re
from typing import Any

from .cells_shown import Places, address, from_iso
from .ods_beside import changed_texts, drawn_texts, object_asides, page_asides, prompt_texts
from .ods_styles import STYLE_ELEMENTS, Styles
from .ods_text import paragraphs, words
from .package import Package, attribute, elements, local, whole
from .pages import (
    LAST_COLUMN,
    MOST_CELLS,
    MOST_GRIDS,
    TOO_MANY_CELLS,
    TOO_MANY_SHEETS,
    Aside,
    Cell,
    Document,
    Grid,
    GridRow,
    Refused,
    clean,
)  # fmt: skip
from .shown.formats import number_cell
from .xlsx_styles import PLAIN, Style

MOST_REPEATS = 2_000
_NUMBERS = ("float", "currency", "percentage")
_READ = (
    "table-row",
    "table",
    "table-column",
    "tracked-changes",
    "content-validation",
    "null-date",
    "dde-link",
    "table-source",
    "cell-range-source",
)


def read_ods(data: bytes) -> Document:
    package = Package(data)
    document = Document("ods", [], readers="own reader of OpenDocument 2")
    styles = Styles()
    styles.read_part(package)
    reader = _Tables(document, styles)
    for element in elements(package.read("content.xml"), (*_READ, *STYLE_ELEMENTS)):
        reader.take(element)
    document.asides += page_asides(package)
    document.asides += object_asides(package, document)
    if any(name.endswith("/content.xml") for name in package.names) or package.nested:
        document.warnings.append(
            "This file has other files inside it; only their words were read, and stand beside the rows."
        )
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        document.warnings.append("This file carries macros; they were not run.")
    document.warnings[:0] = package.notes
    return document


class _Tables:
    """Rows end before their table does, so they are kept until it comes."""

    def __init__(self, document: Document, styles: Styles) -> None:
        self._document, self._styles = document, styles
        self._rows: list[GridRow] = []
        self._hidden_columns: list[int] = []
        self._column_styles: list[tuple[int, str]] = []  # from which column on
        self._asides: list[tuple[str, int, str]] = []
        self._number = self._column = self._cells = 0
        self._places = Places()

    def take(self, element: Any) -> None:
        kind = local(element)
        if kind == "table-row":
            self._row(element)
        elif kind == "table-column":
            self._column_of(element)
        elif kind == "table":
            self._table(element)
        elif kind == "tracked-changes":
            self._document.asides += (Aside("deleted text", "tracked changes", text) for text in changed_texts(element))
        elif kind == "content-validation":
            self._document.asides += (Aside("prompt", "", text) for text in prompt_texts(element))
        elif kind == "null-date":
            self._count_from(attribute(element, "date-value"))
        elif kind in ("dde-link", "table-source", "cell-range-source"):
            self._warn("This file has links to other files or programs; they were not followed.")
        else:
            self._styles.take(element)

    def _count_from(self, day: str) -> None:
        """Which day a plain number that is shown as a date is counted from; a date of its own is written out in the file."""
        if day[:10] == "1904-01-01":
            self._document.counts_from_1904 = True
        elif day[:10] not in ("", "1899-12-30"):
            self._warn(
                f"This file counts its days from {day[:10]}, as few programs do: a date that is only a number there was read otherwise."
            )

    def _warn(self, sentence: str) -> None:
        if sentence not in self._document.warnings:
            self._document.warnings.append(sentence)

    def _column_of(self, element: Any) -> None:
        repeated = _repeats(element, "number-columns-repeated")
        if attribute(element, "visibility") in ("collapse", "filter"):
            self._hidden_columns += range(self._column, self._column + min(repeated, 500))
        self._column_styles.append((self._column, attribute(element, "default-cell-style-name")))
        self._column += repeated

    def _table(self, element: Any) -> None:
        if len(self._document.grids) >= MOST_GRIDS:
            raise Refused(TOO_MANY_SHEETS)
        name = attribute(element, "name")
        hidden = (
            attribute(element, "display") == "false" or attribute(element, "style-name") in self._styles.hidden_tables
        )
        self._document.grids.append(Grid(name, self._rows, hidden, self._hidden_columns))
        self._document.asides += [Aside(sort, f"{name} row {row}", text) for sort, row, text in self._asides]
        for each in element:
            if local(each) == "shapes":
                self._document.asides += (Aside(sort, name, text) for sort, text in drawn_texts(each))
        self._document.warnings += self._places.sentences(name)
        self._rows, self._hidden_columns, self._asides, self._column_styles = [], [], [], []
        self._number = self._column = 0
        self._places = Places()

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
            if len(each) or each.attrib:
                self._take_cell(each, first, column, times, cells, attribute(element, "default-cell-style-name"))
            column += times
            if column > LAST_COLUMN * 2:
                break
        if not cells:
            return
        if repeats > MOST_REPEATS:
            self._places.note("repeated", f"row {first}, {repeats:,} times; {MOST_REPEATS:,} are read")
        self._cells += len(cells) * min(repeats, MOST_REPEATS)
        if self._cells > MOST_CELLS:
            raise Refused(TOO_MANY_CELLS)
        hidden = attribute(element, "visibility") in ("collapse", "filter")
        for at in range(first, first + min(repeats, MOST_REPEATS)):
            self._rows.append(GridRow(at, dict(cells), hidden))

    def _take_cell(
        self, element: Any, row: int, column: int, times: int, cells: dict[int, Cell], row_style: str
    ) -> None:
        for each in element:
            kind = local(each)
            if kind == "annotation":
                self._asides.append(("comment", row, clean("\n".join(paragraphs(each)))))
            elif kind not in ("p", "list", "section"):
                self._asides += ((sort, row, text) for sort, text in drawn_texts(each, with_itself=True))
        for each in element.iter():
            if local(each) == "annotation" and each.getparent() is not element:
                self._asides.append(("comment", row, clean("\n".join(paragraphs(each)))))
        name = attribute(element, "style-name") or row_style or self._column_style(column)
        cell = self._cell(element, self._styles.cell(name) if name else PLAIN, address(row, column))
        if cell is None:
            return
        if times > MOST_REPEATS:
            self._places.note("repeated", f"row {row}, {times:,} cells; {MOST_REPEATS:,} are read")
        if cell.marks:
            self._places.marked(cell, address(row, column))
        for at in range(column, min(column + times, column + MOST_REPEATS)):
            cells[at] = cell

    def _column_style(self, column: int) -> str:
        return next((name for start, name in reversed(self._column_styles) if start <= column), "")

    def _cell(self, element: Any, style: Style, place: str) -> Cell | None:
        stored, shown, run_marks = words(element, style, self._styles)
        kind = attribute(element, "value-type")
        marks = "f" if attribute(element, "formula") else ""
        if kind in ("date", "time"):
            return _dated(attribute(element, f"{kind}-value"), kind, shown, style, marks)
        if kind in _NUMBERS:
            is_1904 = self._document.counts_from_1904
            return _numbered(attribute(element, "value"), shown, style, marks, is_1904=is_1904)
        if kind == "boolean":
            said = shown or attribute(element, "boolean-value").upper()
            return Cell(said, "", "", marks + style.marks + "n") if said else None
        if not shown:
            if marks and not kind:
                self._places.note("unfilled", place)
                return Cell("", "unfilled", marks="f")
            return None
        if marks and shown.startswith(("#", "Err:")):
            self._places.note("error", place)
        cell = Cell(shown, "", "", marks + style.marks + run_marks)
        if shown != stored:
            cell.value, cell.marks = stored, cell.marks + "w"
        return cell


def _dated(value: str, kind: str, shown: str, style: Style, marks: str) -> Cell | None:
    """What it shows is written in the file; its style says how much of the date that is."""
    cell = from_iso(_as_clock(value) if kind == "time" else value, style, marks)
    if cell is None or not (cell.kind or "n" in cell.marks):  # no date that can be read
        return Cell(shown, "", "", marks + style.marks + "n") if shown else None
    if shown:
        cell.text = shown
        cell.marks = cell.marks.replace("h", "") if "h" not in style.marks else cell.marks
    return cell


def _as_clock(value: str) -> str:
    """PT09H05M00S as a clock; past a day it stays what it is."""
    found = re.fullmatch(r"PT(\d+)H(\d+)M(\d+(?:[.,]\d+)?)S", value)
    if found is None or int(found[1]) > 23:
        return value
    return f"{int(found[1]):02}:{int(found[2]):02}:{float(found[3].replace(',', '.')):02.0f}"


def _numbered(value: str, shown: str, style: Style, marks: str, *, is_1904: bool) -> Cell | None:
    if shown:
        return Cell(shown, "number", value if value != shown else "", marks + style.marks)
    if not value:
        return None
    try:
        return number_cell(float(value), value, style.code, marks + style.marks, is_1904=is_1904)
    except ValueError:
        return Cell(value, "number", "", marks + style.marks)


def _repeats(element: Any, name: str) -> int:
    value = attribute(element, name)
    return max(1, whole(value))
