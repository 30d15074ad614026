"""What was found in one file, folded small while others are looked at.

A folder of thirty files is looked at one file at a time: all rows of all files laid open at once would take many
times what the case itself does. Folded, a file is a few kilobytes in memory and its gist; it is opened again
when it is shown or kept. Nothing of it goes to the disk.
"""

from __future__ import annotations

import pickle
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from dhr_desktop.intake.pages import Document
from dhr_desktop.intake.proposed import Proposal
from dhr_desktop.system import collector

from .revisions import Revision

FIRST_DOUBTS = 20
LARGE, REST_SECONDS = 32_000, 0.0005


@dataclass(frozen=True, slots=True)
class Gist:
    """What a list shows of a file."""

    outcome: str
    sentence: str
    entry_count: int
    row_count: int
    doubt_count: int
    first_doubts: tuple[str, ...]
    asks_day_order: bool
    revision_of: str = ""
    revision_counts: str = ""


class _InPieces:
    """Bytes to unpickle, with a rest between two large pieces: on a thread of its own it holds nobody up for long."""

    def __init__(self, data: bytes) -> None:
        self._file = BytesIO(data)
        self.readline = self._file.readline

    def read(self, size: int) -> bytes:
        if size >= LARGE:
            time.sleep(REST_SECONDS)
        return self._file.read(size)


@dataclass(slots=True)
class _Open:
    proposal: Proposal
    document: Document | None
    revision: Revision | None


class Found:
    """The proposal, the document it was read from and what it changes: open, or folded."""

    __slots__ = ("_folded", "_gist", "_open")

    def __init__(self, proposal: Proposal, document: Document | None = None, revision: Revision | None = None) -> None:
        self._open: _Open | None = _Open(proposal, document, revision)
        self._folded = b""
        self._gist: Gist | None = None

    def _opened(self) -> _Open:
        held = self._open  # which another thread may fold meanwhile
        if held is None:
            with collector.put_off():
                held = pickle.Unpickler(_InPieces(zlib.decompress(self._folded))).load()
            assert isinstance(held, _Open)
            self._open = held
        return held

    @property
    def proposal(self) -> Proposal:
        return self._opened().proposal

    @property
    def document(self) -> Document | None:
        return self._opened().document

    @property
    def revision(self) -> Revision | None:
        return self._opened().revision

    @property
    def is_open(self) -> bool:
        return self._open is not None

    @property
    def gist(self) -> Gist:
        if self._gist is None:
            self._gist = self._told()
        return self._gist

    def open(self) -> None:
        """All of it at hand; a large file takes a while."""
        self._opened()

    def fold(self) -> None:
        """Small again. What was opened and is folded once more is as it was when it was first folded."""
        if self._open is None:
            return
        if not self._folded:
            self._gist = self.gist
            self._folded = zlib.compress(pickle.dumps(self._open, pickle.HIGHEST_PROTOCOL), 1)
        self._open = None

    def doubts(self) -> list[str]:
        """Every doubt about a row, with its place."""
        told = []
        for table in self.proposal.tables:
            place = f"{table.found.name}, " if table.found.name else ""
            told += [f"{place}row {entry.row.number}: {doubt}" for entry in table.entries for doubt in entry.doubts]
        return told

    def _told(self) -> Gist:
        proposal, revision, doubts = self.proposal, self.revision, self.doubts()
        return Gist(
            proposal.outcome, proposal.sentence, len(proposal.entries), proposal.row_count, len(doubts),
            tuple(doubts[:FIRST_DOUBTS]), any(table.asks_day_order for table in proposal.tables),
            revision.of.file_name if revision is not None else "", revision.counts() if revision is not None else "",
        )  # fmt: skip

    def __getstate__(self) -> tuple[bytes, Gist]:
        """Between processes it goes folded."""
        if not self._folded:
            folded = zlib.compress(pickle.dumps(self._opened(), pickle.HIGHEST_PROTOCOL), 1)
            return folded, self.gist
        return self._folded, self.gist

    def __setstate__(self, state: tuple[bytes, Gist]) -> None:
        self._folded, self._gist = state
        self._open = None


@contextmanager
def opened(found: Found) -> Iterator[None]:
    """Open for as long as it is worked on; one that was folded is folded again after."""
    was_open = found.is_open
    try:
        yield
    finally:
        if not was_open:
            found.fold()
