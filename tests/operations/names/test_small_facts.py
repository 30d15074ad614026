"""What could tell who somebody is without a name: listed, decided once, and said at every export."""

from __future__ import annotations

import pytest

from dhr_desktop.core.documents import Departure
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.people import Professional
from dhr_desktop.gate.looking import TOGETHER, UNDOING
from dhr_desktop.operations.chronology.chronology_exports import write_chronology
from dhr_desktop.operations.names import gating, small_facts
from dhr_desktop.operations.names.departing import Sending, just_left
from dhr_desktop.operations.names.presented import REDACTED, presented
from tests.builders import a_person, add, an_agency, an_entry

RARE = "A beekeeper, aged 71, saw her in Brelworth."
LATER = "The day after, she called the police."


@pytest.fixture
def village(case):
    add(case, a_person("Grace Tallowby", role="victim", pseudonym="Elin"))
    (agency,) = add(case, an_agency("Eastmere Police"))
    add(case, an_entry("2013-03-14", RARE, agency=agency.id), an_entry("2013-03-15", LATER, agency=agency.id))
    return case


def entries(case):
    return {each.what_happened: each.id for each in case.all(Entry)}


def test_each_place_is_listed_with_its_entry_and_its_facts(village):
    (found,) = small_facts.passages(village)
    assert found.entry == entries(village)[RARE] and found.words == RARE
    assert found.facts == "an age (aged 71), a job (beekeeper), a named place (Brelworth)"


def test_it_may_stand_for_a_reason_and_is_not_asked_again(village):
    (found,) = small_facts.passages(village)
    with pytest.raises(Refused, match="reason"):
        small_facts.let_stand(village, found, "  ")
    small_facts.let_stand(village, found, "He asked to be named")
    assert small_facts.passages(village) == []
    village.undo()
    assert len(small_facts.passages(village)) == 1


def test_the_entry_may_be_published_without_its_words(village):
    (found,) = small_facts.passages(village)
    small_facts.redact(village, found)
    shown = presented(village, "publication")
    assert shown.get(Entry, found.entry).what_happened == REDACTED
    assert presented(village, "submission").get(Entry, found.entry).what_happened != REDACTED
    assert small_facts.passages(village) == []
    village.undo()
    assert len(small_facts.passages(village)) == 1


def test_an_entry_that_went_meanwhile_is_said(village):
    (found,) = small_facts.passages(village)
    with village.step("gone") as step:
        step.remove(Entry, found.entry)
    with pytest.raises(Refused, match="no longer"):
        small_facts.redact(village, found)


def kinds_told(case, to, edition):
    write_chronology(case, to, Filter(), sending=Sending(edition))
    (left,) = just_left(case)
    return {hit.kind for hit in left.warnings}, left


def test_an_export_says_what_a_person_should_look_at_and_leaves(village, tmp_path):
    kinds, left = kinds_told(village, tmp_path / "p.docx", "publication")
    assert kinds == {TOGETHER, UNDOING} and left.to.exists()
    assert "could undo a coarse date" in left.warned() and "look" in left.warned()
    kinds, _ = kinds_told(village, tmp_path / "w.docx", "working")
    assert kinds == set()


def test_what_was_settled_is_not_said_again(village, tmp_path):
    small_facts.let_stand(village, small_facts.passages(village)[0], "He asked to be named")
    assert kinds_told(village, tmp_path / "p.xlsx", "publication")[0] == {UNDOING}
    gating.allow_always(village, f"{UNDOING}: the day after", "no date stands beside it")
    assert kinds_told(village, tmp_path / "q.xlsx", "publication")[0] == set()


def test_a_label_that_has_left_is_not_given_to_another(village, tmp_path):
    def add_worker(name):
        return add(village, Professional(real_name=name, role="police officer"))[0]

    first, second = add_worker("Orrin Blythe"), add_worker("Tamsin Uhlworth")
    before = village.undo_name
    write_chronology(village, tmp_path / "a.docx", Filter(), sending=Sending())
    assert village.get(Professional, second.id).label == ""  # names stood in it; nothing was given out
    write_chronology(village, tmp_path / "b.docx", Filter(), sending=Sending("submission"))
    assert village.get(Professional, second.id).label == "Police Officer 2"
    assert village.undo_name == before, "keeping what left is not an edit that Undo would take back"
    with village.step("gone") as step:
        step.remove(Professional, first.id)
    third = add_worker("Somebody Else")
    shown = presented(village, "publication")
    assert shown.get(Professional, second.id).real_name == "Police Officer 2"
    assert shown.get(Professional, third.id).real_name == "Police Officer 1"
    assert len(village.all(Departure)) == 2
