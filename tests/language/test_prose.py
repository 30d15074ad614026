"""Dates in running text: every day that is named is found whole, and what only looks like one is left."""

from __future__ import annotations

import itertools
import random
import time
from datetime import date, timedelta

import pytest

from dhr_desktop.language.dates.prose import days_said

from .wordings import DAY_FORMS, a_day

IN_CELLS_ONLY = (
    "{d:02}{m:02}{y}",
    "{d:02} {m:02} {y}",
    "{d:02}_{m:02}_{y}",
    "{d:02}//",
    "{d:02}--",
    "{d:02}..",
    "/'{s}",
    "{y} {M} {d}",
    "{d} - {mon}",
    "({w})",
    "({wd}) {y}",
)
FORMS = [form for form in DAY_FORMS if not any(part in form for part in IN_CELLS_ONLY)]
ROUND = ("Seen on {} by the GP.", "She was born on {}", "({})", "On {}, officers attended and spoke to both.", "The referral of {} was closed", "It was dated {}; no reply came.", "{}: he rang.",
         "Call 3 of 5 came on {} and she left.", "since {} he had 12 sessions")  # fmt: skip


def found_in(text):
    return [(said.days, said.month, said.year, text[said.start : said.end]) for said in days_said(text)]


def test_every_form_of_a_day_is_found_whole_in_a_sentence():
    chance = random.Random(11)
    for form, sentence in itertools.product(FORMS, ROUND):
        day = date(1981, 1, 1) + timedelta(chance.randrange(13_000))
        if "{s}" in form and "." in form and "{mon}" not in form:
            day = day.replace(day=max(day.day, 10))  # a day that is no paragraph's number
        shown = a_day(form, day).text
        (one,) = found_in(sentence.format(shown))
        assert one[:3] == ((day.day,), day.month, day.year), (sentence.format(shown), one)
        assert one[3].strip(" .,") in (shown.strip("."), shown.removeprefix("the "), shown) or shown.endswith(one[3]), (
            shown,
            one[3],
        )


@pytest.mark.parametrize(
    ("text", "days", "month", "year"),
    [
        ("seen on 3, 4 and 5 May 2012 by", (3, 4, 5), 5, 2012),
        ("between 3 and 5 May 2012", (3, 5), 5, 2012),
        ("on the night of 3/4 May 2012", (3, 4), 5, 2012),
        ("from the 3rd to the 5th May 2012", (3, 5), 5, 2012),
        ("3-5 May 2012", (3, 5), 5, 2012),
        ("the fourth of May 2012", (4,), 5, 2012),
        ("on the 4th of May", (4,), 5, None),
        ("on the 4th may she left", (4,), 5, None),
        ("on 14 March 12 officers came", (14,), 3, None),
        ("on 14 March, 12 officers came", (14,), 3, None),
        ("on 14 March 12 he came", (14,), 3, 2012),
        ("4 Febuary 2012", (4,), 2, 2012),
        ("dated 1.5.10 and signed", (1,), 5, 2010),
        ("CAD 1033/13JUL14 refers", (13,), 7, 2014),
        ("see 12/3 and 14 March 2019", (12,), 3, None),
    ],
)
def test_several_days_and_days_without_a_year_are_found(text, days, month, year):
    assert found_in(text)[0][:3] == (days, month, year)


@pytest.mark.parametrize(
    "text",
    [
        "as paragraph 1.5.10 says", "1.5.10 The panel heard", "3/7 days", "9/12 sessions", "scored 14/24", "CAD 12/34/5678/9", "at 10.30 on Monday", "£12.50 and 3.4 units", "the 12 may have left",
        "she may, 12 days later", "second march of the campaign", "12 marks on her arm", "in May 2012", "May 2012", "version 2.3.4", "call 07700 900123", "page 4 of 12", "scored 8/10", "pain was 7/10 that day", "on 31/13/2012",
        "a ratio of 1/2/3/4", "5-6 times", "aged 4-5", "Sun 2 papers", "7 deceased", "the 3 marchers", "4 octaves", "12 junctions",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_left(text):
    assert found_in(text) == []


@pytest.mark.alone
def test_a_long_text_is_read_in_time_that_grows_with_it():
    for text in (
        "He rang on 14 March 2019 at 10.30 and may have left. ",
        "1/2/",
        "may ",
        "2012, ",
        "3, 4 and ",
        "the first of the ",
        "12 May ",
    ):
        started = time.process_time()
        list(days_said(text * 800))
        one = time.process_time() - started
        started = time.process_time()
        list(days_said(text * 3200))
        assert time.process_time() - started < max(10 * one, 0.5), text  # four times as long; sixteen would be too much
