"""The window does the chair's work: opens, edits, undoes, finds, locks, and never freezes."""

import os
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.errors import DiskFull
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Milestone
from dhr_desktop.operations.casefile import cases
from dhr_desktop.operations.review import registers
from dhr_desktop.ui.models.record_table import RecordTableModel
from tests.builders import PASSPHRASE


def register(window, kind):
    window.workspace.places.go_to(kind)
    return window.workspace.places.with_page(kind).page(kind)


def test_only_places_that_work_are_shown(sampled):
    menu = sampled.workspace.places.menu
    assert [menu.item(at).text() for at in range(menu.count())] == [
        "Review",
        "Agencies",
        "Chronology",
        "Timeline",
        "Joining",
        "Analysis",
        "Report",
        "Case file",
        "History",
        "Settings",
    ]


def test_a_new_review_is_begun_from_the_first_screen(qtbot, window, session, tmp_path, answers):
    welcome = window.welcome
    welcome.show_new()
    assert not welcome.make.isEnabled()
    answers.next = [tmp_path]
    welcome._choose_folder()
    qtbot.keyClicks(welcome.title, "An invented review")
    qtbot.keyClicks(welcome.file_name, "Review 2026-014")
    qtbot.keyClicks(welcome.new_passphrase, "short")
    assert "too short" in welcome._why_not.text()
    welcome._offer()
    assert welcome.make.isEnabled()
    with qtbot.waitSignal(session.opened, timeout=20_000):
        qtbot.keyClick(welcome.again, Qt.Key.Key_Return)
    assert (tmp_path / "Review 2026-014.dhr").exists()
    assert window.workspace is not None
    assert welcome.new_passphrase.text() == "", "a passphrase does not stay in the widget"


def test_a_wrong_passphrase_is_said_and_can_be_typed_again(qtbot, opened, session):
    path = session.case.path
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.lock()
    welcome = opened.welcome
    qtbot.keyClicks(welcome.passphrase, "not this one at all")
    with qtbot.waitSignal(session.problem, timeout=20_000):
        qtbot.keyClick(welcome.passphrase, Qt.Key.Key_Return)
    assert "wrong, or the file is damaged" in opened.message.words.text()
    welcome.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(session.opened, timeout=20_000):
        qtbot.keyClick(welcome.passphrase, Qt.Key.Key_Return)
    assert session.case.path == path


def test_typing_in_the_blank_line_adds_a_record_and_the_cursor_goes_on(qtbot, opened, session, settle):
    page = register(opened, "agencies")
    page.start_new()
    editor = page.table.findChild(QLineEdit)
    qtbot.keyClicks(editor, "Eastmere Police")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert session.case.all(Agency)[0].full_name == "Eastmere Police"
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (0, 1)
    assert opened.workspace.undo.accessibleName() == "Undo Add agency “Eastmere Police”"


def test_a_cell_is_changed_undone_and_redone_by_key(qtbot, sampled, session, settle):
    page = register(sampled, "people")
    index = page.model.index(0, 1)
    page.model.setData(index, "other")
    settle()
    assert session.case.all(Person)[0].role == "other"
    sampled.activateWindow()
    page.table.setFocus()
    session.undo()
    settle()
    assert session.case.all(Person)[0].role == "victim"
    assert page.model.index(0, 1).data() == "victim"
    session.redo()
    settle()
    assert page.model.index(0, 1).data() == "other"


def test_a_cell_that_cannot_be_read_keeps_what_was_typed_and_says_why(qtbot, sampled, session):
    page = register(sampled, "people")
    column = [field.name for field in page.model.fields].index("date_of_birth")
    index = page.model.index(0, column)
    with qtbot.waitSignal(session.told):
        assert not page.model.setData(index, "31/02/1990")
    assert index.data() == "31/02/1990"
    assert "no such day" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert session.case.all(Person)[0].date_of_birth.year == 1990


