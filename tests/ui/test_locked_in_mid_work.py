"""A lock waits for no check, backup or export; what was typed is kept, and nothing half done stays."""

from __future__ import annotations

import threading
import time
from functools import partial
from pathlib import Path

import pytest

from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Review
from dhr_desktop.operations.casefile import cases
from dhr_desktop.operations.review import registers
from dhr_desktop.storage import backups
from dhr_desktop.system import folders
from tests.background import work
from tests.builders import PASSPHRASE

LONGEST_MS = 60_000
AT_ONCE_SECONDS = 15  # of a busy machine; the work itself would take a minute and more


def locked(qtbot, session):
    began = time.monotonic()
    with qtbot.waitSignal(session.closed, timeout=LONGEST_MS):
        session.lock()
    return time.monotonic() - began


def check(case, progress, session):
    return cases.prove_beside(case, session.away(progress), progress=progress)


def back_up(case, progress, session):
    return cases.back_up(case, progress, check=session.check_away(progress))


def export(case, progress, session):
    return cases.export_everything_beside(case, session.away(progress), case.path.parent / "everything", progress)


def restore(case, progress, session):
    [kept, *_] = cases.kept_backups(case)
    return cases.restore_with_key_of(case, kept, case.path.with_name("restored.dhr"), progress)


def copy(case, progress, session):
    return cases.copy_of(case, case.path.with_name("copied.dhr"), progress)


def slow(monkeypatch):
    """A copy of the case takes minutes, as of a large one to a slow disk."""
    whole = backups.copy_whole

    def slowly(connection, target, key, progress, between=lambda: None):
        whole(connection, target, key, progress, between)
        until = time.monotonic() + 120
        while time.monotonic() < until:
            progress.tell(1, 2, "Copying the case")
            time.sleep(0.02)

    monkeypatch.setattr(backups, "copy_whole", slowly)
    return lambda: monkeypatch.setattr(backups, "copy_whole", whole)


@pytest.mark.safety("K1")
@pytest.mark.parametrize("long", [check, back_up, export, restore, copy])
def test_a_lock_does_not_wait_for_whole_files_being_copied(qtbot, opened, session, settle, monkeypatch, long):
    settle()
    path = session.case.path
    at_speed = slow(monkeypatch)
    session.on_file("Working", lambda case, progress: long(case, progress, session), lambda answer: None)
    qtbot.wait(300)
    session.edit(lambda case: registers.change(case, Review, case.review.id, reference="Typed"))
    at_speed()
    assert locked(qtbot, session) < AT_ONCE_SECONDS
    assert session.case is None
    assert [each.name for each in path.parent.iterdir() if each.name != "home"] == [path.name]
    assert not list(Path(folders.backups()).rglob("making-*"))
    with qtbot.waitSignal(session.opened, timeout=LONGEST_MS):
        session.open(path, PASSPHRASE)
    assert session.case.review.reference == "Typed"


@pytest.mark.safety("K1")
def test_a_lock_does_not_wait_for_a_check_in_another_process(qtbot, opened, session, settle):
    settle()
    for _ in range(2):  # one under way, one behind it
        session.on_file("Checking", lambda case, progress: session.away(progress)(work.hold), lambda answer: None)
    qtbot.waitUntil(lambda: session.runner.helper._current is not None, timeout=LONGEST_MS)
    problems, told = [], []
    session.problem.connect(problems.append)
    session.told.connect(told.append)
    assert locked(qtbot, session) < AT_ONCE_SECONDS
    assert session.runner.helper.process_id == 0
    qtbot.waitUntil(lambda: not session.runner.is_busy, timeout=LONGEST_MS)
    assert problems == [] and told == []


def test_a_change_of_passphrase_that_is_stopped_lets_edits_go_on(qtbot, opened, session, settle, monkeypatch):
    settle()
    slow(monkeypatch)
    fresh = []
    session.replace_key(
        lambda case, progress: cases.change_passphrase(case, "another four invented words", progress), fresh.append
    )
    qtbot.wait(300)
    session.edit(lambda case: registers.add(case, Person(real_name="Typed Meanwhile"))[0])
    [task] = [each for each in session.runner._tasks if each.words == "Changing the passphrase"]
    task.cancel()
    settle()
    qtbot.waitUntil(lambda: [each.real_name for each in session.case.all(Person)] == ["Typed Meanwhile"])
    assert fresh == [] and session._held_back is None
    session.run_long("Look", partial(work.names), fresh.append)
    qtbot.waitUntil(lambda: bool(fresh), timeout=LONGEST_MS)
    monkeypatch.undo()


def test_whoever_settles_as_long_work_is_being_ended_waits_for_no_thread_not_yet_begun(
    qtbot, opened, session, monkeypatch
):
    """A close on the thread for files, and a lock beside it."""
    start, settled, problems = threading.Thread.start, [], []

    def started_late(thread):
        if thread.name == "ending long work":
            settled.append(thread)
            try:
                session.runner.settle()  # as the thread for files may do just now
            except RuntimeError as problem:
                problems.append(problem)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", started_late)
    with qtbot.waitSignal(session.closed, timeout=LONGEST_MS):
        session.lock()
    assert settled and not problems
