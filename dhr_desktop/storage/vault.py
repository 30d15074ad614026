"""From a passphrase and a file to an open connection. The only module that holds a key.

The file is SQLCipher 4. Its key is derived here, not by SQLCipher, so that the derivation is slow
and known (profile 1: Argon2id, 128 MiB, 3 passes, 4 lanes). The salt is the file's own first 16 bytes.
"""

from __future__ import annotations

import os
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from dhr_desktop.core.errors import (
    CaseDamaged,
    CaseInUse,
    CaseIsReadOnly,
    DhrError,
    DiskFull,
    Refused,
    WriteFailed,
    WrongPassphrase,
)

from . import left_open, unfinished

SALT_BYTES = 16
KEY_BYTES = 32
PAGE_BYTES = 4096  # SQLCipher 4's own
APPLICATION_ID = 0x44485231  # "DHR1"

SqlError = sqlcipher.Error

WRONG_OR_DAMAGED = (
    "The passphrase is wrong, or the file is damaged. Try the passphrase again; "
    "if you are sure of it, open a backup of this case. If the file was brought here from another place, "
    "see that a file of the same name ending in “-journal” there came with it."
)

HOW_TO_EDIT = (
    "To edit it, open it in the window and press “Copy to this laptop and edit”, "
    "or ask for “dhr copy”: both make a whole, checked copy."
)
"""Never "copy the file": a chair who does so by hand may leave its side file, and with it the case, behind."""


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A derived key and the salt it belongs to. Never shown by repr, so never in a log."""

    key: bytes
    salt: bytes

    def __repr__(self) -> str:
        return "Key(…)"

    @property
    def pragma(self) -> str:
        return f"PRAGMA key = \"x'{self.key.hex()}{self.salt.hex()}'\""

    @property
    def rekey_pragma(self) -> str:
        return f"PRAGMA rekey = \"x'{self.key.hex()}{self.salt.hex()}'\""


def derive(passphrase: str, salt: bytes) -> Key:
    """Profile 1 of the format. Other parameters would be another profile, never a change of this one."""
    from argon2.low_level import Type, hash_secret_raw

    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    derived = hash_secret_raw(
        secret, salt, time_cost=3, memory_cost=128 * 1024, parallelism=4, hash_len=KEY_BYTES, type=Type.ID
    )
    return Key(derived, salt)


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


open_salts: dict[tuple[int, int], bytes] = {}
"""The salts of the files that are open in this process, by device and file number. To open such a file once
more and close it would lose the database's lock on it."""


def salt_of(path: Path) -> bytes:
    """The salt a file carries as its first bytes."""
    try:
        about = path.stat()
        if (about.st_dev, about.st_ino) in open_salts:
            return open_salts[about.st_dev, about.st_ino]
        with path.open("rb") as file:
            salt = file.read(SALT_BYTES)
    except FileNotFoundError:
        raise DhrError(f"There is no file {path.name} there. Look for it where you last kept it.") from None
    except OSError as problem:
        raise DhrError(f"{path.name} cannot be read ({problem.strerror}). Check that you may open it.") from None
    if len(salt) < SALT_BYTES:
        raise CaseDamaged(f"{path.name} is not a case file, or has been cut short. If it was one, open a backup of it.")
    return salt


def refuse_if_open_here(path: Path) -> None:
    """Before a file is read or replaced by its name: the open case is no agency's file, and no place to write to."""
    if is_open_here(path):
        raise Refused(f"{path.name} is the case file that is open. Choose another file.")


def is_open_here(path: Path) -> bool:
    try:
        about = path.stat()
    except OSError:
        return False  # whoever reads it says so
    return (about.st_dev, about.st_ino) in open_salts


# ---- the recovery sheet -------------------------------------------------------------------------

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O or U: they are misread on paper
CHECK_SIGNS = ALPHABET + "*+$=U"  # 37 of them: with a prime number, any one wrong sign is noticed
GROUP = 4


