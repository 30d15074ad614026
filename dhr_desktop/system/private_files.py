"""Every file the program writes, inside and outside its own folders: its owner's only, and whole or absent.

What leaves a review holds real names or points to them. A file made with the system's usual leave can
be read by every account on the laptop, so none of ours is made that way; a house rule lets no other
module open a file for writing.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TextIO

OWNER_ONLY = 0o600
OWNER_ONLY_FOLDER = 0o700
LEFT_OVER_SECONDS = 60 * 60  # no file of ours takes so long to write: whoever wrote this one is gone
_HIDDEN = re.compile(r"\.[0-9a-f]{12}\.new")
_LEAVING = re.compile(r"\.[0-9a-f]{12}\.leaving")
_BINARY = getattr(os, "O_BINARY", 0)  # without it Windows would rewrite line ends


_told: Callable[[Path, bool], None] = lambda path, is_begun: None  # noqa: E731


def watch(told: Callable[[Path, bool], None]) -> None:
    """Have it told when something half written lies beside its place, and when it is there no longer."""
    global _told
    _told = told


def hidden_name(path: Path) -> Path:
    """Beside it, under which it is written until it is whole."""
    return path.with_name(f".{secrets.token_hex(6)}.new")


def leaving_name(path: Path) -> Path:
    """The same for what a case has noted as leaving: whether it is still there decides whether it left.

    So nobody clears it for its age; the case that noted it does, when it has looked.
    """
    return path.with_name(f".{secrets.token_hex(6)}.leaving")


def is_hidden_name(name: str) -> bool:
    return _HIDDEN.fullmatch(name) is not None or _LEAVING.fullmatch(name) is not None


def remove_hidden(beside: Path) -> None:
    """A file or folder of ours that did not become whole. Only what carries a hidden name of ours is touched."""
    if is_hidden_name(beside.name):
        with suppress(OSError):
            shutil.rmtree(beside) if beside.is_dir() else beside.unlink(missing_ok=True)


@contextmanager
def writing(path: Path, beside: Path | None = None) -> Iterator[IO[bytes]]:
    """Written beside under another name, flushed to the disk, and only then named."""
    _clear_left_overs(path.parent)
    beside = beside or hidden_name(path)
    _told(beside, True)
    try:
        with writing_hidden(beside) as file:
            yield file
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
        _told(beside, False)


@contextmanager
def writing_hidden(beside: Path) -> Iterator[IO[bytes]]:
    """Under the hidden name, flushed to the disk; whoever asked names it, or removes it."""
    with os.fdopen(_make(beside), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def write(path: Path, data: bytes, beside: Path | None = None) -> None:
    with writing(path, beside) as file:
        file.write(data)


def _clear_left_overs(folder: Path) -> None:
    """What a killed process left half-written: nobody would ever look for it, and it may hold names or a key."""
    with suppress(OSError):
        for each in folder.glob(".*.new"):
            is_ours = _HIDDEN.fullmatch(each.name) is not None and each.is_file()
            if is_ours and time.time() - each.stat().st_mtime > LEFT_OVER_SECONDS:
                remove_hidden(each)


def make_empty(path: Path) -> None:
    """A new, empty file under a name that is free; the database fills it."""
    os.close(_make(path))


def append_to(path: Path) -> TextIO:
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, OWNER_ONLY)
    if os.name == "posix":
        os.fchmod(descriptor, OWNER_ONLY)
    return os.fdopen(descriptor, "a", encoding="utf-8")


def make_folder(path: Path) -> None:
    """A folder for what leaves. One that is there already is the chair's own, and stays as it is."""
    path.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)


def flush(path: Path) -> None:
    """Make sure a finished file, and its name, are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    if os.name == "posix":
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _make(path: Path) -> int:
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, OWNER_ONLY)
