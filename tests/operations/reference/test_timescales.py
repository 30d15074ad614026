"""The statutory clock: due, late, and why."""

from datetime import date

import pytest

from dhr_desktop.core.review import Milestone, Review
from dhr_desktop.operations.reference import timescales
from dhr_desktop.operations.reference.timescales import State, add_months
from dhr_desktop.operations.review import registers
from tests.builders import add

TODAY = date(2026, 3, 2)


def _guided(case, version="2016"):
    registers.change(case, Review, case.review.id, guidance=version)


def _standing(case, key, today=TODAY):
    return next(each for each in timescales.standings(case, today) if each.rule.key == key)


@pytest.mark.parametrize(
    "day, months, later",
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)), (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)), (date(2024, 3, 14), 6, date(2024, 9, 14)),
        (date(2024, 12, 1), 12, date(2025, 12, 1)),
    ],
)  # fmt: skip
def test_months_are_counted_as_a_calendar_does(day, months, later):
    assert add_months(day, months) == later


def test_a_step_in_time_is_done_and_one_after_its_limit_is_late(case):
    _guided(case)
    timescales.set_milestone(case, "notified", happened=date(2025, 1, 10))
    timescales.set_milestone(case, "decision", happened=date(2025, 2, 10))
    assert _standing(case, "decision").state is State.DONE
    timescales.set_milestone(case, "decision", happened=date(2025, 2, 11))
    standing = _standing(case, "decision")
    assert (standing.state, standing.days_late, standing.needs_reason) == (State.DONE_LATE, 1, True)
    timescales.set_milestone(case, "decision", reason_late="The inquest was opened first")
    assert not _standing(case, "decision").needs_reason


def test_a_step_not_done_is_due_then_overdue(case):
    _guided(case)
    timescales.set_milestone(case, "decision", happened=date(2025, 9, 2))
    assert _standing(case, "complete", date(2026, 3, 2)).state is State.DUE
    overdue = _standing(case, "complete", date(2026, 3, 3))
    assert (overdue.state, overdue.days_late) == (State.OVERDUE, 1)


def test_a_date_due_set_by_hand_stands_over_the_guidance(case):
    _guided(case)
    timescales.set_milestone(case, "decision", happened=date(2025, 1, 1))
    timescales.set_milestone(case, "complete", due=date(2027, 1, 1))
    assert _standing(case, "complete").due == date(2027, 1, 1)


def test_what_is_not_needed_is_never_late(case):
    _guided(case)
    timescales.set_milestone(case, "decision", happened=date(2020, 1, 1))
    timescales.set_milestone(case, "complete", not_needed=True)
    assert _standing(case, "complete").state is State.NOT_NEEDED


def test_the_limits_are_those_of_the_guidance_chosen(case):
    timescales.set_milestone(case, "decision", happened=date(2025, 1, 1))
    due = {}
    for version in ("2013", "2016", "2024 draft", "local"):
        _guided(case, version)
        due[version] = _standing(case, "complete").due
    assert due == {"2013": date(2025, 7, 1), "2016": date(2025, 7, 1), "2024 draft": date(2026, 1, 1), "local": None}


def test_the_paragraph_says_only_what_is_held(case):
    _guided(case)
    assert timescales.paragraph(case, TODAY) == ""
    timescales.set_milestone(case, "notified", happened=date(2025, 1, 10))
    timescales.set_milestone(case, "decision", happened=date(2025, 3, 1), reason_late="Papers were awaited.")
    assert timescales.paragraph(case, date(2025, 4, 1)) == (
        "CSP told of the death: 10 January 2025. "
        "Decision whether to hold a review: 1 March 2025, 19 days after it was due (10 February 2025). "
        "The reason was: Papers were awaited. "
        "Home Office told of the decision was due on 8 March 2025 and has not yet happened. "
        "Family told of the decision, in writing was due on 8 March 2025 and has not yet happened."
    )


def test_a_step_of_another_guidance_is_kept_and_shown(case):
    add(case, Milestone(step="local step", happened=date(2025, 5, 5)))
    assert _standing(case, "local step").state is State.DONE


def test_every_guidance_has_the_act_s_title_right():
    for version in ("2013", "2016", "2024 draft"):
        chosen = timescales.guidance(version)
        assert "Domestic Violence, Crime and Victims Act 2004" in chosen.legal_basis
        assert chosen.version == version and chosen.rules
    assert len(timescales.guidance("2013").purposes) == 4
    assert len(timescales.guidance("2016").purposes) == 6
