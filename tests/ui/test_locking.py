"""Locking: by hand, when idle, on waking; nothing of the case is left, and work goes on after unlocking."""

import time

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QListWidget, QTableView

from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Review
from dhr_desktop.operations.review import registers
from tests.builders import PASSPHRASE
from tests.operations.test_half_left import away_on_a_drive

from .conftest import OPENS_WITHIN_MS


def register(window, kind):
    window.workspace.places.go_to(kind)
    return window.workspace.places.with_page(kind).page(kind)


def all_text(window):
    """Every word in every widget, model and accessible name that the program still holds."""
    found = []
    for widget in QApplication.allWidgets():
        for get in ("text", "toPlainText", "placeholderText", "windowTitle", "toolTip", "accessibleName"):
            if hasattr(widget, get):
                value = getattr(widget, get)()
                found.append(value if isinstance(value, str) else "")
        if isinstance(widget, QListWidget):
            found += [widget.item(at).text() for at in range(widget.count())]
        if isinstance(widget, QComboBox):
            found += [widget.itemText(at) for at in range(widget.count())]
        if isinstance(widget, QTableView) and widget.model():
            model = widget.model()
            found += [
                str(model.index(r, c).data()) for r in range(model.rowCount()) for c in range(model.columnCount())
            ]
    return "\n".join(found)


@pytest.mark.safety("K4")
def test_after_locking_no_name_is_left_in_any_widget_model_or_clipboard(qtbot, sampled, session):
    page = register(sampled, "people")
    page.select(session.case.all(Person)[0].id)
    page.table.selectAll()
    page.table.copy_selection()
    sampled.workspace.search.setText("tallowby")
    assert "Tallowby" in all_text(sampled)
    assert "Tallowby" in QGuiApplication.clipboard().text()
    assert QGuiApplication.clipboard().mimeData().hasFormat("ExcludeClipboardContentFromMonitorProcessing")
    del page
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.lock()
    qtbot.waitUntil(lambda: "Tallowby" not in all_text(sampled))
    left = all_text(sampled)
    assert not [word for word in ("Tallowby", "Askquith", "Kiln Row", "Penhallow") if word in left]
    assert "Tallowby" not in QGuiApplication.clipboard().text()
    assert session.case is None


@pytest.mark.safety("K1")
def test_the_lock_comes_after_idle_minutes_by_the_wall_clock(qtbot, opened, session, monkeypatch):
    session.prefer(lock_after_minutes=1)
    session._last_input = time.time() - 61
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session._lock_if_idle()
    assert session.locked_path is not None


@pytest.mark.safety("K1")
def test_waking_from_sleep_locks(qtbot, opened, session):
    wall, steady = session._last_look
    session._last_look = (wall - 3600, steady)
    session.noticed_input()
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session._lock_if_idle()


def test_locking_keeps_what_was_being_typed(qtbot, opened, session):
    field = opened.workspace.places.review.page("review").form.fields["reference"]
    qtbot.keyClicks(field.editor, "Typed and not yet saved")
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.lock()
    with qtbot.waitSignal(session.opened, timeout=20_000):
        session.open(session.locked_path, PASSPHRASE)
    assert session.case.review.reference == "Typed and not yet saved"


def test_after_unlocking_work_goes_on_with_nothing_left_of_the_old_window(qtbot, opened, session, settle):
    """Whatever listened for the dropped workspace must be gone with it."""
    problems = []
    session.problem.connect(problems.append)
    for place in ("Case file", "History", "Review"):
        opened.workspace.places.go(place)
    opened.workspace.places.review.go("review")
    for _ in range(2):
        with qtbot.waitSignal(session.closed, timeout=20_000):
            session.lock()
        with qtbot.waitSignal(session.opened, timeout=20_000):
            session.open(session.locked_path, PASSPHRASE)
        settle()
        session.edit(lambda case: registers.change(case, Review, case.review.id, title=f"Again {case.seal.seq}"))
        settle()
    opened.remake_workspace()
    assert opened.workspace is not None
    session.undo()
    settle()
    qtbot.wait(20)
    assert problems == []


def test_closing_the_window_closes_the_case_first(qtbot, opened, session):
    path = session.case.path
    with qtbot.waitSignal(session.closed, timeout=20_000):
        opened.close()
    qtbot.waitUntil(lambda: not opened.isVisible(), timeout=5_000)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.safety("A6")
def test_what_was_leaving_and_could_not_be_looked_at_is_said_when_the_case_is_opened(qtbot, window, session, tmp_path):
    path, warned = away_on_a_drive(tmp_path), []
    session.warned.connect(warned.append)
    with qtbot.waitSignal(session.opened, timeout=OPENS_WITHIN_MS):
        session.open(path, PASSPHRASE)
    qtbot.waitUntil(lambda: any("list.csv was just leaving" in each for each in warned), timeout=OPENS_WITHIN_MS)
