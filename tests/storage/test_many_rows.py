"""Many rows in one statement: what is in the file is what one at a time would have left, whoever else is at work."""

from __future__ import annotations

import random
from dataclasses import fields, replace

import pytest

from dhr_desktop.core.agencies import Row
from dhr_desktop.core.case import RECORDS
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.fields import Shape, fields_of
from dhr_desktop.storage import many_rows
from dhr_desktop.storage.rows import row_of
from tests.builders import an_entry, reopened

ONE_STATEMENT_HOLDS = 100  # rows of any kind, at the least


class Counted:
    def __init__(self, connection):
        self._connection, self.rows, self.calls = connection, 0, 0

    def execute(self, statement, *values):
        self.calls += statement.startswith(("INSERT", "DELETE"))
        return self._connection.execute(statement, *values)

    def executemany(self, statement, rows):
        self.calls += len(rows)  # one for each: between them others have their turn
        return self._connection.executemany(statement, rows)

    def __getattr__(self, name):
        return getattr(self._connection, name)


def test_rows_that_are_added_and_removed_take_a_statement_for_hundreds(case):
    with case.step("Add") as step:
        step._connection = counted = Counted(step._connection)
        kept = [step.add(Row(number=at, cells=(f"Cell {at}", "No further action"))) for at in range(2_000)]
        told = [step.add(an_entry(words=f"Account {at}", row=each.id)) for at, each in enumerate(kept)]
        step.write_waiting()
    rows = 2 * len(kept) + len(told) * 2
    assert counted.calls <= rows / ONE_STATEMENT_HOLDS
    before = counted.calls
    case._connection, held = counted, case._connection
    case.undo()
    case._connection = held
    assert counted.calls - before <= rows / ONE_STATEMENT_HOLDS
    assert case.count(Entry) == 0 and case.search("Account") == []
    case.redo()
    again = reopened(case)
    assert [each.cells[0] for each in again.all(Row)] == [f"Cell {at}" for at in range(2_000)]
    assert again.all(Entry) == told
    again.close()


def _any_value(chance, shape, empty):
    """Now and then what its table would leave, now and then anything else it may hold."""
    if chance.random() < 0.6:
        return empty
    if shape is Shape.FLAG:
        return True
    if shape is Shape.NUMBER:
        return chance.choice([0, 1, -3, 2**40])
    if shape in (Shape.LINE, Shape.TEXT, Shape.CHOICE):
        return chance.choice(["0", "''", "[]", "{}", "NULL", " ", "é’", "x" * 5_000])
    if shape is Shape.LINES:
        return chance.choice([("",), ("[]", "a"), ("x",) * 40])
    return empty


@pytest.mark.parametrize("seed", range(6))
def test_every_kind_is_written_as_one_row_at_a_time_would_be(case, seed):
    chance = random.Random(seed)
    wanted = {}
    with case.step("Add") as step:
        for kind in RECORDS:
            if kind.KIND == "review":
                continue
            usual = {each.name: getattr(kind(), each.name) for each in fields(kind)}
            for _ in range(chance.choice([1, 7, 40])):
                values = {each.name: _any_value(chance, each.shape, usual[each.name]) for each in fields_of(kind)}
                record = step.add(kind(**values))
                wanted[kind.KIND, record.id] = row_of(record)
    for (kind, id), row in wanted.items():
        names = ", ".join(f'"{name}"' for name in row)
        found = case._connection.execute(f'SELECT {names} FROM "{kind}" WHERE id = ?', (id,)).fetchone()
        assert dict(zip(row, found, strict=True)) == row
        assert [type(each) for each in found] == [int if type(e) is bool else type(e) for e in row.values()]


def test_a_column_whose_table_says_something_unusual_is_always_written(case):
    case._connection.execute("CREATE TABLE odd (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x', b TEXT DEFAULT (1 + 1))")
    many_rows.put_records(case._connection, "odd", ("id", "a", "b"), [(1, "", "x"), (2, "", "")])
    assert case._connection.execute("SELECT a, b FROM odd ORDER BY id").fetchall() == [("", "x"), ("", "")]


def test_a_second_record_of_an_id_is_refused_and_nothing_of_the_step_stays(case):
    with pytest.raises(Exception), case.step("Add") as step:  # noqa: B017 - the database's own refusal
        for _ in range(2):
            step.apply_all([])
            step.add(replace(an_entry(), id=0), id=700)
    assert case.count(Entry) == 0
