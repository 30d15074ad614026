"""The one thread that writes into the case: small pieces of work, what a chair typed before anything else."""

from __future__ import annotations

import itertools
import queue
import sys
import threading
from collections.abc import Callable

EDIT, COMMIT, REST = 0, 1, 2
"""How soon: what was typed; what longer work wants kept; what only reads for the helper's copy."""

_LAST = 9


class Writer:
    """Runs what it is given one after another, by urgency and then in the order it came."""

    def __init__(self, name: str = "writer") -> None:
        self._waiting: queue.PriorityQueue[tuple[int, int, Callable[[], None] | None]] = queue.PriorityQueue()
        self._number = itertools.count()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def put(self, work: Callable[[], None], urgency: int = EDIT) -> None:
        self._waiting.put((urgency, next(self._number), work))

    def _work(self) -> None:
        while True:
            _, _, work = self._waiting.get()
            if work is None:
                return
            try:
                work()
            except Exception:  # noqa: BLE001 - a defect in one piece is told, and the next is done: saving must go on
                threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))
            del work  # what it holds is let go of before the next is waited for

    def wait_until_done(self) -> None:
        """Until everything that now waits is done. Called on another thread than this one."""
        is_done = threading.Event()
        self._waiting.put((_LAST, next(self._number), is_done.set))
        is_done.wait()

    def stop(self) -> None:
        """Let everything that waits be done, then let the thread go."""
        self._waiting.put((_LAST, next(self._number), None))
        self._thread.join()
