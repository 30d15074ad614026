"""Who takes turns with the window: only what must be made in its own process. Long work belongs in the helper's."""

import re

from .test_rules import ROOT

TAKES_TURNS = {"operations/chronology/chronology_told.py", "operations/chronology/timelines.py", "ui/tasks.py"}


def test_nothing_else_waits_for_the_window():
    room = ROOT / "dhr_desktop"
    told = {
        path.relative_to(room).as_posix()
        for path in room.rglob("*.py")
        if re.search(r"^\s*(from|import) .*\bturns\b", path.read_text("utf-8"), re.MULTILINE)
    }
    assert told == TAKES_TURNS
