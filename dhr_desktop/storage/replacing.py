"""New file beside, checked, then swapped: for a changed passphrase and for an older format.

The old file is never edited. It is kept as a backup; the new one takes its name only once it has
been closed, opened again and checked.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dhr_desktop.core.errors import CaseDamaged, DhrError, NewKeyHolds
from dhr_desktop.core.progress import Progress
from dhr_desktop.system.clock import Clock
from dhr_desktop.system.faultpoint import faultpoint
from dhr_desktop.system.processes import is_running

from . import vault
from .backups import copy_whole, flush
from .case_file import CaseFile
from .check import check_file
from .opening import open_with_key
from .schema import USER_VERSION
from .vault import Key, told_plainly

Migration = Callable[[Any], None]

MIGRATIONS: Mapping[int, Migration] = {}
"""From each older `user_version` to the next: small, named, each run in one transaction."""


def change_passphrase(case: CaseFile, passphrase: str, progress: Progress | None = None) -> CaseFile:
    """The case under a new key and salt. The case given is closed; the one that comes back is open."""
    old, path, clock, seal = case.key, case.path, case.clock, case.seal
    new = vault.derive(passphrase, vault.new_salt())
    beside = _beside(path)
    try:
        with case.reading() as connection:
            copy_whole(connection, beside, old, progress or Progress())
        faultpoint("rekey.copied")
        _rekey(beside, old, new)
        faultpoint("rekey.rekeyed")
        _refuse_unless_whole(beside, new, seal)
        faultpoint("rekey.checked")
        case.close()
        with _told_which_key_holds(path, new):
            _swap(path, beside)
            faultpoint("rekey.swapped")
            return _opened_and_noted(path, new, clock)
    finally:
        vault.remove_with_side_file(beside)


@contextlib.contextmanager
def _told_which_key_holds(path: Path, new: Key) -> Iterator[None]:
    """Whoever is told only that something failed would try the old passphrase, and find the case shut."""
    try:
        yield
    except Exception as problem:
        try:
            is_new = vault.salt_of(path) == new.salt
        except (OSError, DhrError):
            raise problem from None
        if not is_new:
            raise
        why = f" {problem}" if isinstance(problem, DhrError) else ""
        raise NewKeyHolds(
            f"The new passphrase holds, but the case had to be closed. Open it with that one.{why}", new
        ) from problem


def _opened_and_noted(path: Path, key: Key, clock: Clock) -> CaseFile:
    changed = open_with_key(path, key, clock=clock)
    try:
        changed.note("passphrase changed")
    except BaseException:
        with contextlib.suppress(Exception):
            changed.close()  # else this process would hold it against its own next opening
        raise
    return changed


def _rekey(path: Path, old: Key, new: Key) -> None:
    connection = vault.connect(path, old)
    try:
        with told_plainly(path):
            connection.execute(new.rekey_pragma)
    finally:
        vault.close(connection, clean=True)
    flush(path)


def needs_migration(path: Path, key: Key, *, target: int = USER_VERSION) -> bool:
    return 0 < version_of(path, key) < target


def version_of(path: Path, key: Key) -> int:
    connection = vault.connect(path, key, read_only=True)
    try:
        with told_plainly(path):
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def migrate(
    path: Path, key: Key, *, migrations: Mapping[int, Migration] = MIGRATIONS, target: int = USER_VERSION
) -> None:
    """Bring an older file to this version, on a copy that replaces it once checked. Back it up first."""
    version = version_of(path, key)
    beside = _beside(path)
    connection = vault.connect(path, key, read_only=True)
    try:
        copy_whole(connection, beside, key, Progress())
    finally:
        connection.close()
    try:
        _convert(beside, key, version, target, migrations)
        faultpoint("migrate.converted")
        _refuse_unless_whole(beside, key, None)
        _swap(path, beside)
        faultpoint("migrate.swapped")
    finally:
        vault.remove_with_side_file(beside)


def _convert(path: Path, key: Key, version: int, target: int, migrations: Mapping[int, Migration]) -> None:
    connection = vault.connect(path, key)
    try:
        with told_plainly(path):
            while version < target:
                connection.execute("BEGIN IMMEDIATE")
                migrations[version](connection)
                version += 1
                connection.execute(f"PRAGMA user_version = {version}")
                connection.execute("COMMIT")
                faultpoint("migrate.one step done")
    finally:
        vault.close(connection, clean=True)
    flush(path)


def _beside(path: Path) -> Path:
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    vault.remove_with_side_file(beside)
    return beside


def clear_left_overs(path: Path) -> None:
    """What a killed change of passphrase or of format left beside a case: a whole copy that nobody would ever clear.

    Only with the case open for writing, when nothing of the kind is under way; what another living process made stays.
    """
    name = re.compile(rf"\.{re.escape(path.name)}\.(\d+)\.new(-journal)?")
    for each in path.parent.glob(".*.new*"):
        made_by = name.fullmatch(each.name)
        if made_by and (int(made_by[1]) == os.getpid() or not is_running(int(made_by[1]))):
            with contextlib.suppress(OSError):  # it is tried again at the next opening
                each.unlink()


def _refuse_unless_whole(path: Path, key: Key, seal: object) -> None:
    verdict = check_file(path, key, seal=seal)  # type: ignore[arg-type]  # Seal or None
    if not verdict.is_whole:
        raise CaseDamaged(f"The new file did not pass its check, so the old one stays: {verdict.faults[0]}")


def _swap(path: Path, beside: Path) -> None:
    """The new file takes the name in one act; a stray side file must not be there to greet it."""
    with told_plainly(path):
        vault.side_file(path).unlink(missing_ok=True)
        beside.replace(path)
    flush(path)
