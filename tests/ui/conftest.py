"""One window over one invented case, with every question answered by the test."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dhr_desktop.operations.casefile import sample
from dhr_desktop.ui import theme
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.main_window import MainWindow
from dhr_desktop.ui.session import Session
from tests.builders import PASSPHRASE

from .seeing import fill

OPENS_WITHIN_MS = 120_000  # the machine may be busy with others; what is measured is measured elsewhere


class Answers(Choosers):
    """Gives the next answer that the test has set."""

    def __init__(self) -> None:
        self.next: list[Path | None] = []

    def file_to_open(self, *question: object) -> Path | None:
        return self.next.pop(0)

    def file_to_write(self, *question: object) -> Path | None:
        return self.next.pop(0)

    def folder(self, *question: object) -> Path | None:
        return self.next.pop(0)


def _close(qtbot, session) -> None:
    if session.case is not None:
        with qtbot.waitSignal(session.closed, timeout=OPENS_WITHIN_MS):
            session.close()


@pytest.fixture
def session(qtbot):
    made = Session()
    yield made
    _close(qtbot, made)
    made.runner.stop()


@pytest.fixture
def answers():
    return Answers()


@pytest.fixture
def window(qtbot, session, answers):
    """The window with nothing open."""
    theme.apply(QApplication.instance(), "light", 100)
    made = MainWindow(session, answers)
    qtbot.addWidget(made, before_close_func=lambda widget: _close(qtbot, session))
    made.show()
    return made


@pytest.fixture
def opened(qtbot, window, session, tmp_path):
    """The window over a new, empty invented case."""
    with qtbot.waitSignal(session.opened, timeout=OPENS_WITHIN_MS):
        session.begin(tmp_path / "Review 1.dhr", PASSPHRASE, title="An invented review")
    return window


@pytest.fixture
def sampled(qtbot, window, session):
    """The window over the invented sample review."""
    with qtbot.waitSignal(session.opened, timeout=OPENS_WITHIN_MS):
        session.open_sample()
    assert session.case.path == sample.usual_path()
    return window


@pytest.fixture
def settle(qtbot, session):
    """Wait until everything asked of the writer is done."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not session.runner.is_busy, timeout=OPENS_WITHIN_MS)

    return wait


# ---- the Chronology and the Timeline over the case of seeing.py ----------------------------------------------


@pytest.fixture
def entries(opened, session):
    return fill(session.case)


@pytest.fixture
def places(qtbot, opened, entries, settle):
    made = opened.workspace.places
    made.go("Chronology")
    qtbot.waitUntil(lambda: made.reading.shown is not None)
    settle()
    return made


@pytest.fixture
def table(places):
    return places.chronology


@pytest.fixture
def drawn(qtbot, places, settle):
    places.go("Timeline")
    qtbot.waitUntil(lambda: places.timeline.canvas.timeline.drawn == 5)
    settle()
    return places.timeline
