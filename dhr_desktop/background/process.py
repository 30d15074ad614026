"""What runs in the helper's process: it keeps the copy in time and does one piece of work after another.

python -c "from dhr_desktop.background.process import main; main()"     started by `helper.py` alone, over two pipes

While a piece of work runs the copy stands still, but for the steps the work itself makes: what the chair edits
meanwhile is taken in when it has ended.
"""

from __future__ import annotations

import gc
import os
import queue
import sys
import threading
from collections import deque
from pathlib import Path
from typing import Any, BinaryIO

from dhr_desktop.core.case import BY_KIND
from dhr_desktop.core.changes import RecordChange, Seal
from dhr_desktop.core.errors import Cancelled
from dhr_desktop.core.fields import Record
from dhr_desktop.core.progress import Progress
from dhr_desktop.system import private_files
from dhr_desktop.system.logs import no_core_dumps

from .copy import CopyOfCase
from .defects import received, to_send
from .parcels import Unpacking, pack
from .pipe import Ended, Message, Outgoing, receive


class Work:
    """One piece of work as it comes in: its value in parcels, then the word to begin."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.unpacking = Unpacking()


class Process:
    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming = incoming
        self._out = Outgoing(outgoing)
        self._messages: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._copy: CopyOfCase | None = None
        self._shown: dict[str, Any] = {}  # the copy as each edition shows it, until a record changes
        self._partly: list[RecordChange] = []  # of a commit whose changes have not all come
        self._put_off: list[tuple[Seal, list[RecordChange]]] = []
        self._to_do: deque[Work] = deque()
        self._coming: dict[int, Work] = {}
        self._running: tuple[int, Progress] | None = None
        self._cancelled: set[int] = set()
        self._calls = 0

    # ---- listening ------------------------------------------------------------------------------

    def listen(self) -> None:
        """On a thread of its own: a Cancel is heard while work runs."""
        try:
            while True:
                message = receive(self._incoming)
                if message[0] == "cancel":
                    self._cancelled.add(message[1])
                    if self._running is not None and self._running[0] == message[1]:
                        self._running[1].cancel()
                else:
                    self._messages.put(message)
        except Ended:
            os._exit(0)  # the window is gone, and with it everything this was for

    def serve(self) -> None:
        self._out.send(("ready",))
        while True:
            while self._to_do:
                self._do(self._to_do.popleft())
            self._take(self._next())

    def _next(self) -> Message:
        message = self._messages.get()
        assert message is not None
        return message

    def _take(self, message: Message) -> None:
        """Anything that is not an answer to a question of ours."""
        sort = message[0]
        if sort == "about":
            self._copy = CopyOfCase(message[1], self)
            self._shown.clear()
            self._put_off.clear()
            self._partly = []
        elif sort == "rows":
            self._case.take_rows(BY_KIND[message[1]], message[2], message[3])
        elif sort == "followed":
            self._follow(*message[1:])
        elif sort == "parcel":
            self._coming.setdefault(message[1], Work(message[1])).unpacking.take(message[2])
        elif sort == "do":
            self._to_do.append(self._coming.pop(message[1]))

    @property
    def _case(self) -> CopyOfCase:
        assert self._copy is not None
        return self._copy

    def _follow(self, seal: Seal, piece: list[RecordChange], made_by: int, is_last: bool) -> None:
        self._partly += piece
        if not is_last:
            return
        changes, self._partly = self._partly, []
        if self._running is None or made_by == self._running[0]:
            self._case.follow(changes)
            self._case.seal = seal
            self._forget_shown(changes)
        else:
            self._put_off.append((seal, changes))

    def _forget_shown(self, changes: list[RecordChange]) -> None:
        if any(change.kind != "departures" for change in changes):
            self._shown.clear()

    def _catch_up(self) -> None:
        """Between two pieces of work: everything the chair has done meanwhile."""
        for seal, changes in self._put_off:
            self._case.follow(changes)
            self._forget_shown(changes)
            if seal.seq > self._case.seal.seq:
                self._case.seal = seal
        self._put_off.clear()

    # ---- asking the window's process ---------------------------------------------------------------

    def ask(self, name: str, *arguments: Any) -> Any:
        self._calls += 1
        try:
            pack(arguments, lambda parcel: self._out.send(("argument", parcel)))
        except Ended:
            raise
        except Exception:  # part of it may have gone: the next call must not begin with it
            self._out.send(("no call",))
            raise
        self._out.send(("call", self._calls, name))
        while True:
            message = self._next()
            if message[0] != "reply":
                self._take(message)
            elif message[1] == self._calls:
                if message[2] is not None:
                    raise received(message[2])
                return message[3]

    def bring(self, kind: type[Record]) -> None:
        self.ask("bring", kind.KIND)

    def tell_half_written(self, path: Path, is_begun: bool) -> None:
        """So that nothing of it stays if this process is ended before it is whole."""
        self._out.send(("half written" if is_begun else "whole or gone", str(path)))

    # ---- doing --------------------------------------------------------------------------------------

    def _do(self, work: Work) -> None:
        number = work.number
        progress = Progress(lambda *told: self._out.send(("progress", number, *told)))
        self._running = (number, progress)
        if self._copy is not None:
            self._copy.read_at = self._copy.seal.seq
        try:
            if number in self._cancelled:
                raise Cancelled
            function, edition = work.unpacking.value()
            answer = function(progress) if edition is None else function(self._as_shown(edition), progress)
            pack(answer, lambda parcel: self._out.send(("parcel", number, parcel)))
            ended: Message = ("done", number)
        except Cancelled:
            ended = ("cancelled", number)
        except Ended:
            raise
        except BaseException as problem:  # noqa: BLE001 - the edge of this process: it is told in the other
            ended = ("failed", number, to_send(problem))
        self._running = None
        self._cancelled.discard(number)
        self._catch_up()
        self._out.send(ended)

    def _as_shown(self, edition: str) -> Any:
        from dhr_desktop.operations.names.presented import presented

        held = self._shown.get(edition)
        if held is None:
            held = self._shown[edition] = presented(self._case, edition)  # type: ignore[arg-type]  # reads as a case
        return held


def _die_with_the_window() -> None:
    """Where the system can be asked to: even a window that is killed leaves nothing behind."""
    if sys.platform != "linux":
        return
    import ctypes
    import signal

    with_parent = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(with_parent, signal.SIGKILL)


def _load_ahead() -> None:
    """What most work needs, while the chair still types the passphrase."""
    import dhr_desktop.operations.chronology.chronology_told
    import dhr_desktop.operations.events.suggesting  # noqa: F401

    gc.freeze()


def main() -> None:
    _die_with_the_window()
    no_core_dumps()
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    sys.stdin = sys.stdout = None  # nothing that prints may reach the pipe
    process = Process(incoming, outgoing)
    private_files.watch(process.tell_half_written)
    threading.Thread(target=process.listen, name="listener", daemon=True).start()
    _load_ahead()
    try:
        process.serve()
    except Ended:
        os._exit(0)
