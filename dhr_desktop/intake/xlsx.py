"""Workbooks of the Office Open XML family, read straight from their XML: what cells showed, and what other readers drop.

Hidden sheets, rows and columns, struck or unseen text, formulas without a value, error cells, two cells at one
address, a sheet that is listed and not there: kept or named.
"""

from __future__ import annotations

import re
from typing import Any

from .asked_for import name_what_is_asked_for
from .cells_shown import MOST_AT_ONE_ADDRESS, Places, address, from_iso, joined
from .package import DAMAGED, HOSTILE, Package, attribute, elements, local, relations, tree, whole
from .pages import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    MOST_GRIDS,
    TOO_MANY_CELLS,
    TOO_MANY_SHEETS,
    Cell,
    Document,
    Grid,
    GridRow,
    Refused,
    clean,
)  # fmt: skip
from .shown.formats import number_cell, word_cell
from .xlsx_beside import drawing_asides, header_asides, people_of, prompt_aside, sheet_asides
from .xlsx_styles import PLAIN, Style, read_styles
from .xlsx_text import Text, decoded, is_on, shared_strings, text_of
from .xlsx_unowned import unowned_asides

MOST_MERGES = 20_000
_REFERENCE = re.compile(r"([A-Za-z]{1,4})(\d{1,12})")
_FETCHES = re.compile(r"\b(WEBSERVICE|IMAGE|RTD|FILTERXML|DDE)\s*\(", re.I)
_READ = ("row", "col", "mergeCell", "headerFooter", "dataValidation")


def read_xlsx(data: bytes) -> Document:
    package = Package(data)
    book = _book_part(package)
    root = tree(package.read(book))
    document = Document("xlsx", [], readers="own reader of workbooks 2")
    _Book(package, book, root, document).read()
    name_what_is_asked_for(package, document)
    document.warnings[:0] = package.notes  # last: a part may be found spoiled at any time of the reading
    return document


def _book_part(package: Package) -> str:
    for kind, target in relations(package, "").values():
        if kind == "officeDocument" and package.has(target):
            return target
    for name in ("xl/workbook.xml",):
        if package.has(name):
            return name
    raise Refused(DAMAGED)


class _Book:
    def __init__(self, package: Package, part: str, root: Any, document: Document) -> None:
        self._package, self._document = package, document
        self._sheets = [each for each in root.iter() if local(each) == "sheet"]
        self._rels = relations(package, part)
        self._is_1904 = any(local(each) == "workbookPr" and is_on(each, "date1904") for each in root)
        document.counts_from_1904 = self._is_1904
        self._people = people_of(package, self._rels)
        self._seen: set[str] = set()

    def read(self) -> None:
        if len(self._sheets) > MOST_GRIDS:
            raise Refused(TOO_MANY_SHEETS)
        shared, styles = shared_strings(self._package, self._rels), read_styles(self._package, self._rels)
        for each in self._sheets:
            kind, part = self._rels.get(attribute(each, "id"), ("", ""))
            name, is_hidden = attribute(each, "name"), attribute(each, "state") in ("hidden", "veryHidden")
            if not part or not self._package.has(part):
                self._document.warnings.append(
                    f"{name}: this sheet is listed in the file and is not in it. Ask the agency to send the file again."
                )
            elif kind in ("chartsheet", "dialogsheet"):
                self._drawn_sheet(part, name)
            elif part.casefold() not in self._seen:
                self._seen.add(part.casefold())
                reader = _Sheet(self._package, part, shared, styles, self._is_1904, self._document)
                self._document.grids.append(reader.read(name, is_hidden, self._people))
        self._unlisted(shared, styles)
        unowned_asides(self._package, self._document)

    def _drawn_sheet(self, part: str, name: str) -> None:
        self._document.warnings.append(
            f"“{name}”: this sheet is a drawing and has no rows; its words are shown beside the entries."
        )
        for kind, target in relations(self._package, part).values():
            if kind == "drawing" and self._package.has(target):
                self._document.asides += drawing_asides(self._package, target, name, self._document)

    def _unlisted(self, shared: list[Text], styles: list[Style]) -> None:
        """A sheet that no list names is not seen in Excel; it is offered like a hidden one."""
        for name in self._package.names:
            if re.search(r"(^|/)worksheets/[^/]+\.xml$", name, re.I) and name.lstrip("/").casefold() not in self._seen:
                part = name.lstrip("/")
                self._seen.add(part.casefold())
                title = f"(not listed) {part.rpartition('/')[2]}"
                reader = _Sheet(self._package, part, shared, styles, self._is_1904, self._document)
                grid = reader.read(title, True, self._people)
                if grid.rows:
                    self._document.grids.append(grid)
                    self._document.warnings.append(
                        f"{title}: this sheet is in the file and the file does not list it; Excel does not show it."
                    )


