"""What is proposed and what is not: plain cases, hard ones, and entries of which nothing can be said."""

from __future__ import annotations

import pytest

from dhr_desktop.merge.copies import copies
from dhr_desktop.merge.groups import Linked, grouped
from dhr_desktop.merge.matcher import HEARS, LIKELY, ROW_TWICE, SURE, suggest, suggest_more
from dhr_desktop.merge.naming import Known, gather, is_short_for, named_in
from dhr_desktop.merge.prose_dates import dates_spoken_of, days_told_from
from dhr_desktop.merge.telling import read

from .building import CROWD, entry

NIGHT = [
    entry(1, "police", "2021-06-02 01:35", "Ambulance asked for police at 6 Kiln Row. Ms Tallowby had a cut above the left eye. Derrin Askquith drunk."),
    entry(2, "ambulance", "2021-06-02 01:12", "Rhoswen Tallowby, laceration above eye. Male on scene drunk, police requested. Conveyed to St Osric's."),
    entry(3, "hospital", "2021-06-02 02:05", "Ms Tallowby by ambulance. Laceration above eye sutured."),
    entry(4, "children", "2021-06-04", "Police notification of incident of 02/06/2021: injury to Rhoswen Tallowby, Wren asleep.", "Assessment opened."),
]  # fmt: skip


def likely(made, one, other):
    return next((each.probability for each in made.links if {each.one, each.other} == {one, other}), 0.0)


def test_one_night_written_down_by_four_agencies_is_proposed_as_one_event_with_its_reasons():
    made = suggest([*NIGHT, *CROWD])
    first = made.proposals()[0]
    assert set(first.entries) == {1, 2, 3, 4} and first.probability >= LIKELY
    link = next(each for each in first.links if {each.one, each.other} == {2, 3})
    told = made.reasons(link)
    assert any("2 June 2021" in each.words and each.weight > 0 for each in told)
    assert any("ambulance" in each.words for each in told)
    heard = next(each for each in made.links if {each.one, each.other} == {1, 4})
    assert heard.kind == HEARS
    assert any("names the other's date" in each.words for each in made.reasons(heard))


def test_reasons_are_the_decision():
    """What can be told, with the start and what stands round the pair, sums to the log odds."""
    made = suggest([*NIGHT, *CROWD])
    pairs = [each for each in made.links if each.pair is not None]
    assert len(pairs) > 5
    s0, own, rival, support = made.by.second
    for link in pairs:
        terms = made.explainer.terms(link.pair)
        told = sum(
            weight for words, weight in terms.items() if "another entry" not in words and "third account" not in words
        )
        whole = s0 + own * made.by.start + told + rival * link.pair.rival + support * link.pair.support
        assert whole == pytest.approx(link.pair.final, abs=1e-6)


def test_vague_dates_alone_join_nothing():
    made = suggest(
        [
            entry(1, "police", "2021", "Attended."),
            entry(2, "gp", "2021-06", "Seen today."),
            entry(3, "school", "", "Letter filed."),
            *CROWD,
        ]
    )
    assert not [each for each in made.links if each.probability >= LIKELY and {each.one, each.other} & {1, 2, 3}]


def test_three_calls_in_one_night_stay_three():
    calls = [
        entry(1, "police", "2021-06-02 01:10", "999 abandoned call, female sobbing, line cleared."),
        entry(
            2, "police", "2021-06-02 01:40", "999 call. Rhoswen Tallowby says Derrin Askquith has hit her, he has gone."
        ),
        entry(
            3, "police", "2021-06-02 02:48", "Third call, open line. Units force entry, Rhoswen Tallowby found asleep."
        ),
    ]
    made = suggest([*calls, *CROWD])
    assert not [each for each in made.links if {each.one, each.other} <= {1, 2, 3}]


