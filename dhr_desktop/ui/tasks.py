"""Run an operation off the window's thread, one at a time, with progress and a Cancel that works."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dhr_desktop.core.errors import Cancelled
from dhr_desktop.core.progress import Progress
from dhr_desktop.system import turns

from .garbage import Garbage

Operation = Callable[[Progress], Any]


class Task(QObject):
    """One operation under way. Its signals arrive on the window's thread."""

    advanced = Signal(int, int, str, object)
    finished = Signal(object)
    cancelled = Signal()
    failed = Signal(Exception)
    ended = Signal()

    def __init__(self, words: str, operation: Operation) -> None:
        super().__init__()
        self.words = words
        self._operation = operation
        self.progress = Progress(self._tell)
        self._answers: list[tuple[Any, Callable[..., None]]] = []

    def answer(self, signal: Any, slot: Callable[..., None]) -> None:
        """Told on the window's thread, until it has ended."""
        signal.connect(slot, Qt.ConnectionType.QueuedConnection)
        self._answers.append((signal, slot))

    def _tell(self, done: int, total: int, words: str, left: float | None) -> None:
        self.advanced.emit(done, total, words, left)

    def cancel(self) -> None:
        self.progress.cancel()

    def let_go(self) -> None:
        """What it worked on is not kept with it: a case that is closed must leave nothing behind.

        A slot that is a function of its own is held by its connection, and one that names its task holds that
        in turn: such a ring is never taken apart by itself.
        """
        self._operation = _done
        for signal, slot in self._answers:
            signal.disconnect(slot)
        self._answers.clear()

    def run(self) -> None:
        """On the writer thread; touches no widget."""
        try:
            result = self._operation(self.progress)
        except Cancelled:
            self.cancelled.emit()
        except Exception as problem:  # noqa: BLE001 - the edge: it goes to the one place that tells it
            self.failed.emit(problem)
        else:
            self.finished.emit(result)
        self.ended.emit()


def _done(progress: Progress) -> None:
    """In the place of an operation that has ended."""


class TaskRunner(QObject):
    """The one writer thread. Operations wait their turn and run in the order they were asked for."""

    started = Signal(Task)
    ended = Signal(Task)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._tasks: list[Task] = []
        self._ended: deque[Task] = deque(maxlen=3)
        self._garbage = Garbage(lambda: bool(self._tasks))
        self._garbage.start()
        self._beat = QTimer(self)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.setInterval(turns.BEAT_MS)
        self._beat.timeout.connect(turns.beat)
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def run(
        self,
        words: str,
        operation: Operation,
        *,
        finished: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Task:
        task = Task(words, operation)
        for signal, slot in ((task.finished, finished), (task.failed, failed), (task.cancelled, cancelled)):
            if slot is not None:
                task.answer(signal, slot)
        task.answer(task.ended, lambda: self._forget(task))
        self._tasks.append(task)
        turns.beat()  # from the first moment: what asked for it is most likely being shown just now
        self._beat.start()
        self.started.emit(task)
        self._waiting.put(task)
        return task

    def _work(self) -> None:
        while (task := self._waiting.get()) is not None:
            task.run()
            del task  # a task is taken apart on the window's thread, where the widgets its answers hold live

    def _forget(self, task: Task) -> None:
        self._tasks.remove(task)
        task.let_go()
        self._ended.append(task)  # kept a little, until the writer has let go of it
        if not self._tasks:
            self._beat.stop()
            turns.stop_beating()
        self.ended.emit(task)

    @property
    def is_busy(self) -> bool:
        return bool(self._tasks)

    def stop(self) -> None:
        """Let the last operation end, then let the thread go."""
        self._waiting.put(None)
        self._thread.join()
        self._garbage.stop()
