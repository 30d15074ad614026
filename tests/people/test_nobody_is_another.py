"""A word that is not certain to mean somebody is put under nobody's name: the sentences that once told lies, and their kind."""

from __future__ import annotations

from datetime import date

import pytest

from dhr_desktop.people.certain import Why
from dhr_desktop.people.finding_names import NameFinder
from dhr_desktop.people.found import Row
from dhr_desktop.people.masking import Masker
from dhr_desktop.people.roster import Identity, Roster, Stranger

VICTIM, PERPETRATOR, GIRL, MOTHER, DEAN, CROSS, AUNT, WORKER = range(1, 9)
FAMILY = [
    Identity(VICTIM, "person", ("Hanna Stonely",), ("Hanny",), (), "Anna", "victim", "female", date(1990, 3, 1)),
    Identity(PERPETRATOR, "person", ("Kareem Stonely",), (), (), "Bert", "perpetrator", "male", date(1988, 5, 2)),
    Identity(GIRL, "person", ("Hope O'Tarrow",), (), (), "Betty", "victim's daughter", "female", date(2007, 9, 21)),
    Identity(MOTHER, "person", ("Joan Larkwell",), (), (), "Marge", "victim's mother", "female"),
    Identity(DEAN, "person", ("Wilfred Dean",), (), (), "Alan", "associate", "male"),
    Identity(CROSS, "person", ("Ray Cross",), (), (), "Carl", "lodger", "male"),
    Identity(AUNT, "person", ("Karen Fenby",), (), (), "Dora", "aunt", "female"),
    Identity(WORKER, "professional", ("Tamsin Bellow",), (), (), "Social Worker 1", "social worker"),
]
CALLED = {each.id: each.called for each in FAMILY}
IN_2013 = date(2013, 6, 1)


def a_masker(*more, others=(), agencies=()):
    people = [*FAMILY, *more]
    return Masker(
        NameFinder(Roster.of(people, others=others, agencies=agencies)), {each.id: each.called for each in people}
    )


def persons_in(text):
    return [called for called in (*CALLED.values(), "Another person") if called in text]


