"""Work beside the window: over a copy, kept by the writer, gone when the case is."""

import os
import subprocess
import threading
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dhr_desktop.background import Defect, helper
from dhr_desktop.background.parcels import Unpacking, pack
from dhr_desktop.core.agencies import Row
from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.case import RECORDS
from dhr_desktop.core.documents import Departure
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import ChangedMeanwhile, DhrError, Refused, WriteFailed
from dhr_desktop.core.people import Person
from dhr_desktop.operations.casefile import undoing
from dhr_desktop.operations.names.gating import HeldBack
from dhr_desktop.operations.review import registers
from dhr_desktop.storage import how_it_was_left as kept_desk
from dhr_desktop.storage.check import check_case
from tests.background import work
from tests.builders import an_entry

MANY_ROWS = int(os.environ.get("DHR_ROWS_IN_A_FILE", "4000"))  # 20,000 at the size of a release
KINDS = tuple(kind for kind in RECORDS if kind is not Row)


def add(case, name="Invented Person", **fields):
    return registers.add(case, Person(real_name=name, **fields))[1]


def is_alive(process):
    from pathlib import Path

    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().split(")")[1].split()[0] != "Z"


def test_an_operation_reads_the_copy_and_its_step_is_kept_in_the_case(desk, case):
    desk.edit(lambda case: add(case, "One"))
    change = desk.ask(work.import_many, number=30)
    assert case.count(Entry) == 30 and change.seq == case.seal.seq
    assert case.undo_name == "Import"
    case.undo()
    assert case.count(Entry) == 0 and [name for _, name in desk.ask(work.names)] == ["One"]


def test_what_is_edited_is_there_for_the_next_question(desk):
    for number in range(5):
        desk.edit(lambda case, number=number: add(case, f"P{number}"))
        assert len(desk.ask(work.names)) == number + 1


