"""The matcher on invented cases it was not fitted on, beside the simplest rule there is."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import pytest

from bench.matching.inventing import invented
from dhr_desktop.merge.matcher import SURE, suggest

SEEDS = (70_001, 70_002, 70_003)


def truth(case):
    """Pairs of different agencies that tell of one event, and pairs that are one row twice."""
    by_event = defaultdict(list)
    for each in case.entries:
        by_event[each.event].append(each.source)
    pairs = {
        (a.id, b.id): a.agency == b.agency for group in by_event.values() for a, b in combinations(group, 2)
    }  # fmt: skip
    return {pair for pair, same in pairs.items() if not same}, {pair for pair, same in pairs.items() if same}


def ranked(case, made):
    agency = {each.source.id: each.source.agency for each in case.entries}
    links = {tuple(sorted((each.one, each.other))): each.probability for each in made.links}
    across = {pair: score for pair, score in links.items() if agency[pair[0]] != agency[pair[1]]}
    return sorted(across, key=lambda pair: -across[pair]), across


def average_precision(order, wanted):
    found = total = 0.0
    for place, pair in enumerate(order, 1):
        if pair in wanted:
            found += 1
            total += found / place
    return total / len(wanted)


@pytest.fixture(scope="module", params=SEEDS)
def tried(request):
    case = invented(request.param, 300, years=7)
    return case, suggest(case.sources, case.register)


def test_links_are_found_well_beyond_the_rule_of_the_same_day(tried):
    case, made = tried
    wanted, _ = truth(case)
    order, _ = ranked(case, made)
    assert average_precision(order, wanted) >= 0.7
    assert len(wanted & set(order[: int(2.5 * len(wanted))])) >= 0.9 * len(wanted)
    days = defaultdict(list)
    for each in case.sources:
        if each.when.is_exact:
            days[each.when.earliest].append(each)
    same_day = [(a.id, b.id) for group in days.values() for a, b in combinations(group, 2) if a.agency != b.agency]
    assert average_precision(order, wanted) > 2 * average_precision(same_day, wanted)


def test_what_is_called_sure_is_right(tried):
    case, made = tried
    wanted, _ = truth(case)
    order, scores = ranked(case, made)
    sure = [pair for pair in order if scores[pair] >= SURE]
    assert len(sure) >= 0.03 * len(wanted)
    assert sum(pair in wanted for pair in sure) >= 0.9 * len(sure)


def test_probabilities_are_calibrated(tried):
    """Of the links called about so likely, about so many are right."""
    case, made = tried
    wanted, _ = truth(case)
    order, scores = ranked(case, made)
    for low, high in ((0.0, 0.2), (0.2, 0.6), (0.6, 1.0)):
        band = [pair for pair in order if low <= scores[pair] < high]
        if len(band) >= 40:
            expected = sum(scores[pair] for pair in band) / len(band)
            assert abs(sum(pair in wanted for pair in band) / len(band) - expected) < 0.2


def test_rows_sent_twice_are_all_found_and_nothing_else_is_called_one(tried):
    case, made = tried
    copied = {
        tuple(sorted((each.source.id, each.copy_of))): each.is_same_words
        for each in case.entries
        if each.copy_of is not None
    }
    found = {tuple(sorted((each.one, each.other))) for each in made.links if each.pair is None}
    same = {pair for pair, is_same in copied.items() if is_same}
    assert same <= found
    assert len(found & set(copied)) >= 0.97 * len(copied)
    _, within = truth(case)
    assert len(found - within) <= 0.2 * len(found)


def test_the_same_case_gives_the_same_answer():
    case = invented(5, 120, years=4)
    one, other = suggest(case.sources, case.register), suggest(list(reversed(case.sources)), case.register)
    assert [(each.one, each.other) for each in one.links if each.is_sure] == [
        (each.one, each.other) for each in suggest(case.sources, case.register).links if each.is_sure
    ]
    assert abs(len(one.links) - len(other.links)) <= 0.05 * len(one.links)
