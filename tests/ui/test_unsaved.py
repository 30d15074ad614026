"""Edits that the disk does not take: none is lost, none is saved out of order, whatever is done meanwhile."""

import threading
from functools import partial

import pytest

from dhr_desktop.core.errors import DiskFull, Refused
from dhr_desktop.core.people import Person
from dhr_desktop.operations.casefile import cases
from dhr_desktop.operations.review import registers
from dhr_desktop.storage import how_it_was_left, replacing
from tests.background import work
from tests.builders import PASSPHRASE

from .conftest import OPENS_WITHIN_MS

FULL = "The disk is full, so the last change is not saved."


class Disk:
    """Full until it is told otherwise."""

    def __init__(self):
        self.is_full = True

    def adding(self, name):
        def edit(case):
            if self.is_full:
                raise DiskFull(FULL)
            return registers.add(case, Person(real_name=name))[0]

        return edit


def names(session):
    return [each.real_name for each in session.held.all(Person)]


def two_at_once(session, first, second):
    """Both asked for before the window hears what became of the first."""
    may_go = threading.Event()
    session.runner.writer.put(may_go.wait)
    told = []
    session.edit(first, lambda why: told.append(("first", why)))
    session.edit(second, lambda why: told.append(("second", why)))
    may_go.set()
    return told


@pytest.mark.safety("C9")
def test_an_edit_asked_for_behind_one_that_fails_does_not_take_its_place(qtbot, opened, session, settle):
    disk = Disk()

    def second(case):
        return registers.add(case, Person(real_name="Second"))[0]

    with qtbot.waitSignal(session.save_failed, timeout=5_000):
        told = two_at_once(session, disk.adding("First"), second)
    qtbot.waitUntil(lambda: len(told) >= 2)
    assert told[:2] == [("first", FULL), ("second", FULL)] and names(session) == []
    with qtbot.waitSignal(session.save_recovered, timeout=10_000):
        disk.is_full = False
    settle()
    assert names(session) == ["First", "Second"]
    assert told[-2:] == [("first", ""), ("second", "")] and session.can_edit


@pytest.mark.safety("C9")
def test_an_edit_refused_when_it_is_tried_again_does_not_stop_the_one_behind_it(qtbot, opened, session, settle):
    disk = Disk()

    def refused(case):
        if disk.is_full:
            raise DiskFull(FULL)
        raise Refused("That person is no longer in the case.")

    with qtbot.waitSignal(session.save_failed, timeout=5_000):
        two_at_once(session, refused, disk.adding("Second"))
    with qtbot.waitSignals([session.problem, session.save_recovered], timeout=10_000):
        disk.is_full = False
    settle()
    assert names(session) == ["Second"] and session.can_edit


@pytest.mark.safety("C9")
def test_what_is_typed_just_before_turning_to_another_edition_is_still_saved(qtbot, opened, session, settle):
    disk = Disk()
    session.edit(disk.adding("Typed"))
    session.show_edition("publication")
    qtbot.waitUntil(lambda: session.is_failing)
    with qtbot.waitSignal(session.save_recovered, timeout=10_000):
        disk.is_full = False
    settle()
    assert names(session) == ["Typed"]
    session.show_edition("working")
    assert session.edition == "working"


@pytest.mark.safety("C9")
@pytest.mark.parametrize("is_full", [False, True])
def test_locking_tries_once_more_and_says_what_is_not_saved(qtbot, opened, session, is_full):
    disk, warned, path = Disk(), [], session.held.path
    session.warned.connect(warned.append)
    with qtbot.waitSignal(session.save_failed, timeout=5_000):
        session.edit(disk.adding("Typed last"))
    disk.is_full = is_full
    with qtbot.waitSignal(session.closed, timeout=OPENS_WITHIN_MS):
        session.lock()
    qtbot.wait(50)
    assert any("could not be saved" in words for words in warned) == is_full
    case = cases.open_review(path, PASSPHRASE)
    assert [each.real_name for each in case.all(Person)] == ([] if is_full else ["Typed last"])
    case.close()


