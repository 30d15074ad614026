"""The Timeline at the window: drawn, walked by keyboard and screen reader, lanes and the slider."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from dhr_desktop.core.entries import Account, Entry
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.moments import When
from tests.builders import PASSPHRASE, add

from .seeing import change, press


def test_the_drawing_says_what_it_does_not_draw(drawn):
    assert drawn._told == "Shown: 6 of 6; 1 undated not drawn"
    assert [(lane.title, len(lane.items), lane.undated) for lane in drawn.canvas.timeline.lanes] == [
        ("Eastmere Hospital", 3, 0),
        ("Eastmere Police", 2, 1),
    ]


def test_arrows_go_from_entry_to_entry_in_the_order_of_time_and_the_table_follows(qtbot, places, drawn, entries):
    canvas = drawn.canvas
    press(qtbot, canvas, Qt.Key.Key_Home)
    heard = []
    for _ in range(5):
        heard.append(canvas.chosen[-1])
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert heard == [entries[0].id, entries[1].id, entries[2].id, entries[3].id, entries[5].id] or heard == [
        entries[1].id, entries[0].id, entries[2].id, entries[3].id, entries[5].id,
    ]  # fmt: skip
    assert "A year later." in drawn.said.text() and places.reading.current == entries[5].id
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.chosen == [entries[2].id] and canvas.lane_at == 1, "the next lane's nearest"
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert places.stack.currentWidget() is places.chronology and places.chronology.chosen_ids() == [entries[2].id]
    press(
        qtbot,
        places.chronology.table,
        Qt.Key.Key_T,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert places.stack.currentWidget() is drawn and canvas.chosen == [entries[2].id]


def test_two_chosen_entries_tell_the_time_between_them(qtbot, drawn, entries):
    drawn._choose(entries[0].id, False)
    drawn._choose(entries[3].id, True)
    assert "Between the two: between 48 days and 78 days." in drawn.said.text()


def test_what_is_chosen_in_the_drawing_is_joined(qtbot, drawn, entries, session, settle):
    assert not drawn.join_button.isEnabled()
    for id in (entries[0].id, entries[1].id, entries[2].id):
        drawn._choose(id, True)
    assert drawn.said.text().startswith("3 chosen; the last two:")
    press(qtbot, drawn.canvas, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert session.case.count(Account) == 3
    qtbot.waitUntil(lambda: len(drawn.canvas.laid_out().joints) == 1)


def test_wheel_keys_and_buttons_go_closer_and_a_click_opens_a_cluster(qtbot, drawn):
    canvas = drawn.canvas
    whole = canvas.scale.per_px
    at = QPointF(canvas.names_px + 300, 200)
    wheel = QWheelEvent(at, canvas.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    held = canvas.scale.minute(300)
    QApplication.sendEvent(canvas, wheel)
    assert canvas.scale.per_px < whole and abs(canvas.scale.minute(300) - held) < 2
    press(qtbot, canvas, Qt.Key.Key_Plus)
    near = canvas.scale.per_px
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.scale.per_px > near
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.scale.per_px == pytest.approx(whole)
    canvas.zoom(30)
    cluster = next(each for each in canvas.laid_out().drawn if each.count > 1)
    far = canvas.scale.per_px
    spot = QPoint(int(canvas.names_px + cluster.x + cluster.width / 2), int(cluster.y + 5))
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot)
    assert canvas.scale.per_px < far


def test_lanes_are_closed_moved_and_chosen_by_person_or_theme(qtbot, drawn, settle):
    canvas = drawn.canvas
    press(qtbot, canvas, Qt.Key.Key_Home)
    canvas.lane_at = 0
    qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [lane.title for lane in canvas.timeline.lanes] == ["Eastmere Police", "Eastmere Hospital"]
    canvas.lane_at = 0
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    settle()
    assert [lane.is_collapsed for lane in canvas.timeline.lanes] == [True, False]
    drawn.by.setCurrentIndex(1)
    drawn._way_changed()
    settle()
    assert [lane.title for lane in canvas.timeline.lanes] == ["Nobody of the register"]
    drawn.by.setCurrentIndex(0)
    drawn._way_changed()
    settle()
    assert [lane.title for lane in canvas.timeline.lanes] == ["Eastmere Police", "Eastmere Hospital"], "as it was left"


def test_lanes_stand_as_they_were_left_when_the_case_is_opened_again(qtbot, opened, drawn, session, settle):
    drawn.gaps.setCurrentIndex(1)
    drawn._way_changed()
    drawn._move_lane(drawn.canvas.timeline.lanes[0].key, 1)
    drawn._toggle_lane(drawn.canvas.timeline.lanes[1].key)
    settle()
    left, undone = drawn.way, session.case.undo_name
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.lock()
    with qtbot.waitSignal(session.opened, timeout=20_000):
        session.open(session.locked_path, PASSPHRASE)
    opened.workspace.places.go("Timeline")
    again = opened.workspace.places.timeline
    qtbot.waitUntil(lambda: again.canvas.timeline.drawn == 5)
    assert again.way == left and left.order and left.collapsed and again.gaps.currentIndex() == 1
    assert session.case.undo_name == undone, "how lanes stand is no step"


def test_nothing_to_draw_is_said_and_no_axis_is_drawn(qtbot, opened, places, drawn, session, settle):
    assert drawn.canvas.isVisibleTo(opened)
    places.reading.set_filter(Filter(words="nowhere at all"))
    qtbot.waitUntil(lambda: not drawn.canvas.isVisibleTo(opened))
    assert drawn.empty.text() == "No entry fits this filter. Clear it with Ctrl+Shift+F."
    places.reading.set_filter(Filter(undated=True))
    qtbot.waitUntil(lambda: drawn.empty.text().startswith("None of what the filter gives has a date"))
    places.reading.set_filter(Filter())
    qtbot.waitUntil(lambda: drawn.canvas.isVisibleTo(opened))


def test_the_slider_hides_what_was_not_yet(qtbot, places, drawn, settle):
    drawn.as_at.setChecked(True)
    settle()
    first = date(2013, 3, 14)
    drawn.slider.setValue((date(2013, 4, 1) - first).days)
    qtbot.waitUntil(lambda: places.reading.filter.as_at == date(2013, 4, 1))
    settle()
    qtbot.waitUntil(lambda: drawn.canvas.timeline.drawn == 3)
    assert drawn.day.text() == "1 April 2013"
    drawn.rule.setCurrentIndex(2)
    drawn._use_slider()
    settle()
    qtbot.waitUntil(lambda: drawn.canvas.timeline.drawn == 4)  # one was written down later, the others do not say
    assert "have no such date and stay shown" in drawn._told
    drawn.as_at.setChecked(False)
    settle()
    qtbot.waitUntil(lambda: drawn.canvas.timeline.drawn == 5)


@pytest.mark.safety("X5")
def test_a_screen_reader_walks_lanes_and_entries(qtbot, drawn, entries):
    canvas = drawn.canvas
    face = QAccessible.queryAccessibleInterface(canvas)
    assert face.text(QAccessible.Text.Name) == "Timeline" and face.role() is QAccessible.Role.List
    assert "2 lanes, 5 entries; 1 undated not drawn" in face.text(QAccessible.Text.Description)
    lanes = [face.child(at) for at in range(face.childCount())]
    assert [lane.text(QAccessible.Text.Name).split(":")[0] for lane in lanes] == [
        "Eastmere Hospital",
        "Eastmere Police",
    ]
    told = [lane.child(at).text(QAccessible.Text.Name) for lane in lanes for at in range(lane.childCount())]
    assert len(told) == 5 and "14 March 2013, Eastmere Police: Officers attended; zephyrine at the door." in told
    press(qtbot, canvas, Qt.Key.Key_Home)
    at = face.focusChild()
    assert at.id == canvas.chosen[-1] and at.rect().isValid() and at.parent().indexOfChild(at) >= 0
    assert at.state().selected
    middle = at.rect().center()
    assert face.childAt(middle.x(), middle.y()) is not None


def test_it_is_painted_light_dark_empty_and_with_every_shape(qtbot, opened, session, places, drawn, settle):
    add(
        session.case,
        *(Entry(happened=when, what_happened="Shape.") for when in (
            When.on(date(2013, 4, 1), part_of_day="evening"), When.in_season(2013, 22), When.in_year(2012),
            When.in_week_of(date(2013, 7, 1)), When.between(date(2013, 8, 1), None), When.in_part_of_month(2013, 9, 1),
        )),
    )  # fmt: skip
    session.changed.emit(change())
    settle()
    qtbot.waitUntil(lambda: drawn.canvas.timeline.drawn == 11)
    pictures = set()
    for look in ("light", "dark", "contrast"):
        session.prefer(theme=look)
        QApplication.instance().setProperty("tokens", look)
        drawn.canvas.zoom(0.5)
        pictures.add(bytes(drawn.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32).constBits()))
    assert len(pictures) == 3
    QApplication.instance().setProperty("tokens", "light")
    places.reading.set_filter(Filter(words="nowhere at all"))
    settle()
    qtbot.waitUntil(lambda: drawn.canvas.timeline.drawn == 0)
    assert not drawn.canvas.grab().isNull()
