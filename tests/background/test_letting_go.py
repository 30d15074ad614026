"""Large values are let go of a few at a time, between other pieces of work."""

import sys
import weakref
from collections import deque
from itertools import pairwise

from dhr_desktop.background import letting_go
from tests.background import work


class Held:
    pass


def test_what_was_passing_through_goes_a_few_at_a_time():
    held = [Held() for _ in range(letting_go.AT_ONCE * 10)]
    watched = [weakref.ref(each) for each in held]
    waiting = deque()
    letting_go.let_go(held, waiting.append)
    left = [len(watched)]
    while waiting:
        waiting.popleft()()
        left.append(sum(each() is not None for each in watched))
    assert max(before - after for before, after in pairwise(left)) == letting_go.AT_ONCE
    assert left[-1] == 0


def test_the_changes_of_a_large_step_are_held_by_nobody_else_when_they_are_let_go(desk, case, monkeypatch):
    """Else they would all go at once, wherever the last of the others lets go."""
    watched = []

    def watch(held, put):
        watched.extend(sys.getrefcount(each) for each in held[:50])
        letting_go.let_go(held, put)

    monkeypatch.setattr("dhr_desktop.background.serving.let_go", watch)
    monkeypatch.setattr(type(case), "_tell_followers", lambda *told: None)  # they go over the pipe 200 at a time
    desk.ask(work.import_long_rows, number=900)
    desk.writer.wait_until_done()
    the_list_its_piece_and_the_question = 4
    assert watched and max(watched) <= the_list_its_piece_and_the_question