edits = st.lists(
    st.tuples(st.sampled_from(["add", "rename", "remove", "mark", "undo", "redo", "entry"]), st.integers(0, 9)),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_whatever_is_edited_the_copy_equals_the_case(desk, case, edits):
    for verb, number in edits:
        desk.edit(lambda case, verb=verb, number=number: _edit(case, verb, number))
    told = desk.ask(work.records, kinds=KINDS)
    assert told == {kind.KIND: case.all(kind) for kind in KINDS}


def _edit(case, verb, number):
    people, entries = case.all(Person), case.all(Entry)
    if verb == "add" or (verb in ("rename", "remove") and not people):
        add(case, f"P{number}")
    elif verb == "rename":
        registers.change(case, Person, people[number % len(people)].id, real_name=f"Q{number}")
    elif verb == "remove":
        registers.remove(case, Person, [people[number % len(people)].id])
    elif verb == "entry":
        with case.step("Entries") as step:
            for _ in range(number * 50):
                step.add(an_entry())
    elif verb == "mark" and entries:
        with case.step("Mark") as step:
            step.add(Mark(sort="key episode", on=(entries[number % len(entries)].id,)))
    elif (verb == "undo" and case.undo_name) or (verb == "redo" and case.redo_name):
        getattr(case, verb)()


def test_an_edit_of_the_same_field_stands_and_the_work_says_to_do_it_again(desk, case):
    desk.edit(lambda case: add(case, "Before"))
    held = case.all(Person)[0]
    going = desk.begin(work.rename_slowly, id=held.id, name="By the work", seconds=0.6)
    time.sleep(0.3)
    desk.edit(lambda case: registers.change(case, Person, held.id, real_name="Typed"))
    with pytest.raises(ChangedMeanwhile, match="Do it once more"):
        going.answer()
    assert case.get(Person, held.id).real_name == "Typed"
    desk.ask(work.rename_slowly, id=held.id, name="By the work", seconds=0)
    assert case.get(Person, held.id).real_name == "By the work"


def test_an_edit_of_another_field_and_the_work_both_stay(desk, case):
    desk.edit(lambda case: add(case, "Before"))
    held = case.all(Person)[0]
    going = desk.begin(work.rename_slowly, id=held.id, name="By the work", seconds=0.6)
    time.sleep(0.3)
    desk.edit(lambda case: registers.change(case, Person, held.id, note="Typed"))
    going.answer()
    now = case.get(Person, held.id)
    assert (now.real_name, now.note) == ("By the work", "Typed")
    assert desk.ask(work.records, kinds=(Person,))["people"] == [now]


def test_a_later_step_of_the_same_work_does_not_write_over_what_was_typed_meanwhile(desk, case):
    desk.edit(lambda case: add(case, "Before"))
    held = case.all(Person)[0]
    going = desk.begin(work.add_then_rename, id=held.id, seconds=0.5)
    time.sleep(0.3)
    desk.edit(lambda case: registers.change(case, Person, held.id, note="Typed"))
    with pytest.raises(ChangedMeanwhile):
        going.answer()
    assert case.get(Person, held.id).note == "Typed"
    assert [each.real_name for each in case.all(Person)] == ["Before", "Kept before"]
    assert len(going.job.kept) == 1


def test_what_came_to_point_at_a_record_keeps_it_from_being_removed_unseen(desk, case):
    desk.edit(lambda case: add(case, "Wanted"))
    held = case.all(Person)[0]
    going = desk.begin(work.remove_slowly, id=held.id, seconds=0.6)
    time.sleep(0.3)

    def mark(case):
        with case.step("Mark") as step:
            step.add(Mark(sort="key episode", on=(held.id,)))

    desk.edit(mark)
    with pytest.raises(ChangedMeanwhile):
        going.answer()
    assert case.get(Person, held.id) is not None


def test_a_record_the_work_changes_in_another_column_cannot_be_left_pointing_at_nothing(desk, case):
    desk.edit(lambda case: add(case, "Wanted"))
    held = case.all(Person)[0]

    def mark(case, **fields):
        with case.step("Mark") as step:
            step.add(Mark(sort="key episode", **fields))

    desk.edit(mark)
    (before,) = case.all(Mark)
    going = desk.begin(work.retitle_and_remove_slowly, mark=before.id, person=held.id, seconds=0.6)
    time.sleep(0.3)
    desk.edit(lambda case: registers.change(case, Mark, before.id, people=(held.id,)))
    with pytest.raises(ChangedMeanwhile):
        going.answer()
    assert case.get(Person, held.id) is not None
    assert case.all(Mark) == [replace(before, people=(held.id,))]
    desk.ask(work.mark_then_remove, person=held.id)
    assert case.get(Person, held.id) is None and all(each.people == () for each in case.all(Mark))


def test_ids_are_never_given_twice_whoever_makes_them(desk, case):
    desk.ask(work.import_many, number=700)
    desk.edit(lambda case: add(case, "Typed"))
    desk.ask(work.import_many, number=700)
    ids = [each.id for each in (*case.all(Entry), *case.all(Person))]
    assert len(ids) == len(set(ids)) == 1_401


def test_what_is_large_is_taken_back_and_done_again_in_the_helper(desk, case):
    desk.ask(work.import_long_rows, number=900)
    before = case.all(Entry)
    assert case.is_large("undo")
    change = desk.ask(undoing.undo)
    assert case.count(Entry) == 0 and len(change.ids) == 900 and case.redo_name == "Import of many rows"
    desk.ask(undoing.redo)
    assert case.all(Entry) == before
    assert check_case(case).is_whole


def test_only_what_was_next_when_undo_was_chosen_is_taken_back(desk, case):
    desk.ask(work.import_long_rows, number=900)
    going = desk.begin(work.undo_slowly, seconds=0.6)
    time.sleep(0.3)
    desk.edit(lambda case: add(case, "Typed"))
    with pytest.raises(ChangedMeanwhile):
        going.answer()
    assert case.count(Entry) == 900 and case.all(Person)[0].real_name == "Typed"


def test_cancel_stops_work_that_looks_up_and_work_that_does_not(desk, case):
    for going in (desk.begin(work.import_many), desk.begin(work.never_look_up)):
        until = time.monotonic() + 10
        while desk.helper._current is not going.job and time.monotonic() < until:
            time.sleep(0.01)
        started = time.monotonic()
        desk.helper.cancel(going.job)
        assert going.answer() == "cancelled"
        assert time.monotonic() - started < 1.0
    assert case.count(Entry) == 0
    assert desk.ask(work.names) == []


@pytest.mark.parametrize("how", [work.die, work.die_in_a_step])
def test_a_helper_that_dies_is_told_in_a_sentence_and_the_next_work_is_done(desk, case, how):
    desk.edit(lambda case: add(case, "Stays"))
    with pytest.raises(DhrError, match="interrupted"):
        desk.ask(how)
    assert [name for _, name in desk.ask(work.names)] == ["Stays"]


def test_what_waits_behind_a_death_is_still_done(desk):
    dying, waiting = desk.begin(work.die), desk.begin(work.names)
    with pytest.raises(DhrError):
        dying.answer()
    assert waiting.answer() == []


def test_a_refusal_comes_back_as_itself_and_a_defect_without_its_words(desk):
    with pytest.raises(Refused, match="Not today"):
        desk.ask(work.refuse)
    with pytest.raises(HeldBack) as held:
        desk.ask(work.hold_back)
    assert len(held.value.hits) == 1 and "was not written" in str(held.value)
    with pytest.raises(Exception) as told:
        desk.ask(work.break_down)
    assert "KeyError" in str(told.value) and "break_down" in str(told.value)
    assert "Quillfeather" not in str(told.value)


def test_nothing_is_left_once_the_case_is_closed(desk, case):
    process = desk.ask(work.process_id)
    going = desk.begin(work.never_look_up)
    assert is_alive(process)
    desk.helper.detach()
    assert going.answer() == "cancelled" and not is_alive(process)
    assert case.followers == []


def test_an_edition_is_read_in_its_names(desk, case):
    desk.edit(lambda case: add(case, "Zephyrine Quillfeather", pseudonym="Amber", role="victim", sort="person"))
    assert "Quillfeather" not in str(desk.ask(work.names, edition="publication"))
    desk.edit(lambda case: add(case, "Thessaly Brackwater", sort="person"))
    assert "Brackwater" not in str(desk.ask(work.names, edition="publication"))


def test_what_is_one_object_here_is_one_object_there(desk):
    told = desk.ask(work.same_object_twice)
    assert len(told["one"]) == 3_000
    assert all(one is other for one, other in zip(told["one"], told["other"], strict=True))


def test_a_value_comes_whole_out_of_its_parcels():
    value = {"rows": [(n, f"words {n}" * 9) for n in range(20_000)], "bytes": b"x" * 300_000}
    parcels = []
    pack(value, parcels.append)
    unpacking = Unpacking()
    for each in parcels:
        unpacking.take(each)
    assert unpacking.value() == value and len(parcels) > 20


def test_what_work_puts_down_beside_the_records_is_put_down_in_the_case(desk, case):
    desk.ask(work.put_down, name="lanes", value={"by": "agency"})
    assert kept_desk.kept(case, "lanes") == {"by": "agency"}


def test_work_under_way_when_all_must_be_read_anew_is_told_as_interrupted(desk, case):
    desk.edit(lambda case: add(case, "Stays"))
    going = desk.begin(work.never_look_up)
    wait_until(lambda: desk.helper._current is going.job)
    desk.writer.put(lambda: case._tell_followers(None))
    with pytest.raises(DhrError, match="interrupted"):
        going.answer()
    assert [name for _, name in desk.ask(work.names)] == ["Stays"]


def test_where_no_process_can_be_started_each_work_is_told_so_and_the_next_tries_again(desk, monkeypatch):
    desk.ask(work.names)
    started = subprocess.Popen

    def refused(*asked, **how):
        raise OSError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", refused)
    with pytest.raises(DhrError, match="interrupted"):
        desk.ask(work.die)
    for _ in range(2):
        with pytest.raises(DhrError, match="could not be started"):
            desk.ask(work.names)
    monkeypatch.setattr(subprocess, "Popen", started)
    assert desk.ask(work.names) == []


def test_a_disk_that_does_not_answer_for_a_moment_only_delays_the_copy(desk, case, monkeypatch):
    monkeypatch.setattr(helper, "ASKS_AGAIN_SECONDS", 0.05)
    read, failures = type(case).raw_rows, [3]

    def failing(case, *asked):
        failures[0] -= 1
        if failures[0] >= 0:
            raise WriteFailed("The disk did not answer.")
        return read(case, *asked)

    monkeypatch.setattr(type(case), "raw_rows", failing)
    desk.helper._writer.put(desk.helper._start_anew)
    assert desk.ask(work.names) == [] and failures[0] < 0


def test_a_case_locked_again_at_once_is_not_held(desk, case):
    desk.helper.detach()
    goes_on = threading.Event()
    desk.writer.put(goes_on.wait)
    desk.helper.attach(case)
    desk.helper.detach()
    goes_on.set()
    desk.writer.wait_until_done()
    assert desk.helper._case is None and case.followers == []


def wait_until(is_so):
    until = time.monotonic() + 10
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)
    assert is_so()


