"""The records of the open case in the helper's memory. It reads like the case; what it is not given, it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from dhr_desktop.core.changes import Change, JournalLine, RecordChange
from dhr_desktop.core.errors import CaseIsReadOnly, Refused
from dhr_desktop.core.fields import Record
from dhr_desktop.core.moments import Coarseness
from dhr_desktop.core.review import Review
from dhr_desktop.storage import journal, vault
from dhr_desktop.storage.records_in_memory import Shelves
from dhr_desktop.storage.rows import record_of
from dhr_desktop.storage.step import searched_of
from dhr_desktop.storage.worked_out import WorkedOut

from .about import About
from .copied_step import CopiedStep

R = TypeVar("R", bound=Record)


class Asks(Protocol):
    """The way back to the window's process."""

    def ask(self, name: str, *arguments: Any) -> Any: ...

    def bring(self, kind: type[Record]) -> None:
        """Have a kind's rows sent, and wait until they are here."""


class CopyOfCase:
    """What operations read in the helper, in the place of the case file."""

    coarseness = Coarseness.FULL

    def __init__(self, about: About, asks: Asks) -> None:
        self.path, self.case_id, self.account = about.path, about.case_id, about.account
        self.read_only_because, self.clock, self.seal = about.read_only_because, about.clock, about.seal
        self.read_at = about.seal.seq  # stands still while an operation runs
        self._asks = asks
        self._shelves = Shelves()
        self._ids: list[int] = []
        self._is_in_step = False

    # ---- reading, as of a case -----------------------------------------------------------------

    @property
    def review(self) -> Review:
        return next(iter(self.all(Review)), Review())

    @property
    def is_read_only(self) -> bool:
        return bool(self.read_only_because)

    def all(self, kind: type[R]) -> list[R]:
        return self._shelves.listed(kind, self._bring)

    def get(self, kind: type[R], id: int) -> R | None:
        return self._shelves.shelf(kind, self._bring).get(id)  # type: ignore[return-value]  # a shelf holds one kind

    def shelf(self, kind: type[Record]) -> dict[int, Record]:
        return self._shelves.shelf(kind, self._bring)

    def _bring(self, kind: type[Record]) -> dict[int, Record]:
        self._asks.bring(kind)
        return self._shelves.shelf(kind, lambda kind: {})

    def count(self, kind: type[Record]) -> int:
        held = self._shelves.count(kind)
        return held if held is not None else int(self._asks.ask("count", kind))

    def find(self, id: int) -> Record | None:
        held = self._shelves.find(id)
        if held is not None:
            return held
        found: Record | None = self._asks.ask("find", id)
        return found

    def search(self, words: str, limit: int = 50) -> list[Record]:
        found: list[Record] = self._asks.ask("search", words, limit)
        return found

    def original(self, sha256: str) -> bytes | None:
        data: bytes | None = self._asks.ask("original", sha256)
        return data

    def noted(self, name: str) -> str | None:
        held: str | None = self._asks.ask("noted", name)
        return held

    def note_down(self, name: str, value: str) -> None:
        self._asks.ask("note_down", name, value)

    def read_ahead(self) -> None:
        """Everything was sent already."""

    # ---- changing: worked out here, kept there ---------------------------------------------------

    @contextmanager
    def step(self, action: str, words: str = "", *, gesture: str = "", sort: str = "edit") -> Iterator[CopiedStep]:
        """As `CaseFile.step`: what the block leaves is committed where the case is, all of it or nothing."""
        if self._is_in_step:
            raise AssertionError("a step inside a step would not be one transaction")
        if self.read_only_because:
            raise CaseIsReadOnly(
                f"This case is open for reading only, because {self.read_only_because}. {vault.HOW_TO_EDIT}"
            )
        step = CopiedStep(self, words or action)
        self._is_in_step = True
        try:
            yield step
        finally:
            self._is_in_step = False
        if not (step.changes or step.detail or step.originals or sort == "note"):
            step.change = Change(action, at=self.clock.now())
            return
        made = WorkedOut(
            action, step.words, gesture, sort, tuple(step.changes), self.read_at, step.detail, tuple(step.originals),
            journal.pack(journal.Content(step.words, tuple(step.changes))), searched_of(step.changes),
        )  # fmt: skip
        step.change = self._asks.ask("keep", made)

    def fresh_id(self) -> int:
        if not self._ids:
            self._ids = list(reversed(self._asks.ask("reserve_ids", IDS_AT_A_TIME)))
        return self._ids.pop()

    def note(self, action: str, **detail: Any) -> None:
        if not self.is_read_only:
            with self.step(action, sort="note") as step:
                step.note(**detail)

    def back_up_if_due(self) -> None:
        self._asks.ask("back_up_if_due")

    def undo(self) -> Change:
        return self._again("undo", "Undo")

    def redo(self) -> Change:
        return self._again("redo", "Redo")

    def _again(self, sort: str, verb: str) -> Change:
        """What is large to take back is unpacked and worked out here, where nobody waits for it."""
        gesture, bodies = self._asks.ask("step_back", sort)
        contents = [journal.unpack(body) for body in bodies]
        with self.step(verb, f"{verb}: {contents[-1].words}", gesture=gesture, sort=sort) as step:
            for content in reversed(contents) if sort == "undo" else contents:
                step.apply_all(journal.inverse(content.changes) if sort == "undo" else content.changes)
        return step.change

    # ---- the record of what was done -------------------------------------------------------------

    def lines(self, after: int = 0, limit: int = -1) -> list[JournalLine]:
        found: list[JournalLine] = self._asks.ask("lines", after, limit)
        return found

    def words_of(self, seq: int) -> str | None:
        said: str | None = self._asks.ask("words_of", seq)
        return said

    def last_edit_seq(self) -> int:
        return int(self._asks.ask("last_edit_seq"))

    def content(self, seq: int) -> Any:
        return self._asks.ask("content", seq)

    def history_of(self, id: int) -> list[tuple[JournalLine, RecordChange]]:
        told: list[tuple[JournalLine, RecordChange]] = self._asks.ask("history_of", id)
        return told

    def erase_content(self, seqs: list[int], *, because: str) -> Change:
        raise Refused("The content of the journal is erased in the case file itself.")

    # ---- kept in time ----------------------------------------------------------------------------

    def take_rows(self, kind: type[Record], names: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> None:
        names = tuple(names)
        self._shelves.put(kind, {row[0]: record_of(kind, dict(zip(names, row, strict=True))) for row in rows})

    def follow(self, changes: Iterable[RecordChange]) -> None:
        self._shelves.follow(changes)


IDS_AT_A_TIME = 500
