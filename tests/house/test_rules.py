"""Rules of the house that no ready-made linter knows."""

import ast
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


@pytest.mark.safety("N-D15")
def test_files_are_written_by_one_module_only():
    """It makes every file its owner's only; a second one would have to remember that."""
    opening = re.compile(
        r"""\.write_bytes\(|\.write_text\(|\.touch\(|os\.open\(|\bopen\([^)]*["'](?:w|a|x|rb?\+)[bt+]*["']"""
        r"""|\.mkdir\(|os\.makedirs\(|mkstemp|NamedTemporaryFile|TemporaryDirectory|shutil\.copy|\.savefig\("""
    )
    writers = {p.relative_to(PACKAGE).as_posix() for p in SOURCES if opening.search(_code(p))}
    assert writers - {"system/private_files.py"} == WRITING_OTHERWISE


WRITING_OTHERWISE = {
    "storage/unfinished.py",  # a pair of encrypted files, into a folder only its owner can enter
    "system/folders.py",  # makes the program's own folders, 0700
}


def test_no_sentence_parts_a_case_from_its_side_file():
    """N-D15: nothing a chair reads tells them to copy, move, rename, send or delete a case by hand."""
    advice = re.compile(
        r"\b(?:copy|move|rename|bring|delete|send)\s+"
        r"(?:it (?:to|into|onto|elsewhere|back|away|there|here)\b|the (?:case|damaged|side|left-over|old)\b)",
        re.I,
    )
    read = [*SOURCES, *(ROOT / "docs/manual").glob("*.md"), *(ROOT / "templates").rglob("*.txt")]
    found = [f"{p.name}: {said}" for p in read for said in advice.findall(_said(p))]
    assert found == []


def _said(path: Path) -> str:
    """The words of a text, or every text that stands in a source."""
    if path.suffix != ".py":
        return path.read_text("utf-8")
    tree = ast.parse(path.read_text("utf-8"))
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    texts = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return "\n".join(text.value for text in texts if id(text) not in described)


@pytest.mark.safety("P2")
def test_every_file_leaves_by_the_one_door():
    """Whoever writes a file itself says here why it need not be held against the register."""
    calling = sorted(
        p.relative_to(PACKAGE).as_posix() for p in SOURCES if re.search(r"write_(?:new|hidden)\(", _code(p))
    )
    assert calling == [
        "cli/commands.py",  # a vocabulary, the certificate, the recovery sheet: no words of the case
        "files/tables.py",  # the writer itself
        "operations/importing/date_lists.py",  # a list of wordings somebody gave, not of a case
        "operations/importing/import_papers.py",  # the blank chronology
        "operations/names/departing.py",  # the door
        "operations/reference/vocabularies.py",  # this laptop's own lists, a vocabulary
        "operations/report/exports.py",  # the program's own styles, to restyle
        "ui/casefile/file_page.py",  # the certificate, the recovery sheet
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
