"""A chair's first week with a review, through the real window and then the command line, end to end."""

import json
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from dhr_desktop.core.agencies import Return
from dhr_desktop.core.people import Person
from dhr_desktop.operations.casefile import sample
from dhr_desktop.system.folders import resources

ROOT = Path(__file__).parents[2]


def test_from_nothing_to_a_filled_proved_and_exported_review(qtbot, window, session, settle, answers, tmp_path):
    # The review is begun, with a passphrase that was offered.
    welcome = window.welcome
    welcome.show_new()
    answers.next = [tmp_path]
    welcome._choose_folder()
    qtbot.keyClicks(welcome.title, "An invented review")
    qtbot.keyClicks(welcome.file_name, "Review 2026-014")
    welcome._offer()
    passphrase = welcome.new_passphrase.text()
    with qtbot.waitSignal(session.opened, timeout=20_000):
        qtbot.keyClick(welcome.again, Qt.Key.Key_Return)

    # Its registers are filled: agencies and people by CSV, a return by hand.
    review = window.workspace.places.review
    registers = resources() / "sample/registers"
    for kind in ("agencies", "people", "terms"):
        window.workspace.places.go_to(kind)
        window.workspace.places.with_page(kind).page(kind).import_file(registers / f"{kind}.csv")
        settle()
    window.workspace.places.go_to("returns")
    page = window.workspace.places.agencies.page("returns")
    page.start_new()
    editor = page.table.findChild(QLineEdit)
    qtbot.keyClicks(editor, "Eastmere Police")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.case.count(Return) == 1)
    assert session.case.all(Return)[0].outcome == "none yet"

    # The decision was late, and the paragraph says so and why.
    dates = review.page("dates").model
    rows = {dates.index(row, 0).data(): row for row in range(dates.rowCount())}
    for step, words in (("CSP told of the death", "10/1/2025"), ("Decision whether to hold a review", "1/3/2025")):
        dates.setData(dates.index(rows[step], 1), words)
        settle()
    dates.setData(dates.index(rows["Decision whether to hold a review"], 4), "Papers were awaited")
    settle()

    # A mistake is taken back; the window is locked and opened again; nothing is gone.
    review.go("people")
    people = review.page("people")
    people.table.selectAll()
    people.remove_selected()
    settle()
    assert session.case.count(Person) == 0
    session.undo()
    settle()
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.lock()
    window.welcome.passphrase.setText(passphrase)
    with qtbot.waitSignal(session.opened, timeout=20_000):
        window.welcome.unlock()
    assert session.case.count(Person) == 8
    path = session.case.path
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.close()

    # The command line finds the same, proves it, and writes everything out for another program.
    secret = tmp_path / "passphrase.txt"
    secret.write_text(passphrase)
    shown = _dhr(path, secret, "show", code=1)
    assert "19 days after it was due" in shown["timescales"] and "Papers were awaited" in shown["timescales"]
    assert _dhr(path, secret, "verify")["whole"] is True
    _dhr(path, secret, "export", "everything", "--to", str(tmp_path / "out"))
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs/reader/read_case.py"), "check", str(tmp_path / "out")],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0 and "nothing wrong was found" in done.stdout
    assert "Rhoswen Tallowby" in (tmp_path / "out/tables/people.csv").read_text("utf-8-sig")


def _dhr(path: Path, secret: Path, command: str, *more: str, code: int = 0) -> dict:
    arguments = [
        sys.executable,
        "-m",
        "dhr_desktop",
        command,
        str(path),
        *more,
        "--passphrase-file",
        str(secret),
        "--json",
    ]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_the_sample_is_one_click_and_its_passphrase_is_on_the_locked_screen(qtbot, sampled, session):
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.lock()
    assert sample.PASSPHRASE in sampled.welcome._open_about.text()
