"""The life of a case file: begin, open, back up, restore, change its passphrase, prove it, close it."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from dhr_desktop.core.changes import Seal
from dhr_desktop.core.counting import counted
from dhr_desktop.core.errors import (
    CaseDamaged,
    CaseFileGone,
    CaseInUse,
    DhrError,
    DiskFull,
    Refused,
    WriteFailed,
    WrongPassphrase,
)
from dhr_desktop.core.progress import Progress
from dhr_desktop.core.review import Review
from dhr_desktop.core.signs import in_one_line
from dhr_desktop.operations.names import half_left
from dhr_desktop.operations.reference.timescales import guidance
from dhr_desktop.storage import backups, copies, holder, how_it_was_left, replacing, vault
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.check import Verdict, check, check_case, check_file, verify, verify_case
from dhr_desktop.storage.opening import create_case, heal, open_with_key
from dhr_desktop.storage.pages import faults_on_disk
from dhr_desktop.system import folders, logs, places, private_files
from dhr_desktop.system.clock import Clock
from dhr_desktop.system.preferences import Preferences, load_preferences, save_preferences
from dhr_desktop.system.tries import Tries

from . import passphrases

Edit = Callable[[CaseFile], object]
Away = Callable[[Callable[[], Any]], Any]
"""Has something done in another process and waits for it."""

DEFAULT_MARKING = "OFFICIAL-SENSITIVE"


def begin(
    path: Path,
    passphrase: str,
    *,
    title: str,
    label: str = "",
    guidance_version: str = "2016",
    clock: Clock | None = None,
) -> CaseFile:
    """A new review in a new file, and its first backup."""
    passphrases.refuse_if_weak(passphrase, case_names=(title, path.stem))
    chosen = guidance(guidance_version)
    review = Review(
        title=title,
        label=label or chosen.label,
        guidance=chosen.version,
        legal_basis=chosen.legal_basis,
        marking=DEFAULT_MARKING,
    )
    case = create_case(path, passphrase, review, clock=clock)
    backups.take(case)
    return case


def open_review(
    path: Path,
    passphrase: str,
    *,
    tries: Tries | None = None,
    edit_anyway: bool = False,
    read_only: bool = False,
    clock: Clock | None = None,
) -> CaseFile:
    """Open a case; an older format is converted after a backup. Wrong tries are counted and recorded."""
    try:
        key = vault.derive(passphrase, vault.salt_of(path))
        case = _open(path, key, edit_anyway=edit_anyway, read_only=read_only, clock=clock)
    except WrongPassphrase:
        if tries:
            tries.failed()
        _count_failure(path)
        raise _wrong_or_damaged(path, passphrase) from None
    if tries:
        tries.succeeded()
    return case


def open_with_recovery_code(path: Path, code: str, *, read_only: bool = False, clock: Clock | None = None) -> CaseFile:
    """Open without the passphrase, and even when the salt at the head of the file is damaged."""
    key = vault.key_from_recovery_code(code)
    try:
        case = _open(path, key, edit_anyway=False, read_only=read_only, clock=clock)
    except WrongPassphrase:
        raise WrongPassphrase(
            f"This recovery code does not open {path.name}: it is of another case or of an older passphrase, or the "
            "file is damaged. Look for the newest sheet of this case, or open a backup of it."
        ) from None
    case.note("unlocked with the recovery code")
    return case


def _open(path: Path, key: vault.Key, *, edit_anyway: bool, read_only: bool, clock: Clock | None) -> CaseFile:
    """What every door and both keys share: healed first, then converted, opened, and checked after a crash."""
    was_left_open = vault.side_file(path).exists()
    try:
        heal(path, key, edit_anyway=edit_anyway)
        _convert_if_older(
            path, key, why_only_read="" if edit_anyway else places.why_not_edit(path), read_only=read_only
        )
        case = open_with_key(path, key, edit_anyway=edit_anyway, read_only=read_only, clock=clock)
    except CaseInUse:
        raise CaseInUse(holder.who_has(path)) from None
    if was_left_open:
        _refuse_unless_whole(case)
    _after_opening(case)
    return case


def _refuse_unless_whole(case: CaseFile) -> None:
    """After a crash or a power cut the whole check comes before any edit."""
    verdict = check_case(case)
    if not verdict.is_whole:
        case.close(clean=False)
        raise CaseDamaged(
            f"{case.path.name} was not closed properly last time and is damaged: {verdict.faults[0]} "
            "Restore a backup of it; the damaged file is left as it is."
        )


def _after_opening(case: CaseFile) -> None:
    if case.is_read_only:
        return
    replacing.clear_left_overs(case.path)
    _settle_what_was_leaving(case)
    if failures := _take_failures(case.path):
        case.note("failed openings", tries=failures)
    if backups.is_due(case):
        backups.take(case)


def _settle_what_was_leaving(case: CaseFile) -> None:
    """What left as the program was killed is entered; half-written files are removed from beside where it was to be.

    Whatever is the matter with it, the case opens and closes: the note stays, and `still_leaving` tells of it.
    """
    if not any(how_it_was_left.kept(case, name) for name in half_left.NAMES):
        return
    from dhr_desktop.operations.names import departing

    from . import leaving  # they bring the gate and every writer of files with them

    for door in (departing.DOOR, leaving.DOOR):
        try:
            door.settle(case)
        except CaseFileGone:
            raise
        except Exception:  # noqa: BLE001 - a case that no longer opens would be worse than any of them
            logs.note("opening.leaving_not_settled")


def still_leaving(case: CaseFile) -> str:
    """What the chair should know of files that were just leaving when the program was ended; "" for nothing."""
    if not any(how_it_was_left.kept(case, name) for name in half_left.NAMES):
        return ""
    from dhr_desktop.operations.names import departing

    from . import leaving

    try:
        names = [each.name for door in (departing.DOOR, leaving.DOOR) for each in door.still_noted(case)]
    except (KeyError, TypeError, ValueError):
        names = []
    return (
        f"{', '.join(names) or 'Something'} was just leaving when the program was ended, and whether it left could not "
        "be looked up: perhaps its drive is not connected. Until then the register of exports does not tell of it. "
        "It is looked for again whenever the case is opened."
    )


def _convert_if_older(path: Path, key: vault.Key, *, why_only_read: str, read_only: bool) -> None:
    """An older format is converted where it lies, unless nothing may be written there: then nothing is."""
    if not replacing.needs_migration(path, key):
        return
    if why_only_read:
        raise Refused(
            f"{path.name} is in an older format, which has to be converted before it can be shown. Where it lies "
            f"nothing is written, because {why_only_read}. Ask for “dhr copy”: its whole, checked copy can be opened."
        )
    if read_only:
        raise Refused(
            f"{path.name} is in an older format, which has to be converted before it can be shown. "
            "Open it once to be edited: it is backed up and converted then."
        )
    copies.copy_to(path, key, _name_before_conversion(path))
    replacing.migrate(path, key)


def _name_before_conversion(path: Path) -> Path:
    number = 1
    while (target := path.with_name(f"{path.stem} before conversion {number}.dhr")).exists():
        number += 1
    return target


def _wrong_or_damaged(path: Path, passphrase: str) -> DhrError:
    """Wrong passphrase and damage look alike; a backup that this passphrase opens tells them apart."""
    if backup := copies.backup_that_opens(passphrase, backups.folders_of(path)):
        return CaseDamaged(
            f"{path.name} is damaged: this passphrase opens its backup {backup.name}. "
            "Restore that backup; the damaged file is left as it is."
        )
    return WrongPassphrase(vault.WRONG_OR_DAMAGED)


def _failures_file() -> Path:
    return folders.private_folder(folders.data_home()) / "failed-openings.json"


def _count_failure(path: Path) -> None:
    counts = _read_failures()
    counts[backups.fingerprint(path)] = counts.get(backups.fingerprint(path), 0) + 1
    private_files.write(_failures_file(), json.dumps(counts).encode())


def _take_failures(path: Path) -> int:
    counts = _read_failures()
    number = counts.pop(backups.fingerprint(path), 0)
    if number:
        private_files.write(_failures_file(), json.dumps(counts).encode())
    return number


def _read_failures() -> dict[str, int]:
    try:
        held = json.loads(_failures_file().read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {k: v for k, v in held.items() if isinstance(v, int)} if isinstance(held, dict) else {}


# ---- backups and copies ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BackupReport:
    backup: backups.Backup
    second: str  # "" when none is wanted or it was reached; otherwise what the chair should know


def back_up(
    case: CaseFile, progress: Progress | None = None, *, today: date | None = None, check: backups.Check = check_file
) -> BackupReport:
    """A checked backup here, and in the second folder when one is chosen and can be reached."""
    taken = backups.take(case, progress, check=check)
    return BackupReport(taken, _second_copy(case, today or case.clock.now().date(), check, progress))


def _second_copy(case: CaseFile, today: date, check: backups.Check, progress: Progress | None) -> str:
    preferences = load_preferences()
    if not preferences.second_backup_folder:
        return ""
    try:
        root = Path(preferences.second_backup_folder)
        if not root.is_dir():
            raise OSError
        backups.take(case, progress, root=root, check=check)
    except (OSError, DhrError):
        return _second_reminder(preferences, today)
    save_preferences(replace(preferences, second_backup_reached=today.isoformat()))
    return ""


def _second_reminder(preferences: Preferences, today: date) -> str:
    try:
        last = date.fromisoformat(preferences.second_backup_reached)
    except ValueError:
        return "The second backup folder has not been reached yet. Connect it, or choose another in Settings."
    days = (today - last).days
    if days < 7:
        return ""
    return (
        f"The second backup folder has not been reached for {counted(days, 'day')}. "
        "Connect it, or choose another in Settings."
    )


def close(case: CaseFile, unsaved: Sequence[Edit] = ()) -> str:
    """Back up if anything changed, then close. What went wrong is returned, not raised.

    Edits that could not be saved are tried a last time.
    """
    lost, left = "", deque(unsaved)
    try:
        case.refuse_if_gone()
        lost = _made_of(case, left).in_words()
        if not case.is_read_only:
            _settle_what_was_leaving(case)  # a lock may have ended what was writing it
        trouble = back_up_if_due(case)
    except CaseFileGone as problem:
        rescued = rescue(case, left)
        case.close(clean=False)
        return f"{problem} {rescued.in_words()}"
    except DhrError as problem:
        trouble = f"No backup could be taken: {problem}"
    case.close()
    return " ".join(filter(None, [lost, trouble]))


@dataclass(frozen=True, slots=True)
class NotMade:
    """Edits that could not be made when nobody could be asked any more, and why the last of them was not."""

    number: int = 0
    why: str = ""

    def in_words(self) -> str:
        if not self.number:
            return ""
        if self.number == 1:
            return f"The last change you made could not be saved and is not in the case. Make it again. {self.why}"
        return (
            f"{counted(self.number, 'change')} you made last could not be saved and are not in the case. "
            f"Make them again. {self.why}"
        )


def _made_of(case: CaseFile, left: deque[Edit]) -> NotMade:
    """Each edit in its order, taken off the list as it is made or refused: one refused takes no other with it.

    What the disk does not take keeps those behind it back, which would be built on it.
    """
    number, why = 0, ""
    while left:
        try:
            left[0](case)
        except CaseFileGone as problem:
            if problem.holds_last_change:
                left.popleft()
            raise
        except (DiskFull, WriteFailed) as problem:
            return NotMade(number + len(left), str(problem))
        except Exception as problem:  # noqa: BLE001 - a defect in one edit is no reason to lose the next
            number, why = number + 1, str(problem) if isinstance(problem, DhrError) else ""
        left.popleft()
    return NotMade(number, why)


def back_up_if_due(case: CaseFile, progress: Progress | None = None, *, check: backups.Check = check_file) -> str:
    """A backup if anything changed since the last; what the chair should know about the second copy."""
    return back_up(case, progress, check=check).second if not case.is_read_only and backups.is_due(case) else ""


def restore(backup: Path, passphrase: str, target: Path, *, clock: Clock | None = None) -> Path:
    """A backup as a new, separate case file; it never overwrites, and it says so in its journal."""
    return _restore(backup, vault.derive(passphrase, vault.salt_of(backup)), target, clock)


def restore_with_key_of(case: CaseFile, backup: backups.Backup, target: Path, progress: Progress | None = None) -> Path:
    """One of an open case's own backups as a new case file, if it is from under the same passphrase."""
    if vault.salt_of(backup.path) != case.key.salt:
        raise Refused(
            "That backup is from before the passphrase was changed. Restore it from the first screen instead."
        )
    return _restore(backup.path, case.key, target, case.clock, progress)


