"""Added records go to the database many at a time; nothing that reads or changes them can tell."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

from dhr_desktop.core.agencies import Agency, Row
from dhr_desktop.core.changes import RecordChange
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import Shape
from dhr_desktop.storage.check import check_case, verify_case
from dhr_desktop.storage.rows import row_of, to_column
from tests.builders import an_entry, reopened


class Counted:
    """The connection, and how often it was called."""

    def __init__(self, connection):
        self._connection, self.calls = connection, 0

    def __getattr__(self, name):
        if name.startswith("execute"):
            self.calls += 1
        return getattr(self._connection, name)


def test_many_added_records_take_few_statements(case):
    with case.step("Add") as step:
        step._connection = counted = Counted(step._connection)
        for at in range(1_000):
            step.add(Row(number=at, cells=(f"Cell {at}",)))
            step.add(Entry(what_happened=f"Account {at}"))
    assert counted.calls < 100
    again = reopened(case)
    assert [each.cells for each in again.all(Row)] == [(f"Cell {at}",) for at in range(1_000)]
    assert [each.what_happened for each in again.search("Account 999")] == ["Account 999"]
    again.close()


def test_a_step_reads_what_it_added_a_moment_ago(case):
    with case.step("Add") as step:
        agency = step.add(Agency(full_name="Eastmere Police"))
        entry = step.add(replace(an_entry("2021-02-14", "Zebra seen."), agency=agency.id))
        assert step.get(Agency, agency.id) == agency
        assert step.kind_of(entry.id) is Entry
        later = step.add(Entry(agency=agency.id))
        assert [each.id for each in step.linked(Entry, "agency", agency.id)] == [entry.id, later.id]
        assert [each.id for each in step.all(Entry)] == [entry.id, later.id]
        step.put(replace(entry, what_happened="Heron seen."))
        step.remove(Entry, later.id)
        with pytest.raises(Refused):
            step.get(Entry, later.id)
    again = reopened(case)
    assert [each.what_happened for each in again.all(Entry)] == ["Heron seen."]
    assert [each.id for each in again.search("heron")] == [entry.id]
    assert again.search("zebra") == []
    again.close()


def test_no_added_record_takes_the_place_of_another_that_waits(case):
    with pytest.raises(Exception, match="nothing was changed"), case.step("Add") as step:
        step.add(Entry(what_happened="First."), id=9_000)
        step.add(Entry(what_happened="Second."), id=9_000)
    assert case.count(Entry) == 0


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_adding_changing_and_removing_leaves_what_it_says(case, seed):
    dice, held = random.Random(seed), {}
    for _ in range(3):
        with case.step("Several") as step:
            for at in range(dice.choice((5, 700))):
                deed = dice.random()
                if deed < 0.7 or not held:
                    made = step.add(
                        Entry(what_happened=f"word{seed}x{at}", other_columns=("A: b",) * dice.randint(0, 2))
                    )
                    held[made.id] = made
                elif deed < 0.9:
                    chosen = dice.choice(sorted(held))
                    held[chosen] = step.put(replace(held[chosen], what_happened=f"changed{at}"))
                else:
                    chosen = dice.choice(sorted(held))
                    step.remove(Entry, chosen)
                    del held[chosen]
    assert {each.id: each for each in case.all(Entry)} == held
    case.undo()
    case.redo()
    again = reopened(case)
    assert {each.id: each for each in again.all(Entry)} == held
    for chosen in list(held.values())[:20]:
        assert chosen.id in {each.id for each in again.search(chosen.what_happened, limit=1_000)}
    again.close()


@pytest.mark.parametrize("texts", [(), ("",), ("a", "b"), ('"', "\\", "\n\t\x00\x7f"), ("é", "\U0001f600", "\u2028")])
def test_lines_are_written_as_json_writes_them(texts):
    assert to_column(Shape.LINES, texts) == json.dumps(list(texts), ensure_ascii=False, separators=(",", ":"))


def test_many_records_changed_just_after_they_were_added_take_few_statements(case):
    """As joining does: the event first, then its accounts, then the event as they make it."""
    with case.step("Join") as step:
        step._connection = counted = Counted(step._connection)
        for at in range(1_000):
            id = step.fresh_id()
            added = {**row_of(Entry()), "what_happened": f"Zebra {at}"}
            step.apply(RecordChange("entries", id, None, added))
            for words in (f"Egret {at}", f"Heron {at}"):
                before = {"what_happened": added["what_happened"]}
                added = {**added, "what_happened": words}
                step.apply(RecordChange("entries", id, before, {"what_happened": words}))
    assert counted.calls < 100 and len(step.changes) == 3_000
    assert check_case(case).is_whole
    again = reopened(case)
    assert [each.what_happened for each in again.all(Entry)] == [f"Heron {at}" for at in range(1_000)]
    assert len(again.search("Heron", 2_000)) == 1_000 and again.search("Zebra") == [] == again.search("Egret")
    again.undo()
    assert again.count(Entry) == 0 and again.search("Heron") == []
    again.redo()
    assert [each.what_happened for each in again.all(Entry)] == [f"Heron {at}" for at in range(1_000)]
    assert verify_case(again).is_whole
    again.close()
