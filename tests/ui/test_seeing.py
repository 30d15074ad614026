"""The Chronology and the Timeline at the window: one filter, one selection, the keyboard throughout, nothing left behind."""

from __future__ import annotations

import gc
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from dhr_desktop.core.analysis import Mark, Query
from dhr_desktop.core.documents import PanelComment, View
from dhr_desktop.core.entries import Account, DateCorrection, Entry
from dhr_desktop.core.fields import Unreadable, fields_of
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.moments import When
from dhr_desktop.operations import marking, registers
from dhr_desktop.operations.chronology import Told
from dhr_desktop.timeline.lanes import Lane
from dhr_desktop.ui.chronology.model import Heading
from tests.builders import PASSPHRASE, add, an_agency, an_entry, on


def fill(case):
    police, hospital = add(case, an_agency("Eastmere Police"), an_agency("Eastmere Hospital"))
    return add(
        case,
        an_entry("2013-03-14", "Officers attended; zephyrine at the door.", agency=police.id),
        an_entry("2013-03-14", "Bruise to left arm.", agency=hospital.id, recorded=on("2013-09-01")),
        an_entry("2013-03-20", "Letter sent.", agency=police.id),
        Entry(happened=When.in_month(2013, 5), what_happened="Seen in May.", agency=hospital.id),
        Entry(happened=When.undated("TBC"), what_happened="No date.", agency=police.id),
        an_entry("2014-06-01", "A year later.", agency=hospital.id),
    )


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


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    """To the window, where shortcuts are looked up, with the cursor in this widget."""
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    qtbot.keyClick(widget.window().windowHandle(), key, modifier)


def words(table, row, name):
    return table.model.index(row, table.model.column_of(name)).data()


def rows(table):
    return [table.model.row(at) for at in range(table.model.rowCount())]


# ---- the table ------------------------------------------------------------------------------------


def test_the_table_tells_the_order_it_knows_and_the_order_it_does_not(table, entries):
    assert [each.id if isinstance(each, Told) else each.words for each in rows(table)] == [
        entries[0].id, entries[1].id, entries[2].id, entries[3].id, entries[5].id,
        "Undated: 1 entry with no day given", entries[4].id,
    ]  # fmt: skip
    assert [words(table, row, "order") for row in range(5)] == ["", "≈", "", "", ""]
    index = table.model.index(1, 0)
    assert "cannot be ordered" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words(table, 0, "when") == "14 March 2013"


def test_typing_filters_and_says_what_is_left_out(qtbot, places, table, entries):
    told = []
    table.count_told.connect(told.append)
    press(qtbot, table.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(table.filter.words.hasFocus)
    qtbot.keyClicks(table.filter.words, "letter")
    qtbot.waitUntil(lambda: table.model.rowCount() == 1)
    assert told[-1] == "Shown: 1 of 6" and "“letter” in any field" in table.filter.said.text()
    press(qtbot, table.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: table.model.rowCount() == 7)
    qtbot.keyClicks(table.filter.words, "nowhere at all")
    qtbot.waitUntil(lambda: table.model.rowCount() == 0)
    assert table.said.isVisible() and "Clear it" in table.said.text()


def test_every_part_of_the_filter_filters(qtbot, places, table, entries):
    bar = table.filter
    bar.more.setChecked(True)
    bar._toggle()
    bar.panel.agencies._list.item(0).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: len(places.reading.shown.told) == 3)
    assert bar.panel.agencies.text().startswith("Eastmere Hospital")
    bar.panel.first.setText("1/5/2013")
    bar.panel.first.editingFinished.emit()
    assert [each.id for each in places.reading.shown.told] == [entries[3].id, entries[5].id]
    bar.panel.last.setText("the 40th")
    bar.panel.last.editingFinished.emit()
    assert bar.panel.last.property("state") == "failed" and places.reading.filter.last is None
    bar.clear.click()
    assert places.reading.filter == Filter() and bar.panel.agencies.chosen == ()
    bar.panel.flags["recorded_late"].setChecked(True)
    assert [each.id for each in places.reading.shown.told] == [entries[1].id]


def test_a_view_is_saved_taken_and_removed(qtbot, places, table, session, settle):
    places.reading.set_filter(Filter(words="arm"))
    table.filter.more.click()
    table.filter.name.setText("Injuries")
    table.filter.save.click()
    settle()
    assert [each.title for each in session.case.all(View)] == ["Injuries"]
    table.filter.clear.click()
    qtbot.waitUntil(lambda: table.filter.views.count() == 2)
    table.filter._take_view(1)
    assert places.reading.filter == Filter(words="arm") and table.filter.views.currentText() == "Injuries"
    table.filter.remove.click()
    settle()
    assert not session.case.all(View)


