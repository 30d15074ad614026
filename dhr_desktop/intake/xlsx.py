"""Workbooks of the Office Open XML family, read straight from their XML: values, and what other readers drop.

Hidden sheets, rows and columns, struck text, comments, formulas without a value, error cells: kept or named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from .package import DAMAGED, Package, attribute, elements, local, relations, tree
from .pages import MOST_CELLS, MOST_GRIDS, Aside, Cell, Document, Grid, GridRow, Refused, clean

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_MERGES = 20_000
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_REFERENCE = re.compile(r"([A-Za-z]{1,4})(\d{1,12})")


def read_xlsx(data: bytes) -> Document:
    package = Package(data)
    book = _book_part(package)
    root = tree(package.read(book))
    rels = relations(package, book)
    is_1904 = any(local(each) == "workbookPr" and attribute(each, "date1904") in ("1", "true") for each in root)
    shared = _shared_strings(package, rels)
    formats = _formats(package, rels)
    document = Document("xlsx", [], readers="own reader of workbooks 1")
    sheets = [each for each in root.iter() if local(each) == "sheet"]
    if len(sheets) > MOST_GRIDS:
        raise Refused("This workbook has more than 100 sheets. Ask the agency to send only those with the chronology.")
    for each in sheets:
        _, part = rels.get(attribute(each, "id"), ("", ""))
        if part and package.has(part) and "chartsheet" not in part:
            state = attribute(each, "state")
            reader = _Sheet(package, part, shared, formats, is_1904, document)
            document.grids.append(reader.read(attribute(each, "name"), state in ("hidden", "veryHidden")))
            document.counts["read"] = document.counts.get("read", 0) + reader.filled
    _outside(package, document)
    return document


def _book_part(package: Package) -> str:
    for kind, target in relations(package, "").values():
        if kind == "officeDocument" and package.has(target):
            return target
    for name in ("xl/workbook.xml",):
        if package.has(name):
            return name
    raise Refused(DAMAGED)


def _outside(package: Package, document: Document) -> None:
    """What the file would have another program fetch or run: named, never done."""
    names = package.names
    if any("vbaProject" in name for name in names):
        document.warnings.append("This file carries macros; they were not run.")
    if any("externalLink" in name for name in names):
        document.warnings.append("This file has links to other workbooks; they were not followed.")
    if any("/embeddings/" in name or "/activeX/" in name for name in names) or package.nested:
        document.warnings.append("This file has other files inside it; they were not opened.")


# ---- strings and formats ------------------------------------------------------------------------


class _Text(str):
    """A shared string, which may have a struck run."""

    struck = False


def _shared_strings(package: Package, rels: dict[str, tuple[str, str]]) -> list[_Text]:
    part = next((target for kind, target in rels.values() if kind == "sharedStrings"), "")
    if not part or not package.has(part):
        return []
    found = []
    for item in elements(package.read(part), ("si",)):
        text = _Text(clean(_rich(item)))
        text.struck = any(
            local(each) == "strike" and attribute(each, "val") not in ("0", "false") for each in item.iter()
        )
        found.append(text)
    return found


def _rich(item: Any) -> str:
    """The text of a string and its runs, without the phonetic guide."""
    parts = []
    for child in item:
        if local(child) == "t":
            parts.append(child.text or "")
        elif local(child) == "r":
            parts += [each.text or "" for each in child if local(each) == "t"]
    return "".join(parts)


def _formats(package: Package, rels: dict[str, tuple[str, str]]) -> list[str]:
    """For each cell style: "", "date", "datetime" or "time"."""
    part = next((target for kind, target in rels.values() if kind == "styles"), "")
    if not part or not package.has(part):
        return []
    custom: dict[int, str] = {}
    styles: list[str] = []
    for group in tree(package.read(part)):
        if local(group) == "numFmts":
            for each in group:
                if attribute(each, "numFmtId").isdigit():
                    custom[int(attribute(each, "numFmtId"))] = attribute(each, "formatCode")
        if local(group) == "cellXfs":
            for each in group:
                number = attribute(each, "numFmtId")
                styles.append(date_format(int(number) if number.isdigit() else 0, custom))
    return styles


def date_format(number: int, custom: dict[int, str]) -> str:
    if number in custom:
        return kind_of_format(custom[number])
    if number not in _DATES:
        return ""
    return "time" if number in (18, 19, 20, 21, 45, 46, 47) else "datetime" if number == 22 else "date"


def kind_of_format(code: str) -> str:
    """Whether a number format shows a date, a time, or both; elapsed hours are a time."""
    elapsed = bool(re.search(r"\[(h+|m+|s+)\]", code, re.I))
    letters = _QUOTED.sub("", code).split(";")[0].lower()
    has_day = "d" in letters or "y" in letters or (bool(re.search(r"m{3,}", letters)) and "h" not in letters)
    has_time = "h" in letters or "s" in letters or elapsed
    if "general" in letters or not (has_day or has_time or re.fullmatch(r"m+", letters)):
        return ""
    return "datetime" if has_day and has_time else "time" if has_time else "date"


def dated(serial: float, kind: str, is_1904: bool) -> Cell | None:
    """A serial number as the day or the time its format shows; None when it is no date that can be."""
    if serial < 0 or serial > 2_958_466:
        return None
    if (kind == "time" and serial < 1) or (kind == "datetime" and serial < 1):
        moment = datetime(1900, 1, 1) + timedelta(seconds=round(serial * 86_400))
        return Cell(f"{moment:%H:%M}", "time", f"{moment:%H:%M}")
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)
    if not is_1904 and serial < 60:
        start = datetime(1899, 12, 31)  # the workbook's calendar has a 29 February 1900 that never was
    try:
        moment = start + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return None
    if moment.hour or moment.minute or moment.second:
        return Cell(f"{moment:%d/%m/%Y %H:%M}", "datetime", f"{moment:%Y-%m-%dT%H:%M}")
    return Cell(f"{moment:%d/%m/%Y}", "date", f"{moment:%Y-%m-%d}")


# ---- a sheet ------------------------------------------------------------------------------------


class _Sheet:
    def __init__(
        self, package: Package, part: str, shared: list[_Text], formats: list[str], is_1904: bool, document: Document
    ) -> None:
        self._package, self._part, self._shared, self._formats = package, part, shared, formats
        self._is_1904, self._document = is_1904, document
        self._unfilled = self._errors = self.filled = 0
        self._last_row = 0

    def read(self, name: str, is_hidden: bool) -> Grid:
        data = self._package.read(self._part)
        grid = Grid(name, [], is_hidden)
        cells = self._document.filled_cells
        for element in elements(data, ("row", "col", "mergeCell")):
            kind = local(element)
            if kind == "row":
                row = self._row(element)
                cells += len(row.cells)
                if cells > MOST_CELLS:
                    raise Refused("This workbook has more than two million filled cells. Ask for only the chronology.")
                if row.cells:
                    grid.rows.append(row)
            elif kind == "col" and attribute(element, "hidden") in ("1", "true"):
                self._hide_columns(grid, element)
            elif kind == "mergeCell":
                self._merge(grid, attribute(element, "ref"))
        grid.rows.sort(key=lambda row: row.number)
        self._comments(name)
        self._named(name)
        return grid

    def _row(self, element: Any) -> GridRow:
        number = attribute(element, "r")
        at = int(number) if number.isdigit() and len(number) < 12 else self._last_row + 1
        if not 1 <= at <= LAST_ROW:
            raise Refused(DAMAGED)
        self._last_row = at
        cells: dict[int, Cell] = {}
        column = -1
        for each in element:
            if local(each) != "c":
                continue
            column = self._column(attribute(each, "r"), column)
            cell = self._cell(each)
            if cell is not None and column not in cells:
                cells[column] = cell
        hidden = attribute(element, "hidden") in ("1", "true") or attribute(element, "ht") == "0"
        return GridRow(at, cells, hidden)

    @staticmethod
    def _column(reference: str, last: int) -> int:
        if not reference:
            return last + 1
        found = _REFERENCE.fullmatch(reference)
        column = _column_number(found[1]) if found else 0
        if not 1 <= column <= LAST_COLUMN:
            raise Refused(DAMAGED)
        return column - 1

    def _cell(self, element: Any) -> Cell | None:
        kind = element.get("t") or "n"
        value = formula = inline = None
        for child in element:
            name = local(child)
            if name == "v":
                value = child.text or ""
            elif name == "f":
                formula = True
            elif name == "is":
                inline = clean(_rich(child))
        marks = "f" if formula else ""
        self.filled += bool((value or "").strip() or (inline or "").strip())
        if kind == "s":
            return self._shared_cell(value, marks)
        if inline is not None:
            return Cell(inline, marks=marks) if inline else None
        if not value:
            if formula:
                self._unfilled += 1
                return Cell("", "unfilled", marks="f")
            return None
        if kind == "e":
            self._errors += 1
            return Cell(clean(value), "error", marks=marks)
        if kind == "b":
            return Cell("TRUE" if value == "1" else "FALSE", marks=marks)
        if kind in ("str", "d"):
            return self._said(clean(value), kind, marks)
        return self._number(value, element.get("s") or "", marks)

    def _shared_cell(self, value: str | None, marks: str) -> Cell | None:
        if value is None or not value.strip().isdigit() or int(value) >= len(self._shared):
            raise Refused(DAMAGED)
        text = self._shared[int(value)]
        return Cell(str(text), marks=marks + ("s" if text.struck else "")) if text else None

    @staticmethod
    def _said(text: str, kind: str, marks: str) -> Cell | None:
        if kind == "d" and (found := re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?", text)):
            day = f"{found[3]}/{found[2]}/{found[1]}"
            if found[4] and found[4] != "00:00":
                return Cell(f"{day} {found[4]}", "datetime", f"{found[1]}-{found[2]}-{found[3]}T{found[4]}", marks)
            return Cell(day, "date", f"{found[1]}-{found[2]}-{found[3]}", marks)
        return Cell(text, marks=marks) if text else None

    def _number(self, value: str, style: str, marks: str) -> Cell | None:
        text = value.strip()
        try:
            number = float(text)
        except ValueError:
            return Cell(clean(text), marks=marks)
        index = int(style) if style.isdigit() else -1
        kind = self._formats[index] if 0 <= index < len(self._formats) else ""
        if kind and (cell := dated(number, kind, self._is_1904)):
            cell.marks = marks
            return cell
        if number.is_integer() and abs(number) < 1e15:
            text = str(int(number))
        return Cell(text, "number", marks=marks)

    @staticmethod
    def _hide_columns(grid: Grid, element: Any) -> None:
        first, last = attribute(element, "min"), attribute(element, "max")
        if first.isdigit() and last.isdigit():
            grid.hidden_columns += range(int(first) - 1, min(int(last), int(first) + 500))

    @staticmethod
    def _merge(grid: Grid, reference: str) -> None:
        first, _, last = reference.partition(":")
        a, b = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if a and b and len(grid.merges) < MOST_MERGES:
            grid.merges.append((int(a[2]), _column_number(a[1]) - 1, int(b[2]), _column_number(b[1]) - 1))

    def _comments(self, name: str) -> None:
        for kind, target in relations(self._package, self._part).values():
            if not self._package.has(target):
                continue
            if kind == "comments":
                for each in elements(self._package.read(target), ("comment",)):
                    text = clean("".join(_texts(each)))
                    self._document.asides.append(Aside("comment", f"{name} {attribute(each, 'ref')}", text))
            elif kind == "drawing":
                text = clean("\n".join(_texts(tree(self._package.read(target)))))
                if text:
                    self._document.asides.append(Aside("text box", name, text))

    def _named(self, name: str) -> None:
        if self._unfilled:
            cells = "cell has a formula" if self._unfilled == 1 else "cells have a formula"
            self._document.warnings.append(
                f"{name}: {self._unfilled} {cells} whose result was never saved; open the file in Excel and save it."
            )
        if self._errors:
            self._document.warnings.append(f"{name}: {self._errors} cells hold an error instead of a value.")


def _texts(element: Any) -> Iterator[str]:
    return (each.text or "" for each in element.iter() if local(each) == "t")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
