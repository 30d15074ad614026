"""A guard that never barks guards nothing: each is tried once."""

import socket
import subprocess
import sys
import threading
import warnings

import pytest

from dhr_desktop.system import logs
from tests import conftest


def test_opening_a_socket_fails():
    with pytest.raises(AssertionError, match="socket"):
        socket.socket()


def test_a_warning_is_a_failure():
    with pytest.raises(UserWarning):
        warnings.warn("something is off", UserWarning, stacklevel=1)


def test_a_thread_left_running_is_noticed():
    guard = conftest.no_thread_left.__wrapped__()
    next(guard)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="stray")
    thread.start()
    try:
        with pytest.raises(AssertionError, match="stray"):
            next(guard)
    finally:
        stop.set()
        thread.join()


def test_a_planted_surname_in_the_log_is_noticed():
    guard = conftest.no_name_in_the_log.__wrapped__()
    next(guard)
    logs.note("import of Quillfeather")
    with pytest.raises(AssertionError):
        next(guard)
    logs.recent_codes.clear()


def test_the_import_contracts_would_refuse_qt_outside_the_window(tmp_path):
    """The contract is tried on a copy of the package with the forbidden import in it."""
    import shutil
    from pathlib import Path

    root = Path(__file__).parents[2]
    shutil.copytree(root / "dhr_desktop", tmp_path / "dhr_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    told = tmp_path / "dhr_desktop/core/errors.py"
    told.write_text("import PySide6.QtCore\n" + told.read_text())
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode != 0 and "Only the window knows Qt BROKEN" in done.stdout
