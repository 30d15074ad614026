"""What was made of entries: marks listed, found, edited beside and removed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.fields import Unreadable, fields_of
from dhr_desktop.operations.chronology import marking
from dhr_desktop.operations.review import registers

from .seeing import press


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