@pytest.mark.safety("D12")
def test_every_edit_under_way_is_in_the_rescue_copy_and_no_process_is_left(qtbot, opened, session):
    path = session.held.path
    qtbot.waitUntil(lambda: session.runner.helper.process_id > 0, timeout=OPENS_WITHIN_MS)
    qtbot.waitUntil(lambda: not session.runner.is_busy, timeout=OPENS_WITHIN_MS)
    disk = Disk()
    disk.is_full = False
    path.rename(path.with_name("Elsewhere.dhr"))
    with qtbot.waitSignal(session.file_lost, timeout=OPENS_WITHIN_MS) as lost:
        two_at_once(session, disk.adding("First"), disk.adding("Second"))
    assert session.runner.helper.process_id == 0
    rescued = next(path for path in cases.folders.rescues().glob("*.dhr") if str(path) in lost.args[0])
    case = cases.open_review(rescued, PASSPHRASE)
    assert [each.real_name for each in case.all(Person)] == ["First", "Second"]
    case.close()


@pytest.mark.safety("K3")
def test_a_new_passphrase_while_names_are_hidden_shows_none(qtbot, opened, session, settle):
    session.edit(lambda case: registers.add(case, Person(real_name="Zephyrine Quillfeather", sort="person"))[0])
    settle()
    session.show_edition("publication")
    replaced = []
    session.replace_key(
        lambda case, progress: cases.change_passphrase(case, "seven other invented words are here", progress),
        replaced.append,
    )
    qtbot.waitUntil(lambda: bool(replaced), timeout=OPENS_WITHIN_MS)
    assert "Quillfeather" not in str(session.case.all(Person))


@pytest.mark.safety("K3")
def test_a_trouble_of_work_begun_with_real_names_is_not_told_where_they_are_hidden(qtbot, opened, session):
    said = []
    for signal in (session.problem, session.warned, session.told):
        signal.connect(lambda words: said.append(str(words)))
    refused = []
    work_of = partial(work.refuse_slowly_by_name, seconds=0.5)
    session.run_long("Working", work_of, refused.append, refused.append)
    session.ask(work_of, refused.append)
    session.show_edition("publication")
    with qtbot.waitSignal(session.warned, timeout=OPENS_WITHIN_MS):
        pass
    qtbot.waitUntil(lambda: not session.runner.is_busy, timeout=OPENS_WITHIN_MS)
    assert refused == [] and said and "Quillfeather" not in str(said)


def typed_in(field, words):
    field.editor.setPlainText(words)
    field._typed()


def a_field_that_fails(qtbot, opened, session, disk, monkeypatch):
    """The reason for the scope, typed while the disk is full."""
    change = registers.change

    def on_this_disk(case, *asked, **values):
        if disk.is_full:
            raise DiskFull(FULL)
        return change(case, *asked, **values)

    monkeypatch.setattr(registers, "change", on_this_disk)
    review = opened.workspace.places.review
    review.go("review")
    field = review.page("review").form.fields["scope_reason"]
    typed_in(field, "First words")
    with qtbot.waitSignal(session.save_failed, timeout=5_000):
        field.save_now()
    typed_in(field, "First words, and what came after")
    return field


@pytest.mark.safety("C9", "D4")
@pytest.mark.parametrize("leaving", ["lock", "close"])
def test_words_typed_after_a_failed_save_are_saved_with_it_when_the_case_is_left(
    qtbot, opened, session, monkeypatch, leaving
):
    disk, path = Disk(), session.held.path
    a_field_that_fails(qtbot, opened, session, disk, monkeypatch)
    disk.is_full = False
    with qtbot.waitSignal(session.closed, timeout=OPENS_WITHIN_MS):
        getattr(session, leaving)()
    case = cases.open_review(path, PASSPHRASE)
    assert case.review.scope_reason == "First words, and what came after"
    case.close()


@pytest.mark.safety("C9", "D4")
def test_words_typed_after_a_failed_save_are_saved_when_there_is_room_without_another_key(
    qtbot, opened, session, monkeypatch, settle
):
    disk = Disk()
    a_field_that_fails(qtbot, opened, session, disk, monkeypatch)
    with qtbot.waitSignal(session.save_recovered, timeout=10_000):
        disk.is_full = False
    settle()
    assert session.case.review.scope_reason == "First words, and what came after"


