"""Rolling backups: taken whole, checked before they count, and pruned so that ten always remain.

A backup's name carries the journal's head at the time it was made, so that a file whose content was
changed later by a stray side file is noticed.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dhr_desktop.core.changes import Seal
from dhr_desktop.core.errors import CaseDamaged
from dhr_desktop.core.progress import Progress
from dhr_desktop.system import folders, private_files
from dhr_desktop.system.faultpoint import faultpoint
from dhr_desktop.system.logs import note as log_note
from dhr_desktop.system.processes import is_running

from . import vault
from .case_file import CaseFile
from .check import Verdict, check_file
from .vault import told_plainly

KEEP_LAST = 10
KEEP_DAYS = 14
KEEP_WEEKS = 12
PAGES_AT_A_TIME = 200
ASIDE_SECONDS = 0.002  # between two steps of a copy: what is typed is committed then
Check = Callable[..., Verdict]
"""As `check_file`; a window has it done in another process."""


@dataclass(frozen=True, slots=True)
class Backup:
    path: Path
    seal: Seal
    taken: datetime


def folder_for(case_id: str, root: Path | None = None) -> Path:
    return folders.private_folder((root or folders.backups()) / case_id)


def backups_of(case_id: str, root: Path | None = None) -> list[Backup]:
    """Oldest first by the journal's sequence: a clock set wrong does not change the order."""
    found = [read for path in folder_for(case_id, root).glob("*.dhr") if (read := _read_name(path))]
    return sorted(found, key=lambda each: (each.seal.seq, each.taken))


def fingerprint(path: Path) -> str:
    """A case file's place, as a hash: what is kept outside a case never tells its name."""
    return hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()


def folders_of(path: Path) -> list[Path]:
    """The folders of backups taken of the file at this place."""
    wanted = fingerprint(path).encode()
    noted = []
    for each in folders.backups().glob("*/of.json"):
        with contextlib.suppress(OSError):  # one that cannot be read is as if it were not there
            if each.read_bytes() == wanted:
                noted.append(each.parent)
    return noted


def _name(seal: Seal, taken: datetime) -> str:
    return f"{seal.seq:09}-{seal.head}-{taken.astimezone(UTC):%Y%m%dT%H%M%SZ}.dhr"


def _read_name(path: Path) -> Backup | None:
    try:
        seq, head, taken = path.stem.split("-")
        moment = datetime.strptime(taken, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return Backup(path, Seal(int(seq), head), moment)
    except ValueError:
        return None


def is_due(case: CaseFile) -> bool:
    """Whether anything was changed since the last backup; openings and exports alone do not count."""
    kept = backups_of(case.case_id)
    return not kept or kept[-1].seal.seq < case.last_edit_seq()


def take(
    case: CaseFile, progress: Progress | None = None, *, root: Path | None = None, check: Check = check_file
) -> Backup:
    """Copy the case as it stands, check the copy, and only then give it its name."""
    progress = progress or Progress()
    folder = folder_for(case.case_id, root)
    beside = folder / f"making-{os.getpid()}-{next(_number)}.new"  # two may be made at once, on two threads
    vault.remove_with_side_file(beside)
    try:
        faultpoint("backup.begun")
        seal, covered = copy_beside_work(case, beside, progress)
        faultpoint("backup.copied")
        verdict = check(beside, case.key, seal=seal)
        if not verdict.is_whole:
            raise CaseDamaged(f"A backup was made but did not pass its check: {verdict.faults[0]}")
        faultpoint("backup.checked")
        taken = case.clock.now()
        target = folder / _name(seal, taken)
        beside.replace(target)
        faultpoint("backup.named")
    finally:
        vault.remove_with_side_file(beside)
    if root is None:
        del case.unbacked[:covered]
        private_files.write(folder / "of.json", fingerprint(case.path).encode())
    prune(folder_for(case.case_id, root), backups_of(case.case_id, root), case.clock.now())
    log_note("backup.taken", seq=seal.seq)
    return Backup(target, seal, taken)


def copy_beside_work(case: CaseFile, target: Path, progress: Progress) -> tuple[Seal, int]:
    """A copy of the open case, made a few pages at a time, between which others commit: what they change is in it too.

    Told are the head of its journal, and how many of the lines held in memory it covers.
    """
    with case.reading() as connection:
        copy_whole(connection, target, case.key, progress, lambda: case.step_aside(ASIDE_SECONDS))
        return case.seal, len(case.unbacked)


@contextmanager
def passing_copy(case: CaseFile, progress: Progress) -> Iterator[tuple[Path, Seal]]:
    """A copy of the open case for as long as it is looked at: what is slow is done there, and nobody waits for it."""
    beside = folder_for(case.case_id) / f"making-{os.getpid()}-{next(_number)}.new"
    vault.remove_with_side_file(beside)
    try:
        seal, _ = copy_beside_work(case, beside, progress)
        yield beside, seal
    finally:
        vault.remove_with_side_file(beside)


_number = itertools.count()


def copy_whole(
    connection: Any, target: Path, key: vault.Key, progress: Progress, between: Callable[[], None] = lambda: None
) -> None:
    """Encrypted to encrypted through the database's own backup; the copy carries the same salt."""

    def told(_: int, left: int, total: int) -> None:
        progress.tell(total - left, total, "Copying the case")
        if left:  # after the last step nothing more would come into the copy
            between()

    with told_plainly(target):
        private_files.make_empty(target)
    # The target is ours alone and is flushed before it gets its name, so a side file buys nothing.
    copy = vault.connect(target, key, create=True)
    try:
        with told_plainly(target):
            connection.backup(copy, pages=PAGES_AT_A_TIME, progress=told)
    except BaseException:
        copy.close()
        vault.remove_with_side_file(target)
        raise
    vault.close(copy, clean=True)
    flush(target)


def flush(path: Path) -> None:
    with told_plainly(path):
        private_files.flush(path)


def prune(folder: Path, kept: list[Backup], now: datetime) -> None:
    """Drop what no rule keeps: the last ten always stay, whatever the clock says."""
    staying = {each.path for each in kept[-KEEP_LAST:]}
    staying |= _last_of_each(kept, now - timedelta(days=KEEP_DAYS), "%Y-%m-%d")
    staying |= _last_of_each(kept, now - timedelta(weeks=KEEP_WEEKS), "%G-%V")
    for each in kept:
        if each.path not in staying:
            vault.remove_with_side_file(each.path)
    for left_over in folder.glob("making-*.new*"):
        if not _is_running(left_over):
            left_over.unlink(missing_ok=True)


def _is_running(left_over: Path) -> bool:
    """Whether the process that was making it still lives."""
    process = left_over.name.removeprefix("making-").replace(".", "-").partition("-")[0]
    return process.isdecimal() and is_running(int(process))


def _last_of_each(kept: Iterable[Backup], since: datetime, period: str) -> set[Path]:
    last: dict[str, Path] = {}
    for each in kept:
        if each.taken >= since:
            last[each.taken.strftime(period)] = each.path
    return set(last.values())