def recovery_code(key: Key) -> str:
    """The key and the whole salt in groups of five, the last sign of each a check on the other four."""
    signs = _to_base32(key.key + key.salt)
    groups = [signs[at : at + GROUP] for at in range(0, len(signs), GROUP)]
    return " ".join(group + _check_sign(group, place) for place, group in enumerate(groups))


def key_from_recovery_code(code: str) -> Key:
    """Read a typed code. A mistyped group is named, so that only it need be looked at again."""
    typed = "".join(code.upper().split()).replace("-", "")
    typed = typed.replace("O", "0").replace("I", "1").replace("L", "1")
    size = GROUP + 1
    groups = [typed[at : at + size] for at in range(0, len(typed), size)]
    signs = ""
    for place, group in enumerate(groups):
        data, check = group[:-1], group[-1:]
        if set(data) - set(ALPHABET) or check != _check_sign(data, place):
            raise WrongPassphrase(
                f"Group {place + 1} of the recovery code does not check. Compare it with the sheet and type it again."
            )
        signs += data
    if len(signs) != len(_to_base32(bytes(KEY_BYTES + SALT_BYTES))):
        raise WrongPassphrase("The recovery code is not complete. Type every group on the sheet.")
    whole = _from_base32(signs, KEY_BYTES + SALT_BYTES)
    return Key(whole[:KEY_BYTES], whole[KEY_BYTES:])


