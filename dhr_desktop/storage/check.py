"""Whether a case file is whole: pages, links, journal, totals, originals, and the records themselves.

Each look answers in sentences; no sentences means nothing was found wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dhr_desktop.core.case import KINDS
from dhr_desktop.core.changes import Seal
from dhr_desktop.core.counting import counted
from dhr_desktop.core.progress import Progress

from . import journal, vault
from .case_file import CaseFile
from .vault import Key, SqlError


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found, and which looks were made."""

    faults: tuple[str, ...]
    looks: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.faults


def check(connection: Any, *, seal: Seal | None = None, progress: Progress | None = None) -> Verdict:
    """The check run after opening and on every backup: everything but comparing each record."""
    return _run(_common_looks(connection, seal), progress or Progress())


def verify(connection: Any, *, seal: Seal | None = None, progress: Progress | None = None) -> Verdict:
    """The same, and each original against its hash, and each record against what the journal tells."""
    looks = [
        *_common_looks(connection, seal),
        ("originals against their hashes", lambda: _originals(connection)),
        ("records against the journal", lambda: _records(connection)),
    ]
    return _run(looks, progress or Progress())


Look = tuple[str, Callable[[], list[str]]]


def _common_looks(connection: Any, seal: Seal | None) -> list[Look]:
    return [
        ("pages against their codes", lambda: _pages(connection)),
        ("database structure", lambda: _structure(connection)),
        ("links between records", lambda: _links(connection)),
        ("journal chain", lambda: journal.faults_in_chain(connection, seal)),
        ("row counts against the journal", lambda: journal.faults_in_totals(connection, KINDS)),
    ]


def _run(looks: list[Look], progress: Progress) -> Verdict:
    faults: list[str] = []
    for name, look in progress.over(looks, total=len(looks), words="Checking the case file"):
        try:
            faults += look()
        except (SqlError, ValueError, KeyError) as problem:
            faults.append(f"The {name} could not be read ({type(problem).__name__}): the file is damaged.")
    return Verdict(tuple(faults), tuple(name for name, _ in looks))


def _pages(connection: Any) -> list[str]:
    """Every page's authentication code, free pages too, which no other check reads."""
    bad = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return ["A page of the file has been damaged or altered."] if bad else []


def _structure(connection: Any) -> list[str]:
    """The tree of every table and index; the search index checks itself here too."""
    answers = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    return [] if answers == ["ok"] else [f"The database structure is damaged in {counted(len(answers), 'place')}."]


def _links(connection: Any) -> list[str]:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [f"A record in {row[0]} points at one in {row[2]} that is not there." for row in broken[:20]]


def _originals(connection: Any) -> list[str]:
    return [
        f"The kept bytes of an agency's file no longer match their hash ({sha256[:12]}…)."
        for sha256, data in connection.execute("SELECT sha256, bytes FROM originals")
        if hashlib.sha256(data).hexdigest() != sha256
    ]


def _records(connection: Any) -> list[str]:
    told, untold = journal.replayed(connection)
    faults = []
    for kind in KINDS:
        cursor = connection.execute(f'SELECT * FROM "{kind}"')
        names = [column[0] for column in cursor.description]
        for row in cursor:
            held = dict(zip(names, row, strict=True))
            at = (kind, held.pop("id"))
            if told.pop(at, None) != held and at[1] not in untold:
                faults.append(f"A record in {kind} (id {at[1]}) is not as the journal tells it.")
    faults += [f"A record in {kind} (id {id}) is missing." for kind, id in told if id not in untold]
    return faults[:50]


def check_case(case: CaseFile, progress: Progress | None = None) -> Verdict:
    with case.reading() as connection:
        return check(connection, progress=progress)


def verify_case(case: CaseFile, *, seal: Seal | None = None, progress: Progress | None = None) -> Verdict:
    with case.reading() as connection:
        return verify(connection, seal=seal, progress=progress)


def check_file(path: Path, key: Key, *, seal: Seal | None = None) -> Verdict:
    """Check a file nobody has open, such as a backup just made, without writing to it."""
    connection = vault.connect(path, key, read_only=True)
    try:
        return check(connection, seal=seal)
    finally:
        connection.close()
