"""The Analysis place at the window: cells lead to rows, one key counts or sets aside, links are made by one key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from dhr_desktop.core.analysis import Action, Equality, Handshake, Lesson, Mark, Query, Recommendation, Theme
from dhr_desktop.operations.analysis.every import EVERY
from dhr_desktop.operations.chronology import marking
from dhr_desktop.operations.queries.query_sheets import COLUMNS
from tests.builders import a_person, add, an_agency, an_entry
from tests.intake import making
from tests.operations.queries.test_query_sheets import filled, grid, saved


@pytest.fixture
def entries(opened, session):
    police, children = add(
        session.case, an_agency("Eastmere Police"), an_agency("Eastmere Children's Services", short_name="CSC")
    )
    add(session.case, a_person(role="victim"))
    return add(
        session.case,
        an_entry("2013-03-14", "He punched her. DASH medium. Merlin to CSC.", agency=police.id),
        an_entry("2013-03-15", "Police Merlin rec'd re last night.", agency=children.id),
        an_entry("2013-06-01", "Letter to CSC.", agency=police.id),
    )


@pytest.fixture
def page(qtbot, opened, entries, settle):
    """A page of the analysis, told."""

    def go(name):
        opened.workspace.places.go_to(name, ())
        made = opened.workspace.places.analysis.page(name)
        settle()
        return made

    return go


def put_cursor(page, row, column):
    index = page.model.index(row, column)
    page.table.setCurrentIndex(index)
    page.table.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def key(qtbot, page, which):
    """To the window, where shortcuts are looked up."""
    page.window().activateWindow()
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.window().windowHandle(), which)


@pytest.mark.parametrize("name", list(EVERY))
def test_every_analysis_has_its_page_and_says_how_much_is_only_suggested(qtbot, opened, page, name):
    shown = page(name)
    assert shown.table.accessibleName() == EVERY[name].title
    qtbot.waitUntil(lambda: " line" in shown._told)
    reads_only = {"episodes", "coverage", "equality", "open-differences", "chain", "codebooks", "plan"}
    assert ("suggested" in shown._told and "confirmed" in shown._told) == (name not in reads_only)


def test_a_cell_leads_to_its_rows(qtbot, opened, page, entries):
    shown = page("handshakes")
    put_cursor(shown, 0, 0)
    key(qtbot, shown, Qt.Key.Key_Return)
    chronology = opened.workspace.places.chronology
    qtbot.waitUntil(lambda: chronology.isVisibleTo(opened) and opened.workspace.places.reading.shown is not None)
    qtbot.waitUntil(lambda: len(opened.workspace.places.reading.shown.told) == 2)
    assert [each.entry.id for each in opened.workspace.places.reading.shown.told] == [entries[0].id, entries[1].id]


def test_one_key_counts_what_is_suggested_and_another_sets_it_aside(qtbot, opened, page, session, settle):
    shown = page("handshakes")
    assert shown.model.data(shown.model.index(0, 0), Qt.ItemDataRole.DisplayRole) == "? notification"
    assert shown.model.data(shown.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "notification, suggested"
    assert "Found in: " in shown.model.data(shown.model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    put_cursor(shown, 0, 3)
    key(qtbot, shown, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: [each.state for each in session.case.all(Handshake)] == ["confirmed"])
    settle()
    qtbot.waitUntil(lambda: shown.model.data(shown.model.index(0, 0), Qt.ItemDataRole.DisplayRole) == "✓ notification")
    put_cursor(shown, 1, 0)
    key(qtbot, shown, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: [each.state for each in session.case.all(Handshake)] == ["confirmed", "rejected"])
    settle()
    assert shown._told == "2 lines: 0 suggested, 1 confirmed, 1 set aside"
    put_cursor(shown, 0, 0)
    assert opened.workspace.evidence.shown[0] == "handshakes", "what was decided is edited beside"


def test_nothing_to_decide_or_to_show_is_said(qtbot, opened, page, session):
    shown, told = page("gaps"), []
    session.told.connect(told.append)
    shown.table.clearSelection()
    shown.confirm()
    shown.show_rows()
    assert told == ["Nothing is suggested there. Choose a cell with a question mark.", "That cell stands on no entry."]


def test_a_choice_tells_it_anew(qtbot, page, settle):
    shown = page("escalation")
    combo = shown._choices["By"]
    combo.setCurrentText("quarters")
    combo.activated.emit(combo.currentIndex())
    settle()
    qtbot.waitUntil(lambda: shown.model.rowCount() > 0 and "quarter" in shown.model.analysis.lines[0].cells[0].words)


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv", "out.docx", "out.svg", "out.png", "out"])
def test_it_is_written_where_the_chair_says(qtbot, page, session, settle, answers, tmp_path, name):
    shown, told = page("handshakes"), []
    session.told.connect(told.append)
    answers.next = [tmp_path / name]
    shown.export()
    settle()
    qtbot.waitUntil(lambda: bool(told))
    assert (tmp_path / (name if "." in name else "out.xlsx")).stat().st_size > 100
    assert "2 suggested" in told[0] and "real names" in told[0]


def test_the_chain_is_made_link_by_link_with_one_key(qtbot, opened, page, entries, session, settle):
    marking.mark(session.case, [entries[0].id], "missed opportunity", "Not referred.")
    shown = page("chain")
    qtbot.waitUntil(lambda: shown.model.rowCount() == 1)
    for kind in (Lesson, Recommendation, Action):
        put_cursor(shown, 0, 0)
        key(qtbot, shown, Qt.Key.Key_N)
        qtbot.waitUntil(lambda kind=kind: session.case.count(kind) == 1)
        settle()
        qtbot.waitUntil(lambda kind=kind: opened.workspace.evidence.shown[0] == kind.KIND)
    assert shown.model.analysis.lines[0].cells[0].words == "no lead agency"
    put_cursor(shown, 0, 4)
    shown.new_part()
    qtbot.waitUntil(lambda: session.case.count(Recommendation) == 2)
    assert [each.number for each in session.case.all(Recommendation)] == ["1", "1.1"]
    settle()
    shown.new_recommendation()
    qtbot.waitUntil(lambda: session.case.count(Recommendation) == 3)


def test_an_agencys_recommendations_are_brought_in(qtbot, page, session, settle, answers, tmp_path):
    path = tmp_path / "Eastmere Police IMR.xlsx"
    path.write_bytes(making.workbook([("No", "Recommendation", "Lead"), ("1", "Train all officers.", "Supt. Vex")]))
    shown = page("chain")
    answers.next = [path]
    shown.bring_in()
    qtbot.waitUntil(lambda: session.case.count(Recommendation) == 1, timeout=20_000)
    settle()


def test_equality_is_begun_where_the_cursor_is(qtbot, opened, page, session, settle):
    shown = page("equality")
    qtbot.waitUntil(lambda: shown.model.rowCount() == 16)
    put_cursor(shown, 1, 0)
    key(qtbot, shown, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: session.case.count(Equality) == 1)
    assert session.case.all(Equality)[0].characteristic == "disability"
    qtbot.waitUntil(lambda: opened.workspace.evidence.shown[0] == "equality")


def test_a_codebook_is_used_sent_out_and_brought_in(qtbot, page, session, settle, answers, tmp_path):
    shown = page("codebooks")
    shown.shipped.setCurrentText("Coercive control")
    shown.adopt()
    qtbot.waitUntil(lambda: session.case.count(Theme) == 20)
    settle()
    answers.next = [tmp_path / "ours.qdc"]
    shown.send_out()
    settle()
    qtbot.waitUntil(lambda: (tmp_path / "ours.qdc").exists())
    (tmp_path / "more.csv").write_text("theme,group\nMoney,Barriers\n")
    answers.next = [tmp_path / "more.csv"]
    shown.bring_in()
    qtbot.waitUntil(lambda: session.case.count(Theme) == 21)


def test_queries_go_out_and_come_back_at_the_window(qtbot, page, entries, session, settle, answers, tmp_path):
    marking.ask(session.case, [entries[0].id, entries[2].id], "Who was told?")
    shown, told = page("queries"), []
    session.told.connect(told.append)
    answers.next = [tmp_path / "sheets", tmp_path / "sheets"]
    shown.form.setCurrentText("as Word")
    shown.write_sheets()
    qtbot.waitUntil(lambda: len(told) == 1, timeout=20_000)
    assert (tmp_path / "sheets/Queries to Eastmere Police.docx").exists()
    shown.form.setCurrentText("as Excel")
    shown.write_sheets()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
    path = tmp_path / "sheets/Queries to Eastmere Police.xlsx"
    assert grid(path)[0] == list(COLUMNS)
    saved(path, filled(grid(path)))
    answers.next = [path]
    shown.bring_in()
    qtbot.waitUntil(lambda: len(told) == 3, timeout=20_000)
    assert told[2] == "2 answers put on their rows."
    assert [each.state for each in session.case.all(Query)] == ["answered"]


def test_a_mark_on_a_span_is_made_and_written_beside(qtbot, opened, page, session, settle):
    shown = page("marks")
    shown.new_on_span()
    qtbot.waitUntil(lambda: session.case.count(Mark) == 1)
    qtbot.waitUntil(lambda: opened.workspace.evidence.shown[0] == "marks")
    assert session.case.all(Mark)[0].on == ()
