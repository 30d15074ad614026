"""A case brought to another place: restored from a backup, copied to edit, or rescued.

Each makes a new file under a free name, and proves it by the journal's head before it counts.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dhr_desktop.core.changes import Seal
from dhr_desktop.core.errors import CaseDamaged, DhrError
from dhr_desktop.core.progress import Progress
from dhr_desktop.system import folders
from dhr_desktop.system.faultpoint import faultpoint
from dhr_desktop.system.logs import note as log_note

from . import backups, journal, vault
from .case_file import CaseFile, KeptLine
from .check import check_file
from .opening import refuse_taken_name
from .step import FileStep
from .vault import Key, told_plainly


def copy_to(
    source: Path, key: Key, target: Path, *, seal: Seal | None = None, progress: Progress | None = None
) -> Path:
    """A verified copy of a closed case file under a new name; the source is only read."""
    connection = vault.connect(source, key, read_only=True)
    try:
        if seal is not None and journal.seal_of(connection) != seal:
            raise CaseDamaged(
                f"{source.name} is not what it was when it was made: its journal ends elsewhere. Choose another backup."
            )
        return _copy(connection, key, target, progress)
    finally:
        connection.close()


def copy_open(case: CaseFile, target: Path, progress: Progress | None = None) -> Path:
    """A verified copy of an open case under a new name."""
    with case.reading() as connection:
        return _copy(connection, case.key, target, progress)


def _copy(connection: Any, key: Key, target: Path, progress: Progress | None) -> Path:
    refuse_taken_name(target)
    beside = target.with_name(target.name + ".new")
    refuse_taken_name(beside)
    try:
        backups.copy_whole(connection, beside, key, progress or Progress())
        faultpoint("copy.made")
        verdict = check_file(beside, key, seal=journal.seal_of(connection))
        if not verdict.is_whole:
            raise CaseDamaged(f"The file is damaged, so no copy of it was kept: {verdict.faults[0]}")
        with told_plainly(target):
            beside.replace(target)
        faultpoint("copy.named")
    finally:
        vault.remove_with_side_file(beside)
    return target


def rescue(case: CaseFile) -> Path:
    """The case as it stands in this program, when its own file is gone: no acknowledged edit is lost.

    The open file is copied if its pages can still be read; if not, the last backup is brought up to
    now from the journal lines kept in memory since it was made.
    """
    target = _free_name(folders.rescues(), case)
    try:
        with case.reading() as connection:
            backups.copy_whole(connection, target, case.key, Progress())
        if check_file(target, case.key, seal=case.seal).is_whole:
            log_note("case.rescued", way=1)
            return target
    except DhrError:
        log_note("case.rescue copy failed")
    vault.remove_with_side_file(target)
    return _rescue_from_backup(case, target)


RESCUED = " rescued "


def _free_name(folder: Path, case: CaseFile) -> Path:
    """Called as the case is, so that it is known again, with the day and time behind."""
    name = f"{case.path.stem.partition(RESCUED)[0]}{RESCUED}{case.clock.now():%Y-%m-%d %H%M}"
    target = folder / f"{name}.dhr"
    number = 2
    while target.exists() or vault.side_file(target).exists():
        target = folder / f"{name} {number}.dhr"
        number += 1
    return target


def _rescue_from_backup(case: CaseFile, target: Path) -> Path:
    kept = backups.backups_of(case.case_id)
    if not kept:
        raise CaseDamaged("The file is gone and there is no backup yet. Copy what is on the screen before closing.")
    copy_to(kept[-1].path, case.key, target, seal=kept[-1].seal)
    connection = vault.connect(target, case.key)
    try:
        with told_plainly(target):
            connection.execute("BEGIN IMMEDIATE")
            for line in case.unbacked:
                if line.line.seq > kept[-1].seal.seq:
                    _replay(connection, line)
            connection.execute("COMMIT")
    finally:
        vault.close(connection, clean=True)
    if not check_file(target, case.key, seal=case.seal).is_whole:
        raise CaseDamaged("The rescue copy did not pass its check. Copy what is on the screen before closing.")
    log_note("case.rescued", way=2)
    return target


def _replay(connection: Any, kept: KeptLine) -> None:
    """Do to the backup exactly what a line did, and give it the very same line."""
    step = FileStep(connection, 0, "")
    step.apply_all(journal.unpack(kept.body).changes)
    step.write_waiting()
    for sha256, data in kept.originals:
        step.keep_original(sha256, data)
    if kept.line.action == journal.ERASED:
        journal.erase(connection, json.loads(kept.line.detail)["erased"])
    journal.write_line(connection, kept.line, kept.salt, kept.body, kept.ids)
    highest = max((*kept.ids, 0))
    connection.execute("UPDATE meta SET value = max(CAST(value AS INTEGER), ?) WHERE name = 'next_id'", (highest + 1,))
    connection.executemany(
        "UPDATE meta SET value = ? WHERE name = ?",
        [(str(kept.line.seq), "head_seq"), (kept.line.hash, "head_hash")],
    )


def opens_with(path: Path, key: Key) -> bool:
    """Whether a key fits a file: how a wrong passphrase is told from a damaged file."""
    try:
        vault.connect(path, key, read_only=True).close()
    except DhrError:
        return False
    return True


def backup_that_opens(passphrase: str, case_id_folders: list[Path]) -> Path | None:
    """The newest backup this passphrase opens: if there is one, the case itself is what is damaged."""
    for folder in case_id_folders:
        for path in sorted(folder.glob("*.dhr"), reverse=True)[:1]:
            if opens_with(path, vault.derive(passphrase, vault.salt_of(path))):
                return path
    return None