def test_pasting_from_a_spreadsheet_and_removing(qtbot, opened, session, settle):
    page = register(opened, "terms")
    page.take_pasted("Number\tQuestion\n1\tWhat was known?\n2\tWas it shared?\n")
    settle()
    qtbot.waitUntil(lambda: page.model.shown == 2)
    page.table.selectAll()
    page.table.removal_asked.emit()
    settle()
    qtbot.waitUntil(lambda: page.model.shown == 0)
    session.undo()
    settle()
    qtbot.waitUntil(lambda: page.model.shown == 2)


def test_a_csv_with_the_wrong_columns_is_said_and_changes_nothing(qtbot, opened, session, answers, tmp_path, settle):
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n")
    answers.next = [tmp_path / "wrong.csv"]
    page = register(opened, "people")
    with qtbot.waitSignal(session.problem, timeout=20_000):
        page.import_csv()
    assert "wrong.csv has none of the columns of this register" in opened.message.words.text()
    assert session.case.count(Person) == 0
    settle()


def test_a_register_goes_out_as_csv(qtbot, sampled, session, answers, tmp_path, settle):
    answers.next = [tmp_path / "people.csv"]
    page = register(sampled, "people")
    page.export_csv()
    assert "key from every pseudonym" in page.asked.text() and not (tmp_path / "people.csv").exists()
    page._sure[0].click()
    settle()
    assert "Rhoswen Tallowby" in (tmp_path / "people.csv").read_text("utf-8-sig")
    qtbot.waitUntil(lambda: "real names" in sampled.message.words.text())


def test_the_table_says_what_is_shown_of_what(qtbot, sampled):
    page = register(sampled, "people")
    assert sampled.status.count.text() == "Shown: 8 of 8"
    page.filter.setText("tallowby")
    qtbot.waitUntil(lambda: sampled.status.count.text() == "Shown: 3 of 8")


def test_the_table_model_is_sound(qtmodeltester, sampled, session):
    qtmodeltester.check(RecordTableModel(session, Person), force_py=True)


def test_a_table_rereads_only_for_its_own_kind_of_change(qtbot, sampled, session):
    from dhr_desktop.core.changes import Change

    model = RecordTableModel(session, Person)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.dataChanged):
        model.on_change(Change("Add mark", 1, frozenset({"marks"}), (1,)))


def test_the_evidence_panel_shows_the_selected_record_its_uses_and_its_history(qtbot, sampled, session, settle):
    page = register(sampled, "people")
    maud = next(p for p in session.case.all(Person) if p.real_name == "Maud Tallowby")
    page.select(maud.id)
    evidence = sampled.workspace.evidence
    settle()
    used, history = evidence.findChildren(QListWidget)
    assert "family contact: Mother of the victim, 8 July 2022" in [used.item(at).text() for at in range(used.count())]
    assert "added" in history.item(0).text()
    note = evidence.form.fields["note"]
    note.editor.setPlainText("Her calls to the surgery")
    note.save_now()
    settle()
    qtbot.waitUntil(lambda: "Note was" in history.item(0).text())
    used.itemActivated.emit(used.item(0))
    assert evidence._kind.KIND == "family"


def test_what_was_typed_is_saved_when_another_record_is_chosen_at_once(qtbot, sampled, session, settle):
    page = register(sampled, "people")
    first, second = session.case.all(Person)[:2]
    problems = []
    session.problem.connect(problems.append)
    for _ in range(3):
        page.select(first.id)
        note = sampled.workspace.evidence.form.fields["note"]
        note.editor.setPlainText(f"typed {_}")
        page.select(second.id)
        settle()
        assert session.case.get(Person, first.id).note == f"typed {_}"
    page.select(first.id)
    born = sampled.workspace.evidence.form.fields["date_of_birth"]
    born.editor.setText("31/02/1990")
    born._typed()
    with qtbot.waitSignal(session.told) as told:
        page.select(second.id)
    assert "there is no such day" in told.args[0]
    settle()
    assert problems == []


