"""The logical content of a case, table by table: for comparing two files and for leaving the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dhr_desktop.core.case import KINDS

from .case_file import CaseFile

FRAME_TABLES = ("meta", "journal", "journal_content", "journal_objects", "record_kinds")


def tables(case: CaseFile, *, with_frame: bool) -> Iterator[tuple[str, list[str], list[tuple[Any, ...]]]]:
    """Each table's name, columns and rows in a fixed order. The frame is the journal and the ids."""
    names = [*KINDS, *(FRAME_TABLES if with_frame else ())]
    for name in names:
        with case.reading() as connection:
            cursor = connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2')
            columns = [column[0] for column in cursor.description]
            yield name, columns, cursor.fetchall()


def records(case: CaseFile) -> dict[str, list[tuple[Any, ...]]]:
    """What the case holds, without how it came to: equal before a step and after its undo."""
    return {name: rows for name, _, rows in tables(case, with_frame=False)}


def originals(case: CaseFile) -> Iterator[tuple[str, bytes]]:
    with case.reading() as connection:
        hashes = [row[0] for row in connection.execute("SELECT sha256 FROM originals ORDER BY sha256")]
    for sha256 in hashes:
        data = case.original(sha256)
        if data is not None:
            yield sha256, data