def test_chosen_entries_are_joined_marked_asked_about_and_stand_under_their_event(
    qtbot, places, table, entries, session, settle
):
    table.table.selectRow(0)
    qtbot.keyClick(table.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.bar._said.text() == "2 chosen, the same day apart"
    press(qtbot, table.table, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert session.case.count(Account) == 2
    press(qtbot, table.table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    table.bar.mark_sort.setCurrentText("missed opportunity")
    table.bar.mark_text.setText("Nobody asked her alone.")
    table.bar.add_mark()
    table.bar.question.setText("Who was told?")
    table.bar.add_query()
    settle()
    assert {each.sort for each in session.case.all(Mark)} == {"missed opportunity", "query"}
    assert session.case.count(Query) == 2
    qtbot.waitUntil(lambda: "missed opportunity" in words(table, 0, "marks"))
    table.grouping.setCurrentIndex(1)
    table._show()
    assert isinstance(table.model.row(0), Heading) and "(2 accounts)" in table.model.row(0).words
    assert table.model.is_beneath_event(1) and table.model.is_beneath_event(2) and not table.model.is_beneath_event(3)
    assert table.model.row_of(entries[2].id) == 3


def test_a_day_is_put_in_order_and_a_date_put_right_by_key(qtbot, places, table, entries, session, settle):
    table.table.selectRow(1)
    press(qtbot, table.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    qtbot.waitUntil(lambda: table.model.row(0).id == entries[1].id)
    assert table.chosen_ids() == [entries[1].id], "what was chosen is chosen still"
    table.table.selectRow(6)
    table.bar.date.setText("mid March 2013")
    table.bar.because.setText("the log")
    table.bar.correct()
    settle()
    assert session.case.count(DateCorrection) == 1
    qtbot.waitUntil(lambda: not any(isinstance(each, Heading) for each in rows(table)))


def test_columns_are_chosen_ordered_and_remembered(qtbot, table, session):
    menu = table.columns.menu()
    ages = next(action for action in menu.actions() if action.text() == "Ages")
    ages.setChecked(True)
    assert table.model.columns[-1].name == "ages" and session.preferences.chronology_columns[-1] == "ages"
    table.table.horizontalHeader().moveSection(len(table.model.columns) - 1, 0)
    assert table.model.columns[0].name == "ages" == session.preferences.chronology_columns[0]
    tall = table.table.rowHeight(0)
    next(action for action in menu.actions() if action.text() == "Rows of 8 lines").trigger()
    assert table.table.rowHeight(0) > tall and session.preferences.chronology_lines == 8


def test_rows_are_copied_as_a_table_without_live_formulas(qtbot, table, session, settle):
    add(session.case, an_entry("2013-03-15", "=1+1\nsecond line"))
    session.changed.emit(_change())
    settle()
    qtbot.waitUntil(lambda: table.model.rowCount() == 8)
    table.table.selectAll()
    table.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 8 and lines[0].startswith("When\tAs written\tAgency")
    assert any("\t'=1+1 second line\t" in line for line in lines)
    assert QGuiApplication.clipboard().mimeData().hasFormat("ExcludeClipboardContentFromMonitorProcessing")
    held = QGuiApplication.clipboard().mimeData().html()
    assert held.count("<tr>") == 8 and "'=1+1<br>second line" in held.replace("&#x27;", "'")


def _change():
    from dhr_desktop.core.changes import Change

    return Change("Added for a test", kinds=frozenset({"entries"}), ids=(1,))


def test_a_figure_elsewhere_leads_to_its_entries_and_undated_ones_are_one_key_away(qtbot, places, table, entries):
    places.go_to("entries", (entries[1].id, entries[3].id))
    assert [each.id for each in places.reading.shown.told] == [entries[1].id, entries[3].id]
    places.show_record("entries", entries[5].id)
    assert places.reading.filter == Filter(), "an entry is shown even where the filter would leave it out"
    assert table.chosen_ids() == [entries[5].id]
    press(qtbot, table.table, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert table.chosen_ids() == [entries[4].id]


def test_what_is_looked_for_is_marked_in_the_cells(qtbot, places, table):
    plain = table.table.grab().toImage()
    places.reading.set_filter(Filter(words="bruise"))
    table.filter.words.setText("bruise")
    assert table.painter.terms == ["bruise"]
    hits = table.painter._hits("A bruise. BRUISE.")
    assert [(each.start, each.length) for each in hits] == [(2, 6), (10, 6)]
    assert table.painter._hits("İbruise") == [], "a letter that folds into two puts no mark in a wrong place"
    assert table.table.grab().toImage() != plain


# ---- what was made of them ------------------------------------------------------------------------


@pytest.fixture
def marks(qtbot, places, entries, session, settle):
    session.edit(lambda case: marking.mark(case, [entries[0].id, entries[1].id], "missed opportunity", "Nobody asked."))
    session.edit(lambda case: marking.mark(case, [entries[5].id], "good practice", "They rang back.", title="Ringing"))
    settle()
    places.go_to("marks")
    made = places.analysis.page("marks")
    qtbot.waitUntil(lambda: made.model.rowCount() == 2)
    return made


def test_marks_are_listed_found_and_lead_back_to_their_entries(qtbot, places, marks, entries):
    line = marks.model.line_at(0).cells
    assert line[0] == "missed opportunity" and line[3] == "14 March 2013, Eastmere Police and 1 more"
    qtbot.keyClicks(marks.filter, "rang back")
    qtbot.waitUntil(lambda: marks.model.rowCount() == 1)
    marks.filter.clear()
    qtbot.waitUntil(lambda: marks.model.rowCount() == 2)
    marks.select(marks.model.line_at(0).key)
    press(qtbot, marks.table, Qt.Key.Key_Return)
    assert places.stack.currentWidget() is places.chronology
    assert [each.id for each in places.reading.shown.told] == [entries[0].id, entries[1].id]


def test_a_mark_is_edited_beside_and_removed_by_key(qtbot, opened, marks, session, settle):
    marks.select(marks.model.line_at(0).key)
    settle()
    form = opened.workspace.evidence.form
    assert form.fields["text"].editor.toPlainText() == "Nobody asked."
    form.fields["known_by"].editor.setPlainText("the health visitor")
    form.save_now()
    settle()
    qtbot.waitUntil(lambda: marks.model.line_at(0).cells[4] == "the health visitor")
    press(qtbot, marks.table, Qt.Key.Key_Delete)
    settle()
    qtbot.waitUntil(lambda: marks.model.rowCount() == 1)
    session.undo()
    settle()
    qtbot.waitUntil(lambda: marks.model.rowCount() == 2)


def test_what_a_mark_is_on_is_not_typed(opened, marks, session, settle):
    marks.select(marks.model.line_at(0).key)
    settle()
    field = next(each for each in fields_of(Mark) if each.name == "on")
    assert opened.workspace.evidence.form.fields["on"].editor.isReadOnly()
    assert not opened.workspace.evidence.form.fields["title"].editor.isReadOnly()
    with pytest.raises(Unreadable, match="chosen in the Chronology"):
        registers.read_cell(session.case, field, "anything")


# ---- the timeline ---------------------------------------------------------------------------------


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
    session.changed.emit(_change())
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


# ---- out and back ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("what", "ending"), list(enumerate([".html", ".pdf", ".svg", ".png", ".docx", ".xlsx"])))
def test_what_is_shown_is_written(qtbot, places, drawn, session, settle, answers, tmp_path, what, ending):
    drawn.exports.toggle()
    drawn.exports.what.setCurrentIndex(what)
    drawn.exports.dots.setCurrentIndex(0)
    told = []
    session.told.connect(told.append)
    answers.next = [tmp_path / f"out{ending}"]
    drawn.exports.write.click()
    settle()
    qtbot.waitUntil(lambda: bool(told))
    assert (tmp_path / f"out{ending}").stat().st_size > 1_000
    assert "Shown: 6 of 6; 1 undated" in told[-1] and "real names" in told[-1]


def test_what_the_panel_sent_back_is_dropped_on_the_window(qtbot, opened, places, entries, session, settle, tmp_path):
    import json

    reply = tmp_path / "Comments.dhr-reply.json"
    comment = {"entry": entries[0].id, "author": "Panel Member", "written": "2026-03-02", "text": "Who rang?"}
    reply.write_text(json.dumps({"dhr-reply": 1, "case": session.case.case_id, "comments": [comment]}))
    told = []
    session.told.connect(told.append)
    opened.workspace.take_files([reply])
    settle()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["1 comment added."] and session.case.all(PanelComment)[0].on == (entries[0].id,)
    qtbot.waitUntil(lambda: "panel comment" in words(places.chronology, 0, "marks"))
    index = places.chronology.model.index(0, places.chronology.model.column_of("marks"))
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "On the panel, Panel Member, 02/03/2026: Who rang?"
    opened.workspace.show_record("entries", entries[0].id)
    comments = opened.workspace.evidence._story._comments
    qtbot.waitUntil(lambda: comments.isVisibleTo(opened))
    assert comments.text() == "Panel Member, 02/03/2026: Who rang?"


@pytest.mark.safety("K4")
def test_after_locking_nothing_of_the_chronology_is_left_in_memory(qtbot, opened, places, drawn, session):
    QAccessible.queryAccessibleInterface(drawn.canvas).child(0).child(0)
    press(qtbot, drawn.canvas, Qt.Key.Key_Home)
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.lock()

    def is_gone():
        gc.collect()
        return not [each for each in gc.get_objects() if isinstance(each, (Told, Lane))]

    qtbot.waitUntil(is_gone, timeout=10_000)
