"""The words of a row that its agency has replaced: no entry holds them any more, and the search still finds them.

What an agency first wrote and then wrote otherwise may be what a review turns on.
"""

from __future__ import annotations

from dataclasses import replace

from dhr_desktop.core.agencies import Row
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.step import Step

from .revisions import Changed
from .row_changes import TEXTS
from .row_likeness import words_of

REPLACED = "its agency has replaced it with other words"


def keep_findable(case: CaseFile, step: Step, changed: Changed) -> None:
    """The row as it stood says why it is no entry now, where it holds words that the new row does not."""
    row = case.find(changed.before.row) if changed.before.row else None
    if isinstance(row, Row) and not row.exception and _are_lost(changed):
        step.put(replace(row, exception=REPLACED))


def _are_lost(changed: Changed) -> bool:
    after = changed.after
    now = words_of(
        " ".join([*(after.fields.get(name, "") for name in TEXTS), *after.others, after.happened.when.wording])
    )
    return any(words_of(each.before) - now for each in changed.changes)