def _to_base32(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    length = -(-len(data) * 8 // 5)
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(length - 1, -1, -1))


def _from_base32(signs: str, size: int) -> bytes:
    number = 0
    for sign in signs:
        number = number << 5 | ALPHABET.index(sign)
    try:
        return number.to_bytes(size, "big")
    except OverflowError:
        raise WrongPassphrase("The recovery code does not check. Compare it with the sheet.") from None


def _check_sign(group: str, place: int) -> str:
    """Notices any one wrong sign, two neighbours swapped, and a group typed in another's place."""
    total = place + sum(weight * (ALPHABET.find(sign) + 1) for weight, sign in enumerate(group, start=3))
    return CHECK_SIGNS[total * 7 % 37]


# ---- connections --------------------------------------------------------------------------------

WRITING_PRAGMAS = {
    # Measured in a power-loss simulation: these lose no acknowledged commit, DELETE+FULL lost a fifth.
    "journal_mode": ("PERSIST", "persist"),
    "synchronous": ("EXTRA", 3),
    "locking_mode": ("EXCLUSIVE", "exclusive"),
    "temp_store": ("MEMORY", 2),
    "cache_size": ("-100000", -100000),
    "secure_delete": ("ON", 1),
    "cell_size_check": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "foreign_keys": ("ON", 1),
}
READING_PRAGMAS = {"temp_store", "cache_size", "cell_size_check", "trusted_schema", "foreign_keys"}


class _Connection(sqlcipher.Connection):  # type: ignore[misc]  # the driver brings no types
    """A connection that may be to a private copy, which goes when it is closed."""

    private_copy: Path | None = None

    def close(self) -> None:
        super().close()
        if self.private_copy is not None:
            unfinished.forget(self.private_copy)


def connect(path: Path, key: Key, *, read_only: bool = False, create: bool = False) -> Any:
    """An open, keyed and proved connection, with the pragmas of its kind set and read back.

    A writer's opening takes back a change that a crash cut off. A reader's may write nothing beside
    the file, so it reads a private copy in which that is done.
    """
    if not read_only:
        return _open(path, key, "rwc" if create else "rw")
    try:
        return _open(path, key, "ro")
    except CaseIsReadOnly:  # a reader is asked to write only where a change was cut off
        return _read_elsewhere(path, key)


def _read_elsewhere(path: Path, key: Key) -> Any:
    copy = unfinished.copy_pair(path, side_file(path))
    try:
        close(_open(copy, key, "rw"), clean=True)
        connection = _open(copy, key, "ro")
    except BaseException:
        unfinished.forget(copy)
        raise
    connection.private_copy = copy
    return connection


def rehearse(path: Path, key: Key) -> Any:
    """What a writer's opening would make of the file, tried on a private copy."""
    return _read_elsewhere(path, key)


def reads_elsewhere(connection: Any) -> bool:
    """Whether what is read is a private copy of the file, not the file."""
    return connection.private_copy is not None


def _open(path: Path, key: Key, mode: str) -> Any:
    with told_plainly(path):
        if mode == "rw":
            left_open.refuse_what_cannot_be(path, side_file(path))
        # One thread at a time uses it: the case file holds a lock round every use.
        connection = sqlcipher.connect(
            f"{path.resolve().as_uri()}?mode={mode}",
            uri=True, isolation_level=None, check_same_thread=False, timeout=1.0, factory=_Connection,
        )  # fmt: skip
        try:
            connection.execute(key.pragma)
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _set_pragmas(connection, read_only=mode == "ro")
        except BaseException:
            connection.close()
            raise
    return connection


def _set_pragmas(connection: Any, *, read_only: bool) -> None:
    for name, (wanted, expected) in WRITING_PRAGMAS.items():
        if read_only and name not in READING_PRAGMAS:
            continue
        connection.execute(f"PRAGMA {name} = {wanted}")
        got = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if got != expected:
            raise WriteFailed(f"The database would not be set to {name} {wanted}. The case was not opened.")
    connection.execute("PRAGMA mmap_size = 0")


def close(connection: Any, *, clean: bool) -> None:
    """Close; a clean close of a writer also removes the side file, so that one file is the whole case."""
    try:
        if clean:
            with told_plainly(None):
                # A left-over side file goes with the mode only once the lock is no longer held for good.
                connection.execute("PRAGMA locking_mode = NORMAL").fetchone()
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    finally:
        connection.close()


def side_file(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def remove_with_side_file(path: Path) -> None:
    path.unlink(missing_ok=True)
    side_file(path).unlink(missing_ok=True)


@contextmanager
def told_plainly(path: Path | None) -> Iterator[None]:
    """Turn the database's own words into a sentence a chair can act on."""
    try:
        yield
    except SqlError as problem:
        raise in_plain_words(problem, path) from problem
    except OSError as problem:
        raise WriteFailed(
            f"The disk would not do it ({os.strerror(problem.errno or 0)}). Nothing was changed; try again."
        ) from problem


def in_plain_words(problem: Exception, path: Path | None) -> DhrError:
    words = str(problem)
    name = path.name if path else "the case"
    if "not a database" in words:
        return WrongPassphrase(WRONG_OR_DAMAGED)
    if "malformed" in words or "corrupt" in words:
        return CaseDamaged(f"{name} is damaged. Open a backup of it; the damaged file is left as it is.")
    if "locked" in words or "busy" in words:
        return CaseInUse(f"{name} is already open in another window or program. Close it there first.")
    if "full" in words:
        return DiskFull("The disk is full, so the last change is not saved. Everything before it is. Free some space.")
    if "readonly" in words or "read-only" in words:
        return CaseIsReadOnly(f"{name} can only be read here. {HOW_TO_EDIT}")
    if "unable to open" in words and path and path.exists() and not os.access(path, os.R_OK):
        return DhrError(
            f"{name} belongs to another user of this laptop. Ask them to open it, or for a copy of your own."
        )
    if "unable to open" in words:
        return DhrError(f"{name} cannot be opened there. Check that the file and its folder exist.")
    if "I/O" in words:
        return WriteFailed(
            "The disk did not accept the last change, so it is not saved. Everything before it is. Check the drive."
        )
    return WriteFailed("The database refused the change, so nothing was changed. Close the case and open it again.")
