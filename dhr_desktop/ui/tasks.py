"""Work off the window's thread, each sort where it disturbs nobody: its signals arrive on the window's thread.

The writer commits and does nothing else. What reads the window's own memory runs on the looker; what copies or
checks whole files, on a thread for files; everything that takes long, in the helper's process.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dhr_desktop.background import EDIT, Helper, Job, Writer
from dhr_desktop.core.changes import Change
from dhr_desktop.core.errors import Cancelled
from dhr_desktop.core.progress import Progress
from dhr_desktop.system import turns

from .garbage import Garbage

Operation = Callable[[Progress], Any]
SWITCH_SECONDS = 0.0005
"""How long one thread may keep the interpreter from another that wants it; five milliseconds are usual. The writer
wants it again after every statement, the window after every call of Qt's: neither may wait that long each time."""
TYPED_GOES_FIRST_SECONDS = 0.3  # a window that does not answer is not waited for


class Task(QObject):
    """One operation under way."""

    advanced = Signal(int, int, str, object)
    finished = Signal(object)
    cancelled = Signal()
    failed = Signal(Exception)
    ended = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self._answers: list[tuple[Any, Callable[..., None]]] = []

    def answer(self, signal: Any, slot: Callable[..., None]) -> None:
        """Told on the window's thread, until it has ended."""
        signal.connect(slot, Qt.ConnectionType.QueuedConnection)
        self._answers.append((signal, slot))

    def tell(self, done: int, total: int, words: str, left: float | None) -> None:
        self.advanced.emit(done, total, words, left)

    def cancel(self) -> None:
        raise NotImplementedError

    @property
    def kept(self) -> list[Change]:
        """The steps it has made so far."""
        return []

    def let_go(self) -> None:
        """What it worked on is not kept with it: a case that is closed must leave nothing behind.

        A slot that is a function of its own is held by its connection, and one that names its task holds that
        in turn: such a ring is never taken apart by itself.
        """
        for signal, slot in self._answers:
            signal.disconnect(slot)
        self._answers.clear()


class ThreadTask(Task):
    """Runs on one of the window's own threads."""

    def __init__(self, words: str, operation: Operation, thread: Writer) -> None:
        super().__init__(words)
        self._operation, self._thread = operation, thread
        self.progress = Progress(self.tell)

    def is_on(self, thread: Writer) -> bool:
        return self._thread is thread

    def cancel(self) -> None:
        self.progress.cancel()

    def let_go(self) -> None:
        self._operation = _done
        super().let_go()

    def run(self) -> None:
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


class HelperTask(Task):
    """Runs in the helper's process."""

    def __init__(
        self, words: str, helper: Helper, work: Callable[..., Any], edition: str | None, opening: object
    ) -> None:
        super().__init__(words)
        self._helper = helper
        self._job = Job(work, edition, self.tell, self._has_finished, self._has_failed, self._was_cancelled, opening)

    def begin(self) -> None:
        self._helper.do(self._job)

    def cancel(self) -> None:
        self._helper.cancel(self._job)

    @property
    def kept(self) -> list[Change]:
        return self._job.kept

    def let_go(self) -> None:
        self._job.kept = []  # their words may name names
        super().let_go()

    def _has_finished(self, value: Any) -> None:
        self.finished.emit(value)
        self.ended.emit()

    def _has_failed(self, problem: Exception) -> None:
        self.failed.emit(problem)
        self.ended.emit()

    def _was_cancelled(self) -> None:
        self.cancelled.emit()
        self.ended.emit()