def _restore(backup: Path, key: vault.Key, target: Path, clock: Clock | None, progress: Progress | None = None) -> Path:
    named = next((b for b in backups.backups_of(backup.parent.name) if b.path == backup), None)
    copies.copy_to(backup, key, target, seal=named.seal if named else None, progress=progress)
    case = open_with_key(target, key, clock=clock)
    case.note("restored from a backup", seal=str(named.seal) if named else "")
    case.close()
    return target


def copy_of(case: CaseFile, target: Path, progress: Progress | None = None) -> Path:
    """A verified copy of the open case: for one that may only be read where it lies."""
    return copies.copy_open(case, target, progress)


def place_for_copy(case: CaseFile) -> Path:
    """A free name for such a copy in the program's own folder."""
    target, number = folders.cases() / case.path.name, 2
    while target.exists():
        target, number = folders.cases() / f"{case.path.stem} {number}.dhr", number + 1
    return target


def change_passphrase(case: CaseFile, passphrase: str, progress: Progress | None = None) -> CaseFile:
    """The same case under a new passphrase; the file as it was stays among the backups."""
    passphrases.refuse_if_weak(passphrase, case_names=(case.review.title, case.path.stem))
    if case.is_read_only:
        raise Refused(f"The case is open for reading only, so its passphrase stays. {vault.HOW_TO_EDIT}")
    back_up(case, progress)
    return replacing.change_passphrase(case, passphrase, progress)