rows = st.lists(st.tuples(st.sampled_from(["add", "change", "remove", "add again"]), st.integers(0, 9)), max_size=20)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows)
def test_what_is_made_ready_beside_the_writer_is_what_the_writer_would_have_made(desk, case, rows):
    """Records in memory as the file holds them, and every word of them found, whatever one step does to a record."""
    desk.edit(lambda case: case.all(Person))
    desk.ask(work.turn_over, rows=tuple(rows))
    check = check_case(case)
    assert check.is_whole, check.faults
    held = case.all(Person)
    case._shelves.clear()
    assert held == case.all(Person)
    for each in held:
        assert each in case.search(each.real_name), each
        assert each in case.search(each.note), each
    assert not [each for each in case.search("Turned", 500) if each not in held]


@pytest.mark.alone
def test_a_typed_change_goes_in_while_a_file_of_many_rows_is_kept(desk, case):
    """What is made ready beside the writer: its own share, in processor time, for no machine is ever quiet."""
    desk.edit(lambda case: (add(case, "One"), case.all(Entry)))
    share = []
    keep = case.keep

    def timed(*arguments):
        started = time.thread_time()
        try:
            return keep(*arguments)
        finally:
            share.append(time.thread_time() - started)

    case.keep = timed
    desk.ask(work.import_agency_rows, number=MANY_ROWS)
    assert case.count(Entry) == MANY_ROWS and len(share) == 1
    assert share[0] < 2.0 * MANY_ROWS / 20_000 + 0.1, f"{share[0]:.2f} s for {MANY_ROWS} rows"


