"""How a record says what its fields are, once, for the form, the table, the CSV and the search.

A register would otherwise be described four times and the four would drift apart.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from .moments import When


class Shape(StrEnum):
    """What kind of value a field holds, and so how it is typed in, stored and shown."""

    LINE = "line"  # a short text
    TEXT = "text"  # a text of any length
    DAY = "day"  # an exact day or nothing
    WHEN = "when"  # a day or the span of days that words allow
    CHOICE = "choice"  # a line with offered values; free entry is always allowed
    LINES = "lines"  # several short texts
    FLAG = "flag"
    NUMBER = "number"
    LINK = "link"  # the id of another record, 0 for none
    LINKS = "links"  # the ids of several


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    shape: Shape
    offers: str = ""  # the name of the vocabulary whose values are offered
    of: str = ""  # for links: the kind of record meant ("" is any)
    help: str = ""
    owned: bool = False  # for links: this record has no meaning without the one it links to
    searched: bool = True
    listed: bool = True  # whether the register's table and CSV show it


def told(
    label: str,
    shape: Shape = Shape.LINE,
    *,
    offers: str = "",
    of: str = "",
    help: str = "",
    owned: bool = False,
    searched: bool | None = None,
    listed: bool = True,
) -> Any:
    """A dataclass field that knows its label and its shape."""
    is_words = shape in (Shape.LINE, Shape.TEXT, Shape.CHOICE, Shape.LINES, Shape.WHEN)
    about = {
        "label": label,
        "shape": shape,
        "offers": offers,
        "of": of,
        "help": help,
        "owned": owned,
        "searched": is_words if searched is None else searched,
        "listed": listed,
    }
    return dataclasses.field(default=EMPTY[shape], metadata=about)


EMPTY: dict[Shape, Any] = {
    Shape.LINE: "",
    Shape.TEXT: "",
    Shape.DAY: None,
    Shape.WHEN: When(),
    Shape.CHOICE: "",
    Shape.LINES: (),
    Shape.FLAG: False,
    Shape.NUMBER: None,
    Shape.LINK: 0,
    Shape.LINKS: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line of a register. `id` is unique in the whole case, whatever the kind; 0 is not yet kept."""

    KIND: ClassVar[str] = ""  # its table, and its name in the journal: "people"
    WORD: ClassVar[str] = ""  # what a chair calls one: "person"
    TITLE: ClassVar[str] = ""  # the field that names it in a list
    IS_THEIRS: ClassVar[bool] = False  # an agency sent it: it stays as it came
    IS_DECIDED: ClassVar[bool] = False  # an operation of its own makes and changes it, not a form
    OURS: ClassVar[tuple[str, ...]] = ()  # the fields of such records that the chair may still fill

    id: int = 0

    @property
    def name(self) -> str:
        """How a list or a message names this record."""
        value = getattr(self, self.TITLE) if self.TITLE else ""
        return str(value) or f"{self.WORD} {self.id}"

    def is_blank(self) -> bool:
        """Whether nothing has been filled in."""
        return all(getattr(self, each.name) == EMPTY[each.shape] for each in fields_of(type(self)))


_FIELDS: dict[type[Record], tuple[Field, ...]] = {}


def fields_of(kind: type[Record]) -> tuple[Field, ...]:
    """The told fields of a kind of record, in order, without the id."""
    if kind not in _FIELDS:
        told_ones = (each for each in dataclasses.fields(kind) if each.metadata)
        _FIELDS[kind] = tuple(Field(name=each.name, **each.metadata) for each in told_ones)
    return _FIELDS[kind]


def field_named(kind: type[Record], name: str) -> Field:
    return next(each for each in fields_of(kind) if each.name == name)


def listed_fields(kind: type[Record]) -> tuple[Field, ...]:
    return tuple(each for each in fields_of(kind) if each.listed)


# ---- plain values: what storage keeps and what other programs read --------------------------------


def to_plain(shape: Shape, value: Any) -> Any:
    """A value as JSON would hold it."""
    if value is None:
        return None
    if shape is Shape.DAY:
        return value.isoformat()
    if shape is Shape.WHEN:
        return value.as_plain()
    if shape in (Shape.LINES, Shape.LINKS):
        return list(value)
    return value


def from_plain(shape: Shape, plain: Any) -> Any:
    if plain is None:
        return EMPTY[shape]
    if shape is Shape.DAY:
        return date.fromisoformat(plain)
    if shape is Shape.WHEN:
        return When.from_plain(plain)
    if shape in (Shape.LINES, Shape.LINKS):
        return tuple(plain)
    if shape is Shape.FLAG:
        return bool(plain)
    return plain


# ---- words: what a person types into a cell and reads there ---------------------------------------


def to_words(shape: Shape, value: Any) -> str:
    """A value as a table cell or a CSV shows it. `from_words` reads it back."""
    if value is None:
        return ""
    if shape is Shape.DAY:
        return f"{value:%d/%m/%Y}"
    if shape is Shape.WHEN:
        return str(value.wording or value.words()) if value.is_dated or value.wording else ""
    if shape is Shape.LINES:
        return "; ".join(value)
    if shape is Shape.FLAG:
        return "yes" if value else ""
    return str(value)


class Unreadable(ValueError):
    """A cell whose words do not fit its field; the sentence says why."""


YES = {"yes", "y", "true", "1", "x", "✓"}
NO = {"", "no", "n", "false", "0", "-"}


def from_words(shape: Shape, words: str) -> Any:
    """Read what a person typed. Raises Unreadable, with the reason in words, rather than guess."""
    words = words.strip()
    if shape is Shape.DAY:
        return read_day(words) if words else None
    if shape is Shape.LINES:
        return tuple(part.strip() for part in words.split(";") if part.strip())
    if shape is Shape.FLAG:
        if words.lower() in YES:
            return True
        if words.lower() in NO:
            return False
        raise Unreadable(f"“{words}” is neither yes nor no")
    if shape is Shape.NUMBER:
        if not words:
            return None
        if words.lstrip("-").isascii() and words.lstrip("-").isdigit():
            return int(words)
        raise Unreadable(f"“{words}” is not a whole number")
    return words


MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_day(words: str) -> date:
    """An exact day typed into a register: 14/3/2024, 2024-03-14 or 14 March 2024, day always first.

    Agencies' dates are read by intake, which knows many more ways of writing and of doubting.
    """
    for mark in "/.-,":
        words = words.replace(mark, " ")
    parts = words.split()
    if len(parts) != 3:
        raise Unreadable(f"“{' '.join(parts)}” is not a full date: write day, month and year, as 14/3/2024")
    if len(parts[0]) == 4:
        parts.reverse()
    day, month, year = parts
    month_number = _month_number(month)
    if not day.isdecimal() or not year.isdecimal() or not month_number:
        raise Unreadable(f"“{' '.join(parts)}” is not a date: write day, month and year, as 14/3/2024")
    if len(year) != 4:
        raise Unreadable(f"“{' '.join(parts)}” needs the year in four figures, as 14/3/2024")
    try:
        return date(int(year), month_number, int(day))
    except ValueError:
        raise Unreadable(f"there is no such day as {' '.join(parts)}") from None


def _month_number(month: str) -> int:
    if month.isdecimal():
        return int(month)
    short = month[:3].lower()
    return MONTH_NAMES.index(short) + 1 if short in MONTH_NAMES else 0