def keep_typed(path: Path, key: vault.Key, typed: Sequence[Edit], *, clock: Clock | None = None) -> str:
    """What was typed while the key was being changed, in a case that had to be closed over it; what is not in it."""
    left = deque(typed)
    try:
        case = open_with_key(path, key, clock=clock)
        try:
            return _made_of(case, left).in_words()
        finally:
            case.close()
    except DhrError as problem:
        return NotMade(len(left), str(problem)).in_words()


@dataclass(frozen=True, slots=True)
class Rescued:
    path: Path
    lost: int = 0  # of the edits that were under way

    def in_words(self) -> str:
        lost = ""
        if self.lost == 1:
            lost = " One change you were making is not in it: make it again."
        elif self.lost:
            lost = f" {counted(self.lost, 'change')} you were making are not in it: make them again."
        return f"All that was saved is in a new case file: {self.path}. It opens with the same passphrase.{lost}"


def rescue(case: CaseFile, unsaved: Sequence[Edit] = ()) -> Rescued:
    """All that was saved, in a new file; and in it the edits that were under way when the file was found harmed."""
    return add_to_rescue(case, Rescued(copies.rescue(case)), unsaved)


def add_to_rescue(case: CaseFile, rescued: Rescued, typed: Sequence[Edit]) -> Rescued:
    """What was typed while the copy was being made, too."""
    left = deque(typed)
    if not left:
        return rescued
    try:
        copy = open_with_key(rescued.path, case.key, clock=case.clock)
        try:
            lost = _made_of(copy, left).number
        finally:
            copy.close()
    except DhrError:
        lost = len(left)
    return replace(rescued, lost=rescued.lost + lost)