def test_weekly_appointments_in_the_same_words_stay_apart():
    weekly = [
        entry(at, "gp", f"2021-03-{1 + 7 * at:02}", "Derrin Askquith seen. Requests medication.", "Issued seven days.")
        for at in range(4)
    ]
    assert not [each for each in suggest([*weekly, *CROWD]).links if {each.one, each.other} <= {0, 1, 2, 3}]


@pytest.mark.parametrize(
    ("again", "is_same"),
    [
        ("Rhoswen Tallowby did not attend outpatient clinic. Letter sent.", True),
        ("Rhoswen Tallowby DNA outpatient clinic. Letter sent.", False),
        ("Rhoswen Tallowby did not attend outpatient clinic. Letter sent. (amended after file check)", False),
        ("Rhoswen Tallowby did not attend outpatient clinic.", False),
    ],
)
def test_a_row_sent_twice_is_found_in_the_same_words_or_touched_up(again, is_same):
    made = suggest(
        [
            entry(1, "hospital", "2021-06-02", "Rhoswen Tallowby did not attend outpatient clinic. Letter sent."),
            entry(2, "hospital", "2021-06-02", again),
            *CROWD,
        ]
    )
    link = next(each for each in made.links if {each.one, each.other} == {1, 2})
    assert (link.kind, link.is_same_words) == (ROW_TWICE, is_same) and link.probability >= SURE
    assert "wrote it twice" in made.reasons(link)[0].words


def test_the_same_words_of_another_agency_are_no_copy():
    same = [
        entry(1, "police", "2021-06-02", "Core group attended in school today."),
        entry(2, "gp", "2021-06-02", "Core group attended in school today."),
    ]
    assert not list(copies(read([*same, *CROWD])))


# ---- what the chair has said ----------------------------------------------------------------------


def test_two_that_are_held_apart_are_never_proposed_together_not_even_through_a_third():
    made = suggest([*NIGHT, *CROWD])
    for each in made.proposals(apart=[(1, 2)]):
        assert not {1, 2} <= set(each.entries)


def test_what_is_joined_already_is_one_account_more_or_nothing():
    made = suggest([*NIGHT, *CROWD])
    proposals = made.proposals(joined=[(1, 2, 3)])
    assert set(proposals[0].entries) == {1, 2, 3, 4}
    assert not [each for each in made.proposals(joined=[(1, 2, 3, 4)]) if set(each.entries) <= {1, 2, 3, 4}]


def test_groups_hold_together_on_the_whole():
    chain = [Linked(0, 1, 4.0), Linked(1, 2, 3.0)]
    assert grouped(3, chain, (), 0.0) == [[0, 1, 2]] or grouped(3, chain, (), 0.0) == [[0, 1]]
    assert grouped(3, [Linked(0, 1, 4.0), Linked(1, 2, 0.5)], (), 0.0) == [[0, 1]], "a weak link does not chain"
    assert grouped(3, [Linked(0, 1, 4.0), Linked(1, 2, 4.0), Linked(0, 2, 4.0)], [(0, 2)], 0.0) == [[0, 1]]


def test_one_more_file_is_compared_without_the_rest():
    whole = suggest([*NIGHT, *CROWD])
    before = suggest([*NIGHT[:3], *CROWD])
    made = suggest_more(before, [*NIGHT, *CROWD])
    assert made.earlier is before
    assert likely(made, 1, 4) == pytest.approx(likely(whole, 1, 4), abs=0.2)
    assert likely(made, 1, 2) == likely(before, 1, 2), "what was compared stays as it was"
    assert set(made.proposals()[0].entries) == {1, 2, 3, 4}
    for link in made.proposals()[0].links:
        assert made.reasons(link), "each explained by the comparison it comes from"
    gone = suggest_more(made, [*NIGHT[1:], *CROWD])
    assert not [each for each in gone.links if 1 in (each.one, each.other)]
    changed = suggest_more(made, [entry(1, "police", "2019-01-01", "Found property handed in."), *NIGHT[1:], *CROWD])
    assert likely(changed, 1, 2) < 0.5, "an entry that changed is compared again"


