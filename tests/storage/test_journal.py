"""The chain: whatever is done to it behind the program's back is noticed."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr_desktop.core.changes import RecordChange, Seal
from dhr_desktop.storage import journal
from dhr_desktop.storage.check import check_case, verify_case
from tests.builders import a_case, a_person, add, an_agency, an_entry

ROUNDS = 1_000

values = st.none() | st.text() | st.integers(-(2**60), 2**60)
rows = st.dictionaries(st.text(min_size=1), values, max_size=4)
changes = st.builds(RecordChange, st.text(), st.integers(1, 10**9), st.none() | rows, st.none() | rows)


@given(st.text(), st.lists(changes, max_size=5))
def test_content_is_packed_and_unpacked_exactly(words, many):
    content = journal.Content(words, tuple(many))
    assert journal.unpack(journal.pack(content)) == content


@given(st.lists(changes, max_size=6))
def test_the_inverse_of_the_inverse_is_what_was_done(many):
    assert journal.inverse(journal.inverse(many)) == many


@given(st.sets(st.integers(1, 500)))
def test_ids_are_written_short_and_whole(ids):
    told = set()
    for run in journal.compact_ids(ids).split():
        first, _, last = run.partition("-")
        told.update(range(int(first), int(last or first) + 1))
    assert told == ids


def _written(tmp_path):
    case = a_case(tmp_path)
    rng = random.Random(7)
    for number in range(40):
        add(case, a_person(f"Person {number}"), an_agency(f"Agency {number}"))
        if rng.random() < 0.2:
            case.undo()
    return case


def _alter(connection, rng, lines):
    column = rng.choice(["utc", "account", "app_version", "action", "gesture", "objects", "counts", "detail",
                         "content_hash", "previous_hash", "hash", "sort"])  # fmt: skip
    seq = rng.choice(lines)
    connection.execute(f"UPDATE journal SET {column} = {column} || 'x' WHERE seq = ?", (seq,))


def _alter_a_number(connection, rng, lines):
    column = rng.choice(["utc_offset", "undoes"])
    connection.execute(f"UPDATE journal SET {column} = {column} + 1 WHERE seq = ?", (rng.choice(lines),))


def _remove(connection, rng, lines):
    seq = rng.choice(lines)
    connection.execute("DELETE FROM journal_content WHERE seq = ?", (seq,))
    connection.execute("DELETE FROM journal WHERE seq = ?", (seq,))


def _swap(connection, rng, lines):
    one, two = rng.sample(lines, 2)
    for was, becomes in ((one, -1), (two, one), (-1, two)):
        connection.execute("UPDATE journal SET seq = ? WHERE seq = ?", (becomes, was))


def _insert(connection, rng, lines):
    seq = rng.choice(lines)
    connection.execute("UPDATE journal SET seq = seq + 1000000 WHERE seq >= ?", (seq,))
    connection.execute(
        f"INSERT INTO journal SELECT ?, {', '.join(journal.COLUMNS[1:])} FROM journal WHERE seq = ?",
        (seq, seq + 1000000),
    )
    connection.execute("UPDATE journal SET seq = seq - 999999 WHERE seq >= 1000000")


def _cut(connection, rng, lines):
    seq = rng.choice(lines)
    connection.execute("DELETE FROM journal_content WHERE seq >= ?", (seq,))
    connection.execute("DELETE FROM journal WHERE seq >= ?", (seq,))


def _alter_content(connection, rng, lines):
    connection.execute("UPDATE journal_content SET salt = zeroblob(16) WHERE seq = ?", (rng.choice(lines),))


def _remove_content(connection, rng, lines):
    connection.execute("DELETE FROM journal_content WHERE seq = ?", (rng.choice(lines),))


HARMS = (_alter, _alter_a_number, _remove, _swap, _insert, _cut, _alter_content, _remove_content)


@pytest.mark.safety("A3")
def test_a_thousand_tampered_journals_are_all_noticed(tmp_path, record_property):
    case = _written(tmp_path)
    rng, unnoticed = random.Random(2026), []
    with case.reading() as connection:
        for name in ("journal_is_not_rewritten", "journal_is_not_cut", "journal_content_is_not_rewritten"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        lines = [row[0] for row in connection.execute("SELECT seq FROM journal")]
        assert journal.faults_in_chain(connection) == []
        for number in range(ROUNDS):
            harm = HARMS[number % len(HARMS)]
            connection.execute("BEGIN")
            harm(connection, rng, lines)
            if not journal.faults_in_chain(connection):
                unnoticed.append(harm.__name__)
            connection.execute("ROLLBACK")
    case.close()
    record_property("ran", ROUNDS)
    assert unnoticed == []


@pytest.mark.safety("A3", "A5")
def test_a_journal_cut_and_patched_up_is_noticed_by_a_seal_kept_elsewhere(tmp_path):
    case = _written(tmp_path)
    printed = case.seal
    with case.reading() as connection:
        connection.execute("DROP TRIGGER journal_is_not_cut")
        connection.execute("BEGIN")
        connection.execute("DELETE FROM journal_content WHERE seq > 20")
        connection.execute("DELETE FROM journal WHERE seq > 20")
        seq, whole = journal.head(connection)
        connection.executemany(
            "UPDATE meta SET value = ? WHERE name = ?", [(str(seq), "head_seq"), (whole, "head_hash")]
        )
        assert journal.faults_in_chain(connection) == []
        assert journal.faults_in_chain(connection, printed) == [f"The journal does not contain the seal {printed}."]
        connection.execute("ROLLBACK")
    case.close()


def test_the_triggers_refuse_to_rewrite_or_cut(case):
    with case.reading() as connection:
        for statement in (
            "UPDATE journal SET account = 'x'", "DELETE FROM journal", "UPDATE journal_content SET salt = x'00'",
        ):  # fmt: skip
            with pytest.raises(Exception, match="only added to"):
                connection.execute(statement)


@pytest.mark.safety("A5")
def test_an_old_seal_is_found_in_todays_chain(case):
    old = case.seal
    add(case, a_person())
    assert verify_case(case, seal=old).is_whole
    assert not verify_case(case, seal=Seal(old.seq, "0" * 20)).is_whole


@pytest.mark.safety("A4")
def test_content_can_be_erased_without_breaking_the_chain(case):
    (person,) = add(case, a_person("Forget Me Surname"))
    seq = case.seal.seq
    with case.step("Remove") as step:
        step.remove(type(person), person.id)
    case.erase_content([seq, seq + 1], because="retention")
    assert case.content(seq) is None
    assert verify_case(case).is_whole
    with pytest.raises(Exception, match="erased from the record"):
        case.undo()


def test_a_record_changed_behind_the_journals_back_is_noticed(case):
    add(case, a_person("As written"), an_entry())
    assert verify_case(case).is_whole
    with case.reading() as connection:
        connection.execute("UPDATE people SET real_name = 'Someone else'")
    faults = verify_case(case).faults
    assert len(faults) == 1 and "not as the journal tells it" in faults[0]
    with case.reading() as connection:
        connection.execute("DELETE FROM entries")
        connection.execute("DELETE FROM record_kinds WHERE kind = 'entries'")
    assert any("holds 0 rows; the journal accounts for 1" in fault for fault in check_case(case).faults)


def test_a_line_holds_no_words_of_the_case(case):
    add(case, a_person("Zephyrine Quillfeather", note="zq-canary-7781"))
    with case.reading() as connection:
        told = json.dumps(connection.execute("SELECT * FROM journal").fetchall())
    assert "Quillfeather" not in told and "canary" not in told


def test_a_damaged_search_index_is_noticed(case):
    add(case, a_person())
    with case.reading() as connection:
        connection.execute("DELETE FROM search_data WHERE id > 100")
    assert any("structure is damaged" in fault for fault in check_case(case).faults)
