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

    def count(self, kind: type[Record]) -> int | None:
        """How many, if the shelf has been read."""
        with self._lock:
            held = self._shelves.get(kind.KIND)
        return None if held is None else len(held)

    def follow(self, changes: Iterable[RecordChange]) -> None:
        """What was committed, on every shelf that has been read."""
        with self._lock:
            for change in changes:
                self._lists.pop(change.kind, None)
                if (shelf := self._shelves.get(change.kind)) is not None:
                    _put(shelf, change)

    def clear(self) -> None:
        with self._lock:
            self._shelves.clear()
            self._lists.clear()


def _put(shelf: Shelf, change: RecordChange) -> None:
    kind = BY_KIND[change.kind]
    if change.after is None:
        shelf.pop(change.id, None)
    elif change.before is None:
        shelf[change.id] = record_of(kind, {"id": change.id, **change.after})
    else:
        values = {name: from_column(field_named(kind, name).shape, held) for name, held in change.after.items()}
        shelf[change.id] = replace(shelf[change.id], **values)
