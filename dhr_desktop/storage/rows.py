"""Between a frozen record and its row. Rows are what the journal keeps, so both ways must be exact."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from sys import intern
from typing import Any, TypeVar

from dhr_desktop.core.fields import Record, Shape, field_named, fields_of, from_plain, to_plain
from dhr_desktop.core.signs import in_whole_signs

R = TypeVar("R", bound=Record)
RowValues = dict[str, Any]

_AS_JSON = {Shape.WHEN, Shape.LINES, Shape.LINKS}


def to_column(shape: Shape, value: Any) -> Any:
    """A field's value as SQLite holds it."""
    if shape is Shape.LINK:
        return value or None
    if shape is Shape.FLAG:
        return int(value)
    plain = to_plain(shape, value)
    if shape in _AS_JSON:
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return plain


def from_column(shape: Shape, held: Any) -> Any:
    if shape in _AS_JSON:
        return from_plain(shape, json.loads(held))
    return from_plain(shape, held)


def row_of(record: Record) -> RowValues:
    """Every column of a record, its id left out."""
    row: RowValues = {}
    for each in fields_of(type(record)):
        value = getattr(record, each.name)
        held = value if each.shape in _UNCHANGED_ON_THE_WAY else to_column(each.shape, value)
        row[each.name] = in_whole_signs(held) if isinstance(held, str) else held
    return row


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
    _when_of.cache_clear()


def _shared(held: Any) -> Any:
    """A short word of a register or of an agency's columns: one in memory, however many records say it."""
    return intern(held) if type(held) is str and len(held) <= SHORT else held


def _make_decoders(kind: type[Record]) -> Decoders:
    def decoder(shape: Shape) -> Callable[[Any], Any]:
        if shape in _SHARED:
            return _shared
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
    body = []
    for field in fields_of(kind):
        if field.searched and field.name != kind.TITLE and row.get(field.name):
            held = row[field.name]
            if field.shape in _AS_JSON:
                held = "" if held in _EMPTY_JSON else _words_of_json(field.shape, held)
            if held:
                body.append(str(held))
    title = row.get(kind.TITLE) if kind.TITLE and field_named(kind, kind.TITLE).searched else ""
    return str(title or ""), "\n".join(body)


def _words_of_json(shape: Shape, held: str) -> str:
    value = json.loads(held)
    return str(value.get("wording", "")) if shape is Shape.WHEN else "\n".join(map(str, value))