# ---- the recovery sheet ---------------------------------------------------------------------------


def recovery_sheet(case: CaseFile) -> str:
    """What is printed or saved only by the user's own act, and opens the case without the passphrase."""
    code = vault.recovery_code(case.key).split()
    rows = [f"   {n + 1:>2}   " + "   ".join(code[n : n + 4]) for n in range(0, len(code), 4)]
    return (
        (folders.templates() / "recovery-sheet.txt")
        .read_text("utf-8")
        .format(
            reference=in_one_line(case.review.reference) or "(no reference yet)",
            case_id=case.case_id,
            seal=case.seal,
            code="\n".join(rows),
            printed=case.clock.now().strftime("%d/%m/%Y"),
        )
    )


def certificate(case: CaseFile, proof: Proof) -> str:
    """What was checked, when and with what result, with the seal: to print and keep outside the file."""
    result = "Whole: nothing wrong was found." if proof.verdict.is_whole else "\n".join(proof.verdict.faults)
    return (
        (folders.templates() / "integrity-certificate.txt")
        .read_text("utf-8")
        .format(
            reference=in_one_line(case.review.reference) or "(no reference yet)",
            case_id=case.case_id,
            seal=proof.seal,
            records=f"{proof.records:,}",
            lines=f"{proof.lines:,}",
            looks="\n".join(f"  - {look}" for look in proof.verdict.looks),
            result=result,
            when=case.clock.now().strftime("%d/%m/%Y %H:%M UTC"),
        )
    )


