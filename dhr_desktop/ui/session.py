"""The open case as the window knows it: opening, editing, saving again, locking, looking after the file.

Widgets hold no case of their own. They ask here, and read again when told what changed; that is what
makes locking able to drop everything at once.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from dhr_desktop.background import COMMIT, shapes_of_work
from dhr_desktop.core.changes import Change
from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import Departure
from dhr_desktop.core.errors import CaseFileGone, DhrError, DiskFull, NewKeyHolds, WriteFailed
from dhr_desktop.core.progress import Progress
from dhr_desktop.operations.casefile import undoing
from dhr_desktop.system import places
from dhr_desktop.system.preferences import Preferences, load_preferences, save_preferences
from dhr_desktop.system.tries import Tries

from .tasks import Task, TaskRunner

if TYPE_CHECKING:
    from dhr_desktop.storage.case_file import CaseFile

WORKING = "working"  # the edition with real names, which alone is written in
RETRY_MS = 2_000
LOOK_AT_FILE_MS = 10_000
BACK_UP_MS = 30 * 60_000
IDLE_LOOK_MS = 5_000
SLEPT_SECONDS = 60
AGAIN_MS = 100
BEGUN_IN_ANOTHER_VIEW = (
    "What was begun before another edition was shown could not be done. Go back to the edition it was begun in, "
    "and do it once more there."
)
MAKE_AGAIN = "What you typed meanwhile could not be saved and is not in the case. Make it again."
RESCUING = "Saving a rescue copy"
NOT_YET = "The last change is not saved yet. It is tried again every two seconds; wait for it."
NOT_SAVED = (DiskFull, WriteFailed, CaseFileGone)
"""What keeps an edit from being saved without there being anything wrong with the edit."""

Edit = Callable[["CaseFile"], Change]
Settled = Callable[[str], None]
"""Told "" when an edit is saved, or why it is not; it may be told again after a retry."""


@dataclass(frozen=True, slots=True, eq=False)
class _AskedEdit:
    """An edit, and the edition it was made in: another may be on screen by the time it is saved."""

    operation: Edit
    settled: Settled | None
    edition: str


class Session(QObject):
    opened = Signal()
    closing = Signal()
    closed = Signal(bool)  # whether it was locked, and so may be unlocked
    changed = Signal(Change)
    saved = Signal(str)
    save_failed = Signal(str)
    save_recovered = Signal()
    told = Signal(str)  # a sentence for the message bar, which goes away by itself
    warned = Signal(str)  # one that stays until it is put away
    problem = Signal(Exception)
    file_lost = Signal(str, Path)  # what to tell, and the rescued case
    preferences_changed = Signal()
    dropping = Signal()  # the pages are about to be made anew or to go: they let go of what they hold
    words_wanted = Signal()  # what is typed and not yet sent to be saved is asked for now, even while saving fails
    edition_changed = Signal(str)

    def __init__(self, runner: TaskRunner | None = None) -> None:
        super().__init__()
        self.runner = runner or TaskRunner()
        self.runner.many_to_keep.connect(self.words_wanted)
        self.preferences: Preferences = load_preferences()
        self.held: CaseFile | None = None  # the case that is open
        self.case: CaseFile | None = None  # the same as the edition on screen shows it: what every place reads
        self.edition = self._hidden_as = WORKING
        self.locked_path: Path | None = None
        self.tries = Tries()
        self._unsaved: list[_AskedEdit] = []  # the first failed, the rest came behind it; kept by the writer's thread
        self._why_unsaved: Exception | None = None
        self._is_failing = False  # the chair has been told
        self._held_back: list[_AskedEdit | Callable[[], object]] | None = None  # while the file is being written anew
        self._opening: object = None  # another one each time a case is opened; a new key does not change it
        self._shown = object()  # another one for each case and each edition on screen; a new key changes neither
        self._is_closing = self._is_rescuing = self._is_retrying = False
        self._last_input = time.time()
        self._last_look = (time.time(), time.monotonic())
        self._retry = self._timer(RETRY_MS, self._try_again)
        self._file_look = self._timer(LOOK_AT_FILE_MS, self.look_at_file)
        self._backup = self._timer(BACK_UP_MS, self.back_up_if_due)
        self._idle = self._timer(IDLE_LOOK_MS, self._lock_if_idle)

    def _timer(self, ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(ms)
        timer.timeout.connect(slot)
        return timer

    # ---- opening ------------------------------------------------------------------------------

    # The operations are loaded when first asked for: they bring the database with them, and the
    # window is on screen before it is.

    def begin(self, path: Path, passphrase: str, **about: Any) -> Task:
        return self._open("Making the case file", lambda: _cases().begin(path, passphrase, **about))

    def open(self, path: Path, passphrase: str, *, edit_anyway: bool = False) -> Task:
        return self._open(
            "Opening the case",
            lambda: _cases().open_review(path, passphrase, tries=self.tries, edit_anyway=edit_anyway),
        )

    def open_with_code(self, path: Path, code: str) -> Task:
        return self._open("Opening with the recovery code", lambda: _cases().open_with_recovery_code(path, code))

    def restore(self, backup: Path, passphrase: str, target: Path) -> Task:
        """A backup as a new case file, which is then opened."""

        def opening() -> CaseFile:
            case: CaseFile = _cases().open_review(_cases().restore(backup, passphrase, target), passphrase)
            return case

        return self._open("Restoring a backup", opening)

    def open_sample(self) -> Task:
        def opening() -> CaseFile:
            from dhr_desktop.operations.casefile import sample

            path = sample.usual_path()
            if not path.exists():
                return sample.create(path)
            case: CaseFile = _cases().open_review(path, sample.PASSPHRASE)
            return case

        return self._open("Opening the sample review", opening)

    def _open(self, words: str, opening: Callable[[], CaseFile]) -> Task:
        wait = self.tries.delay()
        self.runner.helper.start()  # while the passphrase is being worked out: it costs nothing then

        def operation(progress: Progress) -> CaseFile:
            if wait:
                time.sleep(wait)
            case = opening()
            case.read_ahead()
            return case

        return self.runner.on_files(words, operation, finished=self._has_opened, failed=self._could_not_open)

    def _could_not_open(self, problem: Exception) -> None:
        if self.case is None:
            self.runner.helper.detach()
        self.problem.emit(problem)

    def _has_opened(self, case: CaseFile) -> None:
        if self.case is not None:
            case.close()
            return
        self.held = self.case = case
        self._opening = object()
        self.runner.helper.attach(case, self._opening)
        self.edition = self._hidden_as if self.locked_path == case.path else WORKING
        if self.edition != WORKING:  # locked while every name was hidden: nobody may see them by its being unlocked
            from dhr_desktop.operations.names.presented import presented

            self.case = presented(case, self.edition)
        self._hidden_as, self.locked_path = WORKING, None
        self._shown = object()
        self._keep_preferences(self.preferences.remembering(str(case.path)))
        self._last_input = time.time()
        self._last_look = (time.time(), time.monotonic())
        self._start_timers()
        self.opened.emit()
        if not case.is_read_only and places.too_little_space(case.path):
            self.warned.emit("There is little space left on this disk. Free some, or saving will soon stop.")
        self.look(lambda _: _cases().still_leaving(case), lambda words: self.warned.emit(words) if words else None)
        self._check_in_background()

    # ---- whose names are on screen --------------------------------------------------------------

    def show_edition(self, edition: str) -> None:
        """The whole window in another edition's names, at once. In one that hides names nothing is changed."""
        held = self.held
        if held is None or self._is_closing or edition == self.edition:
            return
        if self._is_failing:
            self.told.emit(NOT_YET)
            return
        from dhr_desktop.operations.names.presented import presented

        self.words_wanted.emit()
        self.edition = edition
        self.case = presented(held, edition)
        self._shown = object()
        self.edition_changed.emit(edition)
        self.runner.garbage.everything_soon()

    # ---- editing ------------------------------------------------------------------------------

    @property
    def can_edit(self) -> bool:
        return self.case is not None and not self.case.is_read_only and not self._is_failing

    @property
    def is_failing(self) -> bool:
        return self._is_failing

    def edit(self, operation: Edit, settled: Settled | None = None, *, is_last_word: bool = False) -> bool:
        """Make one change. Refused while an earlier one is not saved: nothing is built on a failed edit.

        The last word of a field that is left is taken all the same: it waits behind what is not saved, and is tried
        again with it. Nobody could type it again.
        """
        if self.case is None or self._is_closing:
            return False
        if self._is_failing and not is_last_word:
            self.told.emit(NOT_YET)
            return False
        asked = _AskedEdit(operation, settled, self.edition)
        self._unless_held_back(asked)
        return True

    def _unless_held_back(self, asked: _AskedEdit | Callable[[], object]) -> None:
        """At once; while the key is changed or a rescue copy made, afterwards: the old file is about to go."""
        if self._held_back is not None:
            self._held_back.append(asked)
        elif isinstance(asked, _AskedEdit):
            self._run_edit(asked)
        else:
            asked()

    def _take_typed(self) -> list[Edit]:
        """The edits that are held back, for whoever puts them where the case goes on."""
        typed = [each for each in self._held_back or [] if isinstance(each, _AskedEdit)]
        self._held_back = [each for each in self._held_back or [] if not isinstance(each, _AskedEdit)]
        return [each.operation for each in typed if each.edition == WORKING]

    def still_waits(self, operation: Edit) -> bool:
        """Whether an edit that could not be saved is tried again by itself."""
        return any(each.operation is operation for each in tuple(self._unsaved))

    def _run_edit(self, asked: _AskedEdit, *, is_again: bool = False) -> None:
        case = self.held if asked.edition == WORKING else self.case
        assert case is not None

        def work(progress: Progress) -> Change:
            return self._try_again_in_order(asked, case) if is_again else self._try(asked, case)

        def done(change: Change) -> None:
            self._edit_is_saved(change, asked, is_again)

        def failed(problem: Exception) -> None:
            self._edit_failed(problem, asked, is_again)

        self.runner.write("", work, finished=done, failed=failed)

    def _try(self, asked: _AskedEdit, case: CaseFile) -> Change:
        """On the writer's thread. Nothing is built on a failed edit: what came behind one waits with it."""
        if self._why_unsaved is not None:
            self._unsaved.append(asked)
            raise self._why_unsaved
        try:
            return asked.operation(case)
        except NOT_SAVED as problem:
            if not (isinstance(problem, CaseFileGone) and problem.holds_last_change):
                self._unsaved.append(asked)
            self._why_unsaved = problem
            raise

    def _try_again_in_order(self, asked: _AskedEdit, case: CaseFile) -> Change:
        """On the writer's thread. What is refused this time is not tried for ever."""
        try:
            change = asked.operation(case)
        except NOT_SAVED as problem:
            if isinstance(problem, CaseFileGone) and problem.holds_last_change:
                self._unsaved.remove(asked)
            raise
        except Exception:
            self._is_off_the_list(asked)
            raise
        self._is_off_the_list(asked)
        return change

    def _is_off_the_list(self, asked: _AskedEdit) -> None:
        self._unsaved.remove(asked)
        if not self._unsaved:
            self._why_unsaved = None

    def _edit_is_saved(self, change: Change, asked: _AskedEdit, was_again: bool) -> None:
        if was_again:
            self._go_on_with_unsaved()
        self._tell_change(change)
        if asked.settled:
            asked.settled("")

    def _go_on_with_unsaved(self) -> None:
        self._is_retrying = False
        if self._unsaved:
            self._try_again()
        elif self._is_failing:
            self._is_failing = False
            self._retry.stop()
            self.save_recovered.emit()

    def _tell_change(self, change: Change) -> None:
        if self.case is None or self._is_closing:
            return  # the writer may have closed the file already: nothing is to be read again
        self.saved.emit(self.case.saved_at)
        if not change.did_nothing:
            self.changed.emit(change)

    def _edit_failed(self, problem: Exception, asked: _AskedEdit, was_again: bool) -> None:
        if asked.settled:
            asked.settled(str(problem))
        if isinstance(problem, CaseFileGone) and self._held_back is None:
            self._is_retrying = False
            self._rescue(problem)
        elif isinstance(problem, CaseFileGone) and self._is_rescuing:
            self._is_retrying = False  # it goes into the copy; if that comes to nothing, it is tried again
        elif isinstance(problem, NOT_SAVED):
            self._is_retrying = False
            self._goes_on_failing(problem)
            self.look_at_file()
        else:
            if was_again:
                self._go_on_with_unsaved()
            self.problem.emit(problem)

    def _goes_on_failing(self, problem: Exception) -> None:
        if not self._unsaved:
            return
        self._is_failing = True
        self._retry.start()
        self.save_failed.emit(f"{problem} Saving is tried again by itself.")

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, CaseFileGone):
            self._rescue(problem)
        else:
            self.problem.emit(problem)

    def _try_again(self) -> None:
        if not self._unsaved or self.held is None:
            self._retry.stop()
        elif not self._is_retrying and self._held_back is None:
            self._is_retrying = True
            self._run_edit(self._unsaved[0], is_again=True)

    def step_to(self, which: str) -> str:
        """What Undo or Redo would do next, or "" when there is nothing."""
        if self.case is None:
            return ""
        return self.case.undo_name if which == "undo" else self.case.redo_name

    def undo(self) -> None:
        self._again("undo", "Undoing")

    def redo(self) -> None:
        self._again("redo", "Doing again")

    def _again(self, which: str, words: str) -> None:
        """At once; what is large is worked out in the helper."""
        case = self.case
        if case is not None and self.can_edit and self._held_back is None and case.is_large(which):
            self.run_long(words, undoing.undo if which == "undo" else undoing.redo, self.tell_change)
        else:
            self.edit(lambda case: case.undo() if which == "undo" else case.redo())

    # ---- asking, and longer work ----------------------------------------------------------------

    def ask(
        self, question: Callable[[CaseFile], Any], answered: Callable[[Any], None],
        failed: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """Ask what takes a moment to work out; not answered once the case is closed. `failed` follows what is told.

        The question goes to the helper's process: a function of a module, or a partial of one, never a lambda.
        """
        if self.case is not None and not self._is_closing:
            told, has_failed = self._told_here(), self._while_open(lambda problem: failed())

            def not_answered(problem: Exception) -> None:
                told(problem)
                has_failed(problem)

            self._ask(question, self._while_open(answered), not_answered, self._shown)

    def _ask(
        self, question: Callable[[CaseFile], Any], answered: Callable[[Any], None],
        failed: Callable[[Exception], None], shown: object,
    ) -> None:  # fmt: skip
        def once_more() -> None:
            """The helper was ended under it, by a new key or a rescue that came to nothing."""
            if self._shown is shown and not self._is_closing:
                self._unless_held_back(lambda: self._ask(question, answered, failed, shown))

        if self.case is not None and self._shown is shown and not self._is_closing:
            self.runner.away(
                "", partial(shapes_of_work.run, question), self.edition, self._opening,
                finished=answered, failed=failed, cancelled=once_more,
            )  # fmt: skip

    def look(self, question: Callable[[CaseFile], Any], answered: Callable[[Any], None]) -> None:
        """Ask what the window's own memory holds, or a row or two of the file."""
        if self.case is not None and not self._is_closing:
            self._unless_held_back(partial(self._look, question, self._while_open(answered)))

    def _look(self, question: Callable[[CaseFile], Any], answered: Callable[[Any], None]) -> None:
        case = self.case
        if case is not None and not self._is_closing:
            self.runner.look("", lambda progress: question(case), finished=answered, failed=self._failed)

    def put_down(self, keeping: Callable[[CaseFile], object]) -> None:
        """Keep how the chair left things: no step, no journal line, nobody is told."""
        if self.case is not None and not self._is_closing:
            self._unless_held_back(partial(self._put_down, keeping))

    def _put_down(self, keeping: Callable[[CaseFile], object]) -> None:
        case = self.case
        if case is not None and not self._is_closing:
            self.runner.write("", lambda progress: keeping(case), urgency=COMMIT, failed=self._failed)

    def _while_open(self, answered: Callable[[Any], None]) -> Callable[[Any], None]:
        shown = self._shown

        def told(answer: Any) -> None:
            if self._shown is shown and self.case is not None and not self._is_closing:
                answered(answer)

        return told

    def _told_here(self) -> Callable[[Exception], None]:
        """A trouble of work done in one edition may name whom another hides: there it is told without its words."""
        shown = self._shown

        def told(problem: Exception) -> None:
            if self._shown is shown or isinstance(problem, CaseFileGone):
                self._failed(problem)

        return told

    def run_long(
        self, words: str, work: Callable[..., Any], finished: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:  # fmt: skip
        """A longer piece of work on the case, with its progress shown. It too goes to the helper's process.

        The work is given the case, and the progress if it has a parameter of that name.
        """
        task: Task
        shown, opening, told = self._shown, self._opening, self._while_open(finished)

        def has_finished(answer: Any) -> None:
            if self._shown is shown:
                told(answer)
            elif self._opening is opening:
                self._tell_kept(task.kept)

        def stopped() -> None:
            if self.case is None or self._is_closing or self._opening is not opening:
                return
            kept = list(task.kept)  # the task lets go of them when it has ended
            self._tell_kept(kept)
            self._settle_what_left(lambda names: self.told.emit(_stopped_in_words(kept, names)))

        def has_failed(problem: Exception) -> None:
            if self._opening is not opening:
                return
            self._tell_kept(task.kept)
            self._settle_what_left(lambda names: self.told.emit(_left_in_words(names)) if names else None)
            if self._shown is shown or isinstance(problem, CaseFileGone):
                (failed or self._failed)(problem)
            elif self.case is not None and not self._is_closing:
                self.warned.emit(BEGUN_IN_ANOTHER_VIEW)

        task = self.runner.away(
            words,
            partial(shapes_of_work.run, work),
            self.edition,
            self._opening,
            finished=has_finished,
            failed=has_failed,
            cancelled=stopped,
        )
        return task

    def _settle_what_left(self, told: Callable[[list[str]], None]) -> None:
        """Work that was ended may have written a file and not have come to enter it; then it is entered now."""
        held = self.held
        if held is None or self._is_closing:
            return
        from dhr_desktop.operations.names import departing, half_left
        from dhr_desktop.storage import how_it_was_left

        def looked(was_leaving: object) -> None:
            if not was_leaving or self.held is None or self._is_closing:
                told([])
                return

            def settled(names: list[str]) -> None:
                self._tell_kept(task.kept)
                told(names)

            work = partial(shapes_of_work.run, departing.settle)
            task = self.runner.away("", work, WORKING, self._opening, finished=settled, failed=lambda problem: told([]))

        self.look(lambda case: how_it_was_left.kept(held, half_left.FILES), looked)

    def _tell_kept(self, kept: list[Change]) -> None:
        """What a piece of work had kept before it was stopped or failed is in the case, and is shown."""
        for change in kept:
            self._tell_change(change)

    def on_file(
        self, words: str, work: Callable[[CaseFile, Progress], Any], finished: Callable[[Any], None],
    ) -> None:  # fmt: skip
        """Work on the case file itself, not on what it says: copies, checks."""
        self._unless_held_back(partial(self._on_file, words, work, finished))

    def _on_file(
        self, words: str, work: Callable[[CaseFile, Progress], Any], finished: Callable[[Any], None],
    ) -> None:  # fmt: skip
        case = self.held
        if case is not None and not self._is_closing:
            self.runner.on_files(
                words, lambda progress: work(case, progress), finished=finished, failed=self._failed,
                cancelled=self._was_stopped,
            )  # fmt: skip

    def _was_stopped(self) -> None:
        if self.case is not None and not self._is_closing:
            self.told.emit(_stopped_in_words([], []))

    def tell_change(self, change: Change) -> None:
        """A longer piece of work has changed the case; whoever shows it should read again."""
        self._tell_change(change)

    # ---- looking after the file ---------------------------------------------------------------

    def look_at_file(self) -> None:
        if self.held is None or self.runner.is_busy:
            return
        try:
            self.held.refuse_if_gone()
        except CaseFileGone as problem:
            self._rescue(problem)

    def _rescue(self, problem: CaseFileGone) -> None:
        case = self.held
        if case is None or self._is_closing or self._held_back is not None:
            return
        self._is_rescuing = True
        self.words_wanted.emit()  # into the rescue copy, with the edits that were under way
        self._held_back = []
        self._stop_timers()

        def rescuing(progress: Progress) -> Any:
            self.runner.settle()
            return _cases().rescue(case, self._unsaved_edits())

        def rescued(done: Any) -> None:
            """What was typed meanwhile goes into it too, until nothing more is typed; only then the case is closed."""
            self.words_wanted.emit()
            if typed := self._take_typed():
                self.runner.on_files(
                    RESCUING, lambda progress: _cases().add_to_rescue(case, done, typed), finished=rescued,
                    failed=lambda trouble: rescued(replace(done, lost=done.lost + len(typed))),
                )  # fmt: skip
                return
            case.close(clean=False)
            self._drop()
            self.closed.emit(False)
            self.file_lost.emit(f"{problem} {done.in_words()}", done.path)

        def failed(trouble: Exception) -> None:
            self._is_rescuing = False
            self.runner.helper.attach(case, self._opening)
            self._start_timers()
            self._why_unsaved = trouble if self._unsaved else None  # what comes now waits with it
            self._goes_on_failing(trouble)
            self._let_go_on()
            self.problem.emit(trouble)

        self.runner.on_files(RESCUING, rescuing, finished=rescued, failed=failed)

    def _unsaved_edits(self) -> list[Edit]:
        """On the thread for files, when the writer has come to its end."""
        return [each.operation for each in self._unsaved if each.edition == WORKING]

    def away(self, progress: Progress) -> Callable[[Callable[[], Any]], Any]:
        """From the thread for files: what has something done in the helper's process, until it is done or cancelled."""
        return partial(self.runner.helper.wait_for, progress=progress)

    def check_away(self, progress: Progress) -> Callable[..., Any]:
        """What checks a copy just made, in the helper's process."""
        from dhr_desktop.storage.check import check_file

        def check(path: Path, key: Any, *, seal: Any) -> Any:
            return self.away(progress)(partial(check_file, path, key, seal=seal))

        return check

    def back_up_if_due(self) -> None:
        if self.held is not None and not self.held.is_read_only:
            self._unless_held_back(self._back_up_if_due)

    def _back_up_if_due(self) -> None:
        case = self.held
        if case is None or self._is_closing:
            return
        self.runner.on_files(
            "Backing up",
            lambda progress: _cases().back_up_if_due(case, progress, check=self.check_away(progress)),
            finished=lambda words: self.warned.emit(words) if words else None,
            failed=lambda problem: self.warned.emit(f"No backup could be taken: {problem} It is tried again later."),
        )

    def _check_in_background(self) -> None:
        """The whole check, once the case is on screen; editing does not wait for it to be asked for."""
        case = self.held
        assert case is not None
        self.runner.on_files(
            "Checking the case file",
            lambda progress: _cases().prove_beside(case, self.away(progress), thorough=False, progress=progress),
            finished=self._checked,
            failed=self.problem.emit,
        )

    def _checked(self, proof: Any) -> None:
        if not proof.verdict.is_whole:
            self.warned.emit(f"The case file is not whole: {proof.verdict.faults[0]} Restore a backup of it.")

    # ---- locking and closing ------------------------------------------------------------------

    def noticed_input(self) -> None:
        self._last_input = time.time()
        self.runner.garbage.touched()

    def _lock_if_idle(self) -> None:
        """By the wall clock, so that time asleep counts."""
        now, steady = time.time(), time.monotonic()
        slept = (now - self._last_look[0]) - (steady - self._last_look[1]) > SLEPT_SECONDS
        self._last_look = (now, steady)
        if slept or now - self._last_input > self.preferences.lock_after_minutes * 60:
            self.lock()

    def lock(self) -> None:
        """Commit, close, drop the key and everything read with it; only the passphrase brings it back."""
        if self.held is None or self._is_closing:
            return
        if self._held_back is not None:  # the file is being written anew: at once afterwards
            QTimer.singleShot(AGAIN_MS, self.lock)
            return
        path = self.held.path
        self._hidden_as = self.edition
        self._close(lambda: self._locked(path))

    def _locked(self, path: Path) -> None:
        self.locked_path = path
        self.closed.emit(True)

    def close(self, then: Callable[[], None] | None = None) -> None:
        if self._is_closing:
            return
        if self._held_back is not None:
            QTimer.singleShot(AGAIN_MS, lambda: self.close(then))
            return
        if self.held is None:
            if then:
                then()
            return

        def closed() -> None:
            self.closed.emit(False)
            if then:
                then()

        self._close(closed)

    def _close(self, then: Callable[[], None]) -> None:
        self.words_wanted.emit()  # whoever holds typed words sends them now, ahead of the closing
        self.closing.emit()
        self._is_closing = True
        case = self.held
        assert case is not None
        self._stop_timers()
        self.runner.end_long_work()

        def closed(trouble: str) -> None:
            self._drop()
            then()
            if trouble:
                self.warned.emit(trouble)

        def failed(problem: Exception) -> None:
            with contextlib.suppress(DhrError):
                case.close(clean=False)
            self._drop()
            then()
            self.problem.emit(problem)

        def closing(progress: Progress) -> str:
            self.runner.settle()
            trouble: str = _cases().close(case, self._unsaved_edits())
            return trouble

        self.runner.on_files("Closing the case", closing, finished=closed, failed=failed)

    def _drop(self) -> None:
        self.runner.helper.detach()  # what was asked for meanwhile goes with the case it was asked in
        self.held = self.case = self._opening = None
        self._shown = object()
        self.runner.garbage.everything_soon()
        self.edition = WORKING
        self._is_closing = self._is_rescuing = self._is_retrying = self._is_failing = False
        self._unsaved, self._why_unsaved, self._held_back = [], None, None

    def _start_timers(self) -> None:
        for timer in (self._file_look, self._backup, self._idle):
            timer.start()

    def _stop_timers(self) -> None:
        for timer in (self._retry, self._file_look, self._backup, self._idle):
            timer.stop()

    def replace_key(self, work: Callable[[CaseFile, Progress], CaseFile], finished: Callable[[CaseFile], None]) -> None:
        """The same case under a new key. What is typed meanwhile is held back: it belongs into the new file."""
        case = self.held
        if case is None or self._is_closing or self._held_back is not None:
            return
        if self._is_failing:
            self.told.emit(NOT_YET)
            return
        self.words_wanted.emit()
        self._held_back = []

        def replaced(fresh: CaseFile) -> None:
            self._replace_case(fresh)
            self._let_go_on()
            finished(fresh)

        def failed(problem: Exception) -> None:
            if case.is_closed:  # it went wrong at the very last; the file is whole, under one key or the other
                self._keep_typed(case, problem)
                return
            self.runner.helper.attach(case, self._opening)
            self._let_go_on()
            self._failed(problem)

        def stopped() -> None:
            self.runner.helper.attach(case, self._opening)
            self._let_go_on()
            self.told.emit(_stopped_in_words([], []))

        def alone(progress: Progress) -> CaseFile:
            self.runner.settle()
            return work(case, progress)

        self.runner.on_files("Changing the passphrase", alone, finished=replaced, failed=failed, cancelled=stopped)

    def _keep_typed(self, case: CaseFile, problem: Exception, not_kept: str = "") -> None:
        """Into the file as it lies, with the key that holds: the case cannot stay open. Then the trouble is told."""
        self.words_wanted.emit()
        typed = [*self._unsaved_edits(), *self._take_typed()]
        self._unsaved = []
        if not typed:
            self._drop()
            self.closed.emit(False)
            self.problem.emit(problem)
            if not_kept:
                self.warned.emit(f"{problem} {not_kept}" if isinstance(problem, DhrError) else not_kept)
            return
        key = problem.key if isinstance(problem, NewKeyHolds) else case.key
        self.runner.on_files(
            "Saving what was typed",
            lambda progress: _cases().keep_typed(case.path, key, typed, clock=case.clock),
            finished=lambda words: self._keep_typed(case, problem, " ".join(filter(None, [not_kept, words]))),
            failed=lambda trouble: self._keep_typed(case, problem, MAKE_AGAIN),
        )

    def _let_go_on(self) -> None:
        waiting, self._held_back = self._held_back or [], None
        if not self._unsaved:
            self._why_unsaved = None  # it was among what memory held, and so it is in the new file
        for each in waiting:
            self._unless_held_back(each)

    def _replace_case(self, case: CaseFile) -> None:
        """The old connection has been closed by the operation."""
        from dhr_desktop.operations.names.presented import presented

        self.held, self.case = case, presented(case, self.edition)
        self.runner.helper.attach(case, self._opening)
        self.saved.emit(case.saved_at)

    # ---- preferences --------------------------------------------------------------------------

    def prefer(self, **values: Any) -> None:
        chosen = replace(self.preferences, **values)
        if not chosen.remember_recent:
            chosen = replace(chosen, recent=())
        self._keep_preferences(chosen)
        self.preferences_changed.emit()

    def remember(self, **values: Any) -> None:
        """A habit of the chair's that changes nothing on screen now."""
        self._keep_preferences(replace(self.preferences, **values))

    def _keep_preferences(self, preferences: Preferences) -> None:
        self.preferences = preferences
        try:
            save_preferences(preferences)
        except OSError:
            self.told.emit("The preferences could not be saved; they hold until the program ends.")


def _stopped_in_words(kept: list[Change], left: list[str]) -> str:
    """Undo takes back what was changed in the case, and never what has left it."""
    steps = sum(change.can_be_undone for change in kept)
    told = ["Stopped."]
    if steps:
        them = "it" if steps == 1 else "them"
        told.append(f"{counted(steps, 'step')} of it had been kept before; Undo takes {them} back.")
    if gone := sum(Departure.KIND in change.kinds for change in kept):
        is_in = "stands" if gone == 1 else "stand"
        told.append(f"{counted(gone, 'file')} of it had left before, and {is_in} in the register of exports.")
    if left:
        told.append(_left_in_words(left))
    return " ".join(told) if len(told) > 1 else "Stopped. Nothing of it was kept."


def _left_in_words(names: list[str]) -> str:
    stand = "stands" if len(names) == 1 else "stand"
    return f"{', '.join(names)} had been written already, and {stand} in the register of exports."


def _cases() -> Any:
    from dhr_desktop.operations.casefile import cases

    return cases
