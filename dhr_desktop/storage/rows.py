"""Between a frozen record and its row. Rows are what the journal keeps, so both ways must be exact."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from sys import intern
from typing import Any, TypeVar

from dhr_desktop.core.agencies import Row, is_left_out
from dhr_desktop.core.fields import Record, Shape, field_named, fields_of, from_plain, to_plain
from dhr_desktop.core.signs import in_whole_signs

from .as_json import as_json

R = TypeVar("R", bound=Record)
RowValues = dict[str, Any]

_AS_JSON = {Shape.WHEN, Shape.LINES, Shape.LINKS}


def to_column(shape: Shape, value: Any) -> Any:
    """A field's value as SQLite holds it."""
    encode = _ENCODERS.get(shape)
    return encode(value) if encode is not None else value


@lru_cache(maxsize=20_000)
def _when_text(when: Any) -> str:
    """Rows of one table say the same days again and again: what is equal is written out once."""
    return as_json(to_plain(Shape.WHEN, when))


_ENCODERS: dict[Shape, Callable[[Any], Any]] = {
    Shape.LINK: lambda value: value or None,
    Shape.FLAG: int,
    Shape.WHEN: _when_text,
    Shape.LINES: lambda value: f"[{','.join(map(encode_basestring, value))}]",
    Shape.LINKS: lambda value: as_json(to_plain(Shape.LINKS, value)),
    Shape.DAY: lambda value: to_plain(Shape.DAY, value),
}
"""The shapes that are held otherwise than they are."""


def from_column(shape: Shape, held: Any) -> Any:
    if shape in _AS_JSON:
        return from_plain(shape, json.loads(held))
    return from_plain(shape, held)


def row_of(record: Record) -> RowValues:
    """Every column of a record, its id left out."""
    names, values_of, encoders = _columns(type(record))
    row: RowValues = dict(zip(names, values_of(record), strict=True))
    for name, encode in encoders:
        row[name] = encode(row[name])
    for name, held in row.items():
        if held and isinstance(held, str) and not held.isascii():
            row[name] = in_whole_signs(held)
    return row


Columns = tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[tuple[str, Callable[[Any], Any]], ...]]
_COLUMNS: dict[type[Record], Columns] = {}


def _columns(kind: type[Record]) -> Columns:
    """The names of a kind's columns, what reads them all from a record, and those that need work on the way."""
    if kind not in _COLUMNS:
        fields = fields_of(kind)
        names = tuple(each.name for each in fields)
        values_of = attrgetter(*names) if len(names) > 1 else _one_value(*names)
        worked_on = tuple((each.name, _ENCODERS[each.shape]) for each in fields if each.shape in _ENCODERS)
        _COLUMNS[kind] = names, values_of, worked_on
    return _COLUMNS[kind]


def _one_value(name: str) -> Callable[[Any], tuple[Any, ...]]:
    return lambda record: (getattr(record, name),)


_UNCHANGED_ON_THE_WAY = {Shape.LINE, Shape.TEXT, Shape.CHOICE, Shape.NUMBER}
_SHARED = {Shape.LINE, Shape.CHOICE}
SHORT = 64  # letters of a word that is shared
_EMPTY_JSON = {"{}", "[]"}


Decoders = tuple[tuple[str, Callable[[Any], Any]], ...]
_DECODERS: dict[type[Record], Decoders] = {}


def _decoders(kind: type[Record]) -> Decoders:
    """The columns that need work; most are read as they stand, and 20,000 rows must open in a second."""
    if kind not in _DECODERS:
        _DECODERS[kind] = _make_decoders(kind)
    return _DECODERS[kind]


@lru_cache(maxsize=20_000)
def _when_of(held: str) -> Any:
    """Records say the same day in the same words again and again: what is equal is one, and is read once."""
    return from_column(Shape.WHEN, held)


def forget() -> None:
    """Nothing of a case stays here once it is closed."""
    for held in (_when_of, _when_text, _wording_of):
        held.cache_clear()


def _shared(held: Any) -> Any:
    """A short word of a register or of an agency's columns: one in memory, however many records say it."""
    return intern(held) if type(held) is str and len(held) <= SHORT else held


def _make_decoders(kind: type[Record]) -> Decoders:
    def decoder(shape: Shape) -> Callable[[Any], Any]:
        if shape in _SHARED:
            return _shared
        if shape is Shape.LINK:
            return lambda held: held or 0
        empty = from_plain(shape, None)
        if shape is Shape.WHEN:
            return lambda held: empty if held in _EMPTY_JSON else _when_of(held)
        if shape in _AS_JSON:
            return lambda held: empty if held in _EMPTY_JSON else from_column(shape, held)
        return lambda held: empty if held is None else from_column(shape, held)

    return tuple(
        (each.name, decoder(each.shape))
        for each in fields_of(kind)
        if each.shape in _SHARED or each.shape not in _UNCHANGED_ON_THE_WAY
    )


def record_of(kind: type[R], row: Mapping[str, Any]) -> R:
    values = dict(row)
    for name, decode in _decoders(kind):
        values[name] = decode(values[name])
    return kind(**values)


def searched_words(kind: type[Record], row: Mapping[str, Any]) -> tuple[str, str]:
    """What the search finds a record by: its name, and everything else a chair would look for."""
    title_name, searched = _searched(kind)
    body = []
    for name, shape in searched:
        held = row.get(name)
        if held and shape in _AS_JSON:
            held = "" if held in _EMPTY_JSON else _words_of_json(shape, held)
        if held:
            body.append(str(held))
    title = row.get(title_name) if title_name else ""
    if kind is Row and is_left_out(row["exception"]):
        body.append(_words_of_json(Shape.LINES, row["cells"]))
    return str(title or ""), "\n".join(body)


def search_hangs_on(kind: type[Record]) -> frozenset[str]:
    """The fields by which what the search finds a record by is another: of a row, also why it is no entry."""
    searched = frozenset(field.name for field in fields_of(kind) if field.searched)
    return searched | {"cells", "exception"} if kind is Row else searched


Searched = tuple[str, tuple[tuple[str, Shape], ...]]
_SEARCHED: dict[type[Record], Searched] = {}


def _searched(kind: type[Record]) -> Searched:
    """The field a kind is called by, if the search finds it, and the others that are searched."""
    if kind not in _SEARCHED:
        title = kind.TITLE if kind.TITLE and field_named(kind, kind.TITLE).searched else ""
        others = [(each.name, each.shape) for each in fields_of(kind) if each.searched and each.name != kind.TITLE]
        _SEARCHED[kind] = title, tuple(others)
    return _SEARCHED[kind]


def _words_of_json(shape: Shape, held: str) -> str:
    return _wording_of(held) if shape is Shape.WHEN else "\n".join(map(str, json.loads(held)))


@lru_cache(maxsize=20_000)
def _wording_of(held: str) -> str:
    return str(json.loads(held).get("wording", ""))
