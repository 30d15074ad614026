"""Date wording: a list read by hand against the conventions, and properties that hold for every day there is."""

from __future__ import annotations

import csv
import re
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dhr_desktop.core.days_in_words import MONTHS
from dhr_desktop.language.dates.named_days import easter, spring_bank_holiday
from dhr_desktop.language.dates.reader import read_date
from dhr_desktop.language.dates.rules import DateRules

RULES = DateRules(2020, date(2017, 12, 31))
LISTED = list(csv.DictReader((Path(__file__).parent / "expressions.csv").read_text("utf-8").splitlines()))


def plain(row):
    year = int(row["context_year"]) if row["context_year"] else None
    anchor = date.fromisoformat(row["anchor_date"]) if row["anchor_date"] else None
    reading = read_date(row["expression"], RULES, year=year, anchor=anchor)
    when, ok = reading.when, reading.status == "ok"
    return {
        "edtf": when.edtf,
        "earliest": str(when.earliest or ""),
        "latest": str(when.latest or ""),
        "time": f"{when.time_from:%H:%M}" if when.time_from and ok else "",
        "time_end": f"{when.time_to:%H:%M}" if when.time_to and ok else "",
        "status": reading.status,
        "candidates": "|".join(reading.candidates),
    }


@pytest.mark.parametrize("row", LISTED, ids=lambda row: row["expression"] or "blank")
def test_an_expression_is_read_as_the_conventions_say(row):
    read = plain(row)
    assert read == {name: row[name] for name in read}


DAYS = st.dates(date(1960, 1, 1), date(2017, 12, 31))
FORMS = (
    "{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d}.{m}.{y}", "{d:02}-{m:02}-{y}", "{d}/{m}/{s:02}", "{d}.{m}.{s:02}", "{y}-{m:02}-{d:02}",
    "{y}/{m:02}/{d:02}", "{d} {month} {y}", "{d}{th} {month} {y}", "{month} {d}, {y}", "{d}-{mon}-{s:02}", "{d:02}{MON}{s:02}",
    "{d}{th} of {month}, {y}", "{wd} {d} {mon} {y}", "{wd}, {d:02}/{m:02}/{y}", "the {d}{th} {month} {y}", "{d} {mon}. '{s:02}",
)  # fmt: skip


def written(form, day):
    th = "th" if 10 <= day.day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    month = MONTHS[day.month - 1]
    return form.format(d=day.day, m=day.month, y=day.year, s=day.year % 100, th=th, month=month, mon=month[:3],
                       MON=month[:3].upper(), wd=f"{day:%A}")  # fmt: skip


@given(DAYS, st.sampled_from(FORMS))
@example(date(2013, 12, 6), "{d}.{m}.{s:02}")
def test_every_day_in_every_form_is_that_day_and_no_other(day, form):
    short = "{s:02}" in form and day.year < 1921
    rules = RULES if not short else DateRules(1999, date(2017, 12, 31))
    if "{s:02}" in form and not 1921 <= day.year <= 2020:
        return
    if re.fullmatch(r"[1-9]\.[1-9]\.[1-9]\d?", written(form, day)):
        return  # it could be the number of a paragraph
    reading = read_date(written(form, day), rules, anchor=date(2010, 5, 5))
    assert (reading.status, reading.when.earliest, reading.when.latest) == ("ok", day, day), written(form, day)
    assert reading.when.time_from is None and not reading.when.is_derived


@given(DAYS, st.sampled_from(FORMS), st.times())
def test_a_time_is_kept_apart_and_leaves_the_day_alone(day, form, at):
    if "{s:02}" in form and not 1921 <= day.year <= 2020:
        return
    for shown in (
        f"{written(form, day)} {at:%H:%M}",
        f"{written(form, day)} at {at:%H:%M}",
        f"{written(form, day)} {at:%H%M} hrs",
    ):
        reading = read_date(shown, RULES)
        assert reading.status == "ok", shown
        assert (reading.when.earliest, reading.when.latest) == (day, day), shown
        assert (reading.when.time_from.hour, reading.when.time_from.minute) == (at.hour, at.minute), shown


