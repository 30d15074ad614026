"""Python's collector of cycles, kept to the window's thread.

Left to itself it runs on whichever thread happens to make the next object, and takes widgets and
timers apart there; Qt allows that only on the window's thread, and crashes otherwise.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 50
WHOLE = 2  # the generation that is everything


class Garbage(QObject):
    """Collects a little at a time, as often as the interpreter itself would.

    Looking through everything takes a tenth of a second in a large case. While an operation runs the
    chair may be at work beside it, so that waits until it has ended.
    """

    def __init__(self, is_busy: Callable[[], bool]) -> None:
        super().__init__()
        self._is_busy = is_busy
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._collect)

    def start(self) -> None:
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()

    def _collect(self) -> None:
        for generation, (held, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
            if held <= most or (generation == WHOLE and self._is_busy()):
                return
            gc.collect(generation)
