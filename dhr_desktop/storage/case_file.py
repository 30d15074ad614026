"""One open case: read it, change it by steps, undo, search, and close it whole.

The file is the truth. What the screens read is a copy in memory that each committed step keeps in
time, so that a long step on another thread never makes a reader wait for the disk.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from dhr_desktop import __version__
from dhr_desktop.core.agencies import Row
from dhr_desktop.core.case import BY_KIND, RECORDS
from dhr_desktop.core.changes import Change, JournalLine, RecordChange, Seal
from dhr_desktop.core.errors import (
    CaseFileGone,
    CaseIsReadOnly,
    ChangedMeanwhile,
    DiskFull,
    Refused,
    WriteFailed,
)
from dhr_desktop.core.fields import Record
from dhr_desktop.core.moments import Coarseness
from dhr_desktop.core.review import Review
from dhr_desktop.core.signs import in_whole_signs
from dhr_desktop.system.clock import Clock, stamp
from dhr_desktop.system.faultpoint import faultpoint
from dhr_desktop.system.logs import note as log_note

from . import holder, journal, rows, vault
from .records_in_memory import ReadyRecords, Shelves
from .rows import record_of
from .step import FileStep
from .vault import Key, told_plainly
from .watched import WatchedFile
from .worked_out import CHANGED_MEANWHILE, WorkedOut, refuse_if_changed

R = TypeVar("R", bound=Record)
CLOCK_STEP_SECONDS = 60
LARGE_STEP = 300  # records
NOTHING_TO = {"undo": "There is nothing to undo.", "redo": "There is nothing to redo."}
ERASED_STEP = "That step cannot be taken back: its content was erased from the record."
Follower = Callable[[Seal, "list[RecordChange] | None"], None]
"""Told of every commit, on the thread that made it; None when all that was read before must be read anew."""


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A journal line as the file holds it, kept in memory until a backup holds it too."""

    line: JournalLine
    salt: bytes
    body: bytes
    ids: tuple[int, ...]
    originals: tuple[tuple[str, bytes], ...] = ()


class OpenStep(FileStep):
    """A step with, once it is committed, the change it made."""

    change: Change
    body = b""  # its changes as the journal keeps them, if they have been packed already
    ready: ReadyRecords | None = None  # the records it adds, if they have been made already


