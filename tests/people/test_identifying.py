"""Small facts that together tell who somebody is, listed for a person."""

from __future__ import annotations

import time

import pytest

from dhr_desktop.people.identifying import together_in
from dhr_desktop.people.written_dates import dates_in


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("He was a 34-year-old window cleaner who lived in Brelworth.", {"an age", "a job", "a named place"}),
        ("The Victim, aged 41, was a Lithuanian mother of three.", {"an age", "a nationality", "the family's make-up"}),
        ("It was reported in the local newspaper on 3 May 2014.", {"an exact date", "the press"}),
        ("She moved from Brelworth in 2009. Her husband was the only gamekeeper there.", {"a named place", "a job"}),
        ("On 12 March 2016 the woman, aged 29, was taken to Ostmere.", {"an exact date", "an age", "a named place"}),
        ("The twins' father is a Quaker.", {"the family's make-up", "a belief"}),
    ],
)
def test_facts_that_meet_in_one_breath_are_listed(words, kinds):
    (found,) = together_in(words)
    assert {kind for kind, _ in found.facts} == kinds
    assert words[found.start : found.end] == words


@pytest.mark.parametrize(
    "words",
    [
        "Police attended. The officer spoke to the Perpetrator.",
        "He worked as an engineer.",
        "She was aged 41.",
        "On 12 March 2016 she attended the hospital.",
        "The landlord wrote about arrears in March.",
        "She told the Polish interpreter service\n\nHer sister is aged 30 and came in May.",
        "",
    ],
)
def test_what_is_usual_is_not(words):
    assert list(together_in(words)) == []


def test_a_vouched_for_name_is_no_place_that_tells():
    words = "The window cleaner was seen at Brelworth."
    assert list(together_in(words)) and not list(together_in(words, frozenset({"brelworth"})))


def test_a_job_within_a_longer_one_is_told_once():
    (found,) = together_in("A window cleaner, aged 20, called.")
    assert found.facts == (("an age", "aged 20"), ("a job", "window cleaner"))


def test_long_texts_do_not_take_long():
    started = time.perf_counter()
    assert len(list(together_in("A man of no name aged 20 came. " * 20_000 + "x" * 100_000))) == 0
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("end", [".", ",", ";", " ", ")"])
def test_a_date_at_the_end_of_a_sentence_keeps_its_year(end):
    (each,) = dates_in(f"She was born on 3 May 1980{end}")
    assert each.exact is not None and each.exact.isoformat() == "1980-05-03"
