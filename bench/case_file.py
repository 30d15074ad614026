"""The case file's figures: single edits, opening, checking, searching, undo."""

from __future__ import annotations

import os
import sqlite3
import statistics
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.lines import Line
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.people import Person
from dhr_desktop.storage import backups
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.check import check
from dhr_desktop.storage.opening import open_with_key
from tests.builders import a_case, a_person, an_entry

WORDS = "Officers attended the address after a call from a neighbour and spoke to both parties apart. "


def seconds(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def filled(folder: Path, rows: int, words: str = WORDS * 5) -> CaseFile:
    case = a_case(folder)
    with case.step("Import") as step:
        for number in range(rows):
            step.add(an_entry(f"20{10 + number % 12:02}-0{1 + number % 9}-1{number % 9}", f"Row {number}. {words}"))
    return case


def single_edits() -> list[Line]:
    folder = Path(tempfile.mkdtemp())
    case = a_case(folder)
    with case.step("Add") as step:
        person = step.add(a_person())
    ours = []
    for number in range(1_000):
        person = replace(person, note=f"note {number}")
        started = time.perf_counter()
        with case.step("Change note") as step:
            step.put(person)
        ours.append(time.perf_counter() - started)
    case.close()
    plain = _plain_commits(folder / "plain.db")
    return [Line("a single edit, committed (median of 1,000)", 1000 * statistics.median(ours), "ms", 2,
                 "bare SQLite commit, same settings,", 1000 * statistics.median(plain))]  # fmt: skip


def _plain_commits(path: Path) -> list[float]:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=PERSIST", "synchronous=EXTRA", "locking_mode=EXCLUSIVE"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE t (a TEXT)")
    taken = []
    for number in range(1_000):
        started = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t VALUES (?)", (f"note {number}",))
        connection.execute("COMMIT")
        taken.append(time.perf_counter() - started)
    connection.close()
    return taken


def opening() -> list[Line]:
    case = filled(Path(tempfile.mkdtemp()), 20_000)
    case.close()
    raw = seconds(lambda: case.path.read_bytes())
    opened: list[CaseFile] = []
    taken = seconds(lambda: opened.append(open_with_key(case.path, case.key)))
    reading = seconds(lambda: opened[0].all(Entry))
    finding = statistics.median(seconds(lambda: opened[0].search("neigh part")) for _ in range(9))
    undone = seconds(opened[0].undo)
    opened[0].close()
    return [
        Line("open a 20,000-entry case, after the key", taken, "s", 2, "reading the file's bytes", raw),
        Line("  and have every entry in hand", taken + reading, "s", 2, "reading the file's bytes", raw),
        Line("search 20,000 entries to a full list", 1000 * finding, "ms", 50),
        Line("undo an import of 20,000 rows", undone, "s", 5),
    ]


def checking() -> list[Line]:
    case = filled(Path(tempfile.mkdtemp()), 60_000, WORDS * 14)
    with case.step("Keep files") as step:
        for number in range(24):
            step.keep_original(f"{number:064}", os.urandom(6_000_000))
    size = case.path.stat().st_size / 1e6
    with case.reading() as connection:
        taken = seconds(lambda: check(connection))
    copying = seconds(lambda: backups.take(case))
    raw = seconds(lambda: case.path.read_bytes())
    case.close()
    return [
        Line(f"the check, at {size:.0f} MB", taken, "s", 5, "reading the file's bytes", raw),
        Line(f"a backup with its check, at {size:.0f} MB", copying, "s", 15, "reading the file's bytes", raw),
    ]


def reopened_people() -> list[Line]:
    """Registers of the size a large review has."""
    case = a_case(Path(tempfile.mkdtemp()))
    with case.step("Add") as step:
        for number in range(200):
            step.add(a_person(f"Person {number}"))
    taken = statistics.median(seconds(partial(case.search, f"person {number}")) for number in range(20))
    assert case.count(Person) == 200
    case.close()
    return [Line("search among 200 people", 1000 * taken, "ms", 50)]


MEASURES = {"edits": single_edits, "opening": opening, "checking": checking, "people": reopened_people}
