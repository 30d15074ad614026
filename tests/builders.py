"""Readable invented data for tests. No name here belongs to anyone."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dhr_desktop.core.agencies import Agency
from dhr_desktop.core.entries import Entry
from dhr_desktop.core.moments import When
from dhr_desktop.core.people import Person
from dhr_desktop.core.review import Review
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.opening import create_with_key, open_with_key
from dhr_desktop.storage.vault import Key
from dhr_desktop.system.clock import Clock

PASSPHRASE = "invented walnut harbour lantern"
PLANTED = ("Zephyrine Quillfeather", "Quillfeather", "zq-canary-7781")


def a_key() -> Key:
    """A key that needs no slow derivation: what a recovery sheet would give."""
    return Key(os.urandom(32), os.urandom(16))


def a_case(folder: Path, *, key: Key | None = None, clock: Clock | None = None, name: str = "case") -> CaseFile:
    return create_with_key(folder / f"{name}.dhr", key or a_key(), Review(title="An invented review"), clock=clock)


def reopened(case: CaseFile) -> CaseFile:
    case.close()
    return open_with_key(case.path, case.key, clock=case.clock)


def a_person(name: str = "Rhoswen Tallowby", **values: object) -> Person:
    return Person(real_name=name, sort="person", **values)  # type: ignore[arg-type]


def an_agency(name: str = "Eastmere Police", **values: object) -> Agency:
    return Agency(full_name=name, **values)  # type: ignore[arg-type]


def an_entry(when: str = "2021-02-14", words: str = "Officers attended.", **values: object) -> Entry:
    return Entry(happened=on(when), what_happened=words, **values)  # type: ignore[arg-type]


def on(day: str) -> When:
    return When.on(date.fromisoformat(day))


def add(case: CaseFile, *records: object) -> list:
    """Keep records in one step and give them back with their ids."""
    with case.step("Add for a test") as step:
        return [step.add(record) for record in records]  # type: ignore[type-var]


class SetClock(Clock):
    """A clock a test sets by hand: the wall's time and the steady time, apart."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self._now, self._steady = now, 0.0

    def now(self) -> datetime:
        return self._now

    def steady(self) -> float:
        return self._steady

    def pass_by(self, **span: float) -> None:
        gone = timedelta(**span)
        self._now += gone
        self._steady += gone.total_seconds()

    def be_set(self, **span: float) -> None:
        """The wall clock is moved; the steady one is not."""
        self._now += timedelta(**span)
