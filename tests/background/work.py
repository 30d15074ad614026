"""Work that tests send to the helper: functions of a module that loads no window, as the program's own are."""

from __future__ import annotations

import os
import pickle
import time
from dataclasses import replace
from unittest.mock import patch

from dhr_desktop.core.agencies import Row
from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.documents import Departure
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.people import Person
from dhr_desktop.gate.looking import Hit
from dhr_desktop.operations.chronology import chronology_exports
from dhr_desktop.operations.importing import accepting, submissions
from dhr_desktop.operations.names import departing
from dhr_desktop.operations.names.gating import HeldBack
from dhr_desktop.report.xlsx_writer import Sheet, workbook
from dhr_desktop.storage import how_it_was_left
from dhr_desktop.system import private_files
from tests.builders import an_agency, an_entry

ROWS_IN_A_FILE = 60


def names(case):
    return [(each.id, each.real_name) for each in case.all(Person)]


def records(case, kinds):
    return {kind.KIND: list(case.all(kind)) for kind in kinds}


def import_many(case, progress, number=200_000):
    with case.step("Import") as step:
        for _ in progress.over(range(number), total=number, words="Reading rows"):
            step.add(an_entry())
    return step.change


def run_for(case, progress, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        progress.tell(0, 1, "Running")


def never_look_up(case, seconds=60.0):
    """Work that does not ask whether it was stopped."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        sum(range(1000))


def rename_slowly(case, id, name, seconds):
    """Read first, then written: whoever edits in between must not be written over."""
    held = case.get(Person, id)
    time.sleep(seconds)
    with case.step("Rename") as step:
        step.put(replace(held, real_name=name))
    return step.change


def add_then_rename(case, id, seconds):
    """Two steps: the second stands on what was read before the first."""
    held = case.get(Person, id)
    with case.step("Add") as step:
        step.add(Person(real_name="Kept before"))
    time.sleep(seconds)
    with case.step("Rename") as step:
        step.put(replace(held, note="by the work"))
    return step.change


def remove_slowly(case, id, seconds):
    time.sleep(seconds)
    with case.step("Remove") as step:
        step.remove(Person, id)
    return step.change


def retitle_and_remove_slowly(case, mark, person, seconds):
    time.sleep(seconds)
    with case.step("Retitle and remove") as step:
        step.put(replace(step.get(Mark, mark), title="By the work"))
        step.remove(Person, person)
    return step.change


def mark_then_remove(case, person):
    with case.step("Mark") as step:
        mark = step.add(Mark(sort="key episode", people=(person,)))
    with case.step("Remove") as step:
        step.put(replace(mark, title="By the work"))
        step.remove(Person, person)
    return step.change


def refuse_slowly_by_name(case, seconds):
    time.sleep(seconds)
    raise Refused("Zephyrine Quillfeather is in the register twice.")


def leave_then_note(case, path):
    path.write_text("has left")
    time.sleep(0.4)
    with case.step("Exported", sort="note") as step:
        step.add(Departure(product="An invented list"))


def die(case):
    os.kill(os.getpid(), 9)


def die_in_a_step(case):
    with case.step("Half") as step:
        step.add(Person(real_name="Half"))
        os.kill(os.getpid(), 9)


def refuse(case):
    raise Refused("Not today.")


def hold_back(case):
    raise HeldBack("Report.docx", [Hit("page 1", "name", "Zephyrine Quillfeather", "")])


def break_down(case):
    raise KeyError("Zephyrine Quillfeather")


def same_object_twice(case):
    shared = [Person(real_name=f"P{n}" * 30) for n in range(3_000)]
    return {"one": shared, "other": tuple(shared)}


def process_id(case):
    return os.getpid()


def undo_last(case):
    return case.undo()


def undo_slowly(case, seconds):
    gesture = case._asks.ask("step_back", "undo")
    case._asks.ask = _slowly(case._asks.ask, gesture, seconds)
    try:
        return case.undo()
    finally:
        del case._asks.ask


def _slowly(ask, gesture, seconds):
    def asked(name, *arguments):
        if name != "step_back":
            return ask(name, *arguments)
        time.sleep(seconds)
        return gesture

    return asked


def prepare(case, people):
    with case.step("Prepare") as step:
        for number in range(people):
            step.add(Person(real_name=f"Invented Person {number}", note="Nobody real. " * 5))
        step.add(an_agency())
    return step.change


def import_long_rows(case, progress, number):
    with case.step("Import of many rows") as step:
        for at in progress.over(range(number), total=number, words="Reading rows"):
            step.add(an_entry(words=f"Row {at}: officers attended and spoke to both parties. " * 4))
    return step.change


def fill_an_agency(case, progress, number):
    with case.step("Fill") as step:
        agency = step.add(an_agency(f"Agency after line {case.seal.seq}"))
        for _ in progress.over(range(number), total=number, words="Filling"):
            step.add(an_entry(agency=agency.id))
    return step.change


def put_down(case, name, value):
    how_it_was_left.keep(case, name, value)


def turn_over(case, rows):
    """One step that adds, changes, takes away and adds again under the same id."""
    gone = []
    with case.step("Turn over") as step:
        for sort, number in rows:
            held = step.all(Person)
            if sort == "add" or not held:
                step.add(Person(real_name=f"Turned{number}", note=f"note{number}"))
            elif sort == "change":
                step.put(replace(held[number % len(held)], note=f"noted{number}"))
            elif sort == "remove":
                gone.append(held[number % len(held)].id)
                step.remove(Person, gone[-1])
            elif gone:
                step.add(Person(real_name=f"Turned{number}", note=f"again{number}"), id=gone.pop())
    return step.change


def import_agency_rows(case, progress, number):
    """As an agency's file is kept: the row as it stood, and the entry made of it, each naming the other."""
    with case.step("Import of an agency's rows") as step:
        for at in progress.over(range(number), total=number, words="Reading rows"):
            row, entry = step.fresh_id(), step.fresh_id()
            words = f"Row {at}: officers attended and spoke to {at % 91} and {at % 83} of both parties. " * 3
            step.add(Row(number=at, entry=entry, cells=(words, "12/03/2019", "No further action", f"Log {at}")), id=row)
            step.add(an_entry(words=words, row=row), id=entry)
    return step.change


def bring_in(case, progress, file, agency):
    """Look at an agency's file, say who sent it, and keep it, as the chair does."""
    [looked] = submissions.look_at(case, [file], progress)
    return accepting.accept(case, submissions.look_again(case, looked, new_agency=agency), progress)


def write_leaking_chronology(case, progress=None, **asked):
    """As the program writes it, but for a writer that was tampered with: it puts a name into every workbook.

    The window's process holds this in the place of the program's own; in the helper's the program's own still stands.
    """

    def tampered(chronology, told, rows):
        return workbook([Sheet("Chronology", ("a",), (10,), [("Rhoswen Tallowby",)])])

    with patch.object(chronology_exports, "_workbook", tampered):
        return chronology_exports.write_chronology(case, progress=progress, **asked)


def read_original(case):
    return case.original("0" * 64)


class _Unreadable:
    """Can be sent, and not be made again where it arrives."""

    def __reduce__(self):
        return _refuse_to_be_made, ()


def _refuse_to_be_made():
    raise ValueError("Zephyrine Quillfeather")


def answer_with_what_cannot_be_read(case):
    return _Unreadable()


def answer_with_what_cannot_be_sent(case):
    return lambda: case


def ask_with_what_cannot_be_sent_then_count(case):
    """Much of the first question has gone by the time it turns out that the rest of it cannot."""
    try:
        case._asks.ask("count", [os.urandom(50) for _ in range(5_000)], lambda: None)
    except (AttributeError, TypeError, pickle.PicklingError):
        return case.count(Person)


def write_half(case, path):
    """A file that is being written when the process is ended."""
    with private_files.writing(path) as file:
        file.write(b"Zephyrine Quillfeather")
        file.flush()
        time.sleep(60)


def hold(seconds=60.0):
    """Work without a case that does not look up."""
    time.sleep(seconds)
    return "held"


def leave_and_hang(case, to):
    """The file has its name, and what would enter it never comes."""
    with patch.object(departing, "_entered", lambda *given: time.sleep(60)):
        departing.depart(case, to, b"words", "An invented list", departing.AS_IT_IS)


def change_leave_and_hang(case, progress, to):
    with case.step("Change") as step:
        step.add(Person(real_name="Kept before"))
    departing.depart(case, to, b"words", "An invented list", departing.AS_IT_IS)
    while True:
        progress.tell(0, 1, "Going on")


def one_person(case):
    with case.step("Add") as step:
        step.add(Person(real_name="Of the case it was asked in"))
    return step.change