# ---- entries of which little or nothing can be said -----------------------------------------------


def test_nothing_crashes_and_nothing_is_joined_on_entries_that_say_nothing():
    strange = [
        entry(1, "gp", "2021-01-01"), entry(2, "police", "2021-01-01", "Seen"), entry(3, "school", "", "Telephone call about Wren."),
        entry(4, "children", "2021-01-01", "Ymweliad cartref; nid oedd neb gartref."), entry(5, "hospital", "2021-01-01", "x " * 15_000),
        entry(6, "gp", "2021-01-01", "\u202e\u200b\x00 ﷽ 🙂"),
    ]  # fmt: skip
    made = suggest([*strange, *CROWD])
    assert not [each for each in made.links if each.probability >= LIKELY and each.one < 900 and each.other < 900]
    assert made.not_suggested[1] == "it has no words to compare"
    assert made.not_suggested[2] == "one word is too little to compare"
    assert "no date" in made.not_suggested[3]


def test_identical_text_on_400_days_joins_nothing():
    import datetime as dt

    days = [
        entry(at, "gp", str(dt.date(2020, 1, 1) + dt.timedelta(at)), "Called, no reply, message left for patient.")
        for at in range(400)
    ]
    assert not suggest(days).links


def test_a_case_of_one_agency_or_of_none():
    assert suggest([]).proposals() == []
    alone = [each for each in CROWD if each.agency == 4]
    assert not [each for each in suggest(alone).links if each.probability >= LIKELY]


def test_a_person_whose_alias_is_another_persons_name_is_no_certainty():
    register = [Known(("Rhoswen Tallowby", "Maud"), "victim"), Known(("Maud Tallowby",), "mother")]
    people = gather(["Maud Tallowby rang.", "Rhoswen Tallowby seen."], register)
    named = named_in("Maud came.", people)
    assert len(named) == 2 and max(named.values()) < 1.0


# ---- reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ms Tallowby seen.", "Rhoswen Tallowby"), ("Rhoswen seen.", "Rhoswen Tallowby"), ("TALLOWBY, Rhoswen seen.", "Rhoswen Tallowby"),
        ("Rhoswen TALOWBY seen.", "Rhoswen Tallowby"), ("R.T. seen.", "Rhoswen Tallowby"), ("Derrin ASKQUITH left.", "Derrin Askquith"),
    ],
)  # fmt: skip
def test_parts_of_a_name_speak_of_the_person(text, name):
    known = ["Rhoswen Tallowby rang."] * 3 + ["Rhoswen Tallowby and Derrin Askquith argued."] * 3
    people = gather([*known, text], [])
    named = named_in(text, people)
    assert people.names[max(named, key=named.__getitem__)] == name


def test_workers_are_not_people_of_the_case():
    people = gather(["PC Orrin Blythe attended.", "Dr F. Penhallow reviewed."], [])
    assert not named_in("PC Orrin Blythe attended.", people)


def test_short_forms():
    assert is_short_for("grace", "gracie") and is_short_for("mark", "marky") and is_short_for("ann", "anne")
    assert not is_short_for("mark", "martin") and not is_short_for("jo", "john")


def test_days_named_in_prose():
    import datetime as dt

    own = dt.date(2021, 6, 10).toordinal()  # a Thursday

    def day(*parts):
        return dt.date(*parts).toordinal()

    assert dates_spoken_of("Incident date 02/06/2021.", own) == {day(2021, 6, 2)}
    assert dates_spoken_of("the attendance of 2 June; ref CAD 12/34/5678/9", own) == {day(2021, 6, 2)}
    assert dates_spoken_of("Merlin: incident 4th, dob 14/08/1989", own) == {day(2021, 6, 4)}
    assert dates_spoken_of("Re 31/06/2021", own) == frozenset()
    assert days_told_from("seen on Monday", own) == ((day(2021, 6, 7), day(2021, 6, 7)),)
    assert days_told_from("last night", own) == ((own - 1, own - 1),)
