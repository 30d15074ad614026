"""On a low window what matters is whole, and what gives way for it comes back."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dhr_desktop.gate.looking import Hit
from dhr_desktop.ui.low_windows import GivesWay

HITS = [Hit("word/document.xml › text", "a real name", f"Elin {at}", "told [Elin] that", (1,)) for at in range(3)]


def _block(high):
    made = QLabel("x")
    made.setMinimumHeight(high)
    return made


def test_the_other_gives_way_only_while_there_is_no_room_for_both(qtbot):
    page, wants, gives, bar = QWidget(), _block(200), _block(150), _block(20)
    column = QVBoxLayout(page)
    for each in (wants, gives, bar):
        column.addWidget(each)
    GivesWay(page, wants, gives, bar)
    qtbot.addWidget(page)
    page.resize(300, 300)
    page.show()
    page.setMinimumSize(0, 0)
    wants.hide()
    qtbot.waitUntil(lambda: gives.isVisible() and bar.isVisible())
    column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    page.resize(300, 250)
    wants.show()
    qtbot.waitUntil(lambda: not gives.isVisible() and not bar.isVisible())
    page.resize(300, 600)
    qtbot.waitUntil(lambda: gives.isVisible() and bar.isVisible())
    page.resize(300, 250)
    qtbot.waitUntil(lambda: not gives.isVisible())
    wants.hide()
    qtbot.waitUntil(lambda: gives.isVisible() and bar.isVisible())


def test_what_was_not_shown_is_not_brought_out(qtbot):
    page, wants, gives = QWidget(), _block(200), _block(150)
    column = QVBoxLayout(page)
    column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    for each in (wants, gives):
        column.addWidget(each)
    gives.hide()
    wants.hide()
    GivesWay(page, wants, gives)
    qtbot.addWidget(page)
    page.resize(300, 250)
    page.show()
    wants.show()
    qtbot.wait(50)
    wants.hide()
    qtbot.wait(50)
    assert not gives.isVisible()


def test_the_gate_is_whole_on_a_small_laptop(qtbot, sampled):
    """1093 x 614 is a screen of 1366 x 768 at 125 per cent."""
    sampled.resize(1093, 614)
    places = sampled.workspace.places
    places.go("Chronology")
    place = places.chronology
    qtbot.waitUntil(lambda: places.reading.shown is not None)
    place.exports.toggle()
    place.exports.gate.show_hits("x.docx was not written. It still holds 3 real names.", HITS, lambda passing: None)
    qtbot.waitUntil(lambda: not place.table.isVisible())
    gate = place.exports.gate
    assert gate.table.geometry().bottom() < gate.reason.geometry().top()
    assert gate.mapTo(place, gate.rect().bottomLeft()).y() < place.filter.geometry().top() + 1
    gate.put_away()
    place.exports.toggle()
    qtbot.waitUntil(lambda: place.table.isVisible() and place.bar.isVisible())
