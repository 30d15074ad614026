"""Joining at the window: one key a group, the next at once, everything undone by name; events put right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from dhr_desktop.core.entries import Account, Decision, Difference, Event
from dhr_desktop.operations.casefile import sample

ACCEPTED = 51


@pytest.fixture
def page(qtbot, sampled, session, settle):
    """The sample's files brought in, and the suggestions looked for."""
    sampled.workspace.take_files([sample.submissions_folder()])
    files = sampled.workspace.places.agencies.page("files")
    qtbot.waitUntil(lambda: len(files.waiting) == 12, timeout=30_000)
    files.accept_all()
    qtbot.waitUntil(lambda: len(files.waiting) == 1, timeout=30_000)  # the newer version of one is shown first
    files.accept_all()
    qtbot.waitUntil(lambda: not files.waiting, timeout=30_000)
    settle()
    sampled.workspace.places.go("Joining")
    made = sampled.workspace.places.joining.page("suggestions")
    qtbot.waitUntil(lambda: made.made is not None, timeout=30_000)
    settle()
    return made


def press(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier):
    page.window().activateWindow()
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.window().windowHandle(), key, modifier)  # to the window, where shortcuts are looked up


def test_one_key_joins_a_group_the_next_is_there_and_undo_brings_it_back(qtbot, page, session, settle):
    first, waiting = page.current, len(page.all)
    assert first.probability >= page.all[-1].probability
    assert [each.entry for each in page.cards.cards if each.entry]
    assert page.reasons.count() > 1
    press(qtbot, page, Qt.Key.Key_S)
    assert page.current is not first and len(page.all) == waiting - 1, "the next is shown before anything is written"
    settle()
    assert {each.entry for each in session.case.all(Account)} == set(first.entries)
    assert session.step_to("undo") == f"Join {len(first.entries)} accounts"
    session.undo()
    settle()
    qtbot.waitUntil(lambda: any(each.entries == first.entries for each in page.all))
    assert not session.case.all(Account)


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        (Qt.Key.Key_T, "same row twice"),
        (Qt.Key.Key_H, "hears of it"),
        (Qt.Key.Key_D, "different"),
        (Qt.Key.Key_L, "later"),
    ],
)
def test_every_answer_has_its_key_and_its_reason_is_kept(qtbot, page, session, settle, key, verdict):
    page.because.setText("as the panel agreed")
    press(qtbot, page, key)
    settle()
    decision = session.case.all(Decision)[0]
    assert (decision.verdict, decision.because) == (verdict, "as the panel agreed")
    assert bool(session.case.all(Event)) == (verdict in ("same row twice", "hears of it"))


def test_letters_typed_in_a_field_answer_nothing(qtbot, page, session, settle):
    page.window().activateWindow()
    page.because.setFocus()
    for letter in "slth d":
        qtbot.keyClick(page.window().windowHandle(), letter)
    settle()
    assert page.because.text() == "slth d" and not session.case.all(Decision)


def test_an_account_that_is_not_ticked_stays_out(qtbot, page, session, settle):
    at = next(row for row, each in enumerate(page.shown) if len(each.entries) >= 3)
    page.table.setCurrentIndex(page.model.index(at, 0))
    proposal = page.current
    left_out = page.cards.cards[0].entry
    page.cards.cards[0].tick.setChecked(False)
    page.answer("same event")
    settle()
    assert {each.entry for each in session.case.all(Account)} == set(proposal.entries) - {left_out}
    for card in page.cards.cards:
        card.tick.setChecked(False)
    page.answer("same event")
    settle()
    assert len(session.case.all(Decision)) == 1, "one account alone is no event"


def test_reasons_can_be_hidden_and_the_list_narrowed(qtbot, page):
    page.blind.setChecked(True)
    assert not page.reasons.isVisible() and page.reasons.count() == 0
    page.blind.setChecked(False)
    whole = len(page.shown)
    page.period.setText("2022")
    page.period.editingFinished.emit()
    assert 0 < len(page.shown) < whole
    page.period.clear()
    page.agency.setCurrentIndex(page.agency.findText("Eastmere Police"))
    page._filter()
    assert 0 < len(page.shown) < whole
    assert all("Eastmere Police" in page.model.line_at(row).cells[2] for row in range(page.model.rowCount()))


def test_the_bulk_offer_lists_what_it_would_join(qtbot, page, settle):
    page.offer_bulk()
    qtbot.waitUntil(lambda: page.listed.isVisible())
    assert page.listed.count() >= 1
    page.close_bulk()
    assert page.split.isVisible() and not page.listed.isVisible()


