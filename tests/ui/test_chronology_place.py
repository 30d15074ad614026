"""The Chronology at the window: filter, selection, columns and copying, the keyboard throughout."""

from __future__ import annotations

import threading
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from dhr_desktop.core.analysis import Mark, Query
from dhr_desktop.core.documents import View
from dhr_desktop.core.entries import Account, DateCorrection
from dhr_desktop.core.filters import Filter
from dhr_desktop.operations.chronology.chronology import Told
from dhr_desktop.operations.chronology.timelines import By
from dhr_desktop.people.finding_names import NameFinder
from dhr_desktop.ui.chronology.model import Heading
from tests.builders import a_person, add, an_entry

from .seeing import change, press, rows, words


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


def test_choosing_a_person_reads_no_text_on_the_window_s_thread(
    qtbot, places, table, session, entries, settle, monkeypatch
):
    (friend,) = add(session.case, a_person("Wilmot Quarrell", role="friend"))
    (told,) = add(session.case, an_entry("2013-05-01", "Wilmot rang."))
    places.reading._ask()
    settle()
    readers, find = [], NameFinder.find
    monkeypatch.setattr(
        NameFinder, "find", lambda *given: readers.append(threading.current_thread()) or find(*given)
    )  # fmt: skip
    places.reading.set_filter(Filter(people=(friend.id,)))
    qtbot.waitUntil(lambda: [each.id for each in places.reading.shown.told] == [told.id])
    places.reading.set_filter(Filter())
    places.reading._ask()
    settle()
    places.reading.chronology._with_person.clear()
    places.timeline.way = replace(places.timeline.way, by=By.PERSON)
    places.timeline._draw_again()
    qtbot.waitUntil(lambda: places.reading.chronology.knows_people)
    assert readers == [], "no thread of the window's process reads the texts"


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
    session.changed.emit(change())
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
