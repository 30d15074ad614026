"""The files of the case are reached while others wait, and those that wait are reached again."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from dhr_desktop.core.changes import Change
from dhr_desktop.operations.importing import accepting
from dhr_desktop.ui.agencies.files_page import FilesPage
from tests.builders import add, an_agency
from tests.operations.importing.test_revisions import look


class Opened(QObject):
    """As much of a session as a page asks for that keeps nothing."""

    changed = Signal(Change)
    told = Signal(str)
    can_edit = True

    def __init__(self, case):
        super().__init__()
        self.case = case

    def look(self, question, answered): ...
    def ask(self, *asked): ...
    def put_down(self, keeping): ...


@pytest.fixture
def page(qtbot, case):
    add(case, an_agency("Eastmere Police"))
    accepting.accept(case, look(case, "Eastmere Police.xlsx", [("14/02/2021", "One.")], ("Date", "Event")))
    made = FilesPage(Opened(case), SimpleNamespace())
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_in_the_case_is_reached_while_a_file_waits(page, case):
    assert page.kept_table.isVisible() and not page._to_kept.isVisible()
    page._looked([look(case, "Other.xlsx", [("15/02/2021", "Two.")], ("Date", "Event"))])
    assert page.table.isVisible() and not page.kept_table.isVisible()
    page._to_kept.click()
    assert page.kept_table.isVisible() and page.kept.line_at(0) is not None
    assert not page._accept.isEnabled() and not page._accept_all.isEnabled(), "nothing is accepted that is not shown"
    page._to_waiting.click()
    assert page.table.isVisible() and page._accept_all.isEnabled() and len(page.waiting) == 1