def test_what_could_not_be_compared_is_listed_with_its_reason(qtbot, page):
    assert page.made.not_suggested
    page.show_silent()
    qtbot.waitUntil(lambda: page.listed.isVisible())
    assert page.listed.count() == len(page.made.not_suggested)
    assert any("no date" in page.listed.item(at).text() for at in range(page.listed.count()))
    page.close_bulk()
    assert page.split.isVisible()


def test_entries_are_joined_by_hand(qtbot, page, sampled, session, settle):
    sampled.workspace.places.go("Chronology")
    entries = sampled.workspace.places.chronology
    qtbot.waitUntil(lambda: entries.model.rowCount() > 10)
    entries.bar.join()
    assert not session.case.all(Event), "none chosen: nothing happens"
    entries.table.selectRow(0)
    qtbot.keyClick(entries.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, entries, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(session.case.all(Account)) == 2


@pytest.fixture
def events(qtbot, page, sampled, settle):
    for _ in range(6):
        page.answer("same event")
        settle()
    sampled.workspace.places.go_to("events")
    made = sampled.workspace.places.joining.page("events")
    qtbot.waitUntil(lambda: made.model.rowCount() == 6)
    return made


def test_an_event_is_put_right(qtbot, events, session, settle):
    event = events.current
    accounts = [each for each in session.case.all(Account) if each.event == event]
    other = next(each for each in accounts if not each.is_lead)
    events.account.setCurrentIndex(events.account.findData(other.entry))
    events.lead()
    settle()
    assert session.case.get(Account, other.id).is_lead
    events.date.setText("1 June 2021")
    events.settle()
    settle()
    assert not session.case.get(Event, event).date_reason, "a date without its reason is refused"
    events.because.setText("the neighbour's diary")
    events.settle()
    settle()
    assert session.case.get(Event, event).date_reason == "the neighbour's diary"
    assert not events.because.text(), "what was used is put away"
    events.split()
    settle()
    assert session.case.get(Event, event) is None and events.model.rowCount() == 5


def test_an_account_is_carried_to_another_event_and_told_otherwise(qtbot, events, session, settle):
    source = events.current
    entry = events.account.currentData()
    events.move_account()
    events.move_account()
    settle()
    assert len(session.case.all(Event)) == 6, "put down where it was taken up"
    events.move_account()
    events.table.setCurrentIndex(events.model.index(3, 0))
    target = events.current
    assert target != source
    events.move_account()
    settle()
    account = next(each for each in session.case.all(Account) if each.entry == entry)
    assert account.event == target
    events.select(target)
    events.account.setCurrentIndex(events.account.findData(entry))
    events.relation.setCurrentText("hears of it")
    events.relate()
    settle()
    assert session.case.get(Account, account.id).relation == "hears of it"


def test_a_difference_is_settled_with_its_reason(qtbot, events, session, settle):
    events.only_open.setChecked(True)
    assert 0 < events.model.rowCount() < 6
    events.differences.setCurrentIndex(events.differing.index(0, 0))
    key = events.differing.line_at(0).key
    events.set_state("explained")
    settle()
    assert session.case.get(Difference, key).state == "open", "not without a reason"
    events.because.setText("typed the next day")
    events.differences.setCurrentIndex(events.differing.index(events.differing.row_of(key), 0))
    events.set_state("explained")
    settle()
    assert session.case.get(Difference, key).state == "explained"


def test_a_decision_is_found_and_taken_back(qtbot, events, sampled, session, settle):
    sampled.workspace.places.go_to("decisions")
    decisions = sampled.workspace.places.joining.page("decisions")
    qtbot.waitUntil(lambda: decisions.model.rowCount() == 6)
    decisions.table.setCurrentIndex(decisions.model.index(0, 0))
    decisions.take_back()
    settle()
    qtbot.waitUntil(lambda: decisions.model.rowCount() == 5)
    assert len(session.case.all(Event)) == 5
    decisions.filter.setText("no such words at all")
    qtbot.waitUntil(lambda: decisions.model.rowCount() == 0)


def test_accounts_events_and_differences_open_from_anywhere(qtbot, events, sampled, session, settle):
    event = session.case.all(Event)[-1]
    sampled.workspace.show_record("events", event.id)
    assert events.current == event.id
    story = sampled.workspace.evidence._story
    qtbot.waitUntil(lambda: story._users.count() >= 2)
    assert any("tells of the event" in story._users.item(at).text() for at in range(story._users.count()))
