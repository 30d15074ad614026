"""While a rescue copy is made, and when none can be: nothing typed is lost, nothing is done in another case."""

import random
import threading
from functools import partial

import pytest

from dhr_desktop.core.errors import DiskFull
from dhr_desktop.core.people import Person
from dhr_desktop.operations.casefile import cases
from dhr_desktop.operations.review import registers
from tests.background import work
from tests.builders import PASSPHRASE

from .conftest import OPENS_WITHIN_MS
from .test_unsaved import Disk, names, typed_in


class SlowRescue:
    """A rescue copy that is not made before it is told to go on."""

    def __init__(self, monkeypatch, ends=lambda: None):
        self.has_begun, self.may_go = threading.Event(), threading.Event()
        rescue = cases.copies.rescue

        def slowly(case):
            self.has_begun.set()
            assert self.may_go.wait(60)
            ends()
            return rescue(case)

        monkeypatch.setattr(cases.copies, "rescue", slowly)

    def begin(self, qtbot, session):
        path = session.held.path
        path.rename(path.with_name("Elsewhere.dhr"))
        session.look_at_file()
        qtbot.waitUntil(self.has_begun.is_set, timeout=OPENS_WITHIN_MS)

    def go_on(self, qtbot, session):
        """The case as it was rescued, and what was told of it."""
        with qtbot.waitSignal(session.file_lost, timeout=OPENS_WITHIN_MS) as lost:
            self.may_go.set()
        rescued = next(path for path in cases.folders.rescues().glob("*.dhr") if str(path) in lost.args[0])
        return cases.open_review(rescued, PASSPHRASE), lost.args[0]


@pytest.mark.safety("C9", "D12")
@pytest.mark.parametrize("seed", range(3))
def test_everything_typed_while_it_is_made_is_in_the_rescue_copy(qtbot, opened, session, settle, monkeypatch, seed):
    settle()
    rescue, rng, wanted = SlowRescue(monkeypatch), random.Random(seed), []
    rescue.begin(qtbot, session)
    for number in range(rng.randint(1, 6)):
        wanted.append(f"Typed {number}")
        session.edit(partial(lambda name, case: registers.add(case, Person(real_name=name))[0], wanted[-1]))
        qtbot.wait(rng.randint(0, 40))
    case, told = rescue.go_on(qtbot, session)
    assert [each.real_name for each in case.all(Person)] == wanted and "not in it" not in told
    case.close()


@pytest.mark.safety("C9", "D12")
def test_words_in_a_field_as_the_copy_is_ready_and_an_edit_while_they_are_put_there_are_in_it_too(
    qtbot, opened, session, settle, monkeypatch
):
    settle()
    review = opened.workspace.places.review
    review.go("review")
    field = review.page("review").form.fields["scope_reason"]
    rescue, add_to = SlowRescue(monkeypatch), cases.add_to_rescue
    is_adding, may_add = threading.Event(), threading.Event()

    def slowly(case, rescued, typed):
        if typed:
            is_adding.set()
            assert may_add.wait(60)
        return add_to(case, rescued, typed)

    monkeypatch.setattr(cases, "add_to_rescue", slowly)
    rescue.begin(qtbot, session)
    typed_in(field, "Typed as it was made")
    rescue.may_go.set()
    qtbot.waitUntil(is_adding.is_set, timeout=OPENS_WITHIN_MS)
    session.edit(lambda case: registers.add(case, Person(real_name="And after"))[0])
    may_add.set()
    with qtbot.waitSignal(session.file_lost, timeout=OPENS_WITHIN_MS) as lost:
        pass
    rescued = next(path for path in cases.folders.rescues().glob("*.dhr") if str(path) in lost.args[0])
    case = cases.open_review(rescued, PASSPHRASE)
    assert case.review.scope_reason == "Typed as it was made"
    assert [each.real_name for each in case.all(Person)] == ["And after"]
    case.close()


@pytest.mark.safety("D12")
@pytest.mark.parametrize("how", ["asked", "long"])
def test_what_was_asked_of_one_case_is_never_done_in_the_next(
    qtbot, opened, session, settle, monkeypatch, tmp_path, how
):
    settle()
    rescue, done, told = SlowRescue(monkeypatch), [], []
    rescue.begin(qtbot, session)
    if how == "long":
        session.run_long("Adding", work.one_person, done.append)
    else:
        session.ask(work.one_person, done.append)
    rescue.go_on(qtbot, session)[0].close()
    for signal in (session.told, session.warned, session.problem):
        signal.connect(told.append)
    with qtbot.waitSignal(session.opened, timeout=OPENS_WITHIN_MS):
        session.begin(tmp_path / "Another.dhr", PASSPHRASE, title="Another review")
    qtbot.waitUntil(lambda: session.runner.helper.process_id > 0, timeout=OPENS_WITHIN_MS)
    settle()
    session.ask(work.names, told.append)
    settle()
    assert names(session) == [] and done == [] and told == [[]]


@pytest.mark.safety("C9", "D12")
def test_the_window_may_be_locked_or_closed_while_it_is_made(qtbot, opened, session, settle, monkeypatch):
    settle()
    rescue, closed = SlowRescue(monkeypatch), []
    rescue.begin(qtbot, session)
    session.edit(lambda case: registers.add(case, Person(real_name="Typed"))[0])
    session.lock()
    session.close(lambda: closed.append(True))
    case, _ = rescue.go_on(qtbot, session)
    assert [each.real_name for each in case.all(Person)] == ["Typed"]
    case.close()
    qtbot.waitUntil(lambda: bool(closed))


class Room:
    """For the rescue copy: none, until it is told otherwise."""

    def __init__(self, is_there=False):
        self.is_there = is_there

    def __call__(self):
        if not self.is_there:
            raise DiskFull("There is no room for the rescue copy.")


@pytest.mark.safety("C9", "D12")
@pytest.mark.parametrize("was_failing", [True, False])
def test_a_rescue_that_could_not_be_made_is_tried_again_and_holds_what_was_not_saved(
    qtbot, opened, session, settle, monkeypatch, was_failing
):
    settle()
    disk, room, path, problems = Disk(), Room(), session.held.path, []
    session.problem.connect(problems.append)
    disk.is_full = was_failing
    if was_failing:
        with qtbot.waitSignal(session.save_failed, timeout=5_000):
            session.edit(disk.adding("First"))
    rescue = SlowRescue(monkeypatch, room)
    rescue.may_go.set()
    path.rename(path.with_name("Elsewhere.dhr"))
    disk.is_full = False
    if not was_failing:
        session.edit(disk.adding("First"))
    qtbot.waitUntil(lambda: len(problems) >= 2, timeout=20_000)  # it was tried more than once
    session.edit(disk.adding("Second"), is_last_word=True)
    room.is_there = True
    case, told = rescue.go_on(qtbot, session)
    assert [each.real_name for each in case.all(Person)] == ["First", "Second"] and "not in it" not in told
    case.close()


@pytest.mark.safety("C9", "D12")
def test_what_is_typed_while_a_rescue_fails_is_in_the_next(qtbot, opened, session, settle, monkeypatch):
    settle()
    room = Room()
    rescue = SlowRescue(monkeypatch, room)
    rescue.begin(qtbot, session)
    session.edit(lambda case: registers.add(case, Person(real_name="Typed"))[0])
    with qtbot.waitSignal(session.problem, timeout=OPENS_WITHIN_MS):
        rescue.may_go.set()
    room.is_there = True
    case, _ = rescue.go_on(qtbot, session)
    assert [each.real_name for each in case.all(Person)] == ["Typed"]
    case.close()
