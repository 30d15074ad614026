"""What is told moves nothing, covers nothing, and leaves the keys where a person put them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from dhr_desktop.core.people import Person
from dhr_desktop.operations.review import registers
from dhr_desktop.ui.place_names import PLACES

LONG = "No backup could be taken: the disk is full. " * 12
SIZES = ((1280, 720), (1366, 768))


def places_of_controls(window):
    """Where each control of the window is on the screen, the line's own left out."""
    return {
        each: (each.mapTo(window, QPoint(0, 0)).toTuple(), each.size().toTuple())
        for each in window.findChildren(QPushButton)
        if each.isVisible() and not window.message.isAncestorOf(each)
    }


def is_covered(window, each):
    """Whether something else lies over its middle."""
    at = each.mapTo(window, each.rect().center())
    found = window.childAt(at)
    return found is not each and not each.isAncestorOf(found)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("words", ["Saved.", LONG])
def test_a_message_moves_no_control_and_covers_none(qtbot, sampled, session, settle, size, words):
    sampled.resize(*size)
    for place in PLACES:
        sampled.workspace.places.go(place)
        settle()
        before = places_of_controls(sampled)
        session.told.emit(words)
        qtbot.wait(1)
        assert sampled.message.isVisible()
        now = places_of_controls(sampled)
        assert {each: now.get(each) for each in before} == before, place
        sampled.message.put_away()
        qtbot.wait(1)
        assert places_of_controls(sampled) == before, place
        session.warned.emit(words)
        qtbot.wait(1)
        assert places_of_controls(sampled) == before and sampled.size().toTuple() == size
        sampled.message.put_away()


def test_lock_is_never_where_put_away_or_cancel_was(qtbot, sampled, session):
    session.warned.emit("Something is wrong.")
    qtbot.wait(1)
    lock = button_called(sampled, "Lock")
    for name in ("Put the message away", "Cancel what is running"):
        gone = button_called(sampled, name)
        over = QRegion(gone.rect().translated(gone.mapTo(sampled, QPoint(0, 0))))
        assert not over.intersects(lock.rect().translated(lock.mapTo(sampled, QPoint(0, 0))))


def test_all_of_a_long_message_can_be_read_and_closed_again(qtbot, sampled, session):
    sampled.resize(1280, 720)
    session.warned.emit(LONG)
    qtbot.waitUntil(sampled.message.more.isVisible)
    assert sampled.message.words.text() == LONG
    sampled.message.more.click()
    whole = sampled.message.whole
    assert whole.isVisible() and whole.words.text() == LONG
    assert whole.geometry().bottom() <= sampled.status.mapTo(sampled, QPoint(0, 0)).y() + 6
    sampled.message.more.click()
    assert sampled.message.whole is None
    session.warned.emit("Short.")
    qtbot.waitUntil(lambda: not sampled.message.more.isVisible())


def button_called(window, name):
    return next(each for each in window.findChildren(QAbstractButton) if each.accessibleName() == name)


def give_keys_to(qtbot, widget):
    widget.window().activateWindow()
    widget.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(widget.hasFocus)


def test_after_put_away_and_cancel_the_keys_are_where_they_were(qtbot, sampled, session, settle):
    settle()
    sampled.workspace.places.go_to("people")
    page = sampled.workspace.places.review.page("people")
    qtbot.waitUntil(page.table.isVisible)
    give_keys_to(qtbot, page.table)
    session.warned.emit("Something is wrong.")
    away = button_called(sampled, "Put the message away")
    give_keys_to(qtbot, away)
    qtbot.keyClick(away, Qt.Key.Key_Space)
    qtbot.waitUntil(page.table.hasFocus)
    stop = sampled.status.stop
    stop.show()
    give_keys_to(qtbot, stop)
    stop.hide()
    qtbot.waitUntil(page.table.hasFocus)


@pytest.mark.parametrize("vanish", ["hide", "disable", "remove"])
def test_keys_never_fall_on_a_button_because_another_went_away(qtbot, sampled, session, settle, vanish):
    """Whichever button goes: as if each in turn stood before Undo."""
    settle()
    sampled.workspace.places.go("Review")
    top = sampled.workspace.undo.parentWidget()
    gone = QPushButton("Going", top)
    top.layout().insertWidget(0, gone)
    QPushButton.setTabOrder(gone, sampled.workspace.undo)
    give_keys_to(qtbot, sampled.workspace.places.menu)
    give_keys_to(qtbot, gone)
    if vanish == "hide":
        gone.hide()
    elif vanish == "disable":
        gone.setEnabled(False)
    else:
        gone.deleteLater()
    qtbot.wait(20)
    assert not isinstance(QApplication.focusWidget(), QAbstractButton)
    assert session.step_to("undo"), "there was nothing to undo"


def test_when_nothing_is_left_to_undo_the_keys_do_not_go_to_redo(qtbot, opened, session, settle):
    settle()
    opened.workspace.places.review.menu.setFocus()
    session.edit(lambda case: registers.add(case, Person(real_name="One"))[0])
    settle()
    undo = opened.workspace.undo
    give_keys_to(qtbot, undo)
    qtbot.keyClick(undo, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not undo.isEnabled())
    assert opened.workspace.redo.isEnabled() and not isinstance(QApplication.focusWidget(), QAbstractButton)


def test_a_person_still_puts_the_keys_on_undo(qtbot, sampled, settle):
    settle()
    give_keys_to(qtbot, sampled.workspace.shown_as)
    give_keys_to(qtbot, sampled.workspace.undo)
    assert sampled.workspace.undo.hasFocus()


NEWS = "Written to Chronology.docx."


@pytest.mark.parametrize(
    "steps", ["open close tell", "open tell close", "open tell away", "tell", "open close open tell close"]
)
def test_news_is_told_whatever_was_read_before(qtbot, opened, settle, steps):
    settle()
    bar = opened.message
    bar.tell(LONG)
    for step in steps.split():
        bar.tell(NEWS) if step == "tell" else bar.put_away() if step == "away" else bar.more.click()
    assert bar.words.text() == NEWS and bar.isVisible() and bar.whole is None
    assert bar._going.isActive()


@pytest.mark.parametrize("steps", ["tell", "open close tell", "open tell close"])
def test_a_warning_stays_whatever_is_told_and_read(qtbot, opened, settle, steps):
    settle()
    bar = opened.message
    bar.warn(LONG)
    for step in steps.split():
        bar.tell(NEWS) if step == "tell" else bar.more.click()
    assert bar.words.text() == LONG and not bar._going.isActive()
    bar.put_away()
    bar.tell(NEWS)
    assert bar.words.text() == NEWS


def test_news_that_was_read_goes_by_itself_afterwards(qtbot, opened, settle):
    settle()
    bar = opened.message
    bar._going.setInterval(50)
    bar.tell(LONG)
    bar.more.click()
    qtbot.wait(100)
    assert bar.isVisible()
    bar.more.click()
    qtbot.waitUntil(lambda: not bar.isVisible())