@given(DAYS, st.integers(1, 40), st.sampled_from(FORMS[:9]))
def test_a_span_of_two_days_ends_where_it_says(day, length, form):
    end = day + timedelta(days=length)
    if ("{s:02}" in form and not 1921 <= day.year <= end.year <= 2020) or end.year > 2017:
        return
    for joint in (" - ", " to ", " – "):
        reading = read_date(f"{written(form, day)}{joint}{written(form, end)}", RULES)
        assert (reading.status, reading.when.earliest, reading.when.latest) == ("ok", day, end)


@given(st.text(max_size=60))
@example("0" * 60)
@example("١٢/٠٣/٢٠١٢")
@example("1/1/1/1/1/1/1")
def test_no_words_at_all_break_the_reader_and_what_is_not_read_has_no_days(words):
    reading = read_date(words, RULES, year=2012, anchor=date(2012, 3, 4))
    assert reading.when.wording == words
    if reading.status != "ok":
        assert (reading.when.edtf, reading.when.earliest, reading.when.latest) == ("", None, None)
    else:
        assert reading.when.edtf and (reading.when.earliest or reading.when.latest)


@given(st.from_regex(r"\A[0-9lIO]{1,2}[/. -]?[0-9lIO]{1,2}[/. -]?[0-9lIO]{2,4}\Z"))
def test_figures_with_slips_are_never_read_as_some_other_day(words):
    """What is read is exactly what the figures say, day first or year first."""
    reading = read_date(words, RULES)
    if reading.status != "ok" or not reading.when.is_exact:
        return
    figures = [int(part) for part in re.split(r"[/. -]", words) if part.isdigit()]
    day = reading.when.earliest
    if len(figures) == 3:
        assert sorted((day.day, day.month)) == sorted(figures[1:] if figures[0] > 99 else figures[:2])


def test_a_whole_column_that_is_month_first_is_read_so():
    rules = DateRules(2020, date(2017, 12, 31), is_month_first=True)
    assert read_date("02/08/2013", rules).when.edtf == "2013-02-08"
    assert read_date("8 February 2013", rules).when.edtf == "2013-02-08"


def test_a_number_like_that_of_a_paragraph_is_asked_unless_its_column_has_days_with_dots():
    for words in ("1.5.10", "(1.5.10)", " 2.3.14 "):
        assert read_date(words, RULES).status == "ambiguous", words
    assert read_date("1.5.10", DateRules(2020, date(2017, 12, 31), has_dotted_days=True)).when.edtf == "2010-05-01"
    assert read_date("01.05.10", RULES).when.edtf == "2010-05-01"


def test_the_moving_days_stand_where_they_stood():
    assert easter(2013) == date(2013, 3, 31) and easter(2000) == date(2000, 4, 23)
    assert spring_bank_holiday(2012) == date(2012, 6, 4) and spring_bank_holiday(2013) == date(2013, 5, 27)


def test_without_a_death_nothing_is_later_than_today():
    rules = DateRules.for_review(None, date(2026, 5, 1))
    assert read_date("12/3/26", rules).when.edtf == "2026-03-12"
    assert read_date("12/3/2027", rules).status == "implausible"
    assert read_date("12/3/27", rules).when.edtf == "1927-03-12"


@pytest.mark.parametrize("words", ["x" * 5_000, "1 " * 3_000, "mid " * 800, "-" * 159, "(" * 80 + ")" * 79])
@pytest.mark.alone
def test_hostile_words_take_no_time(words):
    import time

    started = time.perf_counter()
    read_date(words, RULES)
    assert time.perf_counter() - started < 0.5


