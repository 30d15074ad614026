"""The report claims of agencies and files what the registers hold, and the same as Review and Agencies say."""

from __future__ import annotations

import random
import re

import pytest

from dhr_desktop.core.agencies import Agency, Return, Submission
from dhr_desktop.operations.report import sections, shapes, states
from dhr_desktop.operations.report.assembling import assemble, words_of
from dhr_desktop.operations.report.blocks import register_blocks
from dhr_desktop.operations.report.blocks.drawing import Drawing
from dhr_desktop.operations.report.shapes import OVERVIEW
from dhr_desktop.operations.review import where_it_stands
from tests.builders import add, an_agency, an_entry

WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
OUTCOMES = ("IMR", "chronology", "nil return", "none yet", "not asked", "declined", "", None)
STATUSES = ("imported", "nil return", "replaced", "refused", "ignored")


def said(case, block):
    return " ".join(words_of(each) for each in block(Drawing(case, OVERVIEW)))


def number_before(words, text):
    return WORDS.index(re.search(rf"(\w+) {words}", text, re.IGNORECASE)[1].casefold())


@pytest.mark.parametrize("seed", range(12))
def test_as_many_were_asked_as_the_register_of_returns_says(case, seed):
    chance = random.Random(seed)
    made = add(case, *(an_agency(f"Agency {at} of Eastmere") for at in range(chance.randint(2, 9))))
    for each in made:
        outcome = chance.choice(OUTCOMES)
        if outcome is not None:
            add(case, Return(agency=each.id, outcome=outcome))
        if chance.random() < 0.3:
            add(case, an_entry(agency=each.id))
    figures = " ".join(each.words for each in where_it_stands.figures(case, case.clock.now().date()))
    asked = int(re.search(r"(\d+) asked", figures)[1])
    for block in (register_blocks.contributors, register_blocks.methodology, register_blocks.returns_lists):
        assert number_before("agenc(?:y|ies) (?:was|were) asked", said(case, block)) == asked
    listed = said(case, register_blocks.agencies_asked)
    assert sum(each.full_name in listed for each in case.all(Agency)) == asked
    without = {each.id for each in made} - {each.agency for each in case.all(Return)}
    awaited = re.search(r"(\w+) returns? still awaited", said(case, register_blocks.contributors))
    owing = {each.agency for each in case.all(Return) if each.outcome in ("none yet", "")}
    assert (WORDS.index(awaited[1]) if awaited else 0) <= len(owing - without)


@pytest.mark.parametrize("seed", range(6))
def test_a_file_of_which_nothing_was_kept_did_not_come_in(case, seed):
    chance = random.Random(seed)
    agency = add(case, an_agency("Eastmere Police"))[0]
    statuses = [chance.choice(STATUSES) for _ in range(chance.randint(1, 9))]
    add(case, *(Submission(agency=agency.id, file_name=f"{at}.csv", status=one) for at, one in enumerate(statuses)))
    kept = sum(each not in ("refused", "ignored") for each in statuses)
    assert number_before("files? came in", said(case, register_blocks.methodology)) == kept


def test_empty_sections_are_lacking(case):
    sections.begin(case, next(each for each in shapes.shipped().values() if each.document == OVERVIEW))
    made = assemble(case, OVERVIEW)
    empty = states.counted(states.standings(case, made))[states.EMPTY]
    lacking = states.lacks(case, made)
    assert len(lacking.empty) == empty > 1
    assert "nothing is missing" not in lacking.in_words() and "sections with nothing in them" in lacking.in_words()
