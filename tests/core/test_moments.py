"""A When never says more than the words allow, however it is asked."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr_desktop.core.moments import PARTS_OF_DAY, Certainty, Coarseness, Order, Precision, When

days = st.dates(date(1950, 1, 1), date(2040, 12, 31))
clocks = st.times(min_value=time(0, 0)).map(lambda t: t.replace(second=0, microsecond=0))


@st.composite
def spans(draw):
    first = draw(days)
    return When.between(first, first + timedelta(days=draw(st.integers(0, 800))))


exact = st.builds(When.on, days, st.none() | clocks)
moments = st.one_of(
    exact,
    spans(),
    st.builds(When.in_month, st.integers(1950, 2040), st.integers(1, 12)),
    st.builds(When.in_part_of_month, st.integers(1950, 2040), st.integers(1, 12), st.integers(0, 2)),
    st.builds(When.in_season, st.integers(1950, 2040), st.integers(21, 24)),
    st.builds(When.in_quarter, st.integers(1950, 2040), st.integers(1, 4)),
    st.builds(When.in_year, st.integers(1950, 2040)),
    days.map(lambda day: When.between(day, None)),
    days.map(lambda day: When.between(None, day)),
    st.just(When.undated("TBC")),
)
OPPOSITE = {Order.BEFORE: Order.AFTER, Order.AFTER: Order.BEFORE, Order.CANNOT_BE_ORDERED: Order.CANNOT_BE_ORDERED}


@given(moments, moments)
def test_order_read_backwards_is_the_opposite(left, right):
    assert left.order(right) is OPPOSITE[right.order(left)]


@given(moments, moments, moments)
def test_before_is_passed_on(a, b, c):
    if a.order(b) is Order.BEFORE and b.order(c) is Order.BEFORE:
        assert a.order(c) is Order.BEFORE


@given(moments, moments)
def test_what_overlaps_by_more_than_one_exact_day_cannot_be_ordered(left, right):
    if left.overlaps(right) and not (left.is_exact and right.is_exact):
        assert left.order(right) is Order.CANNOT_BE_ORDERED


@given(moments)
def test_nothing_comes_before_itself(when):
    assert when.order(when) is Order.CANNOT_BE_ORDERED


@given(moments, moments)
def test_overlap_is_mutual_and_agrees_with_the_days(left, right):
    assert left.overlaps(right) == right.overlaps(left)
    if left.days and right.days and left.days < 900:
        shared = any(right.allows(left.earliest + timedelta(days=n)) for n in range(left.days))
        assert left.overlaps(right) == shared


@given(moments, st.sampled_from(list(Coarseness)))
def test_coarsening_never_narrows_and_never_keeps_the_words(when, to):
    coarse = when.coarsened(to)
    if when.is_dated:
        assert when.within(coarse)
        if to is not Coarseness.FULL:
            assert coarse.wording == "" and coarse.time_from is None


@given(moments, st.sampled_from(list(Coarseness)))
def test_coarsening_twice_is_coarsening_once(when, to):
    once = when.coarsened(to)
    assert once.coarsened(to) == once


@given(exact)
def test_a_coarsened_day_is_one_of_a_few_that_say_the_same(when):
    month = when.coarsened(Coarseness.MONTH)
    others = {
        When.on(date(when.earliest.year, when.earliest.month, d)).coarsened(Coarseness.MONTH) for d in (1, 15, 28)
    }
    assert others == {month}


@given(moments)
def test_leaving_as_plain_values_and_coming_back_changes_nothing(when):
    assert When.from_plain(when.as_plain()) == when


@given(moments, moments)
def test_the_shelf_puts_what_is_certainly_earlier_first(left, right):
    if left.order(right) is Order.BEFORE and left.earliest and right.earliest:
        assert left.shelf_key() <= right.shelf_key()


@given(moments)
def test_every_moment_can_be_said(when):
    assert when.words()
    assert (when.words() == "undated") == (not when.is_dated)


D = date(2013, 3, 14)


@pytest.mark.parametrize(
    "when, words",
    [
        (When.on(D), "14 March 2013"),
        (When.on(D, time(23, 3)), "14 March 2013, 23:03"),
        (When.on(D, part_of_day="early hours"), "14 March 2013, early hours"),
        (When.on(D, certainty=Certainty.QUERIED), "14 March 2013 (queried)"),
        (When.on(D, certainty=Certainty.APPROXIMATE), "about 14 March 2013"),
        (When.on(D, certainty=Certainty.APPROXIMATE_AND_QUERIED), "about 14 March 2013 (queried)"),
        (When.in_week_of(date(2013, 3, 11)), "11 March 2013 to 17 March 2013"),
        (When.in_part_of_month(2013, 3, 0), "early March 2013"),
        (When.in_part_of_month(2013, 3, 1), "mid-March 2013"),
        (When.in_part_of_month(2013, 3, 2), "late March 2013"),
        (When.in_month(2013, 3), "March 2013"),
        (When.in_season(2013, 21), "March to May 2013"),
        (When.in_season(2012, 24), "December 2012 to February 2013"),
        (When.in_quarter(2011, 3), "July to September 2011"),
        (When.in_year(2005), "2005"),
        (When.between(date(2009, 1, 1), date(2010, 12, 31)), "2009 to 2010"),
        (When.between(date(2012, 3, 17), date(2012, 4, 12)), "17 March 2012 to 12 April 2012"),
        (When.between(D, None), "from 14 March 2013"),
        (When.between(None, D), "until 14 March 2013"),
        (replace(When.between(None, date(2008, 12, 31)), edtf="../2008"), "until 2008"),
        (replace(When.between(date(2012, 5, 1), None), edtf="2012-05/.."), "from May 2012"),
        (When.between(None, D).coarsened(Coarseness.YEAR), "until 2013"),
        (When.between(D, None).coarsened(Coarseness.MONTH), "from March 2013"),
        (When.between(None, D).coarsened(Coarseness.PART_OF_MONTH), "until mid-March 2013"),
        (When.undated("TBC"), "undated"),
    ],
)
def test_each_precision_has_its_wording(when, words):
    assert when.words() == words


@pytest.mark.parametrize(
    "when, edtf",
    [
        (When.on(D), "2013-03-14"),
        (When.on(D, certainty=Certainty.QUERIED), "2013-03-14?"),
        (When.in_part_of_month(2013, 5, 2), "2013-05-2X~"),
        (When.in_season(2014, 21), "2014-21"),
        (When.in_quarter(2011, 3), "2011-35"),
        (When.between(D, None), "2013-03-14/.."),
    ],
)
def test_edtf_is_kept_beside_the_days(when, edtf):
    assert when.edtf == edtf


@pytest.mark.parametrize(
    "left, right, order",
    [
        (When.on(D, time(9, 0)), When.on(D, time(10, 0)), Order.BEFORE),
        (When.on(D, time(9, 0)), When.on(D, time(9, 0)), Order.CANNOT_BE_ORDERED),
        (When.on(D, time(9, 0)), When.on(D), Order.CANNOT_BE_ORDERED),
        (When.on(D, part_of_day="morning"), When.on(D, part_of_day="evening"), Order.BEFORE),
        (When.on(D, part_of_day="night"), When.on(D, time(9, 0)), Order.CANNOT_BE_ORDERED),
        (When.in_month(2013, 3), When.on(D), Order.CANNOT_BE_ORDERED),
        (When.in_month(2013, 2), When.on(D), Order.BEFORE),
        (When.undated(), When.on(D), Order.CANNOT_BE_ORDERED),
    ],
)
def test_order_has_three_answers(left, right, order):
    assert left.order(right) is order


def test_a_time_that_runs_past_midnight_orders_nothing():
    from dataclasses import replace

    late = replace(When.on(D, time(23, 30)), time_to=time(0, 40))
    assert late.order(When.on(D, time(1, 0))) is Order.CANNOT_BE_ORDERED
    assert late.order(When.on(D + timedelta(days=1), time(0, 10))) is Order.BEFORE


def test_a_when_cannot_end_before_it_starts():
    with pytest.raises(ValueError):
        When.between(D, D - timedelta(days=1))


def test_a_part_of_day_is_one_of_those_known():
    assert "early hours" in PARTS_OF_DAY
    with pytest.raises(ValueError):
        When.on(D, part_of_day="teatime")


def test_precision_follows_what_was_given():
    assert When.on(D, time(9, 0)).precision is Precision.MINUTE
    assert When.on(D, part_of_day="evening").precision is Precision.PART_OF_DAY
    assert When.undated().precision is Precision.NONE
