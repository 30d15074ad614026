"""The matcher on worlds it was not fitted on and whose happenings it never met, beside the simplest rule there is."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import pytest

from bench.matching.inventing import invented, told
from bench.matching.judging import Judged, add, average_precision, true_links
from bench.matching.worlds import worlds_left_out
from dhr_desktop.merge.matcher import suggest


@pytest.fixture(scope="module")
def tried():
    judged, simplest = Judged(), []
    for world in worlds_left_out(12, start=500_000):
        case = told(world)
        add(judged, case, suggest(case.sources, case.register))
        simplest.append(average_precision(same_day(case), true_links(case)))
    return judged, simplest


def same_day(case):
    days = defaultdict(list)
    for each in case.sources:
        if each.when.is_exact:
            days[each.when.earliest].append(each)
    return [(a.id, b.id) for group in days.values() for a, b in combinations(group, 2) if a.agency != b.agency]


def mean(figures):
    return sum(figures) / len(figures)


def test_links_are_found_well_beyond_the_rule_of_the_same_day(tried):
    judged, simplest = tried
    assert mean(judged.precision) >= 0.6
    assert mean(judged.among_first) >= 0.75
    assert all(ours > theirs for ours, theirs in zip(judged.precision, simplest, strict=True))


def test_what_is_called_sure_is_right_and_nothing_hard_is_among_it(tried):
    judged, _ = tried
    assert judged.sure >= 10
    assert judged.sure_wrong <= 0.01 * judged.sure
    assert judged.hard_sure == 0


def test_certainty_means_what_it_says(tried):
    judged, _ = tried
    assert judged.calibration_error <= 0.03


def test_rows_sent_twice_are_found(tried):
    judged, _ = tried
    assert judged.same_rows[0] == judged.same_rows[1] > 100
    assert judged.near_rows[0] >= 0.95 * judged.near_rows[1]


def test_the_same_case_gives_the_same_answer():
    case = invented(5, 120, years=4)
    one, other = suggest(case.sources, case.register), suggest(list(reversed(case.sources)), case.register)
    assert [(each.one, each.other) for each in one.links if each.is_sure] == [
        (each.one, each.other) for each in suggest(case.sources, case.register).links if each.is_sure
    ]
    assert abs(len(one.links) - len(other.links)) <= 0.05 * len(one.links)
