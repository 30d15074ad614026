"""Records as they come back from their rows: exact, and what many of them say is held once."""

from __future__ import annotations

from dhr_desktop.core.entries import Entry
from dhr_desktop.storage import rows
from tests.builders import add, an_entry, reopened


def test_equal_days_and_short_words_of_many_records_are_one(case):
    add(case, *(an_entry("2021-02-14", f"Account {at}.", source="Log", professional="PC 1") for at in range(3)))
    add(case, an_entry("2021-02-15", "Another."))
    again = reopened(case)
    first, second, third, other = again.all(Entry)
    assert first.happened is second.happened is third.happened
    assert first.source is second.source
    assert first.professional is third.professional
    assert other.happened != first.happened
    assert [each.what_happened for each in again.all(Entry)] == ["Account 0.", "Account 1.", "Account 2.", "Another."]
    again.close()


def test_nothing_of_a_case_stays_here_once_it_is_closed(case):
    add(case, an_entry("2021-02-14"))
    again = reopened(case)
    again.all(Entry)
    assert rows._when_of.cache_info().currsize
    again.close()
    assert not rows._when_of.cache_info().currsize
