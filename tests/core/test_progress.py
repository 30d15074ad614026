"""Work says where it is, guesses what is left, and can be stopped between two whole pieces."""

import pytest

from dhr_desktop.core.errors import Cancelled
from dhr_desktop.core.progress import Progress, time_left_in_words


def test_work_is_told_and_ends_at_its_total():
    told = []
    list(Progress(lambda *each: told.append(each)).over(range(5), total=5, words="Reading"))
    assert told[-1][:3] == (5, 5, "Reading")


def test_cancelling_stops_before_the_next_piece():
    progress, done = Progress(), []
    with pytest.raises(Cancelled):
        for each in progress.over(range(10), total=10, words=""):
            done.append(each)
            if each == 3:
                progress.cancel()
    assert done == [0, 1, 2, 3]


def test_what_is_left_is_worked_out_from_what_is_done():
    now = iter(float(n) for n in range(100))
    told = []
    list(Progress(lambda *each: told.append(each), clock=lambda: next(now)).over(range(4), total=4, words=""))
    assert any(left for _, _, _, left in told)


@pytest.mark.parametrize(
    "seconds, words",
    [(None, ""), (0.2, ""), (41, "about 40 seconds left"), (3, "about 5 seconds left"), (150, "about 2 minutes left")],
)
def test_time_left_is_said_roundly(seconds, words):
    assert time_left_in_words(seconds) == words
