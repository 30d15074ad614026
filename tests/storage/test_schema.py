"""The tables in a file are the records in the code, and stay what they were."""

import hashlib

from dhr_desktop.core.case import RECORDS
from dhr_desktop.storage import schema, schema_v1
from dhr_desktop.storage.vault import WRITING_PRAGMAS
from tests.builders import a_case, add, an_entry, reopened


def test_every_record_has_the_table_version_1_says():
    for record in RECORDS:
        assert schema.table_for(record) in schema_v1.TABLES, f"{record.KIND} has changed: write a migration"
        for index in schema.indexes_for(record):
            assert index in schema_v1.TABLES


def test_a_file_holds_exactly_these_tables(case):
    with case.reading() as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    own = {name for name in names if not name.startswith(("search", "sqlite_"))}
    frame = {"meta", "originals", "journal", "journal_content", "journal_objects", "record_kinds"}
    assert own == {record.KIND for record in RECORDS} | frame


def test_a_file_says_what_it_is(case):
    with case.reading() as connection:
        assert connection.execute("PRAGMA application_id").fetchone()[0] == 0x44485231
        assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.USER_VERSION


def test_the_pragmas_are_set_on_every_writable_opening(tmp_path):
    case = reopened(a_case(tmp_path))
    with case.reading() as connection:
        for name, (_, expected) in WRITING_PRAGMAS.items():
            assert connection.execute(f"PRAGMA {name}").fetchone()[0] == expected
        assert connection.execute("PRAGMA cipher_version").fetchone()[0].startswith("4.")
    case.close()


def test_a_removal_finds_who_links_here_by_an_index(case):
    add(case, *(an_entry() for _ in range(3)))
    with case.reading() as connection:
        plan = connection.execute("EXPLAIN QUERY PLAN SELECT * FROM entries WHERE agency = 1").fetchall()
    assert "USING INDEX" in str(plan)


def test_version_1_is_the_text_that_was_released():
    """Its hash is written down: an edit to a released version is a mistake, not a migration."""
    digest = hashlib.sha256((schema.FRAME + schema_v1.TABLES).encode()).hexdigest()
    assert digest == RELEASED


RELEASED = "2e6a09a985f14a1981642c4a81892637e1a154de9383a96804baefb0b5bc7fdb"
