"""The window's side: the helper's process, what it is to do, and what it asks.

It is started while the passphrase is being worked out, is given the records once the case is open, and is gone when
the case is locked or closed. If it dies, or a Cancel has to end it, another is started and filled again; the piece of
work it was at is told as not done, and what waits goes on.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from dhr_desktop.core.changes import Change, RecordChange, Seal
from dhr_desktop.core.errors import Cancelled, DhrError
from dhr_desktop.core.progress import Progress

from . import shapes_of_work
from .about import About
from .defects import Defect, received, to_send
from .feed import Feed
from .line import Line
from .parcels import Unpacking, pack
from .pipe import Ended, Message, Outgoing, packed
from .serving import Serving
from .writer import REST, Writer

if TYPE_CHECKING:
    from dhr_desktop.storage.case_file import CaseFile

WORKS_ON_SECONDS = 0.6  # after a Cancel it has this long to stop by itself
LOOKS_UP_SECONDS = 0.05
ASKS_AGAIN_SECONDS = 2.0
MOST_STARTS = 3  # that come to nothing, one after another
INTERRUPTED = "The work was interrupted, and nothing that was not finished of it was kept. Do it once more."
NOT_STARTED = (
    "Another process of the program could not be started, and this work needs one. "
    "Close other programs, then open the case again."
)


@dataclass(eq=False, slots=True)
class Job:
    """One piece of work asked of the helper. What it answers comes on a thread of its own, never on the window's."""

    function: Callable[..., Any] | None
    edition: str | None  # in which names the case is read; None: it reads no case
    progress: Callable[..., None]
    finished: Callable[[Any], None]
    failed: Callable[[Any], None]
    cancelled: Callable[[], None]
    opening: object = None  # of the case it was asked in: it is done in no other
    number: int = 0
    is_cancelled: bool = False
    is_over: bool = False
    kept: list[Change] = field(default_factory=list)  # the steps it made
    patience: threading.Timer | None = None  # after a Cancel
    unpacking: Unpacking = field(default_factory=Unpacking)