@pytest.mark.safety("D4")
def test_a_form_saves_itself_after_a_pause_and_one_stay_is_one_undo(qtbot, opened, session, settle):
    opened.workspace.places.review.go("review")
    field = opened.workspace.places.review.page("review").form.fields["reference"]
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "Review 1")
    qtbot.waitUntil(lambda: session.case.review.reference == "Review 1", timeout=4_000)
    qtbot.keyClicks(field.editor, "4")
    qtbot.waitUntil(lambda: session.case.review.reference == "Review 14", timeout=4_000)
    session.undo()
    settle()
    assert session.case.review.reference == ""
    qtbot.waitUntil(lambda: field.words() == "")


@pytest.mark.alone
def test_typing_without_a_pause_is_saved_every_two_seconds(qtbot, opened, session):
    opened.workspace.places.review.go("review")
    field = opened.workspace.places.review.page("review").form.fields["scope_reason"]
    field.editor.setFocus()
    started = time.monotonic()
    while time.monotonic() - started < 4.5 and not session.case.review.scope_reason:
        qtbot.keyClicks(field.editor, "x")
        qtbot.wait(200)
    assert session.case.review.scope_reason, "two seconds of typing must not be at risk"


def test_a_label_is_changed_in_one_place(qtbot, opened, session, settle):
    field = opened.workspace.places.review.page("review").form.fields["label"]
    field.editor.setCurrentText("DARDR")
    field.save_now()
    settle()
    opened.workspace.places.review.go("overview")
    words = [each.text() for each in opened.workspace.places.review.page("overview").findChildren(QLabel)]
    assert any(text.startswith("DARDR") for text in words) and not any(text.startswith("DHR") for text in words)


@pytest.mark.safety("D4")
def test_an_edit_that_cannot_be_saved_is_kept_said_and_tried_again(qtbot, opened, session, monkeypatch, settle):
    field = opened.workspace.places.review.page("review").form.fields["reference"]
    other = opened.workspace.places.review.page("review").form.fields["chair"]
    change = registers.change
    full = [True]

    def failing(*args, **values):
        if full[0]:
            raise DiskFull("The disk is full, so the last change is not saved.")
        return change(*args, **values)

    monkeypatch.setattr(registers, "change", failing)
    field.editor.setText("Review 14")
    field._typed()
    with qtbot.waitSignal(session.save_failed, timeout=5_000):
        field.save_now()
    assert field.editor.property("state") == "failed" and field.words() == "Review 14"
    assert opened.status.state.text() == "NOT SAVED – trying again"
    assert other.editor.isReadOnly(), "no other edit is taken on top of one that failed"
    full[0] = False
    with qtbot.waitSignal(session.save_recovered, timeout=6_000):
        pass
    settle()
    assert session.case.review.reference == "Review 14"
    assert field.editor.property("state") == "" and not other.editor.isReadOnly()
    assert opened.status.state.text().startswith("Saved ")


def test_the_search_box_finds_records_and_runs_commands(qtbot, sampled, session):
    box = sampled.workspace.search
    box.start()
    qtbot.keyClicks(box, "maud")
    qtbot.waitUntil(lambda: box.results.isVisible() and "Maud" in box.results.item(0).text())
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert sampled.workspace.places.review.menu.currentItem().text() == "People and names"
    box.start()
    qtbot.keyClicks(box, "go to hist")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sampled.workspace.places.menu.currentItem().text() == "History")
    box.start()
    qtbot.keyClicks(box, "zzzz")
    qtbot.waitUntil(lambda: box.results.item(0) is not None and box.results.item(0).text() == "Nothing found")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.results.isVisible()


def test_every_command_that_is_listed_runs(qtbot, sampled, session, settle, answers):
    ending = {"Lock", "Close the case", "Leave the program"}
    answers.next = [None]  # no file is chosen
    for command in sampled._commands:
        if command.name not in ending and command.is_enabled():
            command.run()
            settle()
    assert session.preferences.text_percent == 100
    assert len({command.key for command in sampled._commands if command.key}) == len(
        [c for c in sampled._commands if c.key]
    )


