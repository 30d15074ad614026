"""What a chair who knows the files would answer, so that a measurement can bring in files that ask something."""

from __future__ import annotations

from collections.abc import Sequence

from dhr_desktop.core.changes import Change
from dhr_desktop.intake.proposed import DayOrder
from dhr_desktop.intake.senders import told
from dhr_desktop.operations.importing import accepting, submissions
from dhr_desktop.operations.importing.found_in_file import opened
from dhr_desktop.operations.importing.looked_at import LookedAt, Question
from dhr_desktop.operations.importing.versions import Version, VersionAnswer
from dhr_desktop.storage.case_file import CaseFile


def as_answered(case: CaseFile, looked: LookedAt) -> LookedAt:
    """As the case now stands: new agencies by their own names, and month first where only that works."""
    now = submissions.as_now(case, looked)
    if Question.WHOSE_ROWS in now.questions:
        asked = {name: told(0, name) for name, each in now.row_senders.items() if each.is_asked}
        now = submissions.look_again(case, now, rows_of=asked)
    if Question.WHO_SENT_IT in now.questions:
        now = submissions.look_again(case, now, new_agency=now.sender.name or looked.file_name)
    if Question.VERSION in now.questions:
        now = submissions.look_again(case, now, version=VersionAnswer(Version.FURTHER_FILE))
    if Question.DAY_ORDER in now.questions:
        now = submissions.look_again(case, now, day_order=DayOrder.MONTH_FIRST)
    return now


def accept_answered(case: CaseFile, files: Sequence[LookedAt]) -> list[Change]:
    """Every file kept, whatever it asked."""
    return [_accepted(case, each) for each in files]


def _accepted(case: CaseFile, looked: LookedAt) -> Change:
    with opened(looked.found):
        return accepting.accept(case, as_answered(case, looked))
