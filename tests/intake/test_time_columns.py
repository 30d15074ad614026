"""A column of times: as exact as the agency said it, and none of its words gone."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from dhr_desktop.core.moments import Precision
from dhr_desktop.intake.proposals import propose
from dhr_desktop.intake.recognise import read
from dhr_desktop.language.dates.rules import DateRules

from . import making

RULES = DateRules.for_review(date(2022, 4, 17), date(2024, 1, 1))
ENDS = ("Date from", "Time", "Date to", "End time", "Event")


def one(cells, headers=("Date", "Time", "Event")):
    rows = [headers, cells, ("15/02/2021", *[""] * (len(headers) - 2), "The second contact")]
    return propose("x.xlsx", read(making.workbook(rows), "x.xlsx"), RULES).entries[0]


def when(text, day="14/02/2021"):
    return one((day, text, "Officers attended")).happened.when


@pytest.mark.parametrize("text", ["14:30", "14.30", "1430", time(14, 30)])
def test_a_plain_time_is_the_time_and_needs_no_words(text):
    found = when(text)
    assert (found.time_from, found.time_is_approximate, found.wording) == (time(14, 30), False, "14/02/2021")
    assert found.precision is Precision.MINUTE


@pytest.mark.parametrize("text", ["about 14:30", "approx 1430hrs", "circa 2.30pm", "c. 14:30", "just after 14:30"])
def test_about_stays_about(text):
    found = when(text)
    assert found.time_is_approximate and found.time_from == time(14, 30)
    assert found.wording == f"14/02/2021, {text}"


@pytest.mark.parametrize(
    ("text", "part"),
    [("evening", "evening"), ("Early morning", "morning"), ("PM", "afternoon"), ("overnight", "night")],
)
def test_a_part_of_the_day_is_one(text, part):
    found = when(text)
    assert (found.part_of_day, found.time_from, found.precision) == (part, None, Precision.PART_OF_DAY)
    assert found.wording == f"14/02/2021, {text}"


@pytest.mark.parametrize(
    "text", ["14:30:27", "14:30:00", "2.30pm", "1430 hrs", "14:30 hours", "half past two in the afternoon"]
)
def test_a_time_in_words_keeps_them(text):
    assert when(text).wording == f"14/02/2021, {text}"


@pytest.mark.parametrize("text", ["school run", "25:70", "after the visit", "14:30?", "shift two"])
def test_what_is_no_time_is_kept_and_told(text):
    entry = one(("14/02/2021", text, "Officers attended"))
    assert entry.happened.when.wording == f"14/02/2021, {text}"
    assert any(f"“{text}”" in doubt for doubt in entry.doubts)


@pytest.mark.parametrize("text", ["24:00", "2400", "24.00", "2400hrs", "24:00:00", "24h00", "24:00 hrs"])
def test_the_hour_that_ends_a_day_is_asked_and_never_its_first(text):
    entry = one(("14/02/2021", text, "Officers attended"))
    assert entry.happened.when.time_from is None and entry.happened.when.wording == f"14/02/2021, {text}"
    assert any(f"“{text}”" in doubt for doubt in entry.doubts)


@pytest.mark.parametrize("text", ["-", "n/a", "not known", "Unknown", "not recorded", "N/K"])
def test_that_no_time_is_known_is_kept_and_is_no_doubt(text):
    entry = one(("14/02/2021", text, "Officers attended"))
    assert text in entry.happened.when.wording and not entry.doubts


Z_FORMS = ["{}Z", "{} Z", "{}z", "{}:00Z", "{}:00.000Z", "about {}Z", "{}Z hrs"]


@pytest.mark.parametrize("form", Z_FORMS)
@pytest.mark.parametrize("clock", ["23:30", "09:00", "00:10"])
@pytest.mark.parametrize("day", ["12/07/2014", "30/03/2014", "26/10/2014", date(2014, 6, 1)])
def test_greenwich_s_time_in_its_own_column_is_asked_in_summer_as_it_is_in_one_cell(form, clock, day):
    text = form.format(clock)
    entry = one((day, text, "Officers attended"))
    assert entry.happened.status == "ambiguous" or any(f"“{text}”" in each for each in entry.doubts), entry
    assert entry.doubts and text in entry.happened.when.wording and not entry.days
    assert not any("split" in each for each in entry.doubts)


@pytest.mark.parametrize("clock", ["23:30", "09:00"])
@pytest.mark.parametrize("day", ["12/01/2014", "29/03/2014", "27/10/2014"])
def test_greenwich_s_time_is_the_clock_s_in_winter(clock, day):
    entry = one((day, f"{clock}Z", "Officers attended"))
    assert entry.happened.status == "ok" and not entry.doubts and entry.happened.when.wording == f"{day}, {clock}Z"


@pytest.mark.parametrize("said", ["10/07/2014 to 12/07/2014", "July 2014", "2014"])
def test_greenwich_s_time_of_several_days_is_told_and_takes_no_day_away(said):
    entry = one((said, "23:30Z", "Officers attended"))
    assert entry.happened.status == "ok" and any("Greenwich" in each for each in entry.doubts)


def test_an_end_by_greenwich_is_asked_in_summer():
    entry = one(("12/07/2014", "22:00", "", "23:30Z", "Officers attended"), ENDS)
    assert entry.happened.status == "ambiguous" and entry.happened.candidates == ("2014-07-12", "2014-07-13")


@pytest.mark.parametrize(
    "wording",
    [
        "2014-07-12T23:30Z", "May bank holiday 2019", "it was on 12/03/2021 or on 13/03/2021",
        "either 12/03/2021 (police), or 13/03/2021 (ward)",
    ],
)  # fmt: skip
def test_a_choice_between_days_is_no_list_of_days(wording):
    entry = one((wording, "", "Officers attended"))
    assert entry.days == () and not any("split" in each for each in entry.doubts), entry.doubts


@pytest.mark.parametrize("under", [datetime(2013, 3, 6, 2, 30), "06/03/2013 02:30", "6 March 2013", date(2013, 3, 6)])
@pytest.mark.parametrize("said", ["05/03/2013", date(2013, 3, 5), "March 2013", "", "not known", '"'])
def test_a_day_under_time_that_is_not_the_row_s_own_is_asked(said, under):
    rows = [
        ("Date", "Time", "Event"),
        ("05/03/2013", "", "Called"),
        (said, under, "Attended"),
        ("7/3/2013", "", "Closed"),
    ]
    entry = propose("x.xlsx", read(making.workbook(rows), "x.xlsx"), RULES).entries[1]
    assert entry.happened.status != "ok" and "2013-03-06" in entry.happened.candidates and entry.doubts
    assert entry.happened.when.earliest is None and not entry.days
    assert (
        "06/03/2013" in entry.happened.when.wording
        or "2013-03-06" in entry.happened.when.wording
        or ("6 March 2013" in entry.happened.when.wording)
    )


@pytest.mark.parametrize("under", [datetime(2013, 3, 5, 2, 30), "05/03/2013 02:30"])
def test_the_row_s_own_day_under_time_is_no_doubt_of_its_date(under):
    entry = one(("05/03/2013", under, "Attended"))
    assert entry.happened.status == "ok" and entry.happened.when.earliest == date(2013, 3, 5)


@pytest.mark.parametrize("under", [datetime(2013, 3, 6, 12, 0), "06/03/2013 12:00"])
def test_an_end_time_of_another_day_is_told_and_is_no_time_of_this_one(under):
    entry = one(("05/03/2013", "10:00", "", under, "Attended"), ENDS)
    assert entry.happened.when.time_to is None and any("Another day" in each for each in entry.doubts)


@pytest.mark.parametrize("shown", ["hh:mm", "h:mm AM/PM"])
def test_a_date_that_shows_a_time_alone_is_never_the_day_above(shown):
    rows = [
        ("Date", "Event"),
        ("05/03/2013", "Called"),
        (datetime(2014, 7, 9, 14, 30), "Attended"),
        ("7/3/2013", "Closed"),
    ]
    data = making.workbook(rows, prepare=lambda book, sheet: setattr(sheet["A3"], "number_format", shown))
    entry = propose("x.xlsx", read(data, "x.xlsx"), RULES).entries[1]
    assert entry.happened.when.earliest is None and entry.doubts, entry


@pytest.mark.parametrize("wording", ["04-05/2013", "4/5-2013", "04/05-2013", "4-5/2013", "11/12-2013"])
def test_two_signs_that_differ_are_asked(wording):
    happened = one((wording, "", "Attended")).happened
    assert happened.status == "ambiguous" and len(happened.candidates) == 2 and "/" in happened.candidates[1]


@pytest.mark.parametrize("wording", ["14-05/2013", "04-05-2013", "04/05/2013"])
def test_two_signs_that_can_only_be_a_day_are_one(wording):
    assert one((wording, "", "Attended")).happened.status == "ok"


@pytest.mark.parametrize(("said", "is_asked"), [("5/3/1913", True), ("March 1921", True), ("5/3/1963", False)])
def test_a_day_a_century_before_the_review_is_asked(said, is_asked):
    assert any("meant?" in each for each in one((said, "", "Attended")).doubts) is is_asked


def test_a_time_without_a_date_keeps_its_words():
    rows = [
        ("Date", "Time", "Event"),
        ("", "evening", "Officers attended"),
        ("15/02/2021", "", "x"),
        ("16/02/2021", "", "y"),
    ]
    entry = propose("x.xlsx", read(making.workbook(rows), "x.xlsx"), RULES).entries[0]
    assert entry.happened.when.wording == "evening" and entry.happened.status != "ok"


@pytest.mark.parametrize("end", ["ongoing", "31/31/2021", "16/02/2021", "13/02/2021", "14/02/2021 (late)"])
@pytest.mark.parametrize("start", ["14/02/2021", "not known"])
def test_an_end_date_keeps_its_words(start, end):
    entry = one((start, "", end, "", "Officers attended"), ENDS)
    assert entry.happened.when.wording == f"{start} to {end}"


def test_a_range_of_times_over_two_columns():
    found = one(("14/02/2021", "14:30", "", "about 16:00", "Officers attended"), ENDS).happened.when
    assert (found.time_from, found.time_to, found.time_is_approximate) == (time(14, 30), time(16), True)
    assert found.wording == "14/02/2021, to about 16:00"


def test_an_end_time_alone_is_not_lost():
    found = one(("14/02/2021", "", "", "16:00", "Officers attended"), ENDS).happened.when
    assert found.wording == "14/02/2021, to 16:00" and found.time_from is None


@pytest.mark.parametrize("text", ["midnight", "Midnight", "12 midnight", "around midnight", "at midnight"])
def test_a_midnight_by_name_is_either_end_of_its_day(text):
    entry = one(("14/02/2021", text, "Officers attended"))
    found = entry.happened.when
    assert (found.earliest, found.latest, found.precision) == (date(2021, 2, 14), date(2021, 2, 15), Precision.RANGE)
    assert found.edtf == "2021-02-14/2021-02-15" and any(
        "Midnight begins a day and ends one" in each for each in entry.doubts
    )
    assert when("00:00").is_exact


# ---- other dates of a row -------------------------------------------------------------------------

ROWS = ("13/02/2021", "", "", "The first contact")
HEADERS = ("Date", "Date to", "Date recorded", "Event")


def second(start, end, recorded):
    data = making.workbook([HEADERS, ROWS, (start, end, recorded, "Officers attended")])
    return propose("x.xlsx", read(data, "x.xlsx"), RULES).entries[1]


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("same day", 0),
        ("Same date", 0),
        ("the next day", 1),
        ("following day", 1),
        ("two days later", 2),
        ("a week later", 7),
    ],
)
def test_a_rows_other_dates_lean_on_its_own_start(said, after):
    day = date(2021, 3, 20)
    entry = second("20/03/2021", said, said)
    assert entry.happened.when.latest == entry.recorded.earliest == date(2021, 3, 20 + after), (day, entry)
    assert entry.happened.when.earliest == day and said in entry.happened.when.wording


@pytest.mark.parametrize("start", ["March 2021", "some time"])
@pytest.mark.parametrize("said", ["same day", "two days later"])
def test_without_a_day_of_its_own_they_lean_on_nothing(start, said):
    entry = second(start, said, said)
    assert entry.recorded.earliest is None and entry.recorded.wording == said
    assert said in entry.happened.when.wording and entry.doubts


@pytest.mark.parametrize("ditto", ['"', "ditto", "as above"])
def test_a_ditto_under_an_end_is_not_read_as_a_start(ditto):
    entry = second("20/03/2021", ditto, ditto)
    assert entry.happened.when.earliest == entry.happened.when.latest == date(2021, 3, 20)
    assert entry.recorded.earliest is None and any("could not be read" in each for each in entry.doubts)


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_dash_before_most_dates_of_a_column_is_the_mark_of_a_list(dash):
    days = ["13/02/2021", "14/02/2021", "15/02/2021"]
    for marked in range(4):
        rows = [(f"{dash} {day}" if at < marked else day, "Called") for at, day in enumerate(days)]
        entries = propose("x.xlsx", read(making.workbook([("Date", "Event"), *rows]), "x.xlsx"), RULES).entries
        read_as = [bool(each.happened.when.earliest) for each in entries]
        assert read_as == ([True] * 3 if marked in (0, 2, 3) else [False, True, True])
