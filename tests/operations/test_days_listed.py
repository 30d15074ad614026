"""Days named beside one another: no span between them, and one entry for them is doubtful until somebody says."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from dhr_desktop.core.days_in_words import in_words
from dhr_desktop.core.entries import DateCorrection, Entry
from dhr_desktop.core.moments import Coarseness, When
from dhr_desktop.operations.events import doubts
from dhr_desktop.operations.importing import accepting, submissions
from tests.builders import add, an_agency
from tests.operations.importing.test_revisions import look

HEADER = ("Date", "Event")
JOINTS = (" and ", " & ", ", ", "; ", " and again on ")


@pytest.mark.parametrize("seed", range(10))
def test_days_beside_one_another_are_told_one_by_one_and_are_doubtful(case, seed):
    rng = random.Random(seed)
    add(case, an_agency("Eastmere Police"))
    first = date(2013, 1, 1) + timedelta(rng.randrange(300))
    days = [first + timedelta(each) for each in sorted(rng.sample(range(60), rng.choice((2, 2, 3))))]
    wording = rng.choice(JOINTS).join(f"{each:%d/%m/%Y}" for each in days)
    rows = [("01/02/2012", "One."), (wording, "Two visits."), ("05/05/2016", "Three.")]
    accepting.accept(case, look(case, "Eastmere Police.xlsx", rows, HEADER))
    entry = case.all(Entry)[1]
    assert (entry.happened.earliest, entry.happened.latest) == (days[0], days[-1])
    assert " to " not in entry.happened.words() and all(in_words(each) in entry.happened.words() for each in days)
    assert any(f"{len(days)} dates" in each and "no span" in each for each in doubts.doubts_of(case, entry))
    add(case, DateCorrection(entry=entry.id, field="happened", stands=When.on(days[0]), because="Asked."))
    assert not doubts.doubts_of(case, entry)


@pytest.mark.parametrize("to", [each for each in Coarseness if each is not Coarseness.FULL])
def test_a_list_said_more_coarsely_gives_no_day_away(to):
    listed = When("12/03/2013 and 15/05/2013", "{2013-03-12,2013-05-15}", date(2013, 3, 12), date(2013, 5, 15))
    assert "12" not in listed.coarsened(to).words() and not listed.coarsened(to).listed


def test_one_day_or_another_is_said_so_and_split_ones_are_not_doubtful(case):
    add(case, an_agency("Eastmere Police"))
    rows = [("12/03/2013 or 15/03/2013", "One of them."), ("12/04/2013 and 15/04/2013", "Two visits.")]
    looked = look(case, "Eastmere Police.xlsx", rows, HEADER)
    split = submissions.look_again(case, looked, splits=submissions.can_be_split(looked) - {("Chronology", 2)})
    accepting.accept(case, split)
    told = [(each.happened.words(), doubts.doubts_of(case, each)) for each in case.all(Entry)]
    assert told[0] == ("12 March 2013 or 15 March 2013", ["One of 2 dates is meant: “12/03/2013 or 15/03/2013”."])
    assert told[1:] == [("12 April 2013", []), ("15 April 2013", [])]