DAYS = ["12/03/2016", "12.03.16", "12 March 2016", "March 12 2016", "2016-03-12"]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("clock", ["1930", "2015", "2012"])
def test_four_figures_before_a_day_are_never_a_year_that_the_day_ends(clock, day):
    reading = read_date(f"{clock} {day}", RULES)
    if day.startswith("March"):
        assert reading.candidates == ("2016-03-12", f"{clock}-03-12")  # 12 March of that year, at 20:16
    else:
        assert (reading.when.edtf, f"{reading.when.time_from:%H%M}") == ("2016-03-12", clock)
    for parted in (f"{clock}, {day}", f"{clock} - {day}", f"{day}, {clock}", f"{day} - {clock}"):
        reading = read_date(parted, RULES)
        assert reading.status == "ambiguous" or (reading.when.edtf == "2016-03-12" and reading.when.time_from), parted


@pytest.mark.parametrize("wording", ["{} 24:00", "24:00 {}", "{} at 2400hrs", "{}, 24.00hrs"])
def test_the_hour_that_ends_a_day_is_not_read_as_the_one_that_begins_it(wording):
    for day in DAYS:
        reading = read_date(wording.format(day), RULES)
        assert reading.status == "ambiguous" and reading.candidates[0].startswith("2016")
    assert read_date("12/03/2016 22:00-24:00", RULES).when.time_to == time(0)


@pytest.mark.parametrize("zone", ["-05:00", "-0500", "+01:00", "+0100"])
@pytest.mark.parametrize("clock", ["T23:30:00", "T23:30", " 23:30:00", "T23:30:00.000"])
def test_how_far_a_clock_is_from_greenwich_is_no_end_of_a_time(clock, zone):
    reading = read_date(f"2016-06-12{clock}{zone}", RULES)
    assert reading.status == "ambiguous" and reading.candidates == ("2016-06-12",)


@pytest.mark.parametrize("unit", ["Monday", "week", "weekend", "Saturday"])
@pytest.mark.parametrize(
    "pair", ["first and third {}", "1st and 3rd {}", "1st & 3rd {}", "second, third {}", "1st or 2nd {}"]
)
def test_one_of_several_weeks_is_not_read_as_a_day_of_the_month(unit, pair):
    reading = read_date(f"{pair.format(unit)} of May 2015", RULES)
    assert reading.status != "ok", reading.when.edtf


SIGNS = ("<", ">", "≤", "≥", "=", "<=", ">=", "<>", "+", "±", "≈", "→", "->", "←", "!", "^",
         "$", "%", "&", "|", "~~", "..", "...", "…", "@", "¬", "{", "✓", "⇒", "»", "«")  # fmt: skip
PLAIN_DATES = {"04/05/2013": "2013-05-04", "May 2013": "2013-05", "2013": "2013", "4 May 2013": "2013-05-04"}


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("words", PLAIN_DATES)
@pytest.mark.parametrize("form", ["{sign}{words}", "{sign} {words}", "{words}{sign}", "{words} {sign}"])
def test_a_sign_beside_a_date_is_never_dropped(sign, words, form):
    if sign == "^" and form.startswith("{words}"):
        return  # the mark of a note
    reading = read_date(form.format(sign=sign, words=words), RULES)
    is_plain = reading.status == "ok" and reading.when.edtf == PLAIN_DATES[words]
    assert not is_plain, reading


@given(
    st.dates(date(1960, 1, 1), date(2017, 12, 31)),
    st.sampled_from(["{d:02}/{m:02}/{y}", "{d}.{m}.{y}", "{d}-{m}-{s:02}"]),
)
def test_the_mark_that_keeps_a_date_as_text_changes_nothing(day, form):
    words = written(form, day)
    assert read_date(f"'{words}", RULES).when.edtf == read_date(words, RULES).when.edtf


# ---- signs that could mean two things --------------------------------------------------------------

CLOCKED = (
    "2016-{m}-{d}T{t}Z",
    "2016-{m}-{d}T{t}:00Z",
    "2016-{m}-{d}T{t}:00.000Z",
    "2016-{m}-{d} {t}Z",
    "2016-{m}-{d}t{t}z",
)


