"""What an operation worked out over a copy of the records, on its way to become a step of the case.

The chair may have edited meanwhile. A record that was changed in any column the work rests on, a record that is
gone, a link to one that is gone: each is a reason to keep nothing and to say so, never to write over the edit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dhr_desktop.core.case import BY_KIND
from dhr_desktop.core.changes import RecordChange
from dhr_desktop.core.errors import ChangedMeanwhile
from dhr_desktop.core.fields import Record, Shape, fields_of

from .step import FileStep, SearchedWords

CHANGED_MEANWHILE = (
    "What this works on was edited while it ran, so nothing of it was kept and the edit stands. Do it once more."
)


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """One step as it was made elsewhere, and the journal's number up to which that place had read."""

    action: str
    words: str
    gesture: str
    sort: str
    changes: tuple[RecordChange, ...]
    read_at: int
    detail: dict[str, Any] = field(default_factory=dict)
    originals: tuple[tuple[str, bytes], ...] = ()
    body: bytes = b""  # the changes as the journal keeps them, packed where there is time for it
    searched: SearchedWords = field(default_factory=dict)  # made ready where there is time for it


def refuse_if_changed(step: FileStep, worked_out: WorkedOut) -> None:
    """Before anything is written. Only what other steps touched since it was read can be other than it was read."""
    touched = step.touched_after(worked_out.read_at)
    mine = {change.id for change in worked_out.changes}
    first: dict[int, RecordChange] = {}
    left: dict[int, dict[str, Any]] = {}
    for change in worked_out.changes:
        first.setdefault(change.id, change)
        left.setdefault(change.id, {}).update(change.after or {})
    removed = {change.id for change in worked_out.changes if change.after is None}
    is_other = bool(
        any(not _is_as_before(step, first[id]) for id in touched & mine)
        or any(not step.is_there(id) for id in _pointed_at(worked_out.changes) & touched - mine)
        or (removed and any(_points_at(step, id, left.get(id, {})) & removed for id in touched - removed))
    )
    if is_other:
        raise ChangedMeanwhile(CHANGED_MEANWHILE)


def _is_as_before(step: FileStep, change: RecordChange) -> bool:
    held = step.row(BY_KIND[change.kind], change.id)
    if change.before is None:
        return held is None
    return held is not None and all(held[name] == value for name, value in change.before.items())


def _points_at(step: FileStep, id: int, left: Mapping[str, Any]) -> set[int]:
    """Every record that one made or changed meanwhile points at, once the work has left its columns so."""
    kind = step.kind_of(id)
    row = step.row(kind, id) if kind is not None else None
    return _links_in(kind, {**row, **left}) if kind is not None and row is not None else set()


def _pointed_at(changes: Sequence[RecordChange]) -> set[int]:
    """Every record that what is to be written points at."""
    found: set[int] = set()
    for change in changes:
        if change.after is not None:
            found |= _links_in(BY_KIND[change.kind], change.after)
    return found


def _links_in(kind: type[Record], row: Mapping[str, Any]) -> set[int]:
    found: set[int] = set()
    for name, shape in _link_columns(kind.KIND):
        value = row.get(name)
        if value and shape is Shape.LINK:
            found.add(value)
        elif value and value != "[]":
            found.update(json.loads(value))
    return found


@cache
def _link_columns(kind: str) -> tuple[tuple[str, Shape], ...]:
    return tuple(
        (each.name, each.shape) for each in fields_of(BY_KIND[kind]) if each.shape in (Shape.LINK, Shape.LINKS)
    )
