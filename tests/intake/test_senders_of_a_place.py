"""What shares a place with an agency is not that agency: over places, kinds of body and registers made up here."""

from __future__ import annotations

import itertools
import random

import pytest

from dhr_desktop.intake.senders import Known, Standing, propose_sender, sender_of_name
from tests.intake.test_senders import TITLES, asked_of, is_held_without_a_question, two_lines

PLACES = ("Eastmere", "Brackwater", "Holm", "Kent and Medway", "St Osric's", "North Fenmoor")
KINDS = (
    "{}", "{} NHS Foundation Trust", "{} NHS Trust", "{} Trust", "{} Partnership NHS Foundation Trust", "{} Partnership",
    "{} Group", "{} Service", "{} Team", "{} Foundation", "{} Unit", "{} Health Centre", "{} Healthcare NHS Trust",
    "{} Clinic", "{} Social Care", "{} Out of Hours", "{} Police", "{} Council", "{} Adult Social Care", "{} Adult Services",
    "{} Adults", "{} Adult Team", "{} Children's Services", "{} Children's Trust", "{} Hospital", "{} Hospital NHS Trust",
    "{} Community Trust", "{} Community Health", "{} Drug Service", "{} Drug Team", "{} Mental Health Trust",
)  # fmt: skip


def register(*names):
    return [Known(at, (name,)) for at, name in enumerate(names, 1)]


def every_way(said, known):
    yield asked_of(f"{said} chronology.csv", "", known)
    yield from (asked_of("Book1.xlsx", title.format(said), known) for title in TITLES)
    yield asked_of("Book1.xlsx", "", known, sheet=said)
    yield sender_of_name(said, known)


def plain_ways(said, known):
    yield asked_of(f"{said}.xlsx", "", known)
    yield asked_of("Book1.xlsx", f"Agency: {said}", known)
    yield sender_of_name(said, known)


ONE_BODY = ("{} Hospital NHS Trust", "{} Hospital")  # the second is what the first is called in daily use


@pytest.mark.parametrize("one, other", [each for each in itertools.permutations(KINDS, 2) if each != ONE_BODY])
def test_two_kinds_of_body_at_one_place_are_never_taken_for_one(one, other):
    rng = random.Random(f"{one}{other}")
    place = rng.choice(PLACES)
    rest = [kind.format(place) for kind in rng.sample(KINDS, 3) if kind != other]
    said, elsewhere = other.format(place), "Quill Police"
    for known in (register(one.format(place)), register(one.format(place), *rest, elsewhere)):
        for sender in every_way(said, known):
            assert not is_held_without_a_question(sender), (said, known, sender)


@pytest.mark.parametrize("owner", ["NHS Trust", "NHS Foundation Trust", "Trust", "Foundation Trust"])
@pytest.mark.parametrize("place", PLACES)
def test_a_hospital_is_known_without_its_owner_unless_the_place_has_another_body(place, owner):
    said, whole = f"{place} Hospital", f"{place} Hospital {owner}"
    for sender in every_way(said, register(whole, "Quill Police")):
        assert sender.is_asked or (sender.agency, sender.standing) == (1, Standing.CERTAIN)
    assert sender_of_name(said, register(whole)).agency == 1
    for beside in (f"{place} Partnership NHS Trust", f"{place} Health Centre", f"{place} Hospital Group"):
        for sender in every_way(said, register(whole, beside)):
            assert not is_held_without_a_question(sender), (said, beside, sender)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_a_body_s_very_name_is_certain_beside_the_others_of_its_place(kind, place):
    others = [each.format(place) for each in random.Random(kind).sample(KINDS, 4) if each not in (kind, "{}")]
    known = register(kind.format(place), *([] if kind == "{}" else others))
    for sender in plain_ways(kind.format(place), known):
        assert (sender.agency, sender.standing) == (1, Standing.CERTAIN), (kind, place, sender)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_is_one_agency_s_name_is_asked_where_others_bear_it_too(place):
    known = [Known(1, (f"{place} Police", place)), Known(2, (f"{place} NHS Foundation Trust",))]
    for sender in plain_ways(place, known):
        assert sender.is_asked and {f"{place} Police", f"{place} NHS Foundation Trust"} <= set(sender.offers)
    assert asked_of("Book1.xlsx", place, known[:1]).agency == 1


@pytest.mark.parametrize("one, other", list(itertools.permutations(
    ("{} NHS Foundation Trust", "{} Partnership NHS Foundation Trust", "{} Police", "{} Group", "{} Health Centre"), 2
)))  # fmt: skip
@pytest.mark.parametrize("place", PLACES[:3])
def test_a_second_body_of_the_place_in_the_file_or_its_name_is_asked(one, other, place):
    held, second = one.format(place), other.format(place)
    for known in (register(held), register(held, second)):
        is_shorter_form = len(known) == 1 and set(second.split()) < set(held.split())
        assert is_shorter_form or asked_of(f"{second}.xlsx", f"Agency: {held}", known).is_asked
        assert is_shorter_form or two_lines(held, second, known).is_asked
        assert is_shorter_form or two_lines(second, held, known).is_asked
        assert propose_sender(f"{place}.xlsx", known).is_asked


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("said, held", [
    ("{} Police Service", "{} Police"), ("{} Probation", "{} Probation Service"), ("The {} Ambulance Service", "{} Ambulance"),
    ("{} Homes Ltd", "{} Homes"), ("{} NHS FT", "{} NHS Foundation Trust"), ("{} Adults Social Care", "{} Adult Social Care"),
])  # fmt: skip
def test_words_that_name_no_other_body_cost_no_question(said, held, place):
    if said.endswith("FT"):
        held = held.removesuffix(" Trust")
    known = register(held.format(place), "Quill Police")
    assert sender_of_name(said.format(place), known).agency == 1


@pytest.mark.parametrize(
    "word", ["NHS", "Trust", "NHS Trust", "The Foundation", "Health", "Social Care", "Team", "EP", "VS", "XQ"]
)
def test_a_word_of_any_body_or_two_letters_makes_no_agency_unasked(word):
    for known in ([], register("Eastmere Police", "Victim Support", "Eastmere NHS Foundation Trust")):
        assert sender_of_name(word, known).is_asked


def misspelt(name):
    at = max((each for each in name.split() if len(each) > 5), key=len)
    for place in range(2, len(at)):
        yield name.replace(at, at[:place] + at[place + 1 :])
        yield name.replace(at, at[:place] + at[place] + at[place:])


@pytest.mark.parametrize(
    "held", ["Victim Support", "Weston Support", "Adult Social Services", "Eastmere Police", "Thornbeck Council"]
)
def test_a_name_spelt_nearly_as_one_of_the_register_is_asked_and_offered(held):
    known = register(held, "Quill Surgery")
    for said in misspelt(held):
        sender = sender_of_name(said, known)
        assert sender.agency == 1 or (sender.is_asked and held in sender.offers), said


@pytest.mark.parametrize("initials", ["EB", "JP", "VS"])
def test_two_letters_in_a_file_s_name_do_not_speak_against_what_it_says_inside(initials):
    known = register("Eastmere Police", "Eastmere Board", "Victim Support", "Jarrow Place")
    assert asked_of(f"{initials} chronology.xlsx", "Agency: Eastmere Police", known).agency == 1
    assert asked_of(f"{initials} chronology.xlsx", "", known).is_asked
