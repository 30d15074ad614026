"""Python's collector of cycles runs on the window's thread alone: elsewhere Qt crashes on what it takes apart."""

import subprocess
import sys


def test_a_page_that_is_a_ring_of_widgets_is_taken_apart_on_the_window_s_thread():
    command = [sys.executable, "-m", "tests.ui.garbage_child"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert told.returncode == 0, f"the process ended with {told.returncode}: {told.stderr[-300:]}"
    assert told.stdout.strip() == "['MainThread']", told.stdout
    assert "another thread" not in told.stderr
