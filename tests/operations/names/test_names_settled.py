"""Pseudonyms that may be chosen, doubts answered once, forms met in the texts taken in; the register that was imported badly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dhr_desktop.core.analysis import Lesson
from dhr_desktop.core.entries import Entry, Presence
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.filters import Filter
from dhr_desktop.core.people import Person, Professional
from dhr_desktop.operations.chronology import chronology_exports
from dhr_desktop.operations.names import departing, name_questions, names_met, naming
from dhr_desktop.operations.names.departing import Sending
from dhr_desktop.operations.names.presented import presented
from dhr_desktop.operations.review import registers
from dhr_desktop.people.certain import NEUTRAL, WORD, Why
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


def questions_of(case, form):
    return [each for each in name_questions.questions(case) if each.form == form]


def test_a_form_is_asked_once_in_an_agency_s_rows_and_the_answer_is_kept(texts):
    case, _ = texts
    [asked] = questions_of(case, "May")
    assert (asked.times, len(asked.entries), asked.why) == (2, 2, Why.WORD) and "[May]" in asked.in_context()
    may = person(case, "May Underhay")
    naming.choose(case, may.id, "Tess")
    told = [each.what_happened for each in presented(case, "publication").all(Entry)]
    assert told[0].startswith("Told by [name] at") and told[2] == "Annual review due in May."
    offered = {each.words: each.prints for each in name_questions.choices(case, asked)}
    assert offered["May Underhay"].startswith("…Told by Tess at") and offered["just a word"].startswith(
        "…Told by May at"
    )
    assert offered["leave it neutral"].startswith("…Told by [name] at")
    name_questions.answer(case, [asked], may.id)
    assert questions_of(case, "May") == []
    told = [each.what_happened for each in presented(case, "publication").all(Entry)]
    assert told[0].startswith("Told by Tess at") and told[1].startswith("Told by Tess again")
    case.undo()
    assert len(questions_of(case, "May")) == 1
    name_questions.answer(case, [asked], WORD)
    assert presented(case, "publication").all(Entry)[0].what_happened.startswith("Told by May at")


def test_which_of_two_is_meant_is_answered_with_the_title_that_was_asked(household):
    add(
        household,
        a_person("Karl Tallowby", role="uncle", sex="male", pseudonym="Ned"),
        a_person("Ivo Tallowby", role="brother", sex="male", pseudonym="Hal"),
    )
    [entry] = add(household, an_entry(words="Mr Tallowby rang twice."))
    [asked] = questions_of(household, "Mr Tallowby")
    assert not asked.could_be_a_word
    with pytest.raises(Refused, match="begins with a title"):
        name_questions.answer(household, [asked], WORD)
    name_questions.answer(household, [asked], person(household, "Ivo Tallowby").id)
    assert presented(household, "publication").get(Entry, entry.id).what_happened == "Hal rang twice."
    assert questions_of(household, "Mr Tallowby") == []


def test_an_answer_in_one_agency_s_rows_says_nothing_of_another_s(household):
    add(household, a_person("Ivo Tallowby", role="brother", sex="male", pseudonym="Hal"))
    police, health = add(household, an_agency("Eastmere Police"), an_agency("Eastmere Health"))
    add(household, *(an_entry(words="TALLOWBY seen.", agency=each.id) for each in (police, health)))
    asked = questions_of(household, "TALLOWBY")
    assert [each.agency for each in asked] == [police.id, health.id]
    name_questions.answer(household, asked[:1], person(household, "Ivo Tallowby").id)
    told = [each.what_happened for each in presented(household, "submission").all(Entry)]
    assert told == ["Hal seen.", "[name] seen."] and len(questions_of(household, "TALLOWBY")) == 1
    [kept] = name_questions.answered(household)
    name_questions.take_back(household, kept.id)
    assert len(questions_of(household, "TALLOWBY")) == 2


def test_twenty_thousand_entries_ask_once_a_form_and_not_once_a_place(household):
    agencies = add(household, *(an_agency(f"Agency {number}") for number in range(5)))
    add(
        household,
        *(
            an_entry(words=f"Visit {at}: HV: Grce rang, Tallowbey too.", agency=agencies[at % 5].id)
            for at in range(400)
        ),
    )
    asked = name_questions.questions(household)
    assert len(asked) <= 10 and sum(each.times for each in asked) >= 400


@pytest.mark.safety("N-P12")
@pytest.mark.parametrize("edition", ["submission", "publication"])
def test_a_file_waits_until_every_name_is_settled_or_left_neutral(texts, tmp_path, edition):
    case, _ = texts
    to = tmp_path / "c.xlsx"
    with pytest.raises(departing.NamesNotSettled, match="are not certain: “May”"):
        chronology_exports.write_chronology(case, to, Filter(), sending=Sending(edition))
    assert not to.exists()
    chronology_exports.write_chronology(case, tmp_path / "w.xlsx", Filter(), sending=Sending())
    name_questions.answer(case, name_questions.questions(case), NEUTRAL)
    chronology_exports.write_chronology(case, to, Filter(), sending=Sending(edition))
    assert to.exists()
    add(case, an_entry(words="Karl Tallowby rang."))
    add(case, an_entry(words="Kevin Tallowby rang."))
    with pytest.raises(departing.NamesNotSettled, match="Kevin Tallowby"):
        chronology_exports.write_chronology(case, tmp_path / "d.xlsx", Filter(), sending=Sending(edition))


def test_what_the_review_wrote_itself_is_asked_too(texts):
    case, _ = texts
    add(case, Lesson(text="Asked about Tallowbey at once."))
    [asked] = questions_of(case, "Tallowbey")
    assert (asked.agency, asked.entry) == (0, 0) and "the review's words" in asked.in_words(case)
    name_questions.answer(case, [asked], person(case, "Grace Tallowby").id)
    assert presented(case, "publication").all(Lesson)[0].text == "Asked about Elin at once."


def test_an_answer_falls_away_with_the_words_it_was_about(texts):
    case, entries = texts
    [asked] = questions_of(case, "May")
    with case.step("Sent again") as step:
        step.put(replace(entries[0], what_happened="Now told by May at the door."))
    with pytest.raises(Refused, match="no longer there"):
        name_questions.answer(case, [asked], WORD)
    assert case.all(Presence) == []


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


@pytest.fixture
def two_karens(case):
    """Karen, of whom there are two, in rows about two people; answered in the first's rows."""
    [police] = add(case, an_agency("Eastmere Police"))
    victim, _, karen, _ = add(
        case, a_person("Grace Tallowby", role="victim", pseudonym="Elin"), a_person("Derrin Dean", role="perpetrator"),
        a_person("Karen Brooking", role="friend", pseudonym="Tess"), a_person("Karen Underhay", role="friend"),
    )  # fmt: skip
    entries = add(
        case, an_entry(words="Karen told the officer.", agency=police.id, subject="Victim"),
        an_entry(words="Later Karen rang.", agency=police.id, subject="Victim"),
        an_entry(words="Seen with Karen.", agency=police.id, subject="Perpetrator"),
    )  # fmt: skip
    [asked] = [each for each in name_questions.questions(case) if each.about == victim.id]
    name_questions.answer(case, [asked], karen.id)
    return case, entries, karen


