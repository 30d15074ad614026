"""Who has a case open, for the sentence that refuses a second window.

The database's own lock is what keeps the second out; this small file beside the case only says who
it is. A left-over one after a crash blocks nothing. It holds an account name, a number and a time.
"""

from __future__ import annotations

import getpass
import json
import os
from pathlib import Path


def _file(path: Path) -> Path:
    return path.with_name(path.name + ".in-use")


def claim(path: Path, since: str) -> None:
    try:
        who = getpass.getuser()
    except (OSError, KeyError, ImportError):
        who = "someone"
    try:
        _file(path).write_text(json.dumps({"who": who, "process": os.getpid(), "since": since}), "utf-8")
        if os.name == "posix":
            _file(path).chmod(0o600)
    except OSError:
        return  # only the name in a sentence is lost; the lock itself stands


def release(path: Path) -> None:
    try:
        if json.loads(_file(path).read_text("utf-8")).get("process") == os.getpid():
            _file(path).unlink()
    except (OSError, ValueError):
        return


def who_has(path: Path) -> str:
    try:
        claim = json.loads(_file(path).read_text("utf-8"))
        day, _, clock = str(claim["since"]).partition("T")
        return (
            f"{path.name} is already open: {claim['who']} has had it open since {clock[:5]} UTC on {day} "
            f"(process {claim['process']}). Close it there first."
        )
    except (OSError, ValueError, KeyError):
        return f"{path.name} is already open in another window or program. Close it there first."