def test_a_process_date_typed_in_its_line_moves_the_clock(qtbot, opened, session, settle):
    opened.workspace.places.review.go("dates")
    model = opened.workspace.places.review.page("dates").model
    labels = [model.index(row, 0).data() for row in range(model.rowCount())]
    row = labels.index("Decision whether to hold a review")
    model.setData(model.index(labels.index("CSP told of the death"), 1), "10/1/2025")
    model.setData(model.index(row, 1), "1/3/2025")
    settle()
    qtbot.waitUntil(lambda: "19 days – give the reason" in model.index(row, 3).data())
    model.setData(model.index(row, 4), "Papers were awaited")
    settle()
    qtbot.waitUntil(lambda: model.index(row, 3).data() == "done late, 19 days")
    assert session.case.count(Milestone) == 2
    with qtbot.waitSignal(model.told):
        assert not model.setData(model.index(row, 1), "31/02/2025")


def test_figures_lead_to_the_list_behind_them(qtbot, sampled):
    review = sampled.workspace.places.review
    overview = review.page("overview")
    overview.wanted.emit("returns", ())
    assert sampled.workspace.places.agencies.menu.currentItem().text() == "Returns"


def test_vocabularies_are_changed_on_their_page(qtbot, opened, session, settle):
    opened.workspace.places.review.go("vocabularies")
    page = opened.workspace.places.review.page("vocabularies")
    page.chooser.setCurrentText("roles")
    page.model.setData(page.model.index(0, 0), "the victim")
    settle()
    qtbot.waitUntil(lambda: page.model.index(0, 0).data() == "the victim")
    page.table.setCurrentIndex(page.model.index(0, 0))
    page.show_or_hide()
    settle()
    qtbot.waitUntil(lambda: page.model.index(0, 3).data() == "hidden")
    page.restore()
    settle()
    qtbot.waitUntil(lambda: page.model.index(0, 0).data() == "victim")
    page.model.setData(page.model.index(page.model.rowCount() - 1, 0), "godparent")
    settle()
    qtbot.waitUntil(lambda: page.model.index(page.model.rowCount() - 2, 0).data() == "godparent")


def test_the_case_file_page_proves_backs_up_restores_and_exports(qtbot, sampled, session, answers, tmp_path, settle):
    page = sampled.workspace.places.file
    page.prove()
    qtbot.waitUntil(lambda: page.verdict.text().startswith("Whole."), timeout=10_000)
    session.edit(lambda case: registers.add(case, Person(real_name="One more"))[0])
    settle()
    before = page.backups.count()
    page.back_up()
    settle()
    qtbot.waitUntil(lambda: page.backups.count() == before + 1)
    answers.next = [tmp_path / "restored.dhr"]
    page.restore()
    settle()
    qtbot.waitUntil(lambda: (tmp_path / "restored.dhr").exists())
    answers.next = [tmp_path / "sheet.txt"]
    page.save_recovery_sheet()
    settle()
    assert "RECOVERY SHEET" in (tmp_path / "sheet.txt").read_text()
    answers.next = [tmp_path]
    page.export_everything()
    settle()
    assert (tmp_path / "Everything of Sample review/manifest.json").exists()


def test_the_passphrase_is_changed_and_work_goes_on(qtbot, opened, session, settle):
    page = opened.workspace.places.file
    page.new_passphrase.setText("short")
    assert not page._change.isEnabled()
    page.new_passphrase.setText("another invented passphrase")
    with qtbot.waitSignal(page.case_replaced, timeout=20_000):
        page.change_passphrase()
    assert page.new_passphrase.text() == ""
    session.edit(lambda case: registers.add(case, Person(real_name="After"))[0])
    settle()
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.lock()
    with qtbot.waitSignal(session.opened, timeout=20_000):
        session.open(session.locked_path, "another invented passphrase")
    assert session.case.all(Person)[0].real_name == "After"


def test_a_case_that_may_only_be_read_offers_a_copy(qtbot, opened, session, answers, tmp_path):
    path = session.case.path
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.close()
    (tmp_path / "OneDrive").mkdir()
    moved = path.rename(tmp_path / "OneDrive" / path.name)
    with qtbot.waitSignal(session.opened, timeout=20_000):
        session.open(moved, PASSPHRASE)
    assert "cloud service" in opened.message.words.text()
    page = register(opened, "people")
    assert page.model.rowCount() == 0, "there is no blank line to type in"
    answers.next = [tmp_path / "mine.dhr"]
    opened._copy_and_edit()
    qtbot.waitUntil(lambda: session.case is None, timeout=20_000)
    assert "mine.dhr" in opened.welcome._open_title.text()


