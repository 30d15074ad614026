"""Taking back and doing again, as operations that can be sent to where nobody waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhr_desktop.core.changes import Change

if TYPE_CHECKING:
    from dhr_desktop.storage.case_file import CaseFile


def undo(case: CaseFile) -> Change:
    return case.undo()


def redo(case: CaseFile) -> Change:
    return case.redo()
