"""A filter keeps what it asks for, says it in words, and forgets what it does not know."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dhr_desktop.core.filters import AsAt, Filter

ids = st.lists(st.integers(1, 10**9), max_size=4).map(tuple)
words = st.lists(st.text(max_size=12), max_size=3).map(tuple)
days = st.none() | st.dates()
filters = st.builds(
    Filter, words=st.text(max_size=30), agencies=ids, people=ids, first=days, last=days, precisions=words, types=words,
    themes=ids, marks=words, terms=ids, files=ids, entries=ids, has_difference=st.booleans(),
    recorded_late=st.booleans(), doubtful=st.booleans(), undated=st.booleans(), without_withdrawn=st.booleans(),
    as_at=days, as_at_rule=st.sampled_from(AsAt),
)  # fmt: skip


@given(filters)
def test_a_kept_filter_comes_back_as_it_was(wanted):
    assert Filter.from_text(wanted.as_text()) == wanted


def test_a_filter_that_asks_for_nothing_is_kept_as_nothing():
    assert Filter().as_text() == "{}" and Filter().is_empty
    assert Filter().in_words({}) == "every entry"


def test_what_an_older_or_newer_version_kept_does_no_harm():
    assert Filter.from_text('{"words": "police", "phase of the moon": "full"}') == Filter(words="police")
    assert Filter.from_text("not json at all") == Filter()
    assert Filter.from_text("[1, 2]") == Filter()


def test_it_says_everything_it_asks_for():
    wanted = Filter(
        words="bruise", agencies=(1, 2), first=date(2013, 3, 1), last=date(2014, 1, 31), precisions=("month",),
        has_difference=True, undated=True, as_at=date(2013, 6, 1), as_at_rule=AsAt.RECORDED, entries=(4, 5, 6),
    )  # fmt: skip
    assert wanted.in_words({1: "Eastmere Police", 2: "Eastmere Hospital"}) == (
        "“bruise” in any field; agency: Eastmere Police or Eastmere Hospital; precision: month; 3 entries chosen; "
        "could fall between 1 March 2013 and 31 January 2014; as at 1 June 2013, by when it was recorded; "
        "accounts that differ; undated"
    )
