"""The integrated chronology: its order never pretends, its filter leaves nothing out in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.analysis import Mark, Query, Theme
from dhr_desktop.core.documents import View
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.filters import AsAt, Filter
from dhr_desktop.core.moments import When
from dhr_desktop.core.review import Review, Term
from dhr_desktop.operations.chronology import marking, marks_and_queries, ordering, timelines, views
from dhr_desktop.operations.chronology.chronology import search_terms
from dhr_desktop.operations.chronology.chronology_told import tell
from dhr_desktop.operations.chronology.timelines import By, Way, draw
from dhr_desktop.operations.events import corrections, joining
from dhr_desktop.operations.events.elapsed import elapsed
from dhr_desktop.operations.names import name_questions
from dhr_desktop.operations.names.presented import presented
from tests.builders import a_case, a_person, add, an_agency, an_entry, on


@pytest.fixture
def case(tmp_path):
    made = a_case(tmp_path)
    yield made
    made.close()


@pytest.fixture
def filled(case):
    """Two agencies, one night, one month, one year, one undated; a victim with a nickname."""
    police, hospital = add(case, an_agency("Eastmere Police"), an_agency("Eastmere Hospital", short_name="Hospital"))
    person = a_person("Rhoswen Tallowby", role="victim", date_of_birth=date(1985, 3, 15), nicknames=("Ros",))
    (victim,) = add(case, person)
    night = add(
        case,
        an_entry("2013-03-14", "Officers attended; Ros seen at the door.", agency=police.id, sequence="2"),
        an_entry("2013-03-14", "Attended A&E, bruise to left arm.", agency=hospital.id, subject="V", sequence="1"),
        Entry(happened=When.in_month(2013, 3), what_happened="Seen in clinic.", agency=hospital.id),
        Entry(happened=When.in_year(2012), what_happened="Known since 2012.", agency=police.id),
        Entry(happened=When.undated("TBC"), what_happened="A call, not dated.", agency=police.id),
        an_entry("2013-03-20", "Letter sent.", agency=police.id, recorded=on("2013-06-01"), is_withdrawn=True),
    )
    return police, hospital, victim, night


def ids(shown):
    return [each.id for each in shown.told]


# ---- who is in it ---


def test_somebody_is_found_by_every_form_that_the_masking_knows(case, filled):
    (partner,) = add(case, a_person("Derrin Larkwell", role="perpetrator", sex="male"))
    named = (
        "Ms Tallowby seen.", "TALLOWBY, Rhoswen seen.", "Told by R. Tallowby.", "RHOSWEN rang", "Rhosven Tallowby rang.",
        "Tallowby's door.", "rhoswentallowby posted", "Tallowbey seen", "Rhoswen\nTallowby",
    )  # fmt: skip
    nobody = ("SW Rhoswen Tallowby rang.", "Karim Tallowby rang.", "Mr Larkwell rang.", "Tallowby Primary School Trust")
    held = add(case, *(an_entry("2013-04-01", words) for words in (*named, *nobody)))
    found = tell(case).with_person(filled[2].id)
    assert [each.what_happened for each in held if each.id in found] == list(named)
    assert [each.what_happened for each in held if each.id in tell(case).with_person(partner.id)] == [
        "Mr Larkwell rang."
    ]


def test_whoever_the_chair_said_is_meant_is_found_and_nobody_else(case):
    """The answers, rows and agencies are those of the masking: nicknames in the column for the person, and workers too."""
    police, _ = add(case, an_agency("Eastmere Police"), an_agency("Underhay Vale Trust"))
    _, one, other = add(
        case, a_person("Grace Tallowby", role="victim", nicknames=("Gracie",)), a_person("Karen Brooking"),
        a_person("Karen Underhay"),
    )  # fmt: skip
    told, agency = add(
        case, an_entry("2013-04-01", "Karen told the officer.", agency=police.id, subject="Gracie"),
        an_entry("2013-04-02", "Letter to Underhay Vale Trust.", agency=police.id, subject="Gracie"),
    )  # fmt: skip
    assert tell(case).with_person(one.id) == tell(case).with_person(other.id) == {told.id}
    before = tell(case)
    before.with_person(one.id)
    name_questions.answer(case, name_questions.questions(case), one.id)
    assert tell(case, before).with_person(one.id) == {told.id} and tell(case, before).with_person(other.id) == set()
    hidden = presented(case, "publication")
    assert tell(hidden).with_person(one.id) == {told.id} and agency.id not in tell(hidden).with_person(other.id)


# ---- order ----------------------------------------------------------------------------------------


def test_the_order_is_by_the_first_possible_day_coarse_first_and_undated_last(case, filled):
    night = filled[3]
    assert ids(tell(case).shown(Filter())) == [
        night[3].id,
        night[2].id,
        night[1].id,
        night[0].id,
        night[5].id,
        night[4].id,
    ]


def test_the_chair_may_put_a_day_in_order_and_undo_it(case, filled):
    night = filled[3]
    ordering.move_within_day(case, night[0].id, -1)
    told = tell(case)
    assert told.place_of(night[0].id) < told.place_of(night[1].id)
    case.undo()
    assert tell(case).place_of(night[0].id) > tell(case).place_of(night[1].id)


def test_no_order_is_set_against_a_clock(case):
    early, late = add(
        case,
        Entry(happened=When.on(date(2013, 3, 14), time(9, 0)), what_happened="Morning."),
        Entry(happened=When.on(date(2013, 3, 14), time(21, 0)), what_happened="Evening."),
    )
    with pytest.raises(Refused, match="already say which"):
        ordering.move_within_day(case, late.id, -1)
    with pytest.raises(Refused, match="already the first"):
        ordering.move_within_day(case, early.id, -1)


def test_an_entry_that_comes_later_finds_its_place_in_a_day_the_chair_has_ordered(case):
    noon, vague = add(
        case,
        Entry(happened=When.on(date(2013, 3, 14), time(12, 0)), what_happened="Noon."),
        an_entry("2013-03-14", "No time."),
    )
    ordering.move_within_day(case, noon.id, -1)
    (morning,) = add(case, Entry(happened=When.on(date(2013, 3, 14), time(8, 0)), what_happened="Morning."))
    order = [each.id for each in tell(case).told]
    assert order.index(morning.id) < order.index(noon.id) and set(order) == {noon.id, vague.id, morning.id}


def test_only_one_exact_day_can_be_ordered(case, filled):
    with pytest.raises(Refused, match="one exact day"):
        ordering.move_within_day(case, filled[3][2].id, 1)


def test_what_is_told_again_after_a_change_is_what_would_be_told_anew(case, filled):
    night = filled[3]
    before = tell(case)
    before.with_person(filled[2].id)
    corrections.correct_date(case, night[4].id, "mid March 2013", "the log")
    joining.decide(case, [night[0].id, night[1].id], "same event")
    marking.mark(case, [night[2].id], "good practice", "They asked her alone.")
    again, fresh = tell(case, before), tell(case)
    assert [(e.id, e.when, e.event, e.is_lead, e.marks, e.doubts, e.folded) for e in again.told] == [
        (e.id, e.when, e.event, e.is_lead, e.marks, e.doubts, e.folded) for e in fresh.told
    ]
    assert again.with_person(filled[2].id) == fresh.with_person(filled[2].id)
    kept = {each.id: each for each in before.told}
    assert again.find(night[5].id) is kept[night[5].id], "what did not change is not told again"


# ---- what is wanted -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(words="bruise"), [1]),
        (Filter(words='"left arm"'), [1]),
        (Filter(words="ARM attended"), [1]),
        (Filter(words="nowhere"), []),
        (Filter(first=date(2013, 3, 1), last=date(2013, 3, 13)), [2]),
        (Filter(first=date(2012, 6, 1), last=date(2012, 6, 2)), [3]),
        (Filter(precisions=("month", "year")), [3, 2]),
        (Filter(undated=True), [4]),
        (Filter(recorded_late=True), [5]),
        (Filter(without_withdrawn=True), [3, 2, 1, 0, 4]),
        (Filter(as_at=date(2013, 3, 14)), [3, 2, 1, 0, 4]),
        (Filter(as_at=date(2013, 3, 25), as_at_rule=AsAt.RECORDED), [3, 2, 1, 0, 4]),
    ],
)
def test_a_filter_gives_what_it_asks_for(case, filled, wanted, found):
    assert ids(tell(case).shown(wanted)) == [filled[3][at].id for at in found]


def test_filters_combine_by_agency_person_mark_theme_term_and_file(case, filled):
    police, hospital, victim, night = filled
    (term,) = add(case, Term(number="1", question="Was she asked alone?"))
    marking.mark(case, [night[1].id], "missed opportunity", "x", themes=("Professional curiosity",), terms=(term.id,))
    told = tell(case)
    theme = case.all(Theme)[0]
    assert ids(told.shown(Filter(agencies=(hospital.id,)))) == [night[2].id, night[1].id]
    assert ids(told.shown(Filter(people=(victim.id,)))) == [night[1].id, night[0].id]
    assert ids(told.shown(Filter(marks=("missed opportunity",)))) == [night[1].id]
    assert ids(told.shown(Filter(themes=(theme.id,), terms=(term.id,), agencies=(hospital.id,)))) == [night[1].id]
    assert ids(told.shown(Filter(themes=(theme.id,), agencies=(police.id,)))) == []
    assert "missed opportunity" in told.find(night[1].id).mark_words


def test_what_is_left_out_is_said(case, filled):
    told = tell(case)
    assert told.shown(Filter()).in_words() == "Shown: 6 of 6; 1 undated"
    assert told.shown(Filter(first=date(2013, 1, 1))).in_words() == "Shown: 4 of 6; 1 undated left out by the period"
    as_at = told.shown(Filter(as_at=date(2020, 1, 1), as_at_rule=AsAt.RECORDED))
    assert "5 have no such date and stay shown" in as_at.in_words()


def test_typing_on_looks_only_among_what_was_found(case, filled):
    told = tell(case)
    wide = told.shown(Filter(words="att"))
    assert ids(told.shown(Filter(words="attended a&e"), wide)) == ids(told.shown(Filter(words="attended a&e")))


def test_words_in_quotation_marks_are_one():
    assert search_terms('Police “left arm" x') == ["police", "left arm", "x"]
    assert search_terms('"') == [] or search_terms('"') == ['"']


def test_ages_are_told_for_any_date(case, filled):
    told = tell(case)
    assert told.ages(on("2013-03-14")) == "victim 27"
    assert told.ages(When.in_year(2013)) == "victim 27 to 28"
    assert told.ages(When.undated()) == ""


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (on("2013-03-14"), on("2013-03-20"), "6 days"),
        (on("2013-03-14"), on("2013-03-14"), "the same day"),
        (When.in_month(2013, 3), on("2013-04-10"), "between 10 days and 40 days"),
        (When.on(date(2013, 3, 14), time(21, 30)), When.on(date(2013, 3, 14), time(23, 5)), "1 h 35 min"),
        (When.on(date(2013, 3, 14), time(23, 30)), When.on(date(2013, 3, 15), time(0, 10)), "0 h 40 min"),
        (on("2010-01-01"), on("2013-01-01"), "1,096 days (about 3.0 years)"),
    ],
)
def test_the_time_between_two_entries_is_as_vague_as_they_are(one, other, words):
    assert elapsed(one, other) == words == elapsed(other, one)


def test_no_time_is_told_from_an_undated_entry():
    assert "cannot be told" in elapsed(on("2013-03-14"), When.undated())


# ---- views and marks ------------------------------------------------------------------------------


def test_a_view_is_kept_by_name_replaced_and_removed(case):
    views.save_view(case, "Missed", Filter(marks=("missed opportunity",)))
    views.save_view(case, "missed ", Filter(words="x"))
    assert [each.title for each in case.all(View)] == ["Missed"]
    assert views.filter_named(case, "MISSED") == Filter(words="x")
    views.remove_view(case, "Missed")
    with pytest.raises(Refused, match="none yet"):
        views.filter_named(case, "Missed")


def test_a_mark_on_an_event_is_on_each_of_its_accounts(case, filled):
    night = filled[3]
    joining.decide(case, [night[0].id, night[1].id], "same event")
    event = tell(case).find(night[0].id).event
    marking.mark(case, [event], "turning point", "She left.")
    assert [each.id for each in tell(case).told if each.marks] == [night[1].id, night[0].id]
    marks_and_queries.remove(case, Mark, case.all(Mark)[0].id)
    assert not any(each.marks for each in tell(case).told)


def test_a_query_goes_to_each_agency_that_wrote_and_a_theme_is_kept_once(case, filled):
    police, hospital, _, night = filled
    marking.ask(case, [night[0].id, night[1].id], "Who else was told?")
    assert {each.agency for each in case.all(Query)} == {police.id, hospital.id}
    marking.tag(case, [night[0].id], "Professional curiosity")
    marking.tag(case, [night[1].id], "professional curiosity")
    assert case.count(Theme) == 1


def test_what_is_not_there_is_not_marked(case):
    for operation in (lambda: marking.mark(case, [], "gap"), lambda: marking.mark(case, [999], "gap"),
                      lambda: marking.ask(case, [1], " "), lambda: marks_and_queries.remove(case, Mark, 5)):  # fmt: skip
        with pytest.raises(Refused):
            operation()


# ---- lanes ----------------------------------------------------------------------------------------


def test_a_lane_for_each_agency_person_or_theme_with_everything_in_some_lane(case, filled):
    night = filled[3]
    marking.tag(case, [night[0].id], "Professional curiosity")
    told = tell(case)
    shown = told.shown(Filter())
    for by in By:
        drawn = draw(told, shown, Way(by))
        assert sum(len(lane.items) + lane.undated for lane in drawn.lanes) >= 6
        assert {item.id for lane in drawn.lanes for item in lane.items} == set(ids(shown)) - {night[4].id}
    by_person = draw(told, shown, Way(By.PERSON))
    assert {lane.title: len(lane.items) for lane in by_person.lanes}["Rhoswen Tallowby"] == 2
    assert draw(told, shown, Way()).undated == 1


def test_lanes_stand_as_the_chair_has_put_them(case, filled):
    police, hospital = filled[0], filled[1]
    told = tell(case)
    shown = told.shown(Filter())
    assert [lane.key for lane in draw(told, shown, Way()).lanes] == [police.id, hospital.id]
    turned = draw(told, shown, Way(order=(hospital.id, police.id), collapsed=frozenset({police.id})))
    assert [(lane.key, lane.is_collapsed) for lane in turned.lanes] == [(hospital.id, False), (police.id, True)]


def test_episodes_death_scope_risk_and_joined_accounts_are_drawn(case, filled):
    night = filled[3]
    with case.step("Set") as step:
        step.put(replace(case.review, date_of_death=date(2014, 8, 22), scope_start=date(2012, 1, 1)))
        step.put(replace(step.get(Entry, night[0].id), risk="DASH 17, High"))
    assert isinstance(case.review, Review)
    joining.decide(case, [night[0].id, night[1].id], "same event")
    marking.mark(case, [night[0].id, night[5].id], "key episode", title="The night of 14 March")
    told = tell(case)
    drawn = draw(told, told.shown(Filter()), Way(), timelines.outside_of(case))
    assert [band.title for band in drawn.bands] == ["The night of 14 March"]
    assert [(sign.words, sign.is_death) for sign in drawn.signs] == [("Death", True), ("Scope begins", False)]
    assert [(risk.letter, risk.is_confirmed) for risk in drawn.risks] == [("H", False)]
    assert [joint.lanes for joint in drawn.joints] == [(0, 1)]
    assert drawn.everyone, "nobody wrote between the last entry and the death"


def test_an_agency_without_a_name_and_a_case_without_entries_are_drawn(case):
    told = tell(case)
    assert draw(told, told.shown(Filter()), Way()).lanes == []
    add(case, Agency(), an_entry("2013-03-14"))
    told = tell(case)
    assert [lane.title for lane in draw(told, told.shown(Filter()), Way()).lanes] == ["No agency"]
