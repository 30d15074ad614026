"""Files that wait are in the list from the first moment, and never push away what the chair has opened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from dhr_desktop.core.agencies import Submission
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.progress import Progress
from dhr_desktop.operations.importing import waiting
from dhr_desktop.operations.importing.originals import Place
from tests.builders import PASSPHRASE

from .conftest import OPENS_WITHIN_MS


def written(folder, name):
    path = folder / name
    path.write_text(f"Date\tEvent\n14/02/2021\tSeen, {name}.\n")
    return path


@pytest.fixture
def held_back(session, monkeypatch):
    """What reads the files that waited, not answered before it is told to be."""
    asked, run_long = [], session.run_long

    def hold(words, work, finished, failed=None):
        if getattr(work, "func", None) is not waiting.look_at_waiting:
            return run_long(words, work, finished, failed)
        asked.append((words, lambda: run_long(words, work, finished, failed), failed))
        return run_long("Waiting", _nothing, lambda done: None)

    monkeypatch.setattr(session, "run_long", hold)
    return asked


def _nothing(case):
    return None


@pytest.fixture
def again(qtbot, opened, session, settle, tmp_path, held_back):
    """The page after a lock: one file in the case, two that wait and are not read yet."""
    opened.workspace.places.go_to("files")
    page = opened.workspace.places.agencies.page("files")
    page.take([written(tmp_path, "Kiln Surgery.txt")])
    qtbot.waitUntil(lambda: bool(page.waiting), timeout=OPENS_WITHIN_MS)
    settle()
    page._again(new_agency="Kiln Surgery")
    settle()
    page.accept_all()
    qtbot.waitUntil(lambda: session.case.count(Submission) == 1, timeout=OPENS_WITHIN_MS)
    page.take([written(tmp_path, "Police one.txt"), written(tmp_path, "Police two.txt")])
    qtbot.waitUntil(lambda: len(page.waiting) == 2, timeout=OPENS_WITHIN_MS)
    settle()
    with qtbot.waitSignal(session.closed, timeout=OPENS_WITHIN_MS):
        session.lock()
    with qtbot.waitSignal(session.opened, timeout=OPENS_WITHIN_MS):
        session.open(session.locked_path, PASSPHRASE)
    assert opened.workspace.places.stack.currentWidget() is opened.workspace.places.agencies, "where it was left"
    found = opened.workspace.places.agencies.page("files")
    qtbot.waitUntil(lambda: bool(held_back), timeout=OPENS_WITHIN_MS)
    settle()
    return found


def names(page):
    return [(each.cells[0], each.cells[2]) for each in page.queue.lines]


def where(page):
    return [each.mapTo(page, QPoint(0, 0)).toTuple() for each in (*page._adding, page._accept_all, page._accept)]


def test_what_waits_is_named_at_once_and_the_buttons_stay(qtbot, again, held_back, settle):
    assert names(again) == [("Police one.txt", "being read again"), ("Police two.txt", "being read again")]
    assert again.table.isVisible() and not again._empty.isVisible() and "2 files" in held_back[0][0]
    assert again._accept_all.isVisible() and not again._accept_all.isEnabled()
    before = where(again)
    held_back[0][1]()
    qtbot.waitUntil(lambda: len(again.waiting) == 2, timeout=OPENS_WITHIN_MS)
    settle()
    assert where(again) == before and again._accept_all.isEnabled() and again.preview.isVisible()
    assert [name for name, words in names(again)] == ["Police one.txt", "Police two.txt"]


def test_files_added_meanwhile_forget_none_that_waits(qtbot, again, session, settle, tmp_path):
    again.take([written(tmp_path, "Housing.txt")])
    qtbot.waitUntil(lambda: len(again.waiting) == 1, timeout=OPENS_WITHIN_MS)
    settle()
    assert {each.name for each in waiting.from_before(session.case)} == {
        "Police one.txt", "Police two.txt", "Housing.txt",
    }  # fmt: skip


def test_a_reading_that_failed_is_said_and_forgets_nothing(again, held_back, session, settle):
    held_back[0][2](Refused("The stick is gone."))
    settle()
    assert {words for _, words in names(again)} == {"not read: it is read again when the case is opened next"}
    assert waiting.are_waiting(session.case) == 2


def test_a_kept_file_that_was_opened_stays_open_when_others_come(qtbot, opened, again, held_back, session, settle):
    kept = session.case.all(Submission)[0]
    again.open_original(Place(kept.id, "", 2))
    assert again._stack.currentWidget() is again._original_part and "is being opened" in again._original_name.text()
    held_back[0][1]()
    qtbot.waitUntil(lambda: len(again.waiting) == 2, timeout=OPENS_WITHIN_MS)
    settle()
    assert again._stack.currentWidget() is again._original_part and "as " in again._original_name.text()
    assert again.original.isVisible() and "Kiln Surgery.txt" in again._original_name.text()
    again.show_files()
    assert again._stack.currentWidget() is again._middle
    opened.workspace.show_record("submissions", kept.id)
    settle()
    assert again._stack.currentWidget() is again._original_part, "found by the search while others wait"
    again.show_files()
    again.put_aside()
    assert "is off this list" in opened.message.words.text()


def test_progress_counts_the_files_that_wait(case, tmp_path):
    files = [written(tmp_path, f"{at}.txt") for at in range(3)]
    from dhr_desktop.operations.importing import submissions

    waiting.keep_waiting(case, submissions.look_at(case, files))
    told = []
    progress = Progress(lambda done, total, words, left: told.append((done, total, words)))
    progress_of = waiting.look_at_waiting(case, waiting.from_before(case), progress)
    assert len(progress_of[0]) == 3 and {total for _, total, _ in told} == {3}
    assert max(done for done, _, _ in told) < 3, "it is not said to be done before it is"