class TaskRunner(QObject):
    """Gives work to the thread or process it belongs to, and knows what is under way."""

    started = Signal(Task)
    ended = Signal(Task)
    many_to_keep = Signal()  # the writer is about to be busy for a moment: what is typed is saved before that
    _many_are_coming = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        sys.setswitchinterval(SWITCH_SECONDS)
        self._tasks: list[Task] = []
        self._ended: deque[Task] = deque(maxlen=6)
        self.garbage = Garbage()
        self.garbage.start()
        self._beat = QTimer(self)  # while a thread of the window's own works: it stands aside when this comes late
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.setInterval(turns.BEAT_MS)
        self._beat.timeout.connect(turns.beat)
        self.writer = Writer()
        self._looker = Writer("looker")
        self._files = Writer("files")
        self.helper = Helper(self.writer, self._typed_goes_first)
        self._ending: threading.Thread | None = None
        self._many_are_coming.connect(self._ask_for_typed, Qt.ConnectionType.QueuedConnection)

    def write(self, words: str, operation: Operation, *, urgency: int = EDIT, **told: Any) -> Task:
        """A small change of the case, made before anything longer."""
        return self._on(self.writer, words, operation, urgency, told)

    def look(self, words: str, operation: Operation, **told: Any) -> Task:
        """What needs only the window's memory, or a row or two."""
        return self._on(self._looker, words, operation, EDIT, told)

    def on_files(self, words: str, operation: Operation, **told: Any) -> Task:
        """Opening, copying, checking, closing: whole files."""
        return self._on(self._files, words, operation, EDIT, told)

    def away(self, words: str, work: Callable[..., Any], edition: str | None, opening: object, **told: Any) -> Task:
        """In the helper's process: a function of a module with its arguments, given the case in an edition."""
        task = HelperTask(words, self.helper, work, edition, opening)
        self._begin(task, told)
        task.begin()
        return task

    def _on(self, thread: Writer, words: str, operation: Operation, urgency: int, told: dict[str, Any]) -> Task:
        task = ThreadTask(words, operation, thread)
        turns.beat()  # from the first moment: what asked for it is most likely being shown just now
        self._beat.start()
        self._begin(task, told)
        thread.put(task.run, urgency)
        return task

    def _begin(self, task: Task, told: dict[str, Any]) -> None:
        for name, slot in told.items():
            if slot is not None:
                task.answer(getattr(task, name), slot)
        task.answer(task.ended, lambda: self._forget(task))
        self._tasks.append(task)
        self.started.emit(task)

    def _forget(self, task: Task) -> None:
        self._tasks.remove(task)
        task.let_go()
        self._ended.append(task)  # kept a little, until the thread it ran on has let go of it
        if not any(isinstance(each, ThreadTask) for each in self._tasks):
            self._beat.stop()
            turns.stop_beating()
        self.ended.emit(task)

    # ---- what is typed goes before many records ---------------------------------------------------

    def _typed_goes_first(self) -> None:
        """On a thread of the helper's: a key that waits for its pause would else wait for the writer after it."""
        is_asked = threading.Event()
        self._many_are_coming.emit(is_asked)
        is_asked.wait(TYPED_GOES_FIRST_SECONDS)

    def _ask_for_typed(self, is_asked: threading.Event) -> None:
        self.many_to_keep.emit()
        is_asked.set()

    # ---- closing ---------------------------------------------------------------------------------

    def end_long_work(self) -> None:
        """The case is to be closed: nothing that copies, checks or exports is waited for, and nothing of it stays half
        done. What was typed and a rescue under way go on."""
        for each in self._tasks:
            if isinstance(each, ThreadTask) and each.is_on(self._files):
                each.cancel()
        ending = threading.Thread(target=self.helper.detach, name="ending long work", daemon=True)
        ending.start()
        self._ending = ending  # only now: who settles meanwhile on another thread waits for it

    def settle(self) -> None:
        """On the thread for files: what is typed is committed, long work is ended, nobody looks any more."""
        if self._ending is not None:
            self._ending.join()
        self.helper.detach()
        self.writer.wait_until_done()
        self._looker.wait_until_done()

    @property
    def is_busy(self) -> bool:
        return bool(self._tasks)

    def stop(self) -> None:
        """Let what was asked for end, then let the threads go."""
        self.helper.detach()
        for each in (self._files, self._looker, self.writer):
            each.stop()
        self.garbage.stop()