# ---- proof ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Proof:
    verdict: Verdict
    seal: Seal
    records: int
    lines: int
    seconds: float

    def as_plain(self) -> dict[str, Any]:
        return {
            "whole": self.verdict.is_whole,
            "faults": list(self.verdict.faults),
            "looks": list(self.verdict.looks),
            "seal": str(self.seal),
            "records": self.records,
            "journal_lines": self.lines,
            "seconds": round(self.seconds, 2),
        }


def prove(case: CaseFile, *, old_seal: str = "", thorough: bool = True, progress: Progress | None = None) -> Proof:
    """Everything about the file checked; an old seal typed in is looked for in today's chain."""
    seal = _read_seal(old_seal) if old_seal else None
    started = time.monotonic()
    verdict = verify_case(case, seal=seal, progress=progress) if thorough else check_case(case, progress)
    with case.reading() as connection:
        records, lines = _counted(connection)
    return Proof(verdict, case.seal, records, lines, time.monotonic() - started)


def _counted(connection: Any) -> tuple[int, int]:
    records = connection.execute("SELECT count(*) FROM record_kinds").fetchone()[0]
    lines = connection.execute("SELECT count(*) FROM journal").fetchone()[0]
    return int(records), int(lines)


def prove_beside(
    case: CaseFile, away: Away, *, old_seal: str = "", thorough: bool = True, progress: Progress | None = None
) -> Proof:
    """The same of an open case that is being worked in: over a copy, by another process."""
    if old_seal:
        _read_seal(old_seal)
    with backups.passing_copy(case, progress or Progress()) as (path, seal):
        proof: Proof = away(
            partial(prove_file, path, case.key, of=case.path, old_seal=old_seal, seal=seal, thorough=thorough)
        )
        return proof


def prove_file(path: Path, key: vault.Key, *, of: Path, seal: Seal, old_seal: str = "", thorough: bool = True) -> Proof:
    """A copy just made, and the pages of the file it was made from as they lie on the disk."""
    started = time.monotonic()
    connection = vault.connect(path, key, read_only=True)
    try:
        look = verify if thorough else check
        verdict = look(connection, seal=_read_seal(old_seal) if old_seal else seal)
        verdict = Verdict((*verdict.faults, *faults_on_disk(of, key)), (*verdict.looks, "pages on the disk"))
        return Proof(verdict, seal, *_counted(connection), time.monotonic() - started)
    finally:
        connection.close()


def export_everything_beside(case: CaseFile, away: Away, folder: Path, progress: Progress | None = None) -> Any:
    """Everything out, over a copy, by another process; the record that it left is kept here."""
    from . import leaving

    with backups.passing_copy(case, progress or Progress()) as (path, _):
        return leaving.leave_with_everything(
            case, folder, lambda beside: away(partial(leaving.write_everything_of, path, case.key, beside))
        )


def _read_seal(words: str) -> Seal:
    try:
        return Seal.parse(words)
    except ValueError as problem:
        raise Refused(f"{problem}. Copy it from a printed draft or certificate.") from None


def kept_backups(case: CaseFile) -> list[backups.Backup]:
    """Oldest first."""
    return backups.backups_of(case.case_id)
