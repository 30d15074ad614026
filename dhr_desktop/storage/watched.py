"""Whether the file on the disk is still the whole file that was opened.

SQLite would not say. A file cut short, replaced or filled with zeros while it is open takes the next
commit without a murmur, and the chair would read "Saved" over a case that no longer opens. So the file
is looked at before each change begins, before it is committed, and after.

The file is never opened anew for that: on Linux and macOS a process that closes any handle of a file
loses its locks on it, and the database's lock is what keeps a second window out.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from . import vault


@dataclass(frozen=True, slots=True)
class _Look:
    device: int
    number: int
    size: int
    written_ns: int


class WatchedFile:
    """The file of an open case: the same file, beginning as it did, and as long as it must be."""

    def __init__(self, path: Path, key_salt: bytes) -> None:
        self._path = path
        self._key_salt = key_salt  # a damaged salt, opened by the recovery code, is put right by the first change
        self._known = _look(path)
        self._handle = path.open("rb", buffering=0)
        self._salt = self._first_bytes()
        vault.open_salts[self._place] = self._salt

    @property
    def _place(self) -> tuple[int, int]:
        return self._known.device, self._known.number

    def close(self) -> None:
        """Only once the database has closed its own."""
        vault.open_salts.pop(self._place, None)
        self._handle.close()

    def know_as_it_is(self) -> None:
        """We have just written to it ourselves."""
        look = _look(self._path)
        if (look.device, look.number) == self._place:
            self._known, self._salt = look, self._first_bytes()

    def fault(self, least_bytes: int) -> str:
        """What has happened to it, as part of a sentence; "" while it is the whole file."""
        try:
            look = _look(self._path)
            if (look.device, look.number) != self._place:
                return "was replaced by another file"
            if look.size < least_bytes:
                return "was cut short"
            if self._first_bytes() not in (self._salt, self._key_salt):
                return "was overwritten"
        except OSError:
            return "is no longer there"
        return ""

    def was_written_by_another(self) -> bool:
        """Whether it was written to since we last did: a reason to look at every page.

        Not asked on Windows, where the time of writing is noted late, and where the database's lock
        keeps other programs from the file.
        """
        return os.name == "posix" and _look(self._path).written_ns != self._known.written_ns

    def _first_bytes(self) -> bytes:
        self._handle.seek(0)
        return self._handle.read(vault.SALT_BYTES)


def _look(path: Path) -> _Look:
    about = path.stat()
    return _Look(about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns)
