"""Where things stand on the timeline: never fewer days than allowed, never twice, never left out in silence."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhr_desktop.core.moments import When
from dhr_desktop.timeline.colours import ON_DARK, ON_LIGHT, codes
from dhr_desktop.timeline.gaps import gaps
from dhr_desktop.timeline.lanes import LAST_LEVEL, Joint, Lane, Look, Timeline, item_of
from dhr_desktop.timeline.layout import AXIS_PX, COLLAPSED_PX, MOST_JOINTS, head_px, lane_heights, lay_out
from dhr_desktop.timeline.scale import DAY, Scale, minute_of, ticks
from dhr_desktop.ui.theme import contrast
from tests.builders import on

FIRST = date(2005, 1, 1)
days = st.integers(0, 5_000).map(lambda gone: FIRST + timedelta(days=gone))


@st.composite
def whens(draw):
    day = draw(days)
    sort = draw(st.integers(0, 6))
    if sort == 0:
        return When.on(day, time(draw(st.integers(0, 23)), draw(st.integers(0, 59))))
    if sort == 1:
        return When.on(day, part_of_day="evening")
    if sort == 2:
        return When.in_month(day.year, day.month)
    if sort == 3:
        return When.in_year(day.year)
    if sort == 4:
        return When.between(day, day + timedelta(days=draw(st.integers(0, 900))))
    if sort == 5:
        return When.between(None, day) if draw(st.booleans()) else When.between(day, None)
    return When.on(day)


def a_lane(dates, key=1, title="Eastmere Police"):
    items = [item for at, when in enumerate(dates, 1) if (item := item_of(key * 10_000 + at, when)) is not None]
    return Lane(key, title, "EP", 0, sorted(items, key=lambda each: (each.start, each.end, each.id)))


# ---- items ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "look", "minutes"),
    [
        (When.on(date(2013, 3, 14), time(21, 30)), Look.CLOCK, 1),
        (When.on(date(2013, 3, 14)), Look.DAY, DAY),
        (When.on(date(2013, 3, 14), part_of_day="morning"), Look.PART_OF_DAY, 6 * 60),
        (When.in_month(2013, 2), Look.MONTH, 28 * DAY),
        (When.in_part_of_month(2013, 3, 1), Look.MONTH, 10 * DAY),
        (When.in_season(2013, 22), Look.SEASON, 92 * DAY),
        (When.in_year(2013), Look.YEAR, 365 * DAY),
        (When.between(date(2013, 3, 1), date(2013, 3, 9)), Look.RANGE, 9 * DAY),
        (When.between(date(2013, 3, 1), None), Look.SINCE, DAY),
        (When.between(None, date(2013, 3, 9)), Look.UNTIL, DAY),
    ],
)  # fmt: skip
def test_an_entry_is_as_long_as_its_date_allows_and_no_shorter(when, look, minutes):
    item = item_of(1, when)
    assert (item.look, item.end - item.start) == (look, minutes)


def test_a_night_that_ends_on_the_next_day_goes_past_midnight():
    item = item_of(1, When("", "", date(2013, 3, 14), date(2013, 3, 14), time_from=time(23, 30), time_to=time(0, 40)))
    assert item.end - item.start == 70


def test_what_has_no_date_is_not_drawn():
    assert item_of(1, When.undated("TBC")) is None


# ---- lanes ----------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(whens(), max_size=120), st.integers(0, LAST_LEVEL))
def test_at_every_closeness_every_entry_stands_once(dates, level):
    lane = a_lane(dates)
    drawn = [item.id for each in lane.clusters_within(level, -1e12, 1e12) for item in each.items]
    drawn += [item.id for each in lane.spans_within(level, -1e12, 1e12) for item in each.items]
    assert sorted(drawn) == sorted(item.id for item in lane.items)


def test_what_was_put_together_at_once_is_what_is_put_together_from_the_whole(monkeypatch):
    """A crowd is clustered once for the whole lane, a few entries anew in each frame: both must agree."""
    dates = [on(f"20{year:02}-0{month}-1{day}") for year in range(5, 15) for month in range(1, 9) for day in range(9)]
    lane, other = a_lane(dates), a_lane(dates)
    monkeypatch.setattr("dhr_desktop.timeline.lanes.MOST_AT_ONCE", -1)
    left, right = minute_of(date(2008, 1, 1)), minute_of(date(2009, 1, 1))
    whole = [each.items for each in lane.clusters_within(14, left, right)]
    monkeypatch.undo()
    anew = [each.items for each in other.clusters_within(14, left, right)]
    middle = [items for items in whole if left < items[0].start < right]
    assert middle and all(items in anew for items in middle)


def test_spans_never_cover_each_other():
    lane = a_lane([When.in_month(2013, 1), When.in_year(2013), When.in_season(2013, 21), When.in_quarter(2013, 1),
                   When.in_month(2013, 2), When.in_month(2013, 1)])  # fmt: skip
    spans = lane.spans_within(8, 0, 1e12)
    for one in spans:
        for other in spans:
            assert one is other or one.row != other.row or one.end <= other.start or other.end <= one.start
    assert max(len(each.items) for each in spans) == 2, "the same stretch is drawn once, with its number"


# ---- gaps -----------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(st.lists(whens(), min_size=1, max_size=20))
def test_in_a_certain_gap_no_entry_can_have_fallen_and_its_figures_are_in_order(dates):
    for gap in gaps(dates, 30):
        assert 30 <= gap.shortest <= gap.longest
        if gap.is_certain:
            inside = When.between(gap.after + timedelta(days=1), gap.until - timedelta(days=1))
            assert not any(when.overlaps(inside) and when.days is not None for when in dates)


def test_a_gap_has_two_figures_where_the_dates_are_vague():
    found = gaps([When.in_month(2013, 1), When.in_month(2013, 9)], 90)
    assert [(each.shortest, each.longest) for each in found] == [(213, 272)]
    assert found[0].in_words() == (
        "no contact for at least 213 and at most 272 days, from 31 January 2013 to 1 September 2013"
    )


def test_a_gap_reaches_from_the_start_of_the_period_and_to_its_end():
    found = gaps([on("2013-06-01")], 90, date(2013, 1, 1), date(2013, 12, 31))
    assert [(each.after, each.until) for each in found] == [
        (date(2013, 1, 1), date(2013, 6, 1)),
        (date(2013, 6, 1), date(2013, 12, 31)),
    ]


def test_an_end_left_open_makes_a_gap_doubtful():
    found = gaps([When.between(date(2012, 5, 1), None), on("2013-06-01")], 90)
    assert [each.is_certain for each in found] == [False] and "no end given" in found[0].in_words()


# ---- layout ---------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.lists(whens(), max_size=60), st.floats(0.001, 60), st.integers(0, 5_000))
def test_a_point_stands_on_the_minutes_it_stands_for(dates, per_px, gone):
    timeline = Timeline([a_lane(dates)])
    scale = Scale(minute_of(FIRST) + gone * DAY, per_px * DAY / 20, 1_000)
    for each in lay_out(timeline, scale, 300).drawn:
        first, last = min(item.start for item in each.items), max(item.end for item in each.items)
        assert each.x <= scale.x(last) + 17 and each.x + each.width >= min(scale.x(first), 1_080) - 41


def test_lanes_share_the_room_and_a_closed_one_takes_little():
    lanes = [a_lane([on("2013-03-14")], key) for key in range(1, 6)]
    lanes[2].is_collapsed = True
    heights = lane_heights(Timeline(lanes), 300)
    assert heights[2] == COLLAPSED_PX and sum(heights) <= 300 and len(set(heights) - {COLLAPSED_PX}) == 1


def test_clusters_open_when_looked_at_more_closely():
    lane = a_lane([on("2013-03-14"), on("2013-03-15"), on("2013-03-16"), on("2013-03-17")])
    far = lay_out(Timeline([lane]), Scale.fitting(minute_of(FIRST), minute_of(FIRST) + 5_000 * DAY, 900), 200)
    near = lay_out(
        Timeline([lane]), Scale.fitting(minute_of(date(2013, 3, 13)), minute_of(date(2013, 3, 19)), 900), 200
    )
    assert [each.count for each in far.drawn] == [4]
    assert [each.count for each in near.drawn] == [1, 1, 1, 1] and all(each.is_span for each in near.drawn)


def test_four_thousand_entries_on_one_day_are_one_mark_with_their_number():
    layout = lay_out(Timeline([a_lane([on("2013-03-14")] * 4_000)]), Scale.fitting(minute_of(date(2013, 3, 14)), minute_of(date(2013, 3, 15)), 900), 200)  # fmt: skip
    assert [each.count for each in layout.drawn] == [4_000]


def test_one_span_of_fifty_years_is_drawn_across_the_window_and_not_beyond():
    lane = a_lane([When.between(date(1970, 1, 1), date(2020, 1, 1))])
    layout = lay_out(
        Timeline([lane]), Scale.fitting(minute_of(date(2013, 3, 14)), minute_of(date(2013, 3, 15)), 900), 200
    )
    (span,) = layout.drawn
    assert span.x <= 0 and span.x + span.width >= 900 and span.width < 1_100


def test_accounts_of_one_event_are_joined_and_too_many_are_counted():
    lanes = [a_lane([on("2013-03-14")], 1), a_lane([on("2013-03-15")], 2)]
    minute = minute_of(date(2013, 3, 14))
    few = Timeline(lanes, joints=[Joint(9, minute, (0, 1))])
    scale = Scale.fitting(minute - 100 * DAY, minute + 100 * DAY, 900)
    (x, top, bottom, joint) = lay_out(few, scale, 200).joints[0]
    assert abs(x - scale.x(minute)) < 1 and AXIS_PX < top < bottom and joint.event == 9
    many = Timeline(lanes, joints=[Joint(at, minute, (0, 1)) for at in range(MOST_JOINTS + 1)])
    assert lay_out(many, scale, 200).joints == [] and lay_out(many, scale, 200).joints_left_out == MOST_JOINTS + 1


def test_an_empty_timeline_is_laid_out_too():
    layout = lay_out(Timeline([]), Scale(minute_of(FIRST), DAY, 900), 200)
    assert layout.drawn == [] and layout.ticks and head_px(Timeline([])) == AXIS_PX


# ---- scale and colours ----------------------------------------------------------------------------


@given(st.floats(0.02, 60_000), st.integers(1, 3_000_000))
def test_lines_of_the_axis_are_never_crowded_and_always_in_order(per_px, left_day):
    scale = Scale(left_day * DAY, per_px, 1_200)
    made = ticks(scale)
    places = [scale.x(each.minute) for each in made]
    assert places == sorted(places) and len(made) < 60
    assert all(later - sooner > 20 for sooner, later in pairwise(places))


def test_what_is_under_the_mouse_stays_there_when_looking_closer():
    scale = Scale.fitting(minute_of(FIRST), minute_of(FIRST) + 5_000 * DAY, 1_000)
    held = scale.minute(700)
    for _ in range(30):
        scale = scale.zoomed(0.8, 700)
    assert abs(scale.minute(700) - held) < 2
    assert scale.per_px * 1_000 >= 29, "no closer than half an hour"


def test_agencies_have_codes_of_their_own_and_colours_that_can_be_read():
    names = ["Eastmere Police", "Eastmere Partnership", "EMAS", "Eastmere Police", "", "Śródmieście", "A"]
    made = codes(names)
    assert len(set(made)) == len(names) and made[0] == "EP" and made[2] == "EMAS"
    assert min(contrast(each, "#ffffff") for each in ON_LIGHT) >= 4.5
    assert min(contrast(each, "#10131a") for each in ON_DARK) >= 4.5
