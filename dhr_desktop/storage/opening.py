"""Making a case file and opening one: what is refused, what is only read, and who else has it."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from dhr_desktop.core.errors import CaseDamaged, CaseInUse, CaseTooNew, DhrError, Refused, WriteFailed, WrongPassphrase
from dhr_desktop.core.review import Review
from dhr_desktop.system import places, private_files
from dhr_desktop.system.clock import Clock, stamp
from dhr_desktop.system.faultpoint import faultpoint
from dhr_desktop.system.logs import note as log_note

from . import check, holder, journal, left_open, schema, vault
from .case_file import CaseFile
from .vault import Key, told_plainly


def create_case(path: Path, passphrase: str, review: Review, *, clock: Clock | None = None) -> CaseFile:
    """A new case file holding one review and nothing else. It never overwrites a file."""
    return create_with_key(path, vault.derive(passphrase, vault.new_salt()), review, clock=clock)


def create_with_key(path: Path, key: Key, review: Review, *, clock: Clock | None = None) -> CaseFile:
    refuse_taken_name(path)
    if reason := places.why_not_edit(path):
        raise Refused(f"A case cannot be kept there, because {reason}. Choose a folder on this laptop.")
    with told_plainly(path):
        private_files.make_empty(path)
    try:
        connection = vault.connect(path, key, create=True)
        faultpoint("create.file made")
        _lay_out(connection, path)
        case = CaseFile(path, key, connection, clock or Clock(), "")
        try:
            with case.step("Begin the review", sort="begin") as step:
                step.add(review)
        except BaseException:
            case.close(clean=False)
            raise
        faultpoint("create.review begun")
    except BaseException:
        vault.remove_with_side_file(path)
        raise
    holder.claim(path, stamp(case.clock.now()))
    log_note("case.created")
    return case


def _lay_out(connection: Any, path: Path) -> None:
    with told_plainly(path):
        # No free pages are left lying about. SQLite does not journal a free page's old content, so a
        # power cut while one is reused leaves it torn: harmless to SQLite, but its code no longer
        # fits and the check could not tell it from damage.
        connection.execute("PRAGMA auto_vacuum = FULL")
        connection.execute(f"PRAGMA application_id = {vault.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {schema.USER_VERSION}")
        connection.execute("BEGIN IMMEDIATE")
        schema.create(connection)
        faultpoint("create.tables laid out")
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            [
                ("case_id", secrets.token_hex(8)),
                ("next_id", "1"),
                ("head_seq", "0"),
                ("head_hash", journal.START),
            ],
        )
        connection.execute("COMMIT")


def refuse_taken_name(path: Path) -> None:
    """A name is taken if the file is there - or a left-over side file, which would change a new one."""
    if path.exists():
        raise Refused(f"There is already a file called {path.name} there. Choose another name.")
    if vault.side_file(path).exists():
        raise Refused(
            f"A left-over side file of another case called {path.name} lies there. Choose another name or folder."
        )
    if not path.parent.is_dir():
        raise Refused(f"There is no folder {path.parent.name} there. Make it first, or choose another.")


def open_case(
    path: Path, passphrase: str, *, edit_anyway: bool = False, read_only: bool = False, clock: Clock | None = None
) -> CaseFile:
    return open_with_key(
        path, vault.derive(passphrase, vault.salt_of(path)), edit_anyway=edit_anyway, read_only=read_only, clock=clock
    )


def heal(path: Path, key: Key, *, edit_anyway: bool = False) -> None:
    """Take back a change that a crash cut off, before anything the file says is believed.

    Only a writer's opening can, so this opens and closes one wherever the file may be written. Where
    it may not, every reader does the same in a private copy.
    """
    if vault.side_file(path).exists() and (edit_anyway or not places.why_not_edit(path)):
        if left_open.looks_odd(path, vault.side_file(path)):
            _refuse_unless_it_would_be_whole(path, key)
        vault.close(_connect_or_say_who_holds_it(path, key, read_only=False), clean=True)


def _refuse_unless_it_would_be_whole(path: Path, key: Key) -> None:
    """Tried on a copy, because the database throws the side file away whatever it made of it."""
    # a passphrase that does not fit is told as such: from here it cannot be known which of the two is wrong
    harm = left_open.damaged(path, vault.side_file(path))
    try:
        connection = vault.rehearse(path, key)
    except (CaseInUse, WrongPassphrase):
        raise
    except (CaseDamaged, WriteFailed):
        raise harm from None
    except DhrError:
        return  # there is no room for a copy: a full disk shuts nobody out
    try:
        if not check.check(connection).is_whole:
            raise harm
    finally:
        connection.close()


def open_with_key(
    path: Path, key: Key, *, edit_anyway: bool = False, read_only: bool = False, clock: Clock | None = None
) -> CaseFile:
    """Open with a key already derived, or taken from the recovery sheet."""
    reason = "" if edit_anyway else places.why_not_edit(path)
    if read_only:
        reason = "it was opened only to be read"
    heal(path, key, edit_anyway=edit_anyway)
    connection = _connect_or_say_who_holds_it(path, key, read_only=bool(reason))
    try:
        reason = _refuse_other_versions(connection, path) or reason
        _quick_check(connection, path)
        case = CaseFile(path, key, connection, clock or Clock(), reason)
    except BaseException:
        connection.close()
        raise
    if not case.is_read_only:
        try:  # Written at once: it is this write that keeps a second window out.
            case.note("opened", edited_despite=bool(edit_anyway and places.why_not_edit(path)))
        except BaseException:
            case.close(clean=False)
            raise
        holder.claim(path, stamp(case.clock.now()))
    faultpoint("open.noted")
    log_note("case.opened", read_only=int(case.is_read_only))
    return case


def _connect_or_say_who_holds_it(path: Path, key: Key, *, read_only: bool) -> Any:
    if not path.exists():
        raise DhrError(f"There is no file {path.name} there. Look for it where you last kept it.")
    try:
        return vault.connect(path, key, read_only=read_only)
    except CaseInUse:
        raise CaseInUse(holder.who_has(path)) from None


def _refuse_other_versions(connection: Any, path: Path) -> str:
    """Refuse what is not ours or is from a later major version; a later minor version is only read."""
    with told_plainly(path):
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != vault.APPLICATION_ID:
        raise CaseDamaged(f"{path.name} is not a case file of this program. Choose a file whose name ends in .dhr.")
    if version // 1000 > schema.MAJOR:
        raise CaseTooNew(
            f"{path.name} was written by a newer version of DHR Desktop. Install that version to open it; "
            "the file has not been touched."
        )
    if version > schema.USER_VERSION:
        return "a newer version of the program wrote it"
    return ""


def _quick_check(connection: Any, path: Path) -> None:
    with told_plainly(path):
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if answer != "ok":
        raise CaseDamaged(f"{path.name} is damaged. Open a backup of it; the damaged file is left as it is.")
