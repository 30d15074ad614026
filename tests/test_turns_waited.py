"""The measure that stands in for a quiet machine must still see what a process does to itself."""

import os
import subprocess
import sys
import threading
import time

import pytest

from .turns_waited import Moment, waited_for_a_turn

SECONDS = 0.3


def work():
    until = time.thread_time() + SECONDS
    while time.thread_time() < until:
        pass


def wait_for_another():
    """The other sleeps, so that only the clock can tell."""
    held = threading.Lock()

    def hold():
        with held:
            is_held.set()
            time.sleep(SECONDS)

    is_held = threading.Event()
    other = threading.Thread(target=hold)
    other.start()
    is_held.wait()
    with held:
        pass
    other.join()


@pytest.mark.parametrize("stall", [work, wait_for_another])
def test_a_stall_of_its_own_is_seen_however_busy_the_machine_is(stall):
    before = Moment.now()
    stall()
    assert Moment.now().own_seconds_since(before) > 0.6 * SECONDS


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system does not say")
def test_what_others_take_is_no_stall_of_its_own():
    """As many others as it takes, on the one processor that is left to this process."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(3)]
    try:
        time.sleep(0.2)
        before, began = Moment.now(), waited_for_a_turn()
        work()
        after = Moment.now()
    finally:
        for each in others:
            each.kill()
            each.wait()
        os.sched_setaffinity(0, allowed)
    assert waited_for_a_turn() > began
    assert after.own_seconds_since(before) < SECONDS + 0.5 * (after.clock - before.clock - SECONDS) + 0.1
