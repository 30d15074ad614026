"""Python's collector of cycles runs on the window's thread alone: elsewhere Qt crashes on what it takes apart."""

import gc
import subprocess
import sys
import weakref

import pytest

from dhr_desktop.ui import garbage


def test_a_page_that_is_a_ring_of_widgets_is_taken_apart_on_the_window_s_thread():
    command = [sys.executable, "-m", "tests.ui.garbage_child"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert told.returncode == 0, f"the process ended with {told.returncode}: {told.stderr[-300:]}"
    assert told.stdout.strip() == "['MainThread']", told.stdout
    assert "another thread" not in told.stderr


class Ring:
    def __init__(self):
        self.own = self


@pytest.fixture
def looks():
    """Which generations were looked through since, and through how much."""
    told = []

    def tell(phase, about):
        if phase == "start":
            told.append((about["generation"], gc.get_count()[0]))

    gc.callbacks.append(tell)
    yield told
    gc.callbacks.remove(tell)


def test_records_that_come_by_the_thousand_are_not_looked_through(qtbot, opened, session, settle, looks):
    settle()
    session.noticed_input()
    looks.clear()
    held = []
    for _ in range(20):  # as an answer comes in: some thousands between two looks
        held.append([[at] for at in range(20_000)])
        qtbot.wait(garbage.LOOK_MS * 2)
        session.noticed_input()
    assert [each for each in looks if each[0] == garbage.YOUNG[-1] + 1] == []
    assert sum(most for _, most in looks) < 20_000, looks
    assert gc.get_freeze_count() > 200_000


def test_everything_is_looked_through_in_a_pause_and_not_while_somebody_types(qtbot, opened, session, settle, looks):
    settle()
    session.runner.garbage._last_whole -= garbage.WHOLE_SECONDS + 1
    looks.clear()
    for _ in range(6):
        session.noticed_input()
        qtbot.wait(garbage.LOOK_MS)
    assert 2 not in {generation for generation, _ in looks}
    session.runner.garbage._last_touched -= garbage.PAUSE_SECONDS + 1
    qtbot.waitUntil(lambda: 2 in {generation for generation, _ in looks})


@pytest.mark.safety("K4")
def test_a_ring_that_was_put_aside_goes_with_the_case(qtbot, opened, session, settle):
    settle()
    ring = Ring()
    gone = weakref.ref(ring)
    made = [[at] for at in range(garbage.MANY * 4)]
    qtbot.waitUntil(lambda: gc.get_freeze_count() > garbage.MANY * 4)
    del ring, made
    with qtbot.waitSignal(session.closed, timeout=60_000):
        session.lock()
    qtbot.waitUntil(lambda: gone() is None, timeout=10_000)
