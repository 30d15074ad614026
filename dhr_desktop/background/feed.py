"""The window's side of the copy: which rows have been sent, so that every change is told once and in order.

Rows are read a few hundred at a time, between two commits. A change to a record that has been sent already is sent
after it; one to a record not yet sent is not, for the row itself comes later as the change left it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dhr_desktop.core.agencies import Row
from dhr_desktop.core.case import BY_KIND, RECORDS
from dhr_desktop.core.changes import RecordChange, Seal

if TYPE_CHECKING:
    from dhr_desktop.storage.case_file import CaseFile

ROWS_AT_A_TIME = 200
FIRST = tuple(kind.KIND for kind in RECORDS if kind is not Row)
"""Sent at once; the agencies' own rows, by far the most, only when something looks at them all."""

Send = Callable[[tuple[Any, ...]], None]


class Feed:
    """Sends on the writer's thread; follows on whichever thread commits, which holds the case for that moment."""

    def __init__(self, case: CaseFile, send: Send, wake: Callable[[], None]) -> None:
        self._case = case
        self._send = send
        self._wake = wake  # there is something to send again
        self._to_send: deque[str] = deque(FIRST)
        self._sent_to: dict[str, int] = {}  # of each kind begun, the last id sent
        self._whole: set[str] = set()
        self._when_whole: dict[str, list[Callable[[], None]]] = {}
        self.made_by = 0  # the number of the work whose step is just being kept

    @property
    def is_waiting(self) -> bool:
        return bool(self._to_send)

    def bring(self, kind: str, then: Callable[[], None]) -> None:
        """Send a kind, if it has not been, and say when it is whole."""
        if kind in self._whole:
            then()
            return
        self._when_whole.setdefault(kind, []).append(then)
        if kind not in self._to_send:
            self._to_send.append(kind)
            self._wake()

    def send_some(self) -> None:
        """The next rows of the kind that is being sent."""
        kind = self._to_send[0]
        with self._case.reading():  # nothing is committed between reading the rows and noting that they were sent
            names, rows = self._case.raw_rows(BY_KIND[kind], self._sent_to.get(kind, 0), ROWS_AT_A_TIME)
            self._sent_to[kind] = rows[-1][0] if rows else self._sent_to.get(kind, 0)
            self._send(("rows", kind, names, rows))
            if len(rows) < ROWS_AT_A_TIME:
                self._whole.add(self._to_send.popleft())
        for then in self._when_whole.pop(kind, []) if kind in self._whole else ():
            then()

    def follow(self, seal: Seal, changes: list[RecordChange]) -> None:
        told = [each for each in changes if each.kind in self._whole or each.id <= self._sent_to.get(each.kind, -1)]
        pieces = [told[at : at + ROWS_AT_A_TIME] for at in range(0, len(told), ROWS_AT_A_TIME)] or [[]]
        for at, piece in enumerate(pieces, 1):
            self._send(("followed", seal, piece, self.made_by, at == len(pieces)))
