"""A case, its writer and its helper, without a window."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from dhr_desktop.background import Helper, Job, Writer, shapes_of_work
from dhr_desktop.core.review import Review
from dhr_desktop.storage.opening import create_case
from tests.builders import PASSPHRASE

LONGEST = 30


class Desk:
    """What the window does with the helper, in words a test can use."""

    def __init__(self, case):
        self.case = case
        self.writer = Writer()
        self.helper = Helper(self.writer)
        self.helper.start()
        self.helper.attach(case)

    def begin(self, work, edition="working", **arguments):
        told = Told()
        work = partial(shapes_of_work.run, partial(work, **arguments) if arguments else work)
        told.job = Job(work, edition, told.advanced, told.end, told.end, lambda: told.end("cancelled"))
        self.helper.do(told.job)
        return told

    def ask(self, work, **arguments):
        return self.begin(work, **arguments).answer()

    def edit(self, edit):
        """On the writer's thread, as the window does; back when it is committed."""
        done = threading.Event()

        def run():
            edit(self.case)
            done.set()

        self.writer.put(run)
        assert done.wait(LONGEST)

    def close(self):
        self.helper.detach()
        self.writer.stop()


class Told:
    def __init__(self):
        self.progress = []
        self._over = threading.Event()
        self.ended = []

    def advanced(self, *told):
        self.progress.append(told)

    def end(self, value=None):
        self.ended.append(value)
        self._over.set()

    def answer(self, seconds=LONGEST):
        assert self._over.wait(seconds), "the helper did not answer"
        value = self.ended[0]
        if isinstance(value, Exception):
            raise value
        return value


@pytest.fixture
def case(tmp_path):
    made = create_case(tmp_path / "Review 1.dhr", PASSPHRASE, Review(title="An invented review"))
    yield made
    made.close()


@pytest.fixture
def desk(case):
    made = Desk(case)
    yield made
    made.close()