@pytest.mark.safety("A6")
def test_a_file_that_has_left_is_entered_even_if_its_export_is_stopped_then(desk, case, tmp_path):
    going = desk.begin(work.leave_then_note, path=tmp_path / "left.txt")
    wait_until((tmp_path / "left.txt").exists)
    desk.helper.cancel(going.job)
    going.answer()
    assert [each.product for each in case.all(Departure)] == ["An invented list"]


# ---- what cannot travel ------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [work.answer_with_what_cannot_be_read, work.answer_with_what_cannot_be_sent])
def test_an_answer_that_cannot_travel_is_told_as_a_defect_and_the_next_work_is_done(desk, asked):
    with pytest.raises(Defect) as told:
        desk.ask(asked)
    assert "Quillfeather" not in str(told.value)
    assert desk.ask(work.names) == []


def test_what_the_window_cannot_send_back_leaves_nobody_waiting(desk, case, monkeypatch):
    monkeypatch.setattr(type(case), "original", lambda case, sha256: lambda: None)
    with pytest.raises(Defect):
        desk.ask(work.read_original)
    monkeypatch.undo()
    assert desk.ask(work.names) == []


def test_a_question_that_cannot_be_sent_does_not_become_part_of_the_next(desk, case):
    desk.edit(lambda case: add(case, "One"))
    assert desk.ask(work.ask_with_what_cannot_be_sent_then_count) == 1


def test_a_helper_that_cannot_be_understood_is_replaced(desk, monkeypatch):
    told = []
    monkeypatch.setattr(helper.threading, "excepthook", lambda met: told.append(met.exc_type))
    assert desk.ask(work.names) == []
    line = desk.helper._line
    line.put(lambda out: out.send(("rows", lambda: None)))  # nothing of the sort can be packed
    wait_until(lambda: desk.helper._line is not line and desk.helper.process_id)
    assert desk.ask(work.names) == [] and len(told) == 1