class Helper:
    def __init__(self, writer: Writer, before_many: Callable[[], None] = lambda: None) -> None:
        self._writer = writer
        self._before_many = before_many
        self._lock = threading.RLock()
        self._case: CaseFile | None = None
        self._opening: object = None  # of that case; a new key does not change it
        self._to_attach: CaseFile | None = None  # the case that is wanted here; soon `_case`
        self._feed: Feed | None = None
        self._line: Line | None = None
        self._is_wanted = False
        self._starts = 0  # since one was last ready
        self._waiting: deque[Job] = deque()
        self._current: Job | None = None
        self._number = 0
        self._arguments = Unpacking()

    # ---- its life -------------------------------------------------------------------------------

    def start(self) -> None:
        """Before there is a case: so that it is ready by the time there is one."""
        self._is_wanted = True
        self._writer.put(self._start, REST)

    def _start(self) -> None:
        """On the writer's thread, for on some systems a process dies with the thread that started it."""
        with self._lock:
            if not self._is_wanted or self._line is not None:
                return
            self._starts += 1
            try:
                self._line = Line(self._heard)
            except OSError:
                self._give_up()
                return
            if self._case is not None:
                self._begin_feeding(self._case)

    def attach(self, case: CaseFile, opening: object = None) -> None:
        """The case is open: its records go over, a few hundred at a time."""

        def begin() -> None:
            with self._lock:
                if self._to_attach is not case:
                    return  # it was locked again at once
                self._case, self._opening = case, opening
                case.followers.append(self._follow)
                strays = [each for each in self._waiting if not self._may_be_done_here(each)]
                for each in strays:
                    self._waiting.remove(each)
                if self._line is not None:
                    self._begin_feeding(case)
            for each in strays:
                self._ended(each, each.cancelled)

        self._is_wanted, self._to_attach = True, case
        self._writer.put(begin, REST)
        self._writer.put(self._start, REST)

    def _may_be_done_here(self, job: Job) -> bool:
        """Not in another case than the one it was asked in, however long it has waited."""
        return job.edition is None or self._case is None or job.opening is self._opening

    def _begin_feeding(self, case: CaseFile) -> None:
        line = self._line
        assert line is not None
        with case.reading():  # no commit is told before the helper knows what case it is of
            self._feed = Feed(
                case, lambda message: line.put(lambda out: out.send(message)), lambda: self._feed_more(line)
            )
            about = About(case.path, case.case_id, case.account, case.read_only_because, case.clock, case.seal)
            line.put(lambda out: out.send(("about", about)))
        self._feed_more(line)

    def _feed_more(self, line: Line) -> None:
        self._writer.put(lambda: self._send_rows(line), REST)

    def _send_rows(self, line: Line) -> None:
        """On the writer's thread; the next rows only when these have gone."""
        with self._lock:
            feed = self._feed
            if line is not self._line or feed is None or not feed.is_waiting:
                return
        try:
            feed.send_some()
        except DhrError:  # the disk does not answer; whoever edits is told
            again = threading.Timer(ASKS_AGAIN_SECONDS, lambda: self._feed_more(line))
            again.daemon = True
            again.start()
            return
        line.put(lambda out: self._feed_more(line))
        self._begin_next()

    def _follow(self, seal: Seal, changes: list[RecordChange] | None) -> None:
        """Every commit, on the thread that made it."""
        feed = self._feed
        if changes is None:
            self._writer.put(self._start_anew, REST)
        elif feed is not None:
            feed.follow(seal, changes)

    def _start_anew(self) -> None:
        """What was told before no longer holds: another process, filled again."""
        job = self._end_line()
        if job is not None:
            self._ended(job, partial(job.failed, DhrError(INTERRUPTED)))
        self._start()

    def detach(self) -> None:
        """Nothing of the case stays: the process is ended, what waits is dropped."""
        with self._lock:
            self._is_wanted = False
            case, self._case, self._to_attach, self._opening = self._case, None, None, None
            if case is not None and self._follow in case.followers:
                case.followers.remove(self._follow)
            dropped = [*([self._current] if self._current else []), *self._waiting]
            self._waiting.clear()
        self._end_line()
        for job in dropped:
            self._ended(job, job.cancelled)

    def _end_line(self) -> Job | None:
        """End the process, if there is one; what it was at."""
        with self._lock:
            line, self._line, self._feed = self._line, None, None
            self._arguments = Unpacking()
            job, self._current = self._current, None
        if line is not None:
            line.end()
        return job

    def _give_up(self) -> None:
        """Until something is asked for again: then it is tried again."""
        with self._lock:
            self._is_wanted, self._starts = False, 0
            failing = list(self._waiting)
            self._waiting.clear()
        for job in failing:
            self._ended(job, partial(job.failed, DhrError(NOT_STARTED)))

    @property
    def process_id(self) -> int:
        return self._line.process.pid if self._line is not None else 0

    # ---- what it is to do ---------------------------------------------------------------------------

    def do(self, job: Job) -> None:
        with self._lock:
            self._number += 1
            job.number = self._number
            is_stray = not self._may_be_done_here(job)
            if not is_stray:
                if not self._is_wanted:
                    self._is_wanted = True
                    self._writer.put(self._start, REST)
                self._waiting.append(job)
        if is_stray:
            self._ended(job, job.cancelled)
        self._begin_next()

    def wait_for(self, work: Callable[[], Any], progress: Progress) -> Any:
        """Work that needs no case, from a thread that has nothing else to do until it is done, or is cancelled."""
        progress.check()
        is_over, told = threading.Event(), list[Any]()

        def end(value: Any) -> None:
            told.append(value)
            is_over.set()

        job = Job(
            partial(shapes_of_work.without_case, work), None, lambda *progress: None, end, end,
            lambda: end(Cancelled()),
        )  # fmt: skip
        self.do(job)
        while not is_over.wait(LOOKS_UP_SECONDS):
            if progress.is_cancelled and not job.is_cancelled:
                self.cancel(job)
        if isinstance(told[0], BaseException):
            raise told[0]
        return told[0]

    def _begin_next(self) -> None:
        with self._lock:
            line, feed = self._line, self._feed
            is_ready = feed is not None and not feed.is_waiting
            if line is None or self._current is not None or not self._waiting:
                return
            if not is_ready and self._waiting[0].edition is not None:
                return
            job = self._current = self._waiting.popleft()
        line.put(lambda out: self._hand_over(job, out))

    def _hand_over(self, job: Job, out: Outgoing) -> None:
        """On the sender's thread: what it is given may be large."""
        try:
            pack((job.function, job.edition), lambda parcel: out.send(("parcel", job.number, parcel)))
        except Ended:
            raise
        except Exception as problem:  # noqa: BLE001 - whatever cannot travel is a defect, and is told as one
            self._ended(job, partial(job.failed, Defect.of(problem)))
            return
        out.send(("do", job.number))

    def cancel(self, job: Job) -> None:
        """Asked first; if it does not stop by itself the process is ended."""
        with self._lock:
            job.is_cancelled = True
            if job in self._waiting:
                self._waiting.remove(job)
                is_waiting = True
            else:
                is_waiting = False
            line = self._line
            is_current = job is self._current
        if is_waiting:
            self._ended(job, job.cancelled)
        elif is_current and line is not None:
            line.put(lambda out: out.send(("cancel", job.number)))
            patience = threading.Timer(WORKS_ON_SECONDS, lambda: self._stop_by_force(job))
            patience.daemon = True
            with self._lock:
                if not job.is_over:  # else it ended just now, and nobody would call the patience off
                    job.patience = patience
                    patience.start()

    def _stop_by_force(self, job: Job) -> None:
        with self._lock:
            line = self._line if job is self._current else None
        if line is not None:
            line.process.kill()  # its listener hears the end and does the rest

    # ---- what it says -------------------------------------------------------------------------------

    def _heard(self, line: Line, message: Message | None) -> None:
        with self._lock:  # held while it is started: what dies at once is heard of after that
            is_ours = line is self._line
        if not is_ours:
            return
        if message is None:
            self._has_died(line)
            return
        sort, job = message[0], self._current
        if sort == "ready":
            self._starts = 0
            self._begin_next()
        elif sort == "argument":
            self._arguments.take(message[1])
        elif sort == "no call":
            self._arguments = Unpacking()
        elif sort == "call":
            arguments, self._arguments = self._arguments.value(), Unpacking()
            self._serve(line, job, message[1], message[2], arguments)
        elif job is None or job.number != message[1]:
            return
        elif sort == "progress":
            job.progress(*message[2:])
        elif sort == "parcel":
            job.unpacking.take(message[2])
        elif sort == "done":
            self._finish(job)
        elif sort == "failed":
            self._ended(job, partial(job.failed, received(message[2])))
        elif sort == "cancelled":
            self._ended(job, job.cancelled)

    def _finish(self, job: Job) -> None:
        try:
            value = job.unpacking.value()
        except Exception as problem:  # noqa: BLE001 - an answer that cannot be read is a defect, and is told as one
            self._ended(job, partial(job.failed, Defect.of(problem)))
        else:
            self._ended(job, lambda: job.finished(value))

    def _ended(self, job: Job, tell: Callable[[], None]) -> None:
        """Told once, whatever else happens to it at the same moment."""
        with self._lock:
            was_over, job.is_over = job.is_over, True
            if self._current is job:
                self._current = None
            job.function = None
            patience, job.patience = job.patience, None
        if patience is not None and patience is not threading.current_thread():
            patience.cancel()
            patience.join()
        if not was_over:
            tell()
        job.unpacking = Unpacking()  # of an answer that did not come whole, nothing stays
        self._begin_next()

    def _serve(self, line: Line, job: Job | None, number: int, name: str, arguments: tuple[Any, ...]) -> None:
        case, feed = self._case, self._feed
        if case is None or feed is None or job is None:
            return

        def answer(problem: BaseException | None, value: Any) -> None:
            line.put(lambda out: out.send_packed(_reply(number, problem, value)))

        Serving(
            self._writer, case, feed, job, lambda: line is self._line, answer, self._before_many,
            lambda work: line.put(lambda out: work()),
        ).serve(name, arguments)  # fmt: skip

    def _has_died(self, line: Line) -> None:
        with self._lock:
            if line is not self._line:
                return
            job = self._current
        self._end_line()
        if job is not None:
            self._ended(job, job.cancelled if job.is_cancelled else partial(job.failed, DhrError(INTERRUPTED)))
        if self._starts >= MOST_STARTS:
            self._give_up()
        else:
            self._writer.put(self._start, REST)


def _reply(number: int, problem: BaseException | None, value: Any) -> bytes:
    """What cannot travel is a defect; whoever asked is told so, and does not wait for ever."""
    try:
        return packed(("reply", number, to_send(problem) if problem is not None else None, value))
    except Exception as defect:  # noqa: BLE001 - whatever pickling may meet
        return packed(("reply", number, to_send(Defect.of(defect)), None))