@pytest.mark.safety("C9", "D12")
def test_words_typed_and_not_yet_sent_are_in_the_rescue_copy(qtbot, opened, session, settle):
    settle()
    path = session.held.path
    review = opened.workspace.places.review
    review.go("review")
    path.rename(path.with_name("Elsewhere.dhr"))
    typed_in(review.page("review").form.fields["scope_reason"], "Typed a moment before")
    with qtbot.waitSignal(session.file_lost, timeout=OPENS_WITHIN_MS) as lost:
        session.look_at_file()
    rescued = next(path for path in cases.folders.rescues().glob("*.dhr") if str(path) in lost.args[0])
    case = cases.open_review(rescued, PASSPHRASE)
    assert case.review.scope_reason == "Typed a moment before"
    case.close()


# ---- while the key is changed -----------------------------------------------------------------------------

NEW = "seven other invented words are here"


class SlowKey:
    """A change of key that waits, with the new file made, until it is told to go on."""

    def __init__(self, session):
        self.session, self.has_begun, self.may_go, self.ended = session, threading.Event(), threading.Event(), []
        session.replace_key(self.work, self.ended.append)

    def work(self, case, progress):
        self.has_begun.set()
        assert self.may_go.wait(60)
        return cases.change_passphrase(case, NEW, progress)

    def go_on(self, qtbot):
        self.may_go.set()
        qtbot.waitUntil(lambda: bool(self.ended), timeout=OPENS_WITHIN_MS)


def test_what_is_asked_while_the_key_is_changed_is_done_in_the_new_file(qtbot, opened, session, settle):
    settle()
    path, answered, on_file = session.held.path, [], []
    session.ask(work.names, answered.append)  # its process is ended under it
    key = SlowKey(session)
    qtbot.waitUntil(key.has_begun.is_set, timeout=OPENS_WITHIN_MS)
    session.edit(lambda case: registers.add(case, Person(real_name="Typed meanwhile"))[0])
    session.put_down(lambda case: how_it_was_left.keep(case, "lanes", [3, 1]))
    session.look(lambda case: case.is_closed, answered.append)
    session.ask(work.names, answered.append)
    session.on_file("Looking", lambda case, progress: case.is_closed, on_file.append)
    session.back_up_if_due()
    key.go_on(qtbot)
    qtbot.waitUntil(lambda: len(answered) == 3 and bool(on_file), timeout=OPENS_WITHIN_MS)
    settle()
    assert False in answered and on_file == [False]
    assert sum(type(each) is list for each in answered) == 2
    with qtbot.waitSignal(session.closed, timeout=OPENS_WITHIN_MS):
        session.close()
    case = cases.open_review(path, NEW)
    assert [each.real_name for each in case.all(Person)] == ["Typed meanwhile"]
    assert how_it_was_left.kept(case, "lanes") == [3, 1]
    case.close()


@pytest.mark.safety("C9")
def test_an_edit_that_fails_as_the_key_begins_to_be_changed_is_tried_again_in_the_new_file(
    qtbot, opened, session, settle
):
    settle()
    disk, path = Disk(), session.held.path
    session.edit(disk.adding("Failed before"))
    key = SlowKey(session)
    with qtbot.waitSignal(session.save_failed, timeout=10_000):
        pass
    qtbot.waitUntil(key.has_begun.is_set, timeout=OPENS_WITHIN_MS)
    disk.is_full = False
    qtbot.wait(2_600)  # the time of a retry goes by
    assert names(session) == []
    with qtbot.waitSignal(session.save_recovered, timeout=OPENS_WITHIN_MS):
        key.go_on(qtbot)
    settle()
    with qtbot.waitSignal(session.closed, timeout=OPENS_WITHIN_MS):
        session.close()
    case = cases.open_review(path, NEW)
    assert [each.real_name for each in case.all(Person)] == ["Failed before"]
    case.close()


