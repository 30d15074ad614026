"""One step: the transaction, and everything the journal needs to know about it.

What an operation writes goes through here and nowhere else; that is how a change can never be in
the file without its inverse and its journal line.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum
from itertools import groupby
from typing import Any, TypeVar

from dhr_desktop.core.case import BY_KIND, links_to
from dhr_desktop.core.changes import RecordChange
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import Record, Shape
from dhr_desktop.system.faultpoint import faultpoint

from .many_rows import delete_all, put_all, put_records
from .rows import RowValues, record_of, row_of, search_hangs_on, searched_words, to_column

R = TypeVar("R", bound=Record)
SearchedWords = dict[int, tuple[str, str]]
"""What the search finds a record by, by its id."""


def searched_of(changes: Iterable[RecordChange]) -> SearchedWords:
    """The words of every record that is added once: what is added, taken away and added again is left to the writer."""
    made: SearchedWords = {}
    again: set[int] = set()
    for change in changes:
        if change.before is None and change.after is not None:
            if change.id in made:
                again.add(change.id)
            made[change.id] = searched_words(BY_KIND[change.kind], change.after)
    return {id: words for id, words in made.items() if id not in again}


WRITTEN_AT_ONCE = 500
"""Added records that wait for one another: a statement for each costs more than the writing itself."""


class _Sort(Enum):
    ADDED, REMOVED, CHANGED = range(3)


def _sort_of(change: RecordChange) -> _Sort:
    return _Sort.ADDED if change.before is None else _Sort.REMOVED if change.after is None else _Sort.CHANGED


class Step(ABC):
    """Adds, changes and removes records, all or none. What lies beneath – a file, a copy in memory – says how."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.changes: list[RecordChange] = []
        self.detail: dict[str, Any] = {}
        self.originals: list[tuple[str, bytes]] = []

    # ---- reading what this step has so far ----------------------------------------------------

    def get(self, kind: type[R], id: int) -> R:
        row = self.row(kind, id)
        if row is None:
            raise Refused(f"That {kind.WORD} is no longer in the case. Look at the list again.")
        return record_of(kind, row)

    @abstractmethod
    def all(self, kind: type[R]) -> list[R]: ...

    def linked(self, kind: type[R], name: str, id: int) -> list[R]:
        """The records of a kind whose link of this name points at one record."""
        return [record_of(kind, row) for row in self.holders(kind, name, Shape.LINK, id)]

    @abstractmethod
    def row(self, kind: type[Record], id: int) -> RowValues | None:
        """The row as this step has left it so far, its id among the columns."""

    @abstractmethod
    def holders(self, holder: type[Record], name: str, shape: Shape, id: int) -> list[RowValues]:
        """The rows of a kind whose link of this name points at one record."""

    # ---- writing ------------------------------------------------------------------------------

    def add(self, record: R, *, id: int = 0) -> R:
        """Keep a new record; the one that comes back has its id: a fresh one, or one that was asked for before."""
        row = row_of(record)
        id = id or self.fresh_id()
        self.apply(RecordChange(record.KIND, id, None, row))
        return record if record.id == id else replace(record, id=id)

    @abstractmethod
    def fresh_id(self) -> int: ...

    def put(self, record: R) -> R:
        """Keep a changed record. Only what differs is written, and nothing at all if nothing does."""
        held = self.row(type(record), record.id)
        if held is None:
            raise Refused(f"That {record.WORD} is no longer in the case. Look at the list again.")
        wanted = row_of(record)
        after = {name: value for name, value in wanted.items() if held[name] != value}
        if after:
            before = {name: held[name] for name in after}
            self.apply(RecordChange(record.KIND, record.id, before, after))
        return record

    def remove(self, kind: type[Record], id: int) -> None:
        """Take a record away, with what has no meaning without it; other links to it are blanked."""
        row = self.row(kind, id)
        if row is None:
            return
        for holder, field in links_to(kind.KIND):
            for each in self.holders(holder, field.name, field.shape, id):
                if field.owned:
                    self.remove(holder, each["id"])
                else:
                    self._unlink(holder, field.name, field.shape, each, id)
        del row["id"]
        self.apply(RecordChange(kind.KIND, id, row, None))

    def repoint(self, kind: type[Record], id: int, to: int) -> None:
        """Everything that points at one record points at another of its kind instead."""
        for holder, field in links_to(kind.KIND):
            for row in self.holders(holder, field.name, field.shape, id):
                held = record_of(holder, row)
                value: Any = to
                if field.shape is Shape.LINKS:
                    value = tuple(dict.fromkeys(to if each == id else each for each in getattr(held, field.name)))
                self.put(replace(held, **{field.name: value}))

    def _unlink(self, holder: type[Record], name: str, shape: Shape, row: RowValues, id: int) -> None:
        kept = [each for each in getattr(record_of(holder, row), name) if each != id] if shape is Shape.LINKS else 0
        after = to_column(shape, kept)
        self.apply(RecordChange(holder.KIND, row["id"], {name: row[name]}, {name: after}))

    def note(self, **detail: Any) -> None:
        """Ids, counts and hashes for the journal line itself; never case content."""
        self.detail.update(detail)

    @abstractmethod
    def keep_original(self, sha256: str, data: bytes) -> None:
        """The bytes of an agency's file, kept once whatever happens to the records about it."""

    @abstractmethod
    def apply(self, change: RecordChange) -> None: ...

    def apply_all(self, changes: Iterable[RecordChange]) -> None:
        for change in changes:
            self.apply(change)


