"""The records of a case in memory, a shelf for each kind, kept in time by every committed step.

Its lock is held only for a moment, never while the disk is read or written: a reader on the window's
thread must not wait for a long step on another.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from dhr_desktop.core.case import BY_KIND
from dhr_desktop.core.changes import RecordChange
from dhr_desktop.core.fields import Record, field_named

from .rows import from_column, record_of

R = TypeVar("R", bound=Record)
Shelf = dict[int, Record]
Reader = Callable[[type[Record]], Shelf]
ReadyRecords = dict[int, Record]
"""Records made ahead, by the identity of the change that adds each."""


class Shelves:
    def __init__(self) -> None:
        self._shelves: dict[str, Shelf] = {}
        self._lists: dict[str, list[Record]] = {}
        self._lock = threading.Lock()

    def listed(self, kind: type[R], read: Reader) -> list[R]:
        """A kind's records by id; the shelf is read from the file when it is first asked for."""
        with self._lock:
            held = self._lists.get(kind.KIND)
        if held is None:
            shelf = self.shelf(kind, read)
            with self._lock:
                held = [shelf[id] for id in sorted(shelf)]
                self._lists[kind.KIND] = held
        return held  # type: ignore[return-value]  # a shelf holds one kind

    def shelf(self, kind: type[Record], read: Reader) -> Shelf:
        with self._lock:
            held = self._shelves.get(kind.KIND)
        if held is None:
            fresh = read(kind)
            with self._lock:
                held = self._shelves.setdefault(kind.KIND, fresh)
        return held

    def put(self, kind: type[Record], records: Shelf) -> None:
        """Records of a kind as they were read elsewhere, more of them each time."""
        with self._lock:
            self._shelves.setdefault(kind.KIND, {}).update(records)
            self._lists.pop(kind.KIND, None)

    def find(self, id: int) -> Record | None:
        """The record with this id on any shelf that has been read."""
        with self._lock:
            shelves = list(self._shelves.values())
        return next((shelf[id] for shelf in shelves if id in shelf), None)

    def count(self, kind: type[Record]) -> int | None:
        """How many, if the shelf has been read."""
        with self._lock:
            held = self._shelves.get(kind.KIND)
        return None if held is None else len(held)

    def made_ready(self, changes: Iterable[RecordChange]) -> ReadyRecords:
        """The records that are to be added to shelves that have been read, made before the writer's turn comes."""
        with self._lock:
            read = set(self._shelves)
        return {id(each): _added(each) for each in changes if each.before is None and each.kind in read}

    def follow(self, changes: Iterable[RecordChange], ready: ReadyRecords | None = None) -> None:
        """What was committed, on every shelf that has been read."""
        ready = ready or {}
        with self._lock:
            shelves = dict(self._shelves)
        fresh: dict[str, dict[int, Record | None]] = {}
        for change in changes:  # records are made before the lock is taken: 20,000 of them take a while
            if change.kind in shelves:
                now = fresh.setdefault(change.kind, {})
                held = ready.get(id(change))
                now[change.id] = held if held is not None else _after(shelves[change.kind], now, change)
        with self._lock:
            for name, records in fresh.items():
                self._lists.pop(name, None)
                _put(shelves[name], records)

    def clear(self) -> None:
        with self._lock:
            self._shelves.clear()
            self._lists.clear()


def _after(shelf: Shelf, now: dict[int, Record | None], change: RecordChange) -> Record | None:
    """What a change leaves of its record; `now` holds what earlier changes of the same step left."""
    kind = BY_KIND[change.kind]
    if change.after is None:
        return None
    if change.before is None:
        return _added(change)
    before = now.get(change.id) or shelf[change.id]
    values = {name: from_column(field_named(kind, name).shape, held) for name, held in change.after.items()}
    return replace(before, **values)


def _added(change: RecordChange) -> Record:
    return record_of(BY_KIND[change.kind], {"id": change.id, **(change.after or {})})


def _put(shelf: Shelf, records: dict[int, Record | None]) -> None:
    for id, record in records.items():
        if record is None:
            shelf.pop(id, None)
        else:
            shelf[id] = record
