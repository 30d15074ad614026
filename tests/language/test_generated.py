"""Tens of thousands of wordings with their meaning, made by code that shares nothing with the reader."""

from __future__ import annotations

import collections
import os
import random
from datetime import date

import pytest

from dhr_desktop.language.dates.reader import read_date
from dhr_desktop.language.dates.rules import DateRules

from .wordings import everything, never_read

RULES = DateRules(2020, date(2017, 12, 31))
IS_RELEASE = bool(os.environ.get("DHR_RELEASE_SIZE"))
SAMPLE = 4000


def clock(at):
    return f"{at:%H:%M}" if at else ""


def differing(made):
    """What was read instead, or None where it is what was meant. A number like a paragraph's may be asked."""
    reading = read_date(made.text, RULES)
    when = reading.when
    got = (reading.status, when.edtf, when.earliest, when.latest, clock(when.time_from), clock(when.time_to))
    wanted = ("ok", made.edtf, made.first, made.last, made.time, made.time_end)
    return None if got == wanted else got


@pytest.fixture(scope="module")
def wordings():
    every = list(everything(20_150_701))
    assert len(every) > 20_000
    return every if IS_RELEASE else random.Random(7).sample(every, SAMPLE)


def test_every_wording_is_read_as_it_was_meant(wordings):
    wrong = [(made.text, made.edtf, got) for made in wordings if (got := differing(made)) is not None]
    assert not wrong, (len(wrong), wrong[:30])


def test_every_sort_of_wording_was_made(wordings):
    sorts = collections.Counter(made.sort.split()[0] for made in everything(20_150_701))
    assert {
        "doubt",
        "since",
        "until",
        "before",
        "after",
        "nothing",
        "date",
        "part",
        "clock",
        "clocks",
        "nth",
        "weeks",
        "several",
        "months",
    } <= set(sorts)


def test_what_is_no_date_or_lacks_a_part_is_never_read():
    read = {words: read_date(words, RULES).when.edtf for words in never_read(20_150_702, 60 if not IS_RELEASE else 600)}
    assert not {words: edtf for words, edtf in read.items() if edtf}
