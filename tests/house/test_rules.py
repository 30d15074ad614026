"""Rules of the house that no ready-made linter knows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "dhr_desktop"
SOURCES = sorted(PACKAGE.rglob("*.py"))


def test_every_module_says_why_it_is_there():
    silent = [path.name for path in SOURCES if path.stat().st_size and not path.read_text("utf-8").startswith('"""')]
    assert silent == []


@pytest.mark.parametrize("banned", ["executescript", "processEvents", "QEventLoop", "QtNetwork", "shell=True"])
def test_no_source_uses(banned):
    using = [str(p.relative_to(ROOT)) for p in SOURCES if re.search(rf"\b{re.escape(banned)}\s*\(?", _code(p))]
    assert using == []


@pytest.mark.safety("D2")
def test_transactions_are_begun_by_one_helper_and_by_the_makers_of_whole_files():
    beginning = sorted(p.relative_to(PACKAGE).as_posix() for p in SOURCES if "BEGIN IMMEDIATE" in _code(p))
    assert beginning == [
        "storage/case_file.py",  # the helper
        "storage/copies.py",  # brings a rescue copy up to now
        "storage/opening.py",  # lays out a new file
        "storage/replacing.py",  # converts a copy to a newer format
    ]


def test_nothing_that_is_dropped_listens_to_the_session_by_a_lambda():
    """A bound method goes with its widget; a lambda stays and speaks to a widget that is gone."""
    lasting = {"app.py", "main_window.py", "welcome.py"}  # these live as long as the session
    found = [p.name for p in (PACKAGE / "ui").rglob("*.py") if re.search(r"session\.\w+\.connect\(\s*lambda", _code(p))]
    assert set(found) <= lasting


def test_files_leave_by_known_writers_only():
    """Every module that can write outside the case file; a new one must be looked at before it is listed."""
    opening = re.compile(
        r"""\.write_bytes\(|\.write_text\(|\.open\(\s*["'](?:x|w|a|rb\+)|os\.open\(|\bopen\(\s*["'](?:w|a|x)"""
    )
    writers = sorted(p.relative_to(PACKAGE).as_posix() for p in SOURCES if opening.search(_code(p)))
    assert writers == [
        "operations/cases.py",  # the count of failed openings: hashes and numbers
        "operations/leaving.py",  # export everything
        "operations/tables.py",  # CSV and the recovery sheet
        "storage/backups.py",  # encrypted copies
        "storage/holder.py",  # who has it open
        "storage/opening.py",  # the case file itself
        "system/logs.py",  # event codes and numbers only
        "system/preferences.py",
    ]


@pytest.mark.safety("P2")
def test_every_file_leaves_by_the_one_door():
    """Whoever writes a file itself says here why it need not be held against the register."""
    calling = sorted(p.relative_to(PACKAGE).as_posix() for p in SOURCES if "write_new(" in _code(p))
    assert calling == [
        "cli/commands.py",  # a vocabulary, the certificate, the recovery sheet: no words of the case
        "operations/date_lists.py",  # a list of wordings somebody gave, not of a case
        "operations/departing.py",  # the door
        "operations/import_papers.py",  # the blank chronology
        "operations/reports/exports.py",  # the program's own styles, to restyle
        "operations/tables.py",  # the writer itself
        "operations/vocabularies.py",  # this laptop's own lists
        "ui/casefile/file_page.py",  # the certificate, the recovery sheet
        "ui/review/vocabulary_page.py",  # a vocabulary
    ]


def _code(path: Path) -> str:
    """The source without its comments and docstrings."""
    text = re.sub(r'"""(?:.|\n)*?"""', "", path.read_text("utf-8"))
    return re.sub(r"#.*", "", text)


def test_the_window_starts_with_qt_and_the_database_only():
    heavy = ("matplotlib", "openpyxl", "docx", "numpy", "lxml", "pandas")
    script = "import dhr_desktop.ui.app, sys; print([m for m in %r if m in sys.modules])" % (heavy,)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_command_line_does_not_load_qt():
    script = "import dhr_desktop.cli.main, sys; print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_void_qt_calls_lose_no_reference_to_none():
    """PySide6 6.12.0 loses one for every call on this Python, and aborts after some thousands."""
    script = (
        "import sys; from PySide6.QtGui import QPainter, QImage, QPen\n"
        "image = QImage(8, 8, QImage.Format.Format_RGB32); p = QPainter(image); pen = QPen()\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(2000): p.setPen(pen)\n"
        "print(before - sys.getrefcount(None)); p.end()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 200


def test_no_source_names_a_machine_or_a_registry():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    named = re.compile(r"(?:^|[\s\"'=(])/(?:root|home|work)/|pypi\.org|files\.pythonhosted|registry\.npmjs")
    found = []
    for name in filter(None, tracked):
        path = ROOT / name
        if path.suffix in (".py", ".md", ".toml", ".txt", ".sh", ".json", "") and path.is_file():
            found += [name for line in path.read_text("utf-8", "replace").splitlines() if named.search(line)]
    assert [name for name in found if name != "tests/house/test_rules.py"] == []
