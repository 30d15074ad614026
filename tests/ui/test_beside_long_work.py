"""While long work runs beside the window: what is typed is saved at once, and a lock leaves nothing of either."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import pytest

from dhr_desktop.core.entries import Entry
from dhr_desktop.core.people import Person
from dhr_desktop.ui.saved_field import AFTER_LAST_KEY_MS
from tests.background import work

from .test_locking import all_text, register

PROMISED_SECONDS = 2.0
LONGEST_MS = 60_000


def is_alive(process):
    """A process that is dead but not yet cleared away counts as gone."""
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().split(")")[1].split()[0] != "Z"


def begin(qtbot, session, operation):
    session.run_long("Working", operation, lambda answer: None)
    qtbot.waitUntil(lambda: session.runner.helper._current is not None, timeout=LONGEST_MS)


@pytest.mark.alone
@pytest.mark.safety("C2")
def test_a_key_typed_while_work_runs_is_saved_within_two_seconds_of_its_pause(qtbot, opened, session):
    """The middle one of three: a stall of ours comes every time, one of the machine's does not."""
    opened.workspace.places.review.go("review")
    field = opened.workspace.places.review.page("review").form.fields["scope_reason"]
    begin(qtbot, session, work.never_look_up)
    waits = []
    for key in ("a", "b", "c"):
        qtbot.keyClicks(field.editor, key)
        typed = time.monotonic()
        qtbot.waitUntil(lambda key=key: session.case.review.scope_reason.endswith(key), timeout=LONGEST_MS)
        waits.append(time.monotonic() - typed - AFTER_LAST_KEY_MS / 1000)
    assert session.runner.helper._current is not None, "the work had ended: nothing was proved"
    assert sorted(waits)[1] <= PROMISED_SECONDS, waits
    session.runner.helper.cancel(session.runner.helper._current)


@pytest.mark.alone
@pytest.mark.safety("C2")
def test_keys_typed_while_rows_are_kept_are_all_saved_and_none_of_the_rows_is_lost(qtbot, opened, session, settle):
    opened.workspace.places.review.go("review")
    field = opened.workspace.places.review.page("review").form.fields["scope_reason"]
    begin(qtbot, session, partial(work.import_agency_rows, number=1_500))
    typed = ""
    while session.runner.helper._current is not None:
        qtbot.keyClicks(field.editor, "k")
        typed += "k"
        qtbot.wait(60)
    qtbot.waitUntil(lambda: session.case.review.scope_reason == typed, timeout=LONGEST_MS)
    settle()
    assert session.case.count(Entry) == 1_500 and len(typed) > 3


@pytest.mark.alone
@pytest.mark.safety("K4")
def test_a_lock_in_mid_work_leaves_no_process_and_no_name(qtbot, sampled, session):
    page = register(sampled, "people")
    page.select(session.case.all(Person)[0].id)
    begin(qtbot, session, work.never_look_up)
    process = session.runner.helper.process_id
    assert is_alive(process) and "Tallowby" in all_text(sampled)
    del page
    with qtbot.waitSignal(session.closed, timeout=LONGEST_MS):
        session.lock()
    qtbot.waitUntil(lambda: "Tallowby" not in all_text(sampled), timeout=LONGEST_MS)
    left = all_text(sampled)
    assert not [word for word in ("Tallowby", "Askquith", "Kiln Row", "Penhallow") if word in left]
    assert not is_alive(process) and session.runner.helper.process_id == 0
    assert session.case is None and session.runner.helper._case is None and session.runner.helper._feed is None
    assert not session.runner.is_busy


@pytest.mark.alone
@pytest.mark.safety("C2")
def test_what_is_typed_when_many_rows_are_about_to_be_kept_goes_before_them(qtbot, opened, session, settle):
    """Else it would wait for its pause first, and then for the writer: both at once are more than was promised."""
    opened.workspace.places.review.go("review")
    field = opened.workspace.places.review.page("review").form.fields["scope_reason"]
    settle()
    keep, was_saved = session.held.keep, []

    def kept_slowly(*arguments):
        was_saved.append(session.held.review.scope_reason)
        return keep(*arguments)

    session.held.keep = kept_slowly
    field._pause.setInterval(LONGEST_MS)  # nothing but the rows makes it save
    field._steady.setInterval(LONGEST_MS)
    qtbot.keyClicks(field.editor, "typed")
    session.run_long("Keeping", partial(work.import_agency_rows, number=1_500), session.tell_change)
    qtbot.waitUntil(lambda: bool(was_saved), timeout=LONGEST_MS)
    settle()
    assert was_saved == ["typed"] and session.case.count(Entry) == 1_500
    assert session.held.undo_name.startswith("Import")
    del session.held.keep


def test_a_window_that_does_not_answer_is_not_waited_for(qtbot, session):
    """Asked from a thread while this one, the window's, does nothing else."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as threads:
        began = time.monotonic()
        threads.submit(session.runner._typed_goes_first).result()
        assert time.monotonic() - began < 5