@pytest.mark.parametrize("form", CLOCKED)
@pytest.mark.parametrize("clock", ["00:15", "10:30", "22:59", "23:00", "23:30"])
def test_greenwich_time_is_the_clocks_in_winter_and_asked_in_summer(form, clock):
    for month, day in (("01", "12"), ("03", "26"), ("10", "31"), ("12", "31")):
        reading = read_date(form.format(m=month, d=day, t=clock), RULES)
        assert (reading.status, reading.when.edtf) == ("ok", f"2016-{month}-{day}")
    for month, day in (("03", "27"), ("06", "12"), ("10", "30")):
        reading = read_date(form.format(m=month, d=day, t=clock), RULES)
        later = f"2016-{month}-{int(day) + 1}"
        assert reading.status == "ambiguous" and reading.when.earliest is None
        assert reading.candidates == (f"2016-{month}-{day}", *([later] if clock >= "23" else []))


@pytest.mark.parametrize("form", ["{c} EST {d}", "{c} EST, {d}", "{d} {c} EST", "{d}, {c} est.", "{d} at {c} (EST)"])
@pytest.mark.parametrize("clock", ["23:30", "11.30pm", "11pm", "2330 hrs", "23.30"])
def test_est_behind_a_time_is_no_word_for_about(form, clock):
    reading = read_date(form.format(c=clock, d="12/06/2016"), RULES)
    assert reading.status == "ambiguous" and reading.when.earliest is None
    assert [each.rstrip("~") for each in reading.candidates] == ["2016-06-12"]


@pytest.mark.parametrize("wording", ["est 2016", "2016 est", "est. 12/06/2016", "12/06/2016 (est)", "12/06/2016 EST"])
def test_est_beside_a_date_is_estimated(wording):
    reading = read_date(wording, RULES)
    assert reading.status == "ok" and reading.when.edtf.endswith("~")


@pytest.mark.parametrize("form", ["midnight on {}", "{} midnight", "{}, 12 midnight", "{} at midnight", "around midnight on {}",
                                  "Midnight, {}", "shortly after midnight on {}"])  # fmt: skip
@given(st.dates(date(1960, 1, 1), date(2017, 12, 30)))
def test_a_midnight_is_either_end_of_its_day(form, day):
    reading = read_date(form.format(f"{day:%d/%m/%Y}"), RULES)
    assert (reading.when.earliest, reading.when.latest) == (day, day + timedelta(days=1)) and "midnight" in reading.why


@pytest.mark.parametrize(
    "wording",
    [
        "12/03/2016 00:00",
        "0000 hrs 12/03/2016",
        "12am 12/03/2016",
        "10pm to midnight 12/03/2016",
        "midnight to 2am on 12/03/2016",
    ],
)
def test_a_clock_that_says_which_end_of_the_day_it_is(wording):
    reading = read_date(wording, RULES)
    assert (reading.when.edtf, reading.why) == ("2016-03-12", "")


DASHES = ("-", "–", "—", "- ", "– ", "— ")


@pytest.mark.parametrize("words", PLAIN_DATES)
@pytest.mark.parametrize("dash", DASHES)
def test_a_dash_on_one_side_is_asked_and_on_both_an_ornament(dash, words):
    edtf = PLAIN_DATES[words]
    before, behind = read_date(f"{dash}{words}", RULES), read_date(f"{words}{dash[::-1]}", RULES)
    assert (before.status, before.candidates) == ("ambiguous", (edtf, f"../{edtf}"))
    assert (behind.status, behind.candidates) == ("ambiguous", (edtf, f"{edtf}/.."))
    assert read_date(f"{dash}{words}{dash[::-1]}", RULES).when.edtf == edtf
    listed = DateRules(2020, date(2017, 12, 31), has_bullets=True)
    assert read_date(f"{dash}{words}", listed).when.edtf == edtf
    assert read_date(f"{words}{dash[::-1]}", listed).status == "ambiguous"