def printed(case):
    return [each.what_happened for each in presented(case, "publication").all(Entry)]


ANSWERED = ["Tess told the officer.", "Later Tess rang.", "Seen with [name]."]


def moves(case, first):
    """Each way in which the entry that was asked about comes to stand in other rows."""
    derrin = person(case, "Derrin Dean")
    grace = person(case, "Grace Tallowby")
    [health] = add(case, an_agency("Eastmere Health"))
    return {
        "about another": [replace(first, subject="Perpetrator")],
        "about nobody known": [replace(first, subject="a neighbour")],
        "another agency": [replace(first, agency=health.id)],
        "other roles": [replace(derrin, role="victim"), replace(grace, role="perpetrator")],
    }


@pytest.mark.safety("N-P12")
@pytest.mark.parametrize("move", ["about another", "about nobody known", "another agency", "other roles"])
def test_an_answer_never_moves_to_rows_nobody_was_asked_about(two_karens, move):
    case, entries, _ = two_karens
    assert printed(case) == ANSWERED
    changed = moves(case, entries[0])[move]
    with case.step("Correct it") as step:
        for each in changed:
            step.put(each)
    told = printed(case)
    assert not any("Tess" in each for each in told), told
    asked = name_questions.questions(case)
    assert {id for each in asked for id in each.entries} == {each.id for each in entries}
    assert len(name_questions.lapsed(case)) == 1
    case.undo()
    assert printed(case) == ANSWERED and name_questions.lapsed(case) == []


def test_a_lapsed_answer_goes_when_the_same_is_answered_again(two_karens):
    case, entries, _ = two_karens
    other = person(case, "Karen Underhay")
    with case.step("Correct it") as step:
        step.put(replace(entries[0], subject="Perpetrator"))
    again = next(each for each in name_questions.questions(case) if each.entry == entries[1].id)
    name_questions.answer(case, [again], other.id)
    assert len(name_questions.answered(case)) == 1
    with case.step("Put it back") as step:
        step.put(replace(case.get(Entry, entries[0].id), subject="Victim"))
    assert not any("Tess" in each for each in printed(case))
