"""What was refused is not told once it is done; a locked file is called what was asked; a rescued case is at hand."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from dhr_desktop.core.errors import Refused, WriteFailed
from dhr_desktop.system import folders
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.sending_line import AskedFor
from dhr_desktop.ui.tasks import Task

from .conftest import OPENS_WITHIN_MS

WORDS = "wren otter kestrel"


@pytest.mark.parametrize("problem", [Refused("It is too short."), WriteFailed("The stick is gone.")])
def test_a_refusal_stands_until_something_begun_after_it_is_done(window, session, problem):
    session.problem.emit(problem)
    session.told.emit("Written earlier.")
    assert window.message.words.text() == str(problem), "what was begun before it does not push it away"
    session.runner.started.emit(Task(""))
    session.told.emit("Written earlier.")
    assert window.message.words.text() == str(problem), "nor does what is asked in the background"
    session.runner.started.emit(Task("Writing"))
    session.told.emit("Written.")
    assert window.message.words.text() == "Written." and window.message.property("kind") == ""


def test_news_that_came_meanwhile_is_told_when_a_refusal_is_put_away(window, session):
    session.problem.emit(Refused("It is too short."))
    session.told.emit("Written earlier.")
    window.message.put_away()
    assert window.message.words.text() == "Written earlier." and window.message.isVisible()


def test_a_warning_stays_whatever_is_begun(window, session):
    session.warned.emit("No backup could be taken.")
    session.runner.started.emit(Task("Writing"))
    session.told.emit("Written.")
    assert window.message.words.text() == "No backup could be taken."


def test_after_a_refused_password_the_zip_is_told_under_its_name(qtbot, sampled, session, settle, answers, tmp_path):
    settle()
    bar = sampled.workspace.places.chronology.exports
    bar.toggle()
    bar.what.setCurrentIndex(5)
    for password in ("short", WORDS):
        bar.sending.password.setText(password)
        answers.next = [tmp_path / "locked.zip"]
        bar.write.click()
        settle()
        qtbot.wait(50)
        assert ("letters or more" in sampled.message.words.text()) == (password == "short")
    assert "Written to locked.zip" in sampled.message.words.text()
    assert [each.name for each in tmp_path.glob("locked*")] == ["locked.zip"]
    with zipfile.ZipFile(tmp_path / "locked.zip") as held:
        assert held.namelist() == ["locked.xlsx"]


@pytest.mark.parametrize("seed", range(20))
def test_a_name_never_has_an_ending_twice_nor_overwrites_unasked(seed):
    chance = random.Random(seed)
    ending = chance.choice((".xlsx", ".docx", ".pdf", ".zip"))
    typed = chance.choice(("Review 7", "Review v1.2")) + chance.choice(("", ending, ".zip", f"{ending}.zip", ".ZIP"))
    is_locked = chance.random() < 0.6
    asked = AskedFor.of(Path("/x") / typed, ending, is_locked=is_locked)
    written = asked.locked_as if is_locked else asked.inside.name
    assert asked.inside.suffix.lower() == ending and (ending == ".zip" or asked.inside.name.count(ending) == 1)
    assert not is_locked or (written.lower().endswith(".zip") and ".zip.xlsx" not in written)
    assert asked.was_asked == (written == typed), "only of what the chooser named was it asked"


def test_choosers_begin_in_documents_and_then_where_the_chair_was(monkeypatch, tmp_path):
    begun = []
    chosen = iter([tmp_path / "a" / "x.docx", folders.cases() / "r.dhr", ""])
    (tmp_path / "a").mkdir()

    def choose(parent, title, where, pattern):
        begun.append(where)
        return str(next(chosen)), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    choosers = Choosers()
    for _ in range(3):
        choosers.file_to_write(None, "", choosers.usual() / "n.docx", "*.docx")
    assert begun[0] != begun[1] and begun[1:] == [str(tmp_path / "a" / "n.docx")] * 2


def test_a_rescued_case_is_said_to_be_saved_and_is_opened_by_a_button(qtbot, opened, session, settle):
    settle()
    name = session.held.path.stem
    with qtbot.waitSignal(session.file_lost, timeout=OPENS_WITHIN_MS) as lost:
        session.held.path.unlink()
        session.look_at_file()
    said, path = lost.args
    assert "being saved" not in said and "All that was saved is in a new case file" in said and str(path) in said
    assert path.exists() and path.stem.startswith(f"{name} rescued ") and "rescued" not in path.stem[len(name) + 9 :]
    assert opened.message._action.isVisible() and opened.message._action.text() == "Open it"
    opened.message._action.click()
    assert opened.welcome._path == path and opened.welcome.passphrase.isVisible()
