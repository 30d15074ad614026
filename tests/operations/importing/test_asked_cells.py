"""Cells that must be asked: a column that only works month first, and a cell with several dates."""

from __future__ import annotations

import pytest

from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.intake.pages import Cell, Document, Grid, GridRow
from dhr_desktop.intake.proposed import DayOrder
from dhr_desktop.operations.importing import accepting, answering, submissions
from dhr_desktop.operations.importing.looked_at import Question
from dhr_desktop.storage.check import verify_case
from tests.builders import add, an_agency

HEADER = ("Date", "Details of event")
AMERICAN = ("02/14/2020", "03/01/2020", "04/22/2020")


def look(case, name, days):
    rows = [HEADER, *((day, f"Seen at the surgery, {name} {at}.") for at, day in enumerate(days))]
    lines = [GridRow(at, {b: Cell(text) for b, text in enumerate(row)}) for at, row in enumerate(rows, 1)]
    document = Document("xlsx", [Grid("Chronology", lines)])
    return submissions._understood(case, name, repr((name, days)).encode(), document, [])


@pytest.fixture
def police(case):
    return add(case, an_agency("Eastmere Police"))[0]


def days_of(looked):
    return [each.happened.when.edtf for each in looked.proposal.entries]


def test_a_column_that_only_works_month_first_is_not_kept_until_the_chair_has_said(case, police):
    looked = look(case, "Eastmere Police.xlsx", AMERICAN)
    assert looked.questions == (Question.DAY_ORDER,) and any("month first" in each for each in looked.needs)
    with pytest.raises(Refused, match="month first"):
        accepting.accept(case, looked)
    assert accepting.accept_all(case, [looked]) == [] and case.count(Entry) == 0
    assert accepting.accept_and_ask(case, files=[looked])[1][0].questions == (Question.DAY_ORDER,)
    answer = answering.Answers(day_orders={"Eastmere Police.xlsx": DayOrder.MONTH_FIRST})
    told = answering.answered(case, [looked], answer)[0]
    assert not told.questions and days_of(told) == ["2020-02-14", "2020-03-01", "2020-04-22"]
    assert not any(each.doubts for each in told.proposal.entries)
    accepting.accept(case, submissions.as_now(case, told))
    assert case.count(Entry) == 3
    following = look(case, "Eastmere Police more.xlsx", ("05/30/2020", "06/02/2020", "07/19/2020"))
    assert Question.DAY_ORDER not in following.questions and following.day_order is DayOrder.MONTH_FIRST
    assert any("as you said of this agency" in each for each in following.notes)
    other = look(case, "Weston Hospital.xlsx", AMERICAN)
    assert other.questions == (Question.DAY_ORDER,), "what one agency does says nothing of another"


def test_day_first_after_all_leaves_what_cannot_be_read_to_be_looked_at(case, police):
    looked = look(case, "Eastmere Police.xlsx", AMERICAN)
    told = submissions.look_again(case, looked, day_order=DayOrder.DAY_FIRST)
    assert not told.questions and days_of(told) == ["", "2020-01-03", ""]
    assert [bool(each.doubts) for each in told.proposal.entries] == [True, False, True]


def test_a_column_that_works_day_first_asks_nothing(case, police):
    for days in (("14/02/2020", "03/01/2020"), ("01/02/2020", "03/04/2020"), ("02/14/2020", "14/02/2020")):
        assert Question.DAY_ORDER not in look(case, "Eastmere Police.xlsx", days).questions


def test_among_dates_with_points_it_is_a_date(case, police):
    looked = look(case, "Eastmere Police.xlsx", ("12.06.14", "1.5.10", "30.11.15"))
    assert days_of(looked) == ["2014-06-12", "2010-05-01", "2015-11-30"]


@pytest.mark.parametrize("wording", ["29th and 30th March 2019", "29/03/2019, 30/03/2019", "29/03/2019\n30/03/2019"])
def test_a_cell_with_two_dates_is_split_only_on_request_and_keeps_its_row_and_words(case, police, wording):
    looked = look(case, "Eastmere Police.xlsx", ("14/02/2019", wording, "1/5/2019"))
    assert len(looked.proposal.entries) == 3
    assert any("it can be split" in each for each in looked.proposal.entries[1].doubts)
    told = answering.answered(case, [looked], answering.Answers(split=frozenset({looked.file_name})))[0]
    assert days_of(told) == ["2019-02-14", "2019-03-29", "2019-03-30", "2019-05-01"]
    accepting.accept(case, told)
    first, second = case.all(Entry)[1:3]
    assert first.row == second.row and first.what_happened == second.what_happened
    assert first.happened.wording == second.happened.wording == wording and verify_case(case).is_whole
    again = look(case, "Eastmere Police v2.xlsx", ("14/02/2019", wording, "2/5/2019"))
    assert len(again.proposal.entries) == 4 and len(again.revision.same + again.revision.changed) == 4
    accepting.accept(case, again)
    assert len(case.all(Entry)) == 4 and case.get(Entry, first.id).row == case.get(Entry, second.id).row
    assert verify_case(case).is_whole


@pytest.mark.parametrize("given", [
    {"sent_by": {"chronology.xlsx": "Weston Hospital"}}, {"split": frozenset({"chronology.xlsx"})},
    {"day_orders": {"chronology.xlsx": DayOrder.MONTH_FIRST}},
])  # fmt: skip
def test_one_answer_is_not_given_to_two_files_of_one_name(case, police, given):
    files = [look(case, "chronology.xlsx", AMERICAN), look(case, "chronology.xlsx", AMERICAN[:2])]
    with pytest.raises(Refused, match="2 files are called"):
        answering.answered(case, files, answering.Answers(**given))
    assert len(answering.answered(case, files[:1], answering.Answers(**given))) == 1
