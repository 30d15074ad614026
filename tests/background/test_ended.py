"""Work that is ended in the middle: whoever waits is told at once, and nothing half written stays."""

import threading
import time
from functools import partial

import pytest

from dhr_desktop.core.errors import Cancelled
from dhr_desktop.core.progress import Progress
from tests.background import work

from .test_helper import wait_until


def ended_by_cancel(desk, going):
    desk.helper.cancel(going.job)


def ended_by_closing(desk, going):
    desk.helper.detach()


@pytest.mark.safety("L4")
@pytest.mark.parametrize("end", [ended_by_cancel, ended_by_closing])
def test_a_process_ended_while_it_writes_leaves_no_part_of_a_file(desk, tmp_path, end):
    leaves = tmp_path / "leaves"
    leaves.mkdir()
    going = desk.begin(work.write_half, path=leaves / "Chronology")
    wait_until(lambda: any(each.stat().st_size for each in leaves.rglob("*") if each.is_file()))
    end(desk, going)
    assert going.answer() == "cancelled"
    wait_until(lambda: not list(leaves.iterdir()))


def test_whoever_waits_for_work_is_let_go_when_it_is_cancelled(desk):
    desk.ask(work.names)
    progress, told = Progress(), []

    def wait():
        try:
            told.append(desk.helper.wait_for(work.hold, progress))
        except Cancelled:
            told.append("cancelled")

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    wait_until(lambda: desk.helper._current is not None)
    began = time.monotonic()
    progress.cancel()
    waiting.join(10)
    assert told == ["cancelled"] and time.monotonic() - began < 3
    assert desk.helper.wait_for(partial(work.hold, 0), Progress()) == "held"
    with pytest.raises(Cancelled):
        desk.helper.wait_for(partial(work.hold, 0), progress)
