"""What is shown goes out, what the panel wrote comes back, and after locking nothing is left in memory."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from dhr_desktop.core.documents import PanelComment
from dhr_desktop.operations.chronology.chronology import Told
from dhr_desktop.timeline.lanes import Lane

from .seeing import press, words


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
