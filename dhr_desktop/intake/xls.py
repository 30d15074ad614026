"""The old binary workbooks: cells through xlrd, what it leaves out by a walk of our own over the records."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from .cells_shown import Places, address
from .compound import SIGNATURE, workbook_stream
from .package import DAMAGED, PROTECTED
from .pages import (
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
)
from .shown.codes import BUILT_IN, GENERAL
from .shown.formats import number_cell, word_cell
from .symbols import as_drawn, is_symbol_font
from .xls_beside import eased, read_beside
from .xlsx_styles import PLAIN, Font, Style, style_of

_BY_LANGUAGE = (14, 22)
_EMPTY = (0, 6)  # nothing at all, and a format without a value
_BARE = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
EASED = "This file is not quite in order; its cells were read without the drawings beside them. Compare the preview with the file."


def read_xls(data: bytes) -> Document:
    import xlrd

    document = Document("xls", [], readers=f"xlrd {xlrd.__version__}; own reader of what stands beside the cells 1")
    book = _opened(data, document)
    document.counts_from_1904 = book.datemode == 1
    if book.nsheets > MOST_GRIDS:
        raise Refused(TOO_MANY_SHEETS)
    stream = _stream(data)
    has_beside = bool(stream) and read_beside(stream, document)
    styles = _styles(book)
    cells = 0
    for sheet in book.sheets():
        grid = _Sheet(book, sheet, styles, document).read()
        cells += sum(len(row.cells) for row in grid.rows)
        if cells > MOST_CELLS:
            raise Refused(TOO_MANY_CELLS)
        document.grids.append(grid)
        if not has_beside:
            _notes(sheet, document)
    return document


def _opened(data: bytes, document: Document) -> Any:
    """xlrd is asked with the file as it is; then with the workbook's own stream; then without what it stumbled over."""
    ways: list[tuple[Callable[[], bytes], str]] = [
        (lambda: data, ""),
        (lambda: _stream(data), ""),
        (lambda: eased(_stream(data)), EASED),
    ]
    problem: Exception | None = None
    for way, warning in ways:
        import xlrd

        try:
            book = xlrd.open_workbook(file_contents=way(), formatting_info=True, logfile=io.StringIO())
        except xlrd.XLRDError as refused:
            if "encrypt" in str(refused).lower():
                raise Refused(PROTECTED) from refused
            problem = problem or refused
        except Exception as broken:  # noqa: BLE001 - whatever it stumbles over, the next way is tried
            problem = problem or broken
        else:
            document.warnings += [warning] if warning else []
            return book
    raise Refused(DAMAGED) from problem


def _stream(data: bytes) -> bytes:
    if data.startswith(_BARE):
        return data
    try:
        return workbook_stream(data) if data.startswith(SIGNATURE) else b""
    except Exception:  # noqa: BLE001 - a container that leads nowhere; the sentence is said by who asked
        return b""


def _notes(sheet: Any, document: Document) -> None:
    for (row, column), note in sheet.cell_note_map.items():
        document.asides.append(Aside("comment", f"{sheet.name} {address(row + 1, column)}", clean(note.text)))


# ---- styles -------------------------------------------------------------------------------------


def _styles(book: Any) -> list[Style]:
    return [_style(book, each) for each in book.xf_list]


def _style(book: Any, about: Any) -> Style:
    found = book.format_map.get(about.format_key)
    background = "FFFFFF"
    if about.background is not None and about.background.fill_pattern == 1:
        background = _colour(book, about.background.pattern_colour_index, "FFFFFF")
    code = (found.format_str if found else "") or GENERAL
    if about.format_key in _BY_LANGUAGE and code.startswith("m/d/"):  # what xlrd takes where the file says nothing
        code = BUILT_IN[about.format_key]
    return style_of(code, _font(book, about.font_index), background)


