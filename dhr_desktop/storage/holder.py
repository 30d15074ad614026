"""Who has a case open, for the sentence that refuses a second window.

The database's own lock is what keeps the second out; this small file beside the case only says who
it is. A left-over one after a crash blocks nothing, and what a kill left of it half written goes at
the next opening: whoever writes it has that lock, so no one else is writing it. It holds an account
name, a number and a time.
"""

from __future__ import annotations

import getpass
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from dhr_desktop.system import private_files

LONGEST = 2_000  # bytes of the note that are read


def _file(path: Path) -> Path:
    return path.with_name(path.name + ".in-use")


def _half_written(path: Path) -> Path:
    return path.with_name(f".{path.name}.in-use.new")


def claim(path: Path, since: str) -> None:
    try:
        who = getpass.getuser()
    except (OSError, KeyError, ImportError):
        who = "someone"
    try:
        told = json.dumps({"who": who, "process": os.getpid(), "since": since})
        _half_written(path).unlink(missing_ok=True)
        private_files.write(_file(path), told.encode(), _half_written(path))
    except OSError:
        return  # only the name in a sentence is lost; the lock itself stands


def release(path: Path) -> None:
    if _claim(path).get("process") == os.getpid():
        _file(path).unlink(missing_ok=True)


def who_has(path: Path) -> str:
    claim = _claim(path)
    try:
        since = datetime.fromisoformat(str(claim["since"]))
        return (
            f"{path.name} is already open: {_plain(claim['who'])} has had it open since {since:%H:%M} UTC on "
            f"{since:%Y-%m-%d} (process {int(claim['process'])}). Close it there first."
        )
    except (ValueError, KeyError, TypeError, OverflowError):
        return f"{path.name} is already open in another window or program. Close it there first."


def _claim(path: Path) -> dict[str, Any]:
    """What the note says; nothing, when it is not there or is not one of ours any more."""
    try:
        claim = json.loads(_file(path).read_bytes()[:LONGEST])
    except (OSError, ValueError, RecursionError):
        return {}
    return claim if isinstance(claim, dict) else {}


def _plain(name: object) -> str:
    """An account's name as it can stand in a sentence, whatever has happened to the note."""
    return "".join(sign for sign in str(name) if sign.isprintable())[:60] or "someone"
