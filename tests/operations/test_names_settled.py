"""Pseudonyms that may be chosen, doubts answered once, forms met in the texts taken in; the register that was imported badly."""

from __future__ import annotations

import pytest

from dhr_desktop.core.entries import Entry, Presence
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.people import Person, Professional
from dhr_desktop.operations import names_met, naming, registers
from dhr_desktop.operations.presented import presented
from tests.builders import a_person, add, an_agency, an_entry


def person(case, name):
    return next(each for each in case.all(Person) if each.real_name == name)


@pytest.fixture
def household(case):
    add(
        case, a_person("Grace Tallowby", role="victim", sex="female", pseudonym="Elin"), a_person("Derrin Dean", role="perpetrator"),
        a_person("May Underhay", role="friend"), Professional(real_name="Orrin Blythe", role="police constable"),
        Professional(real_name="Tamsin Uhlworth", role="police constable", label="Police Constable 1"),
    )  # fmt: skip
    return case


@pytest.mark.parametrize("pseudonym", ["Derrin", "dean", "DEAN", "Grace", "Tallowby", "Orrin", "Elin", "ELIN"])
def test_a_pseudonym_that_is_a_real_name_or_taken_is_refused(household, pseudonym):
    may = person(household, "May Underhay")
    with pytest.raises(Refused, match=r"in this case|somebody else's"):
        naming.choose(household, may.id, pseudonym)
    with pytest.raises(Refused):
        registers.change(household, Person, may.id, pseudonym=pseudonym)
    with pytest.raises(Refused):
        registers.add(household, a_person("New Person", pseudonym=pseudonym))
    assert person(household, "May Underhay").pseudonym == ""


def test_who_chose_it_is_kept_and_it_is_one_undo(household):
    may = person(household, "May Underhay")
    naming.choose(household, may.id, "Tess", because="Her sister")
    held = person(household, "May Underhay")
    assert (held.pseudonym, held.pseudonym_choice) == ("Tess", "Her sister")
    naming.choose(household, may.id, "Nora", for_publication=True)
    assert presented(household, "publication").get(Person, may.id).real_name == "Nora"
    assert presented(household, "submission").get(Person, may.id).real_name == "Tess"
    household.undo()
    household.undo()
    assert person(household, "May Underhay").pseudonym == ""


def test_offered_names_are_nobody_s_in_the_case(household):
    add(household, a_person("Ada Brenda"), a_person("Nobody Else", pseudonym="Cora"))
    offered = naming.offers(household, person(household, "May Underhay").id, 400)
    assert len(offered) > 200 and not {"Ada", "Brenda", "Cora", "Elin"} & set(offered)


def test_whoever_has_none_is_given_one_in_one_step(household):
    naming.fill(household)
    assert all(each.pseudonym for each in household.all(Person))
    assert {each.label for each in household.all(Professional)} == {"Police Constable 1", "Police Constable 2"}
    assert naming.fill(household).did_nothing
    household.undo()
    assert person(household, "May Underhay").pseudonym == "" and person(household, "Grace Tallowby").pseudonym == "Elin"


def test_an_imported_register_keeps_its_people_and_says_which_pseudonyms_it_could_not(case):
    rows = [
        ["kind", "role", "real_name", "aliases", "pseudonym"],
        ["person", "victim", "Grace Tallowby", "Gracie", "Elin"],
        ["person", "perpetrator", "Derrin Dean", "", "Callum"],
        ["person", "friend", "Carl Brooking", "", "Dean"],
        ["person", "aunt", "Ann Garlick", "", "Elin"],
        ["person", "victim", "Grace Tallowby", "Gracie", "Elin"],
        ["place", "", "6 Kilnhill Row", "", "the home"],
        ["place", "", "7 Kilnhill Row", "", "the home"],
    ]  # fmt: skip
    taken = registers.take_table(case, Person, rows, called="people.csv")
    assert taken.added == 6 and [each.partition(":")[0] for each in taken.said] == ["Carl Brooking", "Ann Garlick"]
    assert person(case, "Carl Brooking").pseudonym == "" and person(case, "7 Kilnhill Row").pseudonym == "the home"
    again = registers.take_table(case, Person, rows, called="people.csv")
    assert (again.added, again.changed) == (0, 0)


def test_what_is_wrong_with_the_register_is_said_in_sentences(household):
    add(
        household, an_agency("Eastmere Refuge"), a_person("Ivo Garlick", aliases=("Eastmere Refuge",), pseudonym="Ned"),
        a_person("May Underhay", role="aunt", pseudonym="Tess"), a_person("Callum Strand", pseudonym="Alan"),
    )  # fmt: skip
    with household.step("A pseudonym becomes somebody's name") as step:
        from dataclasses import replace

        step.put(replace(person(household, "Derrin Dean"), pseudonym="Callum"))
    words = " ".join(each.words for each in naming.troubles(household))
    assert (
        "also the agency Eastmere Refuge" in words
        and "written alike" in words
        and "“Callum” is a name of Callum Strand" in words
    )
    assert (
        presented(household, "publication").get(Person, person(household, "Derrin Dean").id).real_name
        == "the Perpetrator"
    )


