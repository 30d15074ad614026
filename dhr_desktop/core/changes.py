"""What an operation did: the line the journal keeps, and what the screens must read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record before and after, as plain values. `before` is None when it was added."""

    kind: str
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Change:
    """What one step did. A view rereads only if `kinds` names something it shows."""

    name: str
    seq: int = 0
    kinds: frozenset[str] = frozenset()
    ids: tuple[int, ...] = ()
    at: datetime | None = None
    sort: str = "edit"  # as in the journal: a "note" tells of what happened outside the case, such as a file that left

    @property
    def can_be_undone(self) -> bool:
        return self.sort != "note"

    @property
    def did_nothing(self) -> bool:
        return not self.ids


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of the journal, which is undo, history and audit in one."""

    seq: int
    utc: str
    utc_offset: int
    account: str
    app_version: str
    sort: str  # "edit", "undo" or "redo"; "begin" and "note" (an opening, an export) cannot be undone
    action: str
    gesture: str
    undoes: int
    objects: str
    counts: str
    detail: str
    content_hash: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The journal's head at one moment, short enough to print. Kept elsewhere it proves what was there."""

    seq: int
    head: str

    def __str__(self) -> str:
        return f"{self.seq}-{self.head}"

    @classmethod
    def parse(cls, words: str) -> Seal:
        seq, _, head = words.strip().lower().replace(" ", "").partition("-")
        if not seq.isdecimal() or len(head) != 20 or set(head) - set("0123456789abcdef"):
            raise ValueError(f"“{words}” is not a seal: a number, a dash and 20 letters and figures")
        return cls(int(seq), head)
