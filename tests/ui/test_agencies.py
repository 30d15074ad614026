"""Bringing files in at the window: drop, look, put right, accept; and the row as it stood behind each entry."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel

from dhr_desktop.core.agencies import Agency, Submission
from dhr_desktop.core.entries import DateCorrection, Entry
from dhr_desktop.core.filters import Filter
from dhr_desktop.intake.proposed import DayOrder
from dhr_desktop.operations.casefile import sample
from dhr_desktop.operations.importing import waiting
from dhr_desktop.ui.agencies import files_page, meaning_header, preview, table_shown
from dhr_desktop.ui.agencies.preview import KEPT
from tests.builders import PASSPHRASE, add
from tests.intake import making

ROWS = [
    ("Date", "Event", "Outcome"),
    ("14/02/2021", "Officers attended Kiln Row.", "Advice."),
    ("TBC", "Seen near the school.", "None."),
    (None, None, None),
    (None, "Total entries: 2", None),
]


@pytest.fixture
def page(opened):
    opened.workspace.places.go_to("files")
    return opened.workspace.places.agencies.page("files")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Eastmere Police chronology.xlsx"
    path.write_bytes(making.workbook(ROWS))
    return path


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(QPoint(400, 300)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_a_file_dropped_anywhere_is_shown_beside_what_it_would_become(qtbot, opened, session, settle, page, file):
    opened.workspace.places.go("Settings")
    drop(opened, file)
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=20_000)
    assert opened.workspace.places.menu.currentItem().text() == "Agencies"
    assert session.case.count(Submission) == 0, "nothing is kept before it is accepted"
    preview = page.preview
    assert [line.side for line in preview.stood.lines] == ["1", "2", "3", "5"]
    assert preview.stood.lines[0].cells[-1] == "the heading row" and preview.stood.lines[2].marked == (0,)
    assert [line.cells[0] for line in preview.comes_in.lines] == ["14 February 2021", "undated"]
    assert "a new one" in preview.doubts.item(0).text() and "TBC" in preview.doubts.item(1).text()
    preview.right.setCurrentIndex(preview.comes_in.index(1, 0))
    assert preview.left.currentIndex().row() == 2, "choosing on one side chooses on the other"
    preview.doubts.itemActivated.emit(preview.doubts.item(1))
    assert preview.left.currentIndex().row() == 2
    assert page.queue.lines[0].marked, "what needs a look is coloured"


def test_an_agency_and_a_column_are_put_right_and_the_rows_change_at_once(qtbot, opened, session, settle, page, file):
    page.take([file])
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=20_000)
    preview = page.preview
    response = preview.choices[2]
    response.setCurrentIndex(response.findData("event"))
    response.activated.emit(response.currentIndex())
    qtbot.waitUntil(lambda: preview.comes_in.lines[0].cells[1] == "Advice.")
    page.agency.setEditText("Thornbeck Police")
    page.accept_one()
    qtbot.waitUntil(lambda: session.case.count(Entry) == 2, timeout=20_000)
    settle()
    assert [each.full_name for each in session.case.all(Agency)] == ["Thornbeck Police"]
    assert session.case.all(Entry)[0].what_happened == "Advice."
    assert session.case.all(Entry)[0].other_columns == ("Event: Officers attended Kiln Row.",)
    assert not page.waiting and page.kept.rowCount() == 1


def test_a_file_that_could_be_another_agency_s_waits_until_the_chair_says_whose_it_is(
    qtbot, opened, session, settle, page, tmp_path
):
    add(session.case, Agency(full_name="Eastmere Police", short_name="Police"))
    for name in ("Police chronology.xlsx", "Eastmere Police.xlsx"):
        (tmp_path / name).write_bytes(making.workbook([*ROWS, ("1/3/2021", name, "")]))
    page.take([tmp_path])
    qtbot.waitUntil(lambda: len(page.waiting) == 2, timeout=20_000)
    page.accept_all()
    qtbot.waitUntil(lambda: len(page.waiting) == 1, timeout=20_000)
    settle()
    assert [each.file_name for each in session.case.all(Submission)] == ["Eastmere Police.xlsx"]
    assert page.queue.lines[0].cells[1] == "Which?" and page.agency.currentText() == ""
    assert (
        page.agency.itemText(0) == "Eastmere Police" and "Which agency sent it?" in page.preview.doubts.item(0).text()
    )
    page.accept_one()
    settle()
    assert session.case.count(Submission) == 1, "nothing asked is answered by accepting"
    page.agency.setEditText("Brackwater Police")
    page.accept_one()
    qtbot.waitUntil(lambda: session.case.count(Submission) == 2, timeout=20_000)
    assert [each.full_name for each in session.case.all(Agency)] == ["Eastmere Police", "Brackwater Police"]


def test_a_typed_name_is_taken_when_the_field_is_left(qtbot, opened, session, settle, page, tmp_path):
    add(session.case, Agency(full_name="Eastmere Police"))
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("Date,Event\n14/02/2021,Seen by " + name, "utf-8")
    page.take([tmp_path / "a.csv", tmp_path / "b.csv"])
    qtbot.waitUntil(lambda: len(page.waiting) == 2, timeout=20_000)
    opened.activateWindow()
    page.table.setCurrentIndex(page.queue.index(0, 0))
    line = page.agency.lineEdit()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Eastmere")
    assert line.text() == "Eastmere", "what was not typed is not put in"
    qtbot.keyClicks(line, " Ambulance")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.waiting[0].sender.name == "Eastmere Ambulance", timeout=10_000)
    assert page.queue.lines[0].cells[1] == "Eastmere Ambulance" and not page.waiting[0].sender.agency
    page.table.setCurrentIndex(page.queue.index(1, 0))
    page.agency.setFocus()
    qtbot.waitUntil(page.agency.hasFocus)
    line.selectAll()
    qtbot.keyClicks(line, "eastmere police")
    page.table.setFocus()
    qtbot.waitUntil(lambda: page.waiting[1].sender.agency != 0, timeout=10_000)
    assert page.waiting[1].sender.name == "Eastmere Police"


def test_an_answer_that_comes_late_leaves_the_chair_where_they_are(qtbot, opened, session, settle, page, tmp_path):
    police = add(session.case, Agency(full_name="Eastmere Police"))[0]
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("Date,Event\n14/02/2021,Seen by " + name, "utf-8")
    page.take([tmp_path / "a.csv", tmp_path / "b.csv"])
    qtbot.waitUntil(lambda: len(page.waiting) == 2, timeout=20_000)
    page.table.setCurrentIndex(page.queue.index(0, 0))
    page.agency.setCurrentIndex(page.agency.findData(police.id))
    page.agency.activated.emit(page.agency.currentIndex())
    page.table.setCurrentIndex(page.queue.index(1, 0))
    qtbot.waitUntil(lambda: page.waiting[0].sender.agency == police.id, timeout=10_000)
    assert page.current is page.waiting[1] and page.table.currentIndex().row() == 1
    page.accept_one()
    qtbot.waitUntil(lambda: page.queue.lines[0].cells[1] == "Eastmere Police", timeout=10_000)
    settle()
    assert session.case.count(Submission) == 0, "the file that was chosen still asks; the other was not accepted for it"


def test_the_names_in_a_column_of_agencies_are_told_apart(qtbot, opened, session, settle, page, tmp_path):
    add(session.case, Agency(full_name="Fennick Road Surgery"))
    rows = [
        ("Date", "Practice", "Event"),
        ("14/02/2021", "Surgery", "Seen."),
        ("15/02/2021", "Quill Practice", "Seen too."),
    ]
    (tmp_path / "combined.xlsx").write_bytes(making.workbook(rows))
    page.take([tmp_path / "combined.xlsx"])
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=20_000)
    choices = page.preview.row_agencies.choices
    assert page.waiting[0].questions and choices["Surgery"].currentText() == ""
    choices["Surgery"].setCurrentText("Fennick Road Surgery")
    choices["Surgery"].lineEdit().returnPressed.emit()
    qtbot.waitUntil(lambda: not page.waiting[0].questions, timeout=10_000)
    page.accept_all()
    qtbot.waitUntil(lambda: session.case.count(Entry) == 2, timeout=20_000)
    names = {each.id: each.full_name for each in session.case.all(Agency)}
    assert [names[each.agency] for each in session.case.all(Entry)] == ["Fennick Road Surgery", "Quill Practice"]


def test_all_files_are_accepted_at_once_and_undo_takes_one_back(qtbot, sampled, session, settle):
    sampled.workspace.take_files([sample.submissions_folder()])
    page = sampled.workspace.places.agencies.page("files")
    qtbot.waitUntil(lambda: len(page.waiting) == 12, timeout=30_000)
    page.accept_all()
    qtbot.waitUntil(lambda: len(page.waiting) == 1, timeout=30_000)
    settle()
    assert session.case.count(Submission) == 11 and session.case.undo_name.startswith("Import Thornbeck Primary School")
    assert page.waiting[0].revision is not None, "the newer version of a file kept just now is shown before it is kept"
    page.accept_all()
    qtbot.waitUntil(lambda: session.case.count(Submission) == 12, timeout=30_000)
    settle()
    assert session.case.count(Entry) == 44
    assert session.case.undo_name.startswith("Import Eastmere Police chronology REVISED v2")
    session.undo()
    settle()
    assert session.case.count(Submission) == 11


def test_a_file_that_cannot_be_read_is_told_in_the_list_and_can_be_put_aside(
    qtbot, opened, session, settle, page, tmp_path
):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4")
    page.take([scan])
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=20_000)
    assert "PDF" in page.queue.lines[0].cells[2] and "PDF" in page.preview.doubts.item(0).text()
    page.put_aside()
    assert not page.waiting and session.case.count(Submission) == 0


def test_a_reading_that_is_cancelled_leaves_the_list_as_it_was(qtbot, opened, session, settle, page, tmp_path):
    for number in range(8):
        (tmp_path / f"{number}.xlsx").write_bytes(making.workbook(ROWS * 300))
    page.take([tmp_path])
    task = session.runner._tasks[-1]
    task.cancel()
    settle()
    assert not page.waiting


def test_an_entry_shows_the_agency_s_own_row_and_its_date_can_be_set(qtbot, opened, session, settle, page, file):
    page.take([file])
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=20_000)
    page.accept_all()
    qtbot.waitUntil(lambda: session.case.count(Entry) == 2, timeout=20_000)
    opened.workspace.places.go("Chronology")
    entries, reading = opened.workspace.places.chronology, opened.workspace.places.reading
    qtbot.waitUntil(lambda: entries.model.rowCount() == 3)  # the undated stands under a line of its own
    reading.set_filter(Filter(doubtful=True))
    entries.table.setCurrentIndex(entries.model.index(1, 0))
    settle()
    shown = [each.text() for each in opened.workspace.evidence.findChildren(QLabel)]
    assert (
        "As it stands in Eastmere Police chronology.xlsx, Sheet, row 3" in shown
        or "As it stands in Eastmere Police chronology.xlsx, Chronology, row 3" in shown
    )
    assert "Seen near the school." in shown and any("needs a person" in each for each in shown)
    assert set(opened.workspace.evidence.form.fields) == {"chair_comment", "order_in_day", "agency_changed"}, (
        "the agency's words are not typed over"
    )
    entries.bar.date.setText("mid March 2021")
    entries.bar.because.setText("the neighbour's statement")
    entries.bar.correct()
    qtbot.waitUntil(lambda: session.case.count(DateCorrection) == 1, timeout=10_000)
    qtbot.waitUntil(lambda: entries.model.rowCount() == 0, timeout=10_000)
    reading.set_filter(Filter())
    assert [entries.model.index(row, 1).data() for row in (0, 1)] == ["14 February 2021", "mid-March 2021"]


def test_a_blank_chronology_is_saved_to_send(qtbot, opened, session, settle, page, answers, tmp_path):
    answers.next = [tmp_path / "send.docx"]
    page.save_blank()
    settle()
    assert (tmp_path / "send.docx").stat().st_size > 10_000


def test_what_is_pasted_is_looked_at_like_a_file(qtbot, opened, session, settle, page):
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("Date\tEvent\n14/02/2021\tOfficers attended.\n15/02/2021\tSecond call.\n")
    page.paste()
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=20_000)
    assert len(page.preview.comes_in.lines) == 2


def test_a_meaning_dragged_to_another_column_moves(qtbot, opened, session, settle, page, file):
    page.take([file])
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=20_000)
    preview = page.preview
    assert preview.stood.headerData(1, Qt.Orientation.Horizontal) == "Event\nWhat happened"
    preview.header.dragged.emit(1, 2)
    qtbot.waitUntil(lambda: preview.comes_in.lines[0].cells[1] == "Advice.")
    assert preview.stood.headerData(1, Qt.Orientation.Horizontal).endswith(KEPT)


def test_a_drag_over_the_header_carries_the_column(qtbot, opened, page):
    header, taken = page.preview.header, []
    page.preview.stood.show([], ("One", "Two", "Three"))
    header.dragged.connect(lambda one, other: taken.append((one, other)))
    data = QMimeData()
    data.setData(meaning_header.KIND, b"0")
    onto = QPointF(header.sectionViewportPosition(2) + 5, 5)
    nothing = Qt.KeyboardModifier.NoModifier
    header.dropEvent(QDropEvent(onto, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, nothing))
    assert taken == [(0, 2)]


def test_the_agencys_file_opens_at_the_row_of_an_entry(qtbot, opened, session, settle, page, file):
    page.take([file])
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=20_000)
    page.accept_all()
    qtbot.waitUntil(lambda: session.case.count(Entry) == 2, timeout=20_000)
    settle()
    opened.workspace.show_record("entries", session.case.all(Entry)[1].id)
    story = opened.workspace.evidence._story
    qtbot.waitUntil(lambda: story.original.isVisibleTo(opened))
    story.original.click()
    qtbot.waitUntil(lambda: page.original.left.currentIndex().row() == 2, timeout=20_000)
    assert [line.side for line in page.original.stood.lines] == ["1", "2", "3", "5"], "the whole file, as it stood"
    assert page.original.right.currentIndex().row() == 1
    assert session.case.count(Submission) == 1 and not page.original._columns.isEnabled()
    page.show_files()
    assert page.kept_table.isVisibleTo(opened)


def test_files_that_wait_are_still_waiting_after_a_lock_as_they_were_put_right(
    qtbot, opened, session, settle, page, file, tmp_path
):
    gone = tmp_path / "Lantern notes.txt"
    gone.write_text("Date\tEvent\n15/02/2021\tReferral.\n")
    page.take([file, gone])
    qtbot.waitUntil(lambda: len(page.waiting) == 2, timeout=20_000)
    page.table.setCurrentIndex(page.queue.index(0, 0))
    page._map("Chronology", {0: "date_start", 1: "response", 2: "event"})
    qtbot.waitUntil(lambda: page.waiting[0].mappings is not None)
    settle()
    gone.unlink()
    told = []
    session.told.connect(told.append)
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.lock()
    with qtbot.waitSignal(session.opened, timeout=20_000):
        session.open(session.locked_path, PASSPHRASE)
    opened.workspace.places.go_to("files")
    again = opened.workspace.places.agencies.page("files")
    qtbot.waitUntil(lambda: bool(again.waiting), timeout=20_000)
    (looked,) = again.waiting
    assert looked.proposal.entries[0].fields == {"what_happened": "Advice.", "response": "Officers attended Kiln Row."}
    assert told == ["No longer where they were, and so not waiting: Lantern notes.txt."]
    assert session.case.count(Submission) == 0 and not session.case.undo_name.startswith("Import")
    again.put_aside()
    settle()
    assert waiting.are_waiting(session.case) == 0


def test_a_new_version_shows_each_change_and_a_month_first_file_waits_for_its_answer(
    qtbot, opened, session, settle, page, tmp_path
):
    header = ("Date", "Event", "Seen")
    for name, days, seen in (
        ("Eastmere Police.xlsx", ("02/14/2021", "03/01/2021"), "No"),
        ("Eastmere Police v2.xlsx", ("02/14/2021", "03/01/2021"), "Yes"),
    ):
        rows = [header, (days[0], "Officers attended Kiln Row.", seen), (days[1], "Review of the attendance.", "")]
        (tmp_path / name).write_bytes(making.workbook(rows))
    page.take([tmp_path / "Eastmere Police.xlsx"])
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=20_000)
    month_first = page.day_orders[DayOrder.MONTH_FIRST]
    assert not month_first.isHidden() and "month first" in page.preview.doubts.item(0).text()
    page.accept_all()
    settle()
    assert session.case.count(Submission) == 0
    month_first.click()
    qtbot.waitUntil(lambda: not page.waiting[0].questions, timeout=10_000)
    page.accept_all()
    qtbot.waitUntil(lambda: session.case.count(Entry) == 2, timeout=20_000)
    qtbot.waitUntil(lambda: not page.waiting, timeout=20_000)
    assert session.case.all(Entry)[0].happened.edtf == "2021-02-14"
    page.take([tmp_path / "Eastmere Police v2.xlsx"])
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=20_000)
    assert month_first.isHidden(), "what was said of the agency holds"
    assert "Row 2, Seen: “No” → “Yes”" in page.preview.changes.item(0).text()


def test_a_cell_of_two_dates_is_split_with_one_button(qtbot, opened, session, settle, page, tmp_path):
    rows = [("Date", "Event"), ("14/02/2021", "Officers attended."), ("15/02/2021, 17/02/2021", "Telephone calls.")]
    (tmp_path / "Eastmere Police.xlsx").write_bytes(making.workbook(rows))
    page.take([tmp_path / "Eastmere Police.xlsx"])
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=20_000)
    preview = page.preview
    preview.right.setCurrentIndex(preview.comes_in.index(0, 0))
    assert preview.split_dates.isHidden()
    preview.right.setCurrentIndex(preview.comes_in.index(1, 0))
    assert not preview.split_dates.isHidden()
    preview.split_dates.click()
    qtbot.waitUntil(lambda: preview.comes_in.rowCount() == 3, timeout=10_000)
    assert [line.cells[0] for line in preview.comes_in.lines][1:] == ["15 February 2021", "17 February 2021"]


@pytest.mark.parametrize("size", [(1366, 768), (1280, 800)])
def test_on_a_low_window_every_page_below_the_tables_is_in_sight(qtbot, opened, session, settle, page, file, size):
    opened.resize(*size)
    page.take([file])
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=20_000)
    settle()
    pages = page.preview._pages
    qtbot.waitUntil(lambda: pages.viewport().rect().contains(pages.visualItemRect(pages.item(pages.count() - 1))))
    assert page.preview.left.height() > 120 and page.table.viewport().height() >= 2 * page.table.rowHeight(0)


def test_what_a_large_file_shows_is_gathered_beside_the_window(qtbot, opened, session, settle, page, file, monkeypatch):
    gather, threads = table_shown.table_shown, []

    def gathered(table):
        threads.append(threading.current_thread().name)
        return gather(table)

    for module in (table_shown, preview):
        monkeypatch.setattr(module, "table_shown", gathered)
    monkeypatch.setattr(files_page, "OPENED_AT_ONCE", 0)
    page.take([file])
    qtbot.waitUntil(lambda: page.preview.comes_in.rowCount() == 2, timeout=20_000)
    assert threads and "MainThread" not in threads
    assert [line.side for line in page.preview.stood.lines] == ["1", "2", "3", "5"]
    assert any("TBC" in page.preview.doubts.item(at).text() for at in range(page.preview.doubts.count()))
