"""The tables, as they are written in a case file of this version.

The text is spelled out, not generated from the records, because a file written today must be
readable for years: a record that changes without a migration fails `tests/storage/test_schema.py`.
"""

from __future__ import annotations

from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from dhr_desktop.core.fields import Field, Record, Shape, fields_of

MAJOR = 1
MINOR = 0
USER_VERSION = MAJOR * 1000 + MINOR
"""A newer minor version opens for reading; a newer major version is refused in a sentence."""

FRAME = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE originals (
    sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL
) STRICT;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    utc TEXT NOT NULL, utc_offset INTEGER NOT NULL, account TEXT NOT NULL, app_version TEXT NOT NULL,
    sort TEXT NOT NULL, action TEXT NOT NULL, gesture TEXT NOT NULL, undoes INTEGER NOT NULL,
    objects TEXT NOT NULL, counts TEXT NOT NULL, detail TEXT NOT NULL,
    content_hash TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;

CREATE TABLE journal_content (
    seq INTEGER PRIMARY KEY REFERENCES journal(seq), salt BLOB NOT NULL, body BLOB NOT NULL
) STRICT;

CREATE TABLE journal_objects (
    record INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (record, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_is_not_rewritten BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

CREATE TRIGGER journal_is_not_cut BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

CREATE TRIGGER journal_content_is_not_rewritten BEFORE UPDATE ON journal_content
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

CREATE TABLE record_kinds (id INTEGER PRIMARY KEY, kind TEXT NOT NULL) STRICT;

CREATE VIRTUAL TABLE search USING fts5(
    title, body, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 2", prefix='2 3'
);
INSERT INTO search(search, rank) VALUES ('secure-delete', 1);
"""

COLUMNS = {
    Shape.LINE: "TEXT NOT NULL DEFAULT ''",
    Shape.TEXT: "TEXT NOT NULL DEFAULT ''",
    Shape.CHOICE: "TEXT NOT NULL DEFAULT ''",
    Shape.DAY: "TEXT",
    Shape.WHEN: "TEXT NOT NULL DEFAULT '{}'",
    Shape.LINES: "TEXT NOT NULL DEFAULT '[]'",
    Shape.LINKS: "TEXT NOT NULL DEFAULT '[]'",
    Shape.FLAG: "INTEGER NOT NULL DEFAULT 0",
    Shape.NUMBER: "INTEGER",
    Shape.LINK: "INTEGER",
}


def column(field: Field) -> str:
    kept_by = ""
    if field.shape is Shape.LINK and field.of:
        kept_by = f' REFERENCES "{field.of}"(id) DEFERRABLE INITIALLY DEFERRED'
    return f'"{field.name}" {COLUMNS[field.shape]}{kept_by}'


def table_for(kind: type[Record]) -> str:
    """The statement that makes a record's table: what a new migration starts from."""
    columns = ",\n    ".join(column(field) for field in fields_of(kind))
    return f'CREATE TABLE "{kind.KIND}" (\n    id INTEGER PRIMARY KEY,\n    {columns}\n) STRICT;'


def indexes_for(kind: type[Record]) -> list[str]:
    """One for each link: deleting a record must not read whole tables to see who points at it."""
    return [
        f'CREATE INDEX "{kind.KIND}_{field.name}" ON "{kind.KIND}"("{field.name}");'
        for field in fields_of(kind)
        if field.shape is Shape.LINK
    ]


def statements(script: str) -> list[str]:
    """The single statements of a script; `executescript` would commit on the way."""
    whole, pending = [], ""
    for line in script.splitlines():
        pending += line + "\n"
        if sqlcipher.complete_statement(pending):
            if pending.strip():
                whole.append(pending.strip())
            pending = ""
    return whole


def create(connection: Any) -> None:
    """Lay out an empty case. Runs inside the caller's transaction."""
    from .schema_v1 import TABLES

    for statement in statements(FRAME + TABLES):
        connection.execute(statement)