def test_a_file_that_goes_while_open_is_rescued(qtbot, opened, session):
    session.edit(lambda case: registers.add(case, Person(real_name="Just typed"))[0])
    qtbot.waitUntil(lambda: session.case.count(Person) == 1 and not session.runner.is_busy)
    session.case.path.unlink()
    with qtbot.waitSignal(session.file_lost, timeout=20_000):
        session.look_at_file()
    words = opened.message.words.text()
    assert "no longer there" in words and "All that was saved is in a new case file" in words
    rescued = Path(words.split("new case file: ")[1].split(". It opens")[0])
    case = cases.open_review(rescued, PASSPHRASE)
    assert case.all(Person)[0].real_name == "Just typed"
    case.close()


@pytest.mark.safety("C9", "D12")
def test_a_file_cut_short_is_noticed_by_the_next_edit_which_is_kept_too(qtbot, opened, session):
    session.edit(lambda case: registers.add(case, Person(real_name="Saved before"))[0])
    qtbot.waitUntil(lambda: session.case.count(Person) == 1 and not session.runner.is_busy)
    told = []
    session.saved.connect(told.append)
    os.truncate(session.case.path, session.case.path.stat().st_size // 2)
    with qtbot.waitSignal(session.file_lost, timeout=20_000):
        session.edit(lambda case: registers.add(case, Person(real_name="Typed after"))[0])
    assert told == [], "it said Saved over a file that was cut short"
    words = opened.message.words.text()
    rescued = Path(words.split("new case file: ")[1].split(". It opens")[0])
    case = cases.open_review(rescued, PASSPHRASE)
    assert [each.real_name for each in case.all(Person)] == ["Saved before", "Typed after"]
    case.close()


def test_a_damaged_case_is_said_in_a_bar_that_stays(qtbot, opened, session, settle):
    settle()
    with session.case.reading() as connection:
        connection.execute("DELETE FROM review WHERE id < 0")
        connection.execute("UPDATE meta SET value = '0' WHERE name = 'head_hash'")
    session._check_in_background()
    settle()
    qtbot.waitUntil(lambda: "The case file is not whole" in opened.message.words.text())
    session.told.emit("Good news")
    assert "The case file is not whole" in opened.message.words.text()
    opened.message.put_away()
    session.told.emit("Good news")
    assert opened.message.words.text() == "Good news"


def test_a_backup_that_cannot_be_taken_is_said_and_does_not_stop_the_work(qtbot, opened, session, settle, monkeypatch):
    from dhr_desktop.storage import backups

    def refuse(*args, **values):
        raise DiskFull("The disk is full.")

    session.edit(lambda case: registers.add(case, Person(real_name="One"))[0])
    settle()
    monkeypatch.setattr(backups, "take", refuse)
    session.back_up_if_due()
    settle()
    qtbot.waitUntil(lambda: "No backup could be taken: The disk is full." in opened.message.words.text())
    assert session.edit(lambda case: registers.add(case, Person(real_name="Two"))[0])
    settle()
    assert session.case.count(Person) == 2


def test_a_list_cuts_no_heading_and_its_widest_column_takes_the_room_that_is_left(qtbot):
    from dhr_desktop.ui.editable_table import list_table
    from dhr_desktop.ui.models.read_table import ReadTable

    table = list_table("x", ReadTable(("A heading longer than its column", "Words", "No.")), (2, 20, 6))
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    header = table.horizontalHeader()
    assert header.sectionSize(0) >= header.sectionSizeHint(0)
    assert header.length() == table.viewport().width()
    table.resize(120, 300)
    assert (
        header.length() > table.viewport().width()
        and header.sectionSize(1) >= 20 * table.fontMetrics().averageCharWidth()
    )
