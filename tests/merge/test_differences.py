"""Differences between accounts of one event: found by type, in the accounts' own words, and not where there is none."""

from __future__ import annotations

import pytest

from dhr_desktop.merge.differences import Told, differences, marked
from dhr_desktop.merge.naming import gather

from .building import when

SAW, HEARS = "tells of the event", "hears of it"


def told(entry, agency, date, text, relation=SAW):
    return Told(entry, agency, when(date), text, relation)


def kinds(*accounts, people=None, agencies=()):
    return [each.about for each in differences(accounts, people, agencies)]


@pytest.mark.parametrize(
    ("one", "other", "about"),
    [
        (("2021-06-02", "Seen."), ("2021-06-03", "Seen."), "date"),
        (("2021-06-02 01:12", "Seen."), ("2021-06-02 04:00", "Seen."), "time"),
        (("2021-06-02", "Bruise to left eye."), ("2021-06-02", "No injuries seen."), "injury"),
        (("2021-06-02", "Mother attended the meeting."), ("2021-06-02", "Mother did not attend."), "attendance"),
        (("2021-06-02", "She disclosed that he hits her."), ("2021-06-02", "Asked; no disclosure."), "disclosure"),
        (("2021-06-02", "DASH high risk."), ("2021-06-02", "Graded standard risk."), "risk level"),
        (("2021-06-02", "He was arrested."), ("2021-06-02", "No offences, words of advice."), "outcome"),
        (("2021-06-02", "Conveyed to hospital."), ("2021-06-02", "Refused hospital."), "outcome"),
    ],
)
def test_each_kind_of_difference_is_found(one, other, about):
    found = differences([told(1, "Eastmere Police", *one), told(2, "Fennick Road Surgery", *other)])
    assert about in [each.about for each in found]
    wording = next(each.wording for each in found if each.about == about)
    assert "Eastmere Police" in wording and "Fennick Road Surgery" in wording
    assert all(set(each.entries) <= {1, 2} for each in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("2021-06-02", "Bruise to eye."), ("2021-06", "Bruising to the eye.")),
        (("2021-06-02 01:12", "Cut, no other injuries."), ("2021-06-02 01:30", "Laceration sutured.")),
        (("2021-06-02", "Not arrested."), ("2021-06-02", "No arrest was made.")),
        (("", "Attended."), ("2021-06-02", "Attended.")),
    ],
)
def test_nothing_is_found_where_nothing_differs(one, other):
    assert kinds(told(1, "Eastmere Police", *one), told(2, "Fennick Road Surgery", *other)) == []


def test_hearing_later_is_no_difference_of_date_but_hearing_before_is_one_of_order():
    saw = told(1, "Eastmere Police", "2021-06-02", "Attended.")
    assert kinds(saw, told(2, "Fennick Road Surgery", "2021-06-09", "Letter.", HEARS)) == []
    assert kinds(saw, told(2, "Fennick Road Surgery", "2021-05-30", "Letter.", HEARS)) == ["order"]


def test_people_who_differ():
    texts = ["Rhoswen Tallowby and Derrin Askquith there.", "Maud Penhallow there."]
    people = gather(texts * 2, [])
    assert "person" in kinds(told(1, "A", "2021-06-02", texts[0]), told(2, "B", "2021-06-02", texts[1]), people=people)


def test_sent_but_not_received():
    agencies = ["Eastmere Police", "Thornbeck Children's Social Care", "Fennick Road Surgery"]
    sent = told(1, "Eastmere Police", "2021-06-02", "Merlin sent to social care.")
    assert kinds(sent, told(2, "Fennick Road Surgery", "2021-06-02", "Seen."), agencies=agencies) == [
        "sent but not received"
    ]
    received = told(2, "Thornbeck Children's Social Care", "2021-06-03", "Merlin received.", HEARS)
    assert kinds(sent, received, agencies=agencies) == []


def test_a_row_that_stands_twice_is_compared_once():
    one = told(1, "Eastmere Police", "2021-06-02", "No injuries seen.")
    twice = Told(2, "Eastmere Police", when("2021-06-02"), "No injuries seen.", "same row twice")
    assert kinds(one, twice, told(3, "Fennick Road Surgery", "2021-06-02", "Bruise to eye.")).count("injury") == 1


def test_the_words_that_differ_are_marked_where_they_stand():
    one = told(1, "A", "2021-06-02", "Seen. No injuries seen by officers.")
    other = told(2, "B", "2021-06-02", "Bruise to the eye was noted.")
    spans = marked([one, other])
    assert [one.text[start:end] for start, end in spans[1]] == ["No injuries"]
    assert [other.text[start:end] for start, end in spans[2]] == ["Bruise"]
    near = [
        told(1, "A", "2021-06-02", "He called at the house at noon."),
        told(2, "A", "2021-06-02", "He called at the house at midnight."),
    ]
    assert [near[1].text[start:end] for start, end in marked(near)[2]] == ["midnight"]