class _Sheet:
    def __init__(
        self, package: Package, part: str, shared: list[Text], styles: list[Style], is_1904: bool, document: Document
    ) -> None:
        self._package, self._part, self._shared, self._styles = package, part, shared, styles
        self._is_1904, self._document = is_1904, document
        self._last_row = 0
        self._at = ""
        self._places = Places()

    def read(self, name: str, is_hidden: bool, people: dict[str, str]) -> Grid:
        data = self._package.read(self._part)
        grid = Grid(name, [], is_hidden)
        rows: dict[int, GridRow] = {}
        cells = self._document.filled_cells
        for element in elements(data, _READ):
            kind = local(element)
            if kind == "row":
                row = self._row(element)
                cells += len(row.cells)
                if cells > MOST_CELLS:
                    raise Refused(TOO_MANY_CELLS)
                self._keep(rows, row)
            elif kind == "col" and is_on(element, "hidden"):
                _hide_columns(grid, element)
            elif kind == "mergeCell":
                _merge(grid, attribute(element, "ref"))
            elif kind == "headerFooter":
                self._document.asides += header_asides(element, name)
            elif kind == "dataValidation" and (prompt := prompt_aside(element, name)):
                self._document.asides.append(prompt)
        grid.rows = [rows[at] for at in sorted(rows)]
        sheet_asides(self._package, self._part, name, self._document, people)
        self._document.warnings += self._places.sentences(name)
        return grid

    def _keep(self, rows: dict[int, GridRow], row: GridRow) -> None:
        before = rows.get(row.number)
        if before is None:
            if row.cells:
                rows[row.number] = row
            return
        before.is_hidden = before.is_hidden or row.is_hidden
        for at, cell in row.cells.items():
            self._put(before.cells, at, cell, row.number)

    def _put(self, cells: dict[int, Cell], at: int, cell: Cell, row: int) -> None:
        if at in cells:
            self._places.note("twice", address(row, at))
            if cells[at].marks.count("2") >= MOST_AT_ONE_ADDRESS:
                raise Refused(HOSTILE.format("one address has hundreds of cells"))
            cell = joined(cells[at], cell)
        cells[at] = cell

    def _row(self, element: Any) -> GridRow:
        at = whole(attribute(element, "r"), self._last_row + 1)
        if not 1 <= at <= LAST_ROW:
            raise Refused(DAMAGED)
        self._last_row = at
        cells: dict[int, Cell] = {}
        column = -1
        for each in element:
            if local(each) != "c":
                continue
            reference = each.get("r") or ""
            column = self._column(reference, column)
            self._at = reference or address(at, column)
            cell = self._cell(each)
            if cell is not None:
                if cell.marks:
                    self._places.marked(cell, self._at)
                self._put(cells, column, cell, at)
        hidden = is_on(element, "hidden") or attribute(element, "ht") == "0"
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
                formula = child.text or "="
            elif name == "is":
                inline = text_of(child)
        marks = "f" if formula else ""
        if formula and (asked := _FETCHES.search(formula)):
            self._places.note("fetches", f"{self._at} ({asked[1].upper()})")
        style = self._style(element.get("s") or "")
        if kind == "s" and (value or "").strip():
            assert value
            return self._text_cell(self._shared_text(value), style, marks)
        if inline is not None and not (value or "").strip():
            return self._text_cell(inline, style, marks)
        if not value:
            if formula:
                self._places.note("unfilled", self._at)
                return Cell("", "unfilled", marks="f")
            return None
        if kind == "e":
            self._places.note("error", self._at)
            return Cell(clean(value), "error", marks=marks)
        if kind == "b":
            return Cell("TRUE" if value.strip() in ("1", "true") else "FALSE", "", "", marks + style.marks + "n")
        if kind == "str":
            return self._text_cell(Text(clean(decoded(value))), style, marks)
        if kind == "d":
            return from_iso(clean(value), style, marks, is_1904=self._is_1904)
        return self._number(value, style, marks)

    def _style(self, index: str) -> Style:
        return self._styles[at] if 0 <= (at := whole(index)) < len(self._styles) else PLAIN

    def _shared_text(self, value: str) -> Text:
        if not 0 <= (at := whole(value)) < len(self._shared):
            raise Refused(DAMAGED)
        return self._shared[at]

    def _text_cell(self, text: Text, style: Style, marks: str) -> Cell | None:
        if not text:
            return None
        if text.has_guide:
            self._places.note("guide", self._at)
        cell = Cell(str(text), "", "", marks + style.marks + text.marks)
        if style.font or text.runs:
            cell.text = text.drawn(style.font)
        if style.is_wordy:
            cell = word_cell(cell.text, style.code, cell.marks)
        if cell.text != text:
            cell.value, cell.marks = str(text), cell.marks + "w"
        return cell

    def _number(self, value: str, style: Style, marks: str) -> Cell | None:
        text = value.strip()
        try:
            number = float(text)
        except ValueError:
            return Cell(clean(text), "", "", marks + style.marks + "n")
        return number_cell(number, text, style.code, marks + style.marks, is_1904=self._is_1904)


def _hide_columns(grid: Grid, element: Any) -> None:
    first, last = whole(attribute(element, "min")), whole(attribute(element, "max"), LAST_COLUMN)
    if 1 <= first <= LAST_COLUMN:
        grid.hidden_columns += range(first - 1, min(last, first + 500, LAST_COLUMN))


def _merge(grid: Grid, reference: str) -> None:
    first, _, last = reference.partition(":")
    a, b = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if a and b and len(grid.merges) < MOST_MERGES:
        grid.merges.append((int(a[2]), _column_number(a[1]) - 1, int(b[2]), _column_number(b[1]) - 1))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
