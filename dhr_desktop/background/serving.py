"""What the helper asks of the window's process while it works: a step to be kept, ids, a file's bytes, the journal.

Each is a small piece of work for the writer, behind whatever the chair has typed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dhr_desktop.core.changes import Change
from dhr_desktop.core.errors import Cancelled

from .feed import Feed
from .letting_go import let_go
from .writer import COMMIT, REST, Writer

if TYPE_CHECKING:
    from dhr_desktop.storage.case_file import CaseFile
    from dhr_desktop.storage.records_in_memory import ReadyRecords
    from dhr_desktop.storage.worked_out import WorkedOut

    from .helper import Job

MANY = 1_000  # records of one step: whoever types may have to wait for it

ANSWERED_BY_THE_CASE = frozenset(
    {
        "count",
        "find",
        "search",
        "original",
        "lines",
        "words_of",
        "content",
        "history_of",
        "last_edit_seq",
        "noted",
        "note_down",
        "reserve_ids",
        "step_back",
    }
)


class Serving:
    def __init__(
        self, writer: Writer, case: CaseFile, feed: Feed, job: Job, is_current: Callable[[], bool],
        answer: Callable[[BaseException | None, Any], None], before_many: Callable[[], None],
        later: Callable[[Callable[[], None]], None],
    ) -> None:  # fmt: skip
        self._writer, self._case, self._feed, self._job = writer, case, feed, job
        self._is_current, self._answer, self._before_many = is_current, answer, before_many
        self._later = later  # on the sender's thread, between two messages

    def serve(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name == "keep":
            made = arguments[0]
            ready = self._case.made_ready(made)  # here, and not while whoever types waits for the writer
            if len(made.changes) > MANY:
                self._before_many()
            self._writer.put(self._keeping(made, ready), COMMIT)
        elif name == "bring":
            self._writer.put(lambda: self._bring(arguments[0]), REST)
        elif name == "back_up_if_due":
            threading.Thread(
                target=lambda: self._answered(self._case.back_up_if_due), name="backup", daemon=True
            ).start()
        elif name in ANSWERED_BY_THE_CASE:
            self._writer.put(lambda: self._answered(lambda: getattr(self._case, name)(*arguments)), REST)

    def _answered(self, work: Callable[[], Any]) -> None:
        if not self._is_current():
            return  # the helper that asked is gone
        try:
            value = work()
        except Exception as problem:  # noqa: BLE001 - it goes back to who asked
            self._answer(problem, None)
        else:
            self._answer(None, value)

    def _keeping(self, made: WorkedOut, ready: ReadyRecords) -> Callable[[], None]:
        """As a piece of work that holds nothing of it afterwards, so that the changes can go a few at a time."""
        held, passing = [(made, ready)], [*made.changes]

        def keep() -> None:
            try:
                self._answered(lambda: self._keep(*held.pop()))
            finally:
                held.clear()
                let_go(passing, self._later)

        return keep

    def _keep(self, made: WorkedOut, ready: ReadyRecords) -> Change:
        """On the writer's thread, after every edit that waits. What was stopped meanwhile is not kept.

        A note is: it tells of what has happened outside the case, such as a file that has left.
        """
        if self._job.is_cancelled and made.sort != "note":
            raise Cancelled
        self._feed.made_by = self._job.number
        try:
            change = self._case.keep(made, ready)
        finally:
            self._feed.made_by = 0
        self._job.kept.append(change)
        return change

    def _bring(self, kind: str) -> None:
        self._feed.bring(kind, lambda: self._answer(None, None))