# ---- doubts and proposals -------------------------------------------------------------------------------------


@pytest.fixture
def texts(household):
    entries = add(
        household, an_entry(words="Told by May at the door. Grce Tallowby rang. Karl Tallowby too."),
        an_entry(words="Told by May again. PC Halder came to 8 Overhill Way, Eastmere."),
        an_entry(words="Annual review due in May."),
    )  # fmt: skip
    return household, entries


def test_a_doubtful_word_is_asked_once_and_the_answer_is_kept(texts):
    case, entries = texts
    asked = names_met.met(case).doubts
    assert [(each.entry, each.form) for each in asked] == [(entries[0].id, "May"), (entries[1].id, "May")]
    assert "[May]" in asked[0].in_context()
    names_met.answer(case, asked[:1], 0)
    may = person(case, "May Underhay")
    names_met.answer(case, asked[1:], may.id)
    assert names_met.met(case).doubts == ()
    naming.choose(case, may.id, "Tess")
    told = [each.what_happened for each in presented(case, "publication").all(Entry)]
    assert (
        told[0].startswith("Told by May at")
        and told[1].startswith("Told by Tess again")
        and told[2] == "Annual review due in May."
    )
    case.undo()
    case.undo()
    assert len(names_met.met(case).doubts) == 1


def test_which_of_two_is_meant_is_answered_with_the_title_that_was_asked(household):
    add(
        household,
        a_person("Karl Tallowby", role="uncle", sex="male", pseudonym="Ned"),
        a_person("Ivo Tallowby", role="brother", sex="male", pseudonym="Hal"),
    )
    [entry] = add(household, an_entry(words="Mr Tallowby rang twice."))
    [asked] = [each for each in names_met.met(household).doubts if each.form == "Mr Tallowby"]
    names_met.answer(household, [asked], person(household, "Ivo Tallowby").id)
    assert presented(household, "publication").get(Entry, entry.id).what_happened == "Hal rang twice."
    assert names_met.met(household).doubts == ()


def test_an_answer_falls_away_with_the_words_it_was_about(texts):
    from dataclasses import replace

    case, entries = texts
    names_met.answer(case, names_met.met(case).doubts[:1], 0)
    with case.step("Sent again") as step:
        step.put(replace(entries[0], what_happened="Now told by May at the door."))
    assert "another" not in presented(case, "submission").get(Entry, entries[0].id).what_happened
    with pytest.raises(Refused, match="no longer there"):
        names_met.answer(case, [names_met.Doubt(entries[0].id, "what_happened", 8, 11, "May", "", "", (1,))], 0)
    assert len(case.all(Presence)) == 1


def test_initials_in_capitals_are_proposed_and_hidden_once_they_are_taken(household):
    [said, *_] = add(
        household, an_entry(words="Told by GT that she was well; the SW and the GP knew. G.T. rang."),
        an_entry(words="ALL LOUD AND GT TOO."), an_entry(words="GTs and GT-1, a GTX."),
    )  # fmt: skip
    [proposal] = names_met.met(household).proposals
    assert (proposal.sort, proposal.form, proposal.times) == (
        "initials",
        "GT",
        1,
    ) and "Grace Tallowby" in proposal.because
    grace = person(household, "Grace Tallowby")
    naming.choose(household, grace.id, "Elin")
    shown = presented(household, "publication").get(Entry, said.id).what_happened
    assert shown.startswith("Told by GT that") and "G.T." not in shown
    names_met.take(household, proposal)
    assert "GT" in person(household, "Grace Tallowby").initials and names_met.met(household).proposals == ()
    assert presented(household, "publication").get(Entry, said.id).what_happened.startswith("Told by Elin that")
    household.undo()
    assert len(names_met.met(household).proposals) == 1


def test_forms_met_in_the_texts_are_proposed_with_reasons_and_taken_in(texts):
    case, _ = texts
    proposed = {each.form: each for each in names_met.met(case).proposals}
    assert proposed["Grce Tallowby"].sort == "alias" and "letters from" in proposed["Grce Tallowby"].because
    assert proposed["Karl Tallowby"].sort == "person" and proposed["PC Halder"].sort == "professional"
    assert proposed["8 Overhill Way, Eastmere"].sort == "place"
    for form in proposed:
        names_met.take(case, proposed[form])
    assert "Grce Tallowby" in person(case, "Grace Tallowby").aliases and person(case, "Karl Tallowby")
    assert any(each.real_name == "Halder" and each.role == "PC" for each in case.all(Professional))
    assert names_met.met(case).proposals == ()


def test_a_worker_named_once_by_a_role_is_hidden_wherever_the_name_stands(household):
    add(
        household, an_entry(words="Seen by Dr P. Annandale."), an_entry(words="P. Annandale wrote; Annandale's letter.")
    )
    told = [each.what_happened for each in presented(household, "submission").all(Entry)]
    assert not any("Annandale" in each for each in told) and told[0] == "Seen by a doctor."
