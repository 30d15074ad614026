"""The second count of a spreadsheet: how many cells hold something, and how many letters its words have.

The file is walked by expat, which shares no code with the reader; what it is held against is counted in the grids
that become entries, not by whoever read them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from struct import error as StructError
from xml.parsers import expat

from . import counting_xls, counting_xlsb
from .letters import letters
from .package import Package, whole
from .pages import REST_OF_CELL, Cell, Document, Refused

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SHEET = re.compile(rb"<(?:\w+:)?sheetData[\s/>]")
MOST_REPEATS = 2_000
LAST_COLUMN = 16_384


@dataclass(slots=True)
class Count:
    cells: int = 0
    letters: int = 0


def of_grids(document: Document) -> Count:
    """What is handed on, cell by cell."""
    count = Count()
    for grid in document.grids:
        for row in grid.rows:
            for cell in row.cells.values():
                if cell.kind != "unfilled" and cell.text:
                    count.cells += 1 + cell.marks.count("2")
                    count.letters += _stored_letters(cell)
    for aside in document.asides:
        if aside.sort == REST_OF_CELL:
            count.letters += letters(aside.text)
    return count


def _stored_letters(cell: Cell) -> int:
    """Words count as they are stored; a number's figures are written by its format and are not counted."""
    if cell.kind or "n" in cell.marks:
        return 0
    return letters(cell.value if "w" in cell.marks else cell.text)


# ---- workbooks of the Office Open XML family ----------------------------------------------------


def count_xlsx(data: bytes) -> Count:
    package = Package(data)
    shared: list[str] = []
    for name in package.names:
        if name.casefold().endswith("sharedstrings.xml"):
            shared = _Strings(package.read(name)).found
    total = Count()
    for name in package.names:
        part = package.read(name) if name.casefold().endswith(".xml") else b""
        if _SHEET.search(part) or (b"s\0h\0e\0e\0t\0D\0a\0t\0a" in part or b"\0s\0h\0e\0e\0t\0D\0a\0t\0a" in part):
            held = _Cells(part, shared).count
            total.cells += held.cells
            total.letters += held.letters
    return total


