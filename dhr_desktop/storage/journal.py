"""The journal: one line for each change, chained by hash. It is undo, history and audit in one.

A line holds no case content, only a salted hash of it; the content stands beside it in
`journal_content` with its salt, so that content can be erased one day without breaking the chain.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

from dhr_desktop.core.changes import JournalLine, RecordChange, Seal
from dhr_desktop.core.counting import counted

from .as_json import as_json
from .many_rows import put_all

START = "0" * 64
COLUMNS = tuple(each.name for each in fields(JournalLine))
ERASED = "content erased"


@dataclass(frozen=True, slots=True)
class Content:
    """What a line did: the words on the Undo menu, and each record before and after."""

    words: str
    changes: tuple[RecordChange, ...]


def pack(content: Content) -> bytes:
    """Compressed JSON, a line for the words and one for each change.

    Line by line and not as one text, because writing out 20,000 changes in a single call would hold
    up the window's thread for a quarter of a second.
    """
    squeezer = zlib.compressobj(1)
    parts = [squeezer.compress(_json_line(content.words))]
    for change in content.changes:
        parts.append(squeezer.compress(_json_line([change.kind, change.id, change.before, change.after])))
    return b"".join([*parts, squeezer.flush()])


def _json_line(value: Any) -> bytes:
    return as_json(value).encode() + b"\n"


def unpack(body: bytes) -> Content:
    words, *changes = zlib.decompress(body).split(b"\n")[:-1]
    return Content(json.loads(words), tuple(map(_change_of, changes)))


def _change_of(line: bytes) -> RecordChange:
    return RecordChange(*json.loads(line))


def words_of(connection: Any, seq: int) -> str | None:
    """Only what a line is called: an import of 20,000 rows is not unpacked to name it on the Undo menu."""
    body = body_of(connection, seq)
    if body is None:
        return None
    opener, told = zlib.decompressobj(), b""
    pending = body
    while b"\n" not in told:
        told += opener.decompress(pending, 4096)
        pending = opener.unconsumed_tail
    return str(json.loads(told[: told.index(b"\n")]))


def how_many(connection: Any, seq: int) -> int:
    """How many records a line is about."""
    row = connection.execute("SELECT objects FROM journal WHERE seq = ?", (seq,)).fetchone()
    runs = [part.split("-") for part in row[0].split()] if row else []
    return sum(int(run[-1]) - int(run[0]) + 1 for run in runs)


def body_of(connection: Any, seq: int) -> bytes | None:
    """What a line did, packed; None when its content has been erased."""
    row = connection.execute("SELECT body FROM journal_content WHERE seq = ?", (seq,)).fetchone()
    return bytes(row[0]) if row else None


def changes_to(connection: Any, seq: int, id: int) -> list[RecordChange] | None:
    """What one line did to one record: only the changes that name it are read. None when erased."""
    row = connection.execute("SELECT body FROM journal_content WHERE seq = ?", (seq,)).fetchone()
    if row is None:
        return None
    body, named, found = zlib.decompress(row[0]), f",{id},".encode(), []
    at = body.find(named)
    while at >= 0:
        start, end = body.rfind(b"\n", 0, at) + 1, body.index(b"\n", at)
        if start:  # the first line is the words
            change = RecordChange(*json.loads(body[start:end]))
            if change.id == id:
                found.append(change)
        at = body.find(named, end)
    return found


def content_hash(salt: bytes, body: bytes) -> str:
    return hashlib.sha256(salt + body).hexdigest()


def line_hash(values: Sequence[Any], previous: str) -> str:
    """SHA-256 over one canonical writing of the line (its own hash left out) and the hash before it."""
    canonical = json.dumps(list(values), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(previous.encode() + canonical.encode()).hexdigest()


def fresh_salt() -> bytes:
    return secrets.token_bytes(16)


def compact_ids(ids: Iterable[int]) -> str:
    """ "3 7-9 12": 20,000 imported rows are one run, not a line of 100 kB."""
    runs: list[list[int]] = []
    for each in sorted(set(ids)):
        if runs and each == runs[-1][1] + 1:
            runs[-1][1] = each
        else:
            runs.append([each, each])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def write_line(connection: Any, line: JournalLine, salt: bytes, body: bytes, ids: Iterable[int]) -> None:
    marks = ", ".join("?" * len(COLUMNS))
    connection.execute(f"INSERT INTO journal ({', '.join(COLUMNS)}) VALUES ({marks})", astuple(line))
    connection.execute("INSERT INTO journal_content VALUES (?, ?, ?)", (line.seq, salt, body))
    put_all(connection, "journal_objects", ("record", "seq"), [(each, line.seq) for each in sorted(set(ids))])


def erase(connection: Any, seqs: Iterable[int]) -> None:
    connection.executemany("DELETE FROM journal_content WHERE seq = ?", [(seq,) for seq in seqs])


def sealed_line(values: dict[str, Any], previous_hash: str) -> JournalLine:
    """A line with its place in the chain worked out."""
    unsealed = [values[name] for name in COLUMNS if name not in ("previous_hash", "hash")]
    return JournalLine(**values, previous_hash=previous_hash, hash=line_hash(unsealed, previous_hash))


def lines(connection: Any, after: int = 0) -> Iterator[JournalLine]:
    query = f"SELECT {', '.join(COLUMNS)} FROM journal WHERE seq > ? ORDER BY seq"
    for row in connection.execute(query, (after,)):
        yield JournalLine(*row)


def content_of(connection: Any, seq: int) -> Content | None:
    """What a line did, or None when its content has been erased."""
    row = connection.execute("SELECT body FROM journal_content WHERE seq = ?", (seq,)).fetchone()
    return unpack(row[0]) if row else None


def head(connection: Any) -> tuple[int, str]:
    row = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, START)


def seal_of(connection: Any) -> Seal:
    seq, whole = head(connection)
    return Seal(seq, whole[:20])


# ---- proving it ---------------------------------------------------------------------------------


def faults_in_chain(connection: Any, seal: Seal | None = None) -> list[str]:
    """Everything wrong with the journal itself, in sentences; empty when it is whole."""
    faults: list[str] = []
    expected_seq, previous = 1, START
    erased = _erased(connection)
    contents = {
        seq: content_hash(salt, body) if isinstance(salt, bytes) and isinstance(body, bytes) else ""
        for seq, salt, body in connection.execute("SELECT seq, salt, body FROM journal_content")
    }  # a torn page may hold a line's content without its words: it is altered, not a defect of ours
    seal_is_found = seal is None or seal == Seal(0, START[:20])
    for line in lines(connection):
        if line.seq != expected_seq:
            faults.append(f"Journal line {expected_seq} is missing.")
        values = [getattr(line, n) for n in COLUMNS if n not in ("previous_hash", "hash")]
        if line.previous_hash != previous or line.hash != line_hash(values, line.previous_hash):
            faults.append(f"Journal line {line.seq} has been altered.")
        held = contents.pop(line.seq, None)
        if held is None and line.seq not in erased:
            faults.append(f"The content of journal line {line.seq} is missing.")
        elif held is not None and held != line.content_hash:
            faults.append(f"The content of journal line {line.seq} has been altered.")
        if seal is not None and seal == Seal(line.seq, line.hash[:20]):
            seal_is_found = True
        expected_seq, previous = line.seq + 1, line.hash
    faults += [f"Content stands without its journal line {seq}." for seq in sorted(contents)]
    faults += _head_faults(connection, expected_seq - 1, previous)
    if not seal_is_found:
        faults.append(f"The journal does not contain the seal {seal}.")
    return faults


def _head_faults(connection: Any, seq: int, whole: str) -> list[str]:
    noted = dict(connection.execute("SELECT name, value FROM meta WHERE name IN ('head_seq', 'head_hash')"))
    if noted.get("head_seq") != str(seq) or noted.get("head_hash") != whole:
        return ["The journal does not end where the case file says it ends."]
    return []


def _erased(connection: Any) -> set[int]:
    """The lines whose content was erased, as later lines of the chain itself say."""
    erased: set[int] = set()
    for (detail,) in connection.execute("SELECT detail FROM journal WHERE action = ?", (ERASED,)):
        erased.update(json.loads(detail).get("erased", []))
    return erased


def faults_in_totals(connection: Any, tables: Iterable[str]) -> list[str]:
    """Row counts of every table against the sum of what the journal says was added and removed."""
    totals: dict[str, int] = {}
    for (counts,) in connection.execute("SELECT counts FROM journal WHERE counts <> '{}'"):
        for kind, number in json.loads(counts).items():
            totals[kind] = totals.get(kind, 0) + number
    faults = []
    for table in tables:
        held = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        if held != totals.get(table, 0):
            faults.append(
                f"The table {table} holds {counted(held, 'row')}; the journal accounts for {totals.get(table, 0)}."
            )
    return faults


def replayed(connection: Any) -> tuple[dict[tuple[str, int], dict[str, Any]], set[int]]:
    """The records as the journal alone tells them, and the ids of those it cannot, for their content was erased."""
    state: dict[tuple[str, int], dict[str, Any]] = {}
    for (body,) in connection.execute("SELECT body FROM journal_content ORDER BY seq"):
        for change in unpack(body).changes:
            at = (change.kind, change.id)
            if change.after is None:
                state.pop(at, None)
            else:
                state[at] = {**state.get(at, {}), **change.after}
    untold: set[int] = set()
    for seq in _erased(connection):
        query = "SELECT record FROM journal_objects WHERE seq = ?"
        untold.update(record for (record,) in connection.execute(query, (seq,)))
    return state, untold


# ---- undo and redo ------------------------------------------------------------------------------


@dataclass(slots=True)
class Gesture:
    """The lines that one Undo takes back together: usually one, many for the commits of one field."""

    key: str
    seqs: list[int]


class UndoHistory:
    """Which gestures can be undone and redone, read back from the journal's lines alone."""

    def __init__(self) -> None:
        self.undoable: list[Gesture] = []
        self.redoable: list[Gesture] = []
        self._last_was_edit = False

    @classmethod
    def read(cls, connection: Any) -> UndoHistory:
        history = cls()
        for seq, sort, gesture in connection.execute(
            "SELECT seq, sort, gesture FROM journal WHERE sort IN ('edit', 'undo', 'redo') ORDER BY seq"
        ):
            history.add(seq, sort, gesture)
        return history

    def add(self, seq: int, sort: str, gesture: str) -> None:
        if sort == "undo":
            self.redoable.append(self.undoable.pop())
        elif sort == "redo":
            self.undoable.append(self.redoable.pop())
        elif sort == "edit":
            self.redoable.clear()
            if self._last_was_edit and self.undoable and self.undoable[-1].key == gesture:
                self.undoable[-1].seqs.append(seq)
            else:
                self.undoable.append(Gesture(gesture, [seq]))
        self._last_was_edit = sort == "edit"


def inverse(changes: Sequence[RecordChange]) -> list[RecordChange]:
    """The changes that take these back, last first."""
    return [RecordChange(c.kind, c.id, c.after, c.before) for c in reversed(changes)]