class FileStep(Step):
    """Writes into the case file, inside one open transaction. Made only by `CaseFile.step`."""

    def __init__(self, connection: Any, next_id: int, words: str) -> None:
        super().__init__(words)
        self._connection = connection
        self.next_id = next_id
        self.searched: SearchedWords = {}  # of records to be added, where they were made ready elsewhere
        self._waiting: dict[int, RecordChange] = {}  # added, and not yet in the database
        self._reworded: set[int] = set()  # of them, those that are no longer as they were made ready

    def all(self, kind: type[R]) -> list[R]:
        return [record_of(kind, row) for row in self._rows(f'SELECT * FROM "{kind.KIND}" ORDER BY id')]

    def row(self, kind: type[Record], id: int) -> RowValues | None:
        if id in self._waiting:
            self.write_waiting()
        rows = self._read(f'SELECT * FROM "{kind.KIND}" WHERE id = ?', (id,))
        return rows[0] if rows else None

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> list[RowValues]:
        self.write_waiting()
        return self._read(query, values)

    def _read(self, query: str, values: tuple[Any, ...]) -> list[RowValues]:
        cursor = self._connection.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def holders(self, holder: type[Record], name: str, shape: Shape, id: int) -> list[RowValues]:
        if shape is Shape.LINK:
            return self._rows(f'SELECT * FROM "{holder.KIND}" WHERE "{name}" = ?', (id,))
        query = (
            f'SELECT * FROM "{holder.KIND}" WHERE "{name}" <> \'[]\' '
            f'AND EXISTS (SELECT 1 FROM json_each("{name}") WHERE value = ?)'
        )
        return self._rows(query, (id,))

    def kind_of(self, id: int) -> type[Record] | None:
        """The kind of the record with this id, if there is one."""
        self.write_waiting()
        found = self._connection.execute("SELECT kind FROM record_kinds WHERE id = ?", (id,)).fetchone()
        return BY_KIND[found[0]] if found else None

    def is_there(self, id: int) -> bool:
        return self.kind_of(id) is not None

    def touched_after(self, seq: int) -> set[int]:
        """Every record that a later line of the journal is about."""
        found = self._connection.execute("SELECT DISTINCT record FROM journal_objects WHERE seq > ?", (seq,))
        return {id for (id,) in found}

    def fresh_id(self) -> int:
        id, self.next_id = self.next_id, self.next_id + 1
        return id

    def keep_original(self, sha256: str, data: bytes) -> None:
        self._connection.execute("INSERT OR IGNORE INTO originals VALUES (?, ?)", (sha256, data))
        self.originals.append((sha256, data))
        faultpoint("step.original kept")

    # ---- the one place a record's row is written ----------------------------------------------

    def apply(self, change: RecordChange) -> None:
        if change.before is None:
            if change.id in self._waiting:
                self.write_waiting()  # the database refuses a second record of that id; the first is not written over
            self._waiting[change.id] = change
            self.changes.append(change)
            if len(self._waiting) >= WRITTEN_AT_ONCE:
                self.write_waiting()
            return
        if change.id in self._waiting and change.after is not None:
            self._change_waiting(self._waiting[change.id], change)
            return
        if change.after is None:
            self.write_waiting()
        kind = BY_KIND[change.kind]
        if change.after is None:
            self._delete(kind, change.id)
        else:
            self._update(kind, change.id, change.after)
        self.changes.append(change)
        self._written([change])

    def _change_waiting(self, added: RecordChange, change: RecordChange) -> None:
        """What was added and changed before it was written is written once: joining thousands does both for each."""
        self._waiting[change.id] = RecordChange(
            added.kind, added.id, None, {**(added.after or {}), **(change.after or {})}
        )
        self._reworded.add(change.id)
        self.changes.append(change)

    def apply_all(self, changes: Iterable[RecordChange]) -> None:
        """Many at once, in the same order: those that are removed go from the database together, as added ones come."""
        for sort, together in groupby(changes, key=_sort_of):
            if sort is not _Sort.REMOVED:
                for change in together:
                    self.apply(change)
                continue
            listed = list(together)
            self.write_waiting()
            self._delete_all(listed)
            self.changes += listed
            self._written(listed)

    def write_waiting(self) -> None:
        """What was added goes to the database in one batch: before anything reads it there, and before the commit."""
        if not self._waiting:
            return
        listed = list(self._waiting.values())
        self._waiting.clear()
        self._insert_all(listed)
        self._reworded.clear()
        self._written(listed)

    def _written(self, changes: Sequence[RecordChange]) -> None:
        for change in {each.kind: each for each in changes}.values():
            faultpoint(f"step.{change.kind} written")

    def _insert_all(self, changes: Sequence[RecordChange]) -> None:
        rows: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        found: list[tuple[int, str, str]] = []
        for change in changes:
            after = change.after or {}
            rows.setdefault((change.kind, *after), []).append((change.id, *after.values()))
            ready = None if change.id in self._reworded else self.searched.get(change.id)
            title, body = ready or searched_words(BY_KIND[change.kind], after)
            if title or body:
                found.append((change.id, title, body))
        for (kind, *names), values in rows.items():
            put_records(self._connection, kind, ("id", *names), values)
        put_all(self._connection, "record_kinds", ("id", "kind"), [(change.id, change.kind) for change in changes])
        put_all(self._connection, "search", ("rowid", "title", "body"), found)

    def _delete_all(self, changes: Sequence[RecordChange]) -> None:
        ids: dict[str, list[int]] = {}
        for change in changes:
            ids.setdefault(change.kind, []).append(change.id)
        for kind, listed in ids.items():
            delete_all(self._connection, kind, "id", listed)
        every = [change.id for change in changes]
        delete_all(self._connection, "record_kinds", "id", every)
        delete_all(self._connection, "search", "rowid", every)

    def _delete(self, kind: type[Record], id: int) -> None:
        self._connection.execute(f'DELETE FROM "{kind.KIND}" WHERE id = ?', (id,))
        self._connection.execute("DELETE FROM record_kinds WHERE id = ?", (id,))
        self._connection.execute("DELETE FROM search WHERE rowid = ?", (id,))

    def _update(self, kind: type[Record], id: int, after: RowValues) -> None:
        names = ", ".join(f'"{name}" = ?' for name in after)
        self._connection.execute(f'UPDATE "{kind.KIND}" SET {names} WHERE id = ?', (*after.values(), id))
        if search_hangs_on(kind) & set(after):
            row = self.row(kind, id)
            assert row is not None
            self._connection.execute("DELETE FROM search WHERE rowid = ?", (id,))
            self._find_by(id, *searched_words(kind, row))

    def _find_by(self, id: int, title: str, body: str) -> None:
        if title or body:
            self._connection.execute("INSERT INTO search(rowid, title, body) VALUES (?, ?, ?)", (id, title, body))