def _font(book: Any, index: int) -> Font:
    held = book.font_list[index] if 0 <= index < len(book.font_list) else None
    if held is None or not hasattr(held, "height"):
        return Font()
    size = held.height / 20 if held.height else 11
    return Font(str(held.name), size, _colour(book, held.colour_index, "000000"), bool(getattr(held, "struck_out", 0)))


def _colour(book: Any, index: int, otherwise: str) -> str:
    found = book.colour_map.get(index)
    return "".join(f"{each:02X}" for each in found) if found else otherwise


# ---- a sheet ------------------------------------------------------------------------------------


class _Sheet:
    def __init__(self, book: Any, sheet: Any, styles: list[Style], document: Document) -> None:
        self._book, self._sheet, self._styles, self._document = book, sheet, styles, document
        self._places = Places()

    def read(self) -> Grid:
        sheet = self._sheet
        grid = Grid(sheet.name, [], sheet.visibility != 0)
        grid.hidden_columns = [at for at, about in sheet.colinfo_map.items() if about.hidden]
        grid.merges = [(r1 + 1, c1, r2, c2 - 1) for r1, r2, c1, c2 in sheet.merged_cells[:20_000]]
        for at in range(sheet.nrows):
            cells = {
                column: cell
                for column, held in enumerate(sheet.row(at))
                if (cell := self._cell(at, column, held)) is not None
            }  # fmt: skip
            if cells:
                about = sheet.rowinfo_map.get(at)
                grid.rows.append(GridRow(at + 1, cells, bool(about and about.hidden)))
        self._document.warnings += self._places.sentences(sheet.name)
        return grid

    def _cell(self, row: int, column: int, held: Any) -> Cell | None:
        kind, value = held.ctype, held.value
        if kind in _EMPTY:
            return None
        style = (
            self._styles[held.xf_index] if held.xf_index is not None and held.xf_index < len(self._styles) else PLAIN
        )
        place = address(row + 1, column)
        if kind == 1:
            cell = self._words(row, column, value, style)
        elif kind == 4:
            cell = Cell("TRUE" if value else "FALSE", "", "", style.marks + "n")
        elif kind == 5:
            self._places.note("error", place)
            return Cell(_error(value), "error")
        else:
            raw = str(int(value)) if float(value).is_integer() else repr(value)
            cell = number_cell(float(value), raw, style.code, style.marks, is_1904=self._book.datemode == 1)
        if cell is not None and cell.marks:
            self._places.marked(cell, place)
        return cell

    def _words(self, row: int, column: int, value: str, style: Style) -> Cell | None:
        text = clean(value)
        if not text:
            # A cell whose text is empty shows nothing, but it has its record, which the second count sees.
            self._document.counts["empty"] = self._document.counts.get("empty", 0) + 1
            return None
        cell = Cell(text, "", "", style.marks)
        runs = self._sheet.rich_text_runlist_map.get((row, column))
        if style.font or runs:
            cell.text = clean(self._drawn(value, style, runs or []))
        if style.is_wordy:
            cell = word_cell(cell.text, style.code, cell.marks)
        if cell.text != text:
            cell.value, cell.marks = text, cell.marks + "w"
        return cell

    def _drawn(self, value: str, style: Style, runs: list[tuple[int, int]]) -> str:
        """Each run in its own font; what stands before the first is in the cell's."""
        starts = [(0, style.font), *((at, self._signs(index)) for at, index in runs)]
        ends = [at for at, _ in starts[1:]] + [len(value)]
        return "".join(as_drawn(value[at:end], font) for (at, font), end in zip(starts, ends, strict=True))

    def _signs(self, index: int) -> str:
        name = _font(self._book, index).name
        return name if is_symbol_font(name) else ""


def _error(code: int) -> str:
    import xlrd

    return str(xlrd.error_text_from_code.get(code, "#ERROR"))


def ready() -> None:
    """Loaded ahead, so that a worker that waits is quick when its file comes."""
    import xlrd  # noqa: F401