class _Walk:
    """Expat, with the names of elements without their prefixes, and no entities."""

    OF_INTEREST: frozenset[str]  # of these it is told that they begin and end

    def __init__(self, data: bytes) -> None:
        self.path: list[str] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.CharacterDataHandler = self.text
        parser.EntityDeclHandler = self._refuse
        parser.Parse(data, True)

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self.path.append(name)
        if name in self.OF_INTEREST:
            self.opened(name, attributes)

    def _closed(self, name: str) -> None:
        name = self.path.pop()
        if name in self.OF_INTEREST:
            self.closed(name)

    def opened(self, name: str, attributes: dict[str, str]) -> None: ...

    def closed(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...

    @staticmethod
    def _refuse(*about: object) -> None:
        raise ValueError("an entity")


def _readable(text: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


class _Strings(_Walk):
    OF_INTEREST = frozenset({"si"})

    def __init__(self, data: bytes) -> None:
        self.found: list[str] = []
        self._held: list[str] = []
        super().__init__(data)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        self._held = []

    def closed(self, name: str) -> None:
        self.found.append(_readable("".join(self._held)))

    def text(self, text: str) -> None:
        if self.path[-1] == "t" and "rPh" not in self.path:
            self._held.append(text)


class _Cells(_Walk):
    OF_INTEREST = frozenset({"c"})

    def __init__(self, data: bytes, shared: list[str]) -> None:
        self.count = Count()
        self._shared = shared
        self._kind = ""
        self._value: list[str] = []
        self._words: list[str] = []
        super().__init__(data)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        self._kind, self._value, self._words = attributes.get("t", "n"), [], []

    def closed(self, name: str) -> None:
        value, words = "".join(self._value).strip(), _readable("".join(self._words))
        if self._kind == "s" and 0 <= (at := whole(value)) < len(self._shared):
            self._take(self._shared[at])
        elif not value:
            self._take(words)
        elif self._kind == "str":
            self._take(_readable(value))
        else:
            self.count.cells += 1

    def _take(self, found: str) -> None:
        if found.strip():
            self.count.cells += 1
            self.count.letters += letters(found)

    def text(self, text: str) -> None:
        if "c" not in self.path:
            return
        if self.path[-1] == "v":
            self._value.append(text)
        elif self.path[-1] == "t" and "rPh" not in self.path:
            self._words.append(text)


# ---- OpenDocument -------------------------------------------------------------------------------


def count_ods(data: bytes) -> Count:
    """A cell counts as often as it and its row are repeated, up to what is read of repeats."""
    package = Package(data)
    return _Repeated(package.read("content.xml")).count


class _Repeated(_Walk):
    OF_INTEREST = frozenset({"table-row", "table-cell", "covered-table-cell", "s"})

    def __init__(self, data: bytes) -> None:
        self.count = Count()
        self._row = self._times = 1
        self._row_cells = Count()
        self._column = 0
        self._held: list[str] = []
        self._has_value = False
        super().__init__(data)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        held = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "table-row":
            self._row, self._row_cells, self._column = _times(held, "number-rows-repeated"), Count(), 0
        elif name in ("table-cell", "covered-table-cell"):
            self._times, self._held = _times(held, "number-columns-repeated"), []
            self._has_value = bool(
                held.get("value") or held.get("date-value") or held.get("time-value") or held.get("boolean-value")
            )
        elif name == "s" and self._is_words():
            self._held.append(" ")

    def closed(self, name: str) -> None:
        if name == "table-row" and "tracked-changes" not in self.path:
            times = min(self._row, MOST_REPEATS)
            self.count.cells += self._row_cells.cells * times
            self.count.letters += self._row_cells.letters * times
        elif name in ("table-cell", "covered-table-cell"):
            words = "".join(self._held)
            if self._column <= LAST_COLUMN * 2 and (words.strip() or self._has_value):
                times = min(self._times, MOST_REPEATS)
                self._row_cells.cells += times
                self._row_cells.letters += 0 if self._has_value else letters(words) * times
            self._column += self._times

    def text(self, text: str) -> None:
        if self._is_words():
            self._held.append(text)

    def _is_words(self) -> bool:
        path = self.path
        if "p" not in path or "tracked-changes" in path:
            return False
        at = max((at for at, name in enumerate(path) if name in ("table-cell", "covered-table-cell")), default=-1)
        return at >= 0 and not {"annotation", "note", "frame", "custom-shape", "shapes", "text-box"} & set(path[at:])


def _times(attributes: dict[str, str], name: str) -> int:
    return max(1, whole(attributes.get(name, "")))


# ---- against what was read ----------------------------------------------------------------------


def count_xls(data: bytes) -> Count:
    """Only the cells: how many letters an old workbook's words have is known to its reader alone."""
    return Count(counting_xls.count_filled_cells(data))


def count_xlsb(data: bytes) -> Count:
    return Count(counting_xlsb.count_filled_cells(data))


COUNTERS = {"xlsx": count_xlsx, "ods": count_ods, "xls": count_xls, "xlsb": count_xlsb}
COULD_NOT = "The second count of this file could not be made: look at its last rows with care."


def reconcile_sheets(document: Document, data: bytes) -> None:
    """A difference between the second count and the grids that are handed on is a warning."""
    held = of_grids(document)
    empty = document.counts.pop("empty", 0)
    document.counts.update(read=held.cells, left_out=empty)
    try:
        counted = COUNTERS[document.format](data)
    except (expat.ExpatError, KeyError, ValueError, StructError, Refused, RecursionError):
        document.warnings.append(COULD_NOT)
        return
    document.counts["counted"] = counted.cells
    if counted.cells != held.cells + empty:
        document.warnings.append(_differs(counted.cells, "filled cells", held.cells, empty))
    if document.format in ("xls", "xlsb"):
        return
    document.counts.update({"letters counted": counted.letters, "letters read": held.letters})
    if counted.letters != held.letters:
        document.warnings.append(_differs(counted.letters, "letters and figures in its words", held.letters, 0))


def _differs(counted: int, what: str, read: int, left_out: int) -> str:
    return (
        f"A second count found {counted:,} {what}; {read:,} were read and {left_out:,} shown as left out. "
        "Compare the preview with the file before you accept it."
    )