@pytest.mark.safety("C9")
def test_the_key_is_not_changed_while_an_edit_is_not_saved(qtbot, opened, session, settle):
    disk, told = Disk(), []
    session.told.connect(told.append)
    with qtbot.waitSignal(session.save_failed, timeout=5_000):
        session.edit(disk.adding("Typed"))
    key = SlowKey(session)
    assert told and "not saved yet" in told[-1]
    with qtbot.waitSignal(session.save_recovered, timeout=10_000):
        disk.is_full = False
    settle()
    assert not key.has_begun.is_set() and names(session) == ["Typed"]
    session.edit(disk.adding("And the next"))
    settle()
    assert names(session) == ["Typed", "And the next"]


def test_a_new_key_that_fails_when_the_old_file_is_closed_leaves_no_dead_case_on_screen(qtbot, opened, session, settle):
    settle()
    problems = []
    session.problem.connect(problems.append)

    def work(case, progress):
        case.close()
        raise Refused("The new file could not take its name.")

    with qtbot.waitSignal(session.closed, timeout=OPENS_WITHIN_MS):
        session.replace_key(work, problems.append)
    assert session.case is None and "could not take its name" in str(problems[-1])


@pytest.mark.safety("C9")
def test_words_typed_while_a_new_key_fails_at_the_last_are_in_the_file_under_the_old_one(
    qtbot, opened, session, settle
):
    settle()
    path, begun, may_go = session.held.path, threading.Event(), threading.Event()

    def work(case, progress):
        begun.set()
        assert may_go.wait(60)
        case.close()
        raise DiskFull(FULL)

    session.replace_key(work, lambda fresh: None)
    qtbot.waitUntil(begun.is_set, timeout=OPENS_WITHIN_MS)
    for name in ("One", "Two"):
        session.edit(partial(lambda name, case: registers.add(case, Person(real_name=name))[0], name))
    with qtbot.waitSignal(session.closed, timeout=OPENS_WITHIN_MS):
        may_go.set()
    case = cases.open_review(path, PASSPHRASE)
    assert [each.real_name for each in case.all(Person)] == ["One", "Two"]
    case.close()


@pytest.mark.safety("C9", "F7")
@pytest.mark.parametrize("refusal", [DiskFull(FULL), OSError("a sharing violation")], ids=["full", "shared"])
@pytest.mark.parametrize("at", ["note", "open_with_key"])
def test_a_new_key_that_fails_once_it_holds_says_so_and_keeps_what_was_typed(
    qtbot, opened, session, settle, monkeypatch, at, refusal
):
    settle()
    path, problems = session.held.path, []
    session.problem.connect(lambda problem: problems.append(str(problem)))

    def fails(*asked, **more):
        if at == "open_with_key" or asked[1] == "passphrase changed":
            raise refusal
        return note(*asked, **more)

    note = replacing.CaseFile.note
    monkeypatch.setattr(replacing.CaseFile if at == "note" else replacing, at, fails)
    key = SlowKey(session)
    qtbot.waitUntil(key.has_begun.is_set, timeout=OPENS_WITHIN_MS)
    session.edit(lambda case: registers.add(case, Person(real_name="Typed"))[0])
    with qtbot.waitSignal(session.closed, timeout=OPENS_WITHIN_MS):
        key.may_go.set()
    assert len(problems) == 1 and "new passphrase holds" in problems[0]
    monkeypatch.undo()
    case = cases.open_review(path, NEW)
    assert [each.real_name for each in case.all(Person)] == ["Typed"]
    case.close()


@pytest.mark.safety("C9", "F7")
def test_what_cannot_be_put_into_the_file_after_such_a_failure_is_said(qtbot, opened, session, settle, monkeypatch):
    settle()
    warned, begun, may_go = [], threading.Event(), threading.Event()
    session.warned.connect(warned.append)

    def work(case, progress):
        begun.set()
        assert may_go.wait(60)
        case.close()
        raise DiskFull(FULL)

    session.replace_key(work, lambda fresh: None)
    qtbot.waitUntil(begun.is_set, timeout=OPENS_WITHIN_MS)
    session.edit(Disk().adding("One"))
    session.edit(Disk().adding("Two"))
    with qtbot.waitSignal(session.closed, timeout=OPENS_WITHIN_MS):
        may_go.set()
    qtbot.waitUntil(lambda: bool(warned))
    assert "2 changes you made last could not be saved" in warned[-1]
