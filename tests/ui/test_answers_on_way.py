"""An answer given just before Accept holds, and so do two given one upon the other."""

from __future__ import annotations

import random

import pytest

from dhr_desktop.core.agencies import Submission
from dhr_desktop.core.entries import Entry
from dhr_desktop.intake.senders import told
from dhr_desktop.operations.importing import accepting, submissions
from dhr_desktop.operations.importing.versions import Version
from dhr_desktop.ui.agencies.answers_on_way import AnswersOnWay
from tests.builders import add, an_agency
from tests.operations.importing.test_revisions import a_row, look

DAYS = [("14/02/2021", "Attended."), ("29/03/2021, 30/03/2021", "Referral."), ("1/4/2021, 3/4/2021", "Closed.")]


class Line:
    """A session that answers when it is told to."""

    def __init__(self, case):
        self.case, self.asked, self.said = case, [], []
        self.told = self

    def emit(self, words):
        self.said.append(words)

    def ask(self, question, answered, failed):
        self.asked.append((question, answered, failed))

    def answer(self):
        question, answered, _ = self.asked.pop(0)
        answered(question(self.case))


@pytest.fixture
def police(case):
    return add(case, an_agency("Eastmere Police"))[0]


def begun(case, looked):
    line, waiting, kept = Line(case), [looked], []

    def answered(before, again):
        waiting[:] = [again if each is before else each for each in waiting]

    def keep(files):
        changes, left = accepting.accept_and_ask(case, files=files)
        kept.append((changes, left))

    return line, AnswersOnWay(line, answered), waiting, kept, keep


@pytest.mark.parametrize("splits", [1, 2])
def test_files_are_kept_as_they_were_answered(case, police, splits):
    looked = look(case, "Eastmere Police.xlsx", DAYS, ("Date", "Event"))
    rows = sorted(submissions.can_be_split(looked))[:splits]
    line, on_way, waiting, kept, keep = begun(case, looked)
    for row in rows:
        on_way.tell(waiting[0], lambda now, row=row: {"splits": frozenset({row})})
    on_way.keep_after(waiting, keep)
    assert not kept, "the answers come first"
    while line.asked:
        line.answer()
    assert len(kept) == 1 and case.count(Entry) == 3 + splits


def test_two_answers_are_both_of_it(case):
    line, on_way, waiting, _kept, keep = begun(case, look(case, "chronology.xlsx", DAYS, ("Date", "Event")))
    on_way.tell(waiting[0], lambda now: {"new_agency": "Larkfield Housing"})
    on_way.tell(waiting[0], lambda now: {"splits": submissions.can_be_split(now)})
    on_way.keep_after(waiting, keep)
    line.answer(), line.answer()
    assert case.count(Entry) == 5 and waiting[0].sender == told(0, "Larkfield Housing")


def test_what_an_answer_makes_of_it_is_seen_before_it_is_kept(case, police):
    rows = [a_row(random.Random(3), at) for at in range(10)]
    accepting.accept(case, look(case, "Eastmere Police chronology.xlsx", rows))
    line, on_way, waiting, kept, keep = begun(case, look(case, "chronology v2.xlsx", rows[4:]))
    before = case.count(Submission)
    on_way.tell(waiting[0], lambda now: {"agency": police.id})
    on_way.keep_after(waiting, keep)
    line.answer()
    assert waiting[0].revision is not None and not kept and case.count(Submission) == before
    assert "chronology v2.xlsx" in line.said[0]


def test_what_could_not_be_answered_is_not_kept_and_the_next_answer_goes_on(case, police):
    line, on_way, waiting, kept, keep = begun(case, look(case, "Eastmere Police.xlsx", DAYS, ("Date", "Event")))
    on_way.tell(waiting[0], lambda now: {"agency": 77})
    on_way.keep_after(waiting, keep)
    line.asked.pop(0)[2]()
    assert not kept and line.said
    on_way.keep_after(waiting, keep)
    assert len(kept) == 1, "nothing is on its way any more"


@pytest.fixture
def page(opened):
    opened.workspace.places.go_to("files")
    return opened.workspace.places.agencies.page("files")


def test_a_further_file_told_just_before_accepting_withdraws_nothing(qtbot, session, settle, page):
    add(session.case, an_agency("Eastmere Police"))
    rows = [a_row(random.Random(1), at) for at in range(20)]
    accepting.accept(session.case, look(session.case, "Eastmere Police chronology.xlsx", rows))
    page._looked([look(session.case, "Eastmere Police chronology v2.xlsx", [*rows[:12], a_row(random.Random(2), 90)])])
    settle()
    assert page.current.revision is not None and not page.current.questions
    page.answers.versions[Version.FURTHER_FILE].click()
    page._accept.click()
    qtbot.waitUntil(lambda: not page.waiting, timeout=20_000)
    settle()
    assert session.case.count(Entry) == 33 and not any(each.is_withdrawn for each in session.case.all(Entry))
