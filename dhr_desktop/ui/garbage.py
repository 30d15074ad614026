"""Python's collector of cycles, kept to the window's thread, and to moments when nobody waits for it.

Left to itself it runs on whichever thread happens to make the next object, and takes widgets and timers apart there;
Qt allows that only on the window's thread, and crashes otherwise.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 50
MANY = 5_000
"""Objects made between two looks. So many are records on their way into memory, which hold no cycles: looking through
those of one file took a tenth of a second. They are put aside unlooked at until the next whole look."""
YOUNG = (0, 1)
WHOLE_SECONDS = 120.0  # between two whole looks, at the least
PAUSE_SECONDS = 4.0  # in which nothing was typed or clicked: nobody is there to wait for a whole look


class Garbage(QObject):
    """Collects a little at a time, as often as the interpreter itself would; everything only when nobody is at work."""

    def __init__(self) -> None:
        super().__init__()
        self._last_touched = time.monotonic() - PAUSE_SECONDS
        self._last_whole = time.monotonic()
        self._is_wanted = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._collect)

    def start(self) -> None:
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def touched(self) -> None:
        """Somebody is at work in the window."""
        self._last_touched = time.monotonic()

    def everything_soon(self) -> None:
        """What was shown has gone: nothing of it may stay until somebody pauses."""
        self._is_wanted = True

    def _collect(self) -> None:
        if self._is_wanted or self._is_due():
            self._look_at_everything()
            return
        if gc.get_count()[0] > MANY:
            gc.freeze()
            return
        held, most = gc.get_count(), gc.get_threshold()
        for generation in YOUNG:
            if held[generation] <= most[generation]:
                return
            gc.collect(generation)

    def _is_due(self) -> bool:
        now = time.monotonic()
        return now - self._last_whole > WHOLE_SECONDS and now - self._last_touched > PAUSE_SECONDS

    def _look_at_everything(self) -> None:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._last_whole, self._is_wanted = time.monotonic(), False
