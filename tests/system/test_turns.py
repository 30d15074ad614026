"""The window's clock, and who waits for it."""

from __future__ import annotations

import threading
import time

import pytest

from dhr_desktop.system import turns


@pytest.fixture(autouse=True)
def nobody_beats():
    yield
    turns.stop_beating()


def waited_elsewhere() -> float:
    took = []

    def work() -> None:
        begun = time.perf_counter()
        turns.give_way()
        took.append(time.perf_counter() - begun)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return took[0]


def test_nobody_waits_where_there_is_no_window():
    assert waited_elsewhere() < turns.LATE_SECONDS


def test_an_operation_waits_for_a_window_that_is_late_and_only_once_for_one_that_never_comes():
    turns.beat()
    time.sleep(turns.LATE_SECONDS * 1.5)
    assert waited_elsewhere() >= turns.LONGEST_WAIT_SECONDS * 0.9
    assert waited_elsewhere() < turns.LATE_SECONDS


def test_an_operation_goes_on_as_soon_as_the_window_beats():
    turns.beat()
    time.sleep(turns.LATE_SECONDS * 1.5)
    beating = threading.Timer(0.02, turns.beat)
    beating.start()
    assert waited_elsewhere() < turns.LONGEST_WAIT_SECONDS * 0.9
    beating.join()


def test_the_window_never_waits_for_itself():
    turns.beat()
    time.sleep(turns.LATE_SECONDS * 1.5)
    begun = time.perf_counter()
    turns.give_way()
    assert time.perf_counter() - begun < turns.LATE_SECONDS


def test_sorting_in_turns_sorts_as_sorted_does_and_keeps_equals_in_order():
    items = [(each * 7919 % 997, each) for each in range(2_500)]
    assert list(turns.sorted_in_turns(items, lambda each: each[0])) == sorted(items, key=lambda each: each[0])
    assert list(turns.sorted_in_turns([], lambda each: each)) == []