@pytest.mark.safety("N-P12")
@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("STONELY has mental health problems", "[name] has mental health problems"),
        ("Ms O'Tarrow, 23 F, taken 20 x citalopram", "[name], 23 F, taken 20 x citalopram"),
        ("Ms O'Tarrow attended", "[name] attended"),
        ("Hope, 23 F, taken tablets", "[name], 23 F, taken tablets"),
        ("agreed with Karim Stonely that he would go", "agreed with [name] that he would go"),
        ("spoke to Kareem Stonely (his father)", "spoke to [name] (his father)"),
        ("spoke to his father Kareem Stonely", "spoke to his father [name]"),
        ("TM Roy Dean chaired", "A team manager chaired"),
        ("AXM Roy Dean chaired", "AXM [name] chaired"),
        ("SW Hanna Stonely visited", "A social worker visited"),
        ("QTW Hanna Stonely visited", "QTW [name] visited"),
        ("Dr Stonely prescribed", "A doctor prescribed"),
        ("nurse Karen rang; worker Hanna; Nurse Karen", "nurse [name] rang; worker [name]; a nurse"),
        ("Letter to Eastmere Cross Vale CCG and Dean Close School", "Letter to [name] Vale CCG and Dean Close School"),
        ("heard at King's Cross Crown Court", "heard at King's Cross Crown Court"),
        ("Hanna Larkwell and Joan Stonely", "[name] and [name]"),
        ("Hanna Prisby told them", "[name] told them"),
        ("Stonly said; Kareen Stonely said; H.S. said", "[name] said; [name] said; [name] said"),
        ("Mr Dean was asked", "Alan was asked"),
        ("DEAN, Patrick and CROSS, Ray", "[name] and Carl"),
        ("Joan Larkwell/Hope O'Tarrow; Wilfred Dean,Ray Cross", "Marge/Betty; Alan,Carl"),
        ("Hanna Stonely said; Hanny said; Kareem said", "Anna said; Anna said; Bert said"),
        ("Mr Stonely said; Ms Stonely left", "Bert said; Anna left"),
        ("Mr Stonely, 61 M, said", "[name], 61 M, said"),
        ("SW Tamsin Bellow; Tamsin Bellow", "Social Worker 1; Social Worker 1"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_neutral(written, instead):
    made = a_masker().mask(written, row=Row(day=IN_2013))
    assert made == instead


@pytest.mark.safety("N-P12")
@pytest.mark.parametrize("surname", ["Stonely", "STONELY", "Stonely's", "Larkwell", "O'Tarrow"])
@pytest.mark.parametrize(
    "before", ["Roy", "Kerim", "Hannah", "Joanne", "Zbigniew", "K.", "J.", "Master", "his brother"]
)
def test_a_strange_forename_before_a_surname_makes_nobody_of_the_register(before, surname):
    made = a_masker().mask(f"It was {before} {surname} who rang.", row=Row(day=IN_2013))
    held = {("K.", "stonely"): ["Bert"], ("J.", "larkwell"): ["Marge"]}
    fits = held.get((before, surname.casefold().removesuffix("'s")), [])
    if before in ("Master", "his brother"):
        return
    assert persons_in(made) == fits and "tonely" not in made.casefold()


@pytest.mark.safety("N-P12")
@pytest.mark.parametrize("role", ["SW", "TM", "HV", "nurse", "worker", "PC", "GP", "Dr", "social worker", "health visitor", "midwife",
                                  "key worker", "team manager", "duty officer", "police officer", "Headteacher"])  # fmt: skip
@pytest.mark.parametrize("name", ["Hanna", "Stonely", "Hanna Stonely", "Karen", "Larkwell", "Wilfred Dean", "Hope"])
def test_beside_a_role_nobody_of_the_family_is_meant(role, name):
    made = a_masker().mask(f"Seen by {role} {name} on the ward.", row=Row(day=IN_2013))
    assert persons_in(made) == [] and name not in made


@pytest.mark.safety("N-P12")
def test_what_others_in_the_case_are_called_leaves_a_surname_open():
    assert a_masker().mask("Larkwell rang") == "Marge rang"
    assert (
        a_masker(others=[Stranger("peter", "larkwell", 3)]).mask("Larkwell rang; Mrs Larkwell; Joan Larkwell")
        == "[name] rang; [name]; Marge"
    )
    there = a_masker(others=[Stranger("karen", "osweld", 3)])
    assert there.mask("Karen rang; Karen Fenby", row=Row(agency=3)) == "[name] rang; Dora"
    assert there.mask("Karen rang", row=Row(agency=4)) == "Dora rang"


@pytest.mark.safety("N-P12")
def test_twins_a_namesake_son_and_two_of_one_title_are_asked_about():
    twins = [
        Identity(20, "person", ("Elsie Marwood",), (), (), "Ida", "child", "female", date(2010, 1, 1)),
        Identity(21, "person", ("Elise Marwood",), (), (), "Una", "child", "female", date(2010, 1, 1)),
        Identity(22, "person", ("Kareem Stonely",), (), (), "Tom", "perpetrator's father", "male", date(1960, 1, 1)),
    ]
    masker = a_masker(*twins)
    assert masker.mask("Elsie Marwood; Elise Marwood; Elsie; Marwood") == "Ida; Una; Ida; [name]"
    assert masker.mask("Kareem Stonely; Mr Stonely; Kareem") == "[name]; [name]; [name]"
    assert masker.mask("Kareem Stonely, aged 53, rang", row=Row(day=IN_2013)) == "Tom, aged 53, rang"


def test_why_it_is_neutral_is_told():
    told = a_masker().questions("STONELY rang. Karim Stonely rang. nurse Karen.", Row())
    assert [(each.form, each.why) for each in told] == [
        ("STONELY", Why.SEVERAL), ("Karim Stonely", Why.SPELLING), ("Karen", Why.ROLE),
    ]  # fmt: skip


def test_an_answer_holds_for_the_form_in_its_context_and_gives_way_to_what_contradicts_it():
    masker = a_masker()
    masker.settled = {("stonely", 4, PERPETRATOR): PERPETRATOR}
    here = Row(agency=4, about=PERPETRATOR)
    assert masker.mask("STONELY has problems", row=here) == "Bert has problems"
    assert masker.mask("STONELY has problems", row=Row(agency=5, about=PERPETRATOR)) == "[name] has problems"
    assert masker.mask("STONELY, 61 M, has", row=Row(4, PERPETRATOR, IN_2013)) == "[name], 61 M, has"
    assert masker.questions("STONELY has problems", here) == []
