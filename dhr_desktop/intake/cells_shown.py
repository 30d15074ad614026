"""Cells of a spreadsheet as they were seen, whatever file they come from; and sentences about those that need a look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .pages import Cell
from .shown.codes import taken_apart
from .shown.formats import number_cell
from .xlsx_styles import Style

_MOST_NAMED = 5
MOST_AT_ONE_ADDRESS = 200  # cells that are joined; each joining copies those before
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?)?Z?")
_ISO_TIME = re.compile(r"T?(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?Z?")
_SENTENCES = {
    "unfilled": (
        "a formula whose result was never saved ({})", "formulas whose results were never saved ({})",
        "open the file in Excel and save it",
    ),
    "error": ("a cell that holds an error instead of a value ({})", "cells that hold an error instead of a value ({})", "ask the agency what stood there"),
    "hidden": (
        "a cell that could not be seen in the file: white, tiny or hidden by its format ({})",
        "cells that could not be seen in the file: white, tiny or hidden by their format ({})", "they were read: ask the agency whether they are meant",
    ),
    "twice": ("an address with two cells ({})", "addresses with two cells ({})", "both were kept: compare them with the file"),
    "fetches": ("a formula that asks another computer ({})", "formulas that ask another computer ({})", "they were not run"),
    "guide": ("a cell with a guide to how it is said ({})", "cells with a guide to how they are said ({})", "the guide was left out"),
    "repeated": ("a row or cell repeated more often than is read ({})", "rows or cells repeated more often than is read ({})", "compare them with the file"),
}  # fmt: skip


class Places:
    """Where in one sheet something was met that the chair is told of."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {}
        self._counts: dict[str, int] = {}

    def note(self, sort: str, place: str) -> None:
        self._counts[sort] = self._counts.get(sort, 0) + 1
        named = self._found.setdefault(sort, [])
        if len(named) < _MOST_NAMED:
            named.append(place)

    def marked(self, cell: Cell, place: str) -> None:
        if "h" in cell.marks:
            self.note("hidden", place)

    def sentences(self, sheet: str) -> Iterator[str]:
        for sort, count in self._counts.items():
            one, many, then = _SENTENCES[sort]
            named = ", ".join(self._found[sort]) + (", …" if count > _MOST_NAMED else "")
            what = one.format(named) if count == 1 else f"{count:,} {many.format(named)}"
            yield f"{sheet}: {what}; {then}."


def joined(first: Cell, second: Cell) -> Cell:
    """Two cells at one address: both are kept, a line each. A date that stands twice is no date any more, but a doubt."""
    raw = "\n".join(each.value if "w" in each.marks else each.text for each in (first, second) if is_text(each))
    marks = "".join(dict.fromkeys(each for each in first.marks + second.marks if each in "fsh"))
    return Cell(f"{first.text}\n{second.text}", "", raw, marks + "w" + "2" * (1 + first.marks.count("2")))


def is_text(cell: Cell) -> bool:
    """Whether the file holds words here, and not a number whose format wrote what is shown."""
    return not cell.kind and "n" not in cell.marks


def from_iso(text: str, style: Style, marks: str, *, is_1904: bool = False) -> Cell | None:
    """A cell that holds its date in words of its own: shown by the format it has, or as a plain day."""
    if not text:
        return None
    serial = _serial(text)
    if serial is None:
        return Cell(text, "", "", marks + style.marks)
    code = style.code
    if taken_apart(code).is_general:
        code = "hh:mm" if serial < 1 else "dd/mm/yyyy hh:mm" if serial % 1 else "dd/mm/yyyy"
    return number_cell(
        serial - (1462 if is_1904 and serial >= 1 else 0), text, code, marks + style.marks, is_1904=is_1904
    )


def _serial(text: str) -> float | None:
    if found := _ISO.fullmatch(text):
        try:
            whole = (date(int(found[1]), int(found[2]), int(found[3])) - date(1899, 12, 30)).days
        except ValueError:
            return None
        return whole + _part_of_day(found[4], found[5], found[6])
    if found := _ISO_TIME.fullmatch(text):
        return _part_of_day(found[1], found[2], found[3])
    return None


def _part_of_day(hour: str | None, minute: str | None, second: str | None) -> float:
    return (int(hour or 0) * 3600 + int(minute or 0) * 60 + float(second or 0)) / 86_400


def address(row: int, column: int) -> str:
    """Row from one, column from nought: B7 is row 7, column 1."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