class CaseFile:
    """An open case file. Made by `create_case` and `open_case`."""

    coarseness = Coarseness.FULL
    """How exactly its dates are told to whoever reads it; an edition may tell them less so."""

    def __init__(self, path: Path, key: Key, connection: Any, clock: Clock, read_only_because: str) -> None:
        self.path = path
        self.key = key
        self.clock = clock
        self.read_only_because = read_only_because
        self.saved_at = ""
        self.unbacked: list[KeptLine] = []
        self._connection = connection
        self._database = _over(connection)
        self._guard = threading.RLock()
        self._in_step = False
        self._shelves = Shelves()
        self._gone = ""
        meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
        self.case_id = str(meta["case_id"])
        self._next_id = int(meta["next_id"])
        self._head_seq, self._head_hash = journal.head(connection)
        self._history = journal.UndoHistory.read(connection)
        self._last_times = (clock.now(), clock.steady())
        self._closed = False
        self._least_bytes = self._whole_size()
        self.followers: list[Follower] = []
        self.undo_name = self.redo_name = ""
        self._name_steps()
        self._watched = WatchedFile(path, key.salt)
        _open_cases.add(self)

    # ---- reading ------------------------------------------------------------------------------

    @property
    def review(self) -> Review:
        """The one review; a blank one once the case is closed."""
        return next(iter(self.all(Review)), Review())

    @property
    def is_closed(self) -> bool:
        return self._closed

    @property
    def is_read_only(self) -> bool:
        return bool(self.read_only_because)

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a kind, oldest first. The list is shared: do not change it."""
        return self._shelves.listed(kind, self._read_shelf)

    def get(self, kind: type[R], id: int) -> R | None:
        return self._shelves.shelf(kind, self._read_shelf).get(id)  # type: ignore[return-value]  # of one kind

    def _read_shelf(self, kind: type[Record]) -> dict[int, Record]:
        if self._closed:
            return {}  # a list still on its way off the screen reads as empty
        with self._guard, told_plainly(self.path):
            rows = self._database.query(f'SELECT * FROM "{kind.KIND}" ORDER BY id')
            return {row["id"]: record_of(kind, row) for row in rows}

    def raw_rows(self, kind: type[Record], after: int, most: int) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """The next rows of a kind by id as the file holds them, with the names of their columns."""
        query = f'SELECT * FROM "{kind.KIND}" WHERE id > ? ORDER BY id LIMIT ?'
        with self._guard, told_plainly(self.path):
            cursor = self._connection.execute(query, (after, most))
            names = tuple(column[0] for column in cursor.description)
            return names, cursor.fetchall()

    def read_ahead(self) -> None:
        """Bring into memory what screens show, so that none of them waits for the disk later.

        Not the agencies' rows: they are the largest part, and only looked at one by one.
        """
        for kind in RECORDS:
            if kind is not Row:
                self.all(kind)

    @property
    def account(self) -> str:
        """Who is at work, as the journal names them."""
        return _account()

    def count(self, kind: type[Record]) -> int:
        if (held := self._shelves.count(kind)) is not None:
            return held
        if self._closed:
            return 0
        with self._guard, told_plainly(self.path):
            return int(self._connection.execute(f'SELECT count(*) FROM "{kind.KIND}"').fetchone()[0])

    def find(self, id: int) -> Record | None:
        """The record with this id, whatever its kind; None when it is gone."""
        if self._closed or (held := self._shelves.find(id)) is not None:
            return None if self._closed else held
        with self._guard, told_plainly(self.path):
            row = self._connection.execute("SELECT kind FROM record_kinds WHERE id = ?", (id,)).fetchone()
            if row is None:
                return None
            kind = BY_KIND[row[0]]  # one record is read alone: its kind may be the agencies' rows, which are many
            held = next(self._database.query(f'SELECT * FROM "{kind.KIND}" WHERE id = ?', (id,)), None)
        return record_of(kind, held) if held else None

    def search(self, words: str, limit: int = 50) -> list[Record]:
        """Records in which every word typed so far begins some word, best first."""
        terms = [part.replace('"', '""') for part in in_whole_signs(words.replace("\0", " ")).split()]
        if not terms:
            return []
        query = " ".join(f'"{term}"*' for term in terms)
        with self._guard, told_plainly(self.path):
            ids = self._connection.execute(
                "SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, 4.0, 1.0) LIMIT ?",
                (query, limit),
            ).fetchall()
        found = [self.find(id) for (id,) in ids]
        return [each for each in found if each is not None]

    def original(self, sha256: str) -> bytes | None:
        with self._guard, told_plainly(self.path):
            row = self._connection.execute("SELECT bytes FROM originals WHERE sha256 = ?", (sha256,)).fetchone()
        return bytes(row[0]) if row else None

    def noted(self, name: str) -> str | None:
        """What the file notes of itself under a name, beside its records."""
        with self._guard, told_plainly(self.path):
            row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def note_down(self, name: str, value: str) -> None:
        """Beside the records: one statement, so whole or not at all; no journal line tells of it."""
        with self._guard, told_plainly(self.path):
            self._refuse_if_not_writable()
            self._refuse_if_harmed()
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
            self._watched_again()

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """The bare connection, for the rooms of storage that check, copy or dump the whole file."""
        with self._guard, told_plainly(self.path):
            yield self._connection

    def step_aside(self, seconds: float) -> None:
        """Inside `reading`, between two short reads: whoever wants to write goes first."""
        self._guard.release()
        try:
            time.sleep(seconds)
        finally:
            self._guard.acquire()

    # ---- changing -----------------------------------------------------------------------------

    @contextmanager
    def step(self, action: str, words: str = "", *, gesture: str = "", sort: str = "edit") -> Iterator[OpenStep]:
        """The one way to change a case: one transaction, one journal line, one name on the Undo menu.

        `action` says what was done with no case content in it; `words` may name names. Commits that
        share a `gesture` (one stay in a field) are undone together.
        """
        with self._guard:
            self._refuse_if_not_writable()
            self._refuse_if_harmed()
            step = OpenStep(self._connection, self._next_id, in_whole_signs(words or action))
            line: KeptLine | None = None
            self._in_step = True
            try:
                with told_plainly(self.path):
                    self._connection.execute("BEGIN IMMEDIATE")
                    faultpoint("case.step begun")
                    yield step
                    step.write_waiting()
                    if step.changes or step.detail or sort == "note":
                        line = self._write_line(step, action, gesture, sort)
                    faultpoint("case.before commit")
                    self._refuse_if_harmed(in_a_step=True)
                    self._connection.execute("COMMIT")
                    faultpoint("case.after commit")
            except BaseException as problem:
                self._back_to_what_is_saved()
                if line is None or not isinstance(problem, (DiskFull, WriteFailed)) or not self._is_head(line):
                    raise
                self.unbacked.append(line)  # the disk had taken it: told as failed, it would be made a second time
                step.change = _change_of(step, line, self.clock.now())
            else:
                fault = self._watched.fault(self._whole_size())
                self._watched_again()
                step.change = self._committed(step, line, action)
                if fault:
                    raise self._gone_because(fault, holds_last_change=True)
            finally:
                self._in_step = False
            self.saved_at = self.clock.now().astimezone().strftime("%H:%M:%S")

    def _back_to_what_is_saved(self) -> None:
        """After a failed step. The disk may have taken what it reported as failed: the file is asked."""
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._watched_again()
            if journal.head(self._connection) == (self._head_seq, self._head_hash):
                return
            self._head_seq, self._head_hash = journal.head(self._connection)
            meta = dict(self._connection.execute("SELECT name, value FROM meta").fetchall())
            self._next_id = max(self._next_id, int(meta["next_id"]))  # ids promised meanwhile stay promised
            self._history = journal.UndoHistory.read(self._connection)
            self._name_steps()
            self._shelves.clear()
            self._tell_followers(None)
        except vault.SqlError:
            log_note("case.could not be asked")  # the disk is not answering; the failed step tells it

    def _is_head(self, line: KeptLine) -> bool:
        return (self._head_seq, self._head_hash) == (line.line.seq, line.line.hash)

    def _refuse_if_not_writable(self) -> None:
        if self._in_step:
            raise AssertionError("a step inside a step would not be one transaction")
        if self._closed:
            raise Refused("The case is closed. Open it again to go on.")
        if self.read_only_because:
            raise CaseIsReadOnly(
                f"This case is open for reading only, because {self.read_only_because}. {vault.HOW_TO_EDIT}"
            )

    def _write_line(self, step: OpenStep, action: str, gesture: str, sort: str) -> KeptLine:
        content = step.body or journal.pack(journal.Content(step.words, tuple(step.changes)))
        salt = journal.fresh_salt()
        ids = tuple({change.id for change in step.changes})
        seq = self._head_seq + 1
        if (jump := self._clock_jump()) is not None:
            step.note(clock_stepped_seconds=jump)
        line = journal.sealed_line(
            {
                "seq": seq,
                "utc": stamp(self.clock.now()),
                "utc_offset": self.clock.offset_minutes(),
                "account": _account(),
                "app_version": __version__,
                "sort": sort,
                "action": action,
                "gesture": gesture or str(seq),
                "undoes": self._undone_seq(sort),
                "objects": journal.compact_ids(ids),
                "counts": json.dumps(_counts(step.changes), sort_keys=True),
                "detail": json.dumps(step.detail, sort_keys=True) if step.detail else "",
                "content_hash": journal.content_hash(salt, content),
            },
            self._head_hash,
        )
        journal.write_line(self._connection, line, salt, content, ids)
        faultpoint("case.journal line written")
        self._connection.executemany(
            "UPDATE meta SET value = ? WHERE name = ?",
            [(str(step.next_id), "next_id"), (str(seq), "head_seq"), (line.hash, "head_hash")],
        )
        return KeptLine(line, salt, content, ids, tuple(step.originals))

    def _undone_seq(self, sort: str) -> int:
        stack = {"undo": self._history.undoable, "redo": self._history.redoable}.get(sort)
        return stack[-1].seqs[0] if stack else 0

    def _clock_jump(self) -> int | None:
        """How far the wall clock has moved against the steady one since the last line, if over a minute."""
        now, steady = self.clock.now(), self.clock.steady()
        last_now, last_steady = self._last_times
        self._last_times = (now, steady)
        jump = (now - last_now).total_seconds() - (steady - last_steady)
        return round(jump) if abs(jump) > CLOCK_STEP_SECONDS else None

    def _committed(self, step: OpenStep, line: KeptLine | None, action: str) -> Change:
        """After COMMIT returned, and only then: memory follows the file."""
        now = self.clock.now()
        self._next_id = step.next_id
        if line is None:
            return Change(action, at=now)
        self._head_seq, self._head_hash = line.line.seq, line.line.hash
        self._history.add(line.line.seq, line.line.sort, line.line.gesture)
        self._name_steps()
        self.unbacked.append(line)
        self._shelves.follow(step.changes, step.ready)
        self._tell_followers(step.changes)
        return _change_of(step, line, now)

    def _tell_followers(self, changes: list[RecordChange] | None) -> None:
        for follower in self.followers:
            follower(self.seal, changes)

    # ---- what was worked out elsewhere, over a copy of the records ---------------------------------

    def reserve_ids(self, many: int) -> range:
        """Ids for records that are made elsewhere and kept later; whoever does not use them leaves a gap."""
        with self._guard:
            first, self._next_id = self._next_id, self._next_id + many
        return range(first, self._next_id)

    def made_ready(self, worked_out: WorkedOut) -> ReadyRecords:
        """What memory will hold once it is kept. Made on another thread than the writer's, which then waits less."""
        return self._shelves.made_ready(worked_out.changes)

    def keep(self, worked_out: WorkedOut, ready: ReadyRecords | None = None) -> Change:
        """What was worked out over a copy, as one step; refused where what it rests on has changed since."""
        with self._guard:
            is_as_read = worked_out.read_at == self._head_seq
            if worked_out.sort in NOTHING_TO:
                self._refuse_if_another_step_is_next(worked_out)
            with self.step(
                worked_out.action, worked_out.words, gesture=worked_out.gesture, sort=worked_out.sort
            ) as step:
                if not is_as_read:
                    refuse_if_changed(step, worked_out)
                for sha256, data in worked_out.originals:
                    step.keep_original(sha256, data)
                step.searched, step.ready = worked_out.searched, ready
                step.apply_all(worked_out.changes)
                step.note(**worked_out.detail)
                step.body = worked_out.body
        return step.change

    def _refuse_if_another_step_is_next(self, worked_out: WorkedOut) -> None:
        """What is undone is what was on the menu when Undo was chosen."""
        gestures = self._history.undoable if worked_out.sort == "undo" else self._history.redoable
        if not gestures or gestures[-1].key != worked_out.gesture:
            raise ChangedMeanwhile(CHANGED_MEANWHILE)

    # ---- undo and redo ------------------------------------------------------------------------

    def _name_steps(self) -> None:
        """What Undo and Redo would do next, or "": kept in memory, for menus ask while a long step runs."""
        self.undo_name, self._undo_many = self._name_of(self._history.undoable)
        self.redo_name, self._redo_many = self._name_of(self._history.redoable)

    def _name_of(self, gestures: list[journal.Gesture]) -> tuple[str, int]:
        """Its words, and how many records its lines are about."""
        if not gestures:
            return "", 0
        try:
            words = journal.words_of(self._connection, gestures[-1].seqs[-1])
            return words or "", sum(journal.how_many(self._connection, seq) for seq in gestures[-1].seqs[-LARGE_STEP:])
        except vault.SqlError:
            log_note("case.step could not be named")  # the step itself is saved; the next read tells the trouble
            return "", 0

    def undo(self) -> Change:
        return self._again("undo", "Undo", self._history.undoable, NOTHING_TO["undo"])

    def redo(self) -> Change:
        return self._again("redo", "Redo", self._history.redoable, NOTHING_TO["redo"])

    def is_large(self, sort: str) -> bool:
        """Whether taking back, or doing again, would keep whoever types waiting."""
        return (self._undo_many if sort == "undo" else self._redo_many) > LARGE_STEP

    def step_back(self, sort: str) -> tuple[str, list[bytes]]:
        """The gesture that Undo or Redo would act on, and its lines' contents as they are packed."""
        with self._guard, told_plainly(self.path):
            gestures = self._history.undoable if sort == "undo" else self._history.redoable
            if not gestures:
                raise Refused(NOTHING_TO[sort])
            bodies = [journal.body_of(self._connection, seq) for seq in gestures[-1].seqs]
            if not all(bodies):
                raise Refused(ERASED_STEP)
            return gestures[-1].key, [body for body in bodies if body]

    def _again(self, sort: str, verb: str, gestures: list[journal.Gesture], nothing: str) -> Change:
        with self._guard:
            if not gestures:
                raise Refused(nothing)
            gesture = gestures[-1]
            with told_plainly(self.path):
                contents = [journal.content_of(self._connection, seq) for seq in gesture.seqs]
            held = [content for content in contents if content is not None]
            if len(held) < len(contents):
                raise Refused(ERASED_STEP)
            with self.step(verb, f"{verb}: {held[-1].words}", gesture=gesture.key, sort=sort) as step:
                for content in reversed(held) if sort == "undo" else held:
                    step.apply_all(journal.inverse(content.changes) if sort == "undo" else content.changes)
                    faultpoint(f"case.{sort} half done")
        return step.change

    # ---- the record of what was done ----------------------------------------------------------

    def note(self, action: str, **detail: Any) -> None:
        """A line of the audit that changes no record: an opening, an export, a backup.

        A file that is only read takes no line; what is done with it is done all the same.
        """
        if self.is_read_only:
            return
        with self.step(action, sort="note") as step:
            step.note(**detail)

    def lines(self, after: int = 0, limit: int = -1) -> list[JournalLine]:
        with self._guard, told_plainly(self.path):
            query = f"SELECT {', '.join(journal.COLUMNS)} FROM journal WHERE seq > ? ORDER BY seq DESC LIMIT ?"
            return [JournalLine(*row) for row in self._connection.execute(query, (after, limit))]

    def content(self, seq: int) -> journal.Content | None:
        with self._guard, told_plainly(self.path):
            return journal.content_of(self._connection, seq)

    def words_of(self, seq: int) -> str | None:
        """What a line did, in words; None when its content has been erased."""
        with self._guard, told_plainly(self.path):
            return journal.words_of(self._connection, seq)

    def history_of(self, id: int) -> list[tuple[JournalLine, RecordChange]]:
        """Every line that touched a record, newest first, with what it did to it."""
        names = ", ".join(f"j.{name}" for name in journal.COLUMNS)
        query = f"SELECT {names} FROM journal_objects o JOIN journal j ON j.seq = o.seq WHERE o.record = ?"
        with self._guard, told_plainly(self.path):
            touching = [JournalLine(*row) for row in self._connection.execute(f"{query} ORDER BY j.seq DESC", (id,))]
            told: list[tuple[JournalLine, RecordChange]] = []
            for line in touching:
                changes = journal.changes_to(self._connection, line.seq, id)
                if changes is None:
                    told.append((line, RecordChange("", id, None, None)))
                else:
                    told += [(line, change) for change in reversed(changes)]
        return told

    @property
    def seal(self) -> Seal:
        return Seal(self._head_seq, self._head_hash[:20])

    def back_up_if_due(self) -> None:
        """Before something large: a checked backup, if anything changed since the last."""
        from . import backups  # which is made of this

        if backups.is_due(self):
            backups.take(self)

    def last_edit_seq(self) -> int:
        """The last line that changed a record: what decides whether a backup is due."""
        with self._guard, told_plainly(self.path):
            row = self._connection.execute("SELECT max(seq) FROM journal WHERE sort <> 'note'").fetchone()
        return int(row[0] or 0)

    def erase_content(self, seqs: list[int], *, because: str) -> Change:
        """Remove what lines said, for retention or a person's right; the chain itself stays whole."""
        with self.step(journal.ERASED, sort="note") as step:
            journal.erase(self._connection, seqs)
            step.note(erased=sorted(seqs), because=because)
        return step.change

    # ---- the file itself ----------------------------------------------------------------------

    def refuse_if_gone(self) -> None:
        """Whether the file is still the one that was opened: same file, same salt, whole."""
        if self._closed or not self._guard.acquire(timeout=0.05):
            return  # a long step is writing, and looks for itself
        try:
            self._refuse_if_harmed(in_a_step=self._in_step)
        finally:
            self._guard.release()

    def _refuse_if_harmed(self, *, in_a_step: bool = False) -> None:
        if vault.reads_elsewhere(self._connection):
            return  # nothing is read from the file, and nothing is written to it
        if self._gone:
            raise self._gone_because(self._gone)
        # In a step the pages of memory may run ahead of the file; as long as before it must be all the same.
        if not in_a_step:
            self._least_bytes = self._whole_size()
        fault = self._watched.fault(self._least_bytes)
        if not fault and not in_a_step and not self.is_read_only and self._watched.was_written_by_another():
            fault = self._fault_in_pages()
        if fault:
            raise self._gone_because(fault)

    def _fault_in_pages(self) -> str:
        """Another program wrote to the file, or only touched it: every page as it is on the disk tells which."""
        with told_plainly(self.path):
            if self._connection.execute("PRAGMA cipher_integrity_check").fetchall():
                return "was overwritten"
        self._watched_again()
        return ""

    def _watched_again(self) -> None:
        with contextlib.suppress(OSError):
            self._watched.know_as_it_is()

    def _gone_because(self, fault: str, *, holds_last_change: bool = False) -> CaseFileGone:
        self._gone = fault
        return CaseFileGone(
            f"The file {self.path.name} {fault} while it was open. Nothing more is written to it.",
            holds_last_change=holds_last_change,
        )

    def _whole_size(self) -> int:
        with told_plainly(self.path):  # the first reading after a failed change also puts the file back, on a full disk
            pages = self._connection.execute("PRAGMA page_count").fetchone()[0]
        return int(pages) * vault.PAGE_BYTES

    def close(self, *, clean: bool = True) -> None:
        """Close; a clean close of a writer leaves one file and nothing beside it."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
            _open_cases.discard(self)
            self._shelves.clear()
            rows.forget()
            self.undo_name = self.redo_name = ""
            self.unbacked.clear()
            try:
                vault.close(self._connection, clean=clean and not self.is_read_only)
            finally:
                self._watched.close()
            if not self.is_read_only:
                holder.release(self.path)
        log_note("case.closed")


_open_cases: weakref.WeakSet[CaseFile] = weakref.WeakSet()


def _over(connection: Any) -> Any:
    """sqlite-utils over our connection; imported here because it takes longer to load than the window."""
    import sqlite_utils

    return sqlite_utils.Database(connection)


def _change_of(step: OpenStep, line: KeptLine, now: datetime) -> Change:
    kinds = frozenset(change.kind for change in step.changes)
    return Change(step.words, line.line.seq, kinds, line.ids, now, line.line.sort)


def _counts(changes: list[RecordChange]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for change in changes:
        moved = (change.before is None) - (change.after is None)
        if moved:
            counts[change.kind] = counts.get(change.kind, 0) + moved
    return {kind: number for kind, number in counts.items() if number}


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
