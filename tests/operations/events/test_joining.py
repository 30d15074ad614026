"""Events made, changed and taken apart: one step each, undone whole, and never a word of an account lost."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.entries import Account, Decision, Difference, Entry, Event
from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.events import corrections, differing, joining, side_by_side, suggesting
from dhr_desktop.operations.importing import accepting, submissions
from dhr_desktop.operations.review import registers
from dhr_desktop.storage.check import verify_case
from tests.builders import add, an_agency, an_entry, on, reopened
from tests.intake import making
from tests.merge.building import CROWD

NIGHT = [
    ("Eastmere Police", "2021-06-02", "Ambulance asked for police at 6 Kiln Row. Ms Tallowby had a cut above the left eye. Derrin Askquith drunk."),
    ("Eastmere Ambulance Service NHS Trust", "2021-06-02", "Rhoswen Tallowby, laceration above eye. Male on scene drunk, police requested. Conveyed to St Osric's."),
    ("Eastmere Hospitals NHS Foundation Trust", "2021-06-03", "Ms Tallowby by ambulance. No injuries seen. Laceration above eye denied."),
    ("Thornbeck Children's Social Care", "2021-06-04", "Police notification of incident of 02/06/2021: injury to Rhoswen Tallowby, Wren asleep."),
]  # fmt: skip


@pytest.fixture
def night(case):
    """Four accounts of one night and a crowd round them; the ids of the four."""
    agencies: dict[str, Agency] = {}

    def agency(name):
        if name not in agencies:
            agencies[name] = add(case, an_agency(name))[0]
        return agencies[name].id

    ids = [add(case, an_entry(day, words, agency=agency(name)))[0].id for name, day, words in NIGHT]
    for source in CROWD:
        add(
            case,
            Entry(
                agency=agency(source.agency_name), happened=source.when, what_happened=source.texts[0], date_status="ok"
            ),
        )
    return ids


def event_of(case, entry):
    account = joining.account_of(case, entry)
    return case.get(Event, account.event) if account else None


def everything(case):
    return [asdict(each) for kind in (Event, Account, Decision, Difference, Entry) for each in case.all(kind)]


def test_joining_keeps_every_account_word_for_word_under_one_event(case, night):
    words = {each.id: asdict(each) for each in case.all(Entry)}
    joining.decide(case, night, joining.SAME_EVENT, "one night")
    event = event_of(case, night[0])
    assert [each.entry for each in joining.accounts_of(case, event.id)] == night
    assert {each.id: asdict(each) for each in case.all(Entry)} == words
    relations = {each.entry: each.relation for each in joining.accounts_of(case, event.id)}
    assert relations[night[0]] == "tells of the event" and relations[night[3]] == "hears of it"
    assert sum(each.is_lead for each in joining.accounts_of(case, event.id)) == 1
    assert event.stands == on("2021-06-02"), "the most exact of those who tell of it"
    decision = case.all(Decision)[0]
    assert (decision.verdict, decision.entries, decision.because) == ("same event", tuple(night), "one night")
    assert decision.decided_by and decision.decided_at


def test_each_gesture_is_one_step_and_goes_back_whole(case, night):
    gestures = [
        lambda: joining.decide(case, night[:3], joining.SAME_EVENT),
        lambda: joining.decide(case, [night[0], night[3]], joining.HEARS),
        lambda: joining.set_lead(case, night[1]),
        lambda: joining.settle_date(case, event_of(case, night[0]).id, "3 June 2021", "the hospital's clock"),
        lambda: joining.settle_date(case, event_of(case, night[0]).id, "", ""),
        lambda: joining.set_relation(case, night[2], "hears of it"),
        lambda: differing.set_state(case, case.all(Difference)[0].id, "explained", "typed next day"),
        lambda: joining.take_out(case, night[3], "another incident"),
        lambda: joining.split(case, event_of(case, night[0]).id, "not one night"),
    ]
    states = [everything(case)]
    for gesture in gestures:
        before = case.undo_name
        gesture()
        assert case.undo_name != before or everything(case) != states[-1]
        states.append(everything(case))
    for expected in reversed(states[:-1]):
        case.undo()
        assert everything(case) == expected
    for expected in states[1:]:
        case.redo()
        assert everything(case) == expected
    assert verify_case(case).is_whole


def test_two_events_become_one_and_what_pointed_at_either_points_at_it(case, night):
    joining.decide(case, night[:2], joining.SAME_EVENT)
    joining.decide(case, night[2:], joining.SAME_EVENT)
    kept, gone = event_of(case, night[0]), event_of(case, night[2])
    mark = add(case, Mark(sort="gap", title="Not shared", on=(gone.id,)))[0]
    joining.decide(case, [night[0], night[2]], joining.SAME_EVENT)
    assert case.get(Event, gone.id) is None
    assert [each.entry for each in joining.accounts_of(case, kept.id)] == night
    assert case.get(Mark, mark.id).on == (kept.id,)


def test_moving_an_account_leaves_the_rest_where_they_were(case, night):
    joining.decide(case, night[:3], joining.SAME_EVENT)
    others = [each.id for each in case.all(Entry) if each.id not in night][:2]
    joining.decide(case, others, joining.SAME_EVENT)
    target = event_of(case, others[0])
    joining.move(case, night[2], target.id, "it was that day")
    assert event_of(case, night[2]).id == target.id
    assert {each.entry for each in joining.accounts_of(case, event_of(case, night[0]).id)} == set(night[:2])
    assert (night[0], night[2]) in suggesting.held_apart(case)


def test_the_date_that_stands_needs_its_reason_and_then_stays(case, night):
    joining.decide(case, night[:2], joining.SAME_EVENT)
    event = event_of(case, night[0]).id
    with pytest.raises(Refused, match="Say why"):
        joining.settle_date(case, event, "1 June 2021", " ")
    joining.settle_date(case, event, "1 June 2021", "the neighbour's diary")
    joining.decide(case, [night[0], night[2]], joining.SAME_EVENT)
    assert case.get(Event, event).stands.edtf == "2021-06-01", "more accounts do not move what the chair settled"
    joining.settle_date(case, event, "", "")
    assert case.get(Event, event).stands.edtf == "2021-06-02"


def test_a_corrected_date_of_an_account_is_the_events_too(case, night):
    joining.decide(case, night[:2], joining.SAME_EVENT)
    for entry in night[:2]:
        corrections.correct_date(case, entry, "5 June 2021", "typed wrong")
    assert event_of(case, night[0]).stands.edtf == "2021-06-05"
    assert not [each for each in case.all(Difference) if each.about == "date"]


# ---- what the chair said is held to ----------------------------------------------------------------


def test_what_is_said_to_be_different_is_never_proposed_again(case, night):
    made = suggesting.run(case)
    assert set(suggesting.proposals(case, made)[0].entries) == set(night)
    joining.decide(case, [night[0], night[3]], joining.DIFFERENT, "another night")
    for proposal in suggesting.proposals(case, suggesting.run(case)):
        assert not {night[0], night[3]} <= set(proposal.entries)


def test_decisions_survive_a_new_run_and_closing_the_case(case, night):
    joining.decide(case, night[:2], joining.SAME_EVENT)
    joining.decide(case, [night[0], night[3]], joining.DIFFERENT)
    joining.decide(case, night[2:], joining.LATER)
    again = reopened(case)
    try:
        assert suggesting.joined(again) == [tuple(night[:2])]
        assert suggesting.held_apart(again) == {(night[0], night[3])}
        assert suggesting.put_off(again) == {tuple(night[2:])}
        later = suggesting.proposals(again, suggesting.run(again))
        assert all(not {night[0], night[3]} <= set(each.entries) for each in later)
    finally:
        again.close()


def test_joining_after_all_takes_the_place_of_different(case, night):
    joining.decide(case, night[:2], joining.DIFFERENT)
    joining.decide(case, night[:2], joining.SAME_EVENT)
    assert not suggesting.held_apart(case)


def test_a_decision_is_taken_back_at_any_time(case, night):
    joining.decide(case, night[:2], joining.SAME_EVENT)
    joining.decide(case, [night[0], night[2]], joining.SAME_EVENT)
    first, second = case.all(Decision)
    joining.take_back(case, second.id)
    assert event_of(case, night[2]) is None and event_of(case, night[1]) is not None
    joining.take_back(case, first.id)
    assert not case.all(Event) and not case.all(Account) and not case.all(Decision) and not case.all(Difference)
    joining.decide(case, night[:2], joining.DIFFERENT)
    joining.take_back(case, case.all(Decision)[0].id)
    assert not suggesting.held_apart(case)


def test_decisions_are_found_by_words(case, night):
    joining.decide(case, night[:2], joining.SAME_EVENT, "neighbour heard both")
    joining.decide(case, night[2:], joining.DIFFERENT)
    assert [each.verdict for each in suggesting.decisions(case, "neighbour")] == ["same event"]
    assert [each.verdict for each in suggesting.decisions(case, "hospitals different")] == ["different"]
    assert len(suggesting.decisions(case)) == 2


# ---- differences ----------------------------------------------------------------------------------


def test_differences_are_found_on_joining_and_keep_what_the_chair_said_of_them(case, night):
    joining.decide(case, night[:3], joining.SAME_EVENT)
    found = {each.about for each in case.all(Difference)}
    assert {"date", "injury"} <= found or {"injury"} <= found
    injury = next(each for each in case.all(Difference) if each.about == "injury")
    with pytest.raises(Refused, match="Say why"):
        differing.set_state(case, injury.id, "explained", "")
    differing.set_state(case, injury.id, "accepted with reason", "neither can be asked now")
    joining.decide(case, [night[0], night[3]], joining.SAME_EVENT)
    held = case.get(Difference, injury.id)
    assert (held.state, held.because) == ("accepted with reason", "neither can be asked now")
    assert injury.id not in [each.id for each in differing.open_differences(case)]


def test_a_difference_that_is_gone_goes_unless_something_was_said_of_it(case, night):
    joining.decide(case, night[:3], joining.SAME_EVENT)
    event = event_of(case, night[0]).id
    assert [each for each in case.all(Difference) if night[2] in each.entries]
    joining.take_out(case, night[2])
    assert not [each for each in case.all(Difference) if night[2] in each.entries and each.state == "open"]
    assert case.get(Event, event) is not None


# ---- many at once ---------------------------------------------------------------------------------


def test_identical_rows_are_joined_at_once_and_taken_back_at_once(case, night):
    police = case.all(Agency)[0].id
    twice = [add(case, an_entry("2021-06-02", NIGHT[0][2], agency=police))[0].id for _ in range(2)]
    touched = add(case, an_entry("2021-06-02", NIGHT[0][2] + " (amended)", agency=police))[0].id
    made = suggesting.run(case)
    groups = joining.identical_rows(case, made)
    assert groups == [(night[0], *twice)], "only the very same words, of one agency"
    joining.join_identical(case, made)
    relations = [joining.account_of(case, id).relation for id in (night[0], *twice)]
    assert relations == ["tells of the event", "same row twice", "same row twice"]
    assert joining.account_of(case, touched) is None
    with pytest.raises(Refused, match="not joined already"):
        joining.join_identical(case, suggesting.run(case))
    case.undo()
    assert not case.all(Event) and not case.all(Decision)


def test_what_is_less_likely_than_not_is_never_joined_in_bulk(case, night):
    made = suggesting.run(case)
    for wrong in (0.2, 1.5, 0.49):
        with pytest.raises(Refused, match=r"0\.5"):
            joining.join_above(case, made, wrong)
    joining.join_above(case, made, 0.5)
    assert {each.entry for each in case.all(Account)} >= set(night)
    assert "unseen" in case.all(Decision)[0].because


# ---- refusals -------------------------------------------------------------------------------------


def test_what_cannot_be_done_is_said_in_a_sentence_and_changes_nothing(case, night):
    joining.decide(case, night[:2], joining.SAME_EVENT)
    before, event = everything(case), event_of(case, night[0]).id
    attempts = [
        (lambda: joining.decide(case, [night[0]], joining.SAME_EVENT), "two entries or more"),
        (lambda: joining.decide(case, [night[0], 987_654], joining.SAME_EVENT), "no entry no. 987654"),
        (lambda: joining.decide(case, night, "perhaps"), "is not a decision"),
        (lambda: joining.take_out(case, night[3]), "not an account"),
        (lambda: joining.set_lead(case, night[3]), "not an account"),
        (lambda: joining.move(case, night[0], event), "already"),
        (lambda: joining.split(case, 987_654), "no longer"),
        (lambda: joining.settle_date(case, event, "blue", "why not"), "not read as a date"),
        (lambda: joining.take_back(case, 987_654), "no longer"),
        (lambda: registers.change(case, Decision, case.all(Decision)[0].id, verdict="different"), "Joining place"),
    ]
    for attempt, words in attempts:
        with pytest.raises(Refused, match=words):
            attempt()
    assert everything(case) == before


def test_accounts_stand_side_by_side_in_order_with_their_differing_words(case, night):
    joining.decide(case, night[:3], joining.SAME_EVENT)
    shown = side_by_side.side_by_side(case, [night[2], night[0], night[1]])
    assert [each.entry for each in shown] == [night[0], night[1], night[2]]
    assert any(each.is_lead for each in shown)
    hospital = shown[2]
    assert [hospital.text[start:end] for start, end in hospital.marked]


def test_decisions_stay_through_a_file_that_is_sent_again(case, tmp_path):
    """Unchanged and reworded rows keep their entry, and with it their event; a withdrawn one stays, marked."""
    header = ("Date", "Event", "Outcome")
    first = [
        ("14/02/2021", "Officers attended Kiln Row after a call from a neighbour.", "Advice given."),
        ("15/02/2021", "Review of the attendance; referral made to the specialist service.", "Closed."),
        ("20/02/2021", "Found property handed in at the front counter by a passer-by.", "None."),
    ]
    second = [(first[0][0], first[0][1], "Advice given, no injuries."), first[1]]
    for name, rows in (("Eastmere Police.xlsx", first), ("Eastmere Police v2.xlsx", second)):
        (tmp_path / name).write_bytes(making.workbook([header, *rows]))
    (tmp_path / "Lantern Support.csv").write_text(
        "Date,Event,Outcome\n16/02/2021,Referral from police received.,Opened.\n"
    )

    def bring_in(name):
        accepting.accept_all(case, submissions.look_at(case, [tmp_path / name]))

    bring_in("Eastmere Police.xlsx")
    bring_in("Lantern Support.csv")
    ids = [each.id for each in case.all(Entry)]
    joining.decide(case, [ids[0], ids[1]], joining.SAME_EVENT, "one callout")
    joining.decide(case, [ids[2], ids[3]], joining.DIFFERENT)
    event = event_of(case, ids[0])
    bring_in("Eastmere Police v2.xlsx")
    assert [each.id for each in case.all(Entry)] == ids
    assert [each.entry for each in joining.accounts_of(case, event.id)] == [ids[0], ids[1]]
    assert case.get(Entry, ids[0]).response == "Advice given, no injuries." and case.get(Entry, ids[0]).agency_changed
    assert case.get(Entry, ids[2]).is_withdrawn
    assert suggesting.held_apart(case) == {(ids[2], ids[3])}
    assert case.all(Decision)[0].because == "one callout"
