"""C14: ten thousand random operations, all undone, all redone, and the case is the same both ways."""

import random
from dataclasses import replace

import pytest

from dhr_desktop.core.agencies import Agency, Return
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Meeting, PanelMember
from dhr_desktop.storage import dump
from dhr_desktop.storage.check import verify_case
from dhr_desktop.storage.opening import open_with_key
from tests.builders import a_case, a_person, an_agency, an_entry

OPERATIONS = 10_000


def _one(case, rng, number):
    people, agencies = case.all(Person), case.all(Agency)
    choice = rng.random()
    with case.step(f"Operation {number}", gesture=f"g{number}") as step:
        if choice < 0.3 or not people or not agencies:
            step.add(a_person(f"Person {number}"))
            step.add(an_agency(f"Agency {number}"))
        elif choice < 0.6:
            each = rng.choice(people)
            step.put(replace(each, note=f"note {number}", aliases=(f"Alias {number}",)))
        elif choice < 0.7:
            step.add(Return(agency=rng.choice(agencies).id, outcome="IMR"))
        elif choice < 0.8:
            step.add(an_entry(agency=rng.choice(agencies).id))
        elif choice < 0.85:
            member = step.add(PanelMember(full_name=f"Member {number}", agency=rng.choice(agencies).id))
            step.add(Meeting(purpose=f"Meeting {number}", attended=(member.id,)))
        else:
            kind = rng.choice([Person, Agency, PanelMember, Entry])
            held = case.all(kind)
            if held:
                step.remove(kind, rng.choice(held).id)
            else:
                step.add(a_person())


@pytest.mark.slow
@pytest.mark.safety("C14")
def test_undoing_all_and_redoing_all_gives_the_same_case_both_ways(tmp_path, record_property):
    case = a_case(tmp_path)
    rng = random.Random(14)
    start = dump.records(case)
    for number in range(OPERATIONS):
        _one(case, rng, number)
    end = dump.records(case)
    undone = 0
    while case._history.undoable:
        case.undo()
        undone += 1
    record_property("ran", OPERATIONS)
    assert undone == OPERATIONS
    assert dump.records(case) == start
    case.close()
    case = open_with_key(case.path, case.key)
    while case._history.redoable:
        case.redo()
    assert dump.records(case) == end
    assert verify_case(case).is_whole
    case.close()
