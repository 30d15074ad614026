"""A step as it is worked out over the copy: read from memory, collected, and sent to be kept when its block ends."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from dhr_desktop.core.case import BY_KIND
from dhr_desktop.core.changes import Change, RecordChange
from dhr_desktop.core.fields import Record, Shape, fields_of
from dhr_desktop.storage.rows import RowValues, from_column, record_of, row_of
from dhr_desktop.storage.step import Step

if TYPE_CHECKING:
    from .copy import CopyOfCase

R = TypeVar("R", bound=Record)
Links = dict[int, set[int]]
"""Of one link column: every record pointed at, with those that point at it."""


class CopiedStep(Step):
    change: Change

    def __init__(self, copy: CopyOfCase, words: str) -> None:
        super().__init__(words)
        self._copy = copy
        self._own: dict[str, dict[int, RowValues | None]] = defaultdict(dict)  # what this step has left of each record
        self._links: dict[tuple[str, str], Links] = {}
        self.originals: list[tuple[str, bytes]] = []

    # ---- reading what this step has so far ------------------------------------------------------

    def all(self, kind: type[R]) -> list[R]:
        own = self._own.get(kind.KIND, {})
        held: dict[int, Any] = {each.id: each for each in self._copy.all(kind) if each.id not in own}
        held |= {id: record_of(kind, row) for id, row in own.items() if row is not None}
        return [held[id] for id in sorted(held)]

    def row(self, kind: type[Record], id: int) -> RowValues | None:
        own = self._own.get(kind.KIND)
        if own is not None and id in own:
            row = own[id]
            return None if row is None else dict(row)
        held = self._copy.get(kind, id)
        return None if held is None else {"id": id, **row_of(held)}

    def holders(self, holder: type[Record], name: str, shape: Shape, id: int) -> list[RowValues]:
        found = sorted(self._links_of(holder, name, shape).get(id, ()))
        return [row for each in found if (row := self.row(holder, each)) is not None]

    def _links_of(self, holder: type[Record], name: str, shape: Shape) -> Links:
        links = self._links.get((holder.KIND, name))
        if links is None:
            links = self._links[holder.KIND, name] = defaultdict(set)
            own = self._own.get(holder.KIND, {})
            for record in self._copy.all(holder):
                if record.id not in own:
                    _put(links, shape, getattr(record, name), record.id)
            for each, row in own.items():
                if row is not None:
                    _put(links, shape, from_column(shape, row[name]), each)
        return links

    # ---- writing ----------------------------------------------------------------------------------

    def fresh_id(self) -> int:
        return self._copy.fresh_id()

    def keep_original(self, sha256: str, data: bytes) -> None:
        self.originals.append((sha256, data))

    def apply(self, change: RecordChange) -> None:
        kind = BY_KIND[change.kind]
        before = self.row(kind, change.id) if change.before is not None else None
        after = None if change.after is None else {**(before or {"id": change.id}), **change.after}
        for field in fields_of(kind) if self._links else ():
            links = self._links.get((kind.KIND, field.name))
            if links is not None:
                _take(links, field.shape, from_column(field.shape, before[field.name]) if before else None, change.id)
                _put(links, field.shape, from_column(field.shape, after[field.name]) if after else None, change.id)
        self._own[kind.KIND][change.id] = after
        self.changes.append(change)


def _put(links: Links, shape: Shape, value: Any, id: int) -> None:
    for each in (value or ()) if shape is Shape.LINKS else filter(None, [value]):
        links[each].add(id)


def _take(links: Links, shape: Shape, value: Any, id: int) -> None:
    for each in (value or ()) if shape is Shape.LINKS else filter(None, [value]):
        links[each].discard(id)
