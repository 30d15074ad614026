"""Python's collector of cycles, kept to the window's thread.

Left to itself it runs on whichever thread happens to make the next object, and takes widgets and
timers apart there; Qt allows that only on the window's thread, and crashes otherwise.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 50


class Garbage(QObject):
    """Collects a little at a time, as often as the interpreter itself would."""

    def __init__(self) -> None:
        super().__init__()
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
            if held <= most:
                return
            gc.collect(generation)
