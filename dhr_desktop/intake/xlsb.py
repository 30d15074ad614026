"""Binary workbooks (.xlsb), read record by record: the same package as an .xlsx, its sheets in [MS-XLSB] instead of XML.

Formulas are not taken apart: a cell is what the file says its result was. Conditional formats and the prompts of
cells are not read; where a sheet has them the document says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import error as StructError
from struct import unpack_from

from .asked_for import name_what_is_asked_for
from .biff12 import RichString, records, rich_string, rk_number, wide_string
from .cells_shown import MOST_AT_ONE_ADDRESS, Places, address, joined
from .package import DAMAGED, HOSTILE, Package, relations
from .pages import (
    LAST_COLUMN,
    LAST_ROW,
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
from .shown.formats import number_cell, word_cell
from .symbols import is_symbol_font
from .xlsb_styles import Styles, read_styles
from .xlsx_beside import drawing_asides, header_words, people_of, sheet_asides
from .xlsx_styles import PLAIN, Style
from .xlsx_text import Text

MOST_MERGES = 20_000
BEGIN_SHEET, SHEET_OF_BOOK, BOOK_PROPERTIES = 129, 156, 153
BEGIN_ROWS, END_ROWS = 145, 146  # numbers of cell records mean other things outside these
ROW, COLUMNS, MERGED, SHARED_STRING, HEADER_FOOTER = 0, 60, 176, 19, 479
BLANK, RK, ERROR, BOOLEAN, REAL, STRING, SHARED = range(1, 8)
FORMULA_STRING, FORMULA_NUMBER, FORMULA_BOOLEAN, FORMULA_ERROR = range(8, 12)
RICH_STRING = 62
BEGIN_COMMENT, COMMENT_TEXT = 635, 637
_FORMULAS = {FORMULA_STRING: STRING, FORMULA_NUMBER: REAL, FORMULA_BOOLEAN: BOOLEAN, FORMULA_ERROR: ERROR}
_CELLS = {*range(BLANK, SHARED + 1), *_FORMULAS, RICH_STRING}
_SHORT_CELLS = {number + 11: number for number in range(BLANK, SHARED + 1)}  # in the column after the one before
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA"}  # fmt: skip
_NOT_READ = {461: "conditional formats", 573: "the prompts and lists of cells"}
_FORMULAS_NOT_READ = "what formulas ask of other files or programs"


def read_xlsb(data: bytes) -> Document:
    package = Package(data)
    document = Document("xlsb", [], readers="own reader of binary workbooks 1")
    try:
        _Book(package, document).read()
    except (StructError, IndexError) as problem:  # a record that is shorter than its kind
        raise Refused(DAMAGED) from problem
    name_what_is_asked_for(package, document)
    document.warnings[:0] = package.notes
    return document


def book_part(package: Package) -> str:
    for kind, target in relations(package, "").values():
        if kind == "officeDocument" and package.has(target):
            return target
    return "xl/workbook.bin"


class _Book:
    def __init__(self, package: Package, document: Document) -> None:
        self._package, self._document = package, document
        part = book_part(package)
        self._rels = relations(package, part)
        self._people = people_of(package, self._rels)
        self._is_1904 = False
        self._sheets: list[tuple[str, str, bool]] = []  # the relation, the name, whether it is hidden
        self._not_read: dict[str, list[str]] = {}
        self._seen: set[str] = set()
        for kind, content in records(package.read(part)):
            if kind == BOOK_PROPERTIES:
                self._is_1904 = bool(content[0] & 1)
                self._document.counts_from_1904 = self._is_1904
            elif kind == SHEET_OF_BOOK:
                relation, at = wide_string(content, 8)
                self._sheets.append((relation, wide_string(content, at)[0], unpack_from("<I", content)[0] != 0))

    def read(self) -> None:
        if len(self._sheets) > MOST_GRIDS:
            raise Refused(TOO_MANY_SHEETS)
        styles = read_styles(self._package, self._rels)
        shared = self._shared(styles)
        for relation, name, is_hidden in self._sheets:
            kind, part = self._rels.get(relation, ("", ""))
            if not part or not self._package.has(part):
                self._document.warnings.append(
                    f"{name}: this sheet is listed in the file and is not in it. Ask the agency to send the file again."
                )
            elif kind in ("chartsheet", "dialogsheet"):
                self._seen.add(part.casefold())
                self._drawn_sheet(part, name)
            elif part.casefold() not in self._seen:
                self._seen.add(part.casefold())
                self._document.grids.append(self._sheet(part, name, is_hidden, shared, styles))
        self._unlisted(shared, styles)
        self._say_what_was_not_read()

    def _sheet(self, part: str, name: str, is_hidden: bool, shared: list[Text], styles: Styles) -> Grid:
        reader = _Sheet(shared, styles, self._is_1904, self._document, Grid(name, [], is_hidden))
        grid = reader.read(self._package.read(part))
        for sort in sorted(reader.not_read):
            self._not_read.setdefault(sort, []).append(name)
        sheet_asides(self._package, part, name, self._document, self._people, comments_of)
        return grid

    def _shared(self, styles: Styles) -> list[Text]:
        part = next((target for kind, target in self._rels.values() if kind == "sharedStrings"), "")
        if not part or not self._package.has(part):
            return []
        return [
            text_of(rich_string(content, 0), styles)
            for kind, content in records(self._package.read(part)) if kind == SHARED_STRING
        ]  # fmt: skip

    def _drawn_sheet(self, part: str, name: str) -> None:
        self._document.warnings.append(
            f"“{name}”: this sheet is a drawing and has no rows; its words are shown beside the entries."
        )
        for kind, target in relations(self._package, part).values():
            if kind == "drawing" and self._package.has(target):
                self._document.asides += drawing_asides(self._package, target, name, self._document)

    def _unlisted(self, shared: list[Text], styles: Styles) -> None:
        """A sheet that no list names is not seen in Excel; it is offered like a hidden one."""
        for part in self._package.names:
            if "worksheets/" not in part.casefold() or not part.casefold().endswith(".bin"):
                continue
            if part.casefold() in self._seen or next(records(self._package.read(part)), (0, b""))[0] != BEGIN_SHEET:
                continue  # beside the sheets lie indexes of their rows, which are no sheets
            title = f"(not listed) {part.rpartition('/')[2]}"
            grid = self._sheet(part, title, True, shared, styles)
            if grid.rows:
                self._document.grids.append(grid)
                self._document.warnings.append(
                    f"{title}: this sheet is in the file and the file does not list it; Excel does not show it."
                )

    def _say_what_was_not_read(self) -> None:
        if self._not_read:
            found = "; ".join(f"{sort} ({', '.join(names[:5])})" for sort, names in self._not_read.items())
            self._document.warnings.append(
                f"Not looked at in this binary workbook (.xlsb): {found}. Where they matter, open the file in Excel, "
                "save it as an Excel Workbook (.xlsx) and bring that in."
            )


def text_of(held: RichString, styles: Styles) -> Text:
    """The text with the marks of its fonts; its runs only where one of them draws signs."""
    text = Text(clean(held.text))
    text.has_guide = held.has_guide
    if not held.runs:
        return text
    starts = [0, *(at for at, _ in held.runs)]
    ends = [*starts[1:], len(held.text)]
    fonts = [None, *(styles.fonts[font] if font < len(styles.fonts) else None for _, font in held.runs)]
    pieces = [(held.text[at:end], font) for at, end, font in zip(starts, ends, fonts, strict=True)]
    met = [font for said, font in pieces if font is not None and said.strip()]
    text.marks = "".join(sorted({mark for font in met for mark in font.marks("FFFFFF")}))
    if any(is_symbol_font(font.name) for font in met):
        text.runs = tuple((said, font.name if font else "") for said, font in pieces)
    return text


def comments_of(part: bytes, name: str) -> Iterator[Aside]:
    place = ""
    for kind, content in records(part):
        if kind == BEGIN_COMMENT:
            row, _, column = unpack_from("<III", content, 4)
            place = f"{name} {address(row + 1, column)}"
        elif kind == COMMENT_TEXT and (text := clean(rich_string(content, 0).text)):
            yield Aside("comment", place, text)


# ---- a sheet ------------------------------------------------------------------------------------


class _Sheet:
    def __init__(self, shared: list[Text], styles: Styles, is_1904: bool, document: Document, grid: Grid) -> None:
        self._shared, self._styles, self._is_1904 = shared, styles, is_1904
        self._document, self._grid = document, grid
        self._rows: dict[int, GridRow] = {}
        self._row = GridRow(0, {})
        self._column = -1
        self._cells = document.filled_cells
        self._places = Places()
        self.not_read: set[str] = set()

    def read(self, part: bytes) -> Grid:
        is_among_rows = False
        for kind, content in records(part):
            if kind in (BEGIN_ROWS, END_ROWS):
                is_among_rows = kind == BEGIN_ROWS
            elif is_among_rows and (kind in _CELLS or kind in _SHORT_CELLS):
                self._take_cell(kind, content)
            elif is_among_rows and kind == ROW:
                self._begin_row(content)
            elif kind == COLUMNS:
                self._hide_columns(content)
            elif kind == MERGED and len(self._grid.merges) < MOST_MERGES:
                top, bottom, left, right = unpack_from("<IIII", content)
                self._grid.merges.append((top + 1, left, bottom + 1, right))
            elif kind == HEADER_FOOTER:
                self._header_and_footer(content)
            elif kind in _NOT_READ:
                self.not_read.add(_NOT_READ[kind])
        self._grid.rows = [row for _, row in sorted(self._rows.items()) if row.cells]
        self._document.warnings += self._places.sentences(self._grid.name)
        return self._grid

    def _begin_row(self, content: bytes) -> None:
        number = unpack_from("<I", content)[0] + 1
        if number > LAST_ROW:
            raise Refused(DAMAGED)
        is_hidden = bool(content[11] & 0x10)
        self._row = self._rows.setdefault(number, GridRow(number, {}))
        self._row.is_hidden = self._row.is_hidden or is_hidden
        self._column = -1

    def _hide_columns(self, content: bytes) -> None:
        first, last = unpack_from("<II", content)
        if unpack_from("<H", content, 16)[0] & 1:
            self._grid.hidden_columns += range(first, min(last, first + 499) + 1)

    def _header_and_footer(self, content: bytes) -> None:
        at = 2
        for sort in ("header", "footer") * 3:
            coded, at = wide_string(content, at)
            aside = Aside(sort, self._grid.name, header_words(coded))
            if aside.text and aside not in self._document.asides:
                self._document.asides.append(aside)

    def _take_cell(self, kind: int, content: bytes) -> None:
        at = 0
        if kind in _SHORT_CELLS:
            kind, self._column = _SHORT_CELLS[kind], self._column + 1
        else:
            self._column, at = unpack_from("<I", content)[0], 4
        if not self._row.number or self._column >= LAST_COLUMN:
            raise Refused(DAMAGED)
        style = int.from_bytes(content[at : at + 3], "little")
        marks = ""
        if kind in _FORMULAS:
            kind, marks = _FORMULAS[kind], "f"
            self.not_read.add(_FORMULAS_NOT_READ)
        held = self._styles.styles
        cell = self._cell(kind, content, at + 4, held[style] if style < len(held) else PLAIN, marks)
        if cell is not None:
            self._keep(cell)

    def _keep(self, cell: Cell) -> None:
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise Refused(TOO_MANY_CELLS)
        place = address(self._row.number, self._column)
        if cell.marks:
            self._places.marked(cell, place)
        if self._column in self._row.cells:
            self._places.note("twice", place)
            if self._row.cells[self._column].marks.count("2") >= MOST_AT_ONE_ADDRESS:
                raise Refused(HOSTILE.format("one address has hundreds of cells"))
            cell = joined(self._row.cells[self._column], cell)
        self._row.cells[self._column] = cell

    def _cell(self, kind: int, content: bytes, at: int, style: Style, marks: str) -> Cell | None:
        if kind == BLANK:
            return None
        if kind == ERROR:
            self._places.note("error", address(self._row.number, self._column))
            return Cell(_ERRORS.get(content[at], "#ERROR"), "error", marks=marks)
        if kind == BOOLEAN:
            return Cell("TRUE" if content[at] else "FALSE", "", "", marks + style.marks + "n")
        if kind in (RK, REAL):
            number = rk_number(unpack_from("<I", content, at)[0]) if kind == RK else unpack_from("<d", content, at)[0]
            return self._number(number, style, marks)
        return self._words(self._text(kind, content, at), style, marks)

    def _number(self, number: float, style: Style, marks: str) -> Cell:
        raw = str(int(number)) if number.is_integer() else repr(number)
        return number_cell(number, raw, style.code, marks + style.marks, is_1904=self._is_1904)

    def _text(self, kind: int, content: bytes, at: int) -> Text:
        if kind == SHARED:
            number: int = unpack_from("<I", content, at)[0]
            if number >= len(self._shared):
                raise Refused(DAMAGED)
            return self._shared[number]
        if kind == RICH_STRING:
            return text_of(rich_string(content, at), self._styles)
        return Text(clean(wide_string(content, at)[0]))

    def _words(self, text: Text, style: Style, marks: str) -> Cell | None:
        if not text:
            # A cell whose text is empty shows nothing, but it has its record, which the second count sees.
            self._document.counts["empty"] = self._document.counts.get("empty", 0) + 1
            return None
        if text.has_guide:
            self._places.note("guide", address(self._row.number, self._column))
        cell = Cell(str(text), "", "", marks + style.marks + text.marks)
        if style.font or text.runs:
            cell.text = text.drawn(style.font)
        if style.is_wordy:
            cell = word_cell(cell.text, style.code, cell.marks)
        if cell.text != text:
            cell.value, cell.marks = str(text), cell.marks + "w"
        return cell
